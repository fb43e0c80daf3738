//! The frame around every page, and what all pages use.

use axum::Extension;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::response::{Html, IntoResponse, Response};
use hirewall_engine::explain::steers;
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use crate::people::Person;
use crate::problem::Problem;
use crate::roles::Grant;

/// What stands in an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A text as one part of an address.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// A stranger's text for a page: characters that steer are replaced.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// A time as people read it.
pub(super) fn time(us: i64) -> Markup {
    let time = Timestamp::from_microsecond(us).unwrap_or(Timestamp::UNIX_EPOCH);
    html! { time datetime=(time.to_string()) { (time.strftime("%Y-%m-%d %H:%M UTC").to_string()) } }
}

/// The stylesheet.
pub async fn style() -> Response {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "max-age=300")], include_str!("console.css")).into_response()
}

/// The script.
pub async fn script() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, "max-age=300")], include_str!("console.js")).into_response()
}

/// Pages of the console: address, name, and what they need.
const PAGES: &[(&str, &str, Option<Grant>)] = &[
    ("/cases", "Cases", Some(Grant::Cases)),
    ("/campaigns", "Campaigns", Some(Grant::Campaigns)),
    ("/search", "Search", Some(Grant::Campaigns)),
    ("/audit", "Audit", Some(Grant::Audit)),
    ("/health", "Health", Some(Grant::Health)),
    ("/playbook", "Playbook", None),
];

/// A page.
pub(super) fn page(person: Option<&Person>, at: &str, title: &str, content: Markup) -> Html<String> {
    let pages = PAGES.iter().filter(|(_, _, grant)| person.is_some_and(|person| grant.is_none_or(|grant| person.role.may(grant))));
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · Hirewall" }
                link rel="stylesheet" href="/assets/console.css";
                @if person.is_some() { script type="module" src="/assets/console.js" {} }
            }
            body {
                a class="skip" href="#content" { "Skip to the content" }
                header class="top" {
                    a class="brand" href="/" { "Hirewall" }
                    nav aria-label="Pages" {
                        @for (address, name, _) in pages {
                            a href=(address) aria-current=[(at == *address).then_some("page")] { (name) }
                        }
                    }
                    @if let Some(person) = person {
                        form class="person" method="post" action="/sign-out" {
                            (token(person))
                            span { (person.name) " · " (person.role.as_str()) }
                            button class="quiet" { "Sign out" }
                        }
                    }
                }
                main id="content" { (content) }
            }
        }
    };
    Html(markup.into_string())
}

/// What every form carries, so that no other site can send it.
pub(super) fn token(person: &Person) -> Markup {
    html! { input type="hidden" name="token" value=(person.form); }
}

/// A form with nothing but that.
#[derive(Deserialize)]
pub struct Sent {
    pub(super) token: String,
}

/// Whether a form is one of this session's.
pub(super) fn own(person: &Person, token: &str) -> Result<(), Problem> {
    let same = person.form.len() == token.len() && person.form.bytes().zip(token.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0;
    if same { Ok(()) } else { Err(Problem::new(StatusCode::FORBIDDEN, "old_form", "the form is not of this session; load the page again")) }
}

/// Goes to another page after something was done.
pub(super) fn go(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, to.to_owned())]).into_response()
}

/// The first page that somebody may see.
pub async fn home(Extension(person): Extension<Person>) -> Response {
    match PAGES.iter().find(|(_, _, grant)| grant.is_none_or(|grant| person.role.may(grant))) {
        Some((address, ..)) => go(address),
        None => forbidden(&person),
    }
}

/// A page for somebody who may not see what was asked for.
pub fn forbidden(person: &Person) -> Response {
    let content = html! {
        h1 { "Not for this role" }
        p { "As " strong { (person.role.as_str()) } " you cannot see or do this. Ask whoever runs Hirewall for another role if your work needs it." }
        p { a href="/" { "To what you can see" } }
    };
    (StatusCode::FORBIDDEN, page(Some(person), "", "Not for this role", content)).into_response()
}

/// A page where there is nothing.
pub fn nothing() -> Response {
    let content = html! {
        h1 { "Nothing here" }
        p { "There is no page at this address." }
        p { a href="/" { "To what you can see" } }
    };
    (StatusCode::NOT_FOUND, page(None, "", "Nothing here", content)).into_response()
}

/// A page that says what could not be done, and why.
pub(super) fn not_done(person: &Person, status: StatusCode, why: &str, back: &str) -> Response {
    let content = html! {
        h1 { "Not done" }
        p role="alert" { (why) "." }
        p { a href=(back) { "Back" } }
    };
    (status, page(Some(person), "", "Not done", content)).into_response()
}
