//! What an error of the card or of the way to it means for a person.

use super::Failure;
use crate::core::{
    jpki::{CardError, ChangeReport, Changed, ChannelError, Slot, Step, VerifyError},
    rules::AttemptRefusal,
};

impl Failure {
    /// What a card error means for a person.
    pub fn from_card(error: CardError) -> Self {
        match error {
            // The PIN was on its way when the connection ended, or the answer says neither yes nor
            // no (6300 among them): nobody can say whether the card counted it.
            CardError::Channel {
                step: Step::Verify(slot),
                ..
            }
            | CardError::SecurityNotSatisfied {
                step: Step::Verify(slot),
            }
            | CardError::Unexpected {
                step: Step::Verify(slot),
                ..
            } => Self::PinOutcomeUnknown { slot },
            // Likewise, and it may have taken the new one.
            CardError::Channel {
                step: Step::Change(slot),
                ..
            } => Self::PinChangeUnknown { slot },
            CardError::SecurityNotSatisfied {
                step: Step::Change(slot),
            } => Self::PinChangeRefused {
                slot,
                status: Some(0x6982),
            },
            CardError::Unexpected {
                step: Step::Change(slot),
                status,
            } => Self::PinChangeRefused {
                slot,
                status: Some(status.word()),
            },
            CardError::Channel { error, step } => match Self::from_channel(error) {
                Self::CardConfused { status, .. } => Self::CardConfused {
                    step: Some(step),
                    status,
                },
                other => other,
            },
            CardError::FileMissing { ef } | CardError::NotACertificate { ef } => {
                match Slot::BOTH.into_iter().find(|slot| slot.files().owns(ef)) {
                    Some(slot) => Self::CertificateUnreadable { slot },
                    None => Self::CardConfused {
                        step: Some(Step::SelectFile(ef)),
                        status: None,
                    },
                }
            }
            CardError::NotJpki => Self::NoMyNumberCard,
            CardError::SecurityNotSatisfied { step } => Self::CardConfused {
                step: Some(step),
                status: Some(0x6982),
            },
            CardError::Unexpected { step, status } => Self::CardConfused {
                step: Some(step),
                status: Some(status.word()),
            },
        }
    }

    /// The same of a card that has shown before what it is: one that does not know its own
    /// application any more has not become another card, it talks nonsense.
    pub fn from_known_card(error: CardError) -> Self {
        match error {
            CardError::NotJpki => Self::CardConfused {
                step: Some(Step::SelectApplication),
                status: None,
            },
            error => Self::from_card(error),
        }
    }

    /// What a communication error means for a person.
    pub fn from_channel(error: ChannelError) -> Self {
        match error {
            ChannelError::Busy => Self::CardBusy,
            ChannelError::Garbled => Self::CardConfused {
                step: None,
                status: None,
            },
            ChannelError::Mute => Self::CardMute,
            ChannelError::ReaderGone => Self::ReaderGone,
            ChannelError::Removed => Self::CardRemoved,
            ChannelError::Reset => Self::CardReset,
            ChannelError::ServiceGone => Self::ServiceGone,
            ChannelError::Transport { code } => Self::ReaderFailed { code },
        }
    }

    /// What a PIN that was not verified means for a person.
    pub fn from_verify(error: VerifyError, slot: Slot) -> Self {
        match error {
            VerifyError::Blocked | VerifyError::Refused(AttemptRefusal::Blocked) => {
                Self::PinBlocked { slot }
            }
            VerifyError::Card(CardError::FileMissing { .. }) => Self::CertificateAbsent { slot },
            VerifyError::Card(error) => Self::from_card(error),
            VerifyError::Refused(AttemptRefusal::LastTry) => Self::PinLastTry { slot },
            VerifyError::Wrong { left } => Self::PinWrong { slot, left },
        }
    }

    /// What the end of a change means for a person; `None` if it worked.
    pub fn from_change(report: &ChangeReport, slot: Slot) -> Option<Self> {
        match (report.changed, report.cause) {
            (Changed::Yes, _) => None,
            (Changed::Unknown, _) => Some(Self::PinChangeUnknown { slot }),
            (Changed::No, Some(cause)) => Some(match Self::from_card(cause) {
                // It said yes, and the old one is still true: its words would only confuse.
                Self::PinChangeRefused { status, .. } => Self::PinChangeRefused {
                    slot,
                    status: status.filter(|status| *status != 0x9000),
                },
                other => other,
            }),
            (Changed::No, None) => Some(Self::PinChangeRefused { slot, status: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::apdu::Status;

    #[test]
    fn a_card_lost_during_verify_is_not_simply_a_removed_card() {
        let lost = |step| {
            Failure::from_card(CardError::Channel {
                step,
                error: ChannelError::Removed,
            })
        };
        assert_eq!(
            lost(Step::Verify(Slot::Sign)),
            Failure::PinOutcomeUnknown { slot: Slot::Sign }
        );
        assert_eq!(lost(Step::Sign(Slot::Sign)), Failure::CardRemoved);
    }

    #[test]
    fn a_strange_answer_to_a_pin_leaves_open_whether_a_try_was_spent() {
        let slot = Slot::Sign;
        for (sw1, sw2) in [(0x63, 0x00), (0x69, 0x82), (0x6F, 0x00), (0x6C, 0x04)] {
            let step = Step::Verify(slot);
            let status = Status::from_bytes(sw1, sw2);
            for error in [
                CardError::Unexpected { step, status },
                CardError::SecurityNotSatisfied { step },
            ] {
                let failure = Failure::from_verify(error.into(), slot);
                assert_eq!(failure, Failure::PinOutcomeUnknown { slot }, "{status}");
            }
        }
    }
}
