//! Findings → bits → band. Pure: no clock, no file, no randomness.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hirewall_model::Evidence;
use hirewall_model::assessment::{Band, Bits, Family, Finding, NextStep, Tail, Tier};
use hirewall_model::dossier::{Dossier, Found, LinkKind, Report};
use hirewall_signals::Signal;
use serde::{Deserialize, Serialize};

use crate::policy::{Kind, Policy};
use crate::rates::{Cell, Rates};
use crate::weights::Weights;

/// What the signals say of one dossier.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Kind of requisition.
    pub kind: Kind,
    /// Prior of the requisition.
    pub prior: Bits,
    /// One bit per signal of the catalogue that could look.
    pub looked: u128,
    /// What was found.
    pub found: Vec<Hit>,
}

/// One finding with the signal and level that made it.
#[derive(Clone)]
pub struct Hit {
    /// The signal.
    pub signal: &'static Signal,
    /// The signal's tier; at most corroborating where it rests on what was read out of a document.
    pub tier: Tier,
    /// Index into [`Weights::levels`].
    pub level: usize,
    /// What it says.
    pub found: Found,
}

/// Levels that are hard in form only and corroborate: what two people under one roof share, and a check that differs in a detail, a month or
/// a middle name.
pub fn mild(level: &str) -> bool {
    matches!(level, "household" | "mismatch")
}

/// What is shared with one or few people under one roof.
pub fn at_home(level: &str) -> bool {
    matches!(level, "household" | "house")
}

/// What the innocent share without doing anything: a roof, or a network address with strangers and nothing else. It adds its bits and opens no gate.
pub fn opens_no_gate(level: &str) -> bool {
    at_home(level) || level == "alone"
}

impl Hit {
    /// Whether it opens the gate alone.
    pub fn is_hard(&self) -> bool {
        self.tier == Tier::Hard && !mild(self.found.level)
    }
}

impl std::fmt::Debug for Hit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.signal.id, self.found.level)
    }
}

/// What the other members of a campaign must show on average, so that it counts for the gate: a dormitory of honest students stays quiet.
const LEAST_SAID: Bits = Bits(1000);

/// Lets all signals look.
pub fn look(dossier: &Dossier, policy: &Policy, weights: &Weights) -> Seen {
    let mut seen = Seen { kind: policy.kind(&dossier.requisition), prior: policy.prior(&dossier.requisition), looked: 0, found: Vec::new() };
    for (n, signal) in hirewall_signals::all().enumerate() {
        let mut report = Report::default();
        (signal.check)(dossier, &mut report);
        seen.looked |= u128::from(report.looked) << n;
        for found in report.found {
            if let Some(level) = weights.index(signal.id, found.level) {
                let extracted = found.evidence.iter().any(|e| e.source == hirewall_intake::EXTRACTED);
                let tier = if extracted && signal.tier == Tier::Hard { Tier::Corroborating } else { signal.tier };
                seen.found.push(Hit { signal, tier, level, found });
            }
        }
    }
    seen
}

impl Seen {
    /// One bit per family of which something could be looked at.
    pub fn families(&self) -> u16 {
        hirewall_signals::all().enumerate().filter(|(n, _)| self.looked >> n & 1 == 1).fold(0, |mask, (_, s)| mask | 1 << s.family as u16)
    }

    /// Where its score is measured.
    pub fn cell(&self) -> Cell {
        Cell { kind: self.kind.clone(), families: self.families() }
    }

    /// Families of which there was nothing to look at.
    pub fn not_looked_at(&self) -> Vec<Family> {
        let mask = self.families();
        Family::ALL.iter().copied().filter(|f| mask >> *f as u16 & 1 == 0).collect()
    }
}

/// What the other members of a campaign say of one member.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Members {
    /// Mean of the others' independent evidence.
    pub bits: Bits,
    /// How many others there are.
    pub count: usize,
    /// The campaign.
    pub campaign: String,
    /// Where the strongest of it stands.
    pub evidence: Vec<Evidence>,
}

/// A weighed dossier.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    /// Prior and families together.
    pub bits: Bits,
    /// Family sums, cut.
    pub families: Vec<(Family, Bits)>,
    /// The findings, the strongest first.
    pub findings: Vec<Finding>,
    /// What this candidacy shows by itself, without links and weak findings: what it can say of its campaign.
    pub independent: Bits,
    /// A hard finding, or corroborating ones of two families.
    pub gate: bool,
    /// Something more than weak speaks against the person.
    pub more_than_weak: bool,
}

/// Weighs what was seen.
pub fn weigh(seen: &Seen, weights: &Weights, rates: &Rates, members: Option<&Members>) -> Weighed {
    let mut raw: Vec<(Bits, Option<String>)> = seen.found.iter().map(|hit| (raw_bits(hit, seen, weights, rates), None)).collect();
    for (n, hit) in seen.found.iter().enumerate() {
        if hit.found.explained && hit.tier != Tier::Hard {
            raw[n] = (Bits(0), Some("explained by what the candidate declared".into()));
        }
    }
    set_aside_repeats(seen, weights, rates, &mut raw);
    let mut allowance = weights.weak;
    for (n, hit) in by_strength(seen, &raw) {
        if hit.signal.tier == Tier::Weak && raw[n].0 > Bits(0) {
            let counted = Bits(raw[n].0.0.min(allowance.0));
            if counted < raw[n].0 {
                raw[n].1 = Some(format!("weak findings add at most {} bits together", weights.weak.as_f64()));
            }
            allowance = Bits(allowance.0 - counted.0);
            raw[n].0 = counted;
        }
    }
    let counts = |n: usize| raw[n].0 > Bits(0);
    let hard = seen.found.iter().enumerate().any(|(n, h)| counts(n) && h.is_hard());
    let corroborating = |h: &Hit| matches!(h.tier, Tier::Corroborating | Tier::Hard) && !h.is_hard() && !opens_no_gate(h.found.level);
    let mut families: Vec<Family> =
        seen.found.iter().enumerate().filter(|(n, h)| counts(*n) && corroborating(h)).map(|(_, h)| h.signal.family).collect();
    families.sort_unstable();
    families.dedup();
    // What the other members show is evidence of other families than links: beside an own link it opens the gate.
    let said_elsewhere = members.is_some_and(|m| m.bits >= LEAST_SAID) && families == [Family::Links];
    let independent: Bits = seen
        .found
        .iter()
        .enumerate()
        .filter(|(n, h)| counts(*n) && h.signal.tier != Tier::Weak && h.signal.family != Family::Links)
        .map(|(n, _)| raw[n].0)
        .sum();
    let mut findings: Vec<Finding> = seen.found.iter().zip(&raw).map(|(hit, (bits, why))| finding(hit, *bits, why.clone())).collect();
    if let Some(members) = members.filter(|m| m.bits > Bits(0)) {
        findings.push(campaign_finding(members, weights));
    }
    findings.sort_by(|a, b| (b.bits.0.abs(), &a.signal, &a.evidence).cmp(&(a.bits.0.abs(), &b.signal, &b.evidence)));
    let mut sums: BTreeMap<Family, Bits> = BTreeMap::new();
    for finding in &findings {
        let sum = sums.entry(finding.family).or_default();
        *sum = *sum + finding.bits;
    }
    let cut: Vec<(Family, Bits)> = sums
        .into_iter()
        .filter(|(_, sum)| *sum != Bits(0))
        .map(|(family, sum)| {
            let (floor, cap) = weights.caps.get(&family).copied().unwrap_or((Bits(0), Bits(0)));
            (family, sum.clamp(floor, cap))
        })
        .collect();
    Weighed {
        bits: seen.prior + cut.iter().map(|(_, bits)| *bits).sum(),
        families: cut,
        findings,
        independent,
        gate: hard || families.len() + usize::from(said_elsewhere) >= 2,
        more_than_weak: seen.found.iter().enumerate().any(|(n, h)| counts(n) && h.signal.tier != Tier::Weak),
    }
}

/// log2(hit / rate); for a link at most log2((N + 1000) / holders), the thousand standing for candidacies elsewhere as in the rates.
fn raw_bits(hit: &Hit, seen: &Seen, weights: &Weights, rates: &Rates) -> Bits {
    let level = &weights.levels()[hit.level];
    let rate = rates.rate(&seen.kind, &level.signal, &level.level, level.rate);
    let bits = (level.hit / rate).log2();
    let bits = match hit.found.rarity {
        Some((holders, population)) => bits.min((f64::from(population.saturating_add(1000)) / f64::from(holders.saturating_add(1))).log2()),
        None => bits,
    };
    // What speaks for a person never turns against them because it is rare here, nor the other way round.
    Bits::from_f64(if level.hit < level.rate { bits.min(0.0) } else { bits.max(0.0) })
}

/// One fact counts once: of a signal's findings, of a group's and of what fires together anyway, only the strongest.
fn set_aside_repeats(seen: &Seen, weights: &Weights, rates: &Rates, raw: &mut [(Bits, Option<String>)]) {
    let name = |hit: &Hit| {
        let level = &weights.levels()[hit.level];
        format!("{}/{}", level.signal, level.level)
    };
    let mut kept: Vec<usize> = Vec::new();
    for (n, hit) in by_strength(seen, raw) {
        if raw[n].1.is_some() || raw[n].0 == Bits(0) {
            continue;
        }
        if copied_with_a_life(&hit.found, seen) {
            raw[n] = (Bits(0), Some("the same fact as life-duplicated".into()));
            continue;
        }
        let speaks_for = raw[n].0 < Bits(0);
        let same = kept.iter().copied().find(|k| {
            let other = &seen.found[*k];
            let (a, b) = (&weights.levels()[hit.level], &weights.levels()[other.level]);
            (raw[*k].0 < Bits(0)) == speaks_for
                && (a.signal == b.signal
                    || (a.group.is_some() && a.group == b.group)
                    || one_desk(&hit.found, &other.found, seen)
                    || rates.fire_together(&name(hit), &name(other)))
        });
        match same {
            Some(k) => raw[n] = (Bits(0), Some(format!("the same fact as {}", seen.found[k].signal.id))),
            None => kept.push(n),
        }
    }
}

/// What is shared only with those who tell the same life came along with it: document, photo and references of the one who is copied
/// are those of the one who copies, and say no more of either.
fn copied_with_a_life(found: &Found, seen: &Seen) -> bool {
    let lives = || seen.found.iter().filter(|h| h.found.link == Some(LinkKind::SameLife)).flat_map(|h| &h.found.others);
    found.link.is_some_and(|l| l != LinkKind::SameLife) && !found.others.is_empty() && found.others.iter().all(|o| lives().any(|l| l == o))
}

/// Phone, address, device and network shared with the same people are one desk, home or office: one fact. So are two of them whose
/// people all meet at one address or network: not everybody at a job centre sits at the same machine.
fn one_desk(a: &Found, b: &Found, seen: &Seen) -> bool {
    let at_a_desk = |f: &Found| f.link.is_some_and(LinkKind::is_household);
    let both = |x: &Found, y: &Found| x.others.iter().filter(|o| y.others.contains(o)).count();
    let within = |x: &Found, place: &Found| both(x, place) * 2 >= x.others.len();
    let place = |f: &Found| matches!(f.link, Some(LinkKind::Address | LinkKind::Ip | LinkKind::WifiBssid)) && f.level != "exit";
    at_a_desk(a)
        && at_a_desk(b)
        && (both(a, b) * 2 >= a.others.len().min(b.others.len())
            || seen.found.iter().any(|c| place(&c.found) && within(a, &c.found) && within(b, &c.found)))
}

/// Hard findings first, so that one fact keeps its hardest witness; then by bits.
fn by_strength<'a>(seen: &'a Seen, raw: &[(Bits, Option<String>)]) -> Vec<(usize, &'a Hit)> {
    let mut order: Vec<(usize, &Hit)> = seen.found.iter().enumerate().collect();
    order.sort_by(|(a, x), (b, y)| {
        let key = |n: usize, hit: &Hit| (std::cmp::Reverse(hit.tier == Tier::Hard), std::cmp::Reverse(raw[n].0.0.abs()));
        (key(*a, x), x.signal.id, &x.found.evidence).cmp(&(key(*b, y), y.signal.id, &y.found.evidence))
    });
    order
}

fn finding(hit: &Hit, bits: Bits, set_aside: Option<String>) -> Finding {
    let page = pages().get(hit.signal.id);
    let text = |pick: fn(&hirewall_signals::page::Page) -> &String| Cow::Borrowed(page.map_or("", |p| pick(p).as_str()));
    Finding {
        signal: hit.signal.id.into(),
        family: hit.signal.family,
        tier: hit.tier,
        level: Some(hit.found.level.into()),
        holders: hit.found.rarity.map(|(holders, _)| holders),
        bits,
        because: hit.found.because.clone(),
        evidence: hit.found.evidence.clone(),
        innocent_when: text(|p| &p.innocent),
        ask: text(|p| &p.ask),
        set_aside,
    }
}

/// The catalogue's pages, read once.
pub fn pages() -> &'static BTreeMap<&'static str, hirewall_signals::page::Page> {
    static PAGES: std::sync::LazyLock<BTreeMap<&'static str, hirewall_signals::page::Page>> =
        std::sync::LazyLock::new(|| hirewall_signals::all().map(|s| (s.id, hirewall_signals::page::read(s.page))).collect());
    &PAGES
}

fn campaign_finding(members: &Members, weights: &Weights) -> Finding {
    let bits = members.bits.min(weights.member);
    let who = if members.count == 1 { "The other member".to_owned() } else { format!("The {} other members", members.count) };
    Finding {
        signal: "campaign-members".into(),
        family: Family::Links,
        tier: Tier::Corroborating,
        level: None,
        holders: None,
        bits,
        because: format!("{who} of {} show evidence of their own, {:.1} bits on average.", members.campaign, members.bits.as_f64()),
        evidence: members.evidence.clone(),
        innocent_when: "The links that make the campaign are innocent: see them first.".into(),
        ask: "Read the other members' cases before this one.".into(),
        set_aside: None,
    }
}

/// The band that score, tail and gate reach.
pub fn band(weighed: &Weighed, tail: Option<(Tail, bool)>, policy: &Policy) -> Band {
    for (band, threshold) in policy.bands() {
        let rare = match tail {
            // Above all that were measured, and fewer measured than the band asks for: the bits alone decide.
            Some((tail, above_all)) => tail.one_in >= threshold.one_in || (above_all && tail.n < threshold.one_in),
            None => true,
        };
        let open = if band == Band::Verify { weighed.more_than_weak } else { weighed.gate };
        if rare && open && weighed.bits >= Bits::from_f64(threshold.bits) {
            return band;
        }
    }
    Band::Clear
}

/// What to do next: each question once, the one first that settles most bits a minute, for whoever takes it. Nothing is asked of a clear candidacy.
pub fn next_steps(weighed: &Weighed, band: Band, policy: &Policy) -> Vec<NextStep> {
    let mut steps: Vec<NextStep> = Vec::new();
    if band == Band::Clear {
        return steps;
    }
    for finding in weighed.findings.iter().filter(|f| f.bits > Bits(0)) {
        if !steps.iter().any(|s| s.ask == finding.ask) {
            let (who, minutes) = policy.step(finding.family);
            steps.push(NextStep { ask: finding.ask.clone().into_owned(), who: who.to_owned(), bits: finding.bits, minutes });
        }
    }
    // One answer settles what it asks about: bits a minute, compared without fractions.
    steps.sort_by(|a, b| (i64::from(b.bits.0) * i64::from(a.minutes), &a.ask).cmp(&(i64::from(a.bits.0) * i64::from(b.minutes), &b.ask)));
    steps.truncate(5);
    steps
}
