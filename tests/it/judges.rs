//! Foreign judges of PDFs and of the signatures in them, and the documents to try them on: qpdf,
//! poppler's pdfsig, pyHanko and OpenSSL; and icalendar, a judge of calendar files. None of this
//! program's own code takes part here.
//!
//! A judge that is missing fails the test where it was promised: under `make test`
//! (`INKAN_REQUIRE_JUDGES`) and where `CI` is set. Elsewhere the test says so and passes.

mod checks;
mod corpus;
pub mod icalendar;
pub mod parts;
pub mod pdfsig;
pub mod pyhanko;
pub mod qpdf;
pub mod seat;

use std::process::{Command, Output};

pub use crate::cms::openssl::openssl_cms_verify;
pub use corpus::{broken, corpus, encrypted, fixture, issuer_of_signed, signed};
pub use parts::signature_parts;
pub use pdfsig::{PdfsigJob, pdfsig, pdfsig_sign};
pub use pyhanko::{PyhankoJob, RsaPadding, Subfilter, Syntax, pyhanko_sign, pyhanko_validate};
pub use qpdf::{Qpdf, qpdf, qpdf_check};
pub use seat::Seat;

/// Who may be missing on a developer's machine.
#[derive(Clone, Copy, Debug)]
pub enum Judge {
    Icalendar,
    OpenSsl,
    Pdfsig,
    PyHanko,
    Qpdf,
}

impl Judge {
    fn is_there(self) -> bool {
        match self {
            Self::Icalendar => icalendar::is_there(),
            Self::OpenSsl => starts("openssl", "version"),
            Self::Pdfsig => {
                starts("pdfsig", "-v") && starts("certutil", "-H") && starts("pk12util", "-H")
            }
            Self::PyHanko => pyhanko::python().is_file(),
            Self::Qpdf => starts("qpdf", "--version"),
        }
    }
}

/// Whether a test that needs these judges can run: `if !present(&[Judge::Qpdf]) { return; }`.
pub fn present(judges: &[Judge]) -> bool {
    for judge in judges {
        if !judge.is_there() {
            let required = ["INKAN_REQUIRE_JUDGES", "CI"]
                .into_iter()
                .any(|name| std::env::var_os(name).is_some());
            assert!(!required, "{judge:?} is missing: `make test` installs it");
            eprintln!("NOT TESTED: {judge:?} is missing; `make test` installs it");
            return false;
        }
    }
    true
}

fn starts(program: &str, argument: &str) -> bool {
    Command::new(program).arg(argument).output().is_ok()
}

/// Everything that a program said.
fn said(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
    format!("{out}{err}")
}
