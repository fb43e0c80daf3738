//! The store in PostgreSQL, for a team: any number of processes on one database.
//!
//! Whoever appends, records or changes cases takes one lock for the length of its transaction, so that writers come one after another as in SQLite:
//! the order of delivery, the numbers of candidacies and the audit's chain need that. Messages for the inbox come without it. What was answered is
//! durable as far as the database is told to be (`synchronous_commit`, on unless somebody turned it off).
//!
//! Connections live on a thread of their own, so that calls may come from any runtime. One that broke is made anew at the next call; the call that
//! broke it has failed, and whether its transaction came through is found out by doing it again, which changes nothing if it did.

mod accounts;
mod cases;
mod inbox;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use tokio::runtime::Runtime;
use tokio::sync::{Mutex, MutexGuard};
use tokio_postgres::{Client, Config, NoTls, Row, Transaction};

use crate::{Appended, Error, Hash, Incoming, Stored, put_in_order, same_body};

/// Each is applied once, in its own transaction. Never change one that was released: add another.
const MIGRATIONS: [(i64, &str); 2] =
    [(1, include_str!("../migrations/postgres/0001_initial.sql")), (2, include_str!("../migrations/postgres/0002_desk.sql"))];
/// Number of the lock that writers take.
const WRITING: i64 = 0x6869_7265_7761_6c6c;
/// Rows that are sent in one statement.
const AT_ONCE: usize = 2_000;

const EVENT: &str = "select e.seq, e.source, e.id, s.name, e.time_us, e.kind, e.body from events e join subjects s on s.id = e.subject";

/// What the database refused.
type Answer<T> = Result<T, tokio_postgres::Error>;

/// The store in a database.
pub struct Postgres {
    config: Config,
    /// Where connections are served; none once it is closed.
    io: Option<Runtime>,
    writer: Mutex<Option<Client>>,
    readers: [Mutex<Option<Client>>; 3],
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Postgres").field("hosts", &self.config.get_hosts()).field("database", &self.config.get_dbname()).finish_non_exhaustive()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // From within another runtime as well, which may not wait.
        if let Some(io) = self.io.take() {
            io.shutdown_background();
        }
    }
}

/// (candidacy, as-of time, JSON)
type Assessed = (String, i64, String);
/// (place, candidacy, JSON)
type Placed = (i64, String, String);

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Self, Error> {
        let mut config: Config = url.parse().map_err(|_| Error::Address { given: "postgres://…".to_owned() })?;
        config.application_name("hirewall");
        let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(1).thread_name("postgres").enable_all().build();
        let io = threads.map_err(|why| Error::Postgres { doing: "start its thread", why: why.to_string() })?;
        let store = Self { config, io: Some(io), writer: Mutex::new(None), readers: Default::default() };
        let mut writer = store.writer.lock().await;
        let client = store.connected(&mut writer).await?;
        let newest = MIGRATIONS.iter().map(|(version, _)| *version).max().unwrap_or(0);
        let found = migrate(client, newest).await.map_err(failed("update the tables"))?;
        if found > newest {
            return Err(Error::Postgres {
                doing: "open it",
                why: format!("its form is version {found}, this program knows up to {newest}; use the newer program"),
            });
        }
        drop(writer);
        Ok(store)
    }

    /// The client in a place, connected anew where it has to be.
    async fn connected<'p>(&self, place: &'p mut Option<Client>) -> Result<&'p mut Client, Error> {
        if place.as_ref().is_none_or(Client::is_closed) {
            let config = self.config.clone();
            let gone = || Error::Postgres { doing: "connect", why: "the store was closed".to_owned() };
            let connecting = self.io.as_ref().ok_or_else(gone)?.spawn(async move {
                let (client, connection) = config.connect(NoTls).await?;
                tokio::spawn(connection);
                Ok(client)
            });
            let connected: Answer<Client> = connecting.await.map_err(|_| gone())?;
            *place = Some(connected.map_err(failed("connect"))?);
        }
        place.as_mut().ok_or_else(|| Error::Postgres { doing: "connect", why: "there is no connection".to_owned() })
    }

    /// The first connection for reading that is free.
    async fn reader(&self) -> MutexGuard<'_, Option<Client>> {
        for reader in &self.readers {
            if let Ok(free) = reader.try_lock() {
                return free;
            }
        }
        let [first, ..] = &self.readers;
        first.lock().await
    }

    pub(crate) async fn append(&self, batch: &[Incoming]) -> Result<Vec<Appended>, Error> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let mut writer = self.writer.lock().await;
        append(self.connected(&mut writer).await?, batch).await.map_err(failed("append events"))
    }

    pub(crate) async fn events_of(&self, subjects: &[String]) -> Result<Vec<Stored>, Error> {
        let mut reader = self.reader().await;
        let rest = "where s.name = any($1)";
        let mut found = some_events(self.connected(&mut reader).await?, rest, &[&subjects]).await.map_err(failed("read events"))?;
        put_in_order(&mut found);
        Ok(found)
    }

    pub(crate) async fn events_by_key(&self, keys: &[(String, String)]) -> Result<Vec<Stored>, Error> {
        let (sources, ids): (Vec<&str>, Vec<&str>) = keys.iter().map(|(source, id)| (source.as_str(), id.as_str())).unzip();
        let mut reader = self.reader().await;
        let rest = "where (e.source, e.id) in (select * from unnest($1::text[], $2::text[]))";
        some_events(self.connected(&mut reader).await?, rest, &[&sources, &ids]).await.map_err(failed("read events"))
    }

    pub(crate) async fn all_events(&self, after_seq: i64, limit: u32) -> Result<Vec<Stored>, Error> {
        let mut reader = self.reader().await;
        let rest = "where e.seq > $1 order by e.seq limit $2";
        some_events(self.connected(&mut reader).await?, rest, &[&after_seq, &i64::from(limit)]).await.map_err(failed("read events"))
    }

    pub(crate) async fn merges(&self) -> Result<Vec<Stored>, Error> {
        let mut reader = self.reader().await;
        // The kind stands in the text, so that the partial index serves.
        let rest = "where e.kind = 'hirewall.candidacy.merged.v1' order by e.seq";
        some_events(self.connected(&mut reader).await?, rest, &[]).await.map_err(failed("read merges"))
    }

    pub(crate) async fn subjects(&self) -> Result<Vec<String>, Error> {
        let mut reader = self.reader().await;
        let rows = self.connected(&mut reader).await?.query("select name from subjects order by name", &[]).await;
        rows.and_then(|rows| rows.iter().map(|row| row.try_get(0)).collect()).map_err(failed("read candidacies"))
    }

    pub(crate) async fn latest_time_us(&self) -> Result<Option<i64>, Error> {
        let mut reader = self.reader().await;
        let row = self.connected(&mut reader).await?.query_one("select max(time_us) from events", &[]).await;
        row.and_then(|row| row.try_get(0)).map_err(failed("read the latest time"))
    }

    pub(crate) async fn population(&self) -> Result<u64, Error> {
        let mut reader = self.reader().await;
        let row = self.connected(&mut reader).await?.query_one("select number from totals where name = 'subjects'", &[]).await;
        let number: i64 = row.and_then(|row| row.try_get(0)).map_err(failed("read the number of candidacies"))?;
        Ok(u64::try_from(number).unwrap_or(0))
    }

    pub(crate) async fn holders(&self, hashes: &[Hash], until_us: i64, limit: Option<u32>) -> Result<HashMap<Hash, Vec<String>>, Error> {
        let mut reader = self.reader().await;
        holders(self.connected(&mut reader).await?, hashes, until_us, limit).await.map_err(failed("read indicators"))
    }

    pub(crate) async fn record(&self, assessments: &[Assessed]) -> Result<(), Error> {
        if assessments.is_empty() {
            return Ok(());
        }
        let mut writer = self.writer.lock().await;
        record(self.connected(&mut writer).await?, assessments).await.map_err(failed("record assessments"))
    }

    pub(crate) async fn assessments_of(&self, candidacy: &str) -> Result<Vec<String>, Error> {
        let mut reader = self.reader().await;
        let client = self.connected(&mut reader).await?;
        let rows = client.query("select body from assessments where candidacy = $1 order by seq", &[&candidacy]).await;
        rows.and_then(|rows| rows.iter().map(|row| row.try_get(0)).collect()).map_err(failed("read assessments"))
    }

    pub(crate) async fn latest_assessments(&self, before: i64, limit: u32) -> Result<Vec<Placed>, Error> {
        let mut reader = self.reader().await;
        let client = self.connected(&mut reader).await?;
        let text = "select seq, candidacy, body from assessments where seq < $1 order by seq desc limit $2";
        let rows = client.query(text, &[&before, &i64::from(limit)]).await;
        let read = |row: &Row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
        rows.and_then(|rows| rows.iter().map(read).collect()).map_err(failed("read assessments"))
    }

    pub(crate) async fn rejected(&self) -> Result<Vec<(String, String, i64)>, Error> {
        let mut reader = self.reader().await;
        let client = self.connected(&mut reader).await?;
        let rows = client.query("select source, id, sum(times)::bigint from rejected group by source, id order by source, id", &[]).await;
        let read = |row: &Row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
        rows.and_then(|rows| rows.iter().map(read).collect()).map_err(failed("read rejected deliveries"))
    }

    pub(crate) async fn value(&self, name: &str) -> Result<Option<String>, Error> {
        let mut reader = self.reader().await;
        let row = self.connected(&mut reader).await?.query_opt("select value from named_values where name = $1", &[&name]).await;
        row.and_then(|row| row.map(|row| row.try_get(0)).transpose()).map_err(failed("read a value"))
    }

    pub(crate) async fn set_value(&self, name: &str, value: &str) -> Result<(), Error> {
        let mut writer = self.writer.lock().await;
        let text = "insert into named_values (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
        self.connected(&mut writer).await?.execute(text, &[&name, &value]).await.map_err(failed("set a value"))?;
        Ok(())
    }

    pub(crate) async fn forget(&self, candidacy: &str) -> Result<u64, Error> {
        let mut writer = self.writer.lock().await;
        let shredded = forget(self.connected(&mut writer).await?, candidacy).await.map_err(failed("forget a candidacy"))?;
        shredded.ok_or_else(|| Error::Held { candidacy: candidacy.to_owned() })
    }

    pub(crate) async fn forget_all(&self) -> Result<(), Error> {
        let mut writer = self.writer.lock().await;
        match forget_all(self.connected(&mut writer).await?).await.map_err(failed("forget everything"))? {
            Some(candidacy) => Err(Error::Held { candidacy }),
            None => Ok(()),
        }
    }
}

fn failed(doing: &'static str) -> impl Fn(tokio_postgres::Error) -> Error {
    move |why| {
        // The database's own words, without the values that it may quote.
        let why = match why.as_db_error() {
            Some(refusal) => format!("{} ({})", refusal.message(), refusal.code().code()),
            None => std::error::Error::source(&why).map_or_else(|| why.to_string(), |cause| format!("{why}: {cause}")),
        };
        Error::Postgres { doing, why }
    }
}

/// Begins a transaction of a writer: nobody else writes until it ends.
async fn writing(client: &mut Client) -> Answer<Transaction<'_>> {
    let tx = client.transaction().await?;
    tx.execute("select pg_advisory_xact_lock($1)", &[&WRITING]).await?;
    Ok(tx)
}

/// Brings the tables up to date; gives the version that they had before, or newer ones have.
async fn migrate(client: &mut Client, newest: i64) -> Answer<i64> {
    let tx = writing(client).await?;
    tx.batch_execute("create table if not exists schema_versions (version bigint primary key)").await?;
    let found: i64 = tx.query_one("select coalesce(max(version), 0) from schema_versions", &[]).await?.try_get(0)?;
    if found <= newest {
        for (version, text) in MIGRATIONS {
            if version > found {
                tx.batch_execute(text).await?;
                tx.execute("insert into schema_versions (version) values ($1)", &[&version]).await?;
            }
        }
    }
    tx.commit().await?;
    Ok(found)
}

async fn append(client: &mut Client, batch: &[Incoming]) -> Answer<Vec<Appended>> {
    let tx = writing(client).await?;
    let verdicts = append_in(&tx, batch).await?;
    tx.commit().await?;
    Ok(verdicts)
}

async fn append_in(tx: &Transaction<'_>, batch: &[Incoming]) -> Answer<Vec<Appended>> {
    let mut verdicts = Vec::with_capacity(batch.len());
    for batch in batch.chunks(AT_ONCE) {
        verdicts.extend(append_some(tx, batch).await?);
    }
    Ok(verdicts)
}

async fn append_some(tx: &Transaction<'_>, batch: &[Incoming]) -> Answer<Vec<Appended>> {
    let (sources, ids): (Vec<&str>, Vec<&str>) = batch.iter().map(|event| (event.source.as_str(), event.id.as_str())).unzip();
    let known = "select source, id, erased, body from events where (source, id) in (select * from unnest($1::text[], $2::text[]))";
    // What is known of each key: nothing more where it was forgotten.
    let mut bodies: HashMap<(String, String), Option<Vec<u8>>> = HashMap::new();
    for row in tx.query(known, &[&sources, &ids]).await? {
        let forgotten: bool = row.try_get(2)?;
        bodies.insert((row.try_get(0)?, row.try_get(1)?), if forgotten { None } else { Some(row.try_get(3)?) });
    }
    let mut verdicts = Vec::with_capacity(batch.len());
    let mut new: Vec<&Incoming> = Vec::new();
    for event in batch {
        let key = (event.source.clone(), event.id.clone());
        let verdict = match bodies.get(&key) {
            None => {
                bodies.insert(key, Some(event.body.clone()));
                new.push(event);
                Appended::New
            }
            Some(body) if body.as_ref().is_none_or(|body| same_body(body, &event.body)) => Appended::Duplicate,
            Some(_) => {
                reject(tx, event).await?;
                Appended::Rejected
            }
        };
        verdicts.push(verdict);
    }
    if !new.is_empty() {
        add(tx, &new).await?;
    }
    Ok(verdicts)
}

async fn reject(tx: &Transaction<'_>, event: &Incoming) -> Answer<()> {
    let digest = blake3::hash(&event.body);
    tx.execute(
        "insert into rejected (source, id, digest, subject, time_us, kind, body, times) values ($1, $2, $3, $4, $5, $6, $7, 1) \
         on conflict (source, id, digest) do update set times = rejected.times + 1",
        &[&event.source, &event.id, &digest.as_bytes().as_slice(), &event.subject, &event.time_us, &event.kind, &event.body],
    )
    .await?;
    Ok(())
}

/// Adds new events with their candidacies and indicators.
async fn add(tx: &Transaction<'_>, new: &[&Incoming]) -> Answer<()> {
    let names: Vec<&str> = new.iter().map(|event| event.subject.as_str()).collect();
    // In the order in which they came first: who came first is read first.
    let text = "insert into subjects (name) select name from (select name, min(place) as place from unnest($1::text[]) with ordinality as of (name, place) \
                group by name) as named order by place on conflict (name) do nothing";
    let added = i64::try_from(tx.execute(text, &[&names]).await?).unwrap_or(i64::MAX);
    tx.execute("update totals set number = number + $1 where name = 'subjects'", &[&added]).await?;
    let mut numbers: HashMap<String, i64> = HashMap::new();
    for row in tx.query("select name, id from subjects where name = any($1)", &[&names]).await? {
        numbers.insert(row.try_get(0)?, row.try_get(1)?);
    }
    let number = |event: &Incoming| numbers.get(&event.subject).copied().unwrap_or_default();
    let subjects: Vec<i64> = new.iter().map(|event| number(event)).collect();
    let sources: Vec<&str> = new.iter().map(|event| event.source.as_str()).collect();
    let ids: Vec<&str> = new.iter().map(|event| event.id.as_str()).collect();
    let times: Vec<i64> = new.iter().map(|event| event.time_us).collect();
    let kinds: Vec<&str> = new.iter().map(|event| event.kind.as_str()).collect();
    let bodies: Vec<&[u8]> = new.iter().map(|event| event.body.as_slice()).collect();
    tx.execute(
        "insert into events (source, id, subject, time_us, kind, body) select source, id, subject, time_us, kind, body from \
         unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::bytea[]) with ordinality \
         as of (source, id, subject, time_us, kind, body, place) order by place",
        &[&sources, &ids, &subjects, &times, &kinds, &bodies],
    )
    .await?;
    // Each once, with its least time.
    let mut held: BTreeMap<(Hash, i64), i64> = BTreeMap::new();
    for event in new {
        for hash in &event.hashes {
            let time = held.entry((*hash, number(event))).or_insert(event.time_us);
            *time = (*time).min(event.time_us);
        }
    }
    let hashes: Vec<&[u8]> = held.keys().map(|(hash, _)| hash.as_slice()).collect();
    let subjects: Vec<i64> = held.keys().map(|(_, subject)| *subject).collect();
    let times: Vec<i64> = held.values().copied().collect();
    tx.execute(
        "insert into indicators (hash, subject, time_us) select * from unnest($1::bytea[], $2::bigint[], $3::bigint[]) \
         on conflict (hash, subject) do update set time_us = excluded.time_us where excluded.time_us < indicators.time_us",
        &[&hashes, &subjects, &times],
    )
    .await?;
    Ok(())
}

/// Reads the columns of [`EVENT`].
fn stored(row: &Row) -> Answer<Stored> {
    Ok(Stored {
        seq: row.try_get(0)?,
        source: row.try_get(1)?,
        id: row.try_get(2)?,
        subject: row.try_get(3)?,
        time_us: row.try_get(4)?,
        kind: row.try_get(5)?,
        body: row.try_get(6)?,
    })
}

async fn some_events(client: &Client, rest: &str, given: &[&(dyn tokio_postgres::types::ToSql + Sync)]) -> Answer<Vec<Stored>> {
    client.query(&format!("{EVENT} {rest}"), given).await?.iter().map(stored).collect()
}

async fn holders(client: &Client, hashes: &[Hash], until_us: i64, limit: Option<u32>) -> Answer<HashMap<Hash, Vec<String>>> {
    let wanted: Vec<&[u8]> = hashes.iter().map(Hash::as_slice).collect();
    let text = "select h.hash, s.name from (select distinct * from unnest($1::bytea[])) as h (hash) cross join lateral \
                (select subject from indicators where hash = h.hash and time_us <= $2 order by subject limit $3) as i join subjects s on s.id = i.subject";
    let mut found: HashMap<Hash, Vec<String>> = HashMap::new();
    for row in client.query(text, &[&wanted, &until_us, &limit.map(i64::from)]).await? {
        let hash: &[u8] = row.try_get(0)?;
        if let Ok(hash) = Hash::try_from(hash) {
            found.entry(hash).or_default().push(row.try_get(1)?);
        }
    }
    for names in found.values_mut() {
        names.sort_unstable();
    }
    Ok(found)
}

/// Leaves out those that equal the one before them.
async fn record(client: &mut Client, assessments: &[Assessed]) -> Answer<()> {
    let tx = writing(client).await?;
    for some in assessments.chunks(AT_ONCE) {
        let names: Vec<&str> = some.iter().map(|(candidacy, ..)| candidacy.as_str()).collect();
        let text = "select distinct on (candidacy) candidacy, as_of_us, body from assessments where candidacy = any($1) order by candidacy, seq desc";
        let mut latest: HashMap<String, (i64, String)> = HashMap::new();
        for row in tx.query(text, &[&names]).await? {
            latest.insert(row.try_get(0)?, (row.try_get(1)?, row.try_get(2)?));
        }
        let mut new: Vec<&Assessed> = Vec::new();
        for one @ (candidacy, as_of_us, json) in some {
            if latest.get(candidacy).is_none_or(|(time, text)| time != as_of_us || text != json) {
                latest.insert(candidacy.clone(), (*as_of_us, json.clone()));
                new.push(one);
            }
        }
        let names: Vec<&str> = new.iter().map(|(candidacy, ..)| candidacy.as_str()).collect();
        let times: Vec<i64> = new.iter().map(|(_, time, _)| *time).collect();
        let texts: Vec<&str> = new.iter().map(|(.., json)| json.as_str()).collect();
        tx.execute(
            "insert into assessments (candidacy, as_of_us, body) select candidacy, as_of_us, body from \
             unnest($1::text[], $2::bigint[], $3::text[]) with ordinality as of (candidacy, as_of_us, body, place) order by place",
            &[&names, &times, &texts],
        )
        .await?;
    }
    tx.commit().await
}

/// Gives a candidacy that a hold keeps, where there is one: then nothing is removed.
async fn forget_all(client: &mut Client) -> Answer<Option<String>> {
    let tx = writing(client).await?;
    if let Some(held) = tx.query_opt("select candidacy from holds limit 1", &[]).await? {
        return held.try_get(0).map(Some);
    }
    let text = "truncate events, subjects, indicators, rejected, assessments, named_values, inbox, cases, audit, accounts, sessions, answers; \
                update totals set number = 0";
    tx.batch_execute(text).await?;
    tx.commit().await?;
    Ok(None)
}

/// None where a hold keeps it.
async fn forget(client: &mut Client, candidacy: &str) -> Answer<Option<u64>> {
    let tx = writing(client).await?;
    if tx.query_opt("select 1 from holds where candidacy = $1", &[&candidacy]).await?.is_some() {
        return Ok(None);
    }
    tx.execute("delete from assessments where candidacy = $1", &[&candidacy]).await?;
    tx.execute("delete from rejected where subject = $1", &[&candidacy]).await?;
    tx.execute("delete from cases where candidacy = $1", &[&candidacy]).await?;
    tx.execute("update audit set seal_key = null, about = null, details = null where about = $1", &[&candidacy]).await?;
    tx.execute("delete from answers where about = $1", &[&candidacy]).await?;
    let known = tx.query_opt("select id from subjects where name = $1", &[&candidacy]).await?;
    let mut shredded = 0;
    if let Some(row) = known {
        let number: i64 = row.try_get(0)?;
        tx.execute("delete from rejected where (source, id) in (select source, id from events where subject = $1)", &[&number]).await?;
        let shred = "update events set subject = null, time_us = null, kind = '', body = '', erased = true where subject = $1";
        shredded = tx.execute(shred, &[&number]).await?;
        // The table has no index by subject: forgetting is rare, appending is not.
        tx.execute("delete from indicators where subject = $1", &[&number]).await?;
        tx.execute("delete from subjects where id = $1", &[&number]).await?;
        tx.execute("update totals set number = number - 1 where name = 'subjects'", &[]).await?;
    }
    tx.commit().await?;
    Ok(Some(shredded))
}
