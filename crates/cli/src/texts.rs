//! The texts of a table of people: which are near-duplicates. They are read twice and never held all at once.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result, bail};
use hirewall_link::near::{Alike, Full, Sampler};
use parquet::column::reader::ColumnReader;
use parquet::data_type::ByteArray;
use parquet::file::reader::{FileReader, SerializedFileReader};

use crate::people;

/// Texts that are taken together.
const BATCH: usize = 1 << 12;

/// What was found.
#[derive(Default)]
pub struct Texts {
    /// Pairs of rows, ascending.
    pub pairs: Vec<Alike>,
    /// Shingles of the sample that too many texts hold to compare all of them.
    pub widely_held: usize,
}

/// Finds the near-duplicates in a column.
pub fn near(path: &Path, column: usize) -> Result<Texts> {
    let mut sampler = Sampler::default();
    each(path, column, &|_| true, &mut |_, texts| sampler.take(&texts))?;
    let candidates = sampler.candidates();
    let mut found = Texts { pairs: Vec::new(), widely_held: candidates.widely_held };
    for round in &candidates.rounds {
        let mut full = Full::default();
        let wanted = |row: usize| round.binary_search(&(row as u32)).is_ok();
        each(path, column, &wanted, &mut |from, texts| {
            let some = texts.into_iter().enumerate().map(|(n, text)| (from + n, text)).filter(|(row, _)| wanted(*row));
            full.take(&some.map(|(row, text)| (row as u32, text)).collect::<Vec<_>>());
        })?;
        found.pairs.extend(candidates.compare(&full));
    }
    found.pairs.sort_unstable_by_key(|p| (p.a, p.b));
    Ok(found)
}

/// Hears the first row of a batch, and its texts.
type Take<'a> = dyn FnMut(usize, Vec<String>) + 'a;

/// Gives the cells of one column, a batch at a time, in the order in which [`people::read`] takes rows. Those that are not wanted come empty.
fn each(path: &Path, column: usize, wanted: &dyn Fn(usize) -> bool, take: &mut Take<'_>) -> Result<()> {
    let (file, is_parquet) = people::open(path)?;
    if is_parquet { parquet(file, column, wanted, take) } else { csv(file, column, wanted, take) }.with_context(|| path.display().to_string())
}

fn csv(file: File, column: usize, wanted: &dyn Fn(usize) -> bool, take: &mut Take<'_>) -> Result<()> {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 20).from_reader(file);
    let mut batch: Vec<String> = Vec::with_capacity(BATCH);
    let mut from = 0;
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let text = record.get(column).filter(|_| wanted(from + batch.len()));
                batch.push(text.unwrap_or_default().to_owned());
            }
            Err(why) if why.is_io_error() => return Err(why.into()),
            // Told when the people were read, and left out there, too.
            Err(_) => {}
        }
        if batch.len() == BATCH {
            take(from, std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
            from += BATCH;
        }
    }
    take(from, batch);
    Ok(())
}

fn parquet(file: File, column: usize, wanted: &dyn Fn(usize) -> bool, take: &mut Take<'_>) -> Result<()> {
    let reader = SerializedFileReader::new(file).context("no Parquet file")?;
    let full = reader.metadata().file_metadata().schema_descr_ptr().column(column).max_def_level();
    let mut from = 0;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        let mut left = usize::try_from(group.metadata().num_rows()).context("a row group without a length")?;
        let ColumnReader::ByteArrayColumnReader(mut open) = group.get_column_reader(column)? else { bail!("the column of texts holds no texts") };
        while left > 0 {
            let rows = left.min(BATCH);
            let text = |n: usize, bytes: &ByteArray| if wanted(from + n) { people::text(bytes.data()) } else { String::new() };
            take(from, people::values(&mut open, rows, full, text)?);
            from += rows;
            left -= rows;
        }
    }
    Ok(())
}
