//! `scale/spark/screen.py` on a master and two workers on loopback gives what one process gives, also when a worker is killed in mid-run.
//!
//! Needs Java 17 and a Python with the packages of `scale/spark/requirements.txt`, named by `HIREWALL_SPARK_PYTHON`; says so where they are missing.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr, reason = "a test")]

mod common;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use common::Room;
use serde_json::{Value, json};

/// Master and workers; gone with the test.
struct Cluster {
    bin: PathBuf,
    folder: PathBuf,
    url: String,
    running: Vec<Child>,
}

impl Cluster {
    /// None where there is no Spark to start.
    fn start(room: &Room) -> Option<Self> {
        let python = PathBuf::from(std::env::var_os("HIREWALL_SPARK_PYTHON")?);
        let java = Command::new("java").arg("-version").output().is_ok_and(|o| o.status.success());
        let bin = python.parent()?.to_owned();
        if !java || !bin.join("spark-class").exists() {
            return None;
        }
        // A port that is free now.
        let port = std::net::TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port().to_string();
        let mut cluster = Self { bin, folder: room.path("cluster"), url: format!("spark://127.0.0.1:{port}"), running: Vec::new() };
        cluster.class("master.Master", &["--host", "127.0.0.1", "--port", &port, "--webui-port", "0"]);
        for _ in 0..2 {
            cluster.worker();
        }
        Some(cluster)
    }

    fn worker(&mut self) {
        let (url, folder) = (self.url.clone(), self.folder.join(format!("worker-{}", self.running.len())));
        let folder = folder.to_str().unwrap();
        self.class("worker.Worker", &["--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", folder, &url]);
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.bin.join(program));
        command.env("SPARK_LOCAL_IP", "127.0.0.1").env("PYSPARK_PYTHON", self.bin.join("python")).current_dir(self.folder.parent().unwrap());
        // A group of its own, so that it dies with all that it started.
        command.process_group(0);
        command
    }

    fn class(&mut self, class: &str, args: &[&str]) {
        let mut command = self.command("spark-class");
        command.arg(format!("org.apache.spark.deploy.{class}")).args(args).stdout(Stdio::null()).stderr(Stdio::null());
        self.running.push(command.spawn().unwrap());
    }

    /// Runs the job; when it tells of `at`, one worker is killed with all that runs on it.
    fn screen(&mut self, room: &Room, events: &Path, out: &Path, kill_at: Option<&str>) {
        let job = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scale/spark/screen.py");
        let mut command = self.command("spark-submit");
        command.args([
            "--master",
            &self.url,
            "--conf",
            "spark.cores.max=2",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.driver.host=127.0.0.1",
        ]);
        // The job starts when both workers are there.
        command.args([
            "--conf",
            "spark.scheduler.minRegisteredResourcesRatio=1.0",
            "--conf",
            "spark.scheduler.maxRegisteredResourcesWaitingTime=120s",
        ]);
        command.args(["--executor-memory", "700m", "--executor-cores", "1"]).arg(job);
        command.arg("--hirewall").arg(env!("CARGO_BIN_EXE_hirewall")).arg("--data").arg(room.path("data"));
        command.args(["--partitions", "4"]).arg(events).arg(out).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut job = command.spawn().unwrap();
        let mut errors = job.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut text = String::new();
            errors.read_to_string(&mut text).unwrap();
            text
        });
        let mut told = Vec::new();
        let mut killed = false;
        // spark-submit sends all that Python writes to its standard output.
        for line in BufReader::new(job.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            if !killed && kill_at.is_some_and(|at| line.ends_with(&format!("hirewall: {at}"))) {
                killed = true;
                end(&mut self.running.pop().unwrap());
            }
            told.push(line);
        }
        let (well, log) = (job.wait().unwrap().success(), log.join().unwrap());
        assert!(well, "{}\n{}", told.join("\n"), &log[log.floor_char_boundary(log.len().saturating_sub(5000))..]);
        assert_eq!(killed, kill_at.is_some());
    }
}

/// Kills a process and its group.
fn end(process: &mut Child) {
    let _ = Command::new("kill").args(["-9", "--", &format!("-{}", process.id())]).status();
    let _ = process.wait();
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.running.iter_mut().for_each(end);
    }
}

/// A simulated world with what may happen to events: one comes twice, one comes with another body, a candidacy is merged, one is erased, a line is broken.
fn history(room: &Room) -> PathBuf {
    let world = room.path("world");
    room.run(&["simulate", "--seed", "5", "--honest", "600", "--personas", "40", "--style", "third", "--out", world.to_str().unwrap()]).ends(0, &[]);
    let mut text = std::fs::read_to_string(world.join("events.jsonl")).unwrap();
    let events: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let subject = |n: usize| events[n]["subject"].as_str().unwrap();
    let mut subjects: Vec<&str> = Vec::new();
    for n in 4..events.len() {
        if !subjects.contains(&subject(n)) && subject(n) != subject(3) {
            subjects.push(subject(n));
        }
    }
    let latest = events.iter().map(|e| e["time"].as_str().unwrap()).max().unwrap();
    let mut other = events[3].clone();
    other["time"] = json!(latest);
    let mut more = vec![events[0].clone(), other];
    for (id, kind, subject, data) in [
        ("m", "hirewall.candidacy.merged.v1", subjects[1], json!({"into": subjects[2]})),
        ("n", "hirewall.candidacy.merged.v1", subjects[2], json!({"into": subjects[4]})),
        ("e", "hirewall.candidacy.erased.v1", subjects[5], json!({"basis": "request"})),
    ] {
        more.push(json!({"specversion": "1.0", "id": id, "source": "/test", "type": kind, "subject": subject, "time": latest, "data": data}));
    }
    for event in more {
        text += &format!("{event}\n");
    }
    text += "{\"specversion\": \"1.0\", \"id\": \n";
    room.file("events.jsonl", text)
}

fn lines(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for part in std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()) {
        if part.file_name().is_some_and(|n| n.to_string_lossy().starts_with("part-")) {
            all.extend(std::fs::read_to_string(part).unwrap().lines().map(str::to_owned));
        }
    }
    all.sort();
    all
}

#[test]
fn two_workers_give_what_one_process_gives_and_a_killed_one_changes_nothing() {
    let room = Room::new();
    let Some(mut cluster) = Cluster::start(&room) else {
        eprintln!("skipped: no Spark here; set HIREWALL_SPARK_PYTHON to a Python with scale/spark/requirements.txt, and install Java 17");
        return;
    };
    let events = history(&room);
    let alone = room.run(&["screen", events.to_str().unwrap(), "--format", "json"]);
    alone.ends(3, &["with another body"]);
    let mut expected: Vec<String> = alone.out.lines().map(str::to_owned).collect();
    expected.sort();
    assert!(expected.iter().any(|l| l.contains("\"campaign\":\"camp-")), "no campaign in this world");
    let campaigns = room.run(&["campaigns", "--format", "json"]);

    let out = room.path("out");
    cluster.screen(&room, &events, &out, None);
    assert_eq!(lines(&out.join("assessments")), expected);
    let problems = lines(&out.join("problems"));
    let told = |what: &str| problems.iter().filter(|p| p.contains(what)).count();
    assert_eq!((told("another body"), told("EOF"), problems.len()), (1, 1, 2), "{problems:?}");
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines(&out.join("campaigns")) {
        let line: Value = serde_json::from_str(&line).unwrap();
        *found.entry(line["campaign"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    let listed = campaigns.assessments().into_iter().map(|c| (c["id"].as_str().unwrap().to_owned(), c["members"].as_array().unwrap().len()));
    assert_eq!(found, listed.collect());

    let again = room.path("again");
    cluster.screen(&room, &events, &again, Some("circles"));
    assert_eq!(lines(&again.join("assessments")), expected);
    assert_eq!(lines(&again.join("campaigns")), lines(&out.join("campaigns")));
    assert_eq!(lines(&again.join("register")), lines(&out.join("register")));
}
