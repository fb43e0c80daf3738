//! What people print and take along: the interview kit and the verification plan.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hirewall_engine::{gather, kit, verify};
use hirewall_model::{Assessment, Dossier};
use maud::html;

use super::case::address;
use super::page::{clean, not_done, page};
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;

/// A candidacy as it is now, without its neighbours.
async fn dossier(app: &App, candidacy: &str) -> Result<Option<Dossier>, Problem> {
    Ok(gather::alone(candidacy, &app.0.desk.store.events_of(&[candidacy.to_owned()]).await?))
}

/// Something to print and take along.
fn paper(person: &Person, candidacy: &str, title: &str, text: &str) -> Response {
    let content = html! {
        p class="crumbs" { a href="/cases" { "Cases" } " / " a href=(address(candidacy)) { (clean(candidacy)) } " / " (title) }
        h1 { (title) }
        pre class="paper" { (text.lines().map(clean).collect::<Vec<_>>().join("\n")) }
    };
    page(Some(person), "/cases", title, content).into_response()
}

/// The interview kit: neutral questions from what the candidate says, and a score sheet.
pub async fn interview(State(app): State<App>, Extension(person): Extension<Person>, Path(candidacy): Path<String>) -> Result<Response, Problem> {
    let Some(dossier) = dossier(&app, &candidacy).await? else {
        return Ok(not_done(&person, StatusCode::NOT_FOUND, "Nothing is known of this candidacy", "/cases"));
    };
    // Findings that the role does not see shape no question that it sees.
    let latest = app.0.desk.store.assessments_of(&candidacy).await?.pop();
    let mut assessment: Option<Assessment> = latest.and_then(|text| serde_json::from_str(&text).ok());
    if let Some(assessment) = &mut assessment {
        assessment.findings.retain(|finding| person.role.sees(finding.family));
    }
    Ok(paper(&person, &candidacy, "Interview kit", &kit::text(&dossier, assessment.as_ref())))
}

/// The verification plan: every claim, whom to ask and what.
pub async fn plan(State(app): State<App>, Extension(person): Extension<Person>, Path(candidacy): Path<String>) -> Result<Response, Problem> {
    let Some(dossier) = dossier(&app, &candidacy).await? else {
        return Ok(not_done(&person, StatusCode::NOT_FOUND, "Nothing is known of this candidacy", "/cases"));
    };
    Ok(paper(&person, &candidacy, "Verification plan", &verify::text(&candidacy, &verify::plan(&dossier))))
}
