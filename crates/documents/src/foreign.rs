//! Files that no résumé is: programs, shortcuts, images of disks, archives that are not opened. They are named, not taken apart.

use crate::document::{Document, Kind};
use crate::observed::{Observable, Observation, observe};

/// First bytes of programs. A class file of Java and a Mach-O for several processors begin alike.
const PROGRAMS: &[(&[u8], &str)] = &[
    (b"\x7fELF", "Linux program"),
    (b"\xfe\xed\xfa\xce", "macOS program"),
    (b"\xfe\xed\xfa\xcf", "macOS program"),
    (b"\xce\xfa\xed\xfe", "macOS program"),
    (b"\xcf\xfa\xed\xfe", "macOS program"),
    (b"\xca\xfe\xba\xbe", "Java class or macOS program"),
    (b"dex\n035", "Android program"),
    (b"\0asm", "WebAssembly"),
    (b"ITSF", "compiled help, which runs scripts"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", "OneNote notebook, which holds files that start on a click"),
];

/// First bytes of archives that are not opened.
const CLOSED: &[(&[u8], &str)] = &[
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"MSCF", "CAB"),
    (b"\xfd7zXZ\0", "xz"),
    (b"BZh", "bzip2"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"xar!", "xar"),
    (b"\x60\xea", "ARJ"),
];

/// A shortcut of Windows: its length and class.
const LINK: &[u8] = b"\x4c\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";

/// Places at which an image of a disk says that it is one.
const DISKS: &[(usize, &[u8], &str)] = &[
    (0x8001, b"CD001", "ISO 9660"),
    (0x8001, b"BEA01", "UDF"),
    (0, b"conectix", "VHD"),
    (0, b"vhdxfile", "VHDX"),
    (0, b"KDMV", "VMDK"),
    (0, b"QFI\xfb", "QCOW"),
];

fn at(bytes: &[u8], place: usize, magic: &[u8]) -> bool {
    bytes.get(place..).is_some_and(|rest| rest.starts_with(magic))
}

/// A program of Windows or DOS: its header says where the newer one is.
fn is_windows_program(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"MZ") {
        return false;
    }
    let Some(place) = bytes.get(0x3c..0x40).and_then(|b| b.first_chunk::<4>()) else { return false };
    let place = u32::from_le_bytes(*place) as usize;
    at(bytes, place, b"PE\0\0") || at(bytes, place, b"NE") || at(bytes, place, b"LE")
}

fn program(bytes: &[u8]) -> Option<&'static str> {
    if is_windows_program(bytes) {
        return Some("Windows program");
    }
    PROGRAMS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

fn disk(bytes: &[u8]) -> Option<&'static str> {
    let tail = bytes.len().checked_sub(512).and_then(|place| bytes.get(place..)).unwrap_or_default();
    if tail.starts_with(b"conectix") {
        return Some("VHD");
    }
    if tail.starts_with(b"koly") {
        return Some("DMG");
    }
    DISKS.iter().find(|(place, magic, _)| at(bytes, *place, magic)).map(|(_, _, name)| *name)
}

fn shortcut(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes.get(..256).unwrap_or(bytes).trim_ascii_start();
    if bytes.starts_with(LINK) {
        Some("Windows shortcut")
    } else if start.starts_with(b"[InternetShortcut]") || start.starts_with(b"[Internetshortcut]") {
        Some("Internet shortcut")
    } else if start.starts_with(b"[Desktop Entry]") {
        Some("desktop entry")
    } else {
        None
    }
}

fn closed(bytes: &[u8]) -> Option<&'static str> {
    if at(bytes, 2, b"-lh") || at(bytes, 7, b"**ACE**") {
        return Some("LZH or ACE");
    }
    CLOSED.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

/// Which of them it is, if one.
pub(crate) fn kind(bytes: &[u8]) -> Option<Kind> {
    if program(bytes).is_some() {
        Some(Kind::Executable)
    } else if shortcut(bytes).is_some() {
        Some(Kind::Shortcut)
    } else if disk(bytes).is_some() {
        Some(Kind::Disk)
    } else if closed(bytes).is_some() {
        Some(Kind::Closed)
    } else {
        None
    }
}

/// What can be said of one of them.
pub(crate) fn read(kind: Kind, bytes: &[u8]) -> Document {
    let mut document = Document::default();
    let (what, name) = match kind {
        Kind::Executable => (Observable::Executable, program(bytes)),
        Kind::Shortcut => (Observable::Shortcut, shortcut(bytes)),
        Kind::Disk => (Observable::DiskImage, disk(bytes)),
        _ => (Observable::UnreadArchive, closed(bytes)),
    };
    observe(&mut document.observed, what, name.unwrap_or_default());
    document
}

/// What stands around a document: a second type before it, within its end or after it.
pub(crate) fn around(bytes: &[u8], kind: Option<Kind>, observed: &mut Vec<Observation>) {
    let Some(kind) = kind else { return };
    let head = bytes.get(..1024).unwrap_or(bytes);
    let begins = |magic: &[u8]| head.windows(magic.len()).position(|w| w == magic);
    let index = has_index(bytes);
    let says_script = || {
        let lower = head.to_ascii_lowercase();
        [b"<script".as_slice(), b"<html", b"<hta:", b"<?php"].iter().any(|tag| lower.windows(tag.len()).any(|w| w == *tag))
    };
    match kind {
        Kind::Pdf => {
            if let Some(place) = begins(b"%PDF-").filter(|place| *place > 0) {
                let before = bytes.get(..place).unwrap_or_default();
                if before.starts_with(b"PK\x03\x04") || before.starts_with(b"MZ") || before.starts_with(b"\x7fELF") || says_script() {
                    observe(observed, Observable::Polyglot, "another file before the PDF");
                }
            }
            if index {
                observe(observed, Observable::Polyglot, "PDF and ZIP");
            }
            if let Some(end) = bytes.windows(5).rposition(|w| w == b"%%EOF") {
                let after = bytes.get(end + 5..).unwrap_or_default();
                after_end(after, observed);
            }
        }
        Kind::Image if index => observe(observed, Observable::Polyglot, "picture and ZIP"),
        Kind::Rtf | Kind::Html | Kind::Svg if index => observe(observed, Observable::Polyglot, "text and ZIP"),
        Kind::Mail if head.windows(5).any(|w| w == b"%PDF-") => observe(observed, Observable::Polyglot, "mail and PDF"),
        Kind::Executable if index || begins(b"%PDF-").is_some() => observe(observed, Observable::Polyglot, "program and document"),
        _ => {}
    }
}

/// The record at the end of an archive: its counts are no chance.
/// An archive from its beginning to its end, in which a PDF may lie as it is: no other program than one that opens archives sees it.
pub(crate) fn ends_as_archive(bytes: &[u8]) -> bool {
    // Without a comment that could be a document, too.
    let last = bytes.get(bytes.len().saturating_sub(86)..).unwrap_or(bytes);
    bytes.starts_with(b"PK\x03\x04") && last.windows(4).any(|w| w == b"PK\x05\x06") && has_index(bytes)
}

/// Whether an archive's index stands at the end, wherever the archive begins.
fn has_index(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(66_000)..).unwrap_or(bytes);
    tail.windows(4).rposition(|w| w == b"PK\x05\x06").is_some_and(|place| tail.get(place..).is_some_and(is_index))
}

fn is_index(record: &[u8]) -> bool {
    let record_length = record.len();
    let Some(record) = record.first_chunk::<22>() else { return false };
    let number = |place: usize| record.get(place..place + 2).map_or(0, |b| b.iter().rev().fold(0_u32, |n, byte| (n << 8) | u32::from(*byte)));
    // This disk and the one of the index are the first; entries here are entries in all; and its comment goes on to the end of the file, unlike
    // that of an archive which lies within a document.
    let to_end = (number(20) as usize + 22).abs_diff(record_length) < 64;
    number(4) == 0 && number(6) == 0 && number(8) > 0 && number(8) == number(10) && to_end
}

/// What stands after the end of a file.
pub(crate) fn after_end(after: &[u8], observed: &mut Vec<Observation>) {
    let after = after.trim_ascii();
    if after.len() < 64 {
        return;
    }
    let second = program(after).or_else(|| closed(after)).or_else(|| shortcut(after)).or_else(|| after.starts_with(b"PK\x03\x04").then_some("ZIP"));
    match second {
        Some(name) => observe(observed, Observable::Polyglot, format!("{name} after the end")),
        None => observe(observed, Observable::AppendedData, format!("{} bytes", after.len())),
    }
}
