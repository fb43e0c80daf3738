//! The corpus of résumés: every file made anew from its source by the program that its truth names. See `crates/eval/corpus/README.md`.
//!
//! Needs Chromium, LibreOffice, a TeX with XeLaTeX and pdfLaTeX, Python with python-docx, and Node.js with the package `docx` in the folder that
//! `DOCX_JS_DIR` names. On Debian, as root: `apt-get install chromium libreoffice-writer-nogui texlive-xetex texlive-latex-extra
//! texlive-fonts-recommended texlive-lang-european texlive-lang-polish fonts-dejavu-core fonts-liberation lmodern`, `pip install python-docx`,
//! `npm install docx`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Makes all résumés of both halves.
pub fn make(root: &Path) -> Result<()> {
    let corpus = root.join("crates/eval/corpus");
    let mut made = 0;
    for half in ["open", "sealed"] {
        let mut truths: Vec<PathBuf> = fs::read_dir(corpus.join(half))?.filter_map(|e| e.ok().map(|e| e.path())).collect();
        truths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
        truths.sort();
        for truth in truths {
            let text = fs::read_to_string(&truth)?;
            let table: toml::Table = text.parse().with_context(|| format!("{}: no TOML", truth.display()))?;
            let producer = table.get("producer").and_then(|p| p.as_str()).unwrap_or_default().to_owned();
            one(&corpus, &truth, &producer).with_context(|| format!("{} by {producer}", truth.display()))?;
            made += 1;
            eprint!("\r{made} résumés made");
        }
    }
    eprintln!();
    Ok(())
}

fn one(corpus: &Path, truth: &Path, producer: &str) -> Result<()> {
    let source = |kind: &str| truth.with_extension(format!("src.{kind}"));
    let scripts = corpus.join("producers");
    let scratch = std::env::temp_dir().join(format!("hirewall-corpus-{}", std::process::id()));
    fs::create_dir_all(&scratch)?;
    let done = match producer {
        "chromium" => run(Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"])
            .args(["--disable-component-update", "--disable-sync", "--no-pdf-header-footer"])
            .arg(format!("--user-data-dir={}", scratch.join("chromium").display()))
            .arg(format!("--print-to-pdf={}", truth.with_extension("pdf").display()))
            .arg(source("html"))),
        "libreoffice-pdf" => libreoffice(&source("html"), "pdf:writer_pdf_Export", &truth.with_extension("pdf"), &scratch),
        "libreoffice-docx" => libreoffice(&source("html"), "docx:MS Word 2007 XML", &truth.with_extension("docx"), &scratch),
        "libreoffice-odt" => libreoffice(&source("html"), "odt", &truth.with_extension("odt"), &scratch),
        "libreoffice-rtf" => libreoffice(&source("html"), "rtf", &truth.with_extension("rtf"), &scratch),
        "latex" => latex(&source("tex"), &truth.with_extension("pdf"), &scratch),
        "python-docx" => run(Command::new("python3").arg(scripts.join("python_docx.py")).arg(source("json")).arg(truth.with_extension("docx"))),
        "docx-js" => run(Command::new("node").arg(scripts.join("docx_js.mjs")).arg(source("json")).arg(truth.with_extension("docx"))),
        "google-html" => Ok(fs::copy(source("html"), truth.with_extension("html")).map(|_| ())?),
        "text" => Ok(fs::copy(source("txt"), truth.with_extension("txt")).map(|_| ())?),
        other => bail!("there is no producer {other:?}"),
    };
    let _ = fs::remove_dir_all(&scratch);
    done
}

fn libreoffice(source: &Path, format: &str, result: &Path, scratch: &Path) -> Result<()> {
    run(Command::new("soffice")
        .args(["--headless", "--infilter=HTML (StarWriter)", "--convert-to", format, "--outdir"])
        .arg(scratch)
        .arg(format!("-env:UserInstallation=file://{}", scratch.join("profile").display()))
        .arg(source))?;
    let extension = result.extension().unwrap_or_default();
    let name = source.file_stem().unwrap_or_default().to_owned();
    fs::copy(scratch.join(name).with_extension("").with_extension(format!("src.{}", extension.to_string_lossy())), result)?;
    Ok(())
}

/// Twice, for references within the document.
fn latex(source: &Path, result: &Path, scratch: &Path) -> Result<()> {
    let text = fs::read_to_string(source)?;
    let engine = if text.lines().next().is_some_and(|line| line.contains("engine: pdflatex")) { "pdflatex" } else { "xelatex" };
    for _ in 0..2 {
        run(Command::new(engine)
            .args(["-interaction=nonstopmode", "-halt-on-error", "-jobname=resume", "-output-directory"])
            .arg(scratch)
            .arg(source))?;
    }
    fs::copy(scratch.join("resume.pdf"), result)?;
    Ok(())
}

fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{name} does not start; see the head of xtask/src/corpus.rs"))?;
    if !output.status.success() {
        bail!("{name} failed: {}", String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default());
    }
    Ok(())
}
