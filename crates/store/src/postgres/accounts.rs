//! Accounts and sessions in PostgreSQL.

use tokio_postgres::{Client, Row};

use super::{Answer, Postgres, failed};
use crate::Error;
use crate::accounts::{Account, Session};

impl Postgres {
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
