//! The window's widgets, each found by role and name as assistive technology finds it, in every
//! scheme and at both ends of the text size. The harness itself fails on a missing glyph and on an
//! input without a name; images are kept to one a scheme.

use egui::accesskit::{Live, Role};
use egui::{Id, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::app::settings::TextSize;
use inkan::core::jpki::Slot;
use inkan::ui::fonts;
use inkan::ui::shell::{self, PracticeBar, RailItem, Shell, ShellEvent, ShellTexts, StatusLine};
use inkan::ui::theme::Theme;
use inkan::ui::tokens::Scheme;
use inkan::ui::widgets::banner::{Banner, Severity};
use inkan::ui::widgets::button::{self, Button};
use inkan::ui::widgets::dialog::{self, Front};
use inkan::ui::widgets::field_row::FieldRow;
use inkan::ui::widgets::icon::Icon;
use inkan::ui::widgets::pin_field::{Notice, PinFieldTexts, PinInput};
use inkan::ui::widgets::timeline::{self, Timeline};
use inkan::ui::widgets::{card_frame, progress, text, tries};

struct Kit {
    shown: bool,
    pin: PinInput,
    dialog: Front,
    choice: u8,
    pressed: Vec<&'static str>,
    events: Vec<ShellEvent<u8>>,
    submitted: bool,
}

impl Default for Kit {
    fn default() -> Self {
        Self {
            shown: false,
            pin: PinInput::new(Slot::Auth),
            dialog: Front::Page,
            choice: 0,
            pressed: Vec::new(),
            events: Vec::new(),
            submitted: false,
        }
    }
}

fn pin_texts() -> PinFieldTexts<'static> {
    PinFieldTexts {
        label: "利用者証明用電子証明書の暗証番号",
        hint: "数字4桁",
        converted: "半角に変えました。",
        refused: "数字だけを入力してください。",
        too_long: "4桁までです。",
        show_keys: "画面のキーで入力",
        hide_keys: "画面のキーを閉じる",
        delete: "1文字消す",
        clear: "すべて消す",
    }
}

fn pin_id() -> Id {
    Id::unique("kit-pin")
}

fn harness<'a>(
    theme: Theme,
    size: (f32, f32),
    kit: Kit,
    ui: impl FnMut(&mut egui::Ui, &mut Kit) + 'a,
) -> Harness<'a, Kit> {
    Harness::builder()
        .with_size(vec2(size.0, size.1))
        .with_context_setup(move |ctx| {
            fonts::install(ctx);
            theme.apply(ctx);
        })
        .build_ui_state(ui, kit)
}

fn gallery(ui: &mut egui::Ui, kit: &mut Kit) {
    let pages = [
        RailItem {
            page: 1,
            icon: Icon::Home,
            label: "ホーム",
        },
        RailItem {
            page: 2,
            icon: Icon::Sign,
            label: "文書に署名",
        },
        RailItem {
            page: 3,
            icon: Icon::Settings,
            label: "設定と診断",
        },
    ];
    let pins = ["暗証番号 1234", "パスワード ABC123"].map(str::to_owned);
    let shell = Shell {
        pages: &pages,
        current: 1,
        status: StatusLine {
            severity: Severity::Success,
            words: "読み取りました",
            detail: "Sony RC-S300",
        },
        scroll: Id::unique("gallery"),
        counter: None,
        practice: Some(PracticeBar {
            title: "練習モード — 本物のカードではありません",
            pins: &pins,
            reset: None,
            tools: Some(inkan::ui::shell::PracticeTools {
                scene: "場面：更新できるカード…",
                card: (Icon::Eject, "カードを抜く"),
                end: "練習を終わる",
            }),
        }),
        tour: None,
        is_cleared: false,
        front: kit.dialog,
        texts: ShellTexts {
            pages: "ページ",
            text_size: "文字",
            smaller: "文字を小さく",
            larger: "文字を大きく",
            colours: "配色：明るい",
            language: "English",
        },
    };
    let (events, ()) = shell::show(ui, &shell, |ui| page(ui, kit));
    kit.events.extend(events);
    if kit.dialog == Front::Dialog {
        let shown = dialog::show(
            ui.ctx(),
            Id::unique("kit-dialog"),
            "確認してください",
            |ui| {
                text::body(ui, "あと1回まちがえるとロックされます。");
                if Button::danger("送信する").show(ui).clicked() {
                    kit.pressed.push("送信する");
                }
            },
        );
        if shown.dismissed {
            kit.dialog = Front::Page;
        }
    }
}

fn page(ui: &mut egui::Ui, kit: &mut Kit) {
    text::title(ui, "ホーム");
    let banner = Banner::new(Severity::Warning, "電子証明書を更新できます")
        .line("有効期限は2027年1月5日です。市区町村の窓口で更新できます。")
        .code("N-RENEW-01")
        .action("更新の案内を見る", Some(Icon::Guide));
    if banner.show(ui) {
        kit.pressed.push("更新の案内を見る");
    }
    let tone = Theme::of(ui).palette().success;
    card_frame::pair(
        ui,
        300.0,
        ("署名用電子証明書", |ui: &mut egui::Ui| {
            text::body(ui, "文書への署名（e-Tax、登記など）");
            timeline::show(
                ui,
                &Timeline {
                    today: 0.6,
                    renewal: 0.95,
                    tone,
                    issued_label: "発行 2025年2月",
                    today_label: "今日",
                    renewal_label: "更新",
                    expiry_label: "期限 2030年2月",
                    description: "2025年2月に発行、2030年2月17日まで。",
                },
            );
            tries::show(ui, 5, 5, "残り回数 あと5回");
        }),
        ("利用者証明用電子証明書", |ui: &mut egui::Ui| {
            tries::show(ui, 1, 3, "残り回数 あと1回");
            tries::show(ui, 0, 3, "ロックされています");
            button::row(ui, |ui| {
                if Button::primary("保存…").icon(Icon::Save).show(ui).clicked() {
                    kit.pressed.push("保存…");
                }
                Button::new("文書に署名")
                    .disabled(Some("カードを入れてください。"))
                    .show(ui);
            });
        }),
    );
    let options = [(0, "明るい"), (1, "暗い"), (2, "ハイコントラスト")];
    if let Some(choice) = button::choice(ui, "配色", kit.choice, &options) {
        kit.choice = choice;
    }
    FieldRow::new("氏名", "公的 太郎")
        .masked(&mut kit.shown, "表示", "隠す")
        .copy("コピー")
        .show(ui);
    progress::show(ui, "署名しています", "3件中2件目", 1, 2);
    kit.submitted |= kit.pin.show(ui, pin_id(), pin_texts()).submitted;
}

#[test]
fn every_widget_has_a_role_and_a_name() {
    let harness = harness(Theme::default(), (1080.0, 1400.0), Kit::default(), gallery);
    for (role, name) in [
        (Role::Heading, "ホーム"),
        (Role::Heading, "署名用電子証明書"),
        (Role::Group, "署名用電子証明書"),
        (Role::Image, "2025年2月に発行、2030年2月17日まで。"),
        (Role::Button, "保存…"),
        (Role::Button, "文字を大きく"),
        (Role::RadioButton, "明るい"),
        (Role::RadioGroup, "配色"),
        (Role::ProgressIndicator, "署名しています"),
        (Role::Navigation, "ページ"),
        (Role::Status, "読み取りました  Sony RC-S300"),
        (Role::Button, "氏名 表示"),
        (Role::Button, "氏名 コピー"),
        (Role::PasswordInput, "利用者証明用電子証明書の暗証番号"),
    ] {
        harness.get_by_role_and_label(role, name);
    }
    let heading = harness.get_by_role_and_label(Role::Heading, "ホーム");
    assert_eq!(heading.accesskit_node().data().level(), Some(1));
    let banner = harness.get_by_role(Role::Alert);
    assert_eq!(banner.accesskit_node().data().live(), Some(Live::Polite));
    assert!(
        banner
            .accesskit_node()
            .label()
            .is_some_and(|label| label.contains("更新できます"))
    );
    let disabled = harness
        .get_all_by_role_and_label(Role::Button, "文書に署名")
        .find(|node| node.accesskit_node().is_disabled())
        .expect("the button without a card");
    let reason = disabled
        .accesskit_node()
        .data()
        .description()
        .map(str::to_owned);
    assert_eq!(reason.as_deref(), Some("カードを入れてください。"));
}

#[test]
fn banner_button_and_choice_answer_a_press() {
    let mut harness = harness(Theme::default(), (1080.0, 1400.0), Kit::default(), gallery);
    harness.get_by_label("更新の案内を見る").click();
    harness.run();
    harness.get_by_label("保存…").click_accesskit();
    harness.run();
    harness
        .get_by_role_and_label(Role::RadioButton, "暗い")
        .click();
    harness.run();
    assert_eq!(harness.state().pressed, ["更新の案内を見る", "保存…"]);
    assert_eq!(harness.state().choice, 1);
}

#[test]
fn a_masked_value_is_nowhere_until_it_is_shown() {
    let mut harness = harness(Theme::default(), (1080.0, 1400.0), Kit::default(), gallery);
    assert!(
        !format!("{:?}", harness.root()).contains("太郎"),
        "a mask hides it from the tree"
    );
    harness.get_by_label("氏名 表示").click();
    harness.run();
    assert!(harness.state().shown);
    harness.get_by_label_contains("太郎");
    harness.get_by_label("氏名 隠す").click();
    harness.run();
    assert!(harness.query_by_label_contains("太郎").is_none());
}

#[test]
fn a_masked_value_shows_while_its_button_is_held() {
    let mut harness = harness(Theme::default(), (1080.0, 1400.0), Kit::default(), gallery);
    let place = harness.get_by_label("氏名 表示").rect().center();
    harness.hover_at(place);
    harness.drag_at(place);
    harness.run_steps(8);
    assert!(
        harness.query_by_label_contains("太郎").is_some(),
        "while held"
    );
    harness.drop_at(place);
    harness.run();
    assert!(
        harness.query_by_label_contains("太郎").is_none(),
        "and no longer"
    );
}

#[test]
fn a_dialog_disables_what_is_behind_it() {
    let kit = Kit {
        dialog: Front::Dialog,
        ..Kit::default()
    };
    let mut harness = harness(Theme::default(), (1080.0, 1400.0), kit, gallery);
    harness.run();
    let dialog = harness.get_by_role_and_label(Role::Dialog, "確認してください");
    assert!(dialog.accesskit_node().data().is_modal());
    for name in ["保存…", "文字を大きく", "設定と診断", "練習を終わる"] {
        assert!(
            harness.get_by_label(name).accesskit_node().is_disabled(),
            "{name}"
        );
    }
    harness.get_by_label("保存…").click_accesskit();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num3);
    harness.run();
    assert!(harness.state().pressed.is_empty());
    assert!(harness.state().events.is_empty());
    harness.get_by_label("送信する").click();
    harness.run();
    assert_eq!(harness.state().pressed, ["送信する"]);
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(harness.state().dialog, Front::Page);
}

#[test]
fn the_keys_of_the_frame_reach_every_page_and_action() {
    let mut harness = harness(Theme::default(), (1080.0, 760.0), Kit::default(), gallery);
    for (modifiers, key, event) in [
        (Modifiers::COMMAND, Key::Num2, ShellEvent::Page(2)),
        (Modifiers::COMMAND, Key::O, ShellEvent::Open),
        (Modifiers::NONE, Key::F5, ShellEvent::Reload),
        (Modifiers::NONE, Key::Escape, ShellEvent::Back),
    ] {
        harness.key_press_modifiers(modifiers, key);
        harness.run();
        assert_eq!(
            harness.state_mut().events.drain(..).collect::<Vec<_>>(),
            [event]
        );
    }
    harness.get_by_label("文字を大きく").click();
    harness.run();
    harness.get_by_label("カードを抜く").click();
    harness.run();
    assert_eq!(
        harness.state().events,
        [
            ShellEvent::Text(TextSize::new(125)),
            ShellEvent::PracticeCard
        ]
    );
}

#[test]
fn tab_brings_the_focused_widget_into_view() {
    let mut harness = harness(Theme::default(), (720.0, 540.0), Kit::default(), gallery);
    let mut steps = 0;
    while !harness.get_by_role(Role::PasswordInput).is_focused() {
        harness.key_press(Key::Tab);
        harness.run();
        steps += 1;
        assert!(steps < 60, "Tab reaches every widget");
    }
    let place = harness.get_by_role(Role::PasswordInput).rect();
    assert!(
        place.top() >= 0.0 && place.bottom() <= 540.0,
        "{place:?} is in view"
    );
}

#[test]
fn the_pin_field_takes_keys_pastes_and_on_screen_keys() {
    let mut harness = harness(Theme::default(), (1080.0, 1600.0), Kit::default(), gallery);
    harness.get_by_role(Role::PasswordInput).focus();
    harness.run();
    harness.get_by_role(Role::PasswordInput).type_text("1２");
    harness.run();
    assert_eq!(harness.state().pin.notice(), Some(Notice::Converted));
    harness.get_by_role_and_label(Role::Status, "半角に変えました。");
    harness.get_by_label("画面のキーで入力").click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "7").click();
    harness.run();
    harness
        .get_by_role_and_label(Role::Button, "8")
        .click_accesskit();
    harness.run();
    assert_eq!(harness.state().pin.pin().as_bytes(), b"1278");
    harness.get_by_label("1文字消す").click();
    harness.run();
    assert_eq!(harness.state().pin.pin().as_bytes(), b"127");
    harness.get_by_role(Role::PasswordInput).focus();
    harness.run();
    harness.get_by_role(Role::PasswordInput).type_text("9");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().pin.pin().as_bytes(), b"1279");
    assert!(harness.state().submitted);
}

#[test]
fn an_input_method_can_be_used_and_its_enter_sends_nothing() {
    let mut harness = harness(Theme::default(), (1080.0, 1600.0), Kit::default(), gallery);
    harness.get_by_role(Role::PasswordInput).focus();
    harness.run();
    let preedit = |text: &str| {
        egui::Event::Ime(egui::ImeEvent::Preedit {
            text: text.to_owned(),
            active_range_chars: None,
        })
    };
    harness.event(preedit("１"));
    harness.run();
    harness.event(preedit("１２"));
    harness.run();
    harness.event(egui::Event::Ime(egui::ImeEvent::Commit("１２".to_owned())));
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().pin.pin().as_bytes(), b"12");
    assert!(
        !harness.state().submitted,
        "that Enter ended the composition"
    );
    harness.run_steps(4);
    harness.get_by_role(Role::PasswordInput).focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert!(harness.state().submitted, "this one sends");
}

#[test]
fn every_scheme_and_text_size_fits_the_smallest_window() {
    for scheme in Scheme::ALL {
        for percent in [100, 200] {
            let theme = Theme {
                scheme,
                text: TextSize::new(percent),
            };
            for size in [(720.0, 540.0), (1080.0, 760.0)] {
                let mut harness = harness(theme, size, Kit::default(), gallery);
                harness.run();
                for node in harness.get_all_by_role(Role::Button) {
                    let place = node.rect();
                    assert!(
                        place.left() >= -0.5 && place.right() <= size.0 + 0.5,
                        "{scheme:?} {percent} % at {size:?}: {:?} at {place:?}",
                        node.accesskit_node().label()
                    );
                }
            }
        }
    }
}

#[test]
fn a_line_ends_within_a_word_in_katakana_only_where_nothing_helps() {
    const WORDS: &str = "カードリーダーをパソコンにつないでください。つないであるときは、いったん抜いて差し直してください。マイナンバーカードは、カードリーダーに置くか、差し込んでください。";
    let katakana = |it: char| ('ァ'..='ー').contains(&it);
    let parted = |galley: &egui::Galley| {
        let rows: Vec<String> = galley.rows.iter().map(|row| row.text()).collect();
        let is_parted =
            |pair: &[String]| pair[0].ends_with(katakana) && pair[1].starts_with(katakana);
        rows.windows(2).filter(|pair| is_parted(pair)).count()
    };
    let mut counts = [0, 0];
    let mut harness = Harness::builder()
        .with_context_setup(fonts::install)
        .build_ui(|ui| {
            counts = [0, 0];
            for width in (300_u16..=900).step_by(10).map(f32::from) {
                ui.set_max_width(width);
                let font = Theme::of(ui).regular(16.0);
                let rich = text::styled(WORDS, font, egui::Color32::PLACEHOLDER);
                let wrap = Some(egui::TextWrapMode::Wrap);
                let lay = |words: egui::WidgetText| {
                    words.into_galley(ui, wrap, width, egui::FontSelection::Default)
                };
                counts[0] += parted(&lay(rich.clone().into()));
                counts[1] += parted(&lay(text::balanced(ui, rich, 16.0)));
            }
        });
    harness.run();
    drop(harness);
    let [plain, balanced] = counts;
    assert!(
        plain > 10 && balanced * 3 < plain,
        "{plain} became {balanced}"
    );
}

#[test]
fn looks_as_agreed() {
    let mut results = egui_kittest::SnapshotResults::new();
    let options = egui_kittest::SnapshotOptions::new()
        .output_path("tests/it/snapshots")
        .threshold(1.0)
        .max_failed_pixels(200_usize);
    for (scheme, name) in [
        (Scheme::Light, "kit-light"),
        (Scheme::Dark, "kit-dark"),
        (Scheme::HighContrast, "kit-high-contrast"),
    ] {
        let theme = Theme {
            scheme,
            ..Theme::default()
        };
        let mut harness = harness(theme, (1000.0, 900.0), Kit::default(), gallery);
        harness.run();
        results.add(harness.try_snapshot_options(name, &options));
    }
}
