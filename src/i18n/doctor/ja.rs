//! The doctor in Japanese: the original.

use super::{ByMake, BySystem, DoctorTexts, FindingText, affected, hex, text, token_label};
use crate::i18n::ja::{certificate as certificate_name, secret};
use crate::{
    app::doctor::{Affected, CertificateState, Detail, Finding, Make, Rung, System, UsbDevice},
    core::{cert::IssuerTrust, jpki::Slot},
};

/// The Japanese texts.
pub(super) static TEXTS: DoctorTexts = DoctorTexts {
    title: "診断",
    lead: "カードを読み取れないときに、どこでつまずいているかを順に調べます。暗証番号は使わず、残り回数も減りません。",
    start: "診断する",
    again: "もう一度診断する",
    working: |rung| format!("調べています：{}", name(rung)),
    all_good: "問題は見つかりませんでした",
    all_good_line: "マイナンバーカードを使う準備ができています。",
    found: |count| match count {
        1 => "気になるところが見つかりました".to_owned(),
        _ => format!("気になるところが{count}つ見つかりました"),
    },
    found_line: |count| match count {
        1 => {
            "下の「どうするか」をお試しください。終わったら、「もう一度診断する」を押してください。"
        }
        _ => {
            "上から順に、「どうするか」をお試しください。終わったら、「もう一度診断する」を押してください。"
        }
    },
    rung: name,
    good: |rung| match rung {
        Rung::Service => "動いています",
        Rung::Driver => "問題は見つかりません",
        Rung::Reader => "つながっています",
        Rung::Card => "カードがあります",
        Rung::Answer => "カードが答えています",
        Rung::Application => "マイナンバーカードです",
        Rung::Certificates => "読み取れます",
        Rung::Issuer => "知っている発行元です",
        Rung::Tries => "残っています",
        Rung::Clock => "合っているようです",
    },
    not_looked_at: "ここはまだ調べられません",
    cause: "考えられる原因",
    remedy: "どうするか",
    technical: "技術情報",
    show_technical: "技術情報をすべて見る",
    hide_technical: "技術情報を閉じる",
    remark: |remark| format!("この機種について：{remark}"),
    mark: |good| match good {
        Some(true) => "○",
        Some(false) => "×",
        None => "－",
    },
    colon: "：",
    comma: "、",
    detail,
};

fn name(rung: Rung) -> &'static str {
    match rung {
        Rung::Service => "スマートカードサービス",
        Rung::Driver => "カードリーダーのドライバー",
        Rung::Reader => "カードリーダー",
        Rung::Card => "カード",
        Rung::Answer => "カードの応答",
        Rung::Application => "カードの種類",
        Rung::Certificates => "電子証明書",
        Rung::Issuer => "電子証明書の発行元",
        Rung::Tries => "暗証番号の残り回数",
        Rung::Clock => "パソコンの日付",
    }
}

const RESTART: BySystem = BySystem {
    linux: "端末で「sudo systemctl restart pcscd」を実行するか、パソコンを起動し直してください。",
    macos: "カードリーダーを抜いてMacを再起動し、つなぎ直してください。",
    windows: "カードリーダーを抜いてパソコンを再起動し、つなぎ直してください。",
};

const CONNECT: BySystem = BySystem {
    linux: "カードリーダーをパソコンにつないでください。つないであるときは、USBハブを使わず、別の差し込み口に直接つないでください。変わらないときは、ドライバー（DebianやUbuntuではlibccid）を入れてください。",
    macos: "カードリーダーをMacにつないでください。つないであるときは、USBハブを使わず、別の差し込み口に直接つないでください。変わらないときは、メーカーのウェブサイトからmacOS用のドライバーを入れてください。",
    windows: "カードリーダーをパソコンにつないでください。つないであるときは、USBハブを使わず、別の差し込み口に直接つないでください。変わらないときは、メーカーのウェブサイトからWindows用のドライバーを入れてください。",
};

const PLACE: ByMake = ByMake {
    contact: "ICチップのある側を先にして、カードを奥まで差し込んでください。表と裏は、カードリーダーの絵に合わせてください。",
    contactless: "カードをケースや財布から出して、カードリーダーの真ん中に置いてください。金属の机の上は避けてください。",
    unknown: "差し込む形のカードリーダーには、ICチップのある側を先にして奥まで差し込んでください。置く形のものには、ケースから出して真ん中に置いてください。",
};

const SET_CLOCK: BySystem = BySystem {
    linux: "設定の「日付と時刻」で、自動で合わせるようにしてください。端末では「sudo timedatectl set-ntp true」でできます。",
    macos: "「システム設定」の「一般」にある「日付と時刻」で、「日付と時刻を自動的に設定」をオンにしてください。",
    windows: "「設定」の「時刻と言語」にある「日付と時刻」で、「時刻を自動的に設定する」をオンにしてください。",
};

const NOT_ALLOWED: BySystem = BySystem {
    linux: "システムの決まり（polkit）が、今の使い方を認めていません。画面にログインせずに、遠くから操作しているときなどに起こります。",
    macos: "macOSの設定が、このソフトにカードの利用を認めていません。",
    windows: "Windowsの設定が、今の使い方を認めていません。遠くから操作しているときなどに起こります。",
};

const AT_THE_SCREEN: BySystem = BySystem {
    linux: "パソコンの前で画面にログインして、もう一度お試しください。遠くから使うときは、管理者にpolkitの許可（org.debian.pcsc-lite.access_pcscとorg.debian.pcsc-lite.access_card）を頼んでください。",
    macos: "「システム設定」の「プライバシーとセキュリティ」を確かめて、もう一度お試しください。",
    windows: "パソコンの前でログインして、もう一度お試しください。変わらないときは、パソコンの管理者にお問い合わせください。",
};

const ASK_OFFICE: &str = "変わらないときは、カードを持って市区町村の窓口にご相談ください。";
const OTHER_CARD: &str = "マイナンバーカードの代わりに、別のカードがセットされています。";
const CHANGE_CARD: &str = "マイナンバーカードに取り替えてください。";
const PHONE: &str = "スマートフォンが、カードリーダーの上に置かれています。";
const CARD_INSTEAD: &str = "このソフトは、カードの電子証明書を使います。スマートフォンを離して、マイナンバーカードを置いてください。";

/// The words for one finding.
pub(super) fn finding(finding: Finding, system: System, make: Option<Make>) -> FindingText {
    match finding {
        Finding::ServiceMissing => text(
            "スマートカードサービスが入っていません。",
            BySystem {
                linux: "カードを読み取るための部品（pcscd）が、このパソコンに入っていません。",
                macos: "macOSに初めから入っているはずのサービスが、見つかりません。",
                windows: "Windowsに初めから入っているはずのサービスが、見つかりません。",
            }
            .on(system),
            BySystem {
                linux: "DebianやUbuntuでは、端末で「sudo apt install pcscd libccid」を実行してください。ほかのLinuxでは、pcsc-liteとccidを入れてください。",
                macos: "macOSを最新の状態にして、再起動してください。",
                windows: "Windowsを最新の状態にして、再起動してください。変わらないときは、パソコンの管理者にお問い合わせください。",
            }
            .on(system),
        ),
        Finding::ServiceStopped => text(
            "スマートカードサービスが動いていません。",
            BySystem {
                linux: "サービス（pcscd）が止まっているか、まだ始まっていません。",
                macos: "サービスが一時的に止まっています。",
                windows: "カードリーダーがつながっていないと、サービスが止まっていることがあります。",
            }
            .on(system),
            BySystem {
                linux: "端末で「sudo systemctl start pcscd.socket」を実行してください。パソコンを起動し直しても、始まることがあります。",
                macos: "カードリーダーを抜いてMacを再起動し、つなぎ直してください。",
                windows: "カードリーダーをつないでください。変わらないときは、「サービス」の画面で「Smart Card」を開始するか、パソコンを再起動してください。",
            }
            .on(system),
        ),
        Finding::ServiceForbidden => text(
            "スマートカードサービスを使う許可がありません。",
            BySystem {
                linux: "お使いのアカウントに、サービスの入り口（pcscd.comm）を使う権限がありません。",
                macos: "お使いのアカウントでは、カードを使えないように設定されています。",
                windows: "お使いのアカウントでは、カードを使えないように設定されています。",
            }
            .on(system),
            BySystem {
                linux: "パソコンの管理者に、pcscdを使う許可を頼んでください。ご自分で管理しているときは、「sudo systemctl restart pcscd.socket」で入り口の権限が元に戻ります。",
                macos: "パソコンの管理者に、カードを使う許可を頼んでください。",
                windows: "パソコンの管理者に、カードを使う許可を頼んでください。",
            }
            .on(system),
        ),
        Finding::ServiceRefused => text(
            "スマートカードサービスに、利用を断られました。",
            NOT_ALLOWED.on(system),
            AT_THE_SCREEN.on(system),
        ),
        Finding::ServiceFaulty { .. } => text(
            "スマートカードサービスから、思いがけない応答がありました。",
            "サービスが、正しく始まらなかったようです。",
            RESTART.on(system),
        ),

        Finding::DriverMissing { .. } => text(
            "カードリーダーはつながっていますが、使える状態になっていません。",
            BySystem {
                linux: "この機種のドライバーが入っていないか、サービスがまだ気づいていません。",
                macos: "この機種のドライバーが入っていないか、古くなっています。",
                windows: "この機種のドライバーが入っていないか、古くなっています。",
            }
            .on(system),
            BySystem {
                linux: "カードリーダーを抜いて、つなぎ直してください。変わらないときは、「sudo apt install libccid」でドライバーを入れ、「sudo systemctl restart pcscd」でサービスを始め直してください。",
                macos: "カードリーダーを抜いて、つなぎ直してください。変わらないときは、メーカーのウェブサイトからmacOS用のドライバーを入れてください。",
                windows: "カードリーダーを抜いて、つなぎ直してください。変わらないときは、メーカーのウェブサイトからWindows用のドライバーを入れてください。",
            }
            .on(system),
        ),
        Finding::DriverUnavailable { .. } => text(
            "つながっているカードリーダーは、このパソコンでは使えません。",
            BySystem {
                linux: "この機種には、Linux用のドライバーがありません。",
                macos: "この機種には、macOS用のドライバーがありません。",
                windows: "この機種には、Windows用のドライバーがありません。",
            }
            .on(system),
            BySystem {
                linux: "マイナンバーカードに対応した、ほかのカードリーダーをお使いください。LinuxではCCID対応のものが使えます。",
                macos: "マイナンバーカードに対応した、ほかのカードリーダーをお使いください。",
                windows: "マイナンバーカードに対応した、ほかのカードリーダーをお使いください。",
            }
            .on(system),
        ),

        Finding::NoReader => text(
            "カードリーダーが見つかりません。",
            BySystem {
                linux: "カードリーダーがつながっていないか、電源が入っていません。",
                macos: "カードリーダーがつながっていないか、ドライバーが入っていません。",
                windows: "カードリーダーがつながっていないか、ドライバーが入っていません。",
            }
            .on(system),
            CONNECT.on(system),
        ),
        Finding::OnlyPlatformReaders => text(
            "マイナンバーカードを読み取れるカードリーダーが見つかりません。",
            BySystem {
                linux: "見つかったのは、パソコンやスマートフォンに組み込まれた仕組みだけです。",
                macos: "見つかったのは、Macやスマートフォンに組み込まれた仕組みだけです。",
                windows: "見つかったのは、Windows Helloなど、パソコンに組み込まれた仕組みだけです。",
            }
            .on(system),
            CONNECT.on(system),
        ),
        Finding::ReaderUnknown => text(
            "指定された名前のカードリーダーが見つかりません。",
            "カードリーダーが外れているか、名前が違います。",
            "「inkan-cli status」で名前を確かめて、「--reader」に指定し直してください。",
        ),
        Finding::SeveralCards => text(
            "マイナンバーカードが、2台以上のカードリーダーにあります。",
            "どのカードを使うのかが、決まっていません。",
            "使わないカードを取り出すか、「設定と診断」の「カードリーダー」で使うものを選んでください。",
        ),

        Finding::NoCard => text(
            "カードがありません。",
            ByMake {
                contact: "カードが差し込まれていないか、奥まで入っていません。",
                contactless: "カードが置かれていないか、位置がずれています。",
                unknown: "カードがセットされていないか、位置がずれています。",
            }
            .with(make),
            PLACE.with(make),
        ),
        Finding::NoCardInSeveral => text(
            "どのカードリーダーにも、カードがありません。",
            "カードリーダーが2台以上つながっています。カードがセットされていないか、位置がずれています。",
            format!(
                "どれか1台にカードをセットしてください。{}",
                PLACE.with(None)
            ),
        ),

        Finding::CardMute => text(
            "カードが答えません。",
            ByMake {
                contact: "カードの向きか表と裏が逆になっているか、ICチップが汚れています。",
                contactless: "カードの位置がずれているか、ほかのカードが重なっています。",
                unknown: "カードの向きか表と裏が逆になっているか、位置がずれています。",
            }
            .with(make),
            format!(
                "カードを取り出し、ICチップを乾いた布でふいてください。{}{ASK_OFFICE}",
                PLACE.with(make)
            ),
        ),
        Finding::CardMoved => text(
            "読み取りの途中で、カードが離れました。",
            ByMake {
                contact: "カードが奥まで入っていないか、途中で引き出されました。",
                contactless: "カードが動いたか、カードリーダーから浮いています。",
                unknown: "カードが動いたか、接触が悪くなっています。",
            }
            .with(make),
            format!(
                "カードを置き直し、終わるまで手を触れないでください。{}",
                PLACE.with(make)
            ),
        ),
        Finding::ReaderLost => text(
            "途中で、カードリーダーが外れました。",
            "コードがゆるんでいるか、カードリーダーへの電気が足りません。",
            "USBハブを使わず、カードリーダーをパソコンに直接つなぎ直してください。",
        ),
        Finding::CardBusy => text(
            "ほかのソフトがカードを使っています。",
            BySystem {
                linux: "ブラウザー、OpenSC、GnuPG（scdaemon）などが、カードを使ったままになっています。",
                macos: "利用者クライアントソフトやブラウザーなどが、カードを使ったままになっています。",
                windows: "利用者クライアントソフト、e-Tax、ブラウザーなどが、カードを使ったままになっています。",
            }
            .on(system),
            BySystem {
                linux: "それらのソフトを終えて、もう一度お試しください。GnuPGは、端末で「gpgconf --kill scdaemon」を実行するとカードを放します。",
                macos: "それらのソフトを終えて、もう一度お試しください。変わらないときは、カードを一度取り出してください。",
                windows: "それらのソフトを終えて、もう一度お試しください。変わらないときは、カードを一度取り出してください。",
            }
            .on(system),
        ),
        Finding::CardReset => text(
            "ほかのソフトが、カードを何度も初めの状態に戻しました。",
            "カードを使う別のソフトが、同時に動いています。",
            "カードを使うほかのソフトとブラウザーを終えて、もう一度お試しください。",
        ),
        Finding::CommunicationFailed { .. } => text(
            "カードとのやり取りに失敗しました。",
            "カードの接触が悪いか、カードリーダーのドライバーに不具合があります。",
            BySystem {
                linux: "カードを置き直して、もう一度お試しください。変わらないときは、端末で「sudo systemctl restart pcscd」を実行してください。",
                macos: "カードを置き直して、もう一度お試しください。変わらないときは、カードリーダーをつなぎ直し、ドライバーを新しくしてください。",
                windows: "カードを置き直して、もう一度お試しください。変わらないときは、カードリーダーをつなぎ直し、ドライバーを新しくしてください。",
            }
            .on(system),
        ),
        Finding::AnswerGarbled => text(
            "カードから、意味の分からない応答がありました。",
            "カードの接触が悪いか、カードが壊れているか、ICカードではありません。",
            format!(
                "カードを置き直すか、別のカードリーダーで、もう一度お試しください。{ASK_OFFICE}"
            ),
        ),
        Finding::ServiceLost => text(
            "途中で、スマートカードサービスが止まりました。",
            "サービスが不安定になっているか、だれかが止めました。",
            RESTART.on(system),
        ),
        Finding::AccessRefused => text(
            "カードの利用を断られました。",
            NOT_ALLOWED.on(system),
            AT_THE_SCREEN.on(system),
        ),
        Finding::AnswerSlow { median_ms } => text(
            format!(
                "カードの応答に時間がかかっています（1回に{median_ms}ミリ秒）。使えますが、途中で失敗しやすくなります。"
            ),
            ByMake {
                contact: "カードリーダーが古いか、USBハブを通してつながっています。",
                contactless: "カードの位置がずれていて、電波が弱くなっています。",
                unknown: "カードの位置がずれているか、カードリーダーが古いようです。",
            }
            .with(make),
            format!(
                "カードリーダーをパソコンに直接つないでください。{}",
                PLACE.with(make)
            ),
        ),

        Finding::BankCard => text(
            "銀行のカードかクレジットカードのようです。",
            OTHER_CARD,
            CHANGE_CARD,
        ),
        Finding::DrivingLicence => text("運転免許証のようです。", OTHER_CARD, CHANGE_CARD),
        Finding::JukiCard => text(
            "住民基本台帳カードです。",
            "住民基本台帳カードの電子証明書は、今は使えません。",
            "マイナンバーカードをお使いください。お持ちでないときは、お住まいの市区町村に申請できます。",
        ),
        Finding::AndroidToken => text(
            "Androidのスマートフォンの電子証明書です。",
            PHONE,
            CARD_INSTEAD,
        ),
        Finding::IphoneToken => text("iPhoneの電子証明書です。", PHONE, CARD_INSTEAD),
        Finding::Passport => text("パスポートのようです。", OTHER_CARD, CHANGE_CARD),
        Finding::ResidenceCard => text(
            "在留カードか特別永住者証明書のようです。",
            OTHER_CARD,
            CHANGE_CARD,
        ),
        Finding::JpkiMissing => text(
            "マイナンバーカードのようですが、電子証明書の機能が応答しません。",
            "カードがずれていたか、カードのその機能が使えなくなっています。",
            format!("カードを置き直して、もう一度お試しください。{ASK_OFFICE}"),
        ),
        Finding::OtherCard => text(
            "マイナンバーカードではないようです。",
            "別のカードがセットされているか、2枚以上のカードが重なっています。",
            "マイナンバーカードだけを、カードリーダーにセットしてください。",
        ),

        Finding::CertificatesAbsent => text(
            "電子証明書が入っていません。",
            "カードを受け取るときに希望しなかったか、まだ発行されていません。",
            "使うには、カードを持って市区町村の窓口で発行を申し込んでください。",
        ),
        Finding::CertificateUnreadable(which) => text(
            format!("{}を読み取れません。", certificates(which)),
            "読み取りの途中でカードがずれたか、記録された内容が壊れています。",
            format!("カードを置き直して、もう一度お試しください。{ASK_OFFICE}"),
        ),
        Finding::CertificateExpired(which) => text(
            format!("{}の有効期限が切れています。", certificates(which)),
            "有効期間が終わりました。パソコンの日付が進んでいるときも、こう見えます。",
            "パソコンの日付が正しければ、カードを持って市区町村の窓口へお越しください。新しく発行してもらえます。",
        ),

        Finding::IssuerUnknown => text(
            "電子証明書の発行元を確かめられません。",
            "公的個人認証サービスが発行したものではないか、このソフトの知らない新しい発行元のものです。",
            "このソフトを新しい版にして、もう一度お試しください。変わらないときは、このカードで署名せずに、市区町村の窓口にご相談ください。",
        ),
        Finding::PracticeCard => text(
            "練習用のカードです。",
            "本物のカードの代わりに、練習用のカードがつながっています。",
            "本物の手続きには、ご自分のマイナンバーカードをお使いください。",
        ),

        Finding::Blocked(which) => text(
            format!("{}がロックされています。", secrets(which)),
            "続けてまちがえた回数が、決められた回数になりました。",
            match which {
                Affected::Both => {
                    "このソフトでは解除できません。カードを持って、お住まいの市区町村の窓口で再設定してください。"
                }
                Affected::One(_) => {
                    "このソフトでは解除できません。カードを持って、お住まいの市区町村の窓口で再設定してください。もう片方が分かるときは、スマートフォンのアプリとコンビニのマルチコピー機でも再設定できます。"
                }
            },
        ),
        Finding::LastTry(which) => text(
            format!("{}は、あと1回まちがえるとロックされます。", secrets(which)),
            "続けてまちがえて入力されています。正しく入力すると、残り回数は元に戻ります。",
            "入力する前に、控えをよく確かめてください。自信がないときは、市区町村の窓口で再設定できます。",
        ),
        Finding::TriesUnknown(which) => text(
            format!("{}の残り回数が分かりません。", secrets(which)),
            "カードが、残り回数を答えませんでした。",
            "カードを置き直して、もう一度お試しください。分からない間は、あと1回のつもりで入力してください。",
        ),

        Finding::ClockBehindProgram => text(
            "パソコンの日付が、過去の日付になっています。",
            "パソコンの時計が遅れています。長く使わなかったパソコンや、電池が弱ったパソコンで起こります。",
            SET_CLOCK.on(system),
        ),
        Finding::ClockBehindCertificate => text(
            "パソコンの日付が、電子証明書の始まる日より前です。",
            "パソコンの時計が遅れているようです。",
            SET_CLOCK.on(system),
        ),
        Finding::ClockFarAhead => text(
            "パソコンの日付が、何十年も先になっています。",
            "パソコンの時計が進んでいます。",
            SET_CLOCK.on(system),
        ),
    }
}

pub(super) fn certificates(which: Affected) -> String {
    affected(which, certificate_name, "と")
}

pub(super) fn secrets(which: Affected) -> String {
    affected(which, secret, "と")
}

fn detail(detail: &Detail) -> String {
    match detail {
        Detail::Atr(bytes) => format!("ATR {}", hex(bytes)),
        Detail::Certificate(slot, state) => {
            let state = match state {
                CertificateState::Absent => "なし",
                CertificateState::Expired => "期限切れ",
                CertificateState::NeedsPin => "パスワードで読み取る",
                CertificateState::NotYetValid => "期間の前",
                CertificateState::Renewable => "有効期間内（更新できる）",
                CertificateState::Unreadable => "読めない",
                CertificateState::Within => "有効期間内",
            };
            format!("{} {state}", side(*slot))
        }
        Detail::Commands(timing) => format!(
            "コマンド{}回 中央値{}ミリ秒 最長{}ミリ秒",
            timing.count, timing.median_ms, timing.longest_ms
        ),
        Detail::ComputerDate(date) => format!("パソコンの日付 {date}"),
        Detail::Device(UsbDevice { vendor, product }) => format!("USB {vendor:04X}:{product:04X}"),
        Detail::DeviceCount(count) => format!("USBのカードリーダー {count}台"),
        Detail::DevicesNotKnown => "USBにつながっているものは、ここでは調べられません".to_owned(),
        Detail::Kind(kind) => token_label(*kind)
            .unwrap_or("種類の分からないカード")
            .to_owned(),
        Detail::PlatformReaders(count) => format!("組み込みの仕組み {count}つ"),
        Detail::ProgramDate(date) => format!("このソフトの日付 {date}"),
        Detail::Reader(name) => name.to_string(),
        Detail::ReturnValue(code) => format!("応答 0x{code:08X}"),
        Detail::StatusWord(word) => format!("SW {word:04X}"),
        Detail::Tries(slot, attempts) => format!(
            "{} あと{}回（{}回中）",
            side(*slot),
            attempts.remaining,
            attempts.max
        ),
        Detail::Trust(trust) => match trust {
            IssuerTrust::Demo => "練習用の発行元".to_owned(),
            IssuerTrust::Trusted => "地方公共団体情報システム機構（J-LIS）".to_owned(),
            IssuerTrust::Untrusted => "知らない発行元".to_owned(),
        },
        Detail::Used(name) => format!("使うもの {name}"),
    }
}

fn side(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "利用者証明用",
        Slot::Sign => "署名用",
    }
}
