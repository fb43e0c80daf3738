//! The server's settings: which web hooks there are, and by which secrets their senders are known. Secrets stand in files of their own, never in the
//! settings, on the command line or in the environment.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::api;
use crate::hooks::{Hook, Scheme};

/// Fewest bytes of a secret: what is shorter can be guessed.
const LEAST_SECRET: usize = 16;

/// What the file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    hooks: Vec<WrittenHook>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenHook {
    /// The last part of its address.
    name: String,
    /// Who sends.
    scheme: Scheme,
    /// Files with one secret each; two while a secret is changed.
    secret_files: Vec<PathBuf>,
}

/// Reads the settings and the secrets that they name. Relative paths count from the settings' folder.
pub fn read(file: &Path) -> Result<Vec<Hook>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{}: the server's settings cannot be read", file.display()))?;
    let written: Written = toml::from_str(&text).with_context(|| format!("{}: is no file of server settings", file.display()))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut hooks: Vec<Hook> = Vec::new();
    for WrittenHook { name, scheme, secret_files } in written.hooks {
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
            bail!("{}: hook {name:?}: a name has small letters, digits and hyphens", file.display());
        }
        if name == api::SOURCE {
            bail!("{}: hook {name}: the name is taken by what programs deliver", file.display());
        }
        if hooks.iter().any(|hook| hook.name == name) {
            bail!("{}: hook {name}: stands there twice", file.display());
        }
        if secret_files.is_empty() {
            bail!("{}: hook {name}: names no file with a secret", file.display());
        }
        let read = |path: &PathBuf| {
            let path = folder.join(path);
            let secret = std::fs::read_to_string(&path).with_context(|| format!("{}: the secret of hook {name} cannot be read", path.display()))?;
            let secret = secret.trim().to_owned();
            if secret.len() < LEAST_SECRET {
                bail!("{}: the secret of hook {name} has fewer than {LEAST_SECRET} characters", path.display());
            }
            Ok(secret)
        };
        let secrets = secret_files.iter().map(read).collect::<Result<Vec<String>>>()?;
        hooks.push(Hook::new(&name, scheme, &secrets).with_context(|| format!("{}: hook {name}", file.display()))?);
    }
    Ok(hooks)
}
