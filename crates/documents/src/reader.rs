//! The caller's side: gives documents to a worker, and outlives it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use crate::document::{Part, Unreadable};
use crate::observed::{Observable, Observation};
use crate::render::MAX_DRAWN;
use crate::rules::RuleFile;
use crate::worker::{MAX_RULES, Request, WORKER, receive, send};

/// Whether a worker must be confined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confinement {
    /// Without limits, Landlock and seccomp nothing is read.
    Required,
    /// Nothing holds a hostile document back: for kernels without these features, on somebody's word.
    None,
}

/// What one document may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of address space.
    pub memory: u64,
    /// Seconds of processor time.
    pub cpu_seconds: u64,
    /// Seconds until an answer.
    pub wall: Duration,
    /// Bytes of a document.
    pub input: u64,
    /// Documents that one worker reads before it is replaced.
    pub documents: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 256 << 20, cpu_seconds: 10, wall: Duration::from_secs(20), input: 32 << 20, documents: 50 }
    }
}

/// Bytes of a name that are kept.
const MAX_NAME: usize = 2 << 10;
/// What is said of a worker that lies about its answers.
const NO_ANSWER: &str = "answered what is no answer";
/// Bytes of one answer.
const MAX_ANSWER: u64 = 64 << 20;

/// Reads documents in worker processes, one at a time. A worker's death costs one document.
#[derive(Debug)]
pub struct Reader {
    program: PathBuf,
    confinement: Confinement,
    limits: Limits,
    /// Rules as their frame.
    rules: Vec<u8>,
    worker: Option<Worker>,
}

#[derive(Debug)]
struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    /// Answers, read by a thread so that waiting for one can end.
    answers: Receiver<io::Result<Vec<u8>>>,
    served: u32,
}

impl Reader {
    /// A reader whose workers are `program`, which calls [`crate::worker_main`] first thing.
    pub fn new(program: &Path, confinement: Confinement, limits: Limits) -> Self {
        Self { program: program.to_path_buf(), confinement, limits, rules: b"[]".to_vec(), worker: None }
    }

    /// The same with rules besides our own. More than 32 MiB of them are none.
    #[must_use]
    pub fn with_rules(mut self, rules: &[RuleFile]) -> Self {
        let frame = serde_json::to_vec(rules).unwrap_or_default();
        if frame.len() as u64 <= MAX_RULES {
            self.rules = frame;
        }
        self
    }

    /// Takes a document apart, whose name may be empty. The error means that no document can be read at all: there is no worker, or none that is
    /// confined.
    pub fn read(&mut self, name: &str, bytes: &[u8]) -> Result<Part, String> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let unread = |why, observed| Part { name: name.to_owned(), media_type: None, hash: hash.clone(), observed, read: Err(why) };
        let asked = Request::Read(name.get(..name.floor_char_boundary(MAX_NAME)).unwrap_or(name).to_owned());
        match self.ask(&asked, bytes, |answer, _| serde_json::from_slice::<Part>(&answer).map_err(|_| NO_ANSWER.to_owned()))? {
            // The worker's word counts for what it read, not for which bytes it was given.
            Ok(answer) => Ok(Part { hash, ..answer }),
            Err(why @ Unreadable::WorkerDied(_)) => {
                Ok(unread(why, vec![Observation { what: Observable::Bomb, detail: Some("the reader died of it".into()) }]))
            }
            Err(why) => Ok(unread(why, Vec::new())),
        }
    }

    /// The first pages of a PDF as pictures (PNG), at most [`crate::MAX_DRAWN`]: of the part of a document that has a hash. The outer error is that
    /// of [`Reader::read`].
    pub fn draw(&mut self, bytes: &[u8], hash: &str) -> Result<Result<Vec<Vec<u8>>, Unreadable>, String> {
        let wall = self.limits.wall;
        let drawn = self.ask(&Request::Draw(hash.to_owned()), bytes, |answer, worker| {
            let count: Result<usize, Unreadable> = serde_json::from_slice(&answer).map_err(|_| NO_ANSWER.to_owned())?;
            match count {
                Ok(count) => (0..count.min(MAX_DRAWN)).map(|_| worker.answer(wall)).collect::<Result<Vec<_>, _>>().map(Ok),
                Err(why) => Ok(Err(why)),
            }
        })?;
        Ok(drawn.and_then(|drawn| drawn))
    }

    /// Asks a worker, which is started where there is none, and lets `take` take its answer. What it does not survive costs this document.
    fn ask<T>(
        &mut self,
        request: &Request,
        bytes: &[u8],
        take: impl FnOnce(Vec<u8>, &mut Worker) -> Result<T, String>,
    ) -> Result<Result<T, Unreadable>, String> {
        if bytes.len() as u64 > self.limits.input {
            return Ok(Err(Unreadable::TooLarge));
        }
        if self.worker.as_ref().is_some_and(|w| w.served >= self.limits.documents) {
            self.worker = None;
        }
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => Worker::start(&self.program, self.confinement, self.limits.wall, &self.rules)?,
        };
        match worker.ask(request, bytes, self.limits.wall).and_then(|answer| take(answer, &mut worker)) {
            Ok(answer) => {
                self.worker = Some(worker);
                Ok(Ok(answer))
            }
            // Dropped here, the worker is killed.
            Err(how) => Ok(Err(Unreadable::WorkerDied(how))),
        }
    }
}

impl Worker {
    fn start(program: &Path, confinement: Confinement, wall: Duration, rules: &[u8]) -> Result<Self, String> {
        let mut command = Command::new(program);
        // An allocator that reserves a gibibyte of address space at a time meets the limit at once, and does not always survive it.
        command.arg(WORKER).env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).current_dir("/");
        command.env("MIMALLOC_ARENA_RESERVE", "64MiB");
        if confinement == Confinement::None {
            command.arg("unconfined");
        }
        let mut child = command.spawn().map_err(|why| format!("cannot start {} to read documents: {why}", program.display()))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (sender, answers) = sync_channel(1);
        std::thread::spawn(move || {
            let Some(mut output) = output else { return };
            loop {
                let answer = receive(&mut output, MAX_ANSWER);
                let over = answer.is_err();
                if sender.send(answer).is_err() || over {
                    return;
                }
            }
        });
        let mut worker = Self { child, input, answers, served: 0 };
        let hello = worker.answer(wall).map_err(|how| format!("cannot read documents: the worker {how}"))?;
        match serde_json::from_slice::<Option<String>>(&hello) {
            Ok(None) => {
                let told = worker.input.as_mut().map(|input| send(input, rules));
                told.transpose().map_err(|why| format!("cannot read documents: the worker takes no rules: {why}"))?;
                Ok(worker)
            }
            Ok(Some(why)) => Err(format!(
                "cannot read documents safely: {why}. Use a Linux kernel with Landlock and seccomp, or, if you trust every file, --insecure-no-sandbox"
            )),
            Err(_) => Err(format!("cannot read documents: {} is no worker", program.display())),
        }
    }

    fn ask(&mut self, request: &Request, bytes: &[u8], wall: Duration) -> Result<Vec<u8>, String> {
        let request = serde_json::to_vec(request).map_err(|why| why.to_string())?;
        self.served += 1;
        let Some(mut input) = self.input.take() else { return Err("was gone".into()) };
        std::thread::scope(|scope| {
            // A worker that does not listen must not block its caller. Its death ends the writing.
            let (done, written) = sync_channel(1);
            let writing = scope.spawn(move || {
                let sent = send(&mut input, &request).and_then(|()| send(&mut input, bytes)).map(|()| input);
                done.send(()).ok();
                sent
            });
            let mut answer = self.answer(wall);
            // One that answers before it has heard all does not do what it should.
            if answer.is_ok() && written.recv_timeout(wall).is_err() {
                answer = Err("answered before it had read the document".into());
            }
            if answer.is_err() {
                self.child.kill().ok();
            }
            self.input = writing.join().ok().and_then(Result::ok);
            answer
        })
    }

    fn answer(&mut self, wall: Duration) -> Result<Vec<u8>, String> {
        match self.answers.recv_timeout(wall) {
            Ok(Ok(answer)) => Ok(answer),
            Err(RecvTimeoutError::Timeout) => Err(format!("gave no answer within {} seconds", wall.as_secs())),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
                self.child.kill().ok();
                Err(self.child.wait().map_or_else(|_| "ended".into(), |status| format!("ended ({status})")))
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
