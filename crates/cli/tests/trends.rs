//! What a company may say about its numbers, and what they count.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use common::{Room, application, lines};
use serde_json::{Value, json};

/// Months in which a quarter begins, and how many confirmed frauds applied in it: 27 % more each, 1,800 in all.
const QUARTERS: [(&str, &str, usize); 7] = [
    ("2024-04-01", "2024-06-28", 112),
    ("2024-07-01", "2024-09-28", 143),
    ("2024-10-01", "2024-12-29", 181),
    ("2025-01-01", "2025-03-29", 230),
    ("2025-04-01", "2025-06-28", 292),
    ("2025-07-01", "2025-09-28", 371),
    ("2025-10-01", "2025-12-29", 471),
];

fn applied(subject: &str, day: &str, n: usize, data: Value) -> Value {
    let mut event = application(&format!("app-{subject}"), subject, json!({"name": {"full": format!("Person{n} Of{n}")}}));
    event["time"] = json!(format!("{day}T09:00:00Z"));
    for (key, value) in data.as_object().unwrap() {
        event["data"][key] = value.clone();
    }
    event
}

fn decided(subject: &str, decision: &str) -> Value {
    json!({"specversion": "1.0", "id": format!("d-{subject}"), "source": "/test", "type": "hirewall.decision.recorded.v1", "subject": subject,
        "time": "2026-01-10T09:00:00Z", "data": {"decision": decision, "reason": "checked", "by": "analyst"}})
}

#[test]
fn eighteen_hundred_since_april_2024_and_27_percent_a_quarter_can_be_said() {
    let room = Room::new();
    let mut events = Vec::new();
    let mut number = 0;
    for (first, last, count) in QUARTERS {
        for n in 0..count {
            let subject = format!("c-{number:04}");
            let day = if n % 2 == 0 { first } else { last };
            events.push(applied(&subject, day, number, json!({"channel": if n % 3 == 0 { "job_board" } else { "career_site" }})));
            events.push(decided(&subject, "confirmed_fraud"));
            number += 1;
        }
    }
    // Before the day that is asked for, and one whom a person cleared.
    events.push(applied("early", "2024-03-30", 9001, json!({})));
    events.push(decided("early", "confirmed_fraud"));
    events.push(applied("cleared", "2025-02-02", 9002, json!({})));
    events.push(decided("cleared", "cleared"));
    let file = room.file("all.jsonl", lines(&events));
    room.run(&["import", "applications", file.to_str().unwrap()]).ends(0, &[]);
    let asked = |more: &[&str]| {
        let ran = room.run(&[&["trends", "--count", "confirmed", "--since", "2024-04-01"], more].concat());
        ran.ends(0, &[]);
        ran.out
    };
    let told = asked(&[]);
    assert!(told.contains("1,800 since April 2024, +27 % a quarter (95 %: "), "{told}");
    assert!(told.contains("Counted: people whom somebody decided to be a fraud."), "{told}");
    let csv = asked(&["--format", "csv", "--by", "channel"]);
    assert!(csv.starts_with("quarter,partial,applications,people,personas,confirmed,campaigns,weights_changed,career_site,job_board\n"), "{csv}");
    assert!(csv.contains("2025-Q1,false,231,231,0,230,0,,153,77"), "{csv}");
    let drawn = asked(&["--format", "svg"]);
    assert!(drawn.starts_with("<svg") && drawn.contains("2025-Q4") && drawn.contains("+27 % a quarter"), "{drawn}");
    // A split is drawn, and said what its parts are.
    let drawn = asked(&["--format", "svg", "--by", "channel"]);
    assert!(drawn.contains(">career_site · 1,") && drawn.contains(">job_board · "), "{drawn}");
    let parsed: Value = serde_json::from_str(&asked(&["--format", "json"])).unwrap();
    assert_eq!((parsed["total"].as_u64(), parsed["quarters"].as_array().unwrap().len()), (Some(1800), 7));
}

#[test]
fn one_person_with_several_applications_counts_once_and_a_part_of_a_quarter_is_left_out() {
    let room = Room::new();
    let same = json!({"emails": ["ann.lee@example.com"], "phones": ["+1 212 555 0142"], "name": {"full": "Ann Lee"}});
    let events = [
        applied("a-1", "2025-01-03", 1, same.clone()),
        applied("a-2", "2025-04-03", 1, same),
        applied("b", "2025-05-03", 2, json!({"emails": ["b@example.com"]})),
    ];
    let file = room.file("all.jsonl", lines(&events));
    room.run(&["screen", file.to_str().unwrap()]).ends(0, &[]);
    let ran = room.run(&["trends", "--count", "people", "--format", "json"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    let quarters: Vec<(u64, u64, bool)> = told["quarters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|q| (q["applications"].as_u64().unwrap(), q["people"].as_u64().unwrap(), q["partial"].as_bool().unwrap()))
        .collect();
    assert_eq!(quarters, [(1, 1, false), (2, 1, true)]);
    assert!(room.run(&["trends"]).out.contains("too few full quarters"));
}
