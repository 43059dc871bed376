//! For how long the card remembers a PIN, and delays and faults of profiles (jpki-card §2.4).

use std::time::Duration;

use inkan::core::apdu::{Command, Le};
use inkan::core::jpki::{CardChannel, ChannelError};
use inkan::sim::Reset;

use super::*;

/// Whether both PINs count as given: the sign certificate can be read, the auth key used.
fn remembered(card: &mut Bench) -> (bool, bool) {
    let (_, sign) = card.send("00 B0 81 00 04");
    let (_, auth) = card.send("80 2A 00 97 01 00 00");
    let yes = |status| match status {
        0x9000 => true,
        0x6982 => false,
        other => panic!("{other:04X}"),
    };
    (yes(sign), yes(auth))
}

fn verified() -> Bench {
    let mut card = Bench::jpki("normal");
    card.expect(&[(AUTH_PIN, 0x9000), (SIGN_PASSWORD, 0x9000)]);
    assert_eq!(remembered(&mut card), (true, true));
    card
}

#[test]
fn selecting_files_and_the_same_application_keeps_it() {
    let mut card = verified();
    card.expect(&[
        ("00 A4 02 0C 02 00 0A", 0x9000),
        ("00 A4 02 0C 02 00 03", 0x6A82),
    ]);
    assert_eq!(remembered(&mut card), (true, true));
    card.expect(&[(SELECT_JPKI, 0x9000)]);
    assert_eq!(
        card.status("00 B0 00 00 04"),
        0x6986,
        "no file is current any more"
    );
    assert_eq!(remembered(&mut card), (true, true));
}

#[test]
fn an_unknown_application_changes_nothing() {
    let mut card = verified();
    card.expect(&[("00 A4 04 0C 07 A0 00 00 02 47 10 01", 0x6A82)]);
    assert_eq!(remembered(&mut card), (true, true));
}

#[test]
fn any_other_application_ends_it() {
    for other in [SELECT_ISSUER_DOMAIN, SELECT_TEXT] {
        let mut card = verified();
        card.expect(&[(other, 0x9000), (SELECT_JPKI, 0x9000)]);
        assert_eq!(remembered(&mut card), (false, false), "{other}");
    }
}

#[test]
fn a_warm_reset_keeps_it_and_a_power_cycle_ends_it() {
    let mut card = verified();
    card.0.reset(Reset::Warm);
    assert_eq!(
        card.status("00 B0 81 00 04"),
        0x6A82,
        "no application is selected after a reset"
    );
    card.expect(&[(SELECT_JPKI, 0x9000)]);
    assert_eq!(remembered(&mut card), (true, true));
    card.0.reset(Reset::PowerDown);
    card.expect(&[(SELECT_JPKI, 0x9000)]);
    assert_eq!(remembered(&mut card), (false, false));
}

#[test]
fn counters_survive_a_power_cycle() {
    let mut card = Bench::jpki("normal");
    card.expect(&[(WRONG_AUTH_PIN, 0x63C2)]);
    card.0.reset(Reset::PowerDown);
    card.expect(&[(SELECT_JPKI, 0x9000), ("00 20 00 98", 0x63C2)]);
}

#[test]
fn a_wrong_pin_ends_an_earlier_success_of_that_pin_only() {
    let mut card = verified();
    card.expect(&[(WRONG_AUTH_PIN, 0x63C2)]);
    assert_eq!(remembered(&mut card), (true, false));
}

#[test]
fn some_cards_wake_with_6f00_once() {
    let mut card = Bench::with("[card]\nwakes-with-6f00 = true\n");
    card.0.reset(Reset::PowerDown);
    card.expect(&[(SELECT_JPKI, 0x6F00), (SELECT_JPKI, 0x9000)]);
}

#[test]
fn a_slow_card_says_how_long_it_took() {
    let mut card = Bench::jpki("slow");
    assert_eq!(card.0.take_delay(), Duration::from_millis(120));
    assert_eq!(card.0.take_delay(), Duration::ZERO);
    card.expect(&[(AUTH_PIN, 0x9000), ("80 2A 00 97 01 00 00", 0x9000)]);
    assert_eq!(card.0.take_delay(), Duration::from_millis(4120));
    card.expect(&[("80 2A 06 97 01 00 00", 0x6A86)]);
    assert_eq!(
        card.0.take_delay(),
        Duration::from_millis(120),
        "no signature, no waiting"
    );
}

#[test]
fn a_card_pulled_in_mid_signature_is_gone_until_it_is_put_back() {
    let mut card = Bench::jpki("pulled-mid-sign");
    let sign = Command::new(0x80, 0x2A, 0x00, 0x97)
        .with_data(&[1])
        .with_le(Le::MAX);
    card.expect(&[(AUTH_PIN, 0x9000)]);
    assert_eq!(card.0.transmit(&sign).err(), Some(ChannelError::Removed));
    assert!(card.0.is_pulled());
    assert_eq!(card.0.transmit(&sign).err(), Some(ChannelError::Removed));
    assert_eq!(card.status("00 20 00 98"), 0x6F00);
    card.0.reset(Reset::PowerDown);
    assert!(!card.0.is_pulled());
    card.expect(&[
        (SELECT_JPKI, 0x9000),
        ("00 20 00 98", 0x63C3),
        (AUTH_PIN, 0x9000),
        ("80 2A 00 97 01 00 00", 0x9000),
    ]);
}
