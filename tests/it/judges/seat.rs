//! Someone with a key and a certificate in files, where foreign programs find them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cms::openssl::pem;
use crate::cms::pki::{Issuer, Person};

/// PEM files.
#[derive(Clone)]
pub struct Seat {
    pub certificate: PathBuf,
    pub key: PathBuf,
    pub issuer: PathBuf,
}

impl Seat {
    /// Writes `name.pem`, `name.key` and `issuer.pem` into `folder`.
    pub fn new(folder: &Path, name: &str, person: &Person, issuer: &Issuer) -> Self {
        let seat = Self {
            certificate: folder.join(format!("{name}.pem")),
            key: folder.join(format!("{name}.key")),
            issuer: folder.join("issuer.pem"),
        };
        let certificate = pem("CERTIFICATE", &person.certificate);
        fs::write(&seat.certificate, certificate).unwrap();
        fs::write(&seat.key, pem("PRIVATE KEY", &person.key.pkcs8())).unwrap();
        fs::write(&seat.issuer, pem("CERTIFICATE", &issuer.certificate)).unwrap();
        seat
    }
}
