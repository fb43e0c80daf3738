//! Reference editions: what is known of the world, and where from.
//!
//! [`facts`] turns claims into facts. Where an edition is silent there is no fact: absence from a list means unknown,
//! never wrong. The tables are compiled in; `tables/README.md` names their sources.

mod mail;
mod networks;
mod phones;
mod places;
mod schools;
mod table;
mod technologies;
mod tools;
mod watchlist;

use std::collections::BTreeMap;

use hirewall_model::dossier::Says;
use hirewall_model::{Claim, Fact, What};
pub use places::{is_city, is_region};

/// Date of all compiled-in editions.
pub const EDITION: &str = "2026-11";

/// Name and date of every edition.
pub fn editions() -> BTreeMap<String, String> {
    ["mail-domains", "networks", "phones", "places", "remote-tools", "schools", "technologies", "watch-list"]
        .into_iter()
        .map(|name| (name.to_owned(), EDITION.to_owned()))
        .collect()
}

/// Whether this names a country, by code or name.
pub fn is_country(name: &str) -> bool {
    places::country_code(name).is_some()
}

/// What the editions know of these claims. `country` (ISO alpha-2, of the job) reads national phone numbers where the claims name none.
pub fn facts(claims: &[Claim], country: Option<&str>) -> Vec<Fact> {
    let residence = claims.iter().find_map(|claim| match &claim.what {
        What::Address { address, .. } => address.country.as_deref().and_then(places::country_code),
        _ => None,
    });
    let country = residence.or_else(|| country.and_then(places::country_code));
    let mut facts = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        let mut add = |edition: &'static str, key: String, says: Says| {
            facts.push(Fact { claim: index, edition: edition.into(), key, says });
        };
        match &claim.what {
            What::Email(mailbox) => {
                if let Some((domain, class)) = mail::class(mailbox) {
                    add("mail-domains 2026-11", domain, Says::MailDomain(class));
                }
            }
            What::Phone(number) => {
                if let Some(why) = phones::impossible(number, country) {
                    add("phones 2026-11", "numbering plan".into(), Says::PhoneImpossible(why));
                }
            }
            What::Address { address, .. } => {
                let [city, region, land] = [&address.city, &address.region, &address.country].map(Option::as_deref);
                if let Some((key, place)) = places::find(city, region, land) {
                    add("places 2026-11", key, Says::Place(place));
                }
            }
            What::Place { text, city, region, country } => {
                let found = if city.is_some() || region.is_some() || country.is_some() {
                    places::find(city.as_deref(), region.as_deref(), country.as_deref())
                } else {
                    places::find_text(text)
                };
                if let Some((key, place)) = found {
                    add("places 2026-11", key, Says::Place(place));
                }
            }
            What::Job { location, employer, .. } => {
                if let Some((key, place)) = location.as_deref().and_then(places::find_text) {
                    add("places 2026-11", key, Says::Place(place));
                }
                if let Some((key, reason)) = watchlist::find(employer) {
                    add("watch-list 2026-11", key, Says::WatchList { reason });
                }
            }
            What::Study { institution, location, .. } => {
                if let Some((key, reason)) = watchlist::find(institution) {
                    add("watch-list 2026-11", key, Says::WatchList { reason });
                }
                if let Some(school) = schools::find(institution) {
                    let key = || school.key.clone();
                    if !school.months.is_empty() {
                        add("schools 2026-11", key(), Says::ConferralMonths(school.months.clone()));
                    }
                    if let Some(year) = school.opened {
                        add("schools 2026-11", key(), Says::OpenedIn(year));
                    }
                    if let Some(year) = school.closed {
                        add("schools 2026-11", key(), Says::ClosedIn(year));
                    }
                }
                if let Some((key, place)) = location.as_deref().and_then(places::find_text) {
                    add("places 2026-11", key, Says::Place(place));
                }
            }
            What::Prose { text, until: Some(until) } => {
                for (technology, month, date) in technologies::newer_than(text, until) {
                    add("technologies 2026-11", technology.clone(), Says::Released { technology, month, date });
                }
            }
            What::Session { ip: Some(ip), .. } => {
                if let Some((key, class, owner)) = networks::egress(ip) {
                    add("networks 2026-11", key, Says::Egress { class, owner });
                }
                if let Some(country) = networks::country(ip) {
                    add("networks 2026-11", format!("delegated to {country}"), Says::IpCountry(country.to_owned()));
                    if let Some((key, place)) = places::find(None, None, Some(country)) {
                        add("places 2026-11", key, Says::Place(place));
                    }
                }
            }
            What::Software(name) => {
                if let Some((name, kind)) = tools::software(name) {
                    add("remote-tools 2026-11", name.clone(), Says::RemoteTool { name, kind });
                }
            }
            What::Usb { vendor_id, product_id, manufacturer, product } => {
                if let Some(name) = tools::kvm(vendor_id, product_id, manufacturer.as_deref(), product.as_deref()) {
                    add("remote-tools 2026-11", name.clone(), Says::KvmDevice(name));
                }
            }
            _ => {}
        }
    }
    facts
}

/// Problems of the compiled-in tables: rows that cannot be read or lack a source. Empty when all is well.
pub fn problems() -> Vec<String> {
    let tables: [(&str, &str, &[&str]); 10] = [
        ("places", places::PLACES, &["name", "country", "lat", "lon", "zone"]),
        ("regions", places::REGIONS, &["code", "name", "country", "lat", "lon", "radius_km", "zones"]),
        ("countries", places::COUNTRIES, &["code", "name", "lat", "lon", "radius_km", "zones"]),
        ("technologies", technologies::TABLE, &["name", "released", "source"]),
        ("schools", schools::TABLE, &["name", "country", "calendar", "source"]),
        ("mail_domains", mail::TABLE, &["domain", "class", "source"]),
        ("egress", networks::TABLE, &["first", "last", "class", "owner", "source"]),
        ("watchlist", watchlist::TABLE, &["name", "kind", "reason", "source", "owner", "expires"]),
        ("remote_tools", tools::TOOLS, &["name", "processes", "kind", "source"]),
        ("kvm_devices", tools::KVM, &["name", "source"]),
    ];
    let mut problems = Vec::new();
    for (name, text, required) in tables {
        let rows = table::rows(text);
        if rows.is_empty() {
            problems.push(format!("{name}: no rows"));
        }
        for (n, row) in rows.iter().enumerate() {
            for column in required {
                if row.get(*column).is_none_or(|v| v.trim().is_empty()) {
                    problems.push(format!("{name}: row {}: {column} is missing", n + 1));
                }
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_of_every_table_is_whole_and_has_a_source() {
        assert_eq!(super::problems(), Vec::<String>::new());
    }
}
