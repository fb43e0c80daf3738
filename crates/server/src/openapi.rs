//! The API in words for programs: OpenAPI 3.1, with the schemas of the types that are sent. A test compares it with the table of addresses.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use hirewall_engine::cases::Team;
use hirewall_model::Assessment;
use hirewall_model::assessment::Band;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::acts::{Decide, Work};
use crate::api::{CampaignOut, CaseOut, DeliveredOut, EntryOut, ITEMS, MOST_ITEMS, MOST_KEY, Open, Page};

/// The document.
pub async fn document() -> Response {
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "max-age=300")], described().to_string()).into_response()
}

/// An operation as it is written down.
struct Operation {
    path: &'static str,
    method: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: Vec<Value>,
    body: Option<Value>,
    /// Status, what it means, its schema, whether it carries an `ETag`.
    answers: Vec<(&'static str, &'static str, Option<Value>, bool)>,
    /// Statuses of problems beside those that every operation has.
    problems: &'static [&'static str],
}

fn schema<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

fn query(name: &str, about: &str, schema: Value) -> Value {
    json!({"name": name, "in": "query", "required": false, "description": about, "schema": schema})
}

fn operations(generator: &mut SchemaGenerator) -> Vec<Operation> {
    let candidacy = json!({"name": "candidacy", "in": "path", "required": true, "description": "The candidacy's id.", "schema": {"type": "string", "minLength": 1}});
    let limit = query("limit", "Items on a page.", json!({"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": ITEMS}));
    let cursor = query("cursor", "`next` of the page before.", json!({"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9_-]+$"}));
    let flag = |name: &str, about: &str| query(name, about, json!({"type": "boolean", "default": false}));
    let bands: Vec<&str> = Band::ALL.iter().map(|band| band.as_str()).collect();
    let teams: Vec<&str> = Team::ALL.iter().map(|team| team.as_str()).collect();
    let key = json!({
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description": "The same key with the same request is carried out once and answered alike for a day.",
        "schema": {"type": "string", "minLength": 1, "maxLength": MOST_KEY, "pattern": "^[!-~]+$"},
    });
    let if_match = json!({
        "name": "If-Match", "in": "header", "required": true, "description": "The `ETag` of the case as you read it.",
        "schema": {"type": "string", "pattern": "^\"v[0-9]+\"$"}, "example": "\"v3\"",
    });
    let if_none_match = json!({
        "name": "If-None-Match", "in": "header", "required": false, "description": "The `ETag` of the case as you know it.",
        "schema": {"type": "string"},
    });
    let case = schema::<CaseOut>(generator);
    let changed = vec![("200", "The case as it is now.", Some(case.clone()), true)];
    vec![
        Operation {
            path: "/api/v1/cases",
            method: "get",
            id: "cases",
            summary: "Cases, the highest score first",
            parameters: vec![
                flag("closed", "Closed ones in place of open ones."),
                flag("mine", "Those alone that the token's account works on."),
                flag("overdue", "Those alone whose next step is overdue."),
                query("band", "Those in this band alone.", json!({"type": "string", "enum": bands})),
                query("team", "Those handed to this team alone.", json!({"type": "string", "enum": teams})),
                cursor.clone(),
                limit.clone(),
            ],
            body: None,
            answers: vec![("200", "A page of cases.", Some(schema::<Page<CaseOut>>(generator)), false)],
            problems: &["400"],
        },
        Operation {
            path: "/api/v1/cases/{candidacy}",
            method: "get",
            id: "case",
            summary: "One case; that it was read stands in the audit",
            parameters: vec![candidacy.clone(), if_none_match],
            body: None,
            answers: vec![("200", "The case.", Some(case), true), ("304", "It is as you know it.", None, true)],
            problems: &["400", "404"],
        },
        Operation {
            path: "/api/v1/cases/{candidacy}/open",
            method: "post",
            id: "open",
            summary: "Opens a case of a candidacy that asks for nobody by itself",
            parameters: vec![candidacy.clone(), key.clone()],
            body: Some(schema::<Open>(generator)),
            answers: changed.clone(),
            problems: &["400", "404", "409", "412", "413", "415", "422"],
        },
        Operation {
            path: "/api/v1/cases/{candidacy}/work",
            method: "post",
            id: "work",
            summary: "Works on a case",
            parameters: vec![candidacy.clone(), if_match.clone(), key.clone()],
            body: Some(schema::<Work>(generator)),
            answers: changed.clone(),
            problems: &["400", "404", "412", "413", "415", "422", "428"],
        },
        Operation {
            path: "/api/v1/cases/{candidacy}/decide",
            method: "post",
            id: "decide",
            summary: "Decides on a case. What goes against somebody is proposed first, and confirmed by another account",
            parameters: vec![candidacy.clone(), if_match, key],
            body: Some(schema::<Decide>(generator)),
            answers: changed,
            problems: &["400", "404", "412", "413", "415", "422", "428"],
        },
        Operation {
            path: "/api/v1/candidacies/{candidacy}/assessment",
            method: "get",
            id: "assessment",
            summary: "The latest assessment of a candidacy; that it was read stands in the audit",
            parameters: vec![candidacy],
            body: None,
            answers: vec![("200", "The assessment.", Some(schema::<Assessment>(generator)), false)],
            problems: &["400", "404"],
        },
        Operation {
            path: "/api/v1/campaigns",
            method: "get",
            id: "campaigns",
            summary: "Campaigns, the one with the latest event first",
            parameters: vec![cursor.clone(), limit.clone()],
            body: None,
            answers: vec![("200", "A page of campaigns.", Some(schema::<Page<CampaignOut>>(generator)), false)],
            problems: &["400"],
        },
        Operation {
            path: "/api/v1/audit",
            method: "get",
            id: "audit",
            summary: "The audit from its beginning; `next` of the last page continues where it ended",
            parameters: vec![cursor, limit],
            body: None,
            answers: vec![("200", "A page of entries.", Some(schema::<Page<EntryOut>>(generator)), false)],
            problems: &["400"],
        },
        Operation {
            path: "/api/v1/events",
            method: "post",
            id: "deliver",
            summary: "Takes events of the contract: one, or a list. They are on disk before the answer, and assessed a moment later",
            parameters: Vec::new(),
            body: Some(events()),
            answers: vec![("202", "They are taken.", Some(schema::<DeliveredOut>(generator)), false)],
            problems: &["400", "413", "415", "503"],
        },
    ]
}

/// One event, or a list of them.
fn events() -> Value {
    let event = json!({
        "type": "object",
        "required": ["specversion", "id", "source", "type", "subject", "time", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "minLength": 1, "maxLength": 200},
            "source": {"type": "string", "minLength": 1, "maxLength": 200},
            "type": {"type": "string", "minLength": 1, "examples": hirewall_model::event::EVENT_TYPES, "description": "One that is not known is kept, and not read."},
            "subject": {"type": "string", "minLength": 1, "maxLength": 200, "description": "The candidacy."},
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"type": "string"},
            "data": {"type": "object", "description": "By type: `hirewall schema` prints them."},
        },
    });
    json!({"oneOf": [event.clone(), {"type": "array", "minItems": 1, "items": event}]})
}

/// The document as JSON.
pub(crate) fn described() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let operations = operations(&mut generator);
    let problem = json!({
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "code": {"type": "string", "description": "Stays the same from version to version."},
            "detail": {"type": "string"},
        },
    });
    let mut schemas = generator.take_definitions(true);
    schemas.insert("Problem".to_owned(), problem);
    let mut paths: Map<String, Value> = Map::new();
    for Operation { path, method, id, summary, parameters, body, answers, problems } in operations {
        let mut responses = Map::new();
        for (status, means, schema, tagged) in answers {
            let mut response = json!({"description": means});
            if let Some(schema) = schema {
                response["content"] = json!({"application/json": {"schema": schema}});
            }
            if tagged {
                response["headers"] = json!({"ETag": {"required": true, "schema": {"type": "string"}, "description": "The version of the case."}});
            }
            responses.insert(status.to_owned(), response);
        }
        for status in ["401", "403", "500"].iter().chain(problems) {
            responses.insert(
                (*status).to_owned(),
                json!({"description": "What is wrong, and what to do.", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}),
            );
        }
        let mut operation = json!({"operationId": id, "summary": summary, "parameters": parameters, "responses": responses});
        if let Some(schema) = body {
            operation["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": schema}}});
        }
        if let Value::Object(methods) = paths.entry(path).or_insert_with(|| json!({})) {
            methods.insert(method.to_owned(), operation);
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Hirewall", "version": env!("CARGO_PKG_VERSION"),
            "description": "Cases, assessments, campaigns and the audit for programs, under the same roles as people. Nothing here rejects anybody.",
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Made by `hirewall account token`."}},
            "schemas": schemas,
        },
    })
}
