//! The store: everything that Hirewall was told and everything that it concluded.
//!
//! # What it promises
//!
//! - **Append-only.** An event is written once and never edited. A correction is a new event.
//! - **Idempotent.** (`source`, `id`) is the key of an event. Delivered again with the same body it changes nothing
//!   ([`Appended::Duplicate`]); "the same" means equal bytes, or equal JSON whatever the order of keys and the white
//!   space. Delivered again with another body, the second delivery is kept apart, counted and never shown as an event
//!   ([`Appended::Rejected`]). Within one batch the order of the batch decides.
//! - **All or nothing, and durable.** [`Store::append`] and [`Store::record`] write a whole batch or none of it, and
//!   what they have answered survives a killed process and a power cut (SQLite: write-ahead log, `synchronous = full`).
//! - **Order of delivery does not matter** for what is read back: events come ordered by subject, time, source and id,
//!   holders and subjects by name. Two things depend on it by nature: `seq`, which *is* the order of delivery, and
//!   which holders a *limited* [`Store::holders`] gives (those whose candidacy came first).
//! - **Forgetting is final.** [`Store::forget`] removes bodies, indicators, rejected deliveries and assessments of a
//!   candidacy and overwrites them on disk. Only the keys of its events stay, so that a vendor who delivers them again
//!   cannot bring them back. Assessments of *other* candidacies may still name it: they are those candidacies' records.
//! - **The same answers from every back end.** One conformance suite (`tests/conformance.rs`) runs against all.
//!
//! # Back ends
//!
//! | address | what | for |
//! |---|---|---|
//! | `memory:` | plain structures in this process | one-off runs, tests |
//! | `sqlite:FILE` | one file; one connection writes, two read, one folds the write-ahead log | one machine; the default |
//! | `postgres://…` | a PostgreSQL database (13 or later); one connection writes, three read, writers take turns | a team, several processes |
//!
//! The file is made with mode 0600 in a folder with mode 0700. Several processes may use one file; they wait ten
//! seconds for each other. A call waits for its turn without holding its thread, and holds it while SQLite works.
//!
//! What people and other systems do with a store stands in modules of its own: [`inbox`], [`cases`], [`audit`], [`accounts`].
//!
//! Only this crate holds SQL. The store does not know what an event or an assessment means: bodies are bytes to it,
//! and indicators are hashes that somebody with the key has made.

pub mod accounts;
pub mod audit;
pub mod cases;
mod error;
mod folding;
pub mod inbox;
mod memory;
mod postgres;
mod sqlite;

use std::collections::HashMap;
use std::fmt;

pub use error::Error;
pub use memory::Memory;
pub use postgres::Postgres;
pub use sqlite::Sqlite;

/// Keyed hash of a normalised value: 16 bytes.
pub type Hash = [u8; 16];

/// An event on its way into the log.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Who sent it; with `id` the idempotency key.
    pub source: String,
    /// The sender's name for it.
    pub id: String,
    /// The candidacy it belongs to.
    pub subject: String,
    /// When it happened: microseconds since the epoch.
    pub time_us: i64,
    /// The type of the event.
    pub kind: String,
    /// The event itself.
    pub body: Vec<u8>,
    /// The indicators that this event contributes to its candidacy.
    pub hashes: Vec<Hash>,
}

/// What became of one delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is in the log now.
    New,
    /// It was there already, or has been forgotten: nothing changed.
    Duplicate,
    /// Its key is taken by another body: kept apart, never scored.
    Rejected,
}

/// An event as the log holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its place in the order of delivery; grows, with gaps.
    pub seq: i64,
    /// Who sent it.
    pub source: String,
    /// The sender's name for it.
    pub id: String,
    /// The candidacy it belongs to.
    pub subject: String,
    /// When it happened: microseconds since the epoch.
    pub time_us: i64,
    /// The type of the event.
    pub kind: String,
    /// The event itself.
    pub body: Vec<u8>,
}

// Bodies are personal data: they are counted here, not printed.
impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("source", &self.source)
            .field("id", &self.id)
            .field("subject", &self.subject)
            .field("time_us", &self.time_us)
            .field("kind", &self.kind)
            .field("body_bytes", &self.body.len())
            .field("hashes", &self.hashes.len())
            .finish()
    }
}

impl fmt::Debug for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stored")
            .field("seq", &self.seq)
            .field("source", &self.source)
            .field("id", &self.id)
            .field("subject", &self.subject)
            .field("time_us", &self.time_us)
            .field("kind", &self.kind)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// An open store.
#[derive(Debug)]
pub enum Store {
    /// Gone when the process ends.
    Memory(Memory),
    /// One file.
    Sqlite(Sqlite),
    /// A database of a team.
    Postgres(Box<Postgres>),
}

impl Store {
    /// Opens `memory:`, `sqlite:FILE` or `postgres://…`, makes folder, file and tables if they are missing, and brings older tables up
    /// to date.
    pub async fn open(url: &str) -> Result<Self, Error> {
        if url == "memory:" {
            return Ok(Self::Memory(Memory::default()));
        }
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            return Ok(Self::Postgres(Box::new(Postgres::open(url).await?)));
        }
        let Some(rest) = url.strip_prefix("sqlite:") else {
            // What follows a scheme may hold a password.
            let given = url.split_once("://").map_or(url, |(scheme, _)| scheme);
            return Err(Error::Address { given: given.to_owned() });
        };
        let path = rest.strip_prefix("//").unwrap_or(rest);
        if path.is_empty() || path == ":memory:" {
            return Err(Error::Address { given: url.to_owned() });
        }
        Ok(Self::Sqlite(Sqlite::open(path)?))
    }

    /// Appends a batch in one transaction and says of each delivery, in the order of the batch, what became of it.
    /// Durable when it returns.
    pub async fn append(&self, batch: Vec<Incoming>) -> Result<Vec<Appended>, Error> {
        match self {
            Self::Memory(store) => store.append(batch),
            Self::Sqlite(store) => store.append(&batch).await,
            Self::Postgres(store) => store.append(&batch).await,
        }
    }

    /// The events of these candidacies, ordered by subject, time, source and id. A subject named twice counts once.
    pub async fn events_of(&self, subjects: &[String]) -> Result<Vec<Stored>, Error> {
        match self {
            Self::Memory(store) => Ok(store.events_of(subjects)),
            Self::Sqlite(store) => store.events_of(subjects).await,
            Self::Postgres(store) => store.events_of(subjects).await,
        }
    }

    /// The events of these keys, as (source, id), in no particular order. Forgotten ones are not among them.
    pub async fn events_by_key(&self, keys: &[(String, String)]) -> Result<Vec<Stored>, Error> {
        match self {
            Self::Memory(store) => Ok(store.events_by_key(keys)),
            Self::Sqlite(store) => store.events_by_key(keys).await,
            Self::Postgres(store) => store.events_by_key(keys).await,
        }
    }

    /// Up to `limit` events that were delivered after the event `after_seq` (0: from the beginning), in the order of
    /// delivery.
    pub async fn all_events(&self, after_seq: i64, limit: u32) -> Result<Vec<Stored>, Error> {
        match self {
            Self::Memory(store) => Ok(store.all_events(after_seq, limit)),
            Self::Sqlite(store) => store.all_events(after_seq, limit).await,
            Self::Postgres(store) => store.all_events(after_seq, limit).await,
        }
    }

    /// The events that merge one candidacy into another, in the order of delivery: few, and read by every screening.
    pub async fn merges(&self) -> Result<Vec<Stored>, Error> {
        match self {
            Self::Memory(store) => Ok(store.merges()),
            Self::Sqlite(store) => store.merges().await,
            Self::Postgres(store) => store.merges().await,
        }
    }

    /// Every candidacy, sorted.
    pub async fn subjects(&self) -> Result<Vec<String>, Error> {
        match self {
            Self::Memory(store) => Ok(store.subjects()),
            Self::Sqlite(store) => store.subjects().await,
            Self::Postgres(store) => store.subjects().await,
        }
    }

    /// The time of the latest event.
    pub async fn latest_time_us(&self) -> Result<Option<i64>, Error> {
        match self {
            Self::Memory(store) => Ok(store.latest_time_us()),
            Self::Sqlite(store) => store.latest_time_us().await,
            Self::Postgres(store) => store.latest_time_us().await,
        }
    }

    /// The number of candidacies. Kept, not counted.
    pub async fn population(&self) -> Result<u64, Error> {
        match self {
            Self::Memory(store) => Ok(store.population()),
            Self::Sqlite(store) => store.population().await,
            Self::Postgres(store) => store.population().await,
        }
    }

    /// The candidacies that held each hash at `until_us` or before, sorted by name. A hash without holders is absent.
    ///
    /// With a limit, at most so many per hash: those whose candidacy came first. It reads no more of a widely held hash
    /// than that.
    pub async fn holders(&self, hashes: &[Hash], until_us: i64, limit: Option<u32>) -> Result<HashMap<Hash, Vec<String>>, Error> {
        match self {
            Self::Memory(store) => Ok(store.holders(hashes, until_us, limit)),
            Self::Sqlite(store) => store.holders(hashes, until_us, limit).await,
            Self::Postgres(store) => store.holders(hashes, until_us, limit).await,
        }
    }

    /// Appends assessments (candidacy, as-of time in microseconds, JSON) in one transaction. One that equals the latest
    /// of its candidacy is not stored again. Durable when it returns.
    pub async fn record(&self, assessments: Vec<(String, i64, String)>) -> Result<(), Error> {
        match self {
            Self::Memory(store) => {
                store.record(assessments);
                Ok(())
            }
            Self::Sqlite(store) => store.record(&assessments).await,
            Self::Postgres(store) => store.record(&assessments).await,
        }
    }

    /// The assessments of a candidacy as they were recorded, oldest first.
    pub async fn assessments_of(&self, candidacy: &str) -> Result<Vec<String>, Error> {
        match self {
            Self::Memory(store) => Ok(store.assessments_of(candidacy)),
            Self::Sqlite(store) => store.assessments_of(candidacy).await,
            Self::Postgres(store) => store.assessments_of(candidacy).await,
        }
    }

    /// Up to `limit` assessments that were recorded before this place (`i64::MAX`: the latest), the latest first, as (place, candidacy, JSON). A candidacy
    /// stands there as often as it was assessed.
    pub async fn latest_assessments(&self, before: i64, limit: u32) -> Result<Vec<(i64, String, String)>, Error> {
        match self {
            Self::Memory(store) => Ok(store.latest_assessments(before, limit)),
            Self::Sqlite(store) => store.latest_assessments(before, limit).await,
            Self::Postgres(store) => store.latest_assessments(before, limit).await,
        }
    }

    /// The keys (source, id) that were delivered again with another body, sorted, and how many such deliveries there
    /// were.
    pub async fn rejected(&self) -> Result<Vec<(String, String, i64)>, Error> {
        match self {
            Self::Memory(store) => Ok(store.rejected()),
            Self::Sqlite(store) => store.rejected().await,
            Self::Postgres(store) => store.rejected().await,
        }
    }

    /// A small value that was set under this name.
    pub async fn value(&self, name: &str) -> Result<Option<String>, Error> {
        match self {
            Self::Memory(store) => Ok(store.value(name)),
            Self::Sqlite(store) => store.value(name).await,
            Self::Postgres(store) => store.value(name).await,
        }
    }

    /// Sets a small value; the one before it is gone. Durable when it returns.
    pub async fn set_value(&self, name: &str, value: &str) -> Result<(), Error> {
        match self {
            Self::Memory(store) => {
                store.set_value(name, value);
                Ok(())
            }
            Self::Sqlite(store) => store.set_value(name, value).await,
            Self::Postgres(store) => store.set_value(name, value).await,
        }
    }

    /// Forgets a candidacy: its event bodies, its indicators, its assessments and the rejected deliveries under its
    /// keys or its name. The keys of its events stay, so that they never come back. Returns the number of events.
    /// Forgetting again does no harm. A legal hold refuses it.
    pub async fn forget(&self, candidacy: &str) -> Result<u64, Error> {
        match self {
            Self::Memory(store) => store.forget(candidacy),
            Self::Sqlite(store) => store.forget(candidacy).await,
            Self::Postgres(store) => store.forget(candidacy).await,
        }
    }

    /// Removes everything, the keys of forgotten events and the named values included. A legal hold on anybody refuses it.
    pub async fn forget_all(&self) -> Result<(), Error> {
        match self {
            Self::Memory(store) => store.forget_all(),
            Self::Sqlite(store) => store.forget_all().await,
            Self::Postgres(store) => store.forget_all().await,
        }
    }

    /// Closes the store and folds the write-ahead log into the file. Without it nothing is lost: the log is folded in
    /// when the store is opened next.
    pub async fn close(self) {
        match self {
            Self::Memory(store) => drop(store),
            Self::Sqlite(store) => store.close(),
            Self::Postgres(store) => drop(store),
        }
    }
}

/// Equal bytes, or equal JSON.
fn same_body(one: &[u8], other: &[u8]) -> bool {
    if one == other {
        return true;
    }
    let Ok(one) = serde_json::from_slice::<serde_json::Value>(one) else {
        return false;
    };
    serde_json::from_slice::<serde_json::Value>(other).is_ok_and(|other| one == other)
}

/// Equal for bodies that count as the same, in hexadecimal digits: for those who look for repeated events without a store.
pub fn digest(body: &[u8]) -> String {
    let plain = serde_json::from_slice::<serde_json::Value>(body).and_then(|value| serde_json::to_vec(&value));
    blake3::hash(plain.as_deref().unwrap_or(body)).to_hex().to_string()
}

/// Puts events into the order in which they are read, whatever a database thinks of collations.
fn put_in_order(events: &mut [Stored]) {
    events.sort_by(|a, b| (&a.subject, a.time_us, &a.source, &a.id).cmp(&(&b.subject, b.time_us, &b.source, &b.id)));
}

#[cfg(test)]
mod tests {
    use super::same_body;

    #[test]
    fn bodies_are_compared_as_bytes_then_as_json() {
        assert!(same_body(b"not json", b"not json"));
        assert!(same_body(br#"{"a":1,"b":[2]}"#, b"{ \"b\": [2],\n \"a\": 1 }"));
        assert!(!same_body(br#"{"a":1}"#, br#"{"a":2}"#));
        assert!(!same_body(br#"{"a":[1,2]}"#, br#"{"a":[2,1]}"#));
        assert!(!same_body(b"not json", b"not  json"));
        assert!(!same_body(b"{}", b""));
    }
}
