//! What the weights reach on small worlds must not fall silently. The seeds here are not those of the published score card.
#![allow(clippy::unwrap_used, reason = "tests")]

use hirewall_engine::{Policy, Weights};
use hirewall_eval::card::{Card, card};
use hirewall_simulate::{Fields, Options, Style, world};

fn run(style: Style, fields: Fields) -> Card {
    let world = world(&Options { seed: 4, honest: 4000, personas: 60, fields, style, oversample: None });
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (weights, policy) = (Weights::shipped().unwrap(), Policy::shipped().unwrap());
    let outcome = runtime.block_on(hirewall_eval::run(&world, &weights, &policy, None, &|_, _| {})).unwrap();
    card(&outcome.assessments, &world.truth)
}

fn caught(card: &Card, style: &str) -> f64 {
    card.styles.get(style).map_or(0.0, |line| line.disturbed.value())
}

#[test]
fn careless_operations_are_caught_and_few_honest_people_disturbed() {
    let all = run(Style::First, Fields::All);
    assert!(caught(&all, "careless") >= 0.9, "{}", all.text());
    assert!(all.honest.disturbed.value() <= 0.002, "{}", all.text());
    assert!(all.honest.asked.value() <= 0.012, "{}", all.text());
}

#[test]
fn contacts_and_a_resume_are_enough_for_careless_ones() {
    let spare = run(Style::First, Fields::ContactResume);
    assert!(caught(&spare, "careless") >= 0.7, "{}", spare.text());
    assert!(spare.honest.disturbed.value() <= 0.002, "{}", spare.text());
}

#[test]
fn a_style_written_without_knowing_the_signals_disturbs_few_honest_people() {
    for fields in [Fields::All, Fields::ContactResume] {
        let second = run(Style::Second, fields);
        assert!(second.honest.disturbed.value() <= 0.003, "{}", second.text());
        assert!(second.honest.asked.value() <= 0.025, "{}", second.text());
    }
}
