//! Paths to issuers that need no proof: the real certificates under the real generations, and made
//! ones whose issuers may not issue.

use inkan::core::cert::{
    AnchorOrigin, BirthDate, CertError, Certificate, EarlyDates, Era, IssuerTrust, Sex, TrustStore,
};
use inkan::core::verify::{
    PathError, PathTime, SignatureError, build_path, issuer_trust, verify_issued_by,
};
use jiff::Timestamp;

use super::cert::{AUTH, AUTH_CA, AUTH_CA_2019, SIGN, SIGN_CA, SIGN_CA_2019, read};

macro_rules! made {
    ($name:literal) => {
        read(include_bytes!(concat!("fixtures/made/", $name, ".der")))
    };
}

fn trusting(certificate: &Certificate) -> TrustStore {
    TrustStore::empty()
        .with_extra(certificate.der())
        .expect("an issuer")
}

#[test]
fn the_roots_are_the_published_ones() {
    // The table of J-LIS, as kept in the design documents beside the files.
    let published = [
        (
            "01",
            "19645405A1FE14377434BD55957628AC4038557C542403A2243F21C706FC9355",
        ),
        (
            "0132C4AB",
            "79679C33E4CC9319440F1AD120A597FF1844E2EF217063ADB176966FD5E6FBEB",
        ),
        (
            "067C6A21",
            "D227F6CDE11D35C5252178F106F843D24651944975413B539FA2FB68DBFA365F",
        ),
        (
            "01",
            "4DCFC4CA0AAF9FB2A3081B3F0C991C320B3ACC008667A341EEAEC5AF1D58CA7D",
        ),
        (
            "0133C349",
            "0D98DE47FC11B7F67126874B7028B6026A803D2638D6EDFE53176953961FADE6",
        ),
        (
            "06D18006",
            "64114F29620C24ED2631D46476A040E7EE740D956089C00B036A6A8118C322B5",
        ),
    ];
    let key_ids = [
        "0D034CBB34D0714F45E45A1CAFD8FD143FAB54A7",
        "4DE017DE4B7F473DCD867A62D38B134ACE83558A",
        "D21EA55895617E93ADBF966B941AB4EDF653F08F",
        "9567951B5CA70D84A0FFF1D85A87F1AAB1340385",
        "8CD5586A891485E559379B7E29D410CFD28B3593",
        "1AC100F596A3BC8C4B3DF195E32699249E9E308A",
    ];
    let store = TrustStore::jlis();
    assert_eq!(store.anchors().len(), 6);
    for ((anchor, (serial, sha256)), key_id) in store.anchors().iter().zip(published).zip(key_ids) {
        let root = &anchor.certificate;
        assert_eq!(root.serial().to_string(), serial);
        assert_eq!(root.fingerprint().to_string(), sha256);
        assert_eq!(
            root.subject_key_id().map(ToString::to_string).as_deref(),
            Some(key_id)
        );
        assert_eq!(anchor.origin, AnchorOrigin::Jlis);
        assert_eq!(verify_issued_by(root, root, 0), Ok(()));
        assert_eq!(issuer_trust(root, &store), IssuerTrust::Trusted);
    }
    // Three generations of each share a name.
    let names: Vec<_> = store
        .anchors()
        .iter()
        .map(|it| it.certificate.subject())
        .collect();
    assert!(names[0] == names[1] && names[1] == names[2]);
    assert!(names[3] == names[4] && names[4] == names[5] && names[0] != names[3]);
}

#[test]
fn the_test_card_is_of_the_later_generation_and_not_the_earlier() {
    for (leaf, issuer, earlier) in [(SIGN, SIGN_CA, SIGN_CA_2019), (AUTH, AUTH_CA, AUTH_CA_2019)] {
        let (leaf, issuer, earlier) = (read(leaf), read(issuer), read(earlier));
        assert_eq!(verify_issued_by(&leaf, &issuer, 0), Ok(()));
        assert_eq!(
            verify_issued_by(&leaf, &earlier, 0),
            Err(PathError::Signature(SignatureError::Mismatch))
        );
        // Both trusted: the right one is found. Only the wrong one: no path.
        let both = trusting(&earlier)
            .with_extra(issuer.der())
            .expect("an issuer");
        let path = build_path(&leaf, &[], &both, leaf.not_before());
        assert_eq!(path.certificates(), [leaf.clone(), issuer]);
        assert_eq!(path.trust(), IssuerTrust::Trusted);
        let path = build_path(&leaf, &[], &trusting(&earlier), leaf.not_before());
        assert_eq!(path.trust(), IssuerTrust::Untrusted);
        assert_eq!(
            path.obstacle(),
            Some(PathError::Signature(SignatureError::Mismatch))
        );
    }
    let wrong_issuer = verify_issued_by(&read(SIGN), &read(AUTH_CA), 0);
    assert_eq!(wrong_issuer, Err(PathError::NoIssuer));
}

#[test]
fn test_cards_are_untrusted_even_when_they_bring_their_issuer_along() {
    let store = TrustStore::jlis();
    for (leaf, issuer) in [(SIGN, SIGN_CA), (AUTH, AUTH_CA)] {
        let (leaf, issuer) = (read(leaf), read(issuer));
        assert_eq!(issuer_trust(&leaf, &store), IssuerTrust::Untrusted);
        assert_eq!(issuer_trust(&issuer, &store), IssuerTrust::Untrusted);
        let now = leaf.not_before();
        assert_eq!(
            build_path(&leaf, &[issuer], &store, now).trust_at(now),
            IssuerTrust::Untrusted
        );
    }
    let path = build_path(&read(SIGN), &[], &store, Timestamp::UNIX_EPOCH);
    assert_eq!(path.obstacle(), Some(PathError::NoIssuer));
    assert_eq!(path.certificates().len(), 1);
}

#[test]
fn the_demo_issuer_gives_demo_and_nothing_else() {
    let (root, leaf) = (made!("root"), made!("leaf"));
    let demo = TrustStore::jlis()
        .with_demo(root.clone())
        .expect("an issuer");
    assert_eq!(issuer_trust(&leaf, &demo), IssuerTrust::Demo);
    assert_eq!(
        issuer_trust(&leaf, &TrustStore::jlis()),
        IssuerTrust::Untrusted
    );
    // Vouching for it does not make it real, in whichever order.
    let both = demo.with_extra(root.der()).expect("an issuer");
    assert_eq!(issuer_trust(&leaf, &both), IssuerTrust::Demo);
    let both = trusting(&root).with_demo(root).expect("an issuer");
    assert_eq!(issuer_trust(&leaf, &both), IssuerTrust::Demo);
    assert_eq!(
        issuer_trust(&leaf, &TrustStore::empty()),
        IssuerTrust::Untrusted
    );
}

#[test]
fn a_tampered_certificate_has_no_path() {
    let issuer = read(SIGN_CA);
    let store = trusting(&issuer);
    let place = SIGN
        .windows(3)
        .position(|it| it == "黒".as_bytes())
        .expect("the name");
    let mut tampered = SIGN.to_vec();
    tampered[place..place + 3].copy_from_slice("白".as_bytes());
    let tampered = read(&tampered);
    assert_eq!(issuer_trust(&tampered, &store), IssuerTrust::Untrusted);
    let mut tampered = SIGN.to_vec();
    *tampered.last_mut().expect("bytes") ^= 1;
    assert_eq!(
        issuer_trust(&read(&tampered), &store),
        IssuerTrust::Untrusted
    );
}

#[test]
fn the_algorithm_outside_is_the_one_that_was_signed() {
    // sha256WithRSAEncryption outside becomes sha384…, and sha1…: the last OID byte.
    let oid = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B];
    let place = SIGN
        .windows(oid.len())
        .rposition(|it| it == oid)
        .expect("the OID");
    for other in [0x0C, 0x05] {
        let mut changed = SIGN.to_vec();
        changed[place + oid.len() - 1] = other;
        assert_eq!(
            Certificate::from_der(&changed),
            Err(CertError::AlgorithmsDisagree)
        );
    }
}

#[test]
fn an_issuer_that_may_not_issue_is_none() {
    for (issuer, leaf) in [
        (made!("no-certsign"), made!("leaf-of-no-certsign")),
        (made!("no-ca"), made!("leaf-of-no-ca")),
    ] {
        assert_eq!(
            verify_issued_by(&leaf, &issuer, 0),
            Err(PathError::NotAnIssuer)
        );
        assert_eq!(
            TrustStore::empty().with_extra(issuer.der()),
            Err(CertError::NotAnIssuer)
        );
        assert_eq!(
            TrustStore::jlis().with_demo(issuer),
            Err(CertError::NotAnIssuer)
        );
    }
    // A person's certificate issues nothing either.
    assert_eq!(
        TrustStore::empty().with_extra(SIGN),
        Err(CertError::NotAnIssuer)
    );
}

#[test]
fn a_path_over_issuers_between_and_its_bounds() {
    let (root, sub, sub_of_sub) = (made!("root"), made!("sub"), made!("sub-of-sub"));
    let store = trusting(&root);
    let at = root.not_before();
    for leaf in [made!("leaf-of-sub"), made!("leaf-of-sub-pss")] {
        assert_eq!(issuer_trust(&leaf, &store), IssuerTrust::Untrusted);
        let others = [sub_of_sub.clone(), leaf.clone(), sub.clone()];
        let path = build_path(&leaf, &others, &store, at);
        assert_eq!(path.certificates(), [leaf, sub.clone(), root.clone()]);
        assert_eq!(path.trust(), IssuerTrust::Trusted);
    }
    // `sub` may stand over no further issuer: pathLen 0.
    let leaf = made!("leaf-of-sub-of-sub");
    let path = build_path(&leaf, &[sub_of_sub.clone(), sub.clone()], &store, at);
    assert_eq!(
        (path.trust(), path.obstacle()),
        (IssuerTrust::Untrusted, Some(PathError::TooLong))
    );
    assert_eq!(verify_issued_by(&sub_of_sub, &sub, 0), Ok(()));
    assert_eq!(
        verify_issued_by(&sub_of_sub, &sub, 1),
        Err(PathError::TooLong)
    );
    // Any number of useless certificates ends.
    let many = vec![sub_of_sub; 500];
    assert_eq!(
        build_path(&leaf, &many, &store, at).trust_at(at),
        IssuerTrust::Untrusted
    );
}

#[test]
fn issuers_of_one_name_are_told_apart_without_key_identifiers() {
    let (root, other) = (made!("root"), made!("root-other-key"));
    let store = trusting(&other).with_extra(root.der()).expect("an issuer");
    for leaf in [made!("leaf"), made!("leaf-no-aki")] {
        let path = build_path(&leaf, &[], &store, leaf.not_before());
        assert_eq!(path.certificates().last(), Some(&root));
        assert_eq!(
            issuer_trust(&leaf, &trusting(&other)),
            IssuerTrust::Untrusted
        );
    }
}

#[test]
fn weak_algorithms_and_unknown_critical_extensions_have_no_path() {
    let root = made!("root");
    let store = trusting(&root);
    let weak = made!("leaf-sha1");
    let obstacle = build_path(&weak, &[], &store, weak.not_before()).obstacle();
    assert!(
        matches!(
            obstacle,
            Some(PathError::Signature(
                SignatureError::UnsupportedAlgorithm { .. }
            ))
        ),
        "{obstacle:?}"
    );
    assert_eq!(weak.signature_algorithm_name(), "1.2.840.10045.4.1");
    for (leaf, oid) in [
        (made!("leaf-critical"), "1.2.3.4"),
        (made!("leaf-constrained"), "2.5.29.30"),
    ] {
        assert_eq!(leaf.unknown_critical_extensions(), [oid]);
        assert_eq!(
            verify_issued_by(&leaf, &root, 0),
            Err(PathError::UnknownCritical)
        );
    }
}

#[test]
fn the_time_of_issuers_is_reported() {
    let (root, leaf) = (made!("root"), made!("leaf"));
    let store = trusting(&root);
    let second = jiff::SignedDuration::from_secs(1);
    let path = build_path(&leaf, &[], &store, leaf.not_before());
    let cases = [
        (root.not_before(), PathTime::Within, IssuerTrust::Trusted),
        (root.not_after(), PathTime::Within, IssuerTrust::Trusted),
        (
            root.not_before() - second,
            PathTime::NotYetValid { position: 1 },
            IssuerTrust::Untrusted,
        ),
        (
            root.not_after() + second,
            PathTime::Expired { position: 1 },
            IssuerTrust::Untrusted,
        ),
    ];
    for (at, time, trust) in cases {
        assert_eq!(path.issuers_time(at), time, "{at}");
        assert_eq!(
            build_path(&leaf, &[], &store, at).trust_at(at),
            trust,
            "{at}"
        );
    }
    // Who issued a certificate does not change when the issuer expires.
    assert_eq!(issuer_trust(&leaf, &store), IssuerTrust::Trusted);
}

#[test]
fn a_certificate_without_an_end_is_read() {
    let endless = made!("endless");
    assert_eq!(endless.not_after(), Timestamp::MAX);
    assert_eq!(endless.not_before().to_string(), "1949-12-31T23:59:59Z");
    assert_eq!(
        EarlyDates::read(endless.der()).expect("read").validity,
        endless.validity()
    );
    assert!(
        endless
            .validity()
            .contains("2100-01-01T00:00:00Z".parse().expect("a time"))
    );
    let now = "2026-11-22T00:00:00Z".parse().expect("a time");
    let report = inkan::core::rules::ValidityReport::at(endless.validity(), now);
    assert_eq!(report.state, inkan::core::rules::ValidityState::Valid);
}

#[test]
fn names_that_need_escaping_are_escaped() {
    // As openssl writes it (RFC 2253), but in the certificate's order.
    let escapes = made!("escapes");
    assert_eq!(
        escapes.subject(),
        r#"C=JP, O=A\, B\+C \"D\" \\ E\;\<F\>, CN=\ #G\ "#
    );
    assert_eq!(escapes.common_name(), Some(" #G "));
}

#[test]
fn a_holder_with_everything_unusual() {
    let certificate = made!("holder-odd");
    let holder = certificate.holder().expect("a person");
    let name = holder.name.as_ref().expect("a name");
    assert_eq!(name.text(), "ＪＯＨＮ　高橋");
    assert_eq!(
        name.substituted(),
        [false, false, false, false, false, true, false]
    );
    assert!(name.has_substitutes());
    let address = holder.address.as_ref().expect("an address");
    assert_eq!(
        address.text(),
        "アメリカ合衆国　国外転出（令和６年６月１日）"
    );
    // One mark for many characters: the rest counts as unmarked.
    assert_eq!(address.substituted().len(), address.text().chars().count());
    assert_eq!(address.substituted().iter().filter(|it| **it).count(), 1);
    assert_eq!(holder.sex, Some(Sex::Unknown));
    let born = BirthDate::Partial {
        era: Some(Era::Showa),
        year: Some(1980),
        month: None,
    };
    assert!(holder.birth_date == Some(born));
    assert_eq!(born.date(), None);
}
