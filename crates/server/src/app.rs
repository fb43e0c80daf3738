//! The server as a whole: its threads, how it starts and how it ends.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use hirewall_store::audit::NewEntry;
use hirewall_store::cases::Change;
use jiff::Timestamp;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::inbox::Inbox;
use crate::people::Tries;
use crate::routes;
use crate::work::Desk;

/// How long an idle worker waits before it looks for what other processes have left.
const IDLE: Duration = Duration::from_millis(1_000);
/// Seconds between two signatures under the audit's end.
const SIGNED_EACH_S: i64 = 300;
/// How long requests that are under way may take when the server ends.
const GRACE: Duration = Duration::from_secs(5);
/// Kibibytes of bodies that are held at once.
pub(crate) const HELD_KIB: usize = 96 << 10;

/// What every request can use.
#[derive(Clone)]
pub struct App(pub(crate) Arc<Shared>);

impl App {
    /// Puts into the audit what somebody did that changes no case.
    pub(crate) async fn note(&self, who: &str, what: &str, about: Option<&str>, details: &Value) -> Result<(), hirewall_store::Error> {
        let entry = NewEntry {
            at_us: Timestamp::now().as_microsecond(),
            who: who.to_owned(),
            what: what.to_owned(),
            about: about.map(str::to_owned),
            details: details.to_string(),
        };
        self.0.desk.store.commit(Change { entries: vec![entry], ..Change::default() }).await?;
        Ok(())
    }
}

pub(crate) struct Shared {
    pub desk: Arc<Desk>,
    pub inbox: Inbox,
    pub tries: Tries,
    /// Browsers reach the server by HTTPS: cookies say so.
    pub secure: bool,
    /// Kibibytes of bodies that may still be held.
    pub room: Semaphore,
}

/// Wakes the worker.
#[derive(Default)]
struct Bell {
    rung: Mutex<bool>,
    heard: Condvar,
}

impl Bell {
    fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.heard.notify_one();
    }

    fn wait(&self) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut rung, _) = self.heard.wait_timeout_while(rung, IDLE, |rung| !*rung).unwrap_or_else(PoisonError::into_inner);
        *rung = false;
    }
}

/// Serves until `stop` is done. `ready` hears the address, which is another than the one asked for where its port is 0.
pub fn serve(
    listen: SocketAddr,
    desk: Desk,
    secure: bool,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let desk = Arc::new(desk);
    let (bell, ending) = (Arc::new(Bell::default()), Arc::new(AtomicBool::new(false)));
    let worker = start_worker(Arc::clone(&desk), Arc::clone(&bell), Arc::clone(&ending))?;
    let ring = Arc::clone(&bell);
    let (inbox, writer) = Inbox::start(Arc::clone(&desk.store), move || ring.ring())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build()?;
    let app = App(Arc::new(Shared { desk, inbox, tries: Tries::new()?, secure, room: Semaphore::new(HELD_KIB) }));
    let served: Result<()> = runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.with_context(|| format!("{listen}: cannot be listened at"))?;
        ready(listener.local_addr()?);
        let (ended, mut ends) = tokio::sync::watch::channel(false);
        let stopped = async move {
            stop.await;
            let _ = ended.send(true);
        };
        let serving = axum::serve(listener, routes::router(app)).with_graceful_shutdown(stopped);
        let late = async {
            let _ = ends.wait_for(|ended| *ended).await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            served = serving.into_future() => served.context("serving failed"),
            () = late => Ok(()),
        }
    });
    // With the last request the last inbox goes, and with it the thread that writes.
    runtime.shutdown_timeout(GRACE);
    let _ = writer.join();
    ending.store(true, Ordering::Relaxed);
    bell.ring();
    let _ = worker.join();
    served
}

/// Works through the inbox until it is told to end.
fn start_worker(desk: Arc<Desk>, bell: Arc<Bell>, ending: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let sign = move |desk: &Desk, runtime: &tokio::runtime::Runtime| {
        let Some(seal) = &desk.seal else { return };
        if let Err(error) = runtime.block_on(seal.sign(&desk.store, Timestamp::now())) {
            tracing::error!(error = %format!("{error:#}"), "the audit cannot be signed");
        }
    };
    let work = move || {
        let mut signed = Timestamp::UNIX_EPOCH;
        while !ending.load(Ordering::Relaxed) {
            match runtime.block_on(desk.work(Timestamp::now())) {
                Ok(0) => bell.wait(),
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(error = %format!("{error:#}"), "the inbox cannot be read");
                    bell.wait();
                }
            }
            let now = Timestamp::now();
            if now.as_second() - signed.as_second() >= SIGNED_EACH_S {
                sign(&desk, &runtime);
                signed = now;
            }
        }
        sign(&desk, &runtime);
    };
    Ok(std::thread::Builder::new().name("work".to_owned()).spawn(work)?)
}
