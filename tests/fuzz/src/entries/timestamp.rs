//! Time-stamps.

use inkan::core::{
    sign::ContentDigests,
    verify::{TimestampToken, Verdict, Verifier},
};

use super::{now, trust};

/// Time-stamps (RFC 3161): never good.
pub fn timestamp(bytes: &[u8]) {
    if let Ok(token) = TimestampToken::parse(bytes) {
        let digests = ContentDigests::of(token.digest_algorithm(), b"content\n");
        let report = Verifier::new(trust(), now()).verify_timestamp(&token, &digests);
        assert_ne!(report.verdict(), Verdict::Good);
    }
}
