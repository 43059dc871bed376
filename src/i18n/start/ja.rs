//! What is said without a window, in Japanese, the original.

use super::StartTexts;

/// The texts.
pub(super) static TEXTS: StartTexts = StartTexts {
    no_window: |reason| {
        format!(
            "Inkanの画面を開けませんでした。\n\n\
             このパソコンでは、画面を描く方法が2つとも使えませんでした。カードには何もしていません。\n\n\
             ・パソコンを再起動してから、もう一度お試しください。\n\
             ・画面の共有や仮想マシンの中でお使いのときは、パソコンの前で直接お試しください。\n\
             ・文字だけで使うコマンド inkan-cli でも、カードの確認、署名、署名の確認ができます（例：inkan-cli status）。\n\n\
             詳しい情報：{reason}"
        )
    },
    broken: |place| {
        format!(
            "Inkanに不具合が起きたため、終了しました。\n\n\
             入力した暗証番号や個人情報は、どこにも記録していません。もとの文書は変わっていません。\n\n\
             もう一度開いてお使いください。同じことが続くときは、「設定と診断」でサポート用レポートを作り、\
             下の番号と一緒に、このソフトの配布元へお知らせください。\n\n\
             番号：E-APP-04 {place}"
        )
    },
};
