//! What goes in and what comes out, as the contract says.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use common::{Room, application, lines, shared};
use serde_json::{Value, json};

/// A small world of its own, as lines.
fn world() -> Vec<String> {
    hirewall_simulate::demo().events
}

#[test]
fn the_same_input_in_another_order_gives_the_same_bytes() {
    let room = Room::new();
    let mut events = world();
    let first = room.screen(&room.file("one.jsonl", events.join("\n")));
    first.ends(0, &[]);
    events.reverse();
    let half = events.len() / 2;
    room.file("two/b.jsonl", events[..half].join("\n"));
    room.file("two/a.jsonl", events[half..].join("\n"));
    let second = room.screen(&room.path("two"));
    assert_eq!(first.out, second.out);
    assert!(first.assessments().len() > 500);
}

#[test]
fn memory_and_sqlite_say_the_same() {
    let room = Room::new();
    let file = room.file("one.jsonl", world().join("\n"));
    let memory = room.screen(&file);
    let url = format!("sqlite:{}", room.path("s.db").display());
    // The hash key differs, the words must not.
    let sqlite = room.run(&["screen", file.to_str().unwrap(), "--store", &url, "--format", "json"]);
    assert_eq!(memory.out, sqlite.out);
    // Again: everything is known already, nothing changes.
    let again = room.run(&["screen", file.to_str().unwrap(), "--store", &url, "--format", "json"]);
    again.ends(0, &[" 0 new"]);
    assert_eq!(sqlite.out, again.out);
}

#[test]
fn the_bits_add_up_and_every_finding_points_at_an_event() {
    let room = Room::new();
    let events = world();
    let ran = room.screen(&room.file("one.jsonl", events.join("\n")));
    let ids: std::collections::BTreeSet<String> =
        events.iter().map(|e| serde_json::from_str::<Value>(e).unwrap()["id"].as_str().unwrap().to_owned()).collect();
    let mut findings = 0;
    for a in ran.assessments() {
        let millibits = |v: &Value| (v.as_f64().unwrap() * 1000.0).round() as i64;
        let families: i64 = a["families"].as_object().unwrap().values().map(millibits).sum();
        assert_eq!(millibits(&a["bits"]), millibits(&a["prior_bits"]) + families, "{a}");
        assert!(["clear", "verify", "review", "hold"].contains(&a["band"].as_str().unwrap()));
        assert!(a["probability"].is_null());
        for finding in a["findings"].as_array().unwrap() {
            findings += 1;
            let evidence = finding["evidence"].as_array().unwrap();
            assert!(!evidence.is_empty() && evidence.iter().all(|e| ids.contains(e["event"].as_str().unwrap())), "{finding}");
            for field in ["because", "innocent_when", "ask"] {
                assert!(!finding[field].as_str().unwrap().is_empty());
            }
        }
    }
    assert!(findings > 100);
}

#[test]
fn unknown_fields_values_and_types_are_kept_with_a_warning() {
    let room = Room::new();
    let odd = application("a", "c-1", json!({"favourite_colour": "blue", "channel": "carrier_pigeon"}));
    let mut new_type = application("b", "c-1", json!({}));
    new_type["type"] = json!("hirewall.palm.read.v1");
    let ran = room.screen(&room.file("e.jsonl", lines(&[odd, new_type])));
    ran.ends(0, &["/data/favourite_colour: unknown field", "/data/channel: unknown value", "unknown event type"]);
    assert_eq!(ran.assessments().len(), 1);
}

#[test]
fn as_of_and_stream_judge_with_what_was_known_then() {
    let room = Room::new();
    let mut first = application("a", "c-1", json!({"phones": ["+1 415 555 2671"]}));
    first["time"] = json!("2026-01-01T00:00:00Z");
    let mut second = application("b", "c-2", json!({"phones": ["415-555-2671"], "name": {"full": "Mark Feldman"}}));
    second["time"] = json!("2026-02-01T00:00:00Z");
    let file = room.file("e.jsonl", lines(&[first, second]));
    let path = file.to_str().unwrap();
    let found = |a: &Value| a["findings"].as_array().unwrap().iter().any(|f| f["signal"] == "phone-shared");
    let both = room.screen(&file).assessments();
    assert!(both.iter().all(found), "{both:?}");
    let early = room.run(&["screen", path, "--store", "memory:", "--format", "json", "--as-of", "2026-01-15"]).assessments();
    assert_eq!(early.len(), 1);
    assert!(!found(&early[0]));
    let stream = room.run(&["screen", path, "--store", "memory:", "--format", "json", "--stream"]).assessments();
    assert_eq!(stream.iter().map(found).collect::<Vec<_>>(), [false, true]);
    assert_eq!(stream[0]["as_of"], "2026-01-01T00:00:00Z");
}

#[test]
fn an_event_that_links_an_older_candidacy_has_it_assessed_again() {
    let room = Room::new();
    let one = room.file("1.jsonl", lines(&[application("a", "c-1", json!({"phones": ["+1 415 555 2671"]}))]));
    let two = room.file("2.jsonl", lines(&[application("b", "c-2", json!({"phones": ["+1 415 555 2671"], "name": {"full": "Mark Feldman"}}))]));
    room.run(&["screen", one.to_str().unwrap()]).ends(0, &[]);
    let before = room.run(&["explain", "c-1"]);
    assert!(!before.out.contains("phone-shared"));
    room.run(&["screen", two.to_str().unwrap()]).ends(0, &[]);
    let after = room.run(&["explain", "c-1"]);
    assert!(after.out.contains("phone-shared") && after.out.contains("+1 415 555 2671"), "{}", after.out);
}

#[test]
fn a_judgement_unlinks_a_merge_joins_and_an_erasure_shreds() {
    let room = Room::new();
    let phone = json!({"phones": ["+1 415 555 2671"]});
    let mut other = application("b", "c-2", phone.clone());
    other["data"]["name"]["full"] = json!("Mark Feldman");
    let base = vec![application("a", "c-1", phone), other];
    let event = |id: &str, subject: &str, kind: &str, data: Value| json!({"specversion": "1.0", "id": id, "source": "/test", "type": format!("hirewall.{kind}.v1"), "subject": subject, "time": "2026-03-03T00:00:00Z", "data": data});
    let with = |extra: Value| {
        let mut all = base.clone();
        all.push(extra);
        room.screen(&room.file("e.jsonl", lines(&all))).assessments()
    };
    let judged = with(event("j", "c-1", "link.judged", json!({"with": "c-2", "verdict": "not_linked", "reason": "met both", "by": "a-1"})));
    assert!(judged.iter().all(|a| a["findings"].as_array().unwrap().iter().all(|f| f["signal"] != "phone-shared")));
    let merged = with(event("m", "c-2", "candidacy.merged", json!({"into": "c-1"})));
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0]["candidacy"], "c-1");
    let erased = with(event("x", "c-2", "candidacy.erased", json!({"basis": "request"})));
    assert_eq!(erased.iter().map(|a| a["candidacy"].as_str().unwrap()).collect::<Vec<_>>(), ["c-1"]);
}

#[test]
fn forgetting_leaves_nothing_and_redelivery_brings_nothing_back() {
    let room = Room::new();
    let file = room.file("e.jsonl", lines(&[application("a", "c-1", json!({"emails": ["unforgettable.person@example.org"]}))]));
    room.run(&["screen", file.to_str().unwrap()]).ends(0, &[]);
    room.run(&["forget", "c-1", "--yes"]).ends(0, &[]);
    std::fs::remove_file(&file).unwrap();
    for entry in std::fs::read_dir(room.path("data")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(20).any(|w| w == b"unforgettable.person"));
    }
    let again = room.file("e.jsonl", lines(&[application("a", "c-1", json!({"emails": ["unforgettable.person@example.org"]}))]));
    room.run(&["screen", again.to_str().unwrap()]).ends(0, &[" 0 new"]);
    room.run(&["explain", "c-1"]).ends(1, &["no assessment"]);
    room.run(&["forget", "--all", "--yes"]).ends(0, &[]);
}

#[test]
fn shadow_runs_tell_nobody() {
    let room = Room::new();
    let file = room.file("e.jsonl", world().join("\n"));
    let ran = room.run(&["screen", file.to_str().unwrap(), "--shadow"]);
    ran.ends(0, &[]);
    assert!(ran.out.starts_with("shadow run") && !ran.out.contains("c-0"), "{}", ran.out);
    room.run(&["explain", "c-000001"]).ends(0, &[]);
}

#[test]
fn fixed_rates_repeat_what_was_measured() {
    let room = Room::new();
    let file = room.file("e.jsonl", world().join("\n"));
    let rates = room.path("rates.json");
    let measured = room.run(&["screen", file.to_str().unwrap(), "--store", "memory:", "--format", "json", "--save-rates", rates.to_str().unwrap()]);
    let fixed = room.run(&["screen", file.to_str().unwrap(), "--store", "memory:", "--format", "json", "--rates", rates.to_str().unwrap()]);
    let bits = |ran: &common::Ran| ran.assessments().iter().map(|a| (a["candidacy"].clone(), a["bits"].clone())).collect::<Vec<_>>();
    assert_eq!(bits(&measured), bits(&fixed));
}

#[test]
fn compressed_arrays_and_standard_input_are_read_alike() {
    use std::io::Write;
    let room = Room::new();
    let events = vec![application("a", "c-1", json!({})), application("b", "c-2", json!({}))];
    let plain = room.screen(&room.file("e.jsonl", lines(&events)));
    let array = room.screen(&room.file("e.json", serde_json::to_string_pretty(&events).unwrap()));
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(lines(&events).as_bytes()).unwrap();
    let gzip = room.screen(&room.file("e.jsonl.gz", gz.finish().unwrap()));
    let zstd = room.screen(&room.file("e.jsonl.zst", zstd::encode_all(lines(&events).as_bytes(), 3).unwrap()));
    let mut child = room.screen_input();
    child.stdin.take().unwrap().write_all(lines(&events).as_bytes()).unwrap();
    let stdin = common::Ran::of(child.wait_with_output().unwrap());
    for other in [array, gzip, zstd, stdin] {
        other.ends(0, &[]);
        assert_eq!(plain.out, other.out);
    }
}

#[test]
fn an_export_is_read_by_its_headers_and_any_other_sheet_by_a_map() {
    let room = Room::new();
    let generic = room.file("g.csv", "Name,Email,Phone,Job,Applied on,Gender\nJo Ann,jo@b.example,+14155552672,Data Engineer,2026-03-02,f\n");
    let dry = room.run(&["import", "applications", generic.to_str().unwrap(), "--dry-run"]);
    dry.ends(0, &[]);
    assert!(dry.out.contains("1 events would be taken") && dry.out.contains("refused by design (never read): Gender"), "{}", dry.out);
    let odd = room.file("o.csv", "Kandidat;Postfach;Eingang\nJo Ann;jo@b.example;2026-03-02\n");
    room.screen(&odd).ends(3, &["give a column map"]);
    let map = room.file("map.toml", "[columns]\n\"Kandidat\" = \"full_name\"\n\"Postfach\" = \"email\"\n\"Eingang\" = \"applied_at\"\n");
    let mapped = room.run(&["screen", odd.to_str().unwrap(), "--map", map.to_str().unwrap(), "--store", "memory:", "--format", "json"]);
    mapped.ends(0, &[]);
    assert_eq!(mapped.assessments().len(), 1);
    let wrong = room.file("wrong.toml", "[columns]\n\"Kandidat\" = \"shoe_size\"\n");
    room.run(&["screen", odd.to_str().unwrap(), "--map", wrong.to_str().unwrap()]).ends(1, &["wrong.toml", "shoe_size"]);
}

#[test]
fn every_vendor_sample_is_read_without_a_crash() {
    let room = Room::new();
    for vendor in ["greenhouse", "lever", "ashby", "workable", "smartrecruiters", "standard"] {
        let Some(folder) = shared(&format!("payloads/{vendor}")) else { return };
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let ran = room.screen(&path);
            assert!(matches!(ran.code, Some(0 | 3)), "{}: {:?} {}", path.display(), ran.code, ran.err);
            assert!(ran.code == Some(0) || ran.err.contains("error: ") || ran.err.contains("unreadable: "), "{}", ran.err);
        }
    }
}

#[test]
fn the_schemas_hold_for_what_comes_out() {
    let room = Room::new();
    let list = room.run(&["schema"]);
    assert!(list.out.lines().any(|l| l == "assessment") && list.out.contains("hirewall.signin.observed.v1"));
    let schema: Value = serde_json::from_str(&room.run(&["schema", "assessment"]).out).unwrap();
    let properties = schema["properties"].as_object().unwrap();
    let ran = room.screen(&room.file("e.jsonl", lines(&[application("a", "c-1", json!({}))])));
    for key in ran.assessments()[0].as_object().unwrap().keys() {
        assert!(properties.contains_key(key), "{key}");
    }
}

#[test]
fn the_demo_explains_its_top_case_and_says_where_to_go() {
    let room = Room::new();
    let ran = room.run(&["demo"]);
    ran.ends(0, &[]);
    for words in ["What to ask", "prior of this kind of requisition", "Where to go next", "hirewall screen"] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    assert!(!room.path("data").exists(), "the demo leaves nothing behind");
}

#[test]
fn the_catalogue_checks_itself() {
    let room = Room::new();
    let ran = room.run(&["signals", "--check"]);
    ran.ends(0, &[]);
    assert!(ran.out.contains("signals: each has its page"));
    assert!(room.run(&["signals", "phone-shared"]).out.contains("## When it is innocent"));
    room.run(&["signals", "no-such"]).ends(1, &["no-such"]);
}
