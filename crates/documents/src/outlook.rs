//! Mail as Outlook keeps and sends it: `.msg` files ([MS-OXMSG]) and `winmail.dat` (TNEF, [MS-OXTNEF]). Both are lists of numbered properties; what is
//! read of them is a mail's headers, text and attachments.

use crate::charset::{utf16_le, windows_1252};
use crate::document::MAX_TEXT;

/// Attachments that are read.
const MAX_ATTACHMENTS: usize = 200;
/// Properties of one list that are looked at.
const MAX_PROPERTIES: u32 = 2_000;

/// A mail as its properties tell.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Item {
    /// The headers with which it came, as a server wrote them; empty for what was never sent.
    pub headers: String,
    /// Subject.
    pub subject: String,
    /// Name and mailbox of the sender.
    pub sender: (String, String),
    /// Its text, and that of mails within it.
    pub body: String,
    /// Its text as a page.
    pub html: Vec<u8>,
    /// Its text as RTF.
    pub rtf: Vec<u8>,
    /// Names and bytes.
    pub attachments: Vec<(String, Vec<u8>)>,
}

/// Properties that are read ([MS-OXPROPS]).
mod property {
    pub const SUBJECT: u16 = 0x0037;
    pub const HEADERS: u16 = 0x007d;
    pub const SENDER_NAME: u16 = 0x0c1a;
    pub const SENDER_MAILBOX: u16 = 0x0c1f;
    pub const BODY: u16 = 0x1000;
    pub const RTF: u16 = 0x1009;
    pub const HTML: u16 = 0x1013;
    pub const ATTACHED: u16 = 0x3701;
    pub const SHORT_NAME: u16 = 0x3704;
    pub const LONG_NAME: u16 = 0x3707;
    pub const SENDER_SMTP: u16 = 0x5d01;
}

/// Types of properties: text of one byte a character, text of two, bytes, an object.
const STRING8: u16 = 0x001e;
const UNICODE: u16 = 0x001f;
const BINARY: u16 = 0x0102;
const OBJECT: u16 = 0x000d;

impl Item {
    fn take(&mut self, id: u16, kind: u16, value: &[u8]) {
        let text = || text(kind, value);
        match id {
            property::SUBJECT => self.subject = text(),
            property::HEADERS => self.headers = text(),
            property::SENDER_NAME => self.sender.0 = text(),
            property::SENDER_SMTP => self.sender.1 = text(),
            // Within an organisation it is a path in a directory.
            property::SENDER_MAILBOX if self.sender.1.is_empty() && text().contains('@') => self.sender.1 = text(),
            property::BODY => self.add(&text()),
            property::HTML if kind == BINARY => self.html = value.to_vec(),
            property::HTML => self.html = text().into_bytes(),
            property::RTF if kind == BINARY => self.rtf = unpacked_rtf(value).unwrap_or_default(),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.body.len() < MAX_TEXT {
            if !self.body.is_empty() {
                self.body.push_str("\n\n");
            }
            self.body.push_str(&text.replace("\r\n", "\n"));
        }
    }
}

fn text(kind: u16, value: &[u8]) -> String {
    let text = if kind == UNICODE { utf16_le(value) } else { value.iter().map(|b| windows_1252(*b)).collect() };
    text.trim_end_matches('\0').to_owned()
}

/// A `.msg` file: each property is a stream of its own, `__substg1.0_` with its number and type; attachments lie in storages of their own.
pub(crate) fn message(streams: &[(String, Vec<u8>)]) -> Item {
    let mut item = Item::default();
    let mut names: Vec<(&str, String)> = Vec::new();
    let mut found: Vec<(&str, &[u8])> = Vec::new();
    for (path, content) in streams {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some((id, kind)) = name.strip_prefix("__substg1.0_").and_then(numbered) else { continue };
        let last = folder.rsplit('/').next().unwrap_or_default();
        if last.starts_with("__attach_version1.0_") {
            match id {
                property::LONG_NAME => names.insert(0, (folder, text(kind, content))),
                property::SHORT_NAME => names.push((folder, text(kind, content))),
                property::ATTACHED if kind == BINARY && found.len() < MAX_ATTACHMENTS => found.push((folder, content)),
                _ => {}
            }
        } else if folder.is_empty() {
            item.take(id, kind, content);
        } else if last.starts_with("__substg1.0_3701000D") && id == property::BODY {
            // A mail within the mail; its attachments are found above like others.
            item.add(&text(kind, content));
        }
    }
    for (n, (folder, content)) in found.into_iter().enumerate() {
        let name = names.iter().find(|(of, _)| *of == folder).map(|(_, name)| name.clone());
        item.attachments.push((name.unwrap_or_else(|| format!("part-{}", n + 1)), content.to_vec()));
    }
    item
}

/// `0037001F`: number and type.
fn numbered(text: &str) -> Option<(u16, u16)> {
    Some((u16::from_str_radix(text.get(..4)?, 16).ok()?, u16::from_str_radix(text.get(4..8)?, 16).ok()?))
}

/// First bytes of TNEF.
const TNEF: &[u8] = b"\x78\x9f\x3e\x22";

pub(crate) fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(TNEF)
}

/// Attributes of TNEF that are read ([MS-OXTNEF] 2.1.3).
mod attribute {
    pub const SUBJECT: u32 = 0x0001_8004;
    pub const BODY: u32 = 0x0002_800c;
    pub const MESSAGE_PROPERTIES: u32 = 0x0006_9003;
    pub const ATTACHMENT_BEGINS: u32 = 0x0006_9002;
    pub const ATTACHMENT_TITLE: u32 = 0x0001_8010;
    pub const ATTACHMENT_DATA: u32 = 0x0006_800f;
    pub const ATTACHMENT_PROPERTIES: u32 = 0x0006_9005;
}

/// What `winmail.dat` holds. What follows a broken attribute is lost.
pub(crate) fn tnef(bytes: &[u8]) -> Item {
    let mut item = Item::default();
    let mut left = bytes.get(6..).unwrap_or_default();
    while let Some((id, value, rest)) = next_attribute(left) {
        left = rest;
        match id {
            attribute::SUBJECT => item.subject = text(STRING8, value),
            attribute::BODY => item.add(&text(STRING8, value)),
            attribute::MESSAGE_PROPERTIES => properties(value, &mut |id, kind, value| item.take(id, kind, value)),
            attribute::ATTACHMENT_BEGINS if item.attachments.len() < MAX_ATTACHMENTS => {
                let name = format!("part-{}", item.attachments.len() + 1);
                item.attachments.push((name, Vec::new()));
            }
            _ => attached(id, value, &mut item),
        }
    }
    item
}

/// Level, number, length, value and sum of an attribute.
fn next_attribute(bytes: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let id = u32_at(bytes, 1)?;
    let length = u32_at(bytes, 5)? as usize;
    let value = bytes.get(9..)?.get(..length)?;
    Some((id, value, bytes.get(9 + length + 2..)?))
}

fn attached(id: u32, value: &[u8], item: &mut Item) {
    let Some((name, content)) = item.attachments.last_mut() else { return };
    match id {
        attribute::ATTACHMENT_TITLE => *name = text(STRING8, value),
        attribute::ATTACHMENT_DATA => *content = value.to_vec(),
        attribute::ATTACHMENT_PROPERTIES => properties(value, &mut |id, kind, value| match id {
            property::LONG_NAME => *name = text(kind, value),
            property::ATTACHED if content.is_empty() => {
                // An object begins with the number of its interface.
                *content = value.get(if kind == OBJECT { 16 } else { 0 }..).unwrap_or_default().to_vec();
            }
            _ => {}
        }),
        _ => {}
    }
}

/// A list of properties ([MS-OXTNEF] 2.1.3.4). What follows a broken one is lost.
fn properties(bytes: &[u8], each: &mut dyn FnMut(u16, u16, &[u8])) {
    let mut at = 4;
    for _ in 0..u32_at(bytes, 0).unwrap_or(0).min(MAX_PROPERTIES) {
        let Some(next) = one_property(bytes, at, each) else { return };
        at = next;
    }
}

fn one_property(bytes: &[u8], mut at: usize, each: &mut dyn FnMut(u16, u16, &[u8])) -> Option<usize> {
    let word = u32_at(bytes, at)?;
    let (kind, id) = ((word & 0xffff) as u16, (word >> 16) as u16);
    at += 4;
    if id >= 0x8000 {
        // A property that a program named: the name's space, and a number or a text.
        let named = u32_at(bytes, at + 16)?;
        at += 20;
        at += 4 + if named == 0 { 0 } else { padded(u32_at(bytes, at)? as usize) };
    }
    let many = kind & 0x1000 != 0;
    let one = kind & 0x0fff;
    let has_length = matches!(one, STRING8 | UNICODE | BINARY | OBJECT);
    let count = if many || has_length { u32_at(bytes, at)? } else { 1 };
    if many || has_length {
        at += 4;
    }
    for _ in 0..count.min(MAX_PROPERTIES) {
        let length = match one {
            _ if has_length => {
                at += 4;
                u32_at(bytes, at - 4)? as usize
            }
            // Numbers of eight bytes, times, and identifiers of sixteen; all others take four.
            0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => 8,
            0x0048 => 16,
            _ => 4,
        };
        each(id, one, bytes.get(at..)?.get(..length)?);
        at += padded(length);
    }
    (count <= MAX_PROPERTIES).then_some(at)
}

fn padded(length: usize) -> usize {
    length.saturating_add(3) & !3
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|b| u32::from_le_bytes(*b))
}

/// What the window of packed RTF holds at first ([MS-OXRTFCP] 2.1.2.1).
const WINDOW: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// Unpacks RTF as Outlook packs it.
fn unpacked_rtf(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = u32_at(bytes, 4)? as usize;
    let packed = bytes.get(16..)?;
    match bytes.get(8..12)? {
        b"MELA" => return packed.get(..size.min(packed.len())).map(<[u8]>::to_vec),
        b"LZFu" => {}
        _ => return None,
    }
    let most = size.min(MAX_TEXT * 4);
    let mut window = [b' '; 4096];
    window.get_mut(..WINDOW.len())?.copy_from_slice(WINDOW);
    let (mut place, mut out) = (WINDOW.len(), Vec::new());
    let mut bytes = packed.iter().copied();
    'all: while let Some(control) = bytes.next() {
        for bit in 0..8 {
            if out.len() >= most {
                break 'all;
            }
            if control >> bit & 1 == 0 {
                let Some(byte) = bytes.next() else { break 'all };
                put(byte, &mut window, &mut place, &mut out);
                continue;
            }
            let (Some(high), Some(low)) = (bytes.next(), bytes.next()) else { break 'all };
            let from = usize::from(high) << 4 | usize::from(low) >> 4;
            if from == place {
                break 'all;
            }
            for n in 0..usize::from(low & 15) + 2 {
                let byte = window.get((from + n) % 4096).copied()?;
                put(byte, &mut window, &mut place, &mut out);
            }
        }
    }
    Some(out)
}

fn put(byte: u8, window: &mut [u8; 4096], place: &mut usize, out: &mut Vec<u8>) {
    out.push(byte);
    if let Some(kept) = window.get_mut(*place) {
        *kept = byte;
    }
    *place = (*place + 1) % 4096;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_rtf_is_unpacked_as_in_the_standard() {
        // [MS-OXRTFCP] 3.1.1 and 3.1.2.
        let simple = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125\x42\x32\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";
        assert_eq!(unpacked_rtf(simple).unwrap(), b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        let crossing = b"\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04\x20WXYZ\x0d\x6e\x7d\x01\x0e\xb0";
        assert_eq!(unpacked_rtf(crossing).unwrap(), b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
        assert_eq!(WINDOW.len(), 207);
    }

    #[test]
    fn lists_of_properties_end_where_they_are_broken() {
        let mut found = Vec::new();
        let mut list = 3u32.to_le_bytes().to_vec();
        list.extend(b"\x1e\0\x37\0\x01\0\0\0\x03\0\0\0Hi\0\0");
        list.extend(b"\x03\0\x17\0\x01\0\0\0");
        list.extend(b"\x1e\0\0\x10\x01\0\0\0\xff\xff\xff\xff");
        properties(&list, &mut |id, kind, value| found.push((id, kind, value.to_vec())));
        assert_eq!(found, [(0x37, STRING8, b"Hi\0".to_vec()), (0x17, 3, b"\x01\0\0\0".to_vec())]);
    }
}
