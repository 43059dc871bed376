//! 暗証番号 in Japanese: the original.

use super::{PinWork, seconds};
use crate::core::jpki::Slot;
use crate::core::rules::{PinAdvice, PinRule};
use crate::i18n::ja::secret;

/// The Japanese texts.
pub(in crate::i18n) const TEXTS: PinWork = PinWork {
    change: "変更する…",
    test: "動作を確認…",
    change_title: |slot| match slot {
        Slot::Auth => "利用者証明用電子証明書の暗証番号を変更する",
        Slot::Sign => "署名用電子証明書のパスワードを変更する",
    },
    test_title: |slot| match slot {
        Slot::Auth => "ログインの動作を確認する",
        Slot::Sign => "署名の動作を確認する",
    },
    change_lead: |slot| match slot {
        Slot::Auth => {
            "マイナポータルへのログインや、コンビニでの証明書の受け取りに使う、数字4桁の暗証番号です。署名に使うパスワードは変わりません。"
        }
        Slot::Sign => {
            "e-Taxなど、文書に電子署名をするときに使うパスワードです。ログインに使う4桁の暗証番号は変わりません。"
        }
    },
    test_lead: |slot| match slot {
        Slot::Auth => {
            "このカードとカードリーダーでログインできるかを確かめます。どこにもログインしません。正しく入力すれば、残り回数は減りません。"
        }
        Slot::Sign => {
            "このカードとカードリーダーで署名できるかを確かめます。文書には署名しません。正しく入力すれば、残り回数は減りません。"
        }
    },
    old: |slot| match slot {
        Slot::Auth => "いままでの暗証番号（利用者証明用電子証明書）",
        Slot::Sign => "いままでのパスワード（署名用電子証明書）",
    },
    new: |slot| match slot {
        Slot::Auth => "新しい暗証番号（利用者証明用電子証明書）",
        Slot::Sign => "新しいパスワード（署名用電子証明書）",
    },
    again: |slot| match slot {
        Slot::Auth => "新しい暗証番号をもう一度（利用者証明用電子証明書）",
        Slot::Sign => "新しいパスワードをもう一度（署名用電子証明書）",
    },
    form: |slot| match slot {
        Slot::Auth => "数字4桁",
        Slot::Sign => "英数字6〜16文字。小文字は大文字に直してカードに送ります。",
    },
    upper: |slot| match slot {
        Slot::Auth => "",
        Slot::Sign => "小文字で入力しても、大文字に直してカードに送ります。",
    },
    rule: |slot, rule| match (slot, rule) {
        (Slot::Auth, PinRule::Length) => "4桁",
        (Slot::Auth, _) => "数字だけ",
        (Slot::Sign, PinRule::Length) => "6文字から16文字",
        (Slot::Sign, PinRule::HasDigit) => "数字が入っている",
        (Slot::Sign, PinRule::HasLetter) => "英字が入っている",
        (Slot::Sign, PinRule::Characters) => "英字と数字だけ",
    },
    same: "2回とも同じ",
    held: "できています",
    open: "まだです",
    advice: "別のものをおすすめします",
    advice_of: |slot, advice| match (slot, advice) {
        (Slot::Auth, PinAdvice::SameAsOld) => "いままでの暗証番号と同じです。",
        (Slot::Sign, PinAdvice::SameAsOld) => "いままでのパスワードと同じです。",
        (_, PinAdvice::Repeated) => "同じ文字が続いていて、人に当てられやすいものです。",
        (_, PinAdvice::Sequence) => "順番に並んだ数字で、人に当てられやすいものです。",
        (_, PinAdvice::Birthday) => {
            "誕生日や生まれた年のように見えます。カードを拾った人に当てられやすいものです。"
        }
    },
    advice_line: "このまま変更することもできます。",
    old_wrong: |slot| match slot {
        Slot::Auth => "違うのは、いままでの暗証番号です。まだ何も変わっていません。",
        Slot::Sign => "違うのは、いままでのパスワードです。まだ何も変わっていません。",
    },
    old_missing: |slot| match slot {
        Slot::Auth => "いままでの暗証番号を、数字4桁で入力してください。",
        Slot::Sign => "いままでのパスワードを、英字と数字の6文字から16文字で入力してください。",
    },
    new_missing: |slot| match slot {
        Slot::Auth => "新しい暗証番号を、数字4桁で入力してください。",
        Slot::Sign => "新しいパスワードを、条件に合わせて入力してください。",
    },
    differ: |slot| match slot {
        Slot::Auth => "新しい暗証番号を、もう一度、同じように入力してください。",
        Slot::Sign => "新しいパスワードを、もう一度、同じように入力してください。",
    },
    send_change: "変更する",
    send_test: "確認する",
    changing: "カードが変更しています",
    testing: "カードが確かめています",
    changed: |slot| match slot {
        Slot::Auth => "利用者証明用電子証明書の暗証番号を変更しました",
        Slot::Sign => "署名用電子証明書のパスワードを変更しました",
    },
    changed_line: |slot| match slot {
        Slot::Auth => {
            "新しい暗証番号が使えることを、カードで確かめました。次のログインからは、新しい暗証番号をお使いください。"
        }
        Slot::Sign => {
            "新しいパスワードが使えることを、カードで確かめました。次の署名からは、新しいパスワードをお使いください。"
        }
    },
    changed_unchecked: |slot| match slot {
        Slot::Auth => {
            "変更したという返事がカードからありました。そのあとでカードが離れたため、新しい暗証番号で確かめることはしていません。次のログインからは、新しい暗証番号をお使いください。"
        }
        Slot::Sign => {
            "変更したという返事がカードからありました。そのあとでカードが離れたため、新しいパスワードで確かめることはしていません。次の署名からは、新しいパスワードをお使いください。"
        }
    },
    unchanged: |slot| match slot {
        Slot::Auth => "利用者証明用電子証明書の暗証番号は、変わっていません",
        Slot::Sign => "署名用電子証明書のパスワードは、変わっていません",
    },
    unchanged_line: |slot| match slot {
        Slot::Auth => "いままでの暗証番号を、そのままお使いください。",
        Slot::Sign => "いままでのパスワードを、そのままお使いください。",
    },
    works: |slot| match slot {
        Slot::Auth => "このカードとカードリーダーは、ログインに使えます",
        Slot::Sign => "このカードとカードリーダーは、署名に使えます",
    },
    works_line: |slot, took| {
        let seconds = seconds(took);
        let secret = secret(slot);
        format!(
            "{secret}は正しく、カードの中の鍵は電子証明書と合っています。カードが計算にかけた時間は{seconds}秒です。"
        )
    },
    works_limits: "電子証明書が失効していないかどうかは、ここでは確かめていません（失効確認：未実施）。",
    in_doubt: |slot| match slot {
        Slot::Auth => "暗証番号が変わったかどうか、まだ分かっていません",
        Slot::Sign => "パスワードが変わったかどうか、まだ分かっていません",
    },
    find_out: "はじめに、新しいものを入力してください。違うと表示されたら、次は、いままでのものを入力してください。正しいほうを入力すると、残り回数は元に戻ります。どちらも違うと表示されたら、そこでやめて、市区町村の窓口にご相談ください。",
    both_blocked: "コンビニで再設定するには、もう一方がロックされていないことが必要です。今は両方ともロックされているので、窓口で手続きをしてください。",
    blocked: "ロックされているため、変更や確認はできません。",
};
