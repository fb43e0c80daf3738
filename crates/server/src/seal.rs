//! Signed checkpoints of the audit: from time to time the place and hash of its last entry are signed and kept in a file beside the store. Whoever can
//! change the database, and takes entries off its end, cannot change what was signed.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hirewall_store::Store;
use hirewall_store::audit::Head;
use jiff::Timestamp;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};

/// What signs, and where what it signed is kept.
pub struct Seal {
    pair: Ed25519KeyPair,
    file: PathBuf,
}

/// A place in the audit that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Entries that it covers.
    pub seq: i64,
    /// Hash of the last of them, in hexadecimal digits.
    pub hash: String,
    /// When.
    pub at: Timestamp,
    /// The signature, in base64.
    pub signature: String,
}

/// A hash in hexadecimal digits.
pub fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn signed(seq: i64, hash: &str, at: Timestamp) -> Vec<u8> {
    format!("hirewall audit checkpoint 1\n{seq}\n{hash}\n{at}\n").into_bytes()
}

impl Seal {
    /// Signs with the key of this seed, and keeps what it signs in this file.
    pub fn new(seed: &[u8; 32], file: &Path) -> Result<Self> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| anyhow::anyhow!("the audit's key is no seed of Ed25519"))?;
        Ok(Self { pair, file: file.to_owned() })
    }

    /// The key by which others check what was signed, in base64.
    pub fn public(&self) -> String {
        STANDARD.encode(self.pair.public_key().as_ref())
    }

    /// Signs the audit's end, unless it was signed already. Durable when it returns.
    pub async fn sign(&self, store: &Store, now: Timestamp) -> Result<()> {
        let Head { seq, hash } = store.audit_head().await?;
        if seq == 0 || self.last().is_some_and(|last| last.seq >= seq) {
            return Ok(());
        }
        let hash = digits(&hash);
        let signature = STANDARD.encode(self.pair.sign(&signed(seq, &hash, now)).as_ref());
        let line = serde_json::to_string(&Checkpoint { seq, hash, at: now, signature })?;
        let mut file =
            OpenOptions::new().create(true).append(true).open(&self.file).with_context(|| format!("{}: cannot be written", self.file.display()))?;
        file.write_all(format!("{line}\n").as_bytes())?;
        Ok(file.sync_data()?)
    }

    /// What was signed last.
    pub fn last(&self) -> Option<Checkpoint> {
        read(&self.file).ok()?.pop()
    }

    /// What was signed, checked by its signature: an error names the first line that is not by this key.
    pub fn checked(&self) -> Result<Vec<Checkpoint>> {
        let public = UnparsedPublicKey::new(&ED25519, self.pair.public_key().as_ref());
        let all = read(&self.file)?;
        for (n, one) in all.iter().enumerate() {
            let by_us = STANDARD.decode(&one.signature).is_ok_and(|signature| public.verify(&signed(one.seq, &one.hash, one.at), &signature).is_ok());
            if !by_us {
                bail!("{}: line {}: the checkpoint is not by this audit's key, or was changed", self.file.display(), n + 1);
            }
        }
        Ok(all)
    }
}

/// All lines of a file of checkpoints; none where there is no file.
fn read(file: &Path) -> Result<Vec<Checkpoint>> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("{}: cannot be read", file.display())),
    };
    // A crash while a line was written leaves a part of it at the end.
    let whole = text.rfind('\n').map_or("", |end| text.get(..end).unwrap_or_default());
    let line = |(n, line): (usize, &str)| serde_json::from_str(line).with_context(|| format!("{}: line {}: is no checkpoint", file.display(), n + 1));
    whole.lines().enumerate().map(line).collect()
}
