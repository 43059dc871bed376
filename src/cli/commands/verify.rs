//! `verify`: what can be known of signatures without asking anyone. Needs no reader and no card.

use std::path::{Path, PathBuf};

use crate::{
    app::{
        command::{CancelFlag, VerifyTarget},
        event::{VerifiedFile, VerifiedKind},
        failure::{Exit, Failure},
        ports::Sources,
        view_model::{About, AnswerVm, CheckedVm, Fact},
        workflow::{Context, verify::verify_all},
    },
    cli::{
        args::VerifyArgs,
        columns::Columns,
        json::{self, VerifiedFileJson, VerifyJson, path},
        output,
        run::Job,
    },
    core::{
        cert::{Certificate, IssuerTrust, TrustStore, export},
        verify::{Integrity, SignatureReport, Verdict, issuer_trust},
    },
    i18n::{
        failure::path_words,
        report::{answer_words, fact_words, signature_words},
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
        detail: (job.words.usage.not_a_certificate)(&path_words(file)),
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
    let mut text = String::new();
    for file in files {
        let name = path_words(&file.path);
        match CheckedVm::of(file).answer {
            Ok(answer) => text.push_str(&found(job, file, name, &answer)),
            Err(failure) => {
                job.say(&name);
                job.say_failure(failure);
            }
        }
    }
    output::answer(&text)
}

/// What was found in one file, in the words and the order of the window.
fn found(job: &Job, file: &VerifiedFile, name: String, answer: &AnswerVm<'_>) -> String {
    let mut columns = Columns::default();
    let (headline, lines) = answer_words(answer, job.texts);
    columns
        .heading(name)
        .field(job.words.verify.result, headline);
    for line in lines {
        columns.field("", line);
    }
    if let Some(content) = &file.content {
        columns.field(job.texts.verify.document, path_words(content));
    }
    let total = answer.signatures.len();
    let reports = file.report.iter().flat_map(|report| &report.signatures);
    for (place, (signature, report)) in (1..).zip(answer.signatures.iter().zip(reports)) {
        let mut named = signature_words(place, total, signature, job.texts).into_iter();
        if total > 1 {
            columns.heading(named.next().unwrap_or_default());
        }
        for name in named {
            columns.field("", name);
        }
        for fact in &signature.facts {
            let (label, found) = finding(job, fact, report);
            columns.field(label, found);
        }
    }
    columns.gap().text()
}

/// One fact, with what only a terminal says of it.
fn finding(job: &Job, fact: &Fact<'_>, report: &SignatureReport) -> (&'static str, String) {
    let (label, found) = fact_words(fact, job.texts);
    let found = match fact.about {
        About::Issuer(IssuerTrust::Trusted) if !is_from_jlis(report) => {
            job.words.verify.issuer_extra.to_owned()
        }
        About::Revocation => {
            let why = job.texts.verify.not_checked_why;
            format!("{found}{}{why}", job.texts.common.colon)
        }
        About::Signer(Some(name)) => signer(job, name, report),
        _ => found,
    };
    (label, found)
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
fn signer(job: &Job, name: &str, report: &SignatureReport) -> String {
    let words = &job.words.verify;
    let slot = report.signer.as_ref().and_then(Certificate::slot);
    let name = match slot {
        Some(slot) => (words.signer)(name, (job.texts.common.certificate)(slot)),
        None => name.to_owned(),
    };
    if report.integrity == Integrity::Intact && report.chain != IssuerTrust::Untrusted {
        name
    } else {
        (words.claimed_signer)(&name)
    }
}
