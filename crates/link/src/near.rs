//! Near-duplicate texts in a table of any size: pairs whose sets of 5-word shingles have a Jaccard similarity of at least [`LEAST`], exactly.
//!
//! A first reading keeps a sample of each text's shingles: those whose hash is small, about thirty-two of a text whatever its length, so
//! that two texts sample what they share alike. Texts that share three sampled shingles are compared in full at a second reading. Of
//! two texts of 450 words at similarity 0.3, 206 shingles are shared and 15 of them sampled; fewer than three happen once in 20,000 times.

use std::cell::RefCell;

use rayon::prelude::*;

use crate::campaign::Sets;
use crate::text::{SHINGLE, mix};

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
                    own.extend(few.iter().map(|h| (u64::from(*h) << 32) | (from + chunk * 256 + n) as u64));
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

/// The hashes of a text's shingles, in its order and with repeats, in place of what `out` held: a polynomial of its words' hashes, which rolls.
fn shingles(text: &str, out: &mut Vec<u64>) {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    const OLDEST: u64 = FACTOR.wrapping_pow(SHINGLE as u32);
    out.clear();
    let mut window = [0u64; SHINGLE];
    let (mut seen, mut rolling) = (0, 0u64);
    each_word(text, |word| {
        let oldest = std::mem::replace(&mut window[seen % SHINGLE], word);
        rolling = rolling.wrapping_mul(FACTOR).wrapping_add(word).wrapping_sub(oldest.wrapping_mul(OLDEST));
        seen += 1;
        if seen >= SHINGLE {
            out.push(mix(rolling));
        }
    });
}

/// Hashes of the words, which are those of [`crate::text`], where hashes are kept for good and cannot be made faster any more. Eight bytes are
/// looked at together, so that the length of words, which nobody can foresee, costs nothing.
fn each_word(text: &str, mut word: impl FnMut(u64)) {
    let bytes = text.as_bytes();
    let (mut start, mut within) = (0, false);
    for (n, chunk) in bytes.chunks(64).enumerate() {
        let mut mask = chunk.chunks(8).enumerate().fold(0, |mask, (n, eight)| mask | (word_bytes(load(eight)) << (8 * n)));
        // Where a word begins or ends.
        mask ^= (mask << 1) | u64::from(within);
        while mask != 0 {
            let at = n * 64 + mask.trailing_zeros() as usize;
            mask &= mask - 1;
            within = !within;
            if within {
                start = at;
            } else {
                word(hash_of(&bytes[start..], at - start));
            }
        }
    }
    if within {
        word(hash_of(&bytes[start..], bytes.len() - start));
    }
}

/// Up to eight bytes; zero, which is in no word, where there are fewer.
fn load(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |all, byte| (all << 8) | u64::from(*byte)),
    }
}

/// One bit for each of eight bytes that is a letter, a digit or not ASCII.
fn word_bytes(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = 0x80 * EACH;
    let low = eight & !TOP;
    let from = |bytes: u64, least: u8| bytes + u64::from(0x80 - least) * EACH;
    let lower = low | (0x20 * EACH);
    let letter = from(lower, b'a') & !from(lower, b'z' + 1);
    let digit = from(low, b'0') & !from(low, b'9' + 1);
    let found = (letter | digit | eight) & TOP;
    (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The hash of the word of this length that `bytes` begin with, without case.
fn hash_of(mut bytes: &[u8], length: usize) -> u64 {
    const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;
    const CASE: u64 = 0x2020_2020_2020_2020;
    let (mut hash, mut left) = (length as u64, length);
    while left > 8 {
        hash = (hash ^ (load(bytes) | CASE)).wrapping_mul(FACTOR);
        bytes = &bytes[8..];
        left -= 8;
    }
    // What follows the word is shifted out.
    hash = (hash ^ ((load(bytes) | CASE) << (64 - 8 * left))).wrapping_mul(FACTOR);
    hash ^ (hash >> 32)
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
                state = mix(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
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
    fn words_are_runs_of_letters_and_digits_without_case() {
        let words = |text: &str| {
            let mut all = Vec::new();
            each_word(text, |w| all.push(w));
            all
        };
        let long = "Überwachung of C3-systems, 2019–2021; Kubernetes/Helm; internationalisation [x86_64] {a} @b `c` ";
        let plain = "überwachung of c3 systems 2019 2021 kubernetes helm internationalisation x86 64 a b c";
        let count = plain.split(' ').count();
        // The dash of many bytes is of the words around it.
        assert_eq!(words(long).len(), count - 1);
        assert_eq!(words(&long.replace('–', "-").repeat(3)), words(&format!("{plain} {plain} {plain}")));
        assert_eq!(words(""), Vec::<u64>::new());
        assert_ne!(words("abcdefgh i"), words("abcdefg hi"));
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
