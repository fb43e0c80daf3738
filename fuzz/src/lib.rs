//! What is fuzzed: every reader of bytes or text from outside, each as a function over bytes. The same functions run over the committed corpus as a
//! plain test (`crates/cli/tests/corpus.rs`).
//!
//! Drawing pages for safe copies is not among them: the library that draws has no limits of its own, and what it does not survive costs the worker
//! one document.

use std::io::{Cursor, Write};

use hirewall_documents::resume::extract;
use hirewall_documents::{Kind, Layout, read_as, rules, take_apart};
use hirewall_intake::{Arrived, Options, Problem, Sink, mailbox, reference, roster};
use hirewall_outside::{Answer, Record, Trust, authenticate};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads bytes from outside; whatever they are, it comes back.
pub type Target = fn(&[u8]);

/// Names of the targets, and what each does.
pub const TARGETS: &[(&str, Target)] = &[
    ("any", any),
    ("pdf", |bytes| drop(read_as(Kind::Pdf, bytes))),
    ("docx", |bytes| {
        packed(Kind::Docx, &["word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml", "word/_rels/document.xml.rels"], bytes)
    }),
    ("doc", |bytes| drop(read_as(Kind::Doc, bytes))),
    ("odt", |bytes| packed(Kind::Odt, &["content.xml", "styles.xml", "meta.xml"], bytes)),
    ("rtf", |bytes| drop(read_as(Kind::Rtf, bytes))),
    ("html", |bytes| drop(read_as(Kind::Html, bytes))),
    ("text", |bytes| drop(read_as(Kind::Text, bytes))),
    ("image", |bytes| drop(read_as(Kind::Image, bytes))),
    ("archive", |bytes| drop(read_as(Kind::Archive, bytes))),
    ("mail", |bytes| drop(read_as(Kind::Mail, bytes))),
    ("office", |bytes| drop(read_as(Kind::Office, bytes))),
    ("office_parts", |bytes| {
        packed(
            Kind::Office,
            &["[Content_Types].xml", "xl/workbook.xml", "xl/externalLinks/externalLink1.xml", "xl/vbaProject.bin", "xl/embeddings/a.bin"],
            bytes,
        )
    }),
    ("resume", resume),
    ("svg", |bytes| drop(read_as(Kind::Svg, bytes))),
    ("calendar", |bytes| drop(read_as(Kind::Calendar, bytes))),
    ("mbox", |bytes| drop(mailbox::split(bytes, 1 << 20, &mut |_, _| {}))),
    ("event", |bytes| drop(hirewall_model::parse::event(bytes))),
    ("input_json", |bytes| input("in.json", bytes)),
    ("input_csv", |bytes| input("in.csv", bytes)),
    ("input_xlsx", |bytes| input("in.xlsx", bytes)),
    ("reference", references),
    ("roster", |bytes| text(bytes, |text| drop(roster::join(("roster.csv", text), &[("devices".into(), text.into())], &[], &Default::default())))),
    ("date", |bytes| text(bytes, |text| drop(hirewall_model::date::PartialDate::parse(text)))),
    ("contact", contacts),
    ("school", |bytes| {
        text(bytes, |text| drop((hirewall_refdata::school(text), hirewall_refdata::subjects(text), hirewall_refdata::employer_domain(text))))
    }),
    ("domain", |bytes| text(bytes, |text| drop((hirewall_refdata::alike::skeleton(text), hirewall_refdata::alike::punycode(text))))),
    ("sender", sender),
    ("yara", |bytes| text(bytes, |text| drop(rules::check(text)))),
];

/// A mail, and after a line of `%%` what DNS answers to everything that is asked about it.
fn sender(bytes: &[u8]) {
    let at = bytes.windows(4).position(|w| w == b"\n%%\n").unwrap_or(bytes.len());
    let (mail, rest) = bytes.split_at(at);
    let records: Vec<Record> = String::from_utf8_lossy(rest.get(4..).unwrap_or_default())
        .lines()
        .take(20)
        .map(|line| line.parse().map_or_else(|_| Record::Text(line.to_owned()), Record::Ip))
        .collect();
    let Ok(document) = read_as(Kind::Mail, mail) else { return };
    let Some(mail) = document.mail else { return };
    let now = mail.received.as_deref().or(mail.date.as_deref()).and_then(|time| time.parse().ok());
    drop(authenticate(&mail, &mut |_, _| Answer::Records(records.clone()), &Trust::default(), now.unwrap_or_default()));
}

/// Runs one target.
pub fn run(name: &str, bytes: &[u8]) {
    if let Some((_, target)) = TARGETS.iter().find(|(known, _)| *known == name) {
        target(bytes);
    }
}

fn text(bytes: &[u8], each: impl FnOnce(&str)) {
    each(&String::from_utf8_lossy(bytes));
}

/// The first line is the name under which the rest came.
fn any(bytes: &[u8]) {
    let end = bytes.iter().take(200).position(|byte| *byte == b'\n').unwrap_or(0);
    let (name, rest) = bytes.split_at(end);
    drop(take_apart(&String::from_utf8_lossy(name), rest));
}

/// Bytes as the parts of a package: what a change to a packed file would hardly reach.
fn packed(kind: Kind, parts: &[&str], bytes: &[u8]) {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        if archive.start_file(*part, SimpleFileOptions::default()).is_err() || archive.write_all(bytes).is_err() {
            return;
        }
    }
    if let Ok(packed) = archive.finish() {
        drop(read_as(kind, &packed.into_inner()));
    }
}

/// Every field stands where it says it does.
fn resume(bytes: &[u8]) {
    text(bytes, |text| {
        let resume = extract(text, &[], &Layout::default());
        for field in resume.emails.iter().chain(&resume.phones).chain(&resume.skills).chain(&resume.name) {
            assert!(text.get(field.from..field.to).is_some());
        }
    });
}

struct Nowhere;

impl Sink for Nowhere {
    fn event(&mut self, _: Arrived) {}
    fn problem(&mut self, _: Problem) {}
}

fn input(name: &str, bytes: &[u8]) {
    hirewall_intake::read_from(name, Box::new(bytes), &Options::default(), &mut Nowhere);
}

/// The first byte says which kind.
fn references(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let kind = &reference::KINDS[usize::from(*first) % reference::KINDS.len()];
    text(rest, |text| drop(reference::read(kind, text)));
}

fn contacts(bytes: &[u8]) {
    use hirewall_link::normal;
    text(bytes, |text| {
        drop((
            normal::phone(text, Some("US")),
            normal::mailbox(text),
            normal::profile_url(text),
            normal::ip(text),
            normal::name(text),
            normal::organisation(text),
        ));
    });
}
