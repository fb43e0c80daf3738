//! Events that arrive → the store, with the indicators they carry.

use hirewall_intake::Arrived;
use hirewall_link::Key;
use hirewall_model::dossier::EventRef;
use hirewall_model::event::Data;
use hirewall_model::{Event, claims};
use hirewall_store::{Appended, Incoming, Store};
use rayon::prelude::*;

use crate::{Error, campaigns, gather};

/// What is done with a batch beside keeping it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indexed {
    /// Its indicators are stored, so that later requests find its holders.
    Yes,
    /// Everything that is stored will be screened in one request, which finds holders by itself.
    No,
}

/// Takes a batch into the store; durable when it returns. An erasure shreds what came before it.
pub async fn take(store: &Store, key: &Key, batch: Vec<Arrived>, indexed: Indexed) -> Result<Vec<Appended>, Error> {
    let is_erasure = |arrived: &&Arrived| matches!(arrived.event.data, Data::CandidacyErased(_));
    let erased: Vec<String> = batch.iter().filter(is_erasure).map(|arrived| arrived.event.subject.clone()).collect();
    for candidacy in &erased {
        store.forget(candidacy).await?;
    }
    if !erased.is_empty() {
        campaigns::forget(store, &erased).await?;
    }
    let make = |arrived| incoming(arrived, key, indexed);
    let incoming = if batch.len() < 64 { batch.into_iter().map(make).collect() } else { batch.into_par_iter().map(make).collect() };
    Ok(store.append(incoming).await?)
}

fn incoming(arrived: Arrived, key: &Key, indexed: Indexed) -> Incoming {
    let Arrived { event, body } = arrived;
    Incoming {
        hashes: if indexed == Indexed::Yes { hashes(&event, key) } else { Vec::new() },
        time_us: event.time.as_microsecond(),
        kind: event.data.kind().to_owned(),
        source: event.source,
        id: event.id,
        subject: event.subject,
        body,
    }
}

/// The indicators that an event carries.
pub(crate) fn hashes(event: &Event, key: &Key) -> Vec<[u8; 16]> {
    let country = match &event.data {
        Data::ApplicationSubmitted(a) | Data::ApplicationUpdated(a) => a.requisition.as_ref().and_then(gather::country),
        _ => None,
    };
    let events = vec![EventRef { source: event.source.clone(), id: event.id.clone() }];
    let card = hirewall_link::card::card(&event.subject, events, &claims::of_event(0, event), country, key);
    card.indicators.iter().map(|i| i.hash.to_be_bytes()).collect()
}
