//! Schools and companies named in public designations. A match asks for verification and adds no bits.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::imports;
use crate::table::{fold, rows};

pub const TABLE: &str = include_str!("../tables/watchlist.csv");

static ENTRIES: LazyLock<HashMap<String, (String, String)>> = LazyLock::new(|| {
    let mut entries = HashMap::new();
    for row in rows(TABLE) {
        let text = |column: &str| row.get(column).map(|v| v.trim().to_owned()).unwrap_or_default();
        if text("kind") == "domain" {
            continue;
        }
        for name in text("aliases").split('|').chain([text("name").as_str()]).filter(|n| n.trim().len() > 4) {
            entries.insert(fold(name), (text("name"), text("reason")));
        }
    }
    for kind in ["watchlist", "ofac-sdn"] {
        for row in imports::rows(kind) {
            if let [name, kind, reason] = row.as_slice()
                && kind != "domain"
                && name.len() > 4
            {
                entries.insert(fold(name), (name.clone(), reason.clone()));
            }
        }
    }
    entries
});

/// Domains of the list, as they are written behind `@`.
static DOMAINS: LazyLock<HashMap<String, (String, String)>> = LazyLock::new(|| {
    let mut domains = HashMap::new();
    for row in rows(TABLE) {
        let text = |column: &str| row.get(column).map(|v| v.trim().to_owned()).unwrap_or_default();
        if text("kind") == "domain" {
            domains.insert(text("name").to_lowercase(), (text("name"), text("reason")));
        }
    }
    for row in imports::rows("watchlist") {
        if let [name, kind, reason] = row.as_slice()
            && kind == "domain"
        {
            domains.insert(name.to_lowercase(), (name.clone(), reason.clone()));
        }
    }
    domains
});

/// The entry of a mailbox's domain or one above it.
pub fn domain(domain: &str) -> Option<(String, String)> {
    let lower = domain.trim().to_lowercase();
    let mut rest = lower.as_str();
    loop {
        if let Some(found) = DOMAINS.get(rest) {
            return Some(found.clone());
        }
        rest = rest.split_once('.')?.1;
    }
}

/// The entry of this name: (name, reason). Exact after folding.
pub fn find(name: &str) -> Option<(String, String)> {
    ENTRIES.get(&fold(name)).cloned()
}
