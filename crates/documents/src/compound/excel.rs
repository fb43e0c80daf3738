//! Old workbooks: macro sheets and links to other programs, out of their records.

use crate::document::Document;
use crate::observed::{Observable, observe};

/// Records that are looked at.
const MAX_RECORDS: usize = 2_000_000;

pub(super) fn look(stream: &[u8], document: &mut Document) {
    let mut rest = stream;
    for _ in 0..MAX_RECORDS {
        let Some((head, after)) = rest.split_first_chunk::<4>() else { return };
        let [a, b, c, d] = *head;
        let (id, length) = (u16::from_le_bytes([a, b]), usize::from(u16::from_le_bytes([c, d])));
        let Some((body, next)) = after.split_at_checked(length) else { return };
        match id {
            // A sheet, and of which type it is.
            0x85 if body.get(5) == Some(&1) => observe(&mut document.observed, Observable::XlmMacro, "macro sheet"),
            // A book or a program that it links to: between a program and what it is to do stands a 3.
            0x1AE if body.len() > 4 => {
                let shown: String = body.get(4..).unwrap_or_default().iter().filter(|b| **b != 0).map(|b| char::from(*b)).collect();
                if let Some((program, _)) = shown.split_once('\u{3}') {
                    observe(&mut document.observed, Observable::Dde, program.trim_matches(|c: char| c.is_control()));
                }
            }
            // A name that the program knows, of which the first is that of the macro that begins when the book is opened.
            0x18 if body.first().is_some_and(|flags| flags & 0x20 != 0) => {
                let name = if body.get(14) == Some(&0) { body.get(15) } else { body.get(14) };
                if name == Some(&1) {
                    observe(&mut document.observed, Observable::MacroAutoRun, "Auto_Open");
                }
            }
            _ => {}
        }
        rest = next;
    }
}
