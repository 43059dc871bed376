//! SELECT, READ BINARY, GET CHALLENGE, classes and lengths (jpki-card §1.2, §1.3, §1.5, §2.1, §2.6).

use super::*;

#[test]
fn applications_are_selected_by_name() {
    let mut card = Bench::new("normal");
    card.expect(&[
        (SELECT_JPKI, 0x9000),
        (SELECT_ISSUER_DOMAIN, 0x9000),
        (SELECT_TEXT, 0x9000),
        ("00 A4 04 0C 0A D3 92 10 00 31 00 01 01 04 02", 0x9000),
        ("00 A4 04 0C 0A D3 92 10 00 31 00 01 01 04 01", 0x9000),
        ("00 A4 04 0C 0A D3 92 10 00 31 00 01 01 01 00", 0x9000),
        // Unknown, too long, and the beginning of one: JICSAP allows the last.
        ("00 A4 04 0C 07 A0 00 00 02 47 10 01", 0x6A82),
        ("00 A4 04 0C 0B D3 92 F0 00 26 01 00 00 00 01 00", 0x6A82),
        ("00 A4 04 0C 06 D3 92 F0 00 26 01", 0x9000),
        ("00 A4 04 00 0A D3 92 F0 00 26 01 00 00 00 01", 0x9000),
    ]);
}

#[test]
fn an_application_describes_itself_when_asked() {
    let mut card = Bench::new("normal");
    let fci = card.data("00 A4 04 00 0A D3 92 F0 00 26 01 00 00 00 01 00");
    assert_eq!(hex(&fci), "6F0C840AD392F000260100000001");
    assert!(
        card.data("00 A4 04 0C 0A D3 92 F0 00 26 01 00 00 00 01 00")
            .is_empty()
    );
    let file = card.data("00 A4 02 00 02 00 0A 00");
    assert_eq!(hex(&file), "620B80020EE082010183 02000A".replace(' ', ""));
}

#[test]
fn the_master_file_is_no_file_here() {
    let mut card = Bench::new("normal");
    card.expect(&[
        ("00 A4 00 00", 0x6A86),
        ("00 A4 00 00 02 3F 00", 0x6A82),
        (SELECT_JPKI, 0x9000),
        ("00 A4 00 00", 0x9000),
        ("00 A4 00 0C 02 3F 00", 0x6A82),
        ("00 A4 08 0C 02 3F 00", 0x6A86),
        ("00 A4 04 03 02 3F 00", 0x6A86),
    ]);
}

#[test]
fn every_file_of_the_table_is_there_and_no_other() {
    let mut card = Bench::jpki("normal");
    let known = [
        0x01, 0x02, 0x06, 0x08, 0x09, 0x0A, 0x0B, 0x10, 0x16, 0x17, 0x18, 0x1A, 0x1B,
    ];
    for ef in 0x00..=0xFF_u8 {
        let expected = if known.contains(&ef) { 0x9000 } else { 0x6A82 };
        assert_eq!(
            card.status(&format!("00 A4 02 0C 02 00 {ef:02X}")),
            expected,
            "{ef:02X}"
        );
    }
    card.expect(&[
        ("00 A4 02 0C 02 01 0A", 0x6A82),
        ("00 A4 02 0C", 0x6700),
        ("00 A4 02 0C 01 0A", 0x6700),
    ]);
    let mut outside = Bench::new("normal");
    outside.expect(&[("00 A4 02 0C 02 00 0A", 0x6A82), ("00 B0 8A 00 00", 0x6A82)]);
}

#[test]
fn reading_by_offset_ends_where_the_file_does() {
    let mut card = Bench::jpki("normal");
    card.expect(&[
        ("00 B0 00 00 00", 0x6986),
        ("00 A4 02 0C 02 00 0A", 0x9000),
        ("00 B0 0E DF 00", 0x9000),
        ("00 B0 0E E0 00", 0x6B00),
        ("00 B0 7F FF 00", 0x6B00),
        ("00 B0 A0 00 00", 0x6A86),
        ("00 B0 9F 00 00", 0x6A86),
        ("00 B0 00 00", 0x6700),
        ("00 B0 00 00 01 00", 0x6700),
    ]);
    assert_eq!(card.data("00 B0 00 00 00").len(), 256);
    assert_eq!(card.data("00 B0 00 00 E0").len(), 224);
    assert_eq!(card.data("00 B0 00 00 01"), [0x30]);
    // 3808 bytes: 14 × 256 and 224 more, fewer than asked for, with 9000.
    assert_eq!(card.data("00 B0 0E 00 00").len(), 224);
    assert_eq!(card.data("00 B0 0E DF 00"), [0xFF]);
}

#[test]
fn reading_by_short_identifier_makes_the_file_current() {
    let mut card = Bench::jpki("normal");
    assert_eq!(card.data("00 B0 88 00 00"), [0x8F, 0x8F, 0x00]);
    assert_eq!(card.data("00 B0 88 01 00"), [0x8F, 0x00]);
    assert_eq!(card.data("00 B0 00 02 00"), [0x00]);
    card.expect(&[("00 B0 88 03 00", 0x6B00), ("00 B0 83 00 00", 0x6A82)]);
    assert_eq!(
        card.data("00 B0 80 00 00"),
        [0x8F, 0x8F, 0x00],
        "00 means the current file"
    );
}

#[test]
fn token_information_says_which_card_it_is() {
    let mut card = Bench::jpki("normal");
    let info = card.data("00 B0 86 00 00");
    assert_eq!(info.len(), 160);
    assert_eq!(
        String::from_utf8_lossy(&info[..32]).trim_end(),
        "JPKIAPICCTOKEN2"
    );
    assert_eq!(card.data("00 B0 86 00 20"), info[..32]);
}

#[test]
fn only_transparent_files_are_read_and_only_by_whom_they_may() {
    let mut card = Bench::jpki("normal");
    for (ef, expected) in [
        (0x01, 0x6982),
        (0x09, 0x6982),
        (0x10, 0x6981),
        (0x16, 0x6981),
        (0x17, 0x6981),
        (0x18, 0x6981),
        (0x1A, 0x6981),
        (0x1B, 0x6981),
    ] {
        assert_eq!(
            card.status(&format!("00 B0 {:02X} 00 04", 0x80 | ef)),
            expected,
            "{ef:02X}"
        );
    }
    card.expect(&[(AUTH_PIN, 0x9000), ("00 B0 81 00 04", 0x6982)]);
    card.expect(&[
        (SIGN_PASSWORD, 0x9000),
        ("00 B0 81 00 04", 0x9000),
        ("00 B0 89 00 04", 0x6982),
    ]);
}

#[test]
fn challenges_are_as_long_as_asked_for_and_differ() {
    let mut card = Bench::new("normal");
    let first = card.data("00 84 00 00 08");
    assert_eq!(first.len(), 8);
    assert_ne!(first, card.data("00 84 00 00 08"));
    assert_eq!(card.data("00 84 00 00 00").len(), 256);
    card.expect(&[
        ("00 84 00 00 00 01 00", 0x6985),
        ("00 84 01 00 08", 0x6A86),
        ("00 84 00 00", 0x6700),
    ]);
}

#[test]
fn classes_and_instructions_that_the_card_has_not() {
    let mut card = Bench::jpki("normal");
    card.expect(&[
        ("01 B0 8A 00 00", 0x6881),
        ("03 A4 04 0C 0A D3 92 F0 00 26 01 00 00 00 01", 0x6881),
        ("0C A4 04 0C 0A D3 92 F0 00 26 01 00 00 00 01", 0x6882),
        ("0C B0 8A 00 00", 0x69FC),
        ("08 B0 8A 00 00", 0x69FC),
        ("08 20 00 98", 0x69FC),
        ("0C 20 00 98 04 31 32 33 34", 0x69FC),
        ("00 FF 00 00", 0x6D00),
        ("80 FC 00 00", 0x6D00),
        ("80 B0 8A 00 00", 0x6E00),
        ("00 2A 00 9A 01 00 00", 0x6E00),
        ("FF B0 8A 00 00", 0x6E00),
        ("10 20 00 98", 0x6E00),
        ("00 CA 00 42 00", 0x6A88),
        ("00 88 00 97 08 00 00 00 00 00 00 00 00 00", 0x6982),
        ("00 C0 00 00 10", 0x6985),
    ]);
}

#[test]
fn extended_lengths_and_lengths_that_lie_are_refused() {
    let mut card = Bench::jpki("normal");
    card.expect(&[
        ("00 B0 8A 00 00 00 00", 0x6700),
        ("00 B0 8A 00 00 10 00", 0x6700),
        ("00 A4 04 0C 00 00 0A D3 92 F0 00 26 01 00 00 00 01", 0x6700),
        ("00 A4 04 0C 0A D3 92 F0", 0x6700),
        ("00 A4 02 0C 02 00 0A 00 00", 0x6700),
        ("00 B0 00", 0x6700),
        ("", 0x6700),
    ]);
}

#[test]
fn filler_follows_the_certificate() {
    for (lines, filler) in [("", 0xFF), ("[card]\nfiller = \"00\"", 0x00)] {
        let mut card = Bench::with(lines);
        let len = card.certificate("00 0A").len();
        assert!((1300..1800).contains(&len), "{len}");
        let rest = card.data(&format!("00 B0 {:02X} {:02X} 10", len >> 8, len & 0xFF));
        assert_eq!(rest, [filler; 16]);
    }
}

#[test]
fn a_child_has_no_sign_certificate() {
    let mut card = Bench::jpki("child");
    assert_eq!(card.data("00 B0 88 00 03"), [0x00, 0x8F, 0x00]);
    card.expect(&[
        ("00 20 00 9B", 0x63C0),
        (SIGN_PASSWORD, 0x6984),
        ("00 B0 81 00 04", 0x6982),
        ("80 2A 00 9A 01 00 00", 0x6982),
        (AUTH_PIN, 0x9000),
    ]);
    assert!(card.certificate("00 0A").len() > 1000);
    assert!(
        card.certificate("00 02").len() > 1000,
        "the issuer's certificate is on every card"
    );
}
