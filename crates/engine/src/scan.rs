//! One file, taken apart → a verdict for each of its parts, with reasons.

use hirewall_documents::{Document, Kind, Meta, Part};
use serde::Serialize;

use crate::Policy;
use crate::security::{Judged, Severity, judge_part};

/// What is to be thought of a file or a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing but what is ordinary.
    Clean,
    /// Somebody should look.
    Suspicious,
    /// It harms whoever opens or clicks it, or has no honest use in an application.
    Dangerous,
}

/// A file, taken apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scanned {
    /// The file as it was named; `FILE:LINE` in a mailbox.
    pub input: String,
    /// The gravest of its parts'.
    pub verdict: Verdict,
    /// It and what is within it, the whole first.
    pub parts: Vec<ScannedPart>,
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScannedPart {
    /// Its name below those of what it lies in: `mail.eml/cv.zip/cv.pdf`.
    pub part: String,
    /// Its type by content.
    pub kind: Option<&'static str>,
    /// blake3 of its bytes, in hex.
    pub hash: String,
    /// What is to be thought of it.
    pub verdict: Verdict,
    /// Why nothing was read of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<String>,
    /// Why, the gravest first.
    pub findings: Vec<Judged>,
    /// Of a mail: who sent it, as `Authentication-Results` says, the nearest to the reader first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// Addresses it links to; never fetched.
    pub links: Vec<String>,
    /// What it says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
    /// Its text, without what is hidden.
    pub text: String,
    /// Text that no reader sees, and what is meant for language models.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub hidden: String,
    /// Source of macros and scripts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
}

/// Judges a file and all that is within it.
pub fn scanned(input: &str, part: &Part, policy: &Policy) -> Scanned {
    let mut parts = Vec::new();
    let name = if part.name.is_empty() { input } else { &part.name };
    collect(name, part, policy, &mut parts);
    let verdict = parts.iter().map(|part| part.verdict).max().unwrap_or(Verdict::Clean);
    Scanned { input: input.to_owned(), verdict, parts }
}

fn collect(path: &str, part: &Part, policy: &Policy, parts: &mut Vec<ScannedPart>) {
    let findings = judge_part(part, policy);
    let verdict = match findings.iter().map(|finding| finding.severity).max() {
        Some(Severity::Dangerous) => Verdict::Dangerous,
        Some(Severity::Suspicious) => Verdict::Suspicious,
        _ => Verdict::Clean,
    };
    let (document, unreadable) = match &part.read {
        Ok(document) => ((**document).clone(), None),
        Err(why) => (Document::default(), Some(why.to_string())),
    };
    parts.push(ScannedPart {
        part: path.to_owned(),
        kind: document.kind.map(Kind::as_str),
        hash: part.hash.clone(),
        verdict,
        unreadable,
        findings,
        sender: document.mail.as_ref().and_then(|mail| mail.authentication_results.clone()),
        links: document.links,
        meta: (document.meta != Meta::default()).then_some(document.meta),
        text: document.text,
        hidden: document.hidden,
        code: document.code,
    });
    for within in &document.parts {
        collect(&format!("{path}/{}", within.name), within, policy, parts);
    }
}
