//! Sessions and the networks they leave through.

mod clock_differs;
mod egress_hosting;
mod impossible_travel;
mod ip_country_differs;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[egress_hosting::SIGNAL, ip_country_differs::SIGNAL, clock_differs::SIGNAL, impossible_travel::SIGNAL];
