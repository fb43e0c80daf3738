//! Screens candidacies of a store: what waits stands here, what decides is pure and stands in [`crate::score`].
//!
//! 1. Read every candidacy and boil it down to a card; find who holds what.
//! 2. Let the signals look at each, in parallel.
//! 3. Find campaigns, measure rates on what is ordinary (or take a snapshot), weigh, let campaign members speak once.
//!
//! Candidacies outside the request that its events link are read and, up to a bound, assessed again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hirewall_link::neighbours::{Around, Held, LINE_HELD, WIDELY_HELD, circle};
use hirewall_link::text::Common;
use hirewall_link::{Card, IndicatorKind, Key};
use hirewall_model::assessment::{Assessment, Band};
use hirewall_model::dossier::LinkKind;
use hirewall_store::{Store, Stored};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::Error;
use crate::campaigns::Registry;
use crate::gather;
use crate::policy::Policy;
use crate::rates::{self, Rates};
use crate::score::{self, Members, Weighed};
use crate::stages::{self, Components, Looked, Row, Said, Setting};
use crate::weights::Weights;

/// Candidacies read at once.
const CHUNK: usize = 512;
/// Holders of one value that a request for few candidacies reads, and of a value of those that are assessed again; the others are
/// counted.
const FEW: [usize; 2] = [12, 4];

/// What to screen, and by which settings.
pub struct Request<'a> {
    /// The candidacies, in any order.
    pub candidacies: Vec<String>,
    /// Events up to this time count.
    pub as_of: Timestamp,
    /// Key of the indicators.
    pub key: &'a Key,
    /// Weights.
    pub weights: &'a Weights,
    /// Policy.
    pub policy: &'a Policy,
    /// Fixed rates; without them they are measured on the request if it is large enough, else stated.
    pub rates: Option<&'a Rates>,
    /// Hears how many of how many steps are done.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// Assessments of the request, by candidacy.
    pub assessments: Vec<Assessment>,
    /// Assessments of candidacies outside the request that it linked.
    pub again: Vec<Assessment>,
    /// Campaigns: id → candidacies.
    pub campaigns: BTreeMap<String, Vec<String>>,
    /// The rates, where they were measured in this run.
    pub rates: Option<Rates>,
    /// The register of campaigns, where this run changed it; [`record`] keeps it.
    pub registry: Option<Registry>,
}

/// One candidacy on the way.
struct Member {
    card: Card,
    /// What was read of it, kept where few are asked for; a large request reads it again instead of holding it all.
    read: Option<gather::Candidacy>,
    requested: bool,
    /// Signals look at it (all but mere holders).
    judged: bool,
    looked: Option<Looked>,
}

/// Screens a request.
pub async fn screen(store: &Store, request: &Request<'_>) -> Result<Outcome, Error> {
    let steps = request.candidacies.len() * 2;
    let aliases = aliases(store, request.as_of).await?;
    let mut wanted: Vec<String> = request.candidacies.iter().map(|c| aliases.target(c)).collect();
    wanted.sort();
    wanted.dedup();
    let mut members = cards(store, &wanted, &aliases, request, true, &|done| (request.progress)(done, steps)).await?;
    let population = store.population().await?.max(members.len() as u64);
    let counted = if population > members.len() as u64 { add_holders(store, &mut members, &aliases, request).await? } else { HashMap::new() };
    let index = Index::new(&members, counted);
    let common = match request.rates {
        Some(rates) => Common::from_hashes(rates.common_text.clone()),
        None if members.len() as u64 >= rates::LEAST => Common::measure(members.iter().map(|m| &m.card.sketch)),
        None => Common::default(),
    };
    look(store, &mut members, &index, &aliases, population as u32, &common, request).await?;
    drop(index);
    // Nobody else in sight: no campaign to know of.
    let registry = if members.len() > 1 { Registry::of(store).await? } else { Registry::default() };
    Ok(conclude(members, population, common, registry, request))
}

// ---------------------------------------------------------------- reading

/// Candidacies that were merged into others, by events of theirs.
#[derive(Default)]
struct Aliases(HashMap<String, String>);

impl Aliases {
    fn target(&self, candidacy: &str) -> String {
        let mut at = candidacy;
        for _ in 0..16 {
            match self.0.get(at) {
                Some(into) => at = into,
                None => break,
            }
        }
        at.to_owned()
    }

    /// A candidacy and all that were merged into it.
    fn sources(&self, candidacy: &str) -> Vec<String> {
        let mut all: Vec<String> = self.0.keys().filter(|from| self.target(from) == candidacy).cloned().collect();
        all.push(candidacy.to_owned());
        all.sort();
        all.dedup();
        all
    }
}

async fn aliases(store: &Store, as_of: Timestamp) -> Result<Aliases, Error> {
    let mut aliases = Aliases::default();
    // Merges are rare: the store lists their events by kind.
    for event in store.merges().await? {
        if event.time_us <= as_of.as_microsecond()
            && let Ok((read, _)) = hirewall_model::parse::event(&event.body)
            && let hirewall_model::Data::CandidacyMerged(merged) = &read.data
            && merged.into != read.subject
        {
            aliases.0.insert(read.subject.clone(), merged.into.clone());
        }
    }
    Ok(aliases)
}

/// Events of candidacies, merged ones with those they were merged into: candidacy → events in order.
async fn events(store: &Store, candidacies: &[String], aliases: &Aliases) -> Result<Vec<(String, Vec<Stored>)>, Error> {
    if aliases.0.is_empty() {
        return Ok(group(store.events_of(candidacies).await?, |e| e.subject.clone()));
    }
    let sources: Vec<String> = candidacies.iter().flat_map(|c| aliases.sources(c)).collect();
    let mut all = store.events_of(&sources).await?;
    all.sort_by_cached_key(|e| (aliases.target(&e.subject), e.time_us, e.source.clone(), e.id.clone()));
    Ok(group(all, |e| aliases.target(&e.subject)))
}

fn group(events: Vec<Stored>, key: impl Fn(&Stored) -> String) -> Vec<(String, Vec<Stored>)> {
    let mut groups: Vec<(String, Vec<Stored>)> = Vec::new();
    for event in events {
        let of = key(&event);
        match groups.last_mut() {
            Some((last, list)) if *last == of => list.push(event),
            _ => groups.push((of, vec![event])),
        }
    }
    groups
}

async fn cards(
    store: &Store,
    candidacies: &[String],
    aliases: &Aliases,
    request: &Request<'_>,
    requested: bool,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Vec<Member>, Error> {
    let mut members = Vec::with_capacity(candidacies.len());
    for chunk in candidacies.chunks(CHUNK) {
        let groups = events(store, chunk, aliases).await?;
        let mut read: Vec<Member> = on_all_cores(&groups, |_, (id, stored)| {
            let candidacy = gather::candidacy(id, stored, request.as_of)?;
            Some(Member {
                card: candidacy.card(request.key),
                requested,
                judged: requested,
                looked: None,
                read: (candidacies.len() <= CHUNK).then_some(candidacy),
            })
        });
        members.append(&mut read);
        progress(members.len());
    }
    Ok(members)
}

/// Reads holders of the requested candidacies' values that stand elsewhere in the store; those that it links strongly are judged
/// again, and their holders read too.
/// Returns how many hold each value that more hold than are read.
async fn add_holders(store: &Store, members: &mut Vec<Member>, aliases: &Aliases, request: &Request<'_>) -> Result<HashMap<u128, usize>, Error> {
    let few = members.len() < rates::LEAST as usize;
    // One more than links anybody tells that a value is widely held.
    let limit = few.then_some(WIDELY_HELD as u32 + 2);
    let mut counted = HashMap::new();
    let mut known: BTreeSet<String> = members.iter().map(|m| m.card.candidacy.clone()).collect();
    for (round, few_of_one) in FEW.into_iter().enumerate() {
        let of: Vec<&Member> = members.iter().filter(|m| if round == 0 { m.requested } else { m.judged && !m.requested }).collect();
        let strong: BTreeSet<[u8; 16]> = of
            .iter()
            .flat_map(|m| &m.card.indicators)
            .filter(|i| i.kind.link().is_some_and(|l| l != LinkKind::Ip))
            .map(|i| i.hash.to_be_bytes())
            .collect();
        let of_lines = of.iter().flat_map(|m| m.card.of(IndicatorKind::Line));
        let lines: BTreeSet<[u8; 16]> = of_lines.map(u128::to_be_bytes).collect();
        let mut hashes: Vec<[u8; 16]> = of.iter().flat_map(|m| &m.card.indicators).map(|i| i.hash.to_be_bytes()).collect();
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.is_empty() {
            break;
        }
        let held = store.holders(&hashes, request.as_of.as_microsecond(), limit).await?;
        let mut linked = BTreeSet::new();
        let mut missing = BTreeSet::new();
        for (hash, subjects) in held {
            if few && subjects.len() > few_of_one {
                counted.insert(u128::from_be_bytes(hash), subjects.len());
            }
            let most = if lines.contains(&hash) { LINE_HELD } else { WIDELY_HELD };
            let read = if few { if subjects.len() > most { 0 } else { few_of_one } } else { usize::MAX };
            for subject in subjects.into_iter().take(read) {
                let subject = aliases.target(&subject);
                if !known.contains(&subject) {
                    if strong.contains(&hash) {
                        linked.insert(subject.clone());
                    }
                    missing.insert(subject);
                }
            }
        }
        let missing: Vec<String> = missing.into_iter().collect();
        let mut read = cards(store, &missing, aliases, request, false, &|_| {}).await?;
        if round == 0 {
            let bound = if few { request.policy.reassess_at_most } else { usize::MAX };
            for member in read.iter_mut().filter(|m| linked.contains(&m.card.candidacy)).take(bound) {
                member.judged = true;
            }
        }
        known.extend(missing);
        members.append(&mut read);
    }
    Ok(counted)
}

/// Who holds which hash. Most values have one holder and stand in no range.
struct Index {
    /// (hash, member), ascending.
    pairs: Vec<(u128, u32)>,
    /// Hash → its range, for hashes that two hold or more.
    shared: HashMap<u128, std::ops::Range<usize>>,
    /// Hash → how many hold it in the store, where that is more than stand here.
    counted: HashMap<u128, usize>,
}

impl Index {
    fn new(members: &[Member], counted: HashMap<u128, usize>) -> Self {
        let mut pairs: Vec<(u128, u32)> =
            members.iter().enumerate().flat_map(|(n, m)| m.card.indicators.iter().map(move |i| (i.hash, n as u32))).collect();
        pairs.sort_unstable();
        let mut shared = HashMap::new();
        let mut from = 0;
        for group in pairs.chunk_by(|a, b| a.0 == b.0) {
            if group.len() > 1 {
                shared.insert(group[0].0, from..from + group.len());
            }
            from += group.len();
        }
        Self { pairs, shared, counted }
    }

    fn holders(&self, hash: u128) -> &[(u128, u32)] {
        self.shared.get(&hash).and_then(|range| self.pairs.get(range.clone())).unwrap_or(&[])
    }

    fn around<'a>(&self, own: usize, members: &'a [Member]) -> Around<'a> {
        let mut others: Vec<u32> = Vec::new();
        let mut held: Vec<Held> = Vec::new();
        for indicator in &members[own].card.indicators {
            let holders = self.holders(indicator.hash);
            let all = self.counted.get(&indicator.hash).copied().unwrap_or(0).max(holders.len());
            let count = all.saturating_sub(1);
            if count == 0 {
                continue;
            }
            let most = if indicator.kind == IndicatorKind::Line { LINE_HELD } else { WIDELY_HELD };
            let by: Vec<u32> = if count > most { Vec::new() } else { holders.iter().map(|(_, n)| *n).filter(|n| *n as usize != own).collect() };
            others.extend_from_slice(&by);
            held.push(Held { hash: indicator.hash, by, count });
        }
        others.sort_unstable();
        others.dedup();
        for one in held.iter_mut().flat_map(|h| &mut h.by) {
            *one = others.partition_point(|n| n < one) as u32;
        }
        Around { others: others.into_iter().map(|n| &members[n as usize].card).collect(), held }
    }
}

// ---------------------------------------------------------------- looking

async fn look(
    store: &Store,
    members: &mut [Member],
    index: &Index,
    aliases: &Aliases,
    population: u32,
    common: &Common,
    request: &Request<'_>,
) -> Result<(), Error> {
    let place: HashMap<String, usize> = members.iter().enumerate().map(|(n, m)| (m.card.candidacy.clone(), n)).collect();
    let judged: Vec<String> = members.iter().filter(|m| m.judged).map(|m| m.card.candidacy.clone()).collect();
    let mut done = 0;
    for chunk in judged.chunks(CHUNK) {
        let mut candidacies: Vec<gather::Candidacy> = chunk.iter().filter_map(|id| place.get(id)).filter_map(|n| members[*n].read.take()).collect();
        if candidacies.len() < chunk.len() {
            let kept: BTreeSet<String> = candidacies.iter().map(|c| c.id.clone()).collect();
            let again: Vec<String> = chunk.iter().filter(|id| !kept.contains(*id)).cloned().collect();
            let groups = events(store, &again, aliases).await?;
            candidacies.extend(on_all_cores(&groups, |_, (id, stored)| gather::candidacy(id, stored, request.as_of)));
        }
        let view: &[Member] = members;
        let looked: Vec<(usize, Looked)> = {
            let look = |candidacy: gather::Candidacy| {
                let own = *place.get(&candidacy.id)?;
                let circle = circle(&view[own].card, &index.around(own, view), population, common);
                Some((own, stages::look(candidacy, circle, request.as_of, request.policy, request.weights)))
            };
            if candidacies.len() < FEW_ENOUGH {
                candidacies.into_iter().filter_map(look).collect()
            } else {
                candidacies.into_par_iter().filter_map(look).collect()
            }
        };
        for (own, looked) in looked {
            members[own].looked = Some(looked);
        }
        done += chunk.len();
        (request.progress)(request.candidacies.len() + done.min(request.candidacies.len()), request.candidacies.len() * 2);
    }
    Ok(())
}

/// Fewer than so many are done before other cores are awake.
const FEW_ENOUGH: usize = 16;

/// Maps a list in order, on all cores where it is long enough to be worth waking them.
fn on_all_cores<T: Sync, R: Send>(list: &[T], map: impl Fn(usize, &T) -> Option<R> + Sync) -> Vec<R> {
    if list.len() < FEW_ENOUGH {
        return list.iter().enumerate().filter_map(|(n, one)| map(n, one)).collect();
    }
    list.par_iter().enumerate().filter_map(|(n, one)| map(n, one)).collect()
}

// ---------------------------------------------------------------- concluding

fn conclude(members: Vec<Member>, population: u64, common: Common, mut registry: Registry, request: &Request<'_>) -> Outcome {
    let Request { weights, policy, as_of, .. } = *request;
    let stated = Rates::stated(weights);
    let given = request.rates.unwrap_or(&stated);
    let weigh_all = |rates: &Rates, said: &HashMap<usize, Members>| -> Vec<Option<Weighed>> {
        on_all_cores(&members, |n, m| Some(m.looked.as_ref().map(|l| score::weigh(&l.seen, weights, rates, said.get(&n)))))
    };
    let first = weigh_all(given, &HashMap::new());
    let rows: Vec<Row> = on_all_cores(&members, |n, m| {
        let row = Row::new(&m.card.candidacy, m.card.first_us, m.card.events.first().cloned());
        Some(match (&m.looked, &first[n]) {
            (Some(looked), Some(weighed)) => row.filled(looked, weighed),
            _ => row,
        })
    });
    drop(first);
    let looked_at: BTreeSet<&str> = members.iter().filter(|m| m.requested).map(|m| m.card.candidacy.as_str()).collect();
    let before = registry.clone();
    let found = stages::components(&rows, &mut registry, &looked_at, as_of);
    let ordinary = found.ordinary(&rows);
    let Components { groups, ids, of, people } = found;
    let registry = (registry != before).then_some(registry);
    let measured = (request.rates.is_none() && looked_at.len() as u64 >= rates::LEAST).then(|| {
        let measured = (0..members.len()).filter(|n| ordinary[*n] && members[*n].requested).map(|n| rows[n].measured(people[n])).collect::<Vec<_>>();
        Rates::measure(&measured, population, weights, common.hashes().to_vec())
    });
    drop(rows);
    let rates = measured.as_ref().unwrap_or(given);
    let second = weigh_all(rates, &HashMap::new());
    let mut said: HashMap<usize, Members> = HashMap::new();
    for (group, id) in groups.iter().zip(&ids) {
        let who: Vec<(usize, Said)> = group.iter().filter_map(|m| Some((*m, members[*m].looked.as_ref()?.says(second[*m].as_ref()?)))).collect();
        let each: Vec<&Said> = who.iter().map(|(_, says)| says).collect();
        said.extend(stages::members(id, &each).into_iter().map(|(n, heard)| (who[n].0, heard)));
    }
    let last = weigh_all(rates, &said);
    drop(second);
    let measured = measured.map(|rates| {
        let scores =
            (0..members.len()).filter(|n| ordinary[*n]).filter_map(|n| Some((members[n].looked.as_ref()?, last[n].as_ref()?.bits, people[n])));
        rates.with_tails(scores.map(|(looked, bits, person)| (looked.seen.cell(), bits, person)))
    });
    let rates = measured.as_ref().unwrap_or(given);
    let setting = Setting { as_of, weights, policy, rates, editions: hirewall_refdata::editions() };
    let of_requested = |requested: bool| -> Vec<Assessment> {
        let mut list: Vec<Assessment> = on_all_cores(&members, |n, m| {
            let (looked, weighed) = (m.looked.as_ref()?, last[n].as_ref()?);
            let counted = measured.is_some() && ordinary[n];
            (m.requested == requested).then(|| setting.assess(looked, weighed, of[n].map(|g| ids[g].as_str()), counted))
        });
        list.sort_by(|a, b| a.candidacy.cmp(&b.candidacy));
        list
    };
    let (assessments, again) = (of_requested(true), of_requested(false));
    let campaigns = groups.iter().zip(&ids).map(|(g, id)| (id.clone(), g.iter().map(|m| members[*m].card.candidacy.clone()).collect())).collect();
    Outcome { assessments, again, campaigns, rates: measured, registry }
}

/// The bands of a list of assessments, counted.
pub fn count_bands(assessments: &[Assessment]) -> BTreeMap<Band, usize> {
    let mut counts: BTreeMap<Band, usize> = Band::ALL.iter().map(|b| (*b, 0)).collect();
    for assessment in assessments {
        *counts.entry(assessment.band).or_default() += 1;
    }
    counts
}

/// Keeps the assessments of an outcome in the log, those made again because of it too, and what became of campaigns.
pub async fn record(store: &Store, outcome: &Outcome) -> Result<(), Error> {
    let rows = outcome
        .assessments
        .iter()
        .chain(&outcome.again)
        .map(|a| (a.candidacy.clone(), a.as_of.as_microsecond(), serde_json::to_string(a).unwrap_or_default()))
        .collect();
    store.record(rows).await?;
    match &outcome.registry {
        Some(registry) => registry.keep(store).await,
        None => Ok(()),
    }
}
