//! Load on the server: web hooks and console reads that come by a clock of their own, whether the server keeps up or not, so that a slow answer delays no
//! later question and every delay counts. The server is a process of its own, and its processor time is told apart from the generator's.
//!
//! ```sh
//! cargo bench -p hirewall-server --bench load                    # 500 messages and 50 pages a second for 60 s on 100,000 candidacies, then ten times as many
//! cargo bench -p hirewall-server --bench load -- 10000 200 10    # candidacies, messages a second, seconds
//! ```
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, missing_docs)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hirewall_engine::intake::{Indexed, take};
use hirewall_engine::{Policy, Rates, Weights, cases};
use hirewall_intake::{Arrived, Options};
use hirewall_link::Key;
use hirewall_model::Assessment;
use hirewall_server::hooks::{Hook, Scheme};
use hirewall_server::roles::Role;
use hirewall_server::work::Desk;
use hirewall_server::{app, people};
use hirewall_store::Store;
use hirewall_store::cases::Change;
use jiff::Timestamp;
use ring::hmac;

const SECRET: &str = "a secret of the company's";
const PASSWORD: &str = "four words are enough";

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [what, file] = args.as_slice()
        && what == "serve"
    {
        return serve(file);
    }
    let number = |n: usize, otherwise: usize| args.get(n).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (stored, rate, seconds) = (number(0, 100_000), number(1, 500), number(2, 60));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("load.db");
    let began = Instant::now();
    fill(&file, stored);
    println!("{stored} candidacies stored in {:.0} s", began.elapsed().as_secs_f64());
    let (mut server, at) = start(&file);
    let cookie = sign_in(&at);
    let asked = Asked { at: &at, cookie: &cookie, first: 0 };
    let steady = run(&asked, rate, rate / 10, seconds);
    tell("steady", &steady, seconds);
    println!("  server: {:.1} s of processor time, {} MiB at most", processor(&server), peak(&server));
    let burst = run(&Asked { first: steady.sent, ..asked }, rate * 10, rate / 10, 10);
    tell("burst", &burst, 10);
    // Everything that was acknowledged is in the log in the end.
    while !ask(&mut None, &at, "GET /metrics HTTP/1.1", "", b"").1.contains("hirewall_inbox_waiting 0\n") {
        std::thread::sleep(Duration::from_millis(500));
    }
    println!(
        "  worked off after {:.0} s in all; server: {:.1} s of processor time, {} MiB at most",
        began.elapsed().as_secs_f64(),
        processor(&server),
        peak(&server)
    );
    server.kill().unwrap();
    server.wait().unwrap();
    let kept = wait(async { Store::open(&address(&file)).await.unwrap().population().await.unwrap() });
    let acknowledged = steady.taken + burst.taken;
    println!("acknowledged {acknowledged}, in the log {}: lost {}", kept as usize - stored, (stored + acknowledged).saturating_sub(kept as usize));
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn address(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

fn event(n: usize) -> String {
    format!(
        r#"{{"specversion":"1.0","id":"evt-{n}","source":"/acme/careers","type":"hirewall.application.submitted.v1","subject":"cand-{n}","time":"2026-03-02T14:05:11Z","data":{{"requisition":{{"id":"r{}","title":"Engineer"}},"name":{{"full":"Jane Roe {n}"}},"emails":["jane{n}@mail.example"],"phones":["+1 415 {:07}"],"resume":{{"work":[{{"name":"Company {}","position":"Engineer","startDate":"2018-01"}}],"education":[{{"institution":"University {}","area":"Computer Science","studyType":"BSc","startDate":"2014-09","endDate":"2018-05"}}]}}}}}}"#,
        n % 50,
        n % 10_000_000,
        n % 3_000,
        n % 900
    )
}

/// Candidacies with assessments, one in a hundred with a case.
fn fill(file: &Path, stored: usize) {
    let assessment = |n: usize| -> Assessment {
        serde_json::from_value(serde_json::json!({
            "candidacy": format!("cand-{n}"), "as_of": "2026-03-02T14:05:11Z", "band": if n.is_multiple_of(100) { "review" } else { "clear" },
            "bits": (n % 170) as f64 / 10.0 - 9.0, "tail": null, "probability": null, "prior_bits": -8.4, "weights": "w", "rates": "r", "policy": "p",
            "editions": {}, "stage": "application", "families": {}, "findings": [], "not_looked_at": [], "same_person": [], "campaign": null,
            "victim": null, "next_steps": [], "unreadable": [], "security": []
        }))
        .unwrap()
    };
    wait(async {
        let store = Store::open(&address(file)).await.unwrap();
        people::put_account(&store, "jane", Role::Reviewer, PASSWORD).await.unwrap();
        let (now, policy) = (Timestamp::now(), Policy::shipped().unwrap());
        let numbers: Vec<usize> = (0..stored).map(|n| n + 1_000_000_000).collect();
        for some in numbers.chunks(5_000) {
            let arrived = some.iter().map(|n| {
                let body = event(*n).into_bytes();
                Arrived { event: hirewall_model::parse::event(&body).unwrap_or_else(|_| panic!("no event")).0, body }
            });
            take(&store, &Key::new([1; 32]), arrived.collect(), Indexed::Yes).await.unwrap();
            let assessed: Vec<Assessment> = some.iter().map(|n| assessment(*n)).collect();
            let texts = assessed.iter().map(|one| (one.candidacy.clone(), one.as_of.as_microsecond(), serde_json::to_string(one).unwrap()));
            store.record(texts.collect()).await.unwrap();
            let mut all = Change::default();
            for one in &assessed {
                if let Some(change) = cases::assessed(None, one, "Engineer", &policy, now) {
                    all.cases.extend(change.cases);
                    all.entries.extend(change.entries);
                }
            }
            store.commit(all).await.unwrap();
        }
        store.close().await;
    });
}

/// The server's process.
fn serve(file: &str) {
    let store = Arc::new(wait(Store::open(&address(Path::new(file)))).unwrap());
    let weights = Weights::shipped().unwrap();
    let desk = Desk {
        store,
        key: Key::new([1; 32]),
        rates: Some(Rates::stated(&weights)),
        weights,
        policy: Policy::shipped().unwrap(),
        options: Options::default(),
        hooks: vec![Hook::new("ats", Scheme::Workable, &[SECRET.to_owned()]).unwrap()],
        seal: None,
    };
    app::serve("127.0.0.1:0".parse().unwrap(), desk, false, |at| println!("{at}"), std::future::pending()).unwrap();
}

fn start(file: &Path) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap()).arg("serve").arg(file).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().to_owned())
}

/// Asks over a connection that is kept; gives status and answer. Status 0: it did not come.
fn ask(kept: &mut Option<TcpStream>, at: &str, line: &str, headers: &str, body: &[u8]) -> (u16, String) {
    let mut asked = || -> std::io::Result<(u16, String)> {
        let stream = match kept {
            Some(stream) => stream,
            None => kept.insert(TcpStream::connect(at)?),
        };
        stream.set_nodelay(true)?;
        let head = format!("{line}\r\nHost: {at}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
        stream.write_all(&[head.as_bytes(), body].concat())?;
        let mut answer = Vec::new();
        let mut some = [0; 16_384];
        loop {
            let read = stream.read(&mut some)?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            answer.extend_from_slice(&some[..read]);
            let text = String::from_utf8_lossy(&answer);
            let Some((head, rest)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ").map(str::to_owned));
            if rest.len() >= length.and_then(|length| length.parse().ok()).unwrap_or(0) {
                return Ok((head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0), text.into_owned()));
            }
        }
    };
    asked().unwrap_or_else(|_| {
        *kept = None;
        (0, String::new())
    })
}

fn sign_in(at: &str) -> String {
    let body = format!("name=jane&password={}", PASSWORD.replace(' ', "+"));
    let (_, answer) = ask(&mut None, at, "POST /sign-in HTTP/1.1", "Content-Type: application/x-www-form-urlencoded\r\n", body.as_bytes());
    answer.split_once("set-cookie: ").unwrap().1.split_once(';').unwrap().0.to_owned()
}

#[derive(Clone, Copy)]
struct Asked<'a> {
    at: &'a str,
    cookie: &'a str,
    /// Number of the first message.
    first: usize,
}

/// What came of it: delays in microseconds, from when it was due.
#[derive(Default)]
struct Came {
    messages: Vec<u64>,
    pages: Vec<u64>,
    sent: usize,
    taken: usize,
    full: usize,
    failed: usize,
    bad_pages: usize,
}

/// Sends by the clock: so many messages and pages a second.
fn run(asked: &Asked<'_>, rate: usize, pages: usize, seconds: usize) -> Came {
    let came = Mutex::new(Came::default());
    let (next, next_page) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let began = Instant::now();
    let due = |n: usize, rate: usize| began + Duration::from_secs_f64(n as f64 / rate as f64);
    std::thread::scope(|scope| {
        for _ in 0..48 {
            scope.spawn(|| {
                let mut kept = None;
                let mine = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
                let mut own = Came::default();
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= rate * seconds {
                        break;
                    }
                    let body = event(asked.first + n).into_bytes();
                    let signature: String = hmac::sign(&mine, &body).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
                    let due = due(n, rate);
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let (status, _) = ask(&mut kept, asked.at, "POST /hooks/ats HTTP/1.1", &format!("X-Workable-Signature: {signature}\r\n"), &body);
                    own.messages.push(due.elapsed().as_micros() as u64);
                    match status {
                        200 => own.taken += 1,
                        503 => own.full += 1,
                        _ => own.failed += 1,
                    }
                }
                let mut came = came.lock().unwrap();
                came.messages.extend(own.messages);
                came.taken += own.taken;
                came.full += own.full;
                came.failed += own.failed;
            });
        }
        for _ in 0..8 {
            scope.spawn(|| {
                let (mut kept, mut own) = (None, Came::default());
                loop {
                    let n = next_page.fetch_add(1, Ordering::Relaxed);
                    if n >= pages * seconds {
                        break;
                    }
                    let path = match n % 3 {
                        0 => "/cases".to_owned(),
                        1 => format!("/cases/cand%2D{}", 1_000_000_000 + (n * 100) % 10_000),
                        _ => "/cases?view=latest&band=".to_owned(),
                    };
                    let due = due(n, pages);
                    std::thread::sleep(due.saturating_duration_since(Instant::now()));
                    let (status, _) = ask(&mut kept, asked.at, &format!("GET {path} HTTP/1.1"), &format!("Cookie: {}\r\n", asked.cookie), b"");
                    own.pages.push(due.elapsed().as_micros() as u64);
                    own.bad_pages += usize::from(status != 200);
                }
                let mut came = came.lock().unwrap();
                came.pages.extend(own.pages);
                came.bad_pages += own.bad_pages;
            });
        }
    });
    let mut came = came.into_inner().unwrap();
    came.sent = rate * seconds;
    came.messages.sort_unstable();
    came.pages.sort_unstable();
    came
}

fn tell(what: &str, came: &Came, seconds: usize) {
    let at = |list: &[u64], share: f64| {
        list.get(((list.len() as f64 * share) as usize).min(list.len().saturating_sub(1))).map_or(0.0, |us| *us as f64 / 1e3)
    };
    println!("{what}: {} messages in {seconds} s: {} taken, {} told to come again, {} failed", came.sent, came.taken, came.full, came.failed);
    let line =
        |name: &str, list: &[u64]| println!("  {name}: p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms", at(list, 0.5), at(list, 0.99), at(list, 1.0));
    line("answers", &came.messages);
    line("pages", &came.pages);
    println!("  pages that failed: {}; generator: {:.1} s of processor time", came.bad_pages, own_processor());
}

/// Seconds of processor time of a process.
fn of_stat(text: &str) -> f64 {
    let rest = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: f64 = rest.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn processor(child: &Child) -> f64 {
    of_stat(&std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default())
}

fn own_processor() -> f64 {
    of_stat(&std::fs::read_to_string("/proc/self/stat").unwrap_or_default())
}

/// Most memory that a process had, in MiB.
fn peak(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
