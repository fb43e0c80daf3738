//! Files of mails one after the other (mbox, RFC 4155).

use std::io::{self, BufRead};

/// Whether a file begins like one.
pub fn is_mailbox(head: &[u8]) -> bool {
    head.starts_with(b"From ") && hirewall_documents::kind(head) == Some(hirewall_documents::Kind::Mail)
}

/// Hands over each mail with the line on which it begins; none in place of one that is larger than `most` bytes.
pub fn split(mut input: impl BufRead, most: u64, each: &mut dyn FnMut(u64, Option<&[u8]>)) -> io::Result<()> {
    let (mut mail, mut line, mut number, mut begun) = (Vec::new(), Vec::new(), 0u64, 1u64);
    let mut after_gap = true;
    let mut end = |mail: &mut Vec<u8>, begun: u64| {
        if mail.len() as u64 > most {
            each(begun, None);
        } else if !mail.iter().all(u8::is_ascii_whitespace) {
            each(begun, Some(mail));
        }
        mail.clear();
    };
    let ended = loop {
        line.clear();
        // A line without an end is cut where no mail's line goes on.
        match io::Read::take(input.by_ref(), most).read_until(b'\n', &mut line) {
            Err(error) => break Err(error),
            Ok(0) => break Ok(()),
            Ok(_) => {}
        }
        number += 1;
        if after_gap && begins_mail(&line) {
            end(&mut mail, begun);
            begun = number;
            continue;
        }
        after_gap = line.iter().all(u8::is_ascii_whitespace);
        // `>From ` stands for a line of the mail that begins so.
        let escaped = line.iter().take_while(|b| **b == b'>').count();
        let quoted = escaped > 0 && line.get(escaped..).is_some_and(|rest| rest.starts_with(b"From "));
        let text = if quoted { line.get(1..).unwrap_or_default() } else { &line };
        if mail.len() as u64 <= most {
            mail.extend_from_slice(text);
        }
    };
    end(&mut mail, begun);
    ended
}

/// `From jane@example.org Thu Jan  1 00:00:00 2026`: a sentence that begins so has no year at its end.
fn begins_mail(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let mut words = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    words.next().is_some() && words.any(year)
}
