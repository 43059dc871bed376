//! The code that is read out on the phone: whoever has the text too sees that it is the same text.
//!
//! It is the first 40 bits of the SHA-256 of the text before the code's line, in Crockford's base 32
//! (no I, L, O or U), in two groups of four. Carriage returns do not count, so that line ends may be stored in any way. Support
//! staff check it with what every system has; README says how.

use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Bits of one character.
const BITS: u32 = 5;

/// Characters of the code.
const LENGTH: u32 = 8;

/// The code of `text`: `7K2M-QX4T`.
pub fn read_out_code(text: &str) -> String {
    let digest = Sha256::digest(text.replace('\r', ""));
    let bits = digest
        .iter()
        .take(5)
        .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    let mut code = String::new();
    for place in 0..LENGTH {
        if place == LENGTH / 2 {
            code.push('-');
        }
        let index = (bits >> (BITS * (LENGTH - 1 - place))) & 0x1F;
        let letter = usize::try_from(index)
            .ok()
            .and_then(|index| ALPHABET.get(index));
        code.extend(letter.map(|letter| char::from(*letter)));
    }
    code
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_code_of_known_texts() {
        // printf '' | openssl dgst -sha256 -binary | head -c 5 | base32 | tr 'A-Z2-7' '0-9A-HJKMNP-TV-Z'
        assert_eq!(read_out_code(""), "WERC-8GMR");
        assert_eq!(read_out_code("inkan\n"), read_out_code("inkan\r\n"));
        assert_ne!(read_out_code("inkan\n"), read_out_code("inkan"));
    }

    #[test]
    fn no_letter_is_taken_for_another() {
        for letter in "ILOU".chars() {
            assert!(!ALPHABET.contains(&(letter as u8)));
        }
    }

    proptest! {
        #[test]
        fn the_code_changes_with_any_character(
            text in "[ -~\n]{1,300}",
            at in any::<proptest::sample::Index>(),
            other in "[ -~\n]",
        ) {
            let characters: Vec<char> = text.chars().collect();
            let place = at.index(characters.len());
            let mut changed = characters.clone();
            changed[place] = other.chars().next().expect("one");
            let changed: String = changed.into_iter().collect();
            prop_assert_eq!(
                read_out_code(&text) == read_out_code(&changed),
                text == changed
            );
            prop_assert_ne!(read_out_code(&text), read_out_code(&format!("{text}{other}")));
        }

        #[test]
        fn the_code_has_its_form(text in any::<String>()) {
            let code = read_out_code(&text);
            let (first, second) = code.split_once('-').expect("two groups");
            prop_assert_eq!((first.len(), second.len()), (4, 4));
            prop_assert!(code.bytes().all(|it| it == b'-' || ALPHABET.contains(&it)));
        }
    }
}
