//! What is read out of a document. These forms cross from the worker to its caller as JSON.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::mail::Mail;
use crate::observed::Observation;
use crate::resume::Resume;
use crate::style::Layout;

/// Type of a document, told by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each variant is the format it names")]
pub enum Kind {
    Pdf,
    Docx,
    Doc,
    Odt,
    Rtf,
    Html,
    Text,
    Image,
    Archive,
    Mail,
    /// A workbook, slides and other documents of office programs, old and new: looked through, but not read.
    Office,
    Svg,
    Calendar,
    Executable,
    Shortcut,
    /// An image of a disk.
    Disk,
    /// An archive in a format that is not opened.
    Closed,
}

impl Kind {
    /// Its word in events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Odt => "odt",
            Self::Rtf => "rtf",
            Self::Html => "html",
            Self::Text => "text",
            Self::Image => "image",
            Self::Archive => "archive",
            Self::Mail => "mail",
            Self::Office => "office",
            Self::Svg => "svg",
            Self::Calendar => "calendar",
            Self::Executable => "executable",
            Self::Shortcut => "shortcut",
            Self::Disk => "disk",
            Self::Closed => "closed",
        }
    }

    /// Whether what it says is read, and not only what it does.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Office | Self::Svg | Self::Calendar | Self::Executable | Self::Shortcut | Self::Disk | Self::Closed)
    }
}

/// A document within another: an attachment of a mail, an entry of an archive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// File name as written, without folders.
    pub name: String,
    /// Media type as said, which proves nothing.
    pub media_type: Option<String>,
    /// blake3 of its bytes, in hex.
    pub hash: String,
    /// What its name and its place show.
    pub observed: Vec<Observation>,
    /// What was read of it, or why nothing was.
    pub read: Result<Box<Document>, Unreadable>,
}

/// A document, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// Its type.
    pub kind: Option<Kind>,
    /// Text in reading order: lines end with `\n`, paragraphs and table rows are lines, table cells are parted by tabs.
    pub text: String,
    /// How the lines of the text lie and look; for reading it further, within the worker.
    #[serde(skip)]
    pub layout: Layout,
    /// Pages, where the format has them.
    pub pages: Option<u32>,
    /// What the document says of itself.
    pub meta: Meta,
    /// Addresses it links to, in order, without repeats; never fetched.
    pub links: Vec<String>,
    /// blake3 of each embedded image's bytes, in hex, without repeats.
    pub images: Vec<String>,
    /// What was seen besides the text: content that acts, hides or poses. It is not judged here.
    pub observed: Vec<Observation>,
    /// Text that no reader sees, and lines that are meant for a language model: kept apart from the text, so that they change nothing.
    pub hidden: String,
    /// Source of macros and scripts, for whoever looks into them.
    pub code: String,
    /// Something was cut off at a limit.
    pub truncated: bool,
    /// What its text says of a person, if it is the text of a résumé.
    pub resume: Resume,
    /// Headers and body, of a mail.
    pub mail: Option<Mail>,
    /// What a mail or an archive holds.
    pub parts: Vec<Part>,
}

/// Metadata. Everything is as written in the document, at most [`MAX_META`] characters each.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meta {
    /// Author.
    pub author: Option<String>,
    /// Who saved it last.
    pub last_modified_by: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Program that wrote the file.
    pub producer: Option<String>,
    /// Program that the text was written in.
    pub creator: Option<String>,
    /// Template.
    pub template: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Time of creation, as written.
    pub created: Option<String>,
    /// Time of the last change, as written.
    pub modified: Option<String>,
    /// Offset in minutes east of UTC in which it was created, where the time says so.
    pub created_offset_minutes: Option<i32>,
    /// Revisions or incremental updates.
    pub revisions: Option<u32>,
    /// Ids of the document: PDF `ID`, XMP DocumentID and InstanceID, in order.
    pub ids: Vec<String>,
    /// Save ids of a Word document (`w:rsidRoot` first).
    pub rsids: Vec<String>,
    /// Names of fonts.
    pub fonts: Vec<String>,
}

/// Characters of one metadata value that are kept.
pub const MAX_META: usize = 300;
/// Bytes of text that are kept.
pub const MAX_TEXT: usize = 2 << 20;
/// Bytes of hidden text and of code that are kept of each.
pub const MAX_ASIDE: usize = 64 << 10;
/// Links, images, ids, fonts that are kept of each.
pub const MAX_LIST: usize = 500;
/// Bytes that a part of a document may unpack to.
pub const MAX_PART: u64 = 64 << 20;

/// Why a document could not be read. The words never quote its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// Of a type that is not read.
    UnknownType,
    /// Locked with a password.
    Encrypted,
    /// Broken.
    Damaged(String),
    /// Larger unpacked than anything honest.
    TooLarge,
    /// Archives or mails within each other, deeper than anything honest.
    TooDeep,
    /// The worker that read it ran out of time, memory or luck.
    WorkerDied(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownType => f.write_str("is of no type that is read: give PDF, DOCX, DOC, ODT, RTF, HTML, plain text, mail or a ZIP of these"),
            Self::Encrypted => f.write_str("is locked with a password: ask for an unlocked copy"),
            Self::Damaged(what) => write!(f, "is damaged: {what}"),
            Self::TooLarge => f.write_str("unpacks to more than any document needs; it was not read"),
            Self::TooDeep => f.write_str("lies in archives or mails within each other that are too many to be opened"),
            Self::WorkerDied(how) => write!(f, "could not be read within the limits: {how}"),
        }
    }
}

impl Meta {
    /// Keeps a value if there is one, at its bounded length.
    pub(crate) fn value(text: &str) -> Option<String> {
        let text = text.trim();
        (!text.is_empty()).then(|| text.chars().filter(|c| !c.is_control()).take(MAX_META).collect())
    }
}

/// Characters of a link that are kept.
pub(crate) const MAX_LINK: usize = 2_000;

/// Adds a link at its bounded length.
pub(crate) fn add_link(links: &mut Vec<String>, link: &str) {
    add(links, link.chars().take(MAX_LINK).collect());
}

/// Adds to a list that has no repeats and an end.
pub(crate) fn add(list: &mut Vec<String>, value: String) {
    if !value.is_empty() && list.len() < MAX_LIST && !list.contains(&value) {
        list.push(value);
    }
}
