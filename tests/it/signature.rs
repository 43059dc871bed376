//! Signatures made by OpenSSL, checked here: every algorithm that is accepted, and those that are not.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912;
use inkan::core::verify::{
    DigestAlgorithm, KeyAlgorithm, PublicKey, SignatureAlgorithm, SignatureError,
};
use proptest::prelude::*;
use spki::AlgorithmIdentifierRef;

use DigestAlgorithm::{Sha256, Sha384, Sha512};
use SignatureAlgorithm::{Ecdsa, RsaPkcs1, RsaPss};

const MESSAGE: &[u8] = include_bytes!("fixtures/made/message.txt");
const RSA: &[u8] = include_bytes!("fixtures/made/rsa.spki");
const RSA_1024: &[u8] = include_bytes!("fixtures/made/rsa1024.spki");
const P256: &[u8] = include_bytes!("fixtures/made/p256.spki");
const P384: &[u8] = include_bytes!("fixtures/made/p384.spki");
const P521: &[u8] = include_bytes!("fixtures/made/p521.spki");
const ED25519: &[u8] = include_bytes!("fixtures/made/ed25519.spki");

fn pss(digest: DigestAlgorithm, salt_len: u16) -> SignatureAlgorithm {
    RsaPss { digest, salt_len }
}

fn verify_signature(
    spki: &[u8],
    algorithm: SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    PublicKey::from_spki(spki)?.verify(algorithm, message, signature)
}

fn verify_prehashed(
    spki: &[u8],
    algorithm: SignatureAlgorithm,
    digest: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    PublicKey::from_spki(spki)?.verify_prehashed(algorithm, digest, signature)
}

/// Key, algorithm and the signature that goes with them.
fn vectors() -> Vec<(&'static [u8], SignatureAlgorithm, &'static [u8])> {
    vec![
        (
            RSA,
            RsaPkcs1(Sha256),
            include_bytes!("fixtures/made/rsa-sha256.sig"),
        ),
        (
            RSA,
            RsaPkcs1(Sha384),
            include_bytes!("fixtures/made/rsa-sha384.sig"),
        ),
        (
            RSA,
            RsaPkcs1(Sha512),
            include_bytes!("fixtures/made/rsa-sha512.sig"),
        ),
        (
            RSA,
            pss(Sha256, 20),
            include_bytes!("fixtures/made/rsa-pss20-sha256.sig"),
        ),
        (
            RSA,
            pss(Sha384, 20),
            include_bytes!("fixtures/made/rsa-pss20-sha384.sig"),
        ),
        (
            RSA,
            pss(Sha512, 20),
            include_bytes!("fixtures/made/rsa-pss20-sha512.sig"),
        ),
        (
            RSA,
            pss(Sha256, 32),
            include_bytes!("fixtures/made/rsa-pss32-sha256.sig"),
        ),
        (
            P256,
            Ecdsa(Sha256),
            include_bytes!("fixtures/made/p256-sha256.sig"),
        ),
        (
            P256,
            Ecdsa(Sha384),
            include_bytes!("fixtures/made/p256-sha384.sig"),
        ),
        (
            P256,
            Ecdsa(Sha512),
            include_bytes!("fixtures/made/p256-sha512.sig"),
        ),
        (
            P384,
            Ecdsa(Sha256),
            include_bytes!("fixtures/made/p384-sha256.sig"),
        ),
        (
            P384,
            Ecdsa(Sha384),
            include_bytes!("fixtures/made/p384-sha384.sig"),
        ),
        (
            P384,
            Ecdsa(Sha512),
            include_bytes!("fixtures/made/p384-sha512.sig"),
        ),
    ]
}

#[test]
fn every_accepted_algorithm_by_message_and_by_digest() {
    for (spki, algorithm, signature) in vectors() {
        assert_eq!(
            verify_signature(spki, algorithm, MESSAGE, signature),
            Ok(()),
            "{algorithm:?}"
        );
        let digest = algorithm.digest().digest(MESSAGE);
        assert_eq!(
            verify_prehashed(spki, algorithm, &digest, signature),
            Ok(())
        );
    }
}

#[test]
fn a_changed_message_or_signature_does_not_match() {
    let mismatch = Err(SignatureError::Mismatch);
    for (spki, algorithm, signature) in vectors() {
        let changed = [MESSAGE, b"!"].concat();
        assert_eq!(
            verify_signature(spki, algorithm, &changed, signature),
            mismatch
        );
        for place in [0, 1, signature.len() / 2, signature.len() - 1] {
            let mut changed = signature.to_vec();
            changed[place] ^= 1;
            assert_eq!(
                verify_signature(spki, algorithm, MESSAGE, &changed),
                mismatch
            );
        }
        let longer = [signature, &[0]].concat();
        let preceded = [&[0], signature].concat();
        let shorter = &signature[..signature.len() - 1];
        for changed in [&longer, &preceded, shorter, &[]] {
            assert_eq!(
                verify_signature(spki, algorithm, MESSAGE, changed),
                mismatch
            );
        }
    }
}

#[test]
fn no_signature_holds_under_another_algorithm_or_key() {
    let all = vectors();
    for (_, algorithm, signature) in &all {
        for (spki, other, _) in &all {
            if verify_signature(spki, *other, MESSAGE, signature).is_ok() {
                assert_eq!(algorithm, other);
            }
        }
    }
    let mismatch = SignatureError::AlgorithmMismatch {
        algorithm: Ecdsa(Sha256),
        key: KeyAlgorithm::Rsa { bits: 2048 },
    };
    assert_eq!(
        verify_signature(RSA, Ecdsa(Sha256), MESSAGE, &[]),
        Err(mismatch)
    );
    let mismatch = SignatureError::AlgorithmMismatch {
        algorithm: RsaPkcs1(Sha256),
        key: KeyAlgorithm::EcdsaP256,
    };
    assert_eq!(
        verify_signature(P256, RsaPkcs1(Sha256), MESSAGE, &[]),
        Err(mismatch)
    );
}

#[test]
fn a_digest_of_another_length_is_refused_before_anything_is_computed() {
    for (spki, algorithm, signature) in vectors() {
        let digest = vec![0; algorithm.digest().output_len() + 1];
        assert_eq!(
            verify_prehashed(spki, algorithm, &digest, signature),
            Err(SignatureError::DigestLength {
                expected: algorithm.digest().output_len(),
                found: digest.len(),
            })
        );
    }
}

#[test]
fn short_and_unknown_keys_are_named_and_refused() {
    assert_eq!(
        verify_signature(
            RSA_1024,
            RsaPkcs1(Sha256),
            MESSAGE,
            include_bytes!("fixtures/made/rsa1024-sha256.sig"),
        ),
        Err(SignatureError::UnsupportedKeyLength { bits: 1024 })
    );
    assert_eq!(
        PublicKey::from_spki(P521),
        Err(SignatureError::UnsupportedKey {
            oid: rfc5912::SECP_521_R_1
        })
    );
    let ed25519 = ObjectIdentifier::new_unwrap("1.3.101.112");
    assert_eq!(
        PublicKey::from_spki(ED25519),
        Err(SignatureError::UnsupportedKey { oid: ed25519 })
    );
    assert_eq!(PublicKey::from_spki(b""), Err(SignatureError::MalformedKey));
    let kinds = [
        (RSA, "RSA-2048"),
        (RSA_1024, "RSA-1024"),
        (P256, "ECDSA-P256"),
        (P384, "ECDSA-P384"),
        (P521, "other"),
        (ED25519, "other"),
        (b"garbage".as_slice(), "other"),
    ];
    for (spki, name) in kinds {
        assert_eq!(KeyAlgorithm::of_spki(spki).to_string(), name);
    }
}

/// An algorithm identifier without parameters, or with NULL.
fn identifier(
    oid: ObjectIdentifier,
    parameters: Option<der::asn1::AnyRef<'_>>,
) -> AlgorithmIdentifierRef<'_> {
    AlgorithmIdentifierRef { oid, parameters }
}

#[test]
fn algorithm_identifiers_with_absent_and_null_parameters() {
    let null = Some(der::asn1::AnyRef::NULL);
    for (oid, algorithm, name) in [
        (
            rfc5912::SHA_256_WITH_RSA_ENCRYPTION,
            RsaPkcs1(Sha256),
            "sha256WithRSAEncryption",
        ),
        (
            rfc5912::SHA_384_WITH_RSA_ENCRYPTION,
            RsaPkcs1(Sha384),
            "sha384WithRSAEncryption",
        ),
        (
            rfc5912::SHA_512_WITH_RSA_ENCRYPTION,
            RsaPkcs1(Sha512),
            "sha512WithRSAEncryption",
        ),
        (
            rfc5912::ECDSA_WITH_SHA_256,
            Ecdsa(Sha256),
            "ecdsa-with-SHA256",
        ),
        (
            rfc5912::ECDSA_WITH_SHA_384,
            Ecdsa(Sha384),
            "ecdsa-with-SHA384",
        ),
        (
            rfc5912::ECDSA_WITH_SHA_512,
            Ecdsa(Sha512),
            "ecdsa-with-SHA512",
        ),
    ] {
        for parameters in [None, null] {
            let read = SignatureAlgorithm::from_identifier(identifier(oid, parameters));
            assert_eq!(read, Ok(algorithm));
        }
        assert_eq!(algorithm.to_string(), name);
    }
    let sha1 = rfc5912::SHA_1_WITH_RSA_ENCRYPTION;
    assert_eq!(
        SignatureAlgorithm::from_identifier(identifier(sha1, null)),
        Err(SignatureError::UnsupportedAlgorithm { oid: sha1 })
    );
    let number = der::asn1::AnyRef::new(der::Tag::Integer, &[1]).expect("an integer");
    assert_eq!(
        SignatureAlgorithm::from_identifier(identifier(
            rfc5912::SHA_256_WITH_RSA_ENCRYPTION,
            Some(number)
        )),
        Err(SignatureError::MalformedAlgorithm)
    );
}

#[test]
fn a_signer_info_may_name_the_scheme_alone_but_not_another_digest() {
    let null = Some(der::asn1::AnyRef::NULL);
    let in_signer_info =
        |oid, digest| SignatureAlgorithm::in_signer_info(identifier(oid, null), digest);
    for digest in [Sha256, Sha384, Sha512] {
        assert_eq!(
            in_signer_info(rfc5912::RSA_ENCRYPTION, digest),
            Ok(RsaPkcs1(digest))
        );
    }
    let sha256 = rfc5912::SHA_256_WITH_RSA_ENCRYPTION;
    assert_eq!(in_signer_info(sha256, Sha256), Ok(RsaPkcs1(Sha256)));
    assert_eq!(
        in_signer_info(sha256, Sha512),
        Err(SignatureError::DigestMismatch {
            algorithm: RsaPkcs1(Sha256),
            expected: Sha512
        })
    );
}

proptest! {
    #[test]
    fn any_key_and_signature_bytes_are_judged_without_panic(
        which in 0..13_usize,
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..5),
        signature in proptest::collection::vec(any::<u8>(), 0..300),
        algorithm in proptest::collection::vec(any::<u8>(), 0..80),
        salt_len in any::<u16>(),
    ) {
        let (spki, kind, good) = vectors()[which];
        let mut spki = spki.to_vec();
        for (place, value) in damage {
            let place = place.index(spki.len());
            spki[place] = value;
        }
        let kind = match kind {
            RsaPss { digest, .. } => RsaPss { digest, salt_len },
            other => other,
        };
        let _ = verify_signature(&spki, kind, MESSAGE, &signature);
        let _ = verify_signature(&spki, kind, MESSAGE, good);
        let _ = KeyAlgorithm::of_spki(&spki);
        let _ = SignatureAlgorithm::from_der(&algorithm);
    }
}
