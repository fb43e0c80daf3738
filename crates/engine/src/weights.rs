//! The weights: one reviewed block in `weights.toml`.

use std::collections::{BTreeMap, HashMap};

use hirewall_model::assessment::{Bits, Family};
use serde::Deserialize;

use crate::Error;
use crate::patterns::Patterns;

/// What every level of every signal weighs.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Edition.
    pub edition: String,
    /// Floor and cap of each family.
    pub caps: BTreeMap<Family, (Bits, Bits)>,
    /// What all weak findings can add together.
    pub weak: Bits,
    /// What the other members of a campaign can say of one member.
    pub member: Bits,
    /// Groups and composites.
    pub patterns: &'static Patterns,
    levels: Vec<Level>,
    /// signal → (level, index into `levels`).
    by_signal: HashMap<String, Vec<(String, usize)>>,
}

/// One level of one signal.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Signal.
    pub signal: String,
    /// Level.
    pub level: String,
    /// Share of operations' personas expected to show it.
    pub hit: f64,
    /// Share of honest people who do, as stated.
    pub rate: f64,
    /// Findings of one group are one fact; `patterns.toml` says which.
    #[serde(skip)]
    pub group: Option<String>,
    /// Why these figures.
    #[serde(default)]
    pub note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    edition: String,
    caps: BTreeMap<Family, Cut>,
    limits: Limits,
    level: Vec<Level>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cut {
    floor: f64,
    cap: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limits {
    weak_bits: f64,
    member_bits: f64,
}

impl Weights {
    /// The edition that ships with the product.
    pub fn shipped() -> Result<Self, Error> {
        Self::read(include_str!("../weights.toml"), "built-in weights.toml")
    }

    /// Reads weights and refuses what cannot be: unknown signals, shares outside (0, 1), a missing family.
    pub fn read(text: &str, file: &str) -> Result<Self, Error> {
        let wrong = |what: String| Error::Setting { file: file.to_owned(), what };
        let read: File = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
        if let Some(family) = Family::ALL.iter().find(|f| !read.caps.contains_key(f)) {
            return Err(wrong(format!("[caps] has no entry for {family}")));
        }
        let mut by_signal: HashMap<String, Vec<(String, usize)>> = HashMap::new();
        for (n, level) in read.level.iter().enumerate() {
            if hirewall_signals::find(&level.signal).is_none() {
                return Err(wrong(format!("level {}: there is no signal {:?}", n + 1, level.signal)));
            }
            for (name, share) in [("hit", level.hit), ("rate", level.rate)] {
                if !(share > 0.0 && share < 1.0) {
                    return Err(wrong(format!("{} {}: {name} = {share} is not between 0 and 1", level.signal, level.level)));
                }
            }
            let list = by_signal.entry(level.signal.clone()).or_default();
            if list.iter().any(|(known, _)| *known == level.level) {
                return Err(wrong(format!("{} {}: stands twice", level.signal, level.level)));
            }
            list.push((level.level.clone(), n));
        }
        let patterns = Patterns::shipped()?;
        let mut levels = read.level;
        for level in &mut levels {
            level.group = patterns.group(&level.signal, &level.level).map(str::to_owned);
        }
        let caps = read.caps.into_iter().map(|(f, c)| (f, (Bits::from_f64(c.floor), Bits::from_f64(c.cap)))).collect();
        Ok(Self {
            edition: read.edition,
            caps,
            weak: Bits::from_f64(read.limits.weak_bits),
            member: Bits::from_f64(read.limits.member_bits),
            patterns,
            levels,
            by_signal,
        })
    }

    /// All levels, in order; their index is their number in rates.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// Index of a level.
    pub fn index(&self, signal: &str, level: &str) -> Option<usize> {
        self.by_signal.get(signal)?.iter().find(|(name, _)| name == level).map(|(_, n)| *n)
    }

    /// Signals that have no level here.
    pub fn without_level(&self) -> Vec<&'static str> {
        hirewall_signals::all().map(|s| s.id).filter(|id| !self.by_signal.contains_key(*id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_cover_the_catalogue() {
        let weights = Weights::shipped().unwrap();
        assert!(weights.without_level().is_empty(), "{:?}", weights.without_level());
    }

    #[test]
    fn a_weight_for_an_unknown_signal_is_refused_by_name() {
        let text = include_str!("../weights.toml").replacen("phone-shared", "phone-shred", 1);
        let error = Weights::read(&text, "w.toml").err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains("w.toml") && error.contains("phone-shred"), "{error}");
    }
}
