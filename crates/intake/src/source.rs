//! Files, folders, standard input, mailboxes; gzip and zstd; what kind of input it is, by content.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::{MAX_FILE, Options, Place, Problem, Severity, Sink, document, json, mailbox, spreadsheet};

/// Folders are walked so deep.
const MAX_DEPTH: usize = 32;
/// What a compressed file may unpack to: a gibibyte, or 200 times its size.
const MAX_UNPACKED: u64 = 1 << 30;
const MAX_RATIO: u64 = 200;

pub fn read(path: &Path, options: &Options, sink: &mut dyn Sink) {
    if path == Path::new("-") {
        let stdin = io::stdin();
        stream(Box::new(stdin.lock()), Place { file: "<stdin>", line: None, folder: None, group: None }, None, options, sink);
        return;
    }
    match fs::metadata(path) {
        Err(error) => sink.problem(fault(path, format!("cannot be opened: {}", plain(&error)))),
        Ok(meta) if meta.is_dir() => {
            let mut named = HashSet::new();
            let total = count(path, 0, &mut named);
            let mut walk = Walk { options, sink, done: 0, total, named };
            walk.folder(path, 0, None);
        }
        Ok(_) => file(path, None, options, sink),
    }
}

fn fault(path: &Path, what: String) -> Problem {
    Problem { severity: Severity::Error, file: path.display().to_string(), line: None, event: None, field: String::new(), what }
}

/// An error of the operating system without its number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

/// Files in a folder, for progress, and which of them events in it name as theirs.
fn count(path: &Path, depth: usize, named: &mut HashSet<PathBuf>) -> usize {
    let Ok(entries) = fs::read_dir(path) else { return 0 };
    let mut files = 0;
    for entry in entries.filter_map(Result::ok) {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth < MAX_DEPTH => files += count(&entry.path(), depth + 1, named),
            Ok(kind) if kind.is_file() => {
                files += 1;
                if let Ok(file) = File::open(entry.path())
                    && [".jsonl", ".ndjson", ".json"].iter().any(|end| entry.file_name().to_string_lossy().to_lowercase().ends_with(end))
                {
                    named.extend(json::paths(BufReader::new(file)).into_iter().map(|own| path.join(own)));
                }
            }
            _ => {}
        }
    }
    files
}

/// A walk through a folder.
struct Walk<'a> {
    options: &'a Options,
    sink: &'a mut dyn Sink,
    done: usize,
    total: usize,
    /// Documents that belong to events, which are read with those.
    named: HashSet<PathBuf>,
}

impl Walk<'_> {
    /// Files of a folder in order of their names. Links, sockets and devices are named and passed over. The documents of a sub-folder, and of
    /// folders within it, are those of one candidacy, which has its name.
    fn folder(&mut self, path: &Path, depth: usize, within: Option<&RefCell<document::Group>>) {
        if depth > MAX_DEPTH {
            self.sink.problem(fault(path, format!("folder is deeper than {MAX_DEPTH} levels; passed over")));
            return;
        }
        let mut entries: Vec<PathBuf> = match fs::read_dir(path) {
            Ok(entries) => entries.filter_map(|e| e.ok().map(|e| e.path())).collect(),
            Err(error) => {
                self.sink.problem(fault(path, format!("folder cannot be read: {}", plain(&error))));
                return;
            }
        };
        entries.sort();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let own = (depth == 1 && !name.is_empty()).then(|| document::group(&name));
        let group = own.as_ref().or(within);
        for entry in entries {
            if entry.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.')) {
                continue;
            }
            match fs::symlink_metadata(&entry) {
                Ok(meta) if meta.is_dir() => self.folder(&entry, depth + 1, group),
                Ok(meta) if meta.is_file() => {
                    if !self.named.contains(&entry) {
                        file(&entry, group, self.options, self.sink);
                    }
                    self.done += 1;
                    self.sink.files(self.done, self.total);
                }
                Ok(meta) if meta.is_symlink() => self.sink.problem(fault(&entry, "is a link; links in folders are not followed".into())),
                Ok(_) => self.sink.problem(fault(&entry, "is no file (a socket, pipe or device); passed over".into())),
                Err(error) => self.sink.problem(fault(&entry, format!("cannot be opened: {}", plain(&error)))),
            }
        }
        if let Some(group) = own {
            document::flush(group.into_inner(), self.options, self.sink);
        }
    }
}

fn file(path: &Path, group: Option<&RefCell<document::Group>>, options: &Options, sink: &mut dyn Sink) {
    let open = || -> io::Result<(File, u64)> {
        let meta = fs::metadata(path)?;
        if !meta.is_file() {
            return Err(io::Error::other("is no file (a socket, pipe or device)"));
        }
        Ok((File::open(path)?, meta.len()))
    };
    match open() {
        Ok((file, size)) => {
            let folder = path.parent().map(|p| if p.as_os_str().is_empty() { Path::new(".") } else { p });
            let name = path.display().to_string();
            stream(Box::new(BufReader::with_capacity(1 << 18, file)), Place { file: &name, line: None, folder, group }, Some(size), options, sink);
        }
        Err(error) => sink.problem(fault(path, format!("cannot be opened: {}", plain(&error)))),
    }
}

pub(crate) fn stream<'a>(mut input: Box<dyn BufRead + 'a>, place: Place<'_>, size: Option<u64>, options: &Options, sink: &mut dyn Sink) {
    let name = place.file;
    let head = match input.fill_buf() {
        Ok(head) => head[..head.len().min(8)].to_vec(),
        Err(error) => {
            sink.problem(place.problem(Severity::Error, None, "", format!("cannot be read: {}", plain(&error))));
            return;
        }
    };
    let most = size.map_or(MAX_UNPACKED, |s| MAX_UNPACKED.max(s.saturating_mul(MAX_RATIO)));
    let plain_name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    match head.as_slice() {
        [0x1f, 0x8b, ..] => {
            let unpacked = Bounded { inner: flate2::bufread::MultiGzDecoder::new(input), left: most };
            content(Box::new(BufReader::with_capacity(1 << 18, unpacked)), plain_name, place, options, sink);
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => match zstd::stream::read::Decoder::with_buffer(input) {
            Ok(decoder) => {
                let unpacked = Bounded { inner: decoder, left: most };
                content(Box::new(BufReader::with_capacity(1 << 18, unpacked)), plain_name, place, options, sink);
            }
            Err(error) => sink.problem(place.problem(Severity::Error, None, "", format!("is not readable zstd: {}", plain(&error)))),
        },
        _ => content(input, name, place, options, sink),
    }
}

/// Stops a bomb: an error instead of more bytes than a file may unpack to.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other("unpacks to more than it may; the rest is not read"))?;
        Ok(read)
    }
}

fn content(mut input: Box<dyn BufRead + '_>, name: &str, place: Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let lower = name.to_lowercase();
    let head = match input.fill_buf() {
        Ok(head) => head[..head.len().min(4096)].to_vec(),
        Err(error) => {
            sink.problem(place.problem(Severity::Error, None, "", format!("cannot be read: {}", plain(&error))));
            return;
        }
    };
    if head.is_empty() {
        sink.problem(place.problem(Severity::Error, None, "", "is empty"));
        return;
    }
    if head.starts_with(b"PK\x03\x04") && (lower.ends_with(".xlsx") || lower.ends_with(".xlsm")) {
        return match whole(&mut input, MAX_SHEET) {
            Ok(bytes) => spreadsheet::workbook(bytes, &place, options, sink),
            Err(what) => sink.problem(place.problem(Severity::Error, None, "", what)),
        };
    }
    let text = head.iter().position(|b| !b.is_ascii_whitespace() && !matches!(b, 0xef | 0xbb | 0xbf)).map(|n| head[n]);
    let mail = !head.starts_with(b"PK") && hirewall_documents::kind(&head) == Some(hirewall_documents::Kind::Mail);
    if mailbox::is_mailbox(&head) {
        return mails(input, &place, options, sink);
    }
    let named =
        [".pdf", ".docx", ".odt", ".rtf", ".eml", ".html", ".htm", ".zip", ".doc", ".png", ".jpg", ".jpeg"].iter().any(|e| lower.ends_with(e));
    let prose = lower.ends_with(".txt") && !is_surely_table(&head) || mail || named;
    if prose || text == Some(b'<') || is_document(&head) {
        return match whole(&mut input, MAX_FILE) {
            Ok(bytes) => document::bare(&bytes, &place, options, sink),
            Err(what) => sink.problem(place.problem(Severity::Error, None, "", what)),
        };
    }
    let table = [".csv", ".tsv", ".txt"].iter().any(|e| lower.ends_with(e)) || matches!(head.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if table
        || !matches!(text, Some(b'{' | b'['))
            && !lower.ends_with("json")
            && !lower.ends_with(".jsonl")
            && !lower.ends_with(".ndjson")
            && looks_like_table(&head)
    {
        return match whole(&mut input, MAX_SHEET) {
            Ok(bytes) => spreadsheet::text(&bytes, &place, options, sink),
            Err(what) => sink.problem(place.problem(Severity::Error, None, "", what)),
        };
    }
    json::read(input, name, &place, options, sink);
}

/// A file of mails one after the other: each is a candidacy of its own.
fn mails(input: Box<dyn BufRead + '_>, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let ended = mailbox::split(input, MAX_FILE, &mut |begun, mail| {
        let here = Place { line: Some(begun), folder: None, group: None, ..place.clone() };
        match mail {
            Some(mail) => document::bare(mail, &here, options, sink),
            None => sink.problem(here.problem(Severity::Error, None, "", format!("the mail is larger than {} MiB; passed over", MAX_FILE >> 20))),
        }
    });
    if let Err(error) = ended {
        sink.problem(place.problem(Severity::Error, None, "", format!("cannot be read further: {}", plain(&error))));
    }
}

fn looks_like_table(head: &[u8]) -> bool {
    let first = head.split(|b| *b == b'\n').next().unwrap_or(head);
    separators(first) >= 2
}

/// Prose also has a line with two commas; a table has as many in all its lines.
fn is_surely_table(head: &[u8]) -> bool {
    let mut lines = head.split(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let first = lines.next().map_or(0, separators);
    first >= 2 && lines.next().is_none_or(|second| separators(second) >= first)
}

fn separators(line: &[u8]) -> usize {
    line.iter().filter(|b| matches!(b, b',' | b';' | b'\t')).count()
}

/// Whether it is a format of its own, to be taken apart or refused by the worker: PDF, archives, old Office files, RTF, images, programs.
fn is_document(head: &[u8]) -> bool {
    use hirewall_documents::Kind;
    !matches!(hirewall_documents::kind(head), None | Some(Kind::Text | Kind::Html | Kind::Mail))
}

/// CSV exports are bounded like events, not like documents.
const MAX_SHEET: u64 = MAX_FILE * 20;

/// All of an input, if it is no larger than it may be.
fn whole(input: &mut Box<dyn BufRead + '_>, most: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    match input.take(most + 1).read_to_end(&mut bytes) {
        Err(error) => Err(format!("cannot be read: {}", plain(&error))),
        Ok(_) if bytes.len() as u64 > most => Err(format!("is larger than {} MiB; split it", most >> 20)),
        Ok(_) => Ok(bytes),
    }
}
