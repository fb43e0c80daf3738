//! The program as its users run it.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "helpers of tests")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

/// A scratch folder that is also the data folder.
pub struct Room(pub tempfile::TempDir);

impl Room {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hirewall"));
        command.env("HIREWALL_DATA", self.path("data")).env("NO_COLOR", "1");
        command
    }

    /// Runs with arguments.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command().args(args).output().unwrap())
    }

    /// Screens standard input in memory, as JSON; the test holds the streams.
    pub fn screen_input(&self) -> Child {
        let mut command = self.command();
        command.args(["screen", "-", "--store", "memory:", "--format", "json"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Screens a file in memory, as JSON.
    pub fn screen(&self, path: &Path) -> Ran {
        self.run(&["screen", path.to_str().unwrap(), "--store", "memory:", "--format", "json"])
    }
}

/// What a run left.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self { code: output.status.code(), out: String::from_utf8(output.stdout).unwrap(), err: String::from_utf8_lossy(&output.stderr).into_owned() }
    }

    /// The assessments printed.
    pub fn assessments(&self) -> Vec<Value> {
        self.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    }

    /// Asserts on the exit code and on words of standard error.
    pub fn ends(&self, code: i32, says: &[&str]) -> &Self {
        assert_eq!(self.code, Some(code), "stderr: {}\nstdout: {}", self.err, &self.out[..self.out.len().min(2000)]);
        for words in says {
            assert!(self.err.contains(words), "standard error lacks {words:?}:\n{}", self.err);
        }
        self
    }
}

/// A good application.
pub fn application(id: &str, subject: &str, data: Value) -> Value {
    let mut whole =
        json!({"requisition": {"id": "r-1", "title": "Senior Software Engineer", "remote": true}, "name": {"full": format!("Jane {subject}")}});
    for (key, value) in data.as_object().unwrap() {
        whole[key] = value.clone();
    }
    json!({"specversion": "1.0", "id": id, "source": "/test", "type": "hirewall.application.submitted.v1", "subject": subject,
        "time": "2026-03-02T14:05:11Z", "data": whole})
}

pub fn lines(events: &[Value]) -> String {
    events.iter().map(|e| format!("{e}\n")).collect()
}

/// The material shared beside the repository; tests that need it say that they were skipped where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    println!("skipped: {path} is not beside the repository");
    None
}

/// A server that runs, and where; it ends with the test.
pub struct Served {
    pub child: Child,
    pub at: String,
    /// What it said on standard output before it served.
    pub said: Vec<String>,
}

impl Served {
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let at = loop {
            let line = lines.next().unwrap_or_else(|| panic!("the server ended before it served")).unwrap();
            if let Some((_, rest)) = line.split_once("http://") {
                break rest.split_once('/').unwrap().0.to_owned();
            }
        };
        // What it says later is read to its end, so that it never waits for somebody to read.
        std::thread::spawn(move || lines.for_each(drop));
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = Vec::new();
        let mut line = String::new();
        // The demo's words end with the line on signatures; a server without a demo says nothing here.
        while said.last().is_some_and(|last: &String| !last.contains("Signature")) || (said.is_empty() && command.get_args().any(|arg| arg == "demo"))
        {
            line.clear();
            if out.read_line(&mut line).unwrap() == 0 {
                break;
            }
            said.push(line.trim_end().to_owned());
        }
        Self { child, at, said }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
