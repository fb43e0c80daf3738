//! Word documents.

use crate::document::{Document, Meta, Unreadable, add};
use crate::package::{Met, Package, attribute, fields, walk};
use crate::plain::cut;
use crate::rows::Flow;
use crate::style;

/// Headers first, then the body, then footers.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut package = Package::open(bytes)?;
    let mut document = Document::default();
    let names = package.names();
    let numbered = |prefix: &str| names.iter().filter(|n| n.starts_with(prefix) && n.ends_with(".xml")).cloned().collect::<Vec<_>>();
    let parts = [numbered("word/header"), vec!["word/document.xml".to_owned()], numbered("word/footer")].concat();
    for part in parts {
        if let Some(xml) = package.part(&part)? {
            text(&xml, &mut document.text)?;
        }
    }
    document.layout = style::take(&mut document.text);
    document.truncated = cut(&mut document.text);
    properties(&mut package, &mut document.meta)?;
    relationships(&mut package, &names, &mut document)?;
    for name in names.iter().filter(|n| n.starts_with("word/media/")) {
        if let Some(image) = package.part(name)? {
            add(&mut document.images, blake3::hash(&image).to_hex().to_string());
        }
    }
    for name in &names {
        if name.ends_with("vbaProject.bin") {
            add(&mut document.active, "macro".into());
        } else if name.starts_with("word/embeddings/") {
            add(&mut document.active, "embedded-object".into());
        }
    }
    Ok(document)
}

/// What stands in `w:t`, by paragraph and table row. Text that Word keeps twice, for older readers, is read once; what was deleted is not.
fn text(xml: &[u8], out: &mut String) -> Result<(), Unreadable> {
    let (mut in_text, mut fallback) = (false, 0_u32);
    let mut flow = Flow::default();
    // What is said of the type of a paragraph before its first text.
    let mut type_of: Option<String> = None;
    walk(xml, |met| match met {
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
        Met::End("w:p") => flow.push('\n'),
        Met::Begin("w:tbl", _) => flow.begin_table(),
        Met::End("w:tbl") => flow.end_table(),
        Met::Begin("w:tc", _) => flow.begin_cell(),
        Met::End("w:tc") => flow.end_cell(),
        Met::End("w:tr") => flow.end_row(),
        Met::Text(more) if in_text => {
            if let Some(said) = type_of.take() {
                flow.push(style::mark(said));
            }
            flow.push_str(more);
        }
        _ => {}
    })?;
    out.push_str(&flow.finish());
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

fn relationships(package: &mut Package<'_>, names: &[String], document: &mut Document) -> Result<(), Unreadable> {
    for name in names.iter().filter(|n| n.starts_with("word/") && n.ends_with(".rels")) {
        let Some(xml) = package.part(name)? else { continue };
        walk(&xml, |met| {
            let Met::Begin("Relationship", element) = met else { return };
            let of = |name| attribute(element, name).unwrap_or_default();
            if of("TargetMode") != "External" {
                return;
            }
            match of("Type").rsplit('/').next() {
                Some("hyperlink") => add(&mut document.links, of("Target")),
                Some("attachedTemplate") => add(&mut document.active, "external-template".into()),
                Some("image") => add(&mut document.active, "remote-image".into()),
                Some("oleObject" | "frame" | "subDocument") => add(&mut document.active, "external-object".into()),
                _ => {}
            }
        })?;
    }
    Ok(())
}
