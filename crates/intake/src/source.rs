//! Files, folders, standard input, mailboxes; gzip and zstd; what kind of input it is, by content.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::{MAX_FILE, Options, Place, Problem, Severity, Sink, document, json, spreadsheet};

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

fn stream<'a>(mut input: Box<dyn BufRead + 'a>, place: Place<'_>, size: Option<u64>, options: &Options, sink: &mut dyn Sink) {
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
    if mail && head.starts_with(b"From ") {
        return mailbox(input, &place, options, sink);
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

/// A file of mails one after the other (mbox, RFC 4155): each is a candidacy of its own.
fn mailbox(mut input: Box<dyn BufRead + '_>, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let (mut mail, mut line, mut number, mut begun) = (Vec::new(), Vec::new(), 0u64, 1u64);
    let mut after_gap = true;
    let end = |mail: &mut Vec<u8>, begun: u64, sink: &mut dyn Sink| {
        let here = Place { line: Some(begun), folder: None, group: None, ..place.clone() };
        if mail.len() as u64 > MAX_FILE {
            sink.problem(here.problem(Severity::Error, None, "", format!("the mail is larger than {} MiB; passed over", MAX_FILE >> 20)));
        } else if !mail.iter().all(u8::is_ascii_whitespace) {
            document::bare(mail, &here, options, sink);
        }
        mail.clear();
    };
    loop {
        line.clear();
        // A line without an end is cut where no mail's line goes on.
        match input.by_ref().take(MAX_FILE).read_until(b'\n', &mut line) {
            Err(error) => {
                sink.problem(place.problem(Severity::Error, None, "", format!("cannot be read further: {}", plain(&error))));
                break;
            }
            Ok(0) => break,
            Ok(_) => {}
        }
        number += 1;
        if after_gap && begins_mail(&line) {
            end(&mut mail, begun, sink);
            begun = number;
            continue;
        }
        after_gap = line.iter().all(u8::is_ascii_whitespace);
        // `>From ` stands for a line of the mail that begins so.
        let escaped = line.iter().take_while(|b| **b == b'>').count();
        let text =
            if escaped > 0 && line.get(escaped..).is_some_and(|rest| rest.starts_with(b"From ")) { line.get(1..).unwrap_or_default() } else { &line };
        if mail.len() as u64 <= MAX_FILE {
            mail.extend_from_slice(text);
        }
    }
    end(&mut mail, begun, sink);
}

/// `From jane@example.org Thu Jan  1 00:00:00 2026`: a sentence that begins so has no year at its end.
fn begins_mail(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    words.next().is_some() && words.any(year)
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
    let starts: [&[u8]; 8] = [b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF", b"MZ"];
    starts.iter().any(|start| head.starts_with(start))
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
