//! Objects within RTF: their class, and what is in them ([MS-OLEDS] 2.2).

use crate::compound;
use crate::document::Document;
use crate::kind::Nested;
use crate::observed::{Observable, observe};

/// Looks at one object: version, format, names of class, topic and item, then its bytes. Writers of malice leave parts of that out; whatever can
/// be found behind is still taken apart.
pub(super) fn look(bytes: &[u8], document: &mut Document, nested: &mut Nested) {
    let text: String = bytes.iter().take(200).map(|b| char::from(*b)).collect::<String>().to_ascii_lowercase();
    if text.contains("equation.") {
        observe(&mut document.observed, Observable::EquationObject, "");
    }
    if let Some((class, content)) = native(bytes) {
        if class.eq_ignore_ascii_case("package") {
            // A package begins like the stream of one, which has its length in front.
            let framed = [&(u32::try_from(content.len()).unwrap_or(0)).to_le_bytes(), content].concat();
            compound::package(&framed, document, nested);
            return;
        }
        if !class.is_empty() {
            observe(&mut document.observed, Observable::EmbeddedObject, class);
        }
    }
    let starts: [&[u8]; 4] = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"MZ", b"%PDF-"];
    let inside = starts.iter().filter_map(|start| bytes.windows(start.len()).position(|w| w == *start)).min();
    if let Some(inside) = inside.and_then(|at| bytes.get(at..)) {
        compound::embedded(inside, "object", document, nested);
    }
}

/// The class of an embedded object, and its bytes.
fn native(bytes: &[u8]) -> Option<(String, &[u8])> {
    let mut rest = bytes;
    let mut number = || {
        let (head, after) = rest.split_first_chunk::<4>()?;
        rest = after;
        Some(u32::from_le_bytes(*head))
    };
    number()?;
    let format = number()?;
    let mut texts = Vec::new();
    for _ in 0..3 {
        let (head, after) = rest.split_first_chunk::<4>()?;
        let (text, after) = after.split_at_checked(u32::from_le_bytes(*head) as usize)?;
        texts.push(text.iter().take(64).take_while(|b| **b != 0).map(|b| char::from(*b)).collect::<String>());
        rest = after;
    }
    let class = texts.into_iter().next()?;
    if format != 2 {
        return Some((class, &[]));
    }
    let (size, content) = rest.split_first_chunk::<4>()?;
    Some((class, content.get(..u32::from_le_bytes(*size) as usize).unwrap_or(content)))
}
