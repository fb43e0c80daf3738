//! An assessment in words: a waterfall of bits, each with the evidence quoted.

use std::collections::HashMap;
use std::fmt::Write;

use hirewall_model::assessment::{Assessment, Bits, Evidence};
use hirewall_model::event::{DocumentRead, Requisition};
use hirewall_store::Store;
use serde_json::Value;

use crate::Error;

/// Longest quotation, in characters.
const QUOTE: usize = 100;

/// Bodies of the events that an assessment points at, for quoting.
pub async fn bodies(store: &Store, assessment: &Assessment) -> Result<HashMap<(String, String), Value>, Error> {
    let mut bodies = HashMap::new();
    let mut keep = |events: Vec<hirewall_store::Stored>| {
        for event in events {
            if let Ok(body) = serde_json::from_slice(&event.body) {
                bodies.insert((event.source, event.id), body);
            }
        }
    };
    keep(store.events_of(std::slice::from_ref(&assessment.candidacy)).await?);
    let evidence = assessment.findings.iter().flat_map(|f| &f.evidence);
    let mut keys: Vec<(String, String)> = evidence.map(|e| (e.source.clone(), e.event.clone())).collect();
    keys.sort();
    keys.dedup();
    keep(store.events_by_key(&keys).await?);
    Ok(bodies)
}

/// What an evidence pointer shows: the value there, shortened to a line.
pub fn quote(evidence: &Evidence, bodies: &HashMap<(String, String), Value>) -> String {
    let Some(body) = bodies.get(&(evidence.source.clone(), evidence.event.clone())) else { return "(not in this store)".into() };
    let Some(value) = body.pointer(&evidence.pointer) else { return "(no such field)".into() };
    let mut text = String::new();
    words(value, &mut text);
    // Control characters of a stranger's text never reach the terminal.
    let clean: String = text.chars().map(|c| if steers(c) { ' ' } else { c }).collect();
    match clean.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("{}…", &clean[..end]),
        None => clean,
    }
}

/// The first words that stand in a value, with the names of their fields, as many as a quotation holds.
fn words(value: &Value, out: &mut String) {
    if out.chars().count() > QUOTE {
        return;
    }
    let mut add = |piece: &str| {
        if !out.is_empty() && !out.ends_with(": ") {
            out.push_str(", ");
        }
        out.push_str(piece);
    };
    match value {
        Value::Null => {}
        Value::String(text) => add(text),
        Value::Bool(_) | Value::Number(_) => add(&value.to_string()),
        Value::Array(list) => list.iter().for_each(|v| words(v, out)),
        Value::Object(fields) => {
            for (name, value) in fields {
                if value.is_array() || value.is_object() {
                    words(value, out);
                } else if !value.is_null() {
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    words(&Value::String(format!("{name}: {text}")), out);
                }
            }
        }
    }
}

/// The requisition that an assessment's events name last.
pub fn requisition(assessment: &Assessment, bodies: &HashMap<(String, String), Value>) -> Option<Requisition> {
    let of_own = bodies.values().filter(|b| b["subject"] == assessment.candidacy.as_str());
    let last = of_own.filter(|b| b.pointer("/data/requisition").is_some()).max_by_key(|b| {
        let said = |field: &str| b[field].as_str().unwrap_or_default();
        (said("time").parse::<jiff::Timestamp>().ok(), said("source"), said("id"))
    })?;
    serde_json::from_value(last.pointer("/data/requisition")?.clone()).ok()
}

/// How rare such a score is, in words.
pub fn tail(assessment: &Assessment) -> String {
    match assessment.tail {
        Some(tail) if tail.one_in >= 100 * tail.n => format!("rarer than can be measured ({} ordinary candidacies)", tail.n),
        Some(tail) => format!("as high as one in {} ordinary candidacies ({} measured)", tail.one_in, tail.n),
        None => "no tail: too few candidacies to measure".into(),
    }
}

/// The whole explanation as plain text, `width` columns wide.
pub fn text(assessment: &Assessment, bodies: &HashMap<(String, String), Value>, width: usize) -> String {
    let a = assessment;
    let mut out = String::new();
    let job = requisition(a, bodies).map(|r| format!(" · {}", r.title)).unwrap_or_default();
    let _ = writeln!(out, "{}{job} · as of {} · stage {}", a.candidacy, a.as_of, a.stage);
    let tail = tail(a);
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
            let level = finding.level.as_ref().map(|l| format!("/{l}")).unwrap_or_default();
            let _ = writeln!(out, "    {:>5}  {}{level} [{}]{why}", finding.bits.to_string(), finding.signal, finding.tier);
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
    for pattern in &a.patterns {
        let _ = writeln!(out, "\nPattern {}: {}", pattern.id, pattern.name);
        wrap(&mut out, &pattern.means, 4, width);
    }
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
    if !a.security.is_empty() {
        let _ = writeln!(out, "\nFor security (no part of the score):");
        for finding in &a.security {
            wrap(&mut out, &format!("• {}: {}: {}", finding.part, finding.finding, finding.because), 2, width);
        }
    }
    for sheet in cover_sheets(a, bodies) {
        out.push_str(&sheet);
    }
    // Whatever the candidate wrote, it does not steer the terminal nor turn the direction of a line.
    out.retain(|c| c == '\n' || !steers(c));
    out
}

/// Characters that steer a terminal or turn the direction of the text around them.
pub fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A sheet for each document of the candidacy: what it is, what it says of itself, what was read out of it and how surely.
fn cover_sheets(assessment: &Assessment, bodies: &HashMap<(String, String), Value>) -> Vec<String> {
    let mut sheets: Vec<(&str, String)> = Vec::new();
    for body in bodies.values().filter(|b| b["subject"] == assessment.candidacy.as_str() && b["type"] == "hirewall.document.read.v1") {
        let Ok(read) = serde_json::from_value::<DocumentRead>(body["data"].clone()) else { continue };
        sheets.push((body["id"].as_str().unwrap_or_default(), cover_sheet(&read)));
    }
    sheets.sort();
    sheets.into_iter().map(|(_, sheet)| sheet).collect()
}

fn cover_sheet(read: &DocumentRead) -> String {
    let mut out = String::new();
    let clean = |text: &str| -> String { text.chars().map(|c| if steers(c) { ' ' } else { c }).take(QUOTE).collect() };
    let name = read.filename.as_deref().map(clean).unwrap_or_default();
    let _ = writeln!(out, "\nDocument {name}");
    let mut line = |label: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(out, "  {label:<12} {value}");
        }
    };
    line("content", format!("blake3 {}…", read.document.get(..16).unwrap_or(&read.document)));
    if let Some(why) = &read.unreadable {
        line("unreadable", clean(why));
        return out;
    }
    let pages = read.pages.map(|n| format!(", {n} page{}", if n == 1 { "" } else { "s" })).unwrap_or_default();
    let language = read.language.as_deref().map(|l| format!(", language {}", clean(l))).unwrap_or_default();
    let words = read.text.as_deref().map_or(0, |t| t.split_whitespace().count());
    line("what it is", format!("{}{pages}{language}, {words} words", read.kind.as_deref().unwrap_or("document")));
    if let Some(meta) = &read.meta {
        let said = |value: &Option<String>| value.as_deref().map(clean);
        let two = |a: Option<String>, b: Option<String>| [a, b].into_iter().flatten().collect::<Vec<_>>().join(", ");
        line("written by", two(said(&meta.author), said(&meta.last_modified_by).map(|by| format!("last saved by {by}"))));
        line("made with", two(said(&meta.creator), said(&meta.producer)));
        let offset = meta
            .created_offset_minutes
            .map(|m| format!("clock at UTC{}{:02}:{:02}", if m < 0 { '-' } else { '+' }, m.unsigned_abs() / 60, m.unsigned_abs() % 60));
        line("made", two(said(&meta.created), offset));
        line("changed", two(said(&meta.modified), meta.revisions.map(|n| format!("{n} revisions"))));
        line("template", two(said(&meta.template), said(&meta.title).map(|t| format!("titled “{t}”"))));
        line("ids", meta.ids.iter().map(|id| clean(id)).take(3).collect::<Vec<_>>().join(", "));
        line("save ids", meta.rsids.first().map(|root| format!("root {}, {} in all", clean(root), meta.rsids.len())).unwrap_or_default());
        line("fonts", meta.fonts.iter().map(|f| clean(f)).take(4).collect::<Vec<_>>().join(", "));
    }
    line("pictures", if read.images.is_empty() { String::new() } else { read.images.len().to_string() });
    line("links", read.links.iter().map(|l| clean(l)).take(4).collect::<Vec<_>>().join(", "));
    line(
        "seen in it",
        read.observed.iter().map(|seen| clean(&seen.what)).collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", "),
    );
    if let Some(resume) = &read.resume {
        let name = resume.basics.as_ref().and_then(|b| b.name.as_deref()).map_or("no name", |_| "a name");
        line(
            "read from it",
            format!(
                "{name}, {} mailboxes, {} phones, {} jobs, {} studies, {} skills",
                read.emails.len(),
                read.phones.len(),
                resume.work.len(),
                resume.education.len(),
                resume.skills.len()
            ),
        );
        let sure: Vec<u8> = read.fields.iter().filter_map(|f| f.confidence).collect();
        let least = sure.iter().min().copied().unwrap_or(0);
        let low = sure.iter().filter(|c| **c < 80).count();
        line("how surely", format!("{} fields, the least sure at {least} of 100, {low} below 80", sure.len()));
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
