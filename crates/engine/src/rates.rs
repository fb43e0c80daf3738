//! How common each finding is among ordinary candidacies of the company's own, measured without labels.
//!
//! Nearly everybody who applies is honest, so what many show says little. Counted once per person, without
//! candidacies that have a hard finding or stand in a campaign: an operation must not make its own traits common.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use hirewall_model::assessment::{Bits, Tail, Tier};
use serde::{Deserialize, Serialize};

use crate::policy::Kind;
use crate::score::{Seen, mild, opens_no_gate};
use crate::weights::Weights;

/// Below so many candidacies nothing is measured and no tail is given.
pub const LEAST: u64 = 500;
/// Weight of the stated rate, in candidacies.
const PRIOR_N: f64 = 1000.0;

/// A snapshot of measured rates; `--rates FILE` reads one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rates {
    /// `stated-…` or `r-` and a hash of the content.
    pub id: String,
    /// Candidacies that were there to measure.
    pub population: u64,
    /// `signal/level` → counts over all kinds of requisition.
    all: BTreeMap<String, Count>,
    /// The same by kind of requisition.
    kinds: BTreeMap<Kind, BTreeMap<String, Count>>,
    /// Pairs of levels that fire together more than twice as often as chance would have it.
    together: BTreeSet<(String, String)>,
    /// Scores in millibits of ordinary candidacies, ascending, by cell.
    tails: BTreeMap<String, Vec<i32>>,
    /// Text shingles that many hold.
    pub common_text: Vec<u32>,
}

/// Fired, out of those that could be looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Count {
    k: u64,
    n: u64,
}

impl Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Kind)
    }
}

/// What the measurement needs of one candidacy.
pub struct Ordinary<'a> {
    /// Kind of requisition.
    pub kind: &'a Kind,
    /// One bit per signal that could look.
    pub looked: u128,
    /// Levels that fired and that nothing explains.
    pub levels: &'a [usize],
    /// Whose it is: the same number for all candidacies of one person.
    pub person: usize,
}

impl Rates {
    /// The edition that ships with the product: the rates stated in the weights, nothing measured.
    pub fn stated(weights: &Weights) -> Self {
        Self { id: format!("stated-{}", weights.edition), ..Self::default() }
    }

    /// Measures counts and co-firing; tails follow with [`Rates::with_tails`], once there are scores.
    pub fn measure(ordinary: &[Ordinary<'_>], population: u64, weights: &Weights, common_text: Vec<u32>) -> Self {
        let mut rates = Self { population, common_text, ..Self::default() };
        let mut looked: BTreeSet<(&Kind, usize, usize)> = BTreeSet::new();
        let mut fired: HashMap<usize, BTreeSet<usize>> = HashMap::new();
        let names: Vec<String> = weights.levels().iter().map(|l| format!("{}/{}", l.signal, l.level)).collect();
        let of_signal: Vec<Vec<usize>> = hirewall_signals::all()
            .map(|s| weights.levels().iter().enumerate().filter(|(_, l)| l.signal == s.id).map(|(n, _)| n).collect())
            .collect();
        let at_most: Vec<Vec<usize>> = (0..names.len()).map(|level| at_most(level, weights)).collect();
        let mut counted: BTreeSet<(&Kind, usize, usize)> = BTreeSet::new();
        let mut order: Vec<&Ordinary<'_>> = ordinary.iter().collect();
        order.sort_by_key(|o| o.person);
        for group in order.chunk_by(|a, b| a.person == b.person) {
            looked.clear();
            counted.clear();
            for one in group {
                for (signal, levels) in of_signal.iter().enumerate() {
                    if one.looked >> signal & 1 == 1 && looked.insert((one.kind, signal, 0)) {
                        for level in levels {
                            rates.count(one.kind, &names[*level], 0, 1);
                        }
                    }
                }
                for fired_level in one.levels.iter().copied() {
                    for level in at_most[fired_level].iter().copied() {
                        if counted.insert((one.kind, level, 0)) {
                            rates.count(one.kind, &names[level], 1, 0);
                        }
                    }
                    if weights.levels()[fired_level].hit > weights.levels()[fired_level].rate {
                        fired.entry(one.person).or_default().insert(fired_level);
                    }
                }
            }
        }
        rates.together = together(&fired, &rates.all, &names);
        rates
    }

    fn count(&mut self, kind: &Kind, name: &str, k: u64, n: u64) {
        for map in [&mut self.all, self.kinds.entry(kind.clone()).or_default()] {
            let count = match map.get_mut(name) {
                Some(count) => count,
                None => map.entry(name.to_owned()).or_default(),
            };
            count.k += k;
            count.n += n;
        }
    }

    /// Adds the scores of ordinary candidacies, given with whose they are, and fixes the id. A person counts once per cell, by its
    /// highest score.
    pub fn with_tails<P: std::hash::Hash + Eq + Clone>(mut self, scores: impl Iterator<Item = (Cell, Bits, P)>) -> Self {
        let mut highest: BTreeMap<String, HashMap<P, i32>> = BTreeMap::new();
        for (cell, bits, person) in scores {
            for cell in cell.and_wider() {
                let score = highest.entry(cell).or_default().entry(person.clone()).or_insert(bits.0);
                *score = (*score).max(bits.0);
            }
        }
        highest.retain(|_, scores| scores.len() as u64 >= LEAST);
        for (cell, scores) in highest {
            let mut scores: Vec<i32> = scores.into_values().collect();
            scores.sort_unstable();
            self.tails.insert(cell, scores);
        }
        let text = serde_json::to_string(&(&self.all, &self.kinds, &self.together, &self.tails, &self.common_text)).unwrap_or_default();
        self.id = format!("r-{}", &blake3::hash(text.as_bytes()).to_hex()[..8]);
        self
    }

    /// Share of ordinary candidacies of a kind that show a level: own counts, drawn to those of all kinds, drawn to the stated rate.
    pub fn rate(&self, kind: &Kind, signal: &str, level: &str, stated: f64) -> f64 {
        // Candidacies with a hard finding are left out of the measurement, so that its rate cannot be measured.
        let hard = hirewall_signals::find(signal).is_some_and(|s| s.tier == Tier::Hard) && !mild(level);
        if hard || self.population < LEAST {
            return stated;
        }
        let name = format!("{signal}/{level}");
        let drawn = |count: Option<&Count>, to: f64| {
            let count = count.copied().unwrap_or_default();
            (count.k as f64 + PRIOR_N * to) / (count.n as f64 + PRIOR_N)
        };
        let everywhere = drawn(self.all.get(&name), stated);
        drawn(self.kinds.get(kind).and_then(|k| k.get(&name)), everywhere)
    }

    /// Whether two levels fire together more than chance would have it.
    pub fn fire_together(&self, a: &str, b: &str) -> bool {
        !self.together.is_empty() && {
            let (low, high) = if a <= b { (a, b) } else { (b, a) };
            self.together.contains(&(low.to_owned(), high.to_owned()))
        }
    }

    /// Of ordinary candidacies of the same kind with the same sources looked at, one in how many scores as high.
    /// `counted` says that the candidacy itself is among those measured. Where such are fewer than 500, the next wider cell counts.
    ///
    /// The second value says that no ordinary candidacy scores as high: the tail is then rarer than can be measured.
    pub fn tail(&self, seen: &Seen, bits: Bits, counted: bool) -> Option<(Tail, bool)> {
        let scores = seen.cell().and_wider().into_iter().find_map(|cell| self.tails.get(&cell))?;
        let n = scores.len() as u64;
        let as_high = n - scores.partition_point(|s| *s < bits.0) as u64;
        let others = as_high - u64::from(counted && as_high > 0);
        let measured = (n + 1) / (others + 1);
        Some((Tail { one_in: measured.max(drawn_on(scores, bits)), n }, others == 0))
    }
}

/// The tail beyond one in fifty, drawn on from how it falls between one in ten and one in fifty; where nine in ten have nothing at
/// all against them, beyond one in a hundred from its fall between one in twenty and one in a hundred.
///
/// Out there sit also the personas of operations that nothing has given away yet, more of them than honest people: counted as
/// ordinary, they would hide each other. Where honest people are still the many, the tail is theirs. It is never drawn steeper than
/// a halving per bit, which is what bits that mean what they say would give (a likelihood ratio of 2^s happens to the honest at most
/// once in 2^s), nor out of fewer than [`LEAST`] scores.
fn drawn_on(scores: &[i32], bits: Bits) -> u64 {
    let at = |one_in: usize| scores.get(scores.len() - scores.len() / one_in - 1).copied().unwrap_or(0);
    // Many equal scores say nothing of how the tail falls: it is measured further out then.
    let (from, to) = if at(10) > at(2) { (10, 50) } else { (20, 100) };
    let (near, far) = (at(from), at(to));
    if bits.0 <= far || far <= near {
        return 0;
    }
    let halvings_per_bit = (5.0_f64.log2() / (f64::from(far - near) / 1000.0)).min(1.0);
    let halvings = halvings_per_bit * f64::from(bits.0 - far) / 1000.0;
    // No more is claimed than a hundred times what was measured.
    (to as f64 * halvings.exp2()).min(100.0 * scores.len() as f64) as u64
}

/// A level and the weaker ones of its signal: whoever shows a clock that is wrong repeatedly has shown it once, when less of them was known. So
/// a level's rate is that of people who show at least as much. What speaks for somebody, and what is at home under one roof, stands alone.
fn at_most(level: usize, weights: &Weights) -> Vec<usize> {
    let levels = weights.levels();
    let strength = |l: &crate::weights::Level| l.hit / l.rate;
    let alone = |l: &crate::weights::Level| l.hit <= l.rate || mild(&l.level);
    let own = &levels[level];
    let weaker = |l: &crate::weights::Level| l.signal == own.signal && !alone(l) && strength(l) < strength(own);
    (0..levels.len()).filter(|n| *n == level || (!alone(own) && weaker(&levels[*n]))).collect()
}

/// Where a score is measured: kind of requisition, and families looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Kind of requisition.
    pub kind: Kind,
    /// One bit per family of which something could be looked at.
    pub families: u16,
}

impl Cell {
    /// Its name and those of the wider ones: kind and sources, kind, all with the same sources, all.
    fn and_wider(&self) -> [String; 4] {
        let Self { kind, families } = self;
        [format!("{}|{families:03x}", kind.0), kind.0.clone(), format!("|{families:03x}"), String::new()]
    }
}

/// Pairs above twice chance, surely: still above it two standard deviations lower, and common enough (ten people, one in 100) to
/// be a habit of ordinary people rather than of operations that nothing has given away yet: of those who come as far as to be looked at so
/// closely, more belong to operations than the one in 343 of those who apply.
fn together(fired: &HashMap<usize, BTreeSet<usize>>, all: &BTreeMap<String, Count>, names: &[String]) -> BTreeSet<(String, String)> {
    let mut pairs: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for levels in fired.values() {
        for a in levels {
            for b in levels.range(a + 1..) {
                *pairs.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    pairs
        .into_iter()
        .filter(|((a, b), both)| {
            let (Some(x), Some(y)) = (all.get(&names[*a]), all.get(&names[*b])) else { return false };
            let n = x.n.min(y.n) as f64;
            let chance = x.k as f64 * y.k as f64 / (x.n.max(y.n).max(1)) as f64;
            let both = *both as f64;
            n >= LEAST as f64 && both >= 10.0_f64.max(n / 100.0) && both - 2.0 * both.sqrt() > 2.0 * chance
        })
        .map(|((a, b), _)| {
            let (a, b) = (names[a].clone(), names[b].clone());
            if a <= b { (a, b) } else { (b, a) }
        })
        .collect()
}

/// Families of corroborating findings from which on a candidacy is not ordinary: the practice that sources name (OWASP: three categories or more).
const FAMILIES: u32 = 4;

/// Whether a candidacy is ordinary by itself: no hard finding, no corroborating findings all over. Where many personas come far, those not yet
/// seen through would otherwise set the measure for what is rare. Nor is a member of a campaign ordinary.
pub fn is_ordinary(seen: &Seen) -> bool {
    let corroborating = |h: &&crate::score::Hit| h.tier == Tier::Corroborating && !h.found.explained && !opens_no_gate(h.found.level);
    let families = seen.found.iter().filter(corroborating).fold(0_u32, |mask, h| mask | 1 << h.signal.family as u32).count_ones();
    families < FAMILIES && !seen.found.iter().any(crate::score::Hit::is_hard)
}
