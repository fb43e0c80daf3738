//! ZIP archives of documents: each entry is a document of its own.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::document::{Document, MAX_PART, Unreadable};
use crate::kind::Nested;

pub(crate) fn read(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged("its archive has no readable index".into()))?;
    let mut document = Document::default();
    for index in 0..archive.len() {
        if nested.is_full() {
            document.truncated = true;
            break;
        }
        let path = archive.name_for_index(index).and_then(Result::ok).map(|path| path.into_owned()).unwrap_or_else(|| format!("part-{}", index + 1));
        let Some(name) = name(&path) else { continue };
        let (name, content) = match archive.by_index(index) {
            Ok(file) if file.is_dir() => continue,
            Ok(file) => {
                let mut content = Vec::new();
                match file.take(MAX_PART.min(nested.left()) + 1).read_to_end(&mut content) {
                    Ok(_) => (name, content),
                    Err(_) => {
                        nested.unreadable(&mut document.parts, name, Unreadable::Damaged("it does not unpack".into()));
                        continue;
                    }
                }
            }
            Err(why) => {
                let locked = matches!(why, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED));
                let why = if locked { Unreadable::Encrypted } else { Unreadable::Damaged("it does not unpack".into()) };
                nested.unreadable(&mut document.parts, name, why);
                continue;
            }
        };
        nested.part(&mut document.parts, name, None, &content);
    }
    if document.parts.is_empty() {
        return Err(Unreadable::UnknownType);
    }
    if document.parts.iter().all(|part| part.read == Err(Unreadable::Encrypted)) {
        return Err(Unreadable::Encrypted);
    }
    Ok(document)
}

/// The last part of an entry's name; none for what systems put into archives for themselves. It is only ever shown.
fn name(path: &str) -> Option<String> {
    let last = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let hidden = last.is_empty()
        || last.starts_with('.')
        || path.starts_with("__MACOSX")
        || last.eq_ignore_ascii_case("thumbs.db")
        || last.eq_ignore_ascii_case("desktop.ini");
    (!hidden).then(|| last.chars().filter(|c| !c.is_control()).take(200).collect())
}
