//! The HTTP API against its own document, by Schemathesis: it makes requests of all that the document allows, and of what it does not.
//!
//! `HIREWALL_SCHEMATHESIS` names its program (`pip install schemathesis`); the test says so where it is missing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod common;

use std::process::Command;

use common::{Room, Served};

#[test]
fn every_answer_is_as_the_document_says() {
    let Some(program) = std::env::var_os("HIREWALL_SCHEMATHESIS") else {
        eprintln!("skipped: HIREWALL_SCHEMATHESIS names no Schemathesis");
        return;
    };
    let room = Room::new();
    let world = room.path("world");
    assert_eq!(room.run(&["simulate", "--honest", "300", "--personas", "12", "--seed", "3", "--out", world.to_str().unwrap()]).code, Some(0));
    assert_eq!(room.run(&["screen", world.join("events.jsonl").to_str().unwrap(), "--cases"]).code, Some(0));
    let served = Served::start(room.command().args(["serve", "--listen", "127.0.0.1:0"]));
    // No role may do everything: together they may.
    for role in ["security", "counsel", "admin", "recruiter"] {
        let token = room.run(&["account", "token", &format!("program-{role}"), "--role", role]).out;
        let token = token.lines().last().unwrap().to_owned();
        // Precondition Required for a missing If-Match is RFC 6585's; what the world says against a request that the document allows
        // (another version, a case that is closed, an unknown cursor) is none of the document's.
        let ran = Command::new(&program)
            .arg("run")
            .arg(format!("http://{}/openapi.json", served.at))
            .args(["-H", &format!("Authorization: Bearer {token}"), "--seed", "1", "--max-examples", "30", "--no-color", "--continue-on-failure"])
            .args(["--checks", "all", "--exclude-checks", "positive_data_acceptance,missing_required_header", "--suppress-health-check", "all"])
            .current_dir(room.0.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success(), "as {role}: {said}{}", String::from_utf8_lossy(&ran.stderr));
        let generated = said.lines().find(|line| line.contains(" generated, ")).unwrap_or_else(|| panic!("nothing was tried: {said}"));
        eprintln!("{role}: {}", generated.trim());
    }
}
