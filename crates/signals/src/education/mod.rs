//! Schools, degrees, dates.

mod before_opening;
mod education_differs;
mod month_outside_calendar;
mod programme_not_awarded;
mod registrar_confirmed;
mod registrar_denied;
mod study_overlaps_distant_work;
mod study_too_short;
mod watch_listed_connection;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[
    study_too_short::SIGNAL,
    month_outside_calendar::SIGNAL,
    before_opening::SIGNAL,
    registrar_denied::SIGNAL,
    registrar_confirmed::SIGNAL,
    education_differs::SIGNAL,
    watch_listed_connection::SIGNAL,
    programme_not_awarded::SIGNAL,
    study_overlaps_distant_work::SIGNAL,
];
