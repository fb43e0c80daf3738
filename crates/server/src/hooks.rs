//! Who sent a web hook: each vendor's way of signing, and nothing taken for signed that is not.
//!
//! | scheme | what is signed | how | body |
//! |---|---|---|---|
//! | Greenhouse | the body | `Signature: sha256 <hex>` | counts |
//! | Ashby | the body | `Ashby-Signature: sha256=<hex>` | counts |
//! | Workable | the body | `X-Workable-Signature: <hex>` | counts |
//! | Standard Webhooks | id, time and body | `webhook-signature: v1,<base64>`, several | counts |
//! | SmartRecruiters | time, body, id, name, version and link | `smartrecruiters-signature: v1=<hex>;v1=<hex>` | names what to fetch |
//! | Lever | a token and the time, **not the body** | in the body | a hint, never read |
//!
//! All are HMAC-SHA256. Two secrets count while one is changed for another. Sources: Greenhouse's API documentation at 0c37c31, Ashby's, Workable's and
//! Lever's developer pages, SmartRecruiters' documented vector, the specification of Standard Webhooks.

use anyhow::{Result, bail};
use axum::http::HeaderMap;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde::Deserialize;

/// How far a signed time may be from now, in seconds: what Standard Webhooks recommends.
const TOLERANCE: u64 = 300;

/// A vendor's way of signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Scheme {
    Greenhouse,
    Lever,
    Ashby,
    Workable,
    SmartRecruiters,
    Standard,
}

impl Scheme {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Greenhouse, Self::Lever, Self::Ashby, Self::Workable, Self::SmartRecruiters, Self::Standard];

    /// Its word in the settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Greenhouse => "greenhouse",
            Self::Lever => "lever",
            Self::Ashby => "ashby",
            Self::Workable => "workable",
            Self::SmartRecruiters => "smartrecruiters",
            Self::Standard => "standard",
        }
    }

    /// Whether a message says what happened, and its signature covers that. Otherwise it says at most that there is something to fetch.
    pub fn tells(self) -> bool {
        !matches!(self, Self::Lever | Self::SmartRecruiters)
    }
}

/// A web hook that may be called.
#[derive(Clone)]
pub struct Hook {
    /// The last part of its address.
    pub name: String,
    /// Who sends.
    pub scheme: Scheme,
    keys: Vec<hmac::Key>,
}

impl std::fmt::Debug for Hook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hook").field("name", &self.name).field("scheme", &self.scheme).field("secrets", &self.keys.len()).finish()
    }
}

/// Why a message is not taken. The words go to the sender: they say nothing of secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Something that signs is absent, twice there or not of its form.
    #[error("the signature is missing or malformed")]
    Malformed,
    /// It is not by any of the secrets.
    #[error("the signature does not match")]
    Wrong,
    /// It was signed too long ago, or in the future.
    #[error("the signed time is more than five minutes from now")]
    Time,
}

impl Hook {
    /// A web hook with its secrets. Those of Standard Webhooks are base64, with or without `whsec_`.
    pub fn new(name: &str, scheme: Scheme, secrets: &[String]) -> Result<Self> {
        let mut keys = Vec::new();
        for secret in secrets {
            let bytes = match scheme {
                Scheme::Standard => match STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)) {
                    Ok(bytes) if !bytes.is_empty() => bytes,
                    _ => bail!("a secret of Standard Webhooks is base64, behind whsec_"),
                },
                _ => secret.as_bytes().to_vec(),
            };
            keys.push(hmac::Key::new(hmac::HMAC_SHA256, &bytes));
        }
        Ok(Self { name: name.to_owned(), scheme, keys })
    }

    /// Whether a message is its sender's; gives what is equal for the same message delivered again. `now` is in seconds since the epoch.
    pub fn check(&self, headers: &HeaderMap, body: &[u8], now: i64) -> Result<String, Refusal> {
        match self.scheme {
            Scheme::Greenhouse => self.of_body(one(headers, "signature")?.strip_prefix("sha256 "), body),
            Scheme::Ashby => self.of_body(one(headers, "ashby-signature")?.strip_prefix("sha256="), body),
            Scheme::Workable => self.of_body(Some(one(headers, "x-workable-signature")?), body),
            Scheme::Standard => self.standard(headers, body, now),
            Scheme::SmartRecruiters => self.smart_recruiters(headers, body, now),
            Scheme::Lever => self.lever(body),
        }
    }

    /// The headers with which its sender would send a message at a time, in seconds since the epoch; none where only the vendor can.
    pub fn sign(&self, id: &str, body: &[u8], now: i64) -> Option<Vec<(&'static str, String)>> {
        let mac = |signs: &[u8]| self.keys.first().map(|key| hmac::sign(key, signs));
        let digits = |tag: hmac::Tag| tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        Some(match self.scheme {
            Scheme::Greenhouse => vec![("Signature", format!("sha256 {}", digits(mac(body)?)))],
            Scheme::Ashby => vec![("Ashby-Signature", format!("sha256={}", digits(mac(body)?)))],
            Scheme::Workable => vec![("X-Workable-Signature", digits(mac(body)?))],
            Scheme::Standard => {
                let signs = [id.as_bytes(), b".", now.to_string().as_bytes(), b".", body].concat();
                let signature = format!("v1,{}", STANDARD.encode(mac(&signs)?.as_ref()));
                vec![("webhook-id", id.to_owned()), ("webhook-timestamp", now.to_string()), ("webhook-signature", signature)]
            }
            Scheme::SmartRecruiters | Scheme::Lever => return None,
        })
    }

    fn signed(&self, signature: &[u8], signs: &[u8]) -> bool {
        self.keys.iter().any(|key| hmac::verify(key, signs, signature).is_ok())
    }

    /// The signature covers the body and nothing else: headers that name the message are anybody's, so the body itself says whether it is the same.
    fn of_body(&self, signature: Option<&str>, body: &[u8]) -> Result<String, Refusal> {
        let signature = signature.and_then(hex).ok_or(Refusal::Malformed)?;
        if !self.signed(&signature, body) {
            return Err(Refusal::Wrong);
        }
        Ok(blake3::hash(body).to_hex().to_string())
    }

    fn standard(&self, headers: &HeaderMap, body: &[u8], now: i64) -> Result<String, Refusal> {
        let (id, time) = (one(headers, "webhook-id")?, one(headers, "webhook-timestamp")?);
        recent(time, now)?;
        let signs = [id.as_bytes(), b".", time.as_bytes(), b".", body].concat();
        let signatures = one(headers, "webhook-signature")?.split(' ').filter_map(|one| one.strip_prefix("v1,"));
        let mut signatures = signatures.filter_map(|one| STANDARD.decode(one).ok()).take(16).peekable();
        if signatures.peek().is_none() {
            return Err(Refusal::Malformed);
        }
        if !signatures.any(|signature| self.signed(&signature, &signs)) {
            return Err(Refusal::Wrong);
        }
        // The same id with another body is another message: the log says what becomes of it.
        let key = [id.as_bytes(), &[0], body].concat();
        Ok(blake3::hash(&key).to_hex().to_string())
    }

    fn smart_recruiters(&self, headers: &HeaderMap, body: &[u8], now: i64) -> Result<String, Refusal> {
        let time = one(headers, "smartrecruiters-timestamp")?;
        recent(time, now)?;
        let id = one(headers, "event-id")?;
        let rest = [id, one(headers, "event-name")?, one(headers, "event-version")?, one(headers, "link")?].join(".");
        let signs = [time.as_bytes(), b".", body, b".", rest.as_bytes()].concat();
        let signatures = one(headers, "smartrecruiters-signature")?.split(';').filter_map(|one| one.trim().strip_prefix("v1="));
        let mut signatures = signatures.filter_map(hex).take(16).peekable();
        if signatures.peek().is_none() {
            return Err(Refusal::Malformed);
        }
        if !signatures.any(|signature| self.signed(&signature, &signs)) {
            return Err(Refusal::Wrong);
        }
        Ok(id.to_owned())
    }

    fn lever(&self, body: &[u8]) -> Result<String, Refusal> {
        let body: serde_json::Value = serde_json::from_slice(body).map_err(|_| Refusal::Malformed)?;
        let text = |name: &str| body.get(name).and_then(|value| value.as_str()).filter(|text| !text.is_empty() && text.len() <= 200);
        let (token, signature) = (text("token").ok_or(Refusal::Malformed)?, text("signature").and_then(hex).ok_or(Refusal::Malformed)?);
        let time = body.get("triggeredAt").and_then(serde_json::Value::as_u64).ok_or(Refusal::Malformed)?;
        if !self.signed(&signature, format!("{token}{time}").as_bytes()) {
            return Err(Refusal::Wrong);
        }
        Ok(blake3::hash(token.as_bytes()).to_hex().to_string())
    }
}

/// A header that is there once, in plain characters.
fn one<'h>(headers: &'h HeaderMap, name: &str) -> Result<&'h str, Refusal> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok().filter(|value| !value.is_empty()).ok_or(Refusal::Malformed),
        _ => Err(Refusal::Malformed),
    }
}

/// Bytes in hexadecimal digits.
fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

/// Whether a time in seconds is near now.
fn recent(time: &str, now: i64) -> Result<(), Refusal> {
    let time: i64 = time.parse().map_err(|_| Refusal::Malformed)?;
    if time.abs_diff(now) > TOLERANCE { Err(Refusal::Time) } else { Ok(()) }
}
