//! Who sent a web hook: sixteen cases for each of the six ways of signing.
#![allow(clippy::unwrap_used, clippy::panic)]

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hirewall_server::hooks::{Hook, Refusal, Scheme};
use ring::hmac;

const NOW: i64 = 1_790_000_000;
const SECRET: &str = "a secret of the company's";
const OLD: &str = "the secret before that one";
const OTHER: &str = "the secret of somebody else";
const ALL: &[Scheme] = &[Scheme::Greenhouse, Scheme::Lever, Scheme::Ashby, Scheme::Workable, Scheme::SmartRecruiters, Scheme::Standard];

/// What a sender sends.
#[derive(Clone)]
struct Sent {
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn mac(secret: &str, signs: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), signs).as_ref().to_vec()
}

fn setting(scheme: Scheme, secret: &str) -> String {
    if scheme == Scheme::Standard { format!("whsec_{}", STANDARD.encode(secret)) } else { secret.to_owned() }
}

/// A genuine message, signed at a time with a secret.
fn sent(scheme: Scheme, secret: &str, time: i64, body: &str) -> Sent {
    let of = |headers: Vec<(&'static str, String)>| Sent { headers, body: body.as_bytes().to_vec() };
    match scheme {
        Scheme::Greenhouse => of(vec![("Signature", format!("sha256 {}", hex(&mac(secret, body.as_bytes()))))]),
        Scheme::Ashby => of(vec![("Ashby-Signature", format!("sha256={}", hex(&mac(secret, body.as_bytes()))))]),
        Scheme::Workable => of(vec![("X-Workable-Signature", hex(&mac(secret, body.as_bytes())))]),
        Scheme::Standard => {
            let signature = STANDARD.encode(mac(secret, format!("msg-1.{time}.{body}").as_bytes()));
            of(vec![("webhook-id", "msg-1".into()), ("webhook-timestamp", time.to_string()), ("webhook-signature", format!("v1,{signature}"))])
        }
        Scheme::SmartRecruiters => {
            let signature = hex(&mac(secret, format!("{time}.{body}.e-1.application.created.v1.<https://x.example>").as_bytes()));
            of(vec![
                ("smartrecruiters-timestamp", time.to_string()),
                ("event-id", "e-1".into()),
                ("event-name", "application.created".into()),
                ("event-version", "v1".into()),
                ("link", "<https://x.example>".into()),
                ("smartrecruiters-signature", format!("v1={signature}")),
            ])
        }
        Scheme::Lever => {
            let time = time * 1_000;
            let signature = hex(&mac(secret, format!("token-1{time}").as_bytes()));
            let body =
                serde_json::json!({"token": "token-1", "triggeredAt": time, "signature": signature, "event": "applicationCreated", "data": body});
            Sent { headers: Vec::new(), body: body.to_string().into_bytes() }
        }
    }
}

/// Changes the signature, wherever it stands.
fn resign(sent: &Sent, scheme: Scheme, change: impl Fn(&str) -> String) -> Sent {
    let mut sent = sent.clone();
    if scheme == Scheme::Lever {
        let mut body: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
        body["signature"] = change(body["signature"].as_str().unwrap()).into();
        sent.body = body.to_string().into_bytes();
    } else {
        let signature = sent.headers.iter_mut().find(|(name, _)| name.to_ascii_lowercase().ends_with("signature")).unwrap();
        signature.1 = change(&signature.1);
    }
    sent
}

fn check(scheme: Scheme, secrets: &[&str], sent: &Sent) -> Result<String, Refusal> {
    let secrets: Vec<String> = secrets.iter().map(|secret| setting(scheme, secret)).collect();
    let mut headers = HeaderMap::new();
    for (name, value) in &sent.headers {
        headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
    }
    Hook::new("ats", scheme, &secrets).unwrap().check(&headers, &sent.body, NOW)
}

/// Whether the signed time has to be near now.
fn is_timed(scheme: Scheme) -> bool {
    matches!(scheme, Scheme::Standard | Scheme::SmartRecruiters)
}

#[test]
fn what_is_genuine_is_taken() {
    for &scheme in ALL {
        let genuine = sent(scheme, SECRET, NOW, r#"{"a":1}"#);
        // 1: as it was sent
        let taken = check(scheme, &[SECRET], &genuine).unwrap();
        // 2: delivered again, it is the same message
        assert_eq!(check(scheme, &[SECRET], &genuine).unwrap(), taken, "{scheme:?}");
        // 3: by the secret before, while it is being changed
        let old = sent(scheme, OLD, NOW, r#"{"a":1}"#);
        assert!(check(scheme, &[SECRET, OLD], &old).is_ok(), "{scheme:?}");
        // 4: in the tolerance of time
        assert!(check(scheme, &[SECRET], &sent(scheme, SECRET, NOW - 299, "{}")).is_ok(), "{scheme:?}");
    }
}

#[test]
fn what_is_not_is_refused() {
    for &scheme in ALL {
        let genuine = sent(scheme, SECRET, NOW, r#"{"a":1}"#);
        let refused = |what: &str, sent: &Sent| assert!(check(scheme, &[SECRET], sent).is_err(), "{scheme:?}: {what}");
        // 5: by the secret of somebody else
        refused("another secret", &sent(scheme, OTHER, NOW, r#"{"a":1}"#));
        // 6: by the old secret, after it was taken out
        refused("an old secret", &sent(scheme, OLD, NOW, r#"{"a":1}"#));
        // 7: another body, where the body is signed; another token, where it is not
        let mut other = genuine.clone();
        other.body = match scheme {
            Scheme::Lever => String::from_utf8(other.body).unwrap().replace("token-1", "token-2").into_bytes(),
            _ => br#"{"a":2}"#.to_vec(),
        };
        refused("another body", &other);
        // 8: no signature
        let mut none = genuine.clone();
        none.headers.retain(|(name, _)| !name.to_ascii_lowercase().ends_with("signature"));
        if scheme == Scheme::Lever {
            none.body = br#"{"token":"token-1","triggeredAt":1790000000000}"#.to_vec();
        }
        refused("no signature", &none);
        // 9: an empty one
        refused("empty", &resign(&genuine, scheme, |_| String::new()));
        // 10: cut short
        refused("cut", &resign(&genuine, scheme, |text| text[..text.len() - 2].to_owned()));
        // 11: longer
        refused("longer", &resign(&genuine, scheme, |text| format!("{text}00")));
        // 12: its last letters turned
        refused("turned", &resign(&genuine, scheme, |text| text.chars().rev().collect()));
        // 13: another kind of hash
        refused(
            "sha1",
            &resign(&genuine, scheme, |text| text.replace("sha256", "sha1").replace("v1", "v0").replace(|c: char| c.is_ascii_hexdigit(), "a")),
        );
        // 14: twice there, the genuine one among them
        if scheme != Scheme::Lever {
            let mut twice = genuine.clone();
            let again = twice.headers.iter().find(|(name, _)| name.to_ascii_lowercase().ends_with("signature")).cloned().unwrap();
            twice.headers.insert(0, (again.0, "sha256=00".to_owned()));
            refused("twice", &twice);
        } else {
            refused("no object", &Sent { headers: Vec::new(), body: b"[]".to_vec() });
        }
        // 15: too old, and 16: from the future, where the time is signed
        for time in [NOW - 301, NOW + 301] {
            let late = sent(scheme, SECRET, time, r#"{"a":1}"#);
            assert_eq!(check(scheme, &[SECRET], &late) == Err(Refusal::Time), is_timed(scheme), "{scheme:?} {time}");
        }
    }
}

/// Headers that name a message are not signed by Greenhouse: who changes one makes no other message of it, and cannot take the place of one to come.
#[test]
fn a_name_that_is_not_signed_makes_no_other_message() {
    let genuine = sent(Scheme::Greenhouse, SECRET, NOW, "{}");
    let mut named = genuine.clone();
    named.headers.push(("Greenhouse-Event-ID", "another".to_owned()));
    assert_eq!(check(Scheme::Greenhouse, &[SECRET], &genuine), check(Scheme::Greenhouse, &[SECRET], &named));
}

/// The vector in SmartRecruiters' documentation of `subscriptions_generate_secret_key`.
#[test]
fn the_documented_vector_of_smartrecruiters_is_genuine() {
    let hook = Hook::new("sr", Scheme::SmartRecruiters, &["HeBVky2bccvvkcXPimH8c".to_owned()]).unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("smartrecruiters-signature", "v1=2e9291f10d44ca10204a4cd81b05d73b6a316b2b605d4e2e0e0b37b40198ce1f"),
        ("smartrecruiters-timestamp", "1574080897"),
        ("event-id", "123"),
        ("event-name", "application.created"),
        ("event-version", "v201910"),
        ("link", "<http://smartrecruiters.com/endpoint>; rel=self"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let body = br#"{"job_id":"jid","candidate_id":"cid"}"#;
    assert_eq!(hook.check(&headers, body, 1_574_080_900), Ok("123".to_owned()));
    assert_eq!(hook.check(&headers, body, 1_574_090_000), Err(Refusal::Time));
}

#[test]
fn secrets_that_cannot_be_are_refused() {
    assert!(Hook::new("s", Scheme::Standard, &["whsec_not base64!".to_owned()]).is_err());
    assert!(Hook::new("s", Scheme::Standard, &["whsec_".to_owned()]).is_err());
}
