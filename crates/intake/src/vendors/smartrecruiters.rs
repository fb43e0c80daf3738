//! SmartRecruiters: the candidate object of its API, an application sent through its API, and its web hooks.
//!
//! A web hook holds ids only: it says what to fetch. A JSON Schema of a candidate is not a candidate.

use serde_json::Value;

use super::{Adapted, Applicant, Draft, Job, Object, Reading, channel, employment, study};

const VENDOR: &str = "smartrecruiters";

/// Whether the body has one of SmartRecruiters' shapes.
#[must_use]
pub fn recognise(body: &Value) -> bool {
    if body.get("$schema").is_some() {
        return false;
    }
    is_sent_application(body) || is_candidate(body) || is_web_hook(body) || is_recorded_web_hook(body)
}

/// Maps one body.
#[must_use]
pub fn adapt(body: &Value) -> Adapted {
    let mut reading = Reading::new(VENDOR, body);
    let r = &mut reading;
    if is_sent_application(body) {
        sent_application(r);
    } else if is_candidate(body) {
        candidate_object(r);
    } else if is_web_hook(body) || is_recorded_web_hook(body) {
        r.note("the web hook holds ids only: a hint to fetch from SmartRecruiters".to_owned());
    } else {
        r.note("no shape of SmartRecruiters fits".to_owned());
    }
    reading.done()
}

/// Request and answer together, as the API's documentation and its logs show them.
fn is_sent_application(body: &Value) -> bool {
    ["firstName", "lastName"].iter().any(|name| body.pointer(&format!("/request/body/{name}")).is_some())
}

fn is_candidate(body: &Value) -> bool {
    let text = |name: &str| body.get(name).is_some_and(Value::is_string);
    let telling = ["web", "location", "sourceDetails", "phoneNumber", "createdOn", "updatedOn"];
    (text("firstName") || text("lastName")) && (text("email") || text("id")) && telling.iter().any(|name| body.get(name).is_some())
}

fn is_web_hook(body: &Value) -> bool {
    ["job_id", "candidate_id"].iter().all(|name| body.get(name).is_some_and(|id| id.is_string() || id.is_number()))
        && body.get("applied_at").is_none()
}

/// A web hook kept with its headers, the body as text.
fn is_recorded_web_hook(body: &Value) -> bool {
    let header = |name: &str| body.pointer(&format!("/headers/{name}")).is_some();
    body.get("body").is_some_and(Value::is_string) && (header("smartrecruiters-signature") || (header("event-name") && header("event-version")))
}

fn sent_application(r: &mut Reading<'_>) {
    r.refuse("/request", &["headers"]);
    let base = "/request/body";
    let mut applicant = candidate(r, base);
    let posting = r.key("/response/body/postingId").or_else(|| posting_of_url(r));
    applicant.requisition = Job { id: posting, ..Job::default() }.requisition(r);
    let application = r.key("/response/body/id").map(|id| ("application", id));
    let known = application.or_else(|| r.key("/response/body/candidateId").map(|id| ("candidate", id)));
    let (kind, id) = known.unwrap_or_else(|| ("apply", r.fingerprint()));
    let time = r.first_instant("/response/body", &["createdOn"]);
    let subject = r.subject(kind, &id);
    r.submitted(Draft::new("application", &id, subject).at(time), &applicant);
}

/// `…/postings/ID/candidates`
fn posting_of_url(r: &mut Reading<'_>) -> Option<String> {
    let url = r.text("/request/url")?;
    let mut segments = url.split(['/', '?', '#']);
    segments.find(|segment| *segment == "postings")?;
    segments.next().filter(|id| !id.is_empty() && id.len() <= 200).map(str::to_owned)
}

fn candidate_object(r: &mut Reading<'_>) {
    let applicant = candidate(r, "");
    let id = r.key("/id");
    if id.is_none() {
        r.note("/id: missing, a fingerprint of the body stands in".to_owned());
    }
    let (kind, id) = match id {
        Some(id) => ("candidate", id),
        None => ("apply", r.fingerprint()),
    };
    let time = r.first_instant("", &["createdOn"]);
    let changed = r.first_instant("", &["updatedOn"]);
    let subject = r.subject(kind, &id);
    r.submitted(Draft::new("candidate", &id, subject).at(time).stamped(changed), &applicant);
}

fn candidate(r: &mut Reading<'_>, base: &str) -> Applicant {
    r.refuse(base, &["tags", "consent", "avatarUrl", "customFields"]);
    let mut applicant = Applicant {
        given: r.text(&format!("{base}/firstName")),
        family: r.text(&format!("{base}/lastName")),
        address: place(r, base),
        work: work(r, base),
        education: education(r, base),
        ..Applicant::default()
    };
    let email = r.text(&format!("{base}/email"));
    applicant.email(email);
    for name in ["phoneNumber", "phone"] {
        let phone = r.typed(&format!("{base}/{name}"));
        applicant.phone(phone);
    }
    for (name, network) in [("linkedIn", "linkedin"), ("facebook", "other"), ("twitter", "other"), ("portfolio", "website"), ("website", "website")] {
        let pointer = format!("{base}/web/{name}");
        if let Some(url) = r.text(&pointer) {
            applicant.profile(r, &pointer, &url, network);
        }
    }
    source(r, &mut applicant, base);
    let list = format!("{base}/answers");
    let count = r.count(&list);
    if count > 0 {
        r.note(format!("{list}: questions are named by id only"));
    }
    for n in 0..count {
        let pointer = format!("{list}/{n}");
        let question = r.key(&format!("{pointer}/id"));
        let answer = r.answer(&format!("{pointer}/answer"));
        applicant.answer(r, &pointer, question, answer);
    }
    applicant
}

fn place(r: &mut Reading<'_>, base: &str) -> Option<Value> {
    let location = format!("{base}/location");
    let country = r.text(&format!("{location}/countryCode")).or_else(|| r.text(&format!("{location}/country")));
    let place = Object::default()
        .set("city", r.text(&format!("{location}/city")))
        .set("region", r.text(&format!("{location}/region")))
        .set("country", country);
    Some(place.done())
}

fn work(r: &mut Reading<'_>, base: &str) -> Vec<Value> {
    let mut jobs = Vec::new();
    for n in 0..r.count(&format!("{base}/experience")) {
        let entry = format!("{base}/experience/{n}");
        let employer = r.text(&format!("{entry}/company"));
        let title = r.text(&format!("{entry}/title"));
        let start = r.date(&format!("{entry}/startDate"));
        let current = r.value(&format!("{entry}/current")) == Some(&Value::Bool(true));
        let end = if current { None } else { r.date(&format!("{entry}/endDate")) };
        let location = r.text(&format!("{entry}/location"));
        jobs.extend(employment(employer, title, start, end, location));
    }
    jobs
}

fn education(r: &mut Reading<'_>, base: &str) -> Vec<Value> {
    let mut studies = Vec::new();
    for n in 0..r.count(&format!("{base}/education")) {
        let entry = format!("{base}/education/{n}");
        let school = r.text(&format!("{entry}/institution"));
        let area = r.text(&format!("{entry}/major"));
        let degree = r.text(&format!("{entry}/degree"));
        let start = r.date(&format!("{entry}/startDate"));
        let end = r.date(&format!("{entry}/endDate"));
        studies.extend(study(school, area, degree, start, end));
    }
    studies
}

fn source(r: &mut Reading<'_>, applicant: &mut Applicant, base: &str) {
    let entry = format!("{base}/sourceDetails");
    let kind = r.text(&format!("{entry}/type")).unwrap_or_default();
    let detail = r.text(&format!("{entry}/subtype")).unwrap_or_default();
    // The vendor's words are written together or with underscores.
    let (kind, detail) = (kind.replace('_', " "), detail.replace('_', " "));
    applicant.channel = channel(&detail).or_else(|| channel(&kind));
    if applicant.channel.is_none() && !(kind.is_empty() && detail.is_empty()) {
        r.note(format!("{entry}: no channel of the contract fits; not used"));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn only(body: &Value) -> Value {
        let adapted = super::super::adapt(body).unwrap();
        assert_eq!(adapted.vendor, "smartrecruiters");
        assert_eq!(adapted.events.len(), 1, "{:?}", adapted.notes);
        adapted.events.first().unwrap().clone()
    }

    #[test]
    fn a_candidate_object_is_mapped() {
        let event = only(&json!({"id": "c-1", "firstName": "Ada", "lastName": "Example", "email": "ada@example.com", "phoneNumber": "555 010 0199",
            "location": {"city": "Berlin", "country": "Germany", "countryCode": "DE"},
            "web": {"linkedIn": "https://www.linkedin.com/in/ada-example", "portfolio": "ada.example.net"},
            "sourceDetails": {"type": "JOB_BOARD", "subtype": "Sample Board"}, "tags": ["vip"],
            "consent": {"status": "GIVEN"}, "createdOn": "2026-03-02T14:05:11.000Z", "updatedOn": "2026-03-03T00:00:00.000Z"}));
        assert_eq!(event["id"], "candidate:c-1:2026-03-03T00:00:00.000Z");
        assert_eq!(event["time"], "2026-03-02T14:05:11.000Z");
        assert_eq!(event["subject"], "smartrecruiters:candidate:c-1");
        assert_eq!(event["data"]["channel"], "job_board");
        assert_eq!(event["data"]["address"], json!({"city": "Berlin", "country": "DE"}));
        assert_eq!(event["data"]["profiles"].as_array().unwrap().len(), 2);
        assert!(!event.to_string().contains("vip"));
    }

    #[test]
    fn a_sent_application_goes_by_the_answer_and_keeps_no_token() {
        let event = only(&json!({"request": {"method": "POST", "url": "https://api.example/v1/companies/x/postings/post-7/candidates",
                "headers": {"X-SmartToken": "hush"}, "body": {"firstName": "Ada", "lastName": "Example", "phone": "555",
                "answers": [{"id": "q-1", "answer": true}]}},
            "response": {"status": 201, "body": {"id": "app-1", "candidateId": "c-1"}}}));
        assert_eq!(event["subject"], "smartrecruiters:application:app-1");
        assert_eq!(event["data"]["requisition"], json!({"id": "post-7", "title": "unspecified"}));
        assert_eq!(event["data"]["answers"], json!([{"question": "q-1", "answer": "true"}]));
        assert!(!event.to_string().contains("hush"));
    }

    #[test]
    fn web_hooks_are_hints_and_schemas_are_nothing() {
        let hooks = [
            json!({"job_id": "j", "candidate_id": "c"}),
            json!({"headers": {"event-name": "application.created", "event-version": "v1"}, "body": "{\"job_id\":\"j\"}"}),
        ];
        for hook in hooks {
            let adapted = super::super::adapt(&hook).unwrap();
            assert!(adapted.events.is_empty());
            assert_eq!(adapted.notes.len(), 1);
        }
        let schema = json!({"$schema": "http://json-schema.org/draft-07/schema#", "firstName": "x", "email": "x", "web": {}});
        assert_eq!(super::super::adapt(&schema), None);
    }
}
