//! No character of a PIN in what egui keeps: the undo history, the accessibility tree, the shapes
//! painted, the clipboard (invariant 6).

use egui::accesskit::Role;
use egui::text_edit::TextEditState;
use egui::{Event, Id, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use inkan::core::jpki::Slot;
use inkan::ui::fonts;
use inkan::ui::theme::Theme;
use inkan::ui::widgets::pin_field::{PinFieldTexts, PinInput};

const TEXTS: PinFieldTexts<'static> = PinFieldTexts {
    label: "パスワード",
    hint: "英数字6〜16文字",
    converted: "半角に変えました。",
    refused: "使えない文字です。",
    too_long: "長すぎます。",
    show_keys: "キー",
    hide_keys: "閉じる",
    delete: "1文字消す",
    clear: "すべて消す",
};

fn field_id() -> Id {
    Id::unique("pin-under-test")
}

fn harness() -> Harness<'static, PinInput> {
    let mut harness = Harness::builder()
        .with_size(vec2(600.0, 400.0))
        .with_context_setup(|ctx| {
            fonts::install(ctx);
            Theme::default().apply(ctx);
        })
        .build_ui_state(
            |ui, input: &mut PinInput| {
                input.show(ui, field_id(), TEXTS);
            },
            PinInput::new(Slot::Sign),
        );
    harness.get_by_role(Role::PasswordInput).focus();
    harness.run();
    harness
}

fn typed() -> Harness<'static, PinInput> {
    let mut harness = harness();
    for key in ["Q", "7", "x", "4", "Z", "9"] {
        harness.get_by_role(Role::PasswordInput).type_text(key);
        harness.run();
    }
    assert_eq!(harness.state().pin().as_bytes(), b"Q7X4Z9");
    harness
}

#[test]
fn the_undo_history_holds_only_the_mask() {
    let mut harness = typed();
    let state = TextEditState::load(&harness.ctx, field_id()).expect("the field has a state");
    let history = format!("{:?}", state.undoer());
    for character in ["Q", "7", "X", "x", "4", "Z", "9"] {
        assert!(!history.contains(&format!("\"{character}")), "{history}");
    }
    assert!(!history.contains("Q7"), "{history}");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(
        harness.state().pin().as_bytes(),
        b"Q7X4Z9",
        "undo changes nothing"
    );
}

#[test]
fn neither_the_tree_nor_the_picture_holds_it() {
    let harness = typed();
    let tree = format!("{:?}", harness.root());
    let shapes = format!("{:?}", harness.output().shapes);
    for secret in ["Q7X4Z9", "Q7x4Z9", "X4Z9", "Q7X"] {
        assert!(!tree.contains(secret), "in the accessibility tree");
        assert!(!shapes.contains(secret), "in the shapes");
    }
    let field = harness.get_by_role(Role::PasswordInput);
    let value = field.accesskit_node().value().unwrap_or_default();
    assert!(value.chars().all(|character| character == '•'), "{value:?}");
}

#[test]
fn it_cannot_be_copied_out() {
    let mut harness = typed();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Copy);
    harness.event(Event::Cut);
    harness.run();
    let copied = harness.output().platform_output.commands.iter().any(
        |command| matches!(command, egui::OutputCommand::CopyText(text) if text.contains('Q')),
    );
    assert!(!copied);
}

#[test]
fn a_paste_is_filtered_and_replaced_text_is_wiped() {
    let mut harness = typed();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(Event::Paste("ab-12\n".to_owned()));
    harness.run();
    assert_eq!(harness.state().pin().as_bytes(), b"AB12");
}
