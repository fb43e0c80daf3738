//! Text → lines, and the section each of them is in.

use super::words::{self, Section};

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
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut lines = Vec::new();
        let (mut gap, mut section) = (false, None);
        for line in text.lines() {
            let line = line.get(..line.floor_char_boundary(MAX_LINE)).unwrap_or(line);
            let indent = line.starts_with("  ") || line.starts_with('\t');
            let trimmed = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || words::is_icon(c));
            if trimmed.is_empty() || rule(trimmed) {
                gap = true;
                continue;
            }
            if lines.len() >= MAX_LINES {
                break;
            }
            let (text, bullet) = unbulleted(trimmed);
            if text.is_empty() {
                continue;
            }
            let gap = std::mem::take(&mut gap);
            if let Some(found) = words::heading(text).filter(|_| !bullet || section.is_none()) {
                section = Some(found);
                lines.push(Line { text, bullet, gap, indent, section, heading: true });
                continue;
            }
            match inline(text, section, gap) {
                Some((label, rest, found)) => {
                    section = Some(found);
                    lines.push(Line { text: label, bullet: false, gap, indent, section, heading: true });
                    lines.push(Line { text: rest, bullet, gap: false, indent, section, heading: false });
                }
                None => lines.push(Line { text, bullet, gap, indent, section, heading: false }),
            }
        }
        Self { text, lines }
    }

    /// The stretches of lines that one section has, each without its heading.
    pub(super) fn sections(&self, wanted: Section) -> impl Iterator<Item = &[Line<'a>]> {
        self.lines.split(|line| line.heading).filter(move |lines| lines.first().is_some_and(|line| line.section == Some(wanted)))
    }
}

/// A drawn line: nothing but signs.
fn rule(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric) && text.chars().count() > 2
}

/// `Skills: Rust, SQL` is a heading and what it is about, in one line. Within a list of jobs or skills such labels are part of it.
fn inline<'a>(text: &'a str, section: Option<Section>, gap: bool) -> Option<(&'a str, &'a str, Section)> {
    let (label, rest) = text.split_once(':').map(|(label, rest)| (label.trim(), rest.trim()))?;
    if rest.is_empty() || label.is_empty() {
        return None;
    }
    let found = words::heading(label)?;
    let listed = matches!(found, Section::Skills | Section::Languages | Section::Interests);
    let within = matches!(section, Some(Section::Work | Section::Projects)) && !gap || section == Some(Section::Skills);
    (listed && !within).then_some((label, rest, found))
}

/// A line without its bullet.
fn unbulleted(line: &str) -> (&str, bool) {
    let rest = line.trim_start_matches(words::is_bullet);
    if rest.len() < line.len() {
        return (rest.trim_start(), true);
    }
    for mark in ["- ", "* ", "+ ", "– ", "— ", "o ", "> ", "» ", "-\t", "*\t"] {
        if let Some(rest) = line.strip_prefix(mark) {
            return (rest.trim_start(), true);
        }
    }
    (line, false)
}
