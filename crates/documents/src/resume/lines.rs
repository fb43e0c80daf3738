//! Text → lines, and the section each of them is in.

use super::words::{self, Section};
use crate::style::{Layout, Side};

/// Lines that are looked at; no résumé has more.
const MAX_LINES: usize = 4_000;
/// Characters of a line that are looked at.
const MAX_LINE: usize = 1_000;

/// A text as lines.
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub lines: Vec<Line<'a>>,
}

/// A line that is not empty.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// Without bullet and without the white space around it.
    pub text: &'a str,
    /// It began with a bullet.
    pub bullet: bool,
    /// An empty line stands before it.
    pub gap: bool,
    /// It begins further to the right than others.
    pub indent: bool,
    /// The section it is in; none before the first heading.
    pub section: Option<Section>,
    /// It is a heading itself.
    pub heading: bool,
    /// The style it is set in, where that is known.
    pub style: Option<u32>,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str, layout: &Layout) -> Self {
        let mut lines: Vec<Line<'a>> = Vec::new();
        let mut section = None;
        let whole = text;
        let raw = unwrapped(text, layout);
        // A column goes on in the section in which it ended before, not in that of the other column; under a heading over the whole width both
        // begin in its section.
        let (mut sides, mut side): ([Option<Section>; 2], Side) = ([None; 2], Side::Full);
        let mut headed = false;
        let mut columns = layout.columns.iter().peekable();
        let style = Style::of(&raw);
        for raw in raw {
            let Raw { text, sign, gap, indent, style: set, .. } = raw;
            let start = super::place(whole, text);
            while let Some((_, next)) = columns.next_if(|(at, _)| *at <= start) {
                match side {
                    Side::Left => sides[0] = section,
                    Side::Right => sides[1] = section,
                    Side::Full if headed => sides = [section; 2],
                    Side::Full => {}
                }
                side = *next;
                match side {
                    Side::Left => section = sides[0],
                    // The stations of a life may flow from one column into the next; the lists of a sidebar do not.
                    Side::Right if sides[1].is_none() && matches!(section, Some(Section::Work | Section::Education | Section::Projects)) => {}
                    Side::Right => section = sides[1],
                    Side::Full => headed = false,
                }
            }
            let bullet = sign.is_some();
            let plain = sign.is_none_or(|sign| words::is_heading_mark(sign) || section.is_none());
            let known = words::heading(text).filter(|_| plain || raw.underlined || capitals(text));
            if let Some(found) = known.or_else(|| {
                (style.is_heading(&raw) && lines.len() > 1)
                    .then(|| words::like_heading(text).unwrap_or(Section::Other))
                    .filter(|f| section.is_some() || *f != Section::Other)
            }) {
                section = Some(found);
                headed = true;
                lines.push(Line { text, bullet, gap, indent, section, heading: true, style: set });
                continue;
            }
            match inline(text, section, gap) {
                Some((label, rest, found)) => {
                    section = Some(found);
                    lines.push(Line { text: label, bullet: false, gap, indent, section, heading: true, style: set });
                    lines.push(Line { text: rest, bullet, gap: false, indent, section, heading: false, style: set });
                }
                None => lines.push(Line { text, bullet, gap, indent, section, heading: false, style: set }),
            }
        }
        without_secondary(&mut lines);
        Self { text: whole, lines }
    }

    /// The stretches of lines that one section has, each without its heading.
    pub(super) fn sections(&self, wanted: Section) -> impl Iterator<Item = &[Line<'a>]> {
        let stretches = self.lines.chunk_by(|a, b| a.section == b.section && !a.heading && !b.heading);
        stretches.filter(move |lines| lines.first().is_some_and(|line| line.section == Some(wanted) && !line.heading))
    }
}

/// Of headings that name skills, those that do so loosely count only where they are alone.
fn without_secondary(lines: &mut [Line<'_>]) {
    let main = |line: &Line<'_>| line.heading && line.section == Some(Section::Skills) && !words::is_secondary(line.text);
    if !lines.iter().any(main) {
        return;
    }
    let mut other = false;
    for line in lines {
        if line.heading {
            other = line.section == Some(Section::Skills) && words::is_secondary(line.text);
        }
        if other && line.section == Some(Section::Skills) {
            line.section = Some(Section::Other);
        }
    }
}

/// A line as it stands, or several that were one before they were wrapped.
#[derive(Debug, Clone, Copy)]
struct Raw<'a> {
    text: &'a str,
    /// The sign it began with, if it is an item of a list.
    sign: Option<char>,
    gap: bool,
    indent: bool,
    /// A drawn line stands under it.
    underlined: bool,
    /// The style it is set in, where that is known.
    style: Option<u32>,
}

/// How the headings of a text are set off, told by those that are known.
#[derive(Debug, Default)]
struct Style {
    capitals: bool,
    colon: bool,
    underlined: bool,
    sign: Option<char>,
    /// The style in which headings are set and little else.
    set: Option<u32>,
}

impl Style {
    fn of(lines: &[Raw<'_>]) -> Self {
        let mut known: Vec<&Raw<'_>> = lines.iter().filter(|raw| words::heading(raw.text).is_some()).collect();
        // Headings in words of the writer's own: `Wo ich gearbeitet habe`. What begins like one and is set in a style of its own will do.
        if known.len() < 2 {
            let like = |raw: &&Raw<'_>| raw.style.is_some() && raw.text.split_whitespace().count() <= 5 && words::like_heading(raw.text).is_some();
            known = lines.iter().filter(like).filter(|raw| !raw.text.contains(['@', ',', '|', '\t', '.'])).collect();
        }
        let most = |is: &dyn Fn(&Raw<'_>) -> bool| known.len() >= 2 && known.iter().filter(|raw| is(raw)).count() * 4 >= known.len() * 3;
        let sign = known.first().and_then(|raw| raw.sign).filter(|sign| words::is_heading_mark(*sign) && most(&|raw| raw.sign == Some(*sign)));
        // The style that most known headings have, if it is not that of the text.
        let styles: Vec<u32> = known.iter().filter_map(|raw| raw.style).collect();
        let set = styles.iter().copied().max_by_key(|style| styles.iter().filter(|s| *s == style).count()).filter(|style| {
            let of_lines = lines.iter().filter(|raw| raw.style == Some(*style)).count();
            most(&|raw| raw.style == Some(*style)) && of_lines * 4 <= lines.len() && of_lines <= 3 * known.len()
        });
        Self {
            set,
            capitals: most(&|raw| capitals(raw.text)),
            colon: most(&|raw| raw.text.ends_with(':')),
            underlined: most(&|raw| raw.underlined),
            sign,
        }
    }

    /// Whether a line is set off like a heading, though no heading is known by its words.
    fn is_heading(&self, raw: &Raw<'_>) -> bool {
        let text = raw.text;
        let short = text.split_whitespace().count() <= 5
            && text.chars().count() >= 5
            && !text.chars().any(|c| c.is_ascii_digit())
            && !text.contains(['@', ',', '|', '\t']);
        short
            && (self.set.is_some()
                && raw.style == self.set
                && raw.sign.is_none()
                && !words::title(text)
                && !words::organisation(text)
                && !words::school(text)
                || self.capitals && capitals(text) && raw.gap && raw.sign.is_none()
                || self.colon && text.ends_with(':') && raw.gap && raw.sign.is_none()
                || self.underlined && raw.underlined
                || self.sign.is_some() && raw.sign == self.sign)
    }
}

fn capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 4 && !text.chars().any(char::is_lowercase)
}

/// The lines of a text. What was wrapped is put together again: the text between is one piece of the whole.
fn unwrapped<'a>(text: &'a str, layout: &Layout) -> Vec<Raw<'a>> {
    let mut lines: Vec<Raw<'_>> = Vec::new();
    let mut gap = false;
    for line in text.lines() {
        let line = line.get(..line.floor_char_boundary(MAX_LINE)).unwrap_or(line);
        let indent = line.starts_with("  ") || line.starts_with('\t');
        let trimmed = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || words::is_icon(c));
        if trimmed.is_empty() || rule(trimmed) || page_number(trimmed) {
            if let Some(last) = lines.last_mut()
                && !gap
                && !trimmed.is_empty()
            {
                last.underlined = true;
            }
            gap = true;
            continue;
        }
        // Marks of headings and of bold type in plain text.
        let marked = trimmed.trim_start_matches('#').trim_start();
        let hashed = marked.len() < trimmed.len();
        let bare = marked.strip_prefix("**").and_then(|t| t.strip_suffix("**")).unwrap_or(marked);
        let bare = if bare.starts_with('*') && !bare.starts_with("* ") { bare.trim_matches('*') } else { bare };
        let bare = bare.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(bare).trim_matches('=').trim();
        let (piece, sign) = unbulleted(bare);
        if piece.is_empty() {
            continue;
        }
        let gap = std::mem::take(&mut gap);
        let start = super::place(text, line);
        let style = layout.styles.binary_search_by_key(&start, |(at, _)| *at).ok().and_then(|n| layout.styles.get(n)).map(|(_, style)| *style);
        if let Some(last) = lines.last_mut()
            && !gap
            && sign.is_none()
            && goes_on(last.text, piece)
            && let Some(both) = text.get(super::place(text, last.text)..super::place(text, piece) + piece.len())
            && both.len() <= 4 * MAX_LINE
        {
            last.text = both;
            continue;
        }
        if lines.len() >= MAX_LINES {
            break;
        }
        lines.push(Raw { text: piece, sign, gap, indent, underlined: hashed && words::heading(piece).is_some(), style });
    }
    lines
}

/// Whether a line goes on in the next one: a bracket is open, it ends with a word that needs another, or the next one begins in the middle of a
/// sentence. Two short lines that together are a heading are one.
fn goes_on(line: &str, next: &str) -> bool {
    // A time that goes on in the next line: `June 2007 – Sept.` / `2011`
    let cut = words::month(line.split_whitespace().last().unwrap_or_default().trim_end_matches('.')).is_some()
        || line.ends_with(['–', '—', '-'])
        || line.split_whitespace().last().is_some_and(words::is_to);
    let dated = super::dates::spans(next).first().is_some_and(|s| next.starts_with(s.words)) || words::is_today(next);
    if cut && dated && next.split_whitespace().count() <= 3 && line.chars().any(|c| c.is_ascii_digit()) {
        return true;
    }
    if dated || line.contains('\t') || next.contains('\t') || line.contains('@') || next.contains('@') || next.contains("://") {
        return false;
    }
    let open = line.matches('(').count() > line.matches(')').count() && next.contains(')') && next.chars().count() < 60;
    let last = line.split_whitespace().last().unwrap_or_default();
    let needs = line.chars().count() >= 12 && words::needs_another(last);
    let first = next.split_whitespace().next().unwrap_or_default();
    let lower = first.chars().next().is_some_and(char::is_lowercase)
        && !first.contains(['.', '/', ':'])
        && line.chars().count() >= 25
        && !line.ends_with(['.', ':']);
    let broken = line.ends_with('-') && line.chars().count() >= 25 && first.chars().next().is_some_and(char::is_lowercase);
    let heading = || {
        line.split_whitespace().count() <= 2
            && next.split_whitespace().count() <= 2
            && words::heading(next).is_none()
            && words::heading(&format!("{line} {next}")).is_some()
    };
    // `Middle East Technical` / `University`
    let school = words::school(next)
        && next.chars().any(char::is_lowercase)
        && !next.contains(' ')
        && !words::school(line)
        && line.split_whitespace().count() >= 2
        && line.chars().count() < 50
        && words::heading(next).is_none();
    // `Advanced Cardiac Life Support` / `(ACLS)`
    let letters = next.strip_prefix('(').and_then(|t| t.strip_suffix(')')).is_some_and(|t| t.len() <= 8 && t.chars().all(|c| c.is_ascii_uppercase()))
        && line.split_whitespace().count() >= 2;
    open || letters || needs || lower || broken || school || heading()
}

/// `Page 1 of 2`, `Seite 2/3`
fn page_number(text: &str) -> bool {
    let plain = words::plain(text);
    let mut words = plain.split(' ');
    let begins = words.next().is_some_and(|w| matches!(w, "page" | "seite" | "página" | "strona" | "sayfa"));
    let rest: Vec<&str> = words.collect();
    begins
        && (1..=3).contains(&rest.len())
        && rest.iter().all(|w| w.chars().all(|c| c.is_ascii_digit()) || matches!(*w, "of" | "von" | "sur" | "de" | "z"))
}

/// A drawn line: nothing but signs.
fn rule(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric) && text.chars().count() > 2
}

/// `Skills: Rust, SQL` is a heading and what it is about, in one line. Within a list of jobs or skills such labels are part of it.
fn inline(text: &str, section: Option<Section>, gap: bool) -> Option<(&str, &str, Section)> {
    // A heading in the margin, and the section's first line beside it.
    if let Some((label, rest)) = text.split_once('\t').map(|(label, rest)| (label.trim(), rest.trim()))
        && !rest.is_empty()
        && let Some(found) = words::heading(label)
    {
        let group =
            section == Some(Section::Skills) && (found == Section::Skills || found == Section::Languages && !super::skills::are_languages(rest));
        return (!group).then_some((label, rest, found));
    }
    let (label, rest) = text.split_once(':').map(|(label, rest)| (label.trim(), rest.trim()))?;
    if rest.is_empty() || label.is_empty() {
        return None;
    }
    let found = words::heading(label)?;
    let listed = matches!(found, Section::Skills | Section::Languages | Section::Interests);
    let within = matches!(section, Some(Section::Work | Section::Projects)) && !gap || section == Some(Section::Skills);
    (listed && !within).then_some((label, rest, found))
}

/// A line without its bullet, and the bullet.
fn unbulleted(line: &str) -> (&str, Option<char>) {
    let rest = line.trim_start_matches(words::is_bullet);
    if rest.len() < line.len() {
        return (rest.trim_start(), line.chars().next());
    }
    for mark in ["- ", "* ", "+ ", "– ", "— ", "o ", "> ", "» ", "-\t", "*\t"] {
        if let Some(rest) = line.strip_prefix(mark) {
            return (rest.trim_start(), mark.chars().next());
        }
    }
    (line, None)
}
