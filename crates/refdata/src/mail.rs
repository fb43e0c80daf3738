//! Classes of mail domains.

use std::collections::HashMap;
use std::sync::LazyLock;

use hirewall_model::dossier::MailClass;

pub const TABLE: &str = include_str!("../tables/mail_domains.csv");

static DOMAINS: LazyLock<HashMap<String, MailClass>> = LazyLock::new(|| {
    crate::table::rows(TABLE)
        .into_iter()
        .filter_map(|row| {
            let class = match row.get("class")?.as_str() {
                "disposable" => MailClass::Disposable,
                "relay" => MailClass::Relay,
                "free" => MailClass::Free,
                _ => return None,
            };
            Some((row.get("domain")?.to_lowercase(), class))
        })
        .collect()
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
