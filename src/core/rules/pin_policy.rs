//! What form a PIN has (jpki-card §5; citizen-rules "Two certificates on the card"): the 署名用
//! password 6 to 16 characters with letters and digits both, the 利用者証明用 PIN 4 digits. A PIN
//! that cannot be right by its form is refused before it reaches the card: it would only cost a try.
//!
//! Works on the secret in place; nothing here copies it except into another `Pin`.

use thiserror::Error;

use crate::core::jpki::Slot;
use crate::core::secret::Pin;

/// The offset between full-width forms (U+FF01 …) and ASCII.
const FULL_WIDTH_OFFSET: u32 = 0xFF01 - 0x21;

/// Refuses a PIN whose form is wrong, naming the first rule it breaks.
pub fn check_pin(slot: Slot, pin: &Pin) -> Result<(), PinFormError> {
    match pin_rules(slot, pin).into_iter().find(|check| !check.holds) {
        None => Ok(()),
        Some(broken) => Err(PinFormError {
            slot,
            rule: broken.rule,
        }),
    }
}

/// Every rule of this slot's PIN and whether it holds, for ticks that follow the typing.
pub fn pin_rules(slot: Slot, pin: &Pin) -> Vec<RuleCheck> {
    let rules: &[PinRule] = match slot {
        Slot::Auth => &[PinRule::Characters, PinRule::Length],
        Slot::Sign => &[
            PinRule::Characters,
            PinRule::Length,
            PinRule::HasLetter,
            PinRule::HasDigit,
        ],
    };
    rules
        .iter()
        .map(|rule| RuleCheck {
            rule: *rule,
            holds: rule.holds(slot, pin),
        })
        .collect()
}

/// One typed character as this slot's PIN takes it: full-width becomes half-width, and for the sign
/// password lower case becomes upper case, as it was registered (jpki-card §2.3, §5). `None` for a
/// character that cannot be part of it.
pub fn normalised_char(slot: Slot, typed: char) -> Option<u8> {
    let half = match typed {
        '\u{FF01}'..='\u{FF5E}' => u8::try_from(u32::from(typed) - FULL_WIDTH_OFFSET).ok()?,
        _ => u8::try_from(typed).ok()?,
    };
    let byte = match slot {
        Slot::Auth => half,
        Slot::Sign => half.to_ascii_uppercase(),
    };
    is_allowed(slot, byte).then_some(byte)
}

/// A PIN that came as bytes (a terminal, a pipe), in the form the card knows. What cannot be part
/// of it stays, for `check_pin` to refuse.
#[must_use]
pub fn normalised_pin(slot: Slot, pin: &Pin) -> Pin {
    let mut normalised = Pin::new();
    for byte in pin.as_bytes() {
        // As many bytes go in as came out of a `Pin`: there is room.
        normalised.push(normalised_char(slot, char::from(*byte)).unwrap_or(*byte));
    }
    normalised
}

/// A rule that a PIN's form follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PinRule {
    /// Only digits (利用者証明用), only A–Z and 0–9 (署名用).
    Characters,
    /// At least one digit (署名用).
    HasDigit,
    /// At least one letter (署名用).
    HasLetter,
    /// 4 characters (利用者証明用), 6 to 16 (署名用).
    Length,
}

impl PinRule {
    fn holds(self, slot: Slot, pin: &Pin) -> bool {
        let bytes = pin.as_bytes();
        match self {
            Self::Characters => {
                !bytes.is_empty() && bytes.iter().all(|byte| is_allowed(slot, *byte))
            }
            Self::HasDigit => bytes.iter().any(u8::is_ascii_digit),
            Self::HasLetter => bytes.iter().any(u8::is_ascii_alphabetic),
            Self::Length => match slot {
                Slot::Auth => bytes.len() == 4,
                Slot::Sign => (6..=16).contains(&bytes.len()),
            },
        }
    }
}

/// Whether one rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleCheck {
    /// The rule.
    pub rule: PinRule,
    /// Whether the PIN follows it.
    pub holds: bool,
}

/// A PIN cannot be right by its form. Says nothing about what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
#[error("the PIN does not have the form of a PIN for {slot:?}: {rule:?}")]
pub struct PinFormError {
    /// The key pair it was for.
    pub slot: Slot,
    /// The first rule it breaks.
    pub rule: PinRule,
}

fn is_allowed(slot: Slot, byte: u8) -> bool {
    match slot {
        Slot::Auth => byte.is_ascii_digit(),
        Slot::Sign => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(slot: Slot, text: &str) -> Option<PinRule> {
        let pin = Pin::from_bytes(text.as_bytes()).expect("fits");
        check_pin(slot, &pin).err().map(|error| error.rule)
    }

    #[test]
    fn the_auth_pin_is_four_digits() {
        assert_eq!(check(Slot::Auth, "1234"), None);
        assert_eq!(check(Slot::Auth, "0000"), None);
        assert_eq!(check(Slot::Auth, "123"), Some(PinRule::Length));
        assert_eq!(check(Slot::Auth, "12345"), Some(PinRule::Length));
        assert_eq!(check(Slot::Auth, "12a4"), Some(PinRule::Characters));
        assert_eq!(check(Slot::Auth, "12 4"), Some(PinRule::Characters));
        assert_eq!(check(Slot::Auth, ""), Some(PinRule::Characters));
    }

    #[test]
    fn the_sign_password_has_letters_and_digits() {
        assert_eq!(check(Slot::Sign, "ABC123"), None);
        assert_eq!(check(Slot::Sign, "A234567890123456"), None);
        assert_eq!(check(Slot::Sign, "ABC12"), Some(PinRule::Length));
        assert_eq!(check(Slot::Sign, "ABCDEF"), Some(PinRule::HasDigit));
        assert_eq!(check(Slot::Sign, "123456"), Some(PinRule::HasLetter));
        assert_eq!(check(Slot::Sign, "abc123"), Some(PinRule::Characters));
        assert_eq!(check(Slot::Sign, "ABC-123"), Some(PinRule::Characters));
        assert_eq!(check(Slot::Sign, "ABC123\n"), Some(PinRule::Characters));
        assert_eq!(check(Slot::Sign, "ＡBC1"), Some(PinRule::Characters));
    }

    #[test]
    fn ticks_follow_the_typing() {
        let pin = Pin::from_bytes(b"ABC").expect("fits");
        let held: Vec<_> = pin_rules(Slot::Sign, &pin)
            .into_iter()
            .filter_map(|check| check.holds.then_some(check.rule))
            .collect();
        assert_eq!(held, [PinRule::Characters, PinRule::HasLetter]);
        assert_eq!(pin_rules(Slot::Auth, &Pin::new()).len(), 2);
        assert!(
            pin_rules(Slot::Sign, &Pin::new())
                .iter()
                .all(|check| !check.holds)
        );
    }

    #[test]
    fn what_an_input_method_makes_becomes_what_the_card_knows() {
        let sign = |typed| normalised_char(Slot::Sign, typed);
        let auth = |typed| normalised_char(Slot::Auth, typed);
        assert_eq!(
            (sign('a'), sign('Ａ'), sign('ｚ')),
            (Some(b'A'), Some(b'A'), Some(b'Z'))
        );
        assert_eq!(
            (sign('７'), auth('７'), auth('7')),
            (Some(b'7'), Some(b'7'), Some(b'7'))
        );
        for typed in [
            '-', 'あ', ' ', '　', '！', '\u{7F}', '\u{0}', 'é', '٣', '𝟙', '\u{FF5F}',
        ] {
            assert_eq!((sign(typed), auth(typed)), (None, None), "{typed:?}");
        }
        assert_eq!(auth('a'), None);
        let pin = Pin::from_bytes(b"abc123").expect("fits");
        assert_eq!(normalised_pin(Slot::Sign, &pin).as_bytes(), b"ABC123");
        assert_eq!(normalised_pin(Slot::Auth, &pin).as_bytes(), b"abc123");
        let foreign = Pin::from_bytes(b"ab\xE3-").expect("fits");
        assert_eq!(normalised_pin(Slot::Sign, &foreign).as_bytes(), b"AB\xE3-");
    }
}
