//! Résumés as files: read by a confined worker, screened like everything else, and corroborating at most.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::Room;

const TEXT: &str = "Jane Roe\njane.roe@example.org | +1 415 555 2671 | github.com/janeroe\n\nBuilt event pipelines at Acme.\n";
const HTML: &str = "<!doctype html><html><body><h1>Mark Feldman</h1><p>mark@example.net</p><p>+1 415 555 2671</p></body></html>";
const RTF: &str = r"{\rtf1\ansi Li Chen\par li.chen@example.com\par +1 (415) 555-2671\par Ten years of Java.}";

#[test]
fn a_folder_of_documents_is_screened_and_a_broken_one_costs_itself() {
    let room = Room::new();
    room.file("cv/jane.txt", TEXT);
    room.file("cv/mark.html", HTML);
    room.file("cv/li.rtf", RTF);
    room.file("cv/broken.pdf", b"%PDF-1.7\n...");
    let folder = room.path("cv");
    let ran = room.run(&["screen", folder.to_str().unwrap(), "--store", "memory:", "--format", "json", "--as-of", "2026-03-01T00:00:00Z"]);
    ran.ends(3, &["broken.pdf", "is damaged", "3 events: 3 new"]);
    let assessments = ran.assessments();
    assert_eq!(assessments.len(), 3);
    for assessment in assessments {
        let findings = assessment["findings"].as_array().unwrap();
        let phone = findings.iter().find(|f| f["signal"] == "phone-shared").unwrap();
        assert_eq!(phone["tier"], "corroborating", "what was read out of a document can be misread");
        assert!(phone["because"].as_str().unwrap().contains("under another name"));
        assert!(matches!(assessment["band"].as_str(), Some("clear" | "verify")));
    }
}

#[test]
fn a_text_copied_under_another_name_corroborates_and_no_more() {
    let room = Room::new();
    let prose: String = (0..60).map(|n| format!("Designed part{n} of system{n} for client{n} with tool{n} and moved it to place{n}.\n")).collect();
    room.file("cv/jane.txt", format!("Jane Roe\njane.roe@example.org\n\n{prose}"));
    room.file("cv/mark.html", format!("<html><h1>Mark Feldman</h1><p>mark@example.net</p><p>{prose}</p></html>"));
    let folder = room.path("cv");
    let ran = room.run(&["screen", folder.to_str().unwrap(), "--store", "memory:", "--format", "json", "--as-of", "2026-03-01T00:00:00Z"]);
    ran.ends(0, &[]);
    for assessment in ran.assessments() {
        let findings = assessment["findings"].as_array().unwrap();
        assert!(findings.iter().any(|f| f["signal"] == "text-copied" && f["tier"] == "corroborating"), "{assessment}");
        assert!(findings.iter().all(|f| f["tier"] != "hard"), "{assessment}");
    }
}

#[test]
fn a_document_that_comes_again_is_known() {
    let room = Room::new();
    let file = room.file("jane.txt", TEXT);
    let url = format!("sqlite:{}", room.path("s.db").display());
    let run = || room.run(&["screen", file.to_str().unwrap(), "--store", &url, "--as-of", "2026-03-01T00:00:00Z"]);
    run().ends(0, &["1 new"]);
    run().ends(0, &["0 new, 1 known already"]);
}
