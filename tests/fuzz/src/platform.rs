//! Of the edges: what a stranger's bytes reach there.

/// The virtual reader's frames.
#[path = "../../../src/platform/vpcd/conversation.rs"]
pub mod vpcd;
