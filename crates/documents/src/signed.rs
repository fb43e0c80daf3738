//! What the signatures of a mail cover: DKIM (RFC 6376, RFC 8463) and ARC (RFC 8617).
//!
//! The worker makes the bytes that were signed and compares the hash of the text; the keys stand in the senders' DNS, which no worker can reach, so
//! that whoever has a resolver tries the signatures (`hirewall-outside`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hirewall_refdata::alike::mailbox_domain;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Signatures of a mail that are looked at, and sets of ARC headers.
const MAX_SIGNATURES: usize = 8;
const MAX_SETS: u32 = 10;
/// Headers of a mail that has signatures which are looked at, and names of them that a signature covers.
const MAX_HEADERS: usize = 2_000;
const MAX_NAMES: usize = 200;
/// Bytes of headers that a signature may cover.
const MAX_COVERED: usize = 64 << 10;
/// Characters of a tag's value.
const MAX_TAG: usize = 4 << 10;

/// Which header a signature stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signs {
    /// `DKIM-Signature`: who sends it.
    Mail,
    /// `ARC-Message-Signature`: what the last of those who passed it on had in hand.
    PassedOn,
    /// `ARC-Seal`: one who passed it on, for all before.
    Seal,
}

/// A signature of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Which header it stands in.
    pub signs: Signs,
    /// Number of its ARC set, from 1; 0 for DKIM.
    pub instance: u32,
    /// Who signed, `d=`, in lower case.
    pub domain: String,
    /// Which of their keys, `s=`.
    pub selector: String,
    /// `rsa-sha256`, `ed25519-sha256` or what else it says.
    pub algorithm: String,
    /// The signature, base64.
    pub signature: String,
    /// The bytes that it signs, base64.
    pub covers: String,
    /// Why it cannot hold, whatever the key says.
    pub flaw: Option<String>,
    /// Until when it holds, `x=`, seconds since 1970.
    pub expires: Option<i64>,
    /// What those who passed it on had found: `cv=` of a seal.
    pub chain: Option<String>,
    /// What they wrote of its sender: `ARC-Authentication-Results` of the same set.
    pub found: Option<String>,
}

/// A header as it stands, with its name.
struct Header<'a> {
    name: String,
    /// Name, colon, value and the line's end.
    whole: &'a [u8],
}

/// All signatures of a mail; none of what is too long.
pub(crate) fn signatures(message: &[u8]) -> Vec<Signed> {
    let head = message.get(..(256 << 10).min(message.len())).unwrap_or_default().to_ascii_lowercase();
    if !["dkim-signature", "arc-seal"].iter().any(|name| head.windows(name.len()).any(|w| w == name.as_bytes())) {
        return Vec::new();
    }
    let message = with_crlf(message);
    let (headers, body) = split(&message);
    if headers.len() > MAX_HEADERS {
        return Vec::new();
    }
    let mut text = Text { body, known: Vec::new() };
    let signs_mail = |header: &&Header<'_>| header.name == "dkim-signature";
    let mut found: Vec<Signed> =
        headers.iter().filter(signs_mail).take(MAX_SIGNATURES).filter_map(|header| of_text(header, &headers, &mut text, Signs::Mail)).collect();
    found.extend(chain(&headers, &mut text));
    found
}

/// Lines end in CRLF where they were signed, whatever they were saved with. The line that begins a mail in a mailbox is none of it.
fn with_crlf(message: &[u8]) -> Vec<u8> {
    let message = if message.starts_with(b"From ") {
        let end = message.iter().position(|b| *b == b'\n').map_or(message.len(), |at| at + 1);
        message.get(end..).unwrap_or_default()
    } else {
        message
    };
    let mut out = Vec::with_capacity(message.len() + message.len() / 40);
    let mut before = 0;
    for byte in message {
        if *byte == b'\n' && before != b'\r' {
            out.push(b'\r');
        }
        out.push(*byte);
        before = *byte;
    }
    out
}

fn split(message: &[u8]) -> (Vec<Header<'_>>, &[u8]) {
    let mut headers: Vec<Header<'_>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = message.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(b"\r\n") {
            // What follows is the text, with whatever it begins.
            at += 2;
            break;
        }
        let mut end = 0;
        // A header goes on in the lines that begin with white space.
        while end == 0 || rest.get(end).is_some_and(|b| *b == b' ' || *b == b'\t') {
            end += rest.get(end..).and_then(|line| line.iter().position(|b| *b == b'\n')).map_or(rest.len() - end, |n| n + 1);
            if end >= rest.len() {
                break;
            }
        }
        let whole = rest.get(..end).unwrap_or_default();
        at += end;
        let name = whole.iter().position(|b| *b == b':').and_then(|colon| whole.get(..colon)).unwrap_or_default();
        headers.push(Header { name: String::from_utf8_lossy(name).trim_ascii().to_ascii_lowercase(), whole });
    }
    (headers, message.get(at..).unwrap_or_default())
}

/// The text of a mail, with the hashes that were made of it.
struct Text<'a> {
    body: &'a [u8],
    known: Vec<Hashed>,
}

/// A hash of a text, in base64.
#[derive(Clone)]
struct Hashed {
    /// How white space was taken, and how much of the text was.
    relaxed: bool,
    length: Option<usize>,
    hash: String,
    /// More stands below what it covers.
    more: bool,
}

impl Text<'_> {
    /// Hash of the text, each made once.
    fn hash(&mut self, relaxed: bool, length: Option<usize>) -> Hashed {
        if let Some(found) = self.known.iter().find(|found| (found.relaxed, found.length) == (relaxed, length)) {
            return found.clone();
        }
        let body = if relaxed { relaxed_body(self.body) } else { simple_body(self.body) };
        let covered = length.and_then(|length| body.get(..length)).unwrap_or(&body);
        let found = Hashed { relaxed, length, hash: STANDARD.encode(Sha256::digest(covered)), more: covered.len() < body.len() };
        self.known.push(found.clone());
        found
    }
}

fn simple_body(body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    while body.ends_with(b"\r\n\r\n") {
        body.truncate(body.len() - 2);
    }
    if !body.ends_with(b"\r\n") {
        body.extend_from_slice(b"\r\n");
    }
    body
}

fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    // Lines that are empty so far: none of them count at the end.
    let mut empty = 0;
    for line in body.split_inclusive(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r\n").unwrap_or(line);
        let end = line.iter().rposition(|b| *b != b' ' && *b != b'\t').map_or(0, |at| at + 1);
        let line = line.get(..end).unwrap_or_default();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty) {
            out.extend_from_slice(b"\r\n");
        }
        let mut blank = false;
        for byte in line {
            let white = *byte == b' ' || *byte == b'\t';
            if !white {
                out.push(*byte);
            } else if !blank {
                out.push(b' ');
            }
            blank = white;
        }
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// `name:value` with the white space that mail programs change taken out.
fn relaxed_header(header: &[u8], out: &mut Vec<u8>) {
    let colon = header.iter().position(|b| *b == b':').unwrap_or(header.len());
    out.extend(header.get(..colon).unwrap_or_default().trim_ascii_end().to_ascii_lowercase());
    out.push(b':');
    let value = header.get(colon + 1..).unwrap_or_default();
    let words = value.split(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')).filter(|word| !word.is_empty());
    for (n, word) in words.enumerate() {
        if n > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
    out.extend_from_slice(b"\r\n");
}

fn canonical(header: &[u8], relaxed: bool, out: &mut Vec<u8>) {
    if relaxed {
        relaxed_header(header, out);
    } else {
        out.extend_from_slice(header);
    }
}

/// Adds a header of signatures without the signature, as it was when it was signed.
fn unsigned(header: &[u8], relaxed: bool, out: &mut Vec<u8>) {
    let mut without = Vec::with_capacity(header.len());
    let colon = header.iter().position(|b| *b == b':').map_or(0, |at| at + 1);
    without.extend_from_slice(header.get(..colon).unwrap_or_default());
    for (n, tag) in header.get(colon..).unwrap_or_default().split(|b| *b == b';').enumerate() {
        if n > 0 {
            without.push(b';');
        }
        match tag.iter().position(|b| *b == b'=') {
            Some(equals) if tag.get(..equals).unwrap_or_default().trim_ascii() == b"b" => {
                without.extend_from_slice(tag.get(..=equals).unwrap_or_default());
            }
            _ => without.extend_from_slice(tag),
        }
    }
    let start = out.len();
    canonical(&without, relaxed, out);
    // The last line of all has no end.
    while out.len() > start && matches!(out.last(), Some(b'\r' | b'\n')) {
        out.pop();
    }
}

/// `a=rsa-sha256; d=example.com; …`, the names in the order in which they stand.
fn tags(header: &[u8]) -> Vec<(String, String)> {
    let colon = header.iter().position(|b| *b == b':').map_or(0, |at| at + 1);
    let value = String::from_utf8_lossy(header.get(colon..).unwrap_or_default()).into_owned();
    let tag = |part: &str| {
        let (name, value) = part.split_once('=')?;
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        Some((name.trim().to_owned(), value.get(..value.floor_char_boundary(MAX_TAG)).unwrap_or(&value).to_owned()))
    };
    value.split(';').filter_map(tag).collect()
}

fn tag<'a>(tags: &'a [(String, String)], name: &str) -> Option<&'a str> {
    tags.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

fn unspaced(value: &str) -> String {
    value.split_whitespace().collect()
}

/// What all signatures say alike; none of what names no signer.
fn begun(tags: &[(String, String)], signs: Signs) -> Option<Signed> {
    Some(Signed {
        signs,
        instance: tag(tags, "i").filter(|_| signs != Signs::Mail).and_then(|n| n.parse().ok()).unwrap_or(0),
        domain: tag(tags, "d")?.trim_end_matches('.').to_lowercase(),
        selector: tag(tags, "s")?.to_lowercase(),
        algorithm: tag(tags, "a").unwrap_or_default().to_lowercase(),
        signature: unspaced(tag(tags, "b").unwrap_or_default()),
        covers: String::new(),
        flaw: None,
        expires: tag(tags, "x").and_then(|n| n.parse().ok()),
        chain: tag(tags, "cv").map(str::to_lowercase),
        found: None,
    })
}

/// A signature over the text and some headers.
fn of_text(header: &Header<'_>, headers: &[Header<'_>], text: &mut Text<'_>, signs: Signs) -> Option<Signed> {
    let tags = tags(header.whole);
    let mut signed = begun(&tags, signs)?;
    let mut canonicalization = tag(&tags, "c").unwrap_or("simple/simple").split('/').map(|one| one == "relaxed");
    let (header_relaxed, body_relaxed) = (canonicalization.next().unwrap_or(false), canonicalization.next().unwrap_or(false));
    let names: Vec<String> = tag(&tags, "h").unwrap_or_default().split(':').take(MAX_NAMES).map(|name| name.trim().to_ascii_lowercase()).collect();
    let length = tag(&tags, "l").map(|length| length.parse().unwrap_or(0));
    let Hashed { hash, more, .. } = text.hash(body_relaxed, length);
    let identity = tag(&tags, "i").filter(|_| signs == Signs::Mail).and_then(mailbox_domain);
    let below = |domain: &str| domain == signed.domain || domain.ends_with(&format!(".{}", signed.domain));
    signed.flaw = if !names.iter().any(|name| name == "from") {
        Some("the sender is not signed".into())
    } else if identity.is_some_and(|domain| !below(&domain)) {
        Some("it is signed for somebody else".into())
    } else if hash != unspaced(tag(&tags, "bh").unwrap_or_default()) {
        Some("the text was changed".into())
    } else if more {
        Some("text stands below what is signed".into())
    } else {
        None
    };
    let mut covers = Vec::new();
    for (n, name) in names.iter().enumerate() {
        // The same name again is the header above the one before.
        let again = names.iter().take(n).filter(|before| *before == name).count();
        let mut of_name = headers.iter().rev().filter(|h| h.name == *name && !std::ptr::eq(*h, header));
        let Some(found) = of_name.nth(again) else { continue };
        canonical(found.whole, header_relaxed, &mut covers);
        if covers.len() > MAX_COVERED {
            signed.flaw = Some("it covers more than is read".into());
            break;
        }
    }
    unsigned(header.whole, header_relaxed, &mut covers);
    signed.covers = STANDARD.encode(covers);
    Some(signed)
}

/// The sets of those who passed it on: the newest signature over the text, and all seals. A set that is not whole has a flaw.
fn chain(headers: &[Header<'_>], text: &mut Text<'_>) -> Vec<Signed> {
    let number = |header: &Header<'_>| -> Option<u32> { tag(&tags(header.whole), "i")?.parse().ok() };
    let of = |name: &str, instance: u32| headers.iter().find(|h| h.name == name && number(h) == Some(instance));
    // A set of which a header is missing breaks the chain, wherever it stands.
    let is_of_a_set = |header: &&Header<'_>| ["arc-seal", "arc-message-signature", "arc-authentication-results"].contains(&header.name.as_str());
    let Some(last) = headers.iter().filter(is_of_a_set).filter_map(number).max() else { return Vec::new() };
    let mut found = Vec::new();
    let mut covers = Vec::new();
    for instance in 1..=last.min(MAX_SETS) {
        let Some(seal) = of("arc-seal", instance) else { break };
        let Some(mut signed) = begun(&tags(seal.whole), Signs::Seal) else { break };
        let (results, message) = (of("arc-authentication-results", instance), of("arc-message-signature", instance));
        let twice = headers.iter().filter(|h| h.name == "arc-seal" && number(h) == Some(instance)).count() > 1;
        if twice || last > MAX_SETS || results.is_none() || message.is_none() {
            signed.flaw = Some("the chain is not whole".into());
        }
        for header in [results, message].into_iter().flatten() {
            relaxed_header(header.whole, &mut covers);
        }
        let mut own = covers.clone();
        unsigned(seal.whole, true, &mut own);
        relaxed_header(seal.whole, &mut covers);
        if own.len() > MAX_COVERED {
            signed.flaw = Some("it covers more than is read".into());
            own.clear();
        }
        signed.covers = STANDARD.encode(own);
        signed.found = results.map(|header| {
            let mut line = Vec::new();
            relaxed_header(header.whole, &mut line);
            let line = String::from_utf8_lossy(&line).into_owned();
            line.get(..line.floor_char_boundary(MAX_TAG)).unwrap_or(&line).trim().to_owned()
        });
        found.push(signed);
    }
    if let Some(message) = of("arc-message-signature", last)
        && let Some(signed) = of_text(message, headers, text, Signs::PassedOn)
    {
        found.push(signed);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_taken_out_as_the_standard_says() {
        // RFC 6376, 3.4.5.
        let message = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (headers, body) = split(message);
        let mut relaxed = Vec::new();
        headers.iter().for_each(|header| relaxed_header(header.whole, &mut relaxed));
        assert_eq!(String::from_utf8_lossy(&relaxed), "a:X\r\nb:Y Z\r\n");
        assert_eq!(relaxed_body(body), b" C\r\nD E\r\n");
        assert_eq!(simple_body(body), b" C \r\nD \t E\r\n");
        assert_eq!((relaxed_body(b""), simple_body(b"")), (Vec::new(), b"\r\n".to_vec()));
    }

    #[test]
    fn the_signature_is_no_part_of_what_it_signs() {
        let mut out = Vec::new();
        unsigned(b"DKIM-Signature: a=x; b=AB=\r\n CD ; bh=EF==\r\n", true, &mut out);
        assert_eq!(String::from_utf8_lossy(&out), "dkim-signature:a=x; b=; bh=EF==");
    }
}
