//! `hirewall screen`

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};

use anyhow::{Context, Result, bail};
use hirewall_engine::intake::Indexed;
use hirewall_engine::screen::{count_bands, record};
use hirewall_engine::{Outcome, Policy, Rates, Request, explain, screen};
use hirewall_model::assessment::Assessment;
use hirewall_server::work::bring_up_to_date;
use hirewall_store::Store;
use jiff::Timestamp;
use tokio::runtime::Runtime;

use crate::args::{Format, Screen};
use crate::intake::{self, Problems};
use crate::say;
use crate::{End, output, settings};

/// From so many candidacies on, rates are measured on the input itself.
const MEASURED_FROM: usize = hirewall_engine::rates::LEAST as usize;
/// Name under which the store keeps the latest measured rates.
const RATES: &str = "rates";

pub fn run(args: &Screen, runtime: &Runtime) -> Result<End> {
    settings::load_reference()?;
    let (weights, policy, fixed) = settings::rules(&args.rules)?;
    let url = settings::store_url(&args.store)?;
    let (store, key) = (settings::open(&url, runtime)?, settings::key_for(&url)?);
    let options = intake::options(&args.input, super::import::map(args.map.as_deref())?, &policy)?;
    let mut problems = Problems::new(args.errors.as_deref())?;
    let snapshot = match (&fixed, runtime.block_on(store.value(RATES))?) {
        (None, Some(text)) => serde_json::from_str(&text).ok(),
        _ => None,
    };
    let mut out = Output::open(args)?;
    let stated = Rates::stated(&weights);
    let rates = fixed.as_ref().or(snapshot.as_ref()).unwrap_or(&stated);
    let mut stream = |events: &[intake::Brief]| -> Result<()> {
        for event in events {
            let candidacies = vec![event.subject.clone()];
            let request =
                Request { candidacies, as_of: event.time, key: &key, weights: &weights, policy: &policy, rates: Some(rates), progress: &|_, _| {} };
            let outcome = runtime.block_on(screen(&store, &request))?;
            keep(&store, &outcome, &policy, args, runtime)?;
            out.arrived(outcome.assessments)?;
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
    out.files.clone_from(&taken.files);
    if !args.stream {
        let latest = taken.latest.max(runtime.block_on(store.latest_time_us())?.and_then(|us| Timestamp::from_microsecond(us).ok()));
        let as_of = args.input.as_of.or(latest).unwrap_or(Timestamp::UNIX_EPOCH);
        let few = taken.candidacies.len() < MEASURED_FROM;
        let rates = fixed.as_ref().or(if few { snapshot.as_ref() } else { None });
        let bar = output::bar("screening");
        let progress = output::steps(&bar);
        let candidacies = taken.candidacies.into_iter().collect();
        let request = Request { candidacies, as_of, key: &key, weights: &weights, policy: &policy, rates, progress: &progress };
        let outcome = runtime.block_on(screen(&store, &request))?;
        bar.finish_and_clear();
        keep(&store, &outcome, &policy, args, runtime)?;
        out.kept = outcome.assessments;
    }
    incomplete |= problems.finish()?;
    let assessed = out.finish()?;
    if let Some(id) = &args.explain {
        explain_one(id, &out.kept, &store, runtime)?;
    }
    let [new, known, rejected] = taken.counts;
    eprintln!("{} events: {new} new, {known} known already, {rejected} rejected; {assessed} assessments.", new + known + rejected);
    drop(out);
    runtime.block_on(store.close());
    Ok(if incomplete { End::Incomplete } else { End::Done })
}

fn keep(store: &Store, outcome: &Outcome, policy: &Policy, args: &Screen, runtime: &Runtime) -> Result<()> {
    // A run that leaves nothing behind needs no log.
    if !matches!(store, Store::Memory(_)) {
        runtime.block_on(record(store, outcome))?;
    }
    if args.cases {
        runtime.block_on(bring_up_to_date(store, policy, outcome, Timestamp::now()))?;
    }
    if let Some(rates) = &outcome.rates {
        let text = serde_json::to_string(rates)?;
        if let Some(file) = &args.save_rates {
            std::fs::write(file, &text).with_context(|| format!("{}: rates cannot be written", file.display()))?;
        }
        runtime.block_on(store.set_value(RATES, &text))?;
    } else if let (Some(file), false) = (&args.save_rates, args.stream) {
        bail!("{}: no rates were measured: it takes {MEASURED_FROM} candidacies in one run", file.display());
    }
    Ok(())
}

/// Where assessments are written.
struct Output<'a> {
    args: &'a Screen,
    out: Box<dyn Write>,
    /// Those that are written at the end.
    kept: Vec<Assessment>,
    /// File names of candidacies that documents made.
    files: BTreeMap<String, String>,
    written: usize,
}

impl<'a> Output<'a> {
    fn open(args: &'a Screen) -> Result<Self> {
        let out: Box<dyn Write> = match &args.out {
            Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?)),
            None => Box::new(BufWriter::new(std::io::stdout())),
        };
        Ok(Self { args, out, kept: Vec::new(), files: BTreeMap::new(), written: 0 })
    }

    /// An assessment of a stream: as JSON its line is the receipt, written once event and assessment are durable.
    fn arrived(&mut self, assessments: Vec<Assessment>) -> Result<()> {
        if self.args.format == Format::Json && !self.args.shadow {
            self.lines(&assessments)?;
            self.out.flush()?;
        }
        self.kept.extend(assessments);
        Ok(())
    }

    fn lines(&mut self, assessments: &[Assessment]) -> Result<()> {
        for assessment in assessments {
            serde_json::to_writer(&mut self.out, assessment)?;
            self.out.write_all(b"\n")?;
        }
        self.written += assessments.len();
        Ok(())
    }

    /// Writes what is not written yet; returns how many assessments there were.
    fn finish(&mut self) -> Result<usize> {
        let kept = std::mem::take(&mut self.kept);
        if self.args.shadow {
            let counts: Vec<String> = count_bands(&kept).iter().map(|(band, n)| format!("{n} {band}")).collect();
            writeln!(self.out, "shadow run: {} candidacies assessed and recorded, nobody told ({})", kept.len(), counts.join(", "))?;
        } else if self.args.format == Format::Table {
            write!(self.out, "{}", output::assessments(&kept, &self.files, output::ROWS))?;
        } else if self.written == 0 {
            self.lines(&kept)?;
        }
        self.out.flush()?;
        self.kept = kept;
        Ok(self.kept.len())
    }
}

fn explain_one(id: &str, assessments: &[Assessment], store: &Store, runtime: &Runtime) -> Result<()> {
    let Some(assessment) = assessments.iter().rev().find(|a| a.candidacy == id) else {
        let like: Vec<&str> = assessments.iter().map(|a| a.candidacy.as_str()).filter(|c| c.ends_with(id)).take(3).collect();
        let hint = if like.is_empty() { String::new() } else { format!("; did you mean {}?", like.join(" or ")) };
        bail!("--explain {id}: no such candidacy in the input{hint}");
    };
    let bodies = runtime.block_on(explain::bodies(store, assessment))?;
    say!("\n{}", explain::text(assessment, &bodies, output::width()));
    Ok(())
}
