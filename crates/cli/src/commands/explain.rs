//! `hirewall explain`

use anyhow::{Result, bail};
use hirewall_engine::explain;
use hirewall_model::Assessment;
use tokio::runtime::Runtime;

use crate::args::{Format, StoreArg};
use crate::say;
use crate::{End, output, settings};

pub fn run(candidacy: &str, store: &StoreArg, format: Format, runtime: &Runtime) -> Result<End> {
    let url = settings::store_url(store)?;
    let store = settings::open_existing(&url, runtime)?;
    let Some(latest) = runtime.block_on(store.assessments_of(candidacy))?.pop() else {
        bail!("{url}: no assessment of {candidacy:?}; screen it first (`hirewall screen FILE`)");
    };
    if format == Format::Json {
        say!("{latest}");
        return Ok(End::Done);
    }
    let assessment: Assessment = serde_json::from_str(&latest)?;
    let bodies = runtime.block_on(explain::bodies(&store, &assessment))?;
    say!("{}", explain::text(&assessment, &bodies, output::width()).trim_end());
    Ok(End::Done)
}
