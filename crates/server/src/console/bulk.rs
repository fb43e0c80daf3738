//! The same for several cases: what would be done and what could not be is shown first; afterwards it can be undone for a while.

use axum::Extension;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use hirewall_engine::cases::{self, Act, Team};
use hirewall_store::cases::{Case, Committed};
use jiff::Timestamp;
use maud::{Markup, html};

use super::case::address;
use super::page::{clean, not_done, own, page, token};
use super::queue::state;
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;

/// Cases that are changed at once at most.
const MOST: usize = 500;
/// How long something can be undone, in seconds.
const UNDONE_S: i64 = 600;

/// What can be done with several cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Take,
    Hand(Option<Team>),
}

impl Doing {
    fn of(word: &str) -> Option<Self> {
        match word {
            "take" => Some(Self::Take),
            "reviewers" => Some(Self::Hand(None)),
            team => Team::of(team).map(|team| Self::Hand(Some(team))),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Take => "Take",
            Self::Hand(None) => "Hand back to the reviewers",
            Self::Hand(Some(Team::Security)) => "Hand to security",
            Self::Hand(Some(Team::InsiderRisk)) => "Hand to insider risk",
            Self::Hand(Some(Team::Counsel)) => "Hand to counsel",
        }
    }

    fn act(self, why: &str) -> Act {
        match self {
            Self::Take => Act::Take,
            Self::Hand(team) => Act::Hand(team, why.to_owned()),
        }
    }
}

/// What stands below a list of cases to pick from.
pub(super) fn choices() -> Markup {
    html! {
        div class="bulk" {
            label for="bulk-do" { "With those picked" }
            select id="bulk-do" name="do" {
                option value="take" { "Take" }
                option value="security" { "Hand to security" }
                option value="insider-risk" { "Hand to insider risk" }
                option value="counsel" { "Hand to counsel" }
                option value="reviewers" { "Hand back to the reviewers" }
            }
            label for="bulk-why" { "Why" }
            input id="bulk-why" name="words" minlength="10" placeholder="needed to hand over";
            button name="stage" value="look" { "Look at it first" }
        }
    }
}

/// The box by which a case is picked: what it is and how it is known.
pub(super) fn pick(case: &Case, name: &str) -> Markup {
    html! { input type="checkbox" name="pick" value=(format!("{}:{}", case.version, case.candidacy)) aria-label={ "Pick " (name) }; }
}

/// Looks at what would be done, does it, or undoes it.
pub async fn bulk(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    own(&person, field("token"))?;
    let refused = |why: &str| Ok(not_done(&person, StatusCode::UNPROCESSABLE_ENTITY, why, "/cases"));
    let picked: Vec<(i64, &str)> = fields
        .iter()
        .filter(|(name, _)| name == "pick")
        .filter_map(|(_, value)| value.split_once(':').and_then(|(version, candidacy)| Some((version.parse().ok()?, candidacy))))
        .collect();
    if picked.is_empty() {
        return refused("Pick at least one case");
    }
    if picked.len() > MOST {
        return refused(&format!("At most {MOST} cases can be changed at once"));
    }
    let now = Timestamp::now();
    if field("stage") == "undo" {
        let since: i64 = field("since").parse().unwrap_or(0);
        if now.as_second().saturating_sub(since) > UNDONE_S {
            return refused("It can be undone for ten minutes; change the cases one by one");
        }
    }
    let Some(doing) = Doing::of(field("do")) else { return refused("Say what is to be done") };
    let words = field("words");
    let (mut changes, mut exceptions) = (Vec::new(), Vec::new());
    for (version, candidacy) in picked {
        let Some(case) = app.0.desk.store.case(candidacy).await? else {
            exceptions.push((candidacy.to_owned(), "has no case".to_owned()));
            continue;
        };
        if case.version != version {
            exceptions.push((case.candidacy, "was changed by somebody".to_owned()));
            continue;
        }
        let act = if field("stage") == "undo" && doing == Doing::Take { Act::Release } else { doing.act(words) };
        match cases::act(&case, &person.name, &act, &app.0.desk.policy, now) {
            Ok(change) => changes.push((case, change)),
            Err(why) => exceptions.push((case.candidacy, why.to_string())),
        }
    }
    if field("stage") == "look" {
        return Ok(preview(&person, doing, words, &changes.into_iter().map(|(case, _)| case).collect::<Vec<_>>(), &exceptions));
    }
    let mut done = Vec::new();
    for (case, change) in changes {
        match app.0.desk.store.commit(change).await? {
            Committed::Done(_) => done.push(case),
            Committed::Conflict(_) => exceptions.push((case.candidacy, "was changed by somebody".to_owned())),
        }
    }
    Ok(finished(&person, doing, field("stage") == "undo", &done, &exceptions, now))
}

fn preview(person: &Person, doing: Doing, words: &str, can: &[Case], exceptions: &[(String, String)]) -> Response {
    let content = html! {
        h1 { (doing.words()) ": " (can.len()) " cases" }
        @if !words.is_empty() { p class="words" { (clean(words)) } }
        (left_out(exceptions))
        ul { @for case in can { li { a href=(address(&case.candidacy)) { (clean(&case.candidacy)) } " · " (state(case)) } } }
        @if !can.is_empty() {
            form method="post" action="/cases/bulk" {
                (token(person))
                input type="hidden" name="do" value=(word(doing));
                input type="hidden" name="words" value=(words);
                @for case in can { input type="hidden" name="pick" value=(format!("{}:{}", case.version, case.candidacy)); }
                button name="stage" value="do" autofocus { (doing.words()) ": " (can.len()) }
                " " a class="button quiet" href="/cases" { "Not now" }
            }
        }
    };
    page(Some(person), "/cases", doing.words(), content).into_response()
}

fn finished(person: &Person, doing: Doing, undone: bool, done: &[Case], exceptions: &[(String, String)], now: Timestamp) -> Response {
    // What undoes it: cases that came from different teams go back to them in turn.
    let mut back: Vec<(Option<&str>, Vec<&Case>)> = Vec::new();
    for case in done {
        let from = if doing == Doing::Take { None } else { case.team.as_deref() };
        match back.iter_mut().find(|(team, _)| *team == from) {
            Some((_, cases)) => cases.push(case),
            None => back.push((from, vec![case])),
        }
    }
    let title = if undone { "Undone" } else { "Done" };
    let content = html! {
        h1 { (title) ": " (done.len()) " cases" }
        (left_out(exceptions))
        @if !undone {
            @for (team, cases) in &back {
                form method="post" action="/cases/bulk" {
                    (token(person))
                    input type="hidden" name="do" value=(if doing == Doing::Take { "take" } else { team.unwrap_or("reviewers") });
                    input type="hidden" name="words" value="undone by whoever did it";
                    input type="hidden" name="since" value=(now.as_second());
                    // Each has one version more by now.
                    @for case in cases { input type="hidden" name="pick" value=(format!("{}:{}", case.version + 1, case.candidacy)); }
                    p { button class="quiet" name="stage" value="undo" id="undo" { "Undo " (cases.len()) @if back.len() > 1 { " that came from " (team.unwrap_or("reviewers")) } } " for ten minutes" }
                }
            }
        }
        p { a href="/cases" { "To the cases" } }
    };
    page(Some(person), "/cases", title, content).into_response()
}

fn word(doing: Doing) -> &'static str {
    match doing {
        Doing::Take => "take",
        Doing::Hand(team) => team.map_or("reviewers", Team::as_str),
    }
}

fn left_out(exceptions: &[(String, String)]) -> Markup {
    html! {
        @if !exceptions.is_empty() {
            section class="card" {
                h2 { "Left out: " (exceptions.len()) }
                ul { @for (candidacy, why) in exceptions { li { (clean(candidacy)) ": " (why) } } }
            }
        }
    }
}
