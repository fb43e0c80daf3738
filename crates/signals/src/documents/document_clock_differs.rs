use crate::prelude::*;

/// The clock that dated the document kept the time of a place that is not the claimed home.
pub const SIGNAL: Signal =
    Signal { id: "document-clock-differs", family: Family::Documents, tier: Tier::Weak, page: include_str!("document_clock_differs.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let Some((home, place)) = residence(dossier) else { return };
    if place.zones.is_empty() {
        return;
    }
    for (claim, (offset, at)) in dossier.each(|c| match &c.what {
        What::File { created_offset_minutes: Some(offset), created_at: Some(at), .. } => Some((*offset, *at)),
        _ => None,
    }) {
        report.looked();
        let at_home = offsets(place, at);
        // Web services date in UTC wherever their users are.
        if offset != 0 && !at_home.is_empty() && !at_home.contains(&offset) {
            let because = "The document was dated by a clock that fits the claimed home at no time of that year.";
            let shifted = at_home.iter().any(|h| (h - offset).abs() <= 60);
            if !shifted {
                let found = report.finding("once", because, dossier.evidence(claim));
                found.and(dossier.evidence(&dossier.claims[home])).explained_if(dossier.declares(&What::MovedRecently));
                return;
            }
        }
    }
}
