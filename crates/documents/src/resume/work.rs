//! Jobs: which piece of a head is the title, which the employer, which the place.

use super::entries::{Entry, Times, entries, is_place, like_place, without_place};
use super::lines::Page;
use super::words::{self, Section};
use super::{Field, Job, field, valued};

/// Jobs that are taken of one résumé.
const MOST: usize = 60;
/// Lines that are taken of what was done in one job.
const MOST_LINES: usize = 40;

/// A piece that may be a title or an employer.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    /// How much its words say that it is a title (above zero) or an organisation (below).
    says: i32,
}

/// A head, sorted.
#[derive(Debug, Default)]
struct Head<'a> {
    pieces: Vec<Piece<'a>>,
    place: Option<&'a str>,
    /// Lines after the time that were taken.
    taken: usize,
}

/// All jobs of the sections about work.
pub(super) fn read(page: &Page<'_>) -> Vec<Job> {
    let mut jobs = Vec::new();
    for lines in page.sections(Section::Work) {
        let entries = entries(lines, Times::Ranges);
        let heads: Vec<Head<'_>> = entries.iter().map(head).collect();
        let title_first = title_first(&heads);
        // Where most jobs name a place, what is left over of a head and looks like one is one.
        let placed = heads.iter().filter(|head| head.place.is_some()).count() * 2 >= heads.len();
        let mut employer: Option<(Field, Option<Field>)> = None;
        for (entry, head) in entries.iter().zip(&heads) {
            let mut job = job(page.text, entry, head, title_first, placed);
            match (&job.employer, &job.title) {
                (Some(own), _) => employer = Some((own.clone(), job.location.clone())),
                // Another title at the employer before.
                (None, Some(_)) => {
                    if let Some((before, place)) = &employer {
                        job.employer = Some(Field { confidence: 70, ..before.clone() });
                        if job.location.is_none() {
                            job.location.clone_from(place);
                        }
                    }
                }
                (None, None) => continue,
            }
            if entry.head.iter().flatten().any(|piece| words::pause(piece)) {
                continue;
            }
            jobs.push(job);
        }
    }
    without_frames(&mut jobs);
    jobs.truncate(MOST);
    jobs
}

/// An employer's whole time stands above the titles held there: it is no job of its own.
fn without_frames(jobs: &mut Vec<Job>) {
    let frame: Vec<bool> = jobs
        .iter()
        .enumerate()
        .map(|(n, job)| {
            let next = jobs.get(n + 1);
            job.title.is_none() && job.highlights.is_empty() && next.is_some_and(|next| next.title.is_some() && next.employer.as_ref().map(|e| e.from) == job.employer.as_ref().map(|e| e.from))
        })
        .collect();
    let mut frame = frame.into_iter();
    jobs.retain(|_| !frame.next().unwrap_or(false));
}

/// Sorts the pieces of a head. Lines after the time are taken while title or employer is missing, and for the place.
fn head<'a>(entry: &Entry<'a>) -> Head<'a> {
    let mut head = Head::default();
    for pieces in &entry.head {
        take(&mut head, pieces);
    }
    for pieces in &entry.after {
        let only_place = pieces.iter().all(|p| is_place(p)) && head.place.is_none();
        let complete = head.pieces.len() >= 2 || head.pieces.len() == 1 && comma_parts(head.pieces[0].text).is_some();
        if complete && !only_place {
            break;
        }
        take(&mut head, pieces);
        head.taken += 1;
    }
    head
}

fn take<'a>(head: &mut Head<'a>, pieces: &[&'a str]) {
    for piece in pieces {
        if is_place(piece) && (head.place.is_none()) && !(head.pieces.is_empty() && pieces.len() == 1 && !piece.contains(',')) {
            head.place = Some(piece.trim_matches(['(', ')']));
            continue;
        }
        let (text, place) = without_place(piece);
        head.place = head.place.or(place);
        let says = 3 * i32::from(words::title(text)) - 3 * i32::from(words::organisation(text)) - i32::from(words::school(text));
        head.pieces.push(Piece { text, says });
    }
}

/// Whether titles stand before employers in this section.
fn title_first(heads: &[Head<'_>]) -> bool {
    let pairs = heads.iter().filter_map(|head| match head.pieces.as_slice() {
        [a, b, ..] => Some((a.says, b.says)),
        [one] => comma_parts(one.text).map(|(a, b)| (says(a), says(b))),
        [] => None,
    });
    pairs.map(|(a, b)| a - b).sum::<i32>() >= 0
}

fn says(text: &str) -> i32 {
    3 * i32::from(words::title(text)) - 3 * i32::from(words::organisation(text))
}

/// `Senior Engineer, Acme`: two parts of which one is a title and the other is none.
fn comma_parts(text: &str) -> Option<(&str, &str)> {
    text.match_indices(',').find_map(|(at, _)| {
        let (a, b) = (text.get(..at)?.trim(), text.get(at + 1..)?.trim());
        let form = |t: &str| matches!(words::plain(t).as_str(), "inc" | "llc" | "ltd" | "gmbh" | "corp" | "lda" | "s a" | "sl");
        (words::title(a) != words::title(b) && !form(b) && !a.is_empty() && !b.is_empty()).then_some((a, b))
    })
}

fn job(text: &str, entry: &Entry<'_>, head: &Head<'_>, title_first: bool, placed: bool) -> Job {
    let mut job = Job::default();
    let mut pieces = head.pieces.clone();
    if let [one] = pieces.as_slice()
        && let Some((a, b)) = comma_parts(one.text)
    {
        pieces = vec![Piece { text: a, says: says(a) }, Piece { text: b, says: says(b) }];
    }
    let (title, mut employer) = roles(&pieces, title_first);
    let mut place = head.place;
    // `Orange, Grenoble`: a place alone where an employer should be has one before its comma.
    if employer.is_none()
        && let Some((name, rest)) = place.and_then(|p| p.split_once(','))
        && is_place(rest)
    {
        employer = Some(Piece { text: name.trim(), says: 0 });
        place = Some(rest.trim());
    }
    let used = |p: &Piece<'_>| [title, employer].iter().flatten().any(|u| u.text == p.text);
    if place.is_none() && placed {
        place = pieces.iter().filter(|p| !used(p)).map(|p| p.text).find(|p| like_place(p));
    }
    let sure = |piece: Piece<'_>, right: bool| if right { 90 } else if piece.says == 0 { 70 } else { 50 };
    job.title = title.map(|p| field(text, p.text, sure(p, p.says > 0)));
    job.employer = employer.map(|p| field(text, p.text, sure(p, p.says < 0)));
    job.location = place.map(|place| field(text, place, 80));
    if let Some(span) = entry.span {
        job.start = span.start.map(|d| valued(text, span.words, d.written(), 90));
        job.end = span.end.map(|d| valued(text, span.words, d.written(), 90));
    }
    let body = entry.body.get(head.taken..).unwrap_or_default();
    job.highlights = body.iter().take(MOST_LINES).map(|line| field(text, line, 80)).collect();
    job
}

/// Title and employer among the first three pieces: by what their words say, then by where they stand in this résumé.
fn roles<'a>(pieces: &[Piece<'a>], title_first: bool) -> (Option<Piece<'a>>, Option<Piece<'a>>) {
    match pieces {
        [] => (None, None),
        [one] if one.says < 0 || (one.says == 0 && !title_first) => (None, Some(*one)),
        [one] if one.says > 0 => (Some(*one), None),
        [one] => (None, Some(*one)),
        _ => {
            let few = pieces.get(..3.min(pieces.len())).unwrap_or(pieces);
            let expected = usize::from(!title_first);
            let score = |n: usize, p: &Piece<'_>| p.says * 2 + 3 * i32::from(n == expected) - i32::try_from(n).unwrap_or(0);
            let Some(t) = (0..few.len()).max_by_key(|n| (few.get(*n).map_or(i32::MIN, |p| score(*n, p)), std::cmp::Reverse(*n))) else { return (None, None) };
            let employed = |n: usize, p: &Piece<'_>| -p.says * 2 + 3 * i32::from(n == usize::from(title_first)) - i32::try_from(n).unwrap_or(0);
            let e = (0..few.len()).filter(|n| *n != t).max_by_key(|n| (few.get(*n).map_or(i32::MIN, |p| employed(*n, p)), std::cmp::Reverse(*n)));
            (few.get(t).copied(), e.and_then(|e| few.get(e).copied()))
        }
    }
}
