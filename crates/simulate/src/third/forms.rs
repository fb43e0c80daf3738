//! Applications, profiles and mails in the contract's form.

use serde_json::{Map, Value, json};

use super::Out;
use super::career::Study;
use super::people::{Account, Address, Depth, Opening, Person, Referee};
use crate::Rng;
use crate::clock::{DAY, day_text, rfc3339};
use crate::person::typed;
use crate::tables::{AGENCIES, CITIES, DEPARTMENTS};
use crate::words::{QUESTIONS, VALUES};

pub(super) const SUBMITTED: &str = "hirewall.application.submitted.v1";
const PROFILE: &str = "hirewall.profile.observed.v1";
const MESSAGE: &str = "hirewall.message.received.v1";

/// An address as typed: three in five whole, the others without street or unit.
pub(super) fn address_value(address: &Address, shape: usize) -> Value {
    let mut value = json!({"city": address.city, "region": address.region, "country": address.country});
    if shape < 15 {
        value["postal_code"] = Value::from(address.postal.as_str());
    }
    if shape < 12 {
        value["line1"] = Value::from(address.line1.as_str());
        if !address.line2.is_empty() {
            value["line2"] = Value::from(address.line2.as_str());
        }
    }
    value
}

fn url(account: &Account) -> String {
    if account.network == "github" {
        format!("https://github.com/{}", account.handle)
    } else {
        format!("https://www.linkedin.com/in/{}", account.handle)
    }
}

fn links(x: &Person) -> Vec<Value> {
    x.accounts.iter().map(|account| json!({"network": account.network, "url": url(account)})).collect()
}

fn resume(x: &Person) -> Value {
    let place = CITIES[x.paper_city].place;
    let phone = x.old_number.as_ref().map_or_else(|| x.number(), |old| typed(old, x.phone_style));
    let label = x.jobs.first().map_or("", |job| job.title.as_str());
    let profiles = links(x);
    let work: Vec<Value> = x.jobs.iter().map(|job| job.in_resume(x.years_only)).collect();
    let education: Vec<Value> = x.studies.iter().map(|study| study.in_resume(x.years_only)).collect();
    let skills: Vec<Value> = x.skills.iter().map(|skill| json!({"name": skill})).collect();
    let projects: Vec<Value> = x.projects.iter().map(|(name, text)| json!({"name": name, "description": text})).collect();
    let mut value = json!({
        "basics": {
            "name": x.name.full(), "label": label, "email": x.mail(), "phone": phone, "summary": x.summary,
            "location": {"city": place.city, "region": place.region, "countryCode": place.country}, "profiles": profiles,
        },
        "work": work, "education": education, "skills": skills,
    });
    if !projects.is_empty() {
        value["projects"] = Value::from(projects);
    }
    value
}

fn answers(rng: &mut Rng, x: &Person) -> Value {
    let mut list = Vec::new();
    if rng.chance(0.75) {
        list.push(json!({"question": "Why do you want this job?", "answer": x.why}));
    }
    for row in QUESTIONS {
        if rng.chance(0.5) {
            let answer = *rng.pick(row.1);
            list.push(json!({"question": row.0, "answer": answer}));
        }
    }
    Value::from(list)
}

fn declared(x: &Person) -> Map<String, Value> {
    let mut map = Map::new();
    if !x.household.is_empty() {
        map.insert("household_with".to_string(), Value::from(x.household.clone()));
    }
    for (key, said) in [("moved_recently", x.moved), ("name_changed", x.renamed), ("accommodation", x.accommodation)] {
        if said {
            map.insert(key.to_string(), Value::from(true));
        }
    }
    map
}

/// The application; without `full` only what a bare form and a résumé say.
pub(super) fn application(rng: &mut Rng, x: &Person, opening: &Opening, full: bool) -> Value {
    let mut name = json!({"full": x.name.full(), "given": x.name.given, "family": x.name.family});
    if x.renamed {
        name["former"] = json!([x.name.former()]);
    }
    let numbers: Vec<String> = x.numbers.iter().map(|number| typed(number, x.phone_style)).collect();
    let place = if opening.remote { "Remote - United States" } else { "Denver, CO" };
    let mut value = json!({
        "requisition": {
            "id": opening.id, "title": opening.title, "department": DEPARTMENTS[opening.field], "location": place,
            "country": "US", "remote": opening.remote,
        },
        "name": name, "emails": x.emails, "phones": numbers, "address": address_value(&x.home, x.shape),
        "answers": answers(rng, x), "resume": resume(x),
    });
    if !full {
        return value;
    }
    value["channel"] = Value::from(x.channel);
    value["profiles"] = Value::from(links(x));
    if let Some(agency) = x.agency.and_then(|row| AGENCIES.get(row)) {
        value["agency"] = json!({"name": agency.0, "domain": agency.1});
    }
    if !x.referees.is_empty() {
        let said = |referee: &Referee| {
            json!({
                "name": referee.name, "email": referee.email, "phone": typed(&referee.phone, x.phone_style),
                "employer": referee.employer, "relationship": referee.relationship,
            })
        };
        value["references"] = Value::from(x.referees.iter().map(said).collect::<Vec<Value>>());
    }
    let told = declared(x);
    if !told.is_empty() {
        value["declared"] = Value::Object(told);
    }
    if rng.chance(0.92) {
        let mut session = json!({
            "ip": x.ip, "user_agent": x.agent, "utc_offset_minutes": x.clock(x.at), "at": rfc3339(x.at - rng.range(40, 1800)),
        });
        if rng.chance(0.9) {
            session["device_id"] = Value::from(x.device.as_str());
        }
        value["session"] = session;
    }
    value
}

fn snapshot(rng: &mut Rng, x: &Person, account: &Account) -> Value {
    let mut value = json!({
        "network": account.network, "url": url(account), "account_id": account.id, "handle": account.handle,
        "display_name": account.shown, "created_at": day_text(account.created), "location": account.place,
        "photo_hash": account.photo, "control": account.control,
    });
    if !account.former.is_empty() {
        value["former_names"] = Value::from(account.former.clone());
    }
    if !account.verified.is_empty() {
        value["verified_name"] = Value::from(account.verified.as_str());
    }
    if let Some((from, until)) = account.dormant {
        value["dormant_from"] = Value::from(day_text(from));
        value["dormant_until"] = Value::from(day_text(until));
        value["changed_after_dormancy"] = json!(account.changed);
    }
    if account.network == "github" {
        value["repositories"] = repositories(rng, x, account);
        return value;
    }
    let jobs = account.jobs.as_ref().unwrap_or(&x.jobs);
    let mut positions = Vec::new();
    for (index, job) in jobs.iter().enumerate() {
        // Old or short jobs are often left out.
        if index == 0 || rng.chance(0.93) {
            positions.push(job.in_profile(if index == 0 { account.slip } else { 0 }));
        }
    }
    let title = jobs.first().map_or("Student", |job| job.title.as_str());
    let employer = jobs.first().map_or("", |job| job.employer.as_str());
    value["headline"] = Value::from(if employer.is_empty() { title.to_string() } else { format!("{title} at {employer}") });
    value["connections"] = Value::from(account.connections);
    value["positions"] = Value::from(positions);
    value["education"] = Value::from(x.studies.iter().map(Study::in_profile).collect::<Vec<Value>>());
    value
}

fn repositories(rng: &mut Rng, x: &Person, account: &Account) -> Value {
    let mut list = Vec::new();
    for (index, tree) in account.trees.iter().enumerate() {
        let born = (account.created + rng.range(5, 300) * DAY).min(x.at - DAY);
        let slug: String = tree.chars().take(5).collect();
        let (author, mail) = match account.authors.get(index) {
            Some((author, mail)) => (author.clone(), mail.clone()),
            None => (x.name.plain(), x.mail()),
        };
        list.push(json!({
            "name": format!("{}-{slug}", rng.pick(&["app", "tool", "site", "notes", "service", "demo"])), "created_at": day_text(born),
            "first_commit_at": day_text(born + DAY), "tree_hashes": [tree], "author_names": [author], "author_emails": [mail],
            "fork": rng.chance(0.15),
        }));
    }
    Value::from(list)
}

/// Snapshots of the listed profiles: of all who go on, and of two in five others.
pub(super) fn snapshots(rng: &mut Rng, x: &Person, out: &mut Out) {
    for account in &x.accounts {
        if x.depth != Depth::Applied || rng.chance(0.4) {
            let value = snapshot(rng, x, account);
            out.push((x.at + rng.range(1800, 3 * DAY), PROFILE, value));
        }
    }
}

/// A mail in which the candidate answers the recruiter; six in ten are kept on the record.
pub(super) fn mail(rng: &mut Rng, x: &mut Person, out: &mut Out) {
    if !rng.chance(0.6) {
        return;
    }
    let at = x.at + rng.range(2 * DAY, 5 * DAY);
    let leak = !x.setup.far.is_empty() && x.hit(rng, [0.20, 0.14, 0.05, 0.02, 0.0], 1);
    let minutes = if leak { x.setup.far_offset } else { x.clock(at) };
    let hour = 15 + rng.range(0, 6);
    let value = rng.pick(VALUES)[0];
    let off = x.odd(rng, [0.15, 0.10, 0.04, 0.01, 0.01], 3, "other-messenger");
    let mut text = match rng.below(3) {
        0 => format!("Thanks for writing. Tuesday or Thursday at {hour}:00 your time works for me."),
        1 => format!("Hi, happy to talk this week; afternoons are best. I liked what your page says about {value}."),
        _ => format!("Hello, yes, I am still interested. Could we do {hour}:30? I have a dentist before that."),
    };
    if off {
        text.push_str(" Could we continue on Telegram or WhatsApp? I answer faster there.");
    }
    let from = x.mail();
    let domain = from.split('@').nth(1).unwrap_or("example.com").to_string();
    let passes = !x.odd(rng, [0.02, 0.02, 0.015, 0.015, 0.015], 1, "forwarded-mail");
    let verdict = if passes { "pass" } else { "fail" };
    let results = format!("mx.acme.example; spf={verdict} smtp.mailfrom={domain}; dkim=pass header.d={domain}; dmarc={verdict}");
    out.push((
        at,
        MESSAGE,
        json!({
            "from": from, "from_name": x.name.plain(), "date": with_offset(at, minutes), "subject": "Re: your application",
            "text": text, "authentication_results": results,
        }),
    ));
}

/// The time as RFC 3339 by a clock this many minutes east of UTC.
fn with_offset(at: i64, minutes: i64) -> String {
    let local = rfc3339(at + minutes * 60);
    let sign = if minutes < 0 { '-' } else { '+' };
    let ahead = minutes.abs();
    format!("{}{sign}{:02}:{:02}", local.trim_end_matches('Z'), ahead / 60, ahead % 60)
}
