//! Where the laptop goes.

mod parcel_diverted;
mod ship_to_differs;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[ship_to_differs::SIGNAL, parcel_diverted::SIGNAL];
