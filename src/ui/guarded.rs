//! The window, guarded: a mistake of the program in it ends the window in order, and nothing else. What was on
//! it is dropped, and whoever opened it is told; nothing unwinds through the window system.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
};

use egui::{Context, Ui, ViewportCommand};

/// A window that cannot take the program down.
pub struct Guarded<A> {
    /// `None` once it has broken down.
    app: Option<A>,
    has_broken: Rc<Cell<bool>>,
    /// Frames until it breaks down with these words, to test all this. A release has none of it.
    #[cfg(debug_assertions)]
    breaking: Option<(u32, String)>,
}

impl<A: eframe::App> Guarded<A> {
    /// Guards `app`; `has_broken` becomes true if it breaks down.
    pub fn new(app: A, has_broken: Rc<Cell<bool>>) -> Self {
        Self {
            app: Some(app),
            has_broken,
            #[cfg(debug_assertions)]
            breaking: std::env::var("INKAN_BREAK").ok().map(|words| (2, words)),
        }
    }

    fn guard(&mut self, ctx: &Context, run: impl FnOnce(&mut A)) {
        let Some(app) = &mut self.app else { return };
        if catch_unwind(AssertUnwindSafe(|| run(app))).is_err() {
            self.has_broken.set(true);
            let broken = self.app.take();
            // What is broken may break again as it goes.
            catch_unwind(AssertUnwindSafe(|| drop(broken))).ok();
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    #[cfg(debug_assertions)]
    fn break_if_asked(breaking: &mut Option<(u32, String)>, ctx: &Context) {
        if let Some((frames, words)) = breaking {
            ctx.request_repaint();
            *frames = frames.saturating_sub(1);
            assert!(*frames > 0, "{words}");
        }
    }
}

impl<A: eframe::App> eframe::App for Guarded<A> {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.guard(ctx, |app| app.logic(ctx, frame));
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        #[cfg(debug_assertions)]
        let mut breaking = self.breaking.take();
        self.guard(&ctx, |app| {
            app.ui(ui, frame);
            #[cfg(debug_assertions)]
            Self::break_if_asked(&mut breaking, ui.ctx());
        });
        #[cfg(debug_assertions)]
        {
            self.breaking = breaking;
        }
    }

    /// The page's colour, so that the page need not be filled with it (`shell`).
    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        if let Some(app) = &mut self.app
            && catch_unwind(AssertUnwindSafe(|| app.on_exit(gl))).is_err()
        {
            self.has_broken.set(true);
        }
    }
}
