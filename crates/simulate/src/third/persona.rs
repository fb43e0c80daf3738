//! One persona of an operation. Rates stand in rows of four: careless, ordinary, careful, expert.

use super::career::{self, lines};
use super::hour_of_day;
use super::maker::{Ask, Maker, address, bssid, city_in, polish, retyped, unit, us_cities};
use super::names;
use super::operations::{Bank, Member, Operation};
use super::people::{Depth, Identity, Person, Reach, size};
use super::programmes::NEVER;
use super::text::{disguised, fact, render};
use crate::clock::{DAY, START, month_of};
use crate::person::home_ip;
use crate::tables::{CITIES, TECH_FIELDS};

/// Whether a persona of this operation does something with these rates.
fn does(m: &mut Maker, op: &Operation, rates: [f64; 4], trace: usize) -> bool {
    m.rng.chance(rates[op.style] * op.lean[trace])
}

fn by_weight(m: &mut Maker, weights: [usize; 4]) -> usize {
    let mut left = m.rng.below(weights.iter().sum());
    for (index, weight) in weights.iter().enumerate() {
        if left < *weight {
            return index;
        }
        left -= weight;
    }
    0
}

fn wish(m: &mut Maker, op: &Operation, field: usize) -> Ask {
    let mut ask = m.ask(START);
    ask.field = field;
    ask.opening = m.opening_for(field);
    for _ in 0..6 {
        if m.openings[ask.opening].remote {
            break;
        }
        ask.opening = m.opening_for(field);
    }
    ask.years = m.rng.range(4, 13);
    let day = *m.rng.pick(&op.days);
    let operators = does(m, op, [0.75, 0.55, 0.25, 0.08], 1);
    // The operators' office hours, or the hours of the claimed place.
    ask.at = if operators {
        day + m.rng.range(8, 19) * 3600 - op.far_offset * 60 + m.rng.range(0, 3599)
    } else {
        hour_of_day(day, ask.city, m.rng.range(8, 21)) + m.rng.range(0, 3599)
    };
    ask
}

/// A persona, ready to apply and to be hired.
pub(super) fn persona(m: &mut Maker, op: &mut Operation, people: &mut [Person]) -> Person {
    let bank = m.rng.below(op.banks.len());
    let ask = wish(m, op, op.banks[bank].field);
    let mut x = m.person(&ask);
    x.operation = Some(op.id.clone());
    x.style = Some(op.style);
    x.depth = Depth::Whole;
    // One expert in eight leaves nothing: somebody who is really there lends name, home and face.
    if op.style == 3 && m.rng.chance(0.125) {
        return x;
    }
    x.column = op.style;
    x.lean = op.lean;
    life(m, op, &mut x, bank, people);
    words(m, op, &mut x, bank);
    contacts(m, op, &mut x);
    network(m, op, &mut x);
    profiles(m, op, &mut x);
    desk(m, op, &mut x);
    if let Some((name, mail, _)) = other(m, op) {
        x.setup.other_name = name;
        x.setup.other_mail = mail;
    }
    op.members.push((x.name.plain(), x.mail(), x.numbers.first().cloned().unwrap_or_default()));
    x
}

/// Another persona of the operation.
fn other(m: &mut Maker, op: &Operation) -> Option<Member> {
    if op.members.is_empty() { None } else { Some(m.rng.pick(&op.members).clone()) }
}

/// Whose life it is: identity, degrees, jobs.
fn life(m: &mut Maker, op: &Operation, x: &mut Person, bank: usize, people: &mut [Person]) {
    let weights = [[60, 30, 10, 0], [40, 40, 20, 0], [15, 55, 30, 0], [0, 60, 40, 0]][op.style];
    let kinds = [Identity::Forged, Identity::Stolen, Identity::Rented, Identity::Own];
    x.setup.identity = kinds[by_weight(m, weights)];
    if x.setup.identity == Identity::Stolen {
        if m.rng.chance(0.4) {
            steal(m, op, x, people);
        }
        if does(m, op, [0.45, 0.40, 0.30, 0.15], 4) {
            let city = m.rng.below(us_cities());
            x.setup.id_address = Some(address(&mut m.rng, city));
        }
    } else {
        invent(m, op, x, bank);
    }
    if x.setup.identity != Identity::Rented && does(m, op, [0.10, 0.07, 0.03, 0.01], 4) {
        let culture = names::culture(&mut m.rng, &m.pools);
        x.setup.id_name = names::name(&mut m.rng, &m.pools, culture).legal();
    }
    if does(m, op, [0.10, 0.06, 0.025, 0.008], 4) {
        x.document.clone_from(&op.document);
    }
    if does(m, op, [0.12, 0.08, 0.02, 0.005], 4) {
        x.face.clone_from(&op.face);
    }
}

/// The life of somebody who applies here, too, before or after; that person is marked.
fn steal(m: &mut Maker, op: &Operation, x: &mut Person, people: &mut [Person]) {
    if people.is_empty() {
        return;
    }
    for _ in 0..40 {
        let row = m.rng.below(people.len());
        let taken = ["victim", "newcomer", "student", "bootcamp"].iter().any(|label| people[row].has(label));
        let suits = people[row].field < TECH_FIELDS && people[row].jobs.len() > 1 && people[row].country() == "US";
        if taken || !suits {
            continue;
        }
        let victim = people[row].clone();
        for known in people.iter_mut().filter(|known| known.id == victim.id) {
            known.note("victim");
        }
        x.field = victim.field;
        x.opening = m.opening_for(victim.field);
        x.city = victim.city;
        x.paper_city = victim.paper_city;
        x.studies.clone_from(&victim.studies);
        x.jobs.clone_from(&victim.jobs);
        x.skills.clone_from(&victim.skills);
        let place = CITIES[x.paper_city].place;
        for account in &mut x.accounts {
            account.place = format!("{}, {}", place.city, place.region);
        }
        let under_own_name = m.rng.chance(0.45);
        if under_own_name {
            // Schools and employers know this life, but under another name.
            for study in &mut x.studies {
                study.held = false;
            }
            for job in &mut x.jobs {
                job.held = false;
            }
        } else {
            x.name = victim.name.clone();
            x.emails = vec![m.mail(&x.name, "US")];
            x.birth.clone_from(&victim.birth);
            if m.rng.chance(0.5) {
                x.document.clone_from(&victim.document);
            }
            for account in &mut x.accounts {
                account.shown = victim.name.plain();
            }
        }
        // Lines of a public profile are copied by some and said anew by others.
        if !does(m, op, [0.60, 0.45, 0.25, 0.12], 2) {
            reword(m, x);
        }
        x.home = address(&mut m.rng, x.city);
        x.home_ip = home_ip(&mut m.rng, "US");
        x.ip.clone_from(&x.home_ip);
        return;
    }
}

fn reword(m: &mut Maker, x: &mut Person) {
    let now = month_of(x.at);
    let field = x.field;
    for job in &mut x.jobs {
        let count = m.rng.range(2, 4);
        job.lines = lines(&mut m.rng, field, job.end.unwrap_or(now), count);
    }
}

/// Degrees and jobs that nobody of this name has had.
fn invent(m: &mut Maker, op: &Operation, x: &mut Person, bank: usize) {
    let rented = x.setup.identity == Identity::Rented;
    if does(m, op, [0.60, 0.40, 0.35, 0.05], 2) {
        skeleton(m, op, x, bank);
    }
    let degree_held = rented && m.rng.chance(0.5);
    let jobs_held = rented && m.rng.chance(0.4);
    for study in &mut x.studies {
        study.held = degree_held;
    }
    for job in &mut x.jobs {
        job.held = jobs_held;
    }
    if does(m, op, [0.35, 0.35, 0.35, 0.15], 2) && !op.papers.is_empty() {
        let paper = m.rng.pick(&op.papers).clone();
        let row = m.rng.below(x.jobs.len().clamp(1, 2));
        if let Some(job) = x.jobs.get_mut(row) {
            job.employer = paper;
            job.place = "Remote".to_string();
            job.paper = true;
            job.held = false;
        }
    }
    if does(m, op, [0.25, 0.25, 0.06, 0.0], 2) {
        let favourite = m.rng.chance(0.6);
        let row = if favourite { *m.rng.pick(&op.schools) } else { m.rng.below(NEVER.len()) };
        let year = x.studies.first().map_or(month_of(x.at).div_euclid(12) - 7, |study| study.end.div_euclid(12));
        let mut false_one = career::study(&mut m.rng, NEVER[row], year);
        false_one.held = false;
        if x.studies.len() > 1 || NEVER[row].2 == 3 {
            x.studies = vec![false_one];
        } else {
            x.studies.insert(0, false_one);
        }
    }
    if does(m, op, [0.22, 0.14, 0.05, 0.0], 2) {
        let (late, short) = (*m.rng.pick(&[3_i64, 4, 5, 6]), *m.rng.pick(&[0_i64, 3, 7, 12]));
        if let Some(study) = x.studies.first_mut() {
            study.end += late;
            study.start += late + short;
        }
    }
    if does(m, op, [0.20, 0.10, 0.03, 0.01], 2) {
        let (field, now) = (x.field, month_of(x.at));
        let said = render(&fact(&mut m.rng, field, now), 0, 1);
        if let Some(job) = x.jobs.last_mut() {
            job.lines.push(said);
        }
    }
}

/// The operation's career, with dates and employers changed a little.
fn skeleton(m: &mut Maker, op: &Operation, x: &mut Person, bank: usize) {
    let own = x.jobs.clone();
    let mut jobs = op.banks[bank].career.clone();
    let span = [0, 1, 3, 4][op.style];
    for (index, job) in jobs.iter_mut().enumerate() {
        let exchanged = op.style > 0 && m.rng.chance(0.3);
        if let (true, Some(mine)) = (exchanged, own.get(index)) {
            job.employer.clone_from(&mine.employer);
            job.place.clone_from(&mine.place);
        }
        job.start += m.rng.range(-span, span);
        let later = m.rng.range(0, span);
        job.end = job.end.map(|end| (end + later).max(job.start + 2));
        if op.style == 2 {
            let seniority = if job.title.starts_with("Senior ") { "Lead " } else { "Senior " };
            job.title = format!("{seniority}{}", job.title.trim_start_matches("Senior ").trim_start_matches("Junior "));
        }
    }
    if !jobs.is_empty() {
        x.jobs = jobs;
    }
}

/// Lines from the bank, and an assistant's wording.
fn words(m: &mut Maker, op: &Operation, x: &mut Person, bank: usize) {
    let Bank { facts, summary, why, .. } = &op.banks[bank];
    if m.rng.chance([0.20, 0.30, 0.40, 0.35][op.style]) {
        polish(&mut m.rng, x);
    }
    let share = [0.60, 0.40, 0.25, 0.03][op.style] * op.lean[0].max(0.3);
    for line in x.jobs.iter_mut().flat_map(|job| job.lines.iter_mut()) {
        if !m.rng.chance(share) {
            continue;
        }
        let said = m.rng.pick(facts).clone();
        let plain = render(&said, 0, 0);
        let (side, turn) = (m.rng.below(2), 1 + m.rng.below(8));
        *line = match (op.style, m.rng.below(10)) {
            (0, 0..=6) | (1, 0..=2) => plain,
            (0 | 1, 7..=9) => disguised(&mut m.rng, &plain),
            (1, _) => render(&said, 1, 0),
            (_, _) => render(&said, side, turn),
        };
    }
    if does(m, op, [0.30, 0.15, 0.05, 0.005], 0) {
        x.summary = if op.style == 0 { summary.clone() } else { disguised(&mut m.rng, summary) };
    }
    if does(m, op, [0.60, 0.40, 0.15, 0.03], 0) {
        x.why = if m.rng.chance(0.6) { why.clone() } else { disguised(&mut m.rng, why) };
    }
    if does(m, op, [0.25, 0.15, 0.05, 0.01], 3) {
        x.setup.solution.clone_from(&op.solution);
    }
}

/// Numbers, mailboxes, referees.
fn contacts(m: &mut Maker, op: &Operation, x: &mut Person) {
    if does(m, op, [0.40, 0.10, 0.02, 0.0], 0) {
        x.numbers = vec![m.rng.pick(&op.numbers).clone()];
    } else if does(m, op, [0.20, 0.30, 0.10, 0.02], 0) {
        // Bought together: the same number but for the last two digits.
        let base: String = op.numbers.first().map_or_else(String::new, |number| number.chars().take(10).collect());
        x.numbers = vec![format!("{base}{:02}", m.rng.range(10, 99))];
    } else if m.rng.chance(0.3) {
        let city = m.rng.below(us_cities());
        x.numbers = vec![m.number(city)];
    }
    let given: String = x.name.given.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    if does(m, op, [0.20, 0.04, 0.0, 0.0], 0) {
        let at = 1 + m.rng.below(op.inbox.len() - 1);
        let (head, tail) = op.inbox.split_at(at);
        x.emails = vec![if m.rng.chance(0.5) { format!("{head}.{tail}@gmail.com") } else { format!("{}+{given}@gmail.com", op.inbox) }];
    } else if does(m, op, [0.50, 0.40, 0.15, 0.03], 0) {
        let local = format!("{given}.{}{}", op.mail_word, m.rng.range(100, 9999));
        x.emails = vec![m.mailbox(&local, "gmail.com")];
    }
    if does(m, op, [0.50, 0.30, 0.10, 0.03], 0) {
        x.referees.clone_from(&op.referees);
        x.referees.truncate(2);
    }
    if does(m, op, [0.15, 0.10, 0.03, 0.01], 0) {
        let own = x.numbers.first().cloned().unwrap_or_default();
        let number = other(m, op).map_or(own, |member| member.2);
        if let Some(referee) = x.referees.first_mut() {
            referee.phone = number;
        }
    }
}

/// Devices, lines and clocks of the application; what later stages may show.
fn network(m: &mut Maker, op: &Operation, x: &mut Person) {
    x.setup.far.clone_from(&op.far);
    x.setup.far_country = op.far_country;
    x.setup.far_offset = op.far_offset;
    if does(m, op, [0.70, 0.45, 0.05, 0.01], 1) {
        let (device, agent) = m.rng.pick(&op.devices).clone();
        x.device = device;
        x.agent = agent;
    }
    if m.rng.chance([1.0, 1.0, 0.6, 0.25][op.style]) {
        x.setup.exits = vec![m.rng.pick(&op.exits).clone(), m.rng.pick(&op.exits).clone()];
    }
    if does(m, op, [0.75, 0.55, 0.25, 0.06], 1) {
        x.ip = m.rng.pick(&op.exits).clone();
    } else if does(m, op, [0.05, 0.02, 0.006, 0.002], 1) {
        x.ip = m.rng.pick(&op.far).clone();
    }
    if does(m, op, [0.30, 0.12, 0.03, 0.005], 1) {
        x.offset = Some(op.far_offset);
    }
}

/// Public profiles: made in a row, bought, or broken into.
fn profiles(m: &mut Maker, op: &Operation, x: &mut Person) {
    let month = op.days.iter().copied().min().unwrap_or(x.at);
    let young = does(m, op, [0.40, 0.35, 0.15, 0.04], 2);
    let lent = x.setup.identity == Identity::Rented && m.rng.chance(0.6);
    let bought = lent || does(m, op, [0.10, 0.15, 0.20, 0.20], 2);
    let slipped = does(m, op, [0.30, 0.20, 0.08, 0.03], 2);
    let shares_photo = does(m, op, [0.12, 0.08, 0.02, 0.005], 0);
    let shares_tree = does(m, op, [0.30, 0.20, 0.06, 0.01], 0);
    let shares_author = does(m, op, [0.15, 0.10, 0.04, 0.01], 0);
    let friend = other(m, op);
    let at = x.at;
    for account in &mut x.accounts {
        if young {
            account.created = (month - m.rng.range(5, 60) * DAY).min(at - 3 * DAY);
            account.connections = m.rng.range(3, 140);
        }
        if shares_photo {
            account.photo.clone_from(&op.photo);
        }
        if slipped {
            account.slip = m.rng.range(3, 14);
        }
        if account.network == "github" {
            if shares_tree {
                account.trees.insert(0, op.tree.clone());
            }
            if let (true, Some((name, mail, _))) = (shares_author, &friend) {
                account.authors = vec![(name.clone(), mail.clone())];
            }
        }
        account.control = match m.rng.below(100) {
            0..=6 => "failed",
            7..=15 => "declined",
            16..=37 => "proven",
            _ => "untested",
        };
        if op.style == 3 && account.control == "failed" && m.rng.chance(0.7) {
            account.control = "untested";
        }
    }
    if bought {
        bought_profile(m, op, x);
    }
}

fn bought_profile(m: &mut Maker, op: &Operation, x: &mut Person) {
    let at = x.at;
    let owner_culture = names::culture(&mut m.rng, &m.pools);
    let owner = names::name(&mut m.rng, &m.pools, owner_culture);
    let renamed = does(m, op, [0.50, 0.40, 0.20, 0.10], 2);
    let other_life = does(m, op, [0.40, 0.30, 0.12, 0.05], 2);
    let lent = x.setup.identity == Identity::Rented;
    if let Some(account) = x.accounts.iter_mut().find(|account| account.network == "linkedin") {
        let until = at - m.rng.range(12, 120) * DAY;
        let from = until - m.rng.range(700, 2200) * DAY;
        account.created = from - m.rng.range(300, 1500) * DAY;
        account.dormant = Some((from, until));
        account.changed = vec!["headline", "employer", "location"];
        if !lent && renamed {
            account.changed.push("name");
            account.former.push(owner.plain());
        }
        if m.rng.chance(0.4) {
            account.changed.push("photo");
        }
        if other_life {
            let wish = career::Wish { field: x.field, city: x.city, earlier_city: x.city, from: month_of(at) - 90, now: month_of(at) };
            account.jobs = Some(career::jobs(&mut m.rng, wish));
        }
        account.control = *m.rng.pick(&["declined", "untested", "untested", "proven", "failed"]);
    }
}

/// Where the laptop stands and how the persona comes to it; who is paid.
fn desk(m: &mut Maker, op: &mut Operation, x: &mut Person) {
    let hosts: Vec<usize> = (0..op.farms.len()).filter(|row| op.farms[*row].room > 0).collect();
    let mut handset = op.handset.clone();
    if !hosts.is_empty() && m.rng.chance([0.85, 0.80, 0.75, 0.60][op.style]) {
        let row = *m.rng.pick(&hosts);
        op.farms[row].room -= 1;
        let own_line = m.rng.chance([0.0, 0.03, 0.15, 0.35][op.style]);
        let separate = m.rng.chance(0.5);
        let home_too = does(m, op, [0.45, 0.35, 0.12, 0.04], 5);
        let with_unit = m.rng.chance([0.15, 0.25, 0.35, 0.35][op.style]);
        let farm = &op.farms[row];
        handset.clone_from(&farm.handset);
        let mut place = retyped(&mut m.rng, &farm.address);
        if with_unit {
            place.line2 = unit(&mut m.rng);
        }
        x.setup.host.clone_from(&farm.host);
        x.setup.line = if own_line { home_ip(&mut m.rng, "US") } else { farm.line.clone() };
        x.setup.wifi = if own_line && separate { bssid(&mut m.rng) } else { farm.wifi.clone() };
        if home_too {
            x.home = place.clone();
            x.city = farm.city;
            x.paper_city = farm.city;
        }
        x.setup.ship = Some(place);
        if m.rng.chance([0.05, 0.15, 0.25, 0.20][op.style]) {
            x.ip.clone_from(&x.setup.line);
        }
    } else if m.rng.chance([0.80, 0.70, 0.50, 0.30][op.style]) {
        let city = city_in(&mut m.rng, "US");
        let culture = names::culture(&mut m.rng, &m.pools);
        x.setup.host = names::name(&mut m.rng, &m.pools, culture).plain();
        x.setup.ship = Some(address(&mut m.rng, city));
        x.setup.line = home_ip(&mut m.rng, "US");
        x.setup.wifi = bssid(&mut m.rng);
    }
    reach(m, op, x);
    if does(m, op, [0.35, 0.28, 0.12, 0.04], 6) {
        x.handset = handset;
    }
    if does(m, op, [0.30, 0.18, 0.06, 0.01], 7) {
        x.payee = m.rng.pick(&op.payees).clone();
    }
    if does(m, op, [0.25, 0.18, 0.08, 0.03], 7) {
        let member = other(m, op).map(|member| member.0);
        let to_host = m.rng.chance(0.5);
        x.setup.holder = member.filter(|_| !to_host).unwrap_or_else(|| x.setup.host.clone());
    }
}

/// By program, by box, by tunnel, or by somebody who sits there and does as told.
fn reach(m: &mut Maker, op: &Operation, x: &mut Person) {
    let weights = [[70, 14, 6, 10], [55, 25, 8, 12], [28, 42, 12, 18], [10, 40, 20, 30]][op.style];
    let number = size(m.rng.range(0, 5));
    x.setup.reach = match by_weight(m, weights) {
        0 => Reach::Tool(number),
        1 => Reach::Box(number),
        2 => Reach::Tunnel,
        _ => Reach::Local,
    };
    let remote = matches!(x.setup.reach, Reach::Tool(_) | Reach::Box(_));
    let far = m.rng.chance([0.92, 0.88, 0.78, 0.60][op.style]);
    x.setup.lag = match (remote, far) {
        (true, true) => m.rng.range(112, 260),
        (true, false) => m.rng.range(38, 105),
        (false, _) => 0,
    };
}
