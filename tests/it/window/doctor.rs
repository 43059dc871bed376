//! 診断: reached from ホーム, by keyboard alone, with the place kept while it looks again.

use egui::accesskit::{Live, Role};
use egui::{Event as Input, Key, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::event::Event;
use inkan::app::settings::{ColorScheme, Language};
use inkan::app::state::Page;

use super::rig::{Rig, Setup};

/// Whether the focus is on the button of this name.
fn has_focus(rig: &Rig, label: &str) -> bool {
    rig.button(label).is_focused()
}

/// Where a rung stands.
fn place(rig: &Rig, name: &str) -> Rect {
    let labels = rig.harness.query_all_by_role(Role::Label);
    let found = labels
        .filter(|node| node.accesskit_node().value().as_deref() == Some(name))
        .map(|node| node.rect())
        .next();
    found.unwrap_or_else(|| panic!("no rung {name}"))
}

fn turn_wheel(rig: &mut Rig, points: f32) {
    rig.harness.hover_at(egui::pos2(700.0, 450.0));
    rig.harness.event(Input::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        modifiers: egui::Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
    });
    rig.run();
}

#[test]
fn by_keyboard_from_home_to_the_finding_and_once_more() {
    let mut rig = Setup::bare().open();
    rig.tab_to(Role::Button, "診断する");
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert_eq!(rig.harness.state().state().page, Page::Settings);
    assert!(rig.sees("カードリーダーが見つかりません。"));
    assert!(rig.sees("D-READER-01"));
    assert!(rig.sees("考えられる原因") && rig.sees("どうするか"));
    assert!(has_focus(&rig, "もう一度診断する"), "one goes on from here");
    rig.picture("doctor-no-reader");

    // The reader was plugged in meanwhile: the same key, and the news.
    rig.press("練習モードで試す");
    rig.tab_to(Role::Button, "診断する");
    rig.harness.key_press(Key::Enter);
    rig.run();
    assert!(rig.sees("問題は見つかりませんでした"));
    assert!(has_focus(&rig, "もう一度診断する"));
}

#[test]
fn the_result_is_announced() {
    let mut rig = Setup::practice("both-locked").open();
    rig.press("設定と診断");
    rig.press("診断する");
    let said = rig
        .harness
        .query_all_by_role(Role::Alert)
        .find(|node| node.accesskit_node().live() == Live::Polite)
        .and_then(|node| node.accesskit_node().label());
    let said = said.expect("an announcement");
    assert!(said.contains("気になるところが見つかりました"), "{said}");
    assert!(rig.sees("D-TRIES-01"));
}

#[test]
fn once_more_keeps_the_place() {
    let mut rig = Setup::practice("auth-last-try").open();
    rig.press("設定と診断");
    rig.press("診断する");
    assert!(rig.sees("D-TRIES-02"));
    rig.tab_to(Role::Button, "もう一度診断する");
    let at_top = place(&rig, "カードの応答");
    turn_wheel(&mut rig, -120.0);
    let before = place(&rig, "カードの応答");
    assert!(before.top() < at_top.top() - 50.0, "{before:?} {at_top:?}");
    rig.harness.key_press(Key::Enter);
    rig.harness.run();
    // The worker has not begun yet: what was found last is still there to be read.
    assert!(rig.sees("調べています"));
    assert_eq!(place(&rig, "カードの応答"), before, "while it looks");
    assert!(has_focus(&rig, "もう一度診断する"));
    rig.picture("doctor-working");
    // Pressing again asks for nothing more.
    rig.harness.key_press(Key::Enter);
    rig.harness.run();
    rig.run();
    assert!(!rig.sees("調べています"));
    assert_eq!(place(&rig, "カードの応答"), before, "when it is done");
    assert!(has_focus(&rig, "もう一度診断する"));
}

#[test]
fn another_card_needs_another_look_and_a_broken_job_ends_it() {
    let mut rig = Setup::practice("auth-last-try").open();
    rig.press("設定と診断");
    rig.press("診断する");
    rig.press("場面：あと1回…");
    rig.press("ふつう");
    assert!(!rig.sees("D-TRIES-02"), "that was said of another card");
    rig.button("診断する").click();
    rig.harness.run();
    assert!(rig.sees("調べています"));
    rig.tell(Event::JobBroken);
    rig.harness.run();
    assert!(!rig.sees("調べています"), "nobody waits for ever");
}

#[test]
fn in_practice_one_meets_a_card_that_is_upside_down_and_another_one() {
    let mut rig = Setup::practice("upside-down").open();
    rig.press("診断する");
    assert!(rig.sees("カードが答えません。") && rig.sees("D-ANSWER-01"));
    rig.press("カードを入れる");
    rig.press("もう一度診断する");
    assert!(rig.sees("問題は見つかりませんでした"));
    rig.press("場面：裏返しのカード…");
    rig.press("別のカード");
    rig.press("診断する");
    assert!(rig.sees("銀行のカードかクレジットカードのようです。"));
    assert!(rig.sees("マイナンバーカードに取り替えてください。"));
    rig.picture("doctor-bank-card");
}

#[test]
fn technical_facts_are_shown_when_asked_for() {
    let mut rig = Setup::practice("normal").open();
    rig.press("設定と診断");
    rig.press("診断する");
    assert!(!rig.sees("JPKIAPICCTOKEN2"));
    rig.press("技術情報をすべて見る");
    assert!(rig.sees("JPKIAPICCTOKEN2") && rig.sees("ATR 3BE0"));
    rig.press("技術情報を閉じる");
    assert!(!rig.sees("JPKIAPICCTOKEN2"));
}

#[test]
fn the_ladder_fits_every_look() {
    let looks = [
        (ColorScheme::Light, 100, Language::Ja, (1080.0, 1700.0)),
        (ColorScheme::Dark, 200, Language::Ja, (1080.0, 760.0)),
        (ColorScheme::HighContrast, 200, Language::En, (720.0, 540.0)),
        (ColorScheme::Dark, 100, Language::En, (1080.0, 1700.0)),
        (ColorScheme::Light, 100, Language::JaEasy, (1080.0, 1700.0)),
        (ColorScheme::Dark, 200, Language::JaEasy, (720.0, 540.0)),
    ];
    for (index, (colors, percent, language, (width, height))) in looks.into_iter().enumerate() {
        let setup = Setup::practice("both-locked")
            .sized(width, height)
            .look(colors, percent, language);
        let mut rig = setup.open();
        let (page, start, all) = match language {
            Language::Ja => ("設定と診断", "診断する", "技術情報をすべて見る"),
            Language::JaEasy => ("設定とチェック", "チェックする", "くわしい情報を全部見る"),
            Language::En => (
                "Settings",
                "Run the diagnosis",
                "Show all technical details",
            ),
        };
        rig.press(page);
        rig.press(start);
        rig.press(all);
        rig.assert_fits(&format!("doctor {index}"), width);
        rig.picture(&format!("doctor-look-{index}"));
    }
}
