//! What the company has agreed on: four questions that every team answers before its first case, asked once and shown on each case.

use axum::Extension;
use axum::extract::{Form, State};
use axum::response::{Html, Response};
use maud::{Markup, html};

use super::page::{clean, go, own, page, token};
use crate::app::App;
use crate::people::Person;
use crate::problem::Problem;
use crate::roles::Grant;

/// Where the store keeps the answers.
const VALUE: &str = "playbook";
/// Most letters of an answer.
const MOST: usize = 4_000;

/// The questions: field, question, what others answer. After Greenhouse's guide for hiring teams (2025).
const QUESTIONS: &[(&str, &str, &str)] = &[
    (
        "mandates",
        "What makes an investigation necessary?",
        "Every case in review or hold, and every hostile file. A case in verify is settled by the recruiter with one more proof.",
    ),
    (
        "actions",
        "What may be done, and within which time?",
        "Ask for one more proof, hold one more talk, ask a registrar or employer. The interview plan goes on meanwhile. Hold stops the offer for two working days at most.",
    ),
    (
        "clears",
        "Who clears, and who decides against somebody?",
        "Any reviewer clears. Against somebody: a reviewer and a person from security or counsel.",
    ),
    ("documents", "What is written down?", "What was asked, what was answered, who was called by which number, and why it was decided so."),
];

type Answers = Vec<(String, String)>;

async fn answers(app: &App) -> Result<Answers, Problem> {
    let text = app.0.desk.store.value(VALUE).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn answer<'a>(answers: &'a Answers, field: &str) -> &'a str {
    answers.iter().find(|(known, _)| known == field).map_or("", |(_, answer)| answer.as_str())
}

/// The questions with their answers, to read or to change.
pub async fn playbook(State(app): State<App>, Extension(person): Extension<Person>) -> Result<Html<String>, Problem> {
    let answers = answers(&app).await?;
    let changes = person.role.may(Grant::Playbook);
    let content = html! {
        h1 { "Playbook" }
        p class="sub" { "What your company has agreed on. Each case shows it." }
        @if changes {
            form class="stacked letter" method="post" action="/playbook" {
                (token(&person))
                @for (field, question, others) in QUESTIONS {
                    label for=(field) { (question) }
                    textarea id=(field) name=(field) rows="3" placeholder=(others) { (answer(&answers, field)) }
                }
                button { "Keep" }
            }
        } @else { (shown(&answers)) }
        h2 { "What the program does by itself" }
        ul {
            li { "It opens a case where an assessment is not clear, and never ends a candidacy." }
            li { "A decision of fraud needs a second person. A notice of a decision waits " (app.0.desk.policy.notice_days) " working days after the first one." }
            li { "The next step is due " (app.0.desk.policy.due_hours("application")) " working hours after a case opens, " (app.0.desk.policy.due_hours("onboarding")) " hours after an offer, " (app.0.desk.policy.due_hours("work")) " when the person works here already; the clock stands still while the candidate is waited for." }
        }
    };
    Ok(page(Some(&person), "/playbook", "Playbook", content))
}

fn shown(answers: &Answers) -> Markup {
    html! {
        dl class="meaning" {
            @for (field, question, _) in QUESTIONS {
                dt { (question) }
                dd { @match answer(answers, field) { "" => { em { "not answered yet" } } words => { (clean(words)) } } }
            }
        }
    }
}

/// What a case's page shows of it.
pub(super) async fn card(app: &App) -> Result<Markup, Problem> {
    let answers = answers(app).await?;
    Ok(html! {
        @if !answers.is_empty() { section class="card" { details { summary { "What we agreed on" } (shown(&answers)) } } }
    })
}

/// Keeps the answers.
pub async fn keep(
    State(app): State<App>,
    Extension(person): Extension<Person>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    own(&person, field("token"))?;
    let answers: Answers = QUESTIONS.iter().map(|(name, ..)| ((*name).to_owned(), field(name).trim().chars().take(MOST).collect())).collect();
    let text = serde_json::to_string(&answers).map_err(|error| Problem::failed(&error))?;
    app.0.desk.store.set_value(VALUE, &text).await?;
    app.note(&person.name, "playbook.changed", None, &serde_json::json!({"answers": answers})).await?;
    Ok(go("/playbook"))
}
