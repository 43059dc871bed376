//! The reminder in plain Japanese.

use super::{ReminderTexts, WindowTexts, ja};
use crate::core::jpki::Slot;
use crate::core::rules::ReminderStage;

pub(super) static TEXTS: ReminderTexts = ReminderTexts {
    heading: "新しくする日のお知らせ",
    lead: "「お知らせする」を選ぶと、新しくする日が近いとき、画面に出ます。パソコンを使いはじめるときに出ます。4回までです。",
    kept: "このパソコンには、日だけを残します。名前や番号は残しません。「設定とチェック」で消せます。",
    not_known: "署名用電子証明書の日は、まだ分かりません。パスワードを入れると、選べます。",
    nothing: "お知らせできる日がありません。",
    other_dates: |period| {
        format!(
            "今は、ほかの日（{period}）をお知らせします。「お知らせする」を選ぶと、このカードの日になります。"
        )
    },
    practice: "練習のカードでは、お知らせできません。自分のカードを置くと、選べます。",
    none: "お知らせは、選んでいません。カードを置くと、「新しくする日」で選べます。",
    told: |day| format!("前にお知らせした日：{day}"),
    stopped: "パソコンを使いはじめるときに、このソフトが動きません。お知らせは止まっています。",
    stop_line: "残した日を消します。パソコンを使いはじめるときに、このソフトは動かなくなります。",
    window: WindowTexts {
        title: "新しくする日のお知らせ",
        says: |slot, stage| match (slot, stage) {
            (Slot::Auth, ReminderStage::Open) => "利用者証明用電子証明書を新しくできます",
            (Slot::Auth, ReminderStage::Month) => "利用者証明用電子証明書は、あと1か月までです",
            (Slot::Auth, ReminderStage::Week) => "利用者証明用電子証明書は、あと1週間までです",
            (Slot::Auth, ReminderStage::Expired) => "利用者証明用電子証明書は、期限が過ぎました",
            (Slot::Sign, ReminderStage::Open) => "署名用電子証明書を新しくできます",
            (Slot::Sign, ReminderStage::Month) => "署名用電子証明書は、あと1か月までです",
            (Slot::Sign, ReminderStage::Week) => "署名用電子証明書は、あと1週間までです",
            (Slot::Sign, ReminderStage::Expired) => "署名用電子証明書は、期限が過ぎました",
        },
        until: |day| format!("期限（使える最後の日）：{day}"),
        renewed: "もう新しくした人は、「もうお知らせしない」を押してください。",
        why: "Inkanで「お知らせする」を選んだので、この画面が出ました。インターネットは使いません。",
        next: |day| format!("「あとで」を押すと、次は{day}からあとにお知らせします。"),
        last: "お知らせは、これで終わりです。残した日も消えます。",
        open: "手つづき案内を開く",
        ..ja::TEXTS.window
    },
    ..ja::TEXTS
};
