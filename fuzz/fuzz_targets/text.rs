#![no_main]
//! Plain text as it comes.

use hirewall_documents::{Kind, kind, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if kind(bytes) == Some(Kind::Text) {
        let _ = read(bytes);
    }
});
