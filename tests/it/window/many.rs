//! Ten thousand files, signatures and letters: what a frame costs does not grow with them, and their names
//! show as what they are. Work is counted, in what is painted and what assistive technology has; no time
//! is measured.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use egui::Shape;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::command::{CancelFlag, Command, MOST_DOCUMENTS, PlanOrder, SignTarget};
use inkan::app::event::{Event, SignOutcome, SignStep, VerifiedFile, VerifiedKind};
use inkan::app::failure::Failure;
use inkan::app::ports::{
    FileError, Presence, ReaderKind, ReaderName, ReaderReport, ReaderSnapshot, Source,
};
use inkan::app::settings::{ColorScheme, Language, Settings};
use inkan::app::state::{Action, AppState, Effect, SignPhase};
use inkan::app::workflow::Context;
use inkan::app::workflow::sign::plan;
use inkan::core::cert::{Certificate, TrustStore};
use inkan::core::sign::{Encapsulation, SignatureFormat};
use inkan::core::verify::{Flaw, Integrity, Report, SignatureReport};
use inkan::platform::{clock::SystemClock, files::SystemFiles};

use super::rig::{Rig, Setup};
use super::verifying;
use crate::bombs::certificate::{Person, named, piled};
use crate::bombs::folders::{hostile_names, is_harmless};

/// What a frame costs.
#[derive(Clone, Copy, Debug)]
struct Work {
    shapes: usize,
    glyphs: usize,
    nodes: usize,
}

impl Work {
    fn of(rig: &Rig) -> Self {
        let shapes = rig.harness.output().shapes.iter().map(|it| &it.shape);
        let (shapes, glyphs) = shapes.fold((0, 0), |(shapes, glyphs), shape| {
            let (more, letters) = counted(shape);
            (shapes + more, glyphs + letters)
        });
        let nodes = rig.harness.query_all_by_label_contains("").count();
        Self {
            shapes,
            glyphs,
            nodes,
        }
    }

    /// Hardly more than `less`: numbers have more digits.
    fn assert_like(self, less: Self, what: &str) {
        let is_like = self.shapes <= less.shapes + 40
            && self.glyphs <= less.glyphs + less.glyphs / 4 + 200
            && self.nodes <= less.nodes + 20;
        assert!(is_like, "{what}: {self:?} after {less:?}");
    }
}

fn counted(shape: &Shape) -> (usize, usize) {
    match shape {
        Shape::Vec(shapes) => shapes
            .iter()
            .map(counted)
            .fold((0, 0), |(a, b), (c, d)| (a + c, b + d)),
        Shape::Text(text) => (1, text.galley.rows.iter().map(|row| row.glyphs.len()).sum()),
        _ => (1, 0),
    }
}

/// The window, in which what the bundled fonts lack may be shown as a box: where it is opened in earnest, the
/// system's fonts are asked for it.
fn with_any_names(setup: Setup) -> Rig {
    let rig = setup.open();
    rig.harness
        .ctx
        .set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    rig
}

fn signature(integrity: Integrity) -> SignatureReport {
    SignatureReport {
        integrity,
        ..verifying::signature("Signature1")
    }
}

const BAD: Integrity = Integrity::Broken(Flaw::ContentChanged);

fn checked(path: PathBuf, signatures: Vec<SignatureReport>) -> VerifiedFile {
    VerifiedFile {
        path,
        kind: VerifiedKind::Pdf,
        content: None,
        report: Ok(Report { signatures }),
    }
}

fn path(number: usize) -> PathBuf {
    PathBuf::from(format!("nowhere/document-{number:05}.pdf"))
}

fn paths(count: usize) -> Vec<PathBuf> {
    (0..count).map(path).collect()
}

/// So many files, of which two cannot be read and one is bad.
fn answers(count: usize) -> Vec<VerifiedFile> {
    let mut files: Vec<_> = paths(count)
        .into_iter()
        .map(|path| checked(path, vec![signature(Integrity::Intact)]))
        .collect();
    for place in [3, 5] {
        let error = FileError::NotFound;
        files[place].report = Err(Failure::unreadable(&files[place].path, error));
    }
    files[7].report = Ok(Report {
        signatures: vec![signature(BAD)],
    });
    files
}

fn outcomes(count: usize) -> Vec<SignOutcome> {
    let target = |input: PathBuf| SignTarget {
        output: input.with_extension("signed.pdf"),
        input,
        format: SignatureFormat::Cms(Encapsulation::Detached),
    };
    let outcome = |(place, path): (usize, PathBuf)| SignOutcome {
        target: target(path),
        result: if place % 2 == 0 {
            Ok(())
        } else {
            Err(Failure::Cancelled)
        },
        checks: Vec::new(),
    };
    paths(count).into_iter().enumerate().map(outcome).collect()
}

/// The frame of each page with so many files.
fn frames(count: usize) -> Vec<(&'static str, Work)> {
    let mut rig = Setup::practice("normal").sized(1080.0, 1900.0).open();
    let mut frames = Vec::new();
    rig.page(3);
    rig.told(Event::Verified(answers(count)));
    frames.push(("checked", Work::of(&rig)));
    rig.page(2);
    rig.act(Action::AddFiles(paths(count)));
    frames.push(("chosen", Work::of(&rig)));
    let step = SignStep::Hashing;
    rig.told(Event::SignProgress {
        done: count / 2,
        total: count,
        step,
    });
    frames.push(("working", Work::of(&rig)));
    rig.told(Event::SignFinished {
        outcomes: outcomes(count),
        stopped_by: None,
    });
    frames.push(("finished", Work::of(&rig)));
    let items = rig.harness.query_all_by_role(Role::ListItem).count();
    assert!(items <= 20, "{items} rows of two lists are there");
    frames
}

#[test]
fn a_frame_costs_the_same_with_ten_thousand_files() {
    for ((what, less), (_, more)) in frames(100).into_iter().zip(frames(MOST_DOCUMENTS)) {
        println!("{what}: {less:?}, {more:?}");
        assert!(less.glyphs > 200, "{what}: {less:?}");
        more.assert_like(less, what);
    }
}

#[test]
fn of_many_files_each_can_be_looked_at_the_worst_first() {
    let mut rig = Setup::practice("normal").open();
    rig.page(3);
    rig.told(Event::Verified(answers(40)));
    assert!(rig.sees("40件を調べました。このうち3件には注意が必要です"));
    assert!(rig.sees("調べたファイル（40件）"));
    let heading = |rig: &Rig, number: usize| {
        let name = format!("document-{number:05}.pdf");
        rig.harness
            .query_by_role_and_label(Role::Heading, &name)
            .is_some()
    };
    assert!(heading(&rig, 7), "the bad one is shown");
    assert!(rig.sees("この署名は信用できません"));
    rig.picture("verify-many");
    rig.press("document-00003.pdfの結果を見る");
    assert!(heading(&rig, 3) && !heading(&rig, 7));
    assert!(rig.sees("E-DOC-01"));
    rig.press("document-00000.pdfの結果を見る");
    assert!(heading(&rig, 0));
    // Another choice begins with the worst again.
    rig.told(Event::VerifyProgress { done: 0, total: 1 });
    rig.told(Event::Verified(answers(40)));
    assert!(heading(&rig, 7));
}

#[test]
fn lists_of_many_files_fit_every_look() {
    for (colors, percent, language, (width, height)) in [
        (ColorScheme::Light, 100, Language::Ja, (1080.0, 760.0)),
        (
            ColorScheme::HighContrast,
            200,
            Language::JaEasy,
            (720.0, 3000.0),
        ),
        (ColorScheme::Dark, 150, Language::En, (720.0, 3000.0)),
    ] {
        let setup = Setup::practice("normal").look(colors, percent, language);
        let mut rig = with_any_names(setup.sized(width, height));
        rig.page(3);
        let mut files = answers(30);
        for (file, name) in files.iter_mut().rev().zip(hostile_names()) {
            file.path = PathBuf::from(OsString::from_vec(name));
        }
        rig.told(Event::Verified(files));
        let name = format!("verify-many-{colors:?}-{percent}-{language:?}");
        rig.picture(&name);
        rig.assert_fits(&name, width);
    }
}

#[test]
fn more_files_than_are_taken_are_refused_in_a_sentence() {
    let many = paths(100_000);
    let actions = [
        Action::OpenFiles(many.clone()),
        Action::AddFiles(many.clone()),
        Action::Verify(many),
    ];
    for action in actions {
        let mut rig = Setup::practice("normal").open();
        rig.act(action);
        assert!(rig.sees("「nowhere」の文書が多すぎます"));
        assert!(rig.sees("E-DOC-10") && rig.sees("10,000件まで"));
        assert!(rig.harness.state().state().desk.files.is_empty());
    }
    // Those that are there stay, and no more come.
    let mut rig = Setup::practice("normal").open();
    rig.act(Action::AddFiles(paths(MOST_DOCUMENTS)));
    assert!(!rig.sees("E-DOC-10"));
    rig.act(Action::AddFiles(vec![PathBuf::from("one-more.txt")]));
    assert!(rig.sees("E-DOC-10"));
    let there = rig.harness.state().state().desk.files.len();
    assert_eq!(there, MOST_DOCUMENTS);
}

#[test]
fn a_folder_with_too_many_files_is_told_of_in_its_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let many = folder.path().join("たくさん");
    std::fs::create_dir(&many).expect("made");
    for number in 0..=MOST_DOCUMENTS {
        std::fs::File::create(many.join(format!("{number}.txt"))).expect("made");
    }
    let mut rig = Setup::practice("normal").open();
    rig.act(Action::AddFiles(vec![many]));
    assert!(rig.sees("「たくさん」の文書が多すぎます"));
    assert!(rig.sees("署名する文書（1件）"));
    rig.press("たくさん を外す");
    assert!(!rig.sees("E-DOC-10"));
}

#[test]
fn looking_at_many_files_can_be_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..3 {
        std::fs::write(folder.path().join(format!("{number}.txt")), "text").expect("written");
    }
    let document = folder.path().join("0.txt");
    let order = PlanOrder {
        documents: vec![folder.path().to_owned(), document],
        ..PlanOrder::default()
    };
    let (cancel, trust) = (CancelFlag::default(), TrustStore::empty());
    cancel.raise();
    let context = Context {
        clock: &SystemClock,
        files: &SystemFiles,
        trust: &trust,
        cancel: &cancel,
    };
    let files = plan(&context, &order);
    let problems: Vec<_> = files.iter().map(|it| it.problem.clone()).collect();
    assert_eq!(problems, vec![Some(Failure::Cancelled); 2]);
    // The window offers it while the worker looks, and does not begin again by itself.
    let mut rig = Setup::practice("normal").open();
    rig.page(2);
    rig.harness
        .state_mut()
        .act(Action::AddFiles(order.documents.clone()));
    rig.harness.run();
    assert!(rig.buttons().iter().any(|it| it == "中止する"));
    let order = rig.harness.state().state().desk.order.clone();
    let mut state = AppState::new(Source::Real, Settings::default());
    let _looked_at = state.act(Action::AddFiles(order.documents.clone()));
    let order = state.desk.order.clone();
    let effects = state.apply(Event::SignPlanned(order, files));
    let again = |it: &Effect| matches!(it, Effect::Send(Command::PlanSigning(_)));
    assert!(!effects.iter().any(again));
    assert_eq!(state.desk.phase, SignPhase::Choosing);
}

fn all_words(rig: &Rig) -> Vec<String> {
    let nodes = rig.harness.query_all_by_label_contains("");
    nodes
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

#[test]
fn names_of_files_say_nothing_but_themselves() {
    let names = || {
        let names = hostile_names().into_iter();
        names.map(|name| PathBuf::from(OsString::from_vec(name)))
    };
    // All of them with all their words, and all of them in a list.
    for more in [0, 20] {
        for some in [0..5, 5..10] {
            let chosen = || names().skip(some.start).take(5).chain(paths(more));
            let mut rig = with_any_names(Setup::practice("normal").sized(1080.0, 4000.0));
            rig.page(3);
            let files = chosen().map(|it| checked(it, vec![signature(BAD)]));
            rig.told(Event::Verified(files.collect()));
            let mut words = all_words(&rig);
            rig.page(2);
            rig.act(Action::AddFiles(chosen().collect()));
            words.extend(all_words(&rig));
            let mut ended = outcomes(5 + more);
            for (outcome, path) in ended.iter_mut().zip(chosen()) {
                outcome.target.output = path.with_extension("pdf.p7s");
                outcome.target.input = path;
            }
            rig.told(Event::SignProgress {
                done: 0,
                total: 1,
                step: SignStep::Signing,
            });
            words.extend(all_words(&rig));
            rig.told(Event::SignFinished {
                outcomes: ended,
                stopped_by: None,
            });
            words.extend(all_words(&rig));
            for said in &words {
                assert!(is_harmless(&said.replace('\n', "")), "{said:?}");
                assert!(!said.contains("a\n"), "{said:?}");
            }
            if some.start == 0 {
                assert!(
                    words.iter().any(|it| it == "bill-\u{FFFD}fdp.p7s"),
                    "{words:?}"
                );
            } else {
                assert!(
                    words.iter().any(|it| it.contains(&"龠".repeat(83))),
                    "{words:?}"
                );
            }
        }
    }
}

#[test]
fn names_of_readers_say_nothing_but_themselves() {
    let mut rig = with_any_names(Setup::bare());
    let readers = ["first", "second"].map(|which| ReaderSnapshot {
        name: ReaderName(format!("{which}\u{202E}1 redaeR\nカードを読み取りました")),
        kind: ReaderKind::Physical,
        presence: Presence::Empty,
        atr: Vec::new(),
    });
    rig.told(Event::Readers(ReaderReport::Readers(readers.into())));
    let mut words = all_words(&rig);
    rig.page(6);
    words.extend(all_words(&rig));
    let shown = "second\u{FFFD}1 redaeR\u{FFFD}カードを読み取りました";
    assert!(words.iter().any(|it| it == shown), "{words:?}");
    for said in words {
        assert!(is_harmless(&said.replace('\n', "")), "{said:?}");
    }
}

/// A signer whose certificate is as large as is read of one.
fn signed_by(change: impl FnOnce(&mut Person)) -> SignatureReport {
    let mut person = Person::new(1);
    change(&mut person);
    let signer = Certificate::from_der(&person.certificate()).expect("read");
    SignatureReport {
        signer: Some(signer),
        ..signature(BAD)
    }
}

#[test]
fn a_certificate_of_sixty_kibibytes_does_not_fill_a_frame() {
    for (what, signature) in [
        (
            "name",
            signed_by(|it| it.subject = Some(named(&vec![b'A'; 60_000]))),
        ),
        (
            "marks",
            signed_by(|it| it.subject = Some(named(&piled(29_000)))),
        ),
        (
            "kanji",
            signed_by(|it| {
                let kanji: String = ('\u{4E00}'..'\u{9FA5}').take(19_000).collect();
                it.subject = Some(named(kanji.as_bytes()));
            }),
        ),
        ("serial", signed_by(|it| it.serial = vec![0x55; 60_000])),
    ] {
        let mut rig = with_any_names(Setup::practice("normal").sized(1080.0, 3000.0));
        rig.page(3);
        rig.told(Event::Verified(vec![checked(path(1), vec![signature])]));
        rig.press("署名した人の証明書を見る");
        let masked: Vec<_> = rig.buttons();
        let masked: Vec<_> = masked.iter().filter(|it| it.ends_with("表示")).collect();
        for button in &masked {
            rig.press(button);
        }
        assert!(!masked.is_empty());
        assert_eq!(rig.sees("5555555555555555"), what == "serial");
        let work = Work::of(&rig);
        println!("{what}: {work:?}");
        assert!(work.glyphs < 12_000, "{what}: {work:?}");
    }
}

#[test]
fn of_many_signatures_the_worst_are_shown_and_the_others_counted() {
    let many = |count: usize| {
        let mut signatures = vec![signature(Integrity::Intact); count];
        let last = signatures.last_mut().expect("some");
        *last = signature(BAD);
        let mut rig = Setup::practice("normal").sized(1080.0, 9000.0).open();
        rig.page(3);
        rig.told(Event::Verified(vec![checked(path(1), signatures)]));
        rig
    };
    let (few, all) = (many(16), many(256));
    assert!(few.sees("署名 1（全16）") && few.sees("署名 16（全16）"));
    assert!(!few.sees("ほかに"));
    assert!(all.sees("署名 256（全256）"), "the bad one");
    assert!(all.sees("署名 15（全256）") && !all.sees("署名 16（全256）"));
    assert!(all.sees("ほかに240件あります"));
    Work::of(&all).assert_like(Work::of(&few), "signatures");
}
