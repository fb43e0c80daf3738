//! `hirewall audit`

use anyhow::{Result, bail};
use hirewall_server::seal::digits;
use hirewall_store::audit::{Head, check};
use tokio::runtime::Runtime;

use crate::args::StoreArg;
use crate::say;
use crate::{End, settings};

/// Entries that are read at once.
const AT_ONCE: u32 = 2_000;

pub fn verify(store: &StoreArg, runtime: &Runtime) -> Result<End> {
    let url = settings::store_url(store)?;
    let store = settings::open_existing(&url, runtime)?;
    let seal = settings::seal(&url)?;
    let mut signed = match &seal {
        Some(seal) => seal.checked()?,
        None => Vec::new(),
    };
    signed.sort_by_key(|checkpoint| checkpoint.seq);
    let (count, last) = (signed.len(), signed.last().cloned());
    let mut signed = signed.into_iter().peekable();
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
        for entry in &entries {
            while let Some(checkpoint) = signed.next_if(|checkpoint| checkpoint.seq == entry.seq) {
                if checkpoint.hash != digits(&entry.hash) {
                    bail!("the audit was written anew: entry {} is another than the one that was signed at {}", entry.seq, checkpoint.at);
                }
            }
        }
    }
    if let Some(missing) = signed.next() {
        bail!("the audit was cut: {} entries were signed at {}, and it has {}", missing.seq, missing.at, head.seq);
    }
    say!("{} entries, each follows the one before it. The last one's hash: {}", head.seq, digits(&head.hash));
    match (&seal, last) {
        (Some(seal), Some(last)) => {
            say!(
                "It holds all {count} checkpoints that were signed here; the last covers {} entries ({}). Key: {}",
                last.seq,
                last.at,
                seal.public()
            );
        }
        _ => say!("Nothing was signed here: keep that hash elsewhere, it shows later whether entries were taken off the end."),
    }
    Ok(End::Done)
}
