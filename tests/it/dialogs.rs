//! File dialogs and the file manager, with programs of our own in the place of zenity and
//! `xdg-open`: what is chosen comes back, closing comes back, one at a time.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use inkan::{
    app::ports::{DialogRequest, Dialogs, FileError},
    platform::dialogs::{self, MainThread, SystemDialogs},
};

use crate::pcscd::wait_for;

/// Runs the ignored test `name` in a process of its own, without a desktop and with this script as
/// `program`.
fn with_program(program: &str, script: &str, name: &str) -> String {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join(program);
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("set");
    let output = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env("PATH", format!("{}:/usr/bin:/bin", folder.path().display()))
        .env("WITNESS", folder.path().join("witness"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("XDG_RUNTIME_DIR")
        .output()
        .expect("started");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{errors}");
    let witness = fs::read_to_string(folder.path().join("witness")).unwrap_or_default();
    text + &witness
}

/// Tests never run on the main thread; Linux does not mind where dialogs are made.
fn as_main(work: fn(MainThread)) {
    let main = thread::Builder::new().name("main".to_owned());
    let ended = main.spawn(move || work(MainThread::here().expect("by its name")));
    ended.expect("started").join().expect("no panic");
}

#[test]
#[ignore = "runs in a process that a test below makes"]
fn opens_each_dialog() {
    as_main(open_each_dialog);
}

fn open_each_dialog(here: MainThread) {
    assert!(dialogs::are_available());
    let chosen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&chosen);
    let dialogs = SystemDialogs::new(
        here,
        Arc::new(move |request, paths| kept.lock().expect("sound").push((request, paths))),
    );
    let requests = [
        DialogRequest::FilesToSign,
        DialogRequest::FilesToVerify,
        DialogRequest::ContentOf(PathBuf::from("/tmp/a.p7s")),
        DialogRequest::SaveAs("証明書.cer".to_owned()),
        DialogRequest::OutputFolder,
    ];
    for (index, request) in requests.into_iter().enumerate() {
        dialogs.open(request.clone(), "題");
        // While one is open, another is not.
        dialogs.open(DialogRequest::OutputFolder, "other");
        wait_for("the dialog", || chosen.lock().expect("sound").len() > index);
        let (asked, paths) = chosen.lock().expect("sound")[index].clone();
        assert_eq!(asked, request);
        println!("{} paths", paths.len());
        wait_for("its end", || !dialogs.is_open());
        thread::sleep(Duration::from_millis(50));
        assert_eq!(chosen.lock().expect("sound").len(), index + 1);
    }
}

#[test]
fn what_is_chosen_comes_back() {
    let script = "sleep 0.1; echo \"$@\" >> \"$WITNESS\"; echo /tmp/a";
    let said = with_program("zenity", script, "dialogs::opens_each_dialog");
    assert_eq!(said.matches("1 paths").count(), 5, "{said}");
    assert_eq!(
        said.matches("--file-selection").count(),
        5,
        "one at a time: {said}"
    );
    assert_eq!(said.matches("--multiple").count(), 2, "{said}");
    assert!(
        said.contains("--save") && said.contains("証明書.cer"),
        "{said}"
    );
    assert_eq!(said.matches("--directory").count(), 1, "{said}");
}

#[test]
fn closing_without_choosing_comes_back_too() {
    let said = with_program("zenity", "sleep 0.1; exit 1", "dialogs::opens_each_dialog");
    assert_eq!(said.matches("0 paths").count(), 5, "{said}");
}

#[test]
#[ignore = "runs in a process that the test below makes"]
fn shows_a_folder() {
    as_main(show_a_folder);
}

fn show_a_folder(here: MainThread) {
    let dialogs = SystemDialogs::new(here, Arc::new(|_, _| {}));
    dialogs.show_folder(Path::new("/tmp")).expect("shown");
    let none = dialogs.show_folder(Path::new("/tmp/no such folder"));
    assert_eq!(none, Err(FileError::NotFound));
    let witness = std::env::var("WITNESS").expect("set");
    wait_for("the file manager", || {
        fs::read_to_string(&witness).is_ok_and(|text| !text.is_empty())
    });
}

#[test]
fn a_folder_is_shown_by_the_file_manager() {
    let said = with_program(
        "xdg-open",
        "echo shown \"$@\" > \"$WITNESS\"",
        "dialogs::shows_a_folder",
    );
    assert!(said.contains("shown /tmp\n"), "{said}");
}
