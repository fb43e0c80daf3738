//! Header rows of spreadsheets → where each column's value goes in the contract.
//!
//! The tables hold what exports of Greenhouse, Lever, Ashby and Workday call their columns, and common names in sheets
//! made by hand. All of these exports can be configured, so a table is a start and a user's column map goes first. A
//! name that could mean two things ("Location", "Title", "Status") is in no table. Columns about protected matters, pay
//! or id numbers are refused by name, whatever a map says.

/// Where a column's value goes in the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// `subject` of the event.
    CandidacyId,
    /// `id` of the event.
    EventId,
    /// `time` of the event.
    AppliedAt,
    /// `/requisition/id`
    RequisitionId,
    /// `/requisition/title`
    RequisitionTitle,
    /// `/requisition/department`
    Department,
    /// `/requisition/location`
    RequisitionLocation,
    /// `/requisition/country`
    RequisitionCountry,
    /// `/requisition/remote`
    Remote,
    /// `/channel`, from the name of a source.
    Channel,
    /// `/name/full`
    FullName,
    /// `/name/given`
    GivenName,
    /// `/name/family`
    FamilyName,
    /// `/name/preferred`
    PreferredName,
    /// One or more of `/emails`.
    Email,
    /// One or more of `/phones`, as typed.
    Phone,
    /// `/address/line1`
    AddressLine1,
    /// `/address/line2`
    AddressLine2,
    /// `/address/city`
    City,
    /// `/address/region`
    Region,
    /// `/address/postal_code`
    PostalCode,
    /// `/address/country`
    Country,
    /// A whole address in one cell.
    FullAddress,
    /// One of `/profiles`, with the network that its name stands for.
    ProfileUrl(&'static str),
    /// `/resume/education/0/institution`
    School,
    /// `/resume/education/0/studyType`
    Degree,
    /// `/resume/education/0/area`
    Discipline,
    /// `/resume/education/0/startDate`
    StudyStart,
    /// `/resume/education/0/endDate`
    StudyEnd,
    /// `/resume/work/0/name`
    Employer,
    /// `/resume/work/0/position`
    Title,
    /// `/resume/work/0/startDate`
    WorkStart,
    /// `/resume/work/0/endDate`
    WorkEnd,
    /// Text of the résumé.
    ResumeText,
    /// File name of the résumé.
    ResumeFile,
    /// Text or file name of the covering letter.
    CoverLetter,
    /// `/session/ip`
    Ip,
    /// `/session/user_agent`
    UserAgent,
    /// `/session/device_id`
    DeviceId,
    /// One of `/answers`; the header is the question.
    Answer,
    /// Not taken over, by design or by the user's wish.
    Ignored,
}

/// So many columns are looked at; a spreadsheet program allows about four times as many.
const MAX_COLUMNS: usize = 4096;

/// What is known of a header row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Whose export it looks like; `generic` when it is nobody's in particular.
    pub vendor: &'static str,
    /// Column number (from 0) and target. Refused columns are here as [`Target::Ignored`].
    pub columns: Vec<(usize, Target)>,
    /// Headers of columns that are not used.
    pub unused: Vec<String>,
}

/// Exact match of header names, but for case, blanks and punctuation; `None` when neither a name nor a contact column
/// is found.
#[must_use]
pub fn recognise(headers: &[String]) -> Option<Recognised> {
    let names: Vec<String> = headers.iter().map(|header| squeeze(header)).collect();
    let sheet = best_sheet(&names);
    let table = sheet.map_or(&[] as &[(&str, Target)], |sheet| sheet.columns);
    let mut found: Vec<Found> = Vec::new();
    let mut unused = Vec::new();
    for (column, header) in headers.iter().enumerate() {
        if column >= MAX_COLUMNS {
            unused.push(header.clone());
        } else if refused(header) {
            found.push(Found { column, rank: 0, target: Target::Ignored });
        } else if let Some((rank, target)) = look_up(table, &squeeze(header)) {
            found.push(Found { column, rank, target });
        } else if !header.trim().is_empty() {
            unused.push(header.clone());
        }
    }
    let (kept, dropped): (Vec<Found>, Vec<Found>) = found.iter().copied().partition(|one| !found.iter().any(|other| other.displaces(one)));
    unused.extend(dropped.iter().filter_map(|one| headers.get(one.column)).cloned());
    let mut columns: Vec<(usize, Target)> = kept.iter().map(|one| (one.column, one.target)).collect();
    street_beside_city(&mut columns);
    let usable = columns.iter().any(|(_, target)| names_somebody(*target));
    usable.then_some(Recognised { vendor: sheet.map_or("generic", |sheet| sheet.vendor), columns, unused })
}

/// `target` names in a column map file (snake case, such as `full_name`, `email`, `profile_url.linkedin`, `answer`).
#[must_use]
pub fn target(name: &str) -> Option<Target> {
    let name = name.trim();
    TARGETS.iter().find(|(known, _)| *known == name).map(|(_, target)| *target)
}

/// Whether a column or question is about what Hirewall does not read: sex, race, ethnicity, religion, veteran status,
/// disability, age, birth, nationality, citizenship, looks, pay, government id numbers.
#[must_use]
pub fn refused(header: &str) -> bool {
    let squeezed = squeeze(header);
    REFUSED_STEMS.iter().any(|stem| squeezed.contains(stem)) || words(header).iter().any(|word| REFUSED_WORDS.contains(&word.as_str()))
}

#[derive(Debug, Clone, Copy)]
struct Found {
    column: usize,
    rank: usize,
    target: Target,
}

impl Found {
    /// Two columns for a field that takes one value: the better known name wins, then the first.
    fn displaces(&self, other: &Self) -> bool {
        self.target == other.target && !repeats(self.target) && (self.rank, self.column) < (other.rank, other.column)
    }
}

/// Targets that several columns may feed.
fn repeats(target: Target) -> bool {
    matches!(target, Target::Email | Target::Phone | Target::ProfileUrl(_) | Target::Answer | Target::Ignored)
}

fn names_somebody(target: Target) -> bool {
    matches!(target, Target::FullName | Target::GivenName | Target::FamilyName | Target::Email | Target::Phone)
}

/// Where city or postal code have columns of their own, "Address" is the street.
fn street_beside_city(columns: &mut [(usize, Target)]) {
    let has = |wanted: Target| columns.iter().any(|(_, target)| *target == wanted);
    if (has(Target::City) || has(Target::PostalCode)) && !has(Target::AddressLine1) {
        for (_, target) in columns.iter_mut().filter(|(_, target)| *target == Target::FullAddress) {
            *target = Target::AddressLine1;
        }
    }
}

/// The vendor with the most telling names, if at least two are there.
fn best_sheet(names: &[String]) -> Option<&'static Sheet> {
    let hits = |sheet: &Sheet| sheet.telling.iter().filter(|name| names.contains(&squeeze(name))).count();
    let mut best: Option<(usize, &'static Sheet)> = None;
    for sheet in SHEETS {
        let count = hits(sheet);
        if count >= 2 && best.is_none_or(|(most, _)| count > most) {
            best = Some((count, sheet));
        }
    }
    best.map(|(_, sheet)| sheet)
}

/// Rank and target of a name: the vendor's names first, then the common ones.
fn look_up(table: &[(&str, Target)], name: &str) -> Option<(usize, Target)> {
    let all = table.iter().chain(GENERIC);
    all.enumerate().find(|(_, (known, _))| squeeze(known) == name).map(|(rank, (_, target))| (rank, *target))
}

/// Letters and digits only, in lower case.
fn squeeze(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a header in lower case, also of `camelCase`.
fn words(header: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut after_lower = false;
    for c in header.chars() {
        let starts = !c.is_alphanumeric() || (c.is_uppercase() && after_lower);
        if starts && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        after_lower = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Parts of words that leave no doubt, without blanks.
const REFUSED_STEMS: &[&str] = &[
    "gender",
    "pronoun",
    "transgender",
    "sexual",
    "ethnic",
    "hispanic",
    "latino",
    "latinx",
    "nationalit",
    "nationalorigin",
    "citizen",
    "veteran",
    "disab",
    "birth",
    "marital",
    "pregnan",
    "religio",
    "salary",
    "salaries",
    "compensation",
    "remuneration",
    "socialsecurity",
    "passport",
    "nationalid",
];

/// Short words that occur inside others and so count only when they stand alone.
const REFUSED_WORDS: &[&str] = &[
    "sex",
    "race",
    "races",
    "racial",
    "age",
    "dob",
    "born",
    "photo",
    "photos",
    "photograph",
    "picture",
    "headshot",
    "avatar",
    "image",
    "pay",
    "wage",
    "wages",
    "ctc",
    "eeo",
    "eeoc",
    "lgbt",
    "lgbtq",
    "ssn",
    "iban",
];

/// Names in a column map file.
const TARGETS: &[(&str, Target)] = &[
    ("candidacy_id", Target::CandidacyId),
    ("event_id", Target::EventId),
    ("applied_at", Target::AppliedAt),
    ("requisition_id", Target::RequisitionId),
    ("requisition_title", Target::RequisitionTitle),
    ("department", Target::Department),
    ("requisition_location", Target::RequisitionLocation),
    ("requisition_country", Target::RequisitionCountry),
    ("remote", Target::Remote),
    ("channel", Target::Channel),
    ("full_name", Target::FullName),
    ("given_name", Target::GivenName),
    ("family_name", Target::FamilyName),
    ("preferred_name", Target::PreferredName),
    ("email", Target::Email),
    ("phone", Target::Phone),
    ("address_line1", Target::AddressLine1),
    ("address_line2", Target::AddressLine2),
    ("city", Target::City),
    ("region", Target::Region),
    ("postal_code", Target::PostalCode),
    ("country", Target::Country),
    ("full_address", Target::FullAddress),
    ("profile_url.linkedin", LINKEDIN),
    ("profile_url.github", GITHUB),
    ("profile_url.stackoverflow", STACKOVERFLOW),
    ("profile_url.website", WEBSITE),
    ("profile_url.other", OTHER),
    ("profile_url", OTHER),
    ("school", Target::School),
    ("degree", Target::Degree),
    ("discipline", Target::Discipline),
    ("study_start", Target::StudyStart),
    ("study_end", Target::StudyEnd),
    ("employer", Target::Employer),
    ("title", Target::Title),
    ("work_start", Target::WorkStart),
    ("work_end", Target::WorkEnd),
    ("resume_text", Target::ResumeText),
    ("resume_file", Target::ResumeFile),
    ("cover_letter", Target::CoverLetter),
    ("ip", Target::Ip),
    ("user_agent", Target::UserAgent),
    ("device_id", Target::DeviceId),
    ("answer", Target::Answer),
    ("ignored", Target::Ignored),
];

const LINKEDIN: Target = Target::ProfileUrl("linkedin");
const GITHUB: Target = Target::ProfileUrl("github");
const STACKOVERFLOW: Target = Target::ProfileUrl("stackoverflow");
const WEBSITE: Target = Target::ProfileUrl("website");
const OTHER: Target = Target::ProfileUrl("other");

/// One vendor's export: names by which it is told (two are enough) and its columns, the better name of a field first.
struct Sheet {
    vendor: &'static str,
    telling: &'static [&'static str],
    columns: &'static [(&'static str, Target)],
}

const SHEETS: &[Sheet] = &[
    Sheet { vendor: "greenhouse", telling: GREENHOUSE_TELLING, columns: GREENHOUSE },
    Sheet { vendor: "lever", telling: LEVER_TELLING, columns: LEVER },
    Sheet { vendor: "ashby", telling: ASHBY_TELLING, columns: ASHBY },
    Sheet { vendor: "workday", telling: WORKDAY_TELLING, columns: WORKDAY },
];

const GREENHOUSE_TELLING: &[&str] = &[
    "Job Name",
    "Applied On",
    "Stage Name",
    "Current Stage Name",
    "Source Name",
    "Who Gets Credit",
    "Sourcer",
    "Candidate Tags",
    "Prospect Pool",
    "Social Media Addresses",
    "Website Addresses",
    "Location (Address)",
];

/// Greenhouse: candidate and application reports, all-candidates export.
const GREENHOUSE: &[(&str, Target)] = &[
    ("Application ID", Target::CandidacyId),
    ("Candidate ID", Target::CandidacyId),
    ("Applied On", Target::AppliedAt),
    ("Application Date", Target::AppliedAt),
    ("Applied At", Target::AppliedAt),
    ("Job ID", Target::RequisitionId),
    ("Requisition ID", Target::RequisitionId),
    ("Job Name", Target::RequisitionTitle),
    ("Job", Target::RequisitionTitle),
    ("Department", Target::Department),
    ("Departments", Target::Department),
    ("Office", Target::RequisitionLocation),
    ("Offices", Target::RequisitionLocation),
    ("Source", Target::Channel),
    ("Source Name", Target::Channel),
    ("Candidate Name", Target::FullName),
    ("First Name", Target::GivenName),
    ("Candidate First Name", Target::GivenName),
    ("Last Name", Target::FamilyName),
    ("Candidate Last Name", Target::FamilyName),
    ("Preferred First Name", Target::PreferredName),
    ("Preferred Name", Target::PreferredName),
    ("Email", Target::Email),
    ("Candidate Email", Target::Email),
    ("Email Addresses", Target::Email),
    ("Personal Email", Target::Email),
    ("Work Email", Target::Email),
    ("Phone", Target::Phone),
    ("Candidate Phone", Target::Phone),
    ("Phone Numbers", Target::Phone),
    ("Mobile Phone", Target::Phone),
    ("Home Phone", Target::Phone),
    ("Address", Target::FullAddress),
    ("Addresses", Target::FullAddress),
    ("Location (Address)", Target::FullAddress),
    ("Website Addresses", WEBSITE),
    ("Website", WEBSITE),
    ("Social Media Addresses", OTHER),
    ("LinkedIn Profile", LINKEDIN),
    ("School Name", Target::School),
    ("School", Target::School),
    ("Degree", Target::Degree),
    ("Discipline", Target::Discipline),
    ("Company", Target::Employer),
    ("Candidate Company", Target::Employer),
    ("Candidate Title", Target::Title),
    ("Current Title", Target::Title),
    ("Resume", Target::ResumeFile),
    ("Cover Letter", Target::CoverLetter),
];

const LEVER_TELLING: &[&str] = &[
    "Opportunity ID",
    "Posting Title",
    "Posting ID",
    "Posting",
    "Posting Owner",
    "Lever Posting URL",
    "Candidate Owner",
    "Opportunity Owner",
    "Contact ID",
    "Origin",
    "Headline",
    "Archive Reason",
    "Links",
];

/// Lever: export of candidates (opportunities) and the template of its import.
const LEVER: &[(&str, Target)] = &[
    ("Opportunity ID", Target::CandidacyId),
    ("Application ID", Target::CandidacyId),
    ("Candidate ID", Target::CandidacyId),
    ("Applied At", Target::AppliedAt),
    ("Application Created At", Target::AppliedAt),
    ("Opportunity Created At", Target::AppliedAt),
    ("Created At", Target::AppliedAt),
    ("Date Created", Target::AppliedAt),
    ("Posting ID", Target::RequisitionId),
    ("Requisition Code", Target::RequisitionId),
    ("Posting Title", Target::RequisitionTitle),
    ("Posting", Target::RequisitionTitle),
    ("Posting Name", Target::RequisitionTitle),
    ("Posting Department", Target::Department),
    ("Department", Target::Department),
    ("Posting Location", Target::RequisitionLocation),
    ("Origin", Target::Channel),
    ("Source", Target::Channel),
    ("Sources", Target::Channel),
    ("Full Name", Target::FullName),
    ("Candidate Name", Target::FullName),
    ("Name", Target::FullName),
    ("Email", Target::Email),
    ("Emails", Target::Email),
    ("Candidate Email", Target::Email),
    ("Phone", Target::Phone),
    ("Phones", Target::Phone),
    ("Phone Number", Target::Phone),
    ("Links", OTHER),
    ("LinkedIn", LINKEDIN),
    ("LinkedIn URL", LINKEDIN),
    ("Organization", Target::Employer),
    ("Current Company", Target::Employer),
    ("Company", Target::Employer),
    ("School", Target::School),
    ("Resume Filename", Target::ResumeFile),
    ("Resume", Target::ResumeFile),
];

const ASHBY_TELLING: &[&str] = &[
    "Job Consideration ID",
    "Consideration ID",
    "Consideration Created At",
    "Current Interview Stage",
    "Interview Stage",
    "Primary Email Address",
    "Primary Email",
    "Candidate Primary Email",
    "Candidate Primary Email Address",
    "Primary Phone Number",
    "Application Created At",
    "Submitter Client IP",
    "Submitter User Agent",
];

/// Ashby: application (job consideration) reports.
const ASHBY: &[(&str, Target)] = &[
    ("Application ID", Target::CandidacyId),
    ("Job Consideration ID", Target::CandidacyId),
    ("Consideration ID", Target::CandidacyId),
    ("Candidate ID", Target::CandidacyId),
    ("Applied At", Target::AppliedAt),
    ("Application Created At", Target::AppliedAt),
    ("Consideration Created At", Target::AppliedAt),
    ("Created At", Target::AppliedAt),
    ("Job ID", Target::RequisitionId),
    ("Job Requisition ID", Target::RequisitionId),
    ("Job Title", Target::RequisitionTitle),
    ("Job", Target::RequisitionTitle),
    ("Job Name", Target::RequisitionTitle),
    ("Job Department", Target::Department),
    ("Department", Target::Department),
    ("Job Location", Target::RequisitionLocation),
    ("Source", Target::Channel),
    ("Source Type", Target::Channel),
    ("Candidate Name", Target::FullName),
    ("Name", Target::FullName),
    ("Primary Email Address", Target::Email),
    ("Primary Email", Target::Email),
    ("Candidate Primary Email", Target::Email),
    ("Candidate Primary Email Address", Target::Email),
    ("Candidate Email", Target::Email),
    ("Primary Phone Number", Target::Phone),
    ("Candidate Primary Phone Number", Target::Phone),
    ("Candidate Phone Number", Target::Phone),
    ("Candidate Location", Target::FullAddress),
    ("Candidate LinkedIn", LINKEDIN),
    ("LinkedIn URL", LINKEDIN),
    ("LinkedIn", LINKEDIN),
    ("GitHub URL", GITHUB),
    ("Website URL", WEBSITE),
    ("Candidate Company", Target::Employer),
    ("Company", Target::Employer),
    ("Candidate Position", Target::Title),
    ("Candidate School", Target::School),
    ("School", Target::School),
    ("Submitter Client IP", Target::Ip),
    ("Submitter User Agent", Target::UserAgent),
];

const WORKDAY_TELLING: &[&str] = &[
    "Job Requisition",
    "Job Requisition ID",
    "Job Requisition Title",
    "Job Application",
    "Job Application ID",
    "Job Application Date",
    "Candidate Stage",
    "Candidate Recruiting Status",
    "Recruiting Status",
    "Supervisory Organization",
    "Job Profile",
    "Legal Name - First Name",
    "Legal First Name",
    "Legal Name",
];

/// Workday: reports on candidates and job applications, also as a service or file drop.
const WORKDAY: &[(&str, Target)] = &[
    ("Job Application ID", Target::CandidacyId),
    ("Job Application", Target::CandidacyId),
    ("Application ID", Target::CandidacyId),
    ("Candidate ID", Target::CandidacyId),
    ("Job Application Date", Target::AppliedAt),
    ("Application Date", Target::AppliedAt),
    ("Date Applied", Target::AppliedAt),
    ("Applied Date", Target::AppliedAt),
    ("Job Requisition ID", Target::RequisitionId),
    ("Requisition ID", Target::RequisitionId),
    ("Job Requisition Title", Target::RequisitionTitle),
    ("Job Posting Title", Target::RequisitionTitle),
    ("Job Requisition", Target::RequisitionTitle),
    ("Job Profile", Target::RequisitionTitle),
    ("Supervisory Organization", Target::Department),
    ("Primary Location", Target::RequisitionLocation),
    ("Job Requisition Primary Location", Target::RequisitionLocation),
    ("Source", Target::Channel),
    ("Candidate Source", Target::Channel),
    ("Legal Name", Target::FullName),
    ("Candidate Name", Target::FullName),
    ("Candidate", Target::FullName),
    ("Legal Name - First Name", Target::GivenName),
    ("Legal First Name", Target::GivenName),
    ("First Name", Target::GivenName),
    ("Legal Name - Last Name", Target::FamilyName),
    ("Legal Last Name", Target::FamilyName),
    ("Last Name", Target::FamilyName),
    ("Preferred Name", Target::PreferredName),
    ("Preferred First Name", Target::PreferredName),
    ("Email", Target::Email),
    ("Email Address", Target::Email),
    ("Primary Email", Target::Email),
    ("Candidate Email", Target::Email),
    ("Candidate Email Address", Target::Email),
    ("Phone", Target::Phone),
    ("Phone Number", Target::Phone),
    ("Primary Phone", Target::Phone),
    ("Candidate Phone", Target::Phone),
    ("Address Line 1", Target::AddressLine1),
    ("Address Line 2", Target::AddressLine2),
    ("Municipality", Target::City),
    ("City", Target::City),
    ("Country Region", Target::Region),
    ("State", Target::Region),
    ("Postal Code", Target::PostalCode),
    ("Candidate Country", Target::Country),
    ("Candidate Address", Target::FullAddress),
    ("Home Address", Target::FullAddress),
    ("School", Target::School),
    ("School Name", Target::School),
    ("Degree", Target::Degree),
    ("Field of Study", Target::Discipline),
    ("Company", Target::Employer),
    ("Current Company", Target::Employer),
    ("Current Job Title", Target::Title),
    ("Resume", Target::ResumeFile),
    ("Resume Text", Target::ResumeText),
];

/// Sheets made by hand, forms and other exports.
const GENERIC: &[(&str, Target)] = &[
    ("Candidacy ID", Target::CandidacyId),
    ("Candidacy", Target::CandidacyId),
    ("Application ID", Target::CandidacyId),
    ("Application Number", Target::CandidacyId),
    ("Candidate ID", Target::CandidacyId),
    ("Applicant ID", Target::CandidacyId),
    ("ID", Target::CandidacyId),
    ("Event ID", Target::EventId),
    ("Applied At", Target::AppliedAt),
    ("Applied On", Target::AppliedAt),
    ("Applied", Target::AppliedAt),
    ("Application Date", Target::AppliedAt),
    ("Date Applied", Target::AppliedAt),
    ("Applied Date", Target::AppliedAt),
    ("Date of Application", Target::AppliedAt),
    ("Submitted At", Target::AppliedAt),
    ("Submitted On", Target::AppliedAt),
    ("Submission Date", Target::AppliedAt),
    ("Received", Target::AppliedAt),
    ("Timestamp", Target::AppliedAt),
    ("Date", Target::AppliedAt),
    ("Requisition ID", Target::RequisitionId),
    ("Req ID", Target::RequisitionId),
    ("Requisition", Target::RequisitionId),
    ("Job ID", Target::RequisitionId),
    ("Job Code", Target::RequisitionId),
    ("Vacancy ID", Target::RequisitionId),
    ("Requisition Title", Target::RequisitionTitle),
    ("Job Title", Target::RequisitionTitle),
    ("Job Name", Target::RequisitionTitle),
    ("Job", Target::RequisitionTitle),
    ("Position Applied For", Target::RequisitionTitle),
    ("Applied For", Target::RequisitionTitle),
    ("Vacancy", Target::RequisitionTitle),
    ("Opening", Target::RequisitionTitle),
    ("Position", Target::RequisitionTitle),
    ("Role", Target::RequisitionTitle),
    ("Department", Target::Department),
    ("Team", Target::Department),
    ("Job Location", Target::RequisitionLocation),
    ("Office", Target::RequisitionLocation),
    ("Job Country", Target::RequisitionCountry),
    ("Remote", Target::Remote),
    ("Remote Job", Target::Remote),
    ("Channel", Target::Channel),
    ("Source", Target::Channel),
    ("Application Source", Target::Channel),
    ("Full Name", Target::FullName),
    ("Name", Target::FullName),
    ("Candidate Name", Target::FullName),
    ("Applicant Name", Target::FullName),
    ("Candidate", Target::FullName),
    ("Applicant", Target::FullName),
    ("First Name", Target::GivenName),
    ("Given Name", Target::GivenName),
    ("Forename", Target::GivenName),
    ("Last Name", Target::FamilyName),
    ("Family Name", Target::FamilyName),
    ("Surname", Target::FamilyName),
    ("Preferred Name", Target::PreferredName),
    ("Nickname", Target::PreferredName),
    ("Email", Target::Email),
    ("Emails", Target::Email),
    ("Mail", Target::Email),
    ("Email Address", Target::Email),
    ("Candidate Email", Target::Email),
    ("Applicant Email", Target::Email),
    ("Personal Email", Target::Email),
    ("Primary Email", Target::Email),
    ("Secondary Email", Target::Email),
    ("Other Email", Target::Email),
    ("Phone", Target::Phone),
    ("Phones", Target::Phone),
    ("Phone Number", Target::Phone),
    ("Candidate Phone", Target::Phone),
    ("Applicant Phone", Target::Phone),
    ("Telephone", Target::Phone),
    ("Telephone Number", Target::Phone),
    ("Tel", Target::Phone),
    ("Mobile", Target::Phone),
    ("Mobile Number", Target::Phone),
    ("Mobile Phone", Target::Phone),
    ("Cell", Target::Phone),
    ("Cell Phone", Target::Phone),
    ("Home Phone", Target::Phone),
    ("Contact Number", Target::Phone),
    ("Address Line 1", Target::AddressLine1),
    ("Address 1", Target::AddressLine1),
    ("Street", Target::AddressLine1),
    ("Street Address", Target::AddressLine1),
    ("Address Line 2", Target::AddressLine2),
    ("Address 2", Target::AddressLine2),
    ("City", Target::City),
    ("Town", Target::City),
    ("State", Target::Region),
    ("Region", Target::Region),
    ("Province", Target::Region),
    ("State/Province", Target::Region),
    ("Postal Code", Target::PostalCode),
    ("Postcode", Target::PostalCode),
    ("Zip", Target::PostalCode),
    ("Zip Code", Target::PostalCode),
    ("Country", Target::Country),
    ("Country of Residence", Target::Country),
    ("Full Address", Target::FullAddress),
    ("Address", Target::FullAddress),
    ("Home Address", Target::FullAddress),
    ("Mailing Address", Target::FullAddress),
    ("LinkedIn", LINKEDIN),
    ("LinkedIn URL", LINKEDIN),
    ("LinkedIn Profile", LINKEDIN),
    ("LinkedIn Profile URL", LINKEDIN),
    ("GitHub", GITHUB),
    ("GitHub URL", GITHUB),
    ("GitHub Profile", GITHUB),
    ("Stack Overflow", STACKOVERFLOW),
    ("Stack Overflow URL", STACKOVERFLOW),
    ("Website", WEBSITE),
    ("Personal Website", WEBSITE),
    ("Homepage", WEBSITE),
    ("Portfolio", WEBSITE),
    ("Portfolio URL", WEBSITE),
    ("Profile URL", OTHER),
    ("Twitter", OTHER),
    ("School", Target::School),
    ("School Name", Target::School),
    ("University", Target::School),
    ("College", Target::School),
    ("Institution", Target::School),
    ("Degree", Target::Degree),
    ("Major", Target::Discipline),
    ("Discipline", Target::Discipline),
    ("Field of Study", Target::Discipline),
    ("Education Start Date", Target::StudyStart),
    ("Education End Date", Target::StudyEnd),
    ("Graduation Date", Target::StudyEnd),
    ("Graduation Year", Target::StudyEnd),
    ("Current Employer", Target::Employer),
    ("Current Company", Target::Employer),
    ("Employer", Target::Employer),
    ("Company", Target::Employer),
    ("Current Title", Target::Title),
    ("Current Job Title", Target::Title),
    ("Current Position", Target::Title),
    ("Employment Start Date", Target::WorkStart),
    ("Employment End Date", Target::WorkEnd),
    ("Resume Text", Target::ResumeText),
    ("CV Text", Target::ResumeText),
    ("Resume File", Target::ResumeFile),
    ("Resume Filename", Target::ResumeFile),
    ("Resume", Target::ResumeFile),
    ("Résumé", Target::ResumeFile),
    ("CV File", Target::ResumeFile),
    ("CV", Target::ResumeFile),
    ("Cover Letter", Target::CoverLetter),
    ("IP", Target::Ip),
    ("IP Address", Target::Ip),
    ("Client IP", Target::Ip),
    ("User Agent", Target::UserAgent),
    ("Browser", Target::UserAgent),
    ("Device ID", Target::DeviceId),
];

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn row(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_sheet_made_by_hand_is_understood() {
        let found = recognise(&row(&["\u{feff}Name", "E-Mail", "Mobile", "applied_on", "JOB", "Address", "Zip", "Location", ""])).unwrap();
        assert_eq!(found.vendor, "generic");
        assert_eq!(
            found.columns,
            [
                (0, Target::FullName),
                (1, Target::Email),
                (2, Target::Phone),
                (3, Target::AppliedAt),
                (4, Target::RequisitionTitle),
                (5, Target::AddressLine1),
                (6, Target::PostalCode),
            ]
        );
        assert_eq!(found.unused, ["Location"]);
    }

    #[test]
    fn vendors_are_told_by_their_names_and_the_better_id_wins() {
        let found =
            recognise(&row(&["Candidate ID", "Application ID", "First Name", "Last Name", "Email", "Job Name", "Applied On", "Gender"])).unwrap();
        assert_eq!(found.vendor, "greenhouse");
        assert!(found.columns.contains(&(1, Target::CandidacyId)));
        assert!(found.columns.contains(&(7, Target::Ignored)));
        assert_eq!(found.unused, ["Candidate ID"]);
        for (vendor, names) in [
            ("lever", ["Opportunity ID", "Posting Title", "Name"]),
            ("ashby", ["Current Interview Stage", "Primary Email Address", "Candidate Name"]),
            ("workday", ["Job Requisition ID", "Candidate Stage", "Legal Name"]),
        ] {
            assert_eq!(recognise(&row(&names)).unwrap().vendor, vendor);
        }
    }

    #[test]
    fn protected_columns_are_refused_and_harmless_ones_are_not() {
        for header in [
            "Gender",
            "date_of_birth",
            "DateOfBirth",
            "DOB",
            "Race",
            "Race/Ethnicity",
            "Veteran Status",
            "Disability",
            "desiredSalary",
            "Age",
            "Nationality",
            "Country of Citizenship",
            "Photo URL",
            "Pronouns",
        ] {
            assert!(refused(header), "{header}");
            let found = recognise(&row(&["Name", header])).unwrap();
            assert_eq!(found.columns, [(0, Target::FullName), (1, Target::Ignored)]);
        }
        for header in ["Stage", "Language", "Manager", "Company", "Message", "Country", "Embrace", "Package"] {
            assert!(!refused(header), "{header}");
        }
    }

    #[test]
    fn rows_without_name_or_contact_are_not_recognised() {
        assert_eq!(recognise(&row(&["Date", "Amount", "City"])), None);
        assert_eq!(recognise(&[]), None);
    }

    #[test]
    fn column_maps_name_their_targets() {
        assert_eq!(target("full_name"), Some(Target::FullName));
        assert_eq!(target("profile_url.linkedin"), Some(Target::ProfileUrl("linkedin")));
        assert_eq!(target("Full Name"), None);
    }

    #[test]
    fn no_table_holds_a_refused_name_or_one_name_twice() {
        for table in SHEETS.iter().map(|sheet| sheet.columns).chain([GENERIC]) {
            let names: Vec<String> = table.iter().map(|(name, _)| squeeze(name)).collect();
            for (n, (name, _)) in table.iter().enumerate() {
                assert!(!refused(name), "{name}");
                assert_eq!(names.iter().position(|other| *other == squeeze(name)), Some(n), "{name}");
            }
        }
    }
}
