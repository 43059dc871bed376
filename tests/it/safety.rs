//! What a person has must outlive whatever happens while it is signed: kills, full disks, lost drives,
//! other programs. Originals stay as they were, what bears a final name is whole, and nothing else stays
//! behind (invariant 10). On Linux, where all of this can be brought about.

mod batch;
mod disks;
pub mod kills;
mod meanwhile;
pub mod memory;
mod network;
mod originals;
pub mod paper;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use inkan::{
    app::{
        command::{SignJob, SignTarget},
        ports::Overwrite,
        workflow::sign::output_path,
    },
    core::{
        apdu,
        jpki::{CardChannel, ChannelError},
        rules::jst_date,
        sign::{Encapsulation, PdfProfile, SignatureFormat},
        verify::DigestAlgorithm,
    },
    sim::{Profile, SimCard},
};

use crate::bench::Bench;

const DETACHED: SignatureFormat = SignatureFormat::Cms(Encapsulation::Detached);
const ATTACHED: SignatureFormat = SignatureFormat::Cms(Encapsulation::Attached);
const PDF: SignatureFormat = SignatureFormat::Pdf(PdfProfile::Pkcs7Detached);

/// The practice card's password and the end of its line.
pub const PASSWORD: &[u8] = b"ABC123\n";

/// The command line as the tests build it.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_inkan-cli"))
}

/// Lets `command` ask for the password of the practice card, gives it, and goes on beside it.
pub fn begin(command: &mut Command) -> Child {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(PASSWORD).expect("typed");
    child
}

/// What is in a folder, by name, hidden files too.
pub fn names(folder: &Path) -> Vec<String> {
    crate::cli::names_in(folder)
}

fn target(input: PathBuf, folder: Option<&Path>, format: SignatureFormat) -> SignTarget {
    SignTarget {
        output: output_path(&input, folder, format),
        input,
        format,
    }
}

fn job(targets: Vec<SignTarget>) -> SignJob {
    SignJob {
        targets,
        destination: None,
        seal: None,
        digest: DigestAlgorithm::Sha256,
        overwrite: Overwrite::Refused,
    }
}

/// Writes the document that a signature of this form is tried on.
fn document(folder: &Path, format: SignatureFormat) -> PathBuf {
    let (name, contents) = match format {
        SignatureFormat::Cms(_) => ("a.txt", b"the original".to_vec()),
        SignatureFormat::Pdf(_) => {
            let fixture = crate::judges::fixture("version-1.7.pdf");
            ("a.pdf", fs::read(fixture).expect("read"))
        }
    };
    let path = folder.join(name);
    fs::write(&path, contents).expect("written");
    path
}

/// A practice card that does something else before it answers its n-th signature, counted from 1.
struct BusyCard {
    card: SimCard,
    signatures: usize,
    at: usize,
    meanwhile: Option<Box<dyn FnOnce() + Send>>,
}

impl CardChannel for BusyCard {
    fn transmit(&mut self, command: &apdu::Command) -> Result<apdu::Response, ChannelError> {
        const COMPUTE_DIGITAL_SIGNATURE: u8 = 0x2A;
        let [_, ins, _, _] = command.header();
        if ins == COMPUTE_DIGITAL_SIGNATURE {
            self.signatures += 1;
            if self.signatures == self.at
                && let Some(meanwhile) = self.meanwhile.take()
            {
                meanwhile();
            }
        }
        let answer = self.card.answer(&command.encode());
        apdu::Response::decode(&answer).map_err(|_short| ChannelError::Garbled)
    }
}

/// Lays a card on the reader that lets something happen while it makes its `at`-th signature.
fn while_signing(bench: &mut Bench, at: usize, meanwhile: impl FnOnce() + Send + 'static) {
    let profile = Profile::built_in("normal").expect("built in");
    let card = SimCard::new(&profile, jst_date(Bench::now())).expect("issued");
    bench.remote().insert_other(Box::new(BusyCard {
        card,
        signatures: 0,
        at,
        meanwhile: Some(Box::new(meanwhile)),
    }));
    bench.settle();
    bench.remote().clear_log();
}
