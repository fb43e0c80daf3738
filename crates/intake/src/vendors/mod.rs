//! Vendors' own JSON forms → the contract's events.
//!
//! An adapter only maps: what it makes is read by the same strict reader as every other event. It takes what the
//! contract has a field for and says in a note what it left out. Attachments are listed, never fetched. Photos, tags,
//! custom fields, demographic answers, birth dates and pay are never carried over.

pub mod ashby;
pub mod greenhouse;
pub mod lever;
pub mod smartrecruiters;
pub mod workable;

use serde_json::{Map, Value};

use crate::headers::refused;

/// So many items of one list are read; a note counts the others.
const MAX_ITEMS: usize = 200;
/// A text longer than this many bytes is not taken over.
const MAX_TEXT_BYTES: usize = 100_000;
/// So many notes are kept; a last one counts the others.
const MAX_NOTES: usize = 500;

/// A vendor body became these events; `notes` say what was not used and why (one line each, no personal data: they
/// name fields by JSON pointer).
#[derive(Debug, Clone, PartialEq)]
pub struct Adapted {
    /// Whose form it was.
    pub vendor: &'static str,
    /// Events of the contract; `time` is absent where the body holds none.
    pub events: Vec<Value>,
    /// What was not used, and why.
    pub notes: Vec<String>,
}

/// Recognises the vendor by shape (not by file name) and maps; `None` when no vendor's shape fits.
#[must_use]
pub fn adapt(body: &Value) -> Option<Adapted> {
    if greenhouse::recognise(body) {
        Some(greenhouse::adapt(body))
    } else if ashby::recognise(body) {
        Some(ashby::adapt(body))
    } else if workable::recognise(body) {
        Some(workable::adapt(body))
    } else if smartrecruiters::recognise(body) {
        Some(smartrecruiters::adapt(body))
    } else if lever::recognise(body) {
        Some(lever::adapt(body))
    } else {
        None
    }
}

/// One body being read: every access names its place, so that a note can.
pub(crate) struct Reading<'a> {
    vendor: &'static str,
    body: &'a Value,
    events: Vec<Value>,
    notes: Vec<String>,
    notes_left_out: usize,
    fingerprint: Option<String>,
}

impl<'a> Reading<'a> {
    /// Starts to read one body.
    pub(crate) fn new(vendor: &'static str, body: &'a Value) -> Self {
        Self { vendor, body, events: Vec::new(), notes: Vec::new(), notes_left_out: 0, fingerprint: None }
    }

    /// What came of it.
    pub(crate) fn done(mut self) -> Adapted {
        if self.notes_left_out > 0 {
            self.notes.push(format!("{} more notes are left out", self.notes_left_out));
        }
        Adapted { vendor: self.vendor, events: self.events, notes: self.notes }
    }

    /// Says once what was not used and why.
    pub(crate) fn note(&mut self, note: String) {
        if self.notes.len() >= MAX_NOTES {
            self.notes_left_out = self.notes_left_out.saturating_add(1);
        } else if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Notes that without this field there is no event.
    pub(crate) fn missing(&mut self, pointer: &str) {
        self.note(format!("{pointer}: missing, so there is no event"));
    }

    /// Notes a kind of message that holds nothing to screen. The kind is repeated only if it is a plain word.
    pub(crate) fn nothing_to_screen(&mut self, pointer: &str, kind: &str) {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.');
        let kind = if kind.len() <= 60 && kind.chars().all(plain) { kind } else { "this kind" };
        self.note(format!("{pointer}: {kind} holds nothing that is screened, so there is no event"));
    }

    /// Notes fields that are there and are refused by design.
    pub(crate) fn refuse(&mut self, base: &str, names: &[&str]) {
        for name in names {
            let pointer = format!("{base}/{name}");
            if self.value(&pointer).is_some_and(|value| !blank(value)) {
                self.note(format!("{pointer}: refused by design"));
            }
        }
    }

    fn wrong(&mut self, pointer: &str, wanted: &str, found: &Value) {
        self.note(format!("{pointer}: expected {wanted}, found {}; not used", kind_of(found)));
    }

    /// The value at a place; `null` counts as absent.
    pub(crate) fn value(&self, pointer: &str) -> Option<&'a Value> {
        let body: &'a Value = self.body;
        body.pointer(pointer).filter(|value| !value.is_null())
    }

    /// A text as it was typed; absent when blank.
    pub(crate) fn typed(&mut self, pointer: &str) -> Option<String> {
        match self.value(pointer)? {
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) if text.len() > MAX_TEXT_BYTES => {
                self.note(format!("{pointer}: longer than {MAX_TEXT_BYTES} bytes; not used"));
                None
            }
            Value::String(text) => Some(text.clone()),
            other => {
                self.wrong(pointer, "text", other);
                None
            }
        }
    }

    /// A text without blanks around it; absent when blank.
    pub(crate) fn text(&mut self, pointer: &str) -> Option<String> {
        self.typed(pointer).map(|text| text.trim().to_owned())
    }

    /// A text, number, truth value or list of them as text, as answers to questions come.
    pub(crate) fn answer(&mut self, pointer: &str) -> Option<String> {
        self.answer_as(pointer, pointer)
    }

    /// The same for a place whose name comes from outside: notes name `pointer` instead.
    pub(crate) fn answer_as(&mut self, place: &str, pointer: &str) -> Option<String> {
        let value = self.value(place)?;
        match scalar(value) {
            Some(text) if text.len() > MAX_TEXT_BYTES => {
                self.note(format!("{pointer}: longer than {MAX_TEXT_BYTES} bytes; not used"));
                None
            }
            Some(text) if text.trim().is_empty() => None,
            Some(text) => Some(text),
            None => {
                self.wrong(pointer, "an answer", value);
                None
            }
        }
    }

    /// An identifier: a text or a whole number.
    pub(crate) fn key(&mut self, pointer: &str) -> Option<String> {
        let key = match self.value(pointer)? {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) if number.is_u64() => number.to_string(),
            other => {
                self.wrong(pointer, "an id", other);
                return None;
            }
        };
        if key.is_empty() || key.len() > 200 || key.chars().any(char::is_control) {
            self.note(format!("{pointer}: not usable as an id"));
            return None;
        }
        Some(key)
    }

    /// How many items of a list are to be read.
    pub(crate) fn count(&mut self, pointer: &str) -> usize {
        match self.value(pointer) {
            None => 0,
            Some(Value::Array(items)) => {
                if items.len() > MAX_ITEMS {
                    self.note(format!("{pointer}: {} items, only the first {MAX_ITEMS} are used", items.len()));
                }
                items.len().min(MAX_ITEMS)
            }
            Some(other) => {
                self.wrong(pointer, "a list", other);
                0
            }
        }
    }

    /// A calendar date, perhaps partial, in ISO form.
    pub(crate) fn date(&mut self, pointer: &str) -> Option<String> {
        let text = self.text(pointer)?;
        let date = date(&text);
        if date.is_none() {
            self.note(format!("{pointer}: not a date that is understood; not used"));
        }
        date
    }

    /// An RFC 3339 time.
    pub(crate) fn instant(&mut self, pointer: &str) -> Option<String> {
        let text = self.text(pointer)?;
        let instant = instant(&text);
        if instant.is_none() {
            self.note(format!("{pointer}: not an RFC 3339 time; not used"));
        }
        instant
    }

    /// The first of several times that is given.
    pub(crate) fn first_instant(&mut self, base: &str, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.instant(&format!("{base}/{name}")))
    }

    /// A time given in milliseconds since 1970.
    pub(crate) fn millis(&mut self, pointer: &str) -> Option<String> {
        let value = self.value(pointer)?;
        let time = value.as_i64().and_then(millis);
        if time.is_none() {
            self.wrong(pointer, "milliseconds since 1970", value);
        }
        time
    }

    /// Name of a candidacy: `vendor:kind:id`.
    pub(crate) fn subject(&self, kind: &str, id: &str) -> String {
        format!("{}:{kind}:{id}", self.vendor)
    }

    /// A fingerprint of the whole body, the same for a replay. Made once: a body may be large and its events many.
    pub(crate) fn fingerprint(&mut self) -> String {
        let body = self.body;
        self.fingerprint.get_or_insert_with(|| fingerprint(&body.to_string())).clone()
    }

    /// Adds one event.
    pub(crate) fn event(&mut self, draft: Draft, kind: &str, data: Value) {
        if draft.time.is_none() {
            self.note("no time in the body: the time of receipt has to stand in".to_owned());
        }
        let stamp = match draft.stamp.or_else(|| draft.time.clone()) {
            Some(stamp) => stamp,
            None => self.fingerprint(),
        };
        let event = Object::default()
            .set("specversion", "1.0")
            .set("id", format!("{}:{}:{stamp}", draft.action, draft.object))
            .set("source", format!("/{}", self.vendor))
            .set("type", format!("hirewall.{kind}.v1"))
            .set("subject", draft.subject)
            .set("time", draft.time)
            .set("datacontenttype", "application/json")
            .keep("data", data);
        self.events.push(event.done());
    }

    /// Adds `application.submitted`. What the contract requires and the body lacks is filled in visibly, with a note.
    pub(crate) fn submitted(&mut self, draft: Draft, applicant: &Applicant) {
        let mut data = applicant.data();
        if applicant.requisition.is_none() {
            self.note("requisition: not in the body, called \"unspecified\"".to_owned());
            let unspecified = Object::default().set("id", UNSPECIFIED).set("title", UNSPECIFIED);
            data = data.set("requisition", unspecified.done());
        }
        if blank(&applicant.name()) {
            self.note("name: not in the body, left empty; the candidate has to be fetched".to_owned());
            data = data.keep("name", applicant.name());
        }
        self.event(draft, "application.submitted", data.done());
    }

    /// Adds `application.updated`: only what the body holds.
    pub(crate) fn updated(&mut self, draft: Draft, applicant: &Applicant) {
        self.event(draft, "application.updated", applicant.data().done());
    }

    /// Adds `stage.changed`.
    pub(crate) fn stage(&mut self, draft: Draft, from: Option<String>, to: Option<String>) {
        let data = Object::default().set("from", from).set("to", to);
        self.event(draft, "stage.changed", data.done());
    }

    /// Adds `candidacy.erased` because the vendor deleted.
    pub(crate) fn erased(&mut self, draft: Draft) {
        let data = Object::default().set("basis", "vendor deletion");
        self.event(draft, "candidacy.erased", data.done());
    }

    /// Adds `candidacy.merged`.
    pub(crate) fn merged(&mut self, draft: Draft, into: String) {
        let data = Object::default().set("into", into);
        self.event(draft, "candidacy.merged", data.done());
    }
}

/// What stands for a requisition's id or title that is not known.
const UNSPECIFIED: &str = "unspecified";

/// What an event is about, before its data.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    action: String,
    object: String,
    subject: String,
    time: Option<String>,
    stamp: Option<String>,
}

impl Draft {
    /// `action` and `object` go into the event's id: what was said about which thing of the vendor.
    pub(crate) fn new(action: &str, object: &str, subject: String) -> Self {
        Self { action: action.to_owned(), object: object.to_owned(), subject, time: None, stamp: None }
    }

    /// When it happened.
    pub(crate) fn at(mut self, time: Option<String>) -> Self {
        self.time = time;
        self
    }

    /// When the thing last changed, where that differs from the event's time. A polled record keeps its time of
    /// application and changes its content; without this the second reading would contradict the first.
    pub(crate) fn stamped(mut self, stamp: Option<String>) -> Self {
        self.stamp = stamp;
        self
    }
}

/// A JSON object that leaves out what is null or empty.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object(Map<String, Value>);

impl Object {
    /// Sets a field unless the value is null or empty.
    pub(crate) fn set(self, key: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        if blank(&value) { self } else { self.keep(key, value) }
    }

    /// Sets a field whatever the value.
    pub(crate) fn keep(mut self, key: &str, value: Value) -> Self {
        self.0.insert(key.to_owned(), value);
        self
    }

    /// The finished object.
    pub(crate) fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// A job as far as a vendor names it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Job {
    /// The vendor's id.
    pub(crate) id: Option<String>,
    /// Its title.
    pub(crate) title: Option<String>,
    /// Department by name.
    pub(crate) department: Option<String>,
    /// Place as written.
    pub(crate) location: Option<String>,
}

impl Job {
    /// The contract's requisition; absent when neither id nor title is known.
    pub(crate) fn requisition(self, reading: &mut Reading<'_>) -> Option<Value> {
        if self.id.is_none() && self.title.is_none() {
            return None;
        }
        if self.id.is_none() {
            reading.note("requisition/id: not in the body, called \"unspecified\"".to_owned());
        }
        if self.title.is_none() {
            reading.note("requisition/title: not in the body, called \"unspecified\"".to_owned());
        }
        let remote = self.location.as_deref().is_some_and(|place| place.to_lowercase().contains("remote"));
        let requisition = Object::default()
            .set("id", self.id.unwrap_or_else(|| UNSPECIFIED.to_owned()))
            .set("title", self.title.unwrap_or_else(|| UNSPECIFIED.to_owned()))
            .set("department", self.department)
            .set("location", self.location)
            .set("remote", remote.then_some(true));
        Some(requisition.done())
    }
}

/// What a body says of an applicant, before it becomes `data`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Applicant {
    /// The job.
    pub(crate) requisition: Option<Value>,
    /// How the application arrived.
    pub(crate) channel: Option<&'static str>,
    /// Who referred.
    pub(crate) referrer: Option<Value>,
    /// Whole name, where it is given whole.
    pub(crate) full: Option<String>,
    /// Given name.
    pub(crate) given: Option<String>,
    /// Family name.
    pub(crate) family: Option<String>,
    /// E-mail addresses.
    pub(crate) emails: Vec<String>,
    /// Phone numbers as typed.
    pub(crate) phones: Vec<String>,
    /// The contract's address.
    pub(crate) address: Option<Value>,
    /// Profiles and web sites.
    pub(crate) profiles: Vec<Value>,
    /// Answers to the form's questions.
    pub(crate) answers: Vec<Value>,
    /// `work` of a JSON Resume.
    pub(crate) work: Vec<Value>,
    /// `education` of a JSON Resume.
    pub(crate) education: Vec<Value>,
    /// Files, without content.
    pub(crate) documents: Vec<Value>,
    /// The session of the application.
    pub(crate) session: Option<Value>,
}

impl Applicant {
    /// Adds an e-mail address once.
    pub(crate) fn email(&mut self, email: Option<String>) {
        add_once(&mut self.emails, email);
    }

    /// Adds a phone number once.
    pub(crate) fn phone(&mut self, phone: Option<String>) {
        add_once(&mut self.phones, phone);
    }

    /// Adds a profile once. `fallback` names its network when the host does not.
    pub(crate) fn profile(&mut self, reading: &mut Reading<'_>, pointer: &str, url: &str, fallback: &str) {
        match profile(url, fallback) {
            Some(profile) => {
                if !self.profiles.contains(&profile) {
                    self.profiles.push(profile);
                }
            }
            None => reading.note(format!("{pointer}: not a web address; not used")),
        }
    }

    /// Adds an answer, unless the question is about a protected matter or pay. A profile's URL becomes a profile too.
    pub(crate) fn answer(&mut self, reading: &mut Reading<'_>, pointer: &str, question: Option<String>, answer: Option<String>) {
        let (Some(question), Some(answer)) = (question, answer) else { return };
        if refused(&question) {
            reading.note(format!("{pointer}: a question about a protected matter, pay or an id number; refused by design"));
            return;
        }
        if let Some(network) = known_network(&answer) {
            self.profile(reading, pointer, &answer, network);
        }
        self.answers.push(Object::default().set("question", question).set("answer", answer).done());
    }

    /// Lists a file once, without its content. Without a vendor's id, `seed` makes one that a replay makes again.
    pub(crate) fn document(&mut self, kind: &str, filename: &str, id: Option<String>, seed: &str) {
        let id = id.unwrap_or_else(|| fingerprint(&format!("{kind}\n{filename}\n{seed}")));
        let document = Object::default().set("id", id).set("kind", kind).set("filename", filename).done();
        if !self.documents.contains(&document) {
            self.documents.push(document);
        }
    }

    /// The name in the contract's form.
    pub(crate) fn name(&self) -> Value {
        let parts: Vec<&str> = [&self.given, &self.family].into_iter().filter_map(|part| part.as_deref()).collect();
        let full = self.full.clone().unwrap_or_else(|| parts.join(" "));
        Object::default().set("full", full).set("given", self.given.clone()).set("family", self.family.clone()).done()
    }

    /// `data` of the contract, as far as it is known.
    fn data(&self) -> Object {
        Object::default()
            .set("requisition", self.requisition.clone())
            .set("channel", self.channel)
            .set("referrer", self.referrer.clone())
            .set("name", self.name())
            .set("emails", self.emails.clone())
            .set("phones", self.phones.clone())
            .set("address", self.address.clone())
            .set("profiles", self.profiles.clone())
            .set("answers", self.answers.clone())
            .set("resume", self.resume())
            .set("documents", self.documents.clone())
            .set("session", self.session.clone())
    }

    /// A JSON Resume, when there is work or education to put into it.
    fn resume(&self) -> Value {
        if self.work.is_empty() && self.education.is_empty() {
            return Value::Null;
        }
        let name = self.name();
        let basics = Object::default()
            .set("name", name.get("full").cloned())
            .set("email", self.emails.first().cloned())
            .set("phone", self.phones.first().cloned())
            .set("location", self.address.as_ref().map(resume_location))
            .set("profiles", self.profiles.clone());
        Object::default().set("basics", basics.done()).set("work", self.work.clone()).set("education", self.education.clone()).done()
    }
}

/// The contract's address as a JSON Resume's location.
fn resume_location(address: &Value) -> Value {
    let part = |name: &str| address.get(name).cloned();
    let code = address.get("country").and_then(Value::as_str).filter(|code| letters(code, 2));
    Object::default()
        .set("address", part("line1"))
        .set("city", part("city"))
        .set("region", part("region"))
        .set("postalCode", part("postal_code"))
        .set("countryCode", code)
        .done()
}

fn add_once(list: &mut Vec<String>, item: Option<String>) {
    if let Some(item) = item
        && !list.contains(&item)
    {
        list.push(item);
    }
}

/// One job of a résumé.
pub(crate) fn employment(
    employer: Option<String>,
    position: Option<String>,
    start: Option<String>,
    end: Option<String>,
    location: Option<String>,
) -> Option<Value> {
    let work = Object::default()
        .set("name", employer)
        .set("position", position)
        .set("startDate", start)
        .set("endDate", end)
        .set("location", location)
        .done();
    (!blank(&work)).then_some(work)
}

/// One study of a résumé.
pub(crate) fn study(
    institution: Option<String>,
    area: Option<String>,
    degree: Option<String>,
    start: Option<String>,
    end: Option<String>,
) -> Option<Value> {
    let study = Object::default()
        .set("institution", institution)
        .set("area", area)
        .set("studyType", degree)
        .set("startDate", start)
        .set("endDate", end)
        .done();
    (!blank(&study)).then_some(study)
}

/// Null, a blank text, an empty list or an empty object.
fn blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) => false,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A text, number, truth value or flat list of them as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(true) => Some("true".to_owned()),
        Value::Bool(false) => Some("false".to_owned()),
        Value::Array(items) => {
            let flat = |item: &Value| if item.is_array() { None } else { scalar(item) };
            let texts: Option<Vec<String>> = items.iter().take(MAX_ITEMS).map(flat).collect();
            texts.map(|texts| texts.join(", "))
        }
        Value::Null | Value::Object(_) => None,
    }
}

/// Identity of a text (FNV-1a, 128 bits): tells a replay from something new. It is no protection against somebody who
/// makes two texts collide on purpose; authenticity is checked before a body gets here.
pub(crate) fn fingerprint(text: &str) -> String {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let hash = text.bytes().fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    format!("{hash:032x}")
}

/// `MM/DD/YYYY`, `MM/YYYY`, ISO dates (whole or partial) and ISO times → ISO date, as exact as it was given.
pub(crate) fn date(text: &str) -> Option<String> {
    let day = text.trim().split(['T', ' ']).next()?;
    if day.contains('/') { slashed(day) } else { dashed(day) }
}

fn slashed(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').collect();
    match parts.as_slice() {
        [month, day, year] => whole_date(digits(year, 4, 4)?, digits(month, 1, 2)?, digits(day, 1, 2)?),
        [month, year] => year_month(digits(year, 4, 4)?, digits(month, 1, 2)?),
        _ => None,
    }
}

fn dashed(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => whole_date(digits(year, 4, 4)?, digits(month, 2, 2)?, digits(day, 2, 2)?),
        [year, month] => year_month(digits(year, 4, 4)?, digits(month, 2, 2)?),
        [year] => {
            let year = digits(year, 4, 4)?;
            plausible(year).then(|| format!("{year:04}"))
        }
        _ => None,
    }
}

fn whole_date(year: u32, month: u32, day: u32) -> Option<String> {
    let real = plausible(year) && (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    real.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn year_month(year: u32, month: u32) -> Option<String> {
    (plausible(year) && (1..=12).contains(&month)).then(|| format!("{year:04}-{month:02}"))
}

/// The years that the contract's reader takes.
fn plausible(year: u32) -> bool {
    (1900..=2200).contains(&year)
}

fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A number of so many ASCII digits.
fn digits(text: &str, least: usize, most: usize) -> Option<u32> {
    let right = (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}

fn letters(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The text, when it is an RFC 3339 time.
pub(crate) fn instant(text: &str) -> Option<String> {
    let text = text.trim();
    let (day, rest) = text.split_once('T')?;
    if day.len() != 10 || dashed(day).is_none() {
        return None;
    }
    let clock = match rest.strip_suffix('Z') {
        Some(clock) => clock,
        None => {
            let (clock, zone) = rest.rsplit_once(['+', '-'])?;
            let (hours, minutes) = zone.split_once(':')?;
            if digits(hours, 2, 2)? > 23 || digits(minutes, 2, 2)? > 59 {
                return None;
            }
            clock
        }
    };
    is_clock(clock).then(|| text.to_owned())
}

/// `HH:MM:SS` with an optional fraction.
fn is_clock(text: &str) -> bool {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let exact = fraction.is_none_or(|fraction| digits(fraction, 1, 9).is_some());
    let parts: Vec<Option<u32>> = whole.split(':').map(|part| digits(part, 2, 2)).collect();
    let real = match parts.as_slice() {
        [Some(hours), Some(minutes), Some(seconds)] => *hours < 24 && *minutes < 60 && *seconds < 60,
        _ => false,
    };
    exact && real
}

/// Milliseconds since 1970 as an RFC 3339 time, up to the year 9999.
pub(crate) fn millis(since_1970: i64) -> Option<String> {
    if !(0..=253_402_300_799_999).contains(&since_1970) {
        return None;
    }
    let (seconds, milli) = (since_1970 / 1000, since_1970 % 1000);
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{milli:03}Z"))
}

/// Days since 1970-01-01 as year, month and day of the Gregorian calendar. Years are counted from March in eras of
/// 400 years, so that the leap day is the last of its year.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// A free-text address in the contract's form: by lines when the last one is `City, ST 12345`, else all in `line1`.
pub(crate) fn address(text: &str) -> Option<Value> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let (last, before) = lines.split_last()?;
    if let Some(place) = city_line(last) {
        return Some(parts(before, place, None));
    }
    if let Some((inner, street)) = before.split_last()
        && let Some(place) = city_line(inner)
        && !last.chars().any(|c| c.is_ascii_digit())
    {
        return Some(parts(street, place, Some(*last)));
    }
    Some(Object::default().set("line1", lines.join(", ")).done())
}

fn parts(street: &[&str], place: (&str, &str, &str), country: Option<&str>) -> Value {
    let (city, region, postal_code) = place;
    let line1 = street.first().copied();
    let line2 = street.get(1..).unwrap_or_default().join(", ");
    Object::default()
        .set("line1", line1)
        .set("line2", line2)
        .set("city", city)
        .set("region", region)
        .set("postal_code", postal_code)
        .set("country", country)
        .done()
}

/// City, region and postal code of `City, ST 12345` or `City, ST 12345-6789`.
fn city_line(line: &str) -> Option<(&str, &str, &str)> {
    let (city, rest) = line.rsplit_once(',')?;
    let (region, postal_code) = rest.trim().split_once(' ')?;
    let (city, postal_code) = (city.trim(), postal_code.trim());
    let named = !city.is_empty() && !city.contains(',') && !city.chars().any(|c| c.is_ascii_digit());
    (named && letters(region, 2) && is_zip(postal_code)).then_some((city, region, postal_code))
}

fn is_zip(text: &str) -> bool {
    let (five, four) = match text.split_once('-') {
        Some((five, four)) => (five, Some(four)),
        None => (text, None),
    };
    digits(five, 5, 5).is_some() && four.is_none_or(|four| digits(four, 4, 4).is_some())
}

/// The contract's channel for a vendor's name of a source, where one fits.
pub(crate) fn channel(source: &str) -> Option<&'static str> {
    const CHANNELS: [(&str, &[&str]); 6] = [
        ("referral", &["referral", "referred"]),
        ("agency", &["agency", "agencies", "headhunter", "staffing"]),
        ("marketplace", &["marketplace", "upwork", "toptal", "fiverr", "freelanc"]),
        ("sourced", &["prospecting", "sourced", "sourcing", "outbound"]),
        ("career_site", &["career", "jobs page", "company website", "your website", "company site"]),
        ("job_board", &["job board", "linkedin", "indeed", "glassdoor", "ziprecruiter", "monster", "stepstone", "xing", "wellfound"]),
    ];
    let source = source.to_lowercase();
    CHANNELS.iter().find(|(_, words)| words.iter().any(|word| source.contains(word))).map(|(channel, _)| *channel)
}

/// A listed profile, when the text is a web address.
fn profile(url: &str, fallback: &str) -> Option<Value> {
    let url = url.trim();
    host(url)?;
    let network = known_network(url).unwrap_or(fallback);
    Some(Object::default().set("network", network).set("url", url).done())
}

/// The contract's network by the host of a web address.
fn known_network(url: &str) -> Option<&'static str> {
    const NETWORKS: [(&str, &str); 3] = [("linkedin.com", "linkedin"), ("github.com", "github"), ("stackoverflow.com", "stackoverflow")];
    let host = host(url.trim())?;
    let within = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    NETWORKS.iter().find(|(domain, _)| within(domain)).map(|(_, network)| *network)
}

/// The host of a web address with or without `https://`, in lower case.
fn host(url: &str) -> Option<String> {
    if url.len() > 2000 || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let rest = match url.split_once("://") {
        Some((scheme, rest)) if matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") => rest,
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => return None,
        _ => url.trim_start_matches('/'),
    };
    let authority = rest.split(['/', '?', '#']).next()?;
    let (name, port) = authority.split_once(':').unwrap_or((authority, ""));
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let named = name.chars().all(plain) && name.split('.').all(|label| !label.is_empty()) && name.contains('.');
    (named && port.bytes().all(|byte| byte.is_ascii_digit())).then(|| name.to_lowercase())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn dates_become_iso_as_exact_as_they_were_given() {
        assert_eq!(date("09/15/2007").as_deref(), Some("2007-09-15"));
        assert_eq!(date("9/2007").as_deref(), Some("2007-09"));
        assert_eq!(date("2012-08-15T00:00:00.000Z").as_deref(), Some("2012-08-15"));
        assert_eq!(date("2012-02").as_deref(), Some("2012-02"));
        assert_eq!(date("2012").as_deref(), Some("2012"));
        for wrong in ["02/30/2012", "13/01/2012", "Present", "", "2012-2-1", "1/2/3/4", "٢٠١٢"] {
            assert_eq!(date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn milliseconds_become_civil_time() {
        assert_eq!(millis(0).as_deref(), Some("1970-01-01T00:00:00.000Z"));
        assert_eq!(millis(951_782_400_000).as_deref(), Some("2000-02-29T00:00:00.000Z"));
        assert_eq!(millis(1_418_353_241_665).as_deref(), Some("2014-12-12T03:00:41.665Z"));
        assert_eq!(millis(253_402_300_799_999).as_deref(), Some("9999-12-31T23:59:59.999Z"));
        assert_eq!(millis(-1), None);
        assert_eq!(millis(i64::MAX), None);
    }

    #[test]
    fn only_rfc_3339_times_pass() {
        for right in ["2017-10-27T14:44:43Z", "2025-10-15T16:37:17-07:00", "2022-08-12T20:29:56.964Z"] {
            assert_eq!(instant(right).as_deref(), Some(right));
        }
        for wrong in ["2017-10-27", "2017-10-27T25:00:00Z", "2017-02-30T00:00:00Z", "2017-10-27T14:44:43", "T", "string"] {
            assert_eq!(instant(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn addresses_split_only_when_the_pattern_fits() {
        assert_eq!(
            address("4 Elm Row\nApt 2\nSpringfield, IL 62701-1234").unwrap(),
            json!({"line1": "4 Elm Row", "line2": "Apt 2", "city": "Springfield", "region": "IL", "postal_code": "62701-1234"})
        );
        assert_eq!(
            address("4 Elm Row\nSpringfield, IL 62701\nUSA").unwrap(),
            json!({"line1": "4 Elm Row", "city": "Springfield", "region": "IL", "postal_code": "62701", "country": "USA"})
        );
        assert_eq!(address("4 Elm Row Springfield, IL 62701").unwrap(), json!({"line1": "4 Elm Row Springfield, IL 62701"}));
        assert_eq!(address("Hauptstr. 5\n10115 Berlin").unwrap(), json!({"line1": "Hauptstr. 5, 10115 Berlin"}));
        assert_eq!(address(" \n "), None);
    }

    #[test]
    fn profiles_need_a_web_address_and_go_by_host() {
        assert_eq!(profile("de.linkedin.com/in/x", "other").unwrap(), json!({"network": "linkedin", "url": "de.linkedin.com/in/x"}));
        assert_eq!(profile("https://linkedin.example.com/x", "other").unwrap()["network"], "other");
        assert_eq!(profile("https://notgithub.com/x", "website").unwrap()["network"], "website");
        for wrong in ["@handle", "javascript:alert(a.b)", "ftp://a.example", "a b.example", "https://github.com@evil.example/"] {
            assert_eq!(profile(wrong, "other"), None, "{wrong}");
        }
    }

    #[test]
    fn bodies_of_no_vendor_are_not_recognised() {
        let bodies = [
            json!(null),
            json!([]),
            json!("text"),
            json!({"candidate_ids": 17}),
            json!({"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"firstName": {}}}),
            json!({"basics": {"name": "Ada Example"}, "work": []}),
        ];
        for body in bodies {
            assert_eq!(adapt(&body), None, "{body}");
        }
    }

    #[test]
    fn wrong_types_become_notes_without_content() {
        let body = json!({"action": "new_candidate_application", "payload": {"application": {
            "id": 7, "applied_at": 12, "source": "secret", "jobs": {"a": 1}, "answers": [3, {"question": {}, "answer": {}}],
            "candidate": {"first_name": ["Secret"], "email_addresses": "secret@example.com", "addresses": [{"value": 9}],
                "educations": [[]], "attachments": [{"filename": false}]}}}});
        let adapted = adapt(&body).unwrap();
        assert_eq!(adapted.events.len(), 1);
        assert!(adapted.notes.iter().any(|note| note.starts_with("/payload/application/candidate/first_name: expected text")));
        assert!(adapted.notes.iter().all(|note| !note.to_lowercase().contains("secret")));
    }
}
