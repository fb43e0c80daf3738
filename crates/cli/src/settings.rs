//! The data folder, the key, and files that replace what ships.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use hirewall_engine::{Policy, Rates, Weights};
use hirewall_link::Key;
use hirewall_server::seal::Seal;
use hirewall_store::Store;
use tokio::runtime::Runtime;

use crate::args::{Rules, StoreArg};

/// `$HIREWALL_DATA`, else `hirewall` in the user's data folder.
pub fn data_folder() -> Result<PathBuf> {
    let var = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(folder) = var("HIREWALL_DATA") {
        return Ok(folder);
    }
    if let Some(data) = var("XDG_DATA_HOME") {
        return Ok(data.join("hirewall"));
    }
    match var("HOME") {
        Some(home) => Ok(home.join(".local/share/hirewall")),
        None => bail!("no data folder: set HIREWALL_DATA to a folder, or HOME"),
    }
}

/// Where imported reference data lie.
pub fn reference_folder() -> Result<PathBuf> {
    Ok(data_folder()?.join("reference"))
}

/// Where imported YARA rules lie.
pub fn yara_folder() -> Result<PathBuf> {
    Ok(data_folder()?.join("yara"))
}

/// Imported YARA rules, by file. Without a data folder there are none.
pub fn yara() -> Result<Vec<(String, String)>> {
    let Ok(folder) = yara_folder() else { return Ok(Vec::new()) };
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort_unstable();
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).with_context(|| format!("{}: the rules cannot be read", file.display()))?;
        Ok((file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(), text))
    };
    files.into_iter().map(read).collect()
}

/// Reads imported reference data, before anything is judged. Without a data folder there are none.
pub fn load_reference() -> Result<()> {
    let Ok(folder) = reference_folder() else { return Ok(()) };
    hirewall_refdata::imports::load(&folder).with_context(|| format!("{}: imported reference data cannot be read", folder.display()))
}

/// The key of the indicators.
pub fn key() -> Result<Key> {
    Ok(Key::new(kept_key(&data_folder()?, "indicator.key", "restore it from a backup (a new key finds none of the old links)")?))
}

/// A key of 32 bytes in the data folder: made on first use, readable by its owner only.
fn kept_key(folder: &Path, name: &str, lost: &str) -> Result<[u8; 32]> {
    let file = folder.join(name);
    match fs::read(&file) {
        Ok(bytes) => match <[u8; 32]>::try_from(bytes.as_slice()) {
            Ok(bytes) => Ok(bytes),
            Err(_) => bail!("{}: is not a key of 32 bytes; {lost}", file.display()),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            make_key(folder, &file, lost).with_context(|| format!("{}: the key cannot be made", file.display()))
        }
        Err(error) => Err(error).with_context(|| format!("{}: the key cannot be read", file.display())),
    }
}

fn make_key(folder: &Path, file: &Path, lost: &str) -> Result<[u8; 32]> {
    let mut maker = fs::DirBuilder::new();
    maker.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    maker.create(folder)?;
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no random bytes: {e}"))?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // Whole under another name first: whoever starts at the same time finds a key or none, never half of one.
    let draft = file.with_extension(format!("key.{}", std::process::id()));
    let made =
        options.open(&draft).and_then(|mut out| out.write_all(&bytes).and_then(|()| out.sync_all())).and_then(|()| fs::hard_link(&draft, file));
    let _ = fs::remove_file(&draft);
    match made {
        Ok(()) => Ok(bytes),
        // Another process was first: its key counts.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && file.exists() => {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            kept_key(folder, &name, lost)
        }
        Err(error) => Err(error.into()),
    }
}

/// What signs the audit's end: its key and what it signed stand in the data folder. None for a store that is gone with the process.
pub fn seal(url: &str) -> Result<Option<Seal>> {
    if url == "memory:" {
        return Ok(None);
    }
    let folder = data_folder()?;
    let seed = kept_key(&folder, "audit.key", "restore it from a backup (without it nobody can tell whether what was signed is whole)")?;
    Ok(Some(Seal::new(&seed, &folder.join("audit.checkpoints"))?))
}

/// The key of runs that leave nothing behind: there is nobody to compare with later.
pub fn key_for(url: &str) -> Result<Key> {
    if url == "memory:" { Ok(Key::new([0; 32])) } else { key() }
}

/// URL of the store in use.
pub fn store_url(arg: &StoreArg) -> Result<String> {
    match &arg.store {
        Some(url) => Ok(url.clone()),
        None => Ok(format!("sqlite:{}", data_folder()?.join("hirewall.db").display())),
    }
}

/// Opens a store that must be there already.
pub fn open_existing(url: &str, runtime: &Runtime) -> Result<Store> {
    if let Some(file) = url.strip_prefix("sqlite:")
        && !Path::new(file).exists()
    {
        bail!("{file}: there is no store yet; screen something first (`hirewall screen FILE`)");
    }
    open(url, runtime)
}

/// Opens the store.
pub fn open(url: &str, runtime: &Runtime) -> Result<Store> {
    Ok(runtime.block_on(Store::open(url))?)
}

/// The policy in force.
pub fn policy(file: Option<&Path>) -> Result<Policy> {
    match file {
        Some(path) => {
            let text = fs::read_to_string(path).with_context(|| format!("{}: the policy cannot be read", path.display()))?;
            Ok(Policy::read(&text, &path.display().to_string())?)
        }
        None => Ok(Policy::shipped()?),
    }
}

/// Weights and policy in force, and fixed rates if there are any.
pub fn rules(rules: &Rules) -> Result<(Weights, Policy, Option<Rates>)> {
    let read = |file: &Path| fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()));
    let weights = match &rules.weights {
        Some(file) => Weights::read(&read(file)?, &file.display().to_string())?,
        None => Weights::shipped()?,
    };
    let policy = policy(rules.policy.as_deref())?;
    let rates = match &rules.rates {
        Some(file) => {
            Some(serde_json::from_str(&read(file)?).with_context(|| format!("{}: is no file of rates as written by --save-rates", file.display()))?)
        }
        None => None,
    };
    Ok((weights, policy, rates))
}
