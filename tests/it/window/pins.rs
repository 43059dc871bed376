//! 暗証番号, by keyboard only: changing, testing, the guard of the tries, and what is said of each.

use egui::accesskit::{Live, Role};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::command::PracticeAction;
use inkan::app::event::{Event as Reported, PinChange};
use inkan::app::failure::Failure;
use inkan::app::settings::{ColorScheme, Language};
use inkan::core::jpki::{Changed, Slot};

use super::rig::{Rig, Setup};

const CHANGE_SIGN: &str = "署名用電子証明書のパスワード 変更する…";
const CHANGE_AUTH: &str = "利用者証明用電子証明書の暗証番号 変更する…";
const TEST_SIGN: &str = "署名用電子証明書のパスワード 動作を確認…";
const TEST_AUTH: &str = "利用者証明用電子証明書の暗証番号 動作を確認…";

const AUTH_FIELDS: [&str; 3] = [
    "いままでの暗証番号（利用者証明用電子証明書）",
    "新しい暗証番号（利用者証明用電子証明書）",
    "新しい暗証番号をもう一度（利用者証明用電子証明書）",
];
const SIGN_FIELDS: [&str; 3] = [
    "いままでのパスワード（署名用電子証明書）",
    "新しいパスワード（署名用電子証明書）",
    "新しいパスワードをもう一度（署名用電子証明書）",
];

/// The page, with the card of `profile`.
fn open(profile: &str) -> Rig {
    let mut rig = Setup::practice(profile).open();
    go(&mut rig);
    rig
}

fn go(rig: &mut Rig) {
    rig.harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Num4);
    rig.run();
}

/// Goes to a button with Tab and presses it with Enter.
fn enter_on(rig: &mut Rig, label: &str) {
    rig.tab_to(Role::Button, label);
    key(rig, Key::Enter);
}

fn key(rig: &mut Rig, key: Key) {
    rig.harness.key_press(key);
    rig.run();
}

/// Types into whatever has the focus, which must be the field of this name.
fn type_into(rig: &mut Rig, label: &str, text: &str) {
    let fields = rig.harness.query_all_by_role(Role::PasswordInput);
    let focused: Vec<_> = fields
        .filter(egui_kittest::Node::is_focused)
        .filter_map(|field| field.accesskit_node().labelled_by().next()?.value())
        .collect();
    assert_eq!(focused, [label]);
    rig.harness.event(Event::Text(text.to_owned()));
    rig.run();
}

fn change(rig: &mut Rig, open: &str, secrets: [&str; 3]) {
    enter_on(rig, open);
    fill(rig, open, secrets);
}

/// Fills the three fields; Enter goes from one to the next and sends at the end.
fn fill(rig: &mut Rig, open: &str, secrets: [&str; 3]) {
    let labels = if open == CHANGE_SIGN {
        SIGN_FIELDS
    } else {
        AUTH_FIELDS
    };
    for (label, secret) in labels.into_iter().zip(secrets) {
        type_into(rig, label, secret);
        key(rig, Key::Enter);
    }
}

fn has_dialog(rig: &Rig) -> bool {
    rig.harness.query_by_role(Role::Dialog).is_some()
}

/// What is announced, with how urgent it is.
fn announced(rig: &Rig, words: &str) -> Option<Live> {
    let nodes = rig
        .harness
        .query_all_by(|node| matches!(node.role(), Role::Alert | Role::Status));
    nodes
        .filter(|node| {
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.contains(words))
        })
        .map(|node| node.accesskit_node().live())
        .next()
}

#[test]
fn a_pin_is_changed_and_the_new_one_is_true_from_then_on() {
    let mut rig = open("normal");
    rig.picture("pins");
    change(&mut rig, CHANGE_AUTH, ["1234", "5739", "5739"]);
    assert!(!has_dialog(&rig));
    let title = "利用者証明用電子証明書の暗証番号を変更しました";
    assert_eq!(announced(&rig, title), Some(Live::Polite));
    assert!(rig.sees("残り回数 あと3回"));
    let page = rig.harness.get_by_role_and_label(Role::Heading, "暗証番号");
    assert!(
        page.rect().top() > 250.0,
        "the banner above it came into view"
    );
    rig.picture("pins-changed");
    let told = rig.harness.query_all_by(|node| {
        [node.label(), node.value()]
            .iter()
            .flatten()
            .any(|words| words.contains("5739") || words.contains("1234"))
    });
    assert_eq!(told.count(), 0, "neither is told anywhere");

    enter_on(&mut rig, TEST_AUTH);
    type_into(&mut rig, "利用者証明用電子証明書の暗証番号", "5739");
    key(&mut rig, Key::Enter);
    assert!(rig.sees("このカードとカードリーダーは、ログインに使えます"));
    rig.picture("pins-tested");
}

#[test]
fn small_and_full_width_letters_become_what_the_card_knows_and_it_is_said() {
    let mut rig = open("normal");
    enter_on(&mut rig, CHANGE_SIGN);
    assert!(rig.sees("小文字は大文字に直してカードに送ります"));
    assert!(rig.sees("ログインに使う4桁の暗証番号は変わりません"));
    type_into(
        &mut rig,
        "いままでのパスワード（署名用電子証明書）",
        "ａｂｃ１２３",
    );
    assert!(rig.sees("半角に直しました"), "before it is sent");
    key(&mut rig, Key::Enter);
    type_into(&mut rig, "新しいパスワード（署名用電子証明書）", "k7x9qm");
    key(&mut rig, Key::Enter);
    type_into(
        &mut rig,
        "新しいパスワードをもう一度（署名用電子証明書）",
        "K7X9QM",
    );
    key(&mut rig, Key::Enter);
    assert!(rig.sees("署名用電子証明書のパスワードを変更しました"));
}

#[test]
fn the_rules_are_ticked_as_one_types_and_nothing_is_sent_before_they_hold() {
    let mut rig = open("normal");
    enter_on(&mut rig, CHANGE_SIGN);
    let state = |rig: &Rig, rule: &str| rig.sees(&format!("{rule} できています"));
    for rule in ["英字が入っている", "数字が入っている", "2回とも同じ"] {
        assert!(!state(&rig, rule), "{rule}");
    }
    let reason = "いままでのパスワードを、英字と数字の6文字から16文字で入力してください";
    assert_eq!(announced(&rig, reason), Some(Live::Polite));
    type_into(
        &mut rig,
        "いままでのパスワード（署名用電子証明書）",
        "ABC123",
    );
    key(&mut rig, Key::Enter);
    let mut typed = 0;
    for (letter, holding) in [("K", 2), ("7", 3), ("X", 3), ("9", 3), ("Q", 3), ("M", 4)] {
        type_into(&mut rig, "新しいパスワード（署名用電子証明書）", letter);
        typed += 1;
        let rules = [
            "英字と数字だけ",
            "6文字から16文字",
            "英字が入っている",
            "数字が入っている",
        ];
        let count = rules.iter().filter(|rule| state(&rig, rule)).count();
        assert_eq!(count, holding, "after {typed} characters");
    }
    rig.picture("pins-ticks");
    // Enter leads on, and at the end back to what is missing.
    key(&mut rig, Key::Enter);
    type_into(
        &mut rig,
        "新しいパスワードをもう一度（署名用電子証明書）",
        "K7X9Q",
    );
    key(&mut rig, Key::Enter);
    assert!(has_dialog(&rig));
    assert!(!state(&rig, "2回とも同じ"));
    assert!(rig.sees("新しいパスワードを、もう一度、同じように入力してください"));
    type_into(
        &mut rig,
        "新しいパスワードをもう一度（署名用電子証明書）",
        "M",
    );
    assert!(state(&rig, "2回とも同じ"));
    key(&mut rig, Key::Enter);
    assert!(rig.sees("署名用電子証明書のパスワードを変更しました"));
}

#[test]
fn what_is_easy_to_guess_is_advised_against_and_can_be_taken() {
    for (new, why) in [
        ("1234", "いままでの暗証番号と同じです"),
        ("7777", "同じ文字が続いていて"),
        ("0229", "誕生日や生まれた年のように見えます"),
    ] {
        let mut rig = open("normal");
        enter_on(&mut rig, CHANGE_AUTH);
        type_into(
            &mut rig,
            "いままでの暗証番号（利用者証明用電子証明書）",
            "1234",
        );
        key(&mut rig, Key::Enter);
        type_into(&mut rig, "新しい暗証番号（利用者証明用電子証明書）", new);
        assert!(announced(&rig, why).is_some(), "{new}");
        rig.picture(&format!("pins-advice-{new}"));
        key(&mut rig, Key::Enter);
        type_into(
            &mut rig,
            "新しい暗証番号をもう一度（利用者証明用電子証明書）",
            new,
        );
        key(&mut rig, Key::Enter);
        assert!(rig.sees("変更しました"), "{new}");
    }
}

#[test]
fn a_wrong_old_one_says_what_is_left_until_the_last_try_takes_a_second_step() {
    let mut rig = open("normal");
    change(&mut rig, CHANGE_AUTH, ["9876", "5739", "5739"]);
    assert!(has_dialog(&rig), "one may try again");
    assert!(rig.sees("違うのは、いままでの暗証番号です"));
    assert!(
        rig.sees("あと2回まちがえるとロックされます"),
        "two left: a warning"
    );
    rig.picture("pins-two-left");
    fill(&mut rig, CHANGE_AUTH, ["9876", "5739", "5739"]);
    assert!(rig.sees("残りはあと1回です"));
    fill(&mut rig, CHANGE_AUTH, ["9876", "5739", "5739"]);
    assert!(rig.sees("本当に送りますか"));
    rig.picture("pins-really");
    // The default is to leave.
    key(&mut rig, Key::Enter);
    assert!(!has_dialog(&rig));
    assert!(rig.sees("残り回数 あと1回"), "nothing was sent");

    change(&mut rig, CHANGE_AUTH, ["1234", "5739", "5739"]);
    rig.tab_to(Role::Button, "最後の1回を使う");
    key(&mut rig, Key::Enter);
    assert!(rig.sees("変更しました"));
    assert!(rig.sees("残り回数 あと3回"));
}

#[test]
fn the_last_try_of_a_test_takes_a_second_step_too() {
    let mut rig = open("auth-last-try");
    enter_on(&mut rig, TEST_AUTH);
    assert!(rig.sees("残りはあと1回です"));
    type_into(&mut rig, "利用者証明用電子証明書の暗証番号", "9876");
    key(&mut rig, Key::Enter);
    assert!(rig.sees("本当に送りますか"));
    rig.tab_to(Role::Button, "最後の1回を使う");
    key(&mut rig, Key::Enter);
    // It was wrong: now there is no field any more, but where to go.
    assert!(rig.harness.query_by_role(Role::PasswordInput).is_none());
    assert!(rig.sees("お住まいの市区町村の窓口"));
    key(&mut rig, Key::Escape);
    assert!(!has_dialog(&rig));
    let buttons = rig.buttons();
    assert!(
        !buttons
            .iter()
            .any(|label| label == CHANGE_AUTH || label == TEST_AUTH)
    );
}

#[test]
fn a_blocked_secret_has_no_field_but_where_to_go_and_what_to_bring() {
    let mut rig = open("both-locked");
    rig.picture("pins-blocked");
    for label in [CHANGE_AUTH, CHANGE_SIGN, TEST_AUTH, TEST_SIGN] {
        assert!(!rig.buttons().contains(&label.to_owned()), "{label}");
    }
    assert!(announced(&rig, "署名用電子証明書のパスワードがロックされています").is_some());
    for words in ["マイナンバーカードを持って", "市区町村の窓口", "コンビニ"]
    {
        assert!(rig.sees(words), "{words}");
    }
    let both = "今は両方ともロックされているので";
    assert!(rig.sees(both));
    assert!(!open("sign-locked").sees(both), "the other one helps");
}

#[test]
fn a_childs_card_offers_only_what_it_has() {
    let rig = open("child");
    assert!(rig.buttons().contains(&CHANGE_AUTH.to_owned()));
    assert!(!rig.buttons().contains(&CHANGE_SIGN.to_owned()));
    assert!(!rig.buttons().contains(&TEST_SIGN.to_owned()));
}

#[test]
fn a_test_says_that_signing_works_and_how_long_the_card_took() {
    let mut rig = open("normal");
    enter_on(&mut rig, TEST_SIGN);
    assert!(rig.sees("文書には署名しません"));
    type_into(&mut rig, "署名用電子証明書のパスワード", "ABC123");
    rig.picture("pins-test");
    key(&mut rig, Key::Enter);
    let title = "このカードとカードリーダーは、署名に使えます";
    assert_eq!(announced(&rig, title), Some(Live::Polite));
    assert!(rig.sees("カードが計算にかけた時間は0.1秒です"));
    assert!(rig.sees("失効確認：未実施"));
    enter_on(&mut rig, "閉じる");
    assert!(!rig.sees(title));
}

#[test]
fn a_test_can_be_begun_where_the_certificate_is_shown() {
    let mut rig = Setup::practice("normal").open();
    enter_on(&mut rig, "動作を確認…");
    type_into(&mut rig, "利用者証明用電子証明書の暗証番号", "1234");
    key(&mut rig, Key::Enter);
    assert!(rig.sees("ログインに使えます"));
}

#[test]
fn an_expired_certificate_is_not_said_to_work() {
    let mut rig = open("expired");
    enter_on(&mut rig, TEST_AUTH);
    type_into(&mut rig, "利用者証明用電子証明書の暗証番号", "1234");
    key(&mut rig, Key::Enter);
    assert!(rig.sees("有効期限が切れています"));
    assert!(!rig.sees("ログインに使えます"));
}

#[test]
fn a_card_pulled_while_someone_types_takes_the_typed_with_it() {
    let mut rig = open("normal");
    enter_on(&mut rig, CHANGE_AUTH);
    type_into(
        &mut rig,
        "いままでの暗証番号（利用者証明用電子証明書）",
        "1234",
    );
    rig.practice(PracticeAction::Pull);
    assert!(!has_dialog(&rig));
    rig.practice(PracticeAction::Insert);
    enter_on(&mut rig, CHANGE_AUTH);
    for field in rig.harness.query_all_by_role(Role::PasswordInput) {
        assert_eq!(field.value().unwrap_or_default(), "");
    }
    // Esc leaves, and nothing was sent.
    key(&mut rig, Key::Escape);
    assert!(!has_dialog(&rig));
    assert!(rig.sees("残り回数 あと3回"));
}

#[test]
fn a_change_can_be_typed_with_on_screen_keys_in_the_smallest_window() {
    for (colors, percent) in [(ColorScheme::HighContrast, 200), (ColorScheme::Dark, 100)] {
        let setup = Setup::practice("normal").look(colors, percent, Language::Ja);
        let mut rig = setup.sized(720.0, 540.0).open();
        go(&mut rig);
        for (open, labels, secrets) in [
            (CHANGE_AUTH, AUTH_FIELDS, ["1234", "5739", "5739"]),
            (CHANGE_SIGN, SIGN_FIELDS, ["ABC123", "K7X9QM", "K7X9QM"]),
        ] {
            rig.press(open);
            rig.picture(&format!("pins-small-{percent}"));
            rig.press("画面のキーで入力する");
            for (label, secret) in labels.into_iter().zip(secrets) {
                rig.harness
                    .query_all_by_role(Role::PasswordInput)
                    .find(|field| {
                        let name = field.accesskit_node().labelled_by().next();
                        name.and_then(|name| name.value()).as_deref() == Some(label)
                    })
                    .expect("the field")
                    .focus();
                rig.run();
                for key in secret.chars() {
                    rig.press(&key.to_string());
                }
                rig.picture(&format!("pins-keys-{percent}"));
                rig.assert_fits(label, 720.0);
            }
            rig.press("変更する");
            assert!(rig.sees("変更しました"), "{open}");
        }
    }
}

#[test]
fn english_tells_the_two_apart_as_well() {
    let setup = Setup::practice("normal").look(ColorScheme::Light, 100, Language::En);
    let mut rig = setup.open();
    go(&mut rig);
    rig.picture("pins-en");
    assert!(rig.sees("Signature password"));
    assert!(rig.sees("Authentication PIN"));
    let change = rig
        .buttons()
        .into_iter()
        .find(|label| label.starts_with("Signature password") && label.ends_with("Change…"))
        .expect("the button");
    rig.press(&change);
    assert!(rig.sees("Change the signature password"));
    assert!(rig.sees("small letters are sent as capitals"));
    rig.picture("pins-change-en");
}

#[test]
fn a_change_that_was_cut_off_says_how_to_find_out_until_it_is_found_out() {
    let mut rig = open("normal");
    enter_on(&mut rig, CHANGE_AUTH);
    let slot = Slot::Auth;
    rig.told(Reported::PinChanged(PinChange {
        slot,
        changed: Changed::Unknown,
        left: None,
        failure: Some(Failure::PinChangeUnknown { slot }),
    }));
    assert!(!has_dialog(&rig));
    let what = "変わったかどうか分かりません";
    assert_eq!(announced(&rig, what), Some(Live::Assertive));
    rig.picture("pins-unknown");
    // Whoever goes away and comes back still finds what to do, on the page and in the dialog.
    rig.press("ホーム");
    go(&mut rig);
    let still = "暗証番号が変わったかどうか、まだ分かっていません";
    assert!(announced(&rig, still).is_some());
    rig.picture("pins-in-doubt");
    enter_on(&mut rig, TEST_AUTH);
    assert!(rig.sees("はじめに、新しいものを入力してください"));
    rig.picture("pins-find-out");
    let field = "利用者証明用電子証明書の暗証番号";
    type_into(&mut rig, field, "5739");
    key(&mut rig, Key::Enter);
    assert!(rig.sees("次は、いままでのものを入力してください"));
    type_into(&mut rig, field, "1234");
    key(&mut rig, Key::Enter);
    assert!(rig.sees("ログインに使えます"));
    assert!(rig.sees("残り回数 あと3回"));
    assert!(!rig.sees(still));
}

#[test]
fn a_change_that_did_not_come_about_says_that_the_old_one_is_true() {
    let mut rig = open("normal");
    enter_on(&mut rig, CHANGE_SIGN);
    let slot = Slot::Sign;
    let failure = Some(Failure::PinChangeRefused {
        slot,
        status: Some(0x6A80),
    });
    rig.told(Reported::PinChanged(PinChange {
        slot,
        changed: Changed::No,
        left: None,
        failure,
    }));
    let what = "署名用電子証明書のパスワードは、変わっていません";
    assert_eq!(announced(&rig, what), Some(Live::Polite));
    assert!(rig.sees("いままでのパスワードを、そのままお使いください"));
    assert!(rig.sees("E-PIN-09"));
    rig.picture("pins-unchanged");
}
