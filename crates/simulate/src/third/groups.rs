//! Honest people who have something in common, and all honest people together.

use super::career::{self, Job, lines};
use super::honest::{moment, newcomer, single, sprinkle};
use super::maker::{Maker, retyped, us_cities};
use super::oversample;
use super::people::{Depth, Person, size};
use super::text::{disguised, fact, render};
use super::{LAST, hour_of_day};
use crate::Rng;
use crate::clock::{DAY, START, month_of};
use crate::person::carrier_ip;
use crate::tables::{CITIES, TECH_FIELDS};

/// A bootcamp's cohort: one project, told by all in the same words, and the course's repository.
fn cohort(m: &mut Maker, count: usize) -> Vec<Person> {
    let city = m.rng.below(us_cities());
    let end = moment(&mut m.rng, city, false);
    let school = career::bootcamp(&mut m.rng, month_of(end) - 1);
    let tree = m.rng.hex(16);
    let field = m.rng.below(3);
    let opening = m.opening_for(field);
    let told: Vec<String> = lines(&mut m.rng, field, month_of(end), 3);
    let mut list = Vec::new();
    for _ in 0..count {
        let mut ask = m.ask(START);
        ask.opening = opening;
        ask.field = field;
        ask.city = city;
        ask.earlier_city = city;
        ask.years = m.rng.range(1, 6);
        ask.school_country = "US";
        let late = m.rng.range(0, 80) * DAY;
        ask.at = (hour_of_day(end - end.rem_euclid(DAY), city, 9) + late + m.rng.range(0, 40_000)).min(LAST);
        let mut x = m.person(&ask);
        x.studies.insert(0, school.clone());
        x.projects.push(("Capstone".to_string(), told.join(" ")));
        if let Some(account) = x.accounts.iter_mut().find(|account| account.network == "github") {
            account.trees.push(tree.clone());
        }
        x.setup.solution = if m.rng.chance(0.1) { tree.clone() } else { String::new() };
        x.note("bootcamp");
        list.push(x);
    }
    list
}

/// Colleagues let go together: same employer, month and facts, in their own words, and the firm's own sentence.
fn team(m: &mut Maker, count: usize) -> Vec<Person> {
    let mut list: Vec<Person> = Vec::new();
    let mut lead = m.ask(START);
    lead.field = m.rng.below(TECH_FIELDS);
    lead.years = m.rng.range(4, 9);
    lead.at = moment(&mut m.rng, lead.city, false);
    let month = month_of(lead.at);
    let facts = [fact(&mut m.rng, lead.field, month), fact(&mut m.rng, lead.field, month)];
    let blurb = render(&fact(&mut m.rng, lead.field, month), 0, 3);
    let mut shared: Option<Job> = None;
    for _ in 0..count {
        let mut ask = m.ask(START);
        ask.field = lead.field;
        ask.opening = m.opening_for(lead.field);
        ask.city = lead.city;
        ask.earlier_city = lead.city;
        ask.school_country = if ask.city < us_cities() { "US" } else { CITIES[ask.city].place.country };
        ask.years = m.rng.range(4, 12);
        ask.at = (lead.at + m.rng.range(0, 60) * DAY + m.rng.range(0, 9000)).min(LAST);
        let mut x = m.person(&ask);
        let Some(job) = x.jobs.first_mut() else { continue };
        let model = shared.get_or_insert_with(|| job.clone());
        job.employer = model.employer.clone();
        job.place = model.place.clone();
        job.end = Some(month);
        job.start = job.start.min(month - 6);
        for known in &facts {
            let (side, turn) = (m.rng.below(2), m.rng.below(9));
            job.lines.push(render(known, side, turn));
        }
        job.lines.insert(0, blurb.clone());
        x.note("same-team");
        list.push(x);
    }
    list
}

/// People under one roof who both apply: couples and housemates.
fn roof(m: &mut Maker, count: usize, couple: bool) -> Vec<Person> {
    let mut list: Vec<Person> = Vec::new();
    // Three houses in ten are of people who have just come to the country.
    let fresh = !couple && m.rng.chance(0.3);
    for _ in 0..count {
        let near = list.first().map(|first| first.city);
        let mut x = if fresh { arrival(m, near) } else { single(m, near) };
        if let Some(first) = list.first() {
            let first = first.clone();
            x.city = first.city;
            x.home = retyped(&mut m.rng, &first.home);
            if x.ip == x.home_ip {
                let at_home = m.rng.chance(0.8);
                x.ip = if at_home { first.home_ip.clone() } else { carrier_ip(&mut m.rng, first.country()) };
            }
            x.home_ip = first.home_ip.clone();
            x.bssid = first.bssid.clone();
            x.at = (first.at + m.rng.range(-60, 60) * DAY).clamp(START + DAY, LAST);
            if couple {
                share(m, &mut x, &first);
            }
        }
        x.note(if couple { "couple" } else { "housemates" });
        list.push(x);
    }
    let declared = m.rng.chance(if couple { 0.4 } else { 0.12 });
    let full: Vec<String> = list.iter().map(|x| x.name.full()).collect();
    for (index, x) in list.iter_mut().enumerate() {
        if declared {
            x.household = full.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, name)| name.clone()).collect();
        }
    }
    list
}

/// A newcomer, in this city if one is given.
fn arrival(m: &mut Maker, near: Option<usize>) -> Person {
    let mut ask = m.ask(START);
    ask.city = near.unwrap_or(ask.city);
    ask.at = moment(&mut m.rng, ask.city, false);
    newcomer(m, ask)
}

fn share(m: &mut Maker, x: &mut Person, first: &Person) {
    if m.rng.chance(0.35) {
        x.name.family.clone_from(&first.name.family);
    }
    if m.rng.chance(0.12) {
        x.numbers.clone_from(&first.numbers);
    }
    if m.rng.chance(0.3) {
        x.device.clone_from(&first.device);
        x.agent = first.agent;
    }
    if m.rng.chance(0.2) {
        x.payee.clone_from(&first.payee);
        x.setup.holder = if m.rng.chance(0.4) { first.name.plain() } else { String::new() };
        x.note("joint-account");
    }
}

/// Two who are mistaken for each other: namesakes, half of them in one city, or relatives with one number on both forms.
fn pair(m: &mut Maker, namesake: bool) -> Vec<Person> {
    let one = single(m, None);
    let near = m.rng.chance(0.5);
    let mut two = single(m, if near { Some(one.city) } else { None });
    if namesake {
        two.name = one.name.clone();
        two.emails = vec![m.mail(&two.name, "US")];
        for account in &mut two.accounts {
            account.shown = one.name.plain();
        }
    } else {
        two.numbers.clone_from(&one.numbers);
    }
    let mut list = vec![one, two];
    for x in &mut list {
        x.note(if namesake { "namesake" } else { "family-phone" });
    }
    list
}

/// The same human for another job: a month to eight later, one in four with another number, one in five with reworked text.
fn again(m: &mut Maker, first: &Person) -> Person {
    let mut x = first.clone();
    x.opening = m.rng.below(m.openings.len());
    x.at = (first.at + m.rng.range(14, 240) * DAY).min(LAST);
    x.depth = Depth::Applied;
    if m.rng.chance(0.25) {
        x.numbers = vec![m.number(first.city)];
        x.note("reapplied-new-phone");
    } else {
        x.note("reapplied");
    }
    if m.rng.chance(0.35) {
        x.device = format!("fp-{}", m.rng.hex(14));
    }
    if m.rng.chance(0.2) {
        for line in x.jobs.iter_mut().flat_map(|job| job.lines.iter_mut()) {
            *line = disguised(&mut m.rng, line);
        }
        x.note("reworked-resume");
    }
    x
}

/// Groups: oddity, candidates in a thousand, least and most members.
pub(super) const GROUPS: [(&str, usize, i64, i64); 6] = [
    ("bootcamp", 20, 5, 10),
    ("same-team", 15, 3, 6),
    ("couple", 12, 2, 2),
    ("housemates", 12, 2, 4),
    ("namesake", 6, 2, 2),
    ("family-phone", 4, 2, 2),
];

/// All honest people, and the second candidacies of some.
pub(super) fn all(m: &mut Maker, count: usize, often: Option<&str>) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::with_capacity(count + count / 16);
    for (sort, (_, per_mille, low, high)) in GROUPS.iter().copied().enumerate() {
        let mut left = count * oversample::per_mille(often, sort, per_mille) / 1000;
        while left > 1 {
            let number = size(m.rng.range(low, high)).min(left);
            left -= number;
            let mut list = match sort {
                0 => cohort(m, number),
                1 => team(m, number),
                2 => roof(m, number, true),
                3 => roof(m, number, false),
                4 => pair(m, true),
                _ => pair(m, false),
            };
            people.append(&mut list);
        }
    }
    people.truncate(count);
    while people.len() < count {
        let x = single(m, None);
        people.push(x);
    }
    for (index, x) in people.iter_mut().enumerate() {
        sprinkle(m, x);
        if let Some(label) = often {
            oversample::apply_with(m, x, label, index);
        }
        x.depth = depth(&mut m.rng);
    }
    let again_share = oversample::again_share(often);
    let mut second = Vec::new();
    for x in &people {
        if m.rng.chance(again_share) {
            second.push(again(m, x));
        }
    }
    people.append(&mut second);
    people
}

fn depth(rng: &mut Rng) -> Depth {
    match rng.below(100) {
        0..=34 => Depth::Whole,
        35..=54 => Depth::OneInterview,
        _ => Depth::Applied,
    }
}
