//! PDFs to be verified.

use inkan::core::verify::{ChangesAfter, Coverage, Integrity, Report, Verdict, pdf};

use super::{now, trust};

/// PDFs, whole, broken and made to deceive: never good; and what was found intact is so no more with
/// another byte in it.
pub fn pdf(bytes: &[u8]) {
    let Some(report) = judged(bytes) else {
        return;
    };
    assert_ne!(report.verdict(), Verdict::Good);
    for signature in &report.signatures {
        if signature.coverage == Coverage::WholeDocument {
            assert_eq!(signature.changes_after, ChangesAfter::None);
        }
    }
    if !report
        .signatures
        .iter()
        .any(|it| is_whole(it.integrity, it.coverage))
    {
        return;
    }
    // Which byte: any of them, and the same one for the same input.
    let at = bytes
        .iter()
        .fold(7, |sum: usize, it| sum.wrapping_mul(31) + usize::from(*it))
        % bytes.len();
    let mut changed = bytes.to_vec();
    changed[at] ^= 1 << (at % 8);
    if !is_filler(bytes, at) {
        let others = judged(&changed).map(|it| it.signatures).unwrap_or_default();
        assert!(
            !others.iter().any(|it| is_whole(it.integrity, it.coverage)),
            "byte {at}"
        );
    }
}

fn judged(bytes: &[u8]) -> Option<Report> {
    pdf::verify(&bytes, trust(), now(), &mut || true).ok()
}

fn is_whole(integrity: Integrity, coverage: Coverage) -> bool {
    integrity == Integrity::Intact && coverage == Coverage::WholeDocument
}

/// Whether another byte may stand here: white space at the end, and within the signature itself what is
/// beside it, such as certificates of issuers (`cms` looks into those).
fn is_filler(bytes: &[u8], at: usize) -> bool {
    let (before, after) = bytes.split_at(at);
    if after.iter().all(|it| it.is_ascii_whitespace() || *it == 0) {
        return true;
    }
    let digits = |it: &&u8| it.is_ascii_hexdigit();
    let run =
        before.iter().rev().take_while(digits).count() + after.iter().take_while(digits).count();
    run > 128
}
