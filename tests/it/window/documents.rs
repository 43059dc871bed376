//! 文書に署名 with PDFs: what for, a seal in its place, many files, all of it without a mouse.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::command::PageChoice;
use inkan::app::event::{Event, SignOutcome, SignStep};
use inkan::app::failure::Failure;
use inkan::app::ports::DialogRequest;
use inkan::app::settings::{ColorScheme, Language};
use inkan::app::state::SealLook;
use inkan::core::pdf::report::{Block, TextReport};
use inkan::core::rules::{Destination, DestinationRule};
use inkan::sim::DEMO_SIGN_PASSWORD;

use super::rig::{Rig, Setup};

/// A PDF with some pages of text.
pub fn pdf(folder: &Path, name: &str, pages: usize) -> PathBuf {
    let path = folder.join(name);
    let line = "この契約書は、見本です。甲と乙は、次のとおり合意しました。".to_owned();
    let blocks = vec![Block::Paragraph(line); 1 + (pages - 1) * 45];
    let report = TextReport {
        title: "見本の契約書".to_owned(),
        language: "ja".to_owned(),
        footer: String::new(),
        blocks,
    };
    std::fs::write(&path, report.to_pdf().expect("a PDF")).expect("writes");
    path
}

fn text(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, "見本の文書です。\n").expect("writes");
    path
}

fn laid_out(setup: Setup, paths: Vec<PathBuf>) -> Rig {
    let mut rig = setup.open();
    rig.harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    rig.run();
    rig.dialogs.borrow_mut().answers.push_back(paths);
    rig.harness.key_press_modifiers(Modifiers::COMMAND, Key::O);
    rig.run();
    rig
}

fn is_taken(rig: &Rig, choice: &str) -> bool {
    let node = rig.harness.get_by_role_and_label(Role::RadioButton, choice);
    node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
}

#[test]
fn pdfs_are_signed_for_the_registry_and_compared_with_its_rules() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = pdf(folder.path(), "契約書.pdf", 3);
    let second = pdf(folder.path(), "覚書.pdf", 1);
    let mut rig = laid_out(Setup::practice("normal"), vec![first, second]);
    assert!(rig.sees("PDF・3ページ"));
    assert!(rig.sees("できるファイル：契約書.signed.pdf"));
    assert!(is_taken(&rig, "PDF一般"), "all are PDFs");
    rig.picture("pdf-ready");
    rig.press("登記・供託");
    assert!(is_taken(&rig, "登記・供託"));
    rig.press("署名する…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("署名する");
    assert!(
        rig.sees("2件の文書に署名しました"),
        "{:?}",
        rig.harness.state().state().desk.phase
    );
    assert!(rig.sees("「登記・供託」の決まりに合っているか"));
    assert!(rig.sees("すべて合っています。"));
    assert!(rig.sees("練習用の署名です"));
    rig.picture("pdf-done");
    assert!(folder.path().join("契約書.signed.pdf").exists());
}

#[test]
fn a_seal_is_placed_with_the_keyboard_and_with_the_pointer() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = pdf(folder.path(), "契約書.pdf", 3);
    let mut rig = laid_out(Setup::practice("normal").sized(1080.0, 1900.0), vec![path]);
    rig.press("四角い印影（氏名と日付）");
    let corner = |rig: &Rig| {
        let (left, top) = rig.harness.state().state().desk.seal.corner_mm();
        (left.round(), top.round())
    };
    assert_eq!(corner(&rig), (145.0, 20.0), "at the upper right at first");
    rig.picture("seal-rectangle");
    rig.harness.set_size(egui::vec2(1080.0, 1280.0));
    rig.run();
    rig.picture("sign-seal");
    rig.harness.set_size(egui::vec2(1080.0, 1900.0));
    rig.run();
    rig.harness.get_by_role(Role::Canvas).focus();
    rig.run();
    for (modifiers, key) in [
        (Modifiers::NONE, Key::ArrowLeft),
        (Modifiers::NONE, Key::ArrowLeft),
        (Modifiers::SHIFT, Key::ArrowDown),
    ] {
        rig.harness.key_press_modifiers(modifiers, key);
        rig.run();
    }
    assert_eq!(corner(&rig), (143.0, 30.0));
    let page = rig.harness.get_by_role(Role::Canvas);
    assert_eq!(page.value().as_deref(), Some("左から143 mm、上から30 mm"));
    for _ in 0..40 {
        rig.harness
            .key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    }
    rig.run();
    let (_, top) = corner(&rig);
    assert!(
        (top - (297.0 - 18.0)).abs() < 1.0,
        "never off the page: {top}"
    );
    // A press puts its middle where the pointer is.
    let middle = rig.harness.get_by_role(Role::Canvas).rect().center();
    rig.harness.hover_at(middle);
    rig.run();
    rig.harness.get_by_role(Role::Canvas).click();
    rig.run();
    let (left, top) = corner(&rig);
    assert!((left - (210.0 - 45.0) / 2.0).abs() <= 1.0, "{left}");
    assert!((top - (297.0 - 18.0) / 2.0).abs() <= 1.0, "{top}");

    rig.press("幅を大きくする");
    assert!(rig.sees("46 mm"));
    rig.press("最後のページ");
    let desk = &rig.harness.state().state().desk;
    assert_eq!(desk.seal.page, PageChoice::Last);
    assert!(rig.sees("3ページ（全3ページ）"));
    rig.press("前のページ");
    assert!(rig.sees("2ページ（全3ページ）"));
    rig.press("丸い印影（氏名）");
    rig.picture("seal-round");
    rig.press("署名する…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("署名する");
    assert!(
        rig.sees("1件の文書に署名しました"),
        "{:?}",
        rig.harness.state().state().desk.phase
    );
}

#[test]
fn a_picture_of_ones_own_is_a_seal_if_it_can_be_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = pdf(folder.path(), "契約書.pdf", 1);
    let bad = text(folder.path(), "seal.txt");
    let good = folder.path().join("seal.png");
    let mut seal = image::RgbaImage::new(40, 20);
    for pixel in seal.pixels_mut() {
        *pixel = image::Rgba([200, 0, 0, 200]);
    }
    seal.save(&good).expect("writes");
    let mut rig = laid_out(
        Setup::practice("normal").sized(1080.0, 1900.0),
        vec![document],
    );
    rig.dialogs.borrow_mut().answers.push_back(vec![bad]);
    rig.press("自分の画像…");
    assert!(rig.sees("は印影に使えません"));
    let look = |rig: &Rig| rig.harness.state().state().desk.seal.look;
    assert_eq!(look(&rig), SealLook::None);
    rig.dialogs.borrow_mut().answers.push_back(vec![good]);
    rig.press("自分の画像…");
    assert!(!rig.sees("は印影に使えません"), "it is mended");
    assert_eq!(look(&rig), SealLook::Image);
    assert!(rig.sees("seal.png"));
    let extent = rig.harness.state().state().desk.seal.extent_mm();
    assert!((extent.0 - 20.0).abs() < 0.1 && (extent.1 - 10.0).abs() < 0.1);
    rig.picture("seal-image");
}

#[test]
fn files_of_several_kinds_get_one_form_until_someone_chooses() {
    let folder = tempfile::tempdir().expect("a folder");
    let contract = pdf(folder.path(), "契約書.pdf", 1);
    let table = text(folder.path(), "一覧.csv");
    let mut rig = laid_out(Setup::practice("normal"), vec![contract, table]);
    assert!(is_taken(&rig, "すべてのファイル"));
    assert!(rig.sees("できるファイル：契約書.pdf.p7s"));
    assert!(
        !rig.sees("印影（目に見える署名）"),
        "there is no page to put it on"
    );
    rig.press("一覧.csv を外す");
    assert!(is_taken(&rig, "PDF一般"), "all that is left are PDFs");
    assert!(rig.sees("できるファイル：契約書.signed.pdf"));
    rig.press("すべてのファイル");
    let desk = &rig.harness.state().state().desk;
    assert_eq!(desk.destination(), Destination::AnyFile);
    assert!(rig.sees("できるファイル：契約書.pdf.p7s"));
}

#[test]
fn what_cannot_be_signed_is_taken_off_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let contract = pdf(folder.path(), "契約書.pdf", 1);
    let table = text(folder.path(), "一覧.csv");
    let mut rig = laid_out(Setup::practice("normal"), vec![contract, table]);
    rig.press("登記・供託");
    assert!(rig.sees("署名できない文書を外す（1件）"));
    rig.press("署名できない文書を外す（1件）");
    assert!(!rig.sees("一覧.csv"));
    assert!(is_taken(&rig, "登記・供託"), "what was chosen stays chosen");
}

#[test]
fn the_other_key_is_for_experts_and_says_why_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let contract = pdf(folder.path(), "契約書.pdf", 1);
    let mut rig = laid_out(Setup::practice("normal"), vec![contract]);
    assert!(!rig.sees("利用者証明用の鍵"));
    rig.press("くわしい設定（専門家向け）");
    rig.picture("expert");
    rig.press("利用者証明用の鍵");
    assert!(rig.sees("だれの署名かは、相手に分かりません"));
    rig.press("登記・供託");
    assert!(rig.sees("登記・供託では、利用者証明用の鍵の署名は受け付けられません"));
    rig.press("PDF一般");
    rig.press("署名する…");
    assert!(rig.sees("数字4桁"), "the PIN of that key is asked for");
}

#[test]
fn a_thousand_files_of_a_folder_are_a_list() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..1000 {
        text(folder.path(), &format!("file-{number:04}.txt"));
    }
    let mut rig = Setup::practice("normal").open();
    rig.press("文書に署名");
    let answers = vec![folder.path().to_owned()];
    rig.dialogs.borrow_mut().answers.push_back(answers);
    rig.press("フォルダーを選ぶ…");
    let opened = rig.dialogs.borrow().opened.clone();
    assert_eq!(opened, [DialogRequest::FoldersToSign]);
    assert!(rig.sees("署名する文書（1,000件）"));
    let rows = rig.harness.query_all_by_role(Role::ListItem).count();
    assert!((4..20).contains(&rows), "only what is seen: {rows}");
    rig.picture("thousand");
    rig.harness.get_by_role(Role::List).focus();
    rig.run();
    rig.harness.key_press(Key::End);
    rig.run();
    rig.run();
    assert!(rig.sees("file-0999.txt"), "the list scrolls with the keys");
    rig.press("署名する…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("署名する");
    assert!(rig.sees("1,000件の文書に署名しました"));
    rig.picture("thousand-done");
}

/// In one frame: the next may be hours away.
#[test]
fn the_buttons_stand_in_the_middle_from_the_first_frame_on() {
    for language in Language::ALL {
        let mut rig = Setup::practice("normal")
            .look(ColorScheme::Light, 100, language)
            .open();
        rig.harness
            .key_press_modifiers(Modifiers::COMMAND, Key::Num2);
        rig.harness.step();
        rig.harness.step();
        let words = &inkan::i18n::texts::Texts::of(language).sign;
        let [first, last, above] = [words.choose, words.choose_folder, words.drop]
            .map(|it| rig.harness.get_by_label(it).rect());
        let middle = f32::midpoint(first.left(), last.right());
        assert!(
            (middle - above.center().x).abs() < 2.0 && (first.top() - last.top()).abs() < 1.0,
            "{language:?}: {first:?} {last:?} {above:?}"
        );
    }
}

#[test]
fn everything_can_be_done_without_a_mouse() {
    let folder = tempfile::tempdir().expect("a folder");
    let contract = pdf(folder.path(), "契約書.pdf", 2);
    let mut rig = Setup::practice("normal").open();
    rig.harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    rig.run();
    rig.dialogs.borrow_mut().answers.push_back(vec![contract]);
    rig.tab_to(Role::Button, "文書を選ぶ…");
    rig.harness.key_press(Key::Enter);
    rig.run();
    rig.tab_to(Role::RadioButton, "登記・供託");
    rig.harness.key_press(Key::Space);
    rig.run();
    rig.tab_to(Role::RadioButton, "丸い日付印（氏名と日付）");
    rig.harness.key_press(Key::Space);
    rig.run();
    rig.tab_to(Role::Canvas, "印影の位置");
    rig.harness.key_press(Key::ArrowDown);
    rig.run();
    assert!(rig.sees("上から21 mm"));
    rig.tab_to(Role::Button, "署名する…");
    rig.harness.key_press(Key::Enter);
    rig.run();
    rig.harness
        .get_by_role(Role::PasswordInput)
        .type_text(DEMO_SIGN_PASSWORD);
    rig.harness.run();
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert!(rig.sees("1件の文書に署名しました"));
    rig.tab_to(Role::Button, "フォルダーを開く");
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert_eq!(rig.dialogs.borrow().folders, [folder.path()]);
}

#[test]
fn the_page_fits_every_look_with_a_seal() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = vec![
        pdf(
            folder.path(),
            "とても長い名前の、令和8年度の業務委託に関する契約書（最終版）.pdf",
            3,
        ),
        pdf(folder.path(), "b.pdf", 1),
    ];
    for (colors, percent, language, (width, height)) in [
        (ColorScheme::Light, 100, Language::Ja, (1080.0, 2100.0)),
        (ColorScheme::Dark, 200, Language::En, (1080.0, 3600.0)),
        (
            ColorScheme::HighContrast,
            100,
            Language::En,
            (720.0, 2700.0),
        ),
        (ColorScheme::Light, 200, Language::Ja, (720.0, 4300.0)),
        (ColorScheme::Dark, 100, Language::Ja, (720.0, 540.0)),
        (ColorScheme::Light, 100, Language::JaEasy, (1080.0, 2100.0)),
        (ColorScheme::Dark, 200, Language::JaEasy, (720.0, 4300.0)),
        (
            ColorScheme::HighContrast,
            200,
            Language::JaEasy,
            (720.0, 540.0),
        ),
    ] {
        let setup = Setup::practice("normal").look(colors, percent, language);
        let mut rig = laid_out(setup.sized(width, height), paths.clone());
        rig.press(match language {
            Language::Ja => "四角い印影（氏名と日付）",
            Language::JaEasy => "四角いはんこ（名前と日付）",
            Language::En => "Rectangular seal (name and date)",
        });
        rig.press(match language {
            Language::Ja => "くわしい設定（専門家向け）",
            Language::JaEasy => "くわしい設定（よく知っている人のため）",
            Language::En => "More settings (for experts)",
        });
        let name = format!("seal-{colors:?}-{percent}-{language:?}-{width}");
        rig.picture(&name);
        rig.assert_fits(&name, width);
    }
}

#[test]
fn a_running_job_says_where_it_is_and_what_a_stop_means() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = ["a.txt", "b.txt", "c.txt"].map(|name| text(folder.path(), name));
    let mut rig = laid_out(Setup::practice("normal"), paths.into());
    rig.told(Event::SignProgress {
        done: 1,
        total: 3,
        step: SignStep::Signing,
    });
    assert!(rig.sees("3件中2件目"));
    assert!(rig.sees("カードを動かさないでください"));
    for (state, count) in [("終わりました", 1), ("作業中", 1), ("待っています", 1)] {
        let found = rig.harness.query_all_by_label(state).count();
        assert_eq!(found, count, "{state}");
    }
    assert!(rig.sees("署名が終わった文書は、そのまま残ります"));
    rig.picture("working");
    rig.press("中止する");
}

#[test]
fn a_stopped_job_lists_what_is_done_and_what_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = ["a.txt", "b.txt", "c.txt"].map(|name| text(folder.path(), name));
    let mut rig = laid_out(Setup::practice("normal"), paths.into());
    let files = rig.harness.state().state().desk.files.clone();
    rig.told(Event::SignProgress {
        done: 0,
        total: 3,
        step: SignStep::Signing,
    });
    let results = [Ok(()), Err(Failure::CardRemoved), Err(Failure::CardRemoved)];
    let outcomes = files
        .into_iter()
        .zip(results)
        .map(|(file, result)| SignOutcome {
            checks: if result.is_ok() {
                vec![
                    (DestinationRule::SelfChecked, true),
                    (DestinationRule::SignerName, false),
                ]
            } else {
                Vec::new()
            },
            target: file.target,
            result,
        })
        .collect();
    rig.told(Event::SignFinished {
        outcomes,
        stopped_by: Some(Failure::CardRemoved),
    });
    assert!(rig.sees("1件に署名しました。2件には署名していません"));
    assert!(rig.sees("署名していない文書（2件）"));
    assert!(rig.sees("署名した文書（1件）"));
    let told = rig
        .harness
        .query_all_by_role(Role::Alert)
        .filter(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            label.contains("作業の途中でカードが離れました")
        })
        .count();
    assert_eq!(told, 1, "what stopped it is said once");
    assert!(rig.sees("署名した人の氏名が書かれている：合っていない文書が1件"));
    assert!(rig.sees("合っていないところがあります"));
    rig.picture("stopped");
    rig.press("署名していない文書をもう一度");
    assert!(rig.sees("署名する文書（2件）"));
}
