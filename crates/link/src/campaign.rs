//! Groups of candidacies: connected components over links that are strong enough, without giant ones.
//!
//! A campaign needs a hard link or two different kinds of link. Two people under one roof are no campaign.

use std::collections::{BTreeMap, BTreeSet};

use hirewall_model::dossier::LinkKind;

/// A link between two candidacies, seen from one of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// One end.
    pub from: usize,
    /// The other.
    pub to: usize,
    /// What they share.
    pub kind: LinkKind,
    /// It is a hard link: an exact one between things that somebody stated or signed.
    pub hard: bool,
}

/// Disjoint sets over 0..n.
#[derive(Debug, Clone)]
pub struct Sets(Vec<u32>);

impl Sets {
    /// Each alone.
    pub fn new(n: usize) -> Self {
        Self((0..n as u32).collect())
    }

    /// The set's least member.
    pub fn root(&mut self, mut x: usize) -> usize {
        while self.0[x] as usize != x {
            let up = self.0[self.0[x] as usize];
            self.0[x] = up;
            x = up as usize;
        }
        x
    }

    /// Joins two sets.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high] = low as u32;
    }
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Campaigns {
    /// Members of each campaign, ascending; campaigns in order of their least member.
    pub groups: Vec<Vec<usize>>,
    /// Links of one kind that alone would have joined two groups of three people or more, and did not.
    pub bridges: Vec<(usize, usize, LinkKind)>,
}

/// Finds the campaigns among `n` candidacies.
pub fn campaigns(n: usize, edges: &[Edge], same_person: &[(usize, usize)]) -> Campaigns {
    let mut people = Sets::new(n);
    for (a, b) in same_person {
        people.join(*a, *b);
    }
    let mut kinds: BTreeMap<(usize, usize), BTreeSet<LinkKind>> = BTreeMap::new();
    let mut hard: BTreeSet<(usize, usize)> = BTreeSet::new();
    for edge in edges {
        let (a, b) = (people.root(edge.from), people.root(edge.to));
        if a != b {
            kinds.entry((a.min(b), a.max(b))).or_default().insert(edge.kind);
            if edge.hard {
                hard.insert((a.min(b), a.max(b)));
            }
        }
    }
    // Address, network and Wi-Fi are one fact: people live together.
    let place = |k: &&LinkKind| matches!(k, LinkKind::Address | LinkKind::Ip | LinkKind::WifiBssid);
    let strong = |pair: &(usize, usize), kinds: &BTreeSet<LinkKind>| {
        let apart = kinds.iter().filter(|k| !place(k)).count() + usize::from(kinds.iter().any(|k| place(&k)));
        hard.contains(pair) || apart >= 2
    };
    let mut joined: BTreeSet<(usize, usize)> = kinds.iter().filter(|(pair, k)| strong(pair, k)).map(|(pair, _)| *pair).collect();
    joined.extend(mixed(n, &kinds));
    let mut bridges = Vec::new();
    for pair in bridges_of(&joined) {
        // Two mailboxes that are alike by chance, a number that was given out again: one such thing makes no one operation of two.
        if let Some(kind) = kinds.get(&pair).filter(|k| k.len() == 1).and_then(|k| k.first()) {
            joined.remove(&pair);
            bridges.push((pair.0, pair.1, *kind));
        }
    }
    let mut sets = Sets::new(n);
    for (a, b) in &joined {
        sets.join(*a, *b);
    }
    let mut groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut beyond_household: BTreeSet<usize> = BTreeSet::new();
    for (a, b) in &joined {
        let root = sets.root(*a);
        groups.entry(root).or_default().extend([*a, *b]);
        if kinds[&(*a, *b)].iter().any(|k| !k.is_household() && !matches!(k, LinkKind::SameLife | LinkKind::Mailbox)) {
            beyond_household.insert(root);
        }
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for x in 0..n {
        members.entry(people.root(x)).or_default().push(x);
    }
    let mut found: Vec<Vec<usize>> = groups
        .into_iter()
        .filter(|(root, people)| people.len() >= 3 || beyond_household.contains(root))
        .map(|(_, people)| {
            let mut all: Vec<usize> = people.iter().flat_map(|p| members.get(p).cloned().unwrap_or_default()).collect();
            all.sort_unstable();
            all
        })
        .collect();
    found.sort();
    Campaigns { groups: found, bridges }
}

/// People on one side of a bridge, from which on it is a group of its own.
const SIDE: usize = 3;

/// Pairs without which a group would fall into two of three people or more each (Tarjan 1974).
fn bridges_of(joined: &BTreeSet<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut next_to: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (a, b) in joined {
        next_to.entry(*a).or_default().push(*b);
        next_to.entry(*b).or_default().push(*a);
    }
    // Order of discovery, the earliest that a node's descendants reach another way, and how many descendants it has, itself included.
    let mut order: BTreeMap<usize, usize> = BTreeMap::new();
    let mut low: BTreeMap<usize, usize> = BTreeMap::new();
    let mut below: BTreeMap<usize, usize> = BTreeMap::new();
    let mut found: Vec<((usize, usize), usize)> = Vec::new();
    let mut bridges = Vec::new();
    for start in next_to.keys() {
        if order.contains_key(start) {
            continue;
        }
        found.clear();
        let mut path: Vec<(usize, Option<usize>, usize)> = vec![(*start, None, 0)];
        while let Some((node, from, at)) = path.pop() {
            if at == 0 {
                let number = order.len();
                order.insert(node, number);
                low.insert(node, number);
                below.insert(node, 1);
            }
            match next_to[&node].get(at) {
                Some(to) => {
                    path.push((node, from, at + 1));
                    if Some(*to) != from {
                        match order.get(to) {
                            Some(number) => {
                                let reached = low[&node].min(*number);
                                low.insert(node, reached);
                            }
                            None => path.push((*to, Some(node), 0)),
                        }
                    }
                }
                None => {
                    if let Some(parent) = from {
                        if low[&node] > order[&parent] {
                            found.push(((node.min(parent), node.max(parent)), below[&node]));
                        }
                        let reached = low[&parent].min(low[&node]);
                        low.insert(parent, reached);
                        *below.entry(parent).or_default() += below[&node];
                    }
                }
            }
        }
        let all = below[start];
        bridges.extend(found.iter().filter(|(_, under)| *under >= SIDE && all - under >= SIDE).map(|(pair, _)| *pair));
    }
    bridges
}

/// Pairs of groups of three or more that soft links of two kinds hold together, though no pair has both: A and B by a reference,
/// B and C by a document. Where people are (address, network, device) joins nobody by itself.
fn mixed(n: usize, kinds: &BTreeMap<(usize, usize), BTreeSet<LinkKind>>) -> Vec<(usize, usize)> {
    let soft: Vec<(&(usize, usize), &BTreeSet<LinkKind>)> = kinds.iter().filter(|(_, k)| k.iter().any(|k| !k.is_household())).collect();
    let mut sets = Sets::new(n);
    for ((a, b), _) in &soft {
        sets.join(*a, *b);
    }
    #[derive(Default)]
    struct Group {
        kinds: BTreeSet<LinkKind>,
        people: BTreeSet<usize>,
        pairs: Vec<(usize, usize)>,
    }
    let mut found: BTreeMap<usize, Group> = BTreeMap::new();
    for ((a, b), kinds) in soft {
        let group = found.entry(sets.root(*a)).or_default();
        group.kinds.extend(kinds.iter().filter(|k| !k.is_household()));
        group.people.extend([*a, *b]);
        group.pairs.push((*a, *b));
    }
    found.into_values().filter(|g| g.kinds.len() >= 2 && g.people.len() >= 3).flat_map(|g| g.pairs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: usize, to: usize, kind: LinkKind) -> Edge {
        let hard = matches!(kind, LinkKind::Phone | LinkKind::Mailbox | LinkKind::Payee);
        Edge { from, to, kind, hard }
    }

    #[test]
    fn a_hard_link_or_two_kinds_make_a_campaign_and_one_soft_link_does_not() {
        let edges = [edge(0, 1, LinkKind::Payee), edge(2, 3, LinkKind::Text), edge(4, 5, LinkKind::Text), edge(4, 5, LinkKind::WorkSequence)];
        assert_eq!(campaigns(6, &edges, &[]).groups, vec![vec![0, 1], vec![4, 5]]);
    }

    #[test]
    fn soft_links_of_two_kinds_hold_three_people_together_and_of_one_kind_do_not() {
        let chain = [edge(0, 1, LinkKind::ReferenceContact), edge(1, 2, LinkKind::DocumentId)];
        assert_eq!(campaigns(3, &chain, &[]).groups, vec![vec![0, 1, 2]]);
        let cohort = [edge(0, 1, LinkKind::Text), edge(1, 2, LinkKind::Text)];
        assert!(campaigns(3, &cohort, &[]).groups.is_empty());
        let network = [edge(0, 1, LinkKind::ReferenceContact), edge(1, 2, LinkKind::Ip)];
        assert!(campaigns(3, &network, &[]).groups.is_empty());
    }

    #[test]
    fn two_people_under_one_roof_are_no_campaign_and_three_may_be() {
        let roof = |a, b| [edge(a, b, LinkKind::Phone), edge(a, b, LinkKind::Address), edge(a, b, LinkKind::Ip)];
        let couple: Vec<Edge> = roof(0, 1).into();
        assert!(campaigns(2, &couple, &[]).groups.is_empty());
        let farm: Vec<Edge> = roof(0, 1).into_iter().chain(roof(1, 2)).collect();
        assert_eq!(campaigns(3, &farm, &[]).groups, vec![vec![0, 1, 2]]);
    }

    #[test]
    fn a_person_who_applies_twice_is_one_member_with_all_candidacies() {
        let edges = [edge(0, 2, LinkKind::Payee)];
        assert_eq!(campaigns(4, &edges, &[(0, 1)]).groups, vec![vec![0, 1, 2]]);
        assert!(campaigns(2, &[edge(0, 1, LinkKind::Payee)], &[(0, 1)]).groups.is_empty());
    }

    #[test]
    fn one_link_of_one_kind_does_not_make_one_operation_of_two() {
        let ring = |a, b, c| [edge(a, b, LinkKind::Payee), edge(b, c, LinkKind::Payee), edge(a, c, LinkKind::Payee)];
        let mut edges: Vec<Edge> = ring(0, 1, 2).into_iter().chain(ring(3, 4, 5)).collect();
        edges.push(edge(2, 3, LinkKind::Mailbox));
        let found = campaigns(6, &edges, &[]);
        assert_eq!((found.groups, found.bridges), (vec![vec![0, 1, 2], vec![3, 4, 5]], vec![(2, 3, LinkKind::Mailbox)]));
        // By a second kind, or with few people on one side, it does.
        edges.push(edge(2, 3, LinkKind::Payee));
        assert_eq!(campaigns(6, &edges, &[]).groups, vec![vec![0, 1, 2, 3, 4, 5]]);
        let few: Vec<Edge> = ring(0, 1, 2).into_iter().chain([edge(2, 3, LinkKind::Mailbox), edge(3, 4, LinkKind::Payee)]).collect();
        assert_eq!(campaigns(5, &few, &[]).groups, vec![vec![0, 1, 2, 3, 4]]);
    }
}
