//! Chores of the workspace.
//!
//! `cargo xtask check` is what CI runs: format, lints, tests, generated docs, edges between crates, licences.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program prints")]

mod corpus;
mod docs;
mod edges;
mod licences;
mod refdata;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

fn main() -> Result<()> {
    let task = std::env::args().nth(1).unwrap_or_default();
    match task.as_str() {
        "check" => check(),
        "corpus" => corpus::make(&root()),
        "docs" => docs::write(&root()),
        "refdata" => refdata::build(&root()),
        "edges" => report("edges", edges::problems(&root())?),
        "licences" => report("licences", licences::problems(&root())?),
        other => {
            eprintln!(
                "cargo xtask check     all of what CI runs\ncargo xtask docs      write the generated docs\ncargo xtask corpus    make the résumés of the corpus anew from their sources\ncargo xtask refdata   build the compiled-in reference editions from packages of the registries\ncargo xtask edges     check which crate uses which\ncargo xtask licences  check licences of all dependencies"
            );
            bail!("there is no task {other:?}")
        }
    }
}

/// The workspace's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

fn check() -> Result<()> {
    install_strace();
    run("format", &["fmt", "--all", "--", "--check"], &[])?;
    report("edges", edges::problems(&root())?)?;
    report("licences", licences::problems(&root())?)?;
    report("generated docs", docs::problems(&root())?)?;
    run("lints", &["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])?;
    run("documentation", &["doc", "--locked", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])?;
    run("tests", &["test", "--locked", "--workspace"], &[])
}

/// A test watches the program's system calls with `strace`. Where it is missing and can be installed (Debian, root), it is; elsewhere
/// the test says that it was skipped.
fn install_strace() {
    let there = |program: &str| Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    let root = Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.starts_with(b"0\n"));
    if there("strace") || !there("apt-get") || !root {
        return;
    }
    for args in [&["update", "-qq"][..], &["install", "-y", "-qq", "strace"][..]] {
        let _ = Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive").output();
    }
}

fn run(name: &str, args: &[&str], env: &[(&str, &str)]) -> Result<()> {
    println!("== {name}: cargo {}", args.join(" "));
    let started = Instant::now();
    let status = Command::new(env!("CARGO"))
        .args(args)
        .envs(env.iter().copied())
        .current_dir(root())
        .status()
        .with_context(|| format!("{name}: cargo does not start"))?;
    if !status.success() {
        bail!("{name} failed: cargo {}", args.join(" "));
    }
    println!("== {name}: well, after {:.0} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn report(name: &str, problems: Vec<String>) -> Result<()> {
    if problems.is_empty() {
        println!("== {name}: well");
        return Ok(());
    }
    for problem in &problems {
        eprintln!("{name}: {problem}");
    }
    bail!("{name}: {} problems", problems.len())
}
