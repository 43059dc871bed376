//! The window, its PINs typed and pasted, with a screen reader at work.

use std::ffi::OsStr;

use super::{AFTER_USE, Moment, NEW_SENT, NEW_TYPED, SENT, TYPED, Table, assert_none, traces};
use crate::hand::Hand;

const READ: &str = "パスワードを入力して読み取る…";
const FIELD: &str = "英数字6〜16文字";

/// Typed, and then thought better of.
const DROPPED: &str = "gW6n3Fv8hL5s";
const DROPPED_SENT: &str = "GW6N3FV8HL5S";
/// Typed, and not right.
const WRONG: &str = "kV5g9Rj2cX8s";
const WRONG_SENT: &str = "KV5G9RJ2CX8S";

/// After two seconds the window has none of these.
fn is_gone(hand: &Hand, secrets: &[&str]) {
    std::thread::sleep(AFTER_USE);
    assert_none(&traces(hand.process, secrets));
}

#[test]
fn no_stretch_of_a_password_is_left_in_the_window_however_it_was_given() {
    let Some(table) = Table::lay() else { return };
    let home = tempfile::tempdir().expect("a folder");
    let documents: Vec<_> = ["a.txt", "b.txt"]
        .into_iter()
        .map(|name| home.path().join(name))
        .collect();
    for document in &documents {
        std::fs::write(document, "hello").expect("written");
    }
    let arguments: Vec<&OsStr> = documents.iter().map(|it| it.as_os_str()).collect();
    let Some(mut hand) = Hand::open(home.path(), &arguments) else {
        return;
    };
    let window = hand.process;

    // Typed, and not sent.
    hand.press("ホーム");
    hand.press(READ);
    hand.ready();
    hand.types(DROPPED);
    hand.hold(DROPPED.len(), 1);
    hand.keys(&["Escape"]);
    hand.miss(FIELD);

    // Sent, and not right.
    hand.press(READ);
    hand.ready();
    hand.types(WRONG);
    hand.hold(WRONG.len(), 1);
    hand.keys(&["Return"]);
    hand.see("あと4回");
    is_gone(&hand, &[DROPPED, DROPPED_SENT, WRONG, WRONG_SENT]);

    // Pasted, in the same dialog, with what stood around it.
    let secrets = [TYPED, SENT];
    let room = " ".repeat(100);
    let clipboard = hand.copied(&format!("{room}{TYPED}{room}"));
    hand.ready();
    hand.keys(&["ctrl+v"]);
    hand.hold(TYPED.len(), 1);
    hand.keys(&["Return"]);
    table.is_held_at(Moment::Verifying, window, &[SENT]);
    drop(clipboard);
    hand.miss(FIELD);
    is_gone(&hand, &secrets);

    // A batch.
    hand.press("文書に署名");
    hand.press("署名する…");
    hand.ready();
    hand.types(TYPED);
    hand.hold(TYPED.len(), 1);
    hand.keys(&["Return"]);
    table.is_held_at(Moment::Verifying, window, &secrets);
    table.is_gone_at(Moment::Signing, window, &secrets);
    table.while_at(Moment::Signing, || ());
    hand.see("2件の文書に署名しました");

    // A change.
    hand.press("暗証番号");
    hand.press("署名用電子証明書のパスワード 変更する…");
    for (field, secret) in (1..).zip([TYPED, NEW_TYPED, NEW_TYPED]) {
        hand.ready();
        hand.types(secret);
        hand.hold(secret.len(), field);
        hand.keys(&["Return"]);
    }
    let secrets = [TYPED, SENT, NEW_TYPED, NEW_SENT];
    table.is_held_at(Moment::Verifying, window, &secrets);
    table.is_held_at(Moment::Changing, window, &secrets);
    table.is_gone_at(Moment::Leaving, window, &secrets);
    hand.see("パスワードを変更しました");
    let all = [DROPPED, DROPPED_SENT, WRONG, WRONG_SENT];
    is_gone(&hand, &[&all[..], &secrets[..]].concat());
}
