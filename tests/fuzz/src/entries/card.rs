//! A whole conversation with a card whose every answer is the input's.

use inkan::core::{
    apdu::{Command, Response},
    cert::{Certificate, EarlyDates, certificate_len},
    jpki::{
        AuthKey, Availability, CardChannel, Changed, ChannelError, Key, Session, SignKey, Slot,
        TOKEN_INFO_LEN, TokenInfo, Verified, VerifyError, clear_security_state, identify,
    },
    rules::LastTryConsent,
    secret::Pin,
};

const VERIFY: u8 = 0x20;
const CHANGE: u8 = 0x24;
const GET_RESPONSE: u8 = 0xC0;

/// The password that the conversation sends, and the one that it changes to.
pub const PASSWORDS: [&[u8]; 2] = [b"ABC123", b"OTHER99"];
/// The first byte of an input: it is about 署名用.
pub const SIGN: u8 = 0;
/// It is about 利用者証明用.
pub const AUTH: u8 = 1;
/// And: the last try may be spent.
pub const CONSENT: u8 = 2;

/// Reading, verifying, signing and changing with a card that answers whatever it likes: two length bytes
/// and an answer, again and again; then it is taken away.
pub fn card(bytes: &[u8]) {
    let Some((plan, answers)) = bytes.split_first() else {
        return;
    };
    converse(&mut Script { rest: answers }, *plan);
}

/// The conversation itself, with any card.
pub fn converse(card: &mut dyn CardChannel, plan: u8) {
    let consent = if plan & CONSENT == 0 {
        LastTryConsent::NotGiven
    } else {
        LastTryConsent::Given
    };
    let mut channel = Witness {
        card,
        heard: Vec::new(),
    };
    if plan & AUTH == 0 {
        work::<SignKey>(&mut channel, consent);
    } else {
        work::<AuthKey>(&mut channel, consent);
    }
    let sent = channel.heard.len();
    let _ = identify(&mut channel);
    let _ = clear_security_state(&mut channel);
    assert!(channel.heard.iter().skip(sent).all(|it| !it.is_secret));
}

fn work<K: Key>(channel: &mut Witness<'_>, consent: LastTryConsent) {
    let Ok(mut session) = Session::open(channel) else {
        return;
    };
    if let Ok(contents) = session.availability() {
        assert!(contents.len() <= 3);
        let _ = Slot::BOTH.map(|slot| Availability::parse(&contents).of(slot));
    }
    if let Ok(contents) = session.token_info() {
        assert!(contents.len() <= TOKEN_INFO_LEN);
        let _ = TokenInfo::parse(&contents).kind();
    }
    for slot in Slot::BOTH {
        if let Ok(left) = session.attempts(slot) {
            assert!(left.remaining <= 15);
        }
    }
    if let Ok(start) = session.auth_certificate_start(64) {
        assert!(start.len() <= 64);
    }
    let mut first = Vec::new();
    let read = session.auth_certificate(&mut |part| first.push(part.to_vec()));
    if let Ok(der) = read {
        assert_is_whole(&der);
        assert!(matches!(first.as_slice(), [part] if der.starts_with(part)));
        let _ = EarlyDates::read(&first.concat());
    }
    let pins = PASSWORDS.map(|it| Pin::from_bytes(it).expect("a PIN"));
    let verified = session.verify::<K>(&pins[0], consent);
    let outcome = verified.as_ref().map(|_| ()).map_err(|error| *error);
    if let Ok(session) = verified {
        signed_in(session, &pins);
    }
    judge(&channel.heard, outcome, consent);
}

fn signed_in<K: Key>(mut session: Session<'_, Verified<K>>, [old, new]: &[Pin; 2]) {
    if let Ok(der) = K::certificate(&mut session) {
        assert_is_whole(&der);
    }
    if let Ok(der) = session.issuer_certificate(K::SLOT) {
        assert_is_whole(&der);
    }
    let _ = session.sign(&[0x5A; 51]);
    let report = session.change(old, new);
    assert_eq!(report.cause.is_none(), report.changed == Changed::Yes);
}

/// Whatever the card says: the one VERIFY, and what CHANGE may ask after it.
fn judge(heard: &[Heard], outcome: Result<(), VerifyError>, consent: LastTryConsent) {
    let secrets: Vec<usize> = (0..heard.len()).filter(|at| heard[*at].is_secret).collect();
    let is_change = |at: &&usize| heard[**at].ins == CHANGE;
    let change = secrets.iter().position(|at| is_change(&at));
    assert!(secrets.iter().filter(is_change).count() <= 1);
    // Before CHANGE one, after it two.
    let (before, after) = secrets.split_at(change.unwrap_or(secrets.len()));
    assert!(before.len() <= 1 && after.len() <= 3);
    assert!(after.is_empty() || outcome == Ok(()));
    for (number, at) in secrets
        .iter()
        .enumerate()
        .filter(|(_, at)| heard[**at].ins != CHANGE)
    {
        let consent = if number == 0 {
            consent
        } else {
            LastTryConsent::NotGiven
        };
        let asked = heard[..*at].last().expect("the counter was asked for");
        assert!(!asked.is_secret && [VERIFY, GET_RESPONSE].contains(&asked.ins));
        let allowed = match asked.status {
            Some(0x9000 | 0x63C2..=0x63CF) => true,
            Some(0x63C1) => consent == LastTryConsent::Given,
            _ => false,
        };
        assert!(allowed, "a PIN was sent after {:04X?}", asked.status);
    }
    // What was answered to it last: GET RESPONSE may have followed.
    let answered = before.first().map(|at| {
        let chain = heard[at + 1..]
            .iter()
            .take_while(|it| it.ins == GET_RESPONSE);
        chain.last().unwrap_or(&heard[*at]).status
    });
    match outcome {
        Ok(()) => assert_eq!(answered, Some(Some(0x9000))),
        Err(VerifyError::Wrong { left }) => {
            assert!(left.remaining > 0);
            assert!(matches!(answered, Some(Some(0x6300 | 0x63C1..=0x63CF))));
        }
        Err(VerifyError::Refused(_)) => assert_eq!(answered, None),
        Err(VerifyError::Blocked | VerifyError::Card(_)) => {}
    }
}

/// As long as it says itself.
fn assert_is_whole(der: &[u8]) {
    assert_eq!(certificate_len(der), Ok(der.len()));
    if let Ok(certificate) = Certificate::from_padded(der) {
        assert_eq!(certificate.der(), der);
    }
}

/// A command, and what was answered.
struct Heard {
    ins: u8,
    is_secret: bool,
    status: Option<u16>,
}

/// Listens to a conversation.
struct Witness<'c> {
    card: &'c mut dyn CardChannel,
    heard: Vec<Heard>,
}

impl CardChannel for Witness<'_> {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        let sent = command.encode();
        assert!((4..=4 + 1 + 255 + 1).contains(&sent.len()));
        let holds = |secret: &&[u8]| sent.windows(secret.len()).any(|it| it == *secret);
        assert_eq!(command.carries_secret(), PASSWORDS.iter().any(holds));
        let answer = self.card.transmit(command);
        let [_, ins, ..] = command.header();
        self.heard.push(Heard {
            ins,
            is_secret: command.carries_secret(),
            status: answer.as_ref().ok().map(Response::status_word),
        });
        answer
    }
}

/// The card of an input.
struct Script<'a> {
    rest: &'a [u8],
}

impl CardChannel for Script<'_> {
    fn transmit(&mut self, _: &Command) -> Result<Response, ChannelError> {
        let (length, rest) = self.rest.split_first_chunk().ok_or(ChannelError::Removed)?;
        let length = usize::from(u16::from_be_bytes(*length)).min(rest.len());
        let (answer, rest) = rest.split_at(length);
        self.rest = rest;
        Response::decode(answer).map_err(|_short| ChannelError::Garbled)
    }
}
