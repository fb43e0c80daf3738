//! What people write: facts of their work, and ways to say them.

use crate::Rng;
use crate::tables::{TECH, TECH_FIELDS, TITLES};
use crate::words::{
    COSTS, CUT, FELL, GAINS, GERUNDS, GROUPS, INDUSTRIES, MODIFIERS, NOUNS, OBJECTS, Pair, RAISED, ROLES, ROSE, SIZES, TRAITS, VALUES, VERBS,
};

/// One thing that somebody did at work, apart from its wording.
#[derive(Clone)]
pub(super) struct Fact {
    verb: Pair,
    modifier: Pair,
    noun: Pair,
    group: Pair,
    gerund: Pair,
    object: Pair,
    role: Pair,
    measure: Pair,
    change: Pair,
    moved: Pair,
    tool: &'static str,
    share: i64,
    weeks: i64,
    count: i64,
    shape: usize,
}

/// 0 for technical work, 1 for other work.
pub(super) fn kind(field: usize) -> usize {
    usize::from(field >= TECH_FIELDS)
}

/// The technologies of a field that were out at this month.
pub(super) fn tools(field: usize, month: i64) -> Vec<&'static str> {
    let bit = 1_u16 << field;
    let known: Vec<&'static str> = TECH.iter().filter(|row| row.2 & bit != 0 && row.1 + 6 <= month).map(|row| row.0).collect();
    if known.is_empty() { vec!["Excel"] } else { known }
}

/// A fact of work in this field up to this month.
pub(super) fn fact(rng: &mut Rng, field: usize, month: i64) -> Fact {
    let kind = kind(field);
    let better = rng.chance(0.4);
    let known = tools(field, month);
    Fact {
        verb: *rng.pick(VERBS),
        modifier: *rng.pick(MODIFIERS[kind]),
        noun: *rng.pick(NOUNS[field]),
        group: *rng.pick(GROUPS),
        gerund: *rng.pick(GERUNDS),
        object: *rng.pick(OBJECTS[kind]),
        role: *rng.pick(ROLES),
        measure: if better { *rng.pick(GAINS[kind]) } else { *rng.pick(COSTS[kind]) },
        change: if better { *rng.pick(RAISED) } else { *rng.pick(CUT) },
        moved: if better { *rng.pick(ROSE) } else { *rng.pick(FELL) },
        tool: *rng.pick(&known),
        share: rng.range(6, 74),
        weeks: rng.range(3, 44),
        count: rng.range(2, 90) * 10,
        shape: rng.below(9),
    }
}

/// The fact in words: `side` chooses between a word and its synonym, `turn` another order of the sentence.
pub(super) fn render(f: &Fact, side: usize, turn: usize) -> String {
    let s = side.min(1);
    let (verb, modifier, noun, group) = (f.verb[s], f.modifier[s], f.noun[s], f.group[s]);
    let (gerund, object, role, measure) = (f.gerund[s], f.object[s], f.role[s], f.measure[s]);
    let (change, moved, tool) = (f.change[s], f.moved[s], f.tool);
    let (share, weeks, count) = (f.share, f.weeks, f.count);
    let line = match (f.shape + turn) % 9 {
        0 => format!("{verb} {} for {group}; {measure} {moved} {share}%.", article(modifier, noun)),
        1 => format!("{verb} the {noun} in {tool} over {weeks} weeks, which {change} {measure} by {share}%."),
        2 => format!("{change} {measure} {share}% after {gerund} {object} around the {noun}."),
        3 => format!("{group} had asked for {}: {verb} one in {tool} with {role}.", article(modifier, noun)),
        4 => format!("with {role}, spent {weeks} weeks {gerund} {object}; {measure} {moved} by about {share}%."),
        5 => format!("{verb} the {noun} that {count} people in {group} use, mostly {tool}."),
        6 => format!("moved {object} out of the {noun} into {tool} and {change} {measure} by {share} percent."),
        7 => format!("{tool}: {verb} the {modifier} {noun}, {gerund} {object} for {group} as it went."),
        _ => format!("on call for the {noun} ({count} users); {gerund} {object} {change} {measure} by {share}%."),
    };
    capital(&line)
}

/// The fact as an assistant's rewriting has it: alike in tone whoever asks.
pub(super) fn polished(f: &Fact, turn: usize) -> String {
    let (modifier, noun, group, measure, tool) = (f.modifier[1], f.noun[0], f.group[0], f.measure[0], f.tool);
    let share = f.share;
    match (f.shape + turn) % 4 {
        0 => format!("Spearheaded the {modifier} {noun} initiative, leveraging {tool} to deliver a {share}% improvement in {measure}."),
        1 => format!("Championed {} built on {tool}, empowering {group} and driving {share}% better {measure}.", article(modifier, noun)),
        2 => format!("Orchestrated end-to-end delivery of the {noun}, harnessing {tool} to optimize {measure} by {share}% for {group}."),
        _ => format!("Partnered with {group} to reimagine the {noun}, unlocking a {share}% gain in {measure} through {tool}."),
    }
}

fn article(modifier: &str, noun: &str) -> String {
    let an = modifier.starts_with(['a', 'e', 'i', 'o', 'u']) && !modifier.starts_with("one") && !modifier.starts_with("uni");
    format!("{} {modifier} {noun}", if an { "an" } else { "a" })
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// The paragraph on top of a résumé.
pub(super) fn summary(rng: &mut Rng, field: usize, years: i64, month: i64, smooth: bool) -> String {
    let known = tools(field, month);
    let (one, two) = (*rng.pick(&known), *rng.pick(&known));
    let title = rng.pick(TITLES[field]).to_lowercase();
    let (trait_one, trait_two) = (rng.pick(TRAITS)[0], rng.pick(TRAITS)[1]);
    let industry = rng.pick(INDUSTRIES)[0];
    let value = rng.pick(VALUES)[0];
    let text = if smooth {
        match rng.below(3) {
            0 => format!(
                "Dynamic {title} with {years}+ years of experience delivering scalable, high-impact solutions in {industry}. Adept at {one} and {two}."
            ),
            1 => format!(
                "Results-oriented {title} bringing {years} years of expertise in {one}, a passion for {value}, and a track record across {industry}."
            ),
            _ => format!(
                "Innovative, {trait_one} {title} who leverages {one} and {two} to turn complex challenges in {industry} into measurable outcomes."
            ),
        }
    } else {
        match rng.below(6) {
            0 => format!("{title}, {years} years, mostly {industry}. {trait_one}, {trait_two}, at home in {one}."),
            1 => format!("I have worked in {industry} as a {title} for {years} years. I care about {value} and know {one} and {two} well."),
            2 => format!("{years} years of {one} and {two}; {trait_two}; looking for a {} team.", rng.pick(SIZES)[0]),
            3 => format!("{trait_one} {title}. Most of my {years} years were in {industry}, lately {one}."),
            4 => format!("{title} who came to {industry} by way of {one} and stayed for {value}."),
            _ => format!("after {years} years in {industry} I would like to do more {two} and keep to {value}."),
        }
    };
    capital(&text)
}

/// An answer to the question why somebody applies.
pub(super) fn why(rng: &mut Rng, field: usize, month: i64, smooth: bool) -> String {
    let known = tools(field, month);
    let tool = *rng.pick(&known);
    let (value, other) = (rng.pick(VALUES)[0], rng.pick(VALUES)[1]);
    let (size, industry, role) = (rng.pick(SIZES)[0], rng.pick(INDUSTRIES)[1], rng.pick(ROLES)[0]);
    let (gerund, object) = (rng.pick(GERUNDS)[0], rng.pick(OBJECTS[kind(field)])[0]);
    if smooth {
        return match rng.below(2) {
            0 => format!(
                "I am deeply inspired by your mission and believe my {tool} expertise and commitment to {value} make me an ideal fit for your team."
            ),
            _ => format!(
                "Your dedication to {value} resonates with me, and I am excited to leverage my background in {industry} to drive meaningful impact."
            ),
        };
    }
    match rng.below(6) {
        0 => format!("My last team dropped {value} and I miss it. Your posting sounds like a {size} group that has not."),
        1 => format!("I want to use {tool} every day, and {gerund} {object} is what I do best."),
        2 => format!("A friend in {industry} told me about you. {} and {other} matter to me more than the logo.", capital(value)),
        3 => format!("Closer to {industry} than my present job, and remote, which my family needs."),
        4 => format!("I have been {gerund} {object} with {role} for a while and would like a {size} team for it."),
        _ => format!("Honestly: the {tool} part of the posting. Also {value}."),
    }
}

/// The same text with some words exchanged and the numbers moved a little, as a careless copyist does.
pub(super) fn disguised(rng: &mut Rng, text: &str) -> String {
    let mut words = Vec::new();
    for word in text.split(' ') {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        match digits.parse::<i64>() {
            Ok(number) if rng.chance(0.6) => words.push(word.replace(&digits, &(number + rng.range(1, 9)).to_string())),
            _ => words.push(swapped(word).to_string()),
        }
    }
    words.join(" ")
}

fn swapped(word: &str) -> &str {
    match word {
        "with" => "together with",
        "over" => "within",
        "after" => "by",
        "people" => "users",
        "mostly" => "mainly",
        "about" => "around",
        "the" => "our",
        other => other,
    }
}
