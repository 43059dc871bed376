//! The rules of `layering`, each a function from one source to what breaks it there. The table
//! of edges is ARCHITECTURE.md's; nothing is excused file by file except the homes named here.

use super::source::{Named, Source};

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub path: String,
    pub line: usize,
    pub what: String,
}

/// Which part of this crate each layer may name. A layer may always name itself.
const EDGES: [(&str, &[&str]); 8] = [
    ("app", &["core"]),
    ("cli", &["app", "i18n", "core"]),
    // What both mains share; nobody but them may name it.
    (
        "compose",
        &["app", "cli", "core", "i18n", "platform", "sim", "ui"],
    ),
    ("core", &[]),
    // Beside what it words: the facts inside a failure, and which language is asked for.
    (
        "i18n",
        &[
            "core",
            "app::doctor",
            "app::failure",
            "app::journal",
            "app::view_model",
            "app::ports::FileError",
            "app::settings::ColorScheme",
            "app::settings::Language",
            "app::support_report",
            "app::tour",
        ],
    ),
    ("platform", &["app::ports", "core"]),
    ("sim", &["app::ports", "core"]),
    ("ui", &["app", "i18n", "core"]),
];

/// What of `core` the window leaves to `app`: it shows facts and never talks to a card.
const NOT_FOR_UI: [&str; 4] = [
    "core::apdu",
    "core::jpki::channel",
    "core::jpki::ops",
    "core::jpki::session",
];

/// Crates with one home: where they may be named.
const HOMES: [(&str, &[&str]); 17] = [
    ("accesskit", &["ui/"]),
    ("clap", &["cli/", "main.rs", "bin/"]),
    ("eframe", &["ui/", "main.rs"]),
    ("egui", &["ui/", "main.rs"]),
    ("egui_system_font_provider", &["ui/"]),
    ("epaint", &["ui/"]),
    ("etcetera", &["platform/"]),
    ("opener", &["platform/"]),
    ("pcsc", &["platform/pcsc/"]),
    ("region", &["platform/"]),
    ("rfd", &["platform/"]),
    ("sys_locale", &["platform/"]),
    ("wgpu", &["ui/", "main.rs"]),
    ("windows_registry", &["platform/"]),
    ("winit", &["ui/", "main.rs"]),
    ("zbus", &["platform/"]),
    ("zeroizing_alloc", &["platform/"]),
];

/// What the pure layer does not touch.
const IMPURE: [&str; 15] = [
    "rand_core::OsRng",
    "rustix",
    "std::env",
    "std::fs",
    "std::io::stderr",
    "std::io::stdin",
    "std::io::stdout",
    "std::net",
    "std::os",
    "std::process",
    "std::thread",
    "std::time",
    "tempfile",
    "toml",
    "winapi_util",
];

/// The most lines of a file; what holds sentences may be longer.
const MAX_LINES: usize = 600;

pub fn edges(source: &Source) -> Vec<Finding> {
    let layer = layer(source);
    let Some((_, allowed)) = EDGES.iter().find(|(name, _)| *name == layer) else {
        return Vec::new(); // lib.rs and the two mains may name all
    };
    let breaks = |named: &Named| {
        let target = named.segments.first().map_or("", String::as_str);
        let is_layer = EDGES.iter().any(|(name, _)| *name == target) || target == "*";
        let allowed = target == layer || allowed.iter().any(|path| within(named, path));
        let hidden = layer == "ui" && NOT_FOR_UI.iter().any(|path| within(named, path));
        named.inner && is_layer && (!allowed || hidden)
    };
    paths_that(source, breaks, |path| {
        format!("{layer} may not name {path}")
    })
}

pub fn homes(source: &Source) -> Vec<Finding> {
    let breaks = |named: &Named| {
        let first = named.segments.first().map_or("", String::as_str);
        let home = HOMES.iter().find(|(name, _)| *name == first);
        !named.inner && home.is_some_and(|(_, homes)| !is_at(source, homes))
    };
    paths_that(source, breaks, |path| {
        format!("{path} has its home elsewhere")
    })
}

pub fn pure_core(source: &Source) -> Vec<Finding> {
    let breaks = |named: &Named| !named.inner && IMPURE.iter().any(|path| within(named, path));
    if layer(source) != "core" {
        return Vec::new();
    }
    paths_that(source, breaks, |path| format!("core may not name {path}"))
}

/// The window and its decisions reach files and programs through ports only.
pub fn no_io_in_ui(source: &Source) -> Vec<Finding> {
    const IO: [&str; 4] = ["std::fs", "std::net", "std::process", "std::thread"];
    let breaks = |named: &Named| !named.inner && IO.iter().any(|path| within(named, path));
    if layer(source) != "ui" {
        return Vec::new();
    }
    let mut found = paths_that(source, breaks, |path| format!("ui may not name {path}"));
    let waits = |word: &str, next: &str| word.starts_with("recv") && next == "(";
    found.extend(words_that(source, waits, "waiting"));
    found
}

/// What the window hears comes when it comes: it never waits for it.
pub fn no_waiting_in_ui(source: &Source) -> Vec<Finding> {
    const WAITS: [&str; 6] = [
        "park",
        "recv",
        "recv_deadline",
        "recv_timeout",
        "wait",
        "wait_timeout",
    ];
    if layer(source) != "ui" {
        return Vec::new();
    }
    words_that(
        source,
        |word, next| WAITS.contains(&word) && next == "(",
        "waiting",
    )
}

pub fn one_clock(source: &Source) -> Vec<Finding> {
    let is_now = |named: &Named| {
        let last: Vec<&str> = named
            .segments
            .iter()
            .rev()
            .take(2)
            .map(String::as_str)
            .collect();
        matches!(
            last.as_slice(),
            ["now", "Instant" | "SystemTime" | "Timestamp" | "Zoned"]
        )
    };
    if is_at(source, &["platform/clock.rs"]) {
        return Vec::new();
    }
    paths_that(source, is_now, |path| {
        format!("{path} outside platform/clock.rs")
    })
}

pub fn threads(source: &Source) -> Vec<Finding> {
    let starts = |named: &Named| {
        named.segments.windows(2).any(|pair| {
            pair.first().is_some_and(|a| a == "thread")
                && pair
                    .get(1)
                    .is_some_and(|b| matches!(b.as_str(), "Builder" | "scope" | "spawn"))
        })
    };
    let sleeps = |named: &Named| named.segments.ends_with(&["thread".into(), "sleep".into()]);
    let mut found = Vec::new();
    let homes = [
        "app/worker.rs",
        "app/worker/",
        "app/workflow/relay.rs",
        "app/workflow/sign/head_start.rs",
        "app/workflow/sign/pipeline.rs",
        "platform/",
    ];
    if !is_at(source, &homes) {
        found.extend(paths_that(source, starts, |path| {
            format!("{path} starts a thread here")
        }));
    }
    if !is_at(
        source,
        &[
            "app/worker.rs",
            "app/worker/",
            "platform/",
            "sim/readers.rs",
        ],
    ) {
        found.extend(paths_that(source, sleeps, |path| {
            format!("{path}: nobody sleeps here")
        }));
    }
    found
}

pub fn sockets(source: &Source) -> Vec<Finding> {
    const SOCKETS: [&str; 7] = [
        "TcpListener",
        "TcpStream",
        "UdpSocket",
        "UnixDatagram",
        "UnixListener",
        "UnixStream",
        "ToSocketAddrs",
    ];
    if is_at(source, &["platform/vpcd.rs", "platform/vpcd/"]) {
        return Vec::new();
    }
    let mut found = words_that(source, |word, _| SOCKETS.contains(&word), "a socket");
    found.extend(paths_that(
        source,
        |named| !named.inner && within(named, "rustix::net"),
        |path| format!("{path} outside platform/vpcd"),
    ));
    found
}

/// A secret enters a command where `Session::verify` and `Session::change` build it, and nowhere
/// else.
pub fn pins(source: &Source) -> Vec<Finding> {
    if is_at(
        source,
        &[
            "core/apdu/command.rs",
            "core/jpki/session.rs",
            "core/jpki/session/change.rs",
        ],
    ) {
        return Vec::new();
    }
    // Asking for the counter is VERIFY without a PIN.
    let asks = is_at(source, &["core/jpki/ops.rs"]);
    words_that(
        source,
        |word, _| match word {
            "INS_CHANGE" | "INS_VERIFY" => !asks,
            other => other == "with_secret",
        },
        "a PIN command",
    )
}

pub fn prints(source: &Source) -> Vec<Finding> {
    const PRINTS: [&str; 5] = ["dbg", "eprint", "eprintln", "print", "println"];
    if is_at(source, &["cli/output.rs"]) {
        return Vec::new();
    }
    words_that(
        source,
        |word, next| PRINTS.contains(&word) && next == "!",
        "printing",
    )
}

pub fn colours(source: &Source) -> Vec<Finding> {
    const NEUTRAL: [&str; 2] = ["PLACEHOLDER", "TRANSPARENT"];
    let is_colour = |named: &Named| {
        named.segments.windows(2).any(|pair| {
            pair.first()
                .is_some_and(|a| matches!(a.as_str(), "Color32" | "Rgba"))
                && pair.get(1).is_some_and(|b| {
                    b.starts_with("from_")
                        || (b.chars().all(|c| c.is_ascii_uppercase() || c == '_')
                            && !NEUTRAL.contains(&b.as_str()))
                })
        })
    };
    if is_at(source, &["ui/tokens.rs"]) {
        return Vec::new();
    }
    paths_that(source, is_colour, |path| {
        format!("{path} outside ui/tokens.rs")
    })
}

/// Japanese sentences live in `i18n`; the other layers hold facts.
pub fn literals(source: &Source) -> Vec<Finding> {
    if !["app", "cli", "core", "ui"].contains(&layer(source)) {
        return Vec::new();
    }
    source
        .literals
        .iter()
        .filter(|literal| literal.text.chars().any(is_japanese))
        .map(|literal| finding(source, literal.line, format!("text here: {}", literal.text)))
        .collect()
}

/// For sources and tests alike.
pub fn header(path: &str, raw: &str) -> Vec<Finding> {
    let begins = raw
        .lines()
        .next()
        .is_some_and(|line| line.len() > 12 && line.starts_with("//! "));
    let what = "no `//!` header that says what the file is for".to_owned();
    if begins {
        Vec::new()
    } else {
        vec![Finding {
            path: path.to_owned(),
            line: 1,
            what,
        }]
    }
}

pub fn length(source: &Source) -> Vec<Finding> {
    let lines = source.raw.lines().count();
    if lines <= MAX_LINES || layer(source) == "i18n" {
        return Vec::new();
    }
    vec![finding(
        source,
        lines,
        format!("{lines} lines, more than {MAX_LINES}"),
    )]
}

/// For sources and tests alike.
pub fn notes_to_self(path: &str, raw: &str) -> Vec<Finding> {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
    ];
    raw.lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let word = words.iter().find(|word| line.contains(**word))?;
            let what = format!("{word}: do it, or write an issue");
            Some(Finding {
                path: path.to_owned(),
                line: index + 1,
                what,
            })
        })
        .collect()
}

fn layer(source: &Source) -> &str {
    source
        .path
        .split('/')
        .next()
        .unwrap_or_default()
        .trim_end_matches(".rs")
}

/// Whether the file is one of `homes`; a folder ends with `/`.
fn is_at(source: &Source, homes: &[&str]) -> bool {
    homes.iter().any(|home| {
        if home.ends_with('/') {
            source.path.starts_with(home)
        } else {
            source.path == *home
        }
    })
}

fn within(named: &Named, path: &str) -> bool {
    let mut segments = named.segments.iter();
    path.split("::")
        .all(|part| segments.next().is_some_and(|segment| segment == part))
}

fn paths_that(
    source: &Source,
    breaks: impl Fn(&Named) -> bool,
    what: impl Fn(String) -> String,
) -> Vec<Finding> {
    let paths = source.paths();
    let breaking = paths.iter().filter(|named| breaks(named));
    breaking
        .map(|named| finding(source, named.line, what(named.segments.join("::"))))
        .collect()
}

/// `breaks` sees each word and the sign after it.
fn words_that(source: &Source, breaks: impl Fn(&str, &str) -> bool, what: &str) -> Vec<Finding> {
    let next = source
        .tokens
        .iter()
        .skip(1)
        .map(|token| token.text.as_str())
        .chain([""]);
    let pairs = source.tokens.iter().zip(next);
    let breaking = pairs.filter(|(token, next)| breaks(&token.text, next));
    breaking
        .map(|(token, _)| finding(source, token.line, format!("{what}: {}", token.text)))
        .collect()
}

fn finding(source: &Source, line: usize, what: String) -> Finding {
    Finding {
        path: source.path.clone(),
        line,
        what,
    }
}

/// Kana, kanji and Japanese punctuation; not full-width digits and letters, which input
/// filters name one by one.
fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff61}'..='\u{ff9f}')
}
