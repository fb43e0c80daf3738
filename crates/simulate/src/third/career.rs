//! Where people studied and worked.

use serde_json::{Value, json};

use super::people::size;
use super::programmes::{AWARDED, Programme};
use super::text::{fact, kind, render};
use crate::Rng;
use crate::clock::{month, month_text};
use crate::tables::{AREAS, BOOTCAMPS, CALENDARS, CITIES, EMPLOYERS, SCHOOLS, SMALL_EMPLOYERS, TITLES, US_SCHOOLS};

/// A study: `level` 3 bachelor, 5 master, 6 doctor, 2 a bootcamp.
#[derive(Clone)]
pub(super) struct Study {
    pub school: String,
    pub major: String,
    pub level: u8,
    pub wording: usize,
    pub start: i64,
    pub end: i64,
    /// Whether its owner, or the one whose life is used, really holds the degree.
    pub held: bool,
}

/// A job; the most recent comes first in a career.
#[derive(Clone)]
pub(super) struct Job {
    pub employer: String,
    pub title: String,
    pub place: String,
    pub start: i64,
    pub end: Option<i64>,
    pub lines: Vec<String>,
    /// Whether it was really held.
    pub held: bool,
    /// Whether the employer exists only on paper.
    pub paper: bool,
}

/// Employers that began late, with the first year in which somebody can have worked there.
const YOUNG: &[(&str, i64)] = &[
    ("Stripe", 2011),
    ("Twilio", 2009),
    ("Cloudflare", 2011),
    ("Okta", 2010),
    ("Snap", 2013),
    ("Indeed", 2006),
    ("Ibotta", 2013),
    ("Carvana", 2014),
    ("Grubhub", 2006),
    ("Duo Security", 2011),
    ("Duolingo", 2012),
    ("Etsy", 2007),
    ("MongoDB", 2010),
    ("HubSpot", 2008),
    ("Wayfair", 2004),
    ("Chewy", 2013),
    ("Shopify", 2008),
    ("Lightspeed", 2008),
    ("Hootsuite", 2010),
    ("Monzo", 2016),
    ("Ocado Technology", 2005),
    ("Zalando", 2010),
    ("Delivery Hero", 2012),
    ("Skyscanner", 2006),
    ("Flipkart", 2009),
    ("Nubank", 2014),
    ("Interswitch", 2004),
    ("Andela Nigeria", 2015),
    ("Wizeline", 2015),
    ("Riot Games", 2008),
    ("ServiceNow", 2006),
    ("Qualtrics", 2006),
    ("Rocket Mortgage", 2016),
];

fn open_since(employer: &str) -> i64 {
    YOUNG.iter().find(|row| row.0 == employer).map_or(1990, |row| row.1)
}

/// The number of a school's calendar; schools without an entry keep semesters.
fn calendar(school: &str) -> usize {
    SCHOOLS.iter().find(|row| row.name == school).map_or(0, |row| row.calendar)
}

/// Years that a degree takes by calendar (bachelor).
const YEARS: [i64; 10] = [4, 4, 4, 3, 3, 4, 4, 4, 4, 4];

/// First and last month of a study that ends in this year, as the school's calendar has them.
fn term(rng: &mut Rng, school: &str, level: u8, year: i64) -> (i64, i64) {
    let number = calendar(school);
    let row = &CALENDARS[number];
    let end = month(year, *rng.pick(row.ends));
    let long = match level {
        6 => rng.range(4, 6),
        5 if number == 3 => 1,
        5 => 2,
        2 => return (end - 4, end),
        _ => YEARS[number] + i64::from(rng.chance(0.14)),
    };
    let mut start = month(end.div_euclid(12) - long, *rng.pick(row.starts));
    // Who ends in the winter has studied half a year more or less.
    let months = end - start;
    if months > long * 12 + 7 {
        start += 12;
    } else if months < long * 12 - 4 {
        start -= 12;
    }
    (start, end)
}

/// A study as a person of this school writes it.
pub(super) fn study(rng: &mut Rng, programme: (&str, &str, u8), year: i64) -> Study {
    let (start, end) = term(rng, programme.0, programme.2, year);
    let wording = rng.below(9);
    Study { school: programme.0.to_string(), major: programme.1.to_string(), level: programme.2, wording, start, end, held: true }
}

fn fits(programme: &Programme, field: usize, level: u8) -> bool {
    programme.2 == level && (AREAS[field].contains(&programme.1) || (kind(field) == 0 && programme.1 == "Computer Science"))
}

/// One or two degrees of schools in the country, the last of them in this year.
pub(super) fn studies(rng: &mut Rng, field: usize, country: &str, year: i64) -> Vec<Study> {
    let mut list = Vec::new();
    if country != "US" {
        let local: Vec<usize> = (US_SCHOOLS..SCHOOLS.len()).filter(|row| SCHOOLS[*row].place.country == country).collect();
        let row = if local.is_empty() { US_SCHOOLS + rng.below(SCHOOLS.len() - US_SCHOOLS) } else { *rng.pick(&local) };
        let level = if rng.chance(0.25) { 5 } else { 3 };
        let area = *rng.pick(AREAS[field]);
        list.push(study(rng, (SCHOOLS[row].name, area, level), year));
        return list;
    }
    let further: u8 = match rng.below(100) {
        0..=1 => 6,
        2..=29 => 5,
        _ => 3,
    };
    if further > 3 {
        let rows: Vec<&Programme> = AWARDED.iter().filter(|row| fits(row, field, further)).collect();
        if !rows.is_empty() {
            let row = **rng.pick(&rows);
            list.push(study(rng, row, year));
        }
    }
    let before = list.first().map_or(year, |later| later.start.div_euclid(12) - rng.range(0, 2));
    let rows: Vec<&Programme> = AWARDED.iter().filter(|row| fits(row, field, 3)).collect();
    if !rows.is_empty() {
        let row = **rng.pick(&rows);
        let mut first = study(rng, row, before);
        // A first degree is done before the next one begins.
        if list.first().is_some_and(|later| first.end > later.start) {
            first.start -= 12;
            first.end -= 12;
        }
        list.push(first);
    }
    list
}

/// A bootcamp that ends in this month.
pub(super) fn bootcamp(rng: &mut Rng, end: i64) -> Study {
    let school = (*rng.pick(BOOTCAMPS)).to_string();
    Study { school, major: "Software Development".to_string(), level: 2, wording: 0, start: end - 4, end, held: true }
}

fn degree_words(level: u8, area: &str) -> [&'static str; 5] {
    let arts = matches!(area, "Economics" | "Psychology" | "Communications" | "Sociology" | "English" | "Graphic Design");
    match level {
        2 => ["Certificate", "Certificate", "Bootcamp", "Certificate", "Bootcamp"],
        3 if arts => ["BA", "Bachelor of Arts", "B.A.", "Bachelor's degree", "Bachelor"],
        3 => ["BSc", "Bachelor of Science", "B.S.", "Bachelor's degree", "BS"],
        5 if arts => ["MA", "Master of Arts", "M.A.", "Master's degree", "Master"],
        5 => ["MSc", "Master of Science", "M.S.", "Master's degree", "MS"],
        _ => ["PhD", "Doctor of Philosophy", "Ph.D.", "Doctorate", "PhD"],
    }
}

impl Study {
    /// Level and field as written: apart, together, or shortened.
    pub(super) fn words(&self) -> (String, String) {
        let words = degree_words(self.level, &self.major);
        match self.wording {
            0..=4 => (words[self.wording].to_string(), self.major.clone()),
            5 => (format!("{} {}", words[0], self.major), String::new()),
            6 => (format!("{} in {}", words[1], self.major), String::new()),
            7 => (format!("{}, {}", words[2], shortened(&self.major)), String::new()),
            _ => (words[2].to_string(), shortened(&self.major)),
        }
    }

    pub(super) fn in_resume(&self, years_only: bool) -> Value {
        let (kind, area) = self.words();
        let mut value = json!({"institution": self.school, "studyType": kind, "endDate": month_text(self.end, years_only)});
        if !area.is_empty() {
            value["area"] = Value::from(area);
        }
        if !years_only || self.wording & 1 == 0 {
            value["startDate"] = Value::from(month_text(self.start, years_only));
        }
        value
    }

    pub(super) fn in_profile(&self) -> Value {
        let words = degree_words(self.level, &self.major);
        json!({
            "institution": self.school, "area": self.major, "studyType": words[1],
            "start": month_text(self.start, true), "end": month_text(self.end, true),
        })
    }
}

fn shortened(major: &str) -> String {
    let short = match major {
        "Computer Science" => "CS",
        "Computer Engineering" => "Computer Eng.",
        "Electrical Engineering" => "EE",
        "Mathematics" => "Math",
        "Information Technology" => "IT",
        "Information Systems" => "MIS",
        "Business Administration" => "Business",
        other => other,
    };
    short.to_string()
}

/// What a career is made for.
#[derive(Clone, Copy)]
pub(super) struct Wish {
    pub field: usize,
    pub city: usize,
    pub earlier_city: usize,
    pub from: i64,
    pub now: i64,
}

fn employer(rng: &mut Rng, city: usize, since: i64, taken: &[Job]) -> (String, String) {
    let place = CITIES[city].place;
    let free = |name: &str| !taken.iter().any(|job| job.employer == name);
    if rng.chance(0.5) {
        let near: Vec<usize> = (0..EMPLOYERS.len()).filter(|row| EMPLOYERS[*row].2 == place.region && EMPLOYERS[*row].3 == place.country).collect();
        let same: Vec<usize> = (0..EMPLOYERS.len()).filter(|row| EMPLOYERS[*row].3 == place.country).collect();
        for _ in 0..4 {
            let local = !near.is_empty() && rng.chance(0.6);
            let rows = if local { &near } else { &same };
            if rows.is_empty() {
                break;
            }
            let row = EMPLOYERS[*rng.pick(rows)];
            if free(row.0) && month(open_since(row.0), 1) <= since {
                let at = if local { format!("{}, {}", row.1, row.2) } else { "Remote".to_string() };
                return (row.0.to_string(), at);
            }
        }
    }
    for _ in 0..6 {
        let name = *rng.pick(SMALL_EMPLOYERS);
        if free(name) {
            let at = if rng.chance(0.2) { "Remote".to_string() } else { format!("{}, {}", place.city, place.region) };
            return (name.to_string(), at);
        }
    }
    ((*rng.pick(SMALL_EMPLOYERS)).to_string(), "Remote".to_string())
}

fn title(rng: &mut Rng, field: usize, months: i64) -> String {
    let base = *rng.pick(TITLES[field]);
    match months {
        0..=17 if rng.chance(0.35) => format!("Junior {base}"),
        60.. if rng.chance(0.55) => format!("Senior {base}"),
        110.. if rng.chance(0.3) => format!("Lead {base}"),
        _ => base.to_string(),
    }
}

/// Lines about a job.
pub(super) fn lines(rng: &mut Rng, field: usize, month: i64, count: i64) -> Vec<String> {
    let mut list = Vec::new();
    for _ in 0..count {
        let said = fact(rng, field, month);
        let side = rng.below(2);
        list.push(render(&said, side, 0));
    }
    list
}

/// Jobs from the first month to now, the latest first; jobs of 8 to 58 months, gaps of 0 to 4.
pub(super) fn jobs(rng: &mut Rng, wish: Wish) -> Vec<Job> {
    let mut list: Vec<Job> = Vec::new();
    let mut at = wish.from + rng.range(0, 4);
    while at < wish.now - 3 && list.len() < 6 {
        let last = list.len() == 5;
        let end = at + rng.range(8, 58);
        let open = last || end >= wish.now - 1;
        let until = if open { wish.now } else { end };
        let city = if (at - wish.from) * 2 < wish.now - wish.from { wish.earlier_city } else { wish.city };
        let (name, place) = employer(rng, city, at, &list);
        let count = rng.range(2, 4);
        // Half of those who apply are still employed; the others have left within the last half year.
        let ended = if !open {
            Some(end)
        } else if rng.chance(0.45) {
            Some(wish.now - rng.range(0, 5).min(until - at - 1))
        } else {
            None
        };
        let job = Job {
            employer: name,
            title: title(rng, wish.field, at - wish.from),
            place,
            start: at,
            end: ended,
            lines: lines(rng, wish.field, until, count),
            held: true,
            paper: false,
        };
        at = until + rng.range(0, 4);
        list.push(job);
    }
    list.reverse();
    list
}

impl Job {
    pub(super) fn in_resume(&self, years_only: bool) -> Value {
        let mut value = json!({
            "name": self.employer, "position": self.title, "location": self.place,
            "startDate": month_text(self.start, years_only), "highlights": self.lines,
        });
        if let Some(end) = self.end {
            value["endDate"] = Value::from(month_text(end, years_only));
        }
        value
    }

    pub(super) fn in_profile(&self, slip: i64) -> Value {
        let mut value = json!({
            "employer": self.employer, "title": self.title, "start": month_text(self.start + slip, false), "location": self.place,
        });
        if let Some(end) = self.end {
            value["end"] = Value::from(month_text(end, false));
        }
        value
    }
}

/// Whole years of work up to now.
pub(super) fn experience(jobs: &[Job], now: i64) -> i64 {
    jobs.last().map_or(1, |first| ((now - first.start) / 12).max(1))
}

/// A name for a firm that exists only on paper.
pub(super) fn paper_firm(rng: &mut Rng) -> String {
    let first = *rng.pick(&["Inde", "Bravo", "Vexa", "Nova", "Trio", "Apex", "Orbi", "Zenta", "Lumi", "Cora", "Hexa", "Prime"]);
    let second = *rng.pick(&["soft", "box", "byte", "craft", "logic", "mint", "stack", "wave", "core", "dev"]);
    let last = *rng.pick(&["Tech", "Solutions", "LLC", "Digital", "Software", "IT Consulting"]);
    let index = size(rng.range(0, 2));
    let middle = ["", " Global", " Pro"][index];
    format!("{first}{second}{middle} {last}")
}
