//! One module per command, or a few lines here.

mod account;
mod audit;
mod campaigns;
mod connect;
mod demo;
mod emerging;
mod eval;
mod explain;
mod forget;
mod form;
mod import;
mod link;
mod lookback;
mod scan;
mod schema;
mod screen;
mod serve;
mod signals;
mod stage;
mod steps;
mod trends;

use anyhow::Result;
use clap::CommandFactory;
use tokio::runtime::Runtime;

use crate::End;
use crate::args::{Args, Audit, Command, Eval, Import};

/// Runs one command.
pub fn run(args: Args, runtime: &Runtime) -> Result<End> {
    match args.command {
        Command::Screen(args) => screen::run(&args, runtime),
        Command::Scan(args) => scan::run(&args),
        Command::Explain { candidacy, store, format } => explain::run(&candidacy, &store, format, runtime),
        Command::Campaigns { id, store, format, out } => campaigns::run(id.as_deref(), &store, format, out.as_deref(), runtime),
        Command::Link { table, map, probability, out, pairs, texts, format } => link::run(&link::Asked {
            table: &table,
            map: map.as_deref(),
            probability,
            out: out.as_deref(),
            pairs: pairs.as_deref(),
            texts: texts.as_deref(),
            format,
        }),
        Command::Trends { since, count, by, store, format, out } => {
            trends::run(&trends::Asked { since, count, by, format, out: out.as_deref() }, &store, runtime)
        }
        Command::Emerging { until, days, store, format } => emerging::run(until, days, &store, format, runtime),
        Command::Signals { name, check, coverage } => signals::run(name.as_deref(), check, coverage),
        Command::Lookback { roster, devices, signins, map, format } => lookback::run(&roster, &devices, &signins, map.as_deref(), format, runtime),
        Command::Interview { candidacy, store } => steps::interview(&candidacy, &store, runtime),
        Command::Plan { consent: true, .. } => steps::print(hirewall_engine::verify::CONSENT),
        Command::Plan { introduction: true, .. } => steps::print(hirewall_engine::verify::INTRODUCTION),
        Command::Plan { candidacy, store, .. } => steps::plan(&candidacy.unwrap_or_default(), &store, runtime),
        Command::Form { what, candidacy, time, insecure_no_sandbox } => form::run(&what, &candidacy, time, insecure_no_sandbox),
        Command::Import { what: Import::Reference(args) } => import::reference(&args),
        Command::Import { what: Import::Applications { paths, map, dry_run, input, store } } => {
            import::applications(&paths, map.as_deref(), dry_run, &input, &store, runtime)
        }
        Command::Schema { name, out } => schema::run(name.as_deref(), out.as_deref()),
        Command::Simulate { world, out } => eval::simulate(&world, &out),
        Command::Eval { what: Some(Eval::Resumes { corpus, misses, format, insecure_no_sandbox }), .. } => {
            eval::resumes(&corpus, misses, format, insecure_no_sandbox)
        }
        Command::Eval { what: Some(Eval::Hostile { write, format, insecure_no_sandbox }), .. } => {
            eval::hostile(write.as_deref(), format, insecure_no_sandbox)
        }
        Command::Eval { what: Some(Eval::Schools { misses, format }), .. } => eval::schools(misses, format),
        Command::Eval { what: None, world, oddities: Some(only), rules, format, .. } => eval::oddities(&world, &only, &rules, format, runtime),
        Command::Eval { what: None, world, stages: true, rules, format, .. } => eval::stages(&world, &rules, format, runtime),
        Command::Eval { what: None, world, rules, format, .. } => eval::eval(&world, &rules, format, runtime),
        Command::Bench { documents: Some(folder), format, .. } => eval::bench_documents(&folder, format),
        Command::Bench { honest, stored, singles, format, documents: None } => eval::bench(honest, stored, singles, format, runtime),
        Command::Demo { serve: false, .. } => demo::run(runtime),
        Command::Demo { serve: true, listen } => serve::demo(listen, runtime),
        Command::Serve(args) => serve::run(&args, runtime),
        Command::Connect { scheme: Some(scheme), name, config, url, .. } => {
            connect::add(scheme, name.as_deref().unwrap_or(scheme.as_str()), &config, &url)
        }
        Command::Connect { scheme: None, test, config, listen, .. } => connect::test(&test.unwrap_or_default(), &config, listen),
        Command::Account { what } => account::run(what, runtime),
        Command::Audit { what: Audit::Verify { store } } => audit::verify(&store, runtime),
        Command::Forget { candidacy, all, expired, as_of, policy, yes, store } => {
            let whom = match (candidacy, all, expired, as_of) {
                (Some(one), ..) => forget::Whom::One(one),
                (_, true, ..) => forget::Whom::All,
                (.., true, Some(as_of)) => forget::Whom::Expired { as_of, policy },
                _ => anyhow::bail!("say whom: a candidacy, --expired or --all"),
            };
            forget::run(whom, yes, &store, runtime)
        }
        Command::Stage { stage } => stage::run(&stage),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Args::command(), "hirewall", &mut std::io::stdout());
            Ok(End::Done)
        }
        Command::Man => {
            clap_mangen::Man::new(Args::command()).render(&mut std::io::stdout())?;
            Ok(End::Done)
        }
    }
}
