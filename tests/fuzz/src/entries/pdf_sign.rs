//! PDFs to be signed.

use std::{cell::RefCell, sync::OnceLock};

use inkan::{
    core::{
        cert::TrustStore,
        jpki::Slot,
        pdf::{Entry, PdfFile},
        sign::{
            ContentDigest, PdfProfile, SignerCertificates,
            pdf::{
                PdfRequest, PlacedSeal, Update, prepare_update,
                seal::{Point, Seal, SealDesign, SealImage, SealSize, SealText},
            },
            prepare,
        },
        verify::{
            ChangesAfter, Coverage, DigestAlgorithm, Flaw, Integrity, SignatureReport, Verdict, pdf,
        },
    },
    sim::{DEMO_SIGN_PASSWORD, Profile, SimCard, demo_ca_certificate, demo_certificate},
};
use jiff::civil::{Date, date};

use super::now;

/// Bytes kept for the CMS.
const RESERVED: usize = 4096;
/// The last byte of an input says how, so that any PDF is one: tab, carriage return, line feed and form
/// feed, which may stand at the end of each, are all there is. With a seal; as PAdES; and signed in earnest,
/// which takes a while.
const SEAL: u8 = 1;
const PADES: u8 = 2;
const SIGNED: u8 = 0x0C;
/// What stands for a signature otherwise.
const NO_CMS: [u8; 5] = [0x30, 0x03, 0x02, 0x01, 0x05];

/// Signing any PDF: it is refused, or the result begins with the original, is sound, shows every object
/// that was not touched as it was, leaves what was intact intact, and carries a signature over all of it.
pub fn pdf_sign(original: &[u8]) {
    let plan = original.last().copied().unwrap_or_default();
    let Ok(file) = PdfFile::open_checked(&original) else {
        return;
    };
    let seal = (plan & SEAL != 0).then(|| PlacedSeal {
        page: 0,
        seal: seal(),
        corner: Point { x: 300.0, y: 40.0 },
    });
    let profile = if plan & PADES == 0 {
        PdfProfile::Pkcs7Detached
    } else {
        PdfProfile::CadesDetached
    };
    let request = PdfRequest {
        profile,
        name: Some("見本　花子"),
        reason: (plan & PADES == 0).then_some("(test)"),
        time: now(),
        reserved: RESERVED,
        seal,
    };
    let Ok(update) = prepare_update(&file, &request) else {
        return;
    };
    let is_signed = plan & SIGNED == SIGNED;
    let cms = if is_signed {
        signature(original, &update, profile)
    } else {
        NO_CMS.to_vec()
    };
    let whole = filled(original, &update, &cms);
    assert!(whole.starts_with(original));
    let source = whole.as_slice();
    let result = PdfFile::open_sound(&source).expect("what was written is sound");
    assert_eq!(
        PdfFile::open_checked(&source).map(|it| it.health()),
        Ok(result.health())
    );
    shows_the_same(&file, &result);
    is_judged_well(original, source, is_signed);
}

/// Every object that there was and that was not written anew.
fn shows_the_same(before: &PdfFile<'_>, after: &PdfFile<'_>) {
    for number in before.objects().into_keys() {
        let is_new = matches!(
            after.entry(number),
            Entry::InFile { offset, .. } if offset >= before.source().len()
        );
        if !is_new {
            let [before, after] = [before, after].map(|file| file.get(number).ok());
            assert_eq!(after, before, "object {number}");
        }
    }
    assert_eq!(before.page_count(), after.page_count());
}

fn is_judged_well(original: &[u8], whole: &[u8], is_signed: bool) {
    let judged = |source: &[u8]| pdf::verify(&source, demo(), now(), &mut || true);
    let report = judged(whole).expect("what was written can be judged");
    let ours = |it: &&SignatureReport| it.coverage == Coverage::WholeDocument;
    let [ours] = *report.signatures.iter().filter(ours).collect::<Vec<_>>() else {
        panic!("one signature covers the whole: {report:?}");
    };
    assert_eq!(ours.changes_after, ChangesAfter::None);
    if is_signed {
        assert_eq!(ours.integrity, Integrity::Intact);
        let alone = report.signatures.len() == 1;
        assert!(!alone || report.verdict() == Verdict::Good, "{report:?}");
    } else {
        assert_eq!(ours.integrity, Integrity::Broken(Flaw::ContentsMalformed));
    }
    if report.signatures.len() > 1 {
        // One that has to be repaired for signing may have been beyond judging.
        let earlier = judged(original).map_or_else(|_| Vec::new(), |it| it.signatures);
        for one in earlier
            .iter()
            .filter(|it| it.integrity == Integrity::Intact)
        {
            let same = |it: &SignatureReport| {
                it.field == one.field
                    && it.integrity == one.integrity
                    && it.signed_at == one.signed_at
            };
            assert!(
                report.signatures.iter().any(same),
                "{:?} is intact no more",
                one.field
            );
        }
    }
}

fn filled(original: &[u8], update: &Update, cms: &[u8]) -> Vec<u8> {
    let mut whole = [original, update.tail()].concat();
    let (at, digits) = update.contents(cms).expect("the room suffices");
    let at = usize::try_from(at).expect("in memory");
    whole[at..at + digits.len()].copy_from_slice(&digits);
    whole
}

/// What the practice card signs. It stays in its reader for the whole run.
fn signature(original: &[u8], update: &Update, profile: PdfProfile) -> Vec<u8> {
    thread_local! {
        static CARD: RefCell<SimCard> = RefCell::new(verified_card());
    }
    let [before, after] = update.signed_tail();
    let content = [original, before, after].concat();
    let digest = ContentDigest::of(DigestAlgorithm::Sha256, &content);
    let certificates = SignerCertificates {
        signer: certificate(),
        issuer: None,
    };
    let time = (profile == PdfProfile::Pkcs7Detached).then(now);
    let prepared = prepare(&digest, certificates, time).expect("prepares");
    let value = CARD.with_borrow_mut(|card| {
        let input = prepared.to_sign();
        let length = u8::try_from(input.len()).expect("a digest");
        answer(
            card,
            &[&[0x80, 0x2A, 0x00, 0x80, length], input, &[0]].concat(),
        )
    });
    prepared.finish(&value).expect("finishes")
}

fn verified_card() -> SimCard {
    let mut card = SimCard::new(&signer(), TODAY).expect("a card");
    let files = Slot::Sign.files();
    let select = |ef: [u8; 2]| [&[0x00, 0xA4, 0x02, 0x0C, 2], ef.as_slice()].concat();
    let password = DEMO_SIGN_PASSWORD.as_bytes();
    let length = u8::try_from(password.len()).expect("a password");
    for command in [
        [
            &[0x00, 0xA4, 0x04, 0x0C, 10],
            inkan::core::jpki::AID_JPKI.as_slice(),
        ]
        .concat(),
        select(files.pin.to_bytes()),
        [&[0x00, 0x20, 0x00, 0x80, length], password].concat(),
        select(files.key.to_bytes()),
    ] {
        answer(&mut card, &command);
    }
    card
}

fn answer(card: &mut SimCard, command: &[u8]) -> Vec<u8> {
    let mut answer = card.answer(command);
    assert!(
        answer.ends_with(&[0x90, 0x00]),
        "{command:02X?}: {answer:02X?}"
    );
    answer.truncate(answer.len() - 2);
    answer
}

const TODAY: Date = date(2026, 11, 23);

/// Its keys are of an elliptic curve, which sign quickly.
fn signer() -> Profile {
    Profile::built_in("next-generation").expect("a profile")
}

fn certificate() -> &'static [u8] {
    static CERTIFICATE: OnceLock<Vec<u8>> = OnceLock::new();
    CERTIFICATE.get_or_init(|| {
        let issued = demo_certificate(&signer(), Slot::Sign, TODAY).expect("issues");
        issued.expect("the card has one")
    })
}

/// The practice issuers are trusted, and nobody else.
fn demo() -> &'static TrustStore {
    static TRUST: OnceLock<TrustStore> = OnceLock::new();
    TRUST.get_or_init(|| {
        let issuer = demo_ca_certificate(Slot::Sign);
        TrustStore::empty()
            .with_extra(issuer)
            .expect("a certificate")
    })
}

/// A picture: a font would be most of the work.
fn seal() -> &'static Seal {
    static SEAL: OnceLock<Seal> = OnceLock::new();
    SEAL.get_or_init(|| Seal {
        design: SealDesign::Image(SealImage::from_png(PICTURE).expect("a picture")),
        size: SealSize::new(18.0).expect("a size"),
        text: SealText::default(),
        watermark: None,
    })
}

/// One red dot.
const PICTURE: &[u8] = include_bytes!("../../dot.png");
