//! Same person, same claimed life, or strangers.
//!
//! Plain entity resolution joins a thief to the victim, because name and life agree. What tells them apart is *contact*:
//! a person who applies again can be reached where they could be reached before, at least by one way; an impostor
//! brings contacts of their own.

use hirewall_model::event::Verdict;

use crate::card::{Card, IndicatorKind};

/// How two candidacies relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// One person applied twice.
    SamePerson,
    /// The same name and the same stations of life, but no contact, network or device in common.
    SameLife,
    /// Two people.
    Strangers,
}

/// Tells how two candidacies relate.
pub fn relation(a: &Card, b: &Card) -> Relation {
    if let Some(verdict) = verdict(a, b) {
        return if verdict == Verdict::SamePerson { Relation::SamePerson } else { Relation::Strangers };
    }
    use IndicatorKind::{Address, Device, Life, Mailbox, Phone};
    let named_alike = names_agree(a, b);
    // Most pairs that share a network have no name in common: nothing else needs to be compared then.
    if !named_alike && !given_name_agrees(a, b) {
        return Relation::Strangers;
    }
    let contact = |kind| a.shares(b, kind);
    let reachable = contact(Mailbox) || contact(Phone);
    if named_alike && (reachable || contact(Device) || contact(Address)) {
        return Relation::SamePerson;
    }
    // A new family name: the given name and one contact stay, and with them the other contact, the home or the work history.
    if reachable {
        let both = contact(Mailbox) && contact(Phone);
        if both || [Address, Device, IndicatorKind::WorkSequence, IndicatorKind::ProfileUrl].into_iter().any(contact) {
            return Relation::SamePerson;
        }
    }
    let some_contact = [&a, &b].iter().all(|c| c.indicators.iter().any(|i| matches!(i.kind, Mailbox | Phone)));
    if named_alike && some_contact && a.shared(b, Life) >= 2 && !contact(IndicatorKind::Ip) {
        return Relation::SameLife;
    }
    Relation::Strangers
}

/// What a person judged of the pair, the last word counting.
pub fn verdict(a: &Card, b: &Card) -> Option<Verdict> {
    let of = |x: &Card, y: &Card| x.judged.iter().rev().find(|(with, ..)| *with == y.candidacy).map(|(_, verdict, _)| verdict.clone());
    of(a, b).or_else(|| of(b, a))
}

/// Both declare one household: each names the other by candidacy, mailbox or name.
pub fn declared_household(a: &Card, b: &Card) -> bool {
    let names = |x: &Card, y: &Card| {
        x.household_with
            .iter()
            .any(|with| *with == y.candidacy.to_lowercase() || y.names.iter().any(|name| !name.is_empty() && crate::normal::name(with) == *name))
    };
    names(a, b) && names(b, a)
}

/// Some name of one is some name of the other: same words in any order, one inside the other, or a short form.
pub fn names_agree(a: &Card, b: &Card) -> bool {
    a.names.iter().chain(&a.former).any(|x| b.names.iter().chain(&b.former).any(|y| same_name(x, y)))
}

/// Whether two names can be one person's: all words of the shorter stand in the longer, short forms of given names allowed.
pub fn same_name(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return false;
    }
    let found = short.iter().filter(|word| long.iter().any(|other| *word == other || short_form(word, other))).count();
    found == short.len() && (short.len() >= 2 || long.len() == 1)
}

fn given_name_agrees(a: &Card, b: &Card) -> bool {
    a.names.iter().filter_map(|n| n.first()).any(|x| b.names.iter().filter_map(|n| n.first()).any(|y| x == y || short_form(x, y)))
}

/// Common English short forms, and a shared beginning of four letters or more (Alex, Alexander).
fn short_form(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    (short.len() >= 4 && long.starts_with(short)) || long_form(short) == Some(long) || long_form(long) == Some(short)
}

fn long_form(short: &str) -> Option<&'static str> {
    Some(match short {
        "bob" | "rob" => "robert",
        "bill" | "will" => "william",
        "liz" | "beth" => "elizabeth",
        "dick" | "rick" => "richard",
        "jim" => "james",
        "mike" => "michael",
        "tony" => "anthony",
        "kate" => "katherine",
        "peggy" => "margaret",
        "jack" => "john",
        "ted" => "edward",
        "chuck" => "charles",
        "hank" => "henry",
        "sasha" => "alexander",
        "dan" => "daniel",
        "dave" => "david",
        "tom" => "thomas",
        "sam" => "samuel",
        "ben" => "benjamin",
        "joe" => "joseph",
        "max" => "maxim",
        "nick" => "nicholas",
        "chris" => "christopher",
        "matt" => "matthew",
        "pete" => "peter",
        "steve" => "steven",
        "tim" => "timothy",
        _ => return None,
    })
}
