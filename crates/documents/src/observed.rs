//! What was seen in a document besides what it says: content that acts, hides or poses. It is named here and judged elsewhere.

use serde::{Deserialize, Serialize};

use crate::document::MAX_META;

/// One thing seen, and in few words what it was: a name, a target, a call. Never more than [`MAX_META`] characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// What it is.
    pub what: Observable,
    /// Which one, where more can be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Observations that are kept of one document.
const MAX_OBSERVED: usize = 100;
/// Observations of one kind that are kept of one document.
const MAX_ALIKE: usize = 10;

/// Adds an observation without repeating one.
pub(crate) fn observe(observed: &mut Vec<Observation>, what: Observable, detail: impl AsRef<str>) {
    let detail = detail.as_ref().split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = detail.chars().filter(|c| !c.is_control() && !is_invisible(*c)).take(MAX_META).collect();
    let observation = Observation { what, detail: (!shown.is_empty()).then_some(shown) };
    let alike = observed.iter().filter(|o| o.what == what).count();
    if observed.len() < MAX_OBSERVED && alike < MAX_ALIKE && !observed.contains(&observation) {
        observed.push(observation);
    }
}

/// Characters that take no room or turn the direction of text.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// Writes the enumeration, its words and the list of all.
macro_rules! observables {
    ($($(#[$meta:meta])* $name:ident = $word:literal,)*) => {
        /// What can be seen in a document. The word of each is the id of the finding that it becomes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Observable {
            $($(#[$meta])* #[serde(rename = $word)] $name,)*
        }

        impl Observable {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its word.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

observables! {
    // PDF
    /// A script.
    JavaScript = "javascript",
    /// A script or an action that begins by itself when the document is opened.
    RunsOnOpen = "runs-on-open",
    /// An action that starts a program or opens a file.
    Launch = "launch",
    /// An action that opens a file elsewhere, where the reader's computer signs in.
    RemoteFile = "remote-file",
    /// An action that sends what is typed in.
    SubmitForm = "submit-form",
    /// A form in XML that a program of its own would run.
    Xfa = "xfa",
    /// Video, sound, Flash or a 3D model.
    RichMedia = "rich-media",
    /// A file within the document.
    EmbeddedFile = "embedded-file",
    /// It was saved again and again on top of what it was.
    IncrementalUpdate = "incremental-update",

    // Office
    /// A macro.
    Macro = "macro",
    /// A macro that begins by itself.
    MacroAutoRun = "macro-auto-run",
    /// A macro that calls what starts programs, fetches or writes files.
    MacroCalls = "macro-calls",
    /// A macro sheet of Excel 4.
    XlmMacro = "xlm-macro",
    /// A field that starts another program (dynamic data exchange).
    Dde = "dde",
    /// A template that is fetched when the document is opened.
    RemoteTemplate = "remote-template",
    /// A picture that is fetched, which tells when the document is opened.
    RemoteImage = "remote-image",
    /// An object that is fetched when the document is opened.
    ExternalObject = "external-object",
    /// An object of another program.
    EmbeddedObject = "embedded-object",
    /// A control that runs in the document.
    Control = "control",
    /// The equation editor, whose known faults open a computer.
    EquationObject = "equation-object",
    /// A document type with entities of its own.
    XmlEntities = "xml-entities",
    /// Changes that were kept, by another author than the document's.
    TrackedChanges = "tracked-changes",

    // HTML, SVG
    /// A script or an event handler of a page or picture.
    Script = "script",
    /// A script that puts a file together and saves it.
    Smuggling = "smuggling",
    /// A link that is a script.
    ScriptLink = "script-link",
    /// A link that is a page of its own.
    DataLink = "data-link",
    /// A page within the page.
    Frame = "frame",
    /// A form that asks for a password.
    PasswordForm = "password-form",
    /// A form that sends what is typed in.
    Form = "form",
    /// It leads elsewhere by itself.
    Redirect = "redirect",

    // Text
    /// Text that no reader sees.
    HiddenText = "hidden-text",
    /// Words that are meant for a language model.
    Instructions = "hidden-instructions",
    /// The text that programs read is another than the one that is shown.
    TextDiffers = "text-differs",
    /// A cell of a table that a spreadsheet would run.
    Formula = "formula",

    // Files
    /// A program.
    Executable = "executable",
    /// A script that starts on a click.
    ScriptFile = "script-file",
    /// A shortcut.
    Shortcut = "shortcut",
    /// An image of a disk.
    DiskImage = "disk-image",
    /// Locked with a password.
    Encrypted = "encrypted",
    /// An archive that is not opened here.
    UnreadArchive = "unread-archive",
    /// It unpacks to far more than it is.
    Bomb = "bomb",
    /// An entry that would be unpacked outside of its folder.
    Traversal = "traversal",
    /// An entry that points elsewhere.
    LinkEntry = "link-entry",
    /// An archive whose parts contradict each other.
    ArchiveContradicts = "archive-contradicts",
    /// Archives or mails within each other, deeper than anything honest.
    TooDeep = "too-deep",
    /// It is of two types at once.
    Polyglot = "polyglot",
    /// Something stands after its end.
    AppendedData = "appended-data",
    /// Its name promises a document, and it is something that acts or holds others.
    NameMismatch = "name-mismatch",
    /// Its name promises another kind of document than it is.
    WrongEnding = "wrong-ending",
    /// Its name hides its type.
    DisguisedName = "disguised-name",
    /// Code that runs when a project is opened or installed.
    InstallScript = "install-script",
    /// A picture of more points than any needs.
    PixelFlood = "pixel-flood",
    /// A rule for malicious files matched.
    Rule = "rule",
    /// A rule matched that says of itself that it is grave.
    GraveRule = "grave-rule",

    // Links
    /// A link whose target a service hides.
    ShortenedLink = "shortened-link",
    /// A link to a number instead of a name.
    NumericLink = "numeric-link",
    /// A link to a name that is written in letters of several scripts.
    MixedLink = "mixed-script-link",
    /// A link that shows another address than it leads to.
    MismatchedLink = "mismatched-link",
    /// A link with another address in front of its own.
    UserinfoLink = "userinfo-link",
    /// A link to a program.
    ProgramLink = "program-link",

    // Mail
    /// An invitation to a meeting at an address that is no meeting service's.
    InviteElsewhere = "invite-elsewhere",
    /// An answer to a mail of somebody whose domain the sender's only looks like.
    ThreadHijack = "thread-hijack",
    /// An answer under the name of somebody in the thread, from another mailbox.
    ThreadOtherMailbox = "thread-other-mailbox",
    /// An answer to nothing.
    FakeReply = "fake-reply",
    /// Headers that no mail program writes.
    BrokenHeaders = "broken-headers",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn observations_are_bounded_and_not_repeated() {
        let mut observed = Vec::new();
        for n in 0..500 {
            observe(&mut observed, Observable::Macro, format!("a{}", n / 2));
            observe(&mut observed, Observable::JavaScript, "x".repeat(1_000));
        }
        assert_eq!(observed.iter().filter(|o| o.what == Observable::Macro).count(), MAX_ALIKE);
        assert!(observed.iter().all(|o| o.detail.as_ref().is_some_and(|d| d.chars().count() <= MAX_META)));
        assert_eq!(observed.iter().filter(|o| o.what == Observable::JavaScript).count(), 1);
    }

    #[test]
    fn words_are_unlike_each_other() {
        let words: std::collections::BTreeSet<&str> = Observable::ALL.iter().map(|o| o.as_str()).collect();
        assert_eq!(words.len(), Observable::ALL.len());
    }
}
