//! Small readings of a dossier that several signals share.

use hirewall_model::claims::{NameKind, Speaker};
use hirewall_model::dossier::{EgressClass, LinkKind, Neighbour, Place, Says};
use hirewall_model::event::{CheckChannel, CheckOutcome, ObservationCode, ObservationOutcome};
use hirewall_model::{Claim, Dossier, Evidence, PartialDate, Report, What};
use jiff::Timestamp;

/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;

/// Lower-case words of letters and digits; other scripts keep their letters.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 1).map(str::to_lowercase).collect()
}

/// Two names without a word in common, not even a beginning of three letters: not a nickname, not a marriage.
pub fn unrelated_names(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let ascii = |list: &[String]| list.iter().all(|w| w.is_ascii());
    // Names in two scripts cannot be compared by their letters.
    if a.len() < 2 || b.is_empty() || ascii(&a) != ascii(&b) {
        return false;
    }
    !a.iter()
        .any(|x| b.iter().any(|y| x == y || x.starts_with(y.as_str()) || y.starts_with(x.as_str()) || x.get(..3).is_some_and(|p| y.starts_with(p))))
        && !a.concat().contains(&b.concat())
        && !b.iter().any(|y| a.iter().any(|x| y.len() > 3 && y.contains(x.as_str())))
}

/// Words that stand in the author and title fields of documents and are no part of a person's name: of programs, devices, jobs, offices, templates.
const NO_NAMES: &str = "
    user admin administrator owner windows microsoft office apache poi google docs adobe canva libreoffice openoffice word python docx
    apple macbook desktop laptop home team group company solutions services consulting software systems university college school
    institute department template resume modern simple professional creative elegant classic basic minimal minimalist senior junior
    lead principal engineer developer manager designer analyst architect scientist consultant director specialist assistant data full
    stack frontend backend product project marketing sales business human resources career writer writers editor unknown anonymous
    client customer test demo guest student document untitled page print server cover letter final updated new draft copy version hp
    lenovo dell asus acer samsung registered nurse machine learning deep science security cloud english español deutsch français
    português türkçe polski web mobile platform remote staff intern head officer support technical quality account general operations
    finance hiring recruiting recruiter talent europe america united states
";

/// Whether a text has the form of a person's name: two to four words of letters, none of which programs, jobs, offices and templates bear.
pub fn is_person(text: &str) -> bool {
    let all: Vec<&str> = text.split_whitespace().collect();
    let letters =
        |w: &&str| w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’')) && w.chars().next().is_some_and(char::is_uppercase);
    (2..=4).contains(&all.len())
        && all.iter().all(letters)
        && words(text).len() >= 2
        && !words(text).iter().any(|w| NO_NAMES.split_whitespace().any(|no| no == w))
}

/// The name on the form, else on the résumé.
pub fn own_name(dossier: &Dossier) -> Option<(&Claim, &str)> {
    let name = |speaker| {
        dossier.claims.iter().find_map(|c| match &c.what {
            What::Name { full, kind: NameKind::Full, .. } if c.origin.speaker == speaker => Some((c, full.as_str())),
            _ => None,
        })
    };
    name(Speaker::Form).or_else(|| name(Speaker::Resume))
}

/// Every name that the candidate says is or was theirs.
pub fn own_names(dossier: &Dossier) -> Vec<&str> {
    dossier
        .claims
        .iter()
        .filter_map(|c| match &c.what {
            What::Name { full, kind: NameKind::Full | NameKind::Preferred | NameKind::Former | NameKind::Legal, .. } => Some(full.as_str()),
            _ => None,
        })
        .collect()
}

/// Where the candidate says they live: index of the claim, and the place. The form first, then the résumé.
pub fn residence(dossier: &Dossier) -> Option<(usize, &Place)> {
    let found = |speaker: Speaker| {
        dossier.claims.iter().enumerate().find_map(|(n, c)| {
            let is = matches!(&c.what, What::Address { kind: hirewall_model::claims::AddressKind::Residence, .. } | What::Place { .. });
            (is && c.origin.speaker == speaker).then(|| dossier.place_of(n).map(|p| (n, p)))?
        })
    };
    found(Speaker::Form).or_else(|| found(Speaker::Resume))
}

/// Class of the network that a session leaves through.
pub fn egress(dossier: &Dossier, claim: usize) -> Option<(EgressClass, &str)> {
    dossier.facts.iter().find_map(|f| match &f.says {
        Says::Egress { class, owner } if f.claim == claim => Some((*class, owner.as_str())),
        _ => None,
    })
}

/// Offsets in minutes that clocks of a place show at a moment.
pub fn offsets(place: &Place, at: Timestamp) -> Vec<i32> {
    let mut list: Vec<i32> =
        place.zones.iter().filter_map(|zone| jiff::tz::TimeZone::get(zone).ok()).map(|zone| zone.to_offset(at).seconds() / 60).collect();
    list.sort_unstable();
    list.dedup();
    list
}

/// Month from year 0 of a moment.
pub fn month_of(at: Timestamp) -> i32 {
    let date = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// Least months that two dates can lie apart, counting both; `None` without both.
pub fn most_months(start: &Option<PartialDate>, end: &Option<PartialDate>) -> Option<i32> {
    Some(end.as_ref()?.last_month()? - start.as_ref()?.first_month()? + 1)
}

/// Organisations by their telling words.
pub fn organisation(name: &str) -> Vec<String> {
    words(name)
        .into_iter()
        .filter(|w| {
            !matches!(
                w.as_str(),
                "inc"
                    | "llc"
                    | "ltd"
                    | "limited"
                    | "corp"
                    | "corporation"
                    | "co"
                    | "gmbh"
                    | "the"
                    | "of"
                    | "at"
                    | "and"
                    | "university"
                    | "college"
                    | "group"
                    | "company"
            )
        })
        .collect()
}

/// Whether two organisations can be one: the telling words of one stand in the other, or it is an abbreviation of it.
pub fn same_organisation(a: &str, b: &str) -> bool {
    let (x, y) = (organisation(a), organisation(b));
    if x.is_empty() || y.is_empty() {
        return true;
    }
    let (short, long) = if x.len() <= y.len() { (&x, &y) } else { (&y, &x) };
    let initials =
        |name: &str| name.split_whitespace().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect::<String>().to_lowercase();
    short.iter().all(|w| long.contains(w))
        || [(a, b), (b, a)].iter().any(|(p, q)| p.len() >= 2 && (initials(q) == p.to_lowercase() || initials(q).starts_with(&p.to_lowercase())))
}

/// The household rule: what a roof makes people share is shared with one other person, and nothing else is shared with them.
pub fn household<'a>(dossier: &'a Dossier) -> bool {
    let mut known: Vec<&str> = Vec::new();
    // Strangers meet at the gateways of carriers, employers, campuses and VPNs: that takes nothing away from a household.
    let at_a_gateway = |n: &Neighbour| n.kind == LinkKind::Ip && (n.holders > 1 || gateway(dossier, n).is_some());
    let at_home = |n: &Neighbour| n.kind.is_household() || matches!(n.kind, LinkKind::Mailbox | LinkKind::Payee);
    let others = |n: &'a Neighbour| n.others.iter().map(|o| o.candidacy.as_str());
    let more_than_a_line = dossier.neighbours.iter().any(|n| at_home(n) && n.kind != LinkKind::Ip);
    for neighbour in dossier.neighbours.iter().filter(|n| at_home(n) && !at_a_gateway(n) && !(more_than_a_line && n.kind == LinkKind::Ip)) {
        // One person may stand behind several candidacies: those shared things lead to must overlap.
        if neighbour.holders != 1 || !(known.is_empty() || others(neighbour).any(|o| known.contains(&o))) {
            return false;
        }
        known.extend(others(neighbour));
    }
    // Who shares a text or a career with the other too shares more than a home.
    let more = dossier.neighbours.iter().filter(|n| !at_home(n)).flat_map(others).any(|o| known.contains(&o));
    !known.is_empty() && !more
}

/// So many others under one roof are still a shared flat or a family: an estimate; operations that were described had from three to dozens
/// of identities at one address.
const HOUSEMATES: u32 = 3;

/// Whether a home is shared with few people.
pub fn house(neighbour: &Neighbour) -> bool {
    neighbour.holders <= HOUSEMATES
}

/// Class of the network through which a session left whose address others share, where strangers meet: data centre, VPN, relay or carrier.
pub fn gateway(dossier: &Dossier, neighbour: &Neighbour) -> Option<EgressClass> {
    let session = |c: &Claim| matches!(c.what, What::Session { .. }) && neighbour.own.pointer.starts_with(&c.origin.pointer);
    dossier.claims.iter().enumerate().filter(|(_, c)| session(c)).find_map(|(n, _)| egress(dossier, n)).map(|(class, _)| class)
}

/// Whether all who share something declare one household with the candidate, who declares it too.
pub fn declared_household(neighbour: &Neighbour) -> bool {
    !neighbour.others.is_empty() && neighbour.others.iter().all(|o| o.household) && neighbour.holders as usize <= neighbour.others.len()
}

/// `cand-1`, `cand-1 and cand-2`, `cand-1, cand-2 and 5 others`.
pub fn list(neighbour: &Neighbour) -> String {
    let names: Vec<&str> = neighbour.others.iter().map(|o| o.candidacy.as_str()).collect();
    match names.as_slice() {
        [] => "other candidacies".into(),
        [one] => (*one).into(),
        [one, two] => format!("{one} and {two}"),
        [one, two, three] => format!("{one}, {two} and {three}"),
        [one, two, rest @ ..] => format!("{one}, {two} and {} others", rest.len()),
    }
}

/// Reports an interviewer's observation, made in at least `rounds` rounds. What was accommodated or unsure never counts.
pub fn observed(dossier: &Dossier, report: &mut Report, code: &ObservationCode, level: &'static str, rounds: usize, because: &str) {
    let mut seen: Vec<(&str, Evidence)> = Vec::new();
    for claim in &dossier.claims {
        if let What::Observation { code: noted, outcome, round } = &claim.what {
            report.looked();
            if noted == code && *outcome == ObservationOutcome::Observed && !seen.iter().any(|(r, _)| *r == round.as_str()) {
                seen.push((round.as_str(), dossier.evidence(claim)));
            }
        }
    }
    // What an accommodation explains; it neither hides another persona nor takes away what speaks for the person.
    use ObservationCode::{CameraRefused, InPersonDeclined, LivenessFailed, OneTimeCodeFailed, ReadingAnswers, VirtualCamera, VoiceChanger};
    let explained =
        matches!(code, CameraRefused | InPersonDeclined | LivenessFailed | OneTimeCodeFailed | ReadingAnswers | VirtualCamera | VoiceChanger);
    if seen.len() < rounds || (explained && dossier.declares(&What::Accommodation)) {
        return;
    }
    let mut seen = seen.into_iter();
    if let Some((_, first)) = seen.next() {
        let found = report.finding(level, because, first);
        for (_, more) in seen {
            found.and(more);
        }
    }
}

/// Reports a check that came back with this outcome through a channel the candidate did not supply.
pub fn checked(
    dossier: &Dossier,
    report: &mut Report,
    kind: &hirewall_model::event::CheckKind,
    outcomes: &[CheckOutcome],
    level: &'static str,
    because: &str,
) {
    for claim in &dossier.claims {
        if let What::Check { kind: of, channel, outcome, about } = &claim.what
            && of == kind
        {
            report.looked();
            // The last word counts: what was repeated and came back well was a slip.
            let mended = dossier.claims.iter().any(|c| {
                c.origin.at > claim.origin.at
                    && matches!(&c.what, What::Check { kind: of, channel, outcome: CheckOutcome::Confirmed, about: again }
                        if of == kind && *channel == Some(CheckChannel::Independent) && (again == about || again.is_none()))
            });
            if outcomes.contains(outcome) && !mended && *channel == Some(CheckChannel::Independent) {
                report.finding(level, because, dossier.evidence(claim));
                return;
            }
        }
    }
}
