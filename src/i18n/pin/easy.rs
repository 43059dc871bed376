//! 暗証番号 in plain Japanese: what the standard text does not say plainly already.

use super::{PinWork, ja, seconds};
use crate::core::jpki::Slot;
use crate::core::rules::{PinAdvice, PinRule};
use crate::i18n::ja::secret;

/// The texts in plain Japanese.
pub(in crate::i18n) const TEXTS: PinWork = PinWork {
    change: "変える…",
    test: "試す…",
    change_title: |slot| match slot {
        Slot::Auth => "利用者証明用電子証明書の暗証番号を変える",
        Slot::Sign => "署名用電子証明書のパスワードを変える",
    },
    test_title: |slot| match slot {
        Slot::Auth => "ログインできるか試す",
        Slot::Sign => "サインできるか試す",
    },
    change_lead: |slot| match slot {
        Slot::Auth => {
            "マイナポータルやコンビニで使う、数字4つの暗証番号です。サインに使うパスワードは変わりません。"
        }
        Slot::Sign => {
            "e-Taxなどで、書類にサインするときのパスワードです。ログインに使う数字4つの暗証番号は変わりません。"
        }
    },
    test_lead: |slot| match slot {
        Slot::Auth => {
            "このカードでログインできるか、試します。ほんとうのログインはしません。正しく入れると、残り回数は減りません。"
        }
        Slot::Sign => {
            "このカードでサインできるか、試します。書類にサインはしません。正しく入れると、残り回数は減りません。"
        }
    },
    old: |slot| match slot {
        Slot::Auth => "今の暗証番号（利用者証明用電子証明書）",
        Slot::Sign => "今のパスワード（署名用電子証明書）",
    },
    form: |slot| match slot {
        Slot::Auth => "数字4つ",
        Slot::Sign => "A〜Zと数字、6文字から16文字。小さい文字（a）は、大きい文字（A）に直します。",
    },
    upper: |slot| match slot {
        Slot::Auth => "",
        Slot::Sign => "小さい文字（a）は、大きい文字（A）に直します。",
    },
    rule: |slot, rule| match (slot, rule) {
        (Slot::Auth, PinRule::Length) => "数字が4つ",
        (Slot::Auth, _) => "数字だけ",
        (Slot::Sign, PinRule::Length) => "6文字から16文字",
        (Slot::Sign, PinRule::HasDigit) => "数字が入っている",
        (Slot::Sign, PinRule::HasLetter) => "A〜Zが入っている",
        (Slot::Sign, PinRule::Characters) => "A〜Zと数字だけ",
    },
    advice: "別のもののほうが安全です",
    advice_of: |slot, advice| match (slot, advice) {
        (Slot::Auth, PinAdvice::SameAsOld) => "今の暗証番号と同じです。",
        (Slot::Sign, PinAdvice::SameAsOld) => "今のパスワードと同じです。",
        (_, PinAdvice::Repeated) => "同じ文字が続いています。ほかの人が、すぐ分かります。",
        (_, PinAdvice::Sequence) => "数字の順番です。ほかの人が、すぐ分かります。",
        (_, PinAdvice::Birthday) => {
            "誕生日や、生まれた年のようです。カードを拾った人が、すぐ分かります。"
        }
    },
    advice_line: "このまま変えることもできます。",
    old_wrong: |slot| match slot {
        Slot::Auth => "ちがうのは、今の暗証番号です。まだ何も変わっていません。",
        Slot::Sign => "ちがうのは、今のパスワードです。まだ何も変わっていません。",
    },
    old_missing: |slot| match slot {
        Slot::Auth => "今の暗証番号（数字4つ）を入れてください。",
        Slot::Sign => "今のパスワード（6文字から16文字）を入れてください。",
    },
    new_missing: |slot| match slot {
        Slot::Auth => "新しい暗証番号（数字4つ）を入れてください。",
        Slot::Sign => "新しいパスワードを、決まりのとおりに入れてください。",
    },
    differ: |slot| match slot {
        Slot::Auth => "新しい暗証番号を、もう一度、同じように入れてください。",
        Slot::Sign => "新しいパスワードを、もう一度、同じように入れてください。",
    },
    send_change: "変える",
    send_test: "試す",
    changing: "カードが変えています",
    changed: |slot| match slot {
        Slot::Auth => "利用者証明用電子証明書の暗証番号を変えました",
        Slot::Sign => "署名用電子証明書のパスワードを変えました",
    },
    changed_line: |slot| match slot {
        Slot::Auth => {
            "新しい暗証番号が使えることを、確かめました。次のログインから、新しい暗証番号を使ってください。"
        }
        Slot::Sign => {
            "新しいパスワードが使えることを、確かめました。次のサインから、新しいパスワードを使ってください。"
        }
    },
    changed_unchecked: |slot| match slot {
        Slot::Auth => {
            "カードは「変えました」と答えました。その後で、カードがはなれました。それで、新しい暗証番号を試していません。次のログインから、新しい暗証番号を使ってください。"
        }
        Slot::Sign => {
            "カードは「変えました」と答えました。その後で、カードがはなれました。それで、新しいパスワードを試していません。次のサインから、新しいパスワードを使ってください。"
        }
    },
    unchanged_line: |slot| match slot {
        Slot::Auth => "今までの暗証番号を使ってください。",
        Slot::Sign => "今までのパスワードを使ってください。",
    },
    works: |slot| match slot {
        Slot::Auth => "このカードは、ログインに使えます",
        Slot::Sign => "このカードは、サインに使えます",
    },
    works_line: |slot, took| {
        let seconds = seconds(took);
        let secret = secret(slot);
        format!(
            "{secret}は正しいです。カードの中の鍵は、電子証明書と合っています。カードは{seconds}秒で計算しました。"
        )
    },
    works_limits: "失効確認（止められていないかの確認）は、していません。",
    in_doubt: |slot| match slot {
        Slot::Auth => "暗証番号が変わったか、まだ分かりません",
        Slot::Sign => "パスワードが変わったか、まだ分かりません",
    },
    find_out: "はじめに、新しいものを入れてください。ちがうときは、次に、今までのものを入れてください。正しく入れると、残り回数は元に戻ります。どちらもちがうときは、やめてください。そして、市役所や区役所などで聞いてください。",
    both_blocked: "今は、2つともロックされています。コンビニでは決め直せません。市役所や区役所などに行ってください。",
    blocked: "変えたり、試したりはできません。",
    ..ja::TEXTS
};
