//! The pages: documentation, console help, fixtures and tests at once.

use crate::Signal;

/// A page, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The title line.
    pub title: String,
    /// What it means.
    pub means: String,
    /// When it is innocent.
    pub innocent: String,
    /// What to ask.
    pub ask: String,
    /// Source of the idea and of its figures.
    pub source: String,
    /// Examples: whether it must fire, and the dossier in TOML.
    pub examples: Vec<(bool, String)>,
}

/// The sections of every page, in order.
pub const SECTIONS: [&str; 5] = ["What it means", "When it is innocent", "What to ask", "Source", "Examples"];

/// Reads a page. Missing sections stay empty; [`problems`] names them.
pub fn read(text: &str) -> Page {
    let mut page = Page::default();
    let mut section = "";
    let mut fence: Option<(bool, String)> = None;
    for line in text.lines() {
        if let Some((finds, body)) = &mut fence {
            if line.trim() == "```" {
                page.examples.push((*finds, std::mem::take(body)));
                fence = None;
            } else {
                body.push_str(line);
                body.push('\n');
            }
            continue;
        }
        match line.trim() {
            "```toml finds" => fence = Some((true, String::new())),
            "```toml silent" => fence = Some((false, String::new())),
            heading if heading.starts_with("# ") => page.title = heading[2..].to_owned(),
            heading if heading.starts_with("## ") => section = SECTIONS.into_iter().find(|s| *s == heading[3..].trim()).unwrap_or(""),
            "" => {}
            text => {
                let target = match section {
                    "What it means" => &mut page.means,
                    "When it is innocent" => &mut page.innocent,
                    "What to ask" => &mut page.ask,
                    "Source" => &mut page.source,
                    _ => continue,
                };
                if !target.is_empty() {
                    target.push(' ');
                }
                target.push_str(text);
            }
        }
    }
    page
}

/// What is wrong with a signal's page or with its examples; empty when all is well.
pub fn problems(signal: &Signal) -> Vec<String> {
    let page = read(signal.page);
    let mut problems = Vec::new();
    let mut wrong = |what: String| problems.push(format!("{}: {what}", signal.id));
    if page.title != signal.id {
        wrong(format!("the page is titled {:?}", page.title));
    }
    for (name, text) in SECTIONS.into_iter().zip([&page.means, &page.innocent, &page.ask, &page.source]) {
        if text.is_empty() {
            wrong(format!("section {name:?} is missing or empty"));
        }
    }
    for wanted in [true, false] {
        if !page.examples.iter().any(|(finds, _)| *finds == wanted) {
            wrong(format!("no example of the kind `toml {}`", if wanted { "finds" } else { "silent" }));
        }
    }
    for (n, (finds, text)) in page.examples.iter().enumerate() {
        let n = n + 1;
        match crate::example::dossier(text) {
            Err(error) => wrong(format!("example {n}: {error}")),
            Ok(dossier) => {
                let mut report = hirewall_model::Report::default();
                (signal.check)(&dossier, &mut report);
                if report.found.is_empty() == *finds {
                    wrong(format!(
                        "example {n} is `{}` but the signal {}",
                        if *finds { "finds" } else { "silent" },
                        if *finds { "stays silent" } else { "fires" }
                    ));
                }
                if report.found.iter().any(|f| f.evidence.is_empty() || f.evidence.iter().any(|e| e.event.is_empty())) {
                    wrong(format!("example {n}: a finding does not point at an event"));
                }
            }
        }
    }
    problems
}
