//! Seeded worlds with truth: events in the contract's form and, apart from them, who stands behind each candidacy.
//! `WORLDS.md`, `SECOND.md` and `THIRD.md` beside this crate say what the three styles of worlds hold. The generator knows nothing of
//! how anything is detected.
#![allow(clippy::explicit_auto_deref, clippy::manual_contains, reason = "what they propose does not compile for lists of &'static str")]

mod clock;
mod emit;
mod first;
mod operations;
mod person;
mod prose;
mod resume;
mod rng;
mod second;
mod third;
#[rustfmt::skip]
mod tables;
#[rustfmt::skip]
mod words;

pub use rng::Rng;

/// Which sources of information a world holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fields {
    /// Everything: sessions, profiles, documents, interviews, checks, onboarding.
    All,
    /// Only the submitted application with requisition, name, mailboxes, telephones, address, answers and résumé.
    ContactResume,
}

/// Which of the three generators makes the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The worlds of `WORLDS.md`.
    First,
    /// The worlds of `SECOND.md`, written by someone who had not seen the signals.
    Second,
    /// The worlds of `THIRD.md`: the whole life of a candidacy up to the first weeks at work, by a third author.
    Third,
}

/// A world: its events and its truth.
#[derive(Clone, Debug)]
pub struct World {
    /// One CloudEvents object in JSON each, without a line end, in no particular order.
    pub events: Vec<String>,
    /// One entry for each candidacy.
    pub truth: Vec<Truth>,
}

/// Who stands behind a candidacy.
#[derive(Clone, Debug)]
pub struct Truth {
    /// The subject of the candidacy's events.
    pub candidacy: String,
    /// The human: the same for all candidacies of one.
    pub person: String,
    /// The operation, for a persona of one.
    pub operation: Option<String>,
    /// How carefully the operation works, for a persona of one.
    pub style: Option<&'static str>,
    /// The innocent oddities of an honest person.
    pub oddities: Vec<&'static str>,
}

impl Truth {
    /// The entry as one line of JSON.
    pub fn to_json(&self) -> String {
        serde_json::json!({
            "candidacy": self.candidacy, "person": self.person, "operation": self.operation, "style": self.style,
            "oddities": self.oddities,
        })
        .to_string()
    }
}

/// What world to make.
#[derive(Clone, Debug)]
pub struct Options {
    /// The same seed gives the same world.
    pub seed: u64,
    /// Honest people; some have several candidacies.
    pub honest: usize,
    /// Personas of operations; most have several candidacies.
    pub personas: usize,
    /// Which sources of information the world holds.
    pub fields: Fields,
    /// Which generator makes it.
    pub style: Style,
    /// An oddity of honest people that is to be common: about one honest person in four has it, which is otherwise as it would be among
    /// those who have it. Only worlds of the third style can do that; the others leave it as it is.
    pub oversample: Option<String>,
}

/// Makes the world that the options describe.
pub fn world(options: &Options) -> World {
    let Options { seed, honest, personas, fields, style, ref oversample } = *options;
    match style {
        Style::First => first::build(seed, honest, personas, fields),
        Style::Second => second::build(seed, honest, personas, fields),
        Style::Third => third::build(seed, honest, personas, fields, oversample.as_deref()),
    }
}

/// A small world to show: 600 honest people and 30 personas in 4 operations.
pub fn demo() -> World {
    first::build_sized(20_260_301, 600, &[10, 8, 8, 4], Fields::All)
}
