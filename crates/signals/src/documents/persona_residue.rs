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
        let text = text.to_lowercase();
        if let Some(what) = links.iter().find_map(|link| leads_elsewhere(link, &text)) {
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

/// What a link shows another of: a mailbox or a profile of which the text names one, but not this one. `text` is in small letters.
fn leads_elsewhere(link: &str, text: &str) -> Option<&'static str> {
    let link = percent_decoded(&link.to_lowercase());
    if let Some(mailbox) = link.strip_prefix("mailto:") {
        let mailbox = mailbox.split('?').next().unwrap_or_default().trim();
        let shown = text.split(|c: char| c.is_whitespace() || "<>(),;|".contains(c)).any(is_mailbox);
        return (is_mailbox(mailbox) && shown && !text.contains(mailbox)).then_some("mailbox");
    }
    ["linkedin.com/in/", "github.com/"].into_iter().find_map(|network| {
        let (_, rest) = link.split_once(network)?;
        let (target, further) = rest.split_at(end_of_handle(rest));
        // A repository or an article need not be one's own.
        if target.len() < 2 || further.trim_start_matches('/').starts_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let shown: Vec<&str> = text.split(network).skip(1).map(|after| after.split_at(end_of_handle(after)).0).filter(|h| h.len() > 1).collect();
        let own = |handle: &&str| target.starts_with(*handle) || handle.starts_with(target);
        (!shown.is_empty() && !shown.iter().any(own)).then_some("profile")
    })
}

fn end_of_handle(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len())
}

/// `jane@example.org`: something, and a domain with a dot in it.
fn is_mailbox(word: &str) -> bool {
    word.split_once('@').is_some_and(|(user, domain)| !user.is_empty() && !domain.contains('@') && domain.trim_end_matches('.').contains('.'))
}

fn percent_decoded(link: &str) -> String {
    let mut bytes = Vec::with_capacity(link.len());
    let mut rest = link.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).to_lowercase()
}
