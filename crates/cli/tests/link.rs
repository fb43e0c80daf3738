//! `hirewall link`: rows of one person, one life told by two, couples, campaigns; bad rows, bad maps; CSV and Parquet alike.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use common::Room;
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

const HEADER: &str = "unique_id,given_name,family_name,email,phone,street,city,employers,school,device_id";

/// Forty people of whom nothing is said again, so that shares can be learned; then those that a test is about.
fn table(rows: &[&str]) -> String {
    let given = ["Ada", "Bela", "Cyrus", "Dora", "Emil", "Fatima", "Goran", "Hedda"];
    let family = ["Quist", "Ramos", "Stein", "Tran", "Ulm"];
    let mut text = format!("{HEADER}\n");
    for n in 0..40 {
        let (g, f) = (given[n % 8], family[n / 8]);
        let digits = (n as u64 * 7_919_773 + 1_234_567) % 10_000_000;
        text += &format!(
            "h{n},{g},{f},{g}.{f}{n}@mail{n}.example,+1 303 {digits:07},{} {f} Street {g} Court,Town{},Firm {digits} 2019-0{} / Works {n} 2021-03,College {} 201{},dev{digits}\n",
            n * 17 + 3,
            n % 9,
            n % 9 + 1,
            n % 11,
            n % 8
        );
    }
    for row in rows {
        text += row;
        text.push('\n');
    }
    text
}

fn linked(room: &Room, name: &str, text: impl AsRef<[u8]>) -> BTreeMap<String, [String; 3]> {
    let file = room.file(name, text);
    let out = room.path("rows.csv");
    room.run(&["link", file.to_str().unwrap(), "--out", out.to_str().unwrap()]).ends(0, &[]);
    read(&out)
}

fn read(out: &Path) -> BTreeMap<String, [String; 3]> {
    let text = std::fs::read_to_string(out).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[0].to_owned(), [cells[1].to_owned(), cells[2].to_owned(), cells[3].to_owned()])
    });
    rows.collect()
}

const AGAIN: &[&str] = &[
    "a1,Marta,Lindqvist,marta.lindqvist@post.example,+1 720 5550100,12 Alder Road,Denver,Northgate 2017-02 / Selby 2020-09,Weston 2016,dm-778812",
    "a2,Marta,Lindqvist,m.lind@other.example,+1 720 5550100,,Denver,Northgate 2017-02 / Selby 2020-09,Weston 2016,",
];

#[test]
fn who_applies_again_with_a_new_mailbox_is_one_person() {
    let rows = linked(&Room::new(), "people.csv", table(AGAIN));
    assert_eq!(rows["a1"][0], "a1");
    assert_eq!(rows["a2"][0], "a1");
    assert_eq!(rows["h7"], ["h7".to_owned(), String::new(), String::new()]);
}

#[test]
fn who_tells_the_same_life_with_contacts_of_their_own_is_not_merged_and_is_shown() {
    let thief = "t1,Marta,Lindqvist,martal77@elsewhere.example,+1 425 9087123,,Austin,Northgate 2017-02 / Selby 2020-09,Weston 2016,zz-100200";
    let rows = linked(&Room::new(), "people.csv", table(&[AGAIN[0], thief]));
    assert_eq!(rows["t1"][0], "t1");
    assert_eq!((rows["a1"][2].as_str(), rows["t1"][2].as_str()), ("t1", "a1"));
    assert_eq!(rows["a1"][1], "", "a victim is in no campaign");
}

#[test]
fn a_couple_is_two_people_and_no_campaign() {
    let couple = [
        "c1,Ines,Varga,ines.varga@post.example,+1 720 5551177,4 Birch Lane,Boulder,Orchard 2018-01,Weston 2012,",
        "c2,Tomas,Varga,tomas.varga@post.example,+1 720 5551177,4 Birch Lane,Boulder,Harbour 2015-05,Easton 2011,",
    ];
    let rows = linked(&Room::new(), "people.csv", table(&couple));
    assert_eq!((rows["c1"][0].as_str(), rows["c2"][0].as_str()), ("c1", "c2"));
    assert_eq!((rows["c1"][1].as_str(), rows["c2"][1].as_str()), ("", ""));
}

#[test]
fn people_of_one_machine_and_one_number_are_a_campaign_and_an_office_is_none() {
    let crew = |n: u32, name: &str| {
        format!("k{n},{name},Person{n},{name}{n}@free{n}.example,+1 415 55500{n}0,,Reno,Firm{n} 2018-01,School{n} 2012,one-machine-9")
    };
    let rows: Vec<String> = [(1, "Ola"), (2, "Pim"), (3, "Rut")].iter().map(|(n, name)| crew(*n, name)).collect();
    let office = |n: u32, name: &str| {
        format!("o{n},{name},Client{n},desk@agency.example,+1 212 5550188,,York,Shop{n} 2018-01,Lyceum{n} 2012,own-{n}{n}{n}{n}")
    };
    let clients: Vec<String> = [(1, "Sven"), (2, "Tova"), (3, "Urs")].iter().map(|(n, name)| office(*n, name)).collect();
    let all: Vec<&str> = rows.iter().chain(&clients).map(String::as_str).collect();
    let found = linked(&Room::new(), "people.csv", table(&all));
    assert!(["k1", "k2", "k3"].iter().all(|k| found[*k][1] == "k1" && found[*k][0] == *k), "{found:?}");
    assert!(["o1", "o2", "o3"].iter().all(|o| found[*o][1].is_empty() && found[*o][0] == *o), "{found:?}");
}

#[test]
fn parquet_says_the_same_as_csv() {
    let room = Room::new();
    let text = table(AGAIN);
    let of_csv = linked(&room, "people.csv", &text);
    let fields: Vec<String> = HEADER.split(',').map(|h| format!("optional binary {h} (utf8);")).collect();
    let schema = Arc::new(parse_message_type(&format!("message people {{ {} }}", fields.join(" "))).unwrap());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Arc::new(WriterProperties::default())).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for column in 0..fields.len() {
        let cells: Vec<&str> = text.lines().skip(1).map(|l| l.split(',').nth(column).unwrap()).collect();
        let levels: Vec<i16> = cells.iter().map(|c| i16::from(!c.is_empty())).collect();
        let values: Vec<ByteArray> = cells.iter().filter(|c| !c.is_empty()).map(|c| ByteArray::from(*c)).collect();
        let mut open = group.next_column().unwrap().unwrap();
        open.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None).unwrap();
        open.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    assert_eq!(linked(&room, "people.parquet", bytes), of_csv);
}

#[test]
fn a_bad_row_is_named_and_the_rest_goes_on() {
    let room = Room::new();
    let file = room.file("people.csv", table(&["x1,too,few", AGAIN[0], AGAIN[1]]));
    let out = room.path("rows.csv");
    let ran = room.run(&["link", file.to_str().unwrap(), "--out", out.to_str().unwrap()]);
    ran.ends(3, &["line: 42", "left out"]);
    assert_eq!(read(&out)["a2"][0], "a1");
}

#[test]
fn a_column_map_is_followed_and_a_wrong_one_is_refused() {
    let room = Room::new();
    let text = table(AGAIN).replacen("given_name", "Vorname", 1).replacen("family_name", "Nachname", 1);
    let file = room.file("people.csv", text);
    let map = room.file(
        "map.toml",
        "id = \"unique_id\"\n[columns]\nVorname = \"given_name\"\nNachname = \"family_name\"\nphone = \"phone\"\nschool = \"school\"\n",
    );
    let out = room.path("rows.csv");
    room.run(&["link", file.to_str().unwrap(), "--map", map.to_str().unwrap(), "--out", out.to_str().unwrap()]).ends(0, &[]);
    assert_eq!(read(&out)["a2"][0], "a1");
    let wrong = room.file("wrong.toml", "[columns]\nVorname = \"first\"\n");
    room.run(&["link", file.to_str().unwrap(), "--map", wrong.to_str().unwrap()]).ends(1, &["there is no kind \"first\"", "given_name"]);
    let absent = room.file("absent.toml", "[columns]\nPrenom = \"given_name\"\n");
    room.run(&["link", file.to_str().unwrap(), "--map", absent.to_str().unwrap()]).ends(1, &["\"Prenom\", which the table does not have"]);
}

#[test]
fn splinks_fake_thousand_is_linked_without_a_map() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/splink_fake_1000.csv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: no shared data");
        return;
    };
    let rows = linked(&Room::new(), "people.csv", &text);
    let truth: BTreeMap<&str, &str> = text.lines().skip(1).map(|l| (l.split(',').next().unwrap(), l.rsplit(',').next().unwrap())).collect();
    let ids: Vec<&str> = truth.keys().copied().collect();
    let (mut found, mut right, mut all) = (0, 0, 0);
    for (n, a) in ids.iter().enumerate() {
        for b in &ids[n + 1..] {
            let (one, true_one) = (rows[*a][0] == rows[*b][0], truth[a] == truth[b]);
            found += usize::from(one);
            all += usize::from(true_one);
            right += usize::from(one && true_one);
        }
    }
    let f1 = 2.0 * right as f64 / (found + all) as f64;
    assert!(f1 >= 0.92, "F1 {f1}");
}

/// A text of so many words that no other seed has.
fn words(seed: usize, count: usize) -> String {
    let word = |n: usize| blake3::hash(format!("{seed} {n}").as_bytes()).to_hex()[..6].to_string();
    (0..count).map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn near_duplicate_texts_are_listed_and_alone_make_nobody_one_person() {
    let room = Room::new();
    let mut csv = "id,email,resume_text\n".to_owned();
    for n in 0..6 {
        csv += &format!("r{n},person{n}@mail{n}.example,{}\n", words(n, 300));
    }
    csv += &format!("copy,other@mail.example,\"{} {}\"\n", words(3, 270), words(99, 30));
    csv += &format!("part,third@mail.example,{} {}\n", words(4, 30), words(98, 270));
    let table = room.file("people.csv", csv);
    let (texts, rows) = (room.path("texts.csv"), room.path("rows.csv"));
    let ran = room.run(&["link", table.to_str().unwrap(), "--texts", texts.to_str().unwrap(), "--out", rows.to_str().unwrap()]);
    ran.ends(0, &[]);
    assert!(ran.out.contains("1 pairs of texts share"), "{}", ran.out);
    let told = std::fs::read_to_string(texts).unwrap();
    assert_eq!(told.lines().count(), 2, "{told}");
    assert!(told.contains("r3,copy,0.8"), "{told}");
    let people: BTreeMap<String, String> = std::fs::read_to_string(rows)
        .unwrap()
        .lines()
        .skip(1)
        .map(|l| (l.split(',').next().unwrap().into(), l.split(',').nth(1).unwrap().into()))
        .collect();
    assert_ne!(people["r3"], people["copy"]);
}

#[test]
fn a_table_without_texts_says_how_to_name_them() {
    let room = Room::new();
    let table = room.file("people.csv", "id,email,phone,notes\na,a@b.example,+13035550123,x\n");
    room.run(&["link", table.to_str().unwrap(), "--texts", room.path("t.csv").to_str().unwrap()]).ends(1, &["no column of texts", "column map"]);
}
