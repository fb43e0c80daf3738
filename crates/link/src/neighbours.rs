//! What strangers share with one candidacy.

use hirewall_model::Evidence;
use hirewall_model::dossier::{LinkKind, MAX_OTHERS, Neighbour, Other};
use hirewall_model::event::{Decision, Verdict};
use serde::{Deserialize, Serialize};

use crate::card::{Card, Indicator, IndicatorKind};
use crate::relation::{Relation, declared_household, relation, verdict};
use crate::text::{self, Common};

/// Texts this similar (in thousandths) are near-duplicates.
pub const NEAR_DUPLICATE: u32 = 550;
/// A value that more people hold than this links nobody: it is a mail relay, a carrier's gateway, a default.
pub const WIDELY_HELD: usize = 400;

/// A line that more write is a phrase of the trade, of a course or of a template.
pub const LINE_HELD: usize = 8;
/// From so many others on, those who all write the same lines have them from one place that is open to many.
const MOULD: usize = 4;

/// Everything that one candidacy shares with others, and which others are the same person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Circle {
    /// What strangers share with it.
    pub neighbours: Vec<Neighbour>,
    /// Other candidacies of the same person.
    pub same_person: Vec<String>,
}

/// Who shares what with one candidacy.
pub struct Around<'a> {
    /// Cards of others that hold a value of the candidacy, each once, in any order.
    pub others: Vec<&'a Card>,
    /// The values that others hold too.
    pub held: Vec<Held>,
}

/// Holders of one hash other than the candidacy itself: some by card, and how many there are.
pub struct Held {
    /// The shared hash.
    pub hash: u128,
    /// Indexes into [`Around::others`].
    pub by: Vec<u32>,
    /// All holders other than the candidacy itself, also those without a card here.
    pub count: usize,
}

/// One of the others, and how it relates.
struct Known<'a> {
    card: &'a Card,
    relation: Relation,
    /// A person judged that the two have nothing to do with each other.
    parted: bool,
}

/// Builds the circle of one candidacy. `population` is the number of candidacies that could hold a value.
pub fn circle(own: &Card, around: &Around<'_>, population: u32, common: &Common) -> Circle {
    let known: Vec<Known<'_>> = around
        .others
        .iter()
        .map(|card| Known { card, relation: relation(own, card), parted: verdict(own, card) == Some(Verdict::NotLinked) })
        .collect();
    let mut same_person: Vec<String> = known.iter().filter(|k| k.relation == Relation::SamePerson).map(|k| k.card.candidacy.clone()).collect();
    same_person.sort_unstable();
    let mut circle = Circle { same_person, ..Circle::default() };
    // A life that somebody else tells too is public: others who tell parts of it say nothing of its owner.
    let life_is_told_twice = known.iter().any(|k| k.relation == Relation::SameLife);
    let mut text_in_common = vec![false; known.len()];
    for indicator in &own.indicators {
        let Some(held) = around.held.iter().find(|h| h.hash == indicator.hash) else { continue };
        let holders = || held.by.iter().filter_map(|n| known.get(*n as usize));
        if indicator.kind == IndicatorKind::TextBand {
            for n in &held.by {
                if let Some(found) = text_in_common.get_mut(*n as usize) {
                    *found = true;
                }
            }
        }
        let Some(link) = indicator.kind.link() else { continue };
        if matches!(link, LinkKind::WorkSequence | LinkKind::CareerYears) && life_is_told_twice {
            continue;
        }
        if held.count > WIDELY_HELD {
            continue;
        }
        let strangers: Vec<&Card> = holders()
            .filter(|k| k.relation != Relation::SamePerson && !k.parted)
            .filter(|k| {
                !(link == LinkKind::Mailbox || link == LinkKind::Phone) || own.agency_domain.is_none() || own.agency_domain != k.card.agency_domain
            })
            // The impostor's file names the victim's profile; that is said once, by the relation of its own below.
            .filter(|k| link != LinkKind::ProfileUrl || k.relation != Relation::SameLife)
            .map(|k| k.card)
            .collect();
        if strangers.is_empty() {
            continue;
        }
        let unseen = held.count.saturating_sub(held.by.len());
        circle.neighbours.push(Neighbour {
            kind: link,
            own: evidence(own, indicator.event, &indicator.pointer),
            holders: (people(&strangers) + unseen) as u32,
            population,
            permille: None,
            lines: 0,
            others: others(own, strangers, |c| {
                let i = c.indicators.iter().find(|i| i.hash == indicator.hash);
                i.map_or_else(Evidence::default, |i| evidence(c, i.event, &i.pointer))
            }),
        });
    }
    let alike: Vec<(&Card, u32)> = known
        .iter()
        .zip(text_in_common)
        .filter(|(k, in_common)| *in_common && k.relation == Relation::Strangers && !k.parted)
        .filter_map(|(k, _)| text::similarity(&own.sketch, &k.card.sketch, common).filter(|s| *s >= NEAR_DUPLICATE).map(|s| (k.card, s)))
        .collect();
    if let Some(most) = alike.iter().map(|(_, s)| *s).max() {
        let cards: Vec<&Card> = alike.iter().map(|(c, _)| *c).collect();
        let resume = |c: &Card| evidence(c, c.resume_event, "/data/resume");
        circle.neighbours.push(Neighbour {
            kind: LinkKind::Text,
            own: resume(own),
            holders: people(&cards) as u32,
            population,
            permille: Some(most),
            lines: 0,
            others: others(own, cards, resume),
        });
    }
    if !life_is_told_twice {
        circle.neighbours.extend(lines(own, around, &known, population));
    }
    let lives: Vec<&Card> = known.iter().filter(|k| k.relation == Relation::SameLife && !k.parted).map(|k| k.card).collect();
    if let Some(first) =
        own.indicators.iter().find(|i| i.kind == IndicatorKind::Life && lives.iter().any(|c| c.indicators.iter().any(|o| o.hash == i.hash)))
    {
        circle.neighbours.push(Neighbour {
            kind: LinkKind::SameLife,
            own: evidence(own, first.event, &first.pointer),
            holders: lives.len() as u32,
            population,
            permille: None,
            lines: 0,
            others: others(own, lives, |c| evidence(c, c.resume_event, "/data/resume")),
        });
    }
    one_career(&mut circle.neighbours);
    circle.neighbours.extend(judged(own, &known, population));
    circle
}

/// People who write several of the same whole lines, each of which few write. Those are what is left of a copied résumé that was written anew in between.
fn lines(own: &Card, around: &Around<'_>, known: &[Known<'_>], population: u32) -> Vec<Neighbour> {
    let mut shared: Vec<(&Indicator, &Held)> = Vec::new();
    for indicator in own.indicators.iter().filter(|i| i.kind == IndicatorKind::Line) {
        shared.extend(around.held.iter().find(|h| h.hash == indicator.hash && h.count <= LINE_HELD).map(|held| (indicator, held)));
    }
    // Several lines that the same four others or more write are a mould: a course's class, a template.
    let of_a_mould = |held: &Held| held.by.len() >= MOULD && shared.iter().filter(|(_, other)| other.by == held.by).count() >= 2;
    let mut in_common: Vec<u32> = vec![0; known.len()];
    let mut first: Option<(u32, &str)> = None;
    for (indicator, held) in shared.iter().filter(|(_, held)| !of_a_mould(held)) {
        for n in &held.by {
            if let Some(lines) = in_common.get_mut(*n as usize) {
                *lines += 1;
                first = first.or(Some((indicator.event, &indicator.pointer)));
            }
        }
    }
    let Some((event, pointer)) = first else { return Vec::new() };
    let strangers = || known.iter().zip(&in_common).filter(|(k, _)| k.relation == Relation::Strangers && !k.parted);
    let with = |few: u32, many: u32| strangers().filter(|(_, lines)| (few..=many).contains(*lines)).map(|(k, _)| k.card).collect();
    let (several, two): (Vec<&Card>, Vec<&Card>) = (with(3, u32::MAX), with(2, 2));
    let make = |(cards, lines): (Vec<&Card>, u32)| Neighbour {
        kind: LinkKind::Lines,
        own: evidence(own, event, pointer),
        holders: people(&cards) as u32,
        population,
        permille: None,
        lines,
        others: others(own, cards, |c| evidence(c, c.resume_event, "/data/resume")),
    };
    [(several, 3), (two, 2)].into_iter().filter(|(cards, _)| !cards.is_empty()).map(make).collect()
}

/// A career that one other person tells too, and nobody else, while no contact, network or device is in common: a life told under two names. One
/// of the two may have taken it from the other's profile; which of them, the career does not say. A career that several tell is a mould.
fn one_career(neighbours: &mut Vec<Neighbour>) {
    let career = |n: &Neighbour| matches!(n.kind, LinkKind::WorkSequence | LinkKind::CareerYears);
    if neighbours.iter().any(|n| n.kind == LinkKind::SameLife) {
        return;
    }
    let mut told: Vec<&Neighbour> = neighbours.iter().filter(|n| career(n)).collect();
    told.sort_by_key(|n| std::cmp::Reverse(n.others.len()));
    let Some(first) = told.first().map(|n| (*n).clone()) else { return };
    let other = |candidacy: &str| first.others.iter().any(|o| o.candidacy == candidacy);
    let alone = told.iter().all(|n| n.holders == 1 && n.others.iter().all(|o| other(&o.candidacy)));
    // What only people who can reach one another share. A career can be read off a profile; a résumé's wording and its file come from whoever has it.
    let contact = |n: &Neighbour| {
        n.kind.is_household()
            || n.kind.is_of_a_file()
            || matches!(
                n.kind,
                LinkKind::Mailbox | LinkKind::ReferenceContact | LinkKind::Payee | LinkKind::MfaDevice | LinkKind::DeviceSerial | LinkKind::Judged
            )
    };
    let in_touch = neighbours.iter().filter(|n| contact(n)).flat_map(|n| &n.others).any(|o| other(&o.candidacy));
    if alone && !in_touch {
        neighbours.retain(|n| !career(n));
        neighbours.push(Neighbour { kind: LinkKind::SameLife, ..first });
    }
}

fn judged(own: &Card, known: &[Known<'_>], population: u32) -> Vec<Neighbour> {
    let linked = own.judged.iter().filter(|(_, verdict, _)| *verdict == Verdict::Linked);
    linked
        .map(|(with, _, event)| Neighbour {
            kind: LinkKind::Judged,
            own: evidence(own, *event, "/data/verdict"),
            holders: 1,
            population,
            permille: None,
            lines: 0,
            others: vec![Other {
                candidacy: with.clone(),
                evidence: evidence(own, *event, "/data/with"),
                household: false,
                confirmed_fraud: known.iter().any(|k| k.card.candidacy == *with && k.card.decision == Some(Decision::ConfirmedFraud)),
            }],
        })
        .collect()
}

/// People behind cards: candidacies under one name count once.
fn people(cards: &[&Card]) -> usize {
    let mut names: Vec<u64> = cards.iter().filter_map(|c| c.bearer).collect();
    let nameless = cards.len() - names.len();
    names.sort_unstable();
    names.dedup();
    names.len() + nameless
}

fn others(own: &Card, mut cards: Vec<&Card>, at: impl Fn(&Card) -> Evidence) -> Vec<Other> {
    cards.sort_unstable_by(|a, b| a.candidacy.cmp(&b.candidacy));
    cards.truncate(MAX_OTHERS);
    let other = |c: &Card| Other {
        candidacy: c.candidacy.clone(),
        evidence: at(c),
        household: declared_household(own, c),
        confirmed_fraud: c.decision == Some(Decision::ConfirmedFraud),
    };
    cards.into_iter().map(other).collect()
}

fn evidence(card: &Card, event: u32, pointer: &str) -> Evidence {
    let event = card.event(event);
    Evidence { source: event.source, event: event.id, pointer: pointer.to_owned(), part: None, fact: None }
}
