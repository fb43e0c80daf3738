//! The texts of a table of people: which are near-duplicates. They are read twice and never held all at once.

use std::fs::File;
use std::path::Path;

use anyhow::{Context, Result};
use hirewall_link::near::{Alike, Full, Sampler};
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
    each(path, column, &mut |texts| sampler.take(texts))?;
    let candidates = sampler.candidates();
    let mut found = Texts { pairs: Vec::new(), widely_held: candidates.widely_held };
    for round in &candidates.rounds {
        let mut full = Full::default();
        let (mut row, mut wanted) = (0u32, round.iter().copied().peekable());
        each(path, column, &mut |texts| {
            let mut some: Vec<(u32, String)> = Vec::new();
            for text in texts.iter_mut() {
                if wanted.next_if_eq(&row).is_some() {
                    some.push((row, std::mem::take(text)));
                }
                row += 1;
            }
            full.take(&some);
        })?;
        found.pairs.extend(candidates.compare(&full));
    }
    found.pairs.sort_unstable_by_key(|p| (p.a, p.b));
    Ok(found)
}

/// Gives the cells of one column, a batch at a time, in the order in which [`people::read`] takes rows.
fn each(path: &Path, column: usize, take: &mut dyn FnMut(&mut Vec<String>)) -> Result<()> {
    let (file, is_parquet) = people::open(path)?;
    if is_parquet { parquet(file, column, take) } else { csv(file, column, take) }.with_context(|| path.display().to_string())
}

fn csv(file: File, column: usize, take: &mut dyn FnMut(&mut Vec<String>)) -> Result<()> {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 20).from_reader(file);
    let mut batch = Vec::with_capacity(BATCH);
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => batch.push(record.get(column).unwrap_or_default().to_owned()),
            Err(why) if why.is_io_error() => return Err(why.into()),
            // Told when the people were read, and left out there, too.
            Err(_) => {}
        }
        if batch.len() == BATCH {
            take(&mut batch);
            batch.clear();
        }
    }
    take(&mut batch);
    Ok(())
}

fn parquet(file: File, column: usize, take: &mut dyn FnMut(&mut Vec<String>)) -> Result<()> {
    let reader = SerializedFileReader::new(file).context("no Parquet file")?;
    let full = reader.metadata().file_metadata().schema_descr_ptr().column(column).max_def_level();
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        let mut left = usize::try_from(group.metadata().num_rows()).context("a row group without a length")?;
        let mut open = group.get_column_reader(column)?;
        while left > 0 {
            let rows = left.min(BATCH);
            take(&mut people::texts(&mut open, rows, full)?);
            left -= rows;
        }
    }
    Ok(())
}
