//! What people see: pages made here, one stylesheet, no script. Every text of a stranger is escaped, and characters that steer a reader's eye are
//! replaced.

mod campaigns;
mod case;
mod page;
mod paper;
mod queue;
mod rest;
mod search;
mod sign_in;

pub use campaigns::{campaign, campaigns, graph};
pub use case::{case, decide, open, work};
pub use page::{encoded, forbidden, home, style};
pub use paper::{interview, plan};
pub use queue::queue;
pub use rest::{audit, health, retry};
pub use search::search;
pub use sign_in::{sign_in, sign_in_page, sign_out};
