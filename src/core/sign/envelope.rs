//! Puts the parts of a CMS together (RFC 5652 §3, §5.1) around a content that is not at hand: DER has
//! lengths in front, so that everything is measured first and the content is streamed in between.
//!
//! Lengths are written here and read in `core::ber`: what builds shares nothing with what judges
//! (invariant 13).

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_DATA, ID_SIGNED_DATA};
use der::Encode;

use super::SignError;

const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
/// `[0]`, constructed.
const CONTEXT_0: u8 = 0xA0;

/// What stands before and after the content of an attached signature: `head`, the content as it is,
/// `tail`, and the document is whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Before the content.
    pub head: Vec<u8>,
    /// After the content.
    pub tail: Vec<u8>,
}

/// Where the content is (RFC 5652 §5.2).
#[derive(Clone, Copy)]
pub(super) enum Content {
    /// Not in the document.
    Beside,
    /// Between head and tail.
    Between {
        /// Its length in bytes.
        len: u64,
    },
}

/// The parts of `SignedData` before and after the content, each as DER.
pub(super) struct Parts {
    /// Version and digest algorithms.
    pub before: Vec<u8>,
    /// Certificates and signers.
    pub after: Vec<u8>,
}

impl Parts {
    pub(super) fn around(self, content: Content) -> Result<Envelope, SignError> {
        let mut head = Front { bytes: Vec::new() };
        let content_len = match content {
            Content::Beside => 0,
            Content::Between { len } => {
                head.wrap(OCTET_STRING, len);
                head.wrap(CONTEXT_0, len);
                len
            }
        };
        head.prepend_type(ID_DATA)?;
        head.wrap(SEQUENCE, content_len);
        head.prepend(&self.before);
        let behind = content_len.saturating_add(len_of(&self.after));
        head.wrap(SEQUENCE, behind);
        head.wrap(CONTEXT_0, behind);
        head.prepend_type(ID_SIGNED_DATA)?;
        head.wrap(SEQUENCE, behind);
        Ok(Envelope {
            head: head.bytes,
            tail: self.after,
        })
    }
}

/// Bytes that grow at their front, for an element's length is known only when what is in it is.
struct Front {
    bytes: Vec<u8>,
}

impl Front {
    fn prepend(&mut self, bytes: &[u8]) {
        self.bytes.splice(0..0, bytes.iter().copied());
    }

    fn prepend_type(&mut self, oid: ObjectIdentifier) -> Result<(), SignError> {
        self.prepend(&oid.to_der()?);
        Ok(())
    }

    /// Makes what is there the start of an element that has `behind` bytes more.
    fn wrap(&mut self, tag: u8, behind: u64) {
        let content_len = behind.saturating_add(len_of(&self.bytes));
        self.prepend(&header(tag, content_len));
    }
}

/// Tag and shortest length (X.690 §8.1.3, §10.1).
fn header(tag: u8, content_len: u64) -> Vec<u8> {
    if let Ok(length @ 0..=0x7F) = u8::try_from(content_len) {
        return vec![tag, length];
    }
    let length = content_len.to_be_bytes();
    let length = length.iter().copied().skip_while(|byte| *byte == 0);
    let count = u8::try_from(length.clone().count()).unwrap_or(8);
    [tag, 0x80 | count].into_iter().chain(length).collect()
}

fn len_of(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::{
        source::{Source, SourceError},
        verify::SignedDocument,
    };

    /// The envelope with a hole between its parts.
    struct Hollow {
        envelope: Envelope,
        len: u64,
    }

    impl Source for Hollow {
        fn len(&self) -> u64 {
            let Envelope { head, tail } = &self.envelope;
            len_of(head) + self.len + len_of(tail)
        }

        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
            let Envelope { head, tail } = &self.envelope;
            let behind = len_of(head) + self.len;
            let mut count = 0;
            for (at, byte) in (offset..self.len()).zip(buffer) {
                let part = at.checked_sub(behind).map_or((head, at), |at| (tail, at));
                let at = usize::try_from(part.1).expect("fits");
                *byte = part.0.get(at).copied().unwrap_or(0);
                count += 1;
            }
            Ok(count)
        }
    }

    #[test]
    fn what_is_put_around_more_than_32_bits_count_is_read_again() {
        for len in [u64::from(u32::MAX), 1 << 32, 5 << 30, 1 << 41] {
            let parts = Parts {
                before: vec![0x02, 0x01, 0x01, 0x31, 0x00],
                after: vec![0x31, 0x00],
            };
            let envelope = parts.around(Content::Between { len }).expect("encoded");
            let hollow = Hollow { envelope, len };
            let document = SignedDocument::parse_source(&hollow).expect("read");
            assert_eq!(document.content_len(), Some(len));
        }
    }

    #[test]
    fn lengths_take_as_many_bytes_as_they_need() {
        for (len, written) in [
            (0, vec![4, 0]),
            (127, vec![4, 127]),
            (128, vec![4, 0x81, 128]),
            (0xFFFF, vec![4, 0x82, 0xFF, 0xFF]),
            (0xFFFF_FFFF, vec![4, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]),
            (0x01_0000_0000, vec![4, 0x85, 1, 0, 0, 0, 0]),
            (u64::MAX, [vec![4, 0x88], vec![0xFF; 8]].concat()),
        ] {
            assert_eq!(header(OCTET_STRING, len), written, "{len}");
        }
    }
}
