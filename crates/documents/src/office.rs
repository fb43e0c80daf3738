//! Documents of office programs: what they run, fetch and hold. Workbooks, slides and old forms are looked through without being read.

use crate::charset::utf16_le;
use crate::compound;
use crate::document::{Document, MAX_PART, Meta, Unreadable, add_link};
use crate::kind::Nested;
use crate::observed::{Observable, observe};
use crate::package::{Met, Package, attribute, fields, walk};
use crate::vba;

/// Beginnings of the classes of fields in forms: text, lists, boxes, buttons, labels ([MS-OFORMS]).
const FIELDS: &[&str] = &[
    "8bd21d10", "8bd21d20", "8bd21d30", "8bd21d40", "8bd21d50", "8bd21d60", "d7053240", "978c9e23", "79176fb0", "dfd181e0", "4c599241", "46e31370",
    "6e182020",
];

/// A document that is not read for its text: a package, a compound file, or one piece of XML.
pub(crate) fn read(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let mut document = Document::default();
    if compound::is_compound(bytes) {
        compound::look(bytes, &mut document, nested)?;
    } else if bytes.starts_with(b"PK") {
        let mut package = Package::open(bytes)?;
        let names = package.names();
        look(&mut package, &names, &mut document, nested)?;
        for part in ["docProps/core.xml", "docProps/app.xml"] {
            for (name, text) in package.part(part)?.map(|xml| fields(&xml)).transpose()?.unwrap_or_default() {
                let value = Meta::value(&text);
                match name.as_str() {
                    "dc:creator" => document.meta.author = value,
                    "dc:title" => document.meta.title = value,
                    "Application" => document.meta.producer = value,
                    _ => {}
                }
            }
        }
    } else if bytes.trim_ascii_start().starts_with(b"ID;P") {
        symbolic_link(bytes, &mut document);
    } else {
        flat(bytes, &mut document, nested);
    }
    Ok(document)
}

/// What the parts of a package run, fetch and hold.
pub(crate) fn look(package: &mut Package<'_>, names: &[String], document: &mut Document, nested: &mut Nested) -> Result<(), Unreadable> {
    for name in names.iter().filter(|name| !name.ends_with('/')) {
        let lower = name.to_ascii_lowercase();
        let file = lower.rsplit('/').next().unwrap_or(&lower);
        if file.ends_with("vbaproject.bin") {
            observe(&mut document.observed, Observable::Macro, file);
            if let Some(project) = package.part(name)? {
                vba::project(&project, document);
            }
        } else if lower.contains("macrosheets/") && !lower.contains("_rels/") {
            observe(&mut document.observed, Observable::XlmMacro, file);
        } else if lower.contains("/activex/") && lower.ends_with(".xml") {
            let class = package.part(name)?.map(|xml| String::from_utf8_lossy(&xml).to_lowercase()).unwrap_or_default();
            if !FIELDS.iter().any(|field| class.contains(field)) {
                observe(&mut document.observed, Observable::Control, file);
            }
        } else if lower.contains("/embeddings/") && !lower.contains("_rels/") && !nested.is_full() {
            observe(&mut document.observed, Observable::EmbeddedObject, file);
            if let Some(object) = package.part(name)? {
                compound::embedded(&object, file, document, nested);
            }
        } else if lower.ends_with(".rels") {
            if let Some(xml) = package.part(name)? {
                relationships(&xml, document)?;
            }
        } else if lower.ends_with(".xml") && (lower.contains("externallink") || lower.ends_with("connections.xml") || lower.ends_with("workbook.xml"))
        {
            if let Some(xml) = package.part(name)? {
                links_of_workbook(&xml, document)?;
            }
        } else if lower.contains("externallinks/externallink") && lower.ends_with(".bin") {
            if let Some(part) = package.part(name)? {
                // A record of a binary workbook (BrtSupName…): the service and the topic stand in it as UTF-16.
                let wide = utf16_le(&part);
                let shifted = String::from_utf8_lossy(&part).replace('\0', "");
                if is_exchange(&wide) || is_exchange(&shifted) {
                    observe(&mut document.observed, Observable::Dde, file);
                }
            }
        } else if lower.ends_with(".xml")
            && let Some(xml) = package.part(name)?
        {
            let head = String::from_utf8_lossy(xml.get(..4096).unwrap_or(&xml)).to_ascii_lowercase();
            if head.contains("<!entity") || head.contains("<!doctype") {
                observe(&mut document.observed, Observable::XmlEntities, file);
            }
        }
    }
    Ok(())
}

/// Whether a text of a binary link names a program and what it is to do.
fn is_exchange(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["cmd", "powershell", "mshta", "rundll32", "msexcel", "excel", "winword", "soffice"].iter().any(|program| lower.contains(program))
        && !lower.contains(".xls")
}

/// What a part says of others: those outside of the document are fetched when it is opened.
pub(crate) fn relationships(xml: &[u8], document: &mut Document) -> Result<(), Unreadable> {
    walk(xml, |met| {
        let Met::Begin(name, element) = met else { return };
        if name.rsplit(':').next() != Some("Relationship") {
            return;
        }
        let of = |name| attribute(element, name).unwrap_or_default();
        let (kind, target) = (of("Type"), of("Target"));
        let kind = kind.rsplit('/').next().unwrap_or_default();
        if of("TargetMode") != "External" {
            return;
        }
        let host = || crate::links::address(&target).map_or_else(|| target.chars().take(40).collect(), |a| a.host.to_owned());
        // A template on the writer's own disk, which every document of an office has, is no address.
        let remote = target.contains("://") && !target.to_ascii_lowercase().starts_with("file:///")
            || target.starts_with("\\\\")
            || target.starts_with("mhtml:");
        let mut seen = |what| observe(&mut document.observed, what, host());
        match kind {
            "hyperlink" => add_link(&mut document.links, &target),
            "attachedTemplate" if remote => seen(Observable::RemoteTemplate),
            "attachedTemplate" => {}
            "image" if remote => seen(Observable::RemoteImage),
            "oleObject" | "frame" | "subDocument" | "externalLinkPath" | "audio" | "video" | "media" if remote || kind == "oleObject" => {
                seen(Observable::ExternalObject);
            }
            _ => {}
        }
    })
}

/// Links of a workbook to other programs and to data elsewhere, and macros of old under their names.
fn links_of_workbook(xml: &[u8], document: &mut Document) -> Result<(), Unreadable> {
    let mut name = String::new();
    walk(xml, |met| match met {
        Met::Begin("ddeLink", element) => {
            observe(&mut document.observed, Observable::Dde, attribute(element, "ddeService").unwrap_or_default());
        }
        Met::Begin("dbPr" | "webPr", element) => {
            let source = attribute(element, "connection").or_else(|| attribute(element, "url")).unwrap_or_default();
            observe(&mut document.observed, Observable::ExternalObject, format!("data connection {}", source.chars().take(60).collect::<String>()));
        }
        Met::Begin("definedName", element) => name = attribute(element, "name").unwrap_or_default().to_ascii_lowercase(),
        Met::Text(text) if name.contains("auto_open") && text.contains('!') => {
            observe(&mut document.observed, Observable::MacroAutoRun, "Auto_Open");
            name.clear();
        }
        _ => {}
    })
}

/// A field of Word that starts, fetches or links: `DDEAUTO`, `INCLUDEPICTURE`, `HYPERLINK`.
pub(crate) fn field(instruction: &str, document: &mut Document) {
    let text = instruction.trim();
    let code = text.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    let target = || text.split('"').nth(1).or_else(|| text.split_whitespace().nth(1)).unwrap_or_default().to_owned();
    let is_remote = |target: &str| target.contains("://") || target.starts_with("\\\\");
    match code.as_str() {
        "DDE" | "DDEAUTO" => observe(&mut document.observed, Observable::Dde, text.chars().take(80).collect::<String>()),
        "INCLUDEPICTURE" if is_remote(&target()) => observe(&mut document.observed, Observable::RemoteImage, target()),
        "INCLUDETEXT" | "INCLUDE" | "IMPORT" | "RD" if is_remote(&target()) => observe(&mut document.observed, Observable::ExternalObject, target()),
        "LINK" => observe(&mut document.observed, Observable::ExternalObject, target()),
        "HYPERLINK" => {
            let target = target();
            if target.contains(':') {
                add_link(&mut document.links, &target);
            }
        }
        _ => {}
    }
}

/// One piece of XML: Word and Excel of 2003, and packages written flat.
fn flat(bytes: &[u8], document: &mut Document, nested: &mut Nested) {
    let (mut within, mut data, mut instruction) = (String::new(), String::new(), String::new());
    let mut found: Vec<(String, Vec<u8>)> = Vec::new();
    let mut instructions: Vec<String> = Vec::new();
    let mut relations = false;
    let mut part = String::new();
    // Broken XML ends where it breaks; what was seen before it counts.
    walk(bytes, |met| match met {
        Met::Begin("pkg:part", element) => part = attribute(element, "pkg:name").unwrap_or_default(),
        Met::Begin(name @ ("pkg:binaryData" | "w:binData" | "office:binary-data"), element) => {
            within = attribute(element, "w:name").unwrap_or_else(|| if name == "pkg:binaryData" { part.clone() } else { "object".into() });
            data.clear();
        }
        Met::End("pkg:binaryData" | "w:binData" | "office:binary-data") => {
            if let Some(bytes) = crate::charset::base64(&data).filter(|_| found.len() < 100) {
                found.push((std::mem::take(&mut within), bytes));
            }
            within.clear();
        }
        Met::Begin("w:instrText", _) => instruction.push(' '),
        Met::Begin("w:fldSimple", element) => instructions.extend(attribute(element, "w:instr")),
        Met::End("w:p") if !instruction.is_empty() => instructions.push(std::mem::take(&mut instruction)),
        Met::Begin("Relationship", _) => relations = true,
        Met::Begin("Cell" | "ss:Cell", element) => {
            let formula = attribute(element, "ss:Formula").unwrap_or_default();
            if formula.contains('|') {
                observe(&mut document.observed, Observable::Dde, formula.split('|').next().unwrap_or_default().trim_start_matches('='));
            }
        }
        Met::Begin("o:OLEObject", element) => {
            observe(&mut document.observed, Observable::EmbeddedObject, attribute(element, "ProgID").unwrap_or_default());
        }
        Met::Text(text) if !within.is_empty() && (data.len() as u64) < MAX_PART => data.push_str(text),
        Met::Text(text) if !instruction.is_empty() && instruction.len() < 8 << 10 => instruction.push_str(text),
        _ => {}
    })
    .ok();
    if !instruction.is_empty() {
        instructions.push(instruction);
    }
    for instruction in instructions {
        field(&instruction, document);
    }
    if relations {
        relationships(bytes, document).ok();
    }
    for (name, bytes) in found {
        let file = name.rsplit('/').next().unwrap_or(&name).to_ascii_lowercase();
        if file.ends_with("vbaproject.bin") {
            observe(&mut document.observed, Observable::Macro, &file);
            vba::project(&bytes, document);
        } else if let Some(project) = vba::unpacked(&bytes).filter(|_| file.ends_with(".mso")) {
            compound::embedded(&project, &file, document, nested);
        } else if compound::is_compound(&bytes) {
            observe(&mut document.observed, Observable::EmbeddedObject, &file);
            compound::embedded(&bytes, &file, document, nested);
        }
    }
}

/// A workbook in lines of text (SYLK): cells may hold macros of old.
fn symbolic_link(bytes: &[u8], document: &mut Document) {
    let text = String::from_utf8_lossy(bytes);
    for line in text.lines().take(100_000) {
        let upper = line.to_ascii_uppercase();
        if upper.starts_with("O;") && upper.split(';').any(|option| option == "E") {
            observe(&mut document.observed, Observable::XlmMacro, "macro sheet");
        }
        if upper.starts_with("NN;NAUTO_OPEN") {
            observe(&mut document.observed, Observable::MacroAutoRun, "Auto_Open");
        }
        if upper.starts_with("C;") && (upper.contains("EXEC(") || upper.contains("CALL(") || upper.contains("|'")) {
            observe(&mut document.observed, Observable::MacroCalls, "EXEC");
            crate::hidden::aside(&mut document.code, &format!("{line}\n"));
        }
    }
}
