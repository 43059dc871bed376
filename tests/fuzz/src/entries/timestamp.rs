//! Time-stamps.

use inkan::core::{
    sign::ContentDigests,
    verify::{TimestampToken, Verdict, verify_timestamp},
};

use super::{now, trust};

/// Time-stamps (RFC 3161): never good.
pub fn timestamp(bytes: &[u8]) {
    if let Ok(token) = TimestampToken::parse(bytes) {
        let digests = ContentDigests::of(token.digest_algorithm(), b"content\n");
        let report = verify_timestamp(&token, &digests, trust(), now());
        assert_ne!(report.verdict(), Verdict::Good);
    }
}
