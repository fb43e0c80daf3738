//! `hirewall account`

use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use hirewall_server::people;
use jiff::Timestamp;
use tokio::runtime::Runtime;

use crate::args::Account;
use crate::say;
use crate::{End, settings};

pub fn run(what: Account, runtime: &Runtime) -> Result<End> {
    match what {
        Account::Add { name, role, password_file, store } => {
            let store = settings::open(&settings::store_url(&store)?, runtime)?;
            let (password, made) = match &password_file {
                Some(file) => (read(file)?, false),
                None => (people::passphrase()?, true),
            };
            runtime.block_on(people::put_account(&store, &name, role, &password))?;
            runtime.block_on(store.close());
            say!("Account {name}, {}.", role.as_str());
            if made {
                say!("Password, shown this once: {password}");
            }
        }
        Account::Token { name, role, days, store } => {
            let store = settings::open(&settings::store_url(&store)?, runtime)?;
            let token = runtime.block_on(people::put_token(&store, &name, role, days, Timestamp::now().as_microsecond()))?;
            runtime.block_on(store.close());
            say!("Program {name}, {}, for {days} days. Its token, shown this once:", role.as_str());
            say!("{token}");
        }
        Account::List { store } => {
            let store = settings::open(&settings::store_url(&store)?, runtime)?;
            for account in runtime.block_on(store.accounts())? {
                let what = if account.password.is_empty() { " (program)" } else { "" };
                say!("{:<30} {}{what}{}", account.name, account.role, if account.disabled { " (disabled)" } else { "" });
            }
        }
    }
    Ok(End::Done)
}

/// The first line of a file or of standard input.
fn read(file: &Path) -> Result<String> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).context("the password cannot be read from standard input")?;
    } else {
        text = std::fs::read_to_string(file).with_context(|| format!("{}: the password cannot be read", file.display()))?;
    }
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
