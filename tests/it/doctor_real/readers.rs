//! Readers: none, without driver, only software of the system, several, another than asked for.

use inkan::app::ports::Clock;
use inkan::{core::rules::jst_date, platform::clock::SystemClock};

use super::{examine, examine_where, wait_for_card, wait_for_presence};
use crate::pcscd::{FIRST_SLOT, Inserted, Pcscd, PracticeCard, SECOND_SLOT};

/// A line for the shell: a bus with one device on it, whose interface has this class.
fn bus(vendor: &str, product: &str, class: &str) -> String {
    format!(
        "mount -t tmpfs none /sys && mkdir -p /sys/bus/usb/devices/1-2 /sys/bus/usb/devices/1-2:1.0 \
         && cd /sys/bus/usb/devices && echo {vendor} > 1-2/idVendor && echo {product} > 1-2/idProduct \
         && echo {class} > 1-2:1.0/bInterfaceClass && cd /"
    )
}

fn without_readers() -> Option<Pcscd> {
    let mut pcscd = Pcscd::prepare()?;
    pcscd.run();
    Some(pcscd)
}

#[test]
fn no_reader() {
    let Some(_pcscd) = without_readers() else {
        return;
    };
    let found = examine(&[]);
    assert_eq!(found.codes(), ["D-READER-01"]);
    assert_eq!(
        found.meaningless(),
        [
            "card",
            "answer",
            "application",
            "certificates",
            "issuer",
            "tries"
        ]
    );
    assert_eq!(found.rung("clock")["ok"], true);
    // A keyboard is no reader.
    if let Some(keyboard) = examine_where(&bus("046d", "c31c", "03"), &[]) {
        assert_eq!(keyboard.codes(), ["D-READER-01"]);
    }
}

#[test]
fn a_reader_without_driver() {
    let Some(_pcscd) = without_readers() else {
        return;
    };
    let Some(found) = examine_where(&bus("04e6", "5116", "0b"), &[]) else {
        return;
    };
    assert_eq!(found.codes(), ["D-DRIVER-01"]);
    let detail = found.rung("driver")["detail"].as_str().expect("text");
    assert!(detail.contains("04E6:5116"), "{detail}");
    assert_eq!(found.rung("reader")["ok"], serde_json::Value::Null);
    // One that is no CCID, known by its number; and one for which Linux has no driver at all.
    let rc_s380 = examine_where(&bus("054c", "06c3", "ff"), &[]).expect("as before");
    assert_eq!(rc_s380.codes(), ["D-DRIVER-01"]);
    let rc_s320 = examine_where(&bus("054c", "01bb", "ff"), &[]).expect("as before");
    assert_eq!(rc_s320.codes(), ["D-DRIVER-02"]);
}

#[test]
fn only_readers_that_are_software_of_the_system() {
    let Some(mut pcscd) = Pcscd::prepare() else {
        return;
    };
    pcscd.plug_in("Windows Hello for Business");
    pcscd.run();
    let (card, diary) = PracticeCard::staying(jst_date(SystemClock.now()));
    let _inserted = Inserted::new(card, pcscd.first_slot());
    wait_for_card("Windows Hello for Business 00 00");
    let found = examine(&[]);
    assert_eq!(found.codes(), ["D-READER-02"]);
    assert_eq!(diary.commands(), 0, "they are not probed");
    let detail = found.rung("reader")["detail"].as_str().expect("text");
    assert!(
        !detail.contains("Hello"),
        "their names are nobody's business: {detail}"
    );
}

#[test]
fn one_empty_reader_several_and_another_than_asked_for() {
    let Some(_pcscd) = Pcscd::start() else { return };
    assert_eq!(examine(&[]).codes(), ["D-CARD-02"]);
    let one = examine(&["--reader", "pcd 00 01"]);
    assert_eq!(one.codes(), ["D-CARD-01"]);
    let detail = one.rung("reader")["detail"].as_str().expect("text");
    assert!(
        detail.contains(SECOND_SLOT) && !detail.contains(FIRST_SLOT),
        "{detail}"
    );
    assert_eq!(examine(&["--reader", "pasori"]).codes(), ["D-READER-03"]);
}

#[test]
fn my_number_cards_in_two_readers() {
    let Some(pcscd) = Pcscd::start() else { return };
    let today = jst_date(SystemClock.now());
    let (first, _) = PracticeCard::staying(today);
    let (second, _) = PracticeCard::staying(today);
    let _first = Inserted::new(first, pcscd.first_slot());
    let second = Inserted::new(second, pcscd.second_slot());
    wait_for_card(FIRST_SLOT);
    wait_for_card(SECOND_SLOT);
    assert_eq!(examine(&[]).codes(), ["D-READER-04", "D-ISSUER-02"]);
    let chosen = examine(&["--reader", SECOND_SLOT]);
    assert_eq!(chosen.codes(), ["D-ISSUER-02"]);
    second.pull();
    wait_for_presence(SECOND_SLOT, |it| it == inkan::app::ports::Presence::Empty);
    let one = examine(&[]);
    assert_eq!(one.codes(), ["D-ISSUER-02"], "several readers are no fault");
    let detail = one.rung("reader")["detail"].as_str().expect("text");
    assert!(
        detail.ends_with(&format!("使うもの {FIRST_SLOT}")),
        "{detail}"
    );
}
