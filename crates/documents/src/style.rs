//! How lines look: what is set in one style of type looks alike, as headings do.
//!
//! While a text is put together, a mark stands before each line, out of a part of Unicode's private planes in which no writing is; at the end the
//! marks are taken out again. So they go along when the cells of tables are put in order.

use std::hash::{DefaultHasher, Hash, Hasher};

/// First mark, and how many there are.
const FIRST: u32 = 0x10_F000;
const COUNT: u64 = 0xFF0;

/// The mark of a style; two styles may by chance have one.
pub(crate) fn mark(style: impl Hash) -> char {
    let mut hasher = DefaultHasher::new();
    style.hash(&mut hasher);
    u32::try_from(hasher.finish() % COUNT).ok().and_then(|n| char::from_u32(FIRST + n)).unwrap_or('\u{10F000}')
}

pub(crate) fn is_mark(c: char) -> bool {
    u32::from(c) >= FIRST
}

/// Takes the marks out of a text: for each line that has one, where it begins and its style.
pub(crate) fn take(text: &mut String) -> Vec<(usize, u32)> {
    let mut styles = Vec::new();
    if !text.contains(is_mark) {
        return styles;
    }
    let mut plain = String::with_capacity(text.len());
    let (mut start, mut marked) = (0, false);
    for c in text.chars() {
        if is_mark(c) {
            if !marked {
                styles.push((start, u32::from(c)));
                marked = true;
            }
            continue;
        }
        plain.push(c);
        if c == '\n' {
            start = plain.len();
            marked = false;
        }
    }
    *text = plain;
    styles
}
