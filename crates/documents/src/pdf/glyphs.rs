//! Whether what programs read differs from what people see: the map of a font to Unicode against what the font itself says of its glyphs.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document as Pdf, Object};
use skrifa::Font as Program;

use super::font::CharacterMap;
use super::{Budget, array_at, dict_at, followed, name_at, stream_at};

/// Bytes of a font that are looked at.
const MAX_FONT: usize = 8 << 20;
/// Letters that must differ before it is a finding, and of how many that are compared they must be one.
pub(super) const LEAST_LETTERS: u32 = 8;
pub(super) const ONE_IN: u32 = 5;

/// Codes that an encoding names apart from its base.
fn named(pdf: &Pdf, font: &Dictionary) -> HashSet<u32> {
    let differences = dict_at(pdf, font, b"Encoding").and_then(|encoding| array_at(pdf, encoding, b"Differences")).unwrap_or_default();
    let mut named = HashSet::new();
    let mut code = 0_u32;
    for item in differences.iter().take(1024).filter_map(|item| followed(pdf, item)) {
        match item {
            Object::Integer(number) => code = u32::try_from(*number).unwrap_or(u32::MAX),
            Object::Name(_) => {
                named.insert(code);
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    named
}

/// What the codes of a font show, as far as that is known without its map to Unicode. Only letters and digits count: signs have many names.
#[derive(Default)]
pub(super) struct Glyphs(HashMap<u32, Vec<char>>);

impl Glyphs {
    /// Of a font whose codes are bytes: by the names that its encoding gives them, if it gives any.
    pub(super) fn simple(pdf: &Pdf, font: &Dictionary, texts: &[String]) -> Self {
        // A font that draws its letters itself may call them as it likes; in one of signs only names that it gives itself count.
        if !font.has(b"Encoding") || name_at(pdf, font, b"Subtype") == Some(b"Type3".as_slice()) {
            return Self::default();
        }
        let flags = dict_at(pdf, font, b"FontDescriptor").and_then(|d| d.get_deref(b"Flags", pdf).ok()).and_then(|flags| flags.as_i64().ok());
        let symbolic = flags.is_some_and(|flags| flags & 4 != 0);
        let named = if symbolic { named(pdf, font) } else { HashSet::new() };
        let one = |text: &String| text.chars().next().filter(|c| text.chars().count() == 1 && c.is_alphanumeric());
        let codes = (0_u32..).zip(texts).filter(|(code, _)| !symbolic || named.contains(code));
        Self(codes.filter_map(|(code, text)| Some((code, vec![one(text)?]))).collect())
    }

    /// Of a font whose codes are its glyphs: by the characters that the embedded font has them for.
    pub(super) fn composite(pdf: &Pdf, font: &Dictionary, budget: &mut Budget) -> Self {
        let identity = name_at(pdf, font, b"Encoding").is_some_and(|name| name.starts_with(b"Identity"));
        let descendant = array_at(pdf, font, b"DescendantFonts").and_then(|fonts| followed(pdf, fonts.first()?)?.as_dict().ok());
        let Some(descendant) = descendant.filter(|_| identity) else { return Self::default() };
        // Another map from codes to glyphs would have to be followed.
        if stream_at(pdf, descendant, b"CIDToGIDMap").is_some() {
            return Self::default();
        }
        let file = dict_at(pdf, descendant, b"FontDescriptor").and_then(|descriptor| stream_at(pdf, descriptor, b"FontFile2"));
        let Some(bytes) = file.and_then(|file| budget.unpack(file, MAX_FONT)) else { return Self::default() };
        let mut glyphs: HashMap<u32, Vec<char>> = HashMap::new();
        if let Some(program) = Program::new(bytes, 0) {
            let map = program.charmap();
            if !map.unicode_is_symbol() {
                for (code, glyph) in map.unicodes().take(70_000) {
                    if let Some(c) = char::from_u32(code).filter(|c| c.is_alphanumeric()) {
                        glyphs.entry(glyph.to_u32()).or_default().push(c);
                    }
                }
            }
        }
        Self(glyphs)
    }

    /// Whether the map to Unicode says another letter than the glyph is for; none where one of the two is not known.
    pub(super) fn differs(&self, code: u32, map: &CharacterMap) -> Option<bool> {
        let shown = self.0.get(&code)?;
        let said = map.get(code)?;
        let mut letters = said.chars();
        let said = letters.next().filter(|c| c.is_alphanumeric() && letters.next().is_none())?;
        // Small capitals are drawn for small letters, and one glyph serves letters that look alike.
        let folded = |c: char| deunicode::deunicode_char(c).unwrap_or_default().to_lowercase();
        Some(!shown.iter().any(|c| *c == said || folded(*c) == folded(said)))
    }
}
