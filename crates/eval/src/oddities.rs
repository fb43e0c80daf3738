//! What each innocent oddity costs those who have it, measured on a thousand of them each: worlds in which it is common, screened with the
//! rates of an ordinary one.

use std::collections::BTreeMap;
use std::fmt::Write;

use hirewall_engine::{Error, Policy, Weights};
use hirewall_simulate::{Options, Style, world};
use serde::Serialize;

use crate::card::{Card, Line, card};

/// People with an oddity that are enough.
const ENOUGH: u64 = 1000;
/// Honest people in a world in which an oddity is common.
const HONEST: usize = 5000;
/// Worlds for one oddity, at most.
const WORLDS: u64 = 10;

/// Honest people by oddity, and what the disturbed and asked among them were first found to show.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Oddities {
    /// All honest people of the ordinary world.
    pub honest: Line,
    /// By oddity.
    pub lines: BTreeMap<String, Line>,
    /// By oddity, the signals most often found on those who were asked or disturbed.
    pub found: BTreeMap<String, Vec<(String, u64)>>,
}

/// Measures one oddity or, without a name, all that the ordinary world has. Only worlds of the third style can make one common.
pub async fn run(
    options: &Options,
    only: Option<&str>,
    weights: &Weights,
    policy: &Policy,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Oddities, Error> {
    let wrong = |what: String| Error::Setting { file: "--oddities".into(), what };
    if options.style != Style::Third {
        return Err(wrong("only worlds of the third style can make an oddity common; say --style third".into()));
    }
    let ordinary = world(options);
    let outcome = crate::run(&ordinary, weights, policy, None, &|_, _| {}).await?;
    let base = card(&outcome.assessments, &ordinary.truth);
    // Whose life is used by an operation is not a matter of chance among honest people: it needs the operation.
    let known = base.oddities.keys().filter(|label| !label.starts_with('(') && *label != "victim").cloned();
    let mut labels: Vec<String> = known.collect();
    let by_chance = labels.join(", ");
    if let Some(only) = only {
        // A rare one need not be in the ordinary world.
        labels = vec![only.to_owned()];
    }
    let mut result = Oddities { honest: base.honest, lines: BTreeMap::new(), found: BTreeMap::new() };
    for (done, label) in labels.iter().enumerate() {
        progress(done, labels.len());
        let mut line: Option<Line> = None;
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for turn in 1..=WORLDS {
            let personas = HONEST * options.personas / options.honest.max(1);
            let seed = options.seed.wrapping_add(turn << 32);
            let odd = world(&Options { seed, honest: HONEST, personas, oversample: Some(label.clone()), ..options.clone() });
            let outcome = crate::run(&odd, weights, policy, outcome.rates.as_ref(), &|_, _| {}).await?;
            let card: Card = card(&outcome.assessments, &odd.truth);
            if let Some(more) = card.oddities.get(label) {
                line = Some(line.map_or(*more, |sum| sum.plus(*more)));
            }
            for assessment in &outcome.assessments {
                let one = odd.truth.binary_search_by(|t| t.candidacy.as_str().cmp(&assessment.candidacy)).ok().and_then(|n| odd.truth.get(n));
                if assessment.band > hirewall_model::assessment::Band::Clear && one.is_some_and(|t| t.oddities.iter().any(|o| o == label)) {
                    for finding in assessment.findings.iter().filter(|f| f.bits.0 > 0) {
                        *found.entry(finding.signal.to_string()).or_default() += 1;
                    }
                }
            }
            if line.is_none_or(|sum| sum.disturbed.n == 0 || sum.disturbed.n >= ENOUGH) {
                break;
            }
        }
        match line {
            Some(line) => drop(result.lines.insert(label.clone(), line)),
            None if only.is_some() => {
                return Err(wrong(format!("{label:?} was made common and nobody has it; oddities of the ordinary world are {by_chance}")));
            }
            None => {}
        }
        let mut found: Vec<(String, u64)> = found.into_iter().collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        found.truncate(4);
        result.found.insert(label.clone(), found);
    }
    Ok(result)
}

impl Oddities {
    /// As a table in plain text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(
            out,
            "{:<24} {:>6} {:>24} {:>24} {:>8} {:>8}  most often found on those asked or disturbed",
            "honest people", "n", "disturbed per 1,000", "asked per 1,000", "× dist.", "× asked"
        );
        let _ = writeln!(out, "{}", self.honest.row("all", &self.honest));
        for (label, line) in &self.lines {
            let found: Vec<String> = self.found.get(label).into_iter().flatten().map(|(signal, n)| format!("{signal} {n}")).collect();
            let _ = writeln!(out, "{}  {}", line.row(label, &self.honest), found.join(", "));
        }
        out
    }
}
