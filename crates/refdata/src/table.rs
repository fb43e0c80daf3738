//! The compiled-in CSV tables: a header line, comment lines starting with `#`.

use std::collections::BTreeMap;

/// One row by column name.
pub type Row<'a> = BTreeMap<&'a str, String>;

/// All rows; a row that is not CSV is left out here and reported by [`crate::problems`].
pub fn rows(text: &str) -> Vec<Row<'_>> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_reader(text.as_bytes());
    let Some(header) = text.lines().find(|l| !l.starts_with('#')) else { return Vec::new() };
    let columns: Vec<&str> = header.split(',').collect();
    reader.records().filter_map(Result::ok).map(|record| columns.iter().copied().zip(record.iter().map(str::to_owned)).collect()).collect()
}

/// Lower-case ASCII words, joined by single spaces.
pub fn fold(text: &str) -> String {
    let ascii = if text.is_ascii() { text.to_ascii_lowercase() } else { deunicode::deunicode(text).to_ascii_lowercase() };
    ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}
