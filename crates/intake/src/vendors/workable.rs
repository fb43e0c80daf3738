//! Workable: web hooks `{event_type, data}` and the candidate object of its API `{candidate}`.
//!
//! A Workable *candidate* belongs to one job, so it is the candidacy. The data show the state when the message was sent,
//! not when the thing happened.

use serde_json::Value;

use super::{Adapted, Applicant, Draft, Job, Object, Reading, address, channel, employment, study};

const VENDOR: &str = "workable";

/// Whether the body has one of Workable's shapes.
#[must_use]
pub fn recognise(body: &Value) -> bool {
    is_web_hook(body) || is_candidate(body)
}

/// Maps one body.
#[must_use]
pub fn adapt(body: &Value) -> Adapted {
    let mut reading = Reading::new(VENDOR, body);
    let r = &mut reading;
    if is_web_hook(body) {
        web_hook(r);
    } else if is_candidate(body) {
        submitted(r, "candidate", "/candidate", &["updated_at"]);
    } else {
        r.note("no shape of Workable fits".to_owned());
    }
    reading.done()
}

fn is_web_hook(body: &Value) -> bool {
    body.get("event_type").is_some_and(Value::is_string) && body.get("data").is_some_and(Value::is_object)
}

fn is_candidate(body: &Value) -> bool {
    let has = |name: &str| body.pointer(&format!("/candidate/{name}")).is_some();
    has("firstname") || (has("name") && (has("education_entries") || has("experience_entries")))
}

fn web_hook(r: &mut Reading<'_>) {
    let event = r.text("/event_type").unwrap_or_default();
    match event.as_str() {
        "candidate_created" => submitted(r, &event, "/data", &[]),
        "candidate_moved" => moved(r, &event),
        "candidate_deleted" => {
            let Some((object, subject)) = subject(r, "/data") else { return };
            let time = r.first_instant("", &["fired_at"]);
            r.erased(Draft::new(&event, &object, subject).at(time));
        }
        _ => r.nothing_to_screen("/event_type", &event),
    }
}

/// The vendor's id and the name of the candidacy. Without a candidate's id the message's own id stands in.
fn subject(r: &mut Reading<'_>, base: &str) -> Option<(String, String)> {
    let pointer = format!("{base}/id");
    if let Some(id) = r.key(&pointer) {
        let subject = r.subject("candidate", &id);
        return Some((id, subject));
    }
    let Some(id) = r.key("/id") else {
        r.missing(&pointer);
        return None;
    };
    r.note(format!("{pointer}: missing, the id of the message stands in"));
    let subject = r.subject("event", &id);
    Some((id, subject))
}

fn submitted(r: &mut Reading<'_>, action: &str, base: &str, changed: &[&str]) {
    let Some((object, subject)) = subject(r, base) else { return };
    let applicant = candidate(r, base);
    let time = r.first_instant(base, &["created_at"]);
    let changed = r.first_instant(base, changed);
    r.submitted(Draft::new(action, &object, subject).at(time).stamped(changed), &applicant);
}

fn moved(r: &mut Reading<'_>, action: &str) {
    let Some((object, subject)) = subject(r, "/data") else { return };
    r.note("/data/stage: the stage when the message was sent, perhaps not the one of this move".to_owned());
    let disqualified = r.value("/data/disqualified") == Some(&Value::Bool(true));
    let stage = r.text("/data/stage");
    let (from, to) = if disqualified { (stage, Some("rejected".to_owned())) } else { (None, stage) };
    if to.is_none() {
        return r.missing("/data/stage");
    }
    let ended = if disqualified { r.instant("/data/disqualified_at") } else { None };
    let time = ended.or_else(|| r.instant("/fired_at")).or_else(|| r.instant("/data/updated_at"));
    r.stage(Draft::new(action, &object, subject).at(time), from, to);
}

fn candidate(r: &mut Reading<'_>, base: &str) -> Applicant {
    r.refuse(base, &["image_url", "tags", "custom_attributes"]);
    let mut applicant = Applicant {
        full: r.text(&format!("{base}/name")),
        given: r.text(&format!("{base}/firstname")),
        family: r.text(&format!("{base}/lastname")),
        requisition: requisition(r, base),
        address: place(r, base),
        work: work(r, base),
        education: education(r, base),
        ..Applicant::default()
    };
    let email = r.text(&format!("{base}/email"));
    applicant.email(email);
    let phone = r.typed(&format!("{base}/phone"));
    applicant.phone(phone);
    source(r, &mut applicant, base);
    for n in 0..r.count(&format!("{base}/social_profiles")) {
        let pointer = format!("{base}/social_profiles/{n}/url");
        if let Some(url) = r.text(&pointer) {
            applicant.profile(r, &pointer, &url, "other");
        }
    }
    answers(r, &mut applicant, base);
    if r.value(&format!("{base}/resume_url")).is_some() {
        r.note(format!("{base}/resume_url: the file is listed, not fetched"));
        applicant.document("resume", "resume", Some("resume".to_owned()), "");
    }
    applicant
}

fn requisition(r: &mut Reading<'_>, base: &str) -> Option<Value> {
    let job = Job {
        id: r.key(&format!("{base}/job/shortcode")).or_else(|| r.key(&format!("{base}/job/id"))),
        title: r.text(&format!("{base}/job/title")),
        ..Job::default()
    };
    job.requisition(r)
}

fn place(r: &mut Reading<'_>, base: &str) -> Option<Value> {
    let location = format!("{base}/location");
    let mut parts = Object::default()
        .set("city", r.text(&format!("{location}/city")))
        .set("region", r.text(&format!("{location}/region")))
        .set("postal_code", r.answer(&format!("{location}/zip_code")))
        .set("country", r.text(&format!("{location}/country")));
    let line = r.text(&format!("{base}/address"));
    let Some(Value::Object(fields)) = line.and_then(|line| address(&line)) else { return Some(parts.done()) };
    if fields.contains_key("city") {
        return Some(Value::Object(fields));
    }
    for (name, value) in fields {
        parts = parts.keep(&name, value);
    }
    Some(parts.done())
}

fn work(r: &mut Reading<'_>, base: &str) -> Vec<Value> {
    let mut jobs = Vec::new();
    for n in 0..r.count(&format!("{base}/experience_entries")) {
        let entry = format!("{base}/experience_entries/{n}");
        let employer = r.text(&format!("{entry}/company"));
        let title = r.text(&format!("{entry}/title"));
        let start = r.date(&format!("{entry}/start_date"));
        let current = r.value(&format!("{entry}/current")) == Some(&Value::Bool(true));
        let end = if current { None } else { r.date(&format!("{entry}/end_date")) };
        jobs.extend(employment(employer, title, start, end, None));
    }
    jobs
}

fn education(r: &mut Reading<'_>, base: &str) -> Vec<Value> {
    let mut studies = Vec::new();
    for n in 0..r.count(&format!("{base}/education_entries")) {
        let entry = format!("{base}/education_entries/{n}");
        let school = r.text(&format!("{entry}/school"));
        let area = r.text(&format!("{entry}/field_of_study"));
        let degree = r.text(&format!("{entry}/degree"));
        let start = r.date(&format!("{entry}/start_date"));
        let end = r.date(&format!("{entry}/end_date"));
        studies.extend(study(school, area, degree, start, end));
    }
    studies
}

/// Sourced by the employer, else by the site that the candidate came from.
fn source(r: &mut Reading<'_>, applicant: &mut Applicant, base: &str) {
    if r.value(&format!("{base}/sourced")) == Some(&Value::Bool(true)) {
        applicant.channel = Some("sourced");
        return;
    }
    let pointer = format!("{base}/domain");
    if let Some(domain) = r.text(&pointer) {
        applicant.channel = channel(&domain);
        if applicant.channel.is_none() {
            r.note(format!("{pointer}: no channel of the contract fits; not used"));
        }
    }
}

fn answers(r: &mut Reading<'_>, applicant: &mut Applicant, base: &str) {
    let pointer = format!("{base}/cover_letter");
    let letter = r.text(&pointer);
    applicant.answer(r, &pointer, Some("Cover letter".to_owned()), letter);
    let list = format!("{base}/answers");
    for n in 0..r.count(&list) {
        let pointer = format!("{list}/{n}");
        let question = r.text(&format!("{pointer}/question/body")).or_else(|| r.text(&format!("{pointer}/question_body")));
        let value = format!("{pointer}/answer");
        let names = ["body", "choices", "checked", "number", "date"];
        let inner = names.iter().map(|name| format!("{value}/{name}")).find(|place| r.value(place).is_some());
        let place = inner.unwrap_or(value);
        // A choice may be an object with its text.
        let answer = choices(r, &place).or_else(|| r.answer(&place));
        applicant.answer(r, &pointer, question, answer);
    }
}

fn choices(r: &mut Reading<'_>, list: &str) -> Option<String> {
    let objects = r.value(&format!("{list}/0")).is_some_and(Value::is_object);
    if !objects {
        return None;
    }
    let count = r.count(list);
    let texts: Vec<String> = (0..count).filter_map(|n| r.text(&format!("{list}/{n}/body"))).collect();
    Some(texts.join(", ")).filter(|text| !text.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn created() -> Value {
        json!({"event_type": "candidate_created", "resource_type": "candidate", "id": "msg-1", "fired_at": "2026-03-02T14:05:20Z",
            "data": {"id": "c0ffee", "firstname": "Ada", "lastname": "Example", "email": "ada@example.com", "phone": "555 010 0199",
                "address": "12 Oak Lane\nSpringfield, IL 62701", "cover_letter": "Dear team", "created_at": "2026-03-02T14:05:11Z",
                "disqualified": false, "domain": "linkedin.com", "image_url": "https://photos.example/a.jpg", "tags": ["vip"],
                "job": {"shortcode": "GROOV3", "title": "Analyst"}, "resume_url": "https://files.example/cv.pdf?token=1",
                "education_entries": [{"school": "Sample University", "degree": "BSc", "field_of_study": "Physics", "start_date": "2014-09-01", "end_date": null}],
                "experience_entries": [{"title": "Analyst", "company": "Sample Works", "start_date": "2018-06-01", "end_date": "2019-01-01", "current": true}],
                "answers": [{"question": {"body": "Languages?"}, "answer": {"choices": [{"body": "Rust"}, {"body": "SQL"}]}},
                    {"question": {"body": "Nationality"}, "answer": {"body": "private"}}]}})
    }

    fn only(body: &Value) -> Value {
        let adapted = super::super::adapt(body).unwrap();
        assert_eq!(adapted.vendor, "workable");
        assert_eq!(adapted.events.len(), 1, "{:?}", adapted.notes);
        adapted.events.first().unwrap().clone()
    }

    #[test]
    fn a_created_candidate_is_an_application() {
        let event = only(&created());
        assert_eq!(event["id"], "candidate_created:c0ffee:2026-03-02T14:05:11Z");
        assert_eq!(event["subject"], "workable:candidate:c0ffee");
        let data = &event["data"];
        assert_eq!(data["name"], json!({"full": "Ada Example", "given": "Ada", "family": "Example"}));
        assert_eq!(data["requisition"], json!({"id": "GROOV3", "title": "Analyst"}));
        assert_eq!(data["channel"], "job_board");
        assert_eq!(data["resume"]["work"], json!([{"name": "Sample Works", "position": "Analyst", "startDate": "2018-06-01"}]));
        assert_eq!(data["resume"]["education"][0]["studyType"], "BSc");
        assert_eq!(data["answers"], json!([{"question": "Cover letter", "answer": "Dear team"}, {"question": "Languages?", "answer": "Rust, SQL"}]));
        let text = event.to_string();
        for refused in ["photos.example", "files.example", "vip", "private"] {
            assert!(!text.contains(refused), "{refused}");
        }
    }

    #[test]
    fn a_move_of_a_disqualified_candidate_is_a_rejection() {
        let moved = |disqualified: bool| {
            json!({"event_type": "candidate_moved", "id": "msg-2", "fired_at": "2026-04-01T08:00:00Z", "data": {"id": "c0ffee", "stage": "Interview",
                "disqualified": disqualified, "disqualified_at": "2026-04-01T07:59:00Z", "firstname": "Ada"}})
        };
        assert_eq!(only(&moved(false))["data"], json!({"to": "Interview"}));
        let rejected = only(&moved(true));
        assert_eq!(rejected["data"], json!({"from": "Interview", "to": "rejected"}));
        assert_eq!(rejected["time"], "2026-04-01T07:59:00Z");
    }

    #[test]
    fn deletions_erase_and_employees_are_none_of_our_business() {
        let deleted = only(&json!({"event_type": "candidate_deleted", "id": "msg-3", "data": {"id": "c0ffee"}}));
        assert_eq!(deleted["data"], json!({"basis": "vendor deletion"}));
        let employee = adapt(&json!({"event_type": "employee_created", "id": "msg-4", "data": {"id": "e1"}}));
        assert!(employee.events.is_empty());
        let nameless = adapt(&json!({"event_type": "candidate_created", "data": {}}));
        assert!(nameless.events.is_empty());
        assert_eq!(nameless.notes.len(), 1);
    }
}
