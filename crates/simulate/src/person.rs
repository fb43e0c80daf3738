//! People: names, contacts, homes, networks, profiles, and how they are made.

use std::collections::BTreeSet;

use crate::clock::{DAY, START, month_of};
use crate::resume::{Career, Spec, other_city};
use crate::rng::Rng;
use crate::tables::{
    AGENTS, CALLING, CARRIERS, CITIES, CONSUMER, DISPOSABLE_MAIL, FAMILY, FREE_MAIL, GIVEN, HOSTING, ISP_MAIL, Place, REFEREE_TITLES, RELAY_EGRESS,
    RELAY_MAIL, SCHOOLS, STREETS, STREETS_ABROAD,
};

/// A postal address.
#[derive(Clone)]
pub(crate) struct Address {
    pub line1: String,
    pub line2: Option<String>,
    pub place: Place,
    pub postal: String,
}

/// Whose clock a session shows: a city's, or a fixed offset in minutes.
#[derive(Clone, Copy)]
pub(crate) enum Clock {
    City(usize),
    Fixed(i64),
}

/// A public profile; `created` is a time, months elsewhere.
#[derive(Clone)]
pub(crate) struct Profile {
    pub snapshot: bool,
    pub network: &'static str,
    pub handle: String,
    pub account: String,
    pub created: i64,
    pub dormant: Option<(i64, i64)>,
    pub changed: Vec<&'static str>,
    pub verified: Option<String>,
    pub control: &'static str,
    pub place: Place,
    pub shift: i64,
    pub employer: Option<String>,
    pub connections: i64,
    pub photo: String,
}

impl Profile {
    pub(crate) fn url(&self) -> String {
        if self.network == "github" { format!("https://github.com/{}", self.handle) } else { format!("https://www.linkedin.com/in/{}", self.handle) }
    }
}

/// Somebody who vouches for a person.
#[derive(Clone)]
pub(crate) struct Referee {
    pub name: String,
    pub title: &'static str,
    pub email: String,
    pub phone: String,
    pub employer: String,
}

/// What a person declares with an application.
#[derive(Clone, Default)]
pub(crate) struct Declared {
    pub household_with: Vec<String>,
    pub moved: bool,
    pub name_changed: bool,
    pub accommodation: bool,
}

/// One human, or one identity that an operation uses.
#[derive(Clone)]
pub(crate) struct Person {
    pub id: String,
    pub given: String,
    pub family: String,
    pub former: Option<String>,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    pub mistyped_phone: Option<String>,
    pub phone_style: usize,
    pub home: Address,
    pub full_address: bool,
    pub city: usize,
    pub paper: Place,
    pub career: Career,
    pub profile: Option<Profile>,
    pub ip: String,
    pub clock: Clock,
    pub device: String,
    pub agent: &'static str,
    pub document: String,
    pub documented: bool,
    pub referees: Vec<Referee>,
    pub referees_on_paper: bool,
    pub agency: Option<usize>,
    pub declared: Declared,
    pub first_at: i64,
    pub oddities: Vec<&'static str>,
}

impl Person {
    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    pub(crate) fn has(&self, label: &str) -> bool {
        self.oddities.iter().any(|known| *known == label)
    }
}

/// What a person is made for.
pub(crate) struct Ask<'a> {
    pub field: usize,
    pub city: usize,
    pub at: i64,
    pub labels: &'a [&'static str],
    pub school: Option<usize>,
    pub name: Option<(String, String)>,
}

/// Makes people whose names, mailboxes and numbers do not collide by accident.
pub(crate) struct Maker {
    names: Vec<(String, String)>,
    emails: BTreeSet<String>,
    phones: BTreeSet<String>,
    serial: usize,
}

impl Maker {
    /// Enough names for this many people, drawn once so that every group gets names of the same kind.
    pub(crate) fn new(rng: &mut Rng, count: usize) -> Maker {
        let mut seen = BTreeSet::new();
        let mut names = Vec::with_capacity(count);
        while names.len() < count {
            let given = *rng.pick(GIVEN);
            let mut family = (*rng.pick(FAMILY)).to_string();
            let mut tries = 0;
            while !seen.insert(format!("{given} {family}")) || (tries == 0 && rng.chance(0.04)) {
                tries += 1;
                family = (*rng.pick(FAMILY)).to_string();
                if tries > 3 || rng.chance(0.2) {
                    family = format!("{family}-{}", rng.pick(FAMILY));
                }
            }
            names.push((given.to_string(), family));
        }
        rng.shuffle(&mut names);
        Maker { names, emails: BTreeSet::new(), phones: BTreeSet::new(), serial: 0 }
    }

    /// A name that nobody else has.
    pub(crate) fn name(&mut self, rng: &mut Rng) -> (String, String) {
        match self.names.pop() {
            Some(name) => name,
            None => {
                let family = format!("{}-{}", rng.pick(FAMILY), rng.pick(FAMILY));
                ((*rng.pick(GIVEN)).to_string(), family)
            }
        }
    }

    /// A mailbox that nobody else has: 75 % at a free provider, 15 % own or university domain, 10 % other.
    pub(crate) fn email(&mut self, rng: &mut Rng, name: (&str, &str), city: usize, school: Option<usize>) -> String {
        let (given, family) = (folded(name.0), folded(name.1));
        let local = local_part(rng, &given, &family);
        let country = CITIES[city].place.country;
        let mail = match (rng.below(100), school) {
            (0..=74, _) => format!("{local}@{}", rng.pick(FREE_MAIL)),
            (75..=81, Some(school)) => format!("{local}@alumni.{}", SCHOOLS[school].domain),
            (75..=89, _) => {
                let user = *rng.pick(&["hello", "me", "mail", "contact", "jobs"]);
                let ending = *rng.pick(&["dev", "me", "com", "io", "net"]);
                format!("{user}@{given}{family}.{ending}")
            }
            _ => {
                let local_isps: Vec<&str> = ISP_MAIL.iter().filter(|row| row.0 == country).map(|row| row.1).collect();
                let isp = if local_isps.is_empty() { "gmail.com" } else { *rng.pick(&local_isps) };
                format!("{local}@{isp}")
            }
        };
        self.claim_email(rng, mail)
    }

    /// A mailbox of a privacy relay.
    pub(crate) fn relay_email(&mut self, rng: &mut Rng) -> String {
        let mail = format!("{}@{}", rng.hex(10), rng.pick(RELAY_MAIL));
        self.claim_email(rng, mail)
    }

    /// A disposable mailbox.
    pub(crate) fn disposable_email(&mut self, rng: &mut Rng, name: (&str, &str)) -> String {
        let local = local_part(rng, &folded(name.0), &folded(name.1));
        let mail = format!("{local}@{}", rng.pick(DISPOSABLE_MAIL));
        self.claim_email(rng, mail)
    }

    fn claim_email(&mut self, rng: &mut Rng, mail: String) -> String {
        let mut mail = mail;
        while !self.emails.insert(mail.clone()) {
            let (local, domain) = match mail.split_once('@') {
                Some((local, domain)) => (local.to_string(), domain.to_string()),
                None => (mail.clone(), "gmail.com".to_string()),
            };
            mail = format!("{local}{}@{domain}", rng.range(1, 99));
        }
        mail
    }

    /// A mobile number of the city's country, in E.164, that nobody else has.
    pub(crate) fn phone(&mut self, rng: &mut Rng, city: usize) -> String {
        loop {
            let number = random_number(rng, city);
            if self.phones.insert(number.clone()) {
                return number;
            }
        }
    }

    /// Somebody at this employer who vouches for people.
    pub(crate) fn referee(&mut self, rng: &mut Rng, employer: &str, city: usize, title: Option<&'static str>) -> Referee {
        let (given, family) = (*rng.pick(GIVEN), *rng.pick(FAMILY));
        let domain: String = folded(employer).chars().take(18).collect();
        let at = if rng.chance(0.5) { format!("{domain}.com") } else { (*rng.pick(FREE_MAIL)).to_string() };
        let mail = format!("{}.{}@{at}", folded(given), folded(family));
        let mail = self.claim_email(rng, mail);
        Referee {
            name: format!("{given} {family}"),
            title: title.unwrap_or(*rng.pick(REFEREE_TITLES)),
            email: mail,
            phone: self.phone(rng, city),
            employer: employer.to_string(),
        }
    }

    /// A complete person with an ordinary life.
    pub(crate) fn person(&mut self, rng: &mut Rng, ask: &Ask) -> Person {
        self.serial += 1;
        let now = month_of(ask.at);
        let (given, family) = match &ask.name {
            Some(name) => name.clone(),
            None => self.name(rng),
        };
        let spec = Spec { field: ask.field, city: ask.city, now, labels: ask.labels, school: ask.school };
        let career = Career::build(rng, &spec);
        let school = career.studies.last().and_then(|study| study.index);
        let email = self.email(rng, (&given, &family), ask.city, school);
        let place = CITIES[ask.city].place;
        // many keep the number of a place they lived in before
        let moved = rng.chance(0.25);
        let phone_city = if moved { same_country(rng, ask.city) } else { ask.city };
        let mut person = Person {
            id: format!("p-{:06}", self.serial),
            given,
            family,
            former: None,
            emails: vec![email],
            phones: vec![self.phone(rng, phone_city)],
            mistyped_phone: None,
            phone_style: rng.below(6),
            home: address(rng, ask.city),
            full_address: rng.chance(0.7),
            city: ask.city,
            paper: place,
            career,
            profile: None,
            ip: home_ip(rng, place.country),
            clock: Clock::City(ask.city),
            device: rng.hex(16),
            agent: *rng.pick(AGENTS),
            document: format!("doc-{}", rng.hex(12)),
            documented: rng.chance(0.75),
            referees: Vec::new(),
            referees_on_paper: rng.chance(0.4),
            agency: None,
            declared: Declared::default(),
            first_at: ask.at,
            oddities: ask.labels.to_vec(),
        };
        let fresh = person.has("newcomer") || person.has("returner") || person.has("young-profile");
        if fresh || rng.chance(0.62) {
            let snapshot = fresh || rng.chance(0.35);
            person.profile = Some(profile(rng, &person, snapshot));
        }
        if rng.chance(0.25) {
            for _ in 0..rng.range(1, 2) {
                let jobs = &person.career.jobs;
                let employer = jobs[rng.below(jobs.len())].employer.clone();
                let referee = self.referee(rng, &employer, ask.city, None);
                person.referees.push(referee);
            }
        }
        person
    }
}

/// The lower-case ASCII letters and digits of a name.
pub(crate) fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let plain = lower.chars().map(|letter| match letter {
        'á' | 'ã' | 'à' | 'ä' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ö' | 'ő' => 'o',
        'ú' | 'ü' => 'u',
        'ł' => 'l',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    });
    plain.filter(char::is_ascii_alphanumeric).collect()
}

fn local_part(rng: &mut Rng, given: &str, family: &str) -> String {
    let first = given.chars().next().unwrap_or('x');
    let last = family.chars().next().unwrap_or('x');
    let number = rng.range(1, 99);
    match rng.below(9) {
        0 | 1 => format!("{given}.{family}"),
        2 => format!("{given}{family}"),
        3 => format!("{first}{family}{number}"),
        4 => format!("{given}_{family}"),
        5 => format!("{family}.{given}"),
        6 => format!("{given}.{family}{number}"),
        7 => format!("{given}{last}{}", 1970 + number % 35),
        _ => format!("{family}{first}{number}"),
    }
}

fn random_number(rng: &mut Rng, city: usize) -> String {
    let city = &CITIES[city];
    let country = city.place.country;
    let area = *rng.pick(city.areas);
    if country == "US" || country == "CA" {
        loop {
            let exchange = rng.range(200, 999);
            if exchange % 100 != 11 && exchange != 555 {
                return format!("+1{area}{exchange}{:04}", rng.range(0, 9999));
            }
        }
    }
    let (code, length) = CALLING.iter().find(|row| row.0 == country).map_or(("44", 10), |row| (row.1, row.2));
    let mut digits = area.to_string();
    while digits.len() < length {
        digits.push(char::from(b'1' + rng.below(9) as u8));
    }
    format!("+{code}{digits}")
}

/// An E.164 number as people type it, in one of six styles.
pub(crate) fn typed(number: &str, style: usize) -> String {
    if let Some(digits) = number.strip_prefix("+1") {
        if digits.len() != 10 {
            return number.to_string();
        }
        let (area, exchange, line) = (&digits[..3], &digits[3..6], &digits[6..]);
        return match style {
            0 | 1 => format!("({area}) {exchange}-{line}"),
            2 => format!("+1 {area}-{exchange}-{line}"),
            3 => format!("{area}.{exchange}.{line}"),
            4 => format!("{area}-{exchange}-{line}"),
            _ => number.to_string(),
        };
    }
    let code = CALLING.iter().map(|row| row.1).find(|code| number.get(1..).is_some_and(|rest| rest.starts_with(*code)));
    match (code, style) {
        (Some(code), 0..=3) => {
            let digits = &number[1 + code.len()..];
            let split = digits.len().min(3);
            let (head, tail) = digits.split_at(split);
            format!("+{code} {head} {tail}")
        }
        _ => number.to_string(),
    }
}

/// The number with one digit wrong or missing, as typed.
pub(crate) fn mistyped(rng: &mut Rng, number: &str) -> String {
    let mut digits: Vec<char> = number.chars().collect();
    let at = (4 + rng.below(7)).min(digits.len() - 1);
    if rng.chance(0.5) {
        digits.remove(at);
    } else {
        let old = digits[at].to_digit(10).unwrap_or(0) as u8;
        digits[at] = char::from(b'0' + (old + 1 + rng.below(9) as u8) % 10);
    }
    digits.into_iter().collect()
}

/// A North American number that cannot exist.
pub(crate) fn impossible_phone(rng: &mut Rng) -> String {
    match rng.below(3) {
        0 => format!("+1{:03}{:03}{:04}", rng.range(0, 199), rng.range(200, 999), rng.range(0, 9999)),
        1 => format!("+1{:03}{:03}{:04}", rng.range(201, 989), rng.range(0, 199), rng.range(0, 9999)),
        _ => format!("+1555555{:04}", rng.range(0, 9999)),
    }
}

/// Another city of the same country.
pub(crate) fn same_country(rng: &mut Rng, city: usize) -> usize {
    let country = CITIES[city].place.country;
    other_city(rng, city, |other| other.place.country == country)
}

/// A home in a city, with a unit in 45 % of cases.
pub(crate) fn address(rng: &mut Rng, city: usize) -> Address {
    let place = CITIES[city].place;
    let number = if rng.chance(0.5) { rng.range(1, 400) } else { rng.range(400, 9800) };
    let streets = STREETS_ABROAD.iter().find(|row| row.0 == place.country).map_or(STREETS, |row| row.1);
    let street = *rng.pick(streets);
    let line1 = match place.country {
        "DE" | "PL" | "BR" | "MX" => format!("{street} {}", number % 180 + 1),
        "IN" | "NG" | "GB" | "PH" => format!("{} {street}", number % 250 + 1),
        _ => format!("{number} {street}"),
    };
    let line2 = if rng.chance(0.45) { Some(unit(rng, place.country)) } else { None };
    let postal = postal(rng, city);
    Address { line1, line2, place, postal }
}

/// A unit as people write it.
pub(crate) fn unit(rng: &mut Rng, country: &str) -> String {
    let number = rng.range(1, 40);
    if country != "US" && country != "CA" {
        return format!("Flat {number}");
    }
    match rng.below(5) {
        0 => format!("Apt {number}"),
        1 => format!("Apt {}{}", rng.range(1, 9), rng.pick(&["A", "B", "C", "D"])),
        2 => format!("Unit {number}"),
        3 => format!("#{}", 100 * rng.range(1, 24) + number),
        _ => format!("Apt {}", 100 * rng.range(1, 24) + number),
    }
}

fn postal(rng: &mut Rng, city: usize) -> String {
    let city = &CITIES[city];
    let prefix = city.postal;
    let letter = |rng: &mut Rng| *rng.pick(&["A", "B", "E", "G", "H", "J", "L", "N", "P", "R", "S", "T"]);
    match city.place.country {
        "US" => format!("{prefix}{:02}", rng.range(2, 34)),
        "CA" => format!("{prefix} {}{}{}", rng.range(1, 9), letter(rng), rng.range(1, 9)),
        "GB" => format!("{prefix} {}{}{}", rng.range(1, 9), letter(rng), letter(rng)),
        "BR" => format!("{prefix}{:03}-{:03}", rng.range(100, 999), rng.range(0, 999)),
        "PH" => format!("{prefix}{:02}", rng.range(0, 40)),
        _ => format!("{prefix}{:03}", rng.range(100, 450)),
    }
}

/// A home address on the network of a consumer provider.
pub(crate) fn home_ip(rng: &mut Rng, country: &str) -> String {
    let blocks: Vec<usize> = (0..CONSUMER.len()).filter(|index| CONSUMER[*index].0 == country).collect();
    let (_, first, lo, hi) = CONSUMER[if blocks.is_empty() { 0 } else { *rng.pick(&blocks) }];
    format!("{first}.{}.{}.{}", rng.range(lo, hi), rng.range(0, 255), rng.range(2, 254))
}

/// One of the few shared addresses of a mobile carrier.
pub(crate) fn carrier_ip(rng: &mut Rng, country: &str) -> String {
    let carriers: Vec<&str> = CARRIERS.iter().filter(|row| row.0 == country).map(|row| row.1).collect();
    let prefix = if carriers.is_empty() { "172.56" } else { *rng.pick(&carriers) };
    let number = rng.below(12);
    format!("{prefix}.{}.{}", 16 + number * 17, 1 + number * 53 % 250)
}

/// One of the shared addresses of a campus; none where the school has no network of its own.
pub(crate) fn campus_ip(rng: &mut Rng, school: usize) -> Option<String> {
    let number = rng.below(16);
    let prefix = SCHOOLS[school].campus;
    if prefix.is_empty() {
        return None;
    }
    Some(format!("{prefix}.{}.{}", 20 + number * 7, 3 + number * 13))
}

/// One of the 400 shared addresses of commercial VPN services.
pub(crate) fn vpn_ip(rng: &mut Rng) -> String {
    let number = rng.below(400) as i64;
    let (prefix, lo, hi) = HOSTING[number as usize % HOSTING.len()];
    format!("{prefix}.{}.{}", lo + number * 53 % (hi - lo + 1), 2 + number * 97 % 250)
}

/// An address rented from a hosting company.
pub(crate) fn hosting_ip(rng: &mut Rng) -> String {
    let (prefix, lo, hi) = *rng.pick(HOSTING);
    format!("{prefix}.{}.{}", rng.range(lo, hi), rng.range(2, 254))
}

/// An egress of a privacy relay.
pub(crate) fn relay_ip(rng: &mut Rng) -> String {
    format!("{}.{}", rng.pick(RELAY_EGRESS), rng.range(1, 60))
}

/// The egress of an employer's network.
pub(crate) fn corporate_ip(employer: &str) -> String {
    let mut hash: u32 = 2_166_136_261;
    for byte in employer.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    }
    format!("12.{}.{}.{}", 4 + hash % 240, (hash >> 8) % 256, 2 + (hash >> 16) % 250)
}

/// The public profile of a person: mirrors the résumé.
pub(crate) fn profile(rng: &mut Rng, person: &Person, snapshot: bool) -> Profile {
    let (given, family) = (folded(&person.given), folded(&person.family));
    let github = person.career.field < 6 && rng.chance(0.2) && !person.has("returner");
    let handle = if github { format!("{given}{family}{}", rng.range(1, 999)) } else { format!("{given}-{family}-{}", rng.hex(6)) };
    let now = month_of(person.first_at);
    let begin = person.career.jobs.first().map_or(now, |job| job.start);
    let months = (now - begin + rng.range(-30, 24)).clamp(20, 190);
    let mut created = person.first_at - months * 30 * DAY - rng.range(0, 30) * DAY;
    if person.has("newcomer") {
        created = person.first_at - rng.range(9, 75) * DAY;
    } else if person.has("young-profile") {
        created = person.first_at - rng.range(20, 170) * DAY;
    }
    let mut dormant = None;
    let mut changed = Vec::new();
    if person.has("returner") {
        let until = now - rng.range(0, 4);
        let from = until - rng.range(26, 80);
        created = created.min(START - (now - from + 20) * 30 * DAY);
        dormant = Some((from, until));
        changed = vec!["headline", "employer"];
    }
    let verified = if rng.chance(0.25) { Some(person.full_name()) } else { None };
    Profile {
        snapshot,
        network: if github { "github" } else { "linkedin" },
        handle,
        account: rng.hex(9),
        created,
        dormant,
        changed,
        verified,
        control: *rng.pick(&["untested", "untested", "untested", "untested", "proven"]),
        place: person.paper,
        shift: if rng.chance(0.1) { rng.range(-1, 1) } else { 0 },
        employer: None,
        connections: rng.range(20, 900),
        photo: rng.hex(16),
    }
}
