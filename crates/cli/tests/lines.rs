//! Whole lines of résumés that two people write, and nobody else or everybody.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use common::{Room, application, lines};
use serde_json::{Value, json};

const COMMON: [&str; 3] = [
    "Cut the nightly ledger run from nine hours to forty minutes",
    "Moved 212 cron jobs of the claims desk onto one queue",
    "Wrote the postmortem that ended the weekly certificate outage",
];

/// Somebody with these lines and five of their own.
fn person(subject: &str, own: usize, shared: &[&str]) -> Value {
    let mut highlights: Vec<String> =
        (0..5).map(|n| format!("{subject} line {n}: kept the {own} depots of region {} supplied in winter", own * 7 + n)).collect();
    // Written with other marks and in other case.
    highlights.extend(shared.iter().map(|l| format!("{}.", l.to_uppercase())));
    let resume = json!({"work": [{"name": format!("Firm {own}"), "startDate": "2018-02", "highlights": highlights}]});
    application(&format!("a-{subject}"), subject, json!({"name": {"full": format!("Person{own} Of{own}")}, "resume": resume}))
}

/// Level of the finding on lines, by candidacy.
fn found(room: &Room, events: &[Value]) -> Vec<(String, String)> {
    let ran = room.screen(&room.file("events.jsonl", lines(events)));
    ran.ends(0, &[]);
    let of = |a: &Value| {
        let finding = a["findings"].as_array().unwrap().iter().find(|f| f["signal"] == "lines-shared")?.clone();
        Some((a["candidacy"].as_str().unwrap().to_owned(), finding["level"].as_str().unwrap().to_owned()))
    };
    ran.assessments().iter().filter_map(of).collect()
}

fn both(level: &str) -> Vec<(String, String)> {
    ["p", "q"].map(|c| (c.to_owned(), level.to_owned())).into()
}

#[test]
fn two_who_write_three_of_the_same_lines_are_told_and_of_one_line_nothing_is_said() {
    let room = Room::new();
    let others = || (0..20).map(|n| person(&format!("h{n}"), n, &[]));
    let pair = |shared: usize| others().chain([person("p", 30, &COMMON[..shared]), person("q", 31, &COMMON[..shared])]).collect::<Vec<_>>();
    assert_eq!(found(&room, &pair(3)), both("several"));
    assert_eq!(found(&room, &pair(2)), both("two"));
    assert_eq!(found(&room, &pair(1)), []);
}

#[test]
fn lines_of_a_course_that_a_dozen_write_say_nothing() {
    let room = Room::new();
    let course: Vec<Value> = (0..12).map(|n| person(&format!("h{n}"), n, &COMMON)).collect();
    assert_eq!(found(&room, &course), []);
}

/// Fixed: six of one course with the same three lines were linked, and a campaign with whoever shared a referee with one of them.
#[test]
fn lines_that_the_same_few_all_write_are_a_mould_and_say_nothing() {
    let room = Room::new();
    let class: Vec<Value> = (0..6).map(|n| person(&format!("h{n}"), n, &COMMON)).collect();
    assert_eq!(found(&room, &class), []);
}

/// Fixed: of more lines than are kept, the key decided which, so that two installations said different things.
#[test]
fn which_lines_are_kept_of_many_does_not_hang_on_the_key() {
    let many: Vec<String> = (0..60).map(|n| format!("Line {n} of sixty that two people wrote about depot {n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let events: Vec<Value> =
        (0..20).map(|n| person(&format!("h{n}"), n, &[])).chain([person("p", 30, &many[..12]), person("q", 31, &many[8..])]).collect();
    let of = |store: &[&str]| {
        let room = Room::new();
        let file = room.file("events.jsonl", lines(&events));
        room.run(&[&["screen", file.to_str().unwrap(), "--format", "json"], store].concat()).ends(0, &[]).out.clone()
    };
    let kept_nothing = of(&["--store", "memory:"]);
    for _ in 0..4 {
        assert_eq!(of(&[]), kept_nothing);
    }
}
