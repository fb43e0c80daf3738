//! Questions to one name server, which answers for all others.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, UdpSocket};
use std::panic::catch_unwind;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, PacketFlag, Question, RCODE, TYPE};

/// How long one try waits, and how many there are.
const WAIT: Duration = Duration::from_secs(2);
const TRIES: usize = 2;
/// Bytes of an answer by datagram.
const DATAGRAM: usize = 4096;
/// Answers that are kept, so that a thousand mails of one sender ask once.
const KEPT: usize = 10_000;
/// Records of one answer that are read.
const MAX_RECORDS: usize = 100;

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// Texts.
    Txt,
    /// Addresses of the fourth version.
    A,
    /// Addresses of the sixth.
    Aaaa,
    /// Mail servers.
    Mx,
}

/// What an answer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A text, its pieces joined.
    Text(String),
    /// An address.
    Ip(IpAddr),
    /// A mail server's name.
    Server(String),
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// There are such records, or, with none of them, the name or records of this kind do not exist.
    Records(Vec<Record>),
    /// Nobody answered, or not in a way that can be read.
    Failed,
}

/// A name server that is asked, with what it answered. Never asked are names that are none.
#[derive(Debug)]
pub struct Resolver {
    server: SocketAddr,
    known: Mutex<HashMap<(String, Asked), Answer>>,
}

impl Resolver {
    /// A resolver that asks this server and no other.
    pub fn new(server: SocketAddr) -> Self {
        Self { server, known: Mutex::default() }
    }

    /// What it says of a name.
    pub fn ask(&self, name: &str, asked: Asked) -> Answer {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        if !is_name(&name) {
            return Answer::Records(Vec::new());
        }
        if let Some(known) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&(name.clone(), asked)) {
            return known.clone();
        }
        let answer = (0..TRIES).find_map(|_| self.once(&name, asked)).unwrap_or(Answer::Failed);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert((name, asked), answer.clone());
        answer
    }

    /// One try; `None` without an answer that can be read.
    fn once(&self, name: &str, asked: Asked) -> Option<Answer> {
        let mut number = [0; 2];
        getrandom::fill(&mut number).ok()?;
        let id = u16::from_be_bytes(number);
        let kind = match asked {
            Asked::Txt => TYPE::TXT,
            Asked::A => TYPE::A,
            Asked::Aaaa => TYPE::AAAA,
            Asked::Mx => TYPE::MX,
        };
        let mut packet = Packet::new_query(id);
        packet.set_flags(PacketFlag::RECURSION_DESIRED);
        packet.questions.push(Question::new(Name::new(name).ok()?, kind.into(), CLASS::IN.into(), false));
        let question = packet.build_bytes_vec().ok()?;
        let bytes = self.datagram(&question)?;
        match read(&bytes, id, name, asked)? {
            Reply::Whole(answer) => Some(answer),
            Reply::CutOff => match read(&self.stream(&question)?, id, name, asked)? {
                Reply::Whole(answer) => Some(answer),
                Reply::CutOff => None,
            },
        }
    }

    fn datagram(&self, question: &[u8]) -> Option<Vec<u8>> {
        let any: IpAddr = if self.server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
        let socket = UdpSocket::bind((any, 0)).ok()?;
        // Answers of others do not arrive.
        socket.connect(self.server).ok()?;
        socket.set_read_timeout(Some(WAIT)).ok()?;
        socket.send(question).ok()?;
        let mut bytes = vec![0; DATAGRAM];
        let length = socket.recv(&mut bytes).ok()?;
        bytes.truncate(length);
        Some(bytes)
    }

    /// For answers that no datagram holds.
    fn stream(&self, question: &[u8]) -> Option<Vec<u8>> {
        let mut stream = TcpStream::connect_timeout(&self.server, WAIT).ok()?;
        stream.set_read_timeout(Some(WAIT)).ok()?;
        stream.set_write_timeout(Some(WAIT)).ok()?;
        let length = u16::try_from(question.len()).ok()?;
        stream.write_all(&[&length.to_be_bytes(), question].concat()).ok()?;
        let mut length = [0; 2];
        stream.read_exact(&mut length).ok()?;
        let mut bytes = vec![0; usize::from(u16::from_be_bytes(length))];
        stream.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

/// An answer as it was read.
enum Reply {
    Whole(Answer),
    /// It did not fit.
    CutOff,
}

/// Reads an answer; what the library does not bear is none.
fn read(bytes: &[u8], id: u16, name: &str, asked: Asked) -> Option<Reply> {
    catch_unwind(|| read_packet(bytes, id, name, asked)).ok().flatten()
}

fn read_packet(bytes: &[u8], id: u16, name: &str, asked: Asked) -> Option<Reply> {
    let packet = Packet::parse(bytes).ok()?;
    let same = packet.questions.first().is_some_and(|question| question.qname.to_string().eq_ignore_ascii_case(name));
    if packet.id() != id || !packet.has_flags(PacketFlag::RESPONSE) || !same {
        return None;
    }
    if packet.has_flags(PacketFlag::TRUNCATION) {
        return Some(Reply::CutOff);
    }
    match packet.rcode() {
        RCODE::NoError => {}
        RCODE::NameError => return Some(Reply::Whole(Answer::Records(Vec::new()))),
        _ => return Some(Reply::Whole(Answer::Failed)),
    }
    let records = packet.answers.into_iter().take(MAX_RECORDS).filter_map(|record| match (asked, record.rdata) {
        (Asked::Txt, RData::TXT(text)) => String::try_from(text).ok().map(Record::Text),
        (Asked::A, RData::A(a)) => Some(Record::Ip(Ipv4Addr::from(a.address).into())),
        (Asked::Aaaa, RData::AAAA(a)) => Some(Record::Ip(Ipv6Addr::from(a.address).into())),
        (Asked::Mx, RData::MX(mx)) => Some(Record::Server(mx.exchange.to_string())),
        _ => None,
    });
    Some(Reply::Whole(Answer::Records(records.collect())))
}

/// Whether it can stand in a question: labels of letters, digits, `-` and `_`.
fn is_name(name: &str) -> bool {
    let label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    name.len() <= 253 && name.contains('.') && name.split('.').all(label)
}
