//! Choosing a language: in the top bar and in the settings, by hand and by keyboard, told to
//! assistive technology, kept; and the main ways through the window in each of the three.

use std::collections::BTreeMap;

use egui::Key;
use egui::accesskit::{Live, Role, Toggled};
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::settings::{ColorScheme, Language};
use inkan::app::state::Action;
use inkan::core::jpki::Slot;
use inkan::i18n::language::LanguageTexts;
use inkan::i18n::texts::Texts;
use inkan::sim::{DEMO_AUTH_PIN, DEMO_SIGN_PASSWORD};

use super::rig::{Rig, Setup};

fn open(language: Language) -> Rig {
    Setup::practice("normal")
        .look(ColorScheme::Light, 100, language)
        .open()
}

fn told(rig: &Rig, words: &str) -> Option<Live> {
    rig.harness
        .query_all_by_role(Role::Status)
        .find(|node| node.accesskit_node().label().as_deref() == Some(words))
        .map(|node| node.accesskit_node().live())
}

fn has_dialog(rig: &Rig) -> bool {
    rig.harness.query_by_role(Role::Dialog).is_some()
}

fn names() -> [&'static str; 3] {
    Language::ALL.map(|language| LanguageTexts::of(language).name)
}

#[test]
fn from_every_language_every_other_is_two_presses_away() {
    for from in Language::ALL {
        for to in Language::ALL.into_iter().filter(|to| *to != from) {
            let mut rig = open(from);
            rig.press(LanguageTexts::of(from).choose);
            rig.press(LanguageTexts::of(to).name);
            assert!(!has_dialog(&rig), "{from:?} {to:?}");
            assert!(rig.sees(Texts::of(to).home.card_date), "{from:?} {to:?}");
            let saved = rig.saved.borrow().last().cloned().expect("stored");
            assert_eq!(saved.language, Some(to));
        }
    }
}

#[test]
fn each_is_offered_in_itself_with_the_present_one_marked() {
    for language in Language::ALL {
        let mut rig = open(language);
        rig.press(LanguageTexts::of(language).choose);
        rig.picture(&format!("language-{language:?}"));
        let offered: Vec<(String, bool)> = rig
            .harness
            .query_all_by_role(Role::RadioButton)
            .map(|node| node.accesskit_node())
            .filter(|node| !node.is_disabled())
            .map(|node| {
                let taken = node.toggled() == Some(Toggled::True);
                (node.label().unwrap_or_default(), taken)
            })
            .collect();
        let own = LanguageTexts::of(language).name;
        let expected = names().map(|name| (name.to_owned(), name == own));
        assert_eq!(offered, expected);
    }
}

#[test]
fn nothing_changes_before_one_is_chosen() {
    for leave in [None, Some(Key::Escape)] {
        let mut rig = open(Language::Ja);
        rig.press(LanguageTexts::of(Language::Ja).choose);
        assert!(has_dialog(&rig));
        assert!(rig.saved.borrow().is_empty());
        match leave {
            Some(key) => {
                rig.harness.key_press(key);
                rig.run();
            }
            None => rig.press("閉じる"),
        }
        assert!(!has_dialog(&rig));
        assert!(rig.saved.borrow().is_empty());
        assert!(rig.sees("読み取りました"));
    }
    // The one shown already is no change.
    let mut rig = open(Language::Ja);
    rig.press(LanguageTexts::of(Language::Ja).choose);
    rig.press("日本語");
    assert!(rig.saved.borrow().is_empty());
}

#[test]
fn a_new_language_is_told_once_in_itself_and_not_for_ever() {
    let mut rig = open(Language::Ja);
    for language in [Language::JaEasy, Language::En, Language::Ja] {
        let words = LanguageTexts::of(language).chosen;
        assert_eq!(told(&rig, words), None);
        let now = rig.harness.state().state().settings.language;
        rig.press(LanguageTexts::of(now.expect("set")).choose);
        rig.press(LanguageTexts::of(language).name);
        assert_eq!(told(&rig, words), Some(Live::Polite));
    }
    rig.press("暗証番号");
    for language in Language::ALL {
        assert_eq!(told(&rig, LanguageTexts::of(language).chosen), None);
    }
}

/// What assistive technology announces of itself in one frame: AccessKit's adapters do so where a live
/// region comes, and where the name of one changes.
fn announced(rig: &Rig, before: &mut BTreeMap<String, String>) -> Vec<String> {
    let live = rig.harness.query_all_by(|node| node.live() != Live::Off);
    let now: BTreeMap<String, String> = live
        .map(|node| {
            let node = node.accesskit_node();
            (format!("{:?}", node.id()), node.label().unwrap_or_default())
        })
        .collect();
    let is_new = |(id, name): &(&String, &String)| before.get(*id) != Some(*name);
    let told = now.iter().filter(is_new).map(|(_, name)| name.clone());
    let told = told.collect();
    *before = now;
    told
}

#[test]
fn a_new_language_is_announced_in_one_frame_and_never_again() {
    let mut rig = open(Language::Ja);
    let mut live = BTreeMap::new();
    announced(&rig, &mut live);
    // One of them twice: the second time counts as well.
    for language in [Language::En, Language::JaEasy, Language::En, Language::Ja] {
        rig.act(Action::Language(language));
        let mut told = announced(&rig, &mut live);
        for _ in 0..5 {
            rig.harness.step();
            told.extend(announced(&rig, &mut live));
        }
        // Whatever else happens meanwhile.
        rig.press(LanguageTexts::of(language).choose);
        told.extend(announced(&rig, &mut live));
        rig.harness.key_press(egui::Key::Escape);
        rig.run();
        told.extend(announced(&rig, &mut live));
        for other in Language::ALL {
            let words = LanguageTexts::of(other).chosen;
            let times = told.iter().filter(|it| *it == words).count();
            assert_eq!(times, usize::from(other == language), "{words}: {told:?}");
        }
    }
}

#[test]
fn the_settings_offer_the_same_and_tell_it_too() {
    let mut rig = open(Language::En);
    rig.page(6);
    rig.press("やさしい日本語");
    assert!(rig.sees("設定とチェック"));
    let words = LanguageTexts::of(Language::JaEasy).chosen;
    assert_eq!(told(&rig, words), Some(Live::Polite));
    let saved = rig.saved.borrow().last().cloned().expect("stored");
    assert_eq!(saved.language, Some(Language::JaEasy));
}

#[test]
fn the_keyboard_alone_is_enough() {
    let mut rig = open(Language::En);
    rig.tab_to(Role::Button, LanguageTexts::of(Language::En).choose);
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert!(has_dialog(&rig));
    rig.tab_to(Role::RadioButton, "やさしい日本語");
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert!(!has_dialog(&rig));
    assert!(rig.sees("カードを読みました"));
}

#[test]
fn a_question_for_a_pin_is_never_behind_it() {
    let mut rig = open(Language::JaEasy);
    let texts = Texts::of(Language::JaEasy);
    rig.press(texts.home.read_sign);
    assert!(has_dialog(&rig));
    // Behind the question the button is out of reach.
    let name = LanguageTexts::of(Language::JaEasy).choose;
    let reachable = rig
        .harness
        .query_all_by_role_and_label(Role::Button, name)
        .any(|node| !node.accesskit_node().is_disabled());
    assert!(!reachable);
}

#[test]
fn it_fits_the_smallest_window_in_every_language() {
    for language in Language::ALL {
        for percent in [100, 200] {
            let setup = Setup::practice("normal").look(ColorScheme::Light, percent, language);
            let mut rig = setup.sized(720.0, 540.0).open();
            rig.press(LanguageTexts::of(language).choose);
            rig.picture(&format!("language-small-{percent}-{language:?}"));
            rig.assert_fits("languages", 720.0);
        }
    }
}

#[test]
fn a_certificate_is_read_and_a_pin_tested_in_every_language() {
    for language in Language::ALL {
        let mut rig = open(language);
        let texts = Texts::of(language);
        rig.press(texts.home.read_sign);
        rig.type_pin("WRONG1");
        rig.press(texts.pin.send_to_read);
        assert!(rig.sees(&(texts.common.tries)(4, 5)), "{language:?}");
        rig.picture(&format!("pin-wrong-{language:?}"));
        rig.type_pin(DEMO_SIGN_PASSWORD);
        rig.press(texts.pin.send_to_read);
        assert!(!has_dialog(&rig), "{language:?}");
        assert!(rig.sees(texts.home.within));
        assert!(rig.sees(&(texts.common.tries)(5, 5)));
    }
}

#[test]
fn a_document_is_signed_and_checked_in_every_language() {
    for language in Language::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let document = folder.path().join("a.txt");
        std::fs::write(&document, "hello").expect("written");
        let mut rig = open(language);
        let texts = Texts::of(language);
        rig.page(2);
        rig.drop_file(&document);
        assert!(rig.sees(texts.sign.discloses_items), "{language:?}");
        rig.press(texts.sign.sign);
        rig.type_pin(DEMO_SIGN_PASSWORD);
        rig.press(texts.pin.send_to_sign);
        assert!(rig.sees(&(texts.sign.all_signed)(1)), "{language:?}");
        assert!(rig.sees(texts.sign.original_kept));
        assert!(rig.sees(texts.sign.practice_only));
        rig.picture(&format!("signed-{language:?}"));
        rig.page(3);
        rig.drop_file(&folder.path().join("a.txt.p7s"));
        assert!(rig.sees(texts.verify.intact), "{language:?}");
        assert!(rig.sees(texts.verify.issuer_demo));
        assert!(rig.sees(texts.verify.not_checked));
        rig.picture(&format!("checked-{language:?}"));
    }
}

#[test]
fn a_pin_is_tested_and_changed_in_every_language() {
    for language in Language::ALL {
        let mut rig = open(language);
        let texts = Texts::of(language);
        let words = &texts.pin_work;
        let of_auth = |rig: &Rig, end: &str| {
            let secret = (texts.common.secret)(Slot::Auth);
            rig.buttons()
                .into_iter()
                .find(|label| label.starts_with(secret) && label.ends_with(end))
                .expect("the button")
        };
        rig.page(4);
        rig.press(&of_auth(&rig, words.test));
        rig.type_pin(DEMO_AUTH_PIN);
        rig.press(words.send_test);
        assert!(rig.sees((words.works)(Slot::Auth)), "{language:?}");
        rig.picture(&format!("pin-tested-{language:?}"));
        rig.press(&of_auth(&rig, words.change));
        assert!(rig.sees((words.change_lead)(Slot::Auth)));
        rig.picture(&format!("pin-change-{language:?}"));
        let fields = |rig: &Rig, place: usize| {
            let field = rig
                .harness
                .query_all_by_role(Role::PasswordInput)
                .nth(place);
            field.expect("a field").focus();
        };
        for (place, typed) in [DEMO_AUTH_PIN, "5739", "5739"].into_iter().enumerate() {
            fields(&rig, place);
            rig.run();
            let all: Vec<_> = rig.harness.query_all_by_role(Role::PasswordInput).collect();
            all[place].type_text(typed);
            rig.run();
        }
        rig.press(words.send_change);
        assert!(rig.sees((words.changed)(Slot::Auth)), "{language:?}");
        assert!(rig.sees(&(texts.common.tries)(3, 3)));
    }
}

#[test]
fn every_dialog_and_the_details_fit_the_smallest_window_in_every_language() {
    for language in Language::ALL {
        for percent in [100, 200] {
            let setup = Setup::practice("normal").look(ColorScheme::Dark, percent, language);
            let mut rig = setup.sized(720.0, 540.0).open();
            let texts = Texts::of(language);
            let check = |rig: &mut Rig, name: &str| {
                rig.picture(&format!("{name}-{percent}-{language:?}"));
                rig.assert_fits(&format!("{name} {percent} {language:?}"), 720.0);
            };
            rig.press(texts.home.read_sign);
            check(&mut rig, "small-pin");
            rig.press(texts.pin.show_keys);
            check(&mut rig, "small-keys");
            rig.press(texts.common.cancel);
            rig.press(&(texts.practice.scene)(
                (texts.practice.profile)("normal").0,
            ));
            check(&mut rig, "small-scenes");
            rig.press(texts.common.close);
            for slot in Slot::BOTH {
                for work in [texts.pin_work.change, texts.pin_work.test] {
                    rig.page(4);
                    let name = [(texts.common.secret)(slot), work].join(" ");
                    rig.press(&name);
                    check(&mut rig, "small-pin-work");
                    rig.press(texts.pin.show_keys);
                    check(&mut rig, "small-pin-work-keys");
                    rig.press(texts.common.cancel);
                }
            }
            rig.page(1);
            let of_auth = (texts.common.certificate)(Slot::Auth);
            rig.press(&[of_auth, texts.home.details].join(" "));
            check(&mut rig, "small-details");
        }
    }
}
