//! Technologies and when they were first released.

use std::collections::HashMap;
use std::sync::LazyLock;

use hirewall_model::PartialDate;

use crate::table::rows;

pub const TABLE: &str = include_str!("../tables/technologies.csv");

struct Technology {
    name: String,
    /// Words of the spelling, lower case.
    words: Vec<String>,
    /// Last month that the release date can mean, from year 0.
    month: i32,
    date: String,
}

/// By first word, longer spellings first.
static TECHNOLOGIES: LazyLock<HashMap<String, Vec<Technology>>> = LazyLock::new(|| {
    let mut by_word: HashMap<String, Vec<Technology>> = HashMap::new();
    let mut add = |name: &str, spellings: &[&str], date: &str| {
        let Ok(released) = PartialDate::parse(date) else { return };
        // The earliest month the date can mean: doubt is the candidate's.
        let Some(month) = released.first_month() else { return };
        for spelling in spellings {
            let words: Vec<String> = split(spelling).map(|w| w.to_lowercase()).collect();
            if let Some(first) = words.first().cloned() {
                by_word.entry(first).or_default().push(Technology { name: name.to_owned(), words, month, date: date.to_owned() });
            }
        }
    };
    for row in rows(TABLE) {
        let text = |column: &str| row.get(column).map(|v| v.trim()).unwrap_or_default();
        let spellings: Vec<&str> = text("aliases").split('|').chain([text("name")]).collect();
        add(text("name"), &spellings, text("released"));
    }
    // What the operator brought comes after the table, so the table's dates stand.
    for row in crate::imports::rows("endoflife") {
        if let [name, released] = row.as_slice() {
            add(name, &[name], released);
        }
    }
    for list in by_word.values_mut() {
        list.sort_by_key(|t| std::cmp::Reverse(t.words.len()));
    }
    by_word
});

/// Technologies that the text names and that were released after the time it speaks of began to end: (name, month, date).
pub fn newer_than(text: &str, until: &PartialDate) -> Vec<(String, i32, String)> {
    let Some(until) = until.last_month() else { return Vec::new() };
    let words: Vec<String> = split(text).map(|w| w.to_lowercase()).collect();
    let mut found: Vec<(String, i32, String)> = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let Some(candidates) = TECHNOLOGIES.get(word) else { continue };
        if let Some(technology) = candidates.iter().find(|t| words[n..].starts_with(&t.words))
            && technology.month > until
            && !found.iter().any(|(name, ..)| *name == technology.name)
        {
            found.push((technology.name.clone(), technology.month, technology.date.clone()));
        }
    }
    found
}

/// Words as technologies are spelled: `next.js`, `c++`, `c#` stay whole; a full stop at the end does not belong.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '+' | '#'))).map(|w| w.trim_matches('.')).filter(|w| !w.is_empty())
}
