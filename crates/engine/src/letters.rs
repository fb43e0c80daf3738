//! What is written to candidates: what they are asked for, and what they are told before and after a decision against them. Neutral, the same for all who
//! are asked the same; people adapt and send them. Counsel approves them first.

use std::fmt::Write;

use hirewall_model::assessment::{Assessment, Family};

/// Whether findings of a family rest on what other people's applications, networks, devices or payments showed. What they say is not for the candidate,
/// nor for whoever may not see those people.
pub fn rests_on_others(family: Family) -> bool {
    matches!(family, Family::Links | Family::Network | Family::Logistics | Family::Endpoint | Family::Money)
}

/// What a candidate is asked for where findings of a family are open.
fn wanted(family: Family) -> &'static str {
    match family {
        Family::Identity => "Please complete the identity check that our provider offers; we send you its link.",
        Family::Contact | Family::Links => "Please answer from the mail address of your application and tell us when we may call its phone number.",
        Family::Network => "Please tell us where you live and where you would work from, and whether you use a VPN.",
        Family::Documents => "Please send your resume once more, as a PDF that you saved yourself.",
        Family::Education => "Please send a copy of your diploma or a student number, and the signed consent that we ask the school.",
        Family::Employment => "Please name somebody in each employer's personnel office, or sign the consent that we ask them.",
        Family::Profiles => "Please show that the profile you named is yours: we send you a code to put there for a day.",
        Family::Interview => "Please give us a time for one more talk, with the camera on if you can; tell us what you need instead if you cannot.",
        Family::Logistics => "Please confirm the address to which equipment goes, and who receives it.",
        Family::Endpoint => "Please tell us which machines and programs you use for work.",
        Family::Money => "Please confirm the account for your pay; it should be in your own name.",
    }
}

/// A request to the candidate for what would settle what is open.
pub fn request(job: &str, assessment: Option<&Assessment>) -> String {
    let mut families: Vec<Family> =
        assessment.iter().flat_map(|assessment| &assessment.findings).filter(|finding| finding.bits.0 > 0).map(|finding| finding.family).collect();
    families.sort();
    families.dedup();
    let mut lines: Vec<&str> = Vec::new();
    for line in families.into_iter().map(wanted) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    if lines.is_empty() {
        lines.push(wanted(Family::Identity));
    }
    let mut out =
        format!("Hello,\n\nthank you for applying{}. Before the next step we have a request, as we have to others at this point:\n\n", of(job));
    for line in lines {
        let _ = writeln!(out, "- {line}");
    }
    out.push_str(
        "\nIf something of this is not possible for you, tell us what would be: there is always another way. If you think that we have \
         something wrong, please say so, and a person looks at it.\n\nKind regards\n",
    );
    out
}

/// What a candidate is told before and after a decision against them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// A decision is near: here is what it would rest on, and how to answer.
    Before,
    /// The decision, and how to contest it.
    After,
}

impl Notice {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }

    /// The notice with a word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Before, Self::After].into_iter().find(|notice| notice.as_str() == word)
    }
}

/// A notice. `days` are working days that the candidate has to answer.
pub fn notice(which: Notice, job: &str, assessment: Option<&Assessment>, days: u32) -> String {
    let mut out = "Hello,\n\n".to_owned();
    match which {
        Notice::Before => {
            let _ = writeln!(out, "we are considering not to go on with your application{}, because of the following:\n", of(job));
        }
        Notice::After => {
            let _ = writeln!(out, "we have decided not to go on with your application{}, because of the following:\n", of(job));
        }
    }
    out.push_str(&reasons(assessment));
    match which {
        Notice::Before => {
            let _ = write!(
                out,
                "\nNothing is decided yet. You have {days} working days to answer: correct what is wrong, explain it, or send what shows it. A person reads \
                 your answer before anything is decided. Reports that we received from a screening company are attached, with a summary of your rights.\n"
            );
        }
        Notice::After => out.push_str(
            "\nPeople decided this, not a program. You may contest it and have it looked at by somebody who took no part; you may ask for what we hold \
             about you, and for its correction. If a screening company's report was used: it did not decide, you may have it free of charge and dispute it \
             with that company. Its name and address: …\n",
        ),
    }
    out.push_str("\nKind regards\n");
    out
}

/// What stands out, as far as it is about the candidate's own statements; of the rest, that there is something.
pub fn reasons(assessment: Option<&Assessment>) -> String {
    let open = || assessment.iter().flat_map(|assessment| &assessment.findings).filter(|finding| finding.bits.0 > 0 && finding.set_aside.is_none());
    let mut out = String::new();
    for finding in open().filter(|finding| !rests_on_others(finding.family)) {
        let _ = writeln!(out, "- {}", finding.because);
    }
    if open().any(|finding| rests_on_others(finding.family)) {
        out.push_str("- Something about how the application was sent, which we cannot describe without other people's data. A person explains it on request.\n");
    }
    if out.is_empty() {
        out.push_str("- …\n");
    }
    out
}

fn of(job: &str) -> String {
    if job.is_empty() { String::new() } else { format!(" for {job}") }
}
