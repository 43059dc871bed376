//! Counter mode in Japanese.

use std::path::Path;

use super::{CounterTexts, at_fault, or_nothing};
use crate::app::failure::{Offer, OfficeFlaw, PolicyFlaw};
use crate::app::ports::FileError;
use crate::app::view_model::{Gesture, SessionEnd};
use crate::i18n::failure::{FailureText, path_words};

pub(super) static TEXTS: CounterTexts = CounterTexts {
    name: "窓口モード",
    serving: "窓口モード：ご案内中",
    waiting: "窓口モード：次の方をお待ちしています",
    staff: "窓口モード：職員が設定中",
    end: "終わる",
    end_line: "カードを取り出すか「終わる」を押すと、画面の内容はすべて消えます。",
    close_settings: "設定を閉じる",
    hold: "押している間だけ表示",
    hold_line: "氏名などは隠してあります。ボタンを押している間だけ表示します。",
    insert: "マイナンバーカードをセットしてください",
    insert_line: "カードリーダーにカードを置くか、差し込んでください。読み取りは自動で始まります。",
    without_card: "署名の確認は、カードがなくてもできます。",
    take_out: "マイナンバーカードを取り出してください",
    take_out_line: "続けるときは、カードを取り出さずに「もう一度読み取る」を押してください。",
    ended: |end| match end {
        SessionEnd::CardLeft => "カードが取り出されたので、画面の内容を消しました。",
        SessionEnd::Idle => "しばらく操作がなかったので、画面の内容を消しました。",
        SessionEnd::Pressed => "画面の内容を消しました。",
    },
    soon: "まもなく画面の内容を消します",
    soon_line: "しばらく操作がありません。続けるときは、キーを押すか、画面に触れてください。",
    lead: "文字を大きくし、氏名などを隠し、カードを取り出したときと、しばらく操作がないときに、画面の内容をすべて消します。窓口に置くパソコンのためのものです。",
    turn_on: "窓口モードにする",
    turn_off: "窓口モードをやめる",
    gesture: |gesture| match gesture {
        Gesture::CtrlShiftF12 => {
            "窓口モードでは、Ctrl、Shift、F12の3つのキーを2秒間押すと、この設定が開きます。"
        }
        Gesture::CtrlShiftS => {
            "窓口モードでは、Ctrl、Shift、Sの3つのキーを2秒間押すと、この設定が開きます。"
        }
        Gesture::None => "窓口モードでは、この設定は開きません。",
    },
    by_policy: "このパソコンでは、窓口モードにするかどうかを、管理者のポリシーファイルで決めています。",
    until_end: "やめても、次にこのソフトを始めたときは窓口モードになります。",
};

pub(in crate::i18n) fn not_offered(offer: Offer) -> FailureText {
    FailureText {
        what: format!("このパソコンでは、{}は使えません。", offer_name(offer)),
        meaning: "管理者のポリシーで、使わないことになっています。カードも文書も変わっていません。"
            .to_owned(),
        remedy: "必要なときは、窓口の職員か、このパソコンの管理者にご相談ください。".to_owned(),
    }
}

fn offer_name(offer: Offer) -> &'static str {
    match offer {
        Offer::Export => "証明書の保存",
        Offer::PinChange => "暗証番号・パスワードの変更",
        Offer::Practice => "練習モード",
        Offer::ReportSaving => "レポートの保存",
        Offer::Signing => "文書への署名",
    }
}

pub(in crate::i18n) fn policy_refused(
    path: &Path,
    line: Option<usize>,
    flaw: &PolicyFlaw,
) -> FailureText {
    let what = match line {
        Some(line) => format!("ポリシーファイルの{line}行目に誤りがあります。"),
        None => "ポリシーファイルを読めません。".to_owned(),
    };
    FailureText {
        what,
        meaning: format!(
            "{}安全のため、窓口モードにして、署名や保存などを使えなくしています。",
            flaw_words(flaw)
        ),
        remedy: format!(
            "このパソコンの管理者に、{}を直すように伝えてください。直してからこのソフトを始め直すと、元どおり使えます。",
            path_words(path)
        ),
    }
}

fn flaw_words(flaw: &PolicyFlaw) -> String {
    match flaw {
        PolicyFlaw::NoVersion => "「version = 1」の行がありません。".to_owned(),
        PolicyFlaw::NotText => "文字コードがUTF-8ではありません。".to_owned(),
        PolicyFlaw::Syntax(said) => format!("TOMLの書き方に合っていません（{said}）。"),
        PolicyFlaw::UnknownName(name) => format!("「{name}」という名前はありません。"),
        PolicyFlaw::UnknownVersion(version) => {
            format!("version {version} は、このソフトでは扱えません。扱えるのは1です。")
        }
        PolicyFlaw::Unreadable(error) => unreadable(error),
        PolicyFlaw::Value { name, allowed } => {
            let may = or_nothing(allowed, |allowed| format!("書けるのは {allowed} です。"));
            format!("「{name}」の値が正しくありません。{may}")
        }
    }
}

fn unreadable(error: &FileError) -> String {
    match error {
        FileError::NotFound => "ファイルが見つかりません。".to_owned(),
        FileError::PermissionDenied => "読む権限がありません。".to_owned(),
        FileError::TooLarge { .. } => "ファイルが大きすぎます。".to_owned(),
        _ => format!("ファイルを開けません（{error}）。"),
    }
}

pub(in crate::i18n) fn policy_office(path: &Path, line: usize, flaw: &OfficeFlaw) -> FailureText {
    FailureText {
        what: format!("ポリシーファイルの{line}行目が示す窓口を、案内に使えません。"),
        meaning: format!(
            "{}案内には「お住まいの市区町村の窓口」と出します。ほかは、いつもどおり使えます。",
            office_flaw_words(flaw)
        ),
        remedy: format!(
            "このパソコンの管理者に、{}を直すように伝えてください。直してからこのソフトを始め直すと、窓口の案内が出ます。",
            at_fault(path, flaw)
        ),
    }
}

fn office_flaw_words(flaw: &OfficeFlaw) -> String {
    match flaw {
        OfficeFlaw::Text { path, line, detail } => format!(
            "窓口のファイル {} の{line}行目に、書き方の違うところがあります（{detail}）。",
            path_words(path)
        ),
        OfficeFlaw::Unknown(name) => format!(
            "「{name}」という窓口は、このソフトに入っていません。ファイルで示すときは、名前の終わりを .toml にします。"
        ),
        OfficeFlaw::Unreadable { path, error } => {
            format!(
                "窓口のファイル {} を読めません。{}",
                path_words(path),
                unreadable(error)
            )
        }
    }
}
