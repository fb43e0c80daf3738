//! Whether a server may send for a domain: Sender Policy Framework, RFC 7208.

use std::net::IpAddr;

use crate::dns::{Answer, Asked, Record};

/// Terms that look something up, of one check, and lookups that find nothing (RFC 7208, 4.6.4).
const MAX_LOOKUPS: u32 = 10;
const MAX_VOID: u32 = 2;
/// Mail servers whose addresses are looked up for one term.
const MAX_SERVERS: usize = 10;

/// What is found; the words of RFC 7208.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spf {
    None,
    Neutral,
    Pass,
    Fail,
    SoftFail,
    TempError,
    PermError,
}

impl Spf {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Neutral => "neutral",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::SoftFail => "softfail",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
        }
    }
}

/// Who sends.
#[derive(Debug, Clone)]
pub(crate) struct Sending<'a> {
    pub ip: IpAddr,
    /// The mailbox before and after its `@`.
    pub local: &'a str,
    pub domain: &'a str,
    pub helo: &'a str,
}

/// Checks a server against what the domain of the sender says.
pub(crate) fn check(sending: &Sending<'_>, ask: &mut dyn FnMut(&str, Asked) -> Answer) -> Spf {
    let mut check = Check { sending, ask, lookups: 0, void: 0 };
    check.of(sending.domain).unwrap_or_else(|stop| stop)
}

struct Check<'a> {
    sending: &'a Sending<'a>,
    ask: &'a mut dyn FnMut(&str, Asked) -> Answer,
    lookups: u32,
    void: u32,
}

impl Check<'_> {
    fn records(&mut self, name: &str, asked: Asked) -> Result<Vec<Record>, Spf> {
        match (self.ask)(name, asked) {
            Answer::Failed => Err(Spf::TempError),
            Answer::Records(records) => {
                if records.is_empty() {
                    self.void += 1;
                }
                if self.void > MAX_VOID { Err(Spf::PermError) } else { Ok(records) }
            }
        }
    }

    fn counted(&mut self) -> Result<(), Spf> {
        self.lookups += 1;
        if self.lookups > MAX_LOOKUPS { Err(Spf::PermError) } else { Ok(()) }
    }

    /// What one domain's record says; `Err` is what the whole check then says.
    fn of(&mut self, domain: &str) -> Result<Spf, Spf> {
        let texts = match (self.ask)(domain, Asked::Txt) {
            Answer::Failed => return Err(Spf::TempError),
            Answer::Records(records) => records,
        };
        let is_spf = |text: &str| text.get(..6).is_some_and(|v| v.eq_ignore_ascii_case("v=spf1")) && text.get(6..7).is_none_or(|c| c == " ");
        let mut found = texts.iter().filter_map(|record| match record {
            Record::Text(text) if is_spf(text) => Some(text.as_str()),
            _ => None,
        });
        let Some(record) = found.next() else { return Ok(Spf::None) };
        if found.next().is_some() {
            return Err(Spf::PermError);
        }
        let mut redirect = None;
        for term in record.split_ascii_whitespace().skip(1) {
            if let Some((name, target)) = term.split_once('=').filter(|(name, _)| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')) {
                if name.eq_ignore_ascii_case("redirect") {
                    redirect = Some(target);
                }
                continue;
            }
            let (result, mechanism) = match term.as_bytes().first() {
                Some(b'-') => (Spf::Fail, term.get(1..)),
                Some(b'~') => (Spf::SoftFail, term.get(1..)),
                Some(b'?') => (Spf::Neutral, term.get(1..)),
                Some(b'+') => (Spf::Pass, term.get(1..)),
                _ => (Spf::Pass, Some(term)),
            };
            if self.matches(mechanism.unwrap_or_default(), domain)? {
                return Ok(result);
            }
        }
        let Some(target) = redirect else { return Ok(Spf::Neutral) };
        self.counted()?;
        let target = self.expanded(target, domain)?;
        match self.of(&target)? {
            Spf::None => Err(Spf::PermError),
            result => Ok(result),
        }
    }

    fn matches(&mut self, mechanism: &str, domain: &str) -> Result<bool, Spf> {
        let at = mechanism.find([':', '/']).unwrap_or(mechanism.len());
        let (name, rest) = mechanism.split_at(at);
        let (target, lengths) = match rest.strip_prefix(':') {
            // An address of the sixth version is full of colons.
            Some(target) if name.eq_ignore_ascii_case("ip4") || name.eq_ignore_ascii_case("ip6") => (Some(target), ""),
            Some(target) => {
                let slash = target.find('/').unwrap_or(target.len());
                (target.get(..slash), target.get(slash..).unwrap_or_default())
            }
            None => (None, rest),
        };
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "all" => Ok(true),
            "ip4" | "ip6" => self.is_in(target.unwrap_or_default()),
            "a" | "mx" => {
                self.counted()?;
                let target = self.target(target, domain)?;
                let names = if name == "a" { vec![target] } else { self.servers(&target)? };
                for name in names {
                    if self.has_address(&name, lengths)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            "include" => {
                self.counted()?;
                let target = self.target(target, domain)?;
                match self.of(&target)? {
                    Spf::Pass => Ok(true),
                    Spf::None => Err(Spf::PermError),
                    _ => Ok(false),
                }
            }
            "exists" => {
                self.counted()?;
                let target = self.target(target, domain)?;
                Ok(!self.records(&target, Asked::A)?.is_empty())
            }
            // Reverse names are not looked up; RFC 7208 advises nobody to use this.
            "ptr" => self.counted().map(|()| false),
            _ => Err(Spf::PermError),
        }
    }

    fn target(&self, target: Option<&str>, domain: &str) -> Result<String, Spf> {
        target.map_or_else(|| Ok(domain.to_owned()), |target| self.expanded(target, domain))
    }

    fn servers(&mut self, name: &str) -> Result<Vec<String>, Spf> {
        let records = self.records(name, Asked::Mx)?;
        let servers: Vec<String> = records.into_iter().filter_map(|r| if let Record::Server(name) = r { Some(name) } else { None }).collect();
        if servers.len() > MAX_SERVERS { Err(Spf::PermError) } else { Ok(servers) }
    }

    fn is_in(&self, network: &str) -> Result<bool, Spf> {
        let (address, length) = match network.split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u32>().map_err(|_| Spf::PermError)?)),
            None => (network, None),
        };
        let address: IpAddr = address.parse().map_err(|_| Spf::PermError)?;
        Ok(same_network(self.sending.ip, address, length))
    }

    /// Whether a name has the server's address, or one in its network: `/24`, `//64`, `/24//64`.
    fn has_address(&mut self, name: &str, lengths: &str) -> Result<bool, Spf> {
        let (four, six) = match lengths.split_once("//") {
            Some((four, six)) => (four.trim_start_matches('/'), six),
            None => (lengths.trim_start_matches('/'), ""),
        };
        let (asked, length) = if self.sending.ip.is_ipv4() { (Asked::A, four) } else { (Asked::Aaaa, six) };
        let length = if length.is_empty() { None } else { Some(length.parse().map_err(|_| Spf::PermError)?) };
        let own = self.sending.ip;
        Ok(self.records(name, asked)?.iter().any(|record| matches!(record, Record::Ip(ip) if same_network(own, *ip, length))))
    }

    /// Replaces macros: `%{i}`, `%{d2}`, `%{ir}` (RFC 7208, 7).
    fn expanded(&self, text: &str, domain: &str) -> Result<String, Spf> {
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('%') {
            out.push_str(rest.get(..at).unwrap_or_default());
            rest = rest.get(at + 1..).unwrap_or_default();
            let literal = match rest.as_bytes().first() {
                Some(b'%') => Some("%"),
                Some(b'_') => Some(" "),
                Some(b'-') => Some("%20"),
                Some(b'{') => None,
                _ => return Err(Spf::PermError),
            };
            if let Some(literal) = literal {
                out.push_str(literal);
                rest = rest.get(1..).unwrap_or_default();
                continue;
            }
            let (inside, after) = rest.get(1..).and_then(|rest| rest.split_once('}')).ok_or(Spf::PermError)?;
            out.push_str(&self.value(inside, domain)?);
            rest = after;
        }
        out.push_str(rest);
        // Of a name that is too long the front is left out.
        while out.len() > 253 {
            out = out.split_once('.').ok_or(Spf::PermError)?.1.to_owned();
        }
        Ok(out)
    }

    fn value(&self, inside: &str, domain: &str) -> Result<String, Spf> {
        let letter = inside.chars().next().ok_or(Spf::PermError)?;
        let rest = inside.get(letter.len_utf8()..).unwrap_or_default();
        let sending = self.sending;
        let value = match letter.to_ascii_lowercase() {
            's' => format!("{}@{}", sending.local, sending.domain),
            'l' => sending.local.to_owned(),
            'o' => sending.domain.to_owned(),
            'd' => domain.to_owned(),
            'i' => match sending.ip {
                IpAddr::V4(ip) => ip.to_string(),
                IpAddr::V6(ip) => ip.octets().iter().flat_map(|b| [b >> 4, b & 15]).map(|n| format!("{n:x}")).collect::<Vec<_>>().join("."),
            },
            'v' => if sending.ip.is_ipv4() { "in-addr" } else { "ip6" }.to_owned(),
            'h' => sending.helo.to_owned(),
            'p' => "unknown".to_owned(),
            _ => return Err(Spf::PermError),
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = rest.split_at(digits);
        let (reverse, delimiters) = match rest.strip_prefix(['r', 'R']) {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let between: Vec<char> = if delimiters.is_empty() { vec!['.'] } else { delimiters.chars().collect() };
        let mut parts: Vec<&str> = value.split(|c| between.contains(&c)).collect();
        if reverse {
            parts.reverse();
        }
        let kept = if number.is_empty() { parts.len() } else { number.parse().map_err(|_| Spf::PermError)? };
        Ok(parts.get(parts.len().saturating_sub(kept)..).unwrap_or_default().join("."))
    }
}

/// Whether two addresses are in one network of this length; all of their bits without one.
pub(crate) fn same_network(a: IpAddr, b: IpAddr, length: Option<u32>) -> bool {
    match (a, b) {
        (IpAddr::V4(a), IpAddr::V4(b)) => {
            let shift = 32 - length.unwrap_or(32).min(32);
            u32::from(a).checked_shr(shift) == u32::from(b).checked_shr(shift)
        }
        (IpAddr::V6(a), IpAddr::V6(b)) => {
            let shift = 128 - length.unwrap_or(128).min(128);
            u128::from(a).checked_shr(shift) == u128::from(b).checked_shr(shift)
        }
        _ => false,
    }
}
