//! Skills, languages that the person speaks, and the language of the text.

use super::lines::{Line, Page};
use super::words::{self, Section};
use super::{Field, Resume, field};

/// Skills that are taken of one résumé.
const MOST: usize = 120;
/// Words of one skill, and its characters.
const MOST_WORDS: usize = 6;
const MOST_CHARS: usize = 50;
/// Bytes of lines that are put together.
const MOST_JOINED: usize = 4_000;
/// Bytes of a text by which its language is told.
const HEAD: usize = 20_000;

pub(super) fn read(page: &Page<'_>, resume: &mut Resume) {
    for lines in page.sections(Section::Skills) {
        let lines = whole(page.text, lines);
        // A group's name in one line, and what is in it in the next, again and again.
        let listed = |n: usize| lines.get(n).is_some_and(|line| line.text.contains(','));
        let named = |n: usize| lines.get(n).is_some_and(|line| !line.text.contains([',', ':', '\t']) && !line.bullet) && listed(n + 1);
        let alternate = lines.len() >= 4 && lines.len().is_multiple_of(2) && (0..lines.len()).step_by(2).all(|n| named(n) && listed(n + 1));
        let mut lines: Vec<Line<'_>> = lines.iter().enumerate().filter(|(n, _)| !alternate || n % 2 == 1).map(|(_, line)| line.clone()).collect();
        without_names_of_groups(&mut lines);
        without_column_of_levels(&mut lines);
        let column = has_column_of_groups(&lines);
        for (line, segment) in lines.iter().flat_map(|line| segments(line.text).into_iter().map(move |segment| (line, segment))) {
            let (label, rest) = match segment.split_once('\t') {
                Some((label, rest)) if column && !rest.contains('\t') => (Some(label.trim()), rest.trim()),
                _ => group(segment),
            };
            // `Interessen: …`, `Führerschein: …`: what is listed there is something else.
            let other = |section| matches!(section, Section::Interests | Section::Contact | Section::References | Section::Publications);
            if label.and_then(words::heading).is_some_and(other) {
                continue;
            }
            let spoken: Vec<&str> = items(rest).into_iter().map(unlevelled).collect();
            let listed = spoken.iter().filter(|item| words::is_language(item)).count();
            let about = label.is_some_and(|l| words::heading(l) == Some(Section::Languages));
            if listed > 0 && (about && listed * 2 >= spoken.len() || listed == spoken.len()) {
                add_languages(page.text, rest, resume);
                continue;
            }
            for item in spoken {
                // A language among the skills is one that the person speaks.
                if words::is_language(item.split(['(', '–', ':']).next().unwrap_or(item)) {
                    add_languages(page.text, item, resume);
                    continue;
                }
                if is_skill(item) && resume.skills.len() < MOST && !resume.skills.iter().any(|s| s.value.eq_ignore_ascii_case(item)) {
                    resume.skills.push(field(page.text, item, if line.bullet || label.is_some() || rest.contains(',') { 85 } else { 70 }));
                }
            }
        }
    }
    for lines in page.sections(Section::Languages) {
        for line in lines {
            add_languages(page.text, line.text, resume);
        }
    }
}

/// Lines of which those that go on in the next one are whole again: a list that fills its line and does not end with a comma.
fn whole<'a>(text: &'a str, lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let width = lines.iter().map(|line| line.text.chars().count()).max().unwrap_or(0).max(30);
    let mut joined: Vec<Line<'a>> = Vec::new();
    for line in lines {
        let first = line.text.split_whitespace().next().map_or(0, |w| w.chars().count());
        if let Some(last) = joined.last_mut()
            && !line.bullet
            && !line.gap
            && !line.text.contains(':')
            && !line.text.contains('\t')
            && last.text.contains(',')
            && last.text.len() < MOST_JOINED
            && last.text.lines().last().unwrap_or_default().trim().chars().count() + 1 + first > width * 95 / 100
            && let Some(both) = text.get(super::place(text, last.text)..super::place(text, line.text) + line.text.len())
        {
            last.text = both;
            continue;
        }
        joined.push(line.clone());
    }
    joined
}

/// Whether most lines have the name of a group in a column of its own, and a list beside it.
fn has_column_of_groups(lines: &[Line<'_>]) -> bool {
    let two = lines.iter().filter(|line| line.text.matches('\t').count() == 1).count();
    let listed =
        lines.iter().filter(|line| line.text.split_once('\t').is_some_and(|(first, second)| second.contains(',') && !first.contains(','))).count();
    two >= 2 && two * 10 >= lines.len() * 6 && listed * 2 >= two
}

/// Drops lines that name groups: set in a style of their own, each before lists in another one.
fn without_names_of_groups(lines: &mut Vec<Line<'_>>) {
    let Some(style) = lines.first().and_then(|line| line.style) else { return };
    let named = |line: &Line<'_>| line.style == Some(style);
    let names: Vec<usize> = lines.iter().enumerate().filter(|(_, line)| named(line)).map(|(n, _)| n).collect();
    let each = names.iter().all(|n| {
        lines.get(*n).is_some_and(|line| !line.bullet && !line.text.contains([',', ':', '\t', '|', '·']))
            && lines.get(n + 1).is_some_and(|line| !named(line) && line.style.is_some())
    });
    let listed = lines.iter().filter(|line| !named(line)).map(|line| items(line.text).len()).sum::<usize>();
    if names.len() >= 2 && each && listed >= 2 * names.len() {
        lines.retain(|line| line.style != Some(style));
    }
}

/// Drops the second of two columns where it says how well each skill is known: few words again and again.
fn without_column_of_levels(lines: &mut [Line<'_>]) {
    let cells = |line: &Line<'_>| -> Option<usize> {
        let (first, second) = line.text.split_once('\t')?;
        (!second.contains(['\t', ',']) && !first.contains(',') && !second.trim().is_empty()).then_some(first.len())
    };
    let seconds: Vec<String> = lines.iter().filter_map(|line| cells(line).and_then(|at| line.text.get(at..)).map(words::plain)).collect();
    let mut kinds = seconds.clone();
    kinds.sort();
    kinds.dedup();
    if seconds.len() < 3 || kinds.len() * 2 > seconds.len() + 1 {
        return;
    }
    for line in lines {
        if let Some(at) = cells(line) {
            line.text = line.text.get(..at).unwrap_or(line.text).trim();
        }
    }
}

/// A line cut at its semicolons, where each part has a label.
fn segments(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = line.split(';').map(str::trim).filter(|p| !p.is_empty()).collect();
    if parts.len() > 1 && parts.iter().all(|part| part.contains(':')) { parts } else { vec![line] }
}

/// Whether a list is one of languages that people speak.
pub(super) fn are_languages(text: &str) -> bool {
    let items = items(text);
    items.iter().filter(|item| unlevelled(item).split(' ').any(words::is_language)).count() * 2 >= items.len()
}

/// `Databases: PostgreSQL, Redis`: what a group is called, and what is in it.
fn group(line: &str) -> (Option<&str>, &str) {
    for sign in [":", "\t", " – ", " — ", " - "] {
        if let Some((label, rest)) = line.split_once(sign)
            && label.split_whitespace().count() <= 5
            && !label.contains([',', '('])
            && (sign == ":" || rest.contains([',', '·', '•', '|', ';']))
            && !rest.trim().is_empty()
        {
            return (Some(label.trim()), rest.trim());
        }
    }
    (None, line.trim_end_matches(':'))
}

/// The items of a list, cut at commas and their like outside of brackets.
fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut depth, mut from) = (0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '`' | ',' | ';' | '|' | '•' | '·' | '\t' | '∙' | '⋅' | '●' | '▪' | '‣' | '│' if depth <= 0 => {
                items.push(text.get(from..at).unwrap_or_default());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    items.push(text.get(from..).unwrap_or_default());
    let sentences = items.len() == 1
        && text.ends_with('.')
        && text.matches(". ").count() >= 1
        && text.split(". ").all(|part| part.split_whitespace().count() <= 4);
    if sentences {
        return text.trim_end_matches('.').split(". ").map(str::trim).collect();
    }
    let slashed = items.len() == 1 && text.matches(" / ").count() >= 2;
    if slashed {
        return text.split(" / ").map(str::trim).collect();
    }
    items.into_iter().map(str::trim).filter(|item| !item.is_empty()).collect()
}

/// An item without how well it is known: `Rust (advanced)`, `Go – 3 years`, `SQL ★★★☆`, `Excel 90%`.
fn unlevelled(item: &str) -> &str {
    let mut item = item.trim().trim_start_matches(words::is_bullet).trim_start_matches(['-', '–', '*']).trim();
    if let Some(at) = item.find([':', '★', '☆', '●', '○', '⬤', '■', '□', '▰', '▱', '█']) {
        item = item.get(..at).unwrap_or(item).trim();
    }
    if let Some((before, inside)) = item.split_once(" (")
        && is_how_well(inside.trim_end_matches(')'))
    {
        item = before.trim();
    }
    for sign in [" – ", " — ", " - "] {
        if let Some((before, _)) = item.split_once(sign) {
            item = before.trim();
        }
    }
    for little in ["and ", "und ", "et ", "y ", "oraz ", "ve "] {
        if let Some(rest) = item.strip_prefix(little) {
            item = rest;
        }
    }
    while let Some((before, last)) = item.rsplit_once(' ')
        && (words::is_level(last) || last.ends_with('%'))
    {
        item = before.trim_end();
    }
    item.trim_end_matches(['.', ',']).trim_end()
}

/// Whether what stands in brackets says how well something is known, or how long.
fn is_how_well(text: &str) -> bool {
    let plain = words::plain(text);
    let long = [
        "year",
        "years",
        "yrs",
        "yr",
        "jahre",
        "jahren",
        "ans",
        "años",
        "anos",
        "lat",
        "yıl",
        "months",
        "level",
        "niveau",
        "nivel",
        "nível",
        "poziom",
        "knowledge",
        "user",
        "skills",
        "since",
        "seit",
        "daily",
        "production",
        "working",
        "learning",
        "familiar",
        "certified",
        "good",
        "very",
        "some",
        "basics",
        "native",
        "mother",
        "tongue",
        "experience",
        "erfahrung",
        "jahr",
        "monate",
        "wort",
        "schrift",
        "und",
        "in",
        "mit",
        "and",
        "of",
        "expérience",
        "experiencia",
        "experiência",
        "doświadczenia",
        "deneyim",
    ];
    let told = |w: &str| {
        words::is_level(w) || long.contains(&w) || w.chars().all(|c| c.is_ascii_digit()) || matches!(w, "a1" | "a2" | "b1" | "b2" | "c1" | "c2")
    };
    plain.split(' ').all(told) && !plain.is_empty()
}

/// Whether an item is short enough to be a skill and no sentence.
fn is_skill(item: &str) -> bool {
    if item.contains('\n') && item.split_whitespace().count() > 4 {
        return false;
    }
    let count = item.split_whitespace().count();
    (1..=MOST_WORDS).contains(&count)
        && item.chars().count() <= MOST_CHARS
        && item.chars().any(char::is_alphabetic)
        && !item.contains('@')
        && !item.starts_with("I ")
        && !item.contains(" I ")
        && !is_how_well(item)
}

fn add_languages(text: &str, line: &str, resume: &mut Resume) {
    for item in items(line).into_iter().flat_map(|item| item.split(" / ")).flat_map(|item| item.split(" and ")) {
        let item = item.trim();
        // The longest beginning that is a language.
        let starts: Vec<usize> = item
            .char_indices()
            .filter(|(_, c)| c.is_whitespace() || matches!(c, '(' | ':' | '–' | '—' | '-'))
            .map(|(at, _)| at)
            .take(MOST_WORDS)
            .chain([item.len()])
            .collect();
        let found = starts
            .iter()
            .rev()
            .filter_map(|end| item.get(..*end))
            .map(|t| t.trim_end_matches(|c: char| !c.is_alphabetic()))
            .find(|t| !t.is_empty() && words::is_language(t));
        // `native English`, `C1 Deutsch`: the language stands last.
        let found = found.or_else(|| item.split(|c: char| !c.is_alphabetic()).find(|w| words::is_language(w)));
        if let Some(language) = found
            && resume.languages.len() < 15
            && !resume.languages.iter().any(|f: &Field| words::plain(&f.value) == words::plain(language))
        {
            resume.languages.push(field(text, language, 90));
        }
    }
}

/// The language of a text, by its little words; none where two come close or next to none is there.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
    let plain = words::plain(head);
    let mut counts = [0_usize; words::TONGUES.len()];
    for word in plain.split(' ') {
        let tongues = words::tongues(word);
        for (n, count) in counts.iter_mut().enumerate() {
            *count += usize::from(tongues >> n & 1);
        }
    }
    let best = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let second = counts.iter().enumerate().filter(|(n, _)| *n != best.0).map(|(_, count)| *count).max().unwrap_or(0);
    (*best.1 >= 2 && *best.1 > second).then(|| words::TONGUES.get(best.0).copied()).flatten()
}
