//! What is read out of each format, and what hostile files of it come to. Read in this process: the worker is tested in `sandbox.rs`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::io::{Cursor, Write};

use hirewall_documents::{Kind, MAX_PART, Observable, Unreadable, kind, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn docx() -> Vec<u8> {
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("2019 – 2023"), paragraph("Acme, Berlin"));
    let twice = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>boxed</w:t></mc:Choice><mc:Fallback><w:t>boxed</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let body = format!(
        "<w:document {WORD}><w:body>{}{table}{twice}{}</w:body></w:document>",
        paragraph("Work &amp; study"),
        paragraph("Rust &#8212; ten years")
    );
    let header = format!("<w:hdr {WORD}>{}</w:hdr>", paragraph("Jane Roe"));
    let rels = r#"<Relationships><Relationship Id="r1" Type="http://x/hyperlink" Target="https://github.com/janeroe?a=1&amp;b=2" TargetMode="External"/><Relationship Id="r2" Type="http://x/attachedTemplate" Target="https://example.org/t.dotm" TargetMode="External"/><Relationship Id="r3" Type="http://x/styles" Target="styles.xml"/></Relationships>"#;
    let core = "<cp:coreProperties><dc:creator>Somebody Else</dc:creator><cp:lastModifiedBy>Third Person</cp:lastModifiedBy><cp:revision>7</cp:revision><dcterms:created>2024-01-02T03:04:05Z</dcterms:created></cp:coreProperties>";
    let app = "<Properties><Template>Normal.dotm</Template><Application>Microsoft Office Word</Application><Company>Acme</Company></Properties>";
    let settings = format!(
        "<w:settings {WORD}><w:rsids><w:rsid w:val=\"00B22222\"/><w:rsidRoot w:val=\"00A11111\"/><w:rsid w:val=\"00A11111\"/></w:rsids></w:settings>"
    );
    packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", body.as_bytes()),
        ("word/header1.xml", header.as_bytes()),
        ("word/_rels/document.xml.rels", rels.as_bytes()),
        ("word/settings.xml", settings.as_bytes()),
        ("word/media/image1.png", b"not really a picture"),
        ("word/vbaProject.bin", b"macro"),
        ("docProps/core.xml", core.as_bytes()),
        ("docProps/app.xml", app.as_bytes()),
    ])
}

#[test]
fn a_word_document_gives_text_in_reading_order_metadata_links_and_images() {
    let document = read(&docx()).unwrap();
    let lines: Vec<&str> = document.text.lines().map(str::trim).collect();
    assert_eq!(lines, ["Jane Roe", "Work & study", "2019 – 2023\tAcme, Berlin", "boxed", "Rust — ten years"]);
    assert_eq!(document.kind, Some(Kind::Docx));
    assert_eq!(document.links, ["https://github.com/janeroe?a=1&b=2"]);
    let seen: Vec<&str> = document.observed.iter().map(|o| o.what.as_str()).collect();
    assert_eq!(seen, ["remote-template", "macro"]);
    assert_eq!(document.images, [blake3::hash(b"not really a picture").to_hex().to_string()]);
    let meta = document.meta;
    assert_eq!((meta.author.as_deref(), meta.last_modified_by.as_deref()), (Some("Somebody Else"), Some("Third Person")));
    assert_eq!((meta.template.as_deref(), meta.revisions), (Some("Normal.dotm"), Some(7)));
    assert_eq!(meta.rsids, ["00A11111", "00B22222"]);
}

#[test]
fn an_opendocument_text_gives_text_metadata_and_links() {
    let content = r#"<office:document-content><office:body><office:text><text:h>Jane Roe</text:h><text:p>Rust<text:s text:c="2"/>and<text:tab/>C</text:p><table:table><table:table-row><table:table-cell><text:p>2019</text:p></table:table-cell><table:table-cell><text:p>Acme</text:p></table:table-cell></table:table-row></table:table><text:p><text:a xlink:href="https://example.org/jane">site</text:a></text:p></office:text></office:body></office:document-content>"#;
    let meta = "<office:document-meta><office:meta><meta:generator>LibreOffice/24.2</meta:generator><meta:initial-creator>Jane Roe</meta:initial-creator><dc:creator>Somebody Else</dc:creator><meta:editing-cycles>3</meta:editing-cycles></office:meta></office:document-meta>";
    let document = read(&packed(&[("content.xml", content.as_bytes()), ("meta.xml", meta.as_bytes())])).unwrap();
    let lines: Vec<&str> = document.text.lines().map(str::trim).collect();
    assert_eq!(lines, ["Jane Roe", "Rust  and\tC", "2019\tAcme", "site"]);
    assert_eq!(document.links, ["https://example.org/jane"]);
    assert_eq!((document.meta.last_modified_by.as_deref(), document.meta.revisions), (Some("Somebody Else"), Some(3)));
}

#[test]
fn plain_text_is_read_in_its_encoding() {
    assert_eq!(read("Jürgen\r\nBerlin".as_bytes()).unwrap().text, "Jürgen\nBerlin");
    assert_eq!(read(b"J\xfcrgen \x96 Berlin").unwrap().text, "Jürgen – Berlin");
    assert_eq!(read(b"\xff\xfeJ\0\xfc\0r\0").unwrap().text, "Jür");
}

#[test]
fn a_web_page_is_told_by_its_tags_wherever_they_begin() {
    for page in ["<html><p>Jane</p></html>", "\u{feff}<!DOCTYPE HTML><p>Jane</p>", "<!-- saved from an export -->\n<html><p>Jane</p></html>"] {
        let document = read(page.as_bytes()).unwrap();
        assert_eq!((document.kind, document.text.trim()), (Some(Kind::Html), "Jane"));
    }
    assert_eq!(kind(b"a < b and <html> in a sentence"), Some(Kind::Text));
}

#[test]
fn what_is_no_document_is_said() {
    let program = read(b"\x7fELF\x02\x01\x01\0\0\0\0\0").unwrap();
    assert_eq!((program.kind, program.text.as_str()), (Some(Kind::Executable), ""));
    assert_eq!(read(b"\0\x01\x02\x03"), Err(Unreadable::UnknownType));
    assert_eq!(read(b""), Err(Unreadable::UnknownType));
    assert_eq!(kind(&packed(&[("readme.txt", b"hello")])), Some(Kind::Archive));
    let locked: Vec<u8> = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), b"....", b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0"].concat();
    assert_eq!(read(&locked), Err(Unreadable::Encrypted));
}

#[test]
fn an_encrypted_opendocument_text_is_said_to_be_one() {
    let manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let locked = packed(&[("content.xml", b"\x93\x12"), ("META-INF/manifest.xml", manifest.as_bytes())]);
    assert_eq!(read(&locked), Err(Unreadable::Encrypted));
}

#[test]
fn a_zip_bomb_is_too_large() {
    let zeros = vec![b' '; usize::try_from(MAX_PART).unwrap() + 1];
    assert_eq!(read(&packed(&[("word/document.xml", &zeros)])), Err(Unreadable::TooLarge));
}

#[test]
fn an_external_entity_is_never_read() {
    let xml =
        r#"<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyyyyyy">]><w:document><w:p><w:t>a&x;b&y;c</w:t></w:p></w:document>"#;
    assert_eq!(read(&packed(&[("word/document.xml", xml.as_bytes())])).unwrap().text, "abc\n");
}

#[test]
fn ten_thousand_nested_elements_are_no_harm() {
    let xml = format!("{}<w:t>deep</w:t>{}", "<w:p>".repeat(10_000), "</w:p>".repeat(10_000));
    assert!(read(&packed(&[("word/document.xml", xml.as_bytes())])).unwrap().text.starts_with("deep"));
}

#[test]
fn a_document_cut_at_every_tenth_is_damaged_and_no_more() {
    let whole = docx();
    for tenth in 1..10 {
        let cut = &whole[..whole.len() * tenth / 10];
        assert!(read(cut).is_err(), "{tenth}");
    }
}

// ---------------------------------------------------------------- PDF

/// A PDF of one page with this content stream and these further objects; the catalog is object 1, the pages 2, the page 3.
fn pdf(content: &str, catalog: &str, count: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        format!("<< /Type /Pages /Kids [3 0 R] /Count {count} >>"),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    objects.extend(more.iter().map(|o| (*o).to_owned()));
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(file, "trailer\n<< /Size {} /Root 1 0 R /Info 6 0 R /ID [<0a0b> <0c0d>] >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    file
}

const INFO: &str = "<< /Author (Somebody Else) /Producer (A printer) /CreationDate (D:20240102030405+09'00') >>";

fn line(x: u32, y: u32, text: &str) -> String {
    format!("BT /F1 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n")
}

#[test]
fn a_pdf_gives_text_metadata_and_active_content() {
    let content = [line(72, 700, "Jane Roe"), line(72, 680, "Rust engineer"), line(300, 680, "Berlin")].concat();
    let document = read(&pdf(&content, "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>", "1", &[INFO])).unwrap();
    let lines: Vec<&str> = document.text.lines().map(str::trim).collect();
    assert_eq!(lines, ["Jane Roe", "Rust engineer\tBerlin"]);
    assert_eq!((document.meta.author.as_deref(), document.meta.created_offset_minutes), (Some("Somebody Else"), Some(540)));
    assert_eq!(document.meta.ids, ["0a0b", "0c0d"]);
    assert!(document.observed.iter().any(|o| o.what == Observable::JavaScript), "{:?}", document.observed);
}

#[test]
fn two_columns_of_a_pdf_are_read_one_after_the_other() {
    let rows: String = (0..12).map(|n| line(72, 650 - n * 14, &format!("left{n}")) + &line(330, 650 - n * 14, &format!("right{n}"))).collect();
    let text =
        read(&pdf(&(line(72, 700, "Jane Roe, across both columns of the page and further than the gutter between them") + &rows), "", "1", &[INFO]))
            .unwrap()
            .text;
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = |word: &str| words.iter().position(|w| *w == word).unwrap();
    assert!(at("Jane") < at("left0") && at("left11") < at("right0") && at("right0") < at("right11"), "{text}");
}

#[test]
fn a_pdf_that_claims_a_million_pages_has_those_it_has() {
    let document = read(&pdf(&line(72, 700, "Jane Roe"), "", "1000000", &[INFO])).unwrap();
    assert_eq!((document.pages, document.text.trim()), (Some(1), "Jane Roe"));
}

#[test]
fn a_pdf_whose_cross_references_go_in_a_circle_ends() {
    let whole = pdf(&line(72, 700, "Jane Roe"), "", "1", &[INFO]);
    let text = String::from_utf8(whole).unwrap();
    let start = text.rsplit("startxref\n").next().unwrap().lines().next().unwrap().to_owned();
    let circular = text.replace("/Root 1 0 R", &format!("/Root 1 0 R /Prev {start}"));
    assert_eq!(read(circular.as_bytes()).map(|d| d.text.trim().to_owned()), Ok("Jane Roe".to_owned()));
}

#[test]
fn a_pdf_cut_at_every_tenth_is_read_or_damaged_and_no_more() {
    let whole = pdf(&line(72, 700, "Jane Roe"), "", "1", &[INFO]);
    for tenth in 1..10 {
        if let Ok(document) = read(&whole[..whole.len() * tenth / 10]) {
            assert!(document.text.len() < 100, "{tenth}");
        }
    }
    assert!(read(&whole[..whole.len() / 10]).is_err());
}

#[test]
fn a_pdf_whose_content_unpacks_without_end_is_cut() {
    let many: String = line(72, 700, "word").repeat(300_000);
    let document = read(&pdf(&many, "", "1", &[INFO])).unwrap();
    assert!(document.truncated && document.text.len() <= hirewall_documents::MAX_TEXT);
}

// ---------------------------------------------------------------- locked, nested, deep

/// A PDF locked by lopdf, which stands in for the programs that lock them; the password that opens it is `user`.
fn locked_pdf(user: &str) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&pdf(&line(72, 700, "Jane Roe"), "", "1", &[INFO])).unwrap();
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: user,
        key_length: 128,
        permissions: lopdf::Permissions::all(),
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_pdf_locked_with_an_empty_password_is_read() {
    assert_eq!(read(&locked_pdf("")).map(|d| d.text.trim().to_owned()), Ok("Jane Roe".to_owned()));
}

#[test]
fn a_pdf_locked_with_an_unknown_password_is_said_to_be_locked() {
    assert_eq!(read(&locked_pdf("secret")), Err(Unreadable::Encrypted));
}

/// A mail whose only attachment is another mail, so many times.
fn nested_mail(depth: usize) -> Vec<u8> {
    let head = |n: usize| format!("From: a{n}@example.org\r\nTo: b@example.org\r\nSubject: level {n}\r\nMIME-Version: 1.0\r\n");
    let mut mail = format!("{}Content-Type: text/plain\r\n\r\nthe innermost\r\n", head(depth));
    for n in (0..depth).rev() {
        mail = format!(
            "{}Content-Type: multipart/mixed; boundary=\"b{n}\"\r\n\r\n--b{n}\r\nContent-Type: message/rfc822\r\n\r\n{mail}\r\n--b{n}--\r\n",
            head(n)
        );
    }
    mail.into_bytes()
}

/// How deep the parts of a document go.
fn depth(document: &hirewall_documents::Document) -> usize {
    document.parts.iter().filter_map(|p| p.read.as_ref().ok()).map(|d| 1 + depth(d)).max().unwrap_or(0)
}

#[test]
fn a_mail_in_two_hundred_mails_is_opened_so_far_and_no_further() {
    let document = read(&nested_mail(200)).unwrap();
    assert_eq!(document.kind, Some(Kind::Mail));
    assert!(depth(&document) <= hirewall_documents::MAX_DEPTH, "{}", depth(&document));
    let shallow = read(&nested_mail(2)).unwrap();
    assert_eq!(depth(&shallow), 2);
}

#[test]
fn parts_in_two_hundred_parts_end() {
    let open: String = (0..200).map(|n| format!("--b{n}\r\nContent-Type: multipart/mixed; boundary=\"b{}\"\r\n\r\n", n + 1)).collect();
    let mail = format!(
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=\"b0\"\r\n\r\n{open}--b200\r\nContent-Type: text/plain\r\n\r\ndeep\r\n"
    );
    assert_eq!(read(mail.as_bytes()).unwrap().kind, Some(Kind::Mail));
}

#[test]
fn archives_in_archives_are_opened_so_far_and_no_further() {
    let mut archive = packed(&[("cv.txt", b"Jane Roe")]);
    for _ in 0..20 {
        archive = packed(&[("inner.zip", &archive)]);
    }
    let document = read(&archive).unwrap();
    let mut at = &document;
    let mut deep = 0;
    let end = loop {
        match &at.parts[0].read {
            Ok(inner) => {
                at = inner;
                deep += 1;
            }
            Err(why) => break why.clone(),
        }
    };
    assert_eq!((deep, end), (hirewall_documents::MAX_DEPTH, Unreadable::TooDeep));
}

#[test]
fn an_archive_of_bombs_shares_one_budget() {
    let zeros = vec![b' '; usize::try_from(MAX_PART).unwrap()];
    let names: Vec<String> = (0..8).map(|n| format!("{n}.txt")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), zeros.as_slice())).collect();
    let document = read(&packed(&parts)).unwrap();
    let read_of = document.parts.iter().filter(|p| p.read.is_ok()).count();
    assert!(read_of <= 2, "{read_of} parts of {MAX_PART} bytes were read");
}

#[test]
fn a_mail_gives_headers_text_quotes_and_attachments() {
    let mail = "From: Jane Roe <jane.roe@example.org>\r\nReply-To: other@example.net\r\nTo: jobs@example.com\r\nSubject: =?utf-8?q?Bewerbung_f=C3=BCr_R-17?=\r\nDate: Mon, 02 Mar 2026 10:00:00 +0100\r\nAuthentication-Results: mx.example.com; dkim=fail\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Please find <b>my CV</b>.</p>\r\n--b\r\nContent-Type: text/plain; name=\"cv.txt\"\r\nContent-Disposition: attachment; filename=\"../cv.txt\"\r\nContent-Transfer-Encoding: base64\r\n\r\nSmFuZSBSb2UK\r\n--b--\r\n";
    let document = read(mail.as_bytes()).unwrap();
    let read = document.mail.as_ref().unwrap();
    assert_eq!((read.from.as_deref(), read.reply_to.as_deref()), (Some("jane.roe@example.org"), Some("other@example.net")));
    assert_eq!((read.subject.as_deref(), read.date.as_deref()), (Some("Bewerbung für R-17"), Some("2026-03-02T10:00:00+01:00")));
    assert_eq!(read.authentication_results.as_deref(), Some("mx.example.com; dkim=fail"));
    assert_eq!(read.text, "Please find my CV.");
    assert_eq!(document.parts[0].read.as_ref().map(|d| d.text.as_str()), Ok("Jane Roe\n"));
}

#[test]
fn a_picture_gives_its_metadata_and_hash_and_no_text() {
    let chunk = |kind: &[u8; 4], data: &[u8]| [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], kind, data, &[0; 4]].concat();
    let png = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[0; 13]),
        chunk(b"tEXt", b"Author\0Jane Roe"),
        chunk(b"tEXt", b"Software\0A scanner"),
        chunk(b"IEND", b""),
    ]
    .concat();
    let document = read(&png).unwrap();
    assert_eq!((document.kind, document.text.as_str()), (Some(Kind::Image), ""));
    assert_eq!((document.meta.author.as_deref(), document.meta.producer.as_deref()), (Some("Jane Roe"), Some("A scanner")));
    assert_eq!(document.images, [blake3::hash(&png).to_hex().to_string()]);
}

// ---------------------------------------------------------------- résumés

#[test]
fn a_resume_gives_fields_that_point_at_their_place_in_the_text() {
    let text = "Jane Roe\nSenior Engineer\njane.roe@example.org | +1 415 555 0132 | Portland, OR\n\nExperience\n\nSenior Engineer, Brightwater Systems, Portland, OR\tMay 2019 – Present\n• Built pipelines.\n\nEngineer at Cascade Freight\tJan 2016 – Apr 2019\n\nEducation\n\nBSc in Computer Science, Oregon State University\t2011 – 2015\n\nSkills\nLanguages: Rust, SQL (advanced)\nTools: Git\n\nLanguages\nEnglish (native), German\n";
    let resume = read(text.as_bytes()).unwrap().resume;
    let value = |field: &Option<hirewall_documents::resume::Field>| field.as_ref().map(|f| f.value.clone()).unwrap_or_default();
    assert_eq!((value(&resume.name).as_str(), resume.language.as_deref(), value(&resume.address).as_str()), ("Jane Roe", Some("en"), "Portland, OR"));
    assert_eq!((resume.emails[0].value.as_str(), resume.phones[0].value.as_str()), ("jane.roe@example.org", "+1 415 555 0132"));
    let jobs: Vec<[String; 5]> = resume.work.iter().map(|j| [&j.title, &j.employer, &j.start, &j.end, &j.location].map(value)).collect();
    assert_eq!(
        jobs,
        [["Senior Engineer", "Brightwater Systems", "2019-05", "", "Portland, OR"], ["Engineer", "Cascade Freight", "2016-01", "2019-04", ""]]
    );
    let study = &resume.education[0];
    assert_eq!(
        [&study.level, &study.area, &study.institution, &study.end].map(value),
        ["BSc", "Computer Science", "Oregon State University", "2015"]
    );
    assert_eq!(resume.skills.iter().map(|s| s.value.as_str()).collect::<Vec<_>>(), ["Rust", "SQL", "Git"]);
    assert_eq!(resume.languages.iter().map(|s| s.value.as_str()).collect::<Vec<_>>(), ["English", "German"]);
    for field in resume.skills.iter().chain(&resume.emails).chain(&resume.name).chain(&study.area) {
        assert_eq!(text.get(field.from..field.to), Some(field.value.as_str()));
    }
}

#[test]
fn a_german_lebenslauf_with_its_dates_in_a_column_is_read() {
    let text = "Lebenslauf\nName:\tKatharina Vogel\nE-Mail:\tk.vogel@example.org\n\nBerufserfahrung\nseit 03/2021\tTeamleiterin\n  Havelwerk GmbH, Berlin\n  • Führung von acht Personen\n10/2015 – 02/2021\tSoftwareentwicklerin\n  Siemens AG, München\n\nAusbildung\n10/2008 – 09/2012\tBachelor of Science Informatik\n  Universität Potsdam\n";
    let resume = read(text.as_bytes()).unwrap().resume;
    let value = |field: &Option<hirewall_documents::resume::Field>| field.as_ref().map(|f| f.value.clone()).unwrap_or_default();
    let jobs: Vec<[String; 4]> = resume.work.iter().map(|j| [&j.title, &j.employer, &j.start, &j.location].map(value)).collect();
    assert_eq!(jobs, [["Teamleiterin", "Havelwerk GmbH", "2021-03", "Berlin"], ["Softwareentwicklerin", "Siemens AG", "2015-10", "München"]]);
    assert_eq!(
        (resume.language.as_deref(), value(&resume.name).as_str(), value(&resume.education[0].institution).as_str()),
        (Some("de"), "Katharina Vogel", "Universität Potsdam")
    );
}

#[test]
fn what_belongs_to_others_is_not_the_persons() {
    let text = "Jane Roe\njane.roe@example.org\n\nExperience\nEngineer, Acme Inc\t2019 – 2021\n\nReferences\nMark Feldman, mark@example.net, +1 212 555 0199\n";
    let resume = read(text.as_bytes()).unwrap().resume;
    assert_eq!((resume.emails.len(), resume.phones.len()), (1, 0), "{:?} {:?}", resume.emails, resume.phones);
}
