//! Mail that is signed or locked as a whole: S/MIME (RFC 8551) and OpenPGP. What is only signed is opened; mail programs show it, too.

use crate::document::{Document, Unreadable};
use crate::kind::Nested;
use crate::mail;

/// Numbers of what a message holds (RFC 5652): data, signed data, data that is locked.
const DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
const SIGNED: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
const LOCKED: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03";
/// How a message of OpenPGP begins.
const PGP: &[u8] = b"-----BEGIN PGP MESSAGE-----";
/// Pieces of content that are joined.
const MAX_PIECES: usize = 100_000;

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sealed {
    /// Signed, with its content in it.
    Signed,
    /// Only who has a key can read it.
    Locked,
}

pub(crate) fn sealed(bytes: &[u8]) -> Option<Sealed> {
    if bytes.trim_ascii_start().starts_with(PGP) {
        return Some(Sealed::Locked);
    }
    let head = bytes.get(..24).filter(|head| head.starts_with(b"\x30"))?;
    let says = |number: &[u8]| head.windows(number.len()).any(|w| w == number);
    if says(LOCKED) {
        Some(Sealed::Locked)
    } else {
        // A signature by itself holds no content.
        (says(SIGNED) && content(bytes).is_some()).then_some(Sealed::Signed)
    }
}

/// Where the content's element begins: behind its number, in the first of the context's own tags.
fn content(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..512.min(bytes.len()))?;
    let after = head.windows(DATA.len()).position(|w| w == DATA)? + DATA.len();
    let (tag, inner) = element(bytes.get(after..)?)?;
    (tag == 0xa0).then_some(inner)
}

/// Tag of a BER element, and what begins within it. Where no length is said it ends somewhere before the end of all.
fn element(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let more = usize::from(first & 0x7f);
    if *first < 0x80 {
        return Some((*tag, rest.get(..usize::from(*first))?));
    }
    if more > 4 {
        return None;
    }
    let length = rest.get(..more)?.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
    let inner = rest.get(more..)?;
    Some((*tag, if more == 0 { inner } else { inner.get(..length)? }))
}

/// Reads what is signed as the mail that it is.
pub(crate) fn read(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    if sealed(bytes) != Some(Sealed::Signed) {
        return Err(Unreadable::Encrypted);
    }
    let damaged = || Unreadable::Damaged("what is signed cannot be found in it".into());
    let signed = content(bytes).and_then(octets).ok_or_else(damaged)?;
    let mut document = mail::read(&signed, nested)?;
    document.mail = None;
    Ok(document)
}

/// The bytes of a string, which may come in pieces.
fn octets(bytes: &[u8]) -> Option<Vec<u8>> {
    let (tag, inner) = element(bytes)?;
    if tag == 0x04 {
        return Some(inner.to_vec());
    }
    let (mut rest, mut joined) = (inner, Vec::new());
    for _ in 0..MAX_PIECES {
        if tag != 0x24 || rest.first() != Some(&0x04) {
            break;
        }
        let (_, piece) = element(rest)?;
        joined.extend_from_slice(piece);
        let head = if rest.get(1)? & 0x80 == 0 { 2 } else { 2 + usize::from(rest.get(1)? & 0x7f) };
        rest = rest.get(head + piece.len()..)?;
    }
    (!joined.is_empty()).then_some(joined)
}
