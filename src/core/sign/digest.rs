//! Hashing a document piece by piece, so that memory does not grow with the file (architecture,
//! "Signing and verifying"). No I/O here: the caller reads.

use sha2::{Digest as _, Sha256, Sha384, Sha512};

use crate::core::verify::DigestAlgorithm;

/// A hash under way.
#[derive(Clone)]
pub struct Digester {
    state: State,
}

#[derive(Clone)]
enum State {
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl Digester {
    /// Nothing hashed yet.
    pub fn new(algorithm: DigestAlgorithm) -> Self {
        let state = match algorithm {
            DigestAlgorithm::Sha256 => State::Sha256(Sha256::new()),
            DigestAlgorithm::Sha384 => State::Sha384(Sha384::new()),
            DigestAlgorithm::Sha512 => State::Sha512(Sha512::new()),
        };
        Self { state }
    }

    /// Takes in the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.state {
            State::Sha256(hash) => hash.update(bytes),
            State::Sha384(hash) => hash.update(bytes),
            State::Sha512(hash) => hash.update(bytes),
        }
    }

    /// The digest of everything taken in.
    pub fn finish(self) -> ContentDigest {
        let (algorithm, bytes) = match self.state {
            State::Sha256(hash) => (DigestAlgorithm::Sha256, hash.finalize().to_vec()),
            State::Sha384(hash) => (DigestAlgorithm::Sha384, hash.finalize().to_vec()),
            State::Sha512(hash) => (DigestAlgorithm::Sha512, hash.finalize().to_vec()),
        };
        ContentDigest { algorithm, bytes }
    }
}

/// The digest of a content and what it was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentDigest {
    algorithm: DigestAlgorithm,
    bytes: Vec<u8>,
}

impl ContentDigest {
    /// The digest of `content` that is at hand whole.
    pub fn of(algorithm: DigestAlgorithm, content: &[u8]) -> Self {
        Self {
            algorithm,
            bytes: algorithm.digest(content),
        }
    }

    /// What it was made with.
    pub fn algorithm(&self) -> DigestAlgorithm {
        self.algorithm
    }

    /// The digest itself, [`DigestAlgorithm::output_len`] bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The digests of one content under several algorithms: what verification asks for when the
/// signers of a document used different ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentDigests {
    digests: Vec<ContentDigest>,
}

impl ContentDigests {
    /// The digests of `content`, at hand whole, under `algorithms`.
    pub fn of(algorithms: impl IntoIterator<Item = DigestAlgorithm>, content: &[u8]) -> Self {
        algorithms
            .into_iter()
            .map(|algorithm| ContentDigest::of(algorithm, content))
            .collect()
    }

    /// The digest under `algorithm`, if it was made.
    pub fn under(&self, algorithm: DigestAlgorithm) -> Option<&ContentDigest> {
        self.digests
            .iter()
            .find(|digest| digest.algorithm == algorithm)
    }
}

impl FromIterator<ContentDigest> for ContentDigests {
    fn from_iter<I: IntoIterator<Item = ContentDigest>>(digests: I) -> Self {
        Self {
            digests: digests.into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4's own example "abc", first four bytes of each.
    #[test]
    fn pieces_give_the_published_digests() {
        let expected = [
            (DigestAlgorithm::Sha256, [0xBA, 0x78, 0x16, 0xBF]),
            (DigestAlgorithm::Sha384, [0xCB, 0x00, 0x75, 0x3F]),
            (DigestAlgorithm::Sha512, [0xDD, 0xAF, 0x35, 0xA1]),
        ];
        for (algorithm, start) in expected {
            let mut digester = Digester::new(algorithm);
            digester.update(b"a");
            digester.update(b"");
            digester.update(b"bc");
            let digest = digester.finish();
            assert_eq!(digest, ContentDigest::of(algorithm, b"abc"));
            assert!(digest.as_bytes().starts_with(&start));
            assert_eq!(digest.as_bytes().len(), algorithm.output_len());
        }
    }
}
