//! Cases: what people work on. A case, the events that a person's decision makes and the entries of the audit that say so change together or not at all.

use std::fmt;

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
    /// When the next step is due: microseconds since the epoch; none while the clock stands still.
    pub due_us: Option<i64>,
    /// The team that it was handed to.
    pub team: Option<String>,
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
    /// A candidacy that must not be forgotten from now on, or may be again.
    pub hold: Option<Holding>,
    /// What the program that asked for it is answered.
    pub answer: Option<Answered>,
}

/// What keeps a candidacy from being forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The candidacy.
    pub candidacy: String,
    /// Who put it there.
    pub who: String,
    /// Why.
    pub reason: String,
    /// When: microseconds since the epoch.
    pub at_us: i64,
}

/// A change of holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holding {
    /// A hold begins.
    Begins(Hold),
    /// The hold of this candidacy ends.
    Ends(String),
}

/// How long an answer is kept: what the draft on the `Idempotency-Key` header leaves to the server, in microseconds.
const ANSWER_KEPT_US: i64 = 24 * 3_600 * 1_000_000;

impl Answered {
    /// Those that came before it are no longer kept.
    pub(crate) fn forgets_before_us(&self) -> i64 {
        self.at_us.saturating_sub(ANSWER_KEPT_US)
    }
}

/// What a program was answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Answered {
    /// The program's account.
    pub account: String,
    /// The key that it gave its request.
    pub key: String,
    /// Hash of the request.
    pub asked: [u8; 32],
    /// Status of the answer.
    pub status: u16,
    /// Body of the answer.
    pub body: String,
    /// The candidacy that the answer tells of.
    pub about: Option<String>,
    /// When: microseconds since the epoch.
    pub at_us: i64,
}

// What an answer says is personal.
impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answered").field("account", &self.account).field("key", &self.key).field("status", &self.status).finish_non_exhaustive()
    }
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Committed {
    /// Everything is stored; of each event, what became of it.
    Done(Vec<Appended>),
    /// Somebody has changed this case since it was read, or has used this key meanwhile: nothing is stored.
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
    /// Those handed to this team alone.
    pub team: Option<String>,
    /// Those alone whose band asks for a person.
    pub called: bool,
    /// Those due before this time alone: microseconds since the epoch.
    pub due_before_us: Option<i64>,
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

    /// What keeps a candidacy from being forgotten.
    pub async fn hold(&self, candidacy: &str) -> Result<Option<Hold>, Error> {
        match self {
            Self::Memory(store) => Ok(store.hold(candidacy)),
            Self::Sqlite(store) => store.hold(candidacy).await,
            Self::Postgres(store) => store.hold(candidacy).await,
        }
    }

    /// What a program was answered under a key, if not longer ago than a day.
    pub async fn answer(&self, account: &str, key: &str) -> Result<Option<Answered>, Error> {
        match self {
            Self::Memory(store) => Ok(store.answer(account, key)),
            Self::Sqlite(store) => store.answer(account, key).await,
            Self::Postgres(store) => store.answer(account, key).await,
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
