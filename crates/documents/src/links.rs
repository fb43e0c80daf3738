//! Where links lead, as far as their text tells: nothing is ever fetched or looked up.

use std::net::{Ipv4Addr, Ipv6Addr};

use hirewall_refdata::alike::{ascii, punycode, registered};

use crate::names;
use crate::observed::{Observable, Observation, observe};

/// Services that hide where a link leads. Source: the services' own sites.
const SHORTENERS: &[&str] = &[
    "bit.ly",
    "bitly.com",
    "tinyurl.com",
    "t.ly",
    "goo.gl",
    "ow.ly",
    "is.gd",
    "v.gd",
    "cutt.ly",
    "rebrand.ly",
    "rb.gy",
    "shorturl.at",
    "tiny.cc",
    "s.id",
    "t2m.io",
    "bl.ink",
    "clck.ru",
    "u.to",
    "soo.gd",
    "qr.ae",
    "urlz.fr",
    "shorte.st",
    "adf.ly",
    "trib.al",
    "buff.ly",
    "dub.sh",
];
/// Endings of an address that a computer starts after it was fetched.
const PROGRAMS: &[&str] =
    &["exe", "scr", "msi", "bat", "cmd", "ps1", "vbs", "hta", "jar", "apk", "dmg", "pkg", "iso", "img", "lnk", "js", "wsf", "chm", "one", "xll"];

/// The parts of an address that are looked at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    /// What stands before `@`.
    pub(crate) userinfo: Option<&'a str>,
    /// Host without port.
    pub(crate) host: &'a str,
    /// Path without query.
    pub(crate) path: &'a str,
}

/// Takes an address of the web apart, as browsers do: backslashes are slashes.
pub(crate) fn address(link: &str) -> Option<Address<'_>> {
    let (scheme, rest) = link.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let rest = rest.trim_start_matches(['/', '\\']);
    let (authority, tail) = rest.find(['/', '\\', '?', '#']).map_or((rest, ""), |end| rest.split_at_checked(end).unwrap_or((rest, "")));
    let (userinfo, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    let host = match host.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or(six),
        None => host.split(':').next().unwrap_or(host),
    };
    let path = tail.split(['?', '#']).next().unwrap_or_default();
    (!host.is_empty()).then_some(Address { userinfo, host: host.trim_end_matches('.'), path })
}

/// Looks at links, each by itself.
pub(crate) fn look(links: &[String], observed: &mut Vec<Observation>) {
    for link in links {
        let lower = link.get(..12).unwrap_or(link).to_ascii_lowercase();
        if lower.starts_with("javascript:") || lower.starts_with("vbscript:") {
            observe(observed, Observable::ScriptLink, "");
        } else if lower.starts_with("file:") || link.starts_with("\\\\") {
            observe(observed, Observable::RemoteFile, link);
        }
        if let Some(address) = address(link) {
            look_at(&address, observed);
        }
    }
}

fn look_at(address: &Address<'_>, observed: &mut Vec<Observation>) {
    let host = address.host.to_lowercase();
    let registered = registered(&host);
    if SHORTENERS.contains(&registered.as_str()) || SHORTENERS.contains(&host.as_str()) {
        observe(observed, Observable::ShortenedLink, &host);
    }
    // Browsers read numbers of any length and base as an IP address.
    let number = |label: &str| !label.is_empty() && (label.bytes().all(|b| b.is_ascii_digit()) || label.starts_with("0x"));
    let numeric = host.parse::<Ipv4Addr>().is_ok() || host.parse::<Ipv6Addr>().is_ok() || host.split('.').all(number);
    if numeric {
        observe(observed, Observable::NumericLink, &host);
    }
    // Below a top-level name of the script's own, a name in that script is at home.
    let at_home = !host.rsplit('.').next().is_some_and(|top| top.is_ascii() && !top.starts_with("xn--"));
    if !at_home && host.split('.').any(mixes_scripts) {
        observe(observed, Observable::MixedLink, ascii(&host));
    }
    if address.userinfo.is_some_and(|user| user.contains('.')) {
        observe(observed, Observable::UserinfoLink, &host);
    }
    if names::ending(address.path).is_some_and(|ending| PROGRAMS.contains(&ending.as_str())) && !is_code_host(&registered) {
        observe(observed, Observable::ProgramLink, &host);
    }
}

/// Where a path's ending names a file of a project and nothing that is started.
fn is_code_host(registered: &str) -> bool {
    matches!(registered, "github.com" | "gitlab.com" | "bitbucket.org" | "npmjs.com" | "codesandbox.io" | "stackblitz.com")
}

/// Whether a label is written in letters of several scripts, or in letters of another script that all look Latin.
fn mixes_scripts(label: &str) -> bool {
    let decoded = label.strip_prefix("xn--").map(|code| punycode(code).unwrap_or_default());
    let text = decoded.as_deref().unwrap_or(label);
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let of = |c: &char| match u32::from(*c) {
        0x00..=0x24F | 0x1E00..=0x1EFF => 1_u8,
        0x370..=0x3FF | 0x1F00..=0x1FFF => 2,
        0x400..=0x52F => 4,
        0x530..=0x58F => 8,
        0x13A0..=0x13FF => 16,
        _ => 0,
    };
    let scripts = letters.iter().fold(0, |scripts, c| scripts | of(c));
    let several = scripts.count_ones() > 1;
    // A word of Cyrillic or Greek letters all of which look Latin.
    let posing = (scripts == 4 || scripts == 2) && letters.len() > 2 && letters.iter().all(|c| "асеорхуіјѕһԁԛԝӏαονρυι".contains(*c));
    several || posing
}

/// A link whose shown text is an address of its own, and another one than it leads to.
pub(crate) fn mismatch(shown: &str, target: &str, observed: &mut Vec<Observation>) {
    let shown = shown.trim();
    if shown.len() > 300 || shown.contains(char::is_whitespace) || shown.contains('@') {
        return;
    }
    let with_scheme = if shown.contains("://") { shown.to_owned() } else { format!("https://{shown}") };
    let (Some(says), Some(leads)) = (address(&with_scheme), address(target)) else { return };
    // A word with a dot in it need not be an address: its last label must be one that is.
    let top = says.host.rsplit('.').next().unwrap_or_default();
    let is_name = says.host.contains('.') && top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic());
    let known = shown.contains("://")
        || shown.starts_with("www.")
        || ["com", "org", "net", "io", "dev", "ai", "edu", "gov", "de", "uk", "me", "co"].contains(&top);
    if is_name && known && registered(says.host) != registered(leads.host) && !is_wrapper(leads.host) {
        observe(observed, Observable::MismatchedLink, format!("shows {}, leads to {}", says.host, ascii(leads.host)));
    }
}

/// Mail gates and newsletters that pass all links through an address of their own.
fn is_wrapper(host: &str) -> bool {
    let host = host.to_lowercase();
    const WRAPPERS: &[&str] = &[
        "safelinks.protection.outlook.com",
        "urldefense.com",
        "urldefense.proofpoint.com",
        "mimecast.com",
        "linkprotect.cudasvc.com",
        "google.com",
        "list-manage.com",
        "sendgrid.net",
        "mailgun.org",
        "hubspotlinks.com",
        "hs-sites.com",
        "awstrack.me",
        "mandrillapp.com",
        "sparkpostmail.com",
        "linkedin.com",
        "lnkd.in",
        "indeed.com",
        "stepstone.de",
        "exacttarget.com",
        "mailchimp.com",
        "substack.com",
        "beehiiv.com",
        "mailjet.com",
        "greenhouse.io",
        "lever.co",
        "ashbyhq.com",
    ];
    WRAPPERS.iter().any(|known| host == *known || host.strip_suffix(known).is_some_and(|before| before.ends_with('.')))
        || host.starts_with("click.")
        || host.starts_with("links.")
        || host.starts_with("track")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(link: &str) -> Vec<Observable> {
        let mut observed = Vec::new();
        look(&[link.to_owned()], &mut observed);
        observed.iter().map(|o| o.what).collect()
    }

    #[test]
    fn lures_are_seen() {
        assert_eq!(seen("https://bit.ly/3xyz"), [Observable::ShortenedLink]);
        assert_eq!(seen("http://203.0.113.9/cv"), [Observable::NumericLink]);
        assert_eq!(seen("http://0x7f.1/cv"), [Observable::NumericLink]);
        assert_eq!(seen("https://xn--pple-43d.com/"), [Observable::MixedLink]);
        assert_eq!(seen("https://\u{430}\u{440}\u{440}\u{4cf}\u{435}.com"), [Observable::MixedLink]);
        assert_eq!(seen("https://linkedin.com@evil.example/"), [Observable::UserinfoLink]);
        assert_eq!(seen("https://files.example/cv.exe"), [Observable::ProgramLink]);
        assert_eq!(seen("JavaScript:alert(1)"), [Observable::ScriptLink]);
        assert_eq!(seen("file://198.51.100.2/share"), [Observable::RemoteFile]);
    }

    #[test]
    fn ordinary_links_are_not() {
        for link in [
            "https://www.linkedin.com/in/jane-roe",
            "https://github.com/jane/app/blob/main/index.js",
            "mailto:jane@example.org",
            "https://xn--mller-kva.de/",
            "https://example.co.uk/cv.pdf",
            "https://\u{43c}\u{43e}\u{441}\u{43a}\u{432}\u{430}.\u{440}\u{444}/",
            "tel:+14155550132",
        ] {
            assert_eq!(seen(link), [], "{link}");
        }
    }

    #[test]
    fn shown_addresses_are_compared_with_their_targets() {
        let differs = |shown: &str, target: &str| {
            let mut observed = Vec::new();
            mismatch(shown, target, &mut observed);
            !observed.is_empty()
        };
        assert!(differs("https://www.linkedin.com/in/jane", "https://login.example/x"));
        assert!(differs("github.com/jane", "https://evil.example"));
        assert!(!differs("linkedin.com/in/jane", "https://www.linkedin.com/in/jane"));
        assert!(!differs("Node.js", "https://example.org"));
        assert!(!differs("my site", "https://example.org"));
        assert!(!differs("https://example.org", "https://eur01.safelinks.protection.outlook.com/?url=x"));
    }
}
