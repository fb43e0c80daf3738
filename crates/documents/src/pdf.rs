//! PDF: what is drawn on its pages becomes lines in reading order; the rest is looked up in its objects.
//!
//! Here: the document and its load, metadata, links, images and active content. `content.rs` interprets what is drawn, `font.rs` says what its
//! codes mean, `lines.rs` makes lines and columns of it,
//! `seen.rs` knows what is behind a text, `glyphs.rs` whether its letters are what they seem.
//!
//! All of it is written by strangers. Nothing recurses without a depth, nothing unpacks without a limit, and all unpacking draws on one budget.

mod codes;
mod content;
mod font;
mod glyphs;
mod layers;
mod lines;
mod seen;

use std::collections::HashSet;
use std::ptr;

use lopdf::{DecompressError, Dictionary, Document as Pdf, Error, LoadOptions, Object, ObjectId, Stream};

use crate::document::{Document, MAX_ASIDE, MAX_LINK, MAX_LIST, MAX_META, MAX_PART, MAX_TEXT, Meta, Unreadable, add};
use crate::hidden::aside;
use crate::kind::Nested;
use crate::observed::{Observable, Observation, observe};
use crate::plain::cut;

use content::Interpreter;
use glyphs::{LEAST_LETTERS, ONE_IN};
use lines::assemble;

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
/// Marked content within each other.
const MAX_MARKS: usize = 1_000;
/// Graphics states that are saved at a time.
const MAX_SAVED: usize = 256;
/// Ancestors of a page that are asked for what it inherits.
const MAX_ANCESTORS: usize = 64;
/// Annotations of a page that are looked at.
const MAX_ANNOTATIONS: usize = 5_000;
/// Strings that are drawn on one page.
const MAX_RUNS: usize = 100_000;
/// Strings on a page beyond which no columns are looked for.
const MAX_COLUMN_RUNS: usize = 20_000;
/// Lines that two columns have side by side at least, and where a section begins in one of them.
const COLUMN_LINES: usize = 8;
const LEAST_LINES: usize = 4;

/// Takes a PDF apart.
pub(crate) fn read(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
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
    let pictures = pictures(&pdf, &pages);
    for picture in &pictures {
        add(&mut document.images, blake3::hash(&picture.content).to_hex().to_string());
    }
    codes::look(&pdf, &pictures, &mut document);
    look_around(&pdf, &mut document, &mut budget, nested);
    // A document that is made to be read before all of it has come ends twice.
    let linear = bytes.get(..1_024).unwrap_or(bytes).windows(11).any(|w| w == b"/Linearized");
    if document.meta.revisions.is_some_and(|count| count > if linear { 2 } else { 1 }) {
        observe(&mut document.observed, Observable::IncrementalUpdate, "");
    }
    (document.text, document.hidden) = text(&pdf, &pages, &mut budget, &mut document.observed);
    document.layout = crate::style::take(&mut document.text);
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

/// The text of all pages, a little beyond [`MAX_TEXT`] at most, and what of it nobody sees.
fn text(pdf: &Pdf, pages: &[&Dictionary], budget: &mut Budget, observed: &mut Vec<Observation>) -> (String, String) {
    let (mut text, mut hidden) = (String::new(), String::new());
    let mut interpreter = Interpreter::new(pdf, budget);
    for page in pages {
        if text.len() > MAX_TEXT {
            break;
        }
        let (runs, width) = interpreter.page(page);
        let (unseen, seen): (Vec<_>, Vec<_>) = runs.into_iter().partition(|run| run.hidden);
        assemble(&seen, width, &mut text);
        let mut lines = String::new();
        assemble(&unseen, width, &mut lines);
        crate::style::take(&mut lines);
        aside(&mut hidden, &lines);
    }
    let (compared, differing) = interpreter.letters;
    if differing >= LEAST_LETTERS && differing >= compared / ONE_IN {
        observe(observed, Observable::TextDiffers, format!("{differing} of {compared} letters"));
    }
    (text, hidden)
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

/// Images in the resources of pages and of the forms on them, each looked at once.
fn pictures<'a>(pdf: &'a Pdf, pages: &[&'a Dictionary]) -> Vec<&'a Stream> {
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
                Some(b"Image") if images.len() < MAX_LIST => images.push(stream),
                Some(b"Form") => waiting.extend(dict_at(pdf, &stream.dict, b"Resources")),
                _ => {}
            }
        }
    }
    images
}

/// Fonts and active content, wherever they are: each object is looked through once, and no reference is followed to look through another.
fn look_around(pdf: &Pdf, document: &mut Document, budget: &mut Budget, nested: &mut Nested) {
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
            active(pdf, dict, document, budget);
            if let Some(files) = dict_at(pdf, dict, b"EF") {
                embedded(pdf, dict, files, document, budget, nested);
            }
            waiting.extend(dict.iter().map(|(_, value)| value));
        }
    }
}

/// Notes the active content that a dictionary stands for.
fn active(pdf: &Pdf, dict: &Dictionary, document: &mut Document, budget: &mut Budget) {
    let action = name_at(pdf, dict, b"S").unwrap_or_default();
    let subtype = name_at(pdf, dict, b"Subtype").unwrap_or_default();
    let target = || {
        let file = dict.get_deref(b"F", pdf).ok();
        let named = file.and_then(|file| file.as_dict().ok()).and_then(|file| file.get_deref(b"UF", pdf).or_else(|_| file.get_deref(b"F", pdf)).ok());
        let windows = dict_at(pdf, dict, b"Win").and_then(|win| win.get_deref(b"F", pdf).ok());
        [named, file, windows].into_iter().flatten().find_map(text_of).unwrap_or_default()
    };
    if (dict.has(b"JS") || action == b"JavaScript") && !script(pdf, dict, document, budget) {
        observe(&mut document.observed, Observable::JavaScript, "");
    }
    // To open at a place in the document itself is no action of note, and most documents that are typeset do.
    let acts = |action: &Dictionary| {
        name_at(pdf, action, b"S").is_some_and(|kind| !matches!(kind, b"GoTo" | b"Named" | b"SetOCGState" | b"GoTo3DView" | b"Thread"))
    };
    if dict_at(pdf, dict, b"OpenAction").is_some_and(acts) {
        observe(&mut document.observed, Observable::RunsOnOpen, "");
    }
    // Opening and closing of the document or a page; what a field does when it is filled in is no matter of opening.
    let opening: [&[u8]; 6] = [b"O", b"C", b"WC", b"WS", b"DP", b"PO"];
    let kind = name_at(pdf, dict, b"Type").unwrap_or_default();
    if let Some(more) = dict_at(pdf, dict, b"AA")
        && (matches!(kind, b"Page" | b"Catalog") || !dict.has(b"FT") && kind != b"Annot")
        && opening.iter().any(|key| dict_at(pdf, more, key).is_some_and(acts))
    {
        observe(&mut document.observed, Observable::RunsOnOpen, "");
    }
    // Scripts that are listed by name run when the document is opened.
    if dict_at(pdf, dict, b"Names").is_some_and(|names| names.has(b"JavaScript")) || kind == b"Catalog" && dict.has(b"JavaScript") {
        observe(&mut document.observed, Observable::JavaScript, "");
        observe(&mut document.observed, Observable::RunsOnOpen, "");
    }
    match action {
        b"Launch" => observe(&mut document.observed, Observable::Launch, target()),
        b"SubmitForm" | b"ImportData" => observe(&mut document.observed, Observable::SubmitForm, target()),
        b"GoToR" | b"GoToE" => {
            let target = target();
            if target.contains("://") || target.starts_with("\\\\") || target.starts_with("//") {
                observe(&mut document.observed, Observable::RemoteFile, target);
            }
        }
        b"RichMediaExecute" | b"Rendition" | b"Movie" | b"Sound" => observe(&mut document.observed, Observable::RichMedia, ""),
        _ => {}
    }
    if matches!(subtype, b"RichMedia" | b"3D" | b"Screen" | b"Movie") && kind == b"Annot" || subtype == b"RichMedia" {
        observe(&mut document.observed, Observable::RichMedia, String::from_utf8_lossy(subtype));
    }
    if dict.has(b"XFA") {
        observe(&mut document.observed, Observable::Xfa, "");
    }
}

/// Keeps the source of a script. Says whether it only shapes what is typed into a field: those functions are built into readers, begin with `AF`, and are
/// what programs write for a date or a number.
fn script(pdf: &Pdf, dict: &Dictionary, document: &mut Document, budget: &mut Budget) -> bool {
    let source = match dict.get_deref(b"JS", pdf) {
        Ok(Object::Stream(stream)) => budget.unpack(stream, MAX_ASIDE).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        Ok(other) => text_of(other),
        Err(_) => None,
    };
    let Some(source) = source else { return false };
    if !document.code.contains(source.as_str()) {
        aside(&mut document.code, &source);
        aside(&mut document.code, "\n");
    }
    let call = |call: &str| {
        call.starts_with("AF")
            && call.find('(').is_some_and(|at| call.get(2..at).is_some_and(|name| name.chars().all(|c| c.is_ascii_alphabetic() || c == '_')))
    };
    source.len() < 500 && !source.contains('\n') && source.split(';').map(str::trim).filter(|part| !part.is_empty()).all(call)
}

/// Takes a file within the document apart.
fn embedded(pdf: &Pdf, dict: &Dictionary, files: &Dictionary, document: &mut Document, budget: &mut Budget, nested: &mut Nested) {
    let name = [b"UF".as_slice(), b"F"].into_iter().find_map(|key| dict.get_deref(key, pdf).ok().and_then(text_of)).unwrap_or_default();
    observe(&mut document.observed, Observable::EmbeddedFile, &name);
    let stream = [b"F".as_slice(), b"UF"].into_iter().find_map(|key| stream_at(pdf, files, key));
    if nested.is_full() {
        return;
    }
    if let Some(bytes) = stream.and_then(|stream| budget.unpack(stream, MAX_CONTENT)) {
        nested.part(&mut document.parts, if name.is_empty() { "file".into() } else { name }, None, &bytes);
    }
}
