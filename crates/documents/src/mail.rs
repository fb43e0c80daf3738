//! Mail: headers as they came, the text apart from what it quotes and from the signature, attachments as documents of their own.

use std::net::IpAddr;

use hirewall_refdata::alike::{self, mailbox_domain, registered};
use mail_parser::{Address, Host, Message, MessageParser, MimeHeaders, PartType, Received};
use serde::{Deserialize, Serialize};

use crate::document::{Document, Unreadable, add, add_link};
use crate::hidden::aside;
use crate::kind::Nested;
use crate::observed::{Observable, Observation, observe};
use crate::outlook::Item;
use crate::plain::cut;
use crate::signed::{Signed, signatures};

/// Headers that are kept, and bytes of each.
const MAX_HEADERS: usize = 200;
const MAX_HEADER: usize = 8 << 10;
/// Servers on its way that are kept, the last first.
const MAX_HOPS: usize = 12;
/// People in a thread that are looked at.
const MAX_PEOPLE: usize = 24;
/// Lines at the beginning in which headers tell that a file is a mail.
const HEAD_LINES: usize = 60;

/// What a mail says of itself. None of it is proven: `authentication_results` is for a later check.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mail {
    /// Mailbox of the first sender.
    pub from: Option<String>,
    /// Name shown beside it.
    pub from_name: Option<String>,
    /// Mailbox that answers go to.
    pub reply_to: Option<String>,
    /// Time of sending, RFC 3339.
    pub date: Option<String>,
    /// When the last server on its way took it in, which is the one nearest to the reader; RFC 3339.
    pub received: Option<String>,
    /// Subject, decoded.
    pub subject: Option<String>,
    /// `Message-ID`.
    pub message_id: Option<String>,
    /// `Authentication-Results`, each header a line.
    pub authentication_results: Option<String>,
    /// What was written in this mail.
    pub text: String,
    /// What it quotes of others.
    pub quoted: String,
    /// The signature, after `-- `.
    pub signature: String,
    /// All headers in their order, names and values as written.
    pub headers: Vec<(String, String)>,
    /// Mailbox that the sending server gave for complaints, as the receiving one noted it; empty for notices that nobody answers.
    pub return_path: Option<String>,
    /// The servers that it went through, the one nearest to the reader first.
    pub hops: Vec<Hop>,
    /// Its signatures, yet to be tried.
    pub signatures: Vec<Signed>,
}

/// A server on the way of a mail, as `Received` tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hop {
    /// Address that it came from.
    pub ip: Option<IpAddr>,
    /// Name that the sending server called itself.
    pub helo: Option<String>,
    /// Name that the receiving server found for its address.
    pub found: Option<String>,
    /// Name of the server that received it.
    pub by: Option<String>,
}

/// Headers of which mails have several, and other texts none or one.
const KNOWN: [&str; 12] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "received",
    "return-path",
    "delivered-to",
    "content-type",
    "x-gm-thrid",
    "dkim-signature",
];

/// Whether it begins with the headers of a mail.
pub(crate) fn is_mail(bytes: &[u8]) -> bool {
    let head = bytes.get(..8192).unwrap_or(bytes);
    let mut known: Vec<&str> = Vec::new();
    for (n, line) in head.split(|b| *b == b'\n').take(HEAD_LINES).enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") || n == 0 && line.starts_with(b"From ") {
            continue;
        }
        let Some(colon) = line.iter().position(|b| *b == b':') else { break };
        let name = String::from_utf8_lossy(line.get(..colon).unwrap_or_default()).to_ascii_lowercase();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic()) {
            break;
        }
        if let Some(found) = KNOWN.iter().find(|known| **known == name)
            && !known.contains(found)
        {
            known.push(found);
        }
    }
    known.len() >= 3 && (known.contains(&"from") || known.contains(&"return-path"))
}

pub(crate) fn read(bytes: &[u8], nested: &mut Nested) -> Result<Document, Unreadable> {
    let message = MessageParser::default().parse(bytes).ok_or_else(|| Unreadable::Damaged("its headers cannot be read".into()))?;
    let mut document = Document::default();
    pages(&message, &mut document);
    let mut body = body(&message);
    document.truncated = cut(&mut body);
    let mut mail = headers(&message);
    mail.signatures = signatures(bytes);
    (mail.text, mail.quoted, mail.signature) = parted(&body);
    text_links(&body, &mut document);
    document.text = body;
    look(&mail, &mut document);
    // Pictures within the text are looked at, and are no documents of the sender's.
    let mut pictures = Vec::new();
    for (n, part) in message.attachments().enumerate() {
        // Pictures within the text are signatures' logos, and those of whoever is quoted.
        let inline = part.content_id().is_some() || part.content_disposition().is_some_and(|d| d.is_inline());
        // A signature over the mail is no document.
        let signature = ["pkcs7-signature", "x-pkcs7-signature", "pgp-signature"];
        if part.content_type().and_then(|t| t.subtype()).is_some_and(|sub| signature.iter().any(|known| sub.eq_ignore_ascii_case(known))) {
            continue;
        }
        let picture = inline && part.content_type().is_some_and(|t| t.ctype().eq_ignore_ascii_case("image"));
        let name = part.attachment_name().map(str::to_owned).unwrap_or_else(|| format!("part-{}", n + 1));
        let media_type = part.content_type().map(|t| t.subtype().map_or_else(|| t.ctype().to_owned(), |sub| format!("{}/{sub}", t.ctype())));
        match &part.body {
            // A mail within a mail is read from its bytes, with one level less.
            PartType::Message(inner) => nested.part(&mut document.parts, name, media_type, inner.raw_message()),
            _ if picture => nested.part(&mut pictures, name, media_type, part.contents()),
            _ => nested.part(&mut document.parts, name, media_type, part.contents()),
        }
        if nested.is_full() {
            document.truncated = true;
            break;
        }
    }
    for picture in pictures {
        let inside = picture.read.map(|read| read.observed).unwrap_or_default();
        for seen in picture.observed.into_iter().chain(inside) {
            observe(&mut document.observed, seen.what, seen.detail.unwrap_or_default());
        }
    }
    document.mail = Some(mail);
    Ok(document)
}

/// A mail as Outlook keeps it. It has no signatures: what they cover is not kept as it was.
pub(crate) fn outlook(item: Item, nested: &mut Nested) -> Result<Document, Unreadable> {
    let one_line = |text: &str| text.replace(['\r', '\n', '"', '<', '>'], " ");
    let has_headers = !item.headers.trim().is_empty();
    let begun = if has_headers {
        format!("{}\r\n\r\n", item.headers.trim_matches(['\r', '\n', '\0', ' ']))
    } else {
        let (name, mailbox) = (one_line(&item.sender.0), one_line(&item.sender.1));
        format!("From: \"{name}\" <{mailbox}>\r\nSubject: {}\r\n\r\n", one_line(&item.subject))
    };
    let message = MessageParser::default().parse(&begun).ok_or_else(|| Unreadable::Damaged("its headers cannot be read".into()))?;
    let mut document = Document::default();
    let mut mail = headers(&message);
    // Where signatures cannot be tried, the way alone would speak against mail that was passed on.
    mail.hops.clear();
    if !item.html.is_empty()
        && let Ok(page) = crate::html::read(&item.html)
    {
        add_page(page.clone(), &mut document);
        document.text = page.text;
    }
    if !item.rtf.is_empty()
        && let Ok(rich) = crate::rtf::read(&item.rtf, nested)
    {
        // Outlook writes pages into RTF, too.
        document.observed.extend(rich.observed);
        document.parts.extend(rich.parts);
        if document.text.trim().is_empty() {
            document.text = rich.text;
        }
    }
    if !item.body.trim().is_empty() {
        document.text = item.body;
    }
    document.truncated = cut(&mut document.text);
    (mail.text, mail.quoted, mail.signature) = parted(&document.text);
    let text = std::mem::take(&mut document.text);
    text_links(&text, &mut document);
    document.text = text;
    if has_headers {
        look(&mail, &mut document);
    }
    for (name, content) in item.attachments {
        if nested.is_full() {
            document.truncated = true;
            break;
        }
        nested.part(&mut document.parts, name, None, &content);
    }
    document.mail = Some(mail);
    Ok(document)
}

/// What the pages of a mail run, hide and lead to; their text is read where there is no plain one.
fn pages(message: &Message<'_>, document: &mut Document) {
    for part in &message.parts {
        let PartType::Html(html) = &part.body else { continue };
        if part.attachment_name().is_some() {
            continue;
        }
        if let Ok(page) = crate::html::read(html.as_bytes()) {
            add_page(page, document);
        }
    }
}

fn add_page(page: Document, document: &mut Document) {
    for link in page.links {
        add(&mut document.links, link);
    }
    // Mail programs load no picture unasked, and every newsletter has some.
    for seen in page.observed.into_iter().filter(|seen| seen.what != Observable::RemoteImage) {
        observe(&mut document.observed, seen.what, seen.detail.unwrap_or_default());
    }
    aside(&mut document.hidden, &page.hidden);
    aside(&mut document.code, &page.code);
}

/// Addresses in plain text.
fn text_links(text: &str, document: &mut Document) {
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')' | '[' | ']')) {
        if word.starts_with("http://") || word.starts_with("https://") {
            add_link(&mut document.links, word.trim_end_matches(['.', ',', ';', ':', '!', '?']));
        }
    }
}

/// What a thread shows: an answer that comes from another mailbox than the one whose words it quotes.
fn thread(mail: &Mail, observed: &mut Vec<Observation>) {
    let Some(own) = mail.from.as_deref().and_then(mailbox_domain) else { return };
    for (name, mailbox) in people(&mail.quoted) {
        let Some(other) = mailbox_domain(mailbox).filter(|other| registered(other) != registered(&own)) else { continue };
        let is_named = mail.from_name.as_deref().is_some_and(|shown| !name.is_empty() && shown.trim().eq_ignore_ascii_case(name));
        // One name below two tops is mostly one firm in two countries.
        let label = |domain: &str| registered(domain).split('.').next().unwrap_or_default().to_owned();
        if label(&own) != label(&other) && alike::is_alike(&own, &other) {
            observe(observed, Observable::ThreadHijack, format!("{} looks like {}", alike::ascii(&own), alike::ascii(&other)));
        } else if is_named {
            observe(observed, Observable::ThreadOtherMailbox, format!("{own}, before {other}"));
        }
    }
}

/// Names and mailboxes in what a mail quotes: `Jane Roe <jane@example.org>`.
fn people(quoted: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for line in quoted.lines().take(2_000) {
        let Some((before, rest)) = line.split_once('<') else { continue };
        let Some((mailbox, _)) = rest.split_once('>').filter(|(mailbox, _)| mailbox.contains('@') && mailbox.len() < 200) else { continue };
        // `On Mon, 2 Mar 2026 at 10:00, Jane Roe <`, `From: Jane Roe <`
        let name = before.rsplit([',', ':', '>', '"']).map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
        if found.len() < MAX_PEOPLE {
            found.push((name, mailbox));
        }
    }
    found
}

/// What the headers show by themselves.
fn look(mail: &Mail, document: &mut Document) {
    let count = |name: &str| mail.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name)).count();
    if ["From", "Subject", "Date"].iter().any(|name| count(name) > 1) {
        observe(&mut document.observed, Observable::BrokenHeaders, "a header twice that mails have once");
    } else if mail.headers.len() >= MAX_HEADERS {
        observe(&mut document.observed, Observable::BrokenHeaders, "hundreds of headers");
    }
    if mail.text.contains("-----BEGIN PGP MESSAGE-----") {
        observe(&mut document.observed, Observable::Encrypted, "OpenPGP");
    }
    let subject = mail.subject.as_deref().unwrap_or_default().trim_start().to_lowercase();
    let answers = ["re:", "aw:", "sv:", "antw:", "rif:", "res:"].iter().any(|mark| subject.starts_with(mark));
    if answers && count("In-Reply-To") == 0 && count("References") == 0 && mail.quoted.is_empty() {
        observe(&mut document.observed, Observable::FakeReply, "");
    }
    thread(mail, &mut document.observed);
}

fn headers(message: &Message<'_>) -> Mail {
    let bounded = |text: &str| text.get(..text.floor_char_boundary(MAX_HEADER)).unwrap_or(text).trim().to_owned();
    let box_of = |address: Option<&Address<'_>>| address.and_then(Address::first).and_then(|a| a.address()).map(bounded);
    let all: Vec<(String, String)> = message.headers_raw().take(MAX_HEADERS).map(|(name, value)| (bounded(name), bounded(value))).collect();
    // A long header goes on over several lines, each of which begins with white space.
    let unfolded = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
    let results: Vec<String> =
        all.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Authentication-Results")).map(|(_, value)| unfolded(value)).collect();
    Mail {
        from: box_of(message.from()),
        from_name: message.from().and_then(Address::first).and_then(|a| a.name()).map(bounded),
        reply_to: box_of(message.reply_to()),
        date: message.date().filter(|d| d.is_valid()).map(|d| d.to_rfc3339()),
        // Each server writes above what it got: the first is the last on the way, and none of the sender's.
        received: message.received_all().next().and_then(Received::date).filter(|d| d.is_valid()).map(|d| d.to_rfc3339()),
        subject: message.subject().map(bounded),
        message_id: message.message_id().map(bounded),
        authentication_results: (!results.is_empty()).then(|| results.join("\n")),
        return_path: all
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("Return-Path"))
            .map(|(_, value)| value.trim().trim_start_matches('<').trim_end_matches('>').to_owned()),
        hops: message.received_all().take(MAX_HOPS).map(hop).collect(),
        headers: all,
        ..Mail::default()
    }
}

fn hop(received: &Received<'_>) -> Hop {
    let name = |host: &Option<Host<'_>>| match host {
        Some(Host::Name(name)) => Some(name.trim_end_matches('.').to_lowercase()),
        _ => None,
    };
    let address = match (&received.from_ip, &received.from) {
        (Some(ip), _) | (None, Some(Host::IpAddr(ip))) => Some(*ip),
        _ => None,
    };
    let found = received.from_iprev.as_deref().map(|name| name.trim_end_matches('.').to_lowercase());
    Hop {
        ip: address,
        helo: name(&received.helo).or_else(|| name(&received.from)),
        found: found.or_else(|| name(&received.from)),
        by: name(&received.by),
    }
}

/// The text of a mail: its plain part, or its HTML part as read text.
fn body(message: &Message<'_>) -> String {
    let texts = message.text_body.iter().filter_map(|n| message.part(*n)).filter_map(|part| match &part.body {
        PartType::Text(text) => Some(text.replace("\r\n", "\n")),
        _ => None,
    });
    let plain = texts.reduce(|a, b| a + "\n" + &b);
    let html = || {
        let part = message.html_body.first().and_then(|n| message.part(*n))?;
        match &part.body {
            PartType::Html(html) => crate::html::read(html.as_bytes()).ok().map(|d| d.text),
            _ => None,
        }
    };
    plain.or_else(html).unwrap_or_default()
}

/// What was written, what is quoted, and the signature.
fn parted(body: &str) -> (String, String, String) {
    let (mut own, mut quoted, mut signature) = (String::new(), String::new(), String::new());
    let mut rest_is_quoted = false;
    let mut signed = false;
    let lines: Vec<&str> = body.lines().collect();
    for (n, line) in lines.iter().enumerate() {
        let next = lines.get(n + 1).copied().unwrap_or_default();
        rest_is_quoted |= begins_forwarded(line);
        let introduces = introduces_quote(line) && (next.trim().is_empty() || next.starts_with('>'))
            || introduces_quote(&format!("{line} {next}")) && lines.get(n + 2).is_some_and(|l| l.starts_with('>'));
        let target = if rest_is_quoted || line.starts_with('>') || introduces {
            &mut quoted
        } else if !signed && (*line == "-- " || *line == "--") {
            signed = true;
            continue;
        } else if signed {
            &mut signature
        } else {
            &mut own
        };
        target.push_str(line);
        target.push('\n');
    }
    (own.trim().to_owned(), quoted.trim().to_owned(), signature.trim().to_owned())
}

/// `-----Original Message-----` and its like: all that follows is another mail.
fn begins_forwarded(line: &str) -> bool {
    let inside = line.trim().trim_matches(['-', '_', ' ']);
    line.starts_with("--")
        && [
            "Original Message",
            "Ursprüngliche Nachricht",
            "Message d'origine",
            "Mensaje original",
            "Mensagem original",
            "Wiadomość oryginalna",
            "Orijinal Mesaj",
            "Forwarded message",
            "Weitergeleitete Nachricht",
        ]
        .contains(&inside)
}

/// `On … wrote:` and what other languages write there.
fn introduces_quote(line: &str) -> bool {
    let line = line.trim();
    let begins = ["On ", "Am ", "Le ", "El ", "Em ", "W dniu ", "Dnia "].iter().any(|begin| line.starts_with(begin));
    let ends = ["wrote:", "schrieb:", "écrit :", "écrit:", "escribió:", "escreveu:", "napisał:", "napisał(a):", "napisała:", "yazdı:"]
        .iter()
        .any(|end| line.ends_with(end));
    ends && (begins || line.ends_with("yazdı:") || line.contains('@')) && line.chars().count() < 250
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_signature_are_set_apart() {
        let body = "Dear team,\nplease find my CV.\n\n-- \nJane Roe\n+1 415 555 0132\n\nOn Mon, 2 Mar 2026, Jobs <jobs@example.org> wrote:\n> Thank you.\n> Send it.\n";
        let (own, quoted, signature) = parted(body);
        assert_eq!(own, "Dear team,\nplease find my CV.");
        assert_eq!(signature, "Jane Roe\n+1 415 555 0132");
        assert!(quoted.starts_with("On Mon") && quoted.ends_with("> Send it."));
        let (own, quoted, _) = parted("Hallo\n-----Ursprüngliche Nachricht-----\nVon: x\nalt");
        assert_eq!((own.as_str(), quoted.ends_with("alt")), ("Hallo", true));
    }

    #[test]
    fn a_letter_with_a_few_labels_is_no_mail() {
        assert!(is_mail(b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nhello"));
        assert!(is_mail(b"From a@example.org Mon Mar  2 10:00:00 2026\nFrom: a@example.org\nDate: x\nSubject: y\n\nhello"));
        assert!(!is_mail(b"Name: Jane Roe\nEmail: jane@example.org\nDate: today\n\nhello"));
        assert!(!is_mail(b"From: A\nTo: B\n\nA letter."));
    }
}
