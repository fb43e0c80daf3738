//! Campaigns: which there are, and one of them as a picture and as tables with the same content.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use hirewall_engine::campaigns::{self, Campaign};
use hirewall_engine::graph;
use hirewall_model::dossier::LinkKind;
use hirewall_store::cases::Case;
use jiff::Timestamp;
use maud::{Markup, html};

use super::page::{clean, encoded, not_done, page, token};
use super::queue::band;
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;
use crate::roles::Grant;

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

/// What is hidden of a campaign.
#[derive(Debug)]
struct Hidden {
    kinds: Vec<String>,
    most: usize,
}

impl Hidden {
    fn of(asked: Vec<(String, String)>) -> Self {
        let most = asked.iter().find(|(name, _)| name == "most").and_then(|(_, value)| value.parse().ok()).unwrap_or(usize::MAX);
        Self { kinds: asked.into_iter().filter(|(name, _)| name == "hide").map(|(_, kind)| kind).collect(), most }
    }

    fn from(&self, one: Campaign) -> Campaign {
        let kinds: Vec<LinkKind> = one.kinds().into_iter().filter(|kind| self.kinds.iter().any(|hidden| hidden == kind.as_str())).collect();
        if kinds.is_empty() && self.most == usize::MAX { one } else { one.without(&kinds, self.most) }
    }

    fn query(&self) -> String {
        let most = if self.most == usize::MAX { String::new() } else { format!("&most={}", self.most) };
        format!("?{}{most}", self.kinds.iter().map(|kind| format!("hide={}", encoded(kind))).collect::<Vec<_>>().join("&"))
    }
}

/// One campaign.
pub async fn campaign(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    Path(id): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let desk = &app.0.desk;
    let hidden = Hidden::of(asked);
    let Some(whole) = campaigns::one(&desk.store, &desk.key, &id).await? else {
        return Ok(not_done(&person, StatusCode::NOT_FOUND, "There is no such campaign", "/campaigns"));
    };
    let (all, kinds) = (whole.members.len(), whole.kinds());
    let one = hidden.from(whole);
    let mut cases = Vec::new();
    for member in &one.members {
        cases.push(desk.store.case(&member.candidacy).await?);
    }
    let content = html! {
        p class="crumbs" { a href="/campaigns" { "Campaigns" } " / " (one.id) }
        h1 { (one.id) }
        p class="sub" {
            @if one.members.len() < all { strong { (one.members.len()) } " of " }
            (all) " members, seen from " (day(one.first_seen)) " to " (day(one.last_seen))
            @if !one.aliases.is_empty() { " · also " (one.aliases.iter().cloned().collect::<Vec<_>>().join(", ")) }
        }
        (hiding(&one, &kinds, &hidden))
        figure class="graph" {
            img src={ "/campaigns/" (encoded(&one.id)) "/graph.svg" (hidden.query()) } alt="Members and the values that they share; the tables below hold the same";
        }
        (members(&person, &one, &cases))
        (shared(&one))
        section {
            h2 { "History" }
            ol class="timeline" { @for change in &one.history { li { (day(change.at)) " " strong { (change.what.as_str()) } " " (clean(&change.because)) } } }
        }
    };
    Ok(page(Some(&person), "/campaigns", &one.id, content).into_response())
}

/// What can be hidden: kinds of what is shared, and what many hold.
fn hiding(one: &Campaign, kinds: &[LinkKind], hidden: &Hidden) -> Markup {
    html! {
        form method="get" action={ "/campaigns/" (encoded(&one.id)) } {
            fieldset class="kinds" {
                legend { "Hide what is weak here" }
                @for kind in kinds {
                    label class="choice" {
                        input type="checkbox" name="hide" value=(kind.as_str()) checked[hidden.kinds.iter().any(|known| known == kind.as_str())];
                        span { (kind.as_str()) }
                    }
                }
                label for="most" { "and what more than so many hold" }
                input id="most" name="most" type="number" min="2" max="100000" value=[(hidden.most != usize::MAX).then_some(hidden.most)];
                button class="quiet" { "Show the rest" }
            }
        }
    }
}

fn members(person: &Person, one: &Campaign, cases: &[Option<Case>]) -> Markup {
    let picks = person.role.may(Grant::Work);
    html! {
        section {
            h2 { "Members" }
            form method="post" action="/cases/bulk" {
            (token(person))
            div class="wide" { table class="rows" {
                thead { tr { @if picks { td { span class="hidden" { "Pick" } } } th scope="col" { "Candidacy" } th scope="col" { "Band" } th scope="col" { "Job" } th scope="col" { "Stage" } th scope="col" { "Seen" } th scope="col" { "Same person as" } } }
                tbody { @for (member, case) in one.members.iter().zip(cases) { tr {
                    @if picks { td { @if let Some(case) = case { (super::bulk::pick(case, &clean(&member.candidacy))) } } }
                    td { a href={ "/cases/" (encoded(&member.candidacy)) } { (clean(&member.candidacy)) } @if member.victim { span class="chip" { "perhaps a victim" } } }
                    td { (band(member.band.as_str())) span class="bits" { (member.bits) } }
                    td { (clean(&member.role)) }
                    td { (member.stage) }
                    td { (day(member.first_seen)) }
                    td { (clean(&member.same_person.join(", "))) }
                } } }
            } }
            @if picks { (super::bulk::choices()) }
            }
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
pub async fn graph(State(app): State<App>, Path(id): Path<String>, Query(asked): Query<Vec<(String, String)>>) -> Result<Response, Problem> {
    let desk = &app.0.desk;
    match campaigns::one(&desk.store, &desk.key, &id).await? {
        Some(one) => Ok(([(CONTENT_TYPE, "image/svg+xml")], graph::svg(&Hidden::of(asked).from(one))).into_response()),
        None => Err(Problem::new(StatusCode::NOT_FOUND, "no_such_campaign", "there is no such campaign")),
    }
}
