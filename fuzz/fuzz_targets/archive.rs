#![no_main]
//! Archives as they come, and with a beginning that makes them one.

use hirewall_documents::read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = read(&[b"PK\x03\x04", bytes].concat());
});
