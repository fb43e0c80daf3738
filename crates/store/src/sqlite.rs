//! The store in one SQLite file: one connection that writes, two that read.
//!
//! A call keeps the thread it is made on until SQLite has answered. Statements are small and many, because SQLite runs in this
//! process: a prepared statement costs a microsecond, a long one with a hundred rows is no faster.
//!
//! Pages have SQLite's usual 4096 bytes: an indicator dirties a page of its own, so that smaller pages mean a smaller
//! write-ahead log, and bodies of some kilobytes fill them well.

mod accounts;
mod cases;
mod inbox;

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use tokio::sync::{Mutex, MutexGuard};

use crate::folding::Folding;
use crate::{Appended, Error, Hash, Incoming, Stored, put_in_order, same_body};

/// Each is applied once, in its own transaction. Never change one that was released: add another.
const MIGRATIONS: [(i64, &str); 3] = [
    (1, include_str!("../migrations/sqlite/0001_initial.sql")),
    (2, include_str!("../migrations/sqlite/0002_team.sql")),
    (3, include_str!("../migrations/sqlite/0003_desk.sql")),
];

/// How long another process is waited for.
const BUSY: Duration = Duration::from_secs(10);

/// Indicators that are sorted in memory before they are written.
const SORTED: usize = 500_000;

const EVENT: &str = "select e.seq, e.source, e.id, s.name, e.time_us, e.kind, e.body from events e join subjects s on s.id = e.subject";

/// The store in one file.
pub struct Sqlite {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: [Mutex<Connection>; 2],
    folding: Folding,
}

impl fmt::Debug for Sqlite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite").field("path", &self.path).finish_non_exhaustive()
    }
}

/// (candidacy, as-of time, JSON)
type Assessed = (String, i64, String);

impl Sqlite {
    pub(crate) fn open(path: &str) -> Result<Self, Error> {
        let given = Path::new(path);
        // Absolute, so that no name is taken for one of SQLite's own (`:memory:`, `file:…`).
        let path = std::path::absolute(given).map_err(|why| Error::file("find the store", given, &why))?;
        make_file(&path)?;

        let opening = |why: rusqlite::Error| failure("open the database", &path, &why);
        let mut writer = connect(&path).map_err(opening)?;
        let newest = MIGRATIONS.iter().map(|(version, _)| *version).max().unwrap_or(0);
        let Some(found) = patiently(|| form(&writer)).map_err(opening)? else {
            return Err(Error::Foreign { path });
        };
        if found > newest {
            return Err(Error::Newer { path, found, known: newest });
        }
        // Only now is it certain that the file is ours to change. Where the file system cannot have a write-ahead log, SQLite keeps
        // its older journal, which is as safe.
        patiently(|| writer.pragma_update(None, "journal_mode", "wal")).map_err(opening)?;
        writer.pragma_update(None, "secure_delete", true).map_err(opening)?;
        writer.pragma_update(None, "wal_autocheckpoint", Folding::PAGES).map_err(opening)?;
        for (version, text) in MIGRATIONS {
            if version > found {
                migrate(&mut writer, version, text).map_err(|why| failure("update the tables", &path, &why))?;
            }
        }

        let reader = || {
            let conn = connect(&path)?;
            conn.pragma_update(None, "query_only", true)?;
            Ok(Mutex::new(conn))
        };
        let readers = [reader().map_err(opening)?, reader().map_err(opening)?];
        let folding = Folding::start(connect(&path).map_err(opening)?);
        Ok(Self { path, writer: Mutex::new(writer), readers, folding })
    }

    fn failed(&self, doing: &'static str) -> impl Fn(rusqlite::Error) -> Error {
        move |why: rusqlite::Error| failure(doing, &self.path, &why)
    }

    /// The first connection that is free. The writer's goes first: its cache is warm, while another connection drops its own
    /// whenever the writer has written.
    async fn reader(&self) -> MutexGuard<'_, Connection> {
        if let Ok(free) = self.writer.try_lock() {
            return free;
        }
        let [first, second] = &self.readers;
        match first.try_lock() {
            Ok(free) => free,
            Err(_) => second.lock().await,
        }
    }

    pub(crate) async fn append(&self, batch: &[Incoming]) -> Result<Vec<Appended>, Error> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let verdicts = append(&mut *self.writer.lock().await, batch).map_err(self.failed("append events"))?;
        self.folding.after_a_write();
        Ok(verdicts)
    }

    pub(crate) async fn events_of(&self, subjects: &[String]) -> Result<Vec<Stored>, Error> {
        let mut found = events_of(&mut *self.reader().await, subjects).map_err(self.failed("read events"))?;
        put_in_order(&mut found);
        Ok(found)
    }

    pub(crate) async fn events_by_key(&self, keys: &[(String, String)]) -> Result<Vec<Stored>, Error> {
        events_by_key(&mut *self.reader().await, keys).map_err(self.failed("read events"))
    }

    pub(crate) async fn all_events(&self, after_seq: i64, limit: u32) -> Result<Vec<Stored>, Error> {
        let rest = "where e.seq > ?1 order by e.seq limit ?2";
        some_events(&*self.reader().await, rest, params![after_seq, limit]).map_err(self.failed("read events"))
    }

    pub(crate) async fn merges(&self) -> Result<Vec<Stored>, Error> {
        // The kind stands in the text, so that the partial index serves.
        let rest = "where e.kind = 'hirewall.candidacy.merged.v1' order by e.seq";
        some_events(&*self.reader().await, rest, params![]).map_err(self.failed("read merges"))
    }

    pub(crate) async fn subjects(&self) -> Result<Vec<String>, Error> {
        let mut names = names(&*self.reader().await).map_err(self.failed("read candidacies"))?;
        names.sort_unstable();
        Ok(names)
    }

    pub(crate) async fn latest_time_us(&self) -> Result<Option<i64>, Error> {
        one(&*self.reader().await, "select max(time_us) from events").map_err(self.failed("read the latest time"))
    }

    pub(crate) async fn population(&self) -> Result<u64, Error> {
        let text = "select number from totals where name = 'subjects'";
        let number: i64 = one(&*self.reader().await, text).map_err(self.failed("read the number of candidacies"))?;
        Ok(u64::try_from(number).unwrap_or(0))
    }

    pub(crate) async fn holders(&self, hashes: &[Hash], until_us: i64, limit: Option<u32>) -> Result<HashMap<Hash, Vec<String>>, Error> {
        holders(&mut *self.reader().await, hashes, until_us, limit).map_err(self.failed("read indicators"))
    }

    pub(crate) async fn record(&self, assessments: &[Assessed]) -> Result<(), Error> {
        if assessments.is_empty() {
            return Ok(());
        }
        record(&mut *self.writer.lock().await, assessments).map_err(self.failed("record assessments"))?;
        self.folding.after_a_write();
        Ok(())
    }

    pub(crate) async fn assessments_of(&self, candidacy: &str) -> Result<Vec<String>, Error> {
        assessments_of(&*self.reader().await, candidacy).map_err(self.failed("read assessments"))
    }

    pub(crate) async fn latest_assessments(&self, before: i64, limit: u32) -> Result<Vec<(i64, String, String)>, Error> {
        latest_assessments(&*self.reader().await, before, limit).map_err(self.failed("read assessments"))
    }

    pub(crate) async fn rejected(&self) -> Result<Vec<(String, String, i64)>, Error> {
        let mut rows = rejected(&*self.reader().await).map_err(self.failed("read rejected deliveries"))?;
        rows.sort_unstable();
        Ok(rows)
    }

    pub(crate) async fn value(&self, name: &str) -> Result<Option<String>, Error> {
        let conn = self.reader().await;
        conn.query_one("select value from named_values where name = ?1", [name], |row| row.get(0)).optional().map_err(self.failed("read a value"))
    }

    pub(crate) async fn set_value(&self, name: &str, value: &str) -> Result<(), Error> {
        let text = "insert into named_values (name, value) values (?1, ?2) on conflict (name) do update set value = excluded.value";
        self.writer.lock().await.execute(text, [name, value]).map_err(self.failed("set a value"))?;
        Ok(())
    }

    pub(crate) async fn forget(&self, candidacy: &str) -> Result<u64, Error> {
        let mut conn = self.writer.lock().await;
        let shredded = forget(&mut conn, candidacy).map_err(self.failed("forget a candidacy"))?;
        let shredded = shredded.ok_or_else(|| Error::Held { candidacy: candidacy.to_owned() })?;
        self.empty_log(&conn)?;
        Ok(shredded)
    }

    pub(crate) async fn forget_all(&self) -> Result<(), Error> {
        let mut conn = self.writer.lock().await;
        if let Some(candidacy) = forget_all(&mut conn).map_err(self.failed("forget everything"))? {
            return Err(Error::Held { candidacy });
        }
        conn.execute("vacuum", []).map_err(self.failed("rebuild the file after forgetting everything"))?;
        self.empty_log(&conn)
    }

    /// The write-ahead log still holds the pages as they were before.
    fn empty_log(&self, conn: &Connection) -> Result<(), Error> {
        let _alone = self.folding.pause();
        let busy: i64 = one(conn, "pragma wal_checkpoint(truncate)").map_err(self.failed("empty the write-ahead log"))?;
        if busy == 0 { Ok(()) } else { Err(Error::InUse { path: self.path.clone() }) }
    }

    pub(crate) fn close(self) {
        // Whatever was answered is on disk already: an error here loses nothing. The writer goes last, since only the
        // last connection folds the log in, and readers may not write.
        self.folding.stop();
        drop(self.readers);
        drop(self.writer);
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

/// Does it again while another process has the file to itself: SQLite does not wait by itself where a new file gets its write-ahead log.
fn patiently<T>(mut act: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let until = Instant::now() + BUSY;
    loop {
        match act() {
            Err(why) if Instant::now() < until && why.sqlite_error().is_some_and(|refusal| matches!(refusal.extended_code & 0xff, 5 | 6)) => {
                std::thread::sleep(Duration::from_millis(10));
            }
            done => return done,
        }
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(32);
    // No statement is planned anew for the values it is given.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.pragma_update(None, "cache_size", -8192)?;
    conn.pragma_update(None, "mmap_size", 268_435_456)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    conn.pragma_update(None, "journal_size_limit", 67_108_864)?;
    Ok(conn)
}

fn failure(doing: &'static str, path: &Path, why: &rusqlite::Error) -> Error {
    // The low byte is SQLite's primary result code.
    let advice = match why.sqlite_error().map(|refusal| refusal.extended_code & 0xff) {
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

/// The version of the tables: 0 in an empty database, none in a database of somebody else.
fn form(conn: &Connection) -> rusqlite::Result<Option<i64>> {
    let (tables, ours): (i64, i64) = conn.query_one(
        "select count(*), count(case when name = 'schema_versions' then 1 end) \
         from sqlite_master where type = 'table' and name not like 'sqlite_%'",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if ours == 0 {
        return Ok((tables == 0).then_some(0));
    }
    let version: Option<i64> = one(conn, "select max(version) from schema_versions")?;
    Ok(Some(version.unwrap_or(0)))
}

/// What a statement that always has one row answers in its first column.
fn one<T: rusqlite::types::FromSql>(conn: &Connection, text: &str) -> rusqlite::Result<T> {
    conn.prepare_cached(text)?.query_one([], |row| row.get(0))
}

fn migrate(conn: &mut Connection, version: i64, text: &str) -> rusqlite::Result<()> {
    let tx = writing(conn)?;
    tx.execute("create table if not exists schema_versions (version integer primary key)", [])?;
    // Another process may have done it while this one waited.
    let done: i64 = tx.query_one("select count(*) from schema_versions where version = ?1", [version], |row| row.get(0))?;
    if done == 0 {
        tx.execute_batch(text)?;
        tx.execute("insert into schema_versions (version) values (?1)", [version])?;
    }
    tx.commit()
}

/// Immediate: between what a transaction looks up and what it writes nobody else writes.
fn writing(conn: &mut Connection) -> rusqlite::Result<Transaction<'_>> {
    conn.transaction_with_behavior(TransactionBehavior::Immediate)
}

fn append(conn: &mut Connection, batch: &[Incoming]) -> rusqlite::Result<Vec<Appended>> {
    let tx = writing(conn)?;
    let verdicts = append_in(&tx, batch)?;
    tx.commit()?;
    Ok(verdicts)
}

fn append_in(tx: &Transaction<'_>, batch: &[Incoming]) -> rusqlite::Result<Vec<Appended>> {
    let mut verdicts = Vec::with_capacity(batch.len());
    let mut numbers: HashMap<&str, i64> = HashMap::new();
    let mut indicators: Vec<(Hash, i64, i64)> = Vec::new();
    for event in batch {
        let verdict = judge(tx, event)?;
        match verdict {
            Appended::New => {
                let number = match numbers.get(event.subject.as_str()) {
                    Some(number) => *number,
                    None => number_of(tx, &event.subject)?,
                };
                numbers.insert(&event.subject, number);
                add_event(tx, event, number)?;
                indicators.extend(event.hashes.iter().map(|hash| (*hash, number, event.time_us)));
            }
            Appended::Duplicate => {}
            Appended::Rejected => reject(tx, event)?,
        }
        if indicators.len() >= SORTED {
            add_indicators(tx, &mut indicators)?;
        }
        verdicts.push(verdict);
    }
    add_indicators(tx, &mut indicators)?;
    Ok(verdicts)
}

/// Compares an event with the log, which holds the events before it in the batch already.
fn judge(tx: &Transaction<'_>, event: &Incoming) -> rusqlite::Result<Appended> {
    let mut known = tx.prepare_cached("select erased, body from events where source = ?1 and id = ?2")?;
    let mut rows = known.query([&event.source, &event.id])?;
    Ok(match rows.next()? {
        None => Appended::New,
        Some(row) => {
            let forgotten = row.get::<_, i64>(0)? != 0;
            if forgotten || same_body(row.get_ref(1)?.as_blob()?, &event.body) { Appended::Duplicate } else { Appended::Rejected }
        }
    })
}

fn reject(tx: &Transaction<'_>, event: &Incoming) -> rusqlite::Result<()> {
    let mut add = tx.prepare_cached(
        "insert into rejected (source, id, digest, subject, time_us, kind, body, times) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1) \
         on conflict (source, id, digest) do update set times = rejected.times + 1",
    )?;
    let digest = blake3::hash(&event.body);
    add.execute(params![event.source, event.id, digest.as_bytes(), event.subject, event.time_us, event.kind, event.body])?;
    Ok(())
}

/// The number of a candidacy; a new one where it has none yet.
fn number_of(tx: &Transaction<'_>, subject: &str) -> rusqlite::Result<i64> {
    let known = tx.prepare_cached("select id from subjects where name = ?1")?.query_one([subject], |row| row.get(0)).optional()?;
    if let Some(number) = known {
        return Ok(number);
    }
    tx.prepare_cached("insert into subjects (name) values (?1)")?.execute([subject])?;
    let number = tx.last_insert_rowid();
    tx.prepare_cached("update totals set number = number + 1 where name = 'subjects'")?.execute([])?;
    Ok(number)
}

fn add_event(tx: &Transaction<'_>, event: &Incoming, number: i64) -> rusqlite::Result<()> {
    let mut add = tx.prepare_cached("insert into events (source, id, subject, time_us, kind, body) values (?1, ?2, ?3, ?4, ?5, ?6)")?;
    add.execute(params![event.source, event.id, number, event.time_us, event.kind, event.body])?;
    Ok(())
}

/// Writes in the order of the table, so that each of its pages is visited once.
fn add_indicators(tx: &Transaction<'_>, indicators: &mut Vec<(Hash, i64, i64)>) -> rusqlite::Result<()> {
    indicators.sort_unstable();
    indicators.dedup_by(|later, earlier| later.0 == earlier.0 && later.1 == earlier.1);
    let mut add = tx.prepare_cached(
        "insert into indicators (hash, subject, time_us) values (?1, ?2, ?3) \
         on conflict (hash, subject) do update set time_us = excluded.time_us where excluded.time_us < indicators.time_us",
    )?;
    for (hash, number, time_us) in indicators.iter() {
        add.execute(params![hash, number, time_us])?;
    }
    indicators.clear();
    Ok(())
}

/// Reads the columns of [`EVENT`].
fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        seq: row.get(0)?,
        source: row.get(1)?,
        id: row.get(2)?,
        subject: row.get(3)?,
        time_us: row.get(4)?,
        kind: row.get(5)?,
        body: row.get(6)?,
    })
}

fn some_events(conn: &Connection, rest: &str, given: impl rusqlite::Params) -> rusqlite::Result<Vec<Stored>> {
    conn.prepare_cached(&format!("{EVENT} {rest}"))?.query_map(given, stored)?.collect()
}

fn events_of(conn: &mut Connection, subjects: &[String]) -> rusqlite::Result<Vec<Stored>> {
    let wanted: BTreeSet<&str> = subjects.iter().map(String::as_str).collect();
    // One state of the store for all of them.
    let tx = conn.transaction()?;
    let mut found = Vec::new();
    {
        let mut read = tx.prepare_cached(&format!("{EVENT} where s.name = ?1"))?;
        for subject in wanted {
            for event in read.query_map([subject], stored)? {
                found.push(event?);
            }
        }
    }
    tx.commit()?;
    Ok(found)
}

fn events_by_key(conn: &mut Connection, keys: &[(String, String)]) -> rusqlite::Result<Vec<Stored>> {
    let tx = conn.transaction()?;
    let mut found = Vec::with_capacity(keys.len());
    for (source, id) in keys {
        found.extend(some_events(&tx, "where e.source = ?1 and e.id = ?2", [source, id])?);
    }
    tx.commit()?;
    Ok(found)
}

fn names(conn: &Connection) -> rusqlite::Result<Vec<String>> {
    conn.prepare_cached("select name from subjects")?.query_map([], |row| row.get(0))?.collect()
}

/// Stops at the limit, however many hold a hash: the table is in the order in which its holders came.
fn holders(conn: &mut Connection, hashes: &[Hash], until_us: i64, limit: Option<u32>) -> rusqlite::Result<HashMap<Hash, Vec<String>>> {
    let wanted: BTreeSet<&Hash> = hashes.iter().collect();
    let most = limit.map_or(usize::MAX, |limit| limit as usize);
    let tx = conn.transaction()?;
    let mut found = HashMap::with_capacity(wanted.len());
    {
        let mut read = tx.prepare_cached("select subject from indicators where hash = ?1 and time_us <= ?2 order by subject")?;
        let mut name = tx.prepare_cached("select name from subjects where id = ?1")?;
        let mut known: HashMap<i64, String> = HashMap::new();
        for hash in wanted {
            let mut names: Vec<String> = Vec::new();
            let mut rows = read.query(params![hash, until_us])?;
            while names.len() < most
                && let Some(row) = rows.next()?
            {
                let number: i64 = row.get(0)?;
                let holder = match known.get(&number) {
                    Some(holder) => holder.clone(),
                    None => name.query_one([number], |row| row.get::<_, String>(0))?,
                };
                known.insert(number, holder.clone());
                names.push(holder);
            }
            if !names.is_empty() {
                names.sort_unstable();
                found.insert(*hash, names);
            }
        }
    }
    tx.commit()?;
    Ok(found)
}

/// Leaves out those that equal the one before them.
fn record(conn: &mut Connection, assessments: &[Assessed]) -> rusqlite::Result<()> {
    let tx = writing(conn)?;
    {
        let mut latest = tx.prepare_cached("select as_of_us, body from assessments where candidacy = ?1 order by seq desc limit 1")?;
        let mut add = tx.prepare_cached("insert into assessments (candidacy, as_of_us, body) values (?1, ?2, ?3)")?;
        for (candidacy, as_of_us, json) in assessments {
            let same = |row: &Row<'_>| Ok(row.get::<_, i64>(0)? == *as_of_us && row.get_ref(1)?.as_str()? == json);
            if latest.query_one([candidacy], same).optional()? != Some(true) {
                add.execute(params![candidacy, as_of_us, json])?;
            }
        }
    }
    tx.commit()
}

fn assessments_of(conn: &Connection, candidacy: &str) -> rusqlite::Result<Vec<String>> {
    conn.prepare_cached("select body from assessments where candidacy = ?1 order by seq")?.query_map([candidacy], |row| row.get(0))?.collect()
}

fn latest_assessments(conn: &Connection, before: i64, limit: u32) -> rusqlite::Result<Vec<(i64, String, String)>> {
    let mut read = conn.prepare_cached("select seq, candidacy, body from assessments where seq < ?1 order by seq desc limit ?2")?;
    read.query_map(params![before, limit], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

fn rejected(conn: &Connection) -> rusqlite::Result<Vec<(String, String, i64)>> {
    let mut read = conn.prepare_cached("select source, id, sum(times) from rejected group by source, id")?;
    read.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

/// None where a hold keeps it.
fn forget(conn: &mut Connection, candidacy: &str) -> rusqlite::Result<Option<u64>> {
    let tx = writing(conn)?;
    if cases::hold(&tx, candidacy)?.is_some() {
        return Ok(None);
    }
    tx.execute("delete from assessments where candidacy = ?1", [candidacy])?;
    tx.execute("delete from rejected where subject = ?1", [candidacy])?;
    cases::forget(&tx, candidacy)?;
    let known: Option<i64> = tx.query_one("select id from subjects where name = ?1", [candidacy], |row| row.get(0)).optional()?;
    let mut shredded = 0;
    if let Some(number) = known {
        tx.execute("delete from rejected where (source, id) in (select e.source, e.id from events e where e.subject = ?1)", [number])?;
        let shred = "update events set subject = null, time_us = null, kind = '', body = x'', erased = 1 where subject = ?1";
        shredded = tx.execute(shred, [number])?;
        // The table has no index by subject: forgetting is rare, appending is not.
        tx.execute("delete from indicators where subject = ?1", [number])?;
        tx.execute("delete from subjects where id = ?1", [number])?;
        tx.execute("update totals set number = number - 1 where name = 'subjects'", [])?;
    }
    tx.commit()?;
    Ok(Some(shredded as u64))
}

/// Gives a candidacy that a hold keeps, where there is one: then nothing is removed.
fn forget_all(conn: &mut Connection) -> rusqlite::Result<Option<String>> {
    let tx = writing(conn)?;
    let held = tx.query_one("select candidacy from holds limit 1", [], |row| row.get(0)).optional()?;
    if held.is_some() {
        return Ok(held);
    }
    let tables =
        ["events", "subjects", "indicators", "rejected", "assessments", "named_values", "inbox", "cases", "audit", "accounts", "sessions", "answers"];
    for table in tables {
        tx.execute(&format!("delete from {table}"), [])?;
    }
    tx.execute("update totals set number = 0", [])?;
    tx.commit()?;
    Ok(None)
}
