//! Hashing a document piece by piece, so that memory does not grow with the file (architecture,
//! "Signing and verifying"). No I/O here: the caller reads.

use sha2::{Digest as _, Sha256, Sha384, Sha512};

use crate::core::ber::Start;
use crate::core::verify::DigestAlgorithm;

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OBJECT_IDENTIFIER: u8 = 0x06;

/// First bytes of a content that are kept: two tags with lengths, and one tag more.
const OPENING_LEN: usize = 24;

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

    /// What it hashes with.
    pub fn algorithm(&self) -> DigestAlgorithm {
        match self.state {
            State::Sha256(_) => DigestAlgorithm::Sha256,
            State::Sha384(_) => DigestAlgorithm::Sha384,
            State::Sha512(_) => DigestAlgorithm::Sha512,
        }
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
    form: ContentForm,
}

/// What a content looks like from outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContentForm {
    /// One `SET` filled by one or more attributes: it may be what someone signed beside another
    /// content (RFC 5652 §5.4).
    Attributes,
    /// Anything else.
    #[default]
    Other,
}

impl ContentDigests {
    /// The digests of `content`, at hand whole, under `algorithms`.
    pub fn of(algorithms: impl IntoIterator<Item = DigestAlgorithm>, content: &[u8]) -> Self {
        let mut digester = ContentDigester::new(algorithms);
        digester.update(content);
        digester.finish()
    }

    /// The digest under `algorithm`, if it was made.
    pub fn under(&self, algorithm: DigestAlgorithm) -> Option<&ContentDigest> {
        self.digests
            .iter()
            .find(|digest| digest.algorithm == algorithm)
    }

    /// What the content looks like.
    pub fn form(&self) -> ContentForm {
        self.form
    }
}

/// One content being hashed under several algorithms.
#[derive(Clone)]
pub struct ContentDigester {
    digesters: Vec<Digester>,
    opening: Vec<u8>,
    len: u64,
}

impl ContentDigester {
    /// Nothing hashed yet.
    pub fn new(algorithms: impl IntoIterator<Item = DigestAlgorithm>) -> Self {
        Self {
            digesters: algorithms.into_iter().map(Digester::new).collect(),
            opening: Vec::with_capacity(OPENING_LEN),
            len: 0,
        }
    }

    /// Takes in the next piece.
    pub fn update(&mut self, bytes: &[u8]) {
        let missing = OPENING_LEN.saturating_sub(self.opening.len());
        self.opening.extend(bytes.iter().take(missing));
        for digester in &mut self.digesters {
            digester.update(bytes);
        }
        let more = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.len = self.len.saturating_add(more);
    }

    /// Whether it hashes under just these, in this order.
    pub fn is_under(&self, algorithms: &[DigestAlgorithm]) -> bool {
        let own = self.digesters.iter().map(Digester::algorithm);
        own.eq(algorithms.iter().copied())
    }

    /// Bytes taken in.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing was taken in.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The digests of everything taken in.
    pub fn finish(self) -> ContentDigests {
        let form = if opens_attributes(&self.opening, self.len) {
            ContentForm::Attributes
        } else {
            ContentForm::Other
        };
        let digests = self.digesters.into_iter().map(Digester::finish).collect();
        ContentDigests { digests, form }
    }
}

/// Whether a content of `len` bytes that begins with `opening` is one SET whose first element is a
/// SEQUENCE that begins with an object identifier. What is signed of attributes is DER, so that this
/// holds of each of them, however long; of what people sign without attributes it never does.
fn opens_attributes(opening: &[u8], len: u64) -> bool {
    let starts = |tag, bytes| Start::parse(bytes).ok().filter(|start| start.tag == tag);
    let first = || {
        let set = starts(SET, opening).filter(|set| set.total_len() == Some(len))?;
        let attributes = opening.get(set.header_len..)?;
        let attribute = starts(SEQUENCE, attributes)?;
        attributes.get(attribute.header_len)
    };
    first() == Some(&OBJECT_IDENTIFIER)
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

    #[test]
    fn contents_that_could_be_attributes_are_known_by_their_first_bytes() {
        let attribute = [0x30, 0x05, 0x06, 0x01, 0x2A, 0x31, 0x00];
        let form = |content: &[u8]| ContentDigests::of([], content).form();
        let set = |header: &[u8]| [header, &attribute].concat();
        assert_eq!(form(&set(&[0x31, 7])), ContentForm::Attributes);
        assert_eq!(form(&set(&[0x31, 0x81, 7])), ContentForm::Attributes);
        for other in [&[0x31, 6][..], &[0x31, 8], &[0x30, 7], &[0x31, 0x80], &[]] {
            assert_eq!(form(&set(other)), ContentForm::Other, "{other:?}");
        }
        for short in [&b""[..], &[0x31], &[0x31, 0], &[0x31, 2, 0x30, 0]] {
            assert_eq!(form(short), ContentForm::Other, "{short:?}");
        }
        let mut pieces = ContentDigester::new([]);
        for byte in set(&[0x31, 7]) {
            pieces.update(&[byte]);
        }
        assert_eq!(pieces.finish().form(), ContentForm::Attributes);
        // Longer than is kept, and than fits into memory.
        let mut long = ContentDigester::new([]);
        long.update(&[0x31, 0x84, 0x01, 0, 0, 0, 0x30, 0x83, 0x10, 0, 0, 0x06]);
        let zeros = vec![0; 0x1_0000];
        for _ in 0..0x100 {
            long.update(&zeros);
        }
        assert_eq!(long.clone().finish().form(), ContentForm::Other);
        long.len = 0x0100_0006;
        assert_eq!(long.finish().form(), ContentForm::Attributes);
    }
}
