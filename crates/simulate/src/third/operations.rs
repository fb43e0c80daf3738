//! Operations: what their people have in common, and how many there are.

use super::LAST;
use super::career::{Job, Wish, jobs, paper_firm};
use super::maker::{Maker, address, bssid, us_cities};
use super::names;
use super::people::{Address, Person, Referee, size};
use super::persona::persona;
use super::programmes::NEVER;
use super::text::{Fact, fact, render, summary, why};
use crate::clock::{DAY, START, month_of};
use crate::person::{home_ip, hosting_ip, vpn_ip};
use crate::tables::{AGENTS, TECH_FIELDS};

/// A home in which somebody keeps laptops for others.
pub(super) struct Farm {
    pub address: Address,
    pub city: usize,
    pub host: String,
    pub line: String,
    pub wifi: String,
    pub handset: String,
    pub room: usize,
}

/// Texts and careers that an operation has ready for one field.
pub(super) struct Bank {
    pub field: usize,
    pub facts: Vec<Fact>,
    pub summary: String,
    pub why: String,
    pub career: Vec<Job>,
}

/// Who has worked for an operation so far: name, mailbox, number.
pub(super) type Member = (String, String, String);

/// An operation.
pub(super) struct Operation {
    pub id: String,
    pub style: usize,
    pub lean: [f64; 8],
    pub banks: Vec<Bank>,
    pub days: Vec<i64>,
    pub farms: Vec<Farm>,
    pub exits: Vec<String>,
    pub far: Vec<String>,
    pub far_country: &'static str,
    pub far_offset: i64,
    pub numbers: Vec<String>,
    pub devices: Vec<(String, &'static str)>,
    pub inbox: String,
    pub mail_word: &'static str,
    pub referees: Vec<Referee>,
    pub tree: String,
    pub photo: String,
    pub face: String,
    pub document: String,
    pub solution: String,
    pub handset: String,
    pub payees: Vec<String>,
    pub papers: Vec<String>,
    pub schools: Vec<usize>,
    pub members: Vec<Member>,
}

/// Where operators sit: country as an address register has it, minutes east of UTC, first two parts of addresses.
const PLACES: &[(&str, i64, &[&str])] = &[
    ("CN", 480, &["175.167", "123.184", "113.234", "221.202"]),
    ("CN", 480, &["119.112", "60.23", "218.25"]),
    ("RU", 600, &["188.43", "5.143", "94.137"]),
    ("RU", 180, &["83.234", "178.176", "95.165"]),
    ("LA", 420, &["115.84", "103.1"]),
    ("AE", 240, &["94.200", "5.31"]),
];

fn farms(m: &mut Maker, style: usize, people: usize) -> Vec<Farm> {
    let mut list = Vec::new();
    for _ in 0..m.rng.range(1, 3) {
        let city = m.rng.below(us_cities());
        let culture = names::culture(&mut m.rng, &m.pools);
        let host = names::name(&mut m.rng, &m.pools, culture);
        let mut place = address(&mut m.rng, city);
        // Half of them are houses, the others flats.
        if m.rng.chance(0.5) {
            place.line2 = String::new();
        }
        let room = match style {
            0 | 1 => people,
            2 => size(m.rng.range(3, 6)),
            _ => size(m.rng.range(2, 4)),
        };
        let line = home_ip(&mut m.rng, "US");
        let wifi = bssid(&mut m.rng);
        let handset = format!("phone-{}", m.rng.hex(10));
        list.push(Farm { address: place, city, host: host.plain(), line, wifi, handset, room });
    }
    list
}

fn bank(m: &mut Maker, field: usize, month: i64) -> Bank {
    let mut facts = Vec::new();
    for _ in 0..m.rng.range(9, 16) {
        facts.push(fact(&mut m.rng, field, month));
    }
    let years = m.rng.range(6, 11);
    let city = m.rng.below(us_cities());
    let mut career = jobs(&mut m.rng, Wish { field, city, earlier_city: city, from: month - years * 12, now: month });
    for job in &mut career {
        job.held = false;
        job.lines.truncate(1);
        for _ in 0..2 {
            let said = m.rng.pick(&facts).clone();
            job.lines.push(render(&said, 0, 0));
        }
    }
    let about = summary(&mut m.rng, field, years, month, false);
    let motive = why(&mut m.rng, field, month, false);
    Bank { field, facts, summary: about, why: motive, career }
}

/// How much of each kind of trace an operation of its style leaves; habits differ, so two operations of one style do not neglect the same.
fn leaning(m: &mut Maker) -> [f64; 8] {
    let mut lean = [1.0; 8];
    for (trace, value) in lean.iter_mut().enumerate() {
        // Hardware and its place can be arranged better or worse, but not be left out.
        *value = if trace == 5 || trace == 6 { *m.rng.pick(&[0.5, 0.8, 1.0, 1.0, 1.2]) } else { *m.rng.pick(&[0.0, 0.6, 1.0, 1.0, 1.3]) };
    }
    lean
}

fn operation(m: &mut Maker, number: usize, style: usize, people: usize) -> Operation {
    let long = m.rng.range(30, 300) * DAY;
    let from = START + DAY + m.rng.range(0, ((LAST - START) - long).max(DAY));
    let mut days = Vec::new();
    let batches = size(m.rng.range(4, 12)).max(people / 3);
    for _ in 0..batches {
        let day = (from + m.rng.range(0, long)).clamp(START + 2 * DAY, LAST - 2 * DAY);
        days.push(day - day.rem_euclid(DAY));
    }
    let month = month_of(from);
    let mut banks = Vec::new();
    for _ in 0..m.rng.range(1, 3) {
        let field = if m.rng.chance(0.88) { m.rng.below(TECH_FIELDS) } else { TECH_FIELDS + m.rng.below(5) };
        banks.push(bank(m, field, month));
    }
    let (country, offset, blocks) = *m.rng.pick(PLACES);
    let mut far = Vec::new();
    for _ in 0..3 {
        far.push(format!("{}.{}.{}", m.rng.pick(blocks), m.rng.range(1, 250), m.rng.range(2, 250)));
    }
    let mut exits = Vec::new();
    for _ in 0..m.rng.range(2, 6) {
        let common = m.rng.chance(0.6);
        exits.push(if common { vpn_ip(&mut m.rng) } else { hosting_ip(&mut m.rng) });
    }
    let (mut numbers, mut devices, mut referees, mut payees, mut papers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..m.rng.range(2, 4) {
        let city = m.rng.below(us_cities());
        numbers.push(m.number(city));
        let agent = *m.rng.pick(AGENTS);
        devices.push((format!("fp-{}", m.rng.hex(14)), agent));
        payees.push(format!("acct-{}", m.rng.hex(14)));
        let paper = paper_firm(&mut m.rng);
        let vouching = m.rng.below(us_cities());
        referees.push(m.referee(&paper, vouching));
        papers.push(paper);
    }
    let favourites = vec![m.rng.below(NEVER.len()), m.rng.below(NEVER.len()), m.rng.below(NEVER.len())];
    let lean = leaning(m);
    let farms = farms(m, style, people);
    let inbox =
        format!("{}{}", m.rng.pick(&["top", "bright", "swift", "gold", "happy"]), m.rng.pick(&["engineer", "developer", "tiger", "sky", "river"]));
    // Whoever reads one inbox is one operation, so that no two of them have the same.
    let inbox = m.mailbox(&inbox, "gmail.com").trim_end_matches("@gmail.com").to_owned();
    let words: &[&'static str] = &["dev", "tech", "codes", "talent", "star", "pro", "work", "soft"];
    Operation {
        id: format!("op-{number:02}"),
        style,
        lean,
        banks,
        days,
        farms,
        exits,
        far,
        far_country: country,
        far_offset: offset,
        numbers,
        devices,
        inbox,
        mail_word: *m.rng.pick(words),
        referees,
        tree: m.rng.hex(16),
        photo: m.rng.hex(16),
        face: m.rng.hex(16),
        document: m.rng.hex(16),
        solution: m.rng.hex(16),
        handset: format!("phone-{}", m.rng.hex(10)),
        payees,
        papers,
        schools: favourites,
        members: Vec::new(),
    }
}

/// All personas, in operations of 3 to 25. Marks the honest people whose lives are used.
pub(super) fn all(m: &mut Maker, count: usize, people: &mut [Person]) -> Vec<Person> {
    let mut list = Vec::with_capacity(count);
    let mut order = [0_usize, 1, 2, 3];
    m.rng.shuffle(&mut order);
    let mut left = count;
    let mut number = 0;
    while left > 0 {
        let style = match order.get(number) {
            Some(style) => *style,
            None => match m.rng.below(100) {
                0..=23 => 0,
                24..=53 => 1,
                54..=79 => 2,
                _ => 3,
            },
        };
        let (low, high) = [(6, 25), (5, 25), (4, 18), (3, 12)][style];
        let mut members = size(m.rng.range(low, high)).min(left);
        if left - members < 3 {
            members = left;
        }
        left -= members;
        number += 1;
        let mut op = operation(m, number, style, members);
        for _ in 0..members {
            let x = persona(m, &mut op, people);
            list.push(x);
        }
    }
    list
}
