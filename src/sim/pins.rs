//! A PIN on the card: its counter, and for how long the card remembers that it was given
//! (jpki-card §2.3 and §2.4). Bytes are compared as they come: the card does not fold letter case.

use sha2::{Digest, Sha256};

use super::wire::{Outcome, Sw};

/// The longest secret (jpki-card §2.3: 1 to 16 bytes).
const MAX_LEN: usize = 16;

/// What form the card demands of a new PIN (jpki-card §5). That the card itself demands it, and
/// with 6A80, is an assumption: no source has seen the answer (jpki-card §10, item 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PinForm {
    /// 利用者証明用, 券面事項入力補助用: four digits.
    FourDigits,
    /// 署名用: 6 to 16 of A–Z and 0–9, with at least one of each.
    Password,
}

impl PinForm {
    fn admits(self, secret: &[u8]) -> bool {
        match self {
            Self::FourDigits => secret.len() == 4 && secret.iter().all(u8::is_ascii_digit),
            Self::Password => {
                let allowed = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
                (6..=MAX_LEN).contains(&secret.len())
                    && secret.iter().all(allowed)
                    && secret.iter().any(u8::is_ascii_uppercase)
                    && secret.iter().any(u8::is_ascii_digit)
            }
        }
    }
}

/// A PIN file (internal elementary file). It keeps a hash of the secret only, so that a search of
/// memory for a PIN that somebody left behind does not find it here.
pub(super) struct PinFile {
    secret: [u8; 32],
    form: PinForm,
    max: u8,
    remaining: u8,
    verified: bool,
}

impl PinFile {
    pub(super) fn new(secret: &[u8], form: PinForm, max: u8, remaining: u8) -> Self {
        Self {
            secret: hash_of(secret),
            form,
            max,
            remaining: remaining.min(max),
            verified: false,
        }
    }

    /// Compares and counts. `blocked` is what the card answers when no try is left, whatever the
    /// PIN. A wrong PIN also ends an earlier success (assumption, as ISO/IEC 7816-4 §9.2 has it).
    pub(super) fn verify(&mut self, secret: &[u8], blocked: Sw) -> Outcome {
        if secret.is_empty() || secret.len() > MAX_LEN {
            return Err(Sw::WRONG_LENGTH); // No try is spent: an assumption.
        }
        if self.remaining == 0 {
            return Err(blocked);
        }
        if self.secret == hash_of(secret) {
            self.remaining = self.max;
            self.verified = true;
            return Ok(Vec::new());
        }
        self.verified = false;
        self.remaining -= 1;
        Err(Sw::tries(self.remaining))
    }

    /// Sets a new secret; the old one must have been verified in this session (6982 otherwise, an
    /// assumption: jpki-card §2.7). The verified state stays (assumption, §10, item 4).
    pub(super) fn change(&mut self, secret: &[u8]) -> Outcome {
        if secret.is_empty() {
            return Err(Sw::WRONG_LENGTH);
        }
        if !self.verified {
            return Err(Sw::SECURITY_NOT_SATISFIED);
        }
        if !self.form.admits(secret) {
            return Err(Sw::BAD_DATA);
        }
        self.secret = hash_of(secret);
        Ok(Vec::new())
    }

    pub(super) fn remaining(&self) -> u8 {
        self.remaining
    }

    pub(super) fn is_verified(&self) -> bool {
        self.verified
    }

    /// Forgets that the PIN was given.
    pub(super) fn forget(&mut self) {
        self.verified = false;
    }
}

/// The hash of a secret, of which nothing is left behind where it was computed: somebody may type
/// their own into practice mode.
fn hash_of(secret: &[u8]) -> [u8; 32] {
    let mut hasher = Box::new(Sha256::new());
    let mut hash = [0; 32];
    hasher.update(secret);
    hasher.finalize_into_reset((&mut hash).into());
    // What was not a whole block still lies in its buffer.
    hasher.update([0; 63]);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCKED: Sw = Sw(0x6984);

    #[test]
    fn wrong_tries_count_down_and_the_right_one_resets() {
        let mut pin = PinFile::new(b"1234", PinForm::FourDigits, 3, 3);
        assert_eq!(pin.verify(b"0000", BLOCKED), Err(Sw::tries(2)));
        assert_eq!(pin.verify(b"1234", BLOCKED), Ok(Vec::new()));
        assert_eq!((pin.remaining(), pin.is_verified()), (3, true));
        for left in [2, 1, 0] {
            assert_eq!(pin.verify(b"12345", BLOCKED), Err(Sw::tries(left)));
            assert!(!pin.is_verified());
        }
        assert_eq!(
            pin.verify(b"1234", BLOCKED),
            Err(BLOCKED),
            "the right one comes too late"
        );
        assert_eq!(pin.remaining(), 0);
    }

    #[test]
    fn a_length_that_no_pin_has_costs_no_try() {
        let mut pin = PinFile::new(b"1234", PinForm::FourDigits, 3, 3);
        assert_eq!(pin.verify(&[b'1'; 17], BLOCKED), Err(Sw::WRONG_LENGTH));
        assert_eq!(pin.remaining(), 3);
    }

    #[test]
    fn a_new_pin_needs_the_old_one_and_the_right_form() {
        let mut pin = PinFile::new(b"ABC123", PinForm::Password, 5, 5);
        assert_eq!(pin.change(b"XYZ789"), Err(Sw::SECURITY_NOT_SATISFIED));
        assert_eq!(
            pin.verify(b"abc123", BLOCKED),
            Err(Sw::tries(4)),
            "no folding of case"
        );
        assert_eq!(pin.verify(b"ABC123", BLOCKED), Ok(Vec::new()));
        for bad in [&b"ABCDEF"[..], b"123456", b"AB123", b"abc123", &[b'A'; 17]] {
            assert_eq!(pin.change(bad), Err(Sw::BAD_DATA), "{bad:?}");
        }
        assert_eq!(pin.change(b"XYZ789"), Ok(Vec::new()));
        assert_eq!(pin.verify(b"ABC123", BLOCKED), Err(Sw::tries(4)));
        assert_eq!(pin.verify(b"XYZ789", BLOCKED), Ok(Vec::new()));
    }
}
