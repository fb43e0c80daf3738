//! How well names of schools are told: a list of spellings with the school that each means, or none.
//!
//! The list (`schools/spellings.csv`) was written by an author who had not seen the matcher, from the public lists of schools and general knowledge. A
//! school is its web domain; `schools/alternates.csv` names further domains of the same school.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use serde::Serialize;

const SPELLINGS: &str = include_str!("../schools/spellings.csv");
const ALTERNATES: &str = include_str!("../schools/alternates.csv");

/// Counts of one kind of spelling.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Spellings.
    pub all: usize,
    /// Of these matched with the school that is meant; for traps, with none.
    pub right: usize,
    /// Matched with another school, or with one where none is meant: each would accuse somebody.
    pub wrong: usize,
    /// Matched with none though one is meant: silence.
    pub silent: usize,
}

/// The whole card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Card {
    /// All spellings.
    pub all: Count,
    /// By kind.
    pub kinds: BTreeMap<String, Count>,
    /// What was matched wrongly: spelling, meant, read.
    pub wrong: Vec<(String, String, String)>,
    /// What was not matched.
    pub silent: Vec<String>,
}

impl Card {
    /// Share of the matches that are right.
    pub fn precision(&self) -> f64 {
        let matched: usize = self.kinds.iter().filter(|(kind, _)| *kind != "trap").map(|(_, c)| c.right).sum();
        ratio(matched, matched + self.all.wrong)
    }

    /// Share of the spellings that mean a school which were matched with it.
    pub fn recall(&self) -> f64 {
        let named = || self.kinds.iter().filter(|(kind, _)| *kind != "trap").map(|(_, c)| c);
        ratio(named().map(|c| c.right).sum(), named().map(|c| c.all).sum())
    }

    /// As a table.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{} spellings of schools: precision {:.4}, recall {:.3}", self.all.all, self.precision(), self.recall());
        let _ = writeln!(out, "  {:<14} {:>6} {:>6} {:>6} {:>6}", "kind", "all", "right", "wrong", "silent");
        for (kind, c) in &self.kinds {
            let _ = writeln!(out, "  {kind:<14} {:>6} {:>6} {:>6} {:>6}", c.all, c.right, c.wrong, c.silent);
        }
        for (spelling, meant, read) in &self.wrong {
            let meant = if meant.is_empty() { "none" } else { meant };
            let _ = writeln!(out, "  wrong: {spelling:?} means {meant}, read as {read}");
        }
        out
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of a list")]
fn ratio(part: usize, of: usize) -> f64 {
    if of == 0 { 1.0 } else { part as f64 / of as f64 }
}

/// Looks up every spelling.
pub fn run() -> Card {
    let mut also: HashMap<String, Vec<String>> = HashMap::new();
    for cells in records(ALTERNATES) {
        if let [domain, other, ..] = cells.as_slice() {
            let list = also.entry(domain.clone()).or_default();
            list.extend(other.split(['|', ' ']).map(str::to_owned));
        }
    }
    let mut card = Card::default();
    for cells in records(SPELLINGS) {
        let [spelling, meant, kind] = cells.as_slice() else { continue };
        let read = hirewall_refdata::school(spelling);
        let mut count = Count { all: 1, ..Count::default() };
        match read {
            Some(key)
                if key == meant
                    || !meant.is_empty() && key.ends_with(&format!(".{meant}"))
                    || also.get(meant).is_some_and(|list| list.iter().any(|d| d == key)) =>
            {
                count.right = 1
            }
            Some(key) => {
                count.wrong = 1;
                card.wrong.push((spelling.clone(), meant.clone(), key.to_owned()));
            }
            None if meant.is_empty() => count.right = 1,
            None => {
                count.silent = 1;
                card.silent.push(spelling.clone());
            }
        }
        for sum in [&mut card.all, card.kinds.entry(kind.clone()).or_default()] {
            sum.all += count.all;
            sum.right += count.right;
            sum.wrong += count.wrong;
            sum.silent += count.silent;
        }
    }
    card
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    reader.records().filter_map(Result::ok).map(|record| record.iter().map(str::to_owned).collect()).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_spelling_hardly_ever_means_another_school() {
        let card = super::run();
        assert!(card.all.all >= 500);
        assert!(card.precision() >= 0.995, "{}", card.text());
        assert!(card.recall() >= 0.5, "{}", card.text());
    }
}
