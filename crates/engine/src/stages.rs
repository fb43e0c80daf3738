//! The stages of a run: pure functions over a part of the candidacies each. [`mod@crate::screen`] calls them in process; `hirewall stage`
//! offers the same ones as filters over JSON lines, for engines that spread the parts over machines.
//!
//! events → card → [`Circle`] → [`look`] → [`Row`] → [`components`] → [`Looked::says`] → [`members`] → [`Setting::assess`]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hirewall_link::campaign::{self, Edge, Sets};
use hirewall_link::neighbours::Circle;
use hirewall_model::Evidence;
use hirewall_model::assessment::{Assessment, Band, Bits, Family, FamilyBits, SecurityFinding, Tier, Unreadable, Victim};
use hirewall_model::dossier::{EventRef, LinkKind, Neighbour};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::campaigns::{Bridge, Group, Registry};
use crate::gather;
use crate::policy::{Kind, Policy};
use crate::rates::{self, Ordinary, Rates};
use crate::score::{self, Hit, Members, Seen, Weighed};
use crate::security;
use crate::weights::Weights;

/// A link of fewer bits makes no campaign.
const CAMPAIGN_BITS: f64 = 2.0;
/// Pieces of evidence that a campaign's members are quoted with.
const QUOTED: usize = 5;

// ---------------------------------------------------------------- one candidacy

/// What was found when the signals looked at a candidacy.
#[derive(Debug)]
pub struct Looked {
    /// The candidacy.
    pub candidacy: String,
    /// What they saw.
    pub seen: Seen,
    /// Other candidacies of the same person, in order.
    pub same_person: Vec<String>,
    /// Its identity may be used by another.
    pub victim: Option<Victim>,
    /// How far it came.
    pub stage: &'static str,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// For the security queue.
    pub security: Vec<SecurityFinding>,
}

/// Lets the signals look at a candidacy within its circle.
pub fn look(read: gather::Candidacy, circle: Circle, as_of: Timestamp, policy: &Policy, weights: &Weights) -> Looked {
    let (candidacy, stage, unreadable) = (read.id.clone(), read.stage, read.unreadable.clone());
    let security = [read.security.clone(), security::of_senders(&read.senders, policy)].concat();
    let victim = victim(&circle.neighbours);
    let dossier = read.dossier(as_of, circle.neighbours);
    Looked { candidacy, seen: score::look(&dossier, policy, weights), same_person: circle.same_person, victim, stage, unreadable, security }
}

fn victim(neighbours: &[Neighbour]) -> Option<Victim> {
    let neighbour = neighbours.iter().find(|n| n.kind == LinkKind::SameLife)?;
    let of = neighbour.others.first().map(|o| o.candidacy.clone());
    let because = "The same claimed life came with other contacts: this may be the person whose identity is used, or the one who uses it. Both are asked, neither is blamed.";
    Some(Victim { of, because: because.to_owned() })
}

// ---------------------------------------------------------------- campaigns

/// What a candidacy contributes to campaigns and to rates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The candidacy.
    pub candidacy: String,
    /// Time of its first event, in microseconds.
    pub first_us: i64,
    /// Its first event.
    pub first: Option<EventRef>,
    /// Other candidacies of the same person.
    #[serde(default)]
    pub same_person: Vec<String>,
    /// Somebody else tells the same life.
    #[serde(default)]
    pub told_twice: bool,
    /// Links that may make a campaign.
    #[serde(default)]
    pub links: Vec<Link>,
    /// By itself it is ordinary, so that rates are measured on it unless it stands in a campaign.
    #[serde(default)]
    pub ordinary: bool,
    /// Kind of its requisition.
    pub kind: Kind,
    /// One bit per signal that could look.
    #[serde(with = "hirewall_link::card::hex")]
    pub looked: u128,
    /// Levels that fired and that nothing explains: indexes into [`Weights::levels`].
    #[serde(default)]
    pub levels: Vec<usize>,
}

/// A link that counts, seen from one end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Link {
    /// The other end.
    pub to: String,
    /// What is shared.
    pub kind: LinkKind,
    /// It holds two together by itself.
    pub hard: bool,
}

impl Row {
    /// Of a candidacy at which no signal looked.
    pub fn new(candidacy: &str, first_us: i64, first: Option<EventRef>) -> Self {
        let (kind, looked) = (Kind(String::new()), 0);
        let (same_person, links, levels) = (Vec::new(), Vec::new(), Vec::new());
        Self { candidacy: candidacy.to_owned(), first_us, first, same_person, told_twice: false, links, ordinary: false, kind, looked, levels }
    }

    /// With what was found.
    pub fn filled(mut self, looked: &Looked, weighed: &Weighed) -> Self {
        let seen = &looked.seen;
        // Who tells one life is the one who lives it or one who uses it: what they share makes no accomplices of them.
        let one_life: BTreeSet<&str> = lives(seen).collect();
        for hit in seen.found.iter().filter(|h| makes_edge(h, weighed)) {
            let kind = match hit.found.link {
                // The same careers to the month and to the year are one kind of link.
                Some(LinkKind::CareerYears) => LinkKind::WorkSequence,
                // What descends with one file is one kind of link.
                Some(kind) if kind.is_of_a_file() => LinkKind::DocumentId,
                Some(kind) => kind,
                None => continue,
            };
            let hard = hit.tier == Tier::Hard || laptop_farm(hit, seen);
            let others = hit.found.others.iter().filter(|o| !one_life.contains(o.as_str()));
            self.links.extend(others.map(|to| Link { to: to.clone(), kind, hard }));
        }
        self.links.sort();
        self.links.dedup();
        self.told_twice = !one_life.is_empty();
        self.same_person.clone_from(&looked.same_person);
        self.ordinary = rates::is_ordinary(seen);
        self.kind = seen.kind.clone();
        self.looked = seen.looked;
        self.levels = seen.found.iter().filter(|h| !h.found.explained).map(|h| h.level).collect();
        self
    }

    /// What rates are measured on.
    pub fn measured(&self, person: usize) -> Ordinary<'_> {
        Ordinary { kind: &self.kind, looked: self.looked, levels: &self.levels, person }
    }
}

/// Others who tell the same life.
fn lives(seen: &Seen) -> impl Iterator<Item = &str> {
    let found = seen.found.iter().filter(|h| h.found.link == Some(LinkKind::SameLife));
    found.flat_map(|h| &h.found.others).map(String::as_str)
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

/// Campaigns among rows, and who is one person.
#[derive(Debug, Default)]
pub struct Components {
    /// Rows of each campaign, ascending.
    pub groups: Vec<Vec<usize>>,
    /// Id of each.
    pub ids: Vec<String>,
    /// Campaign of each row.
    pub of: Vec<Option<usize>>,
    /// First row of the person of each. Links join nobody here: campaigns are left out of what is measured, and those who meet at a
    /// VPN's exit or a library's computer are as many people as they are.
    pub people: Vec<usize>,
}

/// Finds the campaigns and gives each the id under which the register knows it. `looked_at` are the candidacies for which the run speaks.
pub fn components(rows: &[Row], registry: &mut Registry, looked_at: &BTreeSet<&str>, as_of: Timestamp) -> Components {
    let place: HashMap<&str, usize> = rows.iter().enumerate().map(|(n, row)| (row.candidacy.as_str(), n)).collect();
    let people = people(rows.iter().map(|row| (row.candidacy.as_str(), row.same_person.as_slice())));
    let same: Vec<(usize, usize)> = people.iter().enumerate().map(|(n, least)| (*least, n)).filter(|(least, n)| least != n).collect();
    let edges = edges(rows, &place);
    let campaign::Campaigns { groups, bridges } = campaign::campaigns(rows.len(), &edges, &same);
    let mut of = vec![None; rows.len()];
    for (g, group) in groups.iter().enumerate() {
        for row in group {
            of[*row] = Some(g);
        }
    }
    let found: Vec<Group> = groups.iter().map(|g| as_group(g, rows, &edges, &bridges)).collect();
    let ids = registry.settle(&found, looked_at, as_of);
    Components { groups, ids, of, people }
}

impl Components {
    /// Which rows are ordinary: by themselves, and in no campaign.
    pub fn ordinary(&self, rows: &[Row]) -> Vec<bool> {
        rows.iter().zip(&self.of).map(|(row, of)| row.ordinary && of.is_none()).collect()
    }
}

/// Of each candidacy, given with the others of the same person, the place of the first one of that person.
pub fn people<'a>(of: impl Iterator<Item = (&'a str, &'a [String])> + Clone) -> Vec<usize> {
    let place: HashMap<&str, usize> = of.clone().enumerate().map(|(n, (candidacy, _))| (candidacy, n)).collect();
    let mut sets = Sets::new(place.len());
    for (n, (_, same)) in of.enumerate() {
        same.iter().filter_map(|other| place.get(other.as_str())).for_each(|other| sets.join(n, *other));
    }
    (0..place.len()).map(|n| sets.root(n)).collect()
}

/// Links strong enough to make campaigns. Parts of a life that is told twice join nobody: it is public. A text and lines of it are one kind of link.
fn edges(rows: &[Row], place: &HashMap<&str, usize>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (from, row) in rows.iter().enumerate() {
        for link in &row.links {
            let Some(to) = place.get(link.to.as_str()) else { continue };
            if !matches!(link.kind, LinkKind::WorkSequence | LinkKind::Lines) || !rows[*to].told_twice {
                let kind = if link.kind == LinkKind::Lines { LinkKind::Text } else { link.kind };
                edges.push(Edge { from, to: *to, kind, hard: link.hard });
            }
        }
    }
    edges.sort();
    edges.dedup();
    edges
}

/// A group with the id that it would be founded under: a hash of the first member's first event.
fn as_group(group: &[usize], rows: &[Row], edges: &[Edge], bridges: &[(usize, usize, LinkKind)]) -> Group {
    let first = group.iter().filter_map(|m| rows[*m].first.as_ref().map(|e| (rows[*m].first_us, e, *m))).min();
    let text = first.map(|(_, e, _)| format!("{}\n{}", e.source, e.id)).unwrap_or_default();
    let name = |m: usize| rows[m].candidacy.clone();
    let mut held: BTreeMap<String, BTreeSet<LinkKind>> = group.iter().map(|m| (name(*m), BTreeSet::new())).collect();
    for end in group {
        let own = edges.partition_point(|e| e.from < *end);
        for edge in edges.iter().skip(own).take_while(|e| e.from == *end) {
            for end in [edge.from, edge.to] {
                if let Some(kinds) = held.get_mut(&rows[end].candidacy) {
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

// ---------------------------------------------------------------- what members say of each other

/// What a member of a campaign shows by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The member.
    pub candidacy: String,
    /// Other candidacies of the same person: a person does not speak of itself.
    pub same_person: Vec<String>,
    /// Evidence without links and weak findings.
    pub bits: Bits,
    /// The strongest of it.
    pub evidence: Vec<(Bits, Evidence)>,
}

impl Looked {
    /// What it says of a campaign that it is a member of.
    pub fn says(&self, weighed: &Weighed) -> Said {
        let own = weighed.findings.iter().filter(|f| f.bits > Bits(0) && f.tier != Tier::Weak && f.family != Family::Links);
        let mut evidence: Vec<(Bits, Evidence)> = own.filter_map(|f| Some((f.bits, f.evidence.first()?.clone()))).collect();
        strongest(&mut evidence);
        Said { candidacy: self.candidacy.clone(), same_person: self.same_person.clone(), bits: weighed.independent, evidence }
    }
}

fn strongest(evidence: &mut Vec<(Bits, Evidence)>) {
    evidence.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    evidence.truncate(QUOTED);
}

/// Membership speaks back once: to each member of one campaign, by its place in `said`, the mean of what the other people in it show by themselves.
pub fn members(campaign: &str, said: &[&Said]) -> Vec<(usize, Members)> {
    let heard = |own: &Said| -> Option<Members> {
        let others: Vec<&&Said> = said.iter().filter(|o| o.candidacy != own.candidacy && !own.same_person.contains(&o.candidacy)).collect();
        let mut evidence: Vec<(Bits, Evidence)> = others.iter().flat_map(|o| &o.evidence).cloned().collect();
        strongest(&mut evidence);
        if evidence.is_empty() {
            return None;
        }
        let sum: i64 = others.iter().map(|o| i64::from(o.bits.0)).sum();
        let bits = Bits((sum / others.len() as i64) as i32);
        Some(Members { bits, count: others.len(), campaign: campaign.to_owned(), evidence: evidence.into_iter().map(|(_, e)| e).collect() })
    };
    said.iter().enumerate().filter_map(|(n, own)| Some((n, heard(own)?))).collect()
}

// ---------------------------------------------------------------- assessment

/// By what candidacies are assessed.
pub struct Setting<'a> {
    /// As of when.
    pub as_of: Timestamp,
    /// Weights.
    pub weights: &'a Weights,
    /// Policy.
    pub policy: &'a Policy,
    /// Rates.
    pub rates: &'a Rates,
    /// Editions of reference data.
    pub editions: BTreeMap<String, String>,
}

impl Setting<'_> {
    /// The assessment of one candidacy. `counted` says that it is among those on whom the rates' tails were measured.
    pub fn assess(&self, looked: &Looked, weighed: &Weighed, campaign: Option<&str>, counted: bool) -> Assessment {
        let Looked { seen, .. } = looked;
        let tail = self.rates.tail(seen, weighed.bits, counted);
        let band = score::band(weighed, tail, self.policy);
        // Whoever may be a victim is asked, and no pattern made of what was done to them raises that.
        let (patterns, floor) = self.weights.patterns.named(weighed);
        // Without evidence of their own as strong as a hard finding, both sides of a life told twice are asked at most.
        let victim = looked.victim.clone().or_else(|| copied(seen, weighed));
        let band = match &victim {
            None => floor.filter(|floor| weighed.bits >= self.policy.least_bits(*floor)).map_or(band, |floor| band.max(floor)),
            Some(_) if !speaks_for_itself(weighed) && !linked_elsewhere(seen, weighed) => band.min(Band::Verify),
            Some(_) => band,
        };
        Assessment {
            candidacy: looked.candidacy.clone(),
            as_of: self.as_of,
            band,
            bits: weighed.bits,
            tail: tail.map(|(tail, _)| tail),
            probability: None,
            prior_bits: seen.prior,
            weights: self.weights.edition.clone(),
            rates: self.rates.id.clone(),
            policy: self.policy.edition.clone(),
            editions: self.editions.clone(),
            stage: looked.stage.to_owned(),
            families: FamilyBits(weighed.families.clone()),
            findings: weighed.findings.clone(),
            patterns,
            not_looked_at: seen.not_looked_at(),
            same_person: looked.same_person.clone(),
            campaign: campaign.map(str::to_owned),
            victim,
            next_steps: score::next_steps(weighed, band, self.policy),
            unreadable: looked.unreadable.clone(),
            security: looked.security.clone(),
        }
    }
}

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
    matches!(kind, LinkKind::WorkSequence | LinkKind::CareerYears | LinkKind::Text | LinkKind::Lines | LinkKind::ProfileUrl) || kind.is_of_a_file()
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
