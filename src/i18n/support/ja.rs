//! Detailed logging and the support report in Japanese: the original.

use super::{LoggingTexts, SupportTexts};

/// The Japanese texts.
pub(super) static TEXTS: SupportTexts = SupportTexts {
    logging: LoggingTexts {
        announced: "詳しい記録（-v）を、この画面（標準エラー出力）に表示します。カードへの命令の種類、長さ、結果の番号、かかった時間だけを表示し、暗証番号・パスワードとカードの中身は表示しません。",
        on: "詳しい記録を出力しています",
        what: "このソフトを起動した端末（標準エラー出力）に、カードへの命令の種類、長さ、結果の番号、かかった時間を出力しています。暗証番号・パスワードとカードの中身は出力しません。",
        off: "やめるときは、このソフトを終了し、-v を付けずに起動してください。",
    },
};
