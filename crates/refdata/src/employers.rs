//! Large employers: since when there is such a company, and its web domain.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::imports;
use crate::table::{fold, rows};

/// `name`, `aliases`, `domain`, `founded`, `city`, `country`, `source`.
pub const TABLE: &str = include_str!("../tables/employers.csv");

/// One company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    /// Its name.
    pub name: String,
    /// Its web domain, where known.
    pub domain: Option<String>,
    /// The earliest year that can be defended, predecessors included.
    pub founded: Option<i16>,
}

static EMPLOYERS: LazyLock<HashMap<String, Employer>> = LazyLock::new(|| {
    let mut employers: HashMap<String, Employer> = HashMap::new();
    let mut twice = Vec::new();
    let mut add = |employer: Employer, names: &[&str]| {
        for name in names.iter().map(|name| spelled(name)).filter(|name| name.len() > 1) {
            if employers.get(&name).is_some_and(|known| known.name != employer.name) {
                twice.push(name.clone());
            }
            employers.insert(name, employer.clone());
        }
    };
    let filled = |text: &str| Some(text.trim().to_lowercase()).filter(|t| !t.is_empty());
    for row in rows(TABLE) {
        let text = |column: &str| row.get(column).map(|v| v.trim()).unwrap_or_default();
        let names: Vec<&str> = text("aliases").split('|').chain([text("name")]).collect();
        add(Employer { name: text("name").to_owned(), domain: filled(text("domain")), founded: text("founded").parse().ok() }, &names);
    }
    for kind in ["companies", "sp500", "sec"] {
        for row in imports::rows(kind) {
            let [name, domain, founded] = row.as_slice() else { continue };
            add(Employer { name: name.clone(), domain: filled(domain), founded: founded.parse().ok() }, &[name]);
        }
    }
    // A name that two companies bear is nobody's.
    for name in twice {
        employers.remove(&name);
    }
    employers
});

/// The company of this name: whole, after folding, with or without its legal form.
pub fn find(name: &str) -> Option<&'static Employer> {
    EMPLOYERS.get(&spelled(name))
}

/// Web domains of all of them.
pub fn domains() -> impl Iterator<Item = &'static str> {
    EMPLOYERS.values().filter_map(|employer| employer.domain.as_deref())
}

fn spelled(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    let form = |w: &str| {
        matches!(
            w,
            "inc"
                | "llc"
                | "ltd"
                | "limited"
                | "corp"
                | "corporation"
                | "co"
                | "company"
                | "gmbh"
                | "ag"
                | "se"
                | "sa"
                | "plc"
                | "nv"
                | "spa"
                | "com"
        )
    };
    while words.len() > 1 && words.last().is_some_and(|w| form(w)) {
        words.pop();
    }
    words.join(" ")
}

/// The claimed employer whose domain a mailbox's domain only looks like: `0penai.com`, `stripee.com`.
pub fn look_alike<'a>(domain: &str, claimed: impl Iterator<Item = &'a str>) -> Option<(&'static Employer, &'static str)> {
    let own = domain.trim().to_lowercase();
    let word = |domain: &str| domain.split('.').rev().nth(1).unwrap_or_default().to_owned();
    claimed.filter_map(find).find_map(|employer| {
        let real = employer.domain.as_deref()?;
        let (a, b) = (word(&own), word(real));
        let same = own == real || own.ends_with(&format!(".{real}")) || a == b;
        (!same && b.len() >= 5 && near(&a, &b)).then_some((employer, real))
    })
}

/// One letter put in, left out or changed, two that changed places, or digits for letters.
fn near(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.replace('0', "o").replace(['1', 'l'], "i").replace("rn", "m").replace("vv", "w").replace('-', "");
    plain(a) == plain(b) || crate::names::distance(a, b) == 1
}
