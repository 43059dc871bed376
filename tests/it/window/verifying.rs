//! 署名を確認 and opening files: PDFs with one signature and with several, changed ones, the report to keep.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::event::{Event, VerifiedFile, VerifiedKind};
use inkan::app::ports::DialogRequest;
use inkan::app::settings::{ColorScheme, Language};
use inkan::app::state::{Action, AppState, Page};
use inkan::core::cert::IssuerTrust;
use inkan::core::verify::{
    CertificateTime, ChangesAfter, Coverage, DigestName, Flaw, Integrity, Report, SignatureReport,
};
use inkan::sim::DEMO_SIGN_PASSWORD;

use super::documents::pdf;
use super::rig::{Rig, Setup};

/// The same document signed twice in practice mode.
fn signed(folder: &Path) -> (Rig, PathBuf) {
    let document = pdf(folder, "契約書.pdf", 1);
    let mut rig = Setup::practice("normal").open();
    rig.press("文書に署名");
    let mut next = document;
    for name in ["契約書.signed.pdf", "契約書.signed.signed.pdf"] {
        rig.dialogs.borrow_mut().answers.push_back(vec![next]);
        rig.press("文書を選ぶ…");
        rig.press("署名する…");
        rig.type_pin(DEMO_SIGN_PASSWORD);
        rig.press("署名する");
        assert!(rig.sees("1件の文書に署名しました"));
        rig.press("ほかの文書に署名する");
        next = folder.join(name);
    }
    (rig, next)
}

fn check(rig: &mut Rig, path: &Path) {
    rig.press("署名を確認");
    let answers = vec![path.to_owned()];
    rig.dialogs.borrow_mut().answers.push_back(answers);
    let choose = ["確認するファイルを選ぶ…", "ほかのファイルを確かめる…"];
    let there = rig.buttons();
    let choose = choose.into_iter().find(|it| there.iter().any(|b| b == it));
    rig.press(choose.expect("one of them"));
}

#[test]
fn a_pdf_signed_twice_tells_of_both_and_a_changed_one_is_not_trusted() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut rig, path) = signed(folder.path());
    check(&mut rig, &path);
    assert!(rig.sees("署名 1（全2）") && rig.sees("署名 2（全2）"));
    assert!(rig.sees("別の署名が追加されています"));
    assert!(rig.sees("練習用です。本物の署名ではありません"));
    assert!(rig.sees("未実施"));
    assert!(!rig.sees("東京都"), "the address is nobody's business");
    rig.picture("verify-pdf");
    let bytes = std::fs::read(&path).expect("reads");
    let mut changed = bytes.clone();
    let place = bytes.len() / 3;
    changed[place] ^= 1;
    let other = folder.path().join("changed.pdf");
    std::fs::write(&other, changed).expect("writes");
    check(&mut rig, &other);
    assert!(rig.sees("この署名は信用できません") || rig.sees("読み"));
    assert!(!rig.sees("文書は署名のあとで変わっていません"));
    rig.picture("verify-pdf-changed");
}

#[test]
fn the_signers_certificate_is_behind_a_fold_and_masked() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut rig, path) = signed(folder.path());
    check(&mut rig, &path);
    rig.press("署名した人の証明書を見る");
    assert!(rig.sees("生年月日"));
    assert!(!rig.sees("東京都"));
    rig.picture("verify-certificate");
    rig.press("住所 表示");
    assert!(rig.sees("県") || rig.sees("都"));
}

#[test]
fn the_report_is_saved_as_text_and_as_pdf() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut rig, path) = signed(folder.path());
    check(&mut rig, &path);
    for (button, name) in [("テキストで保存…", "r.txt"), ("PDFで保存…", "r.pdf")] {
        let place = folder.path().join(name);
        rig.dialogs
            .borrow_mut()
            .answers
            .push_back(vec![place.clone()]);
        rig.press(button);
        assert!(rig.sees("保存しました"));
        let bytes = std::fs::read(&place).expect("written");
        if name == "r.txt" {
            let text = String::from_utf8(bytes).expect("text");
            for words in [
                "電子署名の確認結果",
                "練習用です",
                "署名 1（全2）",
                "失効確認：未実施",
            ] {
                assert!(text.contains(words), "{words} in {text}");
            }
            assert!(!text.contains("生年月日"));
        } else {
            assert!(bytes.starts_with(b"%PDF-"));
        }
    }
    let asked = rig.dialogs.borrow().opened.clone();
    let report = DialogRequest::SaveReport("inkan-report.pdf".to_owned());
    assert!(asked.contains(&report));
}

#[test]
fn files_opened_with_the_program_go_where_they_belong() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, signed) = signed(folder.path());
    let elsewhere = tempfile::tempdir().expect("a folder");
    let plain = pdf(elsewhere.path(), "契約書.pdf", 1);
    let open = |paths: Vec<PathBuf>| {
        let mut rig = Setup::practice("normal").open();
        for path in paths {
            rig.drop_file(&path);
        }
        rig
    };
    let rig = open(vec![signed.clone()]);
    assert_eq!(rig.harness.state().state().page, Page::Verify);
    let rig = open(vec![plain.clone()]);
    assert_eq!(rig.harness.state().state().page, Page::Sign);
    assert!(rig.sees("できるファイル：契約書.signed.pdf"));
    // On the page that signs, whatever is dropped is to be signed: a second person's turn.
    let rig = open(vec![plain, signed]);
    assert!(rig.sees("署名する文書（2件）"));
    assert!(rig.sees("署名が2つあります"));
}

pub fn signature(field: &str) -> SignatureReport {
    SignatureReport {
        field: Some(field.to_owned()),
        integrity: Integrity::Intact,
        coverage: Coverage::WholeDocument,
        changes_after: ChangesAfter::None,
        digest: DigestName::Sha256,
        signed_at: None,
        signer: None,
        chain: IssuerTrust::Trusted,
        certificate_time: CertificateTime::Within,
    }
}

fn told(rig: &mut Rig, files: Vec<(&str, Vec<SignatureReport>)>) {
    rig.press("署名を確認");
    let files = files
        .into_iter()
        .map(|(name, signatures)| VerifiedFile {
            kind: VerifiedKind::Pdf,
            path: PathBuf::from(name),
            content: None,
            report: Ok(Report { signatures }),
        })
        .collect();
    rig.told(Event::Verified(files));
}

#[test]
fn what_came_after_a_signature_is_said_in_words() {
    let earlier = |changes_after| SignatureReport {
        coverage: Coverage::EarlierRevision,
        changes_after,
        ..signature("Signature1")
    };
    for (report, title, words) in [
        (
            earlier(ChangesAfter::FormAndAnnotations),
            "署名した内容は変わっていません。署名のあとに、記入や注釈の追加があります",
            "追加の部分は署名されていません",
        ),
        (
            earlier(ChangesAfter::Other),
            "この署名は信用できません",
            "文書の見た目や中身を変える追加があります",
        ),
        (
            SignatureReport {
                coverage: Coverage::Partial,
                ..signature("Signature1")
            },
            "この署名は信用できません",
            "署名の付いていない部分があります",
        ),
        (
            SignatureReport {
                integrity: Integrity::Broken(Flaw::DigestWeak),
                digest: DigestName::Sha1,
                ..signature("Signature1")
            },
            "この署名は信用できません",
            "古くて破られやすい方式",
        ),
    ] {
        let mut rig = Setup::practice("normal").open();
        told(&mut rig, vec![("a.pdf", vec![report])]);
        assert!(rig.sees(title), "{title}");
        assert!(rig.sees(words), "{words}");
        assert!(rig.sees("署名欄の名前：Signature1"));
        let alerts = rig.harness.query_all_by_role(Role::Alert).count();
        assert!(alerts > 0, "not good news: {title}");
    }
}

#[test]
fn the_worst_of_several_files_comes_first() {
    let mut rig = Setup::practice("normal").open();
    let bad = SignatureReport {
        integrity: Integrity::Broken(Flaw::ContentChanged),
        ..signature("Signature1")
    };
    told(
        &mut rig,
        vec![
            ("good.pdf", vec![signature("Signature1")]),
            ("bad.pdf", vec![bad]),
        ],
    );
    assert!(rig.sees("2件を調べました。このうち1件には注意が必要です"));
    let headings: Vec<_> = rig
        .harness
        .query_all_by_role(Role::Heading)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    let place = |name: &str| headings.iter().position(|it| it == name);
    assert!(place("bad.pdf") < place("good.pdf"), "{headings:?}");
    rig.picture("verify-several");
}

#[test]
fn the_verification_page_fits_every_look() {
    for (colors, percent, language, (width, height)) in [
        (ColorScheme::Dark, 100, Language::En, (1080.0, 760.0)),
        (
            ColorScheme::HighContrast,
            200,
            Language::Ja,
            (720.0, 3000.0),
        ),
        (ColorScheme::Light, 200, Language::En, (720.0, 3000.0)),
        (ColorScheme::Light, 100, Language::JaEasy, (1080.0, 760.0)),
        (ColorScheme::Dark, 200, Language::JaEasy, (720.0, 3000.0)),
        (
            ColorScheme::HighContrast,
            200,
            Language::JaEasy,
            (720.0, 540.0),
        ),
    ] {
        let setup = Setup::practice("normal").look(colors, percent, language);
        let mut rig = setup.sized(width, height).open();
        rig.harness
            .key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num3);
        rig.run();
        let files = [Integrity::Broken(Flaw::ContentChanged), Integrity::Intact].map(|integrity| {
            VerifiedFile {
                kind: VerifiedKind::Pdf,
                path: PathBuf::from("とても長い名前の契約書（最終版）.signed.pdf"),
                content: None,
                report: Ok(Report {
                    signatures: vec![
                        SignatureReport {
                            integrity,
                            ..signature("承認者の署名欄.Signature1")
                        };
                        2
                    ],
                }),
            }
        });
        rig.told(Event::Verified(files.into()));
        let name = format!("verify-{colors:?}-{percent}-{language:?}-{width}-full");
        rig.picture(&name);
        rig.assert_fits(&name, width);
    }
}

#[test]
fn opening_no_file_asks_nobody() {
    let mut state = AppState::new(
        inkan::app::ports::Source::Real,
        inkan::app::settings::Settings::default(),
    );
    assert!(state.act(Action::OpenFiles(Vec::new())).is_empty());
}

#[test]
fn checking_many_says_how_far_it_is_and_can_be_stopped() {
    let mut rig = Setup::practice("normal").open();
    rig.press("署名を確認");
    rig.told(Event::VerifyProgress { done: 1, total: 3 });
    assert!(rig.sees("3件中2件目"));
    rig.press("中止する");
    rig.told(Event::VerifyProgress { done: 0, total: 1 });
    assert!(!rig.sees("件中"), "one file is not counted");
    rig.assert_fits("working", 1080.0);
}
