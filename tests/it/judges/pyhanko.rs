//! pyHanko, through `judge.py`: judges signatures with what came after them, and makes some.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Seat, said};

/// What pyHanko says of a file.
#[derive(Debug)]
pub struct PyhankoReport {
    pub file: PathBuf,
    /// It could not read the file, or not find the signatures.
    pub error: Option<String>,
    pub signatures: Vec<PyhankoSignature>,
}

/// What pyHanko says of one signature, in its own terms.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "these are pyHanko's answers")]
pub struct PyhankoSignature {
    pub field: String,
    /// A `/DocTimeStamp`.
    pub timestamp: bool,
    /// The digest of the signed bytes is the one in the signature.
    pub intact: bool,
    /// The signature value is right.
    pub valid: bool,
    /// The certificate comes from one of the roots, by its rules.
    pub trusted: bool,
    /// All in all, later changes included.
    pub good: bool,
    /// `entire-file`, `entire-revision`, `contiguous-block-from-start` or `unclear`.
    pub coverage: String,
    /// `none`, `lta-updates`, `form-filling`, `annotations`, `other` or `unknown`.
    pub modification_level: String,
    pub docmdp_ok: bool,
    /// Its summary, or what it failed at.
    pub raw: String,
}

impl PyhankoSignature {
    /// In a word: `good`, or the first thing that is not.
    pub fn verdict(&self) -> &'static str {
        match self {
            Self { good: true, .. } => "good",
            Self { intact: false, .. } => "changed",
            Self { valid: false, .. } => "invalid",
            Self { trusted: false, .. } => "untrusted",
            _ => "illegal-changes",
        }
    }
}

/// Judges files in one process. Roots: PEM or DER. An encrypted file is opened with the empty
/// password.
pub fn pyhanko_validate(files: &[PathBuf], roots: &[&Path]) -> Vec<PyhankoReport> {
    let answers = ask(&json!({ "task": "validate", "files": files, "roots": roots }));
    answers
        .iter()
        .map(|answer| PyhankoReport {
            file: text(answer, "file").into(),
            error: answer["error"].as_str().map(str::to_owned),
            signatures: answer["signatures"]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| PyhankoSignature {
                    field: text(it, "field"),
                    timestamp: truth(it, "timestamp"),
                    intact: truth(it, "intact"),
                    valid: truth(it, "valid"),
                    trusted: truth(it, "trusted"),
                    good: truth(it, "good"),
                    coverage: text(it, "coverage"),
                    modification_level: text(it, "modification_level"),
                    docmdp_ok: truth(it, "docmdp_ok"),
                    raw: text(it, "raw"),
                })
                .collect(),
        })
        .collect()
}

#[derive(Clone, Copy)]
pub enum Subfilter {
    /// `adbe.pkcs7.detached`.
    Adobe,
    /// `ETSI.CAdES.detached`.
    Pades,
}

/// How pyHanko reads the input: `Lenient` takes more.
#[derive(Clone, Copy)]
pub enum Syntax {
    Strict,
    Lenient,
}

/// A signature to make. `PyhankoJob { digest: "sha384", ..PyhankoJob::new(input, output, &seat) }`.
#[derive(Clone)]
pub struct PyhankoJob {
    pub input: PathBuf,
    pub output: PathBuf,
    pub seat: Seat,
    /// New, unless an empty one is there.
    pub field: String,
    /// `sha256`, `sha384`, `sha512`, `sha1`.
    pub digest: &'static str,
    pub subfilter: Subfilter,
    /// `DocMDP` P of a certification; `None` approves.
    pub certify: Option<u8>,
    /// Page, from 0, and x1, y1, x2, y2 of a visible field.
    pub area: Option<[u16; 5]>,
    pub padding: RsaPadding,
    pub syntax: Syntax,
}

/// Of an RSA key; others take no notice.
#[derive(Clone, Copy)]
pub enum RsaPadding {
    Pkcs1,
    Pss,
}

impl PyhankoJob {
    pub fn new(input: &Path, output: &Path, seat: &Seat) -> Self {
        Self {
            input: input.to_owned(),
            output: output.to_owned(),
            seat: seat.clone(),
            field: "Signature1".to_owned(),
            digest: "sha256",
            subfilter: Subfilter::Adobe,
            certify: None,
            area: None,
            padding: RsaPadding::Pkcs1,
            syntax: Syntax::Strict,
        }
    }

    fn json(&self) -> Value {
        json!({
            "input": self.input,
            "output": self.output,
            "certificate": self.seat.certificate,
            "key": self.seat.key,
            "chain": [self.seat.issuer],
            "field": self.field,
            "digest": self.digest,
            "subfilter": match self.subfilter {
                Subfilter::Adobe => "adbe",
                Subfilter::Pades => "pades",
            },
            "certify": self.certify,
            "box": self.area,
            "pss": matches!(self.padding, RsaPadding::Pss),
            "strict": matches!(self.syntax, Syntax::Strict),
        })
    }
}

/// Signs in one process; for each job, why it could not.
pub fn pyhanko_sign(jobs: &[PyhankoJob]) -> Vec<Result<(), String>> {
    let jobs: Vec<Value> = jobs.iter().map(PyhankoJob::json).collect();
    ask(&json!({ "task": "sign", "jobs": jobs }))
        .iter()
        .map(|answer| match answer["error"].as_str() {
            None => Ok(()),
            Some(error) => Err(error.to_owned()),
        })
        .collect()
}

/// The Python of `make judges`, or the one that `INKAN_JUDGES_PYTHON` names.
pub fn python() -> PathBuf {
    std::env::var_os("INKAN_JUDGES_PYTHON").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/judges/bin/python"),
        PathBuf::from,
    )
}

fn ask(request: &Value) -> Vec<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/judges/judge.py");
    let mut judge = Command::new(python())
        .arg("-B")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("pyHanko must be installed for the tests: make judges");
    // Nothing is answered before everything is asked: no deadlock.
    let mut input = judge.stdin.take().unwrap();
    input.write_all(request.to_string().as_bytes()).unwrap();
    drop(input);
    let output = judge.wait_with_output().unwrap();
    assert!(output.status.success(), "judge.py: {}", said(&output));
    serde_json::from_slice(&output.stdout).expect("a JSON list")
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn truth(value: &Value, name: &str) -> bool {
    value[name].as_bool().unwrap_or_default()
}
