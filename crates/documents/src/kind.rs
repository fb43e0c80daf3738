//! Which format it is: by content, never by name.

use crate::document::{Document, Kind, Unreadable};
use crate::{docx, html, odt, package, pdf, plain, rtf};

/// First bytes of an OLE compound file: old Office formats, and new ones under a password.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Type of a document; none for what is not read. Text is told by what it does not hold: zero bytes and most control characters.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let start = head.iter().position(|b| !b.is_ascii_whitespace()).map_or(head, |n| head.get(n..).unwrap_or(head));
    let lower: Vec<u8> = start.iter().take(200).map(u8::to_ascii_lowercase).collect();
    if head.windows(5).any(|w| w == b"%PDF-") {
        Some(Kind::Pdf)
    } else if head.starts_with(b"PK\x03\x04") {
        package::kind(bytes)
    } else if start.starts_with(b"{\\rtf") {
        Some(Kind::Rtf)
    } else if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        Some(Kind::Html)
    } else if plain::is_text(bytes) {
        Some(Kind::Text)
    } else {
        None
    }
}

/// Takes a document apart. Runs inside the worker: it may be slow or die, it must not lie.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let Some(kind) = kind(bytes) else {
        let locked = bytes.starts_with(COMPOUND) && bytes.windows(18).any(|w| w == b"E\0n\0c\0r\0y\0p\0t\0e\0d\0");
        return Err(if locked { Unreadable::Encrypted } else { Unreadable::UnknownType });
    };
    let mut document = match kind {
        Kind::Pdf => pdf::read(bytes),
        Kind::Docx => docx::read(bytes),
        Kind::Odt => odt::read(bytes),
        Kind::Rtf => rtf::read(bytes),
        Kind::Html => html::read(bytes),
        Kind::Text => plain::read(bytes),
    }?;
    document.kind = Some(kind);
    Ok(document)
}
