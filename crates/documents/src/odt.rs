//! OpenDocument texts.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use crate::compound;
use crate::document::{Document, Meta, Unreadable, add};
use crate::hidden::aside;
use crate::kind::Nested;
use crate::observed::{Observable, observe};
use crate::package::{Met, Package, attribute, fields, walk};
use crate::plain::cut;
use crate::rows::Flow;
use crate::style;
use crate::vba;

/// Headers and footers of the page styles first, then the body.
pub(crate) fn read(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
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
        let object = name.starts_with("Object ") || name.starts_with("ObjectReplacements/");
        if name.starts_with("Pictures/") {
            if let Some(image) = package.part(&name)? {
                add(&mut document.images, blake3::hash(&image).to_hex().to_string());
            }
        } else if name.starts_with("Basic/") || name.starts_with("Scripts/") {
            let names = name.ends_with("script-lc.xml") || name.ends_with("script-lb.xml") || name.ends_with('/');
            if let Some(source) = package.part(&name)?.filter(|_| !names) {
                observe(&mut document.observed, Observable::Macro, &name);
                vba::source(&String::from_utf8_lossy(&source), &mut document);
            }
        } else if object && !name.contains('/') && !nested.is_full() {
            observe(&mut document.observed, Observable::EmbeddedObject, &name);
            if let Some(bytes) = package.part(&name)? {
                compound::embedded(&bytes, &name, &mut document, nested);
            }
        }
    }
    Ok(document)
}

/// Text inside one element, by paragraph and table row. Items of lists begin with a bullet.
fn text(xml: &[u8], within: &str, document: &mut Document) -> Result<(), Unreadable> {
    let (mut inside, mut paragraphs) = (0_u32, 0_u32);
    let (links, fonts, observed) = (&mut document.links, &mut document.meta.fonts, &mut document.observed);
    // Styles in which nothing is shown, and text in them.
    let (mut vanishing, mut style, mut concealed, mut hidden) = (HashSet::new(), String::new(), Vec::new(), String::new());
    // Styles in white, those with a colour behind them, and of the elements around whether they have one.
    let (mut whites, mut backs, mut backed) = (HashSet::new(), HashSet::new(), Vec::new());
    let mut flow = Flow::default();
    let mut item = false;
    walk(xml, |met| match met {
        Met::Begin("style:style", element) => style = attribute(element, "style:name").unwrap_or_default(),
        Met::Begin("style:text-properties", element) => {
            let of = |name| attribute(element, name).unwrap_or_default();
            let white = is_white(&of("fo:color"));
            let bare = matches!(of("fo:background-color").as_str(), "" | "transparent" | "#ffffff");
            let tiny = of("fo:font-size").strip_suffix("pt").and_then(|size| size.parse().ok()).is_some_and(|size: f32| size <= 2.0);
            if of("text:display") == "none" || tiny {
                vanishing.insert(style.clone());
            } else if white && bare && of("style:parent-style-name").is_empty() {
                whites.insert(style.clone());
            }
        }
        Met::Begin(
            "style:table-cell-properties"
            | "style:table-row-properties"
            | "style:table-properties"
            | "style:paragraph-properties"
            | "style:graphic-properties",
            element,
        ) => {
            let colour = attribute(element, "fo:background-color").or_else(|| attribute(element, "draw:fill-color")).unwrap_or_default();
            if colour.starts_with('#') && !is_white(&colour) {
                backs.insert(style.clone());
            }
        }
        Met::Begin("script:event-listener", element) => {
            let macro_of = attribute(element, "xlink:href").unwrap_or_default();
            let event = attribute(element, "script:event-name").unwrap_or_default();
            let opens = event.contains("load") || event.contains("open") || event.contains("focus") || event.contains("OnLoad");
            observe(observed, if opens { Observable::MacroAutoRun } else { Observable::Macro }, macro_of);
        }
        Met::Begin("text:dde-connection-decl" | "office:dde-source", element) => {
            observe(observed, Observable::Dde, attribute(element, "office:dde-application").unwrap_or_default());
        }
        Met::Begin("draw:image", element) if attribute(element, "xlink:href").is_some_and(|to| to.starts_with("http")) => {
            observe(observed, Observable::RemoteImage, "");
        }
        Met::Begin("style:font-face", element) => add(fonts, attribute(element, "style:name").unwrap_or_default()),
        Met::Begin(name, _) if name == within => inside += 1,
        Met::End(name) if name == within => inside = inside.saturating_sub(1),
        _ if inside == 0 => {}
        Met::Begin("text:list-item", _) => item = true,
        Met::Begin("text:span", element) => {
            let name = attribute(element, "text:style-name").unwrap_or_default();
            concealed.push(vanishing.contains(&name) || whites.contains(&name) && !backed.contains(&true));
        }
        Met::End("text:span") => drop(concealed.pop()),
        Met::Text(more) if paragraphs > 0 && concealed.iter().any(|hides| *hides) => aside(&mut hidden, more),
        Met::Begin(name @ ("text:p" | "text:h"), element) => {
            paragraphs += 1;
            backed.push(has_back(element, &backs));
            flow.push(style::mark(attribute(element, "text:style-name")));
            if std::mem::take(&mut item) && name == "text:p" {
                flow.push_str("• ");
            }
        }
        Met::End("text:p" | "text:h") => {
            paragraphs = paragraphs.saturating_sub(1);
            backed.pop();
            flow.push('\n');
        }
        Met::Begin("text:tab", _) => flow.push('\t'),
        Met::Begin("text:line-break", _) => flow.push('\n'),
        Met::Begin("text:s", element) => {
            let spaces = attribute(element, "text:c").and_then(|n| n.parse().ok()).unwrap_or(1_usize).min(100);
            (0..spaces).for_each(|_| flow.push(' '));
        }
        Met::Begin("text:a", element) => add(links, attribute(element, "xlink:href").unwrap_or_default()),
        Met::Begin(name @ ("table:table" | "table:table-row" | "table:table-cell" | "draw:frame" | "draw:custom-shape"), element) => {
            backed.push(has_back(element, &backs));
            match name {
                "table:table" => flow.begin_table(),
                "table:table-cell" => flow.begin_cell(),
                _ => {}
            }
        }
        Met::End(name @ ("table:table" | "table:table-row" | "table:table-cell" | "draw:frame" | "draw:custom-shape")) => {
            backed.pop();
            match name {
                "table:table" => flow.end_table(),
                "table:table-cell" => flow.end_cell(),
                "table:table-row" => flow.end_row(),
                _ => {}
            }
        }
        Met::Text(more) if paragraphs > 0 => flow.push_str(&more.replace(['\n', '\r'], " ")),
        _ => {}
    })?;
    document.text.push_str(&flow.finish());
    aside(&mut document.hidden, &hidden);
    Ok(())
}

fn is_white(colour: &str) -> bool {
    matches!(colour.to_ascii_lowercase().as_str(), "#ffffff" | "#fefefe" | "#fdfdfd")
}

/// Whether an element is of a style with a colour behind it.
fn has_back(element: &BytesStart<'_>, backs: &HashSet<String>) -> bool {
    ["table:style-name", "text:style-name", "draw:style-name"].iter().filter_map(|name| attribute(element, name)).any(|name| backs.contains(&name))
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
