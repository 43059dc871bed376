//! The failures in Japanese. Calm, exact, without blame; the official names of both secrets.

use super::{FailureText, file_name, words};
use crate::i18n::ja::certificate;
use crate::{
    app::{
        failure::{DocumentRefusal, Failure, SealObstacle},
        ports::FileError,
        settings::Language::Ja,
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

/// The official name of a secret.
fn secret(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "利用者証明用電子証明書の暗証番号（数字4桁）",
        Slot::Sign => "署名用電子証明書のパスワード（英数字6〜16文字）",
    }
}

/// The form of a secret, to type.
fn form(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "半角の数字4桁で入力してください。",
        Slot::Sign => "半角の英字と数字の両方を使った、6文字から16文字で入力してください。",
    }
}

/// That a change did not come about.
fn unchanged(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "変わっていません。いままでの暗証番号を、そのままお使いください。",
        Slot::Sign => "変わっていません。いままでのパスワードを、そのままお使いください。",
    }
}

const OFFICE: &str =
    "お住まいの市区町村の窓口で手続きができます。マイナンバーカードをお持ちください。";
const NO_TRY_SPENT: &str = "入力の残り回数は減っていません。";
const UNFINISHED: &str = "作業は終わっていません。もとの文書は変わっていません。";
const AGAIN: &str =
    "カードを置き直して、もう一度お試しください。続くときは、窓口でカードの状態をご確認ください。";
const OTHER_WAYS: &str =
    "署名できる文書を作成者に求めるか、「すべてのファイル」で別の署名ファイルを作ってください。";

pub(super) fn text(failure: &Failure) -> FailureText {
    match failure {
        Failure::ServiceGone => words(
            "スマートカードサービスが動いていません。",
            "カードリーダーを使う準備ができていません。カードに問題はありません。",
            "カードリーダーをつないでください。つなぐと動き出すことがあります。動き出さないときは、スマートカードサービスを開始してください。動き出すと、この画面は自動で進みます。",
        ),
        Failure::NoReader => words(
            "カードリーダーが見つかりません。",
            "マイナンバーカードを読み取るには、カードリーダーが必要です。",
            "カードリーダーをパソコンにつないでください。つないであるときは、いったん抜いて差し直してください。",
        ),
        Failure::ReaderGone => words(
            "カードリーダーが外れました。",
            UNFINISHED,
            "カードリーダーをつなぎ直して、もう一度お試しください。",
        ),
        Failure::ReaderUnknown { name } => words(
            format!("「{name}」という名前のカードリーダーは見つかりません。"),
            "ほかのカードリーダーは使っていません。",
            "名前を確かめるか、指定せずにお試しください。",
        ),
        Failure::ReaderFailed { code } => words(
            format!("カードリーダーとの通信に失敗しました（{code:08X}）。"),
            UNFINISHED,
            "カードを置き直して、もう一度お試しください。続くときは、カードリーダーを差し直してください。",
        ),
        Failure::NoCard => words(
            "カードがありません。",
            "カードリーダーは使えます。",
            "マイナンバーカードをカードリーダーに置くか、差し込んでください。",
        ),
        Failure::NoMyNumberCard => words(
            "このカードはマイナンバーカードではないようです。",
            "公的個人認証の機能が見つかりませんでした。カードには何も書き込んでいません。",
            "マイナンバーカードに取り替えてください。",
        ),
        Failure::CardRemoved => words(
            "作業の途中でカードが離れました。",
            UNFINISHED,
            "カードを置き直して、終わるまで動かさないでください。",
        ),
        Failure::CardReset => words(
            "ほかのソフトがカードを使い始めたため、作業が中断されました。",
            UNFINISHED,
            "ほかのソフトの作業が終わってから、もう一度お試しください。",
        ),
        Failure::CardMute => words(
            "カードから応答がありません。",
            "カードの向きが違うか、接触がよくないことがあります。",
            "カードの表と裏、向きを確かめて、置き直してください。",
        ),
        Failure::CardBusy => words(
            "ほかのソフトがカードを使っています。",
            format!("カードも文書も変わっていません。{NO_TRY_SPENT}"),
            "利用者クライアントソフト、ブラウザーの拡張機能、e-Taxなどを閉じて、もう一度お試しください。",
        ),
        Failure::CardConfused { status, .. } => words(
            match status {
                Some(status) => format!("カードから思いがけない応答がありました（{status:04X}）。"),
                None => "カードから思いがけない応答がありました。".to_owned(),
            },
            UNFINISHED,
            AGAIN,
        ),
        Failure::CardChanged => words(
            "画面に表示していたカードと、今のカードが違います。",
            format!("入力された内容はカードに送っていません。{NO_TRY_SPENT}"),
            "今のカードの表示を確かめてから、もう一度お試しください。",
        ),
        Failure::CertificateAbsent { slot } => words(
            format!("このカードには{}が入っていません。", certificate(*slot)),
            "ロックされているのではありません。15歳未満の方や、発行を希望しなかった方のカードには入っていません。",
            "必要なときは、お住まいの市区町村の窓口で発行の手続きができます。",
        ),
        Failure::CertificateUnreadable { slot } => words(
            format!("{}を読み取れませんでした。", certificate(*slot)),
            "カードから読んだ内容が、証明書の形になっていません。",
            AGAIN,
        ),
        Failure::CertificateExpired { slot, expired_on } => words(
            format!(
                "{}の有効期限が切れています（{}まで）。",
                certificate(*slot),
                day_with_era(Ja, *expired_on)
            ),
            match slot {
                Slot::Auth => {
                    "この証明書でのログインや署名は、受け付けられません。カードそのものは身分証として使えることがあります。"
                }
                Slot::Sign => {
                    "この証明書で署名しても受け付けられないため、署名していません。カードそのものは身分証として使えることがあります。"
                }
            },
            OFFICE,
        ),
        Failure::OfficeProfileFlawed { path, line, detail } => words(
            format!("「{}」は、窓口の案内として読めません。", file_name(path)),
            format!(
                "{line}行目に、書き方の違うところがあります（{detail}）。窓口の設定は変えていません。"
            ),
            "その行を直すか、別のファイルを選んでください。",
        ),
        Failure::NothingAhead => words(
            "カレンダーに入れる日がありません。電子証明書の有効期限は過ぎています。",
            "ファイルは作っていません。カードそのものは身分証として使えることがあります。",
            OFFICE,
        ),
        Failure::CertificateNotYetValid { slot, valid_from } => words(
            format!(
                "{}はまだ使えません（{}から）。",
                certificate(*slot),
                day_with_era(Ja, *valid_from)
            ),
            "署名していません。パソコンの日付が違っているときも、こう表示されます。",
            "パソコンの日付と時刻を確かめてください。",
        ),
        Failure::PinWrong { slot, left } => words(
            format!("{}が違います。", secret(*slot)),
            format!(
                "あと{}回まちがえるとロックされ、窓口での手続きが必要になります。",
                left.remaining
            ),
            "確かめてから、落ち着いて入力し直してください。思い出せないときは、ここでやめても大丈夫です。",
        ),
        Failure::PinBlocked { slot } => words(
            format!("{}はロックされています。", secret(*slot)),
            "まちがった入力が続いたためです。カードは壊れていません。もう一方の暗証番号には影響ありません。",
            "お住まいの市区町村の窓口で再設定ができます。マイナンバーカードをお持ちください。コンビニのマルチコピー機とスマートフォンのアプリで再設定できることもあります。",
        ),
        Failure::PinLastTry { slot } => words(
            format!("{}は、入力できるのがあと1回です。", secret(*slot)),
            format!("まちがえるとロックされるため、カードに送っていません。{NO_TRY_SPENT}"),
            "確かに覚えているときだけ、あと1回であることを承知のうえで入力してください。",
        ),
        Failure::PinForm { slot } => words(
            format!("入力された内容は、{}の形になっていません。", secret(*slot)),
            format!("カードには送っていません。{NO_TRY_SPENT}"),
            form(*slot),
        ),
        Failure::PinOutcomeUnknown { slot } => words(
            format!(
                "{}を確かめている途中で、カードから結果が返りませんでした。",
                secret(*slot)
            ),
            "残り回数が1回減ったかどうかは、まだ分かりません。",
            "カードを置き直してください。残り回数は、入力しなくても表示されます。",
        ),
        Failure::PinMissing { slot } => words(
            format!("{}が入力されていません。", secret(*slot)),
            format!("カードには送っていません。{NO_TRY_SPENT}"),
            "もう一度、入力してください。",
        ),
        Failure::PinNewForm { slot } => words(
            format!("新しい{}が、決められた形になっていません。", secret(*slot)),
            format!("カードには送っていません。{}", unchanged(*slot)),
            form(*slot),
        ),
        Failure::PinMismatch { slot } => words(
            format!(
                "新しい{}の、1回目と2回目の入力が同じではありません。",
                secret(*slot)
            ),
            format!("カードには送っていません。{}", unchanged(*slot)),
            "新しいものを、2回とも同じように入力してください。",
        ),
        Failure::PinChangeRefused { slot, status } => words(
            match status {
                Some(status) => format!(
                    "カードが新しい{}を受け付けませんでした（{status:04X}）。",
                    secret(*slot)
                ),
                None => format!("カードが新しい{}を受け付けませんでした。", secret(*slot)),
            },
            format!("{}{NO_TRY_SPENT}", unchanged(*slot)),
            "別のもので、もう一度お試しください。続くときは、お住まいの市区町村の窓口で変更できます。マイナンバーカードをお持ちください。",
        ),
        Failure::PinChangeUnknown { slot } => words(
            format!(
                "変更の途中でカードから返事がなくなり、{}が変わったかどうか分かりません。",
                secret(*slot)
            ),
            "今は、新しいものと、いままでのものの、どちらか一方が使えます。カードは壊れていません。",
            "カードを置き直し、残り回数があと2回以上あることを見てから、「動作を確認」（コマンドではpin test）で新しいものを入力してください。違うと表示されたら、次はいままでのものを入力してください。正しいほうを入力すると、残り回数は元に戻ります。どちらも違うと表示されたときは、そこでやめて、市区町村の窓口にご相談ください。",
        ),
        Failure::PinKeyMismatch { slot } => words(
            format!(
                "{}は正しく入力されましたが、カードの中の鍵が{}と合いません。",
                secret(*slot),
                certificate(*slot)
            ),
            match slot {
                Slot::Auth => {
                    "このままではログインできないおそれがあります。残り回数は減っていません。"
                }
                Slot::Sign => {
                    "このままでは署名できないおそれがあります。残り回数は減っていません。"
                }
            },
            "カードを置き直して、もう一度お試しください。続くときは、お住まいの市区町村の窓口にご相談ください。マイナンバーカードをお持ちください。",
        ),
        Failure::DialogsMissing => words(
            "ファイルを選ぶ画面を開けません。",
            "このパソコンには、ファイルを選ぶための部品が入っていません。ほかのことは、そのまま使えます。",
            "文書をこの画面に重ねて放すと、選んだことになります。または、xdg-desktop-portal か zenity を入れてください。",
        ),
        Failure::DocumentUnreadable { path, error } => {
            let (what, remedy) = unreadable(error);
            words(
                format!("「{}」{what}", file_name(path)),
                "この文書には何もしていません。",
                remedy,
            )
        }
        Failure::DocumentUnsupported {
            path,
            kind: DocumentKind::Other,
        } => words(
            format!(
                "「{}」は、確認できる形の署名ではありません。",
                file_name(path)
            ),
            "電子署名（CMS形式、拡張子 .p7s や .p7m）が見つかりませんでした。",
            "署名のファイルを選び直してください。",
        ),
        Failure::DocumentUnsupported {
            path,
            kind: DocumentKind::Pdf,
        } => words(
            format!("「{}」は、PDFとして正しく読めません。", file_name(path)),
            "壊れているか、パスワードで守られているか、特殊な作りになっています。署名があるかどうかを確認できません。",
            "もとのファイルがあれば、選び直してください。受け取った文書のときは、送った人に、もう一度送ってもらってください。",
        ),
        Failure::DocumentChanged { path } => words(
            format!(
                "「{}」は、読んでいる間に内容が変わりました。",
                file_name(path)
            ),
            "どの内容に署名するのかが決まらないため、処理していません。",
            "ほかのソフトで開いているときは閉じて、もう一度お試しください。",
        ),
        Failure::DocumentContentMissing { path } => words(
            format!(
                "「{}」の署名のもとになった文書が見つかりません。",
                file_name(path)
            ),
            "この署名は文書と別のファイルになっていて、両方がそろわないと確認できません。",
            "もとの文書を同じフォルダーに置くか、文書を選んでください。",
        ),
        Failure::DocumentsTooMany { folder, most } => words(
            format!("「{}」の文書が多すぎます。", file_name(folder)),
            format!(
                "一度に扱えるのは{}件までです。このフォルダーの文書は、一つも処理していません。",
                count(*most)
            ),
            "フォルダーを小さく分けるか、一部の文書だけを選んでください。",
        ),
        Failure::DocumentLeftOut { path } => words(
            format!("「{}」は、まだ調べていません。", file_name(path)),
            "先に調べた文書の署名と証明書が多く、一度に調べられる量を超えました。",
            "まだ調べていない文書だけを選んで、もう一度お試しください。",
        ),
        Failure::DocumentNotPdf { path } => words(
            format!("「{}」はPDFではありません。", file_name(path)),
            "選んだ使いみちでは、PDFの中に署名を入れます。ほかの種類の文書には入れられません。",
            "PDFに変換してから選ぶか、使いみちを「すべてのファイル」にしてください。",
        ),
        Failure::DocumentRefuses { path, reason } => {
            let name = file_name(path);
            let (what, meaning, remedy) = match reason {
                DocumentRefusal::Certified => (
                    format!("「{name}」には、作成者の署名で変更の禁止が設定されています。"),
                    "署名を加えると、作成者の署名が壊れたと判定されるおそれがあります。そのため、署名していません。",
                    OTHER_WAYS,
                ),
                DocumentRefusal::Damaged => (
                    format!("「{name}」は、PDFとして正しく読めません。"),
                    "壊れているか、特殊な作りになっています。署名を加えても正しく開けないおそれがあるため、署名していません。",
                    "PDFを作り直す（ほかのソフトで保存し直す）か、「すべてのファイル」で別の署名ファイルを作ってください。",
                ),
                DocumentRefusal::Locked => (
                    format!("「{name}」は、前の署名で記入欄がすべて固定されています。"),
                    "署名を加えると、前の署名が壊れたと判定されるおそれがあります。そのため、署名していません。",
                    "前の署名者に相談するか、「すべてのファイル」で別の署名ファイルを作ってください。",
                ),
                DocumentRefusal::NotPermitted => (
                    format!("「{name}」は、作成者が署名を許可していません。"),
                    "このPDFには、変更や署名を禁じる設定があります。",
                    OTHER_WAYS,
                ),
                DocumentRefusal::PasswordNeeded => (
                    format!("「{name}」を開くには、文書のパスワードが必要です。"),
                    "パスワードで守られたPDFの中には、署名を入れられません。",
                    "パスワードのない文書を使うか、「すべてのファイル」で別の署名ファイルを作ってください。",
                ),
                DocumentRefusal::UnknownEncryption => (
                    format!("「{name}」は、このソフトが知らない方法で暗号化されています。"),
                    "暗号化の方法が分からないPDFの中には、署名を入れられません。",
                    "暗号化していない文書を使うか、「すべてのファイル」で別の署名ファイルを作ってください。",
                ),
            };
            words(what, meaning, remedy)
        }
        Failure::SealImageUnsuitable { path } => words(
            format!("「{}」は印影に使えません。", file_name(path)),
            format!(
                "使えるのは、{} MBまでのPNG形式の画像です。細長すぎる画像と、何も写っていない画像は使えません。",
                SealImage::MAX_MIB
            ),
            "ほかの画像を選ぶか、画像ソフトでPNG形式にして保存してください。",
        ),
        Failure::SealUnsuitable { path, reason } => words(
            format!("「{}」に印影を入れられません。", file_name(path)),
            match reason {
                SealObstacle::Drawing => {
                    "印影の文字や画像を描けません。氏名に、印影に使えない文字があるのかもしれません。署名していません。"
                }
                SealObstacle::EarlierSignature => {
                    "この文書には、ほかの人の署名があります。印影を加えると、前の署名が疑わしく見えるおそれがあるため、署名していません。"
                }
            },
            "印影の種類や位置を選び直すか、印影なしで署名してください。",
        ),
        Failure::OutputFailed { path, error } => {
            let (what, remedy) = unwritable(error);
            words(
                format!("「{}」{what}", file_name(path)),
                "途中までのファイルは残っていません。もとの文書は変わっていません。",
                remedy,
            )
        }
        Failure::SelfCheckFailed { path } => words(
            format!(
                "「{}」の署名を作りましたが、確認に合格しませんでした。",
                file_name(path)
            ),
            "正しくない署名を渡さないよう、ファイルは保存していません。もとの文書は変わっていません。",
            "もう一度お試しください。続くときは、カードの状態を窓口でご確認ください。",
        ),
        Failure::Cancelled => words(
            "途中でやめました。",
            "終わった分の結果はそのまま使えます。もとの文書は変わっていません。",
            "続けるときは、残りの文書をもう一度選んでください。",
        ),
        Failure::ReminderDamaged => words(
            "更新のお知らせのための日付が壊れていたため、お知らせは止まっています。",
            "壊れたファイルは別の名前で残してあります。カードや文書には関係ありません。",
            "必要なら、手続き案内の「更新の予定」で、もう一度お知らせをお選びください。",
        ),
        Failure::ReminderUnkept { error } => words(
            "更新のお知らせの設定を変えられませんでした。",
            "今どうなっているかは、このソフトを始め直すと「設定と診断」で確かめられます。",
            unwritable(error).1,
        ),
        Failure::SettingsDamaged => words(
            "設定ファイルが壊れていたため、はじめの設定で始めました。",
            "壊れたファイルは別の名前で残してあります。カードや文書には関係ありません。",
            "必要なら、設定し直してください。",
        ),
        Failure::NotOffered { offer } => counter::ja::not_offered(*offer),
        Failure::PolicyOffice { path, line, flaw } => counter::ja::policy_office(path, *line, flaw),
        Failure::PolicyRefused { path, line, flaw } => {
            counter::ja::policy_refused(path, *line, flaw)
        }
        Failure::SettingsUnsaved { error } => words(
            "設定を保存できませんでした。",
            "今の画面には反映されていますが、次に始めるときは元に戻ります。",
            unwritable(error).1,
        ),
        Failure::Usage { detail } => words(
            "コマンドの使い方が違います。",
            detail.clone(),
            "inkan-cli --help で使い方を確認できます。",
        ),
        Failure::Internal => words(
            "このソフトの中で問題が起きました。",
            UNFINISHED,
            "もう一度お試しください。続くときは、このソフトを始め直してください。",
        ),
    }
}

fn unreadable(error: &FileError) -> (&'static str, &'static str) {
    match error {
        FileError::NotFound => (
            "が見つかりません。",
            "名前や場所が変わっていないか確かめて、選び直してください。",
        ),
        FileError::PermissionDenied => (
            "を読む権限がありません。",
            "ファイルの持ち主か、パソコンの管理者に確かめてください。",
        ),
        FileError::NotAFile => (
            "は文書のファイルではありません。",
            "フォルダーや機器ではなく、文書のファイルを選んでください。",
        ),
        FileError::TooLarge { .. } => (
            "は大きすぎて読めません。",
            "ほかのファイルを選んでください。",
        ),
        FileError::Exists | FileError::Full | FileError::ReadOnly | FileError::System { .. } => (
            "を読めませんでした。",
            "ファイルのある場所（ディスクやネットワーク）を確かめて、もう一度お試しください。",
        ),
    }
}

fn unwritable(error: &FileError) -> (&'static str, &'static str) {
    match error {
        FileError::Exists => (
            "という名前のファイルがすでにあります。",
            "保存先を変えるか、置き換えてよいことを確かめてから、もう一度お試しください。",
        ),
        FileError::Full => (
            "を保存できません。ディスクがいっぱいです。",
            "不要なファイルを片づけるか、別の場所を選んでください。",
        ),
        FileError::PermissionDenied | FileError::ReadOnly => (
            "を保存できません。この場所には書き込めません。",
            "書き込める場所を選んでください。",
        ),
        FileError::NotFound => (
            "を保存できません。保存先のフォルダーが見つかりません。",
            "保存先のフォルダーを選び直してください。",
        ),
        FileError::NotAFile | FileError::System { .. } | FileError::TooLarge { .. } => (
            "を保存できませんでした。",
            "別の場所を選んで、もう一度お試しください。",
        ),
    }
}
