//! Worlds with truth against the weights in force: who is caught, who is disturbed, how fast, how large.

pub mod bench;
pub mod card;
pub mod hostile;
pub mod oddities;
pub mod resumes;
pub mod schools;
pub mod stages;

use hirewall_engine::{Error, Outcome, Policy, Rates, Request, Weights, intake, screen};
use hirewall_intake::Arrived;
use hirewall_link::Key;
use hirewall_model::parse;
use hirewall_simulate::World;
use hirewall_store::Store;
use jiff::Timestamp;

pub use card::Card;

/// Events taken into the store at once.
const BATCH: usize = 1000;

/// Puts a world's events into a store; returns its candidacies and the latest time. Events that do not parse are an error of the world.
pub async fn fill(
    store: &Store,
    key: &Key,
    world: &World,
    indexed: intake::Indexed,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<(Vec<String>, Timestamp), Error> {
    let mut latest = Timestamp::UNIX_EPOCH;
    let mut done = 0;
    for chunk in world.events.chunks(BATCH) {
        let mut batch = Vec::with_capacity(chunk.len());
        for line in chunk {
            let (event, _) = parse::event(line.as_bytes()).map_err(|e| Error::Setting {
                file: "simulated world".into(),
                what: format!("event {:?}: {} {}", e.id.unwrap_or_default(), e.pointer, e.what),
            })?;
            latest = latest.max(event.time);
            batch.push(Arrived { event, body: line.clone().into_bytes() });
        }
        intake::take(store, key, batch, indexed).await?;
        done += chunk.len();
        progress(done, world.events.len());
    }
    Ok((store.subjects().await?, latest))
}

/// Screens a whole world in memory.
pub async fn run(
    world: &World,
    weights: &Weights,
    policy: &Policy,
    rates: Option<&Rates>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Outcome, Error> {
    let store = Store::open("memory:").await?;
    let key = Key::new([7; 32]);
    let (candidacies, as_of) = fill(&store, &key, world, intake::Indexed::No, &|_, _| {}).await?;
    screen(&store, &Request { candidacies, as_of, key: &key, weights, policy, rates, progress }).await
}
