//! Jobs: which piece of a head is the title, which the employer, which the place.

use super::entries::{Entry, Part, Role, Times, coded_place, entries, is_place, like_place, without_kind, without_place};
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
    /// Line of the head, and place in that line.
    slot: (usize, usize),
}

/// A head, sorted.
#[derive(Debug, Default)]
struct Head<'a> {
    pieces: Vec<Piece<'a>>,
    place: Option<&'a str>,
    /// Where the place stood, if it was a piece by itself.
    place_slot: Option<(usize, usize)>,
    /// The place stood behind a comma.
    suffixed: bool,
    /// Lines after the time that were taken.
    taken: usize,
}

/// Where the stations of one section have their places.
#[derive(Debug, Clone, Copy, Default)]
struct Places {
    /// Behind a comma.
    suffixed: bool,
    /// In this slot of a head.
    slot: Option<(usize, usize)>,
}

/// All jobs of the sections about work.
pub(super) fn read(page: &Page<'_>) -> Vec<Job> {
    let mut jobs = Vec::new();
    for lines in page.sections(Section::Work) {
        let entries = entries(lines, Times::Ranges);
        let first: Vec<Head<'_>> = entries.iter().map(|entry| head(entry, Places::default())).collect();
        // What half of the stations have where a place is known, the others have there too.
        let slots: Vec<(usize, usize)> = first.iter().filter_map(|head| head.place_slot).collect();
        let slot = slots.iter().copied().max_by_key(|slot| slots.iter().filter(|s| *s == slot).count());
        let suffix = |head: &Head<'_>| {
            head.pieces.iter().any(|p| {
                (!words::title(p.text) || p.text.matches(',').count() > 1) && p.text.rsplit_once(',').is_some_and(|(_, last)| like_place(last))
            })
        };
        let half = first.iter().filter(|head| head.suffixed).count() * 2 >= first.len().max(1);
        let places = Places { suffixed: half || first.len() >= 2 && first.iter().all(|head| head.suffixed || suffix(head)), slot };
        let heads: Vec<Head<'_>> = entries.iter().map(|entry| head(entry, places)).collect();
        let title_first = title_first(&heads);
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
            if entry.head.iter().flatten().any(|piece| words::pause(piece.text)) {
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
            job.title.is_none()
                && job.highlights.is_empty()
                && next.is_some_and(|next| next.title.is_some() && next.employer.as_ref().map(|e| e.from) == job.employer.as_ref().map(|e| e.from))
        })
        .collect();
    let mut frame = frame.into_iter();
    jobs.retain(|_| !frame.next().unwrap_or(false));
}

/// Sorts the pieces of a head. Lines after the time are taken while title or employer is missing, and for the place.
fn head<'a>(entry: &Entry<'a>, places: Places) -> Head<'a> {
    let mut head = Head::default();
    for (line, pieces) in entry.head.iter().enumerate() {
        take(&mut head, pieces, line, places);
    }
    for (n, pieces) in entry.after.iter().enumerate() {
        let labelled = pieces.iter().any(|p| p.role.is_some());
        let only_place = pieces.iter().all(|p| is_place(p.text)) && head.place.is_none();
        let whole = |p: &Piece<'_>| comma_parts(p.text).is_some_and(|(a, b)| says(a) < 0 || says(b) < 0 || !employs(pieces));
        let complete = head.pieces.len() >= 2 || head.pieces.first().is_some_and(whole);
        if complete && !only_place && !labelled {
            break;
        }
        take(&mut head, pieces, entry.head.len() + n, places);
        head.taken += 1;
    }
    head
}

fn take<'a>(head: &mut Head<'a>, pieces: &[Part<'a>], line: usize, places: Places) {
    for (n, piece) in pieces.iter().enumerate() {
        let slot = (line, n);
        let text = piece.text;
        match piece.role {
            Some(Role::Place) => {
                head.place = Some(text);
                continue;
            }
            Some(Role::Title) => {
                head.pieces.push(Piece { text, says: 9, slot });
                continue;
            }
            Some(Role::Employer) => {
                let (text, place) = without_place(text, true);
                head.place = head.place.or(place);
                head.pieces.push(Piece { text, says: -9, slot });
                continue;
            }
            Some(Role::Time | Role::Other) => continue,
            _ => {}
        }
        let beside = pieces.len() > 1 || !head.pieces.is_empty();
        if head.place.is_none() && (is_place(text) || beside && coded_place(text) || places.slot == Some(slot) && like_place(text)) {
            head.place = Some(text.trim_matches(['(', ')']));
            head.place_slot = Some(slot);
            continue;
        }
        let (text, place) = without_place(text, places.suffixed);
        head.suffixed |= place.is_some();
        head.place = head.place.or(place);
        head.pieces.push(Piece { text, says: says(text), slot });
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

/// Whether a line can be that of an employer: an organisation, a name before a place, or a few words in capitals.
fn employs(pieces: &[Part<'_>]) -> bool {
    let capitals = |text: &str| {
        text.split_whitespace().count() <= 5
            && text.split_whitespace().all(|w| w.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic()) || w.chars().count() <= 3)
    };
    pieces.first().map(|p| p.text).is_some_and(|text| {
        words::organisation(text) || without_place(text, false).1.is_some() || (capitals(text) && !words::title(text) && !is_place(text))
    })
}

/// How much words say that they are a title, or an organisation. Of `Systems Engineer` and `Engineer Systems` the last word tells.
fn says(text: &str) -> i32 {
    let first = text.split(',').next().unwrap_or(text);
    if first.split_whitespace().count() > 8 {
        return 0;
    }
    let (title, organisation) = (words::title(first), words::organisation(first));
    let last = first.split_whitespace().last().unwrap_or_default();
    // In Romance and Slavic languages the first word tells: `Maquettiste à mi-temps`.
    let title = title || words::like_title(last) || !organisation && words::like_title(first.split_whitespace().next().unwrap_or_default());
    match (title, organisation) {
        (true, true) if words::title(last) => 2,
        (true, true) if words::organisation(last) => -2,
        (true, true) => 1,
        (true, false) => 3,
        (false, true) => -3,
        (false, false) => -i32::from(words::school(first)),
    }
}

/// `Studienrätin, Gymnasium am Ufer`: no word of the first part is known, but the second is an organisation's name.
fn comma_employer(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_i32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                let (a, b) = (text.get(..at)?.trim(), text.get(at + 1..)?.trim());
                let named = |text: &str| words::organisation(text) || words::school(text);
                return (named(b) && !named(a) && !words::is_form(b) && !a.is_empty() && a.split_whitespace().count() <= 6).then_some((a, b));
            }
            _ => {}
        }
    }
    None
}

/// `Senior Engineer, Acme`: two parts of which one is a title and the other is none.
fn comma_parts(text: &str) -> Option<(&str, &str)> {
    // `Principal Engineer, Bridges, Halloran & Pryce LLP`
    let named = text.match_indices(',').skip(1).find_map(|(at, _)| {
        let (a, b) = (text.get(..at)?.trim(), text.get(at + 1..)?.trim());
        let organisation = |text: &str| words::organisation(text.split(',').next().unwrap_or(text));
        let clear = words::title(a) && !words::organisation(a) && organisation(b) && !words::title(b);
        (clear && !words::is_form(b) && a.matches('(').count() == a.matches(')').count()).then_some((a, b))
    });
    if named.is_some() {
        return named;
    }
    let split = text.match_indices(',').find_map(|(at, _)| {
        let (a, b) = (text.get(..at)?.trim(), text.get(at + 1..)?.trim());
        (words::title(a) != words::title(b) && !words::is_form(b) && !a.is_empty() && !b.is_empty()).then_some((a, b))
    });
    // `Technical Writer, Mentor Graphics`: both have words of titles; the last word tells.
    split.or_else(|| {
        let (a, b) = text.split_once(',').map(|(a, b)| (a.trim(), b.trim()))?;
        let last = |text: &str| words::title(text.split_whitespace().last().unwrap_or_default());
        (words::title(a) && last(a) && !last(b) && !words::is_form(b) && !b.is_empty()).then_some((a, b))
    })
}

fn job(text: &str, entry: &Entry<'_>, head: &Head<'_>, title_first: bool, placed: bool) -> Job {
    let mut job = Job::default();
    let mut pieces = head.pieces.clone();
    // A title with its employer behind a comma, and something else in another line.
    if let [first, second, ..] = pieces.as_slice()
        && second.says == 0
        && first.slot.0 != second.slot.0
        && let Some((a, b)) = comma_parts(first.text).filter(|(a, b)| says(a) > 0 && says(b) < 0)
    {
        let slot = first.slot;
        pieces.splice(0..1, [Piece { text: a, says: says(a), slot }, Piece { text: b, says: says(b), slot }]);
    }
    if let [one] = pieces.as_slice()
        && let Some((a, b)) = comma_parts(one.text)
    {
        pieces = vec![Piece { text: a, says: says(a), slot: one.slot }, Piece { text: b, says: says(b), slot: one.slot }];
    } else if let [one] = pieces.as_slice()
        && title_first
        && let Some((a, b)) = comma_employer(one.text)
    {
        pieces = vec![Piece { text: a, says: 1, slot: one.slot }, Piece { text: b, says: -3, slot: one.slot }];
    }
    let (title, mut employer) = roles(&pieces, title_first);
    let mut place = head.place;
    // `Orange, Grenoble`: a place alone where an employer should be has one before its comma.
    if employer.is_none()
        && let Some((name, rest)) = place.and_then(|p| p.split_once(','))
        && is_place(rest)
    {
        employer = Some(Piece { text: name.trim(), says: 0, slot: (0, 0) });
        place = Some(rest.trim());
    }
    // What is a place is no employer where what was taken for the place is none.
    if let (Some(own), Some(other)) = (employer, place)
        && is_place(own.text)
        && !is_place(other)
    {
        employer = Some(Piece { text: other, says: says(other), slot: own.slot });
        place = Some(own.text);
    }
    let used = |p: &Piece<'_>| [title, employer].iter().flatten().any(|u| u.text == p.text);
    if place.is_none() && placed {
        place = pieces.iter().filter(|p| !used(p)).map(|p| p.text).find(|p| like_place(p));
    }
    let sure = |piece: Piece<'_>, right: bool| {
        if right {
            90
        } else if piece.says == 0 {
            70
        } else {
            50
        }
    };
    job.title = title.map(|p| field(text, without_kind(p.text), sure(p, p.says > 0)));
    job.employer = employer.map(|p| field(text, without_department(p.text), sure(p, p.says < 0)));
    job.location = place.map(|place| field(text, place, 80));
    if let Some(span) = entry.span {
        job.start = span.start.map(|d| valued(text, span.words, d.written(), 90));
        job.end = span.end.map(|d| valued(text, span.words, d.written(), 90));
    }
    let body = entry.body.get(head.taken..).unwrap_or_default();
    job.highlights = body.iter().take(MOST_LINES).map(|line| field(text, line, 80)).collect();
    job
}

/// An employer without the part of it: `University of Leeds, Department of History`.
fn without_department(text: &str) -> &str {
    let part = |after: &str| {
        let first = words::plain(after.split_whitespace().next().unwrap_or_default());
        [
            "institut",
            "institute",
            "abteilung",
            "department",
            "dept",
            "faculty",
            "fakultät",
            "fachbereich",
            "lehrstuhl",
            "division",
            "school",
            "section",
            "chair",
            "team",
            "bereich",
            "département",
            "departamento",
            "wydział",
            "katedra",
            "bölümü",
            "unit",
            "laboratory",
            "lab",
            "group",
        ]
        .contains(&first.as_str())
    };
    text.split_once(',').filter(|(before, after)| part(after) && !before.trim().is_empty()).map_or(text, |(before, _)| before.trim())
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
            let Some(t) = (0..few.len()).max_by_key(|n| (few.get(*n).map_or(i32::MIN, |p| score(*n, p)), std::cmp::Reverse(*n))) else {
                return (None, None);
            };
            let employed = |n: usize, p: &Piece<'_>| -p.says * 2 + 3 * i32::from(n == usize::from(title_first)) - i32::try_from(n).unwrap_or(0);
            let e = (0..few.len()).filter(|n| *n != t).max_by_key(|n| (few.get(*n).map_or(i32::MIN, |p| employed(*n, p)), std::cmp::Reverse(*n)));
            (few.get(t).copied(), e.and_then(|e| few.get(e).copied()))
        }
    }
}
