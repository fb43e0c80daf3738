//! When the next step of a case is due: hours of working days before an offer, hours of the clock from then on, none while the candidate is waited for.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};

use crate::Policy;

/// Stages in which days off count as well: the person has an offer, or works already.
const URGENT: &[&str] = &["onboarding", "work"];

/// When a case that begins to wait at `from` is due. Saturdays and Sundays are those of UTC.
pub fn due(policy: &Policy, stage: &str, from: Timestamp) -> Timestamp {
    let hours = i64::from(policy.due_hours(stage));
    if URGENT.contains(&stage) {
        return later(from, hours.hours());
    }
    let (mut at, mut left) = (from, hours.saturating_mul(3_600));
    // Every turn ends a day; a year of them is longer than anybody waits.
    for _ in 0..366 {
        let zoned = at.to_zoned(TimeZone::UTC);
        let Ok(midnight) = zoned.tomorrow().and_then(|day| day.start_of_day()).map(|day| day.timestamp()) else { return at };
        if matches!(zoned.weekday(), Weekday::Saturday | Weekday::Sunday) {
            at = midnight;
            continue;
        }
        let today = midnight.as_second() - at.as_second();
        if left <= today {
            return later(at, left.seconds());
        }
        (at, left) = (midnight, left - today);
    }
    at
}

/// The day after so many working days.
pub fn working_days_after(days: u32, from: Timestamp) -> Timestamp {
    let (mut at, mut left) = (from, days);
    for _ in 0..366 {
        if left == 0 {
            break;
        }
        at = later(at, 24.hours());
        if !matches!(at.to_zoned(TimeZone::UTC).weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    at
}

fn later(at: Timestamp, by: Span) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
