//! One card, held for one piece of work.
//!
//! The connection lives on a thread of its own, because the service may block: `SCardConnect` while
//! another program holds a transaction, `SCardTransmit` while a card says nothing. The one who asked
//! waits for a bounded time; a thread left behind lets the card go as soon as the service returns.
//!
//! Every command goes out once, through one `SCardTransmit` with one buffer that holds any answer:
//! some stacks send a command again when the buffer is too small, and a second VERIFY costs a try.
//! After any error nothing more is sent: the verified state, the current file, all is unknown then.
//!
//! How the card is left (jpki-card §2.4): after [`Hold::Exclusive`] powered down, which clears the
//! verified state; after [`Hold::Shared`] as it is. The `pcsc` crate's own `Drop` would reset it.

use std::{
    ffi::CStr,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

use pcsc::{Card, Context, Disposition, Error, Protocols, ReaderState, ShareMode, State};
use zeroize::Zeroizing;

use super::{
    errors::channel_error,
    readers::{establish, reader_name},
};
use crate::{
    app::ports::{Hold, ReaderName},
    core::{
        apdu::{Command, Response},
        jpki::{CardChannel, ChannelError},
        secret::SecretBytes,
    },
    platform::clock::Stopwatch,
};

/// How long things may take before a person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How long a card may take for one command. A signature takes about a second; most readers give up
    /// after their own waiting times; this is for readers that never do.
    pub answer: Duration,
    /// How long another program may keep us from the card. The service would wait without limit;
    /// readers power a card up in less.
    pub opening: Duration,
    /// How long a sharing violation may pass by itself: Windows reads a card's certificates for a
    /// moment whenever one is put in. Shorter than `opening`.
    pub sharing: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(15),
            opening: Duration::from_secs(4),
            sharing: Duration::from_millis(1500),
        }
    }
}

/// How long the service may take to notice that the card left, after a command failed.
const REMOVAL_NOTICE: Duration = Duration::from_millis(1200);

/// Pause before trying again to connect.
const CONNECT_PAUSE: Duration = Duration::from_millis(100);

/// How often a card that did not power up is asked again to.
const POWER_UP_ATTEMPTS: u8 = 2;

/// Bytes of a command on its way to the card.
type Request = SecretBytes;
type Answer = Result<Response, ChannelError>;

/// A card that is held until [`HeldCard::let_go`] or the end of this value.
pub(super) struct HeldCard {
    requests: Option<Sender<Request>>,
    answers: Receiver<Answer>,
    thread: Option<JoinHandle<()>>,
    /// The first error; it stays the answer to everything.
    lost: Option<ChannelError>,
    patience: Patience,
    /// The service did not come back from a command: the thread cannot be waited for.
    stuck: bool,
}

impl HeldCard {
    /// Connects to the card in `reader`. An error means that nothing was sent to it.
    pub(super) fn open(
        reader: &ReaderName,
        hold: Hold,
        patience: Patience,
    ) -> Result<Self, ChannelError> {
        let (requests, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        let (opened, opening) = mpsc::channel();
        let link = Link {
            opened,
            inbox,
            outbox,
            patience,
        };
        let reader = reader.clone();
        let thread = thread::Builder::new()
            .name("card-link".to_owned())
            .spawn(move || hold_card(&reader, hold, &link))
            .map_err(|_error| ChannelError::ServiceGone)?;
        match opening.recv_timeout(patience.opening) {
            Ok(Ok(())) => Ok(Self {
                requests: Some(requests),
                answers,
                thread: Some(thread),
                lost: None,
                patience,
                stuck: false,
            }),
            Ok(Err(error)) => Err(error),
            Err(RecvTimeoutError::Timeout) => Err(ChannelError::Busy),
            Err(RecvTimeoutError::Disconnected) => Err(ChannelError::ServiceGone),
        }
    }

    /// Lets the card go and waits until that is done.
    pub(super) fn let_go(self) {
        drop(self);
    }

    fn exchange_once(&mut self, request: Request) -> Answer {
        let sent = self
            .requests
            .as_ref()
            .is_some_and(|requests| requests.send(request).is_ok());
        if !sent {
            return Err(ChannelError::ServiceGone);
        }
        match self.answers.recv_timeout(self.patience.answer) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => {
                self.stuck = true;
                Err(ChannelError::Mute)
            }
            Err(RecvTimeoutError::Disconnected) => Err(ChannelError::ServiceGone),
        }
    }
}

impl CardChannel for HeldCard {
    fn transmit(&mut self, command: &Command) -> Answer {
        if let Some(error) = self.lost {
            return Err(error);
        }
        let answer = self.exchange_once(command.encode());
        self.lost = answer.as_ref().err().copied();
        answer
    }
}

impl Drop for HeldCard {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take()
            && !self.stuck
        {
            // A panic there has been reported by the runtime; the card is let go all the same.
            let _ended = thread.join();
        }
    }
}

/// The thread's ends of the channels.
struct Link {
    opened: Sender<Result<(), ChannelError>>,
    inbox: Receiver<Request>,
    outbox: Sender<Answer>,
    patience: Patience,
}

/// The thread's whole life: open, serve, let go.
fn hold_card(reader: &ReaderName, hold: Hold, link: &Link) {
    if let Err(error) = find_and_hold(reader, hold, link) {
        // Nobody waits any more: then nobody needs to know.
        let _unheard = link.opened.send(Err(error));
    }
}

fn find_and_hold(reader: &ReaderName, hold: Hold, link: &Link) -> Result<(), ChannelError> {
    let context = establish().map_err(channel_error)?;
    let readers = context.list_readers_owned().map_err(channel_error)?;
    let name = readers
        .iter()
        .find(|name| reader_name(name) == *reader)
        .ok_or(ChannelError::ReaderGone)?;
    match hold {
        Hold::Exclusive => hold_exclusively(&context, name, link),
        Hold::Shared => hold_shared(&context, name, link),
    }
}

fn hold_exclusively(context: &Context, reader: &CStr, link: &Link) -> Result<(), ChannelError> {
    let card = connect(context, reader, ShareMode::Exclusive, link.patience)?;
    let disposition = match serve(context, reader, &card, link) {
        Service::Refused => Disposition::LeaveCard,
        // Powering down a card that is not there makes pcscd 1.9 believe in an empty reader while
        // the next card lies in it. So the service is given the time to see for itself; if it sees
        // a card, that one is powered down, whatever it answered.
        Service::Given(Some(ChannelError::Removed | ChannelError::ReaderGone))
            if wait_for_absence(context, reader) != Absence::None =>
        {
            Disposition::LeaveCard
        }
        Service::Given(_) => Disposition::UnpowerCard,
    };
    disconnect(card, disposition);
    Ok(())
}

fn hold_shared(context: &Context, reader: &CStr, link: &Link) -> Result<(), ChannelError> {
    let mut card = connect(context, reader, ShareMode::Shared, link.patience)?;
    let outcome = match begin(&mut card) {
        Ok(transaction) => {
            serve(context, reader, &transaction, link);
            // An error means that there is no card or no service left to end it for.
            let _ended = transaction.end(Disposition::LeaveCard);
            Ok(())
        }
        Err(error) => Err(channel_error(error)),
    };
    disconnect(card, Disposition::LeaveCard);
    outcome
}

/// A transaction, also when someone reset the card between our connecting and this: nothing was
/// sent yet, so the new state is as good as the old.
fn begin(card: &mut Card) -> Result<pcsc::Transaction<'_>, Error> {
    match card.transaction2() {
        Ok(transaction) => Ok(transaction),
        Err((card, Error::ResetCard)) => {
            card.reconnect(ShareMode::Shared, Protocols::ANY, Disposition::LeaveCard)?;
            card.transaction()
        }
        Err((_, error)) => Err(error),
    }
}

/// Connecting sends nothing to the application on the card, so it may be tried more than once.
fn connect(
    context: &Context,
    reader: &CStr,
    mode: ShareMode,
    patience: Patience,
) -> Result<Card, ChannelError> {
    let watch = Stopwatch::start();
    let mut power_ups = 0;
    loop {
        let error = match context.connect(reader, mode, Protocols::ANY) {
            Ok(card) => return Ok(card),
            Err(error) => error,
        };
        let again = match error {
            Error::SharingViolation | Error::ServerTooBusy => !watch.has_passed(patience.sharing),
            Error::UnpoweredCard | Error::UnresponsiveCard => {
                power_ups += 1;
                power_ups < POWER_UP_ATTEMPTS
            }
            _ => false,
        };
        if !again {
            return Err(channel_error(error));
        }
        thread::sleep(CONNECT_PAUSE);
    }
}

fn disconnect(card: Card, disposition: Disposition) {
    // On an error the service has already forgotten the connection, and the crate's reset on drop
    // reaches nothing either.
    let _disconnected = card.disconnect(disposition);
}

/// Whether anybody still wanted the card when it was held at last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Service {
    /// Yes; the error after which nothing more was sent, if there was one.
    Given(Option<ChannelError>),
    Refused,
}

/// Says that the card is held, then answers until nobody asks any more.
fn serve(context: &Context, reader: &CStr, card: &Card, link: &Link) -> Service {
    if link.opened.send(Ok(())).is_err() {
        return Service::Refused;
    }
    let mut buffer = Zeroizing::new(vec![0; pcsc::MAX_BUFFER_SIZE_EXTENDED]);
    let mut lost = None;
    for request in &link.inbox {
        let answer =
            send_once(card, &request, &mut buffer).map_err(|error| explain(context, reader, error));
        drop(request);
        lost = answer.as_ref().err().copied();
        if link.outbox.send(answer).is_err() {
            break;
        }
    }
    Service::Given(lost)
}

fn send_once(card: &Card, request: &[u8], buffer: &mut [u8]) -> Answer {
    let answer = card.transmit(request, buffer).map_err(channel_error)?;
    // A card pulled in mid-command can look like an empty success.
    Response::decode(answer).map_err(|_too_short| ChannelError::Removed)
}

/// A command failed without a clear reason: most often the card was just taken away and the
/// service has not looked yet.
fn explain(context: &Context, reader: &CStr, error: ChannelError) -> ChannelError {
    if !matches!(error, ChannelError::Transport { .. } | ChannelError::Mute) {
        return error;
    }
    match wait_for_absence(context, reader) {
        Absence::None => error,
        Absence::OfCard => ChannelError::Removed,
        Absence::OfReader => ChannelError::ReaderGone,
        Absence::OfService => ChannelError::ServiceGone,
    }
}

/// What is not there any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absence {
    None,
    OfCard,
    OfReader,
    OfService,
}

/// Gives the service [`REMOVAL_NOTICE`] to notice that something is gone.
fn wait_for_absence(context: &Context, reader: &CStr) -> Absence {
    let watch = Stopwatch::start();
    let mut states = [ReaderState::new(reader, State::UNAWARE)];
    loop {
        match context.get_status_change(watch.left_of(REMOVAL_NOTICE), &mut states) {
            Ok(()) => {}
            Err(Error::UnknownReader | Error::ReaderUnavailable) => return Absence::OfReader,
            Err(Error::NoService | Error::ServiceStopped | Error::InvalidHandle) => {
                return Absence::OfService;
            }
            Err(_) => return Absence::None,
        }
        for state in &mut states {
            let seen = state.event_state();
            if seen.intersects(State::UNKNOWN | State::IGNORE) {
                return Absence::OfReader;
            }
            if !seen.contains(State::PRESENT) {
                return Absence::OfCard;
            }
            state.sync_current_state();
        }
        if watch.has_passed(REMOVAL_NOTICE) {
            return Absence::None;
        }
    }
}
