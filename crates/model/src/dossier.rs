//! All that is known of one candidacy when it is judged, and the report that signals write about it.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::assessment::{Evidence, FactRef};
use crate::claims::{Claim, What};
use crate::event::Requisition;

/// One candidacy's claims, facts and neighbours, as of a time. Signals read nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// The candidacy.
    pub candidacy: String,
    /// Events up to this time count.
    pub as_of: Timestamp,
    /// The job.
    pub requisition: Requisition,
    /// The events read, in order of (time, source, id).
    pub events: Vec<EventRef>,
    /// Who said what.
    pub claims: Vec<Claim>,
    /// What reference editions say of the claims.
    pub facts: Vec<Fact>,
    /// What other candidacies share with this one.
    pub neighbours: Vec<Neighbour>,
}

/// An event's key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventRef {
    /// CloudEvents source.
    pub source: String,
    /// CloudEvents id.
    pub id: String,
}

/// What a reference edition says of one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Index into [`Dossier::claims`].
    pub claim: usize,
    /// Edition and date, such as `schools 2026-11`.
    pub edition: Cow<'static, str>,
    /// The row, such as `mit.edu`.
    pub key: String,
    /// What it says.
    pub says: Says,
}

/// The statements a reference edition can make. Where an edition is silent there is no fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// Months (1–12) in which the school confers degrees or studies ordinarily end.
    ConferralMonths(Vec<i8>),
    /// First year of teaching.
    OpenedIn(i16),
    /// Last year of teaching.
    ClosedIn(i16),
    /// The school awards no degree in such subjects (`whole`: at any level, else at this level), by an edition of this year.
    NotAwarded {
        /// The level as claimed.
        level: String,
        /// Nothing in these subjects or near ones at any level.
        whole: bool,
        /// Year of the edition: it says what was awarded of late.
        year: i16,
    },
    /// First year in which there was such a company, predecessors included.
    FoundedIn(i16),
    /// The mailbox's domain only looks like that of a company that the candidate names.
    LookAlike {
        /// The company.
        employer: String,
        /// Its real domain.
        domain: String,
    },
    /// Nobody lives at the address, and why.
    MailDrop(String),
    /// State (code) in which the address's postal code lies.
    PostalState(String),
    /// The number cannot exist, and why.
    PhoneImpossible(String),
    /// The mailbox's domain is of this class.
    MailDomain(MailClass),
    /// The address leaves the network through this class of provider.
    Egress {
        /// Class of provider.
        class: EgressClass,
        /// Its name.
        owner: String,
    },
    /// Country (ISO 3166 alpha-2) to which the registries delegated the IP address.
    IpCountry(String),
    /// Where a place lies.
    Place(Place),
    /// A technology named in the claim was first released then (months from year 0, end of the released month or year).
    Released {
        /// Its name.
        technology: String,
        /// Month from year 0.
        month: i32,
        /// The date as the edition gives it.
        date: String,
    },
    /// On the watch-list: verify more deeply; never bits.
    WatchList {
        /// Why it is listed.
        reason: String,
    },
    /// A remote-control tool, tunnel or jiggler.
    RemoteTool {
        /// Its name.
        name: String,
        /// `remote-control`, `tunnel`, `vpn-client` or `jiggler`.
        kind: String,
    },
    /// Hardware that lets somebody else use the machine.
    KvmDevice(String),
    /// A screen that may be such hardware in the guise of an ordinary one.
    KvmPose(String),
}

/// Class of a mail domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailClass {
    /// Throw-away.
    Disposable,
    /// Privacy relay: an ordinary choice.
    Relay,
    /// Free provider.
    Free,
}

/// Class of network that a session leaves through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EgressClass {
    /// Data centre.
    Hosting,
    /// Commercial VPN.
    Vpn,
    /// Privacy relay of a device maker.
    Relay,
    /// Mobile carrier.
    Mobile,
}

/// Where a place lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Everything that the words can mean lies within, in km.
    pub radius_km: f64,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// State or province code, where known.
    pub region: Option<String>,
    /// IANA zones in use there.
    pub zones: Vec<String>,
}

impl Place {
    /// Least distance in km that two places can have, given how vaguely they are named (haversine, mean radius 6,371 km).
    pub fn least_km(&self, other: &Self) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let (dlat, dlon) = ((other.lat - self.lat).to_radians(), (other.lon - self.lon).to_radians());
        let h = (dlat / 2.0).sin().powi(2) + a.cos() * b.cos() * (dlon / 2.0).sin().powi(2);
        let km = 2.0 * 6371.0 * h.sqrt().min(1.0).asin();
        (km - self.radius_km - other.radius_km).max(0.0)
    }
}

/// Something that this candidacy shares with others who are not the same person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// What is shared.
    pub kind: LinkKind,
    /// Where it stands in this candidacy.
    pub own: Evidence,
    /// How many other people hold it.
    pub holders: u32,
    /// Candidacies that could hold it.
    pub population: u32,
    /// Similarity in thousandths, where it is not equality.
    pub permille: Option<u32>,
    /// Lines in common with each of the others at least, where lines are what is shared.
    #[serde(default)]
    pub lines: u32,
    /// Some of the others, by first event, at most [`MAX_OTHERS`].
    pub others: Vec<Other>,
}

/// So many others are listed by name; the rest are counted.
pub const MAX_OTHERS: usize = 12;

/// Another candidacy that holds the same thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Other {
    /// The candidacy.
    pub candidacy: String,
    /// Where it stands there.
    pub evidence: Evidence,
    /// Both declare one household.
    pub household: bool,
    /// A person decided that it is a fraud.
    pub confirmed_fraud: bool,
}

/// What can be shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is the thing it names")]
pub enum LinkKind {
    Phone,
    Mailbox,
    Address,
    Device,
    Ip,
    ProfileUrl,
    ReferenceContact,
    DocumentId,
    DocumentFile,
    /// The root of the save ids of a Word document: both files descend from one.
    RsidRoot,
    /// A picture within a document.
    EmbeddedImage,
    IdentityDocument,
    Photo,
    Payee,
    MfaDevice,
    DeviceSerial,
    WifiBssid,
    WorkSequence,
    /// Three employers in a row with the same years.
    CareerYears,
    Text,
    /// Whole lines of the résumé's prose that few write.
    Lines,
    /// The same claimed life with other contacts: one of the two may be using the other's identity.
    SameLife,
    /// A person judged that the two belong together.
    Judged,
}

impl LinkKind {
    /// Its word in tables and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mailbox => "mailbox",
            Self::Address => "address",
            Self::Device => "device",
            Self::Ip => "ip",
            Self::ProfileUrl => "profile",
            Self::ReferenceContact => "reference",
            Self::DocumentId => "document id",
            Self::DocumentFile => "file",
            Self::RsidRoot => "document origin",
            Self::EmbeddedImage => "embedded picture",
            Self::IdentityDocument => "identity document",
            Self::Photo => "photo",
            Self::Payee => "payee",
            Self::MfaDevice => "MFA device",
            Self::DeviceSerial => "device serial",
            Self::WifiBssid => "Wi-Fi",
            Self::WorkSequence | Self::CareerYears => "work sequence",
            Self::Text => "text",
            Self::Lines => "lines",
            Self::SameLife => "same claimed life",
            Self::Judged => "judged",
        }
    }

    /// What descends with a file when it is copied and changed: these are one fact.
    pub fn is_of_a_file(self) -> bool {
        matches!(self, Self::DocumentId | Self::DocumentFile | Self::RsidRoot | Self::EmbeddedImage)
    }

    /// Things that people under one roof share without meaning anything by it.
    pub fn is_household(self) -> bool {
        matches!(self, Self::Phone | Self::Address | Self::Device | Self::Ip | Self::WifiBssid)
    }
}

impl Dossier {
    /// Evidence for a claim.
    pub fn evidence(&self, claim: &Claim) -> Evidence {
        let (source, event) = match self.events.get(claim.origin.event) {
            Some(event) => (event.source.clone(), event.id.clone()),
            None => Default::default(),
        };
        Evidence { source, event, pointer: claim.origin.pointer.clone(), part: None, fact: None }
    }

    /// Evidence for a fact: the claim it speaks of, and the edition's row.
    pub fn evidence_of_fact(&self, fact: &Fact) -> Option<Evidence> {
        let mut evidence = self.evidence(self.claims.get(fact.claim)?);
        evidence.fact = Some(FactRef { edition: fact.edition.clone().into_owned(), key: fact.key.clone() });
        Some(evidence)
    }

    /// The facts with the claims they speak of.
    pub fn facts(&self) -> impl Iterator<Item = (&Fact, &Claim)> {
        self.facts.iter().filter_map(|fact| Some((fact, self.claims.get(fact.claim)?)))
    }

    /// The place that an edition knows for a claim.
    pub fn place_of(&self, claim: usize) -> Option<&Place> {
        self.facts.iter().find_map(|fact| match &fact.says {
            Says::Place(place) if fact.claim == claim => Some(place),
            _ => None,
        })
    }

    /// Whether the candidate declared this.
    pub fn declares(&self, what: &What) -> bool {
        self.claims.iter().any(|claim| claim.what == *what)
    }

    /// Claims of one shape, with what `pick` takes out of them.
    pub fn each<'a, T: 'a>(&'a self, pick: impl Fn(&'a Claim) -> Option<T> + 'a) -> impl Iterator<Item = (&'a Claim, T)> + 'a {
        self.claims.iter().filter_map(move |claim| Some((claim, pick(claim)?)))
    }
}

/// What one signal writes while it looks at one dossier.
#[derive(Debug, Default)]
pub struct Report {
    /// It had something to look at.
    pub looked: bool,
    /// What it found.
    pub found: Vec<Found>,
}

/// A finding before it is weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Level, an entry in the weights.
    pub level: &'static str,
    /// One sentence, naming candidacies but no personal data.
    pub because: String,
    /// Where it stands; never empty.
    pub evidence: Vec<Evidence>,
    /// For links: how many other people hold the value, and how many candidacies could.
    pub rarity: Option<(u32, u32)>,
    /// The other candidacies of a link.
    pub others: Vec<String>,
    /// What is shared, for links.
    pub link: Option<LinkKind>,
    /// A declaration explains it; counts only if the signal is hard.
    pub explained: bool,
}

impl Report {
    /// Says that there was something to look at: the rate of a signal is measured among those it could look at.
    pub fn looked(&mut self) {
        self.looked = true;
    }

    /// Writes a finding; it cannot be written without evidence.
    pub fn finding(&mut self, level: &'static str, because: impl Into<String>, primary: Evidence) -> &mut Found {
        self.looked = true;
        let found = Found { level, because: because.into(), evidence: vec![primary], rarity: None, others: Vec::new(), link: None, explained: false };
        self.found.push(found);
        let last = self.found.len() - 1;
        &mut self.found[last]
    }
}

impl Found {
    /// Adds a second piece of evidence.
    pub fn and(&mut self, evidence: Evidence) -> &mut Self {
        self.evidence.push(evidence);
        self
    }

    /// Makes it a link with what the neighbour holds.
    pub fn link(&mut self, neighbour: &Neighbour) -> &mut Self {
        self.rarity = Some((neighbour.holders, neighbour.population));
        self.link = Some(neighbour.kind);
        self.others = neighbour.others.iter().map(|o| o.candidacy.clone()).collect();
        self.evidence.extend(neighbour.others.iter().take(3).map(|o| o.evidence.clone()));
        self
    }

    /// Marks it as explained by something declared.
    pub fn explained_if(&mut self, declared: bool) -> &mut Self {
        self.explained |= declared;
        self
    }
}
