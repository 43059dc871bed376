//! The standard security handler (ISO 32000-2 §7.6), for files that open without a password: what is
//! added to such a file must be encrypted like the rest. A file that asks for a password is refused.

use cbc::cipher::{
    BlockCipher, BlockDecrypt, BlockDecryptMut, BlockEncryptMut, KeyInit, KeyIvInit, block_padding,
};
use md5::{Digest as _, Md5};
use rc4::consts::{U5, U6, U7, U8, U9, U10, U11, U12, U13, U14, U15, U16};
use rc4::{Rc4, StreamCipher};
use sha2::{Sha256, Sha384, Sha512};
use thiserror::Error;

use super::{
    PdfError,
    object::{Dictionary, Object, ObjectId, Stream, StreamData},
};

/// What a password is filled up with (§7.6.4.3.2).
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
    0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];
/// Bytes of a block of AES.
const BLOCK: usize = 16;

/// Why an encrypted file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SecurityError {
    /// It asks for a password.
    #[error("the file asks for a password")]
    PasswordNeeded,
    /// A method this program does not know: public keys, digital rights.
    #[error("the file is encrypted in an unknown way")]
    Unknown,
}

/// What the author permits those who open the file without the owner's password (§7.6.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permissions(i64);

impl Permissions {
    /// Whether signature fields may be added or filled in: bits 4, 6 and 9 each allow it.
    pub fn allow_signing(self) -> bool {
        self.0 & 0b1_0010_1000 != 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    AesV2,
    AesV3,
    Identity,
    Rc4,
}

/// The key of an encrypted file and how it is used.
pub struct Security {
    key: Vec<u8>,
    strings: Method,
    streams: Method,
    encrypts_metadata: bool,
    permissions: Permissions,
}

impl Security {
    /// Finds the key with the empty password. The dictionary's values are direct.
    pub(super) fn open(
        dictionary: &Dictionary,
        identifier: Option<&Object>,
    ) -> Result<Self, SecurityError> {
        let unknown = SecurityError::Unknown;
        if !dictionary
            .get("Filter")
            .is_some_and(|it| it.is_name("Standard"))
        {
            return Err(unknown);
        }
        let integer = |key| dictionary.get(key).and_then(Object::as_integer);
        let (version, revision) = (integer("V").unwrap_or(0), integer("R").ok_or(unknown)?);
        let (strings, streams) = match version {
            1 | 2 => (Method::Rc4, Method::Rc4),
            4 | 5 => (
                crypt_filter(dictionary, "StrF", version)?,
                crypt_filter(dictionary, "StmF", version)?,
            ),
            _ => return Err(unknown),
        };
        let encrypts_metadata = dictionary.get("EncryptMetadata") != Some(&Object::Boolean(false));
        let permissions = Permissions(integer("P").ok_or(unknown)?);
        let bits = match version {
            1 => 40,
            4 => 128,
            _ => integer("Length").unwrap_or(40),
        };
        let key_len = usize::try_from(bits / 8).or(Err(unknown))?;
        let secrets = Secrets {
            owner: string(dictionary, "O")?,
            user: string(dictionary, "U")?,
            permissions,
            identifier: first_string(identifier),
            encrypts_metadata,
            revision,
        };
        let key = match version {
            5 => secrets.key_256(&string(dictionary, "UE")?)?,
            _ if (5..=16).contains(&key_len) => secrets.key_128(key_len)?,
            _ => return Err(unknown),
        };
        Ok(Self {
            key,
            strings,
            streams,
            encrypts_metadata,
            permissions,
        })
    }

    /// What may be done with the file.
    pub fn permissions(&self) -> Permissions {
        self.permissions
    }

    /// Decrypts every string of an object.
    pub(super) fn decrypt_strings(&self, id: ObjectId, object: &mut Object) {
        // The signature itself is never encrypted (§7.6.2).
        let contents = object
            .as_dictionary()
            .filter(|it| it.contains("ByteRange"))
            .and_then(|it| it.get("Contents").cloned());
        strings_of(object, &mut |bytes| {
            if let Some(plain) = self.decrypt(self.strings, id, bytes) {
                *bytes = plain;
            }
        });
        if let (Object::Dictionary(signature), Some(contents)) = (object, contents) {
            signature.set("Contents", contents);
        }
    }

    /// Decrypts the bytes of a stream.
    pub(super) fn decrypt_stream(
        &self,
        id: ObjectId,
        dictionary: &Dictionary,
        data: Vec<u8>,
    ) -> Result<Vec<u8>, PdfError> {
        match self.method_of(dictionary) {
            Method::Identity => Ok(data),
            method => self
                .decrypt(method, id, &data)
                .ok_or(PdfError::StreamEncoding),
        }
    }

    /// Encrypts the strings of an object that is to be added, and its stream. `/Contents` of a
    /// signature must not be among them (§7.6.2).
    pub fn encrypt(&self, id: ObjectId, object: &mut Object) {
        let mut count = 0_u32;
        strings_of(object, &mut |bytes| {
            count += 1;
            *bytes = self.encrypt_bytes(self.strings, id, count, bytes);
        });
        if let Object::Stream(Stream {
            dictionary,
            data: StreamData::Owned(bytes),
        }) = object
        {
            let method = self.method_of(dictionary);
            *bytes = self.encrypt_bytes(method, id, 0, bytes);
            dictionary.set("Length", Object::count(bytes.len()));
        }
    }

    fn method_of(&self, dictionary: &Dictionary) -> Method {
        let is_plain_metadata = dictionary.is_type("Metadata") && !self.encrypts_metadata;
        let filter = match dictionary.get("Filter") {
            Some(Object::Array(filters)) => filters.first(),
            other => other,
        };
        let has_own_filter = filter.is_some_and(|it| it.is_name("Crypt"));
        if is_plain_metadata || has_own_filter {
            Method::Identity
        } else {
            self.streams
        }
    }

    fn decrypt(&self, method: Method, id: ObjectId, bytes: &[u8]) -> Option<Vec<u8>> {
        match method {
            Method::Identity => Some(bytes.to_vec()),
            Method::Rc4 => Some(rc4(&self.object_key(id, b""), bytes)),
            Method::AesV2 => decrypt_aes::<aes::Aes128>(&self.object_key(id, b"sAlT"), bytes),
            Method::AesV3 => decrypt_aes::<aes::Aes256>(&self.key, bytes),
        }
    }

    fn encrypt_bytes(&self, method: Method, id: ObjectId, count: u32, bytes: &[u8]) -> Vec<u8> {
        // An initialisation vector need only be new for each text under the same key; made from key
        // and text it is, and no source of randomness is needed here.
        let mut seed = Sha256::new();
        seed.update(&self.key);
        seed.update(id.number.to_be_bytes());
        seed.update(count.to_be_bytes());
        seed.update(bytes);
        let seed = seed.finalize();
        let iv: Vec<u8> = seed.iter().copied().take(BLOCK).collect();
        let encrypted = match method {
            Method::Identity => return bytes.to_vec(),
            Method::Rc4 => return rc4(&self.object_key(id, b""), bytes),
            Method::AesV2 => {
                cbc::Encryptor::<aes::Aes128>::new_from_slices(&self.object_key(id, b"sAlT"), &iv)
                    .map(|it| it.encrypt_padded_vec_mut::<block_padding::Pkcs7>(bytes))
            }
            Method::AesV3 => cbc::Encryptor::<aes::Aes256>::new_from_slices(&self.key, &iv)
                .map(|it| it.encrypt_padded_vec_mut::<block_padding::Pkcs7>(bytes)),
        };
        // The lengths of keys are those of the ciphers.
        [iv, encrypted.unwrap_or_default()].concat()
    }

    /// §7.6.3.2, algorithm 1.
    fn object_key(&self, id: ObjectId, salt: &[u8]) -> Vec<u8> {
        let mut hash = Md5::new();
        hash.update(&self.key);
        hash.update(id.number.to_le_bytes().get(..3).unwrap_or_default());
        hash.update(id.generation.to_le_bytes());
        hash.update(salt);
        let len = (self.key.len() + 5).min(16);
        hash.finalize().iter().copied().take(len).collect()
    }
}

/// What the key is made of.
struct Secrets {
    owner: Vec<u8>,
    user: Vec<u8>,
    permissions: Permissions,
    identifier: Vec<u8>,
    encrypts_metadata: bool,
    revision: i64,
}

impl Secrets {
    /// §7.6.4.3.2, algorithm 2, and the test of the user password, algorithms 4 to 6.
    fn key_128(&self, len: usize) -> Result<Vec<u8>, SecurityError> {
        let permissions = self.permissions.0.to_le_bytes();
        let mut hash = Md5::new();
        hash.update(PADDING);
        hash.update(self.owner.get(..32).ok_or(SecurityError::Unknown)?);
        hash.update(permissions.get(..4).unwrap_or_default());
        hash.update(&self.identifier);
        if self.revision >= 4 && !self.encrypts_metadata {
            hash.update([0xFF; 4]);
        }
        let cut = |hash: &[u8]| hash.iter().copied().take(len).collect::<Vec<u8>>();
        let mut key = cut(&hash.finalize());
        if self.revision >= 3 {
            for _ in 0..50 {
                key = cut(&Md5::digest(&key));
            }
        }
        let expected = if self.revision >= 3 {
            let mut hash = Md5::new();
            hash.update(PADDING);
            hash.update(&self.identifier);
            (0..20_u8).fold(hash.finalize().to_vec(), |text, round| {
                let key: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
                rc4(&key, &text)
            })
        } else {
            rc4(&key, &PADDING)
        };
        if self.user.starts_with(&expected) {
            Ok(key)
        } else {
            Err(SecurityError::PasswordNeeded)
        }
    }

    /// §7.6.4.3.3, algorithms 2.A and 2.B.
    fn key_256(&self, wrapped: &[u8]) -> Result<Vec<u8>, SecurityError> {
        let part = |from, to| self.user.get(from..to).ok_or(SecurityError::Unknown);
        let (hash, validation, salt) = (part(0, 32)?, part(32, 40)?, part(40, 48)?);
        let hash_of = |salt: &[u8]| match self.revision {
            5 => Ok(Sha256::digest(salt).to_vec()),
            6 => hardened_hash(salt).ok_or(SecurityError::Unknown),
            _ => Err(SecurityError::Unknown),
        };
        if hash_of(validation)? != hash {
            return Err(SecurityError::PasswordNeeded);
        }
        let wrapped = wrapped.get(..32).ok_or(SecurityError::Unknown)?;
        cbc::Decryptor::<aes::Aes256>::new_from_slices(&hash_of(salt)?, &[0; BLOCK])
            .ok()
            .and_then(|it| {
                it.decrypt_padded_vec_mut::<block_padding::NoPadding>(wrapped)
                    .ok()
            })
            .ok_or(SecurityError::Unknown)
    }
}

/// Algorithm 2.B for the empty user password.
fn hardened_hash(salt: &[u8]) -> Option<Vec<u8>> {
    let mut key = Sha256::digest(salt).to_vec();
    let mut round = 0_u32;
    loop {
        let repeated = key.repeat(64);
        let (aes_key, iv) = (key.get(..16)?, key.get(16..32)?);
        let encrypted = cbc::Encryptor::<aes::Aes128>::new_from_slices(aes_key, iv)
            .ok()?
            .encrypt_padded_vec_mut::<block_padding::NoPadding>(&repeated);
        let first: u32 = encrypted.iter().take(16).map(|byte| u32::from(*byte)).sum();
        key = match first % 3 {
            0 => Sha256::digest(&encrypted).to_vec(),
            1 => Sha384::digest(&encrypted).to_vec(),
            _ => Sha512::digest(&encrypted).to_vec(),
        };
        round += 1;
        let last = u32::from(*encrypted.last()?);
        if round >= 64 && last + 32 <= round {
            key.truncate(32);
            return Some(key);
        }
    }
}

/// The method of a crypt filter (§7.6.6, table 25). AES-256 has no other key than that of version 5.
fn crypt_filter(dictionary: &Dictionary, key: &str, version: i64) -> Result<Method, SecurityError> {
    let Some(name) = dictionary.get(key).and_then(Object::as_name) else {
        return Ok(Method::Identity);
    };
    if name == b"Identity" {
        return Ok(Method::Identity);
    }
    let name = std::str::from_utf8(name).or(Err(SecurityError::Unknown))?;
    let filters = dictionary.get("CF").and_then(Object::as_dictionary);
    let filter = filters.and_then(|it| it.get(name)?.as_dictionary());
    let method = filter.and_then(|it| it.get("CFM")?.as_name());
    match method {
        Some(b"V2") => Ok(Method::Rc4),
        Some(b"AESV2") => Ok(Method::AesV2),
        Some(b"AESV3") if version == 5 => Ok(Method::AesV3),
        Some(b"None") => Ok(Method::Identity),
        _ => Err(SecurityError::Unknown),
    }
}

fn string(dictionary: &Dictionary, key: &str) -> Result<Vec<u8>, SecurityError> {
    let string = dictionary.get(key).and_then(Object::as_string);
    string.map(<[u8]>::to_vec).ok_or(SecurityError::Unknown)
}

fn first_string(identifier: Option<&Object>) -> Vec<u8> {
    let elements = identifier.and_then(Object::as_array);
    let first = elements.and_then(|it| it.first()?.as_string());
    first.map(<[u8]>::to_vec).unwrap_or_default()
}

fn strings_of(object: &mut Object, change: &mut dyn FnMut(&mut Vec<u8>)) {
    match object {
        Object::String(bytes) => change(bytes),
        Object::Array(elements) => {
            for element in elements {
                strings_of(element, change);
            }
        }
        Object::Dictionary(dictionary) | Object::Stream(Stream { dictionary, .. }) => {
            for value in dictionary.values_mut() {
                strings_of(value, change);
            }
        }
        Object::Boolean(_)
        | Object::Integer(_)
        | Object::Name(_)
        | Object::Null
        | Object::Real(_)
        | Object::Reference(_) => {}
    }
}

/// The initialisation vector stands before the text (§7.6.3.1).
fn decrypt_aes<C>(key: &[u8], bytes: &[u8]) -> Option<Vec<u8>>
where
    C: BlockCipher + BlockDecrypt + KeyInit,
{
    let (iv, text) = bytes.split_at_checked(BLOCK)?;
    cbc::Decryptor::<C>::new_from_slices(key, iv)
        .ok()?
        .decrypt_padded_vec_mut::<block_padding::Pkcs7>(text)
        .ok()
}

/// RC4 with a key of 5 to 16 bytes: the crate takes the length as a type.
fn rc4(key: &[u8], bytes: &[u8]) -> Vec<u8> {
    macro_rules! with {
        ($($len:literal => $size:ty),*) => {
            match key.len() {
                $($len => Rc4::<$size>::new_from_slice(key).map(|mut cipher| {
                    let mut text = bytes.to_vec();
                    cipher.apply_keystream(&mut text);
                    text
                }).unwrap_or_default(),)*
                _ => Vec::new(),
            }
        };
    }
    with!(5 => U5, 6 => U6, 7 => U7, 8 => U8, 9 => U9, 10 => U10, 11 => U11, 12 => U12, 13 => U13, 14 => U14, 15 => U15, 16 => U16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_without_a_key_of_its_length_is_unknown() {
        let method = |method: &str, version| {
            let filter = Dictionary::new().with("CFM", Object::name(method));
            let filters = Dictionary::new().with("StdCF", Object::Dictionary(filter));
            let dictionary = Dictionary::new()
                .with("CF", Object::Dictionary(filters))
                .with("StmF", Object::name("StdCF"));
            crypt_filter(&dictionary, "StmF", version)
        };
        assert_eq!(method("AESV2", 4), Ok(Method::AesV2));
        assert_eq!(method("AESV3", 5), Ok(Method::AesV3));
        assert_eq!(method("AESV3", 4), Err(SecurityError::Unknown));
    }
}
