//! Where sessions leave the network.

use std::net::IpAddr;
use std::sync::LazyLock;

use hirewall_model::dossier::EgressClass;

pub const TABLE: &str = include_str!("../tables/egress.csv");

struct Range {
    first: u128,
    last: u128,
    class: EgressClass,
    owner: String,
}

static RANGES: LazyLock<Vec<Range>> = LazyLock::new(|| {
    let range = |first: &str, last: &str, class: &str, owner: &str| {
        let class = match class {
            "hosting" => EgressClass::Hosting,
            "vpn" => EgressClass::Vpn,
            "relay" => EgressClass::Relay,
            "mobile" => EgressClass::Mobile,
            _ => return None,
        };
        let number = |text: &str| text.trim().parse().ok().map(as_number);
        Some(Range { first: number(first)?, last: number(last)?, class, owner: owner.to_owned() })
    };
    let own =
        crate::table::rows(TABLE).into_iter().filter_map(|row| range(row.get("first")?, row.get("last")?, row.get("class")?, row.get("owner")?));
    let imported = crate::imports::rows("asn").into_iter().filter_map(|row| match row.as_slice() {
        [first, last, class, owner] => range(first, last, class, owner),
        _ => None,
    });
    let mut ranges: Vec<Range> = own.chain(imported).collect();
    ranges.sort_by_key(|r| r.first);
    ranges
});

/// IPv4 in its mapped form, so that one order serves both.
fn as_number(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(v4) => u128::from(v4.to_ipv6_mapped()),
        IpAddr::V6(v6) => u128::from(v6),
    }
}

/// Imported networks of one kind, sorted by their first address.
fn imported(kind: &str) -> Vec<(u128, u128)> {
    let mut list: Vec<(u128, u128)> = crate::imports::rows(kind)
        .iter()
        .filter_map(|row| {
            let [address, length] = row.as_slice() else { return None };
            let (address, length): (IpAddr, u32) = (address.parse().ok()?, length.parse().ok()?);
            // In the mapped form an IPv4 network has 96 bits more before it.
            let length = if address.is_ipv4() { length + 96 } else { length }.min(128);
            let rest = u128::MAX.checked_shr(length).unwrap_or(0);
            let first = as_number(address) & !rest;
            Some((first, first | rest))
        })
        .collect();
    list.sort_unstable();
    list
}

fn holds(list: &[(u128, u128)], number: u128) -> bool {
    let after = list.partition_point(|(first, _)| *first <= number);
    // Networks of such lists hardly lie in one another: the last few before the address are looked at.
    list.get(after.saturating_sub(4)..after).unwrap_or_default().iter().any(|(_, last)| number <= *last)
}

static VPN: LazyLock<Vec<(u128, u128)>> = LazyLock::new(|| {
    let mut list = [imported("vpn-ranges"), imported("tor-exits")].concat();
    list.sort_unstable();
    list
});
static RELAYS: LazyLock<Vec<(u128, u128)>> = LazyLock::new(|| imported("relay-ranges"));

/// The provider whose range holds this address: (row, class, owner).
pub fn egress(ip: &str) -> Option<(String, EgressClass, String)> {
    let number = as_number(ip.trim().parse().ok()?);
    let after = RANGES.partition_point(|r| r.first <= number);
    // An imported range may lie around narrower ones: the narrowest of the last few that begin before the address counts.
    let near = RANGES.get(after.saturating_sub(4)..after).unwrap_or_default();
    if let Some(range) = near.iter().rev().find(|range| number <= range.last) {
        return Some((range.owner.clone(), range.class, range.owner.clone()));
    }
    // The public VPN list holds the relays of a device maker, which are ordinary.
    if holds(&RELAYS, number) {
        return Some(("imported relay-ranges".into(), EgressClass::Relay, "a privacy relay".into()));
    }
    holds(&VPN, number).then(|| ("imported vpn-ranges".into(), EgressClass::Vpn, "a VPN or Tor exit".into()))
}

/// Country to which the registries delegated the address.
pub fn country(ip: &str) -> Option<&'static str> {
    iptocc::country_code(ip.trim().parse::<IpAddr>().ok()?)
}
