//! Bad input: each kind has a clear error that names file, line and field; the rest of the run goes on; exit code 3.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use common::{Room, application, lines};
use serde_json::json;

/// A file of good events with one bad line in the middle.
fn around(bad: &[u8]) -> Vec<u8> {
    let mut text = lines(&[application("a", "c-1", json!({}))]).into_bytes();
    text.extend_from_slice(bad);
    text.push(b'\n');
    text.extend_from_slice(lines(&[application("b", "c-2", json!({}))]).as_bytes());
    text
}

fn the_rest_goes_on(bad: &[u8], says: &[&str]) {
    let room = Room::new();
    let file = room.file("events.jsonl", around(bad));
    let ran = room.screen(&file);
    ran.ends(3, &["events.jsonl:2"]).ends(3, says);
    let candidacies: Vec<_> = ran.assessments().iter().map(|a| a["candidacy"].as_str().unwrap().to_owned()).collect();
    assert!(candidacies.contains(&"c-1".to_owned()) && candidacies.contains(&"c-2".to_owned()), "{candidacies:?}");
}

#[test]
fn a_wrong_json_type_names_line_event_and_pointer() {
    let event = application("bad-1", "c-9", json!({"emails": [7]}));
    the_rest_goes_on(event.to_string().as_bytes(), &["event \"bad-1\"", "/data/emails/0", "invalid type: integer"]);
}

#[test]
fn an_array_where_an_object_belongs_is_a_wrong_type() {
    let event = application("bad-0", "c-9", json!({"address": []}));
    the_rest_goes_on(event.to_string().as_bytes(), &["event \"bad-0\"", "/data/address", "expected an object"]);
    the_rest_goes_on(b"[1,2]", &["neither an event"]);
}

#[test]
fn a_missing_required_field_is_named() {
    let mut event = application("bad-2", "c-9", json!({}));
    event["data"]["requisition"].as_object_mut().unwrap().remove("title");
    the_rest_goes_on(event.to_string().as_bytes(), &["event \"bad-2\"", "/data/requisition/title", "required"]);
}

#[test]
fn empty_fields_of_the_envelope_are_named() {
    let event = application("bad-3", "", json!({}));
    the_rest_goes_on(event.to_string().as_bytes(), &["/subject", "is empty"]);
}

#[test]
fn an_empty_name_counts_without_a_name_and_is_reported() {
    let event = application("bad-4", "c-9", json!({"name": {"full": " "}, "emails": [""], "phones": []}));
    the_rest_goes_on(event.to_string().as_bytes(), &["/data/name/full", "is empty"]);
}

#[test]
fn invalid_utf8_names_the_byte() {
    the_rest_goes_on(b"{\"specversion\":\"1.0\",\"id\":\"x\xff\"}", &["invalid UTF-8 at byte"]);
}

#[test]
fn ten_thousand_nested_arrays_are_refused() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    the_rest_goes_on(deep.as_bytes(), &["is JSON, but no object"]);
    let inside = application("bad-6", "c-9", json!({"answers": 0})).to_string().replace("\"answers\":0", &format!("\"answers\":{deep}"));
    the_rest_goes_on(inside.as_bytes(), &["event \"bad-6\"", "/data/answers/0"]);
}

#[test]
fn dates_that_do_not_exist_cost_the_date_and_not_the_application() {
    let resume = json!({"work": [{"name": "Acme", "startDate": "2016-13"}], "education": [{"institution": "X", "endDate": "0000-00"}]});
    let event = application("bad-5", "c-9", json!({"resume": resume}));
    the_rest_goes_on(
        event.to_string().as_bytes(),
        &["/data/resume/work/0/startDate: month 13 does not exist", "/data/resume/education/0/endDate: year 0"],
    );
    let room = Room::new();
    let ran = room.screen(&room.file("e.jsonl", event.to_string()));
    let assessment = &ran.assessments()[0];
    assert_eq!(assessment["unreadable"].as_array().unwrap().len(), 2, "{assessment}");
}

#[test]
fn a_truncated_file_keeps_what_came_before() {
    let room = Room::new();
    let good = lines(&[application("a", "c-1", json!({}))]);
    let cut = application("b", "c-2", json!({})).to_string();
    let file = room.file("events.jsonl", format!("{good}{}", &cut[..cut.len() / 2]));
    let ran = room.screen(&file);
    ran.ends(3, &["events.jsonl:2", "EOF while parsing"]);
    assert_eq!(ran.assessments().len(), 1);
    let array = room.file("array.json", format!("[{},\n{}", application("a", "c-1", json!({})), &cut[..cut.len() / 2]));
    let ran = room.screen(&array);
    ran.ends(3, &["array.json:2", "ends within this value"]);
    assert_eq!(ran.assessments().len(), 1);
}

#[test]
fn a_truncated_gzip_keeps_what_came_before() {
    use std::io::Write;
    let room = Room::new();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for n in 0..2000 {
        writeln!(
            encoder,
            "{}",
            application(&format!("e-{n}"), &format!("c-{n}"), json!({"answers": [{"question": "q", "answer": format!("{}", n * 7919)}]}))
        )
        .unwrap();
    }
    let whole = encoder.finish().unwrap();
    let file = room.file("events.jsonl.gz", &whole[..whole.len() / 2]);
    let ran = room.screen(&file);
    ran.ends(3, &["events.jsonl.gz", "cannot be read further"]);
    assert!(ran.assessments().len() > 100);
}

#[test]
fn a_line_of_a_gibibyte_is_read_away_and_not_kept() {
    use std::io::Write;
    let room = Room::new();
    let mut child = room.screen_input();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        let block = vec![b'x'; 1 << 20];
        input.write_all(lines(&[application("a", "c-1", json!({}))]).as_bytes()).unwrap();
        for _ in 0..1024 {
            input.write_all(&block).unwrap();
        }
        input.write_all(b"\n").unwrap();
        input.write_all(lines(&[application("b", "c-2", json!({}))]).as_bytes()).unwrap();
    });
    let ran = common::Ran::of(child.wait_with_output().unwrap());
    writer.join().unwrap();
    ran.ends(3, &["<stdin>:2", "longer than 40 MiB"]);
    assert_eq!(ran.assessments().len(), 2);
}

#[test]
fn a_bomb_is_stopped() {
    use std::io::Write;
    let room = Room::new();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![b'0'; 1 << 20];
    for _ in 0..1100 {
        encoder.write_all(&zeros).unwrap();
    }
    let file = room.file("bomb.jsonl.gz", encoder.finish().unwrap());
    room.screen(&file).ends(3, &["bomb.jsonl.gz", "unpacks to more than it may"]);
}

#[test]
fn a_duplicate_id_with_another_body_is_kept_as_rejected() {
    let room = Room::new();
    let first = application("same", "c-1", json!({"phones": ["+1 415 555 2671"]}));
    let second = application("same", "c-1", json!({"phones": ["+1 212 555 7788"]}));
    let file = room.file("events.jsonl", lines(&[first.clone(), second, first]));
    let ran = room.screen(&file);
    ran.ends(3, &["event \"same\"", "came again with another body", "3 events: 1 new, 1 known already, 1 rejected"]);
    assert_eq!(ran.assessments().len(), 1);
}

#[test]
fn a_path_that_climbs_out_is_refused() {
    let room = Room::new();
    room.file("secret.txt", "secret");
    let event = |path: &str| application("p", "c-1", json!({"documents": [{"id": "d", "filename": "cv.pdf", "path": path}]}));
    for (path, says) in [("../secret.txt", "leads out of the folder"), ("/etc/passwd", "leads out of the folder"), ("no.pdf", "names no file")] {
        let file = room.file("in/events.jsonl", lines(&[event(path)]));
        room.screen(&file).ends(3, &["/data/documents/0/path", says]);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(room.path("secret.txt"), room.path("in/link.pdf")).unwrap();
        let file = room.file("in/events.jsonl", lines(&[event("link.pdf")]));
        room.screen(&file).ends(3, &["/data/documents/0/path", "goes over a link"]);
    }
}

#[test]
fn csv_formulas_are_text_that_is_not_used() {
    let room = Room::new();
    let file = room.file("e.csv", "Name,Email,Phone,Applied on\n\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",a@b.example,+1 415 555 2671,2026-03-01\nJo Ann,jo@b.example,+14155552672,2026-03-02\n");
    let ran = room.screen(&file);
    ran.ends(3, &["e.csv:2", "Name", "looks like a formula"]);
    assert_eq!(ran.assessments().len(), 2);
}

#[test]
fn a_quote_that_never_closes_costs_one_line() {
    let room = Room::new();
    let mut text = "Name,Email,Applied on\nJo Ann,jo@b.example,2026-03-02\n\"Al Bert,al@b.example,2026-03-02\n".to_owned();
    for n in 0..300 {
        text.push_str(&format!("Person {n},p{n}@b.example,2026-03-02\n"));
    }
    let ran = room.screen(&room.file("e.csv", text));
    ran.ends(3, &["e.csv:3", "never closes"]);
    assert_eq!(ran.assessments().len(), 301);
}

#[test]
fn the_wrong_encoding_costs_the_row_and_utf16_is_read() {
    let room = Room::new();
    let latin = b"Name,Email,Applied on\nJos\xe9 Ruiz,jose@b.example,2026-03-02\nJo Ann,jo@b.example,2026-03-02\n";
    let ran = room.screen(&room.file("latin.csv", latin));
    ran.ends(3, &["latin.csv:2", "is not UTF-8"]);
    assert_eq!(ran.assessments().len(), 1);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("Name,Email,Applied on\nJosé Ruiz,jose@b.example,2026-03-02\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let ran = room.screen(&room.file("utf16.csv", utf16));
    ran.ends(0, &[]);
    assert_eq!(ran.assessments().len(), 1);
}

#[test]
fn a_row_with_too_many_fields_is_named() {
    let room = Room::new();
    let ran = room.screen(&room.file("e.csv", "Name,Email,Applied on\nJo,jo@b.example,2026-03-02,extra,extra\nAl,al@b.example,2026-03-02\n"));
    ran.ends(3, &["e.csv:2", "the row has 5 fields, the header 3"]);
    assert_eq!(ran.assessments().len(), 1);
}

#[cfg(unix)]
#[test]
fn a_folder_with_sockets_and_loops_is_walked_once() {
    let room = Room::new();
    let folder = room.path("in");
    room.file("in/a.jsonl", lines(&[application("a", "c-1", json!({}))]));
    room.file("in/sub/b.jsonl", lines(&[application("b", "c-2", json!({}))]));
    std::os::unix::fs::symlink(&folder, folder.join("sub/loop")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("s.sock")).unwrap();
    let ran = room.screen(&folder);
    ran.ends(3, &["links in folders are not followed", "s.sock", "is no file"]);
    assert_eq!(ran.assessments().len(), 2);
}

#[test]
fn files_that_are_nothing_we_read_say_so() {
    let room = Room::new();
    room.screen(&room.file("cv.pdf", b"%PDF-1.7\n...")).ends(3, &["cv.pdf", "is damaged"]);
    room.screen(&room.file("photo.png", b"\x89PNG\r\n\x1a\n....")).ends(3, &["photo.png", "holds no text"]);
    room.screen(&room.file("tool.txt", b"MZ\x90\0")).ends(3, &["tool.txt", "is of no type that is read"]);
    room.screen(&room.file("empty.jsonl", b"")).ends(3, &["empty.jsonl", "is empty"]);
    room.screen(&room.file("x.json", b"{\"hello\": 1}")).ends(3, &["x.json:1", "neither an event"]);
    room.screen(&room.path("not-there.jsonl")).ends(3, &["not-there.jsonl", "cannot be opened"]);
}

#[test]
fn problems_go_to_the_errors_file_as_json() {
    let room = Room::new();
    let file = room.file("events.jsonl", around(b"{broken"));
    let errors = room.path("errors.jsonl");
    room.run(&["screen", file.to_str().unwrap(), "--store", "memory:", "--errors", errors.to_str().unwrap()]).ends(3, &[]);
    let text = std::fs::read_to_string(errors).unwrap();
    let problem: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!((problem["severity"].as_str(), problem["line"].as_u64()), (Some("error"), Some(2)));
}

#[test]
fn wrong_usage_is_2_and_a_broken_setting_is_1() {
    let room = Room::new();
    room.run(&["screen"]).ends(2, &["required"]);
    let file = room.file("e.jsonl", lines(&[application("a", "c-1", json!({}))]));
    room.run(&["screen", file.to_str().unwrap(), "--store", "mysql://x"]).ends(1, &["mysql"]);
    let weights = room.file("w.toml", "edition = 1");
    room.run(&["screen", file.to_str().unwrap(), "--store", "memory:", "--weights", weights.to_str().unwrap()]).ends(1, &["w.toml"]);
}
