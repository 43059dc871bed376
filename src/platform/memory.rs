//! The memory where secrets lie: locked while they are there, so that the system does not write it to disk when
//! memory runs short, and wiped when it is given back.
//!
//! Pages are what a system locks, and unlocking one does not count how often it was locked. So it is counted here.
//!
//! What of ours holds a secret wipes it by itself ([`crate::core::secret`]). [`Wiping`] is for what is not ours: a
//! pasted password passes through the window system's answer, the clipboard's crates and egui's events, which free
//! their buffers as they are.

use std::{
    alloc::System,
    collections::BTreeMap,
    ptr,
    sync::{Mutex, MutexGuard, PoisonError},
};

use region::{LockGuard, page};
use zeroizing_alloc::ZeroAlloc;

use crate::core::secret::{self, MemoryLock};

/// The system's allocator, which wipes whatever is given back to it. Both programs have it as theirs.
pub type Wiping = ZeroAlloc<System>;

/// The one value of it.
pub const WIPING: Wiping = ZeroAlloc(System);

/// A page that is locked, and how many secrets lie in it.
struct Page {
    secrets: usize,
    _lock: LockGuard,
}

/// By address.
static PAGES: Mutex<BTreeMap<usize, Page>> = Mutex::new(BTreeMap::new());

/// From now on the memory of every secret is locked while it is there. Where the system does not let it
/// (its limit is reached, or 0), it stays as it is: a PIN that cannot be typed would help nobody.
pub fn lock_secrets() {
    secret::lock_memory_with(|bytes| Some(Box::new(Held::lock(bytes)) as MemoryLock));
}

/// Pages that one secret needs, by their addresses.
struct Held(Vec<usize>);

impl Held {
    fn lock(bytes: &[u8]) -> Self {
        let range = bytes.as_ptr_range();
        let first = page::floor(range.start).addr();
        let mut pages = locked_pages();
        let held = (first..range.end.addr())
            .step_by(page::size())
            .filter(|address| hold(&mut pages, *address))
            .collect();
        Self(held)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut pages = locked_pages();
        for address in &self.0 {
            if let Some(page) = pages.get_mut(address) {
                page.secrets -= 1;
                if page.secrets == 0 {
                    pages.remove(address);
                }
            }
        }
    }
}

/// Counts one secret more in the page at `address`, which is locked if it was not; `false` where that is refused.
fn hold(pages: &mut BTreeMap<usize, Page>, address: usize) -> bool {
    if let Some(page) = pages.get_mut(&address) {
        page.secrets += 1;
        return true;
    }
    let Ok(lock) = region::lock(ptr::without_provenance::<u8>(address), 1) else {
        return false;
    };
    let page = Page {
        secrets: 1,
        _lock: lock,
    };
    pages.insert(address, page);
    true
}

/// Nothing in here is half done when a thread breaks down.
fn locked_pages() -> MutexGuard<'static, BTreeMap<usize, Page>> {
    PAGES.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_locked(bytes: &[u8]) -> bool {
        let first = page::floor(bytes.as_ptr()).addr();
        locked_pages().contains_key(&first)
    }

    #[test]
    fn a_page_stays_locked_until_its_last_secret_is_gone() {
        let block = vec![0_u8; 4 * page::size()];
        let start = page::ceil(block.as_ptr()).addr() - block.as_ptr().addr();
        let page = &block[start..start + page::size()];
        let one = Held::lock(&page[..16]);
        let other = Held::lock(&page[100..116]);
        drop(one);
        assert!(are_locked(page), "the other is still there");
        drop(other);
        assert!(!are_locked(page));
    }

    #[test]
    fn a_secret_on_the_edge_of_a_page_has_both_locked() {
        let block = vec![0_u8; 4 * page::size()];
        let edge = page::ceil(block.as_ptr()).addr() - block.as_ptr().addr() + page::size();
        let held = Held::lock(&block[edge - 8..edge + 8]);
        assert!(are_locked(&block[edge - 8..]) && are_locked(&block[edge..]));
        drop(held);
        assert!(!are_locked(&block[edge - 8..]) && !are_locked(&block[edge..]));
        assert_eq!(Held::lock(&[]).0, Vec::<usize>::new());
    }
}
