//! `hirewall connect`: sets up a web hook, and tries it as its vendor would.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use hirewall_server::hooks::Scheme;
use hirewall_server::{config, people};
use jiff::Timestamp;

use crate::End;
use crate::say;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// What vendors send to try an address; it tells of nobody.
const PING: &str = r#"{"action":"ping","data":{"webhookActionType":"ping"}}"#;

/// Makes the secret, adds the web hook to the settings, and says what to enter at the vendor.
pub fn add(scheme: Scheme, name: &str, config: &Path, url: &str) -> Result<End> {
    if config.exists() && config::read(config)?.iter().any(|hook| hook.name == name) {
        bail!("{}: hook {name} is there already; try it with `hirewall connect --test {name}`", config.display());
    }
    let secret = people::secret(scheme == Scheme::Standard)?;
    let file = config.with_file_name(format!("{name}.secret"));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&file).with_context(|| format!("{}: the secret cannot be kept there", file.display()))?;
    writeln!(out, "{secret}")?;
    let mut settings =
        OpenOptions::new().create(true).append(true).open(config).with_context(|| format!("{}: cannot be written", config.display()))?;
    write!(settings, "\n[[hooks]]\nname = \"{name}\"\nscheme = \"{}\"\nsecret_files = [\"{name}.secret\"]\n", scheme.as_str())?;
    config::read(config)?;
    say!("Enter at the vendor:");
    say!("  address  {}/hooks/{name}", url.trim_end_matches('/'));
    say!("  secret   {secret}");
    say!(
        "{} and {} are written. Start the server anew, then: hirewall connect --test {name} --config {}",
        config.display(),
        file.display(),
        config.display()
    );
    if !scheme.tells() {
        say!("Its messages are verified and kept, not read: they only say what to fetch, and the vendor's API is not connected yet.");
    }
    Ok(End::Done)
}

/// Sends a signed message that tells of nobody to a running server.
pub fn test(name: &str, config: &Path, at: SocketAddr) -> Result<End> {
    let hooks = config::read(config)?;
    let Some(hook) = hooks.iter().find(|hook| hook.name == name) else {
        let all: Vec<&str> = hooks.iter().map(|hook| hook.name.as_str()).collect();
        bail!("{}: there is no hook {name:?}; it names {}", config.display(), if all.is_empty() { "none".to_owned() } else { all.join(", ") });
    };
    let now = Timestamp::now().as_second();
    let Some(signed) = hook.sign(&format!("test-{now}"), PING.as_bytes(), now) else {
        bail!("{name}: {} signs in a way that only the vendor can; use the test at the vendor", hook.scheme.as_str());
    };
    let mut head = format!(
        "POST /hooks/{name} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
        PING.len()
    );
    for (header, value) in signed {
        head.push_str(&format!("{header}: {value}\r\n"));
    }
    let mut stream = TcpStream::connect_timeout(&at, PATIENCE).with_context(|| format!("{at}: no server answers; start `hirewall serve`"))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(format!("{head}\r\n{PING}").as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).with_context(|| format!("{at}: the server did not answer"))?;
    let status = answer.split(' ').nth(1).unwrap_or_default();
    match status {
        "200" => {
            say!("{name}: the message was taken. Messages of the vendor come in the same way.");
            Ok(End::Done)
        }
        "401" => bail!("{name}: the server knows another secret; start it anew with this settings file"),
        "404" => bail!("{name}: the server does not know this hook; start it anew with --config {}", config.display()),
        other => bail!("{name}: the server answered {other}: {}", answer.rsplit("\r\n\r\n").next().unwrap_or_default().trim()),
    }
}
