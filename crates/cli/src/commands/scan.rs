//! `hirewall scan`

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use comfy_table::{Attribute, Cell, Color, ContentArrangement, Table, presets};
use hirewall_documents::Reader;
use hirewall_engine::Policy;
use hirewall_engine::explain::steers;
use hirewall_engine::scan::{Scanned, Verdict, scanned};
use hirewall_engine::security::Severity;
use hirewall_intake::{Authenticate, MAX_FILE, mailbox};

use crate::args::{Format, Scan};
use crate::{End, output, settings};

/// Rows of the table; all of them are in the JSON.
const ROWS: usize = 200;

pub fn run(args: &Scan) -> Result<End> {
    settings::load_reference()?;
    let policy = settings::policy(args.policy.as_deref())?.with_domains(&args.own_domain);
    let mut out: Box<dyn Write> = match &args.out {
        Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?)),
        None => Box::new(BufWriter::new(std::io::stdout())),
    };
    let authenticate = crate::intake::authenticate(args.resolver, &policy, None);
    let files = files(&args.paths);
    let bar = output::bar("scanning");
    bar.set_length(files.len() as u64);
    let mut scan = Scanner {
        reader: crate::intake::reader(args.insecure_no_sandbox)?,
        policy,
        authenticate,
        counts: [0; 3],
        unread: 0,
        kept: Vec::new(),
        copies: args.safe_copies.clone(),
    };
    for file in &files {
        let each = &mut |found: Scanned| -> Result<()> {
            if args.format == Format::Json {
                serde_json::to_writer(&mut out, &found)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        };
        if let Err(why) = scan.file(file, each) {
            // Without a worker nothing can be read; one file that cannot be opened costs itself.
            if scan.counts.iter().sum::<usize>() == 0 && why.downcast_ref::<std::io::Error>().is_none() {
                return Err(why);
            }
            bar.suspend(|| eprintln!("error: {}: {why:#}", file.display()));
            scan.unread += 1;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    if args.format == Format::Table {
        out.write_all(table(&scan.kept, args.all).as_bytes())?;
        writeln!(out, "{}", counts(&scan))?;
    }
    out.flush()?;
    Ok(match scan.counts {
        [_, _, dangerous] if dangerous > 0 => End::Dangerous,
        _ if scan.unread > 0 => End::Incomplete,
        _ => End::Done,
    })
}

struct Scanner {
    reader: Reader,
    policy: Policy,
    authenticate: Option<Authenticate>,
    /// Files by verdict.
    counts: [usize; 3],
    /// Files that could not be read, wholly or in part.
    unread: usize,
    /// What the table shows: not what is in the parts.
    kept: Vec<Scanned>,
    /// Where safe copies go.
    copies: Option<PathBuf>,
}

impl Scanner {
    fn file(&mut self, path: &Path, each: &mut dyn FnMut(Scanned) -> Result<()>) -> Result<()> {
        let mut input = BufReader::new(File::open(path)?);
        let name = path.display().to_string();
        let head = std::io::BufRead::fill_buf(&mut input)?.to_vec();
        if mailbox::is_mailbox(&head) {
            let mut failed = None;
            mailbox::split(input, MAX_FILE, &mut |line, mail| {
                let done = match mail {
                    Some(mail) => self.bytes(&format!("{name}:{line}"), "message.eml", mail, each),
                    None => Err(anyhow!("line {line}: the mail is larger than {} MiB; passed over", MAX_FILE >> 20)),
                };
                failed = failed.take().or(done.err());
            })?;
            return failed.map_or(Ok(()), Err);
        }
        let mut bytes = Vec::new();
        input.take(hirewall_documents::Limits::default().input + 1).read_to_end(&mut bytes)?;
        let file = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        self.bytes(&name, &file, &bytes, each)
    }

    fn bytes(&mut self, input: &str, name: &str, bytes: &[u8], each: &mut dyn FnMut(Scanned) -> Result<()>) -> Result<()> {
        let mut part = self.reader.read(name, bytes).map_err(|why| anyhow!(why))?;
        if let Some(Authenticate(authenticate)) = &self.authenticate {
            authenticate(&mut part);
        }
        let found = scanned(input, &part, &self.policy);
        if let Some(folder) = self.copies.clone() {
            self.copy(&folder, &found, bytes)?;
        }
        let place = match found.verdict {
            Verdict::Clean => 0,
            Verdict::Suspicious => 1,
            Verdict::Dangerous => 2,
        };
        self.counts[place] += 1;
        self.unread += usize::from(found.parts.iter().any(|part| part.unreadable.is_some()));
        let mut brief = found.clone();
        for part in &mut brief.parts {
            (part.text, part.hidden, part.code, part.links) = Default::default();
        }
        brief.parts.retain(|part| !part.findings.is_empty() || part.unreadable.is_some());
        if !brief.parts.is_empty() && self.kept.len() < 10 * ROWS {
            self.kept.push(brief);
        }
        each(found)
    }
}

impl Scanner {
    /// Writes the safe copies of one file: a folder for each of its parts, named by what it is and never by what it calls itself.
    fn copy(&mut self, folder: &Path, found: &Scanned, bytes: &[u8]) -> Result<()> {
        let number = self.counts.iter().sum::<usize>() + 1;
        for (n, part) in found.parts.iter().enumerate() {
            let pages = if matches!(part.kind, Some("pdf" | "image")) {
                self.reader.draw(bytes, &part.hash).map_err(|why| anyhow!(why))?.unwrap_or_default()
            } else {
                Vec::new()
            };
            if pages.is_empty() && part.text.trim().is_empty() {
                continue;
            }
            let place = folder.join(format!("{number:05}-{}", part.hash.get(..12).unwrap_or_default()));
            let place = if n == 0 { place } else { place.join(format!("part-{n:03}")) };
            let cannot = || format!("{}: the safe copy cannot be written", place.display());
            std::fs::create_dir_all(&place).with_context(cannot)?;
            for (n, page) in pages.iter().enumerate() {
                std::fs::write(place.join(format!("page-{:03}.png", n + 1)), page).with_context(cannot)?;
            }
            std::fs::write(place.join("text.txt"), part.text.replace(|c: char| steers(c) && c != '\n' && c != '\t', "\u{fffd}"))
                .with_context(cannot)?;
            std::fs::write(place.join("from.txt"), format!("{}\n", part.part.replace(steers, "\u{fffd}"))).with_context(cannot)?;
        }
        Ok(())
    }
}

/// All files below the paths, in order.
fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    while let Some(path) = waiting.pop() {
        // Links within a folder are not followed: they lead out of it.
        let is_folder = path.is_dir() && (paths.contains(&path) || !path.is_symlink());
        match is_folder.then(|| std::fs::read_dir(&path)) {
            Some(Ok(entries)) => {
                let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
                inside.sort_unstable_by(|a, b| b.cmp(a));
                waiting.extend(inside);
            }
            _ => found.push(path),
        }
    }
    found
}

fn counts(scan: &Scanner) -> String {
    let [clean, suspicious, dangerous] = scan.counts;
    let files = clean + suspicious + dangerous;
    let unread = if scan.unread > 0 { format!(" Of {} not all could be read.", scan.unread) } else { String::new() };
    format!("{files} files: {dangerous} dangerous, {suspicious} suspicious, {clean} clean.{unread}")
}

fn table(kept: &[Scanned], all: bool) -> String {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(output::width() as u16);
    let colours = output::colours();
    if colours {
        table.enforce_styling();
    }
    table.set_header(["Verdict", "Part", "What was found", "When it is innocent", "What to do"]);
    let clean = |text: &str| text.replace(steers, "\u{fffd}");
    let mut shown: Vec<&Scanned> =
        kept.iter().filter(|found| all || found.verdict > Verdict::Clean || found.parts.iter().any(|p| p.unreadable.is_some())).collect();
    shown.sort_by_key(|found| std::cmp::Reverse(found.verdict));
    let (mut rows, mut left) = (0, 0);
    for found in shown {
        for part in &found.parts {
            let of_it = part.findings.iter().filter(|finding| all || finding.severity > Severity::Noted);
            let mut lines: Vec<[String; 4]> = of_it
                .map(|f| [word(f.severity).into(), format!("{}: {}", f.finding, clean(&f.because)), clean(&f.innocent_when), clean(&f.ask)])
                .collect();
            if let Some(why) = &part.unreadable {
                lines.push(["unread".into(), format!("It {why}."), String::new(), String::new()]);
            }
            let place = match part.part.split_once('/') {
                Some((_, below)) => format!("{}/{below}", found.input),
                None => found.input.clone(),
            };
            // The name stands beside the first of its findings.
            let mut place = clean(&place);
            for [word, what, innocent, ask] in lines {
                if rows >= ROWS {
                    left += 1;
                    continue;
                }
                rows += 1;
                let mut cell = Cell::new(&word);
                if colours && word == "dangerous" {
                    cell = cell.fg(Color::Red).add_attribute(Attribute::Bold);
                } else if colours && word == "suspicious" {
                    cell = cell.fg(Color::Yellow);
                }
                table.add_row([cell, Cell::new(std::mem::take(&mut place)), Cell::new(what), Cell::new(innocent), Cell::new(ask)]);
            }
        }
    }
    let more = if left > 0 { format!("… and {left} more; all of them: --format json\n") } else { String::new() };
    if rows == 0 { String::new() } else { format!("{table}\n{more}") }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Dangerous => "dangerous",
        Severity::Suspicious => "suspicious",
        Severity::Noted => "noted",
    }
}
