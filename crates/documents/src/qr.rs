//! QR codes in pictures: the addresses that they lead to, which are judged like any link. Nothing else is read out of a picture.

use std::panic::catch_unwind;

use rqrr::PreparedImage;

use crate::image::decoded;

/// Codes that are read in one picture.
const MAX_CODES: usize = 10;

/// Addresses in a PNG or JPEG.
pub(crate) fn links(bytes: &[u8]) -> Vec<String> {
    // What the libraries do not bear is a picture without a code.
    catch_unwind(|| read(bytes)).ok().flatten().unwrap_or_default()
}

fn read(bytes: &[u8]) -> Option<Vec<String>> {
    let grey = decoded(bytes)?.into_luma8();
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
