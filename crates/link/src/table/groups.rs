//! From rows to people, lives that two tell, and campaigns.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use hirewall_model::dossier::LinkKind;
use rayon::prelude::*;

use super::blocks::{Blocks, Rule, blocks, rules};
use super::columns::{Column, Kind, Table};
use super::compare::{Guards, Pattern, equal, spelled};
use super::weights::{Histogram, SAMPLE, Sampled, Weights, histogram, sample};
use crate::campaign::{Edge, Sets, campaigns};
use crate::near::Alike;
use crate::neighbours::NEAR_DUPLICATE;

/// Two rows of one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The earlier row.
    pub a: u32,
    /// The later one.
    pub b: u32,
    /// How far they agree.
    pub pattern: Pattern,
    /// Bits, the prior included.
    pub bits: f32,
}

/// One way to agree, and what it cost.
#[derive(Debug, Clone)]
pub struct Way {
    /// The rule.
    pub name: String,
    /// Pairs within its blocks.
    pub pairs: u64,
    /// Pairs of one person that it finds and no way before it, expected from a sample.
    pub new: f64,
    /// It finds next to nothing new for what it costs, and was left out.
    pub idle: bool,
    /// Blocks that were too large and were parted.
    pub parted: usize,
    /// Rows that it did not compare.
    pub left_out: usize,
}

/// A value that too many people hold to link anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faded {
    /// The column.
    pub column: String,
    /// Values that faded.
    pub values: usize,
    /// Holders of the one that most hold.
    pub most: usize,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Linked {
    /// Pairs of one person.
    pub pairs: Vec<Pair>,
    /// Pairs that tell one life by one name and share nothing that is a person's own.
    pub one_life: Vec<(u32, u32)>,
    /// The least row of the person of each row.
    pub person: Vec<u32>,
    /// Rows of each campaign.
    pub campaigns: Vec<Vec<usize>>,
    /// Links of one kind that alone would have joined two groups.
    pub bridges: Vec<(usize, usize, LinkKind)>,
    /// How rows were found.
    pub ways: Vec<Way>,
    /// What agreement is worth.
    pub weights: Weights,
    /// Values that link nobody because too many hold them.
    pub faded: Vec<Faded>,
}

/// Up to so many people who share something of one's own are looked at as one group; more are an office, a school, a gateway.
const MOST_HOLDERS: usize = 40;
/// A way with more pairs than the table has rows is left out if it finds less than this share of all pairs of one person.
const LEAST_NEW: f64 = 0.0005;
/// Up to so many, each pair is a link; beyond it each with the next.
const ALL_PAIRS: usize = 12;

/// Pairs of one person, and pairs that tell one life.
type Judged = (Vec<Pair>, Vec<(u32, u32)>);

/// Links a table. Rows are one person's from `probability` on; people whose texts are copies (`alike`) are linked by that.
pub fn link(table: &Table, probability: f64, alike: &[Alike], progress: &(dyn Fn(usize, usize) + Sync)) -> Linked {
    let guards = Guards::new(table);
    let rules = rules(table);
    let steps = 2 * rules.len() + 1;
    let mut found: Vec<Blocks> = Vec::with_capacity(rules.len());
    let mut sampled: Vec<(&Rule, Histogram)> = Vec::new();
    let mut once: Vec<Sampled> = Vec::new();
    for (n, rule) in rules.iter().enumerate() {
        progress(n, steps);
        let own = blocks(table, rule);
        let pairs = sample(&own, SAMPLE);
        let looked: Vec<(u32, u32, Pattern)> =
            pairs.par_iter().map(|(a, b)| (*a, *b, spelled(table, guards.names(), *a, *b, equal(table, *a, *b)))).collect();
        let times = own.pairs() as f64 / looked.len().max(1) as f64;
        sampled.push((rule, histogram(looked.iter().map(|(.., p)| *p))));
        once.push((times, looked.into_iter().filter(|(a, b, _)| !met_before(&found, *a, *b)).collect()));
        found.push(own);
    }
    let mut weights = Weights::learn(table, &guards, &sampled);
    let expected = weights.settle(table, &once, &guards);
    drop((sampled, once));
    let all: f64 = expected.iter().sum();
    let idle = |n: usize| found[n].pairs() > table.len() as u64 && expected[n] < LEAST_NEW * all;
    let idle: Vec<bool> = (0..found.len()).map(idle).collect();
    let least = (probability / (1.0 - probability)).log2() as f32;
    let mut pairs: Vec<Pair> = Vec::new();
    let mut one_life: Vec<(u32, u32)> = Vec::new();
    for n in 0..found.len() {
        progress(rules.len() + n, steps);
        if idle[n] {
            found[n].of.fill(0);
            continue;
        }
        let (before, own) = found.split_at(n);
        let judged: Vec<Judged> = own[0]
            .rows_with_later()
            .with_min_len(64)
            .fold(
                || (Vec::new(), Vec::new()),
                |(mut pairs, mut lives), (a, later)| {
                    for b in later.iter().filter(|b| !met_before(before, a, **b)) {
                        judge(table, &guards, &weights, least, (a.min(*b), a.max(*b)), &mut pairs, &mut lives);
                    }
                    (pairs, lives)
                },
            )
            .collect();
        for (some, lives) in judged {
            pairs.extend(some);
            one_life.extend(lives);
        }
    }
    let way = |n: usize| {
        let (rule, own) = (&rules[n], &found[n]);
        Way { name: rule.name.clone(), pairs: own.pairs(), new: expected[n], idle: idle[n], parted: own.parted, left_out: own.left_out }
    };
    let ways = (0..rules.len()).map(way).collect();
    drop(found);
    pairs.par_sort_unstable_by_key(|p| (p.a, p.b));
    one_life.par_sort_unstable();
    progress(steps - 1, steps);
    let person = people(table.len(), &pairs);
    let (mut edges, faded) = edges(table, &person, &one_life);
    let copies = alike.iter().filter(|p| p.similarity * 1000.0 >= f64::from(NEAR_DUPLICATE));
    let ends = copies.map(|p| (person[p.a as usize] as usize, person[p.b as usize] as usize)).filter(|(a, b)| a != b);
    edges.extend(ends.map(|(from, to)| Edge { from, to, kind: LinkKind::Text, hard: false }));
    let same: Vec<(usize, usize)> = person.iter().enumerate().filter(|(n, p)| **p as usize != *n).map(|(n, p)| (*p as usize, n)).collect();
    let groups = campaigns(table.len(), &edges, &same);
    progress(steps, steps);
    Linked { pairs, one_life, person, campaigns: groups.groups, bridges: groups.bridges, ways, weights, faded }
}

fn met_before(blocks: &[Blocks], a: u32, b: u32) -> bool {
    blocks.iter().any(|own| own.of[a as usize] != 0 && own.of[a as usize] == own.of[b as usize])
}

fn judge(table: &Table, guards: &Guards, weights: &Weights, least: f32, (a, b): (u32, u32), pairs: &mut Vec<Pair>, lives: &mut Vec<(u32, u32)>) {
    let equal = equal(table, a, b);
    if weights.at_most(table, a, equal) < least {
        return;
    }
    let pattern = spelled(table, guards.names(), a, b, equal);
    if guards.one_life(pattern) {
        lives.push((a, b));
    } else if guards.may_be_one(pattern) {
        let bits = weights.bits(table, a, pattern);
        if bits >= least {
            pairs.push(Pair { a, b, pattern, bits });
        }
    }
}

/// The least row of each row's person.
fn people(rows: usize, pairs: &[Pair]) -> Vec<u32> {
    let mut sets = Sets::new(rows);
    for pair in pairs {
        sets.join(pair.a as usize, pair.b as usize);
    }
    (0..rows).map(|n| sets.root(n) as u32).collect()
}

/// The link that sharing a column's value makes, and whether it is hard.
fn link_of(column: &Column) -> Option<(LinkKind, bool)> {
    Some(match column.kind {
        Kind::Email => (LinkKind::Mailbox, true),
        Kind::Phone => (LinkKind::Phone, true),
        Kind::Number => (LinkKind::IdentityDocument, true),
        Kind::Device => (LinkKind::Device, true),
        Kind::Street => (LinkKind::Address, false),
        Kind::Ip => (LinkKind::Ip, false),
        Kind::Career => (LinkKind::WorkSequence, false),
        Kind::Reference => (LinkKind::ReferenceContact, false),
        Kind::Document => (LinkKind::DocumentId, false),
        _ => return None,
    })
}

/// What people share who are not one: links between the least rows of people.
fn edges(table: &Table, person: &[u32], one_life: &[(u32, u32)]) -> (Vec<Edge>, Vec<Faded>) {
    let lives: BTreeSet<(u32, u32)> =
        one_life.iter().map(|(a, b)| (person[*a as usize], person[*b as usize])).map(|(a, b)| (a.min(b), a.max(b))).collect();
    let offices = offices(table, person);
    let towns = [Kind::PostalCode, Kind::City].into_iter().find_map(|k| table.of(k)).map(|n| &table.columns[n]);
    let mut edges = Vec::new();
    let mut faded: BTreeMap<String, Faded> = BTreeMap::new();
    for column in &table.columns {
        let Some((kind, hard)) = link_of(column) else { continue };
        // A street without a number is a street, one job is no career.
        let says = |n: u32| {
            let value = column.values.get(n);
            match column.kind {
                Kind::Street => value.bytes().any(|b| b.is_ascii_digit()),
                Kind::Career => value.len() >= 30,
                _ => true,
            }
        };
        // The same street in another town is another.
        let town = towns.filter(|_| column.kind == Kind::Street);
        let mut holders: Vec<((u32, u32), u32)> = column
            .rows
            .par_iter()
            .enumerate()
            .filter(|(_, n)| **n != 0 && column.held[**n as usize] > 1)
            .map(|(row, n)| ((*n, town.map_or(0, |t| t.rows[row])), person[row]))
            .collect();
        holders.par_sort_unstable();
        holders.dedup();
        for value in holders.chunk_by(|a, b| a.0 == b.0).filter(|v| v.len() > 1 && says(v[0].0.0)) {
            let of_an_office = value.iter().filter(|(_, p)| offices.contains(p)).count() * 2 > value.len();
            if matches!(kind, LinkKind::Mailbox | LinkKind::Phone) && of_an_office {
                continue;
            }
            if value.len() > MOST_HOLDERS {
                let entry = faded.entry(column.name.clone()).or_insert(Faded { column: column.name.clone(), values: 0, most: 0 });
                entry.values += 1;
                entry.most = entry.most.max(value.len());
                continue;
            }
            for (n, (_, a)) in value.iter().enumerate() {
                let until = if value.len() <= ALL_PAIRS { value.len() } else { value.len().min(n + 2) };
                for (_, b) in &value[n + 1..until] {
                    if !lives.contains(&(*a.min(b), *a.max(b))) {
                        edges.push(Edge { from: *a as usize, to: *b as usize, kind, hard });
                    }
                }
            }
        }
    }
    edges.sort_unstable();
    edges.dedup();
    (edges, faded.into_values().collect())
}

/// People who write from an office's mailbox: at a domain where one mailbox serves two people or more on average, as at recruiting
/// agencies and job centres. What they share with each other is the office's desk.
fn offices(table: &Table, person: &[u32]) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let Some(column) = table.of(Kind::Email).map(|n| &table.columns[n]) else { return found };
    let domain = |n: u32| column.values.get(n).rsplit_once('@').map_or("", |(_, domain)| domain);
    let mut held: Vec<(u32, u32)> = column.rows.iter().zip(person).filter(|(n, _)| **n != 0).map(|(n, p)| (*n, *p)).collect();
    held.par_sort_unstable();
    held.dedup();
    // Domain → people, mailboxes.
    let mut domains: HashMap<&str, (u32, u32)> = HashMap::new();
    for mailbox in held.chunk_by(|a, b| a.0 == b.0) {
        let (people, mailboxes) = domains.entry(domain(mailbox[0].0)).or_default();
        *people += mailbox.len() as u32;
        *mailboxes += 1;
    }
    for (n, p) in held {
        if domains.get(domain(n)).is_some_and(|(people, mailboxes)| *people >= 2 * mailboxes) {
            found.insert(p);
        }
    }
    found
}
