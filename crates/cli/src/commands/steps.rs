//! `hirewall interview`, `hirewall plan`: what people do next, on paper.

use anyhow::{Result, bail};
use hirewall_engine::{gather, kit, verify};
use hirewall_model::{Assessment, Dossier};
use hirewall_store::Store;
use tokio::runtime::Runtime;

use crate::args::StoreArg;
use crate::say;
use crate::{End, settings};

/// What is stored of a candidacy, without its neighbours.
fn dossier(candidacy: &str, store: &Store, url: &str, runtime: &Runtime) -> Result<Dossier> {
    settings::load_reference()?;
    let stored = runtime.block_on(store.events_of(&[candidacy.to_owned()]))?;
    match gather::alone(candidacy, &stored) {
        Some(dossier) => Ok(dossier),
        None => bail!("{url}: no events of {candidacy:?}; screen or import them first"),
    }
}

pub fn interview(candidacy: &str, store: &StoreArg, runtime: &Runtime) -> Result<End> {
    let url = settings::store_url(store)?;
    let store = settings::open_existing(&url, runtime)?;
    let dossier = dossier(candidacy, &store, &url, runtime)?;
    let latest = runtime.block_on(store.assessments_of(candidacy))?.pop();
    let assessment: Option<Assessment> = latest.and_then(|text| serde_json::from_str(&text).ok());
    say!("{}", kit::text(&dossier, assessment.as_ref()).trim_end());
    Ok(End::Done)
}

pub fn plan(candidacy: &str, store: &StoreArg, runtime: &Runtime) -> Result<End> {
    let url = settings::store_url(store)?;
    let store = settings::open_existing(&url, runtime)?;
    let dossier = dossier(candidacy, &store, &url, runtime)?;
    say!("{}", verify::text(candidacy, &verify::plan(&dossier)).trim_end());
    Ok(End::Done)
}

pub fn print(text: &str) -> Result<End> {
    say!("{}", text.trim_end());
    Ok(End::Done)
}
