//! Which published indicators the catalogue covers, and why not the others: `coverage.csv`, one row for each indicator of the sourced list that the
//! catalogue was made from.

/// One published indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id in the list, such as `EDU-03`.
    pub indicator: String,
    /// Its tier there: H hard, C corroborating, W weak, X must not be used, — not about a person.
    pub tier: String,
    /// What it is.
    pub what: String,
    /// Signals that look at it.
    pub signals: Vec<String>,
    /// Why there is none.
    pub reason: String,
}

/// All rows, in the list's order.
pub fn rows() -> Vec<Row> {
    records(include_str!("../coverage.csv"))
        .into_iter()
        .skip(1)
        .filter_map(|cells| {
            let [indicator, tier, what, signals, reason] = <[String; 5]>::try_from(cells).ok()?;
            let signals = signals.split('|').filter(|s| !s.is_empty()).map(str::to_owned).collect();
            Some(Row { indicator, tier, what, signals, reason })
        })
        .collect()
}

/// Records of a CSV text in which only cells with commas are quoted.
fn records(text: &str) -> Vec<Vec<String>> {
    let record = |line: &str| {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                c => cell.push(c),
            }
        }
        cells.push(cell);
        cells
    };
    text.lines().map(record).collect()
}

/// What is wrong with the list; empty when all is well: every row has a signal that exists, or a reason, never both, and what must not be used has none.
pub fn problems() -> Vec<String> {
    let rows = rows();
    let mut problems: Vec<String> = Vec::new();
    if rows.len() != 191 {
        problems.push(format!("{} rows instead of 191", rows.len()));
    }
    for row in &rows {
        if row.signals.is_empty() == row.reason.trim().is_empty() {
            problems.push(format!("{}: signals and reason must not both be there or both be missing", row.indicator));
        }
        for signal in row.signals.iter().filter(|s| crate::find(s).is_none()) {
            problems.push(format!("{}: there is no signal {signal:?}", row.indicator));
        }
        if row.tier.starts_with('X') && !row.signals.is_empty() {
            problems.push(format!("{}: must not be used", row.indicator));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_published_indicator_has_a_signal_or_a_reason() {
        assert_eq!(super::problems(), Vec::<String>::new());
    }
}
