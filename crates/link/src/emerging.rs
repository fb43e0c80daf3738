//! Patterns that emerge: what far more people bring of late than their own past would have it. They are for analysts to look at, never bits of a person.
//!
//! Each trait, and each two traits of one application, is compared with its own share before the window and, where there is a year to look
//! back on, with its share in the same season. Shares are of people, so that a quarter with more applications, or one person who applies often, raises nothing.
//! Whether a count is more than chance is told by the predictive distribution of a Poisson count whose mean was learned from a count, widened
//! by how much traits of that kind scatter from week to week; of all that was compared, at most one alert in ten is expected to be false (Benjamini and
//! Hochberg 1995).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use statrs::function::beta::checked_beta_reg;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each variant is the thing it names")]
pub enum Trait {
    School,
    Degree,
    /// Two employers, one after the other.
    Employers,
    /// The form of a mailbox: letters, digits and marks in their order, with the domain.
    MailShape,
    AreaCode,
    /// Program that wrote the document.
    Producer,
    /// The job's role family.
    Role,
    /// Arrivals for a role family: how many there are, whatever share they have.
    Arrivals,
}

impl Trait {
    /// Its word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Degree => "degree",
            Self::Employers => "employers",
            Self::MailShape => "mail shape",
            Self::AreaCode => "area code",
            Self::Producer => "document producer",
            Self::Role => "role",
            Self::Arrivals => "arrivals",
        }
    }
}

/// One application.
#[derive(Debug, Clone)]
pub struct Application {
    /// Its candidacy.
    pub candidacy: String,
    /// Days since 1970.
    pub day: i64,
    /// The same for all applications of one person.
    pub person: usize,
    /// What it brings.
    pub traits: Vec<(Trait, String)>,
}

/// What emerged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pattern {
    /// One trait or two.
    pub traits: Vec<(Trait, String)>,
    /// Other traits that are far above their own past among mostly the same people.
    pub also: Vec<(Trait, String)>,
    /// People in the window who bring it.
    pub people: usize,
    /// As many as the past would have it.
    pub expected: f64,
    /// Probability of so many by chance.
    pub p: f64,
    /// Share of false alerts among those at least as strong as this one.
    pub q: f64,
    /// First and last day in the window, since 1970.
    pub days: (i64, i64),
    /// Candidacies in the window, by time.
    pub candidacies: Vec<String>,
}

/// Expected share of false alerts.
pub const FALSE_ALERTS: f64 = 0.1;
/// Fewer people are no pattern.
const LEAST_PEOPLE: usize = 5;
/// Nor is what is less than so many times its own past.
const LEAST_TIMES: f64 = 3.0;
/// People whom a season must show before it is a measure, and those before the window.
const LEAST_BASE: usize = 200;
/// Days by which a season may come earlier or later from year to year.
const SHIFTS: [i64; 7] = [-21, -14, -7, 0, 7, 14, 21];
const YEAR: i64 = 365;
/// Of two patterns of mostly the same people the stronger is told.
const SAME: f64 = 0.6;

/// Numbers of a trait or two in the list of traits.
type Key = (u32, u32);

/// Who brings what, by part of the time: people of each pattern and people in all.
#[derive(Default)]
struct Part {
    people: HashSet<usize>,
    counts: HashMap<Key, HashSet<usize>>,
    days: HashSet<i64>,
}

/// Finds what emerged in the `window` days up to `last`; `None` where the past is too short to tell.
pub fn emerging(applications: &[Application], last: i64, window: i64) -> Option<Vec<Pattern>> {
    let numbers = Numbers::new(applications);
    let mut now = Part::default();
    let mut of_now: Vec<(&Application, Vec<Key>)> = Vec::new();
    for application in applications.iter().filter(|a| (last - window + 1..=last).contains(&a.day)) {
        let keys = numbers.keys(application);
        now.add(application, &keys);
        of_now.push((application, keys));
    }
    let past = Past::new(applications, &numbers, &now, last, window);
    if past.before.people.len() < LEAST_BASE {
        return None;
    }
    let scatter = scatter(&past.weeks, &numbers.traits);
    let test = |(key, people): (&Key, &HashSet<usize>)| {
        let kinds = [key.0, key.1].map(|t| numbers.traits[t as usize].0);
        let wide = kinds.iter().filter_map(|kind| scatter.get(kind)).fold(1.0_f64, |a, b| a.max(*b));
        let size = |part: &Part| if kinds[0] == Trait::Arrivals { part.days.len() } else { part.people.len() } as f64;
        let own = if kinds[0] == Trait::Arrivals { window as f64 } else { size(&now) };
        let (p, expected) = past.test(*key, people.len(), own, size, wide);
        Tested { key: *key, p, expected, q: 1.0 }
    };
    let tested = false_discoveries(now.counts.iter().map(test).collect());
    Some(tell(&tested, &now, &of_now, &numbers))
}

/// Traits by number.
struct Numbers<'a> {
    traits: Vec<&'a (Trait, String)>,
    of: BTreeMap<&'a (Trait, String), u32>,
}

impl<'a> Numbers<'a> {
    fn new(applications: &'a [Application]) -> Self {
        let mut numbers = Self { traits: Vec::new(), of: BTreeMap::new() };
        for one in applications.iter().flat_map(|a| &a.traits) {
            numbers.of.entry(one).or_insert_with(|| {
                numbers.traits.push(one);
                numbers.traits.len() as u32 - 1
            });
        }
        numbers
    }

    /// Each trait with itself, and each two; arrivals stand alone.
    fn keys(&self, application: &Application) -> Vec<Key> {
        let own: BTreeSet<u32> = application.traits.iter().filter_map(|t| self.of.get(t)).copied().collect();
        let alone = |t: &u32| self.traits[*t as usize].0 == Trait::Arrivals;
        own.iter().flat_map(|a| own.range(a..).map(move |b| (*a, *b))).filter(|(a, b)| a == b || !(alone(a) || alone(b))).collect()
    }
}

/// What came before the window.
struct Past {
    before: Part,
    /// The window's place in earlier years, and some weeks earlier or later: a holiday or a term may move.
    seasons: Vec<(i64, Part)>,
    /// Week before the window → trait → how often.
    weeks: BTreeMap<i64, HashMap<u32, u32>>,
}

impl Past {
    fn new(applications: &[Application], numbers: &Numbers<'_>, now: &Part, last: i64, window: i64) -> Self {
        let seasons = SHIFTS.map(|shift| (shift, Part::default())).into();
        let mut past = Self { before: Part::default(), seasons, weeks: BTreeMap::new() };
        for application in applications {
            let ago = last - application.day;
            if ago < window {
                continue;
            }
            // What nobody brings now is not counted in the past.
            let keys: Vec<Key> = numbers.keys(application).into_iter().filter(|k| now.counts.contains_key(k)).collect();
            for (_, season) in past.seasons.iter_mut().filter(|(shift, _)| in_season(ago + *shift, window)) {
                season.add(application, &keys);
            }
            let week = past.weeks.entry((ago - window) / 7).or_default();
            for (one, _) in keys.iter().filter(|(a, b)| a == b) {
                *week.entry(*one).or_default() += 1;
            }
            past.before.add(application, &keys);
        }
        past
    }

    /// Probability of `count` and how many would be expected, by the part of the past that explains it best.
    fn test(&self, key: Key, count: usize, own: f64, size: impl Fn(&Part) -> f64, scatter: f64) -> (f64, f64) {
        let seasons = self.seasons.iter().map(|(_, season)| season).filter(|s| s.people.len() >= LEAST_BASE);
        let parts = std::iter::once(&self.before).chain(seasons);
        parts.map(|part| part.tail(key, count, own / size(part), scatter)).fold((0.0, 0.0), |a, b| (a.0.max(b.0), a.1.max(b.1)))
    }
}

/// A pattern that was compared with its past.
struct Tested {
    key: Key,
    p: f64,
    expected: f64,
    q: f64,
}

/// The strongest first, each with the share of false alerts among those down to it (Benjamini and Hochberg 1995).
fn false_discoveries(mut tested: Vec<Tested>) -> Vec<Tested> {
    // Of two that are equally strong, one trait says it more simply than two.
    let simple = |t: &Tested| (t.key.0 != t.key.1, t.key);
    tested.sort_by(|a, b| a.p.total_cmp(&b.p).then_with(|| simple(a).cmp(&simple(b))));
    let all = tested.len() as f64;
    let mut least = 1.0_f64;
    for (n, one) in tested.iter_mut().enumerate().rev() {
        least = least.min(one.p * all / (n + 1) as f64);
        one.q = least;
    }
    tested
}

/// Those that are far above their past, each with others of mostly the same people.
fn tell(tested: &[Tested], now: &Part, of_now: &[(&Application, Vec<Key>)], numbers: &Numbers<'_>) -> Vec<Pattern> {
    let mut found: Vec<Pattern> = Vec::new();
    let mut told: Vec<&HashSet<usize>> = Vec::new();
    for Tested { key, p, expected, q } in tested {
        let people = &now.counts[key];
        if *q > FALSE_ALERTS || people.len() < LEAST_PEOPLE || (people.len() as f64) < LEAST_TIMES * expected {
            continue;
        }
        let covers = |other: &&HashSet<usize>| people.intersection(other).count() as f64 >= SAME * people.len().min(other.len()) as f64;
        if let Some(stronger) = told.iter().position(covers) {
            let one = numbers.traits[key.0 as usize];
            if key.0 == key.1 && !found[stronger].traits.contains(one) {
                found[stronger].also.push(one.clone());
            }
            continue;
        }
        told.push(people);
        let mut who: Vec<(i64, &str)> = of_now.iter().filter(|(_, keys)| keys.contains(key)).map(|(a, _)| (a.day, a.candidacy.as_str())).collect();
        who.sort_unstable();
        let mut traits: Vec<(Trait, String)> = [key.0, key.1].iter().map(|t| numbers.traits[*t as usize].clone()).collect();
        traits.sort();
        traits.dedup();
        found.push(Pattern {
            traits,
            also: Vec::new(),
            people: people.len(),
            expected: *expected,
            p: *p,
            q: *q,
            days: (who.first().map_or(0, |w| w.0), who.last().map_or(0, |w| w.0)),
            candidacies: who.into_iter().map(|(_, c)| c.to_owned()).collect(),
        });
    }
    found
}

/// Whether so many days ago it was the window in an earlier year.
fn in_season(ago: i64, window: i64) -> bool {
    ago >= YEAR && ago % YEAR < window
}

impl Part {
    fn add(&mut self, application: &Application, keys: &[Key]) {
        self.people.insert(application.person);
        self.days.insert(application.day);
        for key in keys {
            self.counts.entry(*key).or_default().insert(application.person);
        }
    }

    /// Probability of `count` people or more with a pattern in a window `times` the size of this part, given that there is one, and how many would be expected.
    fn tail(&self, key: Key, count: usize, times: f64, scatter: f64) -> (f64, f64) {
        let held = self.counts.get(&key).map_or(0, HashSet::len) as f64 + 0.5;
        // Negative binomial: P(K >= count) is the regularised incomplete beta function of the count and of what was seen before.
        let tail = |count: f64| checked_beta_reg(count / scatter, held / scatter, times / (times + 1.0)).unwrap_or(1.0);
        // Only what somebody brings is looked at, so that one is certain.
        (tail(count as f64) / tail(1.0), held * times)
    }
}

/// How much more than by chance traits of each kind scatter from week to week: mean of Pearson's statistic over those that at least ten people brought.
fn scatter(weeks: &BTreeMap<i64, HashMap<u32, u32>>, traits: &[&(Trait, String)]) -> HashMap<Trait, f64> {
    let mut totals: HashMap<u32, u32> = HashMap::new();
    for (name, count) in weeks.values().flatten() {
        *totals.entry(*name).or_default() += count;
    }
    // A week's size is how many traits of the kind it has; for arrivals, each week is like the others.
    let mut sizes: HashMap<Trait, BTreeMap<i64, f64>> = HashMap::new();
    for (week, counts) in weeks {
        for (name, count) in counts {
            let kind = traits[*name as usize].0;
            let size = sizes.entry(kind).or_default().entry(*week).or_default();
            *size = if kind == Trait::Arrivals { 1.0 } else { *size + f64::from(*count) };
        }
    }
    let mut sums: HashMap<Trait, (f64, f64)> = HashMap::new();
    for (name, total) in totals.iter().filter(|(_, total)| **total >= 10) {
        let kind = traits[*name as usize].0;
        let Some(sizes) = sizes.get(&kind) else { continue };
        let all: f64 = sizes.values().sum();
        let (sum, free) = sums.entry(kind).or_default();
        for (week, size) in sizes {
            let mean = f64::from(*total) * size / all;
            let seen = weeks.get(week).and_then(|w| w.get(name)).copied().unwrap_or(0);
            *sum += (f64::from(seen) - mean).powi(2) / mean;
        }
        *free += sizes.len() as f64 - 1.0;
    }
    sums.into_iter().map(|(kind, (sum, free))| (kind, if free > 0.0 { (sum / free).max(1.0) } else { 1.0 })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::mix;

    const TODAY: i64 = 20_000;

    /// Two years of people from forty schools, with what a test adds.
    fn company(seed: u64, people: usize, more: &dyn Fn(usize, i64) -> Vec<(Trait, String)>) -> Vec<Application> {
        let mut state = seed;
        let mut roll = |n: u64| {
            state = mix(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
            state % n
        };
        (0..people)
            .map(|n| {
                let day = TODAY - roll(730) as i64;
                // Some schools are large.
                let school = roll(40) * roll(40) / 40;
                let traits = [
                    (Trait::School, format!("School {school}")),
                    (Trait::Degree, format!("Degree {}", roll(12))),
                    (Trait::Employers, format!("Firm {} > Firm {}", roll(30), roll(30))),
                    (Trait::AreaCode, format!("+1 {}", 200 + roll(60))),
                    (Trait::MailShape, format!("a.a{}@gmail.com", "9".repeat(roll(4) as usize))),
                    (Trait::Role, format!("role {}", roll(5))),
                ];
                let mut traits: Vec<(Trait, String)> = traits.into();
                traits.extend(more(n, day));
                Application { candidacy: format!("c-{n:05}"), day, person: n, traits }
            })
            .collect()
    }

    fn nothing(_: usize, _: i64) -> Vec<(Trait, String)> {
        Vec::new()
    }

    #[test]
    fn a_dozen_with_one_school_and_one_pair_of_employers_emerge_as_one_pattern() {
        let mut all = company(1, 4000, &nothing);
        for n in 0..12 {
            let traits = vec![(Trait::School, "School 39".into()), (Trait::Employers, "Firm 7 > Firm 70".into()), (Trait::Role, "role 1".into())];
            all.push(Application { candidacy: format!("p-{n:02}"), day: TODAY - n % 9, person: 10_000 + n as usize, traits });
        }
        let found = emerging(&all, TODAY, 28).unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].traits, [(Trait::Employers, "Firm 7 > Firm 70".to_owned())]);
        assert!(found[0].also.contains(&(Trait::School, "School 39".into())) && found[0].people == 12 && found[0].expected < 1.0, "{found:?}");
        assert!(found[0].candidacies.iter().all(|c| c.starts_with("p-")));
    }

    #[test]
    fn one_person_who_applies_a_dozen_times_is_no_pattern() {
        let mut all = company(2, 4000, &nothing);
        for n in 0..12 {
            let traits = vec![(Trait::School, "School 99".into()), (Trait::Employers, "Firm 7 > Firm 70".into())];
            all.push(Application { candidacy: format!("p-{n:02}"), day: TODAY - n, person: 10_000, traits });
        }
        assert_eq!(emerging(&all, TODAY, 28).unwrap(), Vec::new());
    }

    #[test]
    fn graduates_of_every_summer_raise_nothing_and_those_of_one_summer_do() {
        let summer = |of: i64| {
            move |n: usize, day: i64| {
                if n.is_multiple_of(4) && (TODAY - day) % 365 < 28 && TODAY - day <= of {
                    vec![(Trait::School, "College".to_owned())]
                } else {
                    Vec::new()
                }
            }
        };
        let names = |found: Vec<Pattern>| found.into_iter().flat_map(|p| p.traits).map(|t| t.1).collect::<Vec<_>>();
        assert!(!names(emerging(&company(3, 8000, &summer(730)), TODAY, 28).unwrap()).contains(&"College".to_owned()));
        assert!(names(emerging(&company(3, 8000, &summer(60)), TODAY, 28).unwrap()).contains(&"College".to_owned()));
    }

    #[test]
    fn where_nothing_happens_next_to_nothing_is_told() {
        let told: usize = (10..30).map(|seed| emerging(&company(seed, 3000, &nothing), TODAY, 28).unwrap().len()).sum();
        assert!(told <= 4, "{told} alerts in twenty companies");
    }

    #[test]
    fn a_rush_of_arrivals_for_one_role_is_told_and_growth_of_all_is_not() {
        let arrivals = |_: usize, day: i64| vec![(Trait::Arrivals, if day % 3 == 0 { "ml".to_owned() } else { "web".to_owned() })];
        let mut all = company(4, 4000, &arrivals);
        assert_eq!(emerging(&all, TODAY, 28).unwrap(), Vec::new());
        for n in 0..300 {
            all.push(Application {
                candidacy: format!("p-{n:03}"),
                day: TODAY - n % 3,
                person: 10_000 + n as usize,
                traits: vec![(Trait::Arrivals, "ml".into())],
            });
        }
        let found = emerging(&all, TODAY, 28).unwrap();
        assert!(found.iter().any(|p| p.traits == [(Trait::Arrivals, "ml".to_owned())]), "{found:?}");
    }

    #[test]
    fn a_past_of_few_people_tells_nothing() {
        assert_eq!(emerging(&company(5, 100, &nothing), TODAY, 28), None);
    }
}
