//! The queue: cases that ask for people, the strongest first.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Html;
use hirewall_engine::cases::{self, Known, State as Stand, Team};
use hirewall_model::assessment::{Assessment, Band};
use hirewall_store::cases::{Case, Filter};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::page::{clean, encoded, page, time, token};
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;
use crate::roles::{Grant, Role};

/// Cases on a page.
const ROWS: u32 = 50;

/// Which cases.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `mine`, `closed`, or `latest` for all that was assessed, with a case or without; all open ones otherwise.
    view: String,
    /// One band alone.
    band: String,
    /// Behind this place: score and candidacy.
    after: String,
}

impl Asked {
    fn address(&self, after: &str) -> String {
        format!("/cases?view={}&band={}&after={}", encoded(&self.view), encoded(&self.band), encoded(after))
    }
}

/// The queue.
pub async fn queue(State(app): State<App>, Extension(person): Extension<Person>, Query(asked): Query<Asked>) -> Result<Html<String>, Problem> {
    let store = &app.0.desk.store;
    if asked.view == "latest" {
        return latest(&app, &person, &asked).await;
    }
    let filter = Filter {
        open: asked.view != "closed",
        assignee: (asked.view == "mine").then(|| person.name.clone()),
        team: Team::of(&asked.view).map(|team| team.as_str().to_owned()),
        called: asked.view.is_empty() || asked.view == "mine",
        due_before_us: (asked.view == "overdue").then(|| Timestamp::now().as_microsecond()),
        band: Band::ALL.iter().find(|band| band.as_str() == asked.band).map(|band| band.as_str().to_owned()),
    };
    let after = asked.after.split_once(':').and_then(|(bits, name)| Some((bits.parse().ok()?, name)));
    let found = store.cases(&filter, after, ROWS + 1).await?;
    let (shown, more) = match found.split_at_checked(ROWS as usize) {
        Some((shown, more)) => (shown, !more.is_empty()),
        None => (found.as_slice(), false),
    };
    let subjects: Vec<String> = shown.iter().map(|case| case.candidacy.clone()).collect();
    let known = cases::known(&store.events_of(&subjects).await?);
    let open = called(store.open_cases().await?);
    let next = shown.last().filter(|_| more).map(|last| asked.address(&format!("{}:{}", last.millibits, last.candidacy)));
    let content = html! {
        h1 { "Cases" }
        (views(&person, &asked, &open))
        @if shown.is_empty() {
            p class="empty" { "Nothing here. A case opens by itself when an application asks for a person." }
        } @else {
            (table(&person, shown, &known))
        }
        @if let Some(next) = next { p { a class="button" href=(next) { "Next" } } }
    };
    Ok(page(Some(&person), "/cases", "Cases", content))
}

/// All that was assessed, the latest first, whether it has a case or not.
async fn latest(app: &App, person: &Person, asked: &Asked) -> Result<Html<String>, Problem> {
    let store = &app.0.desk.store;
    let before = asked.after.parse().unwrap_or(i64::MAX);
    let found = store.latest_assessments(before, ROWS).await?;
    let mut shown: Vec<Case> = Vec::new();
    for (_, candidacy, text) in &found {
        if shown.iter().any(|case| case.candidacy == *candidacy) {
            continue;
        }
        let Ok(assessment) = serde_json::from_str::<Assessment>(text) else { continue };
        match store.case(candidacy).await? {
            Some(case) => shown.push(case),
            None => shown.push(super::case::without_case(&assessment)),
        }
    }
    let subjects: Vec<String> = shown.iter().map(|case| case.candidacy.clone()).collect();
    let known = cases::known(&store.events_of(&subjects).await?);
    let open = called(store.open_cases().await?);
    let next = found.last().filter(|_| found.len() == ROWS as usize).map(|(place, ..)| asked.address(&place.to_string()));
    let content = html! {
        h1 { "Cases" }
        (views(person, asked, &open))
        @if shown.is_empty() { p class="empty" { "Nothing has been assessed yet." } } @else { (table(person, &shown, &known)) }
        @if let Some(next) = next { p { a class="button" href=(next) { "Earlier" } } }
    };
    Ok(page(Some(person), "/cases", "Cases", content))
}

/// Those alone that ask for a person by their band: what only security looks at has a list of its own.
fn called(open: Vec<(String, u64)>) -> Vec<(String, u64)> {
    open.into_iter().filter(|(band, _)| band != Band::Clear.as_str()).collect()
}

/// When the next step is due, in words.
pub(super) fn due(case: &Case) -> Markup {
    let now_us = Timestamp::now().as_microsecond();
    html! {
        @match case.due_us {
            Some(due_us) if due_us < now_us => { strong class="late" { "overdue since " (time(due_us)) } }
            Some(due_us) => { "due " (time(due_us)) }
            None => { "clock stands still" }
        }
    }
}

/// Which cases can be looked at, with how many there are.
fn views(person: &Person, asked: &Asked, open: &[(String, u64)]) -> Markup {
    let all: u64 = open.iter().map(|(_, n)| n).sum();
    let view = |view: &str, band: &str| format!("/cases?view={view}&band={band}");
    let here = |view: &str, band: &str| (asked.view == view && asked.band == band).then_some("page");
    html! {
        nav class="views" aria-label="Views" {
            a href=(view("", "")) aria-current=[here("", "")] { "Open " span class="count" { (all) } }
            @for (band, n) in Band::ALL.iter().rev().filter_map(|band| open.iter().find(|(of, _)| of == band.as_str())) {
                a href=(view("", band)) aria-current=[here("", band)] { (band) " " span class="count" { (n) } }
            }
            @for (team, name) in [("security", "Security"), ("insider-risk", "Insider risk"), ("counsel", "Counsel")] {
                @if person.role.may(Grant::Campaigns) { a href=(view(team, "")) aria-current=[here(team, "")] { (name) } }
            }
            a href=(view("overdue", "")) aria-current=[here("overdue", "")] { "Overdue" }
            a href=(view("mine", "")) aria-current=[here("mine", "")] { "Mine" }
            a href=(view("latest", "")) aria-current=[here("latest", "")] { "All, latest first" }
            a href=(view("closed", "")) aria-current=[here("closed", "")] { "Closed" }
        }
    }
}

fn table(person: &Person, shown: &[Case], known: &HashMap<String, Known>) -> Markup {
    let picks = person.role.may(Grant::Work);
    html! {
        form method="post" action="/cases/bulk" {
        (token(person))
        div class="wide" { table class="rows" {
            thead { tr {
                @if picks { td { span class="hidden" { "Pick" } } }
                th scope="col" { "Band" }
                th scope="col" { "Candidate" }
                th scope="col" { "Job" }
                th scope="col" { "Stage" }
                th scope="col" { "What stands out" }
                th scope="col" { "State" }
                th scope="col" { "Opened, due" }
            } }
            tbody {
                @for case in shown {
                    @let shown = cases::shown(case);
                    @let of = known.get(&case.candidacy);
                    tr {
                        @if picks { td { @if case.version > 0 { (super::bulk::pick(case, &clean(of.and_then(|known| known.name.as_deref()).unwrap_or(&case.candidacy)))) } } }
                        td { (band(&case.band)) @if person.role != Role::Recruiter { span class="bits" { (format!("{:+.1}", case.millibits as f64 / 1000.0)) } } }
                        td {
                            a href=(format!("/cases/{}", encoded(&case.candidacy))) {
                                (clean(of.and_then(|known| known.name.as_deref()).unwrap_or(&case.candidacy)))
                            }
                        }
                        td { (clean(of.and_then(|known| known.job.as_deref()).unwrap_or(&shown.job))) }
                        td { (shown.stage) }
                        td class="reasons" {
                            @for reason in reasons(person, &shown) { span class="chip" { (reason) } }
                            @if shown.hostile > 0 { span class="chip hostile" { "hostile file" } }
                            @if shown.campaign.is_some() && person.role.may(Grant::Campaigns) { span class="chip" { "campaign" } }
                        }
                        td { (state(case)) @if let Some(who) = &case.assignee { span class="who" { (who) } } }
                        td { (time(case.opened_us)) @if case.open && case.version > 0 { br; small { (due(case)) } } }
                    }
                }
            }
        } }
        @if picks { (super::bulk::choices()) }
        }
    }
}

/// Reasons that somebody may see.
fn reasons<'c>(person: &Person, shown: &'c cases::Shown) -> Vec<&'c str> {
    let sees = |signal: &&str| cases::family(signal).is_none_or(|family| person.role.sees(family));
    shown.reasons.iter().map(String::as_str).filter(sees).collect()
}

/// A band, as a word with its colour.
pub(super) fn band(band: &str) -> Markup {
    html! { span class={ "band " (band) } { (band) } }
}

/// Where a case stands, in words.
pub(super) fn state(case: &Case) -> &'static str {
    match Stand::of(&case.state) {
        Some(Stand::New) => "new",
        Some(Stand::InProgress) => "in progress",
        Some(Stand::WaitingForCandidate) => "waiting for the candidate",
        Some(Stand::SecondPerson) => "needs a second person",
        Some(Stand::Decided) => "decided",
        Some(Stand::Lapsed) => "cleared by later evidence",
        None => "no case",
    }
}
