//! `hirewall campaigns`

use std::path::Path;

use anyhow::{Context, Result, bail};
use comfy_table::{ContentArrangement, Table, presets};
use hirewall_engine::campaigns::{self, Campaign};
use hirewall_engine::explain::steers;
use hirewall_engine::graph;
use hirewall_model::assessment::Band;
use jiff::Timestamp;
use tokio::runtime::Runtime;

use crate::args::{CampaignFormat, StoreArg};
use crate::say;
use crate::{End, output, settings};

/// Shared values that a table shows.
const SHOWN: usize = 30;

pub fn run(id: Option<&str>, store: &StoreArg, format: CampaignFormat, out: Option<&Path>, runtime: &Runtime) -> Result<End> {
    let url = settings::store_url(store)?;
    let (store, key) = (settings::open_existing(&url, runtime)?, settings::key_for(&url)?);
    let text = match id {
        None => {
            let all = runtime.block_on(campaigns::all(&store, &key))?;
            match format {
                CampaignFormat::Table => list(&all),
                CampaignFormat::Json => all.iter().map(|c| serde_json::to_string(c).map(|line| line + "\n")).collect::<Result<String, _>>()?,
                _ => bail!("say which campaign to draw: `hirewall campaigns ID --format svg`; `hirewall campaigns` lists them"),
            }
        }
        Some(id) => {
            let Some(one) = runtime.block_on(campaigns::one(&store, &key, id))? else {
                bail!("{url}: no campaign {id:?}; `hirewall campaigns` lists them");
            };
            match format {
                CampaignFormat::Table => table(&one),
                CampaignFormat::Json => serde_json::to_string_pretty(&one)? + "\n",
                CampaignFormat::Svg => graph::svg(&one),
                CampaignFormat::Dot => graph::dot(&one),
                CampaignFormat::Graphml => graph::graphml(&one),
            }
        }
    };
    match out {
        Some(file) => std::fs::write(file, text).with_context(|| format!("{}: cannot be written", file.display()))?,
        None if text.is_empty() => {}
        None => say!("{}", text.trim_end()),
    }
    Ok(End::Done)
}

fn date(at: Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

fn empty(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(output::width() as u16);
    table.set_header(header);
    table
}

fn list(all: &[Campaign]) -> String {
    if all.is_empty() {
        return "No campaign is known: nobody shares with others what makes one.\n".to_owned();
    }
    let mut table = empty(&["Campaign", "Candidacies", "To look at", "First seen", "Last seen", "Roles", "Shared by most"]);
    for campaign in all {
        let mut roles: Vec<&str> = campaign.members.iter().map(|m| m.role.as_str()).collect();
        roles.sort_unstable();
        roles.dedup();
        let more = roles.len().saturating_sub(2);
        let mut told = roles.iter().take(2).copied().collect::<Vec<_>>().join(", ");
        if more > 0 {
            told.push_str(&format!(" (+{more} more)"));
        }
        let top = campaign.shared.first().map(|s| format!("{} ({} of {})", s.kind.as_str(), s.members.len(), campaign.members.len()));
        table.add_row([
            campaign.id.clone(),
            campaign.members.len().to_string(),
            campaign.members.iter().filter(|m| m.band >= Band::Review).count().to_string(),
            date(campaign.first_seen),
            date(campaign.last_seen),
            told.replace(steers, " "),
            top.unwrap_or_default(),
        ]);
    }
    format!("{table}\n{} campaigns. What is shared may have innocent reasons: see one with `hirewall campaigns ID`.\n", all.len())
}

fn table(campaign: &Campaign) -> String {
    let mut out =
        format!("{} · {} candidacies · {} to {}\n", campaign.id, campaign.members.len(), date(campaign.first_seen), date(campaign.last_seen));
    if !campaign.aliases.is_empty() {
        out.push_str(&format!("also known as {}\n", campaign.aliases.iter().cloned().collect::<Vec<_>>().join(", ")));
    }
    let mut members = empty(&["Candidacy", "Band", "Bits", "Role", "Stage reached", "First seen", "Last seen"]);
    for member in &campaign.members {
        let same = if member.same_person.is_empty() { String::new() } else { format!("\nsame person as {}", member.same_person.join(", ")) };
        let victim = if member.victim { "\nmay be the one whose life is used" } else { "" };
        members.add_row([
            format!("{}{same}{victim}", member.candidacy).replace(|c| c != '\n' && steers(c), " "),
            member.band.as_str().to_owned(),
            member.bits.to_string(),
            member.role.replace(steers, " "),
            member.stage.clone(),
            date(member.first_seen),
            date(member.last_seen),
        ]);
    }
    let mut shared = empty(&["Shared", "Value", "Held by", "Of all candidacies"]);
    for value in campaign.shared.iter().take(SHOWN) {
        shared.add_row([
            value.kind.as_str().to_owned(),
            value.value.replace(steers, " "),
            value.members.join(", ").replace(steers, " "),
            format!("{} of {}", value.holders, value.of),
        ]);
    }
    out.push_str(&format!("{members}\n\nWhat they share\n{shared}\n"));
    if campaign.shared.len() > SHOWN {
        out.push_str(&format!("… and {} more; --format json gives all.\n", campaign.shared.len() - SHOWN));
    }
    if !campaign.bridges.is_empty() {
        out.push_str("\nHeld apart, though one thing is shared with another campaign: look whether the two are one\n");
        for bridge in &campaign.bridges {
            out.push_str(&format!("  {} and {}: {}\n", bridge.from, bridge.to, bridge.kind.as_str()).replace(|c| c != '\n' && steers(c), " "));
        }
    }
    out.push_str("\nHow it grew\n");
    for change in &campaign.history {
        let who = if change.who.is_empty() { String::new() } else { format!(": {}", change.who.join(", ")) };
        out.push_str(&format!("  {}  {}{} ({})\n", date(change.at), change.what.as_str(), who.replace(steers, " "), change.because));
    }
    out
}
