//! Other programs that come in between: they take a name, or write to the document while it is signed.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use inkan::{
    app::{event::SignOutcome, failure::Failure, ports::FileError},
    core::sign::SignatureFormat,
};

use super::{ATTACHED, DETACHED, PDF, document, job, names, target, while_signing};
use crate::bench::Bench;

/// Signs one document and lets `meanwhile` do something to it or the place of its result. Gives the
/// outcome, what the folder holds afterwards, and the result's place.
fn sign(
    format: SignatureFormat,
    meanwhile: impl FnOnce(&Path, &Path) + Send + 'static,
) -> (SignOutcome, Vec<String>, PathBuf, Bench) {
    let mut bench = Bench::with("normal");
    let input = document(bench.folder.path(), format);
    let target = target(input, None, format);
    let (input, output) = (target.input.clone(), target.output.clone());
    while_signing(&mut bench, 1, {
        let output = output.clone();
        move || meanwhile(&input, &output)
    });
    let outcome = bench.sign(job(vec![target])).remove(0);
    let names = names(bench.folder.path());
    (outcome, names, output, bench)
}

#[test]
fn a_name_that_someone_else_took_meanwhile_stays_theirs() {
    for format in [DETACHED, ATTACHED, PDF] {
        let (outcome, names, output, _bench) = sign(format, |_, output| {
            fs::write(output, b"theirs").expect("written");
        });
        assert!(
            matches!(
                outcome.result,
                Err(Failure::OutputFailed {
                    error: FileError::Exists,
                    ..
                })
            ),
            "{outcome:?}"
        );
        assert_eq!(names.len(), 2, "{names:?}");
        assert_eq!(fs::read(output).expect("read"), b"theirs");
    }
}

#[test]
fn a_document_that_was_written_to_while_it_was_signed_is_not_signed() {
    let changes: [fn(&Path); 4] = [
        |path| {
            let file = File::options().append(true).open(path);
            std::io::Write::write_all(&mut file.expect("opened"), b"more").expect("written");
        },
        |path| {
            let file = File::options().write(true).open(path);
            file.expect("opened").set_len(5).expect("cut");
        },
        // As long as before.
        |path| {
            let file = File::options().write(true).open(path);
            std::io::Write::write_all(&mut file.expect("opened"), b"X").expect("written");
        },
        // As programs save: another file under the same name.
        |path| {
            let mut contents = fs::read(path).expect("read");
            contents[0] ^= 1;
            let beside = path.with_extension("new");
            fs::write(&beside, contents).expect("written");
            fs::rename(beside, path).expect("renamed");
        },
    ];
    for format in [DETACHED, ATTACHED, PDF] {
        for (place, change) in changes.into_iter().enumerate() {
            let (outcome, names, _, _bench) = sign(format, move |input, _| change(input));
            assert!(
                matches!(outcome.result, Err(Failure::DocumentChanged { .. })),
                "{format:?}, change {place}: {outcome:?}"
            );
            assert_eq!(names.len(), 1, "{names:?}");
        }
    }
}

#[test]
fn a_document_that_was_removed_while_it_was_signed_is_missed() {
    for format in [DETACHED, ATTACHED, PDF] {
        let (outcome, names, _, _bench) = sign(format, |input, _| {
            fs::remove_file(input).expect("removed");
        });
        assert!(
            matches!(
                outcome.result,
                Err(Failure::DocumentUnreadable {
                    error: FileError::NotFound,
                    ..
                })
            ),
            "{format:?}: {outcome:?}"
        );
        assert_eq!(names, [""; 0]);
    }
}
