//! Mailboxes, phones, homes.

mod code_not_returned;
mod code_returned;
mod contacts_changed;
mod mail_disposable;
mod mail_look_alike;
mod phone_impossible;
mod postal_code_differs;
mod residence_differs;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[
    mail_disposable::SIGNAL,
    phone_impossible::SIGNAL,
    residence_differs::SIGNAL,
    code_not_returned::SIGNAL,
    code_returned::SIGNAL,
    contacts_changed::SIGNAL,
    mail_look_alike::SIGNAL,
    postal_code_differs::SIGNAL,
];
