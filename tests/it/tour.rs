//! Practice mode and the guided tour in the window: by keyboard, in every look, and without a trace.

mod practice;
mod steps;
