//! Signing documents against programs that do the same or less: OpenSSL and pyHanko.

use std::{fs, path::Path, process::Command};

use super::{
    Row, float, in_turn, measured_program, median,
    place::{MIB_KIB, Place, THEIRS},
};
use crate::{
    cms::pki::{Issuer, Key},
    judges::{Seat, pyhanko},
    safety::{
        kills::kill_at_random_moments,
        paper::{MIB, write_noise, write_scan},
    },
};

#[test]
#[ignore = "a measurement: make bench"]
fn one_gibibyte_beside_openssl() {
    let place = Place::new();
    write_noise(&place.path("large.bin"), 1024);
    let arguments = ["--format=cms", "large.bin"];
    let what = "detached signature of 1 GiB, over `openssl dgst -sha256`";
    beside_hashing(&place, what, &arguments, "large.bin");
    for (what, arguments) in [
        ("memory for that, MiB", &arguments),
        (
            "memory for an attached one, MiB",
            &["--format=cms-attached", "large.bin"],
        ),
    ] {
        if let Some(peak) = place.signs_within(arguments) {
            Row::alone(what, peak, 64.0, "MiB").print();
        }
    }
}

/// Hashing the document is the least that signing it takes.
fn beside_hashing(place: &Place, what: &'static str, arguments: &[&str], document: &str) {
    // Once for the page cache.
    place.hashed_in(document);
    let times = in_turn(|| place.signs_in(arguments), || place.hashed_in(document));
    Row::times(what, times, 1.15)
        .at_least("the same SHA-256")
        .print();
}

#[test]
#[ignore = "a measurement: make bench"]
fn a_pdf_of_100_mebibytes_beside_pyhanko() {
    let place = Place::new();
    write_scan(&place.path("scan.pdf"), 100, MIB);
    let program = "signing a PDF of 100 MiB, over `pyhanko sign addsig pemder`";
    beside_pyhanko(&place, program, &pyhanko_program);
    beside_pyhanko(
        &place,
        "the same, over pyHanko called by a script",
        &pyhanko_script,
    );
    let what = "the same, over `openssl dgst -sha256`";
    beside_hashing(&place, what, &SIGN_SCAN, "scan.pdf");
    if let Some(peak) = place.signs_within(&SIGN_SCAN) {
        let size = fs::metadata(place.path("scan.pdf")).expect("there").len();
        let size = float(size) / (MIB_KIB * MIB_KIB);
        Row {
            what: "memory for that, over the size of the file",
            ours: format!("{peak:.1} MiB"),
            theirs: format!("{size:.1} MiB"),
            figure: peak / size,
            limit: 1.5,
            least: String::new(),
        }
        .print();
    }
    // pyHanko does not wait for the disk to take its result in.
    if let Some(place) = Place::in_memory() {
        write_scan(&place.path("scan.pdf"), 100, MIB);
        let what = "the same, where nobody waits for a disk";
        beside_pyhanko(&place, what, &pyhanko_script);
    }
    let place = Place::new();
    write_scan(&place.path("scan.pdf"), 5000, 20 * 1024);
    let what = "the same, of 5,000 pages in 15,000 objects";
    beside_pyhanko(&place, what, &pyhanko_script);
}

const SIGN_SCAN: [&str; 2] = ["--format=pdf", "scan.pdf"];

fn beside_pyhanko(place: &Place, what: &'static str, theirs: &dyn Fn(&Seat) -> Command) {
    let issuer = Issuer::new();
    let person = issuer.person(2, Key::rsa());
    let seat = Seat::new(place.folder(), "person", &person, &issuer);
    let theirs = || place.runs_in(&mut theirs(&seat));
    theirs();
    let times = in_turn(|| place.signs_in(&SIGN_SCAN), theirs);
    Row::times(what, times, 0.10)
        .at_least(place.hash_and_disk("scan.pdf"))
        .print();
}

/// pyHanko's own command line.
fn pyhanko_program(seat: &Seat) -> Command {
    let mut command = Command::new(pyhanko::python().with_file_name("pyhanko"));
    command
        .args(["sign", "addsig", "--field", "Signature1", "pemder"])
        .args(["--no-pass", "--key"])
        .arg(&seat.key)
        .arg("--cert")
        .arg(&seat.certificate)
        .args(["scan.pdf", THEIRS]);
    command
}

/// A script that imports no more of it than it needs.
fn pyhanko_script(seat: &Seat) -> Command {
    let source = "tests/it/figures/sign_with_pyhanko.py";
    let mut command = Command::new(pyhanko::python());
    command
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(source))
        .args([&seat.certificate, &seat.key])
        .args(["scan.pdf", THEIRS]);
    command
}

/// Documents of two kinds in turn, small ones; their names.
pub fn small_documents(place: &Place, count: usize) -> Vec<String> {
    let pdf = fs::read(crate::judges::fixture("libreoffice-default.pdf")).expect("read");
    let names = (0..count).map(|number| {
        let (name, contents) = match number % 2 {
            0 => (format!("{number:04}.txt"), name_of(number).into_bytes()),
            _ => (format!("{number:04}.pdf"), pdf.clone()),
        };
        fs::write(place.path(&name), contents).expect("written");
        name
    });
    names.collect()
}

/// What a small document says.
pub fn name_of(number: usize) -> String {
    format!("document {number}\n").repeat(100)
}

#[test]
#[ignore = "a measurement: make bench"]
fn a_batch_grows_evenly() {
    let mut times = Vec::new();
    for count in [10, 100, 1000] {
        let place = Place::new();
        let names = small_documents(&place, count);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let time = median((0..3).map(|_| place.signs_in(&names)).collect());
        println!(
            "{count} documents without waiting for a card: {:.3} s, {:.2} ms each",
            time.as_secs_f64(),
            time.as_secs_f64() * 1000.0 / float(count)
        );
        times.push(time.as_secs_f64());
    }
    let [ten, hundred, thousand] = times[..] else {
        panic!("three")
    };
    let (early, late) = ((hundred - ten) / 90.0, (thousand - hundred) / 900.0);
    Row {
        what: "one more document after 100 to 1,000, over one after 10 to 100",
        ours: format!("{:.2} ms", late * 1000.0),
        theirs: format!("{:.2} ms", early * 1000.0),
        figure: late / early,
        limit: 1.25,
        least: String::new(),
    }
    .print();
}

#[test]
#[ignore = "a measurement: make bench"]
fn two_hundred_kills() {
    let tally = kill_at_random_moments(&measured_program(), 200, 200);
    println!("{tally:?}");
    for (what, count) in [
        ("damaged originals after 200 kills", tally.damaged_originals),
        (
            "incomplete results after 200 kills",
            tally.incomplete_results,
        ),
    ] {
        Row {
            what,
            ours: count.to_string(),
            theirs: format!("{} in time", tally.in_time),
            figure: float(count),
            limit: 0.0,
            least: String::new(),
        }
        .print();
    }
}
