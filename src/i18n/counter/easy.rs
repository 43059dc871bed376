//! Counter mode in plain Japanese. What is said to administrators is said in usual Japanese.

use super::{CounterTexts, ja};
use crate::app::failure::Offer;
use crate::app::view_model::SessionEnd;
use crate::i18n::failure::FailureText;

pub(super) static TEXTS: CounterTexts = CounterTexts {
    serving: "窓口モード：使っています",
    waiting: "窓口モード：次の人を待っています",
    end_line: "カードを取るか、「終わる」を押してください。画面のものは、全部消えます。",
    hold: "押しているあいだ見る",
    hold_line: "名前などは、かくしています。ボタンを押しているあいだだけ、見えます。",
    insert: "マイナンバーカードを置いてください",
    insert_line: "カードリーダーにカードを置きます。または、さしこみます。",
    without_card: "サインを調べるときは、カードはいりません。",
    take_out: "マイナンバーカードを取ってください",
    take_out_line: "つづけるときは、カードを取らないでください。「もう一度読む」を押してください。",
    ended: |end| match end {
        SessionEnd::CardLeft => "カードを取ったので、画面を消しました。",
        SessionEnd::Idle => "長いあいだ何もなかったので、画面を消しました。",
        SessionEnd::Pressed => "画面を消しました。",
    },
    soon: "もうすぐ画面を消します",
    soon_line: "つづけるときは、画面にさわってください。キーを押してもいいです。",
    ..ja::TEXTS
};

pub(in crate::i18n) fn not_offered(offer: Offer) -> FailureText {
    FailureText {
        what: format!("このパソコンでは、{}はできません。", offer_name(offer)),
        meaning: "ここのルールで、使えません。カードも書類も、そのままです。".to_owned(),
        remedy: "使いたいときは、窓口の人に聞いてください。".to_owned(),
    }
}

fn offer_name(offer: Offer) -> &'static str {
    match offer {
        Offer::Export => "電子証明書を保存すること",
        Offer::PinChange => "番号やパスワードを変えること",
        Offer::Practice => "練習",
        Offer::ReportSaving => "レポートを保存すること",
        Offer::Signing => "サイン",
    }
}
