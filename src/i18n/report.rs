//! The findings on signatures in words: for the page, line by line, and as a report to keep. Both say
//! the same in the same order; only the signer's name is in it of what the certificate tells.

use std::path::Path;

use super::{
    failure::{failure_text, file_name},
    texts::Texts,
};
use crate::{
    app::view_model::{About, Added, AnswerVm, CheckedVm, Fact, SignatureVm},
    core::{
        cert::IssuerTrust,
        pdf::report::{Block, TextReport},
        rules::JST,
        verify::{CertificateTime, Coverage, Integrity, Verdict},
    },
};

/// One fact: its label and what was found.
pub fn fact_words(fact: &Fact<'_>, texts: &Texts) -> (&'static str, String) {
    let words = &texts.verify;
    match &fact.about {
        About::CertificateTime(time) => {
            let found = match time {
                CertificateTime::ExpiredNow => words.certificate_expired_now,
                CertificateTime::Outside => words.certificate_outside,
                CertificateTime::Within => words.certificate_within,
            };
            (words.certificate_time, found.to_owned())
        }
        About::Coverage(coverage, changes) => (
            words.coverage,
            (words.covers)(*coverage, *changes).to_owned(),
        ),
        About::Digest(digest) => (
            words.method,
            (words.method_weak)(&digest.name().to_uppercase()),
        ),
        About::Integrity(integrity, coverage) => {
            let found = match (integrity, coverage) {
                (Integrity::Broken(flaw), _) => (words.flaw)(*flaw),
                (Integrity::Intact, Coverage::WholeDocument) => words.intact,
                (Integrity::Intact, Coverage::EarlierRevision | Coverage::Partial) => {
                    words.intact_earlier
                }
            };
            (words.integrity, found.to_owned())
        }
        About::Issuer(trust) => {
            let found = match trust {
                IssuerTrust::Demo => words.issuer_demo,
                IssuerTrust::Trusted => words.issuer_trusted,
                IssuerTrust::Untrusted => words.issuer_untrusted,
            };
            (words.issuer, found.to_owned())
        }
        About::Revocation => (words.revocation, words.not_checked.to_owned()),
        About::SignedAt(at) => {
            let found = match at {
                Some(at) => (words.time_claimed)(&texts.moment(JST.to_datetime(*at))),
                None => words.time_none.to_owned(),
            };
            (words.time, found)
        }
        About::Signer(name) => (
            words.signer,
            name.unwrap_or(words.signer_unknown).to_owned(),
        ),
    }
}

/// The result for one file: a headline and the lines below it.
pub fn answer_words(answer: &AnswerVm<'_>, texts: &Texts) -> (&'static str, Vec<String>) {
    let words = &texts.verify;
    let mut lines = Vec::new();
    let has_entries = answer.verdict == Verdict::Good && answer.added == Added::Entries;
    let mut headline = if has_entries {
        words.good_with_entries
    } else {
        (words.verdict)(answer.verdict)
    };
    // Of a practice signature that is the first thing to know, but for what is wrong with it.
    match (answer.is_practice, answer.verdict) {
        (true, Verdict::Good) => {
            lines.push(headline.to_owned());
            headline = words.issuer_demo;
        }
        (true, _) => lines.push(words.issuer_demo.to_owned()),
        (false, _) => {}
    }
    if has_entries {
        lines.push(words.good_with_entries_line.to_owned());
    }
    lines.push((words.verdict_line)(answer.verdict).to_owned());
    if answer.signatures.len() > 1 {
        lines.push((words.several)(answer.signatures.len()));
    }
    (headline, lines)
}

/// What one of several signatures is called: 「署名 2（全3）」, with the name of its field.
pub fn signature_words(
    place: usize,
    total: usize,
    signature: &SignatureVm<'_>,
    texts: &Texts,
) -> Vec<String> {
    let words = &texts.verify;
    let mut lines = Vec::new();
    if total > 1 {
        lines.push((words.signature_of)(place, total));
    }
    lines.extend(signature.field.map(words.field));
    lines
}

/// The report. `now` is the moment of checking, `program` the program's name and version.
pub fn report<'a>(
    files: impl IntoIterator<Item = CheckedVm<'a>>,
    now: jiff::Timestamp,
    program: &str,
    texts: &Texts,
) -> TextReport {
    let words = &texts.verify;
    let mut blocks = vec![Block::Paragraph((words.report_made)(
        &texts.moment(JST.to_datetime(now)),
    ))];
    for file in files {
        blocks.push(Block::Heading(file_name(file.path)));
        match &file.answer {
            Ok(answer) => {
                let (headline, below) = answer_words(answer, texts);
                blocks.push(Block::Notice(headline.to_owned()));
                blocks.extend(below.into_iter().map(Block::Paragraph));
                blocks.extend(document(file.content, texts));
                signature_blocks(answer, &mut blocks, texts);
            }
            Err(failure) => {
                let told = failure_text(texts.language, failure);
                blocks.push(Block::Notice(told.what));
                blocks.push(Block::Paragraph(told.meaning));
                blocks.push(Block::Paragraph(told.remedy));
                blocks.push(Block::Paragraph((texts.common.code)(failure.code())));
                blocks.extend(document(file.content, texts));
            }
        }
    }
    let revocation = [words.revocation, texts.common.colon, words.not_checked];
    blocks.push(Block::Heading(revocation.concat()));
    blocks.push(Block::Paragraph(words.not_checked_why.to_owned()));
    TextReport {
        title: words.report.to_owned(),
        language: texts.language.tag().to_owned(),
        footer: program.to_owned(),
        blocks,
    }
}

fn document(content: Option<&Path>, texts: &Texts) -> Option<Block> {
    content.map(|content| Block::Field {
        label: texts.verify.document.to_owned(),
        value: file_name(content),
    })
}

fn signature_blocks(answer: &AnswerVm<'_>, blocks: &mut Vec<Block>, texts: &Texts) {
    let total = answer.signatures.len();
    for (place, signature) in (1..).zip(&answer.signatures) {
        let named = signature_words(place, total, signature, texts);
        if !named.is_empty() {
            blocks.push(Block::Paragraph(named.join("  ")));
        }
        for fact in &signature.facts {
            let (label, value) = fact_words(fact, texts);
            blocks.push(Block::Field {
                label: label.to_owned(),
                value,
            });
        }
    }
}
