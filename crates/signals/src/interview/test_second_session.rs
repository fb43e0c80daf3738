use crate::prelude::*;

/// During a test a second session was open on another machine.
pub const SIGNAL: Signal =
    Signal { id: "test-second-session", family: Family::Interview, tier: Tier::Weak, page: include_str!("test_second_session.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        let What::TestTelemetry { second_session } = &claim.what else { continue };
        report.looked();
        if *second_session {
            report.finding("second", "A second session was open during the test.", dossier.evidence(claim));
            return;
        }
    }
}
