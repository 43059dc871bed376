//! The guided tour in plain Japanese.

use super::{PracticeTexts, SampleTexts, TourTexts, ja};
use crate::app::tour::TourStep;

/// The texts in plain Japanese.
pub(super) static TEXTS: TourTexts = TourTexts {
    title: |step| match step {
        TourStep::Certificates => "2つの電子証明書",
        TourStep::Dates => "期限と残り回数",
        TourStep::Pins => "パスワードと暗証番号",
        TourStep::Sign => "書類にサインする",
        TourStep::Check => "サインを確かめる",
        TourStep::Office => "市役所や区役所など",
    },
    words: |step, has_signed| match (step, has_signed) {
        (TourStep::Certificates, _) => {
            "カードには、電子証明書（カードの中のデータ）が2つあります。「署名用」は、書類にサインするときに使います。「利用者証明用」は、ログインに使います。線で囲んだところを見てください。"
        }
        (TourStep::Dates, _) => {
            "線で囲んだところに、期限（使える最後の日）が出ます。暗証番号をあと何回入れられるかも、出ます。カードを置くだけで見えます。暗証番号はいりません。"
        }
        (TourStep::Pins, _) => {
            "署名用のパスワードと、数字4つの暗証番号は、別のものです。この画面で、変えたり試したりできます。忘れたときにすることも、書いてあります。"
        }
        (TourStep::Sign, false) => {
            "練習用の書類があります。線で囲んだ「サインする…」を押してください。パスワードは、画面の上に出ています。サインしないで、「次へ」を押すこともできます。"
        }
        (TourStep::Sign, true) => {
            "練習用の書類にサインしました。線で囲んだところが、結果です。「次へ」を押すと、このサインを確かめます。"
        }
        (TourStep::Check, true) => {
            "今のサインを調べました。書類がサインの後で変わったか、分かります。だれがサインしたかも、分かります。練習用なので、本物ではありません。"
        }
        (TourStep::Check, false) => {
            "サインのある書類をもらったら、ここで調べられます。前の画面でサインすると、その結果がここに出ます。"
        }
        (TourStep::Office, _) => {
            "電子証明書の更新は、市役所や区役所などでします。ロックを外すのも、そこでします。線で囲んだところを見てください。いつから更新できるか、何がいるかが書いてあります。"
        }
    },
    here: "この説明の画面を開く",
    not_now: "案内の間は、ファイルを選んだり保存したりできません",
    not_now_line: "案内では、練習用の書類だけを使います。ほかのファイルは、案内が終わってから使ってください。",
    lead: "初めての人に、使い方を6つに分けて見せます。カードもカードリーダーもいりません。パソコンには何も残りません。",
    start: "使い方の案内を見る",
    sample: SampleTexts {
        file_name: "練習用の書類.pdf",
        title: "練習用の書類",
        notice: "これは練習用です。本物の書類には使えません。",
        paragraphs: [
            "この書類は、Inkanの使い方の案内で、サインを試すためのものです。",
            "案内が終わると、この書類とサインは、パソコンから消えます。",
        ],
        ..ja::TEXTS.sample
    },
    practice: PracticeTexts {
        changed: "変わりました",
        how_to_reset: "「カードを初めに戻す」を押すと、元の番号に戻ります。",
        reset: "カードを初めに戻す",
        marked: "練習では、はんこのないPDFにも、「練習用」と書いた線が入ります。",
        ..ja::TEXTS.practice
    },
    ..ja::TEXTS
};
