//! CHANGE REFERENCE DATA (jpki-card §2.1: after VERIFY of the old secret, the new one alone), and
//! the question to the card what is true now.
//!
//! Neither the answers of real cards to CHANGE nor their demands on a new secret are published
//! (jpki-card §10, item 4), so no status word is taken on trust: the card is asked to verify the
//! secret that should be right by now, which costs no try. Should that be refused, the other of the
//! two is right, and verifying it gives the try back. Three rules keep a card with other ideas, or a
//! broken line, from losing tries: the counter is asked for before each of these questions and must
//! be what it was left at; one try left is never touched; after an error of the line nothing more is
//! sent.

use super::{Key, Session, Verified, VerifyError, verify_once};
use crate::core::{
    apdu::{Command, Status},
    jpki::ops::{self, CardError, Step},
    rules::{AttemptLevel, Attempts, LastTryConsent, may_verify},
    secret::Pin,
};

/// P1 of CHANGE REFERENCE DATA: the data is the new secret only.
const P1_NEW_ONLY: u8 = 0x01;

/// Whether the secret was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Changed {
    /// The old one is true.
    No,
    /// One of the two is true; the card could not be asked.
    Unknown,
    /// The new one is true.
    Yes,
}

/// How a change ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeReport {
    /// Which of the two is true now.
    pub changed: Changed,
    /// The tries left, if the card said so last.
    pub left: Option<Attempts>,
    /// Why it is not [`Changed::Yes`].
    pub cause: Option<CardError>,
}

/// What the card answered to a secret that should be right.
enum Answer {
    /// It was not asked, or answered neither yes nor no; the counter, if that was said.
    None(Option<Attempts>),
    /// No; what is left.
    Refused(Attempts),
    /// Yes.
    Right,
}

impl<K: Key> Session<'_, Verified<K>> {
    /// Changes the secret of key `K` from `old`, which was verified, to `new`, and asks the card
    /// which of the two is true. CHANGE is sent once. The form of `new` is the caller's to check
    /// before (`rules::pin_policy`).
    ///
    /// Where the answer is [`Changed::Unknown`], the session may not be verified any more; the card
    /// then says so to whatever comes next.
    pub fn change(&mut self, old: &Pin, new: &Pin) -> ChangeReport {
        let step = Step::Change(K::SLOT);
        if let Err(error) = self.select(K::SLOT.files().pin) {
            // Nothing was sent yet.
            return ChangeReport {
                changed: Changed::No,
                left: None,
                cause: Some(error),
            };
        }
        let command =
            Command::new(0x00, ops::INS_CHANGE, P1_NEW_ONLY, ops::P2_CURRENT_EF).with_secret(new);
        let status = match ops::send(self.channel, step, &command) {
            Ok(response) => response.status(),
            Err(error) => {
                return ChangeReport {
                    changed: Changed::Unknown,
                    left: None,
                    cause: Some(error),
                };
            }
        };
        let (changed, left) = self.ask_which(status, old, new);
        ChangeReport {
            changed,
            left,
            cause: (changed != Changed::Yes).then(|| ops::refusal(step, status)),
        }
    }

    /// Which of the two is true after CHANGE was answered with `status`.
    fn ask_which(&mut self, status: Status, old: &Pin, new: &Pin) -> (Changed, Option<Attempts>) {
        let said = said_by(status);
        let [(first, if_first), (second, if_second)] = match said {
            Changed::Yes => [(new, Changed::Yes), (old, Changed::No)],
            Changed::No | Changed::Unknown => [(old, Changed::No), (new, Changed::Yes)],
        };
        let full = Attempts::full(K::SLOT);
        let is_full = |left: Attempts| left.level() == AttemptLevel::Full;
        // The old one was called right, and now it is said not to have been. The key knows.
        if status == Status::SecurityNotSatisfied {
            match self.is_verified() {
                Some(true) => {}
                Some(false) => return (Changed::No, None),
                None => return (Changed::Unknown, None),
            }
        }
        let left = match self.ask(first, &is_full) {
            Answer::Right => return (if_first, Some(full)),
            // Nothing speaks against what the card said of CHANGE itself.
            Answer::None(left) => return (said, left),
            // A refusal that cost nothing was none.
            Answer::Refused(left) if is_full(left) => return (said, Some(left)),
            Answer::Refused(left) => left,
        };
        match self.ask(second, &|now| now == left) {
            Answer::Right => (if_second, Some(full)),
            // The counter denies that anything was refused.
            Answer::None(Some(now)) if is_full(now) => (said, Some(now)),
            Answer::None(now) => (Changed::Unknown, now.or(Some(left))),
            Answer::Refused(left) => (Changed::Unknown, Some(left)),
        }
    }

    /// Whether the card still, or ever, took the old secret as verified: its key then signs, here
    /// something that is the digest of nothing. Selects the PIN again.
    fn is_verified(&mut self) -> Option<bool> {
        let verified = match self.sign(&[0; 32]) {
            Ok(_) => true,
            Err(CardError::SecurityNotSatisfied { .. }) => false,
            Err(_) => return None,
        };
        self.select(K::SLOT.files().pin).ok()?;
        Some(verified)
    }

    /// Verifies a secret that is right as far as is known, if the counter is as it should be.
    fn ask(&mut self, secret: &Pin, as_expected: &dyn Fn(Attempts) -> bool) -> Answer {
        let Ok(before) = ops::ask_attempts(self.channel, K::SLOT) else {
            return Answer::None(None);
        };
        let allowed = may_verify(before, LastTryConsent::NotGiven).is_ok();
        if !allowed || !as_expected(before) {
            return Answer::None(Some(before));
        }
        match verify_once(self.channel, K::SLOT, secret) {
            Ok(()) => Answer::Right,
            Err(VerifyError::Wrong { left }) => Answer::Refused(left),
            Err(VerifyError::Blocked) => Answer::Refused(Attempts::of(K::SLOT, 0)),
            Err(VerifyError::Card(_) | VerifyError::Refused(_)) => Answer::None(None),
        }
    }
}

/// What a status word says of CHANGE by itself: ISO/IEC 7816-4 §5.1.3 promises that nothing was
/// changed for 64xx and the checking errors 67xx to 6Exx, and promises nothing for the rest.
fn said_by(status: Status) -> Changed {
    match status.word() {
        0x9000 => Changed::Yes,
        0x6400..=0x64FF | 0x6700..=0x6EFF => Changed::No,
        _ => Changed::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        apdu::Response,
        jpki::{AuthKey, CardChannel, ChannelError},
    };

    /// A card with one PIN, and what it answers instead of the truth to which command.
    struct Card {
        pin: &'static [u8],
        /// What it has after a change.
        keeps: &'static [u8],
        left: u8,
        verified: bool,
        lies: Vec<(&'static str, u16)>,
        /// Whether a command that is lied about is carried out.
        acts: bool,
        /// The command at which the card is lost.
        lost_at: Option<&'static str>,
        sent: Vec<&'static str>,
    }

    const OLD: &[u8] = b"1234";
    const NEW: &[u8] = b"5678";

    impl Card {
        fn new() -> Self {
            Self {
                pin: OLD,
                keeps: NEW,
                left: 3,
                verified: false,
                lies: Vec::new(),
                acts: true,
                lost_at: None,
                sent: Vec::new(),
            }
        }

        /// What a command is called: VERIFY by what it carries and how often it came.
        fn name(&self, header: [u8; 4], data: &[u8]) -> &'static str {
            match (header, data) {
                ([_, 0xA4, ..], _) => "select",
                ([_, 0x20, ..], []) => "query",
                ([_, 0x20, ..], OLD) if !self.sent.contains(&"verify old") => "verify old",
                ([_, 0x20, ..], OLD) => "old again",
                ([_, 0x20, ..], NEW) => "verify new",
                ([0x80, 0x2A, ..], _) => "sign",
                ([0x00, 0x24, 0x01, 0x80], NEW) => "change",
                other => panic!("{other:?}"),
            }
        }

        fn act(&mut self, name: &str, data: &[u8]) -> u16 {
            match name {
                "query" => 0x63C0 | u16::from(self.left),
                "change" if self.verified => {
                    self.pin = self.keeps;
                    0x9000
                }
                "sign" if self.verified => 0x9000,
                "change" | "sign" => 0x6982,
                "select" => 0x9000,
                _ if self.left == 0 => 0x6984,
                _ if data == self.pin => {
                    (self.left, self.verified) = (3, true);
                    0x9000
                }
                _ => {
                    (self.left, self.verified) = (self.left - 1, false);
                    0x63C0 | u16::from(self.left)
                }
            }
        }
    }

    impl CardChannel for Card {
        fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
            let bytes = command.encode();
            let data = bytes.get(5..).unwrap_or_default();
            let name = self.name(command.header(), data);
            self.sent.push(name);
            if self.lost_at == Some(name) {
                self.lost_at = Some("query");
                return Err(ChannelError::Removed);
            }
            let lie = self.lies.iter().position(|(about, _)| *about == name);
            let lie = lie.map(|at| self.lies.remove(at).1);
            let truth = match lie {
                Some(_) if !self.acts => None,
                _ => Some(self.act(name, data)),
            };
            let status = lie.or(truth).unwrap_or(0x6F00).to_be_bytes();
            Response::decode(&status).map_err(|_short| ChannelError::Garbled)
        }
    }

    fn pin(bytes: &[u8]) -> Pin {
        Pin::from_bytes(bytes).expect("fits")
    }

    /// Changes OLD to NEW on `card`.
    fn change(card: &mut Card) -> ChangeReport {
        let session = Session::open(card).expect("opened");
        let verified = session.verify::<AuthKey>(&pin(OLD), LastTryConsent::NotGiven);
        let mut verified = verified.unwrap_or_else(|error| panic!("{error}"));
        verified.change(&pin(OLD), &pin(NEW))
    }

    fn report(changed: Changed) -> (Changed, Option<u8>) {
        (changed, Some(3))
    }

    fn seen(report: ChangeReport) -> (Changed, Option<u8>) {
        assert_eq!(report.cause.is_none(), report.changed == Changed::Yes);
        (report.changed, report.left.map(|left| left.remaining))
    }

    #[test]
    fn a_good_change_is_asked_about_once_and_costs_nothing() {
        let mut card = Card::new();
        assert_eq!(seen(change(&mut card)), report(Changed::Yes));
        assert_eq!((card.pin, card.left), (NEW, 3));
        assert_eq!(
            card.sent[3..],
            ["verify old", "change", "query", "verify new"]
        );
    }

    #[test]
    fn whatever_the_card_says_of_a_change_it_did_not_make_the_old_one_is_found_true() {
        for status in [
            0x9000, 0x6A80, 0x6700, 0x6982, 0x6983, 0x6984, 0x6985, 0x6D00, 0x63C2, 0x6300, 0x6581,
            0x6F00, 0x6C04, 0x1234,
        ] {
            let mut card = Card::new();
            card.acts = false;
            card.lies.push(("change", status));
            assert_eq!(seen(change(&mut card)), report(Changed::No), "{status:04X}");
            assert_eq!((card.pin, card.left), (OLD, 3), "{status:04X}");
            assert_eq!(card.sent.iter().filter(|it| **it == "change").count(), 1);
        }
    }

    #[test]
    fn whatever_the_card_says_of_a_change_it_made_the_new_one_is_found_true() {
        for status in [
            0x6982, 0x6A80, 0x6985, 0x6D00, 0x63C2, 0x6581, 0x6F00, 0x6FFF,
        ] {
            let mut card = Card::new();
            card.lies.push(("change", status));
            assert_eq!(
                seen(change(&mut card)),
                report(Changed::Yes),
                "{status:04X}"
            );
            assert_eq!((card.pin, card.left), (NEW, 3), "{status:04X}");
        }
    }

    #[test]
    fn a_card_lost_while_it_changes_leaves_it_open_and_is_asked_nothing() {
        let mut card = Card::new();
        card.lost_at = Some("change");
        assert_eq!(seen(change(&mut card)), (Changed::Unknown, None));
        assert_eq!(card.sent.last(), Some(&"change"));
    }

    #[test]
    fn a_card_lost_after_its_answer_is_believed() {
        for (lost_at, status, changed) in [
            ("verify new", 0x9000, Changed::Yes),
            ("old again", 0x6A80, Changed::No),
            ("old again", 0x6F00, Changed::Unknown),
        ] {
            let mut card = Card::new();
            card.acts = status == 0x9000;
            card.lies.push(("change", status));
            card.lost_at = Some(lost_at);
            assert_eq!(seen(change(&mut card)), (changed, None), "{status:04X}");
            assert_eq!(card.left, 3);
        }
    }

    #[test]
    fn a_refusal_that_the_counter_denies_costs_no_second_try() {
        for refusal in [0x63C2, 0x6300, 0x63C3] {
            let mut card = Card::new();
            card.lies.push(("verify new", refusal));
            assert_eq!(seen(change(&mut card)), report(Changed::Yes));
            assert_eq!((card.pin, card.left), (NEW, 3));
            let sent = card.sent.iter().filter(|it| it.contains("old")).count();
            assert_eq!(sent, 1, "{:?}", card.sent);
        }
    }

    #[test]
    fn a_counter_that_is_not_full_after_the_old_one_was_right_is_not_touched() {
        for counter in [0x63C2, 0x63C1, 0x63C0, 0x6984, 0x6300, 0x6F00] {
            let mut card = Card::new();
            card.lies.push(("query", 0x63C3));
            card.lies.push(("query", counter));
            assert_eq!(change(&mut card).changed, Changed::Yes, "{counter:04X}");
            assert!(!card.sent.contains(&"verify new"), "{counter:04X}");
        }
    }

    #[test]
    fn a_wrong_old_secret_that_the_line_called_right_costs_its_one_try() {
        let mut card = Card::new();
        card.pin = b"0000";
        card.lies.push(("verify old", 0x9000));
        assert_eq!(change(&mut card).changed, Changed::No);
        assert_eq!(card.left, 2, "counted when it was sent, and not again");
        let mut card = Card::new();
        card.pin = b"0000";
        card.acts = false;
        card.lies.push(("verify old", 0x9000));
        assert_eq!(seen(change(&mut card)), (Changed::No, None));
        assert_eq!(card.left, 3, "it never reached the card");
    }

    #[test]
    fn a_card_that_takes_neither_keeps_its_last_try() {
        let mut card = Card::new();
        card.keeps = b"0000";
        assert_eq!(seen(change(&mut card)), (Changed::Unknown, Some(1)));
        assert_eq!(card.left, 1);
    }
}
