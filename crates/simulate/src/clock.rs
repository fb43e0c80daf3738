//! Dates, months and local clocks. A month is `year * 12 + (month - 1)`; a time is seconds since 1970 in UTC.

use crate::tables::{City, Summer};

/// 2024-09-01, the first day of every world.
pub(crate) const START: i64 = 1_725_148_800;
/// 2026-03-01, the end of every world.
pub(crate) const END: i64 = 1_772_323_200;
pub(crate) const DAY: i64 = 86_400;

/// The month number of a year and a month from 1 to 12.
pub(crate) const fn month(year: i64, month: i64) -> i64 {
    year * 12 + month - 1
}

/// Days since 1970-01-01 of a date in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y - era * 400;
    let shifted = (month + 9) % 12;
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z - era * 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// The time as RFC 3339 in UTC.
pub(crate) fn rfc3339(at: i64) -> String {
    let (year, month, day) = civil(at.div_euclid(DAY));
    let rest = at.rem_euclid(DAY);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The day as `YYYY-MM-DD`.
pub(crate) fn day_text(at: i64) -> String {
    let (year, month, day) = civil(at.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// The month as `YYYY-MM`, or the year alone.
pub(crate) fn month_text(at: i64, years_only: bool) -> String {
    let (year, month) = (at.div_euclid(12), at.rem_euclid(12) + 1);
    if years_only { format!("{year:04}") } else { format!("{year:04}-{month:02}") }
}

/// The month in which a time lies.
pub(crate) fn month_of(at: i64) -> i64 {
    let (year, number, _) = civil(at.div_euclid(DAY));
    month(year, number)
}

/// The time at which a month begins.
pub(crate) fn month_start(at: i64) -> i64 {
    days(at.div_euclid(12), at.rem_euclid(12) + 1, 1) * DAY
}

/// The first Sunday on or after a day.
fn sunday_from(day: i64) -> i64 {
    day + (3 - day).rem_euclid(7)
}

/// Minutes east of UTC on the clocks of a city at this time.
pub(crate) fn offset(city: &City, at: i64) -> i64 {
    let day = at.div_euclid(DAY);
    let (year, _, _) = civil(day);
    let summer = match city.summer {
        Summer::None => false,
        Summer::American => day >= sunday_from(days(year, 3, 8)) && day < sunday_from(days(year, 11, 1)),
        Summer::European => day >= sunday_from(days(year, 3, 25)) && day < sunday_from(days(year, 10, 25)),
    };
    city.offset + if summer { 60 } else { 0 }
}
