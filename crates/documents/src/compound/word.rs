//! Old Word documents: their text out of its pieces ([MS-DOC] 2.4.1), and the instructions of its fields.

use crate::charset::{utf16_le, windows_1252};
use crate::document::{Document, MAX_TEXT, Unreadable};
use crate::office;

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk::<2>().map(|b| u16::from_le_bytes(*b))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.first_chunk::<4>().map(|b| u32::from_le_bytes(*b) as usize)
}

/// The text of a document, `main`, whose pieces one of two tables tells.
pub(super) fn read(main: &[u8], table_0: &[u8], table_1: &[u8], document: &mut Document) -> Result<(), Unreadable> {
    let damaged = || Unreadable::Damaged("it has no text where its head says".into());
    let flags = short(main, 0x0A).ok_or_else(damaged)?;
    if flags & 0x0100 != 0 {
        // Locked with a password of its own; what opened with the standard one is a part.
        return if document.parts.is_empty() { Err(Unreadable::Encrypted) } else { Ok(()) };
    }
    let table = if flags & 0x0200 == 0 { table_0 } else { table_1 };
    let text = pieces(main, table).or_else(|| simple(main)).ok_or_else(damaged)?;
    let (shown, instructions) = parted(&text);
    for instruction in instructions {
        office::field(&instruction, document);
    }
    document.text.push_str(&shown);
    Ok(())
}

/// Text in pieces: since Word 97.
fn pieces(main: &[u8], table: &[u8]) -> Option<String> {
    let (start, length) = (long(main, 0x1A2)?, long(main, 0x1A6)?);
    let mut rest = table.get(start..start.checked_add(length)?)?;
    // Formatting comes first, then the table.
    while rest.first() == Some(&1) {
        rest = rest.get(3 + usize::from(short(rest, 1)?)..)?;
    }
    if rest.first() != Some(&2) {
        return None;
    }
    let list = rest.get(5..5_usize.checked_add(long(rest, 1)?)?)?;
    let count = list.len().checked_sub(4)? / 12;
    let mut text = String::new();
    for n in 0..count {
        let length = long(list, 4 * n + 4)?.checked_sub(long(list, 4 * n)?)?;
        let place = long(list, 4 * (count + 1) + 8 * n + 2)?;
        // Bit 30: one byte a character, at half the place.
        if place & 0x4000_0000 == 0 {
            let bytes = main.get(place..place.checked_add(length.checked_mul(2)?)?)?;
            text.push_str(&utf16_le(bytes));
        } else {
            let place = (place & 0x3FFF_FFFF) / 2;
            text.extend(main.get(place..place.checked_add(length)?)?.iter().map(|b| windows_1252(*b)));
        }
        if text.len() > 2 * MAX_TEXT {
            break;
        }
    }
    Some(text)
}

/// Text in one piece: before Word 97.
fn simple(main: &[u8]) -> Option<String> {
    let text = main.get(long(main, 0x18)?..long(main, 0x1C)?)?;
    Some(text.iter().take(MAX_TEXT).map(|b| windows_1252(*b)).collect())
}

/// What is shown, and the instructions of fields: between 13 and 14 (hexadecimal) stands an instruction, between 14 and 15 its result.
fn parted(text: &str) -> (String, Vec<String>) {
    let (mut shown, mut instructions, mut open) = (String::new(), Vec::new(), Vec::<(String, bool)>::new());
    for c in text.chars() {
        match c {
            '\u{13}' if open.len() < 20 => open.push((String::new(), false)),
            '\u{14}' => {
                if let Some((_, result)) = open.last_mut() {
                    *result = true;
                }
            }
            '\u{15}' => {
                if let Some((instruction, _)) = open.pop().filter(|_| instructions.len() < 1_000) {
                    instructions.push(instruction);
                }
            }
            _ => {
                let hidden = open.iter().any(|(_, result)| !*result);
                if let Some((instruction, false)) = open.last_mut() {
                    if instruction.len() < 4_000 && !c.is_control() {
                        instruction.push(c);
                    }
                } else if !hidden {
                    shown.push(match c {
                        '\r' | '\u{B}' | '\u{C}' => '\n',
                        '\u{7}' => '\t',
                        '\u{1E}' => '-',
                        c => c,
                    });
                }
            }
        }
    }
    // The end of a row of a table is a cell without text.
    let shown = shown.replace("\t\t", "\n");
    (shown.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect(), instructions)
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn instructions_are_told_from_what_is_shown() {
        let (shown, instructions) = parted("a \u{13} HYPERLINK \"https://x.example\" \u{14}here\u{15} b\rc\u{7}d\u{7}\u{7}");
        assert_eq!(shown, "a here b\nc\td\n");
        assert_eq!(instructions, [" HYPERLINK \"https://x.example\" "]);
    }
}
