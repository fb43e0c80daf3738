//! Programmes that US schools award, by family of subjects (CIP) and level.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::imports;
use crate::majors;
use crate::names::School;

/// `unitid`, name, state, and `cip4:levels` for each family in which degrees were awarded.
pub const PROGRAMMES: &str = include_str!("../editions/programmes.tsv");

/// A school's row.
pub struct Row {
    /// Number among US schools.
    pub unitid: String,
    /// Its name, also without the word for its main campus.
    pub names: Vec<String>,
    /// Levels (digits of the College Scorecard: 2 associate, 3 bachelor, 5 master, 6 doctor, 7 first professional …) by family.
    pub awarded: HashMap<u16, String>,
}

/// All rows.
pub fn schools() -> &'static [Row] {
    &ROWS
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let imported = imports::rows("scorecard");
    let own = PROGRAMMES.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').map(str::to_owned).collect::<Vec<_>>());
    let lines: Vec<Vec<String>> = if imported.is_empty() { own.collect() } else { imported };
    lines
        .iter()
        .filter_map(|cells| {
            let [unitid, name, _, awarded] = cells.as_slice() else { return None };
            let awarded =
                awarded.split(' ').filter_map(|cell| cell.split_once(':')).filter_map(|(cip, levels)| Some((cip.parse().ok()?, levels.to_owned())));
            Some(Row { unitid: unitid.clone(), names: spellings(name), awarded: awarded.collect() })
        })
        .collect()
});

/// `Ohio State University-Main Campus` is the Ohio State University.
fn spellings(name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    if let Some((stem, campus)) = name.split_once('-')
        && campus.to_lowercase().ends_with("campus")
    {
        names.push(stem.trim().to_owned());
    }
    if let Some(stem) = name.strip_suffix(" Campus Immersion") {
        names.push(stem.to_owned());
    }
    names
}

/// What a school does not award.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Nothing in these subjects or near ones, at any level.
    Family,
    /// These subjects, but not at this level.
    Level,
}

/// Whether a school awards degrees in what a person says they studied. None where that cannot be told: no row, no known subject, no known level.
pub fn missing(school: &School, area: &str, level: &str) -> Option<Missing> {
    let wanted = levels(level)?;
    let families = majors::families(area);
    if families.is_empty() || school.units.is_empty() {
        return None;
    }
    let rows: Vec<&Row> = school.units.iter().filter_map(|n| ROWS.get(*n)).collect();
    // Too few rows to say what is not there.
    if rows.iter().map(|row| row.awarded.len()).sum::<usize>() < 5 {
        return None;
    }
    let near = majors::with_near(&families);
    let awards = |family: u16| rows.iter().filter_map(move |row| row.awarded.get(&family));
    if near.iter().any(|family| awards(*family).any(|levels| levels.contains(wanted))) {
        return None;
    }
    let broad: Vec<u16> = near.iter().map(|f| f / 100).collect();
    let any = rows.iter().any(|row| row.awarded.keys().any(|family| broad.contains(&(family / 100)) || near.contains(family)));
    Some(if any { Missing::Level } else { Missing::Family })
}

/// Levels that a degree's words can stand for: a master's may be one on the way to a doctorate.
fn levels(words: &str) -> Option<&'static [char]> {
    let folded = crate::table::fold(words);
    let has = |list: &[&str]| folded.split(' ').any(|w| list.contains(&w));
    // `B.Sc.` falls apart into letters.
    let joined: String = folded.split(' ').take(2).collect();
    let is = |list: &[&str]| has(list) || list.contains(&joined.as_str());
    if is(&["phd", "doctor", "doctorate", "doctoral", "dphil"]) {
        Some(&['6'])
    } else if is(&["master", "masters", "msc", "ms", "ma", "meng", "mba", "mfa", "med"]) {
        Some(&['5', '6', '8'])
    } else if is(&["bachelor", "bachelors", "bsc", "bs", "ba", "beng", "bfa", "bba", "btech"]) {
        Some(&['3'])
    } else {
        None
    }
}
