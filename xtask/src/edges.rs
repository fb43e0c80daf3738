//! Which crate may use which: the allow-list of `ARCHITECTURE.md`, read against the manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};

/// Crate → crates it may use. Anything else is refused; dev-dependencies on `simulate` are free.
const ALLOWED: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("refdata", &["model"]),
    ("store", &["model"]),
    ("signals", &["model"]),
    ("link", &["model"]),
    ("simulate", &["model"]),
    ("documents", &["refdata"]),
    ("intake", &["model", "documents", "refdata"]),
    ("outside", &["documents", "refdata"]),
    ("engine", &["model", "documents", "refdata", "store", "signals", "link", "simulate", "intake"]),
    ("eval", &["model", "documents", "refdata", "store", "signals", "link", "simulate", "intake", "engine"]),
    ("server", &["model", "documents", "refdata", "store", "signals", "link", "intake", "engine"]),
    ("hirewall", &["model", "documents", "refdata", "store", "signals", "link", "simulate", "intake", "outside", "engine", "eval", "server"]),
    ("xtask", &["model", "documents", "refdata", "store", "signals", "link", "simulate", "intake", "engine", "eval"]),
];

/// Every edge that the list does not allow, and every crate it does not know.
pub fn problems(root: &Path) -> Result<Vec<String>> {
    let mut manifests = vec![root.join("xtask/Cargo.toml")];
    for entry in std::fs::read_dir(root.join("crates"))? {
        manifests.push(entry?.path().join("Cargo.toml"));
    }
    manifests.sort();
    let mut problems = Vec::new();
    for manifest in manifests {
        let text = std::fs::read_to_string(&manifest).with_context(|| format!("{}: cannot be read", manifest.display()))?;
        problems.extend(of_manifest(&text)?);
    }
    Ok(problems)
}

/// Edges of one manifest that the list does not allow.
fn of_manifest(text: &str) -> Result<Vec<String>> {
    let manifest: toml::Table = text.parse().context("a manifest is not TOML")?;
    let name = manifest.get("package").and_then(|p| p.get("name")).and_then(|n| n.as_str()).unwrap_or_default();
    let short = name.strip_prefix("hirewall-").unwrap_or(name);
    let allowed: BTreeMap<&str, BTreeSet<&str>> = ALLOWED.iter().map(|(from, to)| (*from, to.iter().copied().collect())).collect();
    let Some(may_use) = allowed.get(short) else {
        return Ok(vec![format!("{name} stands in no row of the table in xtask/src/edges.rs and ARCHITECTURE.md")]);
    };
    let used = |section: &str| -> Vec<String> {
        let list = manifest.get(section).and_then(|d| d.as_table());
        list.map(|t| t.keys().filter_map(|k| k.strip_prefix("hirewall-")).map(str::to_owned).collect()).unwrap_or_default()
    };
    let mut problems: Vec<String> = Vec::new();
    for to in used("dependencies").into_iter().chain(used("build-dependencies")) {
        if !may_use.contains(to.as_str()) {
            problems.push(format!("{short} uses {to}, which its row does not allow"));
        }
    }
    for to in used("dev-dependencies") {
        if to != "simulate" && !may_use.contains(to.as_str()) {
            problems.push(format!("{short}'s tests use {to}, which its row does not allow"));
        }
    }
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_keeps_to_its_edges() {
        assert_eq!(problems(&crate::root()).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_that_is_turned_is_refused() {
        let turned = "[package]\nname = \"hirewall-signals\"\n[dependencies]\nhirewall-engine.workspace = true\n";
        assert_eq!(of_manifest(turned).unwrap(), ["signals uses engine, which its row does not allow"]);
        let test_only = "[package]\nname = \"hirewall-signals\"\n[dev-dependencies]\nhirewall-simulate.workspace = true\n";
        assert_eq!(of_manifest(test_only).unwrap(), Vec::<String>::new());
        let unknown = "[package]\nname = \"hirewall-new\"\n";
        assert_eq!(of_manifest(unknown).unwrap().len(), 1);
    }

    #[test]
    fn the_list_has_no_cycle() {
        let rank: BTreeMap<&str, usize> = ALLOWED.iter().enumerate().map(|(n, (name, _))| (*name, n)).collect();
        for (from, uses) in ALLOWED {
            for to in *uses {
                assert!(rank[to] < rank[from], "{from} → {to} turns back");
            }
        }
    }
}
