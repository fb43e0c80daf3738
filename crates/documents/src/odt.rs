//! OpenDocument texts.

use crate::document::{Document, Meta, Unreadable, add};
use crate::package::{Met, Package, attribute, fields, walk};
use crate::plain::cut;
use crate::rows::Flow;
use crate::style;

/// Headers and footers of the page styles first, then the body.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut package = Package::open(bytes)?;
    let mut document = Document::default();
    if let Some(manifest) = package.part("META-INF/manifest.xml")?
        && String::from_utf8_lossy(&manifest).contains("encryption-data")
    {
        return Err(Unreadable::Encrypted);
    }
    if let Some(xml) = package.part("styles.xml")? {
        text(&xml, "style:master-page", &mut document)?;
    }
    if let Some(xml) = package.part("content.xml")? {
        text(&xml, "office:body", &mut document)?;
    }
    document.layout = style::take(&mut document.text);
    document.truncated = cut(&mut document.text);
    if let Some(xml) = package.part("meta.xml")? {
        properties(&xml, &mut document.meta)?;
    }
    for name in package.names() {
        if name.starts_with("Pictures/") {
            if let Some(image) = package.part(&name)? {
                add(&mut document.images, blake3::hash(&image).to_hex().to_string());
            }
        } else if name.starts_with("Basic/") || name.starts_with("Scripts/") {
            add(&mut document.active, "macro".into());
        } else if name.starts_with("Object ") {
            add(&mut document.active, "embedded-object".into());
        }
    }
    Ok(document)
}

/// Text inside one element, by paragraph and table row. Items of lists begin with a bullet.
fn text(xml: &[u8], within: &str, document: &mut Document) -> Result<(), Unreadable> {
    let (mut inside, mut paragraphs) = (0_u32, 0_u32);
    let (links, fonts) = (&mut document.links, &mut document.meta.fonts);
    let mut flow = Flow::default();
    let mut item = false;
    walk(xml, |met| match met {
        Met::Begin("style:font-face", element) => add(fonts, attribute(element, "style:name").unwrap_or_default()),
        Met::Begin(name, _) if name == within => inside += 1,
        Met::End(name) if name == within => inside = inside.saturating_sub(1),
        _ if inside == 0 => {}
        Met::Begin("text:list-item", _) => item = true,
        Met::Begin(name @ ("text:p" | "text:h"), element) => {
            paragraphs += 1;
            flow.push(style::mark(attribute(element, "text:style-name")));
            if std::mem::take(&mut item) && name == "text:p" {
                flow.push_str("• ");
            }
        }
        Met::End("text:p" | "text:h") => {
            paragraphs = paragraphs.saturating_sub(1);
            flow.push('\n');
        }
        Met::Begin("text:tab", _) => flow.push('\t'),
        Met::Begin("text:line-break", _) => flow.push('\n'),
        Met::Begin("text:s", element) => {
            let spaces = attribute(element, "text:c").and_then(|n| n.parse().ok()).unwrap_or(1_usize).min(100);
            (0..spaces).for_each(|_| flow.push(' '));
        }
        Met::Begin("text:a", element) => add(links, attribute(element, "xlink:href").unwrap_or_default()),
        Met::Begin("table:table", _) => flow.begin_table(),
        Met::End("table:table") => flow.end_table(),
        Met::Begin("table:table-cell", _) => flow.begin_cell(),
        Met::End("table:table-cell") => flow.end_cell(),
        Met::End("table:table-row") => flow.end_row(),
        Met::Text(more) if paragraphs > 0 => flow.push_str(&more.replace(['\n', '\r'], " ")),
        _ => {}
    })?;
    document.text.push_str(&flow.finish());
    Ok(())
}

fn properties(xml: &[u8], meta: &mut Meta) -> Result<(), Unreadable> {
    for (name, text) in fields(xml)? {
        let value = Meta::value(&text);
        match name.as_str() {
            "meta:initial-creator" => meta.author = value,
            "dc:creator" => meta.last_modified_by = value,
            "dc:title" => meta.title = value,
            "meta:generator" => meta.producer = value,
            "meta:creation-date" => meta.created = value,
            "dc:date" => meta.modified = value,
            "meta:editing-cycles" => meta.revisions = text.trim().parse().ok(),
            _ => {}
        }
    }
    walk(xml, |met| {
        if let Met::Begin("meta:template", element) = met {
            meta.template = attribute(element, "xlink:title").and_then(|t| Meta::value(&t));
        }
    })
}
