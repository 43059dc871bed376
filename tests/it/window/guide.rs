//! 手続き案内 as a person uses it, by the keyboard alone: looking for a topic, reading on, going back; the
//! office and its state minute by minute; the renewal on paper and in the calendar.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::{Event as Input, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::command::PracticeAction;
use inkan::app::event::Event;
use inkan::app::ports::{DialogRequest, Source};
use inkan::app::settings::{ColorScheme, Language, OfficeChoice, Settings};
use inkan::app::state::{Action, Page};
use inkan::sim::DEMO_SIGN_PASSWORD;

use super::rig::{Rig, Setup};

impl Rig {
    fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.run();
    }

    fn types(&mut self, text: &str) {
        self.harness.event(Input::Text(text.to_owned()));
        self.run();
    }

    /// What has the keyboard.
    fn focused(&self) -> String {
        self.harness
            .query_all_by(|node| node.is_focused() && !node.is_hidden())
            .filter_map(|node| node.accesskit_node().label())
            .next_back()
            .unwrap_or_default()
    }

    fn enter(&mut self, label: &str) {
        self.tab_to(Role::Button, label);
        self.key(Key::Enter);
    }

    fn heading(&self, label: &str) -> bool {
        self.harness
            .query_by_role_and_label(Role::Heading, label)
            .is_some()
    }

    fn topic(&self) -> Option<String> {
        self.harness
            .state()
            .state()
            .guide
            .topic()
            .map(str::to_owned)
    }

    fn shown(&self, page: Page) -> bool {
        self.harness.state().state().page == page
    }
}

fn narashino() -> OfficeChoice {
    OfficeChoice::BuiltIn("narashino".to_owned())
}

fn with_office(setup: Setup) -> Setup {
    Setup {
        settings: Settings {
            office: Some(narashino()),
            ..setup.settings
        },
        ..setup
    }
}

/// Whoever the practice cards are of, and where they live.
const PERSONAL: [&str; 6] = ["花子", "太郎", "HANAKO", "見本県", "練習町", "1985"];

#[test]
fn a_topic_is_looked_for_opened_and_left_by_keyboard() {
    let mut rig = Setup::practice("normal").open();
    rig.key(Key::F1);
    assert!(rig.shown(Page::Guide));
    assert_eq!(rig.focused(), "知りたいことを言葉で探す");
    rig.types("ひっこし");
    assert!(rig.sees("件見つかりました"));
    rig.picture("guide-found");
    rig.enter("期限の前に失効するとき");
    assert_eq!(rig.topic().as_deref(), Some("revocation"));
    assert_eq!(rig.focused(), "前に戻る", "the keyboard goes along");
    assert!(rig.heading("期限の前に失効するとき"));
    rig.picture("guide-topic");
    let other = rig.harness.state().state().guide.topic().and_then(|id| {
        let guide = inkan::app::guide::compiled_in();
        let next = guide.topic(id)?.see_also.first()?;
        Some(guide.topic(next)?.title.ja.clone())
    });
    let other = other.expect("it leads on");
    rig.enter(&other);
    assert!(rig.heading(&other));
    rig.key(Key::Escape);
    assert!(rig.heading("期限の前に失効するとき"), "one step back");
    rig.enter("前に戻る");
    assert_eq!(rig.topic(), None);
    assert_eq!(rig.focused(), "期限の前に失効するとき", "where one was");
    assert!(
        rig.sees("件見つかりました"),
        "what was typed is still there"
    );
    rig.key(Key::Escape);
    assert!(!rig.sees("件見つかりました"), "and goes with the next step");
    assert!(rig.shown(Page::Guide));
}

#[test]
fn the_same_in_english() {
    let setup = Setup::practice("normal").look(ColorScheme::Light, 100, Language::En);
    let mut rig = setup.open();
    rig.harness
        .key_press_modifiers(Modifiers::COMMAND, Key::Num5);
    rig.run();
    assert!(rig.heading("Guide to the procedures"));
    rig.tab_to(Role::TextInput, "Search by words");
    rig.types("ＰＩＮ　ｒｅｓｅｔ");
    rig.enter("Resetting a forgotten or locked PIN");
    assert_eq!(rig.topic().as_deref(), Some("pin-reset"));
    assert!(rig.sees("This program cannot unlock it"));
    assert!(rig.sees("the office of the city, town or village where you live"));
    rig.picture("guide-topic-en");
    rig.enter("Back");
    assert_eq!(rig.focused(), "Resetting a forgotten or locked PIN");
    rig.key(Key::Escape);
    rig.enter("Choose an office");
    rig.tab_to(
        Role::RadioButton,
        "The temporary My Number Card counter of Narashino City Hall",
    );
    rig.key(Key::Space);
    rig.page(5);
    assert!(rig.sees("Closed today (Labour Thanksgiving Day)"));
    assert!(rig.sees("Tuesday, 24 November 2026, 8:30"));
    rig.time("2026-11-24T00:00:00Z");
    assert!(rig.sees("Open (until 17:00)"));
}

#[test]
fn however_it_is_written_it_is_found_and_nonsense_is_not() {
    let mut rig = Setup::practice("normal").open();
    for words in [
        "てすうりょう",
        "テスウリョウ",
        "ﾃｽｳﾘｮｳ",
        "手数料",
        "FEE",
        "ｆｅｅ",
    ] {
        rig.key(Key::F1);
        rig.types(words);
        assert!(rig.buttons().contains(&"手数料".to_owned()), "{words}");
        assert!(rig.sees("件見つかりました"), "{words}");
        rig.press("探す言葉を消す");
        assert!(!rig.sees("件見つかりました"));
        assert_eq!(rig.focused(), "知りたいことを言葉で探す");
    }
    rig.types("あああああああ");
    assert!(rig.sees("見つかりませんでした"));
    assert!(!rig.buttons().contains(&"手数料".to_owned()));
    rig.press("探す言葉を消す");
    rig.types("　 ");
    assert!(!rig.sees("見つかり"), "spaces are no words");
    assert!(rig.buttons().contains(&"手数料".to_owned()));
    rig.press("探す言葉を消す");
    // Nearly meant.
    rig.types("renewl");
    assert!(rig.sees("近い話題"));
    assert!(rig.buttons().contains(&"電子証明書の更新".to_owned()));
}

#[test]
fn the_rail_leads_to_the_beginning_and_other_pages_keep_the_place() {
    let mut rig = Setup::practice("normal").open();
    rig.page(5);
    rig.press("手数料");
    rig.page(1);
    assert!(rig.shown(Page::Home));
    rig.key(Key::F1);
    assert_eq!(rig.topic().as_deref(), Some("fee"), "it is still open");
    rig.page(5);
    assert_eq!(rig.topic(), None);
    rig.key(Key::Escape);
    rig.key(Key::Escape);
    assert!(rig.shown(Page::Guide), "further back there is nothing");
}

#[test]
fn a_ring_of_topics_is_left_in_as_many_steps_as_it_has_topics() {
    let mut rig = Setup::practice("normal").open();
    rig.page(5);
    rig.press("暗証番号・パスワードの再設定");
    for _ in 0..3 {
        rig.press("手続きの場所と持ち物");
        if !rig
            .buttons()
            .contains(&"暗証番号・パスワードの再設定".to_owned())
        {
            break;
        }
        rig.press("暗証番号・パスワードの再設定");
    }
    rig.key(Key::Escape);
    rig.key(Key::Escape);
    assert_eq!(rig.topic(), None);
}

#[test]
fn a_topic_is_saved_to_print_and_a_closed_dialog_saves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut rig = Setup::practice("normal").open();
    rig.page(5);
    rig.press("電子証明書の更新");
    rig.enter("案内を印刷・保存…");
    assert!(!rig.sees("保存しました"), "the dialog was closed");
    let path = folder.path().join("topic.pdf");
    rig.dialogs
        .borrow_mut()
        .answers
        .push_back(vec![path.clone()]);
    rig.enter("案内を印刷・保存…");
    assert!(rig.sees("保存しました"));
    let asked = rig.dialogs.borrow().opened.last().cloned();
    let name = "inkan-guide-renewal.pdf".to_owned();
    assert_eq!(asked, Some(DialogRequest::SaveGuide(name)));
    let pdf = std::fs::read(&path).expect("written");
    assert!(pdf.starts_with(b"%PDF-"));
    // Where it cannot be written, it is said.
    let nowhere = folder.path().join("missing").join("topic.pdf");
    rig.dialogs.borrow_mut().answers.push_back(vec![nowhere]);
    rig.enter("案内を印刷・保存…");
    assert!(rig.sees("E-OUT-04"));
}

#[test]
fn the_office_is_told_minute_by_minute() {
    // The times are Japan's, nine hours ahead.
    let mut rig = with_office(Setup::practice("normal").at("2026-11-23T03:00:00Z")).open();
    rig.page(5);
    assert!(rig.sees("休み（勤労感謝の日）"));
    for (now, state, next) in [
        (
            "2026-11-23T14:59:59Z",
            "休み（勤労感謝の日）",
            "2026年11月24日（火曜日）8:30から",
        ),
        (
            "2026-11-23T15:00:00Z",
            "受付時間外",
            "2026年11月24日（火曜日）8:30から",
        ),
        (
            "2026-11-23T23:29:59Z",
            "受付時間外",
            "2026年11月24日（火曜日）8:30から",
        ),
        ("2026-11-23T23:30:00Z", "受付中（17:00まで）", ""),
        ("2026-11-24T07:59:59Z", "受付中（17:00まで）", ""),
        (
            "2026-11-24T08:00:00Z",
            "受付時間外",
            "2026年11月25日（水曜日）8:30から",
        ),
        ("2026-12-28T07:59:00Z", "受付中（17:00まで）", ""),
        (
            "2026-12-28T15:00:00Z",
            "休み（年末年始）",
            "2027年1月4日（月曜日）8:30から",
        ),
        (
            "2027-01-03T14:59:59Z",
            "休み（年末年始）",
            "2027年1月4日（月曜日）8:30から",
        ),
        (
            "2026-11-27T15:00:00Z",
            "休み（定休日）",
            "2026年11月30日（月曜日）8:30から",
        ),
    ] {
        rig.time(now);
        assert!(rig.sees(state), "{now}: {state}");
        if next.is_empty() {
            assert!(!rig.sees("次の受付"), "{now}: it is open");
        } else {
            assert!(rig.sees(next), "{now}: {next}");
        }
        let states = ["受付中", "受付時間外"].into_iter();
        let others = states.filter(|other| !state.starts_with(other));
        for other in others {
            let said = rig.harness.query_all_by_label(other).count();
            assert_eq!(said, 0, "{now}: {other}");
        }
    }
    // A clock that is far off says nothing of hours.
    rig.time("1998-01-05T03:00:00Z");
    assert!(rig.sees("パソコンの日付をお確かめください"));
    assert!(!rig.sees("受付中"));
}

#[test]
fn the_window_looks_again_when_a_minute_begins_and_not_all_the_time() {
    let delay = |rig: &Rig| {
        let output = &rig.harness.output().viewport_output;
        output[&egui::ViewportId::ROOT].repaint_delay
    };
    let second = std::time::Duration::from_secs(1);
    let mut rig = with_office(Setup::practice("normal").at("2026-11-24T07:59:20Z")).open();
    assert!(delay(&rig) > 60 * second, "ホーム counts days");
    rig.page(5);
    let next = delay(&rig);
    assert!(next > 39 * second && next < 41 * second, "{next:?}");
    // Without an office nothing on the page changes with the minute.
    let mut rig = Setup::practice("normal").at("2026-11-24T07:59:20Z").open();
    rig.page(5);
    assert!(delay(&rig) > 60 * second);
}

#[test]
fn an_office_is_chosen_by_keyboard_and_remembered() {
    let mut rig = Setup::practice("normal").open();
    rig.page(5);
    assert!(rig.sees("お住まいの市区町村の窓口"));
    rig.enter("窓口を選ぶ");
    assert!(rig.shown(Page::Settings));
    rig.tab_to(Role::RadioButton, "習志野市役所 マイナンバーカード臨時窓口");
    rig.key(Key::Space);
    assert_eq!(
        rig.saved.borrow().last().expect("stored").office,
        Some(narashino())
    );
    rig.page(5);
    assert!(rig.sees("047-411-7109"));
    assert!(rig.sees("休み（勤労感謝の日）"));
    rig.press("暗証番号・パスワードの再設定");
    assert!(rig.sees("習志野市役所 マイナンバーカード臨時窓口へ行きます"));
    rig.page(6);
    rig.tab_to(Role::RadioButton, "選ばない");
    rig.key(Key::Space);
    assert_eq!(rig.saved.borrow().last().expect("stored").office, None);
    rig.page(5);
    assert!(!rig.sees("047-411-7109"));
}

/// A profile of one's own, in a file.
fn own_office(folder: &Path, change: impl FnOnce(String) -> String) -> PathBuf {
    let text = include_str!("../../../assets/offices/narashino.toml");
    let text = text.replace("id = \"narashino\"", "id = \"own\"").replace(
        "習志野市役所 マイナンバーカード臨時窓口",
        "見本市役所 市民課",
    );
    let path = folder.join("own.toml");
    std::fs::write(&path, change(text)).expect("written");
    path
}

#[test]
fn people_who_live_abroad_say_so_and_see_their_own_days() {
    // Half a year before the last day.
    let card = inkan::sim::Profile::parse(
        "id = \"normal\"
[holder]
name = \"見本　海外\"
birth-date = \"1987-06-05\"
sex = \"female\"
address = \"見本県\"
prefecture = \"Mihon-ken\"
municipality = \"Mihon-shi\"
[certificates.auth]
from = \"today - 1643 days\"
until = \"today + 181 days\"
[certificates.sign]
from = \"today - 1643 days\"
until = \"today + 181 days\"
[tries]
auth = 3
sign = 5
",
    )
    .expect("a profile");
    let mut rig = Setup::practice("normal").card(card).open();
    rig.page(5);
    assert!(rig.sees("2027年2月23日から2027年5月23日まで"));
    assert!(!rig.sees("2026年5月23日"));
    rig.tab_to(Role::RadioButton, "国外に住んでいます");
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert!(rig.sees("2026年5月23日から2027年5月23日まで"));
    assert!(!rig.sees("2027年2月23日"));
    rig.page(1);
    let word = "更新できます";
    assert!(rig.sees(word), "the home page says the same");
    assert!(rig.saved.borrow().is_empty(), "nothing is stored of it");
    // It goes with the card.
    rig.practice(PracticeAction::Pull);
    rig.practice(PracticeAction::Insert);
    assert!(!rig.sees(word));
    rig.page(5);
    assert!(rig.sees("2027年2月23日から2027年5月23日まで"));
    // Where no date can lie ahead there is nothing to choose.
    let mut rig = Setup::practice("expired").open();
    rig.page(5);
    rig.press("パスワードを入力して読み取る…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("読み取る");
    assert!(!rig.sees("国外に住んでいます"));
}

#[test]
fn the_office_of_the_policy_is_shown_everywhere_and_nobody_chooses_another() {
    const POLICY: &str = "version = 1\n[office]\nprofile = \"narashino\"\n";
    const WORDS: &str = "窓口は、このパソコンのポリシーファイルで決められています。";
    let folder = tempfile::tempdir().expect("a folder");
    let own = own_office(folder.path(), |text| text);
    // Neither a file nor anything else in the settings counts, nor is it read.
    for office in [
        None,
        Some(narashino()),
        Some(OfficeChoice::File { file: own.clone() }),
    ] {
        let setup = Setup::practice("normal").under(POLICY);
        let settings = Settings {
            office: office.clone(),
            ..setup.settings.clone()
        };
        let mut rig = Setup { settings, ..setup }.open();
        rig.page(5);
        assert!(rig.sees("047-411-7109") && rig.sees("休み"));
        rig.page(6);
        assert!(rig.sees(WORDS));
        assert!(rig.sees("習志野市役所"));
        assert!(!rig.sees("ほかの窓口のファイルを開く…"));
        assert!(!rig.sees("選ばない"));
        for action in [
            Action::ChooseOffice(None),
            Action::ChooseOffice(Some(OfficeChoice::File { file: own.clone() })),
            Action::Choose(DialogRequest::OfficeFile),
        ] {
            rig.act(action);
        }
        assert!(rig.sees(WORDS) && !rig.sees("見本市役所"));
        assert!(rig.dialogs.borrow().opened.is_empty());
        assert!(rig.saved.borrow().is_empty(), "nothing is stored of it");
        rig.page(5);
        assert!(rig.sees("047-411-7109"));
    }
}

#[test]
fn an_office_of_the_policy_that_is_not_known_is_told_on_every_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let policy = folder.path().join("policy.toml");
    let text = "version = 1\n[office]\nprofile = \"own.toml\"\n";
    own_office(folder.path(), |text| format!("colour = 1\n{text}"));
    let mut rig = with_office(Setup::practice("normal"))
        .under_at(&policy, text)
        .open();
    for page in [1, 2, 3, 4, 5, 6] {
        rig.page(page);
        assert!(rig.sees("ポリシーファイルの3行目が示す窓口を、案内に使えません。"));
        assert!(rig.sees("E-POLICY-03") && rig.sees("own.toml の1行目"));
    }
    assert!(rig.sees("お住まいの市区町村の窓口") && !rig.sees("習志野市役所"));
    rig.page(5);
    assert!(rig.sees("お住まいの市区町村の窓口") && !rig.sees("047-411-7109"));
    assert!(!rig.sees("窓口を選ぶ"), "nobody can");
}

#[test]
fn where_the_settings_are_closed_no_office_is_offered_to_choose() {
    let policy = "version = 1\n[counter]\nmode = \"forced\"\n";
    let mut rig = Setup::practice("normal").under(policy).open();
    rig.page(5);
    assert!(rig.sees("お住まいの市区町村の窓口"));
    assert!(!rig.sees("窓口を選ぶ"));
}

#[test]
fn an_office_of_ones_own_is_read_and_a_flawed_one_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut rig = with_office(Setup::practice("normal")).open();
    rig.page(6);
    let open = |rig: &mut Rig, path: PathBuf| {
        rig.dialogs.borrow_mut().answers.push_back(vec![path]);
        rig.press("ほかの窓口のファイルを開く…");
    };
    let chosen = |rig: &Rig| rig.harness.state().state().settings.office.clone();
    // With its line, in other encodings, too large, not there at all.
    let path = own_office(folder.path(), |text| format!("colour = \"red\"\n{text}"));
    open(&mut rig, path);
    assert!(rig.sees("E-DOC-09") && rig.sees("1行目"));
    assert_eq!(chosen(&rig), Some(narashino()));
    let path = folder.path().join("sjis.toml");
    std::fs::write(&path, b"# ok\nid = \"\x91\x8b\"\n").expect("written");
    open(&mut rig, path);
    assert!(rig.sees("E-DOC-09") && rig.sees("2行目"));
    let path = own_office(folder.path(), |text| text + &"# long\n".repeat(20_000));
    open(&mut rig, path);
    assert!(rig.sees("E-DOC-01"));
    open(&mut rig, folder.path().join("missing.toml"));
    assert!(rig.sees("E-DOC-01"));
    rig.press("ほかの窓口のファイルを開く…");
    assert_eq!(
        chosen(&rig),
        Some(narashino()),
        "a closed dialog chooses nothing"
    );
    assert!(rig.saved.borrow().is_empty(), "nothing was stored");
    // A good one, as an editor of Windows leaves it.
    let path = own_office(folder.path(), |text| format!("\u{feff}{text}"));
    open(&mut rig, path.clone());
    assert_eq!(
        chosen(&rig),
        Some(OfficeChoice::File { file: path.clone() })
    );
    assert!(rig.sees("ご自身のファイル「own.toml」"));
    rig.page(5);
    assert!(rig.sees("見本市役所 市民課"));
    // Practice mode is begun and ended without losing it.
    rig.press("終了");
    assert!(rig.sees("見本市役所 市民課"));

    let settings = Settings {
        office: Some(OfficeChoice::File { file: path.clone() }),
        ..Settings::default()
    };
    let again = |settings: &Settings| {
        let setup = Setup::practice("normal");
        let settings = settings.clone();
        Setup { settings, ..setup }.open()
    };
    let mut rig = again(&settings);
    rig.page(5);
    assert!(rig.sees("見本市役所 市民課"), "the next start reads it");
    std::fs::remove_file(&path).expect("removed");
    let mut rig = again(&settings);
    assert!(rig.sees("E-DOC-01"), "it is said at once that it is gone");
    rig.page(5);
    assert!(!rig.sees("見本市役所"));
    assert!(rig.sees("お住まいの市区町村の窓口"));
    rig.page(6);
    assert!(rig.sees("「own.toml」を読み取れません"));

    // Whoever chose meanwhile is not overruled by what was read late.
    rig.tab_to(Role::RadioButton, "選ばない");
    rig.key(Key::Space);
    assert!(!rig.sees("読み取れません"));
    let office = inkan::app::office::built_in_office("narashino").expect("it");
    rig.told(Event::OfficeRead(path, Ok(Box::new(office))));
    assert_eq!(chosen(&rig), None);
    rig.page(5);
    assert!(rig.sees("お住まいの市区町村の窓口"));
}

#[test]
fn an_office_that_was_chosen_is_kept_with_what_is_chosen_after_it() {
    let mut rig = Setup::practice("normal").open();
    rig.act(Action::ChooseOffice(Some(narashino())));
    rig.act(Action::Colors(ColorScheme::Dark));
    let saved = rig.saved.borrow().last().cloned().expect("saved");
    assert_eq!(
        (saved.office, saved.colors),
        (Some(narashino()), ColorScheme::Dark)
    );
}

#[test]
fn a_profile_that_is_no_longer_compiled_in_is_none() {
    let office = Some(OfficeChoice::BuiltIn("atlantis".to_owned()));
    let setup = Setup::practice("normal");
    let settings = Settings {
        office,
        ..setup.settings.clone()
    };
    let mut rig = Setup { settings, ..setup }.open();
    rig.page(5);
    assert!(rig.sees("お住まいの市区町村の窓口"));
    rig.page(6);
    assert!(rig.sees("選ばない"));
}

#[test]
fn without_a_card_the_planner_says_what_it_would_show() {
    let mut rig = Setup::bare().open();
    rig.page(5);
    assert!(rig.sees("ここに次のことが出ます"));
    assert!(!rig.sees("カレンダーに登録…"));
    assert!(!rig.sees("この電子証明書の有効期限"));
    rig.enter("練習モードで試す");
    assert!(rig.shown(Page::Guide), "one stays where one was");
    assert!(rig.sees("この電子証明書の有効期限"));
    rig.practice(PracticeAction::Pull);
    assert!(rig.sees("ここに次のことが出ます"));
    assert!(
        !rig.buttons().contains(&"練習モードで試す".to_owned()),
        "it is on already"
    );
}

#[test]
fn the_banner_leads_to_the_planner_and_always_does_something() {
    for (profile, button, focused) in [
        ("renewable", "更新の方法を見る", "更新の予定"),
        ("expired", "発行の方法を見る", "更新の予定"),
    ] {
        let mut rig = Setup::practice(profile).open();
        rig.enter(button);
        assert!(rig.shown(Page::Guide), "{profile}");
        assert_eq!(rig.focused(), focused, "{profile}");
        let heading = rig
            .harness
            .get_by_role_and_label(Role::Heading, "更新の予定")
            .rect();
        assert!(
            heading.top() > 0.0 && heading.bottom() < 760.0,
            "{heading:?}"
        );
        rig.picture(&format!("guide-planner-{profile}"));
        // Again, from a topic that was left open.
        rig.page(5);
        rig.press("手数料");
        rig.page(1);
        rig.enter(button);
        assert_eq!(rig.topic(), None);
        assert_eq!(rig.focused(), focused, "{profile}");
    }
}

#[test]
fn what_has_expired_is_not_put_into_a_calendar() {
    let mut rig = Setup::practice("expired").open();
    rig.page(5);
    assert!(rig.sees("登録できる日付がありません"));
    let calendar = rig
        .harness
        .get_by_role_and_label(Role::Button, "カレンダーに登録…");
    assert!(calendar.accesskit_node().is_disabled());
    assert!(rig.sees("窓口で新しく発行を受けられます"));
    assert!(!rig.sees("更新できる期間"));
}

#[test]
fn the_sign_certificate_is_planned_after_its_password_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut rig = Setup::practice("renewable").open();
    rig.page(5);
    let entries = |rig: &mut Rig, name: &str| {
        let path = folder.path().join(name);
        rig.dialogs
            .borrow_mut()
            .answers
            .push_back(vec![path.clone()]);
        rig.press("カレンダーに登録…");
        let text = std::fs::read_to_string(path).expect("written");
        text.matches("BEGIN:VEVENT").count()
    };
    assert!(rig.sees("有効期限はまだ分かりません"));
    assert!(rig.sees("パスワードを入力して読み取ると"));
    assert_eq!(entries(&mut rig, "one.ics"), 2);
    rig.enter("パスワードを入力して読み取る…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("読み取る");
    assert!(rig.shown(Page::Guide), "one stays where one was");
    assert!(!rig.sees("有効期限はまだ分かりません"));
    assert_eq!(entries(&mut rig, "both.ics"), 4);
    // A blocked one says why it cannot be read.
    let mut rig = Setup::practice("sign-locked").open();
    rig.page(5);
    let read = rig
        .harness
        .get_by_role_and_label(Role::Button, "パスワードを入力して読み取る…");
    assert!(read.accesskit_node().is_disabled());
}

#[test]
fn the_days_are_told_by_the_day_in_japan() {
    let mut rig = Setup::practice("renewable").open();
    let dates = {
        use inkan::app::view_model::{HomeVm, view_model};
        let now = super::rig::NOW.parse().expect("a time");
        match view_model(rig.harness.state().state(), now).home {
            HomeVm::Card(card) => card.certificates[1].dates.expect("read"),
            HomeVm::Steps(_) => panic!("a card"),
        }
    };
    rig.page(5);
    let last = dates.expires_on;
    let at = |days: i32, time: &str| {
        // 15:00 UTC is midnight in Japan.
        let day = last.saturating_add(jiff::Span::new().days(days));
        format!("{day}T{time}Z")
    };
    for (now, says) in [
        (at(-1, "14:59:59"), "あと1日"),
        (at(-1, "15:00:00"), "今日が最後の日です"),
        (at(0, "14:59:59"), "今日が最後の日です"),
        (at(0, "15:00:00"), "1日前に過ぎました"),
    ] {
        rig.time(&now);
        assert!(rig.sees(says), "{now}: {says}");
    }
    let opens = dates.renewal.from;
    let eve = opens.yesterday().expect("a day");
    rig.time(&format!("{eve}T14:59:59Z"));
    assert!(rig.sees("更新できるようになるまで、あと1日です"));
    rig.time(&format!("{eve}T15:00:00Z"));
    assert!(!rig.sees("更新できるようになるまで"));
    assert!(rig.sees("更新できます（有効期間内）"));
}

#[test]
fn nothing_personal_is_in_the_calendar_or_on_the_slip() {
    for language in Language::ALL {
        let folder = tempfile::tempdir().expect("a folder");
        let look = Setup::practice("renewable").look(ColorScheme::Light, 100, language);
        let mut rig = with_office(look).open();
        rig.page(5);
        let words = words(language);
        let read = inkan::i18n::texts::Texts::of(language).home.read_sign;
        rig.press(read);
        rig.type_pin(DEMO_SIGN_PASSWORD);
        rig.press(inkan::i18n::texts::Texts::of(language).pin.send_to_read);
        let [calendar, slip] = ["plan.ics", "slip.pdf"].map(|name| folder.path().join(name));
        for (path, button) in [(&calendar, words.calendar), (&slip, words.slip)] {
            let answer = vec![path.clone()];
            rig.dialogs.borrow_mut().answers.push_back(answer);
            rig.enter(button);
            assert!(path.exists(), "{button}");
        }
        let opened = rig.dialogs.borrow().opened.clone();
        assert_eq!(
            opened,
            [
                DialogRequest::SaveCalendar("inkan-renewal.ics".to_owned()),
                DialogRequest::SaveGuide("inkan-renewal.pdf".to_owned()),
            ]
        );
        let text = std::fs::read_to_string(&calendar).expect("written");
        let text = text.replace("\r\n ", "");
        assert!(text.contains("UID:practice-"), "it cannot pass for real");
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 4);
        for word in PERSONAL {
            assert!(!text.contains(word), "{word}: {text}");
        }
        let path = slip.to_str().expect("text");
        let Ok(output) = std::process::Command::new("pdftotext")
            .args(["-layout", path, "-"])
            .output()
        else {
            eprintln!("NOT TESTED: poppler is missing; `make test` installs it");
            return;
        };
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("047-411-7109"), "{text}");
        for word in PERSONAL {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

fn words(language: Language) -> &'static inkan::i18n::guide::PlannerTexts {
    &inkan::i18n::guide::GuideTexts::in_language(language)
        .page()
        .planner
}

#[test]
fn every_topic_and_state_fits_every_look() {
    let looks = [
        (ColorScheme::Light, 100, Language::Ja, (1080.0, 760.0)),
        (ColorScheme::Dark, 200, Language::Ja, (1080.0, 760.0)),
        (ColorScheme::HighContrast, 100, Language::En, (720.0, 540.0)),
        (ColorScheme::Dark, 100, Language::Ja, (720.0, 540.0)),
        (ColorScheme::Light, 200, Language::En, (720.0, 540.0)),
        (ColorScheme::HighContrast, 200, Language::Ja, (720.0, 540.0)),
    ];
    for (colors, percent, language, (width, height)) in looks {
        let look = |setup: Setup| {
            let setup = setup.look(colors, percent, language);
            with_office(setup.sized(width, height))
        };
        let name = |page: &str| format!("guide-{page}-{colors:?}-{percent}-{language:?}-{width}");
        let mut rig = look(Setup::practice("renewable")).open();
        for topic in inkan::app::guide::topic_ids() {
            rig.page(5);
            let guide = inkan::app::guide::compiled_in().topic(topic).expect("it");
            let wording = inkan::i18n::guide::GuideTexts::in_language(language).wording;
            let title = guide.title.of(wording);
            rig.press(title);
            rig.picture(&name(topic));
            rig.assert_fits(&name(topic), width);
            fits(&rig, &name(topic), width);
        }
        rig.page(5);
        fits(&rig, &name("hub"), width);
        rig.page(6);
        fits(&rig, &name("settings"), width);
        rig.page(1);
        rig.page(5);
        rig.press(words(language).slip);
        rig.picture(&name("planner"));
        let mut bare = look(Setup {
            source: Source::Real,
            ..Setup::practice("normal")
        })
        .open();
        bare.page(5);
        fits(&bare, &name("bare"), width);
        bare.picture(&name("bare"));
    }
}

/// Nothing at all sticks out at the right.
fn fits(rig: &Rig, name: &str, width: f32) {
    let mut seen = 0;
    for role in [Role::Label, Role::TextInput, Role::Status] {
        for node in rig.harness.query_all_by_role(role) {
            // What a banner groups has no place of its own.
            let Some(place) = node.accesskit_node().raw_bounds() else {
                continue;
            };
            seen += 1;
            assert!(
                place.x0 >= -0.5 && place.x1 <= f64::from(width) + 0.5,
                "{name}: {:?} {:?} at {place:?}",
                node.accesskit_node().label(),
                node.accesskit_node().value()
            );
        }
    }
    assert!(seen > 3, "{name}: {seen}");
}
