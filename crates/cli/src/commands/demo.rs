//! `hirewall demo`

use anyhow::Result;
use hirewall_engine::intake::Indexed;
use hirewall_engine::{Policy, Request, Weights, explain, screen};
use hirewall_link::Key;
use hirewall_store::Store;
use tokio::runtime::Runtime;

use crate::{End, output};

pub fn run(runtime: &Runtime) -> Result<End> {
    let world = hirewall_simulate::demo();
    let (weights, policy) = (Weights::shipped()?, Policy::shipped()?);
    let key = Key::new([7; 32]);
    let store = runtime.block_on(Store::open("memory:"))?;
    let bar = output::bar("screening");
    let progress = |done: usize, of: usize| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    };
    let (candidacies, as_of) = runtime.block_on(hirewall_eval::fill(&store, &key, &world, Indexed::No, &|_, _| {}))?;
    println!("A simulated company: {} applications, four operations among them. Nobody in it is real.\n", candidacies.len());
    let request = Request { candidacies, as_of, key: &key, weights: &weights, policy: &policy, rates: None, progress: &progress };
    let outcome = runtime.block_on(screen(&store, &request))?;
    bar.finish_and_clear();
    print!("{}", output::assessments(&outcome.assessments));
    let top = outcome.assessments.iter().max_by(|a, b| (a.band, a.bits, &b.candidacy).cmp(&(b.band, b.bits, &a.candidacy)));
    if let Some(top) = top {
        let bodies = runtime.block_on(explain::bodies(&store, top))?;
        println!("\nThe top case, explained. Every bit points at what was said where:\n");
        print!("{}", explain::text(top, &bodies, output::width()));
    }
    println!("\nWhere to go next");
    println!("  hirewall import applications export.csv --dry-run   how your ATS export would be read");
    println!("  hirewall screen export.csv                          screen it");
    println!("  hirewall explain CANDIDACY                          why");
    println!("  hirewall signals                                    all signals; `hirewall signals NAME` for a page");
    Ok(End::Done)
}
