//! A campaign drawn: people on the left, what they share on the right, a line where somebody holds something. As SVG, and as DOT and
//! GraphML for other programs. The table of the same campaign has the same content.

use std::fmt::Write;

use hirewall_model::assessment::Band;
use hirewall_model::dossier::LinkKind;

use crate::campaigns::{Campaign, Member, Shared};

/// Height of a row, in pixels.
const ROW: usize = 30;
const TOP: usize = 64;
/// Left and right edges of the two columns.
const LEFT: (usize, usize) = (16, 330);
const RIGHT: (usize, usize) = (620, 1084);
/// Letters that fit into a box.
const FITS: (usize, usize) = (42, 58);

/// What may stand in XML, steering characters left out.
pub(crate) fn xml(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .map(|c| match c {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

fn cut(text: &str, fits: usize) -> String {
    match text.char_indices().nth(fits) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Kinds that belong together have one colour and one dash; colours are told apart by people who do not see red and green, too (Okabe and Ito).
fn stroke(kind: LinkKind) -> (&'static str, &'static str) {
    match kind {
        LinkKind::Phone | LinkKind::Mailbox | LinkKind::ReferenceContact => ("#0072b2", ""),
        LinkKind::Payee | LinkKind::IdentityDocument | LinkKind::Photo => ("#d55e00", ""),
        LinkKind::Device | LinkKind::DeviceSerial | LinkKind::MfaDevice => ("#009e73", "7 3"),
        LinkKind::Address | LinkKind::Ip | LinkKind::WifiBssid => ("#b8860b", "3 3"),
        _ => ("#8b5a9f", "1 3"),
    }
}

fn rim(band: Band) -> &'static str {
    match band {
        Band::Hold => "#b3261e",
        Band::Review => "#b8860b",
        Band::Verify => "#0072b2",
        Band::Clear => "#8a8f98",
    }
}

/// One row on the left: a person, by the first of their candidacies.
struct Row<'a> {
    first: &'a Member,
    candidacies: Vec<&'a str>,
}

/// The two columns in an order in which few lines cross: each row near the mean of those that it is joined to.
fn columns(campaign: &Campaign) -> (Vec<Row<'_>>, Vec<&Shared>) {
    let mut people: Vec<Row<'_>> = Vec::new();
    for member in &campaign.members {
        match people.iter_mut().find(|row| member.same_person.contains(&row.first.candidacy)) {
            Some(row) => row.candidacies.push(&member.candidacy),
            None => people.push(Row { first: member, candidacies: vec![&member.candidacy] }),
        }
    }
    let mut shared: Vec<&Shared> = campaign.shared.iter().collect();
    let holds = |row: &Row<'_>, value: &Shared| row.candidacies.iter().any(|c| value.members.iter().any(|m| m == c));
    let mean = |rows: Vec<usize>| if rows.is_empty() { usize::MAX } else { rows.iter().sum::<usize>() * 1000 / rows.len() };
    for _ in 0..4 {
        let at = |value: &&Shared| mean((0..people.len()).filter(|n| holds(&people[*n], value)).collect());
        shared.sort_by_cached_key(at);
        let at = |row: &Row<'_>| mean((0..shared.len()).filter(|n| holds(row, shared[*n])).collect());
        people.sort_by_cached_key(at);
    }
    (people, shared)
}

/// As an SVG picture.
pub fn svg(campaign: &Campaign) -> String {
    let (people, shared) = columns(campaign);
    let rows = people.len().max(shared.len());
    let bottom = TOP + rows * ROW;
    let (width, height) = (RIGHT.1 + 16, bottom + 40);
    // The shorter column is spread over the height of the longer one.
    let top = |n: usize, of: usize| TOP + (2 * n + 1) * rows * ROW / (2 * of.max(1)) - ROW / 2;
    let middle = |n: usize, of: usize| top(n, of) + ROW / 2 - 3;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\">"
    );
    let _ = writeln!(out, "<title>{}: {} people and what they share</title>", xml(&campaign.id), people.len());
    let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"26\" font-size=\"16\" font-weight=\"600\" fill=\"#1d2026\">{} · {} candidacies of {} people · {} to {}</text>",
        LEFT.0,
        xml(&campaign.id),
        campaign.members.len(),
        people.len(),
        date(campaign.first_seen),
        date(campaign.last_seen)
    );
    note(&mut out, LEFT.0, 50, "candidacy (and more of the same person) · band · role");
    note(&mut out, RIGHT.0, 50, "shared value · how many of all candidacies hold it");
    for (n, value) in shared.iter().enumerate() {
        let (colour, dash) = stroke(value.kind);
        let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
        for (m, _) in people.iter().enumerate().filter(|(_, row)| row.candidacies.iter().any(|c| value.members.iter().any(|m| m == c))) {
            let (x1, y1, x2, y2) = (LEFT.1, middle(m, people.len()), RIGHT.0, middle(n, shared.len()));
            let bend = (x1 + x2) / 2;
            let _ = writeln!(
                out,
                "<path d=\"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.4\" stroke-opacity=\"0.75\"{dash}/>"
            );
        }
    }
    for (n, row) in people.iter().enumerate() {
        let more = if row.candidacies.len() > 1 { format!(" +{}", row.candidacies.len() - 1) } else { String::new() };
        let text = cut(&format!("{}{more} · {} · {}", row.first.candidacy, row.first.band.as_str(), row.first.role), FITS.0);
        cell(&mut out, LEFT, top(n, people.len()), rim(row.first.band), &text, row.first.victim);
    }
    for (n, value) in shared.iter().enumerate() {
        let text = cut(&format!("{}: {}", value.kind.as_str(), value.value), FITS.1);
        let text = format!("{text} · {}", value.holders);
        cell(&mut out, RIGHT, top(n, shared.len()), stroke(value.kind).0, &text, false);
    }
    note(
        &mut out,
        LEFT.0,
        bottom + 24,
        "Dashed box: may be the person whose life others use. Lines: blue contacts, orange identity and pay, green devices, ochre places, violet texts.",
    );
    out.push_str("</svg>\n");
    out
}

fn note(out: &mut String, x: usize, y: usize, text: &str) {
    let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\" fill=\"#555b66\">{}</text>", xml(text));
}

fn cell(out: &mut String, (from, to): (usize, usize), y: usize, colour: &str, text: &str, dashed: bool) {
    let dash = if dashed { " stroke-dasharray=\"4 3\"" } else { "" };
    let _ = writeln!(
        out,
        "<rect x=\"{from}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"5\" fill=\"#f7f8fa\" stroke=\"{colour}\" stroke-width=\"1.6\"{dash}/>",
        to - from,
        ROW - 6
    );
    let _ = writeln!(out, "<text x=\"{}\" y=\"{}\" fill=\"#1d2026\">{}</text>", from + 9, y + 17, xml(text));
}

fn date(at: jiff::Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

fn member_label(member: &Member) -> String {
    format!("{} ({}, {})", member.candidacy, member.band.as_str(), member.role)
}

fn shared_label(value: &Shared) -> String {
    format!("{}: {} ({} of {})", value.kind.as_str(), value.value, value.holders, value.of)
}

/// In the language of Graphviz.
pub fn dot(campaign: &Campaign) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(|c: char| c.is_control(), " "));
    let mut out = format!("graph {} {{\n  rankdir=LR;\n", quoted(&campaign.id));
    for member in &campaign.members {
        let _ = writeln!(out, "  {} [shape=box, label={}];", quoted(&member.candidacy), quoted(&member_label(member)));
    }
    for (n, value) in campaign.shared.iter().enumerate() {
        let _ = writeln!(out, "  shared{n} [shape=ellipse, label={}];", quoted(&shared_label(value)));
        for member in &value.members {
            let _ = writeln!(out, "  {} -- shared{n};", quoted(member));
        }
    }
    out.push_str("}\n");
    out
}

/// As GraphML.
pub fn graphml(campaign: &Campaign) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for key in ["label", "kind", "band"] {
        let _ = writeln!(out, "  <key id=\"{key}\" for=\"node\" attr.name=\"{key}\" attr.type=\"string\"/>");
    }
    let _ = writeln!(out, "  <graph id=\"{}\" edgedefault=\"undirected\">", xml(&campaign.id));
    let node = |id: &str, data: &[(&str, &str)]| {
        let data: String = data.iter().map(|(key, value)| format!("<data key=\"{key}\">{}</data>", xml(value))).collect();
        format!("    <node id=\"{}\">{data}</node>\n", xml(id))
    };
    for member in &campaign.members {
        out.push_str(&node(&member.candidacy, &[("label", &member_label(member)), ("kind", "candidacy"), ("band", member.band.as_str())]));
    }
    for (n, value) in campaign.shared.iter().enumerate() {
        let id = format!("shared-{n}");
        out.push_str(&node(&id, &[("label", &shared_label(value)), ("kind", value.kind.as_str())]));
        for member in &value.members {
            let _ = writeln!(out, "    <edge source=\"{}\" target=\"{id}\"/>", xml(member));
        }
    }
    out.push_str("  </graph>\n</graphml>\n");
    out
}
