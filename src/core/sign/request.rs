//! The form of the result that a person asks for when signing, as data.

/// The form of a signed document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureFormat {
    /// CMS `SignedData` (RFC 5652), DER.
    Cms(Encapsulation),
    /// A PDF with a signature in it (ISO 32000-2 §12.8), as an incremental update.
    Pdf(PdfProfile),
}

/// What fits every document.
impl Default for SignatureFormat {
    fn default() -> Self {
        Self::Cms(Encapsulation::Detached)
    }
}

impl SignatureFormat {
    /// The file name of the result for a document of this name (cli, `sign`): `b.txt` → `b.txt.p7s`,
    /// `a.pdf` → `a.signed.pdf`.
    pub fn output_name(self, document: &str) -> String {
        match self {
            Self::Cms(Encapsulation::Attached) => format!("{document}.p7m"),
            Self::Cms(Encapsulation::Detached) => format!("{document}.p7s"),
            Self::Pdf(_) => match document.rsplit_once('.') {
                Some((stem, extension)) if !stem.is_empty() => format!("{stem}.signed.{extension}"),
                _ => format!("{document}.signed"),
            },
        }
    }
}

/// Whether a CMS carries the document it signs (RFC 5652 §5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encapsulation {
    /// The signature carries the document.
    Attached,
    /// The document stays beside the signature.
    Detached,
}

/// How the signature in a PDF is made (ISO 32000-2 §12.8.3, `/SubFilter`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PdfProfile {
    /// `ETSI.CAdES.detached`: PAdES B-B (ETSI EN 319 142-1 §6).
    CadesDetached,
    /// `adbe.pkcs7.detached`: what every program reads, and the registry accepts (jpki-card §9.2).
    #[default]
    Pkcs7Detached,
}

impl PdfProfile {
    /// The `/SubFilter`.
    pub fn sub_filter(self) -> &'static str {
        match self {
            Self::CadesDetached => "ETSI.CAdES.detached",
            Self::Pkcs7Detached => "adbe.pkcs7.detached",
        }
    }
}

/// What a document is, as far as signing it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// Any file.
    Other,
    /// It begins as a PDF does.
    Pdf,
}

/// The form that is asked for, before a document is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestedForm {
    /// A signed PDF of a PDF, a detached CMS of everything else.
    #[default]
    Auto,
    /// This form, whatever the document.
    Fixed(SignatureFormat),
}

impl RequestedForm {
    /// The form that a document of this kind gets, or is refused for.
    pub fn wanted_for(self, kind: DocumentKind) -> SignatureFormat {
        match (self, kind) {
            (Self::Auto, DocumentKind::Other) => SignatureFormat::Cms(Encapsulation::Detached),
            (Self::Auto, DocumentKind::Pdf) => SignatureFormat::Pdf(PdfProfile::default()),
            (Self::Fixed(format), _) => format,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_have_the_names_of_the_contract() {
        let pdf = SignatureFormat::Pdf(PdfProfile::default());
        let detached = SignatureFormat::Cms(Encapsulation::Detached);
        let attached = SignatureFormat::Cms(Encapsulation::Attached);
        for (format, document, result) in [
            (pdf, "a.pdf", "a.signed.pdf"),
            (pdf, "申請.2026.PDF", "申請.2026.signed.PDF"),
            (pdf, "noname", "noname.signed"),
            (pdf, ".pdf", ".pdf.signed"),
            (detached, "b.txt", "b.txt.p7s"),
            (attached, "b.txt", "b.txt.p7m"),
        ] {
            assert_eq!(format.output_name(document), result);
        }
    }

    #[test]
    fn only_a_pdf_becomes_a_signed_pdf_unasked() {
        let pdf = SignatureFormat::Pdf(PdfProfile::CadesDetached);
        let wanted = RequestedForm::Fixed(pdf);
        assert_eq!(wanted.wanted_for(DocumentKind::Other), pdf);
        let auto = |kind| RequestedForm::Auto.wanted_for(kind);
        let usual = SignatureFormat::Pdf(PdfProfile::default());
        assert_eq!(auto(DocumentKind::Pdf), usual);
        let detached = SignatureFormat::Cms(Encapsulation::Detached);
        assert_eq!(auto(DocumentKind::Other), detached);
    }
}
