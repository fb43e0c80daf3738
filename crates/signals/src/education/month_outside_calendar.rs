use crate::prelude::*;

/// The month in which the degree is said to have been taken fits no end of term of that school.
pub const SIGNAL: Signal = Signal {
    id: "month-outside-calendar",
    family: Family::Education,
    tier: Tier::Corroborating,
    page: include_str!("month_outside_calendar.md"),
    check,
};

fn check(dossier: &Dossier, report: &mut Report) {
    for (fact, claim) in dossier.facts() {
        let (Says::ConferralMonths(months), What::Study { level: Some(_), end: Some(end), .. }) = (&fact.says, &claim.what) else { continue };
        let Some((year, month)) = end.year_month() else { continue };
        // A study that has not ended yet has no degree to date.
        if i32::from(year) * 12 + i32::from(month) - 1 > month_of(dossier.as_of) {
            continue;
        }
        report.looked();
        if !months.contains(&month)
            && let Some(evidence) = dossier.evidence_of_fact(fact)
        {
            report.finding("outside", format!("The school confers no degrees in month {month}."), evidence);
        }
    }
}
