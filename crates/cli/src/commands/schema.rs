//! `hirewall schema`

use std::path::Path;

use anyhow::{Context, Result, bail};
use hirewall_model::schema;

use crate::End;
use crate::say;

pub fn run(name: Option<&str>, out: Option<&Path>) -> Result<End> {
    let all = schema::all();
    if let Some(folder) = out {
        std::fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
        for (name, text) in &all {
            let file = folder.join(format!("{name}.json"));
            std::fs::write(&file, text).with_context(|| format!("{}: cannot be written", file.display()))?;
        }
        return Ok(End::Done);
    }
    match name {
        None => {
            for (name, _) in &all {
                say!("{name}");
            }
        }
        Some(wanted) => {
            match all.iter().find(|(name, _)| name == wanted || name.strip_prefix("hirewall.").and_then(|n| n.strip_suffix(".v1")) == Some(wanted)) {
                Some((_, text)) => say!("{}", text.trim_end()),
                None => bail!("there is no schema {wanted:?}; `hirewall schema` lists them"),
            }
        }
    }
    Ok(End::Done)
}
