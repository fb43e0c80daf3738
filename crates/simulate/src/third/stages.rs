//! Interviews, tests and checks. Rates stand in rows of five: careless, ordinary, careful, expert, honest.

use serde_json::{Value, json};

use super::forms::address_value;
use super::maker::{address, city_in};
use super::people::{Depth, Identity, Person};
use super::{Out, workday};
use crate::Rng;
use crate::clock::{DAY, rfc3339};
use crate::person::{carrier_ip, home_ip};
use crate::tables::{CITIES, TECH_FIELDS};

const INTERVIEW: &str = "hirewall.interview.held.v1";
const TEST: &str = "hirewall.test.scored.v1";
const CHECK: &str = "hirewall.check.returned.v1";

/// What interviewers note of a candidate at least once: code, rates, name of the oddity for honest people.
const SIGNS: &[(&str, [f64; 5], &str)] = &[
    ("camera_refused", [0.30, 0.20, 0.08, 0.03, 0.03], "camera-refused"),
    ("person_differs", [0.18, 0.13, 0.08, 0.04, 0.002], "looked-different"),
    ("liveness_failed", [0.16, 0.12, 0.08, 0.03, 0.004], "liveness-unclear"),
    ("liveness_passed", [0.12, 0.18, 0.26, 0.32, 0.34], ""),
    ("reading_answers", [0.34, 0.28, 0.17, 0.10, 0.03], "reads-notes"),
    ("other_voices", [0.28, 0.20, 0.08, 0.03, 0.035], "shared-room"),
    ("virtual_camera", [0.12, 0.14, 0.11, 0.05, 0.014], "streaming-camera"),
    ("voice_changer", [0.03, 0.04, 0.03, 0.01, 0.0003], "odd-microphone"),
    ("remote_session_visible", [0.08, 0.07, 0.03, 0.012, 0.002], "remote-desktop-open"),
    ("other_persona_visible", [0.07, 0.05, 0.012, 0.003, 0.0], ""),
    ("place_unknown", [0.30, 0.24, 0.13, 0.05, 0.012], "new-in-town"),
    ("moved_off_platform", [0.10, 0.07, 0.03, 0.01, 0.008], "asked-for-phone-call"),
];

/// A meeting's line and clock for this candidate.
fn joined_from(rng: &mut Rng, x: &mut Person, at: i64) -> (String, i64) {
    if let Some(far) = x.setup.far.first().cloned()
        && x.hit(rng, [0.05, 0.035, 0.015, 0.006, 0.0], 1)
    {
        return (far, x.setup.far_offset);
    }
    let clock = x.clock(at);
    if !x.setup.exits.is_empty() && rng.chance(0.6) {
        return (rng.pick(&x.setup.exits).clone(), clock);
    }
    if x.style.is_none() && rng.chance(0.03) {
        let other = city_in(rng, x.country());
        x.note("hotel-interview");
        return (home_ip(rng, CITIES[other].place.country), crate::clock::offset(&CITIES[other], at));
    }
    if rng.chance(0.07) {
        return (carrier_ip(rng, x.country()), clock);
    }
    let applied = rng.chance(0.4);
    (if applied { x.ip.clone() } else { x.home_ip.clone() }, clock)
}

/// How one question was answered; `bad` is the share of answers that are not right.
fn answered(rng: &mut Rng, bad: f64) -> &'static str {
    if !rng.chance(bad) {
        return if rng.chance(0.12) { "partial" } else { "correct" };
    }
    *rng.pick(&["wrong", "wrong", "partial", "partial", "unable"])
}

fn questions(rng: &mut Rng, x: &Person, nervous: bool) -> Vec<Value> {
    let more = if nervous { 0.35 } else { 0.0 };
    let lean = x.lean[3];
    let history = [0.34, 0.26, 0.14, 0.06, 0.05][x.column] * lean + more;
    let place = [0.40, 0.30, 0.18, 0.08, 0.035][x.column] * lean + more / 2.0;
    let mut list = Vec::new();
    if let Some(job) = x.jobs.first() {
        let said = answered(rng, history);
        list.push(json!({"id": "work-1", "prompt": "Who reviewed your changes in this job, and how did a release go out?", "about": job.employer, "outcome": said}));
    }
    if let (Some(study), true) = (x.studies.first(), rng.chance(0.5)) {
        let said = answered(rng, history);
        list.push(json!({"id": "school-1", "prompt": "Where on campus were your lectures?", "about": study.school, "outcome": said}));
    }
    if rng.chance(0.6) {
        let city = CITIES[x.city].place.city;
        let said = answered(rng, place);
        list.push(
            json!({"id": "place-1", "prompt": "What is the weather like there, and where do you buy groceries?", "about": city, "outcome": said}),
        );
    }
    list
}

fn claims(rng: &mut Rng, x: &mut Person) -> Value {
    let slipped = x.odd(rng, [0.12, 0.08, 0.035, 0.01, 0.006], 3, "place-misheard");
    let city = if slipped { city_in(rng, x.country()) } else { x.city };
    let place = CITIES[city].place;
    let mut employers: Vec<String> = x.jobs.iter().take(2).map(|job| job.employer.clone()).collect();
    if x.odd(rng, [0.10, 0.07, 0.03, 0.01, 0.004], 3, "employer-misheard") {
        employers = vec![(*rng.pick(&["Accenture", "Oracle", "Walmart", "Upwork clients", "Infosys", "IBM"])).to_string()];
    }
    let schools: Vec<&str> = x.studies.iter().take(1).map(|study| study.school.as_str()).collect();
    json!({"location": format!("{}, {}", place.city, place.region), "employers": employers, "education": schools, "name": x.name.plain()})
}

/// What is noted in which round.
fn observations(rng: &mut Rng, x: &mut Person, rounds: usize) -> Vec<(usize, &'static str, &'static str)> {
    let mut notes = Vec::new();
    let seen = if rounds == 1 { 0.5 } else { 1.0 };
    for (code, rates, label) in SIGNS {
        if !(rng.chance(seen) && x.hit(rng, *rates, 3)) {
            continue;
        }
        let round = rng.below(rounds);
        let outcome = if *code == "camera_refused" && x.accommodation {
            "accommodated"
        } else if code.ends_with("_passed") || rng.chance(0.8) {
            "observed"
        } else {
            "unsure"
        };
        notes.push((round, *code, outcome));
        // Who avoids the camera does so again.
        if *code == "camera_refused" && x.style.is_some() && rounds > 1 && rng.chance(0.5) {
            notes.push(((round + 1) % rounds, *code, "observed"));
        }
        if !label.is_empty() {
            x.note(*label);
        }
    }
    if rng.chance(0.35) {
        let failed = x.odd(rng, [0.28, 0.16, 0.06, 0.02, 0.012], 3, "no-reception");
        notes.push((rng.below(rounds), if failed { "one_time_code_failed" } else { "one_time_code_passed" }, "observed"));
    }
    notes
}

/// Two or three rounds (one for those who stop there); returns the time of the last.
pub(super) fn interviews(rng: &mut Rng, x: &mut Person, remote: bool, out: &mut Out) -> i64 {
    let rounds = if x.depth == Depth::OneInterview { 1 } else { 2 + usize::from(rng.chance(0.45)) };
    let nervous = x.style.is_none() && rng.chance(0.05);
    if nervous {
        x.note("nervous");
    }
    let mut notes = observations(rng, x, rounds);
    // A meeting in person: usual for jobs on site, offered to one in six elsewhere.
    let mut onsite = false;
    if rounds > 1 && (!remote || rng.chance(0.16)) {
        let met = [0.02, 0.03, 0.06, 0.14, 0.72][x.column];
        if rng.chance(met) {
            onsite = true;
            notes.push((rounds - 1, "in_person_met", "observed"));
        } else if x.odd(rng, [0.60, 0.55, 0.45, 0.35, 0.15], 3, "cannot-travel") {
            let outcome = if x.style.is_none() && rng.chance(0.3) { "accommodated" } else { "observed" };
            notes.push((rounds - 1, "in_person_declined", outcome));
        }
    }
    let mut at = x.at + rng.range(4, 9) * DAY;
    for round in 0..rounds {
        at = workday(at + rng.range(3, 9) * DAY);
        let start = at - at.rem_euclid(DAY) + rng.range(15 * 3600, 22 * 3600);
        let last = round + 1 == rounds;
        let phone = round == 0 && rounds > 1 && rng.chance(0.25);
        let medium = if onsite && last {
            "onsite"
        } else if phone {
            "phone"
        } else {
            "video"
        };
        let mut list = Vec::new();
        for (when, code, outcome) in &notes {
            if *when == round && (medium == "video" || code.starts_with("in_person") || code.starts_with("one_time") || *code == "place_unknown") {
                list.push(json!({"code": code, "outcome": outcome}));
            }
        }
        let asked = questions(rng, x, nervous);
        let mut value = json!({
            "round": round + 1, "medium": medium, "interviewer": format!("interviewer-{:02}", rng.range(1, 60)), "at": rfc3339(start),
            "observations": list, "questions": asked,
        });
        if rng.chance(0.8) {
            value["claims"] = claims(rng, x);
        }
        if medium == "video" {
            let (ip, offset) = joined_from(rng, x, start);
            let slipped = !x.setup.other_name.is_empty() && x.hit(rng, [0.05, 0.03, 0.008, 0.002, 0.0], 3);
            let shown = if slipped { x.setup.other_name.clone() } else { x.name.plain() };
            let account = if slipped { x.setup.other_mail.clone() } else { x.mail() };
            let device = camera(rng, list.iter().any(|note| note["code"] == "virtual_camera"));
            value["join"] = json!({
                "ip": ip, "display_name": shown, "account_email": account, "utc_offset_minutes": offset,
                "devices": [device, "Default - Microphone"],
            });
        }
        out.push((start + 3600, INTERVIEW, value));
    }
    at
}

fn camera(rng: &mut Rng, virtual_one: bool) -> &'static str {
    if virtual_one {
        return *rng.pick(&["OBS Virtual Camera", "ManyCam Virtual Webcam", "Snap Camera", "e2eSoft VCam"]);
    }
    *rng.pick(&["FaceTime HD Camera", "Integrated Webcam", "HD Pro Webcam C920", "Logi BRIO", "Integrated Camera", "EMEET SmartCam"])
}

fn score(rng: &mut Rng, low: i64, high: i64) -> Value {
    let hundredths = i32::try_from(rng.range(low, high)).unwrap_or(50);
    Value::from(f64::from(hundredths) / 100.0)
}

fn test(rng: &mut Rng, x: &mut Person, kind: &'static str, weak: bool) -> Value {
    let pasted = x.odd(rng, [0.30, 0.25, 0.16, 0.10, 0.09], 3, "pastes-from-editor");
    let bursts = if pasted { rng.range(4, 14) } else { rng.range(0, 3) };
    let second = x.odd(rng, [0.08, 0.06, 0.03, 0.01, 0.003], 3, "second-login");
    let grade = if weak { score(rng, 8, 40) } else { score(rng, 45, 100) };
    let copied = kind == "take_home" && (!x.setup.solution.is_empty() || x.odd(rng, [0.02, 0.02, 0.02, 0.01, 0.012], 3, "public-solution"));
    let code = if !copied {
        rng.hex(16)
    } else if x.setup.solution.is_empty() {
        format!("{:016x}", 0x00c0_ffee_u64 + rng.next() % 6)
    } else {
        x.setup.solution.clone()
    };
    json!({
        "kind": kind, "score": grade, "cohort_p05": 0.31, "code_hash": code,
        "telemetry": {"paste_bursts": bursts, "focus_losses": rng.range(0, 11), "second_session": second},
    })
}

/// Tests between the rounds, for technical jobs.
pub(super) fn tests(rng: &mut Rng, x: &mut Person, last: i64, out: &mut Out) {
    if x.field >= TECH_FIELDS || !rng.chance(0.75) {
        return;
    }
    let paid_face = x.odd(rng, [0.24, 0.20, 0.12, 0.05, 0.03], 3, "freezes-live");
    let sort = rng.below(20);
    if sort < 12 {
        let value = test(rng, x, "take_home", false);
        out.push((last - 2 * DAY, TEST, value));
    }
    if sort > 8 {
        let kind = if rng.chance(0.25) { "proctored" } else { "live" };
        let value = test(rng, x, kind, paid_face);
        out.push((last + 7200, TEST, value));
    }
}

fn outcome(rng: &mut Rng, confirmed: f64, denied: f64, mismatch: f64) -> &'static str {
    if rng.chance(confirmed) {
        return "confirmed";
    }
    let left = (1.0 - confirmed).max(0.01);
    if rng.chance(denied / left) {
        "denied"
    } else if rng.chance(mismatch / (left - denied).max(0.01)) {
        "mismatch"
    } else if rng.chance(0.65) {
        "unable"
    } else {
        "pending"
    }
}

/// Education, employment, perhaps a referee, and identity.
pub(super) fn checks(rng: &mut Rng, x: &mut Person, at: i64, out: &mut Out) {
    education(rng, x, at, out);
    employment(rng, x, at, out);
    if let Some(referee) = x.referees.first().cloned() {
        let said = if rng.chance(0.87) { "confirmed" } else { "unable" };
        let channel = if rng.chance(0.8) { "candidate_supplied" } else { "independent" };
        // Somebody who can be found apart from the form has never heard of an invented colleague.
        let own = x.jobs.first().is_none_or(|job| job.held);
        let said = if channel == "independent" && !own { outcome(rng, 0.15, 0.5, 0.0) } else { said };
        let value = json!({
            "kind": "reference", "provider": "Callwell", "channel": channel, "outcome": said,
            "about": {"reference": referee.name, "employer": referee.employer, "name": x.name.plain()},
        });
        out.push((at + rng.range(DAY, 5 * DAY), CHECK, value));
    }
    identity(rng, x, at, out);
}

fn education(rng: &mut Rng, x: &mut Person, at: i64, out: &mut Out) {
    let Some(study) = x.studies.first().cloned() else { return };
    let foreign = x.has("newcomer") || x.has("foreign-degree");
    let said = match (study.held, foreign) {
        (true, false) => outcome(rng, 0.905, 0.003, 0.012),
        (true, true) => outcome(rng, 0.73, 0.003, 0.012),
        (false, _) => outcome(rng, 0.05, 0.68, 0.06),
    };
    let mut note = "";
    match said {
        "unable" => {
            x.note("registrar-unable");
            note = "The school did not answer or has a hold on its records.";
        }
        "pending" => x.note("registrar-pending"),
        "mismatch" if study.held => {
            x.note("registrar-mismatch");
            note = "A degree of this person is on record with another date of conferral.";
        }
        "denied" => x.note("registrar-error"),
        _ => {}
    }
    let name = if x.has("renamed") && rng.chance(0.5) { x.name.former() } else { x.name.plain() };
    let mut value = json!({
        "kind": "education", "provider": "Degree Desk", "channel": "independent", "outcome": said,
        "about": {"institution": study.school, "name": name},
    });
    if !note.is_empty() {
        value["note"] = Value::from(note);
    }
    out.push((at + rng.range(DAY, 8 * DAY), CHECK, value));
}

fn employment(rng: &mut Rng, x: &mut Person, at: i64, out: &mut Out) {
    for job in x.jobs.clone().into_iter().take(1 + usize::from(rng.chance(0.3))) {
        let independent = rng.chance(0.8);
        let said = match (job.held, job.paper, independent) {
            (true, _, _) => outcome(rng, 0.82, 0.004, 0.045),
            (false, true, true) => outcome(rng, 0.12, 0.20, 0.03),
            (false, _, false) => outcome(rng, 0.80, 0.03, 0.02),
            (false, false, true) => outcome(rng, 0.06, 0.60, 0.04),
        };
        let mut note = "";
        if job.held && said == "mismatch" {
            x.note("hr-date-off");
            note = "Dates differ by one month.";
        } else if said == "denied" {
            x.note("hr-error");
        }
        let channel = if independent { "independent" } else { "candidate_supplied" };
        let mut value = json!({
            "kind": "employment", "provider": "Workproof", "channel": channel, "outcome": said,
            "about": {"employer": job.employer, "name": x.name.plain()},
        });
        if !note.is_empty() {
            value["note"] = Value::from(note);
        }
        out.push((at + rng.range(DAY, 8 * DAY), CHECK, value));
    }
}

fn identity(rng: &mut Rng, x: &mut Person, at: i64, out: &mut Out) {
    let said = match x.setup.identity {
        Identity::Own => outcome(rng, 0.965, 0.0005, 0.009),
        Identity::Forged => outcome(rng, 0.50, 0.12, 0.22),
        Identity::Stolen => outcome(rng, 0.82, 0.01, 0.09),
        Identity::Rented => outcome(rng, 0.94, 0.002, 0.03),
    };
    let mut name = x.name.plain();
    if !x.setup.id_name.is_empty() {
        name.clone_from(&x.setup.id_name);
    } else if x.has("renamed") && rng.chance(0.4) {
        name = x.name.former();
    } else if rng.chance(0.3) {
        name = x.name.legal();
        x.note("middle-name-on-document");
    }
    if said == "mismatch" {
        x.note("identity-retry");
    }
    // One honest person in eight has an older residence on the document.
    let mut shown = x.setup.id_address.clone().unwrap_or_else(|| x.home.clone());
    if x.setup.id_address.is_none() && rng.chance(0.12) {
        let older = city_in(rng, x.country());
        shown = address(rng, older);
        x.note("old-address-on-document");
    }
    let value = json!({
        "kind": "identity", "provider": "Facematch", "channel": "independent", "outcome": said, "about": {"name": x.name.plain()},
        "identity": {
            "name": name, "country": x.country(), "document_hash": x.document, "photo_hash": x.face,
            "address": address_value(&shown, 0), "birth_date_hash": x.birth,
        },
    });
    out.push((at + rng.range(3600, 3 * DAY), CHECK, value));
}
