//! Names of schools, as people write them → the school.
//!
//! A wrong match accuses an honest person, so a name is matched whole: each of its telling words must be one of the school's. What may differ is
//! order, little words, the language of `university`, a slip of the pen in one word, and what stands around the name (a faculty before it, a city
//! behind it). A name that two schools bear is nobody's.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::table::{fold, rows};
use crate::{imports, places};

/// `domain`, then names of the school, parted by tabs.
pub const SCHOOLS: &str = include_str!("../editions/schools.tsv");
/// Short forms and former names with their schools.
pub const ALIASES: &str = include_str!("../tables/school_aliases.csv");
/// Names of several schools or of systems of schools.
pub const AMBIGUOUS: &str = include_str!("../tables/school_ambiguous.csv");

/// A school that bears names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Its domain, or `unitid:` and its number among US schools.
    pub key: String,
    /// Its rows in the edition of programmes.
    pub units: Vec<usize>,
}

struct Index {
    schools: Vec<School>,
    /// By normal form.
    names: HashMap<String, Vec<u32>>,
    /// Words that tell schools apart, with those of one length together, for words that are misspelt.
    words: HashMap<usize, Vec<String>>,
    /// All of these words.
    known: HashSet<String>,
    /// All names, sorted.
    sorted: Vec<String>,
    ambiguous: HashSet<String>,
}

/// The school of this name.
pub fn find(name: &str) -> Option<&'static School> {
    thread_local! {
        static SEEN: RefCell<HashMap<String, Option<u32>>> = RefCell::default();
    }
    if name.len() > 200 {
        return None;
    }
    let index = &*INDEX;
    let found = SEEN.with_borrow_mut(|seen| {
        if seen.len() > 50_000 {
            seen.clear();
        }
        if let Some(known) = seen.get(name) {
            return *known;
        }
        let found = index.look(name);
        seen.insert(name.to_owned(), found);
        found
    })?;
    index.schools.get(usize::try_from(found).ok()?)
}

/// The key of the school with this number among US schools.
pub(crate) fn key_of_unit(unitid: &str) -> Option<String> {
    static UNITS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        let rows = crate::programmes::schools();
        let units = INDEX.schools.iter().flat_map(|school| school.units.iter().map(move |unit| (*unit, school.key.as_str())));
        units.filter_map(|(unit, key)| Some((rows.get(unit)?.unitid.as_str(), key))).collect()
    });
    UNITS.get(unitid).map(|key| (*key).to_owned())
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

impl Index {
    fn new() -> Self {
        let mut index = Self {
            schools: Vec::new(),
            names: HashMap::new(),
            words: HashMap::new(),
            known: HashSet::new(),
            sorted: Vec::new(),
            ambiguous: HashSet::new(),
        };
        let mut of_domain: HashMap<String, u32> = HashMap::new();
        for row in rows(AMBIGUOUS) {
            index.ambiguous.insert(normal(row.get("name").map(String::as_str).unwrap_or_default()));
        }
        for row in rows(crate::schools::TABLE) {
            let text = |column: &str| row.get(column).map(|v| v.trim()).unwrap_or_default();
            let names: Vec<&str> = text("aliases").split('|').chain([text("name")]).filter(|n| n.len() > 2).collect();
            let key = if text("domain").is_empty() { text("name") } else { text("domain") };
            let n = index.add(key, &names);
            of_domain.insert(key.to_owned(), n);
        }
        let imported = imports::rows("hipo");
        let world = SCHOOLS.lines().filter(|l| !l.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
        // Whole domains first: what stands under one of them is that school's if it bears its name, else a school of its own.
        let mut lines: Vec<Vec<&str>> = world.chain(imported.iter().map(|row| row.iter().map(String::as_str).collect())).collect();
        lines.sort_by_key(|cells| cells.first().is_none_or(|domain| whole_domain(domain) != *domain));
        for cells in &lines {
            let Some((domain, names)) = cells.split_first() else { continue };
            let names: Vec<&str> = names.iter().copied().filter(|name| is_tertiary(name) && !is_letters(name)).collect();
            // Of campuses that share a domain only the first is that school.
            let stem = |name: &str| name.split(" - ").next().map(str::to_owned);
            let campuses = names.iter().skip(1).any(|name| name.contains(" - ") && stem(name) == names.first().and_then(|n| stem(n)));
            let names: Vec<&str> = if campuses { names.into_iter().take(1).collect() } else { names };
            // Boarding schools and courses have no academic domain.
            if names.is_empty() || matches!(end_of(domain), "com" | "net" | "io") || domain.ends_with(".org.uk") || domain.ends_with(".sch.uk") {
                continue;
            }
            let whole = whole_domain(domain);
            let own = of_domain.get(whole).is_some_and(|n| !names.iter().any(|name| index.names.get(&normal(name)).is_some_and(|b| b.contains(n))));
            let (names, domain) = (names.as_slice(), if own { domain } else { &whole });
            let n = match of_domain.get(*domain) {
                Some(n) => {
                    index.name(*n, names);
                    *n
                }
                // One school may have two domains that are alike; of two schools of one name the name is nobody's.
                None => match names.iter().find_map(|name| index.bearer_in(name, end_of(domain))).filter(|n| index.alike(*n, domain)) {
                    Some(n) => {
                        index.name(n, names);
                        n
                    }
                    None => index.add(domain, names),
                },
            };
            of_domain.insert((*domain).to_owned(), n);
        }
        let mut bearers: HashMap<String, usize> = HashMap::new();
        for name in crate::programmes::schools().iter().flat_map(|school| &school.names) {
            *bearers.entry(normal(name)).or_default() += 1;
        }
        for (unit, school) in crate::programmes::schools().iter().enumerate() {
            // Of two US schools of one name neither is the one that is known by it; campuses of one school are.
            let campus = school.names.len() > 1;
            let own = |name: &&String| campus || bearers.get(&normal(name)) == Some(&1);
            let n = school.names.iter().filter(own).find_map(|name| index.bearer_in(name, "edu"));
            let n = n.unwrap_or_else(|| index.add(&format!("unitid:{}", school.unitid), &[]));
            index.name(n, &school.names.iter().map(String::as_str).collect::<Vec<_>>());
            if let Some(school) = index.schools.get_mut(n as usize) {
                school.units.push(unit);
            }
        }
        let of_unit: HashMap<&str, usize> = crate::programmes::schools().iter().enumerate().map(|(n, school)| (school.unitid.as_str(), n)).collect();
        for row in imports::rows("ipeds-hd") {
            if let [unitid, names @ ..] = row.as_slice()
                && let Some(unit) = of_unit.get(unitid.as_str())
                && let Some(n) = index.schools.iter().position(|s| s.units.contains(unit))
            {
                index.name(u32::try_from(n).unwrap_or(u32::MAX), &names.iter().map(String::as_str).collect::<Vec<_>>());
            }
        }
        for row in rows(ALIASES) {
            let text = |column: &str| row.get(column).map(|v| v.trim()).unwrap_or_default();
            if let Some(n) = of_domain.get(text("domain")) {
                index.name(*n, &[text("alias")]);
            }
        }
        let mut words: HashSet<String> = HashSet::new();
        for name in index.names.keys() {
            words.extend(name.split(' ').filter(|w| w.len() >= 5).map(str::to_owned));
        }
        for word in &words {
            index.words.entry(word.len()).or_default().push(word.clone());
        }
        for list in index.words.values_mut() {
            list.sort_unstable();
        }
        index.known = words;
        index.sorted = index.names.keys().cloned().collect();
        index.sorted.sort_unstable();
        index
    }

    fn add(&mut self, key: &str, names: &[&str]) -> u32 {
        let n = u32::try_from(self.schools.len()).unwrap_or(u32::MAX);
        self.schools.push(School { key: key.to_owned(), units: Vec::new() });
        self.name(n, names);
        n
    }

    fn name(&mut self, school: u32, names: &[&str]) {
        for name in names {
            let form = normal(name);
            if form.len() >= 3 {
                let bearers = self.names.entry(form).or_default();
                if !bearers.contains(&school) {
                    bearers.push(school);
                }
            }
        }
    }

    /// The only school of this name whose domain ends so.
    fn bearer_in(&self, name: &str, end: &str) -> Option<u32> {
        let bearers = self.names.get(&normal(name))?;
        let mut own = bearers.iter().copied().filter(|n| self.schools.get(*n as usize).is_some_and(|s| end_of(&s.key) == end));
        match (own.next(), own.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// Whether a domain is like that of a school: a part of it, or with the same word in it (`tum.de`, `mytum.de`).
    fn alike(&self, school: u32, domain: &str) -> bool {
        let word = |domain: &str| domain.split('.').rev().nth(1).unwrap_or_default().to_owned();
        let Some(own) = self.schools.get(school as usize).map(|s| s.key.as_str()) else { return false };
        let (a, b) = (word(own), word(domain));
        own.ends_with(&format!(".{domain}"))
            || domain.ends_with(&format!(".{own}"))
            || a.len() >= 3 && b.len() >= 3 && (a.contains(&b) || b.contains(&a))
    }

    fn look(&self, name: &str) -> Option<u32> {
        let mut found: Vec<u32> = Vec::new();
        for (candidate, shortened) in candidates(name) {
            let form = normal(candidate);
            if self.ambiguous.contains(&form) {
                return None;
            }
            // `Oxford University` is the University of Oxford; where both are schools, as in Miami, each has its own name.
            let abroad = |n: &u32| self.schools.get(*n as usize).is_some_and(|s| end_of(&s.key) != "edu");
            let bearers = self.names.get(&form).or_else(|| self.names.get(&turned(&form)?).filter(|bearers| bearers.iter().all(abroad)));
            // Without the place behind it a name may be that of several campuses.
            if shortened
                && self.sorted.get(self.sorted.partition_point(|name| *name < format!("{form} "))).is_some_and(|n| n.starts_with(&format!("{form} ")))
            {
                continue;
            }
            match bearers.map(Vec::as_slice) {
                Some([one]) => found.push(*one),
                Some([_, _, ..]) => return None,
                _ => {}
            }
            // The whole name, and the longest part of it, come first.
            if !found.is_empty() {
                break;
            }
        }
        if found.is_empty() {
            found
                .extend(candidates(name).into_iter().take(2).filter(|(_, shortened)| !shortened).find_map(|(candidate, _)| self.misspelt(candidate)));
        }
        found.first().copied()
    }

    /// The school whose name this is but for a slip in one word that no school bears.
    fn misspelt(&self, name: &str) -> Option<u32> {
        let form = normal(name);
        let words: Vec<&str> = form.split(' ').collect();
        let mut strange = words.iter().enumerate().filter(|(_, w)| w.len() >= 5 && !self.known.contains(**w));
        // The name of a place is no slip: `Constance` is not `Constanta`.
        let (at, word) = strange.next().filter(|(_, w)| !places::is_city(w))?;
        if strange.next().is_some() || words.len() < 2 || words.iter().any(|w| w.len() < 5 && w.len() > 2 && !self.known_short(w)) {
            return None;
        }
        let most = if word.len() >= 9 { 2 } else { 1 };
        let mut schools: Vec<u32> = Vec::new();
        for length in word.len().saturating_sub(most)..=word.len() + most {
            for right in self.words.get(&length).into_iter().flatten().filter(|right| right.as_bytes().first() == word.as_bytes().first()) {
                if distance(word, right) > most {
                    continue;
                }
                let mut spelt: Vec<&str> = words.clone();
                if let Some(slot) = spelt.get_mut(at) {
                    *slot = right;
                }
                let form = spelt.join(" ");
                if self.ambiguous.contains(&form) {
                    return None;
                }
                schools.extend(self.names.get(&form).into_iter().flatten());
            }
        }
        schools.sort_unstable();
        schools.dedup();
        // Where people name a school in another language than its own, a letter more or less is another town.
        schools.retain(|n| {
            self.schools
                .get(*n as usize)
                .is_some_and(|s| matches!(end_of(&s.key), "edu" | "uk" | "ie" | "ca" | "au" | "nz" | "in" | "za" | "ng" | "sg" | "ph" | "ke" | "gh"))
        });
        match schools.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    fn known_short(&self, word: &str) -> bool {
        word.chars().all(|c| c.is_ascii_alphanumeric())
    }
}

/// Country by the end of a domain.
fn end_of(domain: &str) -> &str {
    if domain.starts_with("unitid:") { "edu" } else { domain.rsplit('.').next().unwrap_or(domain) }
}

/// What of a name may be the name of a school, the most telling first: the whole; without brackets; without a faculty before it; without a place
/// behind it; what stands in brackets.
///
/// The second of each pair says whether a place was left away.
fn candidates(name: &str) -> Vec<(&str, bool)> {
    let mut list = vec![(name.trim(), false)];
    let bare = match name.split_once(" (") {
        Some((before, rest)) => {
            let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
            if after.trim().is_empty() {
                list.push((before.trim(), false));
            }
            list.push((inside.trim(), false));
            before.trim()
        }
        None => name.trim(),
    };
    for sign in [",", " - ", " – ", " — ", " | ", " / ", ";"] {
        let parts: Vec<(usize, &str)> = bare.match_indices(sign).collect();
        for (at, sign) in &parts {
            let (before, after) = (bare.get(..*at).unwrap_or_default().trim(), bare.get(at + sign.len()..).unwrap_or_default().trim());
            // A place behind it, a faculty or degree before it.
            if is_place(after) {
                list.push((before, true));
            }
            if is_part(before) {
                list.push((after, false));
            }
            if is_part(after) {
                list.push((before, false));
            }
        }
    }
    list
}

fn is_place(text: &str) -> bool {
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    !parts.is_empty() && parts.iter().all(|p| places::is_city(p) || places::is_region(p) || places::country_code(p).is_some())
}

/// Not a school of children or of trades.
fn is_tertiary(name: &str) -> bool {
    let form = fold(name);
    !["high school", "secondary school", "public school", "grammar school", "middle school", "elementary", "lycee", "collegiate", "primary school"]
        .iter()
        .any(|kind| form.contains(kind))
}

/// A few letters: several schools bear most of these, whatever one list says.
fn is_letters(name: &str) -> bool {
    let form = fold(name);
    !form.contains(' ') && form.len() <= 5 && name.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// A part of a school: `School of Engineering`, `Department of Physics`.
fn is_part(text: &str) -> bool {
    let form = fold(text);
    let begins = [
        "school of",
        "department of",
        "dept of",
        "faculty of",
        "college of",
        "institute of",
        "division of",
        "graduate school",
        "fakultat",
        "facultad de",
        "faculdade de",
        "faculte",
        "wydzial",
        "fachbereich",
        "institut fur",
    ];
    begins.iter().any(|b| form.starts_with(b)) || form.ends_with(" department") || form.ends_with(" fakultesi") || form.ends_with(" faculty")
}

/// A name in normal form: its telling words in ASCII.
pub fn normal(name: &str) -> String {
    let folded = fold(name);
    // A little word at the end is none: `Cal State LA`.
    let last = folded.split(' ').count().saturating_sub(1);
    folded.split(' ').enumerate().filter(|(n, w)| *n == last || !LITTLE.contains(w)).map(|(_, w)| one_language(w)).collect::<Vec<_>>().join(" ")
}

/// `university oxford` ↔ `oxford university`
fn turned(form: &str) -> Option<String> {
    form.strip_prefix("university ")
        .map(|rest| format!("{rest} university"))
        .or_else(|| form.strip_suffix(" university").map(|rest| format!("university {rest}")))
}

/// A domain without what stands before the school's own: `students.example.edu` → `example.edu`.
fn whole_domain(domain: &str) -> &str {
    let labels: Vec<&str> = domain.split('.').collect();
    // `ac.uk`, `edu.au`, `com.br`: a short label before the country's is no school's.
    let suffix = match labels.as_slice() {
        [.., second, country] if country.len() == 2 && (second.len() <= 3 || *second == "gouv") => 2,
        _ => 1,
    };
    let keep = suffix + 1;
    let skip: usize = labels.iter().take(labels.len().saturating_sub(keep)).map(|l| l.len() + 1).sum();
    domain.get(skip..).unwrap_or(domain)
}

const LITTLE: [&str; 28] = [
    "the", "of", "at", "in", "and", "for", "de", "la", "del", "der", "die", "das", "di", "da", "do", "des", "du", "e", "y", "et", "und", "a", "los",
    "las", "le", "les", "dos", "fur",
];

/// `Universität` is a university in every language.
fn one_language(word: &str) -> &str {
    match word {
        "univ" | "universitat" | "universite" | "universidad" | "universidade" | "uniwersytet" | "universita" | "universiteit" | "universitet"
        | "universitesi" | "universitas" | "universities" => "university",
        "inst" | "institut" | "instituto" | "instytut" | "istituto" | "institutes" => "institute",
        "tech" => "technology",
        "technische" | "technischen" | "technical" => "technical",
        "saint" => "st",
        "mount" => "mt",
        "coll" => "college",
        "natl" => "national",
        other => other,
    }
}

/// How many letters two words differ in: put in, left out, another one, or two that changed places.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cost = usize::from(x != y);
            let mut least = (last[j] + cost).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}
