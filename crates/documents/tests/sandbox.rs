//! What a hostile parser can do inside the worker: nothing. This program is both the caller and, started as one, the worker, whose
//! parser does what the document tells it to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "tests")]

use std::fs::{self, File, OpenOptions};
use std::io;
use std::net::{TcpListener, TcpStream, ToSocketAddrs, UdpSocket};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::{SocketAddr, UnixDatagram, UnixListener, UnixStream};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use nix::mount::{MsFlags, mount, umount};
use nix::sched::{CloneFlags, unshare};
use nix::sys::epoll::{Epoll, EpollCreateFlags};
use nix::sys::eventfd::EventFd;
use nix::sys::inotify::{InitFlags, Inotify};
use nix::sys::memfd::{MFdFlags, memfd_create};
use nix::sys::mman::{MlockAllFlags, mlockall};
use nix::sys::ptrace;
use nix::sys::resource::{Resource, setrlimit};
use nix::sys::signal::{Signal, kill};
use nix::sys::socket::{AddressFamily, SockFlag, SockType};
use nix::sys::timerfd::{ClockId, TimerFd, TimerFlags};
use nix::sys::utsname::uname;
use nix::unistd::{Pid, Uid, chroot, dup, getgroups, getppid, sethostname, setsid, setuid};
use seccompiler::{SeccompAction, SeccompFilter};

use hirewall_documents::{Confinement, Document, Limits, Part, Reader, Unreadable, WORKER, serve};

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(WORKER) {
        let program = std::env::args().next().unwrap_or_default();
        // A worker under the name of a reduced kernel first takes from itself what such a kernel does not have.
        match program.rsplit('/').next() {
            Some("no-landlock") => lack(&[libc::SYS_landlock_create_ruleset, libc::SYS_landlock_add_rule, libc::SYS_landlock_restrict_self]),
            Some("no-seccomp") => lack(&[libc::SYS_seccomp, libc::SYS_prctl]),
            _ => {}
        }
        return serve(hostile, std::env::args().nth(2).as_deref() == Some("unconfined"));
    }
    let tests: [(&str, fn()); 11] = [
        ("without_confinement_the_same_deeds_succeed", without_confinement_the_same_deeds_succeed),
        ("every_escape_is_refused", every_escape_is_refused),
        ("a_worker_that_hangs_costs_one_document", a_worker_that_hangs_costs_one_document),
        ("a_worker_that_dies_costs_one_document", a_worker_that_dies_costs_one_document),
        ("a_worker_that_allocates_costs_one_document", a_worker_that_allocates_costs_one_document),
        ("a_worker_that_answers_without_end_costs_one_document", a_worker_that_answers_without_end_costs_one_document),
        ("a_worker_that_forks_starts_nothing", a_worker_that_forks_starts_nothing),
        ("a_worker_that_connects_reaches_nobody", a_worker_that_connects_reaches_nobody),
        ("a_program_that_is_no_worker_is_said", a_program_that_is_no_worker_is_said),
        ("without_kernel_features_nothing_is_read", without_kernel_features_nothing_is_read),
        ("a_file_that_was_left_open_is_no_way_out", a_file_that_was_left_open_is_no_way_out),
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
    reader.read("deed", document.as_bytes()).expect("a confined worker").read.map(|d| d.text)
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

fn a_worker_that_answers_without_end_costs_one_document() {
    costs_one_document("flood", Limits::default());
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
    assert_eq!(answer, format!("0 of {DEEDS} escaped:"));
}

/// Ways out that are tried.
const DEEDS: usize = 91;

/// A kernel that answers that it has no such system call.
fn lack(calls: &[libc::c_long]) {
    let missing = calls.iter().map(|call| (*call, Vec::new())).collect();
    let arch = std::env::consts::ARCH.try_into().unwrap();
    let filter = SeccompFilter::new(missing, SeccompAction::Allow, SeccompAction::Errno(libc::ENOSYS as u32), arch).unwrap();
    let program: seccompiler::BpfProgram = filter.try_into().unwrap();
    seccompiler::apply_filter(&program).unwrap();
}

fn without_kernel_features_nothing_is_read() {
    let folder = tempfile::tempdir().unwrap();
    for kernel in ["no-landlock", "no-seccomp"] {
        let program = folder.path().join(kernel);
        symlink(std::env::current_exe().unwrap(), &program).unwrap();
        let why = Reader::new(&program, Confinement::Required, Limits::default()).read("deed", b"one").unwrap_err();
        assert!(why.contains("safely") && why.contains("--insecure-no-sandbox"), "{kernel}: {why}");
        // On somebody's word it reads all the same.
        assert_eq!(text(&mut Reader::new(&program, Confinement::None, Limits::default()), "one"), Ok("one".to_owned()));
    }
}

/// A secret that the caller has open, and lets its children inherit.
fn a_file_that_was_left_open_is_no_way_out() {
    let mut secret = tempfile::tempfile().unwrap();
    io::Write::write_all(&mut secret, b"secret").unwrap();
    nix::fcntl::fcntl(&secret, nix::fcntl::FcntlArg::F_SETFD(nix::fcntl::FdFlag::empty())).unwrap();
    let number = std::os::fd::AsRawFd::as_raw_fd(&secret);
    assert_eq!(text(&mut reader(Confinement::None), &format!("inherit {number}")), Ok("has it".to_owned()));
    assert_eq!(text(&mut reader(Confinement::Required), &format!("inherit {number}")), Ok("refused".to_owned()));
}

/// The other side of the test above: what is refused there works where nothing refuses it. Only deeds that change nothing.
fn without_confinement_the_same_deeds_succeed() {
    let answer = text(&mut reader(Confinement::None), "look").unwrap();
    let escaped: usize = answer.split(' ').next().unwrap().parse().unwrap();
    assert!(escaped >= 12, "{answer}");
}

fn a_program_that_is_no_worker_is_said() {
    let mut reader = Reader::new(Path::new("/bin/true"), Confinement::Required, Limits::default());
    assert!(reader.read("deed", b"one").is_err());
}

// ---------------------------------------------------------------- inside the worker

fn hostile(name: &str, bytes: &[u8]) -> Part {
    let read = obey(bytes).map(Box::new);
    Part { name: name.to_owned(), media_type: None, hash: String::new(), observed: Vec::new(), read }
}

fn obey(bytes: &[u8]) -> Result<Document, Unreadable> {
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
        // More than any answer may have, and less than the memory that it may take.
        "flood" => "x".repeat(70 << 20),
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
        // Reading by number is refused by the filter; this is the other door to it.
        of if of.starts_with("inherit ") => {
            let open = File::open(format!("/proc/self/fd/{}", of.trim_start_matches("inherit "))).is_ok();
            if open { "has it".to_owned() } else { "refused".to_owned() }
        }
        "look" => report(&looking()),
        "escape" => report(&[looking(), changing()].concat()),
        other => other.to_owned(),
    };
    Ok(Document { text, ..Document::default() })
}

fn report(tried: &[Deed]) -> String {
    let escaped: Vec<&str> = tried.iter().filter(|(_, refused)| !refused).map(|(name, _)| name.as_str()).collect();
    format!("{} of {} escaped:{}", escaped.len(), tried.len(), escaped.join(", "))
}

/// What was tried, and whether it was refused.
type Deed = (String, bool);

/// Files and folders of a machine: accounts, keys, secrets, devices, other processes, the kernel.
const PATHS: [&str; 32] = [
    "/etc/passwd",
    "/etc/shadow",
    "/etc/hosts",
    "/etc/resolv.conf",
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/ssh/sshd_config",
    "/root/.ssh/id_ed25519",
    "/root/.bash_history",
    "/home",
    "/root",
    "/tmp",
    "/var/log",
    "/var/lib/dpkg/status",
    "/usr/bin/env",
    "/bin/sh",
    "/lib/x86_64-linux-gnu/libc.so.6",
    "/dev/null",
    "/dev/zero",
    "/dev/urandom",
    "/dev/mem",
    "/dev/kvm",
    "/dev/shm",
    "/dev/tty",
    "/proc/self/environ",
    "/proc/self/maps",
    "/proc/self/mem",
    "/proc/self/exe",
    "/proc/self/fd/0",
    "/proc/1/cmdline",
    "/proc/sys/kernel/hostname",
    "/sys/kernel/security",
    "/run",
];

/// Ways out that change nothing, and whether each was refused.
fn looking() -> Vec<Deed> {
    let denied = |why: io::Error| why.kind() == io::ErrorKind::PermissionDenied;
    let paths = PATHS.iter().map(|path| (format!("open {path}"), File::open(path).is_err()));
    let others = [
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
        ("listen on a socket without a file", abstract_socket().is_err()),
        ("make a netlink socket", socket(AddressFamily::Netlink, SockType::Raw)),
        ("make a packet socket", socket(AddressFamily::Packet, SockType::Raw)),
        ("make a raw socket", socket(AddressFamily::Inet, SockType::Raw)),
        ("make a socket to a host of this machine", socket(AddressFamily::Vsock, SockType::Stream)),
        ("make a ring of system calls", io_uring::IoUring::new(2).is_err()),
        ("make a pipe", io::pipe().is_err()),
        ("make a file in memory", memfd_create("x", MFdFlags::empty()).is_err()),
        ("wait for events", Epoll::new(EpollCreateFlags::empty()).is_err()),
        ("make a counter", EventFd::new().is_err()),
        ("make a timer", TimerFd::new(ClockId::CLOCK_MONOTONIC, TimerFlags::empty()).is_err()),
        ("watch files", Inotify::init(InitFlags::empty()).is_err()),
        ("copy a descriptor", dup(io::stdin()).is_err()),
        ("signal its parent", kill(getppid(), None).is_err()),
        ("signal the first process", kill(Pid::from_raw(1), None).is_err()),
        ("start a program", Command::new("/bin/true").status().is_err()),
        ("start a thread", std::thread::Builder::new().spawn(|| ()).is_err()),
        ("lock memory", mlockall(MlockAllFlags::MCL_CURRENT).is_err()),
        ("take 512 MiB", Vec::<u8>::new().try_reserve_exact(512 << 20).is_err()),
        ("read a secret of the environment", std::env::vars().all(|(name, _)| name == "MIMALLOC_ARENA_RESERVE")),
        ("learn the machine's name", uname().is_err()),
        ("ask who it is", std::panic::catch_unwind(|| getgroups().is_err()).unwrap_or(true)),
    ];
    paths.chain(others.map(|(name, refused)| (name.to_owned(), refused))).collect()
}

/// Makes a socket whose name is no file.
fn abstract_socket() -> io::Result<UnixListener> {
    UnixListener::bind_addr(&SocketAddr::from_abstract_name("hirewall-escape")?)
}

/// Whether a socket is refused.
fn socket(family: AddressFamily, kind: SockType) -> bool {
    nix::sys::socket::socket(family, kind, SockFlag::empty(), None).is_err()
}

/// Ways out that would leave something behind, and whether each was refused. What they start from does not exist.
fn changing() -> Vec<Deed> {
    let missing = |why: io::Error| why.kind() != io::ErrorKind::NotFound;
    let (file, other) = ("/tmp/hirewall-escape", "/tmp/hirewall-escape-2");
    let nothing: Option<&str> = None;
    let deeds = [
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
        ("trace its parent", ptrace::attach(getppid()).is_err()),
        ("let itself be traced", ptrace::traceme().is_err()),
        ("stop its parent", kill(getppid(), Signal::SIGCONT).is_err()),
        ("have users of its own", unshare(CloneFlags::CLONE_NEWUSER).is_err()),
        ("have a network of its own", unshare(CloneFlags::CLONE_NEWNET).is_err()),
        ("have folders of its own", unshare(CloneFlags::CLONE_NEWNS).is_err()),
        ("mount", mount(Some("none"), "/mnt", Some("tmpfs"), MsFlags::empty(), nothing).is_err()),
        ("unmount", umount("/nonexistent").is_err_and(|why| why != nix::errno::Errno::ENOENT)),
        ("change the root", chroot("/").is_err()),
        ("become another user", setuid(Uid::from_raw(65_534)).is_err()),
        ("rename the machine", sethostname("hirewall-escape").is_err()),
        ("allow itself more files", setrlimit(Resource::RLIMIT_NOFILE, 64, 64).is_err()),
        ("allow itself more memory", setrlimit(Resource::RLIMIT_AS, u64::MAX, u64::MAX).is_err()),
        ("begin a session", setsid().is_err()),
    ];
    deeds.map(|(name, refused)| (name.to_owned(), refused)).to_vec()
}
