//! Reference data that the operator brought: rows of the files in the folder that [`load`] named, as `hirewall import` wrote them.
//!
//! They are read once, before anything is judged, and apart from any store. A file has a comment line with its kind, origin and date, then rows of
//! cells parted by tabs.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

/// One kind's file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Date of the import, as its comment line gives it.
    pub date: String,
    /// Cells of each row.
    pub rows: Vec<Vec<String>>,
}

static IMPORTED: OnceLock<BTreeMap<String, Imported>> = OnceLock::new();

/// Reads what was imported into a folder. The first call counts; before it, and without it, there are the compiled-in editions only.
pub fn load(folder: &Path) -> std::io::Result<()> {
    let mut kinds = BTreeMap::new();
    if let Ok(files) = std::fs::read_dir(folder) {
        for file in files {
            let path = file?.path();
            let Some(kind) = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".tsv")) else { continue };
            let text = std::fs::read_to_string(&path)?;
            let date = text.lines().next().and_then(|l| l.strip_prefix("# ")).and_then(|l| l.split('\t').nth(2)).unwrap_or_default().to_owned();
            let rows = text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').map(str::to_owned).collect()).collect();
            kinds.insert(kind.to_owned(), Imported { date, rows });
        }
    }
    let _ = IMPORTED.set(kinds);
    Ok(())
}

/// The rows of a kind; none if it was not imported.
pub(crate) fn rows(kind: &str) -> Vec<Vec<String>> {
    IMPORTED.get().and_then(|kinds| kinds.get(kind)).map(|k| k.rows.clone()).unwrap_or_default()
}

/// Kinds that were imported, with their dates.
pub fn editions() -> BTreeMap<String, String> {
    IMPORTED.get().into_iter().flatten().map(|(kind, imported)| (kind.clone(), imported.date.clone())).collect()
}
