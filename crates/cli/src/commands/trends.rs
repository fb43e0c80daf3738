//! `hirewall trends`

use std::path::Path;

use anyhow::{Context, Result};
use comfy_table::{ContentArrangement, Table, presets};
use hirewall_engine::trends::{self, By, Count, Trends, thousands};
use jiff::civil::Date;
use tokio::runtime::Runtime;

use crate::args::{Rules, StoreArg, TrendBy, TrendCount, TrendFormat};
use crate::say;
use crate::{End, output, settings};

/// Columns of the longest bar.
const BAR: u64 = 30;

pub struct Asked<'a> {
    pub since: Option<Date>,
    pub count: TrendCount,
    pub by: Option<TrendBy>,
    pub format: TrendFormat,
    pub out: Option<&'a Path>,
}

pub fn run(asked: &Asked<'_>, store: &StoreArg, runtime: &Runtime) -> Result<End> {
    settings::load_reference()?;
    let url = settings::store_url(store)?;
    let store = settings::open_existing(&url, runtime)?;
    let (_, policy, _) = settings::rules(&Rules { rates: None, weights: None, policy: None })?;
    let count = match asked.count {
        TrendCount::Applications => Count::Applications,
        TrendCount::People => Count::People,
        TrendCount::Personas => Count::Personas,
        TrendCount::Confirmed => Count::Confirmed,
        TrendCount::Campaigns => Count::Campaigns,
    };
    let by = asked.by.map(|by| match by {
        TrendBy::Role => By::Role,
        TrendBy::Region => By::Region,
        TrendBy::Channel => By::Channel,
        TrendBy::Stage => By::Stage,
    });
    let spinner = output::spinner("counting");
    let trends = runtime.block_on(trends::trends(&store, &policy, asked.since, count, by))?;
    spinner.finish_and_clear();
    let text = match asked.format {
        TrendFormat::Table => table(&trends, asked.count),
        TrendFormat::Json => serde_json::to_string_pretty(&trends)? + "\n",
        TrendFormat::Csv => trends.csv(),
        TrendFormat::Svg => trends.svg(count),
    };
    match asked.out {
        Some(file) => std::fs::write(file, text).with_context(|| format!("{}: cannot be written", file.display()))?,
        None => say!("{}", text.trim_end()),
    }
    Ok(End::Done)
}

fn table(trends: &Trends, count: TrendCount) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(output::width() as u16);
    table.set_header(["Quarter", "Applications", "People", "Personas", "Confirmed", "Campaigns", "", ""]);
    let value = |q: &trends::Quarter| match count {
        TrendCount::Applications => q.applications,
        TrendCount::People => q.people,
        TrendCount::Personas => q.personas,
        TrendCount::Confirmed => q.confirmed,
        TrendCount::Campaigns => q.campaigns,
    };
    let most = trends.quarters.iter().map(value).max().unwrap_or(0).max(1);
    for q in &trends.quarters {
        let mut notes: Vec<String> = q.split.iter().map(|(key, n)| format!("{key} {n}")).collect();
        if q.partial {
            notes.push("part of a quarter".into());
        }
        notes.extend(q.weights_changed.iter().map(|edition| format!("weights {edition}")));
        let bar = "█".repeat(usize::try_from(value(q) * BAR / most).unwrap_or(0));
        table.add_row([
            q.quarter.clone(),
            thousands(q.applications),
            thousands(q.people),
            thousands(q.personas),
            thousands(q.confirmed),
            thousands(q.campaigns),
            bar,
            notes.join(", "),
        ]);
    }
    format!("{table}\n{}\n", trends.sentence())
}
