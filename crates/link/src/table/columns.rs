//! A table of people, column by column: each distinct value once, and for each row the number of its value.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use rayon::prelude::*;

use crate::normal;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant is the thing it names")]
pub enum Kind {
    Given,
    Family,
    /// A date that is compared as digits and never read: a birth date in a table of people.
    Date,
    /// A number of an authority, a bank or an insurance.
    Number,
    Email,
    Phone,
    Street,
    HouseNumber,
    City,
    Region,
    PostalCode,
    Profile,
    Ip,
    Device,
    /// Employers, in order, with dates.
    Career,
    School,
    /// Mailbox or phone of a referee.
    Reference,
    /// Id of a file.
    Document,
    /// Anything else that is one person's and does not change.
    Other,
}

impl Kind {
    /// Whether it is what a person is reached by, holds in hand, lives in or is registered under: whoever tells another's life does not
    /// bring these along.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Date | Self::Number | Self::Email | Self::Phone | Self::Street | Self::Ip | Self::Device)
    }

    /// Writes the one form of a value; leaves nothing where there is nothing to compare.
    fn normalise(self, raw: &str, out: &mut String) {
        out.clear();
        match self {
            Self::Email => out.push_str(&normal::mailbox(raw).unwrap_or_default()),
            Self::Phone => out.push_str(&normal::phone(raw, None).unwrap_or_default()),
            Self::Profile => out.push_str(&normal::profile_url(raw).unwrap_or_default()),
            Self::Ip => out.push_str(&normal::ip(raw).unwrap_or_default()),
            Self::Date => out.extend(raw.chars().filter(char::is_ascii_digit)),
            Self::Number | Self::Device | Self::Document | Self::HouseNumber => {
                out.extend(raw.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()));
            }
            Self::Reference if raw.contains('@') => out.push_str(&normal::mailbox(raw).unwrap_or_default()),
            _ => folded(raw, out),
        }
        shortened(out);
    }
}

/// Longer texts keep their beginning and a hash of the whole: equal ones stay equal, and the memory of a table stays bounded.
const LONGEST: usize = 64;

fn shortened(text: &mut String) {
    if text.len() > LONGEST {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        let kept = text.floor_char_boundary(LONGEST - 17);
        text.truncate(kept);
        text.push(' ');
        text.push_str(&hash[..16]);
    }
}

/// Lower-case ASCII words of letters and digits, one space between them.
fn folded(raw: &str, out: &mut String) {
    let ascii: std::borrow::Cow<'_, str> = if raw.is_ascii() { raw.into() } else { deunicode::deunicode(raw).into() };
    for byte in ascii.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(byte.to_ascii_lowercase() as char);
        } else if byte != b'\'' && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
}

/// Many strings in few pieces of memory, none of which is ever moved as a whole.
#[derive(Debug, Clone, Default)]
pub struct Strings {
    chunks: Vec<Chunk>,
    count: usize,
}

#[derive(Debug, Clone, Default)]
struct Chunk {
    bytes: String,
    ends: Vec<u32>,
}

/// Strings in a chunk.
const CHUNK: usize = 1 << 12;

impl Strings {
    /// Adds one and tells its number.
    pub fn push(&mut self, text: &str) -> u32 {
        if self.count.is_multiple_of(CHUNK) {
            if let Some(full) = self.chunks.last_mut() {
                full.bytes.shrink_to_fit();
            }
            self.chunks.push(Chunk { bytes: String::new(), ends: Vec::with_capacity(if self.count == 0 { 1 } else { CHUNK }) });
        }
        if let Some(chunk) = self.chunks.last_mut() {
            // A cell that does not fit is no value that people share.
            let fits = u32::try_from(chunk.bytes.len() + text.len()).is_ok();
            chunk.bytes.push_str(if fits { text } else { "" });
            chunk.ends.push(chunk.bytes.len() as u32);
        }
        self.count += 1;
        (self.count - 1) as u32
    }

    /// The string of a number; empty beyond the end.
    pub fn get(&self, n: u32) -> &str {
        let (chunk, n) = (n as usize / CHUNK, n as usize % CHUNK);
        let Some(chunk) = self.chunks.get(chunk) else { return "" };
        let from = if n == 0 { 0 } else { chunk.ends.get(n - 1).copied().unwrap_or_default() };
        let to = chunk.ends.get(n).copied().unwrap_or(from);
        chunk.bytes.get(from as usize..to as usize).unwrap_or_default()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.count
    }

    /// None at all.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// As the file calls it.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Distinct values in their one form; number 0 is the empty one, which is compared with nothing.
    pub values: Strings,
    /// The value of each row.
    pub rows: Vec<u32>,
    /// How many rows hold each value.
    pub held: Vec<u32>,
}

/// A table: an id for each row, and columns.
#[derive(Debug, Clone)]
pub struct Table {
    /// Ids as the file has them.
    pub ids: Strings,
    /// The columns, in the file's order.
    pub columns: Vec<Column>,
}

impl Table {
    /// Rows.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// No rows.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Index of the first column of a kind.
    pub fn of(&self, kind: Kind) -> Option<usize> {
        self.columns.iter().position(|c| c.kind == kind)
    }
}

/// A table that is being read.
pub struct Builder {
    ids: Strings,
    columns: Vec<Growing>,
}

struct Growing {
    column: Column,
    seen: HashTable<u32>,
    hasher: DefaultHashBuilder,
    form: String,
}

impl Growing {
    fn take(&mut self, raw: &str) {
        self.column.kind.normalise(raw, &mut self.form);
        let (form, column, hasher) = (self.form.as_str(), &mut self.column, &self.hasher);
        let number = if form.is_empty() {
            0
        } else {
            let hash = hasher.hash_one(form);
            match self.seen.find(hash, |n| column.values.get(*n) == form) {
                Some(n) => *n,
                None => {
                    let n = column.values.push(form);
                    column.held.push(0);
                    self.seen.insert_unique(hash, n, |n| hasher.hash_one(column.values.get(*n)));
                    n
                }
            }
        };
        column.rows.push(number);
        column.held[number as usize] += 1;
    }
}

impl Builder {
    /// With these columns, no rows yet.
    pub fn new(columns: impl IntoIterator<Item = (String, Kind)>) -> Self {
        let grow = |(name, kind)| {
            let mut values = Strings::default();
            values.push("");
            let column = Column { name, kind, values, rows: Vec::new(), held: vec![0] };
            Growing { column, seen: HashTable::new(), hasher: DefaultHashBuilder::default(), form: String::new() }
        };
        Self { ids: Strings::default(), columns: columns.into_iter().map(grow).collect() }
    }

    /// Takes many rows: `cell` gives the text of a row's column.
    pub fn take<'a, R: Sync>(&mut self, rows: &'a [R], id: impl Fn(&'a R) -> &'a str, cell: impl Fn(&'a R, usize) -> &'a str + Sync) {
        for row in rows {
            self.ids.push(id(row));
        }
        self.columns.par_iter_mut().enumerate().for_each(|(n, column)| {
            for row in rows {
                column.take(cell(row, n));
            }
        });
    }

    /// The table.
    pub fn finish(self) -> Table {
        Table { ids: self.ids, columns: self.columns.into_iter().map(|g| g.column).collect() }
    }
}
