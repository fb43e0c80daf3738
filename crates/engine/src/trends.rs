//! How operations move through the quarters: applications, people, personas, campaigns, each counted apart.
//!
//! What is counted, so that nobody quotes one number for another:
//! - an **application** is a candidacy, in the quarter of its first event;
//! - a **person** is everybody whose candidacies are the same person's, in the quarter of the first of them;
//! - a **persona** is a person of whom a candidacy is in `review` or `hold` by its latest assessment and whom nobody has cleared since: what was
//!   found, not what was proved;
//! - **confirmed** is a person of whom somebody decided that it is a fraud;
//! - a **campaign** stands in the quarter of its first candidacy.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use hirewall_model::What;
use hirewall_model::assessment::{Assessment, Band};
use hirewall_model::event::Decision;
use hirewall_store::{Store, Stored};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use crate::campaigns::Registry;
use crate::graph::xml;
use crate::stages::people;
use crate::{Error, Policy, gather};

/// Candidacies read at once.
const CHUNK: usize = 500;

/// What to split a count by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Role family of the policy.
    Role,
    /// Country of the first school whose place is known.
    Region,
    /// Channel of the application.
    Channel,
    /// Stage reached when last assessed: where a persona was caught.
    Stage,
}

/// What to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Candidacies.
    Applications,
    /// People.
    People,
    /// People in review or hold.
    Personas,
    /// People whom somebody decided to be a fraud.
    Confirmed,
    /// Campaigns.
    Campaigns,
}

impl Count {
    /// What the number counts, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Applications => "applications",
            Self::People => "people who applied",
            Self::Personas => "people of whom an application is in review or hold and whom nobody cleared (found, not proved)",
            Self::Confirmed => "people whom somebody decided to be a fraud",
            Self::Campaigns => "campaigns, by their first application",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Applications => "Applications",
            Self::People => "People",
            Self::Personas => "Personas in review or hold",
            Self::Confirmed => "Confirmed frauds",
            Self::Campaigns => "Campaigns",
        }
    }

    fn of(self, quarter: &Quarter) -> u64 {
        match self {
            Self::Applications => quarter.applications,
            Self::People => quarter.people,
            Self::Personas => quarter.personas,
            Self::Confirmed => quarter.confirmed,
            Self::Campaigns => quarter.campaigns,
        }
    }
}

/// One quarter.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Quarter {
    /// `2024-Q2`.
    pub quarter: String,
    /// Not all of it is in the store or after the start: left out of the growth.
    pub partial: bool,
    /// See [`Count`].
    pub applications: u64,
    /// See [`Count`].
    pub people: u64,
    /// See [`Count`].
    pub personas: u64,
    /// See [`Count`].
    pub confirmed: u64,
    /// See [`Count`].
    pub campaigns: u64,
    /// Editions of the weights that judged for the first time in this quarter: here detection itself changed.
    pub weights_changed: Vec<String>,
    /// The count that was asked for, split; empty without a split.
    pub split: BTreeMap<String, u64>,
}

/// Growth per quarter: a Poisson regression with a log link, its errors widened by the dispersion that is there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Growth {
    /// 0.27 is 27 % more each quarter.
    pub per_quarter: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Full quarters it rests on.
    pub quarters: usize,
}

/// The whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trends {
    /// Applications before this day are left out.
    pub since: Option<Date>,
    /// Quarters, without gaps.
    pub quarters: Vec<Quarter>,
    /// Sum over all quarters of what was asked for.
    pub total: u64,
    /// Its growth, where there are three full quarters and ten to count.
    pub growth: Option<Growth>,
    /// What the total counts.
    pub counts: String,
}

/// What is known of one candidacy.
struct Case {
    at: Timestamp,
    flagged: bool,
    fraud: bool,
    split: String,
    editions: Vec<(Timestamp, String)>,
    same_person: Vec<String>,
}

/// Reads a store and counts.
pub async fn trends(store: &Store, policy: &Policy, since: Option<Date>, count: Count, by: Option<By>) -> Result<Trends, Error> {
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    for chunk in store.subjects().await?.chunks(CHUNK) {
        for stored in store.events_of(chunk).await?.chunk_by(|a, b| a.subject == b.subject) {
            let Some(subject) = stored.first().map(|e| e.subject.clone()) else { continue };
            let recorded: Vec<Assessment> = store.assessments_of(&subject).await?.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
            if let Some(case) = case(&subject, stored, &recorded, policy, by) {
                cases.insert(subject, case);
            }
        }
    }
    let start = since.map(|day| day.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp())).transpose();
    let start = start.map_err(|e| Error::Setting { file: "--since".into(), what: e.to_string() })?;
    // Everything is counted where its application came: after the last of them there is nothing to count yet.
    let end = cases.values().map(|c| c.at).max().or(start).unwrap_or(Timestamp::UNIX_EPOCH);
    let founded = first_of_campaigns(&Registry::of(store).await?, &cases);
    Ok(count_up(&cases, &founded, since.zip(start), end, count))
}

fn case(subject: &str, stored: &[Stored], recorded: &[Assessment], policy: &Policy, by: Option<By>) -> Option<Case> {
    let read = gather::candidacy(subject, stored, Timestamp::MAX)?;
    if read.merged_into.is_some() {
        return None;
    }
    let decision = read.claims.iter().rev().find_map(|c| match &c.what {
        What::Decision(decision) => Some(decision),
        _ => None,
    });
    let last = recorded.last();
    let split = match by {
        None => String::new(),
        Some(By::Role) => policy.role_family(&read.requisition).to_owned(),
        Some(By::Stage) => read.stage.to_owned(),
        Some(By::Channel) => channel(stored).unwrap_or_else(|| "not said".into()),
        Some(By::Region) => read.claims.iter().find_map(|c| region(&c.what)).unwrap_or_else(|| "not known".into()),
    };
    Some(Case {
        at: Timestamp::from_microsecond(stored.iter().map(|e| e.time_us).min()?).ok()?,
        flagged: last.is_some_and(|a| a.band >= Band::Review) && !matches!(decision, Some(Decision::Cleared | Decision::ImpersonationVictim)),
        fraud: decision == Some(&Decision::ConfirmedFraud),
        split,
        editions: recorded.iter().map(|a| (a.as_of, a.weights.clone())).collect(),
        same_person: last.map(|a| a.same_person.clone()).unwrap_or_default(),
    })
}

fn channel(stored: &[Stored]) -> Option<String> {
    stored.iter().find_map(|event| {
        let body: Value = serde_json::from_slice(&event.body).ok()?;
        body.pointer("/data/channel")?.as_str().map(str::to_owned)
    })
}

fn region(what: &What) -> Option<String> {
    let What::Study { institution, location, .. } = what else { return None };
    hirewall_refdata::school_country(institution, location.as_deref())
}

/// When the first candidacy of each campaign came.
fn first_of_campaigns(registry: &Registry, cases: &BTreeMap<String, Case>) -> Vec<(Timestamp, String)> {
    let first = |members: &BTreeSet<String>| members.iter().filter_map(|m| cases.get(m)).map(|c| (c.at, c.split.clone())).min();
    registry.living().filter_map(|(_, record)| first(&record.members)).collect()
}

/// Quarters since year 0.
fn quarter_of(at: Timestamp) -> i64 {
    let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    i64::from(date.year()) * 4 + i64::from(date.month() - 1) / 3
}

fn count_up(
    cases: &BTreeMap<String, Case>,
    campaigns: &[(Timestamp, String)],
    since: Option<(Date, Timestamp)>,
    end: Timestamp,
    count: Count,
) -> Trends {
    let from = since.map(|(_, at)| at);
    let counted = |at: Timestamp| from.is_none_or(|start| at >= start);
    let first = cases.values().map(|c| c.at).filter(|at| counted(*at)).min().unwrap_or(end);
    let begins = quarter_of(from.unwrap_or(first));
    let mut quarters: Vec<Quarter> = (begins..=quarter_of(end))
        .map(|q| Quarter { quarter: format!("{}-Q{}", q.div_euclid(4), q.rem_euclid(4) + 1), ..Quarter::default() })
        .collect();
    let one_person = people(cases.iter().map(|(candidacy, case)| (candidacy.as_str(), case.same_person.as_slice())));
    let mut add = |at: Timestamp, split: &str, what: Count, to: &dyn Fn(&mut Quarter) -> &mut u64| {
        let at = usize::try_from(quarter_of(at) - begins).ok();
        if let Some(quarter) = at.and_then(|n| quarters.get_mut(n)) {
            *to(quarter) += 1;
            if what == count && !split.is_empty() {
                *quarter.split.entry(split.to_owned()).or_default() += 1;
            }
        }
    };
    // The first candidacy of a person, the first that is flagged, the first that is confirmed.
    let mut people: BTreeMap<usize, [Option<(Timestamp, &str)>; 3]> = BTreeMap::new();
    for (n, case) in cases.values().enumerate() {
        if counted(case.at) {
            add(case.at, &case.split, Count::Applications, &|q| &mut q.applications);
        }
        let person = people.entry(one_person[n]).or_default();
        for (slot, is) in person.iter_mut().zip([true, case.flagged, case.fraud]) {
            if is && slot.is_none_or(|(at, _)| case.at < at) {
                *slot = Some((case.at, &case.split));
            }
        }
    }
    for person in people.values() {
        let [came, flagged, confirmed] = person.map(|slot| slot.filter(|(at, _)| counted(*at)));
        came.into_iter().for_each(|(at, split)| add(at, split, Count::People, &|q| &mut q.people));
        flagged.into_iter().for_each(|(at, split)| add(at, split, Count::Personas, &|q| &mut q.personas));
        confirmed.into_iter().for_each(|(at, split)| add(at, split, Count::Confirmed, &|q| &mut q.confirmed));
    }
    for (at, split) in campaigns.iter().filter(|(at, _)| counted(*at)) {
        add(*at, split, Count::Campaigns, &|q| &mut q.campaigns);
    }
    let mut editions: BTreeMap<&str, Timestamp> = BTreeMap::new();
    for (at, edition) in cases.values().flat_map(|c| &c.editions) {
        let known = editions.entry(edition).or_insert(*at);
        *known = (*known).min(*at);
    }
    let oldest = editions.values().min().copied();
    for (edition, at) in editions.iter().filter(|(_, at)| Some(**at) != oldest) {
        if let Some(quarter) = usize::try_from(quarter_of(*at) - begins).ok().and_then(|n| quarters.get_mut(n)) {
            quarter.weights_changed.push((*edition).to_owned());
        }
    }
    mark_partial(&mut quarters, from.unwrap_or(first), end);
    let full: Vec<u64> = quarters.iter().filter(|q| !q.partial).map(|q| count.of(q)).collect();
    Trends {
        since: since.map(|(day, _)| day),
        total: quarters.iter().map(|q| count.of(q)).sum(),
        growth: growth(&full),
        quarters,
        counts: count.words().to_owned(),
    }
}

/// A first quarter that begins more than a week late, and a last one that is not over by more than a week.
fn mark_partial(quarters: &mut [Quarter], from: Timestamp, end: Timestamp) {
    let day_in_quarter = |at: Timestamp| {
        let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let month = (date.month() - 1) / 3 * 3 + 1;
        Date::new(date.year(), month, 1).ok().and_then(|start| date.since(start).ok()).map_or(0, |span| span.get_days())
    };
    if let Some(first) = quarters.first_mut() {
        first.partial = day_in_quarter(from) > 7;
    }
    if let Some(last) = quarters.last_mut() {
        last.partial |= day_in_quarter(end) < 83;
    }
}

/// Growth of a series: log(mean) = a + b·quarter, by Newton's method; the interval is widened where the counts scatter more than Poisson's.
pub fn growth(series: &[u64]) -> Option<Growth> {
    let (n, total) = (series.len(), series.iter().sum::<u64>());
    if n < 3 || total < 10 {
        return None;
    }
    let mean = total as f64 / n as f64;
    let centre = (n - 1) as f64 / 2.0;
    let x = |i: usize| i as f64 - centre;
    let (mut a, mut b) = (mean.ln(), 0.0_f64);
    let mut information = 0.0;
    for _ in 0..100 {
        let fitted = |i: usize| (a + b * x(i)).exp();
        let sum = |f: &dyn Fn(usize) -> f64| (0..n).map(f).sum::<f64>();
        let (g0, g1) = (sum(&|i| series[i] as f64 - fitted(i)), sum(&|i| x(i) * (series[i] as f64 - fitted(i))));
        let (h00, h01, h11) = (sum(&fitted), sum(&|i| x(i) * fitted(i)), sum(&|i| x(i) * x(i) * fitted(i)));
        let determinant = h00 * h11 - h01 * h01;
        if determinant <= f64::EPSILON {
            return None;
        }
        information = determinant / h00;
        let (da, db) = ((h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant);
        a += da.clamp(-2.0, 2.0);
        b += db.clamp(-2.0, 2.0);
        if da.abs() < 1e-10 && db.abs() < 1e-10 {
            break;
        }
    }
    let chi: f64 = (0..n).map(|i| (series[i] as f64 - (a + b * x(i)).exp()).powi(2) / (a + b * x(i)).exp()).sum();
    let dispersion = (chi / (n as f64 - 2.0)).max(1.0);
    let error = (dispersion / information).sqrt() * student(n - 2);
    Some(Growth { per_quarter: b.exp_m1(), low: (b - error).exp_m1(), high: (b + error).exp_m1(), quarters: n })
}

/// Two-sided 95 % point of Student's t.
fn student(degrees: usize) -> f64 {
    const TABLE: [f64; 30] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];
    degrees.checked_sub(1).and_then(|n| TABLE.get(n)).copied().unwrap_or(1.96)
}

/// Colours that people who see few of them tell apart (Okabe and Ito), but the line's.
const COLOURS: [&str; 7] = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#b0a400", "#8a8f98"];

impl Trends {
    /// The sentence that may be quoted, with what its number counts.
    pub fn sentence(&self) -> String {
        let since = self.since.or_else(|| self.quarters.first().and_then(|q| first_day(&q.quarter)));
        let since = since.map(|day| format!(" since {}", day.strftime("%B %Y"))).unwrap_or_default();
        let grows = self.growth.map_or_else(
            || "; too few full quarters or cases to say how it grows".to_owned(),
            |g| {
                format!(", {} a quarter (95 %: {} to {}, over {} full quarters)", percent(g.per_quarter), percent(g.low), percent(g.high), g.quarters)
            },
        );
        format!("{}{since}{grows}. Counted: {}.", thousands(self.total), self.counts)
    }

    /// As CSV, one row a quarter.
    pub fn csv(&self) -> String {
        let keys: BTreeSet<&String> = self.quarters.iter().flat_map(|q| q.split.keys()).collect();
        let field = |text: &str| if text.contains([',', '"', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() };
        let mut out = String::from("quarter,partial,applications,people,personas,confirmed,campaigns,weights_changed");
        keys.iter().for_each(|key| {
            let _ = write!(out, ",{}", field(key));
        });
        out.push('\n');
        for q in &self.quarters {
            let _ = write!(
                out,
                "{},{},{},{},{},{},{},{}",
                q.quarter,
                q.partial,
                q.applications,
                q.people,
                q.personas,
                q.confirmed,
                q.campaigns,
                field(&q.weights_changed.join(" "))
            );
            keys.iter().for_each(|key| {
                let _ = write!(out, ",{}", q.split.get(*key).copied().unwrap_or(0));
            });
            out.push('\n');
        }
        out
    }

    /// The parts that bars are split into, the largest first, and with the rest of them as one; empty without a split.
    fn parts(&self) -> Vec<(String, Vec<u64>)> {
        let mut sums: BTreeMap<&String, u64> = BTreeMap::new();
        self.quarters.iter().flat_map(|q| &q.split).for_each(|(key, n)| *sums.entry(key).or_default() += n);
        let mut keys: Vec<&String> = sums.keys().copied().collect();
        keys.sort_by_key(|key| std::cmp::Reverse(sums.get(key).copied()));
        let of = |key: &String| self.quarters.iter().map(|q| q.split.get(key).copied().unwrap_or(0)).collect::<Vec<u64>>();
        let mut parts: Vec<(String, Vec<u64>)> = keys.iter().take(COLOURS.len() - 1).map(|key| ((*key).clone(), of(key))).collect();
        let rest = keys.get(parts.len()..).unwrap_or_default();
        if !rest.is_empty() {
            let sum = |n: usize| rest.iter().map(|key| of(key).get(n).copied().unwrap_or(0)).sum();
            parts.push((format!("{} others", rest.len()), (0..self.quarters.len()).map(sum).collect()));
        }
        parts
    }

    /// As an SVG picture: a bar a quarter, in parts where there is a split, hatched where it is partial, and the curve of the growth.
    pub fn svg(&self, count: Count) -> String {
        let n = self.quarters.len().max(1);
        let (step, left, top, high) = (64, 56, 70, 240);
        let (width, bottom) = (left + n * step + 24, top + high);
        let width = width.max(480);
        let parts = self.parts();
        let most = self.quarters.iter().map(|q| count.of(q)).max().unwrap_or(0).max(1);
        let y = |value: f64| bottom as f64 - value.min(most as f64 * 1.05) * high as f64 / most as f64;
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {h}\" width=\"{width}\" height=\"{h}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n",
            h = bottom + 64 + 20 * parts.len()
        );
        let _ = writeln!(out, "<title>{} by quarter</title><rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>", count.title());
        let _ = writeln!(
            out,
            "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#dbe7f3\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#0072b2\" stroke-width=\"2\"/></pattern><pattern id=\"over\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#ffffff\" stroke-width=\"5\"/></pattern></defs>"
        );
        let text = |x: f64, y: f64, anchor: &str, colour: &str, text: &str| {
            format!("<text x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{text}</text>\n")
        };
        let _ = writeln!(out, "<text x=\"16\" y=\"26\" font-size=\"16\" font-weight=\"600\" fill=\"#1d2026\">{} by quarter</text>", count.title());
        let grows = self
            .growth
            .map_or_else(String::new, |g| format!("{} a quarter (95 %: {} to {}) · ", percent(g.per_quarter), percent(g.low), percent(g.high)));
        out.push_str(&text(16.0, 48.0, "start", "#555b66", &format!("{grows}{} in all", thousands(self.total))));
        let _ = writeln!(out, "<line x1=\"{left}\" y1=\"{bottom}\" x2=\"{}\" y2=\"{bottom}\" stroke=\"#8a8f98\"/>", left + n * step);
        for (n, quarter) in self.quarters.iter().enumerate() {
            let value = count.of(quarter);
            let (x, top) = ((left + n * step) as f64, y(value as f64));
            let mut bar = |from: f64, to: f64, fill: &str| {
                let _ = writeln!(out, "<rect x=\"{:.0}\" y=\"{to:.1}\" width=\"44\" height=\"{:.1}\" fill=\"{fill}\"/>", x + 10.0, from - to);
            };
            if parts.is_empty() && !quarter.partial {
                bar(bottom as f64, top, COLOURS[0]);
            }
            let mut below = 0;
            for ((_, values), colour) in parts.iter().zip(COLOURS) {
                let value = values.get(n).copied().unwrap_or(0);
                bar(y(below as f64), y((below + value) as f64), colour);
                below += value;
            }
            if quarter.partial {
                bar(bottom as f64, top, if parts.is_empty() { "url(#hatch)" } else { "url(#over)" });
            }
            out.push_str(&text(x + 32.0, top - 6.0, "middle", "#1d2026", &thousands(value)));
            out.push_str(&text(x + 32.0, bottom as f64 + 18.0, "middle", "#555b66", &quarter.quarter));
            if !quarter.weights_changed.is_empty() {
                let _ = writeln!(
                    out,
                    "<line x1=\"{x:.0}\" y1=\"{}\" x2=\"{x:.0}\" y2=\"{bottom}\" stroke=\"#b3261e\" stroke-dasharray=\"4 3\"/>",
                    bottom - high
                );
            }
        }
        if let (Some(growth), Some(first)) = (self.growth, self.quarters.iter().position(|q| !q.partial)) {
            let full: Vec<u64> = self.quarters.iter().filter(|q| !q.partial).map(|q| count.of(q)).collect();
            let ratio = 1.0 + growth.per_quarter;
            let shape: f64 = (0..full.len()).map(|i| ratio.powi(i as i32)).sum();
            let start = full.iter().sum::<u64>() as f64 / shape;
            let points: Vec<String> =
                (0..full.len()).map(|i| format!("{:.0},{:.1}", (left + (first + i) * step) as f64 + 32.0, y(start * ratio.powi(i as i32)))).collect();
            let _ = writeln!(out, "<polyline points=\"{}\" fill=\"none\" stroke=\"#d55e00\" stroke-width=\"2\"/>", points.join(" "));
        }
        let mut notes: Vec<&str> = Vec::new();
        if self.growth.is_some() {
            notes.push("Line: the growth");
        }
        if self.quarters.iter().any(|q| q.partial) {
            notes.push("hatched: part of a quarter, left out of the growth");
        }
        if self.quarters.iter().any(|q| !q.weights_changed.is_empty()) {
            notes.push("red: the weights changed");
        }
        out.push_str(&text(16.0, bottom as f64 + 44.0, "start", "#555b66", &notes.join(" · ")));
        for (n, ((key, values), colour)) in parts.iter().zip(COLOURS).enumerate() {
            let y = bottom + 62 + 20 * n;
            let _ = writeln!(out, "<rect x=\"16\" y=\"{y}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>");
            let words = format!("{} · {}", xml(key), thousands(values.iter().sum()));
            out.push_str(&text(36.0, y as f64 + 11.0, "start", "#1d2026", &words));
        }
        out.push_str("</svg>\n");
        out
    }
}

fn first_day(quarter: &str) -> Option<Date> {
    let (year, quarter) = quarter.split_once("-Q")?;
    Date::new(year.parse().ok()?, (quarter.parse::<i8>().ok()? - 1) * 3 + 1, 1).ok()
}

/// `0.27` → `+27 %`
fn percent(share: f64) -> String {
    format!("{:+.0} %", share * 100.0).replace('-', "−")
}

/// `1800` → `1,800`
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_of_27_percent_is_found_with_its_interval() {
        // 1,800 in eight quarters at 27 % more each.
        let series: Vec<u64> = (0..8).map(|q| (84.0 * 1.27_f64.powi(q)).round() as u64).collect();
        let found = growth(&series);
        assert!(found.is_some_and(|g| (g.per_quarter - 0.27).abs() < 0.01 && g.low > 0.22 && g.high < 0.32), "{found:?} of {series:?}");
    }

    #[test]
    fn scattered_counts_widen_the_interval_and_few_give_none() {
        let (even, odd) = (growth(&[100, 100, 100, 100, 100, 100]), growth(&[40, 160, 40, 160, 40, 160]));
        let width = |g: Option<Growth>| g.map(|g| g.high - g.low);
        assert!(width(odd) > width(even).map(|w| 3.0 * w), "{even:?} {odd:?}");
        assert!(even.is_some_and(|g| g.low < 0.0 && g.high > 0.0));
        assert_eq!(growth(&[4, 5]), None);
        assert_eq!(growth(&[1, 2, 3]), None);
    }
}
