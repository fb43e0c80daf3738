//! Pictures: their metadata and hash, and where QR codes in them lead. No text is read out of them.

use std::io::Cursor;

use exif::{In, Tag};
use image::{DynamicImage, ImageReader, Limits};

use crate::document::{Document, Meta, Unreadable, add, add_link};
use crate::foreign::after_end;
use crate::observed::{Observable, Observation, observe};

/// Chunks of a PNG that are looked at.
const MAX_CHUNKS: usize = 2_000;
/// Bytes of a text in a PNG.
const MAX_TEXT_CHUNK: usize = 8 << 10;

/// First bytes of a PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Points of a side of a picture that is decoded: that of a telephone's camera is reduced by mail programs.
const MAX_SIDE: u32 = 4_000;
/// Bytes that decoding a picture may take.
const MAX_MEMORY: u64 = 64 << 20;

/// Points beyond which no picture of a person or a document goes.
const MAX_POINTS: u64 = 200_000_000;
/// Pictures in one, beyond which it is no animation.
const MAX_FRAMES: usize = 2_000;

pub(crate) fn is_image(bytes: &[u8]) -> bool {
    let web = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let phone = bytes.get(4..8) == Some(b"ftyp") && matches!(bytes.get(8..12), Some(b"heic" | b"heix" | b"mif1" | b"avif"));
    let starts: [&[u8]; 7] = [PNG, b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM"];
    starts.iter().any(|start| bytes.starts_with(start)) && (!bytes.starts_with(b"BM") || bytes.get(6..10) == Some(b"\0\0\0\0")) || web || phone
}

/// The points of a PNG or JPEG. The caller bears that a library gives up on it.
pub(crate) fn decoded(bytes: &[u8]) -> Option<DynamicImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) = (Some(MAX_SIDE), Some(MAX_SIDE), Some(MAX_MEMORY));
    reader.limits(limits);
    reader.decode().ok()
}

/// Width and height as the head says.
fn size(bytes: &[u8]) -> Option<(u64, u64)> {
    let big = |at: usize| bytes.get(at..)?.first_chunk::<4>().map(|b| u64::from(u32::from_be_bytes(*b)));
    let short = |at: usize| bytes.get(at..)?.first_chunk::<2>().map(|b| u64::from(u16::from_le_bytes(*b)));
    if bytes.starts_with(PNG) {
        return Some((big(16)?, big(20)?));
    }
    if bytes.starts_with(b"GIF8") {
        return Some((short(6)?, short(8)?));
    }
    if bytes.get(12..16) == Some(b"VP8X") {
        // Both less one, in three bytes.
        let three = |at: usize| bytes.get(at..)?.first_chunk::<3>().map(|[a, b, c]| u64::from(u32::from_le_bytes([*a, *b, *c, 0])) + 1);
        return Some((three(24)?, three(27)?));
    }
    if !bytes.starts_with(b"\xff\xd8") {
        return None;
    }
    // The first frame among the segments of a JPEG.
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = bytes.get(at..)?.first_chunk::<4>() {
        if matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF) {
            let [a, b, c, d] = *bytes.get(at + 5..)?.first_chunk::<4>()?;
            return Some((u64::from(u16::from_be_bytes([c, d])), u64::from(u16::from_be_bytes([a, b]))));
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    None
}

/// How many pictures an animation has, no more than one over what is allowed.
fn frames(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"GIF8") {
        return gif_frames(bytes).unwrap_or(0);
    }
    let (mut at, mut frames) = (12, 0);
    while bytes.starts_with(b"RIFF") && frames <= MAX_FRAMES {
        let Some(length) = bytes.get(at + 4..).and_then(|b| b.first_chunk::<4>()) else { break };
        frames += usize::from(bytes.get(at..at + 4) == Some(b"ANMF"));
        // Chunks begin at even places.
        at = at.saturating_add(8 + u32::from_le_bytes(*length) as usize).next_multiple_of(2);
    }
    frames
}

fn gif_frames(bytes: &[u8]) -> Option<usize> {
    // A table of colours takes three bytes for each of them.
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let (mut at, mut frames) = (13 + colours(*bytes.get(10)?), 0);
    while frames <= MAX_FRAMES {
        at += match bytes.get(at) {
            Some(0x21) => 2,
            Some(0x2c) => {
                frames += 1;
                11 + colours(*bytes.get(at + 9)?)
            }
            _ => break,
        };
        // Blocks that say how long they are, up to an empty one.
        while let Some(length) = bytes.get(at).filter(|length| **length > 0) {
            at += 1 + usize::from(*length);
        }
        at += 1;
    }
    Some(frames)
}

/// What stands after the end of a picture, and one that is too large.
fn look(bytes: &[u8], observed: &mut Vec<Observation>) {
    let frames = frames(bytes);
    if frames > MAX_FRAMES {
        observe(observed, Observable::PixelFlood, format!("more than {MAX_FRAMES} pictures in one"));
    } else if size(bytes).is_some_and(|(width, height)| width.saturating_mul(height) > MAX_POINTS) {
        observe(observed, Observable::PixelFlood, "");
    }
    let end = if bytes.starts_with(PNG) {
        bytes.windows(8).position(|w| w == b"IEND\xae\x42\x60\x82").map(|at| at + 8)
    } else if bytes.starts_with(b"\xff\xd8") {
        bytes.windows(2).rposition(|w| w == b"\xff\xd9").map(|at| at + 2)
    } else {
        None
    };
    if let Some(after) = end.and_then(|end| bytes.get(end..)) {
        after_end(after, observed);
    }
}

pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut document = Document::default();
    add(&mut document.images, blake3::hash(bytes).to_hex().to_string());
    look(bytes, &mut document.observed);
    for link in crate::qr::links(bytes) {
        add_link(&mut document.links, &link);
    }
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
