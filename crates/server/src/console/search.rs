//! Search by id or by a value that candidacies hold.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Html;
use hirewall_engine::{cases, find};
use maud::html;
use serde::Deserialize;

use super::page::{clean, encoded, page};
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// The page, with what was found. That somebody searched stands in the audit, not for what.
pub async fn search(State(app): State<App>, Extension(person): Extension<Person>, Query(asked): Query<Asked>) -> Result<Html<String>, Problem> {
    let desk = &app.0.desk;
    let found = find::candidacies(&desk.store, &desk.key, &asked.q).await?;
    let known = cases::known(&desk.store.events_of(&found).await?);
    if !asked.q.trim().is_empty() {
        app.note(&person.name, "searched", None, &serde_json::json!({"found": found.len()})).await?;
    }
    let content = html! {
        h1 { "Search" }
        form class="line" method="get" action="/search" role="search" {
            label for="q" { "A candidacy's id, a mailbox, a phone number, a profile's or an IP address" }
            input id="q" name="q" value=(asked.q) required;
            button { "Search" }
        }
        @if !asked.q.trim().is_empty() {
            @if found.is_empty() { p class="empty" { "Nobody holds it." } } @else {
                p class="sub" { (found.len()) " found" }
                div class="wide" { table class="rows" {
                    thead { tr { th scope="col" { "Candidate" } th scope="col" { "Job" } th scope="col" { "Candidacy" } } }
                    tbody { @for candidacy in &found {
                        @let of = known.get(candidacy);
                        tr {
                            td { a href={ "/cases/" (encoded(candidacy)) } { (clean(of.and_then(|known| known.name.as_deref()).unwrap_or(candidacy))) } }
                            td { (clean(of.and_then(|known| known.job.as_deref()).unwrap_or_default())) }
                            td { code { (clean(candidacy)) } }
                        }
                    } }
                } }
            }
        }
    };
    Ok(page(Some(&person), "/search", "Search", content))
}
