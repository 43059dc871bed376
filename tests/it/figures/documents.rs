//! Signing and verifying documents against programs that do the same or less: OpenSSL, pyHanko, and the
//! card's own time. Each measurement is a row of the table that `make bench` prints; what is compared
//! runs in turn, so that a busy machine disturbs both.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use inkan::{
    app::ports::Clock,
    core::{jpki::Slot, rules::jst_date},
    platform::clock::{Stopwatch, SystemClock},
    sim::Profile,
};

use super::{Row, measured_program};
use crate::{
    cms::{
        openssl::pem,
        pki::{Issuer, Key},
    },
    judges::{Seat, pyhanko},
    pcscd::{Inserted, Pcscd, PracticeCard, wait_for},
    safety::{
        begin,
        kills::kill_at_random_moments,
        memory::{count, counted},
        names,
        paper::{MIB, write_noise, write_scan},
    },
};

/// How often each program runs; the median counts.
const ROUNDS: usize = 5;

const MIB_KIB: f64 = 1024.0;

/// What another program makes.
const THEIRS: &str = "theirs.pdf";

/// A folder in which the measured program signs.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("folder"))
    }

    /// Where files are kept in memory.
    fn in_memory() -> Option<Self> {
        tempfile::tempdir_in("/dev/shm").ok().map(Self)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn signing(&self, command: Command, arguments: &[&str]) -> Command {
        let mut command = command;
        command
            .args(["--demo", "sign", "--pin-stdin", "--config", "no-settings"])
            .arg("--json")
            .args(arguments)
            .current_dir(self.folder());
        command
    }

    /// How long the measured program takes to sign. Results of another time are removed before: to
    /// replace them would be measured too.
    fn signs_in(&self, arguments: &[&str]) -> Duration {
        self.remove_results();
        let mut command = self.signing(Command::new(measured_program()), arguments);
        let watch = Stopwatch::start();
        let output = begin(&mut command).wait_with_output().expect("ends");
        let elapsed = watch.elapsed();
        assert!(output.status.success(), "{output:?}");
        elapsed
    }

    /// How much memory it needs for that at most, in MiB.
    fn signs_within(&self, arguments: &[&str]) -> Option<f64> {
        self.remove_results();
        let counts = self.path("count");
        let command = counted(&measured_program(), &counts)?;
        let mut command = self.signing(command, arguments);
        let output = begin(&mut command).wait_with_output().expect("ends");
        assert!(output.status.success(), "{output:?}");
        Some(float(count(&counts)) / MIB_KIB)
    }

    fn remove_results(&self) {
        for name in names(self.folder()) {
            let endings = [".p7s", ".p7m", ".signed.pdf"];
            if name == THEIRS || endings.iter().any(|it| name.strip_suffix(it).is_some()) {
                fs::remove_file(self.path(&name)).expect("removed");
            }
        }
    }

    /// How long another program takes.
    fn runs_in(&self, command: &mut Command) -> Duration {
        let _missing = fs::remove_file(self.path(THEIRS));
        let watch = Stopwatch::start();
        let output = command
            .current_dir(self.folder())
            .stdin(Stdio::null())
            .output()
            .expect("starts");
        let elapsed = watch.elapsed();
        assert!(output.status.success(), "{command:?}: {output:?}");
        elapsed
    }
}

fn float(count: impl TryInto<u32>) -> f64 {
    let count = count.try_into();
    f64::from(count.unwrap_or_else(|_| panic!("more than can be counted")))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

/// Runs both in turn and gives both medians.
fn in_turn(
    mut ours: impl FnMut() -> Duration,
    mut theirs: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        their_times.push(theirs());
        our_times.push(ours());
    }
    println!("ours {our_times:.3?}, theirs {their_times:.3?}");
    (median(our_times), median(their_times))
}

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
            Row {
                what,
                ours: format!("{peak:.1} MiB"),
                theirs: String::new(),
                figure: peak,
                limit: 64.0,
            }
            .print();
        }
    }
}

/// Hashing the document is the least that signing it takes.
fn beside_hashing(place: &Place, what: &'static str, arguments: &[&str], document: &str) {
    let digest = || {
        let mut command = Command::new("openssl");
        place.runs_in(command.args(["dgst", "-sha256", document]))
    };
    // Once for the page cache.
    digest();
    let (ours, theirs) = in_turn(|| place.signs_in(arguments), digest);
    Row {
        what,
        ours: seconds(ours),
        theirs: seconds(theirs),
        figure: ours.as_secs_f64() / theirs.as_secs_f64(),
        limit: 1.15,
    }
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
    let (ours, theirs) = in_turn(|| place.signs_in(&SIGN_SCAN), theirs);
    Row {
        what,
        ours: seconds(ours),
        theirs: seconds(theirs),
        figure: ours.as_secs_f64() / theirs.as_secs_f64(),
        limit: 0.10,
    }
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
fn small_documents(place: &Place, count: usize) -> Vec<String> {
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

fn name_of(number: usize) -> String {
    format!("document {number}\n").repeat(100)
}

#[test]
#[ignore = "a measurement: make bench"]
fn a_batch_beside_its_card() {
    const DOCUMENTS: usize = 30;
    const SIGNATURE: Duration = Duration::from_millis(300);
    let Some(pcscd) = Pcscd::start() else { return };
    let text = include_str!("../../../assets/demo/normal.toml");
    let text = format!(
        "{text}\n[delays]\nsignature-ms = {}\n",
        SIGNATURE.as_millis()
    );
    let profile = Profile::parse(&text).expect("a profile");
    let (card, diary) = PracticeCard::of(&profile, jst_date(SystemClock.now()));
    let _inserted = Inserted::new(card, pcscd.first_slot());
    wait_for("the card to be seen", || {
        let output = Command::new(measured_program()).arg("status").output();
        output.expect("starts").status.success()
    });
    let place = Place::new();
    let names = small_documents(&place, DOCUMENTS);
    let before = diary.commands();
    let watch = Stopwatch::start();
    let mut command = Command::new(measured_program());
    command
        .args(["sign", "--pin-stdin", "--config", "no-settings"])
        .args(&names)
        .current_dir(place.folder());
    let output = begin(&mut command).wait_with_output().expect("ends");
    let elapsed = watch.elapsed();
    assert!(output.status.success(), "{output:?}");
    let commands = diary.commands.lock().expect("sound");
    let is_signature = |command: &Vec<u8>| command[1] == 0x2A;
    let first = commands.iter().skip(before).position(is_signature);
    let first = before + first.expect("one");
    let last = commands.iter().rposition(is_signature).expect("one");
    let sent = last - first + 1;
    let signatures = commands[first..=last].iter().filter(|it| is_signature(it));
    assert_eq!(signatures.count(), DOCUMENTS);
    Row {
        what: "commands to the card from the first signature to the last, a document",
        ours: sent.to_string(),
        theirs: DOCUMENTS.to_string(),
        figure: float(sent) / float(DOCUMENTS),
        limit: 1.0,
    }
    .print();
    let own = SIGNATURE * u32::try_from(DOCUMENTS).expect("few");
    Row {
        what: "a batch of 30 through pcscd, over the card's own time at 300 ms a signature",
        ours: seconds(elapsed),
        theirs: seconds(own),
        figure: elapsed.as_secs_f64() / own.as_secs_f64(),
        limit: 1.10,
    }
    .print();
    println!(
        "{} commands before the first signature, {} after the last",
        first - before,
        commands.len() - last - 1
    );
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
            "{count} documents without waiting for a card: {}, {:.2} ms each",
            seconds(time),
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
    }
    .print();
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
    let authority = pem("CERTIFICATE", inkan::sim::demo_ca_certificate(Slot::Sign));
    fs::write(place.path("authority.pem"), authority).expect("written");
    let verify = || {
        let mut command = Command::new(measured_program());
        command
            .args([
                "verify",
                "--demo-trust",
                "--json",
                "--config",
                "no-settings",
            ])
            .args(documents.iter().map(|name| format!("{name}.p7s")));
        place.runs_in(&mut command)
    };
    let openssl = || {
        let times = documents.iter().map(|name| {
            let mut command = Command::new("openssl");
            command
                .args(["cms", "-verify", "-binary", "-inform", "DER", "-in"])
                .arg(format!("{name}.p7s"))
                .args(["-content", name, "-out", "/dev/null"])
                .args(["-CAfile", "authority.pem", "-purpose", "any"]);
            place.runs_in(&mut command)
        });
        times.sum()
    };
    let (ours, theirs) = in_turn(verify, openssl);
    Row {
        what: "verifying 500 CMS files in one call, over 500 runs of `openssl cms -verify`",
        ours: seconds(ours),
        theirs: seconds(theirs),
        figure: ours.as_secs_f64() / theirs.as_secs_f64(),
        limit: 0.2,
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
        }
        .print();
    }
}
