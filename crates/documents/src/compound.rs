//! Compound files (OLE): old documents of office programs, objects within new ones, and locked documents. Formats: [MS-CFB], [MS-DOC], [MS-XLS], [MS-PPT],
//! [MS-OLEDS].

mod excel;
mod summary;
mod word;

use std::io::{Cursor, Read};

use cfb::CompoundFile;
use flate2::read::ZlibDecoder;
use msoffice_crypto::{Document as Locked, IntegrityPolicy, classify, decrypt_binary_office, decrypt_ooxml_with_policy};

use crate::charset::utf16_le;
use crate::document::{Document, Kind, MAX_PART, Unreadable};
use crate::kind::Nested;
use crate::observed::{Observable, observe};
use crate::plain::cut;
use crate::{mail, outlook, vba};

/// First bytes.
const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Entries that are looked at.
const MAX_ENTRIES: usize = 4_000;
/// Bytes that all streams together may have.
const MAX_STREAMS: u64 = 64 << 20;
/// Rounds of hashing that a password may cost.
const MAX_ROUNDS: u32 = 200_000;
/// With this one programs open a document without asking: it hides content from scanners and from nobody else.
const STANDARD_PASSWORD: &str = "VelvetSweatshop";
/// Class of a package that Windows installs.
const INSTALLER: &str = "000c1084-0000-0000-c000-000000000046";
/// Classes of the equation editor.
const EQUATION: &[&str] = &["0002ce02-0000-0000-c000-000000000046", "0002ce03-0000-0000-c000-000000000046", "00021700-0000-0000-c000-000000000046"];

pub(crate) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// A Word document or a mail, which are read, or another.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    let Ok(file) = CompoundFile::open(Cursor::new(bytes)) else { return Some(Kind::Office) };
    Some(if file.is_stream("/WordDocument") {
        Kind::Doc
    } else if file.is_stream("/__properties_version1.0") {
        Kind::Mail
    } else {
        Kind::Office
    })
}

/// Reads a mail of Outlook's.
pub(crate) fn message(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let streams = Streams::open(bytes)?;
    mail::outlook(outlook::message(&streams.streams), nested)
}

/// Streams by their names, and classes of storages.
struct Streams {
    streams: Vec<(String, Vec<u8>)>,
    classes: Vec<String>,
}

impl Streams {
    fn open(bytes: &[u8]) -> Result<Self, Unreadable> {
        let locked = || bytes.windows(18).any(|w| w == b"E\0n\0c\0r\0y\0p\0t\0e\0d\0");
        let damaged = |_| if locked() { Unreadable::Encrypted } else { Unreadable::Damaged("its directory of streams is broken".into()) };
        let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
        let entries: Vec<_> = file.walk().take(MAX_ENTRIES).collect();
        let classes = entries.iter().filter(|e| !e.is_stream()).map(|e| e.clsid().to_string()).collect();
        let mut left = MAX_STREAMS;
        let mut streams = Vec::new();
        for entry in entries.iter().filter(|e| e.is_stream()) {
            let mut content = Vec::new();
            let read = file.open_stream(entry.path()).and_then(|stream| stream.take(left.min(MAX_PART)).read_to_end(&mut content));
            if read.is_ok() || !content.is_empty() {
                left = left.saturating_sub(content.len() as u64);
                streams.push((entry.path().to_string_lossy().into_owned(), content));
            }
        }
        Ok(Self { streams, classes })
    }

    /// The first stream of a name, wherever it is.
    fn named(&self, name: &str) -> Option<&[u8]> {
        self.streams.iter().find(|(path, _)| last(path) == name).map(|(_, content)| content.as_slice())
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Reads an old Word document.
pub(crate) fn word(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let mut document = Document::default();
    let streams = Streams::open(bytes)?;
    look_at(bytes, &streams, &mut document, nested)?;
    let main = streams.named("WordDocument").unwrap_or_default();
    let table = |name| streams.named(name).unwrap_or_default();
    word::read(main, table("0Table"), table("1Table"), &mut document)?;
    if let Some(summary) = streams.named("\u{5}SummaryInformation") {
        summary::read(summary, &mut document.meta);
    }
    document.truncated = cut(&mut document.text);
    Ok(document)
}

/// What a compound file runs, hides and holds.
pub(crate) fn look(bytes: &[u8], document: &mut Document, nested: &mut Nested) -> Result<(), Unreadable> {
    let streams = Streams::open(bytes)?;
    look_at(bytes, &streams, document, nested)
}

fn look_at(bytes: &[u8], streams: &Streams, document: &mut Document, nested: &mut Nested) -> Result<(), Unreadable> {
    for class in &streams.classes {
        if class == INSTALLER {
            observe(&mut document.observed, Observable::Executable, "Windows installer");
        } else if EQUATION.contains(&class.as_str()) {
            observe(&mut document.observed, Observable::EquationObject, "");
        }
    }
    for (path, content) in &streams.streams {
        match last(path) {
            "Workbook" | "Book" => excel::look(content, document),
            "PowerPoint Document" => slides(content, document, nested),
            "Equation Native" => observe(&mut document.observed, Observable::EquationObject, ""),
            "\u{1}Ole10Native" => package(content, document, nested),
            "Package" | "CONTENTS" if !nested.is_full() && path.matches('/').count() <= 3 => {
                observe(&mut document.observed, Observable::EmbeddedObject, "");
                nested.part(&mut document.parts, "object".into(), None, content);
            }
            "\u{1}CompObj" if path.contains("ObjectPool") || path.contains("MBD") => {
                observe(&mut document.observed, Observable::EmbeddedObject, class_name(content));
            }
            "\u{1}Ole" => link(content, document),
            _ => {}
        }
        vba::modules(content, document);
    }
    let package = streams.named("EncryptedPackage").is_some();
    locked(bytes, package, document, nested)
}

/// Opens what is locked with the password that programs try by themselves.
fn locked(bytes: &[u8], package: bool, document: &mut Document, nested: &mut Nested) -> Result<(), Unreadable> {
    let found = classify(bytes);
    if !found.is_encrypted() {
        return if package { Err(Unreadable::Encrypted) } else { Ok(()) };
    }
    let rounds = found.password_key.and_then(|key| key.spin_count).unwrap_or(0);
    if !found.is_supported() || rounds > MAX_ROUNDS || nested.is_full() {
        return Err(Unreadable::Encrypted);
    }
    let opened = match found.document {
        Locked::OoxmlPackage => decrypt_ooxml_with_policy(bytes, STANDARD_PASSWORD, IntegrityPolicy::default()).map(|opened| opened.package).ok(),
        Locked::WordBinary | Locked::ExcelBinary | Locked::PowerPointBinary => decrypt_binary_office(bytes, STANDARD_PASSWORD).ok(),
        _ => None,
    };
    let Some(opened) = opened.filter(|opened| opened != bytes) else { return Err(Unreadable::Encrypted) };
    observe(&mut document.observed, Observable::Encrypted, "with the password that programs try by themselves");
    nested.part(&mut document.parts, "opened".into(), None, &opened);
    Ok(())
}

/// An object of another program, as documents hold it.
pub(crate) fn embedded(bytes: &[u8], name: &str, document: &mut Document, nested: &mut Nested) {
    if !nested.is_full() {
        nested.part(&mut document.parts, name.to_owned(), None, bytes);
    }
}

/// A file that was put into a document as a package: its name, where it came from, its bytes.
pub(crate) fn package(content: &[u8], document: &mut Document, nested: &mut Nested) {
    observe(&mut document.observed, Observable::EmbeddedObject, "package");
    let text = |bytes: &[u8]| -> Option<(String, usize)> {
        let end = bytes.iter().take(1_024).position(|b| *b == 0)?;
        Some((bytes.get(..end)?.iter().map(|b| crate::charset::windows_1252(*b)).collect(), end + 1))
    };
    let take = || -> Option<(String, &[u8])> {
        // Size of all, a flag, the label, the path it came from, four bytes, the path it was kept at, its size, the file.
        let rest = content.get(6..)?;
        let (label, length) = text(rest)?;
        let rest = rest.get(length..)?;
        let (source, length) = text(rest)?;
        let rest = rest.get(length + 4..)?;
        let (size, rest) = rest.split_first_chunk::<4>()?;
        let rest = rest.get(u32::from_le_bytes(*size) as usize..)?;
        let (size, rest) = rest.split_first_chunk::<4>()?;
        let file = rest.get(..(u32::from_le_bytes(*size) as usize).min(rest.len()))?;
        Some((if source.is_empty() { label } else { source }, file))
    };
    if nested.is_full() {
        return;
    }
    match take() {
        Some((name, file)) => nested.part(&mut document.parts, name, None, file),
        None => nested.part(&mut document.parts, "package".into(), None, content.get(4..).unwrap_or_default()),
    }
}

/// Name of the program whose object it is.
fn class_name(content: &[u8]) -> String {
    let name = content.get(32..).unwrap_or_default();
    name.iter().take(40).take_while(|b| **b != 0).map(|b| char::from(*b)).filter(|c| c.is_ascii_graphic() || *c == ' ').collect()
}

/// A link to an object elsewhere: its address stands in the stream as UTF-16.
fn link(content: &[u8], document: &mut Document) {
    let units = utf16_le(content);
    for scheme in ["http://", "https://", "\\\\"] {
        if let Some(at) = units.find(scheme) {
            let target: String = units.get(at..).unwrap_or_default().chars().take_while(|c| c.is_ascii_graphic()).take(100).collect();
            if target.len() > scheme.len() + 3 {
                observe(&mut document.observed, Observable::ExternalObject, target);
                return;
            }
        }
    }
}

/// Objects and macros in slides: records of their own, packed.
fn slides(content: &[u8], document: &mut Document, nested: &mut Nested) {
    let mut rest = content;
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [version, instance, kind @ .., a, b, c, d] = *head;
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        let Some(body) = after.get(..length) else { return };
        // An object in storage; packed if the instance says so.
        if u16::from_le_bytes(kind) == 0x1011 && !nested.is_full() {
            let packed = (u16::from_le_bytes([version, instance]) >> 4) == 1;
            let mut object = Vec::new();
            if packed {
                // A sum at the end that does not fit keeps no program from opening it.
                ZlibDecoder::new(body.get(4..).unwrap_or_default()).take(MAX_PART).read_to_end(&mut object).ok();
            } else {
                object.extend_from_slice(body);
            }
            if is_compound(&object) {
                observe(&mut document.observed, Observable::EmbeddedObject, "");
                nested.part(&mut document.parts, "object".into(), None, &object);
            }
        }
        let Some(next) = after.get(length..) else { return };
        rest = next;
    }
}
