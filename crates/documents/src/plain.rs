//! Plain text.

use crate::document::{Document, MAX_TEXT, Unreadable};

/// UTF-16 with a byte-order mark, or bytes without zeros and with next to no control characters.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    if bytes.is_empty() || utf16(bytes).is_some() {
        return !bytes.is_empty();
    }
    let head = bytes.get(..8192).unwrap_or(bytes);
    let odd = head.iter().filter(|b| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b)).count();
    !head.contains(&0) && odd * 100 <= head.len()
}

/// Reads it as UTF-8, or as windows-1252 where it is not.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let text = match (utf16(bytes), std::str::from_utf8(bytes)) {
        (Some(text), _) => text,
        (None, Ok(text)) => text.trim_start_matches('\u{feff}').to_owned(),
        (None, Err(_)) => bytes.iter().map(|b| windows_1252(*b)).collect(),
    };
    let mut document = Document { text: text.replace("\r\n", "\n").replace('\r', "\n"), ..Document::default() };
    document.truncated = cut(&mut document.text);
    Ok(document)
}

/// Cuts a text at [`MAX_TEXT`], between characters; says whether anything was cut.
pub(crate) fn cut(text: &mut String) -> bool {
    if text.len() <= MAX_TEXT {
        return false;
    }
    text.truncate(text.floor_char_boundary(MAX_TEXT));
    true
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let (big, rest) = match bytes {
        [0xfe, 0xff, rest @ ..] => (true, rest),
        [0xff, 0xfe, rest @ ..] => (false, rest),
        _ => return None,
    };
    let units = rest.as_chunks::<2>().0.iter().map(|pair| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// The characters of windows-1252 between 0x80 and 0x9f; the others are those of Latin-1.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—',
        '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    HIGH.get(usize::from(byte.wrapping_sub(0x80))).copied().unwrap_or(char::from(byte))
}
