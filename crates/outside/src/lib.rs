//! What is asked of others over a network. Nothing is asked unless somebody configures whom: the only question so far is who sent a mail, put to a
//! name server.
//!
//! | question | file |
//! |---|---|
//! | what a name server says | `dns.rs` |
//! | may this server send for that domain (SPF) | `spf.rs` |
//! | do the signatures hold (DKIM, ARC) | `dkim.rs` |
//! | who sent a mail (DMARC), and which server brought it | `mail.rs` |

mod dkim;
mod dns;
mod mail;
mod spf;

pub use dns::{Answer, Asked, Record, Resolver};
pub use mail::{Trust, authenticate, authenticate_part};
