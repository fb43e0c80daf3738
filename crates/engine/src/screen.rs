//! Screens candidacies of a store: what waits stands here, what decides is pure and stands in [`crate::score`].
//!
//! 1. Read every candidacy and boil it down to a card; find who holds what.
//! 2. Let the signals look at each, in parallel.
//! 3. Find campaigns, measure rates on what is ordinary (or take a snapshot), weigh, let campaign members speak once.
//!
//! Candidacies outside the request that its events link are read and, up to a bound, assessed again.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hirewall_link::campaign::{self, Edge, Sets};
use hirewall_link::neighbours::{Around, Held, WIDELY_HELD, circle};
use hirewall_link::text::Common;
use hirewall_link::{Card, Key};
use hirewall_model::assessment::{Assessment, Band, Bits, Family, Tier, Unreadable, Victim};
use hirewall_model::dossier::LinkKind;
use hirewall_store::{Store, Stored};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::Error;
use crate::campaigns::{Bridge, Group, Registry};
use crate::gather;
use crate::policy::Policy;
use crate::rates::{self, Ordinary, Rates};
use crate::score::{self, Hit, Members, Seen, Weighed};
use crate::weights::Weights;

/// Candidacies read at once.
const CHUNK: usize = 512;
/// Holders of one value that a request for few candidacies reads, and of a value of those that are assessed again; the others are
/// counted.
const FEW: [usize; 2] = [12, 4];
/// A link of fewer bits makes no campaign.
const CAMPAIGN_BITS: f64 = 2.0;

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
    seen: Option<Seen>,
    same_person: Vec<usize>,
    victim: Option<Victim>,
    stage: &'static str,
    unreadable: Vec<Unreadable>,
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
                seen: None,
                same_person: Vec::new(),
                victim: None,
                stage: candidacy.stage,
                unreadable: candidacy.unreadable.clone(),
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
            let read = if few { if subjects.len() > WIDELY_HELD { 0 } else { few_of_one } } else { usize::MAX };
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
            let by: Vec<u32> =
                if count > WIDELY_HELD { Vec::new() } else { holders.iter().map(|(_, n)| *n).filter(|n| *n as usize != own).collect() };
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
        let looked: Vec<(usize, Seen, Vec<usize>, Option<Victim>)> = {
            let look = |candidacy: gather::Candidacy| {
                let own = *place.get(&candidacy.id)?;
                let circle = circle(&view[own].card, &index.around(own, view), population, common);
                let same: Vec<usize> = circle.same_person.iter().filter_map(|c| place.get(c).copied()).collect();
                let victim = victim(&circle.neighbours);
                let dossier = candidacy.dossier(request.as_of, circle.neighbours);
                Some((own, score::look(&dossier, request.policy, request.weights), same, victim))
            };
            if candidacies.len() < FEW_ENOUGH {
                candidacies.into_iter().filter_map(look).collect()
            } else {
                candidacies.into_par_iter().filter_map(look).collect()
            }
        };
        for (own, seen, same, victim) in looked {
            members[own].seen = Some(seen);
            members[own].same_person = same;
            members[own].victim = victim;
        }
        done += chunk.len();
        (request.progress)(request.candidacies.len() + done.min(request.candidacies.len()), request.candidacies.len() * 2);
    }
    Ok(())
}

fn victim(neighbours: &[hirewall_model::Neighbour]) -> Option<Victim> {
    let neighbour = neighbours.iter().find(|n| n.kind == LinkKind::SameLife)?;
    let of = neighbour.others.first().map(|o| o.candidacy.clone());
    let because = "The same claimed life came with other contacts: this may be the person whose identity is used, or the one who uses it. Both are asked, neither is blamed.";
    Some(Victim { of, because: because.to_owned() })
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

/// Whether something that counts links a person with others than those who tell the same life: whoever takes part in an operation has companions.
fn linked_elsewhere(seen: &Seen, weighed: &Weighed) -> bool {
    let lives: BTreeSet<&str> =
        seen.found.iter().filter(|h| h.found.link == Some(LinkKind::SameLife)).flat_map(|h| &h.found.others).map(String::as_str).collect();
    let counts =
        |h: &&Hit| weighed.findings.iter().any(|f| f.bits > Bits(2000) && f.signal == h.signal.id && f.level.as_deref() == Some(h.found.level));
    // Whoever copies a life names its referees, too, to all who hire: that makes no companions of the one who lives it.
    let used = |kind: LinkKind| !matches!(kind, LinkKind::SameLife | LinkKind::ReferenceContact);
    let linked = |h: &Hit| h.found.link.is_some_and(used) && h.found.level != "household" && !h.found.explained;
    seen.found.iter().filter(|h| linked(h)).filter(counts).any(|h| h.found.others.iter().any(|o| !lives.contains(o.as_str())))
}

/// What stands in a résumé or on a profile, where others can read it.
fn is_told(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::WorkSequence | LinkKind::CareerYears | LinkKind::Text | LinkKind::ProfileUrl) || kind.is_of_a_file()
}

/// Somebody whose own history was confirmed, and who has nothing in common but a career or a résumé with one other person: that was copied from them.
fn copied(seen: &Seen, weighed: &Weighed) -> Option<Victim> {
    let confirmed =
        seen.found.iter().any(|h| matches!(h.signal.id, "registrar-confirmed" | "employment-confirmed" | "control-proven" | "met-in-person"));
    let mut links = seen.found.iter().filter(|h| h.found.link.is_some() && h.found.level != "household" && !h.found.explained).peekable();
    let other = links.peek().and_then(|h| h.found.others.first()).cloned()?;
    let alone =
        links.all(|h| h.found.link.is_some_and(is_told) && h.found.rarity.is_none_or(|(holders, _)| holders == 1) && h.found.others.contains(&other));
    (confirmed && alone && !speaks_for_itself(weighed)).then(|| Victim {
        of: Some(other),
        because: "Schools, employers or control confirm this history, and one other person tells it too: it may have been copied. Both are asked, neither is blamed.".into(),
    })
}

/// What somebody of whom a life is told twice must show by themselves, so that they are more than asked: more than a hard finding, in two families. Honest people
/// of whom it is told, with a slow line and a parcel sent on, come to seven bits.
const OWN_EVIDENCE: Bits = Bits(8500);

fn speaks_for_itself(weighed: &Weighed) -> bool {
    let own = |f: &&hirewall_model::assessment::Finding| f.bits > Bits(0) && f.tier != Tier::Weak && f.family != Family::Links;
    let families: BTreeSet<Family> = weighed.findings.iter().filter(own).map(|f| f.family).collect();
    weighed.independent >= OWN_EVIDENCE && families.len() >= 2
}

fn conclude(members: Vec<Member>, population: u64, common: Common, mut registry: Registry, request: &Request<'_>) -> Outcome {
    let weights = request.weights;
    let stated = Rates::stated(weights);
    let given = request.rates.unwrap_or(&stated);
    let place: HashMap<&str, usize> = members.iter().enumerate().map(|(n, m)| (m.card.candidacy.as_str(), n)).collect();
    let weigh_all = |rates: &Rates, said: &HashMap<usize, Members>| -> Vec<Option<Weighed>> {
        on_all_cores(&members, |n, m| Some(m.seen.as_ref().map(|s| score::weigh(s, weights, rates, said.get(&n)))))
    };
    let first = weigh_all(given, &HashMap::new());
    let same: Vec<(usize, usize)> = members.iter().enumerate().flat_map(|(n, m)| m.same_person.iter().map(move |s| (n, *s))).collect();
    let edges = edges(&members, &first, &place);
    drop(first);
    let campaign::Campaigns { groups, bridges } = campaign::campaigns(members.len(), &edges, &same);
    let people = people(members.len(), &same);
    let mut campaign_of: Vec<Option<usize>> = vec![None; members.len()];
    for (g, group) in groups.iter().enumerate() {
        for member in group {
            campaign_of[*member] = Some(g);
        }
    }
    let found: Vec<Group> = groups.iter().map(|g| as_group(g, &members, &edges, &bridges)).collect();
    let looked_at: BTreeSet<&str> = members.iter().filter(|m| m.requested).map(|m| m.card.candidacy.as_str()).collect();
    let before = registry.clone();
    let ids = registry.settle(&found, &looked_at, request.as_of);
    let registry = (registry != before).then_some(registry);
    let requested = members.iter().filter(|m| m.requested).count() as u64;
    let measured =
        (request.rates.is_none() && requested >= rates::LEAST).then(|| measure(&members, &people, &campaign_of, population, weights, &common));
    let rates = measured.as_ref().unwrap_or(given);
    let second = weigh_all(rates, &HashMap::new());
    let said = what_members_say(&groups, &ids, &members, &second);
    let last = weigh_all(rates, &said);
    drop(second);
    let ordinary: Vec<bool> =
        members.iter().enumerate().map(|(n, m)| m.seen.as_ref().is_some_and(|s| rates::is_ordinary(s, campaign_of[n].is_some()))).collect();
    let measured = measured.map(|rates| {
        let scores = (0..members.len()).filter(|n| ordinary[*n]).filter_map(|n| Some((members[n].seen.as_ref()?, last[n].as_ref()?.bits, people[n])));
        rates.with_tails(scores)
    });
    let rates = measured.as_ref().unwrap_or(given);
    let editions = hirewall_refdata::editions();
    let assess = |n: usize, member: &Member, weighed: &Weighed| -> Option<Assessment> {
        let seen = member.seen.as_ref()?;
        let tail = rates.tail(seen, weighed.bits, measured.is_some() && ordinary[n]);
        let band = score::band(weighed, tail, request.policy);
        let tail = tail.map(|(tail, _)| tail);
        // Whoever may be a victim is asked, and no pattern made of what was done to them raises that.
        let (patterns, floor) = weights.patterns.named(weighed);
        // Without evidence of their own as strong as a hard finding, both sides of a life told twice are asked at most.
        let victim = member.victim.clone().or_else(|| copied(seen, weighed));
        let band = match &victim {
            None => floor.filter(|floor| weighed.bits >= request.policy.least_bits(*floor)).map_or(band, |floor| band.max(floor)),
            Some(_) if !speaks_for_itself(weighed) && !linked_elsewhere(seen, weighed) => band.min(Band::Verify),
            Some(_) => band,
        };
        let mut same_person: Vec<String> = member.same_person.iter().map(|s| members[*s].card.candidacy.clone()).collect();
        same_person.sort();
        Some(Assessment {
            candidacy: member.card.candidacy.clone(),
            as_of: request.as_of,
            band,
            bits: weighed.bits,
            tail,
            probability: None,
            prior_bits: seen.prior,
            weights: weights.edition.clone(),
            rates: rates.id.clone(),
            policy: request.policy.edition.clone(),
            editions: editions.clone(),
            stage: member.stage.to_owned(),
            families: hirewall_model::assessment::FamilyBits(weighed.families.clone()),
            findings: weighed.findings.clone(),
            patterns,
            not_looked_at: seen.not_looked_at(),
            same_person,
            campaign: campaign_of[n].map(|g| ids[g].clone()),
            victim,
            next_steps: score::next_steps(weighed, band, request.policy),
            unreadable: member.unreadable.clone(),
            security: Vec::new(),
        })
    };
    let of = |requested: bool| -> Vec<Assessment> {
        let mut list: Vec<Assessment> = on_all_cores(&members, |n, m| if m.requested == requested { assess(n, m, last[n].as_ref()?) } else { None });
        list.sort_by(|a, b| a.candidacy.cmp(&b.candidacy));
        list
    };
    let campaigns = groups.iter().zip(&ids).map(|(g, id)| (id.clone(), g.iter().map(|m| members[*m].card.candidacy.clone()).collect())).collect();
    Outcome { assessments: of(true), again: of(false), campaigns, rates: measured, registry }
}

/// Links strong enough to make campaigns.
fn edges(members: &[Member], weighed: &[Option<Weighed>], place: &HashMap<&str, usize>) -> Vec<Edge> {
    let mut edges = Vec::new();
    // Who tells one life is the one who lives it or one who uses it: what they share makes no accomplices of them. Nor do parts of a
    // life that is told twice: it is public.
    let lives = |n: usize| {
        let found = members[n].seen.iter().flat_map(|s| &s.found).filter(|h| h.found.link == Some(LinkKind::SameLife));
        found.flat_map(|h| &h.found.others).map(String::as_str)
    };
    let told_twice: Vec<bool> = (0..members.len()).map(|n| lives(n).next().is_some()).collect();
    for (n, member) in members.iter().enumerate() {
        let (Some(seen), Some(weighed)) = (&member.seen, &weighed[n]) else { continue };
        let one_life: BTreeSet<&str> = lives(n).collect();
        for hit in seen.found.iter().filter(|h| makes_edge(h, weighed)) {
            let kind = match hit.found.link {
                // The same careers to the month and to the year are one kind of link.
                Some(LinkKind::CareerYears) => LinkKind::WorkSequence,
                // What descends with one file is one kind of link.
                Some(kind) if kind.is_of_a_file() => LinkKind::DocumentId,
                Some(kind) => kind,
                None => continue,
            };
            let others = hit.found.others.iter().map(String::as_str).filter(|o| !one_life.contains(o)).filter_map(|o| place.get(o));
            edges.extend(others.filter(|to| kind != LinkKind::WorkSequence || !told_twice[**to]).map(|to| Edge {
                from: n,
                to: *to,
                kind,
                hard: hit.tier == Tier::Hard || laptop_farm(hit, seen),
            }));
        }
    }
    edges.sort();
    edges.dedup();
    edges
}

/// Laptops of three people or more at one address, network or Wi-Fi, which this person does not say to live at with a few others: that is how an operation
/// receives its hardware (SHP-04), and it holds the members together like a hard link. Housemates who were hired together live there.
fn laptop_farm(hit: &Hit, seen: &Seen) -> bool {
    let several = hit.found.rarity.is_some_and(|(others, _)| others >= 2);
    let of_a_farm = several && matches!(hit.signal.id, "ship-to-shared" | "work-network-shared" | "wifi-shared");
    of_a_farm && !seen.found.iter().any(|h| h.signal.id == "address-shared" && score::at_home(h.found.level))
}

fn makes_edge(hit: &Hit, weighed: &Weighed) -> bool {
    let Some(kind) = hit.found.link else { return false };
    let rare = hit.found.rarity.is_none_or(|(holders, population)| {
        (f64::from(population.saturating_add(1000)) / f64::from(holders.saturating_add(1))).log2() >= CAMPAIGN_BITS + 3.0
    });
    // A finding set aside because another says the same still links; one that a declaration explains does not, nor what is public:
    // whoever reads a profile can name it, and its owner knows nothing of them.
    let counts = weighed.findings.iter().any(|f| f.signal == hit.signal.id);
    counts && rare && !hit.found.explained && !matches!(kind, LinkKind::SameLife | LinkKind::ProfileUrl)
}

/// A group with the id that it would be founded under: a hash of the first member's first event.
fn as_group(group: &[usize], members: &[Member], edges: &[Edge], bridges: &[(usize, usize, LinkKind)]) -> Group {
    let first = group.iter().filter_map(|m| members[*m].card.events.first().map(|e| (members[*m].card.first_us, e, *m))).min();
    let text = first.map(|(_, e, _)| format!("{}\n{}", e.source, e.id)).unwrap_or_default();
    let name = |m: usize| members[m].card.candidacy.clone();
    let mut held: BTreeMap<String, BTreeSet<LinkKind>> = group.iter().map(|m| (name(*m), BTreeSet::new())).collect();
    for end in group {
        let own = edges.partition_point(|e| e.from < *end);
        for edge in edges.iter().skip(own).take_while(|e| e.from == *end) {
            for end in [edge.from, edge.to] {
                if let Some(kinds) = held.get_mut(&members[end].card.candidacy) {
                    kinds.insert(edge.kind);
                }
            }
        }
    }
    Group {
        own_id: format!("camp-{}", &blake3::hash(text.as_bytes()).to_hex()[..8]),
        founder: first.map(|(_, _, m)| name(m)).unwrap_or_default(),
        members: held,
        bridges: bridges
            .iter()
            .flat_map(|(a, b, kind)| [(*a, *b, *kind), (*b, *a, *kind)])
            .filter(|(from, ..)| group.contains(from))
            .map(|(from, to, kind)| Bridge { from: name(from), to: name(to), kind })
            .collect(),
    }
}

/// Least member of those that are one person. Links join nobody here: campaigns are left out of what is measured, and those who meet
/// at a VPN's exit or a library's computer are as many people as they are.
fn people(n: usize, same: &[(usize, usize)]) -> Vec<usize> {
    let mut sets = Sets::new(n);
    for (a, b) in same {
        sets.join(*a, *b);
    }
    (0..n).map(|m| sets.root(m)).collect()
}

fn measure(members: &[Member], people: &[usize], campaign_of: &[Option<usize>], population: u64, weights: &Weights, common: &Common) -> Rates {
    let ordinary: Vec<Ordinary<'_>> = members
        .iter()
        .enumerate()
        .filter_map(|(n, m)| {
            let seen = m.seen.as_ref()?;
            (m.requested && rates::is_ordinary(seen, campaign_of[n].is_some())).then(|| Ordinary { seen, person: people[n] })
        })
        .collect();
    Rates::measure(&ordinary, population, weights, common.hashes().to_vec())
}

/// Membership speaks back once: to each member, the mean of what the other people in the campaign show by themselves.
fn what_members_say(groups: &[Vec<usize>], ids: &[String], members: &[Member], weighed: &[Option<Weighed>]) -> HashMap<usize, Members> {
    let mut said = HashMap::new();
    for (group, id) in groups.iter().zip(ids) {
        for member in group {
            let others: Vec<&Weighed> =
                group.iter().filter(|o| *o != member && !members[*member].same_person.contains(o)).filter_map(|o| weighed[*o].as_ref()).collect();
            if others.is_empty() {
                continue;
            }
            let sum: i64 = others.iter().map(|w| i64::from(w.independent.0)).sum();
            let mut evidence: Vec<_> = others
                .iter()
                .flat_map(|w| w.findings.iter().filter(|f| f.bits > Bits(0) && f.tier != Tier::Weak && f.family != Family::Links))
                .filter_map(|f| f.evidence.first().map(|e| (std::cmp::Reverse(f.bits), e.clone())))
                .collect();
            evidence.sort();
            let evidence: Vec<_> = evidence.into_iter().map(|(_, e)| e).take(5).collect();
            if !evidence.is_empty() {
                let bits = Bits((sum / others.len() as i64) as i32);
                said.insert(*member, Members { bits, count: others.len(), campaign: id.clone(), evidence });
            }
        }
    }
    said
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
