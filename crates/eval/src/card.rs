//! The score card: recall by style of operation; honest people disturbed and asked, by oddity, with intervals.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use hirewall_model::assessment::{Assessment, Band};
use hirewall_simulate::Truth;
use serde::Serialize;

/// A share with its 95 % interval (Wilson 1927).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub k: u64,
    /// Of how many.
    pub n: u64,
}

impl Share {
    /// The share; 0 of none.
    pub fn value(self) -> f64 {
        if self.n == 0 { 0.0 } else { self.k as f64 / self.n as f64 }
    }

    /// Lower and upper end of the 95 % interval.
    pub fn interval(self) -> (f64, f64) {
        if self.n == 0 {
            return (0.0, 1.0);
        }
        let (z, n, p) = (1.96_f64, self.n as f64, self.value());
        let centre = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / (1.0 + z * z / n);
        ((centre - half).max(0.0), (centre + half).min(1.0))
    }

    fn add(&mut self, hit: bool) {
        self.n += 1;
        self.k += u64::from(hit);
    }
}

/// What became of one population.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Line {
    /// In `review` or `hold`.
    pub disturbed: Share,
    /// In `verify`.
    pub asked: Share,
}

impl Line {
    /// Both together.
    pub fn plus(self, other: Line) -> Line {
        let sum = |a: Share, b: Share| Share { k: a.k + b.k, n: a.n + b.n };
        Line { disturbed: sum(self.disturbed, other.disturbed), asked: sum(self.asked, other.asked) }
    }

    /// As a row of a table: people, disturbed and asked per 1,000 with intervals, and how many times the rate among `all`.
    pub fn row(&self, name: &str, all: &Line) -> String {
        let thousand = |share: Share| {
            let (low, high) = share.interval();
            format!("{:>6.2} [{:.2}–{:.2}]", share.value() * 1000.0, low * 1000.0, high * 1000.0)
        };
        let ratio = |a: Share, b: Share| if b.k == 0 { "–".to_owned() } else { format!("{:.2}", a.value() / b.value()) };
        format!(
            "{name:<24} {:>6} {:>24} {:>24} {:>8} {:>8}",
            self.disturbed.n,
            thousand(self.disturbed),
            thousand(self.asked),
            ratio(self.disturbed, all.disturbed),
            ratio(self.asked, all.asked)
        )
    }
}

/// A score card.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card {
    /// Personas of operations by style: caught is `review` or `hold`, asked is `verify`.
    pub styles: BTreeMap<String, Line>,
    /// All honest people.
    pub honest: Line,
    /// Honest people by oddity; `plain` has none, `several` has two or more.
    pub oddities: BTreeMap<String, Line>,
    /// Honest people disturbed, by the strongest finding.
    pub disturbed_by: BTreeMap<String, u64>,
    /// What each signal costs: people with a finding of it that weighs against them.
    pub alarms: BTreeMap<String, Alarm>,
    /// Pairs of people in one campaign against pairs of personas of one operation.
    pub pairs: Pairs,
}

/// Pairs of people: how well campaigns are operations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Pairs {
    /// Of the pairs in one campaign, those of one operation.
    pub precision: Share,
    /// Of the pairs of one operation, those in one campaign.
    pub recall: Share,
}

impl Pairs {
    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision.value(), self.recall.value());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

fn pairs(assessments: &[Assessment], truth: &[Truth]) -> Pairs {
    let person: BTreeMap<&str, &str> = truth.iter().map(|t| (t.candidacy.as_str(), t.person.as_str())).collect();
    let mut campaigns: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for assessment in assessments {
        if let (Some(campaign), Some(person)) = (&assessment.campaign, person.get(assessment.candidacy.as_str())) {
            campaigns.entry(campaign).or_default().insert(person);
        }
    }
    let mut operations: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in truth {
        if let Some(operation) = &one.operation {
            operations.entry(operation).or_default().insert(&one.person);
        }
    }
    let of = |groups: &BTreeMap<&str, BTreeSet<&str>>| -> BTreeSet<(String, String)> {
        let pair = |(n, a): (usize, &&str), group: &BTreeSet<&str>| -> Vec<(String, String)> {
            group.iter().skip(n + 1).map(|b| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        groups.values().flat_map(|group| group.iter().enumerate().flat_map(move |one| pair(one, group))).collect()
    };
    let (found, true_ones) = (of(&campaigns), of(&operations));
    let both = found.intersection(&true_ones).count() as u64;
    Pairs { precision: Share { k: both, n: found.len() as u64 }, recall: Share { k: both, n: true_ones.len() as u64 } }
}

/// What a signal costs and gives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Alarm {
    /// Honest people with a finding of it that weighs against them.
    pub honest: u64,
    /// Of these disturbed.
    pub disturbed: u64,
    /// Of these asked.
    pub asked: u64,
    /// Personas of operations with such a finding.
    pub personas: u64,
}

/// Compares assessments with the truth, person by person: a person is as disturbed as their most disturbed candidacy.
pub fn card(assessments: &[Assessment], truth: &[Truth]) -> Card {
    let by_id: BTreeMap<&str, &Assessment> = assessments.iter().map(|a| (a.candidacy.as_str(), a)).collect();
    /// One human: the most disturbed of their candidacies stands for them.
    struct Person<'a> {
        style: Option<&'static str>,
        band: Band,
        worst: Option<&'a Assessment>,
        oddities: Vec<&'static str>,
    }
    let mut people: BTreeMap<&str, Person<'_>> = BTreeMap::new();
    for one in truth {
        let assessment = by_id.get(one.candidacy.as_str()).copied();
        let band = assessment.map_or(Band::Clear, |a| a.band);
        let person = people.entry(&one.person).or_insert(Person { style: one.style, band: Band::Clear, worst: None, oddities: Vec::new() });
        if band > person.band || person.worst.is_none() {
            (person.band, person.worst) = (band, assessment);
        }
        person.oddities.extend(one.oddities.iter().copied());
    }
    let none = Line { disturbed: Share { k: 0, n: 0 }, asked: Share { k: 0, n: 0 } };
    let mut card = Card {
        styles: BTreeMap::new(),
        honest: none,
        oddities: BTreeMap::new(),
        disturbed_by: BTreeMap::new(),
        alarms: BTreeMap::new(),
        pairs: pairs(assessments, truth),
    };
    let add = |line: &mut Line, band: Band| {
        line.disturbed.add(band >= Band::Review);
        line.asked.add(band == Band::Verify);
    };
    for Person { style, band, worst: assessment, mut oddities } in people.into_values() {
        let mut signals: Vec<&str> = assessment.iter().flat_map(|a| &a.findings).filter(|f| f.bits.0 > 0).map(|f| f.signal.as_ref()).collect();
        signals.sort_unstable();
        signals.dedup();
        for signal in signals {
            let alarm = card.alarms.entry(signal.to_owned()).or_default();
            if style.is_some() {
                alarm.personas += 1;
            } else {
                alarm.honest += 1;
                alarm.disturbed += u64::from(band >= Band::Review);
                alarm.asked += u64::from(band == Band::Verify);
            }
        }
        if let Some(style) = style {
            add(card.styles.entry(style.to_owned()).or_insert(none), band);
            continue;
        }
        add(&mut card.honest, band);
        oddities.sort_unstable();
        oddities.dedup();
        let number = match oddities.len() {
            0 => Some("(none)"),
            1 => None,
            _ => Some("(several)"),
        };
        for oddity in oddities.into_iter().chain(number) {
            add(card.oddities.entry(oddity.to_owned()).or_insert(none), band);
        }
        if band >= Band::Review
            && let Some(strongest) = assessment.and_then(|a| a.findings.first())
        {
            *card.disturbed_by.entry(strongest.signal.to_string()).or_default() += 1;
        }
    }
    card
}

impl Card {
    /// As a table in plain text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let percent = |share: Share| {
            let (low, high) = share.interval();
            format!("{:>6.3} [{:.3}–{:.3}]", share.value(), low, high)
        };
        let _ = writeln!(out, "{:<12} {:>6}  {:<24} asked (verify)", "operations", "n", "caught (review or hold)");
        for (style, line) in &self.styles {
            let _ = writeln!(out, "{style:<12} {:>6}  {:<24} {}", line.disturbed.n, percent(line.disturbed), percent(line.asked));
        }
        let _ = writeln!(
            out,
            "\n{:<24} {:>6} {:>24} {:>24} {:>8} {:>8}",
            "honest people", "n", "disturbed per 1,000", "asked per 1,000", "× dist.", "× asked"
        );
        let _ = writeln!(out, "{}", self.honest.row("all", &self.honest));
        for (oddity, line) in &self.oddities {
            let _ = writeln!(out, "{}", line.row(oddity, &self.honest));
        }
        let _ = writeln!(
            out,
            "\n{:<28} {:>8} {:>10} {:>10} {:>10} {:>10}",
            "false alarms by signal", "personas", "honest", "per 1,000", "disturbed", "asked"
        );
        for (signal, a) in &self.alarms {
            let rate = if self.honest.disturbed.n == 0 { 0.0 } else { a.honest as f64 * 1000.0 / self.honest.disturbed.n as f64 };
            let _ = writeln!(out, "{signal:<28} {:>8} {:>10} {rate:>10.2} {:>10} {:>10}", a.personas, a.honest, a.disturbed, a.asked);
        }
        let Pairs { precision, recall } = self.pairs;
        let _ = writeln!(
            out,
            "\ncampaigns, by pairs of people: precision {:.3} ({} of {}), recall {:.3} ({} of {}), F1 {:.3}",
            precision.value(),
            precision.k,
            precision.n,
            recall.value(),
            recall.k,
            recall.n,
            self.pairs.f1()
        );
        if !self.disturbed_by.is_empty() {
            let list: Vec<String> = self.disturbed_by.iter().map(|(s, n)| format!("{s} {n}")).collect();
            let _ = writeln!(out, "\nhonest people disturbed, by the strongest finding: {}", list.join(", "));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn the_interval_holds_the_share_and_narrows_with_n() {
        let (low, high) = Share { k: 2, n: 1000 }.interval();
        assert!(low < 0.002 && 0.002 < high && low > 0.0004 && high < 0.008);
        assert_eq!(Share { k: 0, n: 0 }.interval(), (0.0, 1.0));
    }
}
