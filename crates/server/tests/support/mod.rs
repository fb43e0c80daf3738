//! A server of a test's own, and what is asked of it over TCP.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

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
use hirewall_server::work::Desk;
use hirewall_server::{app, people};
use hirewall_store::Store;
use ring::hmac;
use tokio::sync::oneshot;

pub const SECRET: &str = "a secret of the company's";
pub const PASSWORD: &str = "four words are enough";

/// A server of its own, with an account for each role that is named like it.
pub struct Server {
    pub at: SocketAddr,
    pub store: Arc<Store>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.thread.take().unwrap().join().unwrap();
    }
}

pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

pub fn start() -> Server {
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
        seal: None,
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
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().filter_map(|line| line.split_once(": ")).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The value of the first hidden field of this name.
    pub fn field(&self, name: &str) -> String {
        let from = self.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no field {name}")).1;
        from.split_once('"').unwrap().0.to_owned()
    }
}

impl Server {
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
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

    pub fn get(&self, path: &str, cookie: &str) -> Answer {
        self.ask("GET", path, &[("Cookie", cookie)], b"")
    }

    pub fn post(&self, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
        let form: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", value.replace('%', "%25").replace('&', "%26").replace(' ', "+"))).collect();
        self.ask("POST", path, &[("Cookie", cookie), ("Content-Type", "application/x-www-form-urlencoded")], form.join("&").as_bytes())
    }

    /// Signs in; gives the cookie.
    pub fn sign_in(&self, name: &str) -> String {
        let answer = self.post("/sign-in", "", &[("name", name), ("password", PASSWORD)]);
        assert_eq!(answer.status, 303, "{name}");
        answer.header("set-cookie").unwrap().split_once(';').unwrap().0.to_owned()
    }

    /// A token of a program with this role; gives what stands in `Authorization`.
    pub fn token(&self, role: Role) -> String {
        let name = format!("program-{}", role.as_str());
        let now_us = jiff::Timestamp::now().as_microsecond();
        format!("Bearer {}", wait(people::put_token(&self.store, &name, role, 1, now_us)).unwrap())
    }

    /// Delivers a message as Greenhouse does.
    pub fn deliver(&self, body: &str) -> Answer {
        let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
        let signature: String = hmac::sign(&key, body.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        self.ask("POST", "/hooks/greenhouse", &[("Signature", &format!("sha256 {signature}"))], body.as_bytes())
    }

    /// Asks until nothing waits.
    pub fn settle(&self) {
        for _ in 0..200_000 {
            if self.ask("GET", "/metrics", &[], b"").body.contains("hirewall_inbox_waiting 0\n") {
                return;
            }
        }
        panic!("the inbox does not empty");
    }
}

/// A small company with an operation among its applicants, as one message.
pub fn world() -> String {
    world_of(8)
}

/// The same with so many personas.
pub fn world_of(personas: usize) -> String {
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
