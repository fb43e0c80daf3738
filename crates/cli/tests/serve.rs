//! The server as a process: what it acknowledged survives its death, and what it wrote into the audit can be checked.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod common;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::{Room, application, lines};
use hirewall_store::Store;
use ring::hmac;

const SECRET: &str = "a secret of the company's";

/// A server that runs, and where.
struct Running {
    child: Child,
    at: String,
}

fn start(room: &Room, store: &str) -> Running {
    let mut child = room
        .command()
        .args(["serve", "--listen", "127.0.0.1:0", "--store", store, "--config"])
        .arg(room.path("server.toml"))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let at = loop {
        let line = lines.next().unwrap_or_else(|| panic!("the server ended before it served")).unwrap();
        if let Some((_, rest)) = line.split_once("http://") {
            break rest.split_once('/').unwrap().0.to_owned();
        }
    };
    // What it says later is read to its end, so that it never waits for somebody to read.
    std::thread::spawn(move || lines.for_each(drop));
    Running { child, at }
}

/// Delivers an event; tells whether it was acknowledged.
fn deliver(at: &str, id: usize) -> bool {
    let body = format!(
        r#"{{"specversion":"1.0","id":"evt-{id}","source":"/acme/careers","type":"hirewall.application.submitted.v1","subject":"cand-{id}","time":"2026-03-02T14:05:11Z","data":{{"requisition":{{"id":"r1","title":"Engineer"}},"name":{{"full":"Jane Roe {id}"}},"emails":["jane{id}@mail.example"]}}}}"#
    );
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let signature: String = hmac::sign(&key, body.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let answer = ask(at, "POST /hooks/ats", &format!("X-Workable-Signature: {signature}\r\n"), &body);
    answer.is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

/// Asks, and gives the answer with its head.
fn ask(at: &str, what: &str, headers: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(at)?;
    let head = format!("{what} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(body.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

fn room() -> Room {
    let room = Room::new();
    room.file("ats.secret", SECRET);
    room.file("server.toml", "[[hooks]]\nname = \"ats\"\nscheme = \"workable\"\nsecret_files = [\"ats.secret\"]\n");
    room
}

/// The events of a store by key.
fn kept(store: &str) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(store).await.unwrap();
        let events = store.all_events(0, 1_000_000).await.unwrap().into_iter().map(|event| event.id).collect();
        store.close().await;
        events
    })
}

#[test]
fn what_was_acknowledged_survives_a_killed_process() {
    let room = room();
    survives(&room, &format!("sqlite:{}", room.path("store.db").display()), 1);
}

/// Two processes on one database, killed together.
#[test]
fn what_was_acknowledged_survives_killed_processes_on_one_database() {
    let Ok(url) = std::env::var("HIREWALL_POSTGRES") else {
        eprintln!("skipped: HIREWALL_POSTGRES names no database");
        return;
    };
    let room = room();
    let name = format!("killed{}", std::process::id());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let execute = |statement: String| {
        runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
            let serving = tokio::spawn(connection);
            client.batch_execute(&statement).await.unwrap();
            drop(client);
            serving.await.unwrap().unwrap();
        });
    };
    execute(format!("create schema {name}"));
    let joint = if url.contains('?') { '&' } else { '?' };
    survives(&room, &format!("{url}{joint}options=-c%20search_path%3D{name}"), 2);
    execute(format!("drop schema {name} cascade"));
}

/// Kills servers again and again while messages come, and looks for what they acknowledged.
fn survives(room: &Room, store: &str, servers: usize) {
    let (next, acknowledged) = (AtomicUsize::new(0), Mutex::new(BTreeSet::new()));
    for round in 1..=6_usize {
        let mut running: Vec<Running> = (0..servers).map(|_| start(room, store)).collect();
        let addresses: Vec<String> = running.iter().map(|running| running.at.clone()).collect();
        std::thread::scope(|scope| {
            for at in addresses.iter().cycle().take(4) {
                let (next, acknowledged) = (&next, &acknowledged);
                scope.spawn(move || {
                    // Until the server is gone.
                    loop {
                        let id = next.fetch_add(1, Ordering::Relaxed);
                        if !deliver(at, id) {
                            return;
                        }
                        acknowledged.lock().unwrap().insert(format!("evt-{id}"));
                    }
                });
            }
            while acknowledged.lock().unwrap().len() < round * 40 {
                std::thread::yield_now();
            }
            for running in &mut running {
                running.child.kill().unwrap();
            }
        });
        for mut running in running {
            running.child.wait().unwrap();
        }
    }
    // Once more, until everything is worked on.
    let mut running = start(room, store);
    while !ask(&running.at, "GET /metrics", "", "").is_ok_and(|answer| answer.contains("hirewall_inbox_waiting 0\n")) {
        std::thread::yield_now();
    }
    running.child.kill().unwrap();
    running.child.wait().unwrap();
    let events = kept(store);
    let distinct: BTreeSet<String> = events.iter().cloned().collect();
    assert_eq!(events.len(), distinct.len(), "an event is there twice");
    let lost: Vec<String> = acknowledged.into_inner().unwrap().difference(&distinct).cloned().collect();
    assert_eq!(lost, Vec::<String>::new());
}

/// Processes that start at once on a new data folder: one makes the key, the others find it whole.
#[test]
fn processes_that_start_together_have_one_key() {
    for _ in 0..10 {
        let room = Room::new();
        let file = room.file("e.jsonl", lines(&[application("e1", "c-1", serde_json::json!({}))]));
        let mut all: Vec<Child> =
            (0..6).map(|_| room.command().arg("screen").arg(&file).stderr(Stdio::null()).stdout(Stdio::null()).spawn().unwrap()).collect();
        for child in &mut all {
            assert_eq!(child.wait().unwrap().code(), Some(0));
        }
        assert_eq!(std::fs::read(room.path("data/indicator.key")).unwrap().len(), 32);
        assert_eq!(
            std::fs::read_dir(room.path("data"))
                .unwrap()
                .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains("key"))
                .count(),
            1
        );
    }
}

#[test]
fn accounts_are_made_and_the_audit_is_checked() {
    let room = room();
    let add = |name: &str, role: &str| room.command().args(["account", "add", name, "--role", role]).output().unwrap();
    let made = add("jane", "reviewer");
    assert!(made.status.success() && String::from_utf8_lossy(&made.stdout).contains("Password, shown this once: "));
    assert_eq!(add("john", "king").status.code(), Some(2));
    assert_eq!(add("j o h n", "reviewer").status.code(), Some(1));
    let listed = room.command().args(["account", "list"]).output().unwrap();
    assert!(String::from_utf8_lossy(&listed.stdout).contains("jane") && String::from_utf8_lossy(&listed.stdout).contains("reviewer"));
    let checked = room.command().args(["audit", "verify"]).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn settings_that_cannot_be_are_named() {
    let room = room();
    for (settings, named) in [
        ("[[hooks]]\nname = \"a b\"\nscheme = \"workable\"\nsecret_files = [\"ats.secret\"]", "a name has small letters"),
        ("[[hooks]]\nname = \"a\"\nscheme = \"workable\"\nsecret_files = []", "names no file with a secret"),
        ("[[hooks]]\nname = \"a\"\nscheme = \"workable\"\nsecret_files = [\"none\"]", "cannot be read"),
        ("[[hooks]]\nname = \"a\"\nscheme = \"workday\"\nsecret_files = [\"ats.secret\"]", "is no file of server settings"),
        ("[[hooks]]\nname = \"a\"\nscheme = \"workable\"\nsecret_files = [\"short\"]", "fewer than 16"),
    ] {
        room.file("short", "abc");
        let file = room.file("server.toml", settings);
        let failed = room.command().args(["serve", "--listen", "127.0.0.1:0", "--config"]).arg(file).output().unwrap();
        assert_eq!(failed.status.code(), Some(1));
        let said = String::from_utf8_lossy(&failed.stderr).into_owned();
        assert!(said.contains(named), "{said}");
    }
}
