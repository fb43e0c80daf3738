//! Layers of a PDF (optional content) that are switched off when it is opened: what is on them is read by programs and seen by nobody.

use std::collections::HashSet;

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId};

use super::{array_at, dict_at, name_at};

/// Layers that are looked at.
const MAX_LAYERS: usize = 2_000;

/// The layers that are off.
#[derive(Default)]
pub(super) struct Layers {
    off: HashSet<ObjectId>,
}

impl Layers {
    pub(super) fn of(pdf: &Pdf) -> Self {
        let Some(properties) = pdf.catalog().ok().and_then(|catalog| dict_at(pdf, catalog, b"OCProperties")) else { return Self::default() };
        let Some(setting) = dict_at(pdf, properties, b"D") else { return Self::default() };
        let ids = |dict: &Dictionary, key: &[u8]| -> HashSet<ObjectId> {
            let all = array_at(pdf, dict, key).into_iter().flatten().take(MAX_LAYERS);
            all.filter_map(|layer| layer.as_reference().ok()).collect()
        };
        let mut off = ids(setting, b"OFF");
        if name_at(pdf, setting, b"BaseState") == Some(b"OFF") {
            let on = ids(setting, b"ON");
            off.extend(ids(properties, b"OCGs").into_iter().filter(|layer| !on.contains(layer)));
        }
        Self { off }
    }

    /// Whether what belongs to this layer, or group of layers, is not shown. The rule of a group that may be read in two ways is taken for shown.
    pub(super) fn are_off(&self, pdf: &Pdf, of: &Object) -> bool {
        if self.off.is_empty() {
            return false;
        }
        let is_off = |layer: &Object| layer.as_reference().is_ok_and(|id| self.off.contains(&id));
        if is_off(of) {
            return true;
        }
        let Some(group) = super::followed(pdf, of).and_then(|group| group.as_dict().ok()) else { return false };
        let plain = !group.has(b"VE") && matches!(name_at(pdf, group, b"P"), None | Some(b"AnyOn" | b"AllOn"));
        let members = match group.get(b"OCGs") {
            Ok(Object::Array(layers)) => layers.iter().collect(),
            Ok(layer) => vec![layer],
            Err(_) => Vec::new(),
        };
        plain && !members.is_empty() && members.into_iter().all(is_off)
    }
}
