//! The audit: who did what, in a chain. Each entry's hash covers the one before it, so that nothing can be changed, taken out, put in or moved without
//! that every later hash is wrong.
//!
//! What an entry says of a person is sealed: the chain covers a keyed hash of it, with a key of 16 random bytes that is kept beside it. When the person
//! is forgotten, key and words are shredded, nobody can guess them from the seal, and the chain stays whole.

use crate::{Error, Store};

/// Something to put into the audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// When: microseconds since the epoch.
    pub at_us: i64,
    /// Who did it: the name of an account, or of a part of the program.
    pub who: String,
    /// What was done, in a fixed word.
    pub what: String,
    /// The candidacy that it was done to.
    pub about: Option<String>,
    /// More about it, as JSON.
    pub details: String,
}

/// An entry of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place, from 1, without gaps.
    pub seq: i64,
    /// When: microseconds since the epoch.
    pub at_us: i64,
    /// Who did it.
    pub who: String,
    /// What was done.
    pub what: String,
    /// What it says of a person; none once that person is forgotten.
    pub said: Option<Said>,
    /// The seal of what it says.
    pub seal: [u8; 32],
    /// Hash over all of it and over the entry before.
    pub hash: [u8; 32],
}

/// What an entry says of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The key of the seal.
    pub key: [u8; 16],
    /// The candidacy.
    pub about: Option<String>,
    /// More about it, as JSON.
    pub details: String,
}

impl Said {
    /// The seal.
    pub fn seal(&self) -> [u8; 32] {
        let mut key = [0; 32];
        for (place, byte) in key.iter_mut().zip(self.key) {
            *place = byte;
        }
        let mut hasher = blake3::Hasher::new_keyed(&key);
        part(&mut hasher, self.about.as_deref().unwrap_or_default().as_bytes());
        part(&mut hasher, self.details.as_bytes());
        hasher.update(&[u8::from(self.about.is_some())]);
        *hasher.finalize().as_bytes()
    }
}

/// Adds a part with its length, so that no two lists of parts look alike.
fn part(hasher: &mut blake3::Hasher, bytes: &[u8]) {
    hasher.update(&(bytes.len() as u64).to_le_bytes());
    hasher.update(bytes);
}

impl Entry {
    /// The entry that follows one with this place and hash (0 and zeros before the first).
    pub(crate) fn after(seq: i64, before: &[u8; 32], new: &NewEntry) -> Result<Self, Error> {
        let mut key = [0; 16];
        getrandom::fill(&mut key).map_err(|_| Error::NoRandom)?;
        let said = Said { key, about: new.about.clone(), details: new.details.clone() };
        let seal = said.seal();
        let mut entry = Self { seq: seq + 1, at_us: new.at_us, who: new.who.clone(), what: new.what.clone(), said: Some(said), seal, hash: [0; 32] };
        entry.hash = entry.chained(before);
        Ok(entry)
    }

    /// What its hash must be behind an entry with this hash.
    fn chained(&self, before: &[u8; 32]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"hirewall audit 1");
        hasher.update(before);
        hasher.update(&self.seq.to_le_bytes());
        hasher.update(&self.at_us.to_le_bytes());
        part(&mut hasher, self.who.as_bytes());
        part(&mut hasher, self.what.as_bytes());
        hasher.update(&self.seal);
        *hasher.finalize().as_bytes()
    }
}

/// A place up to which a chain was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The last entry's place; 0 of an empty chain.
    pub seq: i64,
    /// Its hash; zeros of an empty chain.
    pub hash: [u8; 32],
}

/// Where a chain is broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The first entry that is wrong.
    pub seq: i64,
    /// What is wrong with it.
    pub why: &'static str,
}

/// Checks entries that follow a head; gives the new head.
pub fn check(head: Head, entries: &[Entry]) -> Result<Head, Broken> {
    let mut head = head;
    for entry in entries {
        let broken = |why| Broken { seq: head.seq + 1, why };
        if entry.seq != head.seq + 1 {
            return Err(broken("an entry is missing or stands elsewhere"));
        }
        if entry.said.as_ref().is_some_and(|said| said.seal() != entry.seal) {
            return Err(broken("what it says was changed"));
        }
        if entry.hash != entry.chained(&head.hash) {
            return Err(broken("it was changed, or does not follow the one before it"));
        }
        head = Head { seq: entry.seq, hash: entry.hash };
    }
    Ok(head)
}

impl Store {
    /// The end of the audit.
    pub async fn audit_head(&self) -> Result<Head, Error> {
        match self {
            Self::Memory(store) => Ok(store.audit_head()),
            Self::Sqlite(store) => store.audit_head().await,
            Self::Postgres(store) => store.audit_head().await,
        }
    }

    /// Up to `limit` entries of the audit behind a place, in order.
    pub async fn entries(&self, after_seq: i64, limit: u32) -> Result<Vec<Entry>, Error> {
        match self {
            Self::Memory(store) => Ok(store.entries(after_seq, limit)),
            Self::Sqlite(store) => store.entries(after_seq, limit).await,
            Self::Postgres(store) => store.entries(after_seq, limit).await,
        }
    }

    /// What the audit says of a candidacy, in order.
    pub async fn entries_about(&self, candidacy: &str) -> Result<Vec<Entry>, Error> {
        match self {
            Self::Memory(store) => Ok(store.entries_about(candidacy)),
            Self::Sqlite(store) => store.entries_about(candidacy).await,
            Self::Postgres(store) => store.entries_about(candidacy).await,
        }
    }
}
