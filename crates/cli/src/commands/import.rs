//! `hirewall import`

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use hirewall_engine::Policy;
use hirewall_intake::Severity;
use hirewall_intake::spreadsheet::{Columns, Map};
use hirewall_store::Store;
use tokio::runtime::Runtime;

use crate::args::{Input, StoreArg};
use crate::intake::{self, Problems};
use crate::say;
use crate::{End, settings};

/// Reads a column map.
pub fn map(path: Option<&Path>) -> Result<Option<Map>> {
    let Some(path) = path else { return Ok(None) };
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Map::read(&text).map(Some).map_err(|what| anyhow!("{}: {what}", path.display()))
}

pub fn applications(paths: &[PathBuf], map_file: Option<&Path>, dry_run: bool, input: &Input, store: &StoreArg, runtime: &Runtime) -> Result<End> {
    let options = intake::options(input, map(map_file)?, &Policy::shipped()?)?;
    let mut problems = Problems::new(None)?;
    // A dry run goes the whole way, into a store that is gone when it ends.
    let url = if dry_run { "memory:".to_owned() } else { settings::store_url(store)? };
    let key = settings::key_for(&url)?;
    let store: Store = settings::open(&url, runtime)?;
    if dry_run {
        for path in paths {
            report_columns(path, options.map.as_ref())?;
        }
    }
    let taken = intake::read(paths, &options, &intake::Target::new(&store, &key, runtime), &mut problems, &mut |_| Ok(()))?;
    let incomplete = problems.finish()? || taken.incomplete;
    let [new, known, rejected] = taken.counts;
    let verb = if dry_run { "would be taken" } else { "taken" };
    say!("{new} events {verb}, {known} known already, {rejected} rejected; {} candidacies.", taken.candidacies.len());
    match (dry_run, incomplete) {
        (true, _) => {
            let map = map_file.map(|m| format!(" --map {}", m.display())).unwrap_or_default();
            say!("Nothing was changed. Run it again without --dry-run, or screen the file: `hirewall screen {}{map}`", paths[0].display());
        }
        (false, _) => say!("Screen them with `hirewall screen {}`.", paths[0].display()),
    }
    Ok(if incomplete { End::Incomplete } else { End::Done })
}

/// Takes YARA rules into the data folder: each file that compiles, whole. Those that do not are named, with what the compiler says.
fn yara(from: &Path) -> Result<End> {
    let is_rules = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("yar") || ending.eq_ignore_ascii_case("yara"));
    let mut files: Vec<PathBuf> = if from.is_dir() {
        let entries = std::fs::read_dir(from).with_context(|| format!("{}: cannot be read", from.display()))?;
        entries.flatten().map(|entry| entry.path()).filter(is_rules).collect()
    } else {
        vec![from.to_path_buf()]
    };
    files.sort_unstable();
    let folder = settings::yara_folder()?;
    std::fs::create_dir_all(&folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    let (mut taken, mut left) = (0, 0);
    for file in &files {
        let checked =
            std::fs::read_to_string(file).map_err(|why| why.to_string()).and_then(|text| hirewall_documents::rules::check(&text).map(|()| text));
        match checked {
            Ok(text) => {
                let name = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
                let target = folder.join(format!("{name}.yar"));
                std::fs::write(&target, text).with_context(|| format!("{}: cannot be written", target.display()))?;
                taken += 1;
            }
            Err(why) => {
                eprintln!("{}: left out: {}", file.display(), why.trim());
                left += 1;
            }
        }
    }
    if taken == 0 {
        anyhow::bail!("{}: no file of rules in it that can be used", from.display());
    }
    say!("{taken} files of rules taken, {left} left out. They are matched on all documents from now on; what they match goes to the security queue.");
    Ok(if left > 0 { End::Incomplete } else { End::Done })
}

/// Takes a file of reference data into the data folder, apart from any store.
pub fn reference(args: &[String]) -> Result<End> {
    use hirewall_intake::reference::{KINDS, read};
    let (name, file) = match args {
        [name] if name == "kinds" => {
            for kind in &KINDS {
                say!("{:<18} {}", kind.name, kind.file);
            }
            say!("{:<18} a file or a folder of YARA rules (.yar, .yara)", "yara");
            return Ok(End::Done);
        }
        [name, folder] if name == "yara" => return yara(Path::new(folder)),
        [name, file] => (name, Path::new(file)),
        _ => anyhow::bail!("say which kind and which file: `hirewall import KIND FILE`; `hirewall import kinds` lists the kinds"),
    };
    let Some(kind) = KINDS.iter().find(|kind| kind.name == name.as_str()) else {
        anyhow::bail!("{name:?} is neither `applications` nor a kind of reference data; `hirewall import kinds` lists those")
    };
    let mut bytes = std::fs::read(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        bytes = hirewall_intake::reference::unpacked(&bytes).with_context(|| format!("{}: cannot be unpacked", file.display()))?;
    }
    let read = read(kind, &String::from_utf8_lossy(&bytes));
    for problem in read.problems.iter().take(50) {
        eprintln!("{}: {problem}", file.display());
    }
    if read.problems.len() > 50 {
        eprintln!("{}: … and {} more", file.display(), read.problems.len() - 50);
    }
    if read.rows.is_empty() {
        anyhow::bail!("{}: no row of {name} in it; it should be {}", file.display(), kind.file);
    }
    let folder = settings::reference_folder()?;
    std::fs::create_dir_all(&folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    let day = jiff::Zoned::now().date();
    let from = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let mut text = format!("# {name}\t{from}\t{day}\n");
    for row in &read.rows {
        text.push_str(&row.join("\t"));
        text.push('\n');
    }
    let target = folder.join(format!("{name}.tsv"));
    // Whole or not at all: a run beside this one reads the old file or the new one.
    let beside = folder.join(format!(".{name}.{}", std::process::id()));
    std::fs::write(&beside, text)
        .and_then(|()| std::fs::rename(&beside, &target))
        .with_context(|| format!("{}: cannot be written", target.display()))?;
    say!("{} rows of {name} in {}; every run from now on names them as an edition of {day}.", read.rows.len(), target.display());
    Ok(if read.problems.is_empty() { End::Done } else { End::Incomplete })
}

/// How the header row of a sheet is read.
fn report_columns(path: &Path, map: Option<&Map>) -> Result<()> {
    let Some(headers) = hirewall_intake::spreadsheet::headers_of(path) else { return Ok(()) };
    say!("{}", path.display());
    match Columns::decide(&headers, map) {
        Err(what) => say!("  {:?}: {what}", Severity::Error),
        Ok(columns) => {
            say!("  read as an export of: {}", columns.vendor);
            for (header, target) in columns.used() {
                say!("  {header:<40} → {target}");
            }
            if !columns.unused.is_empty() {
                say!("  not used: {}", columns.unused.join(", "));
            }
            let refused = columns.refused();
            if !refused.is_empty() {
                say!("  refused by design (never read): {}", refused.join(", "));
            }
        }
    }
    Ok(())
}
