//! Which format it is: by content, never by name.

use crate::document::{Document, Kind, Unreadable};
use crate::{docx, html, odt, package, pdf, plain, resume, rtf};

/// First bytes of an OLE compound file: old Office formats, and new ones under a password.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Type of a document; none for what is not read. Text is told by what it does not hold: zero bytes and most control characters.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let says_html = || {
        let lower = head.to_ascii_lowercase();
        ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| lower.windows(tag.len()).any(|w| w == tag.as_bytes()))
    };
    if head.windows(5).any(|w| w == b"%PDF-") {
        Some(Kind::Pdf)
    } else if head.starts_with(b"PK\x03\x04") {
        package::kind(bytes)
    } else if start.starts_with(b"{\\rtf") {
        Some(Kind::Rtf)
    } else if start.starts_with(b"<") && says_html() {
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
    document.resume = resume::extract(&document.text, &document.links);
    Ok(document)
}
