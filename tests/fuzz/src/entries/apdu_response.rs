//! One answer of a card by itself.

use inkan::core::{
    apdu::{Response, Status},
    cert::certificate_len,
    jpki::{Availability, TokenInfo},
};

/// One answer of a card, and what its small files may hold.
pub fn apdu_response(bytes: &[u8]) {
    match Response::decode(bytes) {
        Ok(response) => {
            let word = response.status_word();
            assert_eq!([response.data(), &word.to_be_bytes()].concat(), bytes);
            // Two words for one thing, and no others, come back as one.
            let same = [word, 0x6D00].contains(&response.status().word());
            assert!(same && (word == 0x6E00 || response.status().word() == word));
            assert!(!matches!(response.status(), Status::AttemptsLeft(16..)));
            let shown = format!("{response:?}");
            assert_eq!(shown, format!("[{} bytes] {word:04X}", bytes.len() - 2));
            let earlier = response.following(bytes.to_vec().into());
            assert_eq!(earlier.status_word(), word);
            assert_eq!(earlier.data(), [bytes, &bytes[..bytes.len() - 2]].concat());
        }
        Err(_) => assert!(bytes.len() < 2),
    }
    if let Ok(len) = certificate_len(bytes) {
        assert!(len >= 2);
    }
    let token = TokenInfo::parse(bytes);
    for field in [
        &token.label,
        &token.manufacturer,
        &token.model,
        &token.serial,
    ] {
        assert!(field.chars().count() <= 32 && !field.chars().any(char::is_control));
    }
    let _ = (token.kind(), Availability::parse(bytes));
}
