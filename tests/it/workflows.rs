//! The workflows on a simulated card: what is known of a card, what a PIN costs, what a signature
//! leaves behind. The same with a fault at every single command is in `faults`.

use inkan::{
    app::{
        event::CertificateFact,
        failure::Failure,
        ports::Source,
        state::{Action, Notice, PinPurpose, Reading, SignPhase, Verification},
    },
    core::{
        apdu::{Command, Response},
        cert::IssuerTrust,
        jpki::{CardChannel, CardKind, ChannelError, Slot},
        rules::{Attempts, LastTryConsent},
        sign::{Encapsulation, PdfProfile, SignatureFormat},
        verify::Verdict,
    },
    sim::{DEMO_SIGN_PASSWORD, Profile, SimCard},
};

use crate::{bench::Bench, window::documents::pdf};

const REFUSED: LastTryConsent = LastTryConsent::NotGiven;
const ACCEPTED: LastTryConsent = LastTryConsent::Given;

fn left(bench: &Bench, slot: Slot) -> u8 {
    let attempts: Attempts = bench
        .state
        .active_card()
        .expect("a card")
        .slot(slot)
        .attempts
        .expect("a counter");
    attempts.remaining
}

fn add(bench: &mut Bench, name: &str) {
    let path = bench.document(name, name.as_bytes());
    bench.act(Action::AddFiles(vec![path]));
}

#[test]
fn a_good_card_is_known_after_at_most_seventeen_commands() {
    let bench = Bench::with("normal");
    let card = bench.state.active_card().expect("a card");
    assert_eq!(card.reading, Reading::Done);
    assert_eq!(card.kind, Some(CardKind::MyNumberCard));
    assert_eq!(card.token.as_deref(), Some("JPKIAPICCTOKEN2"));
    assert!(matches!(
        card.auth.certificate,
        Some(CertificateFact::Read(_, IssuerTrust::Demo))
    ));
    assert!(matches!(
        card.sign.certificate,
        Some(CertificateFact::NeedsPin)
    ));
    assert_eq!((left(&bench, Slot::Auth), left(&bench, Slot::Sign)), (3, 5));
    let apdus = bench.remote().apdus();
    assert!(apdus <= 17, "{apdus} commands");
    assert_eq!(bench.remote().verifies(), 0);
}

#[test]
fn the_expiry_date_is_told_after_two_commands_of_the_application() {
    let bench = Bench::with("normal");
    let log = bench.remote().log();
    let events = bench
        .events
        .iter()
        .position(|event| event.contains("EarlyDates"));
    assert!(events.is_some(), "the dates are told before the rest");
    // SELECT application, SELECT EF 000A, READ BINARY: the dates lie in that first answer.
    assert_eq!(log[0].header[..2], [0x00, 0xA4]);
    assert_eq!(log[1].header[..2], [0x00, 0xA4]);
    assert_eq!(log[2].header, [0x00, 0xB0, 0x00, 0x00]);
}

#[test]
fn reading_the_sign_certificate_spends_one_verify_and_leaves_the_card_clear() {
    let mut bench = Bench::with("normal");
    bench.remote().clear_log();
    bench.enter(PinPurpose::ReadSignCertificate, DEMO_SIGN_PASSWORD, REFUSED);
    assert!(bench.state.pin.is_none(), "the dialog closes");
    let card = bench.state.active_card().expect("a card");
    let Some(CertificateFact::Read(certificate, IssuerTrust::Demo)) = &card.sign.certificate else {
        panic!("not read: {:?}", card.sign.certificate);
    };
    assert!(certificate.holder().is_some());
    assert_eq!(bench.remote().verifies(), 1);
    let last = *bench.remote().log().last().expect("commands");
    assert_eq!(
        (last.header, last.data_len),
        ([0x00, 0xA4, 0x04, 0x0C], 7),
        "issuer domain"
    );
}

#[test]
fn a_wrong_password_costs_one_try_and_the_dialog_stays() {
    let mut bench = Bench::with("normal");
    bench.enter(PinPurpose::ReadSignCertificate, "WRONG1", REFUSED);
    let dialog = bench.state.pin.as_ref().expect("still open");
    assert!(matches!(
        dialog.failure,
        Some(Failure::PinWrong { slot: Slot::Sign, left }) if left.remaining == 4
    ));
    assert_eq!(dialog.attempts.map(|it| it.remaining), Some(4));
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert!(bench.state.pin.is_none());
    assert_eq!(left(&bench, Slot::Sign), 5, "success restores the counter");
    assert_eq!(bench.remote().verifies(), 2);
}

#[test]
fn a_password_that_cannot_be_right_never_reaches_the_card() {
    let mut bench = Bench::with("normal");
    for form in ["ABC12", "ABCDEF", "123456", "abc123", ""] {
        bench.enter(PinPurpose::ReadSignCertificate, form, ACCEPTED);
        let dialog = bench.state.pin.as_ref().expect("still open");
        assert_eq!(
            dialog.failure,
            Some(Failure::PinForm { slot: Slot::Sign }),
            "{form}"
        );
        bench.act(Action::ClosePin);
    }
    assert_eq!(bench.remote().verifies(), 0);
}

#[test]
fn the_last_try_needs_consent_and_a_blocked_password_gets_none() {
    let mut bench = Bench::with("normal");
    for _ in 0..4 {
        bench.enter(PinPurpose::ReadSignCertificate, "WRONG1", REFUSED);
        bench.act(Action::ClosePin);
    }
    assert_eq!(
        (left(&bench, Slot::Sign), bench.remote().verifies()),
        (1, 4)
    );
    bench.enter(PinPurpose::ReadSignCertificate, DEMO_SIGN_PASSWORD, REFUSED);
    let dialog = bench.state.pin.as_ref().expect("still open");
    assert_eq!(
        dialog.failure,
        Some(Failure::PinLastTry { slot: Slot::Sign })
    );
    assert_eq!(bench.remote().verifies(), 4, "nothing was sent");
    bench.submit("WRONG1", ACCEPTED);
    assert_eq!(bench.remote().verifies(), 5);
    assert_eq!(left(&bench, Slot::Sign), 0);
    bench.submit(DEMO_SIGN_PASSWORD, ACCEPTED);
    let dialog = bench.state.pin.as_ref().expect("still open");
    assert_eq!(
        dialog.failure,
        Some(Failure::PinBlocked { slot: Slot::Sign })
    );
    assert_eq!(
        bench.remote().verifies(),
        5,
        "a blocked password is not sent"
    );
}

#[test]
fn three_files_are_signed_with_one_verify_and_verify_as_good() {
    let mut bench = Bench::with("normal");
    for name in ["a.txt", "b.txt", "c.txt"] {
        add(&mut bench, name);
    }
    bench.remote().clear_log();
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    let SignPhase::Finished {
        outcomes,
        stopped_by: None,
    } = &bench.state.desk.phase
    else {
        panic!("{:?}", bench.state.desk.phase);
    };
    assert!(
        outcomes.iter().all(|outcome| outcome.result.is_ok()),
        "{outcomes:?}"
    );
    assert_eq!(
        bench.files(),
        [
            "a.txt",
            "a.txt.p7s",
            "b.txt",
            "b.txt.p7s",
            "c.txt",
            "c.txt.p7s"
        ]
    );
    let remote = bench.remote();
    let signatures = remote
        .log()
        .iter()
        .filter(|it| it.header[1] == 0x2A)
        .count();
    assert_eq!((remote.verifies(), signatures), (1, 3));

    let signed = bench.folder.path().join("a.txt.p7s");
    bench.act(Action::Verify(vec![signed.clone()]));
    let Verification::Finished(files) = &bench.state.verification else {
        panic!("not checked")
    };
    let report = files[0].report.as_ref().expect("a report");
    assert_eq!(report.verdict(), Verdict::Good, "demo CA in practice mode");

    bench.document("a.txt", b"something else");
    bench.act(Action::Verify(vec![signed]));
    let Verification::Finished(files) = &bench.state.verification else {
        panic!("not checked")
    };
    assert_eq!(
        files[0].report.as_ref().expect("a report").verdict(),
        Verdict::Bad
    );
}

#[test]
fn nothing_is_overwritten_without_being_told() {
    let mut bench = Bench::with("normal");
    bench.document("a.txt.p7s", b"precious");
    add(&mut bench, "a.txt");
    assert!(bench.state.desk.files[0].problem.is_some());
    assert!(!bench.state.desk.is_ready());
    bench.act(Action::OverwriteResults(
        inkan::app::ports::Overwrite::Allowed,
    ));
    assert!(bench.state.desk.is_ready());
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    let written = std::fs::read(bench.folder.path().join("a.txt.p7s")).expect("there");
    assert_ne!(written, b"precious");
}

#[test]
fn a_file_that_vanished_does_not_stop_the_others() {
    let mut bench = Bench::with("normal");
    add(&mut bench, "a.txt");
    add(&mut bench, "b.txt");
    std::fs::remove_file(bench.folder.path().join("a.txt")).expect("removes");
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    let SignPhase::Finished {
        outcomes,
        stopped_by: None,
    } = &bench.state.desk.phase
    else {
        panic!("{:?}", bench.state.desk.phase);
    };
    assert!(matches!(
        outcomes[0].result,
        Err(Failure::DocumentUnreadable { .. })
    ));
    assert_eq!(outcomes[1].result, Ok(()));
    assert_eq!(bench.files(), ["b.txt", "b.txt.p7s"]);
}

#[test]
fn a_card_exchanged_while_someone_types_gets_nobodys_pin() {
    let mut bench = Bench::with("normal");
    bench.act(Action::AskPin(PinPurpose::ReadSignCertificate));
    let other = Profile::built_in("renewable").expect("known");
    let today = inkan::core::rules::jst_date(Bench::now());
    bench
        .remote()
        .swap(SimCard::new(&other, today).expect("a card"));
    bench.remote().clear_log();
    // The news of the exchange has not been handled yet: the worker finds out by itself.
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(bench.remote().verifies(), 0);
    assert!(bench.state.pin.is_none(), "the dialog closes");
    assert_eq!(bench.failure(), Some(&Failure::CardChanged));
    assert_eq!(
        bench.state.active_card().map(|card| card.reading.clone()),
        Some(Reading::Done)
    );
}

#[test]
fn a_card_pulled_while_someone_types_closes_the_dialog() {
    let mut bench = Bench::with("normal");
    bench.act(Action::AskPin(PinPurpose::ReadSignCertificate));
    bench.remote().pull();
    bench.settle();
    assert!(bench.state.pin.is_none());
    assert_eq!(bench.failure(), Some(&Failure::CardRemoved));
    assert!(bench.state.active_card().is_none());
    bench.remote().insert();
    bench.settle();
    assert_eq!(
        bench.state.active_card().map(|card| card.reading.clone()),
        Some(Reading::Done)
    );
}

#[test]
fn every_profile_shows_what_it_is_about() {
    let blocked = |bench: &Bench, slot| left(bench, slot) == 0;
    assert!(blocked(&Bench::with("sign-locked"), Slot::Sign));
    let both = Bench::with("both-locked");
    assert!(blocked(&both, Slot::Sign) && blocked(&both, Slot::Auth));
    assert_eq!(left(&Bench::with("auth-last-try"), Slot::Auth), 1);
    let child = Bench::with("child");
    let card = child.state.active_card().expect("a card");
    assert!(matches!(
        card.sign.certificate,
        Some(CertificateFact::Absent)
    ));
}

#[test]
fn an_expired_certificate_signs_nothing() {
    let mut bench = Bench::with("expired");
    add(&mut bench, "a.txt");
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    let SignPhase::Finished { stopped_by, .. } = &bench.state.desk.phase else {
        panic!("{:?}", bench.state.desk.phase);
    };
    assert!(matches!(
        stopped_by,
        Some(Failure::CertificateExpired { .. })
    ));
    assert_eq!(bench.files(), ["a.txt"]);
}

#[test]
fn the_next_generation_signs_with_p384_and_sha384() {
    let mut bench = Bench::with("next-generation");
    add(&mut bench, "a.txt");
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(bench.files(), ["a.txt", "a.txt.p7s"]);
    let signed = bench.folder.path().join("a.txt.p7s");
    bench.act(Action::Verify(vec![signed]));
    let Verification::Finished(files) = &bench.state.verification else {
        panic!("not checked")
    };
    let report = files[0].report.as_ref().expect("a report");
    assert_eq!(report.verdict(), Verdict::Good);
    assert_eq!(report.signatures[0].digest.name(), "sha384");
}

/// A card whose signatures are wrong by one bit.
struct WrongSigner(SimCard);

impl CardChannel for WrongSigner {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        const COMPUTE_DIGITAL_SIGNATURE: u8 = 0x2A;
        let [_, ins, _, _] = command.header();
        let mut answer = self.0.answer(&command.encode());
        if ins == COMPUTE_DIGITAL_SIGNATURE
            && let Some(first) = answer.first_mut()
        {
            *first ^= 1;
        }
        Response::decode(&answer).map_err(|_short| ChannelError::Garbled)
    }
}

#[test]
fn a_wrong_signature_is_never_written() {
    for (name, form) in [
        ("a.txt", SignatureFormat::Cms(Encapsulation::Detached)),
        ("a.txt", SignatureFormat::Cms(Encapsulation::Attached)),
        ("a.pdf", SignatureFormat::Pdf(PdfProfile::Pkcs7Detached)),
    ] {
        let mut bench = Bench::with("normal");
        let profile = Profile::built_in("normal").expect("known");
        let today = inkan::core::rules::jst_date(Bench::now());
        let card = SimCard::new(&profile, today).expect("a card");
        bench.remote().insert_other(Box::new(WrongSigner(card)));
        bench.settle();
        let document = match form {
            SignatureFormat::Cms(_) => bench.document(name, b"text"),
            SignatureFormat::Pdf(_) => pdf(bench.folder.path(), name, 1),
        };
        bench.act(Action::AddFiles(vec![document]));
        bench.act(Action::SignAs(form));
        bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
        let SignPhase::Finished { outcomes, .. } = &bench.state.desk.phase else {
            panic!("{:?}", bench.state.desk.phase);
        };
        assert_eq!(outcomes[0].target.format, form);
        assert!(matches!(
            outcomes[0].result,
            Err(Failure::SelfCheckFailed { .. })
        ));
        assert_eq!(bench.files(), [name]);
    }
}

#[test]
fn an_original_is_never_changed_whatever_is_asked() {
    let mut bench = Bench::with("normal");
    let original = bench.document("a.txt", b"precious");
    // A document whose result would take the place of another document of the batch.
    let other = bench.document("a.txt.p7s", b"precious too");
    bench.act(Action::AddFiles(vec![original.clone(), other.clone()]));
    bench.act(Action::OverwriteResults(
        inkan::app::ports::Overwrite::Allowed,
    ));
    assert!(!bench.state.desk.is_ready(), "the page refuses");
    // And so does the worker, if the page did not.
    for file in &mut bench.state.desk.files {
        file.problem = None;
    }
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(std::fs::read(&original).expect("there"), b"precious");
    assert_eq!(std::fs::read(&other).expect("there"), b"precious too");
}

#[test]
fn a_practice_signature_is_trusted_in_practice_mode_only() {
    let mut bench = Bench::with("normal");
    add(&mut bench, "a.txt");
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    let check = |bench: &mut Bench| {
        bench.act(Action::Verify(vec![bench.folder.path().join("a.txt.p7s")]));
        let Verification::Finished(files) = &bench.state.verification else {
            panic!("not checked")
        };
        files[0].report.clone().expect("a report")
    };
    let in_practice = check(&mut bench);
    assert_eq!(in_practice.verdict(), Verdict::Good);
    assert_eq!(in_practice.signatures[0].chain, IssuerTrust::Demo);
    bench.act(Action::StopPractice);
    let report = check(&mut bench);
    assert_eq!(report.verdict(), Verdict::Untrusted);
    let signer = report.signatures[0].signer.as_ref().expect("a signer");
    assert!(
        signer.issuer().contains("INKAN DEMO - NOT REAL"),
        "{}",
        signer.issuer()
    );
}

#[test]
fn practice_mode_can_be_left_and_entered() {
    let mut bench = Bench::with("normal");
    bench.act(Action::StartPractice("child".to_owned()));
    assert_eq!(
        bench.state.source,
        Source::Demo {
            profile: "child".to_owned()
        }
    );
    let card = bench.state.active_card().expect("read again");
    assert!(matches!(
        card.sign.certificate,
        Some(CertificateFact::Absent)
    ));
}

#[test]
fn a_certificate_is_saved_where_the_person_says() {
    use inkan::{app::ports::DialogRequest, core::cert::export::CertificateFormat};
    let mut bench = Bench::with("normal");
    bench.act(Action::Export(Slot::Auth, CertificateFormat::Pem));
    let path = bench.folder.path().join("mine.pem");
    let request = DialogRequest::SaveAs("jpki-auth.pem".to_owned());
    bench.close_dialog(request, vec![path.clone()]);
    let text = std::fs::read_to_string(&path).expect("written");
    assert!(text.starts_with("-----BEGIN CERTIFICATE-----\n"), "{text}");
    assert_eq!(bench.state.notice, Some(Notice::Saved(path)));
}

#[test]
fn a_folder_is_searched_for_what_carries_signatures() {
    let mut bench = Bench::with("normal");
    for name in ["a.txt", "b.txt"] {
        add(&mut bench, name);
    }
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    let folder = bench.folder.path().to_path_buf();
    let inner = folder.join("inner");
    std::fs::create_dir(&inner).expect("made");
    for name in ["b.txt", "b.txt.p7s"] {
        std::fs::rename(folder.join(name), inner.join(name)).expect("moved");
    }
    std::fs::write(folder.join(".hidden.p7s"), b"no signature").expect("written");
    bench.events.clear();
    bench.act(Action::Verify(vec![folder.clone()]));
    let Verification::Finished(files) = &bench.state.verification else {
        panic!("not checked")
    };
    let checked: Vec<_> = files.iter().map(|file| file.path.clone()).collect();
    assert_eq!(checked, [folder.join("a.txt.p7s"), inner.join("b.txt.p7s")]);
    for file in files {
        let report = file.report.as_ref().expect("a report");
        assert_eq!(report.verdict(), Verdict::Good);
    }
    let progress: Vec<_> = bench
        .events
        .iter()
        .filter(|event| event.starts_with("VerifyProgress"))
        .collect();
    assert_eq!(
        progress,
        [
            "VerifyProgress { done: 0, total: 2 }",
            "VerifyProgress { done: 1, total: 2 }"
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_folder_whose_links_lead_back_to_it_is_searched_once() {
    let mut bench = Bench::with("normal");
    let document = bench.document("a.txt", b"plain");
    let folder = bench.folder.path().to_path_buf();
    for ring in ["b", "c", "d"] {
        std::os::unix::fs::symlink(&folder, folder.join(ring)).expect("a link");
    }
    bench.act(Action::AddFiles(vec![folder]));
    assert_eq!(bench.state.desk.order.documents, [document]);
}

#[test]
fn a_folder_without_signatures_is_no_good_answer() {
    let mut bench = Bench::with("normal");
    bench.document("a.txt", b"plain");
    let folder = bench.folder.path().to_path_buf();
    bench.act(Action::Verify(vec![folder.clone()]));
    let Verification::Finished(files) = &bench.state.verification else {
        panic!("not checked")
    };
    assert_eq!(files.len(), 1);
    assert!(matches!(
        files[0].report,
        Err(Failure::DocumentUnreadable { .. })
    ));
}

#[test]
fn checking_that_was_stopped_judges_nothing_more() {
    let mut bench = Bench::with("normal");
    for name in ["a.txt", "b.txt"] {
        add(&mut bench, name);
    }
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, REFUSED);
    bench.cancel.raise();
    let folder = bench.folder.path().to_path_buf();
    bench.act(Action::Verify(vec![folder]));
    let Verification::Finished(files) = &bench.state.verification else {
        panic!("not checked")
    };
    for file in files {
        assert_eq!(file.report.as_ref().err(), Some(&Failure::Cancelled));
    }
}
