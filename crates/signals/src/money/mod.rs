//! Who is paid.

mod payee_changed;
mod payee_of_another;
mod payee_unusual;
mod tax_address_differs;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[payee_of_another::SIGNAL, payee_changed::SIGNAL, payee_unusual::SIGNAL, tax_address_differs::SIGNAL];
