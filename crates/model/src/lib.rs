//! The words of the domain, in the order in which they arise:
//! [`event`]s come in, [`claims`] are read from them, facts are added to make a [`dossier`], signals turn it into
//! findings, the engine turns findings into an [`assessment`].

pub mod assessment;
pub mod claims;
pub mod date;
pub mod dossier;
pub mod event;
pub mod parse;
pub mod schema;

pub use assessment::{Assessment, Band, Evidence, Family, Finding, Tier};
pub use claims::{Claim, Origin, Speaker, Stage, What};
pub use date::{Moment, PartialDate};
pub use dossier::{Dossier, Fact, Neighbour, Other, Report, Says};
pub use event::{Data, Event};
