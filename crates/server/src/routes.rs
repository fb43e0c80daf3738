//! Addresses: which there are, what each needs, and who answers. An address that is not in the table does not exist, and none can be in it without saying
//! what it needs.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION, ORIGIN, REFERRER_POLICY, WWW_AUTHENTICATE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use hirewall_store::inbox::Delivery;
use http_body_util::LengthLimitError;
use jiff::Timestamp;

use crate::app::{App, HELD_KIB};
use crate::inbox::NotTaken;
use crate::people;
use crate::problem::Problem;
use crate::roles::Grant;
use crate::{api, console, openapi};

/// Bytes of a message that is delivered.
pub const MAX_BODY: usize = 10 << 20;
/// Where the addresses for programs begin.
pub const API: &str = "/api/";
/// How long a message may take to arrive.
const ARRIVAL: Duration = Duration::from_secs(15);

/// What an address needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: anybody may ask. What is delivered is tried by its signature.
    Nothing,
    /// Somebody who has signed in.
    SignedIn,
    /// Somebody whose role has this grant.
    Grant(Grant),
}

/// An address.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with names of its parts in braces.
    pub path: &'static str,
    /// What it needs.
    pub needs: Needs,
    answer: fn() -> MethodRouter<App>,
}

/// All addresses.
pub fn table() -> Vec<Route> {
    let read = |path, needs, answer| Route { method: Method::GET, path, needs, answer };
    let write = |path, needs, answer| Route { method: Method::POST, path, needs, answer };
    vec![
        read("/openapi.json", Needs::Nothing, || get(openapi::document)),
        read("/api/v1/cases", Needs::Grant(Grant::Cases), || get(api::cases)),
        read("/api/v1/cases/{candidacy}", Needs::Grant(Grant::Cases), || get(api::case)),
        write("/api/v1/cases/{candidacy}/open", Needs::Grant(Grant::Work), || post(api::open)),
        write("/api/v1/cases/{candidacy}/work", Needs::Grant(Grant::Work), || post(api::work)),
        write("/api/v1/cases/{candidacy}/decide", Needs::Grant(Grant::Decide), || post(api::decide)),
        read("/api/v1/candidacies/{candidacy}/assessment", Needs::Grant(Grant::Campaigns), || get(api::assessment)),
        read("/api/v1/campaigns", Needs::Grant(Grant::Campaigns), || get(api::campaigns)),
        read("/api/v1/audit", Needs::Grant(Grant::Audit), || get(api::audit)),
        write("/api/v1/events", Needs::Grant(Grant::Deliver), || post(api::deliver).layer(DefaultBodyLimit::max(MAX_BODY))),
        write("/hooks/{name}", Needs::Nothing, || post(deliver)),
        read("/healthz", Needs::Nothing, || get(|| async { "ok\n" })),
        read("/readyz", Needs::Nothing, || get(ready)),
        read("/metrics", Needs::Nothing, || get(metrics)),
        read("/assets/console.css", Needs::Nothing, || get(console::style)),
        read("/assets/console.js", Needs::Nothing, || get(console::script)),
        read("/sign-in", Needs::Nothing, || get(console::sign_in_page)),
        write("/sign-in", Needs::Nothing, || post(console::sign_in)),
        write("/sign-out", Needs::SignedIn, || post(console::sign_out)),
        read("/", Needs::SignedIn, || get(console::home)),
        read("/cases", Needs::Grant(Grant::Cases), || get(console::queue)),
        read("/cases/{candidacy}", Needs::Grant(Grant::Cases), || get(console::case)),
        write("/cases/{candidacy}/open", Needs::Grant(Grant::Work), || post(console::open)),
        write("/cases/{candidacy}/work", Needs::Grant(Grant::Work), || post(console::work)),
        write("/cases/{candidacy}/decide", Needs::Grant(Grant::Decide), || post(console::decide)),
        write("/cases/bulk", Needs::Grant(Grant::Work), || post(console::bulk)),
        read("/cases/{candidacy}/request", Needs::Grant(Grant::Work), || get(console::request)),
        read("/cases/{candidacy}/notice", Needs::Grant(Grant::Decide), || get(console::notice)),
        read("/cases/{candidacy}/subject", Needs::Grant(Grant::Subjects), || get(console::subject)),
        read("/cases/{candidacy}/subject.json", Needs::Grant(Grant::Subjects), || get(console::copy)),
        write("/cases/{candidacy}/hold", Needs::Grant(Grant::Subjects), || post(console::hold)),
        write("/cases/{candidacy}/forget", Needs::Grant(Grant::Subjects), || post(console::forget)),
        read("/cases/{candidacy}/interview", Needs::Grant(Grant::Cases), || get(console::interview)),
        read("/cases/{candidacy}/plan", Needs::Grant(Grant::Work), || get(console::plan)),
        read("/search", Needs::Grant(Grant::Campaigns), || get(console::search)),
        read("/campaigns", Needs::Grant(Grant::Campaigns), || get(console::campaigns)),
        read("/campaigns/{id}", Needs::Grant(Grant::Campaigns), || get(console::campaign)),
        read("/campaigns/{id}/graph.svg", Needs::Grant(Grant::Campaigns), || get(console::graph)),
        read("/playbook", Needs::SignedIn, || get(console::playbook)),
        write("/playbook", Needs::Grant(Grant::Playbook), || post(console::keep_playbook)),
        read("/audit", Needs::Grant(Grant::Audit), || get(console::audit)),
        read("/health", Needs::Grant(Grant::Health), || get(console::health)),
        write("/health/retry", Needs::Grant(Grant::Operate), || post(console::retry)),
    ]
}

/// Everything that the server answers.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for Route { path, needs, answer, .. } in table() {
        router = router.route(path, answer().route_layer(from_fn_with_state((app.clone(), needs), guard)));
    }
    router.fallback(nothing).layer(map_response(headers)).with_state(app)
}

/// Lets nobody through who may not.
async fn guard(State((app, needs)): State<(App, Needs)>, mut request: Request, next: Next) -> Response {
    // No candidacy has such a name, and a database may not take it for a text.
    if request.uri().path().contains("%00") {
        return nothing(request.headers().clone()).await;
    }
    if needs == Needs::Nothing {
        return next.run(request).await;
    }
    if request.uri().path().starts_with(API) {
        return program(app, needs, request, next).await;
    }
    let person = match people::person(&app.0.desk.store, request.headers(), Timestamp::now().as_microsecond()).await {
        Ok(person) => person,
        Err(error) => return Problem::failed(&error).into_response(),
    };
    let Some(person) = person else {
        if request.method() == Method::GET {
            let asked = request.uri().path_and_query().map_or("/", |path| path.as_str());
            let to = format!("/sign-in?next={}", console::encoded(asked));
            return (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response();
        }
        return Problem::new(StatusCode::UNAUTHORIZED, "not_signed_in", "sign in first").into_response();
    };
    if let Needs::Grant(grant) = needs
        && !person.role.may(grant)
    {
        return console::forbidden(&person);
    }
    if request.method() != Method::GET && !is_own(&request) {
        return Problem::new(StatusCode::FORBIDDEN, "foreign_form", "the form was sent from another site").into_response();
    }
    request.extensions_mut().insert(person);
    next.run(request).await
}

/// Programs come with a token; a cookie says nothing here, and so no other site's page can make a browser ask.
async fn program(app: App, needs: Needs, mut request: Request, next: Next) -> Response {
    let program = match people::program(&app.0.desk.store, request.headers(), Timestamp::now().as_microsecond()).await {
        Ok(program) => program,
        Err(error) => return Problem::failed(&error).into_response(),
    };
    let Some(program) = program else {
        let unknown = Problem::new(StatusCode::UNAUTHORIZED, "token_unknown", "send a token that is in force: Authorization: Bearer hirewall_…");
        return ([(WWW_AUTHENTICATE, "Bearer")], unknown).into_response();
    };
    if let Needs::Grant(grant) = needs
        && !program.role.may(grant)
    {
        return Problem::new(StatusCode::FORBIDDEN, "role", "the token's role may not do this").into_response();
    }
    request.extensions_mut().insert(program);
    next.run(request).await
}

/// As a page for people, and as a problem for programs.
async fn nothing(headers: HeaderMap) -> Response {
    let reads_pages = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    if reads_pages {
        console::nothing()
    } else {
        Problem::new(StatusCode::NOT_FOUND, "not_found", "there is nothing at this address").into_response()
    }
}

/// Whether a browser says that a request comes from a page of ours.
fn is_own(request: &Request) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let site = header("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let host = header(HOST.as_str()).unwrap_or_default();
    site && header(ORIGIN.as_str()).is_none_or(|origin| origin.split_once("://").is_some_and(|(_, from)| from == host))
}

/// What every answer carries: nothing but our own script is run, nothing framed, guessed at or kept.
async fn headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Takes a web hook: held in bounds, tried by its signature, on disk, then acknowledged.
async fn deliver(State(app): State<App>, Path(name): Path<String>, request: Request) -> Result<Response, Problem> {
    let app = app.0;
    let unknown = || Problem::new(StatusCode::NOT_FOUND, "no_such_hook", "no web hook of this name is set up");
    let hook = app.desk.hooks.iter().find(|hook| hook.name == name).ok_or_else(unknown)?;
    let said = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let too_large = || Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", format!("a message may have {} MiB", MAX_BODY >> 20));
    if said.is_some_and(|said| said > MAX_BODY) {
        return Err(too_large());
    }
    let kib = (said.unwrap_or(MAX_BODY) >> 10).clamp(1, HELD_KIB);
    let _held = app.room.try_acquire_many(u32::try_from(kib).unwrap_or(u32::MAX)).map_err(|_| Problem::full())?;
    let (parts, body) = request.into_parts();
    let body = arrived(body).await?.ok_or_else(too_large)?;
    let now = Timestamp::now();
    let key = hook.check(&parts.headers, &body, now.as_second()).map_err(|refusal| {
        tracing::warn!(hook = %hook.name, %refusal, "a web hook was refused");
        Problem::new(StatusCode::UNAUTHORIZED, "not_genuine", refusal.to_string())
    })?;
    let delivery = Delivery { hook: hook.name.clone(), key, received_us: now.as_microsecond(), body: body.into() };
    match app.inbox.take(delivery).await {
        Ok(new) => Ok((StatusCode::OK, if new { "taken\n" } else { "known\n" }).into_response()),
        Err(NotTaken::Full) => Err(Problem::full()),
        Err(NotTaken::Failed) => Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_stored", "the message could not be written; come again")),
    }
}

/// The whole body; none if it is too large.
async fn arrived(body: Body) -> Result<Option<axum::body::Bytes>, Problem> {
    match tokio::time::timeout(ARRIVAL, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(bytes)) => Ok(Some(bytes)),
        Ok(Err(error)) => {
            let long = std::error::Error::source(&error).is_some_and(|why| why.is::<LengthLimitError>());
            if long { Ok(None) } else { Err(Problem::new(StatusCode::BAD_REQUEST, "broken_off", "the message broke off")) }
        }
        Err(_) => Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "too_slow", "the message took too long to arrive")),
    }
}

/// Whether the store answers.
async fn ready(State(app): State<App>) -> Result<&'static str, Problem> {
    match app.0.desk.store.backlog().await {
        Ok(_) => Ok("ready\n"),
        Err(error) => {
            tracing::error!(%error, "the store does not answer");
            Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_ready", "the store does not answer"))
        }
    }
}

/// Counts for Prometheus: no label names anybody.
async fn metrics(State(app): State<App>) -> Result<Response, Problem> {
    let store = &app.0.desk.store;
    let backlog = store.backlog().await?;
    let age = backlog.oldest_us.map_or(0, |since| (Timestamp::now().as_microsecond() - since).max(0) / 1_000_000);
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, values: &[(String, u64)]| {
        text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} gauge\n"));
        for (labels, value) in values {
            text.push_str(&format!("{name}{labels} {value}\n"));
        }
    };
    gauge("hirewall_inbox_waiting", "Messages that wait to be worked on.", &[(String::new(), backlog.waiting)]);
    gauge("hirewall_inbox_failed", "Messages that could not be worked on.", &[(String::new(), backlog.failed)]);
    gauge("hirewall_inbox_oldest_seconds", "Age of the oldest message that waits.", &[(String::new(), age.unsigned_abs())]);
    gauge("hirewall_candidacies", "Candidacies in the store.", &[(String::new(), store.population().await?)]);
    let open = store.open_cases().await?;
    let open: Vec<(String, u64)> = open.into_iter().map(|(band, n)| (format!("{{band=\"{band}\"}}"), n)).collect();
    gauge("hirewall_cases_open", "Open cases by band.", &open);
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
