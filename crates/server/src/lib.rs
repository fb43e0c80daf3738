//! The team's server: takes what an ATS sends, works through it, and shows people what asks for them.
//!
//! ```text
//! web hook ──hooks──▶ genuine ──inbox──▶ store ──▶ 200        (nothing is acknowledged that is not on disk)
//! store ──work──▶ log ──engine──▶ assessment ──engine::cases──▶ case
//! browser ──routes──▶ who, and what may they ──console──▶ page; an act ──engine::cases──▶ store, with its entry in the audit
//! ```
//!
//! What somebody may do stands in [`roles`], and which address needs what in [`routes`]: both are read by the test that tries every address as every role.

mod acts;
mod api;
pub mod app;
pub mod config;
mod console;
pub mod hooks;
pub mod inbox;
mod openapi;
pub mod people;
mod problem;
pub mod roles;
pub mod routes;
pub mod seal;
pub mod work;
