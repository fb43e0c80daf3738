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
    let spark = install_for_tests();
    run("format", &["fmt", "--all", "--", "--check"], &[])?;
    report("edges", edges::problems(&root())?)?;
    report("licences", licences::problems(&root())?)?;
    report("generated docs", docs::problems(&root())?)?;
    run("lints", &["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])?;
    run("documentation", &["doc", "--locked", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])?;
    let spark = spark.and_then(|p| Some(("HIREWALL_SPARK_PYTHON", p.to_str()?.to_owned())));
    let postgres = postgres::Cluster::start();
    let database = postgres.as_ref().map(|cluster| ("HIREWALL_POSTGRES", cluster.url()));
    let env: Vec<(&str, &str)> = spark.iter().chain(&database).map(|(name, value)| (*name, value.as_str())).collect();
    run("tests", &["test", "--locked", "--workspace"], &env)
}

/// Installs what tests need beside Rust where that can be done (Debian, root); elsewhere those tests say that they were skipped. `strace` watches
/// the program's system calls; PostgreSQL is a store; Java runs Spark, which comes from the Python packages of `scale/spark`. Returns the Python that has them.
fn install_for_tests() -> Option<PathBuf> {
    let runs = |program: &str, args: &[&str]| Command::new(program).args(args).output().is_ok_and(|o| o.status.success());
    let missing: Vec<&str> = [
        ("strace", "strace", "--version"),
        ("postgresql", "pg_lsclusters", "--help"),
        ("openjdk-17-jre-headless", "java", "-version"),
        ("python3-venv", "python3", "-mensurepip"),
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
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let (folder, packages) = (target.join("spark"), root().join("scale/spark/requirements.txt"));
    let python = folder.join("bin/python");
    if !runs(python.to_str()?, &["-c", "import pyspark"]) {
        let _ = Command::new("python3").args(["-m", "venv"]).arg(&folder).output();
        let _ = Command::new(&python).args(["-m", "pip", "install", "-q", "-r"]).arg(packages).output();
    }
    runs(python.to_str()?, &["-c", "import pyspark"]).then_some(python)
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
