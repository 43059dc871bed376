//! Practice mode: every scene with its line, the PINs that are shown are true, and whoever comes back
//! from it is where they were.

use std::sync::Arc;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::command::PracticeAction;
use inkan::app::settings::Language;
use inkan::app::state::{DemoSecret, Page};
use inkan::core::jpki::Slot;
use inkan::core::pdf::render::{PagePictures, Paper};
use inkan::i18n::texts::Texts;
use inkan::sim::{DEMO_AUTH_PIN, DEMO_SIGN_PASSWORD, Profile};

use crate::window::rig::{Rig, Setup};

const CHANGE: &str = "利用者証明用電子証明書の暗証番号 変更する…";
const RESET: &str = "カードを初めの状態に戻す";

/// Changes the 利用者証明用 PIN through the window.
fn change_pin(rig: &mut Rig, old: &str, new: &str) {
    rig.page(4);
    rig.press(CHANGE);
    for (number, typed) in [old, new, new].into_iter().enumerate() {
        let field = |rig: &Rig| {
            let fields = rig.harness.query_all_by_role(Role::PasswordInput);
            fields.map(|node| node.rect()).collect::<Vec<_>>().len()
        };
        assert_eq!(field(rig), 3);
        let fields: Vec<_> = rig.harness.query_all_by_role(Role::PasswordInput).collect();
        fields[number].focus();
        rig.harness.run();
        let fields: Vec<_> = rig.harness.query_all_by_role(Role::PasswordInput).collect();
        fields[number].type_text(typed);
        rig.harness.run();
    }
    rig.press("変更する");
}

#[test]
fn the_pins_in_the_bar_are_true() {
    let mut rig = Setup::practice("normal").open();
    assert!(rig.sees(&format!("暗証番号 {DEMO_AUTH_PIN}")));
    assert!(rig.sees(&format!("パスワード {DEMO_SIGN_PASSWORD}")));
    change_pin(&mut rig, DEMO_AUTH_PIN, "8375");
    assert!(rig.sees("暗証番号を変更しました"), "{:?}", rig.buttons());
    assert!(rig.sees("暗証番号 変更済み"));
    assert!(
        !rig.sees(&format!("暗証番号 {DEMO_AUTH_PIN}")),
        "not true any more"
    );
    assert!(!rig.sees("8375"), "nobody remembers what was typed");
    assert!(!format!("{:?}", rig.harness.state().state()).contains("8375"));
    assert!(
        rig.sees(&format!("パスワード {DEMO_SIGN_PASSWORD}")),
        "still true"
    );
    rig.picture("practice-changed");
    rig.press(RESET);
    assert!(rig.sees(&format!("暗証番号 {DEMO_AUTH_PIN}")));
    assert!(!rig.sees("変更済み"));
    change_pin(&mut rig, DEMO_AUTH_PIN, "8375");
    assert!(rig.sees("変更済み"), "it was the old one again");
}

#[test]
fn a_change_that_failed_leaves_what_is_shown() {
    let mut rig = Setup::practice("normal").open();
    change_pin(&mut rig, "0000", "8375");
    assert!(rig.sees(&format!("暗証番号 {DEMO_AUTH_PIN}")));
    let secrets = rig.harness.state().state().demo_secrets;
    assert_eq!(secrets.of(Slot::Auth), DemoSecret::AsShown);
}

#[test]
fn pulling_the_card_does_not_make_the_old_pin_true_and_another_scene_does() {
    let mut rig = Setup::practice("normal").open();
    change_pin(&mut rig, DEMO_AUTH_PIN, "8375");
    rig.practice(PracticeAction::Pull);
    assert!(rig.sees("変更済み"));
    rig.practice(PracticeAction::Insert);
    assert!(rig.sees("変更済み"));
    rig.press("場面：ふつう…");
    rig.press("更新の時期");
    assert!(!rig.sees("変更済み"), "another card");
}

#[test]
fn nobody_is_told_of_a_change_on_a_real_card() {
    use inkan::app::event::{Event, PinChange};
    let mut rig = Setup::bare().open();
    rig.told(Event::PinChanged(PinChange {
        slot: Slot::Auth,
        changed: inkan::core::jpki::Changed::Yes,
        left: None,
        failure: None,
    }));
    rig.page(1);
    rig.press("練習モードで試す");
    assert!(!rig.sees("変更済み"));
}

#[test]
fn every_scene_has_a_name_and_a_line_of_its_own() {
    for language in Language::ALL {
        let words = &Texts::of(language).practice;
        let mut seen = std::collections::BTreeSet::new();
        for id in Profile::ids() {
            let (name, line) = (words.profile)(id);
            assert!(!name.is_empty() && !line.is_empty(), "{id}");
            assert!(seen.insert(name) && seen.insert(line), "{id}: told twice");
        }
    }
}

#[test]
fn every_scene_opens_from_the_menu_and_shows_its_line() {
    let mut rig = Setup::practice("normal").open();
    for id in Profile::ids() {
        let words = &Texts::of(Language::Ja).practice;
        let now = rig.harness.state().state().source.clone();
        let inkan::app::ports::Source::Demo { profile } = now else {
            panic!("practice mode")
        };
        rig.press(&(words.scene)((words.profile)(&profile).0));
        let (name, line) = (words.profile)(id);
        assert!(rig.sees(line), "{id}");
        rig.press(name);
        assert!(rig.sees(&(words.scene)(name)), "{id}");
        assert!(rig.sees("練習モード — 本物のカードではありません"));
    }
}

#[test]
fn leaving_practice_leads_back_to_the_place_and_its_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("note.txt");
    std::fs::write(&document, "text").expect("writes");
    let mut rig = Setup::bare().open();
    rig.page(2);
    rig.drop_file(&document);
    assert!(rig.sees("note.txt"));
    rig.page(6);
    rig.press("練習モードで試す");
    rig.page(2);
    assert!(
        !rig.sees("note.txt"),
        "no document of the person is in practice mode"
    );
    rig.page(4);
    rig.press("終了");
    assert_eq!(rig.harness.state().state().page, Page::Settings);
    rig.page(2);
    assert!(rig.sees("note.txt"));
    // What vanished meanwhile is told.
    rig.page(6);
    rig.press("練習モードで試す");
    std::fs::remove_file(&document).expect("removes");
    rig.press("終了");
    rig.page(2);
    let files = &rig.harness.state().state().desk.files;
    assert!(files.iter().all(|file| file.problem.is_some()), "{files:?}");
}

#[test]
fn what_practice_signs_stays_in_practice() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("note.txt");
    std::fs::write(&document, "text").expect("writes");
    let mut rig = Setup::bare().open();
    rig.press("練習モードで試す");
    rig.page(2);
    rig.drop_file(&document);
    rig.press("署名する…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("署名する");
    assert!(rig.sees("練習用の署名です"));
    rig.press("終了");
    rig.page(2);
    assert!(!rig.sees("note.txt"));
    rig.page(3);
    rig.drop_file(&folder.path().join("note.txt.p7s"));
    let banner = rig.harness.get_by_role(Role::Alert);
    let said = banner.accesskit_node().label().unwrap_or_default();
    assert!(
        !said.contains("文書は署名のあとで変わっていません"),
        "{said}"
    );
}

#[test]
fn a_practice_pdf_without_a_seal_is_marked() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("lease.pdf");
    std::fs::copy("tests/it/fixtures/pdf/version-1.7.pdf", &document).expect("copies");
    let mut rig = Setup::practice("normal").open();
    rig.page(2);
    rig.drop_file(&document);
    assert!(rig.sees("「練習用」と書いた枠が入ります"));
    rig.press("署名する…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("署名する");
    let signed = std::fs::read(folder.path().join("lease.signed.pdf")).expect("signed");
    let plain = std::fs::read(&document).expect("reads");
    let page = |bytes: Vec<u8>| {
        let pictures = PagePictures::open(Arc::new(bytes)).expect("opens");
        let drawn = pictures.render(0, 400, Paper::White);
        drawn.expect("draws").rgba
    };
    assert!(page(signed) != page(plain), "it is seen on the page");
}
