//! The same card over T=0: 61xx and GET RESPONSE, 6Cxx (ISO/IEC 7816-4 §5.1.3), which the client
//! must follow although this card is not known to answer so (jpki-card §2.1).

use inkan::core::apdu::{Command, Le};
use inkan::core::jpki::exchange;

use super::*;

fn t0() -> Bench {
    Bench::with("[card]\napdu-style = \"t0\"\n")
}

#[test]
fn answers_with_data_are_fetched() {
    let mut card = t0();
    assert_eq!(
        card.status("00 A4 04 00 0A D3 92 F0 00 26 01 00 00 00 01 00"),
        0x610E
    );
    assert_eq!(card.status("00 C0 00 00 20"), 0x6C0E);
    let (head, status) = card.send("00 C0 00 00 02");
    assert_eq!((head.as_slice(), status), (&[0x6F, 0x0C][..], 0x610C));
    assert_eq!(card.data("00 C0 00 00 0C")[..2], [0x84, 0x0A]);
    assert_eq!(card.status("00 C0 00 00 01"), 0x6985, "nothing is left");
}

#[test]
fn a_signature_of_256_bytes_waits_as_6100() {
    let mut card = t0();
    card.expect(&[(AUTH_PIN, 0x9000), ("80 2A 00 97 03 01 02 03 00", 0x6100)]);
    assert_eq!(card.data("00 C0 00 00 00").len(), 256);
    // Any other command forgets what was waiting.
    card.expect(&[("80 2A 00 97 03 01 02 03", 0x6100), ("00 20 00 98", 0x63C3)]);
    assert_eq!(card.status("00 C0 00 00 00"), 0x6985);
}

#[test]
fn an_le_that_is_too_long_is_corrected() {
    let mut card = t0();
    assert_eq!(card.status("00 B0 88 00 00"), 0x6C03);
    assert_eq!(card.data("00 B0 88 00 03"), [0x8F, 0x8F, 0x00]);
    assert_eq!(card.data("00 B0 8A 00 00").len(), 256);
}

#[test]
fn the_query_for_tries_has_a_fifth_byte() {
    let mut card = t0();
    card.expect(&[("00 20 00 98 00", 0x63C3), ("00 20 00 98", 0x63C3)]);
}

#[test]
fn the_answer_to_reset_says_which_protocol() {
    assert_eq!(hex(Bench::new("normal").0.atr()), "3BE000FF8131FE4514");
    assert_eq!(hex(t0().0.atr()), "3B0444454D4F");
}

#[test]
fn the_client_follows_both_styles_to_the_same_answer() {
    let mut answers = Vec::new();
    for mut card in [t0(), Bench::jpki("normal")] {
        card.expect(&[(AUTH_PIN, 0x9000)]);
        let sign = Command::new(0x80, 0x2A, 0x00, 0x97)
            .with_data(&[1, 2, 3])
            .with_le(Le::MAX);
        let end = Command::new(0x00, 0xB0, 0x88, 0x00).with_le(Le::MAX);
        for command in [sign, end] {
            let response = exchange(&mut card.0, &command).expect("answered");
            assert_eq!(response.status().word(), 0x9000);
            answers.push(response.data().to_vec());
        }
    }
    assert_eq!(answers[..2], answers[2..]);
}
