//! Greenhouse: web hooks `{action, payload}` and the candidate and application objects of the Harvest API.
//!
//! The candidacy is Greenhouse's *application*. A rejection becomes a stage, not a decision: a decision needs a
//! person's reason.

use serde_json::Value;

use super::{Adapted, Applicant, Draft, Job, Object, Reading, address, channel, employment, study};

const VENDOR: &str = "greenhouse";
/// Where a web hook holds the application.
const APPLICATION: &str = "/payload/application";
/// Never carried over, wherever they stand.
const REFUSED: [&str; 4] = ["photo_url", "tags", "custom_fields", "keyed_custom_fields"];

/// Whether the body has one of Greenhouse's shapes.
#[must_use]
pub fn recognise(body: &Value) -> bool {
    is_web_hook(body) || is_onboarding(body) || is_candidate(body) || is_application(body)
}

/// Maps one body.
#[must_use]
pub fn adapt(body: &Value) -> Adapted {
    let mut reading = Reading::new(VENDOR, body);
    let r = &mut reading;
    if is_web_hook(body) {
        web_hook(r);
    } else if is_onboarding(body) {
        let kind = r.text("/event_type").unwrap_or_default();
        r.nothing_to_screen("/event_type", &kind);
    } else if is_candidate(body) {
        harvest_candidate(r);
    } else if is_application(body) {
        harvest_application(r);
    } else {
        r.note("no shape of Greenhouse fits".to_owned());
    }
    reading.done()
}

fn is_web_hook(body: &Value) -> bool {
    body.get("action").is_some_and(Value::is_string) && body.get("payload").is_some_and(Value::is_object)
}

fn is_onboarding(body: &Value) -> bool {
    let kind = body.get("event_type").and_then(Value::as_str);
    kind.is_some_and(|kind| kind.contains(':')) && body.get("payload").is_some_and(Value::is_object)
}

fn is_candidate(body: &Value) -> bool {
    let lists = ["applications", "application_ids"].iter().any(|name| body.get(name).is_some_and(Value::is_array));
    let named = ["first_name", "last_name"].iter().any(|name| body.get(name).is_some());
    let reachable = ["email_addresses", "phone_numbers"].iter().any(|name| body.get(name).is_some());
    lists && named && reachable
}

fn is_application(body: &Value) -> bool {
    ["candidate_id", "applied_at"].iter().all(|name| body.get(name).is_some()) && body.get("jobs").is_some_and(Value::is_array)
}

fn web_hook(r: &mut Reading<'_>) {
    let action = r.text("/action").unwrap_or_default();
    match action.as_str() {
        "new_candidate_application" | "new_prospect_application" => application(r, &action, true),
        "application_updated" => application(r, &action, false),
        "update_candidate" => candidate_update(r, &action),
        "candidate_stage_change" => {
            let to = current_stage(r);
            stage(r, &action, None, to, &["last_activity_at"]);
        }
        "hire_candidate" => {
            let to = Some("hired".to_owned());
            stage(r, &action, None, to, &["hired_at", "last_activity_at", "offer/resolved_at"]);
        }
        "unhire_candidate" => {
            let to = current_stage(r);
            stage(r, &action, Some("hired".to_owned()), to, &["last_activity_at"]);
        }
        "reject_candidate" => {
            let from = current_stage(r);
            stage(r, &action, from, Some("rejected".to_owned()), &["rejected_at", "last_activity_at"]);
        }
        "unreject_candidate" => {
            let to = current_stage(r);
            stage(r, &action, Some("rejected".to_owned()), to, &["last_activity_at"]);
        }
        "merge_candidate" => merge(r, &action),
        "delete_candidate" => delete_candidate(r, &action),
        "candidate_anonymized" => erase(r, &action, "candidate", "/payload/candidate_id"),
        "delete_application" => erase(r, &action, "application", "/payload/application/id"),
        _ => r.nothing_to_screen("/action", &action),
    }
}

fn application(r: &mut Reading<'_>, action: &str, new: bool) {
    let pointer = format!("{APPLICATION}/id");
    let Some(id) = r.key(&pointer) else { return r.missing(&pointer) };
    let mut applicant = candidate(r, &format!("{APPLICATION}/candidate"));
    application_parts(r, &mut applicant, APPLICATION);
    let time = r.first_instant(APPLICATION, if new { &["applied_at"] } else { &["last_activity_at"] });
    let draft = Draft::new(action, &id, r.subject("application", &id)).at(time);
    if new { r.submitted(draft, &applicant) } else { r.updated(draft, &applicant) }
}

fn candidate_update(r: &mut Reading<'_>, action: &str) {
    let base = "/payload/candidate";
    let pointer = format!("{base}/id");
    let Some(id) = r.key(&pointer) else { return r.missing(&pointer) };
    let applicant = candidate(r, base);
    let time = r.first_instant(base, &["updated_at", "last_activity"]);
    let draft = Draft::new(action, &id, r.subject("candidate", &id)).at(time);
    r.updated(draft, &applicant);
}

fn current_stage(r: &mut Reading<'_>) -> Option<String> {
    r.text(&format!("{APPLICATION}/current_stage/name"))
}

fn stage(r: &mut Reading<'_>, action: &str, from: Option<String>, to: Option<String>, times: &[&str]) {
    let pointer = format!("{APPLICATION}/id");
    let Some(id) = r.key(&pointer) else { return r.missing(&pointer) };
    if to.is_none() {
        return r.missing(&format!("{APPLICATION}/current_stage/name"));
    }
    let time = r.first_instant(APPLICATION, times);
    let draft = Draft::new(action, &id, r.subject("application", &id)).at(time);
    r.stage(draft, from, to);
}

fn merge(r: &mut Reading<'_>, action: &str) {
    let (old, new) = ("/payload/person/id", "/payload/person/new_candidate_id");
    let Some(id) = r.key(old) else { return r.missing(old) };
    let Some(into) = r.key(new) else { return r.missing(new) };
    let draft = Draft::new(action, &id, r.subject("candidate", &id));
    let into = r.subject("candidate", &into);
    r.merged(draft, into);
}

fn erase(r: &mut Reading<'_>, action: &str, kind: &str, pointer: &str) {
    let Some(id) = r.key(pointer) else { return r.missing(pointer) };
    let draft = Draft::new(action, &format!("{kind}-{id}"), r.subject(kind, &id));
    r.erased(draft);
}

fn delete_candidate(r: &mut Reading<'_>, action: &str) {
    r.note("/action: Greenhouse also sends delete_candidate when two candidates are merged".to_owned());
    erase(r, action, "candidate", "/payload/person/id");
    let list = "/payload/person/deleted_application_ids";
    for n in 0..r.count(list) {
        erase(r, action, "application", &format!("{list}/{n}"));
    }
}

fn harvest_candidate(r: &mut Reading<'_>) {
    let applicant = candidate(r, "");
    let count = r.count("/applications");
    if count == 0 {
        r.note("/applications: none, so there is no candidacy".to_owned());
    }
    for n in 0..count {
        let base = format!("/applications/{n}");
        let changed = r.first_instant("", &["updated_at", "last_activity"]);
        harvested(r, "harvest.candidate", applicant.clone(), &base, changed);
    }
}

fn harvest_application(r: &mut Reading<'_>) {
    let applicant = Applicant::default();
    harvested(r, "harvest.application", applicant, "", None);
}

fn harvested(r: &mut Reading<'_>, action: &str, mut applicant: Applicant, base: &str, changed: Option<String>) {
    let pointer = format!("{base}/id");
    let Some(id) = r.key(&pointer) else { return r.missing(&pointer) };
    application_parts(r, &mut applicant, base);
    let time = r.first_instant(base, &["applied_at"]);
    let changed = changed.or_else(|| r.first_instant(base, &["last_activity_at"]));
    let draft = Draft::new(action, &id, r.subject("application", &id)).at(time).stamped(changed);
    r.submitted(draft, &applicant);
}

/// What stands in a candidate object.
fn candidate(r: &mut Reading<'_>, base: &str) -> Applicant {
    r.refuse(base, &REFUSED);
    let mut applicant = Applicant {
        given: r.text(&format!("{base}/first_name")),
        family: r.text(&format!("{base}/last_name")),
        address: home(r, base),
        work: work(r, base),
        education: education(r, base),
        ..Applicant::default()
    };
    for n in 0..r.count(&format!("{base}/email_addresses")) {
        let email = r.text(&format!("{base}/email_addresses/{n}/value"));
        applicant.email(email);
    }
    for n in 0..r.count(&format!("{base}/phone_numbers")) {
        let phone = r.typed(&format!("{base}/phone_numbers/{n}/value"));
        applicant.phone(phone);
    }
    for (list, network) in [("website_addresses", "website"), ("social_media_addresses", "other")] {
        for n in 0..r.count(&format!("{base}/{list}")) {
            let pointer = format!("{base}/{list}/{n}/value");
            if let Some(url) = r.text(&pointer) {
                applicant.profile(r, &pointer, &url, network);
            }
        }
    }
    attachments(r, &mut applicant, base);
    applicant
}

/// The home address, else the first one.
fn home(r: &mut Reading<'_>, base: &str) -> Option<Value> {
    let list = format!("{base}/addresses");
    let count = r.count(&list);
    if count > 1 {
        r.note(format!("{list}: only one address is used, the home address or else the first"));
    }
    let is_home = |n: &usize| r.value(&format!("{list}/{n}/type")).and_then(Value::as_str) == Some("home");
    let chosen = (0..count).find(is_home).unwrap_or_default();
    let text = r.text(&format!("{list}/{chosen}/value"))?;
    address(&text)
}

fn work(r: &mut Reading<'_>, base: &str) -> Vec<Value> {
    let mut jobs = Vec::new();
    for n in 0..r.count(&format!("{base}/employments")) {
        let entry = format!("{base}/employments/{n}");
        let employer = r.text(&format!("{entry}/company_name"));
        let title = r.text(&format!("{entry}/title"));
        let start = r.date(&format!("{entry}/start_date"));
        let end = r.date(&format!("{entry}/end_date"));
        jobs.extend(employment(employer, title, start, end, None));
    }
    if jobs.is_empty() {
        let employer = r.text(&format!("{base}/company"));
        let title = r.text(&format!("{base}/title"));
        jobs.extend(employment(employer, title, None, None, None));
    }
    jobs
}

fn education(r: &mut Reading<'_>, base: &str) -> Vec<Value> {
    let mut studies = Vec::new();
    for n in 0..r.count(&format!("{base}/educations")) {
        let entry = format!("{base}/educations/{n}");
        let school = r.text(&format!("{entry}/school_name"));
        let area = r.text(&format!("{entry}/discipline"));
        let degree = r.text(&format!("{entry}/degree"));
        let start = r.date(&format!("{entry}/start_date"));
        let end = r.date(&format!("{entry}/end_date"));
        studies.extend(study(school, area, degree, start, end));
    }
    studies
}

fn attachments(r: &mut Reading<'_>, applicant: &mut Applicant, base: &str) {
    let list = format!("{base}/attachments");
    let count = r.count(&list);
    if count > 0 {
        r.note(format!("{list}: files are listed, their URLs are not fetched"));
    }
    for n in 0..count {
        let entry = format!("{list}/{n}");
        let kind = r.text(&format!("{entry}/type")).unwrap_or_default();
        let kind = match kind.as_str() {
            "resume" => "resume",
            "cover_letter" => "cover_letter",
            "take_home_test" => "work_sample",
            "offer_packet" | "offer_letter" | "signed_offer_letter" | "admin_only" | "admin_only_attachment" => {
                r.note(format!("{entry}: the employer's own paper, not the candidate's; not used"));
                continue;
            }
            _ => "other",
        };
        let created = r.text(&format!("{entry}/created_at")).unwrap_or_default();
        if let Some(filename) = r.text(&format!("{entry}/filename")) {
            applicant.document(kind, &filename, None, &created);
        }
    }
}

/// What stands in an application object beside its candidate.
fn application_parts(r: &mut Reading<'_>, applicant: &mut Applicant, base: &str) {
    r.refuse(base, &REFUSED);
    r.refuse(base, &["demographic_answers", "eeoc", "rejection_details"]);
    applicant.requisition = requisition(r, base);
    source(r, applicant, base);
    if applicant.address.is_none() {
        applicant.address = r.text(&format!("{base}/location/address")).and_then(|text| address(&text));
    }
    let list = format!("{base}/answers");
    for n in 0..r.count(&list) {
        let pointer = format!("{list}/{n}");
        let question = r.text(&format!("{pointer}/question"));
        let answer = r.answer(&format!("{pointer}/answer"));
        applicant.answer(r, &pointer, question, answer);
    }
    if r.value(&format!("{base}/attachments")).is_some() {
        applicant.documents.clear();
        attachments(r, applicant, base);
    }
}

fn requisition(r: &mut Reading<'_>, base: &str) -> Option<Value> {
    let list = format!("{base}/jobs");
    if r.count(&list) > 1 {
        r.note(format!("{list}: several jobs, only the first is used"));
    }
    let entry = format!("{list}/0");
    let office = format!("{entry}/offices/0");
    let job = Job {
        id: r.key(&format!("{entry}/id")),
        title: r.text(&format!("{entry}/name")),
        department: r.text(&format!("{entry}/departments/0/name")),
        location: r.text(&format!("{office}/location")).or_else(|| r.text(&format!("{office}/name"))),
    };
    job.requisition(r)
}

fn source(r: &mut Reading<'_>, applicant: &mut Applicant, base: &str) {
    let entry = format!("{base}/source");
    let Some(name) = r.text(&format!("{entry}/name")).or_else(|| r.text(&format!("{entry}/public_name"))) else {
        return;
    };
    applicant.channel = channel(&name);
    match applicant.channel {
        None => r.note(format!("{entry}: no channel of the contract fits; not used")),
        Some("referral") => {
            let referrer =
                Object::default().set("name", r.text(&format!("{base}/credited_to/name"))).set("email", r.text(&format!("{base}/credited_to/email")));
            applicant.referrer = Some(referrer.done());
        }
        Some(_) => {}
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn new_application() -> Value {
        json!({"action": "new_candidate_application", "payload": {"application": {
            "id": 4001, "prospect": false, "status": "active",
            "applied_at": "2026-03-02T14:05:11Z", "last_activity_at": "2026-03-02T14:05:12Z",
            "source": {"id": 3, "public_name": "Referral"},
            "credited_to": {"id": 9, "email": "r.colleague@employer.example", "name": "Robin Colleague", "employee_id": "E9"},
            "current_stage": {"id": 1, "name": "Application Review", "interviews": []},
            "custom_fields": {"bio": {"name": "Bio", "type": "long_text", "value": "x"}},
            "answers": [
                {"question": "LinkedIn Profile", "answer": "https://www.linkedin.com/in/ada-example"},
                {"question": "What is your gender?", "answer": "private"},
                {"question": "May we contact you?", "answer": true}
            ],
            "candidate": {
                "id": 3001, "first_name": "Ada", "last_name": "Example", "title": "Engineer", "company": "Sample Works",
                "photo_url": "https://photos.example/ada.jpg", "external_id": null,
                "phone_numbers": [{"value": " +1 (555) 010-0199", "type": "mobile"}],
                "email_addresses": [{"value": "ada@example.com", "type": "personal"}, {"value": "ada@example.com", "type": "work"}],
                "addresses": [{"value": "1 Work Plaza", "type": "work"}, {"value": "12 Oak Lane\nSpringfield, IL 62701", "type": "home"}],
                "website_addresses": [{"value": "ada.example.net", "type": "personal"}],
                "social_media_addresses": [{"value": "@ada"}],
                "educations": [{"school_name": "Sample University", "degree": "Master's Degree", "discipline": "Physics", "start_date": "09/01/2010", "end_date": "06/30/2012"}],
                "employments": [],
                "attachments": [
                    {"filename": "cv.pdf", "url": "https://files.example/1", "type": "resume"},
                    {"filename": "offer.pdf", "url": "https://files.example/2", "type": "offer_packet"}
                ],
                "tags": ["vip"], "custom_fields": {"desired_salary": {"name": "Desired Salary", "type": "short_text", "value": "1"}}
            },
            "jobs": [{"id": 77, "name": "Platform Engineer", "requisition_id": null,
                "departments": [{"id": 5, "name": "Platform"}], "offices": [{"id": 6, "name": "Remote", "location": "Remote - US"}]}]
        }}})
    }

    fn only(adapted: &Adapted) -> Value {
        assert_eq!(adapted.events.len(), 1, "{:?}", adapted.notes);
        adapted.events.first().unwrap().clone()
    }

    #[test]
    fn a_new_application_is_mapped_without_what_is_refused() {
        let adapted = super::super::adapt(&new_application()).unwrap();
        let event = only(&adapted);
        assert_eq!(event["id"], "new_candidate_application:4001:2026-03-02T14:05:11Z");
        assert_eq!(event["type"], "hirewall.application.submitted.v1");
        assert_eq!(event["source"], "/greenhouse");
        assert_eq!(event["subject"], "greenhouse:application:4001");
        assert_eq!(event["time"], "2026-03-02T14:05:11Z");
        let data = &event["data"];
        assert_eq!(
            data["requisition"],
            json!({"id": "77", "title": "Platform Engineer", "department": "Platform", "location": "Remote - US", "remote": true})
        );
        assert_eq!(data["name"], json!({"full": "Ada Example", "given": "Ada", "family": "Example"}));
        assert_eq!(data["emails"], json!(["ada@example.com"]));
        assert_eq!(data["phones"], json!([" +1 (555) 010-0199"]));
        assert_eq!(data["address"]["city"], "Springfield");
        assert_eq!(data["channel"], "referral");
        assert_eq!(data["referrer"]["name"], "Robin Colleague");
        assert_eq!(data["answers"].as_array().unwrap().len(), 2);
        assert!(data["profiles"].as_array().unwrap().contains(&json!({"network": "linkedin", "url": "https://www.linkedin.com/in/ada-example"})));
        assert_eq!(data["resume"]["education"][0]["startDate"], "2010-09-01");
        assert_eq!(data["resume"]["work"], json!([{"name": "Sample Works", "position": "Engineer"}]));
        assert_eq!(data["documents"].as_array().unwrap().len(), 1);
        assert_eq!(data["documents"][0]["filename"], "cv.pdf");
        let text = event.to_string();
        for refused in ["photos.example", "files.example", "vip", "alary", "gender", "private"] {
            assert!(!text.contains(refused), "{refused}");
        }
        assert!(adapted.notes.contains(&"/payload/application/candidate/photo_url: refused by design".to_owned()));
    }

    #[test]
    fn a_replay_has_the_same_id_and_another_update_another() {
        let body = |phone: &str| json!({"action": "update_candidate", "payload": {"candidate": {"id": 3001, "first_name": "Ada", "phone_numbers": [{"value": phone}]}}});
        let (first, again, other) = (only(&adapt(&body("1"))), only(&adapt(&body("1"))), only(&adapt(&body("2"))));
        assert_eq!(first["type"], "hirewall.application.updated.v1");
        assert_eq!(first["subject"], "greenhouse:candidate:3001");
        assert_eq!(first["time"], Value::Null);
        assert_eq!(first["id"], again["id"]);
        assert_ne!(first["id"], other["id"]);
    }

    #[test]
    fn moves_rejections_and_deletions_keep_their_meaning() {
        let rejected = only(&adapt(&json!({"action": "reject_candidate", "payload": {"application": {
            "id": 4001, "rejected_at": "2026-04-01T08:00:00Z", "current_stage": {"name": "Onsite"}, "candidate": {"id": 3001}}}})));
        assert_eq!(rejected["type"], "hirewall.stage.changed.v1");
        assert_eq!(rejected["data"], json!({"from": "Onsite", "to": "rejected"}));
        let merged = only(&adapt(&json!({"action": "merge_candidate", "payload": {"person": {"id": 1, "new_candidate_id": 2}}})));
        assert_eq!(merged["data"], json!({"into": "greenhouse:candidate:2"}));
        let deleted = adapt(&json!({"action": "delete_candidate", "payload": {"person": {"id": 1, "deleted_application_ids": [10, 11]}}}));
        let subjects: Vec<&Value> = deleted.events.iter().map(|event| &event["subject"]).collect();
        assert_eq!(subjects, ["greenhouse:candidate:1", "greenhouse:application:10", "greenhouse:application:11"]);
        for action in ["offer_created", "job_updated", "interview_deleted", "something <new>"] {
            let adapted = adapt(&json!({"action": action, "payload": {"id": 1}}));
            assert!(adapted.events.is_empty());
            assert_eq!(adapted.notes.len(), 1);
        }
    }

    #[test]
    fn a_harvest_candidate_gives_one_event_per_application() {
        let adapted = adapt(&json!({
            "id": 3001, "first_name": "Ada", "last_name": "Example", "updated_at": "2026-05-01T00:00:00.000Z",
            "email_addresses": [{"value": "ada@example.com"}], "phone_numbers": [],
            "attachments": [{"filename": "all.pdf", "type": "resume"}],
            "applications": [
                {"id": 1, "candidate_id": 3001, "applied_at": "2026-01-01T00:00:00.000Z", "jobs": [{"id": 7, "name": "Analyst"}],
                 "attachments": [{"filename": "one.pdf", "type": "resume"}]},
                {"id": 2, "candidate_id": 3001, "applied_at": "2026-02-01T00:00:00.000Z", "jobs": [], "attachments": []}
            ]
        }));
        assert_eq!(adapted.events.len(), 2);
        let (first, second) = (adapted.events.first().unwrap(), adapted.events.last().unwrap());
        assert_eq!(first["id"], "harvest.candidate:1:2026-05-01T00:00:00.000Z");
        assert_eq!(first["time"], "2026-01-01T00:00:00.000Z");
        assert_eq!(first["data"]["documents"][0]["filename"], "one.pdf");
        assert_eq!(second["data"]["requisition"], json!({"id": "unspecified", "title": "unspecified"}));
        assert_eq!(second["data"]["documents"], Value::Null);
    }
}
