//! Accounts and sessions in SQLite.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Sqlite, writing};
use crate::Error;
use crate::accounts::{Account, Session};

const ACCOUNT: &str = "select a.name, a.role, a.password, a.disabled from accounts a";

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account { name: row.get(0)?, role: row.get(1)?, password: row.get(2)?, disabled: row.get(3)? })
}

impl Sqlite {
    pub(crate) async fn put_account(&self, account: &Account) -> Result<(), Error> {
        put(&mut *self.writer.lock().await, account).map_err(self.failed("store an account"))
    }

    pub(crate) async fn account(&self, name: &str) -> Result<Option<Account>, Error> {
        let conn = self.reader().await;
        let found = || conn.prepare_cached(&format!("{ACCOUNT} where a.name = ?1"))?.query_one([name], account).optional();
        found().map_err(self.failed("read an account"))
    }

    pub(crate) async fn accounts(&self) -> Result<Vec<Account>, Error> {
        let conn = self.reader().await;
        let found = || conn.prepare_cached(&format!("{ACCOUNT} order by a.name"))?.query_map([], account)?.collect::<rusqlite::Result<Vec<_>>>();
        found().map_err(self.failed("read accounts"))
    }

    pub(crate) async fn begin_session(&self, session: &Session, now_us: i64) -> Result<(), Error> {
        begin(&mut *self.writer.lock().await, session, now_us).map_err(self.failed("begin a session"))
    }

    pub(crate) async fn session(&self, token: &[u8; 32], now_us: i64) -> Result<Option<(Session, Account)>, Error> {
        session(&*self.reader().await, token, now_us).map_err(self.failed("read a session"))
    }

    pub(crate) async fn end_session(&self, token: &[u8; 32]) -> Result<(), Error> {
        self.writer.lock().await.execute("delete from sessions where token = ?1", [token]).map_err(self.failed("end a session"))?;
        Ok(())
    }
}

fn put(conn: &mut Connection, account: &Account) -> rusqlite::Result<()> {
    let tx = writing(conn)?;
    tx.execute(
        "insert or replace into accounts (name, role, password, disabled) values (?1, ?2, ?3, ?4)",
        params![account.name, account.role, account.password, account.disabled],
    )?;
    tx.execute("delete from sessions where account = ?1", [&account.name])?;
    tx.commit()
}

fn begin(conn: &mut Connection, session: &Session, now_us: i64) -> rusqlite::Result<()> {
    let tx = writing(conn)?;
    tx.execute("delete from sessions where ends_us <= ?1", [now_us])?;
    tx.execute(
        "insert into sessions (token, account, form, ends_us) values (?1, ?2, ?3, ?4)",
        params![session.token, session.account, session.form, session.ends_us],
    )?;
    tx.commit()
}

fn session(conn: &Connection, token: &[u8; 32], now_us: i64) -> rusqlite::Result<Option<(Session, Account)>> {
    let read = |row: &Row<'_>| {
        let session = Session { token: *token, account: row.get(0)?, form: row.get(4)?, ends_us: row.get(5)? };
        Ok((session, account(row)?))
    };
    conn.prepare_cached(
        "select a.name, a.role, a.password, a.disabled, s.form, s.ends_us from sessions s join accounts a on a.name = s.account \
         where s.token = ?1 and s.ends_us > ?2 and a.disabled = 0",
    )?
    .query_one(params![token, now_us], read)
    .optional()
}
