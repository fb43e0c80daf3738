//! PDF: what is drawn on its pages becomes lines in reading order; the rest is looked up in its objects.
//!
//! From top to bottom: the document and its load, metadata, links, images and active content, the interpreter of page content, fonts and their
//! character maps, and last the lines and columns that the drawn strings make up.
//!
//! All of it is written by strangers. Nothing recurses without a depth, nothing unpacks without a limit, and all unpacking draws on one budget.

use std::collections::{HashMap, HashSet};
use std::mem;
use std::ptr;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{DecompressError, Dictionary, Document as Pdf, Error, LoadOptions, Object, ObjectId, Stream};

use crate::document::{Document, MAX_META, MAX_PART, MAX_TEXT, Meta, Unreadable, add};
use crate::plain::cut;

/// Pages that are read.
const MAX_PAGES: usize = 2_000;
/// Bytes that all content and character maps together may unpack to.
const MAX_WORK: usize = 64 << 20;
/// Bytes that the content of one page or form may unpack to.
const MAX_CONTENT: usize = 8 << 20;
/// Bytes that a character map or the XMP metadata may unpack to.
const MAX_MAP: usize = 2 << 20;
/// What reading a font costs of the budget, besides its maps.
const FONT_COST: usize = 16 << 10;
/// Entries of a character map or of a list of widths.
const MAX_ENTRIES: usize = 70_000;
/// Ranges of codes that a character map parts strings by.
const MAX_SPACES: usize = 100;
/// Fonts that are kept at a time.
const MAX_FONTS: usize = 256;
/// Forms within forms.
const MAX_FORMS: usize = 8;
/// Graphics states that are saved at a time.
const MAX_SAVED: usize = 256;
/// Ancestors of a page that are asked for what it inherits.
const MAX_ANCESTORS: usize = 64;
/// Annotations of a page that are looked at.
const MAX_ANNOTATIONS: usize = 5_000;
/// Characters of a link.
const MAX_LINK: usize = 2_000;
/// Strings that are drawn on one page.
const MAX_RUNS: usize = 100_000;
/// Strings on a page beyond which no columns are looked for.
const MAX_COLUMN_RUNS: usize = 20_000;
/// Lines that two columns have side by side at least.
const COLUMN_LINES: usize = 8;

/// Takes a PDF apart.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let pdf = load(bytes)?;
    let ids: Vec<ObjectId> = pdf.page_iter().collect();
    if ids.is_empty() {
        return Err(damaged("it has no pages"));
    }
    let pages: Vec<&Dictionary> = ids.iter().take(MAX_PAGES).filter_map(|id| pdf.get_dictionary(*id).ok()).collect();
    let mut budget = Budget { left: MAX_WORK, cut: ids.len() > MAX_PAGES };
    let mut document = Document { pages: u32::try_from(ids.len()).ok(), ..Document::default() };
    document.meta = metadata(&pdf, bytes, &mut budget);
    document.links = links(&pdf, &pages);
    document.images = images(&pdf, &pages);
    look_around(&pdf, &mut document);
    document.text = text(&pdf, &pages, &mut budget);
    document.truncated = cut(&mut document.text) || budget.cut;
    Ok(document)
}

/// Loads it, unlocked with the empty password if it is locked.
fn load(bytes: &[u8]) -> Result<Pdf, Unreadable> {
    let options = LoadOptions { max_decompressed_size: usize::try_from(MAX_PART).ok(), ..LoadOptions::default() };
    let pdf = Pdf::load_mem_with_options(bytes, options).map_err(|why| unreadable(&why))?;
    // lopdf has tried the empty password by now, and takes the entry away where it fits.
    if pdf.trailer.has(b"Encrypt") { Err(Unreadable::Encrypted) } else { Ok(pdf) }
}

/// Why it did not load, in words that quote nothing.
fn unreadable(why: &Error) -> Unreadable {
    match why {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => Unreadable::Encrypted,
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => Unreadable::TooLarge,
        Error::Decompress(_) => damaged("a part of it does not unpack"),
        Error::Xref(_) | Error::MissingXrefEntry => damaged("its cross-reference table is broken"),
        Error::Parse(_) => damaged("it does not have the structure of a PDF"),
        _ => damaged("its objects are broken"),
    }
}

fn damaged(what: &str) -> Unreadable {
    Unreadable::Damaged(what.to_owned())
}

/// The text of all pages, a little beyond [`MAX_TEXT`] at most.
fn text(pdf: &Pdf, pages: &[&Dictionary], budget: &mut Budget) -> String {
    let mut text = String::new();
    let mut interpreter = Interpreter::new(pdf, budget);
    for page in pages {
        if text.len() > MAX_TEXT {
            break;
        }
        let (runs, width) = interpreter.page(page);
        assemble(&runs, width, &mut text);
    }
    text
}

/// What may still be unpacked.
struct Budget {
    left: usize,
    /// Something was left out.
    cut: bool,
}

impl Budget {
    /// Unpacks a stream to at most `most` bytes.
    fn unpack(&mut self, stream: &Stream, most: usize) -> Option<Vec<u8>> {
        let most = most.min(self.left);
        if most == 0 {
            self.cut = true;
            return None;
        }
        match stream.get_plain_content_with_limit(most) {
            Ok(bytes) => {
                self.charge(bytes.len().max(1024));
                Some(bytes)
            }
            Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
                self.cut = true;
                self.charge(most);
                None
            }
            Err(_) => {
                self.charge(stream.content.len().max(1024));
                None
            }
        }
    }

    fn charge(&mut self, cost: usize) {
        self.left = self.left.saturating_sub(cost);
    }
}

// Looking things up: references are followed, and whatever is missing or of another type is not there.

fn dict_at<'a>(pdf: &'a Pdf, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    dict.get_deref(key, pdf).ok()?.as_dict().ok()
}

fn array_at<'a>(pdf: &'a Pdf, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
    dict.get_deref(key, pdf).ok()?.as_array().ok().map(Vec::as_slice)
}

fn name_at<'a>(pdf: &'a Pdf, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    dict.get_deref(key, pdf).ok()?.as_name().ok()
}

fn stream_at<'a>(pdf: &'a Pdf, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Stream> {
    dict.get_deref(key, pdf).ok()?.as_stream().ok()
}

fn number_at(pdf: &Pdf, dict: &Dictionary, key: &[u8]) -> Option<f32> {
    finite(dict.get_deref(key, pdf).ok()?)
}

fn followed<'a>(pdf: &'a Pdf, object: &'a Object) -> Option<&'a Object> {
    pdf.dereference(object).ok().map(|(_, object)| object)
}

fn finite(object: &Object) -> Option<f32> {
    object.as_float().ok().filter(|n| n.is_finite())
}

/// An entry of a page or of the nearest ancestor that has it.
fn inherited<'a>(pdf: &'a Pdf, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..MAX_ANCESTORS {
        if let Ok(found) = node.get_deref(key, pdf) {
            return Some(found);
        }
        node = dict_at(pdf, node, b"Parent")?;
    }
    None
}

fn page_resources<'a>(pdf: &'a Pdf, page: &'a Dictionary) -> Option<&'a Dictionary> {
    inherited(pdf, page, b"Resources")?.as_dict().ok()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

// Metadata.

/// What the document says of itself; its fonts come with the scan of its objects.
fn metadata(pdf: &Pdf, bytes: &[u8], budget: &mut Budget) -> Meta {
    let info = dict_at(pdf, &pdf.trailer, b"Info");
    let value = |key: &[u8]| info.and_then(|info| info.get_deref(key, pdf).ok()).and_then(text_of).and_then(|text| Meta::value(&text));
    let created = value(b"CreationDate");
    let revisions = bytes.windows(5).filter(|window| window == b"%%EOF").count();
    Meta {
        author: value(b"Author"),
        title: value(b"Title"),
        producer: value(b"Producer"),
        creator: value(b"Creator"),
        created_offset_minutes: created.as_deref().and_then(offset_minutes),
        created,
        modified: value(b"ModDate"),
        revisions: u32::try_from(revisions).ok().filter(|count| *count > 0),
        ids: ids(pdf, budget),
        ..Meta::default()
    }
}

/// A string of the document outside its pages: UTF-16 or UTF-8 with a byte-order mark, else PDFDocEncoding.
fn text_of(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    Some(match bytes {
        [0xfe, 0xff, rest @ ..] => from_units(&units(rest)),
        [0xff, 0xfe, rest @ ..] => from_units(&units(rest).into_iter().map(u16::swap_bytes).collect::<Vec<_>>()),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => lopdf::decode_text_string(object).ok()?,
    })
}

/// UTF-16 code units, high byte first; a single last byte is a unit.
fn units(bytes: &[u8]) -> Vec<u16> {
    let unit = |pair: &[u8]| pair.iter().fold(0u16, |unit, byte| (unit << 8) | u16::from(*byte));
    bytes.chunks(2).map(unit).collect()
}

fn from_units(units: &[u16]) -> String {
    char::decode_utf16(units.iter().copied()).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The offset of a time like `D:20240102030405+09'00'`, in minutes east of UTC.
fn offset_minutes(time: &str) -> Option<i32> {
    let time = time.trim().trim_start_matches("D:");
    let zone = time.trim_start_matches(|c: char| c.is_ascii_digit());
    // Fewer digits are a time in another notation, in which a sign means something else.
    if time.len().saturating_sub(zone.len()) < 10 {
        return None;
    }
    let mut chars = zone.chars();
    let sign = match chars.next()? {
        'Z' | 'z' => return Some(0),
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let mut digits = chars.filter(|c| !matches!(c, '\'' | ':')).map_while(|c| c.to_digit(10));
    let hours = digits.next()? * 10 + digits.next()?;
    let minutes = digits.next().unwrap_or(0) * 10 + digits.next().unwrap_or(0);
    let offset = (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)?;
    i32::try_from(offset).ok().map(|offset| sign * offset)
}

/// Both strings of the trailer's `ID`, then the ids of the XMP metadata.
fn ids(pdf: &Pdf, budget: &mut Budget) -> Vec<String> {
    let mut ids = Vec::new();
    for id in array_at(pdf, &pdf.trailer, b"ID").unwrap_or_default().iter().take(2) {
        if let Some(bytes) = followed(pdf, id).and_then(|id| id.as_str().ok()) {
            add(&mut ids, bytes.iter().take(MAX_META / 2).map(|byte| format!("{byte:02x}")).collect());
        }
    }
    let stream = pdf.catalog().ok().and_then(|catalog| stream_at(pdf, catalog, b"Metadata"));
    if let Some(xmp) = stream.and_then(|stream| budget.unpack(stream, MAX_MAP)) {
        let xmp = String::from_utf8_lossy(&xmp);
        for name in ["xmpMM:DocumentID", "xmpMM:InstanceID"] {
            add(&mut ids, xmp_value(&xmp, name).unwrap_or_default());
        }
    }
    ids
}

/// The value of an XMP property, written as an element or as an attribute.
fn xmp_value(xmp: &str, name: &str) -> Option<String> {
    let (_, rest) = xmp.split_once(name)?;
    let rest = rest.trim_start();
    let value = if let Some(attribute) = rest.strip_prefix('=') {
        let attribute = attribute.trim_start();
        let quote = attribute.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        attribute.strip_prefix(quote)?.split(quote).next()?
    } else {
        rest.strip_prefix('>')?.split('<').next()?
    };
    Meta::value(value)
}

// Links, images, active content.

/// Addresses that annotations lead to.
fn links(pdf: &Pdf, pages: &[&Dictionary]) -> Vec<String> {
    let mut links = Vec::new();
    for page in pages {
        for annotation in array_at(pdf, page, b"Annots").unwrap_or_default().iter().take(MAX_ANNOTATIONS) {
            let link = followed(pdf, annotation).and_then(|annotation| link(pdf, annotation.as_dict().ok()?));
            add(&mut links, link.unwrap_or_default());
        }
    }
    links
}

fn link(pdf: &Pdf, annotation: &Dictionary) -> Option<String> {
    let action = dict_at(pdf, annotation, b"A")?;
    if name_at(pdf, action, b"S")? != b"URI" {
        return None;
    }
    let address = text_of(action.get_deref(b"URI", pdf).ok()?)?;
    Some(address.trim().chars().filter(|c| !c.is_control()).take(MAX_LINK).collect())
}

/// Hashes of the images in the resources of pages and of the forms on them, each looked at once.
fn images(pdf: &Pdf, pages: &[&Dictionary]) -> Vec<String> {
    let mut images = Vec::new();
    let mut seen: HashSet<*const Dictionary> = HashSet::new();
    let mut waiting: Vec<&Dictionary> = pages.iter().filter_map(|page| page_resources(pdf, page)).collect();
    let mut next = 0;
    while let Some(resources) = waiting.get(next).copied() {
        next += 1;
        let Some(objects) = dict_at(pdf, resources, b"XObject").filter(|objects| seen.insert(ptr::from_ref(*objects))) else { continue };
        for (_, object) in objects.iter() {
            let Some(stream) = followed(pdf, object).and_then(|object| object.as_stream().ok()) else { continue };
            if !seen.insert(ptr::from_ref(&stream.dict)) {
                continue;
            }
            match name_at(pdf, &stream.dict, b"Subtype") {
                Some(b"Image") => add(&mut images, blake3::hash(&stream.content).to_hex().to_string()),
                Some(b"Form") => waiting.extend(dict_at(pdf, &stream.dict, b"Resources")),
                _ => {}
            }
        }
    }
    images
}

/// Fonts and active content, wherever they are: each object is looked through once, and no reference is followed to look through another.
fn look_around(pdf: &Pdf, document: &mut Document) {
    let mut waiting: Vec<&Object> = Vec::new();
    for object in pdf.objects.values() {
        waiting.push(object);
        while let Some(object) = waiting.pop() {
            let dict = match object {
                Object::Dictionary(dict) => dict,
                Object::Stream(stream) => &stream.dict,
                Object::Array(items) => {
                    waiting.extend(items.iter());
                    continue;
                }
                _ => continue,
            };
            if let Some(font) = name_at(pdf, dict, b"BaseFont") {
                add(&mut document.meta.fonts, Meta::value(&String::from_utf8_lossy(font)).unwrap_or_default());
            }
            active(pdf, dict, &mut document.active);
            waiting.extend(dict.iter().map(|(_, value)| value));
        }
    }
}

/// Names the active content that a dictionary stands for.
fn active(pdf: &Pdf, dict: &Dictionary, seen: &mut Vec<String>) {
    let action = name_at(pdf, dict, b"S");
    let subtype = name_at(pdf, dict, b"Subtype");
    let embedded = dict.has(b"EmbeddedFiles") || dict.has(b"EF") || dict.has_type(b"EmbeddedFile") || subtype == Some(b"FileAttachment".as_slice());
    // To open at a place in the document itself is no action of note, and most documents that are typeset do.
    let opens = dict_at(pdf, dict, b"OpenAction").is_some_and(|action| name_at(pdf, action, b"S") != Some(b"GoTo".as_slice()));
    let found = [
        ("javascript", dict.has(b"JS") || dict.has(b"JavaScript") || action == Some(b"JavaScript".as_slice())),
        ("open-action", opens),
        ("additional-actions", dict.has(b"AA")),
        ("launch", action == Some(b"Launch".as_slice())),
        ("embedded-file", embedded),
        ("rich-media", subtype == Some(b"RichMedia".as_slice()) || action == Some(b"RichMediaExecute".as_slice())),
        ("xfa", dict.has(b"XFA")),
        ("submit-form", action == Some(b"SubmitForm".as_slice())),
    ];
    for (name, found) in found {
        if found {
            add(seen, name.to_owned());
        }
    }
}

// Page content.

/// A transformation: `[a b c d e f]` as PDF writes it.
#[derive(Clone, Copy)]
struct Matrix {
    a: f32,
    b: f32,
    c: f32,
    d: f32,
    e: f32,
    f: f32,
}

impl Matrix {
    const NONE: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    fn shift(x: f32, y: f32) -> Self {
        Self { e: x, f: y, ..Self::NONE }
    }

    /// The last six operands.
    fn of(operands: &[Object]) -> Option<Self> {
        let [a, b, c, d, e, f] = operands.last_chunk::<6>()?;
        Some(Self { a: finite(a)?, b: finite(b)?, c: finite(c)?, d: finite(d)?, e: finite(e)?, f: finite(f)? })
    }

    /// This one first, `next` after it.
    fn then(self, next: Self) -> Self {
        Self {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }
}

/// What `q` saves and `Q` restores.
#[derive(Clone)]
struct State {
    page: Matrix,
    font: Rc<Font>,
    size: f32,
    char_space: f32,
    word_space: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// A string as it is drawn, in a frame in which its text runs to the right.
struct Run {
    /// Quarter turns, counter-clockwise, by which its text is turned on the page.
    turn: u8,
    x: f32,
    y: f32,
    end: f32,
    size: f32,
    text: String,
}

/// Draws pages, of which only the strings are kept.
struct Interpreter<'a> {
    pdf: &'a Pdf,
    budget: &'a mut Budget,
    /// Fonts by where their dictionary is in the document, which does not move while it is read.
    fonts: HashMap<*const Dictionary, Rc<Font>>,
    /// What is used where a font is missing.
    plain: Rc<Font>,
    state: State,
    saved: Vec<State>,
    /// The text matrix, and that of the line's start.
    text: Matrix,
    line: Matrix,
    runs: Vec<Run>,
}

impl<'a> Interpreter<'a> {
    fn new(pdf: &'a Pdf, budget: &'a mut Budget) -> Self {
        let plain = Rc::new(Font::plain());
        let state = State::new(&plain, Matrix::NONE);
        let (text, line) = (Matrix::NONE, Matrix::NONE);
        Self { pdf, budget, fonts: HashMap::new(), plain, state, saved: Vec::new(), text, line, runs: Vec::new() }
    }

    /// The strings of a page, and its width as it is shown.
    fn page(&mut self, page: &'a Dictionary) -> (Vec<Run>, Option<f32>) {
        let (matrix, width) = placement(self.pdf, page);
        self.state = State::new(&self.plain, matrix);
        self.saved.clear();
        (self.text, self.line) = (Matrix::NONE, Matrix::NONE);
        let content = self.page_content(page);
        self.draw(&content, page_resources(self.pdf, page), 0);
        (mem::take(&mut self.runs), width)
    }

    /// The parts of a page's content, which are cut anywhere between two words.
    fn page_content(&mut self, page: &'a Dictionary) -> Vec<u8> {
        let pdf = self.pdf;
        let parts: Vec<&Stream> = match page.get_deref(b"Contents", pdf) {
            Ok(Object::Stream(stream)) => vec![stream],
            Ok(Object::Array(parts)) => parts.iter().filter_map(|part| followed(pdf, part)?.as_stream().ok()).collect(),
            _ => Vec::new(),
        };
        let mut content = Vec::new();
        for part in parts {
            // A part that fits no more, or is broken, ends it: what follows may be in the middle of anything.
            let Some(bytes) = self.budget.unpack(part, MAX_CONTENT.saturating_sub(content.len())) else { break };
            content.extend_from_slice(&bytes);
            content.push(b'\n');
        }
        content
    }

    fn draw(&mut self, content: &[u8], resources: Option<&'a Dictionary>, depth: usize) {
        for operation in Content::decode_iter(content) {
            let Ok(operation) = operation else { return };
            self.operation(&operation, resources, depth);
        }
    }

    fn operation(&mut self, operation: &Operation, resources: Option<&'a Dictionary>, depth: usize) {
        let operands = operation.operands.as_slice();
        let number = |index: usize| operands.get(index).and_then(finite).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" => self.save(),
            "Q" => self.restore(),
            "cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    self.state.page = matrix.then(self.state.page);
                }
            }
            "BT" => (self.text, self.line) = (Matrix::NONE, Matrix::NONE),
            "Tm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            "Td" => self.next_line(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            "T*" => self.next_line(0.0, -self.state.leading),
            "TL" => self.state.leading = number(0),
            "Tc" => self.state.char_space = number(0),
            "Tw" => self.state.word_space = number(0),
            "Tz" => self.state.stretch = number(0) / 100.0,
            "Ts" => self.state.rise = number(0),
            "Tf" => {
                self.state.font = self.font(resources, operands.first());
                self.state.size = number(1);
            }
            "Tj" => self.show(operands.first()),
            "'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands.first());
            }
            "\"" => {
                (self.state.word_space, self.state.char_space) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            "TJ" => self.show_all(operands.first()),
            "Do" => self.form(resources, operands.first(), depth),
            _ => {}
        }
    }

    fn save(&mut self) {
        if self.saved.len() < MAX_SAVED {
            self.saved.push(self.state.clone());
        }
    }

    fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    /// The font of a name in the resources.
    fn font(&mut self, resources: Option<&'a Dictionary>, name: Option<&Object>) -> Rc<Font> {
        let pdf = self.pdf;
        let fonts = resources.and_then(|resources| dict_at(pdf, resources, b"Font"));
        let name = name.and_then(|name| name.as_name().ok());
        let Some(dict) = fonts.zip(name).and_then(|(fonts, name)| dict_at(pdf, fonts, name)) else { return Rc::clone(&self.plain) };
        let key = ptr::from_ref(dict);
        if let Some(font) = self.fonts.get(&key) {
            return Rc::clone(font);
        }
        if self.fonts.len() >= MAX_FONTS {
            self.fonts.clear();
        }
        let font = Rc::new(Font::read(pdf, dict, self.budget));
        self.fonts.insert(key, Rc::clone(&font));
        font
    }

    /// Draws the form of a name in the resources.
    fn form(&mut self, resources: Option<&'a Dictionary>, name: Option<&Object>, depth: usize) {
        let pdf = self.pdf;
        let objects = resources.and_then(|resources| dict_at(pdf, resources, b"XObject"));
        let name = name.and_then(|name| name.as_name().ok());
        let Some(form) = objects.zip(name).and_then(|(objects, name)| stream_at(pdf, objects, name)) else { return };
        if name_at(pdf, &form.dict, b"Subtype") != Some(b"Form".as_slice()) {
            return;
        }
        if depth >= MAX_FORMS {
            self.budget.cut = true;
            return;
        }
        let Some(content) = self.budget.unpack(form, MAX_CONTENT) else { return };
        let (state, saved, text, line) = (self.state.clone(), mem::take(&mut self.saved), self.text, self.line);
        if let Some(matrix) = array_at(pdf, &form.dict, b"Matrix").and_then(Matrix::of) {
            self.state.page = matrix.then(self.state.page);
        }
        self.draw(&content, dict_at(pdf, &form.dict, b"Resources").or(resources), depth + 1);
        (self.state, self.saved, self.text, self.line) = (state, saved, text, line);
    }

    /// Strings, and thousandths of the font size to step back between them.
    fn show_all(&mut self, items: Option<&Object>) {
        for item in items.and_then(|items| items.as_array().ok()).into_iter().flatten() {
            if let Some(back) = finite(item) {
                let step = -back / 1000.0 * self.state.size * self.state.stretch;
                self.text = Matrix::shift(step, 0.0).then(self.text);
            } else {
                self.show(Some(item));
            }
        }
    }

    fn show(&mut self, string: Option<&Object>) {
        let Some(bytes) = string.and_then(|string| string.as_str().ok()) else { return };
        if self.runs.len() >= MAX_RUNS {
            self.budget.cut = true;
            return;
        }
        let state = &self.state;
        let mut text = String::new();
        let mut advance = 0.0f32;
        for code in state.font.codes(bytes) {
            let start = text.len();
            state.font.decode(code, &mut text);
            advance += state.font.width(code, text.get(start..).unwrap_or_default()) * state.size + state.char_space;
            if code.value == 32 && code.length == 1 {
                advance += state.word_space;
            }
        }
        advance *= state.stretch;
        let place = self.text.then(state.page);
        let start = Matrix::shift(0.0, state.rise).then(place);
        let size = state.size.abs() * place.c.hypot(place.d);
        self.text = Matrix::shift(advance, 0.0).then(self.text);
        let run = Run::new((start.e, start.f), (advance * place.a, advance * place.b), size, text);
        self.runs.extend(run);
    }
}

impl State {
    fn new(font: &Rc<Font>, page: Matrix) -> Self {
        let font = Rc::clone(font);
        Self { page, font, size: 1.0, char_space: 0.0, word_space: 0.0, stretch: 1.0, leading: 0.0, rise: 0.0 }
    }
}

impl Run {
    /// A string that starts at a point and runs along a vector; none if there is nothing to see or no place to see it.
    fn new((x, y): (f32, f32), (right, up): (f32, f32), size: f32, text: String) -> Option<Self> {
        let length = right.hypot(up);
        if text.is_empty() || ![x, y, length, size].iter().all(|n| n.is_finite()) {
            return None;
        }
        let (turn, x, y) = match (right.abs() >= up.abs(), right >= 0.0, up >= 0.0) {
            (true, true, _) => (0, x, y),
            (false, _, true) => (1, y, -x),
            (true, false, _) => (2, -x, -y),
            (false, _, false) => (3, -y, x),
        };
        Some(Self { turn, x, y, end: x + length, size: size.max(0.1), text })
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// What brings a page's content to where it is shown, with its lower left corner at zero; and the page's width.
fn placement(pdf: &Pdf, page: &Dictionary) -> (Matrix, Option<f32>) {
    let corners = [b"CropBox".as_slice(), b"MediaBox".as_slice()].into_iter().find_map(|key| {
        let corners = inherited(pdf, page, key)?.as_array().ok()?.first_chunk::<4>()?;
        let [x, y, other_x, other_y] = corners.each_ref().map(|corner| followed(pdf, corner).and_then(finite));
        Some((x?, y?, other_x?, other_y?))
    });
    let Some((x, y, other_x, other_y)) = corners else { return (Matrix::NONE, None) };
    let (width, height) = ((other_x - x).abs(), (other_y - y).abs());
    let corner = Matrix::shift(-x.min(other_x), -y.min(other_y));
    let turn = inherited(pdf, page, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
    let (turned, width) = match turn.rem_euclid(360) {
        90 => (Matrix { a: 0.0, b: -1.0, c: 1.0, d: 0.0, e: 0.0, f: width }, height),
        180 => (Matrix { a: -1.0, b: 0.0, c: 0.0, d: -1.0, e: width, f: height }, width),
        270 => (Matrix { a: 0.0, b: 1.0, c: -1.0, d: 0.0, e: height, f: 0.0 }, height),
        _ => (Matrix::NONE, width),
    };
    (corner.then(turned), Some(width))
}

// Fonts.

/// A character as a string has it.
#[derive(Clone, Copy)]
struct Code {
    value: u32,
    length: usize,
}

/// How a font's strings part into codes.
enum Coding {
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
    fn length(&self, bytes: &[u8]) -> usize {
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
enum Meaning {
    /// The text of each byte.
    Bytes(Vec<String>),
    /// The code is UTF-16.
    Utf16,
    /// Nobody knows, unless it is ASCII.
    Unknown,
}

/// What is needed of a font to read what is drawn with it.
struct Font {
    coding: Coding,
    to_unicode: CharacterMap,
    meaning: Meaning,
    /// First and last code, and width in font sizes; by the first code.
    widths: Vec<(u32, u32, f32)>,
    /// Width of the codes that have none.
    missing: Option<f32>,
    /// All characters are as wide as another.
    fixed: bool,
}

impl Font {
    /// A font of which nothing is known.
    fn plain() -> Self {
        let meaning = Meaning::Bytes((0..=u8::MAX).map(|byte| char::from(byte).to_string()).collect());
        Self { coding: Coding::One, to_unicode: CharacterMap::default(), meaning, widths: Vec::new(), missing: None, fixed: false }
    }

    fn read(pdf: &Pdf, font: &Dictionary, budget: &mut Budget) -> Self {
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
    fn simple(pdf: &Pdf, font: &Dictionary, to_unicode: CharacterMap) -> Self {
        let type_3 = name_at(pdf, font, b"Subtype") == Some(b"Type3".as_slice());
        let matrix = array_at(pdf, font, b"FontMatrix").and_then(|matrix| finite(matrix.first()?)).filter(|_| type_3);
        let scale = matrix.map_or(0.001, f32::abs);
        let first = number_at(pdf, font, b"FirstChar").unwrap_or(0.0).clamp(0.0, 65_535.0) as u32;
        let widths = array_at(pdf, font, b"Widths").unwrap_or_default().iter().take(256);
        let widths = (first..).zip(widths).filter_map(|(code, width)| Some((code, code, finite(followed(pdf, width)?)? * scale)));
        let missing = dict_at(pdf, font, b"FontDescriptor").and_then(|descriptor| number_at(pdf, descriptor, b"MissingWidth"));
        let name = name_at(pdf, font, b"BaseFont").unwrap_or_default();
        Self {
            coding: Coding::One,
            to_unicode,
            meaning: Meaning::Bytes(byte_texts(pdf, font)),
            widths: widths.collect(),
            missing: missing.filter(|width| *width > 0.0).map(|width| width * scale),
            fixed: contains(name, b"Courier") || contains(name, b"Mono"),
        }
    }

    /// A font whose codes are longer.
    fn composite(pdf: &Pdf, font: &Dictionary, to_unicode: CharacterMap, budget: &mut Budget) -> Self {
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
        Self { coding, to_unicode, meaning, widths: widths.unwrap_or_default(), missing: missing.or(Some(1.0)), fixed: false }
    }

    /// A string's codes.
    fn codes(&self, bytes: &[u8]) -> Vec<Code> {
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
    fn decode(&self, code: Code, text: &mut String) {
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
    fn width(&self, code: Code, shown: &str) -> f32 {
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
fn usual_width(c: char) -> f32 {
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
fn write_clean(from: &str, text: &mut String) {
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
fn glyph_widths(pdf: &Pdf, array: &[Object]) -> Vec<(u32, u32, f32)> {
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
fn byte_texts(pdf: &Pdf, font: &Dictionary) -> Vec<String> {
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
fn base_texts(pdf: &Pdf, encoding: &[u8]) -> Vec<String> {
    let font = font_with(Object::Name(encoding.to_vec()));
    let encoding = font.get_font_encoding_with_limit(pdf, MAX_MAP).ok();
    let text = |byte: u8| {
        let text = encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(&[byte]).ok());
        text.filter(|text| !text.is_empty()).unwrap_or_else(|| char::from(byte).to_string())
    };
    (0..=u8::MAX).map(text).collect()
}

/// The text of a glyph by its name: `eacute`, `uni00E9`, `u1F600`, and of these `f_i` and `a.alt`.
fn glyph_text(pdf: &Pdf, name: &[u8]) -> String {
    let stem = name.split(|byte| *byte == b'.').next().unwrap_or_default();
    if stem.is_empty() {
        return String::new();
    }
    stem.split(|byte| *byte == b'_').take(8).map(|part| listed_glyph(pdf, part).or_else(|| numbered_glyph(part)).unwrap_or('\u{fffd}')).collect()
}

/// A glyph of Adobe's list. It is asked for as the only difference of a font, as one unknown name spoils all differences for lopdf.
fn listed_glyph(pdf: &Pdf, name: &[u8]) -> Option<char> {
    let mut encoding = Dictionary::new();
    encoding.set("Differences", Object::Array(vec![Object::Integer(0), Object::Name(name.to_vec())]));
    let font = font_with(Object::Dictionary(encoding));
    let encoding = font.get_font_encoding_with_limit(pdf, MAX_MAP).ok()?;
    encoding.bytes_to_string(&[0]).ok()?.chars().next()
}

/// A glyph that is named by its code point.
fn numbered_glyph(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    let digits = name.strip_prefix("uni").and_then(|digits| digits.get(..4)).or_else(|| name.strip_prefix('u'))?;
    if !(4..=6).contains(&digits.len()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

fn font_with(encoding: Object) -> Dictionary {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    font
}

// Character maps.

/// Codes of one length.
#[derive(Clone, Copy)]
struct Space {
    length: usize,
    low: u32,
    high: u32,
}

/// A CMap, as far as it maps codes to Unicode.
#[derive(Default)]
struct CharacterMap {
    spaces: Vec<Space>,
    chars: HashMap<u32, Vec<u16>>,
    /// First and last code, and what the first one means; by the first code.
    ranges: Vec<(u32, u32, Vec<u16>)>,
}

/// What a list of hexadecimal strings in a CMap is.
#[derive(Clone, Copy)]
enum Section {
    Other,
    Spaces,
    Chars,
    Ranges,
}

impl CharacterMap {
    fn parse(bytes: &[u8]) -> Self {
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
    fn put(&mut self, section: Section, held: &[Vec<u8>]) -> bool {
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
    fn put_in_range(&mut self, section: Section, held: &[Vec<u8>], count: u32, target: &[u8]) {
        if let (Section::Ranges, [first, _]) = (section, held) {
            self.chars.insert(big_endian(first).saturating_add(count), units(target));
        }
    }

    fn get(&self, code: u32) -> Option<String> {
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
fn begun(word: &[u8]) -> Option<Section> {
    match word {
        b"begincodespacerange" => Some(Section::Spaces),
        b"beginbfchar" => Some(Section::Chars),
        b"beginbfrange" => Some(Section::Ranges),
        _ => (word.starts_with(b"begin") || word.starts_with(b"end")).then_some(Section::Other),
    }
}

/// What a CMap is written in.
enum Token<'a> {
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
fn token<'a>(rest: &mut &'a [u8]) -> Option<Token<'a>> {
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
fn from_hex(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = digits.iter().filter_map(|c| char::from(*c).to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).take(256).collect();
    digits.chunks(2).map(|pair| pair.first().map_or(0, |high| high << 4) | pair.get(1).copied().unwrap_or(0)).collect()
}

/// A number of up to four bytes; of more, the last four.
fn big_endian(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number: u32, byte| (number << 8) | u32::from(*byte))
}

// Lines and columns.

/// Writes the strings of a page as lines in reading order: those that are upright, then those that are turned.
fn assemble(runs: &[Run], width: Option<f32>, text: &mut String) {
    for turn in 0..4u8 {
        let turned: Vec<&Run> = runs.iter().filter(|run| run.turn == turn).collect();
        let left = turned.iter().map(|run| run.x).fold(f32::INFINITY, f32::min);
        let right = turned.iter().map(|run| run.end).fold(f32::NEG_INFINITY, f32::max);
        let (left, right) = width.filter(|width| turn == 0 && *width > 0.0).map_or((left, right), |width| (0.0, width));
        let rows = rows(turned);
        match gutter(&rows, left, right) {
            Some(gutter) => write_columns(&rows, gutter, text),
            None => rows.iter().for_each(|row| write_line(row, text)),
        }
    }
}

/// Parts strings into lines from top to bottom, each from left to right.
fn rows(mut runs: Vec<&Run>) -> Vec<Vec<&Run>> {
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<&Run>> = Vec::new();
    for run in runs {
        let fits = |first: &&Run| first.y - run.y <= 0.4 * first.size.min(run.size);
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(fits) => row.push(run),
            _ => rows.push(vec![run]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows
}

/// Writes a line, with a space wherever there is a gap.
fn write_line(row: &[&Run], text: &mut String) {
    let mut line = String::new();
    let mut end = f32::INFINITY;
    let mut last: Option<&Run> = None;
    for run in row.iter().copied() {
        // Bold letters are drawn twice, a hair apart, where there is no bold font.
        if last.is_some_and(|last| last.text == run.text && (run.x - last.x).abs() < 0.1 * run.size) {
            continue;
        }
        if run.x - end > 0.2 * run.size {
            line.push(' ');
        }
        line.push_str(&run.text);
        end = if last.is_some() { end.max(run.end) } else { run.end };
        last = Some(run);
    }
    let start = text.len();
    for word in line.split_whitespace() {
        if text.len() > start {
            text.push(' ');
        }
        text.push_str(word);
    }
    if text.len() > start {
        text.push('\n');
    }
}

/// A vertical band between two columns.
#[derive(Clone, Copy)]
struct Gutter {
    from: f32,
    to: f32,
}

impl Gutter {
    /// Whether a line runs across.
    fn is_crossed(self, row: &[&Run]) -> bool {
        row.iter().any(|run| run.x < self.to && run.end > self.from && !run.is_blank())
    }

    /// Whether a string is in the left column.
    fn is_right_of(self, run: &Run) -> bool {
        run.x + run.end < self.from + self.to
    }

    /// How many lines two columns have side by side in rows that do not run across; zero if these are no columns.
    ///
    /// Columns need not have their lines at the same heights. But where one of them has text at few of the other's lines only, they are no
    /// columns: it has dates or headings that belong to these lines.
    fn columns(self, rows: &[Vec<&Run>]) -> usize {
        let has = |left: bool| {
            let has = move |row: &Vec<&Run>| row.iter().any(|run| self.is_right_of(run) == left && !run.is_blank());
            rows.iter().enumerate().filter(move |(_, row)| has(row)).map(|(index, _)| index).collect::<Vec<usize>>()
        };
        let (left, right) = (has(true), has(false));
        let (Some(from), Some(to)) = (left.first().max(right.first()), left.last().min(right.last())) else { return 0 };
        let within = |side: &[usize]| side.iter().filter(|index| (from..=to).contains(index)).count();
        let (left, right) = (within(&left), within(&right));
        let (fewer, more) = (left.min(right), left.max(right));
        if fewer >= COLUMN_LINES && fewer.saturating_mul(5) >= more.saturating_mul(2) { fewer } else { 0 }
    }
}

/// The band in the middle of the page that parts the most lines into columns, if any does.
fn gutter(rows: &[Vec<&Run>], left: f32, right: f32) -> Option<Gutter> {
    if rows.len() < COLUMN_LINES || rows.iter().map(Vec::len).sum::<usize>() > MAX_COLUMN_RUNS {
        return None;
    }
    let mut sizes: Vec<f32> = rows.iter().filter_map(|row| row.first()).map(|run| run.size).collect();
    sizes.sort_by(f32::total_cmp);
    let width = *sizes.get(sizes.len() / 2)? * 1.2;
    let (low, high) = (left + 0.25 * (right - left), left + 0.75 * (right - left) - width);
    if !low.is_finite() || !high.is_finite() || high <= low {
        return None;
    }
    let step = ((high - low) / 200.0).max(2.0);
    let steps = ((high - low) / step) as u16;
    let mut best: Option<(usize, Gutter)> = None;
    for index in 0..=steps {
        let from = low + f32::from(index) * step;
        let gutter = Gutter { from, to: from + width };
        let lines = rows.split(|row| gutter.is_crossed(row)).map(|band| gutter.columns(band)).sum::<usize>();
        if lines > best.map_or(0, |(most, _)| most) {
            best = Some((lines, gutter));
        }
    }
    best.map(|(_, gutter)| gutter)
}

/// Writes rows of which some are columns. Lines that run across part the page into bands; in each the left column goes before the right one.
fn write_columns(all: &[Vec<&Run>], gutter: Gutter, text: &mut String) {
    for part in all.split_inclusive(|row| gutter.is_crossed(row)) {
        let (band, across) = match part.split_last() {
            Some((last, band)) if gutter.is_crossed(last) => (band, Some(last)),
            _ => (part, None),
        };
        if gutter.columns(band) > 0 {
            for left in [true, false] {
                let column: Vec<&Run> = band.iter().flatten().copied().filter(|run| gutter.is_right_of(run) == left).collect();
                rows(column).iter().for_each(|row| write_line(row, text));
            }
        } else {
            band.iter().for_each(|row| write_line(row, text));
        }
        if let Some(row) = across {
            write_line(row, text);
        }
    }
}
