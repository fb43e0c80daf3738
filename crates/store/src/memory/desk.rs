//! Inbox, cases, audit, accounts and sessions in memory.

use std::collections::{BTreeMap, HashMap};

use super::{Kept, Memory, size};
use crate::accounts::{Account, Session};
use crate::audit::{Entry, Head};
use crate::cases::{Answered, Case, Change, Committed, Filter, Hold, Holding};
use crate::inbox::{Backlog, Delivery, Failure, Settled, Work};
use crate::{Appended, Error};

/// What people and other systems do with the store.
#[derive(Default)]
pub(super) struct Desk {
    /// By place in the order of delivery.
    inbox: BTreeMap<i64, Message>,
    /// (hook, key) of all that was ever delivered.
    delivered: HashMap<(String, String), i64>,
    cases: BTreeMap<String, Case>,
    audit: Vec<Entry>,
    accounts: BTreeMap<String, Account>,
    sessions: HashMap<[u8; 32], Session>,
    holds: BTreeMap<String, Hold>,
    /// By account and key.
    answers: HashMap<(String, String), Answered>,
}

struct Message {
    work: Work,
    due_us: i64,
    failed: Option<String>,
}

impl Desk {
    fn commit(&mut self, change: &Change) -> Result<Option<String>, Error> {
        let stale = |case: &&Case| self.cases.get(&case.candidacy).map_or(0, |known| known.version) != case.version;
        if let Some(case) = change.cases.iter().find(stale) {
            return Ok(Some(case.candidacy.clone()));
        }
        if let Some(answer) = &change.answer {
            self.answers.retain(|_, known| known.at_us >= answer.forgets_before_us());
            if self.answers.contains_key(&(answer.account.clone(), answer.key.clone())) {
                return Ok(Some(answer.key.clone()));
            }
        }
        let mut head = self.head();
        let mut entries = Vec::new();
        for new in &change.entries {
            let entry = Entry::after(head.seq, &head.hash, new)?;
            head = Head { seq: entry.seq, hash: entry.hash };
            entries.push(entry);
        }
        for case in &change.cases {
            self.cases.insert(case.candidacy.clone(), Case { version: case.version + 1, ..case.clone() });
        }
        self.audit.extend(entries);
        if let Some(answer) = &change.answer {
            self.answers.insert((answer.account.clone(), answer.key.clone()), answer.clone());
        }
        match &change.hold {
            Some(Holding::Begins(hold)) => _ = self.holds.insert(hold.candidacy.clone(), hold.clone()),
            Some(Holding::Ends(candidacy)) => _ = self.holds.remove(candidacy),
            None => {}
        }
        Ok(None)
    }

    pub(super) fn hold(&self, candidacy: &str) -> Option<Hold> {
        self.holds.get(candidacy).cloned()
    }

    /// A candidacy that a hold keeps.
    pub(super) fn held(&self) -> Option<String> {
        self.holds.keys().next().cloned()
    }

    fn head(&self) -> Head {
        self.audit.last().map_or_else(Head::default, |last| Head { seq: last.seq, hash: last.hash })
    }

    pub(super) fn forget(&mut self, candidacy: &str) {
        self.cases.remove(candidacy);
        self.answers.retain(|_, answer| answer.about.as_deref() != Some(candidacy));
        for entry in &mut self.audit {
            if entry.said.as_ref().is_some_and(|said| said.about.as_deref() == Some(candidacy)) {
                entry.said = None;
            }
        }
    }
}

impl Memory {
    pub(crate) fn deliver(&self, batch: Vec<Delivery>) -> Vec<bool> {
        let Kept { desk, .. } = &mut *self.lock();
        let mut take = |Delivery { hook, key, received_us, body }| {
            let seq = i64::try_from(desk.delivered.len()).unwrap_or(i64::MAX).saturating_add(1);
            let named = (hook, key);
            if desk.delivered.contains_key(&named) {
                return false;
            }
            let work = Work { seq, hook: named.0.clone(), key: named.1.clone(), received_us, tries: 0, body };
            desk.delivered.insert(named, seq);
            desk.inbox.insert(seq, Message { work, due_us: received_us, failed: None });
            true
        };
        batch.into_iter().map(&mut take).collect()
    }

    pub(crate) fn lease(&self, now_us: i64, until_us: i64, limit: u32) -> Vec<Work> {
        let Kept { desk, .. } = &mut *self.lock();
        let mut due: Vec<(i64, i64)> = desk
            .inbox
            .iter()
            .filter(|(_, message)| message.failed.is_none() && message.due_us <= now_us)
            .map(|(seq, message)| (message.due_us, *seq))
            .collect();
        due.sort_unstable();
        due.truncate(size(limit));
        let mut taken: Vec<i64> = due.into_iter().map(|(_, seq)| seq).collect();
        taken.sort_unstable();
        let mut take = |seq| {
            let message = desk.inbox.get_mut(&seq)?;
            message.due_us = until_us;
            message.work.tries = message.work.tries.saturating_add(1);
            Some(message.work.clone())
        };
        taken.into_iter().filter_map(&mut take).collect()
    }

    pub(crate) fn settle(&self, settled: Vec<(i64, Settled)>) {
        let Kept { desk, .. } = &mut *self.lock();
        for (seq, settled) in settled {
            match settled {
                Settled::Done => _ = desk.inbox.remove(&seq),
                Settled::Failed(why) => _ = desk.inbox.get_mut(&seq).map(|message| message.failed = Some(why)),
                Settled::Later(due_us) => _ = desk.inbox.get_mut(&seq).map(|message| message.due_us = due_us),
            }
        }
    }

    pub(crate) fn failures(&self, limit: u32) -> Vec<Failure> {
        let kept = self.lock();
        let failure = |message: &Message| {
            let work = &message.work;
            Some(Failure { seq: work.seq, hook: work.hook.clone(), received_us: work.received_us, problem: message.failed.clone()? })
        };
        kept.desk.inbox.values().rev().filter_map(failure).take(size(limit)).collect()
    }

    pub(crate) fn retry(&self, now_us: i64) -> u64 {
        let Kept { desk, .. } = &mut *self.lock();
        let mut count = 0;
        for message in desk.inbox.values_mut().filter(|message| message.failed.is_some()) {
            message.failed = None;
            message.due_us = now_us;
            message.work.tries = 0;
            count += 1;
        }
        count
    }

    pub(crate) fn backlog(&self) -> Backlog {
        let Kept { desk, .. } = &*self.lock();
        let count = |failed: bool| desk.inbox.values().filter(|message| message.failed.is_some() == failed).count() as u64;
        let oldest_us = desk.inbox.values().filter(|message| message.failed.is_none()).map(|message| message.work.received_us).min();
        Backlog { waiting: count(false), failed: count(true), oldest_us }
    }

    pub(crate) fn commit(&self, change: Change) -> Result<Committed, Error> {
        let mut kept = self.lock();
        if let Some(case) = kept.desk.commit(&change)? {
            return Ok(Committed::Conflict(case));
        }
        let verdicts: Result<Vec<Appended>, Error> = change.events.into_iter().map(|event| kept.append(event)).collect();
        verdicts.map(Committed::Done)
    }

    pub(crate) fn case(&self, candidacy: &str) -> Option<Case> {
        self.lock().desk.cases.get(candidacy).cloned()
    }

    pub(crate) fn cases(&self, filter: &Filter, after: Option<(i64, &str)>, limit: u32) -> Vec<Case> {
        let kept = self.lock();
        let place = |case: &Case| (std::cmp::Reverse(case.millibits), case.candidacy.clone());
        let after = after.map(|(millibits, name)| (std::cmp::Reverse(millibits), name.to_owned()));
        let asked = |case: &&Case| {
            case.open == filter.open
                && filter.assignee.as_ref().is_none_or(|who| case.assignee.as_ref() == Some(who))
                && filter.band.as_ref().is_none_or(|band| case.band == *band)
                && (!filter.called || case.band != "clear")
                && filter.team.as_ref().is_none_or(|team| case.team.as_ref() == Some(team))
                && filter.due_before_us.is_none_or(|before| case.due_us.is_some_and(|due| due < before))
                && after.as_ref().is_none_or(|after| place(case) > *after)
        };
        let mut found: Vec<Case> = kept.desk.cases.values().filter(asked).cloned().collect();
        found.sort_by_key(place);
        found.truncate(size(limit));
        found
    }

    pub(crate) fn hold(&self, candidacy: &str) -> Option<Hold> {
        self.lock().desk.hold(candidacy)
    }

    pub(crate) fn answer(&self, account: &str, key: &str) -> Option<Answered> {
        self.lock().desk.answers.get(&(account.to_owned(), key.to_owned())).cloned()
    }

    pub(crate) fn open_cases(&self) -> Vec<(String, u64)> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for case in self.lock().desk.cases.values().filter(|case| case.open) {
            *counts.entry(case.band.clone()).or_default() += 1;
        }
        counts.into_iter().collect()
    }

    pub(crate) fn audit_head(&self) -> Head {
        self.lock().desk.head()
    }

    pub(crate) fn entries(&self, after_seq: i64, limit: u32) -> Vec<Entry> {
        self.lock().desk.audit.iter().filter(|entry| entry.seq > after_seq).take(size(limit)).cloned().collect()
    }

    pub(crate) fn entries_about(&self, candidacy: &str) -> Vec<Entry> {
        let about = |entry: &&Entry| entry.said.as_ref().is_some_and(|said| said.about.as_deref() == Some(candidacy));
        self.lock().desk.audit.iter().filter(about).cloned().collect()
    }

    pub(crate) fn put_account(&self, account: Account) {
        let Kept { desk, .. } = &mut *self.lock();
        desk.sessions.retain(|_, session| session.account != account.name);
        desk.accounts.insert(account.name.clone(), account);
    }

    pub(crate) fn account(&self, name: &str) -> Option<Account> {
        self.lock().desk.accounts.get(name).cloned()
    }

    pub(crate) fn accounts(&self) -> Vec<Account> {
        self.lock().desk.accounts.values().cloned().collect()
    }

    pub(crate) fn begin_session(&self, session: Session, now_us: i64) {
        let Kept { desk, .. } = &mut *self.lock();
        desk.sessions.retain(|_, session| session.ends_us > now_us);
        desk.sessions.insert(session.token, session);
    }

    pub(crate) fn session(&self, token: &[u8; 32], now_us: i64) -> Option<(Session, Account)> {
        let kept = self.lock();
        let session = kept.desk.sessions.get(token).filter(|session| session.ends_us > now_us)?;
        let account = kept.desk.accounts.get(&session.account).filter(|account| !account.disabled)?;
        Some((session.clone(), account.clone()))
    }

    pub(crate) fn end_session(&self, token: &[u8; 32]) {
        self.lock().desk.sessions.remove(token);
    }
}
