//! What strangers share with one candidacy.

use std::collections::{BTreeMap, BTreeSet};

use hirewall_model::Evidence;
use hirewall_model::dossier::{LinkKind, MAX_OTHERS, Neighbour, Other};
use hirewall_model::event::{Decision, Verdict};

use crate::card::{Card, IndicatorKind};
use crate::relation::{Relation, declared_household, relation, verdict};
use crate::text::{self, Common};

/// Texts this similar (in thousandths) are near-duplicates.
pub const NEAR_DUPLICATE: u32 = 550;
/// A value that more people hold than this links nobody: it is a mail relay, a carrier's gateway, a default.
pub const WIDELY_HELD: usize = 400;

/// Everything that one candidacy shares with others, and which others are the same person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Circle {
    /// What strangers share with it.
    pub neighbours: Vec<Neighbour>,
    /// Other candidacies of the same person.
    pub same_person: Vec<String>,
}

/// Holders of one hash other than the candidacy itself: cards of some, and how many there are.
pub struct Held<'a> {
    /// The shared hash.
    pub hash: u128,
    /// Cards of holders.
    pub cards: Vec<&'a Card>,
    /// All holders other than the candidacy itself, also those without a card here.
    pub count: usize,
}

/// Builds the circle of one candidacy. `population` is the number of candidacies that could hold a value.
pub fn circle(own: &Card, held: &[Held<'_>], population: u32, common: &Common) -> Circle {
    let mut known: BTreeMap<&str, (&Card, Relation)> = BTreeMap::new();
    for other in held.iter().flat_map(|h| &h.cards) {
        if other.candidacy != own.candidacy {
            known.entry(other.candidacy.as_str()).or_insert_with(|| (*other, relation(own, other)));
        }
    }
    let mut circle = Circle {
        same_person: known.values().filter(|(_, r)| *r == Relation::SamePerson).map(|(c, _)| c.candidacy.clone()).collect(),
        ..Circle::default()
    };
    // A life that somebody else tells too is public: others who tell parts of it say nothing of its owner.
    let life_is_told_twice = known.values().any(|(_, r)| *r == Relation::SameLife);
    for indicator in &own.indicators {
        let Some(link) = indicator.kind.link() else { continue };
        if matches!(link, LinkKind::WorkSequence | LinkKind::CareerYears) && life_is_told_twice {
            continue;
        }
        let Some(held) = held.iter().find(|h| h.hash == indicator.hash) else { continue };
        if held.count > WIDELY_HELD {
            continue;
        }
        let strangers: Vec<&Card> = held
            .cards
            .iter()
            .copied()
            .filter(|c| known.get(c.candidacy.as_str()).is_some_and(|(_, r)| *r != Relation::SamePerson))
            .filter(|c| verdict(own, c) != Some(Verdict::NotLinked))
            .filter(|c| {
                !(link == LinkKind::Mailbox || link == LinkKind::Phone) || own.agency_domain.is_none() || own.agency_domain != c.agency_domain
            })
            // The impostor's file names the victim's profile; that is said once, by the relation of its own below.
            .filter(|c| link != LinkKind::ProfileUrl || !known.get(c.candidacy.as_str()).is_some_and(|(_, r)| *r == Relation::SameLife))
            .collect();
        if strangers.is_empty() {
            continue;
        }
        let unseen = held.count.saturating_sub(held.cards.len());
        circle.neighbours.push(Neighbour {
            kind: link,
            own: evidence(own, indicator.event, &indicator.pointer),
            holders: (people(&strangers) + unseen) as u32,
            population,
            permille: None,
            others: others(own, &strangers, |c| {
                let i = c.indicators.iter().find(|i| i.hash == indicator.hash);
                i.map_or_else(Evidence::default, |i| evidence(c, i.event, &i.pointer))
            }),
        });
    }
    let by_relation = |wanted: Relation| known.values().filter(move |(_, r)| *r == wanted).map(|(c, _)| *c);
    let alike: Vec<(&Card, u32)> = known
        .values()
        .filter(|(c, r)| *r == Relation::Strangers && verdict(own, c) != Some(Verdict::NotLinked))
        .filter(|(c, _)| own.shares(c, IndicatorKind::TextBand))
        .filter_map(|(c, _)| text::similarity(&own.sketch, &c.sketch, common).filter(|s| *s >= NEAR_DUPLICATE).map(|s| (*c, s)))
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
            others: others(own, &cards, resume),
        });
    }
    let lives: Vec<&Card> = by_relation(Relation::SameLife).filter(|c| verdict(own, c) != Some(Verdict::NotLinked)).collect();
    if let Some(first) =
        own.indicators.iter().find(|i| i.kind == IndicatorKind::Life && lives.iter().any(|c| c.indicators.iter().any(|o| o.hash == i.hash)))
    {
        circle.neighbours.push(Neighbour {
            kind: LinkKind::SameLife,
            own: evidence(own, first.event, &first.pointer),
            holders: lives.len() as u32,
            population,
            permille: None,
            others: others(own, &lives, |c| evidence(c, c.resume_event, "/data/resume")),
        });
    }
    circle.neighbours.extend(judged(own, &known, population));
    circle
}

fn judged(own: &Card, known: &BTreeMap<&str, (&Card, Relation)>, population: u32) -> Vec<Neighbour> {
    let linked = own.judged.iter().filter(|(_, verdict, _)| *verdict == Verdict::Linked);
    linked
        .map(|(with, _, event)| Neighbour {
            kind: LinkKind::Judged,
            own: evidence(own, *event, "/data/verdict"),
            holders: 1,
            population,
            permille: None,
            others: vec![Other {
                candidacy: with.clone(),
                evidence: evidence(own, *event, "/data/with"),
                household: false,
                confirmed_fraud: known.get(with.as_str()).is_some_and(|(c, _)| c.decision == Some(Decision::ConfirmedFraud)),
            }],
        })
        .collect()
}

/// People behind cards: candidacies under one name count once.
fn people(cards: &[&Card]) -> usize {
    let mut names: BTreeSet<Vec<&str>> = BTreeSet::new();
    let mut nameless = 0;
    for card in cards {
        match card.names.first() {
            Some(name) if !name.is_empty() => {
                let mut words: Vec<&str> = name.iter().map(String::as_str).collect();
                words.sort_unstable();
                names.insert(words);
            }
            _ => nameless += 1,
        }
    }
    names.len() + nameless
}

fn others(own: &Card, cards: &[&Card], at: impl Fn(&Card) -> Evidence) -> Vec<Other> {
    let mut list: Vec<Other> = cards
        .iter()
        .map(|c| Other {
            candidacy: c.candidacy.clone(),
            evidence: at(c),
            household: declared_household(own, c),
            confirmed_fraud: c.decision == Some(Decision::ConfirmedFraud),
        })
        .collect();
    list.sort_by(|a, b| a.candidacy.cmp(&b.candidacy));
    list.truncate(MAX_OTHERS);
    list
}

fn evidence(card: &Card, event: u32, pointer: &str) -> Evidence {
    let event = card.event(event);
    Evidence { source: event.source, event: event.id, pointer: pointer.to_owned(), part: None, fact: None }
}
