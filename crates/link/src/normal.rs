//! One spelling for values that mean the same. `None` means that there is nothing to compare.

use std::borrow::Cow;
use std::net::IpAddr;

use hirewall_model::event::Address;

/// Digits in international form without a plus; a national number takes the calling code of `country` (ISO alpha-2).
pub fn phone(raw: &str, country: Option<&str>) -> Option<String> {
    let digits: String = raw.split(['x', 'X', ';', ',']).next()?.chars().filter(char::is_ascii_digit).collect();
    if !(7..=15).contains(&digits.len()) || digits.bytes().all(|b| Some(&b) == digits.as_bytes().first()) {
        return None;
    }
    let raw = raw.trim_start();
    if raw.starts_with('+') {
        return Some(drop_trunk_zero(digits));
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return Some(drop_trunk_zero(rest.to_owned()));
    }
    let code = calling_code(country.unwrap_or("US"))?;
    if code == "1" {
        return match digits.len() {
            10 => Some(format!("1{digits}")),
            11 if digits.starts_with('1') => Some(digits),
            _ => Some(digits),
        };
    }
    if digits.starts_with(code) && digits.len() > 10 {
        return Some(digits);
    }
    Some(format!("{code}{}", digits.trim_start_matches('0')))
}

/// `+44 (0)20 …` → without the zero that is dialled only inside the country.
fn drop_trunk_zero(digits: String) -> String {
    for code in ["44", "49", "33", "31", "43", "41", "46", "61"] {
        if let Some(rest) = digits.strip_prefix(code)
            && let Some(national) = rest.strip_prefix('0')
        {
            return format!("{code}{national}");
        }
    }
    digits
}

/// Calling codes of the ITU's E.164 list, for countries that people commonly apply from.
fn calling_code(country: &str) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[
        ("US", "1"),
        ("CA", "1"),
        ("GB", "44"),
        ("UK", "44"),
        ("DE", "49"),
        ("FR", "33"),
        ("ES", "34"),
        ("IT", "39"),
        ("PT", "351"),
        ("NL", "31"),
        ("BE", "32"),
        ("CH", "41"),
        ("AT", "43"),
        ("IE", "353"),
        ("PL", "48"),
        ("CZ", "420"),
        ("SK", "421"),
        ("HU", "36"),
        ("RO", "40"),
        ("BG", "359"),
        ("GR", "30"),
        ("TR", "90"),
        ("UA", "380"),
        ("SE", "46"),
        ("NO", "47"),
        ("DK", "45"),
        ("FI", "358"),
        ("EE", "372"),
        ("LV", "371"),
        ("LT", "370"),
        ("RS", "381"),
        ("HR", "385"),
        ("IN", "91"),
        ("PK", "92"),
        ("BD", "880"),
        ("LK", "94"),
        ("NP", "977"),
        ("CN", "86"),
        ("HK", "852"),
        ("TW", "886"),
        ("JP", "81"),
        ("KR", "82"),
        ("SG", "65"),
        ("MY", "60"),
        ("ID", "62"),
        ("PH", "63"),
        ("VN", "84"),
        ("TH", "66"),
        ("AU", "61"),
        ("NZ", "64"),
        ("BR", "55"),
        ("AR", "54"),
        ("CL", "56"),
        ("CO", "57"),
        ("PE", "51"),
        ("MX", "52"),
        ("NG", "234"),
        ("KE", "254"),
        ("GH", "233"),
        ("ZA", "27"),
        ("EG", "20"),
        ("MA", "212"),
        ("IL", "972"),
        ("AE", "971"),
        ("SA", "966"),
        ("IR", "98"),
        ("RU", "7"),
        ("KZ", "7"),
        ("GE", "995"),
        ("AM", "374"),
    ];
    let country = country.trim().to_ascii_uppercase();
    CODES.iter().find(|(name, _)| *name == country).map(|(_, code)| *code).or(if country.len() > 2 { Some("1") } else { None })
}

/// Mailbox without case, sub-address and, where the provider ignores them, dots.
pub fn mailbox(raw: &str) -> Option<String> {
    let lower = raw.trim().trim_start_matches("mailto:").to_lowercase();
    let (local, domain) = lower.rsplit_once('@')?;
    let domain = match domain.trim_end_matches('.') {
        "googlemail.com" => "gmail.com",
        other => other,
    };
    let local = local.split('+').next().unwrap_or(local);
    let local: Cow<'_, str> = if domain == "gmail.com" { local.replace('.', "").into() } else { local.into() };
    (!local.is_empty() && domain.contains('.') && !domain.contains(' ')).then(|| format!("{local}@{domain}"))
}

/// A street address with its unit and postal code (or city). `None` without a street and a number.
pub fn address(address: &Address) -> Option<String> {
    let lines = [&address.line1, &address.line2].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    let street = words(&lines).map(|word| street_word(&word).to_owned()).collect::<Vec<_>>();
    let numbered = street.iter().any(|w| w.bytes().any(|b| b.is_ascii_digit()));
    let named = street.iter().any(|w| w.len() > 2 && w.bytes().all(|b| b.is_ascii_alphabetic()));
    if !numbered || !named {
        return None;
    }
    let place = match &address.postal_code {
        Some(code) if !code.trim().is_empty() => words(code).collect::<String>().chars().take(if us(address) { 5 } else { 10 }).collect::<String>(),
        _ => words(address.city.as_deref()?).collect::<String>(),
    };
    (!place.is_empty()).then(|| format!("{}|{place}", street.join(" ")))
}

fn us(address: &Address) -> bool {
    address.country.as_deref().is_none_or(|c| matches!(c.trim().to_ascii_uppercase().as_str(), "US" | "USA" | "UNITED STATES" | ""))
}

/// Whether an address names a unit within a building.
pub fn has_unit(address: &Address) -> bool {
    address.line2.as_deref().is_some_and(|l| !l.trim().is_empty())
        || address.line1.as_deref().is_some_and(|l| l.contains('#') || words(l).any(|w| street_word(&w) == "unit"))
}

/// USPS Publication 28, appendices C1 and C2: the common ones.
fn street_word(word: &str) -> &str {
    match word {
        "street" => "st",
        "avenue" | "av" => "ave",
        "road" => "rd",
        "drive" => "dr",
        "lane" => "ln",
        "boulevard" => "blvd",
        "court" => "ct",
        "place" => "pl",
        "square" => "sq",
        "terrace" => "ter",
        "highway" => "hwy",
        "parkway" => "pkwy",
        "circle" => "cir",
        "north" => "n",
        "south" => "s",
        "east" => "e",
        "west" => "w",
        "apartment" | "apt" | "suite" | "ste" | "no" | "flat" | "unit" | "room" | "rm" => "unit",
        other => other,
    }
}

/// Lower-case ASCII words of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let folded: Cow<'_, str> = if text.is_ascii() { text.into() } else { deunicode::deunicode(text).into() };
    let mut list = Vec::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()) {
        if !word.is_empty() {
            list.push(word.to_ascii_lowercase());
        }
    }
    if text.contains('#') && !list.iter().any(|w| street_word(w) == "unit") {
        // `12 Elm St #4` is `12 Elm St unit 4`.
        let last = list.len().saturating_sub(1);
        list.insert(last, "unit".to_owned());
    }
    list.into_iter()
}

/// An address on the public network: IPv4 whole, IPv6 by its /64. Private, loop-back and link-local ones say nothing.
pub fn ip(raw: &str) -> Option<String> {
    match raw.trim().parse::<IpAddr>().ok()? {
        IpAddr::V4(v4) => {
            let shared = v4.octets()[0] == 100 && (64..128).contains(&v4.octets()[1]);
            let nothing =
                v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_unspecified() || v4.is_broadcast() || v4.is_documentation();
            (!nothing && !shared).then(|| v4.to_string())
        }
        IpAddr::V6(v6) => {
            if let Some(v4) = v6.to_ipv4_mapped() {
                return ip(&v4.to_string());
            }
            let s = v6.segments();
            let nothing = v6.is_loopback() || v6.is_unspecified() || (s[0] & 0xfe00) == 0xfc00 || (s[0] & 0xffc0) == 0xfe80;
            (!nothing).then(|| format!("{:x}:{:x}:{:x}:{:x}::/64", s[0], s[1], s[2], s[3]))
        }
    }
}

/// An id that software wrote into a document; none for what is no id: too short, or one character again and again.
pub fn file_id(raw: &str) -> Option<String> {
    let id = raw.trim().to_lowercase();
    let kinds: std::collections::BTreeSet<char> = id.chars().filter(char::is_ascii_alphanumeric).collect();
    (id.len() >= 8 && kinds.len() >= 4).then_some(id)
}

/// Root of a Word document's save ids; none for the one that python-docx writes into every document (its `default.docx`).
pub fn rsid_root(raw: &str) -> Option<String> {
    let root = raw.trim().to_uppercase();
    (root.len() == 8 && root != "00000000" && root != PYTHON_DOCX).then_some(root)
}

/// Root of the save ids in the template of python-docx 1.2.
const PYTHON_DOCX: &str = "00B47730";

/// A profile's or site's address without scheme, `www.`, query and trailing slash. A network's front page names nobody.
pub fn profile_url(raw: &str) -> Option<String> {
    let lower = raw.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next()?.trim_end_matches('/');
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.strip_prefix("www.").unwrap_or(host).strip_prefix("m.").unwrap_or(host.strip_prefix("www.").unwrap_or(host));
    if !host.contains('.') || host.contains(['@', ' ']) {
        return None;
    }
    let host = if host.ends_with(".linkedin.com") { "linkedin.com" } else { host };
    const NETWORKS: &[&str] = &[
        "linkedin.com",
        "github.com",
        "gitlab.com",
        "twitter.com",
        "x.com",
        "stackoverflow.com",
        "medium.com",
        "facebook.com",
        "kaggle.com",
        "bitbucket.org",
        "dev.to",
        "leetcode.com",
        "hackerrank.com",
        "instagram.com",
        "google.com",
        "angel.co",
        "wellfound.com",
        "xing.com",
    ];
    let generic = ["", "in", "in/me", "in/profile", "in/username", "profile", "users", "pub", "in/example"];
    if NETWORKS.contains(&host) && generic.contains(&path) {
        return None;
    }
    Some(format!("{host}/{path}"))
}

/// Words of a name, without initials, in order.
pub fn name(raw: &str) -> Vec<String> {
    words(raw).filter(|w| w.len() > 1 && !matches!(w.as_str(), "mr" | "mrs" | "ms" | "dr" | "jr" | "sr" | "phd" | "ii" | "iii" | "unit")).collect()
}

/// Words from which on a line says something of its own.
const LINE_WORDS: usize = 6;

/// Whole lines and sentences of prose in one form: words without case and marks.
pub fn lines(prose: &str) -> impl Iterator<Item = String> {
    prose.split(['.', ';', '\n', '•']).filter_map(|line| {
        let ascii: Cow<'_, str> = if line.is_ascii() { line.into() } else { deunicode::deunicode(line).into() };
        let mut plain = String::with_capacity(ascii.len());
        let mut count = 0;
        for word in ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
            plain.push(' ');
            plain.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            count += 1;
        }
        (count >= LINE_WORDS).then_some(plain)
    })
}

/// An organisation's name without legal forms and filler.
pub fn organisation(raw: &str) -> String {
    let kept: Vec<String> = words(raw)
        .filter(|w| {
            !matches!(
                w.as_str(),
                "inc" | "llc" | "ltd" | "limited" | "corp" | "corporation" | "co" | "gmbh" | "ag" | "sa" | "plc" | "bv" | "the" | "of" | "at" | "and"
            )
        })
        .collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form_however_it_is_typed() {
        for raw in ["+1 (415) 555-2671", "415.555.2671", "1-415-555-2671", "4155552671"] {
            assert_eq!(phone(raw, Some("US")).as_deref(), Some("14155552671"), "{raw}");
        }
        assert_eq!(phone("+44 (0)20 7946 0018", None), phone("020 7946 0018", Some("GB")));
        assert_eq!(phone("0000000", None), None);
        assert_eq!(phone("n/a", None), None);
    }

    #[test]
    fn one_mailbox_has_one_form() {
        assert_eq!(mailbox("Jane.Roe+jobs@GoogleMail.com").as_deref(), Some("janeroe@gmail.com"));
        assert_eq!(mailbox("jane.roe@example.com").as_deref(), Some("jane.roe@example.com"));
        assert_eq!(mailbox("not a mailbox"), None);
    }

    #[test]
    fn one_address_has_one_form_and_units_tell_neighbours_apart() {
        let at = |line1: &str, line2: &str| Address {
            line1: Some(line1.into()),
            line2: Some(line2.into()),
            postal_code: Some("94115-1234".into()),
            ..Address::default()
        };
        assert_eq!(address(&at("2712 Broadway Street", "Apt 4")), address(&at("2712 Broadway St #4", "")));
        assert_ne!(address(&at("2712 Broadway Street", "Apt 4")), address(&at("2712 Broadway Street", "Apt 5")));
        assert_eq!(address(&at("San Francisco", "")), None);
    }

    #[test]
    fn profiles_are_compared_by_person_not_by_network() {
        assert_eq!(profile_url("https://www.linkedin.com/in/jroe/?trk=x"), profile_url("linkedin.com/in/jroe"));
        assert_eq!(profile_url("https://www.twitter.com"), None);
        assert_eq!(profile_url("https://uk.linkedin.com/in/jroe"), profile_url("linkedin.com/in/jroe"));
    }

    #[test]
    fn private_addresses_link_nobody() {
        assert_eq!(ip("192.168.1.4"), None);
        assert_eq!(ip("100.64.3.4"), None);
        assert_eq!(ip("2001:db8:1:2:3::4"), ip("2001:db8:1:2::9"));
        assert_eq!(ip("::ffff:8.8.8.8").as_deref(), Some("8.8.8.8"));
    }
}
