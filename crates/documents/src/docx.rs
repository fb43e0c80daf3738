//! Word documents.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use crate::document::{Document, Meta, Unreadable, add, add_link};
use crate::hidden::aside;
use crate::kind::Nested;
use crate::observed::{Observable, observe};
use crate::office;
use crate::package::{Met, Package, attribute, fields, walk};
use crate::plain::cut;
use crate::rows::Flow;
use crate::style;

/// Headers first, then the body, then footers.
pub(crate) fn read(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let mut package = Package::open(bytes)?;
    let mut document = Document::default();
    let names = package.names();
    let styles = package.part("word/styles.xml")?.map(|xml| Styles::read(&xml)).transpose()?.unwrap_or_default();
    let numbered = |prefix: &str| names.iter().filter(|n| n.starts_with(prefix) && n.ends_with(".xml")).cloned().collect::<Vec<_>>();
    let parts = [numbered("word/header"), vec!["word/document.xml".to_owned()], numbered("word/footer")].concat();
    let mut changed_by = Vec::new();
    for part in parts {
        if let Some(xml) = package.part(&part)? {
            text(&xml, &styles, &mut document, &mut changed_by)?;
        }
    }
    document.layout = style::take(&mut document.text);
    document.truncated = cut(&mut document.text);
    properties(&mut package, &mut document.meta)?;
    let own = [&document.meta.author, &document.meta.last_modified_by];
    if changed_by.iter().any(|author| !author.is_empty() && own.iter().all(|name| name.as_ref() != Some(author))) {
        observe(&mut document.observed, Observable::TrackedChanges, "");
    }
    office::look(&mut package, &names, &mut document, nested)?;
    for name in names.iter().filter(|n| n.starts_with("word/media/")) {
        if let Some(image) = package.part(name)? {
            add(&mut document.images, blake3::hash(&image).to_hex().to_string());
            crate::qr::links(&image).into_iter().for_each(|link| add_link(&mut document.links, &link));
        }
    }
    Ok(document)
}

/// Styles that decide whether a text is seen: by their ids.
#[derive(Default)]
struct Styles {
    /// Text of these is not shown.
    vanishing: HashSet<String>,
    /// Behind text of these is a colour.
    shaded: HashSet<String>,
}

impl Styles {
    fn read(xml: &[u8]) -> Result<Self, Unreadable> {
        let mut styles = Self::default();
        let mut id = String::new();
        walk(xml, |met| {
            let Met::Begin(name, element) = met else { return };
            match name {
                "w:style" => id = attribute(element, "w:styleId").unwrap_or_default(),
                "w:vanish" if is_on(element) => drop(styles.vanishing.insert(id.clone())),
                "w:shd" if is_shade(element) => drop(styles.shaded.insert(id.clone())),
                _ => {}
            }
        })?;
        Ok(styles)
    }
}

/// A property that is switched on by being there, and off by its value.
fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(attribute(element, "w:val").as_deref(), Some("0" | "false" | "off" | "none"))
}

/// A colour behind text on which white is seen.
fn is_shade(element: &BytesStart<'_>) -> bool {
    attribute(element, "w:fill").is_some_and(|fill| fill.len() == 6 && !is_white(&fill))
        || attribute(element, "w:val").is_some_and(|pattern| pattern == "solid" || pattern.starts_with("pct"))
        || attribute(element, "w:themeFill").is_some()
}

/// A colour that nobody sees on paper.
fn is_white(colour: &str) -> bool {
    colour.len() == 6
        && colour.as_bytes().chunks(2).all(|c| str::from_utf8(c).ok().and_then(|c| u8::from_str_radix(c, 16).ok()).is_some_and(|c| c >= 0xF4))
}

/// How the text of a run, of its paragraph and of what is around it is shown.
#[derive(Default)]
struct Shown {
    /// The properties are those of a paragraph's mark.
    of_mark: bool,
    vanish: bool,
    white: bool,
    tiny: bool,
    /// The run and the paragraph are on a colour.
    run_shade: bool,
    paragraph_shade: bool,
    /// Elements around that are or may be on a colour: cells with one, tables with a style, boxes.
    shades: Vec<bool>,
}

impl Shown {
    fn is_hidden(&self) -> bool {
        let shaded = self.run_shade || self.paragraph_shade || self.shades.iter().any(|shade| *shade);
        self.vanish || self.tiny || self.white && !shaded
    }
}

/// What stands in `w:t`, by paragraph and table row. Text that Word keeps twice, for older readers, is read once; what was deleted is not.
fn text(xml: &[u8], styles: &Styles, document: &mut Document, changed_by: &mut Vec<String>) -> Result<(), Unreadable> {
    let (mut in_text, mut fallback) = (false, 0_u32);
    let mut flow = Flow::default();
    // What is said of the type of a paragraph before its first text.
    let mut type_of: Option<String> = None;
    let mut shown = Shown::default();
    let (mut hidden, mut instruction, mut instructions) = (String::new(), String::new(), Vec::new());
    let mut in_instruction = false;
    walk(xml, |met| {
        // What is said of how a run is shown.
        if let Met::Begin(name, element) = &met {
            match *name {
                "w:p" => (shown.paragraph_shade, shown.of_mark) = (false, false),
                "w:pPr" => shown.of_mark = true,
                "w:r" => (shown.vanish, shown.white, shown.tiny, shown.run_shade) = (false, false, false, false),
                "w:pStyle" => shown.paragraph_shade |= attribute(element, "w:val").is_some_and(|id| styles.shaded.contains(&id)),
                "w:rStyle" if !shown.of_mark => {
                    let id = attribute(element, "w:val").unwrap_or_default();
                    shown.vanish |= styles.vanishing.contains(&id);
                    shown.run_shade |= styles.shaded.contains(&id);
                }
                "w:vanish" if !shown.of_mark => shown.vanish = is_on(element),
                "w:color" if !shown.of_mark => shown.white = attribute(element, "w:val").is_some_and(|colour| is_white(&colour)),
                "w:sz" if !shown.of_mark => {
                    shown.tiny = attribute(element, "w:val").and_then(|size| size.parse().ok()).is_some_and(|size: u32| size <= 4)
                }
                "w:highlight" => shown.run_shade = true,
                "w:shd" if is_shade(element) => {
                    if shown.of_mark {
                        shown.paragraph_shade = true;
                    } else if let Some(around) = shown.shades.last_mut().filter(|_| type_of.is_none() && !in_text) {
                        *around = true;
                    } else {
                        shown.run_shade = true;
                    }
                }
                "w:tblStyle" => {
                    if let Some(around) = shown.shades.last_mut() {
                        *around |= attribute(element, "w:val").is_some_and(|id| styles.shaded.contains(&id));
                    }
                }
                "w:tbl" | "w:tc" => shown.shades.push(false),
                "w:txbxContent" => shown.shades.push(true),
                "w:ins" | "w:del" if changed_by.len() < 50 => changed_by.extend(attribute(element, "w:author").as_deref().and_then(Meta::value)),
                "w:instrText" => in_instruction = true,
                "w:fldSimple" => instructions.extend(attribute(element, "w:instr")),
                // The instruction of a field is parted into runs as somebody likes.
                "w:fldChar" if attribute(element, "w:fldCharType").is_some_and(|kind| kind != "begin") && !instruction.is_empty() => {
                    instructions.push(std::mem::take(&mut instruction));
                }
                _ => {}
            }
        }
        match &met {
            Met::End("w:pPr") => shown.of_mark = false,
            Met::End("w:tbl" | "w:tc" | "w:txbxContent") => drop(shown.shades.pop()),
            Met::End("w:instrText") => in_instruction = false,
            Met::Text(more) if in_instruction && instruction.len() < 8 << 10 => instruction.push_str(more),
            _ => {}
        }
        match met {
            Met::Begin("w:p", _) => type_of = Some(String::new()),
            Met::Begin(name @ ("w:pStyle" | "w:b" | "w:sz" | "w:caps" | "w:color" | "w:smallCaps"), element) => {
                if let Some(said) = &mut type_of {
                    said.push_str(name);
                    said.push_str(&attribute(element, "w:val").unwrap_or_default());
                }
            }
            Met::Begin("mc:Fallback", _) => fallback += 1,
            Met::End("mc:Fallback") => fallback = fallback.saturating_sub(1),
            _ if fallback > 0 => {}
            Met::Begin("w:t", _) => in_text = true,
            Met::End("w:t") => in_text = false,
            Met::Begin("w:tab", _) => flow.push('\t'),
            Met::Begin("w:br" | "w:cr", _) => flow.push('\n'),
            Met::Begin("w:noBreakHyphen", _) => flow.push('-'),
            // A box of text within a paragraph is lines of its own.
            Met::Begin("w:txbxContent", _) => flow.end_line(),
            Met::Begin("w:numPr", _) => flow.push_str("• "),
            Met::End("w:p") => {
                flow.push('\n');
                if !hidden.is_empty() && !hidden.ends_with('\n') {
                    hidden.push('\n');
                }
            }
            Met::Begin("w:tbl", _) => flow.begin_table(),
            Met::End("w:tbl") => flow.end_table(),
            Met::Begin("w:tc", _) => flow.begin_cell(),
            Met::End("w:tc") => flow.end_cell(),
            Met::End("w:tr") => flow.end_row(),
            Met::Text(more) if in_text && shown.is_hidden() => aside(&mut hidden, more),
            Met::Text(more) if in_text => {
                if let Some(said) = type_of.take() {
                    flow.push(style::mark(said));
                }
                flow.push_str(more);
            }
            _ => {}
        }
    })?;
    instructions.push(instruction);
    for instruction in instructions {
        office::field(&instruction, document);
    }
    document.text.push_str(&flow.finish());
    aside(&mut document.hidden, &hidden);
    Ok(())
}

fn properties(package: &mut Package<'_>, meta: &mut Meta) -> Result<(), Unreadable> {
    for part in ["docProps/core.xml", "docProps/app.xml"] {
        for (name, text) in package.part(part)?.map(|xml| fields(&xml)).transpose()?.unwrap_or_default() {
            let value = Meta::value(&text);
            match name.as_str() {
                "dc:creator" => meta.author = value,
                "cp:lastModifiedBy" => meta.last_modified_by = value,
                "dc:title" => meta.title = value,
                "cp:revision" => meta.revisions = text.trim().parse().ok(),
                "dcterms:created" => meta.created = value,
                "dcterms:modified" => meta.modified = value,
                "Application" => meta.producer = value,
                "Template" => meta.template = value,
                "Company" => meta.company = value,
                _ => {}
            }
        }
    }
    if let Some(xml) = package.part("word/settings.xml")? {
        let mut root = None;
        walk(&xml, |met| {
            if let Met::Begin(name @ ("w:rsidRoot" | "w:rsid"), element) = met
                && let Some(id) = attribute(element, "w:val").filter(|id| id.len() == 8 && id.bytes().all(|b| b.is_ascii_hexdigit()))
            {
                if name == "w:rsidRoot" {
                    root = Some(id);
                } else {
                    add(&mut meta.rsids, id);
                }
            }
        })?;
        if let Some(root) = root {
            meta.rsids.retain(|id| *id != root);
            meta.rsids.insert(0, root);
        }
    }
    if let Some(xml) = package.part("word/fontTable.xml")? {
        walk(&xml, |met| {
            if let Met::Begin("w:font", element) = met {
                add(&mut meta.fonts, attribute(element, "w:name").unwrap_or_default());
            }
        })?;
    }
    Ok(())
}
