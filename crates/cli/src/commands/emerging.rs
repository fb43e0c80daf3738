//! `hirewall emerging`

use anyhow::Result;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use hirewall_engine::emerging::{Alerts, alerts};
use hirewall_engine::explain::steers;
use hirewall_engine::trends::thousands;
use jiff::civil::Date;
use tokio::runtime::Runtime;

use crate::args::{Format, StoreArg};
use crate::say;
use crate::{End, output, settings};

pub fn run(until: Option<Date>, days: i64, store: &StoreArg, format: Format, runtime: &Runtime) -> Result<End> {
    settings::load_reference()?;
    let store = settings::open_existing(&settings::store_url(store)?, runtime)?;
    let policy = hirewall_engine::Policy::shipped()?;
    let spinner = output::spinner("comparing with the past");
    let found = runtime.block_on(alerts(&store, &policy, until, days))?;
    spinner.finish_and_clear();
    match format {
        Format::Table => say!("{}", table(&found).trim_end()),
        Format::Json => say!("{}", serde_json::to_string_pretty(&found)?),
    }
    Ok(End::Done)
}

fn table(found: &Alerts) -> String {
    let window = format!("{} days up to {}", found.days, found.until);
    let Some(alerts) = &found.alerts else {
        return format!("{} applications: what came before the {window} is too little to tell what is new.\n", thousands(found.applications as u64));
    };
    if alerts.is_empty() {
        return format!("Nothing in the {window} is far above its own past, of {} applications.\n", thousands(found.applications as u64));
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(output::width() as u16);
    table.set_header(["In common", "People", "Expected", "From", "To", "In review", "Campaigns", "Some of them"]);
    table.column_mut(0).into_iter().for_each(|c| {
        c.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(32)));
    });
    for column in [1, 2, 5] {
        table.column_mut(column).into_iter().for_each(|c| {
            c.set_cell_alignment(CellAlignment::Right);
        });
    }
    for alert in alerts {
        let line = |kind: &str, value: &str| format!("{kind}: {}", value.replace(steers, "\u{fffd}"));
        let mut traits: Vec<String> = alert.traits.iter().map(|(kind, value)| line(kind, value)).collect();
        traits.extend(alert.also.iter().map(|(kind, value)| format!("also {}", line(kind, value))));
        let campaigns: Vec<&str> = alert.campaigns.iter().map(String::as_str).collect();
        table.add_row([
            traits.join("\n"),
            alert.people.to_string(),
            format!("{:.1}", alert.expected),
            alert.first.to_string(),
            alert.last.to_string(),
            alert.flagged.to_string(),
            campaigns.join("\n"),
            alert.candidacies.iter().take(3).map(String::as_str).collect::<Vec<_>>().join("\n"),
        ]);
    }
    let mut text =
        format!("{table}\nIn the {window}. One alert in ten may be chance. They are for people to look at and add nothing to anybody's score.\n");
    let mut innocent: Vec<&str> = alerts.iter().map(|a| a.innocent_when).collect();
    innocent.dedup();
    text += &format!("Innocent when: {}\n", innocent.join(" "));
    text
}
