//! Careers: studies, jobs and projects of one person, and the résumé made of them.

use serde_json::{Map, Value, json};

use crate::clock::{month, month_text};
use crate::prose::{Line, advice, highlights, summary};
use crate::rng::Rng;
use crate::tables::{
    AGENCIES, AREAS, CALENDARS, CITIES, City, EMPLOYERS, Place, SCHOOLS, SERVICES, SMALL_EMPLOYERS, School, TECH, TITLES, US_SCHOOLS,
};

/// A position; `place` is none for remote work, `end` none for the present one.
#[derive(Clone)]
pub(crate) struct Job {
    pub employer: String,
    pub title: String,
    pub place: Option<Place>,
    pub start: i64,
    pub end: Option<i64>,
    pub techs: Vec<usize>,
    pub lines: Vec<Line>,
}

/// A degree or course; `index` points into the table of schools.
#[derive(Clone)]
pub(crate) struct Study {
    pub school: String,
    pub index: Option<usize>,
    pub area: &'static str,
    pub degree: &'static str,
    pub start: i64,
    pub end: i64,
}

/// A project paragraph.
#[derive(Clone)]
pub(crate) struct Project {
    pub name: String,
    pub start: i64,
    pub lines: Vec<Line>,
}

/// One date that the résumé gives wrongly.
#[derive(Clone)]
pub(crate) struct Slip {
    pub study: bool,
    pub index: usize,
    pub at_end: bool,
    pub months: i64,
}

/// Everything a résumé says apart from name and contacts; jobs and studies from the oldest.
#[derive(Clone)]
pub(crate) struct Career {
    pub field: usize,
    pub now: i64,
    pub summary: Vec<Line>,
    pub jobs: Vec<Job>,
    pub studies: Vec<Study>,
    pub projects: Vec<Project>,
    pub more_techs: Vec<usize>,
    pub years_only: bool,
    pub tools_line: bool,
    pub slip: Option<Slip>,
    pub agency: Option<usize>,
}

/// What a career is made for.
pub(crate) struct Spec<'a> {
    pub field: usize,
    pub city: usize,
    pub now: i64,
    pub labels: &'a [&'static str],
    pub school: Option<usize>,
}

impl Spec<'_> {
    fn has(&self, label: &str) -> bool {
        self.labels.iter().any(|known| *known == label)
    }
}

/// The head of a résumé.
pub(crate) struct Head<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub phone: &'a str,
    pub place: Place,
    pub profiles: Vec<Value>,
    pub references: Vec<Value>,
}

const BACHELOR: &str = "Bachelor";
const MASTER: &str = "Master";
const DOCTOR: &str = "PhD";
const MILITARY_TITLES: &[&str] =
    &["Signal Support Specialist", "Network Operations Specialist", "Communications Technician", "Cyber Operations Specialist", "Logistics Officer"];

impl Career {
    /// A life up to `spec.now` that ends in `spec.city`.
    pub(crate) fn build(rng: &mut Rng, spec: &Spec) -> Career {
        let path = Path::draw(rng, spec);
        let (studies, begin) = path.studies(rng, spec);
        let mut career = Career {
            field: spec.field,
            now: spec.now,
            summary: Vec::new(),
            jobs: Vec::new(),
            studies,
            projects: Vec::new(),
            more_techs: Vec::new(),
            years_only: rng.chance(0.06),
            tools_line: rng.chance(0.5),
            slip: None,
            agency: None,
        };
        if spec.has("student") {
            career.add_internships(rng, path.last);
        } else if spec.has("military") {
            career.add_postings(rng, path.last);
        } else {
            career.add_jobs(rng, &path, spec, begin);
        }
        if spec.has("freelancer") {
            career.add_engagements(rng, &path, spec, begin);
        }
        career.add_projects(rng);
        career.write_summary(rng);
        career
    }

    /// A fresh opening paragraph.
    pub(crate) fn write_summary(&mut self, rng: &mut Rng) {
        let techs = self.techs();
        let first = self.jobs.first().map_or(self.now, |job| job.start);
        let years = if techs.is_empty() { 0 } else { (self.now - first) / 12 };
        self.summary = summary(rng, self.field, &techs, years);
    }

    /// Fresh highlights for every job and project.
    pub(crate) fn rewrite(&mut self, rng: &mut Rng) {
        let field = self.field;
        for job in &mut self.jobs {
            let count = job.lines.len().max(3);
            job.lines = highlights(rng, field, &job.techs, count);
        }
        self.projects.clear();
        self.add_projects(rng);
        self.write_summary(rng);
    }

    /// The same career told at another time: without what had not begun.
    pub(crate) fn as_of(&mut self, now: i64) {
        self.now = now;
        if self.jobs.iter().any(|job| job.start < now) {
            self.jobs.retain(|job| job.start < now);
        }
        for job in &mut self.jobs {
            job.end = job.end.filter(|end| *end < now);
        }
    }

    /// All technologies named in the jobs, and others the person learned.
    pub(crate) fn techs(&self) -> Vec<usize> {
        let mut all = self.more_techs.clone();
        for tech in self.jobs.iter().rev().flat_map(|job| &job.techs) {
            if !all.contains(tech) {
                all.push(*tech);
            }
        }
        all.truncate(14);
        all
    }

    /// The present employer, or the last.
    pub(crate) fn last_employer(&self) -> &str {
        self.jobs.last().map_or("", |job| job.employer.as_str())
    }

    fn add_job(&mut self, rng: &mut Rng, home: Place, dates: (i64, Option<i64>), count: usize) {
        let (start, end) = dates;
        let last = self.last_employer().to_string();
        let (employer, place) = workplace(rng, home, start, &last);
        let begin = self.jobs.first().map_or(start, |job| job.start);
        let title = title(rng, self.field, ((start - begin) / 36) as usize);
        let techs = known_techs(rng, self.field, end.unwrap_or(self.now));
        let lines = highlights(rng, self.field, &techs, count);
        self.jobs.push(Job { employer, title, place, start, end, techs, lines });
    }

    fn add_jobs(&mut self, rng: &mut Rng, path: &Path, spec: &Spec, begin: i64) {
        let moved = if spec.has("newcomer") {
            spec.now - rng.range(3, 14)
        } else if spec.has("foreign-degree") {
            begin - 1 + if rng.chance(0.3) { 24 } else { 0 }
        } else {
            begin + (spec.now - begin) * rng.range(20, 80) / 100
        };
        let times = timeline(rng, begin, spec.now);
        let count = lines_per_job(times.len());
        for (start, end) in times {
            let home = if start < moved { path.first } else { path.last };
            let extra = rng.below(2);
            self.add_job(rng, CITIES[home].place, (start, end), count + extra);
        }
    }

    fn add_internships(&mut self, rng: &mut Rng, city: usize) {
        let year = self.now.div_euclid(12) - i64::from(self.now.rem_euclid(12) < 9);
        let count = rng.range(1, 2);
        for back in (0..count).rev() {
            let start = month(year - back, 5 + rng.range(0, 1));
            let end = Some(start + rng.range(2, 3));
            self.add_job(rng, CITIES[city].place, (start, end), 5);
            if let Some(job) = self.jobs.last_mut() {
                job.title = format!("{} Intern", rng.pick(TITLES[self.field]));
            }
        }
    }

    fn add_postings(&mut self, rng: &mut Rng, city: usize) {
        let service = *rng.pick(SERVICES);
        let mut at = self.now - rng.range(40, 90);
        for _ in 0..rng.range(3, 5) {
            let end = at + rng.range(9, 16);
            if end >= self.now {
                break;
            }
            let other = other_city(rng, city, |other| other.place.country == "US");
            self.add_job(rng, CITIES[other].place, (at, Some(end)), 4);
            if let Some(job) = self.jobs.last_mut() {
                job.employer = service.to_string();
                job.title = (*rng.pick(MILITARY_TITLES)).to_string();
                job.place = Some(CITIES[other].place);
            }
            at = end;
        }
        self.add_job(rng, CITIES[city].place, (at, None), 4);
    }

    fn add_engagements(&mut self, rng: &mut Rng, path: &Path, spec: &Spec, begin: i64) {
        for _ in 0..rng.range(2, 3) {
            let start = rng.range(begin, (spec.now - 8).max(begin));
            let end = (start + rng.range(4, 14)).min(spec.now - 1).max(start + 1);
            let home = CITIES[path.last].place;
            self.add_job(rng, home, (start, Some(end)), 3);
            let far = other_city(rng, path.last, |city| city.place.country == home.country);
            if let Some(job) = self.jobs.last_mut() {
                job.title = format!("Contract {}", rng.pick(TITLES[spec.field]));
                job.place = match rng.below(10) {
                    0..=4 => Some(home),
                    5 | 6 => Some(CITIES[far].place),
                    _ => None,
                };
            }
        }
        self.jobs.sort_by_key(|job| job.start);
    }

    fn add_projects(&mut self, rng: &mut Rng) {
        let count = match self.jobs.len() {
            0 | 1 => 3,
            2 => 2,
            _ => usize::from(rng.chance(0.2)),
        };
        let techs = known_techs(rng, self.field, self.now);
        for _ in 0..count {
            let project = project(rng, self.field, &techs, self.now);
            self.projects.push(project);
        }
    }

    /// Names a technology `lo` to `hi` months before its release; false if the career offers no place for it.
    pub(crate) fn name_before_release(&mut self, rng: &mut Rng, lo: i64, hi: i64) -> bool {
        let mut fits = Vec::new();
        let mut cuts = Vec::new();
        for (number, job) in self.jobs.iter().enumerate() {
            let until = job.end.unwrap_or(self.now);
            for (tech, row) in TECH.iter().enumerate() {
                let early = row.1 - until;
                if row.2 & (1 << self.field) == 0 {
                    continue;
                }
                if job.end.is_some() && early >= lo && early <= hi {
                    fits.push((number, tech, until));
                } else if early < lo && row.1 - lo >= job.start + 3 {
                    cuts.push((number, tech, row.1 - lo));
                }
            }
        }
        let found = if fits.is_empty() { cuts } else { fits };
        if found.is_empty() {
            return false;
        }
        let (number, tech, end) = *rng.pick(&found);
        let more = highlights(rng, self.field, &[tech], 1);
        let other = known_techs(rng, self.field, end).first().copied().unwrap_or(tech);
        let job = &mut self.jobs[number];
        job.end = Some(end);
        // an end moved back must not make other technologies too early
        job.techs.retain(|known| TECH[*known].1 + 12 <= end);
        for line in &mut job.lines {
            line.keep_techs(|known| TECH[known].1 + 12 <= end, other);
        }
        job.techs.push(tech);
        job.lines.extend(more);
        true
    }

    /// Makes two jobs overlap on site in places far apart; false if there are not two jobs.
    pub(crate) fn overlap_on_site(&mut self, rng: &mut Rng, city: usize) -> bool {
        if self.jobs.len() < 2 {
            return false;
        }
        let number = 1 + rng.below(self.jobs.len() - 1);
        let here = CITIES[city].place;
        let offset = CITIES[city].offset;
        let far = other_city(rng, city, |other| other.place.country == here.country && (other.offset - offset).abs() >= 60);
        let until = self.jobs[number - 1].end.unwrap_or(self.now);
        let earliest = self.jobs[number - 1].start + 1;
        let start = (until - rng.range(7, 18)).max(earliest);
        self.jobs[number - 1].place = Some(CITIES[far].place);
        self.jobs[number - 1].end = Some(until);
        self.jobs[number].place = Some(here);
        self.jobs[number].start = start.min(self.jobs[number].start);
        true
    }

    /// A degree in a month in which the school confers none, or of a duration that cannot be.
    pub(crate) fn impossible_degree(&mut self, rng: &mut Rng) {
        if self.studies.is_empty() {
            let school = rng.below(US_SCHOOLS);
            let end = self.jobs.first().map_or(self.now, |job| job.start);
            let end = graduation(rng, &SCHOOLS[school], end, false);
            let study = study(rng, school, self.field, BACHELOR, end);
            self.studies.push(study);
        }
        let by_month = rng.chance(0.5);
        let short = rng.chance(0.7);
        let months = if short { rng.range(5, 16) } else { rng.range(90, 120) };
        if let Some(study) = self.studies.last_mut() {
            let school = &SCHOOLS[study.index.unwrap_or(0)];
            if by_month {
                study.end = graduation(rng, school, study.end, true);
            } else {
                study.start = study.end - if study.degree == BACHELOR { months } else { months / 3 };
            }
        }
    }

    /// Puts sentences from advice pages in place of own ones.
    pub(crate) fn copy_phrases(&mut self, rng: &mut Rng, count: i64) {
        for _ in 0..count {
            let line = advice(rng);
            let number = rng.below(self.jobs.len() + 1);
            let lines = match self.jobs.get_mut(number) {
                Some(job) => &mut job.lines,
                None => &mut self.summary,
            };
            let at = rng.below(lines.len());
            if let Some(old) = lines.get_mut(at) {
                *old = line;
            }
        }
    }

    /// The dates as the résumé gives them.
    fn dates(&self, study: bool, index: usize, start: i64, end: Option<i64>) -> (i64, Option<i64>) {
        match &self.slip {
            Some(slip) if slip.study == study && slip.index == index => {
                if slip.at_end && end.is_some() {
                    (start, end.map(|end| (end + slip.months).min(self.now)))
                } else {
                    (start + slip.months, end)
                }
            }
            _ => (start, end),
        }
    }

    /// The résumé in the form of JSON Resume 1.0.
    pub(crate) fn to_json(&self, head: Head) -> Value {
        let mut basics = json!({
            "name": head.name, "email": head.email, "phone": head.phone, "summary": self.opening(),
            "location": {"city": head.place.city, "region": head.place.region, "countryCode": head.place.country},
        });
        if let Some(job) = self.jobs.last() {
            basics["label"] = Value::from(job.title.as_str());
        }
        if !head.profiles.is_empty() {
            basics["profiles"] = Value::from(head.profiles);
        }
        let mut resume = Map::new();
        resume.insert("basics".to_string(), basics);
        let work: Vec<Value> = (0..self.jobs.len()).rev().map(|index| self.work(index)).collect();
        resume.insert("work".to_string(), Value::from(work));
        let education: Vec<Value> = (0..self.studies.len()).rev().map(|index| self.education(index)).collect();
        resume.insert("education".to_string(), Value::from(education));
        let skills: Vec<&str> = self.techs().iter().map(|tech| TECH[*tech].0).collect();
        resume.insert("skills".to_string(), json!([{"name": "Tools and methods", "keywords": skills}]));
        if !self.projects.is_empty() {
            let projects: Vec<Value> = self.projects.iter().map(|project| self.project_json(project)).collect();
            resume.insert("projects".to_string(), Value::from(projects));
        }
        if !head.references.is_empty() {
            resume.insert("references".to_string(), Value::from(head.references));
        }
        Value::Object(resume)
    }

    fn opening(&self) -> String {
        let own: Vec<String> = self.summary.iter().map(Line::text).collect();
        match self.agency {
            Some(agency) => format!("{} {}", AGENCIES[agency].3, own.join(" ")),
            None => own.join(" "),
        }
    }

    fn work(&self, index: usize) -> Value {
        let job = &self.jobs[index];
        let (start, end) = self.dates(false, index, job.start, job.end);
        let mut lines: Vec<String> = job.lines.iter().map(Line::text).collect();
        if let (0, Some(agency)) = (index, self.agency) {
            lines.push(AGENCIES[agency].4.to_string());
        }
        let mut entry = json!({
            "name": job.employer, "position": job.title, "location": place_text(job.place),
            "startDate": month_text(start, self.years_only), "highlights": lines,
        });
        if let Some(end) = end {
            entry["endDate"] = Value::from(month_text(end, self.years_only));
        }
        if self.tools_line {
            let names: Vec<&str> = job.techs.iter().map(|tech| TECH[*tech].0).collect();
            entry["summary"] = Value::from(format!("Tools: {}", names.join(", ")));
        }
        entry
    }

    fn education(&self, index: usize) -> Value {
        let study = &self.studies[index];
        let (start, end) = self.dates(true, index, study.start, Some(study.end));
        json!({
            "institution": study.school, "area": study.area, "studyType": study.degree,
            "startDate": month_text(start, self.years_only),
            "endDate": month_text(end.unwrap_or(study.end), self.years_only),
        })
    }

    fn project_json(&self, project: &Project) -> Value {
        let lines: Vec<String> = project.lines.iter().map(Line::text).collect();
        json!({"name": project.name, "startDate": month_text(project.start, self.years_only), "highlights": lines})
    }

    /// The positions as a public profile shows them, moved by some months.
    pub(crate) fn positions(&self, shift: i64) -> Vec<Value> {
        let newest_first = self.jobs.iter().rev();
        newest_first
            .map(|job| {
                let mut entry = json!({
                    "employer": job.employer, "title": job.title,
                    "start": month_text(job.start + shift, false), "location": place_text(job.place),
                });
                if let Some(end) = job.end {
                    entry["end"] = Value::from(month_text(end + shift, false));
                }
                entry
            })
            .collect()
    }

    /// The education as a public profile shows it.
    pub(crate) fn profile_education(&self) -> Vec<Value> {
        let newest_first = self.studies.iter().rev();
        newest_first
            .map(|study| {
                json!({
                    "institution": study.school, "area": study.area, "studyType": study.degree,
                    "start": month_text(study.start, false), "end": month_text(study.end, false),
                })
            })
            .collect()
    }
}

/// Where a person lived, first and last, and for how long they have worked.
struct Path {
    first: usize,
    last: usize,
    months: i64,
    degrees: usize,
}

impl Path {
    fn draw(rng: &mut Rng, spec: &Spec) -> Path {
        let here = CITIES[spec.city].place;
        let foreign = spec.has("foreign-degree") || spec.has("newcomer");
        let first = if foreign {
            other_city(rng, spec.city, |city| city.place.country != here.country)
        } else if !spec.has("student") && rng.chance(0.45) {
            other_city(rng, spec.city, |city| city.place.country == here.country)
        } else {
            spec.city
        };
        let years = if spec.has("student") {
            0
        } else if spec.has("young-profile") || spec.has("returner") || spec.has("newcomer") {
            rng.range(6, 16)
        } else {
            1 + rng.range(0, 9) + rng.range(0, 10)
        };
        let must = foreign || spec.has("student") || spec.has("off-cycle");
        let degrees = match rng.below(100) {
            0..=7 if !must => 0,
            0..=71 => 1,
            _ => 2,
        };
        Path { first, last: spec.city, months: years * 12 + rng.range(0, 11), degrees }
    }

    /// The studies, and the month in which working life begins.
    fn studies(&self, rng: &mut Rng, spec: &Spec) -> (Vec<Study>, i64) {
        let target = spec.now - self.months;
        if self.degrees == 0 {
            return (Vec::new(), target.min(spec.now - 14));
        }
        let off = spec.has("off-cycle");
        let foreign = spec.has("foreign-degree") || spec.has("newcomer");
        let bachelor_school = school_near(rng, self.first);
        let mut studies = Vec::new();
        let (last_school, degree) = if self.degrees == 1 {
            (spec.school.unwrap_or(bachelor_school), BACHELOR)
        } else {
            let home = if foreign && rng.chance(0.5) { self.last } else { self.first };
            let school = spec.school.unwrap_or_else(|| school_near(rng, home));
            (school, if rng.chance(0.85) { MASTER } else { DOCTOR })
        };
        let around = if spec.has("student") { spec.now + 14 } else { target };
        let end = graduation(rng, &SCHOOLS[last_school], around, off);
        let last = study(rng, last_school, spec.field, degree, end);
        if degree != BACHELOR {
            let before = graduation(rng, &SCHOOLS[bachelor_school], last.start, false);
            studies.push(study(rng, bachelor_school, spec.field, BACHELOR, before));
        }
        studies.push(last);
        let begin = (end + rng.range(0, 5)).min(spec.now - 8);
        (studies, begin)
    }
}

/// A degree that ends in this month and began at an ordinary time.
fn study(rng: &mut Rng, school: usize, field: usize, degree: &'static str, end: i64) -> Study {
    let (lo, hi) = match degree {
        BACHELOR => (36, 54),
        MASTER => (12, 30),
        _ => (40, 80),
    };
    let starts = CALENDARS[SCHOOLS[school].calendar].starts;
    let mut fits = Vec::new();
    for back in 0..8 {
        for number in starts {
            let start = month(end.div_euclid(12) - back, *number);
            if end - start >= lo && end - start <= hi {
                fits.push(start);
            }
        }
    }
    let start = if fits.is_empty() { end - (lo + hi) / 2 } else { *rng.pick(&fits) };
    Study { school: SCHOOLS[school].name.to_string(), index: Some(school), area: *rng.pick(AREAS[field]), degree, start, end }
}

/// The last month up to `around` in which the school confers degrees, or does not (`unusual`).
fn graduation(rng: &mut Rng, school: &School, around: i64, unusual: bool) -> i64 {
    let ends = CALENDARS[school.calendar].ends;
    let number = if unusual {
        let others: Vec<i64> = (1..=12).filter(|number| !ends.contains(number)).collect();
        *rng.pick(&others)
    } else {
        *rng.pick(ends)
    };
    let end = month(around.div_euclid(12), number);
    if end > around { end - 12 } else { end }
}

/// A school in the region of a city, else in its country.
fn school_near(rng: &mut Rng, city: usize) -> usize {
    let here = CITIES[city].place;
    let abroad = here.country != "US";
    let range = if abroad { US_SCHOOLS..SCHOOLS.len() } else { 0..US_SCHOOLS };
    let country: Vec<usize> = range.filter(|school| SCHOOLS[*school].place.country == here.country).collect();
    let near: Vec<usize> = country.iter().copied().filter(|school| SCHOOLS[*school].place.region == here.region).collect();
    if !near.is_empty() && rng.chance(0.6) {
        *rng.pick(&near)
    } else if !country.is_empty() {
        *rng.pick(&country)
    } else {
        rng.below(US_SCHOOLS)
    }
}

/// Another city that fits, or the same if none is found.
pub(crate) fn other_city(rng: &mut Rng, city: usize, fits: impl Fn(&City) -> bool) -> usize {
    for _ in 0..60 {
        let other = rng.below(CITIES.len());
        if other != city && fits(&CITIES[other]) {
            return other;
        }
    }
    city
}

/// Start and end of 1 to 6 jobs, with gaps; the last may be the present one.
fn timeline(rng: &mut Rng, begin: i64, now: i64) -> Vec<(i64, Option<i64>)> {
    let total = (now - begin).max(8);
    let most = (total / 8).clamp(1, 6);
    let count = (total / rng.range(24, 46) + 1).clamp(1, most) as usize;
    let weights: Vec<i64> = (0..count).map(|_| rng.range(50, 150)).collect();
    let sum: i64 = weights.iter().sum();
    let mut jobs = Vec::new();
    let mut passed = 0;
    for (number, weight) in weights.iter().enumerate() {
        let start = now - total + total * passed / sum;
        passed += weight;
        let next = now - total + total * passed / sum;
        let gap = match rng.below(10) {
            0..=6 => 0,
            7 | 8 => rng.range(1, 3),
            _ => rng.range(4, 10),
        };
        let end = (next - gap).max(start + 2).min(next);
        if number + 1 < count {
            jobs.push((start, Some(end)));
        } else if rng.chance(0.7) {
            jobs.push((start, None));
        } else {
            jobs.push((start, Some((now - rng.range(1, 5)).max(start + 1))));
        }
    }
    jobs
}

fn lines_per_job(jobs: usize) -> usize {
    match jobs {
        0..=2 => 6,
        3 => 5,
        4 => 4,
        _ => 3,
    }
}

/// A place as people write it; no place is remote work.
pub(crate) fn place_text(place: Option<Place>) -> String {
    match place {
        Some(place) if place.country == "US" => format!("{}, {}", place.city, place.region),
        Some(place) => format!("{}, {}, {}", place.city, place.region, place.country),
        None => "Remote".to_string(),
    }
}

/// An employer by number: the well-known ones, then the invented ones.
fn employer(index: usize) -> (&'static str, Place) {
    match EMPLOYERS.get(index) {
        Some(&(name, city, region, country)) => (name, Place { city, region, country }),
        None => {
            let small = (index - EMPLOYERS.len()) % SMALL_EMPLOYERS.len();
            (SMALL_EMPLOYERS[small], CITIES[small * 7 % CITIES.len()].place)
        }
    }
}

/// An employer for somebody who lives here, and where the work is done: none for remote.
fn workplace(rng: &mut Rng, home: Place, start: i64, last: &str) -> (String, Option<Place>) {
    let count = EMPLOYERS.len() + SMALL_EMPLOYERS.len();
    let remote = rng.chance(if start >= month(2020, 3) { 0.45 } else { 0.1 });
    let near: Vec<usize> = (0..count)
        .filter(|index| {
            let office = employer(*index).1;
            office.region == home.region && office.country == home.country
        })
        .collect();
    let local = rng.chance(if near.len() >= 4 { 0.55 } else { 0.2 });
    for _ in 0..8 {
        let index = if local && !remote && !near.is_empty() { *rng.pick(&near) } else { rng.below(count) };
        let (name, office) = employer(index);
        let abroad = office.country != home.country;
        if name == last || (abroad && rng.chance(0.6)) {
            continue;
        }
        let place = if office.region == home.region { office } else { home };
        return (name.to_string(), if remote { None } else { Some(place) });
    }
    let (name, _) = employer(rng.below(count));
    (name.to_string(), if remote { None } else { Some(home) })
}

fn title(rng: &mut Rng, field: usize, level: usize) -> String {
    let base = *rng.pick(TITLES[field]);
    let rank: &[&str] = match level {
        0 => &["", "", "Junior ", "Associate "],
        1 => &["", "", "Senior "],
        2 => &["Senior ", "Senior ", "Lead ", ""],
        _ => &["Senior ", "Lead ", "Principal ", "Staff "],
    };
    format!("{}{base}", rng.pick(rank))
}

/// 4 to 6 technologies of the field that existed a year before `until`.
pub(crate) fn known_techs(rng: &mut Rng, field: usize, until: i64) -> Vec<usize> {
    let mut fits: Vec<usize> = (0..TECH.len()).filter(|tech| existed(field, *tech, until)).collect();
    rng.shuffle(&mut fits);
    fits.truncate(4 + rng.below(3));
    fits
}

fn existed(field: usize, tech: usize, until: i64) -> bool {
    TECH[tech].2 & (1 << field) != 0 && TECH[tech].1 + 12 <= until
}

/// A side project of the last years.
pub(crate) fn project(rng: &mut Rng, field: usize, techs: &[usize], now: i64) -> Project {
    let name = format!("{}{}", rng.pick(PROJECT_FIRST), rng.pick(PROJECT_SECOND));
    let start = now - rng.range(3, 30);
    let lines = highlights(rng, field, techs, 2);
    Project { name, start, lines }
}

const PROJECT_FIRST: &[&str] = &[
    "Trail", "Recipe", "Budget", "Chess", "Weather", "Garden", "Transit", "Book", "Camp", "Podcast", "Museum", "Bird", "Tide", "Sketch", "Coffee",
    "Parcel", "Choir", "Rental", "Puzzle", "Meteor", "Library", "Bike", "Soccer", "Market", "Tea",
];
const PROJECT_SECOND: &[&str] = &[
    "Log", "Finder", "Board", "Notes", "Map", "Planner", "Shelf", "Watch", "Mate", "Radar", "Box", "Bot", "Index", "Desk", "Stats", "Share", "Quest",
    "Keeper", "Lens", "Club",
];
