//! Lead time: at which stage each persona is first sent to review, and what the stages up to it cost honest people.

use std::collections::BTreeMap;
use std::fmt::Write;

use hirewall_engine::{Error, Policy, Weights};
use hirewall_simulate::World;
use serde::Serialize;

use crate::card::{Card, card};

/// The stages, each with the events that are there by then.
const STAGES: [(&str, &[&str]); 5] = [
    ("application", &["application.submitted", "application.updated", "profile.observed", "message.received", "document.read", "candidacy.merged"]),
    ("interview", &["interview.held", "test.scored"]),
    ("check", &["check.returned"]),
    ("onboarding", &["onboarding.submitted", "device.shipped"]),
    ("work", &["signin.observed", "endpoint.observed", "code.observed", "payroll.changed"]),
];

/// The card as of the end of each stage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stages {
    /// Stage and card, in order.
    pub stages: Vec<(String, Card)>,
}

/// Screens a world again and again, each time with one stage more.
pub async fn run(world: &World, weights: &Weights, policy: &Policy, progress: &(dyn Fn(usize, usize) + Sync)) -> Result<Stages, Error> {
    let mut stages = Vec::new();
    let mut kinds: Vec<String> = Vec::new();
    for (stage, more) in STAGES {
        kinds.extend(more.iter().map(|kind| format!("\"type\":\"hirewall.{kind}.v1\"")));
        let events = world.events.iter().filter(|line| kinds.iter().any(|kind| line.contains(kind.as_str()))).cloned().collect();
        let cut = World { events, truth: world.truth.clone() };
        let outcome = crate::run(&cut, weights, policy, None, progress).await?;
        stages.push((stage.to_owned(), card(&outcome.assessments, &world.truth)));
    }
    Ok(Stages { stages })
}

impl Stages {
    /// As a table: share of the personas in review or hold by the end of each stage, and honest people per 1,000.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let styles: BTreeMap<&String, u64> = self.stages.iter().flat_map(|(_, card)| card.styles.iter().map(|(s, l)| (s, l.disturbed.n))).collect();
        let _ = write!(out, "{:<26}", "in review or hold by");
        for (stage, _) in &self.stages {
            let _ = write!(out, "{stage:>13}");
        }
        out.push('\n');
        let mut row = |name: String, value: &dyn Fn(&Card) -> f64, digits: usize| {
            let _ = write!(out, "{name:<26}");
            for (_, card) in &self.stages {
                let _ = write!(out, "{:>13.digits$}", value(card));
            }
            out.push('\n');
        };
        for (style, n) in styles {
            row(format!("{style} ({n})"), &|card| card.styles.get(style).map_or(0.0, |l| l.disturbed.value()), 3);
        }
        row("honest disturbed per 1,000".into(), &|card| card.honest.disturbed.value() * 1000.0, 2);
        row("honest asked per 1,000".into(), &|card| card.honest.asked.value() * 1000.0, 2);
        for oddity in ["newcomer", "victim"] {
            row(format!("{oddity} disturbed per 1,000"), &|card| card.oddities.get(oddity).map_or(0.0, |l| l.disturbed.value() * 1000.0), 2);
            row(format!("{oddity} asked per 1,000"), &|card| card.oddities.get(oddity).map_or(0.0, |l| l.asked.value() * 1000.0), 2);
        }
        out
    }
}
