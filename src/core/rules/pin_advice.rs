//! What a new PIN had better not be: easy to guess for whoever finds the card with a driving licence
//! beside it. Advice, never a rule: the card takes it, and whose card it is decides.
//!
//! Works on the secrets in place; nothing here copies them.

use jiff::civil::Date;

use crate::core::{jpki::Slot, secret::Pin};

/// Why a new secret is advised against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PinAdvice {
    /// Four digits that are a day of the year (MMDD or DDMM) or a year people are born in.
    Birthday,
    /// One character over and over; of the 署名用 password, all but one character.
    Repeated,
    /// The one it is to replace.
    SameAsOld,
    /// Digits that count up or down: 1234, 9876.
    Sequence,
}

/// What speaks against `new` in the place of `old`, the weightiest first. Empty for a secret that is
/// not complete: what is still being typed is not judged.
pub fn pin_advice(slot: Slot, old: &Pin, new: &Pin) -> Vec<PinAdvice> {
    if super::check_pin(slot, new).is_err() {
        return Vec::new();
    }
    let bytes = new.as_bytes();
    let checks = [
        (PinAdvice::SameAsOld, new.matches(old)),
        (PinAdvice::Repeated, is_repeated(slot, bytes)),
        (PinAdvice::Sequence, is_sequence(bytes)),
        (
            PinAdvice::Birthday,
            slot == Slot::Auth && is_birthday(bytes),
        ),
    ];
    checks
        .into_iter()
        .filter_map(|(advice, holds)| holds.then_some(advice))
        .collect()
}

/// Whether all characters are one, or all but one where letters and digits both must be there.
fn is_repeated(slot: Slot, bytes: &[u8]) -> bool {
    let others = match slot {
        Slot::Auth => 0,
        Slot::Sign => 1,
    };
    bytes
        .iter()
        .any(|one| bytes.iter().filter(|byte| *byte != one).count() <= others)
}

fn is_sequence(bytes: &[u8]) -> bool {
    let counts = |step: fn(u8) -> Option<u8>| {
        bytes
            .iter()
            .zip(bytes.iter().skip(1))
            .all(|(one, next)| step(*one) == Some(*next))
    };
    bytes.iter().all(u8::is_ascii_digit)
        && (counts(|byte| byte.checked_add(1)) || counts(|byte| byte.checked_sub(1)))
}

/// Whether four digits are a day of a year, in either order, or a year from 1900 to 2029.
fn is_birthday(bytes: &[u8]) -> bool {
    let [a, b, c, d] = bytes else { return false };
    let two = |tens: &u8, ones: &u8| {
        let tens = i8::try_from(tens.checked_sub(b'0')?).ok()?;
        let ones = i8::try_from(ones.checked_sub(b'0')?).ok()?;
        tens.checked_mul(10)?.checked_add(ones)
    };
    let (Some(first), Some(second)) = (two(a, b), two(c, d)) else {
        return false;
    };
    // 2000 has a 29 February.
    let is_day = |month, day| Date::new(2000, month, day).is_ok();
    let is_year = first == 19 || (first == 20 && second <= 29);
    is_year || is_day(first, second) || is_day(second, first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn advice(slot: Slot, old: &str, new: &str) -> Vec<PinAdvice> {
        let pin = |text: &str| Pin::from_bytes(text.as_bytes()).expect("fits");
        pin_advice(slot, &pin(old), &pin(new))
    }

    #[test]
    fn what_is_easy_to_guess_is_named() {
        use PinAdvice::{Birthday, Repeated, SameAsOld, Sequence};
        for (new, expected) in [
            ("7777", vec![Repeated]),
            ("0000", vec![Repeated]),
            ("1111", vec![Repeated, Birthday]),
            ("4321", vec![Sequence]),
            ("0123", vec![Sequence, Birthday]),
            ("5678", vec![Sequence]),
            ("0229", vec![Birthday]),
            ("1231", vec![Birthday]),
            ("3112", vec![Birthday]),
            ("1965", vec![Birthday]),
            ("2029", vec![Birthday]),
            ("9182", vec![SameAsOld]),
        ] {
            assert_eq!(advice(Slot::Auth, "9182", new), expected, "{new}");
        }
    }

    #[test]
    fn what_is_not_easy_to_guess_is_left_alone() {
        for new in [
            "9183", "0230", "1300", "3213", "0431", "2030", "1890", "8901", "7771", "1357",
        ] {
            assert_eq!(advice(Slot::Auth, "9182", new), [], "{new}");
        }
        for new in ["ABC123", "AAB111", "K7X9QM", "A1A1A1"] {
            assert_eq!(advice(Slot::Sign, "XYZ789", new), [], "{new}");
        }
    }

    #[test]
    fn a_password_of_one_character_and_another_is_repeated() {
        for new in ["AAAAA1", "1AAAAA", "A1111111"] {
            assert_eq!(advice(Slot::Sign, "XYZ789", new), [PinAdvice::Repeated]);
        }
        let same = advice(Slot::Sign, "XYZ789", "XYZ789");
        assert_eq!(same, [PinAdvice::SameAsOld]);
    }

    #[test]
    fn what_is_not_complete_is_not_judged() {
        for new in ["", "1", "111", "12a4", "11111"] {
            assert_eq!(advice(Slot::Auth, new, new), [], "{new}");
        }
        assert_eq!(advice(Slot::Sign, "AAAAA", "AAAAA"), []);
        assert_eq!(advice(Slot::Sign, "111111", "111111"), [], "no letter");
    }
}
