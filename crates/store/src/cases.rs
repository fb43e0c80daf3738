//! Cases: what people work on. A case, the events that a person's decision makes and the entries of the audit that say so change together or not at all.

use crate::audit::NewEntry;
use crate::{Appended, Error, Incoming, Store};

/// What people work on: one candidacy that asks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The candidacy; there is one case for each.
    pub candidacy: String,
    /// When it was opened: microseconds since the epoch.
    pub opened_us: i64,
    /// When it was changed last.
    pub changed_us: i64,
    /// Band of the latest assessment.
    pub band: String,
    /// Its score in thousandths of a bit.
    pub millibits: i64,
    /// State of the work; what the words mean stands in the engine.
    pub state: String,
    /// Whether somebody has still to do something.
    pub open: bool,
    /// Who works on it.
    pub assignee: Option<String>,
    /// What a queue shows of it, as JSON.
    pub shown: String,
    /// Counts its changes; 0 of a case that is not stored yet.
    pub version: i64,
}

/// What changes together.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Events for the log.
    pub events: Vec<Incoming>,
    /// Cases as they are to be, each with the version that it was read with.
    pub cases: Vec<Case>,
    /// What the audit says of it.
    pub entries: Vec<NewEntry>,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Committed {
    /// Everything is stored; of each event, what became of it.
    Done(Vec<Appended>),
    /// Somebody has changed this case since it was read: nothing is stored.
    Conflict(String),
}

/// Which cases are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those that are open, or those that are closed.
    pub open: bool,
    /// Those of this person alone.
    pub assignee: Option<String>,
    /// Those in this band alone.
    pub band: Option<String>,
}

impl Store {
    /// Stores a change in one transaction. Durable when it returns.
    pub async fn commit(&self, change: Change) -> Result<Committed, Error> {
        match self {
            Self::Memory(store) => store.commit(change),
            Self::Sqlite(store) => store.commit(&change).await,
            Self::Postgres(store) => store.commit(&change).await,
        }
    }

    /// The case of a candidacy.
    pub async fn case(&self, candidacy: &str) -> Result<Option<Case>, Error> {
        match self {
            Self::Memory(store) => Ok(store.case(candidacy)),
            Self::Sqlite(store) => store.case(candidacy).await,
            Self::Postgres(store) => store.case(candidacy).await,
        }
    }

    /// Up to `limit` cases behind this place (score, candidacy), the highest score first, by name where they are equal.
    pub async fn cases(&self, filter: &Filter, after: Option<(i64, &str)>, limit: u32) -> Result<Vec<Case>, Error> {
        match self {
            Self::Memory(store) => Ok(store.cases(filter, after, limit)),
            Self::Sqlite(store) => store.cases(filter, after, limit).await,
            Self::Postgres(store) => store.cases(filter, after, limit).await,
        }
    }

    /// The open cases by band: how many.
    pub async fn open_cases(&self) -> Result<Vec<(String, u64)>, Error> {
        match self {
            Self::Memory(store) => Ok(store.open_cases()),
            Self::Sqlite(store) => store.open_cases().await,
            Self::Postgres(store) => store.open_cases().await,
        }
    }
}
