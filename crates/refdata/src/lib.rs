//! Reference editions: what is known of the world, and where from.
//!
//! [`facts`] turns claims into facts. Where an edition is silent there is no fact: absence from a list means unknown,
//! never wrong. The tables are compiled in; `tables/README.md` names their sources.

pub mod alike;
mod employers;
pub mod imports;
mod mail;
mod majors;
mod names;
mod networks;
mod phones;
mod places;
mod programmes;
mod schools;
mod table;
mod technologies;
mod tools;
mod watchlist;
mod zips;

use std::collections::BTreeMap;

use hirewall_model::dossier::Says;
use hirewall_model::{Claim, Fact, What};
pub use places::{is_city, is_region};

/// Country (ISO 3166 alpha-2) of a school, for counts over many: `US` where its programmes are on the register, else by the place given.
pub fn school_country(institution: &str, location: Option<&str>) -> Option<String> {
    if names::find(institution).is_some_and(|school| !school.units.is_empty()) {
        return Some("US".to_owned());
    }
    location.and_then(places::find_text).map(|(_, place)| place.country)
}

/// Date of all compiled-in editions.
pub const EDITION: &str = "2026-11";

/// Name and date of every edition.
pub fn editions() -> BTreeMap<String, String> {
    ["employers", "mail-domains", "networks", "phones", "places", "programmes", "remote-tools", "schools", "technologies", "watch-list"]
        .into_iter()
        .map(|name| (name.to_owned(), EDITION.to_owned()))
        .chain(imports::editions())
        .collect()
}

/// Whether this names a country, by code or name.
pub fn is_country(name: &str) -> bool {
    places::country_code(name).is_some()
}

/// Key of the school that a name means: its domain, or `unitid:` and its number among US schools. None where it means none or several.
pub fn school(name: &str) -> Option<&'static str> {
    names::find(name).map(|school| school.key.as_str())
}

/// Web domain of an employer that an edition knows.
pub fn employer_domain(name: &str) -> Option<&'static str> {
    employers::find(name)?.domain.as_deref()
}

/// Families of subjects (CIP 2020, four digits as in `1107`) that a person's words for what they studied can mean.
pub fn subjects(area: &str) -> Vec<u16> {
    majors::families(area)
}

/// Year of the edition of programmes.
const PROGRAMMES_OF: i16 = 2026;

/// What the editions know of these claims. `country` (ISO alpha-2, of the job) reads national phone numbers where the claims name none.
pub fn facts(claims: &[Claim], country: Option<&str>) -> Vec<Fact> {
    let residence = claims.iter().find_map(|claim| match &claim.what {
        What::Address { address, .. } => address.country.as_deref().and_then(places::country_code),
        _ => None,
    });
    let country = residence.or_else(|| country.and_then(places::country_code));
    let mut facts = Vec::new();
    let claimed: Vec<&str> = claims
        .iter()
        .flat_map(|claim| match &claim.what {
            What::Job { employer, .. } => Some(employer.as_str()),
            What::Reference { employer, .. } => employer.as_deref(),
            _ => None,
        })
        .collect();
    let look_alike = |mailbox: &str| {
        let (_, domain) = mailbox.rsplit_once('@')?;
        let (employer, real) = employers::look_alike(domain, claimed.iter().copied())?;
        Some((real.to_owned(), Says::LookAlike { employer: employer.name.clone(), domain: real.to_owned() }))
    };
    for (index, claim) in claims.iter().enumerate() {
        let mut add = |edition: &'static str, key: String, says: Says| {
            facts.push(Fact { claim: index, edition: edition.into(), key, says });
        };
        match &claim.what {
            What::Email(mailbox) => {
                if let Some((domain, class)) = mail::class(mailbox) {
                    add("mail-domains 2026-11", domain, Says::MailDomain(class));
                }
                if let Some((key, reason)) = mailbox.rsplit_once('@').and_then(|(_, domain)| watchlist::domain(domain)) {
                    add("watch-list 2026-11", key, Says::WatchList { reason });
                }
                if let Some((key, says)) = look_alike(mailbox) {
                    add("employers 2026-11", key, says);
                }
            }
            What::Reference { email, employer, .. } => {
                for (key, reason) in employer
                    .as_deref()
                    .and_then(watchlist::find)
                    .into_iter()
                    .chain(email.as_deref().and_then(|m| m.rsplit_once('@')).and_then(|(_, domain)| watchlist::domain(domain)))
                {
                    add("watch-list 2026-11", key, Says::WatchList { reason });
                }
                if let Some((key, says)) = email.as_deref().and_then(look_alike) {
                    add("employers 2026-11", key, says);
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
                let american = land.is_none_or(|land| places::country_code(land) == Some("US"));
                if let Some((zip, (state, ..))) = address.postal_code.as_deref().filter(|_| american).and_then(|zip| Some((zip, zips::find(zip)?))) {
                    add("places 2026-11", format!("ZIP {zip}"), Says::PostalState(state.to_owned()));
                }
                let [line1, line2] = [&address.line1, &address.line2].map(|line| line.as_deref().unwrap_or_default());
                if let Some(why) = zips::mail_drop(line1, line2) {
                    add("places 2026-11", "forms of addresses".into(), Says::MailDrop(why));
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
                if let Some((name, year)) = employers::find(employer).and_then(|e| Some((e.name.clone(), e.founded?))) {
                    add("employers 2026-11", name, Says::FoundedIn(year));
                }
            }
            What::Study { institution, location, area, level, .. } => {
                if let Some((key, reason)) = watchlist::find(institution) {
                    add("watch-list 2026-11", key, Says::WatchList { reason });
                }
                let found = names::find(institution);
                if let (Some(found), Some(area), Some(level)) = (found, area.as_deref(), level.as_deref())
                    && let Some(missing) = programmes::missing(found, area, level)
                {
                    let whole = missing == programmes::Missing::Family;
                    add("programmes 2026-11", found.key.clone(), Says::NotAwarded { level: level.to_owned(), whole, year: PROGRAMMES_OF });
                }
                if let Some(school) = found.and_then(schools::of) {
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
            What::Session { ip: Some(ip), .. } | What::EndpointIp(ip) => {
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
            What::Display { manufacturer: Some(manufacturer), product: Some(product), serial } => {
                if let Some((name, certain)) = tools::display(manufacturer, product, serial.as_deref()) {
                    add("remote-tools 2026-11", name.clone(), if certain { Says::KvmDevice(name) } else { Says::KvmPose(name) });
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
    let tables: [(&str, &str, &[&str]); 16] = [
        ("employers", employers::TABLE, &["name", "founded", "source"]),
        ("majors", majors::MAJORS, &["words", "cip4", "source"]),
        ("majors_near", majors::NEAR, &["cip4", "near", "why"]),
        ("school_aliases", names::ALIASES, &["alias", "domain", "source"]),
        ("school_ambiguous", names::AMBIGUOUS, &["name", "source"]),
        ("places", places::PLACES, &["name", "country", "lat", "lon", "zone"]),
        ("regions", places::REGIONS, &["code", "name", "country", "lat", "lon", "radius_km", "zones"]),
        ("countries", places::COUNTRIES, &["code", "name", "lat", "lon", "radius_km", "zones"]),
        ("technologies", technologies::TABLE, &["name", "released", "source"]),
        ("schools", schools::TABLE, &["name", "country", "calendar", "source"]),
        ("mail_domains", mail::TABLE, &["domain", "class", "source"]),
        ("egress", networks::TABLE, &["first", "last", "class", "owner", "source"]),
        ("watchlist", watchlist::TABLE, &["name", "kind", "reason", "source", "owner", "expires"]),
        ("remote_tools", tools::TOOLS, &["name", "processes", "kind", "source"]),
        ("kvm_displays", tools::DISPLAYS, &["name", "manufacturer", "product", "certain", "source"]),
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
