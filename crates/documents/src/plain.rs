//! Plain text.

use crate::charset::{utf16, windows_1252};
use crate::document::{Document, MAX_TEXT, Unreadable};
use crate::observed::{Observable, Observation, observe};

/// UTF-16 with a byte-order mark, or bytes without zeros and with next to no control characters.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    if bytes.is_empty() || utf16(bytes).is_some() {
        return !bytes.is_empty();
    }
    let head = bytes.get(..8192).unwrap_or(bytes);
    let odd = head.iter().filter(|b| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0c | 0x1b)).count();
    !head.contains(&0) && odd * 100 <= head.len()
}

/// Bytes of a file that are read: more than there may be text, whatever its character set and line ends.
const MAX_READ: usize = 2 * MAX_TEXT + 2;

/// Reads it as UTF-8, or as windows-1252 where it is not.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let head = bytes.get(..MAX_READ).unwrap_or(bytes);
    let text = match (utf16(head), std::str::from_utf8(head)) {
        (Some(text), _) => text,
        (None, Ok(text)) => text.trim_start_matches('\u{feff}').to_owned(),
        // Cut within a character, which is none too many for the text.
        (None, Err(why)) if head.len() < bytes.len() && why.error_len().is_none() => {
            String::from_utf8_lossy(head.get(..why.valid_up_to()).unwrap_or_default()).trim_start_matches('\u{feff}').to_owned()
        }
        (None, Err(_)) => head.iter().map(|b| windows_1252(*b)).collect(),
    };
    let mut document = Document { text: text.replace("\r\n", "\n").replace('\r', "\n"), ..Document::default() };
    document.truncated = cut(&mut document.text) || head.len() < bytes.len();
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

/// Bytes of a table in which cells are looked at.
const MAX_TABLE: usize = 8 << 20;

/// Cells of a table that a spreadsheet would run: a formula that calls another program, or one that fetches or links.
pub(crate) fn formulas(bytes: &[u8], observed: &mut Vec<Observation>) {
    let text = utf16(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes.get(..MAX_TABLE).unwrap_or(bytes)).into_owned());
    for cell in text.split([',', ';', '\t', '\n', '\r']) {
        let cell = cell.trim_start_matches(|c: char| c == '"' || c == '\'' || c.is_whitespace() || c == '\0' || c == '\u{feff}');
        let Some(formula) = cell.strip_prefix(['=', '+', '-', '@']) else { continue };
        let upper: String = formula.chars().take(400).flat_map(char::to_uppercase).collect();
        // `=cmd|'/c calc'!A1` is a link of dynamic data exchange.
        let exchange = upper.find('|').is_some_and(|bar| upper.get(bar..).is_some_and(|after| after.contains('!') || after.contains('\'')));
        if exchange {
            observe(observed, Observable::Dde, upper.split('|').next().unwrap_or_default());
        } else if [
            "HYPERLINK(",
            "WEBSERVICE(",
            "IMPORTXML(",
            "IMPORTDATA(",
            "IMAGE(",
            "IMPORTHTML(",
            "IMPORTFEED(",
            "RTD(",
            "CALL(",
            "EXEC(",
            "REGISTER(",
        ]
        .iter()
        .any(|call| upper.contains(call))
        {
            observe(observed, Observable::Formula, upper.split('(').next().unwrap_or_default());
        }
    }
}
