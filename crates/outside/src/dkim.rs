//! Whether a signature holds: the key stands in the signer's DNS (RFC 6376, RFC 8463, RFC 8301).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hirewall_documents::{Signed, Signs};
use ring::digest::{SHA256, digest};
use ring::signature::{ED25519, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, UnparsedPublicKey};

use crate::dns::{Answer, Asked, Record};

/// Bytes of a key of 1,024 bits; nobody should trust a shorter one (RFC 8301).
const SHORTEST: usize = 128;

/// What is found of a signature; the words of RFC 8601.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Holds {
    /// It holds.
    Pass,
    /// It does not, and why.
    Fail(String),
    /// It cannot be tried, and why: an algorithm that nobody should use, a key that is gone.
    Neutral(String),
    /// The name server did not answer.
    TempError,
}

/// Tries a signature at a time, in seconds since 1970.
pub(crate) fn holds(signed: &Signed, now: i64, ask: &mut dyn FnMut(&str, Asked) -> Answer) -> Holds {
    if let Some(flaw) = &signed.flaw {
        return Holds::Fail(flaw.clone());
    }
    if signed.expires.is_some_and(|until| until < now) {
        return Holds::Neutral("it is out of date".into());
    }
    let records = match ask(&format!("{}._domainkey.{}", signed.selector, signed.domain), Asked::Txt) {
        Answer::Failed => return Holds::TempError,
        Answer::Records(records) => records,
    };
    let texts = records.iter().filter_map(|record| match record {
        Record::Text(text) => Some(text.as_str()),
        _ => None,
    });
    // Some names have other texts beside the key.
    let Some(key) = texts.map(Key::read).find(|key| !key.public.is_empty() || key.revoked) else {
        return Holds::Neutral("its key is not to be found".into());
    };
    if key.revoked {
        return Holds::Fail("its key was withdrawn".into());
    }
    let (Ok(covers), Ok(signature), Ok(public)) = (STANDARD.decode(&signed.covers), STANDARD.decode(&signed.signature), STANDARD.decode(&key.public))
    else {
        return Holds::Neutral("signature or key cannot be read".into());
    };
    let held = match (signed.algorithm.as_str(), key.kind.as_str()) {
        ("rsa-sha256", "rsa") => {
            let Some(public) = rsa(&public) else { return Holds::Neutral("its key cannot be read".into()) };
            if public.len() < SHORTEST {
                return Holds::Neutral("its key is too short".into());
            }
            UnparsedPublicKey::new(&RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, public).verify(&covers, &signature)
        }
        ("ed25519-sha256", "ed25519") => UnparsedPublicKey::new(&ED25519, &public).verify(digest(&SHA256, &covers).as_ref(), &signature),
        (algorithm, _) => {
            let shown: String = algorithm.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(20).collect();
            return Holds::Neutral(format!("nothing is proven by {shown}"));
        }
    };
    match held {
        Ok(()) => Holds::Pass,
        Err(_) if signed.signs == Signs::Seal => Holds::Fail("the seal does not hold".into()),
        Err(_) => Holds::Fail("the headers were changed".into()),
    }
}

/// A signer's key as DNS holds it.
#[derive(Default)]
struct Key {
    kind: String,
    public: String,
    revoked: bool,
}

impl Key {
    fn read(text: &str) -> Self {
        let mut key = Self { kind: "rsa".into(), ..Self::default() };
        for (name, value) in text.split(';').filter_map(|tag| tag.split_once('=')) {
            match name.trim() {
                "v" if value.trim() != "DKIM1" => return Self::default(),
                "k" => key.kind = value.trim().to_ascii_lowercase(),
                "p" => {
                    key.public = value.split_whitespace().collect();
                    key.revoked = key.public.is_empty();
                }
                _ => {}
            }
        }
        key
    }
}

/// The `RSAPublicKey` of a `SubjectPublicKeyInfo` (RFC 5280), or of itself.
fn rsa(der: &[u8]) -> Option<&[u8]> {
    let (tag, outer, _) = element(der)?;
    let (first, inner, rest) = element(outer)?;
    match (tag, first) {
        // Modulus and exponent stand there by themselves.
        (0x30, 0x02) => Some(der),
        (0x30, 0x30) => {
            // rsaEncryption, 1.2.840.113549.1.1.1
            let known = inner.windows(9).any(|w| w == [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]);
            let (tag, bits, _) = element(rest)?;
            bits.strip_prefix(&[0]).filter(|_| known && tag == 0x03)
        }
        _ => None,
    }
}

/// One DER element: its tag, what it holds, and what follows.
fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81 => (usize::from(*rest.first()?), rest.get(1..)?),
        0x82 => (usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?])), rest.get(2..)?),
        _ => return None,
    };
    Some((*tag, rest.get(..length)?, rest.get(length..)?))
}
