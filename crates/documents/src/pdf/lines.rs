//! Drawn strings → words, lines and columns in reading order.

use super::content::Run;
use super::{COLUMN_LINES, LEAST_LINES, MAX_COLUMN_RUNS};

/// Writes the strings of a page as lines in reading order: those that are upright, then those that are turned.
pub(super) fn assemble(runs: &[Run], width: Option<f32>, text: &mut String) {
    for turn in 0..4u8 {
        let turned: Vec<&Run> = runs.iter().filter(|run| run.turn == turn).collect();
        let left = turned.iter().map(|run| run.x).fold(f32::INFINITY, f32::min);
        let right = turned.iter().map(|run| run.end).fold(f32::NEG_INFINITY, f32::max);
        let (left, right) = width.filter(|width| turn == 0 && *width > 0.0).map_or((left, right), |width| (0.0, width));
        let rows = rows(turned);
        match gutter(&rows, left, right) {
            Some(gutter) => write_columns(&rows, gutter, text),
            None => write_rows(&rows, text),
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
    let top = |row: &Vec<&Run>| row.first().map_or(0.0, |run| run.y);
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
        if gap > 1.6 * run.size {
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
        text.truncate(text.trim_end_matches(' ').len());
    }
}

/// Where the right one of two columns begins.
#[derive(Clone, Copy)]
struct Gutter {
    x: f32,
}

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
    fn is_right_of(self, run: &Run) -> bool {
        run.x < self.x - EDGE
    }

    /// How many lines two columns have side by side in rows that do not run across; zero if these are no columns.
    ///
    /// Columns need not have their lines at the same heights. A column of dates, of headings or of labels belongs to the lines beside it and is
    /// none. What tells columns of a page is that a section begins in one of them, or that both have many lines.
    fn columns(self, rows: &[Vec<&Run>]) -> usize {
        let side = |left: bool| -> Vec<(usize, String)> {
            let text = |row: &Vec<&Run>| {
                let own: Vec<&Run> = row.iter().copied().filter(|run| self.is_right_of(run) == left).collect();
                let mut text = String::new();
                write_line(&own, &mut text);
                text.trim().to_owned()
            };
            rows.iter().map(text).enumerate().filter(|(_, text)| !text.is_empty()).collect()
        };
        let (left, right) = (side(true), side(false));
        let (Some(from), Some(to)) = (left.first().map(|l| l.0).max(right.first().map(|r| r.0)), left.last().map(|l| l.0).min(right.last().map(|r| r.0))) else {
            return 0;
        };
        let within = |side: &[(usize, String)]| side.iter().filter(|(index, _)| (from..=to).contains(index)).count();
        let few = within(&left).min(within(&right));
        let many = within(&left).max(within(&right));
        let has = |side: &[(usize, String)], is: fn(&str) -> bool| side.iter().filter(|(_, text)| is(text)).count();
        let share = |side: &[(usize, String)], is: fn(&str) -> bool| has(side, is) * 100 / side.len().max(1);
        // Where only one side has headings, and its other lines each stand beside one of the other side, they are its labels.
        let beside = |one: &[(usize, String)], other: &[(usize, String)]| {
            let own: Vec<usize> = one.iter().filter(|(_, text)| !is_heading(text)).map(|(row, _)| *row).collect();
            let pairs = own.iter().filter(|row| other.iter().any(|(at, _)| at == *row)).count();
            let all: Vec<&str> = one.iter().map(|(_, text)| text.as_str()).collect();
            let again = all.iter().enumerate().filter(|(n, text)| all.get(..*n).is_some_and(|before| before.contains(text))).count();
            has(other, is_heading) == 0 && pairs * 10 >= own.len() * 8 && (has(one, is_heading) > 0 || again * 3 >= all.len())
        };
        let dated = [&left, &right].iter().any(|side| share(side, is_dated) >= 50 || share(side, is_heading) >= 60);
        let belongs = dated || beside(&left, &right) || beside(&right, &left);
        let begins = has(&left, is_heading) + has(&right, is_heading) > 0;
        let sections = few >= LEAST_LINES && begins;
        let lines = few >= COLUMN_LINES && few.saturating_mul(5) >= many.saturating_mul(2);
        if !belongs && (sections || lines) { few } else { 0 }
    }
}

fn is_heading(text: &str) -> bool {
    crate::resume::is_heading(text)
}

/// Whether a line is a date or little more.
fn is_dated(text: &str) -> bool {
    let years = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    years && text.chars().count() < 30
}

/// The left edge that parts the most lines into columns, if any does.
fn gutter(rows: &[Vec<&Run>], left: f32, right: f32) -> Option<Gutter> {
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
    let mut best: Option<(usize, Gutter)> = None;
    let mut index = 0;
    while let Some(first) = edges.get(index).copied() {
        let count = edges.iter().skip(index).take_while(|x| **x - first <= EDGE).count();
        if count >= LEAST_LINES {
            let gutter = Gutter { x: first };
            let lines = rows.split(|row| gutter.is_crossed(row)).map(|band| gutter.columns(band)).sum::<usize>();
            if lines > best.map_or(0, |(most, _)| most) {
                best = Some((lines, gutter));
            }
        }
        index += count.max(1);
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
                let column: Vec<&Run> = band.iter().flatten().copied().filter(|run| gutter.is_right_of(run) == left).collect();
                write_rows(&rows(column), text);
                text.push('\n');
            }
        } else {
            write_rows(band, text);
        }
        if let Some(row) = across {
            write_line(row, text);
        }
    }
}
