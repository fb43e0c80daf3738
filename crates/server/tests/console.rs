//! The server from outside, over TCP: what is delivered, who sees what, what people do, and what the audit says of it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::io::{Read, Write};
use std::net::TcpStream;

use hirewall_server::roles::Role;
use hirewall_server::routes::{API, Needs, table};
use hirewall_server::seal::Seal;
use hirewall_store::Store;
use hirewall_store::audit::{Head, NewEntry, check};
use hirewall_store::cases::Change;

use ring::hmac;
use support::{Answer, PASSWORD, SECRET, Server, start, wait, world, world_of};

#[test]
fn an_application_becomes_a_case_that_people_decide() {
    let server = start();
    assert_eq!(server.deliver(&world()).status, 200);
    server.settle();

    let reviewer = server.sign_in("reviewer");
    let queue = server.get("/cases", &reviewer);
    assert_eq!(queue.status, 200);
    let address = queue.body.split_once("<a href=\"/cases/").unwrap_or_else(|| panic!("no case in {}", queue.body)).1.split_once('"').unwrap().0;
    let address = format!("/cases/{address}");
    let page = server.get(&address, &reviewer);
    assert_eq!(page.status, 200);
    for part in ["What stands out", "Innocent when", "<blockquote>", "What happened"] {
        assert!(page.body.contains(part), "{part}");
    }

    // Take it, note something, and propose what needs a second person.
    let act = |cookie: &str, path: &str, form: &[(&str, &str)]| {
        let page = server.get(&address, cookie);
        let (token, version) = (page.field("token"), page.field("version"));
        server.post(&format!("{address}/{path}"), cookie, &[&[("token", token.as_str()), ("version", version.as_str())], form].concat())
    };
    assert_eq!(act(&reviewer, "work", &[("act", "take")]).status, 303);
    assert_eq!(act(&reviewer, "work", &[("act", "note"), ("words", "called the registrar <script>")]).status, 303);
    assert_eq!(act(&reviewer, "decide", &[("act", "decide"), ("decision", "confirmed_fraud"), ("words", "short")]).status, 422);
    assert_eq!(
        act(&reviewer, "decide", &[("act", "decide"), ("decision", "confirmed_fraud"), ("words", "the registrar knows nobody of that name")]).status,
        303
    );
    assert_eq!(act(&reviewer, "decide", &[("act", "decide"), ("decision", "confirmed_fraud"), ("words", "I agree with what I said")]).status, 422);
    let page = server.get(&address, &reviewer);
    assert!(page.body.contains("needs a second person") && page.body.contains("&lt;script&gt;"));
    let second = server.sign_in("second");
    assert_eq!(
        act(&second, "decide", &[("act", "decide"), ("decision", "confirmed_fraud"), ("words", "seen the registrar's answer too")]).status,
        303
    );
    let page = server.get(&address, &second);
    assert!(page.body.contains("decided") && page.body.contains("decision recorded"));
    assert!(!server.get("/cases", &second).body.contains(&format!("\"{address}\"")));
    assert!(server.get("/cases?view=closed&band=", &second).body.contains(&format!("\"{address}\"")));

    // The decision is an event of the log, and the audit's chain holds.
    let candidacy = address.trim_start_matches("/cases/").to_owned();
    let events = wait(server.store.events_of(&[candidacy.replace("%2D", "-")])).unwrap();
    let decision = events.iter().find(|event| event.kind == "hirewall.decision.recorded.v1").unwrap();
    let body: serde_json::Value = serde_json::from_slice(&decision.body).unwrap();
    assert_eq!(body["data"]["by"], "reviewer, second");
    let entries = wait(server.store.entries(0, 10_000)).unwrap();
    assert_eq!(check(Head::default(), &entries), Ok(wait(server.store.audit_head()).unwrap()));
    for what in ["case.opened", "case.taken", "case.noted", "case.decision_proposed", "case.decided", "account.signed_in"] {
        assert!(entries.iter().any(|entry| entry.what == what), "{what}");
    }
}

#[test]
fn what_candidacies_hold_is_found_in_any_spelling() {
    let server = start();
    server.deliver(&world());
    server.settle();
    let cookie = server.sign_in("reviewer");
    let line = world().lines().find(|line| line.contains("application.submitted")).unwrap().to_owned();
    let event: serde_json::Value = serde_json::from_str(&line).unwrap();
    let (candidacy, mailbox) = (event["subject"].as_str().unwrap(), event["data"]["emails"][0].as_str().unwrap());
    for asked in [candidacy.to_owned(), mailbox.to_owned(), mailbox.to_uppercase()] {
        let found = server.get(&format!("/search?q={}", asked.replace('@', "%40").replace('+', "%2B")), &cookie);
        assert!(found.body.contains(&format!("<code>{candidacy}</code>")), "{asked}");
    }
    assert!(server.get("/search?q=nobody%40mail.example", &cookie).body.contains("Nobody holds it"));
    // What people take along.
    let page = |what: &str| server.get(&format!("/cases/{}/{what}", candidacy.replace('-', "%2D")), &cookie);
    assert!(page("interview").body.contains("class=\"paper\"") && page("plan").body.contains("class=\"paper\""));
    assert_eq!(server.get("/cases/nobody/interview", &cookie).status, 404);
    // Who looked stands in the audit.
    assert_eq!(page("").status, 404);
    server.get(&format!("/cases/{}", candidacy.replace('-', "%2D")), &cookie);
    let entries = wait(server.store.entries(0, 10_000)).unwrap();
    assert!(
        entries.iter().any(|entry| entry.what == "searched") && entries.iter().any(|entry| entry.what == "case.viewed" && entry.who == "reviewer")
    );
}

#[test]
fn two_people_do_not_overwrite_each_other() {
    let server = start();
    server.deliver(&world());
    server.settle();
    let (one, other) = (server.sign_in("reviewer"), server.sign_in("second"));
    let queue = server.get("/cases", &one);
    let address = format!("/cases/{}", queue.body.split_once("<a href=\"/cases/").unwrap().1.split_once('"').unwrap().0);
    let (first, second) = (server.get(&address, &one), server.get(&address, &other));
    let take = |cookie: &str, page: &Answer| {
        server.post(&format!("{address}/work"), cookie, &[("token", &page.field("token")), ("version", &page.field("version")), ("act", "take")])
    };
    assert_eq!(take(&one, &first).status, 303);
    assert_eq!(take(&other, &second).status, 409);
    // A form of another's session is refused.
    let fresh = server.get(&address, &one);
    assert_eq!(take(&other, &fresh).status, 403);
}

#[test]
fn what_is_not_genuine_leaves_nothing() {
    let server = start();
    let body = r#"{"action":"ping","payload":{}}"#;
    assert_eq!(server.ask("POST", "/hooks/greenhouse", &[("Signature", "sha256 00")], body.as_bytes()).status, 401);
    assert_eq!(server.ask("POST", "/hooks/nobody", &[], b"{}").status, 404);
    assert_eq!(server.ask("GET", "/hooks/greenhouse", &[], b"").status, 405);
    // The same in pieces whose length nobody says.
    let piece = format!("100000\r\n{}\r\n", " ".repeat(1 << 20));
    let pieces = format!("{}0\r\n\r\n", piece.repeat(10) + "1\r\n \r\n");
    let mut stream = TcpStream::connect(server.at).unwrap();
    let head = format!("POST /hooks/greenhouse HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n", server.at);
    let _ = stream.write_all(&[head.as_bytes(), pieces.as_bytes()].concat());
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    let large = server.ask("POST", "/hooks/greenhouse", &[("Signature", "sha256 00")], &vec![b' '; (10 << 20) + 1]);
    assert_eq!((large.status, large.header("content-type")), (413, Some("application/problem+json")));
    assert_eq!(wait(server.store.backlog()).unwrap(), hirewall_store::inbox::Backlog::default());

    // Genuine: taken once, known from then on.
    let first = server.deliver(body);
    assert_eq!((first.status, first.body.as_str()), (200, "taken\n"));
    server.settle();
    let again = server.deliver(body);
    assert_eq!((again.status, again.body.as_str()), (200, "known\n"));

    // What is no JSON is kept for a person; the body of a Lever message is not believed.
    assert_eq!(server.deliver("no JSON").status, 200);
    let time = 1_790_000_000_000_u64;
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let signature: String = hmac::sign(&key, format!("t{time}").as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    let hint = serde_json::json!({"token": "t", "triggeredAt": time, "signature": signature, "event": "candidateStageChange", "data": {"opportunityId": "o"}});
    assert_eq!(server.ask("POST", "/hooks/lever", &[], hint.to_string().as_bytes()).status, 200);
    server.settle();
    assert_eq!(wait(server.store.backlog()).unwrap().failed, 2);
    let admin = server.sign_in("admin");
    let health = server.get("/health", &admin);
    assert!(health.body.contains("the vendor&#39;s API is not connected") || health.body.contains("the vendor's API is not connected"));
    assert_eq!(server.post("/health/retry", &admin, &[("token", &health.field("token"))]).status, 303);
    server.settle();
    assert_eq!(wait(server.store.backlog()).unwrap().failed, 2);
    assert_eq!(wait(server.store.population()).unwrap(), 0);
}

#[test]
fn every_address_asks_who_it_is() {
    let server = start();
    server.deliver(&world());
    server.settle();
    let cookies: Vec<(Role, String)> = Role::ALL.iter().map(|role| (*role, server.sign_in(role.as_str()))).collect();
    let reviewer = &cookies.iter().find(|(role, _)| *role == Role::Reviewer).unwrap().1;
    let queue = server.get("/cases", reviewer).body;
    let candidacy = queue.split_once("<a href=\"/cases/").unwrap().1.split_once('"').unwrap().0;
    let tokens: Vec<(Role, String)> = Role::ALL.iter().map(|role| (*role, server.token(*role))).collect();
    let mut tried = 0;
    for route in table() {
        let path = route.path.replace("{candidacy}", candidacy).replace("{name}", "greenhouse");
        let method = route.method.as_str();
        let form = [("Content-Type", "application/x-www-form-urlencoded")];
        let nobody = server.ask(method, &path, &form, b"");
        if route.path.starts_with(API) {
            assert_eq!((nobody.status, nobody.header("www-authenticate")), (401, Some("Bearer")), "{method} {path}");
            for (role, cookie) in &cookies {
                assert_eq!(server.ask(method, &path, &[("Cookie", cookie), form[0]], b"").status, 401, "a cookie opens {method} {path}");
                let token = tokens.iter().find(|(of, _)| of == role).map(|(_, token)| token.as_str()).unwrap();
                let answer = server.ask(method, &path, &[("Authorization", token), form[0]], b"");
                let may = matches!(route.needs, Needs::Grant(grant) if role.may(grant));
                assert_eq!(answer.status == 403, !may, "{method} {path} as {}: {}", role.as_str(), answer.status);
                tried += 1;
            }
            continue;
        }
        match (route.needs, method) {
            (Needs::Nothing, _) => assert!(nobody.status != 403 && nobody.status != 303, "{method} {path}: {}", nobody.status),
            (_, "GET") => {
                assert_eq!((nobody.status, nobody.header("location").unwrap().starts_with("/sign-in?next=")), (303, true), "{method} {path}")
            }
            _ => assert_eq!(nobody.status, 401, "{method} {path}"),
        }
        for (role, cookie) in &cookies {
            // Signing out ends the session that the others of this row need.
            if route.path == "/sign-out" || route.needs == Needs::Nothing {
                continue;
            }
            let answer = server.ask(method, &path, &[("Cookie", cookie), form[0]], b"token=x&version=0&act=take&decision=cleared&words=0123456789");
            let may = match route.needs {
                Needs::Grant(grant) => role.may(grant),
                _ => true,
            };
            let refused = answer.status == 403 && answer.body.contains("Not for this role");
            assert_eq!(refused, !may, "{method} {path} as {}: {}", role.as_str(), answer.status);
            // With a form that is not of the session nothing is done.
            assert!(method == "GET" || answer.status == 403, "{method} {path} as {}: {}", role.as_str(), answer.status);
            tried += 1;
        }
    }
    assert!(tried >= 7 * Role::ALL.len(), "{tried}");
}

#[test]
fn a_recruiter_sees_what_to_ask_and_not_what_others_showed() {
    let server = start();
    server.deliver(&world_of(24));
    server.settle();
    let (recruiter, reviewer) = (server.sign_in("recruiter"), server.sign_in("reviewer"));
    let queue = server.get("/cases", &reviewer).body;
    let addresses: Vec<String> = queue.split("<a href=\"/cases/").skip(1).map(|rest| format!("/cases/{}", rest.split_once('"').unwrap().0)).collect();
    let linked = addresses.iter().find(|address| server.get(address, &reviewer).body.contains("<h3>phone-shared</h3>"));
    let linked = linked.unwrap_or_else(|| panic!("nobody shares a phone"));
    let page = server.get(linked, &recruiter).body;
    assert!(!page.contains("<h3>phone-shared</h3>") && page.contains("more that reviewers look at"));
    // Patterns and campaigns rest on other people's applications, too.
    let linked_page = server.get(linked, &reviewer).body;
    assert!(linked_page.contains("<h2>Campaign</h2>") && !page.contains("<h2>Campaign</h2>"));
    let names = hirewall_engine::patterns::Patterns::shipped().unwrap().composites.iter().map(|composite| format!("<h2>{}</h2>", composite.name));
    let shows = |page: &str| names.clone().filter(|name| page.contains(name.as_str())).count();
    let named = addresses.iter().find(|address| shows(&server.get(address, &reviewer).body) > 0);
    let named = named.unwrap_or_else(|| panic!("no case shows a pattern"));
    assert_eq!(shows(&server.get(named, &recruiter).body), 0);
    assert!(!page.contains(" bits</span>") && !page.contains("Decide"));
    assert!(!server.get("/cases", &recruiter).body.contains("phone-shared"));
}

#[test]
fn pages_run_nothing_and_other_sites_send_nothing() {
    let server = start();
    let cookie = server.sign_in("reviewer");
    let page = server.get("/cases", &cookie);
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"));
    assert!(policy.contains("script-src 'self';"), "{policy}");
    assert_eq!(page.body.matches("<script").count(), 1);
    assert!(page.body.contains("<script type=\"module\" src=\"/assets/console.js\"></script>") && !page.body.contains("style="));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    for foreign in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")] {
        let answer = server.ask("POST", "/sign-out", &[("Cookie", &cookie), form, foreign], format!("token={}", page.field("token")).as_bytes());
        assert_eq!(answer.status, 403, "{foreign:?}");
    }
    assert_eq!(server.post("/sign-out", &cookie, &[("token", &page.field("token"))]).status, 303);
    assert_eq!(server.get("/cases", &cookie).status, 303);
}

#[test]
fn passwords_are_tried_a_few_times() {
    let server = start();
    let wrong = |name: &str| server.post("/sign-in", "", &[("name", name), ("password", "wrong")]);
    for name in ["reviewer", "nobody"] {
        for _ in 0..5 {
            assert_eq!(wrong(name).status, 401, "{name}");
        }
        let answer = wrong(name);
        assert_eq!((answer.status, answer.header("retry-after").is_some()), (429, true), "{name}");
    }
    // Others can still sign in, and never leave for another site.
    let answer = server.post("/sign-in", "", &[("name", "second"), ("password", PASSWORD), ("next", "//evil.example/")]);
    assert_eq!(answer.header("location"), Some("/"));
    assert!(answer.header("set-cookie").unwrap().contains("HttpOnly; SameSite=Lax"));
}

/// The first case of the queue: its address.
fn first_case(server: &Server, cookie: &str) -> String {
    let queue = server.get("/cases", cookie).body;
    format!("/cases/{}", queue.split_once("<a href=\"/cases/").unwrap().1.split_once('"').unwrap().0)
}

#[test]
fn a_request_to_the_candidate_stops_the_clock() {
    let server = start();
    server.deliver(&world());
    server.settle();
    let cookie = server.sign_in("recruiter");
    let address = first_case(&server, &cookie);
    assert!(server.get(&address, &cookie).body.contains("overdue since") || server.get(&address, &cookie).body.contains("· due "));
    let request = server.get(&format!("{address}/request"), &cookie);
    assert!(request.body.contains("mailto:") && request.body.contains("there is always another way"));
    let (token, version) = (request.field("token"), request.field("version"));
    let sent = [("token", token.as_str()), ("version", version.as_str()), ("act", "wait"), ("words", "Please send your diploma.")];
    assert_eq!(server.post(&format!("{address}/work"), &cookie, &sent).status, 303);
    let page = server.get(&address, &cookie).body;
    assert!(page.contains("waiting for the candidate") && page.contains("clock stands still") && page.contains("Please send your diploma."));
    // A recruiter sends no notices.
    assert_eq!(server.get(&format!("{address}/notice?which=before"), &cookie).status, 403);
    let reviewer = server.sign_in("reviewer");
    assert!(server.get(&format!("{address}/notice?which=before"), &reviewer).body.contains("Nothing is decided yet"));
}

#[test]
fn several_cases_are_handed_over_at_once_and_back() {
    let server = start();
    server.deliver(&world());
    server.settle();
    let cookie = server.sign_in("reviewer");
    let queue = server.get("/cases", &cookie);
    let picks: Vec<String> =
        queue.body.split("name=\"pick\" value=\"").skip(1).take(3).map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect();
    assert_eq!(picks.len(), 3);
    let token = queue.field("token");
    let send = |stage: &str, picks: &[String], more: &[(&str, &str)]| {
        let picks: Vec<(&str, &str)> = picks.iter().map(|pick| ("pick", pick.as_str())).collect();
        server.post("/cases/bulk", &cookie, &[&[("token", token.as_str()), ("stage", stage)], picks.as_slice(), more].concat())
    };
    let what = [("do", "security"), ("words", "one operation, as it seems")];
    let mut asked = picks.clone();
    asked.push("7:nobody".into());
    let preview = send("look", &asked, &what);
    assert!(preview.body.contains("Hand to security: 3 cases") && preview.body.contains("nobody: has no case"));
    assert!(!server.get("/cases?view=security", &cookie).body.contains("name=\"pick\""));
    assert_eq!(send("look", &picks, &[("do", "security"), ("words", "short")]).body.matches("ten characters").count(), 3);
    let done = send("do", &picks, &what);
    assert!(done.body.contains("Done: 3 cases"));
    assert_eq!(server.get("/cases?view=security", &cookie).body.matches("name=\"pick\"").count(), 3);
    // Each has an entry of its own.
    assert_eq!(wait(server.store.entries(0, 10_000)).unwrap().iter().filter(|entry| entry.what == "case.handed").count(), 3);
    let back: Vec<String> = done.body.split("name=\"pick\" value=\"").skip(1).map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect();
    let since = done.field("since");
    let undo = [("do", "reviewers"), ("words", "undone by whoever did it"), ("since", since.as_str())];
    assert!(send("undo", &back, &undo).body.contains("Undone: 3 cases"));
    assert!(!server.get("/cases?view=security", &cookie).body.contains("name=\"pick\""));
    assert_eq!(send("undo", &back, &[undo[0], undo[1], ("since", "1000")]).status, 422);
}

#[test]
fn what_a_candidate_may_ask_for_is_answered_unless_it_is_held() {
    let server = start();
    server.deliver(&world_of(24));
    server.settle();
    let (counsel, reviewer) = (server.sign_in("counsel"), server.sign_in("reviewer"));
    let queue = server.get("/cases", &reviewer).body;
    let addresses = queue.split("<a href=\"/cases/").skip(1).map(|rest| format!("/cases/{}", rest.split_once('"').unwrap().0));
    let linked = addresses.into_iter().find(|address| server.get(address, &reviewer).body.contains("<h3>phone-shared</h3>")).unwrap();
    let page = |path: &str| server.get(&format!("{linked}/{path}"), &counsel);
    let copy: serde_json::Value = serde_json::from_str(&page("subject.json").body).unwrap();
    assert!(!copy["events"].as_array().unwrap().is_empty());
    let text = copy.to_string();
    assert!(!text.contains("phone-shared"), "what others' applications show is in the copy");
    let form = |path: &str, words: &str| {
        let token = page("subject").field("token");
        server.post(&format!("{linked}/{path}"), &counsel, &[("token", &token), ("words", words), ("sure", "yes")])
    };
    assert_eq!(form("hold", "a claim before the tribunal").status, 303);
    assert_eq!(form("forget", "asked for by the candidate").status, 409);
    assert!(page("subject").body.contains("a claim before the tribunal"));
    assert_eq!(form("hold", "the claim was withdrawn").status, 303);
    let candidacy = linked.trim_start_matches("/cases/").replace("%2D", "-");
    assert!(!server.get(&format!("/audit?about={candidacy}"), &counsel).body.contains("Earlier"));
    assert_eq!(form("forget", "asked for by the candidate").status, 200);
    assert_eq!(page("subject").status, 404);
    assert!(wait(server.store.events_of(std::slice::from_ref(&candidacy))).unwrap().is_empty());
    let entries = wait(server.store.entries(0, 10_000)).unwrap();
    assert_eq!(check(Head::default(), &entries), Ok(wait(server.store.audit_head()).unwrap()));
    let last = entries.iter().rev().find(|entry| entry.what == "subject.forgotten").unwrap();
    assert!(last.said.as_ref().unwrap().about.is_none() && !last.said.as_ref().unwrap().details.contains(&candidacy));
}

#[test]
fn what_was_signed_shows_that_entries_were_taken_off() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("audit.checkpoints");
    let seal = Seal::new(&[5; 32], &file).unwrap();
    let store = wait(Store::open("memory:")).unwrap();
    let at = |text: &str| text.parse().unwrap();
    wait(seal.sign(&store, at("2026-03-02T09:00:00Z"))).unwrap();
    assert_eq!(seal.last(), None);
    let entry = NewEntry { at_us: 1, who: "jane".into(), what: "case.viewed".into(), about: None, details: "{}".into() };
    wait(store.commit(Change { entries: vec![entry.clone(), entry], ..Change::default() })).unwrap();
    wait(seal.sign(&store, at("2026-03-02T09:05:00Z"))).unwrap();
    wait(seal.sign(&store, at("2026-03-02T09:10:00Z"))).unwrap();
    let all = seal.checked().unwrap();
    assert_eq!((all.len(), all[0].seq), (1, 2));
    // A line that was cut by a crash is no lie; one that was changed is.
    let whole = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{whole}{{\"seq\":3")).unwrap();
    assert_eq!(seal.checked().unwrap().len(), 1);
    std::fs::write(&file, whole.replace("\"seq\":2", "\"seq\":1")).unwrap();
    assert!(seal.checked().unwrap_err().to_string().contains("line 1"));
    std::fs::write(&file, &whole).unwrap();
    assert!(Seal::new(&[6; 32], &file).unwrap().checked().is_err());
}
