//! What programs may do over HTTP, and that the document says so.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;

use hirewall_server::people;
use hirewall_server::roles::Role;
use hirewall_server::routes::{API, table};
use serde_json::{Value, json};
use support::{Answer, Server, start, wait, world};

fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("no JSON: {}", answer.body))
}

fn send(server: &Server, path: &str, token: &str, headers: &[(&str, &str)], body: &Value) -> Answer {
    let all = [&[("Authorization", token), ("Content-Type", "application/json")], headers].concat();
    server.ask("POST", path, &all, body.to_string().as_bytes())
}

/// A server with cases, and the address of the first.
fn with_cases() -> (Server, String, String) {
    let server = start();
    server.deliver(&world());
    server.settle();
    let token = server.token(Role::Reviewer);
    let page = read(&server.ask("GET", "/api/v1/cases?limit=1", &[("Authorization", &token)], b""));
    let path = format!("/api/v1/cases/{}", page["items"][0]["candidacy"].as_str().unwrap());
    (server, token, path)
}

#[test]
fn the_document_names_every_address_and_no_other() {
    let server = start();
    let document = read(&server.ask("GET", "/openapi.json", &[], b""));
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().unwrap();
    let described: BTreeSet<String> = paths
        .iter()
        .flat_map(|(path, methods)| methods.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase())))
        .collect();
    let routed: BTreeSet<String> =
        table().iter().filter(|route| route.path.starts_with(API)).map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(described, routed);
}

#[test]
fn pages_follow_one_another() {
    let (server, token, _) = with_cases();
    let get = |path: &str| read(&server.ask("GET", path, &[("Authorization", &token)], b""));
    let whole = get("/api/v1/cases?limit=200");
    let all: Vec<&str> = whole["items"].as_array().unwrap().iter().map(|case| case["candidacy"].as_str().unwrap()).collect();
    assert!(all.len() > 4 && whole["next"].is_null());
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let page = get(&format!("/api/v1/cases?limit=2{next}"));
        seen.extend(page["items"].as_array().unwrap().iter().map(|case| case["candidacy"].as_str().unwrap().to_owned()));
        let Some(cursor) = page["next"].as_str() else { break };
        next = format!("&cursor={cursor}");
    }
    assert_eq!(seen, all);
    for wrong in ["limit=0", "limit=201", "limit=x", "cursor=%21", "band=none", "team=none", "unknown=1", "mine=maybe"] {
        let answer = server.ask("GET", &format!("/api/v1/cases?{wrong}"), &[("Authorization", &token)], b"");
        assert_eq!((answer.status, answer.header("content-type")), (400, Some("application/problem+json")), "{wrong}");
    }
}

#[test]
fn a_case_changes_only_as_it_was_read() {
    let (server, token, path) = with_cases();
    let case = server.ask("GET", &path, &[("Authorization", &token)], b"");
    let tag = case.header("etag").unwrap().to_owned();
    let again = server.ask("GET", &path, &[("Authorization", &token), ("If-None-Match", &tag)], b"");
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let work = format!("{path}/work");
    let code = |answer: &Answer| (answer.status, read(answer)["code"].as_str().unwrap().to_owned());
    assert_eq!(code(&send(&server, &work, &token, &[], &json!({"act": "take"}))), (428, "if_match_missing".into()));
    assert_eq!(code(&send(&server, &work, &token, &[("If-Match", "\"v99\"")], &json!({"act": "take"}))), (412, "changed".into()));
    let taken = send(&server, &work, &token, &[("If-Match", &tag)], &json!({"act": "take"}));
    assert_eq!((taken.status, read(&taken)["assignee"].as_str()), (200, Some("program-reviewer")));
    let tag = taken.header("etag").unwrap().to_owned();
    assert_eq!(code(&send(&server, &work, &token, &[("If-Match", &tag)], &json!({"act": "take", "more": 1}))), (400, "not_understood".into()));
    assert_eq!(code(&send(&server, &work, &token, &[("If-Match", &tag)], &json!({"act": "tick", "task": 7}))), (422, "no_such_task".into()));
    assert_eq!(code(&send(&server, &format!("{path}/open"), &token, &[], &json!({"words": "known by hand"}))), (409, "there_is_one".into()));
    // What goes against somebody needs a second account, whoever asks.
    let decide = json!({"act": "decide", "decision": "confirmed_fraud", "words": "the registrar knows nobody of that name"});
    let proposed = send(&server, &format!("{path}/decide"), &token, &[("If-Match", &tag)], &decide);
    assert_eq!((proposed.status, read(&proposed)["state"].as_str()), (200, Some("second_person")));
    let tag = proposed.header("etag").unwrap().to_owned();
    let alone = send(&server, &format!("{path}/decide"), &token, &[("If-Match", &tag)], &decide);
    assert_eq!(code(&alone), (422, "second_person_needed".into()));
    let other = server.token(Role::Security);
    let decided = send(&server, &format!("{path}/decide"), &other, &[("If-Match", &tag)], &decide);
    assert_eq!((decided.status, read(&decided)["state"].as_str()), (200, Some("decided")));
}

#[test]
fn a_request_with_a_key_is_carried_out_once() {
    let (server, token, path) = with_cases();
    let tag = server.ask("GET", &path, &[("Authorization", &token)], b"").header("etag").unwrap().to_owned();
    let work = format!("{path}/work");
    let headers = [("If-Match", tag.as_str()), ("Idempotency-Key", "note-1")];
    let note = json!({"act": "task", "words": "call the school"});
    let first = send(&server, &work, &token, &headers, &note);
    let second = send(&server, &work, &token, &headers, &note);
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!((&first.body, first.header("etag")), (&second.body, second.header("etag")));
    assert_eq!(read(&second)["tasks"].as_array().unwrap().len(), 1);
    let other = send(&server, &work, &token, &headers, &json!({"act": "task", "words": "call another school"}));
    assert_eq!((other.status, read(&other)["code"].as_str()), (422, Some("key_used")));
    // Another program's keys are its own.
    let security = server.token(Role::Security);
    assert_eq!(send(&server, &work, &security, &headers, &note).status, 412);
}

#[test]
fn a_token_shows_what_its_role_may_see() {
    let (server, token, path) = with_cases();
    let recruiter = server.token(Role::Recruiter);
    let case = |token: &str| read(&server.ask("GET", &path, &[("Authorization", token)], b""));
    assert!(case(&token)["bits"].is_number());
    let masked = case(&recruiter);
    assert!(masked["bits"].is_null() && masked["campaign"].is_null());
    let assessment = path.replace("/cases/", "/candidacies/") + "/assessment";
    let read_as = |token: &str| server.ask("GET", &assessment, &[("Authorization", token)], b"");
    assert_eq!((read_as(&recruiter).status, read_as(&token).status), (403, 200));
    assert!(read(&read_as(&token))["findings"].is_array());
    // A token made anew ends the one before it, and a person's account is no program's.
    let anew = server.token(Role::Recruiter);
    assert_eq!(server.ask("GET", &path, &[("Authorization", &recruiter)], b"").status, 401);
    assert_eq!(server.ask("GET", &path, &[("Authorization", &anew)], b"").status, 200);
    assert!(wait(people::put_token(&server.store, "reviewer", Role::Reviewer, 1, 0)).is_err());
    // Nobody signs in as a program.
    assert_eq!(server.post("/sign-in", "", &[("name", "program-recruiter"), ("password", "")]).status, 401);
}

#[test]
fn delivered_events_are_assessed() {
    let server = start();
    let token = server.token(Role::Admin);
    let events: Vec<Value> = world().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let body = Value::from(events);
    let taken = send(&server, "/api/v1/events", &token, &[], &body);
    assert_eq!((taken.status, read(&taken)["new"].as_bool()), (202, Some(true)));
    assert_eq!(read(&send(&server, "/api/v1/events", &token, &[], &body))["new"], false);
    server.settle();
    assert!(wait(server.store.population()).unwrap() > 40);
    for wrong in [json!([]), json!({"id": 1}), json!([{"specversion": "1.0"}]), json!("text")] {
        assert_eq!(send(&server, "/api/v1/events", &token, &[], &wrong).status, 400, "{wrong}");
    }
    let reviewer = server.token(Role::Reviewer);
    assert_eq!(send(&server, "/api/v1/events", &reviewer, &[], &body).status, 403);
}
