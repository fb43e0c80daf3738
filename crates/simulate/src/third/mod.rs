//! The third style of worlds (`THIRD.md`): whole candidacies, from the application to the first six weeks at work, on one record each, so that
//! the stage can be measured at which a persona is first noticed. Written without a look at how anything is detected.

mod career;
mod forms;
mod groups;
mod honest;
mod maker;
mod names;
mod operations;
mod oversample;
mod people;
mod persona;
#[rustfmt::skip]
mod programmes;
mod stages;
mod text;
mod weeks;
mod work;

use serde_json::Value;

use crate::clock::{DAY, END, offset, rfc3339};
use crate::tables::CITIES;
use crate::{Fields, Rng, Truth, World};
use maker::Maker;
use people::{Depth, Opening, Person};

const STYLES: [&str; 4] = ["careless", "ordinary", "careful", "expert"];
/// Nobody applies later than this, so that every life has room for its first six weeks at work.
const LAST: i64 = END - 126 * DAY;

/// Events of one candidacy: time, type, data.
type Out = Vec<(i64, &'static str, Value)>;

/// An hour of the day that begins at this time (in UTC), by the clocks of a city.
fn hour_of_day(day: i64, city: usize, hour: i64) -> i64 {
    day + hour * 3600 - offset(&CITIES[city], day) * 60
}

/// The same time, on the next Monday if it is at a weekend.
fn workday(at: i64) -> i64 {
    match (at.div_euclid(DAY) + 4).rem_euclid(7) {
        0 => at + DAY,
        6 => at + 2 * DAY,
        _ => at,
    }
}

/// Everything after the application, as far as the candidacy goes.
fn life(rng: &mut Rng, x: &mut Person, opening: &Opening) -> Out {
    let mut out = Out::new();
    forms::snapshots(rng, x, &mut out);
    if x.depth == Depth::Applied {
        return out;
    }
    forms::mail(rng, x, &mut out);
    let last = stages::interviews(rng, x, opening.remote, &mut out);
    if x.depth == Depth::Whole {
        stages::tests(rng, x, last, &mut out);
        let checked = last + rng.range(2, 11) * DAY;
        stages::checks(rng, x, checked, &mut out);
        let signed = workday(checked + rng.range(9, 15) * DAY);
        let begins = work::arrival(rng, x, signed, &mut out);
        weeks::first_weeks(rng, x, begins, &mut out);
    }
    out
}

/// The world of a seed; `often` names an oddity that is to be common among honest people.
pub(crate) fn build(seed: u64, honest: usize, personas: usize, fields: Fields, often: Option<&str>) -> World {
    let mut m = Maker::new(seed);
    let mut people = groups::all(&mut m, honest, often);
    let mut hired = operations::all(&mut m, personas, &mut people);
    people.append(&mut hired);
    let mut numbers: Vec<usize> = (1..=people.len()).collect();
    m.rng.shuffle(&mut numbers);
    let full = fields == Fields::All;
    let mut rows: Vec<(i64, String, &'static str, String)> = Vec::with_capacity(people.len() * 4);
    let mut truth: Vec<Truth> = Vec::with_capacity(people.len());
    for (index, (x, number)) in people.iter_mut().zip(numbers).enumerate() {
        let candidacy = format!("v-{number:06}");
        // Two streams, so that the application is the same whatever is written after it.
        let (mut first, mut second) = (m.rng.fork(), m.rng.fork());
        let opening = &m.openings[x.opening];
        let submitted = forms::application(&mut first, x, opening, full).to_string();
        rows.push((x.at, candidacy.clone(), forms::SUBMITTED, submitted));
        // Lived through in both cases, because what happens later is among the oddities of the truth.
        let lived = match often {
            Some(label) if oversample::asked_of(x, label, index) => oversample::life_with(&mut second, x, opening, label),
            _ => life(&mut second, x, opening),
        };
        for (at, kind, data) in lived {
            if full {
                rows.push((at.min(END), candidacy.clone(), kind, data.to_string()));
            }
        }
        let mut oddities = x.oddities.clone();
        oddities.sort_unstable();
        truth.push(Truth {
            candidacy,
            person: x.id.clone(),
            operation: x.operation.clone(),
            style: x.style.and_then(|style| STYLES.get(style).copied()),
            oddities,
        });
    }
    truth.sort_by(|a, b| a.candidacy.cmp(&b.candidacy));
    rows.sort();
    let mut events = Vec::with_capacity(rows.len());
    for (number, (at, subject, kind, data)) in rows.into_iter().enumerate() {
        let time = rfc3339(at);
        events.push(format!(
            "{{\"specversion\":\"1.0\",\"id\":\"t-{number:07}\",\"source\":\"/acme/hiring\",\"type\":\"{kind}\",\"subject\":\"{subject}\",\"time\":\"{time}\",\"datacontenttype\":\"application/json\",\"data\":{data}}}"
        ));
    }
    World { events, truth }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_world() {
        let (one, two) = (build(5, 300, 60, Fields::All, None), build(5, 300, 60, Fields::All, None));
        assert_eq!(one.events, two.events);
        assert_ne!(one.events, build(6, 300, 60, Fields::All, None).events);
    }

    /// Fixed: twenty-five inboxes were shared out among all operations, so that two that know nothing of each other read one.
    #[test]
    fn no_two_operations_read_one_inbox() {
        let world = build(3, 300, 400, Fields::All, None);
        let operation: BTreeMap<&str, &str> = world.truth.iter().filter_map(|t| Some((t.candidacy.as_str(), t.operation.as_deref()?))).collect();
        let mut readers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for event in &world.events {
            let event: Value = serde_json::from_str(event).unwrap();
            let Some(operation) = event["subject"].as_str().and_then(|s| operation.get(s)) else { continue };
            for mail in event["data"]["emails"].as_array().into_iter().flatten().filter_map(|m| m.as_str()) {
                let (local, domain) = mail.split_once('@').unwrap();
                let inbox = local.split('+').next().unwrap().replace('.', "");
                readers.entry(format!("{inbox}@{domain}")).or_default().insert(operation);
            }
        }
        let of_two: Vec<_> = readers.iter().filter(|(mail, ops)| mail.ends_with("@gmail.com") && ops.len() > 1).collect();
        assert!(readers.len() > 200 && of_two.is_empty(), "{of_two:?}");
    }

    #[test]
    fn every_persona_lives_through_all_stages() {
        let world = build(9, 400, 80, Fields::All, None);
        let personas: Vec<&Truth> = world.truth.iter().filter(|truth| truth.operation.is_some()).collect();
        assert_eq!(personas.len(), 80);
        for persona in personas {
            let subject = format!("\"subject\":\"{}\"", persona.candidacy);
            let mine = world.events.iter().filter(|event| event.contains(&subject));
            assert!(mine.clone().any(|event| event.contains("hirewall.device.shipped.v1")));
            assert!(mine.clone().any(|event| event.contains("hirewall.endpoint.observed.v1")));
            assert!((10..=30).contains(&mine.count()));
        }
    }

    #[test]
    fn an_oddity_can_be_made_common_wherever_it_arises() {
        for label in ["traveller", "newcomer", "housemates", "family-phone", "it-remote-tool", "registrar-error", "reworked-resume"] {
            let world = build(8, 400, 0, Fields::All, Some(label));
            let with = world.truth.iter().filter(|truth| truth.oddities.contains(&label)).count();
            assert!((50..=400).contains(&with), "{label}: {with} of {}", world.truth.len());
        }
    }

    #[test]
    fn less_written_down_is_the_same_world() {
        let (full, less) = (build(4, 200, 40, Fields::All, None), build(4, 200, 40, Fields::ContactResume, None));
        let names = |world: &World| world.truth.iter().map(Truth::to_json).collect::<Vec<String>>();
        assert_eq!(names(&full), names(&less));
        assert_eq!(less.events.len(), less.truth.len());
        assert!(less.events.iter().all(|event| serde_json::from_str::<Value>(event).is_ok()));
    }
}
