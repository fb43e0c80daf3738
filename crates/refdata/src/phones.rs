//! Whether a phone number can exist, by the numbering plans of libphonenumber.

/// Why a number cannot exist; `None` when it can, or when its country is unknown.
pub fn impossible(raw: &str, country: Option<&str>) -> Option<String> {
    let raw = raw.trim();
    if raw.chars().filter(char::is_ascii_digit).count() < 5 {
        return None;
    }
    let id = country.and_then(|c| c.parse().ok());
    if id.is_none() && !raw.starts_with('+') {
        return None;
    }
    let number = phonenumber::parse(id, raw).ok()?;
    let digits = number.national().value();
    if number.code().value() == 1 {
        let exchange = digits / 10_000 % 1000;
        if exchange == 555 && (100..200).contains(&(digits % 10_000)) {
            return Some("555-0100 to 555-0199 are reserved for fiction".into());
        }
    }
    (!phonenumber::is_valid(&number)).then(|| format!("no number of country code +{} has this form", number.code().value()))
}
