//! An HR roster with device and sign-in exports → events, so that people who were hired long ago are looked at like those who apply now.
//!
//! A roster is CSV; devices and sign-ins are CSV, JSON (an array or one object) or JSONL, as Okta, Entra and CrowdStrike write them or by a column
//! map. Whose a device or sign-in is, the mailbox, the login name or the serial number says.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

/// One row, by the name of its column or the path of its field (`actor.alternateId`).
type Row = BTreeMap<String, String>;

/// What was read, and what was not.
#[derive(Debug, Default)]
pub struct Joined {
    /// Events in the contract's form, one JSON object each.
    pub events: Vec<Value>,
    /// What could not be used: file, row, why.
    pub problems: Vec<String>,
    /// People of the roster.
    pub people: usize,
    /// Rows of devices and sign-ins that belong to somebody of the roster.
    pub matched: usize,
}

/// Names that a column may have, by what it holds. Paths of fields as the vendors' exports have them.
const COLUMNS: [(&str, &[&str]); 20] = [
    ("id", &["id", "employee_id", "employee id", "worker id", "person id"]),
    ("name", &["name", "full_name", "full name", "employee name", "legal name", "display name"]),
    (
        "email",
        &[
            "email",
            "work email",
            "work_email",
            "mail",
            "user_email",
            "user email",
            "assigned user",
            "actor.alternateid",
            "properties.userprincipalname",
        ],
    ),
    ("login", &["login", "username", "user", "last_login_user", "primary user", "identity", "properties.userdisplayname"]),
    ("personal_email", &["personal email", "personal_email", "private email"]),
    ("phone", &["phone", "mobile", "phone number", "personal phone"]),
    ("hired", &["hired", "hire date", "start date", "start_date", "hire_date"]),
    ("title", &["title", "job title", "job_title", "position"]),
    ("address", &["address", "home address", "street", "address line 1"]),
    ("city", &["city", "home city"]),
    ("region", &["region", "state", "home state"]),
    ("postal_code", &["postal_code", "zip", "zip code", "postal code"]),
    ("country", &["country", "home country"]),
    ("ship_to", &["ship_to", "shipping address", "laptop address", "ship to"]),
    ("payee", &["payee", "account_hash", "bank account hash", "account"]),
    ("serial", &["serial", "serial_number", "serial number", "device_serial", "device serial"]),
    ("at", &["at", "time", "timestamp", "last_seen", "last seen", "published", "properties.createddatetime", "createddatetime", "agent_local_time"]),
    ("ip", &["ip", "public_ip", "external_ip", "connection_ip", "client.ipaddress", "ipaddress", "calleripaddress", "properties.ipaddress"]),
    ("wifi", &["wifi", "wifi_bssid", "bssid"]),
    ("software", &["software", "applications", "installed software", "processes"]),
];

/// Joins a roster with device and sign-in exports; each is a name and its text. `map` turns columns of the company's own into those known here.
pub fn join(roster: (&str, &str), devices: &[(String, String)], signins: &[(String, String)], map: &BTreeMap<String, String>) -> Joined {
    let mut joined = Joined::default();
    let mut people: HashMap<String, String> = HashMap::new();
    let mut add = |key: &str, subject: &str| {
        let key = key.trim().to_lowercase();
        if key.len() >= 2 {
            people.entry(key).or_insert_with(|| subject.to_owned());
        }
    };
    for (n, row) in rows(roster.0, roster.1, map, &mut joined.problems).iter().enumerate() {
        let get = |name: &str| row.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
        let Some(subject) = get("id").or_else(|| get("email")).or_else(|| get("name")) else {
            joined.problems.push(format!("{}: row {}: neither id, email nor name", roster.0, n + 1));
            continue;
        };
        let subject = format!("employee {subject}");
        for key in ["id", "email", "login", "name", "serial"] {
            if let Some(value) = get(key) {
                add(value, &subject);
                // Before the sign of a mailbox stands the login name.
                if let Some((local, _)) = value.split_once('@') {
                    add(local, &subject);
                }
            }
        }
        joined.people += 1;
        let time = time_of(get("hired").unwrap_or_default());
        let address = json!({"line1": get("address"), "city": get("city"), "region": get("region"), "postal_code": get("postal_code"), "country": get("country")});
        let emails: Vec<&str> = get("personal_email").into_iter().collect();
        let phones: Vec<&str> = get("phone").into_iter().collect();
        joined.events.push(event(
            &subject,
            "application.submitted",
            &format!("roster-{}", n + 1),
            &time,
            &json!({
                "requisition": {"id": "employed", "title": get("title").unwrap_or("employee"), "remote": true},
                "name": {"full": get("name").unwrap_or("unknown")}, "emails": emails, "phones": phones, "address": address,
            }),
        ));
        let mut onboarding = json!({});
        if let Some(ship_to) = get("ship_to") {
            onboarding["ship_to"] = written(ship_to);
        }
        if let Some(payee) = get("payee") {
            onboarding["payee"] = json!({"account_hash": payee});
        }
        if onboarding != json!({}) {
            joined.events.push(event(&subject, "onboarding.submitted", &format!("onboarding-{}", n + 1), &time, &onboarding));
        }
    }
    for (file, text) in devices {
        for (n, row) in rows(file, text, map, &mut joined.problems).iter().enumerate() {
            let Some((subject, time)) = whose(file, n, row, &people, &mut joined.problems) else { continue };
            joined.matched += 1;
            let get = |name: &str| row.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
            let software: Vec<&str> =
                get("software").map(|s| s.split([';', '|']).map(str::trim).filter(|s| !s.is_empty()).collect()).unwrap_or_default();
            let data = json!({
                "at": time, "device_serial": get("serial").unwrap_or("unknown"), "public_ip": get("ip"), "wifi_bssid": get("wifi"), "software": software,
            });
            joined.events.push(event(&subject, "endpoint.observed", &format!("device-{file}-{}", n + 1), &time, &data));
        }
    }
    for (file, text) in signins {
        for (n, row) in rows(file, text, map, &mut joined.problems).iter().enumerate() {
            let Some((subject, time)) = whose(file, n, row, &people, &mut joined.problems) else { continue };
            let Some(ip) = row.get("ip").filter(|ip| !ip.trim().is_empty()) else {
                joined.problems.push(format!("{file}: row {}: no network address", n + 1));
                continue;
            };
            joined.matched += 1;
            joined.events.push(event(&subject, "signin.observed", &format!("signin-{file}-{}", n + 1), &time, &json!({"at": time, "ip": ip.trim()})));
        }
    }
    joined
}

fn whose(file: &str, n: usize, row: &Row, people: &HashMap<String, String>, problems: &mut Vec<String>) -> Option<(String, String)> {
    let key = |name: &str| row.get(name).map(|v| v.trim().to_lowercase()).filter(|v| !v.is_empty());
    let keys = ["email", "login", "name", "id", "serial"].into_iter().filter_map(key);
    let found =
        keys.flat_map(|k| [Some(k.clone()), k.split_once('@').map(|(local, _)| local.to_owned())]).flatten().find_map(|k| people.get(&k).cloned());
    let Some(subject) = found else {
        problems.push(format!("{file}: row {}: belongs to nobody of the roster", n + 1));
        return None;
    };
    Some((subject, time_of(row.get("at").map(String::as_str).unwrap_or_default())))
}

/// An address in one line, cut at its commas: street, city, state and postal code.
fn written(address: &str) -> Value {
    let mut parts = address.split(',').map(str::trim).filter(|p| !p.is_empty());
    let (line1, city, rest) = (parts.next(), parts.next(), parts.next());
    let (region, code) = match rest.and_then(|r| r.rsplit_once(' ')) {
        Some((region, code)) if code.starts_with(|c: char| c.is_ascii_digit()) => (Some(region), Some(code)),
        _ => (rest, None),
    };
    without_nulls(&json!({"line1": line1, "city": city, "region": region, "postal_code": code, "country": parts.next()}))
}

/// A moment in RFC 3339; a date alone is its beginning, nothing at all the beginning of 2000.
fn time_of(text: &str) -> String {
    let text = text.trim();
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return at.to_string();
    }
    match text.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok()) {
        Some(day) => format!("{day}T00:00:00Z"),
        None => "2000-01-01T00:00:00Z".to_owned(),
    }
}

fn event(subject: &str, kind: &str, id: &str, time: &str, data: &Value) -> Value {
    json!({"specversion": "1.0", "id": id, "source": "/lookback", "type": format!("hirewall.{kind}.v1"), "subject": subject, "time": time, "data": without_nulls(data)})
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(fields.iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| (k.clone(), without_nulls(v))).collect()),
        other => other.clone(),
    }
}

/// Rows of a CSV, JSON or JSONL text, by the columns known here.
fn rows(file: &str, text: &str, map: &BTreeMap<String, String>, problems: &mut Vec<String>) -> Vec<Row> {
    let begins = text.trim_start().chars().next();
    let raw: Vec<Row> = if matches!(begins, Some('{' | '[')) { json_rows(file, text, problems) } else { csv_rows(file, text, problems) };
    raw.into_iter().map(|row| known(&row, map)).collect()
}

fn csv_rows(file: &str, text: &str, problems: &mut Vec<String>) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|h| h.trim().trim_start_matches('\u{feff}').to_lowercase()).collect(),
        Err(error) => {
            problems.push(format!("{file}: {error}"));
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    for (n, record) in reader.records().enumerate() {
        match record {
            Ok(record) => rows.push(headers.iter().cloned().zip(record.iter().map(str::to_owned)).collect()),
            Err(error) => problems.push(format!("{file}: row {}: {error}", n + 1)),
        }
    }
    rows
}

fn json_rows(file: &str, text: &str, problems: &mut Vec<String>) -> Vec<Row> {
    let values: Vec<Value> = match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(list)) => list,
        Ok(one) => vec![one],
        Err(_) => text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
            .filter_map(|(n, line)| serde_json::from_str(line).map_err(|error| problems.push(format!("{file}: line {}: {error}", n + 1))).ok())
            .collect(),
    };
    values.iter().map(|value| flat(value, "")).collect()
}

/// Fields by their paths, texts and numbers only.
fn flat(value: &Value, path: &str) -> Row {
    let mut row = Row::new();
    if let Value::Object(fields) = value {
        for (name, value) in fields {
            let path = if path.is_empty() { name.to_lowercase() } else { format!("{path}.{}", name.to_lowercase()) };
            match value {
                Value::Object(_) => row.extend(flat(value, &path)),
                Value::String(text) => {
                    row.insert(path, text.clone());
                }
                Value::Number(number) => {
                    row.insert(path, number.to_string());
                }
                Value::Array(list) => {
                    let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
                    if !texts.is_empty() {
                        row.insert(path, texts.join("|"));
                    }
                }
                _ => {}
            }
        }
    }
    row
}

fn known(row: &Row, map: &BTreeMap<String, String>) -> Row {
    let mut out = Row::new();
    for (column, names) in COLUMNS {
        let own = map.iter().filter(|(_, target)| *target == column).map(|(name, _)| name.to_lowercase());
        let found = own.chain(names.iter().map(|n| (*n).to_owned())).find_map(|name| row.get(&name).filter(|v| !v.trim().is_empty()));
        if let Some(value) = found {
            out.insert(column.to_owned(), value.clone());
        }
    }
    out
}
