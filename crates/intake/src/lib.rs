//! Files of strangers → events of the contract.
//!
//! [`read`] takes files, folders and standard input, plain or compressed, and tells two things as they come: events, and
//! problems that name file, line, event and field. A problem costs the line, row or value it names; the rest goes on.

mod document;
pub mod headers;
mod json;
mod lines;
pub mod mailbox;
pub mod reference;
pub mod resume;
pub mod roster;
mod source;
pub mod spreadsheet;
pub mod vendors;

use std::io::BufRead;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

pub use document::{EXTRACTED, saved_profile};
use hirewall_model::Event;
use hirewall_model::parse::Remark;
pub use hirewall_model::parse::Severity;
use jiff::Timestamp;

/// A line or body may have so many bytes.
pub const MAX_BODY: usize = 40 << 20;
/// A document or spreadsheet may have so many bytes.
pub const MAX_FILE: u64 = 20 << 20;

/// What is known beside the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Job of inputs that name none, as (id, title).
    pub requisition: Option<(String, String)>,
    /// Time of inputs that have none.
    pub as_of: Option<Timestamp>,
    /// Columns of spreadsheets, where their headers are not recognised.
    pub map: Option<spreadsheet::Map>,
    /// Who reads documents; without one they are reported and passed over.
    pub documents: Option<Arc<Mutex<hirewall_documents::Reader>>>,
    /// Who finds out who sent a mail; without one, what servers on its way wrote is kept.
    pub authenticate: Option<Authenticate>,
}

/// Writes into a document, and into those within it, who sent the mails among them.
#[derive(Clone)]
pub struct Authenticate(pub Arc<dyn Fn(&mut hirewall_documents::Part) + Send + Sync>);

impl std::fmt::Debug for Authenticate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Authenticate")
    }
}

/// An event as it came, and as it was read.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// Read.
    pub event: Event,
    /// The JSON that goes into the log.
    pub body: Vec<u8>,
}

/// Something to tell about an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How grave it is: errors and unreadable values end the run with code 3.
    pub severity: Severity,
    /// File, or `<stdin>`.
    pub file: String,
    /// Line or row, from 1.
    pub line: Option<u64>,
    /// Event id, where known.
    pub event: Option<String>,
    /// JSON pointer, or the column of a spreadsheet.
    pub field: String,
    /// What is wrong, in words.
    pub what: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(event) = &self.event {
            write!(f, ": event {event:?}")?;
        }
        if !self.field.is_empty() {
            write!(f, ": {}", self.field)?;
        }
        write!(f, ": {}", self.what)
    }
}

/// Hears what comes out of the inputs.
pub trait Sink {
    /// An event that can be kept.
    fn event(&mut self, arrived: Arrived);
    /// Something to tell.
    fn problem(&mut self, problem: Problem);
    /// Bytes read so far of how many, where that is known.
    fn progress(&mut self, _done: u64, _total: Option<u64>) {}
    /// Files read so far of how many.
    fn files(&mut self, _done: usize, _total: usize) {}
    /// A candidacy that a file made, and the file that a person knows it by.
    fn named(&mut self, _candidacy: &str, _file: &str) {}
    /// The body of an event that is kept already; none where nothing is kept.
    fn kept(&mut self, _source: &str, _id: &str) -> Option<Vec<u8>> {
        None
    }
}

/// Reads one input that is no file, under the name that its problems name.
pub fn read_from(name: &str, input: Box<dyn BufRead + '_>, options: &Options, sink: &mut dyn Sink) {
    source::stream(input, Place { file: name, line: None, folder: None, group: None }, None, options, sink);
}

/// Reads inputs in order; `-` is standard input.
pub fn read(paths: &[PathBuf], options: &Options, sink: &mut dyn Sink) {
    for path in paths {
        source::read(path, options, sink);
    }
}

/// Where in which file something stands.
#[derive(Debug, Clone)]
pub(crate) struct Place<'a> {
    pub file: &'a str,
    pub line: Option<u64>,
    /// Folder of the events file; none for standard input.
    pub folder: Option<&'a std::path::Path>,
    /// The candidacy that documents here belong to, if their folder is one.
    pub group: Option<&'a std::cell::RefCell<document::Group>>,
}

impl Place<'_> {
    pub fn problem(&self, severity: Severity, event: Option<String>, field: &str, what: impl Into<String>) -> Problem {
        Problem { severity, file: self.file.to_owned(), line: self.line, event, field: field.to_owned(), what: what.into() }
    }

    pub fn remark(&self, event: &str, remark: Remark) -> Problem {
        self.problem(remark.severity, Some(event.to_owned()), &remark.pointer, remark.what)
    }
}
