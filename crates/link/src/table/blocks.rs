//! Which rows are compared: those that agree in one of a few ways. A block that is too large is parted by what else its rows say.

use rayon::prelude::*;

use super::columns::{Kind, Table};
use crate::text::mix;

/// Rows in a block at most; a larger one is parted.
pub const MOST_ROWS: usize = 60;
/// Rows of a table up to which all are compared with all: 12 million pairs, a second or two.
const SMALL: usize = 5_000;

/// A part of what makes a block.
#[derive(Debug, Clone, Copy)]
enum Part {
    Whole(usize),
    /// The first letters.
    Start(usize, usize),
    /// A mailbox before its @.
    Local(usize),
    /// Given and family name in any order.
    Names(usize, usize),
}

/// One way to agree.
#[derive(Debug, Clone)]
pub struct Rule {
    /// What the columns are called.
    pub name: String,
    /// Columns that agree within a block, by the rule.
    pub columns: Vec<usize>,
    parts: Vec<Part>,
}

/// What a rule found.
#[derive(Debug, Clone)]
pub struct Blocks {
    /// Block of each row; 0 for none.
    pub of: Vec<u32>,
    /// Rows, block by block.
    pub rows: Vec<u32>,
    /// Where each block begins in `rows`; one more than there are blocks.
    pub starts: Vec<u32>,
    /// Blocks that were too large and had to be parted.
    pub parted: usize,
    /// Rows in parts that were still too large: not compared by this rule.
    pub left_out: usize,
}

/// The ways to agree that a table's columns allow.
pub fn rules(table: &Table) -> Vec<Rule> {
    let mut found: Vec<Rule> = Vec::new();
    let mut add = |parts: Vec<Part>| {
        let mut columns: Vec<usize> = Vec::new();
        let mut words = Vec::new();
        for part in &parts {
            let name = |n: usize| table.columns[n].name.as_str();
            match *part {
                Part::Whole(n) => words.push(name(n).to_owned()),
                Part::Start(n, letters) => words.push(format!("{} ({letters} letters)", name(n))),
                Part::Local(n) => words.push(format!("{} before the @", name(n))),
                Part::Names(a, b) => words.push(format!("{} and {} in any order", name(a), name(b))),
            }
            match *part {
                Part::Whole(n) => columns.push(n),
                Part::Names(a, b) => columns.extend([a, b]),
                Part::Start(..) | Part::Local(_) => {}
            }
        }
        found.push(Rule { name: words.join(" + "), columns, parts });
    };
    let all = |kind: Kind| table.columns.iter().enumerate().filter(move |(_, c)| c.kind == kind).map(|(n, _)| n);
    for kind in [Kind::Email, Kind::Phone, Kind::Number, Kind::Device] {
        all(kind).for_each(|n| add(vec![Part::Whole(n)]));
    }
    let (given, family) = (table.of(Kind::Given), table.of(Kind::Family));
    if let Some((g, f)) = given.zip(family) {
        add(vec![Part::Names(g, f)]);
    }
    for name in [given, family].into_iter().flatten() {
        for kind in [Kind::Date, Kind::Street, Kind::PostalCode, Kind::City] {
            all(kind).for_each(|n| add(vec![Part::Start(name, 3), Part::Whole(n)]));
        }
    }
    for date in all(Kind::Date) {
        [Kind::PostalCode, Kind::Street, Kind::City]
            .into_iter()
            .filter_map(|k| table.of(k))
            .for_each(|n| add(vec![Part::Whole(date), Part::Whole(n)]));
    }
    all(Kind::Email).for_each(|n| add(vec![Part::Local(n)]));
    if table.len() <= SMALL {
        found.push(Rule { name: "nothing: the table is small, all rows are compared".into(), columns: Vec::new(), parts: Vec::new() });
    }
    found
}

/// What parts a block that is too large: the columns that tell most apart, then the mailbox's beginning.
fn finer(table: &Table, rule: &Rule) -> Vec<Part> {
    let within = |n: &usize| !rule.columns.contains(n);
    [Kind::PostalCode, Kind::City, Kind::School, Kind::Date, Kind::Family, Kind::Given, Kind::Career]
        .into_iter()
        .filter_map(|k| table.of(k))
        .filter(within)
        .map(Part::Whole)
        .take(3)
        .collect()
}

/// Finds the blocks of a rule.
pub fn blocks(table: &Table, rule: &Rule) -> Blocks {
    if rule.parts.is_empty() {
        let rows: Vec<u32> = (0..table.len() as u32).collect();
        return Blocks { of: vec![1; rows.len()], starts: vec![0, rows.len() as u32], rows, parted: 0, left_out: 0 };
    }
    let mut keys: Vec<(u64, u32)> =
        (0..table.len() as u32).into_par_iter().map(|row| (key(table, &rule.parts, row), row)).filter(|(k, _)| *k != 0).collect();
    keys.par_sort_unstable();
    let mut found = Blocks { of: vec![0; table.len()], rows: Vec::new(), starts: vec![0], parted: 0, left_out: 0 };
    let finer = finer(table, rule);
    for block in keys.chunk_by(|a, b| a.0 == b.0) {
        found.add(table, block, &finer);
    }
    found
}

impl Blocks {
    fn add(&mut self, table: &Table, block: &[(u64, u32)], finer: &[Part]) {
        if block.len() < 2 {
            return;
        }
        if block.len() <= MOST_ROWS {
            let number = self.starts.len() as u32;
            for (_, row) in block {
                self.of[*row as usize] = number;
                self.rows.push(*row);
            }
            self.starts.push(self.rows.len() as u32);
            return;
        }
        let Some((part, rest)) = finer.split_first() else {
            self.left_out += block.len();
            return;
        };
        self.parted += 1;
        let mut keys: Vec<(u64, u32)> = block.iter().map(|(_, row)| (key(table, &[*part], *row), *row)).collect();
        keys.sort_unstable();
        for smaller in keys.chunk_by(|a, b| a.0 == b.0) {
            self.add(table, smaller, rest);
        }
    }

    /// Each row with those that come after it in its block.
    pub fn rows_with_later(&self) -> impl IndexedParallelIterator<Item = (u32, &[u32])> + '_ {
        self.rows.par_iter().enumerate().map(|(n, row)| {
            let end = self.starts[self.of[*row as usize] as usize] as usize;
            (*row, &self.rows[n + 1..end])
        })
    }

    /// Pairs within blocks.
    pub fn pairs(&self) -> u64 {
        self.starts.windows(2).map(|w| u64::from(w[1] - w[0])).map(|n| n * (n - 1) / 2).sum()
    }
}

/// Number of what a row says in these parts; 0 if it says nothing in one of them.
fn key(table: &Table, parts: &[Part], row: u32) -> u64 {
    let value = |n: usize| table.columns[n].rows[row as usize];
    let text = |n: usize| table.columns[n].values.get(value(n));
    let mut key = 0x9e37_79b9_7f4a_7c15;
    for part in parts {
        let next = match *part {
            Part::Whole(n) => u64::from(value(n)),
            Part::Start(n, letters) => bytes(&text(n).as_bytes()[..text(n).len().min(letters)]),
            Part::Local(n) => match text(n).rsplit_once('@') {
                Some((local, _)) if local.len() >= 5 => bytes(local.as_bytes()),
                _ => 0,
            },
            Part::Names(a, b) if value(a) != 0 && value(b) != 0 => {
                let (a, b) = (bytes(text(a).as_bytes()), bytes(text(b).as_bytes()));
                mix(a.min(b)) ^ a.max(b)
            }
            Part::Names(..) => 0,
        };
        if next == 0 {
            return 0;
        }
        key = mix(key ^ next);
    }
    key.max(1)
}

fn bytes(text: &[u8]) -> u64 {
    text.iter().fold(0, |hash: u64, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(5))
}
