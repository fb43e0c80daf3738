//! Search finds what an application with the same value would be linked with.
#![allow(clippy::unwrap_used, clippy::panic)]

use hirewall_engine::find::candidacies;
use hirewall_engine::intake::{Indexed, take};
use hirewall_intake::Arrived;
use hirewall_link::Key;
use hirewall_store::Store;

#[tokio::test]
async fn a_value_is_found_in_any_spelling() {
    let store = Store::open("memory:").await.unwrap();
    let key = Key::new([1; 32]);
    let event = serde_json::json!({
        "specversion": "1.0", "id": "e1", "source": "/acme", "type": "hirewall.application.submitted.v1", "subject": "cand-1", "time": "2026-03-02T14:05:11Z",
        "data": {
            "requisition": {"id": "r", "title": "Engineer"}, "name": {"full": "Jane Roe"}, "emails": ["Jane.Roe@att.example"], "phones": ["+1 415 555 0134"],
            "profiles": [{"network": "LinkedIn", "url": "https://www.linkedin.com/in/janeroe"}], "session": {"ip": "88.99.4.84"},
        },
    });
    let body = event.to_string().into_bytes();
    let (event, _) = hirewall_model::parse::event(&body).unwrap_or_else(|_| panic!("no event"));
    take(&store, &key, vec![Arrived { event, body }], Indexed::Yes).await.unwrap();
    for asked in ["cand-1", " jane.roe@att.example ", "(415) 555-0134", "linkedin.com/in/janeroe/", "88.99.4.84"] {
        assert_eq!(candidacies(&store, &key, asked).await.unwrap(), ["cand-1"], "{asked}");
    }
    for asked in ["", "john@att.example", "cand-2", "+1 415 555 0135"] {
        assert_eq!(candidacies(&store, &key, asked).await.unwrap(), Vec::<String>::new(), "{asked}");
    }
}
