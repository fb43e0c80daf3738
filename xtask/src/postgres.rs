//! A PostgreSQL of the tests' own: a cluster in a scratch folder that listens on a socket there and nowhere else, gone when they end.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A cluster that runs.
pub struct Cluster {
    bin: PathBuf,
    folder: PathBuf,
}

impl Cluster {
    /// Starts one, where Debian's or another PostgreSQL is installed; none otherwise.
    pub fn start() -> Option<Self> {
        let bin = bin()?;
        let folder = std::env::temp_dir().join(format!("hirewall-postgres-{}", std::process::id()));
        std::fs::create_dir_all(&folder).ok()?;
        if is_root() {
            // It does not run as root.
            Command::new("chown").arg("postgres").arg(&folder).status().ok()?;
        }
        let cluster = Self { bin, folder };
        let data = cluster.data();
        cluster.run("initdb", &["-D", &data, "-U", "hirewall", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"])?;
        // Tests ask what is answered, not whether a power cut would lose it.
        let options = format!("-k {} -c listen_addresses='' -c fsync=off", cluster.folder.display());
        cluster.run("pg_ctl", &["-D", &data, "-o", &options, "-l", &format!("{data}.log"), "-w", "start"])?;
        Some(cluster)
    }

    fn data(&self) -> String {
        self.folder.join("data").display().to_string()
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("postgres://hirewall@{}/postgres", self.folder.display().to_string().replace('/', "%2F"))
    }

    fn run(&self, program: &str, args: &[&str]) -> Option<Output> {
        let program = self.bin.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        let out = command.args(args).current_dir(&self.folder).output().ok()?;
        out.status.success().then_some(out)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "stop"]);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Whether root runs this.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0\n"))
}

/// Where its programs are: Debian keeps each version in a folder of its own.
fn bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    let newest = versions.filter(|bin| bin.join("initdb").exists()).max();
    let found = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder: &PathBuf| Path::new(folder).join("initdb").exists())
    };
    newest.or_else(found)
}
