//! The main job as the window does it, on a real thread, through a real pcscd: read the card, read
//! the sign certificate, sign a file, pull the card.

use inkan::{
    app::{
        event::CertificateFact,
        ports::Clock,
        state::{Action, AppState, PinPurpose, Reading, SignPhase},
    },
    core::rules::jst_date,
    platform::clock::SystemClock,
    sim::DEMO_SIGN_PASSWORD,
};

use crate::{
    desk::Desk,
    pcscd::{FIRST_SLOT, Inserted, Pcscd, PracticeCard},
};

fn is_read(state: &AppState) -> bool {
    state
        .active_card()
        .is_some_and(|card| card.reading == Reading::Done)
}

fn has_sign_certificate(state: &AppState) -> bool {
    state
        .active_card()
        .is_some_and(|card| matches!(card.sign.certificate, Some(CertificateFact::Read(..))))
}

#[test]
fn the_main_job_through_a_real_service() {
    let Some(pcscd) = Pcscd::start() else { return };
    let (card, _diary) = PracticeCard::staying(jst_date(SystemClock.now()));
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("申請書.txt");
    std::fs::write(&document, "本文").expect("written");

    let mut desk = Desk::open();
    desk.until("the empty reader", |state| !state.readers.is_empty());
    let inserted = Inserted::new(card, pcscd.first_slot());
    desk.until("the card is read", is_read);

    desk.act(Action::AskPin(PinPurpose::ReadSignCertificate));
    // Nothing is held while the person types (invariant 7): another program may have the card.
    let other = pcsc::Context::establish(pcsc::Scope::User).expect("a service");
    let slot = std::ffi::CString::new(FIRST_SLOT).expect("a name");
    let held = other.connect(&slot, pcsc::ShareMode::Exclusive, pcsc::Protocols::ANY);
    held.expect("free")
        .disconnect(pcsc::Disposition::LeaveCard)
        .map_err(|(_, it)| it)
        .expect("let go");
    desk.act(Action::ClosePin);

    desk.enter(PinPurpose::ReadSignCertificate, DEMO_SIGN_PASSWORD);
    desk.until("the sign certificate is read", has_sign_certificate);
    let news = desk.linger();
    assert!(
        !news.iter().any(|event| event.starts_with("CardSeen")),
        "powering the card down must not look like another card: {news:?}"
    );
    assert!(
        has_sign_certificate(&desk.state),
        "what was read stays on the screen"
    );

    desk.act(Action::AddFiles(vec![document.clone()]));
    desk.until("the plan", |state| state.desk.is_ready());
    desk.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD);
    desk.until("the end", |state| {
        matches!(state.desk.phase, SignPhase::Finished { .. })
    });
    assert!(
        folder.path().join("申請書.txt.p7s").exists(),
        "{:?}",
        desk.state.desk.phase
    );

    inserted.pull();
    desk.until("the card is gone", |state| state.active_card().is_none());
    assert!(
        !has_sign_certificate(&desk.state),
        "nothing of the person stays"
    );
}
