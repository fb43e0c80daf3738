//! What follows screening, and what is known before it: imports, look-back, forms, plans, interviews, victims.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use common::Room;
use serde_json::{Value, json};

fn event(id: &str, kind: &str, subject: &str, time: &str, data: &Value) -> String {
    json!({"specversion": "1.0", "id": id, "source": "/acme", "type": format!("hirewall.{kind}.v1"), "subject": subject, "time": time, "data": data})
        .to_string()
}

fn application(subject: &str, name: &str, mail: &str, phone: &str, work: &Value) -> String {
    let data = json!({
        "requisition": {"id": "r-1", "title": "Software Engineer", "remote": true}, "name": {"full": name}, "emails": [mail], "phones": [phone],
        "resume": {"work": work, "education": [{"institution": "Stanford University", "area": "Computer Science", "studyType": "BSc", "startDate": "2009-09", "endDate": "2013-06"}]},
    });
    event(&format!("app-{subject}"), "application.submitted", subject, "2026-03-02T10:00:00Z", &data)
}

fn career() -> Value {
    json!([
        {"name": "Brightwater Systems", "position": "Engineer", "startDate": "2013-08", "endDate": "2016-02"},
        {"name": "Cascade Freight", "position": "Engineer", "startDate": "2016-03", "endDate": "2019-07"},
        {"name": "Halden Robotics", "position": "Senior Engineer", "startDate": "2019-09", "endDate": "2024-01"},
    ])
}

// ---------------------------------------------------------------- look-back

#[test]
fn a_roster_joined_with_devices_shows_who_shares_what() {
    let room = Room::new();
    let roster = room.file(
        "roster.csv",
        "id,name,work email,hire date,address,city,state,zip,country,ship_to,payee,serial\n\
         e1,Jane Roe,jane.roe@acme.example,2025-01-10,12 Elm St,Denver,CO,80202,US,\"88 Oak Ave, Nashville, TN 37201\",a1,S1\n\
         e2,Otto Quist,otto.quist@acme.example,2025-02-10,9 Pine St,Austin,TX,78701,US,\"88 Oak Ave, Nashville, TN 37201\",a1,S2\n\
         e3,Mia Lund,mia.lund@acme.example,2025-02-12,1 High St,Boston,MA,02108,US,,a3,S3\n",
    );
    let devices = room.file(
        "devices.csv",
        "serial number,last_seen,external_ip,wifi_bssid,software\n\
         S1,2025-05-01T10:00:00Z,73.12.44.10,aa:bb:cc:dd:ee:01,AnyDesk;Slack\n\
         S2,2025-05-01T11:00:00Z,73.12.44.10,aa:bb:cc:dd:ee:01,AnyDesk;TeamViewer\n\
         S3,2025-05-02T10:00:00Z,98.11.44.10,aa:bb:cc:dd:ee:03,Slack\n\
         S9,2025-05-02T10:00:00Z,98.11.44.10,,Slack\n",
    );
    // The forms in which Okta and CrowdStrike export, in an instance of our own.
    let signins = room.file(
        "okta.json",
        r#"{"actor": {"alternateId": "jane.roe@acme.example"}, "client": {"ipAddress": "73.12.44.10"}, "published": "2025-05-03T09:00:00Z"}"#,
    );
    let hosts = room.file("hosts.jsonl", "{\"serial_number\": \"S2\", \"external_ip\": \"73.12.44.10\", \"last_seen\": \"2025-05-04T09:00:00Z\"}\n");
    let ran = room.run(&[
        "lookback",
        roster.to_str().unwrap(),
        "--devices",
        devices.to_str().unwrap(),
        "--devices",
        hosts.to_str().unwrap(),
        "--signins",
        signins.to_str().unwrap(),
        "--format",
        "json",
    ]);
    ran.ends(3, &["devices.csv: row 4: belongs to nobody of the roster"]);
    let signals = |who: &str| -> Vec<String> {
        let all = ran.assessments();
        let one = all.iter().find(|a| a["candidacy"] == format!("employee {who}")).unwrap();
        one["findings"].as_array().unwrap().iter().map(|f| f["signal"].as_str().unwrap().to_owned()).collect()
    };
    for signal in ["payee-shared", "work-network-shared", "wifi-shared", "ship-to-shared", "remote-tools"] {
        assert!(signals("e2").iter().any(|s| s == signal), "{signal}: {:?}", signals("e2"));
    }
    assert!(signals("e3").is_empty(), "{:?}", signals("e3"));
    let table = room.run(&["lookback", roster.to_str().unwrap(), "--devices", devices.to_str().unwrap()]);
    assert!(table.out.contains("3 people, 3 rows") && table.out.contains("employee e1") && !table.out.contains("employee e3"), "{}", table.out);
}

// ---------------------------------------------------------------- imports

#[test]
fn every_kind_of_reference_data_is_imported_and_named_as_an_edition() {
    let room = Room::new();
    for (kind, content) in [
        ("hipo", r#"[{"name": "Example Polytechnic", "domains": ["example-poly.edu"], "country": "Nowhere"}]"#),
        ("ipeds-hd", "UNITID,INSTNM,IALIAS\n100654,Alabama A & M University,AAMU School\n"),
        ("ipeds-hd-closed", "UNITID,CLOSEDAT\n100654,06/30/2019\n"),
        ("ipeds-ic", "UNITID,CALSYS\n100654,1\n"),
        ("scorecard", "unitid,inst_name,state,cip_code,credential_level\n100654,Alabama A & M University,AL,1101,3\n"),
        ("ofac-sdn", "9345,EXAMPLE TRADING CORPORATION,-0- ,DPRK\n9999,ROE Jane,individual,DPRK\n"),
        ("watchlist", "name,kind,reason,source,owner,expires\nExample Front LLC,company,designated,press release,us,2027-01-01\n"),
        ("mail-domains", "throwaway.example,disposable\nrelay.example,relay\n"),
        ("phone-lines", "prefix,carrier,type\n1415555,Example Tel,voip\n"),
        ("vpn-ranges", "203.0.113.0/24\n2001:db8::/32\n"),
        ("relay-ranges", "203.0.113.64/26\n"),
        ("tor-exits", "198.51.100.7\n"),
        ("us-zip", "zip,state,primary_city,lat,lon\n00001,ZZ,Nowhere,1.0,2.0\n"),
        ("mailboxes", "name,street,city\nA,2449 SW Falcon Circle Unit #MAILBOX,Port St Lucie\n"),
        ("sec", r#"{"0": {"cik_str": 1, "ticker": "X", "title": "EXAMPLE CORP"}}"#),
        ("sp500", "Symbol,Security,Founded\nX,Example Corp,2013 (1888)\n"),
        ("companies", "name,domain,founded\nHalden Robotics,halden.example,2022\n"),
        ("asn", "first,last,class,owner\n192.0.2.0,192.0.2.255,hosting,Example Host\n192.0.2.64,192.0.2.127,mobile,Example Mobile\n"),
        ("geonames", "1\tSmalltown\tSmalltown\t\t10.0\t20.0\tP\tPPL\tDE\t\t01\t\t\t\t4321\t\t\tEurope/Berlin\t2024-01-01\n"),
        ("endoflife", "name,released\nexampletech,2025-03\n"),
        ("lolrmm", r#"[{"Name": "Example RMM", "Details": {"InstallationPaths": ["C:\\Program Files\\Example\\examplermm.exe"]}}]"#),
    ] {
        let file = room.file(&format!("in/{kind}"), content);
        let ran = room.run(&["import", kind, file.to_str().unwrap()]);
        ran.ends(0, &[]);
        assert!(ran.out.contains(&format!("of {kind} in")), "{}", ran.out);
    }
    // What was imported is known in the next run, and named.
    let events = room.file("e.jsonl", application("c-1", "Jane Roe", "jane@throwaway.example", "+1 415 555 2671", &career()));
    let ran = room.screen(&events);
    let found: Vec<Value> = ran.assessments()[0]["findings"].as_array().unwrap().clone();
    let has = |signal: &str| found.iter().any(|f| f["signal"] == signal);
    assert!(has("mail-disposable") && has("employed-before-founding"), "{found:?}");
    assert!(ran.assessments()[0]["editions"]["companies"].as_str().is_some());
    // Behind a narrower range, the wider one still counts; a technology that the operator brought has its date.
    let visit = |subject: &str, ip: &str| {
        let data = json!({
            "requisition": {"id": "r-1", "title": "Software Engineer", "remote": true}, "name": {"full": "Mary Major"}, "session": {"ip": ip},
            "resume": {"work": [{"name": "Brightwater Systems", "position": "Engineer", "startDate": "2013-08", "endDate": "2016-02", "summary": "Moved the billing service to exampletech."}]},
        });
        event(&format!("app-{subject}"), "application.submitted", subject, "2026-03-02T10:00:00Z", &data)
    };
    let events = room.file("v.jsonl", [visit("c-2", "192.0.2.200"), visit("c-3", "192.0.2.70")].join("\n"));
    let found = |subject: &str, signal: &str| {
        let ran = room.screen(&events);
        let all = ran.assessments();
        let one = all.iter().find(|a| a["candidacy"] == subject).unwrap();
        one["findings"].as_array().unwrap().iter().any(|f| f["signal"] == signal)
    };
    assert!(found("c-2", "egress-hosting") && found("c-2", "technology-before-release"));
    assert!(!found("c-3", "egress-hosting"), "the narrower range is a mobile network");
}

#[test]
fn a_file_that_cannot_be_imported_says_where_and_why_and_the_rest_is_taken() {
    let room = Room::new();
    let file = room.file("v.csv", "203.0.113.0/24\nnot a network\n");
    let ran = room.run(&["import", "vpn-ranges", file.to_str().unwrap()]);
    ran.ends(3, &["line 2: cannot be read"]);
    assert!(ran.out.contains("1 rows of vpn-ranges"));
    let file =
        room.file("a.csv", "first,last,class,owner\n192.0.2.0,192.0.2.255,hosting,A\n192.0.2.0,nowhere,hosting,B\n192.0.2.0,192.0.2.9,castle,C\n");
    room.run(&["import", "asn", file.to_str().unwrap()]).ends(3, &["line 3: column last cannot be read", "line 4: column class cannot be read"]);
    let file = room.file("c.csv", "company,site\nA,b\n");
    room.run(&["import", "companies", file.to_str().unwrap()]).ends(1, &["no column name, domain, founded", "no row of companies"]);
    room.run(&["import", "compenies", file.to_str().unwrap()]).ends(1, &["\"compenies\" is neither `applications` nor a kind"]);
}

/// The public files themselves, where they are at hand.
#[test]
fn the_public_files_are_imported_whole() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !data.exists() {
        println!("skipped: {} is not there", data.display());
        return;
    }
    let room = Room::new();
    for (kind, file, least) in [
        ("hipo", "world_universities_and_domains.json", 10_000),
        ("ipeds-hd", "ipeds_hd2023.csv", 6_000),
        ("ipeds-ic", "ipeds_ic2020.csv", 6_000),
        ("scorecard", "us_programs_slim.csv.gz", 6_000),
        ("ofac-sdn", "ofac_sdn_dprk_2023-11.csv", 150),
        ("mail-domains", "free_email_domains.json", 14_000),
        ("vpn-ranges", "x4b_vpn_ipv4.txt", 10_000),
        ("relay-ranges", "x4b_input_apple_private_relay.txt", 3_000),
        ("us-zip", "us_zip_slim.csv", 41_000),
        ("mailboxes", "virtual_mailboxes_atmb.csv", 700),
        ("sec", "sec_company_tickers_2026-05.json", 10_000),
        ("sp500", "sp500_constituents.csv", 500),
        ("lolrmm", "lolrmm_rmm_tools.json", 500),
    ] {
        let ran = room.run(&["import", kind, data.join(file).to_str().unwrap()]);
        ran.ends(0, &[]);
        let rows: usize = ran.out.split(' ').next().unwrap().parse().unwrap();
        assert!(rows >= least, "{kind}: {rows}");
    }
}

// ---------------------------------------------------------------- plans, kits, forms

#[test]
fn a_plan_names_every_claim_and_a_returned_check_closes_its_item() {
    let room = Room::new();
    let check = event(
        "chk-1",
        "check.returned",
        "c-1",
        "2026-03-05T10:00:00Z",
        &json!({"kind": "employment", "channel": "independent", "outcome": "confirmed", "about": {"employer": "Cascade Freight"}}),
    );
    let denied = event(
        "chk-2",
        "check.returned",
        "c-1",
        "2026-03-06T10:00:00Z",
        &json!({"kind": "education", "channel": "independent", "outcome": "denied", "about": {"institution": "Stanford University"}}),
    );
    let events = [application("c-1", "Jane Roe", "jane@example.org", "+1 415 555 2671", &career()), check, denied].join("\n");
    let file = room.file("e.jsonl", events);
    room.run(&["screen", file.to_str().unwrap()]).ends(0, &[]);
    let plan = room.run(&["plan", "c-1"]);
    plan.ends(0, &[]);
    for wanted in [
        "confirmed: Engineer at Cascade Freight, 2016-03 to 2019-07",
        "unverified: Senior Engineer at Halden Robotics",
        "contradicted: BSc in Computer Science at Stanford University, 2013-06",
        "stanford.edu",
        "closed by   check.returned, kind employment, channel independent",
    ] {
        assert!(plan.out.contains(wanted), "{wanted}: {}", plan.out);
    }
    assert!(room.run(&["plan", "--consent"]).out.contains("withdraw this consent"));
    assert!(room.run(&["plan", "--introduction"]).out.contains("whether you applied to us"));
    room.run(&["plan", "c-9"]).ends(1, &["no events of \"c-9\""]);

    let kit = room.run(&["interview", "c-1"]);
    kit.ends(0, &[]);
    for wanted in ["work-1", "At Brightwater Systems", "school-1", "a truthful answer holds", "or:", "\"outcome\": \"unable\""] {
        assert!(kit.out.contains(wanted), "{wanted}: {}", kit.out);
    }
}

#[test]
fn a_form_is_written_filled_and_read_into_an_event() {
    let room = Room::new();
    for form in ["profile", "interview", "check", "declared"] {
        let empty = room.run(&["form", form, "--candidacy", "c-1"]);
        empty.ends(0, &[]);
        let filled =
            empty.out.replacen("time = \"\"", "time = \"2026-03-02T10:00:00Z\"", 1).replacen("url = \"\"", "url = \"https://linkedin.com/in/x\"", 1);
        let file = room.file("f.toml", filled);
        let event = room.run(&["form", file.to_str().unwrap()]);
        event.ends(0, &[]);
        let screened = room.file("e.jsonl", &event.out);
        room.screen(&screened).ends(0, &[]);
    }
    let empty = room.file("g.toml", room.run(&["form", "check"]).out);
    room.run(&["form", empty.to_str().unwrap()]).ends(1, &["candidacy: is missing"]);
    room.run(&["form", "nothing"]).ends(1, &["neither a form"]);
}

// ---------------------------------------------------------------- victims and patterns

#[test]
fn a_career_told_under_two_names_makes_both_asked_and_neither_blamed() {
    let room = Room::new();
    for (first, second) in [("c-1", "c-2"), ("c-2", "c-1")] {
        let events = [
            application(first, "Jane Roe", "jane@example.org", "+1 415 555 2671", &career()),
            application(second, "Otto Quist", "otto@example.net", "+1 646 555 0143", &career()),
        ];
        let ran = room.screen(&room.file("e.jsonl", events.join("\n")));
        ran.ends(0, &[]);
        for one in ran.assessments() {
            assert!(one["victim"].is_object() && one["campaign"].is_null(), "{one}");
            assert!(one["band"] == "clear" || one["band"] == "verify", "{one}");
        }
    }
}

#[test]
fn a_career_told_by_three_is_a_mould_and_nobody_is_its_victim() {
    let room = Room::new();
    let events = [
        application("c-1", "Jane Roe", "jane@example.org", "+1 415 555 2671", &career()),
        application("c-2", "Otto Quist", "otto@example.net", "+1 646 555 0143", &career()),
        application("c-3", "Mia Lund", "mia@example.com", "+1 303 555 0199", &career()),
    ];
    let ran = room.screen(&room.file("e.jsonl", events.join("\n")));
    for one in ran.assessments() {
        assert!(one["victim"].is_null(), "{one}");
        assert!(one["findings"].as_array().unwrap().iter().any(|f| f["signal"] == "career-shared"), "{one}");
    }
}

#[test]
fn findings_that_together_are_known_get_their_name_and_add_no_bits() {
    let room = Room::new();
    let machine = event(
        "ep-1",
        "endpoint.observed",
        "c-1",
        "2026-04-02T10:00:00Z",
        &json!({"at": "2026-04-02T10:00:00Z", "device_serial": "S1", "input_latency_ms": {"p50": 180.0, "p95": 300.0, "samples": 4000},
                "usb": [{"vendor_id": "1d6b", "product_id": "0104", "manufacturer": "PiKVM", "product": "PiKVM Composite Device"}]}),
    );
    let events = [application("c-1", "Jane Roe", "jane@example.org", "+1 415 555 2671", &career()), machine].join("\n");
    let ran = room.screen(&room.file("e.jsonl", events));
    let one = &ran.assessments()[0];
    assert_eq!(one["patterns"][0]["id"], "K2", "{one}");
    let families: f64 = one["families"].as_object().unwrap().values().map(|v| v.as_f64().unwrap()).sum();
    assert!((one["bits"].as_f64().unwrap() - one["prior_bits"].as_f64().unwrap() - families).abs() < 0.01);
}

// ---------------------------------------------------------------- saved profiles

/// A one-page PDF of these lines: place across and up, size, words.
fn pdf(lines: &[(u32, u32, u32, &str)], info: &str) -> Vec<u8> {
    use std::io::Write;
    let content: String = lines.iter().map(|(x, y, size, text)| format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")).collect();
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        info.to_owned(),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(file, "trailer\n<< /Size {} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    file
}

/// The layout of LinkedIn's "Save to PDF": contact and skills in a column at the left, the life at the right.
const SAVED: &[(u32, u32, u32, &str)] = &[
    (20, 740, 13, "Contact"),
    (20, 720, 10, "www.linkedin.com/in/otto-quist-77"),
    (20, 706, 10, "\\(LinkedIn\\)"),
    (20, 670, 13, "Top Skills"),
    (20, 652, 10, "Kubernetes"),
    (20, 638, 10, "Rust"),
    (224, 740, 24, "Otto Quist"),
    (224, 716, 12, "Senior Software Engineer at Halden Robotics"),
    (224, 698, 12, "Denver, Colorado, United States"),
    (224, 660, 15, "Experience"),
    (224, 636, 12, "Halden Robotics"),
    (224, 620, 11, "Senior Software Engineer"),
    (224, 606, 10, "September 2019 - January 2024 \\(4 years 5 months\\)"),
    (224, 592, 10, "Denver, Colorado"),
    (224, 566, 12, "Cascade Freight"),
    (224, 550, 11, "Software Engineer"),
    (224, 536, 10, "March 2016 - July 2019 \\(3 years 5 months\\)"),
    (224, 500, 15, "Education"),
    (224, 476, 12, "Stanford University"),
    (224, 460, 10, "Bachelor of Science, Computer Science - \\(2009 - 2013\\)"),
];

#[test]
fn a_saved_profile_becomes_the_snapshot_that_it_is() {
    let room = Room::new();
    let file = room.file("profile.pdf", pdf(SAVED, "<< /Producer (A printer) /CreationDate (D:20260303101500Z) >>"));
    let ran = room.run(&["form", file.to_str().unwrap(), "--candidacy", "otto"]);
    ran.ends(0, &[]);
    let event: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (event["type"].as_str(), event["subject"].as_str(), event["source"].as_str()),
        (Some("hirewall.profile.observed.v1"), Some("otto"), Some("/documents"))
    );
    assert!(event["time"].as_str().unwrap().starts_with("2026-03-03T10:15:00"));
    let data = &event["data"];
    assert_eq!((data["network"].as_str(), data["display_name"].as_str()), (Some("linkedin"), Some("Otto Quist")));
    assert!(data["url"].as_str().unwrap().contains("linkedin.com/in/otto-quist-77"));
    let employers: Vec<&str> = data["positions"].as_array().unwrap().iter().map(|p| p["employer"].as_str().unwrap()).collect();
    assert_eq!(employers, ["Halden Robotics", "Cascade Freight"]);
    assert_eq!((data["positions"][1]["start"].as_str(), data["positions"][1]["end"].as_str()), (Some("2016-03"), Some("2019-07")));
    // It goes on like any event, beside the application.
    let told =
        room.file("events.jsonl", format!("{}\n{}", application("otto", "Otto Quist", "otto@example.com", "+1 720 555 0101", &career()), ran.out));
    room.run(&["screen", told.to_str().unwrap(), "--store", "memory:", "--format", "json"]).ends(0, &[]);
}

#[test]
fn a_saved_profile_that_lacks_something_says_what() {
    let room = Room::new();
    let undated = room.file("undated.pdf", pdf(SAVED, "<< /Producer (A printer) >>"));
    let path = undated.to_str().unwrap();
    room.run(&["form", path]).ends(1, &["--candidacy ID"]);
    room.run(&["form", path, "--candidacy", "otto"]).ends(1, &["does not say when it was saved", "--time"]);
    room.run(&["form", path, "--candidacy", "otto", "--time", "2026-03-03T10:15:00Z"]).ends(0, &[]);
    let nameless: Vec<_> = SAVED.iter().filter(|line| !line.3.contains("linkedin")).copied().collect();
    let other = room.file("other.pdf", pdf(&nameless, "<< /CreationDate (D:20260303101500Z) >>"));
    room.run(&["form", other.to_str().unwrap(), "--candidacy", "otto"]).ends(1, &["names no profile's address"]);
    let broken = room.file("broken.pdf", "%PDF-1.7 nothing more");
    room.run(&["form", broken.to_str().unwrap(), "--candidacy", "otto"]).ends(1, &["broken.pdf"]);
}
