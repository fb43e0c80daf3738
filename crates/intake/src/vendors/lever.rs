//! Lever: web hooks, the application object of its API, and the fields of its apply form.
//!
//! The candidacy is Lever's *opportunity*: web hooks and applications both name it. Lever signs only a token and a time,
//! not the body of a web hook, so what a web hook says is a hint to fetch the truth. In particular it never erases.

use serde_json::Value;

use super::{Adapted, Applicant, Draft, Job, Object, Reading, channel, employment};

const VENDOR: &str = "lever";
/// Fields of the apply form by which it is told from any other name and e-mail; two of them are enough.
const APPLY_FIELDS: [&str; 9] = ["org", "urls", "silent", "ip", "timezone", "userAgent", "acceptLanguage", "referer", "consent"];

/// Whether the body has one of Lever's shapes.
#[must_use]
pub fn recognise(body: &Value) -> bool {
    is_web_hook(body) || application_base(body).is_some() || is_apply(body)
}

/// Maps one body.
#[must_use]
pub fn adapt(body: &Value) -> Adapted {
    let mut reading = Reading::new(VENDOR, body);
    let r = &mut reading;
    if is_web_hook(body) {
        web_hook(r);
    } else if let Some(base) = application_base(body) {
        if body.pointer(base).is_some_and(Value::is_array) {
            for n in 0..r.count(base) {
                application(r, &format!("{base}/{n}"));
            }
        } else {
            application(r, base);
        }
    } else if is_apply(body) {
        apply(r);
    } else {
        r.note("no shape of Lever fits".to_owned());
    }
    reading.done()
}

fn is_web_hook(body: &Value) -> bool {
    let proof = ["triggeredAt", "token", "signature"].iter().any(|name| body.get(name).is_some());
    proof && body.get("event").is_some_and(Value::is_string) && body.get("data").is_some_and(Value::is_object)
}

/// Where the application object, or the list of them, stands.
fn application_base(body: &Value) -> Option<&'static str> {
    let is_one = |value: &Value| {
        let named = ["name", "email", "posting"].iter().any(|name| value.get(name).is_some());
        named && value.get("opportunityId").is_some()
    };
    let data = body.get("data");
    if is_one(body) {
        Some("")
    } else if data.is_some_and(is_one) || data.and_then(|list| list.get(0)).is_some_and(is_one) {
        Some("/data")
    } else {
        None
    }
}

fn is_apply(body: &Value) -> bool {
    let reachable = ["name", "email"].iter().any(|name| body.get(name).is_some_and(Value::is_string));
    let flat = ["data", "action", "event", "payload"].iter().all(|name| body.get(name).is_none());
    let telling = APPLY_FIELDS.iter().filter(|name| body.get(**name).is_some()).count();
    reachable && flat && telling >= 2
}

fn web_hook(r: &mut Reading<'_>) {
    r.note("/signature: covers the token and the time, not the body; a hint to fetch from Lever".to_owned());
    let event = r.text("/event").unwrap_or_default();
    let (from, to) = match event.as_str() {
        "candidateStageChange" => (r.key("/data/fromStageId"), r.key("/data/toStageId")),
        "candidateHired" => (None, Some("hired".to_owned())),
        "applicationCreated" => (None, Some("applied".to_owned())),
        "candidateArchiveChange" => archive_change(r),
        "candidateDeleted" => {
            r.note("/event: an unsigned body does not erase; confirm with Lever, then erase".to_owned());
            return;
        }
        _ => return r.nothing_to_screen("/event", &event),
    };
    let Some((kind, id)) = subject(r) else { return r.missing("/data/opportunityId") };
    if to.is_none() {
        return r.missing("/data/toStageId");
    }
    let time = r.millis("/triggeredAt");
    let draft = Draft::new(&event, &id, r.subject(kind, &id)).at(time);
    r.stage(draft, from, to);
}

fn archive_change(r: &Reading<'_>) -> (Option<String>, Option<String>) {
    let (archived, active) = (Some("archived".to_owned()), Some("active".to_owned()));
    if r.value("/data/toArchived").is_some_and(Value::is_object) { (None, archived) } else { (archived, active) }
}

fn subject(r: &mut Reading<'_>) -> Option<(&'static str, String)> {
    let opportunity = r.key("/data/opportunityId").map(|id| ("opportunity", id));
    opportunity.or_else(|| r.key("/data/candidateId").map(|id| ("candidate", id)))
}

fn application(r: &mut Reading<'_>, base: &str) {
    let pointer = format!("{base}/opportunityId");
    let Some(opportunity) = r.key(&pointer) else { return r.missing(&pointer) };
    let id = r.key(&format!("{base}/id")).unwrap_or_else(|| opportunity.clone());
    let mut applicant = Applicant { full: r.text(&format!("{base}/name")), ..Applicant::default() };
    let email = r.text(&format!("{base}/email"));
    applicant.email(email);
    let phone = format!("{base}/phone");
    let phone = if r.value(&phone).is_some_and(Value::is_object) { format!("{phone}/value") } else { phone };
    let phone = r.typed(&phone);
    applicant.phone(phone);
    applicant.requisition = posting(r, base);
    if r.text(&format!("{base}/type")).as_deref() == Some("referral") {
        applicant.channel = Some("referral");
    }
    applicant.work.extend(employment(r.text(&format!("{base}/company")), None, None, None, None));
    links(r, &mut applicant, &format!("{base}/links"));
    comments(r, &mut applicant, &format!("{base}/comments"));
    questions(r, &mut applicant, base);
    resume(r, &mut applicant, &format!("{base}/resume"));
    let time = r.millis(&format!("{base}/createdAt"));
    let subject = r.subject("opportunity", &opportunity);
    r.submitted(Draft::new("application", &id, subject).at(time), &applicant);
}

/// The posting stands for the requisition: the requisition itself is known only once somebody is hired on it.
fn posting(r: &mut Reading<'_>, base: &str) -> Option<Value> {
    let entry = format!("{base}/posting");
    let job = if r.value(&entry).is_some_and(Value::is_object) {
        Job {
            id: r.key(&format!("{entry}/id")),
            title: r.text(&format!("{entry}/text")),
            department: r.text(&format!("{entry}/categories/department")),
            location: r.text(&format!("{entry}/categories/location")),
        }
    } else {
        Job { id: r.key(&entry), ..Job::default() }
    };
    job.requisition(r)
}

/// Links come as a list of URLs, or as an object of URLs by the name of the place.
fn links(r: &mut Reading<'_>, applicant: &mut Applicant, pointer: &str) {
    if let Some(Value::Object(urls)) = r.value(pointer) {
        for url in urls.values().take(100) {
            match url.as_str().map(str::trim) {
                Some("") => {}
                Some(url) => applicant.profile(r, pointer, url, "website"),
                None => r.note(format!("{pointer}: holds something that is not text; not used")),
            }
        }
        return;
    }
    for n in 0..r.count(pointer) {
        let entry = format!("{pointer}/{n}");
        let place = if r.value(&entry).is_some_and(Value::is_object) { format!("{entry}/url") } else { entry };
        if let Some(url) = r.text(&place) {
            applicant.profile(r, &place, &url, "website");
        }
    }
}

/// The form's free text; the form itself calls it "Additional information".
fn comments(r: &mut Reading<'_>, applicant: &mut Applicant, pointer: &str) {
    let text = r.text(pointer);
    applicant.answer(r, pointer, Some("Additional information".to_owned()), text);
}

fn questions(r: &mut Reading<'_>, applicant: &mut Applicant, base: &str) {
    let list = format!("{base}/customQuestions");
    for form in 0..r.count(&list) {
        let fields = format!("{list}/{form}/fields");
        for n in 0..r.count(&fields) {
            let pointer = format!("{fields}/{n}");
            let question = r.text(&format!("{pointer}/text"));
            let answer = r.answer(&format!("{pointer}/value"));
            applicant.answer(r, &pointer, question, answer);
        }
    }
}

fn resume(r: &mut Reading<'_>, applicant: &mut Applicant, pointer: &str) {
    match r.value(pointer) {
        Some(Value::Object(_)) => {
            let id = r.key(&format!("{pointer}/id"));
            let name = r.text(&format!("{pointer}/filename")).or_else(|| r.text(&format!("{pointer}/name")));
            if let Some(name) = name {
                applicant.document("resume", &name, id, "");
            }
        }
        Some(_) => r.note(format!("{pointer}: the file itself is not read here")),
        None => {}
    }
}

fn apply(r: &mut Reading<'_>) {
    let mut applicant = Applicant { full: r.text("/name"), ..Applicant::default() };
    let email = r.text("/email");
    applicant.email(email);
    let phone = r.typed("/phone");
    applicant.phone(phone);
    applicant.work.extend(employment(r.text("/org"), None, None, None, None));
    links(r, &mut applicant, "/urls");
    comments(r, &mut applicant, "/comments");
    resume(r, &mut applicant, "/resume");
    if let Some(source) = r.text("/source") {
        applicant.channel = channel(&source);
        if applicant.channel.is_none() {
            r.note("/source: no channel of the contract fits; not used".to_owned());
        }
    }
    if r.value("/timezone").is_some() {
        r.note("/timezone: the contract holds an offset, not the name of a zone; not used".to_owned());
    }
    r.refuse("", &["consent", "acceptLanguage"]);
    let session = Object::default().set("ip", r.text("/ip")).set("user_agent", r.text("/userAgent")).done();
    applicant.session = Some(session);
    let id = r.fingerprint();
    let subject = r.subject("apply", &id);
    r.note("the form names no candidacy: a fingerprint of the body stands in".to_owned());
    r.submitted(Draft::new("apply", &id, subject), &applicant);
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn only(body: &Value) -> Value {
        let adapted = super::super::adapt(body).unwrap();
        assert_eq!(adapted.vendor, "lever");
        assert_eq!(adapted.events.len(), 1, "{:?}", adapted.notes);
        adapted.events.first().unwrap().clone()
    }

    #[test]
    fn a_stage_change_is_a_hint_on_the_opportunity() {
        let body = json!({"triggeredAt": 1_418_353_241_665_i64, "event": "candidateStageChange", "token": "t", "signature": "s",
            "data": {"opportunityId": "opp-1", "candidateId": "c-1", "toStageId": "st-2", "fromStageId": "st-1"}});
        let event = only(&body);
        assert_eq!(event["id"], "candidateStageChange:opp-1:2014-12-12T03:00:41.665Z");
        assert_eq!(event["time"], "2014-12-12T03:00:41.665Z");
        assert_eq!(event["subject"], "lever:opportunity:opp-1");
        assert_eq!(event["data"], json!({"from": "st-1", "to": "st-2"}));
        assert!(adapt(&body).notes.iter().any(|note| note.contains("a hint to fetch")));
    }

    #[test]
    fn unsigned_bodies_never_erase_and_test_calls_do_nothing() {
        for (event, data) in [
            ("candidateDeleted", json!({"opportunityId": "opp-1"})),
            ("candidateHired", json!({})),
            ("interviewCreated", json!({"opportunityId": "opp-1"})),
        ] {
            let adapted = adapt(&json!({"triggeredAt": 5, "event": event, "data": data, "token": "t"}));
            assert!(adapted.events.is_empty(), "{event}");
            assert_eq!(adapted.notes.len(), 2, "{event}");
        }
    }

    #[test]
    fn an_application_object_is_mapped() {
        let event = only(&json!({"data": {
            "id": "app-1", "opportunityId": "opp-1", "candidateId": "opp-1", "createdAt": 1_418_353_241_665_i64, "type": "referral",
            "posting": "post-9", "name": "Ada Example", "email": "ada@example.com", "phone": {"type": null, "value": "(555) 010-0199"},
            "company": "Sample Works", "links": ["https://github.com/ada-example", "not a link"], "comments": "Hello",
            "customQuestions": [{"text": "Form", "fields": [
                {"text": "Why us?", "value": "Because"}, {"text": "Desired salary", "value": "1"}]}],
            "resume": {"id": "file-1", "name": "cv.pdf"}, "user": null}}));
        assert_eq!(event["subject"], "lever:opportunity:opp-1");
        let data = &event["data"];
        assert_eq!(data["requisition"], json!({"id": "post-9", "title": "unspecified"}));
        assert_eq!(data["phones"], json!(["(555) 010-0199"]));
        assert_eq!(data["channel"], "referral");
        assert_eq!(data["profiles"], json!([{"network": "github", "url": "https://github.com/ada-example"}]));
        assert_eq!(data["answers"], json!([{"question": "Additional information", "answer": "Hello"}, {"question": "Why us?", "answer": "Because"}]));
        assert_eq!(data["documents"], json!([{"id": "file-1", "kind": "resume", "filename": "cv.pdf"}]));
    }

    #[test]
    fn the_apply_form_brings_its_session() {
        let body = json!({"name": "Ada Example", "email": "ada@example.com", "org": "Sample Works", "source": "LinkedIn",
            "urls": {"Portfolio": "https://ada.example.net", "Twitter": ""}, "ip": "192.0.2.7", "timezone": "Europe/Berlin",
            "userAgent": "Mozilla/5.0", "consent": {"store": true}, "silent": true});
        let event = only(&body);
        assert_eq!(event["data"]["session"], json!({"ip": "192.0.2.7", "user_agent": "Mozilla/5.0"}));
        assert_eq!(event["data"]["channel"], "job_board");
        assert_eq!(event["data"]["requisition"]["id"], "unspecified");
        assert_eq!(event["data"]["profiles"], json!([{"network": "website", "url": "https://ada.example.net"}]));
        assert_eq!(event["time"], Value::Null);
        assert_eq!(event["subject"], only(&body)["subject"]);
    }
}
