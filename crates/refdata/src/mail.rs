//! Classes of mail domains.

use std::collections::HashMap;
use std::sync::LazyLock;

use hirewall_model::dossier::MailClass;

pub const TABLE: &str = include_str!("../tables/mail_domains.csv");

static DOMAINS: LazyLock<HashMap<String, MailClass>> = LazyLock::new(|| {
    let class = |word: &str| match word {
        "disposable" => Some(MailClass::Disposable),
        "relay" => Some(MailClass::Relay),
        "free" => Some(MailClass::Free),
        _ => None,
    };
    // What was imported adds to the edition; where both name a domain the edition counts, of which each row was looked at.
    let imported = crate::imports::rows("mail-domains").into_iter().filter_map(|row| match row.as_slice() {
        [domain, word] => Some((domain.clone(), class(word)?)),
        _ => None,
    });
    let own = crate::table::rows(TABLE).into_iter().filter_map(|row| Some((row.get("domain")?.to_lowercase(), class(row.get("class")?)?)));
    imported.chain(own).collect()
});

/// Class of a mailbox's domain or of a parent domain, with the domain that is listed.
pub fn class(mailbox: &str) -> Option<(String, MailClass)> {
    let lower = mailbox.trim().to_lowercase();
    let mut domain = lower.rsplit_once('@')?.1;
    loop {
        if let Some(class) = DOMAINS.get(domain) {
            return Some((domain.to_owned(), *class));
        }
        domain = domain.split_once('.')?.1;
    }
}
