use crate::prelude::*;

/// Two interviewers or more noted that the answers were read out.
pub const SIGNAL: Signal =
    Signal { id: "reading-answers", family: Family::Interview, tier: Tier::Weak, page: include_str!("reading_answers.md"), check };

fn check(dossier: &Dossier, report: &mut Report) {
    observed(dossier, report, &ObservationCode::ReadingAnswers, "twice", 2, "In two rounds or more the answers seemed to be read out.");
}
