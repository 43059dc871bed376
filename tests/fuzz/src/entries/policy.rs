//! The policy of an office.

use inkan::app::{
    policy::{CounterMode, Policy, line_of_office},
    settings::Settings,
};

use super::assert_is_line;

/// An office's policy: refused with a line, or the same after it was written and read again, and never
/// loosened by another.
pub fn policy(bytes: &[u8]) {
    let lossy = String::from_utf8_lossy(bytes);
    assert_is_line(line_of_office(bytes), &lossy);
    let policy = match Policy::from_bytes(bytes) {
        Ok(policy) => policy,
        Err(error) => return assert_is_line(error.line, &lossy),
    };
    let written = format!("version = 1\n{}", toml::to_string(&policy).expect("writes"));
    assert_eq!(
        Policy::from_bytes(written.as_bytes()).as_ref(),
        Ok(&policy),
        "{written}"
    );
    assert_eq!(policy.clone().and(&policy), policy);
    let strictest = Policy::strictest();
    for both in [
        policy.clone().and(&strictest),
        strictest.clone().and(&policy),
    ] {
        assert_eq!(both.counter, strictest.counter);
        assert_eq!(both.offer, strictest.offer);
        assert!(both.least_text(true) >= policy.least_text(true).min(strictest.least_text(true)));
    }
    let alone = policy.clone().and(&Policy::default());
    assert_eq!(
        (&alone.offer, alone.office.clone()),
        (&policy.offer, policy.office.clone())
    );
    assert!(alone.counter.idle_seconds <= policy.counter.idle_seconds);
    assert_eq!(
        alone.counter.mode,
        policy.counter.mode.max(CounterMode::Off)
    );
    for is_counter in [false, true] {
        let governed = policy.govern(Settings::default(), is_counter);
        assert_eq!(policy.govern(governed.clone(), is_counter), governed);
        assert!(policy.least_text(is_counter).percent() >= 100);
    }
}
