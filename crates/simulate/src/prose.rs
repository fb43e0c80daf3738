//! Sentences composed from independent slots, so that a text can be rendered, lightly edited or reworded.

use crate::rng::Rng;
use crate::tables::{TECH, TECH_FIELDS, TITLES};
use crate::words::{
    ADVICE, COSTS, CUT, FELL, GAINS, GERUNDS, GROUPS, INDUSTRIES, MODIFIERS, NOUNS, OBJECTS, Pair, RAISED, ROLES, ROSE, SIZES, TRAITS, VALUES, VERBS,
};

/// One line of a résumé: composed, or a text taken from somewhere.
#[derive(Clone)]
pub(crate) enum Line {
    Composed(Sentence),
    Fixed(String),
}

/// The facts of a sentence (`slots`), which of two synonyms each slot uses (`alt`), and its grammar (`form`).
#[derive(Clone)]
pub(crate) struct Sentence {
    form: usize,
    field: usize,
    techs: [usize; 2],
    alt: u32,
    slots: [u16; SLOTS],
}

const SLOTS: usize = 16;
const HIGHLIGHT_FORMS: usize = 18;
const SUMMARY_FORMS: usize = 7;
// what each slot chooses
const VERB: usize = 0;
const MODIFIER: usize = 1;
const NOUN: usize = 2;
const GROUP: usize = 3;
const GERUND: usize = 4;
const OBJECT: usize = 5;
const ROLE: usize = 6;
const METRIC: usize = 7;
const CHANGE: usize = 8;
const PERCENT: usize = 9;
const PERIOD: usize = 10;
const MOVED: usize = 11;
const GERUND2: usize = 12;
const OBJECT2: usize = 13;
const INDUSTRY: usize = 14;
const VALUE: usize = 15;

impl Sentence {
    fn compose(rng: &mut Rng, form: usize, field: usize, techs: &[usize]) -> Sentence {
        let mut slots = [0u16; SLOTS];
        for chunk in slots.chunks_mut(4) {
            let bits = rng.next();
            for (number, slot) in chunk.iter_mut().enumerate() {
                *slot = (bits >> (16 * number)) as u16;
            }
        }
        let mut chosen = [0usize; 2];
        if !techs.is_empty() {
            let first = rng.below(techs.len());
            chosen = [techs[first], techs[(first + 1) % techs.len()]];
        }
        let alt = rng.next() as u32;
        Sentence { form, field, techs: chosen, alt, slots }
    }

    fn word(&self, table: &[Pair], slot: usize) -> &'static str {
        let pair = table[self.slots[slot] as usize % table.len()];
        pair[((self.alt >> slot) & 1) as usize]
    }

    /// The sentence in its grammar.
    fn render(&self) -> String {
        let plain = usize::from(self.field >= TECH_FIELDS);
        let down = self.slots[CHANGE] & 1 == 0;
        let v = self.word(VERBS, VERB);
        let n = self.word(NOUNS[self.field], NOUN);
        let m = self.word(MODIFIERS[plain], MODIFIER);
        let am = with_article(m);
        let c = self.word(GROUPS, GROUP);
        let g = self.word(GERUNDS, GERUND);
        let b = self.word(OBJECTS[plain], OBJECT);
        let w = self.word(ROLES, ROLE);
        let x = self.word(if down { COSTS[plain] } else { GAINS[plain] }, METRIC);
        let o = self.word(if down { CUT } else { RAISED }, VALUE);
        let moved = self.word(if down { FELL } else { ROSE }, MOVED);
        let k = 4 + self.slots[PERCENT] % 68;
        let p = 2 + self.slots[PERIOD] % 17;
        let t = TECH[self.techs[0]].0;
        let g2 = self.word(GERUNDS, GERUND2);
        let b2 = self.word(OBJECTS[plain], OBJECT2);
        let text = match self.form {
            0 => format!("{v} {am} {n} in {t} for {c}, which {o} {x} by {k}%."),
            1 => format!("{v} {am} {n} on {t} with {w}; {x} {moved} {k}% in {p} weeks."),
            2 => format!("for {c}, {v} {am} {n} using {t} and {o} {x} {k}%."),
            3 => format!("{o} {x} {k}% by {g} {b} across {am} {n} in {t}."),
            4 => format!("after {g} {b}, {v} {am} {n} with {t}; {x} {moved} {k}%."),
            5 => format!("{v} {am} {n} ({t}) serving {c}, {g} {k} {b}."),
            6 => format!("together with {w}, {v} {am} {n} in {t}, {g} {b} for {c}."),
            7 => format!("{v} {am} {n}: {t} inside, {b} left to {c}, {x} {moved} {k}%."),
            8 => format!("ran {am} {n} throughout, {g} {b} with {t}; {o} {x} {k}%."),
            9 => format!("took over {am} {n} from {c}, moved it to {t}, {o} {x} {k}%."),
            10 => format!("mentored {w} while {g} {b} in the {m} {n} ({t})."),
            11 => format!("planned {p} releases of {am} {n} for {c}, {g} {b} through {t}."),
            12 => format!("wrote the {t} part of {am} {n}, {g} {b}, so {x} {moved} {k}%."),
            13 => format!("led {w} through {g} {b}: {am} {n} in {t} now serves {c}."),
            14 => format!("measured {x} before {g} {b}, then {v} {am} {n} on {t}."),
            15 => format!("kept {am} {n} healthy for {c}, {g} {b} and {g2} {b2} with {t}."),
            16 => format!("{g} {b} and {g2} {b2} in {t}, {v} {am} {n} used by {c}."),
            17 => format!("{v} {am} {n} over {p} months; {w} took on {g} {b}, {t} did the rest."),
            form => self.render_summary(form, v, &am, n),
        };
        capital(&text)
    }

    fn render_summary(&self, form: usize, v: &str, am: &str, n: &str) -> String {
        let plain = usize::from(self.field >= TECH_FIELDS);
        let titles = TITLES[self.field];
        let title = titles[self.slots[NOUN] as usize % titles.len()];
        let years = self.slots[PERIOD];
        let a = self.word(TRAITS, MODIFIER);
        let g = self.word(GERUNDS, GERUND);
        let b = self.word(OBJECTS[plain], OBJECT);
        let g2 = self.word(GERUNDS, GERUND2);
        let b2 = self.word(OBJECTS[plain], OBJECT2);
        let i = self.word(INDUSTRIES, INDUSTRY);
        let val = self.word(VALUES, VALUE);
        let size = with_article(self.word(SIZES, CHANGE));
        let c = self.word(GROUPS, GROUP);
        let (t, t2) = (TECH[self.techs[0]].0, TECH[self.techs[1]].0);
        match form - HIGHLIGHT_FORMS {
            0 if years < 1 => format!("{a} {title} at the start, drawn to {i}, {g} {b}."),
            0 => format!("{a} {title}, {years} years in {i}, mostly {g} {b}."),
            1 => format!("uses {t} and {t2} daily, {g} {b} for {i} companies."),
            2 => format!("known for {g} {b}, {val} and {g2} {b2}."),
            3 => format!("looks for {size} {i} team where {val} counts."),
            4 => format!("most recently {v} {am} {n} for {c}."),
            5 => format!("enjoys {g} {b}, {val}, and showing {c} what {t} can do."),
            _ => format!("has {v} {am} {n} in {i} with {t}, {g} {b}."),
        }
    }
}

/// The word with its indefinite article.
fn with_article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o']) || word.starts_with("un");
    if vowel && !word.starts_with("one") && !word.starts_with("uni") { format!("an {word}") } else { format!("a {word}") }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

impl Line {
    /// The words of the line.
    pub(crate) fn text(&self) -> String {
        match self {
            Line::Composed(sentence) => sentence.render(),
            Line::Fixed(text) => text.clone(),
        }
    }

    /// The same line with a word or two swapped, now and then.
    pub(crate) fn lightly_edited(&self, rng: &mut Rng) -> Line {
        let mut line = self.clone();
        if let Line::Composed(sentence) = &mut line {
            if rng.chance(0.45) {
                sentence.alt ^= 1 << rng.below(SLOTS);
            }
            if rng.chance(0.15) {
                sentence.alt ^= 1 << rng.below(SLOTS);
            }
            if rng.chance(0.12) {
                sentence.slots[PERCENT] = sentence.slots[PERCENT].wrapping_add(3);
            }
        }
        line
    }

    /// The same facts in other words and mostly another grammar.
    pub(crate) fn reworded(&self, rng: &mut Rng) -> Line {
        let mut line = self.clone();
        if let Line::Composed(sentence) = &mut line
            && rng.chance(0.92)
        {
            for slot in 0..SLOTS {
                if rng.chance(0.72) {
                    sentence.alt ^= 1 << slot;
                }
            }
            if sentence.form < HIGHLIGHT_FORMS {
                let step = 1 + rng.below(HIGHLIGHT_FORMS - 1);
                sentence.form = (sentence.form + step) % HIGHLIGHT_FORMS;
            }
        }
        line
    }

    /// Replaces technologies that the predicate does not allow by the given one.
    pub(crate) fn keep_techs(&mut self, allowed: impl Fn(usize) -> bool, other: usize) {
        if let Line::Composed(sentence) = self {
            for tech in &mut sentence.techs {
                if !allowed(*tech) {
                    *tech = other;
                }
            }
        }
    }
}

/// This many highlights of a job in a field of work, naming the technologies; grammars do not repeat at once.
pub(crate) fn highlights(rng: &mut Rng, field: usize, techs: &[usize], count: usize) -> Vec<Line> {
    let start = rng.below(HIGHLIGHT_FORMS);
    let step = *rng.pick(&[1usize, 5, 7, 11, 13]);
    (0..count)
        .map(|number| {
            let form = (start + number * step) % HIGHLIGHT_FORMS;
            Line::Composed(Sentence::compose(rng, form, field, techs))
        })
        .collect()
}

/// The opening paragraph of a résumé: four sentences.
pub(crate) fn summary(rng: &mut Rng, field: usize, techs: &[usize], years: i64) -> Vec<Line> {
    let mut forms: Vec<usize> = (1..SUMMARY_FORMS).collect();
    rng.shuffle(&mut forms);
    forms.truncate(3);
    forms.insert(0, 0);
    forms
        .iter()
        .map(|form| {
            let form = HIGHLIGHT_FORMS + form;
            let mut sentence = Sentence::compose(rng, form, field, techs);
            sentence.slots[PERIOD] = years.clamp(0, 40) as u16;
            Line::Composed(sentence)
        })
        .collect()
}

/// A short answer to "why this position".
pub(crate) fn motive(rng: &mut Rng, field: usize, techs: &[usize]) -> String {
    let wish = Sentence::compose(rng, HIGHLIGHT_FORMS + 3, field, techs).render();
    let form = HIGHLIGHT_FORMS + *rng.pick(&[1usize, 2, 5]);
    let habit = Sentence::compose(rng, form, field, techs).render();
    format!("{wish} {habit}")
}

/// A sentence from an advice page.
pub(crate) fn advice(rng: &mut Rng) -> Line {
    Line::Fixed((*rng.pick(ADVICE)).to_string())
}
