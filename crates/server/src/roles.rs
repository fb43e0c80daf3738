//! Who may do what: roles, what each is granted, and what each sees. One table; nothing is visible without a grant.

use hirewall_engine::letters::rests_on_others;
use hirewall_model::assessment::Family;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grant {
    /// See the queue and its cases.
    Cases,
    /// Take cases, write notes, wait for candidates.
    Work,
    /// Decide, and be the second person.
    Decide,
    /// See campaigns: what several candidates share.
    Campaigns,
    /// See what hostile files and mails showed.
    Security,
    /// See the audit.
    Audit,
    /// See whether everything runs, and what could not be worked on.
    Health,
    /// Let what could not be worked on be tried again.
    Operate,
    /// Deliver events: for programs.
    Deliver,
    /// Say what the company has agreed on.
    Playbook,
    /// Answer what candidates may ask for: what is held of them, to be forgotten; and hold what must be kept.
    Subjects,
}

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Role {
    Recruiter,
    Reviewer,
    Security,
    InsiderRisk,
    Counsel,
    Auditor,
    Admin,
}

impl Role {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Recruiter, Self::Reviewer, Self::Security, Self::InsiderRisk, Self::Counsel, Self::Auditor, Self::Admin];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recruiter => "recruiter",
            Self::Reviewer => "reviewer",
            Self::Security => "security",
            Self::InsiderRisk => "insider-risk",
            Self::Counsel => "counsel",
            Self::Auditor => "auditor",
            Self::Admin => "admin",
        }
    }

    /// The role with a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|role| role.as_str() == word)
    }

    /// What it may do.
    pub fn grants(self) -> &'static [Grant] {
        match self {
            Self::Recruiter => &[Grant::Cases, Grant::Work],
            Self::Reviewer => &[Grant::Cases, Grant::Work, Grant::Decide, Grant::Campaigns],
            Self::Security | Self::InsiderRisk => &[Grant::Cases, Grant::Work, Grant::Decide, Grant::Campaigns, Grant::Security],
            Self::Counsel => &[Grant::Cases, Grant::Decide, Grant::Campaigns, Grant::Audit, Grant::Playbook, Grant::Subjects],
            Self::Auditor => &[Grant::Audit, Grant::Health],
            Self::Admin => &[Grant::Health, Grant::Operate, Grant::Playbook, Grant::Deliver],
        }
    }

    /// Whether it may.
    pub fn may(self, grant: Grant) -> bool {
        self.grants().contains(&grant)
    }

    /// Whether it sees findings of a family in full. A recruiter sees that there is something and what to ask next, not what other people's
    /// applications, networks, devices and payments showed.
    pub fn sees(self, family: Family) -> bool {
        self != Self::Recruiter || !rests_on_others(family)
    }
}
