//! The store in one SQLite file: one connection that writes, two that read.
//!
//! Pages have SQLite's usual 4096 bytes: an indicator dirties a page of its own, so that smaller pages mean a smaller
//! write-ahead log, and bodies of some kilobytes fill them well.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite as Db, SqliteConnection};
use tokio::sync::{Mutex, MutexGuard};

use crate::{Appended, Error, Hash, Incoming, Stored, put_in_order, same_body};

/// Each is applied once, in its own transaction. Never change one that was released: add another.
const MIGRATIONS: [(i64, &str); 1] = [(1, include_str!("../migrations/sqlite/0001_initial.sql"))];

/// Rows that are looked up or appended at a time.
const CHUNK: usize = 128;
/// Events in one statement; bodies may be large.
const EVENTS: usize = 64;
/// Indicators in one statement.
const INDICATORS: usize = 256;
/// Indicators that are sorted in memory before they are written.
const SORTED: usize = 500_000;
/// Hashes in one statement with a limit. SQLite allows 500 parts in a compound select.
const FEW_HASHES: usize = 64;
/// Hashes in one statement without a limit.
const MANY_HASHES: usize = 512;

/// The store in one file.
pub struct Sqlite {
    path: PathBuf,
    writer: Mutex<SqliteConnection>,
    readers: [Mutex<SqliteConnection>; 2],
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite").field("path", &self.path).finish_non_exhaustive()
    }
}

/// (candidacy, as-of time, JSON)
type Assessed = (String, i64, String);
/// (seq, source, id, subject, time, kind, body)
type EventRow = (i64, String, String, String, i64, String, Vec<u8>);

/// One statement for 1, 2, 4 … rows: few texts serve every number of rows, so that they stay prepared.
struct ByRows(Vec<String>);

impl ByRows {
    fn new(most: usize, text: impl Fn(usize) -> String) -> Self {
        let sizes = std::iter::successors(Some(1_usize), |rows| rows.checked_mul(2));
        Self(sizes.take_while(|rows| *rows <= most).map(text).collect())
    }

    /// `rows` is a power of two, not above the most there is.
    fn of(&'static self, rows: usize) -> &'static str {
        let power = usize::try_from(rows.trailing_zeros()).unwrap_or(0);
        self.0.get(power).or(self.0.last()).map_or("", String::as_str)
    }
}

/// `rows` times `row`, with commas. The placeholders are bare: SQLite finds named ones by walking a list, which shows
/// when there are hundreds.
fn places(rows: usize, row: &str) -> String {
    vec![row; rows].join(", ")
}

static LOOK_UP: LazyLock<ByRows> = LazyLock::new(|| {
    ByRows::new(CHUNK, |rows| {
        format!(
            "with wanted (source, id) as (values {}) \
             select e.source, e.id, e.erased, e.body \
             from wanted w join events e on e.source = w.source and e.id = w.id",
            places(rows, "(?, ?)")
        )
    })
});

static ADD_SUBJECTS: LazyLock<ByRows> =
    LazyLock::new(|| ByRows::new(CHUNK, |rows| format!("insert into subjects (name) values {} on conflict (name) do nothing", places(rows, "(?)"))));

static NUMBERS: LazyLock<ByRows> =
    LazyLock::new(|| ByRows::new(CHUNK, |rows| format!("select name, id from subjects where name in ({})", places(rows, "?"))));

static ADD_EVENTS: LazyLock<ByRows> = LazyLock::new(|| {
    ByRows::new(EVENTS, |rows| format!("insert into events (source, id, subject, time_us, kind, body) values {}", places(rows, "(?, ?, ?, ?, ?, ?)")))
});

static ADD_INDICATORS: LazyLock<ByRows> = LazyLock::new(|| {
    ByRows::new(INDICATORS, |rows| {
        format!(
            "insert into indicators (hash, subject, time_us) values {} \
             on conflict (hash, subject) do update set time_us = excluded.time_us \
             where excluded.time_us < indicators.time_us",
            places(rows, "(?, ?, ?)")
        )
    })
});

static EVENTS_OF: LazyLock<ByRows> = LazyLock::new(|| {
    ByRows::new(CHUNK, |rows| {
        format!(
            "select e.seq, e.source, e.id, s.name, e.time_us, e.kind, e.body \
             from subjects s join events e on e.subject = s.id where s.name in ({})",
            places(rows, "?")
        )
    })
});

/// Holders of one hash that a limited look-up reads at the most.
const MOST_HOLDERS: u32 = 512;

/// Each part stops at [`MOST_HOLDERS`], however many hold the hash. The number stands in the text: SQLite compiles a statement anew
/// whenever a bound limit may have changed.
static FIRST_HOLDERS: LazyLock<ByRows> = LazyLock::new(|| {
    ByRows::new(FEW_HASHES, |rows| {
        let parts: Vec<String> = (2..)
            .take(rows)
            .map(|n| {
                format!(
                    "select * from (select i.hash, s.name \
                     from indicators i join subjects s on s.id = i.subject \
                     where i.hash = ${n} and i.time_us <= $1 order by i.subject limit {MOST_HOLDERS}) as h{n}"
                )
            })
            .collect();
        parts.join(" union all ")
    })
});

static ALL_HOLDERS: LazyLock<ByRows> = LazyLock::new(|| {
    ByRows::new(MANY_HASHES, |rows| {
        format!(
            "select i.hash, s.name from indicators i join subjects s on s.id = i.subject \
             where i.time_us <= ? and i.hash in ({})",
            places(rows, "?")
        )
    })
});

static LATEST_ASSESSMENTS: LazyLock<ByRows> = LazyLock::new(|| {
    ByRows::new(CHUNK, |rows| {
        format!(
            "select a.candidacy, a.as_of_us, a.body from assessments a where a.seq in \
             (select max(b.seq) from assessments b where b.candidacy in ({}) group by b.candidacy)",
            places(rows, "?")
        )
    })
});

static ADD_ASSESSMENTS: LazyLock<ByRows> =
    LazyLock::new(|| ByRows::new(CHUNK, |rows| format!("insert into assessments (candidacy, as_of_us, body) values {}", places(rows, "(?, ?, ?)"))));

/// Takes the rows apart into runs whose lengths are powers of two: what is written cannot be padded.
fn runs<T>(mut rows: &[T], most: usize) -> Vec<&[T]> {
    let mut found = Vec::new();
    while let Some(power) = rows.len().checked_ilog2() {
        let (run, rest) = rows.split_at((1_usize << power).min(most));
        found.push(run);
        rows = rest;
    }
    found
}

impl Sqlite {
    pub(crate) async fn open(path: &str) -> Result<Self, Error> {
        let given = Path::new(path);
        // Absolute, so that no name is taken for one of SQLite's own (`:memory:`, `file:…`).
        let path = std::path::absolute(given).map_err(|why| Error::file("find the store", given, &why))?;
        make_file(&path)?;

        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(false)
            .foreign_keys(false)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(200)
            .row_buffer_size(256)
            .pragma("cache_size", "-65536")
            .pragma("mmap_size", "268435456")
            .pragma("temp_store", "memory")
            .pragma("journal_size_limit", "67108864")
            .disable_statement_logging();
        let opening = |why: sqlx::Error| failure("open the database", &path, &why);

        let mut writer = options.clone().pragma("secure_delete", "on").connect().await.map_err(opening)?;
        let newest = MIGRATIONS.iter().map(|(version, _)| *version).max().unwrap_or(0);
        let Some(found) = form(&mut writer).await.map_err(opening)? else {
            return Err(Error::Foreign { path });
        };
        if found > newest {
            return Err(Error::Newer { path, found, known: newest });
        }
        // Only now is it certain that the file is ours to change.
        write_ahead(&mut writer).await.map_err(opening)?;
        for (version, text) in MIGRATIONS {
            if version > found {
                migrate(&mut writer, version, text).await.map_err(|why| failure("update the tables", &path, &why))?;
            }
        }

        let reading = options.pragma("query_only", "on");
        let first = reading.connect().await.map_err(opening)?;
        let second = reading.connect().await.map_err(opening)?;
        Ok(Self { path, writer: Mutex::new(writer), readers: [Mutex::new(first), Mutex::new(second)] })
    }

    fn failed(&self, doing: &'static str) -> impl Fn(sqlx::Error) -> Error {
        move |why: sqlx::Error| failure(doing, &self.path, &why)
    }

    /// The first connection that is free. The writer's goes first: its cache is warm, while another connection drops its own
    /// whenever the writer has written.
    async fn reader(&self) -> MutexGuard<'_, SqliteConnection> {
        if let Ok(free) = self.writer.try_lock() {
            return free;
        }
        let [first, second] = &self.readers;
        match first.try_lock() {
            Ok(free) => free,
            Err(_) => second.lock().await,
        }
    }

    pub(crate) async fn append(&self, batch: Vec<Incoming>) -> Result<Vec<Appended>, Error> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let mut conn = self.writer.lock().await;
        append(&mut conn, &batch).await.map_err(self.failed("append events"))
    }

    pub(crate) async fn events_of(&self, subjects: &[String]) -> Result<Vec<Stored>, Error> {
        let wanted: BTreeSet<&str> = subjects.iter().map(String::as_str).collect();
        let wanted: Vec<&str> = wanted.into_iter().collect();
        let mut conn = self.reader().await;
        let mut found = events_of(&mut conn, &wanted).await.map_err(self.failed("read events"))?;
        put_in_order(&mut found);
        Ok(found)
    }

    pub(crate) async fn events_by_key(&self, keys: &[(String, String)]) -> Result<Vec<Stored>, Error> {
        let mut conn = self.reader().await;
        let mut found = Vec::with_capacity(keys.len());
        // Few are asked for, by a person who reads an explanation.
        for (source, id) in keys {
            let row: Option<EventRow> = sqlx::query_as(
                "select e.seq, e.source, e.id, s.name, e.time_us, e.kind, e.body \
                 from events e join subjects s on s.id = e.subject where e.source = $1 and e.id = $2",
            )
            .bind(source.as_str())
            .bind(id.as_str())
            .fetch_optional(&mut *conn)
            .await
            .map_err(self.failed("read events"))?;
            found.extend(row.map(stored));
        }
        Ok(found)
    }

    pub(crate) async fn all_events(&self, after_seq: i64, limit: u32) -> Result<Vec<Stored>, Error> {
        let mut conn = self.reader().await;
        let rows: Vec<EventRow> = sqlx::query_as(
            "select e.seq, e.source, e.id, s.name, e.time_us, e.kind, e.body \
             from events e join subjects s on s.id = e.subject \
             where e.seq > $1 order by e.seq limit $2",
        )
        .bind(after_seq)
        .bind(i64::from(limit))
        .fetch_all(&mut *conn)
        .await
        .map_err(self.failed("read events"))?;
        Ok(rows.into_iter().map(stored).collect())
    }

    pub(crate) async fn merges(&self) -> Result<Vec<Stored>, Error> {
        let mut conn = self.reader().await;
        // The kind stands in the text, so that the partial index serves.
        let rows: Vec<EventRow> = sqlx::query_as(
            "select e.seq, e.source, e.id, s.name, e.time_us, e.kind, e.body \
             from events e join subjects s on s.id = e.subject \
             where e.kind = 'hirewall.candidacy.merged.v1' order by e.seq",
        )
        .fetch_all(&mut *conn)
        .await
        .map_err(self.failed("read merges"))?;
        Ok(rows.into_iter().map(stored).collect())
    }

    pub(crate) async fn subjects(&self) -> Result<Vec<String>, Error> {
        let mut conn = self.reader().await;
        let rows: Vec<(String,)> =
            sqlx::query_as("select name from subjects").fetch_all(&mut *conn).await.map_err(self.failed("read candidacies"))?;
        let mut names: Vec<String> = rows.into_iter().map(|(name,)| name).collect();
        names.sort_unstable();
        Ok(names)
    }

    pub(crate) async fn latest_time_us(&self) -> Result<Option<i64>, Error> {
        let mut conn = self.reader().await;
        let (latest,): (Option<i64>,) =
            sqlx::query_as("select max(time_us) from events").fetch_one(&mut *conn).await.map_err(self.failed("read the latest time"))?;
        Ok(latest)
    }

    pub(crate) async fn population(&self) -> Result<u64, Error> {
        let mut conn = self.reader().await;
        let (number,): (i64,) = sqlx::query_as("select number from totals where name = 'subjects'")
            .fetch_one(&mut *conn)
            .await
            .map_err(self.failed("read the number of candidacies"))?;
        Ok(u64::try_from(number).unwrap_or(0))
    }

    pub(crate) async fn holders(&self, hashes: &[Hash], until_us: i64, limit: Option<u32>) -> Result<HashMap<Hash, Vec<String>>, Error> {
        let mut wanted = hashes.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let mut conn = self.reader().await;
        let found = match limit {
            Some(limit) => first_holders(&mut conn, &wanted, until_us, limit).await,
            None => all_holders(&mut conn, &wanted, until_us).await,
        };
        let mut found = found.map_err(self.failed("read indicators"))?;
        for names in found.values_mut() {
            names.sort_unstable();
        }
        Ok(found)
    }

    pub(crate) async fn record(&self, assessments: Vec<Assessed>) -> Result<(), Error> {
        if assessments.is_empty() {
            return Ok(());
        }
        let mut conn = self.writer.lock().await;
        record(&mut conn, &assessments).await.map_err(self.failed("record assessments"))
    }

    pub(crate) async fn assessments_of(&self, candidacy: &str) -> Result<Vec<String>, Error> {
        let mut conn = self.reader().await;
        let rows: Vec<(String,)> = sqlx::query_as("select body from assessments where candidacy = $1 order by seq")
            .bind(candidacy)
            .fetch_all(&mut *conn)
            .await
            .map_err(self.failed("read assessments"))?;
        Ok(rows.into_iter().map(|(json,)| json).collect())
    }

    pub(crate) async fn rejected(&self) -> Result<Vec<(String, String, i64)>, Error> {
        let mut conn = self.reader().await;
        let mut rows: Vec<(String, String, i64)> = sqlx::query_as("select source, id, sum(times) from rejected group by source, id")
            .fetch_all(&mut *conn)
            .await
            .map_err(self.failed("read rejected deliveries"))?;
        rows.sort_unstable();
        Ok(rows)
    }

    pub(crate) async fn value(&self, name: &str) -> Result<Option<String>, Error> {
        let mut conn = self.reader().await;
        let row: Option<(String,)> = sqlx::query_as("select value from named_values where name = $1")
            .bind(name)
            .fetch_optional(&mut *conn)
            .await
            .map_err(self.failed("read a value"))?;
        Ok(row.map(|(value,)| value))
    }

    pub(crate) async fn set_value(&self, name: &str, value: &str) -> Result<(), Error> {
        let mut conn = self.writer.lock().await;
        sqlx::query(
            "insert into named_values (name, value) values ($1, $2) \
             on conflict (name) do update set value = excluded.value",
        )
        .bind(name)
        .bind(value)
        .execute(&mut *conn)
        .await
        .map_err(self.failed("set a value"))?;
        Ok(())
    }

    pub(crate) async fn forget(&self, candidacy: &str) -> Result<u64, Error> {
        let mut conn = self.writer.lock().await;
        let shredded = forget(&mut conn, candidacy).await.map_err(self.failed("forget a candidacy"))?;
        self.empty_log(&mut conn).await?;
        Ok(shredded)
    }

    pub(crate) async fn forget_all(&self) -> Result<(), Error> {
        let mut conn = self.writer.lock().await;
        forget_all(&mut conn).await.map_err(self.failed("forget everything"))?;
        sqlx::query("vacuum").execute(&mut *conn).await.map_err(self.failed("rebuild the file after forgetting everything"))?;
        self.empty_log(&mut conn).await
    }

    /// The write-ahead log still holds the pages as they were before.
    async fn empty_log(&self, conn: &mut SqliteConnection) -> Result<(), Error> {
        let (busy, _, _): (i64, i64, i64) =
            sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&mut *conn).await.map_err(self.failed("empty the write-ahead log"))?;
        if busy == 0 { Ok(()) } else { Err(Error::InUse { path: self.path.clone() }) }
    }

    pub(crate) async fn close(self) {
        let [first, second] = self.readers;
        // Whatever was answered is on disk already: an error here loses nothing. The writer goes last, since only the
        // last connection folds the log in, and readers may not write.
        first.into_inner().close().await.ok();
        second.into_inner().close().await.ok();
        self.writer.into_inner().close().await.ok();
    }
}

/// Makes the folder and the file if they are missing, readable by their owner only, and refuses what is no database.
fn make_file(path: &Path) -> Result<(), Error> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            return Err(Error::NotAFile { path: path.to_path_buf() });
        }
        Ok(_) => {
            let mut head = Vec::new();
            File::open(path).and_then(|file| file.take(16).read_to_end(&mut head)).map_err(|why| Error::file("open store", path, &why))?;
            if !head.is_empty() && head.as_slice() != b"SQLite format 3\0" {
                return Err(Error::NotADatabase { path: path.to_path_buf() });
            }
            return Ok(());
        }
        Err(why) if why.kind() == ErrorKind::NotFound => {}
        Err(why) => return Err(Error::file("open store", path, &why)),
    }

    if let Some(folder) = path.parent() {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        builder.create(folder).map_err(|why| Error::file("make folder", folder, &why))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    match options.open(path) {
        // Another process may have been faster.
        Err(why) if why.kind() != ErrorKind::AlreadyExists => Err(Error::file("make store", path, &why)),
        _ => Ok(()),
    }
}

fn failure(doing: &'static str, path: &Path, why: &sqlx::Error) -> Error {
    let code = why.as_database_error().and_then(|refusal| refusal.code()).and_then(|code| code.parse::<i32>().ok());
    // The low byte is SQLite's primary result code.
    let advice = match code.map(|code| code & 0xff) {
        Some(5 | 6) => "; another process is using the store, wait until it is done and run again",
        Some(8) => "; the file or its folder is read-only, check the permissions",
        Some(10) => "; the disk or its file system reports an error, check it and the system log",
        Some(11 | 26) => "; the file is damaged, restore it from a backup",
        Some(13) => "; the disk is full, free space and run again",
        Some(14) => "; check the path and its permissions",
        _ => "",
    };
    Error::Database { doing, path: path.to_path_buf(), why: why.to_string(), advice }
}

fn damaged(what: &str) -> sqlx::Error {
    sqlx::Error::Decode(what.into())
}

/// The version of the tables: 0 in an empty database, none in a database of somebody else.
async fn form(conn: &mut SqliteConnection) -> sqlx::Result<Option<i64>> {
    let (tables, ours): (i64, i64) = sqlx::query_as(
        "select count(*), count(case when name = 'schema_versions' then 1 end) \
         from sqlite_master where type = 'table' and name not like 'sqlite_%'",
    )
    .fetch_one(&mut *conn)
    .await?;
    if ours == 0 {
        return Ok((tables == 0).then_some(0));
    }
    let (version,): (Option<i64>,) = sqlx::query_as("select max(version) from schema_versions").fetch_one(&mut *conn).await?;
    Ok(Some(version.unwrap_or(0)))
}

/// Asks for a write-ahead log. Where the file system cannot have one, SQLite keeps its older journal, which is as safe.
async fn write_ahead(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    let _: (String,) = sqlx::query_as("pragma journal_mode = wal").fetch_one(&mut *conn).await?;
    Ok(())
}

async fn migrate(conn: &mut SqliteConnection, version: i64, text: &'static str) -> sqlx::Result<()> {
    let mut tx = conn.begin_with("begin immediate").await?;
    sqlx::query("create table if not exists schema_versions (version integer primary key)").execute(&mut *tx).await?;
    // Another process may have done it while this one waited.
    let (done,): (i64,) = sqlx::query_as("select count(*) from schema_versions where version = $1").bind(version).fetch_one(&mut *tx).await?;
    if done == 0 {
        sqlx::raw_sql(text).execute(&mut *tx).await?;
        sqlx::query("insert into schema_versions (version) values ($1)").bind(version).execute(&mut *tx).await?;
    }
    tx.commit().await
}

async fn append(conn: &mut SqliteConnection, batch: &[Incoming]) -> sqlx::Result<Vec<Appended>> {
    // Immediate: between looking up a key and writing it nobody else writes.
    let mut tx = conn.begin_with("begin immediate").await?;
    let mut verdicts = Vec::with_capacity(batch.len());
    let mut numbers: HashMap<String, i64> = HashMap::new();
    let mut indicators: Vec<(Hash, i64, i64)> = Vec::new();
    for chunk in batch.chunks(CHUNK) {
        let judged = judge(&mut tx, chunk).await?;
        let mut fresh: Vec<&Incoming> = Vec::new();
        for (event, verdict) in chunk.iter().zip(&judged) {
            match verdict {
                Appended::New => fresh.push(event),
                Appended::Duplicate => {}
                Appended::Rejected => reject(&mut tx, event).await?,
            }
        }
        number_subjects(&mut tx, &fresh, &mut numbers).await?;
        for event in &fresh {
            let number = number_of(&numbers, &event.subject)?;
            indicators.extend(event.hashes.iter().map(|hash| (*hash, number, event.time_us)));
        }
        add_events(&mut tx, &fresh, &numbers).await?;
        if indicators.len() >= SORTED {
            add_indicators(&mut tx, &mut indicators).await?;
        }
        verdicts.extend(judged);
    }
    add_indicators(&mut tx, &mut indicators).await?;
    tx.commit().await?;
    Ok(verdicts)
}

/// Compares a part of a batch with the log, which holds the parts before it already, and with itself.
async fn judge(conn: &mut SqliteConnection, chunk: &[Incoming]) -> sqlx::Result<Vec<Appended>> {
    let rows = chunk.len().next_power_of_two();
    let mut query = sqlx::query_as::<Db, (String, String, i64, Vec<u8>)>(LOOK_UP.of(rows));
    for event in chunk {
        query = query.bind(event.source.as_str()).bind(event.id.as_str());
    }
    for _ in chunk.len()..rows {
        query = query.bind(None::<String>).bind(None::<String>);
    }
    let before = query.fetch_all(&mut *conn).await?;

    // The body under each key; none if it is forgotten.
    let mut known: HashMap<(&str, &str), Option<&[u8]>> = HashMap::new();
    for (source, id, erased, body) in &before {
        let body = if *erased == 0 { Some(body.as_slice()) } else { None };
        known.insert((source.as_str(), id.as_str()), body);
    }
    let mut verdicts = Vec::with_capacity(chunk.len());
    for event in chunk {
        let verdict = match known.entry((event.source.as_str(), event.id.as_str())) {
            Entry::Vacant(free) => {
                free.insert(Some(event.body.as_slice()));
                Appended::New
            }
            Entry::Occupied(first) => match *first.get() {
                Some(body) if !same_body(body, &event.body) => Appended::Rejected,
                _ => Appended::Duplicate,
            },
        };
        verdicts.push(verdict);
    }
    Ok(verdicts)
}

async fn reject(conn: &mut SqliteConnection, event: &Incoming) -> sqlx::Result<()> {
    sqlx::query(
        "insert into rejected (source, id, digest, subject, time_us, kind, body, times) \
         values ($1, $2, $3, $4, $5, $6, $7, 1) \
         on conflict (source, id, digest) do update set times = rejected.times + 1",
    )
    .bind(event.source.as_str())
    .bind(event.id.as_str())
    .bind(blake3::hash(&event.body).as_bytes().to_vec())
    .bind(event.subject.as_str())
    .bind(event.time_us)
    .bind(event.kind.as_str())
    .bind(event.body.clone())
    .execute(&mut *conn)
    .await?;
    Ok(())
}

/// Gives the subjects of these events numbers, in the order in which they came.
async fn number_subjects(conn: &mut SqliteConnection, events: &[&Incoming], numbers: &mut HashMap<String, i64>) -> sqlx::Result<()> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut names: Vec<&str> = Vec::new();
    for event in events {
        let name = event.subject.as_str();
        if !numbers.contains_key(name) && seen.insert(name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return Ok(());
    }

    let mut added = 0_u64;
    for run in runs(names.as_slice(), CHUNK) {
        let mut query = sqlx::query::<Db>(ADD_SUBJECTS.of(run.len()));
        for name in run {
            query = query.bind(*name);
        }
        let done = query.execute(&mut *conn).await?;
        added = added.saturating_add(done.rows_affected());
    }
    if added > 0 {
        sqlx::query("update totals set number = number + $1 where name = 'subjects'")
            .bind(i64::try_from(added).unwrap_or(i64::MAX))
            .execute(&mut *conn)
            .await?;
    }

    let rows = names.len().next_power_of_two();
    let mut query = sqlx::query_as::<Db, (String, i64)>(NUMBERS.of(rows));
    for name in &names {
        query = query.bind(*name);
    }
    for _ in names.len()..rows {
        query = query.bind(None::<String>);
    }
    numbers.extend(query.fetch_all(&mut *conn).await?);
    Ok(())
}

fn number_of(numbers: &HashMap<String, i64>, subject: &str) -> sqlx::Result<i64> {
    numbers.get(subject).copied().ok_or_else(|| damaged("a candidacy has no number"))
}

async fn add_events(conn: &mut SqliteConnection, events: &[&Incoming], numbers: &HashMap<String, i64>) -> sqlx::Result<()> {
    for run in runs(events, EVENTS) {
        let mut query = sqlx::query::<Db>(ADD_EVENTS.of(run.len()));
        for event in run {
            query = query
                .bind(event.source.as_str())
                .bind(event.id.as_str())
                .bind(number_of(numbers, &event.subject)?)
                .bind(event.time_us)
                .bind(event.kind.as_str())
                .bind(event.body.clone());
        }
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

/// Writes in the order of the table, so that each of its pages is visited once.
async fn add_indicators(conn: &mut SqliteConnection, indicators: &mut Vec<(Hash, i64, i64)>) -> sqlx::Result<()> {
    indicators.sort_unstable();
    indicators.dedup_by(|later, earlier| later.0 == earlier.0 && later.1 == earlier.1);
    for run in runs(indicators.as_slice(), INDICATORS) {
        let mut query = sqlx::query::<Db>(ADD_INDICATORS.of(run.len()));
        for (hash, number, time_us) in run {
            query = query.bind(hash.to_vec()).bind(*number).bind(*time_us);
        }
        query.execute(&mut *conn).await?;
    }
    indicators.clear();
    Ok(())
}

fn stored(row: EventRow) -> Stored {
    let (seq, source, id, subject, time_us, kind, body) = row;
    Stored { seq, source, id, subject, time_us, kind, body }
}

async fn events_of(conn: &mut SqliteConnection, subjects: &[&str]) -> sqlx::Result<Vec<Stored>> {
    if subjects.len() <= CHUNK {
        return read_events(conn, subjects).await;
    }
    // More than one statement: one state of the store for all of them.
    let mut tx = conn.begin().await?;
    let found = read_events(&mut tx, subjects).await?;
    tx.commit().await?;
    Ok(found)
}

async fn read_events(conn: &mut SqliteConnection, subjects: &[&str]) -> sqlx::Result<Vec<Stored>> {
    let mut found = Vec::new();
    for chunk in subjects.chunks(CHUNK) {
        let rows = chunk.len().next_power_of_two();
        let mut query = sqlx::query_as::<Db, EventRow>(EVENTS_OF.of(rows));
        for name in chunk {
            query = query.bind(*name);
        }
        for _ in chunk.len()..rows {
            query = query.bind(None::<String>);
        }
        found.extend(query.fetch_all(&mut *conn).await?.into_iter().map(stored));
    }
    Ok(found)
}

async fn first_holders(conn: &mut SqliteConnection, hashes: &[Hash], until_us: i64, limit: u32) -> sqlx::Result<HashMap<Hash, Vec<String>>> {
    let mut found = HashMap::new();
    for chunk in hashes.chunks(FEW_HASHES) {
        let rows = chunk.len().next_power_of_two();
        let mut query = sqlx::query_as::<Db, (Vec<u8>, String)>(FIRST_HOLDERS.of(rows)).bind(until_us);
        for hash in chunk {
            query = query.bind(hash.to_vec());
        }
        for _ in chunk.len()..rows {
            query = query.bind(None::<Vec<u8>>);
        }
        gather(&mut found, query.fetch_all(&mut *conn).await?)?;
    }
    // The rows of a hash come in the order in which its holders came.
    for names in found.values_mut() {
        names.truncate(limit.min(MOST_HOLDERS) as usize);
    }
    found.retain(|_, names: &mut Vec<String>| !names.is_empty());
    Ok(found)
}

async fn all_holders(conn: &mut SqliteConnection, hashes: &[Hash], until_us: i64) -> sqlx::Result<HashMap<Hash, Vec<String>>> {
    if hashes.len() <= MANY_HASHES {
        return read_holders(conn, hashes, until_us).await;
    }
    let mut tx = conn.begin().await?;
    let found = read_holders(&mut tx, hashes, until_us).await?;
    tx.commit().await?;
    Ok(found)
}

async fn read_holders(conn: &mut SqliteConnection, hashes: &[Hash], until_us: i64) -> sqlx::Result<HashMap<Hash, Vec<String>>> {
    let mut found = HashMap::new();
    for chunk in hashes.chunks(MANY_HASHES) {
        let rows = chunk.len().next_power_of_two();
        let mut query = sqlx::query_as::<Db, (Vec<u8>, String)>(ALL_HOLDERS.of(rows)).bind(until_us);
        for hash in chunk {
            query = query.bind(hash.to_vec());
        }
        for _ in chunk.len()..rows {
            query = query.bind(None::<Vec<u8>>);
        }
        gather(&mut found, query.fetch_all(&mut *conn).await?)?;
    }
    Ok(found)
}

fn gather(found: &mut HashMap<Hash, Vec<String>>, rows: Vec<(Vec<u8>, String)>) -> sqlx::Result<()> {
    for (hash, name) in rows {
        let hash = Hash::try_from(hash.as_slice()).map_err(|_| damaged("an indicator is not 16 bytes long"))?;
        found.entry(hash).or_default().push(name);
    }
    Ok(())
}

async fn record(conn: &mut SqliteConnection, assessments: &[Assessed]) -> sqlx::Result<()> {
    let mut tx = conn.begin_with("begin immediate").await?;
    for chunk in assessments.chunks(CHUNK) {
        let fresh = unrecorded(&mut tx, chunk).await?;
        for run in runs(fresh.as_slice(), CHUNK) {
            let mut query = sqlx::query::<Db>(ADD_ASSESSMENTS.of(run.len()));
            for (candidacy, as_of_us, json) in run {
                query = query.bind(candidacy.as_str()).bind(*as_of_us).bind(json.as_str());
            }
            query.execute(&mut *tx).await?;
        }
    }
    tx.commit().await
}

/// Those that differ from the one before them.
async fn unrecorded<'a>(conn: &mut SqliteConnection, chunk: &'a [Assessed]) -> sqlx::Result<Vec<&'a Assessed>> {
    let names: BTreeSet<&str> = chunk.iter().map(|(candidacy, _, _)| candidacy.as_str()).collect();
    let rows = names.len().next_power_of_two();
    let mut query = sqlx::query_as::<Db, Assessed>(LATEST_ASSESSMENTS.of(rows));
    for name in &names {
        query = query.bind(*name);
    }
    for _ in names.len()..rows {
        query = query.bind(None::<String>);
    }
    let before = query.fetch_all(&mut *conn).await?;

    let mut latest: HashMap<&str, (i64, &str)> = HashMap::new();
    for (candidacy, as_of_us, json) in &before {
        latest.insert(candidacy.as_str(), (*as_of_us, json.as_str()));
    }
    let mut fresh = Vec::new();
    for assessed in chunk {
        let (candidacy, as_of_us, json) = assessed;
        let now = (*as_of_us, json.as_str());
        if latest.insert(candidacy.as_str(), now) != Some(now) {
            fresh.push(assessed);
        }
    }
    Ok(fresh)
}

async fn forget(conn: &mut SqliteConnection, candidacy: &str) -> sqlx::Result<u64> {
    let mut tx = conn.begin_with("begin immediate").await?;
    sqlx::query("delete from assessments where candidacy = $1").bind(candidacy).execute(&mut *tx).await?;
    sqlx::query("delete from rejected where subject = $1").bind(candidacy).execute(&mut *tx).await?;
    let known: Option<(i64,)> = sqlx::query_as("select id from subjects where name = $1").bind(candidacy).fetch_optional(&mut *tx).await?;
    let mut shredded = 0;
    if let Some((number,)) = known {
        sqlx::query(
            "delete from rejected where (source, id) in \
             (select e.source, e.id from events e where e.subject = $1)",
        )
        .bind(number)
        .execute(&mut *tx)
        .await?;
        let done = sqlx::query(
            "update events set subject = null, time_us = null, kind = '', body = $1, erased = 1 \
             where subject = $2",
        )
        .bind(Vec::<u8>::new())
        .bind(number)
        .execute(&mut *tx)
        .await?;
        shredded = done.rows_affected();
        // The table has no index by subject: forgetting is rare, appending is not.
        sqlx::query("delete from indicators where subject = $1").bind(number).execute(&mut *tx).await?;
        sqlx::query("delete from subjects where id = $1").bind(number).execute(&mut *tx).await?;
        sqlx::query("update totals set number = number - 1 where name = 'subjects'").execute(&mut *tx).await?;
    }
    tx.commit().await?;
    Ok(shredded)
}

async fn forget_all(conn: &mut SqliteConnection) -> sqlx::Result<()> {
    let mut tx = conn.begin_with("begin immediate").await?;
    for statement in [
        "delete from events",
        "delete from subjects",
        "delete from indicators",
        "delete from rejected",
        "delete from assessments",
        "delete from named_values",
        "update totals set number = 0",
    ] {
        sqlx::query(statement).execute(&mut *tx).await?;
    }
    tx.commit().await
}
