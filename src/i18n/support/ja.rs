//! Detailed logging and the support report in Japanese: the original.

use super::{LoggingTexts, PageTexts, ReportTexts, SupportTexts};

/// The Japanese texts.
pub(super) static TEXTS: SupportTexts = SupportTexts {
    logging: LoggingTexts {
        announced: "詳しい記録（-v）を、この画面に表示します。カードへの命令の種類、長さ、結果の番号、かかった時間だけを表示し、暗証番号・パスワードとカードの中身は表示しません。",
        on: "詳しい記録を出力しています",
        what: "このソフトを起動した画面（端末）に、カードへの命令の種類、長さ、結果の番号、かかった時間を出力しています。暗証番号・パスワードとカードの中身は出力しません。",
        off: "やめるときは、このソフトを終了し、-v を付けずに起動してください。",
    },
    report: ReportTexts {
        title: "Inkan サポート用レポート",
        absent: "このレポートに入っていないもの：氏名・住所・生年月日・性別、電子証明書の記載と番号、暗証番号・パスワード（桁数も）、文書の中身、ファイルの名前と場所、このパソコンと利用者の名前。",
        made_at: "作成した日時",
        program: "ソフト",
        practice: "練習モード",
        os: "システム",
        service: "スマートカードサービス",
        drawing: "画面の描画",
        settings: "設定",
        language: "言語",
        text_size: "文字の大きさ",
        colors: "配色",
        prefers_a_reader: "カードリーダーの指定",
        readers: "カードリーダー",
        no_readers: "見つかりません",
        ladder: "診断",
        operations: "カードとのやりとり（新しいものが下）",
        no_operations: "まだありません",
        code: "確認番号",
        page: PageTexts {
            heading: "サポート用レポート",
            lead: "問い合わせのときに、このパソコンとカードリーダーの様子を伝えるための文書です。氏名・住所・生年月日などの個人情報、電子証明書の記載、暗証番号・パスワード、ファイルの名前は入りません。",
            make: "レポートを作る",
            making: "レポートを作っています。カードを動かさないでください。",
            again: "レポートを作り直す",
            text: "サポート用レポートの全文",
            read_first: "保存またはコピーする前に、下の全文をご確認ください。",
            code_lead: "電話では、この確認番号をお伝えください。相手の手元にあるものと同じレポートかどうかを確かめられます。",
            copy: "全文をコピーする",
            copied: "コピーしました。メールなどに貼り付けられます。",
            save: "ファイルに保存する…",
            not_sent: "レポートは自動では送られません。渡す相手と方法は、ご自分で選んでください。",
        },
        written: |file| format!("表示したレポートを保存しました　{file}"),
    },
};
