//! poppler's pdfsig, with NSS for the cryptography: judges signatures and makes some. It looks at
//! what the byte range covers and at the certificate, not at what came after.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{Seat, said};

/// What pdfsig says of one signature.
#[derive(Debug)]
pub struct PdfsigSignature {
    pub field: String,
    /// Common name.
    pub signer: String,
    /// Digest and signature value are right.
    pub valid: bool,
    /// The certificate comes from a root of those given.
    pub trusted: bool,
    /// The byte range reaches the file's end.
    pub whole_document: bool,
    pub raw: String,
}

/// Signatures in the order in which pdfsig lists the fields; fields without one are left out.
pub fn pdfsig(path: &Path, roots: &[&Path]) -> Vec<PdfsigSignature> {
    let database = Nss::trusting(roots);
    // Without -no-ocsp: with it, pdfsig 22.12 trusts nobody. It asks nobody either, since the
    // certificates of the tests name no server.
    let output = Command::new("pdfsig")
        .args(["-nssdir", &database.name()])
        .arg(path)
        .output()
        .expect("pdfsig (poppler-utils) must be installed for the tests");
    String::from_utf8_lossy(&output.stdout)
        .split("Signature #")
        .skip(1)
        .filter(|block| block.contains("Signature Validation:"))
        .map(|block| {
            let fact = |name: &str| {
                block
                    .lines()
                    .find_map(|line| line.trim().strip_prefix(&format!("- {name}: ")))
                    .unwrap_or_default()
                    .to_owned()
            };
            PdfsigSignature {
                field: fact("Signature Field Name"),
                signer: fact("Signer Certificate Common Name"),
                valid: fact("Signature Validation") == "Signature is Valid.",
                trusted: fact("Certificate Validation") == "Certificate is Trusted.",
                whole_document: block.contains("- Total document signed"),
                raw: block.to_owned(),
            }
        })
        .collect()
}

/// A signature to make into a field that is there and empty. (Into a new field, pdfsig embeds a
/// whole font of the system.)
pub struct PdfsigJob<'a> {
    pub input: &'a Path,
    pub output: &'a Path,
    pub field: &'a str,
}

/// Signs as `seat`, `adbe.pkcs7.detached`, SHA-256 (pdfsig 22.12 takes no other digest).
pub fn pdfsig_sign(job: &PdfsigJob, seat: &Seat) -> Result<(), String> {
    let database = Nss::trusting(&[&seat.issuer]);
    database.seat(seat);
    let output = Command::new("pdfsig")
        .args(["-nssdir", &database.name(), "-nick", "person"])
        .args(["-sign", job.field])
        .args([job.input, job.output])
        .output()
        .expect("pdfsig (poppler-utils) must be installed for the tests");
    if output.status.success() {
        Ok(())
    } else {
        Err(said(&output))
    }
}

/// An NSS database in a folder of its own.
pub struct Nss {
    folder: TempDir,
}

impl Nss {
    /// Trusts these roots, PEM or DER, and nobody else.
    pub fn trusting(roots: &[&Path]) -> Self {
        let database = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        database.run("certutil", &["-N", "--empty-password"]);
        for (number, root) in roots.iter().enumerate() {
            let nickname = format!("root{number}");
            let path = root.to_str().unwrap();
            let mut arguments = vec!["-A", "-n", &nickname, "-t", "CT,C,C", "-i", path];
            if fs::read(root).unwrap().starts_with(b"-----BEGIN") {
                arguments.push("-a");
            }
            database.run("certutil", &arguments);
        }
        database
    }

    /// Lays a key into the database, by the name `person`.
    fn seat(&self, seat: &Seat) {
        let bundle = self.folder.path().join("person.p12");
        let output = Command::new("openssl")
            .args(["pkcs12", "-export", "-name", "person"])
            .args(["-passout", "pass:password"])
            .arg("-in")
            .arg(&seat.certificate)
            .arg("-inkey")
            .arg(&seat.key)
            .arg("-out")
            .arg(&bundle)
            .output()
            .expect("the openssl program must be installed for the tests");
        assert!(output.status.success(), "{}", said(&output));
        let bundle = bundle.to_str().unwrap();
        self.run("pk12util", &["-i", bundle, "-W", "password"]);
    }

    fn name(&self) -> String {
        format!("sql:{}", self.folder.path().display())
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let output = Command::new(program)
            .args(["-d", &self.name()])
            .args(arguments)
            .output()
            .expect("libnss3-tools must be installed for the tests");
        assert!(output.status.success(), "{program}: {}", said(&output));
    }
}
