//! `hirewall stage NAME`: one stage of the screening as a filter, a JSON object a line in and out, for engines that spread the work over machines.
//! What each line holds stands in `docs/src/stages.md`; what is done with it, in `hirewall_engine::stages`.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use hirewall_engine::campaigns::Registry;
use hirewall_engine::rates::{Cell, LEAST};
use hirewall_engine::score::{self, Members};
use hirewall_engine::stages::{self, Components, Looked, Row, Said, Setting};
use hirewall_engine::{Policy, Rates, gather};
use hirewall_intake::{Arrived, Problem, Sink};
use hirewall_link::Card;
use hirewall_link::neighbours::{Around, Circle, Held, WIDELY_HELD, circle};
use hirewall_link::text::{COMMON, COMMON_OF, Common};
use hirewall_model::assessment::Bits;
use hirewall_store::{Stored, digest};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;

use crate::args::{Give, Input, Rules, Stage};
use crate::{End, settings};

pub fn run(stage: &Stage) -> Result<End> {
    let mut out = BufWriter::new(io::stdout().lock());
    let end = match stage {
        Stage::Limits => limits(&mut out)?,
        Stage::Events { input } => events(input, &mut out)?,
        Stage::Indicators { as_of } => indicators(*as_of, &mut out)?,
        Stage::Same { population, common, rates } => same(*population, common.as_deref(), rates.as_deref(), &mut out)?,
        Stage::Assess { give, as_of, measured, rules } => assess(*give, *as_of, *measured, rules, &mut out)?,
        Stage::Components { as_of, population, common, register, rules } => {
            components(*as_of, *population, common.as_deref(), register.as_deref(), rules, &mut out)?
        }
        Stage::Members => members(&mut out)?,
        Stage::Tails { rates } => tails(rates, &mut out)?,
    };
    out.flush()?;
    Ok(end)
}

// ---------------------------------------------------------------- lines

/// Reads standard input line by line; each is one `T`.
fn each<T: DeserializeOwned>(mut take: impl FnMut(T) -> Result<()>) -> Result<()> {
    let mut input = io::stdin().lock();
    let mut line = String::new();
    for number in 1.. {
        line.clear();
        if input.read_line(&mut line).with_context(|| format!("line {number} of standard input cannot be read"))? == 0 {
            break;
        }
        if !line.trim().is_empty() {
            take(serde_json::from_str(&line).with_context(|| format!("line {number} of standard input is none of this stage's"))?)?;
        }
    }
    Ok(())
}

fn tell(out: &mut impl Write, line: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    Ok(out.write_all(b"\n")?)
}

/// JSON within a line: as it is, or as a string, which engines carry without looking inside.
#[derive(Deserialize)]
struct Within(Box<RawValue>);

impl Within {
    fn text(&self) -> Result<std::borrow::Cow<'_, str>> {
        let raw = self.0.get();
        Ok(if raw.starts_with('"') { serde_json::from_str::<String>(raw)?.into() } else { raw.into() })
    }

    fn read<T: DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_str(&self.text()?)?)
    }
}

fn file<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{}: is not what this stage needs", path.display()))
}

// ---------------------------------------------------------------- limits, events, indicators

fn limits(out: &mut impl Write) -> Result<End> {
    tell(out, &json!({"widely_held": WIDELY_HELD, "common_text": COMMON, "common_text_of": COMMON_OF, "measured_from": LEAST}))?;
    Ok(End::Done)
}

fn events(input: &Input, out: &mut impl Write) -> Result<End> {
    let options = crate::intake::options(input, None, &Policy::shipped()?)?;
    let mut told = Told { out, failed: None };
    hirewall_intake::read(&[PathBuf::from("-")], &options, &mut told);
    told.failed.map_or(Ok(End::Done), Err)
}

/// Tells each event and problem in a line.
struct Told<'a, W: Write> {
    out: &'a mut W,
    failed: Option<anyhow::Error>,
}

impl<W: Write> Told<'_, W> {
    fn tell(&mut self, line: &impl Serialize) {
        if self.failed.is_none() {
            self.failed = tell(self.out, line).err();
        }
    }
}

impl<W: Write> Sink for Told<'_, W> {
    fn event(&mut self, Arrived { event, body }: Arrived) {
        let (us, digest, body) = (event.time.as_microsecond(), digest(&body), String::from_utf8_lossy(&body));
        let (candidacy, source, id, time) = (event.subject, event.source, event.id, event.time);
        self.tell(&json!({"candidacy": candidacy, "source": source, "id": id, "time": time, "time_us": us, "digest": digest, "event": body}));
    }

    fn problem(&mut self, problem: Problem) {
        let Problem { severity, line, event, field, what, .. } = problem;
        let severity = severity.as_str();
        self.tell(&json!({"problem": {"severity": severity, "line": line, "event": event, "field": field, "what": what}}));
    }
}

/// A candidacy's events in any order, with what is known of its surroundings.
#[derive(Deserialize)]
struct Candidacy {
    candidacy: String,
    events: Vec<Within>,
    /// From `same`; without it, it shares nothing.
    circle: Option<Within>,
    /// From `components`.
    campaign: Option<String>,
    person: Option<String>,
    /// From `members`.
    heard: Option<Within>,
}

impl Candidacy {
    fn gather(&self, as_of: Timestamp) -> Result<Option<gather::Candidacy>> {
        let mut stored = Vec::with_capacity(self.events.len());
        for event in &self.events {
            let body = event.text()?.into_owned().into_bytes();
            let read = hirewall_model::parse::event(&body);
            let (read, _) = read.map_err(|_| anyhow!("{}: an event that is not as `stage events` gives them", self.candidacy))?;
            let kind = read.data.kind().to_owned();
            stored.push(Stored { seq: 0, source: read.source, id: read.id, subject: read.subject, time_us: read.time.as_microsecond(), kind, body });
        }
        stored.sort_by(|a, b| (a.time_us, &a.source, &a.id).cmp(&(b.time_us, &b.source, &b.id)));
        Ok(gather::candidacy(&self.candidacy, &stored, as_of))
    }
}

fn indicators(as_of: Timestamp, out: &mut impl Write) -> Result<End> {
    let key = settings::key()?;
    each(|line: Candidacy| {
        let Some(read) = line.gather(as_of)? else { return Ok(()) };
        let card = read.card(&key);
        let mut hashes: Vec<String> = card.indicators.iter().map(|i| format!("{:032x}", i.hash)).collect();
        hashes.sort();
        hashes.dedup();
        let line = json!({"candidacy": read.id, "merged_into": read.merged_into, "hashes": hashes, "shingles": card.sketch.hashes, "card": card});
        tell(out, &line)
    })?;
    Ok(End::Done)
}

// ---------------------------------------------------------------- same

/// A card with the cards of those who share something with it.
#[derive(Deserialize)]
struct Meeting {
    own: Within,
    held: Vec<Shared>,
    #[serde(default)]
    others: Vec<Within>,
}

/// Who else holds a hash; nobody is named where too many do.
#[derive(Deserialize)]
struct Shared {
    hash: String,
    holders: usize,
    #[serde(default)]
    by: Vec<String>,
}

fn same(population: u32, common: Option<&Path>, rates: Option<&Path>, out: &mut impl Write) -> Result<End> {
    let common = match (rates, common) {
        (Some(rates), _) => Common::from_hashes(file::<Rates>(rates)?.common_text),
        (None, Some(common)) => Common::from_hashes(file(common)?),
        (None, None) => Common::default(),
    };
    each(|line: Meeting| {
        let own: Card = line.own.read()?;
        let mut others = line.others.iter().map(Within::read).collect::<Result<Vec<Card>>>()?;
        others.sort_by(|a, b| a.candidacy.cmp(&b.candidacy));
        let place = |candidacy: &String| others.binary_search_by(|c| c.candidacy.cmp(candidacy)).map(|n| n as u32).map_err(|_| candidacy.clone());
        let mut held = Vec::with_capacity(line.held.len());
        for shared in &line.held {
            let hash = u128::from_str_radix(&shared.hash, 16).with_context(|| format!("{}: {:?} is no hash", own.candidacy, shared.hash))?;
            let by: Result<Vec<u32>, String> = shared.by.iter().map(place).collect();
            let by = by.map_err(|missing| anyhow!("{}: the card of {missing} is not in the line", own.candidacy))?;
            held.push(Held { hash, by, count: shared.holders });
        }
        let around = Around { others: others.iter().collect(), held };
        tell(out, &json!({"candidacy": own.candidacy, "circle": circle(&own, &around, population, &common)}))
    })?;
    Ok(End::Done)
}

// ---------------------------------------------------------------- assess

fn assess(give: Give, as_of: Timestamp, measured: bool, rules: &Rules, out: &mut impl Write) -> Result<End> {
    settings::load_reference()?;
    let (weights, policy, rates) = settings::rules(rules)?;
    let rates = rates.unwrap_or_else(|| Rates::stated(&weights));
    let setting = Setting { as_of, weights: &weights, policy: &policy, rates: &rates, editions: hirewall_refdata::editions() };
    each(|line: Candidacy| {
        let Some(read) = line.gather(as_of)? else { return Ok(()) };
        let first = (read.first_us(), read.events.first().cloned());
        let circle = line.circle.as_ref().map_or(Ok(Circle::default()), Within::read)?;
        let heard: Option<Members> = line.heard.as_ref().map(Within::read).transpose()?;
        let looked: Looked = stages::look(read, circle, as_of, &policy, &weights);
        let weighed = score::weigh(&looked.seen, &weights, &rates, heard.as_ref());
        let ordinary = line.campaign.is_none() && hirewall_engine::rates::is_ordinary(&looked.seen);
        match give {
            Give::Links => tell(out, &Row::new(&looked.candidacy, first.0, first.1).filled(&looked, &weighed)),
            Give::Said => tell(out, &json!({"campaign": line.campaign, "said": looked.says(&weighed)})),
            Give::Scores if ordinary => {
                let person = line.person.unwrap_or(looked.candidacy);
                tell(out, &Score { person, cell: looked.seen.cell(), bits: weighed.bits })
            }
            Give::Scores => Ok(()),
            Give::Assessments => tell(out, &setting.assess(&looked, &weighed, line.campaign.as_deref(), measured && ordinary)),
        }
    })?;
    Ok(End::Done)
}

/// The score of an ordinary candidacy.
#[derive(Serialize, Deserialize)]
struct Score {
    person: String,
    cell: Cell,
    bits: Bits,
}

// ---------------------------------------------------------------- components, members, tails

fn components(as_of: Timestamp, population: u64, common: Option<&Path>, register: Option<&Path>, rules: &Rules, out: &mut impl Write) -> Result<End> {
    let (weights, _, rates) = settings::rules(rules)?;
    let mut registry: Registry = register.map_or(Ok(Registry::default()), file)?;
    let mut rows: Vec<Row> = Vec::new();
    each(|row| {
        rows.push(row);
        Ok(())
    })?;
    rows.sort_by(|a, b| a.candidacy.cmp(&b.candidacy));
    let all: BTreeSet<&str> = rows.iter().map(|r| r.candidacy.as_str()).collect();
    let found = stages::components(&rows, &mut registry, &all, as_of);
    let ordinary = found.ordinary(&rows);
    let Components { ids, of, people, .. } = found;
    for (n, row) in rows.iter().enumerate() {
        if of[n].is_some() || people[n] != n {
            tell(out, &json!({"candidacy": row.candidacy, "campaign": of[n].map(|g| &ids[g]), "person": rows[people[n]].candidacy}))?;
        }
    }
    if rates.is_none() && rows.len() as u64 >= LEAST {
        let measured: Vec<_> = (0..rows.len()).filter(|n| ordinary[*n]).map(|n| rows[n].measured(people[n])).collect();
        let common = Common::from_hashes(common.map_or(Ok(Vec::new()), file)?);
        tell(out, &json!({"rates": Rates::measure(&measured, population, &weights, common.hashes().to_vec())}))?;
    }
    tell(out, &json!({"register": registry}))?;
    Ok(End::Done)
}

/// All that the members of one campaign say.
#[derive(Deserialize)]
struct Campaign {
    campaign: String,
    said: Vec<Within>,
}

fn members(out: &mut impl Write) -> Result<End> {
    each(|line: Campaign| {
        let mut said = line.said.iter().map(Within::read).collect::<Result<Vec<Said>>>()?;
        said.sort_by(|a, b| a.candidacy.cmp(&b.candidacy));
        for (n, heard) in stages::members(&line.campaign, &said.iter().collect::<Vec<_>>()) {
            tell(out, &json!({"candidacy": said[n].candidacy, "heard": heard}))?;
        }
        Ok(())
    })?;
    Ok(End::Done)
}

fn tails(rates: &Path, out: &mut impl Write) -> Result<End> {
    let rates: Rates = file(rates)?;
    let mut scores: Vec<Score> = Vec::new();
    each(|score| {
        scores.push(score);
        Ok(())
    })?;
    tell(out, &rates.with_tails(scores.into_iter().map(|s| (s.cell, s.bits, s.person))))?;
    Ok(End::Done)
}
