//! Drawn strings → words, lines and columns in reading order.

use std::collections::HashSet;

use super::content::Run;
use super::{COLUMN_LINES, LEAST_LINES, MAX_COLUMN_RUNS};
use crate::style;

/// Writes the strings of a page as lines in reading order: those that are upright, then those that are turned.
pub(super) fn assemble(runs: &[Run], width: Option<f32>, text: &mut String) {
    for turn in 0..4u8 {
        let turned: Vec<&Run> = runs.iter().filter(|run| run.turn == turn).collect();
        let left = turned.iter().map(|run| run.x).fold(f32::INFINITY, f32::min);
        let right = turned.iter().map(|run| run.end).fold(f32::NEG_INFINITY, f32::max);
        let (left, right) = width.filter(|width| turn == 0 && *width > 0.0).map_or((left, right), |width| (0.0, width));
        let rows = rows(turned);
        if let Some(gutter) = gutter(&rows, left, right, Gutter::columns) {
            write_columns(&rows, gutter, text);
        } else if let Some(gutter) = gutter(&rows, left, right, Gutter::dates) {
            write_rows(&raise(rows, gutter), text);
        } else {
            write_rows(&rows, text);
        }
    }
}

/// Parts strings into lines from top to bottom, each from left to right.
pub(super) fn rows(mut runs: Vec<&Run>) -> Vec<Vec<&Run>> {
    runs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Vec<&Run>> = Vec::new();
    for run in runs {
        let fits = |first: &&Run| first.y - run.y <= 0.4 * first.size.min(run.size);
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(fits) => row.push(run),
            _ => rows.push(vec![run]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows
}

/// Writes lines from top to bottom. Where more is free between two of them than is usual, an empty line is written; a line that begins further to
/// the right than most is indented: both are how a page says what belongs together.
fn write_rows(rows: &[Vec<&Run>], text: &mut String) {
    let top = |row: &Vec<&Run>| row.last().map_or(0.0, |run| run.y);
    let size = |row: &Vec<&Run>| row.iter().map(|run| run.size).fold(0.1, f32::max);
    let left = |row: &Vec<&Run>| row.iter().filter(|run| !run.is_blank()).map(|run| run.x).fold(f32::INFINITY, f32::min);
    let mut steps: Vec<f32> = rows.iter().zip(rows.iter().skip(1)).map(|(a, b)| top(a) - top(b)).filter(|step| *step > 0.0).collect();
    steps.sort_by(f32::total_cmp);
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    let margin = rows.iter().map(left).fold(f32::INFINITY, f32::min);
    let mut above: Option<&Vec<&Run>> = None;
    for row in rows {
        if let Some(above) = above {
            let step = top(above) - top(row);
            if step > 1.25 * usual && step > 1.3 * size(row) && text.ends_with('\n') {
                text.push('\n');
            }
        }
        if left(row) - margin > 0.7 * size(row) {
            text.push_str("  ");
        }
        write_line(row, text);
        above = Some(row);
    }
}

/// Writes a line, with a space wherever there is a gap, and a tab where it is a wide one.
pub(super) fn write_line(row: &[&Run], text: &mut String) {
    if let Some(first) = row.iter().find(|run| !run.is_blank()) {
        text.push(style::mark(first.style));
    }
    let wide = wide_gap(row);
    let start = text.len();
    let mut end = f32::INFINITY;
    let mut last: Option<&Run> = None;
    let mut line = String::new();
    let mut blank = false;
    for run in row.iter().copied() {
        // Bold letters are drawn twice, a hair apart, where there is no bold font.
        if last.is_some_and(|last| last.text == run.text && (run.x - last.x).abs() < 0.1 * run.size) {
            continue;
        }
        if run.is_blank() {
            blank = true;
            continue;
        }
        let gap = run.x - end;
        if gap > wide.max(0.62 * run.size) {
            line.push('\t');
        } else if gap > 0.2 * run.size || (blank && gap > 0.0) {
            line.push(' ');
        }
        blank = false;
        line.push_str(&run.text);
        end = if last.is_some() { end.max(run.end) } else { run.end };
        last = Some(run);
    }
    for (n, cell) in line.split('\t').filter(|cell| !cell.trim().is_empty()).enumerate() {
        if n > 0 {
            text.push('\t');
        }
        for (n, word) in cell.split_whitespace().enumerate() {
            if n > 0 {
                text.push(' ');
            }
            text.push_str(word);
        }
    }
    if text.len() > start {
        text.push('\n');
    } else {
        // An indent of nothing.
        text.truncate(text.trim_end_matches(|c| c == ' ' || style::is_mark(c) && !matches!(c, style::LEFT | style::RIGHT | style::FULL)).len());
    }
}

/// How much between two strings of a line is more than a space: more than twice what most of its gaps are. Justified lines have wide spaces.
fn wide_gap(row: &[&Run]) -> f32 {
    let mut gaps: Vec<f32> = Vec::new();
    let mut end = f32::INFINITY;
    let mut size = 0.1_f32;
    for run in row.iter().filter(|run| !run.is_blank()) {
        let gap = run.x - end;
        if gap > 0.12 * run.size && gap < 1.6 * run.size {
            gaps.push(gap);
        }
        end = if end.is_finite() { end.max(run.end) } else { run.end };
        size = size.max(run.size);
    }
    gaps.sort_by(f32::total_cmp);
    // Spaces within strings are not seen: where few gaps are, the space of most fonts stands in.
    let usual = if gaps.len() >= 4 { gaps.get(gaps.len() / 3).copied().unwrap_or(0.28 * size) } else { 0.3 * size };
    2.2 * usual
}

/// Where the right one of two columns begins.
#[derive(Clone, Copy)]
struct Gutter {
    x: f32,
}

/// Edges at which a column may begin that are tried on one page.
const MAX_EDGES: usize = 40;
/// What lies between two words of a line at most, in font sizes.
const WIDE_SPACE: f32 = 0.35;
/// What may lie between the left edges of lines that are meant to be at one.
const EDGE: f32 = 2.0;

impl Gutter {
    /// Whether a line runs across: strings with no more between them than a space are one.
    fn is_crossed(self, row: &[&Run]) -> bool {
        let (mut from, mut end) = (f32::INFINITY, f32::NEG_INFINITY);
        row.iter().filter(|run| !run.is_blank()).any(|run| {
            if run.x - end > WIDE_SPACE * run.size {
                from = run.x;
            }
            end = end.max(run.end);
            from < self.x - EDGE && end > self.x - 0.1 * run.size && run.x < end
        })
    }

    /// Whether a string is in the left column.
    fn is_left(self, run: &Run) -> bool {
        run.x < self.x - EDGE
    }

    /// The lines of one side: number of the row, and text.
    fn side(self, rows: &[Vec<&Run>], left: bool) -> Vec<(usize, String)> {
        let text = |row: &Vec<&Run>| {
            let own: Vec<&Run> = row.iter().copied().filter(|run| self.is_left(run) == left).collect();
            let mut text = String::new();
            write_line(&own, &mut text);
            text.trim_matches(|c: char| c.is_whitespace() || style::is_mark(c)).to_owned()
        };
        rows.iter().map(text).enumerate().filter(|(_, text)| !text.is_empty()).collect()
    }

    /// How many dates stand as labels beside lines of the other side.
    fn dates(self, rows: &[Vec<&Run>]) -> usize {
        let (left, right) = (self.side(rows, true), self.side(rows, false));
        if are_labels(&left, &right) { left.iter().filter(|(_, text)| is_dated(text)).count() } else { 0 }
    }

    /// How many lines two columns have side by side in rows that do not run across; zero if these are no columns.
    ///
    /// Columns need not have their lines at the same heights. A column of dates, of headings or of labels belongs to the lines beside it and is
    /// none. What tells columns of a page is that a section begins in one of them, or that both have many lines.
    fn columns(self, rows: &[Vec<&Run>]) -> usize {
        let (left, right) = (self.side(rows, true), self.side(rows, false));
        let (Some(from), Some(to)) =
            (left.first().map(|l| l.0).max(right.first().map(|r| r.0)), left.last().map(|l| l.0).min(right.last().map(|r| r.0)))
        else {
            return 0;
        };
        let within = |side: &[(usize, String)]| side.iter().filter(|(index, _)| (from..=to).contains(index)).count();
        let few = within(&left).min(within(&right));
        let many = within(&left).max(within(&right));
        let has = |side: &[(usize, String)], is: fn(&str) -> bool| side.iter().filter(|(_, text)| is(text)).count();
        let share = |side: &[(usize, String)], is: fn(&str) -> bool| has(side, is) * 100 / side.len().max(1);
        let dated = [&left, &right].iter().any(|side| share(side, is_dated) >= 50 || share(side, is_heading) >= 60);
        // Times and places at the right edge belong to the lines beside them.
        let beside = |text: &str| is_dated(text) || crate::resume::is_place(text);
        let dated = dated || share(&right, beside) >= 80 && has(&right, is_dated) > 0;
        let belongs = dated || are_labels(&left, &right) || are_labels(&right, &left);
        let begins = has(&left, is_heading) + has(&right, is_heading) > 0;
        let sections = few >= LEAST_LINES && begins;
        let lines = few >= COLUMN_LINES && few.saturating_mul(5) >= many.saturating_mul(2);
        if !belongs && (sections || lines) { few } else { 0 }
    }
}

/// Whether the lines of one side are labels of the other's: it alone has headings, or says the same again and again, and each other line of it is
/// a date or stands beside one of the other side.
fn are_labels(one: &[(usize, String)], other: &[(usize, String)]) -> bool {
    let own: Vec<&(usize, String)> = one.iter().filter(|(_, text)| !is_heading(text)).collect();
    let beside: HashSet<usize> = other.iter().map(|(row, _)| *row).collect();
    let pairs = own.iter().filter(|(row, text)| beside.contains(row) || is_dated(text)).count();
    let different: HashSet<&str> = one.iter().map(|(_, text)| text.as_str()).collect();
    let again = one.len() - different.len();
    let begins = one.len() > own.len() || again * 3 >= one.len();
    let headings = one.len() - own.len();
    let short = headings >= 2 && one.iter().all(|(_, text)| text.chars().count() <= 26) && pairs * 10 >= own.len() * 6;
    // A line beside may be called as a heading is: `Ausbildung`, `Studium`.
    let others = other.iter().filter(|(_, text)| is_heading(text)).count();
    others * 3 <= headings && begins && (pairs * 10 >= own.len() * 8 || short)
}

/// Dates that stand at half the height of what they belong to, brought up beside its first line. `x` is where the other side begins.
///
/// Under a heading the first date tells: if lines stand above it, it is in the middle of as many lines below. What is left between two dates belongs
/// to the later one.
fn raise(mut rows: Vec<Vec<&Run>>, gutter: Gutter) -> Vec<Vec<&Run>> {
    let left = gutter.side(&rows, true);
    let dates: Vec<usize> = left.iter().filter(|(_, text)| is_dated(text)).map(|(row, _)| *row).collect();
    let has_right = |rows: &[Vec<&Run>], row: usize| rows.get(row).is_some_and(|row| row.iter().any(|run| !gutter.is_left(run) && !run.is_blank()));
    // Of the date before under the same heading: where it stands, and how many lines of its own are above it.
    let mut before: Option<(usize, usize)> = None;
    let mut moves: Vec<(usize, usize)> = Vec::new();
    for row in dates {
        let Some((above, text)) = left.iter().rev().find(|(label, _)| *label < row) else { continue };
        let free = (above + 1..row).filter(|n| has_right(&rows, *n)).count();
        let own = match before {
            _ if is_heading(text) => free,
            Some((last, own)) if last == *above && own > 0 => free.saturating_sub(own),
            _ => 0,
        };
        if own > 0 {
            moves.push((row, row - own));
        }
        before = Some((row, own));
    }
    for (from, to) in moves {
        let Some(row) = rows.get_mut(from) else { continue };
        let (date, rest): (Vec<&Run>, Vec<&Run>) = row.iter().copied().partition(|run| gutter.is_left(run));
        *row = rest;
        if let Some(row) = rows.get_mut(to) {
            row.splice(0..0, date);
        }
    }
    rows.retain(|row| !row.is_empty());
    rows
}

fn is_heading(text: &str) -> bool {
    crate::resume::is_heading(text)
}

fn is_dated(text: &str) -> bool {
    text.chars().count() < 40 && crate::resume::is_time(text)
}

/// The left edge that parts the most lines, as `lines` counts them in each stretch that nothing crosses; none if it parts none.
fn gutter(rows: &[Vec<&Run>], left: f32, right: f32, lines: fn(Gutter, &[Vec<&Run>]) -> usize) -> Option<Gutter> {
    if rows.len() < LEAST_LINES || rows.iter().map(Vec::len).sum::<usize>() > MAX_COLUMN_RUNS {
        return None;
    }
    let (low, high) = (left + 0.15 * (right - left), left + 0.85 * (right - left));
    // Edges at which strings begin after a gap, or at the beginning of a line.
    let mut edges: Vec<f32> = Vec::new();
    for row in rows {
        let mut end = f32::NEG_INFINITY;
        for run in row.iter().filter(|run| !run.is_blank()) {
            if run.x - end > WIDE_SPACE * run.size && run.x > low && run.x < high {
                edges.push(run.x);
            }
            end = end.max(run.end);
        }
    }
    edges.sort_by(f32::total_cmp);
    let mut shared: Vec<(usize, f32)> = Vec::new();
    let mut index = 0;
    while let Some(first) = edges.get(index).copied() {
        let count = edges.iter().skip(index).take_while(|x| **x - first <= EDGE).count();
        if count >= LEAST_LINES {
            shared.push((count, first));
        }
        index += count.max(1);
    }
    // No page has many columns: of many edges those that most lines have are tried, from left to right.
    shared.sort_by_key(|s| std::cmp::Reverse(s.0));
    shared.truncate(MAX_EDGES);
    shared.sort_by(|a, b| a.1.total_cmp(&b.1));
    let mut best: Option<(usize, Gutter)> = None;
    for (_, x) in shared {
        let gutter = Gutter { x };
        let lines = rows.split(|row| gutter.is_crossed(row)).map(|band| lines(gutter, band)).sum::<usize>();
        if lines > best.map_or(0, |(most, _)| most) {
            best = Some((lines, gutter));
        }
    }
    best.map(|(_, gutter)| gutter)
}

/// Writes rows of which some are columns. Lines that run across part the page into bands; in each the left column goes before the right one.
fn write_columns(all: &[Vec<&Run>], gutter: Gutter, text: &mut String) {
    for part in all.split_inclusive(|row| gutter.is_crossed(row)) {
        let (band, across) = match part.split_last() {
            Some((last, band)) if gutter.is_crossed(last) => (band, Some(last)),
            _ => (part, None),
        };
        if gutter.columns(band) > 0 {
            for left in [true, false] {
                let column: Vec<&Run> = band.iter().flatten().copied().filter(|run| gutter.is_left(run) == left).collect();
                text.push(if left { style::LEFT } else { style::RIGHT });
                write_rows(&rows(column), text);
                text.push('\n');
            }
            text.push(style::FULL);
        } else {
            write_rows(band, text);
        }
        if let Some(row) = across {
            write_line(row, text);
        }
    }
}
