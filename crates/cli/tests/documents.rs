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
    ran.ends(3, &["broken.pdf", "is damaged", "6 events: 6 new"]);
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
    run().ends(0, &["2 new"]);
    run().ends(0, &["0 new, 2 known already"]);
}

/// Mail as it comes: a text, what it quotes, a signature, and a résumé.
fn mail(name: &str, attachment: &str) -> String {
    format!(
        "From: {name} <{}@example.org>\r\nTo: jobs@example.com\r\nSubject: =?utf-8?q?Bewerbung_f=C3=BCr_R-17?=\r\nDate: Mon, 02 Mar 2026 10:00:00 +0100\r\n\
        Message-ID: <{name}-1@example.org>\r\nAuthentication-Results: mx.example.com; dkim=pass\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        Please find my résumé.\r\n-- \r\nJane\r\n\r\nOn Mon, 1 Mar 2026, Jobs <jobs@example.com> wrote:\r\n> Send it.\r\n\
        --b\r\nContent-Type: text/plain; name=\"cv.txt\"\r\nContent-Disposition: attachment; filename=\"cv.txt\"\r\n\r\n{attachment}\r\n--b--\r\n",
        name.to_lowercase()
    )
}

/// Events that a store holds of one candidacy, as the explanation's bodies show them.
fn screened(room: &Room, path: &std::path::Path, store: &str, as_of: &str) -> common::Ran {
    room.run(&["screen", path.to_str().unwrap(), "--store", store, "--format", "json", "--as-of", as_of])
}

#[test]
fn a_mail_becomes_message_and_application_on_one_subject() {
    let room = Room::new();
    let store = format!("sqlite:{}", room.path("s.db").display());
    let file = room.file("in/jane.eml", mail("Jane", TEXT));
    let ran = screened(&room, &file, &store, "2026-03-05T00:00:00Z");
    // The mail, the application, and what was read of the mail and of its attachment.
    ran.ends(0, &["4 events: 4 new"]);
    let assessments = ran.assessments();
    assert_eq!(assessments.len(), 1);
    assert_eq!(assessments[0]["stage"], "message");
    let id = assessments[0]["candidacy"].as_str().unwrap();
    let explained = room.run(&["explain", id, "--store", &store]);
    explained.ends(0, &[]);
    assert!(explained.out.contains("Document cv.txt") && explained.out.contains("1 mailboxes"), "{}", explained.out);
}

#[test]
fn a_mailbox_is_so_many_candidacies() {
    let room = Room::new();
    let other = TEXT.replace("Jane Roe", "Mark Feldman").replace("jane.roe", "mark.feldman").replace("janeroe", "markf").replace("2671", "2672");
    let body = "a line\n\n>From here it goes on\n";
    let mbox = format!(
        "From a@example.org Mon Mar  2 10:00:00 2026\n{}\nFrom b@example.org Mon Mar  2 11:00:00 2026\n{}\n",
        mail("Jane", &format!("{TEXT}{body}")),
        mail("Mark", &other)
    );
    let file = room.file("in/box.mbox", mbox);
    let ran = screened(&room, &file, "memory:", "2026-03-05T00:00:00Z");
    ran.ends(0, &["8 events: 8 new"]);
    assert_eq!(ran.assessments().len(), 2);
}

#[test]
fn a_sub_folder_is_one_candidacy_and_two_persons_in_it_are_said() {
    let room = Room::new();
    room.file("in/jane-roe/cv.txt", TEXT);
    room.file("in/jane-roe/letter.txt", "Dear team,\nI have read about your compiler.\n");
    let ran = screened(&room, &room.path("in"), "memory:", "2026-03-05T00:00:00Z");
    ran.ends(0, &[]);
    assert_eq!(ran.assessments()[0]["candidacy"], "jane-roe");
    assert!(!ran.err.contains("names and counts as one"), "{}", ran.err);
    let work = "\nExperience\nEngineer, Acme Inc\t2019 - 2021\nEngineer, Bolt Inc\t2021 - 2023\n";
    room.file("both/pile/a.txt", format!("{TEXT}{work}"));
    room.file("both/pile/b.txt", format!("Mark Feldman\nmark.feldman@example.net\n{work}"));
    screened(&room, &room.path("both"), "memory:", "2026-03-05T00:00:00Z").ends(0, &["2 résumés under 2 names"]);
}

#[test]
fn what_was_read_is_kept_and_stays_at_its_time() {
    let room = Room::new();
    let store = format!("sqlite:{}", room.path("s.db").display());
    let file = room.file("in/cv.txt", TEXT);
    screened(&room, &file, &store, "2026-03-01T00:00:00Z").ends(0, &["2 events: 2 new"]);
    screened(&room, &file, &store, "2026-06-01T00:00:00Z").ends(0, &["2 events: 0 new, 2 known already, 0 rejected"]);
}

#[test]
fn a_folder_with_a_mail_and_an_archive_is_read_once() {
    let room = Room::new();
    let store = format!("sqlite:{}", room.path("s.db").display());
    room.file("in/jane/mail.eml", mail("Jane Roe", TEXT));
    room.file("in/jane/pack.zip", packed(&[("letter.rtf", RTF.as_bytes())]));
    let first = screened(&room, &room.path("in"), &store, "2026-04-01T00:00:00Z");
    first.ends(0, &[" new, 0 known already"]);
    screened(&room, &room.path("in"), &store, "2026-06-01T00:00:00Z").ends(0, &["events: 0 new", "0 rejected"]);
    room.file("in/jane/more.txt", "Jane Roe\n\nSkills\nRust, Go\n");
    let more = screened(&room, &room.path("in"), &store, "2026-06-01T00:00:00Z");
    more.ends(0, &["events: 2 new"]);
    assert_eq!(more.assessments().len(), 1);
}

#[test]
fn folders_within_a_candidacy_and_files_that_an_event_names_are_no_candidacies_of_their_own() {
    let room = Room::new();
    room.file("in/jane/cv.txt", TEXT);
    room.file("in/jane/certificates/letter.rtf", "{\\rtf1\\ansi We thank Jane Roe.}");
    room.file("in/a-files/cv.rtf", RTF);
    let documents = serde_json::json!([{"id": "doc-00002", "filename": "cv.rtf", "kind": "resume", "path": "a-files/cv.rtf"}]);
    room.file("in/events.jsonl", common::lines(&[common::application("c-2", "c-2", serde_json::json!({"documents": documents}))]));
    let ran = screened(&room, &room.path("in"), "memory:", "2026-03-05T00:00:00Z");
    ran.ends(0, &[]);
    let mut candidacies: Vec<String> = ran.assessments().iter().map(|a| a["candidacy"].as_str().unwrap().to_owned()).collect();
    candidacies.sort();
    assert_eq!(candidacies, ["c-2", "jane"]);
}

#[test]
fn a_text_file_with_a_comma_in_its_first_line_is_no_table() {
    let room = Room::new();
    let file = room.file("in/cv.txt", "Jane Roe, Lead Engineer, Portland, OR\njane.roe@example.org\n\nSkills\nRust, Go\n");
    screened(&room, &file, "memory:", "2026-03-05T00:00:00Z").ends(0, &["2 events: 2 new"]);
}

#[test]
fn a_mail_from_the_future_counts_as_of_now() {
    let room = Room::new();
    let mail = mail("Jane Roe", TEXT).replace("2026", "2096");
    assert!(mail.contains("2096"));
    let file = room.file("in/mail.eml", mail);
    let ran = screened(&room, &file, "memory:", "2026-03-05T00:00:00Z");
    ran.ends(0, &[]);
    assert_eq!(ran.assessments().len(), 1);
}

#[test]
fn a_part_that_cannot_be_read_is_named_each_time_and_marked_on_its_candidacy() {
    let room = Room::new();
    let store = format!("sqlite:{}", room.path("s.db").display());
    room.file("in/jane/cv.txt", TEXT);
    room.file("in/jane/tool.bin.pdf", b"%PDF-1.7\n...");
    for _ in 0..2 {
        let ran = screened(&room, &room.path("in"), &store, "2026-03-05T00:00:00Z");
        ran.ends(3, &["tool.bin.pdf", "is damaged"]);
        let assessment = &ran.assessments()[0];
        assert_eq!(assessment["unreadable"][0]["input"], "tool.bin.pdf", "{assessment}");
    }
}

#[test]
fn documents_inside_events_are_read_on_their_candidacy() {
    let room = Room::new();
    let inline = "SmFuZSBSb2UKamFuZUBleGFtcGxlLm9yZwoKRGVhciB7e2NvbXBhbnl9fSwgSSBsaWtlIGl0Lgo=";
    let application = |id: &str, documents: serde_json::Value| common::application(id, id, serde_json::json!({"documents": documents}));
    let events = [
        application("c-1", serde_json::json!([{"id": "doc-00001", "filename": "cv.txt", "kind": "resume", "content_base64": inline}])),
        application("c-2", serde_json::json!([{"id": "doc-00002", "filename": "cv.rtf", "kind": "resume", "path": "files/cv.rtf"}])),
        application("c-3", serde_json::json!([{"id": "doc-00003", "filename": "cv.pdf", "kind": "resume", "content_base64": "not base64!"}])),
    ];
    room.file("in/files/cv.rtf", RTF);
    let file = room.file("in/events.jsonl", common::lines(&events));
    let ran = screened(&room, &file, "memory:", "2026-03-05T00:00:00Z");
    ran.ends(3, &["/data/documents/0/content_base64: is no base64", "5 events: 5 new"]);
    let found = |candidacy: &str| ran.assessments().into_iter().find(|a| a["candidacy"] == candidacy).unwrap();
    assert!(found("c-1")["findings"].as_array().unwrap().iter().any(|f| f["signal"] == "template-residue"), "{}", found("c-1"));
    assert!(!found("c-2")["not_looked_at"].as_array().unwrap().iter().any(|f| f == "documents"));
}

#[test]
fn an_archive_of_documents_is_one_candidacy() {
    let room = Room::new();
    let file = room.file("in/pack.zip", packed(&[("cv.txt", TEXT.as_bytes()), ("__MACOSX/._cv.txt", b"x"), ("folder/letter.rtf", RTF.as_bytes())]));
    let ran = screened(&room, &file, "memory:", "2026-03-05T00:00:00Z");
    ran.ends(0, &["4 events: 4 new"]);
    assert_eq!(ran.assessments().len(), 1);
}

#[test]
fn another_persona_in_title_and_save_ids_is_found_between_two_word_files() {
    let room = Room::new();
    let docx = |name: &str, mailbox: &str, title: &str| {
        let lines = [name, mailbox, "Skills", "Rust, Go, Kafka"].map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).concat();
        let body = format!("<w:document><w:body>{lines}</w:body></w:document>");
        let core = format!("<cp:coreProperties><dc:title>{title}</dc:title><dc:creator>Ivan Petrov</dc:creator></cp:coreProperties>");
        packed(&[
            ("word/document.xml", body.as_bytes()),
            ("docProps/core.xml", core.as_bytes()),
            ("word/settings.xml", b"<w:settings><w:rsids><w:rsidRoot w:val=\"00A1B2C3\"/></w:rsids></w:settings>"),
        ])
    };
    room.file("in/a.docx", docx("Jane Roe", "jane.roe@example.org", "Mark Feldman - Resume"));
    room.file("in/b.docx", docx("Mark Feldman", "mark.feldman@example.net", "Mark Feldman - Resume"));
    let ran = screened(&room, &room.path("in"), "memory:", "2026-03-05T00:00:00Z");
    ran.ends(0, &[]);
    let all: Vec<String> =
        ran.assessments().iter().flat_map(|a| a["findings"].as_array().unwrap().clone()).map(|f| f["signal"].as_str().unwrap().to_owned()).collect();
    let count = |signal: &str| all.iter().filter(|s| *s == signal).count();
    assert_eq!((count("rsid-root-shared"), count("persona-residue"), count("document-author-differs")), (2, 1, 2), "{all:?}");
    assert!(ran.assessments().iter().flat_map(|a| a["findings"].as_array().unwrap().clone()).all(|f| f["tier"] != "hard"));
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A worker under its limit of address space once died at its start now and then: its allocator reserved more than the limit lets it have.
#[test]
fn a_hundred_workers_start_under_their_limit() {
    use hirewall_documents::{Confinement, Limits, Reader};
    let limits = Limits { documents: 1, ..Limits::default() };
    let mut reader = Reader::new(std::path::Path::new(env!("CARGO_BIN_EXE_hirewall")), Confinement::Required, limits);
    for n in 0..100 {
        let read = reader.read("cv.txt", TEXT.as_bytes()).unwrap().read;
        assert!(read.is_ok(), "worker {n}: {read:?}");
    }
}

/// What was measured when this was written, less a little: a change that reads worse is seen.
#[test]
fn the_corpus_is_read_as_well_as_before() {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../eval/corpus");
    for (half, precision, recall) in [("open", 0.99, 0.975), ("sealed", 0.965, 0.92)] {
        let ran = Room::new().run(&["eval", "resumes", "--corpus", corpus.join(half).to_str().unwrap(), "--format", "json"]);
        ran.ends(0, &[]);
        let card: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let count = |name: &str| card["all"][name].as_f64().unwrap();
        assert!(count("right") / count("read") >= precision, "{half}: {}", card["all"]);
        assert!(count("right") / count("meant") >= recall, "{half}: {}", card["all"]);
        for columns in ["one column", "two columns"] {
            let words = &card["words"][columns];
            let of = |name: &str| words["found"][name].as_f64().unwrap();
            assert!(of("right") / of("meant") >= 0.99, "{half}, {columns}: {words}");
            assert!(words["in_order"].as_f64().unwrap() / of("right") >= 0.99, "{half}, {columns}: {words}");
        }
    }
}
