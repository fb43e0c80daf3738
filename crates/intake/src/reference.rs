//! Files of reference data that an operator brings → rows of cells, as `hirewall import` keeps them.
//!
//! Each kind has the form of its public source; what a row lacks is named with file, line and field, and costs that row only.

use serde_json::Value;

/// A kind of reference data.
pub struct Kind {
    /// Its name on the command line.
    pub name: &'static str,
    /// What the file is.
    pub file: &'static str,
    read: fn(&str) -> Read,
}

/// Rows, and what could not be read.
#[derive(Debug, Default)]
pub struct Read {
    /// Cells of each row.
    pub rows: Vec<Vec<String>>,
    /// `line 3: column domain is missing` …
    pub problems: Vec<String>,
}

/// All kinds.
pub const KINDS: [Kind; 21] = [
    Kind { name: "hipo", file: "world_universities_and_domains.json", read: hipo },
    Kind {
        name: "ipeds-hd",
        file: "IPEDS HD, CSV: names and aliases of US schools",
        read: |t| {
            table(t, &["UNITID", "INSTNM"], |r| {
                let aliases = r.get("IALIAS").split(['|', ';']).map(str::trim).filter(|a| a.len() > 3).map(str::to_owned);
                Ok([vec![r.get("UNITID").to_owned(), r.get("INSTNM").to_owned()], aliases.collect()].concat())
            })
        },
    },
    Kind {
        name: "ipeds-hd-closed",
        file: "IPEDS HD, CSV: schools that closed",
        read: |t| {
            table(t, &["UNITID", "CLOSEDAT"], |r| {
                let year = r.get("CLOSEDAT").split('/').next_back().filter(|y| y.len() == 4 && y.chars().all(|c| c.is_ascii_digit()));
                // Schools that are open are left out.
                Ok(year.map_or_else(Vec::new, |year| vec![r.get("UNITID").to_owned(), String::new(), year.to_owned()]))
            })
        },
    },
    Kind {
        name: "ipeds-ic",
        file: "IPEDS IC, CSV: calendars",
        read: |t| {
            table(t, &["UNITID", "CALSYS"], |r| {
                let calendar = match r.get("CALSYS") {
                    "1" | "4" => "semester",
                    "2" => "quarter",
                    "3" | "5" | "6" | "7" => "continuous",
                    _ => return Ok(Vec::new()),
                };
                Ok(vec![r.get("UNITID").to_owned(), calendar.to_owned(), String::new()])
            })
        },
    },
    Kind { name: "scorecard", file: "programmes awarded, CSV: unitid, inst_name, state, cip_code, credential_level", read: scorecard },
    Kind { name: "ofac-sdn", file: "OFAC SDN, CSV: entities, no persons", read: ofac },
    Kind {
        name: "watchlist",
        file: "CSV: name, kind (school, company, domain), reason, source, owner, expires",
        read: |t| table(t, &["name", "kind", "reason", "source", "owner", "expires"], |r| Ok(r.cells(["name", "kind", "reason"]))),
    },
    Kind { name: "mail-domains", file: "JSON array or lines of domains, each with ,class (disposable, relay, free)", read: mail_domains },
    Kind {
        name: "phone-lines",
        file: "CSV: prefix, carrier, type",
        read: |t| table(t, &["prefix", "carrier", "type"], |r| Ok(r.cells(["prefix", "carrier", "type"]))),
    },
    Kind { name: "vpn-ranges", file: "lines of networks (CIDR)", read: networks },
    Kind { name: "relay-ranges", file: "lines of networks that are ordinary relays: taken out of vpn-ranges", read: networks },
    Kind { name: "tor-exits", file: "lines of addresses", read: networks },
    Kind {
        name: "us-zip",
        file: "CSV: zip, state, primary_city, lat, lon",
        read: |t| table(t, &["zip", "state", "lat", "lon"], |r| Ok(r.cells(["zip", "state", "primary_city", "lat", "lon"]))),
    },
    Kind { name: "mailboxes", file: "CSV of mail forwarders: a column with the street", read: mailboxes },
    Kind { name: "sec", file: "SEC company_tickers.json", read: sec },
    Kind {
        name: "sp500",
        file: "S&P 500 constituents, CSV: Security, Founded",
        read: |t| {
            table(t, &["Security", "Founded"], |r| {
                let founded: String =
                    r.get("Founded").split(|c: char| !c.is_ascii_digit()).filter(|y| y.len() == 4).min().unwrap_or_default().to_owned();
                Ok(vec![r.get("Security").to_owned(), String::new(), founded])
            })
        },
    },
    Kind {
        name: "companies",
        file: "CSV: name, domain, founded",
        read: |t| table(t, &["name", "domain", "founded"], |r| Ok(r.cells(["name", "domain", "founded"]))),
    },
    Kind { name: "lolrmm", file: "lolrmm_rmm_tools.json", read: lolrmm },
    Kind {
        name: "asn",
        file: "CSV: first, last, class (hosting, vpn, relay, mobile), owner: ranges of networks with their class",
        read: |t| {
            table(t, &["first", "last", "class", "owner"], |r| {
                for end in ["first", "last"] {
                    r.get(end).parse::<std::net::IpAddr>().map_err(|_| end)?;
                }
                if !["hosting", "vpn", "relay", "mobile"].contains(&r.get("class")) {
                    return Err("class");
                }
                Ok(r.cells(["first", "last", "class", "owner"]))
            })
        },
    },
    Kind { name: "geonames", file: "GeoNames dump (tab-separated, without a header): towns of 1,000 people and more", read: geonames },
    Kind {
        name: "endoflife",
        file: "CSV: name, released (2022-10 or 2022): first releases of technologies",
        read: |t| {
            table(t, &["name", "released"], |r| match hirewall_model::PartialDate::parse(r.get("released")) {
                Ok(date) if date.year().is_some() => Ok(r.cells(["name", "released"])),
                _ => Err("released"),
            })
        },
    },
];

/// Reads a file of a kind.
pub fn read(kind: &Kind, text: &str) -> Read {
    let mut read = (kind.read)(text.trim_start_matches('\u{feff}'));
    read.rows.retain(|row| !row.is_empty());
    for cell in read.rows.iter_mut().flatten() {
        *cell = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    }
    read
}

/// A record by the names of its columns.
struct Record<'a> {
    headers: &'a [String],
    cells: csv::StringRecord,
}

impl Record<'_> {
    fn get(&self, column: &str) -> &str {
        let at = self.headers.iter().position(|h| h.eq_ignore_ascii_case(column));
        at.and_then(|at| self.cells.get(at)).map_or("", str::trim)
    }

    fn cells<const N: usize>(&self, columns: [&str; N]) -> Vec<String> {
        columns.map(|column| self.get(column).to_owned()).to_vec()
    }
}

/// Rows of a CSV text that has these columns; `take` says what is kept of one (nothing: it is left out), or which column cannot be read.
fn table(text: &str, columns: &[&str], take: impl Fn(&Record<'_>) -> Result<Vec<String>, &'static str>) -> Read {
    let mut read = Read::default();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|h| h.trim().trim_start_matches(|c: char| !c.is_ascii_alphanumeric()).to_owned()).collect(),
        Err(error) => {
            read.problems.push(format!("line 1: {error}"));
            return read;
        }
    };
    let missing: Vec<&str> = columns.iter().copied().filter(|c| !headers.iter().any(|h| h.eq_ignore_ascii_case(c))).collect();
    if !missing.is_empty() {
        read.problems.push(format!("line 1: no column {}", missing.join(", ")));
        return read;
    }
    for record in reader.byte_records() {
        match record {
            Ok(bytes) => {
                let line = bytes.position().map_or(0, csv::Position::line);
                let cells: csv::StringRecord = bytes.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
                let record = Record { headers: &headers, cells };
                match columns.first().filter(|first| record.get(first).is_empty()) {
                    Some(first) => read.problems.push(format!("line {line}: column {first} is empty")),
                    None => match take(&record) {
                        Ok(row) => read.rows.push(row),
                        Err(column) => read.problems.push(format!("line {line}: column {column} cannot be read")),
                    },
                }
            }
            Err(error) => read.problems.push(error.to_string()),
        }
    }
    read
}

fn hipo(text: &str) -> Read {
    each(text, |school| {
        let name = school["name"].as_str()?;
        let domains = school["domains"].as_array()?;
        Some(domains.iter().filter_map(Value::as_str).map(|domain| vec![domain.to_lowercase(), name.to_owned()]).collect())
    })
}

fn sec(text: &str) -> Read {
    each(text, |company| Some(vec![vec![company["title"].as_str().or_else(|| company["name"].as_str())?.to_owned(), String::new(), String::new()]]))
}

fn lolrmm(text: &str) -> Read {
    each(text, |tool| {
        let name = tool["Name"].as_str().or_else(|| tool["name"].as_str())?;
        let details = &tool["Details"];
        let paths = details["InstallationPaths"].as_array().or_else(|| tool["Details"]["PEMetadata"].as_array());
        let programs = paths.into_iter().flatten().filter_map(|p| p.as_str().or_else(|| p["Filename"].as_str()));
        let programs: Vec<String> = programs
            .filter_map(|p| p.rsplit(['\\', '/']).next())
            .filter(|p| p.len() > 6 && p.to_lowercase().ends_with(".exe") && !p.contains('*'))
            .map(str::to_lowercase)
            .collect();
        Some(programs.into_iter().map(|program| vec![program, name.to_owned(), "remote-control".to_owned()]).collect())
    })
}

/// Rows of each object of a JSON array, or of an object whose values are objects.
fn each(text: &str, take: impl Fn(&Value) -> Option<Vec<Vec<String>>>) -> Read {
    let mut read = Read::default();
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(list)) => list.iter().enumerate().for_each(|(n, value)| match take(value) {
            Some(rows) => read.rows.extend(rows),
            None => read.problems.push(format!("object {}: a name is missing", n + 1)),
        }),
        Ok(Value::Object(fields)) => fields.iter().for_each(|(key, value)| match take(value) {
            Some(rows) => read.rows.extend(rows),
            None => read.problems.push(format!("object {key:?}: a name is missing")),
        }),
        Ok(_) => read.problems.push("line 1: neither a list nor an object".into()),
        Err(error) => read.problems.push(format!("line {}: {error}", error.line())),
    }
    read
}

fn scorecard(text: &str) -> Read {
    let mut read = table(text, &["unitid", "inst_name", "cip_code", "credential_level"], |r| {
        Ok(r.cells(["unitid", "inst_name", "state", "cip_code", "credential_level"]))
    });
    let mut schools: std::collections::BTreeMap<String, (String, String, std::collections::BTreeMap<String, String>)> =
        std::collections::BTreeMap::new();
    for row in std::mem::take(&mut read.rows) {
        let [unitid, name, state, cip, level] = row.as_slice() else { continue };
        let (.., awarded) = schools.entry(unitid.clone()).or_insert_with(|| (name.clone(), state.clone(), std::collections::BTreeMap::new()));
        let levels = awarded.entry(format!("{:0>4}", cip.replace('.', ""))).or_default();
        if !levels.contains(level.as_str()) {
            levels.push_str(level);
        }
    }
    read.rows = schools
        .into_iter()
        .map(|(unitid, (name, state, awarded))| {
            let cells: Vec<String> = awarded.into_iter().map(|(cip, levels)| format!("{cip}:{levels}")).collect();
            vec![unitid, name, state, cells.join(" ")]
        })
        .collect();
    read
}

/// Entities of the SDN list: name, kind, reason. Rows of persons, ships and aircraft are left out and not counted as problems.
fn ofac(text: &str) -> Read {
    let mut read = Read::default();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let cell = |n: usize| record.get(n).map_or("", str::trim);
                let known = ["individual", "vessel", "aircraft"].contains(&cell(2).trim_matches('"'));
                if !known && cell(0).chars().all(|c| c.is_ascii_digit()) && !cell(1).is_empty() {
                    read.rows.push(vec![cell(1).to_owned(), "company".to_owned(), format!("OFAC SDN {}", cell(0))]);
                }
            }
            Err(error) => read.problems.push(error.to_string()),
        }
    }
    if read.rows.is_empty() {
        read.problems.push("line 1: no entity; the file has number, name and kind in its first three columns".into());
    }
    read
}

fn mail_domains(text: &str) -> Read {
    if text.trim_start().starts_with('[') {
        return match serde_json::from_str::<Vec<String>>(text) {
            Ok(list) => Read { rows: list.into_iter().map(|d| vec![d.to_lowercase(), "free".to_owned()]).collect(), problems: Vec::new() },
            Err(error) => Read { rows: Vec::new(), problems: vec![format!("line {}: {error}", error.line())] },
        };
    }
    lines(text, |line| {
        let (domain, class) = line.split_once(',').unwrap_or((line, "disposable"));
        let fine = domain.contains('.') && !domain.contains([' ', '@', '/']) && ["disposable", "relay", "free"].contains(&class.trim());
        fine.then(|| vec![domain.trim().to_lowercase(), class.trim().to_owned()])
    })
}

fn networks(text: &str) -> Read {
    lines(text, |line| {
        let (address, length) = line.split_once('/').map_or((line, None), |(a, l)| (a, Some(l)));
        let address: std::net::IpAddr = address.trim().parse().ok()?;
        let most: u8 = if address.is_ipv4() { 32 } else { 128 };
        let length: u8 = length.map_or(Some(most), |l| l.trim().parse().ok()).filter(|l| *l <= most)?;
        Some(vec![address.to_string(), length.to_string()])
    })
}

/// Name, region (US states only), country, latitude, longitude, zone.
fn geonames(text: &str) -> Read {
    lines(text, |line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |n: usize| cells.get(n).map(|c| c.trim()).filter(|c| !c.is_empty());
        let (name, lat, lon, country) = (cell(2).or(cell(1))?, cell(4)?, cell(5)?, cell(8)?);
        let people: u64 = cell(14).and_then(|p| p.parse().ok()).unwrap_or(0);
        let number = |text: &str| text.parse::<f64>().is_ok();
        if !(number(lat) && number(lon)) {
            return None;
        }
        let region = if country == "US" { cell(10).unwrap_or_default() } else { "" };
        // Smaller places are read and left out: an empty row.
        if people < 1000 || cell(6).is_some_and(|class| class != "P") {
            return Some(Vec::new());
        }
        Some(
            [name.to_owned(), region.to_owned(), country.to_owned(), lat.to_owned(), lon.to_owned(), cell(17).unwrap_or_default().to_owned()]
                .to_vec(),
        )
    })
}

/// Rows of the lines; `take` says what is kept of one: an empty row is left out, `None` cannot be read.
fn lines(text: &str, take: impl Fn(&str) -> Option<Vec<String>>) -> Read {
    let mut read = Read::default();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')) {
        match take(line.trim()) {
            Some(row) => read.rows.push(row),
            None => read.problems.push(format!("line {}: cannot be read: {:?}", n + 1, line.chars().take(40).collect::<String>())),
        }
    }
    read
}

/// The column with the street: of several the first that has a number in most rows.
fn mailboxes(text: &str) -> Read {
    let columns = ["street", "address", "line1", "addr", "Street", "Address"];
    let headers: Vec<String> = text.lines().next().unwrap_or_default().split(',').map(|h| h.trim().trim_matches('"').to_lowercase()).collect();
    match columns.iter().find(|c| headers.iter().any(|h| h == &c.to_lowercase())) {
        Some(column) => {
            let column = column.to_lowercase();
            table(text, &[&column], |r| Ok(vec![street(r.get(&column))]))
        }
        None => Read { rows: Vec::new(), problems: vec!["line 1: no column street or address".into()] },
    }
}

/// The street without the words for the box: `2449 SW Falcon Circle Unit #MAILBOX`.
fn street(text: &str) -> String {
    let before = text.split('#').next().unwrap_or(text).trim();
    let bare = ["unit", "ste", "suite", "apt", "pmb", "ste."].iter().find_map(|word| {
        let (start, last) = before.rsplit_once(' ')?;
        last.eq_ignore_ascii_case(word).then_some(start)
    });
    bare.unwrap_or(before).to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Most bytes that a packed file may have unpacked.
const MOST: u64 = 200 << 20;

/// A gzip file, unpacked.
pub fn unpacked(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut out = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes).take(MOST).read_to_end(&mut out)?;
    Ok(out)
}
