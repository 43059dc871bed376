//! The visible seal: its kind, its size, and the page on which it is placed. Shown as it will look; the
//! pictures come from elsewhere and may come late.

use egui::{Align, Layout, Ui, vec2};

use crate::app::command::PageChoice;
use crate::app::ports::DialogRequest;
use crate::app::state::{Action, SealChange, SealLook};
use crate::app::view_model::{Disclosure, SealVm, SignVm};
use crate::i18n::failure::file_name;
use crate::i18n::texts::Texts;
use crate::ui::manner::Manner;
use crate::ui::pictures::Textures;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::page_view::PageView;
use crate::ui::widgets::stepper::{self, Step};
use crate::ui::widgets::text;

/// Below this width, in points at 100 %, the page lies under the controls.
const SIDE_BY_SIDE: f32 = 640.0;

/// The whole section.
pub fn seal_ui(
    ui: &mut Ui,
    vm: &SealVm<'_>,
    sign: &SignVm<'_>,
    texts: &Texts,
    textures: &mut Textures,
) -> Option<Action> {
    let words = &texts.seal;
    text::body(ui, words.lead);
    let looks = SealLook::ALL.map(|look| (look, look_words(look, vm, texts)));
    let look = button::choice(ui, words.look, vm.desk.look, &looks);
    let look = look.map(|look| Action::Seal(SealChange::Look(look)));
    if !vm.is_on() {
        return look;
    }
    ui.add_space(space::XS);
    let theme = Theme::of(ui);
    let placed = if ui.available_width() >= theme.scaled(SIDE_BY_SIDE) {
        let left = theme.scaled(344.0);
        ui.horizontal_top(|ui| {
            let top_down = Layout::top_down(Align::Min);
            let first = ui
                .allocate_ui_with_layout(vec2(left, 0.0), top_down, |ui| {
                    ui.set_width(left);
                    controls(ui, vm, sign, texts)
                })
                .inner;
            ui.add_space(space::S);
            let second = ui.vertical(|ui| page(ui, vm, texts, textures)).inner;
            first.or(second)
        })
        .inner
    } else {
        let first = controls(ui, vm, sign, texts);
        first.or(page(ui, vm, texts, textures))
    };
    look.or(placed)
}

fn look_words(look: SealLook, vm: &SealVm<'_>, texts: &Texts) -> &'static str {
    match look {
        SealLook::Image if vm.desk.image.is_none() => texts.seal.image_from_file,
        SealLook::Image => texts.seal.image,
        SealLook::None => texts.seal.none,
        SealLook::Rectangle => texts.seal.rectangle,
        SealLook::Round => texts.seal.round,
        SealLook::DateStamp => texts.seal.date_stamp,
    }
}

fn controls(ui: &mut Ui, vm: &SealVm<'_>, sign: &SignVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.seal;
    let mut action = None;
    if vm.desk.look == SealLook::Image {
        if let Some((path, _)) = &vm.desk.image {
            text::strong(ui, &file_name(path));
        }
        if Button::new(words.change_image)
            .icon(Icon::Folder)
            .compact()
            .show(ui)
            .clicked()
        {
            action = Some(Action::Choose(DialogRequest::SealImage));
        }
        text::note(ui, words.image_form);
    } else if matches!(sign.disclosure, Disclosure::Holder(None)) || Manner::of(ui).hold().is_some()
    {
        text::note(ui, words.name_later);
    }
    if vm.is_seal_missing {
        Banner::new(Severity::Warning, words.undrawable_seal)
            .line(words.undrawable_seal_line)
            .show(ui);
    }
    let size = sizes(ui, vm, texts);
    ui.add_space(space::XS);
    let page = pages(ui, vm, texts);
    ui.add_space(space::XS);
    text::strong(ui, words.place);
    let (left, top) = vm.corner_mm;
    text::body(ui, &(words.place_at)(whole(left), whole(top)));
    text::note(ui, words.place_help);
    text::note(ui, words.place_keys);
    if vm.documents.len() > 1 {
        text::strong(ui, &(words.for_all)(vm.documents.len()));
    }
    action.or(size).or(page)
}

fn sizes(ui: &mut Ui, vm: &SealVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.seal;
    let label = match vm.desk.look {
        SealLook::Image => words.longer_side,
        SealLook::Rectangle => words.width,
        SealLook::DateStamp | SealLook::None | SealLook::Round => words.diameter,
    };
    let mm = vm.desk.side_mm();
    let step = stepper::show(
        ui,
        label,
        &(words.mm)(whole(mm)),
        &(words.smaller)(label),
        &(words.larger)(label),
    );
    let side = match step? {
        Step::Down => mm.round() - 1.0,
        Step::Up => mm.round() + 1.0,
    };
    Some(Action::Seal(SealChange::Side(side)))
}

fn pages(ui: &mut Ui, vm: &SealVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.seal;
    if vm.page.is_some_and(|page| page.pages < 2) {
        return None;
    }
    text::strong(ui, words.page);
    let (before, after) = vm.neighbours();
    let here = vm
        .page
        .map(|page| (words.page_of)(page.page + 1, page.pages))
        .unwrap_or_default();
    if !here.is_empty() {
        text::body(ui, &here);
    }
    button::row(ui, |ui| {
        let ways = [(words.previous_page, before), (words.next_page, after)];
        let mut wanted = turn(ui, &here, ways);
        for (label, target) in [
            (words.first_page, PageChoice::Number(0)),
            (words.last_page, PageChoice::Last),
        ] {
            let button = Button::new(label).compact();
            if button.selected(vm.desk.page == target).show(ui).clicked() {
                wanted = Some(target);
            }
        }
        wanted.map(|page| Action::Seal(SealChange::Page(page)))
    })
}

/// Two buttons, back and on, each dead at its end: `here` says why.
fn turn<T>(ui: &mut Ui, here: &str, ways: [(&str, Option<T>); 2]) -> Option<T> {
    let mut wanted = None;
    for (sign, (label, target)) in [Icon::Back, Icon::Forward].into_iter().zip(ways) {
        let reason = target.is_none().then_some(here);
        let button = Button::icon_only(sign, label).disabled_as_written(reason);
        if button.show(ui).clicked() {
            wanted = target;
        }
    }
    wanted
}

fn page(ui: &mut Ui, vm: &SealVm<'_>, texts: &Texts, textures: &mut Textures) -> Option<Action> {
    let words = &texts.seal;
    let document = documents(ui, vm, texts);
    let (left, top) = vm.corner_mm;
    let instead = if vm.is_page_missing {
        words.undrawable
    } else {
        words.drawing
    };
    let ctx = ui.ctx().clone();
    let page = vm.page.map(|page| &page.picture);
    let seal = vm.desk.seal_view.picture();
    textures.keep(&ctx, page, seal);
    let moved = PageView {
        name: words.place,
        place: &(words.place_at)(whole(left), whole(top)),
        help: words.place_keys,
        page_mm: vm.page_mm,
        page: textures.page(),
        instead,
        seal: textures.seal(),
        corner_mm: vm.corner_mm,
        seal_mm: vm.extent_mm,
    }
    .show(ui);
    if vm.page.is_some_and(|page| page.is_incomplete) {
        text::note(ui, words.incomplete);
    }
    let moved = moved.map(|corner| Action::Seal(SealChange::MoveTo(corner)));
    document.or(moved)
}

/// Which of several documents is looked at.
fn documents(ui: &mut Ui, vm: &SealVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.seal;
    let total = vm.documents.len();
    let shown = vm.documents.get(vm.document)?;
    let name = (words.document)(&file_name(shown), vm.document + 1, total);
    text::note(ui, &name);
    if total < 2 {
        return None;
    }
    let before = vm.document.checked_sub(1);
    let after = Some(vm.document + 1).filter(|place| *place < total);
    let ways = [
        (words.previous_document, before),
        (words.next_document, after),
    ];
    let wanted = ui.horizontal(|ui| turn(ui, &name, ways)).inner;
    wanted.map(|place| Action::Seal(SealChange::Document(place)))
}

/// Whole millimetres, to be said.
#[expect(
    clippy::cast_possible_truncation,
    reason = "saturates; a page is small"
)]
fn whole(mm: f32) -> i32 {
    mm.round() as i32
}
