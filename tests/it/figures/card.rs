//! Talking to a card through pcscd, against programs that do the same or less: OpenSC and jpki-cli; and
//! against the card's own time. A contact card at its usual speed needs some 20 ms for a command, which
//! the virtual one waits too.

use std::{path::PathBuf, process::Command, sync::Arc, time::Duration};

use inkan::{
    app::{
        event::{CardFact, Event},
        ports::Clock,
    },
    core::rules::jst_date,
    platform::clock::{Stopwatch, SystemClock},
    sim::Profile,
};

use super::{
    ROUNDS, Row, float, measured_program, median, place::Place, seconds, signing::small_documents,
};
use crate::{
    desk::RunningWorker,
    pcscd::{Diary, Inserted, Pcscd, PracticeCard, wait_for},
    safety::begin,
};

/// What a command takes.
const COMMAND: Duration = Duration::from_millis(20);
/// What a signature takes on top.
const SIGNATURE: Duration = Duration::from_millis(300);

/// The normal practice card, which takes its time.
fn card(command: Duration, signature: Duration) -> (PracticeCard, Arc<Diary>) {
    let text = include_str!("../../../assets/demo/normal.toml");
    let text = format!(
        "{text}\n[delays]\ncommand-ms = {}\nsignature-ms = {}\n",
        command.as_millis(),
        signature.as_millis()
    );
    let profile = Profile::parse(&text).expect("a profile");
    PracticeCard::of(&profile, jst_date(SystemClock.now()))
}

fn wait_until_seen() {
    wait_for("the card to be seen", || {
        let output = Command::new(measured_program()).arg("status").output();
        output.expect("starts").status.success()
    });
}

/// Commands to the card, and the time, that runs of a program took.
#[derive(Clone, Copy, Debug)]
struct Cost {
    commands: usize,
    time: Duration,
}

impl Cost {
    fn of(diary: &Diary, programs: &mut [Command]) -> Self {
        let before = diary.commands();
        let watch = Stopwatch::start();
        for program in programs {
            let output = program.output().expect("starts");
            assert!(output.status.success(), "{program:?}: {output:?}");
        }
        Self {
            commands: diary.commands() - before,
            time: watch.elapsed(),
        }
    }
}

/// OpenSC, which reads one certificate.
fn opensc() -> Vec<Command> {
    let mut command = Command::new("pkcs15-tool");
    command.args(["--read-certificate", "1"]);
    vec![command]
}

/// jpki-cli, which tells one fact in each run: a certificate, and both counters.
fn jpki_cli() -> Option<Vec<Command>> {
    let folder = std::env::var_os("INKAN_RIVALS").map(PathBuf::from);
    let program = folder?.join("bin/jpki-cli");
    program.exists().then(|| {
        let runs: [&[&str]; 3] = [
            &["--auth", "read-certificate"],
            &["--auth", "stat"],
            &["stat"],
        ];
        let runs = runs.map(|arguments| {
            let mut command = Command::new(&program);
            command.arg("crypto").args(arguments);
            command
        });
        runs.into()
    })
}

fn status() -> Vec<Command> {
    let mut command = Command::new(measured_program());
    command.arg("status");
    vec![command]
}

#[test]
#[ignore = "a measurement: make bench"]
fn a_status_beside_opensc_and_jpki_cli() {
    let Some(pcscd) = Pcscd::start() else { return };
    let (card, diary) = card(COMMAND, SIGNATURE);
    let _inserted = Inserted::new(card, pcscd.first_slot());
    wait_until_seen();
    let ours = Cost::of(&diary, &mut status());
    Row::alone(
        "commands to the card for `status`",
        float(ours.commands),
        17.0,
        "",
    )
    .print();
    let rivals = [
        (
            Some(opensc()),
            "commands for `status`, over `pkcs15-tool --read-certificate`",
            "time of `status`, over `pkcs15-tool --read-certificate`",
        ),
        (
            jpki_cli(),
            "commands for `status`, over jpki-cli's for a certificate and both counters",
            "time of `status`, over jpki-cli's for a certificate and both counters",
        ),
    ];
    for (rival, commands, time) in rivals {
        let Some(mut rival) = rival else {
            println!("left out: no jpki-cli in INKAN_RIVALS; `make bench` installs it");
            continue;
        };
        let costs: Vec<(Cost, Cost)> = (0..ROUNDS)
            .map(|_| {
                let theirs = Cost::of(&diary, &mut rival);
                (Cost::of(&diary, &mut status()), theirs)
            })
            .collect();
        println!("{costs:?}");
        let middle = |cost: fn(&(Cost, Cost)) -> Cost| Cost {
            commands: median(costs.iter().map(|it| cost(it).commands).collect()),
            time: median(costs.iter().map(|it| cost(it).time).collect()),
        };
        let (ours, theirs) = (middle(|it| it.0), middle(|it| it.1));
        Row {
            what: commands,
            ours: ours.commands.to_string(),
            theirs: theirs.commands.to_string(),
            figure: float(ours.commands) / float(theirs.commands),
            limit: 1.0,
            least: String::new(),
        }
        .print();
        Row::times(time, (ours.time, theirs.time), 1.0)
            .at_least(card_time(ours.commands))
            .print();
    }
}

/// The least that so many commands take.
fn card_time(commands: usize) -> String {
    let time = COMMAND * u32::try_from(commands).expect("few");
    format!("card {}", seconds(time))
}

#[test]
#[ignore = "a measurement: make bench"]
fn from_insertion_to_the_expiry_date() {
    let Some(pcscd) = Pcscd::start() else { return };
    let worker = RunningWorker::start();
    let (mut dates, mut wholes, mut commands) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        let (card, diary) = card(COMMAND, SIGNATURE);
        let inserted = Inserted::new(card, pcscd.first_slot());
        worker.until(|event| matches!(event, Event::CardSeen { .. }));
        let watch = Stopwatch::start();
        worker.until(|event| {
            matches!(
                event,
                Event::CardFact {
                    fact: CardFact::EarlyDates(_),
                    ..
                }
            )
        });
        dates.push(watch.elapsed());
        worker.until(|event| matches!(event, Event::CardRead { .. }));
        wholes.push(watch.elapsed());
        commands = diary.commands();
        inserted.pull();
        worker.until(|event| matches!(event, Event::Readers(_)));
    }
    worker.stop();
    println!("to the date {dates:?}, to all facts {wholes:?}");
    // SELECT application, SELECT EF, READ BINARY.
    let (three, all) = (COMMAND * 3, COMMAND * u32::try_from(commands).expect("few"));
    let what = "from a card noticed to its expiry date, over the card's own time (debug build)";
    Row::times(what, (median(dates), three), 1.5)
        .at_least(card_time(3))
        .print();
    let what = "from a card noticed to all its facts, over the card's own time (debug build)";
    Row::times(what, (median(wholes), all), 1.5)
        .at_least(card_time(commands))
        .print();
}

#[test]
#[ignore = "a measurement: make bench"]
fn a_batch_beside_its_card() {
    const DOCUMENTS: usize = 30;
    let Some(pcscd) = Pcscd::start() else { return };
    let (card, diary) = card(Duration::ZERO, SIGNATURE);
    let _inserted = Inserted::new(card, pcscd.first_slot());
    wait_until_seen();
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
        least: String::new(),
    }
    .print();
    let own = SIGNATURE * u32::try_from(DOCUMENTS).expect("few");
    let what = "a batch of 30 through pcscd, over the card's own time at 300 ms a signature";
    Row::times(what, (elapsed, own), 1.10)
        .at_least(format!("card {}", seconds(own)))
        .print();
    println!(
        "{} commands before the first signature, {} after the last",
        first - before,
        commands.len() - last - 1
    );
}
