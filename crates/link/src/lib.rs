//! Who shares what with whom.
//!
//! [`card::card`] boils one candidacy's events down to what can be compared: keyed hashes of everything linkable, a sketch of
//! the résumé's text, names. [`relation()`] tells the same person, the same claimed life and strangers apart;
//! [`mod@neighbours`] lists what strangers share; [`mod@campaign`] finds the groups that this makes.

pub mod campaign;
pub mod card;
pub mod emerging;
pub mod near;
pub mod neighbours;
pub mod normal;
pub mod relation;
pub mod table;
pub mod text;

pub use card::{Card, Indicator, IndicatorKind, Key};
pub use relation::{Relation, relation};
