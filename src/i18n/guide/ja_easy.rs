//! Around the guide, in plain Japanese (やさしい日本語): short sentences, one fact each.

use super::{CalendarTexts, GuideTexts, OfficeTexts, RenewalTexts, ja};
use crate::core::{calendar::Milestone, jpki::Slot, wording::Wording};

/// The texts in plain Japanese.
pub(super) static TEXTS: GuideTexts = GuideTexts {
    wording: Wording::Easy,
    title: "手つづきの案内（あんない）",
    list_hint: "「inkan-cli guide 名前」と打つと、読めます。\n知りたいことばでも、さがせます。",
    found: |query| format!("「{query}」のこと"),
    see_also: "これも読んでください",
    links: "国や市のホームページ",
    colon: "：",
    comma: "、",
    space: "",
    bullet: "・",
    office: OfficeTexts {
        unknown: "住んでいる市や町の役所（やくしょ）の窓口（まどぐち）",
        heading: "行くところ",
        name: "名前",
        today: "今",
        next: "つぎに開く時",
        place: "場所",
        address: "住所",
        hours: "開いている時間",
        closed: "休み",
        notes: "お知らせ",
        as_of: "この案内を作った日",
        open: |until| format!("開いています（{until}まで）"),
        outside: "今は開いていません",
        closed_today: |reason| format!("今日は休みです（{reason}）"),
        closed_weekly: "いつも休みの日",
        closed_single: "とくべつな休み",
        closed_break: "年のおわりと年のはじめ",
        holidays: "祝日（しゅくじつ）",
        holiday: ja::holiday,
        weekday: ja::weekday,
        days: |first, last| format!("{first}から{last}"),
        span: |from, until| format!("{from}から{until}まで"),
        month_day: |day| format!("{}月{}日", day.month, day.day),
        moment: |day, weekday, time| format!("{day}（{weekday}）{time}から"),
        unsure: "パソコンの日づけを見てください。日づけがちがいます。",
    },
    renewal: RenewalTexts {
        title: "電子証明書を新しくするお知らせ",
        practice: "練習（れんしゅう）のカードです。本物ではありません。",
        certificate: |slot| match slot {
            Slot::Auth => "利用者証明用（りようしゃしょうめいよう）",
            Slot::Sign => "署名用（しょめいよう）",
        },
        expires: "さいごの日",
        window: "新しくできる日",
        period: |from, until| format!("{from}から{until}まで"),
        abroad: "新しくできる日は、外国に住んでいて、カードをつづけて使っている人のものです。",
        open_now: "今、新しくできます。",
        later: "まだ、新しくできません。",
        not_yet: "まだ、使えません。",
        expired: "さいごの日がすぎました。新しく入れてもらえます。",
        absent: "このカードには、ありません。",
        not_read: "読むには、パスワードがいります。さいごの日は、まだ分かりません。",
        unreadable: "読めませんでした。さいごの日は、分かりません。",
        where_heading: "行くところ",
        bring_heading: "持って行くもの",
        bring: &[
            "マイナンバーカードを持って、自分で行きます。",
            "番号を聞かれます。わすれたときは、新しくしてもらえます。",
            "ほかの人が行くときは、先に電話で聞いてください。",
        ],
        card_date: "カードの期限（きげん）は、べつの日です。カードのおもてを見てください。",
        revocation: "今使えるかどうかは、しらべていません。",
        made: |day| format!("{day}にしらべました。"),
    },
    calendar: CalendarTexts {
        practice: "【練習用（れんしゅうよう）】",
        summary: |slot, milestone| match (milestone, slot) {
            (Milestone::Expiry, Slot::Auth) => {
                "マイナンバーカード：利用者証明用（りようしゃしょうめいよう）のさいごの日"
            }
            (Milestone::Expiry, Slot::Sign) => {
                "マイナンバーカード：署名用（しょめいよう）のさいごの日"
            }
            (Milestone::RenewalOpens, Slot::Auth) => {
                "マイナンバーカード：利用者証明用（りようしゃしょうめいよう）を新しくできます"
            }
            (Milestone::RenewalOpens, Slot::Sign) => {
                "マイナンバーカード：署名用（しょめいよう）を新しくできます"
            }
        },
        until: |period| format!("新しくできる日：{period}。"),
        place: |office| format!("行くところ：{office}。"),
        bring: "マイナンバーカードを持って行きます。番号を聞かれます。",
    },
};
