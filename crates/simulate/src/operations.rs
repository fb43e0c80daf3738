//! Operations: crews of personas and the traces that they leave.

use crate::clock::{DAY, END, START, month_of};
use crate::emit::Opening;
use crate::first::{Applicant, Membership, ensure_unit};
use crate::person::{Ask, Clock, Maker, Person, address, home_ip, hosting_ip, impossible_phone, profile, same_country, vpn_ip};
use crate::prose::Line;
use crate::resume::{Career, other_city};
use crate::rng::Rng;
use crate::tables::{CITIES, EMPLOYERS, FAMILY, GIVEN, TECH, TECH_FIELDS};

pub(crate) const STYLES: [&str; 4] = ["careless", "ordinary", "careful", "expert"];
const STYLE_SHARES: [f64; 4] = [0.3, 0.3, 0.3, 0.1];

// the share of personas that show a trace, by style
const CONTACT: [f64; 4] = [0.65, 0.25, 0.04, 0.0];
const ADDRESS: [f64; 4] = [0.55, 0.35, 0.15, 0.03];
const DEVICE: [f64; 4] = [0.60, 0.30, 0.12, 0.01];
const EGRESS: [f64; 4] = [0.70, 0.45, 0.25, 0.05];
const VPN: [f64; 4] = [0.60, 0.55, 0.40, 0.10];
const CLOCK: [f64; 4] = [0.40, 0.20, 0.06, 0.01];
const EDITED: [f64; 4] = [0.75, 0.50, 0.20, 0.02];
const REWORDED: [f64; 4] = [0.20, 0.35, 0.45, 0.20];
const HISTORY: [f64; 4] = [0.60, 0.50, 0.40, 0.08];
const REFERENCE: [f64; 4] = [0.30, 0.25, 0.20, 0.03];
const DEGREE: [f64; 4] = [0.35, 0.25, 0.15, 0.03];
const OVERLAP: [f64; 4] = [0.25, 0.15, 0.08, 0.02];
const EARLY_TECH: [f64; 4] = [0.15, 0.10, 0.05, 0.01];
const PROFILE: [f64; 4] = [0.60, 0.50, 0.35, 0.10];
const DISAGREE: [f64; 4] = [0.40, 0.30, 0.15, 0.04];
const FAKE_CONTACT: [f64; 4] = [0.15, 0.05, 0.01, 0.0];
const DOCUMENT: [f64; 4] = [0.45, 0.25, 0.10, 0.01];

/// Whose identity a persona is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Identity {
    Invented,
    Stolen,
    Rented,
}

/// A persona in the making.
struct Recruit {
    person: Person,
    identity: Identity,
    opening: usize,
    applications: i64,
}

/// What an operation owns.
struct Operation {
    style: usize,
    addresses: Vec<String>,
    zone: i64,
    window: i64,
}

/// Sizes of operations, 3 to 40 personas, small ones more often.
pub(crate) fn sizes(rng: &mut Rng, personas: usize) -> Vec<usize> {
    let mut sizes = Vec::new();
    let mut left = personas;
    while left > 0 {
        let drawn = match rng.below(10) {
            0..=3 => rng.range(3, 6),
            4..=7 => rng.range(7, 15),
            _ => rng.range(16, 40),
        };
        let mut size = (drawn as usize).min(left);
        let rest = left - size;
        if rest == 1 || rest == 2 {
            size = if left <= 40 { left } else { left - 3 };
        }
        sizes.push(size);
        left -= size;
    }
    sizes
}

/// The personas of all operations; marks honest people whose identity is taken as victims.
pub(crate) fn crews(rng: &mut Rng, maker: &mut Maker, sizes: &[usize], openings: &[Opening], people: &mut [Applicant]) -> Vec<Applicant> {
    let mut made = [0usize; 4];
    let mut all = Vec::new();
    for (number, size) in sizes.iter().enumerate() {
        let style = next_style(&made, *size);
        made[style] += size;
        let mut own = rng.fork();
        let zones = [480i64, 540, 600, 180, 300, 330, 60];
        let operation = Operation {
            style,
            addresses: (0..own.range(1, 4)).map(|_| hosting_ip(&mut own)).collect(),
            zone: *rng.pick(&zones),
            window: START + rng.range(0, 340) * DAY,
        };
        let mut crew = Vec::with_capacity(*size);
        for _ in 0..*size {
            crew.push(recruit(&mut own, maker, &operation, openings, people));
        }
        let drop_city = us_city(&mut own);
        let drop = address(&mut own, drop_city);
        let account = own.hex(16);
        leave_traces(&mut own, maker, &operation, &mut crew);
        all.extend(crew.into_iter().map(|member| Applicant {
            person: member.person,
            opening: member.opening,
            applications: member.applications,
            membership: Some(Membership { operation: format!("op-{:03}", number + 1), style, ship_to: drop.clone(), account: account.clone() }),
        }));
    }
    all
}

/// The style that lags most behind its share.
fn next_style(made: &[usize; 4], size: usize) -> usize {
    let total = (made.iter().sum::<usize>() + size) as f64;
    let mut best = 0;
    let mut lag = f64::MIN;
    for (style, share) in STYLE_SHARES.iter().enumerate() {
        let missing = share * total - made[style] as f64;
        if missing > lag {
            best = style;
            lag = missing;
        }
    }
    best
}

fn us_city(rng: &mut Rng) -> usize {
    let any = rng.below(CITIES.len());
    if CITIES[any].place.country == "US" {
        return any;
    }
    other_city(rng, any, |city| city.place.country == "US")
}

fn recruit(rng: &mut Rng, maker: &mut Maker, operation: &Operation, openings: &[Opening], people: &mut [Applicant]) -> Recruit {
    let opening = wanted_opening(rng, openings);
    let applications = rng.range(1, 4);
    let at = operation.window + rng.range(0, 130) * DAY + rng.range(0, DAY);
    let at = at.min(END - 40 * DAY);
    let city = if rng.chance(0.85) { us_city(rng) } else { rng.below(CITIES.len()) };
    let labels: &[&'static str] = if rng.chance(0.1) { &["foreign-degree"] } else { &[] };
    let field = openings[opening].field;
    let ask = Ask { field, city, at, labels, school: None, name: None };
    let mut person = maker.person(rng, &ask);
    let identity = match rng.below(100) {
        0..=54 => Identity::Invented,
        55..=84 => Identity::Stolen,
        _ => Identity::Rented,
    };
    match identity {
        Identity::Invented => {}
        Identity::Stolen => match find_victim(rng, people) {
            Some(victim) => {
                people[victim].person.oddities.push("victim");
                steal(rng, maker, &mut person, &people[victim].person);
            }
            None => {
                let engineer = maker.person(rng, &ask);
                steal(rng, maker, &mut person, &engineer);
            }
        },
        Identity::Rented => rent(rng, &mut person),
    }
    if rng.chance(0.1) {
        let count = rng.range(2, 5);
        person.career.copy_phrases(rng, count);
    }
    person.oddities.clear();
    Recruit { person, identity, opening, applications }
}

/// Remote technical positions, with few exceptions.
fn wanted_opening(rng: &mut Rng, openings: &[Opening]) -> usize {
    let mut opening = rng.below(openings.len());
    for _ in 0..40 {
        let wanted = openings[opening].remote && openings[opening].field < TECH_FIELDS;
        if wanted || rng.chance(0.03) {
            break;
        }
        opening = rng.below(openings.len());
    }
    opening
}

/// An engineer of this world to impersonate, in 40 % of cases.
fn find_victim(rng: &mut Rng, people: &[Applicant]) -> Option<usize> {
    if people.is_empty() || !rng.chance(0.4) {
        return None;
    }
    for _ in 0..60 {
        let number = rng.below(people.len());
        let person = &people[number].person;
        let unfit = ["victim", "student", "bootcamp", "agency", "military", "namesake", "name-changed"];
        let fit = person.career.field < TECH_FIELDS && person.career.jobs.len() > 1;
        if fit && !unfit.iter().any(|label| person.has(label)) {
            return Some(number);
        }
    }
    None
}

/// Copies name, employers, dates and school; contacts and words stay the persona's.
fn steal(rng: &mut Rng, maker: &mut Maker, person: &mut Person, victim: &Person) {
    person.given.clone_from(&victim.given);
    person.family.clone_from(&victim.family);
    let now = person.career.now;
    person.career = victim.career.clone();
    person.career.as_of(now);
    person.career.slip = None;
    person.career.rewrite(rng);
    let email = maker.email(rng, (&person.given, &person.family), person.city, None);
    person.emails = vec![email];
    let shown = person.profile.as_ref().map(|profile| profile.snapshot);
    if let Some(snapshot) = shown {
        person.profile = Some(profile(rng, person, snapshot));
    }
    if rng.chance(0.4)
        && let Some(real) = &victim.profile
    {
        let mut copy = real.clone();
        copy.control = *rng.pick(&["untested", "untested", "failed", "declined"]);
        person.profile = Some(copy);
    }
}

/// A real person's contacts and profile.
fn rent(rng: &mut Rng, person: &mut Person) {
    if person.profile.is_none() {
        person.profile = Some(profile(rng, person, false));
    }
    if let Some(profile) = &mut person.profile {
        profile.snapshot = rng.chance(0.6);
        profile.control = *rng.pick(&["untested", "untested", "proven", "proven", "proven"]);
    }
}

/// Groups of personas that share something: the share of them that does, in clusters of 2 to `most`.
fn clusters(rng: &mut Rng, count: usize, share: f64, most: i64) -> Vec<Vec<usize>> {
    let marked: Vec<usize> = (0..count).filter(|_| rng.chance(share)).collect();
    clusters_of(rng, count, marked, most)
}

fn clusters_of(rng: &mut Rng, count: usize, marked: Vec<usize>, most: i64) -> Vec<Vec<usize>> {
    let mut marked = marked;
    rng.shuffle(&mut marked);
    if marked.len() == 1 {
        // one alone has nobody to share with: half of them find a sibling
        if count < 2 || rng.chance(0.5) {
            return Vec::new();
        }
        let other = (marked[0] + 1 + rng.below(count - 1)) % count;
        marked.push(other);
    }
    let mut found = Vec::new();
    while !marked.is_empty() {
        let mut size = (rng.range(2, most) as usize).min(marked.len());
        if marked.len() - size == 1 {
            size += 1;
        }
        found.push(marked.split_off(marked.len() - size));
    }
    found
}

/// Calls `copy` with a clone of the first of each cluster and each other of it.
fn share(crew: &mut [Recruit], clusters: &[Vec<usize>], mut copy: impl FnMut(&Person, &mut Person)) {
    for cluster in clusters {
        let donor = crew[cluster[0]].person.clone();
        for member in &cluster[1..] {
            copy(&donor, &mut crew[*member].person);
        }
    }
}

/// Everything by which the personas of an operation give themselves away.
fn leave_traces(rng: &mut Rng, maker: &mut Maker, operation: &Operation, crew: &mut [Recruit]) {
    let style = operation.style;
    share_histories(rng, style, crew);
    share_texts(rng, style, crew);
    break_careers(rng, style, crew);
    share_addresses(rng, style, crew);
    share_networks(rng, operation, crew);
    share_contacts(rng, maker, style, crew);
    share_references(rng, maker, style, crew);
    bend_profiles(rng, style, crew);
    let groups = clusters(rng, crew.len(), DEVICE[style], 4);
    share(crew, &groups, |donor, person| {
        person.device.clone_from(&donor.device);
        person.agent = donor.agent;
    });
    let groups = clusters(rng, crew.len(), DOCUMENT[style], 6);
    for group in &groups {
        crew[group[0]].person.documented = true;
    }
    share(crew, &groups, |donor, person| {
        person.document.clone_from(&donor.document);
        person.documented = true;
    });
}

/// The same employers and dates as a sibling.
fn share_histories(rng: &mut Rng, style: usize, crew: &mut [Recruit]) {
    let mut groups = clusters(rng, crew.len(), HISTORY[style], 4);
    for group in &mut groups {
        // a stolen history is copied, not overwritten
        group.sort_by_key(|member| crew[*member].identity != Identity::Stolen);
        let first = group[0];
        group.retain(|member| *member == first || crew[*member].identity != Identity::Stolen);
    }
    let mut writer = rng.fork();
    share(crew, &groups, |donor, person| {
        person.career.field = donor.career.field;
        person.career.jobs.clone_from(&donor.career.jobs);
        person.career.more_techs.clone_from(&donor.career.more_techs);
        let now = person.career.now;
        person.career.as_of(now);
        align_studies(&mut person.career);
        person.career.rewrite(&mut writer);
    });
}

/// Moves the studies by whole years so that the last ends before the first job begins.
fn align_studies(career: &mut Career) {
    let begin = career.jobs.first().map_or(career.now, |job| job.start);
    let end = career.studies.last().map_or(begin, |study| study.end);
    let mut years = (begin - end).div_euclid(12);
    if end <= begin {
        years = (years - 1).clamp(0, 40);
    }
    for study in &mut career.studies {
        study.start += years * 12;
        study.end += years * 12;
    }
}

/// A sibling's text, lightly edited or reworded.
fn share_texts(rng: &mut Rng, style: usize, crew: &mut [Recruit]) {
    let mut light = vec![false; crew.len()];
    let mut marked = Vec::new();
    for (member, edited) in light.iter_mut().enumerate() {
        *edited = rng.chance(EDITED[style]);
        if *edited || rng.chance(REWORDED[style] / (1.0 - EDITED[style])) {
            marked.push(member);
        }
    }
    for group in clusters_of(rng, crew.len(), marked, 5) {
        let donor = crew[group[0]].person.career.clone();
        for member in &group[1..] {
            copy_text(rng, &donor, &mut crew[*member].person.career, light[*member]);
        }
    }
}

fn copy_text(rng: &mut Rng, donor: &Career, career: &mut Career, light: bool) {
    let now = career.now;
    let mut edit = |line: &Line, until: i64, other: usize| {
        let mut line = if light { line.lightly_edited(rng) } else { line.reworded(rng) };
        line.keep_techs(|tech| TECH[tech].1 + 12 <= until, other);
        line
    };
    for (job, source) in career.jobs.iter_mut().rev().zip(donor.jobs.iter().rev()) {
        let until = job.end.unwrap_or(now);
        let other = job.techs.first().copied().unwrap_or(0);
        job.lines = source.lines.iter().map(|line| edit(line, until, other)).collect();
    }
    career.summary = donor.summary.iter().map(|line| edit(line, now, 0)).collect();
    if !donor.projects.is_empty() {
        career.projects.clone_from(&donor.projects);
        for project in &mut career.projects {
            project.start = project.start.min(now - 1);
            project.lines = project.lines.iter().map(|line| edit(line, now, 0)).collect();
        }
    }
}

/// Degrees, jobs and technologies that cannot be.
fn break_careers(rng: &mut Rng, style: usize, crew: &mut [Recruit]) {
    for member in crew {
        let person = &mut member.person;
        if rng.chance(DEGREE[style]) {
            person.career.impossible_degree(rng);
        }
        if rng.chance(OVERLAP[style]) {
            person.career.overlap_on_site(rng, person.city);
        }
        if rng.chance(EARLY_TECH[style]) {
            person.career.name_before_release(rng, 18, 60);
        }
    }
}

/// Laptop farms and mail drops: a sibling's address with its unit.
fn share_addresses(rng: &mut Rng, style: usize, crew: &mut [Recruit]) {
    let groups = clusters(rng, crew.len(), ADDRESS[style], 5);
    for group in &groups {
        let donor = &mut crew[group[0]].person;
        donor.full_address = true;
        ensure_unit(rng, &mut donor.home);
    }
    let mut networks = rng.fork();
    share(crew, &groups, |donor, person| {
        person.home = donor.home.clone();
        person.full_address = true;
        person.city = donor.city;
        person.paper = donor.paper;
        person.clock = donor.clock;
        person.ip = home_ip(&mut networks, donor.home.place.country);
    });
}

/// Egress shared inside the operation, hosting and VPN, and clocks of another zone.
fn share_networks(rng: &mut Rng, operation: &Operation, crew: &mut [Recruit]) {
    let style = operation.style;
    let hosted: Vec<bool> = (0..crew.len()).map(|_| rng.chance(VPN[style])).collect();
    let groups = clusters(rng, crew.len(), EGRESS[style], 6);
    for (member, hosted) in hosted.iter().enumerate() {
        if *hosted {
            let shared = groups.iter().any(|group| group.contains(&member));
            let own = rng.pick(&operation.addresses).clone();
            crew[member].person.ip = if shared { own } else { vpn_ip(rng) };
        }
    }
    share(crew, &groups, |donor, person| person.ip.clone_from(&donor.ip));
    for member in crew {
        if rng.chance(CLOCK[style]) {
            member.person.clock = Clock::Fixed(operation.zone);
        }
    }
}

/// Disposable mailboxes, impossible numbers, and a sibling's telephone or mailbox.
fn share_contacts(rng: &mut Rng, maker: &mut Maker, style: usize, crew: &mut [Recruit]) {
    for member in crew.iter_mut() {
        let person = &mut member.person;
        if !rng.chance(FAKE_CONTACT[style]) {
            continue;
        }
        if rng.chance(0.5) {
            let email = maker.disposable_email(rng, (&person.given, &person.family));
            person.emails = vec![email];
        } else {
            person.phones = vec![impossible_phone(rng)];
        }
    }
    let groups = clusters(rng, crew.len(), CONTACT[style], 3);
    share(crew, &groups, |donor, person| {
        let what = rng.below(10);
        if !(5..=7).contains(&what) {
            person.phones.clone_from(&donor.phones);
        }
        if what >= 5 {
            if rng.chance(0.5) {
                person.emails.clear();
            }
            person.emails.extend(donor.emails.first().cloned());
        }
    });
}

/// One referee for several siblings.
fn share_references(rng: &mut Rng, maker: &mut Maker, style: usize, crew: &mut [Recruit]) {
    for group in clusters(rng, crew.len(), REFERENCE[style], 4) {
        let employer = crew[group[0]].person.career.last_employer().to_string();
        let city = us_city(rng);
        let referee = maker.referee(rng, &employer, city, None);
        for member in &group {
            crew[*member].person.referees.insert(0, referee.clone());
        }
    }
}

/// Profiles of weeks, rewritten after years, or of another verified name; form, résumé and profile that disagree.
fn bend_profiles(rng: &mut Rng, style: usize, crew: &mut [Recruit]) {
    for member in crew {
        let person = &mut member.person;
        let paper = person.paper;
        if let Some(profile) = &mut person.profile
            && member.identity != Identity::Stolen
        {
            profile.place = paper;
        }
        if rng.chance(PROFILE[style]) {
            bend_profile(rng, person);
        }
        if rng.chance(DISAGREE[style]) {
            disagree(rng, person);
        }
    }
}

fn bend_profile(rng: &mut Rng, person: &mut Person) {
    let mut bent = match person.profile.take() {
        Some(profile) => profile,
        None => profile(rng, person, true),
    };
    bent.snapshot = true;
    bent.network = "linkedin";
    match rng.below(3) {
        0 => bent.created = person.first_at - rng.range(5, 56) * DAY,
        1 => {
            let now = month_of(person.first_at);
            let until = now - rng.range(0, 3);
            let from = until - rng.range(24, 80);
            bent.created = bent.created.min(person.first_at - (now - from + 15) * 31 * DAY);
            bent.dormant = Some((from, until));
            let mut changed = vec!["name", "headline", "location", "employer", "education", "photo"];
            rng.shuffle(&mut changed);
            changed.truncate(2 + rng.below(4));
            bent.changed = changed;
        }
        _ => bent.verified = Some(format!("{} {}", rng.pick(GIVEN), rng.pick(FAMILY))),
    }
    if rng.chance(0.25) {
        bent.control = *rng.pick(&["failed", "declined"]);
    }
    person.profile = Some(bent);
}

/// Two of form, résumé and profile say different things.
fn disagree(rng: &mut Rng, person: &mut Person) {
    let shown = person.profile.as_ref().is_some_and(|profile| profile.snapshot);
    let far = same_country(rng, person.city);
    let what = if shown { rng.below(4) } else { 0 };
    if what == 0 {
        person.paper = CITIES[far].place;
    }
    let Some(profile) = &mut person.profile else { return };
    profile.network = "linkedin";
    match what {
        1 => profile.place = CITIES[far].place,
        2 => profile.employer = Some(rng.pick(EMPLOYERS).0.to_string()),
        3 => profile.shift = if rng.chance(0.5) { rng.range(7, 20) } else { -rng.range(7, 20) },
        _ => {}
    }
}
