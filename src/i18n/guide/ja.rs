//! Around the guide, in usual Japanese: the original.

use jiff::civil::Weekday;

use super::{CalendarTexts, GuideTexts, OfficeTexts, RenewalTexts};
use crate::core::{calendar::Milestone, jpki::Slot, rules::Holiday, wording::Wording};

/// The texts in usual Japanese.
pub(super) static TEXTS: GuideTexts = GuideTexts {
    wording: Wording::Standard,
    title: "手続き案内",
    list_hint: "「inkan-cli guide 話題」で内容を表示します。\n言葉で探すときは、「inkan-cli guide 引っ越し」のようにします。",
    found: |query| format!("「{query}」についての案内"),
    see_also: "合わせてお読みください",
    links: "公式のホームページ",
    colon: "：",
    comma: "、",
    space: "",
    bullet: "・",
    office: OfficeTexts {
        unknown: "お住まいの市区町村の窓口",
        heading: "窓口",
        name: "名称",
        today: "ただいま",
        next: "次の受付",
        place: "場所",
        address: "所在地",
        hours: "受付時間",
        closed: "休み",
        notes: "ご案内",
        as_of: "この案内の時点",
        open: |until| format!("受付中（{until}まで）"),
        outside: "受付時間外",
        closed_today: |reason| format!("休み（{reason}）"),
        closed_weekly: "定休日",
        closed_single: "臨時の休み",
        closed_break: "年末年始",
        holidays: "祝日",
        holiday,
        weekday,
        days: |first, last| format!("{first}から{last}"),
        span: |from, until| format!("{from}〜{until}"),
        month_day: |day| format!("{}月{}日", day.month, day.day),
        moment: |day, weekday, time| format!("{day}（{weekday}）{time}から"),
        unsure: "パソコンの日付をお確かめください。受付の状態を計算できません。",
    },
    renewal: RenewalTexts {
        title: "電子証明書の更新のご案内",
        practice: "練習用のカードの案内です。本物ではありません。",
        certificate: |slot| match slot {
            Slot::Auth => "利用者証明用電子証明書",
            Slot::Sign => "署名用電子証明書",
        },
        expires: "有効期限",
        window: "更新できる期間",
        period: |from, until| format!("{from}から{until}まで"),
        abroad: "更新できる期間は、国外に住んでいて、カードを続けて使っている方のものです。",
        open_now: "今、更新できます。",
        later: "まだ更新の時期ではありません。",
        not_yet: "有効期間がまだ始まっていません。",
        expired: "有効期限が過ぎています。窓口で新しく発行を受けられます。",
        absent: "このカードには入っていません。",
        not_read: "読み取りにはパスワードが必要です。有効期限はまだ分かりません。",
        unreadable: "読み取れませんでした。有効期限は分かりません。",
        where_heading: "場所",
        bring_heading: "持ち物",
        bring: &[
            "マイナンバーカードをお持ちください。ご本人がお越しください。",
            "窓口で暗証番号を確認します。忘れたときは、窓口で再設定できます。",
            "代理の方が行くときは、必要なものを先に窓口へお問い合わせください。",
        ],
        card_date: "カードそのものの有効期限は別です。カードの表の、生年月日の横をご確認ください。",
        revocation: "失効していないかどうかは確認していません。",
        made: |day| format!("{day}に調べました。"),
    },
    calendar: CalendarTexts {
        practice: "【練習用】",
        summary: |slot, milestone| match (milestone, slot) {
            (Milestone::Expiry, Slot::Auth) => {
                "マイナンバーカード：利用者証明用電子証明書の有効期限"
            }
            (Milestone::Expiry, Slot::Sign) => "マイナンバーカード：署名用電子証明書の有効期限",
            (Milestone::RenewalOpens, Slot::Auth) => {
                "マイナンバーカード：利用者証明用電子証明書の更新ができます"
            }
            (Milestone::RenewalOpens, Slot::Sign) => {
                "マイナンバーカード：署名用電子証明書の更新ができます"
            }
        },
        until: |period| format!("更新できる期間：{period}。"),
        place: |office| format!("場所：{office}。"),
        bring: "持ち物：マイナンバーカード。窓口で暗証番号を確認します。",
    },
};

pub(super) fn holiday(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::AutumnalEquinox => "秋分の日",
        Holiday::Children => "こどもの日",
        Holiday::ComingOfAge => "成人の日",
        Holiday::Constitution => "憲法記念日",
        Holiday::Culture => "文化の日",
        Holiday::EmperorsBirthday => "天皇誕生日",
        Holiday::Enthronement => "天皇の即位の日",
        Holiday::EnthronementCeremony => "即位礼正殿の儀の行われる日",
        Holiday::Foundation => "建国記念の日",
        Holiday::Greenery => "みどりの日",
        Holiday::HealthAndSports => "体育の日",
        Holiday::LabourThanksgiving => "勤労感謝の日",
        Holiday::Marine => "海の日",
        Holiday::Mountain => "山の日",
        Holiday::NewYear => "元日",
        Holiday::RespectForTheAged => "敬老の日",
        Holiday::Sandwiched => "国民の休日",
        Holiday::Showa => "昭和の日",
        Holiday::Sports => "スポーツの日",
        Holiday::Substitute => "振替休日",
        Holiday::VernalEquinox => "春分の日",
    }
}

pub(super) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "月曜日",
        Weekday::Tuesday => "火曜日",
        Weekday::Wednesday => "水曜日",
        Weekday::Thursday => "木曜日",
        Weekday::Friday => "金曜日",
        Weekday::Saturday => "土曜日",
        Weekday::Sunday => "日曜日",
    }
}
