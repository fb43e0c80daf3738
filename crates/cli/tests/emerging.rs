//! What emerges among the applications of a store, as an analyst asks for it.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use common::{Room, application, lines};
use serde_json::{Value, json};

/// A year of applications of people from twenty schools and thirty firms, one and a bit a day; then what a test adds.
fn year() -> Vec<Value> {
    (0..500_usize)
        .map(|n| {
            let (month, day) = (n % 12 + 1, n / 12 % 28 + 1);
            // Whatever a hash says, so that nothing goes together.
            let roll = |of: u32| blake3::hash(format!("{n} {of}").as_bytes()).as_bytes()[0] as u32 % of;
            let (school, first, second) = (roll(20), roll(30), roll(31));
            person(
                &format!("h-{n:03}"),
                &format!("2025-{month:02}-{day:02}"),
                &format!("School {school}"),
                &format!("Firm {first}"),
                &format!("Works {second}"),
            )
        })
        .collect()
}

fn person(subject: &str, day: &str, school: &str, first: &str, second: &str) -> Value {
    let resume = json!({"work": [{"name": first, "startDate": "2016-01", "endDate": "2019-02"}, {"name": second, "startDate": "2019-03"}],
        "education": [{"institution": school, "area": "History", "studyType": "BA", "endDate": "2015-06"}]});
    let mut event = application(&format!("a-{subject}"), subject, json!({"name": {"full": format!("Person {subject}")}, "resume": resume}));
    event["time"] = json!(format!("{day}T09:00:00Z"));
    event
}

#[test]
fn nine_strangers_of_one_school_and_one_firm_are_told_to_the_analyst_and_weigh_nothing() {
    let room = Room::new();
    let mut events = year();
    for n in 0..9 {
        events.push(person(&format!("p-{n}"), &format!("2025-12-{:02}", 20 + n), "Institute of Nowhere", &format!("Firm {n}"), "Shell Works"));
    }
    let file = room.file("all.jsonl", lines(&events));
    let screened = room.run(&["screen", file.to_str().unwrap(), "--format", "json"]);
    screened.ends(0, &[]);
    let told: Value = serde_json::from_str(&room.run(&["emerging", "--format", "json"]).ends(0, &[]).out).unwrap();
    let alerts = told["alerts"].as_array().unwrap();
    assert_eq!(alerts.len(), 1, "{told:#}");
    assert_eq!(alerts[0]["people"], 9);
    assert!(alerts[0]["traits"]["school"] == "institute nowhere", "{told:#}");
    assert!(!screened.out.contains("emerging"));
    let table = room.run(&["emerging"]);
    table.ends(0, &[]);
    assert!(table.out.contains("institute nowhere") && table.out.contains("Innocent when"), "{}", table.out);
    // Before they came there was nothing to tell.
    let before = room.run(&["emerging", "--until", "2025-12-15"]);
    before.ends(0, &[]);
    assert!(before.out.contains("Nothing in the 28 days up to 2025-12-15"), "{}", before.out);
}

#[test]
fn a_young_store_says_that_it_cannot_tell() {
    let room = Room::new();
    let file = room.file("few.jsonl", lines(&year()[..50]));
    room.run(&["import", "applications", file.to_str().unwrap()]).ends(0, &[]);
    let told = room.run(&["emerging"]);
    told.ends(0, &[]);
    assert!(told.out.contains("too little"), "{}", told.out);
}
