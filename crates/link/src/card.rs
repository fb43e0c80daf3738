//! What can be compared of one candidacy.

use std::hash::{DefaultHasher, Hash, Hasher};

use hirewall_model::claims::{AddressKind, NameKind, Speaker};
use hirewall_model::dossier::EventRef;
pub use hirewall_model::dossier::LinkKind;
use hirewall_model::event::{Decision, Verdict};
use hirewall_model::{Claim, What};
use serde::{Deserialize, Serialize};

use crate::normal;
use crate::text::{Sketch, sketch};

/// The key of all indicator hashes: made once per installation, an explicit input everywhere.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// From 32 secret bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    fn hash(&self, kind: IndicatorKind, value: &str) -> u128 {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(&[kind as u8]);
        hasher.update(value.as_bytes());
        let mut out = [0; 16];
        out.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        u128::from_be_bytes(out)
    }
}

/// Kind of an indicator. The numbers are part of the stored format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is the thing it names")]
pub enum IndicatorKind {
    Phone = 1,
    Mailbox = 2,
    Address = 3,
    Device = 4,
    Ip = 5,
    ProfileUrl = 6,
    ReferenceContact = 7,
    DocumentId = 8,
    DocumentFile = 9,
    IdentityDocument = 10,
    Photo = 11,
    Payee = 12,
    MfaDevice = 13,
    DeviceSerial = 14,
    WifiBssid = 15,
    /// Two jobs in a row with the same employers and months.
    WorkSequence = 16,
    /// A band of the text's MinHash: finds candidates, links nobody by itself.
    TextBand = 17,
    /// Three jobs in a row with the same employers and years.
    CareerYears = 19,
    /// Root of the save ids of a Word document.
    RsidRoot = 20,
    /// Hash of a picture within a document.
    EmbeddedImage = 21,
    /// A whole line of the résumé's prose: counts beside others of the same person only.
    Line = 22,
    /// Name and one station of life: finds candidates for impersonation, links nobody by itself.
    Life = 18,
}

impl IndicatorKind {
    /// The link that equality of such an indicator makes, if it makes one by itself.
    pub fn link(self) -> Option<LinkKind> {
        Some(match self {
            Self::Phone => LinkKind::Phone,
            Self::Mailbox => LinkKind::Mailbox,
            Self::Address => LinkKind::Address,
            Self::Device => LinkKind::Device,
            Self::Ip => LinkKind::Ip,
            Self::ProfileUrl => LinkKind::ProfileUrl,
            Self::ReferenceContact => LinkKind::ReferenceContact,
            Self::DocumentId => LinkKind::DocumentId,
            Self::DocumentFile => LinkKind::DocumentFile,
            Self::RsidRoot => LinkKind::RsidRoot,
            Self::EmbeddedImage => LinkKind::EmbeddedImage,
            Self::IdentityDocument => LinkKind::IdentityDocument,
            Self::Photo => LinkKind::Photo,
            Self::Payee => LinkKind::Payee,
            Self::MfaDevice => LinkKind::MfaDevice,
            Self::DeviceSerial => LinkKind::DeviceSerial,
            Self::WifiBssid => LinkKind::WifiBssid,
            Self::WorkSequence => LinkKind::WorkSequence,
            Self::CareerYears => LinkKind::CareerYears,
            Self::TextBand | Self::Life | Self::Line => return None,
        })
    }
}

/// One linkable value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Kind.
    pub kind: IndicatorKind,
    /// Keyed hash of the normalised value; as 32 hexadecimal digits where it is written.
    #[serde(with = "hex")]
    pub hash: u128,
    /// Index into [`Card::events`].
    pub event: u32,
    /// JSON pointer into that event; empty where it speaks of the résumé as a whole.
    pub pointer: Box<str>,
}

/// What can be compared of one candidacy.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Card {
    /// The candidacy.
    pub candidacy: String,
    /// Its events.
    pub events: Vec<EventRef>,
    /// Time of its first event, in microseconds.
    pub first_us: i64,
    /// The event that holds the résumé.
    pub resume_event: u32,
    /// Names borne now, each as words.
    pub names: Vec<Vec<String>>,
    /// The first of them whatever the order of its words, hashed: candidacies under one name are compared in great numbers.
    pub bearer: Option<u64>,
    /// Names borne before, as declared.
    pub former: Vec<Vec<String>>,
    /// Candidacies, mailboxes or names with which a household is declared.
    pub household_with: Vec<String>,
    /// Everything linkable, without repeats.
    pub indicators: Vec<Indicator>,
    /// Sketch of the résumé's prose.
    pub sketch: Sketch,
    /// Links that people judged.
    pub judged: Vec<(String, Verdict, u32)>,
    /// The last decision of a person.
    pub decision: Option<Decision>,
    /// The application came through an agency, whose contacts are not the person's.
    pub agency_domain: Option<String>,
}

/// Hashes of indicators as text: programs that know numbers of 64 bits at most carry them, too.
pub mod hex {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// As 32 hexadecimal digits.
    pub fn serialize<S: Serializer>(hash: &u128, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{hash:032x}"))
    }

    /// From hexadecimal digits.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        u128::from_str_radix(&text, 16).map_err(D::Error::custom)
    }
}

/// Lines of prose that a card keeps.
const LINES: usize = 24;

/// Boils claims down to a card. `country` (of the address or the job) completes national phone numbers.
pub fn card(candidacy: &str, events: Vec<EventRef>, claims: &[Claim], country: Option<&str>, key: &Key) -> Card {
    let first_us = claims.iter().map(|c| c.origin.at.as_microsecond()).min().unwrap_or(0);
    let mut card = Card { candidacy: candidacy.to_owned(), events, first_us, ..Card::default() };
    let country = claims
        .iter()
        .find_map(|c| match &c.what {
            What::Address { address, .. } => address.country.as_deref().filter(|c| c.len() == 2),
            _ => None,
        })
        .or(country);
    let mut jobs = Vec::new();
    let mut years = Vec::new();
    let mut stations = Vec::new();
    let mut prose = Vec::new();
    let mut lines = Vec::new();
    for claim in claims {
        let (event, pointer) = (claim.origin.event as u32, claim.origin.pointer.as_str());
        let mut add = |kind: IndicatorKind, value: Option<String>, pointer: &str| {
            if let Some(value) = value {
                push(&mut card.indicators, Indicator { kind, hash: key.hash(kind, &value), event, pointer: pointer.into() });
            }
        };
        match &claim.what {
            What::Name { full, kind: NameKind::Former, .. } => card.former.push(normal::name(full)),
            What::Name { full, kind: NameKind::Full | NameKind::Legal | NameKind::Preferred, .. } if claim.origin.speaker == Speaker::Form => {
                card.names.push(normal::name(full));
            }
            What::Email(mail) if claim.origin.speaker != Speaker::Profile => add(IndicatorKind::Mailbox, normal::mailbox(mail), pointer),
            What::Phone(phone) => add(IndicatorKind::Phone, normal::phone(phone, country), pointer),
            What::Address { address, kind } if *kind != AddressKind::Identity => add(IndicatorKind::Address, normal::address(address), pointer),
            What::ProfileUrl { url, .. } => add(IndicatorKind::ProfileUrl, normal::profile_url(url), pointer),
            What::Session { ip, device_id, .. } => {
                add(IndicatorKind::Ip, ip.as_deref().and_then(normal::ip), &format!("{pointer}/ip"));
                add(IndicatorKind::Device, device_id.clone().filter(|d| d.len() >= 6), &format!("{pointer}/device_id"));
            }
            What::EndpointIp(ip) => add(IndicatorKind::Ip, normal::ip(ip), pointer),
            What::Reference { email, phone, .. } => {
                let mail = email.as_deref().and_then(normal::mailbox);
                let phone = phone.as_deref().and_then(|p| normal::phone(p, country));
                add(IndicatorKind::ReferenceContact, mail, &format!("{pointer}/email"));
                add(IndicatorKind::ReferenceContact, phone, &format!("{pointer}/phone"));
            }
            What::Document { id, content, .. } => {
                add(IndicatorKind::DocumentId, Some(id.clone()).filter(|i| i.len() >= 8), &format!("{pointer}/id"));
                let file = content.as_deref().map(|c| blake3::hash(c.trim().as_bytes()).to_hex().to_string());
                add(IndicatorKind::DocumentFile, file, pointer);
            }
            What::FileHash(hash) => add(IndicatorKind::DocumentFile, Some(hash.clone()), pointer),
            What::FileId(id) => add(IndicatorKind::DocumentId, normal::file_id(id), pointer),
            What::RsidRoot(root) => add(IndicatorKind::RsidRoot, normal::rsid_root(root), pointer),
            What::EmbeddedImage(hash) => add(IndicatorKind::EmbeddedImage, Some(hash.clone()), pointer),
            What::IdentityDocument(hash) => add(IndicatorKind::IdentityDocument, Some(hash.clone()), pointer),
            What::Photo(hash) => add(IndicatorKind::Photo, Some(hash.clone()), pointer),
            What::Payee { account, .. } => add(IndicatorKind::Payee, Some(account.clone()), &format!("{pointer}/account_hash")),
            What::MfaDevice(id) => add(IndicatorKind::MfaDevice, Some(id.clone()), pointer),
            What::DeviceSerial(serial) => add(IndicatorKind::DeviceSerial, Some(serial.to_lowercase()), pointer),
            What::WifiBssid(bssid) => add(IndicatorKind::WifiBssid, Some(bssid.to_lowercase()), pointer),
            What::Job { employer, start, end, .. } if claim.origin.speaker == Speaker::Resume => {
                card.resume_event = event;
                if let Some(start) = start {
                    let employer = normal::organisation(employer);
                    if let Some(year) = start.year() {
                        years.push((year, employer.clone(), event, pointer));
                        stations.push((format!("{employer}|{year}"), event, pointer));
                    }
                    if let Some(begin) = start.year_month() {
                        jobs.push((begin, end.as_ref().and_then(|e| e.year_month()), employer, event, pointer));
                    }
                }
            }
            What::Study { institution, end: Some(end), .. } if claim.origin.speaker == Speaker::Resume => {
                if let Some(year) = end.year() {
                    stations.push((format!("{}|{year}", normal::organisation(institution)), event, pointer));
                }
            }
            What::Prose { text, .. } => {
                card.resume_event = event;
                prose.push(text.as_str());
                lines.extend(normal::lines(text).map(|line| (*blake3::hash(line.as_bytes()).as_bytes(), line, event, pointer)));
            }
            What::Household(with) => card.household_with.push(with.trim().to_lowercase()),
            What::LinkJudged { with, verdict } => card.judged.push((with.clone(), verdict.clone(), event)),
            What::Decision(decision) => card.decision = Some(decision.clone()),
            What::Agency { domain, .. } => card.agency_domain = domain.as_deref().map(|d| d.trim().to_lowercase()),
            _ => {}
        }
    }
    jobs.sort_by(|a, b| (a.0, &a.2).cmp(&(b.0, &b.2)));
    for pair in jobs.windows(2) {
        let [(start_a, end_a, employer_a, event, pointer), (start_b, end_b, employer_b, ..)] = pair else { continue };
        if employer_a != employer_b {
            let value = format!("{employer_a}|{start_a:?}|{end_a:?}|{employer_b}|{start_b:?}|{end_b:?}");
            let hash = key.hash(IndicatorKind::WorkSequence, &value);
            push(&mut card.indicators, Indicator { kind: IndicatorKind::WorkSequence, hash, event: *event, pointer: (*pointer).into() });
        }
    }
    years.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    years.dedup_by(|a, b| a.1 == b.1);
    for three in years.windows(3) {
        let value: Vec<String> = three.iter().map(|(year, employer, ..)| format!("{employer}|{year}")).collect();
        let hash = key.hash(IndicatorKind::CareerYears, &value.join("|"));
        let (.., event, pointer) = &three[0];
        push(&mut card.indicators, Indicator { kind: IndicatorKind::CareerYears, hash, event: *event, pointer: (*pointer).into() });
    }
    let mut name = card.names.first().cloned().unwrap_or_default();
    name.sort_unstable();
    if !name.is_empty() {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        card.bearer = Some(hasher.finish());
    }
    if name.len() >= 2 {
        let name = name.join(" ");
        for (station, event, pointer) in stations {
            let hash = key.hash(IndicatorKind::Life, &format!("{name}|{station}"));
            push(&mut card.indicators, Indicator { kind: IndicatorKind::Life, hash, event, pointer: pointer.into() });
        }
    }
    card.sketch = sketch(prose.into_iter());
    for (n, band) in card.sketch.bands.iter().enumerate() {
        let hash = key.hash(IndicatorKind::TextBand, &format!("{n}|{band:x}"));
        let event = card.resume_event;
        card.indicators.push(Indicator { kind: IndicatorKind::TextBand, hash, event, pointer: "".into() });
    }
    // Those with the least hashes, which no key decides: two who share lines keep the same ones, whatever the installation.
    lines.sort_unstable();
    lines.dedup_by(|a, b| a.0 == b.0);
    for (_, line, event, pointer) in lines.into_iter().take(LINES) {
        let hash = key.hash(IndicatorKind::Line, &line);
        card.indicators.push(Indicator { kind: IndicatorKind::Line, hash, event, pointer: pointer.into() });
    }
    card.indicators.shrink_to_fit();
    card
}

fn push(list: &mut Vec<Indicator>, indicator: Indicator) {
    if !list.iter().any(|i| i.hash == indicator.hash) {
        list.push(indicator);
    }
}

impl Card {
    /// The key of the event that holds something, for evidence.
    pub fn event(&self, index: u32) -> EventRef {
        self.events.get(index as usize).cloned().unwrap_or(EventRef { source: String::new(), id: String::new() })
    }

    /// Hashes of one kind.
    pub fn of(&self, kind: IndicatorKind) -> impl Iterator<Item = u128> + '_ {
        self.indicators.iter().filter(move |i| i.kind == kind).map(|i| i.hash)
    }

    /// Whether two cards share a hash of one kind.
    pub fn shares(&self, other: &Self, kind: IndicatorKind) -> bool {
        self.indicators.iter().any(|i| i.kind == kind && other.indicators.iter().any(|o| o.kind == kind && o.hash == i.hash))
    }

    /// How many hashes of one kind two cards share.
    pub fn shared(&self, other: &Self, kind: IndicatorKind) -> usize {
        self.of(kind).filter(|h| other.of(kind).any(|o| o == *h)).count()
    }
}
