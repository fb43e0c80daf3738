use crate::prelude::*;

/// Something of another person was left in the document: a name in its title or file name, a mailbox or profile behind a link that shows another.
pub const SIGNAL: Signal =
    Signal { id: "persona-residue", family: Family::Documents, tier: Tier::Corroborating, page: include_str!("persona_residue.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    let own = own_names(dossier);
    for (claim, (title, filename, links, text)) in dossier.each(|c| match &c.what {
        What::File { title, filename, links, text, .. } => Some((title.as_deref(), filename.as_str(), links, text.as_str())),
        _ => None,
    }) {
        report.looked();
        let named = [title.unwrap_or_default(), filename].into_iter().filter_map(named_resume);
        let mut others = named.filter(|other| !own.is_empty() && own.iter().all(|name| unrelated_names(name, other)));
        if others.next().is_some() {
            report.finding("title", "The document's title or file name calls it the résumé of somebody of another name.", dossier.evidence(claim));
        }
        if let Some(what) = links.iter().find_map(|link| leads_elsewhere(link, text)) {
            let because = format!("A link in the document leads to another {what} than the one it shows.");
            report.finding("link", because, dossier.evidence(claim));
        }
    }
}

/// The name in `Resume - Mark Feldman.pdf` or `Mark Feldman CV`: two or three words beside a word for résumé, none of them a word of jobs or templates.
fn named_resume(text: &str) -> Option<String> {
    let stem = text.rsplit_once('.').filter(|(_, end)| end.len() <= 4).map_or(text, |(stem, _)| stem);
    let spaced: String = stem.chars().map(|c| if matches!(c, '_' | '-' | '–' | '.' | '+') { ' ' } else { c }).collect();
    let (resume, rest): (Vec<&str>, Vec<&str>) = spaced.split_whitespace().partition(|w| is_resume_word(&w.to_lowercase()));
    let rest: Vec<&str> = rest.into_iter().filter(|w| !w.chars().all(|c| c.is_ascii_digit())).collect();
    let name = rest.join(" ");
    (!resume.is_empty() && (2..=3).contains(&rest.len()) && is_person(&name)).then_some(name)
}

fn is_resume_word(word: &str) -> bool {
    matches!(
        word,
        "resume" | "résumé" | "cv" | "curriculum" | "vitae" | "lebenslauf" | "currículum" | "curriculo" | "currículo" | "özgeçmiş" | "życiorys"
    )
}

/// What a link shows another of: a mailbox or a profile of which the text names one, but not this one.
fn leads_elsewhere(link: &str, text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let link = link.to_lowercase();
    if let Some(mailbox) = link.strip_prefix("mailto:") {
        let mailbox = mailbox.split('?').next().unwrap_or_default().trim();
        let shown = lower.split(|c: char| c.is_whitespace() || "<>(),;|".contains(c)).any(|w| w.contains('@') && w.len() > 5);
        return (mailbox.contains('@') && shown && !lower.contains(mailbox)).then_some("mailbox");
    }
    ["linkedin.com/in/", "github.com/"].into_iter().find_map(|network| {
        let handle = |text: &str| {
            let (_, rest) = text.split_once(network)?;
            let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '%'))).unwrap_or(rest.len());
            Some(rest.get(..end)?.to_owned()).filter(|h| h.len() > 1)
        };
        let (target, shown) = (handle(&link)?, handle(&lower)?);
        let known = lower.contains(&format!("{network}{target}")) || target.starts_with(&shown) || shown.starts_with(&target);
        (!known).then_some("profile")
    })
}
