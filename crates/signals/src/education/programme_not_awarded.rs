use crate::prelude::*;

/// The school awards no degree in these subjects at this level, by the national register of what was awarded.
pub const SIGNAL: Signal = Signal {
    id: "programme-not-awarded",
    family: Family::Education,
    tier: Tier::Corroborating,
    page: include_str!("programme_not_awarded.md"),
    check,
};

/// Years after which a register of what was awarded of late says nothing of a level any more.
const RECENT: i16 = 12;

fn check(dossier: &Dossier, report: &mut Report) {
    for claim in &dossier.claims {
        if matches!(&claim.what, What::Study { area: Some(_), level: Some(_), .. }) && claim.origin.speaker == Speaker::Resume {
            report.looked();
        }
    }
    for (fact, claim) in dossier.facts() {
        let (What::Study { start, end, .. }, Says::NotAwarded { level, whole, year }) = (&claim.what, &fact.says) else { continue };
        let ended = end.as_ref().or(start.as_ref()).and_then(PartialDate::year);
        let recent = ended.is_some_and(|ended| year - ended <= RECENT);
        if !(*whole || recent) {
            continue;
        }
        let (key, because) = if *whole {
            ("subject", format!("By the register of {year} the school awards nothing in these subjects or near ones (claimed: {level})."))
        } else {
            ("level", format!("By the register of {year} the school awards these subjects, but not at this level ({level})."))
        };
        if let Some(evidence) = dossier.evidence_of_fact(fact) {
            report.finding(key, because, evidence);
        }
    }
}
