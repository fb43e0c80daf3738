#![no_main]
//! PDF as it comes.

use hirewall_documents::{Kind, kind, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if kind(bytes) == Some(Kind::Pdf) {
        let _ = read(bytes);
    }
});
