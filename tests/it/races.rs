//! What happens while something else is under way: a wish changed before its answer came, a dialog
//! that comes back late, a job that ends before its PIN was needed.

use std::path::{Path, PathBuf};

use inkan::{
    app::{
        command::{CardEpoch, CardRef, Command, Message, PlanOrder, PracticeAction},
        event::{CertificateFact, Event, PlannedFile, PlannedKind, SignOutcome},
        failure::Failure,
        ports::{
            DialogRequest, FileError, FileIdentity, Files, NewFile, Overwrite, Presence, Probe,
            ReadFile, ReaderKind, ReaderName, ReaderReport, ReaderSnapshot, Source,
            TemporaryFolder,
        },
        settings::Settings,
        state::{Action, AppState, Effect, Notice, PinPhase, PinPurpose, Reading, SignPhase},
        workflow::sign::output_path,
    },
    core::{
        cert::export::CertificateFormat, jpki::Slot, rules::LastTryConsent, secret::Pin,
        sign::SignatureFormat,
    },
    sim::DEMO_SIGN_PASSWORD,
};

use crate::{bench::Bench, desk::RunningWorker};

const REFUSED: LastTryConsent = LastTryConsent::NotGiven;

/// The order that was sent to the worker.
fn order(effects: Vec<Effect>) -> PlanOrder {
    let mut orders = effects.into_iter().filter_map(|effect| match effect {
        Effect::Send(Command::PlanSigning(order)) => Some(order),
        _ => None,
    });
    orders.next().expect("an order")
}

/// What the worker answers where nothing stands in the way.
fn answer(order: &PlanOrder) -> Event {
    let file = |input: &std::path::PathBuf| PlannedFile {
        target: inkan::app::command::SignTarget {
            input: input.clone(),
            output: output_path(input, order.folder.as_deref(), SignatureFormat::default()),
            format: SignatureFormat::default(),
        },
        len: Some(1),
        kind: PlannedKind::Other,
        problem: None,
    };
    let files = order.documents.iter().map(file).collect();
    Event::SignPlanned(order.clone(), files)
}

/// A window's state with one card on it, read.
fn state_with_a_card() -> AppState {
    let mut state = AppState::new(Source::Real, Settings::default());
    let name = ReaderName("reader".to_owned());
    state.apply(Event::Readers(ReaderReport::Readers(vec![
        ReaderSnapshot {
            name: name.clone(),
            kind: ReaderKind::Physical,
            presence: Presence::Card { insertions: 1 },
            atr: Vec::new(),
        },
    ])));
    let card = CardRef {
        reader: name,
        epoch: CardEpoch(1),
    };
    state.apply(Event::CardSeen {
        reader: card.reader,
        epoch: card.epoch,
    });
    state
}

fn documents(state: &AppState) -> Vec<String> {
    let files = state.desk.files.iter();
    files
        .map(|file| file.target.input.display().to_string())
        .collect()
}

fn pin() -> Pin {
    Pin::from_bytes(DEMO_SIGN_PASSWORD.as_bytes()).expect("fits")
}

#[test]
fn files_added_while_others_are_looked_at_are_all_there() {
    let mut state = state_with_a_card();
    let first = order(state.act(Action::AddFiles(vec!["a".into()])));
    let second = order(state.act(Action::AddFiles(vec!["b".into()])));
    state.apply(answer(&first));
    assert_eq!(state.desk.phase, SignPhase::Planning, "not the last answer");
    state.apply(answer(&second));
    assert_eq!(documents(&state), ["a", "b"]);
    assert!(state.desk.is_ready());
}

#[test]
fn the_last_choice_of_a_folder_counts() {
    let mut state = state_with_a_card();
    let first = order(state.act(Action::AddFiles(vec!["a".into()])));
    let folder = DialogRequest::OutputFolder;
    let second = order(state.apply(Event::DialogClosed {
        request: folder,
        paths: vec!["results".into()],
    }));
    state.apply(answer(&first));
    assert!(!state.desk.is_ready(), "its results would go elsewhere");
    state.apply(answer(&second));
    assert!(state.desk.files[0].target.output.starts_with("results"));
}

#[test]
fn an_answer_to_files_that_were_given_up_is_not_taken_in() {
    let mut state = state_with_a_card();
    let first = order(state.act(Action::AddFiles(vec!["a".into()])));
    state.act(Action::NewSigning);
    let second = order(state.act(Action::AddFiles(vec!["b".into()])));
    state.apply(answer(&first));
    state.apply(answer(&second));
    assert_eq!(documents(&state), ["b"]);
}

#[test]
fn taking_the_obstacle_off_the_list_clears_the_way() {
    let mut bench = Bench::with("normal");
    let document = bench.document("a.txt", b"one");
    let folder = bench.folder.path().join("other");
    std::fs::create_dir(&folder).expect("creates");
    let namesake = folder.join("a.txt");
    std::fs::write(&namesake, b"another").expect("writes");
    let results = bench.folder.path().join("results");
    std::fs::create_dir(&results).expect("creates");
    bench.act(Action::AddFiles(vec![document, namesake]));
    bench.close_dialog(DialogRequest::OutputFolder, vec![results]);
    assert!(!bench.state.desk.is_ready(), "two results of one name");
    bench.act(Action::RemoveFile(0));
    assert_eq!(bench.state.desk.files.len(), 1);
    assert!(bench.state.desk.is_ready());
    bench.act(Action::RemoveFile(0));
    assert!(bench.state.desk.files.is_empty());
    assert_eq!(bench.state.desk.phase, SignPhase::Choosing);
}

#[test]
fn a_file_chosen_under_the_open_dialog_is_not_signed_unseen() {
    let mut state = state_with_a_card();
    let first = order(state.act(Action::AddFiles(vec!["a".into()])));
    state.apply(answer(&first));
    state.act(Action::AskPin(PinPurpose::Sign));
    assert!(state.pin.is_some());
    let late = state.apply(Event::DialogClosed {
        request: DialogRequest::FilesToSign,
        paths: vec!["b".into()],
    });
    assert!(state.pin.is_none(), "it asked for other files");
    assert!(state.act(Action::SubmitPin(pin(), REFUSED)).is_empty());
    state.apply(answer(&order(late)));
    assert_eq!(documents(&state), ["a", "b"]);
}

#[test]
fn results_stay_when_a_dialog_comes_back_late() {
    let mut state = state_with_a_card();
    let first = order(state.act(Action::AddFiles(vec!["a".into()])));
    state.apply(answer(&first));
    state.act(Action::AskPin(PinPurpose::Sign));
    state.act(Action::SubmitPin(pin(), REFUSED));
    let late = |state: &mut AppState| {
        state.apply(Event::DialogClosed {
            request: DialogRequest::OutputFolder,
            paths: vec!["results".into()],
        })
    };
    assert!(late(&mut state).is_empty());
    assert!(matches!(state.desk.phase, SignPhase::Working { .. }));
    state.apply(Event::PinAccepted(Slot::Sign));
    // Meanwhile the person looks at the certificate.
    state.act(Action::AskPin(PinPurpose::ReadSignCertificate));
    let outcome = SignOutcome {
        target: state.desk.files[0].target.clone(),
        result: Ok(()),
        checks: Vec::new(),
    };
    state.apply(Event::SignFinished {
        outcomes: vec![outcome],
        stopped_by: None,
    });
    assert!(late(&mut state).is_empty());
    assert!(matches!(state.desk.phase, SignPhase::Finished { .. }));
    assert!(state.pin.is_some(), "the other dialog is nobody's business");
}

#[test]
fn when_no_file_can_be_read_the_dialog_closes_and_no_try_is_spent() {
    let mut bench = Bench::with("normal");
    let document = bench.document("a.txt", b"one");
    bench.act(Action::AddFiles(vec![document.clone()]));
    std::fs::remove_file(document).expect("removes");
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    assert!(bench.state.pin.is_none(), "nobody is checking any more");
    let SignPhase::Finished { outcomes, .. } = &bench.state.desk.phase else {
        panic!("{:?}", bench.state.desk.phase);
    };
    assert!(matches!(
        outcomes[0].result,
        Err(Failure::DocumentUnreadable {
            error: FileError::NotFound,
            ..
        })
    ));
    assert_eq!(bench.remote().verifies(), 0);
}

#[test]
fn a_refused_password_leaves_the_files_as_they_were() {
    let mut bench = Bench::with("normal");
    let document = bench.document("a.txt", b"one");
    bench.act(Action::AddFiles(vec![document]));
    bench.act(Action::OverwriteResults(Overwrite::Allowed));
    bench.enter(PinPurpose::Sign, "WRONG1", REFUSED);
    assert_eq!(bench.state.desk.phase, SignPhase::Choosing);
    let dialog = bench.state.pin.as_ref().expect("still open");
    assert_eq!(dialog.phase, PinPhase::Entering);
}

#[test]
fn nothing_waits_for_a_job_that_broke_down() {
    let mut state = state_with_a_card();
    let first = order(state.act(Action::AddFiles(vec!["a".into()])));
    state.apply(answer(&first));
    state.act(Action::AskPin(PinPurpose::Sign));
    state.act(Action::SubmitPin(pin(), REFUSED));
    let again = order(state.apply(Event::JobBroken));
    assert!(state.pin.is_none());
    assert_eq!(state.notice, Some(Notice::Failed(Failure::Internal)));
    assert!(!state.desk.is_ready(), "some may be signed already");
    state.apply(answer(&again));
    assert!(state.desk.is_ready(), "{:?}", state.desk);
    let card = state.active_card().expect("a card");
    assert_eq!(card.reading, Reading::Failed(Failure::Internal));

    // While files are looked at, only those stay that are known.
    state.act(Action::AddFiles(vec!["b".into()]));
    state.apply(Event::JobBroken);
    assert_eq!(documents(&state), ["a"]);
    let next = order(state.act(Action::AddFiles(vec!["c".into()])));
    assert_eq!(next.documents, [Path::new("a"), Path::new("c")]);
}

/// A disk whose driver takes the program with it.
struct BrokenFiles;

impl Files for BrokenFiles {
    fn open(&self, _: &Path) -> Result<Box<dyn ReadFile>, FileError> {
        panic!("as the test wants it")
    }

    fn exists(&self, _: &Path) -> bool {
        false
    }

    fn identity(&self, _: &Path) -> Option<FileIdentity> {
        None
    }

    fn list(&self, _: &Path, _: usize) -> Option<Vec<PathBuf>> {
        None
    }

    fn temporary_folder(&self) -> Result<Box<dyn TemporaryFolder>, FileError> {
        Err(FileError::ReadOnly)
    }

    fn check_name(&self, _: &Path, _: Overwrite) -> Result<(), FileError> {
        Ok(())
    }

    fn check_folder(&self, _: &Path, _: Probe) -> Result<(), FileError> {
        Ok(())
    }

    fn create(&self, _: &Path, _: Overwrite) -> Result<Box<dyn NewFile>, FileError> {
        Err(FileError::ReadOnly)
    }
}

#[test]
fn a_panic_ends_the_job_and_not_the_worker() {
    let source = Source::Demo {
        profile: "normal".to_owned(),
    };
    let worker = RunningWorker::start_with(source, BrokenFiles);
    for _ in 0..2 {
        let order = PlanOrder {
            documents: vec!["a".into()],
            ..PlanOrder::default()
        };
        worker.send(Message::Command(Command::PlanSigning(order)));
        worker.until(|event| matches!(event, Event::JobBroken));
        // It has begun afresh: the card is read again.
        worker.until(|event| matches!(event, Event::CardRead { result: Ok(()), .. }));
    }
    worker.stop();
}

#[test]
fn what_is_saved_is_what_was_on_the_screen_when_it_was_asked_for() {
    let mut bench = Bench::with("normal");
    let slot = Slot::Auth;
    let shown = |bench: &Bench| {
        let card = bench.state.active_card()?;
        match card.slot(slot).certificate.as_ref()? {
            CertificateFact::Read(certificate, _) => Some(certificate.der().to_vec()),
            _ => None,
        }
    };
    let expected = shown(&bench).expect("read");
    bench.act(Action::Export(slot, CertificateFormat::Der));
    bench.act(Action::Practice(PracticeAction::Pull));
    assert_eq!(shown(&bench), None);
    let path = bench.folder.path().join("a.cer");
    let request = DialogRequest::SaveAs("a.cer".to_owned());
    bench.close_dialog(request, vec![path.clone()]);
    assert_eq!(std::fs::read(path).expect("saved"), expected);
}

#[test]
#[cfg(unix)]
fn two_ways_to_one_name_do_not_replace_each_others_result() {
    let mut bench = Bench::with("normal");
    let document = bench.document("a.txt", b"one");
    let link = bench.folder.path().join("link");
    std::os::unix::fs::symlink(bench.folder.path(), &link).expect("links");
    let namesake = link.join("a.txt");
    bench.act(Action::OverwriteResults(Overwrite::Allowed));
    bench.act(Action::AddFiles(vec![document, namesake]));
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    let SignPhase::Finished { outcomes, .. } = &bench.state.desk.phase else {
        panic!("{:?}", bench.state.desk.phase);
    };
    assert_eq!(outcomes[0].result, Ok(()));
    assert!(matches!(
        outcomes[1].result,
        Err(Failure::OutputFailed {
            error: FileError::Exists,
            ..
        })
    ));
}

#[test]
fn a_card_in_other_hands_after_the_password_leaves_the_files_laid_out() {
    let mut bench = Bench::with("normal");
    let path = bench.document("a.txt", b"a");
    bench.act(Action::AddFiles(vec![path]));
    bench.act(Action::AskPin(PinPurpose::Sign));
    bench.remote().hold_by_others(true);
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(bench.failure(), Some(&Failure::CardBusy));
    assert!(bench.state.desk.is_ready(), "{:?}", bench.state.desk.phase);
    bench.remote().hold_by_others(false);
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(bench.files(), ["a.txt", "a.txt.p7s"]);
    assert_eq!(bench.remote().verifies(), 1);
}

#[test]
fn a_card_that_could_not_be_read_gets_no_pin() {
    let mut bench = Bench::with("normal");
    bench.remote().hold_by_others(true);
    bench.act(Action::ReadAgain);
    let reading = |bench: &Bench| bench.state.active_card().map(|card| card.reading.clone());
    assert_eq!(reading(&bench), Some(Reading::Failed(Failure::CardBusy)));
    bench.remote().hold_by_others(false);
    bench.enter(PinPurpose::ReadSignCertificate, DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(bench.remote().verifies(), 0, "it could not be known again");
    assert_eq!(bench.failure(), Some(&Failure::CardChanged));
    assert_eq!(
        reading(&bench),
        Some(Reading::Done),
        "it was read once more"
    );
}

#[test]
fn while_documents_are_read_the_dialog_says_so_and_the_card_is_not_blamed() {
    use inkan::app::{event::SignStep, view_model::view_model};
    let mut state = state_with_a_card();
    let order = order(state.act(Action::AddFiles(vec!["a.txt".into()])));
    state.apply(answer(&order));
    state.act(Action::AskPin(PinPurpose::Sign));
    state.act(Action::SubmitPin(pin(), REFUSED));
    let waits_for_documents = |state: &AppState| {
        view_model(state, Bench::now())
            .pin
            .map(|pin| pin.is_reading_documents)
    };
    assert_eq!(waits_for_documents(&state), Some(true));
    state.apply(Event::SignProgress {
        done: 0,
        total: 1,
        step: SignStep::Signing,
    });
    assert_eq!(waits_for_documents(&state), Some(false));
}
