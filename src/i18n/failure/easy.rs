//! The failures in plain Japanese. Calm, exact, without blame; one fact a sentence.

use super::{FailureText, file_name, words};
use crate::i18n::ja::{certificate, secret};
use crate::{
    app::{
        failure::{DocumentRefusal, Failure, SealObstacle},
        ports::FileError,
        settings::Language::JaEasy,
    },
    core::{
        jpki::Slot,
        sign::{DocumentKind, pdf::seal::SealImage},
    },
    i18n::{
        counter,
        date::{count, day_with_era},
    },
};

/// The form of a secret, to type.
fn form(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "数字を4つ入れてください。",
        Slot::Sign => "6文字から16文字です。A〜Zと数字の、両方を使ってください。",
    }
}

/// That a change did not come about.
fn unchanged(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "変わっていません。今までの暗証番号を使ってください。",
        Slot::Sign => "変わっていません。今までのパスワードを使ってください。",
    }
}

const OFFICE: &str = "マイナンバーカードを持って、市役所や区役所などに行ってください。";
const NO_TRY_SPENT: &str = "残り回数は減っていません。";
const NOT_SENT: &str = "カードには送っていません。残り回数は減っていません。";
const INTERRUPTED: &str = "途中で止まりました。元の書類は変わっていません。";
const AGAIN: &str = "カードを置き直して、もう一度やってください。だめなときは、市役所や区役所などで聞いてください。";
const OTHER_WAYS: &str = "サインできる書類を、作った人にもらってください。または、「すべてのファイル」を選んでください。";
const AS_ANY_FILE: &str =
    "ほかの書類を使ってください。または、「すべてのファイル」を選んでください。";

pub(super) fn text(failure: &Failure) -> FailureText {
    match failure {
        Failure::ServiceGone => words(
            "カードを読むしくみ（スマートカードサービス）が動いていません。",
            "カードリーダーがまだ使えません。カードは大丈夫です。",
            "カードリーダーをつないでください。それで動くことがあります。だめなときは、スマートカードサービスを始めてください。動いたら、この画面は次に進みます。",
        ),
        Failure::NoReader => words(
            "カードリーダーがありません。",
            "カードを読むには、カードリーダー（カードを読む機械）がいります。",
            "カードリーダーをパソコンにつないでください。もうつないであるときは、一度ぬいて、さし直してください。",
        ),
        Failure::ReaderGone => words(
            "カードリーダーが外れました。",
            INTERRUPTED,
            "カードリーダーをつなぎ直して、もう一度やってください。",
        ),
        Failure::ReaderUnknown { name } => words(
            format!("「{name}」というカードリーダーはありません。"),
            "ほかのカードリーダーは使っていません。",
            "名前が正しいか見てください。名前を書かないで、やってみることもできます。",
        ),
        Failure::ReaderFailed { code } => words(
            format!("カードリーダーと通信できませんでした（{code:08X}）。"),
            INTERRUPTED,
            "カードを置き直して、もう一度やってください。だめなときは、カードリーダーをさし直してください。",
        ),
        Failure::NoCard => words(
            "カードがありません。",
            "カードリーダーは使えます。",
            "マイナンバーカードを、カードリーダーに置いてください。さしこむ形のものもあります。",
        ),
        Failure::NoMyNumberCard => words(
            "このカードは、マイナンバーカードではないようです。",
            "マイナンバーカードのデータがありませんでした。カードには何も書いていません。",
            "マイナンバーカードを置いてください。",
        ),
        Failure::CardRemoved => words(
            "途中で、カードがはなれました。",
            "まだ終わっていません。元の書類は変わっていません。",
            "カードを置き直してください。終わるまで動かさないでください。",
        ),
        Failure::CardReset => words(
            "ほかのソフトが、カードを使い始めました。",
            INTERRUPTED,
            "ほかのソフトが終わってから、もう一度やってください。",
        ),
        Failure::CardMute => words(
            "カードが答えません。",
            "カードの向きがちがうか、ずれているようです。",
            "カードの表とうら、向きを見てください。そして、置き直してください。",
        ),
        Failure::CardBusy => words(
            "ほかのソフトが、カードを使っています。",
            format!("カードも書類も変わっていません。{NO_TRY_SPENT}"),
            "利用者クライアントソフト、ブラウザー、e-Taxなどを閉じてください。そして、もう一度やってください。",
        ),
        Failure::CardConfused { status, .. } => words(
            match status {
                Some(status) => format!("カードの答えが、いつもとちがいます（{status:04X}）。"),
                None => "カードの答えが、いつもとちがいます。".to_owned(),
            },
            INTERRUPTED,
            AGAIN,
        ),
        Failure::CardChanged => words(
            "画面のカードと、今のカードがちがいます。",
            format!("入れたものは、カードに送っていません。{NO_TRY_SPENT}"),
            "今のカードが画面に出ます。見てから、もう一度やってください。",
        ),
        Failure::CertificateAbsent { slot } => words(
            format!("このカードには{}が入っていません。", certificate(*slot)),
            "ロックではありません。15歳になっていない人のカードには、ふつう入っていません。作らなかった人のカードにも、入っていません。",
            "ほしいときは、市役所や区役所などで作れます。",
        ),
        Failure::CertificateUnreadable { slot } => words(
            format!("{}が読めませんでした。", certificate(*slot)),
            "カードのデータが、証明書の形ではありません。",
            AGAIN,
        ),
        Failure::CertificateExpired { slot, expired_on } => words(
            format!(
                "{}の期限が過ぎています（{}まで）。",
                certificate(*slot),
                day_with_era(JaEasy, *expired_on)
            ),
            match slot {
                Slot::Auth => {
                    "この証明書では、ログインもサインもできません。カードは、身分証明書として使えることがあります。"
                }
                Slot::Sign => {
                    "この証明書のサインは、相手が受け取りません。サインしていません。カードは、身分証明書として使えることがあります。"
                }
            },
            OFFICE,
        ),
        Failure::OfficeProfileFlawed { path, line, detail } => words(
            format!(
                "「{}」は、窓口のファイルとして読めません。",
                file_name(path)
            ),
            format!("{line}行目がちがいます（{detail}）。窓口は前のままです。"),
            "その行を直すか、ほかのファイルを選んでください。",
        ),
        Failure::NotOffered { offer } => counter::easy::not_offered(*offer),
        Failure::PolicyOffice { path, line, flaw } => counter::ja::policy_office(path, *line, flaw),
        Failure::PolicyRefused { path, line, flaw } => {
            counter::ja::policy_refused(path, *line, flaw)
        }
        Failure::NothingAhead => words(
            "カレンダーに入れる日がありません。電子証明書は、もう使えません。",
            "ファイルは作っていません。カードは、まだ使えることがあります。",
            OFFICE,
        ),
        Failure::CertificateNotYetValid { slot, valid_from } => words(
            format!(
                "{}は、まだ使えません（{}から）。",
                certificate(*slot),
                day_with_era(JaEasy, *valid_from)
            ),
            "サインしていません。パソコンの日付がちがうときも、こうなります。",
            "パソコンの日付と時間を見てください。",
        ),
        Failure::PinWrong { slot, left } => words(
            format!("{}がちがいます。", secret(*slot)),
            format!(
                "あと{}回まちがえると、ロックされます。そのときは、市役所や区役所などに行きます。",
                left.remaining
            ),
            "ゆっくり、もう一度入れてください。覚えていないときは、やめても大丈夫です。",
        ),
        Failure::PinBlocked { slot } => words(
            format!("{}はロックされています。", secret(*slot)),
            "何回も続けてまちがえたからです。カードはこわれていません。もう1つの暗証番号は変わっていません。",
            "マイナンバーカードを持って、市役所や区役所などに行ってください。そこで決め直せます。コンビニの機械とスマートフォンで、できることもあります。",
        ),
        Failure::PinLastTry { slot } => words(
            format!("{}を入れられるのは、あと1回です。", secret(*slot)),
            format!("まちがえるとロックされます。だから、カードに送っていません。{NO_TRY_SPENT}"),
            "よく覚えているときだけ、入れてください。",
        ),
        Failure::PinForm { slot } => words(
            format!("入れたものは、{}の形ではありません。", secret(*slot)),
            NOT_SENT,
            form(*slot),
        ),
        Failure::PinOutcomeUnknown { slot } => words(
            format!(
                "{}を調べる途中で、カードの答えがなくなりました。",
                secret(*slot)
            ),
            "残り回数が1回減ったか、まだ分かりません。",
            "カードを置き直してください。暗証番号を入れなくても、残り回数が見えます。",
        ),
        Failure::PinMissing { slot } => words(
            format!("{}が入っていません。", secret(*slot)),
            NOT_SENT,
            "もう一度、入れてください。",
        ),
        Failure::PinNewForm { slot } => words(
            format!("新しい{}の形がちがいます。", secret(*slot)),
            format!("カードには送っていません。{}", unchanged(*slot)),
            form(*slot),
        ),
        Failure::PinMismatch { slot } => words(
            format!("新しい{}の、1回目と2回目がちがいます。", secret(*slot)),
            format!("カードには送っていません。{}", unchanged(*slot)),
            "新しいものを、2回とも同じように入れてください。",
        ),
        Failure::PinChangeRefused { slot, status } => words(
            match status {
                Some(status) => format!(
                    "カードが、新しい{}を受け取りませんでした（{status:04X}）。",
                    secret(*slot)
                ),
                None => format!("カードが、新しい{}を受け取りませんでした。", secret(*slot)),
            },
            format!("{}{NO_TRY_SPENT}", unchanged(*slot)),
            "別のもので、もう一度やってください。だめなときは、カードを持って市役所や区役所などに行ってください。",
        ),
        Failure::PinChangeUnknown { slot } => words(
            format!(
                "途中で、カードの答えがなくなりました。{}が変わったか、分かりません。",
                secret(*slot)
            ),
            "新しいものか、今までのものか、どちらか1つが使えます。カードはこわれていません。",
            "カードを置き直してください。残り回数が2回より少ないときは、ここでやめてください。「試す」（コマンドではpin test）で、新しいものを入れてください。ちがうときは、次に今までのものを入れてください。正しく入れると、残り回数は元に戻ります。どちらもちがうときは、やめてください。そして、市役所や区役所などで聞いてください。",
        ),
        Failure::PinKeyMismatch { slot } => words(
            format!(
                "{}は正しいです。でも、カードの中の鍵が、{}と合いません。",
                secret(*slot),
                certificate(*slot)
            ),
            match slot {
                Slot::Auth => {
                    "このままでは、ログインできないかもしれません。残り回数は減っていません。"
                }
                Slot::Sign => {
                    "このままでは、サインできないかもしれません。残り回数は減っていません。"
                }
            },
            AGAIN,
        ),
        Failure::DialogsMissing => words(
            "ファイルを選ぶ画面が出せません。",
            "このパソコンに、そのための部品がありません。ほかのことはできます。",
            "書類をこの画面の上に持ってくると、選べます。または、「xdg-desktop-portal」か「zenity」を入れてください。",
        ),
        Failure::DocumentUnreadable { path, error } => {
            let (what, remedy) = unreadable(error);
            words(
                format!("「{}」{what}", file_name(path)),
                "この書類には何もしていません。",
                remedy,
            )
        }
        Failure::DocumentUnsupported {
            path,
            kind: DocumentKind::Pdf,
        } => words(
            format!("「{}」は、PDFとして読めません。", file_name(path)),
            "こわれているか、パスワードがあるか、めずらしい形です。サインがあるかどうか、分かりません。",
            "元のファイルがあれば、それを選んでください。もらった書類のときは、もう一度送ってもらってください。",
        ),
        Failure::DocumentUnsupported {
            path,
            kind: DocumentKind::Other,
        } => words(
            format!("「{}」のサインは、確かめられない形です。", file_name(path)),
            "サインのデータ（.p7s や .p7m）がありませんでした。",
            "サインのファイルを選び直してください。",
        ),
        Failure::DocumentChanged { path } => words(
            format!("「{}」は、読んでいる間に変わりました。", file_name(path)),
            "どれにサインするか決まらないので、何もしていません。",
            "ほかのソフトで開いているときは、閉じてください。そして、もう一度やってください。",
        ),
        Failure::DocumentContentMissing { path } => words(
            format!("「{}」の元の書類がありません。", file_name(path)),
            "このサインは、書類と別のファイルです。2つともないと、確かめられません。",
            "元の書類を同じフォルダーに置いてください。または、書類を選んでください。",
        ),
        Failure::DocumentsTooMany { folder, most } => words(
            format!("「{}」の書類が多すぎます。", file_name(folder)),
            format!(
                "1回に使える書類は、{}個までです。このフォルダーの書類には、何もしていません。",
                count(*most)
            ),
            "フォルダーを小さく分けてください。または、書類を少しだけ選んでください。",
        ),
        Failure::DocumentLeftOut { path } => words(
            format!("「{}」は、まだ調べていません。", file_name(path)),
            "前の書類に、サインがたくさんありました。1回で全部は調べられません。",
            "まだ調べていない書類だけを選んで、もう一度やってください。",
        ),
        Failure::DocumentNotPdf { path } => words(
            format!("「{}」はPDFではありません。", file_name(path)),
            "今の「何に使うか」では、PDFの中にサインを入れます。ほかの書類には入れられません。",
            "PDFにしてから選んでください。または、「すべてのファイル」を選んでください。",
        ),
        Failure::DocumentRefuses { path, reason } => {
            let name = file_name(path);
            let (what, meaning, remedy) = match reason {
                DocumentRefusal::Certified => (
                    format!("「{name}」は、変えてはいけない書類です。"),
                    "書類を作った人のサインで、そう決まっています。新しいサインを入れると、そのサインがこわれて見えます。だから、サインしていません。",
                    OTHER_WAYS,
                ),
                DocumentRefusal::Damaged => (
                    format!("「{name}」は、PDFとして正しく読めません。"),
                    "こわれているか、めずらしい形です。サインすると、開けなくなるかもしれません。だから、サインしていません。",
                    "ほかのソフトで、PDFを保存し直してください。または、「すべてのファイル」を選んでください。",
                ),
                DocumentRefusal::Locked => (
                    format!("「{name}」は、前のサインで全部止めてあります。"),
                    "サインを入れると、前のサインがこわれて見えます。だから、サインしていません。",
                    "前にサインした人に聞いてください。または、「すべてのファイル」を選んでください。",
                ),
                DocumentRefusal::NotPermitted => (
                    format!("「{name}」は、サインしてはいけない書類です。"),
                    "書類を作った人が、そう決めています。",
                    OTHER_WAYS,
                ),
                DocumentRefusal::PasswordNeeded => (
                    format!("「{name}」を開くには、書類のパスワードがいります。"),
                    "パスワードのあるPDFには、サインを入れられません。",
                    AS_ANY_FILE,
                ),
                DocumentRefusal::UnknownEncryption => (
                    format!("「{name}」の暗号は、このソフトが知らない方法です。"),
                    "この方法のPDFには、サインを入れられません。",
                    AS_ANY_FILE,
                ),
            };
            words(what, meaning, remedy)
        }
        Failure::SealImageUnsuitable { path } => words(
            format!("「{}」は、はんこに使えません。", file_name(path)),
            format!(
                "使えるのは、{} MBまでのPNGの絵です。細長い絵と、何もない絵は使えません。",
                SealImage::MAX_MIB
            ),
            "ほかの絵を選んでください。または、絵のソフトでPNGにして保存してください。",
        ),
        Failure::SealUnsuitable { path, reason } => words(
            format!("「{}」に、はんこを入れられません。", file_name(path)),
            match reason {
                SealObstacle::Drawing => {
                    "はんこの文字や絵を書けません。名前に、使えない文字があるかもしれません。サインしていません。"
                }
                SealObstacle::EarlierSignature => {
                    "この書類には、ほかの人のサインがあります。はんこを入れると、前のサインがおかしく見えます。だから、サインしていません。"
                }
            },
            "はんこの形や場所を変えてください。または、はんこなしでサインしてください。",
        ),
        Failure::OutputFailed { path, error } => {
            let (what, remedy) = unwritable(error);
            words(
                format!("「{}」{what}", file_name(path)),
                "途中のファイルは残っていません。元の書類は変わっていません。",
                remedy,
            )
        }
        Failure::SelfCheckFailed { path } => words(
            format!(
                "「{}」にサインしましたが、正しくできませんでした。",
                file_name(path)
            ),
            "正しくないサインは、保存していません。元の書類は変わっていません。",
            AGAIN,
        ),
        Failure::Cancelled => words(
            "途中でやめました。",
            "終わった書類は、そのまま使えます。元の書類は変わっていません。",
            "続けるときは、残りの書類をもう一度選んでください。",
        ),
        Failure::ReminderDamaged => words(
            "お知らせの日のファイルがこわれていました。お知らせは止まっています。",
            "こわれたファイルは、別の名前で残しました。カードや書類は大丈夫です。",
            "いるときは、「新しくする日」で、もう一度選んでください。",
        ),
        Failure::ReminderUnkept { error } => words(
            "お知らせを変えられませんでした。",
            "このソフトを閉じて、また開くと、「設定とチェック」で見られます。",
            unwritable(error).1,
        ),
        Failure::SettingsDamaged => words(
            "設定のファイルがこわれていました。初めの設定で始めました。",
            "こわれたファイルは、別の名前で残しました。カードや書類は大丈夫です。",
            "いるときは、もう一度設定してください。",
        ),
        Failure::SettingsUnsaved { error } => words(
            "設定を保存できませんでした。",
            "今の画面は変わりました。でも、次に始めるときは元に戻ります。",
            unwritable(error).1,
        ),
        Failure::Usage { detail } => words(
            "コマンドの書き方がちがいます。",
            detail.clone(),
            "inkan-cli --help で使い方を見てください。",
        ),
        Failure::Internal => words(
            "このソフトの中で、よくないことが起きました。",
            "まだ終わっていません。元の書類は変わっていません。",
            "もう一度やってください。だめなときは、このソフトを閉じて、また開いてください。",
        ),
    }
}

fn unreadable(error: &FileError) -> (&'static str, &'static str) {
    match error {
        FileError::NotFound => (
            "がありません。",
            "名前や場所が変わったかもしれません。選び直してください。",
        ),
        FileError::PermissionDenied => (
            "は、読むことが許されていません。",
            "ファイルの持ち主に聞いてください。",
        ),
        FileError::NotAFile => (
            "は、書類のファイルではありません。",
            "フォルダーではなく、書類のファイルを選んでください。",
        ),
        FileError::TooLarge { .. } => (
            "は大きすぎて読めません。",
            "ほかのファイルを選んでください。",
        ),
        FileError::Exists | FileError::Full | FileError::ReadOnly | FileError::System { .. } => (
            "が読めませんでした。",
            "ファイルのある場所（ディスクなど）を見てください。そして、もう一度やってください。",
        ),
    }
}

fn unwritable(error: &FileError) -> (&'static str, &'static str) {
    match error {
        FileError::Exists => (
            "という名前のファイルが、もうあります。",
            "保存する場所を変えてください。または、「新しいものに変える」を選んでください。",
        ),
        FileError::Full => (
            "を保存できません。ディスクがいっぱいです。",
            "いらないファイルを消してください。または、別の場所を選んでください。",
        ),
        FileError::PermissionDenied | FileError::ReadOnly => (
            "を保存できません。この場所には書けません。",
            "書ける場所を選んでください。",
        ),
        FileError::NotFound => (
            "を保存できません。保存するフォルダーがありません。",
            "保存するフォルダーを選び直してください。",
        ),
        FileError::NotAFile | FileError::System { .. } | FileError::TooLarge { .. } => (
            "を保存できませんでした。",
            "別の場所を選んで、もう一度やってください。",
        ),
    }
}
