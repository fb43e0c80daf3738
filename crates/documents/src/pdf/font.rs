//! What the codes of a font mean, and how wide they are.

use std::collections::HashMap;

use lopdf::{Dictionary, Document as Pdf, Object};

use super::glyphs::Glyphs;
use super::{
    Budget, FONT_COST, MAX_ENTRIES, MAX_MAP, MAX_SPACES, array_at, contains, dict_at, finite, followed, from_units, name_at, number_at, stream_at,
    units,
};

/// A character as a string has it.
#[derive(Clone, Copy)]
pub(super) struct Code {
    pub(super) value: u32,
    pub(super) length: usize,
}

/// How a font's strings part into codes.
pub(super) enum Coding {
    /// One byte each.
    One,
    /// Two bytes each.
    Two,
    /// UTF-16.
    Utf16,
    /// ASCII, and two bytes from 0x80 on, as the older East Asian encodings have it.
    Mixed,
    /// As a character map says.
    Spaces(Vec<Space>),
}

impl Coding {
    /// Bytes of the first code.
    pub(super) fn length(&self, bytes: &[u8]) -> usize {
        let first = bytes.first().copied().unwrap_or(0);
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Utf16 => {
                if matches!(first, 0xd8..=0xdb) {
                    4
                } else {
                    2
                }
            }
            Self::Mixed => {
                if first < 0x80 {
                    1
                } else {
                    2
                }
            }
            Self::Spaces(spaces) => {
                let fits = |space: &&Space| bytes.get(..space.length).is_some_and(|code| (space.low..=space.high).contains(&big_endian(code)));
                let fitting = spaces.iter().filter(fits).map(|space| space.length).min();
                fitting.or_else(|| spaces.iter().map(|space| space.length).min()).unwrap_or(1)
            }
        }
    }
}

/// What a code means where the font's map to Unicode does not say.
pub(super) enum Meaning {
    /// The text of each byte.
    Bytes(Vec<String>),
    /// The code is UTF-16.
    Utf16,
    /// Nobody knows, unless it is ASCII.
    Unknown,
}

/// What is needed of a font to read what is drawn with it.
pub(super) struct Font {
    pub(super) coding: Coding,
    pub(super) to_unicode: CharacterMap,
    pub(super) meaning: Meaning,
    /// First and last code, and width in font sizes; by the first code.
    pub(super) widths: Vec<(u32, u32, f32)>,
    /// Width of the codes that have none.
    pub(super) missing: Option<f32>,
    /// All characters are as wide as another.
    pub(super) fixed: bool,
    /// What its glyphs are for, as the font itself says.
    pub(super) glyphs: Glyphs,
}

impl Font {
    /// A font of which nothing is known.
    pub(super) fn plain() -> Self {
        let meaning = Meaning::Bytes((0..=u8::MAX).map(|byte| char::from(byte).to_string()).collect());
        Self {
            coding: Coding::One,
            to_unicode: CharacterMap::default(),
            meaning,
            widths: Vec::new(),
            missing: None,
            fixed: false,
            glyphs: Glyphs::default(),
        }
    }

    pub(super) fn read(pdf: &Pdf, font: &Dictionary, budget: &mut Budget) -> Self {
        budget.charge(FONT_COST);
        let to_unicode = stream_at(pdf, font, b"ToUnicode").and_then(|stream| budget.unpack(stream, MAX_MAP));
        let to_unicode = to_unicode.map(|bytes| CharacterMap::parse(&bytes)).unwrap_or_default();
        if name_at(pdf, font, b"Subtype") == Some(b"Type0".as_slice()) {
            Self::composite(pdf, font, to_unicode, budget)
        } else {
            Self::simple(pdf, font, to_unicode)
        }
    }

    /// A font whose codes are bytes.
    pub(super) fn simple(pdf: &Pdf, font: &Dictionary, to_unicode: CharacterMap) -> Self {
        let type_3 = name_at(pdf, font, b"Subtype") == Some(b"Type3".as_slice());
        let matrix = array_at(pdf, font, b"FontMatrix").and_then(|matrix| finite(matrix.first()?)).filter(|_| type_3);
        let scale = matrix.map_or(0.001, f32::abs);
        let first = number_at(pdf, font, b"FirstChar").unwrap_or(0.0).clamp(0.0, 65_535.0) as u32;
        let widths = array_at(pdf, font, b"Widths").unwrap_or_default().iter().take(256);
        let widths = (first..).zip(widths).filter_map(|(code, width)| Some((code, code, finite(followed(pdf, width)?)? * scale)));
        let missing = dict_at(pdf, font, b"FontDescriptor").and_then(|descriptor| number_at(pdf, descriptor, b"MissingWidth"));
        let name = name_at(pdf, font, b"BaseFont").unwrap_or_default();
        let texts = byte_texts(pdf, font);
        let glyphs = if to_unicode.is_empty() { Glyphs::default() } else { Glyphs::simple(pdf, font, &texts) };
        Self {
            coding: Coding::One,
            to_unicode,
            glyphs,
            meaning: Meaning::Bytes(texts),
            widths: widths.collect(),
            missing: missing.filter(|width| *width > 0.0).map(|width| width * scale),
            fixed: contains(name, b"Courier") || contains(name, b"Mono"),
        }
    }

    /// A font whose codes are longer.
    pub(super) fn composite(pdf: &Pdf, font: &Dictionary, to_unicode: CharacterMap, budget: &mut Budget) -> Self {
        let (coding, meaning, by_glyph) = match font.get_deref(b"Encoding", pdf) {
            Ok(Object::Name(name)) if name.starts_with(b"Identity") => (Coding::Two, Meaning::Unknown, true),
            Ok(Object::Name(name)) if contains(name, b"UCS2") => (Coding::Two, Meaning::Utf16, false),
            Ok(Object::Name(name)) if contains(name, b"UTF16") => (Coding::Utf16, Meaning::Utf16, false),
            Ok(Object::Name(_)) if to_unicode.spaces.is_empty() => (Coding::Mixed, Meaning::Unknown, false),
            Ok(Object::Name(_)) => (Coding::Spaces(to_unicode.spaces.clone()), Meaning::Unknown, false),
            Ok(Object::Stream(stream)) => {
                let spaces = budget.unpack(stream, MAX_MAP).map(|bytes| CharacterMap::parse(&bytes).spaces).unwrap_or_default();
                (if spaces.is_empty() { Coding::Two } else { Coding::Spaces(spaces) }, Meaning::Unknown, false)
            }
            _ => (Coding::Two, Meaning::Unknown, true),
        };
        let descendant = array_at(pdf, font, b"DescendantFonts").and_then(|fonts| followed(pdf, fonts.first()?)?.as_dict().ok());
        // Widths go by glyph, which is the code only where the encoding is the identity.
        let widths = descendant.filter(|_| by_glyph).and_then(|font| array_at(pdf, font, b"W")).map(|widths| glyph_widths(pdf, widths));
        let missing = descendant.and_then(|font| number_at(pdf, font, b"DW")).map(|width| width / 1000.0);
        let glyphs = if to_unicode.is_empty() { Glyphs::default() } else { Glyphs::composite(pdf, font, budget) };
        Self { coding, to_unicode, meaning, widths: widths.unwrap_or_default(), missing: missing.or(Some(1.0)), fixed: false, glyphs }
    }

    /// A string's codes.
    pub(super) fn codes(&self, bytes: &[u8]) -> Vec<Code> {
        let mut codes = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.coding.length(rest).clamp(1, rest.len());
            let Some((code, after)) = rest.split_at_checked(length) else { break };
            codes.push(Code { value: big_endian(code), length });
            rest = after;
        }
        codes
    }

    /// Writes what a code means.
    pub(super) fn decode(&self, code: Code, text: &mut String) {
        if let Some(found) = self.to_unicode.get(code.value) {
            write_clean(&found, text);
            return;
        }
        match &self.meaning {
            Meaning::Bytes(texts) => write_clean(usize::try_from(code.value).ok().and_then(|byte| texts.get(byte)).map_or("", String::as_str), text),
            Meaning::Utf16 => {
                let bytes = code.value.to_be_bytes();
                write_clean(&from_units(&units(bytes.get(4usize.saturating_sub(code.length)..).unwrap_or_default())), text);
            }
            Meaning::Unknown if code.length == 1 && code.value < 0x80 => write_clean(&String::from_iter(char::from_u32(code.value)), text),
            Meaning::Unknown => text.push(char::REPLACEMENT_CHARACTER),
        }
    }

    /// The width of a code, in font sizes; guessed by what it shows where the font does not say.
    pub(super) fn width(&self, code: Code, shown: &str) -> f32 {
        let next = self.widths.partition_point(|(first, ..)| *first <= code.value);
        let found = next.checked_sub(1).and_then(|index| self.widths.get(index)).filter(|(_, last, _)| code.value <= *last);
        match (found, self.missing) {
            (Some((.., width)), _) => *width,
            (None, Some(width)) => width,
            (None, None) if self.fixed => 0.6,
            (None, None) => shown.chars().map(usual_width).sum(),
        }
    }
}

/// How wide a character is in the usual fonts, roughly.
pub(super) fn usual_width(c: char) -> f32 {
    match c {
        ' ' | 'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ':' | ';' | '\'' | '!' | '|' | '/' | '(' | ')' | '[' | ']' => 0.28,
        'r' | '-' => 0.33,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.85,
        'A'..='Z' => 0.68,
        '\u{2e80}'.. => 1.0,
        _ => 0.5,
    }
}

/// Writes text without control characters, and with its ligatures and odd spaces taken apart.
pub(super) fn write_clean(from: &str, text: &mut String) {
    for c in from.chars() {
        match c {
            '\t' | '\n' | '\r' | '\u{a0}' => text.push(' '),
            '\u{fb00}' => text.push_str("ff"),
            '\u{fb01}' => text.push_str("fi"),
            '\u{fb02}' => text.push_str("fl"),
            '\u{fb03}' => text.push_str("ffi"),
            '\u{fb04}' => text.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
}

/// The widths of a `W` array: `first [width …]` or `first last width`, again and again.
pub(super) fn glyph_widths(pdf: &Pdf, array: &[Object]) -> Vec<(u32, u32, f32)> {
    let mut widths = Vec::new();
    let mut items = array.iter().take(MAX_ENTRIES).filter_map(|item| followed(pdf, item));
    while let Some(first) = items.next().and_then(finite) {
        // Codes have two bytes here; the bound keeps counting on from overflowing.
        let first = first.clamp(0.0, 65_535.0) as u32;
        match items.next() {
            Some(Object::Array(list)) => {
                let room = MAX_ENTRIES.saturating_sub(widths.len());
                let list = list.iter().take(room).filter_map(|width| finite(followed(pdf, width)?));
                widths.extend((first..).zip(list).map(|(code, width)| (code, code, width / 1000.0)));
            }
            Some(last) => {
                let Some((last, width)) = finite(last).zip(items.next().and_then(finite)) else { break };
                widths.push((first, last as u32, width / 1000.0));
            }
            None => break,
        }
    }
    widths.sort_by_key(|(first, ..)| *first);
    widths
}

// What the bytes of a simple font mean. lopdf has the tables, and lends them only to fonts.

/// The text of each byte.
pub(super) fn byte_texts(pdf: &Pdf, font: &Dictionary) -> Vec<String> {
    let usual =
        if name_at(pdf, font, b"Subtype") == Some(b"TrueType".as_slice()) { b"WinAnsiEncoding".as_slice() } else { b"StandardEncoding".as_slice() };
    let encoding = font.get_deref(b"Encoding", pdf).ok();
    let base = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        Some(Object::Dictionary(encoding)) => name_at(pdf, encoding, b"BaseEncoding"),
        _ => None,
    };
    let mut texts = base_texts(pdf, base.unwrap_or(usual));
    let differences = encoding.and_then(|encoding| array_at(pdf, encoding.as_dict().ok()?, b"Differences"));
    let mut byte = 0usize;
    for item in differences.unwrap_or_default().iter().take(1024) {
        match followed(pdf, item) {
            Some(Object::Integer(number)) => byte = usize::try_from(*number).unwrap_or(usize::MAX),
            Some(Object::Name(name)) => {
                if let Some(text) = texts.get_mut(byte) {
                    *text = glyph_text(pdf, name);
                }
                byte = byte.saturating_add(1);
            }
            _ => {}
        }
    }
    texts
}

/// The text of each byte in an encoding; Latin-1 where it has none.
pub(super) fn base_texts(pdf: &Pdf, encoding: &[u8]) -> Vec<String> {
    let font = font_with(Object::Name(encoding.to_vec()));
    let encoding = font.get_font_encoding_with_limit(pdf, MAX_MAP).ok();
    let text = |byte: u8| {
        let text = encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(&[byte]).ok());
        text.filter(|text| !text.is_empty()).unwrap_or_else(|| char::from(byte).to_string())
    };
    (0..=u8::MAX).map(text).collect()
}

/// The text of a glyph by its name: `eacute`, `uni00E9`, `u1F600`, and of these `f_i` and `a.alt`.
pub(super) fn glyph_text(pdf: &Pdf, name: &[u8]) -> String {
    let stem = name.split(|byte| *byte == b'.').next().unwrap_or_default();
    if stem.is_empty() {
        return String::new();
    }
    stem.split(|byte| *byte == b'_').take(8).map(|part| listed_glyph(pdf, part).or_else(|| numbered_glyph(part)).unwrap_or('\u{fffd}')).collect()
}

/// A glyph of Adobe's list. It is asked for as the only difference of a font, as one unknown name spoils all differences for lopdf.
pub(super) fn listed_glyph(pdf: &Pdf, name: &[u8]) -> Option<char> {
    let mut encoding = Dictionary::new();
    encoding.set("Differences", Object::Array(vec![Object::Integer(0), Object::Name(name.to_vec())]));
    let font = font_with(Object::Dictionary(encoding));
    let encoding = font.get_font_encoding_with_limit(pdf, MAX_MAP).ok()?;
    encoding.bytes_to_string(&[0]).ok()?.chars().next()
}

/// A glyph that is named by its code point.
pub(super) fn numbered_glyph(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    let digits = name.strip_prefix("uni").and_then(|digits| digits.get(..4)).or_else(|| name.strip_prefix('u'))?;
    if !(4..=6).contains(&digits.len()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

pub(super) fn font_with(encoding: Object) -> Dictionary {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    font
}

// Character maps.

/// Codes of one length.
#[derive(Clone, Copy)]
pub(super) struct Space {
    pub(super) length: usize,
    pub(super) low: u32,
    pub(super) high: u32,
}

/// A CMap, as far as it maps codes to Unicode.
#[derive(Default)]
pub(super) struct CharacterMap {
    pub(super) spaces: Vec<Space>,
    pub(super) chars: HashMap<u32, Vec<u16>>,
    /// First and last code, and what the first one means; by the first code.
    pub(super) ranges: Vec<(u32, u32, Vec<u16>)>,
}

/// What a list of hexadecimal strings in a CMap is.
#[derive(Clone, Copy)]
pub(super) enum Section {
    Other,
    Spaces,
    Chars,
    Ranges,
}

impl CharacterMap {
    /// It says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty() && self.ranges.is_empty()
    }

    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut rest = bytes;
        let mut section = Section::Other;
        let mut held: Vec<Vec<u8>> = Vec::new();
        // In the array of a range: how many codes of the range it has given a meaning.
        let mut array: Option<u32> = None;
        while let Some(token) = token(&mut rest) {
            if map.spaces.len() + map.chars.len() + map.ranges.len() >= MAX_ENTRIES {
                break;
            }
            match token {
                Token::Word(word) => {
                    if let Some(begun) = begun(word) {
                        (section, array) = (begun, None);
                        held.clear();
                    }
                }
                Token::Open => array = Some(0),
                Token::Close => {
                    array = None;
                    held.clear();
                }
                Token::Hex(target) => {
                    if let Some(count) = array {
                        map.put_in_range(section, &held, count, &target);
                        array = Some(count.saturating_add(1));
                    } else {
                        held.push(target);
                        if map.put(section, &held) {
                            held.clear();
                        }
                    }
                }
                Token::Other => {}
            }
        }
        map.ranges.sort_by_key(|(first, ..)| *first);
        map
    }

    /// Takes in an entry if it is complete; says whether it is.
    pub(super) fn put(&mut self, section: Section, held: &[Vec<u8>]) -> bool {
        match (section, held) {
            (Section::Spaces, [low, high]) => {
                if (1..=4).contains(&low.len()) && self.spaces.len() < MAX_SPACES {
                    self.spaces.push(Space { length: low.len(), low: big_endian(low), high: big_endian(high) });
                }
            }
            (Section::Chars, [code, target]) => {
                self.chars.insert(big_endian(code), units(target));
            }
            (Section::Ranges, [first, last, target]) => self.ranges.push((big_endian(first), big_endian(last), units(target))),
            (Section::Other, _) => {}
            _ => return false,
        }
        true
    }

    /// Takes in one element of a range's array.
    pub(super) fn put_in_range(&mut self, section: Section, held: &[Vec<u8>], count: u32, target: &[u8]) {
        if let (Section::Ranges, [first, _]) = (section, held) {
            self.chars.insert(big_endian(first).saturating_add(count), units(target));
        }
    }

    pub(super) fn get(&self, code: u32) -> Option<String> {
        if let Some(found) = self.chars.get(&code) {
            return Some(from_units(found));
        }
        let next = self.ranges.partition_point(|(first, ..)| *first <= code);
        let (first, _, target) = self.ranges.get(next.checked_sub(1)?).filter(|(_, last, _)| code <= *last)?;
        let mut target = target.clone();
        if let Some(unit) = target.last_mut() {
            *unit = unit.wrapping_add(u16::try_from(code.saturating_sub(*first)).unwrap_or(0));
        }
        Some(from_units(&target))
    }
}

/// The section that a word begins, or ends.
pub(super) fn begun(word: &[u8]) -> Option<Section> {
    match word {
        b"begincodespacerange" => Some(Section::Spaces),
        b"beginbfchar" => Some(Section::Chars),
        b"beginbfrange" => Some(Section::Ranges),
        _ => (word.starts_with(b"begin") || word.starts_with(b"end")).then_some(Section::Other),
    }
}

/// What a CMap is written in.
pub(super) enum Token<'a> {
    /// `<0041>`
    Hex(Vec<u8>),
    Word(&'a [u8]),
    /// `[`
    Open,
    /// `]`
    Close,
    Other,
}

/// Takes the next token off the front.
pub(super) fn token<'a>(rest: &mut &'a [u8]) -> Option<Token<'a>> {
    let bytes: &'a [u8] = rest.trim_ascii_start();
    let (first, after) = bytes.split_first()?;
    let up_to = |end: u8| after.iter().position(|byte| *byte == end).unwrap_or(after.len());
    let (token, length) = match first {
        b'<' if after.first() == Some(&b'<') => (Token::Other, 1),
        b'<' => {
            let end = up_to(b'>');
            (Token::Hex(from_hex(after.get(..end).unwrap_or_default())), end.saturating_add(1))
        }
        b'[' => (Token::Open, 0),
        b']' => (Token::Close, 0),
        b'%' => (Token::Other, after.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(after.len())),
        b'(' => (Token::Other, up_to(b')').saturating_add(1)),
        _ => {
            let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<>[]()/%".contains(byte);
            let end = after.iter().position(ends).unwrap_or(after.len());
            (Token::Word(bytes.get(..=end).unwrap_or_default()), end)
        }
    };
    *rest = after.get(length..).unwrap_or_default();
    Some(token)
}

/// The bytes of hexadecimal digits, as many as anything here needs.
pub(super) fn from_hex(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = digits.iter().filter_map(|c| char::from(*c).to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).take(256).collect();
    digits.chunks(2).map(|pair| pair.first().map_or(0, |high| high << 4) | pair.get(1).copied().unwrap_or(0)).collect()
}

/// A number of up to four bytes; of more, the last four.
pub(super) fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number: u32, byte| (number << 8) | u32::from(*byte))
}
