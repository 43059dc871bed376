//! Which layer may name what (ARCHITECTURE.md, "Layers"), read from the sources: the compiler
//! does not check folders. Every rule is also tried on a planted violation, so that a rule that
//! finds nothing is one that looked.

mod rules;
mod source;

use std::path::{Path, PathBuf};

use rules::Finding;
use source::Source;

#[test]
fn layers_name_only_what_they_may() {
    hold(rules::edges);
    bites(rules::edges, "core/x.rs", "use crate::app::ports::Clock;");
    bites(
        rules::edges,
        "core/cert/x.rs",
        "use super::super::super::{core::ber, app};",
    );
    bites(rules::edges, "app/x.rs", "fn f() { crate::i18n::texts() }");
    bites(rules::edges, "app/x.rs", "use crate::*;");
    bites(
        rules::edges,
        "i18n/ja.rs",
        "use crate::app::{failure::Code, state::AppState};",
    );
    bites(rules::edges, "platform/pcsc.rs", "use crate::app;");
    bites(
        rules::edges,
        "platform/pcsc.rs",
        "use crate::sim::SimReaders;",
    );
    bites(
        rules::edges,
        "sim/readers.rs",
        "use crate::{app::{ports::Clock, worker}};",
    );
    bites(rules::edges, "ui/x.rs", "use crate::platform::files;");
    bites(
        rules::edges,
        "ui/x.rs",
        "use crate::core::{rules, jpki::session::Session};",
    );
    bites(rules::edges, "cli/x.rs", "fn f() { inkan::sim::card() }");
    bites(rules::edges, "cli/x.rs", "use crate::compose;");
    passes(rules::edges, "compose.rs", "use crate::{platform, sim};");
    passes(
        rules::edges,
        "sim/readers.rs",
        "use crate::{app::ports::{Clock, Files}, core::*};",
    );
    passes(
        rules::edges,
        "main.rs",
        "use inkan::{app, platform, sim, ui};",
    );
}

#[test]
fn crates_with_a_home_are_named_only_there() {
    hold(rules::homes);
    bites(rules::homes, "app/x.rs", "use pcsc::Context;");
    bites(rules::homes, "platform/x.rs", "use pcsc::Context;");
    bites(rules::homes, "app/x.rs", "fn f(ui: &mut egui::Ui) {}");
    bites(rules::homes, "cli/x.rs", "use {std::io, eframe::egui};");
    bites(rules::homes, "ui/x.rs", "rfd::AsyncFileDialog::new()");
    bites(rules::homes, "core/x.rs", "use egui as e;");
    bites(rules::homes, "bin/inkan-cli.rs", "eframe::run_native()");
    passes(
        rules::homes,
        "main.rs",
        "use inkan::platform::pcsc; fn f() { pcsc::readers() }",
    );
    passes(
        rules::homes,
        "app/x.rs",
        "// pcsc::Context\nconst A: &str = \"pcsc::Context\";",
    );
}

#[test]
fn core_is_pure_and_ui_does_no_io() {
    hold(rules::pure_core);
    bites(rules::pure_core, "core/x.rs", "use std::{fmt, fs::File};");
    bites(
        rules::pure_core,
        "core/x.rs",
        "fn f() -> std::time::Duration {}",
    );
    bites(
        rules::pure_core,
        "core/x.rs",
        "let name = std::env::var(\"X\");",
    );
    bites(
        rules::pure_core,
        "core/x.rs",
        "use rand_core::{OsRng, RngCore};",
    );
    bites(rules::pure_core, "core/x.rs", "std::io::stdin().lock()");
    passes(rules::pure_core, "core/x.rs", "use std::{fmt, io::Read};");
    hold(rules::no_io_in_ui);
    bites(rules::no_io_in_ui, "ui/views/x.rs", "std::fs::read(path)");
    bites(rules::no_io_in_ui, "ui/x.rs", "let event = events.recv();");
    bites(rules::no_io_in_ui, "ui/x.rs", "events.recv_timeout(limit)");
    passes(rules::no_io_in_ui, "ui/x.rs", "events.try_recv()");
}

#[test]
fn the_window_waits_for_nobody() {
    hold(rules::no_waiting_in_ui);
    for waiting in ["events.recv()", "events.recv_timeout(a)", "ready.wait(it)"] {
        let raw = format!("fn f() {{ {waiting}; }}");
        bites(rules::no_waiting_in_ui, "ui/x.rs", &raw);
    }
    passes(rules::no_waiting_in_ui, "ui/x.rs", "events.try_recv()");
    passes(rules::no_waiting_in_ui, "app/worker.rs", "inbox.recv()");
}

#[test]
fn the_clock_is_asked_in_one_place() {
    hold(rules::one_clock);
    bites(
        rules::one_clock,
        "ui/x.rs",
        "let a = std::time::Instant::now();",
    );
    bites(
        rules::one_clock,
        "app/x.rs",
        "use jiff::Timestamp; fn f() { Timestamp::now() }",
    );
    bites(rules::one_clock, "platform/pcsc/x.rs", "jiff::Zoned::now()");
    passes(
        rules::one_clock,
        "platform/clock.rs",
        "jiff::Timestamp::now()",
    );
    passes(rules::one_clock, "app/x.rs", "clock.now()");
}

#[test]
fn threads_start_in_the_worker_and_at_the_edges() {
    hold(rules::threads);
    bites(rules::threads, "ui/x.rs", "std::thread::spawn(|| ())");
    bites(
        rules::threads,
        "sim/readers.rs",
        "use std::thread; fn f() { thread::Builder::new() }",
    );
    bites(
        rules::threads,
        "app/workflow/x.rs",
        "use std::thread::{self, sleep};",
    );
    passes(rules::threads, "app/worker.rs", "thread::Builder::new()");
    passes(rules::threads, "sim/readers.rs", "std::thread::sleep(wait)");
}

#[test]
fn sockets_open_only_for_the_virtual_reader() {
    hold(rules::sockets);
    bites(rules::sockets, "app/x.rs", "use std::net::TcpStream;");
    bites(
        rules::sockets,
        "platform/pcsc/x.rs",
        "std::net::UdpSocket::bind(address)",
    );
    bites(rules::sockets, "platform/files.rs", "rustix::net::socket()");
    passes(
        rules::sockets,
        "platform/vpcd.rs",
        "TcpStream::connect(address)",
    );
}

#[test]
fn pins_are_put_into_commands_in_one_place() {
    hold(rules::pins);
    bites(
        rules::pins,
        "app/workflow/pin.rs",
        "Command::new(0, 0x20, 0, 0x80).with_secret(&pin)",
    );
    bites(rules::pins, "core/jpki/ops.rs", "command.with_secret(&pin)");
    passes(
        rules::pins,
        "core/jpki/ops.rs",
        "Command::new(0, INS_VERIFY, 0, P2_CURRENT_EF)",
    );
    passes(
        rules::pins,
        "core/jpki/session.rs",
        "command.with_secret(&pin)",
    );
}

#[test]
fn output_is_printed_in_one_place() {
    hold(rules::prints);
    bites(rules::prints, "cli/status.rs", "fn f() { println!(\"x\") }");
    bites(rules::prints, "app/x.rs", "dbg!(x);");
    passes(rules::prints, "cli/output.rs", "eprintln!(\"x\")");
    passes(rules::prints, "cli/x.rs", "fn print(x: u8) {} // println!");
}

#[test]
fn colours_come_from_the_tokens() {
    hold(rules::colours);
    bites(
        rules::colours,
        "ui/theme.rs",
        "let red = egui::Color32::from_rgb(255, 0, 0);",
    );
    bites(
        rules::colours,
        "ui/theme.rs",
        "use egui::Color32; const A: Color32 = Color32::RED;",
    );
    passes(
        rules::colours,
        "ui/tokens.rs",
        "Color32::from_rgb(255, 0, 0)",
    );
    passes(rules::colours, "ui/theme.rs", "Color32::TRANSPARENT");
}

#[test]
fn sentences_live_in_i18n() {
    hold(rules::literals);
    bites(rules::literals, "ui/x.rs", "ui.label(\"閉じる\");");
    bites(
        rules::literals,
        "cli/x.rs",
        "const A: &str = r#\"カード\"#;",
    );
    bites(rules::literals, "app/x.rs", "let end = '。';");
    passes(rules::literals, "i18n/ja.rs", "\"閉じる\"");
    passes(
        rules::literals,
        "core/x.rs",
        "// 公的個人認証\n#[cfg(test)] mod tests { const A: &str = \"花子\"; }",
    );
    passes(rules::literals, "ui/x.rs", "matches!(c, '０'..='９')");
}

#[test]
fn every_file_says_what_it_is_for() {
    let found: Vec<Finding> = all_files()
        .iter()
        .flat_map(|(path, raw)| rules::header(path, raw))
        .collect();
    assert_eq!(found, [], "files without a header");
    assert!(!rules::header("app/x.rs", "use std::fmt;\n//! late").is_empty());
    assert!(!rules::header("app/x.rs", "//!\n").is_empty());
}

#[test]
fn files_stay_short() {
    hold(rules::length);
    let long = "//\n".repeat(601);
    bites(rules::length, "app/x.rs", &long);
    passes(rules::length, "app/x.rs", &"//\n".repeat(600));
    passes(rules::length, "i18n/ja.rs", &long);
}

#[test]
fn nothing_is_left_as_a_note_to_self() {
    let found: Vec<Finding> = all_files()
        .iter()
        .flat_map(|(path, raw)| rules::notes_to_self(path, raw))
        .collect();
    assert_eq!(found, [], "notes to self");
    assert!(!rules::notes_to_self("x.rs", concat!("fn f() {} // TO", "DO: more")).is_empty());
}

/// Every source of the crate obeys `rule`.
fn hold(rule: fn(&Source) -> Vec<Finding>) {
    let found: Vec<Finding> = sources().iter().flat_map(rule).collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// `rule` finds the violation planted in `raw`.
fn bites(rule: fn(&Source) -> Vec<Finding>, path: &str, raw: &str) {
    assert!(
        !rule(&Source::new(path, raw)).is_empty(),
        "not found in {path}: {raw}"
    );
}

fn passes(rule: fn(&Source) -> Vec<Finding>, path: &str, raw: &str) {
    assert_eq!(rule(&Source::new(path, raw)), [], "in {path}: {raw}");
}

/// The sources that ship; test modules in files of their own are not among them.
fn sources() -> Vec<Source> {
    let is_test = |path: &str| path.ends_with("/tests.rs") || path.contains("/tests/");
    let files = rust_files(&root().join("src"));
    assert!(files.len() > 20, "the sources were not found");
    let shipped = files.iter().filter(|(path, _)| !is_test(path));
    shipped.map(|(path, raw)| Source::new(path, raw)).collect()
}

fn all_files() -> Vec<(String, String)> {
    let mut files = rust_files(&root().join("src"));
    files.extend(rust_files(&root().join("tests")));
    files
}

/// Path below `folder` (with `/`) and text of every Rust file in it. What was built is nobody's text.
fn rust_files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("target") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(folder).unwrap();
                let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
                found.push((parts.join("/"), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
