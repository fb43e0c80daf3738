#![no_main]
//! The XML of a packed document: the bytes are its text, its properties and its relations.

use std::io::{Cursor, Write};

use hirewall_documents::read;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for part in ["word/document.xml", "docProps/core.xml", "word/settings.xml", "word/_rels/document.xml.rels", "meta.xml", "styles.xml"] {
        if archive.start_file(part, SimpleFileOptions::default()).is_err() || archive.write_all(bytes).is_err() {
            return;
        }
    }
    if let Ok(packed) = archive.finish() {
        let _ = read(&packed.into_inner());
    }
});
