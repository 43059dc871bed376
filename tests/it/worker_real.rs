//! The main job as the window does it, on a real thread, through a real pcscd: read the card, read
//! the sign certificate, sign a file, pull the card.

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use inkan::{
    app::{
        command::{CancelFlag, Message},
        event::{CertificateFact, Event},
        ports::{Clock, Source, Waker},
        settings::Settings,
        state::{Action, AppState, Effect, PinPurpose, Reading, SignPhase},
        worker::{self, Ports, Worker},
    },
    compose::{LentCard, SystemSources},
    core::{
        cert::TrustStore,
        rules::{LastTryConsent, jst_date},
        secret::Pin,
    },
    platform::{clock::SystemClock, files::SystemFiles},
    sim::{DEMO_SIGN_PASSWORD, Profile, SimCard},
};

use crate::pcscd::{FIRST_SLOT, Inserted, Pcscd};

struct NoWindow;

impl Waker for NoWindow {
    fn wake(&self) {}
}

/// A window without a screen.
struct Desk {
    state: AppState,
    worker: mpsc::Sender<Message>,
    events: mpsc::Receiver<Event>,
}

impl Desk {
    fn open() -> Self {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let (worker_in, messages) = mpsc::channel();
        let (events_in, events) = mpsc::channel();
        let ports = Ports {
            sources: Box::new(SystemSources::new(Arc::clone(&clock))),
            files: Arc::new(SystemFiles),
            clock,
            trust: TrustStore::jlis(),
            inbox: worker_in.clone(),
            cancel: CancelFlag::default(),
        };
        let worker = Worker::new(ports, Source::Real);
        worker::spawn(worker, messages, events_in, Arc::new(NoWindow)).expect("runs");
        let state = AppState::new(Source::Real, Settings::default());
        Self {
            state,
            worker: worker_in,
            events,
        }
    }

    fn act(&mut self, action: Action) {
        let effects = self.state.act(action);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Send(command) = effect {
                self.worker
                    .send(Message::Command(command))
                    .expect("listens");
            }
        }
    }

    /// Takes in events until `condition` holds.
    fn until(&mut self, what: &str, condition: impl Fn(&AppState) -> bool) {
        while !condition(&self.state) {
            let event = self
                .events
                .recv_timeout(Duration::from_secs(20))
                .unwrap_or_else(|_| panic!("nothing more came before {what}"));
            let effects = self.state.apply(event);
            self.carry_out(effects);
        }
    }

    /// Takes in events for a while; what comes now was not asked for.
    fn linger(&mut self) -> Vec<String> {
        let mut news = Vec::new();
        while let Ok(event) = self.events.recv_timeout(Duration::from_secs(2)) {
            news.push(format!("{event:?}"));
            self.state.apply(event);
        }
        news
    }

    fn enter(&mut self, purpose: PinPurpose) {
        self.act(Action::AskPin(purpose));
        let pin = Pin::from_bytes(DEMO_SIGN_PASSWORD.as_bytes()).expect("fits");
        self.act(Action::SubmitPin(pin, LastTryConsent::NotGiven));
    }
}

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
    let profile = Profile::built_in("normal").expect("known");
    let card = SimCard::new(&profile, jst_date(SystemClock.now())).expect("a card");
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("申請書.txt");
    std::fs::write(&document, "本文").expect("written");

    let mut desk = Desk::open();
    desk.until("the empty reader", |state| !state.readers.is_empty());
    let inserted = Inserted::new(LentCard::new(card), pcscd.first_slot());
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

    desk.enter(PinPurpose::ReadSignCertificate);
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
    desk.enter(PinPurpose::Sign);
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
