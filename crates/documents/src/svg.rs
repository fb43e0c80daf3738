//! SVG: a picture that can be a program.

use crate::document::{Document, Meta, Unreadable, add, add_link};
use crate::observed::{Observable, observe};
use crate::package::{Met, walk};

pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut document = Document::default();
    add(&mut document.images, blake3::hash(bytes).to_hex().to_string());
    let head = String::from_utf8_lossy(bytes.get(..64 << 10).unwrap_or(bytes)).to_ascii_lowercase();
    if head.contains("<!entity") {
        observe(&mut document.observed, Observable::XmlEntities, "");
    }
    let mut in_title = false;
    // Broken XML ends where it breaks; what was seen before it counts.
    let walked = walk(bytes, |met| match met {
        Met::Begin(name, element) => {
            let local = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
            in_title = local == "title";
            match local.as_str() {
                "script" => observe(&mut document.observed, Observable::Script, "script"),
                "foreignobject" => observe(&mut document.observed, Observable::Frame, "foreignObject"),
                "iframe" | "embed" | "object" => observe(&mut document.observed, Observable::Frame, &local),
                "form" => observe(&mut document.observed, Observable::Form, "form"),
                _ => {}
            }
            for attribute in element.attributes().with_checks(false).flatten() {
                let key = attribute.key.as_ref().to_ascii_lowercase();
                let value = attribute.value.trim().to_ascii_lowercase();
                if key.starts_with("on") && key.len() > 3 {
                    observe(&mut document.observed, Observable::Script, &key);
                }
                if key == "href" || key.ends_with(":href") {
                    let value = value.replace(['\n', '\r', '\t'], "");
                    if value.starts_with("javascript:") || value.starts_with("data:text/html") {
                        observe(&mut document.observed, Observable::ScriptLink, &local);
                    } else if value.starts_with("http") && local == "a" {
                        add_link(&mut document.links, attribute.value.trim());
                    } else if value.starts_with("http") || value.starts_with("//") {
                        observe(&mut document.observed, Observable::RemoteImage, &local);
                    }
                }
            }
        }
        Met::End(_) => in_title = false,
        Met::Text(text) if in_title => document.meta.title = Meta::value(text),
        Met::Text(_) => {}
    });
    if walked.is_err() && head.contains("<script") {
        observe(&mut document.observed, Observable::Script, "script");
    }
    Ok(document)
}
