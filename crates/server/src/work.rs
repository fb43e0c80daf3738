//! What was delivered → log, assessments, cases. One thread works through the inbox; other processes may do the same on the same store.

use std::io::Cursor;
use std::sync::Arc;

use anyhow::Result;
use hirewall_engine::intake::{Indexed, take};
use hirewall_engine::screen::record;
use hirewall_engine::{Outcome, Policy, Rates, Request, Weights, cases, explain, screen};
use hirewall_intake::{Arrived, Options, Problem, Severity, Sink};
use hirewall_link::Key;
use hirewall_model::assessment::{Assessment, Band};
use hirewall_store::Store;
use hirewall_store::cases::Committed;
use hirewall_store::inbox::{Settled, Work};
use jiff::Timestamp;

use crate::api;
use crate::hooks::Hook;
use crate::seal::Seal;

/// Messages that are worked on at once.
const AT_ONCE: u32 = 64;
/// How long a process has for them before another may take them, in microseconds. A process that lives renews it in time.
const LEASE_US: i64 = 10_000_000;
/// How much of that time passes before it is renewed.
const RENEWED_AFTER_US: i64 = 3_000_000;
/// Tries before a message is put aside: each costs a lease, and it goes alone after the first.
const TRIES: u32 = 20;
/// Tries to store a case that others change at the same time.
const CASE_TRIES: u32 = 5;

/// What is needed to judge.
pub struct Desk {
    /// Where everything is.
    pub store: Arc<Store>,
    /// Key of the indicators.
    pub key: Key,
    /// Weights.
    pub weights: Weights,
    /// Policy.
    pub policy: Policy,
    /// Rates that are fixed by hand.
    pub rates: Option<Rates>,
    /// How documents are read.
    pub options: Options,
    /// Web hooks by name.
    pub hooks: Vec<Hook>,
    /// What signs the audit's end from time to time; none where nothing is kept.
    pub seal: Option<Seal>,
}

/// What came out of one message.
#[derive(Default)]
struct Heard {
    events: Vec<Arrived>,
    /// The first thing that could not be read: where it stands, without what stands there.
    unreadable: Option<String>,
}

impl Sink for Heard {
    fn event(&mut self, arrived: Arrived) {
        self.events.push(arrived);
    }

    fn problem(&mut self, problem: Problem) {
        if problem.severity != Severity::Warning && self.unreadable.is_none() {
            self.unreadable =
                Some(if problem.field.is_empty() { "it is not of a known form".to_owned() } else { format!("{} cannot be read", problem.field) });
        }
    }
}

impl Desk {
    /// Works through what waits at `now`; tells how many messages it was.
    pub async fn work(&self, now: Timestamp) -> Result<usize> {
        let now_us = now.as_microsecond();
        let work = self.store.lease(now_us, now_us.saturating_add(LEASE_US), AT_ONCE).await?;
        if work.is_empty() {
            return Ok(0);
        }
        let count = work.len();
        let (first, again): (Vec<Work>, Vec<Work>) = work.into_iter().partition(|message| message.tries == 1);
        // What failed before goes alone, so that it takes no other with it.
        let groups = std::iter::once(first).chain(again.into_iter().map(|message| vec![message]));
        for group in groups.filter(|group| !group.is_empty()) {
            if let Err(error) = self.group(group, now).await {
                // They wait again when the lease ends.
                tracing::error!(error = %format!("{error:#}"), "messages could not be worked on");
            }
        }
        Ok(count)
    }

    async fn group(&self, group: Vec<Work>, now: Timestamp) -> Result<()> {
        let mut settled = Vec::with_capacity(group.len());
        let mut events = Vec::new();
        let all: Vec<i64> = group.iter().map(|message| message.seq).collect();
        let mut renewed_us = now.as_microsecond();
        for message in group {
            let seq = message.seq;
            // Documents may take long.
            let clock_us = Timestamp::now().as_microsecond();
            if clock_us > renewed_us + RENEWED_AFTER_US {
                renewed_us = clock_us;
                self.store.settle(all.iter().map(|seq| (*seq, Settled::Later(clock_us + LEASE_US))).collect()).await?;
            }
            let (heard, outcome) = self.read(message);
            events.extend(heard);
            settled.push((seq, outcome));
        }
        let mut candidacies: Vec<String> = events.iter().map(|arrived| arrived.event.subject.clone()).collect();
        candidacies.sort();
        candidacies.dedup();
        take(&self.store, &self.key, events, Indexed::Yes).await?;
        self.judge(candidacies, now).await?;
        Ok(self.store.settle(settled).await?)
    }

    /// The events of a message, and what is to become of the message once they are in the log.
    fn read(&self, message: Work) -> (Vec<Arrived>, Settled) {
        let hook = self.hooks.iter().find(|hook| hook.name == message.hook);
        if hook.is_none() && message.hook != api::SOURCE {
            return (Vec::new(), Settled::Failed("its web hook is no longer in the settings".to_owned()));
        }
        if hook.is_some_and(|hook| !hook.scheme.tells()) {
            return (Vec::new(), Settled::Failed("it only says that there is something to fetch, and the vendor's API is not connected".to_owned()));
        }
        if message.tries > TRIES {
            return (Vec::new(), Settled::Failed(format!("working on it failed {TRIES} times")));
        }
        let mut heard = Heard::default();
        // What names no time of its own happened when it came.
        let received = Timestamp::from_microsecond(message.received_us).ok();
        let options = Options { as_of: self.options.as_of.or(received), ..self.options.clone() };
        hirewall_intake::read_from(&message.hook, Box::new(Cursor::new(message.body)), &options, &mut heard);
        let settled = match heard.unreadable {
            Some(why) => Settled::Failed(why),
            None => Settled::Done,
        };
        (heard.events, settled)
    }

    /// Assesses candidacies and those that they are linked with, keeps the assessments and brings their cases up to date.
    pub async fn judge(&self, candidacies: Vec<String>, now: Timestamp) -> Result<()> {
        if candidacies.is_empty() {
            return Ok(());
        }
        let latest = self.store.latest_time_us().await?;
        let as_of = latest.and_then(|us| Timestamp::from_microsecond(us).ok()).unwrap_or(now);
        let measured: Option<Rates> = match &self.rates {
            Some(_) => None,
            None => self.store.value("rates").await?.and_then(|text| serde_json::from_str(&text).ok()),
        };
        let stated = Rates::stated(&self.weights);
        let rates = self.rates.as_ref().or(measured.as_ref()).unwrap_or(&stated);
        let request =
            Request { candidacies, as_of, key: &self.key, weights: &self.weights, policy: &self.policy, rates: Some(rates), progress: &|_, _| {} };
        let outcome = screen(&self.store, &request).await?;
        self.keep(&outcome, now).await
    }

    /// Keeps what a screening concluded, and brings the cases up to date.
    pub async fn keep(&self, outcome: &Outcome, now: Timestamp) -> Result<()> {
        record(&self.store, outcome).await?;
        bring_up_to_date(&self.store, &self.policy, outcome, now).await
    }
}

/// Opens cases, and brings those that there are up to date with what a screening concluded.
pub async fn bring_up_to_date(store: &Store, policy: &Policy, outcome: &Outcome, now: Timestamp) -> Result<()> {
    for assessment in outcome.assessments.iter().chain(&outcome.again) {
        bring_one_up_to_date(store, policy, assessment, now).await?;
    }
    Ok(())
}

async fn bring_one_up_to_date(store: &Store, policy: &Policy, assessment: &Assessment, now: Timestamp) -> Result<()> {
    for _ in 0..CASE_TRIES {
        let known = store.case(&assessment.candidacy).await?;
        if known.is_none() && assessment.band == Band::Clear && assessment.security.is_empty() {
            return Ok(());
        }
        let bodies = explain::bodies(store, assessment).await?;
        let job = explain::requisition(assessment, &bodies).map(|requisition| requisition.title).unwrap_or_default();
        let Some(change) = cases::assessed(known.as_ref(), assessment, &job, policy, now) else { return Ok(()) };
        if matches!(store.commit(change).await?, Committed::Done(_)) {
            return Ok(());
        }
    }
    anyhow::bail!("a case is being changed by others again and again")
}
