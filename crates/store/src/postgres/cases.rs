//! Cases and the audit in PostgreSQL: they change in one transaction.

use tokio_postgres::{Client, Row, Transaction};

use super::{Answer, Postgres, append_in, failed, writing};
use crate::Error;
use crate::audit::{Entry, Head, Said};
use crate::cases::{Answered, Case, Change, Committed, Filter, Hold, Holding};

impl Postgres {
    pub(crate) async fn commit(&self, change: &Change) -> Result<Committed, Error> {
        let mut writer = self.writer.lock().await;
        let failed = failed("store a change");
        let tx = writing(self.connected(&mut writer).await?).await.map_err(&failed)?;
        for case in &change.cases {
            if !put(&tx, case).await.map_err(&failed)? {
                return Ok(Committed::Conflict(case.candidacy.clone()));
            }
        }
        if let Some(answer) = &change.answer
            && !put_answer(&tx, answer).await.map_err(&failed)?
        {
            return Ok(Committed::Conflict(answer.key.clone()));
        }
        if let Some(holding) = &change.hold {
            put_hold(&tx, holding).await.map_err(&failed)?;
        }
        let verdicts = append_in(&tx, &change.events).await.map_err(&failed)?;
        let mut head = head(&tx).await.map_err(&failed)?;
        for new in &change.entries {
            let entry = Entry::after(head.seq, &head.hash, new)?;
            add(&tx, &entry).await.map_err(&failed)?;
            head = Head { seq: entry.seq, hash: entry.hash };
        }
        tx.commit().await.map_err(&failed)?;
        Ok(Committed::Done(verdicts))
    }

    pub(crate) async fn case(&self, candidacy: &str) -> Result<Option<Case>, Error> {
        let mut reader = self.reader().await;
        let row = self.connected(&mut reader).await?.query_opt(&format!("{CASE} where candidacy = $1"), &[&candidacy]).await;
        row.and_then(|row| row.as_ref().map(case).transpose()).map_err(failed("read a case"))
    }

    pub(crate) async fn cases(&self, filter: &Filter, after: Option<(i64, &str)>, limit: u32) -> Result<Vec<Case>, Error> {
        let mut reader = self.reader().await;
        cases(self.connected(&mut reader).await?, filter, after, limit).await.map_err(failed("read cases"))
    }

    pub(crate) async fn hold(&self, candidacy: &str) -> Result<Option<Hold>, Error> {
        let mut reader = self.reader().await;
        let text = "select candidacy, who, reason, at_us from holds where candidacy = $1";
        let row = self.connected(&mut reader).await?.query_opt(text, &[&candidacy]).await;
        let read = |row: Row| Ok(Hold { candidacy: row.try_get(0)?, who: row.try_get(1)?, reason: row.try_get(2)?, at_us: row.try_get(3)? });
        row.and_then(|row| row.map(read).transpose()).map_err(failed("read a hold"))
    }

    pub(crate) async fn answer(&self, account: &str, key: &str) -> Result<Option<Answered>, Error> {
        let mut reader = self.reader().await;
        let text = "select asked, status, body, about, at_us from answers where account = $1 and key = $2";
        let row = self.connected(&mut reader).await?.query_opt(text, &[&account, &key]).await;
        let read = |row: Row| {
            let status: i32 = row.try_get(1)?;
            Ok(Answered {
                account: account.to_owned(),
                key: key.to_owned(),
                asked: bytes(row.try_get(0)?),
                status: u16::try_from(status).unwrap_or(500),
                body: row.try_get(2)?,
                about: row.try_get(3)?,
                at_us: row.try_get(4)?,
            })
        };
        row.and_then(|row| row.map(read).transpose()).map_err(failed("read an answer"))
    }

    pub(crate) async fn open_cases(&self) -> Result<Vec<(String, u64)>, Error> {
        let mut reader = self.reader().await;
        let rows = self.connected(&mut reader).await?.query("select band, count(*) from cases where open group by band order by band", &[]).await;
        let read = |row: &Row| Ok((row.try_get(0)?, u64::try_from(row.try_get::<_, i64>(1)?).unwrap_or(0)));
        rows.and_then(|rows| rows.iter().map(read).collect()).map_err(failed("count cases"))
    }

    pub(crate) async fn audit_head(&self) -> Result<Head, Error> {
        let mut reader = self.reader().await;
        let row = self.connected(&mut reader).await?.query_opt(HEAD, &[]).await;
        row.and_then(|row| row.as_ref().map(read_head).transpose()).map(Option::unwrap_or_default).map_err(failed("read the audit"))
    }

    pub(crate) async fn entries(&self, after_seq: i64, limit: u32) -> Result<Vec<Entry>, Error> {
        let mut reader = self.reader().await;
        let client = self.connected(&mut reader).await?;
        let rows = client.query(&format!("{ENTRY} where seq > $1 order by seq limit $2"), &[&after_seq, &i64::from(limit)]).await;
        rows.and_then(|rows| rows.iter().map(entry).collect()).map_err(failed("read the audit"))
    }

    pub(crate) async fn entries_about(&self, candidacy: &str) -> Result<Vec<Entry>, Error> {
        let mut reader = self.reader().await;
        let client = self.connected(&mut reader).await?;
        let rows = client.query(&format!("{ENTRY} where about = $1 order by seq"), &[&candidacy]).await;
        rows.and_then(|rows| rows.iter().map(entry).collect()).map_err(failed("read the audit"))
    }
}

const CASE: &str = "select candidacy, opened_us, changed_us, band, millibits, state, open, assignee, due_us, team, shown, version from cases";

fn case(row: &Row) -> Answer<Case> {
    Ok(Case {
        candidacy: row.try_get(0)?,
        opened_us: row.try_get(1)?,
        changed_us: row.try_get(2)?,
        band: row.try_get(3)?,
        millibits: row.try_get(4)?,
        state: row.try_get(5)?,
        open: row.try_get(6)?,
        assignee: row.try_get(7)?,
        due_us: row.try_get(8)?,
        team: row.try_get(9)?,
        shown: row.try_get(10)?,
        version: row.try_get(11)?,
    })
}

/// Stores a case; tells whether it still was as it was read.
async fn put(tx: &Transaction<'_>, case: &Case) -> Answer<bool> {
    let known = tx.query_opt("select version from cases where candidacy = $1", &[&case.candidacy]).await?;
    let version: i64 = known.map_or(Ok(0), |row| row.try_get(0))?;
    if version != case.version {
        return Ok(false);
    }
    tx.execute(
        "insert into cases (candidacy, opened_us, changed_us, band, millibits, state, open, assignee, due_us, team, shown, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (candidacy) do update set opened_us = excluded.opened_us, \
         changed_us = excluded.changed_us, band = excluded.band, millibits = excluded.millibits, state = excluded.state, open = excluded.open, \
         assignee = excluded.assignee, due_us = excluded.due_us, team = excluded.team, shown = excluded.shown, version = excluded.version",
        &[
            &case.candidacy,
            &case.opened_us,
            &case.changed_us,
            &case.band,
            &case.millibits,
            &case.state,
            &case.open,
            &case.assignee,
            &case.due_us,
            &case.team,
            &case.shown,
            &(case.version + 1),
        ],
    )
    .await?;
    Ok(true)
}

async fn cases(client: &Client, filter: &Filter, after: Option<(i64, &str)>, limit: u32) -> Answer<Vec<Case>> {
    let (millibits, name) = after.unwrap_or((i64::MAX, ""));
    let text = format!(
        "{CASE} where open = $1 and millibits <= $2 and (millibits < $2 or candidacy > $3) \
         and ($4::text is null or assignee = $4) and ($5::text is null or band = $5) and ($6::text is null or team = $6) \
         and ($7::bigint is null or due_us < $7) and (not $8::boolean or band <> 'clear') order by millibits desc, candidacy limit $9"
    );
    let Filter { open, assignee, band, team, called, due_before_us } = filter;
    let rows = client.query(&text, &[open, &millibits, &name, assignee, band, team, due_before_us, called, &i64::from(limit)]).await?;
    rows.iter().map(case).collect()
}

async fn put_hold(tx: &Transaction<'_>, holding: &Holding) -> Answer<()> {
    match holding {
        Holding::Begins(hold) => {
            let text = "insert into holds (candidacy, who, reason, at_us) values ($1, $2, $3, $4) on conflict (candidacy) do update set \
                        who = excluded.who, reason = excluded.reason, at_us = excluded.at_us";
            tx.execute(text, &[&hold.candidacy, &hold.who, &hold.reason, &hold.at_us]).await?;
        }
        Holding::Ends(candidacy) => _ = tx.execute("delete from holds where candidacy = $1", &[candidacy]).await?,
    }
    Ok(())
}

/// Stores an answer; tells whether the key was free. Answers that are too old go.
async fn put_answer(tx: &Transaction<'_>, new: &Answered) -> Answer<bool> {
    tx.execute("delete from answers where at_us < $1", &[&new.forgets_before_us()]).await?;
    let text = "insert into answers (account, key, asked, status, body, about, at_us) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing";
    let status = i32::from(new.status);
    Ok(tx.execute(text, &[&new.account, &new.key, &new.asked.as_slice(), &status, &new.body, &new.about, &new.at_us]).await? == 1)
}

const ENTRY: &str = "select seq, at_us, who, what, seal_key, about, details, seal, hash from audit";
const HEAD: &str = "select seq, hash from audit order by seq desc limit 1";

/// Bytes of a fixed number; zeros, which nothing hashes to, where there are others.
fn bytes<const N: usize>(found: &[u8]) -> [u8; N] {
    found.try_into().unwrap_or([0; N])
}

fn read_head(row: &Row) -> Answer<Head> {
    Ok(Head { seq: row.try_get(0)?, hash: bytes(row.try_get(1)?) })
}

fn entry(row: &Row) -> Answer<Entry> {
    let said = match row.try_get::<_, Option<&[u8]>>(4)? {
        Some(key) => Some(Said { key: bytes(key), about: row.try_get(5)?, details: row.try_get::<_, Option<String>>(6)?.unwrap_or_default() }),
        None => None,
    };
    Ok(Entry {
        seq: row.try_get(0)?,
        at_us: row.try_get(1)?,
        who: row.try_get(2)?,
        what: row.try_get(3)?,
        said,
        seal: bytes(row.try_get(7)?),
        hash: bytes(row.try_get(8)?),
    })
}

async fn head(tx: &Transaction<'_>) -> Answer<Head> {
    tx.query_opt(HEAD, &[]).await?.as_ref().map(read_head).transpose().map(Option::unwrap_or_default)
}

async fn add(tx: &Transaction<'_>, entry: &Entry) -> Answer<()> {
    let said = entry.said.as_ref();
    tx.execute(
        "insert into audit (seq, at_us, who, what, seal_key, about, details, seal, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            &entry.seq,
            &entry.at_us,
            &entry.who,
            &entry.what,
            &said.map(|said| said.key.as_slice()),
            &said.and_then(|said| said.about.as_deref()),
            &said.map(|said| said.details.as_str()),
            &entry.seal.as_slice(),
            &entry.hash.as_slice(),
        ],
    )
    .await?;
    Ok(())
}
