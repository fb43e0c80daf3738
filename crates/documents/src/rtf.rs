//! RTF: text, metadata, links and images out of groups and control words. Nothing that is embedded is opened.

use crate::charset::windows_1252;
use crate::document::{Document, MAX_TEXT, Meta, Unreadable, add};
use crate::hidden::aside;
use crate::kind::Nested;
use crate::observed::{Observable, observe};
use crate::office;
use crate::rows::row;
use crate::style;

mod objects;

/// Objects that are taken apart.
const MAX_OBJECTS: usize = 50;
/// Levels of groups; Word itself writes some tens.
const MAX_LEVELS: usize = 200;
/// Bytes of one value (field instruction, font name, title …) that are looked at.
const MAX_VALUE: usize = 8 << 10;

/// Reads an RTF document.
pub(crate) fn read(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let bytes = bytes.trim_ascii_start();
    // Word takes less than the whole word.
    if !bytes.starts_with(b"{\\rt") {
        return Err(Unreadable::Damaged("does not begin as RTF".to_owned()));
    }
    let mut reader = Reader::default();
    for token in (Tokens { rest: bytes }) {
        reader.token(&token)?;
        if reader.outer.is_empty() {
            // the document's own group is closed: whatever follows is not part of it
            break;
        }
    }
    let (mut document, objects) = reader.finish();
    for object in objects {
        objects::look(&object, &mut document, nested);
    }
    Ok(document)
}

/// What RTF consists of.
#[derive(Debug)]
enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// Control word with its number.
    Word(&'a str, Option<i32>),
    /// Control symbol: `\` and one byte that is no letter.
    Symbol(u8),
    /// `\'hh`
    Hex(u8),
    /// A byte of text.
    Byte(u8),
    /// The bytes after `\bin`.
    Binary(&'a [u8]),
}

/// Takes RTF apart.
struct Tokens<'a> {
    /// What is still to be read.
    rest: &'a [u8],
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(match first {
            b'{' => Token::Open,
            b'}' => Token::Close,
            b'\\' => self.control(),
            byte => Token::Byte(byte),
        })
    }
}

impl<'a> Tokens<'a> {
    /// What follows a backslash.
    fn control(&mut self) -> Token<'a> {
        let Some((&first, rest)) = self.rest.split_first() else { return Token::Byte(0) };
        if first.is_ascii_alphabetic() {
            return self.word();
        }
        self.rest = rest;
        if first == b'\''
            && let Some((&[high, low], after)) = rest.split_first_chunk::<2>()
            && let (Some(high), Some(low)) = (hex_digit(char::from(high)), hex_digit(char::from(low)))
        {
            self.rest = after;
            return Token::Hex((high << 4) | low);
        }
        Token::Symbol(first)
    }

    /// A control word, its number, and the one space that ends it.
    fn word(&mut self) -> Token<'a> {
        let name = self.bytes_while(u8::is_ascii_alphabetic);
        let negative = matches!(self.rest, [b'-', digit, ..] if digit.is_ascii_digit());
        if negative {
            self.bytes(1);
        }
        let digits = self.bytes_while(u8::is_ascii_digit);
        let value = digits.iter().fold(0_i32, |value, digit| value.saturating_mul(10).saturating_add(i32::from(digit.saturating_sub(b'0'))));
        let number = (!digits.is_empty()).then_some(if negative { value.saturating_neg() } else { value });
        if self.rest.first() == Some(&b' ') {
            self.bytes(1);
        }
        if name == b"bin" {
            return Token::Binary(self.bytes(usize::try_from(number.unwrap_or(0)).unwrap_or(0)));
        }
        Token::Word(str::from_utf8(name).unwrap_or_default(), number)
    }

    /// The bytes up to the first that is not meant.
    fn bytes_while(&mut self, meant: fn(&u8) -> bool) -> &'a [u8] {
        let count = self.rest.iter().take_while(|&byte| meant(byte)).count();
        self.bytes(count)
    }

    /// The next bytes, or as many as there are.
    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, Default::default()));
        self.rest = rest;
        taken
    }
}

/// Value of a hexadecimal digit.
fn hex_digit(c: char) -> Option<u8> {
    c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Where the characters of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Target {
    /// Into the text.
    #[default]
    Text,
    /// Nowhere.
    Nothing,
    /// Nowhere: a drawing, whose text boxes count.
    Shape,
    /// Nowhere: an embedded object, whose shown result counts.
    Object,
    /// Nowhere: the same text twice, of which the Unicode one counts.
    Choice,
    /// The font table.
    Fonts,
    /// Nowhere: the document's properties, which are groups of their own.
    Info,
    /// A value.
    Value(Value),
    /// The hexadecimal bytes of an image.
    Picture,
    /// The hexadecimal bytes of an object.
    Data,
}

/// A value that is written as a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the property it names")]
enum Value {
    Title,
    Author,
    Operator,
    Company,
    Created,
    Modified,
    Template,
    Generator,
    Instruction,
    Class,
}

/// What holds inside a group and ends with it.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// Where its characters go.
    target: Target,
    /// This group, not one around it, set the target.
    owner: bool,
    /// The group is lines of its own: header, footer, text box.
    lines: bool,
    /// Its text is not shown.
    hidden: bool,
    /// `\*` was just seen: the next control word may be ignored with its group.
    star: bool,
    /// Characters to leave out after `\u`.
    fallback: u32,
}

impl Default for Level {
    fn default() -> Self {
        Self { target: Target::default(), owner: false, lines: false, hidden: false, star: false, fallback: 1 }
    }
}

/// Date and time as the parts that are given.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs, reason = "each field is the part it names")]
struct Time {
    year: i32,
    month: i32,
    day: i32,
    hour: i32,
    minute: i32,
}

impl Time {
    /// `YYYY-MM-DDTHH:MM`, unless no calendar or clock has it.
    fn written(self) -> Option<String> {
        let Self { year, month, day, hour, minute } = self;
        let real = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && (0..=23).contains(&hour)
            && (0..=59).contains(&minute);
        real.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"))
    }
}

/// Puts a document together from tokens.
#[derive(Debug, Default)]
struct Reader {
    /// What was read so far.
    document: Document,
    /// The group that is open.
    level: Level,
    /// The groups around it, the outermost first.
    outer: Vec<Level>,
    /// Characters still to leave out: they stand in for one that was given by `\u`.
    skip: u32,
    /// First half of a surrogate pair.
    high: Option<u32>,
    /// The value that is being read.
    value: String,
    /// The image that is being read.
    picture: Vec<u8>,
    /// First half of a byte of it.
    nibble: Option<u8>,
    /// The object that is being read, and those that were.
    object: Vec<u8>,
    objects: Vec<Vec<u8>>,
    /// The time that is being read.
    time: Time,
    /// The root save id, as it comes after the others.
    root: Option<String>,
    /// The text has reached its limit.
    full: bool,
    /// Style, size and weight of the type.
    type_of: (i32, i32, bool),
    /// Where the row of a table began in the text.
    row: Option<usize>,
    /// The cells of that row.
    cells: Vec<String>,
}

impl Reader {
    /// Takes one token.
    fn token(&mut self, token: &Token<'_>) -> Result<(), Unreadable> {
        match *token {
            Token::Open => return self.open(),
            Token::Close => self.close(),
            Token::Word(name, number) => self.word(name, number),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Hex(byte) => self.character(windows_1252(byte)),
            // line ends in the file mean nothing
            Token::Byte(b'\r' | b'\n' | 0) => {}
            Token::Byte(byte) => self.character(windows_1252(byte)),
            Token::Binary(bytes) => {
                self.skip = 0;
                match self.level.target {
                    Target::Picture => self.picture.extend_from_slice(bytes),
                    Target::Data => self.object.extend_from_slice(bytes),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Begins a group.
    fn open(&mut self) -> Result<(), Unreadable> {
        if self.outer.len() >= MAX_LEVELS {
            return Err(Unreadable::Damaged("groups nested deeper than 200".to_owned()));
        }
        self.skip = 0;
        self.outer.push(self.level);
        self.level = Level { owner: false, lines: false, star: false, ..self.level };
        Ok(())
    }

    /// Ends a group, and with it what the group was for.
    fn close(&mut self) {
        let level = self.level;
        self.skip = 0;
        match level.target {
            Target::Fonts => self.font(),
            Target::Picture if level.owner => self.image(),
            Target::Data if level.owner && self.objects.len() < MAX_OBJECTS => self.objects.push(std::mem::take(&mut self.object)),
            Target::Value(value) if level.owner => self.keep(value),
            Target::Text if level.lines => self.end_line(),
            _ => {}
        }
        self.level = self.outer.pop().unwrap_or_default();
    }

    /// Takes a control symbol.
    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.level.star = true,
            b'\\' | b'{' | b'}' => self.character(char::from(symbol)),
            b'~' => self.character('\u{A0}'),
            b'_' => self.character('-'),
            b'\t' => self.character('\t'),
            b'\r' | b'\n' => self.new_line(),
            _ => {}
        }
    }

    /// Takes a control word.
    fn word(&mut self, name: &str, number: Option<i32>) {
        let star = std::mem::take(&mut self.level.star);
        if let Some(c) = character_word(name) {
            return self.character(c);
        }
        self.skip = 0;
        let target = self.level.target;
        let value = number.unwrap_or(0);
        match name {
            "u" => self.unicode(value),
            "uc" => self.level.fallback = u32::try_from(value).unwrap_or(0),
            "par" | "line" | "sect" | "page" | "column" => self.new_line(),
            "v" => self.level.hidden = number != Some(0),
            "objautlink" | "objlink" | "objupdate" | "objhtml" if name != "objupdate" => {
                observe(&mut self.document.observed, Observable::ExternalObject, name);
            }
            "pard" => self.type_of = (0, self.type_of.1, false),
            "plain" => {
                self.type_of = (self.type_of.0, 24, false);
                self.level.hidden = false;
            }
            "s" => self.type_of.0 = value,
            "fs" => self.type_of.1 = value,
            "b" => self.type_of.2 = number != Some(0),
            "trowd" => self.begin_row(),
            "row" => self.end_row(),
            "cell" => self.end_cell(),
            "nestrow" | "nestcell" => self.new_line(),
            "rsidroot" if value > 0 => self.root = Some(format!("{value:08X}")),
            "rsid" if value > 0 => add(&mut self.document.meta.rsids, format!("{value:08X}")),
            "version" if target == Target::Info => self.document.meta.revisions = number.and_then(|number| u32::try_from(number).ok()),
            "yr" => self.time.year = value,
            "mo" => self.time.month = value,
            "dy" => self.time.day = value,
            "hr" => self.time.hour = value,
            "min" => self.time.minute = value,
            _ => {
                if let Some(target) = destination(name, target) {
                    self.begin(name, target);
                } else if star {
                    self.level.target = Target::Nothing;
                }
            }
        }
    }

    /// Makes the open group a destination.
    fn begin(&mut self, name: &str, target: Target) {
        if name == "objdata" {
            observe(&mut self.document.observed, Observable::EmbeddedObject, "");
            self.object.clear();
            self.nibble = None;
        }
        self.level.target = target;
        self.level.owner = true;
        self.level.lines = has_lines(name);
        match target {
            Target::Text if self.level.lines => self.end_line(),
            Target::Picture => {
                self.picture.clear();
                self.nibble = None;
            }
            Target::Fonts | Target::Value(_) => {
                self.value.clear();
                self.time = Time::default();
            }
            _ => {}
        }
    }

    /// Takes the number of a UTF-16 unit, which is signed in 16 bits; some writers give whole code points.
    fn unicode(&mut self, number: i32) {
        self.skip = self.level.fallback;
        let code = if number < 0 { number.saturating_add(0x1_0000) } else { number };
        let code = u32::try_from(code).unwrap_or(0);
        match code {
            0xD800..=0xDBFF => self.high = Some(code),
            0xDC00..=0xDFFF => {
                if let Some(high) = self.high.take() {
                    let joined = 0x1_0000 + ((high & 0x3FF) << 10) + (code & 0x3FF);
                    self.put(char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
            _ => self.put(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    /// Takes a character, unless it stands in for one that was already taken.
    fn character(&mut self, c: char) {
        if self.skip > 0 {
            self.skip -= 1;
        } else {
            self.put(c);
        }
    }

    /// Puts a character where those of the group go.
    fn put(&mut self, c: char) {
        self.high = None;
        match self.level.target {
            Target::Text if self.level.hidden => aside(&mut self.document.hidden, c.encode_utf8(&mut [0; 4])),
            Target::Text if c == '\t' || !c.is_control() => self.push(c),
            Target::Fonts if c == ';' => self.font(),
            Target::Fonts | Target::Value(_) if self.value.len() < MAX_VALUE && !c.is_control() => self.value.push(c),
            Target::Fonts | Target::Value(_) => {}
            Target::Picture | Target::Data => {
                let bytes = if self.level.target == Target::Data { &mut self.object } else { &mut self.picture };
                if let Some(digit) = hex_digit(c) {
                    match self.nibble.take() {
                        Some(high) => bytes.push((high << 4) | digit),
                        None => self.nibble = Some(digit),
                    }
                }
            }
            _ => {}
        }
    }

    /// Adds to the text while there is room.
    fn push(&mut self, c: char) {
        if self.full || self.document.text.len() + c.len_utf8() > MAX_TEXT {
            self.full = true;
        } else {
            if c != '\n' && !style::is_mark(c) && (self.document.text.is_empty() || self.document.text.ends_with('\n')) {
                self.document.text.push(style::mark(self.type_of));
            }
            self.document.text.push(c);
        }
    }

    /// Ends a paragraph or line.
    fn new_line(&mut self) {
        self.skip = 0;
        match self.level.target {
            Target::Text => self.push('\n'),
            _ => self.put(' '),
        }
    }

    /// Marks where the cells of a row begin: at the first definition of the row, which some writers repeat after it.
    fn begin_row(&mut self) {
        if self.level.target == Target::Text && self.cells.is_empty() {
            self.end_line();
            self.row = Some(self.document.text.len());
        }
    }

    /// Ends a cell: what was written since the one before it; of a row without a definition, its last line.
    fn end_cell(&mut self) {
        if self.level.target == Target::Text && !self.full {
            let text = &mut self.document.text;
            let line = || text.rfind('\n').map_or(0, |at| at + 1);
            let start = self.row.filter(|row| *row <= text.len()).unwrap_or_else(line);
            self.cells.push(text.split_off(start));
            self.row = Some(start);
        }
    }

    /// Ends a table row.
    fn end_row(&mut self) {
        if self.level.target == Target::Text {
            let row = row(&std::mem::take(&mut self.cells));
            row.chars().for_each(|c| self.push(c));
            self.row = None;
        }
    }

    /// Ends the line if one is begun.
    fn end_line(&mut self) {
        if !self.document.text.is_empty() && !self.document.text.ends_with('\n') {
            self.push('\n');
        }
    }

    /// Keeps the name of a font.
    fn font(&mut self) {
        if let Some(name) = Meta::value(&self.value) {
            add(&mut self.document.meta.fonts, name);
        }
        self.value.clear();
    }

    /// Keeps the hash of an image.
    fn image(&mut self) {
        if !self.picture.is_empty() {
            add(&mut self.document.images, blake3::hash(&self.picture).to_hex().to_string());
            self.picture.clear();
        }
    }

    /// Keeps a value. The first of a kind counts.
    fn keep(&mut self, value: Value) {
        let text = std::mem::take(&mut self.value);
        let meta = &mut self.document.meta;
        let (place, found) = match value {
            Value::Title => (&mut meta.title, Meta::value(&text)),
            Value::Author => (&mut meta.author, Meta::value(&text)),
            Value::Operator => (&mut meta.last_modified_by, Meta::value(&text)),
            Value::Company => (&mut meta.company, Meta::value(&text)),
            Value::Created => (&mut meta.created, self.time.written()),
            Value::Modified => (&mut meta.modified, self.time.written()),
            Value::Generator => (&mut meta.producer, Meta::value(text.trim_end().trim_end_matches(';'))),
            Value::Template => {
                if text.contains("://") || text.starts_with("\\\\") {
                    observe(&mut self.document.observed, Observable::RemoteTemplate, text.trim());
                }
                (&mut meta.template, Meta::value(&text))
            }
            Value::Instruction => return self.instruction(&text),
            Value::Class => {
                if text.to_ascii_lowercase().starts_with("equation") {
                    observe(&mut self.document.observed, Observable::EquationObject, &text);
                }
                return;
            }
        };
        if place.is_none() {
            *place = found;
        }
    }

    /// Takes a field's instruction: where it links to, and what it would fetch or run.
    fn instruction(&mut self, text: &str) {
        let mut words = Words { rest: text };
        let is_link = words.next().is_some_and(|field| field.eq_ignore_ascii_case("HYPERLINK"));
        match argument(&mut words).filter(|_| is_link) {
            Some(address) => add(&mut self.document.links, address),
            None => office::field(text, &mut self.document),
        }
    }

    /// Ends what a cut-off file left open, and hands the document over.
    fn finish(mut self) -> (Document, Vec<Vec<u8>>) {
        while !self.outer.is_empty() {
            self.close();
        }
        self.end_row();
        if self.document.text.len() < MAX_TEXT {
            self.end_line();
        }
        let mut document = self.document;
        document.layout = style::take(&mut document.text);
        document.truncated |= self.full;
        if let Some(root) = self.root {
            let others = std::mem::take(&mut document.meta.rsids);
            for rsid in std::iter::once(root).chain(others) {
                add(&mut document.meta.rsids, rsid);
            }
        }
        (document, self.objects)
    }
}

/// The character that a control word stands for.
fn character_word(name: &str) -> Option<char> {
    Some(match name {
        "tab" => '\t',
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" | "enspace" | "qmspace" => ' ',
        _ => return None,
    })
}

/// Where the characters of a group go that a control word makes a destination, inside a group whose go `here`.
fn destination(name: &str, here: Target) -> Option<Target> {
    Some(match name {
        "fonttbl" => Target::Fonts,
        "info" => Target::Info,
        "title" if here == Target::Info => Target::Value(Value::Title),
        "author" if here == Target::Info => Target::Value(Value::Author),
        "operator" if here == Target::Info => Target::Value(Value::Operator),
        "company" if here == Target::Info => Target::Value(Value::Company),
        "creatim" if here == Target::Info => Target::Value(Value::Created),
        "revtim" if here == Target::Info => Target::Value(Value::Modified),
        "template" => Target::Value(Value::Template),
        "generator" => Target::Value(Value::Generator),
        "fldinst" => Target::Value(Value::Instruction),
        "objclass" => Target::Value(Value::Class),
        "objdata" => Target::Data,
        "pict" => Target::Picture,
        "object" if here == Target::Text => Target::Object,
        "object" => Target::Nothing,
        "result" if here == Target::Object => Target::Text,
        "shpinst" | "do" if matches!(here, Target::Text | Target::Shape) => Target::Shape,
        "shptxt" | "dptxbxtext" if here == Target::Shape => Target::Text,
        "upr" if here == Target::Text => Target::Choice,
        "ud" if here == Target::Choice => Target::Text,
        // holds the word that ends a row of a table in a table
        "nesttableprops" if here == Target::Text => Target::Text,
        _ if has_lines(name) && here == Target::Text => Target::Text,
        "colortbl" | "stylesheet" | "doccomm" | "filetbl" | "revtbl" | "xe" | "rxe" | "tc" | "tcn" => Target::Nothing,
        // what older programs are to show in place of something that was already read
        "shprslt" | "nonesttables" => Target::Nothing,
        _ => return None,
    })
}

/// Tells the destinations that are lines of their own.
fn has_lines(name: &str) -> bool {
    matches!(name, "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" | "shptxt" | "dptxbxtext")
}

/// The first argument of a field that is not a switch or a switch's own.
fn argument(words: &mut Words<'_>) -> Option<String> {
    while let Some(word) = words.next() {
        match word.to_ascii_lowercase().as_str() {
            // an anchor inside the document, a tip, a target window, a converter, a format: each with an argument
            "\\l" | "\\o" | "\\t" | "\\c" | "\\*" => {
                words.next();
            }
            switch if switch.len() == 2 && switch.starts_with('\\') => {}
            _ => return Some(word),
        }
    }
    None
}

/// Takes a field's instruction apart: words, or anything between quotes.
struct Words<'a> {
    /// What is still to be read.
    rest: &'a str,
}

impl Iterator for Words<'_> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let text = self.rest.trim_start();
        let Some(quoted) = text.strip_prefix('"') else {
            let end = text.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(text.len());
            let (word, rest) = text.split_at_checked(end).unwrap_or((text, ""));
            self.rest = rest;
            return (!word.is_empty()).then(|| word.to_owned());
        };
        let mut word = String::new();
        let mut chars = quoted.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => word.extend(chars.next()),
                _ => word.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
        crate::kind::read(bytes)
    }

    /// Text of a document.
    fn text(bytes: &[u8]) -> Result<String, Unreadable> {
        read(bytes).map(|document| document.text)
    }

    #[test]
    fn characters_come_in_every_spelling() {
        let rtf = br"{\rtf1\ansi\uc1 caf\'e9 \u8212?\u-10179?\u-8704?{\uc2\u233ab}\emdash\~\{x\}\par next\line\'80}";
        assert_eq!(text(rtf), Ok("café —😀é—\u{A0}{x}\nnext\n€\n".to_owned()));
    }

    #[test]
    fn only_shown_text_is_text() {
        let rtf = br"{\rtf1{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\*\unknown no{ no}}{\header Top}Body{\footer End}\cell b\cell\row}";
        assert_eq!(text(rtf), Ok("Top\nBody\nEnd\n\tb\n".to_owned()));
        let shape = br"{\rtf1 a{\shp{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt box\par}}{\shprslt twice}}}";
        assert_eq!(text(shape), Ok("a\nbox\n".to_owned()));
    }

    #[test]
    fn properties_are_read() {
        let rtf = br"{\rtf1{\fonttbl{\f0\fswiss Arial{\*\falt Other};}{\f1 Times New Roman;}}{\*\generator Riched20 10;}
{\info{\title CV}{\author {Ann} B}{\operator Op}{\creatim\yr2024\mo3\dy9\hr7\min5}{\version4}{\vern99}{\*\company Acme}{\doccomm no}}
{\*\rsidtbl \rsid255\rsid4096}\rsidroot4096 {\*\template https://x.example/t.dotm}{\object{\*\objdata 0105}{\result seen}}}";
        let document = read(rtf).unwrap_or_default();
        let expected = Meta {
            title: Some("CV".to_owned()),
            author: Some("Ann B".to_owned()),
            last_modified_by: Some("Op".to_owned()),
            created: Some("2024-03-09T07:05".to_owned()),
            revisions: Some(4),
            company: Some("Acme".to_owned()),
            producer: Some("Riched20 10".to_owned()),
            template: Some("https://x.example/t.dotm".to_owned()),
            fonts: vec!["Arial".to_owned(), "Times New Roman".to_owned()],
            rsids: vec!["00001000".to_owned(), "000000FF".to_owned()],
            ..Meta::default()
        };
        assert_eq!(document.meta, expected);
        let seen: Vec<&str> = document.observed.iter().map(|o| o.what.as_str()).collect();
        assert_eq!(seen, ["remote-template", "embedded-object"]);
        assert_eq!(document.text, "seen\n");
    }

    #[test]
    fn links_and_images_are_listed() {
        let rtf = br#"{\rtf1{\field{\*\fldinst {HYPERLINK \\l "a" "https://x.example/"}}{\fldrslt here}}
{\*\shppict{\pict\pngblip{\*\blipuid 00ff}41 4
2}}{\pict\bin2 }}}"#;
        let document = read(rtf).unwrap_or_default();
        assert_eq!(document.text, "here\n");
        assert_eq!(document.links, ["https://x.example/"]);
        assert_eq!(document.images, [blake3::hash(b"AB").to_hex().to_string(), blake3::hash(b"}}").to_hex().to_string()]);
    }

    #[test]
    fn hostile_input_is_refused_or_cut() {
        let deep = [b"{\\rtf1".to_vec(), vec![b'{'; 100_000]].concat();
        assert_eq!(text(&deep), Err(Unreadable::Damaged("groups nested deeper than 200".to_owned())));
        let long = ["{\\rtf1 ", &"\\'e9".repeat(MAX_TEXT)].concat();
        let cut = read(long.as_bytes()).unwrap_or_default();
        assert!(cut.truncated && (MAX_TEXT - 8..=MAX_TEXT).contains(&cut.text.len()));
        for broken in [&br"{\rtf1\u-99999999999 \uc-1\bin99999999999 x"[..], br"{\rtf1 a\'", br"{\rtf1 a\", br"{\rtf1 \u-10179 }}}\'zz"] {
            assert_eq!(read(broken).map(|document| document.truncated), Ok(false));
        }
    }
}
