//! What people see: pages made here, one stylesheet, one script of our own for keys, without which everything works. Every text of a stranger is escaped, and characters that steer a reader's eye are
//! replaced.

mod bulk;
mod campaigns;
mod case;
mod letters;
mod page;
mod paper;
mod playbook;
mod queue;
mod rest;
mod search;
mod sign_in;
mod subject;

pub use bulk::bulk;
pub use campaigns::{campaign, campaigns, graph};
pub use case::{case, decide, open, work};
pub use letters::{notice, request};
pub use page::{encoded, forbidden, home, nothing, script, style};
pub use paper::{interview, plan};
pub use playbook::{keep as keep_playbook, playbook};
pub use queue::queue;
pub use rest::{audit, health, retry};
pub use search::search;
pub use sign_in::{sign_in, sign_in_page, sign_out};
pub use subject::{copy, forget, hold, subject};
