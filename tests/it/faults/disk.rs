//! The same for the disk: something goes wrong at every call to it, while documents are planned and
//! signed, signatures are checked and things are saved.

use std::{cell::OnceCell, path::PathBuf, sync::Arc};

use inkan::{
    app::{
        command::ReportFormat,
        event::CertificateFact,
        failure::Failure,
        ports::{DialogRequest, FileError},
        settings::OfficeChoice,
        state::{Action, Notice, PinPurpose, Verification},
    },
    core::{
        cert::export::CertificateFormat,
        jpki::Slot,
        pdf::report::TextReport,
        sign::{Encapsulation, SignatureFormat},
        verify::Verdict,
    },
};

use super::{
    matrix::{
        Outcome, Workflow, assert_files, assert_nobody_waits, assert_works, is_flawed, prepare,
        submit_password,
    },
    ports::{Call, Plan, PlannedFiles, Trouble},
    signing::Sign,
};
use crate::bench::{Bench, Parts};

const OTHER: FileError = FileError::System {
    kind: std::io::ErrorKind::Other,
};

/// What can go wrong.
const TROUBLES: [Trouble; 8] = [
    Trouble::Ends,
    Trouble::Fails(FileError::Full),
    Trouble::Fails(FileError::NotFound),
    Trouble::Fails(OTHER),
    Trouble::Grows,
    Trouble::Rewritten,
    Trouble::Short,
    Trouble::Vanishes,
];

/// The failures that may be told, by their codes. None: it must not fail.
#[expect(clippy::match_same_arms, reason = "a table: one row for each fault")]
fn codes(call: Call, trouble: &Trouble) -> Vec<&'static str> {
    let changed = vec![
        "E-DOC-01", "E-DOC-02", "E-DOC-03", "E-DOC-04", "E-DOC-05", "E-DOC-08", "E-DOC-09",
    ];
    match (trouble, call) {
        (Trouble::Short, _) => Vec::new(),
        (Trouble::Fails(_), Call::Open | Call::Read | Call::Version) => vec!["E-DOC-01"],
        (Trouble::Fails(error), _) => {
            let path = PathBuf::from("a");
            let error = error.clone();
            let code = Failure::OutputFailed { path, error }.code();
            // No disk says that it is full while it is read; said so, it is just an error.
            let strange = (call == Call::ReadBack).then_some("E-OUT-04");
            [Some(code), strange].into_iter().flatten().collect()
        }
        // What was written is not what is read: the disk is broken.
        (Trouble::Ends, Call::ReadBack) => vec!["E-OUT-04", "E-SIGN-01"],
        (Trouble::Ends, Call::Read) => changed,
        (Trouble::Ends, _) => Vec::new(),
        (Trouble::Grows | Trouble::Rewritten | Trouble::Vanishes, _) => changed,
        (Trouble::Panics | Trouble::PanicsForEver, _) => vec!["E-APP-04"],
    }
}

/// What the matrix of the disk is run over.
trait DiskWorkflow: Workflow {
    /// Whether a call may fail without anything being told, for another one asks the same.
    fn tolerates(&self, _call: Call) -> bool {
        false
    }
    /// The file that something is done to meanwhile.
    fn victim(&self) -> &'static str {
        self.names()[0]
    }
}

impl DiskWorkflow for ReadOffice {}
impl DiskWorkflow for Save {}
impl DiskWorkflow for SaveReport {}
impl DiskWorkflow for SignOnDisk {}

impl DiskWorkflow for Check {
    fn victim(&self) -> &'static str {
        match self.signature() {
            "a.txt.p7s" => "a.txt",
            within => within,
        }
    }
}

impl DiskWorkflow for PlanSigning {
    /// What kind of document it is is guessed first, and seen when it is looked into.
    fn tolerates(&self, call: Call) -> bool {
        matches!(call, Call::Open | Call::Read)
    }
}

/// Every trouble at every call of `workflow`; returns how many there were.
fn every_trouble(name: &str, workflow: &dyn DiskWorkflow) -> usize {
    let (mut count, mut flaws) = (0, 0);
    for trouble in TROUBLES {
        let (mut plan, mut bench) = bench();
        for at in 0.. {
            let mut hit = None;
            let mut try_one = || hit = try_one(&mut bench, &plan, workflow, name, at, &trouble);
            if is_flawed(&mut try_one) {
                flaws += 1;
                (plan, bench) = self::bench();
                assert!(flaws < 40, "{count}");
                hit = Some(Call::Look);
            }
            if hit.is_none() {
                break;
            }
            count += 1;
        }
    }
    println!("{name}: {count} troubles at calls to the disk");
    assert_eq!(flaws, 0, "of {count}");
    count
}

fn bench() -> (Plan, Bench) {
    let plan = Plan::default();
    let bench = Bench::of(Parts {
        files: Arc::new(PlannedFiles(plan.clone())),
        ..Parts::of("normal")
    });
    (plan, bench)
}

fn try_one(
    bench: &mut Bench,
    plan: &Plan,
    workflow: &dyn DiskWorkflow,
    name: &str,
    at: usize,
    trouble: &Trouble,
) -> Option<Call> {
    prepare(bench, workflow);
    plan.set(
        at,
        trouble.clone(),
        bench.folder.path().join(workflow.victim()),
    );
    workflow.run(bench);
    let outcome = workflow.outcome(bench);
    // What reads ahead for a dialog that asks again is not part of it.
    bench.act(Action::ClosePin);
    let hit = plan.end()?;
    let case = format!("{name}: {trouble:?} at call {at}, {hit:?}");
    let codes = codes(hit, trouble);
    match outcome {
        Outcome::Good => {}
        Outcome::Failed(code) => {
            assert!(codes.contains(&code), "{case}: {code} is none of {codes:?}");
        }
        Outcome::Partly => panic!("{case}: nobody was told"),
    }
    if let Outcome::Good = outcome
        && matches!(trouble, Trouble::Fails(_))
    {
        let is_tolerated = matches!(hit, Call::BeginSync | Call::Look);
        assert!(
            is_tolerated || workflow.tolerates(hit),
            "{case}: passed over"
        );
    }
    assert_nobody_waits(bench, &case);
    assert!(bench.remote().verifies() <= 1, "{case}");
    if !matches!(
        trouble,
        Trouble::Grows | Trouble::Rewritten | Trouble::Vanishes
    ) {
        assert_files(bench, workflow, &case);
    }
    assert_nothing_half(bench, &case);
    // Now and then with each, and always with one.
    if *trouble == Trouble::Fails(OTHER) || at.is_multiple_of(7) {
        assert_works(bench, workflow, &case);
    }
    Some(hit)
}

/// No temporary file is left.
fn assert_nothing_half(bench: &Bench, case: &str) {
    for name in bench.files() {
        assert!(!name.starts_with('.'), "{case}: {name} was left");
    }
}

/// Documents are looked at before anyone types a password.
pub struct PlanSigning(pub Sign);

impl Workflow for PlanSigning {
    fn lay_out(&self, bench: &mut Bench) {
        self.0.lay_documents(bench);
        bench.act(Action::NewSigning);
    }

    fn run(&self, bench: &mut Bench) {
        self.0.add(bench);
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        let mut problems = bench
            .state
            .desk
            .files
            .iter()
            .filter_map(|it| it.problem.as_ref());
        match problems.next() {
            Some(failure) => Outcome::Failed(failure.code()),
            None if bench.state.desk.is_ready() => Outcome::Good,
            None => Outcome::Partly,
        }
    }

    fn names(&self) -> &'static [&'static str] {
        self.0.names()
    }
}

/// They are signed, and read ahead while the password is typed.
pub struct SignOnDisk(pub Sign, pub SignatureFormat);

impl Workflow for SignOnDisk {
    fn lay_out(&self, bench: &mut Bench) {
        self.0.lay_documents(bench);
        self.0.add(bench);
        if self.0 == Sign::Document {
            bench.act(Action::SignAs(self.1));
        }
        assert!(bench.state.desk.is_ready(), "{:?}", bench.state.desk);
    }

    fn run(&self, bench: &mut Bench) {
        bench.act(Action::AskPin(PinPurpose::Sign));
        submit_password(bench);
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        self.0.outcome(bench)
    }

    fn names(&self) -> &'static [&'static str] {
        match self.1 {
            SignatureFormat::Cms(Encapsulation::Attached) => &["a.txt", "a.txt.p7m"],
            _ => self.0.names(),
        }
    }
}

/// A signature is checked, of a document as it was signed or of one that was changed.
pub struct Check {
    signed: SignOnDisk,
    is_changed: bool,
    /// The files: signed once, laid out each time.
    files: OnceCell<Vec<(String, Vec<u8>)>>,
}

impl Check {
    pub fn of(signed: SignOnDisk, is_changed: bool) -> Self {
        Self {
            signed,
            is_changed,
            files: OnceCell::new(),
        }
    }

    fn signature(&self) -> &'static str {
        self.signed.names()[1]
    }

    fn sign(&self, bench: &mut Bench) -> Vec<(String, Vec<u8>)> {
        self.signed.lay_out(bench);
        self.signed.run(bench);
        let read = |name: String| {
            let contents = std::fs::read(bench.folder.path().join(&name)).expect("read");
            (name, contents)
        };
        let mut files: Vec<_> = bench.files().into_iter().map(read).collect();
        if self.is_changed {
            let changed = self.victim();
            let file = files.iter_mut().find(|(name, _)| name == changed);
            let (_, contents) = file.expect("there");
            // Within what was signed: the document's own text, or the head of a PDF.
            let text = contents.windows(5).position(|it| it == b"a.txt");
            contents[text.unwrap_or(20)] ^= 1;
        }
        files
    }
}

impl Workflow for Check {
    fn lay_out(&self, bench: &mut Bench) {
        if self.files.get().is_none() {
            let files = self.sign(bench);
            self.files.set(files).expect("once");
        }
        for (name, contents) in self.files.get().expect("set") {
            bench.document(name, contents);
        }
        bench.state.verification = Verification::Empty;
    }

    fn run(&self, bench: &mut Bench) {
        let path = bench.folder.path().join(self.signature());
        bench.act(Action::Verify(vec![path]));
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        let Verification::Finished(files) = &bench.state.verification else {
            return Outcome::Partly;
        };
        let expected = if self.is_changed {
            Verdict::Bad
        } else {
            Verdict::Good
        };
        match &files[0].report {
            Ok(report) if report.verdict() == expected => Outcome::Good,
            // Whatever was done to it meanwhile: what is bad is never called good.
            Ok(report) => {
                assert_ne!(report.verdict(), Verdict::Good);
                Outcome::Failed("E-DOC-03")
            }
            Err(failure) => Outcome::Failed(failure.code()),
        }
    }

    fn is_of_good_results(&self) -> bool {
        !self.is_changed
    }

    fn names(&self) -> &'static [&'static str] {
        self.signed.names()
    }
}

/// A certificate is saved.
pub struct Save;

impl Workflow for Save {
    fn run(&self, bench: &mut Bench) {
        bench.act(Action::Export(Slot::Auth, CertificateFormat::Der));
        let path = bench.folder.path().join("mine.cer");
        let request = DialogRequest::SaveAs("mine.cer".to_owned());
        bench.close_dialog(request, vec![path]);
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        match &bench.state.notice {
            Some(Notice::Saved(path)) => {
                let saved = std::fs::read(path).expect("there");
                let card = bench.state.active_card().expect("a card");
                match &card.auth.certificate {
                    Some(CertificateFact::Read(certificate, _)) => {
                        assert!(certificate.der() == saved);
                        Outcome::Good
                    }
                    other => panic!("{other:?}"),
                }
            }
            Some(Notice::Failed(failure)) => Outcome::Failed(failure.code()),
            _ => Outcome::Partly,
        }
    }

    fn names(&self) -> &'static [&'static str] {
        &["mine.cer"]
    }
}

/// A report is set as PDF and saved.
struct SaveReport;

impl Workflow for SaveReport {
    fn run(&self, bench: &mut Bench) {
        let report = TextReport {
            title: "結果".to_owned(),
            language: "ja".to_owned(),
            ..TextReport::default()
        };
        bench.act(Action::SaveReport(ReportFormat::Pdf, Box::new(report)));
        let path = bench.folder.path().join("report.pdf");
        let request = DialogRequest::SaveReport("report.pdf".to_owned());
        bench.close_dialog(request, vec![path]);
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        match &bench.state.notice {
            Some(Notice::Saved(path)) => {
                let saved = std::fs::read(path).expect("there");
                assert!(saved.ends_with(b"%%EOF\n"), "whole");
                Outcome::Good
            }
            Some(Notice::Failed(failure)) => Outcome::Failed(failure.code()),
            _ => Outcome::Partly,
        }
    }

    fn names(&self) -> &'static [&'static str] {
        &["report.pdf"]
    }
}

/// A profile of an office is read.
struct ReadOffice;

impl Workflow for ReadOffice {
    fn lay_out(&self, bench: &mut Bench) {
        bench.act(Action::ChooseOffice(None));
        let profile = include_bytes!("../../../assets/offices/narashino.toml");
        bench.document("office.toml", profile);
    }

    fn run(&self, bench: &mut Bench) {
        let file = bench.folder.path().join("office.toml");
        let choice = Some(OfficeChoice::File { file });
        bench.act(Action::ChooseOffice(choice));
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        match (&bench.state.office.office, &bench.state.notice) {
            (None, Some(Notice::Failed(failure))) => Outcome::Failed(failure.code()),
            (Some(_), None) => Outcome::Good,
            _ => Outcome::Partly,
        }
    }

    fn names(&self) -> &'static [&'static str] {
        &["office.toml"]
    }
}

const DETACHED: SignatureFormat = SignatureFormat::Cms(Encapsulation::Detached);
const ATTACHED: SignatureFormat = SignatureFormat::Cms(Encapsulation::Attached);

#[test]
fn no_trouble_while_documents_are_looked_at_is_passed_over() {
    let mut count = 0;
    for sign in [Sign::Document, Sign::Pdf] {
        count += every_trouble(&format!("{sign:?} is planned"), &PlanSigning(sign));
    }
    assert!(count > 100, "{count}");
}

#[test]
fn no_trouble_while_a_document_is_signed_leaves_a_half_file() {
    let mut count = 0;
    for format in [DETACHED, ATTACHED] {
        let name = format!("a document is signed, {format:?}");
        count += every_trouble(&name, &SignOnDisk(Sign::Document, format));
    }
    assert!(count > 200, "{count}");
}

#[test]
fn no_trouble_while_a_pdf_is_signed_leaves_a_half_file() {
    let workflow = SignOnDisk(Sign::Pdf, DETACHED);
    let count = every_trouble("a PDF is signed", &workflow);
    assert!(count > 200, "{count}");
}

#[test]
fn no_trouble_while_a_signature_is_checked_makes_it_look_better() {
    let mut count = 0;
    for (sign, format) in [
        (Sign::Document, DETACHED),
        (Sign::Document, ATTACHED),
        (Sign::Pdf, DETACHED),
    ] {
        for is_changed in [false, true] {
            let workflow = Check::of(SignOnDisk(sign, format), is_changed);
            let name = format!("{sign:?} is checked, {format:?}, changed: {is_changed}");
            count += every_trouble(&name, &workflow);
        }
    }
    assert!(count > 300, "{count}");
}

#[test]
fn no_trouble_while_something_is_saved_leaves_a_half_file() {
    let mut count = every_trouble("a certificate is saved", &Save);
    count += every_trouble("a report is saved", &SaveReport);
    assert!(count > 40, "{count}");
}

#[test]
fn no_trouble_while_the_profile_of_an_office_is_read_is_passed_over() {
    let count = every_trouble("the profile of an office is read", &ReadOffice);
    assert!(count > 20, "{count}");
}
