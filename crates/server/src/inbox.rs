//! Messages are acknowledged when they are on disk: one thread writes all that have come by then at once, so that a hundred senders wait for one write.

use std::sync::Arc;
use std::thread::JoinHandle;

use hirewall_store::Store;
use hirewall_store::inbox::Delivery;
use tokio::sync::{mpsc, oneshot};

/// Messages that wait to be written. Those beyond it are told to come again.
const ROOM: usize = 1_024;
/// Messages that are written at once.
const AT_ONCE: usize = 256;

/// Why a message was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// More come than can be written.
    Full,
    /// The store failed.
    Failed,
}

struct Asked {
    delivery: Delivery,
    answer: oneshot::Sender<Result<bool, NotTaken>>,
}

/// Where messages are handed in.
#[derive(Clone, Debug)]
pub struct Inbox {
    sender: mpsc::Sender<Asked>,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Asked")
    }
}

impl Inbox {
    /// Begins to take messages; `each` is called after some were written. It ends when the last inbox is dropped.
    pub fn start(store: Arc<Store>, each: impl Fn() + Send + 'static) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (sender, mut receiver) = mpsc::channel::<Asked>(ROOM);
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let work = move || {
            while let Some(first) = receiver.blocking_recv() {
                let mut asked = vec![first];
                while asked.len() < AT_ONCE
                    && let Ok(more) = receiver.try_recv()
                {
                    asked.push(more);
                }
                let batch = asked.iter().map(|asked| asked.delivery.clone()).collect();
                let answers = match runtime.block_on(store.deliver(batch)) {
                    Ok(new) => new.into_iter().map(Ok).collect(),
                    Err(error) => {
                        tracing::error!(%error, "messages could not be written");
                        vec![Err(NotTaken::Failed); asked.len()]
                    }
                };
                for (asked, answer) in asked.into_iter().zip(answers) {
                    // Whoever asked may have gone.
                    let _ = asked.answer.send(answer);
                }
                each();
            }
        };
        let thread = std::thread::Builder::new().name("inbox".to_owned()).spawn(work)?;
        Ok((Self { sender }, thread))
    }

    /// Takes a message; tells whether it is new. On disk when it returns.
    pub async fn take(&self, delivery: Delivery) -> Result<bool, NotTaken> {
        let (answer, answered) = oneshot::channel();
        self.sender.try_send(Asked { delivery, answer }).map_err(|_| NotTaken::Full)?;
        answered.await.unwrap_or(Err(NotTaken::Failed))
    }
}
