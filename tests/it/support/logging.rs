//! `-v`: what it prints, that it says so, and that it prints nothing of a person's.

use crate::{
    cli::{Desk, PASSWORD},
    window::rig::Setup,
};
use inkan::app::settings::{ColorScheme, Language};
use inkan::app::state::Logging;

#[test]
fn the_command_line_says_that_it_logs_and_what() {
    let run = Desk::new().run(&["--demo", "-v", "pin", "status"]);
    run.ends(0);
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(
        lines[0].contains("詳しい記録（-v）") && lines[0].contains("表示しません"),
        "{}",
        lines[0]
    );
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("look: Inkan Demo Reader: shared (")),
        "{lines:#?}"
    );
    let exchanges = lines.iter().filter(|line| line.contains(" -> [")).count();
    assert!(exchanges >= 10, "{lines:#?}");
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("00 20 00 80 -> [0] 63C3 (")),
        "{lines:#?}"
    );
    assert!(
        !run.out.contains(" -> ["),
        "the answer is the answer: {}",
        run.out
    );
}

#[test]
fn with_json_the_answer_stays_one_object_and_the_log_beside_it() {
    let run = Desk::new().run(&["--demo", "status", "--json", "-v", "--lang", "en"]);
    run.ends(0);
    assert!(run.json()["readers"].is_array());
    assert!(run.err.starts_with("Detailed logging (-v) is on"));
}

#[test]
fn without_it_nothing_is_logged() {
    let run = Desk::new().run(&["--demo", "pin", "status"]);
    assert_eq!(run.ends(0).err, "");
}

#[test]
fn a_password_leaves_no_trace_not_even_its_length() {
    let logged = |password: &str| {
        let options = ["--demo", "-v", "certificate", "show", "--kind", "sign"];
        let run = Desk::new().run_with(&[&options[..], &["--pin-stdin"]].concat(), password);
        assert!(
            run.err.contains("00 20 00 80 [secret] -> [0] "),
            "{}",
            run.err
        );
        for secret in [password.trim(), "花子", "習志野", "E6"] {
            assert!(!run.err.contains(secret), "{secret}: {}", run.err);
        }
        let sent = run.err.lines().filter(|line| line.contains(" -> "));
        sent.map(|line| line.split(" (").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(logged(PASSWORD).iter().any(|line| line.contains("9000")));
    assert_eq!(logged("WRONG7\n"), logged("WRONGWRONGWRONG8\n"));
}

#[test]
fn the_window_says_so_in_red_on_every_page_and_in_every_look() {
    for (language, words) in [
        (Language::Ja, "詳しい記録を出力しています"),
        (Language::JaEasy, "くわしい記録を出しています"),
        (Language::En, "Detailed logging is on"),
    ] {
        for key in 1..=5 {
            let setup = Setup::practice("normal")
                .look(ColorScheme::Light, 100, language)
                .logging(Logging::Detailed);
            let mut rig = setup.open();
            rig.page(key);
            assert!(rig.sees(words), "page {key}");
            rig.picture(&format!("logging-{language:?}-{key}"));
        }
    }
    let mut small = Setup::practice("normal")
        .look(ColorScheme::HighContrast, 200, Language::Ja)
        .sized(720.0, 540.0)
        .logging(Logging::Detailed)
        .open();
    small.assert_fits("logging", 720.0);
    // Practice is left and begun again: it is still on, and still said.
    small.press("終了");
    assert!(small.sees("詳しい記録を出力しています"));
}

#[test]
fn a_window_without_it_says_nothing() {
    let rig = Setup::practice("normal").open();
    assert!(!rig.sees("詳しい記録"));
    assert_eq!(rig.harness.state().state().logging, Logging::Off);
}
