//! What documents and mail show besides what they say → findings for the security queue. They never touch a score.
//!
//! `security.toml` says how much each thing that can be seen matters; here is the one place that applies it, for `screen` and for `scan`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hirewall_documents::{Mail, Observation, Part};
use hirewall_model::assessment::SecurityFinding;
use hirewall_model::event::{DocumentRead, Message};
use hirewall_refdata::alike::{self, ascii, mailbox_domain, registered};
use serde::{Deserialize, Serialize};

use crate::{Error, Policy};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Ordinary; shown to whoever looks.
    Noted,
    /// Somebody should look.
    Suspicious,
    /// It harms whoever opens or clicks it, or has no honest use in an application.
    Dangerous,
}

/// What a thing that can be seen means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// How much it matters.
    pub severity: Severity,
    /// One sentence.
    pub means: String,
    /// When it is innocent.
    pub innocent_when: String,
    /// What to do or ask, where something is to be done.
    #[serde(default)]
    pub ask: String,
}

/// A finding in a document or mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// Its id.
    pub finding: String,
    /// How much it matters.
    pub severity: Severity,
    /// What it means, and what was seen.
    pub because: String,
    /// When it is innocent.
    pub innocent_when: String,
    /// What to do or ask; may be empty.
    pub ask: String,
}

static TABLE: LazyLock<Result<BTreeMap<String, Entry>, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../security.toml")).map_err(|why| why.to_string()));

/// The reviewed table, by finding.
pub fn table() -> Result<&'static BTreeMap<String, Entry>, Error> {
    TABLE.as_ref().map_err(|what| Error::Setting { file: "built-in security.toml".into(), what: what.clone() })
}

/// Judges one thing that was seen. What the table does not know, as another version may write it, is something to look at.
pub fn judge(what: &str, detail: Option<&str>) -> Judged {
    let entry = table().ok().and_then(|table| table.get(what));
    let means = entry.map_or("It holds something that this version does not know.", |entry| entry.means.as_str());
    let seen = detail.map(str::trim).filter(|detail| !detail.is_empty()).map(|detail| format!(" Seen: {detail}.")).unwrap_or_default();
    Judged {
        finding: what.to_owned(),
        severity: entry.map_or(Severity::Suspicious, |entry| entry.severity),
        because: format!("{means}{seen}"),
        innocent_when: entry.map(|entry| entry.innocent_when.clone()).unwrap_or_default(),
        ask: entry.map(|entry| entry.ask.clone()).unwrap_or_default(),
    }
}

/// Judges what was seen in one part, the gravest first, each kind once.
pub fn judge_part(part: &Part, policy: &Policy) -> Vec<Judged> {
    let mut seen: Vec<Observation> = part.observed.clone();
    if let Ok(document) = &part.read {
        seen.extend(document.observed.iter().cloned());
    }
    let mut judged: Vec<Judged> = seen.iter().map(|seen| judge(seen.what.as_str(), seen.detail.as_deref())).collect();
    if let Ok(document) = &part.read
        && let Some(mail) = &document.mail
    {
        let Mail { from, from_name, reply_to, authentication_results, .. } = mail;
        let sender = Sender { from: from.clone(), name: from_name.clone(), reply_to: reply_to.clone(), results: authentication_results.clone() };
        judged.extend(judge_sender(&sender, policy));
    }
    gathered(judged)
}

/// Findings of one part: each kind once, with all that was seen of it, the gravest first.
fn gathered(judged: Vec<Judged>) -> Vec<Judged> {
    let mut kept: Vec<Judged> = Vec::new();
    for one in judged {
        let Some(first) = kept.iter_mut().find(|k| k.finding == one.finding) else {
            kept.push(one);
            continue;
        };
        if let Some((_, seen)) = one.because.split_once(" Seen: ") {
            let seen = seen.trim_end_matches('.');
            if !first.because.contains(seen) && first.because.len() < 400 {
                let joined = if first.because.contains(" Seen: ") { "," } else { " Seen:" };
                first.because = format!("{}{joined} {seen}.", first.because.strip_suffix('.').filter(|_| joined == ",").unwrap_or(&first.because));
            }
        }
    }
    kept.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.finding.cmp(&b.finding)));
    kept
}

/// Who sent a mail, as far as the mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    from: Option<String>,
    name: Option<String>,
    reply_to: Option<String>,
    /// `Authentication-Results`, each header a line.
    results: Option<String>,
}

impl Sender {
    /// The sender of a mail that is an event.
    pub fn of(message: &Message) -> Self {
        let Message { from, from_name, reply_to, authentication_results, .. } = message;
        Self { from: from.clone(), name: from_name.clone(), reply_to: reply_to.clone(), results: authentication_results.clone() }
    }
}

fn judge_sender(sender: &Sender, policy: &Policy) -> Vec<Judged> {
    let mut judged = Vec::new();
    let Some(from) = sender.from.as_deref().and_then(mailbox_domain) else { return judged };
    if let Some(shown) = sender.name.as_deref().and_then(shown_domain)
        && !related(&shown, &from)
    {
        judged.push(judge("display-name", Some(&format!("shows {shown}, comes from {from}"))));
    }
    if let Some(to) = sender.reply_to.as_deref().and_then(mailbox_domain).filter(|to| !related(to, &from)) {
        judged.push(judge("reply-elsewhere", Some(&to)));
    }
    if let Some(known) = policy.domains().iter().find(|own| !related(&from, own) && alike::is_alike(&from, own)) {
        judged.push(judge("look-alike-domain", Some(&format!("{} looks like {known}", ascii(&from)))));
    } else if let Some(known) = alike::employer(&from) {
        judged.push(judge("look-alike-domain", Some(&format!("{} looks like {known}", ascii(&from)))));
    }
    if let Some(failed) = sender.results.as_deref().and_then(|results| failed(results, &from)) {
        judged.push(judge("mail-unauthenticated", Some(failed)));
    }
    judged
}

/// The domain of an address that stands in a name: `"jobs@example.com" <x@elsewhere.example>`.
fn shown_domain(name: &str) -> Option<String> {
    let word = name.split(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '(' | ')' | ',')).find(|word| word.contains('@'))?;
    mailbox_domain(word)
}

/// Whether both are, or are below, one name that somebody registered.
fn related(a: &str, b: &str) -> bool {
    registered(a) == registered(b)
}

/// What failed, as the reader's own server found (RFC 8601): DMARC decides; without it both SPF and DKIM must fail.
fn failed(results: &str, from: &str) -> Option<&'static str> {
    // The first header is the one that was added last, by the server nearest to the reader.
    let nearest = results.lines().next().unwrap_or_default().to_lowercase();
    // `mail.example.com; spf=pass smtp.mailfrom=x; dkim=none`: each method begins a part of its own.
    let of = |method: &str| {
        let said =
            nearest.split(';').filter_map(|part| part.split_whitespace().next()).find_map(|word| word.strip_prefix(method)?.strip_prefix('='))?;
        Some(said.chars().take_while(char::is_ascii_alphanumeric).collect::<String>())
    };
    let fails = |method: &str| of(method).is_some_and(|word| matches!(word.as_str(), "fail" | "hardfail" | "permerror"));
    match of("dmarc").as_deref() {
        // A mailing list or forwarder that the reader's server trusts vouches for what it changed (RFC 8617).
        Some("fail") if of("arc").as_deref() == Some("pass") => None,
        Some("fail") => Some("DMARC failed"),
        Some("pass" | "bestguesspass") => None,
        _ if fails("spf") && !matches!(of("dkim").as_deref(), Some("pass")) => Some("SPF failed and no signature holds"),
        _ if fails("dkim") && !matches!(of("spf").as_deref(), Some("pass")) && !from.is_empty() => Some("the signature does not hold"),
        _ => None,
    }
}

/// What the documents and mails of a candidacy show, for its assessment.
pub fn of_document(read: &DocumentRead, fallback: &str) -> Vec<SecurityFinding> {
    let part = read.filename.clone().unwrap_or_else(|| fallback.to_owned());
    let judged: Vec<Judged> = read.observed.iter().map(|seen| judge(&seen.what, seen.detail.as_deref())).collect();
    listed(&part, gathered(judged))
}

/// What the senders of a candidacy's mails show.
pub fn of_senders(senders: &[Sender], policy: &Policy) -> Vec<SecurityFinding> {
    let mut found = Vec::new();
    for finding in senders.iter().flat_map(|sender| listed("message", gathered(judge_sender(sender, policy)))) {
        if !found.contains(&finding) {
            found.push(finding);
        }
    }
    found
}

fn listed(part: &str, judged: Vec<Judged>) -> Vec<SecurityFinding> {
    let tell = |one: Judged| SecurityFinding { part: part.to_owned(), finding: one.finding, because: one.because };
    judged.into_iter().filter(|one| one.severity > Severity::Noted).map(tell).collect()
}

#[cfg(test)]
mod tests {
    use hirewall_documents::Observable;

    use super::*;

    #[test]
    fn everything_that_can_be_seen_has_its_entry() {
        let table = table().unwrap();
        for what in Observable::ALL {
            assert!(table.contains_key(what.as_str()), "{}", what.as_str());
        }
        for (finding, entry) in table {
            let mail = ["mail-unauthenticated", "display-name", "look-alike-domain", "reply-elsewhere"];
            assert!(mail.contains(&finding.as_str()) || Observable::ALL.iter().any(|what| what.as_str() == finding), "{finding}");
            assert!(!entry.innocent_when.is_empty() && (entry.severity == Severity::Noted || !entry.ask.is_empty()), "{finding}");
        }
    }

    #[test]
    fn senders_that_pose_are_seen_and_others_are_not() {
        let policy = Policy::shipped().unwrap().with_domains(&["northwind.com".into()]);
        let found = |from: &str, name: &str, results: &str| -> Vec<String> {
            let sender = Sender { from: Some(from.into()), name: Some(name.into()), reply_to: None, results: Some(results.into()) };
            judge_sender(&sender, &policy).into_iter().map(|j| j.finding).collect()
        };
        assert_eq!(found("a@northw1nd.com", "A", ""), ["look-alike-domain"]);
        assert_eq!(found("a@northwind-careers.com", "A", ""), ["look-alike-domain"]);
        assert_eq!(found("a@n\u{43e}rthwind.com", "A", ""), ["look-alike-domain"]);
        assert_eq!(found("a@evil.example", "hr@northwind.com", ""), ["display-name"]);
        assert_eq!(found("a@example.org", "A", "mx.example; spf=fail smtp.mailfrom=x; dkim=none; dmarc=fail"), ["mail-unauthenticated"]);
        assert_eq!(found("a@northwind.com", "A", "mx.example; spf=pass; dkim=pass; dmarc=pass"), [] as [String; 0]);
        assert_eq!(found("jane@mail.northwind.com", "Jane", "mx.example; spf=softfail; dkim=pass"), [] as [String; 0]);
        assert_eq!(found("jane@southwind.com", "Jane", ""), [] as [String; 0]);
        // Two firms below one country's second level are two.
        assert_eq!(found("jane@elsewhere.co.uk", "hr@bank.co.uk", ""), ["display-name"]);
    }
}
