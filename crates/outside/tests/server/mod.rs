//! A name server on loopback that knows what a test gives it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use simple_dns::rdata::{A, AAAA, MX, RData, TXT};
use simple_dns::{CLASS, CharacterString, Name, Packet, PacketFlag, QTYPE, RCODE, ResourceRecord, TYPE};

/// Answers while it lives.
pub struct Server {
    pub address: SocketAddr,
    /// Questions so far.
    pub asked: Arc<AtomicUsize>,
    /// Names that it does not answer for at all, and those that it sends nonsense for.
    pub broken: Arc<Mutex<Vec<String>>>,
}

/// Starts one: `NAME TXT TEXT`, `NAME A ADDRESS`, `NAME AAAA ADDRESS`, `NAME MX SERVER`, one a line.
pub fn start(zone: &str) -> Server {
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = udp.local_addr().unwrap();
    let tcp = TcpListener::bind(address).unwrap();
    let zone: Arc<Vec<[String; 3]>> = Arc::new(zone.lines().filter_map(line).collect());
    let (asked, broken) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::<String>::new())));
    let server = Server { address, asked: asked.clone(), broken: broken.clone() };
    let of_udp = zone.clone();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok((length, from)) = udp.recv_from(&mut bytes) {
            asked.fetch_add(1, Ordering::SeqCst);
            let question = Packet::parse(&bytes[..length]).unwrap().questions[0].qname.to_string();
            let reply = match broken.lock().unwrap().contains(&question) {
                true => b"\x00\x00nonsense".to_vec(),
                false => answer(&bytes[..length], &of_udp, 512),
            };
            udp.send_to(&reply, from).unwrap();
        }
    });
    std::thread::spawn(move || {
        for stream in tcp.incoming() {
            let mut stream = stream.unwrap();
            let mut length = [0; 2];
            stream.read_exact(&mut length).unwrap();
            let mut bytes = vec![0; usize::from(u16::from_be_bytes(length))];
            stream.read_exact(&mut bytes).unwrap();
            let reply = answer(&bytes, &zone, usize::MAX);
            stream.write_all(&[&u16::try_from(reply.len()).unwrap().to_be_bytes(), reply.as_slice()].concat()).unwrap();
        }
    });
    server
}

fn line(line: &str) -> Option<[String; 3]> {
    let mut words = line.splitn(3, ' ');
    let record = [words.next()?, words.next()?, words.next()?].map(str::to_owned);
    (!line.starts_with('#')).then_some(record)
}

fn answer(question: &[u8], zone: &[[String; 3]], most: usize) -> Vec<u8> {
    let asked = Packet::parse(question).unwrap();
    let of = &asked.questions[0];
    let name = of.qname.to_string();
    let mut reply = Packet::new_reply(asked.id());
    reply.questions.push(of.clone());
    let known = zone.iter().any(|[owner, ..]| *owner == name);
    if !known {
        *reply.rcode_mut() = RCODE::NameError;
    }
    for [owner, kind, value] in zone {
        let rdata = match (kind.as_str(), of.qtype) {
            ("TXT", QTYPE::TYPE(TYPE::TXT)) => {
                let mut text = TXT::new();
                value.as_bytes().chunks(200).for_each(|piece| text.add_char_string(CharacterString::new(piece).unwrap()));
                RData::TXT(text)
            }
            ("A", QTYPE::TYPE(TYPE::A)) => RData::A(A { address: value.parse::<std::net::Ipv4Addr>().unwrap().into() }),
            ("AAAA", QTYPE::TYPE(TYPE::AAAA)) => RData::AAAA(AAAA { address: value.parse::<std::net::Ipv6Addr>().unwrap().into() }),
            ("MX", QTYPE::TYPE(TYPE::MX)) => RData::MX(MX { preference: 10, exchange: Name::new(value).unwrap() }),
            _ => continue,
        };
        if *owner == name {
            reply.answers.push(ResourceRecord::new(Name::new(owner).unwrap(), CLASS::IN, 60, rdata));
        }
    }
    let whole = reply.build_bytes_vec().unwrap();
    if whole.len() <= most {
        return whole;
    }
    let mut cut = Packet::new_reply(asked.id());
    cut.set_flags(PacketFlag::TRUNCATION);
    cut.questions.push(of.clone());
    cut.build_bytes_vec().unwrap()
}
