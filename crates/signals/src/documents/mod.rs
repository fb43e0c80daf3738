//! What documents and texts show.

mod document_author_differs;
mod document_clock_differs;
mod persona_residue;
mod template_residue;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] =
    &[document_author_differs::SIGNAL, document_clock_differs::SIGNAL, persona_residue::SIGNAL, template_residue::SIGNAL];
