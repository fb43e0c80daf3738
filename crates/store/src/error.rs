//! What can go wrong, said so that it can be put right.

use std::path::{Path, PathBuf};

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The address is of no known form.
    #[error("cannot open store {given:?}: give memory:, sqlite:FILE or postgres://…")]
    Address {
        /// The address, or only its scheme if the rest may hold a password.
        given: String,
    },
    /// A PostgreSQL database refused something, or cannot be reached.
    #[error("cannot {doing} in the postgres store: {why}")]
    Postgres {
        /// What was being done.
        doing: &'static str,
        /// What the database said.
        why: String,
    },
    /// A legal hold keeps it.
    #[error("cannot forget {candidacy}: a legal hold keeps it, and nothing was forgotten; lift the hold in the console first")]
    Held {
        /// The candidacy.
        candidacy: String,
    },
    /// The system gives no random bytes.
    #[error("the system gives no random bytes; nothing was stored")]
    NoRandom,
    /// The path names a folder or a device.
    #[error(
        "cannot open store {}: it is a folder or a device; name a file, for example one inside it",
        .path.display()
    )]
    NotAFile {
        /// What was named.
        path: PathBuf,
    },
    /// The file holds something else than an SQLite database.
    #[error(
        "cannot open store {}: the file is not an sqlite database; it was left as it is, name another file",
        .path.display()
    )]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is an SQLite database that another program made.
    #[error(
        "cannot open store {}: this database belongs to another program; it was left as it is, name another file",
        .path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A newer Hirewall has changed the form of the store.
    #[error(
        "cannot open store {}: its form is version {found}, this program knows up to {known}; use the newer program",
        .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version found in the file.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The file system said no.
    #[error(
        "cannot {doing} {}: {why}; check the path, its permissions and the free space",
        .path.display()
    )]
    File {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system answered.
        why: String,
    },
    /// The database said no.
    #[error("cannot {doing} in store {}: {why}{advice}", .path.display())]
    Database {
        /// What was tried; none of it was done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// What the database answered.
        why: String,
        /// What to do about it, after a semicolon; empty if there is nothing better than the answer itself.
        advice: &'static str,
    },
    /// The candidacy is forgotten, but a reader in another process still holds the old pages of the write-ahead log.
    #[error(
        "cannot empty the write-ahead log of store {}: another process is reading; the data are deleted but their \
         old pages are still in the log, so end that process and forget again",
        .path.display()
    )]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// More candidacies than can be numbered in memory.
    #[error("cannot keep more than 4294967295 candidacies in memory; use sqlite:FILE")]
    Full,
}

impl Error {
    pub(crate) fn file(doing: &'static str, path: &Path, why: &std::io::Error) -> Self {
        Self::File { doing, path: path.to_path_buf(), why: why.to_string() }
    }
}
