//! Events → claims: who said what at which stage, pointing at the event field that says it.
//!
//! Claims are all that a signal can read of a person. What has no form here (nationality, ethnicity, age, sex, looks,
//! accent, salary wishes) cannot be read by any signal.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::date::{Moment, PartialDate};
use crate::event::{
    Address, Answered, Application, CarrierCode, Changed, CheckChannel, CheckKind, CheckOutcome, Control, Data, Decision, Event, Network,
    ObservationCode, ObservationOutcome, Payee, PayeeKind, Verdict,
};

/// Who said what, where.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Where it stands.
    pub origin: Origin,
    /// What was said.
    pub what: What,
}

/// Where a claim stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// Index into [`crate::Dossier::events`].
    pub event: usize,
    /// JSON pointer into that event.
    pub pointer: String,
    /// At which stage of the candidacy.
    pub stage: Stage,
    /// Who says it.
    pub speaker: Speaker,
    /// When, by the event.
    pub at: Timestamp,
}

/// Stage of a candidacy, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The application and what was sent with it.
    Application,
    /// A public profile, seen then.
    Profile,
    /// Mail.
    Message,
    /// Tests and interviews.
    Interview,
    /// Background and identity checks.
    Check,
    /// After the offer: forms, shipping.
    Onboarding,
    /// At work: sign-ins, endpoint, code, pay.
    Work,
    /// What people of the company decided.
    Decision,
}

impl Stage {
    /// Its word in assessments.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Profile => "profile",
            Self::Message => "message",
            Self::Interview => "interview",
            Self::Check => "check",
            Self::Onboarding => "onboarding",
            Self::Work => "work",
            Self::Decision => "decision",
        }
    }
}

/// Who says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The candidate, on the form or in person.
    Form,
    /// The candidate, in the résumé.
    Resume,
    /// A public profile under the candidate's name.
    Profile,
    /// An interviewer.
    Interviewer,
    /// A registrar, employer, vendor of checks.
    Provider,
    /// A machine: session, sign-in, inventory, carrier.
    Record,
    /// A person of the company.
    Staff,
}

/// Which name of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// The name in full.
    Full,
    /// What they like to be called.
    Preferred,
    /// A name borne before; weighs nothing.
    Former,
    /// A name that a network or vendor verified.
    Verified,
    /// Shown beside a profile or in a meeting.
    Display,
    /// On a contract.
    Legal,
}

/// Which address of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressKind {
    /// Where they say they live.
    Residence,
    /// Where the laptop goes.
    ShipTo,
    /// On a tax form.
    Tax,
    /// On an identity document.
    Identity,
}

/// What was said. Texts as typed.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the fields are those of the contract's events")]
pub enum What {
    Name {
        full: String,
        given: Option<String>,
        family: Option<String>,
        kind: NameKind,
    },
    Email(String),
    Phone(String),
    Address {
        address: Address,
        kind: AddressKind,
    },
    /// A place without a street: a profile's location, an answer in an interview, the head of a résumé.
    Place {
        text: String,
        city: Option<String>,
        region: Option<String>,
        country: Option<String>,
    },
    ProfileUrl {
        network: Option<String>,
        url: String,
    },
    Study {
        institution: String,
        area: Option<String>,
        level: Option<String>,
        start: Option<PartialDate>,
        end: Option<PartialDate>,
        location: Option<String>,
    },
    Job {
        employer: String,
        title: Option<String>,
        start: Option<PartialDate>,
        end: Option<PartialDate>,
        location: Option<String>,
        remote: bool,
    },
    /// Prose of a job or project, with the end of the time it speaks of.
    Prose {
        text: String,
        until: Option<PartialDate>,
    },
    Answer {
        question: String,
        text: String,
    },
    Session {
        ip: Option<String>,
        user_agent: Option<String>,
        utc_offset_minutes: Option<i32>,
        device_id: Option<String>,
        at: Timestamp,
    },
    Reference {
        name: Option<String>,
        email: Option<String>,
        phone: Option<String>,
        employer: Option<String>,
    },
    Document {
        id: String,
        filename: String,
        content: Option<String>,
    },
    /// What was read out of a document: what it says of itself. Opaque links of files are claims of their own.
    File {
        filename: String,
        /// Names that its metadata give: author, last editor.
        people: Vec<String>,
        title: Option<String>,
        /// Minutes east of UTC of the clock that dated it.
        created_offset_minutes: Option<i32>,
        /// When it says it was made.
        created_at: Option<Timestamp>,
        /// Where its links lead.
        links: Vec<String>,
        text: String,
    },
    /// Hash of a file's content.
    FileHash(String),
    /// An id that software wrote into a document.
    FileId(String),
    /// Root of the save ids of a Word document.
    RsidRoot(String),
    /// Hash of a picture within a document.
    EmbeddedImage(String),
    Household(String),
    MovedRecently,
    NameChanged,
    Accommodation,
    Agency {
        domain: Option<String>,
        name: Option<String>,
    },
    ProfileState {
        network: Network,
        url: String,
        created_at: Option<Timestamp>,
        dormant_from: Option<Timestamp>,
        dormant_until: Option<Timestamp>,
        changed: Vec<Changed>,
        control: Option<Control>,
    },
    Repository {
        created_at: Option<Timestamp>,
        first_commit_at: Option<Timestamp>,
        fork: bool,
    },
    Photo(String),
    Observation {
        code: ObservationCode,
        outcome: ObservationOutcome,
        round: String,
    },
    Question {
        about: Option<String>,
        outcome: Answered,
    },
    TestScore {
        proctored: bool,
        score: f64,
        cohort_p05: Option<f64>,
    },
    Check {
        kind: CheckKind,
        channel: Option<CheckChannel>,
        outcome: CheckOutcome,
        about: Option<String>,
    },
    IdentityDocument(String),
    Payee {
        account: String,
        holder: Option<String>,
        kind: Option<PayeeKind>,
    },
    DeviceSerial(String),
    MfaDevice(String),
    WifiBssid(String),
    Parcel {
        code: CarrierCode,
        at: Option<Timestamp>,
        signed_by: Option<String>,
    },
    Software(String),
    Usb {
        vendor_id: String,
        product_id: String,
        manufacturer: Option<String>,
        product: Option<String>,
    },
    /// A screen as it names itself to the machine.
    Display {
        manufacturer: Option<String>,
        product: Option<String>,
        serial: Option<String>,
    },
    /// A command as it was started.
    CommandLine(String),
    /// Network address under which a company's machine was seen.
    EndpointIp(String),
    /// A sign-in that was blocked, and the country it came from (ISO 3166 alpha-2).
    BlockedSignin {
        country: Option<String>,
    },
    /// How a test was taken.
    TestTelemetry {
        second_session: bool,
    },
    /// Name under which code was written.
    CodeAuthor(String),
    InputLatency {
        p50_ms: f64,
        samples: i64,
    },
    CodeActivity {
        cloned: Option<i64>,
        cohort_p95: Option<i64>,
        pushed_to_personal: bool,
    },
    Decision(Decision),
    LinkJudged {
        with: String,
        verdict: Verdict,
    },
    StageChanged(String),
}

/// The moment that a document's own notation names: `D:20240102030405+09'00'` of PDF, or ISO 8601. A time without an offset is taken as UTC.
fn written_time(written: &str) -> Option<Timestamp> {
    let written = written.trim();
    if let Ok(at) = written.parse::<Timestamp>() {
        return Some(at);
    }
    let written = written.trim_start_matches("D:");
    let digits: String = written.chars().take_while(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|t| t.parse::<i8>().ok());
    if digits.len() < 12 {
        let date: jiff::civil::DateTime = written.get(..19).unwrap_or(written).parse().ok()?;
        return date.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|z| z.timestamp());
    }
    let date = jiff::civil::DateTime::new(digits.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, 0, 0).ok()?;
    let zone = written.get(digits.len()..).unwrap_or_default();
    let (hours, minutes) = (zone.get(1..3).and_then(|h| h.parse::<i32>().ok()), zone.get(4..6).and_then(|m| m.parse::<i32>().ok()));
    let ahead = match (zone.as_bytes().first(), hours) {
        (Some(b'+'), Some(hours)) => hours * 3600 + minutes.unwrap_or(0) * 60,
        (Some(b'-'), Some(hours)) => -hours * 3600 - minutes.unwrap_or(0) * 60,
        _ => 0,
    };
    date.to_zoned(jiff::tz::Offset::from_seconds(ahead).ok()?.to_time_zone()).ok().map(|z| z.timestamp())
}

/// Farthest that a clock on Earth is from UTC, in minutes.
const FARTHEST: i32 = 14 * 60;

/// Reads the claims of one event; `index` is its place in the dossier's list of events.
pub fn of_event(index: usize, event: &Event) -> Vec<Claim> {
    let mut reader = Reader { index, at: event.time, claims: Vec::with_capacity(48) };
    match &event.data {
        Data::ApplicationSubmitted(application) | Data::ApplicationUpdated(application) => reader.application(application),
        Data::ProfileObserved(profile) => reader.profile(profile),
        Data::MessageReceived(message) => {
            if let Some(from) = text(&message.from) {
                reader.say(Stage::Message, Speaker::Form, "/data/from", What::Email(address_of_mailbox(from).to_owned()));
            }
        }
        Data::DocumentRead(document) => reader.document(document),
        Data::InterviewHeld(interview) => reader.interview(interview),
        Data::TestScored(test) => {
            if let Some(score) = test.score {
                let proctored = !matches!(test.kind, Some(crate::event::TestKind::TakeHome) | None);
                let what = What::TestScore { proctored, score, cohort_p05: test.cohort_p05 };
                reader.say(Stage::Interview, Speaker::Record, "/data/score", what);
            }
            if let Some(telemetry) = &test.telemetry {
                let what = What::TestTelemetry { second_session: telemetry.second_session == Some(true) };
                reader.say(Stage::Interview, Speaker::Record, "/data/telemetry", what);
            }
        }
        Data::CheckReturned(check) => reader.check(check),
        Data::OnboardingSubmitted(onboarding) => reader.onboarding(onboarding),
        Data::DeviceShipped(shipment) => reader.shipment(shipment),
        Data::SigninObserved(signin) => reader.signin(signin),
        Data::EndpointObserved(endpoint) => reader.endpoint(endpoint),
        Data::CodeObserved(code) => {
            let what = What::CodeActivity {
                cloned: code.repositories_cloned,
                cohort_p95: code.cohort_p95_cloned,
                pushed_to_personal: code.pushed_to_personal.unwrap_or(false),
            };
            reader.say(Stage::Work, Speaker::Record, "/data", what);
            for (n, author) in filled(&code.author_names) {
                reader.say(Stage::Work, Speaker::Record, format!("/data/author_names/{n}"), What::CodeAuthor(author.to_owned()));
            }
        }
        Data::PayrollChanged(payroll) => {
            if let Some(payee) = &payroll.payee {
                reader.payee(Stage::Work, "/data/payee", payee);
            }
        }
        Data::StageChanged(change) => {
            if let Some(to) = text(&change.to) {
                reader.say(Stage::Decision, Speaker::Staff, "/data/to", What::StageChanged(to.to_owned()));
            }
        }
        Data::DecisionRecorded(decision) => {
            if let Some(decision) = &decision.decision {
                reader.say(Stage::Decision, Speaker::Staff, "/data/decision", What::Decision(decision.clone()));
            }
        }
        Data::LinkJudged(judged) => {
            if let Some(verdict) = &judged.verdict {
                let what = What::LinkJudged { with: judged.with.clone(), verdict: verdict.clone() };
                reader.say(Stage::Decision, Speaker::Staff, "/data/verdict", what);
            }
        }
        Data::CandidacyMerged(_) | Data::CandidacyErased(_) | Data::Unknown(_) => {}
    }
    reader.claims
}

struct Reader {
    index: usize,
    at: Timestamp,
    claims: Vec<Claim>,
}

impl Reader {
    fn say(&mut self, stage: Stage, speaker: Speaker, pointer: impl Into<String>, what: What) {
        let origin = Origin { event: self.index, pointer: pointer.into(), stage, speaker, at: self.at };
        self.claims.push(Claim { origin, what });
    }

    fn name(&mut self, stage: Stage, speaker: Speaker, pointer: impl Into<String>, full: &Option<String>, kind: NameKind) {
        if let Some(full) = text(full) {
            self.say(stage, speaker, pointer, What::Name { full: full.to_owned(), given: None, family: None, kind });
        }
    }

    fn application(&mut self, application: &Application) {
        use Speaker::{Form, Record};
        let stage = Stage::Application;
        if let Some(name) = &application.name {
            if !name.full.trim().is_empty() {
                let what = What::Name {
                    full: name.full.clone(),
                    given: text(&name.given).map(str::to_owned),
                    family: text(&name.family).map(str::to_owned),
                    kind: NameKind::Full,
                };
                self.say(stage, Form, "/data/name/full", what);
            }
            self.name(stage, Form, "/data/name/preferred", &name.preferred, NameKind::Preferred);
            for (n, former) in name.former.iter().enumerate() {
                self.name(stage, Form, format!("/data/name/former/{n}"), &Some(former.clone()), NameKind::Former);
            }
        }
        for (n, email) in filled(&application.emails) {
            self.say(stage, Form, format!("/data/emails/{n}"), What::Email(email.to_owned()));
        }
        for (n, phone) in filled(&application.phones) {
            self.say(stage, Form, format!("/data/phones/{n}"), What::Phone(phone.to_owned()));
        }
        if let Some(address) = &application.address {
            self.address(stage, "/data/address", address, AddressKind::Residence);
        }
        for (n, profile) in application.profiles.iter().enumerate() {
            if let Some(url) = text(&profile.url) {
                let what = What::ProfileUrl { network: profile.network.clone(), url: url.to_owned() };
                self.say(stage, Form, format!("/data/profiles/{n}/url"), what);
            }
        }
        for (n, answer) in application.answers.iter().enumerate() {
            if let Some(answered) = text(&answer.answer) {
                let what = What::Answer { question: answer.question.clone().unwrap_or_default(), text: answered.to_owned() };
                self.say(stage, Form, format!("/data/answers/{n}/answer"), what);
            }
        }
        if let Some(agency) = &application.agency {
            let what = What::Agency { domain: agency.domain.clone(), name: agency.name.clone() };
            self.say(stage, Form, "/data/agency", what);
        }
        for (n, document) in application.documents.iter().enumerate() {
            let what = What::Document {
                id: document.id.clone(),
                filename: document.filename.clone(),
                content: text(&document.content_base64).map(str::to_owned),
            };
            self.say(stage, Form, format!("/data/documents/{n}"), what);
        }
        for (n, reference) in application.references.iter().enumerate() {
            let what = What::Reference {
                name: text(&reference.name).map(str::to_owned),
                email: text(&reference.email).map(str::to_owned),
                phone: text(&reference.phone).map(str::to_owned),
                employer: text(&reference.employer).map(str::to_owned),
            };
            self.say(stage, Form, format!("/data/references/{n}"), what);
        }
        if let Some(session) = &application.session {
            let what = What::Session {
                ip: text(&session.ip).map(str::to_owned),
                user_agent: text(&session.user_agent).map(str::to_owned),
                utc_offset_minutes: session.utc_offset_minutes,
                device_id: text(&session.device_id).map(str::to_owned),
                at: moment(&session.at).unwrap_or(self.at),
            };
            self.say(stage, Record, "/data/session", what);
        }
        if let Some(declared) = &application.declared {
            self.declared(stage, declared);
        }
        if let Some(resume) = &application.resume {
            self.resume(resume);
        }
    }

    fn declared(&mut self, stage: Stage, declared: &crate::event::Declared) {
        for (n, with) in filled(&declared.household_with) {
            self.say(stage, Speaker::Form, format!("/data/declared/household_with/{n}"), What::Household(with.to_owned()));
        }
        for (said, field, what) in [
            (declared.moved_recently, "moved_recently", What::MovedRecently),
            (declared.name_changed, "name_changed", What::NameChanged),
            (declared.accommodation, "accommodation", What::Accommodation),
        ] {
            if said == Some(true) {
                self.say(stage, Speaker::Form, format!("/data/declared/{field}"), what);
            }
        }
    }

    fn address(&mut self, stage: Stage, pointer: &str, address: &Address, kind: AddressKind) {
        if *address != Address::default() {
            let speaker = if kind == AddressKind::Identity { Speaker::Provider } else { Speaker::Form };
            self.say(stage, speaker, pointer, What::Address { address: address.clone(), kind });
        }
    }

    fn resume(&mut self, resume: &crate::event::Resume) {
        use Speaker::Resume;
        let stage = Stage::Application;
        if let Some(basics) = &resume.basics {
            self.name(stage, Resume, "/data/resume/basics/name", &basics.name, NameKind::Full);
            if let Some(email) = text(&basics.email) {
                self.say(stage, Resume, "/data/resume/basics/email", What::Email(email.to_owned()));
            }
            if let Some(phone) = text(&basics.phone) {
                self.say(stage, Resume, "/data/resume/basics/phone", What::Phone(phone.to_owned()));
            }
            if let Some(summary) = text(&basics.summary) {
                self.say(stage, Resume, "/data/resume/basics/summary", What::Prose { text: summary.to_owned(), until: None });
            }
            if let Some(location) = &basics.location {
                let (city, region) = (text(&location.city), text(&location.region));
                let country = text(&location.country_code);
                if city.or(region).or(country).is_some() {
                    let words: Vec<&str> = [city, region, country].into_iter().flatten().collect();
                    let what = What::Place {
                        text: words.join(", "),
                        city: city.map(str::to_owned),
                        region: region.map(str::to_owned),
                        country: country.map(str::to_owned),
                    };
                    self.say(stage, Resume, "/data/resume/basics/location", what);
                }
            }
            for (n, profile) in basics.profiles.iter().enumerate() {
                if let Some(url) = text(&profile.url) {
                    let what = What::ProfileUrl { network: profile.network.clone(), url: url.to_owned() };
                    self.say(stage, Resume, format!("/data/resume/basics/profiles/{n}/url"), what);
                }
            }
        }
        for (n, work) in resume.work.iter().enumerate() {
            let at = |field: &str| format!("/data/resume/work/{n}{field}");
            if let Some(employer) = text(&work.name) {
                let what = What::Job {
                    employer: employer.to_owned(),
                    title: work.position.clone(),
                    start: work.start_date.clone(),
                    end: work.end_date.clone(),
                    location: text(&work.location).map(str::to_owned),
                    remote: says_remote(&work.location) || says_remote(&work.position),
                };
                self.say(stage, Resume, at(""), what);
            }
            let prose = |text: &str| What::Prose { text: text.to_owned(), until: work.end_date.clone() };
            for (field, value) in [("/summary", &work.summary), ("/description", &work.description)] {
                if let Some(value) = text(value) {
                    self.say(stage, Resume, at(field), prose(value));
                }
            }
            for (m, highlight) in filled(&work.highlights) {
                self.say(stage, Resume, at(&format!("/highlights/{m}")), prose(highlight));
            }
        }
        for (n, project) in resume.projects.iter().enumerate() {
            let prose = |text: &str| What::Prose { text: text.to_owned(), until: project.end_date.clone() };
            if let Some(description) = text(&project.description) {
                self.say(stage, Resume, format!("/data/resume/projects/{n}/description"), prose(description));
            }
            for (m, highlight) in filled(&project.highlights) {
                self.say(stage, Resume, format!("/data/resume/projects/{n}/highlights/{m}"), prose(highlight));
            }
        }
        for (n, study) in resume.education.iter().enumerate() {
            if let Some(institution) = text(&study.institution) {
                let what = What::Study {
                    institution: institution.to_owned(),
                    area: study.area.clone(),
                    level: study.study_type.clone(),
                    start: study.start_date.clone(),
                    end: study.end_date.clone(),
                    location: text(&study.location).map(str::to_owned),
                };
                self.say(stage, Resume, format!("/data/resume/education/{n}"), what);
            }
        }
    }

    fn document(&mut self, document: &crate::event::DocumentRead) {
        use Speaker::Resume;
        let stage = Stage::Application;
        if document.unreadable.is_some() {
            return;
        }
        self.say(stage, Resume, "/data/document", What::FileHash(document.document.clone()));
        // What a mail says stands in its message; a quoted line of it is another's.
        if document.kind.as_deref() == Some("mail") {
            return;
        }
        // A job advert or a letter that came along was written by others, and its contacts are theirs.
        let is_resume = document.resume.as_ref().is_some_and(|r| !r.work.is_empty() || !r.education.is_empty() || !r.skills.is_empty());
        let meta = document.meta.as_ref();
        let people: Vec<String> = meta.iter().flat_map(|m| [&m.author, &m.last_modified_by]).filter_map(text).map(str::to_owned).collect();
        let file = What::File {
            filename: document.filename.clone().unwrap_or_default(),
            people,
            title: meta.and_then(|m| text(&m.title)).map(str::to_owned),
            created_offset_minutes: meta.and_then(|m| m.created_offset_minutes).filter(|m| (-FARTHEST..=FARTHEST).contains(m)),
            created_at: meta.and_then(|m| m.created.as_deref()).and_then(written_time),
            links: document.links.clone(),
            text: document.text.clone().unwrap_or_default(),
        };
        if is_resume {
            self.say(stage, Resume, "/data/meta", file);
        }
        if let Some(meta) = meta {
            for (n, id) in filled(&meta.ids) {
                self.say(stage, Resume, format!("/data/meta/ids/{n}"), What::FileId(id.to_owned()));
            }
            if let Some((n, root)) = filled(&meta.rsids).next() {
                self.say(stage, Resume, format!("/data/meta/rsids/{n}"), What::RsidRoot(root.to_owned()));
            }
        }
        for (n, image) in filled(&document.images) {
            self.say(stage, Resume, format!("/data/images/{n}"), What::EmbeddedImage(image.to_owned()));
        }
        if let Some(prose) = text(&document.text) {
            self.say(stage, Resume, "/data/text", What::Prose { text: prose.to_owned(), until: None });
        }
        for (n, email) in filled(&document.emails).filter(|_| is_resume) {
            self.say(stage, Resume, format!("/data/emails/{n}"), What::Email(email.to_owned()));
        }
        for (n, phone) in filled(&document.phones).filter(|_| is_resume) {
            self.say(stage, Resume, format!("/data/phones/{n}"), What::Phone(phone.to_owned()));
        }
        if let Some(resume) = &document.resume {
            self.resume(resume);
        }
    }

    fn profile(&mut self, profile: &crate::event::Profile) {
        use Speaker::Profile as P;
        let stage = Stage::Profile;
        let network = profile.network.clone().unwrap_or(Network::Unspecified);
        let url = What::ProfileUrl { network: Some(network.as_str().to_owned()), url: profile.url.clone() };
        self.say(stage, P, "/data/url", url);
        self.name(stage, P, "/data/display_name", &profile.display_name, NameKind::Display);
        self.name(stage, P, "/data/verified_name", &profile.verified_name, NameKind::Verified);
        for (n, former) in profile.former_names.iter().enumerate() {
            self.name(stage, P, format!("/data/former_names/{n}"), &Some(former.clone()), NameKind::Former);
        }
        let state = What::ProfileState {
            network,
            url: profile.url.clone(),
            created_at: moment(&profile.created_at),
            dormant_from: moment(&profile.dormant_from),
            dormant_until: moment(&profile.dormant_until),
            changed: profile.changed_after_dormancy.clone(),
            control: profile.control.clone(),
        };
        self.say(stage, P, "/data", state);
        if let Some(location) = text(&profile.location) {
            let what = What::Place { text: location.to_owned(), city: None, region: None, country: None };
            self.say(stage, P, "/data/location", what);
        }
        for (n, email) in filled(&profile.emails) {
            self.say(stage, P, format!("/data/emails/{n}"), What::Email(email.to_owned()));
        }
        for (n, position) in profile.positions.iter().enumerate() {
            if let Some(employer) = text(&position.employer) {
                let what = What::Job {
                    employer: employer.to_owned(),
                    title: position.title.clone(),
                    start: position.start.clone(),
                    end: position.end.clone(),
                    location: text(&position.location).map(str::to_owned),
                    remote: says_remote(&position.location),
                };
                self.say(stage, P, format!("/data/positions/{n}"), what);
            }
        }
        for (n, study) in profile.education.iter().enumerate() {
            if let Some(institution) = text(&study.institution) {
                let what = What::Study {
                    institution: institution.to_owned(),
                    area: study.area.clone(),
                    level: study.study_type.clone(),
                    start: study.start.clone(),
                    end: study.end.clone(),
                    location: None,
                };
                self.say(stage, P, format!("/data/education/{n}"), what);
            }
        }
        if let Some(photo) = text(&profile.photo_hash) {
            self.say(stage, P, "/data/photo_hash", What::Photo(photo.to_owned()));
        }
        for (n, repository) in profile.repositories.iter().enumerate() {
            let what = What::Repository {
                created_at: moment(&repository.created_at),
                first_commit_at: moment(&repository.first_commit_at),
                fork: repository.fork.unwrap_or(false),
            };
            self.say(stage, P, format!("/data/repositories/{n}"), what);
        }
    }

    fn interview(&mut self, interview: &crate::event::Interview) {
        use Speaker::{Form, Interviewer, Record};
        let stage = Stage::Interview;
        let round = match &interview.round {
            Some(crate::event::RoundName::Number(n)) => n.to_string(),
            Some(crate::event::RoundName::Name(name)) => name.clone(),
            None => self.at.to_string(),
        };
        let at = moment(&interview.at).unwrap_or(self.at);
        for (n, observation) in interview.observations.iter().enumerate() {
            if let Some(code) = &observation.code {
                let outcome = observation.outcome.clone().unwrap_or(ObservationOutcome::Observed);
                let what = What::Observation { code: code.clone(), outcome, round: round.clone() };
                self.say(stage, Interviewer, format!("/data/observations/{n}"), what);
            }
        }
        for (n, question) in interview.questions.iter().enumerate() {
            if let Some(outcome) = &question.outcome {
                let what = What::Question { about: question.about.clone(), outcome: outcome.clone() };
                self.say(stage, Interviewer, format!("/data/questions/{n}"), what);
            }
        }
        if let Some(join) = &interview.join {
            let what = What::Session {
                ip: text(&join.ip).map(str::to_owned),
                user_agent: None,
                utc_offset_minutes: join.utc_offset_minutes,
                device_id: None,
                at,
            };
            self.say(stage, Record, "/data/join", what);
            if let Some(email) = text(&join.account_email) {
                self.say(stage, Record, "/data/join/account_email", What::Email(email.to_owned()));
            }
            self.name(stage, Record, "/data/join/display_name", &join.display_name, NameKind::Display);
        }
        if let Some(claims) = &interview.claims {
            self.name(stage, Form, "/data/claims/name", &claims.name, NameKind::Full);
            if let Some(location) = text(&claims.location) {
                let what = What::Place { text: location.to_owned(), city: None, region: None, country: None };
                self.say(stage, Form, "/data/claims/location", what);
            }
            for (n, employer) in filled(&claims.employers) {
                let what = What::Job { employer: employer.to_owned(), title: None, start: None, end: None, location: None, remote: false };
                self.say(stage, Form, format!("/data/claims/employers/{n}"), what);
            }
            for (n, institution) in filled(&claims.education) {
                let what = What::Study { institution: institution.to_owned(), area: None, level: None, start: None, end: None, location: None };
                self.say(stage, Form, format!("/data/claims/education/{n}"), what);
            }
        }
    }

    fn check(&mut self, check: &crate::event::Check) {
        use Speaker::Provider;
        let stage = Stage::Check;
        let (Some(kind), Some(outcome)) = (&check.kind, &check.outcome) else { return };
        let about =
            check.about.as_ref().and_then(|a| [&a.institution, &a.employer, &a.reference, &a.name].into_iter().find_map(text).map(str::to_owned));
        let what = What::Check { kind: kind.clone(), channel: check.channel.clone(), outcome: outcome.clone(), about };
        self.say(stage, Provider, "/data/outcome", what);
        if let Some(identity) = &check.identity {
            self.name(stage, Provider, "/data/identity/name", &identity.name, NameKind::Verified);
            if let Some(document) = text(&identity.document_hash) {
                self.say(stage, Provider, "/data/identity/document_hash", What::IdentityDocument(document.to_owned()));
            }
            if let Some(photo) = text(&identity.photo_hash) {
                self.say(stage, Provider, "/data/identity/photo_hash", What::Photo(photo.to_owned()));
            }
            if let Some(address) = &identity.address {
                self.address(stage, "/data/identity/address", &address.parts(), AddressKind::Identity);
            }
        }
    }

    fn onboarding(&mut self, onboarding: &crate::event::Onboarding) {
        let stage = Stage::Onboarding;
        self.name(stage, Speaker::Form, "/data/legal_name", &onboarding.legal_name, NameKind::Legal);
        for (field, address, kind) in [
            ("/data/address", &onboarding.address, AddressKind::Residence),
            ("/data/ship_to", &onboarding.ship_to, AddressKind::ShipTo),
            ("/data/tax_address", &onboarding.tax_address, AddressKind::Tax),
        ] {
            if let Some(address) = address {
                self.address(stage, field, address, kind);
            }
        }
        if let Some(phone) = text(&onboarding.phone) {
            self.say(stage, Speaker::Form, "/data/phone", What::Phone(phone.to_owned()));
        }
        if let Some(payee) = &onboarding.payee {
            self.payee(stage, "/data/payee", payee);
        }
        if let Some(declared) = &onboarding.declared {
            self.declared(stage, declared);
        }
    }

    fn payee(&mut self, stage: Stage, pointer: &str, payee: &Payee) {
        let what = What::Payee { account: payee.account_hash.clone(), holder: text(&payee.holder_name).map(str::to_owned), kind: payee.kind.clone() };
        self.say(stage, Speaker::Form, pointer, what);
    }

    fn shipment(&mut self, shipment: &crate::event::Shipment) {
        let stage = Stage::Onboarding;
        self.say(stage, Speaker::Record, "/data/device_serial", What::DeviceSerial(shipment.device_serial.clone()));
        if let Some(address) = &shipment.ship_to {
            self.address(stage, "/data/ship_to", address, AddressKind::ShipTo);
        }
        for (n, event) in shipment.carrier_events.iter().enumerate() {
            if let Some(code) = &event.code {
                let what = What::Parcel { code: code.clone(), at: moment(&event.at), signed_by: text(&event.signed_by).map(str::to_owned) };
                self.say(stage, Speaker::Record, format!("/data/carrier_events/{n}"), what);
            }
        }
    }

    fn signin(&mut self, signin: &crate::event::Signin) {
        let stage = Stage::Work;
        if signin.outcome == Some(crate::event::SigninOutcome::Blocked) {
            let country = text(&signin.country).map(str::to_uppercase);
            self.say(stage, Speaker::Record, "/data", What::BlockedSignin { country });
            return;
        }
        let what = What::Session {
            ip: Some(signin.ip.clone()),
            user_agent: signin.user_agent.clone(),
            utc_offset_minutes: signin.utc_offset_minutes,
            device_id: text(&signin.device_id).map(str::to_owned),
            at: moment(&signin.at).unwrap_or(self.at),
        };
        self.say(stage, Speaker::Record, "/data", what);
        if let Some(mfa) = text(&signin.mfa_device_id) {
            self.say(stage, Speaker::Record, "/data/mfa_device_id", What::MfaDevice(mfa.to_owned()));
        }
    }

    fn endpoint(&mut self, endpoint: &crate::event::Endpoint) {
        let (stage, by) = (Stage::Work, Speaker::Record);
        self.say(stage, by, "/data/device_serial", What::DeviceSerial(endpoint.device_serial.clone()));
        if let Some(ip) = text(&endpoint.public_ip) {
            self.say(stage, by, "/data/public_ip", What::EndpointIp(ip.to_owned()));
        }
        if let Some(bssid) = text(&endpoint.wifi_bssid) {
            self.say(stage, by, "/data/wifi_bssid", What::WifiBssid(bssid.to_owned()));
        }
        for (n, name) in filled(&endpoint.software) {
            self.say(stage, by, format!("/data/software/{n}"), What::Software(name.to_owned()));
        }
        for (n, process) in endpoint.processes.iter().enumerate() {
            if let Some(name) = text(&process.name) {
                self.say(stage, by, format!("/data/processes/{n}/name"), What::Software(name.to_owned()));
            }
            if let Some(command) = text(&process.command_line) {
                self.say(stage, by, format!("/data/processes/{n}/command_line"), What::CommandLine(command.to_owned()));
            }
        }
        for (n, usb) in endpoint.usb.iter().enumerate() {
            if let (Some(vendor), Some(product)) = (text(&usb.vendor_id), text(&usb.product_id)) {
                let what = What::Usb {
                    vendor_id: vendor.to_lowercase(),
                    product_id: product.to_lowercase(),
                    manufacturer: usb.manufacturer.clone(),
                    product: usb.product.clone(),
                };
                self.say(stage, by, format!("/data/usb/{n}"), what);
            }
        }
        for (n, display) in endpoint.displays.iter().enumerate() {
            let what = What::Display {
                manufacturer: text(&display.manufacturer).map(str::to_owned),
                product: text(&display.product).map(str::to_owned),
                serial: text(&display.serial).map(str::to_owned),
            };
            self.say(stage, by, format!("/data/displays/{n}"), what);
        }
        if let Some(latency) = &endpoint.input_latency_ms
            && let Some(p50_ms) = latency.p50
        {
            let what = What::InputLatency { p50_ms, samples: latency.samples.unwrap_or(0) };
            self.say(stage, by, "/data/input_latency_ms", what);
        }
    }
}

fn text(value: &Option<String>) -> Option<&str> {
    value.as_deref().map(str::trim).filter(|v| !v.is_empty())
}

fn filled(values: &[String]) -> impl Iterator<Item = (usize, &str)> {
    values.iter().map(|v| v.trim()).enumerate().filter(|(_, v)| !v.is_empty())
}

fn moment(value: &Option<Moment>) -> Option<Timestamp> {
    value.as_ref().and_then(Moment::known)
}

fn says_remote(value: &Option<String>) -> bool {
    value.as_deref().is_some_and(|v| {
        let v = v.to_lowercase();
        ["remote", "distributed", "work from home", "télétravail", "home office", "freelance", "contract", "part-time", "part time", "self-employed"]
            .iter()
            .any(|word| v.contains(word))
    })
}

/// `Name <mailbox>` → `mailbox`.
fn address_of_mailbox(from: &str) -> &str {
    match (from.rfind('<'), from.rfind('>')) {
        (Some(open), Some(close)) if open < close => &from[open + 1..close],
        _ => from,
    }
}
