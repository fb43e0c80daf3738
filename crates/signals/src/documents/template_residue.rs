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
    // Angular, Jinja and Helm are written in double braces too: only a slot for a person, an employer or a job tells.
    let slot = |inner: &str| {
        let inner = inner.split("}}").next().unwrap_or_default();
        let mut words = inner.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        inner.len() < 40
            && words.any(|w| matches!(w, "name" | "company" | "firstname" | "lastname" | "fullname" | "position" | "employer" | "recruiter"))
    };
    if lower.contains("}}") && lower.split("{{").skip(1).any(slot) {
        return Some("{{…}}");
    }
    ["[company name]", "[your name]", "[company]", "[insert ", "<insert ", "[first name]", "[last name]", "[job title]", "lorem ipsum dolor"]
        .into_iter()
        .find(|p| lower.contains(p))
}
