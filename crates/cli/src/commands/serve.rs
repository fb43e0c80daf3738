//! `hirewall serve`, and the demo in the console.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Result;
use hirewall_engine::intake::Indexed;
use hirewall_engine::{Policy, Request, Weights, screen};
use hirewall_link::Key;
use hirewall_server::hooks::{Hook, Scheme};
use hirewall_server::roles::Role;
use hirewall_server::work::Desk;
use hirewall_server::{app, config, people};
use hirewall_store::Store;
use jiff::Timestamp;
use tokio::runtime::Runtime;
use tokio::signal::ctrl_c;
use tokio::signal::unix::{SignalKind, signal};

use crate::args::Serve;
use crate::say;
use crate::{End, intake, output, settings};

pub fn run(args: &Serve, runtime: &Runtime) -> Result<End> {
    settings::load_reference()?;
    let (weights, policy, rates) = settings::rules(&args.rules)?;
    let url = settings::store_url(&args.store)?;
    let key = settings::key_for(&url)?;
    let hooks = match &args.config {
        Some(file) => config::read(file)?,
        None => Vec::new(),
    };
    let options = intake::options(&args.input, None, &policy)?;
    let store = Arc::new(settings::open(&url, runtime)?);
    let seal = settings::seal(&url)?;
    if runtime.block_on(store.accounts())?.is_empty() {
        eprintln!("There is no account yet, so nobody can sign in: hirewall account add NAME --role reviewer");
    }
    serve(args.listen, Desk { store, key, weights, policy, rates, options, hooks, seal }, args.https)
}

/// The demo's world in the console: gone when it ends.
pub fn demo(listen: SocketAddr, runtime: &Runtime) -> Result<End> {
    let world = hirewall_simulate::demo();
    let key = Key::new([7; 32]);
    let store = Arc::new(runtime.block_on(Store::open("memory:"))?);
    let bar = output::bar("screening");
    let progress = output::steps(&bar);
    let (candidacies, as_of) = runtime.block_on(hirewall_eval::fill(&store, &key, &world, Indexed::Yes, &|_, _| {}))?;
    let (weights, policy) = (Weights::shipped()?, Policy::shipped()?);
    let request = Request { candidacies, as_of, key: &key, weights: &weights, policy: &policy, rates: None, progress: &progress };
    let outcome = runtime.block_on(screen(&store, &request))?;
    bar.finish_and_clear();
    let options = hirewall_intake::Options::default();
    let secret = people::passphrase()?;
    let hooks = vec![Hook::new("greenhouse", Scheme::Greenhouse, std::slice::from_ref(&secret))?];
    let desk = Desk { store: Arc::clone(&store), key, weights, policy, rates: outcome.rates.clone(), options, hooks, seal: None };
    // The world lies in the past; its cases begin now.
    runtime.block_on(desk.keep(&outcome, Timestamp::now()))?;
    say!("A simulated company; nobody in it is real. Sign in as one of:");
    for role in Role::ALL {
        let password = people::passphrase()?;
        runtime.block_on(people::put_account(&store, role.as_str(), *role, &password))?;
        say!("  {:<14} {password}", role.as_str());
    }
    let token = runtime.block_on(people::put_token(&store, "program", Role::Security, 1, Timestamp::now().as_microsecond()))?;
    say!("A program's token for http://{listen}/openapi.json, as security: {token}");
    say!("Deliver a message as Greenhouse does, and see it under \"All, latest first\":");
    say!("  curl http://{listen}/hooks/greenhouse --data-binary @body.json \\");
    say!("    -H \"Signature: sha256 $(openssl dgst -sha256 -hmac {secret} -r body.json | cut -d' ' -f1)\"");
    serve(listen, desk, false)
}

fn serve(listen: SocketAddr, desk: Desk, https: bool) -> Result<End> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_target(false).init();
    let stop = async {
        let ended = async {
            match signal(SignalKind::terminate()) {
                Ok(mut ended) => _ = ended.recv().await,
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = ctrl_c() => {}
            () = ended => {}
        }
        eprintln!("Ending; once more ends at once.");
        tokio::spawn(async {
            let _ = ctrl_c().await;
            // Nothing is lost: what was acknowledged is on disk.
            std::process::exit(130);
        });
    };
    app::serve(listen, desk, https, |at| eprintln!("Hirewall serves http://{at}/ until Ctrl-C."), stop)?;
    Ok(End::Done)
}
