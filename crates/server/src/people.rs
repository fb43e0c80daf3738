//! Signing in: passwords, sessions and the tokens of forms.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hirewall_store::Store;
use hirewall_store::accounts::{Account, Session};
use tokio::sync::Semaphore;

use crate::roles::Role;

/// Name of the cookie.
pub const COOKIE_NAME: &str = "hirewall";
/// How long a session lasts: a working day, in microseconds.
const SESSION_US: i64 = 12 * 3_600 * 1_000_000;
/// Fewest and most characters of a password (NIST SP 800-63B asks for 15 where nothing else is asked for; the most bounds the work).
const PASSWORD: std::ops::RangeInclusive<usize> = 15..=200;
/// Wrong tries of one name before each costs a wait.
const FREE_TRIES: u32 = 5;
/// How long that wait is, in microseconds.
const WAIT_US: i64 = 30_000_000;
/// Passwords that are compared at once, and how long one waits for its turn.
const AT_ONCE: usize = 4;
const PATIENCE: Duration = Duration::from_secs(5);
/// Names whose tries are remembered.
const REMEMBERED: usize = 10_000;

/// Somebody who has signed in.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account's name.
    pub name: String,
    /// The account's role.
    pub role: Role,
    /// What forms of this session carry.
    pub form: String,
    /// The session's token, hashed.
    pub token: [u8; 32],
}

/// 32 random bytes as text.
fn random() -> Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no random bytes: {error}"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A secret for a web hook; those of Standard Webhooks have a form of their own.
pub fn secret(standard: bool) -> Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no random bytes: {error}"))?;
    Ok(if standard { format!("whsec_{}", STANDARD.encode(bytes)) } else { URL_SAFE_NO_PAD.encode(bytes) })
}

/// A password of five words' worth: 100 random bits in groups that can be read out.
pub fn passphrase() -> Result<String> {
    // No letter that is taken for another.
    const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no random bytes: {error}"))?;
    let letter = |byte: &u8| char::from(LETTERS.get(usize::from(byte % 31)).copied().unwrap_or(b'x'));
    let groups = bytes.chunks(5).map(|group| group.iter().map(letter).collect::<String>());
    Ok(groups.collect::<Vec<_>>().join("-"))
}

fn digest(token: &str) -> [u8; 32] {
    *blake3::hash(token.as_bytes()).as_bytes()
}

/// Makes an account, or gives it another role and password.
pub async fn put_account(store: &Store, name: &str, role: Role, password: &str) -> Result<()> {
    check_name(name)?;
    if !PASSWORD.contains(&password.chars().count()) {
        bail!("a password has {} to {} characters: several words are easy to keep", PASSWORD.start(), PASSWORD.end());
    }
    let account = Account { name: name.to_owned(), role: role.as_str().to_owned(), password: hashed(password)?, disabled: false };
    Ok(store.put_account(account).await?)
}

/// What tokens of programs begin with, so that searches for leaked secrets find them.
const TOKEN: &str = "hirewall_";

/// Makes a token by which a program is known under an account of its own, for so many days; the one before it ends.
pub async fn put_token(store: &Store, name: &str, role: Role, days: u32, now_us: i64) -> Result<String> {
    if store.account(name).await?.is_some_and(|account| !account.password.is_empty()) {
        bail!("{name}: is the account of a person; give the program a name of its own");
    }
    check_name(name)?;
    // No password matches an empty hash.
    store.put_account(Account { name: name.to_owned(), role: role.as_str().to_owned(), password: String::new(), disabled: false }).await?;
    let token = format!("{TOKEN}{}", random()?);
    let ends_us = now_us.saturating_add(i64::from(days).saturating_mul(86_400_000_000));
    store.begin_session(Session { token: of_program(&token), account: name.to_owned(), form: String::new(), ends_us }, now_us).await?;
    Ok(token)
}

/// A cookie never counts as a program's token, nor the other way round.
fn of_program(token: &str) -> [u8; 32] {
    *blake3::Hasher::new_derive_key("hirewall 2026-11 token of a program").update(token.as_bytes()).finalize().as_bytes()
}

/// Which program sends a request, by its token.
pub async fn program(store: &Store, headers: &HeaderMap, now_us: i64) -> Result<Option<Person>> {
    let sent = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.split_once(' '));
    let Some((_, token)) = sent.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")) else { return Ok(None) };
    known(store, of_program(token.trim()), now_us).await
}

async fn known(store: &Store, token: [u8; 32], now_us: i64) -> Result<Option<Person>> {
    let Some((session, account)) = store.session(&token, now_us).await? else { return Ok(None) };
    let Some(role) = Role::of(&account.role) else { return Ok(None) };
    Ok(Some(Person { name: account.name, role, form: session.form, token }))
}

fn check_name(name: &str) -> Result<()> {
    if name.is_empty() || name.len() > 60 || !name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'@')) {
        bail!("{name:?}: an account's name has letters, digits, and . - _ @, at most 60 of them");
    }
    Ok(())
}

fn hashed(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|error| anyhow::anyhow!("the password cannot be hashed: {error}"))?.to_string())
}

fn matches(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Wrong tries by name.
#[derive(Debug)]
pub struct Tries {
    /// Name → wrong tries, and until when the next one waits.
    wrong: Mutex<HashMap<String, (u32, i64)>>,
    /// A hash to compare with where there is no account, so that both take as long.
    nobody: String,
    /// Passwords that may be compared at once: each takes 19 MiB.
    room: Semaphore,
}

/// What came of signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignedIn {
    /// The token for the cookie.
    Yes(String),
    /// Name or password is wrong.
    No,
    /// Too many tries: wait for so many seconds.
    Wait(i64),
}

impl Tries {
    /// Remembers nothing yet.
    pub fn new() -> Result<Self> {
        Ok(Self { wrong: Mutex::default(), nobody: hashed(&random()?)?, room: Semaphore::new(AT_ONCE) })
    }

    /// Signs in at `now_us`. Tries are counted by name, whether there is such an account or not.
    pub async fn sign_in(&self, store: &Store, name: &str, password: &str, now_us: i64) -> Result<SignedIn> {
        let name = name.trim();
        let until = self.lock().get(name).filter(|(tries, _)| *tries >= FREE_TRIES).map_or(0, |(_, until)| *until);
        if until > now_us {
            return Ok(SignedIn::Wait((until - now_us) / 1_000_000 + 1));
        }
        let account = store.account(name).await?.filter(|account| !account.disabled);
        let hash = account.as_ref().map_or(self.nobody.as_str(), |account| account.password.as_str()).to_owned();
        let given: String = password.chars().take(*PASSWORD.end() + 1).collect();
        // Whoever floods the door waits before it with everybody else, for a while.
        let Ok(Ok(_room)) = tokio::time::timeout(PATIENCE, self.room.acquire()).await else { return Ok(SignedIn::Wait(1)) };
        let right = tokio::task::spawn_blocking(move || matches(&given, &hash)).await.context("a password was not compared")?;
        let Some(account) = account.filter(|_| right) else {
            let mut wrong = self.lock();
            if wrong.len() >= REMEMBERED {
                wrong.retain(|_, (_, until)| *until > now_us);
            }
            let tries = wrong.entry(name.to_owned()).or_default();
            *tries = (tries.0.saturating_add(1), now_us.saturating_add(WAIT_US));
            return Ok(SignedIn::No);
        };
        self.lock().remove(name);
        let token = random()?;
        let session = Session { token: digest(&token), account: account.name, form: random()?, ends_us: now_us.saturating_add(SESSION_US) };
        store.begin_session(session, now_us).await?;
        Ok(SignedIn::Yes(token))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (u32, i64)>> {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who sends a request, by its cookie.
pub async fn person(store: &Store, headers: &HeaderMap, now_us: i64) -> Result<Option<Person>> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let Some((_, token)) = pairs.find(|(name, _)| *name == COOKIE_NAME) else { return Ok(None) };
    known(store, digest(token), now_us).await
}
