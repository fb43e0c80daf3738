//! The server from outside, over TCP: what is delivered, who sees what, what people do, and what the audit says of it.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread::JoinHandle;

use hirewall_engine::{Policy, Weights};
use hirewall_intake::Options;
use hirewall_link::Key;
use hirewall_server::hooks::{Hook, Scheme};
use hirewall_server::roles::Role;
use hirewall_server::routes::{Needs, table};
use hirewall_server::work::Desk;
use hirewall_server::{app, people};
use hirewall_store::Store;
use hirewall_store::audit::{Head, check};
use ring::hmac;
use tokio::sync::oneshot;

const SECRET: &str = "a secret of the company's";
const PASSWORD: &str = "four words are enough";

/// A server of its own, with an account for each role that is named like it.
struct Server {
    at: SocketAddr,
    store: Arc<Store>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.thread.take().unwrap().join().unwrap();
    }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn start() -> Server {
    let store = Arc::new(wait(Store::open("memory:")).unwrap());
    for role in Role::ALL {
        wait(people::put_account(&store, role.as_str(), *role, PASSWORD)).unwrap();
    }
    wait(people::put_account(&store, "second", Role::Reviewer, PASSWORD)).unwrap();
    let hooks = vec![
        Hook::new("greenhouse", Scheme::Greenhouse, &[SECRET.to_owned()]).unwrap(),
        Hook::new("lever", Scheme::Lever, &[SECRET.to_owned()]).unwrap(),
    ];
    let desk = Desk {
        store: Arc::clone(&store),
        key: Key::new([1; 32]),
        weights: Weights::shipped().unwrap(),
        policy: Policy::shipped().unwrap(),
        rates: None,
        options: Options::default(),
        hooks,
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let (ready, at) = channel();
    let thread = std::thread::spawn(move || {
        let stopped = async {
            let _ = stopped.await;
        };
        app::serve("127.0.0.1:0".parse().unwrap(), desk, false, |at| ready.send(at).unwrap(), stopped).unwrap();
    });
    Server { at: at.recv().unwrap(), store, stop: Some(stop), thread: Some(thread) }
}

/// An answer: status, head and body.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().filter_map(|line| line.split_once(": ")).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The value of the first hidden field of this name.
    fn field(&self, name: &str) -> String {
        let from = self.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no field {name}")).1;
        from.split_once('"').unwrap().0.to_owned()
    }
}

impl Server {
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.at).unwrap();
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n", self.at, body.len());
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(b"\r\n").unwrap();
        // A server that refuses a message need not read it to its end.
        let _ = stream.write_all(body);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer to {method} {path}: {answer:?}"));
        Answer { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str, cookie: &str) -> Answer {
        self.ask("GET", path, &[("Cookie", cookie)], b"")
    }

    fn post(&self, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
        let form: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", value.replace('%', "%25").replace('&', "%26").replace(' ', "+"))).collect();
        self.ask("POST", path, &[("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded")], form.join("&").as_bytes())
    }

    /// Signs in; gives the cookie.
    fn sign_in(&self, name: &str) -> String {
        let answer = self.post("/sign-in", "", &[("name", name), ("password", PASSWORD)]);
        assert_eq!(answer.status, 303, "{name}");
        answer.header("set-cookie").unwrap().split_once(';').unwrap().0.to_owned()
    }

    /// Delivers a message as Greenhouse does.
    fn deliver(&self, body: &str) -> Answer {
        let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
        let signature: String = hmac::sign(&key, body.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        self.ask("POST", "/hooks/greenhouse", &[("Signature", &format!("sha256 {signature}"))], body.as_bytes())
    }

    /// Asks until nothing waits.
    fn settle(&self) {
        for _ in 0..200_000 {
            if self.ask("GET", "/metrics", &[], b"").body.contains("hirewall_inbox_waiting 0\n") {
                return;
            }
        }
        panic!("the inbox does not empty");
    }
}

/// A small company with an operation among its applicants, as one message.
fn world() -> String {
    world_of(8)
}

/// The same with so many personas.
fn world_of(personas: usize) -> String {
    let options = hirewall_simulate::Options {
        seed: 5,
        honest: 40,
        personas,
        fields: hirewall_simulate::Fields::All,
        style: hirewall_simulate::Style::First,
        oversample: None,
    };
    hirewall_simulate::world(&options).events.join("\n")
}

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
    assert_eq!(act(&reviewer, "decide", &[("decision", "confirmed_fraud"), ("words", "short")]).status, 422);
    assert_eq!(act(&reviewer, "decide", &[("decision", "confirmed_fraud"), ("words", "the registrar knows nobody of that name")]).status, 303);
    assert_eq!(act(&reviewer, "decide", &[("decision", "confirmed_fraud"), ("words", "I agree with what I said")]).status, 422);
    let page = server.get(&address, &reviewer);
    assert!(page.body.contains("needs a second person") && page.body.contains("&lt;script&gt;"));
    let second = server.sign_in("second");
    assert_eq!(act(&second, "decide", &[("decision", "confirmed_fraud"), ("words", "seen the registrar's answer too")]).status, 303);
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
    let mut tried = 0;
    for route in table() {
        let path = route.path.replace("{candidacy}", candidacy).replace("{name}", "greenhouse");
        let method = route.method.as_str();
        let form = [("Content-Type", "application/x-www-form-urlencoded")];
        let nobody = server.ask(method, &path, &form, b"");
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
    assert!(!page.body.contains("<script") && !page.body.contains("style="));
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
