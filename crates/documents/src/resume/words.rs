//! Words that tell what a line of a résumé is. The words themselves stand in `words.txt`, by kind.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::entries::Role;

/// What a part of a résumé is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Summary,
    Contact,
    Work,
    Education,
    Skills,
    Languages,
    Projects,
    Certificates,
    Publications,
    Interests,
    References,
    Other,
}

const SECTIONS: [(&str, Section); 12] = [
    ("work", Section::Work),
    ("education", Section::Education),
    ("skills", Section::Skills),
    ("languages", Section::Languages),
    ("summary", Section::Summary),
    ("contact", Section::Contact),
    ("projects", Section::Projects),
    ("certificates", Section::Certificates),
    ("publications", Section::Publications),
    ("interests", Section::Interests),
    ("references", Section::References),
    ("other", Section::Other),
];

const ROLES: [(&str, Role); 8] = [
    ("time", Role::Time),
    ("employer", Role::Employer),
    ("title", Role::Title),
    ("place", Role::Place),
    ("school", Role::School),
    ("level", Role::Level),
    ("area", Role::Area),
    ("other", Role::Other),
];

/// Languages of résumés, each with a block of little words in the list.
pub(super) const TONGUES: [&str; 7] = ["en", "de", "fr", "es", "pt", "pl", "tr"];

/// The list, read once.
struct Words {
    /// By the name of the block, as [`plain`] writes them.
    kinds: HashMap<&'static str, HashSet<String>>,
    headings: HashMap<String, Section>,
    labels: HashMap<String, Role>,
    months: HashMap<String, u8>,
    /// Little words, each with one bit for each of the [`TONGUES`] that it is a word of.
    little: HashMap<String, u8>,
    /// Names that are written in letters, as written.
    letters: HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words {
        kinds: HashMap::new(),
        headings: HashMap::new(),
        labels: HashMap::new(),
        months: HashMap::new(),
        little: HashMap::new(),
        letters: HashSet::new(),
    };
    let mut kind = "";
    for line in include_str!("words.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[') {
            kind = name.trim_end_matches(']');
            continue;
        }
        for word in line.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            if kind == "school name" {
                words.letters.insert(word);
            }
            let word = plain(word);
            if word.is_empty() {
                continue;
            }
            // Of what stands in two blocks the first counts.
            if let Some(section) = kind.strip_prefix("heading ").and_then(|name| named(&SECTIONS, name)) {
                words.headings.entry(word.clone()).or_insert(section);
            } else if let Some(role) = kind.strip_prefix("label ").and_then(|name| named(&ROLES, name)) {
                words.labels.entry(word.clone()).or_insert(role);
            } else if let Some(month) = kind.strip_prefix("month ").and_then(|n| n.parse().ok()) {
                words.months.insert(word.clone(), month);
            } else if let Some(n) = kind.strip_prefix("little ").and_then(|name| TONGUES.iter().position(|t| *t == name)) {
                *words.little.entry(word.clone()).or_default() |= 1 << n;
            }
            words.kinds.entry(kind).or_default().insert(word);
        }
    }
    words
});

fn named<T: Copy>(list: &[(&str, T)], name: &str) -> Option<T> {
    list.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
}

/// Whether a block of the list holds this, which [`plain`] has written.
fn is(kind: &str, plain: &str) -> bool {
    WORDS.kinds.get(kind).is_some_and(|words| words.contains(plain))
}

/// Whether a word of a block stands at the end of a longer word.
fn ends(kind: &str, word: &str, longer: usize) -> bool {
    WORDS.kinds.get(kind).is_some_and(|words| words.iter().any(|end| word.len() > end.len() + longer && word.ends_with(end.as_str())))
}

/// Words of a text in lower case, letters and digits only.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) && !out.is_empty() {
            out.push(' ');
        }
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            // Without the dot that Turkish capitals leave behind, and with one letter for both forms of i, which capitals do not tell apart.
            out.extend(c.to_lowercase().filter(|c| *c != '\u{307}').map(|c| if c == 'ı' { 'i' } else { c }));
        }
    }
    out
}

/// Signs that begin items of lists.
pub(super) fn is_bullet(c: char) -> bool {
    "•‣▪▫●○◦■□◆◇►▸▶➢➤✓✔⁃∙·‧⦿❖\u{f0b7}\u{f0a7}".contains(c)
}

/// Signs that begin headings as well as items of lists.
pub(super) fn is_heading_mark(c: char) -> bool {
    "◆◇■□❖▶►▸➤➢●▪>»—–".contains(c)
}

/// Signs of icon fonts and pictographs, which say nothing here.
pub(super) fn is_icon(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0xFE0F) && !is_bullet(c)
}

/// Whether a word needs another one after it, so that a line that ends with it goes on.
pub(super) fn needs_another(word: &str) -> bool {
    word == "&" || word.chars().all(char::is_alphabetic) && is("needs another", &plain(word))
}

/// Words that join two headings.
const JOINTS: [&str; 7] = [" and ", " und ", " et ", " y ", " e ", " oraz ", " ve "];

fn split_at_joint(parts: Vec<String>, joint: &&str) -> Vec<String> {
    parts.iter().flat_map(|part| part.split(*joint)).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// A heading without its number and without what stands in brackets behind it: `2. Publications (selected)`.
fn bare_heading(line: &str) -> &str {
    let mut line = line.trim();
    if let Some((number, rest)) = line.split_once(['.', ')'])
        && rest.starts_with(' ')
        && (number.chars().all(|c| c.is_ascii_digit()) && number.len() <= 2 || number.chars().all(|c| matches!(c, 'I' | 'V' | 'X')))
        && !number.is_empty()
    {
        line = rest.trim_start();
    }
    if let Some((before, inside)) = line.strip_suffix(')').and_then(|t| t.rsplit_once('('))
        && inside.chars().count() <= 25
        && !before.trim().is_empty()
    {
        line = before.trim_end();
    }
    line
}

/// The section that a line is the heading of.
pub(super) fn heading(line: &str) -> Option<Section> {
    let line = bare_heading(line);
    let words = line.split_whitespace().count();
    let spaced = line.split_whitespace().all(|w| w.chars().count() == 1);
    if words > 8 && !spaced || line.chars().count() > 60 || line.contains('@') || line.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut text = plain(line);
    // E X P E R I E N C E
    if text.len() > 5 && spaced {
        text = text.replace(' ', "");
    }
    if let Some(found) = listed(&text) {
        return Some(found);
    }
    if words <= 3 && !line.contains(',') {
        if line.chars().next().is_some_and(char::is_uppercase)
            && let Some(found) = german(&text)
        {
            return Some(found);
        }
        // `Research Skills`, `Laboratory experience`
        match text.rsplit_once(' ') {
            Some((kind, "skills")) if !kind.contains("soft") && !kind.contains("personal") => return Some(Section::Skills),
            Some((kind, "experience" | "employment")) if is("kind of experience", kind) => return Some(Section::Work),
            Some((kind, "appointments" | "positions")) if !kind.contains(' ') => return Some(Section::Work),
            _ => {}
        }
    }
    // `Studium, Ausbildung und Schule`: the first counts, where all are headings.
    let parts: Vec<String> =
        line.split([',', '&', '/', '+', '|']).flat_map(|part| JOINTS.iter().fold(vec![part.to_owned()], split_at_joint)).collect();
    if parts.len() >= 2 && words <= 6 {
        let found: Vec<Section> = parts.iter().filter_map(|part| listed(&plain(part)).or_else(|| german(&plain(part)))).collect();
        if found.len() == parts.len() {
            return found.first().copied();
        }
    }
    // `Education & Certifications`: the first of two counts, where both are headings.
    for joint in [" and ", " und ", " et ", " y ", " e ", " i ", " oraz ", " ve ", " "] {
        let Some((first, second)) = text.split_once(joint).filter(|_| joint != " " || line.contains(['&', '/', '+', ',', '|'])) else { continue };
        let main = |section: Section| matches!(section, Section::Work | Section::Education | Section::Skills | Section::Languages);
        match (listed(first), listed(second)) {
            (Some(first), Some(_)) => return Some(first),
            // `Skills & Abilities`: one part is enough where it is the name of a main section.
            (Some(first), None) if words <= 4 && line.contains('&') => return Some(first),
            (Some(one), None) | (None, Some(one)) if main(one) && words <= 4 && !line.contains(',') => return Some(one),
            _ => {}
        }
    }
    None
}

/// Whether a heading names skills only where no other one does: `Strengths`.
pub(super) fn is_secondary(line: &str) -> bool {
    is("secondary skills", &plain(line))
}

/// `Wissenschaftlicher Werdegang`, `Programmierkenntnisse`: German joins words, so that the end of the last one tells.
fn german(text: &str) -> Option<Section> {
    let last = text.split(' ').next_back()?;
    let ends = |ends: &[&str]| ends.iter().any(|end| last.ends_with(end));
    let holds = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
    if ends(&["werdegang", "laufbahn", "tätigkeit", "tätigkeiten", "erfahrung", "erfahrungen"]) {
        return Some(if holds(&["schul", "akadem", "bildung"]) { Section::Education } else { Section::Work });
    }
    let known = ends(&["kenntnisse", "kompetenzen", "fähigkeiten", "fertigkeiten", "schwerpunkte"]) && !holds(&["sozial", "persönlich"]);
    known.then(|| if holds(&["sprach"]) { Section::Languages } else { Section::Skills })
}

/// What a line that is set off like a heading is about, by the beginnings of its words.
pub(super) fn like_heading(line: &str) -> Option<Section> {
    let text = plain(line);
    let stems = [
        ("stem languages", Section::Languages),
        ("stem education", Section::Education),
        ("stem skills", Section::Skills),
        ("stem work", Section::Work),
    ];
    let begins =
        |kind: &str| WORDS.kinds.get(kind).is_some_and(|stems| text.split(' ').any(|w| stems.iter().any(|stem| w.starts_with(stem.as_str()))));
    stems.into_iter().find(|(kind, _)| begins(kind)).map(|(_, section)| section)
}

fn listed(text: &str) -> Option<Section> {
    WORDS.headings.get(text).copied()
}

/// Number of a month's name.
pub(super) fn month(word: &str) -> Option<u8> {
    WORDS.months.get(&plain(word)).copied()
}

pub(super) fn is_season(word: &str) -> bool {
    is("season", &plain(word))
}

pub(super) fn is_since(word: &str) -> bool {
    is("since", &plain(word))
}

pub(super) fn is_until(word: &str) -> bool {
    is("until", &plain(word))
}

pub(super) fn is_to(word: &str) -> bool {
    is("to", &plain(word))
}

/// Whether a text is a word for today.
pub(super) fn is_today(text: &str) -> bool {
    is("today", &plain(text))
}

/// Whether words, joined by spaces, say today.
pub(super) fn is_today_phrase(words: &str) -> bool {
    is("today phrase", &plain(words))
}

/// Whether a piece names a job: by its words.
pub(super) fn title(text: &str) -> bool {
    plain(text).split(' ').any(|word| is("title", word) || ends("title ending", word, 2))
}

/// Whether the last word of a piece has the form of a job in English, German or French, though no list has it: `Hydrologist`, `Erzieherin`.
pub(super) fn like_title(word: &str) -> bool {
    let word = plain(word);
    word.chars().count() >= 6 && ends("like a title", &word, 0) && !matches!(word.as_str(), "berlin" | "christ" | "checklist")
}

/// What a label says of what stands behind it.
pub(super) fn label(text: &str) -> Option<Role> {
    if text.chars().count() > 40 {
        return None;
    }
    WORDS.labels.get(&plain(text)).copied()
}

/// Whether a piece names an organisation: by a legal form or a word that organisations bear.
pub(super) fn organisation(text: &str) -> bool {
    let words = format!(" {}", plain(text));
    words.split(' ').any(|w| is("organisation", w) || ends("organisation ending", w, 2))
        || [" sp z o o", " s a", " a ş", " ltd şti", " s r o"].iter().any(|form| words.ends_with(form))
}

/// Whether a piece is the legal form of a company, which stands behind a comma: `Acme, Inc.`
pub(super) fn is_form(text: &str) -> bool {
    is("legal form", &plain(text))
}

/// Whether a piece names a place of learning.
pub(super) fn school(text: &str) -> bool {
    plain(text).split(' ').any(|w| is("school", w) || ends("school ending", w, 0) || is("school ending", w))
        || text.split(|c: char| !c.is_alphanumeric()).any(|w| WORDS.letters.contains(w))
}

/// Length in words of the degree that a text begins with; none if it begins with none.
pub(super) fn degree(words: &[String]) -> Option<usize> {
    (1..=6.min(words.len())).rev().find(|n| words.get(..*n).is_some_and(|w| is("degree", &w.join(" "))))
}

/// Whether a text begins with the words of a degree.
pub(super) fn begins_degree(text: &str) -> bool {
    let words: Vec<String> = plain(text).split(' ').take(6).map(str::to_owned).collect();
    degree(&words).is_some_and(|n| n > 1 || words.first().is_some_and(|w| w.chars().count() > 2))
}

/// Countries as those who write from them call them, beside the names that the reference edition has.
pub(super) fn is_country(text: &str) -> bool {
    is("country", &plain(text))
}

/// Whether a station is a time without work: between jobs, or for a family.
pub(super) fn pause(text: &str) -> bool {
    let text = plain(text);
    WORDS.kinds.get("pause").is_some_and(|pauses| pauses.iter().any(|pause| text.starts_with(pause.as_str())))
}

/// How well something is known, as it is written behind it.
pub(super) fn is_level(word: &str) -> bool {
    is("level", &plain(word))
}

/// Whether a piece says what kind of contract it was: `Vollzeit`, `full-time`, `Teilzeit, 30 Std./Woche`.
pub(super) fn contract(text: &str) -> bool {
    is("contract", &plain(text.split([',', ';', '/']).next().unwrap_or(text)))
}

/// Where jobs are done that have no place.
pub(super) fn remote(text: &str) -> bool {
    is("remote", &plain(text))
}

/// Languages that people speak, as seven languages call them.
pub(super) fn is_language(text: &str) -> bool {
    is("spoken language", &plain(text))
}

/// The languages of which a word, in lower case, is a little word: one bit for each of the [`TONGUES`].
pub(super) fn tongues(word: &str) -> u8 {
    WORDS.little.get(word).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_in_seven_languages() {
        for word in ["engineer", "développeur", "inżynier", "mühendisi", "Softwareentwickler", "öğretmen", "éducateur", "accountant", "ingeniera"]
        {
            assert!(title(word), "{word}");
        }
        assert!(!title("Brightwater Systems"));
    }

    #[test]
    fn headings_are_told_in_capitals_spaced_out_and_joined() {
        assert_eq!(heading("WORK EXPERIENCE"), Some(Section::Work));
        assert_eq!(heading("E X P E R I E N C E"), Some(Section::Work));
        assert_eq!(heading("Education & Certifications:"), Some(Section::Education));
        assert_eq!(heading("İŞ DENEYİMİ"), Some(Section::Work));
        assert_eq!(heading("EĞİTİM"), Some(Section::Education));
        assert_eq!(heading("Wissenschaftlicher Werdegang"), Some(Section::Work));
        assert_eq!(heading("Experienced engineer"), None);
        assert_eq!(heading("2. Education (selected)"), Some(Section::Education));
        assert_eq!(heading("IV. IDIOMAS"), Some(Section::Languages));
        assert_eq!(heading("Studium, Ausbildung und Schule"), Some(Section::Education));
    }

    #[test]
    fn every_block_of_the_list_is_used() {
        for kind in WORDS.kinds.keys() {
            let known = ["heading ", "label ", "month ", "little ", "stem "].iter().any(|start| kind.starts_with(start));
            let named = [
                "title ending",
                "title",
                "organisation",
                "school",
                "school name",
                "degree",
                "spoken language",
                "secondary skills",
                "today",
                "season",
                "since",
                "until",
                "to",
                "needs another",
                "legal form",
                "country",
                "level",
                "pause",
                "contract",
                "remote",
                "organisation ending",
                "today phrase",
                "school ending",
                "like a title",
                "kind of experience",
            ];
            assert!(known || named.contains(kind), "{kind}");
        }
    }
}
