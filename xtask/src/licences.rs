//! Licences of all that the binary is made of, from `cargo metadata`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Licences that may go into the product. An expression passes when one side of every `OR` does.
const ALLOWED: &[&str] = &[
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unlicense",
    "0BSD",
    "CC0-1.0",
    "MIT-0",
    "Unicode-DFS-2016",
];

/// Packages of the default binary at most.
const MOST_PACKAGES: usize = 350;

/// Packages whose licence is not on the list, and too many packages in the binary.
pub fn problems(root: &Path) -> Result<Vec<String>> {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"])
        .current_dir(root)
        .output()
        .context("cargo metadata does not start")?;
    if !out.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&out.stderr));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout)?;
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let shipped = shipped(root)?;
    let mut problems: Vec<String> = packages
        .iter()
        .filter(|p| !p["source"].is_null())
        .filter_map(|p| {
            let (name, licence) = (p["name"].as_str()?, p["license"].as_str().unwrap_or(""));
            (!passes(licence)).then(|| format!("{name}: licence {licence:?} is not on the list in xtask/src/licences.rs"))
        })
        .collect();
    if shipped > MOST_PACKAGES {
        problems.push(format!("{shipped} packages in the binary, {MOST_PACKAGES} at the most"));
    }
    println!("{shipped} packages in the binary, {} with tests and chores", packages.len());
    Ok(problems)
}

/// How many packages the binary is made of: all that it needs but for building and testing, with the features that it has.
fn shipped(root: &Path) -> Result<usize> {
    let args =
        ["tree", "--locked", "--package", "hirewall", "--edges", "normal", "--target", "x86_64-unknown-linux-gnu", "--prefix", "none", "--no-dedupe"];
    let out = Command::new(env!("CARGO")).args(args).args(["--format", "{p}"]).current_dir(root).output().context("cargo tree does not start")?;
    if !out.status.success() {
        bail!("cargo tree failed: {}", String::from_utf8_lossy(&out.stderr));
    }
    Ok(String::from_utf8_lossy(&out.stdout).lines().collect::<BTreeSet<&str>>().len())
}

/// Whether an SPDX expression (or the older form with a slash) can be satisfied by the list.
fn passes(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|one| ALLOWED.contains(&one.trim())))
}

#[cfg(test)]
mod tests {
    use super::passes;

    #[test]
    fn expressions_are_read_as_they_are_meant() {
        assert!(passes("MIT OR Apache-2.0") && passes("MIT/Apache-2.0") && passes("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!passes("GPL-3.0-only") && !passes("MIT AND GPL-2.0-only") && !passes(""));
    }
}
