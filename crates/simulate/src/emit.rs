//! Events: what a person, an opening and a time become in the contract's form.

use serde_json::{Map, Value, json};

use crate::Fields;
use crate::clock::{DAY, day_text, month_text, offset, rfc3339};
use crate::person::{Address, Clock, Person, Profile, Referee, folded, typed};
use crate::prose::motive;
use crate::resume::{Head, known_techs, place_text};
use crate::rng::Rng;
use crate::tables::{AGENCIES, CITIES, DEPARTMENTS, FAMILY, GIVEN, TECH_FIELDS, TITLES};
use crate::words::QUESTIONS;

pub(crate) const SUBMITTED: &str = "hirewall.application.submitted.v1";
pub(crate) const PROFILE: &str = "hirewall.profile.observed.v1";
pub(crate) const INTERVIEW: &str = "hirewall.interview.held.v1";
pub(crate) const CHECK: &str = "hirewall.check.returned.v1";
pub(crate) const ONBOARDING: &str = "hirewall.onboarding.submitted.v1";

/// A requisition of the company.
pub(crate) struct Opening {
    pub id: String,
    pub title: String,
    pub field: usize,
    pub city: usize,
    pub remote: bool,
}

/// The 60 requisitions: 70 % remote, and of these 80 % technical.
pub(crate) fn openings(rng: &mut Rng) -> Vec<Opening> {
    let offices: Vec<usize> = (0..CITIES.len()).filter(|city| ["Austin", "Boston", "Denver"].contains(&CITIES[*city].place.city)).collect();
    (0..60usize)
        .map(|number| {
            let remote = number % 10 < 7;
            let field = if remote && matches!((number / 10 + number) % 5, 1..=4) {
                number % TECH_FIELDS
            } else if !remote && rng.chance(0.5) {
                TECH_FIELDS
            } else {
                TECH_FIELDS + 1 + rng.below(4)
            };
            let rank = *rng.pick(&["", "", "Senior ", "Junior ", "Lead "]);
            Opening {
                id: format!("req-{:03}", 100 + number),
                title: format!("{rank}{}", rng.pick(TITLES[field])),
                field,
                city: *rng.pick(&offices),
                remote,
            }
        })
        .collect()
}

fn requisition(opening: &Opening) -> Value {
    let office = CITIES[opening.city].place;
    let location = if opening.remote { "Remote, US".to_string() } else { place_text(Some(office)) };
    json!({
        "id": opening.id, "title": opening.title, "department": DEPARTMENTS[opening.field],
        "location": location, "country": "US", "remote": opening.remote,
    })
}

fn address_json(address: &Address, full: bool) -> Value {
    let place = address.place;
    let mut value = json!({"city": place.city, "region": place.region, "country": place.country});
    if full {
        value["line1"] = Value::from(address.line1.as_str());
        value["postal_code"] = Value::from(address.postal.as_str());
        if let Some(line2) = &address.line2 {
            value["line2"] = Value::from(line2.as_str());
        }
    }
    value
}

fn phones(person: &Person) -> Vec<String> {
    let mut phones: Vec<String> = person.phones.iter().map(|number| typed(number, person.phone_style)).collect();
    if let (Some(wrong), Some(first)) = (&person.mistyped_phone, phones.first_mut()) {
        *first = typed(wrong, person.phone_style);
    }
    phones
}

fn utc_offset(person: &Person, at: i64) -> i64 {
    match person.clock {
        Clock::City(city) => offset(&CITIES[city], at),
        Clock::Fixed(minutes) => minutes,
    }
}

fn answers(rng: &mut Rng, person: &Person, field: usize) -> Value {
    let techs = known_techs(rng, field, person.career.now);
    let mut list = Vec::new();
    if rng.chance(0.6) {
        let answer = motive(rng, field, &techs);
        list.push(json!({"question": "Why this position?", "answer": answer}));
    }
    for row in QUESTIONS {
        let (question, choices) = *row;
        if rng.chance(0.5) {
            let answer = *rng.pick(choices);
            list.push(json!({"question": question, "answer": answer}));
        }
    }
    Value::from(list)
}

fn reference_json(referee: &Referee, style: usize) -> Value {
    json!({
        "name": referee.name, "email": referee.email, "phone": typed(&referee.phone, style),
        "employer": referee.employer, "relationship": referee.title,
    })
}

fn resume_json(person: &Person) -> Value {
    let name = person.full_name();
    let phone = match person.phones.first() {
        Some(number) => typed(number, person.phone_style),
        None => String::new(),
    };
    let email = person.emails.first().map_or("", String::as_str);
    let profiles = person.profile.iter().map(|profile| json!({"network": profile.network, "url": profile.url()})).collect();
    let mut references = Vec::new();
    if person.referees_on_paper {
        for referee in &person.referees {
            let text = format!("{}, {}, {}", referee.title, referee.employer, referee.email);
            references.push(json!({"name": referee.name, "reference": text}));
        }
    }
    person.career.to_json(Head { name: &name, email, phone: &phone, place: person.paper, profiles, references })
}

fn name_json(person: &Person) -> Value {
    let mut name = json!({"full": person.full_name(), "given": person.given, "family": person.family});
    if let (Some(former), true) = (&person.former, person.declared.name_changed) {
        name["former"] = json!([format!("{} {former}", person.given)]);
    }
    name
}

fn put(data: &mut Map<String, Value>, key: &str, value: Value) {
    data.insert(key.to_string(), value);
}

/// The application that a person submits to an opening.
pub(crate) fn application(rng: &mut Rng, person: &Person, opening: &Opening, at: i64, fields: Fields) -> String {
    let mut data = Map::new();
    put(&mut data, "requisition", requisition(opening));
    put(&mut data, "name", name_json(person));
    put(&mut data, "emails", Value::from(person.emails.clone()));
    put(&mut data, "phones", Value::from(phones(person)));
    put(&mut data, "address", address_json(&person.home, person.full_address));
    put(&mut data, "answers", answers(rng, person, opening.field));
    put(&mut data, "resume", resume_json(person));
    if fields == Fields::ContactResume {
        return Value::Object(data).to_string();
    }
    if let Some(profile) = &person.profile {
        put(&mut data, "profiles", json!([{"network": profile.network, "url": profile.url()}]));
    }
    put(&mut data, "channel", Value::from(channel(rng, person)));
    if let Some(agency) = person.agency {
        let row = &AGENCIES[agency];
        put(&mut data, "agency", json!({"name": row.0, "domain": row.1}));
    } else if rng.chance(0.06) {
        let (given, family) = (*rng.pick(GIVEN), *rng.pick(FAMILY));
        let email = format!("{}.{}@company.example", folded(given), folded(family));
        put(&mut data, "channel", Value::from("referral"));
        put(&mut data, "referrer", json!({"name": format!("{given} {family}"), "email": email}));
    }
    if person.documented {
        let filename = filename(person);
        put(&mut data, "documents", json!([{"id": person.document, "kind": "resume", "filename": filename, "media_type": "application/pdf"}]));
    }
    if !person.referees.is_empty() {
        let list = person.referees.iter().map(|referee| reference_json(referee, person.phone_style));
        put(&mut data, "references", Value::from(list.collect::<Vec<Value>>()));
    }
    if rng.chance(0.8) {
        let begun = at - rng.range(60, 1500);
        put(
            &mut data,
            "session",
            json!({
                "ip": person.ip, "user_agent": person.agent, "device_id": person.device,
                "utc_offset_minutes": utc_offset(person, at), "at": rfc3339(begun),
            }),
        );
    }
    if let Some(declared) = declared_json(person) {
        put(&mut data, "declared", declared);
    }
    Value::Object(data).to_string()
}

fn channel(rng: &mut Rng, person: &Person) -> &'static str {
    if person.agency.is_some() {
        return "agency";
    }
    match rng.below(100) {
        0..=49 => "career_site",
        50..=87 => "job_board",
        88..=94 => "sourced",
        _ => "marketplace",
    }
}

/// A file name that a person would give, the same every time.
fn filename(person: &Person) -> String {
    let (given, family) = (folded(&person.given), folded(&person.family));
    match (person.given.len() + person.family.len()) % 4 {
        0 => format!("{given}_{family}_resume.pdf"),
        1 => format!("resume-{family}.pdf"),
        2 => format!("{family}{given}CV.pdf"),
        _ => "resume.pdf".to_string(),
    }
}

fn declared_json(person: &Person) -> Option<Value> {
    let declared = &person.declared;
    let mut map = Map::new();
    if !declared.household_with.is_empty() {
        map.insert("household_with".to_string(), Value::from(declared.household_with.clone()));
    }
    let flags = [("moved_recently", declared.moved), ("name_changed", declared.name_changed), ("accommodation", declared.accommodation)];
    for (key, set) in flags {
        if set {
            map.insert(key.to_string(), Value::from(true));
        }
    }
    if map.is_empty() { None } else { Some(Value::Object(map)) }
}

/// The snapshot of a person's public profile, taken at this time.
pub(crate) fn profile_snapshot(person: &Person, profile: &Profile, at: i64) -> String {
    let mut data = json!({
        "network": profile.network, "url": profile.url(), "account_id": profile.account, "handle": profile.handle,
        "display_name": person.full_name(), "created_at": day_text(profile.created.min(at - 3 * DAY)),
        "location": place_text(Some(profile.place)), "connections": profile.connections,
        "photo_hash": profile.photo, "control": profile.control,
    });
    if let Some(verified) = &profile.verified {
        data["verified_name"] = Value::from(verified.as_str());
    }
    if let Some((from, until)) = profile.dormant {
        data["dormant_from"] = Value::from(month_text(from, false));
        data["dormant_until"] = Value::from(month_text(until, false));
        data["changed_after_dormancy"] = Value::from(profile.changed.clone());
    }
    if profile.network != "github" {
        let mut positions = person.career.positions(profile.shift);
        let title = person.career.jobs.last().map_or("", |job| job.title.as_str());
        let mut employer = person.career.last_employer();
        if let (Some(other), Some(first)) = (&profile.employer, positions.first_mut()) {
            first["employer"] = Value::from(other.as_str());
            employer = other.as_str();
        }
        data["headline"] = Value::from(format!("{title} at {employer}"));
        data["positions"] = Value::from(positions);
        data["education"] = Value::from(person.career.profile_education());
    }
    data.to_string()
}

/// How somebody behaves in an interview.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Ordinary,
    ShyOfCamera,
    Coached,
}

/// Codes seen in interviews with a coached stand-in, and how often.
const COACHED: &[(&str, f64)] = &[
    ("camera_refused", 0.5),
    ("person_differs", 0.3),
    ("liveness_failed", 0.25),
    ("reading_answers", 0.6),
    ("other_voices", 0.5),
    ("virtual_camera", 0.3),
    ("voice_changer", 0.1),
    ("remote_session_visible", 0.15),
    ("other_persona_visible", 0.1),
    ("place_unknown", 0.4),
    ("in_person_declined", 0.6),
    ("one_time_code_failed", 0.3),
    ("moved_off_platform", 0.2),
];
/// Codes seen in interviews with anybody, and how often.
const ORDINARY: &[(&str, f64)] = &[
    ("liveness_passed", 0.2),
    ("one_time_code_passed", 0.15),
    ("other_voices", 0.03),
    ("reading_answers", 0.02),
    ("virtual_camera", 0.015),
    ("in_person_declined", 0.03),
];

fn observations(rng: &mut Rng, person: &Person, manner: Manner) -> Value {
    let mut list = Vec::new();
    let codes = if manner == Manner::Coached { COACHED } else { ORDINARY };
    for (code, share) in codes {
        if rng.chance(*share) {
            let passed = code.ends_with("_passed");
            let outcome = if passed || rng.chance(0.7) { "observed" } else { "unsure" };
            list.push(json!({"code": code, "outcome": outcome}));
        }
    }
    if manner == Manner::ShyOfCamera {
        let outcome = if person.declared.accommodation { "accommodated" } else { "observed" };
        list.push(json!({"code": "camera_refused", "outcome": outcome}));
    }
    Value::from(list)
}

fn question(rng: &mut Rng, number: usize, prompt: String, about: &str, manner: Manner) -> Value {
    let outcomes: &[&str] = if manner == Manner::Coached {
        &["wrong", "wrong", "unable", "partial", "correct"]
    } else {
        &["correct", "correct", "correct", "correct", "correct", "correct", "partial", "partial", "unable"]
    };
    let outcome = *rng.pick(outcomes);
    json!({"id": format!("q{number}"), "prompt": prompt, "about": about, "outcome": outcome})
}

/// An interview.
pub(crate) fn interview(rng: &mut Rng, person: &Person, at: i64, manner: Manner) -> String {
    let employer = person.career.last_employer();
    let school = person.career.studies.last().map_or("", |study| study.school.as_str());
    let city = person.paper.city;
    let mut questions = vec![
        question(rng, 1, format!("Which team were you in at {employer}?"), employer, manner),
        question(rng, 2, format!("What is near your home in {city}?"), city, manner),
    ];
    if !school.is_empty() {
        let prompt = format!("Which course did you like best at {school}?");
        questions.push(question(rng, 3, prompt, school, manner));
    }
    let coached = manner == Manner::Coached;
    let elsewhere = CITIES[rng.below(CITIES.len())].place;
    let location = if coached && rng.chance(0.4) { elsewhere } else { person.paper };
    let camera = if coached && rng.chance(0.3) { "OBS Virtual Camera" } else { "Integrated Camera" };
    let shown = if coached && rng.chance(0.3) { person.given.clone() } else { person.full_name() };
    let employers: Vec<&str> = person.career.jobs.iter().rev().take(2).map(|job| job.employer.as_str()).collect();
    let schools: Vec<&str> = person.career.studies.iter().map(|study| study.school.as_str()).collect();
    json!({
        "round": rng.range(1, 2), "medium": if rng.chance(0.9) { "video" } else { "phone" },
        "interviewer": format!("{} {}", rng.pick(GIVEN), rng.pick(FAMILY)), "at": rfc3339(at),
        "join": {
            "ip": person.ip, "display_name": shown, "account_email": person.emails.first(),
            "utc_offset_minutes": utc_offset(person, at), "devices": [camera, "Built-in Microphone"],
        },
        "observations": observations(rng, person, manner), "questions": questions,
        "claims": {
            "location": place_text(Some(location)), "employers": employers, "education": schools,
            "name": person.full_name(),
        },
    })
    .to_string()
}

fn check_outcome(rng: &mut Rng, honest: bool) -> &'static str {
    match (rng.below(100), honest) {
        (0..=87, true) | (0..=34, false) => "confirmed",
        (88..=94, true) | (35..=54, false) => "unable",
        (95..=98, true) | (55..=64, false) => "pending",
        (_, true) => "mismatch",
        (65..=84, false) => "denied",
        _ => "mismatch",
    }
}

/// The results of checks of education, employment and identity.
pub(crate) fn checks(rng: &mut Rng, person: &Person, honest: bool) -> Vec<String> {
    let name = person.full_name();
    let mut list = Vec::new();
    if let Some(study) = person.career.studies.last() {
        let outcome = check_outcome(rng, honest);
        list.push(json!({
            "kind": "education", "provider": "Registrar Desk", "channel": "independent", "outcome": outcome,
            "about": {"institution": study.school, "name": name},
        }));
    }
    let outcome = check_outcome(rng, honest);
    list.push(json!({
        "kind": "employment", "provider": "WorkHistory Co", "channel": "independent", "outcome": outcome,
        "about": {"employer": person.career.last_employer(), "name": name},
    }));
    let outcome = check_outcome(rng, honest);
    list.push(json!({
        "kind": "identity", "provider": "IdentityPoint", "channel": "independent", "outcome": outcome,
        "about": {"name": name},
        "identity": {
            "name": name, "country": person.home.place.country, "document_hash": rng.hex(16), "photo_hash": rng.hex(16),
            "address": address_json(&person.home, true), "birth_date_hash": rng.hex(16),
        },
    }));
    list.iter().map(Value::to_string).collect()
}

/// Where pay goes.
pub(crate) struct Payee {
    pub account: String,
    pub holder: String,
    pub kind: &'static str,
}

/// What a person hands in before the first day; the laptop goes to `ship_to`.
pub(crate) fn onboarding(person: &Person, ship_to: &Address, payee: &Payee) -> String {
    let phone = person.phones.first().map(|number| typed(number, person.phone_style));
    json!({
        "legal_name": person.full_name(), "address": address_json(&person.home, true),
        "ship_to": address_json(ship_to, true), "tax_address": address_json(&person.home, true), "phone": phone,
        "payee": {"account_hash": payee.account, "holder_name": payee.holder, "kind": payee.kind},
    })
    .to_string()
}
