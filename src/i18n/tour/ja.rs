//! The guided tour in Japanese: the original.

use super::{PracticeTexts, SampleTexts, TourTexts};
use crate::app::tour::TourStep;

/// The Japanese texts.
pub(super) static TEXTS: TourTexts = TourTexts {
    name: "使い方の案内",
    step: |now, total, title| format!("案内 {now}／{total}　{title}"),
    title: |step| match step {
        TourStep::Certificates => "2つの電子証明書",
        TourStep::Dates => "有効期限と残り回数",
        TourStep::Pins => "パスワードと暗証番号",
        TourStep::Sign => "文書に署名する",
        TourStep::Check => "署名を確かめる",
        TourStep::Office => "市区町村の窓口",
    },
    words: |step, has_signed| match (step, has_signed) {
        (TourStep::Certificates, _) => {
            "カードには電子証明書が2つ入っています。文書に署名するための「署名用」と、ログインするための「利用者証明用」です。枠で囲んだところに並んでいます。"
        }
        (TourStep::Dates, _) => {
            "枠で囲んだところに、有効期限と、暗証番号の残り回数が出ます。カードを置くだけで分かります。暗証番号は要りません。"
        }
        (TourStep::Pins, _) => {
            "署名用のパスワードと、4桁の暗証番号は別のものです。この画面で変更したり、動作を確かめたりできます。忘れたときにすることも書いてあります。"
        }
        (TourStep::Sign, false) => {
            "練習用の文書を用意しました。枠で囲んだ「署名する…」を押して、画面の上に出ているパスワードを入力してください。署名しないで「次へ」を押すこともできます。"
        }
        (TourStep::Sign, true) => {
            "練習用の文書に署名しました。結果は枠で囲んだところに出ています。「次へ」を押すと、この署名を確かめます。"
        }
        (TourStep::Check, true) => {
            "今の署名を調べた結果です。文書が署名のあとで変わっていないか、だれが署名したかが分かります。練習用の署名なので、本物ではないことも出ています。"
        }
        (TourStep::Check, false) => {
            "署名の付いた文書を受け取ったら、枠で囲んだところから調べられます。1つ前の手順で署名しておくと、その結果がここに出ます。"
        }
        (TourStep::Office, _) => {
            "電子証明書の更新や、ロックの解除は、お住まいの市区町村の窓口でします。枠で囲んだところに、更新できる期間と持ち物が出ます。窓口の受付時間は、その下にあります。"
        }
    },
    next: "次へ",
    previous: "前へ",
    end: "案内をやめる",
    finish: "案内を終わる",
    here: "この手順の画面を開く",
    not_now: "案内のあいだは、ファイルを選んだり保存したりできません",
    not_now_line: "案内では、練習用の文書だけを使います。ほかのファイルは、案内を終わってからお使いください。",
    lead: "初めての方に、6つの手順で使い方を案内します。カードもカードリーダーも要りません。パソコンには何も残りません。",
    start: "使い方の案内を始める",
    sample: SampleTexts {
        file_name: "練習用の文書.pdf",
        title: "練習用の文書",
        notice: "これは練習用です。本物の届け出や契約には使えません。",
        paragraphs: [
            "この文書は、Inkanの使い方の案内で、電子署名を試すためのものです。",
            "案内が終わると、この文書と、付けた署名は、パソコンから消えます。",
        ],
        footer: "Inkan　練習用",
    },
    practice: PracticeTexts {
        secrets: |pin, password| [format!("暗証番号 {pin}"), format!("パスワード {password}")],
        changed: "変更済み",
        in_doubt: "変わったかもしれません",
        how_to_reset: "「カードを初めの状態に戻す」を押すと、元の番号に戻ります。",
        reset: "カードを初めの状態に戻す",
        marked: "練習モードでは、印影を付けないPDFにも「練習用」と書いた枠が入ります。",
    },
};
