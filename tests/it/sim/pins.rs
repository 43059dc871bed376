//! VERIFY, the query for tries and CHANGE REFERENCE DATA (jpki-card §2.3, §1.4).

use super::*;

#[test]
fn asking_for_tries_costs_none() {
    let mut card = Bench::jpki("normal");
    card.expect(&[
        ("00 20 00 98", 0x63C3),
        ("00 20 00 98", 0x63C3),
        ("00 20 00 9B", 0x63C5),
        ("00 A4 02 0C 02 00 18", 0x9000),
        ("00 20 00 80", 0x63C3),
        ("00 A4 02 0C 02 00 1B", 0x9000),
        ("00 20 00 80", 0x63C5),
    ]);
}

#[test]
fn success_resets_the_counter() {
    let mut card = Bench::jpki("normal");
    card.expect(&[
        (WRONG_AUTH_PIN, 0x63C2),
        (WRONG_AUTH_PIN, 0x63C1),
        ("00 20 00 98", 0x63C1),
        (AUTH_PIN, 0x9000),
        ("00 20 00 98", 0x63C3),
    ]);
}

#[test]
fn the_attempt_that_uses_up_the_counter_says_so_and_the_right_pin_comes_too_late() {
    let mut card = Bench::jpki("normal");
    card.expect(&[
        (WRONG_SIGN_PASSWORD, 0x63C4),
        (WRONG_SIGN_PASSWORD, 0x63C3),
        (WRONG_SIGN_PASSWORD, 0x63C2),
        (WRONG_SIGN_PASSWORD, 0x63C1),
        (WRONG_SIGN_PASSWORD, 0x63C0),
        (SIGN_PASSWORD, 0x6984),
        (WRONG_SIGN_PASSWORD, 0x6984),
        ("00 20 00 9B", 0x63C0),
        // Independent of the other PIN.
        ("00 20 00 98", 0x63C3),
        (AUTH_PIN, 0x9000),
    ]);
}

#[test]
fn blocked_cards_are_blocked_from_the_start() {
    let mut sign = Bench::jpki("sign-locked");
    sign.expect(&[
        ("00 20 00 9B", 0x63C0),
        (SIGN_PASSWORD, 0x6984),
        (AUTH_PIN, 0x9000),
    ]);
    let mut last = Bench::jpki("auth-last-try");
    last.expect(&[
        ("00 20 00 98", 0x63C1),
        (WRONG_AUTH_PIN, 0x63C0),
        (AUTH_PIN, 0x6984),
    ]);
    let mut both = Bench::jpki("both-locked");
    both.expect(&[
        ("00 20 00 98", 0x63C0),
        ("00 20 00 9B", 0x63C0),
        (AUTH_PIN, 0x6984),
    ]);
}

#[test]
fn the_card_compares_bytes() {
    let mut card = Bench::jpki("normal");
    card.expect(&[
        ("00 20 00 9B 06 61 62 63 31 32 33", 0x63C4),
        ("00 20 00 9B 07 41 42 43 31 32 33 00", 0x63C3),
        (SIGN_PASSWORD, 0x9000),
    ]);
}

#[test]
fn commands_that_are_no_verify_cost_no_try() {
    let mut card = Bench::jpki("normal");
    card.expect(&[
        ("00 20 00 80 04 31 32 33 34", 0x6986),
        ("00 20 01 98 04 31 32 33 34", 0x6A86),
        ("00 20 00 00 04 31 32 33 34", 0x6A86),
        ("00 20 00 9F 04 31 32 33 34", 0x6A86),
        ("00 20 00 83 04 31 32 33 34", 0x6A82),
        ("00 20 00 8A 04 31 32 33 34", 0x6981),
        ("00 20 00 97 04 31 32 33 34", 0x6981),
        ("00 20 00 98 04 39 39 39 39 00", 0x6700),
        ("00 20 00 98 00", 0x6700),
        (
            "00 20 00 98 11 39 39 39 39 39 39 39 39 39 39 39 39 39 39 39 39 39",
            0x6700,
        ),
        ("00 20 00 98", 0x63C3),
    ]);
}

#[test]
fn other_cards_answer_otherwise_where_they_are_known_to() {
    let mut card =
        Bench::with("[card]\nblocked-status = \"6983\"\nretry-query-after-success = \"9000\"\n");
    card.expect(&[
        (AUTH_PIN, 0x9000),
        ("00 20 00 98", 0x9000),
        ("00 20 00 9B", 0x63C5),
        (WRONG_AUTH_PIN, 0x63C2),
        ("00 20 00 98", 0x63C2),
        (WRONG_AUTH_PIN, 0x63C1),
        (WRONG_AUTH_PIN, 0x63C0),
        (AUTH_PIN, 0x6983),
    ]);
}

#[test]
fn a_pin_is_changed_after_the_old_one() {
    let mut card = Bench::jpki("normal");
    let change = "00 24 01 98 04 35 36 37 38";
    card.expect(&[
        (change, 0x6982),
        (AUTH_PIN, 0x9000),
        ("00 24 01 98 05 35 36 37 38 39", 0x6A80),
        ("00 24 01 98 04 35 36 37 41", 0x6A80),
        ("00 24 01 98", 0x6700),
        ("00 24 00 98 08 31 32 33 34 35 36 37 38", 0x6A86),
        ("00 24 01 9B 06 58 59 5A 37 38 39", 0x6982),
        ("00 A4 02 0C 02 00 18", 0x9000),
        ("00 24 01 80 04 35 36 37 38", 0x9000),
        (AUTH_PIN, 0x63C2),
        ("00 20 00 98 04 35 36 37 38", 0x9000),
        (SIGN_PASSWORD, 0x9000),
        ("00 24 01 9B 06 41 42 43 44 45 46", 0x6A80),
        ("00 24 01 9B 06 58 59 5A 37 38 39", 0x9000),
        ("00 20 00 9B 06 58 59 5A 37 38 39", 0x9000),
    ]);
}

#[test]
fn the_text_application_has_its_own_pin_and_one_blocked_from_issue() {
    let mut card = Bench::new("normal");
    card.expect(&[
        (SELECT_TEXT, 0x9000),
        ("00 A4 02 0C 02 00 11", 0x9000),
        ("00 20 00 80", 0x63C3),
        ("00 20 00 80 04 31 32 33 34", 0x9000),
        ("00 20 00 92", 0x63C0),
        ("00 20 00 92 04 31 32 33 34", 0x6984),
    ]);
}
