//! JSON input: JSONL, arrays, single bodies. Each value is an event of the contract, a vendor's body or a bare résumé.

use std::io::BufRead;
use std::path::{Component, Path};

use hirewall_model::Data;
use hirewall_model::parse;
use serde_json::Value;

use crate::lines::{Elements, Lines, Piece};
use crate::{Arrived, MAX_BODY, MAX_FILE, Options, Place, Severity, Sink, document, resume, vendors};

pub fn read(mut input: Box<dyn BufRead + '_>, name: &str, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let first = match input.fill_buf() {
        Ok(buffer) => {
            let skip = if buffer.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
            buffer[skip..].iter().copied().find(|b| !b.is_ascii_whitespace())
        }
        Err(_) => None,
    };
    let by_line = [".jsonl", ".ndjson"].iter().any(|e| name.to_lowercase().ends_with(e));
    if first == Some(b'[') && !by_line {
        let mut elements = Elements::new(input);
        return pieces(|| elements.next(), place, options, sink);
    }
    if by_line || name == "<stdin>" {
        return whole_or_lines(input, by_line, place, options, sink);
    }
    whole_or_lines(input, false, place, options, sink)
}

/// A single body may span lines: the first line tells. A line that is JSON by itself starts JSONL.
fn whole_or_lines(mut input: Box<dyn BufRead + '_>, by_line: bool, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    if !by_line {
        let spans_lines = match input.fill_buf() {
            Ok(buffer) => {
                let first = buffer.split(|b| *b == b'\n').next().unwrap_or_default();
                first.len() < 200 && serde_json::from_slice::<serde::de::IgnoredAny>(first).is_err() && !first.starts_with(b"{\"specversion")
            }
            Err(_) => false,
        };
        if spans_lines {
            let mut bytes = Vec::new();
            let read = std::io::Read::read_to_end(&mut std::io::Read::take(&mut input, MAX_BODY as u64 + 1), &mut bytes);
            let one = Place { line: Some(1), ..place.clone() };
            return match read {
                Err(error) => sink.problem(one.problem(Severity::Error, None, "", format!("cannot be read: {error}"))),
                Ok(_) if bytes.len() > MAX_BODY => sink.problem(one.problem(Severity::Error, None, "", too_long())),
                Ok(_) => value(&bytes, &one, options, sink),
            };
        }
    }
    let mut lines = Lines::new(input);
    pieces(|| lines.next(), place, options, sink);
}

fn too_long() -> String {
    format!("is longer than {} MiB; passed over", MAX_BODY >> 20)
}

fn pieces(mut next: impl FnMut() -> std::io::Result<Piece>, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let mut done = 0u64;
    loop {
        match next() {
            Err(error) => {
                sink.problem(place.problem(Severity::Error, None, "", format!("cannot be read further: {error}")));
                return;
            }
            Ok(Piece::End) => return,
            Ok(Piece::TooLong(line)) => {
                let at = Place { line: Some(line), ..place.clone() };
                sink.problem(at.problem(Severity::Error, None, "", too_long()));
            }
            Ok(Piece::Cut(bytes, line)) => {
                let at = Place { line: Some(line), ..place.clone() };
                let what = format!("the input ends within this value, after {} bytes of it", bytes.len());
                sink.problem(at.problem(Severity::Error, None, "", what));
            }
            Ok(Piece::Whole(bytes, line)) => {
                done += bytes.len() as u64 + 1;
                let at = Place { line: Some(line), ..place.clone() };
                if !bytes.iter().all(u8::is_ascii_whitespace) {
                    value(&bytes, &at, options, sink);
                }
                sink.progress(done, None);
            }
        }
    }
}

/// One JSON value. Only when it is no event is it looked at as something else.
fn value(bytes: &[u8], place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    match parse::event(bytes) {
        Ok((event, remarks)) => {
            for remark in remarks {
                sink.problem(place.remark(&event.id, remark));
            }
            documents(&event, place, sink);
            let with_documents = holds_documents(&event).then(|| event.clone());
            sink.event(Arrived { event, body: bytes.to_vec() });
            if let Some(event) = with_documents {
                document::of_event(&event, place, options, sink);
            }
        }
        Err(rejected) => {
            let other = if rejected.pointer.is_empty() || rejected.pointer == "/data" || rejected.id.is_none() {
                serde_json::from_slice::<Value>(bytes).ok()
            } else {
                None
            };
            match other.filter(|v| v.get("specversion").is_none()) {
                Some(body) => adapted(&body, place, options, sink),
                None => sink.problem(place.problem(Severity::Error, rejected.id, &rejected.pointer, rejected.what)),
            }
        }
    }
}

fn adapted(body: &Value, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    if let Some(event) = resume::event(body, options) {
        return mapped(event, place, options, sink);
    }
    match vendors::adapt(body) {
        Some(adapted) => {
            for note in adapted.notes {
                sink.problem(place.problem(Severity::Warning, None, "", format!("{}: {note}", adapted.vendor)));
            }
            for event in adapted.events {
                mapped(event, place, options, sink);
            }
        }
        None => {
            let what = "is neither an event of the contract (no specversion) nor a body of Greenhouse, Lever, Ashby, Workable or SmartRecruiters nor a JSON résumé";
            sink.problem(place.problem(Severity::Error, None, "", what));
        }
    }
}

/// An event that an adapter made; what the input does not say comes from the options.
pub(crate) fn mapped(mut event: Value, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    if event.get("time").and_then(Value::as_str).is_none_or(str::is_empty) {
        let time = options.as_of.unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        if options.as_of.is_none() {
            let what = "has no time; taken as 1970-01-01: give --as-of";
            sink.problem(place.problem(Severity::Warning, event.get("id").and_then(Value::as_str).map(str::to_owned), "/time", what));
        }
        event["time"] = Value::String(time.to_string());
    }
    if let Some((id, title)) = &options.requisition
        && let Some(requisition) = event.pointer_mut("/data/requisition")
        && requisition["id"] == "unspecified"
    {
        *requisition = serde_json::json!({"id": id, "title": title});
    }
    let body = event.to_string().into_bytes();
    match parse::event(&body) {
        Ok((event, remarks)) => {
            for remark in remarks {
                // A résumé that names nobody was told of when it was read, as a warning.
                if !(event.source == document::EXTRACTED && remark.pointer == "/data/name/full") {
                    sink.problem(place.remark(&event.id, remark));
                }
            }
            sink.event(Arrived { event, body });
        }
        Err(rejected) => sink.problem(place.problem(Severity::Error, rejected.id, &rejected.pointer, rejected.what)),
    }
}

/// Whether an event carries a document or names one.
fn holds_documents(event: &hirewall_model::Event) -> bool {
    match &event.data {
        Data::ApplicationSubmitted(a) | Data::ApplicationUpdated(a) => a.documents.iter().any(|d| d.path.is_some() || d.content_base64.is_some()),
        Data::MessageReceived(message) => message.path.is_some() || message.content_base64.is_some(),
        _ => false,
    }
}

/// Files that the events of an input name as their documents, as written.
pub(crate) fn paths(mut input: impl BufRead) -> Vec<String> {
    let array = input.fill_buf().is_ok_and(|buffer| buffer.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'['));
    let mut found = Vec::new();
    let mut look = |piece: std::io::Result<Piece>| match piece {
        Ok(Piece::Whole(bytes, _)) if bytes.windows(6).any(|w| w == b"\"path\"") => {
            match parse::event(&bytes).map(|(event, _)| event.data) {
                Ok(Data::ApplicationSubmitted(a) | Data::ApplicationUpdated(a)) => found.extend(a.documents.into_iter().filter_map(|d| d.path)),
                Ok(Data::MessageReceived(message)) => found.extend(message.path),
                _ => {}
            }
            true
        }
        Ok(Piece::End) | Err(_) => false,
        Ok(_) => true,
    };
    if array {
        let mut elements = Elements::new(input);
        while look(elements.next()) {}
    } else {
        let mut lines = Lines::new(input);
        while look(lines.next()) {}
    }
    found
}

/// A document's `path` must stay inside the folder of the events file, without links, and be small enough.
fn documents(event: &hirewall_model::Event, place: &Place<'_>, sink: &mut dyn Sink) {
    let mut check = |path: &Option<String>, pointer: String| {
        if let Some(path) = path.as_deref().filter(|p| !p.trim().is_empty())
            && let Err(what) = inside(path, place.folder)
        {
            sink.problem(place.problem(Severity::Unreadable, Some(event.id.clone()), &pointer, what));
        }
    };
    match &event.data {
        Data::ApplicationSubmitted(a) | Data::ApplicationUpdated(a) => {
            for (n, document) in a.documents.iter().enumerate() {
                check(&document.path, format!("/data/documents/{n}/path"));
            }
        }
        Data::MessageReceived(message) => check(&message.path, "/data/path".into()),
        _ => {}
    }
}

pub(crate) fn inside(path: &str, folder: Option<&Path>) -> Result<(), String> {
    let Some(folder) = folder else { return Err("a path needs an events file beside it; standard input has none".into()) };
    let relative = Path::new(path);
    if path.contains('\\') || relative.components().any(|c| !matches!(c, Component::Normal(_) | Component::CurDir)) {
        return Err("leads out of the folder of the events file; the document is not read".into());
    }
    let mut at = folder.to_path_buf();
    for part in relative.components() {
        at.push(part);
        match std::fs::symlink_metadata(&at) {
            Err(_) => return Err("names no file beside the events file".into()),
            Ok(meta) if meta.is_symlink() => return Err("goes over a link; the document is not read".into()),
            Ok(_) => {}
        }
    }
    match std::fs::symlink_metadata(&at) {
        Ok(meta) if !meta.is_file() => Err("names no file".into()),
        Ok(meta) if meta.len() > MAX_FILE => Err(format!("the file is larger than {} MiB", MAX_FILE >> 20)),
        _ => Ok(()),
    }
}
