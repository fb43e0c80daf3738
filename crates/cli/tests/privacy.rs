//! Nothing leaves the machine.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use std::process::Command;

use common::{Room, application, lines};
use serde_json::json;

#[test]
fn no_command_opens_a_network_socket() {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: strace is not installed");
        return;
    }
    let room = Room::new();
    let resume = json!({"basics": {"url": "http://192.0.2.1/me"}, "work": [{"name": "Acme", "url": "http://192.0.2.2/"}]});
    let event = application(
        "a",
        "c-1",
        json!({"emails": ["jane@example.org"], "profiles": [{"network": "github", "url": "http://192.0.2.3/jane"}], "resume": resume}),
    );
    let file = room.file("e.jsonl", lines(&[event]));
    let path = file.to_str().unwrap();
    for args in [
        vec!["screen", path],
        vec!["explain", "c-1"],
        vec!["import", "applications", path],
        vec!["forget", "--all", "--yes"],
        vec!["signals"],
        vec!["schema"],
    ] {
        let trace = room.path("trace");
        let status = Command::new("strace")
            .args(["-f", "-qq", "-e", "trace=socket,connect,sendto,bind", "-o", trace.to_str().unwrap(), env!("CARGO_BIN_EXE_hirewall")])
            .args(&args)
            .env("HIREWALL_DATA", room.path("data"))
            .output()
            .unwrap();
        if !status.status.success() && String::from_utf8_lossy(&status.stderr).contains("ptrace") {
            println!("skipped: tracing is not permitted here");
            return;
        }
        assert!(status.status.success(), "{args:?}: {}", String::from_utf8_lossy(&status.stderr));
        let calls = std::fs::read_to_string(&trace).unwrap();
        assert!(!calls.contains("AF_INET") && !calls.contains("AF_NETLINK"), "{args:?}: {calls}");
    }
}

#[test]
fn no_crate_of_the_program_asks_the_web() {
    // The server's own HTTP (hyper) answers; what asks is not there.
    let lock = include_str!("../../../Cargo.lock");
    for client in [
        "reqwest",
        "hyper-rustls",
        "hyper-tls",
        "isahc",
        "ureq",
        "curl",
        "rustls",
        "native-tls",
        "openssl",
        "tonic",
        "trust-dns-resolver",
        "hickory-resolver",
    ] {
        assert!(!lock.contains(&format!("name = \"{client}\"")), "{client} is in the lock file");
    }
}

#[cfg(unix)]
#[test]
fn the_key_and_the_store_are_readable_by_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let room = Room::new();
    let file = room.file("e.jsonl", lines(&[application("a", "c-1", json!({}))]));
    room.run(&["screen", file.to_str().unwrap()]).ends(0, &[]);
    for name in ["indicator.key", "hirewall.db"] {
        let mode = std::fs::metadata(room.path("data").join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}: {mode:o}");
    }
}
