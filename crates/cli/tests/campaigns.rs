//! Campaigns as an analyst meets them: found, growing, drawn, parted by a person, forgotten.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use common::{Room, application, lines};
use serde_json::{Value, json};

/// An application that carries one referee and one template's document with others of its kind.
fn of_one_hand(id: &str, subject: &str, n: u32) -> Value {
    application(
        id,
        subject,
        json!({
            "name": {"full": format!("{subject} Person{n}")}, "emails": [format!("{subject}.person{n}@example.com")],
            "references": [{"name": "Otto Quist", "email": "otto.quist@lumenvale.example", "phone": "+1 720 430 3618"}],
            "documents": [{"id": "doc-f5a7ecd8a286", "kind": "resume", "filename": "cv.pdf"}],
        }),
    )
}

fn judged(id: &str, subject: &str, with: &str) -> Value {
    json!({"specversion": "1.0", "id": id, "source": "/test", "type": "hirewall.link.judged.v1", "subject": subject,
        "time": "2026-03-09T10:00:00Z", "data": {"with": with, "verdict": "not_linked", "reason": "one agency's form", "by": "analyst"}})
}

fn screen(room: &Room, name: &str, events: &[Value]) {
    let file = room.file(name, lines(events));
    room.run(&["screen", file.to_str().unwrap()]).ends(0, &[]);
}

fn listed(room: &Room) -> Vec<Value> {
    let ran = room.run(&["campaigns", "--format", "json"]);
    ran.ends(0, &[]);
    ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn members(campaign: &Value) -> Vec<&str> {
    let mut list: Vec<&str> = campaign["members"].as_array().unwrap().iter().map(|m| m["candidacy"].as_str().unwrap()).collect();
    list.sort_unstable();
    list
}

#[test]
fn a_campaign_grows_under_its_id_whoever_comes_later() {
    let room = Room::new();
    screen(&room, "one.jsonl", &[of_one_hand("e1", "anna", 1), of_one_hand("e2", "boris", 2)]);
    let before = listed(&room);
    assert_eq!(before.len(), 1, "{before:?}");
    assert_eq!(members(&before[0]), ["anna", "boris"]);
    let mut older = of_one_hand("e0", "carla", 3);
    older["time"] = json!("2026-02-01T09:00:00Z");
    screen(&room, "two.jsonl", &[older]);
    let after = listed(&room);
    assert_eq!(after.len(), 1, "{after:?}");
    assert_eq!(after[0]["id"], before[0]["id"], "an older candidacy must not rename it");
    assert_eq!(members(&after[0]), ["anna", "boris", "carla"]);
    assert_eq!(after[0]["first_seen"], "2026-02-01T09:00:00Z");
    let history = after[0]["history"].as_array().unwrap();
    assert!(history.iter().any(|c| c["what"] == "joined" && c["who"] == json!(["carla"]) && c["because"].as_str().unwrap().contains("reference")));
    // What they share, with how common it is.
    let referee = after[0]["shared"].as_array().unwrap().iter().find(|s| s["kind"] == "reference_contact").unwrap();
    assert_eq!((referee["holders"].as_u64(), referee["of"].as_u64()), (Some(3), Some(3)));
    // The assessment names the same campaign.
    let explained: Value = serde_json::from_str(&room.run(&["explain", "carla", "--format", "json"]).out).unwrap();
    assert_eq!(explained["campaign"], before[0]["id"]);
}

#[test]
fn a_person_parts_what_does_not_belong_together() {
    let room = Room::new();
    let all = [of_one_hand("e1", "anna", 1), of_one_hand("e2", "boris", 2), of_one_hand("e3", "carla", 3)];
    screen(&room, "one.jsonl", &all);
    let id = listed(&room)[0]["id"].as_str().unwrap().to_owned();
    screen(&room, "judged.jsonl", &[judged("j1", "carla", "anna"), judged("j2", "carla", "boris")]);
    let after = listed(&room);
    assert_eq!((after[0]["id"].as_str(), members(&after[0])), (Some(id.as_str()), vec!["anna", "boris"]));
    let left = after[0]["history"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((left["what"].as_str(), &left["who"]), (Some("left"), &json!(["carla"])));
}

#[test]
fn a_campaign_is_told_and_drawn_with_the_same_content() {
    let room = Room::new();
    screen(&room, "one.jsonl", &[of_one_hand("e1", "anna", 1), of_one_hand("e2", "boris", 2)]);
    let id = listed(&room)[0]["id"].as_str().unwrap().to_owned();
    for format in ["table", "svg", "dot", "graphml"] {
        let ran = room.run(&["campaigns", &id, "--format", format]);
        ran.ends(0, &[]);
        for word in ["anna", "boris", "otto.quist@lumenvale.example", "doc-f5a7ecd8a286"] {
            assert!(ran.out.contains(word), "{format} lacks {word}:\n{}", ran.out);
        }
    }
    room.run(&["campaigns", "camp-none"]).ends(1, &["no campaign \"camp-none\""]);
    room.run(&["campaigns", "--format", "svg"]).ends(1, &["say which campaign to draw"]);
}

#[test]
fn what_a_stranger_wrote_cannot_break_out_of_a_drawing() {
    let room = Room::new();
    let hostile = |id: &str, subject: &str, n| {
        let mut event = of_one_hand(id, subject, n);
        event["data"]["documents"][0]["id"] = json!("doc-\"</text><script>alert(1)</script>");
        event
    };
    screen(&room, "one.jsonl", &[hostile("e1", "anna", 1), hostile("e2", "boris", 2)]);
    let id = listed(&room)[0]["id"].as_str().unwrap().to_owned();
    for format in ["svg", "graphml"] {
        let drawn = room.run(&["campaigns", &id, "--format", format]).out;
        assert!(drawn.contains("&lt;script&gt;") && !drawn.contains("<script"), "{drawn}");
    }
    assert!(room.run(&["campaigns", &id, "--format", "dot"]).out.contains("doc-\\\"</text>"));
}

#[test]
fn who_is_forgotten_is_in_no_campaign() {
    let room = Room::new();
    screen(&room, "one.jsonl", &[of_one_hand("e1", "anna", 1), of_one_hand("e2", "boris", 2), of_one_hand("e3", "carla", 3)]);
    room.run(&["forget", "anna", "--yes"]).ends(0, &[]);
    let after = listed(&room);
    assert_eq!(members(&after[0]), ["boris", "carla"]);
    assert!(!after[0].to_string().contains("anna"), "{}", after[0]);
    // By an event of the applicant-tracking system, too.
    let erased = json!({"specversion": "1.0", "id": "x1", "source": "/test", "type": "hirewall.candidacy.erased.v1", "subject": "boris",
        "time": "2026-03-09T10:00:00Z", "data": {"basis": "asked to"}});
    screen(&room, "erased.jsonl", &[erased]);
    assert!(listed(&room).iter().all(|c| !c.to_string().contains("boris")), "{:?}", listed(&room));
}
