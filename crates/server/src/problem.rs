//! Errors as RFC 9457 problems for programs, and as pages for people.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// What went wrong, in a form that programs can rely on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The status.
    pub status: StatusCode,
    /// A code that stays the same.
    pub code: &'static str,
    /// What went wrong and what to do.
    pub detail: String,
    /// Seconds after which to come again.
    pub after: Option<u32>,
}

impl Problem {
    /// A problem.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Self { status, code, detail: detail.into(), after: None }
    }

    /// Something failed here. What it was goes to the log, not to whoever asked.
    pub fn failed(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(error = %error, "a request failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "failed", "something failed here; it is in the server's log")
    }

    /// More comes than can be taken.
    pub fn full() -> Self {
        let full = Self::new(StatusCode::SERVICE_UNAVAILABLE, "full", "more comes than can be taken at the moment; come again");
        Self { after: Some(1), ..full }
    }
}

impl From<hirewall_store::Error> for Problem {
    fn from(error: hirewall_store::Error) -> Self {
        Self::failed(&error)
    }
}

impl From<hirewall_engine::Error> for Problem {
    fn from(error: hirewall_engine::Error) -> Self {
        Self::failed(&error)
    }
}

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        Self::failed(&format!("{error:#}"))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::json!({
            "type": format!("urn:hirewall:problem:{}", self.code),
            "title": self.status.canonical_reason().unwrap_or_default(),
            "status": self.status.as_u16(),
            "code": self.code,
            "detail": self.detail,
        });
        let mut response = (self.status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(after) = self.after {
            headers.insert(RETRY_AFTER, HeaderValue::from(after));
        }
        response
    }
}
