//! Two thousand forgeries of the audit, each found where it begins.
#![allow(clippy::unwrap_used, clippy::panic)]

use hirewall_store::Store;
use hirewall_store::audit::{Entry, Head, NewEntry, check};
use hirewall_store::cases::Change;

/// A chain of so many entries.
async fn chain(long: usize) -> (Head, Vec<Entry>) {
    let store = Store::open("memory:").await.unwrap();
    let entry = |n: usize| NewEntry {
        at_us: i64::try_from(n).unwrap(),
        who: ["jane", "john"][n % 2].into(),
        what: "case.noted".into(),
        about: n.is_multiple_of(3).then(|| format!("c{n}")),
        details: format!("{{\"n\":{n}}}"),
    };
    store.commit(Change { entries: (0..long).map(entry).collect(), ..Change::default() }).await.unwrap();
    (store.audit_head().await.unwrap(), store.entries(0, 10_000).await.unwrap())
}

/// A simple generator: the same forgeries in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

#[tokio::test]
async fn every_forgery_is_found() {
    let (head, honest) = chain(60).await;
    let mut dice = Dice(7);
    for n in 0..2_000 {
        let mut forged = honest.clone();
        let at = dice.below(forged.len());
        let other = dice.below(forged.len());
        let bit = u8::try_from(1 << dice.below(8)).unwrap();
        let entry = &mut forged[at];
        match n % 13 {
            0 => entry.at_us += 1,
            1 => entry.who.push('x'),
            2 => entry.what = "case.decided".into(),
            3 => entry.seal[other % 32] ^= bit,
            4 => entry.hash[other % 32] ^= bit,
            5 => entry.said.as_mut().unwrap().details.push(' '),
            6 => entry.said.as_mut().unwrap().key[other % 16] ^= bit,
            7 => {
                let said = entry.said.as_mut().unwrap();
                said.about = if said.about.is_some() { None } else { Some(String::new()) };
            }
            8 => _ = forged.remove(at),
            9 => {
                let copy = forged[other].clone();
                forged.insert(at, copy);
            }
            10 => forged.swap(at, (at + 1 + other % 58) % 60),
            11 => {
                // Another's words under this entry, with their own seal.
                let words = forged[(at + 1) % 60].clone();
                forged[at].said = words.said;
                forged[at].seal = words.seal;
            }
            _ => {
                // From here on another chain, with places and hashes of its own.
                let (_, others) = chain(60).await;
                forged.truncate(at);
                forged.extend(others.into_iter().skip(at + usize::from(at == 0)));
            }
        }
        // Who keeps the last hash elsewhere also sees what was taken off the end.
        assert_ne!(check(Head::default(), &forged), Ok(head), "forgery {n} at {at}");
        let taken_off_the_end = at == 59 && n % 13 == 8;
        assert!(taken_off_the_end || check(Head::default(), &forged).is_err(), "forgery {n} at {at}");
    }
    assert_eq!(check(Head::default(), &honest), Ok(head));
}
