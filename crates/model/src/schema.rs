//! JSON Schemas of all that goes in and out, from the types.

use serde_json::{Value, json};

use crate::assessment::Assessment;
use crate::event::{EVENT_TYPES, schemas};

/// Every schema as (name, pretty JSON): `event` is the envelope, then each event type's `data`, then `assessment`.
pub fn all() -> Vec<(String, String)> {
    let pretty = |value: &Value| format!("{value:#}\n");
    let envelope = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Event",
        "description": "CloudEvents 1.0 in JSON. An unknown type or field is kept and reported as a warning.",
        "type": "object",
        "required": ["specversion", "id", "source", "type", "subject", "time"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "minLength": 1, "description": "Unique within `source`: the idempotency key."},
            "source": {"type": "string", "minLength": 1},
            "type": {"type": "string", "examples": EVENT_TYPES},
            "subject": {"type": "string", "minLength": 1, "description": "The candidacy: one person's attempt at one job."},
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"type": "string"},
            "data": {"type": "object", "description": "By type: see the schema of that name."},
        },
    });
    let mut list = vec![("event".to_owned(), pretty(&envelope))];
    for (name, schema) in schemas() {
        list.push((name.to_owned(), pretty(&serde_json::to_value(&schema).unwrap_or_default())));
    }
    let assessment = schemars::schema_for!(Assessment);
    list.push(("assessment".to_owned(), pretty(&serde_json::to_value(&assessment).unwrap_or_default())));
    list
}
