//! Scripts of a page that touch no more than the page they stand in: a menu that opens, a banner that goes, a year that is written. Everything else is a
//! script to look at. It is told by what may occur, not by what must not: a name that is not listed here or made by the script itself is not plain.

use std::collections::BTreeSet;

/// Bytes of script that are looked at; what is longer is no small script of a page.
const MAX_SCRIPT: usize = 20_000;
/// Handlers of a page that are looked at.
const MAX_HANDLERS: usize = 500;

/// Words of the language.
const WORDS: &[&str] = &[
    "const",
    "let",
    "var",
    "function",
    "return",
    "if",
    "else",
    "for",
    "of",
    "in",
    "while",
    "break",
    "continue",
    "new",
    "typeof",
    "true",
    "false",
    "null",
    "undefined",
    "this",
    "try",
    "catch",
    "finally",
    "void",
];
/// What a script may use of the browser.
const GLOBALS: &[&str] = &[
    "document",
    "window",
    "event",
    "console",
    "Math",
    "Date",
    "Array",
    "Number",
    "String",
    "Boolean",
    "parseInt",
    "parseFloat",
    "clearTimeout",
    "clearInterval",
    "requestAnimationFrame",
    "IntersectionObserver",
    "matchMedia",
    "localStorage",
    "print",
    "scrollTo",
    "history",
];
/// What it may use of an object.
const PROPERTIES: &[&str] = &[
    "add",
    "addEventListener",
    "animate",
    "ariaExpanded",
    "back",
    "blur",
    "body",
    "bottom",
    "checked",
    "children",
    "className",
    "classList",
    "clientHeight",
    "clientWidth",
    "closest",
    "concat",
    "contains",
    "currentTarget",
    "dataset",
    "disabled",
    "disconnect",
    "display",
    "documentElement",
    "ceil",
    "every",
    "filter",
    "find",
    "firstElementChild",
    "floor",
    "focus",
    "forEach",
    "from",
    "getAttribute",
    "getBoundingClientRect",
    "getElementById",
    "getElementsByClassName",
    "getElementsByTagName",
    "getFullYear",
    "getItem",
    "getMonth",
    "hasAttribute",
    "height",
    "hidden",
    "includes",
    "indexOf",
    "innerHeight",
    "innerText",
    "innerWidth",
    "isIntersecting",
    "key",
    "lang",
    "lastElementChild",
    "lastModified",
    "left",
    "length",
    "log",
    "map",
    "matches",
    "max",
    "min",
    "nextElementSibling",
    "observe",
    "onclick",
    "onload",
    "onscroll",
    "offsetHeight",
    "offsetTop",
    "offsetWidth",
    "parentElement",
    "parentNode",
    "preventDefault",
    "previousElementSibling",
    "print",
    "push",
    "rel",
    "querySelector",
    "querySelectorAll",
    "readyState",
    "remove",
    "removeAttribute",
    "removeEventListener",
    "removeItem",
    "replace",
    "requestAnimationFrame",
    "right",
    "round",
    "scroll",
    "scrollHeight",
    "scrollIntoView",
    "scrollTo",
    "scrollTop",
    "scrollY",
    "setAttribute",
    "setItem",
    "slice",
    "some",
    "sort",
    "split",
    "stopPropagation",
    "style",
    "tabIndex",
    "target",
    "textContent",
    "toFixed",
    "toLowerCase",
    "toString",
    "toggle",
    "top",
    "trim",
    "unobserve",
    "value",
    "width",
];
/// Names that reach beyond the page whoever declares them: `var fetch` leaves the browser's own.
const REACHING: &[&str] = &[
    "fetch",
    "eval",
    "Function",
    "open",
    "location",
    "navigator",
    "top",
    "parent",
    "opener",
    "self",
    "globalThis",
    "frames",
    "import",
    "alert",
    "confirm",
    "prompt",
    "Image",
    "Audio",
    "Blob",
    "File",
    "URL",
    "Worker",
    "Proxy",
    "Reflect",
    "atob",
    "unescape",
    "crypto",
    "constructor",
    "postMessage",
];
/// Attributes that may be set, beside those that begin with `aria-` or `data-`.
const ATTRIBUTES: &[&str] = &["class", "hidden", "role", "tabindex", "disabled", "lang", "open", "title"];

/// A piece of a script.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'a> {
    Name(&'a str),
    Number,
    Text(&'a str),
    Sign(char),
}

/// Cuts a script into pieces; nothing where it has one that is not understood.
fn tokens(source: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let cut = |at: usize| rest.split_at_checked(at).unwrap_or((rest, ""));
        if c.is_whitespace() {
            rest = rest.trim_start();
        } else if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, after)| after);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/")?.1;
        } else if matches!(c, '\'' | '"' | '`') {
            let inside = rest.get(1..)?;
            let (text, after) = inside.split_once(c)?;
            // What a template puts in is script again, and an escape may be any letter.
            if text.contains(['\\', '\n']) || text.contains("${") {
                return None;
            }
            tokens.push(Token::Text(text));
            rest = after;
        } else if c.is_alphabetic() || matches!(c, '_' | '$') {
            let (name, after) = cut(rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$')).unwrap_or(rest.len()));
            tokens.push(Token::Name(name));
            rest = after;
        } else if c.is_ascii_digit() {
            tokens.push(Token::Number);
            rest = cut(rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len())).1;
        } else if "(){}[].,;:?!=<>+-*/%&|".contains(c) {
            tokens.push(Token::Sign(c));
            rest = rest.get(1..)?;
        } else {
            return None;
        }
    }
    Some(tokens)
}

/// The scripts of a page and its handlers.
#[derive(Debug, Default)]
pub(crate) struct Scripts {
    /// Sources of the elements.
    source: String,
    /// Handlers: name of the event, and what it runs.
    handlers: Vec<(String, String)>,
    /// Something was too long to be kept.
    long: bool,
}

impl Scripts {
    /// Takes an element's source.
    pub(crate) fn add(&mut self, source: &str) {
        self.long |= self.source.len() + source.len() > MAX_SCRIPT;
        if !self.long {
            self.source.push_str(source.trim());
            self.source.push_str("\n;");
        }
    }

    /// Takes a handler.
    pub(crate) fn handler(&mut self, event: &str, call: &str) {
        if self.long {
            return;
        }
        let kept: usize = self.handlers.iter().map(|(_, call)| call.len()).sum();
        self.long |= kept + call.len() > MAX_SCRIPT || self.handlers.len() >= MAX_HANDLERS;
        if !self.long {
            self.handlers.push((event.to_ascii_lowercase(), call.to_owned()));
        }
    }

    /// The first script or handler that does more than touch its page.
    pub(crate) fn reaching(&self) -> Option<&str> {
        if self.long {
            return Some("script");
        }
        let Some(source) = tokens(&self.source) else { return Some("script") };
        let own = declared(&source);
        if !is_plain(&source, &own) {
            return Some("script");
        }
        let plain = |call: &str| tokens(call).is_some_and(|call| is_plain(&call, &own));
        self.handlers.iter().find(|(_, call)| !plain(call)).map(|(event, _)| event.as_str())
    }

    /// Words of the scripts and handlers, the names of elements among them.
    pub(crate) fn words(&self) -> BTreeSet<&str> {
        let texts = self.handlers.iter().map(|(_, call)| call.as_str()).chain([self.source.as_str()]);
        texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-'))).collect()
    }
}

/// Names that a script makes: variables, functions, what they are given.
fn declared<'a>(tokens: &[Token<'a>]) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        let after = tokens.get(at + 1..).unwrap_or_default();
        match (token, after) {
            (Token::Name("const" | "let" | "var" | "function"), [Token::Name(name), ..]) => _ = names.insert(*name),
            // `x => …`
            (Token::Name(name), [Token::Sign('='), Token::Sign('>'), ..]) => _ = names.insert(*name),
            // `(a, b) => …`, `function f(a, b) {`, `catch (e) {`
            (Token::Sign('('), _) => {
                let (given, behind) = parameters(after);
                if matches!(behind, [Token::Sign(')'), Token::Sign('{'), ..]) || is_arrow(behind) {
                    names.extend(given.iter().filter_map(|t| if let Token::Name(name) = t { Some(*name) } else { None }));
                }
            }
            _ => {}
        }
    }
    names
}

/// Names with commas between, and what follows them.
fn parameters<'t, 'a>(tokens: &'t [Token<'a>]) -> (&'t [Token<'a>], &'t [Token<'a>]) {
    let end = tokens.iter().position(|t| !matches!(t, Token::Name(_) | Token::Sign(','))).unwrap_or(tokens.len());
    tokens.split_at_checked(end).unwrap_or((tokens, &[]))
}

/// Whether pieces begin with `) =>`.
fn is_arrow(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [Token::Sign(')'), Token::Sign('='), Token::Sign('>'), ..])
}

/// Whether pieces begin with a function that is written there.
fn is_function(tokens: &[Token<'_>]) -> bool {
    match tokens {
        [Token::Name("function"), ..] | [Token::Name(_), Token::Sign('='), Token::Sign('>'), ..] => true,
        [Token::Sign('('), inside @ ..] => is_arrow(parameters(inside).1),
        _ => false,
    }
}

/// Whether a script touches no more than its page.
fn is_plain(tokens: &[Token<'_>], own: &BTreeSet<&str>) -> bool {
    is_within(tokens, own, GLOBALS, PROPERTIES)
}

/// Whether a script for Node looks at the versions of what runs it, says something and ends: it loads nothing, so that it can do nothing else.
pub(crate) fn only_checks(source: &str) -> bool {
    let globals = ["process", "console", "Number", "String", "parseInt", "parseFloat", "Math", "Array"];
    let more = ["versions", "version", "node", "exit", "exitCode", "error", "warn", "info", "platform", "arch", "startsWith", "endsWith", "match"];
    let properties: Vec<&str> = PROPERTIES.iter().copied().chain(more).collect();
    // Its first line may say what runs it.
    let source = if source.starts_with("#!") { source.split_once('\n').map_or("", |(_, rest)| rest) } else { source };
    source.len() <= MAX_SCRIPT && tokens(source).is_some_and(|tokens| is_within(&tokens, &declared(&tokens), &globals, &properties))
}

/// Whether a script uses nothing but what it makes and these.
fn is_within(tokens: &[Token<'_>], own: &BTreeSet<&str>, globals: &[&str], properties: &[&str]) -> bool {
    let at = |n: usize| tokens.get(n).copied();
    (0..tokens.len()).all(|n| {
        let before = |back: usize| n.checked_sub(back).and_then(at);
        let member = before(1) == Some(Token::Sign('.'));
        match tokens.get(n) {
            Some(Token::Name(name)) if member => {
                // Styles and data have names of their own kind.
                let holder = before(2);
                let free = matches!(holder, Some(Token::Name("style" | "dataset"))) && before(3) == Some(Token::Sign('.'));
                let sets = !matches!(*name, "setAttribute") || matches!((at(n + 1), at(n + 2)), (Some(Token::Sign('(')), Some(Token::Text(which))) if ATTRIBUTES.contains(&which) || which.starts_with("aria-") || which.starts_with("data-"));
                sets && (free || properties.contains(name))
            }
            // `{ behavior: 'smooth' }` names nothing.
            Some(Token::Name(_)) if at(n + 1) == Some(Token::Sign(':')) && matches!(before(1), Some(Token::Sign('{' | ','))) => true,
            // A text that is given to them is run.
            Some(Token::Name("setTimeout" | "setInterval")) => {
                at(n + 1) == Some(Token::Sign('(')) && is_function(tokens.get(n + 2..).unwrap_or_default())
            }
            Some(Token::Name(name)) => !REACHING.contains(name) && (WORDS.contains(name) || globals.contains(name) || own.contains(name)),
            Some(Token::Text(text)) => {
                let lower = text.to_ascii_lowercase();
                !["//", "url(", "javascript:", "data:", "@import"].iter().any(|reach| lower.contains(reach))
            }
            // A member by number is one of a list; by name it may be any.
            Some(Token::Sign('[')) => {
                let list = !matches!(before(1), Some(Token::Name(_) | Token::Text(_) | Token::Sign(')' | ']' | '.')));
                list || matches!((at(n + 1), at(n + 2)), (Some(Token::Number), Some(Token::Sign(']'))))
            }
            _ => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Scripts, only_checks};

    fn plain(source: &str) -> bool {
        let mut scripts = Scripts::default();
        scripts.add(source);
        scripts.reaching().is_none()
    }

    #[test]
    fn what_opens_a_menu_is_plain() {
        for source in [
            "",
            "document.getElementById('year').textContent = new Date().getFullYear();",
            "const menu = document.querySelector('#menu'); function toggle() { menu.classList.toggle('open'); }",
            "document.querySelectorAll('a[href^=\"#\"]').forEach(a => a.addEventListener('click', (e) => { e.preventDefault(); \
             document.querySelector(a.getAttribute('href')).scrollIntoView({ behavior: 'smooth' }); }));",
            "// the banner\nif (!localStorage.getItem('ok')) { var b = document.getElementById('cookies'); b.style.display = 'block'; }",
            "const io = new IntersectionObserver(entries => { entries.forEach(function (x) { if (x.isIntersecting) x.target.classList.add('in'); }); });",
            "setTimeout(() => document.body.classList.remove('loading'), 300);",
            "var tabs = [1, 2, 3]; var first = tabs[0]; this.setAttribute('aria-expanded', 'true');",
        ] {
            assert!(plain(source), "{source}");
        }
    }

    #[test]
    fn what_reaches_further_is_not() {
        for source in [
            "alert(1)",
            "x()",
            "fetch('https://evil.example')",
            "var fetch; fetch('/x')",
            "window['fe' + 'tch']('/x')",
            "window.fetch('/x')",
            "const k = 'constructor'; document[k]",
            "document.body.innerHTML = location.hash",
            "document.body.style.background = 'url(https://evil.example/p.gif)'",
            "document.createElement('script')",
            "setTimeout('steal()', 1)",
            "const s = 'ste' + 'al()'; setTimeout(s, 1)",
            "const s = 'ste' + 'al()'; setTimeout((s), 1)",
            "const later = setTimeout; later('steal()')",
            "document.querySelector('a').setAttribute('href', 'x')",
            "document.querySelector('a')?.['click']()",
            "`${document.cookie}`",
            "'\\x66etch'",
            "a.b",
            "import('x')",
            "/* never ended",
        ] {
            assert!(!plain(source), "{source}");
        }
        assert!(!plain(&"let a = 1;".repeat(3_000)));
    }

    #[test]
    fn a_check_of_versions_is_told_from_what_loads() {
        assert!(only_checks(
            "#!/usr/bin/env node\nconst major = Number(process.versions.node.split('.')[0]);\nif (major < 18) {\n  console.error('Needs Node 18, found ' + \
             process.version);\n  process.exit(1);\n}"
        ));
        for source in ["require('./lib/x')", "process.mainModule.require('child_process')", "import('fs')", "process.binding('fs')", "eval('x')"] {
            assert!(!only_checks(source), "{source}");
        }
    }

    #[test]
    fn a_handler_calls_what_the_page_declares() {
        let mut scripts = Scripts::default();
        scripts.add("function toggle(m) { m.hidden = !m.hidden; }");
        scripts.handler("onclick", "toggle(this)");
        scripts.handler("ONCLICK", "this.parentElement.remove(); return false");
        assert_eq!(scripts.reaching(), None);
        assert!(scripts.words().contains("toggle") && !scripts.words().contains("tog"));
        scripts.handler("onError", "steal(this)");
        assert_eq!(scripts.reaching(), Some("onerror"));
    }
}
