//! The corpus of the fuzz targets, as a plain test: every file of it, and each cut short, goes through its reader.
#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../../../fuzz/src/lib.rs"]
mod targets;

use std::path::Path;

#[test]
fn every_reader_bears_its_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    for (name, _) in targets::TARGETS {
        let files: Vec<_> = std::fs::read_dir(corpus.join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(!files.is_empty(), "{name} has no corpus");
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            targets::run(name, &bytes);
            for part in 1..8 {
                targets::run(name, &bytes[..bytes.len() * part / 8]);
            }
        }
    }
}

#[test]
fn every_target_is_a_program_and_every_program_a_target() {
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/fuzz_targets");
    let mut found: Vec<String> =
        std::fs::read_dir(programs).unwrap().map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
    found.sort_unstable();
    let mut known: Vec<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    known.sort_unstable();
    assert_eq!(found, known);
}
