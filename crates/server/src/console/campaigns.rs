//! Campaigns: which there are, and one of them as a picture and as tables with the same content.

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use hirewall_engine::campaigns::{self, Campaign};
use hirewall_engine::graph;
use jiff::Timestamp;
use maud::{Markup, html};

use super::page::{clean, encoded, not_done, page};
use super::queue::band;
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;

fn day(at: Timestamp) -> Markup {
    html! { time datetime=(at.to_string()) { (at.strftime("%Y-%m-%d").to_string()) } }
}

/// The campaigns, the one with the latest event first.
pub async fn campaigns(State(app): State<App>, Extension(person): Extension<Person>) -> Result<Html<String>, Problem> {
    let desk = &app.0.desk;
    let all = campaigns::all(&desk.store, &desk.key).await?;
    let content = html! {
        h1 { "Campaigns" }
        @if all.is_empty() { p class="empty" { "None. Applications that share what strangers do not are put together here." } } @else {
            div class="wide" { table class="rows" {
                thead { tr { th scope="col" { "Campaign" } th scope="col" { "Members" } th scope="col" { "Shared most" } th scope="col" { "First seen" } th scope="col" { "Last seen" } } }
                tbody { @for one in &all { tr {
                    td { a href={ "/campaigns/" (encoded(&one.id)) } { (one.id) } }
                    td { (one.members.len()) }
                    td { @for shared in one.shared.iter().take(3) { span class="chip" { (shared.kind.as_str()) " · " (shared.members.len()) } } }
                    td { (day(one.first_seen)) }
                    td { (day(one.last_seen)) }
                } } }
            } }
        }
    };
    Ok(page(Some(&person), "/campaigns", "Campaigns", content))
}

/// One campaign.
pub async fn campaign(State(app): State<App>, Extension(person): Extension<Person>, Path(id): Path<String>) -> Result<Response, Problem> {
    let desk = &app.0.desk;
    let Some(one) = campaigns::one(&desk.store, &desk.key, &id).await? else {
        return Ok(not_done(&person, StatusCode::NOT_FOUND, "There is no such campaign", "/campaigns"));
    };
    let content = html! {
        p class="crumbs" { a href="/campaigns" { "Campaigns" } " / " (one.id) }
        h1 { (one.id) }
        p class="sub" {
            (one.members.len()) " members, seen from " (day(one.first_seen)) " to " (day(one.last_seen))
            @if !one.aliases.is_empty() { " · also " (one.aliases.iter().cloned().collect::<Vec<_>>().join(", ")) }
        }
        figure class="graph" {
            img src={ "/campaigns/" (encoded(&one.id)) "/graph.svg" } alt="Members and the values that they share; the tables below hold the same";
        }
        (members(&one))
        (shared(&one))
        section {
            h2 { "History" }
            ol class="timeline" { @for change in &one.history { li { (day(change.at)) " " strong { (change.what.as_str()) } " " (clean(&change.because)) } } }
        }
    };
    Ok(page(Some(&person), "/campaigns", &one.id, content).into_response())
}

fn members(one: &Campaign) -> Markup {
    html! {
        section {
            h2 { "Members" }
            div class="wide" { table class="rows" {
                thead { tr { th scope="col" { "Candidacy" } th scope="col" { "Band" } th scope="col" { "Job" } th scope="col" { "Stage" } th scope="col" { "Seen" } th scope="col" { "Same person as" } } }
                tbody { @for member in &one.members { tr {
                    td { a href={ "/cases/" (encoded(&member.candidacy)) } { (clean(&member.candidacy)) } @if member.victim { span class="chip" { "perhaps a victim" } } }
                    td { (band(member.band.as_str())) span class="bits" { (member.bits) } }
                    td { (clean(&member.role)) }
                    td { (member.stage) }
                    td { (day(member.first_seen)) }
                    td { (clean(&member.same_person.join(", "))) }
                } } }
            } }
        }
    }
}

fn shared(one: &Campaign) -> Markup {
    html! {
        section {
            h2 { "What they share" }
            div class="wide" { table class="rows" {
                thead { tr { th scope="col" { "What" } th scope="col" { "Value" } th scope="col" { "Members" } th scope="col" { "Held in all by" } } }
                tbody { @for shared in &one.shared { tr {
                    td { (shared.kind.as_str()) }
                    td { (clean(&shared.value)) }
                    td { (shared.members.len()) ": " (clean(&shared.members.join(", "))) }
                    td { (shared.holders) " of " (shared.of) }
                } } }
            } }
        }
    }
}

/// Its picture.
pub async fn graph(State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let desk = &app.0.desk;
    match campaigns::one(&desk.store, &desk.key, &id).await? {
        Some(one) => Ok(([(CONTENT_TYPE, "image/svg+xml")], graph::svg(&one)).into_response()),
        None => Err(Problem::new(StatusCode::NOT_FOUND, "no_such_campaign", "there is no such campaign")),
    }
}
