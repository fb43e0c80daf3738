//! Folds the write-ahead log into the file while nobody waits.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{Builder, JoinHandle};

use rusqlite::Connection;

/// A thread and a connection of its own, so that nobody who stores one application waits for the folding. A bulk load, whose writes
/// are large, is folded by the writer itself.
pub(crate) struct Folding {
    writes: AtomicU32,
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    connection: Arc<Mutex<Connection>>,
}

impl Folding {
    /// Writes between two foldings: about one thousand pages if each is of one application.
    const EVERY: u32 = 32;
    /// Pages in the log at which the writer folds it: 32 MiB.
    pub(crate) const PAGES: u32 = 8192;

    pub(crate) fn start(connection: Connection) -> Self {
        let connection = Arc::new(Mutex::new(connection));
        let (wake, woken) = sync_channel(1);
        let own = Arc::clone(&connection);
        let fold = move || {
            while woken.recv().is_ok() {
                if let Ok(conn) = own.lock() {
                    // What fails here is tried again, and by the writer when the log has grown.
                    conn.query_one("pragma wal_checkpoint(passive)", [], |_| Ok(())).ok();
                }
            }
        };
        // Without a thread the writer folds alone, later.
        let thread = Builder::new().name("fold the log".to_owned()).spawn(fold).ok();
        Self { writes: AtomicU32::new(0), wake: Some(wake), thread, connection }
    }

    pub(crate) fn after_a_write(&self) {
        if self.writes.fetch_add(1, Ordering::Relaxed) % Self::EVERY == Self::EVERY - 1
            && let Some(wake) = &self.wake
        {
            // Full: it is about to start anyway.
            wake.try_send(()).ok();
        }
    }

    /// While this is held the thread rests: SQLite refuses two foldings at a time.
    pub(crate) fn pause(&self) -> Option<MutexGuard<'_, Connection>> {
        self.connection.lock().ok()
    }

    pub(crate) fn stop(mut self) {
        drop(self.wake.take());
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}
