//! One suite, run against every back end; then what only a file can show.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::collections::HashMap;
use std::path::Path;

use hirewall_store::accounts::{Account, Session};
use hirewall_store::audit::{Head, NewEntry, check};
use hirewall_store::cases::{Answered, Case, Change, Committed, Filter, Hold, Holding};
use hirewall_store::inbox::{Backlog, Delivery, Settled};
use hirewall_store::{Appended, Error, Hash, Incoming, Store, Stored};
use tempfile::TempDir;

/// Opens stores of one kind, each by a name of its own.
struct Bench {
    folder: Option<TempDir>,
    /// Address of a database, and what its schemas are called.
    database: Option<(String, String)>,
}

impl Drop for Bench {
    fn drop(&mut self) {
        // Whatever a failed test leaves behind goes with the database.
        let Some((url, name)) = self.database.take() else { return };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&url, &format!("drop schema if exists {name}, {name}_forward_db, {name}_backward_db cascade")));
        });
        thread.join().unwrap();
    }
}

/// Runs a statement in a database.
async fn execute(url: &str, statement: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    let serving = tokio::spawn(connection);
    client.batch_execute(statement).await.unwrap();
    drop(client);
    serving.await.unwrap().unwrap();
}

impl Bench {
    fn memory() -> Self {
        Self { folder: None, database: None }
    }

    fn sqlite() -> Self {
        Self { folder: Some(tempfile::tempdir().unwrap()), database: None }
    }

    /// A schema of its own in the database that `HIREWALL_POSTGRES` names; none where there is no database.
    async fn postgres(case: &str) -> Option<Self> {
        let Ok(url) = std::env::var("HIREWALL_POSTGRES") else {
            eprintln!("skipped: HIREWALL_POSTGRES names no database");
            return None;
        };
        // Names have 63 bytes at most.
        let name = format!("t{}_{}", std::process::id(), blake3::hash(case.as_bytes()).to_hex().get(..16).unwrap_or_default());
        execute(&url, &format!("drop schema if exists {name} cascade; create schema {name}")).await;
        Some(Self { folder: None, database: Some((url, name)) })
    }

    async fn open(&self, name: &str) -> Store {
        match (&self.folder, &self.database) {
            (Some(folder), _) => open_file(&folder.path().join(name)).await,
            (None, None) => Store::open("memory:").await.unwrap(),
            (None, Some((url, schema))) => {
                // Each name is a schema of its own; only the first is made beforehand.
                let schema = if name == "store.db" { schema.clone() } else { format!("{schema}_{}", name.replace(['.', '-'], "_")) };
                if name != "store.db" {
                    execute(url, &format!("drop schema if exists {schema} cascade; create schema {schema}")).await;
                }
                let joint = if url.contains('?') { '&' } else { '?' };
                Store::open(&format!("{url}{joint}options=-c%20search_path%3D{schema}")).await.unwrap()
            }
        }
    }
}

async fn open_file(path: &Path) -> Store {
    Store::open(&address(path)).await.unwrap()
}

fn address(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

macro_rules! suite {
    ($($case:ident),* $(,)?) => {
        mod memory {
            $(
                #[tokio::test]
                async fn $case() {
                    super::$case(&super::Bench::memory()).await;
                }
            )*
        }
        mod sqlite {
            $(
                #[tokio::test]
                async fn $case() {
                    super::$case(&super::Bench::sqlite()).await;
                }
            )*
        }
        mod postgres {
            $(
                #[tokio::test]
                async fn $case() {
                    if let Some(bench) = super::Bench::postgres(stringify!($case)).await {
                        super::$case(&bench).await;
                    }
                }
            )*
        }
    };
}

suite!(
    an_empty_store_has_nothing,
    a_second_delivery_changes_nothing,
    another_body_under_a_known_key_is_rejected,
    a_batch_is_judged_in_its_order,
    events_are_read_in_the_order_of_time,
    the_order_of_delivery_does_not_matter,
    events_are_exported_in_the_order_of_delivery,
    holders_respect_time,
    the_earliest_time_of_a_holder_counts,
    holders_respect_the_limit,
    many_hashes_are_answered,
    batches_of_every_size_are_kept,
    assessments_are_recorded_once,
    long_lists_of_assessments_are_recorded,
    the_latest_assessments_come_first,
    values_are_kept_by_name,
    a_forgotten_candidacy_is_gone_and_stays_gone,
    forgetting_one_spares_the_others,
    forgetting_removes_rejected_deliveries,
    a_forgotten_candidacy_may_apply_again,
    everything_can_be_forgotten,
    a_message_is_taken_once,
    messages_are_leased_and_settled,
    a_message_that_nobody_settled_comes_again,
    a_case_changes_only_as_it_was_read,
    a_change_is_stored_whole_or_not_at_all,
    cases_come_in_the_order_of_their_score,
    the_audit_is_a_chain,
    what_the_audit_says_of_a_forgotten_person_is_gone_and_the_chain_whole,
    sessions_end,
    a_hold_keeps_what_would_be_forgotten,
    a_key_is_answered_once,
);

async fn the_latest_assessments_come_first(bench: &Bench) {
    let store = bench.open("store.db").await;
    let record = |candidacy: &str, json: &str| store.record(vec![(candidacy.to_owned(), 5, json.to_owned())]);
    for (candidacy, json) in [("a", "1"), ("b", "2"), ("a", "3"), ("a", "3")] {
        record(candidacy, json).await.unwrap();
    }
    let latest = store.latest_assessments(i64::MAX, 2).await.unwrap();
    assert_eq!(latest.iter().map(|(_, candidacy, json)| (candidacy.as_str(), json.as_str())).collect::<Vec<_>>(), [("a", "3"), ("b", "2")]);
    let rest = store.latest_assessments(latest[1].0, 9).await.unwrap();
    assert_eq!(rest.iter().map(|(_, candidacy, json)| (candidacy.as_str(), json.as_str())).collect::<Vec<_>>(), [("a", "1")]);
}

fn delivery(key: &str, received_us: i64) -> Delivery {
    Delivery { hook: "greenhouse".into(), key: key.into(), received_us, body: key.as_bytes().to_vec() }
}

async fn a_message_is_taken_once(bench: &Bench) {
    let store = bench.open("store.db").await;
    assert_eq!(store.deliver(vec![delivery("a", 1), delivery("b", 2), delivery("a", 3)]).await.unwrap(), [true, true, false]);
    assert_eq!(store.deliver(vec![delivery("b", 4), delivery("c", 5)]).await.unwrap(), [false, true]);
    let other = Delivery { hook: "ashby".into(), ..delivery("a", 6) };
    assert_eq!(store.deliver(vec![other]).await.unwrap(), [true]);
    assert_eq!(store.backlog().await.unwrap(), Backlog { waiting: 4, failed: 0, oldest_us: Some(1) });
}

async fn messages_are_leased_and_settled(bench: &Bench) {
    let store = bench.open("store.db").await;
    store.deliver(vec![delivery("a", 10), delivery("b", 20), delivery("c", 30)]).await.unwrap();
    let first = store.lease(100, 200, 2).await.unwrap();
    assert_eq!(
        first.iter().map(|work| (work.key.as_str(), work.tries, work.body.as_slice())).collect::<Vec<_>>(),
        [("a", 1, b"a".as_slice()), ("b", 1, b"b")]
    );
    let second = store.lease(100, 200, 2).await.unwrap();
    assert_eq!(second.iter().map(|work| work.key.as_str()).collect::<Vec<_>>(), ["c"]);
    let seq = |n: usize| first.get(n).unwrap().seq;
    store.settle(vec![(seq(0), Settled::Done), (seq(1), Settled::Failed("no form".into())), (second[0].seq, Settled::Later(500))]).await.unwrap();
    assert_eq!(store.backlog().await.unwrap(), Backlog { waiting: 1, failed: 1, oldest_us: Some(30) });
    let failures = store.failures(9).await.unwrap();
    assert_eq!(
        failures.iter().map(|one| (one.hook.as_str(), one.received_us, one.problem.as_str())).collect::<Vec<_>>(),
        [("greenhouse", 20, "no form")]
    );
    assert!(store.lease(300, 400, 9).await.unwrap().is_empty());
    let later = store.lease(500, 600, 9).await.unwrap();
    assert_eq!(later.iter().map(|work| (work.key.as_str(), work.tries)).collect::<Vec<_>>(), [("c", 2)]);
    // A person lets what failed wait again.
    assert_eq!(store.retry(550).await.unwrap(), 1);
    assert_eq!(store.lease(550, 600, 9).await.unwrap().iter().map(|work| (work.key.as_str(), work.tries)).collect::<Vec<_>>(), [("b", 1)]);
    assert!(store.failures(9).await.unwrap().is_empty());
    // What is done is remembered: the same message is not taken again.
    assert_eq!(store.deliver(vec![delivery("a", 700)]).await.unwrap(), [false]);
}

async fn a_message_that_nobody_settled_comes_again(bench: &Bench) {
    let store = bench.open("store.db").await;
    store.deliver(vec![delivery("a", 10)]).await.unwrap();
    assert_eq!(store.lease(100, 200, 9).await.unwrap().len(), 1);
    assert!(store.lease(199, 300, 9).await.unwrap().is_empty());
    assert_eq!(store.lease(200, 300, 9).await.unwrap()[0].tries, 2);
}

fn case(candidacy: &str, millibits: i64, version: i64) -> Case {
    Case {
        candidacy: candidacy.into(),
        opened_us: 1,
        changed_us: 2,
        band: "hold".into(),
        millibits,
        state: "new".into(),
        open: true,
        assignee: None,
        due_us: None,
        team: None,
        shown: "{}".into(),
        version,
    }
}

fn entry(about: &str) -> NewEntry {
    NewEntry { at_us: 7, who: "jane".into(), what: "case.noted".into(), about: Some(about.into()), details: "{\"note\":\"called\"}".into() }
}

async fn a_case_changes_only_as_it_was_read(bench: &Bench) {
    let store = bench.open("store.db").await;
    let put = |case: Case| store.commit(Change { cases: vec![case], ..Change::default() });
    assert_eq!(put(case("c1", 5, 0)).await.unwrap(), Committed::Done(Vec::new()));
    assert_eq!(store.case("c1").await.unwrap(), Some(case("c1", 5, 1)));
    assert_eq!(put(case("c1", 6, 0)).await.unwrap(), Committed::Conflict("c1".into()));
    let taken = Case { assignee: Some("jane".into()), ..case("c1", 6, 1) };
    assert_eq!(put(taken.clone()).await.unwrap(), Committed::Done(Vec::new()));
    assert_eq!(store.case("c1").await.unwrap(), Some(Case { version: 2, ..taken }));
    assert_eq!(put(case("c2", 6, 3)).await.unwrap(), Committed::Conflict("c2".into()));
    assert_eq!(store.case("c2").await.unwrap(), None);
}

async fn a_change_is_stored_whole_or_not_at_all(bench: &Bench) {
    let store = bench.open("store.db").await;
    let change = |version| Change {
        events: vec![event("e1", "c1", 5, "{}", &[])],
        cases: vec![case("c1", 5, version)],
        entries: vec![entry("c1")],
        ..Change::default()
    };
    assert_eq!(store.commit(change(4)).await.unwrap(), Committed::Conflict("c1".into()));
    assert!(store.events_of(&names(&["c1"])).await.unwrap().is_empty());
    assert!(store.entries(0, 9).await.unwrap().is_empty());
    assert_eq!(store.commit(change(0)).await.unwrap(), Committed::Done(vec![Appended::New]));
    assert_eq!(store.events_of(&names(&["c1"])).await.unwrap().len(), 1);
    assert_eq!(store.entries(0, 9).await.unwrap().len(), 1);
}

async fn cases_come_in_the_order_of_their_score(bench: &Bench) {
    let store = bench.open("store.db").await;
    let review = Case { band: "review".into(), assignee: Some("jane".into()), ..case("c4", 20, 0) };
    let closed = Case { open: false, ..case("c5", 90, 0) };
    let cases = vec![case("c1", -5, 0), case("c2", 30, 0), case("c3", 30, 0), review, closed];
    store.commit(Change { cases, ..Change::default() }).await.unwrap();
    let listed = async |filter: Filter, after: Option<(i64, &str)>, limit: u32| -> Vec<String> {
        store.cases(&filter, after, limit).await.unwrap().into_iter().map(|case| case.candidacy).collect()
    };
    let open = Filter { open: true, ..Filter::default() };
    assert_eq!(listed(open.clone(), None, 9).await, ["c2", "c3", "c4", "c1"]);
    assert_eq!(listed(open.clone(), None, 2).await, ["c2", "c3"]);
    assert_eq!(listed(open.clone(), Some((30, "c2")), 2).await, ["c3", "c4"]);
    assert_eq!(listed(open.clone(), Some((-5, "c1")), 2).await, Vec::<String>::new());
    assert_eq!(listed(Filter { assignee: Some("jane".into()), ..open.clone() }, None, 9).await, ["c4"]);
    assert_eq!(listed(Filter { band: Some("hold".into()), ..open }, None, 9).await, ["c2", "c3", "c1"]);
    assert_eq!(listed(Filter::default(), None, 9).await, ["c5"]);
    let handed = Case { team: Some("security".into()), due_us: Some(500), ..case("c6", 1, 0) };
    let later = Case { due_us: Some(700), ..case("c7", 1, 0) };
    store.commit(Change { cases: vec![handed.clone(), later], ..Change::default() }).await.unwrap();
    assert_eq!(store.case("c6").await.unwrap(), Some(Case { version: 1, ..handed }));
    let of = |team: Option<&str>, due_before_us| Filter { open: true, team: team.map(str::to_owned), due_before_us, ..Filter::default() };
    assert_eq!(listed(of(Some("security"), None), None, 9).await, ["c6"]);
    assert_eq!(listed(of(None, Some(600)), None, 9).await, ["c6"]);
    assert_eq!(listed(of(None, Some(900)), None, 9).await, ["c6", "c7"]);
    let clear = Case { band: "clear".into(), ..case("c8", 99, 0) };
    store.commit(Change { cases: vec![clear], ..Change::default() }).await.unwrap();
    assert_eq!(listed(Filter { called: true, ..of(None, None) }, None, 2).await, ["c2", "c3"]);
    assert_eq!(listed(of(None, None), None, 2).await, ["c8", "c2"]);
    assert_eq!(listed(of(Some("counsel"), None), None, 9).await, Vec::<String>::new());
    assert_eq!(store.open_cases().await.unwrap(), [("clear".to_owned(), 1), ("hold".to_owned(), 5), ("review".to_owned(), 1)]);
}

async fn a_hold_keeps_what_would_be_forgotten(bench: &Bench) {
    let store = bench.open("store.db").await;
    store.append(vec![event("e1", "c1", 5, "{}", &[]), event("e2", "c2", 5, "{}", &[])]).await.unwrap();
    let hold = Hold { candidacy: "c1".into(), who: "counsel".into(), reason: "a claim".into(), at_us: 9 };
    let change = |hold| Change { hold: Some(hold), ..Change::default() };
    store.commit(change(Holding::Begins(hold.clone()))).await.unwrap();
    assert_eq!(store.hold("c1").await.unwrap(), Some(hold));
    assert_eq!(store.hold("c2").await.unwrap(), None);
    assert!(matches!(store.forget("c1").await, Err(Error::Held { candidacy }) if candidacy == "c1"));
    assert!(matches!(store.forget_all().await, Err(Error::Held { .. })));
    assert_eq!(store.forget("c2").await.unwrap(), 1);
    assert_eq!(store.events_of(&names(&["c1"])).await.unwrap().len(), 1);
    store.commit(change(Holding::Ends("c1".into()))).await.unwrap();
    assert_eq!(store.hold("c1").await.unwrap(), None);
    assert_eq!(store.forget("c1").await.unwrap(), 1);
    store.forget_all().await.unwrap();
}

async fn a_key_is_answered_once(bench: &Bench) {
    let store = bench.open("store.db").await;
    const DAY_US: i64 = 86_400_000_000;
    let answer = |key: &str, body: &str, at_us| Answered {
        account: "sync".into(),
        key: key.into(),
        asked: [3; 32],
        status: 200,
        body: body.into(),
        about: Some("c1".into()),
        at_us,
    };
    let change = |answer: Answered, id: &str| Change { events: vec![event(id, "c1", 5, "{}", &[])], answer: Some(answer), ..Change::default() };
    assert_eq!(store.commit(change(answer("k1", "first", 5), "e1")).await.unwrap(), Committed::Done(vec![Appended::New]));
    assert_eq!(store.commit(change(answer("k1", "second", 6), "e2")).await.unwrap(), Committed::Conflict("k1".into()));
    assert_eq!(store.events_of(&names(&["c1"])).await.unwrap().len(), 1);
    assert_eq!(store.answer("sync", "k1").await.unwrap(), Some(answer("k1", "first", 5)));
    assert_eq!(store.answer("other", "k1").await.unwrap(), None);
    // A day later the key is free again.
    assert_eq!(store.commit(change(answer("k1", "third", 6 + DAY_US), "e3")).await.unwrap(), Committed::Done(vec![Appended::New]));
    assert_eq!(store.answer("sync", "k1").await.unwrap(), Some(answer("k1", "third", 6 + DAY_US)));
    store.forget("c1").await.unwrap();
    assert_eq!(store.answer("sync", "k1").await.unwrap(), None);
}

async fn the_audit_is_a_chain(bench: &Bench) {
    let store = bench.open("store.db").await;
    assert_eq!(store.audit_head().await.unwrap(), Head::default());
    for n in 0..5 {
        store.commit(Change { entries: vec![entry(&format!("c{n}")), entry("c9")], ..Change::default() }).await.unwrap();
    }
    let entries = store.entries(0, 99).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), (1..=10).collect::<Vec<i64>>());
    let head = check(Head::default(), &entries).unwrap();
    assert_eq!(head, store.audit_head().await.unwrap());
    let (first, rest) = entries.split_at(4);
    assert_eq!(check(check(Head::default(), first).unwrap(), rest), Ok(head));
    assert_eq!(store.entries(4, 3).await.unwrap(), rest[..3]);
    assert_eq!(store.entries_about("c9").await.unwrap().len(), 5);
}

async fn what_the_audit_says_of_a_forgotten_person_is_gone_and_the_chain_whole(bench: &Bench) {
    let store = bench.open("store.db").await;
    let change = Change {
        events: vec![event("e1", "c1", 5, "{}", &[])],
        cases: vec![case("c1", 5, 0)],
        entries: vec![entry("c1"), entry("c2")],
        ..Change::default()
    };
    store.commit(change).await.unwrap();
    let before = store.audit_head().await.unwrap();
    store.forget("c1").await.unwrap();
    assert_eq!(store.case("c1").await.unwrap(), None);
    assert!(store.entries_about("c1").await.unwrap().is_empty());
    let entries = store.entries(0, 9).await.unwrap();
    assert_eq!(entries.iter().map(|entry| entry.said.is_some()).collect::<Vec<_>>(), [false, true]);
    assert_eq!(check(Head::default(), &entries), Ok(before));
    store.commit(Change { entries: vec![entry("c3")], ..Change::default() }).await.unwrap();
    assert!(check(Head::default(), &store.entries(0, 9).await.unwrap()).is_ok());
}

async fn sessions_end(bench: &Bench) {
    let store = bench.open("store.db").await;
    let account = |role: &str, disabled| Account { name: "jane".into(), role: role.into(), password: "$argon2id$…".into(), disabled };
    store.put_account(account("reviewer", false)).await.unwrap();
    assert_eq!(store.accounts().await.unwrap(), [account("reviewer", false)]);
    assert_eq!(store.account("john").await.unwrap(), None);
    let session = |token: u8, ends_us| Session { token: [token; 32], account: "jane".into(), form: "f".into(), ends_us };
    store.begin_session(session(1, 100), 0).await.unwrap();
    assert_eq!(store.session(&[1; 32], 99).await.unwrap(), Some((session(1, 100), account("reviewer", false))));
    assert_eq!(store.session(&[1; 32], 100).await.unwrap(), None);
    assert_eq!(store.session(&[2; 32], 0).await.unwrap(), None);
    store.begin_session(session(2, 300), 200).await.unwrap();
    // One that has ended is gone, however the clock is set.
    assert_eq!(store.session(&[1; 32], 0).await.unwrap(), None);
    store.end_session(&[2; 32]).await.unwrap();
    assert_eq!(store.session(&[2; 32], 250).await.unwrap(), None);
    store.begin_session(session(3, 300), 200).await.unwrap();
    store.put_account(account("recruiter", false)).await.unwrap();
    assert_eq!(store.session(&[3; 32], 250).await.unwrap(), None);
    store.begin_session(session(4, 300), 200).await.unwrap();
    store.put_account(account("recruiter", true)).await.unwrap();
    assert_eq!(store.session(&[4; 32], 250).await.unwrap(), None);
}

fn hash(n: u64) -> Hash {
    let mut hash = [0_u8; 16];
    // Spread as a keyed hash would be.
    hash[..8].copy_from_slice(&n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
    hash[8..].copy_from_slice(&n.to_be_bytes());
    hash
}

fn event(id: &str, subject: &str, time_us: i64, body: &str, hashes: &[u64]) -> Incoming {
    Incoming {
        source: "/acme/careers".to_owned(),
        id: id.to_owned(),
        subject: subject.to_owned(),
        time_us,
        kind: "hirewall.application.submitted.v1".to_owned(),
        body: body.as_bytes().to_vec(),
        hashes: hashes.iter().copied().map(hash).collect(),
    }
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn ids(events: &[Stored]) -> Vec<&str> {
    events.iter().map(|event| event.id.as_str()).collect()
}

async fn holders_of(store: &Store, n: u64, until_us: i64, limit: Option<u32>) -> Vec<String> {
    let mut found = store.holders(&[hash(n)], until_us, limit).await.unwrap();
    found.remove(&hash(n)).unwrap_or_default()
}

async fn an_empty_store_has_nothing(bench: &Bench) {
    let store = bench.open("store.db").await;
    assert!(store.append(Vec::new()).await.unwrap().is_empty());
    store.record(Vec::new()).await.unwrap();
    assert!(store.events_of(&names(&["cand-1"])).await.unwrap().is_empty());
    assert!(store.events_of(&[]).await.unwrap().is_empty());
    assert!(store.all_events(0, 10).await.unwrap().is_empty());
    assert_eq!(store.subjects().await.unwrap(), names(&[]));
    assert_eq!(store.latest_time_us().await.unwrap(), None);
    assert_eq!(store.population().await.unwrap(), 0);
    assert!(store.holders(&[], 0, None).await.unwrap().is_empty());
    assert!(store.holders(&[hash(1)], i64::MAX, Some(5)).await.unwrap().is_empty());
    assert!(store.holders(&[hash(1)], i64::MAX, None).await.unwrap().is_empty());
    assert_eq!(store.assessments_of("cand-1").await.unwrap(), names(&[]));
    assert!(store.rejected().await.unwrap().is_empty());
    assert_eq!(store.value("key").await.unwrap(), None);
    assert_eq!(store.forget("cand-1").await.unwrap(), 0);
    store.close().await;
}

async fn a_second_delivery_changes_nothing(bench: &Bench) {
    let store = bench.open("store.db").await;
    let first = event("evt-1", "cand-1", 10, r#"{"a":1,"b":[2]}"#, &[1]);
    assert_eq!(store.append(vec![first.clone()]).await.unwrap(), [Appended::New]);
    assert_eq!(store.append(vec![first.clone()]).await.unwrap(), [Appended::Duplicate]);
    let reordered = event("evt-1", "cand-1", 10, "{ \"b\": [2],\n \"a\": 1 }", &[1]);
    assert_eq!(store.append(vec![reordered]).await.unwrap(), [Appended::Duplicate]);

    let kept = store.events_of(&names(&["cand-1"])).await.unwrap();
    assert_eq!(
        kept,
        [Stored { seq: kept[0].seq, source: first.source, id: first.id, subject: first.subject, time_us: 10, kind: first.kind, body: first.body }]
    );
    assert_eq!(store.population().await.unwrap(), 1);
    assert!(store.rejected().await.unwrap().is_empty());

    let mut elsewhere = event("evt-1", "cand-1", 11, "another sender's", &[]);
    elsewhere.source = "/other/careers".to_owned();
    assert_eq!(store.append(vec![elsewhere]).await.unwrap(), [Appended::New]);
    store.close().await;
}

async fn another_body_under_a_known_key_is_rejected(bench: &Bench) {
    let store = bench.open("store.db").await;
    store.append(vec![event("evt-1", "cand-1", 10, "{}", &[1])]).await.unwrap();
    for (body, subject) in [(r#"{"a":1}"#, "cand-1"), (r#"{"a":1}"#, "cand-1"), ("", "cand-2")] {
        let other = event("evt-1", subject, 99, body, &[2]);
        assert_eq!(store.append(vec![other]).await.unwrap(), [Appended::Rejected]);
    }
    store.append(vec![event("evt-0", "cand-1", 10, "{}", &[])]).await.unwrap();
    store.append(vec![event("evt-0", "cand-1", 10, "[]", &[])]).await.unwrap();

    assert_eq!(
        store.rejected().await.unwrap(),
        [("/acme/careers".to_owned(), "evt-0".to_owned(), 1), ("/acme/careers".to_owned(), "evt-1".to_owned(), 3),]
    );
    assert_eq!(store.subjects().await.unwrap(), names(&["cand-1"]));
    assert_eq!(store.population().await.unwrap(), 1);
    assert_eq!(store.latest_time_us().await.unwrap(), Some(10));
    assert_eq!(store.all_events(0, 10).await.unwrap().len(), 2);
    assert_eq!(holders_of(&store, 2, i64::MAX, None).await, names(&[]));
    let kept = store.events_of(&names(&["cand-1"])).await.unwrap();
    assert!(kept.iter().all(|event| event.body == b"{}"));
    store.close().await;
}

async fn a_batch_is_judged_in_its_order(bench: &Bench) {
    let store = bench.open("store.db").await;
    // Far enough apart that a back end that works in parts has them in different parts.
    let mut batch = vec![event("evt-x", "cand-x", 1, "[1]", &[7])];
    batch.extend((0..300).map(|n| event(&format!("evt-{n}"), "cand-y", n, "{}", &[])));
    batch.push(event("evt-x", "cand-x", 1, "[ 1 ]", &[7]));
    batch.push(event("evt-x", "cand-z", 1, "[2]", &[8]));
    batch.push(event("evt-z", "cand-z", 2, "[3]", &[]));
    batch.push(event("evt-z", "cand-z", 2, "[3]", &[]));
    batch.push(event("evt-z", "cand-z", 2, "[4]", &[]));

    let verdicts = store.append(batch).await.unwrap();
    assert!(verdicts[..301].iter().all(|verdict| *verdict == Appended::New));
    assert_eq!(verdicts[301..], [Appended::Duplicate, Appended::Rejected, Appended::New, Appended::Duplicate, Appended::Rejected,]);
    assert_eq!(store.population().await.unwrap(), 3);
    assert_eq!(store.events_of(&names(&["cand-z"])).await.unwrap()[0].body, b"[3]");
    assert_eq!(holders_of(&store, 7, i64::MAX, None).await, names(&["cand-x"]));
    assert_eq!(holders_of(&store, 8, i64::MAX, None).await, names(&[]));
    store.close().await;
}

async fn events_are_read_in_the_order_of_time(bench: &Bench) {
    let store = bench.open("store.db").await;
    let mut early = event("evt-9", "cand-b", 5, "{}", &[]);
    early.source = "/zeta".to_owned();
    store
        .append(vec![
            event("evt-3", "cand-b", 20, "{}", &[]),
            early,
            event("evt-2", "cand-b", 5, "{}", &[]),
            event("evt-1", "cand-b", 5, "{}", &[]),
            event("evt-4", "cand-a", 30, "{}", &[]),
            event("evt-5", "cand-c", -1, "{}", &[]),
        ])
        .await
        .unwrap();
    let asked = names(&["cand-b", "nobody", "cand-a", "cand-b"]);
    let found = store.events_of(&asked).await.unwrap();
    assert_eq!(ids(&found), ["evt-4", "evt-1", "evt-2", "evt-9", "evt-3"]);
    assert_eq!(store.latest_time_us().await.unwrap(), Some(30));
    store.close().await;
}

async fn the_order_of_delivery_does_not_matter(bench: &Bench) {
    let events: Vec<Incoming> = (0..40_u64)
        .map(|n| {
            let time_us = i64::try_from((n * 17) % 40).unwrap();
            let subject = format!("cand-{}", n % 7);
            event(&format!("evt-{n}"), &subject, time_us, "{}", &[n % 5, 100 + n % 11])
        })
        .collect();
    let forward = bench.open("forward.db").await;
    forward.append(events.clone()).await.unwrap();
    let backward = bench.open("backward.db").await;
    for event in events.into_iter().rev() {
        backward.append(vec![event]).await.unwrap();
    }

    let subjects = forward.subjects().await.unwrap();
    assert_eq!(subjects, backward.subjects().await.unwrap());
    let unnumbered = |mut events: Vec<Stored>| {
        for event in &mut events {
            event.seq = 0;
        }
        events
    };
    assert_eq!(unnumbered(forward.events_of(&subjects).await.unwrap()), unnumbered(backward.events_of(&subjects).await.unwrap()));
    let hashes: Vec<Hash> = (0..120).map(hash).collect();
    for until_us in [-1, 0, 3, 20, 39, i64::MAX] {
        assert_eq!(forward.holders(&hashes, until_us, None).await.unwrap(), backward.holders(&hashes, until_us, None).await.unwrap());
    }
    assert_eq!(forward.latest_time_us().await.unwrap(), backward.latest_time_us().await.unwrap());
    assert_eq!(forward.population().await.unwrap(), backward.population().await.unwrap());
    forward.close().await;
    backward.close().await;
}

async fn events_are_exported_in_the_order_of_delivery(bench: &Bench) {
    let store = bench.open("store.db").await;
    let batch: Vec<Incoming> = (0..10).map(|n| event(&format!("evt-{n}"), &format!("cand-{}", n % 2), 100 - n, "{}", &[])).collect();
    store.append(batch).await.unwrap();

    let mut exported = Vec::new();
    let mut after_seq = 0;
    loop {
        let page = store.all_events(after_seq, 3).await.unwrap();
        assert!(page.len() <= 3);
        let Some(last) = page.last() else { break };
        assert!(last.seq > after_seq);
        after_seq = last.seq;
        exported.extend(page);
    }
    let expected: Vec<String> = (0..10).map(|n| format!("evt-{n}")).collect();
    assert_eq!(ids(&exported), expected);
    assert!(store.all_events(0, 0).await.unwrap().is_empty());
    assert_eq!(store.all_events(i64::MIN, 100).await.unwrap(), exported);

    store.forget("cand-1").await.unwrap();
    let left = store.all_events(0, 100).await.unwrap();
    assert_eq!(ids(&left), ["evt-0", "evt-2", "evt-4", "evt-6", "evt-8"]);
    store.close().await;
}

async fn holders_respect_time(bench: &Bench) {
    let store = bench.open("store.db").await;
    store
        .append(vec![
            event("evt-1", "cand-b", 10, "{}", &[1, 2]),
            event("evt-2", "cand-a", 20, "{}", &[1]),
            event("evt-3", "cand-c", 30, "{}", &[1, 1]),
        ])
        .await
        .unwrap();
    for limit in [None, Some(10)] {
        assert_eq!(holders_of(&store, 1, 9, limit).await, names(&[]));
        assert_eq!(holders_of(&store, 1, 10, limit).await, names(&["cand-b"]));
        assert_eq!(holders_of(&store, 1, 29, limit).await, names(&["cand-a", "cand-b"]));
        assert_eq!(holders_of(&store, 1, i64::MAX, limit).await, names(&["cand-a", "cand-b", "cand-c"]));
        let both = store.holders(&[hash(2), hash(9), hash(1), hash(2)], 15, limit).await.unwrap();
        let expected: HashMap<Hash, Vec<String>> = [(hash(1), names(&["cand-b"])), (hash(2), names(&["cand-b"]))].into();
        assert_eq!(both, expected);
    }
    store.close().await;
}

async fn the_earliest_time_of_a_holder_counts(bench: &Bench) {
    let store = bench.open("store.db").await;
    store.append(vec![event("evt-1", "cand-a", 50, "{}", &[1, 2])]).await.unwrap();
    store.append(vec![event("evt-2", "cand-b", 60, "{}", &[1])]).await.unwrap();
    // Both arrive late and say that it was so earlier, or later.
    store
        .append(vec![
            event("evt-3", "cand-a", 90, "{}", &[1, 2]),
            event("evt-4", "cand-a", 20, "{}", &[1, 2]),
            event("evt-5", "cand-b", 30, "{}", &[1]),
        ])
        .await
        .unwrap();
    for limit in [None, Some(10)] {
        assert_eq!(holders_of(&store, 1, 19, limit).await, names(&[]));
        assert_eq!(holders_of(&store, 1, 20, limit).await, names(&["cand-a"]));
        assert_eq!(holders_of(&store, 1, 30, limit).await, names(&["cand-a", "cand-b"]));
        assert_eq!(holders_of(&store, 2, 20, limit).await, names(&["cand-a"]));
    }
    store.close().await;
}

async fn holders_respect_the_limit(bench: &Bench) {
    let store = bench.open("store.db").await;
    for (n, subject) in ["cand-e", "cand-c", "cand-a", "cand-d", "cand-b"].iter().enumerate() {
        let time_us = if *subject == "cand-c" { 100 } else { 10 };
        let id = format!("evt-{n}");
        store.append(vec![event(&id, subject, time_us, "{}", &[1])]).await.unwrap();
    }
    assert_eq!(holders_of(&store, 1, 10, Some(0)).await, names(&[]));
    // Those whose candidacy came first; cand-c held it too late to count.
    assert_eq!(holders_of(&store, 1, 10, Some(1)).await, names(&["cand-e"]));
    assert_eq!(holders_of(&store, 1, 10, Some(2)).await, names(&["cand-a", "cand-e"]));
    assert_eq!(holders_of(&store, 1, 10, Some(u32::MAX)).await, names(&["cand-a", "cand-b", "cand-d", "cand-e"]));
    assert_eq!(holders_of(&store, 1, 10, None).await.len(), 4);
    store.close().await;
}

async fn many_hashes_are_answered(bench: &Bench) {
    let store = bench.open("store.db").await;
    let batch: Vec<Incoming> = (0..50_u64)
        .map(|n| {
            let hashes: Vec<u64> = (n * 40..n * 40 + 40).chain([9_999]).collect();
            event(&format!("evt-{n}"), &format!("cand-{n:02}"), 1, "{}", &hashes)
        })
        .collect();
    store.append(batch).await.unwrap();

    let mut hashes: Vec<Hash> = (0..2_100).rev().map(hash).collect();
    hashes.push(hash(9_999));
    for limit in [None, Some(7)] {
        let found = store.holders(&hashes, 1, limit).await.unwrap();
        assert_eq!(found.len(), 2_001);
        for n in 0..2_000_u64 {
            assert_eq!(found[&hash(n)], [format!("cand-{:02}", n / 40)]);
        }
        let crowd = &found[&hash(9_999)];
        assert_eq!(crowd.len(), limit.map_or(50, |_| 7));
        assert!(crowd.is_sorted());
    }
    store.close().await;
}

async fn batches_of_every_size_are_kept(bench: &Bench) {
    let store = bench.open("store.db").await;
    let mut delivered = 0_u64;
    for size in [1, 2, 3, 63, 64, 65, 127, 128, 129, 300] {
        let batch: Vec<Incoming> = (delivered..delivered + size)
            .map(|n| {
                let subject = format!("cand-{}", n / 2);
                event(&format!("evt-{n}"), &subject, i64::try_from(n).unwrap(), "{}", &[n, n / 3])
            })
            .collect();
        let verdicts = store.append(batch).await.unwrap();
        assert_eq!(verdicts, vec![Appended::New; usize::try_from(size).unwrap()]);
        delivered += size;
        assert_eq!(store.population().await.unwrap(), delivered.div_ceil(2));
    }
    let subjects = store.subjects().await.unwrap();
    assert_eq!(u64::try_from(subjects.len()).unwrap(), delivered.div_ceil(2));
    let events = store.events_of(&subjects).await.unwrap();
    assert_eq!(u64::try_from(events.len()).unwrap(), delivered);
    assert!(events.is_sorted_by(|a, b| (&a.subject, a.time_us) <= (&b.subject, b.time_us)));
    let hashes: Vec<Hash> = (0..delivered).map(hash).collect();
    let found = store.holders(&hashes, i64::MAX, None).await.unwrap();
    assert_eq!(u64::try_from(found.len()).unwrap(), delivered);
    store.close().await;
}

fn assessed(candidacy: &str, as_of_us: i64, json: &str) -> (String, i64, String) {
    (candidacy.to_owned(), as_of_us, json.to_owned())
}

async fn assessments_are_recorded_once(bench: &Bench) {
    let store = bench.open("store.db").await;
    store.record(vec![assessed("cand-1", 1, "first"), assessed("cand-2", 1, "other"), assessed("cand-1", 1, "first")]).await.unwrap();
    store.record(vec![assessed("cand-1", 1, "first")]).await.unwrap();
    assert_eq!(store.assessments_of("cand-1").await.unwrap(), names(&["first"]));

    // A new time is a new assessment; and only the latest is compared with.
    store.record(vec![assessed("cand-1", 2, "first")]).await.unwrap();
    store.record(vec![assessed("cand-1", 2, "second"), assessed("cand-1", 2, "first")]).await.unwrap();
    assert_eq!(store.assessments_of("cand-1").await.unwrap(), names(&["first", "first", "second", "first"]));
    assert_eq!(store.assessments_of("cand-2").await.unwrap(), names(&["other"]));
    assert_eq!(store.assessments_of("cand-3").await.unwrap(), names(&[]));
    store.close().await;
}

async fn long_lists_of_assessments_are_recorded(bench: &Bench) {
    let store = bench.open("store.db").await;
    let list: Vec<(String, i64, String)> = (0..333).map(|n| assessed(&format!("cand-{}", n % 200), n / 200, &format!("json {n}"))).collect();
    store.record(list.clone()).await.unwrap();
    store.record(list[200..].to_vec()).await.unwrap();
    assert_eq!(store.assessments_of("cand-0").await.unwrap(), names(&["json 0", "json 200"]));
    assert_eq!(store.assessments_of("cand-132").await.unwrap(), names(&["json 132", "json 332"]));
    assert_eq!(store.assessments_of("cand-133").await.unwrap(), names(&["json 133"]));
    store.close().await;
}

async fn values_are_kept_by_name(bench: &Bench) {
    let store = bench.open("store.db").await;
    store.set_value("rates", "r-1").await.unwrap();
    store.set_value("empty", "").await.unwrap();
    store.set_value("rates", "r-2").await.unwrap();
    assert_eq!(store.value("rates").await.unwrap().as_deref(), Some("r-2"));
    assert_eq!(store.value("empty").await.unwrap().as_deref(), Some(""));
    assert_eq!(store.value("other").await.unwrap(), None);
    store.close().await;
}

async fn a_forgotten_candidacy_is_gone_and_stays_gone(bench: &Bench) {
    let store = bench.open("store.db").await;
    let first = event("evt-1", "cand-1", 10, "{}", &[1]);
    let second = event("evt-2", "cand-1", 90, "[]", &[2]);
    store.append(vec![first.clone(), second.clone()]).await.unwrap();
    store.append(vec![event("evt-3", "cand-2", 20, "{}", &[1])]).await.unwrap();
    store.record(vec![assessed("cand-1", 90, "json")]).await.unwrap();

    assert_eq!(store.forget("cand-1").await.unwrap(), 2);
    for _ in 0..2 {
        assert!(store.events_of(&names(&["cand-1"])).await.unwrap().is_empty());
        assert_eq!(ids(&store.all_events(0, 10).await.unwrap()), ["evt-3"]);
        assert_eq!(store.subjects().await.unwrap(), names(&["cand-2"]));
        assert_eq!(store.population().await.unwrap(), 1);
        assert_eq!(store.latest_time_us().await.unwrap(), Some(20));
        for limit in [None, Some(5)] {
            assert_eq!(holders_of(&store, 1, i64::MAX, limit).await, names(&["cand-2"]));
            assert_eq!(holders_of(&store, 2, i64::MAX, limit).await, names(&[]));
        }
        assert_eq!(store.assessments_of("cand-1").await.unwrap(), names(&[]));
        assert!(store.rejected().await.unwrap().is_empty());

        // Neither the same delivery nor another body brings it back.
        let other = event("evt-2", "cand-1", 90, "another body", &[2]);
        let verdicts = store.append(vec![first.clone(), second.clone(), other]).await.unwrap();
        assert_eq!(verdicts, [Appended::Duplicate; 3]);
        assert_eq!(store.forget("cand-1").await.unwrap(), 0);
    }
    store.close().await;
}

async fn forgetting_one_spares_the_others(bench: &Bench) {
    let store = bench.open("store.db").await;
    let batch: Vec<Incoming> = (0..9).map(|n| event(&format!("evt-{n}"), &format!("cand-{n}"), n, "{}", &[1])).collect();
    store.append(batch).await.unwrap();
    store.set_value("rates", "r-1").await.unwrap();
    store.record(vec![assessed("cand-1", 1, "stays")]).await.unwrap();
    for subject in ["cand-4", "cand-0", "cand-8"] {
        assert_eq!(store.forget(subject).await.unwrap(), 1);
    }
    let left = names(&["cand-1", "cand-2", "cand-3", "cand-5", "cand-6", "cand-7"]);
    assert_eq!(store.subjects().await.unwrap(), left);
    assert_eq!(holders_of(&store, 1, i64::MAX, None).await, left);
    assert_eq!(holders_of(&store, 1, i64::MAX, Some(2)).await, names(&["cand-1", "cand-2"]));
    assert_eq!(store.events_of(&left).await.unwrap().len(), 6);
    assert_eq!(store.latest_time_us().await.unwrap(), Some(7));
    assert_eq!(store.value("rates").await.unwrap().as_deref(), Some("r-1"));
    assert_eq!(store.assessments_of("cand-1").await.unwrap(), names(&["stays"]));
    store.close().await;
}

async fn forgetting_removes_rejected_deliveries(bench: &Bench) {
    let store = bench.open("store.db").await;
    store
        .append(vec![
            event("evt-1", "cand-1", 1, "{}", &[]),
            event("evt-2", "cand-2", 1, "{}", &[]),
            event("evt-3", "cand-3", 1, "{}", &[]),
            // Under a key of cand-1, under a key of another but in the name of cand-1, and neither.
            event("evt-1", "cand-2", 1, "[1]", &[]),
            event("evt-2", "cand-1", 1, "[2]", &[]),
            event("evt-3", "cand-1", 1, "[3]", &[]),
            event("evt-3", "cand-2", 1, "[4]", &[]),
        ])
        .await
        .unwrap();
    assert_eq!(store.rejected().await.unwrap().len(), 3);
    assert_eq!(store.forget("cand-1").await.unwrap(), 1);
    assert_eq!(store.rejected().await.unwrap(), [("/acme/careers".to_owned(), "evt-3".to_owned(), 1)]);
    store.close().await;
}

async fn a_forgotten_candidacy_may_apply_again(bench: &Bench) {
    let store = bench.open("store.db").await;
    store.append(vec![event("evt-1", "cand-1", 1, "{}", &[1]), event("evt-2", "cand-2", 1, "{}", &[1])]).await.unwrap();
    store.forget("cand-2").await.unwrap();
    let again = event("evt-3", "cand-2", 5, "{}", &[1, 3]);
    assert_eq!(store.append(vec![again]).await.unwrap(), [Appended::New]);
    assert_eq!(store.population().await.unwrap(), 2);
    assert_eq!(ids(&store.events_of(&names(&["cand-2"])).await.unwrap()), ["evt-3"]);
    assert_eq!(holders_of(&store, 1, 4, None).await, names(&["cand-1"]));
    assert_eq!(holders_of(&store, 1, 5, None).await, names(&["cand-1", "cand-2"]));
    store.close().await;
}

async fn everything_can_be_forgotten(bench: &Bench) {
    let store = bench.open("store.db").await;
    let kept = event("evt-1", "cand-1", 1, "{}", &[1]);
    store.append(vec![kept.clone(), event("evt-2", "cand-2", 1, "{}", &[1])]).await.unwrap();
    store.append(vec![event("evt-1", "cand-1", 1, "[]", &[])]).await.unwrap();
    store.record(vec![assessed("cand-1", 1, "json")]).await.unwrap();
    store.set_value("rates", "r-1").await.unwrap();
    store.forget("cand-2").await.unwrap();

    store.forget_all().await.unwrap();
    assert!(store.all_events(0, 10).await.unwrap().is_empty());
    assert_eq!(store.subjects().await.unwrap(), names(&[]));
    assert_eq!(store.population().await.unwrap(), 0);
    assert_eq!(store.latest_time_us().await.unwrap(), None);
    assert_eq!(holders_of(&store, 1, i64::MAX, None).await, names(&[]));
    assert_eq!(store.assessments_of("cand-1").await.unwrap(), names(&[]));
    assert!(store.rejected().await.unwrap().is_empty());
    assert_eq!(store.value("rates").await.unwrap(), None);
    assert_eq!(store.append(vec![kept]).await.unwrap(), [Appended::New]);
    assert_eq!(store.population().await.unwrap(), 1);
    store.close().await;
}

// What only a file can show.

#[tokio::test]
async fn a_file_shows_everything_when_it_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let delivered = event("evt-1", "cand-1", 10, "{}", &[1]);
    let gone = event("evt-2", "cand-2", 20, "{}", &[1]);

    let store = open_file(&path).await;
    store.append(vec![delivered.clone(), gone.clone()]).await.unwrap();
    store.append(vec![event("evt-1", "cand-1", 10, "[]", &[])]).await.unwrap();
    store.record(vec![assessed("cand-1", 10, "json")]).await.unwrap();
    store.set_value("rates", "r-1").await.unwrap();
    store.forget("cand-2").await.unwrap();
    let before = store.events_of(&names(&["cand-1"])).await.unwrap();
    store.close().await;

    // The second time it is dropped without being closed.
    for closed in [true, false, true] {
        let store = open_file(&path).await;
        assert_eq!(store.events_of(&names(&["cand-1"])).await.unwrap(), before);
        assert_eq!(store.all_events(0, 10).await.unwrap(), before);
        assert_eq!(store.subjects().await.unwrap(), names(&["cand-1"]));
        assert_eq!(store.population().await.unwrap(), 1);
        assert_eq!(store.latest_time_us().await.unwrap(), Some(10));
        assert_eq!(holders_of(&store, 1, 10, Some(3)).await, names(&["cand-1"]));
        assert_eq!(store.assessments_of("cand-1").await.unwrap(), names(&["json"]));
        assert_eq!(store.rejected().await.unwrap(), [("/acme/careers".to_owned(), "evt-1".to_owned(), 1)]);
        assert_eq!(store.value("rates").await.unwrap().as_deref(), Some("r-1"));
        let verdicts = store.append(vec![delivered.clone(), gone.clone()]).await.unwrap();
        assert_eq!(verdicts, [Appended::Duplicate; 2]);
        if closed {
            store.close().await;
        }
    }
}

#[tokio::test]
async fn two_openings_of_one_file_agree() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let one = open_file(&path).await;
    let two = open_file(&path).await;
    let batch: Vec<Incoming> = (0..200).map(|n| event(&format!("evt-{n}"), &format!("cand-{n}"), n, "{}", &[1])).collect();
    let (first, second) = tokio::join!(one.append(batch.clone()), two.append(batch));
    let first = first.unwrap();
    let second = second.unwrap();
    for (a, b) in first.iter().zip(&second) {
        assert_ne!(a, b);
    }
    assert_eq!(one.population().await.unwrap(), 200);
    assert_eq!(two.population().await.unwrap(), 200);
    assert_eq!(one.all_events(0, 1_000).await.unwrap(), two.all_events(0, 1_000).await.unwrap());
    one.close().await;
    two.close().await;
}

/// Every file of the store in this folder: the database, its write-ahead log and the index of that.
fn bytes_in(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    bytes
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[tokio::test]
async fn forgotten_bytes_are_not_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = open_file(&folder.path().join("store.db")).await;
    let long = format!("marker-of-a-long-body {}", "marker-inside ".repeat(2_000));
    let mut batch: Vec<Incoming> =
        (0..50_i64).map(|n| event(&format!("evt-{n}"), &format!("cand-{n:02}"), n, "{}", &[1, 50 + n.unsigned_abs()])).collect();
    batch.insert(20, event("evt-long", "marker-of-a-name", 7, &long, &[777]));
    batch.insert(30, event("evt-short", "marker-of-a-name", 8, "marker-of-a-short-body", &[]));
    batch.push(event("evt-short", "marker-of-a-name", 8, "marker-of-a-rejected-body", &[]));
    store.append(batch).await.unwrap();
    store.record(vec![assessed("marker-of-a-name", 8, "marker-of-an-assessment")]).await.unwrap();
    let shared = hash(777);
    let markers: [&[u8]; 7] = [
        b"marker-of-a-long-body",
        b"marker-inside",
        b"marker-of-a-short-body",
        b"marker-of-a-rejected-body",
        b"marker-of-an-assessment",
        b"marker-of-a-name",
        &shared,
    ];
    let before = bytes_in(folder.path());
    for marker in markers {
        assert!(contains(&before, marker), "{}", String::from_utf8_lossy(marker));
    }

    assert_eq!(store.forget("marker-of-a-name").await.unwrap(), 2);
    let after = bytes_in(folder.path());
    for marker in markers {
        assert!(!contains(&after, marker), "{}", String::from_utf8_lossy(marker));
    }
    // The keys stay: they keep it from coming back.
    assert!(contains(&after, b"evt-long"));
    assert!(contains(&after, b"cand-49"));

    store.forget_all().await.unwrap();
    let last = bytes_in(folder.path());
    assert!(!contains(&last, b"evt-long"));
    assert!(!contains(&last, b"cand-49"));
    store.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_a_new_file() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("some").join("data");
    let store = open_file(&inner.join("store.db")).await;
    store.append(vec![event("evt-1", "cand-1", 1, "{}", &[])]).await.unwrap();
    assert_eq!(mode(&folder.path().join("some")), 0o700);
    assert_eq!(mode(&inner), 0o700);
    for entry in std::fs::read_dir(&inner).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0o600);
    }
    store.close().await;
}

async fn refusal(url: &str) -> (Error, String) {
    let error = Store::open(url).await.unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("cannot "), "{text}");
    (error, text)
}

#[tokio::test]
async fn unknown_addresses_are_refused_with_the_known_forms() {
    for url in ["", "store.db", "mysql://me:secret@host/db", "sqlite:", "sqlite::memory:", "memory"] {
        let (error, text) = refusal(url).await;
        assert!(matches!(error, Error::Address { .. }), "{text}");
        assert!(text.contains("memory:") && text.contains("sqlite:FILE"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
    // Nobody listens at port 1.
    for url in ["postgres://me:secret@127.0.0.1:1/db", "postgresql://me:secret@127.0.0.1:1/db"] {
        let (error, text) = refusal(url).await;
        assert!(matches!(error, Error::Postgres { .. }), "{text}");
        assert!(text.contains("connect") && !text.contains("secret"), "{text}");
    }
    let (error, text) = refusal("postgres://me:secret@127.0.0.1:port/db").await;
    assert!(matches!(error, Error::Address { .. }) && !text.contains("secret"), "{text}");
}

#[tokio::test]
async fn what_is_no_store_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (error, text) = refusal(&address(folder.path())).await;
    assert!(matches!(error, Error::NotAFile { .. }), "{text}");
    assert!(text.contains(&folder.path().display().to_string()), "{text}");

    let notes = folder.path().join("notes.txt");
    for content in ["short", "Not a database, and longer than a header of sixteen bytes."] {
        std::fs::write(&notes, content).unwrap();
        let (error, text) = refusal(&address(&notes)).await;
        assert!(matches!(error, Error::NotADatabase { .. }), "{text}");
        assert!(text.contains("notes.txt"), "{text}");
        assert_eq!(std::fs::read_to_string(&notes).unwrap(), content);
    }

    let (error, text) = refusal(&address(&notes.join("store.db"))).await;
    assert!(matches!(error, Error::File { .. }), "{text}");

    let foreign = folder.path().join("foreign.db");
    change(&foreign, "create table recipes (name text)");
    let before = std::fs::read(&foreign).unwrap();
    let (error, text) = refusal(&address(&foreign)).await;
    assert!(matches!(error, Error::Foreign { .. }), "{text}");
    assert!(text.contains("foreign.db"), "{text}");
    assert_eq!(std::fs::read(&foreign).unwrap(), before);
}

#[tokio::test]
async fn an_empty_file_becomes_a_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    std::fs::write(&path, "").unwrap();
    let store = open_file(&path).await;
    assert_eq!(store.population().await.unwrap(), 0);
    store.close().await;
}

#[tokio::test]
async fn a_newer_form_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    open_file(&path).await.close().await;
    change(&path, "insert into schema_versions (version) values (999)");
    let (error, text) = refusal(&address(&path)).await;
    assert!(matches!(error, Error::Newer { found: 999, .. }), "{text}");
}

/// Changes a database behind the store's back.
fn change(path: &Path, statement: &str) {
    rusqlite::Connection::open(path).unwrap().execute_batch(statement).unwrap();
}
