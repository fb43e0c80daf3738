//! QR codes in pictures: the addresses that they lead to, which are judged like any link. Nothing else is read out of a picture.

use std::io::Cursor;
use std::panic::catch_unwind;

use image::{ImageReader, Limits};
use rqrr::PreparedImage;

/// Points of a side of a picture in which codes are looked for: that of a telephone's camera is reduced by mail programs.
const MAX_SIDE: u32 = 4_000;
/// Bytes that decoding a picture may take.
const MAX_MEMORY: u64 = 64 << 20;
/// Codes that are read in one picture.
const MAX_CODES: usize = 10;

/// Addresses in a PNG or JPEG.
pub(crate) fn links(bytes: &[u8]) -> Vec<String> {
    // What the libraries do not bear is a picture without a code.
    catch_unwind(|| read(bytes)).ok().flatten().unwrap_or_default()
}

fn read(bytes: &[u8]) -> Option<Vec<String>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) = (Some(MAX_SIDE), Some(MAX_SIDE), Some(MAX_MEMORY));
    reader.limits(limits);
    let grey = reader.decode().ok()?.into_luma8();
    let (width, height) = (usize::try_from(grey.width()).ok()?, usize::try_from(grey.height()).ok()?);
    Some(addresses(width, height, &grey.into_raw()))
}

/// Addresses in a picture of so many points in rows, 0 black and 255 white.
pub(crate) fn links_of_points(width: usize, height: usize, points: &[u8]) -> Vec<String> {
    catch_unwind(|| addresses(width, height, points)).unwrap_or_default()
}

fn addresses(width: usize, height: usize, points: &[u8]) -> Vec<String> {
    let mut prepared = PreparedImage::prepare_from_greyscale(width, height, |x, y| points.get(y * width + x).copied().unwrap_or(255));
    let codes = prepared.detect_grids().into_iter().take(MAX_CODES).filter_map(|code| code.decode().ok());
    let address = |text: &str| ["http://", "https://", "javascript:", "file:"].iter().any(|scheme| text.to_ascii_lowercase().starts_with(scheme));
    codes.map(|(_, text)| text.trim().to_owned()).filter(|text| address(text)).collect()
}
