//! Near-duplicate texts in a table of any size: pairs whose sets of 5-word shingles have a Jaccard similarity of at least [`LEAST`], exactly.
//!
//! A first reading keeps a sample of each text's shingles: those whose hash is small, about [`SAMPLE`] of a text whatever its length, so
//! that two texts sample what they share alike. Texts that share [`SHARED`] sampled shingles are compared in full at a second reading. Of
//! two texts of 450 words at similarity 0.3, 206 shingles are shared and 15 of them sampled; fewer than three happen once in 20,000 times.

use std::cell::RefCell;

use rayon::prelude::*;

use crate::campaign::Sets;
use crate::text::shingles;

/// Pairs less alike are not told.
pub const LEAST: f64 = 0.3;
/// Sampled shingles of a text, on average.
const SAMPLE: usize = 32;
/// Sampled shingles that two texts share before they are compared.
const SHARED: u8 = 3;
/// A shingle that more texts hold compares each with the next few alone: it is boilerplate, or copies by the hundred, which their
/// neighbours hold together.
const MOST: usize = 64;
/// So many next ones.
const NEXT: usize = 4;
/// Texts compared in one reading: their shingles are in memory.
const AT_ONCE: usize = 1 << 17;
/// Parts by hash, sorted apart.
const PARTS: usize = 256;

/// Texts that are being read for the first time.
pub struct Sampler {
    /// (hash, text) of sampled shingles, by the hash's last byte.
    parts: Vec<Vec<u64>>,
    texts: usize,
}

impl Default for Sampler {
    fn default() -> Self {
        Self { parts: vec![Vec::new(); PARTS], texts: 0 }
    }
}

impl Sampler {
    /// Takes the next texts.
    pub fn take(&mut self, texts: &[String]) {
        let from = self.texts;
        let sampled: Vec<Vec<u64>> = texts
            .par_chunks(256)
            .enumerate()
            .map(|(chunk, texts)| {
                let mut own = Vec::with_capacity(texts.len() * SAMPLE * 5 / 4);
                let mut all = Vec::new();
                for (n, text) in texts.iter().enumerate() {
                    shingles(text, &mut all);
                    let least = ((SAMPLE as f64 / all.len().max(1) as f64).min(1.0) * u64::MAX as f64) as u64;
                    let mut few: Vec<u32> = all.iter().filter(|h| **h <= least).map(|h| *h as u32).collect();
                    few.sort_unstable();
                    few.dedup();
                    own.extend(few.iter().map(|h| u64::from(*h) << 32 | (from + chunk * 256 + n) as u64));
                }
                own
            })
            .collect();
        for entry in sampled.into_iter().flatten() {
            self.parts[(entry >> 32) as usize % PARTS].push(entry);
        }
        self.texts += texts.len();
    }

    /// Pairs that a second reading compares.
    pub fn candidates(self) -> Candidates {
        let held = Held::new(self.parts, self.texts);
        thread_local! { static COUNTS: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) } }
        let pairs: Vec<(u32, u32)> = (0..self.texts as u32)
            .into_par_iter()
            .with_min_len(1024)
            .flat_map_iter(|text| {
                COUNTS.with_borrow_mut(|counts| {
                    counts.resize(self.texts.max(counts.len()), 0);
                    held.meets(text, counts)
                })
            })
            .collect();
        let mut sets = Sets::new(self.texts);
        for (a, b) in &pairs {
            sets.join(*a as usize, *b as usize);
        }
        // Whoever hangs together is read together.
        let mut groups: Vec<(u32, u32)> = pairs.iter().flat_map(|(a, b)| [*a, *b]).map(|t| (sets.root(t as usize) as u32, t)).collect();
        groups.par_sort_unstable();
        groups.dedup();
        let mut rounds: Vec<Vec<u32>> = Vec::new();
        for group in groups.chunk_by(|a, b| a.0 == b.0) {
            match rounds.last_mut() {
                Some(last) if last.len() + group.len() <= AT_ONCE => last.extend(group.iter().map(|(_, t)| *t)),
                _ => rounds.push(group.iter().map(|(_, t)| *t).collect()),
            }
        }
        rounds.iter_mut().for_each(|r| r.sort_unstable());
        Candidates { pairs, rounds, widely_held: held.widely_held }
    }
}

/// Who holds which sampled shingle, where several do.
struct Held {
    /// Texts of each shingle, ascending, one shingle after the other.
    texts: Vec<u32>,
    /// Where each shingle's begin.
    starts: Vec<u32>,
    /// Shingles of each text, one text after the other.
    shingles: Vec<u32>,
    /// Where each text's begin.
    of: Vec<u32>,
    /// Shingles that more than [`MOST`] texts hold.
    widely_held: usize,
}

impl Held {
    fn new(mut parts: Vec<Vec<u64>>, count: usize) -> Self {
        parts.par_iter_mut().for_each(|part| {
            part.sort_unstable();
            let mut kept = 0;
            let mut from = 0;
            while from < part.len() {
                let run = part[from..].iter().take_while(|e| **e >> 32 == part[from] >> 32).count();
                if run > 1 {
                    part.copy_within(from..from + run, kept);
                    kept += run;
                }
                from += run;
            }
            part.truncate(kept);
            part.shrink_to_fit();
        });
        let all = parts.iter().map(Vec::len).sum();
        let mut held = Self { texts: Vec::with_capacity(all), starts: vec![0], shingles: vec![0; all], of: vec![0; count + 1], widely_held: 0 };
        for part in parts {
            for run in part.chunk_by(|a, b| a >> 32 == b >> 32) {
                held.texts.extend(run.iter().map(|e| *e as u32));
                held.starts.push(held.texts.len() as u32);
                held.widely_held += usize::from(run.len() > MOST);
            }
        }
        for text in &held.texts {
            held.of[*text as usize + 1] += 1;
        }
        for n in 0..count {
            held.of[n + 1] += held.of[n];
        }
        let mut next = held.of.clone();
        for shingle in 0..held.starts.len() - 1 {
            for text in held.starts[shingle]..held.starts[shingle + 1] {
                let at = &mut next[held.texts[text as usize] as usize];
                held.shingles[*at as usize] = shingle as u32;
                *at += 1;
            }
        }
        held
    }

    /// Later texts that share enough with one; `counts` is zero for all and is left so.
    fn meets(&self, text: u32, counts: &mut [u8]) -> Vec<(u32, u32)> {
        let mut touched: Vec<u32> = Vec::new();
        for shingle in &self.shingles[self.of[text as usize] as usize..self.of[text as usize + 1] as usize] {
            let holders = &self.texts[self.starts[*shingle as usize] as usize..self.starts[*shingle as usize + 1] as usize];
            let later = &holders[holders.partition_point(|t| *t <= text)..];
            let later = if holders.len() > MOST { &later[..later.len().min(NEXT)] } else { later };
            for other in later {
                let count = &mut counts[*other as usize];
                if *count == 0 {
                    touched.push(*other);
                }
                *count = count.saturating_add(1);
            }
        }
        touched.retain(|other| std::mem::take(&mut counts[*other as usize]) >= SHARED);
        touched.into_iter().map(|other| (text, other)).collect()
    }
}

/// Pairs to compare in full.
pub struct Candidates {
    pairs: Vec<(u32, u32)>,
    /// Texts to read, ascending: each round is one more reading of the table.
    pub rounds: Vec<Vec<u32>>,
    /// Shingles of the sample that too many hold to compare all of them with each other.
    pub widely_held: usize,
}

/// Two texts that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// The earlier text.
    pub a: u32,
    /// The later one.
    pub b: u32,
    /// Jaccard similarity of their shingles.
    pub similarity: f64,
}

/// Shingles of the texts of one round.
#[derive(Default)]
pub struct Full(Vec<(u32, Vec<u32>)>);

impl Full {
    /// Takes texts with their numbers, ascending.
    pub fn take(&mut self, texts: &[(u32, String)]) {
        self.0.par_extend(texts.par_iter().with_min_len(64).map(|(n, text)| {
            let mut all = Vec::new();
            shingles(text, &mut all);
            let mut set: Vec<u32> = all.iter().map(|h| (h >> 32) as u32).collect();
            set.sort_unstable();
            set.dedup();
            (*n, set)
        }));
    }
}

impl Candidates {
    /// Compares the pairs of one round.
    pub fn compare(&self, full: &Full) -> Vec<Alike> {
        let set = |text: u32| full.0.binary_search_by_key(&text, |(n, _)| *n).ok().map(|n| full.0[n].1.as_slice());
        let alike = |(a, b): &(u32, u32)| {
            let similarity = jaccard(set(*a)?, set(*b)?);
            (similarity >= LEAST).then_some(Alike { a: *a, b: *b, similarity })
        };
        self.pairs.par_iter().with_min_len(256).filter_map(alike).collect()
    }
}

fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut both) = (0, 0, 0usize);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        both += usize::from(x == y);
    }
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(seed: u64, count: usize) -> Vec<String> {
        let mut state = seed;
        (0..count)
            .map(|_| {
                state = crate::text::mix(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
                format!("w{}", state % 5000)
            })
            .collect()
    }

    fn pairs(texts: &[String]) -> Vec<(u32, u32)> {
        let mut sampler = Sampler::default();
        for some in texts.chunks(7) {
            sampler.take(some);
        }
        let candidates = sampler.candidates();
        let mut found = Vec::new();
        for round in &candidates.rounds {
            let mut full = Full::default();
            full.take(&round.iter().map(|n| (*n, texts[*n as usize].clone())).collect::<Vec<_>>());
            found.extend(candidates.compare(&full).iter().map(|p| (p.a, p.b)));
        }
        found.sort_unstable();
        found
    }

    #[test]
    fn half_a_text_in_common_is_found_and_a_tenth_is_not() {
        let base = words(1, 450);
        let half = [&base[..225], &words(2, 225)].concat();
        let tenth = [&base[..45], &words(3, 405)].concat();
        let texts: Vec<String> = [base, half, tenth, words(4, 450)].iter().map(|w| w.join(" ")).collect();
        assert_eq!(pairs(&texts), vec![(0, 1)]);
    }

    #[test]
    fn a_paragraph_that_everybody_uses_joins_nobody_and_a_hundred_copies_hang_together() {
        let stock = words(9, 60);
        let mut texts: Vec<String> = (0..200).map(|n| [&stock[..], &words(100 + n, 390)].concat().join(" ")).collect();
        assert!(pairs(&texts).is_empty());
        let copy = words(5, 450);
        texts.extend((0..100).map(|n| [&copy[..430], &words(900 + n, 20)].concat().join(" ")));
        let found = pairs(&texts);
        let mut sets = Sets::new(texts.len());
        found.iter().for_each(|(a, b)| sets.join(*a as usize, *b as usize));
        assert!((200..300).all(|n| sets.root(n) == 200) && sets.root(199) == 199);
    }
}
