//! Ashby: web hooks `{action, data}` and the answers of its API `{success, results}`.
//!
//! The candidacy is Ashby's *application*. Ashby hands over the address and browser from which an application was sent;
//! its own verdicts about fraud are somebody else's conclusions and no evidence.

use serde_json::Value;

use super::{Adapted, Applicant, Draft, Job, Object, Reading, address, channel, employment, study};

const VENDOR: &str = "ashby";
/// Where a web hook holds the application.
const APPLICATION: &str = "/data/application";

/// What a result of the API is, told by its fields.
#[derive(Clone, Copy)]
enum Shape {
    Application,
    Candidate,
    ClientInfo,
    FraudChecks,
}

/// Whether the body has one of Ashby's shapes.
#[must_use]
pub fn recognise(body: &Value) -> bool {
    is_web_hook(body) || results_shape(body).is_some()
}

/// Maps one body.
#[must_use]
pub fn adapt(body: &Value) -> Adapted {
    let mut reading = Reading::new(VENDOR, body);
    let r = &mut reading;
    if is_web_hook(body) {
        web_hook(r);
    } else if let Some(shape) = results_shape(body) {
        if body.get("results").is_some_and(Value::is_array) {
            for n in 0..r.count("/results") {
                result(r, shape, &format!("/results/{n}"));
            }
        } else {
            result(r, shape, "/results");
        }
    } else {
        r.note("no shape of Ashby fits".to_owned());
    }
    reading.done()
}

fn is_web_hook(body: &Value) -> bool {
    body.get("action").is_some_and(Value::is_string) && body.get("data").is_some_and(Value::is_object) && body.get("payload").is_none()
}

fn results_shape(body: &Value) -> Option<Shape> {
    let results = body.get("results")?;
    let result = if results.is_array() { results.get(0)? } else { results };
    let has = |name: &str| result.get(name).is_some();
    if has("fraudSignals") {
        Some(Shape::FraudChecks)
    } else if has("ipAddress") && has("relatedEntityType") {
        Some(Shape::ClientInfo)
    } else if has("candidate") && (has("currentInterviewStage") || has("job")) {
        Some(Shape::Application)
    } else if has("name") && (has("primaryEmailAddress") || has("applicationIds")) {
        Some(Shape::Candidate)
    } else {
        None
    }
}

fn web_hook(r: &mut Reading<'_>) {
    let action = r.text("/action").unwrap_or_default();
    match action.as_str() {
        "applicationSubmit" => application_web_hook(r, &action, true),
        "applicationUpdate" => application_web_hook(r, &action, false),
        "candidateStageChange" => {
            let to = stage_reached(r);
            stage(r, &action, to);
        }
        "candidateHire" => stage(r, &action, Some("hired".to_owned())),
        "candidateDelete" => {
            let pointer = "/data/candidate/id";
            let Some(id) = r.key(pointer) else { return r.missing(pointer) };
            let draft = Draft::new(&action, &id, r.subject("candidate", &id));
            r.erased(draft);
        }
        "candidateMerge" => merge(r, &action),
        "interviewScheduleCreate" | "interviewScheduleUpdate" => interviews(r, &action),
        _ => r.nothing_to_screen("/action", &action),
    }
}

fn application_web_hook(r: &mut Reading<'_>, action: &str, new: bool) {
    let pointer = format!("{APPLICATION}/id");
    let Some(id) = r.key(&pointer) else { return r.missing(&pointer) };
    let applicant = application(r, APPLICATION);
    let time = r.first_instant(APPLICATION, if new { &["createdAt"] } else { &["updatedAt"] });
    let draft = Draft::new(action, &id, r.subject("application", &id)).at(time);
    if new { r.submitted(draft, &applicant) } else { r.updated(draft, &applicant) }
}

/// The stage that an application is in now. An archived one is called after who ended it.
fn stage_reached(r: &mut Reading<'_>) -> Option<String> {
    let status = r.text(&format!("{APPLICATION}/status"));
    let reason = r.text(&format!("{APPLICATION}/archiveReason/reasonType"));
    match (status.as_deref(), reason.as_deref()) {
        (Some("Archived"), Some("RejectedByOrg")) => Some("rejected".to_owned()),
        (Some("Archived"), Some("RejectedByCandidate")) => Some("withdrawn".to_owned()),
        _ => r.text(&format!("{APPLICATION}/currentInterviewStage/title")),
    }
}

fn stage(r: &mut Reading<'_>, action: &str, to: Option<String>) {
    let pointer = format!("{APPLICATION}/id");
    let Some(id) = r.key(&pointer) else { return r.missing(&pointer) };
    if to.is_none() {
        return r.missing(&format!("{APPLICATION}/currentInterviewStage/title"));
    }
    let time = r.first_instant(APPLICATION, &["updatedAt"]);
    let draft = Draft::new(action, &id, r.subject("application", &id)).at(time);
    r.stage(draft, None, to);
}

fn merge(r: &mut Reading<'_>, action: &str) {
    let (old, new) = ("/data/deletedCandidate/id", "/data/mergedCandidate/id");
    let Some(id) = r.key(old) else { return r.missing(old) };
    let Some(into) = r.key(new) else { return r.missing(new) };
    let draft = Draft::new(action, &id, r.subject("candidate", &id));
    let into = r.subject("candidate", &into);
    r.merged(draft, into);
}

/// An interview counts only when the schedule says that it is over; a planned one says nothing about a person.
fn interviews(r: &mut Reading<'_>, action: &str) {
    let base = "/data/interviewSchedule";
    if r.text(&format!("{base}/status")).as_deref() != Some("Complete") {
        r.note(format!("{base}/status: not \"Complete\", so no interview was held yet"));
        return;
    }
    let pointer = format!("{base}/applicationId");
    let Some(application) = r.key(&pointer) else { return r.missing(&pointer) };
    let list = format!("{base}/interviewEvents");
    for n in 0..r.count(&list) {
        let entry = format!("{list}/{n}");
        let Some(id) = r.key(&format!("{entry}/id")) else {
            r.missing(&format!("{entry}/id"));
            continue;
        };
        let at = r.instant(&format!("{entry}/startTime"));
        let online = r.text(&format!("{entry}/meetingLink")).is_some();
        let data = Object::default()
            .set("round", r.text(&format!("{entry}/interview/title")))
            .set("medium", online.then_some("video"))
            .set("interviewer", full_name(r, &format!("{entry}/interviewers/0")))
            .set("at", at.clone())
            .done();
        let time = r.instant(&format!("{entry}/endTime")).or(at);
        let draft = Draft::new(action, &id, r.subject("application", &application)).at(time);
        r.event(draft, "interview.held", data);
    }
}

fn full_name(r: &mut Reading<'_>, base: &str) -> Option<String> {
    let given = r.text(&format!("{base}/firstName"));
    let family = r.text(&format!("{base}/lastName"));
    match (given, family) {
        (Some(given), Some(family)) => Some(format!("{given} {family}")),
        (given, family) => given.or(family),
    }
}

fn result(r: &mut Reading<'_>, shape: Shape, base: &str) {
    match shape {
        Shape::Application => application_result(r, base),
        Shape::Candidate => candidate_result(r, base),
        Shape::ClientInfo => client_info(r, base),
        Shape::FraudChecks => {
            r.note("/results: vendor verdicts are not evidence; kept out of the score".to_owned());
        }
    }
}

fn application_result(r: &mut Reading<'_>, base: &str) {
    let pointer = format!("{base}/id");
    let Some(id) = r.key(&pointer) else { return r.missing(&pointer) };
    let applicant = application(r, base);
    let time = r.first_instant(base, &["createdAt"]);
    let changed = r.first_instant(base, &["updatedAt"]);
    let draft = Draft::new("application.info", &id, r.subject("application", &id)).at(time).stamped(changed);
    r.submitted(draft, &applicant);
}

/// A candidate's record belongs to each of their applications. It says what is known now, so now is its time.
fn candidate_result(r: &mut Reading<'_>, base: &str) {
    let pointer = format!("{base}/id");
    let Some(id) = r.key(&pointer) else { return r.missing(&pointer) };
    let applicant = candidate(r, base);
    let time = r.first_instant(base, &["updatedAt", "createdAt"]);
    let list = format!("{base}/applicationIds");
    let count = r.count(&list);
    for n in 0..count {
        if let Some(application) = r.key(&format!("{list}/{n}")) {
            let subject = r.subject("application", &application);
            r.submitted(Draft::new("candidate.info", &application, subject).at(time.clone()), &applicant);
        }
    }
    if count == 0 {
        let subject = r.subject("candidate", &id);
        r.submitted(Draft::new("candidate.info", &id, subject).at(time), &applicant);
    }
}

fn client_info(r: &mut Reading<'_>, base: &str) {
    let pointer = format!("{base}/id");
    let Some(id) = r.key(&pointer) else { return r.missing(&pointer) };
    let about_application = r.text(&format!("{base}/relatedEntityType")).as_deref() == Some("application");
    let (kind, place) = if about_application { ("application", "relatedEntityId") } else { ("candidate", "candidateId") };
    let pointer = format!("{base}/{place}");
    let Some(about) = r.key(&pointer) else { return r.missing(&pointer) };
    if !about_application {
        r.note(format!("{base}/relatedEntityType: not an application, so it stands with the candidate"));
    }
    let time = r.first_instant(base, &["createdAt"]);
    let session = Object::default()
        .set("ip", r.text(&format!("{base}/ipAddress")))
        .set("user_agent", r.text(&format!("{base}/userAgent")))
        .set("at", time.clone());
    let applicant = Applicant { session: Some(session.done()), ..Applicant::default() };
    let draft = Draft::new("candidate.listClientInfo", &id, r.subject(kind, &about)).at(time);
    r.updated(draft, &applicant);
}

/// What stands in an application object, its candidate included.
fn application(r: &mut Reading<'_>, base: &str) -> Applicant {
    let mut applicant = candidate(r, &format!("{base}/candidate"));
    r.refuse(base, &["customFields"]);
    let job = Job { id: r.key(&format!("{base}/job/id")), title: r.text(&format!("{base}/job/title")), ..Job::default() };
    applicant.requisition = job.requisition(r);
    source(r, &mut applicant, base);
    forms(r, &mut applicant, base);
    file(r, &mut applicant, &format!("{base}/resumeFileHandle"), "resume");
    let ip = r.text(&format!("{base}/submitterClientIp"));
    let user_agent = r.text(&format!("{base}/submitterUserAgent"));
    if ip.is_some() || user_agent.is_some() {
        let at = r.first_instant(base, &["createdAt"]);
        let session = Object::default().set("ip", ip).set("user_agent", user_agent).set("at", at);
        applicant.session = Some(session.done());
    }
    applicant
}

fn source(r: &mut Reading<'_>, applicant: &mut Applicant, base: &str) {
    let referral = format!("{base}/referrals/0/user");
    let referred = r.count(&format!("{base}/referrals")) > 0;
    let entry = format!("{base}/source");
    let title = r.text(&format!("{entry}/title")).unwrap_or_default();
    let kind = r.text(&format!("{entry}/sourceType/title")).unwrap_or_default();
    let by_name = channel(&title).or_else(|| channel(&kind));
    applicant.channel = if referred {
        Some("referral")
    } else if by_name.is_none() && kind == "Inbound" && title == "Applied" {
        Some("career_site")
    } else {
        by_name
    };
    if applicant.channel.is_none() && !title.is_empty() {
        r.note(format!("{entry}: no channel of the contract fits; not used"));
    }
    if applicant.channel == Some("referral") {
        let user = if referred { referral } else { format!("{base}/creditedToUser") };
        let referrer = Object::default().set("name", full_name(r, &user)).set("email", r.text(&format!("{user}/email")));
        applicant.referrer = Some(referrer.done());
    }
}

/// Answers of the application form: titles stand in its definition, values beside it by path.
fn forms(r: &mut Reading<'_>, applicant: &mut Applicant, base: &str) {
    let list = format!("{base}/applicationFormSubmissions");
    for form in 0..r.count(&list) {
        let sections = format!("{list}/{form}/formDefinition/sections");
        for section in 0..r.count(&sections) {
            let fields = format!("{sections}/{section}/fields");
            for n in 0..r.count(&fields) {
                let field = format!("{fields}/{n}/field");
                form_answer(r, applicant, &field, &format!("{list}/{form}/submittedValues"));
            }
        }
    }
}

fn form_answer(r: &mut Reading<'_>, applicant: &mut Applicant, field: &str, values: &str) {
    let Some(path) = r.text(&format!("{field}/path")) else { return };
    if path.starts_with("_systemfield_") {
        return;
    }
    let question = r.text(&format!("{field}/title"));
    let place = format!("{values}/{}", path.replace('~', "~0").replace('/', "~1"));
    // A path is an outside word: a note names the field of the definition instead.
    let answer = r.answer_as(&place, field);
    applicant.answer(r, field, question, answer);
}

/// What stands in a candidate object, of a web hook (short) or of the API (long).
fn candidate(r: &mut Reading<'_>, base: &str) -> Applicant {
    r.refuse(base, &["tags", "customFields"]);
    if r.value(&format!("{base}/fraudStatus")).is_some() {
        r.note(format!("{base}/fraudStatus: vendor verdicts are not evidence; kept out of the score"));
    }
    if r.value(&format!("{base}/timezone")).is_some() {
        r.note(format!("{base}/timezone: the contract holds an offset, not the name of a zone; not used"));
    }
    let mut applicant = Applicant { full: r.text(&format!("{base}/name")), address: place(r, &format!("{base}/location")), ..Applicant::default() };
    let email = r.text(&format!("{base}/primaryEmailAddress/value"));
    applicant.email(email);
    for n in 0..r.count(&format!("{base}/emailAddresses")) {
        let email = r.text(&format!("{base}/emailAddresses/{n}/value"));
        applicant.email(email);
    }
    let phone = r.typed(&format!("{base}/primaryPhoneNumber/value"));
    applicant.phone(phone);
    for n in 0..r.count(&format!("{base}/phoneNumbers")) {
        let phone = r.typed(&format!("{base}/phoneNumbers/{n}/value"));
        applicant.phone(phone);
    }
    for n in 0..r.count(&format!("{base}/socialLinks")) {
        let pointer = format!("{base}/socialLinks/{n}/url");
        if let Some(url) = r.text(&pointer) {
            applicant.profile(r, &pointer, &url, "other");
        }
    }
    let (employer, position) = (r.text(&format!("{base}/company")), r.text(&format!("{base}/position")));
    applicant.work.extend(employment(employer, position, None, None, None));
    let school = r.text(&format!("{base}/school"));
    applicant.education.extend(study(school, None, None, None, None));
    file(r, &mut applicant, &format!("{base}/resumeFileHandle"), "resume");
    let files = format!("{base}/fileHandles");
    let resume = r.key(&format!("{base}/resumeFileHandle/id"));
    for n in 0..r.count(&files) {
        let pointer = format!("{files}/{n}");
        let is_resume = resume.is_some() && r.key(&format!("{pointer}/id")) == resume;
        if !is_resume {
            file(r, &mut applicant, &pointer, "other");
        }
    }
    applicant
}

/// Lists a file by its handle, which is not used to fetch it.
fn file(r: &mut Reading<'_>, applicant: &mut Applicant, pointer: &str, kind: &str) {
    let id = r.key(&format!("{pointer}/id"));
    if let Some(name) = r.text(&format!("{pointer}/name")) {
        r.note(format!("{pointer}: the file is listed, not fetched"));
        applicant.document(kind, &name, id, "");
    }
}

fn place(r: &mut Reading<'_>, base: &str) -> Option<Value> {
    let list = format!("{base}/locationComponents");
    let mut parts = Object::default();
    let count = r.count(&list);
    for n in 0..count {
        let kind = r.text(&format!("{list}/{n}/type")).unwrap_or_default();
        let key = match kind.as_str() {
            "City" => "city",
            "Region" => "region",
            "Country" => "country",
            _ => continue,
        };
        parts = parts.set(key, r.text(&format!("{list}/{n}/name")));
    }
    if count > 0 {
        return Some(parts.done());
    }
    let summary = r.text(&format!("{base}/locationSummary"))?;
    address(&summary)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn application_body() -> Value {
        json!({"id": "app-1", "createdAt": "2026-03-02T14:05:11.000Z", "updatedAt": "2026-03-05T09:00:00.000Z", "status": "Active",
            "customFields": [{"title": "Score", "value": 3}],
            "candidate": {"id": "cand-1", "name": "Ada Example",
                "primaryEmailAddress": {"value": "ada@example.com", "type": "Personal", "isPrimary": true},
                "primaryPhoneNumber": {"value": "+1 555 010 0199", "type": "Personal", "isPrimary": true}},
            "currentInterviewStage": {"id": "st-1", "title": "Onsite", "type": "Active"},
            "source": {"title": "Applied", "sourceType": {"title": "Inbound"}},
            "job": {"id": "job-1", "title": "Data Engineer"},
            "submitterClientIp": "192.0.2.9", "submitterUserAgent": "Mozilla/5.0",
            "applicationFormSubmissions": [{
                "formDefinition": {"sections": [{"title": "Main", "fields": [
                    {"field": {"path": "_systemfield_name", "title": "Name"}},
                    {"field": {"path": "q/1", "title": "Why us?"}},
                    {"field": {"path": "q2", "title": "Your ethnicity"}}]}]},
                "submittedValues": {"_systemfield_name": "Ada Example", "q/1": "Because", "q2": "private"}}]})
    }

    fn all(body: &Value) -> Vec<Value> {
        let adapted = super::super::adapt(body).unwrap();
        assert_eq!(adapted.vendor, "ashby");
        adapted.events
    }

    fn only(body: &Value) -> Value {
        let events = all(body);
        assert_eq!(events.len(), 1);
        events.first().unwrap().clone()
    }

    #[test]
    fn a_submitted_application_brings_its_session() {
        let event = only(&json!({"action": "applicationSubmit", "data": {"application": application_body()}}));
        assert_eq!(event["type"], "hirewall.application.submitted.v1");
        assert_eq!(event["id"], "applicationSubmit:app-1:2026-03-02T14:05:11.000Z");
        assert_eq!(event["subject"], "ashby:application:app-1");
        let data = &event["data"];
        assert_eq!(data["session"], json!({"ip": "192.0.2.9", "user_agent": "Mozilla/5.0", "at": "2026-03-02T14:05:11.000Z"}));
        assert_eq!(data["requisition"], json!({"id": "job-1", "title": "Data Engineer"}));
        assert_eq!(data["channel"], "career_site");
        assert_eq!(data["answers"], json!([{"question": "Why us?", "answer": "Because"}]));
        assert!(!event.to_string().contains("private"));
    }

    #[test]
    fn moves_and_hires_become_stages() {
        let moved = only(&json!({"action": "candidateStageChange", "data": {"application": application_body()}}));
        assert_eq!(moved["data"], json!({"to": "Onsite"}));
        assert_eq!(moved["time"], "2026-03-05T09:00:00.000Z");
        let hired = only(&json!({"action": "candidateHire", "data": {"application": application_body(), "offer": {"salary": 1}}}));
        assert_eq!(hired["data"], json!({"to": "hired"}));
        let ping = super::super::adapt(&json!({"action": "ping", "data": {"webhookActionType": "ping"}})).unwrap();
        assert!(ping.events.is_empty());
    }

    #[test]
    fn planned_interviews_are_not_held_ones() {
        let schedule = |status: &str| {
            json!({"action": "interviewScheduleUpdate", "data": {"interviewSchedule": {"id": "s-1", "status": status, "applicationId": "app-1",
                "interviewEvents": [{"id": "e-1", "startTime": "2026-03-09T10:00:00Z", "endTime": "2026-03-09T11:00:00Z",
                    "meetingLink": "https://meet.example/1", "interview": {"title": "System design"},
                    "interviewers": [{"firstName": "Robin", "lastName": "Colleague"}]}]}}})
        };
        assert!(all(&schedule("Scheduled")).is_empty());
        let held = only(&schedule("Complete"));
        assert_eq!(held["type"], "hirewall.interview.held.v1");
        assert_eq!(
            held["data"],
            json!({"round": "System design", "medium": "video", "interviewer": "Robin Colleague", "at": "2026-03-09T10:00:00Z"})
        );
    }

    #[test]
    fn answers_of_the_api_are_told_apart() {
        let application = only(&json!({"success": true, "results": application_body()}));
        assert_eq!(application["id"], "application.info:app-1:2026-03-05T09:00:00.000Z");
        let candidate = all(&json!({"success": true, "results": {"id": "cand-1", "name": "Ada Example",
            "updatedAt": "2026-03-05T09:00:00.000Z", "emailAddresses": [{"value": "ada@example.com"}],
            "primaryEmailAddress": {"value": "ada@example.com"}, "applicationIds": ["app-1", "app-2"], "tags": [{"title": "x"}],
            "location": {"locationComponents": [{"type": "Country", "name": "Germany"}, {"type": "City", "name": "Berlin"}]}}}));
        assert_eq!(candidate.len(), 2);
        assert_eq!(candidate.last().unwrap()["data"]["address"], json!({"city": "Berlin", "country": "Germany"}));
        let client = only(&json!({"results": [{"id": "i-1", "ipAddress": "192.0.2.1", "userAgent": "Mozilla/5.0",
            "relatedEntityType": "application", "relatedEntityId": "app-1", "candidateId": "cand-1", "createdAt": "2026-03-02T14:05:11.000Z"}]}));
        assert_eq!(client["type"], "hirewall.application.updated.v1");
        assert_eq!(client["subject"], "ashby:application:app-1");
        let checks = json!({"results": [{"id": "f-1", "candidateId": "cand-1", "fraudSignals": [{"name": "VPN Connection Detected"}]}]});
        assert!(all(&checks).is_empty());
    }
}
