//! Honest people up to the application: ordinary lives with the oddities that reality has.

use super::maker::{Ask, Maker, address, city_in, polish, us_cities};
use super::names;
use super::people::Person;
use super::{LAST, hour_of_day, workday};
use crate::Rng;
use crate::clock::{DAY, START, month_of};
use crate::person::{campus_ip, carrier_ip, corporate_ip, home_ip, relay_ip, vpn_ip};
use crate::tables::{AGENCIES, CITIES, RELAY_MAIL, SCHOOLS, US_SCHOOLS};
use crate::words::ADVICE;

/// Oddities that come one by one, with their share of honest people. `THIRD.md` has the reasons.
pub(super) const SINGLE: &[(&str, f64)] = &[
    ("vpn", 0.045),
    ("apple-relay", 0.025),
    ("carrier-nat", 0.06),
    ("corporate-vpn", 0.02),
    ("traveller", 0.015),
    ("mover", 0.04),
    ("off-cycle", 0.012),
    ("date-slip", 0.02),
    ("dormant-profile", 0.025),
    ("new-profile", 0.02),
    ("ai-polished", 0.10),
    ("copied-phrases", 0.05),
    ("agency", 0.025),
    ("career-gap", 0.03),
    ("overlapping-jobs", 0.015),
    ("renamed", 0.012),
    ("voip", 0.025),
    ("privacy", 0.02),
    ("stale-resume", 0.025),
    ("contact-typo", 0.004),
    ("profile-drift", 0.02),
];

/// A time within the world at which somebody in this city applies: by day and evening, or by night; seldom at weekends.
pub(super) fn moment(rng: &mut Rng, city: usize, night: bool) -> i64 {
    let days = (LAST - START) / DAY - 4;
    let mut day = START + (1 + rng.range(0, days)) * DAY;
    if rng.chance(0.7) {
        day = workday(day);
    }
    let hour = if night { rng.range(0, 5) } else { rng.range(7, 22) };
    hour_of_day(day, city, hour) + rng.range(0, 3599)
}

/// An ordinary applicant, in this city if one is given.
pub(super) fn single(m: &mut Maker, near: Option<usize>) -> Person {
    let mut ask = m.ask(START);
    if let Some(city) = near {
        ask.city = city;
        ask.earlier_city = city;
        ask.school_country = CITIES[city].place.country;
    }
    let night = m.rng.chance(0.04);
    ask.at = moment(&mut m.rng, ask.city, night);
    let sort = m.rng.below(1000);
    let home_countries: Vec<&'static str> = m.pools[ask.culture].countries.iter().copied().filter(|country| *country != "US").collect();
    let mut x = match sort {
        0..=29 => newcomer(m, ask),
        30..=69 => student(m, ask),
        70..=159 if !home_countries.is_empty() && ask.city < us_cities() => {
            ask.school_country = *m.rng.pick(&home_countries);
            let mut x = m.person(&ask);
            x.note("foreign-degree");
            x
        }
        _ => m.person(&ask),
    };
    if night {
        x.note("night-owl");
    }
    x
}

/// Somebody who came to the country months ago: schools and employers abroad, new number, new profile, somebody's help.
pub(super) fn newcomer(m: &mut Maker, wish: Ask) -> Person {
    let mut ask = wish;
    if ask.city >= us_cities() {
        ask.city = m.rng.below(us_cities());
    }
    let abroad: Vec<&'static str> = m.pools[ask.culture].countries.iter().copied().filter(|country| *country != "US").collect();
    let country = if abroad.is_empty() { "CA" } else { *m.rng.pick(&abroad) };
    ask.school_country = country;
    ask.earlier_city = city_in(&mut m.rng, country);
    let here = ask.city;
    ask.city = ask.earlier_city;
    let mut x = m.person(&ask);
    x.city = here;
    x.paper_city = if m.rng.chance(0.25) { ask.earlier_city } else { here };
    x.home = address(&mut m.rng, here);
    x.home_ip = home_ip(&mut m.rng, "US");
    x.ip = x.home_ip.clone();
    let number_city = m.rng.below(us_cities());
    let number_city = if m.rng.chance(0.6) { here } else { number_city };
    x.numbers = vec![m.number(number_city)];
    x.referees.truncate(1);
    let fresh = m.rng.chance(0.5);
    let (old, new) = (CITIES[ask.earlier_city].place, CITIES[here].place);
    for account in &mut x.accounts {
        let moved = m.rng.chance(0.6);
        let place = if moved { new } else { old };
        account.place = format!("{}, {}", place.city, place.region);
        if fresh && account.network == "linkedin" {
            account.created = x.at - m.rng.range(20, 260) * DAY;
            account.connections = m.rng.range(5, 80);
        }
    }
    if m.rng.chance(0.35) {
        x.ip = vpn_ip(&mut m.rng);
        x.setup.exits.push(x.ip.clone());
        x.note("vpn");
    }
    x.moved = m.rng.chance(0.3);
    x.note("newcomer");
    if m.rng.chance(0.3) {
        // The form carries a helper's address; hardware goes there, too.
        let mut helped = address(&mut m.rng, here);
        let culture = names::culture(&mut m.rng, &m.pools);
        let helper = names::name(&mut m.rng, &m.pools, culture);
        if m.rng.chance(0.5) {
            helped.line2 = format!("c/o {}", helper.plain());
        }
        x.setup.host = helper.plain();
        x.setup.ship = Some(helped.clone());
        if m.rng.chance(0.6) {
            x.home = helped;
        }
        x.note("helper-address");
    }
    x
}

fn student(m: &mut Maker, wish: Ask) -> Person {
    let mut ask = wish;
    ask.years = 0;
    let mut x = m.person(&ask);
    let now = month_of(x.at);
    let later = m.rng.range(1, 11);
    if let Some(study) = x.studies.first_mut() {
        let year = (now + later).div_euclid(12);
        let mut shift = year * 12 - study.end.div_euclid(12) * 12;
        if study.end + shift <= now {
            shift += 12;
        }
        study.start += shift;
        study.end += shift;
        let school = study.school.clone();
        if let Some(row) = SCHOOLS.iter().position(|row| row.name == school) {
            if m.rng.chance(0.5) {
                let local = x.mail().split('@').next().unwrap_or("student").to_string();
                x.emails = vec![m.mailbox(&local, SCHOOLS[row].domain)];
            }
            if row < US_SCHOOLS && m.rng.chance(0.6) {
                x.ip = campus_ip(&mut m.rng, row).unwrap_or_else(|| x.ip.clone());
                x.note("campus-network");
            }
        }
    }
    x.jobs.truncate(1);
    if let Some(job) = x.jobs.first_mut() {
        job.title = format!("{} Intern", job.title.trim_start_matches("Junior "));
        let end = job.end.unwrap_or(now - 1).min(now);
        job.start = end - m.rng.range(2, 5);
        job.end = Some(end);
    }
    x.years_only = false;
    x.note("student");
    x
}

/// The oddities that come one by one.
pub(super) fn sprinkle(m: &mut Maker, x: &mut Person) {
    for (label, share) in SINGLE {
        let (label, share) = (*label, *share);
        if m.rng.chance(share) && apply(m, x, label) {
            x.note(label);
        }
    }
}

fn apply(m: &mut Maker, x: &mut Person, label: &'static str) -> bool {
    let now = month_of(x.at);
    match label {
        "vpn" => {
            x.ip = vpn_ip(&mut m.rng);
            x.setup.exits.push(x.ip.clone());
        }
        "apple-relay" => x.ip = relay_ip(&mut m.rng),
        "carrier-nat" => x.ip = carrier_ip(&mut m.rng, x.country()),
        "corporate-vpn" => match x.jobs.first() {
            Some(job) if job.end.is_none() => x.ip = corporate_ip(&job.employer),
            _ => return false,
        },
        "traveller" => {
            let far = us_cities() + m.rng.below(CITIES.len() - us_cities());
            x.ip = home_ip(&mut m.rng, CITIES[far].place.country);
            x.offset = Some(crate::clock::offset(&CITIES[far], x.at));
        }
        "mover" => {
            x.paper_city = city_in(&mut m.rng, x.country());
            x.moved = m.rng.chance(0.33);
            let place = CITIES[x.paper_city].place;
            for account in &mut x.accounts {
                account.place = format!("{}, {}", place.city, place.region);
            }
        }
        "profile-drift" => {
            for account in &mut x.accounts {
                account.slip = m.rng.range(-9, 9);
            }
        }
        "dormant-profile" | "new-profile" => return profile_oddity(m, x, label == "dormant-profile"),
        "ai-polished" => polish(&mut m.rng, x),
        "copied-phrases" => {
            for job in x.jobs.iter_mut().take(2) {
                job.lines.push((*m.rng.pick(ADVICE)).to_string());
            }
        }
        "agency" => {
            let row = m.rng.below(AGENCIES.len());
            let agency = &AGENCIES[row];
            x.agency = Some(row);
            x.channel = "agency";
            x.summary = format!("{} {}", agency.3, x.summary);
            x.numbers = vec![agency.2.to_string()];
            if m.rng.chance(0.5) {
                let local: String = x.name.plain().to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
                x.emails = vec![m.mailbox(&local, agency.1)];
            }
        }
        "renamed" => {
            x.renamed = m.rng.chance(0.4);
            let former = x.name.former();
            for account in &mut x.accounts {
                if m.rng.chance(0.5) {
                    account.shown = former.clone();
                } else {
                    account.former.push(former.clone());
                }
            }
        }
        "voip" => {
            let city = m.rng.below(us_cities());
            x.numbers = vec![m.number(city)];
        }
        "privacy" => {
            x.accounts.clear();
            let local = m.rng.hex(10);
            let domain = *m.rng.pick(RELAY_MAIL);
            x.emails = vec![m.mailbox(&local, domain)];
            x.ip = vpn_ip(&mut m.rng);
            x.setup.exits.push(x.ip.clone());
        }
        "stale-resume" => {
            let city = city_in(&mut m.rng, x.country());
            x.old_number = Some(m.number(city));
        }
        "contact-typo" => {
            if let Some(number) = x.numbers.first_mut() {
                number.pop();
            }
        }
        _ => return career_oddity(m, x, label, now),
    }
    true
}

fn profile_oddity(m: &mut Maker, x: &mut Person, dormant: bool) -> bool {
    let at = x.at;
    match x.accounts.iter_mut().find(|account| account.network == "linkedin") {
        Some(account) if dormant => {
            let until = at - m.rng.range(10, 90) * DAY;
            let from = until - m.rng.range(730, 1900) * DAY;
            account.created = account.created.min(from - 400 * DAY);
            account.dormant = Some((from, until));
            account.changed = vec!["headline", "employer"];
            if m.rng.chance(0.3) {
                account.changed.push(*m.rng.pick(&["location", "photo", "education"]));
            }
            true
        }
        Some(account) => {
            account.created = at - m.rng.range(15, 180) * DAY;
            account.connections = m.rng.range(4, 90);
            true
        }
        None => false,
    }
}

fn career_oddity(m: &mut Maker, x: &mut Person, label: &'static str, now: i64) -> bool {
    let rng = &mut m.rng;
    match label {
        "off-cycle" => match x.studies.first_mut() {
            Some(study) => study.end += *rng.pick(&[2_i64, 3, 4, 9]),
            None => return false,
        },
        "date-slip" => match x.jobs.first_mut() {
            Some(job) => job.start += *rng.pick(&[-12_i64, -2, -1, 1, 2, 12]),
            None => return false,
        },
        "career-gap" if x.jobs.len() > 1 => {
            let gap = rng.range(12, 34);
            let Some(job) = x.jobs.first_mut() else { return false };
            job.start = (job.start + gap).min(now - 2);
        }
        "overlapping-jobs" if x.jobs.len() > 1 => {
            let Some(job) = x.jobs.get_mut(1) else { return false };
            job.title = format!("{} (contract)", job.title);
            job.end = job.end.map(|end| (end + rng.range(4, 12)).min(now));
        }
        _ => return false,
    }
    true
}
