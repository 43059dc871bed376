//! `sign --seal`: the visible seal, in the same words as the window's.

use std::path::Path;

use crate::{
    app::{
        command::{PageChoice, SealOrder},
        failure::Failure,
        workflow::seal_image::seal_image,
    },
    cli::{args::SealOptions, run::Job},
    core::{
        rules::jst_date,
        sign::pdf::seal::{Ring, SealDesign, SealSize},
    },
};

/// The seal that the options ask for.
pub(super) fn order(job: &Job, options: &SealOptions) -> Result<Option<SealOrder>, Failure> {
    let Some(look) = &options.seal else {
        return Ok(None);
    };
    let (design, is_dated) = match look.as_str() {
        "date" => (SealDesign::Round(Ring::Double), true),
        "rectangle" => (SealDesign::Rectangle, true),
        "round" => (SealDesign::Round(Ring::Single), false),
        path => {
            let image = seal_image(job.files.as_ref(), Path::new(path))?;
            (SealDesign::Image(image), false)
        }
    };
    let words = &job.texts.seal;
    let unsuitable = |value: &str| Failure::Usage {
        detail: (job.words.usage.invalid_value)("--seal-…", value),
    };
    let size = SealSize::new(options.seal_size);
    let size = size.ok_or_else(|| unsuitable(&options.seal_size.to_string()))?;
    Ok(Some(SealOrder {
        design,
        size,
        page: page(&options.seal_page).ok_or_else(|| unsuitable(&options.seal_page))?,
        corner_mm: corner(&options.seal_at).ok_or_else(|| unsuitable(&options.seal_at))?,
        caption: is_dated.then(|| words.caption.to_owned()),
        date: is_dated.then(|| (words.date)(jst_date(job.clock.now()))),
        watermark: job.source.is_demo().then(|| words.watermark.to_owned()),
    }))
}

/// `first`, `last`, or a number from 1.
fn page(text: &str) -> Option<PageChoice> {
    match text {
        "first" => Some(PageChoice::Number(0)),
        "last" => Some(PageChoice::Last),
        number => number
            .parse::<usize>()
            .ok()?
            .checked_sub(1)
            .map(PageChoice::Number),
    }
}

/// `left,top` in millimetres.
fn corner(text: &str) -> Option<(f32, f32)> {
    let (left, top) = text.split_once(',')?;
    let number = |text: &str| {
        let number: f32 = text.trim().parse().ok()?;
        (0.0..=10_000.0).contains(&number).then_some(number)
    };
    Some((number(left)?, number(top)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_pages_from_one_and_millimetres() {
        assert_eq!(page("first"), Some(PageChoice::Number(0)));
        assert_eq!(page("3"), Some(PageChoice::Number(2)));
        assert_eq!(page("last"), Some(PageChoice::Last));
        assert_eq!(page("0"), None);
        assert_eq!(corner("150, 20.5"), Some((150.0, 20.5)));
        for wrong in ["150", "-1,2", "a,b", "1,inf"] {
            assert_eq!(corner(wrong), None, "{wrong}");
        }
    }
}
