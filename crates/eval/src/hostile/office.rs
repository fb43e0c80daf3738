//! Hostile documents of office programs.

use std::io::{Cursor, Write};

use super::Expected::{self, Clean, Dangerous, Suspicious};
use super::packages::zip;
use super::{ORDERS, RESUME, Samples, base64, program};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The source of a module in the container that office programs keep it in, without anything packed.
fn module(source: &str) -> Vec<u8> {
    let text = format!("Attribute VB_Name = \"Module1\"\r\n{source}");
    let mut container = vec![1];
    for chunk in text.as_bytes().chunks(3_600) {
        let mut tokens = Vec::new();
        for eight in chunk.chunks(8) {
            tokens.push(0);
            tokens.extend_from_slice(eight);
        }
        let head = 0xB000 | u16::try_from(tokens.len() - 1).unwrap_or(0);
        container.extend(head.to_le_bytes());
        container.extend(tokens);
    }
    container
}

/// A compound file of streams.
pub(super) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let Ok(mut file) = cfb::CompoundFile::create(Cursor::new(Vec::new())) else { return Vec::new() };
    for (path, bytes) in streams {
        if let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| !folder.is_empty()) {
            let _ = file.create_storage_all(folder);
        }
        if let Ok(mut stream) = file.create_stream(path) {
            let _ = stream.write_all(bytes);
        }
    }
    let _ = file.flush();
    file.into_inner().into_inner()
}

fn project(source: &str) -> Vec<u8> {
    compound(&[("/VBA/dir", b"\x01"), ("/VBA/Module1", &module(source))])
}

fn body(paragraphs: &str) -> String {
    let lines: String = RESUME.iter().map(|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>")).collect();
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"{RELATIONS}\"><w:body>{lines}{paragraphs}</w:body></w:document>"
    )
}

fn relations(list: &[(&str, &str)]) -> String {
    let each: String = list
        .iter()
        .enumerate()
        .map(|(n, (kind, target))| {
            let target = target.replace('&', "&amp;");
            format!("<Relationship Id=\"r{n}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\" TargetMode=\"External\"/>")
        })
        .collect();
    format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{each}</Relationships>")
}

fn docx(paragraphs: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let document = body(paragraphs);
    let mut files: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())];
    files.extend(more);
    zip(&files)
}

/// A Word document with a macro.
pub(super) fn docm(source: &str) -> Vec<u8> {
    docx("", &[("word/vbaProject.bin", &project(source))])
}

pub(super) fn add(samples: &mut Samples) {
    word(samples);
    others(samples);
    old(samples);
    rich(samples);
    open(samples);
}

/// Macros, by what they do.
const MACROS: &[(&str, &str, Expected)] = &[
    ("quiet", "Sub Tidy()\nSelection.Font.Bold = True\nEnd Sub\n", Suspicious("macro")),
    ("at opening", "Sub AutoOpen()\nMsgBox \"hello\"\nEnd Sub\n", Dangerous("macro-auto-run")),
    ("at opening of the document", "Private Sub Document_Open()\nMsgBox \"hello\"\nEnd Sub\n", Dangerous("macro-auto-run")),
    ("at closing", "Sub AutoClose()\nMsgBox \"hello\"\nEnd Sub\n", Dangerous("macro-auto-run")),
    ("of a control", "Private Sub Frame1_Layout()\nMsgBox 1\nEnd Sub\n", Dangerous("macro-auto-run")),
    ("starts a program", "Sub Tidy()\nShell \"calc.exe\"\nEnd Sub\n", Dangerous("macro-calls")),
    ("makes an object", "Sub Tidy()\nCreateObject(\"WScript.Shell\").Run \"calc\"\nEnd Sub\n", Dangerous("macro-calls")),
    ("fetches", "Sub Tidy()\nSet x = New MSXML2.XMLHTTP\nEnd Sub\n", Dangerous("macro-calls")),
    ("writes", "Sub Tidy()\nOpen \"x\" For Binary As #1\nEnd Sub\n", Dangerous("macro-calls")),
    ("calls Windows", "Private Declare Function VirtualAlloc Lib \"kernel32\" () As Long\n", Dangerous("macro-calls")),
];

fn word(samples: &mut Samples) {
    let mut add = |what: &str, name: &str, bytes: Vec<u8>, expected| samples.add("word", what, name, bytes, expected);
    add("a résumé", "cv.docx", docx("", &[]), Clean);
    for (what, source, expected) in MACROS {
        add(&format!("macro {what}"), "cv.docm", docm(source), *expected);
        add(&format!("macro {what}, under another name"), "cv.docx", docm(source), *expected);
    }
    for (kind, target, expected) in [
        ("attachedTemplate", "http://203.0.113.9/t.dotm", Dangerous("remote-template")),
        ("attachedTemplate", "https://files.example/t.dotm", Dangerous("remote-template")),
        ("attachedTemplate", "\\\\203.0.113.9\\s\\t.dotm", Dangerous("remote-template")),
        ("attachedTemplate", "mhtml:http://203.0.113.9/t!x", Dangerous("remote-template")),
        ("attachedTemplate", "file:///C:/Users/jane/Templates/cv.dotx", Clean),
        ("oleObject", "http://203.0.113.9/o.rtf", Suspicious("external-object")),
        ("oleObject", "mhtml:http://203.0.113.9/x.html!x-usc:http://203.0.113.9/x.html", Suspicious("external-object")),
        ("frame", "http://203.0.113.9/f.htm", Suspicious("external-object")),
        ("subDocument", "http://203.0.113.9/d.docx", Suspicious("external-object")),
        ("image", "http://203.0.113.9/i.png", Clean),
        ("hyperlink", "https://github.com/jane", Clean),
        ("hyperlink", "http://203.0.113.9/login", Suspicious("numeric-link")),
    ] {
        let rels = relations(&[(kind, target)]);
        let part = if kind == "attachedTemplate" { "word/_rels/settings.xml.rels" } else { "word/_rels/document.xml.rels" };
        add(&format!("{kind} at {target}"), "cv.docx", docx("", &[(part, rels.as_bytes())]), expected);
    }
    let field = |instruction: &str| {
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
        )
    };
    let parted = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    add("DDEAUTO", "cv.docx", docx(&field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc.exe\""), &[]), Dangerous("dde"));
    add("DDE", "cv.docx", docx(&field(" dde excel \"x\""), &[]), Dangerous("dde"));
    add("DDEAUTO in two runs", "cv.docx", docx(parted, &[]), Dangerous("dde"));
    add(
        "DDE in one element",
        "cv.docx",
        docx("<w:p><w:fldSimple w:instr=\"DDE cmd x\"><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>", &[]),
        Dangerous("dde"),
    );
    add("a page number", "cv.docx", docx(&field("PAGE \\* MERGEFORMAT"), &[]), Clean);
    add("a text that is fetched", "cv.docx", docx(&field("INCLUDETEXT \"http://203.0.113.9/x\""), &[]), Suspicious("external-object"));
    add("a picture that is fetched", "cv.docx", docx(&field("INCLUDEPICTURE \"http://203.0.113.9/x.png\""), &[]), Clean);
    let native = package("setup.exe", &program());
    add(
        "a program as an object",
        "cv.docx",
        docx("", &[("word/embeddings/oleObject1.bin", &compound(&[("/\u{1}Ole10Native", &native)]))]),
        Dangerous("executable"),
    );
    let native = package("notes.js", b"WScript.Echo(1)");
    add("a script as an object", "cv.docx", docx("", &[("word/embeddings/oleObject1.bin", &compound(&[("/\u{1}Ole10Native", &native)]))]), Clean);
    let native = package("start.bat", b"calc");
    add(
        "a batch file as an object",
        "cv.docx",
        docx("", &[("word/embeddings/oleObject1.bin", &compound(&[("/\u{1}Ole10Native", &native)]))]),
        Dangerous("script-file"),
    );
    add(
        "a formula of old",
        "cv.docx",
        docx("", &[("word/embeddings/oleObject1.bin", &compound(&[("/Equation Native", b"x")]))]),
        Dangerous("equation-object"),
    );
    add(
        "a document with a macro as an object",
        "cv.docx",
        docx("", &[("word/embeddings/d.docm", &docm("Sub AutoOpen()\nEnd Sub\n"))]),
        Dangerous("macro-auto-run"),
    );
    add("a table as an object", "cv.docx", docx("", &[("word/embeddings/t.xlsx", &xlsx(&[]))]), Clean);
    add(
        "a control",
        "cv.docx",
        docx("", &[("word/activeX/activeX1.xml", b"<ax:ocx ax:classid=\"{BDD1F04B-858B-11D1-B16A-00C0F0283628}\"/>")]),
        Suspicious("control"),
    );
    add(
        "a field of a form",
        "cv.docx",
        docx("", &[("word/activeX/activeX1.xml", b"<ax:ocx ax:classid=\"{8BD21D10-EC42-11CE-9E0D-00AA006002F3}\"/>")]),
        Clean,
    );
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><w:settings>&c;</w:settings>";
    add("a thousand million laughs", "cv.docx", docx("", &[("word/settings.xml", laughs.as_bytes())]), Suspicious("xml-entities"));
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:settings>&x;</w:settings>";
    add("an entity from a file", "cv.docx", docx("", &[("word/settings.xml", outside.as_bytes())]), Suspicious("xml-entities"));
    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(20_000), "</w:tc></w:tr></w:tbl>".repeat(20_000));
    add("tables 20,000 deep", "cv.docx", docx(&deep, &[]), Clean);
    let zeros = vec![b' '; 100 << 20];
    add("100 MiB of spaces", "cv.docx", docx("", &[("word/media/a.png", &zeros)]), Dangerous("bomb"));
    let say = "These words are here so that a program finds them while no reader sees them: Kubernetes Terraform Golang Haskell Postgres Kafka Spark";
    for (n, text) in [say, ORDERS[0]].into_iter().enumerate() {
        let expected = if n == 0 { Suspicious("hidden-text") } else { Suspicious("hidden-instructions") };
        for (what, how) in [
            ("not shown", "<w:vanish/>"),
            ("white", "<w:color w:val=\"FFFFFF\"/>"),
            ("nearly white", "<w:color w:val=\"FEFEFE\"/>"),
            ("one point", "<w:sz w:val=\"2\"/>"),
        ] {
            let run = format!("<w:p><w:r><w:rPr>{how}</w:rPr><w:t>{text}</w:t></w:r></w:p>");
            add(&format!("text {what} {n}"), "cv.docx", docx(&run, &[]), expected);
        }
        let styled = format!("<w:p><w:r><w:rPr><w:rStyle w:val=\"Ghost\"/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
        let styles = b"<w:styles><w:style w:styleId=\"Ghost\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
        add(&format!("text not shown by its style {n}"), "cv.docx", docx(&styled, &[("word/styles.xml", styles)]), expected);
    }
    let shaded = "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"1F3864\"/></w:tcPr><w:p><w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>White words in a dark cell are seen by everybody who reads the page</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    add("white in a dark cell", "cv.docx", docx(shaded, &[]), Clean);
    for (n, order) in ORDERS.iter().enumerate() {
        let order = order.replace('<', "&lt;").replace('>', "&gt;");
        add(
            &format!("an order that everybody sees {n}"),
            "cv.docx",
            docx(&format!("<w:p><w:r><w:t>{order}</w:t></w:r></w:p>"), &[]),
            Suspicious("hidden-instructions"),
        );
    }
    add("changes by another", "cv.docx", docx("<w:p><w:ins w:author=\"Coach\"><w:r><w:t>better</w:t></w:r></w:ins></w:p>", &[]), Clean);
    add("no XML", "cv.docx", zip(&[("word/document.xml", b"\0\x01\x02 no")]), Clean);
    add("an archive with this name", "cv.docx", zip(&[("a.txt", b"text")]), Suspicious("name-mismatch"));
}

/// The stream of a file that is an object.
fn package(name: &str, bytes: &[u8]) -> Vec<u8> {
    let length = |n: usize| u32::try_from(n).unwrap_or(0).to_le_bytes();
    let rest = [
        b"\x02\0".as_slice(),
        name.as_bytes(),
        b"\0",
        b"C:\\Users\\x\\",
        name.as_bytes(),
        b"\0",
        b"\0\0\x03\0",
        &length(name.len() + 1),
        name.as_bytes(),
        b"\0",
        &length(bytes.len()),
        bytes,
    ]
    .concat();
    [length(rest.len()).as_slice(), &rest].concat()
}

fn xlsx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut files: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", b"<worksheet/>")];
    files.extend(more);
    zip(&files)
}

fn others(samples: &mut Samples) {
    let mut add = |what: &str, name: &str, bytes: Vec<u8>, expected| samples.add("office", what, name, bytes, expected);
    add("a workbook", "table.xlsx", xlsx(&[]), Clean);
    add("a macro sheet", "table.xlsm", xlsx(&[("xl/macrosheets/sheet1.xml", b"<xm:macrosheet/>")]), Dangerous("xlm-macro"));
    add(
        "a macro sheet that begins",
        "table.xlsm",
        xlsx(&[
            ("xl/macrosheets/sheet1.xml", b"<xm:macrosheet/>"),
            ("xl/other/workbook.xml", b"<workbook><definedName name=\"_xlnm.Auto_Open\">M!$A$1</definedName></workbook>"),
        ]),
        Dangerous("macro-auto-run"),
    );
    let zeros = vec![0_u8; 60 << 20];
    add("60 MiB of zeros", "table.xlsx", xlsx(&[("xl/sharedStrings.xml", &zeros)]), Dangerous("bomb"));
    add(
        "four times 60 MiB of zeros",
        "table.xlsx",
        xlsx(&[("xl/a.xml", &zeros), ("xl/b.xml", &zeros), ("xl/c.xml", &zeros), ("xl/d.xml", &zeros)]),
        Dangerous("bomb"),
    );
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>";
    add("entities of its own", "table.xlsx", xlsx(&[("xl/sharedStrings.xml", laughs.as_bytes())]), Suspicious("xml-entities"));
    let deep = format!("<worksheet>{}", "<row>".repeat(100_000));
    add("100,000 rows in each other", "table.xlsx", xlsx(&[("xl/worksheets/sheet2.xml", deep.as_bytes())]), Clean);
    let cells = format!("<worksheet><row>{}</row></worksheet>", "<c><v>1</v></c>".repeat(200_000));
    add("200,000 cells in a row", "table.xlsx", xlsx(&[("xl/worksheets/sheet2.xml", cells.as_bytes())]), Clean);
    add(
        "a link to a program",
        "table.xlsx",
        xlsx(&[("xl/externalLinks/externalLink1.xml", b"<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></externalLink>")]),
        Dangerous("dde"),
    );
    add(
        "a connection",
        "table.xlsx",
        xlsx(&[("xl/connections.xml", b"<connections><connection><webPr url=\"http://203.0.113.9/\"/></connection></connections>")]),
        Suspicious("external-object"),
    );
    for (what, source, expected) in MACROS {
        add(&format!("workbook: macro {what}"), "table.xlsm", xlsx(&[("xl/vbaProject.bin", &project(source))]), *expected);
    }
    let slides = |more: &[(&str, &[u8])]| {
        let mut files: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p:presentation/>")];
        files.extend(more);
        zip(&files)
    };
    add("slides", "portfolio.pptx", slides(&[]), Clean);
    add(
        "slides with a macro",
        "portfolio.pptm",
        slides(&[("ppt/vbaProject.bin", &project("Sub Auto_Open()\nEnd Sub\n"))]),
        Dangerous("macro-auto-run"),
    );
    add(
        "slides with a program",
        "portfolio.pptx",
        slides(&[("ppt/embeddings/o.bin", &compound(&[("/\u{1}Ole10Native", &package("a.exe", &program()))]))]),
        Dangerous("executable"),
    );
    let flat = |inside: &str| {
        format!("<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument xmlns:w=\"x\">{inside}</w:wordDocument>")
            .into_bytes()
    };
    add("Word in one piece of XML", "cv.xml", flat("<w:p/>"), Clean);
    add(
        "Word in one piece of XML that starts a program",
        "cv.xml",
        flat("<w:p><w:instrText>DDEAUTO cmd \"/k calc\"</w:instrText></w:p>"),
        Dangerous("dde"),
    );
    add("Word in one piece of XML with a project", "cv.xml", format!("<?xml version=\"1.0\"?><pkg:package xmlns:pkg=\"x\"><pkg:part pkg:name=\"/word/vbaProject.bin\"><pkg:binaryData>{}</pkg:binaryData></pkg:part></pkg:package>", base64(&project("Sub AutoOpen()\nEnd Sub\n"))).into_bytes(), Dangerous("macro-auto-run"));
    add("a cell that starts a program", "table.xml", b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns:ss=\"x\"><Cell ss:Formula=\"=cmd|'/c calc'!A1\"/></Workbook>".to_vec(), Dangerous("dde"));
    add(
        "a workbook in lines that holds a macro",
        "table.slk",
        b"ID;P\nO;E\nNN;NAuto_open;ER101C1;KOut Flank;F\nC;X1;Y101;K0;EEXEC(\"calc.exe\")\nE\n".to_vec(),
        Dangerous("xlm-macro"),
    );
}

/// Old documents: compound files.
fn old(samples: &mut Samples) {
    let mut add = |what: &str, name: &str, bytes: Vec<u8>, expected| samples.add("ole", what, name, bytes, expected);
    let text = RESUME.join("\r");
    add("a résumé", "cv.doc", compound(&[("/WordDocument", &old_word(&text))]), Clean);
    for (what, source, expected) in MACROS {
        add(
            &format!("macro {what}"),
            "cv.doc",
            compound(&[("/WordDocument", &old_word(&text)), ("/Macros/VBA/Module1", &module(source))]),
            *expected,
        );
        add(
            &format!("workbook: macro {what}"),
            "table.xls",
            compound(&[("/Workbook", &records(&[])), ("/_VBA_PROJECT_CUR/VBA/Module1", &module(source))]),
            *expected,
        );
    }
    add(
        "a field that starts a program",
        "cv.doc",
        compound(&[("/WordDocument", &old_word(&format!("{text}\u{13} DDEAUTO cmd \"/k calc\" \u{14}x\u{15}")))]),
        Dangerous("dde"),
    );
    add(
        "a program as an object",
        "cv.doc",
        compound(&[("/WordDocument", &old_word(&text)), ("/ObjectPool/_1/\u{1}Ole10Native", &package("a.exe", &program()))]),
        Dangerous("executable"),
    );
    add(
        "a formula of old",
        "cv.doc",
        compound(&[("/WordDocument", &old_word(&text)), ("/ObjectPool/_1/Equation Native", b"x")]),
        Dangerous("equation-object"),
    );
    add("a macro sheet", "table.xls", compound(&[("/Workbook", &records(&[(0x85, b"\0\0\0\0\0\x01\x03\0abc")]))]), Dangerous("xlm-macro"));
    add("an ordinary sheet", "table.xls", compound(&[("/Workbook", &records(&[(0x85, b"\0\0\0\0\0\0\x03\0abc")]))]), Clean);
    add("a link to a program", "table.xls", compound(&[("/Workbook", &records(&[(0x1AE, b"\x01\0\x0a\0\0cmd\x03/c calc")]))]), Dangerous("dde"));
    add("an installer", "setup.msi", installer(), Dangerous("executable"));
    let mut broken = compound(&[("/WordDocument", &old_word(&text))]);
    broken.truncate(1_500);
    add("cut off", "cv.doc", broken, Clean);
    let circle: Vec<u8> = {
        let mut bytes = compound(&[("/WordDocument", &old_word(&text))]);
        // The first sectors of the table of sectors point at themselves.
        bytes.iter_mut().skip(512).take(64).for_each(|byte| *byte = 1);
        bytes
    };
    add("sectors in a circle", "cv.doc", circle, Clean);
}

/// A document of Word 6: text in one piece.
fn old_word(text: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 0x300];
    bytes.splice(0..2, [0xDC, 0xA5]);
    let end = u32::try_from(0x300 + text.chars().count()).unwrap_or(0);
    bytes.splice(0x18..0x1C, 0x300_u32.to_le_bytes());
    bytes.splice(0x1C..0x20, end.to_le_bytes());
    bytes.extend(text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')));
    bytes
}

fn records(list: &[(u16, &[u8])]) -> Vec<u8> {
    let record = |id: u16, body: &[u8]| [id.to_le_bytes().as_slice(), &u16::try_from(body.len()).unwrap_or(0).to_le_bytes(), body].concat();
    let begin = record(0x809, b"\0\x06\x05\0\0\0\0\0\0\0\0\0\0\0\0\0");
    list.iter().fold(begin, |bytes, (id, body)| [bytes, record(*id, body)].concat())
}

fn installer() -> Vec<u8> {
    let Ok(mut file) = cfb::CompoundFile::create(Cursor::new(Vec::new())) else { return Vec::new() };
    if let Ok(class) = "000c1084-0000-0000-c000-000000000046".parse() {
        let _ = file.set_storage_clsid("/", class);
    }
    let _ = file.create_stream("/Property");
    let _ = file.flush();
    file.into_inner().into_inner()
}

fn rich(samples: &mut Samples) {
    let mut add = |what: &str, text: &str, expected| {
        let lines = RESUME.join("\\par ");
        samples.add("rtf", what, "cv.rtf", format!("{{\\rtf1\\ansi {lines}\\par {text}}}"), expected);
    };
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let object = |class: &str, content: &[u8]| {
        let name = |text: &str| [u32::try_from(text.len() + 1).unwrap_or(0).to_le_bytes().as_slice(), text.as_bytes(), b"\0"].concat();
        [
            b"\x01\x05\0\0\x02\0\0\0".to_vec(),
            name(class),
            vec![0; 8],
            u32::try_from(content.len()).unwrap_or(0).to_le_bytes().to_vec(),
            content.to_vec(),
        ]
        .concat()
    };
    add("a résumé", "", Clean);
    let native = package("a.exe", &program());
    let bare = native.get(4..).unwrap_or_default();
    add(
        "a program as an object",
        &format!("{{\\object\\objemb{{\\*\\objclass Package}}{{\\*\\objdata {}}}}}", hex(&object("Package", bare))),
        Dangerous("executable"),
    );
    let spaced: String = hex(&object("Package", bare)).as_bytes().chunks(7).map(|c| format!("{}\n ", String::from_utf8_lossy(c))).collect();
    add("a program as an object, in pieces", &format!("{{\\object\\objemb{{\\*\\objdata {spaced}}}}}"), Dangerous("executable"));
    add(
        "a formula of old",
        &format!("{{\\object\\objemb\\objupdate{{\\*\\objclass Equation.3}}{{\\*\\objdata {}}}}}", hex(&object("Equation.3", b"x"))),
        Dangerous("equation-object"),
    );
    add(
        "a formula of old by its data alone",
        &format!("{{\\object{{\\*\\objdata {}}}}}", hex(&object("eQuatiON.3", b"x"))),
        Dangerous("equation-object"),
    );
    add("an object that is linked", "{\\object\\objautlink{\\*\\objdata 0105}}", Suspicious("external-object"));
    add(
        "a document with a macro as an object",
        &format!("{{\\object{{\\*\\objdata {}}}}}", hex(&object("Word.Document.12", &docm("Sub AutoOpen()\nEnd Sub\n")))),
        Dangerous("macro-auto-run"),
    );
    add("a picture as an object", &format!("{{\\object{{\\*\\objdata {}}}}}", hex(&object("PBrush", b"BM"))), Clean);
    add("a template elsewhere", "{\\*\\template http://203.0.113.9/t.dotm}", Dangerous("remote-template"));
    add("DDEAUTO", "{\\field{\\*\\fldinst DDEAUTO cmd \"/k calc\"}{\\fldrslt x}}", Dangerous("dde"));
    add("a link", "{\\field{\\*\\fldinst HYPERLINK \"https://github.com/jane\"}{\\fldrslt x}}", Clean);
    add("a link to a number", "{\\field{\\*\\fldinst HYPERLINK \"http://203.0.113.9/\"}{\\fldrslt x}}", Suspicious("numeric-link"));
    add(
        "words that are not shown",
        "{\\v These words are here so that a program finds them while no reader sees them: Kubernetes Terraform Golang Haskell Postgres Kafka Spark}",
        Suspicious("hidden-text"),
    );
    add("an order that is not shown", &format!("{{\\v {}}}", ORDERS[0]), Suspicious("hidden-instructions"));
    add("an order that everybody sees", ORDERS[0], Suspicious("hidden-instructions"));
    add("groups 100,000 deep", &"{".repeat(100_000), Clean);
    add("a binary without end", "\\bin99999999 x", Clean);
    samples.add("rtf", "a head that is cut short", "cv.rtf", b"{\\rt\\objdata 0105}{\\object{\\*\\objdata 01050000}}".as_slice(), Clean);
}

fn open(samples: &mut Samples) {
    let mut add = |what: &str, content: &str, more: &[(&str, &[u8])], expected| {
        let lines: String = RESUME.iter().map(|line| format!("<text:p>{line}</text:p>")).collect();
        let xml = format!(
            "<office:document-content><office:automatic-styles><style:style style:name=\"Ghost\"><style:text-properties text:display=\"none\"/></style:style><style:style style:name=\"White\"><style:text-properties fo:color=\"#ffffff\"/></style:style><style:style style:name=\"Dark\"><style:table-cell-properties fo:background-color=\"#2d6a4f\"/></style:style></office:automatic-styles><office:body><office:text>{lines}{content}</office:text></office:body></office:document-content>"
        );
        let mut files: Vec<(&str, &[u8])> = vec![("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", xml.as_bytes())];
        files.extend(more);
        samples.add("odf", what, "cv.odt", zip(&files), expected);
    };
    add("a résumé", "", &[], Clean);
    add("a macro", "", &[("Basic/Standard/Module1.xml", b"<script:module>Sub Main\nPrint 1\nEnd Sub</script:module>")], Suspicious("macro"));
    add(
        "a macro that starts a program",
        "",
        &[("Basic/Standard/Module1.xml", b"<script:module>Sub Main\nShell(\"calc\")\nEnd Sub</script:module>")],
        Dangerous("macro-calls"),
    );
    add("a script", "", &[("Scripts/python/x.py", b"import os\nos.system('powershell')")], Dangerous("macro-calls"));
    add(
        "a macro at opening",
        "<script:event-listener script:event-name=\"dom:load\" xlink:href=\"vnd.sun.star.script:x\"/>",
        &[],
        Dangerous("macro-auto-run"),
    );
    add("a link to a program", "<text:dde-connection-decl office:dde-application=\"cmd\"/>", &[], Dangerous("dde"));
    add(
        "an object that is a program",
        "",
        &[("Object 1", &compound(&[("/\u{1}Ole10Native", &package("a.exe", &program()))]))],
        Dangerous("executable"),
    );
    add(
        "words that are not shown",
        "<text:p><text:span text:style-name=\"Ghost\">These words are here so that a program finds them while no reader sees them: Kubernetes Terraform Golang Haskell Postgres Kafka Spark</text:span></text:p>",
        &[],
        Suspicious("hidden-text"),
    );
    add(
        "an order that is not shown",
        &format!("<text:p><text:span text:style-name=\"Ghost\">{}</text:span></text:p>", ORDERS[0]),
        &[],
        Suspicious("hidden-instructions"),
    );
    let white = "<text:p><text:span text:style-name=\"White\">Kubernetes, Terraform, Golang, Haskell, Erlang, Prolog, Fortran, Postgres, Kafka</text:span></text:p>";
    add("white words", white, &[], Suspicious("hidden-text"));
    let cell = |style: &str| {
        format!(
            "<table:table><table:table-row><table:table-cell table:style-name=\"{style}\">{white}</table:table-cell></table:table-row></table:table>"
        )
    };
    add("white words in a dark cell", &cell("Dark"), &[], Clean);
    add("white words in a cell", &cell("Plain"), &[], Suspicious("hidden-text"));
    add("white words behind a dark cell", &format!("{}{white}", cell("Dark")), &[], Suspicious("hidden-text"));
    add("locked", "", &[("META-INF/manifest.xml", b"<manifest:encryption-data/>")], Suspicious("encrypted"));
}
