//! Which format it is: by content, never by name. And who takes it apart.

use crate::document::{Document, Kind, MAX_PART, Part, Unreadable};
use crate::observed::{Observable, Observation, observe};
use crate::{
    archive, calendar, compound, docx, foreign, hidden, html, image, links, mail, names, odt, office, package, pdf, plain, resume, rtf, rules, svg,
};

/// Type of a document; none for what is not known. Text is told by what it does not hold: zero bytes and most control characters.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let lower = head.to_ascii_lowercase();
    let says = |tags: &[&str]| tags.iter().any(|tag| lower.windows(tag.len()).any(|w| w == tag.as_bytes()));
    if let Some(kind) = foreign::kind(bytes) {
        Some(kind)
    } else if mail::is_mail(bytes) {
        Some(Kind::Mail)
    } else if head.windows(5).any(|w| w == b"%PDF-") && !foreign::ends_as_archive(bytes) {
        Some(Kind::Pdf)
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        package::kind(bytes)
    } else if archive::is_archive(bytes) {
        Some(Kind::Archive)
    } else if compound::is_compound(bytes) {
        compound::kind(bytes)
    } else if start.starts_with(b"{\\rt") {
        Some(Kind::Rtf)
    } else if image::is_image(head) {
        Some(Kind::Image)
    } else if start.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case(b"<html"))
        || start.get(..9).is_some_and(|tag| tag.eq_ignore_ascii_case(b"<!doctype")) && says(&["<html"])
    {
        Some(Kind::Html)
    } else if start.starts_with(b"<") && says(&["<w:worddocument", "<pkg:package", "<workbook", "mso-application", "office:document"]) {
        Some(Kind::Office)
    } else if start.starts_with(b"<") && says(&["<svg"]) {
        Some(Kind::Svg)
    } else if start.starts_with(b"<") && says(&["<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title"]) {
        Some(Kind::Html)
    } else if start.starts_with(b"BEGIN:VCALENDAR") {
        Some(Kind::Calendar)
    } else if start.starts_with(b"ID;P") {
        Some(Kind::Office)
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
    /// The hash of a part whose bytes are wanted, and those bytes.
    wanted: Option<(String, Vec<u8>)>,
}

impl Nested {
    /// Takes a document within another apart and adds it to the parts of that one.
    pub(crate) fn part(&mut self, parts: &mut Vec<Part>, name: String, media_type: Option<String>, bytes: &[u8]) {
        self.observed(parts, name, media_type, bytes, Vec::new());
    }

    /// The same, where its place has shown something already.
    pub(crate) fn observed(&mut self, parts: &mut Vec<Part>, name: String, media_type: Option<String>, bytes: &[u8], mut observed: Vec<Observation>) {
        let hash = blake3::hash(bytes).to_hex().to_string();
        self.parts += 1;
        if let Some((wanted, found)) = &mut self.wanted
            && *wanted == hash
        {
            *found = bytes.to_vec();
        }
        let size = bytes.len() as u64;
        let found = kind(bytes);
        names::look(&name, found, bytes, &mut observed);
        let read = if self.depth >= MAX_DEPTH && matches!(found, Some(Kind::Archive | Kind::Mail)) || self.depth >= 2 * MAX_DEPTH {
            refused(Unreadable::TooDeep, &mut observed)
        } else if size > MAX_PART || size > self.left() {
            refused(Unreadable::TooLarge, &mut observed)
        } else {
            self.bytes += size;
            self.depth += 1;
            let read = read_within(bytes, found, self, &mut observed);
            self.depth -= 1;
            read.map(Box::new)
        };
        parts.push(Part { name: shown(&name), media_type, hash, observed, read });
    }

    /// Adds a document that could not be unpacked.
    pub(crate) fn unreadable(&mut self, parts: &mut Vec<Part>, name: String, why: Unreadable, mut observed: Vec<Observation>) {
        self.parts += 1;
        // Of what has no bytes its name and place tell it from others.
        let hash = blake3::hash(format!("{}\0{name}", parts.len()).as_bytes()).to_hex().to_string();
        unread(&why, &mut observed);
        names::look(&name, None, &[], &mut observed);
        parts.push(Part { name: shown(&name), media_type: None, hash, observed, read: Err(why) });
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
    last.chars().filter(|c| !c.is_control() && !crate::observed::is_invisible(*c)).take(200).collect()
}

/// Takes a document apart that has no name.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let part = take_apart("", bytes);
    let mut document = *part.read?;
    document.observed.splice(0..0, part.observed);
    Ok(document)
}

/// Takes a document apart. Runs inside the worker: it may be slow or die, it must not lie.
pub fn take_apart(name: &str, bytes: &[u8]) -> Part {
    let mut observed = Vec::new();
    let found = kind(bytes);
    names::look(name, found, bytes, &mut observed);
    let read = read_within(bytes, found, &mut Nested { depth: 0, parts: 0, bytes: 0, wanted: None }, &mut observed).map(Box::new);
    Part { name: shown(name), media_type: None, hash: blake3::hash(bytes).to_hex().to_string(), observed, read }
}

fn refused(why: Unreadable, observed: &mut Vec<Observation>) -> Result<Box<Document>, Unreadable> {
    unread(&why, observed);
    Err(why)
}

/// Reads bytes as of a type, whether they are or not: every reader must bear any bytes.
pub fn read_as(kind: Kind, bytes: &[u8]) -> Result<Document, Unreadable> {
    take_as(kind, bytes, &mut Nested { depth: 0, parts: 0, bytes: 0, wanted: None })
}

/// The bytes of the part of a document that has a hash.
pub(crate) fn part_of(bytes: &[u8], hash: &str) -> Option<Vec<u8>> {
    if blake3::hash(bytes).to_hex().as_str() == hash {
        return Some(bytes.to_vec());
    }
    let mut nested = Nested { depth: 0, parts: 0, bytes: 0, wanted: Some((hash.to_owned(), Vec::new())) };
    // Whether the whole can be read does not matter.
    let _ = read_within(bytes, kind(bytes), &mut nested, &mut Vec::new());
    nested.wanted.map(|(_, found)| found).filter(|found| !found.is_empty())
}

/// What it means that something could not be read.
fn unread(why: &Unreadable, observed: &mut Vec<Observation>) {
    match why {
        Unreadable::Encrypted => observe(observed, Observable::Encrypted, ""),
        Unreadable::TooLarge => observe(observed, Observable::Bomb, ""),
        Unreadable::TooDeep => observe(observed, Observable::TooDeep, ""),
        _ => {}
    }
}

fn read_within(bytes: &[u8], found: Option<Kind>, nested: &mut Nested, observed: &mut Vec<Observation>) -> Result<Document, Unreadable> {
    let read = match found {
        Some(kind) => take_as(kind, bytes, nested),
        None => Err(Unreadable::UnknownType),
    };
    if let Err(why) = &read {
        unread(why, observed);
    }
    foreign::around(bytes, found, observed);
    rules::look(bytes, observed);
    if let Ok(document) = &read
        && !document.code.is_empty()
    {
        // Macros are packed, so that no rule sees them in the bytes.
        rules::look(document.code.as_bytes(), observed);
    }
    read
}

fn take_as(kind: Kind, bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let mut document = match kind {
        Kind::Pdf => pdf::read(bytes, nested),
        Kind::Docx => docx::read(bytes, nested),
        Kind::Doc => compound::word(bytes, nested),
        Kind::Odt => odt::read(bytes, nested),
        Kind::Rtf => rtf::read(bytes, nested),
        Kind::Html => html::read(bytes),
        Kind::Text => plain::read(bytes),
        Kind::Image => image::read(bytes),
        Kind::Archive => archive::read(bytes, nested),
        Kind::Mail if compound::is_compound(bytes) => compound::message(bytes, nested),
        Kind::Mail => mail::read(bytes, nested),
        Kind::Office => office::read(bytes, nested),
        Kind::Svg => svg::read(bytes),
        Kind::Calendar => calendar::read(bytes),
        Kind::Executable | Kind::Shortcut | Kind::Disk | Kind::Closed => Ok(foreign::read(kind, bytes)),
    }?;
    document.kind = Some(kind);
    hidden::set_apart(&mut document);
    links::look(&document.links, &mut document.observed);
    if kind.is_read() && !matches!(kind, Kind::Image | Kind::Archive | Kind::Mail) {
        document.resume = resume::extract(&document.text, &document.links, &document.layout);
    }
    Ok(document)
}
