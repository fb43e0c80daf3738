//! Public profiles.

mod commits_before_account;
mod control_declined;
mod control_failed;
mod control_proven;
mod profile_of_another;
mod profile_rewritten;
mod profile_young;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[
    profile_young::SIGNAL,
    profile_rewritten::SIGNAL,
    profile_of_another::SIGNAL,
    control_failed::SIGNAL,
    control_declined::SIGNAL,
    control_proven::SIGNAL,
    commits_before_account::SIGNAL,
];
