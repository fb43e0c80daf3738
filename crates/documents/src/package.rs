//! Documents that are ZIP archives of XML: what DOCX and ODT share.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::document::{Kind, MAX_PART, Unreadable};

/// Parts of one archive.
const MAX_PARTS: usize = 4000;
/// Bytes that all parts read of one archive may unpack to.
const MAX_ALL: u64 = 2 * MAX_PART;

/// Which of them it is, or an archive of something else.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return Some(Kind::Archive) };
    if archive.index_for_name("word/document.xml").is_some() {
        Some(Kind::Docx)
    } else if archive.index_for_name("content.xml").is_some() {
        Some(Kind::Odt)
    } else if archive.index_for_name("[Content_Types].xml").is_some() {
        Some(Kind::Office)
    } else {
        Some(Kind::Archive)
    }
}

/// An archive whose parts are read by name, within bounds.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    read: u64,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged("its archive has no readable index".into()))?;
        if archive.len() > MAX_PARTS {
            return Err(Unreadable::TooLarge);
        }
        Ok(Self { archive, read: 0 })
    }

    /// Names of all parts, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.archive.file_names().flatten().map(|name| name.into_owned()).collect();
        names.sort_unstable();
        names
    }

    /// One part; none if there is none of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let damaged = || Unreadable::Damaged("a part of its archive does not unpack".into());
        let file = self.archive.by_index(index).map_err(|why| match why {
            zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => Unreadable::Encrypted,
            _ => damaged(),
        })?;
        let bytes = unpacked(file, MAX_PART)?.ok_or_else(damaged)?;
        self.read = self.read.saturating_add(bytes.len() as u64);
        if self.read > MAX_ALL {
            return Err(Unreadable::TooLarge);
        }
        Ok(Some(bytes))
    }
}

/// How much more than it is an entry may unpack to, once it is larger than a small one.
pub(crate) const MAX_RATIO: u64 = 200;
pub(crate) const SMALL: u64 = 4 << 20;

/// The content of an entry of at most so many bytes; none where it does not unpack.
pub(crate) fn unpacked(file: ZipFile<'_, Cursor<&[u8]>>, most: u64) -> Result<Option<Vec<u8>>, Unreadable> {
    let most = most.min(SMALL.max(file.compressed_size().saturating_mul(MAX_RATIO)));
    let mut content = Vec::new();
    match file.take(most + 1).read_to_end(&mut content) {
        Ok(_) if content.len() as u64 > most => Err(Unreadable::TooLarge),
        Ok(_) => Ok(Some(content)),
        Err(_) => Ok(None),
    }
}

/// What a walk through XML meets.
pub(crate) enum Met<'a> {
    /// An element begins; empty elements begin and end.
    Begin(&'a str, &'a BytesStart<'a>),
    /// An element ends.
    End(&'a str),
    /// Text.
    Text(&'a str),
}

/// Walks through XML with names as written (`w:p`). Only the five predefined entities and character numbers are known: what a
/// document type declares is never read. Broken XML ends the walk where it breaks.
pub(crate) fn walk(xml: &[u8], mut meet: impl FnMut(Met<'_>)) -> Result<(), Unreadable> {
    let broken = |_| Unreadable::Damaged("its XML is broken".into());
    // Bytes that are no UTF-8 cost themselves, not the document.
    let xml = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(element) => meet(Met::Begin(element.name().as_ref(), &element)),
            Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                meet(Met::Begin(&name, &element));
                meet(Met::End(&name));
            }
            Event::End(element) => meet(Met::End(element.name().as_ref())),
            Event::Text(text) => meet(Met::Text(&text)),
            Event::CData(text) => meet(Met::Text(&text)),
            Event::GeneralRef(entity) => {
                let known = match &*entity {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => entity.resolve_char_ref().ok().flatten(),
                };
                if let Some(c) = known {
                    meet(Met::Text(c.encode_utf8(&mut [0; 4])));
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute by its name as written.
pub(crate) fn attribute(element: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == wanted)?;
    Some(found.value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&"))
}

/// Text of elements without children, by name: how both formats keep their metadata.
pub(crate) fn fields(xml: &[u8]) -> Result<Vec<(String, String)>, Unreadable> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut text = String::new();
    walk(xml, |met| match met {
        Met::Begin(..) => text.clear(),
        Met::Text(more) => text.push_str(more),
        Met::End(name) => {
            if !text.trim().is_empty() && found.len() < 200 {
                found.push((name.to_owned(), std::mem::take(&mut text)));
            }
            text.clear();
        }
    })?;
    Ok(found)
}
