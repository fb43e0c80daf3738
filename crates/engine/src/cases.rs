//! Cases: when an assessment asks for people, what states their work has, and what a decision does. Everything here is pure; [`hirewall_store::Store`]
//! keeps what comes of it.
//!
//! A case is opened by its band. Only a person closes one that somebody has begun to work on. A decision that goes against somebody needs a second
//! person. Every decision is an event like any other: the record is judged again with it.

use std::collections::HashMap;
use std::sync::OnceLock;

use hirewall_model::Data;
use hirewall_model::assessment::{Assessment, Band, Family};
use hirewall_model::event::Decision;
use hirewall_store::audit::NewEntry;
use hirewall_store::cases::{Case, Change, Hold, Holding};
use hirewall_store::{Incoming, Stored};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::due::{due, working_days_after};
use crate::letters::Notice;
use crate::{Error, Policy};

/// Reasons that a queue shows of a case.
const REASONS: usize = 3;
/// Who the audit names for what the program does by itself.
pub const SELF: &str = "hirewall";

/// Where the work on a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has looked.
    New,
    /// Somebody works on it.
    InProgress,
    /// The candidate was asked; the clock stands still.
    WaitingForCandidate,
    /// A decision waits for a second person.
    SecondPerson,
    /// Decided.
    Decided,
    /// Later evidence cleared it before anybody had looked.
    Lapsed,
}

impl State {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::New, Self::InProgress, Self::WaitingForCandidate, Self::SecondPerson, Self::Decided, Self::Lapsed];

    /// Its word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::WaitingForCandidate => "waiting_for_candidate",
            Self::SecondPerson => "second_person",
            Self::Decided => "decided",
            Self::Lapsed => "lapsed",
        }
    }

    /// The state with a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.as_str() == word)
    }

    /// Whether somebody has still to do something.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Decided | Self::Lapsed)
    }
}

/// A team that a case can be handed to. Without one it is the reviewers'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Team {
    /// Looks at hostile files and mails, machines and networks.
    Security,
    /// Looks at people who work here already.
    InsiderRisk,
    /// Looks at what the law asks.
    Counsel,
}

impl Team {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Security, Self::InsiderRisk, Self::Counsel];

    /// Its word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::InsiderRisk => "insider-risk",
            Self::Counsel => "counsel",
        }
    }

    /// The team with a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|team| team.as_str() == word)
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What.
    pub words: String,
    /// Who did it.
    pub done: Option<String>,
}

/// What to do where a case looks like one of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// What it is for.
    pub name: String,
    /// When it fits.
    pub when: String,
    /// The tasks, in order.
    pub steps: Vec<String>,
}

/// The checklists that ship with the product.
pub fn checklists() -> Result<&'static [Checklist], Error> {
    #[derive(Deserialize)]
    struct File {
        checklist: Vec<Checklist>,
    }
    static READ: OnceLock<Vec<Checklist>> = OnceLock::new();
    if let Some(read) = READ.get() {
        return Ok(read);
    }
    let file: Result<File, toml::de::Error> = toml::from_str(include_str!("../checklists.toml"));
    let file = file.map_err(|error| Error::Setting { file: "built-in checklists.toml".to_owned(), what: error.to_string() })?;
    Ok(READ.get_or_init(|| file.checklist))
}

/// What a queue and a case's page show of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// Title of the job.
    pub job: String,
    /// Latest stage heard of.
    pub stage: String,
    /// The strongest findings, by signal.
    pub reasons: Vec<String>,
    /// The campaign it belongs to.
    pub campaign: Option<String>,
    /// Files that carry something hostile.
    pub hostile: usize,
    /// A decision that waits for a second person.
    pub proposal: Option<Proposal>,
    /// Band when it was decided.
    pub decided_at: Option<Band>,
    /// What is to be done, and what was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// Seconds that were left when the clock was stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_s: Option<i64>,
    /// When the candidate was told that a decision is near.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Timestamp>,
}

/// A decision that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The decision.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// Who proposed it.
    pub by: String,
}

/// What a queue shows of a stored case. A case of a later version may show what this one does not know.
pub fn shown(case: &Case) -> Shown {
    serde_json::from_str(&case.shown).unwrap_or_default()
}

fn entry(at: Timestamp, who: &str, what: &str, about: &str, details: &serde_json::Value) -> NewEntry {
    NewEntry { at_us: at.as_microsecond(), who: who.to_owned(), what: what.to_owned(), about: Some(about.to_owned()), details: details.to_string() }
}

/// What an assessment changes of a candidacy's case: opened, brought up to date, opened again, lapsed, or nothing. A hostile file calls security, however
/// clear the candidacy is.
pub fn assessed(known: Option<&Case>, assessment: &Assessment, job: &str, policy: &Policy, now: Timestamp) -> Option<Change> {
    let calls = assessment.band != Band::Clear || !assessment.security.is_empty();
    let state = known.and_then(|case| State::of(&case.state));
    let before = known.map(shown).unwrap_or_default();
    let (state, what) = match state {
        None if !calls => return None,
        None => (State::New, "case.opened"),
        Some(State::New) if !calls => (State::Lapsed, "case.lapsed"),
        Some(State::Lapsed) if calls => (State::New, "case.reopened"),
        // Decided on less than there is now.
        Some(State::Decided) if before.decided_at.is_some_and(|band| assessment.band > band) => (State::New, "case.reopened"),
        Some(state) => (state, "case.assessed"),
    };
    let found_hostile = before.hostile == 0 && !assessment.security.is_empty();
    let shown = of_assessment(assessment, job, before);
    let now_us = now.as_microsecond();
    let anew = due(policy, &shown.stage, now).as_microsecond();
    let due_us = match (state, known) {
        (State::Decided | State::Lapsed | State::WaitingForCandidate, _) => None,
        (_, Some(case)) if what == "case.assessed" => {
            // A later stage may hurry; nothing gives more time.
            let moved = self::shown(case).stage != shown.stage;
            if moved { Some(case.due_us.map_or(anew, |due_us| due_us.min(anew))) } else { case.due_us }
        }
        _ => Some(anew),
    };
    let team = known.and_then(|case| case.team.clone());
    let team = if found_hostile && team.is_none() { Some(Team::Security.as_str().to_owned()) } else { team };
    let case = Case {
        candidacy: assessment.candidacy.clone(),
        opened_us: known.map_or(now_us, |case| case.opened_us),
        changed_us: now_us,
        band: assessment.band.as_str().to_owned(),
        millibits: i64::from(assessment.bits.0),
        state: state.as_str().to_owned(),
        open: state.is_open(),
        assignee: known.and_then(|case| case.assignee.clone()),
        due_us,
        team,
        shown: serde_json::to_string(&shown).unwrap_or_default(),
        version: known.map_or(0, |case| case.version),
    };
    let same = known.is_some_and(|known| Case { changed_us: known.changed_us, ..case.clone() } == *known);
    let details = serde_json::json!({"band": case.band, "bits": assessment.bits, "as_of": assessment.as_of, "weights": assessment.weights, "rates": assessment.rates, "policy": assessment.policy});
    let said = entry(now, SELF, what, &case.candidacy, &details);
    (!same).then(|| Change { cases: vec![case], entries: vec![said], ..Change::default() })
}

/// A case of a candidacy that asks for nobody, opened by a person.
pub fn opened(assessment: &Assessment, job: &str, who: &str, reason: &str, policy: &Policy, now: Timestamp) -> Result<Change, Refused> {
    if reason.trim().chars().count() < LEAST_REASON {
        return Err(Refused::NoReason);
    }
    let case = Case {
        candidacy: assessment.candidacy.clone(),
        opened_us: now.as_microsecond(),
        changed_us: now.as_microsecond(),
        band: assessment.band.as_str().to_owned(),
        millibits: i64::from(assessment.bits.0),
        state: State::InProgress.as_str().to_owned(),
        open: true,
        assignee: Some(who.to_owned()),
        due_us: Some(due(policy, &assessment.stage, now).as_microsecond()),
        team: None,
        shown: serde_json::to_string(&of_assessment(assessment, job, Shown::default())).unwrap_or_default(),
        version: 0,
    };
    let said = entry(now, who, "case.opened_by_hand", &case.candidacy, &serde_json::json!({"band": case.band, "reason": reason}));
    Ok(Change { cases: vec![case], entries: vec![said], ..Change::default() })
}

/// What a queue shows of an assessment, beside what stays of a case from before.
pub fn of_assessment(assessment: &Assessment, job: &str, before: Shown) -> Shown {
    Shown {
        job: if job.is_empty() { before.job } else { job.to_owned() },
        stage: assessment.stage.clone(),
        reasons: assessment.findings.iter().filter(|f| f.bits.0 > 0).take(REASONS).map(|f| f.signal.to_string()).collect(),
        campaign: assessment.campaign.clone(),
        hostile: assessment.security.len(),
        ..before
    }
}

/// What a person does with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Takes it.
    Take,
    /// Gives it back to the queue.
    Release,
    /// Has asked the candidate for something, in these words or others, and waits.
    Wait(String),
    /// Goes on after waiting.
    Resume,
    /// Writes something down.
    Note(String),
    /// Decides, or confirms what another proposed.
    Decide(Decision, String),
    /// Withdraws or turns down a proposal.
    Refuse(String),
    /// Hands it to a team, or back to the reviewers.
    Hand(Option<Team>, String),
    /// Adds something to do.
    AddTask(String),
    /// Adds what a checklist says.
    Checklist(String),
    /// Has done a task, or has not after all: its place from 0.
    Tick(usize),
    /// Writes down what the candidate says against a decision, or against what stands out. A decided case opens again.
    Contest(String),
    /// Has sent the candidate a notice, in these words.
    Notify(Notice, String),
}

/// Why something cannot be done with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is closed.
    #[error("The case is closed; later evidence opens it again")]
    Closed,
    /// No words were given.
    #[error("Say why, in at least ten characters")]
    NoReason,
    /// The same person cannot be the second.
    #[error("A decision against somebody needs a second person: another reviewer has to confirm it")]
    SamePerson,
    /// There is nothing to refuse.
    #[error("No decision waits for a second person")]
    NoProposal,
    /// There is no such task or checklist.
    #[error("There is no such task or checklist")]
    NoSuchTask,
    /// The candidate was not told, or has still time to answer.
    #[error("The candidate has to be told first that a decision is near, and has time to answer{}", .0.map(|at| format!(" until {}", at.strftime("%Y-%m-%d"))).unwrap_or_default())]
    TooEarly(Option<Timestamp>),
    /// Something else was proposed.
    #[error("Another decision waits for a second person: confirm it or turn it down first")]
    OtherProposal,
}

/// What a queue says of a candidacy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The name that its latest application gives.
    pub name: Option<String>,
    /// Title of the job.
    pub job: Option<String>,
}

/// Names and jobs of candidacies, from their events in the order of time.
pub fn known(events: &[Stored]) -> HashMap<String, Known> {
    let mut all: HashMap<String, Known> = HashMap::new();
    for event in events {
        let Ok((read, _)) = hirewall_model::parse::event(&event.body) else { continue };
        if let Data::ApplicationSubmitted(application) | Data::ApplicationUpdated(application) = read.data {
            let known = all.entry(event.subject.clone()).or_default();
            let name = application.name.map(|name| name.full).filter(|name| !name.trim().is_empty());
            known.name = name.or(known.name.take());
            known.job = application.requisition.map(|requisition| requisition.title).or(known.job.take());
        }
    }
    all
}

/// The family of a signal.
pub fn family(signal: &str) -> Option<Family> {
    match signal {
        "campaign-members" => Some(Family::Links),
        _ => hirewall_signals::find(signal).map(|signal| signal.family),
    }
}

/// Whether a decision goes against somebody, so that a second person must agree.
pub fn is_adverse(decision: &Decision) -> bool {
    matches!(decision, Decision::ConfirmedFraud)
}

/// Fewest characters of a reason.
const LEAST_REASON: usize = 10;

/// What an act changes. `now` is when it is done, and the time of the event that a decision makes.
pub fn act(case: &Case, who: &str, act: &Act, policy: &Policy, now: Timestamp) -> Result<Change, Refused> {
    let mut shown = shown(case);
    let mut next = Case { changed_us: now.as_microsecond(), ..case.clone() };
    let state = State::of(&case.state).unwrap_or(State::New);
    if !state.is_open() && !matches!(act, Act::Note(_) | Act::Contest(_) | Act::Notify(..)) {
        return Err(Refused::Closed);
    }
    let reasoned = |words: &str| if words.trim().chars().count() < LEAST_REASON { Err(Refused::NoReason) } else { Ok(()) };
    let mut events = Vec::new();
    let anew = Some(due(policy, &shown.stage, now).as_microsecond());
    let mut set = |state: State| {
        next.state = state.as_str().to_owned();
        next.open = state.is_open();
    };
    let (what, details) = match act {
        Act::Take => {
            if state == State::New {
                set(State::InProgress);
            }
            next.assignee = Some(who.to_owned());
            ("case.taken", serde_json::json!({}))
        }
        Act::Release => {
            if state == State::InProgress {
                set(State::New);
            }
            next.assignee = None;
            ("case.released", serde_json::json!({}))
        }
        Act::Wait(words) => {
            set(State::WaitingForCandidate);
            if let Some(due_us) = next.due_us.take() {
                shown.left_s = Some((due_us.saturating_sub(now.as_microsecond()) / 1_000_000).max(0));
            }
            let details = if words.trim().is_empty() { serde_json::json!({}) } else { serde_json::json!({"request": words}) };
            ("case.waits", details)
        }
        Act::Resume => {
            set(State::InProgress);
            // What was left when the clock was stopped is left now.
            next.due_us = shown.left_s.take().map_or(anew, |left| Some(now.as_microsecond().saturating_add(left.saturating_mul(1_000_000))));
            ("case.resumed", serde_json::json!({}))
        }
        Act::Hand(team, reason) => {
            reasoned(reason)?;
            next.team = team.map(|team| team.as_str().to_owned());
            next.assignee = None;
            ("case.handed", serde_json::json!({"team": next.team.as_deref().unwrap_or("reviewers"), "reason": reason}))
        }
        Act::AddTask(words) => {
            if words.trim().is_empty() {
                return Err(Refused::NoReason);
            }
            shown.tasks.push(Task { words: words.trim().to_owned(), done: None });
            ("case.task_added", serde_json::json!({"note": words}))
        }
        Act::Checklist(name) => {
            let list = checklists().ok().and_then(|all| all.iter().find(|list| list.name == *name)).ok_or(Refused::NoSuchTask)?;
            for step in &list.steps {
                if !shown.tasks.iter().any(|task| task.words == *step) {
                    shown.tasks.push(Task { words: step.clone(), done: None });
                }
            }
            ("case.checklist_added", serde_json::json!({"note": name}))
        }
        Act::Tick(at) => {
            let task = shown.tasks.get_mut(*at).ok_or(Refused::NoSuchTask)?;
            task.done = if task.done.is_some() { None } else { Some(who.to_owned()) };
            (if task.done.is_some() { "case.task_done" } else { "case.task_undone" }, serde_json::json!({"note": task.words}))
        }
        Act::Contest(words) => {
            reasoned(words)?;
            if !state.is_open() {
                set(State::InProgress);
                next.due_us = anew;
                next.assignee = None;
            }
            ("case.contested", serde_json::json!({"note": words}))
        }
        Act::Notify(which, words) => {
            reasoned(words)?;
            match which {
                Notice::Before => shown.told = Some(now),
                Notice::After => {
                    let until = shown.told.map(|told| working_days_after(policy.notice_days, told));
                    if until.is_none_or(|until| now < until) {
                        return Err(Refused::TooEarly(until));
                    }
                }
            }
            ("case.notified", serde_json::json!({"notice": which.as_str(), "note": words}))
        }
        Act::Note(words) => {
            if words.trim().is_empty() {
                return Err(Refused::NoReason);
            }
            ("case.noted", serde_json::json!({"note": words}))
        }
        Act::Refuse(reason) => {
            reasoned(reason)?;
            let proposal = shown.proposal.take().ok_or(Refused::NoProposal)?;
            set(State::InProgress);
            ("case.proposal_refused", serde_json::json!({"decision": proposal.decision, "reason": reason}))
        }
        Act::Decide(decision, reason) => {
            reasoned(reason)?;
            let details = serde_json::json!({"decision": decision, "reason": reason, "band": case.band, "bits": case.millibits as f64 / 1000.0});
            match shown.proposal.take() {
                Some(proposal) if proposal.decision != *decision => return Err(Refused::OtherProposal),
                Some(proposal) if proposal.by == who => return Err(Refused::SamePerson),
                None if is_adverse(decision) => {
                    shown.proposal = Some(Proposal { decision: decision.clone(), reason: reason.clone(), by: who.to_owned() });
                    set(State::SecondPerson);
                    ("case.decision_proposed", details)
                }
                proposal => {
                    let by = proposal.map_or_else(|| who.to_owned(), |proposal| format!("{}, {who}", proposal.by));
                    set(State::Decided);
                    next.due_us = None;
                    shown.left_s = None;
                    shown.decided_at = Band::ALL.iter().copied().find(|band| band.as_str() == case.band);
                    events.push(decision_event(case, decision, reason, &by, now));
                    ("case.decided", details)
                }
            }
        }
    };
    next.shown = serde_json::to_string(&shown).unwrap_or_default();
    Ok(Change { events, entries: vec![entry(now, who, what, &case.candidacy, &details)], cases: vec![next], ..Change::default() })
}

/// Keeps a candidacy from being forgotten, or lets it be again.
pub fn hold(candidacy: &str, begins: bool, who: &str, reason: &str, now: Timestamp) -> Result<Change, Refused> {
    if reason.trim().chars().count() < LEAST_REASON {
        return Err(Refused::NoReason);
    }
    let hold = Hold { candidacy: candidacy.to_owned(), who: who.to_owned(), reason: reason.to_owned(), at_us: now.as_microsecond() };
    let (what, holding) = if begins { ("hold.began", Holding::Begins(hold)) } else { ("hold.ended", Holding::Ends(candidacy.to_owned())) };
    let said = entry(now, who, what, candidacy, &serde_json::json!({"reason": reason}));
    Ok(Change { entries: vec![said], hold: Some(holding), ..Change::default() })
}

/// The event of a decision. Its id holds the version of the case, so that a decision that is sent twice is one.
fn decision_event(case: &Case, decision: &Decision, reason: &str, by: &str, now: Timestamp) -> Incoming {
    let id = format!("decision-{}-{}", case.candidacy, case.version);
    let body = serde_json::json!({
        "specversion": "1.0", "id": id, "source": "/hirewall/console", "type": "hirewall.decision.recorded.v1", "subject": case.candidacy,
        "time": now.to_string(), "datacontenttype": "application/json", "data": {"decision": decision, "reason": reason, "by": by},
    });
    Incoming {
        source: "/hirewall/console".to_owned(),
        id,
        subject: case.candidacy.clone(),
        time_us: now.as_microsecond(),
        kind: "hirewall.decision.recorded.v1".to_owned(),
        body: body.to_string().into_bytes(),
        hashes: Vec::new(),
    }
}
