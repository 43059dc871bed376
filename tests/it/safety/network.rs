//! What the system sees the programs do with networks: nothing (invariant 8). strace tells which sockets are made,
//! in every workflow of the command line and in the window from its start to its end. And which crates could:
//! none that is linked in.

use std::{fs, path::Path, process::Command, time::Duration};

use super::{DETACHED, PDF, begin, document, originals::can_trace, originals::traced, program};
use crate::screen::{Running, Screen};

/// Every system call that makes or uses a socket of an address.
const TRACED: &str = "--trace=socket,connect,bind,sendto";

/// The families of the internet, as strace names them; whatever else is local to this computer.
const INTERNET: [&str; 5] = ["AF_INET", "AF_INET6", "PF_INET", "AF_PACKET", "AF_VSOCK"];

/// The systems that programs are built for.
const TARGETS: [&str; 3] = [
    "x86_64-unknown-linux-gnu",
    "x86_64-pc-windows-gnu",
    "aarch64-apple-darwin",
];

/// No socket of the internet among these calls; how many calls there were.
fn assert_local(calls: &Path) -> usize {
    let calls = fs::read_to_string(calls).expect("read");
    for line in calls.lines() {
        let family = INTERNET.into_iter().find(|family| line.contains(family));
        assert!(family.is_none(), "{line}");
    }
    calls
        .lines()
        .filter(|line| line.contains("socket("))
        .count()
}

#[test]
fn no_workflow_of_the_command_line_makes_a_socket_of_the_internet() {
    if !can_trace() {
        return;
    }
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    document(folder, DETACHED);
    document(folder, PDF);
    let workflows: [&[&str]; 9] = [
        &["--demo", "status"],
        &["status"],
        &["--demo", "certificate", "show", "--kind", "auth"],
        &[
            "--demo",
            "sign",
            "--pin-stdin",
            "--overwrite",
            "a.txt",
            "a.pdf",
        ],
        &["verify", "a.txt.p7s", "a.signed.pdf", "--demo-trust"],
        &["--demo", "pin", "status"],
        &["--demo", "doctor"],
        &["--demo", "report"],
        &["guide"],
    ];
    for workflow in workflows {
        let mut command = traced(Command::new("strace"), folder, TRACED);
        command
            .arg(program())
            .args(workflow)
            .args(["--config", "no-settings"]);
        let output = begin(&mut command).wait_with_output().expect("ends");
        // Without a service or a card, `status` says so; that is an end as good as any.
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.code().is_some_and(|it| it != 2),
            "{workflow:?}: {said}"
        );
        assert_local(&folder.join("calls"));
    }
    assert!(folder.join("a.txt.p7s").exists() && folder.join("a.signed.pdf").exists());
}

#[test]
fn the_window_makes_no_socket_of_the_internet() {
    let Some(screen) = Screen::open() else { return };
    if !can_trace() {
        return;
    }
    let folder = tempfile::tempdir().expect("folder");
    let mut command = traced(screen.command("strace"), folder.path(), TRACED);
    command
        .arg(env!("CARGO_BIN_EXE_inkan"))
        .args(["--demo", "--config"])
        .arg(folder.path());
    let running = Running(command.spawn().expect("starts"));
    assert!(screen.wait_for_painted(1, Duration::from_mins(1)).is_some());
    std::thread::sleep(Duration::from_secs(1));
    // The window ends with its screen, and strace with the window.
    drop(screen);
    let mut running = running;
    running.0.wait().expect("ends");
    let sockets = assert_local(&folder.path().join("calls"));
    assert!(
        sockets > 0,
        "the one to the screen at least: strace saw nothing"
    );
}

#[test]
fn no_crate_that_is_kept_out_is_linked_in() {
    let deny: toml::Table = include_str!("../../../deny.toml").parse().expect("TOML");
    let kept_out = deny["bans"]["deny"].as_array().expect("a list");
    let kept_out: Vec<&str> = kept_out
        .iter()
        .filter_map(|it| it["crate"].as_str())
        .collect();
    assert!(
        kept_out.contains(&"hyper") && kept_out.contains(&"ureq"),
        "{kept_out:?}"
    );
    for target in TARGETS {
        let output = Command::new(env!("CARGO"))
            .args([
                "tree",
                "--locked",
                "--edges=normal",
                "--prefix=none",
                "--target",
                target,
            ])
            .output()
            .expect("runs");
        let tree = String::from_utf8(output.stdout).expect("UTF-8");
        let crates = || tree.lines().filter_map(|line| line.split(' ').next());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(crates().any(|it| it == "eframe"), "{said}");
        for name in &kept_out {
            assert!(
                crates().all(|it| it != *name),
                "{name} is linked in for {target}"
            );
        }
    }
}
