use crate::prelude::*;

/// The document's metadata name another person as author or last editor.
pub const SIGNAL: Signal =
    Signal { id: "document-author-differs", family: Family::Documents, tier: Tier::Weak, page: include_str!("document_author_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let own = own_names(dossier);
    for (claim, people) in dossier.each(|c| match &c.what {
        What::File { people, .. } if !people.is_empty() => Some(people),
        _ => None,
    }) {
        if own.is_empty() {
            return;
        }
        report.looked();
        if people.iter().any(|person| is_person(person) && own.iter().all(|name| unrelated_names(name, person))) {
            let because = "The document says that somebody of another name wrote it or saved it last.";
            report.finding("other", because, dossier.evidence(claim));
            return;
        }
    }
}
