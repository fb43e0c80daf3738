//! Groups and composites: one reviewed file, `patterns.toml`.

use std::collections::HashMap;
use std::sync::LazyLock;

use hirewall_model::assessment::{Band, Bits, Finding, Pattern};
use serde::Deserialize;

use crate::Error;
use crate::score::Weighed;

/// Which findings are one fact, and which together name a pattern.
#[derive(Debug, Clone)]
pub struct Patterns {
    /// `signal` or `signal/level` → its group.
    groups: HashMap<String, String>,
    /// The composites, in the file's order.
    pub composites: Vec<Composite>,
}

/// Findings that together name a pattern. It adds no bits.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Composite {
    /// `K1` …
    pub id: String,
    /// What the pattern is called.
    pub name: String,
    /// What it means, in one sentence.
    pub means: String,
    /// The band is this at least, where the gate is open.
    pub floor: Band,
    /// Where the pattern is described.
    pub source: String,
    /// Alternatives; each a list of conditions, of which all must hold; each a list of findings, of which one is enough.
    #[serde(default)]
    when: Vec<Vec<Vec<String>>>,
    /// Two different findings of these.
    #[serde(default)]
    two_of: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    groups: HashMap<String, Vec<String>>,
    composite: Vec<Composite>,
}

static SHIPPED: LazyLock<Result<Patterns, String>> = LazyLock::new(|| Patterns::read(include_str!("../patterns.toml")));

impl Patterns {
    /// Those that ship with the product.
    pub fn shipped() -> Result<&'static Self, Error> {
        SHIPPED.as_ref().map_err(|what| Error::Setting { file: "built-in patterns.toml".into(), what: what.clone() })
    }

    fn read(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
        let mut groups = HashMap::new();
        for (group, members) in file.groups {
            for member in members {
                known(&member)?;
                if let Some(other) = groups.insert(member.clone(), group.clone()) {
                    return Err(format!("{member} is in the groups {other} and {group}"));
                }
            }
        }
        for composite in &file.composite {
            let named = composite.when.iter().flatten().flatten().chain(&composite.two_of);
            named.clone().try_for_each(|name| known(name)).map_err(|e| format!("composite {}: {e}", composite.id))?;
            if named.count() == 0 {
                return Err(format!("composite {}: it names no finding", composite.id));
            }
        }
        Ok(Self { groups, composites: file.composite })
    }

    /// The group of a level, if it has one.
    pub fn group(&self, signal: &str, level: &str) -> Option<&str> {
        self.groups.get(&format!("{signal}/{level}")).or_else(|| self.groups.get(signal)).map(String::as_str)
    }

    /// The patterns that a weighed dossier shows, and the least band that they ask for.
    pub fn named(&self, weighed: &Weighed) -> (Vec<Pattern>, Option<Band>) {
        let shown: Vec<&Finding> = weighed.findings.iter().filter(|f| counts(f)).collect();
        let has = |name: &String| shown.iter().any(|f| is(f, name));
        let found: Vec<&Composite> = self
            .composites
            .iter()
            .filter(|c| {
                c.when.iter().any(|all| !all.is_empty() && all.iter().all(|any| any.iter().any(has)))
                    || c.two_of.iter().filter(|name| has(name)).count() >= 2
            })
            .collect();
        let open = |c: &&&Composite| weighed.gate || c.floor == Band::Verify && weighed.more_than_weak;
        let floor = found.iter().filter(open).map(|c| c.floor).max();
        let patterns = found.iter().map(|c| Pattern { id: c.id.clone(), name: c.name.clone(), means: c.means.clone() }).collect();
        (patterns, floor)
    }
}

fn known(name: &str) -> Result<(), String> {
    let signal = name.split('/').next().unwrap_or(name);
    hirewall_signals::find(signal).map(|_| ()).ok_or_else(|| format!("there is no signal {signal:?}"))
}

fn is(finding: &Finding, name: &str) -> bool {
    match name.split_once('/') {
        Some((signal, level)) => finding.signal == signal && finding.level.as_deref() == Some(level),
        None => finding.signal == name,
    }
}

/// What another finding says already is there all the same; what the candidate explained is not.
fn counts(finding: &Finding) -> bool {
    finding.bits > Bits(0) || finding.set_aside.as_deref().is_some_and(|why| why.starts_with("the same fact"))
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    #[test]
    fn the_shipped_file_names_known_findings_and_all_thirteen_patterns() {
        let patterns = Patterns::shipped().unwrap();
        let ids: Vec<&str> = patterns.composites.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, (1..=13).map(|n| format!("K{n}")).collect::<Vec<_>>());
        assert_eq!(patterns.group("remote-tools", "several"), Some("remote"));
        let weights = crate::Weights::shipped().unwrap();
        for name in patterns.composites.iter().flat_map(|c| c.when.iter().flatten().flatten().chain(&c.two_of)).chain(patterns.groups.keys()) {
            if let Some((signal, level)) = name.split_once('/') {
                assert!(weights.index(signal, level).is_some(), "{name} has no weight");
            }
        }
    }

    #[test]
    fn a_pattern_of_an_unknown_signal_is_refused_by_name() {
        let text = include_str!("../patterns.toml").replacen("kvm-device", "kvm-divice", 1);
        assert!(Patterns::read(&text).err().is_some_and(|e| e.contains("kvm-divice")));
    }
}
