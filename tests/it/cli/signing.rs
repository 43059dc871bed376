//! `sign`: which files, where to, what stands in the way.

use std::{fs, process::Stdio};

use serde_json::json;

use super::{Desk, PASSWORD, PIN, keys};

#[test]
fn one_password_signs_all_files_and_changes_none() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    desk.file("b.pdf", b"not really a PDF");
    desk.file("empty", b"");
    let arguments = [
        "--demo",
        "sign",
        "a.txt",
        "b.pdf",
        "empty",
        "--pin-stdin",
        "--json",
    ];
    let run = desk.run_with(&arguments, PASSWORD);
    run.ends(0);
    let answer = run.json();
    assert_eq!(keys(&answer), ["files", "remaining"]);
    assert_eq!(answer["remaining"], 5);
    assert_eq!(
        answer["files"],
        json!([{"file": "a.txt", "output": "a.txt.p7s", "result": "signed"},
               {"file": "b.pdf", "output": "b.pdf.p7s", "result": "signed"},
               {"file": "empty", "output": "empty.p7s", "result": "signed"}])
    );
    assert_eq!(fs::read(desk.path("a.txt")).expect("kept"), b"hello");
    let names = [
        "a.txt",
        "a.txt.p7s",
        "b.pdf",
        "b.pdf.p7s",
        "empty",
        "empty.p7s",
    ];
    assert_eq!(desk.names(), names);
    let verify = [
        "verify",
        "--demo-trust",
        "a.txt.p7s",
        "b.pdf.p7s",
        "empty.p7s",
    ];
    desk.run(&verify).ends(0);
}

#[test]
fn people_are_told_what_happened_and_what_the_signature_discloses() {
    let desk = Desk::new();
    desk.file("申請書.txt", "本文".as_bytes());
    let run = desk.run_with(&["--demo", "sign", "申請書.txt", "--pin-stdin"], PASSWORD);
    run.ends(0);
    assert_eq!(run.out, "署名しました　申請書.txt → 申請書.txt.p7s\n");
    for words in ["氏名・住所・生年月日・性別", "本物の署名ではありません"]
    {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
}

#[test]
fn every_option_does_what_it_says() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    fs::create_dir(desk.path("signed")).expect("folder");
    let sign = |more: &[&str], input: &str| {
        desk.run_with(
            &[&["--demo", "sign", "a.txt", "--pin-stdin"], more].concat(),
            input,
        )
    };
    sign(&["--out-dir", "signed", "--format", "cms"], PASSWORD).ends(0);
    sign(&["--out", "other.p7s", "--digest", "sha512"], PASSWORD).ends(0);
    sign(&["--out=auth.p7s", "--key=auth", "--digest=sha384"], PIN).ends(0);
    assert_eq!(desk.names(), ["a.txt", "auth.p7s", "other.p7s", "signed"]);
    for (file, digest, kind) in [
        ("signed/a.txt.p7s", "sha256", "sign"),
        ("other.p7s", "sha512", "sign"),
        ("auth.p7s", "sha384", "auth"),
    ] {
        let run = desk.run(&["verify", file, "--content=a.txt", "--demo-trust", "--json"]);
        let found = run.ends(0).json()["files"][0]["signatures"][0].clone();
        assert_eq!(
            (&found["digest"], &found["signer"]["kind"]),
            (&json!(digest), &json!(kind))
        );
    }
}

#[test]
fn the_next_generation_signs_with_its_own_hash() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let arguments = ["--demo=next-generation", "sign", "a.txt", "--pin-stdin"];
    desk.run_with(&arguments, PASSWORD).ends(0);
    let run = desk.run(&["verify", "a.txt.p7s", "--demo-trust", "--json"]);
    assert_eq!(
        run.ends(0).json()["files"][0]["signatures"][0]["digest"],
        "sha384"
    );
}

#[test]
fn existing_results_are_replaced_only_when_told() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    desk.file("b.txt", b"hello");
    desk.file("a.txt.p7s", b"precious");
    // The wrong password shows that the card was not asked.
    let arguments = ["--demo", "sign", "a.txt", "--pin-stdin", "--json"];
    let run = desk.run_with(&arguments, "WRONG99\n");
    assert_eq!(run.ends(10).error()["code"], "E-OUT-01");
    assert_eq!(run.json()["remaining"], json!(null));
    assert_eq!(desk.names(), ["a.txt", "a.txt.p7s", "b.txt"]);
    // A file that cannot be signed does not stop the others.
    let arguments = ["--demo", "sign", "b.txt", "a.txt", "--pin-stdin", "--json"];
    let run = desk.run_with(&arguments, PASSWORD);
    assert_eq!(run.ends(10).error()["code"], "E-OUT-01");
    let answer = run.json();
    assert_eq!(answer["files"][0]["result"], "signed");
    assert_eq!(answer["files"][1]["result"], "failed");
    assert_eq!(answer["files"][1]["error"]["code"], "E-OUT-01");
    assert_eq!(fs::read(desk.path("a.txt.p7s")).expect("kept"), b"precious");
    assert_eq!(desk.names(), ["a.txt", "a.txt.p7s", "b.txt", "b.txt.p7s"]);
    let arguments = ["--demo", "sign", "a.txt", "--overwrite", "--pin-stdin"];
    desk.run_with(&arguments, PASSWORD).ends(0);
    desk.run(&["verify", "a.txt.p7s", "--demo-trust"]).ends(0);
}

#[test]
fn no_result_takes_the_place_of_a_document() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    desk.file("a.txt.p7s", b"a document too");
    let sign = |arguments: &[&str]| {
        let common = ["--demo", "sign", "--overwrite", "--pin-stdin"];
        desk.run_with(&[&common, arguments].concat(), PASSWORD)
    };
    sign(&["a.txt", "--out", "a.txt"]).fails(10, "E-OUT-01");
    sign(&["a.txt", "--out", "./a.txt"]).fails(10, "E-OUT-01");
    // Nor that of another document of the batch; what can be signed is.
    let run = sign(&["a.txt", "a.txt.p7s", "--json"]);
    assert_eq!(run.ends(10).json()["files"][0]["error"]["code"], "E-OUT-01");
    assert_eq!(run.json()["files"][1]["result"], "signed");
    fs::remove_file(desk.path("a.txt.p7s.p7s")).expect("removed");
    fs::create_dir(desk.path("out")).expect("folder");
    let run = sign(&["a.txt", "a.txt", "--out-dir", "out", "--json"]);
    assert_eq!(run.ends(10).json()["files"][0]["result"], "signed");
    assert_eq!(run.json()["files"][1]["error"]["code"], "E-OUT-01");
    fs::remove_dir_all(desk.path("out")).expect("removed");
    assert_eq!(fs::read(desk.path("a.txt")).expect("kept"), b"hello");
    assert_eq!(
        fs::read(desk.path("a.txt.p7s")).expect("kept"),
        b"a document too"
    );
    assert_eq!(desk.names(), ["a.txt", "a.txt.p7s"]);
}

#[test]
fn what_cannot_be_read_does_not_stop_the_others_and_alone_asks_for_no_password() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    fs::create_dir(desk.path("folder")).expect("folder");
    for bad in ["missing.txt", "folder", "a.txt/b"] {
        let arguments = ["--demo", "sign", "a.txt", bad, "--pin-stdin", "--json"];
        let run = desk.run_with(&arguments, PASSWORD);
        assert_eq!(run.ends(8).error()["code"], "E-DOC-01", "{bad}");
        assert_eq!(run.json()["files"][0]["result"], "signed");
        assert_eq!(run.json()["files"][1]["result"], "failed");
        fs::remove_file(desk.path("a.txt.p7s")).expect("removed");
    }
    let run = desk.run_with(&["--demo", "sign", "missing.txt", "--pin-stdin"], "");
    run.fails(8, "E-DOC-01");
    assert!(
        run.err.contains("「missing.txt」が見つかりません"),
        "{}",
        run.err
    );
    assert_eq!(desk.names(), ["a.txt", "folder"]);
}

/// Opening a pipe would wait for a writer for ever.
#[cfg(target_os = "linux")]
#[test]
fn pipes_and_devices_are_no_documents() {
    let desk = Desk::new();
    let pipe = desk.path("pipe");
    let made = std::process::Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .expect("mkfifo");
    assert!(made.success());
    for bad in ["pipe", "/dev/zero"] {
        let arguments = ["--demo", "sign", bad, "--out=x.p7s", "--pin-stdin"];
        desk.run_with(&arguments, PASSWORD).fails(8, "E-DOC-01");
        desk.run(&["verify", bad, "--demo-trust"])
            .fails(8, "E-DOC-01");
    }
}

#[test]
fn where_nothing_can_be_written_nothing_is_asked() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let sign = |more: &[&str]| {
        desk.run_with(
            &[&["--demo", "sign", "a.txt", "--pin-stdin"], more].concat(),
            "WRONG99\n",
        )
    };
    sign(&["--out-dir", "no-such-folder"]).fails(9, "E-OUT-04");
    sign(&["--out-dir", "a.txt"]).ends(9);
    sign(&["--out", "no-such-folder/x.p7s"]).fails(9, "E-OUT-04");
    assert_eq!(desk.names(), ["a.txt"]);
}

#[cfg(target_os = "linux")]
mod disks {
    use std::fs;

    use super::super::{Desk, PASSWORD, names_in};
    use crate::disk::Disk;

    #[test]
    fn a_full_disk_is_found_before_the_password() {
        let Some(disk) = Disk::mount("size=16k") else {
            return;
        };
        let mut filler = 0;
        while fs::write(disk.folder().join(format!("f{filler}")), [1; 4096]).is_ok() {
            filler += 1;
        }
        let before = names_in(disk.folder());
        let desk = Desk::new();
        desk.file("a.txt", b"hello");
        let arguments = [
            "--demo",
            "sign",
            "a.txt",
            "--out-dir",
            disk.name(),
            "--pin-stdin",
        ];
        desk.run_with(&arguments, "WRONG99\n").fails(9, "E-OUT-02");
        let out = format!("{}/a.cer", disk.name());
        let arguments = [
            "--demo",
            "certificate",
            "export",
            "--kind=auth",
            "--out",
            &out,
        ];
        desk.run(&arguments).fails(9, "E-OUT-02");
        assert_eq!(names_in(disk.folder()), before, "nothing partial");
    }

    #[test]
    fn a_disk_that_fills_up_while_signing_keeps_what_fits() {
        // Room for the probe and one signature, not for two (each takes one page).
        let Some(disk) = Disk::mount("size=8k") else {
            return;
        };
        let desk = Desk::new();
        desk.file("a.txt", b"hello");
        desk.file("b.txt", b"hello");
        desk.file("c.txt", b"hello");
        let arguments = [
            "--demo",
            "sign",
            "a.txt",
            "b.txt",
            "c.txt",
            "--out-dir",
            disk.name(),
            "--pin-stdin",
            "--json",
        ];
        let run = desk.run_with(&arguments, PASSWORD);
        assert_eq!(run.ends(9).error()["code"], "E-OUT-02");
        let results: Vec<String> = run.json()["files"]
            .as_array()
            .expect("files")
            .iter()
            .map(|file| file["result"].as_str().expect("text").to_owned())
            .collect();
        assert!(results.contains(&"signed".to_owned()), "{results:?}");
        assert_eq!(results.last().map(String::as_str), Some("failed"));
        let signed = results.iter().filter(|result| *result == "signed").count();
        assert_eq!(names_in(disk.folder()).len(), signed, "nothing partial");
    }

    #[test]
    fn a_read_only_folder_is_found_before_the_password() {
        let Some(disk) = Disk::mount("ro") else {
            return;
        };
        let desk = Desk::new();
        desk.file("a.txt", b"hello");
        let arguments = [
            "--demo",
            "sign",
            "a.txt",
            "--out-dir",
            disk.name(),
            "--pin-stdin",
        ];
        desk.run_with(&arguments, "WRONG99\n").fails(9, "E-OUT-03");
    }
}

/// A file that vanishes between the plan and the signing does not stop the others.
#[test]
fn a_vanished_file_does_not_stop_the_others() {
    use std::io::Write;
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    desk.file("b.txt", b"hello");
    let arguments = ["--demo", "sign", "a.txt", "b.txt", "--pin-stdin", "--json"];
    let mut child = desk
        .command(&arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    // It has planned once it waits for the password; nothing shows that from outside.
    std::thread::sleep(std::time::Duration::from_secs(2));
    fs::remove_file(desk.path("a.txt")).expect("removed");
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(PASSWORD.as_bytes())
        .expect("typed");
    let output = child.wait_with_output().expect("ended");
    assert_eq!(output.status.code(), Some(8));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["error"]["code"], "E-DOC-01");
    assert_eq!(answer["files"][0]["result"], "failed");
    assert_eq!(answer["files"][1]["result"], "signed");
    assert_eq!(desk.names(), ["b.txt", "b.txt.p7s"]);
}
