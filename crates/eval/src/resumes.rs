//! Résumés against their truth: what the confined worker read of the corpus, field by field.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use hirewall_documents::resume::{Field, Job, Study};
use hirewall_documents::{Document, Reader};
use serde::{Deserialize, Serialize};

/// A corpus that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder.
    #[error("{0}: {1}")]
    File(PathBuf, String),
    /// The worker.
    #[error("{0}")]
    Worker(String),
}

/// What a résumé's author says of it: `corpus/README.md` explains the fields.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "explained in the corpus")]
pub struct Truth {
    pub producer: String,
    pub language: String,
    pub columns: u8,
    pub name: String,
    #[serde(default)]
    pub emails: Vec<String>,
    #[serde(default)]
    pub phones: Vec<String>,
    #[serde(default)]
    pub links: Vec<String>,
    #[serde(default)]
    pub address: String,
    #[serde(default)]
    pub skills: Vec<String>,
    #[serde(default)]
    pub languages: Vec<String>,
    pub text: String,
    #[serde(default)]
    pub work: Vec<BTreeMap<String, String>>,
    #[serde(default)]
    pub education: Vec<BTreeMap<String, String>>,
}

/// Fields read, right and meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Fields that were read.
    pub read: usize,
    /// Of them, those that are right.
    pub right: usize,
    /// Fields that are there.
    pub meant: usize,
}

impl Count {
    /// Share of what was read that is right; 1 where nothing was read.
    pub fn precision(self) -> f64 {
        share(self.right, self.read)
    }

    /// Share of what is there that was read.
    pub fn recall(self) -> f64 {
        share(self.right, self.meant)
    }

    fn add(&mut self, other: Self) {
        self.read += other.read;
        self.right += other.right;
        self.meant += other.meant;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The words of texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Words {
    /// Words that are there, and of them those that were read.
    pub found: Count,
    /// Words in the longest common sequence of both texts: those that were read in their order.
    pub in_order: usize,
}

/// What was read of a corpus.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Card {
    /// Résumés.
    pub resumes: usize,
    /// All fields.
    pub all: Count,
    /// By field.
    pub fields: BTreeMap<String, Count>,
    /// By producer.
    pub producers: BTreeMap<String, Count>,
    /// By language.
    pub languages: BTreeMap<String, Count>,
    /// By producer and field, and by language and field.
    pub crossed: BTreeMap<String, Count>,
    /// Words by number of columns.
    pub words: BTreeMap<String, Words>,
    /// Files that could not be read, and why.
    pub unreadable: Vec<String>,
    /// Field by field what was misread or not read; never told of the sealed half.
    #[serde(skip)]
    pub misses: Vec<String>,
}

/// The résumés of a folder and of the folders in it: their truth, and the file that a producer made.
pub fn corpus(folder: &Path) -> Result<Vec<(PathBuf, Truth)>, Error> {
    let mut resumes = of_folder(folder)?;
    for half in ["open", "sealed"].map(|half| folder.join(half)).iter().filter(|half| half.is_dir()) {
        resumes.extend(of_folder(half)?);
    }
    Ok(resumes)
}

fn of_folder(folder: &Path) -> Result<Vec<(PathBuf, Truth)>, Error> {
    let told = |why: std::io::Error| Error::File(folder.to_owned(), why.to_string());
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder).map_err(told)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
    names.sort();
    let mut resumes = Vec::new();
    for file in names.iter().filter(|f| f.extension().is_some_and(|e| e == "toml")) {
        let text = std::fs::read_to_string(file).map_err(|why| Error::File(file.clone(), why.to_string()))?;
        let truth: Truth = toml::from_str(&text).map_err(|why| Error::File(file.clone(), why.to_string()))?;
        let made = ["pdf", "docx", "odt", "rtf", "html", "txt"].iter().map(|e| file.with_extension(e)).find(|f| f.exists());
        resumes
            .push((made.ok_or_else(|| Error::File(file.clone(), "the résumé itself is missing; make it with `cargo xtask corpus`".into()))?, truth));
    }
    Ok(resumes)
}

/// Reads all résumés of a folder and compares.
pub fn run(folder: &Path, reader: &mut Reader, progress: &dyn Fn(usize, usize)) -> Result<Card, Error> {
    let resumes = corpus(folder)?;
    let mut card = Card { resumes: resumes.len(), ..Card::default() };
    for (n, (file, truth)) in resumes.iter().enumerate() {
        progress(n, resumes.len());
        let bytes = std::fs::read(file).map_err(|why| Error::File(file.clone(), why.to_string()))?;
        let name = file.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let document = match reader.read(&name, &bytes).map_err(Error::Worker)?.read {
            Ok(document) => *document,
            Err(why) => {
                card.unreadable.push(format!("{name}: {why}"));
                Document::default()
            }
        };
        card.take(&name, truth, &document);
        if name.starts_with("sealed") {
            card.misses.retain(|miss| !miss.starts_with("sealed"));
        }
    }
    Ok(card)
}

impl Card {
    fn take(&mut self, name: &str, truth: &Truth, document: &Document) {
        let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
        let mut compare = |field: &'static str, read: &[String], meant: &[String], same: Same| {
            let mut left: Vec<&String> = meant.iter().filter(|m| !m.is_empty()).collect();
            let count = counts.entry(field).or_default();
            count.meant += left.len();
            for value in read.iter().filter(|v| !v.is_empty()) {
                count.read += 1;
                match left.iter().position(|m| same(value, m)) {
                    Some(at) => {
                        left.remove(at);
                        count.right += 1;
                    }
                    None => self.misses.push(format!("{name} {field}: read {value:?}")),
                }
            }
            self.misses.extend(left.iter().map(|m| format!("{name} {field}: not read {m:?}")));
        };
        let resume = &document.resume;
        compare("name", &one(&resume.name), std::slice::from_ref(&truth.name), same_words);
        compare("email", &all(&resume.emails), &truth.emails, |a, b| a.eq_ignore_ascii_case(b));
        compare("phone", &all(&resume.phones), &truth.phones, |a, b| digits(a) == digits(b));
        compare("link", &all(&resume.links), &truth.links, |a, b| bare(a) == bare(b));
        compare("address", &one(&resume.address), std::slice::from_ref(&truth.address), same_place);
        compare("skill", &all(&resume.skills), &truth.skills, same_words);
        compare("spoken language", &all(&resume.languages), &truth.languages, same_words);
        compare("language", &resume.language.iter().cloned().collect::<Vec<_>>(), std::slice::from_ref(&truth.language), |a, b| a == b);
        stations(
            "work",
            &resume.work.iter().map(job).collect::<Vec<_>>(),
            &truth.work,
            &["employer", "title", "start", "end", "location"],
            &mut compare,
        );
        stations(
            "education",
            &resume.education.iter().map(study).collect::<Vec<_>>(),
            &truth.education,
            &["institution", "level", "area", "start", "end"],
            &mut compare,
        );
        for (field, count) in counts {
            self.all.add(count);
            self.fields.entry(field.to_owned()).or_default().add(count);
            self.producers.entry(truth.producer.clone()).or_default().add(count);
            self.languages.entry(truth.language.clone()).or_default().add(count);
            for group in [&truth.producer, &truth.language] {
                self.crossed.entry(format!("{group} · {field}")).or_default().add(count);
            }
        }
        let words = words(&truth.text, &document.text);
        if words.found.recall() < 0.99 || words.in_order * 100 < words.found.right * 98 {
            self.misses.push(format!(
                "{name} text: {:.3} of the words, {:.3} in order",
                words.found.recall(),
                share(words.in_order, words.found.right)
            ));
        }
        let columns = if truth.columns == 2 { "two columns" } else { "one column" };
        let sum = self.words.entry(columns.to_owned()).or_default();
        sum.found.add(words.found);
        sum.in_order += words.in_order;
    }

    /// As a table.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let line = |out: &mut String, name: &str, c: Count| {
            let _ = writeln!(out, "  {name:<24} {:.3}  {:.3}  {:>6} {:>6} {:>6}", c.precision(), c.recall(), c.right, c.read, c.meant);
        };
        let _ = writeln!(out, "{} résumés\n  {:<24} {:>5} {:>6}  {:>6} {:>6} {:>6}", self.resumes, "", "prec.", "recall", "right", "read", "meant");
        line(&mut out, "all fields", self.all);
        for (name, counts) in [("field", &self.fields), ("producer", &self.producers), ("language", &self.languages)] {
            let _ = writeln!(out, "by {name}");
            counts.iter().for_each(|(name, count)| line(&mut out, name, *count));
        }
        let _ = writeln!(out, "words of the text         found  in order");
        for (name, words) in &self.words {
            let _ = writeln!(out, "  {name:<24} {:.4} {:.4}", words.found.recall(), share(words.in_order, words.found.right));
        }
        for unreadable in &self.unreadable {
            let _ = writeln!(out, "not read: {unreadable}");
        }
        out
    }
}

type Station = Vec<(&'static str, String)>;

/// Compares what was read of one field with what is meant, under a notion of sameness.
type Compare<'a> = &'a mut dyn FnMut(&'static str, &[String], &[String], Same);
type Same = fn(&str, &str) -> bool;

fn value(field: &Option<Field>) -> String {
    field.as_ref().map(|f| f.value.clone()).unwrap_or_default()
}

fn one(field: &Option<Field>) -> Vec<String> {
    vec![value(field)]
}

fn all(fields: &[Field]) -> Vec<String> {
    fields.iter().map(|f| f.value.clone()).collect()
}

fn job(job: &Job) -> Station {
    vec![
        ("employer", value(&job.employer)),
        ("title", value(&job.title)),
        ("start", value(&job.start)),
        ("end", value(&job.end)),
        ("location", value(&job.location)),
    ]
}

fn study(study: &Study) -> Station {
    vec![
        ("institution", value(&study.institution)),
        ("level", value(&study.level)),
        ("area", value(&study.area)),
        ("start", value(&study.start)),
        ("end", value(&study.end)),
    ]
}

/// Compares stations field by field: each that was read with the one that it has most in common with.
fn stations(kind: &str, read: &[Station], meant: &[BTreeMap<String, String>], fields: &[&'static str], compare: Compare<'_>) {
    let name = |field: &str| -> &'static str {
        match (kind, field) {
            ("work", "employer") => "work employer",
            ("work", "title") => "work title",
            ("work", "start") => "work start",
            ("work", "end") => "work end",
            ("work", "location") => "work location",
            (_, "institution") => "education institution",
            (_, "level") => "education level",
            (_, "area") => "education area",
            (_, "start") => "education start",
            _ => "education end",
        }
    };
    let common = |a: &Station, b: &BTreeMap<String, String>| {
        let points = |field: &str| if matches!(field, "employer" | "title" | "institution") { 3 } else { 2 };
        let same = |(field, value): &&(&str, String)| !value.is_empty() && b.get(*field).is_some_and(|m| same_words(value, m));
        a.iter().filter(same).map(|(field, _)| points(field)).sum::<usize>()
    };
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (r, station) in read.iter().enumerate() {
        pairs.extend(meant.iter().enumerate().map(|(m, truth)| (common(station, truth), r, m)).filter(|(points, ..)| *points > 0));
    }
    pairs.sort_by_key(|(points, r, m)| (std::cmp::Reverse(*points), *r, *m));
    let (mut of_read, mut of_meant) = (vec![None; read.len()], vec![false; meant.len()]);
    for (_, r, m) in pairs {
        if of_read[r].is_none() && !of_meant[m] {
            of_read[r] = Some(m);
            of_meant[m] = true;
        }
    }
    for field in fields {
        for (r, station) in read.iter().enumerate() {
            let value = station.iter().find(|(f, _)| f == field).map(|(_, v)| v.clone()).unwrap_or_default();
            let truth = of_read[r].and_then(|m| meant[m].get(*field).cloned()).unwrap_or_default();
            compare(name(field), &[value], &[truth], same_words);
        }
        for (truth, _) in meant.iter().zip(&of_meant).filter(|(_, paired)| !**paired) {
            compare(name(field), &[], &[truth.get(*field).cloned().unwrap_or_default()], same_words);
        }
    }
}

/// Words in lower case; `C++` and `C#` are words of their own.
fn split(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '#')))
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase().replace('\u{307}', ""))
        .collect()
}

fn same_words(a: &str, b: &str) -> bool {
    split(a) == split(b)
}

/// One names the other's place: all words of the shorter stand in the longer.
fn same_place(a: &str, b: &str) -> bool {
    let (a, b) = (split(a), split(b));
    let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !few.is_empty() && few.iter().all(|w| many.contains(w)) && few.iter().any(|w| w.chars().count() >= 3)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn bare(link: &str) -> String {
    let lower = link.to_lowercase();
    lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.").trim_end_matches('/').to_owned()
}

/// How many words of the truth were read, and how many of them in order.
fn words(truth: &str, read: &str) -> Words {
    let (a, b) = (split(truth), split(read));
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in &b {
        *left.entry(word).or_default() += 1;
    }
    let mut right = 0;
    for word in &a {
        if let Some(count) = left.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            right += 1;
        }
    }
    let mut row = vec![0_usize; b.len() + 1];
    for x in &a {
        let mut diagonal = 0;
        for (n, y) in b.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if x == y { diagonal + 1 } else { above.max(row[n]) };
            diagonal = above;
        }
    }
    Words { found: Count { read: b.len(), right, meant: a.len() }, in_order: row.last().copied().unwrap_or(0) }
}
