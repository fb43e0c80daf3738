//! A browser, driven by what W3C WebDriver says: JSON over HTTP to a driver on this machine. The library for it brings fifty packages, half of them second
//! copies of what is here, for the eight calls below.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// What an element is called in answers (W3C WebDriver, section 12.1).
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// Keys that have no letter (W3C WebDriver, section 17.4.2).
pub const ENTER: &str = "\u{e007}";
/// How long an element is waited for, in milliseconds.
const PATIENCE_MS: u32 = 15_000;

/// How long the driver may take to answer.
const TOO_LONG: Duration = Duration::from_secs(60);

/// A driver that runs, and where; it ends with the test.
pub struct Driver {
    child: Child,
    at: String,
}

impl Driver {
    /// The driver that `HIREWALL_CHROMEDRIVER` names.
    pub fn start() -> Option<Self> {
        let program = std::env::var_os("HIREWALL_CHROMEDRIVER")?;
        let mut child = Command::new(program).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| line.unwrap().rsplit_once("successfully on port ").map(|(_, port)| port.trim_end_matches('.').to_owned()));
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { child, at: format!("127.0.0.1:{}", port.unwrap()) })
    }

    pub fn browser(&self, dark: bool) -> Browser<'_> {
        // As root there is no other way than without the browser's own sandbox; pages are ours alone.
        let mut args = vec!["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1100"];
        if dark {
            args.push("--blink-settings=preferredColorScheme=0");
        }
        let asked = json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": args}, "timeouts": {"implicit": PATIENCE_MS}}}});
        let made = self.ask("POST", "/session", &asked).unwrap_or_else(|error| panic!("no browser: {error}"));
        Browser { driver: self, session: made["sessionId"].as_str().unwrap().to_owned() }
    }

    /// Asks the driver; an error is what it says.
    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let body = if method == "GET" || method == "DELETE" { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(&self.at).map_err(|error| error.to_string())?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.at,
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).map_err(|error| error.to_string())?;
        // The driver keeps the connection: the head says how long the answer is.
        stream.set_read_timeout(Some(TOO_LONG)).map_err(|error| error.to_string())?;
        let (mut lines, mut length) = (BufReader::new(stream), 0);
        let mut line = String::new();
        while lines.read_line(&mut line).map_err(|error| format!("{method} {path}: {error}"))? > 2 {
            if let Some((_, said)) = line.to_ascii_lowercase().split_once("content-length:") {
                length = said.trim().parse().unwrap_or(0);
            }
            line.clear();
        }
        let mut answer = vec![0; length];
        lines.read_exact(&mut answer).map_err(|error| format!("{method} {path}: {error}"))?;
        let value: Value = serde_json::from_slice(&answer).map_err(|error| error.to_string())?;
        match value["value"].get("error") {
            Some(error) => Err(format!("{method} {path}: {error}: {}", value["value"]["message"])),
            None => Ok(value["value"].clone()),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser; it closes with the test.
pub struct Browser<'d> {
    driver: &'d Driver,
    session: String,
}

impl Browser<'_> {
    fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        self.driver.ask(method, &format!("/session/{}{path}", self.session), &body).unwrap_or_else(|error| panic!("{error}"))
    }

    pub fn open(&self, address: &str) {
        self.ask("POST", "/url", json!({"url": address}));
    }

    pub fn back(&self) {
        self.ask("POST", "/back", json!({}));
    }

    pub fn forget_cookies(&self) {
        self.ask("DELETE", "/cookie", Value::Null);
    }

    /// The elements that a selector names now; there may be none.
    pub fn count(&self, css: &str) -> usize {
        usize::try_from(self.run("return document.querySelectorAll(arguments[0]).length", json!([css])).as_u64().unwrap()).unwrap()
    }

    /// The element that a selector names, once it is there.
    fn element(&self, css: &str) -> String {
        let found = self.ask("POST", "/element", json!({"using": "css selector", "value": css}));
        found[ELEMENT].as_str().unwrap_or_else(|| panic!("no {css}")).to_owned()
    }

    /// Waits until it is there.
    pub fn wait(&self, css: &str) {
        self.element(css);
    }

    pub fn click(&self, css: &str) {
        self.ask("POST", &format!("/element/{}/click", self.element(css)), json!({}));
    }

    /// Types into an element.
    pub fn keys(&self, css: &str, keys: &str) {
        self.ask("POST", &format!("/element/{}/value", self.element(css)), json!({"text": keys}));
    }

    /// Presses keys wherever the reader is.
    pub fn press(&self, keys: &str) {
        let active = self.ask("GET", "/element/active", Value::Null);
        self.ask("POST", &format!("/element/{}/value", active[ELEMENT].as_str().unwrap()), json!({"text": keys}));
    }

    pub fn text(&self, css: &str) -> String {
        self.ask("GET", &format!("/element/{}/text", self.element(css)), Value::Null).as_str().unwrap().to_owned()
    }

    pub fn attribute(&self, css: &str, name: &str) -> String {
        self.ask("GET", &format!("/element/{}/attribute/{name}", self.element(css)), Value::Null).as_str().unwrap().to_owned()
    }

    /// Runs a script in the page.
    pub fn run(&self, script: &str, args: Value) -> Value {
        self.ask("POST", "/execute/sync", json!({"script": script, "args": args}))
    }

    /// Runs a script that says by its last argument when it is done.
    pub fn run_async(&self, script: &str) -> Value {
        self.ask("POST", "/execute/async", json!({"script": script, "args": []}))
    }

    /// A picture of the page, where `HIREWALL_SCREENS` names a folder for it.
    pub fn picture(&self, name: &str) {
        if let Some(folder) = std::env::var_os("HIREWALL_SCREENS").map(std::path::PathBuf::from) {
            use base64::Engine as _;
            let png = self.ask("GET", "/screenshot", Value::Null);
            let png = base64::engine::general_purpose::STANDARD.decode(png.as_str().unwrap()).unwrap();
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(format!("{name}.png")), png).unwrap();
        }
    }
}

impl Drop for Browser<'_> {
    fn drop(&mut self) {
        let _ = self.driver.ask("DELETE", &format!("/session/{}", self.session), &Value::Null);
    }
}
