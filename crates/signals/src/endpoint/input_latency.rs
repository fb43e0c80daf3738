use crate::prelude::*;

/// Keystrokes reach the laptop as slowly as from another continent.
pub const SIGNAL: Signal =
    Signal { id: "input-latency", family: Family::Endpoint, tier: Tier::Corroborating, page: include_str!("input_latency.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        let What::InputLatency { p50_ms, samples } = &claim.what else { continue };
        report.looked();
        if *p50_ms > 110.0 && *samples >= 1000 {
            report.finding("slow", format!("Half of all keystrokes took longer than {p50_ms:.0} ms to arrive."), dossier.evidence(claim));
            return;
        }
    }
}
