use crate::prelude::*;

/// The video came out of software instead of a camera.
pub const SIGNAL: Signal =
    Signal { id: "virtual-camera", family: Family::Interview, tier: Tier::Corroborating, page: include_str!("virtual_camera.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::VirtualCamera, "used", 1, "The picture came from a virtual camera.");
}
