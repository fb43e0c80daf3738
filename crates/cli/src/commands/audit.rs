//! `hirewall audit`

use anyhow::{Result, bail};
use hirewall_store::audit::{Head, check};
use tokio::runtime::Runtime;

use crate::args::StoreArg;
use crate::say;
use crate::{End, settings};

/// Entries that are read at once.
const AT_ONCE: u32 = 2_000;

pub fn verify(store: &StoreArg, runtime: &Runtime) -> Result<End> {
    let store = settings::open_existing(&settings::store_url(store)?, runtime)?;
    let mut head = Head::default();
    loop {
        let entries = runtime.block_on(store.entries(head.seq, AT_ONCE))?;
        if entries.is_empty() {
            break;
        }
        head = match check(head, &entries) {
            Ok(head) => head,
            Err(broken) => bail!("the audit is broken at entry {}: {}; entries before it are as they were written", broken.seq, broken.why),
        };
    }
    let digits: String = head.hash.iter().map(|byte| format!("{byte:02x}")).collect();
    say!("{} entries, each follows the one before it. The last one's hash: {digits}", head.seq);
    say!("Keep that hash elsewhere: it shows later whether entries were taken off the end.");
    Ok(End::Done)
}
