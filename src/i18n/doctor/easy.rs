//! The doctor in plain Japanese. What is typed at a terminal stays as it is typed.

use super::ja::{self, certificates, secrets};
use super::{ByMake, BySystem, DoctorTexts, FindingText, text};
use crate::app::doctor::{Affected, Finding, Make, Rung, System};

/// The texts in plain Japanese.
pub(super) static TEXTS: DoctorTexts = DoctorTexts {
    title: "チェック",
    lead: "カードが読めないとき、どこが悪いかを順番に調べます。暗証番号は使いません。残り回数も減りません。",
    start: "チェックする",
    again: "もう一度チェックする",
    working: |rung| format!("調べています：{}", name(rung)),
    all_good: "悪いところはありません",
    all_good_line: "マイナンバーカードが使えます。",
    found: |count| match count {
        1 => "直すところがあります".to_owned(),
        _ => format!("直すところが{count}つあります"),
    },
    found_line: |count| match count {
        1 => {
            "下の「どうするか」を見てください。終わったら、「もう一度チェックする」を押してください。"
        }
        _ => {
            "上から順番に、「どうするか」を見てください。終わったら、「もう一度チェックする」を押してください。"
        }
    },
    rung: name,
    good: |rung| match rung {
        Rung::Service => "動いています",
        Rung::Driver => "大丈夫です",
        Rung::Reader => "つながっています",
        Rung::Card => "カードがあります",
        Rung::Answer => "カードが答えています",
        Rung::Application => "マイナンバーカードです",
        Rung::Certificates => "読めます",
        Rung::Issuer => "知っているところです",
        Rung::Tries => "残っています",
        Rung::Clock => "合っているようです",
    },
    not_looked_at: "まだ調べられません",
    cause: "どうしてか",
    technical: "くわしい情報",
    show_technical: "くわしい情報を全部見る",
    hide_technical: "くわしい情報を閉じる",
    remark: |remark| format!("このカードリーダーについて：{remark}"),
    ..ja::TEXTS
};

fn name(rung: Rung) -> &'static str {
    match rung {
        Rung::Service => "カードを読むしくみ",
        Rung::Driver => "カードリーダーのソフト（ドライバー）",
        Rung::Reader => "カードリーダー",
        Rung::Card => "カード",
        Rung::Answer => "カードの答え",
        Rung::Application => "カードの種類",
        Rung::Certificates => "電子証明書",
        Rung::Issuer => "電子証明書を作ったところ",
        Rung::Tries => "暗証番号の残り回数",
        Rung::Clock => "パソコンの日付",
    }
}

const RESTART: BySystem = BySystem {
    linux: "端末（コマンドを書く画面）に「sudo systemctl restart pcscd」と書いてください。パソコンを一度消して、またつけることもできます。",
    macos: "カードリーダーをぬいてください。Macを一度消して、またつけてください。それから、つなぎ直してください。",
    windows: "カードリーダーをぬいてください。パソコンを一度消して、またつけてください。それから、つなぎ直してください。",
};

const CONNECT: BySystem = BySystem {
    linux: "カードリーダーをパソコンにつないでください。もうつないであるときは、別のところにさしてください。USBハブは使わないでください。だめなときは、ドライバー（DebianやUbuntuではlibccid）を入れてください。",
    macos: "カードリーダーをMacにつないでください。もうつないであるときは、別のところにさしてください。USBハブは使わないでください。だめなときは、macOS用のドライバーを入れてください。カードリーダーの会社のページにあります。",
    windows: "カードリーダーをパソコンにつないでください。もうつないであるときは、別のところにさしてください。USBハブは使わないでください。だめなときは、Windows用のドライバーを入れてください。カードリーダーの会社のページにあります。",
};

const PLACE: ByMake = ByMake {
    contact: "ICチップ（金色のところ）を先にして、カードを奥まで差し込んでください。表とうらは、カードリーダーの絵のとおりにしてください。",
    contactless: "カードをケースから出してください。カードリーダーの真ん中に置いてください。金属の机は使わないでください。",
    unknown: "さしこむ形のときは、ICチップ（金色のところ）を先にして、奥まで入れます。上に置く形のときは、カードをケースから出して、真ん中に置きます。",
};

const SET_CLOCK: BySystem = BySystem {
    linux: "設定の「日付と時刻」で、自動で合わせるようにしてください。端末では「sudo timedatectl set-ntp true」と書きます。",
    macos: "「システム設定」の「一般」から、「日付と時刻」を開いてください。「日付と時刻を自動的に設定」をオンにしてください。",
    windows: "「設定」の「時刻と言語」から、「日付と時刻」を開いてください。「時刻を自動的に設定する」をオンにしてください。",
};

const NOT_ALLOWED: BySystem = BySystem {
    linux: "システムの決まり（polkit）で、止められています。遠くからパソコンを使っているときなどに、こうなります。",
    macos: "macOSの設定で、カードを使うことが止められています。",
    windows: "Windowsの設定で、止められています。遠くからパソコンを使っているときなどに、こうなります。",
};

const AT_THE_SCREEN: BySystem = BySystem {
    linux: "パソコンの前でログインして、もう一度やってください。遠くから使うときは、パソコンを管理する人に聞いてください。polkitのorg.debian.pcsc-lite.access_pcscとorg.debian.pcsc-lite.access_cardがいります。",
    macos: "「システム設定」の「プライバシーとセキュリティ」を見てください。そして、もう一度やってください。",
    windows: "パソコンの前でログインして、もう一度やってください。だめなときは、パソコンを管理する人に聞いてください。",
};

const ASK_OFFICE: &str = "だめなときは、カードを持って市役所や区役所などで聞いてください。";
const ASK_ADMIN: &str = "パソコンを管理する人に、カードを使えるようにしてもらってください。";
const TRY_AGAIN: &str = "カードを置き直して、もう一度やってください。";
const OTHER_CARD: &str = "マイナンバーカードではないカードが、置いてあります。";
const CHANGE_CARD: &str = "マイナンバーカードを置いてください。";
const PHONE: &str = "スマートフォンが、カードリーダーの上にあります。";
const CARD_INSTEAD: &str = "このソフトでは、カードを使います。スマートフォンをはなして、マイナンバーカードを置いてください。";

/// The words for one finding.
pub(super) fn finding(finding: Finding, system: System, make: Option<Make>) -> FindingText {
    match finding {
        Finding::ServiceMissing => text(
            "カードを読むしくみ（スマートカードサービス）が入っていません。",
            BySystem {
                linux: "そのためのソフト（pcscd）が、このパソコンにありません。",
                macos: "初めからmacOSにあるはずのサービスが、ありません。",
                windows: "初めからWindowsにあるはずのサービスが、ありません。",
            }
            .on(system),
            BySystem {
                linux: "DebianやUbuntuでは、端末に「sudo apt install pcscd libccid」と書いてください。ほかのLinuxでは、pcsc-liteとccidを入れてください。",
                macos: "macOSを新しくしてください。そして、Macを一度消して、またつけてください。",
                windows: "Windowsを新しくしてください。そして、パソコンを一度消して、またつけてください。だめなときは、パソコンを管理する人に聞いてください。",
            }
            .on(system),
        ),
        Finding::ServiceStopped => text(
            "カードを読むしくみ（スマートカードサービス）が動いていません。",
            BySystem {
                linux: "サービス（pcscd）が止まっているか、まだ始まっていません。",
                macos: "サービスが少しの間、止まっています。",
                windows: "カードリーダーがないと、サービスが止まることがあります。",
            }
            .on(system),
            BySystem {
                linux: "端末（コマンドを書く画面）に「sudo systemctl start pcscd.socket」と書いてください。パソコンを一度消して、またつけることもできます。",
                macos: "カードリーダーをぬいてください。Macを一度消して、またつけてください。それから、つなぎ直してください。",
                windows: "カードリーダーをつないでください。だめなときは、「サービス」の画面で「Smart Card」を始めてください。パソコンを一度消して、またつけることもできます。",
            }
            .on(system),
        ),
        Finding::ServiceForbidden => text(
            "カードを読むしくみ（スマートカードサービス）が使えません。",
            BySystem {
                linux: "あなたのアカウントでは、サービスの入り口（pcscd.comm）が使えません。",
                macos: "あなたのアカウントでは、カードが使えない設定です。",
                windows: "あなたのアカウントでは、カードが使えない設定です。",
            }
            .on(system),
            BySystem {
                linux: "パソコンを管理する人に、pcscdを使えるようにしてもらってください。自分で管理しているときは、「sudo systemctl restart pcscd.socket」と書いてください。",
                macos: ASK_ADMIN,
                windows: ASK_ADMIN,
            }
            .on(system),
        ),
        Finding::ServiceRefused => text(
            "カードを読むしくみ（スマートカードサービス）が使えません。",
            NOT_ALLOWED.on(system),
            AT_THE_SCREEN.on(system),
        ),
        Finding::ServiceFaulty { .. } => text(
            "カードを読むしくみの答えが、いつもとちがいます。",
            "サービスが、正しく始まらなかったようです。",
            RESTART.on(system),
        ),

        Finding::DriverMissing { .. } => text(
            "カードリーダーはつながっていますが、まだ使えません。",
            BySystem {
                linux: "カードリーダーのソフト（ドライバー）がないようです。サービスが、まだ気がつかないこともあります。",
                macos: "カードリーダーのソフト（ドライバー）がないか、古いようです。",
                windows: "カードリーダーのソフト（ドライバー）がないか、古いようです。",
            }
            .on(system),
            BySystem {
                linux: "カードリーダーをぬいて、つなぎ直してください。だめなときは、「sudo apt install libccid」でドライバーを入れてください。次に「sudo systemctl restart pcscd」と書いてください。",
                macos: "カードリーダーをぬいて、つなぎ直してください。だめなときは、macOS用のドライバーを入れてください。カードリーダーの会社のページにあります。",
                windows: "カードリーダーをぬいて、つなぎ直してください。だめなときは、Windows用のドライバーを入れてください。カードリーダーの会社のページにあります。",
            }
            .on(system),
        ),
        Finding::DriverUnavailable { .. } => text(
            "このカードリーダーは、このパソコンでは使えません。",
            BySystem {
                linux: "このカードリーダーには、Linux用のドライバーがありません。",
                macos: "このカードリーダーには、macOS用のドライバーがありません。",
                windows: "このカードリーダーには、Windows用のドライバーがありません。",
            }
            .on(system),
            BySystem {
                linux: "マイナンバーカードが読める、ほかのカードリーダーを使ってください。Linuxでは「CCID」と書いてあるものが使えます。",
                macos: "マイナンバーカードが読める、ほかのカードリーダーを使ってください。",
                windows: "マイナンバーカードが読める、ほかのカードリーダーを使ってください。",
            }
            .on(system),
        ),

        Finding::NoReader => text(
            "カードリーダー（カードを読む機械）がありません。",
            BySystem {
                linux: "カードリーダーがつながっていないか、電気が入っていません。",
                macos: "カードリーダーがつながっていないか、ドライバーがありません。",
                windows: "カードリーダーがつながっていないか、ドライバーがありません。",
            }
            .on(system),
            CONNECT.on(system),
        ),
        Finding::OnlyPlatformReaders => text(
            "マイナンバーカードが読めるカードリーダーがありません。",
            BySystem {
                linux: "あるのは、パソコンやスマートフォンの中のしくみだけです。",
                macos: "あるのは、Macやスマートフォンの中のしくみだけです。",
                windows: "あるのは、Windows Helloなど、パソコンの中のしくみだけです。",
            }
            .on(system),
            CONNECT.on(system),
        ),
        Finding::ReaderUnknown => text(
            "その名前のカードリーダーがありません。",
            "カードリーダーが外れているか、名前がちがいます。",
            "「inkan-cli status」で名前を見てください。そして、「--reader」に書き直してください。",
        ),
        Finding::SeveralCards => text(
            "マイナンバーカードが、2つ以上あります。",
            "どのカードを使うか、決まっていません。",
            "使わないカードを取ってください。または、「設定とチェック」の「カードリーダー」で選んでください。",
        ),

        Finding::NoCard => text(
            "カードがありません。",
            ByMake {
                contact: "カードがさしてないか、奥まで入っていません。",
                contactless: "カードが置いてないか、ずれています。",
                unknown: "カードが置いてないか、ずれています。",
            }
            .with(make),
            PLACE.with(make),
        ),
        Finding::NoCardInSeveral => text(
            "どのカードリーダーにも、カードがありません。",
            "カードリーダーが2つ以上あります。カードが置いてないか、ずれています。",
            format!(
                "カードリーダーを1つ選んで、カードを置いてください。{}",
                PLACE.with(None)
            ),
        ),

        Finding::CardMute => text(
            "カードが答えません。",
            ByMake {
                contact: "カードの向きがちがうか、ICチップがよごれています。",
                contactless: "カードがずれているか、ほかのカードと重なっています。",
                unknown: "カードの向きがちがうか、ずれています。",
            }
            .with(make),
            format!(
                "カードを取って、ICチップ（金色のところ）をかわいた布でふいてください。{}{ASK_OFFICE}",
                PLACE.with(make)
            ),
        ),
        Finding::CardMoved => text(
            "読む途中で、カードがはなれました。",
            ByMake {
                contact: "カードが奥まで入っていないか、途中でぬけました。",
                contactless: "カードが動いたか、カードリーダーから浮いています。",
                unknown: "カードが動いたか、ずれています。",
            }
            .with(make),
            format!(
                "カードを置き直してください。終わるまで、さわらないでください。{}",
                PLACE.with(make)
            ),
        ),
        Finding::ReaderLost => text(
            "途中で、カードリーダーが外れました。",
            "線がゆるいか、カードリーダーの電気が足りません。",
            "カードリーダーをパソコンにつなぎ直してください。USBハブは使わないでください。",
        ),
        Finding::CardBusy => text(
            "ほかのソフトが、カードを使っています。",
            BySystem {
                linux: "ブラウザー、OpenSC、GnuPG（scdaemon）などが、カードを使っています。",
                macos: "利用者クライアントソフトやブラウザーなどが、カードを使っています。",
                windows: "利用者クライアントソフト、e-Tax、ブラウザーなどが、カードを使っています。",
            }
            .on(system),
            BySystem {
                linux: "そのソフトを閉じて、もう一度やってください。GnuPGのときは、端末に「gpgconf --kill scdaemon」と書いてください。",
                macos: "そのソフトを閉じて、もう一度やってください。だめなときは、カードを一度取ってください。",
                windows: "そのソフトを閉じて、もう一度やってください。だめなときは、カードを一度取ってください。",
            }
            .on(system),
        ),
        Finding::CardReset => text(
            "ほかのソフトが、カードを何回も初めに戻しました。",
            "カードを使う別のソフトが、いっしょに動いています。",
            "カードを使うほかのソフトと、ブラウザーを閉じてください。そして、もう一度やってください。",
        ),
        Finding::CommunicationFailed { .. } => text(
            "カードと通信できませんでした。",
            "カードがずれているか、カードリーダーのドライバーがよくないです。",
            BySystem {
                linux: "カードを置き直して、もう一度やってください。だめなときは、端末に「sudo systemctl restart pcscd」と書いてください。",
                macos: "カードを置き直して、もう一度やってください。だめなときは、カードリーダーをつなぎ直してください。ドライバーも新しくしてください。",
                windows: "カードを置き直して、もう一度やってください。だめなときは、カードリーダーをつなぎ直してください。ドライバーも新しくしてください。",
            }
            .on(system),
        ),
        Finding::AnswerGarbled => text(
            "カードの答えの意味が分かりません。",
            "カードがずれているか、こわれています。ICカードではないかもしれません。",
            format!("{TRY_AGAIN}別のカードリーダーも使ってみてください。{ASK_OFFICE}"),
        ),
        Finding::ServiceLost => text(
            "途中で、カードを読むしくみが止まりました。",
            "サービスがよくないか、だれかが止めました。",
            RESTART.on(system),
        ),
        Finding::AccessRefused => text(
            "カードを使うことができません。",
            NOT_ALLOWED.on(system),
            AT_THE_SCREEN.on(system),
        ),
        Finding::AnswerSlow { median_ms } => text(
            format!("カードの答えがおそいです（1回に{median_ms}ミリ秒）。使えますが、失敗しやすくなります。"),
            ByMake {
                contact: "カードリーダーが古いか、USBハブにつながっています。",
                contactless: "カードがずれていて、電波が弱いです。",
                unknown: "カードがずれているか、カードリーダーが古いようです。",
            }
            .with(make),
            format!(
                "カードリーダーを、USBハブではなく、パソコンにつないでください。{}",
                PLACE.with(make)
            ),
        ),

        Finding::BankCard => text(
            "銀行のカードか、クレジットカードのようです。",
            OTHER_CARD,
            CHANGE_CARD,
        ),
        Finding::DrivingLicence => text("運転免許証のようです。", OTHER_CARD, CHANGE_CARD),
        Finding::JukiCard => text(
            "住民基本台帳カード（古いカード）です。",
            "住民基本台帳カードの電子証明書は、今は使えません。",
            "マイナンバーカードを使ってください。持っていないときは、住んでいるところの市役所や区役所などで作れます。",
        ),
        Finding::AndroidToken => text(
            "Androidのスマートフォンの電子証明書です。",
            PHONE,
            CARD_INSTEAD,
        ),
        Finding::IphoneToken => text("iPhoneの電子証明書です。", PHONE, CARD_INSTEAD),
        Finding::Passport => text("パスポートのようです。", OTHER_CARD, CHANGE_CARD),
        Finding::ResidenceCard => text(
            "在留カードか、特別永住者証明書のようです。",
            OTHER_CARD,
            CHANGE_CARD,
        ),
        Finding::JpkiMissing => text(
            "マイナンバーカードのようです。でも、電子証明書が答えません。",
            "カードがずれていたか、カードの一部が使えません。",
            format!("{TRY_AGAIN}{ASK_OFFICE}"),
        ),
        Finding::OtherCard => text(
            "マイナンバーカードではないようです。",
            "別のカードが置いてあるか、カードが重なっています。",
            "マイナンバーカードだけを置いてください。",
        ),

        Finding::CertificatesAbsent => text(
            "電子証明書が入っていません。",
            "カードをもらったときに作らなかったか、まだ作っていません。",
            "ほしいときは、カードを持って市役所や区役所などに行ってください。そこで作れます。",
        ),
        Finding::CertificateUnreadable(which) => text(
            format!("{}が読めません。", certificates(which)),
            "途中でカードがずれたか、カードのデータがこわれています。",
            format!("{TRY_AGAIN}{ASK_OFFICE}"),
        ),
        Finding::CertificateExpired(which) => text(
            format!("{}の期限が過ぎています。", certificates(which)),
            "使えるときが終わりました。パソコンの日付がちがうときも、こう見えます。",
            "パソコンの日付を見てください。正しいときは、カードを持って市役所や区役所などに行ってください。そこで新しく作れます。",
        ),

        Finding::IssuerUnknown => text(
            "電子証明書をだれが作ったか、確かめられません。",
            "本物ではないか、このソフトが知らない新しいものです。",
            "このソフトを新しくして、もう一度やってください。だめなときは、このカードでサインしないでください。市役所や区役所などで聞いてください。",
        ),
        Finding::PracticeCard => text(
            "練習用のカードです。",
            "本物のカードではなく、練習用のカードがつながっています。",
            "ほんとうの手続きでは、あなたのマイナンバーカードを使ってください。",
        ),

        Finding::Blocked(which) => text(
            format!("{}がロックされています。", secrets(which)),
            "何回も続けてまちがえたからです。",
            match which {
                Affected::Both => {
                    "このソフトでは、ロックを外せません。カードを持って、市役所や区役所などに行ってください。そこで決め直せます。"
                }
                Affected::One(_) => {
                    "このソフトでは、ロックを外せません。カードを持って、市役所や区役所などに行ってください。そこで決め直せます。コンビニの機械とスマートフォンで、できることもあります。そのときは、もう1つのほうがいります。"
                }
            },
        ),
        Finding::LastTry(which) => text(
            format!("{}は、あと1回まちがえるとロックされます。", secrets(which)),
            "続けてまちがえました。正しく入れると、残り回数は元に戻ります。",
            "入れる前に、メモをよく見てください。覚えていないときは、市役所や区役所などで決め直せます。",
        ),
        Finding::TriesUnknown(which) => text(
            format!("{}の残り回数が分かりません。", secrets(which)),
            "カードが、残り回数を答えませんでした。",
            format!("{TRY_AGAIN}分からないときは、あと1回だと思って入れてください。"),
        ),

        Finding::ClockBehindProgram => text(
            "パソコンの日付が、昔の日付です。",
            "パソコンの時計がおくれています。長い間使わなかったときや、電池が弱いときに、こうなります。",
            SET_CLOCK.on(system),
        ),
        Finding::ClockBehindCertificate => text(
            "パソコンの日付が、電子証明書の始まる日より前です。",
            "パソコンの時計がおくれているようです。",
            SET_CLOCK.on(system),
        ),
        Finding::ClockFarAhead => text(
            "パソコンの日付が、何十年も先の日付です。",
            "パソコンの時計が進んでいます。",
            SET_CLOCK.on(system),
        ),
    }
}
