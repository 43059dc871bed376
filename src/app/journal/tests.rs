//! The journal by itself: what it keeps, how much, and that no data ever gets in.

use proptest::prelude::*;

use super::*;
use crate::{
    app::{
        command::PlanOrder,
        ports::{Clock, Presence, ReaderKind, ReaderName, ReaderReport, ReaderSnapshot, Readers},
    },
    core::{
        jpki::{CardChannel, Slot},
        rules::Attempts,
        secret::Pin,
        sign::DocumentKind,
    },
};

/// Goes on by a millisecond whenever it is asked.
#[derive(Default)]
struct Steps(Mutex<u64>);

impl Clock for Steps {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::UNIX_EPOCH
    }

    fn ticks(&self) -> Duration {
        let mut asked = self.0.lock().expect("sound");
        *asked += 1;
        Duration::from_millis(*asked)
    }
}

/// A reader whose card answers from a list, then is gone.
struct Scripted(Vec<Vec<u8>>);

impl Readers for Scripted {
    fn report(&mut self) -> ReaderReport {
        ReaderReport::Readers(vec![ReaderSnapshot {
            name: ReaderName("Reader (0012345)".to_owned()),
            kind: ReaderKind::Physical,
            presence: Presence::Empty,
            atr: Vec::new(),
        }])
    }

    fn with_card(
        &mut self,
        _reader: &ReaderName,
        _hold: Hold,
        work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        if self.0.is_empty() {
            return Err(ChannelError::Busy);
        }
        work(self);
        Ok(())
    }
}

impl CardChannel for Scripted {
    fn transmit(&mut self, _command: &apdu::Command) -> Result<Response, ChannelError> {
        if self.0.is_empty() {
            return Err(ChannelError::Removed);
        }
        Response::decode(&self.0.remove(0)).map_err(|_short| ChannelError::Garbled)
    }
}

fn heard() -> (Journal, Arc<Mutex<Vec<String>>>) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&lines);
    let journal = Journal::heard_by(Arc::new(move |told| {
        kept.lock().expect("sound").push(told.to_string());
    }));
    (journal, lines)
}

/// Sends `commands` to a card with these answers, under a journal.
fn visit(
    journal: &Journal,
    answers: Vec<Vec<u8>>,
    commands: &[apdu::Command],
) -> Result<(), ChannelError> {
    let clock = Arc::new(Steps::default());
    let mut readers = RecordedReaders::new(Box::new(Scripted(answers)), journal.clone(), clock);
    let name = ReaderName("Reader (0012345)".to_owned());
    readers.with_card(&name, Hold::Exclusive, &mut |card| {
        for command in commands {
            card.transmit(command).ok();
        }
    })
}

fn verify(pin: &[u8]) -> apdu::Command {
    let pin = Pin::from_bytes(pin).expect("fits");
    apdu::Command::new(0x00, 0x20, 0x00, 0x80).with_secret(&pin)
}

#[test]
fn a_visit_is_headers_lengths_status_words_and_times() {
    let (journal, lines) = heard();
    journal.begin_work(Work::Sign);
    let commands = [
        apdu::Command::new(0x00, 0xA4, 0x02, 0x0C).with_data(&[0x00, 0x1B]),
        verify(b"SECRET7"),
        apdu::Command::new(0x00, 0xB0, 0x00, 0x00).with_le(apdu::Le::MAX),
        apdu::Command::new(0x00, 0xC0, 0x00, 0x00),
    ];
    let answers = vec![
        vec![0x6E, 0x00],
        vec![0x63, 0xC4],
        b"HANAKO\x90\x00".to_vec(),
    ];
    visit(&journal, answers, &commands).expect("held");
    let entries = journal.entries();
    let [entry] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    assert_eq!((entry.work, entry.failure), (Work::Sign, None));
    let visit = entry.visit.as_ref().expect("a visit");
    assert_eq!(visit.reader.as_str(), "Reader (...)");
    assert_eq!(visit.first[1].sent, Sent::Secret);
    assert_eq!(visit.first[2].took, Duration::from_millis(1));
    let lines = lines.lock().expect("sound");
    assert_eq!(
        *lines,
        [
            "sign: Reader (...): exclusive (1 ms)",
            "00 A4 02 0C [2] -> [0] 6E00 (1 ms)",
            "00 20 00 80 [secret] -> [0] 63C4 (1 ms)",
            "00 B0 00 00 Le=256 -> [6] 9000 (1 ms)",
            "00 C0 00 00 -> removed (1 ms)",
            "Reader (...): let go (9 ms)",
        ]
    );
}

#[test]
fn a_card_that_is_not_to_be_had_is_written_down_too() {
    let (journal, lines) = heard();
    journal.begin_work(Work::Look);
    assert_eq!(visit(&journal, Vec::new(), &[]), Err(ChannelError::Busy));
    let entries = journal.entries();
    let visit = entries[0].visit.as_ref().expect("a visit");
    assert_eq!(visit.refusal, Some(ChannelError::Busy));
    assert!(visit.first.is_empty());
    assert_eq!(
        *lines.lock().expect("sound"),
        ["look: Reader (...): not held: busy (1 ms)"]
    );
}

#[test]
fn two_passwords_of_different_length_leave_the_same() {
    let of = |pin: &[u8]| {
        let journal = Journal::default();
        visit(&journal, vec![vec![0x90, 0x00]], &[verify(pin)]).expect("held");
        format!("{journal:?}")
    };
    assert_eq!(of(b"ABC123"), of(b"ABCDEFGH12345678"));
}

#[test]
fn failures_stay_as_codes_at_the_visit_they_belong_to() {
    let (journal, lines) = heard();
    let rejected = || {
        let left = Attempts::of(Slot::Auth, 2);
        let slot = Slot::Auth;
        Event::PinRejected(slot, Failure::PinWrong { slot, left })
    };
    journal.begin_work(Work::Sign);
    visit(&journal, vec![vec![0x63, 0xC2]], &[verify(b"1234")]).expect("held");
    journal.take_in(&rejected(), Duration::ZERO);
    journal.take_in(&rejected(), Duration::ZERO);
    assert_eq!(journal.entries().len(), 1);
    let code = journal.entries()[0].failure.expect("a code");
    assert_eq!(code.name(), "E-PIN-01");
    assert_eq!(
        lines.lock().expect("sound").last().map(String::as_str),
        Some("sign: E-PIN-01")
    );
    // Another job, without a visit: an entry of its own, and nothing of the file's name.
    let order = PlanOrder::default();
    journal.begin(&Message::Command(Command::PlanSigning(order)));
    let path = "secret/diary.pdf".into();
    journal.take_in(
        &Event::Failed(Failure::DocumentUnsupported {
            path,
            kind: DocumentKind::Pdf,
        }),
        Duration::from_secs(3),
    );
    let entries = journal.entries();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[1].work, Work::Other);
    assert!(entries[1].visit.is_none());
    assert!(!format!("{entries:?}").contains("diary"));
}

#[test]
fn good_news_and_single_files_leave_nothing() {
    let journal = Journal::default();
    journal.begin_work(Work::Sign);
    for event in [
        Event::Saved("diary.pdf".into()),
        Event::PinAccepted(Slot::Sign),
        Event::SignFinished {
            outcomes: Vec::new(),
            stopped_by: None,
        },
    ] {
        journal.take_in(&event, Duration::ZERO);
    }
    assert_eq!(journal.entries(), []);
}

#[test]
fn the_oldest_entries_and_the_middle_of_a_long_visit_go() {
    let journal = Journal::default();
    let read = |p2: u8| apdu::Command::new(0x00, 0xB0, 0x00, p2);
    for job in 0..20 {
        journal.begin_work(Work::Look);
        let commands: Vec<_> = (0..=job).map(read).collect();
        visit(&journal, vec![vec![0x90, 0x00]; 30], &commands).expect("held");
    }
    assert_eq!(journal.entries().len(), ENTRIES);
    assert_eq!(journal.entries()[0].job, 9);
    let commands: Vec<_> = (0..100).map(read).collect();
    visit(&journal, vec![vec![0x90, 0x00]; 100], &commands).expect("held");
    let entries = journal.entries();
    let long = entries.last().and_then(|it| it.visit.as_ref());
    let long = long.expect("a visit");
    assert_eq!((long.first.len(), long.last.len()), (EXCHANGES, EXCHANGES));
    assert_eq!(long.left_out, 68);
    assert_eq!(long.first[15].header, [0x00, 0xB0, 0x00, 15]);
    assert_eq!(long.last[15].header, [0x00, 0xB0, 0x00, 99]);
}

proptest! {
    /// Whatever goes over the wire: only its header, its lengths, its status word decide what is kept.
    #[test]
    fn no_data_reaches_the_journal(
        header in any::<[u8; 4]>(),
        sent in proptest::collection::vec(any::<u8>(), 1..=255),
        answered in proptest::collection::vec(any::<u8>(), 1..=256),
        status in any::<[u8; 2]>(),
    ) {
        let [cla, ins, p1, p2] = header;
        let told = |sent: &[u8], answered: &[u8]| {
            let (journal, lines) = heard();
            let command = apdu::Command::new(cla, ins, p1, p2).with_data(sent);
            let answer = [answered, &status].concat();
            visit(&journal, vec![answer], &[command]).expect("held");
            let lines = lines.lock().expect("sound").join("\n");
            format!("{lines}\n{journal:?}\n{:?}", journal.entries())
        };
        let zeros = told(&vec![0; sent.len()], &vec![0; answered.len()]);
        prop_assert_eq!(told(&sent, &answered), zeros);
    }

    /// The same of the raw formats of commands and answers.
    #[test]
    fn no_data_reaches_the_debug_formats(
        sent in proptest::collection::vec(any::<u8>(), 0..=255),
        answered in proptest::collection::vec(any::<u8>(), 2..=258),
    ) {
        let shown = |sent: &[u8], answered: &[u8]| {
            let command = apdu::Command::new(0x80, 0x2A, 0x00, 0x80).with_data(sent);
            let response = Response::decode(answered).expect("long enough");
            format!("{command:?} {response:?}")
        };
        let (_, status) = answered.split_at(answered.len() - 2);
        let blank = [&vec![0; answered.len() - 2], status].concat();
        prop_assert_eq!(shown(&sent, &answered), shown(&vec![0; sent.len()], &blank));
    }
}
