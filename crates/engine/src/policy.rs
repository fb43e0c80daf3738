//! What a company decides: priors by kind of requisition, bands, who does what.

use std::collections::BTreeMap;
use std::net::IpAddr;

use hirewall_model::assessment::{Band, Bits, Family};
use hirewall_model::event::Requisition;
use serde::Deserialize;

use crate::Error;

/// The policy in force.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Edition.
    pub edition: String,
    /// Months after the last event at which a candidacy is forgotten.
    pub retention_months: u32,
    /// Candidacies assessed again because a single event links them.
    pub reassess_at_most: usize,
    /// The company's own mail domains, whose look-alikes are found.
    #[serde(default)]
    domains: Vec<String>,
    /// The company's own servers that pass mail on.
    #[serde(default)]
    relays: Vec<String>,
    /// Domains whose word counts for mail that they pass on.
    #[serde(default)]
    forwarders: Vec<String>,
    prior: Vec<Prior>,
    families: BTreeMap<String, Vec<String>>,
    bands: Bands,
    steps: BTreeMap<Family, Step>,
    /// Hours by stage.
    #[serde(default)]
    due_hours: BTreeMap<String, u32>,
    /// Working days between the notice that a decision is near and the decision's own.
    #[serde(default = "notice_days")]
    pub notice_days: u32,
}

/// Hours in which the next step of a case is due where the policy names no others: one working day.
const DUE_HOURS: u32 = 24;

/// What the Federal Trade Commission's staff held to be reasonable under the Fair Credit Reporting Act, section 604(b)(3) (Weisberg letter, 1997).
fn notice_days() -> u32 {
    5
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Prior {
    remote: bool,
    family: String,
    bits: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bands {
    verify: Threshold,
    review: Threshold,
    hold: Threshold,
}

/// When a band is reached.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// At this tail.
    pub one_in: u64,
    /// And never below these bits.
    pub bits: f64,
}

/// Who takes a next step, and how long it takes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Role.
    pub who: String,
    /// Minutes.
    pub minutes: u32,
}

/// Role family × remote × country: what rates and tails are measured by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub String);

/// `192.0.2.7`, `192.0.2.0/24`.
fn network(text: &str) -> Option<(IpAddr, Option<u32>)> {
    let (address, length) = match text.trim().split_once('/') {
        Some((address, length)) => (address, Some(length.parse().ok()?)),
        None => (text.trim(), None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    (length.unwrap_or(most) <= most).then_some((address, length))
}

impl Policy {
    /// The company's own mail domains, in lower case.
    pub fn domains(&self) -> &[String] {
        &self.domains
    }

    /// The company's own servers that pass mail on: addresses, with the length of the network where one is given.
    pub fn relays(&self) -> Vec<(IpAddr, Option<u32>)> {
        self.relays.iter().filter_map(|text| network(text)).collect()
    }

    /// Domains whose word counts for mail that they pass on, in lower case.
    pub fn forwarders(&self) -> Vec<String> {
        self.forwarders.iter().map(|domain| domain.trim().to_lowercase()).collect()
    }

    /// Hours in which the next step of a case is due at a stage.
    pub fn due_hours(&self, stage: &str) -> u32 {
        self.due_hours.get(stage).copied().unwrap_or(DUE_HOURS)
    }

    /// The same with more domains of the company's.
    #[must_use]
    pub fn with_domains(mut self, more: &[String]) -> Self {
        self.domains.extend(more.iter().map(|domain| domain.trim().to_lowercase()));
        self
    }

    /// The policy that ships with the product.
    pub fn shipped() -> Result<Self, Error> {
        Self::read(include_str!("../policy.toml"), "built-in policy.toml")
    }

    /// Reads a policy file.
    pub fn read(text: &str, file: &str) -> Result<Self, Error> {
        let wrong = |what: String| Error::Setting { file: file.to_owned(), what };
        let policy: Self = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
        let policy = Self { domains: policy.domains.iter().map(|domain| domain.trim().to_lowercase()).collect(), ..policy };
        if let Some(family) = Family::ALL.iter().find(|f| !policy.steps.contains_key(f)) {
            return Err(wrong(format!("[steps] has no entry for {family}")));
        }
        if let Some(relay) = policy.relays.iter().find(|text| network(text).is_none()) {
            return Err(wrong(format!("relays: {relay:?} is no address or network; write 192.0.2.7 or 192.0.2.0/24")));
        }
        if policy.prior.is_empty() {
            return Err(wrong("no [[prior]]".into()));
        }
        Ok(policy)
    }

    /// Role family of a requisition: the first whose word stands in its title or department.
    pub fn role_family(&self, requisition: &Requisition) -> &str {
        let text = format!(" {} {} ", requisition.title, requisition.department.as_deref().unwrap_or("")).to_lowercase();
        let text: String = text.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { ' ' }).collect();
        let named = |words: &Vec<String>| words.iter().any(|w| text.contains(&format!(" {w} ")) || (w.len() > 4 && text.contains(w.as_str())));
        self.families.iter().find(|(_, words)| named(words)).map_or("other", |(family, _)| family.as_str())
    }

    /// Kind of a requisition; one that does not say whether it is remote counts as remote.
    pub fn kind(&self, requisition: &Requisition) -> Kind {
        let place = if requisition.remote.unwrap_or(true) { "remote" } else { "on-site" };
        let country = requisition.country.as_deref().map(str::trim).filter(|c| c.len() == 2).unwrap_or("any").to_uppercase();
        Kind(format!("{}/{place}/{country}", self.role_family(requisition)))
    }

    /// Prior of a requisition.
    pub fn prior(&self, requisition: &Requisition) -> Bits {
        let (family, remote) = (self.role_family(requisition), requisition.remote.unwrap_or(true));
        let found = self.prior.iter().find(|p| p.family == family && p.remote == remote);
        Bits::from_f64(found.or(self.prior.first()).map_or(-9.0, |p| p.bits))
    }

    /// Thresholds of the bands, the highest first.
    pub fn bands(&self) -> [(Band, Threshold); 3] {
        [(Band::Hold, self.bands.hold), (Band::Review, self.bands.review), (Band::Verify, self.bands.verify)]
    }

    /// Bits below which nobody is in a band, whatever else says so.
    pub fn least_bits(&self, band: Band) -> Bits {
        self.bands().iter().find(|(b, _)| *b == band).map_or(Bits(i32::MIN), |(_, threshold)| Bits::from_f64(threshold.bits))
    }

    /// Who takes the next step for a family.
    pub fn step(&self, family: Family) -> (&str, u32) {
        self.steps.get(&family).map_or(("recruiter", 10), |s| (s.who.as_str(), s.minutes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prior_comes_from_the_requisition_alone() {
        let policy = Policy::shipped().unwrap();
        let of = |title: &str, remote| policy.prior(&Requisition { title: title.into(), remote: Some(remote), ..Requisition::default() });
        assert_eq!(of("Senior Software Engineer", true), Bits(-8400));
        assert_eq!(of("Machine Learning Scientist", true), Bits(-8400));
        assert_eq!(of("Sales Manager", true), Bits(-9400));
        assert_eq!(of("Sales Manager", false), Bits(-11400));
        assert_eq!(of("Retail associate", false), Bits(-11400));
    }
}
