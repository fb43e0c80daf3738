//! `hirewall form`: two-minute forms in TOML, for what no feed tells, and profiles saved as PDF.

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

pub fn run(what: &str, candidacy: &str, time: Option<jiff::Timestamp>, insecure: bool) -> Result<End> {
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
    let bytes = std::fs::read(Path::new(what))
        .with_context(|| format!("{what}: neither a form ({}) nor a file that can be read", FORMS.map(|(name, ..)| name).join(", ")))?;
    if bytes.starts_with(b"%PDF") {
        say!("{}", saved_profile(what, &bytes, candidacy, time, insecure)?);
        return Ok(End::Done);
    }
    let text = String::from_utf8(bytes).with_context(|| format!("{what}: is neither a filled form nor a PDF"))?;
    say!("{}", event(&text).map_err(|why| anyhow!("{what}: {why}"))?);
    Ok(End::Done)
}

/// A profile that was saved as a PDF, as its event. The time is when it was saved, which the file says, or is given.
fn saved_profile(what: &str, bytes: &[u8], candidacy: &str, time: Option<jiff::Timestamp>, insecure: bool) -> Result<Value> {
    if candidacy == "CANDIDACY" {
        bail!("{what}: say whose profile it is: --candidacy ID");
    }
    let document =
        crate::intake::reader(insecure)?.read(what, bytes).map_err(|why| anyhow!("{what}: {why}"))?.read.map_err(|why| anyhow!("{what}: {why}"))?;
    let saved = [&document.meta.created, &document.meta.modified].into_iter().flatten().find_map(|at| when(at));
    let Some(time) = time.or(saved) else { bail!("{what}: does not say when it was saved; say it: --time 2026-03-02T14:05:11Z") };
    let Some(event) = hirewall_intake::saved_profile(bytes, &document, candidacy, time) else {
        bail!("{what}: names no profile's address (linkedin.com/in/…, github.com/…); fill in `hirewall form profile` instead");
    };
    let Some(event) = said(event) else { bail!("{what}: nothing could be read of it") };
    match hirewall_model::parse::event(event.to_string().as_bytes()) {
        Ok(_) => Ok(event),
        Err(problem) => bail!("{what}: {} {}", problem.pointer, problem.what),
    }
}

/// A time as a PDF writes it: `D:20260303101500+01'00'` (ISO 32000-1, 7.9.4); without an offset it is taken as UTC.
fn when(written: &str) -> Option<jiff::Timestamp> {
    let digits = written.trim().trim_start_matches("D:");
    let part = |from: usize, to: usize| digits.get(from..to).filter(|p| p.bytes().all(|b| b.is_ascii_digit()));
    let time = format!("{}-{}-{}T{}:{}:{}", part(0, 4)?, part(4, 6)?, part(6, 8)?, part(8, 10)?, part(10, 12)?, part(12, 14).unwrap_or("00"));
    let offset: String = digits.get(14..).unwrap_or_default().chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '-')).take(5).collect();
    let offset = if offset.len() == 5 { format!("{}:{}", offset.get(..3)?, offset.get(3..)?) } else { "Z".to_owned() };
    format!("{time}{offset}").parse().ok()
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
