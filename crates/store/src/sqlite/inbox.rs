//! The inbox in SQLite.

use rusqlite::{Connection, Row, params};

use super::{Sqlite, one, writing};
use crate::Error;
use crate::inbox::{Backlog, Delivery, Failure, Settled, Work};

impl Sqlite {
    pub(crate) async fn deliver(&self, batch: &[Delivery]) -> Result<Vec<bool>, Error> {
        let new = deliver(&mut *self.writer.lock().await, batch).map_err(self.failed("take in messages"))?;
        self.folding.after_a_write();
        Ok(new)
    }

    pub(crate) async fn lease(&self, now_us: i64, until_us: i64, limit: u32) -> Result<Vec<Work>, Error> {
        let mut work = lease(&mut *self.writer.lock().await, now_us, until_us, limit).map_err(self.failed("take up messages"))?;
        work.sort_unstable_by_key(|work| work.seq);
        Ok(work)
    }

    pub(crate) async fn settle(&self, settled: &[(i64, Settled)]) -> Result<(), Error> {
        settle(&mut *self.writer.lock().await, settled).map_err(self.failed("settle messages"))?;
        self.folding.after_a_write();
        Ok(())
    }

    pub(crate) async fn failures(&self, limit: u32) -> Result<Vec<Failure>, Error> {
        let conn = self.reader().await;
        let read = |row: &Row<'_>| Ok(Failure { seq: row.get(0)?, hook: row.get(1)?, received_us: row.get(2)?, problem: row.get(3)? });
        let text = "select seq, hook, received_us, coalesce(problem, '') from inbox where state = 2 order by seq desc limit ?1";
        let found = || conn.prepare_cached(text)?.query_map([limit], read)?.collect::<rusqlite::Result<Vec<_>>>();
        found().map_err(self.failed("read the inbox"))
    }

    pub(crate) async fn retry(&self, now_us: i64) -> Result<u64, Error> {
        let text = "update inbox set state = 0, due_us = ?1, tries = 0, problem = null where state = 2";
        let changed = self.writer.lock().await.execute(text, [now_us]).map_err(self.failed("try messages again"))?;
        Ok(changed as u64)
    }

    pub(crate) async fn backlog(&self) -> Result<Backlog, Error> {
        backlog(&*self.reader().await).map_err(self.failed("read the inbox"))
    }
}

fn deliver(conn: &mut Connection, batch: &[Delivery]) -> rusqlite::Result<Vec<bool>> {
    let tx = writing(conn)?;
    let mut new = Vec::with_capacity(batch.len());
    {
        let mut add = tx.prepare_cached(
            "insert into inbox (hook, key, received_us, due_us, body) values (?1, ?2, ?3, ?3, ?4) on conflict (hook, key) do nothing",
        )?;
        for Delivery { hook, key, received_us, body } in batch {
            new.push(add.execute(params![hook, key, received_us, body])? == 1);
        }
    }
    tx.commit()?;
    Ok(new)
}

fn lease(conn: &mut Connection, now_us: i64, until_us: i64, limit: u32) -> rusqlite::Result<Vec<Work>> {
    let work = |row: &Row<'_>| {
        Ok(Work { seq: row.get(0)?, hook: row.get(1)?, key: row.get(2)?, received_us: row.get(3)?, tries: row.get(4)?, body: row.get(5)? })
    };
    conn.prepare_cached(
        "update inbox set due_us = ?2, tries = tries + 1 where seq in \
         (select seq from inbox where state = 0 and due_us <= ?1 order by due_us, seq limit ?3) \
         returning seq, hook, key, received_us, tries, body",
    )?
    .query_map(params![now_us, until_us, limit], work)?
    .collect()
}

fn settle(conn: &mut Connection, settled: &[(i64, Settled)]) -> rusqlite::Result<()> {
    let tx = writing(conn)?;
    for (seq, settled) in settled {
        match settled {
            Settled::Done => tx.prepare_cached("update inbox set state = 1, body = x'', problem = null where seq = ?1")?.execute([seq])?,
            Settled::Failed(why) => tx.prepare_cached("update inbox set state = 2, problem = ?2 where seq = ?1")?.execute(params![seq, why])?,
            Settled::Later(due_us) => tx.prepare_cached("update inbox set due_us = ?2 where seq = ?1 and state = 0")?.execute([seq, due_us])?,
        };
    }
    tx.commit()
}

fn backlog(conn: &Connection) -> rusqlite::Result<Backlog> {
    let count = |text: &str| one::<i64>(conn, text).map(|n| u64::try_from(n).unwrap_or(0));
    Ok(Backlog {
        waiting: count("select count(*) from inbox where state = 0")?,
        failed: count("select count(*) from inbox where state = 2")?,
        oldest_us: one(conn, "select min(received_us) from inbox where state = 0")?,
    })
}
