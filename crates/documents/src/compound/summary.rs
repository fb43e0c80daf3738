//! Properties of old documents ([MS-OLEPS]): author, program, times.

use crate::charset::windows_1252;
use crate::document::Meta;

/// Properties that are looked at.
const MAX_PROPERTIES: usize = 100;

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|b| u32::from_le_bytes(*b))
}

pub(super) fn read(stream: &[u8], meta: &mut Meta) {
    let Some(section) = long(stream, 44).and_then(|at| stream.get(at as usize..)) else { return };
    let count = long(section, 4).unwrap_or(0) as usize;
    let entry = |n: usize| Some((long(section, 8 + 8 * n)?, section.get(long(section, 12 + 8 * n)? as usize..)?));
    let entries = || (0..count.min(MAX_PROPERTIES)).filter_map(entry);
    let utf_8 = entries().any(|(id, value)| id == 1 && long(value, 4).is_some_and(|page| page & 0xFFFF == 65_001));
    for (id, value) in entries() {
        let text = || -> Option<String> {
            let bytes = value.get(8..)?.get(..long(value, 4)? as usize)?;
            let bytes: Vec<u8> = bytes.iter().copied().take_while(|b| *b != 0).collect();
            Meta::value(&if utf_8 { String::from_utf8_lossy(&bytes).into_owned() } else { bytes.iter().map(|b| windows_1252(*b)).collect() })
        };
        match id {
            2 => meta.title = text(),
            4 => meta.author = text(),
            7 => meta.template = text(),
            8 => meta.last_modified_by = text(),
            9 => meta.revisions = text().and_then(|n| n.parse().ok()),
            12 => meta.created = time(value),
            13 => meta.modified = time(value),
            18 => meta.producer = text(),
            _ => {}
        }
    }
}

/// A time in tenths of microseconds since 1601, as RFC 3339 writes it.
fn time(value: &[u8]) -> Option<String> {
    let ticks = (u64::from(long(value, 8)?) << 32) | u64::from(long(value, 4)?);
    let seconds = i64::try_from(ticks / 10_000_000).ok()?.checked_sub(11_644_473_600)?;
    (seconds > 0).then(|| jiff::Timestamp::from_second(seconds).ok().map(|time| time.to_string()))?
}
