//! What documents and texts show.

mod template_residue;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[template_residue::SIGNAL];
