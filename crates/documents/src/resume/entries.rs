//! The lines of a section → its stations (jobs, studies), each with the pieces of its head.
//!
//! A station is found by its time. Lines directly around the time are its head as long as they look like one; what follows is its body.

use super::dates::{self, Span};
use super::lines::Line;
use super::words;

/// Lines that a head may have before its time, and after it.
const MOST_HEAD: usize = 3;
/// Characters of a line that can be part of a head.
const MOST_CHARS: usize = 130;

/// A piece of a head, and what a label says it is: `Employer: Acme`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part<'a> {
    pub text: &'a str,
    pub role: Option<Role>,
}

/// What a label says of what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Time,
    Employer,
    Title,
    Place,
    School,
    Level,
    Area,
    /// Something that is no part of a head.
    Other,
}

/// One station.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// When.
    pub span: Option<Span<'a>>,
    /// Lines of the head in their order, without the time, each cut into pieces.
    pub head: Vec<Vec<Part<'a>>>,
    /// Lines after the one with the time that may belong to the head: taken while something is missing.
    pub after: Vec<Vec<Part<'a>>>,
    /// The lines after the head's last line.
    pub body: Vec<&'a str>,
}

/// What counts as a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Times {
    /// Two ends only.
    Ranges,
    /// Also a single date, as for a degree.
    Any,
}

/// Parts a section into stations. Lines before the first one's head are left out.
pub(super) fn entries<'a>(lines: &[Line<'a>], times: Times) -> Vec<Entry<'a>> {
    let found: Vec<Option<Anchor<'a>>> = lines.iter().map(|line| anchor(line, times)).collect();
    let plain = |n: usize| lines.get(n).is_some_and(|line| !line.bullet);
    let any_plain = found.iter().enumerate().any(|(n, a)| a.is_some() && plain(n));
    // Where some stations are plain lines, a bullet with a time in it is something that was done there.
    let anchors: Vec<usize> = found.iter().enumerate().filter(|(n, a)| a.is_some() && (plain(*n) || !any_plain)).map(|(n, _)| n).collect();
    let anchors = alike(&anchors, &found, lines);
    let Some(first) = anchors.first().copied() else { return Vec::new() };
    let heads_before = |at: usize, least: usize| {
        let mut from = at;
        let fits = |n: usize| lines.get(n).is_some_and(|line| is_head(line) && (!line.indent || lines.get(at).is_some_and(|l| l.indent)));
        while from > least && at - from < MOST_HEAD && !lines.get(from).is_some_and(|line| line.gap) && fits(from - 1) {
            from -= 1;
        }
        at - from
    };
    let usual = heads_before(first, 0);
    let mut starts: Vec<usize> = Vec::new();
    // The style of lines that begin stations, where that is not the style of what stands under them.
    let styled = |n: usize| lines.get(n).and_then(|line| line.style);
    let begins = styled(first - usual);
    let under = anchors.iter().any(|at| styled(at + 1) == begins && !anchors.contains(&(at + 1)));
    for (n, at) in anchors.iter().copied().enumerate() {
        let least = n.checked_sub(1).and_then(|before| anchors.get(before)).map_or(0, |before| before + 1);
        let heads = heads_before(at, least);
        // Another employer's line, set like the first one's, above the line with the time.
        let more = heads > usual && begins.is_some() && !under && styled(at) != begins && at > least && styled(at - usual - 1) == begins;
        starts.push(at - heads.min(usual + usize::from(more)));
    }
    let mut entries = Vec::new();
    for (n, at) in anchors.iter().copied().enumerate() {
        let start = starts.get(n).copied().unwrap_or(at);
        let end = starts.get(n + 1).copied().unwrap_or(lines.len());
        let Some(anchor) = found.get(at).and_then(Option::as_ref) else { continue };
        let mut head: Vec<Vec<Part<'_>>> = lines.get(start..at).unwrap_or_default().iter().map(|line| pieces(line.text)).collect();
        head.push(anchor.rest.iter().flat_map(|text| pieces(text)).collect());
        let rest = lines.get(at + 1..end).unwrap_or_default();
        // What is further to the right than a time at the end of its line is what was done there.
        let own = lines.get(at);
        let deeper = |line: &Line<'_>| line.indent && own.is_some_and(|own| !own.indent && !own.text.starts_with(anchor.span.words));
        let names = |text: &str| words::organisation(text) || words::school(text) || without_place(text, false).1.is_some();
        let after = rest
            .iter()
            .take(MOST_HEAD)
            .enumerate()
            .take_while(|(n, line)| is_head(line) && (!deeper(line) || *n == 0 && names(line.text)))
            .map(|(_, line)| line)
            .map(|line| pieces(line.text))
            .collect();
        let body = rest.iter().map(|line| line.text).collect();
        entries.push(Entry { span: Some(anchor.span), head, after, body });
    }
    entries
}

/// Where a time stands in its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    Alone,
    First,
    Last,
    /// Last, in brackets.
    Bracketed,
    Between,
}

fn stands(line: &Line<'_>, span: &Span<'_>) -> Stands {
    let from = super::place(line.text, span.words);
    let (before, after) = (line.text.get(..from).unwrap_or_default(), line.text.get(from + span.words.len()..).unwrap_or_default());
    let said = |text: &str| text.chars().any(char::is_alphanumeric);
    match (said(before), said(without_duration(after))) {
        (false, false) => Stands::Alone,
        (false, true) => Stands::First,
        (true, true) => Stands::Between,
        (true, false) if before.trim_end().ends_with('(') => Stands::Bracketed,
        (true, false) => Stands::Last,
    }
}

/// The anchors without those that stand otherwise than most and say less than a whole time: `Team lead for robots since 2023`, in a list of jobs whose
/// times have lines of their own.
fn alike(anchors: &[usize], found: &[Option<Anchor<'_>>], lines: &[Line<'_>]) -> Vec<usize> {
    let of = |n: usize| found.get(n).and_then(Option::as_ref).zip(lines.get(n)).map(|(anchor, line)| (anchor.span, stands(line, &anchor.span)));
    let all: Vec<(usize, Span<'_>, Stands)> = anchors.iter().filter_map(|n| of(*n).map(|(span, stands)| (*n, span, stands))).collect();
    let count = |stands: Stands| all.iter().filter(|(_, span, s)| *s == stands && whole(span)).count();
    all.iter()
        .filter(|(_, span, stands)| {
            let same = count(*stands);
            whole(span) || same > 0 || all.iter().filter(|(_, span, _)| whole(span)).count() < 2
        })
        .map(|(n, ..)| *n)
        .collect()
}

/// Two ends, or from one on in a form that jobs have.
fn whole(span: &Span<'_>) -> bool {
    span.start.is_some() && span.end.is_some() || span.open && !span.words.chars().next().is_some_and(char::is_lowercase)
}

/// A line's time, and what is left of the line beside it.
#[derive(Debug)]
struct Anchor<'a> {
    span: Span<'a>,
    rest: Vec<&'a str>,
}

fn anchor<'a>(line: &Line<'a>, times: Times) -> Option<Anchor<'a>> {
    if line.heading || line.text.chars().count() > MOST_CHARS + 30 {
        return None;
    }
    let spans = dates::spans(line.text);
    let span = spans.iter().find(|s| s.range).or_else(|| spans.last().filter(|_| times == Times::Any)).copied()?;
    let from = super::place(line.text, span.words);
    let (before, after) = (line.text.get(..from)?, line.text.get(from + span.words.len()..)?);
    let after = without_duration(after);
    // `De mars 2021 à ce jour`
    let before = if words::is_since(before.trim().trim_end_matches(['\'', '’'])) || matches!(before.trim(), "D'" | "D’" | "d'" | "d’") {
        ""
    } else {
        before
    };
    let parted_before = before.trim_end().is_empty() || before.ends_with('\t') || before.ends_with("  ") || before.trim_end().ends_with(is_edge);
    let parted_after = after.trim_start().is_empty() || after.starts_with('\t') || after.starts_with("  ") || after.trim_start().starts_with(is_edge);
    // A time in the middle of a sentence is none of a station.
    let at_an_end = before.trim().is_empty() || after.trim_matches(|c: char| c.is_whitespace() || is_edge(c)).is_empty();
    if !(at_an_end || (parted_before && parted_after)) {
        return None;
    }
    if after.trim_end().ends_with('.') && !before.trim().is_empty() && !words::organisation(after) && after.split_whitespace().count() > 3 {
        return None;
    }
    if !parted_before && (before.split_whitespace().count() > 12 || is_sentence(before)) {
        return None;
    }
    let edge = |c: char| c.is_whitespace() || is_edge(c);
    let rest = [closed(before, before.trim_start().trim_end_matches(edge)), closed(after, after.trim_end().trim_matches(edge))];
    let rest = rest.into_iter().flat_map(unbracketed).filter(|text| text.chars().any(char::is_alphanumeric)).collect();
    Some(Anchor { span, rest })
}

/// A text whose ends were trimmed, with the bracket that belongs to one within it: `Nurse (75 %)`.
fn closed<'a>(whole: &'a str, trimmed: &'a str) -> &'a str {
    let end = super::place(whole, trimmed) + trimmed.len();
    let open = trimmed.matches('(').count() > trimmed.matches(')').count();
    let from = super::place(whole, trimmed);
    let tail = whole.get(end..).unwrap_or_default();
    match tail.find(')') {
        Some(at) if open && tail.get(..at).is_some_and(|t| t.chars().all(|c| c.is_whitespace() || matches!(c, '.' | '%'))) => {
            whole.get(from..end + at + 1).unwrap_or(trimmed)
        }
        _ => trimmed,
    }
}

/// Signs that part a time from what stands beside it.
fn is_edge(c: char) -> bool {
    matches!(
        c,
        '|' | '·'
            | '•'
            | '('
            | ')'
            | '['
            | ']'
            | '–'
            | '—'
            | '-'
            | ','
            | ';'
            | ':'
            | '/'
            | '▪'
            | '∙'
            | '⋅'
            | '│'
            | '‣'
            | '●'
            | '.'
            | '*'
            | '_'
    )
}

/// Whether words of a little kind make a sentence of a line.
fn is_sentence(text: &str) -> bool {
    let little = ["was", "were", "with", "which", "since", "during", "that", "when", "wurde", "avec", "pendant", "durante", "podczas"];
    text.split_whitespace().any(|w| little.contains(&w)) && text.split_whitespace().count() > 6
}

/// Cut at a bracket whose other half went with the time: `Acme (Berlin, 2019 – 2021)`.
fn unbracketed(text: &str) -> Vec<&str> {
    let text = text.trim();
    match text.rsplit_once('(') {
        Some((before, after)) if !after.contains(')') => vec![before.trim(), after.trim()],
        _ => vec![text],
    }
}

/// What stands after a time, without the length of it: `(2 yrs 3 mos)`.
fn without_duration(text: &str) -> &str {
    let inside = text.trim_start_matches(|c: char| c.is_whitespace() || is_edge(c));
    let mut end = 0;
    let mut counted = false;
    for word in inside.split_inclusive(|c: char| c.is_whitespace() || is_edge(c)) {
        let bare = word.trim_matches(|c: char| c.is_whitespace() || is_edge(c));
        let number = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
        if !(bare.is_empty() || number || is_unit(bare)) {
            break;
        }
        counted |= is_unit(bare);
        end += word.len();
    }
    if counted { inside.get(end..).unwrap_or_default() } else { text }
}

fn is_unit(word: &str) -> bool {
    matches!(
        words::plain(word).as_str(),
        "yr" | "yrs"
            | "year"
            | "years"
            | "mo"
            | "mos"
            | "month"
            | "months"
            | "jahr"
            | "jahre"
            | "monat"
            | "monate"
            | "an"
            | "ans"
            | "mois"
            | "año"
            | "años"
            | "mes"
            | "meses"
            | "ano"
            | "anos"
            | "rok"
            | "lata"
            | "lat"
            | "miesiąc"
            | "miesiące"
            | "miesięcy"
            | "yil"
            | "ay"
            | "und"
            | "and"
    )
}

/// Whether a line can be part of a head: short, no item of a list, no sentence, no label of a list.
fn is_head(line: &Line<'_>) -> bool {
    let text = line.text;
    let count = text.chars().count();
    let words = text.split_whitespace().count();
    let begins = text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_alphabetic() || c == 'i')
        || words::begins_degree(text)
        || words::label(text.split(':').next().unwrap_or_default()).is_some()
        || text.rsplit_once(',').is_some_and(|(_, last)| words::begins_degree(last));
    let ends = text.ends_with(['.', ',', ';', ':', '-']) && !words::organisation(text);
    let label = text.split_once(':').is_some_and(|(label, rest)| {
        label.split_whitespace().count() <= 3 && !rest.trim().is_empty() && words::label(label).is_none() && !words::begins_degree(label)
    });
    let labelled = text.split_once(':').is_some_and(|(label, _)| words::label(label).is_some());
    // `Acme, Galway. Contract.`
    let short = text.ends_with('.')
        && sentences(text.trim_end_matches('.')).len() >= 2
        && sentences(text).iter().all(|part| part.split_whitespace().count() <= 5)
        && (words::title(text)
            || words::organisation(text)
            || sentences(text).iter().any(|part| words::contract(part.trim_end_matches('.')) || without_place(part, false).1.is_some()));
    let ends = ends && !labelled && !short;
    !line.bullet && !line.heading && count <= MOST_CHARS && words <= 14 && begins && !ends && !label
}

/// Cuts a line at the signs that part title, employer and place.
pub(super) fn pieces(line: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<&str> = Vec::new();
    for part in line.split(['\t', '|', '·', '•', '∙', '⋅', '│', '●', '▪', '‣', ';']).flat_map(|part| part.split("  ")).flat_map(sentences)
    {
        let mut rest = part;
        let signs = [" – ", " — ", " - ", " @ ", " // ", " / ", " ‒ ", " ― ", " » ", " > "];
        while let Some((at, sign)) = signs.iter().filter_map(|s| rest.find(s).map(|at| (at, *s))).min() {
            parts.push(rest.get(..at).unwrap_or_default());
            rest = rest.get(at + sign.len()..).unwrap_or_default();
        }
        parts.push(rest);
    }
    let edge = |c: char| c.is_whitespace() || matches!(c, ',' | '–' | '—' | '-' | ':' | '@');
    let mut found = Vec::new();
    let mut role = None;
    for part in parts {
        // A label, alone or before a colon: what follows it is what it says.
        if let Some(labelled) = words::label(part.trim_end_matches(':')) {
            role = Some(labelled);
            continue;
        }
        let mut part = part;
        if let Some((label, rest)) = part.split_once(':')
            && let Some(labelled) = words::label(label)
        {
            role = Some(labelled);
            part = rest;
        } else if let Some((name, rest)) = part.split_once(": ")
            && words::school(name)
            && name.chars().count() <= 70
            && role.is_none()
        {
            // `University of Leeds: MA, Philosophy`
            found.push(Part { text: name.trim_matches(edge), role: None });
            part = rest;
        }
        let part = without_kind(part.trim_matches(edge));
        if !part.chars().any(char::is_alphanumeric) || is_duration(part) {
            continue;
        }
        match role.take() {
            Some(role) => found.push(Part { text: part, role: Some(role) }),
            None => found.extend(employed(part).into_iter().map(|text| Part { text: without_kind(text), role: None })),
        }
    }
    found.retain(|part| part.role != Some(Role::Other));
    found
}

/// A title without the kind of contract: `Teacher (permanent)`; nothing of a piece that says no more.
pub(super) fn without_kind(text: &str) -> &str {
    if words::contract(text) {
        return "";
    }
    match text.strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
        Some((before, inside)) if words::contract(inside) => before.trim_end(),
        _ => text,
    }
}

/// A piece cut where one sentence ends and another begins: `Forest Manager. Felling plans`. Abbreviations end with short words.
fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        let word = text.get(from..at).unwrap_or_default().split_whitespace().last().unwrap_or_default();
        let next = text.get(at + 2..).unwrap_or_default().trim_start().chars().next();
        if word.chars().count() >= 4 && !word.contains('.') && next.is_some_and(char::is_uppercase) && !words::is_form(word) {
            parts.push(text.get(from..at).unwrap_or_default());
            from = at + 2;
        }
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

fn is_duration(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit())
        && text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(|w| is_unit(w) || w.chars().all(|c| c.is_ascii_digit()))
}

/// `Engineer at Acme`: a title, and an employer after a little word.
fn employed(text: &str) -> Vec<&str> {
    // `Spedition Acme GmbH in Herne als Schichtleiter`
    if let Some((before, after)) = text.split_once(" als ")
        && words::title(after)
        && after.starts_with(char::is_uppercase)
        && !words::title(before)
    {
        return vec![before.trim(), after.trim()];
    }
    for little in [" at ", " bei der ", " bei ", " chez ", " en ", " na ", " no ", " em ", " w ", " für ", " beim ", " im "] {
        if let Some((before, after)) = text.split_once(little)
            && words::title(before)
            && !words::title(after.split(',').next().unwrap_or(after))
            && after.chars().next().is_some_and(char::is_uppercase)
            && (little == " at "
                || little.starts_with(" bei")
                || little == " chez "
                || words::organisation(after)
                || little == " w "
                || little == " na ")
        {
            return vec![before.trim(), after.trim()];
        }
    }
    vec![text]
}

/// Whether a piece names a place, or says that there is none.
pub(super) fn is_place(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']'));
    let text = text.strip_prefix('(').map_or(text, |t| t.trim_end_matches(')'));
    if text.is_empty() || text.chars().count() > 60 || text.contains(':') {
        return false;
    }
    if words::remote(text) {
        return true;
    }
    // `Halle (Saale)`
    if let Some((city, _)) = text.strip_suffix(')').and_then(|t| t.split_once('('))
        && (hirewall_refdata::is_city(city) || hirewall_refdata::is_city(text))
        && city.chars().next().is_some_and(char::is_uppercase)
    {
        return true;
    }
    // `Geelong VIC`
    if let Some((city, state)) = text.rsplit_once(' ')
        && matches!(state, "VIC" | "NSW" | "QLD" | "TAS" | "ACT" | "WA" | "SA" | "NT")
        && hirewall_refdata::is_city(city)
    {
        return true;
    }
    // `Greater Seattle Area`
    if text.ends_with(" Area") && text.split_whitespace().count() <= 5 && !text.contains(',') {
        return true;
    }
    // `Berlin / Remote`, `Remote (Germany)`, `London, hybrid`
    let parts: Vec<&str> = text.split([',', '/', '(', ')', '–', '&']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let named: Vec<&str> = parts.iter().copied().filter(|p| !words::remote(p)).collect();
    match named.as_slice() {
        [] => !parts.is_empty(),
        [one] => {
            // There is a town called Engineer.
            hirewall_refdata::is_city(one) && !words::title(one)
                || hirewall_refdata::is_region(one) && one.len() > 3
                || is_country(one) && (one.len() > 3 || parts.len() > 1)
        }
        [city, .., last] => {
            let coded =
                last.split_once(' ').is_some_and(|(region, code)| hirewall_refdata::is_region(region) && code.chars().all(|c| c.is_ascii_digit()));
            let land = is_country(last) || hirewall_refdata::is_region(last) || coded;
            let slashed = text.contains('/') && named.iter().all(|p| hirewall_refdata::is_city(p));
            hirewall_refdata::is_city(city) && (land || slashed)
        }
    }
}

fn is_country(text: &str) -> bool {
    words::is_country(text) || hirewall_refdata::is_country(text)
}

/// Whether a piece has the form of a place that no edition knows: `Smalltown, OR`.
pub(super) fn like_place(text: &str) -> bool {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let little = [
        "de", "del", "la", "las", "los", "am", "an", "der", "im", "bei", "upon", "on", "le", "les", "sur", "do", "da", "dos", "of", "ob", "a", "em",
        "en", "y",
    ];
    let capital =
        |w: &str| w.chars().next().is_some_and(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
    let name = |part: &str| {
        (1..=4).contains(&part.split_whitespace().count())
            && part.chars().next().is_some_and(char::is_uppercase)
            && part.split_whitespace().all(|w| capital(w) || little.contains(&w))
    };
    (1..=3).contains(&parts.len()) && parts.iter().all(|p| name(p)) && !words::title(text) && !words::organisation(text) && !words::school(text)
}

/// `Oak Ridge, TN`: a name before the code of a region.
pub(super) fn coded_place(text: &str) -> bool {
    text.rsplit_once(',').is_some_and(|(name, code)| {
        let code = code.trim();
        code.len() == 2
            && code.chars().all(|c| c.is_ascii_uppercase())
            && hirewall_refdata::is_region(code)
            && !name.contains(',')
            && like_place(name)
    })
}

/// A piece without the place at its end: `Acme, Portland, OR` → `Acme` and `Portland, OR`; `Acme (Berlin)` likewise.
///
/// `loose` takes a place that no edition knows for one, as where the other stations of the section have a place there.
pub(super) fn without_place(text: &str, loose: bool) -> (&str, Option<&str>) {
    let letters = |text: &str| text.chars().all(|c| c.is_ascii_uppercase()) && !hirewall_refdata::is_region(text) && !is_country(text);
    if let Some((before, inside)) = text.strip_suffix(')').and_then(|t| t.rsplit_once('('))
        && !letters(inside)
        && (is_place(inside) || like_place(inside) && !inside.contains(' ') && (loose || words::organisation(before)))
        && !before.trim().is_empty()
        && !hirewall_refdata::is_city(before.rsplit(',').next().unwrap_or(before))
        && !hirewall_refdata::is_city(text.rsplit(',').next().unwrap_or(text))
    {
        return (before.trim(), Some(inside.trim()));
    }
    // `Kita Regenbogenland in Kassel`
    if let Some((before, after)) = text.rsplit_once(" in ")
        && is_place(after)
        && !words::title(before)
    {
        return (before.trim(), Some(after.trim()));
    }
    // The longest end that is a place, with something before it.
    for (at, _) in text.match_indices(',') {
        let (before, after) = (text.get(..at).unwrap_or_default().trim(), text.get(at + 1..).unwrap_or_default().trim());
        let region = after.rsplit_once(',').is_some_and(|(_, last)| hirewall_refdata::is_region(last) || is_country(last.trim()));
        // Of an unknown place: behind an organisation, as in the other stations, or before a region or country.
        let last = !after.contains(',');
        let loose = loose && last && (before.contains(',') || !words::title(before));
        let guessed = last && words::organisation(before) && !after.contains(' ')
            || loose
            || region && !words::title(before.rsplit(',').next().unwrap_or(before));
        let known = is_place(after) || guessed && like_place(after) && !words::is_form(after);
        if !before.is_empty() && known {
            return (before, Some(after));
        }
    }
    (text, None)
}
