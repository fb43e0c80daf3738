//! Speed and size, beside a yardstick that runs on the same machine in the same minute: reading the same lines as plain JSON.

use std::path::Path;
use std::time::{Duration, Instant};

use hirewall_documents::Reader;
use hirewall_engine::screen::record;
use hirewall_engine::{Error, Policy, Rates, Request, Weights, intake, screen};
use hirewall_intake::Arrived;
use hirewall_link::Key;
use hirewall_simulate::{Fields, Options, Style, World, world};
use hirewall_store::Store;
use serde::Serialize;

/// What a bench measured. Times in microseconds.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Candidacies screened in bulk.
    pub candidacies: usize,
    /// Bytes of their events.
    pub bytes: usize,
    /// Wall time of bulk screening per candidacy.
    pub bulk_us: f64,
    /// Reading one line as a JSON value: the yardstick.
    pub json_us: f64,
    /// Bulk over yardstick.
    pub ratio: f64,
    /// Candidacies stored when latency was measured.
    pub stored: u64,
    /// Applications that were timed one by one, durable, in SQLite.
    pub singles: usize,
    /// Median of one application.
    pub p50_us: u64,
    /// 99th percentile.
    pub p99_us: u64,
    /// The slowest.
    pub max_us: u64,
}

/// What a bench of documents measured. Wall times in microseconds.
#[derive(Debug, Clone, Serialize)]
pub struct Documents {
    /// Files of the folder.
    pub files: usize,
    /// Their bytes.
    pub bytes: usize,
    /// Of them, those that could not be read.
    pub unreadable: usize,
    /// Reading one, workers' starts included.
    pub read_us: f64,
    /// Hashing its bytes with blake3: the yardstick.
    pub hash_us: f64,
    /// Reading over yardstick.
    pub ratio: f64,
}

/// Reads all files of a folder in workers, and hashes them, one after the other. The error is what cannot be read at all.
pub fn documents(folder: &Path, reader: &mut Reader) -> Result<Documents, String> {
    let told = |why: std::io::Error| format!("{}: {why}", folder.display());
    let mut paths: Vec<_> = std::fs::read_dir(folder).map_err(told)?.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.is_file()).collect();
    paths.sort();
    let files: Vec<Vec<u8>> = paths.iter().map(std::fs::read).collect::<Result<_, _>>().map_err(told)?;
    let started = Instant::now();
    let hashes: usize = files.iter().map(|bytes| blake3::hash(bytes).as_bytes().len()).sum();
    let hashed = started.elapsed();
    let started = Instant::now();
    let mut unreadable = 0;
    for bytes in &files {
        unreadable += usize::from(reader.read("", bytes)?.read.is_err());
    }
    let each = |time: Duration| time.as_secs_f64() * 1e6 / files.len().max(1) as f64;
    let (read_us, hash_us) = (each(started.elapsed()), each(hashed).max(0.001));
    let bytes = files.iter().map(Vec::len).sum();
    Ok(Documents { files: files.len().min(hashes), bytes, unreadable, read_us, hash_us, ratio: read_us / hash_us })
}

/// Measures bulk screening of `honest` people in memory and the latency of `singles` applications against `stored` people in SQLite at `file`.
pub async fn bench(honest: usize, stored: usize, singles: usize, file: &str, progress: &(dyn Fn(&str) + Sync)) -> Result<Report, Error> {
    let (weights, policy) = (Weights::shipped()?, Policy::shipped()?);
    let key = Key::new([7; 32]);
    let make = |seed, honest| world(&Options { seed, honest, personas: honest / 50, fields: Fields::All, style: Style::First, oversample: None });
    progress("making a world");
    let bulk = make(11, honest);
    progress("reading it as plain JSON (the yardstick)");
    let yardstick = Instant::now();
    let mut values = 0usize;
    for line in &bulk.events {
        values += usize::from(serde_json::from_str::<serde_json::Value>(line).is_ok());
    }
    let json_us = micros(yardstick.elapsed()) / values.max(1) as f64;
    progress("screening it in memory");
    let started = Instant::now();
    let outcome = crate::run(&bulk, &weights, &policy, None, &|_, _| {}).await?;
    let bulk_us = micros(started.elapsed()) / outcome.assessments.len().max(1) as f64;
    let rates = outcome.rates.clone().unwrap_or_else(|| Rates::stated(&weights));
    progress("filling a store");
    let store = Store::open(&format!("sqlite:{file}")).await?;
    let history: World = make(12, stored);
    crate::fill(&store, &key, &history, intake::Indexed::Yes, &|_, _| {}).await?;
    progress("one application at a time");
    let arriving = make(13, singles);
    let mut times: Vec<u64> = Vec::with_capacity(singles);
    for (n, line) in arriving.events.iter().filter(|l| l.contains("application.submitted")).take(singles).enumerate() {
        let renamed = line.replacen("\"subject\":\"c-", "\"subject\":\"new-", 1).replacen("\"id\":\"", &format!("\"id\":\"new-{n}-"), 1);
        let body = renamed.into_bytes();
        let started = Instant::now();
        let (event, _) = hirewall_model::parse::event(&body)
            .map_err(|e| Error::Setting { file: "simulated world".into(), what: format!("{} {}", e.pointer, e.what) })?;
        single(&store, &key, &weights, &policy, &rates, Arrived { event, body }).await?;
        times.push(micros(started.elapsed()) as u64);
    }
    times.sort_unstable();
    let at = |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1))).copied().unwrap_or(0);
    Ok(Report {
        candidacies: outcome.assessments.len(),
        bytes: bulk.events.iter().map(String::len).sum(),
        bulk_us,
        json_us,
        ratio: bulk_us / json_us,
        stored: store.population().await?,
        singles: times.len(),
        p50_us: at(0.5),
        p99_us: at(0.99),
        max_us: times.last().copied().unwrap_or(0),
    })
}

/// One application from its bytes to its durable assessment.
async fn single(store: &Store, key: &Key, weights: &Weights, policy: &Policy, rates: &Rates, arrived: Arrived) -> Result<(), Error> {
    let (subject, time) = (arrived.event.subject.clone(), arrived.event.time);
    let as_of = match store.latest_time_us().await?.and_then(|us| jiff::Timestamp::from_microsecond(us).ok()) {
        Some(latest) => latest.max(time),
        None => time,
    };
    intake::take(store, key, vec![arrived], intake::Indexed::Yes).await?;
    let request = Request { candidacies: vec![subject], as_of, key, weights, policy, rates: Some(rates), progress: &|_, _| {} };
    let outcome = screen(store, &request).await?;
    record(store, &outcome).await
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
