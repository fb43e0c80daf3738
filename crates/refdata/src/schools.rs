//! Schools: when they confer degrees, since when they teach.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::rows;
use crate::{imports, names};

pub const TABLE: &str = include_str!("../tables/schools.csv");

/// One school of the edition.
#[derive(Default)]
pub struct School {
    /// Its domain, or its name.
    pub key: String,
    /// Months in which degrees are conferred or studies ordinarily end; empty where any month fits or nothing is known.
    pub months: Vec<i8>,
    /// First year of teaching.
    pub opened: Option<i16>,
    /// Last year of teaching.
    pub closed: Option<i16>,
}

static SCHOOLS: LazyLock<HashMap<String, School>> = LazyLock::new(|| {
    let mut schools: HashMap<String, School> = HashMap::new();
    for row in rows(TABLE) {
        let text = |column: &str| row.get(column).map(|v| v.trim()).unwrap_or_default();
        let key = if text("domain").is_empty() { text("name") } else { text("domain") };
        let months: Vec<i8> = text("conferral_months").split('|').filter_map(|m| m.parse().ok()).collect();
        let school = School {
            key: key.to_owned(),
            months: with_slack(text("calendar"), &months),
            opened: text("opened").parse().ok(),
            closed: text("closed").parse().ok(),
        };
        schools.insert(key.to_owned(), school);
    }
    // What the operator brought: calendars and closing years of US schools, by their number.
    for row in imports::rows("ipeds-ic").iter().chain(&imports::rows("ipeds-hd-closed")) {
        let [unitid, calendar, closed] = row.as_slice() else { continue };
        let Some(key) = names::key_of_unit(unitid) else { continue };
        let school = schools.entry(key.clone()).or_insert_with(|| School { key, ..School::default() });
        let usual: &[i8] = match calendar.as_str() {
            "semester" => &[1, 5, 6, 8, 12],
            "quarter" => &[3, 6, 8, 9, 12],
            _ => &[],
        };
        if school.months.is_empty() {
            school.months = with_slack(calendar, usual);
        }
        school.closed = school.closed.or_else(|| closed.parse().ok());
    }
    schools
});

/// Semester rows name the ends of terms: conferral may follow a month later.
fn with_slack(calendar: &str, months: &[i8]) -> Vec<i8> {
    match calendar {
        "continuous" => Vec::new(),
        "semester" => months.iter().flat_map(|m| [*m, m % 12 + 1]).collect(),
        _ => months.to_vec(),
    }
}

/// What is known of a school.
pub fn of(school: &names::School) -> Option<&'static School> {
    SCHOOLS.get(&school.key)
}
