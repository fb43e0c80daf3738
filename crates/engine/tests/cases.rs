//! When a case opens, what changes it, and what a decision needs.
#![allow(clippy::unwrap_used, clippy::panic)]

use hirewall_engine::Policy;
use hirewall_engine::cases::{self, Act, Refused, State, Team, shown};
use hirewall_engine::letters::{self, Notice};
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

fn policy() -> Policy {
    Policy::shipped().unwrap()
}

fn assessed(known: Option<&Case>, assessment: &Assessment, job: &str, now: Timestamp) -> Option<Change> {
    cases::assessed(known, assessment, job, &policy(), now)
}

fn act(case: &Case, who: &str, act: &Act, now: Timestamp) -> Result<Change, Refused> {
    cases::act(case, who, act, &policy(), now)
}

fn opened(assessment: &Assessment, job: &str, who: &str, reason: &str, now: Timestamp) -> Result<Change, Refused> {
    cases::opened(assessment, job, who, reason, &policy(), now)
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn due(case: &Case) -> Option<String> {
    case.due_us.map(|us| Timestamp::from_microsecond(us).unwrap().to_string())
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
fn the_clock_leaves_out_weekends_and_stands_still_while_the_candidate_is_waited_for() {
    // A Friday.
    let friday = time("2026-03-06T15:00:00Z");
    let case = after(assessed(None, &assessment("hold", 6.0), "Engineer", friday).unwrap());
    assert_eq!(due(&case).as_deref(), Some("2026-03-09T15:00:00Z"));
    let asked = after(act(&case, "jane", &Act::Wait("Please send your diploma.".into()), time("2026-03-06T17:00:00Z")).unwrap());
    assert_eq!((due(&asked), shown(&asked).left_s), (None, Some(70 * 3_600)));
    let resumed = after(act(&asked, "jane", &Act::Resume, time("2026-03-20T08:00:00Z")).unwrap());
    assert_eq!((due(&resumed).as_deref(), shown(&resumed).left_s), (Some("2026-03-23T06:00:00Z"), None));
    // Who works already is looked at within the hour, whatever day it is.
    let mut late = assessment("hold", 7.0);
    late.stage = "work".into();
    let hurried = after(assessed(Some(&resumed), &late, "", time("2026-03-21T10:00:00Z")).unwrap());
    assert_eq!(due(&hurried).as_deref(), Some("2026-03-21T11:00:00Z"));
    let decided = after(act(&hurried, "jane", &Act::Decide(Decision::Cleared, WHY.into()), time("2026-03-21T10:30:00Z")).unwrap());
    assert_eq!(due(&decided), None);
}

#[test]
fn a_hostile_file_calls_security_however_clear_the_candidacy() {
    let mut clear = assessment("clear", -6.0);
    clear.security = serde_json::from_value(serde_json::json!([
        {"part": "cv.docm", "finding": "macro-autorun", "because": "runs when it is opened", "evidence": [{"source": "s", "event": "e", "pointer": "/data"}]}
    ]))
    .unwrap();
    let case = after(assessed(None, &clear, "Engineer", at(0)).unwrap());
    assert_eq!((case.band.as_str(), case.open, case.team.as_deref()), ("clear", true, Some("security")));
    // Handed back, it stays where people put it.
    let back = after(act(&case, "sam", &Act::Hand(None, "a harmless template".into()), at(5)).unwrap());
    assert_eq!(back.team, None);
    assert!(assessed(Some(&back), &clear, "", at(9)).is_none());
}

#[test]
fn tasks_come_from_checklists_and_by_hand() {
    let lists = cases::checklists().unwrap();
    assert_eq!(
        lists.iter().map(|list| list.name.as_str()).collect::<Vec<_>>(),
        ["stolen identity", "proxy interview", "laptop farm", "fabricated education", "hostile file"]
    );
    let case = after(act(&hold(), "jane", &Act::Checklist("laptop farm".into()), at(1)).unwrap());
    let again = after(act(&case, "jane", &Act::Checklist("laptop farm".into()), at(2)).unwrap());
    let more = after(act(&again, "jane", &Act::AddTask(" Call the building ".into()), at(3)).unwrap());
    let steps = lists[2].steps.len();
    assert_eq!(shown(&more).tasks.len(), steps + 1);
    let done = after(act(&more, "sam", &Act::Tick(steps), at(4)).unwrap());
    assert_eq!(shown(&done).tasks[steps], cases::Task { words: "Call the building".into(), done: Some("sam".into()) });
    assert_eq!(shown(&after(act(&done, "sam", &Act::Tick(steps), at(5)).unwrap())).tasks[steps].done, None);
    assert_eq!(act(&done, "sam", &Act::Tick(99), at(5)).map(|_| ()), Err(Refused::NoSuchTask));
    assert_eq!(act(&done, "sam", &Act::Checklist("none".into()), at(5)).map(|_| ()), Err(Refused::NoSuchTask));
}

#[test]
fn a_notice_of_a_decision_comes_after_the_candidate_could_answer() {
    let words = || "We are considering not to go on.".to_owned();
    let monday = time("2026-03-02T09:00:00Z");
    let case = hold();
    let late = act(&case, "jane", &Act::Notify(Notice::After, words()), monday);
    assert_eq!(late.map(|_| ()), Err(Refused::TooEarly(None)));
    let told = after(act(&case, "jane", &Act::Notify(Notice::Before, words()), monday).unwrap());
    let next_monday = time("2026-03-09T09:00:00Z");
    let early = act(&told, "jane", &Act::Notify(Notice::After, words()), time("2026-03-09T08:59:59Z"));
    assert_eq!(early.map(|_| ()), Err(Refused::TooEarly(Some(next_monday))));
    assert!(act(&told, "jane", &Act::Notify(Notice::After, words()), next_monday).is_ok());
}

#[test]
fn what_a_candidate_contests_opens_a_decided_case() {
    let cleared = after(act(&hold(), "jane", &Act::Decide(Decision::RejectedOther, WHY.into()), at(5)).unwrap());
    let contested = act(&cleared, "john", &Act::Contest("says that the school has two campuses".into()), at(9)).unwrap();
    assert_eq!(what(&contested), "case.contested");
    let contested = after(contested);
    assert!(contested.open && contested.due_us.is_some());
}

#[test]
fn what_a_candidate_is_told_names_nobody_else() {
    let mut found = assessment("hold", 6.0);
    let text = letters::notice(Notice::Before, "Engineer", Some(&found), 5);
    assert!(text.contains("without other people's data") && !text.contains("- b\n"), "{text}");
    found.findings[0].family = hirewall_model::assessment::Family::Education;
    let text = letters::notice(Notice::After, "Engineer", Some(&found), 5);
    assert!(text.contains("- b\n") && !text.contains("other people's data"), "{text}");
    assert!(letters::request("", Some(&found)).contains("diploma"));
    // What is asked for two reasons is asked once.
    let mut twice = assessment("hold", 6.0);
    let mut contact = twice.findings[0].clone();
    contact.family = hirewall_model::assessment::Family::Contact;
    twice.findings.extend([found.findings[0].clone(), contact]);
    assert_eq!(letters::request("", Some(&twice)).matches("mail address of your application").count(), 1);
}

#[test]
fn every_team_has_its_word() {
    for team in Team::ALL {
        assert_eq!(Team::of(team.as_str()), Some(*team));
    }
}

#[test]
fn every_state_has_its_word() {
    for state in State::ALL {
        assert_eq!(State::of(state.as_str()), Some(*state));
    }
}
