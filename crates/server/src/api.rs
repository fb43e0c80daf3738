//! What programs are told and may do: the same as people in the console, with tokens, under the same roles. [`crate::openapi`] describes it.

use axum::Extension;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hirewall_engine::campaigns;
use hirewall_engine::cases::{self, Act};
use hirewall_model::Assessment;
use hirewall_model::assessment::Band;
use hirewall_store::cases::{Answered, Case, Change, Committed, Filter};
use hirewall_store::inbox::Delivery;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::acts::{Decide, Work};
use crate::app::App;
use crate::inbox::NotTaken;
use crate::people::Person;
use crate::problem::Problem;
use crate::roles::{Grant, Role};

/// Items on a page where nothing else is asked for, and the most.
pub(crate) const ITEMS: u32 = 50;
pub(crate) const MOST_ITEMS: u32 = 200;
/// Most characters of a key that makes a request safe to send again.
pub(crate) const MOST_KEY: usize = 200;
/// Where messages that programs deliver come from, in place of a web hook's name.
pub const SOURCE: &str = "api";

/// A page of a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next page begins; null on the last.
    pub next: Option<String>,
}

/// A case.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Case")]
pub struct CaseOut {
    /// The candidacy.
    pub candidacy: String,
    /// Band of its latest assessment.
    pub band: String,
    /// Its score; null for whom the role shows none.
    pub bits: Option<f64>,
    /// State of the work.
    pub state: cases_state::State,
    /// Whether somebody has still to do something.
    pub open: bool,
    /// Who works on it.
    pub assignee: Option<String>,
    /// The team that it was handed to.
    pub team: Option<String>,
    /// When the next step is due; null while the clock stands still.
    #[schemars(with = "Option<cases_state::Time>")]
    pub due: Option<Timestamp>,
    /// When it was opened.
    #[schemars(with = "cases_state::Time")]
    pub opened: Timestamp,
    /// When it was changed last.
    #[schemars(with = "cases_state::Time")]
    pub changed: Timestamp,
    /// Title of the job.
    pub job: String,
    /// Latest stage heard of.
    pub stage: String,
    /// The strongest findings that the role sees, by signal.
    pub reasons: Vec<String>,
    /// Files that carry something hostile.
    pub hostile_files: usize,
    /// The campaign it belongs to.
    pub campaign: Option<String>,
    /// What is to be done, and what was.
    pub tasks: Vec<TaskOut>,
    /// A decision that waits for a second person.
    pub proposed: Option<String>,
    /// Counts its changes; also its `ETag`.
    pub version: i64,
}

/// Something to do.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Task")]
pub struct TaskOut {
    /// What.
    pub words: String,
    /// Who did it.
    pub done: Option<String>,
}

/// Words with their forms.
mod cases_state {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde::Serialize;

    /// A state of the work.
    #[derive(Debug, Serialize)]
    pub struct State(pub String);

    impl JsonSchema for State {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "State".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            let words: Vec<&str> = hirewall_engine::cases::State::ALL.iter().map(|state| state.as_str()).collect();
            json_schema!({"type": "string", "enum": words})
        }
    }

    /// A time.
    pub struct Time;

    impl JsonSchema for Time {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Time".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": "string", "format": "date-time"})
        }
    }
}

/// A campaign in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Campaign")]
pub struct CampaignOut {
    /// Its id.
    pub id: String,
    /// Candidacies that belong to it.
    pub members: Vec<String>,
    /// When its first member was first seen.
    #[schemars(with = "cases_state::Time")]
    pub first_seen: Timestamp,
    /// When its last member was last seen.
    #[schemars(with = "cases_state::Time")]
    pub last_seen: Timestamp,
}

/// An entry of the audit.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Entry")]
pub struct EntryOut {
    /// Its place, from 1, without gaps.
    pub seq: i64,
    /// When.
    #[schemars(with = "cases_state::Time")]
    pub at: Timestamp,
    /// Who did it.
    pub who: String,
    /// What was done.
    pub what: String,
    /// The candidacy; null where there is none or it was forgotten.
    pub about: Option<String>,
    /// More about it; null once the person is forgotten.
    pub details: Option<serde_json::Value>,
    /// Hash over it and over the entry before, in hexadecimal digits.
    pub hash: String,
}

/// What became of a delivery.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Delivered")]
pub struct DeliveredOut {
    /// Whether it is new; the same again changes nothing.
    pub new: bool,
}

/// Which cases.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CasesAsked {
    closed: bool,
    mine: bool,
    overdue: bool,
    band: Option<String>,
    team: Option<String>,
    cursor: Option<String>,
    limit: Option<u32>,
}

/// A part of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartAsked {
    cursor: Option<String>,
    limit: Option<u32>,
}

/// Why a case is opened.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Why.
    #[schemars(length(min = 10))]
    words: String,
}

fn wrong(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "not_understood", detail)
}

fn unknown() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found", "nothing is known of this candidacy, or it has no case")
}

fn stale() -> Problem {
    Problem::new(StatusCode::PRECONDITION_FAILED, "changed", "somebody has changed this case; read it again")
}

fn asked<T>(query: Result<Query<T>, QueryRejection>) -> Result<T, Problem> {
    query.map(|Query(asked)| asked).map_err(|why| wrong(why.body_text()))
}

fn named(path: Result<Path<String>, PathRejection>) -> Result<String, Problem> {
    path.map(|Path(name)| name).map_err(|why| wrong(why.body_text()))
}

fn limit(asked: Option<u32>) -> Result<u32, Problem> {
    match asked.unwrap_or(ITEMS) {
        limit @ 1..=MOST_ITEMS => Ok(limit),
        _ => Err(wrong(format!("limit is from 1 to {MOST_ITEMS}"))),
    }
}

/// A body of JSON.
fn body<T: DeserializeOwned>(headers: &HeaderMap, bytes: &[u8]) -> Result<T, Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", "the body has to be application/json"));
    }
    serde_json::from_slice(bytes)
        .map_err(|why| wrong(format!("the body is not of its form at line {}, column {}: {:?}", why.line(), why.column(), why.classify())))
}

fn bytes(body: Result<Bytes, BytesRejection>) -> Result<Bytes, Problem> {
    body.map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "the body is too large, or did not come whole"))
}

fn cursor(place: &str) -> String {
    URL_SAFE_NO_PAD.encode(place)
}

fn place(cursor: &str) -> Result<String, Problem> {
    let place = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    place.ok_or_else(|| wrong("cursor is not one that a page gave"))
}

fn json<T: Serialize>(status: StatusCode, value: &T) -> Result<Response, Problem> {
    let text = serde_json::to_string(value).map_err(|error| Problem::failed(&error))?;
    Ok((status, [(CONTENT_TYPE, "application/json")], text).into_response())
}

fn time(us: i64) -> Timestamp {
    Timestamp::from_microsecond(us).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A case as somebody of this role sees it.
fn seen(role: Role, case: &Case) -> CaseOut {
    let shown = cases::shown(case);
    CaseOut {
        candidacy: case.candidacy.clone(),
        band: case.band.clone(),
        bits: (role != Role::Recruiter).then_some(case.millibits as f64 / 1000.0),
        state: cases_state::State(case.state.clone()),
        open: case.open,
        assignee: case.assignee.clone(),
        team: case.team.clone(),
        due: case.due_us.map(time),
        opened: time(case.opened_us),
        changed: time(case.changed_us),
        job: shown.job,
        stage: shown.stage,
        reasons: shown.reasons.into_iter().filter(|signal| cases::family(signal).is_none_or(|family| role.sees(family))).collect(),
        hostile_files: shown.hostile,
        campaign: shown.campaign.filter(|_| role.may(Grant::Campaigns)),
        tasks: shown.tasks.into_iter().map(|task| TaskOut { words: task.words, done: task.done }).collect(),
        proposed: shown.proposal.map(|proposal| proposal.decision.as_str().to_owned()),
        version: case.version,
    }
}

fn tag(version: i64) -> String {
    format!("\"v{version}\"")
}

/// A list of cases, the highest score first.
pub async fn cases(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    query: Result<Query<CasesAsked>, QueryRejection>,
) -> Result<Response, Problem> {
    let asked = asked(query)?;
    let limit = limit(asked.limit)?;
    let after = match &asked.cursor {
        None => None,
        Some(cursor) => {
            let place = place(cursor)?;
            let (bits, name) = place.split_once(':').ok_or_else(|| wrong("cursor is not one that a page gave"))?;
            Some((bits.parse::<i64>().map_err(|_| wrong("cursor is not one that a page gave"))?, name.to_owned()))
        }
    };
    if let Some(band) = asked.band.as_deref().filter(|band| !Band::ALL.iter().any(|known| known.as_str() == *band)) {
        return Err(wrong(format!("there is no band {band:?}")));
    }
    if let Some(team) = asked.team.as_deref().filter(|team| cases::Team::of(team).is_none()) {
        return Err(wrong(format!("there is no team {team:?}")));
    }
    let filter = Filter {
        open: !asked.closed,
        assignee: asked.mine.then(|| person.name.clone()),
        band: asked.band,
        team: asked.team,
        called: false,
        due_before_us: asked.overdue.then(|| Timestamp::now().as_microsecond()),
    };
    let after = after.as_ref().map(|(bits, name)| (*bits, name.as_str()));
    let mut found = app.0.desk.store.cases(&filter, after, limit + 1).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| cursor(&format!("{}:{}", last.millibits, last.candidacy)));
    json(StatusCode::OK, &Page { items: found.iter().map(|case| seen(person.role, case)).collect(), next })
}

/// One case.
pub async fn case(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let candidacy = named(path)?;
    let case = app.0.desk.store.case(&candidacy).await?.ok_or_else(unknown)?;
    app.note(&person.name, "case.viewed", Some(&candidacy), &serde_json::json!({"by": "api"})).await?;
    let tag = tag(case.version);
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    let mut response = json(StatusCode::OK, &seen(person.role, &case))?;
    tagged(&mut response, &tag)?;
    Ok(response)
}

fn tagged(response: &mut Response, tag: &str) -> Result<(), Problem> {
    response.headers_mut().insert(ETAG, tag.parse().map_err(|_| Problem::failed(&"a tag cannot be sent"))?);
    Ok(())
}

/// Opens a case by hand.
pub async fn open(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (candidacy, sent) = (named(path)?, bytes(sent)?);
    let asked: Open = body(&headers, &sent)?;
    if let Some(again) = replay(&app, &person, &headers, &digest("open", &candidacy, &sent)).await? {
        return Ok(again);
    }
    let latest = app.0.desk.store.assessments_of(&candidacy).await?.pop();
    let assessment: Assessment = latest.and_then(|text| serde_json::from_str(&text).ok()).ok_or_else(unknown)?;
    if app.0.desk.store.case(&candidacy).await?.is_some() {
        return Err(Problem::new(StatusCode::CONFLICT, "there_is_one", "there is a case of this candidacy already"));
    }
    let bodies = hirewall_engine::explain::bodies(&app.0.desk.store, &assessment).await?;
    let job = hirewall_engine::explain::requisition(&assessment, &bodies).map(|requisition| requisition.title).unwrap_or_default();
    let change = cases::opened(&assessment, &job, &person.name, &asked.words, &app.0.desk.policy, Timestamp::now())?;
    carry_out(&app, &person, &candidacy, &headers, &sent, "open", change).await
}

/// Works on a case.
pub async fn work(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (candidacy, sent) = (named(path)?, bytes(sent)?);
    let work: Work = body(&headers, &sent)?;
    act(&app, &person, &candidacy, &headers, &sent, "work", &work.into()).await
}

/// Decides on a case.
pub async fn decide(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    path: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (candidacy, sent) = (named(path)?, bytes(sent)?);
    let decide: Decide = body(&headers, &sent)?;
    act(&app, &person, &candidacy, &headers, &sent, "decide", &decide.into()).await
}

async fn act(app: &App, person: &Person, candidacy: &str, headers: &HeaderMap, sent: &[u8], door: &str, act: &Act) -> Result<Response, Problem> {
    // What was carried out before is answered as it was then, however the case has changed since.
    if let Some(again) = replay(app, person, headers, &digest(door, candidacy, sent)).await? {
        return Ok(again);
    }
    let case = app.0.desk.store.case(candidacy).await?.ok_or_else(unknown)?;
    let missing = || Problem::new(StatusCode::PRECONDITION_REQUIRED, "if_match_missing", "send the ETag of the case as you read it in If-Match");
    let known = headers.get(IF_MATCH).ok_or_else(missing)?.as_bytes();
    if !known.starts_with(b"\"v") || !known.ends_with(b"\"") {
        return Err(wrong("If-Match is not an ETag of a case: \"v3\""));
    }
    if known != tag(case.version).as_bytes() {
        return Err(stale());
    }
    let change = cases::act(&case, &person.name, act, &app.0.desk.policy, Timestamp::now())?;
    carry_out(app, person, candidacy, headers, sent, door, change).await
}

/// What is the same for the same request.
fn digest(door: &str, candidacy: &str, sent: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for part in [door.as_bytes(), candidacy.as_bytes(), sent] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    *hasher.finalize().as_bytes()
}

/// The key that makes a request safe to send again.
fn key(headers: &HeaderMap) -> Result<Option<&str>, Problem> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().ok().filter(|key| !key.is_empty() && key.len() <= MOST_KEY);
    key.map(Some).ok_or_else(|| wrong(format!("Idempotency-Key has 1 to {MOST_KEY} printable characters")))
}

/// The answer that was given under this key, where there is one.
async fn replay(app: &App, person: &Person, headers: &HeaderMap, asked: &[u8; 32]) -> Result<Option<Response>, Problem> {
    let Some(key) = key(headers)? else { return Ok(None) };
    let Some(known) = app.0.desk.store.answer(&person.name, key).await? else { return Ok(None) };
    if known.asked != *asked {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "key_used", "this Idempotency-Key was used for another request"));
    }
    let value: serde_json::Value = serde_json::from_str(&known.body).map_err(|error| Problem::failed(&error))?;
    let status = StatusCode::from_u16(known.status).unwrap_or(StatusCode::OK);
    let mut response = (status, [(CONTENT_TYPE, "application/json")], known.body).into_response();
    tagged(&mut response, &tag(value.get("version").and_then(serde_json::Value::as_i64).unwrap_or(0)))?;
    Ok(Some(response))
}

/// Stores a change of one case, and answers with the case as it is then.
async fn carry_out(
    app: &App,
    person: &Person,
    candidacy: &str,
    headers: &HeaderMap,
    sent: &[u8],
    door: &str,
    mut change: Change,
) -> Result<Response, Problem> {
    let asked = digest(door, candidacy, sent);
    let now = Timestamp::now();
    let after = change.cases.first().map(|case| Case { version: case.version + 1, ..case.clone() }).ok_or_else(unknown)?;
    let out = seen(person.role, &after);
    if let Some(key) = key(headers)? {
        change.answer = Some(Answered {
            account: person.name.clone(),
            key: key.to_owned(),
            asked,
            status: StatusCode::OK.as_u16(),
            body: serde_json::to_string(&out).map_err(|error| Problem::failed(&error))?,
            about: Some(candidacy.to_owned()),
            at_us: now.as_microsecond(),
        });
    }
    let decides = !change.events.is_empty();
    if let Committed::Conflict(_) = app.0.desk.store.commit(change).await? {
        // The same request may have been faster.
        return replay(app, person, headers, &asked).await?.ok_or_else(stale);
    }
    if decides {
        app.0.desk.judge(vec![candidacy.to_owned()], now).await?;
    }
    let mut response = json(StatusCode::OK, &out)?;
    tagged(&mut response, &tag(after.version))?;
    Ok(response)
}

/// The latest assessment of a candidacy.
pub async fn assessment(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let candidacy = named(path)?;
    let latest = app.0.desk.store.assessments_of(&candidacy).await?.pop();
    let mut assessment: Assessment = latest.and_then(|text| serde_json::from_str(&text).ok()).ok_or_else(unknown)?;
    app.note(&person.name, "case.viewed", Some(&candidacy), &serde_json::json!({"by": "api"})).await?;
    if !person.role.may(Grant::Security) {
        assessment.security.clear();
    }
    json(StatusCode::OK, &assessment)
}

/// The campaigns, the one with the latest event first.
pub async fn campaigns(State(app): State<App>, query: Result<Query<PartAsked>, QueryRejection>) -> Result<Response, Problem> {
    let asked = asked(query)?;
    let limit = limit(asked.limit)? as usize;
    let all = campaigns::all(&app.0.desk.store, &app.0.desk.key).await?;
    let from = match &asked.cursor {
        None => 0,
        Some(cursor) => {
            let id = place(cursor)?;
            all.iter().position(|one| one.id == id).map(|at| at + 1).ok_or_else(|| wrong("cursor is not one that a page gave"))?
        }
    };
    let part = all.get(from..).unwrap_or_default();
    let items: Vec<CampaignOut> = part
        .iter()
        .take(limit)
        .map(|one| CampaignOut {
            id: one.id.clone(),
            members: one.members.iter().map(|member| member.candidacy.clone()).collect(),
            first_seen: one.first_seen,
            last_seen: one.last_seen,
        })
        .collect();
    let next = items.last().filter(|_| part.len() > limit).map(|last| cursor(&last.id));
    json(StatusCode::OK, &Page { items, next })
}

/// The audit, from its beginning.
pub async fn audit(State(app): State<App>, query: Result<Query<PartAsked>, QueryRejection>) -> Result<Response, Problem> {
    let asked = asked(query)?;
    let limit = limit(asked.limit)?;
    let after = match &asked.cursor {
        None => 0,
        Some(cursor) => place(cursor)?.parse::<i64>().map_err(|_| wrong("cursor is not one that a page gave"))?,
    };
    let entries = app.0.desk.store.entries(after.max(0), limit).await?;
    let next = entries.last().filter(|_| entries.len() == limit as usize).map(|last| cursor(&last.seq.to_string()));
    let items = entries
        .into_iter()
        .map(|entry| {
            let (about, details) = match entry.said {
                Some(said) => (said.about, serde_json::from_str(&said.details).ok()),
                None => (None, None),
            };
            let hash = entry.hash.iter().map(|byte| format!("{byte:02x}")).collect();
            EntryOut { seq: entry.seq, at: time(entry.at_us), who: entry.who, what: entry.what, about, details, hash }
        })
        .collect();
    json(StatusCode::OK, &Page { items, next })
}

/// Takes events of the contract: one, or a list. On disk before the answer.
pub async fn deliver(State(app): State<App>, headers: HeaderMap, sent: Result<Bytes, BytesRejection>) -> Result<Response, Problem> {
    let sent = bytes(sent)?;
    let value: serde_json::Value = body(&headers, &sent)?;
    let events = match &value {
        serde_json::Value::Array(events) => events.as_slice(),
        one => std::slice::from_ref(one),
    };
    if events.is_empty() {
        return Err(wrong("there is no event"));
    }
    for (n, event) in events.iter().enumerate() {
        let bytes = serde_json::to_vec(event).map_err(|error| Problem::failed(&error))?;
        if hirewall_model::parse::event(&bytes).is_err() {
            return Err(wrong(format!("event {n} is not of the contract's form")));
        }
    }
    let key = blake3::hash(&sent).to_hex().to_string();
    let delivery = Delivery { hook: SOURCE.to_owned(), key, received_us: Timestamp::now().as_microsecond(), body: sent.to_vec() };
    match app.0.inbox.take(delivery).await {
        Ok(new) => json(StatusCode::ACCEPTED, &DeliveredOut { new }),
        Err(NotTaken::Full) => Err(Problem::full()),
        Err(NotTaken::Failed) => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failed", "it could not be stored; come again")),
    }
}
