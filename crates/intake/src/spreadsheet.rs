//! Exports of an ATS as CSV or XLSX: a header row, a row an application.
//!
//! Headers of Greenhouse, Lever, Ashby and Workday are recognised; any other sheet takes a column map:
//!
//! ```toml
//! source = "/acme/export"       # optional
//! [columns]
//! "Candidate" = "full_name"
//! "E-Mail Address" = "email"
//! "Why us?" = "answer"
//! ```

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data as Cell, Reader, Xlsx};
use serde::Deserialize;
use serde_json::{Map as Object, Value, json};

use crate::headers::{self, Target};
use crate::{Options, Place, Severity, Sink};

/// Lines that one quoted field may span before its quote counts as never closed.
const MAX_FIELD_LINES: usize = 200;

/// A column map, as a user writes it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// CloudEvents source of the rows.
    pub source: Option<String>,
    /// Header → target, such as `full_name`, `email`, `profile_url.linkedin`, `answer`.
    pub columns: BTreeMap<String, String>,
}

impl Map {
    /// Reads a map; an unknown target is an error that names it.
    pub fn read(text: &str) -> Result<Self, String> {
        let map: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        for (header, target) in &map.columns {
            if headers::target(target).is_none() {
                return Err(format!("column {header:?}: there is no target {target:?}; see `hirewall import applications --help`"));
            }
        }
        Ok(map)
    }
}

/// What the header row of a sheet was taken for.
#[derive(Debug, Clone)]
pub struct Columns {
    /// Whose export it looks like.
    pub vendor: String,
    source: String,
    columns: Vec<(usize, Target)>,
    headers: Vec<String>,
    /// Headers that are not used, and those refused by design.
    pub unused: Vec<String>,
}

impl Columns {
    /// Decides on the columns: the user's map first, then known headers.
    pub fn decide(headers: &[String], map: Option<&Map>) -> Result<Self, String> {
        if let Some(map) = map {
            let wanted = |h: &String| map.columns.get(h.trim()).and_then(|t| headers::target(t));
            let columns: Vec<(usize, Target)> =
                headers.iter().enumerate().filter(|(_, h)| !headers::refused(h)).filter_map(|(n, h)| Some((n, wanted(h)?))).collect();
            if let Some(missing) = map.columns.keys().find(|k| !headers.iter().any(|h| h.trim() == k.as_str())) {
                return Err(format!("the map names column {missing:?}, which the sheet does not have; it has {}", headers.join(", ")));
            }
            let unused = headers.iter().enumerate().filter(|(n, _)| !columns.iter().any(|(c, _)| c == n)).map(|(_, h)| h.clone()).collect();
            let source = map.source.clone().unwrap_or_else(|| "/table".into());
            return Ok(Self { vendor: "map".into(), source, columns, headers: headers.to_vec(), unused });
        }
        let found = headers::recognise(headers).ok_or_else(|| {
            let shown: Vec<&str> = headers.iter().map(String::as_str).take(30).collect();
            format!("no column for a name or a contact was recognised among {}; give a column map with `--map MAP.toml`", shown.join(", "))
        })?;
        let source = format!("/{}/export", found.vendor);
        Ok(Self { vendor: found.vendor.into(), source, columns: found.columns, headers: headers.to_vec(), unused: found.unused })
    }

    /// (header, target) of every used column, for the dry run.
    pub fn used(&self) -> Vec<(&str, String)> {
        let name = |n: usize| self.headers.get(n).map_or("", String::as_str);
        self.columns.iter().filter(|(_, t)| *t != Target::Ignored).map(|(n, t)| (name(*n), format!("{t:?}"))).collect()
    }

    /// Headers that are refused by design: protected matters, pay, id numbers.
    pub fn refused(&self) -> Vec<&str> {
        self.columns.iter().filter(|(_, t)| *t == Target::Ignored).filter_map(|(n, _)| self.headers.get(*n)).map(String::as_str).collect()
    }
}

/// Reads a CSV text in UTF-8 or UTF-16.
pub(crate) fn text(bytes: &[u8], place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let decoded = decode(bytes);
    let lines: Vec<&[u8]> = decoded.split(|b| *b == b'\n').collect();
    let delimiter = delimiter(lines.first().copied().unwrap_or_default());
    let mut sheet: Option<Columns> = None;
    let mut n = 0;
    while n < lines.len() {
        let at = Place { line: Some(n as u64 + 1), ..place.clone() };
        let (record, used) = match record(&lines[n..], delimiter) {
            Ok(found) => found,
            Err(what) => {
                sink.problem(at.problem(Severity::Error, None, "", what));
                n += 1;
                continue;
            }
        };
        n += used;
        if record.iter().all(|f| f.trim().is_empty()) {
            continue;
        }
        match &sheet {
            None => match Columns::decide(&record, options.map.as_ref()) {
                Ok(columns) => sheet = Some(columns),
                Err(what) => return sink.problem(at.problem(Severity::Error, None, "", what)),
            },
            Some(columns) if record.len() != columns.headers.len() => {
                let what = format!("the row has {} fields, the header {}; the row is passed over", record.len(), columns.headers.len());
                sink.problem(at.problem(Severity::Error, None, "", what));
            }
            Some(columns) => row(columns, &record, &at, options, sink),
        }
    }
    if sheet.is_none() {
        sink.problem(place.problem(Severity::Error, None, "", "has no header row"));
    }
}

/// UTF-8 without its mark; UTF-16 with a mark becomes UTF-8.
fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, [u8]> {
    let utf16 = |big: bool| {
        let units: Vec<u16> =
            bytes[2..].chunks_exact(2).map(|p| if big { u16::from_be_bytes([p[0], p[1]]) } else { u16::from_le_bytes([p[0], p[1]]) }).collect();
        String::from_utf16_lossy(&units).into_bytes()
    };
    match bytes {
        [0xff, 0xfe, ..] => utf16(false).into(),
        [0xfe, 0xff, ..] => utf16(true).into(),
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.into(),
        _ => bytes.into(),
    }
}

/// Comma, semicolon or tab: what the header line holds most of.
fn delimiter(header: &[u8]) -> u8 {
    let count = |b: u8| header.iter().filter(|x| **x == b).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|d| (count(*d), *d == b',')).unwrap_or(b',')
}

/// One record from physical lines: more are taken while a quote is open. Returns how many.
fn record(lines: &[&[u8]], delimiter: u8) -> Result<(Vec<String>, usize), String> {
    let mut bytes = Vec::new();
    let mut quotes = 0;
    let mut used = 0;
    for line in lines.iter().take(MAX_FIELD_LINES) {
        used += 1;
        quotes += line.iter().filter(|b| **b == b'"').count();
        bytes.extend_from_slice(line);
        bytes.push(b'\n');
        if quotes % 2 == 0 {
            break;
        }
    }
    if quotes % 2 == 1 {
        return Err("a quote opens here and never closes; the line is passed over".into());
    }
    if let Err(error) = std::str::from_utf8(&bytes) {
        return Err(format!("is not UTF-8 (byte {} of the row): save the sheet as UTF-8 CSV; the row is passed over", error.valid_up_to() + 1));
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes.as_slice());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(_) => Ok((record.iter().map(|f| f.trim().to_owned()).collect(), used)),
        Err(error) => Err(error.to_string()),
    }
}

/// Reads the first sheet of a workbook.
pub(crate) fn workbook(bytes: Vec<u8>, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let fail = |what: String| place.problem(Severity::Error, None, "", what);
    let mut book: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => return sink.problem(fail(format!("is not a readable workbook: {error}"))),
    };
    let range = match book.worksheet_range_at(0) {
        Some(Ok(range)) => range,
        Some(Err(error)) => return sink.problem(fail(format!("its first sheet cannot be read: {error}"))),
        None => return sink.problem(fail("has no sheet".into())),
    };
    let mut sheet: Option<Columns> = None;
    for (n, cells) in range.rows().enumerate() {
        let at = Place { line: Some(n as u64 + 1), ..place.clone() };
        let record: Vec<String> = cells.iter().map(cell).collect();
        if record.iter().all(|f| f.trim().is_empty()) {
            continue;
        }
        match &sheet {
            None => match Columns::decide(&record, options.map.as_ref()) {
                Ok(columns) => sheet = Some(columns),
                Err(what) => return sink.problem(at.problem(Severity::Error, None, "", what)),
            },
            Some(columns) => row(columns, &record, &at, options, sink),
        }
    }
    if sheet.is_none() {
        sink.problem(fail("has no header row".into()));
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::DateTime(serial) => serial.to_ymd_hms_milli_text(),
        Cell::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        other => other.to_string().trim().to_owned(),
    }
}

trait SerialDate {
    fn to_ymd_hms_milli_text(&self) -> String;
}

impl SerialDate for calamine::ExcelDateTime {
    /// A workbook's serial date: days since 1899-12-30.
    fn to_ymd_hms_milli_text(&self) -> String {
        let seconds = ((self.as_f64() - 25_569.0) * 86_400.0).round() as i64;
        jiff::Timestamp::from_second(seconds).map(|t| t.to_string()).unwrap_or_default()
    }
}

fn row(columns: &Columns, record: &[String], place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let mut form = Form::default();
    for (at, (n, target)) in columns.columns.iter().enumerate() {
        // The second column of a kind speaks of the second job or study, also where the first one is empty.
        form.nth = columns.columns[..at].iter().filter(|(_, t)| t == target).count();
        let Some(value) = record.get(*n).map(|v| v.trim()).filter(|v| !v.is_empty()) else { continue };
        let header = columns.headers.get(*n).map_or("", String::as_str);
        if is_formula(value) {
            let what = "looks like a formula; the value is not used (formulas are never evaluated)";
            sink.problem(place.problem(Severity::Unreadable, None, header, what));
            continue;
        }
        if let Err(what) = form.set(*target, header, value) {
            sink.problem(place.problem(Severity::Unreadable, None, header, what));
        }
    }
    crate::json::mapped(form.event(columns, record), place, options, sink);
}

/// `=HYPERLINK(…)`, `@SUM(…)`, `+cmd|…`: a phone number may begin with a plus, a formula goes on with a letter.
fn is_formula(value: &str) -> bool {
    let mut chars = value.chars();
    match chars.next() {
        Some('=' | '@') => {
            chars.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '(' | '+' | '-' | '"')) && value.contains(['(', '|', '!', '='])
        }
        Some('+' | '-') => chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && value.contains(['(', '|', '!']),
        _ => false,
    }
}

/// One application under way. Repeated columns (School 1, School 2) fill lists in order.
#[derive(Default)]
struct Form {
    candidacy: Option<String>,
    event: Option<String>,
    time: Option<String>,
    data: Object<String, Value>,
    lists: BTreeMap<&'static str, Vec<Value>>,
    studies: Vec<Object<String, Value>>,
    jobs: Vec<Object<String, Value>>,
    summary: Option<String>,
    /// Which of several columns of one kind is being read, from 0.
    nth: usize,
}

impl Form {
    fn set(&mut self, target: Target, header: &str, value: &str) -> Result<(), String> {
        let text = || Value::String(value.to_owned());
        match target {
            Target::CandidacyId => self.candidacy = Some(value.to_owned()),
            Target::EventId => self.event = Some(value.to_owned()),
            Target::AppliedAt => self.time = Some(time(value)?),
            Target::RequisitionId => self.put("requisition", "id", text()),
            Target::RequisitionTitle => self.put("requisition", "title", text()),
            Target::Department => self.put("requisition", "department", text()),
            Target::RequisitionLocation => self.put("requisition", "location", text()),
            Target::RequisitionCountry => self.put("requisition", "country", text()),
            Target::Remote => {
                let remote = matches!(value.to_lowercase().as_str(), "yes" | "y" | "true" | "1" | "remote" | "fully remote");
                self.put("requisition", "remote", Value::Bool(remote));
            }
            Target::Channel => {
                if let Some(channel) = channel(value) {
                    self.data.insert("channel".into(), json!(channel));
                }
            }
            Target::FullName => self.put("name", "full", text()),
            Target::GivenName => self.put("name", "given", text()),
            Target::FamilyName => self.put("name", "family", text()),
            Target::PreferredName => self.put("name", "preferred", text()),
            Target::Email => self.extend("emails", value),
            Target::Phone => self.extend("phones", value),
            Target::AddressLine1 | Target::FullAddress => self.put("address", "line1", text()),
            Target::AddressLine2 => self.put("address", "line2", text()),
            Target::City => self.put("address", "city", text()),
            Target::Region => self.put("address", "region", text()),
            Target::PostalCode => self.put("address", "postal_code", text()),
            Target::Country => self.put("address", "country", text()),
            Target::ProfileUrl(network) => self.list("profiles").push(json!({"network": network, "url": value})),
            Target::School => fill(&mut self.studies, self.nth, "institution", text()),
            Target::Degree => fill(&mut self.studies, self.nth, "studyType", text()),
            Target::Discipline => fill(&mut self.studies, self.nth, "area", text()),
            Target::StudyStart => fill(&mut self.studies, self.nth, "startDate", partial(value)?),
            Target::StudyEnd => fill(&mut self.studies, self.nth, "endDate", partial(value)?),
            Target::Employer => fill(&mut self.jobs, self.nth, "name", text()),
            Target::Title => fill(&mut self.jobs, self.nth, "position", text()),
            Target::WorkStart => fill(&mut self.jobs, self.nth, "startDate", partial(value)?),
            Target::WorkEnd if matches!(value.to_lowercase().as_str(), "present" | "now" | "current") => {}
            Target::WorkEnd => fill(&mut self.jobs, self.nth, "endDate", partial(value)?),
            Target::ResumeText => self.summary = Some(value.to_owned()),
            Target::ResumeFile => {
                let id = format!("resume-{}", short_hash(value));
                self.list("documents").push(json!({"id": id, "kind": "resume", "filename": value}));
            }
            Target::CoverLetter => self.list("answers").push(json!({"question": header, "answer": value})),
            Target::Ip => self.put("session", "ip", text()),
            Target::UserAgent => self.put("session", "user_agent", text()),
            Target::DeviceId => self.put("session", "device_id", text()),
            Target::Answer => self.list("answers").push(json!({"question": header, "answer": value})),
            Target::Ignored => {}
        }
        Ok(())
    }

    fn put(&mut self, object: &str, field: &str, value: Value) {
        let entry = self.data.entry(object).or_insert_with(|| json!({}));
        if entry.get(field).is_none() {
            entry[field] = value;
        }
    }

    fn list(&mut self, name: &'static str) -> &mut Vec<Value> {
        self.lists.entry(name).or_default()
    }

    /// Several mailboxes or numbers may stand in one cell.
    fn extend(&mut self, name: &'static str, value: &str) {
        for part in value.split([';', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
            for one in if name == "emails" { part.split(',').collect::<Vec<_>>() } else { vec![part] } {
                if !one.trim().is_empty() {
                    self.list(name).push(json!(one.trim()));
                }
            }
        }
    }

    fn event(mut self, columns: &Columns, record: &[String]) -> Value {
        let name = self.data.entry("name").or_insert_with(|| json!({}));
        if name["full"].as_str().is_none_or(|f| f.trim().is_empty()) {
            let parts: Vec<&str> = [name["given"].as_str(), name["family"].as_str()].into_iter().flatten().collect();
            let full = parts.join(" ");
            name["full"] = json!(full);
        }
        let requisition = self.data.entry("requisition").or_insert_with(|| json!({}));
        match (requisition["id"].as_str().map(str::to_owned), requisition["title"].as_str().map(str::to_owned)) {
            (None, None) => {
                requisition["id"] = json!("unspecified");
                requisition["title"] = json!("unspecified");
            }
            (None, Some(title)) => requisition["id"] = json!(title),
            (Some(id), None) => requisition["title"] = json!(id),
            (Some(_), Some(_)) => {}
        }
        self.jobs.retain(|job| !job.is_empty());
        self.studies.retain(|study| !study.is_empty());
        let mut resume = Object::new();
        if let Some(summary) = self.summary {
            resume.insert("basics".into(), json!({"summary": summary}));
        }
        if !self.jobs.is_empty() {
            resume.insert("work".into(), json!(self.jobs));
        }
        if !self.studies.is_empty() {
            resume.insert("education".into(), json!(self.studies));
        }
        if !resume.is_empty() {
            self.data.insert("resume".into(), Value::Object(resume));
        }
        for (name, list) in self.lists {
            self.data.insert(name.into(), Value::Array(list));
        }
        let whole = short_hash(&record.join("\u{1f}"));
        let subject = match self.candidacy {
            Some(candidacy) => format!("{}:{candidacy}", columns.vendor),
            None => format!("row-{whole}"),
        };
        let mut event = json!({
            "specversion": "1.0", "id": self.event.unwrap_or_else(|| format!("row-{whole}")), "source": columns.source,
            "type": "hirewall.application.submitted.v1", "subject": subject, "data": self.data,
        });
        if let Some(time) = self.time {
            event["time"] = json!(time);
        }
        event
    }
}

/// Sets a field of the n-th entry of a list.
fn fill(list: &mut Vec<Object<String, Value>>, nth: usize, field: &str, value: Value) {
    if list.len() <= nth {
        list.resize(nth + 1, Object::new());
    }
    list[nth].insert(field.into(), value);
}

fn short_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

fn channel(value: &str) -> Option<&'static str> {
    let lower = value.to_lowercase();
    [
        ("referral", "referral"),
        ("referred", "referral"),
        ("agency", "agency"),
        ("sourced", "sourced"),
        ("prospecting", "sourced"),
        ("career", "career_site"),
        ("company website", "career_site"),
        ("job board", "job_board"),
        ("indeed", "job_board"),
        ("linkedin", "job_board"),
        ("glassdoor", "job_board"),
        ("upwork", "marketplace"),
        ("marketplace", "marketplace"),
    ]
    .into_iter()
    .find(|(word, _)| lower.contains(word))
    .map(|(_, channel)| channel)
}

/// A time in the forms that exports use; a date alone is its midnight in UTC.
fn time(value: &str) -> Result<String, String> {
    if let Ok(at) = value.parse::<jiff::Timestamp>() {
        return Ok(at.to_string());
    }
    for format in
        ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%B %d, %Y %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
    {
        if let Ok(at) = jiff::civil::DateTime::strptime(format, value) {
            return at.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp().to_string()).map_err(|e| e.to_string());
        }
    }
    let date = day(value).ok_or_else(|| format!("{value:?} is not a date that is understood; use 2026-03-02 or 2026-03-02T14:05:11Z"))?;
    date.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp().to_string()).map_err(|e| e.to_string())
}

/// `03/02/2026` is read month first, as in the exports of US systems.
fn day(value: &str) -> Option<jiff::civil::Date> {
    ["%Y-%m-%d", "%m/%d/%Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%d.%m.%Y", "%Y/%m/%d"]
        .into_iter()
        .find_map(|format| jiff::civil::Date::strptime(format, value.trim()).ok())
}

/// A date of a study or job: as in JSON Resume, or one of the other forms.
fn partial(value: &str) -> Result<Value, String> {
    if hirewall_model::PartialDate::parse(value).is_ok() {
        return Ok(json!(value));
    }
    for format in ["%b %Y", "%B %Y", "%m/%Y", "%Y/%m"] {
        let whole = format!("1 {value}");
        if let Ok(date) = jiff::civil::Date::strptime(format!("%d {format}"), &whole) {
            return Ok(json!(format!("{:04}-{:02}", date.year(), date.month())));
        }
    }
    match day(value) {
        Some(date) => Ok(json!(date.to_string())),
        None => Err(hirewall_model::PartialDate::parse(value).err().unwrap_or_default()),
    }
}

/// The header row of a CSV or XLSX file, for a dry run; `None` for anything else.
pub fn headers_of(path: &std::path::Path) -> Option<Vec<String>> {
    use std::io::Read;
    let lower = path.to_string_lossy().to_lowercase();
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(crate::MAX_FILE).read_to_end(&mut bytes).ok()?;
    if lower.ends_with(".xlsx") {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
        let range = book.worksheet_range_at(0)?.ok()?;
        return range.rows().map(|r| r.iter().map(cell).collect::<Vec<_>>()).find(|r| r.iter().any(|f| !f.is_empty()));
    }
    if ![".csv", ".tsv", ".txt"].iter().any(|e| lower.ends_with(e)) {
        return None;
    }
    let decoded = decode(&bytes);
    let lines: Vec<&[u8]> = decoded.split(|b| *b == b'\n').collect();
    record(&lines, delimiter(lines.first().copied().unwrap_or_default())).ok().map(|(record, _)| record)
}
