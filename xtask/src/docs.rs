//! Docs made from code: JSON Schemas, a page per signal, the book's table of contents.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Pages of the book that people write, in order: (title, file).
const PAGES: &[(&str, &str)] = &[
    ("Introduction", "README.md"),
    ("From an export to a table in ten minutes", "first-table.md"),
    ("How a score comes about", "scoring.md"),
    ("What we refuse to read", "what-we-refuse-to-read.md"),
    ("Data flow", "data-flow.md"),
    ("A team: web hooks, cases, console", "server.md"),
    ("What a file or a mail can do", "hostile-files.md"),
    ("What is found in files and mail", "security-findings.md"),
    ("Stages, for engines that spread the work over machines", "stages.md"),
    ("Legal drafts", "legal/README.md"),
    ("Impact assessment", "legal/dpia.md"),
    ("Notice to candidates", "legal/notice.md"),
    ("Retention", "legal/retention.md"),
    ("Adverse action", "legal/adverse-action.md"),
];

/// All generated files by path from the workspace's folder.
fn generated() -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for (name, text) in hirewall_model::schema::all() {
        files.insert(PathBuf::from(format!("docs/schema/{name}.json")), text);
    }
    let mut contents = String::from("# Summary\n\n<!-- written by `cargo xtask docs` -->\n\n");
    for (title, file) in PAGES {
        let indent = if file.starts_with("legal/") && *file != "legal/README.md" { "  " } else { "" };
        let _ = writeln!(contents, "{indent}- [{title}]({file})");
    }
    contents.push_str("- [Signals](signals/README.md)\n");
    let mut index =
        String::from("# Signals\n\nEach signal is a pure function over one dossier; its page is its documentation, its fixture and its test.\n");
    for (family, signals) in hirewall_signals::FAMILIES {
        let _ = writeln!(index, "\n## {family}\n");
        for signal in *signals {
            let means = hirewall_signals::page::read(signal.page).means;
            let first = means.split(". ").next().unwrap_or(&means).trim_end_matches('.');
            let _ = writeln!(index, "- [{}]({}.md) ({}): {first}.", signal.id, signal.id, signal.tier);
            let _ = writeln!(contents, "  - [{}](signals/{}.md)", signal.id, signal.id);
            files.insert(PathBuf::from(format!("docs/src/signals/{}.md", signal.id)), signal.page.to_owned());
        }
    }
    files.insert(PathBuf::from("docs/src/signals/README.md"), index);
    files.insert(PathBuf::from("docs/src/security-findings.md"), security_findings());
    files.insert(PathBuf::from("docs/src/SUMMARY.md"), contents);
    files
}

/// What documents and mail can show, by how much it matters.
fn security_findings() -> String {
    use hirewall_engine::security::{Severity, table};
    let mut page = String::from("# What is found in files and mail\n\n<!-- written by `cargo xtask docs` from `crates/engine/security.toml` -->\n\n");
    page.push_str(
        "None of it touches a score. `dangerous` and `suspicious` findings are in an assessment's `security`; `hirewall scan` gives all of them.\n",
    );
    for (title, severity) in [("Dangerous", Severity::Dangerous), ("Suspicious", Severity::Suspicious), ("Noted", Severity::Noted)] {
        let _ = writeln!(page, "\n## {title}\n\n| finding | what it means | when it is innocent | what to do |\n|---|---|---|---|");
        for (finding, entry) in table().into_iter().flatten().filter(|(_, entry)| entry.severity == severity) {
            let _ = writeln!(page, "| `{finding}` | {} | {} | {} |", entry.means, entry.innocent_when, entry.ask);
        }
    }
    page
}

/// Writes all generated files.
pub fn write(root: &Path) -> Result<()> {
    let files = generated();
    for folder in ["docs/schema", "docs/src/signals"] {
        fs::create_dir_all(root.join(folder))?;
        for entry in fs::read_dir(root.join(folder))? {
            fs::remove_file(entry?.path())?;
        }
    }
    for (path, text) in &files {
        fs::write(root.join(path), text).with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    println!("{} files written", files.len());
    Ok(())
}

/// Generated files that are missing, old, or of nothing any more; pages of the book that do not exist.
pub fn problems(root: &Path) -> Result<Vec<String>> {
    let files = generated();
    let mut problems = Vec::new();
    for (path, text) in &files {
        if fs::read_to_string(root.join(path)).ok().as_ref() != Some(text) {
            problems.push(format!("{} is not up to date: run `cargo xtask docs`", path.display()));
        }
    }
    for folder in ["docs/schema", "docs/src/signals"] {
        for entry in fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
            let path = PathBuf::from(folder).join(entry.file_name());
            if !files.contains_key(&path) {
                problems.push(format!("{} is generated from nothing any more", path.display()));
            }
        }
    }
    for (_, file) in PAGES {
        if !root.join("docs/src").join(file).is_file() {
            problems.push(format!("docs/src/{file} is in the table of contents and does not exist"));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_docs_are_up_to_date() {
        assert_eq!(super::problems(&crate::root()).unwrap(), Vec::<String>::new());
    }
}
