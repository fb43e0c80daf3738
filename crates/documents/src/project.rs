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

/// The commands of a command line, in lower case.
fn steps(command: &str) -> impl Iterator<Item = String> {
    let steps = command.split("&&").flat_map(|step| step.split("||")).flat_map(|step| step.split(';'));
    steps.map(|step| step.trim().to_ascii_lowercase())
}

/// Where a project's manifest has its own scripts run on installation, and nothing else that is not ordinary: their paths, in lower case.
pub(crate) fn runs(path: &str, bytes: &[u8]) -> Vec<String> {
    let path = path.replace('\\', "/").to_ascii_lowercase();
    let Some(folder) = path.strip_suffix("package.json") else { return Vec::new() };
    let Ok(manifest) = serde_json::from_slice::<Value>(bytes.get(..MAX_FILE).unwrap_or(bytes)) else { return Vec::new() };
    let commands = INSTALLS.iter().filter_map(|name| manifest["scripts"][*name].as_str());
    let unusual = commands.flat_map(steps).filter(|step| !ORDINARY.contains(&step.as_str()));
    let script = |step: String| {
        let script = step.strip_prefix("node ")?.trim().trim_start_matches("./");
        let plain = script.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.')) && !script.contains("..");
        (plain && !script.starts_with(['-', '/'])).then(|| format!("{folder}{script}"))
    };
    unusual.map(script).collect::<Option<Vec<String>>>().unwrap_or_default()
}

/// Whether a file is Gradle's own starter for Windows: it finds Java and runs Gradle's wrapper, and does nothing else.
pub(crate) fn is_gradle_starter(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else { return false };
    let lower = text.to_ascii_lowercase();
    let quiet = |line: &str| {
        let line = line.trim().trim_start_matches('@').replace(">nul 2>&1", "").replace("1>&2", "");
        let line = line.trim();
        let value = |name: &str| line.strip_prefix("set ")?.strip_prefix(name)?.strip_prefix('=');
        let plain = line.bytes().all(|b| b.is_ascii_alphanumeric() || b" \"%~:=.-_@\\/*".contains(&b));
        match line.split([' ', '=']).next().unwrap_or_default() {
            "" | "rem" | "goto" | "exit" | "setlocal" | "endlocal" | "title" => !line.contains(['&', '|', '^']),
            _ if line.starts_with(':') || line.starts_with("echo") => !line.contains(['&', '|', '^', '<', '>']),
            "if" => {
                let ends = ["setlocal", "endlocal", "@echo off", "set dirname=.", "set exit_code=1"];
                plain && (ends.iter().any(|end| line.ends_with(end)) || line.contains(" goto ") || line.contains(" exit "))
            }
            "for" => line == "for %%i in (\"%app_home%\") do set app_home=%%~fi",
            "set" => {
                let java = value("java_exe").is_none_or(|exe| matches!(exe, "java.exe" | "%java_home%/bin/java.exe" | "%java_home%\\bin\\java.exe"));
                let path = value("classpath")
                    .is_none_or(|path| path.is_empty() || path == "\\\"\\\"" || path.ends_with("\\gradle\\wrapper\\gradle-wrapper.jar"));
                plain && java && path
            }
            "%java_exe%" => line == "%java_exe% -version",
            "java" | "\"%java_exe%\"" => plain && line.contains("gradle"),
            _ => false,
        }
    };
    bytes.len() < 8_192 && lower.contains("org.gradle.wrapper.gradlewrappermain") && lower.lines().all(quiet)
}

fn packages(text: &str, observed: &mut Vec<Observation>) {
    let Ok(manifest) = serde_json::from_str::<Value>(text) else { return };
    for name in INSTALLS {
        let Some(command) = manifest["scripts"][*name].as_str() else { continue };
        if !steps(command).all(|step| ORDINARY.contains(&step.as_str())) {
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
    use super::{is_gradle_starter, look, runs};

    #[test]
    fn gradles_starter_is_told_by_what_it_does() {
        let starter = "@rem start\r\n@if \"%DEBUG%\"==\"\" @echo off\r\nset DIRNAME=%~dp0\r\nset JAVA_EXE=java.exe\r\n%JAVA_EXE% -version >NUL 2>&1\r\n\
            if %ERRORLEVEL% equ 0 goto execute\r\necho. 1>&2\r\n:execute\r\nset CLASSPATH=%APP_HOME%\\gradle\\wrapper\\gradle-wrapper.jar\r\n\
            \"%JAVA_EXE%\" %DEFAULT_JVM_OPTS% -classpath \"%CLASSPATH%\" org.gradle.wrapper.GradleWrapperMain %*\r\nexit /b %EXIT_CODE%\r\n";
        assert!(is_gradle_starter(starter.as_bytes()));
        for evil in [
            "powershell -c x",
            "set JAVA_EXE=evil.exe",
            "rem x & calc",
            "if exist x calc",
            "start calc",
            "set CLASSPATH=\\\\203.0.113.9\\x.jar",
            "java -jar evil.jar",
        ] {
            assert!(!is_gradle_starter(format!("{starter}{evil}\r\n").as_bytes()), "{evil}");
        }
    }

    #[test]
    fn scripts_that_installation_runs_are_named() {
        let of = |manifest: &str| runs("Task/package.json", manifest.as_bytes());
        assert_eq!(of(r#"{"scripts":{"postinstall":"node ./Scripts/check.js","prepare":"husky"}}"#), ["task/scripts/check.js"]);
        assert_eq!(of(r#"{"scripts":{"postinstall":"node scripts/check.js && curl x | sh"}}"#), Vec::<String>::new());
        assert_eq!(of(r#"{"scripts":{"postinstall":"node ../check.js"}}"#), Vec::<String>::new());
        assert_eq!(of(r#"{"scripts":{"postinstall":"node -e x"}}"#), Vec::<String>::new());
    }

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
