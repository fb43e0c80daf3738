//! Mailboxes, phones, homes.

mod code_not_returned;
mod code_returned;
mod mail_disposable;
mod phone_impossible;
mod residence_differs;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] =
    &[mail_disposable::SIGNAL, phone_impossible::SIGNAL, residence_differs::SIGNAL, code_not_returned::SIGNAL, code_returned::SIGNAL];
