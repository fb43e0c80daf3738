//! The `hirewall` binary: arguments in, words and exit codes out. What it decides stands in the crates below.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program prints")]

mod args;
mod commands;
mod intake;
mod output;
mod people;
mod settings;
mod texts;

use std::process::ExitCode;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a run ended; the contract's exit codes.
enum End {
    /// All was done.
    Done,
    /// Finished, but some input was unreadable or rejected.
    Incomplete,
    /// Something dangerous was found.
    Dangerous,
}

fn main() -> ExitCode {
    if let Some(code) = hirewall_documents::worker_main() {
        return code;
    }
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("hirewall: the asynchronous runtime cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match commands::run(args, &runtime) {
        Ok(End::Done) => ExitCode::SUCCESS,
        Ok(End::Incomplete) => ExitCode::from(3),
        Ok(End::Dangerous) => ExitCode::from(4),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hirewall: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The reader of our output went away (`| head`): that is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|e| e.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}
