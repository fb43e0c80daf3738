#![no_main]
//! Text to fields: every field stands where it says it does.

use hirewall_documents::Layout;
use hirewall_documents::resume::extract;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let resume = extract(text, &[], &Layout::default());
    for field in resume.emails.iter().chain(&resume.phones).chain(&resume.skills).chain(&resume.name) {
        assert!(text.get(field.from..field.to).is_some());
    }
});
