use crate::prelude::*;

/// The résumé or an answer still holds a template's empty slot.
pub const SIGNAL: Signal =
    Signal { id: "template-residue", family: Family::Documents, tier: Tier::Corroborating, page: include_str!("template_residue.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for (claim, text) in dossier.each(|c| match &c.what {
        What::Prose { text, .. } | What::Answer { text, .. } => Some(text),
        _ => None,
    }) {
        report.looked();
        if let Some(variable) = unfilled(text) {
            report.finding("unfilled", format!("The text still holds the placeholder {variable:?}."), dossier.evidence(claim));
            return;
        }
    }
}

/// `{{name}}`, `[Company Name]`, `<INSERT …>`: what template engines and forms leave behind.
fn unfilled(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    if lower.contains("{{") && lower.contains("}}") {
        return Some("{{…}}");
    }
    ["[company name]", "[your name]", "[company]", "[insert", "<insert", "[first name]", "[last name]", "[job title]", "lorem ipsum"]
        .into_iter()
        .find(|p| lower.contains(p))
}
