//! Where the laptop goes.

mod parcel_diverted;
mod parcel_signed_by_other;
mod serial_not_shown;
mod ship_to_changed;
mod ship_to_differs;
mod ship_to_mail_drop;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[
    ship_to_differs::SIGNAL,
    parcel_diverted::SIGNAL,
    serial_not_shown::SIGNAL,
    ship_to_mail_drop::SIGNAL,
    ship_to_changed::SIGNAL,
    parcel_signed_by_other::SIGNAL,
];
