//! The order of things: events of a candidacy → [`gather`] → signals → [`score`] → assessment → record.
//!
//! Scoring is pure: the same dossiers, weights, rates and policy give the same bytes. What waits for the store stands in
//! [`mod@screen`].

pub mod campaigns;
pub mod cases;
pub mod due;
pub mod emerging;
pub mod explain;
pub mod find;
pub mod gather;
pub mod graph;
pub mod intake;
pub mod kit;
pub mod letters;
pub mod patterns;
pub mod policy;
pub mod rates;
pub mod scan;
pub mod score;
pub mod screen;
pub mod security;
pub mod stages;
pub mod trends;
pub mod verify;
pub mod weights;

pub use policy::Policy;
pub use rates::Rates;
pub use screen::{Outcome, Request, screen};
pub use weights::Weights;

/// What went wrong, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] hirewall_store::Error),
    /// A settings file cannot be used.
    #[error("{file}: {what}")]
    Setting {
        /// File or built-in table.
        file: String,
        /// What is wrong.
        what: String,
    },
}
