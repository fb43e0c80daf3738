use crate::prelude::*;

/// The candidate did not show themselves in two or more video rounds, with no accommodation on file.
pub const SIGNAL: Signal =
    Signal { id: "camera-refused", family: Family::Interview, tier: Tier::Corroborating, page: include_str!("camera_refused.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::CameraRefused, "twice", 2, "In two rounds or more the camera stayed off.");
}
