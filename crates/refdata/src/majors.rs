//! Subjects in people's own words → families of the Classification of Instructional Programs (CIP 2020, four digits).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::table::{fold, rows};

/// `words`, `cip4`, `source`.
pub const MAJORS: &str = include_str!("../tables/majors.csv");
/// `cip4`, `near`, `why`: families that are confused or renamed into one another.
pub const NEAR: &str = include_str!("../tables/majors_near.csv");

static WORDS: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let mut words: HashMap<String, Vec<u16>> = HashMap::new();
    for row in rows(MAJORS) {
        if let (Some(text), Some(family)) = (row.get("words"), row.get("cip4").and_then(|c| number(c))) {
            words.entry(fold(text)).or_default().push(family);
        }
    }
    words
});

static NEIGHBOURS: LazyLock<HashMap<u16, Vec<u16>>> = LazyLock::new(|| {
    let mut near: HashMap<u16, Vec<u16>> = HashMap::new();
    for row in rows(NEAR) {
        if let (Some(a), Some(b)) = (row.get("cip4").and_then(|c| number(c)), row.get("near").and_then(|c| number(c))) {
            near.entry(a).or_default().push(b);
            near.entry(b).or_default().push(a);
        }
    }
    near
});

/// `11.07` → 1107
fn number(cip: &str) -> Option<u16> {
    cip.trim().replace('.', "").parse().ok()
}

/// The families that these words can mean; empty where they are not known. Of several subjects each counts: one that a school has is enough.
pub fn families(area: &str) -> Vec<u16> {
    let whole = fold(area.split(['(', ';']).next().unwrap_or(area));
    let mut found: Vec<u16> = WORDS.get(&whole).cloned().unwrap_or_default();
    if found.is_empty() {
        // `Economics and Mathematics`: all parts must be known, or the one that is not may be what the school awards.
        let joined = whole.replace(" und ", " and ").replace(" et ", " and ").replace(" y ", " and ").replace(" minor ", " and ");
        let text = area.to_lowercase().replace([',', '/', '&', '+'], " and ");
        let parts: Vec<String> = [joined, fold(&text)]
            .iter()
            .map(|t| t.split(" and ").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect::<Vec<_>>())
            .max_by_key(Vec::len)
            .unwrap_or_default();
        let known: Vec<Option<&Vec<u16>>> = parts.iter().map(|part| WORDS.get(part)).collect();
        if parts.len() >= 2 && known.iter().all(Option::is_some) {
            found = known.into_iter().flatten().flatten().copied().collect();
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Families, and those that they are taken for.
pub fn with_near(families: &[u16]) -> HashSet<u16> {
    families.iter().flat_map(|f| NEIGHBOURS.get(f).into_iter().flatten().copied().chain([*f])).collect()
}
