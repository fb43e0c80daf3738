//! The console in a browser, as people use it: by keys and clicks, every page for every role, light and dark.
//!
//! `HIREWALL_CHROMEDRIVER` names the driver (Debian's `chromium-driver`), `HIREWALL_AXE` the file `axe.js` of the package axe-core, which looks for what
//! shuts people out; the test says so where one is missing. `HIREWALL_SCREENS` names a folder for pictures of what was seen.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod common;
#[path = "common/browser.rs"]
mod webdriver;

use std::collections::BTreeMap;

use common::{Room, Served};
use serde_json::{Value, json};
use webdriver::{Browser, Driver, ENTER};

/// The demo's console, and the password of each role.
struct Demo {
    served: Served,
    passwords: BTreeMap<String, String>,
}

impl Demo {
    fn start(room: &Room) -> Self {
        let served = Served::start(room.command().args(["demo", "--serve", "--listen", "127.0.0.1:0"]));
        let pairs = served.said.iter().filter_map(|line| line.strip_prefix("  ")?.split_once(' '));
        let passwords = pairs.map(|(role, password)| (role.to_owned(), password.trim().to_owned())).collect();
        Self { served, passwords }
    }

    fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.served.at)
    }

    /// Signs in by typing, as people do.
    fn sign_in(&self, browser: &Browser<'_>, role: &str) {
        browser.forget_cookies();
        browser.open(&self.address("/sign-in"));
        browser.keys("#name", role);
        browser.keys("#password", &format!("{}{ENTER}", self.passwords[role]));
        browser.wait("form.person");
    }
}

/// Runs with a driver, or says that there is none.
fn with_driver(run: impl FnOnce(&Driver, &Demo)) {
    let Some(driver) = Driver::start() else {
        eprintln!("skipped: HIREWALL_CHROMEDRIVER names no driver");
        return;
    };
    let room = Room::new();
    let demo = Demo::start(&room);
    run(&driver, &demo);
}

#[test]
fn a_recruiter_asks_the_candidate_without_a_mouse() {
    with_driver(|driver, demo| {
        let browser = driver.browser(false);
        demo.sign_in(&browser, "recruiter");
        browser.picture("recruiter-queue");
        // Down the list, open, ask.
        browser.press("j");
        browser.press(ENTER);
        browser.wait("#ask");
        browser.picture("recruiter-case");
        let page = browser.text("main");
        assert!(page.contains("Innocent when") && page.contains("Next") && browser.count(".bits, .waterfall") == 0, "{page}");
        browser.press("r");
        browser.wait(".letter button");
        browser.picture("recruiter-request");
        browser.keys(".letter button", ENTER);
        browser.wait("#resume");
        assert_eq!(browser.text(".state"), "waiting for the candidate");
        assert!(browser.text("main").contains("clock stands still"));
        // Nothing there ends a candidacy.
        assert!(browser.count("input[name=decision]") == 0);
    });
}

#[test]
fn security_hides_weak_links_and_hands_over_what_is_left() {
    with_driver(|driver, demo| {
        let browser = driver.browser(false);
        demo.sign_in(&browser, "security");
        browser.press("gc");
        browser.wait("tbody a");
        browser.click("tbody a");
        browser.wait(".kinds");
        browser.picture("campaign");
        let members = |browser: &Browser<'_>| browser.count("input[name=pick]");
        let all = members(&browser);
        // All kinds but one are hidden: who shares nothing else is no longer shown.
        let kinds = browser.count("input[name=hide]");
        assert!(kinds > 1, "only one kind is shared");
        for kind in 2..=kinds {
            browser.click(&format!(".kinds .choice:nth-of-type({kind}) input"));
        }
        browser.click(".kinds button");
        browser.wait("input[name=hide]:checked");
        browser.picture("campaign-hidden");
        let left = members(&browser);
        assert!(left > 0 && left <= all, "{left} of {all}");
        for member in 1..=left {
            browser.click(&format!("tbody tr:nth-child({member}) input[name=pick]"));
        }
        browser.click("#bulk-do option[value=security]");
        browser.keys("#bulk-why", "one operation, as it seems");
        browser.click("button[value=look]");
        browser.wait("button[value=do]");
        browser.picture("bulk-preview");
        browser.click("button[value=do]");
        browser.wait("#undo");
        browser.picture("bulk-done");
        assert!(browser.text("h1").starts_with("Done: "));
        browser.open(&demo.address("/cases?view=security"));
        assert!(members(&browser) >= 1);
    });
}

#[test]
fn counsel_answers_what_a_candidate_asks() {
    with_driver(|driver, demo| {
        let browser = driver.browser(false);
        demo.sign_in(&browser, "counsel");
        browser.press("j");
        browser.press(ENTER);
        browser.wait("a[href$='/subject']");
        // Who looked, and why it was opened.
        browser.click("a[href^='/audit?about=']");
        browser.wait("tbody tr");
        browser.picture("audit-about");
        assert!(browser.text("tbody").contains("case.viewed"));
        browser.back();
        browser.click("a[href$='/subject']");
        browser.wait("#hold-why");
        browser.picture("subject");
        browser.keys("#hold-why", "a claim before the tribunal");
        browser.click("form[action$='/hold'] button");
        browser.wait(".wrong");
        assert!(browser.count("form[action$='/forget']") == 0);
        browser.keys("#hold-why", "the claim was withdrawn");
        browser.click("form[action$='/hold'] button");
        browser.wait("#forget-why");
        browser.keys("#forget-why", "asked for by the candidate");
        browser.click("input[name=sure]");
        browser.click("form[action$='/forget'] button");
        browser.wait("main a[href='/cases']");
        assert_eq!(browser.text("h1"), "Forgotten");
    });
}

/// Pages that each role sees.
const PAGES: &[(&str, &[&str])] = &[
    ("recruiter", &["/cases", "CASE", "CASE/request", "CASE/interview", "/playbook"]),
    (
        "security",
        &[
            "/cases",
            "CASE",
            "CASE/notice?which=before",
            "CASE/plan",
            "/campaigns",
            "CAMPAIGN",
            "/search",
            "/cases?view=security",
            "/cases?view=latest",
        ],
    ),
    ("counsel", &["CASE", "CASE/subject", "/audit", "/playbook", "/nothing-here"]),
    ("admin", &["/health", "/cases"]),
];

#[test]
fn no_page_shuts_anybody_out() {
    let Some(axe) = std::env::var_os("HIREWALL_AXE").map(|file| std::fs::read_to_string(file).unwrap()) else {
        eprintln!("skipped: HIREWALL_AXE names no axe.js");
        return;
    };
    with_driver(|driver, demo| {
        let mut looked_at = 0;
        let mut found = Vec::new();
        for dark in [false, true] {
            let browser = driver.browser(dark);
            demo.sign_in(&browser, "security");
            let first = |path: &str| {
                browser.open(&demo.address(path));
                browser.attribute("tbody a", "href")
            };
            let (case, campaign) = (first("/cases"), first("/campaigns"));
            for (role, pages) in PAGES {
                demo.sign_in(&browser, role);
                for page in *pages {
                    let path = page.replace("CASE", &case).replace("CAMPAIGN", &campaign);
                    browser.open(&demo.address(&path));
                    let name = format!("{}-{role}-{}", if dark { "dark" } else { "light" }, page.replace(['/', '?', '='], "_"));
                    browser.picture(&name);
                    browser.run(&axe, json!([]));
                    let run = "const done = arguments[arguments.length - 1]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', \
                               'wcag22aa']}).then((found) => done(found.violations.map((one) => [one.id, one.impact, one.nodes.length, one.nodes[0].html, one.nodes[0].failureSummary])));";
                    let violations = browser.run_async(run);
                    looked_at += 1;
                    for one in violations.as_array().unwrap() {
                        if matches!(one[1], Value::String(ref impact) if impact == "serious" || impact == "critical") {
                            found.push(format!("{name}: {one}"));
                        }
                    }
                }
            }
        }
        assert!(found.is_empty(), "{} of {looked_at} pages:\n{}", found.len(), found.join("\n"));
        assert!(looked_at >= 40, "{looked_at}");
    });
}
