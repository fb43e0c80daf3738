//! Dossiers written by hand in TOML, for pages and tests.
//!
//! ```toml
//! as_of = "2026-03-01T00:00:00Z"            # optional
//! [[events]]                                 # as in the contract; id, source, subject, time have defaults,
//! type = "application.submitted"             # requisition and name too
//! data.phones = ["+1 415 555 2671"]
//! [[facts]]                                  # what an edition says of the claim at `event`, `pointer`
//! pointer = "/data/phones/0"
//! phone_impossible = "too short"
//! [[neighbours]]
//! kind = "phone"
//! pointer = "/data/phones/0"
//! others = ["cand-0007"]
//! ```

use hirewall_model::Evidence;
use hirewall_model::claims;
use hirewall_model::dossier::{Dossier, EgressClass, EventRef, Fact, LinkKind, MailClass, Neighbour, Other, Place, Says};
use hirewall_model::event::{Data, Requisition};
use serde_json::{Value, json};

/// Reads an example.
pub fn dossier(text: &str) -> Result<Dossier, String> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| e.message().to_owned())?;
    let example: Value = serde_json::to_value(table).map_err(|e| e.to_string())?;
    let as_of = example["as_of"].as_str().unwrap_or("2026-03-01T00:00:00Z");
    let mut dossier = Dossier {
        candidacy: "cand-0042".into(),
        as_of: as_of.parse().map_err(|e| format!("as_of: {e}"))?,
        requisition: Requisition { id: "r-1".into(), title: "Senior Software Engineer".into(), remote: Some(true), ..Requisition::default() },
        events: Vec::new(),
        claims: Vec::new(),
        facts: Vec::new(),
        neighbours: Vec::new(),
    };
    for (n, event) in list(&example, "events").iter().enumerate() {
        let event = read_event(n, event)?;
        dossier.events.push(EventRef { source: event.source.clone(), id: event.id.clone() });
        dossier.claims.extend(claims::of_event(n, &event));
        if let Data::ApplicationSubmitted(application) = &event.data
            && let Some(requisition) = &application.requisition
        {
            dossier.requisition = requisition.clone();
        }
    }
    for (n, fact) in list(&example, "facts").iter().enumerate() {
        let at = |what: String| format!("facts[{n}]: {what}");
        let event = fact["event"].as_u64().unwrap_or(0) as usize;
        let pointer = fact["pointer"].as_str().ok_or_else(|| at("no pointer".into()))?;
        let claim = dossier.claims.iter().position(|c| c.origin.event == event && c.origin.pointer == pointer).ok_or_else(|| {
            at(format!(
                "no claim at {pointer} of event {event}; there are {:?}",
                dossier.claims.iter().map(|c| c.origin.pointer.as_str()).collect::<Vec<_>>()
            ))
        })?;
        let says = read_fact(fact).ok_or_else(|| at("says nothing known".into()))?;
        dossier.facts.push(Fact { claim, edition: "example".into(), key: "example".into(), says });
    }
    for (n, neighbour) in list(&example, "neighbours").iter().enumerate() {
        dossier.neighbours.push(read_neighbour(neighbour).ok_or_else(|| format!("neighbours[{n}]: kind, pointer and others are needed"))?);
    }
    Ok(dossier)
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

fn read_event(n: usize, event: &Value) -> Result<hirewall_model::Event, String> {
    let short = event["type"].as_str().ok_or(format!("events[{n}]: no type"))?;
    let mut data = event["data"].clone();
    if data.is_null() {
        data = json!({});
    }
    if short == "application.submitted" {
        for (field, value) in
            [("requisition", json!({"id": "r-1", "title": "Senior Software Engineer", "remote": true})), ("name", json!({"full": "Jane Roe"}))]
        {
            if data[field].is_null() {
                data[field] = value;
            }
        }
    }
    let line = json!({
        "specversion": "1.0", "id": event["id"].as_str().map_or(format!("evt-{n}"), str::to_owned), "source": "/example",
        "type": format!("hirewall.{short}.v1"), "subject": "cand-0042",
        "time": event["time"].as_str().unwrap_or("2026-02-01T12:00:00Z"), "data": data,
    });
    let (event, remarks) = hirewall_model::parse::event(line.to_string().as_bytes()).map_err(|e| format!("events[{n}]: {} {}", e.pointer, e.what))?;
    match remarks.first() {
        Some(remark) => Err(format!("events[{n}]: {} {}", remark.pointer, remark.what)),
        None => Ok(event),
    }
}

fn read_fact(fact: &Value) -> Option<Says> {
    let text = |name: &str| fact[name].as_str().map(str::to_owned);
    let numbers = |name: &str| fact[name].as_array().map(|a| a.iter().filter_map(|v| Some(v.as_i64()? as i8)).collect::<Vec<i8>>());
    if let Some(months) = numbers("conferral_months") {
        return Some(Says::ConferralMonths(months));
    }
    if let Some(year) = fact["opened"].as_i64() {
        return Some(Says::OpenedIn(year as i16));
    }
    if let Some(year) = fact["closed"].as_i64() {
        return Some(Says::ClosedIn(year as i16));
    }
    if let Some(why) = text("phone_impossible") {
        return Some(Says::PhoneImpossible(why));
    }
    if let Some(class) = text("mail") {
        return Some(Says::MailDomain(match class.as_str() {
            "disposable" => MailClass::Disposable,
            "relay" => MailClass::Relay,
            _ => MailClass::Free,
        }));
    }
    if let Some(class) = text("egress") {
        let class = match class.as_str() {
            "hosting" => EgressClass::Hosting,
            "vpn" => EgressClass::Vpn,
            "relay" => EgressClass::Relay,
            _ => EgressClass::Mobile,
        };
        return Some(Says::Egress { class, owner: "Example Hosting".into() });
    }
    if let Some(country) = text("ip_country") {
        return Some(Says::IpCountry(country));
    }
    if let (Some(lat), Some(lon)) = (fact["lat"].as_f64(), fact["lon"].as_f64()) {
        return Some(Says::Place(Place {
            lat,
            lon,
            radius_km: fact["radius_km"].as_f64().unwrap_or(40.0),
            country: text("country").unwrap_or_else(|| "US".into()),
            region: text("region"),
            zones: fact["zones"].as_array().map(|a| a.iter().filter_map(|z| z.as_str().map(str::to_owned)).collect()).unwrap_or_default(),
        }));
    }
    if let Some(technology) = text("technology") {
        let date = text("released")?;
        let month = hirewall_model::PartialDate::parse(&date).ok()?.first_month()?;
        return Some(Says::Released { technology, month, date });
    }
    if let Some(reason) = text("watch_list") {
        return Some(Says::WatchList { reason });
    }
    if let Some(name) = text("remote_tool") {
        return Some(Says::RemoteTool { name, kind: text("kind").unwrap_or_else(|| "remote-control".into()) });
    }
    if let Some(level) = text("not_awarded") {
        return Some(Says::NotAwarded { level, whole: fact["whole"].as_bool().unwrap_or(false), year: 2026 });
    }
    if let Some(year) = fact["founded"].as_i64() {
        return Some(Says::FoundedIn(year as i16));
    }
    if let Some(employer) = text("look_alike") {
        return Some(Says::LookAlike { employer, domain: text("domain")? });
    }
    if let Some(why) = text("mail_drop") {
        return Some(Says::MailDrop(why));
    }
    if let Some(state) = text("postal_state") {
        return Some(Says::PostalState(state));
    }
    if let Some(name) = text("kvm_pose") {
        return Some(Says::KvmPose(name));
    }
    text("kvm").map(Says::KvmDevice)
}

fn read_neighbour(value: &Value) -> Option<Neighbour> {
    let evidence =
        |pointer: &str, event: &str| Evidence { source: "/example".into(), event: event.into(), pointer: pointer.into(), part: None, fact: None };
    let kind: LinkKind = serde_json::from_value(value["kind"].clone()).ok()?;
    let pointer = value["pointer"].as_str()?;
    let others: Vec<Other> = value["others"]
        .as_array()?
        .iter()
        .filter_map(Value::as_str)
        .map(|candidacy| Other {
            candidacy: candidacy.to_owned(),
            evidence: evidence(pointer, "evt-other"),
            household: value["household"].as_bool().unwrap_or(false),
            confirmed_fraud: value["confirmed_fraud"].as_bool().unwrap_or(false),
        })
        .collect();
    Some(Neighbour {
        kind,
        own: evidence(pointer, "evt-0"),
        holders: value["holders"].as_u64().map_or(others.len() as u32, |h| h as u32),
        population: value["population"].as_u64().unwrap_or(20_000) as u32,
        permille: value["permille"].as_u64().map(|p| p as u32),
        lines: value["lines"].as_u64().unwrap_or(0) as u32,
        others,
    })
}
