//! Documents → text in reading order, metadata, links, images' hashes; read by a worker process that can do nothing else.
//!
//! | question | file |
//! |---|---|
//! | what comes out | `document.rs` |
//! | which format is it, and who reads it | `kind.rs` |
//! | one format | `pdf.rs`, `docx.rs`, `odt.rs`, `rtf.rs`, `html.rs`, `plain.rs`, `image.rs`, `mail.rs`, `outlook.rs`, `smime.rs`, `archive.rs`, `compound.rs` (old Office); looked through only: `office.rs`, `svg.rs`, `calendar.rs`, `foreign.rs`; what the two zipped ones share: `package.rs`; what a mail's signatures cover: `signed.rs`; tables: `rows.rs`; how lines look: `style.rs`; character sets: `charset.rs` |
//! | what acts, hides or poses in it | `observed.rs` names it; `names.rs`, `links.rs`, `hidden.rs`, `vba.rs`, `project.rs`, `qr.rs`, `rules.rs` look for it |
//! | what the text of a résumé says | `resume/` |
//! | what a page looks like, for safe copies | `render.rs` |
//! | what the worker may do | `confine.rs` |
//! | the worker's side, its caller's side | `worker.rs`, `reader.rs` |
//!
//! Whoever reads documents of strangers uses [`Reader`]. [`read`] is what runs inside the worker.

mod archive;
mod calendar;
mod charset;
mod compound;
mod confine;
mod document;
mod docx;
mod foreign;
mod hidden;
mod html;
mod image;
mod kind;
mod links;
mod mail;
mod names;
mod observed;
mod odt;
mod office;
mod outlook;
mod package;
mod pdf;
mod plain;
mod project;
mod qr;
mod reader;
mod render;
pub mod resume;
mod rows;
mod rtf;
pub mod rules;
mod script;
mod signed;
mod smime;
mod style;
mod svg;
mod vba;
mod worker;

pub use charset::base64;
pub use document::{Document, Kind, MAX_LIST, MAX_META, MAX_PART, MAX_TEXT, Meta, Part, Unreadable};
pub use kind::{MAX_DEPTH, MAX_PARTS, kind, read, read_as, take_apart};
pub use mail::{Hop, Mail};
pub use observed::{Observable, Observation};
pub use reader::{Confinement, Limits, Reader};
pub use render::MAX_DRAWN;
pub use signed::{Signed, Signs};
pub use style::{Layout, Side};
pub use worker::{WORKER, serve, worker_main};

/// Version of all that is read out of a document: results of two versions differ, those of one do not.
pub const PARSER: u32 = 5;
