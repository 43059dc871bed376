//! Around the guide in the window, in plain Japanese (やさしい日本語): short sentences, one fact each.

use super::{OfficePageTexts, PageTexts, PlannerTexts};

/// The texts in plain Japanese.
pub(super) static TEXTS: PageTexts = PageTexts {
    rail: "手つづき案内",
    lead: "カードの手つづきを、ここで読めます。",
    search: "知りたいことばを入れてください",
    search_hint: "たとえば：ひっこし、パスワード",
    clear: "ことばをけす",
    found: |count| format!("{count}つ見つかりました。"),
    nothing_found: |query| {
        format!("「{query}」は見つかりませんでした。べつのことばを入れてください。")
    },
    near: "にていること",
    topics: "読めること",
    back: "もどる",
    print: "印刷（いんさつ）する…",
    print_how: "PDFのファイルになります。ファイルを開くと、紙に出せます。",
    copy: "アドレスをコピー",
    office: OfficePageTexts {
        not_chosen: "行くところを選ぶと、開いている時間が分かります。",
        by_policy: "どの窓口かは、このパソコンのルールで決まっています。",
        choose: "行くところを選ぶ",
        heading: "行くところ",
        lead: "案内（あんない）に出るところです。",
        none: "選ばない",
        none_line: "「住んでいる市や町の役所（やくしょ）」と出ます。",
        open_file: "べつのファイルを開く…",
        file_line: |file| format!("自分のファイル「{file}」"),
        file_unknown: |file| format!("「{file}」を読めません。ファイルがあるか、見てください。"),
    },
    planner: PlannerTexts {
        heading: "新しくする日",
        practice: "練習（れんしゅう）のカードです。本物ではありません。",
        days_left: |days| format!("あと{days}日"),
        last_day: "今日がさいごの日です",
        days_over: |days| format!("{days}日前にすぎました"),
        opens_in: |days| format!("あと{days}日で、新しくできます。"),
        expires: "さいごの日",
        not_known: "さいごの日は、まだ分かりません。",
        expired: "役所（やくしょ）で、新しくもらえます。",
        calendar: "カレンダーに入れる…",
        calendar_nothing: "入れる日がありません。",
        calendar_without_sign: "署名用（しょめいよう）の日は、まだ分かりません。パスワードを入れると、分かります。",
        residence: "住んでいるところ",
        in_japan: "日本に住んでいます",
        abroad: "外国に住んでいます",
        residence_note: "外国に住んでいて、カードをつづけて使っている人は、1年前から新しくできます。えらんだことは、パソコンに残りません。",
        slip: "紙に出す…",
        slip_how: "ファイルになります。名前や番号は、入りません。",
        no_card: "カードをカードリーダーに置いてください。ここに、つぎのことが出ます。",
        would_show: &[
            "新しくできる日と、あと何日か",
            "行くところと、持って行くもの",
            "カレンダーのファイルと、紙のお知らせ",
        ],
    },
};
