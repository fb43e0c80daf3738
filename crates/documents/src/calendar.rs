//! Invitations (iCalendar): what they are called, and where they lead.

use hirewall_refdata::alike::registered;

use crate::charset::utf16;
use crate::document::{Document, Meta, Unreadable, add_link};
use crate::links::address;
use crate::observed::{Observable, observe};

/// Lines that are looked at.
const MAX_LINES: usize = 20_000;
/// Where meetings are held. Source: the services' own sites.
const MEETINGS: &[&str] = &[
    "google.com",
    "zoom.us",
    "zoom.com",
    "microsoft.com",
    "live.com",
    "skype.com",
    "webex.com",
    "gotomeeting.com",
    "goto.com",
    "whereby.com",
    "calendly.com",
    "cal.com",
    "teams.microsoft.us",
    "bluejeans.com",
    "meet.jit.si",
    "jitsi.org",
    "jit.si",
    "around.co",
    "chime.aws",
    "slack.com",
    "discord.com",
    "hirevue.com",
    "greenhouse.io",
    "lever.co",
    "ashbyhq.com",
    "coderpad.io",
    "hackerrank.com",
    "codesignal.com",
    "karat.com",
    "outlook.com",
    "office.com",
    "apple.com",
    "savvycal.com",
    "goodtime.io",
    "linkedin.com",
    "indeed.com",
    // Numbers to dial in by, and help: Google's and Microsoft's own.
    "tel.meet",
    "aka.ms",
    "zoom.com.cn",
    "zoomgov.com",
];

pub(crate) fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let text = utf16(bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned());
    // A line that begins with white space goes on with the one before.
    let unfolded = text.replace("\r\n ", "").replace("\r\n\t", "").replace("\n ", "").replace("\n\t", "");
    let mut document = Document::default();
    for line in unfolded.lines().take(MAX_LINES) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let key = name.split(';').next().unwrap_or_default().to_ascii_uppercase();
        let value = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";");
        match key.as_str() {
            "SUMMARY" => document.meta.title = Meta::value(&value),
            "PRODID" => document.meta.producer = Meta::value(&value),
            "ATTACH" if name.to_ascii_uppercase().contains("ENCODING=BASE64") => {
                observe(&mut document.observed, Observable::EmbeddedFile, "attached to the invitation");
            }
            _ => {}
        }
        if matches!(key.as_str(), "SUMMARY" | "DESCRIPTION" | "LOCATION" | "COMMENT") && document.text.len() < 64 << 10 {
            document.text.push_str(&value);
            document.text.push('\n');
        }
        if matches!(key.as_str(), "DESCRIPTION" | "LOCATION" | "URL" | "ATTACH" | "CONFERENCE" | "X-ALT-DESC") {
            for word in value.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')) {
                if word.starts_with("http://") || word.starts_with("https://") {
                    add_link(&mut document.links, word.trim_end_matches(['.', ',', ')']));
                }
            }
        }
    }
    let elsewhere =
        document.links.iter().filter_map(|link| address(link)).map(|a| registered(a.host)).find(|host| !MEETINGS.contains(&host.as_str()));
    if let Some(host) = elsewhere {
        observe(&mut document.observed, Observable::InviteElsewhere, host);
    }
    Ok(document)
}
