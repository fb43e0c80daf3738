//! Remote-control software and IP-KVM hardware.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table::rows;

pub const TOOLS: &str = include_str!("../tables/remote_tools.csv");
pub const KVM: &str = include_str!("../tables/kvm_devices.csv");

/// `certain` says whether only such a box names itself so; `serial` of `none` wants a screen without a serial number.
pub const DISPLAYS: &str = include_str!("../tables/kvm_displays.csv");

/// The IP-KVM that poses as a screen so, and whether only it does.
pub fn display(manufacturer: &str, product: &str, serial: Option<&str>) -> Option<(String, bool)> {
    rows(DISPLAYS).into_iter().find_map(|row| {
        let text = |column: &str| row.get(column).map(|v| v.trim()).unwrap_or_default();
        let named = text("manufacturer").eq_ignore_ascii_case(manufacturer.trim()) && text("product").eq_ignore_ascii_case(product.trim());
        let bare = text("serial") != "none" || serial.is_none_or(|s| s.trim().is_empty() || s.trim_matches('0').is_empty());
        (named && bare).then(|| (text("name").to_owned(), text("certain") == "yes"))
    })
}

static BY_PROCESS: LazyLock<HashMap<String, (String, String)>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for row in rows(TOOLS) {
        let text = |column: &str| row.get(column).map(|v| v.trim().to_owned()).unwrap_or_default();
        for process in text("processes").split('|').chain([text("name").as_str()]).filter(|p| !p.is_empty()) {
            map.insert(process.to_lowercase(), (text("name"), text("kind")));
        }
    }
    for row in crate::imports::rows("lolrmm") {
        if let [program, name, kind] = row.as_slice() {
            map.entry(program.clone()).or_insert_with(|| (name.clone(), kind.clone()));
        }
    }
    map
});

/// The tool behind a program's name or path: (tool, kind).
pub fn software(name: &str) -> Option<(String, String)> {
    let lower = name.trim().to_lowercase();
    let base = lower.rsplit(['/', '\\']).next().unwrap_or(&lower);
    BY_PROCESS.get(base).or_else(|| BY_PROCESS.get(base.trim_end_matches(".exe"))).cloned()
}

/// The IP-KVM that presents itself so over USB; ids in lower-case hexadecimal, texts compared without case.
pub fn kvm(vendor_id: &str, product_id: &str, manufacturer: Option<&str>, product: Option<&str>) -> Option<String> {
    let bare = |id: &str| id.trim_start_matches("0x").to_lowercase();
    rows(KVM).into_iter().find_map(|row| {
        let text = |column: &str| row.get(column).map(|v| v.trim().to_lowercase()).unwrap_or_default();
        let same = |given: Option<&str>, wanted: String| wanted.is_empty() || given.is_some_and(|g| g.trim().to_lowercase() == wanted);
        let ids = !text("vendor_id").is_empty() && text("vendor_id") == bare(vendor_id) && text("product_id") == bare(product_id);
        (ids && same(manufacturer, text("manufacturer")) && same(product, text("product"))).then(|| row.get("name").cloned())?
    })
}
