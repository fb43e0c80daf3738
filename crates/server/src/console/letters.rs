//! What is written to a candidate: a request, which stops the case's clock, and the notices before and after a decision. People send it; nothing leaves here.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hirewall_engine::letters::{self, Notice};
use maud::{Markup, html};
use serde::Deserialize;

use super::case::{Seen, address};
use super::page::{clean, encoded, not_done, page, token};
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;

/// Letters of a text that an address for mail programs carries: some cut longer ones.
const MAILED: usize = 1_800;

/// Which notice.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    which: String,
}

/// A request for what would settle what is open.
pub async fn request(State(app): State<App>, Extension(person): Extension<Person>, Path(candidacy): Path<String>) -> Result<Response, Problem> {
    let Some(seen) = Seen::read(&app, &candidacy).await?.filter(|seen| seen.case.version > 0) else {
        return Ok(not_done(&person, StatusCode::NOT_FOUND, "There is no case of this candidacy", "/cases"));
    };
    let text = letters::request(&seen.job(), seen.assessment.as_ref());
    let fields = html! { input type="hidden" name="act" value="wait"; };
    let hint = html! { p { "The case waits for the candidate from then on, and its clock stands still." } };
    Ok(letter(&person, &seen, "Ask the candidate", "Your application", &text, &fields, &hint, "It is sent: wait for the answer"))
}

/// A notice.
pub async fn notice(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    Path(candidacy): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let which = Notice::of(&asked.which).unwrap_or(Notice::Before);
    let Some(seen) = Seen::read(&app, &candidacy).await?.filter(|seen| seen.case.version > 0) else {
        return Ok(not_done(&person, StatusCode::NOT_FOUND, "There is no case of this candidacy", "/cases"));
    };
    let days = app.0.desk.policy.notice_days;
    let text = letters::notice(which, &seen.job(), seen.assessment.as_ref(), days);
    let fields = html! { input type="hidden" name="act" value="notify"; input type="hidden" name="notice" value=(which.as_str()); };
    let hint = html! { p { "Fill in what stands as …, and have counsel approve it. The notice of a decision is sent at the earliest " (days) " working days after the one that it is near." } };
    let title = match which {
        Notice::Before => "Notice before a decision",
        Notice::After => "Notice of a decision",
    };
    Ok(letter(&person, &seen, title, "Your application", &text, &fields, &hint, "It is sent: write it down"))
}

#[allow(clippy::too_many_arguments)]
fn letter(person: &Person, seen: &Seen, title: &str, subject: &str, text: &str, fields: &Markup, hint: &Markup, button: &str) -> Response {
    let here = address(&seen.case.candidacy);
    let short: String = text.chars().take(MAILED).collect();
    let mail = format!(
        "mailto:{}?subject={}&body={}",
        encoded(seen.mailbox().unwrap_or_default().as_str()),
        encoded(subject),
        encoded(&short.replace('\n', "\r\n"))
    );
    let content = html! {
        p class="crumbs" { a href="/cases" { "Cases" } " / " a href=(here) { (clean(&seen.name)) } " / " (title) }
        h1 { (title) }
        form class="stacked letter" method="post" action={ (here) "/work" } {
            (token(person)) input type="hidden" name="version" value=(seen.case.version);
            (fields)
            label for="words" { "What it says; change it as you like" }
            textarea id="words" name="words" rows="18" { (text) }
            (hint)
            div class="buttons" {
                a class="button quiet" href=(mail) { "Open in your mail program" }
                button { (button) }
            }
        }
    };
    page(Some(person), "/cases", title, content).into_response()
}
