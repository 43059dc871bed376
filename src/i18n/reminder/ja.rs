//! The reminder in Japanese: the original.

use super::{ReminderTexts, WindowTexts};
use crate::core::jpki::Slot;
use crate::core::rules::ReminderStage;

pub(super) static TEXTS: ReminderTexts = ReminderTexts {
    heading: "更新のお知らせ",
    lead: "「お知らせする」を選ぶと、パソコンを使い始めるときに、更新の時期を小さな画面でお知らせします。お知らせは、更新できるようになったとき、期限の1か月前と1週間前、期限が過ぎたときの4回までです。",
    kept: "このパソコンに残すのは、更新できる期間の日付と、最後にお知らせした日だけです。氏名や番号は残しません。「設定と診断」で、いつでも消せます。",
    choice: |slot| match slot {
        Slot::Auth => "利用者証明用電子証明書のお知らせ",
        Slot::Sign => "署名用電子証明書のお知らせ",
    },
    on: "お知らせする",
    off: "お知らせしない",
    not_known: "署名用電子証明書のお知らせは、パスワードを入力して読み取ると選べます。",
    nothing: "お知らせできる日付がありません。",
    other_dates: |period| {
        format!(
            "今は、別の日付（{period}）でお知らせすることになっています。「お知らせする」を選ぶと、このカードの日付に変わります。"
        )
    },
    practice: "練習用のカードの日付では、お知らせできません。ご自身のカードを読み取ると、ここで選べます。",
    none: "お知らせは選ばれていません。カードを読み取ると、手続き案内の「更新の予定」で選べます。",
    told: |day| format!("最後にお知らせした日：{day}"),
    stopped: "パソコンを使い始めるときにこのソフトを動かす設定がないため、お知らせは止まっています。",
    again: "もう一度お知らせする",
    stop: "お知らせをやめる",
    stop_line: "残してある日付と、パソコンを使い始めるときにこのソフトを動かす設定を消します。",
    window: WindowTexts {
        title: "電子証明書の更新のお知らせ",
        says: |slot, stage| match (slot, stage) {
            (Slot::Auth, ReminderStage::Open) => {
                "利用者証明用電子証明書を更新できるようになりました"
            }
            (Slot::Auth, ReminderStage::Month) => {
                "利用者証明用電子証明書の有効期限まで、1か月以内です"
            }
            (Slot::Auth, ReminderStage::Week) => {
                "利用者証明用電子証明書の有効期限まで、1週間以内です"
            }
            (Slot::Auth, ReminderStage::Expired) => "利用者証明用電子証明書の有効期限が過ぎました",
            (Slot::Sign, ReminderStage::Open) => "署名用電子証明書を更新できるようになりました",
            (Slot::Sign, ReminderStage::Month) => "署名用電子証明書の有効期限まで、1か月以内です",
            (Slot::Sign, ReminderStage::Week) => "署名用電子証明書の有効期限まで、1週間以内です",
            (Slot::Sign, ReminderStage::Expired) => "署名用電子証明書の有効期限が過ぎました",
        },
        until: |day| format!("有効期限：{day}"),
        renewed: "もう更新した方は、「もうお知らせしない」を押してください。",
        why: "この画面は、Inkanで「お知らせする」を選んだため、パソコンに残した日付だけを見て出しています。インターネットには接続しません。",
        next: |day| format!("「あとで」を押すと、次は{day}以降にお知らせします。"),
        last: "お知らせは、これで終わりです。残してある日付も消えます。",
        open: "手続き案内を開く",
        later: "あとで",
        never: "もうお知らせしない",
    },
};
