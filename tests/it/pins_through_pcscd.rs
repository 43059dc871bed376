//! `pin change` and `pin test` of the real program, through the real smart card service, with the card
//! pulled before and after each command of a change: what is said is what the card has become, and
//! no try is lost.

use std::{
    io::Write,
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

use inkan::sim::{Profile, Reset, SimCard};
use serde_json::Value;

use crate::pcscd::{Inserted, Lendable, Lent, Pcscd, wait_for};
use crate::sim::TODAY;

const PROGRAM: &str = env!("CARGO_BIN_EXE_inkan-cli");

/// When the card leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaves {
    /// Before it has seen the command of this number.
    Before(usize),
    /// After it has carried it out, before its answer.
    After(usize),
    Never,
}

/// One card that is laid down again and again.
struct Kept {
    card: SimCard,
    /// The commands since the program was started.
    commands: Vec<Vec<u8>>,
    leaves: Leaves,
}

impl Lendable for Kept {
    fn card(&mut self) -> &mut SimCard {
        &mut self.card
    }

    fn answer(lent: &Mutex<Self>, apdu: &[u8]) -> Option<Vec<u8>> {
        let mut kept = lent.lock().expect("sound");
        let number = kept.commands.len();
        kept.commands.push(apdu.to_vec());
        if kept.leaves == Leaves::Before(number) {
            return None;
        }
        let answer = kept.card.answer(apdu);
        (kept.leaves != Leaves::After(number)).then_some(answer)
    }
}

struct Table {
    pcscd: Pcscd,
    kept: Arc<Mutex<Kept>>,
}

/// What the program answered.
struct Answer {
    exit: Option<i32>,
    json: Value,
}

impl Table {
    fn lay() -> Option<Self> {
        let pcscd = Pcscd::start()?;
        let profile = Profile::built_in("normal").expect("compiled in");
        let kept = Kept {
            card: SimCard::new(&profile, TODAY).expect("issues"),
            commands: Vec::new(),
            leaves: Leaves::Never,
        };
        Some(Self {
            pcscd,
            kept: Arc::new(Mutex::new(kept)),
        })
    }

    fn run(arguments: &[&str], input: &str) -> Answer {
        let mut program = Command::new(PROGRAM)
            .args(arguments)
            .args(["--json", "--config", "no-settings"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let mut stdin = program.stdin.take().expect("piped");
        // Who needs no input may have ended already.
        stdin.write_all(input.as_bytes()).ok();
        drop(stdin);
        let output = program.wait_with_output().expect("ended");
        Answer {
            exit: output.status.code(),
            json: serde_json::from_slice(&output.stdout).expect("JSON"),
        }
    }

    /// Lays the card down, runs the program, and takes the card away.
    fn with_card(&self, leaves: Leaves, arguments: &[&str], input: &str) -> Answer {
        let inserted = Inserted::new(Lent(Arc::clone(&self.kept)), self.pcscd.first_slot());
        wait_for("the card", || Self::run(&["status"], "").exit == Some(0));
        {
            let mut kept = self.kept.lock().expect("sound");
            kept.commands.clear();
            kept.leaves = leaves;
        }
        let answer = Self::run(arguments, input);
        inserted.pull();
        self.kept.lock().expect("sound").leaves = Leaves::Never;
        wait_for("the empty reader", || {
            Self::run(&["status"], "").exit == Some(4)
        });
        answer
    }

    /// Asks the card itself: the tries it counts, and whether `secret` is true. Puts `old` back.
    fn truth(&self, old: &str, new: &str) -> (u8, &'static str) {
        let mut kept = self.kept.lock().expect("sound");
        let mut ask = |apdu: &[u8]| {
            let answer = kept.card.answer(apdu);
            u16::from_be_bytes([answer[answer.len() - 2], answer[answer.len() - 1]])
        };
        let with = |header: [u8; 4], data: &str| {
            let length = u8::try_from(data.len()).expect("short");
            [&header[..], &[length], data.as_bytes()].concat()
        };
        let application = [
            0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00,
            0x01,
        ];
        assert_eq!(ask(&application), 0x9000);
        assert_eq!(ask(&[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x18]), 0x9000);
        let left = u8::try_from(ask(&[0x00, 0x20, 0x00, 0x80]) & 0x0F).expect("small");
        let changed = if ask(&with([0x00, 0x20, 0x00, 0x80], new)) == 0x9000 {
            "yes"
        } else {
            assert_eq!(ask(&with([0x00, 0x20, 0x00, 0x80], old)), 0x9000);
            "no"
        };
        assert_eq!(ask(&with([0x00, 0x24, 0x01, 0x80], old)), 0x9000);
        kept.card.reset(Reset::PowerDown);
        (left, changed)
    }

    fn commands(&self) -> Vec<Vec<u8>> {
        self.kept.lock().expect("sound").commands.clone()
    }
}

const CHANGE: [&str; 4] = ["pin", "change", "--kind=auth", "--pin-stdin"];
const TEST: [&str; 4] = ["pin", "test", "--kind=auth", "--pin-stdin"];
const LINES: &str = "1234\n5739\n5739\n";

#[test]
fn a_card_pulled_before_or_after_each_command_of_a_change_ends_in_a_precise_statement() {
    let Some(table) = Table::lay() else { return };
    let answer = table.with_card(Leaves::Never, &CHANGE, LINES);
    assert_eq!(answer.exit, Some(0), "{}", answer.json);
    assert_eq!(answer.json["changed"], "yes");
    let commands = table.commands();
    assert_eq!(table.truth("1234", "5739"), (3, "yes"));

    // From where the card is held exclusively: the last time that the application is selected.
    let begin = commands
        .iter()
        .rposition(|it| it.starts_with(&[0x00, 0xA4, 0x04, 0x0C, 0x0A]))
        .expect("selected");
    let at_change = commands
        .iter()
        .position(|it| it[1] == 0x24)
        .expect("changed");
    let mut unknown = 0;
    for number in begin..commands.len() {
        for leaves in [Leaves::Before(number), Leaves::After(number)] {
            let name = format!("{leaves:?} of {}, CHANGE is {at_change}", commands.len());
            let answer = table.with_card(leaves, &CHANGE, LINES);
            let (left, truth) = table.truth("1234", "5739");
            assert_eq!(left, 3, "{name}: a try was lost");
            let said = answer.json["changed"].as_str().expect("said");
            assert!(
                said == truth || said == "unknown",
                "{name}: {said}, {truth}"
            );
            assert_eq!(said == "unknown", number == at_change, "{name}");
            match said {
                "yes" => assert_eq!(answer.exit, Some(0), "{name}"),
                "unknown" => {
                    unknown += 1;
                    assert_eq!(answer.json["error"]["code"], "E-PIN-10");
                    let remedy = answer.json["error"]["remedy"].as_str().expect("text");
                    assert!(remedy.contains("pin test"), "{remedy}");
                    assert_eq!(answer.exit, Some(7), "{name}");
                }
                _ => assert_eq!(answer.exit, Some(7), "{name}: {}", answer.json),
            }
        }
    }
    assert_eq!(unknown, 2);
}

#[test]
fn what_was_changed_is_tested_and_what_was_not_known_is_found_out_as_told() {
    let Some(table) = Table::lay() else { return };
    let works = |answer: &Answer| answer.json["works"] == true && answer.exit == Some(0);
    let answer = table.with_card(Leaves::Never, &TEST, "1234\n");
    assert!(works(&answer), "{}", answer.json);
    assert!(answer.json["card_ms"].is_u64());
    assert_eq!(answer.json["remaining"], 3);

    let answer = table.with_card(Leaves::Never, &CHANGE, LINES);
    assert_eq!(answer.json["changed"], "yes");
    let commands = table.commands();
    let at_change = commands.iter().position(|it| it[1] == 0x24).expect("there");
    let back = "5739\n1234\n1234\n";
    let answer = table.with_card(Leaves::Before(at_change), &CHANGE, back);
    assert_eq!(answer.json["changed"], "unknown");
    // As told: the new one first, then the one until now, which gives the try back.
    let wrong = table.with_card(Leaves::Never, &TEST, "1234\n");
    assert_eq!((wrong.exit, &wrong.json["remaining"]), (Some(5), &2.into()));
    let right = table.with_card(Leaves::Never, &TEST, "5739\n");
    assert!(works(&right), "{}", right.json);
    assert_eq!(right.json["remaining"], 3);
}
