//! Around the guide in the window, in usual Japanese: the original.

use super::{OfficePageTexts, PageTexts, PlannerTexts};

/// The texts in usual Japanese.
pub(super) static TEXTS: PageTexts = PageTexts {
    rail: "手続き案内",
    lead: "マイナンバーカードの電子証明書の手続きを、インターネットを使わずに読めます。",
    search: "知りたいことを言葉で探す",
    search_hint: "例：引っ越し、パスワード",
    clear: "探す言葉を消す",
    found: |count| format!("{count}件見つかりました。"),
    nothing_found: |query| {
        format!("「{query}」は見つかりませんでした。短い言葉や、別の言葉でお試しください。")
    },
    near: "近い話題",
    topics: "話題",
    back: "前に戻る",
    print: "案内を印刷・保存…",
    print_how: "PDFファイルに保存します。そのファイルを開くと、印刷できます。",
    copy: "アドレスをコピー",
    office: OfficePageTexts {
        not_chosen: "窓口を選ぶと、受付時間と、今受け付けているかどうかが出ます。",
        by_policy: "窓口は、このパソコンのポリシーファイルで決められています。",
        choose: "窓口を選ぶ",
        heading: "手続きの窓口",
        lead: "手続き案内に出す窓口です。",
        none: "選ばない",
        none_line: "案内には「お住まいの市区町村の窓口」と出ます。",
        open_file: "ほかの窓口のファイルを開く…",
        file_line: |file| format!("ご自身のファイル「{file}」"),
        file_unknown: |file| {
            format!("「{file}」を読み取れません。ファイルがあるかどうかをお確かめください。")
        },
    },
    planner: PlannerTexts {
        heading: "更新の予定",
        practice: "練習用のカードの予定です。本物ではありません。",
        days_left: |days| format!("あと{days}日"),
        last_day: "今日が最後の日です",
        days_over: |days| format!("{days}日前に過ぎました"),
        opens_in: |days| format!("更新できるようになるまで、あと{days}日です。"),
        expires: "この電子証明書の有効期限",
        not_known: "有効期限はまだ分かりません。",
        expired: "窓口で新しく発行を受けられます。",
        calendar: "カレンダーに登録…",
        calendar_nothing: "登録できる日付がありません。",
        calendar_without_sign: "署名用電子証明書の日付は、パスワードを入力して読み取ると、カレンダーにも案内にも入ります。",
        residence: "お住まい",
        in_japan: "国内に住んでいます",
        abroad: "国外に住んでいます",
        residence_note: "国外に住んでいて、カードを続けて使っている方は、有効期限の1年前から更新できます。ここで選んだことは、どこにも保存しません。",
        slip: "更新の案内を印刷・保存…",
        slip_how: "カレンダーは、ほかのカレンダーソフトで開けるファイルになります。更新の案内は、窓口に持って行けるPDFファイルになります。どちらにも、氏名や番号は入りません。",
        no_card: "マイナンバーカードをカードリーダーにセットすると、ここに次のことが出ます。",
        would_show: &[
            "それぞれの電子証明書を更新できる期間と、期限までの日数",
            "手続きの窓口と、持ち物",
            "カレンダーに登録するファイルと、印刷して持って行ける案内",
        ],
    },
};
