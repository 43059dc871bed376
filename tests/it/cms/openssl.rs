//! OpenSSL as a foreign judge of what we sign, and as a foreign author of what we judge. These tests
//! need the `openssl` program and fail without it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use base64ct::{Base64, Encoding};
use inkan::app::ports::Clock;
use inkan::app::state::{Action, Verification};
use inkan::core::cert::TrustStore;
use inkan::core::sign::ContentDigests;
use inkan::core::verify::{
    CmsError, DigestAlgorithm, DigestName, Flaw, PublicKey, Report, SignatureAlgorithm,
    SignatureError, SignedDocument, Verdict, verify,
};
use inkan::platform::clock::SystemClock;
use jiff::Timestamp;
use tempfile::TempDir;

use super::pki::{Issuer, Key, Person};
use super::{DOCUMENT, attached_content, flaw, sign, sign_around};
use crate::bench::Bench;

/// `OpenSSL` signs with the machine's clock, so that its work is judged by the same.
pub fn now() -> Timestamp {
    SystemClock.now()
}

/// Judges a signature on `content` beside it.
fn judge(cms: &[u8], content: &[u8], trust: &TrustStore) -> Result<Report, CmsError> {
    let document = SignedDocument::parse(cms)?;
    let digests = ContentDigests::of(document.digest_algorithms(), content);
    Ok(verify(&document, &digests, trust, now()))
}

/// A folder with the document, the issuer and people with their keys, for OpenSSL to work in.
pub struct Desk {
    folder: TempDir,
    pub issuer: Issuer,
}

impl Desk {
    pub fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
            issuer: Issuer::new(),
        };
        desk.put("document", DOCUMENT);
        desk.put(
            "issuer.pem",
            pem("CERTIFICATE", &desk.issuer.certificate).as_bytes(),
        );
        desk
    }

    /// Lays someone's certificate and key on the desk as `name.pem` and `name.key`.
    pub fn seat(&self, name: &str, person: &Person) {
        self.put(
            &format!("{name}.pem"),
            pem("CERTIFICATE", &person.certificate).as_bytes(),
        );
        self.put(
            &format!("{name}.key"),
            pem("PRIVATE KEY", &person.key.pkcs8()).as_bytes(),
        );
    }

    pub fn put(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn run(&self, arguments: &str) -> Output {
        Command::new("openssl")
            .args(arguments.split_whitespace())
            .current_dir(self.folder.path())
            .output()
            .expect("the openssl program must be installed for the tests")
    }

    /// Runs OpenSSL, which must write `out`.
    pub fn make(&self, arguments: &str) -> Vec<u8> {
        let output = self.run(&format!("{arguments} -out out"));
        assert!(output.status.success(), "openssl {arguments}: {output:?}");
        fs::read(self.path("out")).unwrap()
    }

    /// `openssl cms -sign`, DER, of the document as it is.
    pub fn sign(&self, options: &str) -> Vec<u8> {
        self.make(&format!(
            "cms -sign -binary -in document -outform DER {options}"
        ))
    }

    pub fn accepts(&self, cms: &[u8], content: &[u8]) -> bool {
        openssl_cms_verify(cms, content, &self.path("issuer.pem")).is_ok()
    }

    /// Whether OpenSSL finds this content in the signature and accepts both.
    fn gives_back(&self, cms: &[u8], content: &[u8]) -> bool {
        self.put("cms", cms);
        let verify = "cms -verify -binary -inform DER -in cms -out verified -CAfile issuer.pem \
                      -purpose any -no_check_time -cades";
        let output = self.run(verify);
        output.status.success() && fs::read(self.path("verified")).unwrap() == content
    }
}

/// `openssl cms -verify` of a detached signature over `content`, with the signing certificate
/// attribute, by someone whom the PEM file `issuer` certified. What OpenSSL says against it.
pub fn openssl_cms_verify(cms: &[u8], content: &[u8], issuer: &Path) -> Result<(), String> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cms"), cms).unwrap();
    fs::write(folder.path().join("content"), content).unwrap();
    let verify = "cms -verify -binary -inform DER -in cms -content content -out verified \
                  -purpose any -no_check_time -cades -CAfile";
    let output = Command::new("openssl")
        .args(verify.split_whitespace())
        .arg(fs::canonicalize(issuer).unwrap())
        .current_dir(folder.path())
        .output()
        .expect("the openssl program must be installed for the tests");
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let verified = fs::read(folder.path().join("verified")).unwrap();
    if verified == content {
        Ok(())
    } else {
        Err("another content was verified".to_owned())
    }
}

pub fn pem(label: &str, der: &[u8]) -> String {
    let text = Base64::encode_string(der);
    let lines: Vec<_> = text
        .as_bytes()
        .chunks(64)
        .map(|line| str::from_utf8(line).unwrap())
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

#[test]
fn openssl_accepts_what_we_sign() {
    let desk = Desk::new();
    for (number, key) in [Key::rsa(), Key::p384(), Key::p256()]
        .into_iter()
        .enumerate()
    {
        let person = desk.issuer.person(u8::try_from(number).unwrap() + 2, key);
        for digest in [
            DigestAlgorithm::Sha256,
            DigestAlgorithm::Sha384,
            DigestAlgorithm::Sha512,
        ] {
            let cms = sign(&person, Some(&desk.issuer), digest);
            assert!(desk.accepts(&cms, DOCUMENT), "key {number}, {digest}");
        }
        let cms = sign(&person, None, DigestAlgorithm::Sha256);
        assert!(
            desk.accepts(&cms, DOCUMENT),
            "without the issuer's certificate"
        );
        assert!(!desk.accepts(&cms, b"another document"));
    }
}

#[test]
fn detached_signatures_of_openssl_are_judged_rightly() {
    let desk = Desk::new();
    desk.seat("rsa", &desk.issuer.person(2, Key::rsa()));
    desk.seat("ec", &desk.issuer.person(3, Key::p384()));
    let rsa = "-signer rsa.pem -inkey rsa.key";
    let ec = "-signer ec.pem -inkey ec.key";
    let pss = "-keyopt rsa_padding_mode:pss";
    let good = [
        format!("{rsa} -md sha256"),
        format!("{rsa} -md sha384"),
        format!("{rsa} -md sha512 -cades"),
        format!("{rsa} -md sha256 {pss}"),
        format!("{rsa} -md sha512 {pss} -keyopt rsa_pss_saltlen:64"),
        format!("{rsa} -md sha256 -noattr"),
        format!("{rsa} -md sha256 -keyid"),
        format!("{rsa} -md sha256 -certfile issuer.pem"),
        format!("{rsa} -md sha256 -stream"),
        format!("{rsa} -md sha256 -econtent_type 1.2.3.4"),
        format!("{ec} -md sha384 -cades"),
        format!("{ec} -md sha256"),
        format!("{ec} -md sha512 -noattr"),
        format!("{ec} -md sha384 -keyid"),
    ];
    for options in good {
        let cms = desk.sign(&options);
        let report = judge(&cms, DOCUMENT, &desk.issuer.trust()).unwrap();
        assert_eq!(report.verdict(), Verdict::Good, "{options}: {report:?}");
        let without_time = options.contains("-noattr");
        assert_eq!(
            report.signatures[0].signed_at.is_none(),
            without_time,
            "{options}"
        );
        let changed = judge(&cms, b"another document", &desk.issuer.trust()).unwrap();
        let expected = if without_time {
            Flaw::SignatureMismatch
        } else {
            Flaw::ContentChanged
        };
        assert_eq!(
            (changed.verdict(), flaw(&changed)),
            (Verdict::Bad, Some(expected))
        );
        let untrusted = judge(&cms, DOCUMENT, &TrustStore::empty()).unwrap();
        assert_eq!(untrusted.verdict(), Verdict::Untrusted, "{options}");
    }
    let bad = [
        (
            format!("{rsa} -md sha1"),
            DigestName::Sha1,
            Flaw::DigestWeak,
        ),
        (format!("{rsa} -md md5"), DigestName::Md5, Flaw::DigestWeak),
        (
            format!("{rsa} -md sha1 -noattr"),
            DigestName::Sha1,
            Flaw::DigestWeak,
        ),
        (format!("{ec} -md sha1"), DigestName::Sha1, Flaw::DigestWeak),
        (
            format!("{rsa} -md sha256 -nocerts"),
            DigestName::Sha256,
            Flaw::CertificateMissing,
        ),
        (
            format!("{rsa} -md sha256 -nocerts -keyid"),
            DigestName::Sha256,
            Flaw::CertificateMissing,
        ),
    ];
    for (options, digest, expected) in bad {
        let report = judge(&desk.sign(&options), DOCUMENT, &desk.issuer.trust()).unwrap();
        assert_eq!(
            (report.verdict(), flaw(&report)),
            (Verdict::Bad, Some(expected)),
            "{options}"
        );
        assert_eq!(report.signatures[0].digest, digest);
    }
}

/// The key that OpenSSL makes, seated as `name`.
fn seat_made(desk: &Desk, name: &str, algorithm: &str) {
    let made = desk.make(&format!("genpkey -algorithm {algorithm}"));
    desk.put("made", &made);
    let der = desk.make("pkcs8 -topk8 -nocrypt -in made -outform DER");
    desk.seat(name, &desk.issuer.person(7, Key::from_pkcs8(&der)));
}

#[test]
fn salts_of_every_length_are_judged() {
    let desk = Desk::new();
    seat_made(&desk, "rsa", "RSA -pkeyopt rsa_keygen_bits:3072");
    for salt in ["0", "20", "32", "255", "256", "350", "max"] {
        let cms = desk.sign(&format!(
            "-signer rsa.pem -inkey rsa.key -md sha256 -keyopt rsa_padding_mode:pss \
             -keyopt rsa_pss_saltlen:{salt}"
        ));
        let report = judge(&cms, DOCUMENT, &desk.issuer.trust()).unwrap();
        assert_eq!(report.verdict(), Verdict::Good, "{salt}: {report:?}");
    }
    for (options, expected) in [
        ("-md sha1", Flaw::DigestWeak),
        ("-md sha256 -keyopt rsa_mgf1_md:sha1", Flaw::DigestWeak),
    ] {
        let cms = desk.sign(&format!(
            "-signer rsa.pem -inkey rsa.key -keyopt rsa_padding_mode:pss {options}"
        ));
        let report = judge(&cms, DOCUMENT, &desk.issuer.trust()).unwrap();
        assert_eq!(flaw(&report), Some(expected), "{options}");
    }
}

#[test]
fn a_key_for_pss_with_these_parameters_signs_with_no_others() {
    let desk = Desk::new();
    desk.make(
        "genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 \
         -pkeyopt rsa_pss_keygen_md:sha384 -pkeyopt rsa_pss_keygen_mgf1_md:sha384 \
         -pkeyopt rsa_pss_keygen_saltlen:40",
    );
    fs::rename(desk.path("out"), desk.path("pss.key")).unwrap();
    let spki = desk.make("pkey -in pss.key -pubout -outform DER");
    let key = PublicKey::from_spki(&spki).unwrap();
    let pss = |digest, salt_len| SignatureAlgorithm::RsaPss { digest, salt_len };
    for salt_len in [40, 48] {
        let signature = desk.make(&format!(
            "pkeyutl -sign -inkey pss.key -rawin -digest sha384 -in document \
             -pkeyopt rsa_pss_saltlen:{salt_len}"
        ));
        let algorithm = pss(DigestAlgorithm::Sha384, salt_len);
        assert_eq!(key.verify(algorithm, DOCUMENT, &signature), Ok(()));
    }
    for refused in [
        pss(DigestAlgorithm::Sha384, 39),
        pss(DigestAlgorithm::Sha256, 40),
        SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha384),
    ] {
        assert!(matches!(
            key.verify(refused, DOCUMENT, &[1; 256]),
            Err(SignatureError::AlgorithmMismatch { .. })
        ));
    }
}

#[test]
fn openssl_gives_back_what_our_attached_signatures_carry() {
    let desk = Desk::new();
    let long = DOCUMENT.repeat(5000);
    let keys = [Key::rsa(), Key::p384(), Key::p256()];
    for (number, key) in keys.into_iter().enumerate() {
        let person = desk.issuer.person(u8::try_from(number).unwrap() + 2, key);
        for content in [b"".as_slice(), b"\n", DOCUMENT, &long] {
            for digest in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha512] {
                let cms = sign_around(&person, digest, content);
                assert!(desk.gives_back(&cms, content), "{number} {digest}");
            }
        }
        let mut changed = sign_around(&person, DigestAlgorithm::Sha256, &long);
        changed[100_000] ^= 1;
        assert!(!desk.gives_back(&changed, &long));
    }
}

#[test]
fn pem_is_read_as_der_is() {
    let desk = Desk::new();
    desk.seat("ec", &desk.issuer.person(2, Key::p384()));
    let sign = "-sign -binary -in document -outform PEM -signer ec.pem -inkey ec.key -md sha256";
    for command in ["cms", "smime"] {
        let text = desk.make(&format!("{command} {sign}"));
        assert!(text.starts_with(b"-----BEGIN "));
        let report = judge(&text, DOCUMENT, &desk.issuer.trust()).unwrap();
        assert_eq!(report.verdict(), Verdict::Good, "{command}");
        let attached = desk.make(&format!("{command} {sign} -nodetach"));
        let document = SignedDocument::parse_source(&attached).unwrap();
        assert!(document.is_attached());
        let none = ContentDigests::default();
        let report = verify(&document, &none, &desk.issuer.trust(), now());
        assert_eq!(report.verdict(), Verdict::Good, "{command}, attached");
    }
    let certificate = pem("CERTIFICATE", &desk.issuer.certificate);
    let refused = SignedDocument::parse(certificate.as_bytes());
    assert!(matches!(refused, Err(CmsError::Armour)));
}

#[test]
fn attached_content_in_one_piece_or_streamed_is_found() {
    let desk = Desk::new();
    desk.seat("ec", &desk.issuer.person(2, Key::p384()));
    let long = DOCUMENT.repeat(2000);
    desk.put("document", &long);
    for (options, form) in [
        ("", 0x82),
        ("-stream", 0x80),
        ("-indef", 0x80),
        ("-noattr -stream", 0x80),
        ("-noattr -keyid", 0x82),
    ] {
        let cms = desk.sign(&format!(
            "-nodetach -signer ec.pem -inkey ec.key -md sha384 {options}"
        ));
        assert!(
            form == 0x82 || cms.starts_with(&[0x30, form]),
            "indefinite length: {options}"
        );
        let document = SignedDocument::parse(&cms).unwrap();
        assert_eq!(attached_content(&cms), long);
        let alone = verify(
            &document,
            &ContentDigests::default(),
            &desk.issuer.trust(),
            now(),
        );
        assert_eq!(alone.verdict(), Verdict::Good, "{options}: {alone:?}");
        let same = judge(&cms, &long, &desk.issuer.trust()).unwrap();
        assert_eq!(same.verdict(), Verdict::Good);
        let other = judge(&cms, b"another document", &desk.issuer.trust()).unwrap();
        assert_eq!(
            (other.verdict(), flaw(&other)),
            (Verdict::Bad, Some(Flaw::ContentChanged))
        );
    }
}

#[test]
fn each_of_several_signers_is_judged() {
    let desk = Desk::new();
    let stranger = Issuer::new();
    desk.seat("one", &desk.issuer.person(2, Key::p384()));
    desk.seat("two", &desk.issuer.person(3, Key::rsa()));
    desk.seat("stranger", &stranger.person(4, Key::p384()));
    let one = "-signer one.pem -inkey one.key";
    let both = desk.sign(&format!("{one} -signer two.pem -inkey two.key -md sha256"));
    let report = judge(&both, DOCUMENT, &desk.issuer.trust()).unwrap();
    assert_eq!(
        (report.signatures.len(), report.verdict()),
        (2, Verdict::Good)
    );

    // A second signature by someone unknown.
    let first = desk.sign(&format!("{one} -md sha384"));
    desk.put("first", &first);
    let resigned = desk.make(
        "cms -resign -inform DER -in first -outform DER -signer stranger.pem -inkey stranger.key \
         -md sha384",
    );
    let report = judge(&resigned, DOCUMENT, &desk.issuer.trust()).unwrap();
    let mut verdicts: Vec<_> = report
        .signatures
        .iter()
        .map(|it| it.verdict().name())
        .collect();
    verdicts.sort_unstable();
    assert_eq!(verdicts, ["good", "untrusted"]);
    assert_eq!(report.verdict(), Verdict::Untrusted);
}

#[test]
fn a_cms_without_signers_or_of_another_kind_is_called_so() {
    let desk = Desk::new();
    let certificates = desk.make("crl2pkcs7 -nocrl -certfile issuer.pem -outform DER");
    let report = judge(&certificates, DOCUMENT, &desk.issuer.trust()).unwrap();
    assert_eq!(
        (report.signatures.len(), report.verdict()),
        (0, Verdict::Unsigned)
    );
    let data = desk.make("cms -data_create -in document -outform DER");
    assert!(matches!(
        SignedDocument::parse(&data),
        Err(CmsError::NotSigned { .. })
    ));
}

#[test]
fn a_signature_beside_another_document_than_it_carries_is_bad() {
    let desk = Desk::new();
    desk.seat("ec", &desk.issuer.person(2, Key::p384()));
    let cms = desk.sign("-nodetach -signer ec.pem -inkey ec.key -md sha384");
    let mut bench = Bench::with("normal");
    let signature = bench.document("contract.txt.p7s", &cms);
    // Nobody knows this issuer; what matters is whether the signature holds.
    for (beside, expected) in [
        (None, Verdict::Untrusted),
        (Some(DOCUMENT), Verdict::Untrusted),
        (Some(b"another contract".as_slice()), Verdict::Bad),
    ] {
        if let Some(contents) = beside {
            bench.document("contract.txt", contents);
        }
        bench.act(Action::Verify(vec![signature.clone()]));
        let Verification::Finished(files) = &bench.state.verification else {
            panic!("{:?}", bench.state.verification);
        };
        let report = files[0].report.as_ref().expect("a report");
        assert_eq!(report.verdict(), expected);
        assert_eq!(files[0].content.is_some(), beside.is_some());
    }
}
