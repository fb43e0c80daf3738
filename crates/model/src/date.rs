//! Partial dates and times as candidates and vendors write them. A value that cannot be read stays as written and is
//! noted (see [`crate::parse`]); it never stops the event it stands in.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::parse::odd;

/// `2016`, `2016-05` or `2016-05-14`, as in JSON Resume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartialDate {
    /// A date that exists, as far as it is given.
    Known {
        /// Year, 1900–2200.
        year: i16,
        /// Month, 1–12.
        month: Option<i8>,
        /// Day of the month.
        day: Option<i8>,
    },
    /// Not a date: kept as written, counts as not given.
    Unreadable(String),
}

impl PartialDate {
    /// Reads the three forms. Anything else, and any date that does not exist, is an error that says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| -> Option<i16> {
            (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
        };
        let wrong = || format!("{:?} is not a date of the form 2016, 2016-05 or 2016-05-14", shorten(text));
        if parts.len() > 3 {
            return Err(wrong());
        }
        let year = parts.first().and_then(|p| number(p, 4)).ok_or_else(wrong)?;
        if !(1900..=2200).contains(&year) {
            return Err(format!("year {year} is outside 1900 to 2200"));
        }
        let month = match parts.get(1) {
            None => None,
            Some(part) => {
                let month = number(part, 2).ok_or_else(wrong)?;
                if !(1..=12).contains(&month) {
                    return Err(format!("month {month:02} does not exist"));
                }
                Some(month as i8)
            }
        };
        let day = match (parts.get(2), month) {
            (Some(part), Some(month)) => {
                let day = number(part, 2).ok_or_else(wrong)? as i8;
                jiff::civil::Date::new(year, month, day).map_err(|_| format!("{text} is not in the calendar"))?;
                Some(day)
            }
            _ => None,
        };
        Ok(Self::Known { year, month, day })
    }

    /// The year, if the date could be read.
    pub fn year(&self) -> Option<i16> {
        match self {
            Self::Known { year, .. } => Some(*year),
            Self::Unreadable(_) => None,
        }
    }

    /// Year and month, if both are given.
    pub fn year_month(&self) -> Option<(i16, i8)> {
        match self {
            Self::Known { year, month: Some(month), .. } => Some((*year, *month)),
            _ => None,
        }
    }

    /// First month it can mean, counted from year 0.
    pub fn first_month(&self) -> Option<i32> {
        match self {
            Self::Known { year, month, .. } => Some(i32::from(*year) * 12 + i32::from(month.unwrap_or(1)) - 1),
            Self::Unreadable(_) => None,
        }
    }

    /// Last month it can mean, counted from year 0.
    pub fn last_month(&self) -> Option<i32> {
        match self {
            Self::Known { year, month, .. } => Some(i32::from(*year) * 12 + i32::from(month.unwrap_or(12)) - 1),
            Self::Unreadable(_) => None,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known { year, month: None, .. } => write!(f, "{year:04}"),
            Self::Known { year, month: Some(month), day: None } => write!(f, "{year:04}-{month:02}"),
            Self::Known { year, month: Some(month), day: Some(day) } => write!(f, "{year:04}-{month:02}-{day:02}"),
            Self::Unreadable(text) => f.write_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        match Self::parse(text.trim()) {
            Ok(date) => Ok(date),
            Err(_) if text.trim().is_empty() => Ok(Self::Unreadable(String::new())),
            Err(why) => {
                odd::note::<D::Error>(&why)?;
                Ok(Self::Unreadable(text.into_owned()))
            }
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for PartialDate {
    fn schema_name() -> Cow<'static, str> {
        "PartialDate".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "description": "2016, 2016-05 or 2016-05-14",
            "pattern": "^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$"})
    }
}

/// A time inside `data` (RFC 3339), or a date that stands for its first moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// A moment on the time line.
    Known(Timestamp),
    /// Not a time: kept as written, counts as not given.
    Unreadable(String),
}

impl Moment {
    /// The moment, if it could be read.
    pub fn known(&self) -> Option<Timestamp> {
        match self {
            Self::Known(at) => Some(*at),
            Self::Unreadable(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        if let Ok(at) = text.trim().parse::<Timestamp>() {
            return Ok(Self::Known(at));
        }
        // A date, as far as it is given, means its first moment in UTC.
        if let Ok(PartialDate::Known { year, month, day }) = PartialDate::parse(text.trim())
            && let Ok(date) = jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1))
            && let Ok(midnight) = date.to_zoned(jiff::tz::TimeZone::UTC)
        {
            return Ok(Self::Known(midnight.timestamp()));
        }
        if !text.trim().is_empty() {
            odd::note::<D::Error>(&format!("{:?} is not an RFC 3339 time such as 2026-03-02T14:05:11Z", shorten(&text)))?;
        }
        Ok(Self::Unreadable(text.into_owned()))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(at) => serializer.collect_str(at),
            Self::Unreadable(text) => serializer.serialize_str(text),
        }
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "description": "RFC 3339 time, or a date as far as it is known: 2016, 2016-05, 2016-05-14"})
    }
}

/// At most 40 characters of an outside value, for messages.
pub(crate) fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(40) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn dates_that_exist_are_read_and_others_say_what_is_wrong() {
        for good in ["2016", "2016-05", "2016-02-29"] {
            assert_eq!(PartialDate::parse(good).map(|d| d.to_string()), Ok(good.to_owned()));
        }
        for (bad, says) in [
            ("2016-13", "month 13"),
            ("0000-00", "year 0"),
            ("2015-02-29", "calendar"),
            ("May 2016", "not a date"),
            ("2016-5", "not a date"),
            ("2016-05-14-01", "not a date"),
        ] {
            let error = PartialDate::parse(bad).err().unwrap_or_default();
            assert!(error.contains(says), "{bad}: {error}");
        }
    }
}
