//! US ZIP codes: their state and where they lie; addresses at which nobody lives.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::imports;

/// `zip`, state, city, latitude, longitude, sorted.
pub const ZIPS: &str = include_str!("../editions/zips.tsv");

static OWN: LazyLock<HashMap<String, (String, f64, f64)>> = LazyLock::new(|| {
    let read = |row: &Vec<String>| match row.as_slice() {
        [zip, state, _, lat, lon] => Some((zip.clone(), (state.clone(), lat.parse().ok()?, lon.parse().ok()?))),
        _ => None,
    };
    imports::rows("us-zip").iter().filter_map(read).collect()
});

/// State (code), latitude and longitude of a ZIP code.
pub fn find(zip: &str) -> Option<(&'static str, f64, f64)> {
    let zip = zip.trim().split('-').next().unwrap_or_default();
    if zip.len() != 5 || !zip.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let imported: Option<(&'static str, f64, f64)> = OWN.get(zip).map(|(state, lat, lon)| (state.as_str(), *lat, *lon));
    if imported.is_some() {
        return imported;
    }
    let (mut low, mut high) = (ZIPS.find('\n')? + 1, ZIPS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = ZIPS.as_bytes().get(low..middle)?.iter().rposition(|b| *b == b'\n').map_or(low, |n| low + n + 1);
        let line = ZIPS.get(start..)?.lines().next()?;
        match line.get(..5)?.cmp(zip) {
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => {
                let mut cells = line.split('\t').skip(1);
                let state = cells.next()?;
                let _ = cells.next();
                return Some((state, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?));
            }
        }
    }
    None
}

/// Why nobody can take in a parcel and use it at this address: a private mailbox, a post office box, a forwarder of the operator's list.
pub fn mail_drop(line1: &str, line2: &str) -> Option<String> {
    let both = format!(" {} {} ", crate::table::fold(line1), crate::table::fold(line2));
    let has = |words: &str| both.contains(&format!(" {words} "));
    if has("pmb") {
        return Some("a private mailbox (PMB)".into());
    }
    if has("po box") || has("p o box") || has("post office box") || has("apartado postal") || has("postfach") {
        return Some("a post office box".into());
    }
    let street = crate::table::fold(line1);
    let listed = imports::rows("mailboxes").iter().any(|row| row.first().is_some_and(|line| !line.is_empty() && street.starts_with(line.as_str())));
    listed.then(|| "a mail forwarder of the imported list".to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn zips_are_found_where_they_lie_and_nothing_else_is() {
        assert_eq!(super::find("94110").map(|(state, ..)| state), Some("CA"));
        assert_eq!(super::find("00501-1234").map(|(state, ..)| state), Some("NY"));
        assert!(super::ZIPS.lines().skip(1).all(|line| super::find(&line[..5]).is_some()));
        assert_eq!((super::find("00000"), super::find("K1A 0B1"), super::find("")), (None, None, None));
        assert_eq!(super::mail_drop("2261 Market Street", "PMB 4512").as_deref(), Some("a private mailbox (PMB)"));
        assert_eq!(super::mail_drop("12 Pobox Lane", "Apt 3"), None);
    }
}
