//! Anything shared with another candidacy.

mod address_shared;
mod career_shared;
mod confirmed_fraud_linked;
mod device_serial_shared;
mod device_shared;
mod document_id_shared;
mod embedded_image_shared;
mod file_shared;
mod identity_document_shared;
mod ip_shared;
mod life_duplicated;
mod lines_shared;
mod link_judged;
mod mailbox_shared;
mod mfa_device_shared;
mod office_contact_shared;
mod payee_shared;
mod phone_shared;
mod photo_shared;
mod profile_shared;
mod reference_shared;
mod rsid_root_shared;
mod ship_to_shared;
mod text_copied;
mod text_near_duplicate;
mod wifi_shared;
mod work_network_shared;
mod work_sequence_shared;

use hirewall_model::dossier::{LinkKind, MAX_OTHERS, MailClass, Neighbour, Says};
use hirewall_model::event::Address;
use hirewall_model::{Dossier, What};

/// Whether an address names a unit within a building.
fn has_unit(address: &Address) -> bool {
    let line = |l: &Option<String>| l.as_deref().map(str::to_lowercase).unwrap_or_default();
    let (one, two) = (line(&address.line1), line(&address.line2));
    let names = |l: &str| {
        l.contains('#')
            || l.split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "apt" | "apartment" | "unit" | "suite" | "ste" | "flat" | "room" | "rm"))
    };
    !two.trim().is_empty() || names(&one)
}

/// People under one phone or mailbox from which on it is an office's: operations that were described had 60 identities and fewer behind all their
/// contacts together, agencies hundreds behind one.
const SWITCHBOARD: u32 = 60;

/// Whether a shared contact is that of an office between the candidates and us: a mailbox at an organisation's own domain, or a
/// phone whose holders share such a mailbox too. Recruiting agencies, job centres and outplacement offices apply for many people,
/// so three share the one or the other at least.
fn office_contact(dossier: &Dossier, neighbour: &Neighbour) -> bool {
    // The number of a switchboard: more people than any published operation had under one contact.
    if matches!(neighbour.kind, LinkKind::Phone | LinkKind::Mailbox) && neighbour.holders >= SWITCHBOARD {
        return true;
    }
    let own_domain = |n: &Neighbour| {
        n.kind == LinkKind::Mailbox
            && dossier.claims.iter().enumerate().any(|(index, c)| {
                let own = matches!(&c.what, What::Email(_)) && n.own.pointer == c.origin.pointer;
                own && !dossier
                    .facts
                    .iter()
                    .any(|f| f.claim == index && matches!(f.says, Says::MailDomain(MailClass::Free | MailClass::Disposable | MailClass::Relay)))
            })
    };
    // One office has several mailboxes and one phone, or several phones and one mailbox: most holders of the one hold the other. Lists
    // of others are cut, in order of their names: what lies beyond the end of a list cannot be missed in it.
    let within = |few: &Neighbour, many: &Neighbour| {
        let end = many.others.last().map(|o| &o.candidacy);
        let to_be_seen = few.others.iter().filter(|o| many.others.len() < MAX_OTHERS || Some(&o.candidacy) <= end);
        let seen: Vec<bool> = to_be_seen.map(|o| many.others.iter().any(|m| m.candidacy == o.candidacy)).collect();
        seen.iter().filter(|found| **found).count() * 2 > seen.len()
    };
    let one_office = |a: &Neighbour, b: &Neighbour| within(a, b) || within(b, a);
    let pair = |mailbox: &Neighbour, other: &Neighbour| {
        own_domain(mailbox) && mailbox.holders.max(other.holders) >= 2 && (mailbox == other || one_office(mailbox, other))
    };
    dossier.neighbours.iter().any(|n| match neighbour.kind {
        LinkKind::Phone => pair(n, neighbour),
        LinkKind::Mailbox => pair(neighbour, n) && matches!(n.kind, LinkKind::Phone | LinkKind::Mailbox),
        _ => false,
    })
}

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[
    phone_shared::SIGNAL,
    mailbox_shared::SIGNAL,
    address_shared::SIGNAL,
    device_shared::SIGNAL,
    ip_shared::SIGNAL,
    profile_shared::SIGNAL,
    reference_shared::SIGNAL,
    document_id_shared::SIGNAL,
    file_shared::SIGNAL,
    rsid_root_shared::SIGNAL,
    embedded_image_shared::SIGNAL,
    identity_document_shared::SIGNAL,
    photo_shared::SIGNAL,
    payee_shared::SIGNAL,
    mfa_device_shared::SIGNAL,
    wifi_shared::SIGNAL,
    text_near_duplicate::SIGNAL,
    lines_shared::SIGNAL,
    work_sequence_shared::SIGNAL,
    life_duplicated::SIGNAL,
    link_judged::SIGNAL,
    confirmed_fraud_linked::SIGNAL,
    text_copied::SIGNAL,
    career_shared::SIGNAL,
    office_contact_shared::SIGNAL,
    work_network_shared::SIGNAL,
    device_serial_shared::SIGNAL,
    ship_to_shared::SIGNAL,
];
