//! Inputs → store, in batches, with problems told as they come.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result};
use hirewall_documents::{Confinement, Limits, Reader};
use hirewall_engine::Policy;
use hirewall_engine::explain::steers;
use hirewall_engine::intake::{Indexed, take};
use hirewall_intake::spreadsheet::Map;
use hirewall_intake::{Arrived, Authenticate, Options, Problem, Severity, Sink};
use hirewall_link::Key;
use hirewall_model::Event;
use hirewall_outside::{Resolver, Trust, authenticate_part};
use hirewall_store::{Appended, Store};
use indicatif::ProgressBar;
use tokio::runtime::Runtime;

use crate::args::Input;

/// Reads documents by this program itself, started anew as a confined worker.
pub fn reader(insecure_no_sandbox: bool) -> Result<Reader> {
    let program = std::env::current_exe().context("this program cannot find itself to read documents")?;
    let confinement = if insecure_no_sandbox { Confinement::None } else { Confinement::Required };
    Ok(Reader::new(&program, confinement, Limits::default()).with_rules(&crate::settings::yara()?))
}

/// What is known beside the files.
pub fn options(input: &Input, map: Option<Map>, policy: &Policy) -> Result<Options> {
    let reader = reader(input.insecure_no_sandbox)?;
    Ok(Options {
        requisition: input.requisition.clone(),
        as_of: input.as_of,
        map,
        documents: Some(Arc::new(Mutex::new(reader))),
        authenticate: authenticate(input.resolver, policy, input.as_of),
    })
}

/// Who finds out who sent a mail, where a name server was given.
pub fn authenticate(resolver: Option<SocketAddr>, policy: &Policy, as_of: Option<jiff::Timestamp>) -> Option<Authenticate> {
    let resolver = Resolver::new(resolver?);
    let trust = Trust { relays: policy.relays(), forwarders: policy.forwarders() };
    let now = as_of.unwrap_or_else(jiff::Timestamp::now);
    Some(Authenticate(Arc::new(move |part| authenticate_part(part, &resolver, &trust, now))))
}

/// Events taken into the store at once.
const BATCH: usize = 500;
/// Problems printed; all of them go to `--errors`.
const PRINTED: usize = 50;

/// What came in.
#[derive(Default)]
pub struct Taken {
    /// Candidacies with an event in the input.
    pub candidacies: BTreeSet<String>,
    /// Latest event time.
    pub latest: Option<jiff::Timestamp>,
    /// Events that were new, known already, rejected.
    pub counts: [usize; 3],
    /// Whether something was unreadable or rejected.
    pub incomplete: bool,
    /// Of candidacies that documents made: the file name that a person knows them by.
    pub files: BTreeMap<String, String>,
}

/// An event's envelope, after the event itself went into the store.
pub struct Brief {
    pub source: String,
    pub id: String,
    pub subject: String,
    pub time: jiff::Timestamp,
}

impl Brief {
    fn of(event: &Event) -> Self {
        Self { source: event.source.clone(), id: event.id.clone(), subject: event.subject.clone(), time: event.time }
    }
}

/// Where problems go: standard error (the first ones), and a file (all).
pub struct Problems {
    file: Option<(PathBuf, BufWriter<File>)>,
    printed: usize,
    graver: usize,
    failed: Option<std::io::Error>,
}

impl Problems {
    pub fn new(file: Option<&Path>) -> Result<Self> {
        let file = match file {
            Some(path) => {
                let out = File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?;
                Some((path.to_owned(), BufWriter::new(out)))
            }
            None => None,
        };
        Ok(Self { file, printed: 0, graver: 0, failed: None })
    }

    pub fn tell(&mut self, problem: &Problem, bar: &ProgressBar) {
        self.graver += usize::from(problem.severity != Severity::Warning);
        if self.printed < PRINTED {
            let line: String = format!("{}: {problem}", problem.severity.as_str()).chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect();
            bar.suspend(|| eprintln!("{line}"));
        }
        self.printed += 1;
        if let Some((_, out)) = &mut self.file {
            let severity = problem.severity.as_str();
            let line = serde_json::json!({"severity": severity, "file": problem.file, "line": problem.line, "event": problem.event, "field": problem.field, "what": problem.what});
            if let Err(error) = writeln!(out, "{line}") {
                self.failed.get_or_insert(error);
            }
        }
    }

    /// Ends the telling; says how many were not printed.
    pub fn finish(mut self) -> Result<bool> {
        if self.printed > PRINTED {
            let hint = if self.file.is_some() { "all are in the errors file" } else { "write all to a file with --errors FILE" };
            eprintln!("… and {} more; {hint}", self.printed - PRINTED);
        }
        if let Some((path, out)) = &mut self.file {
            let flushed = out.flush();
            if let Some(error) = self.failed.or(flushed.err()) {
                return Err(error).with_context(|| format!("{}: problems could not be written", path.display()));
            }
        }
        Ok(self.graver > 0)
    }
}

/// Where events go, and how.
pub struct Target<'a> {
    pub store: &'a Store,
    pub key: &'a Key,
    pub runtime: &'a Runtime,
    pub indexed: Indexed,
    /// Events taken at once.
    pub batch: usize,
}

impl<'a> Target<'a> {
    pub fn new(store: &'a Store, key: &'a Key, runtime: &'a Runtime) -> Self {
        Self { store, key, runtime, indexed: Indexed::Yes, batch: BATCH }
    }
}

/// Reads inputs into a store. `each` hears every batch after it was stored.
pub fn read(
    paths: &[PathBuf],
    options: &Options,
    target: &Target<'_>,
    problems: &mut Problems,
    each: &mut dyn FnMut(&[Brief]) -> Result<()>,
) -> Result<Taken> {
    let bar = crate::output::spinner("reading");
    let mut taker = Taker { target, problems, each, bar: &bar, batch: Vec::new(), taken: Taken::default(), failed: None };
    hirewall_intake::read(paths, options, &mut taker);
    taker.flush();
    let (taken, failed) = (taker.taken, taker.failed);
    bar.finish_and_clear();
    match failed {
        Some(error) => Err(error),
        None => Ok(taken),
    }
}

struct Taker<'a> {
    target: &'a Target<'a>,
    problems: &'a mut Problems,
    each: &'a mut dyn FnMut(&[Brief]) -> Result<()>,
    bar: &'a ProgressBar,
    batch: Vec<Arrived>,
    taken: Taken,
    failed: Option<anyhow::Error>,
}

impl Taker<'_> {
    fn flush(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() || self.failed.is_some() {
            return;
        }
        let events: Vec<Brief> = batch.iter().map(|a| Brief::of(&a.event)).collect();
        let Target { store, key, runtime, indexed, .. } = self.target;
        match runtime.block_on(take(store, key, batch, *indexed)) {
            Err(error) => self.failed = Some(error.into()),
            Ok(outcomes) => {
                for (event, outcome) in events.iter().zip(outcomes) {
                    let count = match outcome {
                        Appended::New => 0,
                        Appended::Duplicate => 1,
                        Appended::Rejected => 2,
                    };
                    self.taken.counts[count] += 1;
                    self.taken.candidacies.insert(event.subject.clone());
                    if count < 2 {
                        self.taken.latest = self.taken.latest.max(Some(event.time));
                    } else {
                        self.taken.incomplete = true;
                        let what = "came again with another body; the first one counts, this one is kept as rejected";
                        let problem = Problem {
                            severity: Severity::Error,
                            file: event.source.clone(),
                            line: None,
                            event: Some(event.id.clone()),
                            field: "/id".into(),
                            what: what.into(),
                        };
                        self.problems.tell(&problem, self.bar);
                    }
                }
                if let Err(error) = (self.each)(&events) {
                    self.failed = Some(error);
                }
                self.bar.set_message(format!("reading: {} events", self.taken.counts.iter().sum::<usize>()));
                self.bar.tick();
            }
        }
    }
}

impl Sink for Taker<'_> {
    fn event(&mut self, arrived: Arrived) {
        self.batch.push(arrived);
        if self.batch.len() >= self.target.batch {
            self.flush();
        }
    }

    fn files(&mut self, done: usize, total: usize) {
        self.bar.set_message(format!("reading: {done} of {total} files, {} events", self.taken.counts.iter().sum::<usize>() + self.batch.len()));
        self.bar.tick();
    }

    fn named(&mut self, candidacy: &str, file: &str) {
        self.taken.files.insert(candidacy.to_owned(), file.to_owned());
    }

    fn kept(&mut self, source: &str, id: &str) -> Option<Vec<u8>> {
        if let Some(waiting) = self.batch.iter().find(|a| a.event.source == source && a.event.id == id) {
            return Some(waiting.body.clone());
        }
        let key = (source.to_owned(), id.to_owned());
        let found = self.target.runtime.block_on(self.target.store.events_by_key(std::slice::from_ref(&key)));
        found.ok()?.into_iter().next().map(|stored| stored.body)
    }

    fn problem(&mut self, problem: Problem) {
        self.taken.incomplete |= problem.severity != Severity::Warning;
        self.problems.tell(&problem, self.bar);
    }
}
