//! The events of the contract: what goes in. Field names are final; every field is optional unless it says otherwise.
//! Texts are as typed by strangers. Nationality, ethnicity, sex, looks and salary wishes have no field here.

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::date::{Moment, PartialDate};
use crate::parse::{locate, odd};

/// One thing learnt about one candidacy.
#[derive(Debug, Clone)]
pub struct Event {
    /// Unique within `source`.
    pub id: String,
    /// Who reports it.
    pub source: String,
    /// The candidacy: one person's attempt at one job.
    pub subject: String,
    /// When it happened, as the source says.
    pub time: Timestamp,
    /// What happened.
    pub data: Data,
}

/// An enumeration of the contract that keeps a value it does not know (and notes it) instead of refusing the event.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum $name { $($variant,)+ Other(String) }
        impl $name {
            /// The contract's word for it.
            pub fn as_str(&self) -> &str {
                match self { $(Self::$variant => $text,)+ Self::Other(text) => text }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                Ok(match text.as_ref() {
                    $($text => Self::$variant,)+
                    other => {
                        odd::note::<D::Error>(&format!(
                            "unknown value {:?}, kept but not used; known are {}",
                            crate::date::shorten(other), [$($text),+].join(", ")))?;
                        Self::Other(other.to_owned())
                    }
                })
            }
        }
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "string", "examples": [$($text),+],
                    "description": concat!("Known values: ", $($text, " ",)+ "; another one is kept with a warning.")})
            }
        }
    };
}

/// A struct of the contract: all fields may be missing, unknown ones are reported by the reader, and only a JSON object will do
/// (derived readers take an array for a struct, too, field by field).
macro_rules! form {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        #[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
        #[serde(default, remote = "Self")]
        $(#[$doc])*
        #[allow(missing_docs)]
        pub struct $name { $($(#[$fdoc])* #[serde(skip_serializing_if = "Missing::missing", deserialize_with = "nullable")] pub $field: $type),* }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;
                impl<'de> serde::de::Visitor<'de> for Object {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("an object")
                    }
                    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        $name::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }
                deserializer.deserialize_map(Object)
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }
    };
}

/// `null` means not given, for lists and texts too.
fn nullable<'de, D: serde::Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// Absent in the contract's sense: not given, or empty.
trait Missing {
    fn missing(&self) -> bool;
}
impl<T> Missing for Option<T> {
    fn missing(&self) -> bool {
        self.is_none()
    }
}
impl<T> Missing for Vec<T> {
    fn missing(&self) -> bool {
        self.is_empty()
    }
}
impl Missing for String {
    fn missing(&self) -> bool {
        self.is_empty()
    }
}

type Text = Option<String>;

open_enum!(/// How an application arrived.
Channel { CareerSite = "career_site", JobBoard = "job_board", Referral = "referral", Agency = "agency", Sourced = "sourced", Marketplace = "marketplace" });
open_enum!(/// What a document is.
DocumentKind { Resume = "resume", CoverLetter = "cover_letter", Portfolio = "portfolio", Diploma = "diploma", Identity = "identity", WorkSample = "work_sample", Unspecified = "other" });
open_enum!(/// A public profile's network.
Network { LinkedIn = "linkedin", GitHub = "github", StackOverflow = "stackoverflow", Website = "website", Unspecified = "other" });
open_enum!(/// Whether the candidate showed that a profile is theirs.
Control { Proven = "proven", Failed = "failed", Declined = "declined", Untested = "untested" });
open_enum!(/// What changed when a dormant profile woke.
Changed { Name = "name", Headline = "headline", Location = "location", Employer = "employer", Education = "education", Photo = "photo" });
open_enum!(/// How an interview was held.
Medium { Video = "video", Phone = "phone", Onsite = "onsite" });
open_enum!(/// What an interviewer noted.
ObservationCode {
    CameraRefused = "camera_refused", PersonDiffers = "person_differs", LivenessFailed = "liveness_failed", LivenessPassed = "liveness_passed",
    ReadingAnswers = "reading_answers", OtherVoices = "other_voices", VirtualCamera = "virtual_camera", VoiceChanger = "voice_changer",
    RemoteSessionVisible = "remote_session_visible", OtherPersonaVisible = "other_persona_visible", PlaceUnknown = "place_unknown",
    InPersonDeclined = "in_person_declined", InPersonMet = "in_person_met", OneTimeCodeFailed = "one_time_code_failed",
    OneTimeCodePassed = "one_time_code_passed", SerialShown = "serial_shown", SerialNotShown = "serial_not_shown", MovedOffPlatform = "moved_off_platform" });
open_enum!(/// How sure an observation is; `accommodated` never counts against a person.
ObservationOutcome { Observed = "observed", Accommodated = "accommodated", Unsure = "unsure" });
open_enum!(/// How a question was answered; `unable` never counts against a person.
Answered { Correct = "correct", Partial = "partial", Wrong = "wrong", Unable = "unable" });
open_enum!(/// How a test was taken.
TestKind { TakeHome = "take_home", Live = "live", Proctored = "proctored" });
open_enum!(/// What a check was about.
CheckKind { Education = "education", Employment = "employment", Reference = "reference", Identity = "identity", Address = "address", Sanctions = "sanctions", ProfileOwner = "profile_owner", TaxRecord = "tax_record" });
open_enum!(/// Where the contact of a check came from.
CheckChannel { Independent = "independent", CandidateSupplied = "candidate_supplied" });
open_enum!(/// What a check said.
CheckOutcome { Confirmed = "confirmed", Denied = "denied", Mismatch = "mismatch", Unable = "unable", Pending = "pending" });
open_enum!(/// Kind of account that is paid.
PayeeKind { Bank = "bank", Prepaid = "prepaid", TransferService = "transfer_service", Crypto = "crypto" });
open_enum!(/// What happened to a parcel.
CarrierCode { Redirected = "redirected", Delivered = "delivered", Returned = "returned", ReExported = "re_exported", Signed = "signed" });
open_enum!(/// Outcome of a sign-in.
SigninOutcome { Success = "success", Blocked = "blocked" });
open_enum!(/// A person's verdict on a link.
Verdict { SamePerson = "same_person", Linked = "linked", NotLinked = "not_linked" });
open_enum!(/// A person's decision; the only thing that ends a candidacy.
Decision { Cleared = "cleared", ConfirmedFraud = "confirmed_fraud", ImpersonationVictim = "impersonation_victim", RejectedOther = "rejected_other", Withdrawn = "withdrawn", Hired = "hired" });

form!(/// The job applied for.
Requisition { /// Required.
    id: String, /// Required.
    title: String, department: Text, location: Text, country: Text, remote: Option<bool> });
form!(/// Who sent the candidate.
Referrer { name: Text, email: Text, candidacy: Text });
form!(/// Agency behind an application.
Agency { name: Text, domain: Text });
form!(/// A name as given; `former` is seen by trained reviewers only and weighs nothing.
Name { /// Required.
    full: String, given: Text, family: Text, preferred: Text, former: Vec<String> });
form!(/// A postal address as typed.
Address { line1: Text, line2: Text, city: Text, region: Text, postal_code: Text, country: Text });
form!(/// A profile that the candidate lists.
ProfileLink { network: Text, url: Text });
form!(/// Answer to a question of the form.
Answer { question: Text, answer: Text });
form!(/// A file that came with the application. `path` is relative to the events file.
Document { /// Required.
    id: String, kind: Option<DocumentKind>, /// Required.
    filename: String, media_type: Text, path: Text, content_base64: Text });
form!(/// Somebody who vouches.
Reference { name: Text, email: Text, phone: Text, employer: Text, relationship: Text });
form!(/// The browser session of the application. Time-zone offset in minutes east of UTC.
Session { ip: Text, user_agent: Text, utc_offset_minutes: Option<i32>, device_id: Text, at: Option<Moment> });
form!(/// What the candidate declared of their own accord; it can only explain, never harm.
Declared { household_with: Vec<String>, moved_recently: Option<bool>, name_changed: Option<bool>, accommodation: Option<bool> });

form!(/// `hirewall.application.submitted.v1` and `.updated.v1`.
Application {
    /// Required in `submitted`.
    requisition: Option<Requisition>, channel: Option<Channel>, referrer: Option<Referrer>, agency: Option<Agency>,
    /// Required in `submitted`.
    name: Option<Name>, emails: Vec<String>, phones: Vec<String>, address: Option<Address>, profiles: Vec<ProfileLink>,
    answers: Vec<Answer>, resume: Option<Resume>, documents: Vec<Document>, references: Vec<Reference>,
    session: Option<Session>, declared: Option<Declared> });

form!(/// A position on a profile.
Position { employer: Text, title: Text, start: Option<PartialDate>, end: Option<PartialDate>, location: Text });
form!(/// A study on a profile.
#[serde(rename_all = "camelCase")]
ProfileStudy { institution: Text, area: Text, study_type: Text, start: Option<PartialDate>, end: Option<PartialDate> });
form!(/// A code repository seen on a profile.
Repository { name: Text, created_at: Option<Moment>, first_commit_at: Option<Moment>, tree_hashes: Vec<String>, author_names: Vec<String>, author_emails: Vec<String>, fork: Option<bool> });
form!(/// `hirewall.profile.observed.v1`: one snapshot of a public profile.
Profile {
    /// Required.
    network: Option<Network>, /// Required.
    url: String, account_id: Text, handle: Text, display_name: Text, former_names: Vec<String>, verified_name: Text,
    created_at: Option<Moment>, dormant_from: Option<Moment>, dormant_until: Option<Moment>, changed_after_dormancy: Vec<Changed>,
    location: Text, headline: Text, connections: Option<i64>, positions: Vec<Position>, education: Vec<ProfileStudy>,
    photo_hash: Text, control: Option<Control>, emails: Vec<String>, repositories: Vec<Repository> });

form!(/// A header of a mail, as written.
Header { name: Text, value: Text });
form!(/// `hirewall.message.received.v1`. `text` is what was written in this mail, without what it quotes and without the signature.
Message { path: Text, content_base64: Text, from: Text, from_name: Text, reply_to: Text, date: Option<Moment>, subject: Text, text: Text, authentication_results: Text,
    message_id: Text, quoted: Text, signature: Text, headers: Vec<Header> });

form!(/// What a document says of itself, as written in it. Offset in minutes east of UTC.
DocumentMeta { author: Text, last_modified_by: Text, title: Text, producer: Text, creator: Text, template: Text, company: Text, created: Text, modified: Text,
    created_offset_minutes: Option<i32>, revisions: Option<u32>, ids: Vec<String>, rsids: Vec<String>, fonts: Vec<String> });
form!(/// Where in the text a field was read (bytes from its beginning), and how sure the reading is (0 to 100, by rule). `pointer` is within `data`.
ReadField { pointer: String, from: Option<u64>, to: Option<u64>, confidence: Option<u8> });
form!(/// What was seen in a document besides what it says: content that acts, hides or poses. It is for the security queue, and no signal reads it.
Seen { /// Required. Its word, such as `macro-auto-run`.
    what: String,
    /// Which one: a name, a target, a call.
    detail: Text });
form!(/// `hirewall.document.read.v1`: what a worker read out of a document. All of it can be misread.
DocumentRead {
    /// Required. blake3 of the content, in hex.
    document: String, /// Required. Version of the parser.
    parser: Option<u32>, filename: Text, kind: Text, media_type: Text, pages: Option<u32>, language: Text, text: Text, truncated: Option<bool>,
    /// Why nothing was read.
    unreadable: Text, meta: Option<DocumentMeta>, links: Vec<String>,
    /// blake3 of each embedded picture.
    images: Vec<String>,
    /// Active content by name, as parsers before the third wrote it.
    active: Vec<String>,
    /// What was seen in it and in the files within it.
    observed: Vec<Seen>, emails: Vec<String>, phones: Vec<String>, resume: Option<Resume>, fields: Vec<ReadField>,
    /// Ids of the events that hold what was read of the documents within this one.
    parts: Vec<String> });

form!(/// How a meeting was joined.
Join { ip: Text, display_name: Text, account_email: Text, utc_offset_minutes: Option<i32>, devices: Vec<String> });
form!(/// What an interviewer noted.
Observation { /// Required.
    code: Option<ObservationCode>, outcome: Option<ObservationOutcome>, note: Text });
form!(/// A question of a structured interview.
Question { id: Text, prompt: Text, about: Text, outcome: Option<Answered> });
form!(/// What the candidate said of themselves in the interview.
InterviewClaims { location: Text, employers: Vec<String>, education: Vec<String>, name: Text });
form!(/// `hirewall.interview.held.v1`.
Interview { round: Option<RoundName>, medium: Option<Medium>, interviewer: Text, at: Option<Moment>, join: Option<Join>, observations: Vec<Observation>, questions: Vec<Question>, claims: Option<InterviewClaims> });

/// A round's number or name.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum RoundName {
    /// 1, 2, 3 …
    Number(i64),
    /// As the ATS calls it.
    Name(String),
}

form!(/// Telemetry of a test.
Telemetry { paste_bursts: Option<i64>, focus_losses: Option<i64>, second_session: Option<bool> });
form!(/// `hirewall.test.scored.v1`; score 0–1.
Test { kind: Option<TestKind>, score: Option<f64>, cohort_p05: Option<f64>, telemetry: Option<Telemetry>, code_hash: Text });

form!(/// What a check was about.
CheckAbout { institution: Text, employer: Text, reference: Text, name: Text });
form!(/// What an identity check read. The birth date exists only as an opaque hash and is never a claim.
CheckIdentity { name: Text, country: Text, document_hash: Text, photo_hash: Text, address: Option<AddressText>, birth_date_hash: Text });

/// An address as one line or in parts.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum AddressText {
    /// One line.
    Line(String),
    /// In parts.
    Parts(Address),
}

impl AddressText {
    /// The address in parts; one line stands in `line1`.
    pub fn parts(&self) -> Address {
        match self {
            Self::Line(line) => Address { line1: Some(line.clone()), ..Address::default() },
            Self::Parts(parts) => parts.clone(),
        }
    }
}

form!(/// `hirewall.check.returned.v1`.
Check { /// Required.
    kind: Option<CheckKind>, provider: Text, channel: Option<CheckChannel>, /// Required.
    outcome: Option<CheckOutcome>, about: Option<CheckAbout>, identity: Option<CheckIdentity>, note: Text });

form!(/// Who is paid.
Payee { /// Required.
    account_hash: String, holder_name: Text, kind: Option<PayeeKind> });
form!(/// `hirewall.onboarding.submitted.v1`.
Onboarding { legal_name: Text, address: Option<Address>, ship_to: Option<Address>, tax_address: Option<Address>, phone: Text, payee: Option<Payee>, declared: Option<Declared> });
form!(/// Something that happened to a parcel.
CarrierEvent { code: Option<CarrierCode>, at: Option<Moment>, place: Text, signed_by: Text });
form!(/// `hirewall.device.shipped.v1`.
Shipment { /// Required.
    device_serial: String, ship_to: Option<Address>, carrier_events: Vec<CarrierEvent> });
form!(/// `hirewall.signin.observed.v1`.
Signin { /// Required.
    at: Option<Moment>, /// Required.
    ip: String, device_id: Text, mfa_device_id: Text, user_agent: Text, utc_offset_minutes: Option<i32>, app: Text, outcome: Option<SigninOutcome>, country: Text });
form!(/// A running program.
Process { name: Text, command_line: Text });
form!(/// A USB device; ids in hexadecimal.
Usb { vendor_id: Text, product_id: Text, manufacturer: Text, product: Text, serial: Text });
form!(/// A connected display.
Display { manufacturer: Text, product: Text, serial: Text });
form!(/// Input latency in milliseconds.
Latency { p50: Option<f64>, p95: Option<f64>, samples: Option<i64> });
form!(/// An outgoing connection.
Connection { host: Text, port: Option<i64> });
form!(/// `hirewall.endpoint.observed.v1`.
Endpoint { /// Required.
    at: Option<Moment>, /// Required.
    device_serial: String, public_ip: Text, wifi_bssid: Text, software: Vec<String>, processes: Vec<Process>, usb: Vec<Usb>, displays: Vec<Display>, input_latency_ms: Option<Latency>, connections: Vec<Connection> });
form!(/// `hirewall.code.observed.v1`.
Code { at: Option<Moment>, handle: Text, author_names: Vec<String>, repositories_cloned: Option<i64>, cohort_p95_cloned: Option<i64>, pushed_to_personal: Option<bool> });
form!(/// `hirewall.payroll.changed.v1`.
Payroll { at: Option<Moment>, payee: Option<Payee> });
form!(/// `hirewall.stage.changed.v1`.
StageChange { from: Text, to: Text });
form!(/// `hirewall.candidacy.merged.v1`.
Merged { /// Required.
    into: String });
form!(/// `hirewall.candidacy.erased.v1`.
Erased { /// Required.
    basis: String });
form!(/// `hirewall.link.judged.v1`.
LinkJudged { /// Required.
    with: String, /// Required.
    verdict: Option<Verdict>, /// Required.
    reason: String, /// Required.
    by: String });
form!(/// `hirewall.decision.recorded.v1`.
DecisionRecorded { /// Required.
    decision: Option<Decision>, /// Required.
    reason: String, /// Required.
    by: String });

form!(/// JSON Resume 1.0, the parts that are read. <https://jsonresume.org/schema>
Resume {
    #[serde(rename = "$schema")] schema: Text,
    basics: Option<Basics>, work: Vec<Work>, volunteer: Vec<Work>, education: Vec<Education>, skills: Vec<Skill>,
    awards: Option<Unread>, certificates: Option<Unread>, publications: Option<Unread>, languages: Option<Unread>, interests: Option<Unread>,
    references: Vec<ResumeReference>, projects: Vec<Project>, meta: Option<Unread> });

/// A part of a form that is kept in the log but not read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Unread(serde_json::Value);

impl<'de> Deserialize<'de> for Unread {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Not `IgnoredAny`, which would be reported as an unknown field.
        serde_json::Value::deserialize(deserializer).map(Self)
    }
}

form!(/// Head of a résumé. `image` is kept in the log and never read.
Basics { name: Text, label: Text, image: Option<Unread>, email: Text, phone: Text, url: Text, summary: Text, location: Option<ResumeLocation>, profiles: Vec<ResumeProfile> });
form!(/// Where a résumé says its owner lives.
#[serde(rename_all = "camelCase")]
ResumeLocation { address: Text, postal_code: Text, city: Text, country_code: Text, region: Text });
form!(/// A profile named in a résumé.
ResumeProfile { network: Text, username: Text, url: Text });
form!(/// A job.
#[serde(rename_all = "camelCase")]
Work { #[serde(alias = "company", alias = "organization")] name: Text, location: Text, description: Text, position: Text, url: Text, start_date: Option<PartialDate>, end_date: Option<PartialDate>, summary: Text, highlights: Vec<String> });
form!(/// A study.
#[serde(rename_all = "camelCase")]
Education { institution: Text, url: Text, area: Text, study_type: Text, start_date: Option<PartialDate>, end_date: Option<PartialDate>, score: Option<Unread>, courses: Vec<String>, location: Text });
form!(/// A skill.
Skill { name: Text, level: Text, keywords: Vec<String> });
form!(/// What somebody says in a résumé.
ResumeReference { name: Text, reference: Text });
form!(/// A project.
#[serde(rename_all = "camelCase")]
Project { name: Text, description: Text, highlights: Vec<String>, keywords: Vec<String>, start_date: Option<PartialDate>, end_date: Option<PartialDate>, url: Text, roles: Vec<String>, entity: Text, #[serde(rename = "type")] kind: Text });

/// One list of all event types: name in the contract, variant, form.
macro_rules! event_types {
    ($($name:literal => $variant:ident($form:ty)),+ $(,)?) => {
        /// What happened, by event type.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs)]
        pub enum Data { $($variant(Box<$form>),)+ /// Kept, not used.
            Unknown(String) }

        /// The contract's event types, in its order.
        pub const EVENT_TYPES: &[&str] = &[$($name),+];

        impl Data {
            /// Reads `data` by event type; `unknown` hears the pointer of each unknown field.
            pub(crate) fn read(kind: &str, raw: &str, unknown: &mut dyn FnMut(String)) -> Result<Self, serde_json::Error> {
                let mut json = serde_json::Deserializer::from_str(raw);
                let mut ignored = |path: serde_ignored::Path<'_>| unknown(path_pointer(&path));
                match kind {
                    $($name => serde_ignored::deserialize::<_, _, $form>(&mut json, &mut ignored).map(|d| Self::$variant(Box::new(d))),)+
                    other => Ok(Self::Unknown(other.to_owned())),
                }
            }

            /// Where and why `data` cannot be read.
            pub(crate) fn locate(kind: &str, raw: &str) -> Option<(String, String)> {
                match kind { $($name => locate::<$form>(raw.as_bytes()),)+ _ => None }
            }

            /// The contract's name of this event type.
            pub fn kind(&self) -> &str {
                match self { $(Self::$variant(_) => $name,)+ Self::Unknown(kind) => kind }
            }

            /// `data` as JSON, as read (fields that are not read are gone).
            pub fn to_json(&self) -> serde_json::Value {
                match self { $(Self::$variant(d) => serde_json::to_value(d).unwrap_or_default(),)+ Self::Unknown(_) => serde_json::Value::Null }
            }
        }

        /// JSON Schema of `data` for every event type.
        pub fn schemas() -> Vec<(&'static str, schemars::Schema)> {
            vec![$(($name, schemars::schema_for!($form))),+]
        }
    };
}

event_types! {
    "hirewall.application.submitted.v1" => ApplicationSubmitted(Application),
    "hirewall.application.updated.v1" => ApplicationUpdated(Application),
    "hirewall.profile.observed.v1" => ProfileObserved(Profile),
    "hirewall.message.received.v1" => MessageReceived(Message),
    "hirewall.document.read.v1" => DocumentRead(DocumentRead),
    "hirewall.interview.held.v1" => InterviewHeld(Interview),
    "hirewall.test.scored.v1" => TestScored(Test),
    "hirewall.check.returned.v1" => CheckReturned(Check),
    "hirewall.onboarding.submitted.v1" => OnboardingSubmitted(Onboarding),
    "hirewall.device.shipped.v1" => DeviceShipped(Shipment),
    "hirewall.signin.observed.v1" => SigninObserved(Signin),
    "hirewall.endpoint.observed.v1" => EndpointObserved(Endpoint),
    "hirewall.code.observed.v1" => CodeObserved(Code),
    "hirewall.payroll.changed.v1" => PayrollChanged(Payroll),
    "hirewall.stage.changed.v1" => StageChanged(StageChange),
    "hirewall.candidacy.merged.v1" => CandidacyMerged(Merged),
    "hirewall.candidacy.erased.v1" => CandidacyErased(Erased),
    "hirewall.link.judged.v1" => LinkJudged(LinkJudged),
    "hirewall.decision.recorded.v1" => DecisionRecorded(DecisionRecorded),
}

impl Data {
    /// The first required field that is missing or empty, as (pointer, words).
    pub(crate) fn missing(&self) -> Option<(String, String)> {
        let require = |given: bool, pointer: &str| (!given).then(|| (pointer.to_owned(), "is required".to_owned()));
        match self {
            Self::ApplicationSubmitted(a) => {
                let r = a.requisition.as_ref();
                require(r.is_some(), "/requisition")
                    .or_else(|| require(r.is_some_and(|r| !r.id.trim().is_empty()), "/requisition/id"))
                    .or_else(|| require(r.is_some_and(|r| !r.title.trim().is_empty()), "/requisition/title"))
                    .or_else(|| require(a.name.is_some(), "/name"))
                    .or_else(|| missing_documents(a))
            }
            Self::ApplicationUpdated(a) => missing_documents(a),
            Self::ProfileObserved(p) => require(p.network.is_some(), "/network").or_else(|| require(!p.url.trim().is_empty(), "/url")),
            Self::InterviewHeld(i) => {
                i.observations.iter().position(|o| o.code.is_none()).map(|n| (format!("/observations/{n}/code"), "is required".to_owned()))
            }
            Self::CheckReturned(c) => require(c.kind.is_some(), "/kind").or_else(|| require(c.outcome.is_some(), "/outcome")),
            Self::OnboardingSubmitted(o) => o.payee.as_ref().and_then(|p| require(!p.account_hash.is_empty(), "/payee/account_hash")),
            Self::PayrollChanged(p) => p.payee.as_ref().and_then(|p| require(!p.account_hash.is_empty(), "/payee/account_hash")),
            Self::DeviceShipped(d) => require(!d.device_serial.is_empty(), "/device_serial"),
            Self::SigninObserved(s) => require(s.at.is_some(), "/at").or_else(|| require(!s.ip.is_empty(), "/ip")),
            Self::EndpointObserved(e) => require(e.at.is_some(), "/at").or_else(|| require(!e.device_serial.is_empty(), "/device_serial")),
            Self::DocumentRead(d) => require(!d.document.trim().is_empty(), "/document").or_else(|| require(d.parser.is_some(), "/parser")),
            Self::CandidacyMerged(m) => require(!m.into.trim().is_empty(), "/into"),
            Self::CandidacyErased(e) => require(!e.basis.trim().is_empty(), "/basis"),
            Self::LinkJudged(l) => require(!l.with.trim().is_empty(), "/with")
                .or_else(|| require(l.verdict.is_some(), "/verdict"))
                .or_else(|| require(!l.reason.trim().is_empty(), "/reason"))
                .or_else(|| require(!l.by.trim().is_empty(), "/by")),
            Self::DecisionRecorded(d) => require(d.decision.is_some(), "/decision")
                .or_else(|| require(!d.reason.trim().is_empty(), "/reason"))
                .or_else(|| require(!d.by.trim().is_empty(), "/by")),
            Self::MessageReceived(_) | Self::TestScored(_) | Self::CodeObserved(_) | Self::StageChanged(_) | Self::Unknown(_) => None,
        }
    }
}

fn missing_documents(application: &Application) -> Option<(String, String)> {
    application.documents.iter().enumerate().find_map(|(n, d)| {
        let field = if d.id.trim().is_empty() {
            "id"
        } else if d.filename.trim().is_empty() {
            "filename"
        } else {
            return None;
        };
        Some((format!("/documents/{n}/{field}"), "is required".to_owned()))
    })
}

fn path_pointer(path: &serde_ignored::Path<'_>) -> String {
    use serde_ignored::Path;
    match path {
        Path::Root => String::new(),
        Path::Seq { parent, index } => format!("{}/{index}", path_pointer(parent)),
        Path::Map { parent, key } => format!("{}/{}", path_pointer(parent), crate::parse::escape(key)),
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => path_pointer(parent),
    }
}
