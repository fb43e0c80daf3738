//! Tables, colours, progress. Data goes to standard output, everything else to standard error.

use std::collections::BTreeMap;
use std::io::IsTerminal;

/// Prints a line to standard output; a reader that went away (`| head`) is an error to pass on, not a panic.
#[macro_export]
macro_rules! say {
    ($($arg:tt)*) => { std::io::Write::write_fmt(&mut std::io::stdout(), format_args!("{}\n", format_args!($($arg)*)))? };
}

use comfy_table::{Attribute, Cell, Color, ContentArrangement, Table, presets};
use hirewall_engine::explain::steers;
use hirewall_engine::screen::count_bands;
use hirewall_engine::security::{Severity, judge};
use hirewall_model::assessment::{Assessment, Band};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Rows of a table of assessments.
pub const ROWS: usize = 40;

/// Whether standard output may have colours: a terminal, no `NO_COLOR`, no dumb `TERM`.
pub fn colours() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    !set("NO_COLOR") && (set("CLICOLOR_FORCE") || std::io::stdout().is_terminal()) && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

/// Columns of the terminal, 100 where there is none.
pub fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(100);
    }
    Table::new().width().map_or(100, usize::from).clamp(60, 160)
}

/// A spinner on standard error; hidden where that is no terminal.
pub fn spinner(message: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        bar.set_style(style);
    }
    bar.set_message(message.to_owned());
    bar
}

/// A bar on standard error; hidden where that is no terminal.
pub fn bar(message: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {percent:>3} % {eta}") {
        bar.set_style(style.progress_chars("█▉ "));
    }
    bar.set_message(message.to_owned());
    bar
}

/// What a long piece of work calls with how many of how many steps are done.
pub fn steps(bar: &ProgressBar) -> impl Fn(usize, usize) + Sync + '_ {
    |done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    }
}

/// Whether a finding for security is dangerous.
fn grave(finding: &str) -> bool {
    judge(finding, None).severity == Severity::Dangerous
}

/// The table a recruiter reads: what needs somebody first, why, and what to ask. `files` are the names by which candidacies made of documents
/// are known.
pub fn assessments(list: &[Assessment], files: &BTreeMap<String, String>, rows: usize) -> String {
    if list.is_empty() {
        return "No application was read.\n".to_owned();
    }
    let mut shown: Vec<&Assessment> = list.iter().filter(|a| a.band != Band::Clear).collect();
    shown.sort_by(|a, b| (b.band, b.bits, &a.candidacy).cmp(&(a.band, a.bits, &b.candidacy)));
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(width() as u16);
    let colours = colours();
    if colours {
        table.enforce_styling();
    }
    table.set_header(["Band", "Candidacy", "Bits", "Why", "What to ask"]);
    for a in shown.iter().take(rows) {
        let why = a.findings.iter().find(|f| f.bits.0 > 0).map_or("", |f| f.because.as_str());
        let more = a.findings.iter().filter(|f| f.bits.0 > 0).count().saturating_sub(1);
        let why = if more > 0 { format!("{why} (+{more} more)") } else { why.to_owned() };
        let ask = a.next_steps.first().map_or("", |s| s.ask.as_str());
        let mut band = Cell::new(a.band.as_str());
        if colours {
            let colour = match a.band {
                Band::Hold => Color::Red,
                Band::Review => Color::Yellow,
                _ => Color::Cyan,
            };
            band = band.fg(colour).add_attribute(Attribute::Bold);
        }
        let campaign = a.campaign.as_ref().map(|c| format!("\n{c}")).unwrap_or_default();
        let file = files.get(&a.candidacy).map(|f| format!("{}\n", f.replace(steers, " "))).unwrap_or_default();
        table.add_row([
            band,
            Cell::new(format!("{file}{}{campaign}", a.candidacy.replace(steers, " "))),
            Cell::new(a.bits),
            Cell::new(why.replace(steers, " ")),
            Cell::new(ask),
        ]);
    }
    let counts = count_bands(list);
    let of = |band: Band| counts.get(&band).copied().unwrap_or(0);
    let mut out = String::new();
    if shown.is_empty() {
        out.push_str("Nothing needs a person's attention.\n");
    } else {
        out.push_str(&table.to_string());
        out.push('\n');
        if shown.len() > rows {
            out.push_str(&format!("… and {} more; --format json gives all.\n", shown.len() - rows));
        }
    }
    out.push_str(&format!(
        "{} candidacies: {} hold (wait for a person), {} review (a person looks), {} verify (ask for one proof), {} clear.\n",
        list.len(),
        of(Band::Hold),
        of(Band::Review),
        of(Band::Verify),
        of(Band::Clear)
    ));
    let dangerous = list.iter().filter(|a| a.security.iter().any(|finding| grave(&finding.finding))).count();
    let looked = list.iter().filter(|a| !a.security.is_empty()).count();
    if looked > 0 {
        out.push_str(&format!(
            "For security, apart from the score: {looked} came with files or mails to look at, {dangerous} of them dangerous; do not open those. `hirewall explain` tells of each.\n"
        ));
    }
    out
}
