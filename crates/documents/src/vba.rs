//! Macros: their source out of the streams in which office programs keep it, and what it calls. Format: [MS-OVBA] 2.4.1.

use std::io::{Cursor, Read};

use flate2::read::ZlibDecoder;

use crate::document::Document;
use crate::hidden::aside;
use crate::observed::{Observable, observe};

/// Bytes of the source of one module.
const MAX_SOURCE: usize = 1 << 20;
/// Bytes that a packed project unpacks to.
const MAX_PROJECT: u64 = 16 << 20;

/// Procedures that begin by themselves. Source: the object models of Word, Excel, PowerPoint and LibreOffice.
const STARTS: &[&str] = &[
    "autoexec",
    "autoopen",
    "autoclose",
    "autoexit",
    "autonew",
    "auto_open",
    "auto_close",
    "auto_exec",
    "auto_new",
    "document_open",
    "documentopen",
    "document_close",
    "document_new",
    "document_beforeclose",
    "documentbeforeclose",
    "document_beforesave",
    "workbook_open",
    "workbook_activate",
    "workbook_close",
    "workbook_beforeclose",
    "workbook_deactivate",
    "onload",
    "onslideshowpagechange",
    "app_newpresentation",
    "auto_ppt",
    "newdocument",
    "xl_auto",
    "document_contentcontrolonenter",
];
/// Events of a control that come without a click, as ends of names.
const EVENTS: &[&str] = &[
    "_layout",
    "_painted",
    "_painting",
    "_resize",
    "_gotfocus",
    "_lostfocus",
    "_mousehover",
    "_mouseenter",
    "_mousemove",
    "_mouseleave",
    "_beforedroporpaste",
    "_beforenavigate2",
    "_documentcomplete",
    "_downloadbegin",
    "_navigatecomplete2",
    "_onconnecting",
    "_initialize",
];
/// What starts programs, reaches out or writes files.
const CALLS: &[&str] = &[
    "shell(",
    "shell (",
    "shell \"",
    ".shell",
    "wscript",
    "shellexecute",
    "createobject",
    "getobject(",
    "urldownloadtofile",
    "xmlhttp",
    "winhttp",
    "adodb.stream",
    "savetofile",
    "powershell",
    "cmd.exe",
    "cmd /",
    "mshta",
    "rundll32",
    "regsvr32",
    "certutil",
    "bitsadmin",
    "createprocess",
    "virtualalloc",
    "rtlmovememory",
    "createthread",
    "lib \"kernel32",
    "lib \"urlmon",
    "lib \"shell32",
    "executeexcel4macro",
    "macscript",
    "for binary",
    "for output",
    "createtextfile",
    "callbyname",
    "environ(",
    "msxml2",
    "winmgmts",
    "vbproject",
    "/bin/sh",
    "curl ",
    "com.sun.star.system.systemshellexecute",
];

/// The macros of a project, which is a compound file of its own.
pub(crate) fn project(bytes: &[u8], document: &mut Document) {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
        // A project that no library opens may still be opened by the program it was made for.
        modules(bytes, document);
        return;
    };
    let streams: Vec<_> = file.walk().take(2_000).filter(|entry| entry.is_stream() && entry.len() <= MAX_PROJECT).collect();
    for entry in streams {
        let mut content = Vec::new();
        if file.open_stream(entry.path()).and_then(|stream| stream.take(MAX_PROJECT).read_to_end(&mut content)).is_ok() {
            modules(&content, document);
        }
    }
}

/// Modules within a stream: each is compressed, and begins with its attributes. Says whether there was one.
pub(crate) fn modules(stream: &[u8], document: &mut Document) -> bool {
    const ATTRIBUTES: &[u8] = b"\0Attribut\0e ";
    let mut found = false;
    let mut at = 0;
    while let Some(place) = stream.get(at..).and_then(|rest| rest.windows(ATTRIBUTES.len()).position(|w| w == ATTRIBUTES)) {
        let begin = at + place;
        at = begin + ATTRIBUTES.len();
        // Before it: the mark of a container, and the head of its first chunk.
        let Some(packed) = begin.checked_sub(3).and_then(|start| stream.get(start..)) else { continue };
        if let Some(text) = decompressed(packed) {
            found = true;
            observe(&mut document.observed, Observable::Macro, module_name(&text));
            source(&text, document);
        }
    }
    found
}

fn module_name(text: &str) -> String {
    text.split_once("VB_Name = \"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("module").to_owned()
}

/// Looks at the source of a macro, and keeps it.
pub(crate) fn source(text: &str, document: &mut Document) {
    let lower = text.to_ascii_lowercase();
    let names = lower.lines().filter_map(|line| {
        let words: Vec<&str> = line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).take(5).collect();
        let at = words.iter().position(|w| matches!(*w, "sub" | "function"))?;
        words.get(at + 1).map(|name| (*name).to_owned())
    });
    for name in names.take(10_000) {
        if STARTS.contains(&name.as_str()) || EVENTS.iter().any(|event| name.ends_with(event)) {
            observe(&mut document.observed, Observable::MacroAutoRun, name);
        }
    }
    let is_code = |line: &&str| !line.trim_start().starts_with(['\'']) && !line.trim_start().starts_with("attribute ");
    let code: String = lower.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    for call in CALLS.iter().filter(|call| code.contains(**call)) {
        observe(&mut document.observed, Observable::MacroCalls, call.trim_end_matches(['(', '"', ' ']));
    }
    aside(&mut document.code, text);
    aside(&mut document.code, "\n");
}

/// The project in an `ActiveMime` file, as Word writes them beside XML and web pages.
pub(crate) fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    if !bytes.starts_with(b"ActiveMime") {
        return None;
    }
    [0x32_usize, 0x22, 0x3c].into_iter().find_map(|start| {
        let mut project = Vec::new();
        ZlibDecoder::new(bytes.get(start..)?).take(MAX_PROJECT).read_to_end(&mut project).ok()?;
        project.starts_with(b"\xd0\xcf\x11\xe0").then_some(project)
    })
}

/// Text out of a compressed container: chunks of at most 4096 bytes, in which flags tell characters from copies of what was written before.
/// What is broken ends where it breaks.
fn decompressed(bytes: &[u8]) -> Option<String> {
    let mut rest = bytes.strip_prefix(&[1])?;
    let mut out: Vec<u8> = Vec::new();
    while let Some((head, after)) = rest.split_first_chunk::<2>() {
        let head = u16::from_le_bytes(*head);
        if head & 0x7000 != 0x3000 || out.len() >= MAX_SOURCE {
            break;
        }
        let size = usize::from(head & 0x0FFF) + 1;
        let (chunk, next) = after.split_at_checked(size).unwrap_or((after, &[]));
        if head & 0x8000 == 0 {
            out.extend_from_slice(chunk);
        } else {
            tokens(chunk, &mut out);
        }
        rest = next;
    }
    // Sources are in the code page of their writer; what matters in them is ASCII.
    let text: String = out.iter().map(|byte| crate::charset::windows_1252(*byte)).filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect();
    (!text.is_empty()).then_some(text)
}

fn tokens(mut chunk: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    while let Some((flags, rest)) = chunk.split_first() {
        chunk = rest;
        for bit in 0..8 {
            if flags & (1 << bit) == 0 {
                let Some((byte, rest)) = chunk.split_first() else { return };
                out.push(*byte);
                chunk = rest;
                continue;
            }
            let Some((token, rest)) = chunk.split_first_chunk::<2>() else { return };
            chunk = rest;
            let token = usize::from(u16::from_le_bytes(*token));
            let written = out.len() - start;
            // How many bits tell how far back it is depends on how much is written.
            let bits = (usize::BITS - written.saturating_sub(1).leading_zeros()).clamp(4, 12);
            let length = (token & (0xFFFF >> bits)) + 3;
            let back = (token >> (16 - bits)) + 1;
            let Some(from) = out.len().checked_sub(back).filter(|from| *from >= start) else { return };
            for n in 0..length {
                let Some(byte) = out.get(from + n).copied() else { return };
                out.push(byte);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_format_is_unpacked() {
        // [MS-OVBA] 3.2.2 "Normal compression example"
        let packed = [
            0x01, 0x2F, 0xB0, 0x00, 0x23, 0x61, 0x61, 0x61, 0x62, 0x63, 0x64, 0x65, 0x82, 0x66, 0x00, 0x70, 0x61, 0x67, 0x68, 0x69, 0x6A, 0x01, 0x38,
            0x08, 0x61, 0x6B, 0x6C, 0x00, 0x30, 0x6D, 0x6E, 0x6F, 0x70, 0x06, 0x71, 0x02, 0x70, 0x04, 0x10, 0x72, 0x73, 0x74, 0x75, 0x76, 0x10, 0x77,
            0x78, 0x79, 0x7A, 0x00, 0x3C,
        ];
        assert_eq!(decompressed(&packed).as_deref(), Some("#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"));
    }

    #[test]
    fn what_begins_by_itself_and_what_it_calls_is_seen() {
        let mut document = Document::default();
        source("Private Sub Document_Open()\n CreateObject(\"WScript.Shell\").Run \"calc\"\nEnd Sub", &mut document);
        let seen: Vec<Observable> = document.observed.iter().map(|o| o.what).collect();
        assert!(seen.contains(&Observable::MacroAutoRun) && seen.contains(&Observable::MacroCalls));
        let mut quiet = Document::default();
        source("Sub Tidy()\n ' CreateObject is not used\n Selection.Font.Bold = True\nEnd Sub", &mut quiet);
        assert_eq!(quiet.observed, []);
    }
}
