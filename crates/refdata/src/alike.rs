//! Domains that look like others: letters of other scripts, digits for letters, a letter more or less, a word put to it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::employers;
use crate::names::distance;

/// Words that are put to a firm's name to pose as its recruiters or its help desk.
const DRESS: &[&str] =
    &["careers", "career", "jobs", "job", "hr", "recruiting", "recruitment", "hiring", "talent", "it", "support", "portal", "login", "sso"];

/// Domains of employers by how they look.
static KNOWN: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| employers::domains().map(|domain| (skeleton(domain), domain)).filter(|(_, domain)| name(domain).len() >= 5).collect());

/// A domain in which letters that look alike are one: `rnicros0ft.com` and `microsoft.com` have the same.
pub fn skeleton(domain: &str) -> String {
    let read = |label: &str| label.strip_prefix("xn--").and_then(punycode).unwrap_or_else(|| label.to_owned());
    let labels: Vec<String> = domain.to_lowercase().split('.').map(read).collect();
    let one = |c: char| match c {
        '0' | 'о' | 'ο' => 'o',
        '1' | 'l' | 'і' | 'ı' | 'ӏ' | 'ι' => 'i',
        'а' | 'α' => 'a',
        'е' => 'e',
        'р' | 'ρ' => 'p',
        'с' => 'c',
        'х' => 'x',
        'у' => 'y',
        'ѕ' | '5' => 's',
        'ԁ' => 'd',
        'ո' => 'n',
        'ν' => 'v',
        'ԝ' => 'w',
        'һ' => 'h',
        c => c,
    };
    let folded: String = labels.join(".").chars().map(one).collect();
    folded.replace("rn", "m").replace("vv", "w").replace('-', "")
}

/// The name that somebody registers: the last two labels, three below a country's second level.
pub fn registered(host: &str) -> String {
    let host = host.to_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    let second = labels.len().checked_sub(2).and_then(|n| labels.get(n)).copied().unwrap_or_default();
    let last = labels.last().copied().unwrap_or_default();
    let kept = if last.len() == 2 && matches!(second, "co" | "com" | "org" | "net" | "ac" | "edu" | "gov" | "or" | "ne") { 3 } else { 2 };
    labels.get(labels.len().saturating_sub(kept)..).unwrap_or_default().join(".")
}

/// The domain of a mailbox, in lower case: `example.org` of `Jane@Example.org` and of `<jane@example.org>`. None without a dot in it.
pub fn mailbox_domain(mailbox: &str) -> Option<String> {
    let (_, domain) = mailbox.trim().trim_end_matches('>').rsplit_once('@')?;
    Some(domain.trim().trim_end_matches('.').to_lowercase()).filter(|domain| domain.contains('.'))
}

/// The label that somebody registered: `northwind` of `mail.northwind.co.uk`.
fn name(domain: &str) -> String {
    registered(domain).split('.').next().unwrap_or_default().to_owned()
}

/// A host in which letters of other scripts are written as they are registered, so that the reader sees that they are others.
pub fn ascii(host: &str) -> String {
    host.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("[U+{:04X}]", u32::from(c)) }).collect()
}

/// Whether a domain looks like another that is known and not its own: the caller makes sure that neither is below the other.
pub fn is_alike(domain: &str, known: &str) -> bool {
    // The tops are as they are written: letters are one only within the name.
    let (a, b) = (skeleton(&name(domain)), skeleton(&name(known)));
    let dressed = b.len() >= 5 && DRESS.iter().map(|word| skeleton(word)).any(|word| a == format!("{b}{word}") || a == format!("{word}{b}"));
    b.len() >= 4 && (a == b || b.len() >= 6 && distance(&a, &b) == 1 || dressed)
}

/// The known employer's domain that a domain is drawn like, letter by letter, without being it.
pub fn employer(domain: &str) -> Option<&'static str> {
    let known = KNOWN.get(&skeleton(domain)).copied()?;
    // A hyphen more or less is another firm's name as often as a trick.
    let same = domain.to_lowercase().replace('-', "") == known.replace('-', "");
    (!same).then_some(known)
}

/// A label of an internationalised name, read (RFC 3492).
pub fn punycode(code: &str) -> Option<String> {
    let (basic, extended) = code.rsplit_once('-').unwrap_or(("", code));
    let mut output: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (128_u32, 0_u32, 72_u32);
    let mut digits = extended.chars().map(|c| c.to_ascii_lowercase());
    let mut first = true;
    while let Some(mut digit) = digits.next() {
        let (old, mut weight, mut k) = (i, 1_u32, 36_u32);
        loop {
            let value = match digit {
                'a'..='z' => u32::from(digit) - u32::from('a'),
                '0'..='9' => u32::from(digit) - u32::from('0') + 26,
                _ => return None,
            };
            i = i.checked_add(value.checked_mul(weight)?)?;
            let threshold = if k <= bias {
                1
            } else if k >= bias + 26 {
                26
            } else {
                k - bias
            };
            if value < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
            k += 36;
            digit = digits.next()?;
        }
        let count = u32::try_from(output.len()).ok()? + 1;
        let mut delta = if first { (i - old) / 700 } else { (i - old) / 2 };
        first = false;
        delta += delta / count;
        let mut steps = 0;
        while delta > 455 {
            delta /= 35;
            steps += 36;
        }
        bias = steps + 36 * delta / (delta + 38);
        n = n.checked_add(i / count)?;
        i %= count;
        output.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i += 1;
        if output.len() > 63 {
            return None;
        }
    }
    Some(output.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_alike_is_found_and_the_firm_itself_is_not() {
        assert_eq!(skeleton("rnicros0ft.com"), skeleton("microsoft.com"));
        assert_eq!(employer("rnicrosoft.com"), Some("microsoft.com"));
        assert_eq!(employer("microsoft.com"), None);
        assert_eq!(employer("example.com"), None);
        assert!(is_alike("northwind-careers.com", "northwind.com"));
        assert!(!is_alike("southwind.com", "northwind.com"));
        assert!(is_alike("northw1nd.com", "northwind.co.uk"));
    }

    #[test]
    fn names_of_other_scripts_are_read() {
        assert_eq!(punycode("mller-kva").as_deref(), Some("m\u{fc}ller"));
        assert_eq!(punycode("pple-43d").as_deref(), Some("\u{430}pple"));
        assert_eq!(punycode("99999999999"), None);
    }
}
