//! Every page with every card: what it says, that nothing sticks out, and that every language and
//! look can paint it (a missing glyph or an input without a name fails by itself).

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::release::Release;
use inkan::app::settings::{ColorScheme, Language, Settings, TextChoice, TextSize};
use inkan::app::state::Page;
use inkan::app::view_model::view_model;
use inkan::i18n::texts::Texts;
use inkan::sim::{DEMO_SIGN_PASSWORD, Profile};
use jiff::ToSpan;

use super::rig::Setup;

#[test]
fn a_reader_that_a_part_of_its_name_chooses_is_shown_as_chosen() {
    let setup = Setup::practice("normal");
    let settings = Settings {
        reader: Some("demo".to_owned()),
        ..setup.settings.clone()
    };
    let rig = Setup { settings, ..setup }.open();
    let now = super::rig::NOW.parse().expect("a time");
    let vm = view_model(rig.harness.state().state(), now);
    assert!(vm.readers[0].is_preferred);
}

#[test]
fn without_a_reader_the_steps_say_what_to_do() {
    let mut rig = Setup::bare().open();
    assert!(rig.sees("マイナンバーカードをセットしてください"));
    assert!(rig.sees("カードリーダーが見つかりません"));
    assert!(rig.sees("カードリーダーをパソコンにつないでください"));
    rig.press("練習モードで試す");
    assert!(rig.sees("練習モード"));
    assert!(rig.sees("有効期間内"));
    rig.press("終了");
    assert!(rig.sees("カードリーダーが見つかりません"));
}

#[test]
fn a_good_card_is_read_at_a_glance() {
    let rig = Setup::practice("normal").open();
    assert!(rig.sees("読み取りました"));
    assert!(rig.sees("有効期間内"));
    assert!(rig.sees("残り回数 あと3回"));
    assert!(rig.sees("残り回数 あと5回"));
    assert!(rig.sees("読み取りにはパスワードが必要です"));
    assert!(rig.sees("カード本体の有効期限は別です"));
    assert!(
        rig.harness.query_by_role(Role::Alert).is_none(),
        "no banner without a reason"
    );
}

#[test]
fn each_card_has_its_one_banner() {
    for (profile, words) in [
        ("renewable", "利用者証明用電子証明書を更新できます"),
        ("expired", "利用者証明用電子証明書の有効期限が切れています"),
        (
            "sign-locked",
            "署名用電子証明書のパスワードがロックされています",
        ),
        ("auth-last-try", "あと1回まちがえるとロックされます"),
        (
            "both-locked",
            "署名用電子証明書のパスワードがロックされています",
        ),
    ] {
        let mut rig = Setup::practice(profile).open();
        let banners: Vec<_> = rig
            .harness
            .query_all_by(|node| matches!(node.role(), Role::Alert))
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        let infos: Vec<_> = rig
            .harness
            .query_all_by(|node| matches!(node.role(), Role::Status))
            .filter_map(|node| node.accesskit_node().label())
            .collect();
        let found = banners
            .iter()
            .chain(&infos)
            .filter(|label| label.contains(words))
            .count();
        assert_eq!(found, 1, "{profile}: {banners:?} {infos:?}");
        rig.picture(&format!("home-{profile}"));
    }
}

#[test]
fn a_childs_card_is_not_called_locked() {
    let rig = Setup::practice("child").open();
    assert!(rig.sees("署名用電子証明書は入っていません"));
    assert!(rig.sees("ロックされているのではありません"));
}

#[test]
fn the_sign_certificate_is_read_with_its_password_and_shown_masked() {
    let mut rig = Setup::practice("normal").open();
    rig.press("パスワードを入力して読み取る…");
    assert!(rig.harness.query_by_role(Role::Dialog).is_some());
    rig.picture("pin-dialog");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("読み取る");
    assert!(rig.harness.query_by_role(Role::Dialog).is_none());
    rig.press("署名用電子証明書 くわしく");
    assert!(matches!(rig.harness.state().state().page, Page::Details(_)));
    assert!(!rig.sees("花子"), "personal facts are masked");
    rig.picture("details-sign");
    rig.press("氏名 表示");
    assert!(rig.sees("花子"));
    rig.harness.set_size(egui::vec2(1080.0, 1900.0));
    rig.run();
    rig.picture("details-whole");
    rig.press("戻る");
    rig.press("署名用電子証明書 くわしく");
    assert!(!rig.sees("花子"), "leaving the page masks them again");
}

#[test]
fn pulling_the_card_closes_the_dialog_and_forgets_what_was_typed() {
    let mut rig = Setup::practice("normal").open();
    rig.press("パスワードを入力して読み取る…");
    rig.type_pin("ABC12");
    let worker_pulls = inkan::app::command::PracticeAction::Pull;
    rig.practice(worker_pulls);
    assert!(rig.harness.query_by_role(Role::Dialog).is_none());
    assert!(rig.sees("マイナンバーカードをセットしてください"));
    rig.press("カードを入れる");
    rig.press("パスワードを入力して読み取る…");
    let value = rig.harness.get_by_role(Role::PasswordInput).value();
    assert_eq!(value.unwrap_or_default(), "");
}

#[test]
fn a_wrong_password_says_what_is_left_and_two_left_warns() {
    let mut rig = Setup::practice("normal").open();
    rig.press("パスワードを入力して読み取る…");
    for (wrong, left) in [
        ("WRONG1", "あと4回"),
        ("WRONG2", "あと3回"),
        ("WRONG3", "あと2回"),
    ] {
        rig.type_pin(wrong);
        rig.press("読み取る");
        assert!(rig.sees(left), "{left}");
    }
    assert!(rig.sees("あと2回まちがえるとロックされます"));
    rig.type_pin("WRONG4");
    rig.press("読み取る");
    assert!(rig.sees("残りはあと1回です"));
    rig.type_pin("WRONG5");
    rig.press("読み取る");
    assert!(
        rig.sees("本当に送りますか"),
        "the last try takes a second step"
    );
    rig.picture("pin-really");
    rig.press("やめる");
    rig.press("パスワードを入力して読み取る…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("読み取る");
    rig.press("最後の1回を使う");
    assert!(rig.harness.query_by_role(Role::Dialog).is_none());
    assert!(
        rig.sees("残り回数 あと5回"),
        "the right one restores the tries"
    );
}

#[test]
fn settings_change_language_size_and_colours_and_are_stored() {
    let mut rig = Setup::practice("normal").open();
    rig.harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Num6);
    rig.run();
    rig.press("ハイコントラスト");
    rig.press("150％");
    rig.harness
        .get_all_by_role_and_label(Role::RadioButton, "English")
        .next()
        .expect("the choice")
        .click();
    rig.run();
    assert!(rig.sees("Settings"));
    let saved = rig.saved.borrow().last().cloned().expect("stored");
    assert_eq!(saved.language, Some(Language::En));
    assert_eq!(saved.colors, ColorScheme::HighContrast);
    assert_eq!(saved.text_size, TextChoice::Fixed(TextSize::new(150)));
}

#[test]
fn the_version_says_when_it_was_made_and_that_it_is_old() {
    let made_on = Release::this().made_on;
    for (later, is_old) in [(11, false), (12, true)] {
        let mut rig = Setup::practice("normal").open();
        let today = made_on.checked_add(later.months()).expect("a day");
        rig.time(&format!("{today}T12:00:00+09:00"));
        rig.page(6);
        let words = &Texts::of(Language::Ja).settings;
        assert!(rig.sees(&(words.made)(&Texts::of(Language::Ja).day(made_on))));
        assert!(rig.sees(&(words.newer)(Release::this().address)));
        assert_eq!(rig.sees(words.old), is_old, "after {later} months");
    }
}

#[test]
fn a_pin_of_the_practice_card_is_never_parted_from_its_name() {
    // Of the small type at 200 %.
    const LINE: f32 = 14.0 * 2.0 * 1.5;
    let mut forms = BTreeSet::new();
    for width in [720.0, 800.0, 900.0, 1080.0, 1400.0] {
        let rig = Setup::practice("normal")
            .look(ColorScheme::Light, 200, Language::Ja)
            .sized(width, 760.0)
            .open();
        let node = rig.harness.get_by_label_contains("パスワード ABC123");
        let label = node.accesskit_node().value().expect("words");
        let lines = u8::try_from(label.lines().count()).expect("few");
        assert!(label.lines().all(|line| line.contains(' ')), "{label}");
        let height = node.rect().height();
        assert!(
            height < (f32::from(lines) + 0.5) * LINE,
            "{width}: {height}"
        );
        forms.insert(lines);
    }
    assert_eq!(forms, BTreeSet::from([1, 2]), "with room and without");
}

#[test]
fn scenes_can_be_changed_while_practising() {
    let mut rig = Setup::practice("normal").open();
    rig.press("場面：ふつう…");
    rig.picture("scenes");
    rig.press("期限切れ");
    assert!(rig.sees("有効期限が切れています"));
    assert!(rig.sees("場面：期限切れ…"));
}

#[test]
fn every_page_fits_every_look() {
    let colors = [
        ColorScheme::Light,
        ColorScheme::Dark,
        ColorScheme::HighContrast,
    ];
    let mut looks = Vec::new();
    for language in Language::ALL {
        for percent in [100, 200] {
            for size in [(1080.0, 760.0), (720.0, 540.0)] {
                looks.push((colors[looks.len() % 3], percent, language, size));
            }
        }
    }
    for (colors, percent, language, (width, height)) in looks {
        let setup = || {
            Setup::practice("renewable")
                .look(colors, percent, language)
                .sized(width, height)
        };
        let name = |page: &str| format!("{page}-{colors:?}-{percent}-{language:?}-{width}");
        let mut rig = setup().open();
        for (key, page) in [
            (Key::Num1, "home"),
            (Key::Num2, "sign"),
            (Key::Num3, "verify"),
            (Key::Num4, "pins"),
            (Key::Num5, "guide"),
            (Key::Num6, "settings"),
        ] {
            rig.harness.key_press_modifiers(Modifiers::COMMAND, key);
            rig.run();
            rig.picture(&name(page));
            rig.assert_fits(&name(page), width);
        }
        let mut bare = Setup {
            source: inkan::app::ports::Source::Real,
            ..setup()
        }
        .open();
        bare.picture(&name("steps"));
        bare.assert_fits(&name("steps"), width);
    }
}

#[test]
fn the_password_can_be_typed_with_on_screen_keys_in_the_smallest_window() {
    for (colors, percent) in [(ColorScheme::HighContrast, 200), (ColorScheme::Dark, 100)] {
        let setup = Setup::practice("normal").look(colors, percent, Language::Ja);
        let mut rig = setup.sized(720.0, 540.0).open();
        rig.press("パスワードを入力して読み取る…");
        rig.picture(&format!("pin-small-{percent}"));
        let field = rig.harness.get_by_role(Role::PasswordInput);
        assert!(field.is_focused(), "one can type at once");
        assert!(field.rect().bottom() < 540.0, "and see that one does");
        rig.press("画面のキーで入力する");
        rig.picture(&format!("pin-keys-{percent}"));
        rig.assert_fits("on-screen keys", 720.0);
        for key in DEMO_SIGN_PASSWORD.chars() {
            rig.press(&key.to_string());
        }
        rig.press("読み取る");
        assert!(rig.harness.query_by_role(Role::Dialog).is_none());
        assert!(rig.sees("有効期間内"));
    }
}

#[test]
fn every_profile_paints_every_page() {
    for profile in Profile::ids() {
        let mut rig = Setup::practice(profile).open();
        for key in [
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
        ] {
            rig.harness.key_press_modifiers(Modifiers::COMMAND, key);
            rig.run();
            if key == Key::Num1 {
                rig.picture(&format!("home-{profile}"));
            }
        }
        assert!(!rig.buttons().is_empty(), "{profile}");
    }
}
