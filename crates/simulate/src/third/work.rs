//! Onboarding and the laptop's way. Rates stand in rows of five: careless, ordinary, careful, expert, honest.

use serde_json::{Value, json};

use super::forms::address_value;
use super::maker::{address, city_in};
use super::people::{Address, Person};
use super::{Out, workday};
use crate::Rng;
use crate::clock::{DAY, rfc3339};
use crate::person::typed;
use crate::tables::{CITIES, FAMILY, GIVEN};

const ONBOARDING: &str = "hirewall.onboarding.submitted.v1";
const SHIPPED: &str = "hirewall.device.shipped.v1";

/// Somebody who has nothing else to do with the candidacy.
fn bystander(rng: &mut Rng) -> String {
    format!("{} {}", rng.pick(GIVEN), rng.pick(FAMILY))
}

/// What kind of account is paid; noted for honest people.
pub(super) fn account_kind(rng: &mut Rng, x: &mut Person) -> &'static str {
    if x.odd(rng, [0.05, 0.035, 0.01, 0.002, 0.0003], 7, "crypto-pay") {
        return "crypto";
    }
    let newcomer = x.has("newcomer") && rng.chance(0.28);
    if newcomer || x.odd(rng, [0.32, 0.30, 0.22, 0.10, 0.02], 7, "transfer-service") {
        x.note("transfer-service");
        return "transfer_service";
    }
    if x.odd(rng, [0.08, 0.05, 0.02, 0.01, 0.012], 7, "prepaid-account") { "prepaid" } else { "bank" }
}

fn payee(rng: &mut Rng, x: &mut Person) -> Value {
    if x.setup.holder.is_empty() && x.style.is_none() && rng.chance(0.02) {
        let spouse = *rng.pick(GIVEN);
        x.setup.holder = format!("{spouse} {}", x.name.family);
        x.note("spouse-account");
    }
    let middle = rng.chance(0.15);
    let own = if middle { x.name.legal() } else { x.name.plain() };
    let holder = if x.setup.holder.is_empty() { own } else { x.setup.holder.clone() };
    let kind = account_kind(rng, x);
    json!({"account_hash": x.payee, "holder_name": holder, "kind": kind})
}

/// Where the laptop goes.
fn ship_to(rng: &mut Rng, x: &mut Person) -> Address {
    if let Some(place) = &x.setup.ship {
        return place.clone();
    }
    if x.style.is_none() && rng.chance(0.04) {
        // Nobody is at home by day, or a move is due.
        let near = rng.chance(0.6);
        let city = if near { x.city } else { city_in(rng, x.country()) };
        let place = address(rng, city);
        let given = *rng.pick(GIVEN);
        x.setup.host = format!("{given} {}", x.name.family);
        x.setup.ship = Some(place.clone());
        x.note("relative-ship");
        return place;
    }
    x.home.clone()
}

/// A number that somebody uses from now on.
fn fresh_number(rng: &mut Rng, x: &Person) -> String {
    let row = &CITIES[x.city];
    if x.country() != "US" {
        return x.number();
    }
    let area = *rng.pick(row.areas);
    let (exchange, line) = (rng.range(2, 9) * 100 + rng.range(12, 98), rng.range(0, 9999));
    typed(&format!("+1{area}{exchange}{line:04}"), x.phone_style)
}

fn carrier(rng: &mut Rng, x: &mut Person, ship: &Address, at: i64) -> Vec<Value> {
    let place = format!("{}, {}", ship.city, ship.region);
    let mut list = Vec::new();
    let mut step = at + DAY;
    if x.odd(rng, [0.28, 0.22, 0.13, 0.05, 0.02], 5, "parcel-redirected") {
        let city = if x.style.is_none() { x.city } else { city_in(rng, "US") };
        let other = CITIES[city].place;
        list.push(json!({"code": "redirected", "at": rfc3339(step), "place": format!("{}, {}", other.city, other.region)}));
        step += DAY;
    }
    if x.odd(rng, [0.01, 0.01, 0.01, 0.01, 0.01], 5, "parcel-returned") {
        list.push(json!({"code": "returned", "at": rfc3339(step), "place": place}));
        step += 2 * DAY;
    }
    let hosted = !x.setup.host.is_empty() && (x.style.is_none() || x.hit(rng, [0.85, 0.75, 0.60, 0.45, 0.0], 5));
    let signer = if hosted {
        x.setup.host.clone()
    } else {
        match rng.below(100) {
            0..=4 => {
                x.note("neighbour-signs");
                bystander(rng)
            }
            5..=11 => "Front desk".to_string(),
            12..=59 => x.name.plain(),
            _ => String::new(),
        }
    };
    list.push(json!({"code": "delivered", "at": rfc3339(step), "place": place}));
    if !signer.is_empty() {
        list.push(json!({"code": "signed", "at": rfc3339(step + 60), "place": place, "signed_by": signer}));
    }
    if x.odd(rng, [0.10, 0.07, 0.04, 0.025, 0.0005], 5, "took-laptop-abroad") {
        let abroad = match x.setup.far_country {
            "" => "Mexico City, MX",
            "RU" => "Vladivostok, RU",
            "CN" => "Dandong, CN",
            _ => "Dubai, AE",
        };
        list.push(json!({"code": "re_exported", "at": rfc3339(step + 3 * DAY), "place": abroad}));
    }
    list
}

/// Onboarding form and parcel; returns the first day at work.
pub(super) fn arrival(rng: &mut Rng, x: &mut Person, at: i64, out: &mut Out) -> i64 {
    let ship = ship_to(rng, x);
    let moved_tax = x.odd(rng, [0.14, 0.11, 0.08, 0.04, 0.02], 5, "tax-elsewhere");
    let tax = if moved_tax {
        match &x.setup.id_address {
            Some(place) => place.clone(),
            None => {
                let city = city_in(rng, x.country());
                address(rng, city)
            }
        }
    } else {
        x.home.clone()
    };
    let renewed = x.odd(rng, [0.15, 0.12, 0.06, 0.03, 0.02], 0, "number-changed");
    let phone = if renewed { fresh_number(rng, x) } else { x.number() };
    let paid = payee(rng, x);
    let name = if x.has("renamed") && rng.chance(0.3) { x.name.former() } else { x.name.plain() };
    out.push((
        at,
        ONBOARDING,
        json!({
            "legal_name": name, "address": address_value(&x.home, 0), "ship_to": address_value(&ship, 0),
            "tax_address": address_value(&tax, 0), "phone": phone, "payee": paid,
        }),
    ));
    let sent = workday(at + rng.range(1, 3) * DAY);
    let way = carrier(rng, x, &ship, sent);
    out.push((sent + 4 * DAY, SHIPPED, json!({"device_serial": x.serial, "ship_to": address_value(&ship, 0), "carrier_events": way})));
    workday(sent + rng.range(4, 7) * DAY)
}
