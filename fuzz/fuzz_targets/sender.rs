#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hirewall_fuzz::run("sender", bytes));
