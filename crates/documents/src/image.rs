//! Pictures: their metadata and hash. Nothing is decoded, and no text is read out of them.

use std::io::Cursor;

use exif::{In, Tag};

use crate::document::{Document, Meta, Unreadable, add};

/// Chunks of a PNG that are looked at.
const MAX_CHUNKS: usize = 2_000;
/// Bytes of a text in a PNG.
const MAX_TEXT_CHUNK: usize = 8 << 10;

/// First bytes of a PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

pub(crate) fn is_image(bytes: &[u8]) -> bool {
    bytes.starts_with(PNG) || bytes.starts_with(b"\xff\xd8\xff")
}

pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut document = Document::default();
    add(&mut document.images, blake3::hash(bytes).to_hex().to_string());
    if let Ok(found) = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)) {
        let value = |tag: Tag| found.get_field(tag, In::PRIMARY).and_then(|f| Meta::value(f.display_value().to_string().trim_matches('"')));
        let meta = &mut document.meta;
        meta.author = value(Tag::Artist);
        meta.producer = value(Tag::Software);
        meta.creator = [value(Tag::Make), value(Tag::Model)].into_iter().flatten().reduce(|a, b| format!("{a} {b}"));
        meta.created = value(Tag::DateTimeOriginal).or_else(|| value(Tag::DateTime));
        meta.created_offset_minutes = value(Tag::OffsetTimeOriginal).or_else(|| value(Tag::OffsetTime)).as_deref().and_then(offset);
        meta.title = value(Tag::ImageDescription);
    }
    if bytes.starts_with(PNG) {
        texts(bytes, &mut document.meta);
    }
    Ok(document)
}

/// `+09:00` in minutes.
fn offset(text: &str) -> Option<i32> {
    let (sign, rest) = match text.trim().split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then_some(sign * (hours * 60 + minutes))
}

/// What a PNG says in its `tEXt` chunks.
fn texts(bytes: &[u8], meta: &mut Meta) {
    let mut rest = bytes.get(PNG.len()..).unwrap_or_default();
    for _ in 0..MAX_CHUNKS {
        let Some((head, after)) = rest.split_first_chunk::<8>() else { return };
        let [a, b, c, d, kind @ ..] = *head;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let Some(data) = after.get(..length) else { return };
        if &kind == b"tEXt"
            && let Some(at) = data.iter().position(|byte| *byte == 0)
        {
            let text: String = data.get(at + 1..).unwrap_or_default().iter().take(MAX_TEXT_CHUNK).map(|b| char::from(*b)).collect();
            let place = match data.get(..at) {
                Some(b"Author") => &mut meta.author,
                Some(b"Software") => &mut meta.producer,
                Some(b"Title") => &mut meta.title,
                Some(b"Creation Time") => &mut meta.created,
                _ => &mut None,
            };
            if place.is_none() {
                *place = Meta::value(&text);
            }
        }
        // Length, kind, data and checksum.
        let Some(next) = after.get(length.saturating_add(4)..) else { return };
        rest = next;
    }
}
