//! Mails, signed by another program, against a name server on loopback.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod server;

use hirewall_documents::{Mail, take_apart};
use hirewall_outside::{Answer, Asked, Record, Resolver, Trust, authenticate};
use jiff::Timestamp;
use server::{Server, start};

const KEYS: &str = include_str!("signed/keys.zone");
/// What the made-up domains say of themselves.
const DOMAINS: &str = "\
sender.example TXT v=spf1 ip4:192.0.2.0/28 -all
_dmarc.sender.example TXT v=DMARC1; p=reject
list.example TXT v=spf1 mx ~all
list.example MX mail.list.example
mail.list.example A 198.51.100.9
big.example TXT v=spf1 include:a.big.example include:b.big.example -all
a.big.example TXT v=spf1 ip4:203.0.113.0/24 -all
b.big.example TXT v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all
7.2.0.192.in-addr._spf.big.example A 127.0.0.2
loop.example TXT v=spf1 include:loop.example -all
two.example TXT v=spf1 +all
two.example TXT v=spf1 -all
other.example TXT something else
moved.example TXT v=spf1 redirect=sender.example
six.example TXT v=spf1 ip6:2001:db8:1::/48 a//64 -all
six.example AAAA 2001:db8:2::1
gate.firm.example A 203.0.113.50
";

fn world() -> (Server, Resolver) {
    let server = start(&format!("{KEYS}{DOMAINS}"));
    let resolver = Resolver::new(server.address);
    (server, resolver)
}

fn saved(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/signed/{name}.eml", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn mail(bytes: &[u8]) -> Mail {
    take_apart("message.eml", bytes).read.unwrap().mail.unwrap()
}

fn now() -> Timestamp {
    "2026-03-03T00:00:00Z".parse().unwrap()
}

/// `spf`, `dkim`, `dmarc` and `arc` as they were found.
fn found(bytes: &[u8], resolver: &Resolver) -> [String; 4] {
    let trust = Trust { relays: Vec::new(), forwarders: vec!["list.example".into()] };
    let line = authenticate(&mail(bytes), &mut |name, asked| resolver.ask(name, asked), &trust, now()).unwrap_or_default();
    ["spf", "dkim", "dmarc", "arc"].map(|method| {
        let parts = line.split("; ").find_map(|part| part.strip_prefix(method)?.strip_prefix('='));
        parts.map(|said| said.split(" header.").next().unwrap().split(" smtp.").next().unwrap().to_owned()).unwrap_or_default()
    })
}

/// The mail of the first test with something else in place of a piece of it.
fn changed(name: &str, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(saved(name)).unwrap();
    assert!(text.contains(from), "{from}");
    text.replace(from, to).into_bytes()
}

#[test]
fn signatures_hold_in_every_way_of_writing_and_whatever_ends_the_lines() {
    let (_server, resolver) = world();
    for name in ["relaxed", "simple", "mixed", "ed25519"] {
        assert_eq!(found(&saved(name), &resolver), ["pass", "pass", "pass", "none"], "{name}");
        assert_eq!(found(&changed(name, "\r\n", "\n"), &resolver), ["pass", "pass", "pass", "none"], "{name}");
    }
}

#[test]
fn what_was_changed_after_signing_is_found() {
    let (_server, resolver) = world();
    let dkim = |bytes: &[u8]| found(bytes, &resolver)[1].clone();
    assert_eq!(dkim(&changed("relaxed", "my letter", "my  other letter")), "fail (the text was changed)");
    assert_eq!(dkim(&changed("relaxed", "Application for", "Invoice for")), "fail (the headers were changed)");
    assert_eq!(dkim(&changed("ed25519", "Application for", "Invoice for")), "fail (the headers were changed)");
    assert_eq!(dkim(&saved("length")), "fail (text stands below what is signed)");
    // White space counts in one way of writing and not in the other.
    assert_eq!(dkim(&changed("simple", "find\tmy", "find my")), "fail (the text was changed)");
    assert_eq!(dkim(&changed("relaxed", "find\tmy", "find my")), "pass");
    assert_eq!(dkim(&changed("relaxed", "s=rsa1", "s=gone")), "neutral (its key is not to be found)");
    assert_eq!(dkim(&changed("relaxed", "a=rsa-sha256", "a=rsa-sha1")), "neutral (nothing is proven by rsa-sha1)");
    // A second sender above the one that is signed is the one that is shown.
    assert_ne!(dkim(&changed("relaxed", "To: jobs", "From: boss@firm.example\r\nTo: jobs")), "pass");
}

#[test]
fn a_server_that_may_not_send_fails_unless_the_signature_holds() {
    let (_server, resolver) = world();
    let elsewhere = changed("relaxed", "[192.0.2.7]", "[203.0.113.99]");
    assert_eq!(found(&elsewhere, &resolver), ["fail", "pass", "pass", "none"]);
    let unsigned = String::from_utf8(elsewhere).unwrap().replace("DKIM-Signature", "X-Signature");
    assert_eq!(found(unsigned.as_bytes(), &resolver), ["fail", "none", "fail", "none"]);
    // Somebody else's server and signature do not make a mail this sender's.
    let posing = changed("relaxed", "From: Jane Roe <jane@sender.example>", "From: Jane Roe <jane@big.example>");
    assert_eq!(found(&posing, &resolver)[2], "none");
    let posing = changed("simple", "<jane@sender.example>\r\nReceived", "<jane@moved.example>\r\nReceived");
    let posing = String::from_utf8(posing).unwrap().replace("DKIM-Signature", "X-Signature");
    assert_eq!(found(posing.as_bytes(), &resolver), ["pass", "none", "fail", "none"]);
}

#[test]
fn records_of_servers_are_read_as_the_standard_says() {
    let (_server, resolver) = world();
    let spf = |domain: &str, ip: &str| {
        let text = String::from_utf8(changed("relaxed", "<jane@sender.example>\r\nReceived", &format!("<jane@{domain}>\r\nReceived"))).unwrap();
        found(text.replace("[192.0.2.7]", &format!("[{ip}]")).as_bytes(), &resolver)[0].clone()
    };
    for (domain, ip, result) in [
        ("sender.example", "192.0.2.15", "pass"),
        ("sender.example", "192.0.2.16", "fail"),
        ("list.example", "198.51.100.9", "pass"),
        ("list.example", "198.51.100.10", "softfail"),
        ("big.example", "203.0.113.4", "pass"),
        ("big.example", "192.0.2.7", "pass"),
        ("big.example", "192.0.2.8", "fail"),
        ("loop.example", "192.0.2.7", "permerror"),
        ("two.example", "192.0.2.7", "permerror"),
        ("other.example", "192.0.2.7", "none"),
        ("nobody.example", "192.0.2.7", "none"),
        ("moved.example", "192.0.2.7", "pass"),
        ("six.example", "IPv6:2001:db8:1::25", "pass"),
        ("six.example", "IPv6:2001:db8:2::77", "pass"),
        ("six.example", "IPv6:2001:db8:3::77", "fail"),
    ] {
        assert_eq!(spf(domain, ip), result, "{domain} {ip}");
    }
}

#[test]
fn the_readers_own_servers_are_passed_over() {
    let (_server, resolver) = world();
    let line = "Received: from gate.firm.example (gate.firm.example [203.0.113.50]) by mbox.firm.example with ESMTP id 9; Mon, 02 Mar 2026 09:31:01 +0000\r\n";
    let with = |line: &str| changed("relaxed", "Received: from gw", &format!("{line}Received: from gw"));
    assert_eq!(found(&with(line), &resolver)[0], "pass");
    // Whoever only calls himself so is somebody else.
    assert_eq!(found(&with(&line.replace("[203.0.113.50]", "[203.0.113.51]")), &resolver)[0], "fail");
    let far = mail(&with(&line.replace("gate.firm.example", "filter.example").replace("[203.0.113.50]", "[203.0.113.51]")));
    let relays = vec![("203.0.113.48".parse().unwrap(), Some(28))];
    let found = authenticate(&far, &mut |name, asked| resolver.ask(name, asked), &Trust { relays, forwarders: Vec::new() }, now()).unwrap();
    assert!(found.starts_with("hirewall; spf=pass"), "{found}");
}

#[test]
fn those_who_pass_mail_on_vouch_if_they_are_trusted() {
    let (_server, resolver) = world();
    for name in ["passed-on", "passed-on-twice"] {
        let bytes = saved(name);
        assert_eq!(found(&bytes, &resolver), ["pass", "fail (the text was changed)", "fail", "pass"], "{name}");
        let line = authenticate(&mail(&bytes), &mut |name, asked| resolver.ask(name, asked), &Trust::default(), now()).unwrap();
        assert!(line.ends_with("arc=none"), "{line}");
        assert_eq!(found(&changed(name, "list footer", "list feeter"), &resolver)[3], "fail", "{name}");
        assert_eq!(found(&changed(name, "dmarc=pass", "dmarc=Pass"), &resolver)[3], "fail", "{name}");
        assert_eq!(found(&changed(name, "cv=none", "cv=fail"), &resolver)[3], "fail", "{name}");
    }
    // A set without its seal was once passed over, so that the chain below it held.
    for (header, replaced) in [("ARC-Seal: i=2", "X-Seal: i=2"), ("ARC-Message-Signature: i=2", "X-S: i=2"), ("ARC-Seal: i=1", "X-Seal: i=1")] {
        assert_eq!(found(&changed("passed-on-twice", header, replaced), &resolver)[3], "fail", "{header}");
    }
}

#[test]
fn nothing_is_said_where_it_cannot_be_known() {
    let (server, resolver) = world();
    let bytes = saved("relaxed");
    let at = |time: &str| authenticate(&mail(&bytes), &mut |name, asked| resolver.ask(name, asked), &Trust::default(), time.parse().unwrap());
    assert!(at("2026-03-15T00:00:00Z").is_some());
    assert_eq!(at("2026-03-20T00:00:00Z"), None, "keys are changed");
    // Saved by somebody without the way that it took, and without a signature.
    let text = String::from_utf8(bytes).unwrap();
    let start = text.find("DKIM-Signature").unwrap();
    assert_eq!(found(text[start..].replace("DKIM-Signature", "X-Signature").as_bytes(), &resolver), ["", "", "", ""]);
    assert_eq!(found(&text.as_bytes()[start..], &resolver), ["none", "pass", "pass", "none"]);
    // A server that answers nonsense has not answered.
    let (other, resolver) = world();
    other.broken.lock().unwrap().extend(["rsa1._domainkey.sender.example".to_owned(), "sender.example".to_owned()]);
    assert_eq!(found(text.as_bytes(), &resolver), ["", "", "", ""]);
    // A stranger's signature for which nobody answers hides no failure, and costs no more than three questions.
    let (other, resolver) = world();
    other.broken.lock().unwrap().extend((0..8).map(|n| format!("rsa1._domainkey.slow{n}.example")));
    let start = text.find("DKIM-Signature").unwrap();
    let (way, signed) = text.split_at(start);
    let header = signed.get(..signed.find("From:").unwrap()).unwrap();
    let slow: String = (0..8).map(|n| header.replace("sender.example", &format!("slow{n}.example"))).collect();
    let posing = format!("{}{slow}{}", way.replace("[192.0.2.7]", "[203.0.113.9]"), signed.replace("DKIM-Signature", "X-Signature"));
    assert_eq!(found(posing.as_bytes(), &resolver)[2], "fail");
    let failed = other.asked.load(std::sync::atomic::Ordering::SeqCst);
    assert!((6..=8).contains(&(failed - 2)), "{failed} datagrams: two for what is published, two each for three that fail");
    drop(server);
}

#[test]
fn answers_are_kept_and_long_ones_fetched_whole() {
    let long = format!("long.example TXT {}", "x".repeat(3_000));
    let server = start(&long);
    let resolver = Resolver::new(server.address);
    for _ in 0..5 {
        assert_eq!(resolver.ask("Long.Example.", Asked::Txt), Answer::Records(vec![Record::Text("x".repeat(3_000))]));
    }
    assert_eq!(server.asked.load(std::sync::atomic::Ordering::SeqCst), 1);
    for name in ["", "localhost", "a..example", "b b.example", &format!("{}.example", "l".repeat(64)), "x\0.example"] {
        assert_eq!(resolver.ask(name, Asked::A), Answer::Records(Vec::new()));
    }
    assert_eq!(server.asked.load(std::sync::atomic::Ordering::SeqCst), 1);
}
