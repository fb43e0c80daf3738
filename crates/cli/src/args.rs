//! The command line.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

/// Screens job applications for coordinated identity fraud. People decide; there is no automatic rejection.
#[derive(Parser)]
#[command(
    name = "hirewall",
    version,
    arg_required_else_help = true,
    after_help = "Start with:\n  hirewall demo\n  hirewall screen applications.csv\n  hirewall explain CANDIDACY"
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Screen applications: events, ATS exports (CSV, XLSX), vendors' JSON, JSON résumés; files, folders, `-` for standard input
    #[command(
        after_help = "Examples:\n  hirewall screen export.csv\n  hirewall screen events.jsonl --format json --out assessments.jsonl\n  zcat events.jsonl.gz | hirewall screen -\n\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 finished but some input was unreadable or rejected (see standard error or --errors)."
    )]
    Screen(Screen),
    /// Take documents and mails apart in a confined worker and say what acts, hides or poses in them: files, folders, mailboxes
    #[command(
        after_help = "Examples:\n  hirewall scan inbox/\n  hirewall scan mail.mbox --own-domain example.com --format json\n\nExit codes: 0 nothing dangerous, 1 failed, 2 wrong usage, 3 nothing dangerous but something could not be read, 4 something dangerous was found."
    )]
    Scan(Scan),
    /// Explain a stored assessment: a waterfall of bits with the evidence quoted
    Explain {
        /// The candidacy
        candidacy: String,
        #[command(flatten)]
        store: StoreArg,
        /// Print the assessment as JSON
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// List the campaigns: candidacies that share what strangers do not; or show one, with its members and what they share
    Campaigns {
        /// The campaign, also by an id that was merged into it
        id: Option<String>,
        #[command(flatten)]
        store: StoreArg,
        /// As a table, JSON, a picture (svg) or a graph for other programs (dot, graphml)
        #[arg(long, value_enum, default_value_t = CampaignFormat::Table)]
        format: CampaignFormat,
        /// Write to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Link any table of people (CSV, Parquet): rows of one person, one life told by two, campaigns
    #[command(
        after_help = "Columns are recognised by their names. A column map says otherwise:\n  id = \"row_id\"\n  [columns]\n  \"Nome\" = \"given_name\"\n  \"Codice\" = \"number\"\nBirth dates are compared as digits and never read.\n\nExamples:\n  hirewall link people.csv\n  hirewall link people.parquet --map map.toml --out rows.csv --pairs pairs.csv"
    )]
    Link {
        /// The table: CSV with a header row, or Parquet
        table: PathBuf,
        /// A column map in TOML
        #[arg(long, value_name = "FILE")]
        map: Option<PathBuf>,
        /// From which probability on two rows are one person's
        #[arg(long, value_name = "P", default_value_t = 0.95, value_parser = probability)]
        probability: f64,
        /// Write the person and campaign of each row, as CSV, or as JSON lines if the file's name ends in .jsonl
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Write each pair of rows of one person with its bits by column, as CSV
        #[arg(long, value_name = "FILE")]
        pairs: Option<PathBuf>,
        /// Write each pair of near-duplicate texts with its similarity (Jaccard, of 5-word shingles, from 0.3 on), as CSV
        #[arg(long, value_name = "FILE")]
        texts: Option<PathBuf>,
        /// The summary as a table or as JSON
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Count by quarter: applications, people, personas, confirmed frauds and campaigns apart, with the growth of one of them
    Trends {
        /// Leave out applications before this day
        #[arg(long, value_name = "YYYY-MM-DD")]
        since: Option<jiff::civil::Date>,
        /// What the bars, the split and the growth count
        #[arg(long, value_enum, default_value_t = TrendCount::Personas)]
        count: TrendCount,
        /// Split that count
        #[arg(long, value_enum)]
        by: Option<TrendBy>,
        #[command(flatten)]
        store: StoreArg,
        /// As a table with bars, JSON, CSV or a picture
        #[arg(long, value_enum, default_value_t = TrendFormat::Table)]
        format: TrendFormat,
        /// Write to this file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Alert analysts to what emerges: schools, degrees, employers, mail shapes … that far more people bring of late than their own past and season
    /// would have it. Alerts add nothing to anybody's score
    Emerging {
        /// The last day looked at. Default: the latest application's
        #[arg(long, value_name = "YYYY-MM-DD")]
        until: Option<jiff::civil::Date>,
        /// Days up to then that are compared with what came before
        #[arg(long, default_value_t = 28, value_parser = clap::value_parser!(i64).range(1..=180))]
        days: i64,
        #[command(flatten)]
        store: StoreArg,
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// List the signals, or show one's page
    Signals {
        /// The signal
        name: Option<String>,
        /// Check that every signal has its page, examples, source, tier and weights
        #[arg(long)]
        check: bool,
        /// List the published indicators, each with its signals or the reason why it has none
        #[arg(long, conflicts_with = "check")]
        coverage: bool,
    },
    /// Look back at who was hired: join an HR roster with device and sign-in exports, and report who shares what
    Lookback {
        /// The roster, as CSV: name, email, hire date, address, ship_to, payee, serial …
        roster: PathBuf,
        /// Exports of devices (CSV, JSON, JSONL; CrowdStrike hosts as they come)
        #[arg(long, value_name = "FILE")]
        devices: Vec<PathBuf>,
        /// Exports of sign-ins (CSV, JSON, JSONL; Okta and Entra logs as they come)
        #[arg(long, value_name = "FILE")]
        signins: Vec<PathBuf>,
        /// A column map in TOML: a table `columns` with lines like "Your Column" = "email"
        #[arg(long, value_name = "FILE")]
        map: Option<PathBuf>,
        /// As JSON
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Write an interview kit: neutral questions from what the candidate says, liveness steps, a score sheet
    Interview {
        /// The candidacy
        candidacy: String,
        #[command(flatten)]
        store: StoreArg,
    },
    /// Write a verification plan: for every claim how it stands, whom to ask through which channel, and what
    Plan {
        /// The candidacy
        #[arg(required_unless_present_any = ["consent", "introduction"])]
        candidacy: Option<String>,
        /// Print the text by which a candidate agrees to be verified
        #[arg(long)]
        consent: bool,
        /// Print a letter to somebody whose history may be used by another
        #[arg(long)]
        introduction: bool,
        #[command(flatten)]
        store: StoreArg,
    },
    /// Write an empty form for people to fill in, or read a filled one into events
    Form {
        /// `profile`, `interview`, `check` or `declared`; or the filled form's file, or a profile that was saved as a PDF
        what: String,
        /// The candidacy that an empty form or a saved profile is for
        #[arg(long, value_name = "ID", default_value = "CANDIDACY")]
        candidacy: String,
        /// When a profile was saved, if its file does not say so
        #[arg(long, value_name = "TIME", value_parser = time)]
        time: Option<Timestamp>,
        /// Read a saved profile without a sandbox, on a kernel without Landlock or seccomp
        #[arg(long)]
        insecure_no_sandbox: bool,
    },
    /// Import data
    Import {
        #[command(subcommand)]
        what: Import,
    },
    /// Print the JSON Schemas of events and assessments
    Schema {
        /// Event type, `event` (the envelope) or `assessment`; without it the list
        name: Option<String>,
        /// Write all schemas into this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Write a simulated world of applications with its truth
    Simulate {
        #[command(flatten)]
        world: World,
        /// Folder for events.jsonl and truth.jsonl
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Score a simulated world against its truth; `eval resumes` scores what is read out of résumés
    #[command(args_conflicts_with_subcommands = true)]
    Eval {
        #[command(subcommand)]
        what: Option<Eval>,
        #[command(flatten)]
        world: World,
        /// Screen again and again with one stage more: at which stage personas are first sent to review (lead time)
        #[arg(long)]
        stages: bool,
        /// What each innocent oddity of the third style costs those who have it, on a thousand of them each; a name, or `all`
        #[arg(long, value_name = "ODDITY", num_args = 0..=1, default_missing_value = "all", conflicts_with = "stages")]
        oddities: Option<String>,
        #[command(flatten)]
        rules: Rules,
        /// As JSON
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Measure speed: bulk screening, and one application against a full store
    Bench {
        /// Honest people screened in bulk
        #[arg(long, default_value_t = 20_000)]
        honest: usize,
        /// People in the store when single applications are timed
        #[arg(long, default_value_t = 100_000)]
        stored: usize,
        /// Single applications timed
        #[arg(long, default_value_t = 500)]
        singles: usize,
        /// Time how the documents of this folder are read by confined workers, and nothing else
        #[arg(long, value_name = "DIR")]
        documents: Option<PathBuf>,
        /// As JSON
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
    /// Screen a small simulated world and explain its top case
    Demo {
        /// Open it in the console: serve it on this machine until Ctrl-C
        #[arg(long)]
        serve: bool,
        /// Address to serve at
        #[arg(long, value_name = "ADDRESS", default_value = LISTEN, requires = "serve")]
        listen: SocketAddr,
    },
    /// Serve a team: web hooks of the ATS come in, cases are worked on in a browser
    #[command(
        after_help = "The settings file names the web hooks:\n  [[hooks]]\n  name = \"greenhouse\"            # https://your.host/hooks/greenhouse\n  scheme = \"greenhouse\"          # greenhouse, ashby, workable, standard, lever, smartrecruiters\n  secret_files = [\"greenhouse.secret\"]   # two while a secret is changed\n\nExamples:\n  hirewall account add jane --role reviewer\n  hirewall serve --config server.toml\n\nIt speaks HTTP: put a proxy that speaks HTTPS before it, and say --https."
    )]
    Serve(Serve),
    /// Set up a web hook: a secret, the settings, what to enter at the vendor. Or try one against the running server
    #[command(after_help = "Examples:\n  hirewall connect ashby --url https://hirewall.example.com\n  hirewall connect --test ashby")]
    Connect {
        /// greenhouse, ashby, workable, standard, lever or smartrecruiters
        #[arg(value_parser = scheme, required_unless_present = "test")]
        scheme: Option<hirewall_server::hooks::Scheme>,
        /// Its name in the address; the vendor's where none is given
        #[arg(long, requires = "scheme")]
        name: Option<String>,
        /// File with the server's settings; made where there is none
        #[arg(long, value_name = "FILE", default_value = "server.toml")]
        config: PathBuf,
        /// Where the server is reached from outside
        #[arg(long, default_value = "https://your.host")]
        url: String,
        /// Send a signed message that tells of nobody to the running server, under this hook's name
        #[arg(long, value_name = "NAME", conflicts_with = "scheme")]
        test: Option<String>,
        /// Where the server listens
        #[arg(long, value_name = "ADDRESS", default_value = LISTEN)]
        listen: SocketAddr,
    },
    /// Accounts of the console: make one, give one another role and password, or list them
    Account {
        #[command(subcommand)]
        what: Account,
    },
    /// The audit: check that nothing was changed, taken out or put in
    Audit {
        #[command(subcommand)]
        what: Audit,
    },
    /// Forget a candidacy, those past retention, or everything
    Forget {
        /// The candidacy
        #[arg(required_unless_present_any = ["all", "expired"], conflicts_with_all = ["all", "expired"])]
        candidacy: Option<String>,
        /// Everything in the store
        #[arg(long, conflicts_with = "expired")]
        all: bool,
        /// Candidacies whose last event is older than the policy's retention, counted from --as-of
        #[arg(long, requires = "as_of")]
        expired: bool,
        /// The time to count from
        #[arg(long, value_name = "TIME", value_parser = time)]
        as_of: Option<Timestamp>,
        /// Policy with the retention, instead of the one that ships
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        store: StoreArg,
    },
    /// Run one stage of the screening as a filter over JSON lines, for engines that spread the work over machines (`scale/spark`)
    Stage {
        #[command(subcommand)]
        stage: Stage,
    },
    /// Print shell completions
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Subcommand)]
pub enum Eval {
    /// Read the corpus of résumés and compare with its truth: precision and recall by field, producer and language
    Resumes {
        /// A folder of résumés with their truth, or of such folders
        #[arg(long, value_name = "DIR", default_value = "crates/eval/corpus")]
        corpus: PathBuf,
        /// Name each field that was misread or not read; not of the half that is sealed
        #[arg(long)]
        misses: bool,
        /// As JSON
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
        /// Read in a worker that nothing confines
        #[arg(long)]
        insecure_no_sandbox: bool,
    },
    /// Take hostile files apart that are made here, and compare each verdict with the one it must get
    Hostile {
        /// Write the files into this folder instead
        #[arg(long, value_name = "DIR")]
        write: Option<PathBuf>,
        /// As JSON
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
        /// Read in a worker that nothing confines
        #[arg(long)]
        insecure_no_sandbox: bool,
    },
    /// Match a list of real spellings of schools' names: precision and recall by kind, and each wrong match
    Schools {
        /// Name the spellings that were not matched, too
        #[arg(long)]
        misses: bool,
        /// As JSON
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
}

#[derive(Subcommand)]
pub enum Import {
    /// Take applications into the store without screening them; with --dry-run only report
    #[command(
        after_help = "A column map is a TOML file:\n\n  [columns]\n  \"Candidate\" = \"full_name\"\n  \"E-Mail Address\" = \"email\"\n  \"Applied\" = \"applied_at\"\n\nTargets: candidacy_id event_id applied_at requisition_id requisition_title department requisition_location\nrequisition_country remote channel full_name given_name family_name preferred_name email phone address_line1\naddress_line2 city region postal_code country full_address profile_url.linkedin profile_url.github school degree\ndiscipline study_start study_end employer title work_start work_end resume_text resume_file cover_letter ip\nuser_agent device_id answer ignored"
    )]
    Applications {
        /// Files or folders
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Column map for sheets whose headers are not recognised
        #[arg(long, value_name = "MAP.toml")]
        map: Option<PathBuf>,
        /// Report what would be taken, and how columns are read; change nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        store: StoreArg,
    },
    /// A kind of reference data and its file: `hirewall import hipo FILE`; `hirewall import kinds` lists them
    #[command(external_subcommand)]
    Reference(Vec<String>),
}

/// Stages in the order in which they follow each other; `docs/src/stages.md` says what their lines hold.
#[derive(Subcommand)]
pub enum Stage {
    /// Print the numbers by which an engine joins: from how many holders on a value links nobody …
    Limits,
    /// Applications in any form that `screen` reads from standard input → events of the contract, and problems
    Events {
        #[command(flatten)]
        input: Input,
    },
    /// Events of a candidacy → what can be compared of it
    Indicators {
        /// Events up to this time count
        #[arg(long, value_name = "TIME", value_parser = time)]
        as_of: Timestamp,
    },
    /// A candidacy among those who share something with it → the same person, neighbours
    Same {
        /// Candidacies in all
        #[arg(long, value_name = "N")]
        population: u32,
        /// Shingles that many hold, as a JSON list
        #[arg(long, value_name = "FILE", conflicts_with = "rates")]
        common: Option<PathBuf>,
        /// Fixed rates: the shingles stand there
        #[arg(long, value_name = "FILE")]
        rates: Option<PathBuf>,
    },
    /// Events of a candidacy with its neighbours → its assessment, or what is needed on the way to it
    Assess {
        /// What to give
        #[arg(long, value_enum, default_value_t = Give::Assessments)]
        give: Give,
        /// Events up to this time count
        #[arg(long, value_name = "TIME", value_parser = time)]
        as_of: Timestamp,
        /// The rates were measured on these very candidacies
        #[arg(long)]
        measured: bool,
        #[command(flatten)]
        rules: Rules,
    },
    /// Links of all candidacies → campaigns and people; without fixed rates, rates too
    Components {
        /// When campaigns are founded
        #[arg(long, value_name = "TIME", value_parser = time)]
        as_of: Timestamp,
        /// Candidacies in all
        #[arg(long, value_name = "N")]
        population: u64,
        /// Shingles that many hold, as a JSON list: they become part of the rates
        #[arg(long, value_name = "FILE")]
        common: Option<PathBuf>,
        /// The register of campaigns that an earlier run gave: ids stay
        #[arg(long, value_name = "FILE")]
        register: Option<PathBuf>,
        #[command(flatten)]
        rules: Rules,
    },
    /// What the members of a campaign show by themselves → what each hears of the others
    Members,
    /// Scores of ordinary candidacies → the rates with their tails
    Tails {
        /// Rates without tails, as `components` gives them
        #[arg(long, value_name = "FILE")]
        rates: PathBuf,
    },
}

/// What `stage assess` gives: rows for `components`, what campaign members say, scores of ordinary candidacies, assessments.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Give {
    Links,
    Said,
    Scores,
    Assessments,
}

#[derive(clap::Args)]
pub struct Screen {
    /// Files, folders, or `-` for standard input
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Output
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    #[command(flatten)]
    pub input: Input,
    /// Open cases for people to work on, as the server does: for what came before it was connected
    #[arg(long)]
    pub cases: bool,
    /// Judge each event in order of arrival, as of its own time; one assessment per event
    #[arg(long)]
    pub stream: bool,
    #[command(flatten)]
    pub store: StoreArg,
    #[command(flatten)]
    pub rules: Rules,
    /// Column map for sheets whose headers are not recognised
    #[arg(long, value_name = "MAP.toml")]
    pub map: Option<PathBuf>,
    /// Explain this candidacy after the table
    #[arg(long, value_name = "ID")]
    pub explain: Option<String>,
    /// Assess and record, but tell nobody: print counts only
    #[arg(long)]
    pub shadow: bool,
    /// Write problems of the input to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
    /// Write the output to this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write the measured rates to this file
    #[arg(long, value_name = "FILE")]
    pub save_rates: Option<PathBuf>,
}

#[derive(clap::Args)]
pub struct Scan {
    /// Files and folders
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Output: a table of what was found, or one JSON object a file
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write the output to this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write safe copies into this folder: pages of PDF and pictures as pictures, and text; nothing that acts is in them
    #[arg(long, value_name = "DIR")]
    pub safe_copies: Option<PathBuf>,
    /// A mail domain of the company's own, besides those of the policy: senders that look like it are found
    #[arg(long, value_name = "DOMAIN")]
    pub own_domain: Vec<String>,
    /// Policy instead of the one that ships
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// List what is ordinary, too
    #[arg(long)]
    pub all: bool,
    /// Find out who sent a mail (SPF, DKIM, DMARC, ARC) by asking this name server, an address such as 127.0.0.1 or 127.0.0.1:53. Without it nothing is asked
    /// of anybody, and what the reader's own mail server wrote counts
    #[arg(long, value_name = "ADDRESS", value_parser = name_server, env = "HIREWALL_RESOLVER")]
    pub resolver: Option<SocketAddr>,
    /// Read in a worker that nothing confines, where the kernel has no Landlock or seccomp: only for files that you trust
    #[arg(long)]
    pub insecure_no_sandbox: bool,
}

#[derive(clap::Args)]
pub struct Input {
    /// Events up to this time count; also the time of inputs without one. Default: the latest event's
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub as_of: Option<Timestamp>,
    /// Job of inputs that name none
    #[arg(long, value_name = "ID=TITLE", value_parser = requisition)]
    pub requisition: Option<(String, String)>,
    /// Find out who sent a mail (SPF, DKIM, DMARC, ARC) by asking this name server, an address such as 127.0.0.1 or 127.0.0.1:53. Without it nothing is asked
    /// of anybody, and what the reader's own mail server wrote counts
    #[arg(long, value_name = "ADDRESS", value_parser = name_server, env = "HIREWALL_RESOLVER")]
    pub resolver: Option<SocketAddr>,
    /// Read documents in a worker that nothing confines, where the kernel has no Landlock or seccomp: only for files that you trust
    #[arg(long)]
    pub insecure_no_sandbox: bool,
}

/// Where the console is served.
pub const LISTEN: &str = "127.0.0.1:8480";

#[derive(clap::Args)]
pub struct Serve {
    /// Address to listen at
    #[arg(long, value_name = "ADDRESS", default_value = LISTEN)]
    pub listen: SocketAddr,
    /// File with the server's settings
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Browsers reach it by HTTPS, through a proxy: cookies say so
    #[arg(long)]
    pub https: bool,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub rules: Rules,
    #[command(flatten)]
    pub store: StoreArg,
}

#[derive(Subcommand)]
pub enum Account {
    /// Make an account, or give it another role and password. A password is made and printed unless a file holds one
    Add {
        /// Its name
        name: String,
        /// recruiter, reviewer, security, insider-risk, counsel, auditor or admin
        #[arg(long, value_parser = role)]
        role: hirewall_server::roles::Role,
        /// File with the password, `-` for standard input
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
        #[command(flatten)]
        store: StoreArg,
    },
    /// Make a token by which a program uses the HTTP API, under an account of its own. The one before it ends
    Token {
        /// The program's name
        name: String,
        /// recruiter, reviewer, security, insider-risk, counsel, auditor or admin (who delivers events)
        #[arg(long, value_parser = role)]
        role: hirewall_server::roles::Role,
        /// Days until it ends
        #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: u32,
        #[command(flatten)]
        store: StoreArg,
    },
    /// List the accounts
    List {
        #[command(flatten)]
        store: StoreArg,
    },
}

#[derive(Subcommand)]
pub enum Audit {
    /// Check the chain from its beginning, and that it holds what this machine has signed. Exit code 1 when it is broken
    Verify {
        #[command(flatten)]
        store: StoreArg,
    },
}

/// A way of signing by its word.
fn scheme(text: &str) -> Result<hirewall_server::hooks::Scheme, String> {
    let all = || hirewall_server::hooks::Scheme::ALL.iter().map(|scheme| scheme.as_str()).collect::<Vec<_>>().join(", ");
    hirewall_server::hooks::Scheme::ALL.iter().copied().find(|scheme| scheme.as_str() == text).ok_or_else(|| format!("known are {}", all()))
}

/// A role by its word.
fn role(text: &str) -> Result<hirewall_server::roles::Role, String> {
    let all = || hirewall_server::roles::Role::ALL.iter().map(|role| role.as_str()).collect::<Vec<_>>().join(", ");
    hirewall_server::roles::Role::of(text).ok_or_else(|| format!("roles are {}", all()))
}

#[derive(clap::Args)]
pub struct StoreArg {
    /// `sqlite:FILE`, `postgres://…` or `memory:`. Default: a SQLite file in the data folder ($HIREWALL_DATA, else the user's)
    #[arg(long, value_name = "URL")]
    pub store: Option<String>,
}

#[derive(clap::Args)]
pub struct Rules {
    /// Fixed rates, as written by --save-rates, instead of measured ones
    #[arg(long, value_name = "FILE")]
    pub rates: Option<PathBuf>,
    /// Weights instead of those that ship
    #[arg(long, value_name = "FILE")]
    pub weights: Option<PathBuf>,
    /// Policy instead of the one that ships
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
}

#[derive(clap::Args)]
pub struct World {
    /// Seed
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Honest people
    #[arg(long, default_value_t = 5_000)]
    pub honest: usize,
    /// Personas of operations
    #[arg(long, default_value_t = 100)]
    pub personas: usize,
    /// Which fields the applications have
    #[arg(long, value_enum, default_value_t = Fields::All)]
    pub fields: Fields,
    /// Which of the three independently written styles
    #[arg(long, value_enum, default_value_t = Style::First)]
    pub style: Style,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrendCount {
    Applications,
    People,
    Personas,
    Confirmed,
    Campaigns,
}

/// Role family, country of the school, channel of the application, stage at which it was caught.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrendBy {
    Role,
    Region,
    Channel,
    Stage,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrendFormat {
    Table,
    Json,
    Csv,
    Svg,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CampaignFormat {
    Table,
    Json,
    Svg,
    Dot,
    Graphml,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Fields {
    All,
    #[value(name = "contact,resume")]
    ContactResume,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Style {
    First,
    Second,
    Third,
}

fn time(text: &str) -> Result<Timestamp, String> {
    if let Ok(at) = text.parse() {
        return Ok(at);
    }
    let date: jiff::civil::Date = text.parse().map_err(|_| "use 2026-03-02 or 2026-03-02T14:05:11Z".to_owned())?;
    date.to_zoned(jiff::tz::TimeZone::UTC).map(|z| z.timestamp()).map_err(|e| e.to_string())
}

fn name_server(text: &str) -> Result<SocketAddr, String> {
    let address = || text.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, 53));
    text.parse().or_else(|_| address()).map_err(|_| "use an address, such as 127.0.0.1, or one with a port, such as 127.0.0.1:5353".into())
}

fn requisition(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((id, title)) if !id.trim().is_empty() && !title.trim().is_empty() => Ok((id.trim().to_owned(), title.trim().to_owned())),
        _ => Err("use ID=TITLE, such as R-17=\"Senior Engineer\"".into()),
    }
}

/// A probability strictly between 0 and 1.
fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(p) if p > 0.0 && p < 1.0 => Ok(p),
        _ => Err("a number between 0 and 1".into()),
    }
}
