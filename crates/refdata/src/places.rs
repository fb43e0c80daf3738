//! Cities, regions and countries: where they lie and which clocks they keep.

use std::collections::HashMap;
use std::sync::LazyLock;

use hirewall_model::dossier::Place;

use crate::table::{fold, rows};

pub const PLACES: &str = include_str!("../tables/places.csv");
pub const REGIONS: &str = include_str!("../tables/regions.csv");
pub const COUNTRIES: &str = include_str!("../tables/countries.csv");

/// A city's name covers its surroundings: people say the metropolis and mean the suburb.
const CITY_RADIUS_KM: f64 = 40.0;

struct Tables {
    /// By code and by name, with the country.
    regions: HashMap<String, Vec<Place>>,
    countries: HashMap<String, Place>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables { regions: HashMap::new(), countries: HashMap::new() };
    let place = |row: &crate::table::Row<'_>, country: String, region: Option<String>, radius_km: f64, zones: &str| {
        let number = |column: &str| row.get(column).and_then(|v| v.trim().parse::<f64>().ok());
        Some(Place {
            lat: number("lat")?,
            lon: number("lon")?,
            radius_km,
            country,
            region,
            zones: zones.split('|').filter(|z| !z.is_empty()).map(str::to_owned).collect(),
        })
    };
    let radius = |row: &crate::table::Row<'_>| row.get("radius_km").and_then(|v| v.trim().parse::<f64>().ok());
    for row in rows(REGIONS) {
        let text = |column: &str| row.get(column).map(|v| v.trim().to_owned()).unwrap_or_default();
        let Some(radius) = radius(&row) else { continue };
        if let Some(place) = place(&row, text("country"), Some(text("code")), radius, &text("zones")) {
            tables.regions.entry(fold(&text("code"))).or_default().push(place.clone());
            tables.regions.entry(fold(&text("name"))).or_default().push(place);
        }
    }
    for row in rows(COUNTRIES) {
        let text = |column: &str| row.get(column).map(|v| v.trim().to_owned()).unwrap_or_default();
        let Some(radius) = radius(&row) else { continue };
        if let Some(place) = place(&row, text("code"), None, radius, &text("zones")) {
            for alias in text("aliases").split('|').chain([text("code").as_str(), text("name").as_str()]) {
                if !alias.trim().is_empty() {
                    tables.countries.insert(fold(alias), place.clone());
                }
            }
        }
    }
    tables
});

/// The lines of the cities of this name, which is folded. The table is sorted by its bytes and searched where it stands: parsing all of it would
/// cost every worker more than it ever looks up.
fn lines_of(name: &str) -> impl Iterator<Item = &'static str> {
    let prefix = format!("{name},");
    let begins = |at: usize| PLACES.as_bytes().get(..at).and_then(|before| before.iter().rposition(|b| *b == b'\n')).map_or(0, |n| n + 1);
    // The two lines above the rows are no rows.
    let (mut low, mut high) = (PLACES.match_indices('\n').nth(1).map_or(0, |(at, _)| at + 1), PLACES.len());
    while low < high {
        let start = begins(low + (high - low) / 2).max(low);
        let line = PLACES.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        if line < prefix.as_str() {
            low = start + line.len() + 1;
        } else {
            high = start;
        }
    }
    PLACES.get(low..).unwrap_or_default().lines().take_while(move |line| line.starts_with(&prefix))
}

/// The cities of this name.
fn cities(name: &str) -> Vec<Place> {
    let text = |part: &str| Some(part.to_owned()).filter(|t| !t.is_empty());
    let read = |line: &str| {
        let mut parts = line.split(',').skip(1);
        let (region, country) = (text(parts.next()?), text(parts.next()?)?);
        let (lat, lon) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Place { lat, lon, radius_km: CITY_RADIUS_KM, country, region, zones: vec![text(parts.next()?)?] })
    };
    let found: Vec<Place> = lines_of(name).filter_map(read).collect();
    if found.is_empty() { IMPORTED.get(name).cloned().unwrap_or_default() } else { found }
}

/// Towns that the operator brought, for names that the edition does not know.
static IMPORTED: LazyLock<HashMap<String, Vec<Place>>> = LazyLock::new(|| {
    let mut towns: HashMap<String, Vec<Place>> = HashMap::new();
    for row in crate::imports::rows("geonames") {
        let [name, region, country, lat, lon, zone] = row.as_slice() else { continue };
        let (Ok(lat), Ok(lon)) = (lat.parse(), lon.parse()) else { continue };
        let region = Some(region.clone()).filter(|r| !r.is_empty());
        towns.entry(fold(name)).or_default().push(Place {
            lat,
            lon,
            radius_km: CITY_RADIUS_KM,
            country: country.clone(),
            region,
            zones: vec![zone.clone()],
        });
    }
    towns
});

/// ISO code of a country given by code or name.
pub fn country_code(text: &str) -> Option<&'static str> {
    TABLES.countries.get(&fold(text)).map(|p| p.country.as_str())
}

/// The most exact place that these words name; `None` when they name none or more than one.
pub fn find(city: Option<&str>, region: Option<&str>, country: Option<&str>) -> Option<(String, Place)> {
    let land = country.filter(|c| !c.trim().is_empty());
    let country = match land {
        Some(words) => Some(country_code(words)?),
        None => None,
    };
    let regions: Vec<&Place> = region
        .and_then(|r| TABLES.regions.get(&fold(r)))
        .map(|list| list.iter().filter(|p| country.is_none_or(|c| c == p.country)).collect())
        .unwrap_or_default();
    if let Some(city) = city.map(fold).filter(|c| !c.is_empty())
        && let candidates = cities(&city)
        && !candidates.is_empty()
    {
        let fits: Vec<&Place> = candidates
            .iter()
            .filter(|p| country.is_none_or(|c| c == p.country))
            .filter(|p| regions.is_empty() || p.region.is_none() || regions.iter().any(|r| r.region == p.region && r.country == p.country))
            .collect();
        if let Some(first) = fits.first()
            && fits.iter().all(|p| p.least_km(first) < 100.0)
            && (country.is_some() || !regions.is_empty() || fits.len() == 1)
        {
            return Some((city, (*first).clone()));
        }
        if fits.is_empty() && regions.is_empty() {
            return None;
        }
    }
    match (regions.as_slice(), country) {
        ([only], _) => Some((only.region.clone().unwrap_or_default(), (*only).clone())),
        (_, Some(code)) => TABLES.countries.get(&fold(code)).map(|p| (code.to_owned(), p.clone())),
        _ => None,
    }
}

/// A place in one line: `Palo Alto, CA`, `Berlin, Germany`, `Austin, Texas, United States`.
pub fn find_text(text: &str) -> Option<(String, Place)> {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower
        .split([',', '/', '|', '('])
        .map(|p| p.trim().trim_end_matches(')'))
        .map(|p| p.trim_start_matches("greater ").trim_end_matches(" metropolitan area").trim_end_matches(" area").trim())
        .filter(|p| !p.is_empty() && !p.contains("remote"))
        .collect();
    match parts.as_slice() {
        [] => None,
        [one] => find(Some(one), None, None).or_else(|| find(None, Some(one), None)).or_else(|| find(None, None, Some(one))),
        [city, second] => {
            let second_word = second.split_whitespace().next().unwrap_or(second);
            // `San Francisco, CA 94115`: the state code wins over the country code.
            if TABLES.regions.contains_key(&fold(second)) {
                find(Some(city), Some(second), None)
            } else if second_word.len() == 2 && TABLES.regions.contains_key(second_word) && country_code(second).is_none() {
                find(Some(city), Some(second_word), None)
            } else {
                find(Some(city), None, Some(second))
            }
        }
        [city, region, country, ..] => find(Some(city), Some(region), Some(country)),
    }
}

/// Whether an edition knows a city of this name.
pub fn is_city(name: &str) -> bool {
    let name = fold(name);
    lines_of(&name).next().is_some() || IMPORTED.contains_key(&name)
}

/// Whether an edition knows a region of this name or code.
pub fn is_region(name: &str) -> bool {
    TABLES.regions.contains_key(&fold(name))
}

#[cfg(test)]
mod tests {
    use super::{PLACES, cities, is_city};

    #[test]
    fn the_table_is_sorted_and_every_row_is_found() {
        let rows: Vec<&str> = PLACES.lines().skip(2).collect();
        assert!(rows.is_sorted());
        for row in rows {
            let name = row.split(',').next().unwrap();
            assert!(is_city(name) && !cities(name).is_empty(), "{row}");
        }
        assert!(!is_city("") && !is_city("Nowhere at All"));
    }
}
