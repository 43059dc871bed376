//! The doctor with a line that breaks: every error it can have, every fault at every command. Whatever
//! happens, it comes to an end with ten rungs, and no card is sent a PIN.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use inkan::{
    app::{
        doctor::{Finding, Ladder, Rung},
        state::Action,
    },
    core::{
        apdu::{Command, Response},
        jpki::{CardChannel, ChannelError},
    },
    sim::{Fault, FaultPlan, Profile},
};

use crate::bench::Bench;

/// The codes of what the doctor finds on this bench.
fn codes(bench: &mut Bench) -> Vec<&'static str> {
    bench.act(Action::Diagnose);
    let ladder: &Ladder = bench.state.diagnosis.ladder.as_ref().expect("finished");
    assert_eq!(bench.state.diagnosis.at, None, "it rests");
    let rungs: Vec<Rung> = ladder.rungs.iter().map(|it| it.rung).collect();
    assert_eq!(rungs, Rung::ALL);
    ladder.findings().map(Finding::code).collect()
}

/// A line on which every command fails the same way.
struct Broken {
    error: ChannelError,
    commands: Arc<AtomicUsize>,
}

impl CardChannel for Broken {
    fn transmit(&mut self, _: &Command) -> Result<Response, ChannelError> {
        self.commands.fetch_add(1, Ordering::SeqCst);
        Err(self.error)
    }
}

#[test]
fn every_error_of_the_line_has_its_own_code() {
    let transport = |code| ChannelError::Transport { code };
    for (error, code, commands) in [
        (ChannelError::Busy, "D-ANSWER-04", 1),
        (ChannelError::Garbled, "D-ANSWER-07", 1),
        (ChannelError::Mute, "D-ANSWER-01", 1),
        (ChannelError::ReaderGone, "D-ANSWER-03", 1),
        (ChannelError::Removed, "D-ANSWER-02", 1),
        // Reading changes nothing, so it is begun again; not for ever.
        (ChannelError::Reset, "D-ANSWER-05", 3),
        (ChannelError::ServiceGone, "D-ANSWER-08", 1),
        (transport(0x8010_002F), "D-ANSWER-06", 1),
        (transport(0x8010_006A), "D-ANSWER-09", 1),
    ] {
        let mut bench = Bench::with("normal");
        let count = Arc::new(AtomicUsize::new(0));
        bench.remote().insert_other(Box::new(Broken {
            error,
            commands: Arc::clone(&count),
        }));
        bench.settle();
        count.store(0, Ordering::SeqCst);
        assert_eq!(codes(&mut bench), [code], "{error:?}");
        assert_eq!(count.load(Ordering::SeqCst), commands, "{error:?}");
    }
}

#[test]
fn a_card_held_by_others_or_not_there() {
    let mut bench = Bench::with("normal");
    bench.remote().hold_by_others(true);
    assert_eq!(codes(&mut bench), ["D-ANSWER-04"]);
    bench.remote().hold_by_others(false);
    assert_eq!(codes(&mut bench), [""; 0]);
    bench.remote().pull();
    assert_eq!(codes(&mut bench), ["D-CARD-01"]);
    bench.remote().insert_mute();
    assert_eq!(codes(&mut bench), ["D-ANSWER-01"]);
}

#[test]
fn every_fault_at_every_command_ends_well_and_costs_no_try() {
    let faults = [
        Fault::Garbage,
        Fault::Mute,
        Fault::Removed,
        Fault::RemovedAfterwards,
        Fault::Reset,
        Fault::Status(0x6F00),
        Fault::Status(0x6982),
        Fault::Status(0x1234),
        Fault::Truncated,
    ];
    for fault in faults {
        // One more than a good card is sent.
        for at_apdu in 0..18 {
            let mut bench = Bench::with("normal");
            let remote = bench.remote();
            remote.clear_log();
            remote.plan(FaultPlan { at_apdu, fault });
            let found = codes(&mut bench);
            let expected = match fault {
                Fault::Mute => Some("D-ANSWER-01"),
                Fault::Removed | Fault::RemovedAfterwards => Some("D-ANSWER-02"),
                _ => None,
            };
            if let Some(code) = expected.filter(|_| at_apdu < remote.apdus()) {
                assert_eq!(found, [code], "{fault:?} at {at_apdu}");
            }
            if fault == Fault::Reset {
                assert_eq!(found, [""; 0], "begun again, at {at_apdu}");
            }
            let sent = remote.log();
            let is_harmless = |ins| matches!(ins, 0x20 | 0xA4 | 0xB0);
            assert!(sent.iter().all(|it| is_harmless(it.header[1])), "{sent:?}");
            assert_eq!(remote.verifies(), 0, "{fault:?} at {at_apdu}");
        }
    }
}

#[test]
fn no_practice_card_loses_a_try() {
    for id in Profile::ids() {
        let mut bench = Bench::with(id);
        codes(&mut bench);
        codes(&mut bench);
        assert_eq!(bench.remote().verifies(), 0, "{id}");
    }
}
