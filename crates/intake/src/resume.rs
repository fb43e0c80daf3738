//! A bare JSON résumé becomes an application: its subject is the hash of its content.

use serde_json::{Map, Value, json};

use crate::Options;

/// The application that a JSON Resume object makes; `None` when it is none.
pub fn event(body: &Value, options: &Options) -> Option<Value> {
    let basics = body.get("basics")?.as_object()?;
    if !["work", "education", "skills"].iter().any(|k| body.get(*k).is_some_and(Value::is_array)) {
        return None;
    }
    let text = |name: &str| basics.get(name).and_then(Value::as_str).filter(|t| !t.trim().is_empty());
    let hash = blake3::hash(body.to_string().as_bytes()).to_hex();
    let (id, title) = options.requisition.clone().unwrap_or(("unspecified".into(), "unspecified".into()));
    let mut data = Map::new();
    data.insert("requisition".into(), json!({"id": id, "title": title}));
    data.insert("name".into(), json!({"full": text("name").unwrap_or("")}));
    for (field, name) in [("emails", "email"), ("phones", "phone")] {
        if let Some(value) = text(name) {
            data.insert(field.into(), json!([value]));
        }
    }
    if let Some(location) = basics.get("location").and_then(Value::as_object) {
        let part = |name: &str| location.get(name).cloned().unwrap_or(Value::Null);
        let address = json!({"line1": part("address"), "city": part("city"), "region": part("region"), "postal_code": part("postalCode"), "country": part("countryCode")});
        data.insert("address".into(), address);
    }
    let profiles: Vec<Value> = basics
        .get("profiles")
        .and_then(Value::as_array)
        .map(|list| list.iter().map(|p| json!({"network": p.get("network"), "url": p.get("url")})).collect())
        .unwrap_or_default();
    if !profiles.is_empty() {
        data.insert("profiles".into(), Value::Array(profiles));
    }
    data.insert("resume".into(), body.clone());
    Some(json!({
        "specversion": "1.0", "id": format!("resume-{}", &hash[..16]), "source": "/resume", "type": "hirewall.application.submitted.v1",
        "subject": format!("resume-{}", &hash[..16]), "data": data,
    }))
}
