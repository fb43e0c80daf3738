//! `hirewall simulate`, `hirewall eval`, `hirewall bench`

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use hirewall_simulate::{Options, world};
use tokio::runtime::Runtime;

use crate::args::{Fields, Format, Rules, Style, World};
use crate::say;
use crate::{End, output, settings};

fn options(args: &World) -> Options {
    Options {
        seed: args.seed,
        honest: args.honest,
        personas: args.personas,
        fields: match args.fields {
            Fields::All => hirewall_simulate::Fields::All,
            Fields::ContactResume => hirewall_simulate::Fields::ContactResume,
        },
        style: match args.style {
            Style::First => hirewall_simulate::Style::First,
            Style::Second => hirewall_simulate::Style::Second,
            Style::Third => hirewall_simulate::Style::Third,
        },
        oversample: None,
    }
}

pub fn simulate(args: &World, out: &Path) -> Result<End> {
    let spinner = output::spinner("making a world");
    let world = world(&options(args));
    spinner.finish_and_clear();
    fs::create_dir_all(out).with_context(|| format!("{}: cannot be made", out.display()))?;
    let write = |name: &str, lines: Vec<String>| {
        let file = out.join(name);
        let mut text = lines.join("\n");
        text.push('\n');
        fs::write(&file, text).with_context(|| format!("{}: cannot be written", file.display()))
    };
    let (events, people) = (world.events.len(), world.truth.len());
    write("events.jsonl", world.events)?;
    write("truth.jsonl", world.truth.iter().map(hirewall_simulate::Truth::to_json).collect())?;
    eprintln!("{events} events of {people} candidacies in {}", out.display());
    Ok(End::Done)
}

pub fn eval(args: &World, rules: &Rules, format: Format, runtime: &Runtime) -> Result<End> {
    let (weights, policy, rates) = settings::rules(rules)?;
    let spinner = output::spinner("making a world");
    let world = world(&options(args));
    spinner.finish_and_clear();
    let bar = output::bar("screening");
    let progress = output::steps(&bar);
    let outcome = runtime.block_on(hirewall_eval::run(&world, &weights, &policy, rates.as_ref(), &progress))?;
    bar.finish_and_clear();
    let card = hirewall_eval::card::card(&outcome.assessments, &world.truth);
    if format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&card)?);
    } else {
        say!("seed {}, {} candidacies, {} campaigns, weights {}", args.seed, outcome.assessments.len(), outcome.campaigns.len(), weights.edition);
        say!("{}", card.text().trim_end());
    }
    Ok(End::Done)
}

pub fn oddities(args: &World, only: &str, rules: &Rules, format: Format, runtime: &Runtime) -> Result<End> {
    let (weights, policy, _) = settings::rules(rules)?;
    let bar = output::bar("oddities");
    let progress = output::steps(&bar);
    let only = (only != "all").then_some(only);
    let oddities = runtime.block_on(hirewall_eval::oddities::run(&options(args), only, &weights, &policy, &progress))?;
    bar.finish_and_clear();
    if format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&oddities)?);
    } else {
        say!("{}", oddities.text().trim_end());
    }
    Ok(End::Done)
}

pub fn stages(args: &World, rules: &Rules, format: Format, runtime: &Runtime) -> Result<End> {
    let (weights, policy, _) = settings::rules(rules)?;
    let world = world(&options(args));
    let bar = output::bar("screening, stage by stage");
    let progress = output::steps(&bar);
    let stages = runtime.block_on(hirewall_eval::stages::run(&world, &weights, &policy, &progress))?;
    bar.finish_and_clear();
    if format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&stages)?);
    } else {
        say!("{}", stages.text().trim_end());
    }
    Ok(End::Done)
}

pub fn schools(misses: bool, format: Format) -> Result<End> {
    let card = hirewall_eval::schools::run();
    if format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&card)?);
        return Ok(End::Done);
    }
    say!("{}", card.text().trim_end());
    if misses {
        for spelling in &card.silent {
            say!("  silent: {spelling:?}");
        }
    }
    Ok(End::Done)
}

pub fn resumes(corpus: &Path, misses: bool, format: Format, insecure: bool) -> Result<End> {
    let mut reader = crate::intake::reader(insecure)?;
    let bar = output::bar("reading résumés");
    let progress = output::steps(&bar);
    let card = hirewall_eval::resumes::run(corpus, &mut reader, &progress)?;
    bar.finish_and_clear();
    if format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&card)?);
    } else {
        say!("{}", card.text().trim_end());
    }
    if misses {
        for miss in &card.misses {
            say!("{miss}");
        }
    }
    Ok(if card.unreadable.is_empty() { End::Done } else { End::Incomplete })
}

pub fn hostile(folder: Option<&Path>, format: Format, insecure: bool) -> Result<End> {
    if let Some(folder) = folder {
        let files = hirewall_eval::hostile::write(folder).with_context(|| format!("{}: cannot be written", folder.display()))?;
        say!("{files} hostile files in {}. None of them does harm, but scanners will tell of them.", folder.display());
        return Ok(End::Done);
    }
    let mut reader = crate::intake::reader(insecure)?;
    let bar = output::bar("reading hostile files");
    let progress = output::steps(&bar);
    let card = hirewall_eval::hostile::run(&mut reader, &hirewall_engine::Policy::shipped()?, &progress).map_err(|why| anyhow::anyhow!(why))?;
    bar.finish_and_clear();
    if format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&card)?);
    } else {
        say!("family           files  as they must be");
        for (family, (files, right)) in &card.families {
            say!("{family:<16} {files:>5}  {right:>5}");
        }
        say!("all              {:>5}  {:>5}", card.files, card.files - card.wrong.len());
        say!("slowest: {} ms, {}", card.slowest.0, card.slowest.1);
        for title in &card.died {
            say!("did not survive: {title}");
        }
        for wrong in &card.wrong {
            say!("{wrong}");
        }
    }
    Ok(if card.wrong.is_empty() { End::Done } else { End::Incomplete })
}

pub fn bench(honest: usize, stored: usize, singles: usize, format: Format, runtime: &Runtime) -> Result<End> {
    let folder = std::env::temp_dir().join(format!("hirewall-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    let spinner = output::spinner("");
    let told = |what: &str| {
        spinner.set_message(what.to_owned());
        spinner.tick();
    };
    let file = folder.join("bench.db");
    let report = runtime.block_on(hirewall_eval::bench::bench(honest, stored, singles, &file.display().to_string(), &told));
    spinner.finish_and_clear();
    let _ = fs::remove_dir_all(&folder);
    let r = report?;
    if format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&r)?);
        return Ok(End::Done);
    }
    say!("bulk     {:>9} candidacies, {:.1} MB of events, in memory", r.candidacies, r.bytes as f64 / 1e6);
    say!("         {:>9.0} µs a candidacy; reading its line as plain JSON {:.1} µs: {:.1} times that", r.bulk_us, r.json_us, r.ratio);
    say!("single   {:>9} applications against {} stored in SQLite, durable", r.singles, r.stored);
    say!("         p50 {:.2} ms, p99 {:.2} ms, slowest {:.2} ms", r.p50_us as f64 / 1e3, r.p99_us as f64 / 1e3, r.max_us as f64 / 1e3);
    if let Some(peak) = peak_mib() {
        say!("memory   {peak:>9} MiB at the most in this process");
    }
    Ok(End::Done)
}

/// How fast the documents of a folder are read, beside hashing their bytes.
pub fn bench_documents(folder: &Path, format: Format) -> Result<End> {
    let mut reader = crate::intake::reader(false)?;
    let report = hirewall_eval::bench::documents(folder, &mut reader).map_err(anyhow::Error::msg)?;
    if format == Format::Json {
        say!("{}", serde_json::to_string_pretty(&report)?);
        return Ok(End::Done);
    }
    say!(
        "documents {:>8} files, {:.1} MB, read one after the other by confined workers; {} not readable",
        report.files,
        report.bytes as f64 / 1e6,
        report.unreadable
    );
    say!("         {:>9.0} µs a document; hashing its bytes {:.1} µs: {:.0} times that", report.read_us, report.hash_us, report.ratio);
    Ok(End::Done)
}

/// Largest resident set of this process, from the kernel.
fn peak_mib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}
