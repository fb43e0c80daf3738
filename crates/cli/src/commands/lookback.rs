//! `hirewall lookback`: have we hired one? A roster, joined with devices and sign-ins, judged like applications.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use comfy_table::{ContentArrangement, Table, presets};
use hirewall_engine::{Policy, Request, Weights, intake, screen};
use hirewall_intake::Arrived;
use hirewall_intake::roster::{Joined, join};
use hirewall_link::Key;
use hirewall_model::Assessment;
use hirewall_model::assessment::{Bits, Family};
use hirewall_store::Store;
use tokio::runtime::Runtime;

use crate::args::Format;
use crate::say;
use crate::{End, output, settings};

pub fn run(roster: &Path, devices: &[PathBuf], signins: &[PathBuf], map: Option<&Path>, format: Format, runtime: &Runtime) -> Result<End> {
    settings::load_reference()?;
    let read = |path: &Path| std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()));
    let named = |paths: &[PathBuf]| paths.iter().map(|p| Ok((p.display().to_string(), read(p)?))).collect::<Result<Vec<_>>>();
    let map: BTreeMap<String, String> = match map {
        Some(path) => {
            let table: toml::Table = read(path)?.parse().map_err(|e: toml::de::Error| anyhow!("{}: {}", path.display(), e.message()))?;
            let columns = table.get("columns").and_then(toml::Value::as_table).ok_or_else(|| anyhow!("{}: has no [columns]", path.display()))?;
            columns.iter().filter_map(|(name, target)| Some((name.clone(), target.as_str()?.to_owned()))).collect()
        }
        None => BTreeMap::new(),
    };
    let joined = join((&roster.display().to_string(), &read(roster)?), &named(devices)?, &named(signins)?, &map);
    for problem in &joined.problems {
        eprintln!("{problem}");
    }
    let assessments = judged(&joined, runtime)?;
    if format == Format::Json {
        for assessment in &assessments {
            say!("{}", serde_json::to_string(assessment)?);
        }
    } else {
        report(&joined, &assessments)?;
    }
    Ok(if joined.problems.is_empty() { End::Done } else { End::Incomplete })
}

fn judged(joined: &Joined, runtime: &Runtime) -> Result<Vec<Assessment>> {
    let key = Key::new([0; 32]);
    let (weights, policy) = (Weights::shipped()?, Policy::shipped()?);
    runtime.block_on(async {
        let store = Store::open("memory:").await?;
        let mut latest = jiff::Timestamp::UNIX_EPOCH;
        let mut batch = Vec::new();
        for value in &joined.events {
            let body = value.to_string().into_bytes();
            let (event, _) = hirewall_model::parse::event(&body).map_err(|e| anyhow!("{}: {} {}", e.id.unwrap_or_default(), e.pointer, e.what))?;
            latest = latest.max(event.time);
            batch.push(Arrived { event, body });
        }
        intake::take(&store, &key, batch, intake::Indexed::No).await?;
        let candidacies = store.subjects().await?;
        let request = Request { candidacies, as_of: latest, key: &key, weights: &weights, policy: &policy, rates: None, progress: &|_, _| {} };
        let mut list = screen(&store, &request).await?.assessments;
        list.sort_by(|a, b| (b.bits, &a.candidacy).cmp(&(a.bits, &b.candidacy)));
        Ok(list)
    })
}

/// People of whom something is shared with others or shows at work, the most telling first.
fn report(joined: &Joined, assessments: &[Assessment]) -> Result<()> {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(output::width() as u16);
    table.set_header(["Employee", "Bits", "What is shared or shows", "What to ask first"]);
    let mut shown = 0;
    for assessment in assessments {
        let telling = |f: &&hirewall_model::assessment::Finding| {
            (f.bits > Bits(0) || f.set_aside.as_deref().is_some_and(|why| why.starts_with("the same fact")))
                && matches!(f.family, Family::Links | Family::Endpoint | Family::Network | Family::Logistics | Family::Money)
        };
        let found: Vec<_> = assessment.findings.iter().filter(telling).collect();
        let Some(first) = found.first() else { continue };
        let lines: Vec<String> = found.iter().take(4).map(|f| f.because.clone()).collect();
        table.add_row([assessment.candidacy.clone(), assessment.bits.to_string(), lines.join("\n"), first.ask.to_string()]);
        shown += 1;
    }
    if shown > 0 {
        say!("{table}");
    }
    say!(
        "{} people, {} rows of devices and sign-ins joined; {shown} share something with others or show something at work. Nobody is accused: ask first, and look at what else the two share.",
        joined.people,
        joined.matched
    );
    Ok(())
}
