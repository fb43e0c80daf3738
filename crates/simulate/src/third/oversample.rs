//! An oddity made common among honest people, so that what it costs them can be measured on a thousand of them.
//!
//! Lives are drawn again until they have it, so that everything else about them is as it is among those who have it. Oddities of groups
//! come by more such groups.

use super::groups::GROUPS;
use super::honest::{SINGLE, single, sprinkle};
use super::maker::Maker;
use super::people::{Depth, Opening, Person};
use super::{Out, life};
use crate::Rng;

/// One in so many honest people is drawn again.
const EVERY: usize = 4;
/// Draws of an application, after which it is left as it is.
const TRIES: usize = 20_000;
/// Draws of a later life. Some people can never have some oddities, and the rarest comes once in three thousand lives: one try in seven finds it.
const LIVES: usize = 500;
/// Candidates in a thousand for a group that is made common.
const OF_A_THOUSAND: usize = 250;
/// Oddities of the application besides those of [`SINGLE`].
const APPLICATION: &[&str] = &["foreign-degree", "night-owl", "newcomer", "helper-address", "campus-network", "student"];
const AGAIN: &[&str] = &["reapplied", "reapplied-new-phone", "reworked-resume"];

fn of_application(label: &str) -> bool {
    APPLICATION.contains(&label) || SINGLE.iter().any(|row| row.0 == label)
}

fn of_group(label: &str) -> Option<usize> {
    let label = if label == "joint-account" { "couple" } else { label };
    GROUPS.iter().position(|row| row.0 == label)
}

/// Candidates in a thousand for a sort of group.
pub(super) fn per_mille(often: Option<&str>, sort: usize, usual: usize) -> usize {
    if often.and_then(of_group) == Some(sort) { OF_A_THOUSAND } else { usual }
}

/// Share of people who apply again.
pub(super) fn again_share(often: Option<&str>) -> f64 {
    if often.is_some_and(|label| AGAIN.contains(&label)) { 0.8 } else { 0.05 }
}

/// Replaces somebody who applied alone by somebody with this oddity, if it is one of the application.
pub(super) fn apply_with(m: &mut Maker, x: &mut Person, label: &str, index: usize) {
    let grouped = GROUPS.iter().any(|row| x.has(row.0));
    if grouped || !index.is_multiple_of(EVERY) || !of_application(label) {
        return;
    }
    for _ in 0..TRIES {
        if x.has(label) {
            return;
        }
        *x = single(m, None);
        sprinkle(m, x);
    }
}

/// Whether this person is one whose later life is to have the oddity.
pub(super) fn asked_of(x: &Person, label: &str, index: usize) -> bool {
    let later = !of_application(label) && of_group(label).is_none() && !AGAIN.contains(&label);
    later && x.style.is_none() && index.is_multiple_of(EVERY)
}

/// A life with this oddity.
pub(super) fn life_with(rng: &mut Rng, x: &mut Person, opening: &Opening, label: &str) -> Out {
    x.depth = Depth::Whole;
    let before = x.clone();
    for _ in 0..LIVES {
        let out = life(rng, x, opening);
        if x.has(label) {
            return out;
        }
        *x = before.clone();
    }
    life(rng, x, opening)
}
