//! What signing files would give, before anyone types a PIN: what each is, where its result goes and
//! what stands in the way. Folders are looked into. A result never takes the place of a document, of
//! this one or another of the batch (invariant 10).

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::Context;
use crate::{
    app::{
        command::{PlanOrder, SignTarget},
        event::{PlannedFile, PlannedKind},
        failure::{DocumentRefusal, Failure, SealObstacle},
        ports::{FileError, FileIdentity, FileSource, Overwrite, Probe, ReadFile},
        workflow::folder::{Room, files_in},
    },
    core::{
        pdf::{PdfError, PdfFile, SecurityError},
        sign::{
            DocumentKind, SignatureFormat,
            pdf::{PdfSignError, check_signable},
        },
        source::Source,
    },
};

/// How far from the start readers look for the header of a PDF.
const HEADER_WITHIN: usize = 1024;

/// Where the result of `document` goes: beside it, or into `folder`.
pub fn output_path(document: &Path, folder: Option<&Path>, format: SignatureFormat) -> PathBuf {
    let name = document.file_name().unwrap_or_default();
    let name = if let Some(name) = name.to_str() {
        format.output_name(name).into()
    } else {
        // A name that is no text: the ending still is.
        let mut name = name.to_os_string();
        name.push(format.output_name(""));
        name
    };
    match folder {
        Some(folder) => folder.join(name),
        None => document.with_file_name(name),
    }
}

/// Finds out what signing these documents would give.
pub fn plan(context: &Context<'_>, order: &PlanOrder) -> Vec<PlannedFile> {
    let Targets { targets, refused } = targets(context, order);
    let mut planned = plan_targets(context, targets, order.overwrite, Look::Into);
    planned.extend(refused);
    planned
}

/// What there is to sign.
pub struct Targets {
    /// The documents and the places of their results.
    pub targets: Vec<SignTarget>,
    /// Folders of which nothing is signed, and why.
    pub refused: Vec<PlannedFile>,
}

/// How closely documents are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Whether they are there and can be read: what is in them is seen when they are signed.
    At,
    /// Whether what is in them can be signed.
    Into,
}

impl Look {
    fn probe(self) -> Probe {
        match self {
            Self::At => Probe::System,
            Self::Into => Probe::Disk,
        }
    }
}

/// The documents of an order, those in folders among them, and the places of their results.
pub fn targets(context: &Context<'_>, order: &PlanOrder) -> Targets {
    let mut documents = Vec::new();
    let mut refused = Vec::new();
    let mut room = Room::default();
    for path in &order.documents {
        match files_in(context, path, &mut room, &|file, beside| {
            !is_result(file, beside)
        }) {
            // What is no folder, or holds nothing to sign, is looked at like any document.
            Ok(inside) if inside.is_empty() => documents.push(path.clone()),
            Ok(inside) => documents.extend(inside),
            Err(failure) => refused.push((path.clone(), failure)),
        }
    }
    let refused = refused.into_iter().map(|(folder, failure)| PlannedFile {
        target: SignTarget {
            output: folder.clone(),
            input: folder,
            format: order.form.wanted_for(DocumentKind::Other),
        },
        len: None,
        kind: PlannedKind::Other,
        problem: Some(failure),
    });
    let target = |input: PathBuf| {
        let opened = context.files.open(&input);
        let kind = opened.and_then(|file| kind_of(file.as_ref()));
        let format = order.form.wanted_for(kind.unwrap_or(DocumentKind::Other));
        SignTarget {
            output: output_path(&input, order.folder.as_deref(), format),
            input,
            format,
        }
    };
    Targets {
        targets: documents.into_iter().map(target).collect(),
        refused: refused.collect(),
    }
}

/// The same for results whose places are chosen already.
pub fn plan_targets(
    context: &Context<'_>,
    targets: Vec<SignTarget>,
    overwrite: Overwrite,
    how: Look,
) -> Vec<PlannedFile> {
    let identity = |path: &Path| context.files.identity(path);
    let documents: HashSet<FileIdentity> = targets
        .iter()
        .filter_map(|it| identity(&it.input))
        .collect();
    let mut outputs: HashSet<PathBuf> = HashSet::new();
    let mut folders: HashMap<PathBuf, Result<(), FileError>> = HashMap::new();
    let mut planned = Vec::with_capacity(targets.len());
    for target in targets {
        let is_document = identity(&target.output).is_some_and(|it| documents.contains(&it));
        let is_taken = !outputs.insert(target.output.clone()) || is_document;
        let file = plan_one(context, target, is_taken, overwrite, how, &mut folders);
        planned.push(file);
    }
    planned
}

fn plan_one(
    context: &Context<'_>,
    target: SignTarget,
    is_taken: bool,
    overwrite: Overwrite,
    how: Look,
    folders: &mut HashMap<PathBuf, Result<(), FileError>>,
) -> PlannedFile {
    let (len, looked) = match context.files.open(&target.input) {
        _ if context.cancel.is_raised() => (None, Err(Failure::Cancelled)),
        Ok(file) => match how {
            Look::At => (Some(file.len()), Ok(PlannedKind::Other)),
            Look::Into => (Some(file.len()), look(file.as_ref(), &target)),
        },
        Err(error) => (None, Err(Failure::unreadable(&target.input, error))),
    };
    let (kind, problem) = match looked {
        Ok(kind) => (kind, None),
        Err(problem) => (PlannedKind::Other, Some(problem)),
    };
    let files = context.files;
    let mut place = || {
        if is_taken {
            return Err(FileError::Exists);
        }
        files.check_name(&target.output, overwrite)?;
        // Trying out costs time, and a thousand documents may lie in one folder.
        let folder = target
            .output
            .parent()
            .unwrap_or(Path::new(""))
            .to_path_buf();
        let tried = folders
            .entry(folder)
            .or_insert_with_key(|folder| files.check_folder(folder, how.probe()));
        tried.clone()
    };
    let problem = problem.or_else(|| {
        let error = place().err()?;
        Some(Failure::unwritable(&target.output, error))
    });
    PlannedFile {
        target,
        len,
        kind,
        problem,
    }
}

/// What the document is, and whether it can have the form that is asked for.
fn look(file: &dyn ReadFile, target: &SignTarget) -> Result<PlannedKind, Failure> {
    let kind = kind_of(file).map_err(|error| Failure::DocumentUnreadable {
        path: target.input.clone(),
        error,
    })?;
    match (kind, target.format) {
        (DocumentKind::Other, SignatureFormat::Cms(_)) => Ok(PlannedKind::Other),
        (DocumentKind::Other, SignatureFormat::Pdf(_)) => Err(Failure::DocumentNotPdf {
            path: target.input.clone(),
        }),
        (DocumentKind::Pdf, format) => {
            let source = FileSource(file);
            let found = PdfFile::open_checked(&source)
                .map_err(PdfSignError::from)
                .and_then(|pdf| {
                    let pages = pdf.page_count()?;
                    Ok((pages, check_signable(&pdf)))
                });
            match (found, format) {
                (Ok((pages, Ok(signatures))), _) => Ok(PlannedKind::Pdf { pages, signatures }),
                (Ok((_, Err(error))) | Err(error), SignatureFormat::Pdf(_)) => {
                    Err(refusal(error, &target.input))
                }
                // Beside it a CMS can lie whatever is in it.
                (Ok((pages, Err(_))), SignatureFormat::Cms(_)) => Ok(PlannedKind::Pdf {
                    pages,
                    signatures: 0,
                }),
                (Err(_), SignatureFormat::Cms(_)) => Ok(PlannedKind::Other),
            }
        }
    }
}

/// What a document is, by its first bytes.
pub fn kind_of(file: &dyn ReadFile) -> Result<DocumentKind, FileError> {
    let head = FileSource(file).bytes(0, HEADER_WITHIN)?;
    // A CMS that carries a PDF has its header near the start too.
    let is_cms = matches!(head[..], [0x30, 0x80..=0x84, ..]);
    Ok(if !is_cms && head.windows(5).any(|it| it == b"%PDF-") {
        DocumentKind::Pdf
    } else {
        DocumentKind::Other
    })
}

/// Why a PDF cannot be signed, as people are told.
pub(in crate::app::workflow) fn refusal(error: PdfSignError, path: &Path) -> Failure {
    let path = path.to_path_buf();
    let refused = |reason| Failure::DocumentRefuses {
        path: path.clone(),
        reason,
    };
    match error {
        PdfSignError::Certified => refused(DocumentRefusal::Certified),
        PdfSignError::Locked => refused(DocumentRefusal::Locked),
        PdfSignError::NotPermitted => refused(DocumentRefusal::NotPermitted),
        PdfSignError::Pdf(PdfError::Security(error)) => refused(match error {
            SecurityError::PasswordNeeded => DocumentRefusal::PasswordNeeded,
            SecurityError::Unknown => DocumentRefusal::UnknownEncryption,
        }),
        PdfSignError::Pdf(PdfError::Source(error)) => Failure::unreadable(&path, error.into()),
        PdfSignError::Pdf(_) | PdfSignError::TooLarge => refused(DocumentRefusal::Damaged),
        PdfSignError::ContentsTooLarge { .. } => Failure::Internal,
        PdfSignError::Seal(_) => Failure::SealUnsuitable {
            path,
            reason: SealObstacle::Drawing,
        },
        PdfSignError::SealForbidden => Failure::SealUnsuitable {
            path,
            reason: SealObstacle::EarlierSignature,
        },
    }
}

/// Whether it is what signing another document made: that document lies beside it.
fn is_result(path: &Path, beside: &HashSet<PathBuf>) -> bool {
    let Some(name) = path.file_name().and_then(|it| it.to_str()) else {
        return false;
    };
    let original = match name.rsplit_once('.') {
        Some((original, "p7s" | "p7m")) => original.to_owned(),
        Some((stem, extension)) => match stem.strip_suffix(".signed") {
            Some(stem) => format!("{stem}.{extension}"),
            None => return false,
        },
        None => return false,
    };
    beside.contains(&path.with_file_name(original))
}
