//! A structured interview: the same questions for all candidates of a requisition's tier, made of what the candidate says of themselves.

use std::fmt::Write;

use hirewall_model::What;
use hirewall_model::assessment::Assessment;
use hirewall_model::claims::{AddressKind, Speaker};
use hirewall_model::dossier::Dossier;

/// One question with what a truthful answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id, which comes back in `interview.held`.
    pub id: String,
    /// What it is about, in the candidate's words.
    pub about: String,
    /// What to ask.
    pub prompt: String,
    /// What a truthful answer holds.
    pub holds: String,
}

/// Jobs and studies that are asked about: the same number for everybody who names as many.
const JOBS: usize = 2;

/// The questions: two jobs, one study, the place; always in this order.
pub fn questions(dossier: &Dossier) -> Vec<Question> {
    let mut list = Vec::new();
    let resume = || dossier.claims.iter().filter(|c| c.origin.speaker == Speaker::Resume);
    let jobs = resume().filter_map(|c| match &c.what {
        What::Job { employer, title, start, .. } => Some((employer, title, start)),
        _ => None,
    });
    for (n, (employer, title, start)) in jobs.take(JOBS).enumerate() {
        let since = start.as_ref().map(|d| format!(" from {d}")).unwrap_or_default();
        list.push(Question {
            id: format!("work-{}", n + 1),
            about: employer.clone(),
            prompt: format!("At {employer}{since}: who gave you your work, and how did something you made reach its users?"),
            holds: format!(
                "names or roles of people, a tool or a place where work was agreed, one thing that went wrong; what fits a {}",
                title.as_deref().unwrap_or("job of this kind")
            ),
        });
    }
    let study = resume().find_map(|c| match &c.what {
        What::Study { institution, area, .. } => Some((institution, area)),
        _ => None,
    });
    if let Some((institution, area)) = study {
        list.push(Question {
            id: "school-1".into(),
            about: institution.clone(),
            prompt: format!(
                "At {institution}: which course in {} stayed with you, who taught it, and where was it held?",
                area.as_deref().unwrap_or("your subject")
            ),
            holds: "a course, a teacher or a building, a way of being examined; not all of them are remembered".into(),
        });
    }
    let place = dossier.claims.iter().find_map(|c| match &c.what {
        What::Address { address, kind: AddressKind::Residence } => address.city.clone(),
        What::Place { text, .. } if c.origin.speaker == Speaker::Resume => Some(text.clone()),
        _ => None,
    });
    if let Some(place) = place {
        list.push(Question {
            id: "place-1".into(),
            about: place.clone(),
            prompt: format!(
                "In {place}: how would you get from home to the nearest station or supermarket, and what is being built or repaired there?"
            ),
            holds: "a way, a street or a shop that exists; somebody who came lately knows less, and may say so".into(),
        });
    }
    list
}

/// Steps by which the person shows that the picture is theirs, each with another way.
const LIVENESS: [(&str, &str); 3] = [
    ("Turn the head slowly to both sides.", "Describe the room in words, or meet by phone and in person later."),
    ("Pass a hand before the face.", "Hold any object before the camera, or have somebody do it."),
    ("Read aloud three words that the interviewer chooses now.", "Type them, or sign them."),
];

/// The kit in words: questions, liveness with accommodations, what findings leave open, score sheet.
pub fn text(dossier: &Dossier, assessment: Option<&Assessment>) -> String {
    let mut out = format!("Interview kit for {} ({})\n", dossier.candidacy, dossier.requisition.title);
    out.push_str("Ask all candidates of this requisition the same, in this order. Judge facts, never voice, accent, gaze or nerves.\n\nQuestions\n");
    let questions = questions(dossier);
    for question in &questions {
        let _ = writeln!(out, "  {:<9} {}\n            a truthful answer holds: {}", question.id, question.prompt, question.holds);
    }
    out.push_str("\nLiveness (offer the other way before anybody has to ask; what is accommodated never counts)\n");
    for (step, other) in LIVENESS {
        let _ = writeln!(out, "  {step}\n            or: {other}");
    }
    let open: Vec<&hirewall_model::assessment::NextStep> = assessment.iter().flat_map(|a| &a.next_steps).collect();
    if !open.is_empty() {
        out.push_str("\nLeft open by what is known, for a second talk (by whom, bits it could settle, minutes)\n");
        for step in open {
            let _ = writeln!(out, "  {} ({}, {} bits, {} min)", step.ask, step.who, step.bits, step.minutes);
        }
    }
    out.push_str("\nScore sheet: send this back as `hirewall.interview.held.v1`; outcomes are correct, partial, wrong, unable\n");
    let sheet = serde_json::json!({
        "round": 1, "medium": "video",
        "questions": questions.iter().map(|q| serde_json::json!({"id": q.id, "about": q.about, "prompt": q.prompt, "outcome": "unable"})).collect::<Vec<_>>(),
        "observations": [{"code": "liveness_passed", "outcome": "unsure"}],
        "claims": {"location": "", "employers": [], "education": []},
    });
    let _ = writeln!(out, "{sheet:#}");
    out
}
