//! An assessment in words: a waterfall of bits, each with the evidence quoted.

use std::collections::HashMap;
use std::fmt::Write;

use hirewall_model::assessment::{Assessment, Bits, Evidence};
use hirewall_model::event::Requisition;
use hirewall_store::Store;
use serde_json::Value;

use crate::Error;

/// Longest quotation, in characters.
const QUOTE: usize = 100;

/// Bodies of the events that an assessment points at, for quoting.
pub async fn bodies(store: &Store, assessment: &Assessment) -> Result<HashMap<(String, String), Value>, Error> {
    let mut subjects = vec![assessment.candidacy.clone()];
    subjects.extend(assessment.findings.iter().flat_map(|f| named(&f.because)));
    subjects.sort();
    subjects.dedup();
    let mut bodies = HashMap::new();
    for event in store.events_of(&subjects).await? {
        if let Ok(body) = serde_json::from_slice(&event.body) {
            bodies.insert((event.source, event.id), body);
        }
    }
    Ok(bodies)
}

/// Words of a sentence that can be candidacies.
fn named(sentence: &str) -> Vec<String> {
    sentence
        .split([' ', ','])
        .map(|w| w.trim_end_matches(['.', ':']))
        .filter(|w| w.len() > 2 && w.contains(['-', ':', '_']))
        .map(str::to_owned)
        .collect()
}

/// What an evidence pointer shows: the value there, shortened to a line.
pub fn quote(evidence: &Evidence, bodies: &HashMap<(String, String), Value>) -> String {
    let Some(body) = bodies.get(&(evidence.source.clone(), evidence.event.clone())) else { return "(not in this store)".into() };
    let Some(value) = body.pointer(&evidence.pointer) else { return "(no such field)".into() };
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(_, v)| !v.is_array() && !v.is_object() && !v.is_null())
            .map(|(k, v)| format!("{k}: {}", v.as_str().map_or_else(|| v.to_string(), str::to_owned)))
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    };
    // Control characters of a stranger's text never reach the terminal.
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match clean.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}…", &clean[..end]),
        None => clean,
    }
}

/// The requisition that an assessment's events name last.
pub fn requisition(assessment: &Assessment, bodies: &HashMap<(String, String), Value>) -> Option<Requisition> {
    let of_own = bodies.values().filter(|b| b["subject"] == assessment.candidacy.as_str());
    of_own.filter_map(|b| serde_json::from_value(b.pointer("/data/requisition")?.clone()).ok()).next()
}

/// The whole explanation as plain text, `width` columns wide.
pub fn text(assessment: &Assessment, bodies: &HashMap<(String, String), Value>, width: usize) -> String {
    let a = assessment;
    let mut out = String::new();
    let job = requisition(a, bodies).map(|r| format!(" · {}", r.title)).unwrap_or_default();
    let _ = writeln!(out, "{}{job} · as of {} · stage {}", a.candidacy, a.as_of, a.stage);
    let tail = match a.tail {
        Some(tail) => format!("as high as one in {} ordinary candidacies ({} measured)", tail.one_in, tail.n),
        None => "no tail: too few candidacies to measure".into(),
    };
    let _ = writeln!(out, "Band {} at {} bits · {tail}", a.band.as_str().to_uppercase(), a.bits);
    let _ = writeln!(out, "Weights {} · rates {} · policy {}\n", a.weights, a.rates, a.policy);
    let mut running = a.prior_bits;
    let _ = writeln!(out, "{}", step("prior of this kind of requisition", a.prior_bits, running));
    for (family, sum) in &a.families.0 {
        running = running + *sum;
        let _ = writeln!(out, "{}", step(family.as_str(), *sum, running));
        let findings = a.findings.iter().filter(|f| f.family == *family);
        let added: Bits = findings.clone().map(|f| f.bits).sum();
        for finding in findings {
            let why = finding.set_aside.as_ref().map(|w| format!(" ({w})")).unwrap_or_default();
            let _ = writeln!(out, "    {:>5}  {} [{}]{why}", finding.bits.to_string(), finding.signal, finding.tier);
            wrap(&mut out, &finding.because, 12, width);
            for evidence in finding.evidence.iter().take(4) {
                let fact = evidence.fact.as_ref().map(|f| format!(" · {}: {}", f.edition, f.key)).unwrap_or_default();
                let _ = writeln!(out, "            {} {}{fact}", evidence.event, evidence.pointer);
                wrap(&mut out, &format!("“{}”", quote(evidence, bodies)), 14, width);
            }
        }
        if added != *sum {
            let _ = writeln!(out, "           (the family's findings add up to {added}, cut to {sum})");
        }
    }
    let aside: Vec<_> = a.findings.iter().filter(|f| !a.families.0.iter().any(|(family, _)| *family == f.family)).collect();
    if !aside.is_empty() {
        let _ = writeln!(out, "\nSeen, weighing nothing:");
        for finding in aside {
            let why = finding.set_aside.as_ref().map(|w| format!(" ({w})")).unwrap_or_default();
            wrap(&mut out, &format!("{}: {}{why}", finding.signal, finding.because), 4, width);
        }
    }
    let _ = writeln!(out, "  {:<44} {:>6}", "score", a.bits.to_string());
    if let Some(campaign) = &a.campaign {
        let _ = writeln!(out, "\nCampaign {campaign}");
    }
    if let Some(victim) = &a.victim {
        let _ =
            writeln!(out, "\nVictim? {}{}", victim.because, victim.of.as_ref().map(|o| format!(" The other candidacy is {o}.")).unwrap_or_default());
    }
    if !a.same_person.is_empty() {
        let _ = writeln!(out, "\nSame person: {}", a.same_person.join(", "));
    }
    if !a.next_steps.is_empty() {
        let _ = writeln!(out, "\nWhat to ask next:");
        for step in &a.next_steps {
            wrap(&mut out, &format!("• {} ({}, {} min, {} bits)", step.ask, step.who, step.minutes, step.bits), 2, width);
        }
        let innocent = a.findings.iter().filter(|f| f.bits > Bits(0));
        let _ = writeln!(out, "\nWhen it is innocent:");
        for finding in innocent {
            wrap(&mut out, &format!("• {}: {}", finding.signal, finding.innocent_when), 2, width);
        }
    }
    if !a.not_looked_at.is_empty() {
        let names: Vec<&str> = a.not_looked_at.iter().map(|f| f.as_str()).collect();
        let _ = writeln!(out, "\nNot looked at (nothing to look at): {}", names.join(", "));
    }
    for unreadable in &a.unreadable {
        let _ = writeln!(out, "Unreadable: {}: {}", unreadable.input, unreadable.why);
    }
    out
}

fn step(name: &str, bits: Bits, running: Bits) -> String {
    let from = ((running.as_f64() - bits.as_f64()).min(running.as_f64()) + 12.0).clamp(0.0, 30.0) as usize;
    let length = (bits.as_f64().abs().round() as usize).clamp(1, 24);
    let mark = if bits.0 < 0 { "░" } else { "█" };
    format!("  {name:<36} {:>6} → {:>5}  {}{}", bits.to_string(), running.to_string(), " ".repeat(from), mark.repeat(length))
}

/// Writes a text in lines of at most `width` columns, indented.
fn wrap(out: &mut String, text: &str, indent: usize, width: usize) {
    let room = width.saturating_sub(indent).max(30);
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            let _ = writeln!(out, "{}{line}", " ".repeat(indent));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        let _ = writeln!(out, "{}{line}", " ".repeat(indent));
    }
}
