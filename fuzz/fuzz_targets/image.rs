#![no_main]
//! Pictures as they come.

use hirewall_documents::{Kind, kind, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if kind(bytes) == Some(Kind::Image) {
        let _ = read(bytes);
    }
});
