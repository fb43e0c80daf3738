//! The store in memory: plain structures behind one lock.

mod desk;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::{Appended, Error, Hash, Incoming, Stored, put_in_order, same_body};

/// The store of one process; gone when it ends.
#[derive(Default)]
pub struct Memory {
    kept: Mutex<Kept>,
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
}

#[derive(Default)]
struct Kept {
    /// In the order of delivery: the place is `seq` - 1.
    events: Vec<Event>,
    /// source → id → place in `events`
    keys: HashMap<Arc<str>, HashMap<Arc<str>, usize>>,
    /// By number; `None` once forgotten, so that numbers stay.
    people: Vec<Option<Person>>,
    numbers: HashMap<Arc<str>, u32>,
    holders: HashMap<Hash, Holders>,
    /// Sources and types repeat in every event.
    words: HashSet<Arc<str>>,
    latest_us: Option<i64>,
    /// (source, id) → subject and number of deliveries. The bodies are not kept: nobody could read them later.
    rejected: BTreeMap<(String, String), Vec<(String, i64)>>,
    /// (place, as-of time, JSON)
    assessments: HashMap<String, Vec<(i64, i64, String)>>,
    /// Assessments that were ever recorded.
    recorded: i64,
    values: HashMap<String, String>,
    desk: desk::Desk,
}

struct Event {
    source: Arc<str>,
    id: Arc<str>,
    /// `None` once forgotten.
    subject: Option<u32>,
    time_us: i64,
    kind: Arc<str>,
    body: Box<[u8]>,
}

struct Person {
    name: Arc<str>,
    /// Places in `events`.
    events: Vec<usize>,
}

/// Nearly every hash has one holder: 16 bytes for that case.
enum Holders {
    One { subject: u32, time_us: i64 },
    Many(Box<Crowd>),
}

struct Crowd {
    /// Sorted by subject.
    rows: Vec<(u32, i64)>,
}

impl Holders {
    fn add(&mut self, subject: u32, time_us: i64) {
        match self {
            Self::One { subject: only, time_us: since } => {
                if *only == subject {
                    *since = (*since).min(time_us);
                } else {
                    let mut rows = vec![(*only, *since), (subject, time_us)];
                    rows.sort_unstable();
                    *self = Self::Many(Box::new(Crowd { rows }));
                }
            }
            Self::Many(crowd) => match crowd.rows.binary_search_by_key(&subject, |row| row.0) {
                Ok(at) => {
                    if let Some(row) = crowd.rows.get_mut(at) {
                        row.1 = row.1.min(time_us);
                    }
                }
                Err(at) => crowd.rows.insert(at, (subject, time_us)),
            },
        }
    }

    /// Returns whether anybody is left.
    fn remove(&mut self, subject: u32) -> bool {
        match self {
            Self::One { subject: only, .. } => *only != subject,
            Self::Many(crowd) => {
                if let Ok(at) = crowd.rows.binary_search_by_key(&subject, |row| row.0) {
                    crowd.rows.remove(at);
                }
                !crowd.rows.is_empty()
            }
        }
    }

    /// (subject, time) by number of the subject, which is the order in which the subjects came
    fn rows(&self) -> impl Iterator<Item = (u32, i64)> {
        let one = match self {
            Self::One { subject, time_us } => Some((*subject, *time_us)),
            Self::Many(_) => None,
        };
        let many: &[(u32, i64)] = match self {
            Self::One { .. } => &[],
            Self::Many(crowd) => &crowd.rows,
        };
        one.into_iter().chain(many.iter().copied())
    }
}

impl Memory {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn append(&self, batch: Vec<Incoming>) -> Result<Vec<Appended>, Error> {
        let mut kept = self.lock();
        batch.into_iter().map(|event| kept.append(event)).collect()
    }

    pub(crate) fn events_of(&self, subjects: &[String]) -> Vec<Stored> {
        let kept = self.lock();
        let wanted: HashSet<u32> = subjects.iter().filter_map(|name| kept.numbers.get(name.as_str()).copied()).collect();
        let mut found: Vec<Stored> = wanted
            .into_iter()
            .filter_map(|number| kept.person(number))
            .flat_map(|person| person.events.iter())
            .filter_map(|at| kept.stored(*at))
            .collect();
        put_in_order(&mut found);
        found
    }

    pub(crate) fn events_by_key(&self, keys: &[(String, String)]) -> Vec<Stored> {
        let kept = self.lock();
        let place = |(source, id): &(String, String)| kept.keys.get(source.as_str())?.get(id.as_str()).copied();
        keys.iter().filter_map(place).filter_map(|at| kept.stored(at)).collect()
    }

    pub(crate) fn all_events(&self, after_seq: i64, limit: u32) -> Vec<Stored> {
        let kept = self.lock();
        let from = usize::try_from(after_seq.max(0)).unwrap_or(usize::MAX);
        (from..kept.events.len()).filter_map(|at| kept.stored(at)).take(size(limit)).collect()
    }

    pub(crate) fn merges(&self) -> Vec<Stored> {
        let kept = self.lock();
        let merging = |(at, event): (usize, &Event)| (&*event.kind == "hirewall.candidacy.merged.v1").then_some(at);
        kept.events.iter().enumerate().filter_map(merging).filter_map(|at| kept.stored(at)).collect()
    }

    pub(crate) fn subjects(&self) -> Vec<String> {
        let kept = self.lock();
        let mut names: Vec<String> = kept.numbers.keys().map(|name| name.to_string()).collect();
        names.sort_unstable();
        names
    }

    pub(crate) fn latest_time_us(&self) -> Option<i64> {
        self.lock().latest_us
    }

    pub(crate) fn population(&self) -> u64 {
        u64::try_from(self.lock().numbers.len()).unwrap_or(u64::MAX)
    }

    pub(crate) fn holders(&self, hashes: &[Hash], until_us: i64, limit: Option<u32>) -> HashMap<Hash, Vec<String>> {
        let kept = self.lock();
        let limit = limit.map_or(usize::MAX, size);
        let mut found = HashMap::new();
        for hash in hashes {
            if found.contains_key(hash) {
                continue;
            }
            let Some(holders) = kept.holders.get(hash) else {
                continue;
            };
            let mut names: Vec<String> = holders
                .rows()
                .filter(|(_, time_us)| *time_us <= until_us)
                .take(limit)
                .filter_map(|(subject, _)| kept.person(subject))
                .map(|person| person.name.to_string())
                .collect();
            if !names.is_empty() {
                names.sort_unstable();
                found.insert(*hash, names);
            }
        }
        found
    }

    pub(crate) fn record(&self, assessments: Vec<(String, i64, String)>) {
        let Kept { assessments: kept, recorded, .. } = &mut *self.lock();
        for (candidacy, as_of_us, json) in assessments {
            let before = kept.entry(candidacy).or_default();
            let same = before.last().is_some_and(|last| last.1 == as_of_us && last.2 == json);
            if !same {
                *recorded += 1;
                before.push((*recorded, as_of_us, json));
            }
        }
    }

    pub(crate) fn assessments_of(&self, candidacy: &str) -> Vec<String> {
        let kept = self.lock();
        let Some(all) = kept.assessments.get(candidacy) else {
            return Vec::new();
        };
        all.iter().map(|(_, _, json)| json.clone()).collect()
    }

    pub(crate) fn latest_assessments(&self, before: i64, limit: u32) -> Vec<(i64, String, String)> {
        let kept = self.lock();
        let all = kept.assessments.iter().flat_map(|(candidacy, list)| list.iter().map(move |one| (one.0, candidacy, &one.2)));
        let mut places: Vec<(i64, &String, &String)> = all.filter(|(place, ..)| *place < before).collect();
        places.sort_unstable_by_key(|(place, ..)| std::cmp::Reverse(*place));
        places.into_iter().take(size(limit)).map(|(place, candidacy, json)| (place, candidacy.clone(), json.clone())).collect()
    }

    pub(crate) fn rejected(&self) -> Vec<(String, String, i64)> {
        let kept = self.lock();
        kept.rejected
            .iter()
            .map(|((source, id), deliveries)| {
                let times: i64 = deliveries.iter().map(|(_, times)| *times).sum();
                (source.clone(), id.clone(), times)
            })
            .collect()
    }

    pub(crate) fn value(&self, name: &str) -> Option<String> {
        self.lock().values.get(name).cloned()
    }

    pub(crate) fn set_value(&self, name: &str, value: &str) {
        self.lock().values.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn forget(&self, candidacy: &str) -> Result<u64, Error> {
        let mut kept = self.lock();
        match kept.desk.hold(candidacy) {
            Some(_) => Err(Error::Held { candidacy: candidacy.to_owned() }),
            None => Ok(kept.forget(candidacy)),
        }
    }

    pub(crate) fn forget_all(&self) -> Result<(), Error> {
        let mut kept = self.lock();
        match kept.desk.held() {
            Some(candidacy) => Err(Error::Held { candidacy }),
            None => {
                *kept = Kept::default();
                Ok(())
            }
        }
    }
}

impl Kept {
    fn append(&mut self, event: Incoming) -> Result<Appended, Error> {
        let Incoming { source, id, subject, time_us, kind, body, hashes } = event;
        let known = self.keys.get(source.as_str()).and_then(|ids| ids.get(id.as_str())).and_then(|at| self.events.get(*at));
        if let Some(known) = known {
            if known.subject.is_none() || same_body(&known.body, &body) {
                return Ok(Appended::Duplicate);
            }
            let deliveries = self.rejected.entry((source, id)).or_default();
            match deliveries.iter_mut().find(|(of, _)| *of == subject) {
                Some((_, times)) => *times = times.saturating_add(1),
                None => deliveries.push((subject, 1)),
            }
            return Ok(Appended::Rejected);
        }

        let number = self.number(&subject)?;
        let at = self.events.len();
        let source = self.word(&source);
        let kind = self.word(&kind);
        let id: Arc<str> = Arc::from(id);
        self.keys.entry(Arc::clone(&source)).or_default().insert(Arc::clone(&id), at);
        if let Some(Some(person)) = self.people.get_mut(size(number)) {
            person.events.push(at);
        }
        self.events.push(Event { source, id, subject: Some(number), time_us, kind, body: body.into_boxed_slice() });
        for hash in hashes {
            self.holders.entry(hash).and_modify(|holders| holders.add(number, time_us)).or_insert(Holders::One { subject: number, time_us });
        }
        self.latest_us = self.latest_us.max(Some(time_us));
        Ok(Appended::New)
    }

    fn number(&mut self, subject: &str) -> Result<u32, Error> {
        if let Some(number) = self.numbers.get(subject) {
            return Ok(*number);
        }
        let number = u32::try_from(self.people.len()).map_err(|_| Error::Full)?;
        let name: Arc<str> = Arc::from(subject);
        self.people.push(Some(Person { name: Arc::clone(&name), events: Vec::new() }));
        self.numbers.insert(name, number);
        Ok(number)
    }

    fn word(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.words.get(text) {
            return Arc::clone(known);
        }
        let word: Arc<str> = Arc::from(text);
        self.words.insert(Arc::clone(&word));
        word
    }

    fn person(&self, number: u32) -> Option<&Person> {
        self.people.get(size(number)).and_then(Option::as_ref)
    }

    /// `None` for a forgotten event
    fn stored(&self, at: usize) -> Option<Stored> {
        let event = self.events.get(at)?;
        let person = self.person(event.subject?)?;
        Some(Stored {
            seq: i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1),
            source: event.source.to_string(),
            id: event.id.to_string(),
            subject: person.name.to_string(),
            time_us: event.time_us,
            kind: event.kind.to_string(),
            body: event.body.to_vec(),
        })
    }

    fn forget(&mut self, candidacy: &str) -> u64 {
        self.assessments.remove(candidacy);
        self.desk.forget(candidacy);
        for deliveries in self.rejected.values_mut() {
            deliveries.retain(|(subject, _)| subject != candidacy);
        }
        self.rejected.retain(|_, deliveries| !deliveries.is_empty());

        let Some(number) = self.numbers.remove(candidacy) else {
            return 0;
        };
        let Some(person) = self.people.get_mut(size(number)).and_then(Option::take) else {
            return 0;
        };
        let nothing = self.word("");
        let mut shredded = 0_u64;
        for at in person.events {
            let Some(event) = self.events.get_mut(at) else {
                continue;
            };
            self.rejected.remove(&(event.source.to_string(), event.id.to_string()));
            event.subject = None;
            event.time_us = 0;
            event.kind = Arc::clone(&nothing);
            event.body = Box::default();
            shredded = shredded.saturating_add(1);
        }
        self.holders.retain(|_, holders| holders.remove(number));
        self.latest_us = self.events.iter().filter(|event| event.subject.is_some()).map(|event| event.time_us).max();
        shredded
    }
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
