use crate::prelude::*;

/// Keystrokes reach the laptop as slowly as from another continent.
pub const SIGNAL: Signal =
    Signal { id: "input-latency", family: Family::Endpoint, tier: Tier::Corroborating, page: include_str!("input_latency.md"), check };

/// What a median of keystrokes may not exceed at home, in milliseconds: the published case had more than 110, a local keyboard has tens.
const SLOW_MS: f64 = 110.0;
/// Between that and this it is raised.
const RAISED_MS: f64 = 70.0;
/// Keystrokes without which a median says little.
const LEAST_SAMPLES: i64 = 1000;

fn check(dossier: &Dossier, report: &mut Report) {
    let mut slow: Vec<(f64, &Claim)> = Vec::new();
    for claim in &dossier.claims {
        let What::InputLatency { p50_ms, samples } = &claim.what else { continue };
        report.looked();
        if *p50_ms > RAISED_MS && *samples >= LEAST_SAMPLES {
            slow.push((*p50_ms, claim));
        }
    }
    let over = slow.iter().filter(|(ms, _)| *ms > SLOW_MS).count();
    let level = match over {
        0 => "raised",
        1 => "slow",
        _ => "repeatedly",
    };
    if let Some((ms, claim)) = slow.iter().max_by(|a, b| a.0.total_cmp(&b.0)) {
        report.finding(level, format!("Half of all keystrokes took longer than {ms:.0} ms to arrive."), dossier.evidence(claim));
    }
}
