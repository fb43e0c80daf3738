//! Name, mail, phones, links, and where the person lives.

use super::entries::{is_place, like_place};
use super::lines::{Line, Page};
use super::words::{self, Section};
use super::{Field, Resume, dates, field};

/// Contacts of one kind that are taken of one document.
const MOST: usize = 8;
/// Characters of a link.
const MOST_LINK: usize = 300;

/// Hosts at which people have profiles.
const NETWORKS: &[&str] = &[
    "linkedin.com",
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "stackoverflow.com",
    "kaggle.com",
    "behance.net",
    "dribbble.com",
    "medium.com",
    "twitter.com",
    "x.com",
    "orcid.org",
    "scholar.google.com",
    "codepen.io",
    "xing.com",
    "huggingface.co",
    "dev.to",
    "hackerrank.com",
    "leetcode.com",
    "about.me",
    "researchgate.net",
    "mastodon.social",
    "t.me",
    "malt.fr",
    "goldenline.pl",
];
/// Ends of host names that count without `www.` or a path.
const ENDS: &[&str] = &[
    "com", "org", "net", "dev", "io", "me", "app", "tech", "co", "ai", "de", "fr", "es", "pt", "pl", "tr", "br", "uk", "eu", "info", "example",
    "xyz", "page", "site", "blog", "ch", "at", "in", "us", "ca", "sh", "design", "works", "studio", "codes", "engineer", "online", "website", "link",
    "test",
];

pub(super) fn read(page: &Page<'_>, links: &[String], resume: &mut Resume) {
    let head = |line: &&Line<'_>| matches!(line.section, None | Some(Section::Contact | Section::Summary | Section::Other)) && !line.heading;
    let elsewhere = |line: &&Line<'_>| {
        !matches!(line.section, Some(Section::References | Section::Work | Section::Projects | Section::Publications)) && !line.heading
    };
    let any = |line: &&Line<'_>| line.section != Some(Section::References);
    for (n, lines) in
        [page.lines.iter().filter(head).collect::<Vec<_>>(), page.lines.iter().filter(elsewhere).collect(), page.lines.iter().filter(any).collect()]
            .iter()
            .enumerate()
    {
        let confidence = if n == 0 { 95 } else { 75 };
        if resume.emails.is_empty() {
            resume.emails = lines.iter().flat_map(|line| emails(page.text, line.text, confidence)).collect();
        }
        if resume.phones.is_empty() && n < 2 {
            resume.phones = lines.iter().flat_map(|line| phones(page.text, line.text, confidence)).collect();
        }
        if resume.links.is_empty() && n < 2 {
            resume.links = lines.iter().flat_map(|line| in_text(page.text, line.text, confidence)).collect();
        }
    }
    if resume.emails.is_empty() {
        let behind = links.iter().filter_map(|link| link.strip_prefix("mailto:")).map(|mail| mail.split('?').next().unwrap_or(mail));
        resume.emails = behind.filter(|mail| is_mail(mail)).map(hidden).collect();
    }
    for list in [&mut resume.emails, &mut resume.phones, &mut resume.links] {
        once(list);
    }
    resume.name = name(page, resume, links);
    behind(links, resume);
    resume.address = address(page, resume);
}

/// A value that stands behind words of the text.
fn hidden(value: &str) -> Field {
    Field { value: value.chars().take(MOST_LINK).collect(), from: 0, to: 0, confidence: 80 }
}

fn once(list: &mut Vec<Field>) {
    list.truncate(20 * MOST);
    let mut seen: Vec<String> = Vec::new();
    // A link that is broken at the end of its line stands whole elsewhere.
    let whole: Vec<String> = list.iter().map(|f| bare(&f.value)).collect();
    list.retain(|f| {
        let cut = bare(&f.value);
        !cut.ends_with('-') || !whole.iter().any(|w| w.len() > cut.len() && w.starts_with(&cut))
    });
    list.retain(|f| {
        let bare = bare(&f.value);
        let new = !seen.contains(&bare);
        seen.push(bare);
        new
    });
    list.truncate(MOST);
}

/// A value for comparing: lower case, without what begins and ends links.
fn bare(value: &str) -> String {
    let lower = value.to_lowercase();
    let text = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    text.trim_end_matches('/').to_owned()
}

fn is_mail(word: &str) -> bool {
    let Some((local, domain)) = word.split_once('@') else { return false };
    let fine = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '\''));
    fine(local) && fine(domain) && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.')
}

/// Mail addresses as they stand in a line.
fn emails(text: &str, line: &str, confidence: u8) -> Vec<Field> {
    let parts = line.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | '|' | ':' | '/' | '·' | '•'));
    parts
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| is_mail(word))
        .map(|word| field(text, word, confidence))
        .collect()
}

/// Runs of digits and the signs that part a phone number. Dates, postal codes and numbers of other things are none.
fn phones(text: &str, line: &str, confidence: u8) -> Vec<Field> {
    let mut found = Vec::new();
    let times: Vec<(usize, usize)> = dates::spans(line)
        .iter()
        .filter(|s| s.range || s.end.is_some_and(|d| d.month.is_some()))
        .map(|s| (super::place(line, s.words), s.words.len()))
        .collect();
    for run in line.split(|c: char| {
        !(c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '(' | ')' | ' ' | '/' | '–' | '‑' | '\u{a0}' | '\u{2009}' | '\u{202f}'))
    }) {
        for part in run.split("  ").flat_map(|r| split_plus(r)).flat_map(numbers) {
            let part =
                part.trim_start_matches(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '('))).trim_end_matches(|c: char| !c.is_ascii_digit());
            let digits: String = part.chars().filter(char::is_ascii_digit).collect();
            let groups: Vec<&str> = part.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
            let zip = matches!(groups.as_slice(), [a, b] if a.len() == 5 && b.len() == 4);
            let at = super::place(line, part);
            // `GB12345678`, `v1.2.3`: a letter directly before or after makes it something else.
            let before = line.get(..at).and_then(|b| b.chars().next_back()).is_some_and(|c| c.is_alphabetic() || c == '@' || c == '_');
            let after = line.get(at + part.len()..).and_then(|a| a.chars().next()).is_some_and(|c| c.is_alphabetic() || c == '@' || c == '_');
            let dated = times.iter().any(|(from, len)| at < from + len && *from < at + part.len());
            // A fax is none that a person answers.
            let fax =
                || line.get(..at).is_some_and(|b| words::plain(b).split(' ').next_back().is_some_and(|w| matches!(w, "fax" | "telefax" | "faks")));
            let many = part.starts_with('+') || part.starts_with('(') || part.starts_with('0') || digits.len() >= 9;
            if (7..=15).contains(&digits.len())
                && many
                && part.chars().count() <= 26
                && !zip
                && !fax()
                && !before
                && !after
                && (!dated || part.starts_with('+'))
                && digits.chars().any(|c| c != '0')
            {
                found.push(field(text, part, confidence));
            }
        }
    }
    found
}

/// A run cut at slashes between two whole numbers; `030 / 123456` is one.
fn numbers(run: &str) -> Vec<&str> {
    let digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let parts: Vec<&str> = run.split(" / ").collect();
    if parts.iter().all(|part| digits(part) == 0 || digits(part) >= 7) { parts } else { vec![run] }
}

/// A run cut before each plus sign.
fn split_plus(run: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> = run.match_indices('+').map(|(at, _)| at).collect();
    cuts.push(run.len());
    let mut from = 0;
    let mut parts = Vec::new();
    for cut in cuts {
        parts.push(run.get(from..cut).unwrap_or_default());
        from = cut;
    }
    parts
}

/// Web addresses as they stand in a line.
fn in_text(text: &str, line: &str, confidence: u8) -> Vec<Field> {
    let parts = line.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '|' | ',' | ';' | '·' | '•' | '[' | ']' | '"'));
    let mut found = Vec::new();
    for part in parts {
        let word = part.trim_end_matches(['.', ':', '/']).trim_start_matches(['.', '/', ':', '-']);
        // `LinkedIn:linkedin.com/in/…`
        let word = match word.split_once(':') {
            Some((label, rest)) if !rest.starts_with("//") && label.chars().all(char::is_alphabetic) && rest.contains('.') => rest,
            _ => word,
        };
        if word.chars().count() <= MOST_LINK && is_address(word) {
            found.push(field(text, word, confidence));
        }
    }
    found
}

/// Whether a word is a web address: a host name, and a path, a `www.` or a usual end.
fn is_address(word: &str) -> bool {
    let lower = word.to_lowercase();
    let scheme = lower.starts_with("https://") || lower.starts_with("http://");
    let bare = bare(word);
    let (host, path) = bare.split_once('/').unwrap_or((bare.as_str(), ""));
    let labels: Vec<&str> = host.split('.').collect();
    let fine = labels.len() >= 2 && labels.iter().all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-')) && !word.contains('@');
    let end = labels.last().copied().unwrap_or_default();
    let named = end.len() >= 2 && end.chars().all(char::is_alphabetic);
    let known = ENDS.contains(&end);
    let name = labels.iter().rev().nth(1).map_or(0, |l| l.chars().count());
    // `ASP.NET`, `Node.js`, `Booking.com`: of names with capitals, and of those of products, a path or scheme must tell.
    let lowercase = word == lower;
    fine && named
        && (scheme
            || lower.starts_with("www.")
            || !path.is_empty() && known
            || known && lowercase && name >= 4 && !matches!(host, "asp.net" | "booking.com" | "salesforce.com"))
}

/// Links that lie behind words of the text: profiles, and what bears the person's name.
fn behind(links: &[String], resume: &mut Resume) {
    let names: Vec<String> = resume.name.iter().flat_map(|n| folded(&n.value)).filter(|w| w.len() >= 3).collect();
    for link in links.iter().filter(|link| link.starts_with("http")) {
        let link = redirected(link);
        let bare = bare(&link);
        let host = bare.split('/').next().unwrap_or_default();
        let network = NETWORKS.iter().any(|n| host == *n || host.ends_with(&format!(".{n}"))) && bare.contains('/');
        let own = names.iter().any(|n| bare.contains(n.as_str()));
        let known = resume.links.iter().any(|f| self::bare(&f.value) == bare);
        if (network || own) && !known && resume.links.len() < MOST {
            resume.links.push(hidden(&link));
        }
    }
}

/// Where a link leads that goes through an office suite's redirect.
fn redirected(link: &str) -> String {
    let target = link.split_once("google.com/url?").and_then(|(_, query)| query.split('&').find_map(|pair| pair.strip_prefix("q=")));
    let Some(target) = target else { return link.to_owned() };
    let mut bytes = Vec::new();
    let mut rest = target.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        bytes.push(hex.unwrap_or(*first));
        rest = if hex.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Words in ASCII.
fn folded(text: &str) -> Vec<String> {
    // German umlauts are written out in mailboxes.
    let text: String = text
        .chars()
        .flat_map(|c| match c {
            'ä' | 'Ä' => vec!['a', 'e'],
            'ö' | 'Ö' => vec!['o', 'e'],
            'ü' | 'Ü' => vec!['u', 'e'],
            'ß' => vec!['s', 's'],
            c => vec![c],
        })
        .collect();
    deunicode::deunicode(&text)
        .to_ascii_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The piece of the text that is most like a name: near the beginning, and its words stand in a mail address or a profile's.
fn name(page: &Page<'_>, resume: &Resume, links: &[String]) -> Option<Field> {
    let handles: Vec<String> = resume
        .emails
        .iter()
        .map(|mail| mail.value.as_str())
        .chain(resume.links.iter().map(|l| l.value.as_str()))
        .chain(links.iter().map(String::as_str))
        .map(|handle| deunicode::deunicode(handle).to_ascii_lowercase())
        .collect();
    let mut best: Option<(i32, &str)> = None;
    for (n, line) in page.lines.iter().enumerate().filter(|(_, line)| !line.heading).take(120) {
        let section = match line.section {
            None | Some(Section::Contact) => 0,
            Some(Section::Summary | Section::Other) => -2,
            Some(Section::References) => continue,
            Some(_) => -8,
        };
        for (m, part) in line
            .text
            .split(['\t', '|', '·', '•'])
            .flat_map(|p| p.split(" – "))
            .flat_map(|p| p.split(" — "))
            .flat_map(|p| p.split(" - "))
            .enumerate()
            .take(4)
        {
            let (part, labelled) = unlabelled(part);
            let Some(part) = person(part) else { continue };
            let words: Vec<String> = folded(part).into_iter().filter(|w| w.len() >= 3).collect();
            let bare: Vec<String> = deunicode::deunicode(part)
                .to_ascii_lowercase()
                .split(|c: char| !c.is_ascii_alphanumeric())
                .filter(|w| w.len() >= 3)
                .map(str::to_owned)
                .collect();
            let count = |words: &[String]| words.iter().filter(|w| handles.iter().any(|h| h.contains(w.as_str()))).count();
            let told = count(&words).max(count(&bare));
            // `Cook`, `Baker` and `Se` are names as well as words: what stands in a mail address is one.
            let doubtful = !labelled && is_something_else(part);
            if doubtful && (told < 2 || n > 12) {
                continue;
            }
            let near = 10 - i32::try_from(n.min(10)).unwrap_or(10) - i32::try_from(m).unwrap_or(0);
            let score = near + section + 8 * i32::try_from(told.min(2)).unwrap_or(0) + 8 * i32::from(labelled) - 4 * i32::from(doubtful);
            if score >= 6 && best.is_none_or(|(most, _)| score > most) {
                best = Some((score, part));
            }
        }
    }
    // A name of two words, each in a line of its own.
    for (a, b) in page.lines.iter().zip(page.lines.iter().skip(1)).take(3) {
        let single = |line: &Line<'_>| {
            !line.heading
                && !line.text.contains(' ')
                && folded(line.text).iter().any(|w| w.len() >= 3 && handles.iter().any(|h| h.contains(w.as_str())))
        };
        if (single(a) || single(b))
            && !a.text.contains(' ')
            && !b.text.contains(' ')
            && let Some(both) = page.text.get(super::place(page.text, a.text)..super::place(page.text, b.text) + b.text.len())
            && person(both).is_some()
            && best.is_none_or(|(score, _)| score < 20)
        {
            best = Some((20, both));
        }
    }
    // A name that is wrapped: its last words stand in the next line, and in a mail address.
    if let Some((score, part)) = best
        && let Some(n) = page.lines.iter().position(|line| line.text == part)
        && let Some(next) = page.lines.get(n + 1).filter(|line| !line.heading && line.text.split_whitespace().count() <= 2)
        && folded(next.text).iter().all(|w| w.len() >= 2 && handles.iter().any(|h| h.contains(w.as_str())))
        && let Some(both) = page.text.get(super::place(page.text, part)..super::place(page.text, next.text) + next.text.len())
        && person(both).is_some()
    {
        best = Some((score + 6, both));
    }
    best.map(|(score, part)| field(page.text, part, if score >= 14 { 95 } else { 70 }))
}

/// What stands after a label for a name.
fn unlabelled(text: &str) -> (&str, bool) {
    let labels = [
        "name",
        "full name",
        "vor und nachname",
        "nom",
        "nom et prénom",
        "prénom et nom",
        "nombre",
        "nombre completo",
        "nome",
        "nome completo",
        "imię i nazwisko",
        "ad soyad",
        "adı soyadı",
        "candidate",
        "names",
        "nome e apelido",
        "nombre y apellidos",
        "name vorname",
        "vorname name",
        "vorname und name",
    ];
    match text.split_once(':') {
        Some((label, rest)) if labels.contains(&words::plain(label).as_str()) => (rest, true),
        _ => (text, false),
    }
}

/// A name as it stands: two to six words of letters that begin with capitals, without what is written after it.
fn person(text: &str) -> Option<&str> {
    let mut text = text.trim();
    if let Some((before, _)) = text.split_once('(').filter(|(before, _)| before.split_whitespace().count() >= 2) {
        text = before.trim();
    }
    // `Jane Roe, PhD`; `Roe, Jane` is left alone.
    if let Some((before, after)) = text.split_once(',') {
        if before.split_whitespace().count() < 2 || after.split_whitespace().count() > 3 {
            return None;
        }
        text = before.trim();
    }
    let little = [
        "de", "da", "do", "dos", "das", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "di", "del", "y", "e", "le", "zu", "ter", "ten",
        "of", "san",
    ];
    let count = text.split_whitespace().count();
    let letters = |w: &str| {
        matches!(w, "(FH)" | "(Univ.)" | "(BA)")
            || w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '‑' | '"' | '“' | '”' | '„'))
                && w.chars().any(char::is_alphabetic)
    };
    let capital = |w: &str| {
        w.starts_with('(')
            || w.trim_start_matches(['"', '“', '„']).trim_start_matches("d'").trim_start_matches("d’").chars().next().is_some_and(char::is_uppercase)
            || !w.chars().any(|c| c.is_lowercase() || c.is_uppercase())
            || matches!(w, "rer." | "nat." | "iur." | "jur." | "med." | "phil." | "ing." | "habil." | "oec." | "pol.")
            || little.contains(&w.to_lowercase().as_str())
    };
    let plain = words::plain(text);
    let heading = plain.split(' ').any(|w| {
        matches!(
            w,
            "curriculum"
                | "vitae"
                | "resume"
                | "résumé"
                | "cv"
                | "lebenslauf"
                | "page"
                | "özgeçmiş"
                | "życiorys"
                | "bewerbung"
                | "currículo"
                | "currículum"
                | "summary"
                | "profile"
                | "remote"
                | "available"
        )
    });
    let fits = (2..=6).contains(&count) && text.split_whitespace().all(|w| letters(w) && capital(w)) && text.chars().count() <= 60;
    (fits && !heading && words::heading(text).is_none()).then_some(text)
}

/// Whether words in capitals are those of a job, a place or an organisation.
fn is_something_else(text: &str) -> bool {
    words::title(text) || is_place(text) || words::school(text) || words::organisation(text)
}

/// Where the person lives: a place or postal address in the lines about contacts.
fn address(page: &Page<'_>, resume: &Resume) -> Option<Field> {
    let name = resume.name.as_ref().map(|n| n.value.as_str());
    // Lines about contacts, and those that stand with the name.
    let named =
        resume.name.as_ref().and_then(|name| page.lines.iter().position(|line| super::place(page.text, line.text) + line.text.len() > name.from));
    let near = |n: usize| {
        named.is_some_and(|at| (at..at + 6).contains(&n) && page.lines.get(at..n).is_some_and(|lines| !lines.iter().any(|line| line.heading)))
    };
    let about = |line: &Line<'_>| matches!(line.section, None | Some(Section::Contact | Section::Summary | Section::Other));
    let zone: Vec<&Line<'_>> =
        page.lines.iter().enumerate().filter(|(n, line)| !line.heading && (about(line) || near(*n))).map(|(_, line)| line).take(60).collect();
    for (n, line) in zone.iter().enumerate() {
        for piece in line
            .text
            .split(['\t', '|', '·', '•', '●', '∙', '⋅', '│', '▪'])
            .flat_map(|p| p.split("  "))
            .flat_map(|p| p.split(" – "))
            .flat_map(|p| p.split(" — "))
            .flat_map(|p| p.split(" / "))
        {
            let (piece, labelled) = placed(piece);
            let piece = before_contacts(piece).trim().trim_matches(['.', ',']).trim();
            if piece.is_empty() || piece.contains('@') || Some(piece) == name || words::remote(piece) || piece.chars().count() > 90 {
                continue;
            }
            let words = piece.split_whitespace().count();
            let sentence = words > 12;
            // `Kadıköy, İstanbul`: a part of a city, of which no edition knows.
            let district = || n < 12 && like_place(piece) && piece.rsplit_once(',').is_some_and(|(_, city)| is_place(city));
            // `Coimbra`, alone in a line of a part about contacts.
            let alone =
                || line.section == Some(Section::Contact) && piece == line.text && !piece.contains(',') && like_place(piece) && !piece.contains('.');
            // `Logan, Queensland`, in a part about contacts.
            let two = || line.section == Some(Section::Contact) && piece.matches(',').count() == 1 && like_place(piece);
            let labelled = labelled || alone() || two();
            let named = !words::title(piece) && (is_place(piece) || is_postal(piece) || district());
            if !sentence && (named || labelled && words <= 10 && piece.chars().any(char::is_alphabetic)) {
                // The street stands in the line before, or the city in the line after.
                let before = n
                    .checked_sub(1)
                    .and_then(|b| zone.get(b))
                    .map(|l| l.text)
                    .filter(|l| is_street(l) && is_postal(piece) && !is_street(piece) && piece == line.text);
                let from = before.unwrap_or(piece);
                let (start, end) = (super::place(page.text, from), super::place(page.text, piece) + piece.len());
                let value = match before {
                    Some(street) => format!("{street}, {piece}"),
                    None => piece.to_owned(),
                };
                return Some(Field { value, from: start, to: end, confidence: if named { 85 } else { 65 } });
            }
        }
    }
    None
}

/// The parts of a comma-separated line before the first that is a mail address, a phone number or a link.
fn before_contacts(piece: &str) -> &str {
    let mut end = 0;
    for part in piece.split_inclusive(',') {
        if part.contains('@') || part.contains("://") || part.chars().filter(char::is_ascii_digit).count() >= 7 {
            break;
        }
        end += part.len();
    }
    piece.get(..end).unwrap_or(piece)
}

/// What stands after a label for a place.
fn placed(text: &str) -> (&str, bool) {
    let labels = [
        "address",
        "location",
        "based in",
        "lives in",
        "home",
        "residence",
        "city",
        "current location",
        "adresse",
        "anschrift",
        "wohnort",
        "domicile",
        "lieu",
        "dirección",
        "domicilio",
        "ubicación",
        "morada",
        "endereço",
        "localização",
        "residência",
        "adres",
        "miejsce zamieszkania",
        "zamieszkanie",
        "lokalizacja",
        "miasto",
        "konum",
        "şehir",
        "ikamet",
        "residential address",
        "postal address",
        "home address",
        "current address",
        "permanent address",
        "mailing address",
        "address for correspondence",
        "adres zamieszkania",
        "adres korespondencyjny",
        "adresse postale",
        "localidad",
        "ciudad",
        "cidade",
        "ville",
    ];
    if let Some((label, rest)) = text.split_once(':')
        && labels.iter().any(|l| words::plain(l) == words::plain(label))
    {
        return (rest, true);
    }
    let trimmed = text.trim();
    for label in ["Based in ", "based in ", "Lives in ", "Living in "] {
        if let Some(rest) = trimmed.strip_prefix(label) {
            return (rest, true);
        }
    }
    (text, false)
}

/// Whether a piece has a postal code beside a place, in the usual forms.
fn is_postal(text: &str) -> bool {
    text.split(',').map(str::trim).any(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let code = |w: &str| w.len() >= 4 && w.chars().filter(char::is_ascii_digit).count() >= 4 && w.chars().all(|c| c.is_ascii_digit() || c == '-');
        let rest: Vec<&str> = words.iter().copied().filter(|w| !code(w)).collect();
        let coded = rest.len() < words.len();
        // `BS3 1NH`, `EH1 3QR`
        let halves = words.windows(2).any(|w| {
            matches!(w, [a, b] if b.len() == 3
            && b.starts_with(|c: char| c.is_ascii_digit()) && b.chars().skip(1).all(|c| c.is_ascii_uppercase())
            && (2..=4).contains(&a.len()) && a.starts_with(|c: char| c.is_ascii_uppercase())
            && a.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) && a.chars().any(|c| c.is_ascii_digit()))
        });
        let british = halves
            || words.iter().any(|w| {
                w.len() >= 5
                    && w.len() <= 8
                    && w.chars().next().is_some_and(|c| c.is_ascii_uppercase())
                    && w.chars().any(|c| c.is_ascii_digit())
                    && w.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            });
        let named = !rest.is_empty() && (hirewall_refdata::is_city(&rest.join(" ")) || rest.first().is_some_and(|r| hirewall_refdata::is_region(r)));
        coded && (named || rest.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase)) && !rest.is_empty()) || british
    })
}

/// Whether a line is a street with a number.
fn is_street(text: &str) -> bool {
    let count = text.split_whitespace().count();
    let number = text.split(|c: char| !c.is_alphanumeric()).any(|w| w.len() <= 5 && w.chars().next().is_some_and(|c| c.is_ascii_digit()));
    (2..=7).contains(&count)
        && number
        && text.chars().any(char::is_alphabetic)
        && !text.contains('@')
        && !text.contains("://")
        && dates::spans(text).is_empty()
        && text.chars().filter(char::is_ascii_digit).count() <= 6
}
