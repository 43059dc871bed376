//! Certificates with fields of any size, and nobody's signature under them.

use super::cms::{RSA, tlv};
use crate::safety::paper::Noise;

/// What a certificate says.
pub struct Person {
    pub serial: Vec<u8>,
    /// Bits of the RSA modulus.
    pub bits: usize,
    /// Bytes of the exponent.
    pub exponent: usize,
    /// Bytes of an extension that nobody knows.
    pub filler: usize,
    /// The subject, or else the one name that all bear.
    pub subject: Option<Vec<u8>>,
    /// More extensions.
    pub extensions: Vec<u8>,
    /// The public key, in place of an RSA key.
    pub key: Option<Vec<u8>>,
    pub seed: u64,
}

impl Person {
    /// `CN=A`: subject and issuer of all.
    pub const NAME: &[u8] = b"\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01A";

    pub fn new(seed: u64) -> Self {
        Self {
            serial: vec![1],
            bits: 2048,
            exponent: 3,
            filler: 0,
            subject: None,
            extensions: Vec::new(),
            key: None,
            seed,
        }
    }

    fn rsa(&self) -> Vec<u8> {
        let mut modulus = Noise(self.seed).bytes(self.bits / 8);
        modulus[0] |= 0x80;
        *modulus.last_mut().expect("not empty") |= 1;
        modulus.insert(0, 0);
        let mut exponent = vec![0xFF; self.exponent];
        exponent.insert(0, 0);
        let numbers = tlv(0x30, &[tlv(0x02, &modulus), tlv(0x02, &exponent)].concat());
        let algorithm = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
        let bits = tlv(0x03, &[&[0], numbers.as_slice()].concat());
        tlv(0x30, &[algorithm.as_slice(), &bits].concat())
    }

    /// DER, with a signature of noise.
    pub fn certificate(&self) -> Vec<u8> {
        let dates = tlv(0x30, b"\x17\x0d250101000000Z\x17\x0d350101000000Z");
        let key = self.key.clone().unwrap_or_else(|| self.rsa());
        // May issue certificates, and sign documents.
        let mut extensions = [
            b"\x30\x0f\x06\x03\x55\x1d\x13\x01\x01\xff\x04\x05\x30\x03\x01\x01\xff".as_slice(),
            b"\x30\x0e\x06\x03\x55\x1d\x0f\x01\x01\xff\x04\x04\x03\x02\x01\xc6",
        ]
        .concat();
        if self.filler > 0 {
            let filler = [
                b"\x06\x03\x2a\x03\x04".as_slice(),
                &tlv(0x04, &vec![0; self.filler]),
            ];
            extensions.extend(tlv(0x30, &filler.concat()));
        }
        extensions.extend_from_slice(&self.extensions);
        let parts = [
            b"\xa0\x03\x02\x01\x02".as_slice(),
            &tlv(0x02, &self.serial),
            RSA,
            Self::NAME,
            &dates,
            self.subject.as_deref().unwrap_or(Self::NAME),
            &key,
            &tlv(0xA3, &tlv(0x30, &extensions)),
        ];
        let tbs = tlv(0x30, &parts.concat());
        let signature = tlv(
            0x03,
            &[
                &[0],
                Noise(self.seed + 1000).bytes(self.bits / 8).as_slice(),
            ]
            .concat(),
        );
        tlv(0x30, &[tbs.as_slice(), RSA, &signature].concat())
    }
}
