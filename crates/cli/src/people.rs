//! Tables of people, CSV or Parquet → [`Table`].

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use hirewall_engine::explain::steers;
use hirewall_link::table::{Builder, Kind, Table};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde::Deserialize;

/// A column map, as a user writes it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Map {
    /// Header of the rows' ids.
    id: Option<String>,
    /// Header → kind.
    columns: BTreeMap<String, String>,
}

/// What was read.
pub struct People {
    pub table: Table,
    /// Headers that are not used.
    pub unused: Vec<String>,
    /// Rows that could not be read, each with its line and why.
    pub problems: Vec<String>,
    /// Column of the file that holds texts.
    pub text: Option<usize>,
}

/// Headers of ids, lower-case, words joined by `_`.
const IDS: &[&str] = &["unique_id", "id", "rec_id", "row_id", "candidacy", "candidate_id", "application_id"];

/// What a column map and a header may call a column; a full name, which has no kind of its own, is parted in two.
const KNOWN: &[(&str, Option<Kind>, &[&str])] = &[
    ("given_name", Some(Kind::Given), &["first_name", "firstname", "forename", "given"]),
    ("family_name", Some(Kind::Family), &["surname", "last_name", "lastname", "family"]),
    ("full_name", None, &["name", "candidate", "candidate_name"]),
    ("date", Some(Kind::Date), &["dob", "date_of_birth", "birth_date", "birthdate"]),
    ("number", Some(Kind::Number), &["soc_sec_id", "ssn", "national_id", "tax_id", "passport"]),
    ("email", Some(Kind::Email), &["email_address", "e_mail", "mail"]),
    ("phone", Some(Kind::Phone), &["phone_number", "mobile", "telephone", "phone1"]),
    ("street", Some(Kind::Street), &["address", "address_1", "address1", "line1", "street_address"]),
    ("house_number", Some(Kind::HouseNumber), &["street_number"]),
    ("other", Some(Kind::Other), &["address_2", "address2", "line2"]),
    ("city", Some(Kind::City), &["suburb", "town", "locality"]),
    ("region", Some(Kind::Region), &["state", "county", "province"]),
    ("postal_code", Some(Kind::PostalCode), &["postcode", "zip", "zip_code", "postal"]),
    ("profile", Some(Kind::Profile), &["profile_url", "linkedin", "linkedin_url"]),
    ("ip", Some(Kind::Ip), &["ip_address"]),
    ("device", Some(Kind::Device), &["device_id", "fingerprint"]),
    ("career", Some(Kind::Career), &["employers", "work_history"]),
    ("school", Some(Kind::School), &["university", "institution"]),
    ("reference", Some(Kind::Reference), &["reference_email", "referee"]),
    ("document", Some(Kind::Document), &["document_id", "file_id"]),
];

/// Headers of texts, which are not compared like the others: near-duplicates among them are looked for. A column map calls one `text`.
const TEXTS: &[&str] = &["text", "resume", "resume_text", "cover_letter", "cv"];

/// Which column of the file feeds which of the table; `None` in `id` means that rows are numbered.
struct Layout {
    id: Option<usize>,
    /// Column of the file, name, kind; none for a full name.
    columns: Vec<(usize, String, Option<Kind>)>,
    text: Option<usize>,
    unused: Vec<String>,
}

/// Decides on the columns: by the map, or by their headers.
fn layout(headers: &[String], map: Option<&Map>) -> Result<Layout> {
    let plain = |h: &str| h.trim().to_lowercase().replace([' ', '-', '.'], "_");
    let place = |wanted: &str| headers.iter().position(|h| h.trim() == wanted);
    let missing = |wanted: &str| anyhow!("the map names column {wanted:?}, which the table does not have; it has {}", headers.join(", "));
    let mut found = Layout { id: None, columns: Vec::new(), text: None, unused: Vec::new() };
    match map {
        Some(map) => {
            found.id = map.id.as_deref().map(|id| place(id).ok_or_else(|| missing(id))).transpose()?;
            for (header, target) in &map.columns {
                if target == "text" {
                    found.text = Some(place(header).ok_or_else(|| missing(header))?);
                    continue;
                }
                let Some((_, kind, _)) = KNOWN.iter().find(|(name, ..)| name == target) else {
                    let names: Vec<&str> = KNOWN.iter().map(|(name, ..)| *name).collect();
                    bail!("column {header:?}: there is no kind {target:?}; there are {}, text", names.join(", "));
                };
                found.columns.push((place(header).ok_or_else(|| missing(header))?, header.clone(), *kind));
            }
            found.columns.sort_by_key(|(n, ..)| *n);
        }
        None => {
            found.id = headers.iter().position(|h| IDS.contains(&plain(h).as_str()));
            found.text = headers.iter().position(|h| TEXTS.contains(&plain(h).as_str()));
            for (n, header) in headers.iter().enumerate() {
                let h = plain(header);
                if let Some((_, kind, _)) = KNOWN.iter().find(|(name, _, others)| *name == h || others.contains(&h.as_str())) {
                    found.columns.push((n, header.clone(), *kind));
                }
            }
        }
    }
    let used = |n: usize| found.id == Some(n) || found.text == Some(n) || found.columns.iter().any(|(c, ..)| *c == n);
    found.unused = headers.iter().enumerate().filter(|(n, _)| !used(*n)).map(|(_, h)| h.clone()).collect();
    if found.columns.len() < 2 && found.text.is_none() {
        bail!("fewer than two columns are known among {}; give a column map with `--map MAP.toml`", headers.join(", "));
    }
    if found.columns.len() > hirewall_link::table::compare::MOST_COLUMNS - 1 {
        bail!(
            "{} columns are more than can be compared ({}); choose with `--map MAP.toml`",
            found.columns.len(),
            hirewall_link::table::compare::MOST_COLUMNS - 1
        );
    }
    Ok(found)
}

impl Layout {
    /// The table's columns: a full name is two of them.
    fn builder(&self) -> (Builder, Vec<Source>) {
        let mut columns = Vec::new();
        let mut sources = Vec::new();
        for (n, header, kind) in &self.columns {
            match *kind {
                Some(kind) => {
                    columns.push((header.clone(), kind));
                    sources.push(Source::Whole(*n));
                }
                None => {
                    columns.push((format!("{header} (first)"), Kind::Given));
                    columns.push((format!("{header} (last)"), Kind::Family));
                    sources.extend([Source::First(*n), Source::Last(*n)]);
                }
            }
        }
        (Builder::new(columns), sources)
    }
}

/// Where a column of the table comes from.
#[derive(Clone, Copy)]
enum Source {
    Whole(usize),
    /// All words but the last.
    First(usize),
    /// The last word.
    Last(usize),
}

impl Source {
    fn of<'a>(self, cell: impl Fn(usize) -> &'a str) -> &'a str {
        let split = |text: &'a str| text.trim().rsplit_once(char::is_whitespace).unwrap_or((text, ""));
        match self {
            Self::Whole(n) => cell(n),
            Self::First(n) => split(cell(n)).0,
            Self::Last(n) => split(cell(n)).1,
        }
    }
}

/// Rows that are taken together.
const BATCH: usize = 1 << 16;

/// Reads a table, by its content: Parquet begins and ends with `PAR1`.
pub fn read(path: &Path, map: Option<&Path>) -> Result<People> {
    let at = || path.display().to_string();
    let map: Option<Map> = map
        .map(|file| {
            let text = std::fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
            toml::from_str(&text).map_err(|e| anyhow!("{}: {e}", file.display()))
        })
        .transpose()?;
    let (file, is_parquet) = open(path)?;
    if is_parquet { parquet(file, map.as_ref()) } else { csv(file, map.as_ref()) }.with_context(at)
}

/// Opens a table, and tells whether it is Parquet.
pub fn open(path: &Path) -> Result<(File, bool)> {
    let mut file = File::open(path).with_context(|| format!("{}: cannot be opened", path.display()))?;
    let mut start = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(&mut file, 4), &mut start)
        .and_then(|_| std::io::Seek::rewind(&mut file))
        .with_context(|| format!("{}: cannot be read", path.display()))?;
    Ok((file, start == b"PAR1"))
}

fn csv(file: File, map: Option<&Map>) -> Result<People> {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 20).from_reader(file);
    let headers: Vec<String> =
        reader.headers().context("the header row cannot be read")?.iter().map(|h| h.trim_start_matches('\u{feff}').replace(steers, " ")).collect();
    let layout = layout(&headers, map)?;
    let (mut builder, sources) = layout.builder();
    let mut problems = Vec::new();
    let mut batch: Vec<(String, csv::StringRecord)> = Vec::with_capacity(BATCH);
    let mut number = 0u64;
    let mut take = |batch: &mut Vec<(String, csv::StringRecord)>| {
        builder.take(batch, |(id, _)| id, |(_, record), n| sources[n].of(|c| record.get(c).unwrap_or_default()));
        batch.clear();
    };
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                number += 1;
                let id = layout.id.and_then(|n| record.get(n)).map_or_else(|| number.to_string(), str::to_owned);
                batch.push((id, std::mem::take(&mut record)));
                if batch.len() == BATCH {
                    take(&mut batch);
                }
            }
            Err(why) if why.is_io_error() => return Err(why.into()),
            Err(why) => problems.push(why.to_string()),
        }
    }
    take(&mut batch);
    Ok(People { table: builder.finish(), unused: layout.unused, problems, text: layout.text })
}

fn parquet(file: File, map: Option<&Map>) -> Result<People> {
    let reader = SerializedFileReader::new(file).context("no Parquet file")?;
    let leaves = reader.metadata().file_metadata().schema_descr_ptr();
    let headers: Vec<String> = leaves.columns().iter().map(|c| c.path().string().replace(steers, " ")).collect();
    let layout = layout(&headers, map)?;
    let (mut builder, sources) = layout.builder();
    let wanted: Vec<usize> = layout.id.into_iter().chain(layout.columns.iter().map(|(n, ..)| *n)).collect();
    if let Some(nested) = wanted.iter().find(|n| leaves.column(**n).max_rep_level() > 0) {
        bail!("column {}: lists cannot be compared", headers[*nested]);
    }
    let mut number = 0u64;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        let mut left = usize::try_from(group.metadata().num_rows()).context("a row group without a length")?;
        let mut open: Vec<(usize, ColumnReader, i16)> = Vec::new();
        for n in &wanted {
            open.push((*n, group.get_column_reader(*n)?, leaves.column(*n).max_def_level()));
        }
        while left > 0 {
            let rows = left.min(BATCH);
            let mut cells: Vec<Vec<String>> = vec![Vec::new(); headers.len()];
            for (n, column, full) in &mut open {
                cells[*n] = texts(column, rows, *full).with_context(|| format!("column {}", headers[*n]))?;
            }
            let ids: Vec<(String, usize)> = (0..rows)
                .map(|row| {
                    number += 1;
                    (layout.id.map_or_else(|| number.to_string(), |n| cells[n].get(row).cloned().unwrap_or_default()), row)
                })
                .collect();
            builder.take(&ids, |(id, _)| id, |(_, row), n| sources[n].of(|c| cells[c].get(*row).map_or("", String::as_str)));
            left -= rows;
        }
    }
    Ok(People { table: builder.finish(), unused: layout.unused, problems: Vec::new(), text: layout.text })
}

/// The next values of a column as text; empty where there is none.
fn texts(column: &mut ColumnReader, rows: usize, full: i16) -> Result<Vec<String>> {
    match column {
        ColumnReader::ByteArrayColumnReader(c) => values(c, rows, full, |_, v| text(v.data())),
        ColumnReader::Int32ColumnReader(c) => values(c, rows, full, |_, v| v.to_string()),
        ColumnReader::Int64ColumnReader(c) => values(c, rows, full, |_, v| v.to_string()),
        ColumnReader::DoubleColumnReader(c) => values(c, rows, full, |_, v| v.to_string()),
        ColumnReader::BoolColumnReader(c) => values(c, rows, full, |_, v| v.to_string()),
        _ => bail!("this type cannot be compared; write it as text"),
    }
}

/// Bytes as text, whatever they are.
pub fn text(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), str::to_owned)
}

/// The next values of a column, each made a text by its row among them; empty where there is none.
pub fn values<T: DataType>(
    column: &mut ColumnReaderImpl<T>,
    rows: usize,
    full: i16,
    mut text: impl FnMut(usize, &T::T) -> String,
) -> Result<Vec<String>> {
    let (mut levels, mut found) = (Vec::new(), Vec::new());
    let (read, ..) = column.read_records(rows, (full > 0).then_some(&mut levels), None, &mut found)?;
    if read < rows {
        bail!("ends after {read} of {rows} rows");
    }
    if full == 0 {
        return Ok(found.iter().enumerate().map(|(n, v)| text(n, v)).collect());
    }
    let mut found = found.iter();
    let of = |(n, level): (usize, &i16)| if *level == full { found.next().map(|v| text(n, v)).unwrap_or_default() } else { String::new() };
    Ok(levels.iter().enumerate().map(of).collect())
}
