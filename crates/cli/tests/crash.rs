//! What was acknowledged survives: the program is killed in the middle of its work, and everything it gave a receipt for is there.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use common::{Room, application};
use serde_json::json;

const KILLS: usize = 100;
const EVENTS: usize = 30;

#[test]
fn every_acknowledged_event_survives_a_hundred_kills() {
    let room = Room::new();
    let mut acknowledged: Vec<String> = Vec::new();
    let mut state = 7u64;
    for run in 0..KILLS {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let receipts = (state >> 33) as usize % EVENTS;
        let events: Vec<String> = (0..EVENTS)
            .map(|n| {
                let id = format!("e-{run}-{n}");
                // Every tenth shares a phone, so that older candidacies are assessed again in between.
                application(
                    &id,
                    &format!("c-{run}-{n}"),
                    json!({"phones": [format!("+1 415 555 2{:03}", n % 10)], "name": {"full": format!("Person{run} Number{n}")}}),
                )
                .to_string()
            })
            .collect();
        let mut child = room
            .command()
            .args(["screen", "-", "--stream", "--format", "json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let feed = events.clone();
        let writer = std::thread::spawn(move || {
            // The reader of this pipe may be killed at any time.
            let _ = feed.iter().try_for_each(|e| writeln!(input, "{e}"));
        });
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for _ in 0..receipts {
            let Some(Ok(line)) = lines.next() else { break };
            let subject = serde_json::from_str::<serde_json::Value>(&line).unwrap()["candidacy"].as_str().unwrap().to_owned();
            acknowledged.extend(events.iter().find(|e| e.contains(&format!("\"{subject}\""))).cloned());
        }
        child.kill().unwrap();
        // Receipts that were on their way when it was killed count too.
        for line in lines.map_while(Result::ok) {
            if let Ok(assessment) = serde_json::from_str::<serde_json::Value>(&line) {
                let subject = assessment["candidacy"].as_str().unwrap().to_owned();
                acknowledged.extend(events.iter().find(|e| e.contains(&format!("\"{subject}\""))).cloned());
            }
        }
        child.wait().unwrap();
        writer.join().unwrap();
    }
    assert!(acknowledged.len() > KILLS, "{} receipts in {KILLS} runs", acknowledged.len());
    let file = room.file("acknowledged.jsonl", acknowledged.join("\n"));
    let ran = room.run(&["import", "applications", file.to_str().unwrap()]);
    ran.ends(0, &[]);
    assert!(ran.out.starts_with(&format!("0 events taken, {} known already, 0 rejected", acknowledged.len())), "{}", ran.out);
}
