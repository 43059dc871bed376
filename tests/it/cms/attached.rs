//! Signatures that carry their content: in one piece or many, larger than memory, changed.

use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use const_oid::db::rfc5911::{ID_DATA, ID_SIGNED_DATA};
use der::{Decode, Encode};
use inkan::app::state::{Action, Verification};
use inkan::core::cert::TrustStore;
use inkan::core::sign::{ContentDigest, ContentDigests, Envelope, SignerCertificates, prepare};
use inkan::core::source::{Source, SourceError};
use inkan::core::verify::{CmsError, DigestAlgorithm, Flaw, SignedDocument, Verdict, verify};
use proptest::prelude::*;
use std::cell::Cell;
use std::sync::LazyLock;

use super::pki::{Issuer, Key, Person};
use super::{DOCUMENT, attached_content, flaw, judge, judge_alone, now, sign_around};
use crate::bench::Bench;

#[test]
fn what_we_sign_around_a_content_holds_with_every_key_and_digest() {
    let issuer = Issuer::new();
    let people = [Key::rsa(), Key::p384(), Key::p256()].map(|key| issuer.person(2, key));
    for person in &people {
        for digest in [
            DigestAlgorithm::Sha256,
            DigestAlgorithm::Sha384,
            DigestAlgorithm::Sha512,
        ] {
            let cms = sign_around(person, digest, DOCUMENT);
            assert_eq!(attached_content(&cms), DOCUMENT);
            let alone = judge_alone(&cms, &issuer.trust()).unwrap();
            assert_eq!(alone.verdict(), Verdict::Good, "{alone:?}");
            let beside = judge(&cms, DOCUMENT, &issuer.trust()).unwrap();
            assert_eq!(beside.verdict(), Verdict::Good);
            let other = judge(&cms, b"another document", &issuer.trust()).unwrap();
            assert_eq!(flaw(&other), Some(Flaw::ContentChanged));
        }
    }
    let empty = sign_around(&people[2], DigestAlgorithm::Sha256, b"");
    assert_eq!(
        judge_alone(&empty, &issuer.trust()).unwrap().verdict(),
        Verdict::Good
    );
}

#[test]
fn a_content_that_nobody_has_read_is_missing_even_if_it_is_beside() {
    let issuer = Issuer::new();
    let person = issuer.person(2, Key::p256());
    let cms = sign_around(&person, DigestAlgorithm::Sha256, DOCUMENT);
    let document = SignedDocument::parse_source(&cms).unwrap();
    let digests = ContentDigests::of([DigestAlgorithm::Sha256], DOCUMENT);
    let report = verify(&document, &digests, &issuer.trust(), now());
    assert_eq!(flaw(&report), Some(Flaw::ContentMissing));
}

/// A file of five gigabytes of zeros, signed, that counts what is read of it.
struct Huge {
    envelope: Envelope,
    read: Cell<usize>,
}

const HUGE: u64 = 5 << 30;

impl Source for Huge {
    fn len(&self) -> u64 {
        let Envelope { head, tail } = &self.envelope;
        HUGE + (head.len() + tail.len()) as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let Envelope { head, tail } = &self.envelope;
        let count = buffer.len().min((self.len() - offset) as usize);
        self.read.set(self.read.get() + count);
        for (at, byte) in (offset..).zip(&mut buffer[..count]) {
            let head_len = head.len() as u64;
            *byte = match at.checked_sub(head_len + HUGE) {
                Some(at) => tail[at as usize],
                None if at < head_len => head[at as usize],
                None => 0,
            };
        }
        Ok(count)
    }
}

#[test]
fn a_content_beyond_four_gigabytes_is_found_without_being_read() {
    let issuer = Issuer::new();
    let person = issuer.person(2, Key::p256());
    let certificates = SignerCertificates {
        signer: &person.certificate,
        issuer: None,
    };
    let digest = ContentDigest::of(DigestAlgorithm::Sha256, DOCUMENT);
    let prepared = prepare(&digest, certificates, now()).unwrap();
    let answer = person.key.card_signs(prepared.to_sign());
    let envelope = prepared.finish_around(HUGE, &answer).unwrap();
    assert_eq!(
        envelope.head[envelope.head.len() - 7..],
        [4, 0x85, 1, 0x40, 0, 0, 0]
    );
    let huge = Huge {
        envelope,
        read: Cell::new(0),
    };
    let mut document = SignedDocument::parse_source(&huge).unwrap();
    assert_eq!(document.content_len(), Some(HUGE));
    assert!(
        huge.read.get() < 32 * 1024,
        "{} bytes read",
        huge.read.get()
    );
    // The first piece of it comes at once.
    let mut content = document.content(&huge).unwrap();
    assert!(
        content
            .next_piece()
            .unwrap()
            .is_some_and(|it| it.len() > 1000)
    );
    // Whoever has hashed it hands the digests in.
    document.set_content_digests(ContentDigests::of([DigestAlgorithm::Sha256], DOCUMENT));
    let report = verify(
        &document,
        &ContentDigests::default(),
        &issuer.trust(),
        now(),
    );
    assert_eq!(report.verdict(), Verdict::Good);
}

#[test]
fn the_program_checks_an_attached_signature_by_itself() {
    let issuer = Issuer::new();
    let person = issuer.person(2, Key::p256());
    let content = DOCUMENT.repeat(20_000);
    let mut cms = sign_around(&person, DigestAlgorithm::Sha256, &content);
    let mut bench = Bench::with("normal");
    // Nobody knows this issuer; what matters is whether the signature holds.
    for expected in [Verdict::Untrusted, Verdict::Bad] {
        let path = bench.document("contract.p7m", &cms);
        bench.act(Action::Verify(vec![path]));
        let Verification::Finished(files) = &bench.state.verification else {
            panic!("{:?}", bench.state.verification);
        };
        let report = files[0].report.as_ref().expect("a report");
        assert_eq!(report.verdict(), expected);
        cms[1_000_000] ^= 1;
    }
}

/// How an element's length is written.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    Indefinite,
    /// With so many bytes more than are needed, at most.
    Definite(u8),
}

pub fn element(tag: u8, form: Form, content: &[u8]) -> Vec<u8> {
    let (length, end): (Vec<u8>, &[u8]) = match form {
        Form::Indefinite => (vec![0x80], &[0, 0]),
        Form::Definite(0) if content.len() < 128 => (vec![content.len() as u8], &[]),
        Form::Definite(more) => {
            let length = (content.len() as u64).to_be_bytes();
            let needed = length.iter().skip_while(|byte| **byte == 0).count();
            let count = (needed.max(1) + usize::from(more)).min(8);
            ([&[0x80 | count as u8], &length[8 - count..]].concat(), &[])
        }
    };
    [&[tag], length.as_slice(), content, end].concat()
}

/// An octet string cut into pieces.
#[derive(Clone, Debug)]
enum Cut {
    Whole(Form),
    Pieces(Form, Vec<(usize, Cut)>),
}

/// The string as BER; pieces take what their share says, the last one the rest.
fn octets(cut: &Cut, content: &[u8]) -> Vec<u8> {
    match cut {
        Cut::Whole(Form::Definite(more)) => element(0x04, Form::Definite(*more), content),
        Cut::Whole(Form::Indefinite) => element(0x04, Form::Definite(0), content),
        Cut::Pieces(form, pieces) => {
            let mut rest = content;
            let mut all = Vec::new();
            for (index, (share, piece)) in pieces.iter().enumerate() {
                let count = if index + 1 == pieces.len() {
                    rest.len()
                } else {
                    (*share).min(rest.len())
                };
                all.extend(octets(piece, &rest[..count]));
                rest = &rest[count..];
            }
            element(0x24, *form, &all)
        }
    }
}

/// The signature with everything around its content written anew.
fn recut(signed: &SignedData, content: &[u8], forms: &[Form; 6], cut: &Cut) -> Vec<u8> {
    let carried = element(0xA0, forms[0], &octets(cut, content));
    let data = [ID_DATA.to_der().unwrap(), carried].concat();
    let certificates = signed.certificates.as_ref().unwrap().0.to_der().unwrap();
    let (_, certificates) = split(&certificates);
    let fields = [
        signed.version.to_der().unwrap(),
        signed.digest_algorithms.to_der().unwrap(),
        element(0x30, forms[1], &data),
        element(0xA0, forms[2], certificates),
        signed.signer_infos.to_der().unwrap(),
    ]
    .concat();
    let wrapped = element(0xA0, forms[4], &element(0x30, forms[3], &fields));
    let info = [ID_SIGNED_DATA.to_der().unwrap(), wrapped].concat();
    element(0x30, forms[5], &info)
}

/// Header and contents of one element of DER.
pub fn split(der: &[u8]) -> (&[u8], &[u8]) {
    let header = if der[1] < 0x80 {
        2
    } else {
        2 + usize::from(der[1] & 0x7F)
    };
    der.split_at(header)
}

struct Scene {
    person: Person,
    trust: TrustStore,
    content: Vec<u8>,
    signed: SignedData,
}

static SCENE: LazyLock<Scene> = LazyLock::new(|| {
    let issuer = Issuer::new();
    let person = issuer.person(2, Key::p256());
    let content = DOCUMENT.repeat(30);
    let cms = sign_around(&person, DigestAlgorithm::Sha256, &content);
    let info = ContentInfo::from_der(&cms).unwrap();
    let signed = info.content.decode_as().unwrap();
    let trust = issuer.trust();
    Scene {
        person,
        trust,
        content,
        signed,
    }
});

fn forms() -> impl Strategy<Value = Form> {
    prop_oneof![Just(Form::Indefinite), (0_u8..4).prop_map(Form::Definite)]
}

fn cuts() -> impl Strategy<Value = Cut> {
    let whole = forms().prop_map(Cut::Whole);
    whole.prop_recursive(4, 40, 6, |inner| {
        let pieces = prop::collection::vec((0_usize..400, inner), 1..6);
        (forms(), pieces).prop_map(|(form, pieces)| Cut::Pieces(form, pieces))
    })
}

proptest! {
    /// However the content is cut, it is the same content, and no cutting lets another one pass.
    #[test]
    fn however_it_is_cut_the_content_is_the_same(
        forms in prop::array::uniform6(forms()),
        cut in cuts(),
        at in 0_usize..1500,
    ) {
        let Scene { trust, content, signed, .. } = &*SCENE;
        let cms = recut(signed, content, &forms, &cut);
        prop_assert_eq!(&attached_content(&cms), content);
        prop_assert_eq!(judge_alone(&cms, trust).unwrap().verdict(), Verdict::Good);
        let mut other = content.clone();
        let at = at % other.len();
        other[at] ^= 1;
        let report = judge_alone(&recut(signed, &other, &forms, &cut), trust).unwrap();
        prop_assert_eq!(flaw(&report), Some(Flaw::ContentChanged));
    }
}

#[test]
fn no_byte_of_an_attached_signature_can_be_changed() {
    let Scene {
        person,
        trust,
        signed,
        ..
    } = &*SCENE;
    let short = sign_around(person, DigestAlgorithm::Sha256, DOCUMENT);
    let signed_short: SignedData = ContentInfo::from_der(&short)
        .unwrap()
        .content
        .decode_as()
        .unwrap();
    let pieces = Cut::Pieces(
        Form::Indefinite,
        vec![
            (20, Cut::Whole(Form::Definite(0))),
            (
                0,
                Cut::Pieces(Form::Definite(1), vec![(9, Cut::Whole(Form::Definite(0)))]),
            ),
        ],
    );
    let streamed = recut(&signed_short, DOCUMENT, &[Form::Indefinite; 6], &pieces);
    assert_eq!(signed.version, signed_short.version);
    for whole in [short, streamed] {
        assert_eq!(judge_alone(&whole, trust).unwrap().verdict(), Verdict::Good);
        let version = whole.windows(3).position(|it| it == [2, 1, 1]).unwrap() + 2;
        for at in (0..whole.len()).filter(|at| *at != version) {
            for flip in [0x01, 0x02, 0x20, 0x80, 0xFF] {
                let mut changed = whole.clone();
                changed[at] ^= flip;
                let Ok(report) = judge_alone(&changed, trust) else {
                    continue;
                };
                // A length written differently that says the same is no change.
                let same = attached_content(&changed) == DOCUMENT;
                assert!(
                    report.verdict() != Verdict::Good || same && is_framing(&whole, at),
                    "byte {at} ^ {flip:#04x}"
                );
            }
        }
    }
}

/// Whether the byte is in the structure before the certificates, which is not signed and in which
/// BER may say the same in several ways.
fn is_framing(cms: &[u8], at: usize) -> bool {
    let certificate = SCENE.person.certificate.as_slice();
    let start = cms
        .windows(certificate.len())
        .position(|it| it == certificate)
        .unwrap();
    at < start
}

#[test]
fn pieces_that_do_not_fit_together_are_refused() {
    let Scene {
        content, signed, ..
    } = &*SCENE;
    let forms = [Form::Indefinite; 6];
    let whole = recut(signed, content, &forms, &Cut::Whole(Form::Definite(0)));
    for len in (0..whole.len()).step_by(29) {
        assert!(
            SignedDocument::parse_source(&&whole[..len]).is_err(),
            "{len}"
        );
    }
    let extra = [whole.as_slice(), &[0]].concat();
    assert!(matches!(
        SignedDocument::parse(&extra),
        Err(CmsError::Encoding(_))
    ));
    assert!(SignedDocument::parse_padded(&extra).is_ok());
    assert!(SignedDocument::parse_padded(&[extra.as_slice(), &[0; 9000]].concat()).is_ok());
    assert!(SignedDocument::parse_padded(&[extra.as_slice(), &[1]].concat()).is_err());

    let place = whole.windows(9).position(|it| it == &content[..9]).unwrap();
    assert_eq!(whole[place - 4..place - 2], [0x04, 0x82]);
    for (what, tag) in [("no octets", 0x0C), ("bits", 0x23), ("empty end", 0x00)] {
        let mut changed = whole.clone();
        changed[place - 4] = tag;
        assert!(SignedDocument::parse(&changed).is_err(), "{what}");
    }
    let mut beyond = whole.clone();
    beyond[place - 2] = 0xFF;
    assert!(
        SignedDocument::parse(&beyond).is_err(),
        "longer than the file"
    );

    let mut deep = Cut::Whole(Form::Definite(0));
    for _ in 0..40 {
        deep = Cut::Pieces(Form::Indefinite, vec![(0, deep)]);
    }
    let deep = SignedDocument::parse(&recut(signed, content, &forms, &deep));
    assert!(matches!(deep, Err(CmsError::Encoding(_))));
}
