//! Policies by themselves; files good and bad are in `tests/it/policy`.

use super::*;

#[test]
fn the_strictest_policy_cannot_be_made_stricter_by_any_other() {
    let strictest = Policy::strictest();
    for other in [Policy::default(), Policy::strictest()] {
        assert_eq!(other.clone().and(&strictest).counter, strictest.counter);
        assert_eq!(strictest.clone().and(&other), strictest);
        assert_eq!(other.and(&strictest).offer, Offers::NONE);
    }
}

#[test]
fn a_second_policy_loosens_nothing() {
    let city = "version = 1
[counter]
mode = \"forced\"
idle-seconds = 60
[appearance]
text-size = 175
languages = [\"ja\"]
[offer]
signing = false
";
    let own = "version = 1
[counter]
mode = \"off\"
idle-seconds = 3600
staff-gesture = \"none\"
[appearance]
text-size = 100
languages = [\"en\"]
[offer]
export = false
";
    let [city, own] = [city, own].map(|text| Policy::from_bytes(text.as_bytes()).expect("good"));
    let both = city.clone().and(&own);
    assert_eq!(both.counter.mode, CounterMode::Forced);
    assert_eq!(both.counter.idle_seconds, city.counter.idle_seconds);
    assert_eq!(both.counter.staff_gesture, StaffGesture::None);
    assert_eq!(both.appearance, city.appearance, "no language in common");
    assert!(!both.offer.signing && !both.offer.export && both.offer.practice);
}

#[test]
fn a_text_size_that_a_second_policy_lays_down_makes_none_smaller() {
    let small = Policy::from_bytes(b"version = 1\n[appearance]\ntext-size = 125\n").expect("good");
    for both in [
        small.clone().and(&Policy::default()),
        Policy::default().and(&small),
    ] {
        let least = [false, true].map(|it| both.least_text(it).percent());
        assert_eq!(least, [125, 150], "counter mode has its own without one");
    }
    assert_eq!(small.least_text(true).percent(), 125);
}

fn percent(settings: &Settings) -> Option<u16> {
    settings.text_size.fixed().map(TextSize::percent)
}

#[test]
fn settings_are_governed_and_never_loosened() {
    let settings = Settings {
        language: Some(Language::En),
        text_size: TextChoice::Fixed(TextSize::new(100)),
        ..Settings::default()
    };
    let policy =
        Policy::from_bytes(b"version = 1\n[appearance]\ntext-size = 125\nlanguages = [\"ja\"]\n")
            .expect("good");
    let governed = policy.govern(settings.clone(), true);
    assert_eq!(percent(&governed), Some(125));
    assert_eq!(governed.language, Some(Language::Ja));
    let larger = Settings {
        text_size: TextChoice::Fixed(TextSize::new(200)),
        ..settings.clone()
    };
    assert_eq!(percent(&policy.govern(larger, false)), Some(200));
    let none = Policy::default();
    assert_eq!(none.govern(settings.clone(), false), settings);
    assert_eq!(percent(&none.govern(settings, true)), Some(150));
    // Where the system is followed, the least is held when its size is known.
    let usual = Settings::default();
    assert_eq!(percent(&policy.govern(usual, true)), None);
    let least = [&policy, &none].map(|it| it.least_text(true).percent());
    assert_eq!(least, [125, 150]);
    assert_eq!(none.least_text(false).percent(), 100);
}
