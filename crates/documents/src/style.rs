//! How lines look: what is set in one style of type looks alike, as headings do.
//!
//! While a text is put together, a mark stands before each line, out of a part of Unicode's private planes in which no writing is; at the end the
//! marks are taken out again. So they go along when the cells of tables are put in order.

use std::hash::{DefaultHasher, Hash, Hasher};

/// First mark of a style, and how many there are.
const FIRST: u32 = 0x10_F000;
const COUNT: u64 = 0xFF0;
/// Marks of what comes next: the left one of two columns of the page, the right one, or lines over the whole width.
pub(crate) const LEFT: char = '\u{10FFF8}';
pub(crate) const RIGHT: char = '\u{10FFF9}';
pub(crate) const FULL: char = '\u{10FFFA}';

/// Where lines lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In the left one of two columns.
    Left,
    /// In the right one.
    Right,
    /// Over the whole width.
    Full,
}

/// How the lines of a text lie and look. The numbers mean something within one document only.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// Where lines begin, and the style of type they are set in.
    pub styles: Vec<(usize, u32)>,
    /// Where a column of the page begins or ends.
    pub columns: Vec<(usize, Side)>,
}

/// The mark of a style; two styles may by chance have one.
pub(crate) fn mark(style: impl Hash) -> char {
    let mut hasher = DefaultHasher::new();
    style.hash(&mut hasher);
    u32::try_from(hasher.finish() % COUNT).ok().and_then(|n| char::from_u32(FIRST + n)).unwrap_or('\u{10F000}')
}

pub(crate) fn is_mark(c: char) -> bool {
    u32::from(c) >= FIRST
}

/// Takes the marks out of a text.
pub(crate) fn take(text: &mut String) -> Layout {
    let mut layout = Layout::default();
    if !text.contains(is_mark) {
        return layout;
    }
    let mut plain = String::with_capacity(text.len());
    let (mut start, mut marked) = (0, false);
    for c in text.chars() {
        if is_mark(c) {
            let side = match c {
                LEFT => Some(Side::Left),
                RIGHT => Some(Side::Right),
                FULL => Some(Side::Full),
                _ => None,
            };
            if let Some(side) = side {
                layout.columns.push((plain.len(), side));
            } else if !marked {
                layout.styles.push((start, u32::from(c)));
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
    layout
}
