//! Documents → text in reading order, metadata, links, images' hashes; read by a worker process that can do nothing else.
//!
//! | question | file |
//! |---|---|
//! | what comes out | `document.rs` |
//! | which format is it, and who reads it | `kind.rs` |
//! | one format | `pdf.rs`, `docx.rs`, `odt.rs`, `rtf.rs`, `html.rs`, `plain.rs`; what the two zipped ones share: `package.rs`; tables: `rows.rs`; character sets: `charset.rs` |
//! | what the text of a résumé says | `resume/` |
//! | what the worker may do | `confine.rs` |
//! | the worker's side, its caller's side | `worker.rs`, `reader.rs` |
//!
//! Whoever reads documents of strangers uses [`Reader`]. [`read`] is what runs inside the worker.

mod charset;
mod confine;
mod document;
mod docx;
mod html;
mod kind;
mod odt;
mod package;
mod pdf;
mod plain;
mod reader;
pub mod resume;
mod rows;
mod rtf;
mod worker;

pub use document::{Document, Kind, MAX_LIST, MAX_META, MAX_PART, MAX_TEXT, Meta, Unreadable};
pub use kind::{kind, read};
pub use reader::{Confinement, Limits, Reader};
pub use worker::{WORKER, serve, worker_main};
