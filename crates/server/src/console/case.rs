//! One case: what stands against what, what it means, when it is innocent, what to ask; what was done; and what to do next.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hirewall_engine::cases::{self, Act, State as Stand};
use hirewall_engine::{explain, score};
use hirewall_model::Data;
use hirewall_model::assessment::{Assessment, Bits, Evidence, Finding};
use hirewall_store::audit::Entry;
use hirewall_store::cases::{Case, Committed};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use super::page::{clean, encoded, go, not_done, own, page, time, token};
use super::queue::{band, state};
use crate::acts::{Decide, Work};
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;
use crate::roles::{Grant, Role};

/// Events of a candidacy that the timeline shows.
const EVENTS: usize = 200;
/// Pieces of evidence that are shown of a finding.
const EVIDENCE: usize = 6;

type Bodies = HashMap<(String, String), Value>;

/// Decisions that can be taken, with what they mean.
const DECISIONS: &[(&str, &str, &str)] = &[
    ("cleared", "Cleared", "What stood out is explained."),
    ("confirmed_fraud", "Confirmed fraud", "Shown by evidence; a second person has to agree."),
    ("impersonation_victim", "Impersonation victim", "This is the real person, whose life somebody else uses."),
    ("rejected_other", "Ended for other reasons", "Nothing to do with what stood out."),
    ("withdrawn", "Withdrawn", "The candidate ended it."),
    ("hired", "Hired", "Hired after what stood out was settled."),
];

/// Where a case's page is.
pub(super) fn address(candidacy: &str) -> String {
    format!("/cases/{}", encoded(candidacy))
}

/// What is shown of a candidacy that has no case.
pub(super) fn without_case(assessment: &Assessment) -> Case {
    Case {
        candidacy: assessment.candidacy.clone(),
        opened_us: assessment.as_of.as_microsecond(),
        changed_us: 0,
        band: assessment.band.as_str().to_owned(),
        millibits: i64::from(assessment.bits.0),
        state: String::new(),
        open: false,
        assignee: None,
        due_us: None,
        team: None,
        shown: serde_json::to_string(&cases::of_assessment(assessment, "", cases::Shown::default())).unwrap_or_default(),
        version: 0,
    }
}

/// What a case's page needs.
pub(super) struct Seen {
    pub(super) case: Case,
    pub(super) assessment: Option<Assessment>,
    bodies: Bodies,
    pub(super) events: Vec<hirewall_store::Stored>,
    pub(super) entries: Vec<Entry>,
    pub(super) name: String,
}

impl Seen {
    pub(super) async fn read(app: &App, candidacy: &str) -> Result<Option<Self>, Problem> {
        let store = &app.0.desk.store;
        let latest = store.assessments_of(candidacy).await?.pop();
        let assessment: Option<Assessment> = latest.and_then(|text| serde_json::from_str(&text).ok());
        let case = match (store.case(candidacy).await?, &assessment) {
            (Some(case), _) => case,
            (None, Some(assessment)) => without_case(assessment),
            (None, None) => return Ok(None),
        };
        let bodies = match &assessment {
            Some(assessment) => explain::bodies(store, assessment).await?,
            None => Bodies::new(),
        };
        let events = store.events_of(&[candidacy.to_owned()]).await?;
        let name = cases::known(&events).remove(candidacy).and_then(|known| known.name).unwrap_or_else(|| candidacy.to_owned());
        let entries = store.entries_about(candidacy).await?;
        Ok(Some(Self { case, assessment, bodies, events, entries, name }))
    }
}

impl Seen {
    /// Title of the job.
    pub(super) fn job(&self) -> String {
        let job = cases::shown(&self.case).job;
        let named =
            || self.assessment.as_ref().and_then(|assessment| explain::requisition(assessment, &self.bodies)).map(|requisition| requisition.title);
        if job.is_empty() { named().unwrap_or_default() } else { job }
    }

    /// The mailbox that the latest application names.
    pub(super) fn mailbox(&self) -> Option<String> {
        let of = |event: &hirewall_store::Stored| match hirewall_model::parse::event(&event.body).ok()?.0.data {
            Data::ApplicationSubmitted(application) | Data::ApplicationUpdated(application) => application.emails.into_iter().next(),
            _ => None,
        };
        self.events.iter().rev().find_map(of)
    }
}

/// The page of a case.
pub async fn case(State(app): State<App>, Extension(person): Extension<Person>, Path(candidacy): Path<String>) -> Result<Response, Problem> {
    let Some(seen) = Seen::read(&app, &candidacy).await? else {
        return Ok(not_done(&person, StatusCode::NOT_FOUND, "Nothing is known of this candidacy", "/cases"));
    };
    app.note(&person.name, "case.viewed", Some(&candidacy), &serde_json::json!({})).await?;
    let shown = cases::shown(&seen.case);
    let name = clean(&seen.name);
    let agreed = super::playbook::card(&app).await?;
    let content = html! {
        p class="crumbs" { a href="/cases" { "Cases" } " / " (name) }
        div class="head" {
            h1 { (name) }
            (band(&seen.case.band))
            span class="state" { (state(&seen.case)) }
            @if let Some(team) = &seen.case.team { span class="chip" { (team) } }
            @if let Some(who) = &seen.case.assignee { span class="who" { (who) } }
        }
        p class="sub" { (clean(&seen.job())) " · stage " (shown.stage) @if seen.case.version > 0 { " · opened " (time(seen.case.opened_us)) } @if seen.case.open && seen.case.version > 0 { " · " (super::queue::due(&seen.case)) } " · " code { (clean(&candidacy)) } }
        div class="columns" {
            div class="main" {
                @match &seen.assessment {
                    Some(assessment) => { (findings(&person, assessment, &seen.bodies)) }
                    None => { p class="empty" { "There is no assessment in this store." } }
                }
                (timeline(&seen))
            }
            aside aria-label="What to do" {
                @if let Some(assessment) = &seen.assessment { (next_steps(&person, assessment)) (context(&person, assessment)) }
                (tasks(&person, &seen.case, &shown))
                (forms(&person, &seen.case, &shown))
                @if person.role.may(Grant::Subjects) { p { a href={ (address(&candidacy)) "/subject" } { "Data of this person: copy, hold, forget" } } }
                @if person.role.may(Grant::Audit) { p { a href={ "/audit?about=" (encoded(&candidacy)) } { "Everything the audit says of this candidacy" } } }
                (done(&seen.entries))
                (agreed)
            }
        }
    };
    Ok(page(Some(&person), "/cases", &name, content).into_response())
}

fn next_steps(person: &Person, assessment: &Assessment) -> Markup {
    let here = address(&assessment.candidacy);
    html! {
        section class="card" {
            h2 { "Next" }
            @if assessment.next_steps.is_empty() { p { "Nothing is left to ask." } }
            ol class="steps" {
                @for step in &assessment.next_steps {
                    li { (clean(&step.ask)) span class="who" { (step.who) " · " (step.minutes) " min" } }
                }
            }
            p {
                a href={ (here) "/interview" } { "Interview kit" }
                @if person.role.may(Grant::Work) { " · " a href={ (here) "/plan" } { "Verification plan" } }
            }
        }
    }
}

/// What is known beside the findings.
fn context(person: &Person, assessment: &Assessment) -> Markup {
    let security = person.role.may(Grant::Security);
    // What names other candidacies, or rests on them, is for those who see these.
    let others = person.role.may(Grant::Campaigns);
    html! {
        @if let Some(victim) = assessment.victim.as_ref().filter(|_| others) {
            section class="card victim" { h2 { "Perhaps a victim" } p { (clean(&victim.because)) } p { "Until it is settled both are asked and neither is blamed." } }
        }
        @if let Some(campaign) = assessment.campaign.as_ref().filter(|_| others) {
            section class="card" { h2 { "Campaign" } p { "One of those in " a href={ "/campaigns/" (encoded(campaign)) } { (campaign) } "." } }
        }
        @for pattern in assessment.patterns.iter().filter(|_| others) { section class="card" { h2 { (pattern.name) } p { (pattern.means) } } }
        @if !assessment.security.is_empty() {
            section class="card hostile" {
                h2 { "Files" }
                @if security {
                    ul { @for found in &assessment.security { li { strong { (clean(&found.part)) } ": " (found.finding) ". " (clean(&found.because)) } } }
                } @else {
                    p { "A file of this candidate carries something hostile. Do not open originals; security looks at it." }
                }
            }
        }
        @if !assessment.not_looked_at.is_empty() {
            p class="sub" {
                "Nothing to look at for: "
                @for (n, family) in assessment.not_looked_at.iter().enumerate() { @if n > 0 { ", " } (family.as_str()) }
                ". Silence is no evidence."
            }
        }
    }
}

fn findings(person: &Person, assessment: &Assessment, bodies: &Bodies) -> Markup {
    let (seen, hidden): (Vec<&Finding>, Vec<&Finding>) = assessment.findings.iter().partition(|finding| person.role.sees(finding.family));
    html! {
        section {
            h2 { "What stands out" }
            @if person.role != Role::Recruiter { (waterfall(assessment)) }
            @if seen.is_empty() && hidden.is_empty() { p class="empty" { "Nothing." } }
            @for finding in &seen { (one(person, &assessment.candidacy, finding, bodies)) }
            @if !hidden.is_empty() { p class="sub" { (hidden.len()) " more that reviewers look at. What to ask stands under Next." } }
        }
    }
}

fn one(person: &Person, candidacy: &str, finding: &Finding, bodies: &Bodies) -> Markup {
    html! {
        article class={ "finding " (finding.tier) } {
            header {
                h3 { (finding.signal) }
                span class="tier" { (finding.tier) }
                @if person.role != Role::Recruiter { span class="bits" { (finding.bits) " bits" } }
                @if let Some(why) = &finding.set_aside { span class="aside" { "set aside: " (clean(why)) } }
            }
            p class="because" { (clean(&finding.because)) }
            div class="sides" {
                @for evidence in finding.evidence.iter().take(EVIDENCE) {
                    figure {
                        blockquote { (clean(&explain::quote(evidence, bodies))) }
                        figcaption {
                            @if let Some(other) = subject(evidence, bodies).filter(|subject| *subject != candidacy) { strong { (clean(other)) } " · " }
                            (clean(&evidence.event)) " " code { (clean(&evidence.pointer)) }
                            @if let Some(part) = &evidence.part { " in " (clean(part)) }
                            @if let Some(fact) = &evidence.fact { br; "against " (fact.edition) ": " (clean(&fact.key)) }
                        }
                    }
                }
            }
            dl class="meaning" {
                @if let Some(page) = score::pages().get(finding.signal.as_ref()) { dt { "Means" } dd { (page.means) } }
                dt { "Innocent when" } dd { (finding.innocent_when) }
                dt { "Ask" } dd { (finding.ask) }
            }
        }
    }
}

/// Whose event a piece of evidence stands in.
fn subject<'b>(evidence: &Evidence, bodies: &'b Bodies) -> Option<&'b str> {
    bodies.get(&(evidence.source.clone(), evidence.event.clone()))?.get("subject")?.as_str()
}

/// The sum, family by family: bars from where the sum stood to where it stands.
fn waterfall(assessment: &Assessment) -> Markup {
    let mut rows: Vec<(String, Bits, Bits)> = vec![("before any evidence".to_owned(), Bits(0), assessment.prior_bits)];
    let mut sum = assessment.prior_bits;
    for (family, bits) in &assessment.families.0 {
        rows.push((family.as_str().to_owned(), sum, sum + *bits));
        sum = sum + *bits;
    }
    let ends = rows.iter().flat_map(|(_, from, to)| [from.as_f64(), to.as_f64()]);
    let (low, high) = ends.fold((0.0_f64, 1.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let (left, width, line) = (150.0, 430.0, 22.0);
    let x = |bits: f64| left + (bits - low) / (high - low) * width;
    let height = line * (rows.len() as f64 + 1.0) + 8.0;
    let number = |value: f64| format!("{value:.1}");
    let label = format!(
        "{} bits: {}",
        assessment.bits,
        rows.iter().map(|(name, from, to)| format!("{name} {:+.1}", to.as_f64() - from.as_f64())).collect::<Vec<_>>().join(", ")
    );
    html! {
        figure class="waterfall" {
            svg viewBox={ "0 0 660 " (number(height)) } role="img" aria-label=(label) {
                line class="zero" x1=(number(x(0.0))) x2=(number(x(0.0))) y1="0" y2=(number(height - line)) {}
                @for (n, (name, from, to)) in rows.iter().enumerate() {
                    @let y = n as f64 * line;
                    @let (from, to) = (from.as_f64(), to.as_f64());
                    text x="140" y=(number(y + 15.0)) text-anchor="end" { (name) }
                    rect class=(if to >= from { "up" } else { "down" }) x=(number(x(from.min(to)))) y=(number(y + 4.0)) width=(number((x(to) - x(from)).abs().max(1.0))) height="14" rx="2" {}
                    text x=(number(x(from.max(to)) + 6.0)) y=(number(y + 15.0)) { (format!("{:+.1}", to - from)) }
                }
                text class="sum" x="140" y=(number(height - 10.0)) text-anchor="end" { "sum" }
                text class="sum" x=(number(x(sum.as_f64()) + 6.0)) y=(number(height - 10.0)) { (assessment.bits) " bits" }
            }
            figcaption { "Such a score is " (explain::tail(assessment)) ". Weights " (assessment.weights) ", rates " (assessment.rates) ", policy " (assessment.policy) "." }
        }
    }
}

fn timeline(seen: &Seen) -> Markup {
    let word = |kind: &str| kind.trim_start_matches("hirewall.").trim_end_matches(".v1").replace('.', " ");
    html! {
        section {
            h2 { "What happened" }
            ol class="timeline" {
                @for event in seen.events.iter().take(EVENTS) {
                    li { (time(event.time_us)) " " strong { (word(&event.kind)) } " " span class="sub" { (clean(&event.source)) " · " (clean(&event.id)) } }
                }
            }
            @if seen.events.len() > EVENTS { p class="sub" { (seen.events.len() - EVENTS) " more." } }
        }
    }
}

fn done(entries: &[Entry]) -> Markup {
    html! {
        section class="card" {
            h2 { "What was done" }
            ol class="timeline" {
                @for entry in entries.iter().rev().filter(|entry| entry.what != "case.viewed").take(50) {
                    li { (time(entry.at_us)) " " strong { (entry.who) } " " (entry.what.trim_start_matches("case.").replace('_', " ")) (details(entry)) }
                }
            }
        }
    }
}

/// What an entry says beside what was done.
fn details(entry: &Entry) -> Markup {
    let said: Value = entry.said.as_ref().and_then(|said| serde_json::from_str(&said.details).ok()).unwrap_or_default();
    let text = |name: &str| said.get(name).and_then(Value::as_str).map(clean);
    html! {
        @if let Some(decision) = text("decision") { ": " (decision.replace('_', " ")) }
        @if let Some(band) = text("band").filter(|_| entry.what.starts_with("case.opened")) { ": " (band) }
        @if let Some(words) = text("reason").or_else(|| text("note")).or_else(|| text("request")) { p class="words" { (words) } }
    }
}

fn forms(person: &Person, case: &Case, shown: &cases::Shown) -> Markup {
    let stand = Stand::of(&case.state).unwrap_or(Stand::New);
    let hidden = html! { (token(person)) input type="hidden" name="version" value=(case.version); };
    let button = |act: &str, words: &str| {
        html! { form method="post" action={ (address(&case.candidacy)) "/work" } { (hidden) input type="hidden" name="act" value=(act); button class="quiet" id=(act) { (words) } } }
    };
    if case.version == 0 {
        return opening(person, case);
    }
    html! {
        @if person.role.may(Grant::Work) {
            section class="card" {
                h2 { "Work" }
                @if stand.is_open() {
                    div class="buttons" {
                        @if case.assignee.as_deref() == Some(person.name.as_str()) { (button("release", "Give back")) } @else { (button("take", "Take")) }
                        @if stand == Stand::WaitingForCandidate { (button("resume", "Go on")) } @else { a class="button" id="ask" href={ (address(&case.candidacy)) "/request" } { "Ask the candidate" } }
                    }
                }
                form class="stacked" method="post" action={ (address(&case.candidacy)) "/work" } {
                    (hidden) input type="hidden" name="act" value="note";
                    label for="note" { "Note" }
                    textarea id="note" name="words" rows="2" required {}
                    button class="quiet" { "Write down" }
                }
                details {
                    summary { "The candidate contests it" }
                    form class="stacked" method="post" action={ (address(&case.candidacy)) "/work" } {
                        (hidden) input type="hidden" name="act" value="contest";
                        label for="contest" { "What the candidate says" }
                        textarea id="contest" name="words" rows="2" minlength="10" required {}
                        button class="quiet" { "Write down" @if !stand.is_open() { ", and open again" } }
                    }
                }
                @if stand.is_open() {
                    details {
                        summary { "Hand over" }
                        form class="stacked" method="post" action={ (address(&case.candidacy)) "/work" } {
                            (hidden) input type="hidden" name="act" value="hand";
                            label for="team" { "To" }
                            select id="team" name="team" {
                                @for (word, name) in [("security", "Security"), ("insider-risk", "Insider risk"), ("counsel", "Counsel"), ("reviewers", "The reviewers")] {
                                    @if case.team.as_deref().unwrap_or("reviewers") != word { option value=(word) { (name) } }
                                }
                            }
                            label for="hand-why" { "Why" }
                            textarea id="hand-why" name="words" rows="2" minlength="10" required {}
                            button class="quiet" { "Hand over" }
                        }
                    }
                }
            }
        }
        @if person.role.may(Grant::Decide) && stand.is_open() {
            section class="card" {
                h2 { "Decide" }
                @if let Some(proposal) = &shown.proposal {
                    p { strong { (proposal.by) } " proposes " strong { (proposal.decision.as_str().replace('_', " ")) } ":" }
                    p class="words" { (clean(&proposal.reason)) }
                }
                form class="stacked" method="post" action={ (address(&case.candidacy)) "/decide" } {
                    (hidden) input type="hidden" name="act" value="decide";
                    fieldset {
                        legend { "Decision" }
                        @for (word, name, means) in DECISIONS {
                            @let offered = shown.proposal.as_ref().is_none_or(|proposal| proposal.decision.as_str() == *word);
                            @if offered {
                                label class="choice" { input type="radio" name="decision" value=(word) required; span { (name) small { (means) } } }
                            }
                        }
                    }
                    label for="reason" { "Why" }
                    textarea id="reason" name="words" rows="3" minlength="10" required {}
                    button { @if shown.proposal.is_some() { "Confirm" } @else { "Decide" } }
                }
                @if shown.proposal.is_some() {
                    form class="stacked" method="post" action={ (address(&case.candidacy)) "/decide" } {
                        (hidden) input type="hidden" name="act" value="refuse";
                        label for="against" { "Or turn it down: why" }
                        textarea id="against" name="words" rows="2" minlength="10" required {}
                        button class="quiet" { "Turn it down" }
                    }
                }
                p {
                    "Write to the candidate: " a href={ (address(&case.candidacy)) "/notice?which=before" } { "a decision is near" } ", "
                    a href={ (address(&case.candidacy)) "/notice?which=after" } { "the decision" }
                    @if let Some(told) = shown.told { " (told " (time(told.as_microsecond())) ")" }
                }
                p class="sub" { "Only a person ends a candidacy. The reason is kept, and the candidate may ask for it." }
            }
        }
    }
}

/// What is to be done, and what was.
fn tasks(person: &Person, case: &Case, shown: &cases::Shown) -> Markup {
    let works = person.role.may(Grant::Work) && case.open;
    let here = address(&case.candidacy);
    let hidden = html! { (token(person)) input type="hidden" name="version" value=(case.version); };
    html! {
        @if case.version > 0 && (works || !shown.tasks.is_empty()) {
            section class="card" {
                h2 { "To do" }
                ul class="tasks" {
                    @for (n, task) in shown.tasks.iter().enumerate() {
                        li {
                            @if works {
                                form method="post" action={ (here) "/work" } {
                                    (hidden) input type="hidden" name="act" value="tick"; input type="hidden" name="task" value=(n);
                                    button class="tick" aria-pressed=(task.done.is_some()) aria-label={ "Done: " (clean(&task.words)) } { @if task.done.is_some() { "✓" } @else { "\u{a0}" } }
                                }
                            }
                            span { (clean(&task.words)) @if let Some(who) = &task.done { span class="who" { (who) } } }
                        }
                    }
                }
                @if works {
                    details {
                        summary { "Add" }
                        form class="stacked" method="post" action={ (here) "/work" } {
                            (hidden) input type="hidden" name="act" value="checklist";
                            label for="list" { "A checklist" }
                            select id="list" name="name" { @for list in cases::checklists().unwrap_or_default() { option value=(list.name) { (list.name) ": " (list.when) } } }
                            button class="quiet" { "Add its tasks" }
                        }
                        form class="stacked" method="post" action={ (here) "/work" } {
                            (hidden) input type="hidden" name="act" value="task";
                            label for="one" { "Or one task" }
                            input id="one" name="words" required;
                            button class="quiet" { "Add it" }
                        }
                    }
                }
            }
        }
    }
}

/// Opens a case where nothing asks for a person.
fn opening(person: &Person, case: &Case) -> Markup {
    html! {
        @if person.role.may(Grant::Work) {
            section class="card" {
                h2 { "No case" }
                p { "Nothing here asks for a person. Open a case if you know something that the record does not." }
                form class="stacked" method="post" action={ (address(&case.candidacy)) "/open" } {
                    (token(person)) input type="hidden" name="version" value="0";
                    label for="words" { "Why" }
                    textarea id="words" name="words" rows="2" minlength="10" required {}
                    button class="quiet" { "Open a case" }
                }
            }
        }
    }
}

/// Opens a case by hand.
pub async fn open(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    Path(candidacy): Path<String>,
    Form(filled): Form<Filled>,
) -> Result<Response, Problem> {
    own(&person, &filled.token)?;
    let back = address(&candidacy);
    let Some(seen) = Seen::read(&app, &candidacy).await? else {
        return Ok(not_done(&person, StatusCode::NOT_FOUND, "Nothing is known of this candidacy", "/cases"));
    };
    let (Some(assessment), 0) = (&seen.assessment, seen.case.version) else {
        return Ok(not_done(&person, StatusCode::CONFLICT, "There is a case of this candidacy by now", &back));
    };
    let job = explain::requisition(assessment, &seen.bodies).map(|requisition| requisition.title).unwrap_or_default();
    match cases::opened(assessment, &job, &person.name, filled.words(), &app.0.desk.policy, Timestamp::now()) {
        Err(refused) => Ok(not_done(&person, StatusCode::UNPROCESSABLE_ENTITY, &refused.to_string(), &back)),
        Ok(change) => match app.0.desk.store.commit(change).await? {
            Committed::Done(_) => Ok(go(&back)),
            Committed::Conflict(_) => Ok(not_done(&person, StatusCode::CONFLICT, "There is a case of this candidacy by now", &back)),
        },
    }
}

/// A form as it is filled in.
#[derive(Debug, Deserialize)]
pub struct Filled {
    token: String,
    version: i64,
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

impl Filled {
    fn words(&self) -> &str {
        self.rest.get("words").map_or("", String::as_str)
    }

    /// What the form asks for, as programs ask for it.
    fn act<T: serde::de::DeserializeOwned + Into<Act>>(&self) -> Result<Act, Problem> {
        let number = |text: &String| text.parse::<u32>().map_or_else(|_| Value::from(text.as_str()), Value::from);
        let fields =
            self.rest.iter().map(|(name, text)| (name.clone(), if name == "task" { number(text) } else { Value::from(text.as_str()) })).collect();
        let asked: Result<T, _> = serde_json::from_value(Value::Object(fields));
        asked.map(Into::into).map_err(|_| {
            Problem::new(StatusCode::BAD_REQUEST, "not_understood", "the form asks for something that is not known; load the page again")
        })
    }
}

/// Takes, gives back, waits, goes on, notes.
pub async fn work(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    Path(candidacy): Path<String>,
    Form(filled): Form<Filled>,
) -> Result<Response, Problem> {
    own(&person, &filled.token)?;
    carry_out(&app, &person, &candidacy, &filled, &filled.act::<Work>()?).await
}

/// Decides, proposes, confirms, turns down.
pub async fn decide(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    Path(candidacy): Path<String>,
    Form(filled): Form<Filled>,
) -> Result<Response, Problem> {
    own(&person, &filled.token)?;
    carry_out(&app, &person, &candidacy, &filled, &filled.act::<Decide>()?).await
}

async fn carry_out(app: &App, person: &Person, candidacy: &str, filled: &Filled, act: &Act) -> Result<Response, Problem> {
    let back = address(candidacy);
    let store = &app.0.desk.store;
    let Some(case) = store.case(candidacy).await? else {
        return Ok(not_done(person, StatusCode::NOT_FOUND, "There is no case of this candidacy", "/cases"));
    };
    let changed = "Somebody has changed this case in the meantime. Look at it again";
    if case.version != filled.version {
        return Ok(not_done(person, StatusCode::CONFLICT, changed, &back));
    }
    let now = Timestamp::now();
    let change = match cases::act(&case, &person.name, act, &app.0.desk.policy, now) {
        Ok(change) => change,
        Err(refused) => {
            return Ok(not_done(person, StatusCode::UNPROCESSABLE_ENTITY, &refused.to_string(), &back));
        }
    };
    let decides = !change.events.is_empty();
    match store.commit(change).await? {
        Committed::Conflict(_) => Ok(not_done(person, StatusCode::CONFLICT, changed, &back)),
        Committed::Done(_) => {
            if decides {
                // A decision is an event like any other: the record is judged again with it.
                app.0.desk.judge(vec![candidacy.to_owned()], now).await?;
            }
            Ok(go(&back))
        }
    }
}
