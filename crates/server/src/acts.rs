//! What somebody asks to be done with a case, as programs say it in JSON; forms are read into the same.

use axum::http::StatusCode;
use hirewall_engine::cases::{Act, Refused, Team};
use hirewall_engine::letters::Notice;
use hirewall_model::event::Decision;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::problem::Problem;

/// Work on a case.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Work {
    /// Take it.
    Take {},
    /// Give it back to the queue.
    Release {},
    /// The candidate was asked; the clock stands still.
    Wait {
        /// What was asked.
        #[serde(default)]
        words: String,
    },
    /// Go on after waiting.
    Resume {},
    /// Write something down.
    Note {
        /// What.
        #[schemars(length(min = 1))]
        words: String,
    },
    /// Hand it to a team.
    Hand {
        /// To whom.
        team: Hands,
        /// Why.
        #[schemars(length(min = 10))]
        words: String,
    },
    /// Add something to do.
    Task {
        /// What.
        #[schemars(length(min = 1))]
        words: String,
    },
    /// Add what a checklist says.
    Checklist {
        /// Its name.
        name: String,
    },
    /// A task is done, or is not after all.
    Tick {
        /// Its place from 0.
        #[schemars(range(max = 10_000))]
        task: u32,
    },
    /// The candidate contests something.
    Contest {
        /// What the candidate says.
        #[schemars(length(min = 10))]
        words: String,
    },
    /// A notice was sent to the candidate.
    Notify {
        /// Which.
        notice: Told,
        /// What it said.
        #[schemars(length(min = 10))]
        words: String,
    },
}

/// Who a case is handed to.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Hands {
    Reviewers,
    Security,
    InsiderRisk,
    Counsel,
}

/// What a candidate is told.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// That a decision is near.
    Before,
    /// The decision.
    After,
}

/// A decision on a case.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum Decide {
    /// Decide, propose what needs a second person, or confirm what another proposed.
    Decide {
        /// The decision.
        decision: Word,
        /// Why.
        #[schemars(length(min = 10))]
        words: String,
    },
    /// Turn down what waits for a second person.
    Refuse {
        /// Why.
        #[schemars(length(min = 10))]
        words: String,
    },
}

/// A decision.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Word {
    Cleared,
    ConfirmedFraud,
    ImpersonationVictim,
    RejectedOther,
    Withdrawn,
    Hired,
}

impl From<Work> for Act {
    fn from(work: Work) -> Self {
        match work {
            Work::Take {} => Self::Take,
            Work::Release {} => Self::Release,
            Work::Wait { words } => Self::Wait(words),
            Work::Resume {} => Self::Resume,
            Work::Note { words } => Self::Note(words),
            Work::Hand { team, words } => Self::Hand(team.team(), words),
            Work::Task { words } => Self::AddTask(words),
            Work::Checklist { name } => Self::Checklist(name),
            Work::Tick { task } => Self::Tick(usize::try_from(task).unwrap_or(usize::MAX)),
            Work::Contest { words } => Self::Contest(words),
            Work::Notify { notice, words } => Self::Notify(notice.notice(), words),
        }
    }
}

impl Hands {
    fn team(self) -> Option<Team> {
        match self {
            Self::Reviewers => None,
            Self::Security => Some(Team::Security),
            Self::InsiderRisk => Some(Team::InsiderRisk),
            Self::Counsel => Some(Team::Counsel),
        }
    }
}

impl Told {
    fn notice(self) -> Notice {
        match self {
            Self::Before => Notice::Before,
            Self::After => Notice::After,
        }
    }
}

impl From<Decide> for Act {
    fn from(decide: Decide) -> Self {
        match decide {
            Decide::Refuse { words } => Self::Refuse(words),
            Decide::Decide { decision, words } => {
                let decision = match decision {
                    Word::Cleared => Decision::Cleared,
                    Word::ConfirmedFraud => Decision::ConfirmedFraud,
                    Word::ImpersonationVictim => Decision::ImpersonationVictim,
                    Word::RejectedOther => Decision::RejectedOther,
                    Word::Withdrawn => Decision::Withdrawn,
                    Word::Hired => Decision::Hired,
                };
                Self::Decide(decision, words)
            }
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let code = match refused {
            Refused::Closed => "case_closed",
            Refused::NoReason => "reason_missing",
            Refused::SamePerson => "second_person_needed",
            Refused::NoProposal => "nothing_proposed",
            Refused::NoSuchTask => "no_such_task",
            Refused::TooEarly(_) => "too_early",
            Refused::OtherProposal => "other_proposal",
        };
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, refused.to_string())
    }
}
