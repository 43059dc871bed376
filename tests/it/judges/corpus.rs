//! The PDFs in `fixtures/pdf`, whose README says where each comes from.

use std::fs;
use std::path::PathBuf;

/// Sound documents of many programs, without a password and without a signature.
pub fn corpus() -> Vec<PathBuf> {
    pdfs("")
}

/// Sound and encrypted. Most open without a password.
pub fn encrypted() -> Vec<PathBuf> {
    pdfs("encrypted")
}

/// Damaged, or no PDFs at all.
pub fn broken() -> Vec<PathBuf> {
    pdfs("broken")
}

/// Signed by others; not all of them validly.
pub fn signed() -> Vec<PathBuf> {
    pdfs("signed")
}

/// The certificate, in PEM, of who issued those of the signers in `signed()`.
pub fn issuer_of_signed() -> PathBuf {
    fixture("signed/issuer.pem")
}

/// A file by its path under `fixtures/pdf`.
pub fn fixture(name: &str) -> PathBuf {
    folder().join(name)
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/pdf")
}

fn pdfs(name: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder().join(name))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "pdf"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}
