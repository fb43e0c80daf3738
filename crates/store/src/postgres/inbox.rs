//! The inbox in PostgreSQL.

use std::collections::HashSet;

use tokio_postgres::{Client, Row};

use super::{Answer, Postgres, failed};
use crate::Error;
use crate::inbox::{Backlog, Delivery, Failure, Settled, Work};

impl Postgres {
    pub(crate) async fn deliver(&self, batch: &[Delivery]) -> Result<Vec<bool>, Error> {
        let mut writer = self.writer.lock().await;
        deliver(self.connected(&mut writer).await?, batch).await.map_err(failed("take in messages"))
    }

    pub(crate) async fn lease(&self, now_us: i64, until_us: i64, limit: u32) -> Result<Vec<Work>, Error> {
        let mut writer = self.writer.lock().await;
        let mut work = lease(self.connected(&mut writer).await?, now_us, until_us, limit).await.map_err(failed("take up messages"))?;
        work.sort_unstable_by_key(|work| work.seq);
        Ok(work)
    }

    pub(crate) async fn settle(&self, settled: &[(i64, Settled)]) -> Result<(), Error> {
        let mut writer = self.writer.lock().await;
        settle(self.connected(&mut writer).await?, settled).await.map_err(failed("settle messages"))
    }

    pub(crate) async fn failures(&self, limit: u32) -> Result<Vec<Failure>, Error> {
        let mut reader = self.reader().await;
        let text = "select seq, hook, received_us, coalesce(problem, '') from inbox where state = 2 order by seq desc limit $1";
        let rows = self.connected(&mut reader).await?.query(text, &[&i64::from(limit)]).await;
        let read = |row: &Row| Ok(Failure { seq: row.try_get(0)?, hook: row.try_get(1)?, received_us: row.try_get(2)?, problem: row.try_get(3)? });
        rows.and_then(|rows| rows.iter().map(read).collect()).map_err(failed("read the inbox"))
    }

    pub(crate) async fn retry(&self, now_us: i64) -> Result<u64, Error> {
        let mut writer = self.writer.lock().await;
        let text = "update inbox set state = 0, due_us = $1, tries = 0, problem = null where state = 2";
        self.connected(&mut writer).await?.execute(text, &[&now_us]).await.map_err(failed("try messages again"))
    }

    pub(crate) async fn backlog(&self) -> Result<Backlog, Error> {
        let mut reader = self.reader().await;
        let text = "select (select count(*) from inbox where state = 0), (select count(*) from inbox where state = 2), \
                    (select min(received_us) from inbox where state = 0)";
        let row = self.connected(&mut reader).await?.query_one(text, &[]).await;
        let count = |row: &Row, at: usize| row.try_get::<_, i64>(at).map(|n| u64::try_from(n).unwrap_or(0));
        let read = |row: Row| Ok(Backlog { waiting: count(&row, 0)?, failed: count(&row, 1)?, oldest_us: row.try_get(2)? });
        row.and_then(read).map_err(failed("read the inbox"))
    }
}

/// One statement, and so one transaction. Of a message that is there twice in a batch, the first counts.
async fn deliver(client: &Client, batch: &[Delivery]) -> Answer<Vec<bool>> {
    let hooks: Vec<&str> = batch.iter().map(|delivery| delivery.hook.as_str()).collect();
    let keys: Vec<&str> = batch.iter().map(|delivery| delivery.key.as_str()).collect();
    let times: Vec<i64> = batch.iter().map(|delivery| delivery.received_us).collect();
    let bodies: Vec<&[u8]> = batch.iter().map(|delivery| delivery.body.as_slice()).collect();
    let text = "insert into inbox (hook, key, received_us, due_us, body) select hook, key, time_us, time_us, body from \
                unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[]) with ordinality as of (hook, key, time_us, body, place) order by place \
                on conflict (hook, key) do nothing returning hook, key";
    let mut new: HashSet<(String, String)> = HashSet::new();
    for row in client.query(text, &[&hooks, &keys, &times, &bodies]).await? {
        new.insert((row.try_get(0)?, row.try_get(1)?));
    }
    Ok(batch.iter().map(|delivery| new.remove(&(delivery.hook.clone(), delivery.key.clone()))).collect())
}

async fn lease(client: &Client, now_us: i64, until_us: i64, limit: u32) -> Answer<Vec<Work>> {
    let text = "update inbox set due_us = $2, tries = tries + 1 where seq in \
                (select seq from inbox where state = 0 and due_us <= $1 order by due_us, seq limit $3 for update skip locked) \
                returning seq, hook, key, received_us, tries, body";
    let work = |row: &Row| {
        let tries: i32 = row.try_get(4)?;
        Ok(Work {
            seq: row.try_get(0)?,
            hook: row.try_get(1)?,
            key: row.try_get(2)?,
            received_us: row.try_get(3)?,
            tries: u32::try_from(tries).unwrap_or(u32::MAX),
            body: row.try_get(5)?,
        })
    };
    client.query(text, &[&now_us, &until_us, &i64::from(limit)]).await?.iter().map(work).collect()
}

async fn settle(client: &mut Client, settled: &[(i64, Settled)]) -> Answer<()> {
    let tx = client.transaction().await?;
    for (seq, settled) in settled {
        match settled {
            Settled::Done => tx.execute("update inbox set state = 1, body = '', problem = null where seq = $1", &[seq]).await?,
            Settled::Failed(why) => tx.execute("update inbox set state = 2, problem = $2 where seq = $1", &[seq, why]).await?,
            Settled::Later(due_us) => tx.execute("update inbox set due_us = $2 where seq = $1 and state = 0", &[seq, due_us]).await?,
        };
    }
    tx.commit().await
}
