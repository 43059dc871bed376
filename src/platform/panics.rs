//! What is said of a mistake in the program itself: where it is in the program's text, and nothing
//! else. A panic's own message can quote what it stumbled over, which may be a person's.

use std::{
    panic::{self, Location, PanicHookInfo},
    sync::Mutex,
    thread,
};

use super::log;

/// The last panic of the thread in which `main` runs.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// From now on a panic prints its place on standard error, without its message.
pub fn tell_places_only() {
    panic::set_hook(Box::new(|told: &PanicHookInfo<'_>| {
        let place = told.location().map_or_else(String::new, place_of);
        log::line(&format_args!("inkan: internal error {place}"));
        if thread::current().name() == Some("main")
            && let Ok(mut last) = PLACE.lock()
        {
            *last = Some(place);
        }
    }));
}

/// Where the last panic of the main thread was, such as `src/ui/app.rs:120`; empty without one.
pub fn last_place() -> String {
    PLACE
        .lock()
        .ok()
        .and_then(|place| place.clone())
        .unwrap_or_default()
}

/// Without the folders of the computer that built it.
fn place_of(location: &Location<'_>) -> String {
    let file = location.file().replace('\\', "/");
    let from = ["/registry/src/", "/library/"]
        .into_iter()
        .find_map(|mark| file.split_once(mark))
        .map_or(&*file, |(_, within)| within);
    format!("{from}:{}", location.line())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_a_line_of_the_program() {
        let here = Location::caller();
        let place = place_of(here);
        assert_eq!(place, format!("src/platform/panics.rs:{}", here.line()));
    }
}
