//! Every byte of a signed document changed: none of it may go unnoticed.

use inkan::core::verify::Verdict;

use super::builder::{Doc, contents, verdict};

fn flipped(bytes: &[u8], at: usize, bit: u8) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    changed[at] ^= bit;
    changed
}

#[test]
fn every_byte_of_what_is_signed_counts() {
    let signed = Doc::small().sign();
    every_byte_counts(&signed.bytes, 1);
    let signed = Doc::plain().sign();
    every_byte_counts(&signed.bytes, 11);
}

fn every_byte_counts(bytes: &[u8], step: usize) {
    let gap = contents(bytes, 0);
    for at in (0..gap.start).chain(gap.end..bytes.len()).step_by(step) {
        let bit = 1 << (at % 8);
        assert_ne!(
            verdict(&flipped(bytes, at, bit)),
            Verdict::Good,
            "byte {at}"
        );
    }
}

/// Every byte of a CMS is changed in `cms::mutation`.
#[test]
fn every_byte_of_the_signature_counts() {
    let signed = Doc::small().sign();
    let gap = contents(&signed.bytes, 0);
    let token = &signed.bytes[gap.clone()];
    let used = token.iter().rposition(|it| !b"0>".contains(it)).unwrap();
    let filler = (gap.start + used + 2..gap.end).step_by(97);
    for at in (gap.start..gap.start + used + 2)
        .step_by(3)
        .chain(filler)
        .chain([gap.end - 1])
    {
        let changed = flipped(&signed.bytes, at, [1, 2, 4, 0x10][at % 4]);
        assert_ne!(verdict(&changed), Verdict::Good, "byte {at}");
    }
}

#[test]
fn no_byte_may_be_added_or_missing() {
    let signed = Doc::plain().sign();
    for at in (0..signed.bytes.len()).step_by(7) {
        let mut longer = signed.bytes.clone();
        longer.insert(at, b' ');
        assert_ne!(verdict(&longer), Verdict::Good, "a space at {at}");
        let mut shorter = signed.bytes.clone();
        shorter.remove(at);
        assert_ne!(verdict(&shorter), Verdict::Good, "without {at}");
        assert_ne!(
            verdict(&signed.bytes[..at]),
            Verdict::Good,
            "cut off at {at}"
        );
    }
}

/// In a document of two signatures, neither part may change.
#[test]
fn two_signatures_guard_both_revisions() {
    let signed = Doc::plain().sign().sign();
    assert_eq!(verdict(&signed.bytes), Verdict::Good);
    for at in (0..signed.bytes.len()).step_by(13) {
        assert_ne!(
            verdict(&flipped(&signed.bytes, at, 0x20)),
            Verdict::Good,
            "byte {at}"
        );
    }
}
