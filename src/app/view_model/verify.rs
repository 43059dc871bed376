//! 署名を確認: what was found out, as one list of facts for each signature, bad news first. The page and
//! the saved report show the same facts in the same order.

use std::{fmt, path::Path};

use jiff::Timestamp;

use crate::{
    app::{
        event::VerifiedFile,
        failure::Failure,
        state::{AppState, Verification},
    },
    core::{
        cert::{Certificate, IssuerTrust},
        verify::{
            CertificateTime, ChangesAfter, Coverage, DigestName, Flaw, Integrity, Report,
            SignatureReport, Verdict,
        },
    },
};

/// The verification page.
#[derive(Clone, Debug)]
pub enum VerifyVm<'a> {
    /// Nothing was chosen yet.
    Empty,
    /// The answers, the worst first.
    Finished(CheckedFiles<'a>),
    /// Files are being checked.
    Working {
        /// Files finished.
        done: usize,
        /// Files in all; 0 until they are counted.
        total: usize,
    },
}

/// The answers for all files, the worst first. Each is made when it is asked for: there may be ten thousand.
#[derive(Clone, Copy)]
pub struct CheckedFiles<'a>(&'a [VerifiedFile]);

/// As they are shown.
impl fmt::Debug for CheckedFiles<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all()).finish()
    }
}

impl<'a> CheckedFiles<'a> {
    /// How many there are.
    pub fn count(self) -> usize {
        self.0.len()
    }

    /// How many need the person's attention: they are the first.
    pub fn care(self) -> usize {
        self.0.partition_point(|file| !file.is_good())
    }

    /// The answer at `place`.
    pub fn at(self, place: usize) -> Option<CheckedVm<'a>> {
        self.0.get(place).map(CheckedVm::of)
    }

    /// All of them.
    pub fn all(self) -> impl Iterator<Item = CheckedVm<'a>> {
        self.0.iter().map(CheckedVm::of)
    }

    /// The files themselves.
    pub fn files(self) -> &'a [VerifiedFile] {
        self.0
    }
}

/// The answer for one file.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedVm<'a> {
    /// The file with the signature.
    pub path: &'a Path,
    /// The document, for a detached signature.
    pub content: Option<&'a Path>,
    /// The answer, or why there is none.
    pub answer: Result<AnswerVm<'a>, &'a Failure>,
    /// Whether to ask for the document that the signature belongs to.
    pub asks_content: bool,
}

/// What was found in one file.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerVm<'a> {
    /// The result.
    pub verdict: Verdict,
    /// Whether a signature was made with a practice card.
    pub is_practice: bool,
    /// The weightiest of what came after the signatures.
    pub added: Added,
    /// The signatures, in the document's order.
    pub signatures: Vec<SignatureVm<'a>>,
}

/// What came into a document after it was signed, the weightiest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Added {
    /// Nothing, or further signatures only.
    Nothing,
    /// Entries in forms, or notes.
    Entries,
    /// Something else.
    Other,
}

/// One signature.
#[derive(Clone, Debug, PartialEq)]
pub struct SignatureVm<'a> {
    /// The name of its field in a PDF.
    pub field: Option<&'a str>,
    /// Its own result.
    pub verdict: Verdict,
    /// What was found out, the bad first.
    pub facts: Vec<Fact<'a>>,
    /// The signer's certificate.
    pub certificate: Option<&'a Certificate>,
}

/// One thing that was found out.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<'a> {
    /// How it weighs.
    pub weight: Weight,
    /// What it is about.
    pub about: About<'a>,
}

/// How a fact weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It speaks against the signature.
    Bad,
    /// It leaves something open.
    Doubt,
    /// It speaks for the signature.
    Good,
    /// It only says something.
    Neutral,
}

/// What a fact is about, with what was found.
#[derive(Clone, Debug, PartialEq)]
pub enum About<'a> {
    /// 証明書の期間
    CertificateTime(CertificateTime),
    /// 署名の範囲, and what came after.
    Coverage(Coverage, ChangesAfter),
    /// The method, where it is a weak one.
    Digest(DigestName),
    /// 改ざん
    Integrity(Integrity, Coverage),
    /// 証明書の発行元
    Issuer(IssuerTrust),
    /// 失効確認: never carried out.
    Revocation,
    /// 署名した時刻, as the signer claims.
    SignedAt(Option<Timestamp>),
    /// 署名者: the name, if there is a certificate.
    Signer(Option<&'a str>),
}

impl<'a> VerifyVm<'a> {
    pub(super) fn of(state: &'a AppState) -> Self {
        match &state.verification {
            Verification::Empty => Self::Empty,
            &Verification::Working { done, total } => Self::Working { done, total },
            Verification::Finished(files) => Self::Finished(CheckedFiles(files)),
        }
    }
}

impl<'a> CheckedVm<'a> {
    /// What was found in `file`.
    pub fn of(file: &'a VerifiedFile) -> Self {
        let misses_content = |signature: &SignatureReport| {
            signature.integrity == Integrity::Broken(Flaw::ContentMissing)
        };
        Self {
            path: &file.path,
            content: file.content.as_deref(),
            answer: file.report.as_ref().map(AnswerVm::of),
            asks_content: match &file.report {
                Ok(report) => report.signatures.iter().any(misses_content),
                Err(failure) => matches!(failure, Failure::DocumentContentMissing { .. }),
            },
        }
    }
}

impl<'a> AnswerVm<'a> {
    fn of(report: &'a Report) -> Self {
        let signatures = &report.signatures;
        Self {
            verdict: report.verdict(),
            is_practice: report.is_practice(),
            added: signatures
                .iter()
                .map(|it| added(it.coverage, it.changes_after))
                .max()
                .unwrap_or(Added::Nothing),
            signatures: signatures.iter().map(SignatureVm::of).collect(),
        }
    }
}

fn added(coverage: Coverage, changes: ChangesAfter) -> Added {
    match (coverage, changes) {
        (Coverage::Partial, _) | (_, ChangesAfter::Other) => Added::Other,
        (_, ChangesAfter::FormAndAnnotations) => Added::Entries,
        (_, ChangesAfter::None | ChangesAfter::SignaturesOnly) => Added::Nothing,
    }
}

impl<'a> SignatureVm<'a> {
    fn of(signature: &'a SignatureReport) -> Self {
        let mut facts = facts(signature);
        // Bad news first; what is neither keeps the order in which people ask.
        facts.sort_by_key(|fact| fact.weight != Weight::Bad);
        Self {
            field: signature.field.as_deref(),
            verdict: signature.verdict(),
            facts,
            certificate: signature.signer.as_ref(),
        }
    }
}

fn facts(signature: &SignatureReport) -> Vec<Fact<'_>> {
    let fact = |weight, about| Fact { weight, about };
    let SignatureReport {
        integrity,
        coverage,
        changes_after,
        digest,
        ..
    } = *signature;
    let mut facts = vec![fact(
        match integrity {
            Integrity::Broken(_) => Weight::Bad,
            Integrity::Intact => Weight::Good,
        },
        About::Integrity(integrity, coverage),
    )];
    // Of a CMS there is nothing to say: it covers its whole content.
    if signature.field.is_some() || coverage != Coverage::WholeDocument {
        let weight = match added(coverage, changes_after) {
            Added::Other => Weight::Bad,
            Added::Entries => Weight::Doubt,
            Added::Nothing if coverage == Coverage::WholeDocument => Weight::Good,
            Added::Nothing => Weight::Neutral,
        };
        facts.push(fact(weight, About::Coverage(coverage, changes_after)));
    }
    if matches!(digest, DigestName::Md5 | DigestName::Sha1)
        && integrity != Integrity::Broken(Flaw::DigestWeak)
    {
        facts.push(fact(Weight::Bad, About::Digest(digest)));
    }
    let signer = signature.signer.as_ref();
    facts.extend([
        fact(
            if signer.is_some() {
                Weight::Neutral
            } else {
                Weight::Bad
            },
            About::Signer(signer.map(signer_name)),
        ),
        fact(
            match signature.chain {
                IssuerTrust::Demo => Weight::Doubt,
                IssuerTrust::Trusted => Weight::Good,
                IssuerTrust::Untrusted => Weight::Bad,
            },
            About::Issuer(signature.chain),
        ),
        fact(Weight::Neutral, About::SignedAt(signature.signed_at)),
        fact(
            match signature.certificate_time {
                CertificateTime::ExpiredNow => Weight::Doubt,
                CertificateTime::Outside => Weight::Bad,
                CertificateTime::Within => Weight::Good,
            },
            About::CertificateTime(signature.certificate_time),
        ),
        fact(Weight::Doubt, About::Revocation),
    ]);
    facts
}

/// The holder's name where the certificate has it, else its subject.
fn signer_name(certificate: &Certificate) -> &str {
    let name = certificate.holder_name().or(certificate.common_name());
    name.unwrap_or(certificate.subject())
}
