//! What the engine concludes of small, readable situations.
#![allow(clippy::unwrap_used, reason = "tests")]

use hirewall_engine::{Policy, Request, Weights, intake, screen};
use hirewall_intake::Arrived;
use hirewall_link::Key;
use hirewall_model::assessment::{Assessment, Band, Bits};
use hirewall_store::Store;
use serde_json::{Value, json};

fn application(subject: &str, name: &str, data: Value) -> Value {
    let mut whole = json!({"requisition": {"id": "r", "title": "Senior Software Engineer", "remote": true}, "name": {"full": name}});
    for (key, value) in data.as_object().unwrap() {
        whole[key] = value.clone();
    }
    event(subject, "application.submitted", whole)
}

fn event(subject: &str, kind: &str, data: Value) -> Value {
    let id = format!("{subject}-{kind}-{}", data.to_string().len());
    json!({"specversion": "1.0", "id": id, "source": "/t", "type": format!("hirewall.{kind}.v1"), "subject": subject, "time": "2026-03-01T00:00:00Z", "data": data})
}

/// Screens events, beside bystanders that share nothing, so that rarity has something to be measured against.
fn judge(events: &[Value]) -> Vec<Assessment> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (weights, policy) = (Weights::shipped().unwrap(), Policy::shipped().unwrap());
    let key = Key::new([1; 32]);
    runtime.block_on(async {
        let store = Store::open("memory:").await.unwrap();
        let bystanders =
            (0..300).map(|n| application(&format!("by-{n}"), &format!("Bystander Number{n}"), json!({"emails": [format!("b{n}@example.org")]})));
        let batch: Vec<Arrived> = events
            .iter()
            .cloned()
            .chain(bystanders)
            .map(|e| {
                let body = e.to_string().into_bytes();
                Arrived { event: hirewall_model::parse::event(&body).unwrap().0, body }
            })
            .collect();
        intake::take(&store, &key, batch, intake::Indexed::Yes).await.unwrap();
        let mut candidacies: Vec<String> = events.iter().map(|e| e["subject"].as_str().unwrap().to_owned()).collect();
        candidacies.dedup();
        let as_of = "2026-03-01T00:00:00Z".parse().unwrap();
        let request = Request { candidacies, as_of, key: &key, weights: &weights, policy: &policy, rates: None, progress: &|_, _| {} };
        screen(&store, &request).await.unwrap().assessments
    })
}

fn has(assessment: &Assessment, signal: &str) -> bool {
    assessment.findings.iter().any(|f| f.signal == signal && f.bits > Bits(0))
}

fn prose(words: &str) -> Value {
    let sentences: Vec<String> = (0..40).map(|n| format!("{words}{n} built part{n} of system{n} for client{n} with tool{n}")).collect();
    json!({"work": [{"name": "Acme", "startDate": "2021-03", "endDate": "2023-01", "highlights": sentences}]})
}

#[test]
fn one_hard_link_asks_and_two_of_different_kinds_bring_a_person() {
    let phone = json!({"phones": ["+1 415 555 2671"]});
    let one =
        judge(&[application("a", "Jane Roe", phone.clone()), application("b", "Mark Feldman", phone.clone()), application("c", "Li Chen", phone)]);
    assert!(one.iter().all(|a| has(a, "phone-shared") && a.band == Band::Verify), "{one:?}");
    let both = json!({"phones": ["+1 415 555 2671"], "resume": prose("we")});
    let two = judge(&[application("a", "Jane Roe", both.clone()), application("b", "Mark Feldman", both.clone()), application("c", "Li Chen", both)]);
    assert!(two.iter().all(|a| a.band >= Band::Review && a.campaign.is_some()), "{two:?}");
    assert_eq!(two[0].campaign, two[2].campaign);
}

#[test]
fn two_people_under_one_roof_are_one_fact_and_no_campaign() {
    let home = json!({"phones": ["+1 415 555 2671"], "emails": ["family@gmail.com"], "session": {"ip": "73.15.2.9", "device_id": "family-laptop"},
        "address": {"line1": "12 Elm Street", "line2": "Apt 4", "city": "Austin", "region": "TX", "postal_code": "78701", "country": "US"}});
    let couple = judge(&[application("a", "Jane Roe", home.clone()), application("b", "Mark Feldman", home)]);
    for one in &couple {
        assert!(one.band <= Band::Verify && one.campaign.is_none(), "{one:?}");
        assert_eq!(one.findings.iter().filter(|f| f.bits > Bits(0)).count(), 1);
    }
}

#[test]
fn a_declared_household_explains_a_shared_home_when_both_declare_it() {
    let home = |with: &str| json!({"declared": {"household_with": [with]}, "address": {"line1": "12 Elm Street", "line2": "Apt 4", "city": "Austin", "postal_code": "78701"}});
    let both = judge(&[application("a", "Jane Roe", home("b")), application("b", "Mark Feldman", home("Jane Roe"))]);
    assert!(both.iter().all(|a| !has(a, "address-shared") && a.band == Band::Clear), "{both:?}");
    let one_sided = judge(&[application("a", "Jane Roe", home("b")), application("b", "Mark Feldman", home("somebody else"))]);
    assert!(one_sided.iter().all(|a| has(a, "address-shared")));
}

#[test]
fn an_agencys_contact_accuses_none_of_its_clients() {
    let office = json!({"phones": ["+1 312 584 2207"], "emails": ["desk@example-talent.com"]});
    let clients: Vec<Value> = ["Jane Roe", "Mark Feldman", "Li Chen", "Ana Silva"]
        .iter()
        .enumerate()
        .map(|(n, name)| application(&format!("c{n}"), name, office.clone()))
        .collect();
    let judged = judge(&clients);
    assert!(judged.iter().all(|a| a.band == Band::Clear && a.campaign.is_none()), "{judged:?}");
}

#[test]
fn an_honest_person_who_applies_again_with_a_new_phone_is_the_same_person() {
    let before = json!({"phones": ["+1 415 555 2671"], "emails": ["jane.roe@gmail.com"], "resume": prose("we")});
    let after = json!({"phones": ["+1 212 555 7788"], "emails": ["janeroe+jobs@gmail.com"], "resume": prose("we")});
    let judged = judge(&[application("a", "Jane Roe", before), application("b", "Jane M. Roe", after)]);
    assert!(judged.iter().all(|a| a.same_person.len() == 1 && a.findings.is_empty() && a.victim.is_none()), "{judged:?}");
}

#[test]
fn the_same_life_with_other_contacts_is_told_apart_from_the_same_person() {
    let life = json!({"work": [{"name": "Acme", "startDate": "2021-03"}, {"name": "Umbra", "startDate": "2018-02", "endDate": "2021-02"}], "education": [{"institution": "Example State University", "studyType": "Bachelor", "startDate": "2013-09", "endDate": "2017-05"}]});
    let one = json!({"phones": ["+1 415 555 2671"], "emails": ["jane.roe@gmail.com"], "resume": life});
    let other = json!({"phones": ["+1 212 555 7788"], "emails": ["jroe.dev@proton.me"], "resume": life});
    let judged = judge(&[application("a", "Jane Roe", one), application("b", "Jane Roe", other)]);
    for a in &judged {
        assert!(a.same_person.is_empty() && has(a, "life-duplicated") && a.victim.is_some() && a.campaign.is_none(), "{a:?}");
        assert!(a.band <= Band::Verify, "neither is blamed: {a:?}");
    }
}

/// Named case: a victim stood in the impostor's campaign, because the document was in both files, and was brought before a person.
#[test]
fn a_victim_stays_out_of_the_campaign_of_its_impostor() {
    let life = json!({"work": [
        {"name": "Acme", "startDate": "2015-03", "endDate": "2018-01"},
        {"name": "Globex", "startDate": "2018-03", "endDate": "2021-06"},
        {"name": "Initech", "startDate": "2021-07", "endDate": "2024-02"}]});
    let document = json!([{"id": "doc-7f3a9c1d5e", "kind": "resume", "filename": "resume.pdf"}]);
    let of = |mail: &str, phone: &str| json!({"emails": [mail], "phones": [phone], "resume": life, "documents": document});
    let accomplice = json!({"phones": ["+1 206 555 2188"], "resume": prose("we")});
    let judged = judge(&[
        application("victim", "Jane Roe", of("jane.roe@gmail.com", "+1 415 555 2671")),
        application("thief", "Jane Roe", of("jroe.dev@gmail.com", "+1 206 555 2188")),
        application("friend-1", "Mark Feldman", accomplice.clone()),
        application("friend-2", "Li Chen", accomplice),
    ]);
    let [friend, _, thief, victim] = judged.as_slice() else { panic!("{judged:?}") };
    assert!(friend.campaign.is_some() && friend.campaign == thief.campaign, "{judged:?}");
    assert!(victim.campaign.is_none() && victim.victim.is_some() && victim.band <= Band::Verify, "{victim:?}");
    assert_eq!(victim.findings.iter().filter(|f| f.bits > Bits(0)).map(|f| f.signal.to_string()).collect::<Vec<_>>(), ["life-duplicated"]);
}

/// Named case: all who met at one VPN's exit counted as one person, so that using it looked rare and spoke against each of them.
#[test]
fn strangers_at_one_exit_count_each_when_rates_are_measured() {
    let guests: Vec<Value> = (0..600)
        .map(|n| {
            let ip = if n < 20 { "104.131.7.9".to_owned() } else { format!("73.{}.{}.9", n / 200, n % 200) };
            let data = json!({"emails": [format!("guest{n}@example.org")], "session": {"ip": ip}});
            application(&format!("g{n}"), &format!("Guest{n} Number{n}"), data)
        })
        .collect();
    let judged = judge(&guests);
    let shared: Vec<&hirewall_model::assessment::Finding> = judged.iter().flat_map(|a| &a.findings).filter(|f| f.signal == "ip-shared").collect();
    assert_eq!(shared.len(), 20);
    // One in thirty does it; counted as one person they were given 3.9 bits.
    assert!(shared.iter().all(|f| f.bits < Bits(3500)), "{shared:?}");
}

#[test]
fn what_many_hold_fades() {
    let shared = |n: usize| json!({"session": {"ip": "73.15.2.9"}, "emails": [format!("p{n}@example.org")]});
    let of =
        |count: usize| judge(&(0..count).map(|n| application(&format!("c{n}"), &format!("Person Nr{n}"), shared(n))).collect::<Vec<_>>())[0].bits;
    assert!(of(3) > of(250), "{} {}", of(3), of(250));
    // A gateway of more than 400 people links nobody.
    assert_eq!(of(420), Bits(-8400));
}

#[test]
fn what_was_verified_speaks_for_a_person() {
    let application = application("a", "Jane Roe", json!({"phones": ["+1 415 555 2671"]}));
    let met = event("a", "interview.held", json!({"round": 1, "medium": "onsite", "observations": [{"code": "in_person_met"}]}));
    let judged = judge(&[application, met]);
    assert!(judged[0].bits < judged[0].prior_bits, "{judged:?}");
}

#[test]
fn a_watch_list_entry_adds_no_bits_and_an_accommodation_is_no_failure() {
    let resume = json!({"education": [{"institution": "Kim Chaek University of Technology", "studyType": "Bachelor"}]});
    let listed = judge(&[application("a", "Jane Roe", json!({"resume": resume}))]);
    assert_eq!((listed[0].bits, listed[0].band), (Bits(-8400), Band::Clear));
    assert!(listed[0].findings.iter().any(|f| f.signal == "watch-listed-connection" && f.bits == Bits(0)));
    let rounds = [1, 2]
        .map(|round| event("b", "interview.held", json!({"round": round, "observations": [{"code": "camera_refused", "outcome": "accommodated"}]})));
    let mut events = vec![application("b", "Li Chen", json!({}))];
    events.extend(rounds);
    assert!(judge(&events)[0].findings.is_empty());
}

#[test]
fn what_was_not_looked_at_is_said() {
    let judged = judge(&[application("a", "Jane Roe", json!({"emails": ["jane@gmail.com"]}))]);
    let names: Vec<&str> = judged[0].not_looked_at.iter().map(|f| f.as_str()).collect();
    assert!(names.contains(&"network") && names.contains(&"profiles") && !names.contains(&"contact"), "{names:?}");
}
