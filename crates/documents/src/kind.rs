//! Which format it is: by content, never by name.

use crate::document::{Document, Kind, MAX_PART, Part, Unreadable};
use crate::{archive, docx, html, image, mail, odt, package, pdf, plain, resume, rtf};

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
    if mail::is_mail(bytes) {
        Some(Kind::Mail)
    } else if head.windows(5).any(|w| w == b"%PDF-") {
        Some(Kind::Pdf)
    } else if head.starts_with(b"PK\x03\x04") {
        package::kind(bytes)
    } else if start.starts_with(b"{\\rtf") {
        Some(Kind::Rtf)
    } else if image::is_image(head) {
        Some(Kind::Image)
    } else if start.starts_with(b"<") && says_html() {
        Some(Kind::Html)
    } else if plain::is_text(bytes) {
        Some(Kind::Text)
    } else {
        None
    }
}

/// Mails and archives within each other.
pub const MAX_DEPTH: usize = 4;
/// Documents within one.
pub const MAX_PARTS: usize = 200;
/// Bytes that all documents within one may have together.
const MAX_NESTED: u64 = 2 * MAX_PART;

/// What documents within one may still be: one budget for all of them.
pub(crate) struct Nested {
    depth: usize,
    parts: usize,
    bytes: u64,
}

impl Nested {
    /// Reads a document within another and adds it to the parts of that one.
    pub(crate) fn part(&mut self, parts: &mut Vec<Part>, name: String, media_type: Option<String>, bytes: &[u8]) {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let name = shown(&name);
        self.parts += 1;
        let size = bytes.len() as u64;
        let read = if self.depth >= MAX_DEPTH && matches!(kind(bytes), Some(Kind::Archive | Kind::Mail)) {
            Err(Unreadable::TooDeep)
        } else if size > MAX_PART || size > self.left() {
            Err(Unreadable::TooLarge)
        } else {
            self.bytes += size;
            self.depth += 1;
            let read = read_within(bytes, self);
            self.depth -= 1;
            read.map(Box::new)
        };
        parts.push(Part { name, media_type, hash, read });
    }

    /// Adds a document that could not be unpacked.
    pub(crate) fn unreadable(&mut self, parts: &mut Vec<Part>, name: String, why: Unreadable) {
        self.parts += 1;
        // Of what has no bytes its name and place tell it from others.
        let hash = blake3::hash(format!("{}\0{name}", parts.len()).as_bytes()).to_hex().to_string();
        parts.push(Part { name: shown(&name), media_type: None, hash, read: Err(why) });
    }

    /// Bytes that are left.
    pub(crate) fn left(&self) -> u64 {
        MAX_NESTED.saturating_sub(self.bytes)
    }

    /// No further document fits.
    pub(crate) fn is_full(&self) -> bool {
        self.parts >= MAX_PARTS || self.left() == 0
    }
}

/// A file name as it can be shown: without folders, control characters and marks that turn the direction of text.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let hidden = |c: char| c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    last.chars().filter(|c| !hidden(*c)).take(200).collect()
}

/// Takes a document apart. Runs inside the worker: it may be slow or die, it must not lie.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    read_within(bytes, &mut Nested { depth: 0, parts: 0, bytes: 0 })
}

fn read_within(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
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
        Kind::Image => image::read(bytes),
        Kind::Archive => archive::read(bytes, nested),
        Kind::Mail => mail::read(bytes, nested),
    }?;
    document.kind = Some(kind);
    if !matches!(kind, Kind::Image | Kind::Archive | Kind::Mail) {
        document.resume = resume::extract(&document.text, &document.links, &document.layout);
    }
    Ok(document)
}
