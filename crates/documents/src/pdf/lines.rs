//! Drawn strings → words, lines and columns in reading order.

use super::content::Run;
use super::{COLUMN_LINES, MAX_COLUMN_RUNS};

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

/// A vertical band between two columns.
#[derive(Clone, Copy)]
pub(super) struct Gutter {
    pub(super) from: f32,
    pub(super) to: f32,
}

impl Gutter {
    /// Whether a line runs across.
    pub(super) fn is_crossed(self, row: &[&Run]) -> bool {
        row.iter().any(|run| run.x < self.to && run.end > self.from && !run.is_blank())
    }

    /// Whether a string is in the left column.
    pub(super) fn is_right_of(self, run: &Run) -> bool {
        run.x + run.end < self.from + self.to
    }

    /// How many lines two columns have side by side in rows that do not run across; zero if these are no columns.
    ///
    /// Columns need not have their lines at the same heights. But where one of them has text at few of the other's lines only, they are no
    /// columns: it has dates or headings that belong to these lines.
    pub(super) fn columns(self, rows: &[Vec<&Run>]) -> usize {
        let has = |left: bool| {
            let has = move |row: &Vec<&Run>| row.iter().any(|run| self.is_right_of(run) == left && !run.is_blank());
            rows.iter().enumerate().filter(move |(_, row)| has(row)).map(|(index, _)| index).collect::<Vec<usize>>()
        };
        let (left, right) = (has(true), has(false));
        let (Some(from), Some(to)) = (left.first().max(right.first()), left.last().min(right.last())) else { return 0 };
        let within = |side: &[usize]| side.iter().filter(|index| (from..=to).contains(index)).count();
        let (left, right) = (within(&left), within(&right));
        let (fewer, more) = (left.min(right), left.max(right));
        if fewer >= COLUMN_LINES && fewer.saturating_mul(5) >= more.saturating_mul(2) { fewer } else { 0 }
    }
}

/// The band in the middle of the page that parts the most lines into columns, if any does.
pub(super) fn gutter(rows: &[Vec<&Run>], left: f32, right: f32) -> Option<Gutter> {
    if rows.len() < COLUMN_LINES || rows.iter().map(Vec::len).sum::<usize>() > MAX_COLUMN_RUNS {
        return None;
    }
    let mut sizes: Vec<f32> = rows.iter().filter_map(|row| row.first()).map(|run| run.size).collect();
    sizes.sort_by(f32::total_cmp);
    let width = *sizes.get(sizes.len() / 2)? * 1.2;
    let (low, high) = (left + 0.25 * (right - left), left + 0.75 * (right - left) - width);
    if !low.is_finite() || !high.is_finite() || high <= low {
        return None;
    }
    let step = ((high - low) / 200.0).max(2.0);
    let steps = ((high - low) / step) as u16;
    let mut best: Option<(usize, Gutter)> = None;
    for index in 0..=steps {
        let from = low + f32::from(index) * step;
        let gutter = Gutter { from, to: from + width };
        let lines = rows.split(|row| gutter.is_crossed(row)).map(|band| gutter.columns(band)).sum::<usize>();
        if lines > best.map_or(0, |(most, _)| most) {
            best = Some((lines, gutter));
        }
    }
    best.map(|(_, gutter)| gutter)
}

/// Writes rows of which some are columns. Lines that run across part the page into bands; in each the left column goes before the right one.
pub(super) fn write_columns(all: &[Vec<&Run>], gutter: Gutter, text: &mut String) {
    for part in all.split_inclusive(|row| gutter.is_crossed(row)) {
        let (band, across) = match part.split_last() {
            Some((last, band)) if gutter.is_crossed(last) => (band, Some(last)),
            _ => (part, None),
        };
        if gutter.columns(band) > 0 {
            for left in [true, false] {
                let column: Vec<&Run> = band.iter().flatten().copied().filter(|run| gutter.is_right_of(run) == left).collect();
                write_rows(&rows(column), text);
            }
        } else {
            write_rows(band, text);
        }
        if let Some(row) = across {
            write_line(row, text);
        }
    }
}
