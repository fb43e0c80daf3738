//! HTML: text, metadata, links and images out of tags, in the way of a browser that runs and fetches nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::charset::{base64, utf16, windows_1252};
use crate::document::{Document, MAX_TEXT, Meta, Unreadable, add, add_link};
use crate::hidden::aside;
use crate::links;
use crate::observed::{Observable, observe};
use crate::plain::cut;
use crate::rows::Flow;
use crate::script::Scripts;
use crate::style;

/// Bytes at the beginning in which the character set is named.
const HEAD: usize = 2_048;
/// Elements of a page that are not shown and looked at each by itself.
const MAX_CLOSED: usize = 200;
/// Letters of the longest named entity, with its semicolon.
const MAX_ENTITY: usize = 10;

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "br",
    "section",
    "article",
    "header",
    "footer",
    "ul",
    "ol",
    "table",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "hr",
    "address",
    "figure",
    "main",
    "nav",
    "aside",
    "body",
    "figcaption",
    "form",
    "fieldset",
    "caption",
];

/// Names of the characters from U+00A0 to U+00FF, in order.
const LATIN_1: &[&str] = &[
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy", "reg", "macr", //
    "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34",
    "iquest", //
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", //
    "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", //
    "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN", "szlig", //
    "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", //
    "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", //
    "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

/// Reads an HTML document. There is none that is too broken to be read.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let source = decode(bytes);
    let mut page = Page::default();
    let mut rest: &str = &source;
    while !rest.is_empty() {
        rest = page.step(rest);
    }
    Ok(page.finish())
}

/// Text of a file in the character set that it has or says.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8_lossy(rest);
    }
    if let Some(text) = utf16(bytes) {
        return Cow::Owned(text);
    }
    match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if says_latin_1(bytes) => Cow::Owned(bytes.iter().map(|&byte| windows_1252(byte)).collect()),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

/// Tells whether the file names a Latin character set, which browsers read as windows-1252.
fn says_latin_1(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    head.split("charset").skip(1).any(|after| {
        let name = after.trim_start_matches(|c: char| is_space(c) || matches!(c, '=' | '"' | '\''));
        ["iso-8859-1", "windows-1252", "latin1"].iter().any(|latin| name.starts_with(latin))
    })
}

/// White space of HTML.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// Text before and from the first character that is meant; all of it if there is none.
fn split_before(text: &str, meant: impl Fn(char) -> bool) -> (&str, &str) {
    text.find(meant).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

/// Text after the first `>`.
fn after_bracket(text: &str) -> &str {
    text.split_once('>').map_or("", |(_, rest)| rest)
}

/// Text after the comment that was begun.
fn after_comment(comment: &str) -> &str {
    if let Some(rest) = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->")) {
        return rest;
    }
    let ends = |at: usize| comment.get(..at).is_some_and(|inside| inside.ends_with("--") || inside.ends_with("--!"));
    let end = comment.match_indices('>').map(|(at, _)| at).find(|&at| ends(at));
    end.and_then(|at| comment.get(at + 1..)).unwrap_or_default()
}

/// Content of an element that holds no elements, and the text after it.
fn split_element<'a>(rest: &'a str, name: &str) -> (&'a str, &'a str) {
    let closes = |at: usize| {
        let tag = rest.get(at + 2..).and_then(|tag| tag.split_at_checked(name.len()));
        tag.is_some_and(|(found, after)| {
            let ended = after.is_empty() || after.starts_with(|c: char| is_space(c) || matches!(c, '/' | '>'));
            ended && found.eq_ignore_ascii_case(name)
        })
    };
    let end = rest.match_indices("</").map(|(at, _)| at).find(|&at| closes(at));
    end.and_then(|at| rest.split_at_checked(at)).map_or((rest, ""), |(inside, tag)| (inside, after_bracket(tag)))
}

/// Gives the characters of text in which some are written as entities.
fn unescape(text: &str, mut each: impl FnMut(char)) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        before.chars().for_each(&mut each);
        let (c, left) = entity(after).unwrap_or(('&', after));
        each(c);
        rest = left;
    }
    rest.chars().for_each(each);
}

/// The character of an entity, from after its `&`, and the text after it.
fn entity(text: &str) -> Option<(char, &str)> {
    let Some(number) = text.strip_prefix('#') else {
        let end = text.bytes().take(MAX_ENTITY).position(|byte| byte == b';')?;
        let (name, rest) = text.split_at_checked(end)?;
        return Some((named(name)?, rest.strip_prefix(';')?));
    };
    let (radix, digits) = number.strip_prefix(['x', 'X']).map_or((10, number), |digits| (16, digits));
    let (digits, rest) = split_before(digits, |c| !c.is_digit(radix));
    if digits.is_empty() {
        return None;
    }
    let code = digits.chars().filter_map(|c| c.to_digit(radix)).fold(0_u32, |code, digit| code.saturating_mul(radix).saturating_add(digit));
    let c = match u8::try_from(code) {
        Ok(0) => char::REPLACEMENT_CHARACTER,
        // browsers read these as windows-1252
        Ok(byte) => windows_1252(byte),
        Err(_) => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((c, rest.strip_prefix(';').unwrap_or(rest)))
}

/// The character of a named entity.
fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "sbquo" => '‚',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "lsaquo" => '‹',
        "rsaquo" => '›',
        "bull" => '•',
        "hellip" => '…',
        "trade" => '™',
        "euro" => '€',
        "dagger" => '†',
        "Dagger" => '‡',
        "permil" => '‰',
        "minus" => '−',
        "larr" => '←',
        "rarr" => '→',
        "Scaron" => 'Š',
        "scaron" => 'š',
        "Zcaron" => 'Ž',
        "zcaron" => 'ž',
        "OElig" => 'Œ',
        "oelig" => 'œ',
        "Yuml" => 'Ÿ',
        "ensp" | "emsp" | "thinsp" => ' ',
        "zwnj" => '\u{200C}',
        "zwj" => '\u{200D}',
        _ => {
            let place = LATIN_1.iter().position(|latin| *latin == name)?;
            return char::from_u32(u32::try_from(place).ok()?.checked_add(0xA0)?);
        }
    })
}

/// A tag that opens an element, or closes one.
struct Tag<'a> {
    /// Name in lower case.
    name: String,
    /// Attributes as written, in order.
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// Reads a tag from its name on, and gives the text after it.
    fn read(markup: &'a str) -> (Self, &'a str) {
        let (name, mut rest) = split_before(markup, |c| is_space(c) || matches!(c, '/' | '>'));
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| is_space(c) || c == '/');
            if rest.is_empty() || rest.starts_with('>') {
                break;
            }
            // the first character is part of the name whatever it is, so that each round takes at least one
            let ends = |c: char| is_space(c) || matches!(c, '/' | '>' | '=');
            let end = rest.char_indices().skip(1).find(|&(_, c)| ends(c)).map_or(rest.len(), |(at, _)| at);
            let (key, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let after = after.trim_start_matches(is_space);
            let (value, after) = after.strip_prefix('=').map_or(("", after), Self::value);
            attributes.push((key, value));
            rest = after;
        }
        (Self { name: name.to_ascii_lowercase(), attributes }, rest.strip_prefix('>').unwrap_or(rest))
    }

    /// Reads a value from after its `=`, and gives the text after it.
    fn value(text: &'a str) -> (&'a str, &'a str) {
        let text = text.trim_start_matches(is_space);
        for quote in ['"', '\''] {
            if let Some(inside) = text.strip_prefix(quote) {
                return inside.split_once(quote).unwrap_or((inside, ""));
            }
        }
        split_before(text, |c| is_space(c) || c == '>')
    }

    /// Value of an attribute, with entities read.
    fn attribute(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        let mut text = String::with_capacity(value.len());
        unescape(value, |c| text.push(c));
        Some(text)
    }

    /// Address in an attribute, without the white space and control characters that browsers leave out.
    fn address(&self, name: &str) -> Option<String> {
        let text = self.attribute(name)?;
        let address: String = text.trim().chars().filter(|c| !c.is_control()).collect();
        (!address.is_empty()).then_some(address)
    }
}

/// Tells whether an address begins with one of some schemes.
fn has_scheme(address: &str, schemes: &[&str]) -> bool {
    schemes.iter().any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Writes text as lines, with white space collapsed.
#[derive(Debug, Default)]
struct Lines {
    /// What was written.
    flow: Flow,
    /// Bytes written, cells counted as one.
    size: usize,
    /// The limit was reached.
    full: bool,
    /// The line has text.
    begun: bool,
    /// A line end is due before the next character.
    line: bool,
    /// A space is due.
    space: bool,
    /// Elements around that keep white space.
    kept: usize,
    /// The style of the line, as far as it is known before its first character.
    style: String,
    /// Tables that are open; a row or cell without one opens it.
    tables: usize,
}

impl Lines {
    /// Takes a character.
    fn character(&mut self, c: char) {
        if is_space(c) {
            if self.kept == 0 {
                self.space = true;
            } else if c != '\r' {
                self.flush();
                self.push(if c == '\u{C}' { ' ' } else { c });
            }
        } else if !c.is_control() {
            self.flush();
            self.push(c);
        }
    }

    /// The next character begins a line.
    fn line(&mut self) {
        self.line = true;
    }

    fn begin_table(&mut self) {
        if self.room(1) {
            self.tables += 1;
            self.flow.begin_table();
            self.begin_line();
        }
    }

    fn end_table(&mut self) {
        if self.tables > 0 {
            self.tables -= 1;
            self.flow.end_table();
            self.begin_line();
        }
    }

    /// The next character begins a row, or the row ends.
    fn row(&mut self) {
        if self.tables == 0 {
            self.begin_table();
        }
        self.flow.end_row();
        self.begin_line();
    }

    /// The next character begins a cell.
    fn cell(&mut self) {
        if self.tables == 0 {
            self.begin_table();
        }
        self.flow.end_cell();
        if self.room(1) {
            self.flow.begin_cell();
        }
        self.begin_line();
    }

    fn end_cell(&mut self) {
        if self.tables > 0 {
            self.flow.end_cell();
            self.begin_line();
        }
    }

    /// Takes in an element at the beginning of a line, as part of how the line looks.
    fn styled(&mut self, name: &str, class: &str) {
        if matches!(name, "br" | "hr") {
            return;
        }
        if BLOCKS.contains(&name) {
            self.style.clear();
        }
        if (!self.begun || self.line) && self.style.len() < 200 {
            self.style.push_str(name);
            self.style.push_str(class);
        }
    }

    fn begin_line(&mut self) {
        (self.begun, self.line, self.space) = (false, false, false);
    }

    /// Writes what is due.
    fn flush(&mut self) {
        let (line, space) = (self.line, self.space);
        (self.line, self.space) = (false, false);
        if line && self.begun {
            self.push('\n');
        }
        if !self.begun {
            self.flow.push(style::mark(&self.style));
        } else if space {
            self.push(' ');
        }
    }

    /// Whether there is room for so many bytes, which are then taken.
    fn room(&mut self, bytes: usize) -> bool {
        self.full |= self.size + bytes > MAX_TEXT;
        if !self.full {
            self.size += bytes;
        }
        !self.full
    }

    /// Writes while there is room.
    fn push(&mut self, c: char) {
        if self.room(c.len_utf8()) {
            self.flow.push(c);
            self.begun = c != '\n';
        }
    }

    /// The text, its last line ended.
    fn finish(self) -> (String, bool) {
        let mut text = self.flow.finish();
        let cut = text.len() > 2 * MAX_TEXT && cut(&mut text);
        if !text.is_empty() && !text.ends_with('\n') && text.len() < MAX_TEXT {
            text.push('\n');
        }
        (text, self.full || cut)
    }
}

/// An element that is not shown.
#[derive(Debug)]
struct Concealed {
    /// Its name.
    element: String,
    /// How many of its name are open within it, with itself.
    open: usize,
    /// It takes no room, as a closed menu does, and is not made too small or too pale to be read.
    opens: bool,
    /// What a script or a link of the page may call it by: its id and classes.
    names: Vec<String>,
    /// Its text.
    text: String,
}

/// Puts a document together from markup.
#[derive(Debug, Default)]
struct Page {
    /// What was read so far, but the text.
    document: Document,
    /// The text.
    lines: Lines,
    /// An element that is not shown.
    concealed: Option<Concealed>,
    /// Elements that are not shown before something is pressed, perhaps.
    closed: Vec<Concealed>,
    /// What the page runs.
    scripts: Scripts,
    /// Names of elements that links of the page lead to.
    targets: BTreeSet<String>,
    /// The link that is open: where it leads, and what it shows.
    anchor: Option<(String, String)>,
}

impl Page {
    /// Takes a character of the text.
    fn character(&mut self, c: char) {
        if let Some((_, shown)) = &mut self.anchor
            && shown.len() < 400
        {
            shown.push(c);
        }
        if let Some(concealed) = &mut self.concealed {
            aside(&mut concealed.text, c.encode_utf8(&mut [0; 4]));
        } else {
            self.lines.character(c);
        }
    }

    /// Ends an element that is not shown.
    fn end_concealed(&mut self) {
        let Some(concealed) = self.concealed.take() else { return };
        if concealed.text.trim().is_empty() {
            return;
        }
        if self.closed.len() < MAX_CLOSED {
            self.closed.push(concealed);
        } else {
            aside(&mut self.document.hidden, &concealed.text);
            aside(&mut self.document.hidden, "\n");
        }
    }

    /// Tells what the page can open from what nobody sees: a menu that a button opens is text, words without a way to them are hidden.
    fn open_closed(&mut self) {
        self.end_concealed();
        let words = self.scripts.words();
        // Who goes from a button to what stands beside it needs no name.
        let beside = ["nextElementSibling", "previousElementSibling", "firstElementChild", "lastElementChild"];
        let anything = beside.iter().any(|way| words.contains(way));
        for closed in std::mem::take(&mut self.closed) {
            let named = closed.names.iter().any(|name| words.contains(name.as_str()) || self.targets.contains(name));
            if closed.opens && (anything || named) {
                self.lines.line();
                closed.text.chars().for_each(|c| if c == '\n' { self.lines.line() } else { self.lines.character(c) });
                self.lines.line();
            } else {
                aside(&mut self.document.hidden, &closed.text);
                aside(&mut self.document.hidden, "\n");
            }
        }
    }

    /// Notes an element that is not shown, and those of its name within it.
    fn conceal(&mut self, tag: &Tag<'_>) {
        const VOID: &[&str] = &["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"];
        if VOID.contains(&tag.name.as_str()) {
            return;
        }
        match &mut self.concealed {
            Some(concealed) if concealed.element == tag.name => concealed.open += 1,
            Some(_) => {}
            None if is_hidden(tag) => {
                let called = [tag.attribute("id"), tag.attribute("class")].into_iter().flatten();
                let names = called.flat_map(|names| names.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).take(20).collect();
                self.concealed = Some(Concealed { element: tag.name.clone(), open: 1, opens: is_closed(tag), names, text: String::new() });
            }
            None => {}
        }
    }

    /// Takes a tag, a comment, or text up to the next; gives the rest.
    fn step<'a>(&mut self, rest: &'a str) -> &'a str {
        let Some(markup) = rest.strip_prefix('<') else {
            let (text, rest) = split_before(rest, |c| c == '<');
            unescape(text, |c| self.character(c));
            return rest;
        };
        if let Some(comment) = markup.strip_prefix("!--") {
            return after_comment(comment);
        }
        if let Some(data) = markup.strip_prefix("![CDATA[") {
            let (text, rest) = data.split_once("]]>").unwrap_or((data, ""));
            text.chars().for_each(|c| self.character(c));
            return rest;
        }
        let letter = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        if let Some(name) = markup.strip_prefix('/') {
            if !letter(name) {
                return after_bracket(name);
            }
            let (tag, rest) = Tag::read(name);
            self.close(&tag.name);
            return rest;
        }
        if markup.starts_with(['!', '?']) {
            return after_bracket(markup);
        }
        if letter(markup) {
            let (tag, rest) = Tag::read(markup);
            self.activity(&tag);
            self.conceal(&tag);
            return self.open(&tag, rest);
        }
        self.character('<');
        markup
    }

    /// Begins an element; gives the rest, which is after its end if its content is not for reading.
    fn open<'a>(&mut self, tag: &Tag<'a>, rest: &'a str) -> &'a str {
        if matches!(tag.name.as_str(), "span" | "b" | "strong" | "font" | "em" | "i" | "u" | "small" | "big") || BLOCKS.contains(&tag.name.as_str()) {
            self.lines.styled(&tag.name, &tag.attribute("class").unwrap_or_default());
        }
        match tag.name.as_str() {
            "script" => {
                let (source, rest) = split_element(rest, "script");
                // Data, such as a search engine reads, is not run.
                let data = |kind: &str| matches!(kind.trim().to_ascii_lowercase().as_str(), "application/ld+json" | "application/json");
                if !tag.attribute("type").is_some_and(|kind| data(&kind)) {
                    self.scripts.add(source);
                }
                self.script(source);
                return rest;
            }
            "style" | "template" | "noscript" | "iframe" => return split_element(rest, &tag.name).1,
            "title" => {
                let (inside, rest) = split_element(rest, "title");
                if self.document.meta.title.is_none() {
                    let mut title = String::new();
                    unescape(inside, |c| title.push(c));
                    self.document.meta.title = Meta::value(&title.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                return rest;
            }
            "meta" => self.property(tag),
            "a" | "area" => self.link(tag),
            "img" => self.image(tag),
            "table" => self.lines.begin_table(),
            "tr" => self.lines.row(),
            "td" | "th" => self.lines.cell(),
            "li" => {
                self.lines.line();
                self.lines.character('•');
                self.lines.character(' ');
            }
            "pre" => {
                self.lines.line();
                self.lines.kept = self.lines.kept.saturating_add(1);
                // a line end right after the tag is no part of the text
                return rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
            }
            name if BLOCKS.contains(&name) => self.lines.line(),
            _ => {}
        }
        rest
    }

    /// Ends an element.
    fn close(&mut self, name: &str) {
        if let Some(concealed) = &mut self.concealed {
            if concealed.element == name {
                concealed.open -= 1;
            }
            if concealed.open == 0 {
                self.end_concealed();
            } else if BLOCKS.contains(&name) {
                aside(&mut concealed.text, "\n");
            }
        }
        match name {
            "a" => self.end_link(),
            "table" => self.lines.end_table(),
            "tr" if self.lines.tables > 0 => self.lines.row(),
            "td" | "th" => self.lines.end_cell(),
            "pre" => {
                self.lines.kept = self.lines.kept.saturating_sub(1);
                self.lines.line();
            }
            _ if BLOCKS.contains(&name) => self.lines.line(),
            _ => {}
        }
    }

    /// Notes what a browser would run, load or send for an element.
    fn activity(&mut self, tag: &Tag<'_>) {
        let observed = &mut self.document.observed;
        match tag.name.as_str() {
            "script" if tag.attribute("src").is_some() => observe(observed, Observable::Script, tag.address("src").unwrap_or_default()),
            name @ ("iframe" | "object" | "embed" | "frame" | "applet") => {
                let source = tag.address("src").or_else(|| tag.address("data")).unwrap_or_default();
                let target = if has_scheme(&source, &["data:"]) { Observable::DataLink } else { Observable::Frame };
                observe(observed, target, name);
            }
            "form" if tag.attribute("action").is_some() => observe(observed, Observable::Form, tag.address("action").unwrap_or_default()),
            "input" if tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("password")) => {
                observe(observed, Observable::PasswordForm, "");
            }
            "meta" if tag.attribute("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")) => {
                let content = tag.attribute("content").unwrap_or_default();
                if let Some((_, target)) = content.split_once('=') {
                    observe(observed, Observable::Redirect, target);
                }
            }
            "base" if tag.address("href").is_some_and(|to| has_scheme(&to, &["file:", "\\\\"])) => observe(observed, Observable::RemoteFile, "base"),
            _ => {}
        }
        let handler = |name: &str| name.len() > 3 && name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on"));
        for (name, call) in tag.attributes.iter().filter(|(name, _)| handler(name)) {
            self.scripts.handler(name, call);
        }
    }

    /// Takes the source of a script: one that puts a file together and saves it is no script of a page.
    fn script(&mut self, source: &str) {
        let lower = source.to_ascii_lowercase();
        let makes = ["new blob", "mssaveoropenblob", "mssaveblob", "createobjecturl", "new file(", "data:application", "data:text/html"]
            .iter()
            .any(|call| lower.contains(call));
        let unpacks =
            ["atob(", "fromcharcode", "uint8array", "charcodeat", "unescape(", "decodeuricomponent("].iter().any(|call| lower.contains(call));
        let saves = ["download", "mssave", ".click()", "location", "document.write"].iter().any(|call| lower.contains(call));
        if makes && (unpacks || saves) || unpacks && saves && longest_word(source) > 2_000 {
            observe(&mut self.document.observed, Observable::Smuggling, "");
        }
        aside(&mut self.document.code, source);
        aside(&mut self.document.code, "\n");
    }

    /// Ends a link, and compares what it shows with where it leads.
    fn end_link(&mut self) {
        if let Some((target, shown)) = self.anchor.take() {
            links::mismatch(&shown, &target, &mut self.document.observed);
        }
    }

    /// Takes a property of the document.
    fn property(&mut self, tag: &Tag<'_>) {
        let (Some(name), Some(content)) = (tag.attribute("name"), tag.attribute("content")) else { return };
        let meta = &mut self.document.meta;
        let place = match name.trim().to_ascii_lowercase().as_str() {
            "author" => &mut meta.author,
            "generator" => &mut meta.producer,
            _ => return,
        };
        if place.is_none() {
            *place = Meta::value(&content);
        }
    }

    /// Takes a link.
    fn link(&mut self, tag: &Tag<'_>) {
        self.end_link();
        let Some(address) = tag.address("href") else { return };
        if let Some(name) = address.strip_prefix('#')
            && self.targets.len() < 500
        {
            self.targets.insert(name.to_owned());
        }
        let observed = &mut self.document.observed;
        if has_scheme(&address, &["javascript:", "vbscript:"]) {
            observe(observed, Observable::ScriptLink, "");
        } else if has_scheme(&address, &["data:"]) {
            // A page of its own, or a file to save; a picture is neither.
            if !has_scheme(&address, &["data:image/png", "data:image/jpeg", "data:image/gif"]) {
                let what = if tag.attribute("download").is_some() { Observable::Smuggling } else { Observable::DataLink };
                observe(observed, what, address.chars().take(40).collect::<String>());
            }
        } else if has_scheme(&address, &["file:", "\\\\", "search-ms:", "ms-"]) {
            observe(observed, Observable::RemoteFile, address.chars().take(60).collect::<String>());
        } else if has_scheme(&address, &["http:", "https:", "mailto:", "tel:"]) {
            self.anchor = Some((address.clone(), String::new()));
            add_link(&mut self.document.links, &address);
        }
    }

    /// Takes an image: hashed if it is in the document, noted if it would be fetched.
    fn image(&mut self, tag: &Tag<'_>) {
        let Some(address) = tag.address("src") else { return };
        if has_scheme(&address, &["http:", "https:", "//"]) {
            observe(&mut self.document.observed, Observable::RemoteImage, "");
        } else if has_scheme(&address, &["data:"])
            && let Some((head, data)) = address.split_once(',')
            && head.trim_end().to_ascii_lowercase().ends_with(";base64")
            && let Some(bytes) = base64(data).filter(|bytes| !bytes.is_empty())
        {
            add(&mut self.document.images, blake3::hash(&bytes).to_hex().to_string());
        }
    }

    /// Hands the document over.
    fn finish(mut self) -> Document {
        self.end_link();
        self.open_closed();
        if let Some(what) = self.scripts.reaching() {
            observe(&mut self.document.observed, Observable::Script, what);
        }
        let (mut text, truncated) = self.lines.finish();
        let layout = style::take(&mut text);
        Document { text, layout, truncated, ..self.document }
    }
}

/// The longest run of characters without white space or quotes.
fn longest_word(source: &str) -> usize {
    source.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`')).map(str::len).max().unwrap_or(0)
}

/// What an element's own style says, in lower case and without white space.
fn own_style(tag: &Tag<'_>) -> String {
    tag.attribute("style").unwrap_or_default().to_ascii_lowercase().chars().filter(|c| !c.is_whitespace()).collect()
}

/// The value of a property of a style.
fn property<'s>(style: &'s str, name: &str) -> Option<&'s str> {
    style.split(';').filter_map(|p| p.split_once(':')).find(|(key, _)| *key == name).map(|(_, value)| value.trim_end_matches("!important"))
}

/// Whether an element is left out of the page, as its own attributes say.
fn is_closed(tag: &Tag<'_>) -> bool {
    let style = own_style(tag);
    property(&style, "display") == Some("none")
        || property(&style, "visibility") == Some("hidden")
        || tag.attributes.iter().any(|(name, _)| name.eq_ignore_ascii_case("hidden"))
}

/// Whether an element is not shown, as its own attributes say. What a style sheet says of it is not read.
fn is_hidden(tag: &Tag<'_>) -> bool {
    let style = own_style(tag);
    let white = |value: &str| matches!(value, "#fff" | "#ffffff" | "white" | "#fefefe" | "rgb(255,255,255)" | "transparent");
    let property = |name: &str| property(&style, name);
    let tiny = property("font-size").is_some_and(|size| {
        let number: String = size.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        number.parse().is_ok_and(|n: f32| n <= 1.0) && !size.ends_with("em") && !size.ends_with('%')
            || size == "0"
            || size.starts_with("0e")
            || size.starts_with("0%")
    });
    let far = |name: &str| property(name).and_then(|v| v.trim_end_matches("px").trim_end_matches("em").parse().ok()).is_some_and(|n: f32| n < -400.0);
    is_closed(tag)
        || property("opacity").and_then(|v| v.parse().ok()).is_some_and(|n: f32| n < 0.05)
        || tiny
        || property("color").is_some_and(white)
            && property("background-color").or_else(|| property("background")).is_none_or(white)
            && !style.contains("background")
            && matches!(tag.name.as_str(), "span" | "p" | "font")
        || far("left")
        || far("top")
        || far("text-indent")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text of a document.
    fn text(html: &str) -> Result<String, Unreadable> {
        read(html.as_bytes()).map(|document| document.text)
    }

    #[test]
    fn blocks_are_lines_and_cells_are_parted_by_tabs() {
        assert_eq!(text("<h1> A  b\n</h1><p>c<br>d <b> e</b></p><pre>\n x\n  y</pre>z"), Ok("A b\nc\nd e\n x\n  y\nz\n".to_owned()));
        let table = "<table><tr><td><p>a</p></td><td>\n<p>b</p></td></tr><tr><td></td><th>c</th></tr></table>after";
        assert_eq!(text(table), Ok("a\tb\n\tc\nafter\n".to_owned()));
    }

    #[test]
    fn entities_and_character_sets_are_read() {
        let entities = "&Scaron;&eacute;&#8212;&#x1F600;&#150;&amp;lt; &nope; a&b &#xFFFFFFFFFF;";
        assert_eq!(text(entities), Ok("Šé—😀–&lt; &nope; a&b \u{FFFD}\n".to_owned()));
        let latin = b"<meta charset=\"ISO-8859-1\"><p>caf\xE9 \x80";
        assert_eq!(read(latin).map(|document| document.text), Ok("café €\n".to_owned()));
        assert_eq!(read(b"\xFF\xFEh\0i\0").map(|document| document.text), Ok("hi\n".to_owned()));
        assert_eq!(read(b"a\xFFb").map(|document| document.text), Ok("a\u{FFFD}b\n".to_owned()));
    }

    #[test]
    fn what_is_not_shown_is_not_text() {
        let html = "<!doctype html><!-- <p>no --><!-->a<style>no</style><script>if (a</b/) '<p>'</SCRIPT >b\
            <template>no</template><noscript>no</noscript>c";
        assert_eq!(text(html), Ok("abc\n".to_owned()));
        assert_eq!(text("1 < 2 <![CDATA[<x>]]></ no>!"), Ok("1 < 2 <x>!\n".to_owned()));
    }

    #[test]
    fn what_a_page_can_open_is_text_and_words_without_a_way_to_them_are_hidden() {
        let menu = "<button onclick=\"document.getElementById('menu').hidden = false\">Menu</button><nav id=menu hidden><p>Work</p>Study</nav>";
        let document = read(menu.as_bytes()).unwrap_or_default();
        assert_eq!((document.text.as_str(), document.hidden.as_str()), ("Menu\nWork\nStudy\n", ""));
        assert_eq!(document.observed, []);
        let small = "<p id=menu style='font-size:0'>Words</p><script>document.getElementById('menu').remove()</script>";
        assert_eq!(read(small.as_bytes()).unwrap_or_default().hidden, "Words\n");
        assert_eq!(read(b"<p id=x hidden>Words</p>shown").unwrap_or_default().hidden, "Words\n");
    }

    #[test]
    fn properties_links_images_and_activity_are_listed() {
        let html = "<title> My\n CV </title><meta name=Author content='Ann &amp; B'><META NAME=\"generator\" CONTENT=Word>\
            <a href=\"https://x.example/?a=1&amp;b=2\">l</a><a href=/rel onclick=x()>r</a><a href=mailto:a@x.example>m</a>\
            <img src=\"data:image/png;base64,QU\nJD\"><img src=https://x.example/p.gif>\
            <form action=/>f</form><script></script><iframe></iframe>";
        let document = read(html.as_bytes()).unwrap_or_default();
        assert_eq!(document.meta.title.as_deref(), Some("My CV"));
        assert_eq!(document.meta.author.as_deref(), Some("Ann & B"));
        assert_eq!(document.meta.producer.as_deref(), Some("Word"));
        assert_eq!(document.links, ["https://x.example/?a=1&b=2", "mailto:a@x.example"]);
        assert_eq!(document.images, [blake3::hash(b"ABC").to_hex().to_string()]);
        let seen: Vec<&str> = document.observed.iter().map(|o| o.what.as_str()).collect();
        assert_eq!(seen, ["remote-image", "form", "frame", "script"]);
        assert_eq!(document.text, "lrm\nf\n");
    }

    #[test]
    fn hostile_input_is_read_or_cut() {
        for broken in ["<", "</", "<!", "<!--", "<a href=\"", "<a =", "<a b=", "&", "&#", "&#x;", "<script", "<title>", "<![CDATA[", "<é", "&é;"] {
            assert_eq!(read(broken.as_bytes()).map(|document| document.truncated), Ok(false));
        }
        assert_eq!(text(&"<div>".repeat(200_000)), Ok(String::new()));
        assert_eq!(text(&"<!--x".repeat(200_000)), Ok(String::new()));
        let cut = read("é".repeat(MAX_TEXT).as_bytes()).unwrap_or_default();
        assert_eq!((cut.text.len(), cut.truncated), (MAX_TEXT, true));
        let tabs = read(["<tr>", &"<td>".repeat(MAX_TEXT + 9), "x"].concat().as_bytes()).unwrap_or_default();
        assert!(tabs.text.len() <= MAX_TEXT && tabs.truncated);
    }
}
