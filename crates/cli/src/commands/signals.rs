//! `hirewall signals`

use anyhow::{Result, bail};
use comfy_table::{ContentArrangement, Table, presets};
use hirewall_engine::Weights;
use hirewall_engine::score::pages;

use crate::say;
use crate::{End, output};

pub fn run(name: Option<&str>, check: bool, coverage: bool) -> Result<End> {
    if coverage {
        return self::coverage();
    }
    if check {
        return self::check();
    }
    match name {
        Some(name) => match hirewall_signals::find(name) {
            Some(signal) => say!("{}", signal.page.trim_end()),
            None => bail!("there is no signal {name:?}; `hirewall signals` lists them"),
        },
        None => list()?,
    }
    Ok(End::Done)
}

fn list() -> Result<()> {
    let weights = Weights::shipped()?;
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(output::width() as u16);
    table.set_header(["Signal", "Family", "Tier", "Bits", "What it means"]);
    for signal in hirewall_signals::all() {
        let levels = weights.levels().iter().filter(|l| l.signal == signal.id);
        let bits: Vec<String> = levels.map(|l| format!("{:+.1}", (l.hit / l.rate).log2())).collect();
        let means = pages().get(signal.id).map_or("", |p| p.means.as_str());
        table.add_row([signal.id, signal.family.as_str(), signal.tier.as_str(), &bits.join(" "), means]);
    }
    say!("{table}");
    say!(
        "{} signals. `hirewall signals NAME` shows a page: what it means, when it is innocent, what to ask, its source.",
        hirewall_signals::all().count()
    );
    Ok(())
}

fn coverage() -> Result<End> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(output::width() as u16);
    table.set_header(["Indicator", "Tier", "What", "Signals, or why none"]);
    let rows = hirewall_signals::coverage::rows();
    for row in &rows {
        let told = if row.signals.is_empty() { format!("none: {}", row.reason) } else { row.signals.join(", ") };
        table.add_row([&row.indicator, &row.tier, &row.what, &told]);
    }
    say!("{table}");
    let of = |tier: char| rows.iter().filter(move |row| row.tier.starts_with(tier));
    for (tier, name) in [('H', "hard"), ('C', "corroborating"), ('W', "weak"), ('X', "never used")] {
        let covered = of(tier).filter(|row| !row.signals.is_empty()).count();
        say!("{name}: {covered} of {} with a signal, the others with a reason", of(tier).count());
    }
    Ok(End::Done)
}

fn check() -> Result<End> {
    let weights = Weights::shipped()?;
    let mut problems: Vec<String> = hirewall_signals::all().flat_map(hirewall_signals::page::problems).collect();
    problems.extend(weights.without_level().iter().map(|id| format!("{id}: no entry in the weights")));
    problems.extend(hirewall_signals::coverage::problems().into_iter().map(|p| format!("coverage.csv {p}")));
    problems.extend(hirewall_refdata::problems().into_iter().map(|p| format!("reference table {p}")));
    let (mut finds, mut silent) = (0, 0);
    for page in pages().values() {
        finds += page.examples.iter().filter(|(f, _)| *f).count();
        silent += page.examples.iter().filter(|(f, _)| !*f).count();
    }
    if problems.is_empty() {
        let count = hirewall_signals::all().count();
        say!(
            "{count} signals: each has its page with all sections, source, tier and weights; {finds} examples fire, {silent} stay silent; all reference rows have a source."
        );
        return Ok(End::Done);
    }
    for problem in &problems {
        say!("{problem}");
    }
    bail!("{} problems in the catalogue", problems.len())
}
