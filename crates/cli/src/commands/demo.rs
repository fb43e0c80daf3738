//! `hirewall demo`

use std::collections::BTreeMap;

use anyhow::Result;
use hirewall_engine::intake::Indexed;
use hirewall_engine::{Policy, Request, Weights, explain, screen};
use hirewall_link::Key;
use hirewall_store::Store;
use tokio::runtime::Runtime;

use crate::say;
use crate::{End, output};

/// Rows of the demo's table: the case below it should stay in sight.
const DEMO_ROWS: usize = 10;

pub fn run(runtime: &Runtime) -> Result<End> {
    let world = hirewall_simulate::demo();
    let (weights, policy) = (Weights::shipped()?, Policy::shipped()?);
    let key = Key::new([7; 32]);
    let store = runtime.block_on(Store::open("memory:"))?;
    let bar = output::bar("screening");
    let progress = output::steps(&bar);
    let (candidacies, as_of) = runtime.block_on(hirewall_eval::fill(&store, &key, &world, Indexed::No, &|_, _| {}))?;
    say!("A simulated company: {} applications, four operations among them. Nobody in it is real.\n", candidacies.len());
    let request = Request { candidacies, as_of, key: &key, weights: &weights, policy: &policy, rates: None, progress: &progress };
    let outcome = runtime.block_on(screen(&store, &request))?;
    bar.finish_and_clear();
    say!("{}", output::assessments(&outcome.assessments, &BTreeMap::new(), DEMO_ROWS).trim_end());
    let top = outcome.assessments.iter().max_by(|a, b| (a.band, a.bits, &b.candidacy).cmp(&(b.band, b.bits, &a.candidacy)));
    if let Some(top) = top {
        let bodies = runtime.block_on(explain::bodies(&store, top))?;
        say!("\nThe top case, explained. Every bit points at what was said where:\n");
        say!("{}", explain::text(top, &bodies, output::width()).trim_end());
    }
    say!("\nWhere to go next");
    say!("  hirewall import applications export.csv --dry-run   how your ATS export would be read");
    say!("  hirewall screen export.csv                          screen it");
    say!("  hirewall explain CANDIDACY                          why");
    say!("  hirewall signals                                    all signals; `hirewall signals NAME` for a page");
    Ok(End::Done)
}
