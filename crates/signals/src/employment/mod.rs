//! Jobs, technologies, references.

mod distant_work_overlaps;
mod employed_before_founding;
mod employment_confirmed;
mod employment_denied;
mod history_differs;
mod reference_is_self;
mod tax_record_differs;
mod technology_before_release;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[
    distant_work_overlaps::SIGNAL,
    technology_before_release::SIGNAL,
    employment_denied::SIGNAL,
    employment_confirmed::SIGNAL,
    history_differs::SIGNAL,
    reference_is_self::SIGNAL,
    employed_before_founding::SIGNAL,
    tax_record_differs::SIGNAL,
];
