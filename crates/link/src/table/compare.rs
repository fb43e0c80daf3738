//! How far two rows agree: a level for each column, packed into one number.

use rapidfuzz::distance::{jaro_winkler, osa};

use super::columns::{Column, Kind, Table};

/// Columns at most: three bits each in a pattern.
pub const MOST_COLUMNS: usize = 20;

/// The same value.
pub const EXACT: u8 = 0;
/// One slip of the keyboard, a short form, or the like.
pub const CLOSE: u8 = 1;
/// Alike.
pub const ALIKE: u8 = 2;
/// Different.
pub const ELSE: u8 = 3;
/// Levels that are compared.
pub const LEVELS: usize = 4;
/// One of the two has no value.
pub const NOTHING: u8 = 7;

/// Levels of all columns of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pattern(pub u64);

impl Pattern {
    /// Level of a column.
    pub fn level(self, column: usize) -> u8 {
        (self.0 >> (3 * column) & 7) as u8
    }

    fn with(self, column: usize, level: u8) -> Self {
        Self(self.0 & !(7 << (3 * column)) | u64::from(level) << (3 * column))
    }
}

/// Levels by equality alone: cheap, and an upper bound of what the pair can reach.
pub fn equal(table: &Table, a: u32, b: u32) -> Pattern {
    let mut pattern = 0;
    for (n, column) in table.columns.iter().enumerate() {
        let (x, y) = (column.rows[a as usize], column.rows[b as usize]);
        let level = match (x, y) {
            (0, _) | (_, 0) => NOTHING,
            _ if x == y => EXACT,
            _ => ELSE,
        };
        pattern |= u64::from(level) << (3 * n);
    }
    Pattern(pattern)
}

/// The same with spellings compared where values differ.
pub fn spelled(table: &Table, names: Option<(usize, usize)>, a: u32, b: u32, mut pattern: Pattern) -> Pattern {
    for (n, column) in table.columns.iter().enumerate() {
        if pattern.level(n) == ELSE {
            let (x, y) = (column.rows[a as usize], column.rows[b as usize]);
            pattern = pattern.with(n, nearness(column, column.values.get(x), column.values.get(y)));
        }
    }
    // Given and family name in each other's field.
    if let Some((given, family)) = names
        && pattern.level(given).min(pattern.level(family)) > EXACT
        && pattern.level(given).max(pattern.level(family)) == ELSE
    {
        let of = |n: usize, row: u32| table.columns[n].values.get(table.columns[n].rows[row as usize]);
        let level = |n: usize, m: usize| {
            let (x, y) = (of(n, a), of(m, b));
            if x.is_empty() || y.is_empty() {
                ELSE
            } else if x == y {
                EXACT
            } else {
                name(x, y)
            }
        };
        let crossed = (level(given, family), level(family, given));
        if crossed.0.max(crossed.1) <= CLOSE {
            pattern = pattern.with(given, CLOSE).with(family, CLOSE);
        }
    }
    pattern
}

fn nearness(column: &Column, x: &str, y: &str) -> u8 {
    match column.kind {
        Kind::Given | Kind::Family => name(x, y),
        Kind::Date => digits(x, y, true),
        Kind::Number | Kind::Phone | Kind::PostalCode | Kind::HouseNumber => digits(x, y, false),
        Kind::Email => mailbox(x, y),
        Kind::Ip | Kind::Device | Kind::Profile | Kind::Reference | Kind::Document => ELSE,
        Kind::Street | Kind::City | Kind::Region | Kind::Career | Kind::School | Kind::Other => text(x, y),
    }
}

fn alike(x: &str, y: &str, least: f64) -> Option<f64> {
    jaro_winkler::similarity_with_args(x.bytes(), y.bytes(), &jaro_winkler::Args::default().score_cutoff(least))
}

fn name(x: &str, y: &str) -> u8 {
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    // An initial, or a form that was cut short.
    if long.starts_with(short) && (short.len() >= 3 || short.len() == 1) || long.split(' ').any(|w| w == short) {
        return CLOSE;
    }
    match alike(x, y, 0.8) {
        Some(s) if s >= 0.92 => CLOSE,
        Some(_) => ALIKE,
        None => ELSE,
    }
}

fn digits(x: &str, y: &str, date: bool) -> u8 {
    if slips(x, y, 1) <= 1 {
        return CLOSE;
    }
    // Year, then day and month in each other's place.
    let swapped = date && x.len() == 8 && y.len() == 8 && x.get(..4) == y.get(..4) && x.get(4..6) == y.get(6..8) && x.get(6..8) == y.get(4..6);
    if swapped {
        return CLOSE;
    }
    if slips(x, y, 2) <= 2 && x.len() >= 6 { ALIKE } else { ELSE }
}

fn slips(x: &str, y: &str, most: usize) -> usize {
    if x.len().abs_diff(y.len()) > most {
        return most + 1;
    }
    osa::distance_with_args(x.bytes(), y.bytes(), &osa::Args::default().score_cutoff(most)).unwrap_or(most + 1)
}

fn mailbox(x: &str, y: &str) -> u8 {
    let local = |m: &str| m.rsplit_once('@').map_or(m.len(), |(local, _)| local.len());
    let (a, b) = (&x[..local(x)], &y[..local(y)]);
    // Mailboxes are made of names: namesakes have the same letters too, at another provider, with other dots and numbers.
    let letters = |m: &str| m.bytes().filter(u8::is_ascii_alphabetic).collect::<Vec<u8>>();
    let slip = slips(x, y, 1) <= 1;
    // A provider's name that was mistyped.
    if a == b && slip {
        return CLOSE;
    }
    if letters(a) == letters(b) {
        return ALIKE;
    }
    if slip {
        return CLOSE;
    }
    if alike(a, b, 0.9).is_some() { ALIKE } else { ELSE }
}

fn text(x: &str, y: &str) -> u8 {
    if slips(x, y, 2) <= 2 && x.len().min(y.len()) >= 5 || contained(x, y) {
        return CLOSE;
    }
    // Long texts begin alike by chance.
    if x.len().max(y.len()) <= 64 && alike(x, y, 0.88).is_some() { ALIKE } else { ELSE }
}

/// Whether all words of the one stand in the other, and most of the other's in the one.
fn contained(x: &str, y: &str) -> bool {
    let (few, many) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    few.len() * 2 >= many.len() && few.contains(' ') && few.split(' ').all(|w| many.split(' ').any(|o| o == w))
}

/// What the guards need of a table's columns.
#[derive(Debug, Clone, Default)]
pub struct Guards {
    given: Option<usize>,
    family: Option<usize>,
    own: Vec<usize>,
    sure: Vec<usize>,
    life: Vec<usize>,
}

impl Guards {
    /// Of a table.
    pub fn new(table: &Table) -> Self {
        let of = |wanted: fn(&Column) -> bool| table.columns.iter().enumerate().filter(|(_, c)| wanted(c)).map(|(n, _)| n).collect();
        Self {
            given: table.of(Kind::Given),
            family: table.of(Kind::Family),
            own: of(|c| c.kind.is_own()),
            sure: of(|c| matches!(c.kind, Kind::Date | Kind::Number)),
            life: of(|c| matches!(c.kind, Kind::Profile | Kind::Career | Kind::School)),
        }
    }

    /// Name columns, if there are two.
    pub fn names(&self) -> Option<(usize, usize)> {
        self.given.zip(self.family)
    }

    /// Whether a pair may be one person at all. The names must agree, or a date or number that is one person's; and of what people
    /// are reached by, hold or are registered under, if anything can be compared, something must agree: a thief tells the same
    /// life and brings contacts of their own.
    pub fn may_be_one(&self, pattern: Pattern) -> bool {
        let agrees = |n: &usize| pattern.level(*n) <= if self.sure.contains(n) { ALIKE } else { CLOSE };
        let sure = self.sure.iter().any(|n| pattern.level(*n) <= CLOSE);
        let given = self.given.is_none_or(|n| pattern.level(n) != ELSE);
        (given || sure) && (self.own.iter().any(agrees) || self.own.iter().all(|n| pattern.level(*n) == NOTHING))
    }

    /// Whether two tell one life by one name, and nothing that is a person's own agrees though it can be compared.
    pub fn one_life(&self, pattern: Pattern) -> bool {
        let named = self.given.is_none_or(|n| pattern.level(n) <= CLOSE) && self.family.is_none_or(|n| pattern.level(n) <= CLOSE);
        let told = self.life.iter().filter(|n| pattern.level(**n) <= CLOSE).count();
        let own = self.own.iter().any(|n| pattern.level(*n) <= CLOSE);
        let compared = self.own.iter().any(|n| matches!(pattern.level(*n), ALIKE | ELSE));
        named && told >= 2 && compared && !own
    }
}
