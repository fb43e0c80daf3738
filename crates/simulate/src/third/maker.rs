//! Makes people and what belongs to them.

use std::collections::BTreeSet;

use super::career::{self, Wish};
use super::names::{self, Name, Pool};
use super::people::{Account, Address, Depth, Opening, Person, Referee, Setup};
use super::text;
use crate::Rng;
use crate::clock::{DAY, month_of};
use crate::person::home_ip;
use crate::tables::{AGENTS, CALLING, CITIES, FREE_MAIL, ISP_MAIL, REFEREE_TITLES, STREETS, STREETS_ABROAD, TECH_FIELDS, TITLES};

/// Makes people; knows which mailboxes and numbers are taken.
pub(super) struct Maker {
    pub rng: Rng,
    pub pools: Vec<Pool>,
    pub openings: Vec<Opening>,
    mails: BTreeSet<String>,
    phones: BTreeSet<String>,
    count: usize,
}

/// What a person is made for.
#[derive(Clone, Copy)]
pub(super) struct Ask {
    pub field: usize,
    pub opening: usize,
    pub culture: usize,
    pub city: usize,
    pub earlier_city: usize,
    pub school_country: &'static str,
    pub years: i64,
    pub at: i64,
}

/// The number of cities in the United States, which come first in the table.
pub(super) fn us_cities() -> usize {
    CITIES.iter().take_while(|city| city.place.country == "US").count()
}

/// A city of this country, or any of the United States.
pub(super) fn city_in(rng: &mut Rng, country: &str) -> usize {
    let rows: Vec<usize> = (0..CITIES.len()).filter(|row| CITIES[*row].place.country == country).collect();
    if rows.is_empty() { rng.below(us_cities()) } else { *rng.pick(&rows) }
}

fn letters(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.to_lowercase().chars() {
        match letter {
            'á' | 'ã' | 'à' | 'â' | 'ä' => plain.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' => plain.push('e'),
            'í' | 'ı' | 'î' => plain.push('i'),
            'ó' | 'ö' | 'ô' | 'õ' => plain.push('o'),
            'ú' | 'ü' | 'û' => plain.push('u'),
            'ł' => plain.push('l'),
            'ñ' | 'ń' => plain.push('n'),
            'ç' | 'ć' => plain.push('c'),
            'ś' | 'ş' => plain.push('s'),
            'ż' | 'ź' | 'ž' => plain.push('z'),
            'ą' => plain.push('a'),
            'ğ' => plain.push('g'),
            'ß' => plain.push_str("ss"),
            other if other.is_ascii_alphanumeric() => plain.push(other),
            _ => {}
        }
    }
    plain
}

fn letter(rng: &mut Rng) -> &'static str {
    *rng.pick(&["A", "B", "E", "H", "J", "L", "N", "P", "R", "T"])
}

fn postal(rng: &mut Rng, city: usize) -> String {
    let row = &CITIES[city];
    match row.place.country {
        "US" => format!("{}{:02}", row.postal, rng.range(1, 60)),
        "CA" => {
            let (first, last) = (rng.range(1, 9), rng.range(1, 9));
            format!("{} {first}{}{last}", row.postal, letter(rng))
        }
        "GB" => {
            let (one, two) = (letter(rng), letter(rng));
            format!("{} {}{one}{two}", row.postal, rng.range(1, 9))
        }
        _ => format!("{}{:03}", row.postal, rng.range(1, 999)),
    }
}

/// A unit as people write it.
pub(super) fn unit(rng: &mut Rng) -> String {
    let number = rng.range(1, 44);
    match rng.below(5) {
        0 => format!("Apt {number}"),
        1 => format!("Unit {number}"),
        2 => format!("#{}", number + 100 * rng.range(1, 9)),
        3 => format!("Apt {number}{}", rng.pick(&["A", "B", "C", "D"])),
        _ => format!("Apartment {number}"),
    }
}

/// A home in this city.
pub(super) fn address(rng: &mut Rng, city: usize) -> Address {
    let place = CITIES[city].place;
    let streets = STREETS_ABROAD.iter().find(|row| row.0 == place.country).map_or(STREETS, |row| row.1);
    let street = *rng.pick(streets);
    let number = rng.range(1, 9) * rng.range(1, 1000) + rng.range(0, 8);
    let line1 = match place.country {
        "DE" | "PL" | "BR" | "MX" => format!("{street} {}", number % 190 + 1),
        "US" | "CA" => format!("{} {street}", number + 1),
        _ => format!("{} {street}", number % 260 + 1),
    };
    let line2 = if rng.chance(0.42) { unit(rng) } else { String::new() };
    Address {
        line1,
        line2,
        city: place.city.to_string(),
        region: place.region.to_string(),
        postal: postal(rng, city),
        country: place.country.to_string(),
    }
}

/// The same address as somebody else would type it.
pub(super) fn retyped(rng: &mut Rng, address: &Address) -> Address {
    let mut other = address.clone();
    match rng.below(6) {
        0 => other.line1 = other.line1.replace("Street", "St").replace("Avenue", "Ave").replace("Road", "Rd"),
        1 => other.line1 = other.line1.replace("Drive", "Dr.").replace("Lane", "Ln").replace("Street", "St."),
        2 => other.line1 = other.line1.to_uppercase(),
        3 if !other.line2.is_empty() => {
            other.line1 = format!("{}, {}", other.line1, other.line2);
            other.line2 = String::new();
        }
        4 => other.line2 = other.line2.replace("Apartment", "Apt").replace("Unit", "#"),
        _ => {}
    }
    other
}

/// A physical address of a wireless access point.
pub(super) fn bssid(rng: &mut Rng) -> String {
    let digits = rng.hex(12);
    let pairs: Vec<&str> = (0..6).filter_map(|pair| digits.get(pair * 2..pair * 2 + 2)).collect();
    pairs.join(":")
}

impl Maker {
    pub(super) fn new(seed: u64) -> Maker {
        let mut rng = Rng::new(seed ^ 0x7468_6972_6420_776f);
        let mut openings = Vec::new();
        let total = rng.range(34, 60);
        for number in 0..total {
            let field = if rng.chance(0.8) { rng.below(TECH_FIELDS) } else { TECH_FIELDS + rng.below(5) };
            let rank = *rng.pick(&["", "", "", "Senior ", "Senior ", "Staff ", "Junior "]);
            let title = format!("{rank}{}", rng.pick(TITLES[field]));
            let remote = rng.chance(if field < TECH_FIELDS { 0.88 } else { 0.6 });
            openings.push(Opening { id: format!("job-{}", 2100 + number * 7), title, field, remote });
        }
        Maker { rng, pools: names::pools(), openings, mails: BTreeSet::new(), phones: BTreeSet::new(), count: 0 }
    }

    fn claim(&mut self, local: &str, domain: &str) -> String {
        let mut mail = format!("{local}@{domain}");
        while !self.mails.insert(mail.clone()) {
            mail = format!("{local}{}@{domain}", self.rng.range(2, 9999));
        }
        mail
    }

    /// A mailbox in this person's name that nobody else has.
    pub(super) fn mail(&mut self, name: &Name, country: &str) -> String {
        let (given, family) = (letters(&name.given), letters(&name.family));
        let first: String = given.chars().take(1).collect();
        let middle: String = letters(&name.middle).chars().take(1).collect();
        let number = self.rng.range(1, 99);
        let local = match self.rng.below(12) {
            0..=2 => format!("{given}.{family}"),
            3 => format!("{given}{family}"),
            4 => format!("{first}{family}"),
            5 => format!("{given}.{middle}.{family}"),
            6 => format!("{given}{family}{number}"),
            7 => format!("{first}.{family}{number}"),
            8 => format!("{family}.{given}"),
            9 => format!("{given}_{family}{}", 1975 + number % 28),
            10 => format!("{given}{number}{}", self.rng.pick(&["dev", "codes", "mail", "work"])),
            _ => format!("{given}{family}"),
        };
        let local_mail: Vec<&str> = ISP_MAIL.iter().filter(|row| row.0 == country).map(|row| row.1).collect();
        let domain = match self.rng.below(100) {
            0..=5 if !local_mail.is_empty() => (*self.rng.pick(&local_mail)).to_string(),
            6..=9 => format!("{given}{family}.{}", self.rng.pick(&["dev", "me", "com", "io", "net"])),
            _ => (*self.rng.pick(FREE_MAIL)).to_string(),
        };
        self.claim(&local, &domain)
    }

    /// A mailbox with this name before the `@`.
    pub(super) fn mailbox(&mut self, local: &str, domain: &str) -> String {
        self.claim(local, domain)
    }

    /// A mobile number of this city that nobody else has.
    pub(super) fn number(&mut self, city: usize) -> String {
        loop {
            let row = &CITIES[city];
            let area = *self.rng.pick(row.areas);
            let number = if matches!(row.place.country, "US" | "CA") {
                let exchange = self.rng.range(2, 9) * 100 + self.rng.range(12, 98);
                format!("+1{area}{exchange}{:04}", self.rng.range(0, 9999))
            } else {
                let (code, length) = CALLING.iter().find(|known| known.0 == row.place.country).map_or(("44", 10), |known| (known.1, known.2));
                let mut digits = area.to_string();
                while digits.len() < length {
                    digits.push_str(&self.rng.range(0, 9).to_string());
                }
                format!("+{code}{digits}")
            };
            if !number.contains("+1555") && self.phones.insert(number.clone()) {
                return number;
            }
        }
    }

    /// A city of this country whose number somebody kept who lives elsewhere: one in four has one.
    fn number_city(&mut self, city: usize, earlier: usize) -> usize {
        match self.rng.below(100) {
            0..=71 => city,
            72..=88 => earlier,
            _ => city_in(&mut self.rng, CITIES[city].place.country),
        }
    }

    /// An ordinary wish for a person who applies at this time.
    pub(super) fn ask(&mut self, at: i64) -> Ask {
        let opening = self.rng.below(self.openings.len());
        let culture = names::culture(&mut self.rng, &self.pools);
        let cities = us_cities();
        let abroad = self.rng.chance(0.06);
        let city = if abroad { cities + self.rng.below(CITIES.len() - cities) } else { self.rng.below(cities) };
        let country = CITIES[city].place.country;
        let mut culture = culture;
        for _ in 0..8 {
            if self.pools[culture].countries.contains(&country) {
                break;
            }
            culture = names::culture(&mut self.rng, &self.pools);
        }
        let earlier_city = if self.rng.chance(0.45) { city_in(&mut self.rng, country) } else { city };
        let years = self.rng.range(0, 8) + self.rng.range(0, 7) + self.rng.range(1, 4);
        Ask { field: self.openings[opening].field, opening, culture, city, earlier_city, school_country: country, years, at }
    }

    /// A requisition of this field, or another one of the same kind of work.
    pub(super) fn opening_for(&mut self, field: usize) -> usize {
        let same: Vec<usize> = (0..self.openings.len()).filter(|row| self.openings[*row].field == field).collect();
        let like: Vec<usize> = (0..self.openings.len()).filter(|row| text::kind(self.openings[*row].field) == text::kind(field)).collect();
        if !same.is_empty() {
            *self.rng.pick(&same)
        } else if like.is_empty() {
            0
        } else {
            *self.rng.pick(&like)
        }
    }

    /// A number for the next person.
    pub(super) fn next_id(&mut self) -> String {
        self.count += 1;
        format!("w3-{:06}", self.count)
    }

    /// Somebody who vouches for a person of this employer.
    pub(super) fn referee(&mut self, employer: &str, city: usize) -> Referee {
        let culture = names::culture(&mut self.rng, &self.pools);
        let name = names::name(&mut self.rng, &self.pools, culture);
        let domain: String = letters(employer).chars().take(20).collect();
        let email = if self.rng.chance(0.45) {
            let local = format!("{}.{}", letters(&name.given), letters(&name.family));
            self.claim(&local, &format!("{domain}.com"))
        } else {
            self.mail(&name, "US")
        };
        let phone = self.number(city);
        Referee { name: name.full(), email, phone, employer: employer.to_string(), relationship: *self.rng.pick(REFEREE_TITLES) }
    }

    /// A profile as most people have it.
    pub(super) fn account(&mut self, network: &'static str, name: &Name, ask: &Ask) -> Account {
        let slug = match (network, self.rng.below(3)) {
            ("github", 0) => format!("{}{}", letters(&name.given), self.rng.pick(&["dev", "codes", "hub", "io", "x"])),
            ("github", _) => format!("{}{}", letters(&name.given).chars().take(1).collect::<String>(), letters(&name.family)),
            (_, _) => format!("{}-{}", letters(&name.given), letters(&name.family)),
        };
        let handle = format!("{slug}-{}", self.rng.hex(5));
        let career = ask.years.max(1) * 365;
        let age = self.rng.range(career / 3 + 200, career + 900).min(5200);
        let control = match self.rng.below(100) {
            0..=37 => "proven",
            38..=40 => "declined",
            _ => "untested",
        };
        let place = CITIES[ask.city].place;
        Account {
            network,
            handle,
            id: self.rng.hex(12),
            created: ask.at - age * DAY,
            place: format!("{}, {}", place.city, place.region),
            connections: self.rng.range(40, 700),
            photo: self.rng.hex(16),
            control,
            dormant: None,
            changed: Vec::new(),
            shown: name.plain(),
            former: Vec::new(),
            verified: if self.rng.chance(0.18) { name.plain() } else { String::new() },
            slip: if self.rng.chance(0.08) { self.rng.range(-2, 2) } else { 0 },
            jobs: None,
            trees: vec![self.rng.hex(16), self.rng.hex(16)],
            authors: Vec::new(),
        }
    }

    /// A person with an ordinary life who applies as asked.
    pub(super) fn person(&mut self, ask: &Ask) -> Person {
        let name = names::name(&mut self.rng, &self.pools, ask.culture);
        let country = CITIES[ask.city].place.country;
        let now = month_of(ask.at);
        let graduated = now.div_euclid(12) - ask.years;
        let studies = career::studies(&mut self.rng, ask.field, ask.school_country, graduated);
        let from = studies.first().map_or(graduated * 12, |last| last.end).min(now - 5);
        let wish = Wish { field: ask.field, city: ask.city, earlier_city: ask.earlier_city, from, now };
        let jobs = career::jobs(&mut self.rng, wish);
        let years = career::experience(&jobs, now);
        let mut accounts = Vec::new();
        if self.rng.chance(0.84) {
            accounts.push(self.account("linkedin", &name, ask));
        }
        if ask.field < TECH_FIELDS && self.rng.chance(0.5) {
            accounts.push(self.account("github", &name, ask));
        }
        let mut referees = Vec::new();
        if self.rng.chance(0.35) {
            for job in jobs.iter().take(2) {
                referees.push(self.referee(&job.employer, ask.earlier_city));
            }
        }
        let emails = vec![self.mail(&name, country)];
        let number_city = self.number_city(ask.city, ask.earlier_city);
        let numbers = vec![self.number(number_city)];
        let known = text::tools(ask.field, now);
        let mut skills: Vec<&'static str> = Vec::new();
        for _ in 0..self.rng.range(4, 9) {
            let tool = *self.rng.pick(&known);
            if !skills.contains(&tool) {
                skills.push(tool);
            }
        }
        let ip = home_ip(&mut self.rng, country);
        let channel = match self.rng.below(100) {
            0..=47 => "career_site",
            48..=84 => "job_board",
            85..=91 => "sourced",
            92..=97 => "referral",
            _ => "marketplace",
        };
        let id = self.next_id();
        let rng = &mut self.rng;
        let home = address(rng, ask.city);
        let (bssid, summary) = (bssid(rng), text::summary(rng, ask.field, years, now, false));
        Person {
            id,
            operation: None,
            style: None,
            oddities: Vec::new(),
            column: 4,
            lean: [1.0; 8],
            name,
            emails,
            numbers,
            phone_style: rng.below(8),
            old_number: None,
            home,
            shape: rng.below(20),
            city: ask.city,
            paper_city: ask.city,
            field: ask.field,
            studies,
            jobs,
            projects: Vec::new(),
            summary,
            skills,
            why: text::why(rng, ask.field, now, false),
            years_only: rng.chance(0.08),
            home_ip: ip.clone(),
            ip,
            bssid,
            offset: None,
            agent: *rng.pick(AGENTS),
            device: format!("fp-{}", rng.hex(14)),
            accounts,
            referees,
            channel,
            agency: None,
            household: Vec::new(),
            moved: false,
            renamed: false,
            accommodation: rng.chance(0.006),
            opening: ask.opening,
            at: ask.at,
            depth: Depth::Applied,
            document: rng.hex(16),
            birth: rng.hex(16),
            face: rng.hex(16),
            handset: format!("phone-{}", rng.hex(10)),
            payee: format!("acct-{}", rng.hex(14)),
            serial: format!("{}{}", rng.pick(&["PF", "C02", "5CG", "MJ0", "FVF"]), rng.hex(7).to_uppercase()),
            setup: Setup::default(),
        }
    }
}

/// Lets an assistant rewrite what a person has to say.
pub(super) fn polish(rng: &mut Rng, person: &mut Person) {
    let now = month_of(person.at);
    let field = person.field;
    for job in &mut person.jobs {
        let until = job.end.unwrap_or(now);
        for (turn, line) in job.lines.iter_mut().enumerate() {
            let said = text::fact(rng, field, until);
            *line = text::polished(&said, turn);
        }
    }
    person.summary = text::summary(rng, field, career::experience(&person.jobs, now), now, true);
    person.why = text::why(rng, field, now, true);
}
