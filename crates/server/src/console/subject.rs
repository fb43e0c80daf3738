//! What a candidate may ask for: what is held of them, and to be forgotten. And what keeps it from being forgotten.

use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hirewall_engine::letters::{self, rests_on_others};
use hirewall_engine::{campaigns, cases};
use jiff::Timestamp;
use maud::html;
use serde::Deserialize;
use serde_json::{Value, json};

use super::case::{Seen, address};
use super::page::{clean, go, not_done, own, page, time, token};
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;

/// A form as it is filled in.
#[derive(Debug, Deserialize)]
pub struct Filled {
    token: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    sure: String,
}

fn nobody(person: &Person) -> Response {
    not_done(person, StatusCode::NOT_FOUND, "Nothing is known of this candidacy", "/cases")
}

/// What is held, what would go and what would stay.
pub async fn subject(State(app): State<App>, Extension(person): Extension<Person>, Path(candidacy): Path<String>) -> Result<Response, Problem> {
    let store = &app.0.desk.store;
    let Some(seen) = Seen::read(&app, &candidacy).await? else { return Ok(nobody(&person)) };
    let hold = store.hold(&candidacy).await?;
    let assessments = store.assessments_of(&candidacy).await?.len();
    let here = address(&candidacy);
    let content = html! {
        p class="crumbs" { a href="/cases" { "Cases" } " / " a href=(here) { (clean(&seen.name)) } " / Data of this person" }
        h1 { "Data of this person" }
        section class="card" {
            h2 { "A copy for the candidate" }
            p { "Everything they or others sent, what was concluded and decided, and why; without what rests on other people's data." }
            p { a class="button" href={ (here) "/subject.json" } download { "Download the copy" } }
        }
        section class="card" {
            h2 { "Hold" }
            @if let Some(hold) = &hold {
                p { "Held by " strong { (hold.who) } " since " (time(hold.at_us)) ":" }
                p class="words" { (clean(&hold.reason)) }
            } @else { p { "A hold keeps everything, whatever is asked and however old it is." } }
            form class="stacked" method="post" action={ (here) "/hold" } {
                (token(&person))
                label for="hold-why" { "Why" }
                textarea id="hold-why" name="words" rows="2" minlength="10" required {}
                button class="quiet" { @if hold.is_some() { "Lift the hold" } @else { "Hold" } }
            }
        }
        section class="card" {
            h2 { "Forget" }
            table class="rows" {
                thead { tr { th scope="col" { "What" } th scope="col" { "How much" } th scope="col" { "What becomes of it" } } }
                tbody {
                    tr { td { "Events, with documents" } td { (seen.events.len()) } td { "Shredded. Their ids stay, without a person, so that they never come back." } }
                    tr { td { "Assessments" } td { (assessments) } td { "Removed" } }
                    tr { td { "Links with others" } td { "all" } td { "Removed; others lose what rested on them" } }
                    tr { td { "The case" } td { (if seen.case.version > 0 { "1" } else { "none" }) } td { "Removed" } }
                    tr { td { "Entries of the audit" } td { (seen.entries.len()) } td { "What they say of the person is shredded; when, who and what stays, to show that the law was kept (GDPR art. 5(2), 17(3)(b) and (e))" } }
                }
            }
            @if hold.is_some() { p class="wrong" { "The hold has to be lifted first." } } @else {
                form class="stacked" method="post" action={ (here) "/forget" } {
                    (token(&person))
                    label for="forget-why" { "Why" }
                    textarea id="forget-why" name="words" rows="2" minlength="10" required {}
                    label class="choice" { input type="checkbox" name="sure" value="yes" required; span { "It cannot be brought back." } }
                    button class="danger" { "Forget this person" }
                }
            }
        }
    };
    Ok(page(Some(&person), "/cases", "Data of this person", content).into_response())
}

/// The copy for the candidate.
pub async fn copy(State(app): State<App>, Extension(person): Extension<Person>, Path(candidacy): Path<String>) -> Result<Response, Problem> {
    let Some(seen) = Seen::read(&app, &candidacy).await? else { return Ok(nobody(&person)) };
    app.note(&person.name, "subject.copied", Some(&candidacy), &json!({})).await?;
    let events: Vec<Value> = seen.events.iter().filter_map(|event| serde_json::from_slice(&event.body).ok()).collect();
    let assessment = seen.assessment.as_ref();
    let own = assessment.iter().flat_map(|assessment| &assessment.findings).filter(|finding| !rests_on_others(finding.family));
    let findings: Vec<Value> = own
        .map(|finding| json!({"what": finding.signal, "because": finding.because, "innocent_when": finding.innocent_when, "set_aside": finding.set_aside}))
        .collect();
    let done: Vec<Value> = seen
        .entries
        .iter()
        .filter(|entry| entry.what.starts_with("case.") && entry.what != "case.viewed")
        .map(|entry| {
            let said: Value = entry.said.as_ref().and_then(|said| serde_json::from_str(&said.details).ok()).unwrap_or_default();
            json!({"at": Timestamp::from_microsecond(entry.at_us).ok(), "what": entry.what, "decision": said.get("decision"), "reason": said.get("reason"), "notice": said.get("notice")})
        })
        .collect();
    let text = json!({
        "candidacy": candidacy, "copied_at": Timestamp::now(), "events": events,
        "assessed": assessment.map(|one| json!({"as_of": one.as_of, "band": one.band, "findings": findings, "in_words": letters::reasons(Some(one))})),
        "done_by_people": done,
        "left_out": "What rests on other people's applications, networks, devices or payments. Ask for a person to explain it.",
    });
    let named = [(CONTENT_TYPE, "application/json"), (CONTENT_DISPOSITION, "attachment; filename=\"copy.json\"")];
    Ok((named, format!("{text:#}\n")).into_response())
}

/// Keeps everything, or lets it go again.
pub async fn hold(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    Path(candidacy): Path<String>,
    Form(filled): Form<Filled>,
) -> Result<Response, Problem> {
    own(&person, &filled.token)?;
    let here = format!("{}/subject", address(&candidacy));
    if Seen::read(&app, &candidacy).await?.is_none() {
        return Ok(nobody(&person));
    }
    let held = app.0.desk.store.hold(&candidacy).await?.is_some();
    match cases::hold(&candidacy, !held, &person.name, &filled.words, Timestamp::now()) {
        Err(why) => Ok(not_done(&person, StatusCode::UNPROCESSABLE_ENTITY, &why.to_string(), &here)),
        Ok(change) => {
            app.0.desk.store.commit(change).await?;
            Ok(go(&here))
        }
    }
}

/// Forgets. The audit says that it was done and why, not to whom.
pub async fn forget(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    Path(candidacy): Path<String>,
    Form(filled): Form<Filled>,
) -> Result<Response, Problem> {
    own(&person, &filled.token)?;
    let here = format!("{}/subject", address(&candidacy));
    if filled.sure != "yes" || filled.words.trim().chars().count() < 10 {
        return Ok(not_done(&person, StatusCode::UNPROCESSABLE_ENTITY, "Say why, in at least ten characters, and that you are sure", &here));
    }
    let store = &app.0.desk.store;
    let events = match store.forget(&candidacy).await {
        Err(held @ hirewall_store::Error::Held { .. }) => return Ok(not_done(&person, StatusCode::CONFLICT, &held.to_string(), &here)),
        forgotten => forgotten?,
    };
    campaigns::forget(store, std::slice::from_ref(&candidacy)).await?;
    app.note(&person.name, "subject.forgotten", None, &json!({"events": events, "reason": filled.words})).await?;
    let content = html! {
        h1 { "Forgotten" }
        p { (events) " events were shredded. The audit says that you did it, and why." }
        p { a href="/cases" { "To the cases" } }
    };
    Ok(page(Some(&person), "/cases", "Forgotten", content).into_response())
}
