//! Cases and the audit in SQLite: they change in one transaction.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{Sqlite, append_in, writing};
use crate::Error;
use crate::audit::{Entry, Head, Said};
use crate::cases::{Answered, Case, Change, Committed, Filter, Hold, Holding};

impl Sqlite {
    pub(crate) async fn commit(&self, change: &Change) -> Result<Committed, Error> {
        let mut conn = self.writer.lock().await;
        let failed = self.failed("store a change");
        let tx = writing(&mut conn).map_err(&failed)?;
        for case in &change.cases {
            if !put(&tx, case).map_err(&failed)? {
                return Ok(Committed::Conflict(case.candidacy.clone()));
            }
        }
        if let Some(answer) = &change.answer
            && !put_answer(&tx, answer).map_err(&failed)?
        {
            return Ok(Committed::Conflict(answer.key.clone()));
        }
        if let Some(holding) = &change.hold {
            put_hold(&tx, holding).map_err(&failed)?;
        }
        let verdicts = append_in(&tx, &change.events).map_err(&failed)?;
        let mut head = head(&tx).map_err(&failed)?;
        for new in &change.entries {
            let entry = Entry::after(head.seq, &head.hash, new)?;
            add(&tx, &entry).map_err(&failed)?;
            head = Head { seq: entry.seq, hash: entry.hash };
        }
        tx.commit().map_err(&failed)?;
        drop(conn);
        self.folding.after_a_write();
        Ok(Committed::Done(verdicts))
    }

    pub(crate) async fn case(&self, candidacy: &str) -> Result<Option<Case>, Error> {
        let conn = self.reader().await;
        let found = || conn.prepare_cached(&format!("{CASE} where candidacy = ?1"))?.query_one([candidacy], case).optional();
        found().map_err(self.failed("read a case"))
    }

    pub(crate) async fn cases(&self, filter: &Filter, after: Option<(i64, &str)>, limit: u32) -> Result<Vec<Case>, Error> {
        cases(&*self.reader().await, filter, after, limit).map_err(self.failed("read cases"))
    }

    pub(crate) async fn hold(&self, candidacy: &str) -> Result<Option<Hold>, Error> {
        hold(&*self.reader().await, candidacy).map_err(self.failed("read a hold"))
    }

    pub(crate) async fn answer(&self, account: &str, key: &str) -> Result<Option<Answered>, Error> {
        answer(&*self.reader().await, account, key).map_err(self.failed("read an answer"))
    }

    pub(crate) async fn open_cases(&self) -> Result<Vec<(String, u64)>, Error> {
        open_cases(&*self.reader().await).map_err(self.failed("count cases"))
    }

    pub(crate) async fn audit_head(&self) -> Result<Head, Error> {
        head(&*self.reader().await).map_err(self.failed("read the audit"))
    }

    pub(crate) async fn entries(&self, after_seq: i64, limit: u32) -> Result<Vec<Entry>, Error> {
        let conn = self.reader().await;
        let found = || {
            conn.prepare_cached(&format!("{ENTRY} where seq > ?1 order by seq limit ?2"))?
                .query_map(params![after_seq, limit], entry)?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        found().map_err(self.failed("read the audit"))
    }

    pub(crate) async fn entries_about(&self, candidacy: &str) -> Result<Vec<Entry>, Error> {
        let conn = self.reader().await;
        let found = || {
            conn.prepare_cached(&format!("{ENTRY} where about = ?1 order by seq"))?
                .query_map([candidacy], entry)?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        found().map_err(self.failed("read the audit"))
    }
}

const CASE: &str = "select candidacy, opened_us, changed_us, band, millibits, state, open, assignee, due_us, team, shown, version from cases";

fn case(row: &Row<'_>) -> rusqlite::Result<Case> {
    Ok(Case {
        candidacy: row.get(0)?,
        opened_us: row.get(1)?,
        changed_us: row.get(2)?,
        band: row.get(3)?,
        millibits: row.get(4)?,
        state: row.get(5)?,
        open: row.get(6)?,
        assignee: row.get(7)?,
        due_us: row.get(8)?,
        team: row.get(9)?,
        shown: row.get(10)?,
        version: row.get(11)?,
    })
}

/// Stores a case; tells whether it still was as it was read.
fn put(tx: &Transaction<'_>, case: &Case) -> rusqlite::Result<bool> {
    let known: Option<i64> =
        tx.prepare_cached("select version from cases where candidacy = ?1")?.query_one([&case.candidacy], |row| row.get(0)).optional()?;
    if known.unwrap_or(0) != case.version {
        return Ok(false);
    }
    tx.prepare_cached(
        "insert or replace into cases (candidacy, opened_us, changed_us, band, millibits, state, open, assignee, due_us, team, shown, version) \
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        case.candidacy,
        case.opened_us,
        case.changed_us,
        case.band,
        case.millibits,
        case.state,
        case.open,
        case.assignee,
        case.due_us,
        case.team,
        case.shown,
        case.version + 1
    ])?;
    Ok(true)
}

fn cases(conn: &Connection, filter: &Filter, after: Option<(i64, &str)>, limit: u32) -> rusqlite::Result<Vec<Case>> {
    let (millibits, name) = after.map_or((i64::MAX, ""), |(millibits, name)| (millibits, name));
    conn.prepare_cached(&format!(
        "{CASE} where open = ?1 and millibits <= ?2 and (millibits < ?2 or candidacy > ?3) \
         and (?4 is null or assignee = ?4) and (?5 is null or band = ?5) and (?6 is null or team = ?6) and (?7 is null or due_us < ?7) \
         and (?8 = 0 or band <> 'clear') order by millibits desc, candidacy limit ?9"
    ))?
    .query_map(params![filter.open, millibits, name, filter.assignee, filter.band, filter.team, filter.due_before_us, filter.called, limit], case)?
    .collect()
}

fn open_cases(conn: &Connection) -> rusqlite::Result<Vec<(String, u64)>> {
    let mut read = conn.prepare_cached("select band, count(*) from cases where open = 1 group by band order by band")?;
    read.query_map([], |row| Ok((row.get(0)?, u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0))))?.collect()
}

const ENTRY: &str = "select seq, at_us, who, what, seal_key, about, details, seal, hash from audit";

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let said = match row.get::<_, Option<[u8; 16]>>(4)? {
        Some(key) => Some(Said { key, about: row.get(5)?, details: row.get::<_, Option<String>>(6)?.unwrap_or_default() }),
        None => None,
    };
    Ok(Entry { seq: row.get(0)?, at_us: row.get(1)?, who: row.get(2)?, what: row.get(3)?, said, seal: row.get(7)?, hash: row.get(8)? })
}

fn head(conn: &Connection) -> rusqlite::Result<Head> {
    let read = |row: &Row<'_>| Ok(Head { seq: row.get(0)?, hash: row.get(1)? });
    Ok(conn.prepare_cached("select seq, hash from audit order by seq desc limit 1")?.query_one([], read).optional()?.unwrap_or_default())
}

fn add(tx: &Transaction<'_>, entry: &Entry) -> rusqlite::Result<()> {
    let said = entry.said.as_ref();
    tx.prepare_cached("insert into audit (seq, at_us, who, what, seal_key, about, details, seal, hash) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
        .execute(params![
            entry.seq,
            entry.at_us,
            entry.who,
            entry.what,
            said.map(|said| said.key),
            said.and_then(|said| said.about.as_deref()),
            said.map(|said| said.details.as_str()),
            entry.seal,
            entry.hash
        ])?;
    Ok(())
}

pub(super) fn hold(conn: &Connection, candidacy: &str) -> rusqlite::Result<Option<Hold>> {
    let read = |row: &Row<'_>| Ok(Hold { candidacy: row.get(0)?, who: row.get(1)?, reason: row.get(2)?, at_us: row.get(3)? });
    conn.prepare_cached("select candidacy, who, reason, at_us from holds where candidacy = ?1")?.query_one([candidacy], read).optional()
}

fn put_hold(tx: &Transaction<'_>, holding: &Holding) -> rusqlite::Result<()> {
    match holding {
        Holding::Begins(hold) => tx.execute(
            "insert or replace into holds (candidacy, who, reason, at_us) values (?1, ?2, ?3, ?4)",
            params![hold.candidacy, hold.who, hold.reason, hold.at_us],
        )?,
        Holding::Ends(candidacy) => tx.execute("delete from holds where candidacy = ?1", [candidacy])?,
    };
    Ok(())
}

fn answer(conn: &Connection, account: &str, key: &str) -> rusqlite::Result<Option<Answered>> {
    let read = |row: &Row<'_>| {
        Ok(Answered {
            account: account.to_owned(),
            key: key.to_owned(),
            asked: row.get(0)?,
            status: row.get(1)?,
            body: row.get(2)?,
            about: row.get(3)?,
            at_us: row.get(4)?,
        })
    };
    conn.prepare_cached("select asked, status, body, about, at_us from answers where account = ?1 and key = ?2")?
        .query_one([account, key], read)
        .optional()
}

/// Stores an answer; tells whether the key was free. Answers that are too old go.
fn put_answer(tx: &Transaction<'_>, new: &Answered) -> rusqlite::Result<bool> {
    tx.execute("delete from answers where at_us < ?1", [new.forgets_before_us()])?;
    let text = "insert into answers (account, key, asked, status, body, about, at_us) values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict do nothing";
    Ok(tx.execute(text, params![new.account, new.key, new.asked, new.status, new.body, new.about, new.at_us])? == 1)
}

/// Removes the case of a candidacy, and what the audit says of it.
pub(super) fn forget(tx: &Transaction<'_>, candidacy: &str) -> rusqlite::Result<()> {
    tx.execute("delete from cases where candidacy = ?1", [candidacy])?;
    tx.execute("delete from answers where about = ?1", [candidacy])?;
    tx.execute("update audit set seal_key = null, about = null, details = null where about = ?1", [candidacy])?;
    Ok(())
}
