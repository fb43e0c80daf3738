//! Campaigns over time: ids that stay, who joined, merged and parted and why, and what the members of one have in common.
//!
//! [`mod@crate::screen`] finds the groups; the [`Registry`] of the store gives each the id under which it was founded. A run over few
//! candidacies sees only their surroundings, so that it speaks for those alone: who was not looked at stays where they were.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hirewall_link::Key;
use hirewall_model::Evidence;
use hirewall_model::assessment::{Assessment, Band, Bits};
use hirewall_model::dossier::LinkKind;
use hirewall_store::Store;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Error, explain, gather};

/// Name under which the store keeps the registry.
const NAME: &str = "campaigns";
/// Holders of a shared value that are counted exactly.
const COUNTED: u32 = 1000;

// ---------------------------------------------------------------- over time

/// All campaigns that were ever founded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Registry(BTreeMap<String, Record>);

/// One campaign over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// When it was founded: the as-of time of the run.
    pub founded: Timestamp,
    /// The candidacy that came first; in a split its part keeps the id.
    pub founder: String,
    /// Candidacies.
    pub members: BTreeSet<String>,
    /// Ids of campaigns that were merged into it.
    pub aliases: BTreeSet<String>,
    /// What happened to it, oldest first.
    pub history: Vec<Change>,
    /// Links to another campaign that alone join nobody, as last seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bridges: Vec<Bridge>,
}

/// A link of one kind between two campaigns: an analyst looks whether they are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bridge {
    /// The member.
    pub from: String,
    /// The candidacy of the other campaign.
    pub to: String,
    /// What they share.
    pub kind: LinkKind,
}

/// Something that happened to a campaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// As of when.
    pub at: Timestamp,
    /// What.
    pub what: Happened,
    /// Candidacies that joined or left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<String>,
    /// Why.
    pub because: String,
}

/// What can happen to a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It was found.
    Founded,
    /// Candidacies joined it.
    Joined,
    /// Another campaign became part of it.
    Merged,
    /// Candidacies are linked to it no more.
    Left,
    /// A part of it became a campaign of its own.
    Split,
}

impl Happened {
    /// Its word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::Joined => "joined",
            Self::Merged => "merged",
            Self::Left => "left",
            Self::Split => "split",
        }
    }
}

/// A group as one run found it.
#[derive(Debug, Clone)]
pub struct Group {
    /// The id that it would be founded under.
    pub own_id: String,
    /// The member that came first.
    pub founder: String,
    /// Candidacies, with the kinds of links that hold each.
    pub members: BTreeMap<String, BTreeSet<LinkKind>>,
    /// Links to other groups that join nobody.
    pub bridges: Vec<Bridge>,
}

impl Registry {
    /// What a store holds.
    pub async fn of(store: &Store) -> Result<Self, Error> {
        let Some(text) = store.value(NAME).await? else { return Ok(Self::default()) };
        serde_json::from_str(&text)
            .map_err(|e| Error::Setting { file: "the store's register of campaigns".into(), what: format!("{e}; screen everything again") })
    }

    /// Keeps it.
    pub async fn keep(&self, store: &Store) -> Result<(), Error> {
        Ok(store.set_value(NAME, &serde_json::to_string(self).unwrap_or_default()).await?)
    }

    /// The campaign with this id, or into which this id was merged.
    pub fn find(&self, id: &str) -> Option<(&str, &Record)> {
        self.0.iter().find(|(own, record)| *own == id || record.aliases.contains(id)).map(|(id, record)| (id.as_str(), record))
    }

    /// Campaigns with members, by id.
    pub fn living(&self) -> impl Iterator<Item = (&str, &Record)> {
        self.0.iter().filter(|(_, record)| record.members.len() >= 2).map(|(id, record)| (id.as_str(), record))
    }

    /// Takes over what a run found; returns the id of each group. `looked_at` are the candidacies for which the run speaks.
    pub fn settle(&mut self, groups: &[Group], looked_at: &BTreeSet<&str>, at: Timestamp) -> Vec<String> {
        let ids = self.ids(groups);
        let before: BTreeMap<String, String> =
            self.0.iter().flat_map(|(id, r)| r.members.iter().map(move |member| (member.clone(), id.clone()))).collect();
        for (group, id) in groups.iter().zip(&ids) {
            self.merge_into(id, group, &before, looked_at, at);
            self.join(id, group, &before, at);
            if let Some(record) = self.0.get_mut(id) {
                record.bridges.clone_from(&group.bridges);
            }
        }
        let now: HashMap<&str, &String> = groups.iter().zip(&ids).flat_map(|(g, id)| g.members.keys().map(move |m| (m.as_str(), id))).collect();
        for (id, record) in &mut self.0 {
            let gone: Vec<String> = record
                .members
                .iter()
                .filter(|m| match now.get(m.as_str()) {
                    Some(other) => *other != id,
                    None => looked_at.contains(m.as_str()),
                })
                .cloned()
                .collect();
            if gone.is_empty() {
                continue;
            }
            let (away, left): (Vec<String>, Vec<String>) = gone.into_iter().partition(|m| now.contains_key(m.as_str()));
            record.members.retain(|m| !away.contains(m) && !left.contains(m));
            if let Some(first) = away.first() {
                let because = format!("no link that counts holds them to the founder any more; they go on as {}", now[first.as_str()]);
                record.history.push(Change { at, what: Happened::Split, who: away, because });
            }
            if !left.is_empty() {
                let because = "no link that counts any more, or a person parted them".to_owned();
                record.history.push(Change { at, what: Happened::Left, who: left, because });
            }
        }
        ids
    }

    /// The oldest campaign that a group continues, else its own id. Of several groups that one campaign falls into, the founder's continues
    /// it; without the founder in sight, the largest part.
    fn ids(&self, groups: &[Group]) -> Vec<String> {
        let place: HashMap<&str, usize> = groups.iter().enumerate().flat_map(|(n, g)| g.members.keys().map(move |m| (m.as_str(), n))).collect();
        let mut continued: Vec<Option<(Timestamp, &String)>> = vec![None; groups.len()];
        for (id, record) in &self.0 {
            let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
            for n in record.members.iter().filter_map(|m| place.get(m.as_str())) {
                *parts.entry(*n).or_default() += 1;
            }
            let founders = place.get(record.founder.as_str()).filter(|n| parts.contains_key(n)).copied();
            let best = founders.or_else(|| parts.iter().max_by_key(|(n, both)| (**both, std::cmp::Reverse(**n))).map(|(n, _)| *n));
            if let Some(n) = best
                && continued[n].is_none_or(|older| (record.founded, id) < older)
            {
                continued[n] = Some((record.founded, id));
            }
        }
        groups.iter().zip(continued).map(|(group, older)| older.map_or_else(|| group.own_id.clone(), |(_, id)| id.clone())).collect()
    }

    /// Other campaigns with members in a group become part of its campaign, but for those whose founder was looked at and stands elsewhere.
    fn merge_into(&mut self, id: &str, group: &Group, before: &BTreeMap<String, String>, looked_at: &BTreeSet<&str>, at: Timestamp) {
        let others: BTreeSet<&String> = group.members.keys().filter_map(|m| before.get(m)).filter(|other| *other != id).collect();
        for other in others {
            let elsewhere = |r: &Record| looked_at.contains(r.founder.as_str()) && !group.members.contains_key(&r.founder);
            if self.0.get(other).is_none_or(elsewhere) {
                continue;
            }
            let Some(merged) = self.0.remove(other) else { continue };
            let kinds: BTreeSet<LinkKind> = merged.members.iter().filter_map(|m| group.members.get(m)).flatten().copied().collect();
            let who: Vec<String> = merged.members.iter().cloned().collect();
            let because = format!("{other} is linked to it by {}", words(&kinds));
            if let Some(record) = self.0.get_mut(id) {
                record.aliases.extend(merged.aliases);
                record.aliases.insert(other.clone());
                record.members.extend(merged.members);
                record.history.extend(merged.history);
                record.history.push(Change { at, what: Happened::Merged, who, because });
            }
        }
    }

    fn join(&mut self, id: &str, group: &Group, before: &BTreeMap<String, String>, at: Timestamp) {
        let new: Vec<String> =
            group.members.keys().filter(|m| before.get(*m).is_none_or(|was| self.0.contains_key(was) && was != id)).cloned().collect();
        let kinds: BTreeSet<LinkKind> = new.iter().filter_map(|m| group.members.get(m)).flatten().copied().collect();
        let founded = !self.0.contains_key(id);
        let record = self.0.entry(id.to_owned()).or_insert_with(|| Record {
            founded: at,
            founder: group.founder.clone(),
            members: BTreeSet::new(),
            aliases: BTreeSet::new(),
            history: Vec::new(),
            bridges: Vec::new(),
        });
        if !new.is_empty() {
            record.members.extend(new.iter().cloned());
            let what = if founded { Happened::Founded } else { Happened::Joined };
            record.history.push(Change { at, what, who: new, because: format!("shared: {}", words(&kinds)) });
        }
    }

    /// Strikes out a candidacy that is forgotten.
    fn forget(&mut self, candidacy: &str) {
        for record in self.0.values_mut() {
            record.members.remove(candidacy);
            if record.founder == candidacy {
                record.founder = record.members.first().cloned().unwrap_or_default();
            }
            record.bridges.retain(|b| b.from != candidacy && b.to != candidacy);
            for change in &mut record.history {
                change.who.retain(|w| w != candidacy);
            }
        }
        self.0.retain(|_, record| !record.members.is_empty());
    }
}

/// Strikes candidacies that are forgotten out of the register.
pub async fn forget(store: &Store, candidacies: &[String]) -> Result<(), Error> {
    let mut registry = Registry::of(store).await?;
    let before = registry.clone();
    candidacies.iter().for_each(|one| registry.forget(one));
    if registry == before { Ok(()) } else { registry.keep(store).await }
}

fn words(kinds: &BTreeSet<LinkKind>) -> String {
    let mut list: Vec<&str> = kinds.iter().map(|k| k.as_str()).collect();
    list.dedup();
    if list.is_empty() { "links between others of them".to_owned() } else { list.join(", ") }
}

// ---------------------------------------------------------------- one campaign

/// A campaign as a person looks at it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Campaign {
    /// Its id.
    pub id: String,
    /// Ids of campaigns that became part of it.
    pub aliases: BTreeSet<String>,
    /// Time of the first and the last event of any member.
    pub first_seen: Timestamp,
    /// See `first_seen`.
    pub last_seen: Timestamp,
    /// Members, by first appearance.
    pub members: Vec<Member>,
    /// What they share, that which most members share first.
    pub shared: Vec<Shared>,
    /// What happened to it.
    pub history: Vec<Change>,
    /// Links to other campaigns that alone join nobody.
    pub bridges: Vec<Bridge>,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// The candidacy.
    pub candidacy: String,
    /// Band of its latest assessment.
    pub band: Band,
    /// Bits of its latest assessment.
    pub bits: Bits,
    /// Title of the job.
    pub role: String,
    /// How far it came.
    pub stage: String,
    /// Its first and last event.
    pub first_seen: Timestamp,
    /// See `first_seen`.
    pub last_seen: Timestamp,
    /// Other members that are the same person.
    pub same_person: Vec<String>,
    /// It may be the person whose life others use.
    pub victim: bool,
}

/// A value that members share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shared {
    /// What it is.
    pub kind: LinkKind,
    /// As the first of them wrote it.
    pub value: String,
    /// Where that stands.
    pub evidence: Evidence,
    /// Members that hold it.
    pub members: Vec<String>,
    /// All candidacies of the store that hold it, these included; at most 1,000 are counted.
    pub holders: usize,
    /// Of so many candidacies.
    pub of: u64,
}

impl Campaign {
    /// The kinds of what its members share, each once.
    pub fn kinds(&self) -> Vec<LinkKind> {
        let mut kinds: Vec<LinkKind> = self.shared.iter().map(|shared| shared.kind).collect();
        kinds.sort_by_key(|kind| kind.as_str());
        kinds.dedup();
        kinds
    }

    /// The same without what is shared of these kinds, or held by more than so many of all: what remains, and which members still share something.
    #[must_use]
    pub fn without(mut self, kinds: &[LinkKind], most_holders: usize) -> Self {
        self.shared.retain(|shared| !kinds.contains(&shared.kind) && shared.holders <= most_holders);
        let holds = |candidacy: &String| self.shared.iter().any(|shared| shared.members.contains(candidacy));
        self.members.retain(|member| holds(&member.candidacy));
        self
    }
}

/// All living campaigns of a store, the one with the latest event first.
pub async fn all(store: &Store, key: &Key) -> Result<Vec<Campaign>, Error> {
    let registry = Registry::of(store).await?;
    let mut list = Vec::new();
    for (id, record) in registry.living() {
        list.push(campaign(store, key, id, record).await?);
    }
    list.sort_by(|a, b| (b.last_seen, &a.id).cmp(&(a.last_seen, &b.id)));
    Ok(list)
}

/// One campaign, by its id or one that was merged into it.
pub async fn one(store: &Store, key: &Key, id: &str) -> Result<Option<Campaign>, Error> {
    let registry = Registry::of(store).await?;
    match registry.find(id) {
        Some((id, record)) => Ok(Some(campaign(store, key, id, record).await?)),
        None => Ok(None),
    }
}

async fn campaign(store: &Store, key: &Key, id: &str, record: &Record) -> Result<Campaign, Error> {
    let mut members = Vec::new();
    let mut holding: BTreeMap<(LinkKind, u128), Vec<(String, Evidence)>> = BTreeMap::new();
    let mut bodies: HashMap<(String, String), Value> = HashMap::new();
    for candidacy in &record.members {
        let stored = store.events_of(std::slice::from_ref(candidacy)).await?;
        let (Some(first), Some(last)) = (stored.first().map(|e| e.time_us), stored.iter().map(|e| e.time_us).max()) else { continue };
        let Some(read) = gather::candidacy(candidacy, &stored, Timestamp::MAX) else { continue };
        for indicator in &read.card(key).indicators {
            let Some(kind) = indicator.kind.link() else { continue };
            let Some(event) = read.events.get(indicator.event as usize) else { continue };
            let evidence =
                Evidence { source: event.source.clone(), event: event.id.clone(), pointer: indicator.pointer.to_string(), part: None, fact: None };
            holding.entry((kind, indicator.hash)).or_default().push((candidacy.clone(), evidence));
        }
        bodies.extend(stored.into_iter().filter_map(|e| Some(((e.source, e.id), serde_json::from_slice(&e.body).ok()?))));
        let latest = store.assessments_of(candidacy).await?.pop().and_then(|text| serde_json::from_str::<Assessment>(&text).ok());
        let time = |us: i64| Timestamp::from_microsecond(us).unwrap_or(Timestamp::UNIX_EPOCH);
        members.push(Member {
            candidacy: candidacy.clone(),
            band: latest.as_ref().map_or(Band::Clear, |a| a.band),
            bits: latest.as_ref().map_or(Bits(0), |a| a.bits),
            role: read.requisition.title.clone(),
            stage: read.stage.to_owned(),
            first_seen: time(first),
            last_seen: time(last),
            same_person: latest.as_ref().map(|a| a.same_person.iter().filter(|s| record.members.contains(*s)).cloned().collect()).unwrap_or_default(),
            victim: latest.is_some_and(|a| a.victim.is_some()),
        });
    }
    members.sort_by(|a, b| (a.first_seen, &a.candidacy).cmp(&(b.first_seen, &b.candidacy)));
    let one_person = |holders: &[(String, Evidence)]| {
        let first = members.iter().find(|m| Some(&m.candidacy) == holders.first().map(|h| &h.0));
        first.is_some_and(|f| holders.iter().all(|(h, _)| *h == f.candidacy || f.same_person.contains(h)))
    };
    holding.retain(|_, holders| holders.len() >= 2 && !one_person(holders));
    let hashes: Vec<_> = holding.keys().map(|(_, hash)| hash.to_be_bytes()).collect();
    let counted = store.holders(&hashes, i64::MAX, Some(COUNTED)).await?;
    let of = store.population().await?;
    let mut shared: Vec<Shared> = holding
        .into_iter()
        .map(|((kind, hash), holders)| Shared {
            kind,
            value: holders.first().map(|(_, e)| told(kind, e, &bodies)).unwrap_or_default(),
            evidence: holders.first().map(|(_, e)| e.clone()).unwrap_or_default(),
            holders: counted.get(&hash.to_be_bytes()).map_or(0, Vec::len).max(holders.len()),
            members: holders.into_iter().map(|(h, _)| h).collect(),
            of,
        })
        .collect();
    // One career is held as pairs and threes of jobs: what the same members share of it is told once.
    let mut told: BTreeSet<(&'static str, Vec<String>)> = BTreeSet::new();
    shared.retain(|s| !matches!(s.kind, LinkKind::WorkSequence | LinkKind::CareerYears) || told.insert((s.kind.as_str(), s.members.clone())));
    shared.sort_by(|a, b| (b.members.len(), a.holders, a.kind, &a.evidence).cmp(&(a.members.len(), b.holders, b.kind, &b.evidence)));
    let seen = |pick: fn(&Member) -> Timestamp| members.iter().map(pick);
    Ok(Campaign {
        id: id.to_owned(),
        aliases: record.aliases.clone(),
        first_seen: seen(|m| m.first_seen).min().unwrap_or(record.founded),
        last_seen: seen(|m| m.last_seen).max().unwrap_or(record.founded),
        members,
        shared,
        history: record.history.clone(),
        bridges: record.bridges.clone(),
    })
}

/// The value as somebody would say it: of an address the line and the city, of a career the employer and when it began, else what stands there.
fn told(kind: LinkKind, evidence: &Evidence, bodies: &HashMap<(String, String), Value>) -> String {
    let parts: &[&str] = match kind {
        LinkKind::Address => &["line1", "line2", "city", "region"],
        LinkKind::WorkSequence | LinkKind::CareerYears => &["name", "startDate"],
        _ => &[],
    };
    let part = |name: &&str| {
        let at = Evidence { pointer: format!("{}/{name}", evidence.pointer), ..evidence.clone() };
        bodies.get(&(at.source.clone(), at.event.clone()))?.pointer(&at.pointer)?;
        Some(explain::quote(&at, bodies)).filter(|text| !text.is_empty())
    };
    let list: Vec<String> = parts.iter().filter_map(part).collect();
    if list.is_empty() { explain::quote(evidence, bodies) } else { list.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(own_id: &str, members: &[&str]) -> Group {
        let held = |m: &&str| ((*m).to_owned(), BTreeSet::from([LinkKind::Payee]));
        Group { own_id: own_id.into(), founder: members[0].into(), members: members.iter().map(held).collect(), bridges: Vec::new() }
    }

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_780_000_000 + day * 86_400).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn members(registry: &Registry, id: &str) -> Vec<String> {
        registry.find(id).map(|(_, r)| r.members.iter().cloned().collect()).unwrap_or_default()
    }

    #[test]
    fn a_campaign_keeps_its_id_when_an_older_candidacy_joins_it() {
        let mut registry = Registry::default();
        assert_eq!(registry.settle(&[group("camp-b", &["b", "c"])], &["b", "c"].into(), at(0)), ["camp-b"]);
        assert_eq!(registry.settle(&[group("camp-a", &["a", "b", "c"])], &["a", "b", "c"].into(), at(1)), ["camp-b"]);
        assert_eq!(members(&registry, "camp-b"), ["a", "b", "c"]);
        let history: Vec<Happened> = registry.0["camp-b"].history.iter().map(|c| c.what).collect();
        assert_eq!(history, [Happened::Founded, Happened::Joined]);
    }

    #[test]
    fn a_merge_keeps_the_older_id_and_the_other_as_alias() {
        let mut registry = Registry::default();
        registry.settle(&[group("camp-x", &["x", "y"])], &["x", "y"].into(), at(0));
        registry.settle(&[group("camp-a", &["a", "b"])], &["a", "b"].into(), at(1));
        // A new candidacy is seen with both; nobody else is looked at.
        assert_eq!(registry.settle(&[group("camp-b", &["b", "n", "x"])], &["n"].into(), at(2)), ["camp-x"]);
        assert_eq!(members(&registry, "camp-a"), ["a", "b", "n", "x", "y"]);
        let last = registry.0["camp-x"].history.iter().find(|c| c.what == Happened::Merged).cloned();
        assert!(last.is_some_and(|c| c.because.contains("camp-a") && c.because.contains("payee")));
    }

    #[test]
    fn in_a_split_the_founders_part_keeps_the_id() {
        let mut registry = Registry::default();
        registry.settle(&[group("camp-a", &["a", "b", "c", "d", "e"])], &["a", "b", "c", "d", "e"].into(), at(0));
        let parts = [group("camp-a", &["a", "b"]), group("camp-c", &["c", "d", "e"])];
        assert_eq!(registry.settle(&parts, &["a", "b", "c", "d", "e"].into(), at(1)), ["camp-a", "camp-c"]);
        assert_eq!(members(&registry, "camp-a"), ["a", "b"]);
        assert_eq!(members(&registry, "camp-c"), ["c", "d", "e"]);
        assert!(registry.0["camp-a"].history.iter().any(|c| c.what == Happened::Split && c.who == ["c", "d", "e"]));
    }

    #[test]
    fn who_was_not_looked_at_stays_and_who_was_and_has_no_link_left_leaves() {
        let mut registry = Registry::default();
        registry.settle(&[group("camp-a", &["a", "b", "c"])], &["a", "b", "c"].into(), at(0));
        registry.settle(&[], &["c", "z"].into(), at(1));
        assert_eq!(members(&registry, "camp-a"), ["a", "b"]);
        assert!(registry.0["camp-a"].history.iter().any(|c| c.what == Happened::Left && c.who == ["c"]));
    }

    #[test]
    fn settling_the_same_again_changes_nothing() {
        let mut registry = Registry::default();
        let groups = [group("camp-a", &["a", "b"]), group("camp-c", &["c", "d"])];
        registry.settle(&groups, &["a", "b", "c", "d"].into(), at(0));
        let before = registry.clone();
        registry.settle(&groups, &["a", "b", "c", "d"].into(), at(1));
        assert_eq!(registry, before);
    }

    #[test]
    fn who_is_forgotten_stands_nowhere() {
        let mut registry = Registry::default();
        registry.settle(&[group("camp-a", &["a", "b", "c"])], &["a", "b", "c"].into(), at(0));
        registry.forget("a");
        assert!(!serde_json::to_string(&registry).is_ok_and(|text| text.contains("\"a\"")));
    }
}
