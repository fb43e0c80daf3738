//! QR codes in the pictures of a PDF: the addresses that they lead to.

use lopdf::{Document as Pdf, Stream};

use super::Budget;
use crate::document::{Document, add_link};
use crate::qr;

/// Pictures of a document that are looked at.
const MAX_PICTURES: usize = 12;
/// Points of a picture that are looked at.
const MAX_POINTS: usize = 4_000_000;
/// Bytes of a picture that are unpacked.
const MAX_BYTES: usize = 16 << 20;
/// Bytes that all of them may be unpacked to.
const MAX_WORK: usize = 48 << 20;

/// Looks for codes in pictures and adds where they lead.
pub(super) fn look(pdf: &Pdf, pictures: &[&Stream], document: &mut Document) {
    // Of its own, so that a large picture costs no text.
    let mut budget = Budget { left: MAX_WORK, cut: false };
    for picture in pictures.iter().take(MAX_PICTURES) {
        for link in links(pdf, picture, &mut budget).unwrap_or_default() {
            add_link(&mut document.links, &link);
        }
    }
}

fn links(pdf: &Pdf, picture: &Stream, budget: &mut Budget) -> Option<Vec<String>> {
    let number = |name: &[u8]| picture.dict.get_deref(name, pdf).ok()?.as_i64().ok().and_then(|n| usize::try_from(n).ok());
    let (width, height) = (number(b"Width")?, number(b"Height")?);
    // Smaller than a code can be, or larger than is looked at.
    if width.min(height) < 21 || width.checked_mul(height)? > MAX_POINTS {
        return None;
    }
    if picture.filters().is_ok_and(|filters| filters.last().is_some_and(|filter| *filter == b"DCTDecode")) {
        return Some(qr::links(&picture.content));
    }
    let bytes = budget.unpack(picture, MAX_BYTES)?;
    let bits = number(b"BitsPerComponent").unwrap_or(1);
    let row = bytes.len() / height;
    let points: Vec<u8> = match bits {
        1 => (0..width * height).map(|n| bit(&bytes, row, n % width, n / width)).map(|set| if set { 255 } else { 0 }).collect(),
        8 => {
            let components = row / width;
            let grey = |n: usize| bytes.get(n / width * row + n % width * components..).and_then(|b| b.get(..components)).map(luma);
            (0..width * height).map(|n| grey(n).unwrap_or(255)).collect()
        }
        _ => return None,
    };
    Some(qr::links_of_points(width, height, &points))
}

fn bit(bytes: &[u8], row: usize, x: usize, y: usize) -> bool {
    bytes.get(y * row + x / 8).is_some_and(|byte| byte >> (7 - x % 8) & 1 == 1)
}

/// Brightness of a point of one (grey), three (light) or four components (ink).
fn luma(point: &[u8]) -> u8 {
    match point {
        [grey] => *grey,
        [c, m, y, k] => 255 - c.max(m).max(y).max(k),
        _ => u8::try_from(point.iter().map(|c| usize::from(*c)).sum::<usize>() / point.len().max(1)).unwrap_or(255),
    }
}
