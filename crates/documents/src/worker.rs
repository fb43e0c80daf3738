//! The worker's side: confine, then read documents from standard input and answer on standard output.
//!
//! A frame is a length (32 bits, little-endian) and so many bytes. The worker's first frame says whether it is confined (JSON:
//! `null`, or why not). It is given one frame of rules (JSON: names and texts), then pairs of frames: what is asked (a [`Request`] as JSON), and the
//! bytes of a document. Each pair is answered with a [`Part`] as JSON; a drawing with the number of its pages, or why there are none, as JSON, and
//! a frame for each page.

use std::io::{self, Read, Write};
use std::process::ExitCode;
use std::time::Instant;

use crate::confine::{allow_seconds, confine};
use serde::{Deserialize, Serialize};

use crate::document::{Part, Unreadable};
use crate::kind::{part_of, take_apart};
use crate::reader::Limits;
use crate::render;
use crate::rules::{self, RuleFile};

/// First argument of a process that is a worker; a second one, `unconfined`, means what it says.
pub const WORKER: &str = "--documents-worker";

/// Bytes of what is asked.
const MAX_REQUEST: u64 = 16 << 10;

/// What is asked of a document.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Request {
    /// To take it apart, under this name.
    Read(String),
    /// To draw the pages of the part that has this hash; the document itself is one.
    Draw(String),
}

/// Bytes of all rules.
pub(crate) const MAX_RULES: u64 = 32 << 20;

/// Makes this process a worker if its arguments say so: to be called first thing in `main`.
pub fn worker_main() -> Option<ExitCode> {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() != Some(WORKER) {
        return None;
    }
    Some(serve(take_apart, args.next().as_deref() == Some("unconfined")))
}

/// Serves until standard input ends. `take_apart` is a parameter so that tests can put a hostile one in its place.
pub fn serve(take_apart: fn(&str, &[u8]) -> Part, unconfined: bool) -> ExitCode {
    let limits = Limits::default();
    let confined = if unconfined { Ok(()) } else { confine(&limits) };
    let ready = confined.is_ok();
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    if send(&mut output, &serde_json::to_vec(&confined.err()).unwrap_or_default()).is_err() || !ready {
        return ExitCode::FAILURE;
    }
    let Ok(rules) = receive(&mut input, MAX_RULES) else { return ExitCode::FAILURE };
    rules::load(&serde_json::from_slice::<Vec<RuleFile>>(&rules).unwrap_or_default());
    drop(rules);
    let started = Instant::now();
    while let Ok(request) = receive(&mut input, MAX_REQUEST) {
        let (Ok(request), Ok(bytes)) = (serde_json::from_slice::<Request>(&request), receive(&mut input, limits.input)) else { break };
        // Never less than what it has used: it has one thread, so that it cannot have used more than has passed.
        if !unconfined && allow_seconds(started.elapsed().as_secs(), &limits).is_err() {
            return ExitCode::FAILURE;
        }
        let answered = match request {
            Request::Read(name) => {
                let answer = take_apart(&name, &bytes);
                drop(bytes);
                send(&mut output, &serde_json::to_vec(&answer).unwrap_or_default())
            }
            Request::Draw(hash) => {
                let pages = part_of(&bytes, &hash).ok_or(Unreadable::UnknownType).and_then(|part| render::pages(&part));
                let count = pages.as_ref().map(Vec::len);
                let head = send(&mut output, &serde_json::to_vec(&count).unwrap_or_default());
                pages.iter().flatten().fold(head, |sent, page| sent.and_then(|()| send(&mut output, page)))
            }
        };
        if answered.is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Writes one frame.
pub(crate) fn send(to: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(bytes)?;
    to.flush()
}

/// Reads one frame of at most so many bytes.
pub(crate) fn receive(from: &mut impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u64::from(u32::from_le_bytes(length));
    if length > most {
        return Err(io::Error::other("a frame is longer than any may be"));
    }
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}
