//! `hirewall forget`

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Result, bail};
use hirewall_engine::{campaigns, gather};
use hirewall_model::What;
use hirewall_model::event::Decision;
use hirewall_store::Store;
use jiff::{Timestamp, ToSpan};
use tokio::runtime::Runtime;

use crate::args::{Rules, StoreArg};
use crate::say;
use crate::{End, settings};

/// Who is to be forgotten.
pub enum Whom {
    One(String),
    All,
    Expired { as_of: Timestamp, policy: Option<PathBuf> },
}

pub fn run(whom: Whom, yes: bool, store: &StoreArg, runtime: &Runtime) -> Result<End> {
    let url = settings::store_url(store)?;
    let store = settings::open_existing(&url, runtime)?;
    let whom: Vec<String> = match whom {
        Whom::All => {
            let held = runtime.block_on(store.population())?;
            confirm(yes, &format!("Forget all {held} candidacies in {url}, with their events, indicators and assessments?"))?;
            runtime.block_on(store.forget_all())?;
            say!("{held} candidacies forgotten; {url} is empty.");
            return Ok(End::Done);
        }
        Whom::One(one) => vec![one],
        Whom::Expired { as_of, policy } => {
            let (_, policy, _) = settings::rules(&Rules { rates: None, weights: None, policy })?;
            expired(&store, as_of, policy.retention_months, runtime)?
        }
    };
    if whom.is_empty() {
        say!("Nobody is past retention.");
        return Ok(End::Done);
    }
    confirm(yes, &format!("Forget {}?", if whom.len() == 1 { whom[0].clone() } else { format!("{} candidacies", whom.len()) }))?;
    let mut events = 0;
    for one in &whom {
        events += runtime.block_on(store.forget(one))?;
    }
    runtime.block_on(campaigns::forget(&store, &whom))?;
    if events == 0 {
        bail!("{url}: nothing is known of {}", whom.join(", "));
    }
    say!(
        "{} forgotten, {events} events shredded. A later delivery of the same events changes nothing.",
        if whom.len() == 1 { whom[0].clone() } else { format!("{} candidacies", whom.len()) }
    );
    Ok(End::Done)
}

fn confirm(yes: bool, question: &str) -> Result<()> {
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        bail!("{question} Say --yes.");
    }
    eprint!("{question} [y/N] ");
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    if answer.trim().eq_ignore_ascii_case("y") { Ok(()) } else { bail!("nothing was forgotten") }
}

/// Candidacies whose last event lies before the policy's retention, but for those that people decided to be a fraud.
fn expired(store: &Store, as_of: Timestamp, months: u32, runtime: &Runtime) -> Result<Vec<String>> {
    let months = i64::from(months);
    let before = as_of.to_zoned(jiff::tz::TimeZone::UTC).checked_sub(months.months())?.timestamp();
    let mut expired = Vec::new();
    for chunk in runtime.block_on(store.subjects())?.chunks(500) {
        let events = runtime.block_on(store.events_of(chunk))?;
        for of_one in events.chunk_by(|a, b| a.subject == b.subject) {
            let last = of_one.iter().map(|e| e.time_us).max().unwrap_or(0);
            let fraud = gather::candidacy(&of_one[0].subject, of_one, Timestamp::MAX)
                .and_then(|c| c.claims.iter().rev().find_map(|c| if let What::Decision(d) = &c.what { Some(d.clone()) } else { None }))
                == Some(Decision::ConfirmedFraud);
            if last < before.as_microsecond() && !fraud {
                expired.push(of_one[0].subject.clone());
            }
        }
    }
    Ok(expired)
}
