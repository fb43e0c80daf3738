//! Schools: when they confer degrees, since when they teach.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::{fold, rows};

pub const TABLE: &str = include_str!("../tables/schools.csv");

/// One school of the edition.
pub struct School {
    /// Its domain, or its name.
    pub key: String,
    /// Months in which degrees are conferred or studies ordinarily end; empty where any month fits.
    pub months: Vec<i8>,
    /// First year of teaching.
    pub opened: Option<i16>,
    /// Last year of teaching.
    pub closed: Option<i16>,
}

static SCHOOLS: LazyLock<HashMap<String, School>> = LazyLock::new(|| {
    let mut schools: HashMap<String, School> = HashMap::new();
    let mut twice = Vec::new();
    for row in rows(TABLE) {
        let text = |column: &str| row.get(column).map(|v| v.trim()).unwrap_or_default();
        let continuous = text("calendar") == "continuous";
        // Semester rows name the ends of terms: conferral may follow a month later.
        let slack = |m: i8| if text("calendar") == "semester" { vec![m, m % 12 + 1] } else { vec![m] };
        let make = || School {
            key: if text("domain").is_empty() { text("name").to_owned() } else { text("domain").to_owned() },
            months: if continuous {
                Vec::new()
            } else {
                text("conferral_months").split('|').filter_map(|m| m.parse().ok()).flat_map(slack).collect()
            },
            opened: text("opened").parse().ok(),
            closed: text("closed").parse().ok(),
        };
        for name in text("aliases").split('|').chain([text("name")]).filter(|n| n.trim().len() > 2) {
            let name = spelled(name);
            if schools.get(&name).is_some_and(|s| s.key != make().key) {
                twice.push(name.clone());
            }
            schools.insert(name, make());
        }
    }
    // A spelling that two schools claim names neither: a wrong match accuses.
    for name in twice {
        schools.remove(&name);
    }
    schools
});

/// The school of this name: exact after folding case, accents and punctuation, never by likeness.
pub fn find(name: &str) -> Option<&'static School> {
    SCHOOLS.get(&spelled(name))
}

fn spelled(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded).replace(" at ", " ")
}
