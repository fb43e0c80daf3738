//! Chores of the workspace.
//!
//! `cargo xtask check` is what CI runs: format, lints, tests, generated docs, edges between crates, licences.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program prints")]

mod corpus;
mod docs;
mod edges;
mod licences;
mod postgres;
mod refdata;
mod tools;

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
    let tools = tools::install(&root());
    run("format", &["fmt", "--all", "--", "--check"], &[])?;
    report("edges", edges::problems(&root())?)?;
    report("licences", licences::problems(&root())?)?;
    report("generated docs", docs::problems(&root())?)?;
    run("lints", &["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])?;
    run("documentation", &["doc", "--locked", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])?;
    let postgres = postgres::Cluster::start();
    let database = postgres.as_ref().map(|cluster| ("HIREWALL_POSTGRES", cluster.url()));
    let env: Vec<(&str, &str)> = tools.iter().chain(&database).map(|(name, value)| (*name, value.as_str())).collect();
    run("tests", &["test", "--locked", "--workspace"], &env)
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
