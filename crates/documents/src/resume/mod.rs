//! Text of a résumé → fields: contacts, work, education, skills. Each points at where it stands in the text and says how sure it is.
//!
//! | question | file |
//! |---|---|
//! | lines, headings and sections | `lines.rs` |
//! | dates and ranges of dates | `dates.rs` |
//! | name, mail, phones, links, where the person lives | `contact.rs` |
//! | stations of a life: which lines are one, and what their pieces are | `entries.rs`, `work.rs`, `education.rs` |
//! | skills, languages spoken, language of the text | `skills.rs` |
//! | words of seven languages that tell headings, jobs, degrees and schools | `words.rs` |
//!
//! Nothing is guessed that the text does not say: a field that cannot be told apart is left out. All of it can be misread, so that what rests on
//! it corroborates at most.

mod contact;
mod dates;
mod education;
mod entries;
mod lines;
mod skills;
mod words;
mod work;

use serde::{Deserialize, Serialize};

use crate::style::Layout;

/// Something that was read, with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// As it stands in the text; dates as `2019` or `2019-05`.
    pub value: String,
    /// Bytes from the beginning of the text.
    pub from: usize,
    /// Where it ends, in bytes.
    pub to: usize,
    /// 0 to 100: how sure the reading is, by rule and not measured.
    pub confidence: u8,
}

/// A job.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "each field is what it names")]
pub struct Job {
    pub employer: Option<Field>,
    pub title: Option<Field>,
    pub start: Option<Field>,
    /// Absent for a job that goes on.
    pub end: Option<Field>,
    pub location: Option<Field>,
    /// What was done there, line by line.
    pub highlights: Vec<Field>,
}

/// A study.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "each field is what it names")]
pub struct Study {
    pub institution: Option<Field>,
    pub level: Option<Field>,
    pub area: Option<Field>,
    pub start: Option<Field>,
    pub end: Option<Field>,
    pub location: Option<Field>,
}

/// What a résumé says of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Resume {
    /// Language of the text: `en`, `de`, `fr`, `es`, `pt`, `pl`, `tr`; none where it cannot be told.
    pub language: Option<String>,
    /// Name in full.
    pub name: Option<Field>,
    /// Mail addresses.
    pub emails: Vec<Field>,
    /// Phone numbers as written.
    pub phones: Vec<Field>,
    /// Web addresses; those behind words of the text have no place in it (`from` = `to` = 0).
    pub links: Vec<Field>,
    /// Where the person lives, as written.
    pub address: Option<Field>,
    /// Jobs in the order of the text.
    pub work: Vec<Job>,
    /// Studies in the order of the text.
    pub education: Vec<Study>,
    /// Items of the skills section.
    pub skills: Vec<Field>,
    /// Languages that the person speaks.
    pub languages: Vec<Field>,
}

/// Reads a résumé. `links` are those of the document, which may lie behind words of the text; `layout` says which of its lines look alike and where columns begin.
pub fn extract(text: &str, links: &[String], layout: &Layout) -> Resume {
    let page = lines::Page::new(text, layout);
    let mut resume = Resume { language: skills::language(text).map(str::to_owned), ..Resume::default() };
    contact::read(&page, links, &mut resume);
    resume.work = work::read(&page);
    resume.education = education::read(&page);
    skills::read(&page, &mut resume);
    resume
}

/// Whether a line is the heading of a part of a résumé.
pub(crate) fn is_heading(line: &str) -> bool {
    words::heading(line).is_some()
}

/// Whether a line is a date or a range of dates and little more.
pub(crate) fn is_time(line: &str) -> bool {
    let said: usize = dates::spans(line).iter().map(|s| s.words.chars().count()).sum();
    said > 0 && line.chars().count() <= said + 6
}

/// Whether a short line is the name of a place.
pub(crate) fn is_place(line: &str) -> bool {
    line.chars().count() < 40 && (entries::is_place(line) || entries::coded_place(line))
}

/// A field that is a piece of the text, which may go over the end of a line.
fn field(text: &str, piece: &str, confidence: u8) -> Field {
    valued(text, piece, one_line(piece), confidence)
}

/// A piece in one line. A word that was hyphenated at the end of a line is whole again.
fn one_line(piece: &str) -> String {
    let mut line = String::with_capacity(piece.len());
    for part in piece.lines() {
        let part = part.trim();
        if line.ends_with('-') && part.starts_with(char::is_lowercase) {
            line.pop();
        } else if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A field whose value is read from a piece of the text.
fn valued(text: &str, piece: &str, value: String, confidence: u8) -> Field {
    let from = place(text, piece);
    Field { value, from, to: from + piece.len(), confidence }
}

/// Where a piece of a text stands in it.
fn place(text: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::{Layout, Resume, extract};

    fn read(text: &str) -> Resume {
        extract(text, &[], &Layout::default())
    }

    fn titles(resume: &Resume) -> Vec<&str> {
        resume.work.iter().filter_map(|job| job.title.as_ref()).map(|t| t.value.as_str()).collect()
    }

    #[test]
    fn a_bracket_beside_a_time_stays_with_its_title() {
        let resume = read("Ina Roth\n\nBerufserfahrung\n\n10/2012 – 09/2014 Pflegefachkraft (75 %)\nAmbulante Pflege Kosters GmbH, Hamm\n");
        assert_eq!(titles(&resume), ["Pflegefachkraft (75 %)"]);
    }

    #[test]
    fn what_was_done_since_a_year_is_no_job_among_jobs_with_times_of_their_own() {
        let text = "Maud Leroy\n\nExpérience\n\nInfirmière de bloc\nCHU de Nantes, Nantes\nDe mars 2021 à ce jour\n• Référente robot depuis janvier 2023\n\n\
            Infirmière circulante\nClinique Verne SAS, Nantes\nDe septembre 2018 à juillet 2019\nRéférente hygiène depuis janvier 2019\n";
        assert_eq!(read(text).work.len(), 2);
    }

    #[test]
    fn studies_under_a_numbered_heading_are_no_jobs() {
        let text = "Dr Lea Brandt\n\n1. Employment\n\n2019 – 2022 Process Engineer, Acme Ltd, Leeds\n\n2. Education (selected)\n\n2010 – 2014 MEng, University of Leeds\nCivil Engineering\n";
        let resume = read(text);
        assert_eq!((resume.work.len(), resume.education.len()), (1, 1));
        let study = &resume.education[0];
        assert_eq!(study.area.as_ref().map(|a| a.value.as_str()), Some("Civil Engineering"));
    }

    #[test]
    fn interests_and_languages_among_skills_are_none() {
        let resume = read("Jo Bell\n\nSkills\n\nTechnical: Stata, R\nLanguages: English (native), Spanish (fluent)\nInterests: sourdough, frisbee\n");
        let skills: Vec<&str> = resume.skills.iter().map(|s| s.value.as_str()).collect();
        assert_eq!(skills, ["Stata", "R"]);
        assert_eq!(resume.languages.len(), 2);
    }
}
