//! The first style of worlds: honest people with their oddities, and the assembly of the events.

use crate::clock::{DAY, END, START, month, month_start, rfc3339};
use crate::emit::{
    CHECK, INTERVIEW, Manner, ONBOARDING, Opening, PROFILE, Payee, SUBMITTED, application, checks, interview, onboarding, openings, profile_snapshot,
};
use crate::operations::{STYLES, crews, sizes};
use crate::person::{
    Address, Ask, Clock, Maker, Person, address, campus_ip, carrier_ip, corporate_ip, folded, home_ip, hosting_ip, mistyped, relay_ip, same_country,
    unit, vpn_ip,
};
use crate::prose::Line;
use crate::resume::{Project, Slip, Study, other_city, project};
use crate::rng::Rng;
use crate::tables::{AGENCIES, BASES, BOOTCAMPS, CITIES, DORM_STREETS, FAMILY, GIVEN, Place, SCHOOLS, TECH, TECH_FIELDS, US_SCHOOLS};
use crate::{Fields, Truth, World};

/// Somebody who applies, and how often.
pub(crate) struct Applicant {
    pub person: Person,
    pub opening: usize,
    pub applications: i64,
    pub membership: Option<Membership>,
}

/// A persona's place in an operation.
pub(crate) struct Membership {
    pub operation: String,
    pub style: usize,
    pub ship_to: Address,
    pub account: String,
}

/// One candidacy before it has a name.
struct Draft {
    person: String,
    operation: Option<String>,
    style: Option<&'static str>,
    oddities: Vec<&'static str>,
    events: Vec<(i64, &'static str, String)>,
}

/// A world with operations of drawn sizes.
pub(crate) fn build(seed: u64, honest: usize, personas: usize, fields: Fields) -> World {
    let sizes = sizes(&mut Rng::new(seed.rotate_left(17)), personas);
    build_sized(seed, honest, &sizes, fields)
}

/// A world with operations of the given sizes.
pub(crate) fn build_sized(seed: u64, honest: usize, sizes: &[usize], fields: Fields) -> World {
    let mut rng = Rng::new(seed);
    let personas: usize = sizes.iter().sum();
    let openings = openings(&mut rng);
    let mut maker = Maker::new(&mut rng, honest + 2 * personas + 8);
    let mut people = honest_people(&mut rng, &mut maker, &openings, honest);
    let crew = crews(&mut rng, &mut maker, sizes, &openings, &mut people);
    let mut drafts = Vec::new();
    for mut applicant in people.into_iter().chain(crew) {
        let mut own = rng.fork();
        drafts.append(&mut candidacies(&mut own, &mut maker, &mut applicant, &openings, fields));
    }
    finish(&mut rng, drafts)
}

/// Names the candidacies and events in an order that says nothing.
fn finish(rng: &mut Rng, mut drafts: Vec<Draft>) -> World {
    rng.shuffle(&mut drafts);
    let mut world = World { events: Vec::new(), truth: Vec::with_capacity(drafts.len()) };
    for (number, draft) in drafts.into_iter().enumerate() {
        let candidacy = format!("c-{:06}", number + 1);
        for (at, kind, data) in draft.events {
            let id = world.events.len() + 1;
            let time = rfc3339(at);
            world.events.push(format!(
                r#"{{"specversion":"1.0","id":"evt-{id:07}","source":"/sim/careers","type":"{kind}","subject":"{candidacy}","time":"{time}","datacontenttype":"application/json","data":{data}}}"#
            ));
        }
        world.truth.push(Truth { candidacy, person: draft.person, operation: draft.operation, style: draft.style, oddities: draft.oddities });
    }
    rng.shuffle(&mut world.events);
    world
}

/// A time at which somebody applies: evenly, with two hiring waves.
pub(crate) fn arrival(rng: &mut Rng) -> i64 {
    let second = rng.below(DAY as usize) as i64;
    let day = match rng.below(20) {
        0..=2 => rng.range(130, 180),
        3..=5 => rng.range(355, 410),
        _ => rng.range(0, 545),
    };
    START + day * DAY + second
}

/// All candidacies of one applicant.
fn candidacies(rng: &mut Rng, maker: &mut Maker, applicant: &mut Applicant, openings: &[Opening], fields: Fields) -> Vec<Draft> {
    let mut at = applicant.person.first_at;
    let mut opening = applicant.opening;
    let mut drafts = Vec::new();
    for number in 0..applicant.applications {
        if number > 0 {
            let days = if applicant.membership.is_some() { rng.range(0, 12) } else { rng.range(12, 90) };
            at += days * DAY + rng.range(400, 40_000);
            opening = similar_opening(rng, openings, opening);
            if number == 1 {
                change_contacts(rng, maker, &mut applicant.person);
            }
        }
        if at >= END {
            break;
        }
        let events = events(rng, applicant, &openings[opening], at, fields);
        drafts.push(Draft {
            person: applicant.person.id.clone(),
            operation: applicant.membership.as_ref().map(|member| member.operation.clone()),
            style: applicant.membership.as_ref().map(|member| STYLES[member.style]),
            oddities: Vec::new(),
            events,
        });
    }
    let oddities = &mut applicant.person.oddities;
    oddities.sort_unstable();
    oddities.dedup();
    for draft in &mut drafts {
        draft.oddities.clone_from(oddities);
    }
    drafts
}

fn similar_opening(rng: &mut Rng, openings: &[Opening], opening: usize) -> usize {
    for _ in 0..20 {
        let other = rng.below(openings.len());
        if openings[other].field == openings[opening].field {
            return other;
        }
    }
    opening
}

/// What is new between two applications of the same person.
fn change_contacts(rng: &mut Rng, maker: &mut Maker, person: &mut Person) {
    if person.has("reapplied-new-phone") {
        person.phones = vec![maker.phone(rng, person.city)];
        if rng.chance(0.34) {
            let email = maker.email(rng, (&person.given, &person.family), person.city, None);
            person.emails = vec![email];
        }
    }
    if person.has("name-changed") {
        let old = std::mem::replace(&mut person.family, (*rng.pick(FAMILY)).to_string());
        if old == person.family {
            person.family = format!("{old}-{}", rng.pick(FAMILY));
        }
        person.former = Some(old);
        person.declared.name_changed = rng.chance(0.5);
    }
}

/// The events of one candidacy.
fn events(rng: &mut Rng, applicant: &mut Applicant, opening: &Opening, at: i64, fields: Fields) -> Vec<(i64, &'static str, String)> {
    let style = applicant.membership.as_ref().map(|member| member.style);
    let interviewed = rng.chance(if style.is_some() { 0.12 } else { 0.04 });
    let manner = match style {
        Some(0) => Manner::Coached,
        None if interviewed && fields == Fields::All && rng.chance(0.05) => Manner::ShyOfCamera,
        _ => Manner::Ordinary,
    };
    let person = &mut applicant.person;
    person.declared.accommodation = manner == Manner::ShyOfCamera && rng.chance(0.5);
    let mut events = vec![(at, SUBMITTED, application(rng, person, opening, at, fields))];
    if fields == Fields::ContactResume {
        return events;
    }
    if let Some(profile) = &person.profile
        && profile.snapshot
    {
        let seen = at + rng.range(3_600, 3 * DAY);
        events.push((seen, PROFILE, profile_snapshot(person, profile, seen)));
    }
    if interviewed {
        let met = at + rng.range(5, 20) * DAY;
        events.push((met, INTERVIEW, interview(rng, person, met, manner)));
        if manner == Manner::ShyOfCamera && met < END {
            person.oddities.push("shy-of-camera");
        }
        if rng.chance(if style.is_some() { 0.15 } else { 0.25 }) {
            hiring_events(rng, applicant, met, &mut events);
        }
    }
    events.retain(|event| event.0 < END);
    events
}

/// Checks and onboarding after an interview.
fn hiring_events(rng: &mut Rng, applicant: &Applicant, met: i64, events: &mut Vec<(i64, &'static str, String)>) {
    let person = &applicant.person;
    let checked = met + rng.range(3, 9) * DAY;
    let honest = applicant.membership.is_none();
    for (number, check) in checks(rng, person, honest).into_iter().enumerate() {
        events.push((checked + 3_600 * number as i64, CHECK, check));
    }
    let own = Payee { account: rng.hex(16), holder: person.full_name(), kind: "bank" };
    let begun = checked + rng.range(4, 14) * DAY;
    let data = match &applicant.membership {
        Some(member) if member.style < 2 && rng.chance(0.6) => {
            let kind = *rng.pick(&["transfer_service", "prepaid", "bank"]);
            let holder = format!("{} {}", rng.pick(GIVEN), rng.pick(FAMILY));
            let payee = Payee { account: member.account.clone(), holder, kind };
            onboarding(person, &member.ship_to, &payee)
        }
        _ => onboarding(person, &person.home, &own),
    };
    events.push((begun, ONBOARDING, data));
}

/// What is decided about an honest person before the life is made.
#[derive(Clone, Default)]
struct Plan {
    labels: Vec<&'static str>,
    near: Option<usize>,
    namesake: Option<usize>,
    cohort: Option<usize>,
}

/// People who have something in common, by number.
#[derive(Default)]
struct Groups {
    couples: Vec<Vec<usize>>,
    housing: Vec<Vec<usize>>,
    colleagues: Vec<Vec<usize>>,
    references: Vec<Vec<usize>>,
}

/// A class of a bootcamp.
struct Cohort {
    school: &'static str,
    end: i64,
    projects: Vec<Project>,
    template: usize,
}

/// So many of `count`: the share, rounded by chance.
fn quota(rng: &mut Rng, count: usize, share: f64) -> usize {
    let exact = count as f64 * share;
    exact as usize + usize::from(rng.chance(exact.fract()))
}

/// The last `number` of the free people.
fn take(free: &mut Vec<usize>, number: usize) -> Vec<usize> {
    free.split_off(free.len().saturating_sub(number))
}

/// Groups of `lo` to `hi` free people, `number` people in all as nearly as that goes; each in ascending order.
fn groups(rng: &mut Rng, free: &mut Vec<usize>, number: usize, lo: usize, hi: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut left = number;
    while left > 0 && free.len() >= lo {
        let size = rng.range(lo as i64, hi as i64) as usize;
        let size = size.min(left.max(lo)).min(free.len());
        if left < lo && !rng.chance(left as f64 / lo as f64) {
            break;
        }
        let mut group = take(free, size);
        group.sort_unstable();
        left = left.saturating_sub(size);
        found.push(group);
    }
    found
}

/// Draws the oddities; the shares are those of the specification, less what the rarer lives bring along.
fn plan(rng: &mut Rng, count: usize) -> (Vec<Plan>, Groups, usize) {
    let mut plans = vec![Plan::default(); count];
    let mut free: Vec<usize> = (0..count).collect();
    rng.shuffle(&mut free);
    for (label, share) in [("student", 0.06), ("military", 0.007), ("newcomer", 0.04)] {
        let number = quota(rng, count, share);
        for person in take(&mut free, number) {
            plans[person].labels.push(label);
        }
    }
    let number = quota(rng, count, 0.025);
    let cohorts = groups(rng, &mut free, number, 6, 18);
    for (cohort, members) in cohorts.iter().enumerate() {
        for person in members {
            plans[*person].labels.push("bootcamp");
            plans[*person].cohort = Some(cohort);
        }
    }
    let mut social: Vec<usize> = (0..count)
        .filter(|person| {
            let labels = &plans[*person].labels;
            labels.is_empty() || labels.contains(&"newcomer")
        })
        .collect();
    rng.shuffle(&mut social);
    let groups = social_groups(rng, &mut plans, &mut social, count);
    for plan in &mut plans {
        personal_labels(rng, plan);
    }
    (plans, groups, cohorts.len())
}

fn social_groups(rng: &mut Rng, plans: &mut [Plan], social: &mut Vec<usize>, count: usize) -> Groups {
    let mut found = Groups::default();
    // half the couples both apply: two of three people who live as couples
    let both = quota(rng, count, 0.008);
    found.couples = groups(rng, social, both, 2, 2);
    let alone = quota(rng, count, 0.004);
    found.couples.extend(take(social, alone).into_iter().map(|person| vec![person]));
    let number = quota(rng, count, 0.015);
    found.housing = groups(rng, social, number, 3, 5);
    let number = quota(rng, count, 0.03);
    found.colleagues = groups(rng, social, number, 3, 6);
    let number = quota(rng, count, 0.01);
    found.references = groups(rng, social, number, 3, 6);
    for group in found.couples.iter().chain(&found.housing) {
        for person in &group[1..] {
            plans[*person].near = Some(group[0]);
        }
    }
    for person in found.housing.iter().flatten() {
        if rng.chance(0.5) {
            plans[*person].labels.push("foreign-degree");
        }
    }
    let number = quota(rng, count, 0.01);
    for pair in groups(rng, social, number, 2, 2) {
        let same_city = rng.chance(0.5);
        for person in &pair {
            plans[*person].labels.push("namesake");
        }
        plans[pair[1]].namesake = Some(pair[0]);
        plans[pair[1]].near = if same_city { Some(pair[0]) } else { None };
    }
    found
}

/// The oddities that happen to anybody.
fn personal_labels(rng: &mut Rng, plan: &mut Plan) {
    let labels = &mut plan.labels;
    let newcomer = labels.contains(&"newcomer");
    let student = labels.contains(&"student");
    let bootcamp = labels.contains(&"bootcamp");
    let special = student || bootcamp || labels.contains(&"military");
    let mut add = |rng: &mut Rng, label: &'static str, share: f64| {
        let hit = rng.chance(share);
        if hit && !labels.contains(&label) {
            labels.push(label);
        }
        hit
    };
    if newcomer {
        add(rng, "foreign-degree", 1.0);
        add(rng, "young-profile", 0.75);
    } else if !special {
        add(rng, "foreign-degree", 0.083);
        add(rng, "mover", 0.046);
        add(rng, "freelancer", 0.058);
        add(rng, "off-cycle", 0.034);
        add(rng, "early-adopter", 0.008);
        let returner = add(rng, "returner", 0.023);
        if !returner {
            add(rng, "young-profile", 0.012);
        }
    }
    // one unusual network at most
    let networks = [("vpn", 0.031), ("relay", 0.05), ("corporate-vpn", 0.02), ("traveller", 0.02), ("carrier-nat", 0.08)];
    if !(newcomer && add(rng, "vpn", 0.75)) {
        let mut share_left = 1.0;
        for (label, share) in networks {
            if add(rng, label, share / share_left) {
                break;
            }
            share_left -= share;
        }
    }
    if !bootcamp && !add(rng, "reapplied", 0.072) && !add(rng, "reapplied-new-phone", 0.016) {
        add(rng, "name-changed", 0.011);
    }
    add(rng, "date-slip", 0.02);
    add(rng, "phone-typo", 0.008);
    add(rng, "copied-phrases", 0.1);
    if !student {
        add(rng, "agency", 0.016);
    }
}

/// The honest people of a world.
fn honest_people(rng: &mut Rng, maker: &mut Maker, openings: &[Opening], count: usize) -> Vec<Applicant> {
    let (plans, groups, cohort_count) = plan(rng, count);
    let cohorts: Vec<Cohort> = (0..cohort_count).map(|_| cohort(rng)).collect();
    let mut people: Vec<Applicant> = Vec::with_capacity(count);
    for plan in &plans {
        let mut own = rng.fork();
        let applicant = honest_person(&mut own, maker, openings, plan, &cohorts, &people);
        people.push(applicant);
    }
    for group in &groups.couples {
        make_couple(rng, &mut people, group);
    }
    for group in &groups.housing {
        share_home(&mut people, group);
        for person in group {
            people[*person].person.oddities.push("shared-housing");
        }
    }
    for group in &groups.colleagues {
        make_colleagues(rng, &mut people, group);
    }
    for group in &groups.references {
        share_reference(rng, maker, &mut people, group);
    }
    for applicant in &mut people {
        set_network(rng, &mut applicant.person);
        set_contacts(rng, maker, &mut applicant.person);
        set_career(rng, &mut applicant.person);
    }
    people
}

fn cohort(rng: &mut Rng) -> Cohort {
    let end = month(2024, 7) + rng.range(0, 14);
    let web: Vec<usize> = (0..TECH.len()).filter(|tech| WEB.contains(&TECH[*tech].0)).collect();
    let projects = (0..2).map(|_| project(rng, 1, &web, end)).collect();
    Cohort { school: *rng.pick(BOOTCAMPS), end, projects, template: rng.below(TEMPLATES.len()) }
}

const WEB: &[&str] = &["JavaScript", "React", "Node.js", "PostgreSQL", "TypeScript", "MongoDB"];
/// Opening paragraphs that bootcamps hand out.
const TEMPLATES: &[&str] = &[
    "Full-stack web developer trained in an immersive program, with a professional background that brings empathy and discipline to every project.",
    "Software engineer with a passion for clean code and user-centered design, recently graduated from an intensive coding program.",
    "Career changer turned developer who enjoys turning complex problems into simple, beautiful and intuitive applications.",
];

/// The city whose region a place lies in.
fn city_of(place: Place) -> usize {
    CITIES.iter().position(|city| city.place.region == place.region && city.place.country == place.country).unwrap_or(0)
}

/// One honest person, who may live near or be called like an earlier one.
fn honest_person(rng: &mut Rng, maker: &mut Maker, openings: &[Opening], plan: &Plan, cohorts: &[Cohort], earlier: &[Applicant]) -> Applicant {
    let has = |label: &str| plan.labels.iter().any(|known| *known == label);
    let mut opening = rng.below(openings.len());
    let cohort = plan.cohort.map(|number| &cohorts[number]);
    while cohort.is_some() && openings[opening].field > 1 {
        opening = rng.below(openings.len());
    }
    let base = rng.below(BASES.len());
    let school = if has("student") {
        let some = rng.below(US_SCHOOLS) + 1;
        Some(rng.below(some))
    } else {
        None
    };
    let random = other_city(rng, openings[opening].city, |city| city.place.country == "US" || !has("newcomer"));
    let city = if let Some(near) = plan.near {
        earlier[near].person.city
    } else if let Some(school) = school {
        city_of(SCHOOLS[school].place)
    } else if has("military") {
        city_of(Place { city: BASES[base].1, region: BASES[base].2, country: "US" })
    } else if !openings[opening].remote && rng.chance(0.6) {
        openings[opening].city
    } else {
        random
    };
    let applications = if has("reapplied") {
        rng.range(2, 4)
    } else if has("reapplied-new-phone") || has("name-changed") {
        2
    } else {
        1
    };
    let mut at = arrival(rng);
    if let Some(cohort) = cohort {
        at = month_start(cohort.end + 1) + rng.range(0, 130) * DAY + rng.range(0, DAY);
    }
    if applications > 1 {
        at = START + (at - START) * 45 / 100;
    } else if let (Some(near), None) = (plan.near, plan.namesake)
        && rng.chance(0.3)
    {
        // those who live together sometimes apply in the same week
        at = earlier[near].person.first_at + rng.range(600, 6 * DAY);
    }
    let at = at.min(END - 2 * DAY);
    let field = if cohort.is_some() { TECH_FIELDS + 1 + rng.below(4) } else { openings[opening].field };
    let name = plan.namesake.map(|other| {
        let person = &earlier[other].person;
        (person.given.clone(), person.family.clone())
    });
    let ask = Ask { field, city, at, labels: &plan.labels, school, name };
    let mut person = maker.person(rng, &ask);
    if let Some(school) = school {
        live_on_campus(rng, &mut person, school);
    }
    if let Some(cohort) = cohort {
        attend_bootcamp(rng, &mut person, cohort);
    }
    if has("military") {
        live_on_base(rng, &mut person, base);
    }
    if has("mover") {
        move_home(rng, &mut person);
    }
    Applicant { person, opening, applications, membership: None }
}

fn live_on_campus(rng: &mut Rng, person: &mut Person, school: usize) {
    let house = rng.below(3);
    let row = &SCHOOLS[school];
    let street = DORM_STREETS[(school + house) % DORM_STREETS.len()];
    let number = 100 + (school * 37 + house * 211) % 880;
    person.home = Address {
        line1: format!("{number} {street}"),
        line2: if rng.chance(0.5) { Some(format!("Room {}", rng.range(101, 640))) } else { None },
        place: row.place,
        postal: format!("{}{:02}", row.postal, 1 + house * 3),
    };
    person.full_address = true;
    person.paper = row.place;
    if let Some(profile) = &mut person.profile {
        profile.place = row.place;
    }
    if let Some(ip) = campus_ip(rng, school) {
        person.ip = ip;
    }
    if rng.chance(0.4) {
        let user = format!("{}.{}{}", folded(&person.given), folded(&person.family), rng.range(2, 99));
        person.emails = vec![format!("{user}@{}", row.domain)];
    }
}

fn attend_bootcamp(rng: &mut Rng, person: &mut Person, cohort: &Cohort) {
    let career = &mut person.career;
    career.studies.push(Study {
        school: cohort.school.to_string(),
        index: None,
        area: "Web Development",
        degree: "Certificate",
        start: cohort.end - 4,
        end: cohort.end,
    });
    career.more_techs = (0..TECH.len()).filter(|tech| WEB.contains(&TECH[*tech].0)).collect();
    let web = career.more_techs.clone();
    career.projects = cohort.projects.clone();
    career.projects.push(project(rng, 1, &web, cohort.end));
    career.summary.truncate(1);
    career.summary.insert(0, Line::Fixed(TEMPLATES[cohort.template].to_string()));
}

fn live_on_base(rng: &mut Rng, person: &mut Person, base: usize) {
    let (street, name, region, postal) = BASES[base];
    person.home = Address {
        line1: street.to_string(),
        line2: if rng.chance(0.5) { Some(format!("Room {}", rng.range(100, 340))) } else { None },
        place: Place { city: name, region, country: "US" },
        postal: format!("{postal}{:02}", rng.range(1, 12)),
    };
    person.full_address = true;
    let offset = CITIES[person.city].offset;
    let posted = other_city(rng, person.city, |city| city.place.country == "US" && city.offset != offset);
    person.clock = Clock::City(posted);
    person.ip = home_ip(rng, "US");
}

/// The form has the new home; résumé and profile keep the old one.
fn move_home(rng: &mut Rng, person: &mut Person) {
    let city = same_country(rng, person.city);
    person.city = city;
    person.home = address(rng, city);
    person.ip = home_ip(rng, CITIES[city].place.country);
    person.clock = Clock::City(city);
    person.declared.moved = rng.chance(0.5);
}

/// The first of the group takes in the others.
fn share_home(people: &mut [Applicant], group: &[usize]) {
    let first = &mut people[group[0]].person;
    first.full_address = true;
    let (home, ip, city, paper) = (first.home.clone(), first.ip.clone(), first.city, first.paper);
    for number in &group[1..] {
        let person = &mut people[*number].person;
        person.home = home.clone();
        person.full_address = true;
        person.ip = ip.clone();
        person.clock = Clock::City(city);
        if person.has("mover") {
            person.city = city;
        } else {
            person.paper = paper;
        }
    }
}

fn make_couple(rng: &mut Rng, people: &mut [Applicant], group: &[usize]) {
    share_home(people, group);
    let declared = rng.chance(0.34);
    let one_phone = rng.chance(0.55);
    let partner = format!("{} {}", rng.pick(GIVEN), rng.pick(FAMILY));
    let names: Vec<String> = group.iter().map(|number| people[*number].person.full_name()).collect();
    let phones = people[group[0]].person.phones.clone();
    for (place, number) in group.iter().enumerate() {
        let person = &mut people[*number].person;
        person.oddities.push("couple");
        if declared {
            let other = names.get(1 - place.min(1)).unwrap_or(&partner);
            person.declared.household_with = vec![other.clone()];
        }
        if place > 0 && one_phone {
            person.phones = phones.clone();
        }
    }
}

/// The same two or three employers in the same order, with own dates.
fn make_colleagues(rng: &mut Rng, people: &mut [Applicant], group: &[usize]) {
    let leader = group.iter().copied().max_by_key(|number| people[*number].person.career.jobs.len());
    let Some(leader) = leader else { return };
    let jobs = &people[leader].person.career.jobs;
    let common = (rng.range(2, 3) as usize).min(jobs.len());
    if common < 2 {
        return;
    }
    let start = rng.below(jobs.len() - common + 1);
    let names: Vec<String> = jobs[start..start + common].iter().map(|job| job.employer.clone()).collect();
    for number in group {
        let person = &mut people[*number].person;
        let jobs = &mut person.career.jobs;
        if jobs.len() < 2 {
            continue;
        }
        let common = common.min(jobs.len());
        let start = if *number == leader { start } else { rng.below(jobs.len() - common + 1) };
        for (job, name) in jobs[start..].iter_mut().zip(&names) {
            job.employer = name.clone();
        }
        person.oddities.push("colleagues");
    }
}

/// A professor or a manager vouches for all of the group.
fn share_reference(rng: &mut Rng, maker: &mut Maker, people: &mut [Applicant], group: &[usize]) {
    let leader = &people[group[0]].person;
    let city = leader.city;
    let study = leader.career.studies.last().cloned();
    let employer = leader.career.jobs[rng.below(leader.career.jobs.len())].employer.clone();
    let professor = if rng.chance(0.4) { study } else { None };
    let referee = match &professor {
        Some(study) => maker.referee(rng, &study.school, city, Some("Professor")),
        None => maker.referee(rng, &employer, city, None),
    };
    for (place, number) in group.iter().enumerate() {
        let person = &mut people[*number].person;
        person.referees.insert(0, referee.clone());
        person.oddities.push("shared-reference");
        let career = &mut person.career;
        match (&professor, career.studies.last_mut()) {
            (Some(study), Some(own)) if place > 0 => {
                let years = (own.end - study.end).div_euclid(12) * 12;
                *own = Study { start: study.start + years, end: study.end + years, ..study.clone() };
            }
            (Some(_), _) => {}
            (None, _) => {
                let number = rng.below(career.jobs.len());
                if place > 0 {
                    career.jobs[number].employer = employer.clone();
                }
            }
        }
    }
}

/// Networks other than one's own.
fn set_network(rng: &mut Rng, person: &mut Person) {
    let country = person.home.place.country;
    if person.has("vpn") {
        person.ip = if rng.chance(0.8) { vpn_ip(rng) } else { hosting_ip(rng) };
    } else if person.has("corporate-vpn") {
        person.ip = corporate_ip(person.career.last_employer());
    } else if person.has("carrier-nat") {
        person.ip = carrier_ip(rng, country);
    } else if person.has("traveller") {
        let city = other_city(rng, person.city, |city| city.place.country != country);
        person.ip = home_ip(rng, CITIES[city].place.country);
        person.clock = Clock::City(city);
    }
}

/// Telephones and mailboxes other than one's own, or mistyped.
fn set_contacts(rng: &mut Rng, maker: &mut Maker, person: &mut Person) {
    if person.has("relay") {
        let mailbox = rng.chance(0.6);
        if mailbox {
            person.emails = vec![maker.relay_email(rng)];
        }
        if !mailbox || rng.chance(0.25) {
            person.ip = relay_ip(rng);
        }
    }
    if person.has("newcomer") {
        // a prepaid card: a number from anywhere in the country
        let city = same_country(rng, person.city);
        person.phones = vec![maker.phone(rng, city)];
    }
    if person.has("agency") {
        let agency = rng.below(AGENCIES.len());
        let desk = *rng.pick(&["submissions", "consultants", "talent.desk"]);
        person.agency = Some(agency);
        person.career.agency = Some(agency);
        person.phones = vec![AGENCIES[agency].2.to_string()];
        person.emails = vec![format!("{desk}@{}", AGENCIES[agency].1)];
    }
    if person.has("phone-typo") {
        let wrong = person.phones.first().map(|number| mistyped(rng, number));
        person.mistyped_phone = wrong;
    }
}

/// Oddities of the résumé's text and dates.
fn set_career(rng: &mut Rng, person: &mut Person) {
    if person.has("early-adopter") && !person.career.name_before_release(rng, 2, 8) {
        person.oddities.retain(|label| *label != "early-adopter");
    }
    if person.has("copied-phrases") {
        let count = rng.range(2, 5);
        person.career.copy_phrases(rng, count);
    }
    if person.has("date-slip") {
        let career = &mut person.career;
        let study = !career.studies.is_empty() && rng.chance(0.25);
        let count = if study { career.studies.len() } else { career.jobs.len() };
        let months = if rng.chance(0.5) { rng.range(1, 12) } else { -rng.range(1, 12) };
        let index = rng.below(count);
        career.slip = Some(Slip { study, index, at_end: rng.chance(0.5), months });
    }
}

/// A unit for a home that has none.
pub(crate) fn ensure_unit(rng: &mut Rng, home: &mut Address) {
    if home.line2.is_none() {
        home.line2 = Some(unit(rng, home.place.country));
    }
}
