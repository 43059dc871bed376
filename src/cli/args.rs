//! The arguments, as `design/cli.md` names them. What each one means for a person is in
//! `i18n::cli`; `help` puts the two together.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::{
    app::{ports::Overwrite, settings::Language},
    core::{
        cert::export::CertificateFormat,
        jpki::Slot,
        rules::LastTryConsent,
        sign::{Encapsulation, PdfProfile, RequestedForm, SignatureFormat},
        verify::DigestAlgorithm,
    },
};

/// The whole command line.
#[derive(Parser)]
#[command(name = "inkan-cli", version, disable_help_subcommand = true)]
pub(super) struct CommandLine {
    #[command(flatten)]
    pub common: CommonOptions,
    #[command(subcommand)]
    pub command: CliCommand,
}

/// Options of every subcommand, before or after it.
#[derive(Args)]
pub(super) struct CommonOptions {
    #[arg(
        long,
        global = true,
        value_name = "PROFILE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "normal"
    )]
    pub demo: Option<String>,
    #[arg(long, global = true, value_name = "NAME")]
    pub reader: Option<String>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LanguageName>,
    #[arg(long, global = true, value_name = "DIR")]
    pub config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
}

#[derive(Subcommand)]
pub(super) enum CliCommand {
    Status,
    #[command(subcommand)]
    Certificate(CertificateCommand),
    Sign(SignArgs),
    Verify(VerifyArgs),
    #[command(subcommand)]
    Pin(PinCommand),
    Doctor,
    Report(ReportArgs),
    Simulate(SimulateArgs),
    Guide(GuideArgs),
    Calendar(CalendarArgs),
}

#[derive(Subcommand)]
pub(super) enum CertificateCommand {
    Show(ShowArgs),
    Export(ExportArgs),
}

#[derive(Args)]
pub(super) struct ShowArgs {
    #[arg(long, value_enum)]
    pub kind: Kind,
    #[command(flatten)]
    pub pin: PinOptions,
}

#[derive(Args)]
pub(super) struct ExportArgs {
    #[arg(long, value_enum)]
    pub kind: Kind,
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[arg(long, value_enum, default_value_t = ExportFormat::Der)]
    pub format: ExportFormat,
    #[arg(long)]
    pub overwrite: bool,
    #[command(flatten)]
    pub pin: PinOptions,
}

#[derive(Args)]
pub(super) struct SignArgs {
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = SignFormat::Auto)]
    pub format: SignFormat,
    #[arg(long, value_enum, default_value_t = KeyName::Sign)]
    pub key: KeyName,
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    pub out_dir: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long, value_enum)]
    pub digest: Option<DigestChoice>,
    #[arg(long)]
    pub overwrite: bool,
    #[command(flatten)]
    pub seal: SealOptions,
    #[command(flatten)]
    pub pin: PinOptions,
}

/// The visible seal.
#[derive(Args)]
pub(super) struct SealOptions {
    /// `round`, `date`, `rectangle`, or a PNG file.
    #[arg(long, value_name = "SEAL")]
    pub seal: Option<String>,
    /// Millimetres.
    #[arg(long, value_name = "MM", default_value_t = 20.0, requires = "seal")]
    pub seal_size: f32,
    /// `first`, `last`, or a number.
    #[arg(long, value_name = "PAGE", default_value = "first", requires = "seal")]
    pub seal_page: String,
    /// Left and top, in millimetres.
    #[arg(
        long,
        value_name = "LEFT,TOP",
        default_value = "165,20",
        requires = "seal"
    )]
    pub seal_at: String,
}

#[derive(Args)]
pub(super) struct VerifyArgs {
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub content: Option<PathBuf>,
    #[arg(long, value_name = "CERT")]
    pub trust: Vec<PathBuf>,
    #[arg(long)]
    pub demo_trust: bool,
}

#[derive(Subcommand)]
pub(super) enum PinCommand {
    Status,
    Change(PinArgs),
    Test(PinArgs),
}

/// Which PIN, and how it is given.
#[derive(Args)]
pub(super) struct PinArgs {
    #[arg(long, value_enum)]
    pub kind: KeyName,
    #[command(flatten)]
    pub pin: PinOptions,
}

#[derive(Args)]
pub(super) struct ReportArgs {
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long, requires = "out")]
    pub overwrite: bool,
}

#[derive(Args)]
pub(super) struct SimulateArgs {
    #[arg(long, value_name = "HOST:PORT")]
    pub vpcd: String,
    #[arg(long, default_value = "normal")]
    pub profile: String,
}

#[derive(Args)]
pub(super) struct GuideArgs {
    /// An id, or words to search for.
    #[arg(value_name = "TOPIC")]
    pub topic: Vec<String>,
    /// The topic as a PDF, to print.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long, requires = "out")]
    pub overwrite: bool,
    /// A profile that is compiled in, or a file.
    #[arg(long, value_name = "NAME")]
    pub office: Option<String>,
}

#[derive(Args)]
pub(super) struct CalendarArgs {
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[arg(long)]
    pub overwrite: bool,
    #[arg(long, value_name = "NAME")]
    pub office: Option<String>,
    #[arg(long)]
    pub abroad: bool,
}

/// How a PIN is given.
#[derive(Args, Clone, Copy)]
pub(super) struct PinOptions {
    #[arg(long)]
    pub pin_stdin: bool,
    #[arg(long)]
    pub allow_last_try: bool,
}

impl PinOptions {
    pub(super) fn consent(self) -> LastTryConsent {
        if self.allow_last_try {
            LastTryConsent::Given
        } else {
            LastTryConsent::NotGiven
        }
    }
}

/// Whether existing files may be replaced, as an option says it.
pub(super) fn overwrite(option: bool) -> Overwrite {
    if option {
        Overwrite::Allowed
    } else {
        Overwrite::Refused
    }
}

/// `--lang`
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageName {
    Ja,
    /// やさしい日本語
    JaEasy,
    En,
}

impl LanguageName {
    pub(super) fn language(self) -> Language {
        match self {
            Self::Ja => Language::Ja,
            Self::JaEasy => Language::JaEasy,
            Self::En => Language::En,
        }
    }
}

/// `certificate … --kind`
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    Auth,
    Sign,
    AuthCa,
    SignCa,
}

impl Kind {
    pub(super) fn slot(self) -> Slot {
        match self {
            Self::Auth | Self::AuthCa => Slot::Auth,
            Self::Sign | Self::SignCa => Slot::Sign,
        }
    }

    /// Whether it is the issuer's certificate.
    pub(super) fn is_issuer(self) -> bool {
        matches!(self, Self::AuthCa | Self::SignCa)
    }

    /// The name in JSON.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Sign => "sign",
            Self::AuthCa => "auth-ca",
            Self::SignCa => "sign-ca",
        }
    }
}

/// `certificate export --format`
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    Der,
    Pem,
    Text,
}

impl ExportFormat {
    pub(super) fn format(self) -> CertificateFormat {
        match self {
            Self::Der => CertificateFormat::Der,
            Self::Pem => CertificateFormat::Pem,
            Self::Text => CertificateFormat::Text,
        }
    }

    /// The name in JSON.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Der => "der",
            Self::Pem => "pem",
            Self::Text => "text",
        }
    }
}

/// `sign --format`
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SignFormat {
    Auto,
    Cms,
    CmsAttached,
    Pdf,
    PdfCades,
}

impl SignFormat {
    pub(super) fn form(self) -> RequestedForm {
        match self {
            Self::Auto => RequestedForm::Auto,
            Self::Cms => RequestedForm::Fixed(SignatureFormat::Cms(Encapsulation::Detached)),
            Self::CmsAttached => {
                RequestedForm::Fixed(SignatureFormat::Cms(Encapsulation::Attached))
            }
            Self::Pdf => RequestedForm::Fixed(SignatureFormat::Pdf(PdfProfile::Pkcs7Detached)),
            Self::PdfCades => RequestedForm::Fixed(SignatureFormat::Pdf(PdfProfile::CadesDetached)),
        }
    }
}

/// `sign --key`
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum KeyName {
    Sign,
    Auth,
}

impl KeyName {
    /// The name in JSON.
    pub(super) fn name(self) -> &'static str {
        self.slot().name()
    }

    pub(super) fn slot(self) -> Slot {
        match self {
            Self::Sign => Slot::Sign,
            Self::Auth => Slot::Auth,
        }
    }
}

/// `sign --digest`
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DigestChoice {
    Sha256,
    Sha384,
    Sha512,
}

impl DigestChoice {
    pub(super) fn algorithm(self) -> DigestAlgorithm {
        match self {
            Self::Sha256 => DigestAlgorithm::Sha256,
            Self::Sha384 => DigestAlgorithm::Sha384,
            Self::Sha512 => DigestAlgorithm::Sha512,
        }
    }
}
