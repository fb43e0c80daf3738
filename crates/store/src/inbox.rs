//! The inbox: what other systems delivered, and what became of it. A delivery is durable before it is acknowledged and worked on afterwards, by
//! whichever process takes it first.

use std::fmt;

use crate::{Error, Store};

/// A message on its way into the inbox.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Where it was delivered: the name of a web hook.
    pub hook: String,
    /// What makes it the same message when it is delivered again; with `hook` the key.
    pub key: String,
    /// When it came: microseconds since the epoch.
    pub received_us: i64,
    /// The message as it came.
    pub body: Vec<u8>,
}

/// A message that somebody works on.
#[derive(Clone, PartialEq, Eq)]
pub struct Work {
    /// Its place in the order of delivery.
    pub seq: i64,
    /// Where it was delivered.
    pub hook: String,
    /// What makes it the same message.
    pub key: String,
    /// When it came.
    pub received_us: i64,
    /// How often it was taken up, this time included.
    pub tries: u32,
    /// The message as it came.
    pub body: Vec<u8>,
}

/// What became of a message that was worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Everything in it is in the log: its body is not kept here.
    Done,
    /// It cannot be worked on, for this reason (no personal data); its body is kept for a person.
    Failed(String),
    /// It is to be taken up again, from this time on.
    Later(i64),
}

/// A message that could not be worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its place in the order of delivery.
    pub seq: i64,
    /// Where it was delivered.
    pub hook: String,
    /// When it came.
    pub received_us: i64,
    /// Why it could not be worked on.
    pub problem: String,
}

/// How much is waiting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Messages that wait or are worked on.
    pub waiting: u64,
    /// Messages that could not be worked on.
    pub failed: u64,
    /// When the oldest of those that wait came.
    pub oldest_us: Option<i64>,
}

// Bodies are personal data: they are counted here, not printed.
impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery").field("hook", &self.hook).field("key", &self.key).field("body_bytes", &self.body.len()).finish()
    }
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work").field("seq", &self.seq).field("hook", &self.hook).field("tries", &self.tries).finish_non_exhaustive()
    }
}

impl Store {
    /// Takes a batch of messages in one transaction and says of each, in the order of the batch, whether it is new. Durable when it returns.
    pub async fn deliver(&self, batch: Vec<Delivery>) -> Result<Vec<bool>, Error> {
        match self {
            Self::Memory(store) => Ok(store.deliver(batch)),
            Self::Sqlite(store) => store.deliver(&batch).await,
            Self::Postgres(store) => store.deliver(&batch).await,
        }
    }

    /// Takes up to `limit` messages that wait at `now_us`, oldest first. Nobody else gets them until `until_us`, when they wait again unless they were
    /// settled: a process that dies loses nothing.
    pub async fn lease(&self, now_us: i64, until_us: i64, limit: u32) -> Result<Vec<Work>, Error> {
        match self {
            Self::Memory(store) => Ok(store.lease(now_us, until_us, limit)),
            Self::Sqlite(store) => store.lease(now_us, until_us, limit).await,
            Self::Postgres(store) => store.lease(now_us, until_us, limit).await,
        }
    }

    /// Says what became of messages, by their `seq`.
    pub async fn settle(&self, settled: Vec<(i64, Settled)>) -> Result<(), Error> {
        match self {
            Self::Memory(store) => {
                store.settle(settled);
                Ok(())
            }
            Self::Sqlite(store) => store.settle(&settled).await,
            Self::Postgres(store) => store.settle(&settled).await,
        }
    }

    /// Up to `limit` messages that could not be worked on, the latest first.
    pub async fn failures(&self, limit: u32) -> Result<Vec<Failure>, Error> {
        match self {
            Self::Memory(store) => Ok(store.failures(limit)),
            Self::Sqlite(store) => store.failures(limit).await,
            Self::Postgres(store) => store.failures(limit).await,
        }
    }

    /// Lets every message that could not be worked on wait again, from `now_us` on and as if it were new. Returns how many there were.
    pub async fn retry(&self, now_us: i64) -> Result<u64, Error> {
        match self {
            Self::Memory(store) => Ok(store.retry(now_us)),
            Self::Sqlite(store) => store.retry(now_us).await,
            Self::Postgres(store) => store.retry(now_us).await,
        }
    }

    /// How much is waiting.
    pub async fn backlog(&self) -> Result<Backlog, Error> {
        match self {
            Self::Memory(store) => Ok(store.backlog()),
            Self::Sqlite(store) => store.backlog().await,
            Self::Postgres(store) => store.backlog().await,
        }
    }
}
