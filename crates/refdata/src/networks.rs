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
    let mut ranges: Vec<Range> = crate::table::rows(TABLE)
        .into_iter()
        .filter_map(|row| {
            let class = match row.get("class")?.as_str() {
                "hosting" => EgressClass::Hosting,
                "vpn" => EgressClass::Vpn,
                "relay" => EgressClass::Relay,
                "mobile" => EgressClass::Mobile,
                _ => return None,
            };
            let number = |column: &str| row.get(column)?.trim().parse().ok().map(as_number);
            Some(Range { first: number("first")?, last: number("last")?, class, owner: row.get("owner")?.clone() })
        })
        .collect();
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

/// The provider whose range holds this address: (row, class, owner).
pub fn egress(ip: &str) -> Option<(String, EgressClass, String)> {
    let number = as_number(ip.trim().parse().ok()?);
    let after = RANGES.partition_point(|r| r.first <= number);
    let range = RANGES.get(after.checked_sub(1)?)?;
    (number <= range.last).then(|| (range.owner.clone(), range.class, range.owner.clone()))
}

/// Country to which the registries delegated the address.
pub fn country(ip: &str) -> Option<&'static str> {
    iptocc::country_code(ip.trim().parse::<IpAddr>().ok()?)
}
