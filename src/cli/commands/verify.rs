//! `verify`: what can be known of signatures without asking anyone. Needs no reader and no card.

use std::path::{Path, PathBuf};

use crate::{
    app::{
        command::{CancelFlag, VerifyTarget},
        event::{VerifiedFile, VerifiedKind},
        failure::{Exit, Failure},
        ports::Sources,
        workflow::{Context, verify::verify_all},
    },
    cli::{
        args::VerifyArgs,
        columns::Columns,
        json::{self, VerifiedFileJson, VerifyJson, path},
        names, output,
        run::Job,
    },
    core::{
        cert::{Certificate, IssuerTrust, TrustStore, export},
        rules::JST,
        verify::{
            CertificateTime, ChangesAfter, Coverage, Integrity, SignatureReport, Verdict,
            issuer_trust,
        },
    },
};

/// The largest file that is taken for an issuer's certificate: a text around it is common.
const MAX_ISSUER_FILE: u64 = 1 << 20;

/// Answers `verify`: 0 if every signature is good, 1 if one is not, else 8 if a file is unreadable.
pub(in crate::cli) fn verify(
    job: &Job,
    sources: &dyn Sources,
    args: VerifyArgs,
) -> Result<Exit, Failure> {
    let is_practice = args.demo_trust || job.source.is_demo();
    let mut trust = if is_practice {
        practice_trust(sources)
    } else {
        TrustStore::jlis()
    };
    for file in &args.trust {
        trust = with_issuer(job, trust, file)?;
    }
    let cancel = CancelFlag::default();
    let context = Context {
        clock: job.clock.as_ref(),
        files: job.files.as_ref(),
        trust: &trust,
        cancel: &cancel,
    };
    let target = |signature: PathBuf| VerifyTarget {
        signature,
        content: args.content.clone(),
    };
    let targets = args.files.into_iter().map(target).collect();
    let files = verify_all(&context, targets, &mut |_, _| ());
    if job.options.json {
        let files = files.iter().map(|file| file_json(job, file)).collect();
        output::answer_json(&VerifyJson { files })?;
    } else {
        tell_people(job, &files)?;
    }
    Ok(exit(&files))
}

fn exit(files: &[VerifiedFile]) -> Exit {
    let is_negative = |file: &VerifiedFile| {
        file.report
            .as_ref()
            .is_ok_and(|report| report.verdict() != Verdict::Good)
    };
    let failure = files.iter().find_map(|file| file.report.as_ref().err());
    match failure {
        _ if files.iter().any(is_negative) => Exit::Negative,
        Some(failure) => failure.exit(),
        None => Exit::Done,
    }
}

fn practice_trust(sources: &dyn Sources) -> TrustStore {
    sources
        .demo_authorities()
        .iter()
        .fold(
            TrustStore::jlis(),
            |trust, der| match Certificate::from_der(der) {
                Ok(issuer) => trust.clone().with_demo(issuer).unwrap_or(trust),
                Err(_) => trust,
            },
        )
}

/// Also trusts the issuer whose certificate is in `file`.
fn with_issuer(job: &Job, trust: TrustStore, file: &Path) -> Result<TrustStore, Failure> {
    let unsuitable = || Failure::Usage {
        detail: (job.words.usage.not_a_certificate)(&file.display().to_string()),
    };
    let bytes = job
        .files
        .read_whole(file, MAX_ISSUER_FILE)
        .map_err(|error| Failure::DocumentUnreadable {
            path: file.to_path_buf(),
            error,
        })?;
    let issuer = export::decode(&bytes).map_err(|_unreadable| unsuitable())?;
    trust
        .with_extra(issuer.der())
        .map_err(|_not_an_issuer| unsuitable())
}

fn file_json(job: &Job, file: &VerifiedFile) -> VerifiedFileJson {
    let (result, signatures, error) = match &file.report {
        Ok(report) => (report.verdict(), json::signatures(report), None),
        Err(failure) => (
            Verdict::Unreadable,
            Vec::new(),
            Some(job.error_json(failure)),
        ),
    };
    VerifiedFileJson {
        file: path(&file.path),
        kind: match file.kind {
            VerifiedKind::Cms => "cms",
            VerifiedKind::Pdf => "pdf",
        },
        result: result.name(),
        content: file.content.as_deref().map(path),
        signatures,
        error,
    }
}

fn tell_people(job: &Job, files: &[VerifiedFile]) -> Result<(), Failure> {
    let words = &job.texts.verify;
    let mut text = String::new();
    for file in files {
        let name = file.path.display().to_string();
        match &file.report {
            Ok(report) => {
                let mut columns = Columns::default();
                let verdict = report.verdict();
                columns
                    .heading(name)
                    .field(job.words.verify.result, (words.verdict)(verdict));
                columns.field("", (words.verdict_line)(verdict));
                if let Some(content) = &file.content {
                    columns.field(words.document, content.display().to_string());
                }
                let total = report.signatures.len();
                for (place, signature) in report.signatures.iter().enumerate() {
                    if total > 1 {
                        columns.heading((words.signature_of)(place + 1, total));
                    }
                    if let Some(field) = &signature.field {
                        columns.field("", (words.field)(field));
                    }
                    for (label, value, _) in findings(job, signature) {
                        columns.field(label, value);
                    }
                }
                columns.gap();
                text.push_str(&columns.text());
            }
            Err(failure) => {
                job.say(&name);
                job.say_failure(failure);
            }
        }
    }
    output::answer(&text)
}

/// How a finding stands: bad ones are said first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Bad,
    Good,
}

/// What was found, one line each, the bad news first.
fn findings(job: &Job, report: &SignatureReport) -> Vec<(&'static str, String, Standing)> {
    let words = &job.texts.verify;
    let standing = |good: bool| if good { Standing::Good } else { Standing::Bad };
    let is_intact = report.integrity == Integrity::Intact;
    let is_trusted = report.chain != IssuerTrust::Untrusted;
    let integrity = match report.integrity {
        Integrity::Intact => words.intact,
        Integrity::Broken(flaw) => (words.flaw)(flaw),
    };
    let time = match report.signed_at {
        Some(at) => (words.time_claimed)(&job.texts.moment(JST.to_datetime(at))),
        None => words.time_none.to_owned(),
    };
    let certificate_time = match report.certificate_time {
        CertificateTime::ExpiredNow => words.certificate_expired_now,
        CertificateTime::Outside => words.certificate_outside,
        CertificateTime::Within => words.certificate_within,
    };
    let issuer = match report.chain {
        IssuerTrust::Demo => words.issuer_demo,
        IssuerTrust::Trusted if is_from_jlis(report) => words.issuer_trusted,
        IssuerTrust::Trusted => job.words.verify.issuer_extra,
        IssuerTrust::Untrusted => words.issuer_untrusted,
    };
    let covers = (words.covers)(report.coverage, report.changes_after);
    let is_untouched =
        report.coverage != Coverage::Partial && report.changes_after != ChangesAfter::Other;
    let is_in_time = report.certificate_time != CertificateTime::Outside;
    let mut findings = vec![
        (words.integrity, integrity.to_owned(), standing(is_intact)),
        (
            words.signer,
            signer(job, report),
            standing(is_intact && is_trusted),
        ),
        (words.issuer, issuer.to_owned(), standing(is_trusted)),
        (words.time, time, Standing::Good),
        (
            words.certificate_time,
            certificate_time.to_owned(),
            standing(is_in_time),
        ),
        (
            words.revocation,
            format!(
                "{}{}{}",
                words.not_checked, job.words.colon, words.not_checked_why
            ),
            Standing::Good,
        ),
    ];
    // A signature without a field is a CMS, which covers its document or does not fit it.
    if report.field.is_some() {
        findings.insert(
            1,
            (words.coverage, covers.to_owned(), standing(is_untouched)),
        );
    }
    findings.sort_by_key(|(_, _, standing)| *standing);
    findings
}

/// Whether a trusted issuer is J-LIS, not one given with `--trust`.
fn is_from_jlis(report: &SignatureReport) -> bool {
    let issuer = |signer| issuer_trust(signer, &TrustStore::jlis());
    report
        .signer
        .as_ref()
        .is_some_and(|signer| issuer(signer) == IssuerTrust::Trusted)
}

/// The signer's name; said to be unproven unless the signature is intact and its issuer known.
fn signer(job: &Job, report: &SignatureReport) -> String {
    let Some(certificate) = &report.signer else {
        return job.texts.verify.signer_unknown.to_owned();
    };
    let name = names::signer(certificate).unwrap_or_else(|| certificate.subject().to_owned());
    let name = match certificate.slot() {
        Some(slot) => (job.words.verify.signer)(&name, (job.texts.common.certificate)(slot)),
        None => name,
    };
    if report.integrity == Integrity::Intact && report.chain != IssuerTrust::Untrusted {
        name
    } else {
        (job.words.verify.claimed_signer)(&name)
    }
}
