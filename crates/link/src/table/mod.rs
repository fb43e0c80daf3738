//! Linking any table of people: rows of one person, one life told by two, and campaigns.
//!
//! [`columns`] keeps the table small: each column holds its distinct values once. [`blocks`] says which rows are compared at all,
//! [`compare`] how far two rows agree, [`weights`] what that is worth (Fellegi and Sunter 1969, shares estimated by EM), and
//! [`groups`] what follows: people, lives that two tell, campaigns by the rules of [`crate::campaign`].

pub mod blocks;
pub mod columns;
pub mod compare;
pub mod groups;
pub mod weights;

pub use columns::{Builder, Column, Kind, Table};
pub use groups::{Linked, link};
