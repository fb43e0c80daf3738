//! What tests need beside Rust, installed where that can be done (Debian, root, the registries); elsewhere those tests say that they were skipped.
//!
//! | | for |
//! |---|---|
//! | strace | the program's system calls |
//! | PostgreSQL | the store of a team |
//! | Java, and the Python packages of `scale/spark` | the cluster |
//! | Chromium with its driver, and axe-core | the console in a browser |
//! | Schemathesis | the HTTP API against its document |

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::postgres;

/// Versions that the tests were written with.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
const AXE: &str = "axe-core@4.14.1";

fn runs(program: &str, args: &[&str]) -> bool {
    Command::new(program).args(args).output().is_ok_and(|output| output.status.success())
}

/// Installs what is missing; gives the variables by which tests find it.
pub fn install(root: &Path) -> Vec<(&'static str, String)> {
    debian();
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let mut found = Vec::new();
    let requirements = root.join("scale/spark/requirements.txt");
    let spark = python(&target.join("spark"), "pyspark", &["-r", &requirements.to_string_lossy()]);
    found.extend(spark.map(|folder| ("HIREWALL_SPARK_PYTHON", folder.join("bin/python"))));
    let schemathesis = python(&target.join("schemathesis"), "schemathesis", &[SCHEMATHESIS]);
    found.extend(schemathesis.map(|folder| ("HIREWALL_SCHEMATHESIS", folder.join("bin/schemathesis"))));
    if runs("chromedriver", &["--version"]) {
        found.push(("HIREWALL_CHROMEDRIVER", PathBuf::from("chromedriver")));
    }
    found.extend(axe(&target.join("axe")).map(|file| ("HIREWALL_AXE", file)));
    found.into_iter().map(|(name, path)| (name, path.to_string_lossy().into_owned())).collect()
}

fn debian() {
    let missing: Vec<&str> = [
        ("strace", "strace", "--version"),
        ("postgresql", "pg_lsclusters", "--help"),
        ("openjdk-17-jre-headless", "java", "-version"),
        ("python3-venv", "python3", "-mensurepip"),
        ("chromium", "chromium", "--version"),
        ("chromium-driver", "chromedriver", "--version"),
    ]
    .iter()
    .filter(|(_, program, argument)| !runs(program, &[argument, "--version"]))
    .map(|(package, ..)| *package)
    .collect();
    if !missing.is_empty() && postgres::is_root() && runs("apt-get", &["--version"]) {
        for args in [&["update", "-qq"][..], &[&["install", "-y", "-qq"], &missing[..]].concat()] {
            let _ = Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive").output();
        }
    }
}

/// A folder with a Python of its own that has a package.
fn python(folder: &Path, package: &str, install: &[&str]) -> Option<PathBuf> {
    let python = folder.join("bin/python");
    let has = || runs(&python.to_string_lossy(), &["-c", &format!("import {package}")]);
    if !has() {
        let _ = Command::new("python3").args(["-m", "venv"]).arg(folder).output();
        let _ = Command::new(&python).args(["-m", "pip", "install", "-q"]).args(install).output();
    }
    has().then(|| folder.to_owned())
}

/// The file of axe-core that runs in a page, out of its package.
fn axe(folder: &Path) -> Option<PathBuf> {
    let file = folder.join("package/axe.js");
    if !file.exists() {
        std::fs::create_dir_all(folder).ok()?;
        let packed = Command::new("npm").args(["pack", "--silent", AXE]).current_dir(folder).output().ok()?;
        let name = String::from_utf8(packed.stdout).ok()?.trim().to_owned();
        let _ = Command::new("tar").arg("-xzf").arg(&name).current_dir(folder).output();
    }
    file.exists().then_some(file)
}
