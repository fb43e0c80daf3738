//! What documents and texts show.

mod author_differs;
mod clock_contradicts;
mod persona_residue;
mod template_residue;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[author_differs::SIGNAL, clock_contradicts::SIGNAL, persona_residue::SIGNAL, template_residue::SIGNAL];
