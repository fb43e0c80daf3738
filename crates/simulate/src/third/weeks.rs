//! The first six weeks at work: sign-ins, the laptop, the code, the pay. Rates stand in rows of five: careless, ordinary, careful, expert, honest.

use serde_json::{Value, json};

use super::maker::city_in;
use super::people::{Person, Reach};
use super::work::account_kind;
use super::{Out, hour_of_day, workday};
use crate::Rng;
use crate::clock::{DAY, rfc3339};
use crate::person::{carrier_ip, home_ip};
use crate::tables::{AGENTS, CITIES, TECH_FIELDS};

const SIGNIN: &str = "hirewall.signin.observed.v1";
const ENDPOINT: &str = "hirewall.endpoint.observed.v1";
const CODE: &str = "hirewall.code.observed.v1";
const PAYROLL: &str = "hirewall.payroll.changed.v1";
const INTERVIEW: &str = "hirewall.interview.held.v1";

/// Remote-control programs: name, process, command line, where it connects.
const TOOLS: &[(&str, &str, &str, &str)] = &[
    ("AnyDesk", "AnyDesk.exe", "AnyDesk.exe --service", "relay-3f9a.net.anydesk.com"),
    ("RustDesk", "rustdesk.exe", "rustdesk.exe --server", "rs-ny.rustdesk.com"),
    ("Chrome Remote Desktop Host", "remoting_start_host.exe", "remoting_start_host --pin=****** --name=ws", "remotedesktop-pa.googleapis.com"),
    ("TeamViewer", "TeamViewer_Service.exe", "TeamViewer_Service.exe", "router7.teamviewer.com"),
    ("Splashtop Streamer", "SRServer.exe", "SRServer.exe -s", "relay.splashtop.com"),
    ("Jump Desktop Connect", "JumpConnect.exe", "JumpConnect.exe", "fluid.jumpdesktop.com"),
];
/// Boxes at the laptop's ports: USB vendor, product, manufacturer, name, serial; display's maker, product, serial.
const BOXES: &[[&str; 8]] = &[
    ["1d6b", "0104", "tinypilot", "Multifunction USB Device", "6b65796d696d6570690", "TSB", "0x9876", "0x88888800"],
    ["1d6b", "0104", "PiKVM", "PiKVM Composite Device", "CAFEBABE", "LNX", "0x7770", "0x01010101"],
    ["1d6b", "0104", "JetKVM", "USB Emulation Device", "", "TSB", "0x8801", "0x88888800"],
    ["3346", "1009", "sipeed", "NanoKVM", "", "SPD", "0x3301", "0x15"],
];
/// What such a box says when its owner has changed the strings.
const DISGUISED: [&str; 8] = ["046d", "c31c", "Logitech", "USB Keyboard", "", "DEL", "D2721H", ""];
/// Ordinary keyboards, receivers, docks and hubs.
const USB: &[[&str; 4]] = &[
    ["046d", "c548", "Logitech", "USB Receiver"],
    ["046d", "c52b", "Logitech", "USB Receiver"],
    ["05ac", "024f", "Keychron", "Keychron K2"],
    ["0b0e", "2481", "GN Audio", "Jabra Link 380"],
    ["17ef", "30b1", "Lenovo", "ThinkPad USB-C Dock"],
    ["413c", "2113", "Dell", "KB216 Wired Keyboard"],
    ["1532", "0083", "Razer", "Basilisk X HyperSpeed"],
];
/// Switches between two computers on one desk, without a network.
const SWITCHES: &[[&str; 4]] = &[
    ["0557", "2405", "ATEN International", "4-port KVM Switch"],
    ["0557", "8021", "ATEN International", "USB Hub"],
    ["05e3", "0610", "TESmart", "USB KVM Hub"],
    ["050d", "0307", "Belkin", "SOHO KVM Switch"],
];
const DISPLAYS: &[[&str; 2]] =
    &[["DEL", "U2723QE"], ["DEL", "P2419H"], ["GSM", "27UL500"], ["SAM", "S27R65"], ["BNQ", "PD2700U"], ["AOC", "24G2"], ["HWP", "E24 G4"]];
const SOFTWARE: &[&str] =
    &["Slack", "Zoom", "Google Chrome", "Visual Studio Code", "1Password", "Docker Desktop", "Notion", "Microsoft Teams", "Postman", "Figma"];

fn line(x: &Person) -> String {
    if x.setup.line.is_empty() { x.home_ip.clone() } else { x.setup.line.clone() }
}

/// Where one sign-in comes from: line, clock, country, outcome.
fn signed_from(rng: &mut Rng, x: &mut Person, at: i64) -> (String, i64, &'static str, &'static str) {
    let clock = x.clock(at);
    if let Some(far) = x.setup.far.last().cloned() {
        if x.hit(rng, [0.06, 0.05, 0.025, 0.012, 0.0], 1) {
            return (far, x.setup.far_offset, x.setup.far_country, "blocked");
        }
        if x.hit(rng, [0.04, 0.03, 0.012, 0.006, 0.0], 1) {
            return (far, x.setup.far_offset, x.setup.far_country, "success");
        }
    }
    let shown = if x.setup.far.is_empty() || !x.hit(rng, [0.09, 0.06, 0.025, 0.01, 0.0], 1) { clock } else { x.setup.far_offset };
    if !x.setup.exits.is_empty() && x.hit(rng, [0.30, 0.26, 0.14, 0.06, 0.25], 1) {
        return (rng.pick(&x.setup.exits).clone(), shown, x.country(), "success");
    }
    if x.style.is_none() {
        match rng.below(1000) {
            0..=3 => {
                x.note("blocked-attempt");
                return (home_ip(rng, "BR"), clock, "BR", "blocked");
            }
            4..=19 => {
                let city = city_in(rng, x.country());
                x.note("work-travel");
                return (home_ip(rng, x.country()), crate::clock::offset(&CITIES[city], at), x.country(), "success");
            }
            20..=24 => {
                let abroad = *rng.pick(&["MX", "GB", "CA", "IN"]);
                let away = city_in(rng, abroad);
                x.note("work-abroad");
                let place = CITIES[away].place;
                return (home_ip(rng, place.country), crate::clock::offset(&CITIES[away], at), place.country, "success");
            }
            25..=69 => return (home_ip(rng, x.country()), clock, x.country(), "success"),
            _ => {}
        }
    }
    if rng.chance(0.06) {
        return (carrier_ip(rng, x.country()), clock, x.country(), "success");
    }
    (line(x), shown, x.country(), "success")
}

fn signins(rng: &mut Rng, x: &mut Person, begins: i64, out: &mut Out) {
    let agent = AGENTS[usize::from(x.serial.starts_with('P') || x.serial.starts_with('5')) * 2];
    let renewed = x.odd(rng, [0.03, 0.03, 0.03, 0.03, 0.035], 0, "new-handset");
    let own_device = x.odd(rng, [0.12, 0.10, 0.05, 0.03, 0.02], 6, "own-device");
    let days: [i64; 5] = [0, 3, 10, 22, 36];
    for (index, day) in days.iter().enumerate() {
        if index > 2 && !rng.chance(0.6) {
            continue;
        }
        let base = workday(begins + day * DAY);
        let hour = rng.range(8, 17);
        let at = hour_of_day(base - base.rem_euclid(DAY), x.city, hour) + rng.range(0, 3500);
        let (ip, offset, country, outcome) = signed_from(rng, x, at);
        let handset = if renewed && index > 2 { format!("phone-{}", rng.hex(10)) } else { x.handset.clone() };
        let device = if own_device && index % 2 == 1 { x.device.clone() } else { x.serial.clone() };
        out.push((
            at,
            SIGNIN,
            json!({
                "at": rfc3339(at), "ip": ip, "device_id": device, "mfa_device_id": handset, "user_agent": agent,
                "utc_offset_minutes": offset, "app": rng.pick(&["VPN", "Mail", "GitHub", "HR portal"]), "outcome": outcome, "country": country,
            }),
        ));
    }
}

/// What stays the same on a laptop over the weeks.
struct Desk {
    usb: Vec<Value>,
    displays: Vec<Value>,
    software: Vec<&'static str>,
    tools: Vec<usize>,
    tunnel: bool,
    client: Option<usize>,
    lag: i64,
}

fn box_parts(parts: [&str; 8], desk: &mut Desk) {
    let [vendor, product, maker, name, serial, display, model, number] = parts;
    desk.usb.push(json!({"vendor_id": vendor, "product_id": product, "manufacturer": maker, "product": name, "serial": serial}));
    desk.displays.push(json!({"manufacturer": display, "product": model, "serial": number}));
}

fn desk(rng: &mut Rng, x: &mut Person) -> Desk {
    let mut desk =
        Desk { usb: Vec::new(), displays: Vec::new(), software: Vec::new(), tools: Vec::new(), tunnel: false, client: None, lag: x.setup.lag };
    for name in SOFTWARE {
        if rng.chance(0.5) {
            desk.software.push(*name);
        }
    }
    match x.setup.reach {
        Reach::Local => {}
        Reach::Tool(number) => {
            desk.tools.push(number % TOOLS.len());
            if x.hit(rng, [0.28, 0.20, 0.08, 0.03, 0.0], 6) {
                desk.tools.push((number + 1) % TOOLS.len());
            }
        }
        Reach::Box(number) => {
            let changed = rng.chance([0.05, 0.12, 0.40, 0.62, 0.0][x.column]);
            box_parts(if changed { DISGUISED } else { BOXES[number % BOXES.len()] }, &mut desk);
        }
        Reach::Tunnel => desk.tunnel = true,
    }
    if x.setup.reach == Reach::Local {
        local_desk(rng, x, &mut desk);
    }
    if x.odd(rng, [0.22, 0.18, 0.09, 0.03, 0.012], 6, "own-vpn-client") {
        desk.client = Some(rng.below(3));
    }
    if x.odd(rng, [0.14, 0.12, 0.08, 0.04, 0.02], 6, "mouse-jiggler") {
        desk.software.push("Caffeine");
    }
    desk
}

/// Somebody's own desk: keyboard, displays, and what honest people have that looks like more.
fn local_desk(rng: &mut Rng, x: &mut Person, desk: &mut Desk) {
    for _ in 0..rng.below(3) {
        let [vendor, product, maker, name] = *rng.pick(USB);
        desk.usb.push(json!({"vendor_id": vendor, "product_id": product, "manufacturer": maker, "product": name}));
    }
    for _ in 0..rng.below(3) {
        let [maker, model] = *rng.pick(DISPLAYS);
        desk.displays.push(json!({"manufacturer": maker, "product": model, "serial": rng.hex(7).to_uppercase()}));
    }
    if x.style.is_some() {
        return;
    }
    if rng.chance(0.03) {
        desk.tools.push(3 + rng.below(2));
        x.note("it-remote-tool");
    }
    if rng.chance(0.025) {
        let [vendor, product, maker, name] = *rng.pick(SWITCHES);
        desk.usb.push(json!({"vendor_id": vendor, "product_id": product, "manufacturer": maker, "product": name}));
        x.note("kvm-switch");
    }
    if rng.chance(0.0015) {
        let number = rng.below(BOXES.len());
        box_parts(BOXES[number], desk);
        x.note("homelab-kvm");
    }
    if x.field < TECH_FIELDS && rng.chance(0.008) {
        desk.tunnel = true;
        x.note("developer-tunnel");
    }
    if rng.chance(0.03) {
        desk.lag = if rng.chance(0.3) { rng.range(110, 240) } else { rng.range(45, 110) };
        x.note("slow-line");
    }
}

fn laptop(rng: &mut Rng, x: &mut Person, desk: &Desk, at: i64) -> Value {
    let mut software: Vec<&str> = desk.software.clone();
    let mut processes = vec![json!({"name": "chrome.exe", "command_line": "chrome.exe"})];
    let mut connections = vec![json!({"host": "slack.com", "port": 443}), json!({"host": "github.com", "port": 443})];
    for number in &desk.tools {
        let (name, process, command, host) = TOOLS[*number];
        // A program that was found once is often gone the next time.
        if rng.chance(0.85) {
            software.push(name);
            processes.push(json!({"name": process, "command_line": command}));
            connections.push(json!({"host": host, "port": 443}));
        }
    }
    if desk.tunnel {
        processes.push(json!({"name": "code-tunnel.exe", "command_line": "code-tunnel.exe tunnel --accept-server-license-terms"}));
        connections.push(json!({"host": "global.rel.tunnels.api.visualstudio.com", "port": 443}));
    }
    if let Some(number) = desk.client {
        let clients = [("Astrill VPN", "astrill.com"), ("Mullvad VPN", "mullvad.net"), ("NordVPN", "nordvpn.com")];
        let (name, host) = clients[number % 3];
        software.push(name);
        connections.push(json!({"host": host, "port": 443}));
    }
    let away = x.style.is_none() && rng.chance(0.07);
    let ip = if away { home_ip(rng, x.country()) } else { line(x) };
    let mut value = json!({
        "at": rfc3339(at), "device_serial": x.serial, "public_ip": ip, "software": software, "processes": processes,
        "usb": desk.usb, "displays": desk.displays, "connections": connections,
    });
    if !away && rng.chance(0.8) {
        value["wifi_bssid"] = Value::from(if x.setup.wifi.is_empty() { x.bssid.as_str() } else { x.setup.wifi.as_str() });
    }
    if rng.chance(0.7) {
        let middle = if desk.lag > 0 { desk.lag + rng.range(-8, 12) } else { rng.range(4, 26) };
        let high = middle * rng.range(13, 30) / 10;
        value["input_latency_ms"] = json!({"p50": middle, "p95": high, "samples": rng.range(200, 9000)});
    }
    value
}

/// An unannounced call in which the laptop's serial number is to be shown.
fn call(rng: &mut Rng, x: &mut Person, begins: i64, out: &mut Out) {
    let at = workday(begins + rng.range(8, 16) * DAY) + 16 * 3600;
    let missing = x.odd(rng, [0.50, 0.40, 0.28, 0.16, 0.02], 3, "laptop-not-at-hand");
    let code = if missing { "serial_not_shown" } else { "serial_shown" };
    let seen = json!([{"code": code, "outcome": "observed"}]);
    let value = json!({"round": "equipment call", "medium": "video", "interviewer": "it-desk", "at": rfc3339(at), "observations": seen});
    out.push((at, INTERVIEW, value));
}

fn code(rng: &mut Rng, x: &mut Person, begins: i64, out: &mut Out) {
    let at = begins + rng.range(9, 15) * DAY;
    let usual = rng.range(18, 60);
    let bulk = x.odd(rng, [0.14, 0.11, 0.07, 0.04, 0.012], 6, "many-repositories");
    let cloned = if bulk { usual * rng.range(2, 9) } else { rng.range(2, usual) };
    let pushed = x.odd(rng, [0.06, 0.05, 0.03, 0.015, 0.004], 6, "pushed-to-own-account");
    let mut authors = vec![x.name.plain()];
    if !x.setup.other_name.is_empty() && x.hit(rng, [0.07, 0.05, 0.015, 0.004, 0.0], 6) {
        authors.push(x.setup.other_name.clone());
    }
    let github = x.accounts.iter().find(|account| account.network == "github");
    let handle = github.map_or_else(|| format!("acme-{}", x.name.family.to_lowercase()), |account| account.handle.clone());
    out.push((
        at,
        CODE,
        json!({
            "at": rfc3339(at), "handle": handle, "author_names": authors, "repositories_cloned": cloned, "cohort_p95_cloned": usual,
            "pushed_to_personal": pushed,
        }),
    ));
}

/// Everything from the first day on.
pub(super) fn first_weeks(rng: &mut Rng, x: &mut Person, begins: i64, out: &mut Out) {
    signins(rng, x, begins, out);
    let desk = desk(rng, x);
    for day in [1, 13, 30] {
        if day == 13 && rng.chance(0.4) {
            continue;
        }
        let at = workday(begins + day * DAY) + 19 * 3600 + rng.range(0, 9000);
        let value = laptop(rng, x, &desk, at);
        out.push((at, ENDPOINT, value));
    }
    if rng.chance(0.25) {
        call(rng, x, begins, out);
    }
    if x.field < TECH_FIELDS && rng.chance(0.4) {
        code(rng, x, begins, out);
    }
    if x.odd(rng, [0.26, 0.20, 0.11, 0.05, 0.03], 7, "payee-changed") {
        let times = 1 + usize::from(x.style.is_some() && rng.chance(0.25));
        for turn in 0..times {
            let at = begins + (if turn == 0 { 12 } else { 26 }) * DAY + rng.range(0, 20_000);
            let kind = account_kind(rng, x);
            let holder = if x.setup.holder.is_empty() { x.name.plain() } else { x.setup.holder.clone() };
            let payee = json!({"account_hash": format!("acct-{}", rng.hex(14)), "holder_name": holder, "kind": kind});
            out.push((at, PAYROLL, json!({"at": rfc3339(at), "payee": payee})));
        }
    }
}
