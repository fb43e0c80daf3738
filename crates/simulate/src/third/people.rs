//! People and what belongs to them, honest or not: both are made here first, so that nothing but their deeds tells them apart.

use super::career::{Job, Study};
use super::names::Name;
use crate::Rng;
use crate::person::typed;
use crate::tables::CITIES;

/// A small number out of a larger one; 0 where it does not fit.
pub(super) fn size(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// A requisition.
pub(super) struct Opening {
    pub id: String,
    pub title: String,
    pub field: usize,
    pub remote: bool,
}

/// A postal address.
#[derive(Clone, Default)]
pub(super) struct Address {
    pub line1: String,
    pub line2: String,
    pub city: String,
    pub region: String,
    pub postal: String,
    pub country: String,
}

/// A public profile.
#[derive(Clone)]
pub(super) struct Account {
    pub network: &'static str,
    pub handle: String,
    pub id: String,
    pub created: i64,
    pub place: String,
    pub connections: i64,
    pub photo: String,
    pub control: &'static str,
    pub dormant: Option<(i64, i64)>,
    pub changed: Vec<&'static str>,
    pub shown: String,
    pub former: Vec<String>,
    pub verified: String,
    pub slip: i64,
    /// Jobs on the profile where they are not those of the résumé.
    pub jobs: Option<Vec<Job>>,
    pub trees: Vec<String>,
    pub authors: Vec<(String, String)>,
}

/// Somebody who vouches.
#[derive(Clone)]
pub(super) struct Referee {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub employer: String,
    pub relationship: &'static str,
}

/// Whose papers a person shows.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Identity {
    /// One's own; an expert's stand-in counts here, too, if nothing is wrong with the papers.
    #[default]
    Own,
    /// Invented, with made documents.
    Forged,
    /// A real person's, who knows nothing of it.
    Stolen,
    /// A real person's, who is paid for it.
    Rented,
}

/// How somebody comes to the laptop.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Reach {
    /// Sits in front of it.
    #[default]
    Local,
    /// By a remote-control program, by number.
    Tool(usize),
    /// By a box at the laptop's ports, by number.
    Box(usize),
    /// By a developer's tunnel.
    Tunnel,
}

/// How the work is arranged; all empty for an honest person at home.
#[derive(Clone, Default)]
pub(super) struct Setup {
    /// Where the laptop goes, if not home.
    pub ship: Option<Address>,
    /// Who takes parcels there.
    pub host: String,
    /// The laptop's line, if not that of the home.
    pub line: String,
    /// The laptop's access point, if not that of the home.
    pub wifi: String,
    pub reach: Reach,
    /// Exits that hide where somebody is.
    pub exits: Vec<String>,
    /// Addresses of the place where somebody really is.
    pub far: Vec<String>,
    pub far_country: &'static str,
    pub far_offset: i64,
    /// Input latency in milliseconds; 0 for an ordinary one.
    pub lag: i64,
    /// Who holds the account that is paid, if another.
    pub holder: String,
    /// Name and mailbox of another persona, for slips.
    pub other_name: String,
    pub other_mail: String,
    /// A handed-on solution of the test, or none.
    pub solution: String,
    pub identity: Identity,
    /// Name on the identity document, if another.
    pub id_name: String,
    /// Residence on the identity document, if another.
    pub id_address: Option<Address>,
}

/// How far a candidacy goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    Applied,
    OneInterview,
    Whole,
}

/// One candidacy and who is behind it.
#[derive(Clone)]
pub(super) struct Person {
    pub id: String,
    pub operation: Option<String>,
    pub style: Option<usize>,
    pub oddities: Vec<&'static str>,
    /// Column of the tables of rates: 0 to 3 the styles, 4 honest people (and experts who leave nothing).
    pub column: usize,
    /// What the operation neglects more or less than others of its style, by kind of trace.
    pub lean: [f64; 8],
    pub name: Name,
    pub emails: Vec<String>,
    pub numbers: Vec<String>,
    pub phone_style: usize,
    pub old_number: Option<String>,
    pub home: Address,
    pub shape: usize,
    pub city: usize,
    pub paper_city: usize,
    pub field: usize,
    pub studies: Vec<Study>,
    pub jobs: Vec<Job>,
    pub projects: Vec<(String, String)>,
    pub summary: String,
    pub skills: Vec<&'static str>,
    pub why: String,
    pub years_only: bool,
    pub ip: String,
    pub home_ip: String,
    pub bssid: String,
    pub offset: Option<i64>,
    pub agent: &'static str,
    pub device: String,
    pub accounts: Vec<Account>,
    pub referees: Vec<Referee>,
    pub channel: &'static str,
    pub agency: Option<usize>,
    pub household: Vec<String>,
    pub moved: bool,
    pub renamed: bool,
    pub accommodation: bool,
    pub opening: usize,
    pub at: i64,
    pub depth: Depth,
    pub document: String,
    pub birth: String,
    pub face: String,
    pub handset: String,
    pub payee: String,
    pub serial: String,
    pub setup: Setup,
}

impl Person {
    pub(super) fn note(&mut self, label: &'static str) {
        if self.style.is_none() && !self.oddities.contains(&label) {
            self.oddities.push(label);
        }
    }

    pub(super) fn has(&self, label: &str) -> bool {
        self.oddities.iter().any(|known| *known == label)
    }

    pub(super) fn mail(&self) -> String {
        self.emails.first().cloned().unwrap_or_default()
    }

    pub(super) fn number(&self) -> String {
        self.numbers.first().map(|number| typed(number, self.phone_style)).unwrap_or_default()
    }

    pub(super) fn clock(&self, at: i64) -> i64 {
        self.offset.unwrap_or_else(|| crate::clock::offset(&CITIES[self.city], at))
    }

    pub(super) fn country(&self) -> &'static str {
        CITIES[self.city].place.country
    }

    /// Whether something with these rates (four styles, honest people) happens to this person.
    pub(super) fn hit(&self, rng: &mut Rng, rates: [f64; 5], trace: usize) -> bool {
        rng.chance(rates[self.column] * self.lean[trace])
    }

    /// The same, noted among the oddities of an honest person.
    pub(super) fn odd(&mut self, rng: &mut Rng, rates: [f64; 5], trace: usize, label: &'static str) -> bool {
        let hit = self.hit(rng, rates, trace);
        if hit {
            self.note(label);
        }
        hit
    }
}
