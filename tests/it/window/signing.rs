//! 文書に署名 and 署名を確認, from the file dialog to the result on disk.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use inkan::app::ports::DialogRequest;
use inkan::sim::DEMO_SIGN_PASSWORD;

use super::rig::{Rig, Setup};

fn document(folder: &tempfile::TempDir, name: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, "見本の文書です。\n").expect("writes");
    path
}

fn choose(rig: &mut Rig, paths: Vec<PathBuf>) {
    rig.dialogs.borrow_mut().answers.push_back(paths);
    rig.press("文書を選ぶ…");
}

#[test]
fn a_file_is_chosen_signed_shown_and_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = document(&folder, "申請書.txt");
    let mut rig = Setup::practice("normal").open();
    rig.press("文書に署名");
    choose(&mut rig, vec![path.clone()]);
    assert_eq!(rig.dialogs.borrow().opened, [DialogRequest::FilesToSign]);
    assert!(rig.sees("申請書.txt"));
    assert!(rig.sees("できるファイル：申請書.txt.p7s"));
    assert!(
        rig.sees("氏名・住所・生年月日・性別"),
        "what it discloses is said before"
    );
    rig.picture("sign-ready");
    rig.press("署名する…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("署名する");
    assert!(rig.sees("1件の文書に署名しました"));
    assert!(
        rig.sees("練習用の署名です"),
        "demo output cannot pass for real"
    );
    rig.picture("sign-done");
    let signature = folder.path().join("申請書.txt.p7s");
    assert!(signature.exists());
    assert_eq!(
        std::fs::read(&path).expect("reads"),
        "見本の文書です。\n".as_bytes()
    );
    rig.press("フォルダーを開く");
    assert_eq!(rig.dialogs.borrow().folders, [folder.path()]);

    rig.press("署名を確認");
    rig.dialogs
        .borrow_mut()
        .answers
        .push_back(vec![signature.clone()]);
    rig.press("確認するファイルを選ぶ…");
    assert!(rig.sees("文書は署名のあとで変わっていません"));
    assert!(rig.sees("失効確認"));
    rig.picture("verify-good");

    std::fs::write(&path, "書き換えた文書です。\n").expect("writes");
    rig.dialogs.borrow_mut().answers.push_back(vec![signature]);
    rig.press("ほかのファイルを確かめる…");
    assert!(rig.sees("この署名は信用できません"));
    rig.picture("verify-bad");
}

#[test]
fn what_stands_in_the_way_is_said_beside_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = document(&folder, "a.txt");
    std::fs::write(folder.path().join("a.txt.p7s"), "x").expect("writes");
    let mut rig = Setup::practice("normal").open();
    rig.press("文書に署名");
    choose(&mut rig, vec![path]);
    assert!(rig.sees("すでにあります"));
    let sign = rig.harness.get_by_role_and_label(Role::Button, "署名する…");
    assert!(egui_kittest::kittest::NodeT::accesskit_node(&sign).is_disabled());
    rig.picture("sign-exists");
    rig.press("置き換える");
    rig.press("署名する…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("署名する");
    assert!(rig.sees("署名しました"));
}

#[test]
fn a_card_pulled_while_signing_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = document(&folder, "a.txt");
    let mut rig = Setup::practice("pulled-mid-sign").open();
    rig.press("文書に署名");
    choose(&mut rig, vec![path]);
    rig.press("署名する…");
    rig.type_pin(DEMO_SIGN_PASSWORD);
    rig.press("署名する");
    assert!(rig.sees("署名できませんでした"));
    rig.picture("sign-pulled");
    assert_eq!(std::fs::read_dir(folder.path()).expect("reads").count(), 1);
    rig.press("署名していない文書をもう一度");
    assert!(
        rig.sees("できるファイル：a.txt.p7s"),
        "nothing has to be chosen again"
    );
}

#[test]
fn files_can_be_dropped_but_not_under_an_open_dialog() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = document(&folder, "first.txt");
    let second = document(&folder, "second.txt");
    let mut rig = Setup::practice("normal").open();
    rig.drop_file(&first);
    assert!(rig.sees("first.txt"), "anywhere in the window");
    rig.press("署名する…");
    rig.drop_file(&second);
    rig.press("やめる");
    assert!(!rig.sees("second.txt"), "what was agreed to stays as it is");
    rig.drop_file(&second);
    assert!(rig.sees("second.txt"));
}

#[test]
fn a_blocked_password_is_a_reason_not_a_dialog() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = document(&folder, "a.txt");
    let mut rig = Setup::practice("sign-locked").open();
    rig.press("文書に署名");
    choose(&mut rig, vec![path]);
    let reason = "署名用電子証明書のパスワードがロックされています。";
    assert!(rig.sees(reason));
}
