//! What a file's name says of it: another type than its content, or something that hides its type.

use crate::document::Kind;
use crate::observed::{Observable, Observation, is_invisible, observe};

/// Endings that start on a click, with nothing between the click and the code.
const STARTS: &[&str] = &[
    "exe",
    "com",
    "scr",
    "pif",
    "bat",
    "cmd",
    "ps1",
    "psm1",
    "vbs",
    "vbe",
    "jse",
    "wsf",
    "wsh",
    "hta",
    "cpl",
    "msi",
    "msp",
    "msix",
    "appx",
    "appinstaller",
    "jar",
    "reg",
    "inf",
    "scf",
    "lnk",
    "url",
    "chm",
    "gadget",
    "application",
    "library-ms",
    "search-ms",
    "settingcontent-ms",
    "theme",
    "rdp",
    "xll",
    "wll",
    "ppam",
    "iqy",
    "command",
    "dmg",
    "pkg",
    "desktop",
    "one",
    "vhd",
    "vhdx",
    "iso",
    "img",
];
/// Endings of code that starts on a click in Windows and is read by programmers elsewhere.
const CODE: &[&str] = &["js", "sh", "py"];
/// Endings of documents, and the types that they promise.
const PROMISES: &[(&str, &[Kind])] = &[
    ("pdf", &[Kind::Pdf]),
    ("docx", &[Kind::Docx]),
    ("docm", &[Kind::Docx]),
    // Word saves RTF, HTML and XML under this name, and so do others.
    ("doc", &[Kind::Doc, Kind::Docx, Kind::Rtf, Kind::Html, Kind::Office]),
    ("odt", &[Kind::Odt]),
    ("rtf", &[Kind::Rtf, Kind::Text]),
    ("txt", &[Kind::Text, Kind::Html, Kind::Mail]),
    ("html", &[Kind::Html, Kind::Text]),
    ("htm", &[Kind::Html, Kind::Text]),
    ("png", &[Kind::Image]),
    ("jpg", &[Kind::Image]),
    ("jpeg", &[Kind::Image]),
    ("gif", &[Kind::Image]),
    ("webp", &[Kind::Image]),
    ("svg", &[Kind::Svg, Kind::Text]),
    ("zip", &[Kind::Archive, Kind::Docx, Kind::Odt, Kind::Office]),
    ("ics", &[Kind::Calendar, Kind::Text]),
    ("eml", &[Kind::Mail, Kind::Text]),
    ("msg", &[Kind::Mail]),
    ("xlsx", &[Kind::Office]),
    ("pptx", &[Kind::Office]),
];

/// The ending of a name, in lower case.
pub(crate) fn ending(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, ending) = last.trim_end_matches(['.', ' ']).rsplit_once('.')?;
    (!stem.is_empty() && ending.len() <= 20).then(|| ending.trim().to_ascii_lowercase())
}

/// Looks at the name of a file, and at its content as far as the name promises one.
pub(crate) fn look(name: &str, kind: Option<Kind>, bytes: &[u8], observed: &mut Vec<Observation>) {
    if name.is_empty() {
        return;
    }
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let turned = last.chars().any(|c| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'));
    if turned || last.chars().filter(|c| is_invisible(*c)).count() > 2 {
        observe(observed, Observable::DisguisedName, "characters that turn or hide a part of it");
    }
    let Some(ending) = ending(name) else { return };
    let starts = STARTS.contains(&ending.as_str());
    let stem = last.trim_end_matches(['.', ' ']).rsplit_once('.').map_or(last, |(stem, _)| stem);
    let inner = self::ending(stem).filter(|inner| PROMISES.iter().any(|(known, _)| known == inner));
    if starts || CODE.contains(&ending.as_str()) {
        if let Some(inner) = inner {
            observe(observed, Observable::DisguisedName, format!(".{inner}.{ending}"));
        } else if stem.contains("     ") || stem.contains('\u{A0}') {
            observe(observed, Observable::DisguisedName, format!("spaces before .{ending}"));
        }
    }
    let gradle = last.eq_ignore_ascii_case("gradlew.bat") && crate::project::is_gradle_starter(bytes);
    if starts && !gradle && !matches!(kind, Some(Kind::Executable | Kind::Shortcut | Kind::Disk)) {
        observe(observed, Observable::ScriptFile, format!(".{ending}"));
    }
    if matches!(ending.as_str(), "csv" | "tsv") && kind == Some(Kind::Text) {
        crate::plain::formulas(bytes, observed);
    }
    let promised = PROMISES.iter().find(|(known, _)| *known == ending).map(|(_, kinds)| *kinds);
    if let (Some(promised), Some(kind)) = (promised, kind)
        && !promised.contains(&kind)
    {
        let quiet = matches!(kind, Kind::Pdf | Kind::Docx | Kind::Doc | Kind::Odt | Kind::Rtf | Kind::Text | Kind::Image);
        let what = if quiet { Observable::WrongEnding } else { Observable::NameMismatch };
        observe(observed, what, format!(".{ending} holds {}", kind.as_str()));
    }
}

/// Whether a name is that of a script which programmers read and Windows starts.
pub(crate) fn is_code(name: &str) -> bool {
    ending(name).is_some_and(|ending| CODE.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(name: &str, kind: Option<Kind>) -> Vec<Observable> {
        let mut observed = Vec::new();
        look(name, kind, b"", &mut observed);
        observed.iter().map(|o| o.what).collect()
    }

    #[test]
    fn names_that_lie_are_seen() {
        assert_eq!(seen("cv.pdf.exe", Some(Kind::Executable)), [Observable::DisguisedName]);
        assert_eq!(seen("cv\u{202E}fdp.exe", Some(Kind::Executable)), [Observable::DisguisedName]);
        assert_eq!(seen("cv.pdf", Some(Kind::Html)), [Observable::NameMismatch]);
        assert_eq!(seen("start.bat", Some(Kind::Text)), [Observable::ScriptFile]);
    }

    #[test]
    fn honest_names_are_not() {
        for (name, kind) in [
            ("cv.pdf", Kind::Pdf),
            ("Jane Roe v1.2.docx", Kind::Docx),
            ("resume.doc", Kind::Rtf),
            ("photo.jpg", Kind::Image),
            ("index.js", Kind::Text),
            ("no-ending", Kind::Pdf),
        ] {
            assert_eq!(seen(name, Some(kind)), [], "{name}");
        }
    }
}
