//! One line of input → one [`Event`], with exact words about what is wrong with it.
//!
//! - A wrong JSON type, a missing required field or broken JSON is an error: the event is rejected.
//! - An unknown field, enum value or event type is a warning: the event counts, its body is kept whole.
//! - A value of the right type that cannot be read (month 13) is reported as unreadable: the event counts without it.
//!
//! The fast way reads the event once. Only when the types noted something odd on the way is it read again, once per
//! oddity, to learn the JSON pointer.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::event::{Data, Event};

/// At most so many oddities of one event are located; more are counted.
pub const MAX_LOCATED: usize = 20;

/// Something to tell about one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How grave it is.
    pub severity: Severity,
    /// JSON pointer into the event; empty where the whole is meant.
    pub pointer: String,
    /// What is wrong, in words.
    pub what: String,
}

/// How grave a [`Remark`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Kept and counted, but not understood.
    Warning,
    /// The event counts, this value does not.
    Unreadable,
    /// The event is rejected.
    Error,
}

impl Severity {
    /// Its word in messages and files of problems.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Unreadable => "unreadable",
            Self::Error => "error",
        }
    }
}

/// Reads one event. The remarks hold warnings and unreadable values; a rejection comes with the event's id where it could be read.
pub fn event(bytes: &[u8]) -> Result<(Event, Vec<Remark>), Rejected> {
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(Rejected::new(None, "", format!("invalid UTF-8 at byte {}", error.valid_up_to())));
    }
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(match serde_json::from_slice::<serde::de::IgnoredAny>(bytes) {
            Ok(_) => Rejected::new(None, "", "is JSON, but no object".into()),
            Err(error) => Rejected::new(None, "", strip_position(&error.to_string())),
        });
    }
    let mut remarks = Vec::new();
    let mut unknown = Vec::new();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let envelope: Result<Envelope<'_>, _> = serde_ignored::deserialize(&mut json, |path| unknown.push(path.to_string()));
    let envelope = envelope.and_then(|envelope| json.end().map(|()| envelope)).map_err(|error| {
        let id = serde_json::from_slice::<IdOnly>(bytes).ok().and_then(|e| e.id);
        match locate::<Envelope<'_>>(bytes) {
            Some((pointer, what)) => Rejected::new(id, &pointer, what),
            None => Rejected::new(id, "", strip_position(&error.to_string())),
        }
    })?;
    let id = envelope.id.clone();
    let reject = |pointer: &str, what: String| Rejected::new(Some(id.clone()), pointer, what);
    for (name, value) in [("/id", &envelope.id), ("/source", &envelope.source), ("/subject", &envelope.subject), ("/type", &envelope.kind)] {
        if value.trim().is_empty() {
            return Err(reject(name, "is empty".into()));
        }
    }
    if envelope.specversion != "1.0" {
        return Err(reject("/specversion", format!("is {:?}, expected \"1.0\"", crate::date::shorten(&envelope.specversion))));
    }
    let time =
        envelope.time.trim().parse().map_err(|_| {
            reject("/time", format!("{:?} is not an RFC 3339 time such as 2026-03-02T14:05:11Z", crate::date::shorten(&envelope.time)))
        })?;
    for field in unknown.iter().filter(|k| !matches!(k.as_str(), "datacontenttype" | "dataschema")).take(MAX_LOCATED) {
        remarks.push(Remark { severity: Severity::Warning, pointer: format!("/{}", escape(field)), what: "unknown field, kept but not used".into() });
    }
    let raw = envelope.data.map_or("{}", RawValue::get);
    odd::start(None);
    let data = Data::read(&envelope.kind, raw, &mut |pointer| {
        if remarks.len() < MAX_LOCATED {
            remarks.push(Remark { severity: Severity::Warning, pointer: format!("/data{pointer}"), what: "unknown field, kept but not used".into() });
        }
    });
    let odd_count = odd::count();
    let data = data.map_err(|error| match Data::locate(&envelope.kind, raw) {
        Some((pointer, what)) => reject(&format!("/data{pointer}"), what),
        None => reject("/data", strip_position(&error.to_string())),
    })?;
    for nth in 0..odd_count.min(MAX_LOCATED) {
        odd::start(Some(nth));
        if let Some((pointer, what)) = Data::locate(&envelope.kind, raw) {
            let severity = if what.contains("unknown value") { Severity::Warning } else { Severity::Unreadable };
            remarks.push(Remark { severity, pointer: format!("/data{pointer}"), what });
        }
    }
    odd::start(None);
    if odd_count > MAX_LOCATED {
        remarks.push(Remark {
            severity: Severity::Unreadable,
            pointer: "/data".into(),
            what: format!("{} more values cannot be read", odd_count - MAX_LOCATED),
        });
    }
    if let Data::Unknown(kind) = &data {
        remarks.push(Remark {
            severity: Severity::Warning,
            pointer: "/type".into(),
            what: format!("unknown event type {:?}, kept but not used", crate::date::shorten(kind)),
        });
    }
    if let Some((pointer, what)) = data.missing() {
        return Err(reject(&format!("/data{pointer}"), what));
    }
    if let Data::ApplicationSubmitted(application) = &data
        && application.name.as_ref().is_some_and(|name| name.full.trim().is_empty())
    {
        remarks.push(Remark {
            severity: Severity::Unreadable,
            pointer: "/data/name/full".into(),
            what: "is empty; the application counts without a name".into(),
        });
    }
    Ok((Event { id: envelope.id, source: envelope.source, subject: envelope.subject, time, data }, remarks))
}

/// Why an event was rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The event's id, where it could be read.
    pub id: Option<String>,
    /// Where.
    pub pointer: String,
    /// What is wrong.
    pub what: String,
}

impl Rejected {
    fn new(id: Option<String>, pointer: &str, what: String) -> Self {
        Self { id, pointer: pointer.to_owned(), what }
    }
}

#[derive(Deserialize)]
struct Envelope<'a> {
    specversion: String,
    id: String,
    source: String,
    #[serde(rename = "type")]
    kind: String,
    subject: String,
    time: String,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct IdOnly {
    id: Option<String>,
}

/// Reads again, slowly, to learn where the first error is.
pub(crate) fn locate<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<(String, String)> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let error = serde_path_to_error::deserialize::<_, T>(&mut json).err()?;
    Some((pointer(error.path()), strip_position(&error.inner().to_string())))
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut out = String::new();
    for segment in path {
        out.push('/');
        match segment {
            Segment::Seq { index } => out.push_str(&index.to_string()),
            Segment::Map { key } => out.push_str(&escape(key)),
            Segment::Enum { variant } => out.push_str(&escape(variant)),
            Segment::Unknown => out.push('?'),
        }
    }
    out
}

pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// serde_json ends its messages in a position within the slice it was given, which means nothing to the reader of a file.
fn strip_position(message: &str) -> String {
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message.to_owned(),
    }
}

/// Values of the right type that cannot be read are noted here on the way, so that the types stay plain.
pub(crate) mod odd {
    use std::cell::Cell;

    thread_local! {
        static SEEN: Cell<usize> = const { Cell::new(0) };
        static FAIL_AT: Cell<Option<usize>> = const { Cell::new(None) };
    }

    /// Starts a reading; with `fail_at` the n-th odd value becomes an error, which tells its path.
    pub fn start(fail_at: Option<usize>) {
        SEEN.set(0);
        FAIL_AT.set(fail_at);
    }

    /// How many odd values this reading met.
    pub fn count() -> usize {
        SEEN.get()
    }

    /// Notes one odd value.
    pub fn note<E: serde::de::Error>(why: &str) -> Result<(), E> {
        let seen = SEEN.get();
        SEEN.set(seen + 1);
        if FAIL_AT.get() == Some(seen) { Err(E::custom(why)) } else { Ok(()) }
    }
}
