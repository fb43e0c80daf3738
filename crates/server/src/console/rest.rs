//! The audit, and whether everything runs.

use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::response::{Html, Response};
use hirewall_store::audit::Entry;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::page::{Sent, clean, go, own, page, time, token};
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;
use crate::roles::Grant;
use crate::seal::Seal;

/// Entries on a page.
const ROWS: i64 = 100;

/// Which entries.
#[derive(Debug, Deserialize)]
pub struct Asked {
    /// Those up to this one; the latest otherwise.
    to: Option<i64>,
    /// Those about this candidacy.
    #[serde(default)]
    about: String,
}

/// The audit, the latest first.
pub async fn audit(State(app): State<App>, Extension(person): Extension<Person>, Query(asked): Query<Asked>) -> Result<Html<String>, Problem> {
    let store = &app.0.desk.store;
    let head = store.audit_head().await?;
    let about = asked.about.trim();
    let to = asked.to.unwrap_or(head.seq).clamp(0, head.seq);
    let from = (to - ROWS).max(0);
    let entries =
        if about.is_empty() { store.entries(from, u32::try_from(to - from).unwrap_or(0)).await? } else { store.entries_about(about).await? };
    let checked = app.0.desk.seal.as_ref().and_then(Seal::last);
    let digits = |hash: &[u8; 32]| hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect::<String>();
    let content = html! {
        h1 { "Audit" }
        p class="sub" { (head.seq) " entries; the last one's hash begins with " code { (digits(&head.hash)) } ". Check the chain with " code { "hirewall audit verify" } "." }
        @if let Some(last) = &checked { p class="sub" { "The last signed checkpoint covers " (last.seq) " entries (" (last.at) ")." } }
        form class="line" method="get" action="/audit" {
            label for="about" { "Everything about one candidacy" }
            input id="about" name="about" value=(about);
            button { "Show" }
        }
        div class="wide" { table class="rows" {
            thead { tr { th scope="col" { "No." } th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What" } th scope="col" { "About" } th scope="col" { "Hash" } } }
            tbody {
                @for entry in entries.iter().rev() {
                    tr {
                        td { (entry.seq) }
                        td { (time(entry.at_us)) }
                        td { (entry.who) }
                        td { (entry.what) (said(entry)) }
                        td { @match &entry.said { Some(said) => { (clean(said.about.as_deref().unwrap_or_default())) } None => { em { "forgotten" } } } }
                        td { code { (digits(&entry.hash)) } }
                    }
                }
            }
        } }
        @if from > 0 && about.is_empty() { p { a class="button" href={ "/audit?to=" (from) } { "Earlier" } } }
    };
    Ok(page(Some(&person), "/audit", "Audit", content))
}

fn said(entry: &Entry) -> Markup {
    let details = entry.said.as_ref().map(|said| said.details.as_str()).filter(|details| *details != "{}");
    html! { @if let Some(details) = details { details { summary { "details" } code { (clean(details)) } } } }
}

/// Lets what could not be worked on be tried again.
pub async fn retry(State(app): State<App>, Extension(person): Extension<Person>, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    own(&person, &sent.token)?;
    let count = app.0.desk.store.retry(Timestamp::now().as_microsecond()).await?;
    app.note(&person.name, "inbox.retried", None, &serde_json::json!({"messages": count})).await?;
    Ok(go("/health"))
}

/// Whether everything runs.
pub async fn health(State(app): State<App>, Extension(person): Extension<Person>) -> Result<Html<String>, Problem> {
    let desk = &app.0.desk;
    let backlog = desk.store.backlog().await?;
    let population = desk.store.population().await?;
    let failures = desk.store.failures(50).await?;
    let age = backlog.oldest_us.map_or(0, |since| (Timestamp::now().as_microsecond() - since).max(0) / 1_000_000);
    let content = html! {
        h1 { "Health" }
        dl class="numbers" {
            dt { "Candidacies" } dd { (population) }
            dt { "Messages that wait" } dd { (backlog.waiting) @if age > 60 { " (the oldest for " (age) " s)" } }
            dt { "Messages that could not be worked on" } dd { (backlog.failed) }
            dt { "Version" } dd { (env!("CARGO_PKG_VERSION")) }
        }
        @if !failures.is_empty() {
            h2 { "What could not be worked on" }
            div class="wide" { table class="rows" {
                thead { tr { th scope="col" { "Came" } th scope="col" { "Web hook" } th scope="col" { "Why" } } }
                tbody { @for one in &failures { tr { td { (time(one.received_us)) } td { code { (one.hook) } } td { (clean(&one.problem)) } } } }
            } }
            @if person.role.may(Grant::Operate) {
                form method="post" action="/health/retry" { (token(&person)) button { "Try all of them again" } }
            }
        }
        h2 { "Web hooks" }
        @if desk.hooks.is_empty() { p class="empty" { "None is set up. Name them in the file that " code { "--config" } " gives." } }
        ul { @for hook in &desk.hooks { li { code { "/hooks/" (hook.name) } " · " (format!("{:?}", hook.scheme)) } } }
    };
    Ok(page(Some(&person), "/health", "Health", content))
}
