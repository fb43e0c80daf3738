//! What a hostile parser can do inside the worker: nothing. This program is both the caller and, started as one, the worker, whose
//! parser does what the document tells it to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "tests")]

use std::fs::{self, File, OpenOptions};
use std::io;
use std::net::{TcpListener, TcpStream, ToSocketAddrs, UdpSocket};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use hirewall_documents::{Confinement, Document, Limits, Reader, Unreadable, WORKER, serve};

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(WORKER) {
        return serve(hostile, std::env::args().nth(2).as_deref() == Some("unconfined"));
    }
    let tests: [(&str, fn()); 8] = [
        ("without_confinement_the_same_deeds_succeed", without_confinement_the_same_deeds_succeed),
        ("every_escape_is_refused", every_escape_is_refused),
        ("a_worker_that_hangs_costs_one_document", a_worker_that_hangs_costs_one_document),
        ("a_worker_that_dies_costs_one_document", a_worker_that_dies_costs_one_document),
        ("a_worker_that_allocates_costs_one_document", a_worker_that_allocates_costs_one_document),
        ("a_worker_that_forks_starts_nothing", a_worker_that_forks_starts_nothing),
        ("a_worker_that_connects_reaches_nobody", a_worker_that_connects_reaches_nobody),
        ("a_program_that_is_no_worker_is_said", a_program_that_is_no_worker_is_said),
    ];
    for (name, test) in tests {
        test();
        println!("test {name} ... ok");
    }
    ExitCode::SUCCESS
}

fn reader(confinement: Confinement) -> Reader {
    Reader::new(&std::env::current_exe().unwrap(), confinement, Limits::default())
}

fn text(reader: &mut Reader, document: &str) -> Result<String, Unreadable> {
    reader.read(document.as_bytes()).expect("a confined worker").map(|d| d.text)
}

fn costs_one_document(deed: &str, limits: Limits) {
    let mut reader = Reader::new(&std::env::current_exe().unwrap(), Confinement::Required, limits);
    assert_eq!(text(&mut reader, "one"), Ok("one".to_owned()));
    assert!(matches!(text(&mut reader, deed), Err(Unreadable::WorkerDied(_))), "{deed}");
    assert_eq!(text(&mut reader, "two"), Ok("two".to_owned()));
}

fn a_worker_that_hangs_costs_one_document() {
    costs_one_document("hang", Limits { wall: Duration::from_secs(2), ..Limits::default() });
}

fn a_worker_that_dies_costs_one_document() {
    costs_one_document("die", Limits::default());
}

fn a_worker_that_allocates_costs_one_document() {
    costs_one_document("allocate", Limits::default());
}

fn a_worker_that_forks_starts_nothing() {
    assert_eq!(text(&mut reader(Confinement::Required), "fork"), Ok("refused".to_owned()));
}

fn a_worker_that_connects_reaches_nobody() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    assert_eq!(text(&mut reader(Confinement::Required), &format!("connect {port}")), Ok("refused".to_owned()));
    assert!(listener.accept().is_err(), "somebody came");
}

fn every_escape_is_refused() {
    let answer = text(&mut reader(Confinement::Required), "escape").unwrap();
    assert_eq!(answer, "0 of 34 escaped:");
}

/// The other side of the test above: what is refused there works where nothing refuses it. Only deeds that change nothing.
fn without_confinement_the_same_deeds_succeed() {
    let answer = text(&mut reader(Confinement::None), "look").unwrap();
    let escaped: usize = answer.split(' ').next().unwrap().parse().unwrap();
    assert!(escaped >= 12, "{answer}");
}

fn a_program_that_is_no_worker_is_said() {
    let mut reader = Reader::new(Path::new("/bin/true"), Confinement::Required, Limits::default());
    assert!(reader.read(b"one").is_err());
}

// ---------------------------------------------------------------- inside the worker

fn hostile(bytes: &[u8]) -> Result<Document, Unreadable> {
    let deed = String::from_utf8_lossy(bytes);
    let text = match deed.as_ref() {
        "hang" => loop {
            std::hint::spin_loop();
        },
        "die" => std::process::abort(),
        "allocate" => {
            let mut hoard: Vec<Vec<u8>> = Vec::new();
            loop {
                hoard.push(vec![1; 1 << 24]);
            }
        }
        "fork" => {
            if Command::new("/bin/true").status().is_err() {
                "refused".to_owned()
            } else {
                "started".to_owned()
            }
        }
        to if to.starts_with("connect ") => {
            let port = to.trim_start_matches("connect ").parse().unwrap_or(9);
            if TcpStream::connect(("127.0.0.1", port)).is_err() { "refused".to_owned() } else { "connected".to_owned() }
        }
        "look" => report(&looking()),
        "escape" => report(&[looking(), changing()].concat()),
        other => other.to_owned(),
    };
    Ok(Document { text, ..Document::default() })
}

fn report(tried: &[(&str, bool)]) -> String {
    let escaped: Vec<&str> = tried.iter().filter(|(_, refused)| !refused).map(|(name, _)| *name).collect();
    format!("{} of {} escaped:{}", escaped.len(), tried.len(), escaped.join(", "))
}

/// Ways out that change nothing, and whether each was refused.
fn looking() -> Vec<(&'static str, bool)> {
    let read = |path: &str| File::open(path).is_err();
    let denied = |why: io::Error| why.kind() == io::ErrorKind::PermissionDenied;
    vec![
        ("read /etc/passwd", read("/etc/passwd")),
        ("read /proc/self/environ", read("/proc/self/environ")),
        ("read /proc/self/maps", read("/proc/self/maps")),
        ("read /proc/1/cmdline", read("/proc/1/cmdline")),
        ("read /dev/urandom", read("/dev/urandom")),
        ("read the program", read("/proc/self/exe")),
        ("open /dev/null for writing", OpenOptions::new().write(true).open("/dev/null").is_err()),
        ("list a folder", fs::read_dir("/").is_err()),
        ("look at a file", fs::metadata("/etc/passwd").is_err()),
        ("resolve a path", fs::canonicalize("/etc").is_err()),
        ("change the folder", std::env::set_current_dir("/").is_err()),
        ("connect by TCP", TcpStream::connect("127.0.0.1:9").is_err_and(denied)),
        ("connect by TCP over IPv6", TcpStream::connect("[::1]:9").is_err_and(denied)),
        ("listen by TCP", TcpListener::bind("127.0.0.1:0").is_err()),
        ("bind UDP", UdpSocket::bind("127.0.0.1:0").is_err()),
        ("look up a name", ("localhost", 80).to_socket_addrs().is_err()),
        ("connect to a UNIX socket", UnixStream::connect("/nonexistent/socket").is_err_and(denied)),
        ("make a datagram socket", UnixDatagram::unbound().is_err()),
        ("make a pair of sockets", UnixStream::pair().is_err()),
        ("make a pipe", io::pipe().is_err()),
        ("start a program", Command::new("/bin/true").status().is_err()),
        ("start a thread", std::thread::Builder::new().spawn(|| ()).is_err()),
        ("take 512 MiB", Vec::<u8>::new().try_reserve_exact(512 << 20).is_err()),
        ("read a secret of the environment", std::env::vars().all(|(name, _)| name == "MIMALLOC_ARENA_RESERVE")),
    ]
}

/// Ways out that would leave something behind, and whether each was refused. What they start from does not exist.
fn changing() -> Vec<(&'static str, bool)> {
    let missing = |why: io::Error| why.kind() != io::ErrorKind::NotFound;
    let (file, other) = ("/tmp/hirewall-escape", "/tmp/hirewall-escape-2");
    vec![
        ("create a file", File::create(file).is_err()),
        ("append to a file", OpenOptions::new().append(true).create(true).open(file).is_err()),
        ("make a folder", fs::create_dir(other).is_err()),
        ("remove a file", fs::remove_file(other).is_err_and(missing)),
        ("remove a folder", fs::remove_dir(other).is_err_and(missing)),
        ("rename a file", fs::rename(file, other).is_err_and(missing)),
        ("link a file", fs::hard_link(file, other).is_err_and(missing)),
        ("link a name", symlink("/nonexistent", file).is_err()),
        ("change permissions", fs::set_permissions(other, fs::Permissions::from_mode(0o600)).is_err_and(missing)),
        ("listen on a UNIX socket", UnixListener::bind("/tmp/hirewall-escape.sock").is_err()),
    ]
}
