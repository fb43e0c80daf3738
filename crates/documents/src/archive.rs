//! Archives (ZIP, tar, gzip): each entry is a document of its own.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::document::{Document, MAX_PART, Unreadable};
use crate::kind::Nested;
use crate::observed::{Observable, Observation, observe};
use crate::package::{MAX_RATIO, SMALL, unpacked};
use crate::project;
use crate::script;
use crate::{mail, names, outlook, smime};

/// Entries of an archive beyond which it is none of documents.
const MAX_ENTRIES: usize = 10_000;

/// Whether it is a tar or gzip archive, or a mail wrapped up as one; ZIP is told by its entries.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    smime::sealed(bytes).is_some() || outlook::is_tnef(bytes) || bytes.starts_with(b"\x1f\x8b\x08") || bytes.get(257..262) == Some(b"ustar")
}

pub(crate) fn read(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    if outlook::is_tnef(bytes) {
        // A mail's text and attachments, wrapped up for Outlook.
        let mut document = mail::outlook(outlook::tnef(bytes), nested)?;
        document.mail = None;
        Ok(document)
    } else if smime::sealed(bytes).is_some() {
        smime::read(bytes, nested)
    } else if bytes.starts_with(b"\x1f\x8b") {
        unzipped(bytes, nested)
    } else if bytes.get(257..262) == Some(b"ustar") {
        tape(bytes, nested)
    } else {
        zipped(bytes, nested)
    }
}

/// A gzip file holds one, which may be an archive.
fn unzipped(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let mut content = Vec::new();
    let most = MAX_PART.min(nested.left()).min(SMALL.max(bytes.len() as u64 * MAX_RATIO));
    let read = MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut content);
    if content.len() as u64 > most {
        return Err(Unreadable::TooLarge);
    }
    if read.is_err() && content.is_empty() {
        return Err(Unreadable::Damaged("it does not unpack".into()));
    }
    if content.get(257..262) == Some(b"ustar") {
        return tape(&content, nested);
    }
    let mut document = Document::default();
    nested.part(&mut document.parts, "content".into(), None, &content);
    Ok(document)
}

/// A tar archive: a head of 512 bytes before each entry.
fn tape(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let mut document = Document::default();
    let (mut archive, mut paths) = (tar::Archive::new(bytes), Vec::new());
    let mut installs = Installs::default();
    let damaged = || Unreadable::Damaged("its entries cannot be read".into());
    for entry in archive.entries().map_err(|_| damaged())?.take(MAX_ENTRIES) {
        let Ok(entry) = entry else { break };
        if nested.is_full() {
            document.truncated = true;
            break;
        }
        let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut observed = Vec::new();
        place(&path, &mut observed);
        paths.push(path.to_ascii_lowercase());
        let kind = entry.header().entry_type();
        if kind.is_symlink() || kind.is_hard_link() {
            observe(&mut observed, Observable::LinkEntry, "");
            nested.observed(&mut document.parts, path, None, &[], observed);
            continue;
        }
        let Some(name) = name(&path).filter(|_| kind.is_file()) else { continue };
        let mut content = Vec::new();
        if entry.take(MAX_PART.min(nested.left()) + 1).read_to_end(&mut content).is_err() {
            break;
        }
        observed.extend(project::look(&path, &content));
        // Projects are full of files that only need to be there.
        if content.is_empty() && observed.is_empty() {
            continue;
        }
        nested.observed(&mut document.parts, name, None, &content, observed);
        installs.note(&path, &content, document.parts.len());
    }
    installs.settle(&mut document);
    code(&mut document, &paths);
    if document.parts.is_empty() { Err(Unreadable::UnknownType) } else { Ok(document) }
}

/// Scripts of an archive's own that its projects run on installation.
#[derive(Default)]
struct Installs {
    /// Number of the manifest's part, and the scripts that it runs.
    runs: Vec<(usize, Vec<String>)>,
    /// Small scripts that only look at versions, by path.
    plain: HashSet<String>,
}

impl Installs {
    /// Takes a file that has just become the last of so many parts.
    fn note(&mut self, path: &str, content: &[u8], parts: usize) {
        let path = path.replace('\\', "/").to_ascii_lowercase();
        let runs = project::runs(&path, content);
        if !runs.is_empty() {
            self.runs.push((parts.saturating_sub(1), runs));
        } else if [".js", ".mjs", ".cjs"].iter().any(|ending| path.ends_with(ending)) && str::from_utf8(content).is_ok_and(script::only_checks) {
            self.plain.insert(path);
        }
    }

    /// What only looks at versions is no code that installs itself.
    fn settle(self, document: &mut Document) {
        for (part, runs) in self.runs {
            if let Some(part) = document.parts.get_mut(part)
                && runs.iter().all(|script| self.plain.contains(script))
            {
                let fetched = |detail: &Option<String>| detail.as_ref().is_some_and(|detail| detail.contains(" from "));
                part.observed.retain(|seen| seen.what != Observable::InstallScript || fetched(&seen.detail));
            }
        }
    }
}

/// What the path of an entry shows.
fn place(path: &str, observed: &mut Vec<Observation>) {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    if path.split(['/', '\\']).any(|step| step == "..") || path.starts_with(['/', '\\']) || drive {
        observe(observed, Observable::Traversal, "");
    }
}

/// Scripts that Windows starts on a click, unless they are among other code.
fn code(document: &mut Document, paths: &[String]) {
    let folders = [".git/", "src/", "test/", "tests/", "lib/", "node_modules/"];
    if paths.iter().any(|path| folders.iter().any(|folder| path.contains(folder))) {
        return;
    }
    let scripts: Vec<usize> = document.parts.iter().enumerate().filter(|(_, part)| names::is_code(&part.name)).map(|(n, _)| n).collect();
    let manifest = |part: &crate::document::Part| {
        let name = part.name.to_ascii_lowercase();
        let ending = names::ending(&name).unwrap_or_default();
        matches!(
            name.as_str(),
            "package.json" | "pyproject.toml" | "setup.py" | "cargo.toml" | "requirements.txt" | "go.mod" | "makefile" | "dockerfile" | "pom.xml"
        ) || name.starts_with("readme")
            || matches!(ending.as_str(), "ts" | "tsx" | "jsx" | "css" | "java" | "go" | "rs" | "c" | "cpp" | "ipynb" | "html")
    };
    if scripts.len() > 2 || document.parts.iter().any(manifest) {
        return;
    }
    for n in scripts {
        if let Some(part) = document.parts.get_mut(n).filter(|part| names::ending(&part.name).as_deref() == Some("js")) {
            observe(&mut part.observed, Observable::ScriptFile, ".js");
        }
    }
}

fn zipped(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged("its archive has no readable index".into()))?;
    let mut document = Document::default();
    let (mut paths, mut installs) = (Vec::new(), Installs::default());
    contradictions(bytes, &mut archive, &mut document.observed);
    for index in 0..archive.len().min(MAX_ENTRIES) {
        if nested.is_full() {
            document.truncated = true;
            break;
        }
        let mut observed = Vec::new();
        let path = archive.name_for_index(index).and_then(Result::ok).map(|path| path.into_owned()).unwrap_or_else(|| format!("part-{}", index + 1));
        place(&path, &mut observed);
        paths.push(path.replace('\\', "/").to_ascii_lowercase());
        let Some(name) = name(&path) else { continue };
        let (name, content) = match archive.by_index(index) {
            Ok(file) if file.is_dir() => continue,
            Ok(file) => {
                if file.is_symlink() {
                    observe(&mut observed, Observable::LinkEntry, "");
                }
                match unpacked(file, MAX_PART.min(nested.left())) {
                    Ok(Some(content)) => (name, content),
                    Ok(None) => {
                        nested.unreadable(&mut document.parts, name, Unreadable::Damaged("it does not unpack".into()), observed);
                        continue;
                    }
                    Err(why) => {
                        nested.unreadable(&mut document.parts, name, why, observed);
                        continue;
                    }
                }
            }
            Err(why) => {
                let locked = matches!(why, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED));
                let why = if locked { Unreadable::Encrypted } else { Unreadable::Damaged("it does not unpack".into()) };
                nested.unreadable(&mut document.parts, name, why, observed);
                continue;
            }
        };
        observed.extend(project::look(&path, &content));
        // Projects are full of files that only need to be there.
        if content.is_empty() && observed.is_empty() {
            continue;
        }
        nested.observed(&mut document.parts, name, None, &content, observed);
        installs.note(&path, &content, document.parts.len());
    }
    if document.parts.is_empty() {
        return Err(Unreadable::UnknownType);
    }
    installs.settle(&mut document);
    code(&mut document, &paths);
    if document.parts.iter().all(|part| part.read == Err(Unreadable::Encrypted)) {
        return Err(Unreadable::Encrypted);
    }
    Ok(document)
}

/// Entries that are there twice, lie over each other, or are more than an archive of documents has.
fn contradictions(bytes: &[u8], archive: &mut ZipArchive<Cursor<&[u8]>>, observed: &mut Vec<Observation>) {
    // Each entry in the index has a head of its own in front of its content.
    let index = bytes.windows(4).filter(|w| *w == b"PK\x01\x02").count();
    let (mut names, mut places) = (HashSet::new(), Vec::new());
    for n in 0..archive.len().min(MAX_ENTRIES) {
        let Ok(file) = archive.by_index_raw(n) else { continue };
        if !names.insert(file.name().map(|name| name.to_string()).unwrap_or_default()) {
            observe(observed, Observable::ArchiveContradicts, "an entry twice");
        }
        places.push((file.header_start(), file.compressed_size()));
    }
    places.sort_unstable();
    if places.iter().zip(places.iter().skip(1)).any(|((start, size), (next, _))| start.saturating_add(*size) > *next) {
        observe(observed, Observable::ArchiveContradicts, "entries over each other");
        observe(observed, Observable::Bomb, "entries over each other");
    }
    if index > archive.len() {
        // The library keeps the last of two entries of a name.
        let central: Vec<&[u8]> = central_names(bytes);
        let distinct: HashSet<&&[u8]> = central.iter().collect();
        if distinct.len() < central.len() {
            observe(observed, Observable::ArchiveContradicts, "an entry twice");
        }
    }
    if archive.len() > MAX_ENTRIES {
        observe(observed, Observable::Bomb, format!("{} entries", archive.len()));
    }
}

/// The names in an archive's index, as written.
fn central_names(bytes: &[u8]) -> Vec<&[u8]> {
    let starts = bytes.windows(4).enumerate().filter(|(_, w)| *w == b"PK\x01\x02").map(|(at, _)| at).take(MAX_ENTRIES);
    let name = |at: usize| {
        let length = bytes.get(at + 28..)?.first_chunk::<2>().map(|b| u16::from_le_bytes(*b))?;
        bytes.get(at + 46..at + 46 + usize::from(length))
    };
    starts.filter_map(name).collect()
}

/// The last part of an entry's name; none for what systems put into archives for themselves. It is only ever shown.
fn name(path: &str) -> Option<String> {
    let last = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let hidden = last.is_empty()
        || last.starts_with("._")
        || last == ".DS_Store"
        || path.starts_with("__MACOSX")
        || last.eq_ignore_ascii_case("thumbs.db")
        || last.eq_ignore_ascii_case("desktop.ini");
    (!hidden).then(|| last.chars().filter(|c| !c.is_control()).take(200).collect())
}
