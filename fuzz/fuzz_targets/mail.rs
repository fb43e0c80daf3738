#![no_main]
//! Mail as it comes.

use hirewall_documents::{Kind, kind, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if kind(bytes) == Some(Kind::Mail) {
        let _ = read(bytes);
    }
});
