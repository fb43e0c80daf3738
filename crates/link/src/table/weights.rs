//! What agreement is worth: bits for each column and level (Fellegi and Sunter 1969). How often rows of strangers agree is measured
//! on pairs drawn at random; how often rows of one person do, by expectation and maximisation within each rule's blocks, without the
//! columns that agree there by the rule.

use hashbrown::HashMap;
use rayon::prelude::*;

use super::blocks::{Blocks, Rule};
use super::columns::{Kind, Table};
use super::compare::{ALIKE, CLOSE, ELSE, EXACT, Guards, LEVELS, NOTHING, Pattern, equal, spelled};
use crate::text::mix;

/// Pairs drawn at random.
const RANDOM: u64 = 400_000;
/// Pairs of a rule that are looked at at most.
pub const SAMPLE: usize = 100_000;
/// Rounds of expectation and maximisation: the shares stand still long before.
const ROUNDS: usize = 25;
/// Where learning starts, and what it is drawn to where there is little to learn from: the share of one person's rows that agree at
/// each level. An estimate.
const START: [f64; LEVELS] = [0.85, 0.07, 0.03, 0.05];
/// Pairs for which that counts.
const PULL: f64 = 40.0;

/// Bits of each column at each level.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Shares of one person's pairs.
    pub same: Vec<[f64; LEVELS]>,
    /// Shares of strangers' pairs.
    pub strangers: Vec<[f64; LEVELS]>,
    bits: Vec<[f32; LEVELS]>,
    /// log2 of the number of rows: a value's share is how many hold it of these.
    rows: f64,
    /// log2 of the prior odds that two rows are one person's.
    pub prior: f32,
    places: Vec<usize>,
}

/// Patterns with how many pairs show them.
pub type Histogram = Vec<(Pattern, f64)>;

/// How many pairs of a rule each looked-at one stands for, and those looked at that no rule before had found.
pub type Sampled = (f64, Vec<(u32, u32, Pattern)>);

/// Counts patterns.
pub fn histogram(patterns: impl Iterator<Item = Pattern>) -> Histogram {
    let mut counts: HashMap<u64, f64> = HashMap::new();
    for pattern in patterns {
        *counts.entry(pattern.0).or_default() += 1.0;
    }
    let mut list: Histogram = counts.into_iter().map(|(p, n)| (Pattern(p), n)).collect();
    list.sort_unstable_by_key(|(p, _)| *p);
    list
}

/// Some pairs of a rule's blocks, drawn by the numbers of their rows.
pub fn sample(blocks: &Blocks, most: usize) -> Vec<(u32, u32)> {
    let share = most as f64 / blocks.pairs().max(1) as f64;
    let bar = if share >= 1.0 { u64::MAX } else { (share * u64::MAX as f64) as u64 };
    let drawn = |a: u32, b: u32| bar == u64::MAX || mix(u64::from(a.min(b)) << 32 | u64::from(a.max(b))) <= bar;
    blocks.rows_with_later().flat_map_iter(|(a, later)| later.iter().filter(move |b| drawn(a, **b)).map(move |b| (a, *b))).collect()
}

impl Weights {
    /// Learns them from the rules' sampled pairs.
    pub fn learn(table: &Table, guards: &Guards, sampled: &[(&Rule, Histogram)]) -> Self {
        let strangers = strangers(table);
        let columns = table.columns.len();
        let mut expected = vec![[0.0; LEVELS]; columns];
        for (rule, histogram) in sampled {
            let found = maximise(guards, &strangers, rule, histogram, columns);
            for (sum, own) in expected.iter_mut().zip(found) {
                sum.iter_mut().zip(own).for_each(|(s, o)| *s += o);
            }
        }
        let same: Vec<[f64; LEVELS]> = expected.iter().map(share).collect();
        let bits = same.iter().zip(&strangers).map(|(m, u)| std::array::from_fn(|l| (m[l] / u[l]).log2() as f32)).collect();
        let places = (0..columns)
            .filter(|n| matches!(table.columns[*n].kind, Kind::Street | Kind::City | Kind::Region | Kind::PostalCode | Kind::Ip))
            .collect();
        Self { same, strangers, bits, rows: (table.len() as f64).log2(), prior: 0.0, places }
    }

    /// Estimates how likely two rows are one person's, from pairs of all rules, each pair once. Tells how many pairs of one person each rule finds that no rule before it did.
    pub fn settle(&mut self, table: &Table, sampled: &[Sampled], guards: &Guards) -> Vec<f64> {
        let all = table.len() as f64 * (table.len() as f64 - 1.0) / 2.0;
        let mut matches = table.len() as f64 / 10.0;
        let mut each = Vec::new();
        for _ in 0..10 {
            let odds = matches / (all - matches).max(1.0);
            self.prior = odds.log2() as f32;
            let found = |(times, pairs): &Sampled| {
                let likely = pairs.par_iter().filter(|(.., p)| guards.may_be_one(*p)).map(|(a, _, p)| probability(self.bits(table, *a, *p)));
                times * likely.sum::<f64>()
            };
            each = sampled.iter().map(found).collect();
            matches = each.iter().sum::<f64>().max(1.0);
        }
        each
    }

    /// Bits of a pair, the prior included. A rare value says more than a common one. Street, city, region, postal code and network
    /// are one fact: where somebody is.
    pub fn bits(&self, table: &Table, a: u32, pattern: Pattern) -> f32 {
        self.sum(table, |n| self.column(table, n, a, pattern.level(n)))
    }

    /// The most that a pair can reach if whatever differs turns out to be close.
    pub fn at_most(&self, table: &Table, a: u32, pattern: Pattern) -> f32 {
        self.sum(table, |n| match pattern.level(n) {
            EXACT | NOTHING => self.column(table, n, a, pattern.level(n)),
            _ => [CLOSE, ALIKE, ELSE].map(|level| self.column(table, n, a, level)).into_iter().fold(f32::MIN, f32::max),
        })
    }

    /// The prior and the bits of all columns, of those about one place only the strongest for and the strongest against.
    fn sum(&self, table: &Table, bits: impl Fn(usize) -> f32) -> f32 {
        let mut sum = self.prior;
        let (mut most, mut least) = (0f32, 0f32);
        for n in 0..table.columns.len() {
            if self.places.contains(&n) {
                (most, least) = (most.max(bits(n)), least.min(bits(n)));
            } else {
                sum += bits(n);
            }
        }
        sum + most + least
    }

    /// Bits of one column of a pair.
    pub fn column(&self, table: &Table, n: usize, a: u32, level: u8) -> f32 {
        match level {
            NOTHING => 0.0,
            EXACT => {
                let column = &table.columns[n];
                let held = f64::from(column.held[column.rows[a as usize] as usize]);
                (self.same[n][0].log2() + self.rows - held.max(2.0).log2()) as f32
            }
            level => self.bits[n][usize::from(level)],
        }
    }
}

/// Probability of odds in bits.
pub fn probability(bits: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(bits)).exp2())
}

fn share(counts: &[f64; LEVELS]) -> [f64; LEVELS] {
    let all: f64 = counts.iter().sum::<f64>() + PULL;
    std::array::from_fn(|l| (counts[l] + PULL * START[l]) / all)
}

/// How often rows of strangers agree: pairs drawn at random.
fn strangers(table: &Table) -> Vec<[f64; LEVELS]> {
    let rows = table.len() as u64;
    if rows < 2 {
        return vec![[0.25; LEVELS]; table.columns.len()];
    }
    let counts = (0..RANDOM)
        .into_par_iter()
        .fold(
            || vec![[0.0; LEVELS]; table.columns.len()],
            |mut counts, n| {
                let (a, b) = (mix(2 * n + 1) % rows, mix(2 * n + 2) % rows);
                if a != b {
                    let pattern = spelled(table, None, a as u32, b as u32, equal(table, a as u32, b as u32));
                    for (c, count) in counts.iter_mut().enumerate() {
                        if pattern.level(c) != NOTHING {
                            count[usize::from(pattern.level(c))] += 1.0;
                        }
                    }
                }
                counts
            },
        )
        .reduce(
            || vec![[0.0; LEVELS]; table.columns.len()],
            |mut a, b| {
                for (x, y) in a.iter_mut().zip(b) {
                    x.iter_mut().zip(y).for_each(|(x, y)| *x += y);
                }
                a
            },
        );
    let shares = counts.iter().zip(&table.columns).map(|(count, column)| {
        let compared: f64 = count.iter().sum::<f64>() + 1.0;
        // Equality is counted in full, not drawn.
        let filled = column.rows.len() as f64 - f64::from(column.held[0]);
        let equal: f64 = column.held[1..].iter().map(|h| (f64::from(*h) / filled.max(1.0)).powi(2)).sum();
        let near = |l: u8| (count[usize::from(l)] + 0.2) / compared;
        let (close, alike) = (near(CLOSE), near(ALIKE));
        [equal.clamp(1e-9, 0.9), close, alike, (1.0 - equal - close - alike).max(0.01)]
    });
    shares.collect()
}

/// Expected counts of levels among the pairs of a rule that are one person's; nothing for the rule's own columns.
fn maximise(guards: &Guards, strangers: &[[f64; LEVELS]], rule: &Rule, histogram: &Histogram, columns: usize) -> Vec<[f64; LEVELS]> {
    let mut same = vec![START; columns];
    let mut rate = 0.2f64;
    let mut counts = vec![[0.0; LEVELS]; columns];
    for _ in 0..ROUNDS {
        counts = vec![[0.0; LEVELS]; columns];
        let (mut ones, mut all) = (0.0, 0.0);
        for (pattern, n) in histogram {
            all += n;
            if !guards.may_be_one(*pattern) {
                continue;
            }
            let level = |c: usize| usize::from(pattern.level(c));
            let free = (0..columns).filter(|c| pattern.level(*c) <= ELSE && !rule.columns.contains(c));
            let bits: f64 = free.map(|c| (same[c][level(c)] / strangers[c][level(c)]).log2()).sum::<f64>() + (rate / (1.0 - rate)).log2();
            let one = n / (1.0 + (-bits).exp2());
            ones += one;
            for c in (0..columns).filter(|c| pattern.level(*c) <= ELSE && !rule.columns.contains(c)) {
                counts[c][level(c)] += one;
            }
        }
        rate = ((ones + 1.0) / (all + 2.0)).clamp(1e-6, 0.999);
        same = counts.iter().map(share).collect();
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Builder;

    #[test]
    fn who_moved_is_not_ruled_out_because_street_town_and_postal_code_all_differ() {
        let kinds = [Kind::Street, Kind::City, Kind::PostalCode];
        let mut builder = Builder::new(kinds.iter().map(|k| (format!("{k:?}"), *k)));
        builder.take(&[["12 Alder Road", "Denver", "80202"], ["9 Quay", "Portland", "97209"]], |_| "", |row, n| row[n]);
        let table = builder.finish();
        let shares = vec![START; 3];
        let weights =
            Weights { same: shares.clone(), strangers: shares, bits: vec![[5.0, -3.0, -3.0, -4.0]; 3], rows: 1.0, prior: 0.0, places: vec![0, 1, 2] };
        let equal = equal(&table, 0, 1);
        assert!(weights.at_most(&table, 0, equal) >= weights.bits(&table, 0, spelled(&table, None, 0, 1, equal)));
    }
}
