//! What holds for every sequence of bytes: no panic, always a status word, and no try gained or
//! lost without a VERIFY of that PIN.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static PROFILES: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    ["normal", "child", "next-generation"]
        .map(|id| Profile::built_in(id).expect(id))
        .to_vec()
});

/// Commands that have a chance to get somewhere, mixed with noise.
fn command() -> impl Strategy<Value = Vec<u8>> {
    let noise = proptest::collection::vec(any::<u8>(), 0..300);
    let ins = proptest::sample::select(vec![0xA4, 0xB0, 0x20, 0x24, 0x2A, 0x84, 0xC0, 0x88, 0xCA]);
    let p2 = prop_oneof![Just(0x00), Just(0x0C), 0x80..=0x9F_u8, any::<u8>()];
    let body = proptest::collection::vec(any::<u8>(), 0..20);
    let shaped = (
        proptest::sample::select(vec![0x00, 0x80]),
        ins,
        0..=5_u8,
        p2,
        body,
    )
        .prop_map(|(cla, ins, p1, p2, body)| {
            let lc = u8::try_from(body.len()).expect("short");
            let mut apdu = vec![cla, ins, p1, p2];
            if lc > 0 {
                apdu.push(lc);
                apdu.extend(body);
            }
            apdu.push(0x00);
            apdu
        });
    let known = proptest::sample::select(vec![
        SELECT_JPKI,
        SELECT_TEXT,
        SELECT_ISSUER_DOMAIN,
        WRONG_AUTH_PIN,
        WRONG_SIGN_PASSWORD,
        "00 20 00 98",
        "00 A4 02 0C 02 00 18",
        "00 A4 02 0C 02 00 1B",
        "00 B0 81 00 00",
    ])
    .prop_map(bytes);
    prop_oneof![noise, shaped, known]
}

/// Tries left of both PINs, asked without disturbing anything that the property looks at.
fn tries(card: &mut Bench) -> [u16; 2] {
    assert_eq!(card.status(SELECT_JPKI), 0x9000);
    ["00 20 00 98", "00 20 00 9B"].map(|query| card.status(query))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(
        which in 0..3_usize,
        commands in proptest::collection::vec(command(), 1..40),
    ) {
        let mut card = SimCard::new(&PROFILES[which], TODAY).expect("issues");
        for apdu in commands {
            let answer = card.answer(&apdu);
            prop_assert!((2..=258).contains(&answer.len()), "{} bytes", answer.len());
        }
    }

    #[test]
    fn without_the_right_pin_no_counter_rises_and_nothing_opens(
        commands in proptest::collection::vec(command(), 1..40),
    ) {
        let mut card = Bench::new("normal");
        let mut before = tries(&mut card);
        for apdu in commands {
            let is_right = [AUTH_PIN, SIGN_PASSWORD].iter().any(|right| {
                let secret = bytes(right).split_off(5);
                apdu.get(5..).is_some_and(|body| body.starts_with(&secret))
            });
            if is_right {
                continue;
            }
            card.0.answer(&apdu);
            let after = tries(&mut card);
            for (before, after) in before.iter().zip(after) {
                prop_assert!(after == *before || after + 1 == *before);
                prop_assert!(after == *before || apdu.get(1) == Some(&0x20));
            }
            before = after;
            prop_assert_eq!(card.status("00 B0 81 00 04"), 0x6982);
            prop_assert_eq!(card.status("80 2A 00 97 01 00 00"), 0x6982);
        }
    }
}
