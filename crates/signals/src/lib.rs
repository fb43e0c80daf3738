//! The catalogue of signals: one folder per family, one file and one page per signal.
//!
//! A signal is a pure function over a [`Dossier`]. It says that it could look at all, and what it found with evidence.
//! Its page says what that means, when it is innocent, what to ask and where the idea comes from; the page's examples
//! are its tests ([`example`]).

use hirewall_model::assessment::{Family, Tier};
use hirewall_model::{Dossier, Report};

pub mod coverage;
pub mod example;
pub mod page;
mod read;

mod contact;
mod documents;
mod education;
mod employment;
mod endpoint;
mod identity;
mod interview;
mod links;
mod logistics;
mod money;
mod network;
mod profiles;

/// One way to look at a dossier.
pub struct Signal {
    /// Name of what it finds; also the name of its page and of its entries in the weights.
    pub id: &'static str,
    /// Family it counts in.
    pub family: Family,
    /// How much it can carry.
    pub tier: Tier,
    /// Its page in Markdown.
    pub page: &'static str,
    /// Looks and reports.
    pub check: fn(&Dossier, &mut Report),
}

/// All families with their signals, in the contract's order.
pub const FAMILIES: &[(Family, &[Signal])] = &[
    (Family::Identity, identity::SIGNALS),
    (Family::Contact, contact::SIGNALS),
    (Family::Network, network::SIGNALS),
    (Family::Documents, documents::SIGNALS),
    (Family::Education, education::SIGNALS),
    (Family::Employment, employment::SIGNALS),
    (Family::Profiles, profiles::SIGNALS),
    (Family::Links, links::SIGNALS),
    (Family::Interview, interview::SIGNALS),
    (Family::Logistics, logistics::SIGNALS),
    (Family::Endpoint, endpoint::SIGNALS),
    (Family::Money, money::SIGNALS),
];

/// All signals, in the catalogue's order.
pub fn all() -> impl Iterator<Item = &'static Signal> {
    FAMILIES.iter().flat_map(|(_, signals)| signals.iter())
}

/// The signal of this id.
pub fn find(id: &str) -> Option<&'static Signal> {
    all().find(|s| s.id == id)
}

/// What signals commonly use.
mod prelude {
    pub use crate::Signal;
    pub use crate::read::*;
    pub use hirewall_model::assessment::{Family, Tier};
    pub use hirewall_model::claims::{AddressKind, NameKind, Speaker, Stage};
    pub use hirewall_model::dossier::{EgressClass, LinkKind, MailClass, Neighbour, Other, Place, Says};
    pub use hirewall_model::event::*;
    pub use hirewall_model::{Claim, Dossier, PartialDate, Report, What};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_whole_and_its_examples_say_what_they_do() {
        let problems: Vec<String> = all().flat_map(page::problems).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn ids_are_unique_and_stand_in_their_family() {
        let mut ids: Vec<&str> = all().map(|s| s.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for (family, signals) in FAMILIES {
            assert!(signals.iter().all(|s| s.family == *family));
        }
    }

    #[test]
    fn no_file_is_forgotten() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        for (family, signals) in FAMILIES {
            #[allow(clippy::disallowed_methods, reason = "the test looks at the source folder")]
            let folder = std::fs::read_dir(root.join(family.as_str())).unwrap();
            for entry in folder {
                let name = entry.unwrap().file_name().into_string().unwrap();
                let (stem, _) = name.rsplit_once('.').unwrap();
                assert!(stem == "mod" || signals.iter().any(|s| s.id.replace('-', "_") == stem), "{family}/{name} is in no list");
            }
        }
    }

    /// Words that accuse, and words that a recruiter does not know. `Source` sections may name what sources call things.
    const ACCUSING: [&str; 26] = [
        "fraudster",
        "fraudulent",
        "fake",
        "scam",
        "scammer",
        "liar",
        "lied",
        "lying",
        "guilty",
        "criminal",
        "culprit",
        "crook",
        "cheat",
        "cheater",
        "suspicious",
        "suspect",
        "impostor",
        "imposter",
        "north korea",
        "north korean",
        "dprk",
        "threat actor",
        "adversary",
        "malicious",
        "bogus",
        "illegal",
    ];
    const JARGON: [&str; 16] = [
        "egress",
        "ioc",
        "ttp",
        "edid",
        "asn",
        "cidr",
        "minhash",
        "shingle",
        "jaccard",
        "fingerprint",
        "exfiltration",
        "telemetry",
        "entity resolution",
        "opsec",
        "osint",
        "siem",
    ];

    #[test]
    fn no_page_accuses_or_talks_jargon() {
        let mut problems = Vec::new();
        for signal in all() {
            let page = page::read(signal.page);
            for (section, text) in [("means", &page.means), ("innocent", &page.innocent), ("ask", &page.ask)] {
                let plain = format!(" {} ", text.to_lowercase().split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join(" "));
                for word in ACCUSING.iter().chain(&JARGON) {
                    if plain.contains(&format!(" {word} ")) {
                        problems.push(format!("{} ({section}): {word}", signal.id));
                    }
                }
            }
            // What findings say stands in the code: their sentences are quoted there.
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn no_finding_accuses_or_talks_jargon() {
        let mut problems = Vec::new();
        for signal in all() {
            for (_, example) in page::read(signal.page).examples {
                let Ok(dossier) = example::dossier(&example) else { continue };
                let mut report = Report::default();
                (signal.check)(&dossier, &mut report);
                for found in report.found {
                    let plain = format!(" {} ", found.because.to_lowercase().split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join(" "));
                    problems.extend(
                        ACCUSING
                            .iter()
                            .chain(&JARGON)
                            .filter(|word| plain.contains(&format!(" {word} ")))
                            .map(|word| format!("{}: {word}", signal.id)),
                    );
                }
            }
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}
