//! Code that is sent as a sample or a task: what of it runs when the project is opened or installed.

use serde_json::Value;

use crate::observed::{Observable, Observation, observe};

/// Scripts of a package that its installation runs.
const INSTALLS: &[&str] = &["preinstall", "install", "postinstall", "prepare", "preprepare", "postprepare", "prepublish", "dependencies"];
/// What such scripts do that builds nothing.
const REACHES: &[&str] = &[
    "curl",
    "wget",
    "http://",
    "https://",
    "eval",
    "base64",
    "child_process",
    "powershell",
    "bash -c",
    "sh -c",
    "nc ",
    "/dev/tcp",
    "atob(",
    "exec(",
    "fromcharcode",
    "python -c",
    "python3 -c",
    "node -e",
    "certutil",
    "bitsadmin",
    "invoke-webrequest",
    "socket",
];
/// Commands that tools of the trade write into these places.
const ORDINARY: &[&str] = &[
    "husky",
    "husky install",
    "patch-package",
    "ngcc",
    "electron-builder install-app-deps",
    "simple-git-hooks",
    "lefthook install",
    "prisma generate",
    "nuxt prepare",
    "tsc",
    "npm run build",
    "yarn build",
    "pnpm build",
    "pnpm run build",
    "is-ci",
    "true",
    "exit 0",
    "",
    "svelte-kit sync",
    "wxt prepare",
    "next telemetry disable",
    "npx only-allow npm",
    "npx only-allow pnpm",
    "npx only-allow yarn",
    "npx only-allow bun",
    "npx husky",
    "npx husky install",
    "npx simple-git-hooks",
    "npx lefthook install",
    "npx patch-package",
    "npx prisma generate",
];
/// Bytes of a file that are looked at.
const MAX_FILE: usize = 256 << 10;

/// What a file of a project, at a path, runs unasked.
pub(crate) fn look(path: &str, bytes: &[u8]) -> Vec<Observation> {
    let mut observed = Vec::new();
    let path = path.replace('\\', "/").to_ascii_lowercase();
    // What was fetched with a project is its makers', not the sender's.
    if path.contains("node_modules/") || path.contains("site-packages/") {
        return observed;
    }
    let file = path.rsplit('/').next().unwrap_or(&path);
    let text = String::from_utf8_lossy(bytes.get(..MAX_FILE).unwrap_or(bytes));
    let lower = || text.to_ascii_lowercase();
    match file {
        "package.json" => packages(&text, &mut observed),
        "setup.py" => {
            let lower = lower();
            let own = lower.contains("cmdclass") || lower.contains("install.run") || lower.contains("class install");
            let reaches =
                ["urllib", "requests.", "subprocess", "os.system", "exec(", "eval(", "base64", "socket"].iter().any(|call| lower.contains(call));
            if reaches {
                observe(&mut observed, Observable::InstallScript, if own { "setup.py: an installation of its own" } else { "setup.py" });
            }
        }
        "tasks.json" if path.contains(".vscode/") && lower().contains("folderopen") => {
            observe(&mut observed, Observable::InstallScript, ".vscode/tasks.json: runs when the folder is opened");
        }
        "settings.json" if path.contains(".vscode/") && lower().contains("shellargs") => {
            observe(&mut observed, Observable::InstallScript, ".vscode/settings.json: a shell of its own");
        }
        "devcontainer.json" if REACHES.iter().any(|call| lower().contains(call)) && lower().contains("command") => {
            observe(&mut observed, Observable::InstallScript, "devcontainer.json");
        }
        ".npmrc" | ".yarnrc" | ".yarnrc.yml" if lower().contains("script-shell") || lower().contains("yarnpath") && lower().contains("http") => {
            observe(&mut observed, Observable::InstallScript, file);
        }
        ".envrc" => observe(&mut observed, Observable::InstallScript, ".envrc"),
        "build.rs" | "conftest.py" | "sitecustomize.py" | "gruntfile.js" | "postinstall.js" | "preinstall.js" => {
            let lower = lower();
            if ["http://", "https://", "reqwest", "tcpstream", "child_process", "socket", "powershell", "curl"]
                .iter()
                .filter(|call| lower.contains(**call))
                .count()
                > 1
                || lower.contains("tcpstream")
            {
                observe(&mut observed, Observable::InstallScript, file);
            }
        }
        // A hook is active where it has no ending that says that it is a sample.
        name if (path.contains(".git/hooks/") || path.contains(".githooks/") || path.contains(".husky/")) && !name.contains('.') => {
            let lower = lower();
            let reaches = ["curl", "wget", "base64", "http://", "https://", "/dev/tcp", "eval "].iter().any(|call| lower.contains(call));
            if path.contains(".git/hooks/") || reaches {
                observe(&mut observed, Observable::InstallScript, format!("hook {name}"));
            }
        }
        "config" if path.contains(".git/") && (lower().contains("fsmonitor") || lower().contains("sshcommand") || lower().contains("hookspath")) => {
            observe(&mut observed, Observable::InstallScript, ".git/config: a command of its own");
        }
        _ => {}
    }
    observed
}

fn packages(text: &str, observed: &mut Vec<Observation>) {
    let Ok(manifest) = serde_json::from_str::<Value>(text) else { return };
    for name in INSTALLS {
        let Some(command) = manifest["scripts"][*name].as_str() else { continue };
        let lower = command.trim().to_ascii_lowercase();
        let mut steps = lower.split("&&").flat_map(|step| step.split("||")).flat_map(|step| step.split(';')).map(str::trim);
        if !steps.all(|step| ORDINARY.contains(&step)) {
            observe(observed, Observable::InstallScript, format!("{name}: {}", command.chars().take(60).collect::<String>()));
        }
    }
    // A dependency from an address instead of the registry brings scripts of its own.
    for list in ["dependencies", "devDependencies", "optionalDependencies"] {
        for (name, version) in manifest[list].as_object().into_iter().flatten() {
            let from = version.as_str().unwrap_or_default();
            if from.starts_with("http://") || from.starts_with("https://") {
                observe(observed, Observable::InstallScript, format!("{name} from {}", from.chars().take(60).collect::<String>()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::look;

    #[test]
    fn what_installs_itself_is_seen() {
        assert_eq!(look("task/package.json", br#"{"scripts":{"postinstall":"node lib/setup.js"}}"#).len(), 1);
        assert_eq!(look(".vscode/tasks.json", br#"{"tasks":[{"command":"x","runOptions":{"runOn":"folderOpen"}}]}"#).len(), 1);
        assert_eq!(look("task/.git/hooks/post-checkout", b"#!/bin/sh\ncurl x | sh").len(), 1);
        assert_eq!(look("setup.py", b"import subprocess\nclass install: pass\n").len(), 1);
        assert_eq!(look("package.json", br#"{"dependencies":{"a":"https://files.example/a.tgz"}}"#).len(), 1);
    }

    #[test]
    fn what_builds_and_tests_is_not() {
        assert_eq!(look("package.json", br#"{"scripts":{"build":"vite build","test":"vitest","prepare":"husky"}}"#), []);
        assert_eq!(look("package.json", br#"{"scripts":{"preinstall":"npx only-allow pnpm","prepare":"npx husky"}}"#), []);
        assert_eq!(look("package.json", br#"{"scripts":{"prepare":"husky || true","postinstall":"is-ci || husky install"}}"#), []);
        assert_eq!(look("package.json", br#"{"scripts":{"prepare":"husky && node x.js"}}"#).len(), 1);
        assert_eq!(look("setup.py", b"from setuptools import setup\nsetup(name='x')\n"), []);
        assert_eq!(look(".git/hooks/pre-commit.sample", b"#!/bin/sh\nexec git diff"), []);
        assert_eq!(look("node_modules/x/package.json", br#"{"scripts":{"postinstall":"node x"}}"#), []);
    }
}
