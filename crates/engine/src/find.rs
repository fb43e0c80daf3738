//! Who holds a value: a mailbox, a phone number, a profile's address, an IP address, as somebody typed it.

use hirewall_link::Key;
use hirewall_store::Store;

use crate::{Error, intake};

/// Candidacies that are given for one value.
const MOST: u32 = 200;

/// Candidacies with this id or that hold this value, sorted. The text is read like the field of an application, so that every spelling finds what an
/// application with it would be linked with.
pub async fn candidacies(store: &Store, key: &Key, text: &str) -> Result<Vec<String>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let event = serde_json::json!({
        "specversion": "1.0", "id": "asked", "source": "/hirewall/search", "type": "hirewall.application.submitted.v1", "subject": "asked",
        "time": "1970-01-01T00:00:00Z",
        "data": {"requisition": {"id": "asked", "title": "asked"}, "name": {"full": "asked"}, "emails": [text], "phones": [text], "profiles": [{"url": text}], "session": {"ip": text}},
    });
    let hashes = match hirewall_model::parse::event(event.to_string().as_bytes()) {
        Ok((event, _)) => intake::hashes(&event, key),
        Err(_) => Vec::new(),
    };
    let holders = store.holders(&hashes, i64::MAX, Some(MOST)).await?;
    let mut found: Vec<String> = holders.into_values().flatten().collect();
    if !store.events_of(&[text.to_owned()]).await?.is_empty() {
        found.push(text.to_owned());
    }
    found.sort();
    found.dedup();
    Ok(found)
}
