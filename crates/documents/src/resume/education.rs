//! Studies: institution, degree, area and place out of the pieces of a head.

use super::entries::{Entry, Role, Times, coded_place, entries, is_place, pieces, without_place};
use super::lines::{Line, Page};
use super::words::{self, Section};
use super::{Study, field, valued};

/// Studies that are taken of one résumé.
const MOST: usize = 30;

/// All studies of the sections about education.
pub(super) fn read(page: &Page<'_>) -> Vec<Study> {
    let mut studies = Vec::new();
    for lines in page.sections(Section::Education) {
        let mut found = entries(lines, Times::Any);
        if found.is_empty() {
            found = undated(lines);
        }
        for entry in &found {
            let study = study(page.text, entry);
            if study.institution.is_some() || study.level.is_some() {
                studies.push(study);
            }
        }
    }
    studies.truncate(MOST);
    studies
}

/// Where no line has a time, each line with a school or a degree that is followed by none of its kind is a station.
fn undated<'a>(lines: &[Line<'a>]) -> Vec<Entry<'a>> {
    let mut found: Vec<Entry<'a>> = Vec::new();
    for line in lines.iter().filter(|line| line.text.chars().count() < 120 && (words::school(line.text) || degree(line.text).is_some())) {
        let school = words::school(line.text);
        let has_school = |entry: &Entry<'_>| entry.head.iter().flatten().any(|p| words::school(p.text));
        match found.last_mut() {
            Some(entry) if entry.head.len() < 2 && !line.gap && has_school(entry) != school => entry.head.push(pieces(line.text)),
            _ => found.push(Entry { span: None, head: vec![pieces(line.text)], after: Vec::new(), body: Vec::new() }),
        }
    }
    found
}

/// A degree as it stands in a piece: the words of the degree, and what it is in.
#[derive(Debug, Clone, Copy)]
struct Degree<'a> {
    level: &'a str,
    area: Option<&'a str>,
}

fn study(text: &str, entry: &Entry<'_>) -> Study {
    let mut study = Study::default();
    let mut found: Option<Degree<'_>> = None;
    let mut institution: Option<&str> = None;
    let mut place: Option<&str> = None;
    let mut area: Option<&str> = None;
    let mut others: Vec<&str> = Vec::new();
    let lines = entry.head.iter().map(|line| (line, true)).chain(entry.after.iter().map(|line| (line, false)));
    for (line, own) in lines {
        if !own
            && institution.is_some()
            && (found.is_some_and(|d| d.area.is_some()) || !line.iter().any(|p| degree(p.text).is_some()))
            && !(place.is_none() && line.iter().all(|p| is_place(p.text)))
            && line.iter().all(|p| p.role.is_none())
        {
            break;
        }
        if !own
            && institution.is_none()
            && found.is_some()
            && !line.iter().any(|p| words::school(p.text) || p.role.is_some())
            && others.iter().any(|o| !is_area(o))
        {
            break;
        }
        for part in line {
            let piece = part.text;
            match part.role {
                Some(Role::School) => institution = Some(piece),
                Some(Role::Level) => found = Some(degree(piece).unwrap_or(Degree { level: piece, area: None })),
                Some(Role::Area) => area = Some(piece),
                Some(Role::Place) => place = Some(piece),
                Some(Role::Time | Role::Other) => {}
                Some(_) | None => {}
            }
            if part.role.is_some() {
                continue;
            }
            if is_place(piece) {
                place = place.or(Some(piece));
                continue;
            }
            sort(piece, &mut found, &mut institution, &mut place, &mut others);
        }
    }
    // A degree without an area, and a piece that is nothing else: `BSc | Computer Science`.
    let mut degree = found;
    // A single piece beside it is rather where one studied, if nothing else is.
    let areas = others.iter().filter(|o| is_area(o)).count();
    if let Some(d) = &mut degree
        && d.area.is_none()
        && (institution.is_some() || areas > 1)
        && let Some(area) = others.iter().copied().find(|o| is_area(o))
    {
        d.area = Some(area);
        others.retain(|o| *o != area);
    }
    if let Some(area) = area {
        degree = Some(degree.map_or(Degree { level: "", area: Some(area) }, |d| Degree { area: Some(area), ..d }));
    }
    // `2006 – 2010 MEng, University of Strathclyde`, and in the next line what in.
    if let Some(d) = &mut degree
        && d.area.is_none()
        && institution.is_some()
        && let Some([next]) = entry.after.first().map(Vec::as_slice)
        && next.role.is_none()
        && next.text.starts_with(char::is_uppercase)
        && let Some(below) = self::area(first_sentence(next.text)).map(|a| a.split(',').next().unwrap_or(a).trim())
        && below.split_whitespace().count() <= 5
        && !below.chars().any(|c| c.is_ascii_digit())
        && is_area(below)
    {
        d.area = Some(below);
    }
    if institution.is_none() && degree.is_some() {
        institution = others.iter().copied().find(|o| o.chars().next().is_some_and(char::is_uppercase) && o.chars().count() > 2 && !is_grade(o));
    }
    let institution = institution.map(without_remark).filter(|i| !i.is_empty());
    study.institution = institution.map(|i| field(text, i, if words::school(i) { 90 } else { 50 }));
    study.level = degree.filter(|d| !d.level.is_empty()).map(|d| field(text, d.level, 85));
    study.area = degree.and_then(|d| d.area).map(|a| field(text, a, 75));
    study.location = place.map(|p| field(text, p, 80));
    if let Some(span) = entry.span {
        study.start = span.start.map(|d| valued(text, span.words, d.written(), 90));
        study.end = span.end.map(|d| valued(text, span.words, d.written(), 90));
    }
    study
}

/// A school's name without a remark in brackets behind it: `Domschule (Note 1,5)`.
fn without_remark(name: &str) -> &str {
    match name.split_once(" (") {
        Some((before, inside)) if !inside.contains(')') || is_grade(inside) || inside.chars().next().is_some_and(|c| c.is_ascii_digit()) => {
            before.trim_end()
        }
        _ => name,
    }
}

/// A piece without the sentences after its first: `University of Leeds. Thesis: …`
fn first_sentence(piece: &str) -> &str {
    let ends = piece.match_indices(". ").find(|(at, _)| {
        let before = piece.get(..*at).unwrap_or_default();
        let word = before.split_whitespace().last().unwrap_or_default();
        word.chars().count() >= 4 && !word.contains('.') || word.chars().all(|c| c.is_ascii_digit() || c == '–' || c == '-') && !word.is_empty()
    });
    ends.map_or(piece, |(at, _)| piece.get(..at).unwrap_or(piece))
}

/// Sorts one piece of a head: whole, or cut at its commas where its parts are of different kinds.
fn sort<'a>(
    piece: &'a str,
    found: &mut Option<Degree<'a>>,
    institution: &mut Option<&'a str>,
    place: &mut Option<&'a str>,
    others: &mut Vec<&'a str>,
) {
    let piece = first_sentence(piece);
    if is_grade(piece) {
        return;
    }
    let is_degree = degree(piece);
    let is_school = words::school(piece);
    // A degree and what it is in, without a school: `Diplom (FH) Wirtschaftsinformatik` has but the letters of one.
    let degree_alone =
        is_degree.is_some_and(|d| d.level.len() == piece.trim().len() || d.area.is_some_and(|a| !words::school(a)) && !piece.contains(','));
    match (is_degree, is_school && !degree_alone) {
        (Some(degree), false) => {
            if found.is_none() {
                let area = degree.area.map(|area| area.split(" – ").next().unwrap_or(area));
                // `BSc, Acme Polytechnic`: what follows is no area. Of `MSc Robotics, ENSTA` the part after the comma is something else.
                let (area, more) = area
                    .filter(|area| !is_series(area))
                    .and_then(|area| area.split_once(','))
                    .map_or((area, None), |(area, more)| (Some(area.trim()), Some(more.trim())));
                others.extend(more.filter(|m| !is_grade(m)));
                *found = Some(Degree { area: area.filter(|a| is_area(a)), ..degree });
            }
        }
        (_, true) if !piece.contains(',') && is_degree.is_none() => {
            institution.get_or_insert(piece);
        }
        (_, true) => {
            let (rest, at) = without_place(piece, false);
            *place = place.or(at);
            for part in parts(rest) {
                if words::school(part) && degree(part).is_none()
                    || words::school(part) && institution.is_none() && !part.contains(',') && starts_school(part)
                {
                    institution.get_or_insert(part);
                } else if let Some(degree) = degree(part) {
                    found.get_or_insert(degree);
                } else {
                    others.push(part);
                }
            }
        }
        (None, false) => {
            let (rest, at) = without_place(piece, false);
            *place = place.or(at);
            others.push(rest);
        }
    }
}

/// `Innovation, Technology and Law`: one area that is a series of words.
fn is_series(area: &str) -> bool {
    let Some((first, last)) = area.rsplit_once(',') else { return false };
    let joined = [" and ", " & ", " und ", " et ", " y ", " e ", " i ", " ve "].iter().any(|joint| last.contains(joint));
    joined && first.split(',').all(|part| part.split_whitespace().count() <= 3) && !words::school(area) && !is_grade(last.trim())
}

/// `High School of …` and `Master School`: degrees whose words are those of a school's name.
fn starts_school(part: &str) -> bool {
    part.chars().next().is_some_and(char::is_uppercase)
}

/// The parts of a piece, cut at those commas after which another kind of thing begins: the school's own commas are left.
fn parts(piece: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = piece;
    while let Some((part, after)) = rest.split_once(',') {
        parts.push(part.trim());
        rest = after;
    }
    parts.push(rest.trim());
    parts.retain(|p| !p.is_empty());
    parts
}

/// The degree in a piece: at its beginning, at its end, or in brackets.
fn degree(piece: &str) -> Option<Degree<'_>> {
    let starts = word_starts(piece);
    let words: Vec<String> = starts.iter().map(|(_, word)| words::plain(word)).collect();
    // Two letters are a degree in capitals only: `BE`, not `be`.
    let short = |n: usize| {
        n == 1 && words.first().is_some_and(|w| w.chars().count() <= 2) && starts.first().is_some_and(|(_, w)| w.chars().any(char::is_lowercase))
    };
    if let Some(n) = words::degree(&words).filter(|n| !short(*n)) {
        let end = starts.get(n - 1).map(|(at, word)| at + word.len())?;
        let mut end = end;
        // `B.Sc.` has a point after its last letter, `(Hons)` a bracket.
        while piece.get(end..).is_some_and(|rest| rest.starts_with(['.', ')', '’', '\''])) {
            end += piece.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
        // `Diplom (FH)`, `BSc (Hons)`
        if let Some((inside, _)) = piece.get(end..).and_then(|rest| rest.trim_start().strip_prefix('(')).and_then(|rest| rest.split_once(')'))
            && inside.chars().count() <= 14
            && (inside.contains('.') || matches!(inside, "FH" | "Hons" | "Honours" | "Honors" | "Uni" | "Univ" | "TU" | "BA" | "DH" | "Res"))
        {
            end = super::place(piece, inside) + inside.len() + 1;
        }
        // `Licence (Bac+3)`: the bracket says how far, not what in.
        let (level, mut rest) = (piece.get(..end)?.trim(), piece.get(end..)?);
        if let Some((inside, after)) = rest.trim_start().strip_prefix('(').and_then(|r| r.split_once(')'))
            && (inside.chars().any(|c| c.is_ascii_digit() || c == '+') || inside.chars().count() < 4)
        {
            rest = after;
        }
        return Some(Degree { level, area: area(rest) });
    }
    // `Computer Science (BSc)`
    if let Some((before, inside)) = piece.trim_end().strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
        let words: Vec<String> = word_starts(inside).iter().map(|(_, word)| words::plain(word)).collect();
        if words::degree(&words) == Some(words.len()) && !words.is_empty() {
            return Some(Degree { level: inside.trim(), area: Some(before.trim()).filter(|a| is_area(a)) });
        }
    }
    // `Computer Science BSc (Hons)`
    for n in 1..starts.len().min(4) {
        let at = starts.get(starts.len() - n)?.0;
        let words: Vec<String> = starts.get(starts.len() - n..)?.iter().map(|(_, w)| words::plain(w)).collect();
        let capital = piece.get(at..).is_some_and(|t| t.starts_with(char::is_uppercase) && t.chars().filter(|c| c.is_uppercase()).count() >= 2);
        let before = piece.get(..at)?.trim_end_matches([' ', ',', '(', '–', '-', ':']);
        if words::degree(&words) == Some(words.len()) && capital && !before.is_empty() && is_area(before) && !before.contains(',') {
            return Some(Degree { level: piece.get(at..)?.trim().trim_end_matches(')'), area: Some(before) });
        }
    }
    // `Computer Science, BSc`
    let (before, last) = piece.rsplit_once(',')?;
    let words: Vec<String> = word_starts(last).iter().map(|(_, word)| words::plain(word)).collect();
    (!words.is_empty() && words::degree(&words) == Some(words.len()))
        .then(|| Degree { level: last.trim(), area: Some(before.trim()).filter(|a| is_area(a)) })
}

/// Words of letters and digits, with where they begin.
fn word_starts(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, text.get(from..at).unwrap_or_default()));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// What a degree is in, after the words of the degree.
fn area(rest: &str) -> Option<&str> {
    let mut rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '–' | '—' | '-' | '.' | ')'));
    for little in [
        "in the field of ",
        "in ",
        "of ",
        "en ",
        "em ",
        "de ",
        "der ",
        "des ",
        "im ",
        "dans ",
        "d'",
        "d’",
        "na kierunku ",
        "kierunek: ",
        "kierunek ",
        "w zakresie ",
        "programı",
        "zum ",
        "zur ",
        "spécialité ",
        "mention ",
        "major in ",
    ] {
        if let Some(after) = rest.strip_prefix(little) {
            rest = after.trim_start();
            break;
        }
    }
    let rest = rest.trim_start_matches('(').trim_end_matches(')').trim();
    // A grade, an honour or another remark ends it.
    let end = [
        " (",
        ", GPA",
        ", Note",
        " - ",
        " – ",
        ", with ",
        " with a ",
        ", minor",
        ", Minor",
        "; ",
        ", magna",
        ", summa",
        ", cum ",
        ", first",
        ", First",
        ", upper",
        ", Upper",
        ", second",
        ", Second",
        ", mit ",
        ", honours",
        ", Honours",
        ", honors",
        ", Honors",
        ", mention",
        ", Abschluss",
        ", avec ",
        ", con ",
        ", grade",
        ", Grade",
        ", distinction",
        ", Distinction",
        ", merit",
        ", Merit",
        ", wyróżnienie",
        ", z wyróżnieniem",
    ]
    .iter()
    .filter_map(|sign| rest.find(sign))
    .min()
    .unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or(rest).trim().trim_end_matches([',', '.']);
    Some(rest).filter(|area| is_area(area))
}

/// Whether words can be what is studied.
fn is_area(text: &str) -> bool {
    let count = text.split_whitespace().count();
    (1..=9).contains(&count)
        && !text.contains(['"', '“', '„', ':', '%'])
        && text.chars().any(char::is_alphabetic)
        && !words::school(text)
        && !is_place(text)
        && !coded_place(text)
        && !is_grade(text)
        && !text.ends_with('.')
}

/// A grade, an honour, a thesis: remarks on a study.
fn is_grade(text: &str) -> bool {
    if words::begins_degree(text) {
        return false;
    }
    let plain = words::plain(text);
    let marks = [
        "gpa",
        "grade",
        "note",
        "abschlussnote",
        "cum",
        "honours",
        "honors",
        "distinction",
        "mention",
        "thesis",
        "dissertation",
        "abschlussarbeit",
        "média",
        "promedio",
        "ocena",
        "ortalama",
        "ortalaması",
        "cgpa",
        "coursework",
        "dean",
        "class",
        "schwerpunkt",
        "thema",
        "praca",
        "tez",
        "mémoire",
        "nota",
        "gpa",
    ];
    let first = plain.split(' ').take(2).any(|w| marks.contains(&w));
    first || !text.chars().any(char::is_alphabetic) || plain.starts_with("first class") || plain.starts_with("upper second")
}
