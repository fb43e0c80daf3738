//! Who the person is.

mod address_history_differs;
mod holder_contests;
mod identity_denied;
mod met_in_person;
mod name_differs;
mod person_differs;
mod sanctions_match;
mod verified_name_differs;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[
    name_differs::SIGNAL,
    verified_name_differs::SIGNAL,
    identity_denied::SIGNAL,
    person_differs::SIGNAL,
    met_in_person::SIGNAL,
    sanctions_match::SIGNAL,
    address_history_differs::SIGNAL,
    holder_contests::SIGNAL,
];
