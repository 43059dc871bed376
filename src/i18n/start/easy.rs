//! What is said without a window, in plain Japanese.

use super::StartTexts;

/// The texts in plain Japanese.
pub(super) static TEXTS: StartTexts = StartTexts {
    no_window: |reason| {
        format!(
            "Inkanの画面を開くことができませんでした。\n\n\
             カードには何もしていません。\n\n\
             ・パソコンの電源を切ってください。もう一度入れて、試してください。\n\
             ・遠くのパソコンを使っているときは、そのパソコンの前で試してください。\n\
             ・文字だけの inkan-cli も使えます（例：inkan-cli status）。\n\n\
             くわしい情報：{reason}"
        )
    },
    broken: |place| {
        format!(
            "Inkanが止まりました。\n\n\
             あなたの暗証番号や名前は、どこにも書いていません。\n\
             元の書類は変わっていません。\n\n\
             もう一度開いてください。\n\
             また止まるときは、このソフトをくれたところに知らせてください。\n\
             下の番号も伝えてください。\n\n\
             番号：E-APP-04 {place}"
        )
    },
};
