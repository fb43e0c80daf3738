//! Near-duplicate text: 5-word shingles, a bottom-k sketch to compare, MinHash bands to find candidates.
//!
//! The sketch keeps the [`SKETCH`] smallest shingle hashes of a text, so that two sketches sample the same shingles
//! (Broder 1997). Shingles that many unrelated people hold (templates, advice pages) are left out when two sketches are
//! compared, not when they are made: a stored sketch never changes. Hashes and seeds are part of the stored format.

use serde::{Deserialize, Serialize};

/// Words in a shingle.
pub(crate) const SHINGLE: usize = 5;
/// Hashes kept of a text.
pub const SKETCH: usize = 128;
/// Bands and rows of the candidate search: a pair at similarity 0.7 meets in one of 12 bands of 4 with 96 %.
pub const BANDS: usize = 12;
const ROWS: usize = 4;
/// Texts of fewer shingles are too short to compare.
pub const MIN_SHINGLES: usize = 40;

/// Sketch of a text: the smallest shingle hashes, ascending, and how many shingles there are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sketch {
    /// Ascending.
    pub hashes: Vec<u32>,
    /// Band values, one per band; empty for short texts.
    pub bands: Vec<u64>,
}

/// Sketches several pieces of one text (paragraphs); shingles do not cross pieces.
pub fn sketch<'a>(pieces: impl Iterator<Item = &'a str>) -> Sketch {
    let mut shingles: Vec<u64> = Vec::with_capacity(1024);
    for piece in pieces {
        add_shingles(piece, &mut shingles);
    }
    shingles.sort_unstable();
    shingles.dedup();
    if shingles.len() < MIN_SHINGLES {
        return Sketch::default();
    }
    let hashes: Vec<u32> = shingles.iter().take(SKETCH).map(|h| (h >> 32) as u32).collect();
    Sketch { bands: bands(&shingles), hashes }
}

fn add_shingles(piece: &str, out: &mut Vec<u64>) {
    let mut window = [0u64; SHINGLE];
    let mut seen = 0;
    each_word(piece, |word| {
        window.rotate_left(1);
        window[SHINGLE - 1] = word;
        seen += 1;
        if seen >= SHINGLE {
            out.push(window.iter().fold(0x9e37_79b9_7f4a_7c15, |h, w| mix(h ^ *w)));
        }
    });
}

/// One-permutation MinHash: each shingle falls into one of BANDS·ROWS bins, each bin keeps its least.
fn bands(shingles: &[u64]) -> Vec<u64> {
    const BINS: usize = BANDS * ROWS;
    let mut bins = [u64::MAX; BINS];
    for &shingle in shingles {
        let h = mix(shingle ^ 0x51_7c_c1_b7_27_22_0a_95);
        let bin = (h % BINS as u64) as usize;
        bins[bin] = bins[bin].min(h);
    }
    // An empty bin borrows from the next filled one (Shrivastava & Li 2014).
    let filled = bins;
    for (n, bin) in bins.iter_mut().enumerate() {
        let mut from = n;
        while *bin == u64::MAX {
            from = (from + 1) % BINS;
            if from == n {
                break;
            }
            *bin = filled[from];
        }
    }
    bins.chunks(ROWS).map(|rows| rows.iter().fold(0x2545_f491_4f6c_dd1d, |h, r| mix(h ^ *r))).collect()
}

/// Similarity (Jaccard, in thousandths) of two sketches without the shingles that `common` holds; `None` when too little is left.
pub fn similarity(a: &Sketch, b: &Sketch, common: &Common) -> Option<u32> {
    let (mut i, mut j, mut union, mut both) = (0, 0, 0u32, 0u32);
    // Up to the k-th smallest of the union both sketches are complete.
    while i < a.hashes.len() && j < b.hashes.len() && union < SKETCH as u32 {
        let (x, y) = (a.hashes[i], b.hashes[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        if common.holds(x.min(y)) {
            continue;
        }
        union += 1;
        both += u32::from(x == y);
    }
    (union >= MIN_SHINGLES as u32).then(|| both * 1000 / union)
}

/// A shingle that no more sketches hold than this is not common.
pub const COMMON: usize = 50;
/// Nor is one that no more than one in so many hold.
pub const COMMON_OF: usize = 400;

/// Shingles that many unrelated people hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Common(Vec<u32>);

impl Common {
    /// Shingles in more than [`COMMON`] and one in [`COMMON_OF`] of all sketches: more than any one operation or cohort could account for.
    pub fn measure<'a>(sketches: impl Iterator<Item = &'a Sketch>) -> Self {
        let mut all: Vec<u32> = Vec::new();
        let mut n = 0usize;
        for sketch in sketches {
            all.extend_from_slice(&sketch.hashes);
            n += usize::from(!sketch.hashes.is_empty());
        }
        all.sort_unstable();
        let least = COMMON.max(n / COMMON_OF);
        let mut common = Vec::new();
        let mut rest = all.as_slice();
        while let Some(&hash) = rest.first() {
            let run = rest.partition_point(|h| *h == hash);
            if run > least {
                common.push(hash);
            }
            rest = &rest[run..];
        }
        Self(common)
    }

    /// From stored hashes.
    pub fn from_hashes(mut hashes: Vec<u32>) -> Self {
        hashes.sort_unstable();
        Self(hashes)
    }

    /// The hashes, ascending.
    pub fn hashes(&self) -> &[u32] {
        &self.0
    }

    fn holds(&self, hash: u32) -> bool {
        !self.0.is_empty() && self.0.binary_search(&hash).is_ok()
    }
}

/// FNV-1a hashes of the words: runs of ASCII letters and digits without case, and of whatever is not ASCII.
fn each_word(text: &str, mut word: impl FnMut(u64)) {
    const START: u64 = 0xcbf2_9ce4_8422_2325;
    let mut hash = START;
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01b3);
        } else if hash != START {
            word(hash);
            hash = START;
        }
    }
    if hash != START {
        word(hash);
    }
}

/// Finaliser of SplitMix64 (Steele et al. 2014).
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(seed: u64, words: usize) -> String {
        let mut state = seed;
        (0..words)
            .map(|_| {
                state = mix(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
                format!("w{}", state % 3000)
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn an_edited_copy_is_near_and_another_text_is_far() {
        let original = prose(1, 500);
        let edited = original.replacen("w1", "z1", 3);
        let other = prose(2, 500);
        let (a, b, c) = (sketch([original.as_str()].into_iter()), sketch([edited.as_str()].into_iter()), sketch([other.as_str()].into_iter()));
        assert!(similarity(&a, &b, &Common::default()).is_some_and(|s| s > 850));
        assert!(similarity(&a, &c, &Common::default()).is_some_and(|s| s < 100));
        assert!(a.bands.iter().zip(&b.bands).any(|(x, y)| x == y));
    }

    #[test]
    fn a_template_that_everybody_uses_links_nobody() {
        let template = prose(9, 400);
        let texts: Vec<String> = (0..80).map(|n| format!("{template} {}", prose(100 + n, 200))).collect();
        let sketches: Vec<Sketch> = texts.iter().map(|t| sketch([t.as_str()].into_iter())).collect();
        let before = similarity(&sketches[0], &sketches[1], &Common::default());
        let after = similarity(&sketches[0], &sketches[1], &Common::measure(sketches.iter()));
        assert!(before.is_some_and(|s| s > 400), "{before:?}");
        assert!(after.is_none_or(|s| s < 100), "{after:?}");
    }

    #[test]
    fn a_short_text_is_not_compared() {
        assert_eq!(sketch(["Led a team of five engineers"].into_iter()), Sketch::default());
    }
}
