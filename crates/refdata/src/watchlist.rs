//! Schools and companies named in public designations. A match asks for verification and adds no bits.

use std::collections::HashMap;
use std::sync::LazyLock;

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
    entries
});

/// The entry of this name: (name, reason). Exact after folding.
pub fn find(name: &str) -> Option<(String, String)> {
    ENTRIES.get(&fold(name)).cloned()
}
