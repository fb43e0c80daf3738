use crate::prelude::*;

/// A remote-control tool was set up from the command line so that it can be used without anybody at the machine.
pub const SIGNAL: Signal =
    Signal { id: "unattended-remote-setup", family: Family::Endpoint, tier: Tier::Hard, page: include_str!("unattended_remote_setup.md"), check };

/// What sets up unattended access, by program: all words must stand in the command.
const SETUPS: [&[&str]; 4] =
    [&["remoting_start_host", "--pin="], &["anydesk", "--set-password"], &["rustdesk", "--password"], &["teamviewer", "assign", "--api-token"]];

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        let What::CommandLine(command) = &claim.what else { continue };
        report.looked();
        let lower = command.to_lowercase();
        if SETUPS.iter().any(|words| words.iter().all(|word| lower.contains(word))) {
            report.finding("unattended", "A remote-control tool was set up for use without anybody at the machine.", dossier.evidence(claim));
            return;
        }
    }
}
