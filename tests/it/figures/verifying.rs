//! Checking documents against programs that do the same or less: OpenSSL, pyHanko and poppler's pdfsig.

use std::{fs, path::Path, process::Command, time::Duration};

use inkan::core::jpki::Slot;

use super::{Row, in_turn, place::Place, signing::name_of};
use crate::{
    cms::openssl::pem,
    judges::pyhanko,
    safety::paper::{MIB, write_noise, write_scan},
};

/// The practice card's issuer, for the others to trust.
const AUTHORITY: &str = "authority.pem";

fn lay_authority(place: &Place) {
    let authority = pem("CERTIFICATE", inkan::sim::demo_ca_certificate(Slot::Sign));
    fs::write(place.path(AUTHORITY), authority).expect("written");
}

/// OpenSSL, checking the detached signature of the document `name`.
fn openssl(name: &str) -> Command {
    let mut command = Command::new("openssl");
    command
        .args(["cms", "-verify", "-binary", "-inform", "DER", "-in"])
        .arg(format!("{name}.p7s"))
        .args(["-content", name, "-out", "/dev/null"])
        .args(["-CAfile", AUTHORITY, "-purpose", "any"]);
    command
}

#[test]
#[ignore = "a measurement: make bench"]
fn five_hundred_signatures_beside_openssl() {
    const SIGNATURES: usize = 500;
    let place = Place::new();
    let documents: Vec<String> = (0..SIGNATURES).map(|it| format!("{it:03}.txt")).collect();
    for (number, name) in documents.iter().enumerate() {
        fs::write(place.path(name), name_of(number)).expect("written");
    }
    let names: Vec<&str> = documents.iter().map(String::as_str).collect();
    place.signs_in(&names);
    lay_authority(&place);
    let signatures = || documents.iter().map(|name| format!("{name}.p7s"));
    let theirs = || documents.iter().map(|it| place.runs_in(&mut openssl(it)));
    let times = in_turn(
        || place.verifies_in(signatures()),
        || theirs().sum::<Duration>(),
    );
    let what = "verifying 500 CMS files in one call, over 500 runs of `openssl cms -verify`";
    Row::times(what, times, 0.2).print();
}

#[test]
#[ignore = "a measurement: make bench"]
fn one_gibibyte_beside_openssl() {
    let place = Place::new();
    write_noise(&place.path("large.bin"), 1024);
    place.signs_in(&["--format=cms", "large.bin"]);
    lay_authority(&place);
    let times = in_turn(
        || place.verifies_in(["large.bin.p7s".to_owned()]),
        || place.runs_in(&mut openssl("large.bin")),
    );
    let what = "verifying a detached signature of 1 GiB, over `openssl cms -verify`";
    Row::times(what, times, 1.0)
        .at_least(place.hash("large.bin"))
        .print();
}

#[test]
#[ignore = "a measurement: make bench"]
fn a_pdf_of_100_mebibytes_beside_pyhanko_and_pdfsig() {
    const SIGNED: &str = "scan.signed.pdf";
    let place = Place::new();
    write_scan(&place.path("scan.pdf"), 100, MIB);
    place.signs_in(&["--format=pdf", "scan.pdf"]);
    lay_authority(&place);
    let ours = || place.verifies_in([SIGNED.to_owned()]);
    let pyhanko = || {
        let source = "tests/it/figures/verify_with_pyhanko.py";
        let mut command = Command::new(pyhanko::python());
        command
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(source))
            .args([AUTHORITY, SIGNED]);
        place.runs_in(&mut command)
    };
    let pdfsig = || place.runs_in(Command::new("pdfsig").args(["-nocert", SIGNED]));
    let what = "verifying a PDF of 100 MiB, over pyHanko called by a script";
    Row::times(what, in_turn(ours, pyhanko), 0.2)
        .at_least(place.hash(SIGNED))
        .print();
    let what = "the same, over `pdfsig`, which judges neither certificate nor later changes here";
    Row::times(what, in_turn(ours, pdfsig), 1.0)
        .at_least(place.hash(SIGNED))
        .print();
}
