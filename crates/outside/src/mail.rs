//! Who sent a mail: SPF, DKIM and ARC, and what the sender's domain makes of them (DMARC, RFC 7489).

use std::net::IpAddr;

use hirewall_documents::{Hop, Mail, Part, Signed, Signs};
use hirewall_refdata::alike::{mailbox_domain, registered};
use jiff::{SignedDuration, Timestamp};

use crate::dkim::{Holds, holds};
use crate::dns::{Answer, Asked, Record, Resolver};
use crate::spf::{Sending, Spf, check, same_network};

/// Keys are changed and servers move: what DNS says today says nothing of an older mail.
const MAX_AGE: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Answers that may fail to come for one mail: whoever signs it could keep its reader waiting.
const MAX_UNANSWERED: u32 = 3;

/// Whom the reader trusts.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// The reader's own servers that pass mail on, by address or network: `192.0.2.0/24`. Those at private addresses and those that prove to be of
    /// the same house need not be named.
    pub relays: Vec<(IpAddr, Option<u32>)>,
    /// Domains whose word counts for mail that they pass on (ARC).
    pub forwarders: Vec<String>,
}

/// Writes what is found of a mail, and of those within it, above what servers on its way wrote.
pub fn authenticate_part(part: &mut Part, resolver: &Resolver, trust: &Trust, now: Timestamp) {
    let Ok(document) = &mut part.read else { return };
    if let Some(mail) = &mut document.mail
        && let Some(found) = authenticate(mail, &mut |name, asked| resolver.ask(name, asked), trust, now)
    {
        let before = mail.authentication_results.take().map(|before| format!("\n{before}")).unwrap_or_default();
        mail.authentication_results = Some(found + &before);
    }
    for within in &mut document.parts {
        authenticate_part(within, resolver, trust, now);
    }
}

/// What is found of a mail, in the words of `Authentication-Results` (RFC 8601), as if the reader's own server had written it. `None` where it cannot
/// be found out: the mail names no sender, it is older than what DNS knows, or the name server did not answer. `ask` is
/// whoever answers for DNS.
pub fn authenticate(mail: &Mail, ask: &mut dyn FnMut(&str, Asked) -> Answer, trust: &Trust, now: Timestamp) -> Option<String> {
    let from = mailbox_domain(mail.from.as_deref()?)?;
    let arrived: Timestamp = [&mail.received, &mail.date].into_iter().flatten().find_map(|time| time.parse().ok())?;
    if now.duration_since(arrived) > MAX_AGE {
        return None;
    }
    let mut unanswered = 0;
    let ask = &mut |name: &str, asked: Asked| {
        if unanswered >= MAX_UNANSWERED {
            return Answer::Failed;
        }
        let answer = ask(name, asked);
        unanswered += u32::from(answer == Answer::Failed);
        answer
    };
    let record = policy(&from, ask)?;
    let (spf, envelope) = sent_by(mail, trust, ask);
    let aligned = |domain: &str, strict: bool| domain == from || !strict && registered(domain) == registered(&from);
    let of_the_sender = |signed: &Signed| signed.signs == Signs::Mail && aligned(&signed.domain, false);
    // Those of the sender's own first: others cannot use up what may fail.
    let mut signatures: Vec<&Signed> = mail.signatures.iter().collect();
    signatures.sort_by_key(|signed| !of_the_sender(signed));
    let tried: Vec<(&Signed, Holds)> = signatures.into_iter().map(|signed| (signed, holds(signed, arrived.as_second(), ask))).collect();
    let of_sender = || tried.iter().filter(|(signed, _)| signed.signs == Signs::Mail);
    let passes = record.as_ref().map(|record| {
        spf == Spf::Pass && envelope.as_deref().is_some_and(|domain| aligned(domain, record.strict_spf))
            || of_sender().any(|(signed, held)| *held == Holds::Pass && aligned(&signed.domain, record.strict_dkim))
    });
    let envelope_is_own = envelope.as_deref().is_some_and(|domain| aligned(domain, false));
    let own_is_open =
        spf == Spf::TempError && envelope_is_own || tried.iter().any(|(signed, held)| *held == Holds::TempError && of_the_sender(signed));
    // A mail that somebody saved without its way can only be known by its signatures.
    let way_is_unknown = envelope.is_none() && passes == Some(false);
    if passes != Some(true) && (own_is_open || way_is_unknown) {
        return None;
    }
    let dmarc = match passes {
        Some(true) => "pass",
        Some(false) => "fail",
        None => "none",
    };
    // The signature that says most: one that holds, before one that does not, before one that cannot be tried.
    let weight = |held: &Holds| match held {
        Holds::Pass => 0,
        Holds::Fail(_) => 1,
        _ => 2,
    };
    let told = of_sender().min_by_key(|(signed, held)| (!aligned(&signed.domain, false), weight(held)));
    let dkim = told.map_or_else(|| "dkim=none".to_owned(), |(signed, held)| in_words(signed, held));
    let envelope = envelope.map(|domain| format!(" smtp.mailfrom={}", plain(&domain))).unwrap_or_default();
    let arc = vouched(&tried, trust);
    Some(format!("hirewall; spf={}{envelope}; {dkim}; dmarc={dmarc} header.from={}; arc={arc}", spf.as_str(), plain(&from)))
}

fn in_words(signed: &Signed, held: &Holds) -> String {
    let of = format!(" header.d={}", plain(&signed.domain));
    match held {
        Holds::Pass => format!("dkim=pass{of}"),
        Holds::Fail(why) => format!("dkim=fail ({why}){of}"),
        Holds::Neutral(why) => format!("dkim=neutral ({why}){of}"),
        Holds::TempError => format!("dkim=temperror{of}"),
    }
}

/// A domain without anything that has a meaning in a header.
fn plain(domain: &str) -> String {
    domain.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_')).take(253).collect()
}

/// What SPF says of the server that brought it, and the domain that it was asked for.
fn sent_by(mail: &Mail, trust: &Trust, ask: &mut dyn FnMut(&str, Asked) -> Answer) -> (Spf, Option<String>) {
    let Some((ip, helo)) = brought_by(&mail.hops, trust, ask) else { return (Spf::None, None) };
    let envelope = mail.return_path.as_deref().filter(|path| path.contains('@'));
    let (local, sender) = match (envelope.and_then(|path| path.rsplit_once('@')), mail.return_path.is_some()) {
        (Some((local, domain)), _) => (local, domain.trim().to_lowercase()),
        // A notice has no sender: the server itself is asked about.
        (None, true) => ("postmaster", helo.clone()),
        // Who the envelope named is not known, and cannot be checked.
        (None, false) => return (Spf::None, None),
    };
    (check(&Sending { ip, local, domain: &sender, helo: &helo }, ask), Some(sender))
}

/// The server outside of the reader's house that brought the mail: the first at a public address that is none of its own relays.
fn brought_by(hops: &[Hop], trust: &Trust, ask: &mut dyn FnMut(&str, Asked) -> Answer) -> Option<(IpAddr, String)> {
    for hop in hops {
        let Some(ip) = hop.ip.filter(|ip| is_public(*ip)) else { continue };
        if trust.relays.iter().any(|(network, length)| same_network(ip, *network, *length)) || is_of_the_house(hop, ip, ask) {
            continue;
        }
        return Some((ip, hop.helo.clone().unwrap_or_default()));
    }
    None
}

/// Whether a server that calls itself by a name of the receiver's house has that address.
fn is_of_the_house(hop: &Hop, ip: IpAddr, ask: &mut dyn FnMut(&str, Asked) -> Answer) -> bool {
    let Some(by) = &hop.by else { return false };
    let names = [&hop.helo, &hop.found];
    names.into_iter().flatten().filter(|name| registered(name) == registered(by)).any(|name| {
        let asked = if ip.is_ipv4() { Asked::A } else { Asked::Aaaa };
        matches!(ask(name, asked), Answer::Records(records) if records.contains(&Record::Ip(ip)))
    })
}

fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let shared = ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 64;
            !(ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified() || shared)
        }
        IpAddr::V6(ip) => !(ip.is_loopback() || ip.is_unicast_link_local() || ip.is_unique_local() || ip.is_unspecified()),
    }
}

/// How strictly a domain wants its name to be the signer's and the envelope's.
struct Dmarc {
    strict_spf: bool,
    strict_dkim: bool,
}

/// The DMARC record for a domain, its own or that of the name that was registered; the outer `None` without an answer.
#[allow(clippy::option_option)]
fn policy(from: &str, ask: &mut dyn FnMut(&str, Asked) -> Answer) -> Option<Option<Dmarc>> {
    let organisation = registered(from);
    for name in [from, organisation.as_str()] {
        let Answer::Records(records) = ask(&format!("_dmarc.{name}"), Asked::Txt) else { return None };
        let found = records.iter().find_map(|record| match record {
            Record::Text(text) if text.trim_start().starts_with("v=DMARC1") => Some(text),
            _ => None,
        });
        if let Some(text) = found {
            let strict = |tag: &str| {
                text.split(';')
                    .filter_map(|part| part.split_once('='))
                    .any(|(name, value)| name.trim() == tag && value.trim().eq_ignore_ascii_case("s"))
            };
            return Some(Some(Dmarc { strict_spf: strict("aspf"), strict_dkim: strict("adkim") }));
        }
    }
    Some(None)
}

/// What those who passed it on vouch for (RFC 8617): `pass` where the whole chain holds, the last of them is trusted, and the first found that the
/// sender was the sender.
fn vouched(tried: &[(&Signed, Holds)], trust: &Trust) -> &'static str {
    let seals: Vec<&(&Signed, Holds)> = tried.iter().filter(|(signed, _)| signed.signs == Signs::Seal).collect();
    let message = tried.iter().find(|(signed, _)| signed.signs == Signs::PassedOn);
    let Some((last, _)) = seals.last() else { return if message.is_some() { "fail" } else { "none" } };
    let whole = seals.iter().enumerate().all(|(n, (seal, held))| {
        let says = seal.chain.as_deref() == Some(if n == 0 { "none" } else { "pass" });
        *held == Holds::Pass && says && seal.instance as usize == n + 1
    });
    if !whole || !message.is_some_and(|(signed, held)| *held == Holds::Pass && signed.instance == last.instance) {
        return "fail";
    }
    let trusted = |seal: &Signed| trust.forwarders.iter().any(|known| known == &seal.domain || registered(&seal.domain) == *known);
    let first = seals.first().and_then(|(seal, _)| seal.found.as_deref()).unwrap_or_default().to_lowercase();
    let found = first.split(';').any(|part| part.trim_start().starts_with("dmarc=pass"));
    if found && seals.iter().all(|(seal, _)| trusted(seal)) { "pass" } else { "none" }
}
