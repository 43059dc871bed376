//! The JSON of `sign` and `verify`: what became of documents.

use serde::Serialize;

use super::{ErrorJson, moment};
use crate::{
    cli::names,
    core::{
        jpki::Slot,
        verify::{Integrity, Report, SignatureReport},
    },
};

/// `sign`
#[derive(Serialize)]
pub(in crate::cli) struct SignJson {
    pub files: Vec<SignedFileJson>,
    /// Tries of the PIN that was asked for; `null` where the card was not asked.
    pub remaining: Option<u8>,
    /// The first failure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorJson>,
}

#[derive(Serialize)]
pub(in crate::cli) struct SignedFileJson {
    pub file: String,
    pub output: String,
    /// `signed` or `failed`.
    pub result: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorJson>,
}

/// `verify`
#[derive(Serialize)]
pub(in crate::cli) struct VerifyJson {
    pub files: Vec<VerifiedFileJson>,
}

#[derive(Serialize)]
pub(in crate::cli) struct VerifiedFileJson {
    pub file: String,
    pub kind: &'static str,
    pub result: &'static str,
    /// The document beside a detached signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    pub signatures: Vec<SignatureJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorJson>,
}

#[derive(Serialize)]
pub(in crate::cli) struct SignatureJson {
    pub field: Option<String>,
    pub integrity: &'static str,
    /// What is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flaw: Option<&'static str>,
    pub coverage: &'static str,
    pub changes_after: &'static str,
    pub digest: &'static str,
    pub signed_at: Option<String>,
    pub signed_at_source: &'static str,
    pub signer: Option<SignerJson>,
    pub chain: &'static str,
    pub certificate_time: &'static str,
    pub revocation: &'static str,
}

#[derive(Serialize)]
pub(in crate::cli) struct SignerJson {
    pub subject: String,
    pub serial: String,
    pub name: Option<String>,
    pub kind: Option<&'static str>,
}

/// The signatures of one document.
pub(in crate::cli) fn signatures(report: &Report) -> Vec<SignatureJson> {
    report.signatures.iter().map(signature).collect()
}

fn signature(report: &SignatureReport) -> SignatureJson {
    SignatureJson {
        field: report.field.clone(),
        integrity: report.integrity.name(),
        flaw: match report.integrity {
            Integrity::Broken(flaw) => Some(flaw.name()),
            Integrity::Intact => None,
        },
        coverage: report.coverage.name(),
        changes_after: report.changes_after.name(),
        digest: report.digest.name(),
        signed_at: report.signed_at.map(moment),
        signed_at_source: SignatureReport::SIGNED_AT_SOURCE,
        signer: report.signer.as_ref().map(|certificate| SignerJson {
            subject: certificate.subject().to_owned(),
            serial: certificate.serial().to_string(),
            name: names::signer(certificate),
            kind: certificate.slot().map(Slot::name),
        }),
        chain: report.chain.name(),
        certificate_time: report.certificate_time.name(),
        revocation: SignatureReport::REVOCATION,
    }
}
