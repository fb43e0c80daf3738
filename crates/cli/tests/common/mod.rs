//! The program as its users run it.
#![allow(dead_code, clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests")]

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
