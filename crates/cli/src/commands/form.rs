//! `hirewall form`: two-minute forms in TOML, for what no feed tells.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};

use crate::End;
use crate::say;

/// Empty forms by name: event type, and the fields that people fill in.
const FORMS: [(&str, &str, &str); 4] = [
    (
        "profile",
        "hirewall.profile.observed.v1",
        "# What the public profile shows today. Leave out what you cannot see.
network = \"linkedin\"        # linkedin, github, stackoverflow, website, other
url = \"\"                     # as the candidate gave it
display_name = \"\"
verified_name = \"\"           # beside the badge, if there is one
created_at = \"\"              # year or month, if shown
location = \"\"
headline = \"\"
control = \"untested\"         # proven, failed, declined, untested: the code in the bio, a gist or a signed commit
# [[positions]]
# employer = \"\"
# title = \"\"
# start = \"2020-03\"
# end = \"\"
",
    ),
    (
        "interview",
        "hirewall.interview.held.v1",
        "# What was seen and answered. Facts only; never voice, accent, gaze or nerves.
round = 1
medium = \"video\"            # video, phone, onsite
# [[observations]]
# code = \"camera_refused\"   # see `hirewall schema`; outcome: observed, accommodated, unsure
# outcome = \"observed\"
# [[questions]]
# id = \"work-1\"
# about = \"\"
# outcome = \"correct\"       # correct, partial, wrong, unable
# [claims]
# location = \"\"
",
    ),
    (
        "check",
        "hirewall.check.returned.v1",
        "# What a school, employer, referee or provider answered.
kind = \"education\"          # education, employment, reference, identity, address, sanctions, profile_owner, tax_record
channel = \"independent\"     # independent, or candidate_supplied if the candidate gave the contact
outcome = \"confirmed\"       # confirmed, denied, mismatch, unable, pending
provider = \"\"
# [about]
# institution = \"\"
",
    ),
    (
        "declared",
        "hirewall.onboarding.submitted.v1",
        "# What the candidate told of moves, households and names.
[declared]
household_with = []          # candidacies, mailboxes or names
moved_recently = false
name_changed = false
accommodation = false
",
    ),
];

pub fn run(what: &str, candidacy: &str) -> Result<End> {
    if let Some((name, _, fields)) = FORMS.iter().find(|(name, ..)| *name == what) {
        say!("# hirewall form {name}: fill in, save, then `hirewall form FILE > event.jsonl` and `hirewall screen event.jsonl`");
        say!("form = \"{name}\"\ncandidacy = \"{candidacy}\"\ntime = \"\"                    # when, as 2026-03-02T14:05:11Z\n\n[data]");
        // Tables of the form lie under [data].
        let nested = fields
            .replace("[[", "[[data.")
            .replace("\n[declared]", "\n[data.declared]")
            .replace("# [claims]", "# [data.claims]")
            .replace("# [about]", "# [data.about]");
        say!("{}", nested.trim_end());
        return Ok(End::Done);
    }
    let path = Path::new(what);
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{what}: neither a form ({}) nor a file that can be read", FORMS.map(|(name, ..)| name).join(", ")))?;
    say!("{}", event(&text).map_err(|why| anyhow!("{what}: {why}"))?);
    Ok(End::Done)
}

/// The event that a filled form tells; fields left empty are not said.
fn event(text: &str) -> Result<Value> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| anyhow!("{}", e.message()))?;
    let form = table.get("form").and_then(toml::Value::as_str).unwrap_or_default();
    let Some((_, kind, _)) = FORMS.iter().find(|(name, ..)| *name == form) else {
        bail!("form = {form:?} is none of {:?}", FORMS.map(|(name, ..)| name))
    };
    let field = |name: &str| table.get(name).and_then(toml::Value::as_str).map(str::trim).filter(|v| !v.is_empty());
    let Some(candidacy) = field("candidacy").filter(|c| *c != "CANDIDACY") else { bail!("candidacy: is missing") };
    let Some(time) = field("time") else { bail!("time: is missing; write when it was, as 2026-03-02T14:05:11Z") };
    let time: jiff::Timestamp = time.parse().with_context(|| format!("time: {time:?} is none"))?;
    let data = said(serde_json::to_value(table.get("data").cloned().unwrap_or(toml::Value::Table(toml::Table::new())))?);
    let id = blake3::hash(text.as_bytes()).to_hex();
    let event = json!({
        "specversion": "1.0", "id": format!("form-{}", &id[..16]), "source": "/forms", "type": kind, "subject": candidacy, "time": time.to_string(),
        "datacontenttype": "application/json", "data": data.unwrap_or_else(|| json!({})),
    });
    match hirewall_model::parse::event(event.to_string().as_bytes()) {
        Ok(_) => Ok(event),
        Err(problem) => bail!("{} {}", problem.pointer, problem.what),
    }
}

/// A value without what was left empty.
fn said(value: Value) -> Option<Value> {
    match value {
        Value::String(text) if text.trim().is_empty() => None,
        Value::Array(list) => Some(list.into_iter().filter_map(said).collect::<Vec<_>>()).filter(|l| !l.is_empty()).map(Value::Array),
        Value::Object(fields) => {
            let fields: serde_json::Map<_, _> = fields.into_iter().filter_map(|(k, v)| Some((k, said(v)?))).collect();
            (!fields.is_empty()).then_some(Value::Object(fields))
        }
        other => Some(other),
    }
}
