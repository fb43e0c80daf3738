//! A bare document becomes an application: what a worker read out of it, under the hash of its content.
//!
//! Its source is [`EXTRACTED`]: everything in such an event was read out of a document and can be misread, so that it corroborates at most.

use std::sync::PoisonError;

use hirewall_documents::{Document, MAX_META};
use serde_json::{Map, Value, json};

use crate::json::mapped;
use crate::{Options, Place, Severity, Sink};

/// Source of events that were made out of documents.
pub const EXTRACTED: &str = "/documents";

/// Contacts of one kind that are taken of one document.
const MOST: usize = 8;

pub(crate) fn read(bytes: &[u8], place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let Some(reader) = &options.documents else {
        sink.problem(place.problem(Severity::Error, None, "", "is a document, and documents are not read here"));
        return;
    };
    let answer = reader.lock().unwrap_or_else(PoisonError::into_inner).read(bytes);
    match answer {
        Err(why) => sink.problem(place.problem(Severity::Error, None, "", why)),
        Ok(Err(unreadable)) => sink.problem(place.problem(Severity::Unreadable, None, "", unreadable.to_string())),
        Ok(Ok(document)) => {
            if document.truncated {
                sink.problem(place.problem(Severity::Warning, None, "", "has more text than is read; the end of it is left out"));
            }
            let event = event(bytes, &document, place.file);
            if event["data"]["name"]["full"] == "" {
                sink.problem(place.problem(Severity::Warning, None, "", "names no candidate in its first lines"));
            }
            mapped(event, place, options, sink);
        }
    }
}

fn event(bytes: &[u8], document: &Document, file: &str) -> Value {
    let hash = blake3::hash(bytes).to_hex();
    let id = format!("document-{}", &hash[..16]);
    let filename = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let name = name(&document.text).unwrap_or_default();
    let (emails, phones) = (emails(&document.text), phones(&document.text));
    let mut basics = Map::new();
    basics.insert("name".into(), json!(name));
    basics.insert("summary".into(), json!(document.text));
    let mut data = Map::new();
    data.insert("requisition".into(), json!({"id": "unspecified", "title": "unspecified"}));
    data.insert("name".into(), json!({"full": name}));
    data.insert("emails".into(), json!(emails));
    data.insert("phones".into(), json!(phones));
    data.insert("profiles".into(), json!(profiles(document)));
    data.insert("documents".into(), json!([{"id": hash.as_str(), "kind": "resume", "filename": filename}]));
    data.insert("resume".into(), json!({"basics": basics}));
    json!({"specversion": "1.0", "id": id, "source": EXTRACTED, "type": "hirewall.application.submitted.v1", "subject": id, "data": data})
}

/// The first line of the text if it can be a name: two to five words of letters, none of them a heading's.
fn name(text: &str) -> Option<String> {
    let heading =
        |word: &str| matches!(word.to_lowercase().as_str(), "curriculum" | "vitae" | "resume" | "résumé" | "cv" | "lebenslauf" | "profile" | "page");
    let line = text.lines().map(str::trim).filter(|l| !l.is_empty()).take(3).find(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let letters = |w: &str| w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')) && w.chars().any(char::is_alphabetic);
        (2..=5).contains(&words.len()) && words.iter().all(|w| letters(w) && !heading(w))
    })?;
    (line.chars().count() <= MAX_META).then(|| line.to_owned())
}

/// Mail addresses as they stand in the text.
fn emails(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let edge = |c: char| !c.is_alphanumeric();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | '|' | ':')) {
        let word = word.trim_matches(edge);
        let Some((local, domain)) = word.split_once('@') else { continue };
        let fine = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'));
        if fine(local) && fine(domain) && domain.contains('.') && found.len() < MOST && !found.iter().any(|f| f == word) {
            found.push(word.to_owned());
        }
    }
    found
}

/// Runs of digits, spaces and the signs that part a phone number, with 9 to 15 digits; dates and ranges of years have fewer.
fn phones(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        for run in line.split(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')' | ' ' | '/'))) {
            let run = run.trim_matches(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '(')));
            let digits = run.chars().filter(char::is_ascii_digit).count();
            let together = !run.contains("  ") && run.chars().skip(1).all(|c| c != '+');
            if (9..=15).contains(&digits) && together && run.len() <= 25 && found.len() < MOST && !found.iter().any(|f| f == run) {
                found.push(run.to_owned());
            }
        }
    }
    found
}

/// Links to profiles, from the document's links and from its text.
fn profiles(document: &Document) -> Vec<Value> {
    let in_text = document.text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '|' | ',' | ';'));
    let mut found: Vec<(&str, String)> = Vec::new();
    for link in document.links.iter().map(String::as_str).chain(in_text) {
        let lower = link.to_lowercase();
        let network = ["linkedin", "github", "gitlab", "stackoverflow"].into_iter().find(|n| {
            let host = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
            host.strip_prefix(n).is_some_and(|rest| rest.starts_with(".com/") && rest.len() > 5)
        });
        if let Some(network) = network
            && found.len() < MOST
            && !found.iter().any(|(_, url)| url.eq_ignore_ascii_case(link))
        {
            found.push((network, link.trim_end_matches(['.', ',']).to_owned()));
        }
    }
    found.into_iter().map(|(network, url)| json!({"network": network, "url": url})).collect()
}
