//! Detailed logging and the support report in plain Japanese.

use super::{LoggingTexts, PageTexts, ReportTexts, SupportTexts, ja};

/// The texts in plain Japanese.
pub(super) static TEXTS: SupportTexts = SupportTexts {
    logging: LoggingTexts {
        announced: "くわしい記録（-v）を、この画面に出します。カードへの命令の種類、長さ、答えの番号、時間だけです。暗証番号・パスワードとカードの中のデータは出しません。",
        on: "くわしい記録を出しています",
        what: "カードへの命令の種類、長さ、答えの番号、時間を出しています。出すところは、このソフトを始めた画面（端末）です。暗証番号・パスワードとカードの中のデータは出しません。",
        off: "やめるときは、このソフトを閉じてください。次は、-v を付けないで始めてください。",
    },
    report: ReportTexts {
        absent: "このレポートに入っていないもの：名前・住所・生まれた日・性別、証明書の内容と番号、暗証番号・パスワード（長さも）、書類の内容、ファイルの名前と場所、このパソコンと使う人の名前。",
        made_at: "作った時間",
        practice: "練習",
        drawing: "画面の出し方",
        language: "ことば",
        colors: "色",
        prefers_a_reader: "カードリーダーを選んだか",
        no_readers: "ありません",
        ladder: "チェック",
        operations: "カードに送った命令（新しいものが下）",
        code: "レポートの番号",
        page: PageTexts {
            lead: "困ったことを、だれかに聞くときに使います。パソコンとカードリーダーのようすが書いてあります。名前・住所・生まれた日は入りません。暗証番号・パスワード、ファイルの名前も入りません。",
            again: "もう一度作る",
            text: "サポート用レポートの全部",
            read_first: "保存やコピーの前に、下の全部を読んでください。",
            code_lead: "電話では、このレポートの番号を言ってください。同じレポートかどうかが分かります。",
            copy: "全部コピーする",
            copied: "コピーしました。メールなどにはり付けられます。",
            not_sent: "レポートは、自動では送りません。だれに渡すかは、自分で決めてください。",
            ..ja::TEXTS.report.page
        },
        written: |file| format!("レポートを保存しました　{file}"),
        ..ja::TEXTS.report
    },
};
