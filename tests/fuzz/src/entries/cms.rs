//! CMS signatures.

use inkan::core::{
    sign::{ContentDigester, ContentDigests},
    verify::{Integrity, Report, SignedDocument, Verdict, Verifier, verify},
};

use super::{now, trust};

/// CMS signatures: never good, and the same answer however they are read.
pub fn cms(bytes: &[u8]) {
    let whole = SignedDocument::parse(bytes)
        .ok()
        .map(|document| judged(&document));
    let streamed = SignedDocument::parse_source(&bytes).ok();
    let streamed = streamed
        .and_then(|document| with_content(document, bytes))
        .map(|it| judged(&it));
    assert_eq!(whole, streamed);
    let Ok(document) = SignedDocument::parse_padded(bytes) else {
        return;
    };
    for (content, is_other) in [(CONTENT, false), (b"other content\n", true)] {
        let digests = ContentDigests::of(document.digest_algorithms(), content);
        let report = Verifier::new(trust(), now()).verify_embedded(&document, &digests, None);
        assert_ne!(report.verdict(), Verdict::Good);
        assert!(!is_other || report.integrity != Integrity::Intact);
    }
}

/// What the seeds sign.
const CONTENT: &[u8] = b"content\n";

fn judged(document: &SignedDocument) -> Report {
    let digests = ContentDigests::of(document.digest_algorithms(), CONTENT);
    let report = verify(document, &digests, trust(), now());
    assert_ne!(report.verdict(), Verdict::Good);
    report
}

/// The content that the document carries, read piece by piece.
fn with_content(mut document: SignedDocument, bytes: &[u8]) -> Option<SignedDocument> {
    let source = &bytes;
    if let Some(mut reader) = document.content(source) {
        let mut digester = ContentDigester::new(document.digest_algorithms());
        while let Some(piece) = reader.next_piece().ok()? {
            digester.update(piece);
        }
        assert_eq!(Some(digester.len()), document.content_len());
        document.set_content_digests(digester.finish());
    }
    Some(document)
}
