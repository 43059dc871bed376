//! No byte of a signature or of its content can be changed and the result still be good; and no
//! bytes whatever make the verifier panic.

use std::sync::LazyLock;

use inkan::core::cert::TrustStore;
use inkan::core::sign::ContentDigests;
use inkan::core::verify::{DigestAlgorithm, SignedDocument, Verdict, verify};
use proptest::prelude::*;

use super::pki::{Issuer, Key};
use super::{DOCUMENT, judge, now, sign};

#[test]
fn no_byte_of_a_signature_can_be_changed() {
    let issuer = Issuer::new();
    let cms = sign(
        &issuer.person(2, Key::p256()),
        Some(&issuer),
        DigestAlgorithm::Sha256,
    );
    let trust = issuer.trust();
    assert_eq!(
        judge(&cms, DOCUMENT, &trust).unwrap().verdict(),
        Verdict::Good
    );
    for at in 0..cms.len() {
        for flip in [0x01, 0x02, 0x80, 0xFF] {
            let mut changed = cms.clone();
            changed[at] ^= flip;
            if let Ok(report) = judge(&changed, DOCUMENT, &trust) {
                assert_ne!(report.verdict(), Verdict::Good, "byte {at} ^ {flip:#04x}");
            }
        }
    }
}

#[test]
fn no_byte_of_the_content_can_be_changed() {
    let issuer = Issuer::new();
    let cms = sign(
        &issuer.person(2, Key::p256()),
        None,
        DigestAlgorithm::Sha256,
    );
    for at in 0..DOCUMENT.len() {
        let mut changed = DOCUMENT.to_vec();
        changed[at] ^= 1;
        assert_eq!(
            judge(&cms, &changed, &issuer.trust()).unwrap().verdict(),
            Verdict::Bad
        );
    }
    for longer in [
        [DOCUMENT, b"\n"].concat(),
        DOCUMENT[1..].to_vec(),
        Vec::new(),
    ] {
        assert_eq!(
            judge(&cms, &longer, &issuer.trust()).unwrap().verdict(),
            Verdict::Bad
        );
    }
}

/// A change in the issuer's certificate that came along is a change to something nobody relies on:
/// the report must be the same as before, or worse.
#[test]
fn the_certificate_that_came_along_changes_nothing() {
    let issuer = Issuer::new();
    let person = issuer.person(2, Key::p256());
    let cms = sign(&person, Some(&issuer), DigestAlgorithm::Sha256);
    let whole = judge(&cms, DOCUMENT, &issuer.trust()).unwrap();
    let start = cms
        .windows(issuer.certificate.len())
        .position(|window| window == issuer.certificate)
        .unwrap();
    for at in (start..start + issuer.certificate.len()).step_by(7) {
        let mut changed = cms.clone();
        changed[at] ^= 0x10;
        if let Ok(report) = judge(&changed, DOCUMENT, &issuer.trust()) {
            assert!(
                report == whole || report.verdict() != Verdict::Good,
                "byte {at}"
            );
        }
        if let Ok(report) = judge(&changed, DOCUMENT, &TrustStore::empty()) {
            assert_ne!(
                report.verdict(),
                Verdict::Good,
                "an issuer that came along is no anchor"
            );
        }
    }
}

#[test]
fn a_signature_cut_short_or_with_something_behind_it_is_unreadable() {
    let issuer = Issuer::new();
    let cms = sign(
        &issuer.person(2, Key::p256()),
        None,
        DigestAlgorithm::Sha256,
    );
    for len in (0..cms.len()).step_by(13) {
        assert!(SignedDocument::parse(&cms[..len]).is_err(), "{len} bytes");
    }
    assert!(SignedDocument::parse(&[cms.as_slice(), b"\n"].concat()).is_err());
}

static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let issuer = Issuer::new();
    sign(
        &issuer.person(2, Key::p256()),
        Some(&issuer),
        DigestAlgorithm::Sha256,
    )
});

proptest! {
    #[test]
    fn garbage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(SignedDocument::parse(&bytes).is_err());
    }

    /// Bytes put over a real signature get deeper into it than garbage does.
    #[test]
    fn damaged_signatures_never_panic(
        at in 0_usize..1000,
        patch in proptest::collection::vec(any::<u8>(), 1..8),
    ) {
        let mut bytes = SIGNED.clone();
        let at = at % (bytes.len() - patch.len());
        bytes[at..at + patch.len()].copy_from_slice(&patch);
        if let Ok(document) = SignedDocument::parse(&bytes) {
            let digests = ContentDigests::of(document.digest_algorithms(), DOCUMENT);
            let report = verify(&document, &digests, &TrustStore::jlis(), now());
            prop_assert_ne!(report.verdict(), Verdict::Good);
        }
    }
}
