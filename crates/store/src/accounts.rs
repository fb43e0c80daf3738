//! Accounts of people and their sessions.

use std::fmt;

use crate::{Error, Store};

/// An account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// Its role; what the words allow stands in the server.
    pub role: String,
    /// The password's hash, with its salt and costs, as a PHC string.
    pub password: String,
    /// Nobody can sign in with it.
    pub disabled: bool,
}

/// A session of somebody who signed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Hash of the token that the browser holds.
    pub token: [u8; 32],
    /// Whose it is.
    pub account: String,
    /// What forms of this session carry.
    pub form: String,
    /// When it ends: microseconds since the epoch.
    pub ends_us: i64,
}

// Neither hashes of passwords nor tokens are printed.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("name", &self.name).field("role", &self.role).field("disabled", &self.disabled).finish_non_exhaustive()
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("account", &self.account).field("ends_us", &self.ends_us).finish_non_exhaustive()
    }
}

impl Store {
    /// Makes an account, or changes it. Its sessions end.
    pub async fn put_account(&self, account: Account) -> Result<(), Error> {
        match self {
            Self::Memory(store) => {
                store.put_account(account);
                Ok(())
            }
            Self::Sqlite(store) => store.put_account(&account).await,
            Self::Postgres(store) => store.put_account(&account).await,
        }
    }

    /// An account.
    pub async fn account(&self, name: &str) -> Result<Option<Account>, Error> {
        match self {
            Self::Memory(store) => Ok(store.account(name)),
            Self::Sqlite(store) => store.account(name).await,
            Self::Postgres(store) => store.account(name).await,
        }
    }

    /// All accounts, by name.
    pub async fn accounts(&self) -> Result<Vec<Account>, Error> {
        match self {
            Self::Memory(store) => Ok(store.accounts()),
            Self::Sqlite(store) => store.accounts().await,
            Self::Postgres(store) => store.accounts().await,
        }
    }

    /// Begins a session; those that have ended by `now_us` are removed.
    pub async fn begin_session(&self, session: Session, now_us: i64) -> Result<(), Error> {
        match self {
            Self::Memory(store) => {
                store.begin_session(session, now_us);
                Ok(())
            }
            Self::Sqlite(store) => store.begin_session(&session, now_us).await,
            Self::Postgres(store) => store.begin_session(&session, now_us).await,
        }
    }

    /// The session with this token and its account, if it has not ended at `now_us` and the account is not disabled.
    pub async fn session(&self, token: &[u8; 32], now_us: i64) -> Result<Option<(Session, Account)>, Error> {
        match self {
            Self::Memory(store) => Ok(store.session(token, now_us)),
            Self::Sqlite(store) => store.session(token, now_us).await,
            Self::Postgres(store) => store.session(token, now_us).await,
        }
    }

    /// Ends a session.
    pub async fn end_session(&self, token: &[u8; 32]) -> Result<(), Error> {
        match self {
            Self::Memory(store) => {
                store.end_session(token);
                Ok(())
            }
            Self::Sqlite(store) => store.end_session(token).await,
            Self::Postgres(store) => store.end_session(token).await,
        }
    }
}
