//! Days that pass before an open window that nobody touches.

use std::process::Command;
use std::time::Duration;

use egui::ViewportId;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::window::rig::{Rig, Setup};

/// Names and values of all that is shown.
fn shown(rig: &Rig) -> Vec<String> {
    let all = rig.harness.query_all_by(|_| true);
    all.filter_map(|node| {
        let node = node.accesskit_node();
        node.label().or_else(|| node.value())
    })
    .collect()
}

/// When the window wants to be painted again, left alone.
fn next_frame(rig: &Rig) -> Duration {
    let output = &rig.harness.output().viewport_output;
    output[&ViewportId::ROOT].repaint_delay
}

/// How many days a certificate has left, as it is shown first.
fn days_left(rig: &Rig) -> i32 {
    let shown = shown(rig);
    let mut days = shown.iter().filter_map(|it| {
        let days = it.strip_prefix("あと")?.strip_suffix("日")?;
        days.replace(',', "").parse().ok()
    });
    days.next().expect("days are shown")
}

const EVENING: &str = "2026-11-23T09:00:00Z";
const NEXT_EVENING: &str = "2026-11-24T09:00:00Z";

#[test]
fn a_day_goes_by_before_a_window_that_is_left_alone() {
    for profile in ["normal", "renewable"] {
        let mut rig = Setup::practice(profile).at(EVENING).open();
        let before = days_left(&rig);
        let mut left = Duration::from_hours(24);
        let mut frames = 0;
        while !left.is_zero() {
            let step = next_frame(&rig).min(left);
            assert!(
                step >= Duration::from_secs(1),
                "{profile}: again after {step:?}"
            );
            rig.wait(step);
            left -= step;
            frames += 1;
        }
        // Once an hour, and when the day begins.
        assert!((24..=26).contains(&frames), "{profile}: {frames} frames");
        assert_eq!(days_left(&rig), before - 1, "{profile}");
        // As in a program that has just been opened with the same card.
        let mut fresh = Setup::practice(profile).at(EVENING).open();
        fresh.time(NEXT_EVENING);
        fresh.page(6);
        fresh.page(1);
        assert_eq!(shown(&rig), shown(&fresh), "{profile}");
    }
}

#[test]
fn a_computer_that_slept_or_was_set_shows_the_day_that_it_is() {
    let mut rig = Setup::practice("renewable").at(EVENING).open();
    let (days, first) = (days_left(&rig), shown(&rig));
    // Asleep over ten midnights; nothing ran meanwhile.
    rig.time("2026-12-02T22:00:00Z");
    assert_eq!(days_left(&rig), days - 10);
    // Set back.
    rig.time(EVENING);
    assert_eq!(shown(&rig), first);
    // A clock that stood still while the computer slept is found out within the hour.
    assert!(next_frame(&rig) <= Duration::from_hours(1));
}

/// All dates are Japan's, wherever the computer is and whatever it does with its clock in summer.
#[test]
fn summer_time_abroad_moves_no_date() {
    let status = |zone: &str| {
        let told = Command::new(env!("CARGO_BIN_EXE_inkan-cli"))
            .args(["--demo", "status", "--json"])
            .env("TZ", zone)
            .output()
            .expect("runs");
        assert!(told.status.success());
        let told: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
        told
    };
    let at_home = status("Asia/Tokyo");
    assert!(at_home.to_string().contains("20"), "{at_home}");
    for zone in ["America/New_York", "Europe/London", "Pacific/Kiritimati"] {
        assert_eq!(status(zone), at_home, "{zone}");
    }
}
