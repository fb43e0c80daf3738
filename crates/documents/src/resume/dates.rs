//! Dates as résumés write them, and ranges of them, in seven languages.

use super::words;

/// A month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    pub year: i16,
    pub month: Option<u8>,
}

impl Date {
    /// `2019` or `2019-05`.
    pub(super) fn written(self) -> String {
        match self.month {
            Some(month) => format!("{:04}-{month:02}", self.year),
            None => format!("{:04}", self.year),
        }
    }
}

/// A time that a line speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span<'a> {
    /// The words that say it, within the line.
    pub words: &'a str,
    pub start: Option<Date>,
    pub end: Option<Date>,
    /// It goes on until today.
    pub open: bool,
    /// It was written with two ends, one of which may be open.
    pub range: bool,
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    at: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Number,
    Sign,
}

/// All times in a line, from left to right.
pub(super) fn spans(line: &str) -> Vec<Span<'_>> {
    let tokens = tokens(line);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match span(line, &tokens, at) {
            Some((span, next)) => {
                found.push(span);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let kind = if c.is_ascii_digit() {
            Kind::Number
        } else if c.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Sign
        };
        let mut end = at + c.len_utf8();
        while let Some((next, c)) = chars.peek().copied() {
            let goes_on = match kind {
                Kind::Number => c.is_ascii_digit(),
                Kind::Word => c.is_alphabetic(),
                Kind::Sign => false,
            };
            if !goes_on {
                break;
            }
            end = next + c.len_utf8();
            chars.next();
        }
        tokens.push(Token { text: line.get(at..end).unwrap_or_default(), at, kind });
    }
    tokens
}

/// A time that begins at a token, and the token after it.
fn span<'a>(line: &'a str, tokens: &[Token<'a>], at: usize) -> Option<(Span<'a>, usize)> {
    let cut = |from: usize, to: usize| -> &'a str {
        let start = tokens.get(from).map_or(0, |t| t.at);
        let end = tokens.get(to.saturating_sub(1)).map_or(line.len(), |t| t.at + t.text.len());
        line.get(start..end).unwrap_or_default()
    };
    // `since 2019`
    let first = tokens.get(at)?;
    if first.kind == Kind::Word && words::is_since(first.text) {
        let after = skip_words(tokens, at + 1, &["dem", "le", "el"]);
        if let Some((start, next)) = date(tokens, after).or_else(|| short_date(tokens, after)) {
            if let Some((end, next)) = to_end(tokens, next) {
                return Some((Span { words: cut(at, next), start: Some(start), end, open: end.is_none(), range: true }, next));
            }
            return Some((Span { words: cut(at, next), start: Some(start), end: None, open: true, range: true }, next));
        }
        return None;
    }
    // `May – August 2019`: the first month has the year of the second.
    if let Some((month, next)) = month_name(tokens, at)
        && let Some(after) = separator(tokens, next)
        && let Some((end, next)) = date(tokens, after)
        && end.month.is_some()
        && date(tokens, at).is_none()
    {
        let start = Date { year: end.year, month: Some(month) };
        return Some((Span { words: cut(at, next), start: Some(start), end: Some(end), open: false, range: true }, next));
    }
    // `until 2016`, `expected 2027`
    if first.kind == Kind::Word
        && words::is_until(first.text)
        && let Some((end, next)) = date(tokens, skip_words(tokens, at + 1, &["in", "for", "en", "para", "graduation"]))
    {
        return Some((Span { words: cut(at, next), start: None, end: Some(end), open: false, range: false }, next));
    }
    // `03/19 – 12/21`, `seit 03/21`: two digits are a year where both ends are so written.
    if let Some((start, next)) = short_date(tokens, at)
        && let Some(after) = separator(tokens, next)
    {
        let end = today(tokens, after).map(|next| (None, next)).or_else(|| short_date(tokens, after).map(|(end, next)| (Some(end), next)));
        if let Some((end, next)) = end.filter(|(end, _)| end.is_none_or(|end| end >= start)) {
            return Some((Span { words: cut(at, next), start: Some(start), end, open: end.is_none(), range: true }, next));
        }
    }
    let (start, next) = date(tokens, at)?;
    if let Some((end, next)) = to_end(tokens, next) {
        return Some((Span { words: cut(at, next), start: Some(start), end, open: end.is_none(), range: true }, next));
    }
    // `2019'dan beri`
    if let Some(next) = beri(tokens, next) {
        return Some((Span { words: cut(at, next), start: Some(start), end: None, open: true, range: true }, next));
    }
    // `2018/19`, `2018–19`: a year of study
    if start.month.is_none()
        && let (Some(sign), Some(short)) = (tokens.get(next), tokens.get(next + 1))
        && matches!(sign.text, "/" | "-" | "–")
        && short.text.len() == 2
        && short.kind == Kind::Number
        && let Ok(short) = short.text.parse::<i16>()
        && short == (start.year + 1) % 100
    {
        let end = Date { year: start.year + 1, month: None };
        return Some((Span { words: cut(at, next + 2), start: Some(start), end: Some(end), open: false, range: true }, next + 2));
    }
    Some((Span { words: cut(at, next), start: None, end: Some(start), open: false, range: false }, next))
}

/// The second end of a range, after the token that follows the first: a date, or none for today.
fn to_end(tokens: &[Token<'_>], at: usize) -> Option<(Option<Date>, usize)> {
    let after = separator(tokens, at)?;
    if let Some(next) = today(tokens, after) {
        return Some((None, next));
    }
    if let Some((end, next)) = date(tokens, after) {
        return Some((Some(end), next));
    }
    // `2019 –`, and nothing after it
    let written = tokens.get(at).is_some_and(|t| matches!(t.text, "-" | "–" | "—"));
    let close = tokens.get(at).zip(at.checked_sub(1).and_then(|n| tokens.get(n))).is_some_and(|(sign, date)| date.at + date.text.len() == sign.at);
    let apart = tokens.get(at).zip(tokens.get(at + 1)).is_none_or(|(sign, next)| sign.at + sign.text.len() < next.at);
    let over = tokens.get(after).is_none_or(|t| matches!(t.text, ")" | "|" | "," | "·" | "•")) || close && apart;
    (written && over).then_some((None, after))
}

/// The token after what parts the two ends of a range.
fn separator(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Sign => matches!(token.text, "-" | "–" | "—" | "‐" | "‑" | "‒" | "−" | "→" | "~" | "/" | "÷").then(|| {
            // `2019 -- 2021`
            let twice = tokens.get(at + 1).is_some_and(|t| matches!(t.text, "-" | ">"));
            let after = at + 1 + usize::from(twice);
            skip_words(tokens, after, &["bis", "to", "do", "le"])
        }),
        Kind::Word => words::is_to(token.text).then(|| skip_words(tokens, at + 1, &["zum", "la", "le", "el", "ce"])),
        Kind::Number => None,
    }
}

fn skip_words(tokens: &[Token<'_>], at: usize, skipped: &[&str]) -> usize {
    let skip = tokens.get(at).is_some_and(|t| t.kind == Kind::Word && skipped.contains(&t.text.to_lowercase().as_str()));
    // What is skipped may be a word for today by itself: `à ce jour`.
    if skip && today(tokens, at).is_none() { at + 1 } else { at }
}

/// The token after words for today: the longest of three words, two or one. Apostrophes stand between words.
fn today(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    for length in (2..=4).rev() {
        let words: Vec<&str> = tokens.get(at..at + length).unwrap_or_default().iter().map(|t| t.text).collect();
        let phrase = words.len() == length
            && words.first().zip(words.last()).is_some_and(|(a, b)| a.chars().all(char::is_alphabetic) && b.chars().all(char::is_alphabetic));
        if phrase && words::is_today_phrase(&words.join(" ")) {
            return Some(at + length);
        }
    }
    tokens.get(at).is_some_and(|t| words::is_today(t.text)).then_some(at + 1)
}

/// `'den beri`, `’ten bu yana` after a Turkish date.
fn beri(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let lower = |n: usize| tokens.get(n).map(|t| t.text.to_lowercase()).unwrap_or_default();
    let mut next = at;
    if matches!(lower(next).as_str(), "'" | "’") {
        next += 1;
    }
    if !matches!(lower(next).as_str(), "den" | "dan" | "ten" | "tan" | "ndan" | "nden") {
        return None;
    }
    next += 1;
    match lower(next).as_str() {
        "beri" | "itibaren" => Some(next + 1),
        "bu" if lower(next + 1) == "yana" => Some(next + 2),
        _ => None,
    }
}

/// A date that begins at a token, and the token after it; `2019 r.` is one in Polish.
fn date(tokens: &[Token<'_>], at: usize) -> Option<(Date, usize)> {
    let (date, next) = bare_date(tokens, at)?;
    let text = |n: usize| tokens.get(n).map_or("", |t| t.text);
    Some((date, if text(next) == "r" && text(next + 1) == "." { next + 2 } else { next }))
}

fn bare_date(tokens: &[Token<'_>], at: usize) -> Option<(Date, usize)> {
    let first = tokens.get(at)?;
    match first.kind {
        Kind::Word => {
            // `Summer 2019` and `WS 2019/20` say no month.
            if words::is_season(first.text)
                && let Some((year, next)) = year(tokens, at + 1)
            {
                return Some((Date { year, month: None }, next));
            }
            let (month, next) = month_name(tokens, at)?;
            let (year, next) = year_after_month(tokens, next)?;
            Some((Date { year, month: Some(month) }, next))
        }
        Kind::Number => number_date(tokens, at),
        Kind::Sign => None,
    }
}

fn month_name(tokens: &[Token<'_>], at: usize) -> Option<(u8, usize)> {
    let token = tokens.get(at).filter(|t| t.kind == Kind::Word)?;
    // `III 2019`
    let roman = || {
        let numbers = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        let number = numbers.iter().position(|n| *n == token.text).and_then(|n| u8::try_from(n + 1).ok());
        number.filter(|_| year(tokens, at + 1).is_some())
    };
    let month = words::month(token.text).or_else(roman)?;
    let point = tokens.get(at + 1).is_some_and(|t| t.text == ".");
    Some((month, at + 1 + usize::from(point)))
}

/// The year after a month: `2019`, `, 2019`, `de 2019`, `'19`, `14, 2019`, `/2019`.
fn year_after_month(tokens: &[Token<'_>], at: usize) -> Option<(i16, usize)> {
    let text = |n: usize| tokens.get(n).map_or("", |t| t.text);
    if let Some(found) = year(tokens, at) {
        return Some(found);
    }
    if matches!(text(at), "," | "/" | "." | "-") || matches!(text(at).to_lowercase().as_str(), "de" | "of" | "del") {
        return year(tokens, at + 1);
    }
    if matches!(text(at), "'" | "’")
        && let Some(short) = tokens.get(at + 1).filter(|t| t.kind == Kind::Number && t.text.len() == 2)
    {
        return Some((century(short.text.parse().ok()?), at + 2));
    }
    // A day between: `May 14, 2019`
    if text(at).len() <= 2 && text(at).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)) {
        let next = if matches!(text(at + 1), "," | "." | "st" | "nd" | "rd" | "th") { at + 2 } else { at + 1 };
        return year(tokens, next).or_else(|| if text(next) == "," { year(tokens, next + 1) } else { None });
    }
    None
}

/// Dates that begin with a number: `2019`, `2019-05`, `05/2019`, `14.05.2019`, `14 May 2019`.
fn number_date(tokens: &[Token<'_>], at: usize) -> Option<(Date, usize)> {
    let part = |n: usize| tokens.get(n).filter(|t| t.kind == Kind::Number);
    let tight = |n: usize| {
        // The sign stands directly between its numbers.
        let (Some(a), Some(s), Some(b)) = (tokens.get(n), tokens.get(n + 1), tokens.get(n + 2)) else { return false };
        matches!(s.text, "/" | "." | "-" | "–") && a.at + a.text.len() == s.at && s.at + s.text.len() == b.at
    };
    let month = |n: usize| part(n).filter(|t| t.text.len() <= 2).and_then(|t| t.text.parse::<u8>().ok()).filter(|m| (1..=12).contains(m));
    let day = |n: usize| part(n).filter(|t| t.text.len() <= 2).and_then(|t| t.text.parse::<u8>().ok()).filter(|d| (1..=31).contains(d));
    if let Some((found, next)) = year(tokens, at) {
        if tight(at)
            && let Some(m) = month(at + 2).filter(|_| part(at + 2).is_some_and(|t| t.text.len() == 2))
            && tokens.get(at + 1).is_some_and(|s| s.text != "–")
        {
            // `2018/19` may be a year of study, `2018-05` is a month.
            let year_of_study = tokens.get(at + 1).is_some_and(|s| s.text == "/") && i16::from(m) == (found + 1) % 100;
            if !year_of_study {
                let next = if tight(at + 2) && day(at + 4).is_some() && part(at + 4).is_some_and(|t| t.text.len() == 2) { at + 5 } else { at + 3 };
                return Some((Date { year: found, month: Some(m) }, next));
            }
        }
        return Some((Date { year: found, month: None }, next));
    }
    if tight(at) && day(at).is_some() {
        // `14.05.2019`
        if tight(at + 2)
            && let (Some(m), Some((found, next))) = (month(at + 2), year(tokens, at + 4))
        {
            return Some((Date { year: found, month: Some(m) }, next));
        }
        // `05/14/2019`
        if tight(at + 2)
            && let (Some(m), Some((found, next))) = (month(at), year(tokens, at + 4))
        {
            return Some((Date { year: found, month: Some(m) }, next));
        }
        if let (Some(m), Some((found, next))) = (month(at), year(tokens, at + 2)) {
            return Some((Date { year: found, month: Some(m) }, next));
        }
    }
    // `05 / 2019`
    if let (Some(m), Some(sign)) = (month(at), tokens.get(at + 1))
        && sign.text == "/"
        && let Some((found, next)) = year(tokens, at + 2)
    {
        return Some((Date { year: found, month: Some(m) }, next));
    }
    // `14 May 2019`, `1. Mai 2019`
    if day(at).is_some() {
        let next = if tokens.get(at + 1).is_some_and(|t| t.text == ".") { at + 2 } else { at + 1 };
        let (m, next) = month_name(tokens, next)?;
        let (found, next) = year_after_month(tokens, next)?;
        return Some((Date { year: found, month: Some(m) }, next));
    }
    None
}

/// `03/19`, `03.19`: a month and two digits of a year.
fn short_date(tokens: &[Token<'_>], at: usize) -> Option<(Date, usize)> {
    // `sept. 24`, not `May 24, 2019`
    if let Some((month, next)) = month_name(tokens, at)
        && let Some(short) = tokens.get(next).filter(|t| t.kind == Kind::Number && t.text.len() == 2)
        && year(tokens, next + 1).is_none()
        && !(tokens.get(next + 1).is_some_and(|t| t.text == ",") && year(tokens, next + 2).is_some())
    {
        return Some((Date { year: century(short.text.parse().ok()?), month: Some(month) }, next + 1));
    }
    let (month, sign, year) = (tokens.get(at)?, tokens.get(at + 1)?, tokens.get(at + 2)?);
    let tight = month.at + month.text.len() == sign.at && sign.at + sign.text.len() == year.at;
    let numbers = month.kind == Kind::Number && year.kind == Kind::Number && month.text.len() <= 2 && year.text.len() == 2;
    let more = tokens
        .get(at + 3)
        .is_some_and(|t| matches!(t.text, "/" | ".") && t.at == year.at + 2 && tokens.get(at + 4).is_some_and(|n| n.kind == Kind::Number));
    let number: u8 = month.text.parse().ok().filter(|m| (1..=12).contains(m))?;
    (numbers && tight && !more && matches!(sign.text, "/" | ".")).then_some(())?;
    Some((Date { year: century(year.text.parse().ok()?), month: Some(number) }, at + 3))
}

/// A year of a working life.
fn year(tokens: &[Token<'_>], at: usize) -> Option<(i16, usize)> {
    let token = tokens.get(at).filter(|t| t.kind == Kind::Number && t.text.len() == 4)?;
    let year: i16 = token.text.parse().ok()?;
    (1950..=2045).contains(&year).then_some((year, at + 1))
}

fn century(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

#[cfg(test)]
mod tests {
    use super::spans;

    fn all(line: &str) -> Vec<String> {
        let written = |d: Option<super::Date>| d.map(super::Date::written).unwrap_or_default();
        spans(line).iter().map(|s| format!("{}..{}{}", written(s.start), written(s.end), if s.open { "now" } else { "" })).collect()
    }

    #[test]
    fn ranges_are_read_in_every_usual_form() {
        for (line, wanted) in [
            ("May 2019 – Present", "2019-05..now"),
            ("Sept. 2018 to Jan. 2020", "2018-09..2020-01"),
            ("05/2019 - 03/2021", "2019-05..2021-03"),
            ("05/2019-03/2021", "2019-05..2021-03"),
            ("2019–2021", "2019..2021"),
            ("2019-2021", "2019..2021"),
            ("2019-05 — now", "2019-05..now"),
            ("2019-05 – 2021-03", "2019-05..2021-03"),
            ("seit 03/2021", "2021-03..now"),
            ("01.03.2019 – 31.12.2020", "2019-03..2020-12"),
            ("März 2019 bis heute", "2019-03..now"),
            ("depuis septembre 2020", "2020-09..now"),
            ("de janvier 2018 à août 2020", "2018-01..2020-08"),
            ("mayo de 2019 – actualidad", "2019-05..now"),
            ("jan. de 2019 – atual", "2019-01..now"),
            ("od 03.2020", "2020-03..now"),
            ("wrzesień 2018 – obecnie", "2018-09..now"),
            ("Mart 2020 – halen", "2020-03..now"),
            ("2020'den beri", "2020..now"),
            ("May – August 2019", "2019-05..2019-08"),
            ("Jun '18 - Aug '19", "2018-06..2019-08"),
            ("2018/19", "2018..2019"),
            ("14 May 2019 - 2 June 2020", "2019-05..2020-06"),
            ("2015 - ", "2015..now"),
            ("2010 – en cours", "2010..now"),
            ("10/2019 – à ce jour", "2019-10..now"),
            ("03/19 – 12/21", "2019-03..2021-12"),
            ("seit 03/21", "2021-03..now"),
            ("sept. 21 – juin 22", "2021-09..2022-06"),
            ("sept. 24 – en cours", "2024-09..now"),
            ("10.2009 r. – 02.2018 r.", "2009-10..2018-02"),
            ("dès 08.2021", "2021-08..now"),
            ("VI 2015 – II 2019", "2015-06..2019-02"),
        ] {
            assert!(all(line).contains(&wanted.to_owned()), "{line}: {:?}", all(line));
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for line in ["+1 415 555 0132", "Room 2050a 30", "version 3.2", "12,000 users", "C++17 and C++20"] {
            assert!(all(line).iter().all(|s| !s.contains("now")), "{line}: {:?}", all(line));
        }
        assert!(all("+1 415 555 0132").is_empty());
    }
}
