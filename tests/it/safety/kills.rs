//! `kill -9` at any moment of a batch: no original is touched, and each result is either whole under its
//! name or not there. What remains are hidden temporary files, which a later run removes once they are
//! old. 12 kills here; `make bench` does 200.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, SystemTime},
};

use inkan::platform::clock::Stopwatch;

use super::{
    begin, names,
    paper::{MIB, Noise, write_scan},
    program,
};

/// What kills came to.
#[derive(Debug, Default)]
pub struct Tally {
    pub kills: usize,
    /// The program had not ended by itself yet.
    pub in_time: usize,
    /// Results that were there under their names afterwards, all of them whole.
    pub whole_results: usize,
    /// Results that were not there, or not yet the new ones.
    pub missing_results: usize,
    /// Hidden temporary files that were left.
    pub debris: usize,
    pub damaged_originals: usize,
    pub incomplete_results: usize,
}

/// One kind of batch.
struct Scene {
    arguments: &'static [&'static str],
    /// What the results are called.
    result: fn(&str) -> String,
    overwrite: bool,
}

const SCENES: [Scene; 6] = [
    scene(&["--format=cms"], detached, false),
    scene(&["--format=cms-attached"], attached, false),
    scene(&[], by_kind, false),
    scene(&["--format=cms", "--overwrite"], detached, true),
    scene(&["--format=cms-attached", "--overwrite"], attached, true),
    scene(&["--overwrite"], by_kind, true),
];

const fn scene(
    arguments: &'static [&'static str],
    result: fn(&str) -> String,
    overwrite: bool,
) -> Scene {
    Scene {
        arguments,
        result,
        overwrite,
    }
}

fn detached(name: &str) -> String {
    format!("{name}.p7s")
}

fn attached(name: &str) -> String {
    format!("{name}.p7m")
}

fn by_kind(name: &str) -> String {
    match name.strip_suffix(".pdf") {
        Some(stem) => format!("{stem}.signed.pdf"),
        None => detached(name),
    }
}

/// The documents of each batch, by name.
fn documents() -> BTreeMap<String, Vec<u8>> {
    let mut noise = Noise(3);
    let mut documents = BTreeMap::new();
    for (name, len) in [
        ("a.txt", 0),
        ("b.txt", 1),
        ("d.csv", 70_000),
        ("f.bin", 3 * MIB),
    ] {
        documents.insert(name.to_owned(), noise.bytes(len));
    }
    let fixture = crate::judges::fixture("libreoffice-default.pdf");
    documents.insert("c.pdf".to_owned(), fs::read(fixture).expect("read"));
    let scan = tempfile::NamedTempFile::new().expect("made");
    write_scan(scan.path(), 2, MIB);
    documents.insert("e.pdf".to_owned(), fs::read(scan.path()).expect("read"));
    documents
}

/// Kills `program` at `kills` moments that `seed` chooses, in the middle of every kind of batch in turn.
pub fn kill_at_random_moments(program: &Path, kills: usize, seed: u64) -> Tally {
    let documents = documents();
    let mut noise = Noise(seed);
    let mut tally = Tally::default();
    for (place, scene) in SCENES.iter().enumerate() {
        let kills = (kills + SCENES.len() - 1 - place) / SCENES.len();
        play(scene, program, kills, &documents, &mut noise, &mut tally);
    }
    tally
}

fn play(
    scene: &Scene,
    program: &Path,
    kills: usize,
    documents: &BTreeMap<String, Vec<u8>>,
    noise: &mut Noise,
    tally: &mut Tally,
) {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    for (name, contents) in documents {
        fs::write(folder.join(name), contents).expect("written");
    }
    let sign = || {
        let mut command = Command::new(program);
        command
            .args(["--demo", "sign", "--pin-stdin", "--config", "no-settings"])
            .args(scene.arguments)
            .args(documents.keys())
            .current_dir(folder);
        command
    };
    let watch = Stopwatch::start();
    let output = begin(&mut sign()).wait_with_output().expect("ends");
    let whole_run = watch.elapsed();
    assert!(output.status.success(), "{output:?}");
    check(scene, program, folder, documents, tally);
    for _ in 0..kills {
        if !scene.overwrite {
            for name in documents.keys() {
                let _missing = fs::remove_file(folder.join((scene.result)(name)));
            }
        }
        let moment = whole_run.mul_f64(noise.share());
        let mut child = begin(&mut sign());
        std::thread::sleep(moment);
        if child.try_wait().expect("known").is_none() {
            tally.in_time += 1;
        }
        child.kill().expect("killed");
        child.wait().expect("ended");
        tally.kills += 1;
        check(scene, program, folder, documents, tally);
    }
    clean_up_later(scene, folder, documents, sign);
}

/// Looks at everything that is in the folder after a kill.
fn check(
    scene: &Scene,
    program: &Path,
    folder: &Path,
    documents: &BTreeMap<String, Vec<u8>>,
    tally: &mut Tally,
) {
    let mut here = names(folder);
    for (name, contents) in documents {
        here.retain(|it| it != name);
        if fs::read(folder.join(name)).ok().as_ref() != Some(contents) {
            tally.damaged_originals += 1;
            eprintln!("{name} is not what it was");
        }
    }
    let debris = here.len();
    here.retain(|it| !is_debris(it));
    tally.debris += debris - here.len();
    let results: Vec<String> = documents
        .keys()
        .map(|it| (scene.result)(it))
        .filter(|it| here.contains(it))
        .collect();
    assert_eq!(here, sorted(&results), "nothing else bears a name");
    if scene.overwrite {
        assert_eq!(results.len(), documents.len(), "the old or the new one");
    }
    for (name, contents) in documents {
        let result = fs::read(folder.join((scene.result)(name))).unwrap_or_default();
        let is_prefix = result.starts_with(contents);
        if result.starts_with(b"%PDF-") && !is_prefix {
            tally.incomplete_results += 1;
            eprintln!("{name} is not the first part of its result");
        }
    }
    tally.missing_results += documents.len() - results.len();
    if results.is_empty() {
        return;
    }
    let output = Command::new(program)
        .args([
            "verify",
            "--demo-trust",
            "--json",
            "--config",
            "no-settings",
        ])
        .args(&results)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("starts");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    for (file, name) in answer["files"]
        .as_array()
        .expect("files")
        .iter()
        .zip(&results)
    {
        if file["result"] == "good" {
            tally.whole_results += 1;
        } else {
            tally.incomplete_results += 1;
            eprintln!("{name}: {file}");
        }
    }
}

fn sorted(names: &[String]) -> Vec<String> {
    let mut names = names.to_vec();
    names.sort();
    names
}

fn is_debris(name: &str) -> bool {
    name.strip_prefix(".inkan-")
        .is_some_and(|rest| rest.strip_suffix(".tmp").is_some())
}

/// Debris stays for a day, for it may be the work of another run; then the next run removes it.
fn clean_up_later(
    scene: &Scene,
    folder: &Path,
    documents: &BTreeMap<String, Vec<u8>>,
    sign: impl Fn() -> Command,
) {
    let again = || {
        let output = {
            let mut command = sign();
            if !scene.overwrite {
                command.arg("--overwrite");
            }
            begin(&mut command)
        }
        .wait_with_output()
        .expect("ends");
        assert!(output.status.success(), "{output:?}");
    };
    let debris = || {
        let mut names = names(folder);
        names.retain(|it| is_debris(it));
        names
    };
    File::create(folder.join(".inkan-planted.tmp")).expect("made");
    let before = debris();
    if scene.overwrite {
        again();
        assert_eq!(debris(), before, "it may be in use");
    }
    let long_ago = SystemTime::now() - Duration::from_hours(48);
    for name in before {
        let file = File::options().write(true).open(folder.join(name));
        file.expect("opened").set_modified(long_ago).expect("set");
    }
    again();
    let mut expected: Vec<String> = documents.keys().cloned().collect();
    expected.extend(documents.keys().map(|it| (scene.result)(it)));
    assert_eq!(names(folder), sorted(&expected));
}

#[test]
fn a_kill_at_any_moment_leaves_whole_files_only() {
    let tally = kill_at_random_moments(program(), 12, 20_261_125);
    assert_eq!(
        (tally.damaged_originals, tally.incomplete_results),
        (0, 0),
        "{tally:?}"
    );
    assert_eq!(tally.kills, 12);
    assert!(tally.in_time >= 6, "hardly a kill came in time: {tally:?}");
}
