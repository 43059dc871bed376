//! The report in the window, by keyboard only: made, read, copied, saved. Nothing can be saved or
//! copied before all of it is shown.

use egui::{Key, accesskit::Role};
use egui_kittest::kittest::Queryable;
use inkan::app::{
    command::PracticeAction,
    ports::DialogRequest,
    settings::{ColorScheme, Language},
    state::Support,
};

use crate::window::rig::{Rig, Setup};

const COPY: &str = "全文をコピーする";
const MAKE: &str = "レポートを作る";
const SAVE: &str = "ファイルに保存する…";

/// The page, the report made by keyboard.
fn with_report(setup: Setup) -> Rig {
    let mut rig = setup.open();
    rig.page(6);
    rig.tab_to(Role::Button, MAKE);
    rig.harness.key_press(Key::Enter);
    rig.run();
    rig
}

fn shown(rig: &Rig) -> String {
    let node = rig.harness.get_by_role(Role::MultilineTextInput);
    node.value().expect("the text")
}

/// What was put on the clipboard by the last frame.
fn copied(rig: &Rig) -> Option<String> {
    let commands = &rig.harness.output().platform_output.commands;
    commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn nothing_can_be_saved_or_copied_before_it_is_shown() {
    let mut rig = Setup::practice("normal").open();
    rig.page(6);
    assert!(
        rig.sees("氏名・住所・生年月日などの個人情報"),
        "what is not in it"
    );
    assert!(rig.buttons().contains(&MAKE.to_owned()));
    for label in [COPY, SAVE] {
        assert!(!rig.buttons().contains(&label.to_owned()), "{label}");
    }
    assert!(
        rig.harness
            .query_by_role(Role::MultilineTextInput)
            .is_none()
    );
}

#[test]
fn by_keyboard_it_is_made_read_and_saved_as_it_was_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("for-support.txt");
    let mut rig = with_report(Setup::practice("normal"));
    let text = shown(&rig);
    assert!(text.starts_with("Inkan サポート用レポート\n"), "{text}");
    assert!(text.contains("暗証番号の残り回数: ok"), "{text}");
    let code = text.lines().last().expect("lines").to_owned();
    assert!(code.starts_with("確認番号: "));
    assert!(rig.sees(&code), "the code stands below the text too");
    rig.picture("support-report");
    rig.dialogs
        .borrow_mut()
        .answers
        .push_back(vec![path.clone()]);
    rig.tab_to(Role::Button, SAVE);
    rig.harness.key_press(Key::Enter);
    rig.run();
    let opened = rig.dialogs.borrow().opened.clone();
    assert_eq!(
        opened,
        [DialogRequest::SaveSupportReport(
            "inkan-support.txt".to_owned()
        )]
    );
    assert_eq!(std::fs::read_to_string(&path).expect("written"), text);
    assert!(rig.sees("保存しました"));
    assert_eq!(shown(&rig), text, "it is still there");
}

#[test]
fn by_keyboard_all_of_it_is_copied() {
    let mut rig = with_report(Setup::practice("normal"));
    let text = shown(&rig);
    rig.tab_to(Role::Button, COPY);
    // The press alone: the release would come with a frame of its own.
    let enter = egui::Event::Key {
        key: Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    };
    rig.harness.input_mut().events.push(enter);
    rig.harness.step();
    assert_eq!(copied(&rig), Some(text));
    rig.run();
    assert!(rig.sees("コピーしました"));
    assert!(rig.dialogs.borrow().opened.is_empty());
}

#[test]
fn the_text_is_read_with_the_keyboard_and_cannot_be_changed() {
    let mut rig = with_report(Setup::practice("normal"));
    let text = shown(&rig);
    let text_field = rig.harness.get_by_role(Role::MultilineTextInput);
    assert!(text_field.is_focused(), "one can read it at once");
    let place = text_field.rect();
    assert!(place.top() < 400.0, "and see it: {place:?}");
    let below = rig.harness.get_by_role_and_label(Role::Button, SAVE).rect();
    assert!(
        below.top() > place.top() + 300.0,
        "and much of it: {below:?}"
    );
    rig.harness
        .get_by_role(Role::MultilineTextInput)
        .type_text("x");
    rig.harness.key_press(Key::Backspace);
    rig.harness.key_press(Key::ArrowDown);
    rig.run();
    assert_eq!(shown(&rig), text);
    rig.harness.key_press(Key::Tab);
    rig.run();
    let text_field = rig.harness.get_by_role(Role::MultilineTextInput);
    assert!(!text_field.is_focused(), "Tab leads out of it");
}

#[test]
fn a_dialog_that_is_closed_saves_nothing() {
    let mut rig = with_report(Setup::practice("normal"));
    rig.press(SAVE);
    assert!(!rig.sees("保存しました"));
    assert!(matches!(
        rig.harness.state().state().support,
        Support::Made(_)
    ));
}

#[test]
fn what_cannot_be_saved_is_told_and_the_report_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut rig = with_report(Setup::practice("normal"));
    let nowhere = folder.path().join("no-folder").join("r.txt");
    rig.dialogs.borrow_mut().answers.push_back(vec![nowhere]);
    rig.press(SAVE);
    assert!(rig.sees("E-OUT-04"));
    assert!(shown(&rig).starts_with("Inkan"));
}

#[test]
fn without_a_reader_there_is_a_report_too() {
    let rig = with_report(Setup::bare());
    let text = shown(&rig);
    assert!(text.contains("カードリーダー: D-READER-01"), "{text}");
    assert!(text.contains("見つかりません"), "{text}");
}

#[test]
fn leaving_the_page_or_practice_forgets_it() {
    let mut rig = with_report(Setup::practice("normal"));
    rig.page(1);
    rig.page(6);
    assert!(
        rig.harness
            .query_by_role(Role::MultilineTextInput)
            .is_none()
    );
    let mut rig = with_report(Setup::practice("normal"));
    rig.press("終了");
    assert!(
        rig.harness
            .query_by_role(Role::MultilineTextInput)
            .is_none()
    );
}

#[test]
fn a_card_pulled_before_leaves_its_trace() {
    let mut rig = Setup::practice("normal").open();
    rig.practice(PracticeAction::Pull);
    rig.page(6);
    rig.press(MAKE);
    let text = shown(&rig);
    assert!(text.contains("(physical, empty)"), "{text}");
    assert!(text.contains("カード: D-CARD-01"), "{text}");
    assert!(text.contains(" look: "), "what was before: {text}");
}

#[test]
fn it_fits_every_look() {
    for (colors, percent, language, (width, height)) in [
        (ColorScheme::Light, 100, Language::En, (1080.0, 760.0)),
        (ColorScheme::Dark, 200, Language::Ja, (1080.0, 760.0)),
        (ColorScheme::HighContrast, 200, Language::Ja, (720.0, 540.0)),
        (ColorScheme::Light, 100, Language::JaEasy, (1080.0, 760.0)),
        (
            ColorScheme::HighContrast,
            200,
            Language::JaEasy,
            (720.0, 540.0),
        ),
    ] {
        let setup = Setup::practice("renewable")
            .look(colors, percent, language)
            .sized(width, height);
        let mut rig = setup.open();
        rig.page(6);
        rig.press(match language {
            Language::En => "Make the report",
            Language::Ja | Language::JaEasy => MAKE,
        });
        rig.assert_fits("the report", width);
        let text = rig.harness.get_by_role(Role::MultilineTextInput).rect();
        assert!(text.right() <= width, "{text:?}");
        rig.picture(&format!(
            "support-{colors:?}-{percent}-{language:?}-{width}"
        ));
    }
}
