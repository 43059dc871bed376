//! Which languages the person reads, as the system was told. Which of them this program speaks is
//! decided in `app::settings`.

/// The language tags of the system, the preferred one first, such as `ja-JP` and `en-US`. Empty
/// when it does not say.
pub fn preferred_languages() -> Vec<String> {
    sys_locale::get_locales()
        .filter(|tag| !tag.is_empty())
        .collect()
}
