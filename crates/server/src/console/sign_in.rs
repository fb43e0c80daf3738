//! Signing in and out.

use axum::Extension;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::http::header::{LOCATION, RETRY_AFTER, SET_COOKIE};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use maud::html;
use serde::Deserialize;

use super::page::{Sent, go, own, page};
use crate::app::App;
use crate::people::{COOKIE_NAME, Person, SignedIn};
use crate::problem::Problem;

/// Where to go afterwards.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    next: String,
}

/// The form as it is filled in.
#[derive(Deserialize)]
pub struct Filled {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// An address of our own to go to; the first page where it is another's.
fn own_address(next: &str) -> &str {
    if next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\r', '\n']) { next } else { "/" }
}

fn form(next: &str, wrong: Option<&str>) -> Html<String> {
    let content = html! {
        div class="narrow" {
            h1 { "Sign in" }
            @if let Some(wrong) = wrong { p class="wrong" role="alert" { (wrong) } }
            form class="stacked" method="post" action="/sign-in" {
                input type="hidden" name="next" value=(own_address(next));
                label for="name" { "Name" }
                input id="name" name="name" autocomplete="username" required autofocus;
                label for="password" { "Password" }
                input id="password" name="password" type="password" autocomplete="current-password" required;
                button { "Sign in" }
            }
        }
    };
    page(None, "/sign-in", "Sign in", content)
}

/// The form.
pub async fn sign_in_page(Query(asked): Query<Asked>) -> Html<String> {
    form(&asked.next, None)
}

/// Signs in. Both outcomes stand in the audit, the name only where there is such an account.
pub async fn sign_in(State(app): State<App>, Form(filled): Form<Filled>) -> Result<Response, Problem> {
    let now = Timestamp::now();
    let store = &app.0.desk.store;
    let signed_in = app.0.tries.sign_in(store, &filled.name, &filled.password, now.as_microsecond()).await?;
    let what = if matches!(signed_in, SignedIn::Yes(_)) { "account.signed_in" } else { "account.refused" };
    let known = store.account(filled.name.trim()).await?;
    if let (Some(account), true) = (known, !matches!(signed_in, SignedIn::Wait(_))) {
        app.note(&account.name, what, None, &serde_json::json!({})).await?;
    }
    Ok(match signed_in {
        SignedIn::Yes(token) => {
            let secure = if app.0.secure { "; Secure" } else { "" };
            let cookie = format!("{COOKIE_NAME}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200{secure}");
            (StatusCode::SEE_OTHER, [(LOCATION, own_address(&filled.next).to_owned()), (SET_COOKIE, cookie)]).into_response()
        }
        SignedIn::No => (StatusCode::UNAUTHORIZED, form(&filled.next, Some("Name or password is wrong."))).into_response(),
        SignedIn::Wait(seconds) => {
            let words = format!("Too many tries. Wait {seconds} seconds.");
            (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, seconds.to_string())], form(&filled.next, Some(&words))).into_response()
        }
    })
}

/// Signs out.
pub async fn sign_out(State(app): State<App>, Extension(person): Extension<Person>, Form(sent): Form<Sent>) -> Result<Response, Problem> {
    own(&person, &sent.token)?;
    app.0.desk.store.end_session(&person.token).await?;
    Ok(go("/sign-in"))
}
