//! When a case opens, what changes it, and what a decision needs.
#![allow(clippy::unwrap_used, clippy::panic)]

use hirewall_engine::cases::{Act, Refused, State, act, assessed, opened, shown};
use hirewall_model::assessment::Assessment;
use hirewall_model::event::Decision;
use hirewall_store::cases::{Case, Change};
use jiff::Timestamp;

const WHY: &str = "the registrar knows nobody of that name";

fn assessment(band: &str, bits: f64) -> Assessment {
    serde_json::from_value(serde_json::json!({
        "candidacy": "cand-1", "as_of": "2026-03-02T14:05:11Z", "band": band, "bits": bits, "tail": null, "probability": null, "prior_bits": -8.4,
        "weights": "w", "rates": "r", "policy": "p", "editions": {}, "stage": "application", "families": {"links": 7.5},
        "findings": [{"signal": "phone-shared", "family": "links", "tier": "hard", "bits": 7.5, "because": "b", "evidence": [], "innocent_when": "i", "ask": "a"}],
        "not_looked_at": [], "same_person": [], "campaign": null, "victim": null, "next_steps": [], "unreadable": [], "security": []
    }))
    .unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + second).unwrap()
}

/// The case after a change, as the store keeps it.
fn after(change: Change) -> Case {
    let case = change.cases.into_iter().next().unwrap();
    Case { version: case.version + 1, ..case }
}

fn what(change: &Change) -> &str {
    &change.entries.first().unwrap().what
}

fn hold() -> Case {
    after(assessed(None, &assessment("hold", 6.0), "Engineer", at(0)).unwrap())
}

#[test]
fn a_band_that_asks_for_people_opens_a_case() {
    assert_eq!(assessed(None, &assessment("clear", -5.0), "Engineer", at(0)).map(|_| ()), None);
    for band in ["verify", "review", "hold"] {
        let change = assessed(None, &assessment(band, 3.0), "Engineer", at(0)).unwrap();
        assert_eq!(what(&change), "case.opened");
        let case = after(change);
        assert_eq!((case.band.as_str(), case.state.as_str(), case.open, case.millibits), (band, "new", true, 3_000));
        assert_eq!((shown(&case).job.as_str(), shown(&case).reasons), ("Engineer", vec!["phone-shared".to_owned()]));
    }
}

#[test]
fn the_same_assessment_changes_nothing() {
    assert!(assessed(Some(&hold()), &assessment("hold", 6.0), "Engineer", at(9)).is_none());
    let change = assessed(Some(&hold()), &assessment("hold", 7.0), "", at(9)).unwrap();
    assert_eq!(what(&change), "case.assessed");
    assert_eq!(shown(&after(change)).job, "Engineer");
}

#[test]
fn evidence_alone_closes_only_what_nobody_has_looked_at() {
    let lapsed = assessed(Some(&hold()), &assessment("clear", -5.0), "", at(9)).unwrap();
    assert_eq!(what(&lapsed), "case.lapsed");
    let lapsed = after(lapsed);
    assert!(!lapsed.open);
    assert_eq!(what(&assessed(Some(&lapsed), &assessment("verify", 1.0), "", at(19)).unwrap()), "case.reopened");

    let taken = after(act(&hold(), "jane", &Act::Take, at(5)).unwrap());
    let still = after(assessed(Some(&taken), &assessment("clear", -5.0), "", at(9)).unwrap());
    assert_eq!((still.open, still.state.as_str(), still.assignee.as_deref()), (true, "in_progress", Some("jane")));
}

#[test]
fn a_decision_needs_a_reason_and_against_somebody_a_second_person() {
    let fraud = || Act::Decide(Decision::ConfirmedFraud, WHY.to_owned());
    assert_eq!(act(&hold(), "jane", &Act::Decide(Decision::Cleared, "ok".into()), at(5)).map(|_| ()), Err(Refused::NoReason));
    let proposed = act(&hold(), "jane", &fraud(), at(5)).unwrap();
    assert_eq!((what(&proposed), proposed.events.len()), ("case.decision_proposed", 0));
    let proposed = after(proposed);
    assert_eq!((State::of(&proposed.state), proposed.open), (Some(State::SecondPerson), true));
    assert_eq!(act(&proposed, "jane", &fraud(), at(6)).map(|_| ()), Err(Refused::SamePerson));
    assert_eq!(act(&proposed, "john", &Act::Decide(Decision::Cleared, WHY.into()), at(6)).map(|_| ()), Err(Refused::OtherProposal));

    let refused = after(act(&proposed, "john", &Act::Refuse(WHY.into()), at(6)).unwrap());
    assert_eq!((State::of(&refused.state), shown(&refused).proposal), (Some(State::InProgress), None));
    assert_eq!(act(&refused, "john", &Act::Refuse(WHY.into()), at(7)).map(|_| ()), Err(Refused::NoProposal));

    let decided = act(&proposed, "john", &fraud(), at(6)).unwrap();
    let event: serde_json::Value = serde_json::from_slice(&decided.events.first().unwrap().body).unwrap();
    assert_eq!((event["type"].as_str(), event["subject"].as_str()), (Some("hirewall.decision.recorded.v1"), Some("cand-1")));
    assert_eq!((event["data"]["decision"].as_str(), event["data"]["by"].as_str()), (Some("confirmed_fraud"), Some("jane, john")));
    let (read, remarks) = hirewall_model::parse::event(&decided.events.first().unwrap().body).unwrap_or_else(|_| panic!("not the contract's form"));
    assert_eq!((read.subject.as_str(), remarks.len()), ("cand-1", 0));
    let decided = after(decided);
    assert!(!decided.open);
    assert_eq!(act(&decided, "jane", &Act::Take, at(7)).map(|_| ()), Err(Refused::Closed));
    assert!(act(&decided, "jane", &Act::Note("a letter came".into()), at(7)).is_ok());
}

#[test]
fn later_evidence_opens_a_decided_case_only_in_a_higher_band() {
    let verify = after(assessed(None, &assessment("verify", 1.0), "Engineer", at(0)).unwrap());
    let cleared = after(act(&verify, "jane", &Act::Decide(Decision::Cleared, WHY.into()), at(5)).unwrap());
    assert!(!cleared.open);
    let same = after(assessed(Some(&cleared), &assessment("verify", 1.5), "", at(9)).unwrap());
    assert!(!same.open);
    let higher = assessed(Some(&cleared), &assessment("hold", 6.0), "", at(9)).unwrap();
    assert_eq!(what(&higher), "case.reopened");
    assert!(after(higher).open);
}

#[test]
fn a_person_may_open_one() {
    assert_eq!(opened(&assessment("clear", -5.0), "Engineer", "jane", "hm", at(0)).map(|_| ()), Err(Refused::NoReason));
    let case = after(opened(&assessment("clear", -5.0), "Engineer", "jane", "a recruiter saw two people in one call", at(0)).unwrap());
    assert_eq!((case.open, case.state.as_str(), case.assignee.as_deref()), (true, "in_progress", Some("jane")));
    // Nothing but a person closes it.
    assert!(assessed(Some(&case), &assessment("clear", -6.0), "", at(9)).is_none_or(|change| after(change).open));
}

#[test]
fn every_state_has_its_word() {
    for state in State::ALL {
        assert_eq!(State::of(state.as_str()), Some(*state));
    }
}
