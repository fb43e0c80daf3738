//! What goes out: assessments in the contract's form.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

/// A score in thousandths of a bit (log2 units): integers, so that bytes repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Bits(pub i32);

impl Bits {
    /// From a float, rounded to a thousandth; not a number counts as nothing.
    pub fn from_f64(bits: f64) -> Self {
        Self((bits * 1000.0).round().clamp(-1e6, 1e6) as i32)
    }

    /// As a float.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl std::ops::Add for Bits {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::iter::Sum for Bits {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self(0), |a, b| a + b)
    }
}

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.1}", self.as_f64())
    }
}

impl Serialize for Bits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_f64())
    }
}

impl<'de> Deserialize<'de> for Bits {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::from_f64)
    }
}

impl JsonSchema for Bits {
    fn schema_name() -> Cow<'static, str> {
        "Bits".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "number", "description": "log2 units, to a thousandth"})
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }
        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The contract's word.
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $text),+ } }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }
    };
}

words!(/// The twelve families of evidence.
Family {
    /// Who the person is.
    Identity = "identity",
    /// Mailboxes, phones, addresses.
    Contact = "contact",
    /// Sessions and networks.
    Network = "network",
    /// Documents and their text.
    Documents = "documents",
    /// Schools and degrees.
    Education = "education",
    /// Employers, skills, references.
    Employment = "employment",
    /// Public profiles.
    Profiles = "profiles",
    /// Anything shared with another candidacy.
    Links = "links",
    /// Interviews and tests.
    Interview = "interview",
    /// Where the laptop goes.
    Logistics = "logistics",
    /// How the machine is used.
    Endpoint = "endpoint",
    /// Who is paid.
    Money = "money",
});

words!(/// How much a signal can carry.
Tier {
    /// Context; never moves a band alone.
    Weak = "weak",
    /// Counts with another family.
    Corroborating = "corroborating",
    /// An exact link or a contradiction of fact between things that somebody stated or signed.
    Hard = "hard",
});

words!(/// What is to be done. There is no `reject`.
Band {
    /// Nothing to do.
    Clear = "clear",
    /// Ask for one more proof.
    Verify = "verify",
    /// A person looks.
    Review = "review",
    /// The process waits for a person.
    Hold = "hold",
});

/// Where a piece of evidence stands: it points at personal data instead of copying it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// CloudEvents source.
    pub source: String,
    /// CloudEvents id.
    pub event: String,
    /// JSON pointer into the event.
    pub pointer: String,
    /// Part of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Row of a reference edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<FactRef>,
}

/// Row of a reference edition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
pub struct FactRef {
    /// Edition and date.
    pub edition: String,
    /// The row's key.
    pub key: String,
}

/// One finding with its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Id of the signal, which is also the name of its page.
    pub signal: Cow<'static, str>,
    /// Family it counts in.
    pub family: Family,
    /// How much it can carry.
    pub tier: Tier,
    /// The level of the signal, an entry in the weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Cow<'static, str>>,
    /// For links: how many other people hold the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holders: Option<u32>,
    /// Its weight; 0 where a stronger finding says the same or a declaration explains it.
    pub bits: Bits,
    /// One sentence.
    pub because: String,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// When it means nothing.
    pub innocent_when: Cow<'static, str>,
    /// What to ask.
    pub ask: Cow<'static, str>,
    /// Why the weight is 0, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<String>,
}

/// Of ordinary candidacies of the same kind, one in how many scores as high.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tail {
    /// One in so many; at most n + 1.
    pub one_in: u64,
    /// Measured on so many.
    pub n: u64,
}

/// What to do next, the most telling first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NextStep {
    /// What to ask or do.
    pub ask: String,
    /// Who does it.
    pub who: String,
    /// Bits that it could settle.
    pub bits: Bits,
    /// Minutes it takes.
    pub minutes: u32,
}

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Unreadable {
    /// File, event or field.
    pub input: String,
    /// Why.
    pub why: String,
}

/// What a hostile file or mail showed; never part of the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SecurityFinding {
    /// The part.
    pub part: String,
    /// What was found.
    pub finding: String,
    /// One sentence.
    pub because: String,
}

/// Findings that together show what sources describe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Pattern {
    /// Its id in the reviewed list, such as `K1`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it means.
    pub means: String,
}

/// Somebody's identity may be used by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Victim {
    /// The candidacy that may be using it, where known.
    pub of: Option<String>,
    /// One sentence.
    pub because: String,
}

/// Family sums, in the contract's order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FamilyBits(pub Vec<(Family, Bits)>);

impl Serialize for FamilyBits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (family, bits) in &self.0 {
            map.serialize_entry(family, bits)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for FamilyBits {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = std::collections::BTreeMap::<Family, Bits>::deserialize(deserializer)?;
        Ok(Self(map.into_iter().collect()))
    }
}

impl JsonSchema for FamilyBits {
    fn schema_name() -> Cow<'static, str> {
        "FamilyBits".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let bits = generator.subschema_for::<Bits>();
        schemars::json_schema!({"type": "object", "additionalProperties": bits})
    }
}

/// What Hirewall concludes of one candidacy as of a time. `bits` = `prior_bits` + the sum of `families`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// The candidacy.
    pub candidacy: String,
    /// Events up to this time count.
    #[schemars(with = "String")]
    pub as_of: Timestamp,
    /// What is to be done.
    pub band: Band,
    /// The score.
    pub bits: Bits,
    /// How rare such a score is among ordinary candidacies; null below 500.
    pub tail: Option<Tail>,
    /// Null until learned from decisions.
    pub probability: Option<f64>,
    /// From the kind of requisition, the same for all who apply to it.
    pub prior_bits: Bits,
    /// Edition of the weights.
    pub weights: String,
    /// Edition of the measured rates.
    pub rates: String,
    /// Edition of the policy.
    pub policy: String,
    /// Editions of the reference data that were looked at.
    pub editions: std::collections::BTreeMap<String, String>,
    /// Latest stage heard of.
    pub stage: String,
    /// Sum of each family, cut to its floor and cap.
    pub families: FamilyBits,
    /// The findings, the strongest first.
    pub findings: Vec<Finding>,
    /// Patterns that the findings together show; they add no bits, and set a floor for the band.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<Pattern>,
    /// Families of which there was nothing to look at.
    pub not_looked_at: Vec<Family>,
    /// Other candidacies of the same person.
    pub same_person: Vec<String>,
    /// The campaign it belongs to.
    pub campaign: Option<String>,
    /// Set when the person may be the victim of an impersonation.
    pub victim: Option<Victim>,
    /// What to do next.
    pub next_steps: Vec<NextStep>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
    /// For the security queue.
    pub security: Vec<SecurityFinding>,
}
