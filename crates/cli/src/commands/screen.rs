//! `hirewall screen`

use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::{Context, Result, bail};
use hirewall_engine::intake::Indexed;
use hirewall_engine::screen::{count_bands, record};
use hirewall_engine::{Outcome, Rates, Request, explain, screen};
use hirewall_intake::Options;
use hirewall_link::Key;
use hirewall_model::assessment::Assessment;
use hirewall_store::Store;
use jiff::Timestamp;
use tokio::runtime::Runtime;

use crate::args::{Format, Screen};
use crate::intake::{self, Problems};
use crate::{End, output, settings};

/// From so many candidacies on, rates are measured on the input itself.
const MEASURED_FROM: usize = hirewall_engine::rates::LEAST as usize;
/// Name under which the store keeps the latest measured rates.
const RATES: &str = "rates";

pub fn run(args: &Screen, runtime: &Runtime) -> Result<End> {
    let (weights, policy, fixed) = settings::rules(&args.rules)?;
    let url = settings::store_url(&args.store)?;
    let (store, key) = (settings::open(&url, runtime)?, settings::key_for(&url)?);
    let options = Options { requisition: args.input.requisition.clone(), as_of: args.input.as_of, map: super::import::map(args.map.as_deref())? };
    let mut problems = Problems::new(args.errors.as_deref())?;
    let snapshot = match (&fixed, runtime.block_on(store.value(RATES))?) {
        (None, Some(text)) => serde_json::from_str(&text).ok(),
        _ => None,
    };
    let mut judged = Judged { args, store: &store, key: &key, weights: &weights, policy: &policy, out: Vec::new() };
    let mut stream = |events: &[intake::Brief]| -> Result<()> {
        for event in events {
            let rates: Option<&Rates> = fixed.as_ref().or(snapshot.as_ref());
            judged.stream(event, rates, runtime)?;
        }
        Ok(())
    };
    let mut nothing = |_: &[intake::Brief]| Ok(());
    let mut target = intake::Target::new(&store, &key, runtime);
    let each: &mut dyn FnMut(&[intake::Brief]) -> Result<()> = if args.stream {
        target.batch = 1;
        &mut stream
    } else {
        if url == "memory:" {
            target.indexed = Indexed::No;
        }
        &mut nothing
    };
    let taken = intake::read(&args.paths, &options, &target, &mut problems, each)?;
    let mut incomplete = taken.incomplete;
    let assessments = if args.stream {
        judged.out
    } else {
        let latest = taken.latest.max(runtime.block_on(store.latest_time_us())?.and_then(|us| Timestamp::from_microsecond(us).ok()));
        let as_of = args.input.as_of.or(latest).unwrap_or(Timestamp::UNIX_EPOCH);
        let few = taken.candidacies.len() < MEASURED_FROM;
        let rates = fixed.as_ref().or(if few { snapshot.as_ref() } else { None });
        let bar = output::bar("screening");
        let progress = |done: usize, of: usize| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        };
        let candidacies = taken.candidacies.into_iter().collect();
        let request = Request { candidacies, as_of, key: &key, weights: &weights, policy: &policy, rates, progress: &progress };
        let outcome = runtime.block_on(screen(&store, &request))?;
        bar.finish_and_clear();
        keep(&store, &outcome, args, runtime)?;
        outcome.assessments
    };
    incomplete |= problems.finish()?;
    write(args, &assessments)?;
    if let Some(id) = &args.explain {
        explain_one(id, &assessments, &store, runtime)?;
    }
    let [new, known, rejected] = taken.counts;
    eprintln!(
        "{} events: {new} new, {known} known already, {rejected} rejected; {} candidacies assessed.",
        new + known + rejected,
        assessments.len()
    );
    Ok(if incomplete { End::Incomplete } else { End::Done })
}

fn keep(store: &Store, outcome: &Outcome, args: &Screen, runtime: &Runtime) -> Result<()> {
    // A run that leaves nothing behind needs no log.
    if !matches!(store, Store::Memory(_)) {
        runtime.block_on(record(store, outcome))?;
    }
    if let Some(rates) = &outcome.rates {
        let text = serde_json::to_string(rates)?;
        if let Some(file) = &args.save_rates {
            std::fs::write(file, &text).with_context(|| format!("{}: rates cannot be written", file.display()))?;
        }
        runtime.block_on(store.set_value(RATES, &text))?;
    } else if let Some(file) = &args.save_rates {
        bail!("{}: no rates were measured: it takes {MEASURED_FROM} candidacies in one run", file.display());
    }
    Ok(())
}

struct Judged<'a> {
    args: &'a Screen,
    store: &'a Store,
    key: &'a Key,
    weights: &'a hirewall_engine::Weights,
    policy: &'a hirewall_engine::Policy,
    out: Vec<Assessment>,
}

impl Judged<'_> {
    /// Judges one candidacy as of an event's own time.
    fn stream(&mut self, event: &intake::Brief, rates: Option<&Rates>, runtime: &Runtime) -> Result<()> {
        let stated = Rates::stated(self.weights);
        let request = Request {
            candidacies: vec![event.subject.clone()],
            as_of: event.time,
            key: self.key,
            weights: self.weights,
            policy: self.policy,
            rates: Some(rates.unwrap_or(&stated)),
            progress: &|_, _| {},
        };
        let mut outcome = runtime.block_on(screen(self.store, &request))?;
        keep(self.store, &outcome, self.args, runtime)?;
        self.out.append(&mut outcome.assessments);
        Ok(())
    }
}

fn write(args: &Screen, assessments: &[Assessment]) -> Result<()> {
    let mut out: Box<dyn Write> = match &args.out {
        Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?)),
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    if args.shadow {
        let counts: Vec<String> = count_bands(assessments).iter().map(|(band, n)| format!("{n} {band}")).collect();
        writeln!(out, "shadow run: {} candidacies assessed and recorded, nobody told ({})", assessments.len(), counts.join(", "))?;
    } else if args.format == Format::Json {
        for assessment in assessments {
            serde_json::to_writer(&mut out, assessment)?;
            out.write_all(b"\n")?;
        }
    } else {
        write!(out, "{}", output::assessments(assessments))?;
    }
    out.flush()?;
    Ok(())
}

fn explain_one(id: &str, assessments: &[Assessment], store: &Store, runtime: &Runtime) -> Result<()> {
    let Some(assessment) = assessments.iter().rev().find(|a| a.candidacy == id) else {
        bail!("--explain {id}: no such candidacy in the input");
    };
    let bodies = runtime.block_on(explain::bodies(store, assessment))?;
    println!("\n{}", explain::text(assessment, &bodies, output::width()));
    Ok(())
}
