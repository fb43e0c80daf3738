//! Documents → events: what a worker read of a file, of the parts of a mail or archive, and the application that they make.
//!
//! Each document becomes one `hirewall.document.read.v1`, each mail a `hirewall.message.received.v1`; a bare document, a mail with attachments
//! and a sub-folder become an application beside them, all on one subject. The source of all these events is [`EXTRACTED`]: whatever rests on
//! them was read out of a document and can be misread, so that it corroborates at most.
//!
//! Events of this kind are named by subject, content and version of the parser. One that is kept already is not made again: the worker is only
//! asked for what nobody read before.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::PoisonError;

use hirewall_documents::resume::{Field, Resume};
use hirewall_documents::{Document, Kind, Mail, Observation, PARSER, Part, Unreadable};
use hirewall_model::Event;
use hirewall_model::event::Data;
use serde_json::{Map, Value, json};

use crate::json::mapped;
use crate::{Authenticate, MAX_FILE, Options, Place, Severity, Sink};

/// Source of events that were made out of documents.
pub const EXTRACTED: &str = "/documents";

/// Characters of an id that is made of a hash.
const ID: usize = 16;
/// Fields that are read less surely than this are left out.
const LEAST_CONFIDENCE: u8 = 50;

/// What belongs to one candidacy: the documents of a file or of a folder, read.
#[derive(Debug, Default)]
pub(crate) struct Group {
    subject: String,
    /// Whether it is a folder's, and no single file's.
    folder: bool,
    /// Data of `document.read`, in order.
    read: Vec<Value>,
    /// Data of `message.received`.
    messages: Vec<(String, Value)>,
    /// Time of the first mail.
    time: Option<String>,
    /// File that is named in problems.
    file: String,
}

/// A document outside of any event.
pub(crate) fn bare(bytes: &[u8], place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    if let Some(group) = place.group {
        return add(&mut group.borrow_mut(), bytes, place, options, sink);
    }
    let mut group = Group::default();
    add(&mut group, bytes, place, options, sink);
    flush(group, options, sink);
}

/// A group for the documents of one sub-folder, which is one candidacy.
pub(crate) fn group(folder: &str) -> RefCell<Group> {
    RefCell::new(Group { subject: folder.to_owned(), folder: true, ..Group::default() })
}

fn add(group: &mut Group, bytes: &[u8], place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let hash = blake3::hash(bytes).to_hex().to_string();
    if group.subject.is_empty() {
        group.subject = format!("document-{}", short(&hash));
    }
    if group.file.is_empty() {
        group.file = place.file.to_owned();
    }
    let filename = place.file.rsplit(['/', '\\']).next().unwrap_or(place.file);
    let subject = group.subject.clone();
    let mut taken = Taken::default();
    match kept(&subject, &hash, sink) {
        Some(before) => {
            taken = before;
            // What could not be read then is told again: it is still not read.
            for data in taken.read.iter().filter(|data| data.get("unreadable").is_some()) {
                let (name, why) = (data["filename"].as_str().unwrap_or_default(), data["unreadable"].as_str().unwrap_or_default());
                sink.problem(place.problem(Severity::Unreadable, None, field(place, name), why));
            }
        }
        None => {
            let Some(part) = ask(filename, bytes, place, options, sink) else { return };
            taken.time = part.read.as_ref().ok().and_then(|document| arrival(document.mail.as_ref()?, options));
            take(&mut taken, &subject, filename, &part, place, sink);
        }
    }
    if group.time.is_none() {
        // What is kept stays at its time, whatever this run is as of.
        group.time = taken.time.take();
    }
    group.read.extend(taken.read);
    group.messages.extend(taken.messages);
}

/// What one file gave: it and what is within it.
#[derive(Debug, Default)]
struct Taken {
    /// Time of events that are kept already, or of the mail.
    time: Option<String>,
    read: Vec<Value>,
    messages: Vec<(String, Value)>,
}

/// What an earlier run read of the same content for the same candidacy.
fn kept(subject: &str, hash: &str, sink: &mut dyn Sink) -> Option<Taken> {
    let mut taken = Taken::default();
    let mut waiting = vec![read_id(subject, hash)];
    while let Some(id) = waiting.pop() {
        let body: Value = serde_json::from_slice(&sink.kept(EXTRACTED, &id)?).ok()?;
        if taken.read.len() > hirewall_documents::MAX_PARTS {
            return None;
        }
        let data = body.get("data")?.clone();
        taken.time = taken.time.or_else(|| body["time"].as_str().map(str::to_owned));
        waiting.extend(data["parts"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).rev());
        if data["kind"] == Kind::Mail.as_str() {
            let id = message_id(subject, data["document"].as_str()?);
            let message: Value = serde_json::from_slice(&sink.kept(EXTRACTED, &id)?).ok()?;
            taken.messages.push((id, message.get("data")?.clone()));
        }
        taken.read.push(data);
    }
    Some(taken)
}

/// Lets a worker read a document. What nobody can read at all is told once and costs the file.
fn ask(name: &str, bytes: &[u8], place: &Place<'_>, options: &Options, sink: &mut dyn Sink) -> Option<Part> {
    let Some(reader) = &options.documents else {
        sink.problem(place.problem(Severity::Error, None, "", "is a document, and documents are not read here"));
        return None;
    };
    let answer = reader.lock().unwrap_or_else(PoisonError::into_inner).read(name, bytes);
    match answer {
        Err(why) => {
            sink.problem(place.problem(Severity::Error, None, "", why));
            None
        }
        Ok(mut answer) => {
            if let Some(Authenticate(authenticate)) = &options.authenticate {
                authenticate(&mut answer);
            }
            Some(answer)
        }
    }
}

/// Turns what was read into the data of events, parts after the whole.
fn take(taken: &mut Taken, subject: &str, filename: &str, part: &Part, place: &Place<'_>, sink: &mut dyn Sink) {
    let mut data = Map::new();
    data.insert("document".into(), json!(part.hash));
    data.insert("parser".into(), json!(PARSER));
    data.insert("filename".into(), json!(filename));
    data.insert("media_type".into(), json!(part.media_type));
    let observed = observed(part);
    if !observed.is_empty() {
        data.insert("observed".into(), json!(observed));
    }
    let document = match &part.read {
        Err(why) => {
            sink.problem(place.problem(Severity::Unreadable, None, field(place, filename), why.to_string()));
            data.insert("unreadable".into(), json!(why.to_string()));
            taken.read.push(Value::Object(data));
            return;
        }
        Ok(document) => document,
    };
    if document.kind.is_some_and(|kind| !kind.is_read()) {
        let why = Unreadable::UnknownType.to_string();
        sink.problem(place.problem(Severity::Unreadable, None, field(place, filename), &why));
        data.insert("kind".into(), json!(document.kind.map(Kind::as_str)));
        data.insert("unreadable".into(), json!(why));
        taken.read.push(Value::Object(data));
        return;
    }
    if document.truncated {
        sink.problem(place.problem(Severity::Warning, None, field(place, filename), "has more in it than is read; the end of it is left out"));
    }
    fill(&mut data, document);
    let within = if holds(document) { document.parts.as_slice() } else { &[] };
    let parts: Vec<String> = within.iter().map(|part| read_id(subject, &part.hash)).collect();
    if !parts.is_empty() {
        data.insert("parts".into(), json!(parts));
    }
    if let Some(mail) = &document.mail {
        taken.messages.push((message_id(subject, &part.hash), message(mail)));
    }
    taken.read.push(Value::Object(data));
    for part in within {
        take(taken, subject, &part.name, part, place, sink);
    }
}

/// Whether the documents within one are the sender's, as those of a mail or an archive are. What lies within a document is part of it.
fn holds(document: &Document) -> bool {
    matches!(document.kind, Some(Kind::Mail | Kind::Archive))
}

/// What was seen in a document, and in what is part of it.
fn observed(part: &Part) -> Vec<&Observation> {
    let mut all: Vec<&Observation> = part.observed.iter().collect();
    if let Ok(document) = &part.read {
        all.extend(&document.observed);
        if !holds(document) {
            all.extend(document.parts.iter().flat_map(observed));
        }
    }
    all
}

/// Names a part in a problem; the file itself is named already.
fn field<'a>(place: &Place<'_>, filename: &'a str) -> &'a str {
    if place.file.ends_with(filename) { "" } else { filename }
}

/// What a document says, as data of an event.
fn fill(data: &mut Map<String, Value>, document: &Document) {
    let meta = &document.meta;
    let mut put = |name: &str, value: Value| {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty) || value.as_str() == Some("") || value == json!(false);
        if !empty {
            data.insert(name.to_owned(), value);
        }
    };
    put("kind", json!(document.kind.map(Kind::as_str)));
    put("pages", json!(document.pages));
    put("language", json!(document.resume.language));
    put("text", json!(document.text));
    put("truncated", json!(document.truncated));
    put("meta", serde_json::to_value(meta).unwrap_or_default());
    put("links", json!(document.links));
    put("images", json!(document.images));
    let mut fields = Vec::new();
    put("emails", listed(&document.resume.emails, "/emails", &mut fields));
    put("phones", listed(&document.resume.phones, "/phones", &mut fields));
    put("resume", resume(&document.resume, &mut fields));
    put("fields", Value::Array(fields));
}

/// Values of fields, each noted with its place.
fn listed(list: &[Field], pointer: &str, fields: &mut Vec<Value>) -> Value {
    let sure = list.iter().filter(|f| f.confidence >= LEAST_CONFIDENCE);
    Value::Array(sure.enumerate().map(|(n, f)| noted(f, format!("{pointer}/{n}"), fields)).collect())
}

fn noted(field: &Field, pointer: String, fields: &mut Vec<Value>) -> Value {
    fields.push(json!({"pointer": pointer, "from": field.from, "to": field.to, "confidence": field.confidence}));
    json!(field.value)
}

/// What was read of a person, as a JSON Resume.
fn resume(resume: &Resume, fields: &mut Vec<Value>) -> Value {
    let mut one = |field: &Option<Field>, pointer: String| match field.as_ref().filter(|f| f.confidence >= LEAST_CONFIDENCE) {
        Some(field) => noted(field, pointer, fields),
        None => Value::Null,
    };
    let mut basics = Map::new();
    basics.insert("name".into(), one(&resume.name, "/resume/basics/name".into()));
    if let Some(address) = &resume.address {
        one(&resume.address, "/resume/basics/location".into());
        basics.insert("location".into(), location(&address.value));
    }
    let mut work = Vec::new();
    for (n, job) in resume.work.iter().enumerate() {
        let at = |field: &str| format!("/resume/work/{n}/{field}");
        let highlights: Vec<Value> = job.highlights.iter().map(|h| json!(h.value)).collect();
        work.push(json!({
            "name": one(&job.employer, at("name")), "position": one(&job.title, at("position")), "location": one(&job.location, at("location")),
            "startDate": one(&job.start, at("startDate")), "endDate": one(&job.end, at("endDate")), "highlights": highlights,
        }));
    }
    let mut education = Vec::new();
    for (n, study) in resume.education.iter().enumerate() {
        let at = |field: &str| format!("/resume/education/{n}/{field}");
        education.push(json!({
            "institution": one(&study.institution, at("institution")), "area": one(&study.area, at("area")), "studyType": one(&study.level, at("studyType")),
            "startDate": one(&study.start, at("startDate")), "endDate": one(&study.end, at("endDate")), "location": one(&study.location, at("location")),
        }));
    }
    let skills: Vec<Value> = resume.skills.iter().map(|s| json!({"name": s.value})).collect();
    let languages: Vec<Value> = resume.languages.iter().map(|l| json!({"language": l.value})).collect();
    let profiles: Vec<Value> = resume.links.iter().map(|l| json!({"network": network(&l.value), "url": l.value})).collect();
    basics.insert("profiles".into(), json!(profiles));
    if resume.name.is_none() && work.is_empty() && education.is_empty() && skills.is_empty() && profiles.is_empty() {
        return Value::Null;
    }
    json!({"basics": basics, "work": work, "education": education, "skills": skills, "languages": languages})
}

/// `Portland, OR`, `10969 Berlin, Germany`: the city, and what stands after it.
fn location(address: &str) -> Value {
    let parts: Vec<&str> = address.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    let letters = |part: &str| part.split_whitespace().filter(|w| !w.chars().any(|c| c.is_ascii_digit())).collect::<Vec<_>>().join(" ");
    let city = parts.iter().map(|part| letters(part)).position(|part| hirewall_refdata::is_city(&part));
    let Some(at) = city else { return json!({"address": address}) };
    let after = parts.get(at + 1).map(|part| letters(part));
    let (region, country) = match after {
        Some(land) if hirewall_refdata::is_region(&land) => (Some(land), None),
        Some(land) if hirewall_refdata::is_country(&land) => (None, Some(land)),
        _ => (None, None),
    };
    json!({"address": address, "city": parts.get(at).map(|part| letters(part)), "region": region, "countryCode": country})
}

/// The network of a profile's address.
fn network(url: &str) -> Value {
    let lower = url.to_lowercase();
    ["linkedin", "github", "gitlab", "stackoverflow"].iter().find(|n| lower.contains(&format!("{n}.com/"))).map_or(json!("website"), |n| json!(n))
}

/// When a mail came: the reader's own server tells better than the sender's clock, and nothing comes after the time of this run.
fn arrival(mail: &Mail, options: &Options) -> Option<String> {
    let times = [&mail.received, &mail.date].into_iter().flatten();
    let time = times.filter_map(|time| time.parse::<jiff::Timestamp>().ok()).next()?;
    Some(options.as_of.map_or(time, |as_of| time.min(as_of)).to_string())
}

/// A mail, as data of an event.
fn message(mail: &Mail) -> Value {
    let date = mail.date.as_ref().filter(|date| date.parse::<jiff::Timestamp>().is_ok());
    let headers: Vec<Value> = mail.headers.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    json!({
        "from": mail.from, "from_name": mail.from_name, "reply_to": mail.reply_to, "date": date, "subject": mail.subject, "text": mail.text,
        "authentication_results": mail.authentication_results, "message_id": mail.message_id, "quoted": mail.quoted, "signature": mail.signature,
        "headers": headers,
    })
}

/// A profile that somebody saved as a document (LinkedIn: "Save to PDF"), as the event of its observation at `time`. It was read out of a document,
/// so that it corroborates at most. `None` where the document names no profile's address.
pub fn saved_profile(bytes: &[u8], document: &Document, candidacy: &str, time: jiff::Timestamp) -> Option<Value> {
    let resume = &document.resume;
    let sure = |field: &Option<Field>| field.as_ref().filter(|f| f.confidence >= LEAST_CONFIDENCE).map(|f| f.value.clone());
    let of_networks = |url: &&str| network(url) != json!("website");
    let written = resume.links.iter().map(|l| l.value.as_str());
    let url = written.chain(document.links.iter().map(String::as_str)).find(of_networks)?.to_owned();
    let positions: Vec<Value> = resume
        .work
        .iter()
        .map(|job| json!({"employer": sure(&job.employer), "title": sure(&job.title), "start": sure(&job.start), "end": sure(&job.end), "location": sure(&job.location)}))
        .collect();
    let education: Vec<Value> = resume
        .education
        .iter()
        .map(|study| {
            json!({"institution": sure(&study.institution), "area": sure(&study.area), "studyType": sure(&study.level), "start": sure(&study.start), "end": sure(&study.end)})
        })
        .collect();
    let emails: Vec<&str> = resume.emails.iter().filter(|f| f.confidence >= LEAST_CONFIDENCE).map(|f| f.value.as_str()).collect();
    let data = json!({
        "network": network(&url), "url": url, "display_name": sure(&resume.name), "location": sure(&resume.address), "positions": positions,
        "education": education, "emails": emails, "control": "untested",
    });
    let id = format!("profile-{}-p{PARSER}", digest(&[candidacy, &blake3::hash(bytes).to_hex()]));
    Some(event(&id, "hirewall.profile.observed.v1", candidacy, &json!(time.to_string()), data))
}

/// Emits what a group holds: its mails, its application, and what was read.
pub(crate) fn flush(mut group: Group, options: &Options, sink: &mut dyn Sink) {
    // The same document twice, in a mail and beside it, is one.
    let mut seen = HashSet::new();
    group.read.retain(|data| seen.insert(data["document"].as_str().unwrap_or_default().to_owned()));
    let leaves: Vec<&Value> = group.read.iter().filter(|data| is_leaf(data)).collect();
    let readable = leaves.iter().any(|data| data["text"].as_str().is_some_and(|text| !text.trim().is_empty()));
    let file = std::mem::take(&mut group.file);
    let place = &Place { file: &file, line: None, folder: None, group: None };
    // A file that cannot be read, or has nothing to be read, and stands alone is told of, and makes no candidacy.
    if !readable && group.messages.is_empty() {
        if leaves.iter().any(|data| data.get("unreadable").is_none()) {
            sink.problem(place.problem(Severity::Unreadable, None, "", "holds no text: a picture or a scan? Ask for a file with text in it"));
        }
        return;
    }
    let time = group.time.clone().map_or(Value::Null, Value::String);
    if !group.folder {
        sink.named(&group.subject, file.rsplit(['/', '\\']).next().unwrap_or(&file));
    }
    for (id, data) in &group.messages {
        mapped(event(id, "hirewall.message.received.v1", &group.subject, &time, data.clone()), place, options, sink);
    }
    if readable {
        let application = application(&leaves, place, sink);
        let id = application_id(&group.subject, &application, options);
        mapped(event(&id, "hirewall.application.submitted.v1", &group.subject, &time, application), place, options, sink);
    }
    readings(group.read, &group.subject, &time, place, options, sink);
}

/// The events of what was read.
fn readings(read: Vec<Value>, subject: &str, time: &Value, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    let mut seen = HashSet::new();
    for data in read {
        let id = read_id(subject, data["document"].as_str().unwrap_or_default());
        if seen.insert(id.clone()) {
            mapped(event(&id, "hirewall.document.read.v1", subject, time, data), place, options, sink);
        }
    }
}

/// Whether it is a document by itself, and no mail or archive.
fn is_leaf(data: &Value) -> bool {
    data["kind"] != Kind::Mail.as_str() && data["kind"] != Kind::Archive.as_str()
}

fn event(id: &str, kind: &str, subject: &str, time: &Value, data: Value) -> Value {
    json!({"specversion": "1.0", "id": id, "source": EXTRACTED, "type": kind, "subject": subject, "time": time, "data": data})
}

fn read_id(subject: &str, hash: &str) -> String {
    format!("read-{}-p{PARSER}", digest(&[subject, hash]))
}

/// Of applications that rest on the same documents the one of the newest parser comes last.
fn application_id(subject: &str, application: &Value, options: &Options) -> String {
    let job = options.requisition.as_ref().map_or("", |(id, _)| id.as_str());
    format!("application-p{PARSER:03}-{}", digest(&[subject, job, &application.to_string()]))
}

fn message_id(subject: &str, hash: &str) -> String {
    format!("message-{}", digest(&[subject, hash]))
}

/// What stands in the id of an event that these make.
fn digest(parts: &[&str]) -> String {
    short(&blake3::hash(parts.join("\0").as_bytes()).to_hex()).to_owned()
}

fn short(hash: &str) -> &str {
    hash.get(..ID).unwrap_or(hash)
}

/// The application that documents make. The one that says most of a person is the résumé, and gives name and contacts.
fn application(leaves: &[&Value], place: &Place<'_>, sink: &mut dyn Sink) -> Value {
    let says = |data: &Value| {
        let resume = &data["resume"];
        let count = |name: &str| resume[name].as_array().map_or(0, Vec::len);
        (count("work") + count("education")) * 4
            + count("skills")
            + 3 * usize::from(resume["basics"]["name"].is_string())
            + data["emails"].as_array().map_or(0, Vec::len)
    };
    let main = leaves.iter().max_by_key(|data| (says(data), std::cmp::Reverse(data["filename"].as_str()))).copied().unwrap_or(&Value::Null);
    let name = main["resume"]["basics"]["name"].as_str().unwrap_or_default();
    if name.is_empty() {
        sink.problem(place.problem(Severity::Warning, None, "", "names no candidate where a résumé does"));
    }
    let of = |data: &Value| data["resume"]["basics"]["name"].as_str().map(|n| n.to_lowercase());
    let names: std::collections::BTreeSet<String> = leaves.iter().filter(|data| says(data) >= 8).filter_map(|data| of(data)).collect();
    if names.len() > 1 {
        let what = format!(
            "holds {} résumés under {} names and counts as one candidacy; to screen each by itself, put them into the folder that you name",
            leaves.len(),
            names.len()
        );
        sink.problem(place.problem(Severity::Warning, None, "", what));
    }
    let resume = std::ptr::from_ref(main);
    let documents: Vec<Value> = leaves
        .iter()
        .map(|data| {
            let kind = if std::ptr::eq(*data, resume) { "resume" } else { "other" };
            json!({"id": data["document"], "kind": kind, "filename": data["filename"], "media_type": data["media_type"]})
        })
        .collect();
    let profiles = main["resume"]["basics"]["profiles"].clone();
    json!({
        "requisition": {"id": "unspecified", "title": "unspecified"}, "name": {"full": name}, "emails": main["emails"], "phones": main["phones"],
        "profiles": profiles, "documents": documents,
    })
}

/// Documents of an event that carries or names them: what was read of each goes on the same candidacy, at the same time.
pub(crate) fn of_event(event: &Event, place: &Place<'_>, options: &Options, sink: &mut dyn Sink) {
    if options.documents.is_none() {
        return;
    }
    let mut files: Vec<(String, Option<Vec<u8>>)> = Vec::new();
    match &event.data {
        Data::ApplicationSubmitted(a) | Data::ApplicationUpdated(a) => {
            for (n, document) in a.documents.iter().enumerate() {
                let pointer = format!("/data/documents/{n}");
                files.push((document.filename.clone(), content(&document.content_base64, &document.path, &event.id, &pointer, place, sink)));
            }
        }
        Data::MessageReceived(message) => {
            files.push(("message.eml".into(), content(&message.content_base64, &message.path, &event.id, "/data", place, sink)));
        }
        _ => return,
    }
    let time = json!(event.time.to_string());
    for (filename, bytes) in files {
        let Some(bytes) = bytes else { continue };
        let hash = blake3::hash(&bytes).to_hex().to_string();
        if sink.kept(EXTRACTED, &read_id(&event.subject, &hash)).is_some() {
            continue;
        }
        let here = Place { file: place.file, ..place.clone() };
        let Some(part) = ask(&filename, &bytes, &here, options, sink) else { return };
        let mut taken = Taken::default();
        take(&mut taken, &event.subject, &filename, &part, &here, sink);
        for (id, data) in taken.messages {
            mapped(self::event(&id, "hirewall.message.received.v1", &event.subject, &time, data), &here, options, sink);
        }
        readings(taken.read, &event.subject, &time, &here, options, sink);
    }
}

/// The bytes of a document: what the event holds, or the file that it names beside itself (which was found to be one before).
fn content(inline: &Option<String>, path: &Option<String>, id: &str, pointer: &str, place: &Place<'_>, sink: &mut dyn Sink) -> Option<Vec<u8>> {
    let mut bad = |field: &str, what: &str| {
        sink.problem(place.problem(Severity::Unreadable, Some(id.to_owned()), &format!("{pointer}/{field}"), what));
        None
    };
    if let Some(text) = inline.as_deref().filter(|t| !t.trim().is_empty()) {
        return match hirewall_documents::base64(text.trim()) {
            Some(bytes) if bytes.len() as u64 <= MAX_FILE => Some(bytes),
            Some(_) => bad("content_base64", "is larger than a document may be"),
            None => bad("content_base64", "is no base64"),
        };
    }
    let path = path.as_deref().filter(|p| !p.trim().is_empty())?;
    let folder = place.folder?;
    if crate::json::inside(path, Some(folder)).is_err() {
        return None;
    }
    match std::fs::read(folder.join(path)) {
        Ok(bytes) => Some(bytes),
        Err(_) => bad("path", "cannot be opened"),
    }
}
