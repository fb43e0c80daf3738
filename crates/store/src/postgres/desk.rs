//! Inbox, accounts and sessions in PostgreSQL.

use tokio_postgres::{Client, Row};

use super::{Answer, Postgres, failed};
use crate::Error;
use crate::accounts::{Account, Session};
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

    pub(crate) async fn put_account(&self, account: &Account) -> Result<(), Error> {
        let mut writer = self.writer.lock().await;
        put_account(self.connected(&mut writer).await?, account).await.map_err(failed("store an account"))
    }

    pub(crate) async fn account(&self, name: &str) -> Result<Option<Account>, Error> {
        let mut reader = self.reader().await;
        let row = self.connected(&mut reader).await?.query_opt(&format!("{ACCOUNT} where a.name = $1"), &[&name]).await;
        row.and_then(|row| row.as_ref().map(account).transpose()).map_err(failed("read an account"))
    }

    pub(crate) async fn accounts(&self) -> Result<Vec<Account>, Error> {
        let mut reader = self.reader().await;
        let rows = self.connected(&mut reader).await?.query(&format!("{ACCOUNT} order by a.name"), &[]).await;
        rows.and_then(|rows| rows.iter().map(account).collect()).map_err(failed("read accounts"))
    }

    pub(crate) async fn begin_session(&self, session: &Session, now_us: i64) -> Result<(), Error> {
        let mut writer = self.writer.lock().await;
        begin(self.connected(&mut writer).await?, session, now_us).await.map_err(failed("begin a session"))
    }

    pub(crate) async fn session(&self, token: &[u8; 32], now_us: i64) -> Result<Option<(Session, Account)>, Error> {
        let mut reader = self.reader().await;
        session(self.connected(&mut reader).await?, token, now_us).await.map_err(failed("read a session"))
    }

    pub(crate) async fn end_session(&self, token: &[u8; 32]) -> Result<(), Error> {
        let mut writer = self.writer.lock().await;
        let client = self.connected(&mut writer).await?;
        client.execute("delete from sessions where token = $1", &[&token.as_slice()]).await.map_err(failed("end a session"))?;
        Ok(())
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
    let mut new: std::collections::HashSet<(String, String)> = std::collections::HashSet::new();
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

const ACCOUNT: &str = "select a.name, a.role, a.password, a.disabled from accounts a";

fn account(row: &Row) -> Answer<Account> {
    Ok(Account { name: row.try_get(0)?, role: row.try_get(1)?, password: row.try_get(2)?, disabled: row.try_get(3)? })
}

async fn put_account(client: &mut Client, account: &Account) -> Answer<()> {
    let tx = client.transaction().await?;
    tx.execute(
        "insert into accounts (name, role, password, disabled) values ($1, $2, $3, $4) \
         on conflict (name) do update set role = excluded.role, password = excluded.password, disabled = excluded.disabled",
        &[&account.name, &account.role, &account.password, &account.disabled],
    )
    .await?;
    tx.execute("delete from sessions where account = $1", &[&account.name]).await?;
    tx.commit().await
}

async fn begin(client: &mut Client, session: &Session, now_us: i64) -> Answer<()> {
    let tx = client.transaction().await?;
    tx.execute("delete from sessions where ends_us <= $1", &[&now_us]).await?;
    let text = "insert into sessions (token, account, form, ends_us) values ($1, $2, $3, $4)";
    tx.execute(text, &[&session.token.as_slice(), &session.account, &session.form, &session.ends_us]).await?;
    tx.commit().await
}

async fn session(client: &Client, token: &[u8; 32], now_us: i64) -> Answer<Option<(Session, Account)>> {
    let text = "select a.name, a.role, a.password, a.disabled, s.form, s.ends_us from sessions s join accounts a on a.name = s.account \
                where s.token = $1 and s.ends_us > $2 and not a.disabled";
    let read = |row: Row| {
        let session = Session { token: *token, account: row.try_get(0)?, form: row.try_get(4)?, ends_us: row.try_get(5)? };
        Ok((session, account(&row)?))
    };
    client.query_opt(text, &[&token.as_slice(), &now_us]).await?.map(read).transpose()
}
