//! Searches all of the memory of a process that the kernel lets anyone write to.

use std::fmt;
use std::fs::{File, read_to_string};
use std::io::{Read, Seek, SeekFrom};

/// The shortest stretch of a secret that is looked for.
const STRETCH: usize = 6;

/// How far apart its characters may lie, in bytes: together, as UTF-16 or 32, in the fields of keys and events,
/// and each in a heap block of its own.
const STRIDES: [usize; 10] = [1, 2, 4, 8, 16, 24, 32, 40, 48, 64];

/// A stretch of a secret that was found.
pub struct Trace {
    mapping: String,
    around: String,
    /// Whether the system may not write this memory to disk.
    pub is_locked: bool,
}

impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let locked = if self.is_locked {
            "locked"
        } else {
            "not locked"
        };
        write!(f, "{} ({locked}): {}", self.mapping, self.around)
    }
}

/// A range of memory as `/proc/PID/smaps` tells it.
struct Mapping {
    line: String,
    start: u64,
    end: u64,
    is_locked: bool,
}

impl Mapping {
    fn all(process: u32) -> Vec<Self> {
        let told = read_to_string(format!("/proc/{process}/smaps")).expect("smaps");
        let mut all: Vec<Self> = Vec::new();
        for line in told.lines() {
            if let Some(flags) = line.strip_prefix("VmFlags:") {
                let last = all.last_mut().expect("its range came before");
                last.is_locked = flags.split_whitespace().any(|flag| flag == "lo");
            } else if let Some(mapping) = Self::of(line) {
                all.push(mapping);
            }
        }
        all
    }

    fn of(line: &str) -> Option<Self> {
        let (start, end) = line.split_once(' ')?.0.split_once('-')?;
        Some(Self {
            line: line.to_owned(),
            start: u64::from_str_radix(start, 16).ok()?,
            end: u64::from_str_radix(end, 16).ok()?,
            is_locked: false,
        })
    }

    /// What the kernel keeps to itself cannot be read; what is a file and cannot be written to is that file.
    fn is_searched(&self) -> bool {
        let fields: Vec<&str> = self.line.split_whitespace().collect();
        let is_file = fields[4] != "0";
        let kernels = ["[vvar]", "[vvar_vclock]", "[vsyscall]"];
        fields[1].starts_with('r')
            && (fields[1].starts_with("rw") || !is_file)
            && !kernels.iter().any(|name| self.line.ends_with(name))
    }
}

/// Where in the memory of `process` a stretch of the secrets lies.
pub fn traces(process: u32, secrets: &[&str]) -> Vec<Trace> {
    search(process, |bytes| {
        let places = |secret: &&str| places_of_stretches(secret.as_bytes(), bytes);
        secrets.iter().flat_map(places).collect()
    })
}

/// Where these bytes lie as they are, for secrets so short that a stretch of them lies anywhere by chance.
pub fn traces_of(process: u32, wanted: &[u8]) -> Vec<Trace> {
    let finder = memchr::memmem::Finder::new(wanted);
    search(process, |bytes| {
        finder.find_iter(bytes).map(|place| (place, 1)).collect()
    })
}

/// Searches everything; `places` says where in a block something is, and how far apart its characters are.
fn search(process: u32, places: impl Fn(&[u8]) -> Vec<(usize, usize)>) -> Vec<Trace> {
    assert!(crate::screen::leaves_no_core(process));
    let mut memory = File::open(format!("/proc/{process}/mem")).expect("memory");
    let mut found = Vec::new();
    let mut searched = 0;
    for mapping in Mapping::all(process).iter().filter(|it| it.is_searched()) {
        let mut bytes = vec![0; usize::try_from(mapping.end - mapping.start).expect("fits")];
        memory.seek(SeekFrom::Start(mapping.start)).expect("sought");
        if memory.read_exact(&mut bytes).is_err() {
            // A file that became shorter under its mapping, or a guard.
            continue;
        }
        searched += bytes.len();
        found.extend(places(&bytes).into_iter().map(|(place, stride)| {
            let end = (place + STRETCH * stride + 48).min(bytes.len());
            let around = &bytes[place.saturating_sub(48)..end];
            Trace {
                mapping: mapping.line.clone(),
                around: format!("at {place:#x} by {stride}: {}", around.escape_ascii()),
                is_locked: mapping.is_locked,
            }
        }));
    }
    assert!(searched > 1 << 20, "only {searched} bytes were searched");
    found
}

/// Where `bytes` have [`STRETCH`] characters of `secret` in a row, and how far apart they are.
fn places_of_stretches(secret: &[u8], bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for stretch in secret.windows(STRETCH) {
        for place in memchr::memchr_iter(stretch[0], bytes) {
            let is_at = |stride: &usize| {
                let mut rest = (1..).zip(&stretch[1..]);
                rest.all(|(index, byte)| bytes.get(place + index * stride) == Some(byte))
            };
            places.extend(STRIDES.into_iter().find(is_at).map(|by| (place, by)));
        }
    }
    places
}

#[test]
fn a_stretch_is_found_whole_and_spread_out() {
    let secret = b"zQ7x4Kw9";
    for stride in STRIDES {
        let mut bytes = vec![0; 1000];
        for (index, byte) in (0..).zip(&secret[1..7]) {
            bytes[300 + index * stride] = *byte;
        }
        assert_eq!(places_of_stretches(secret, &bytes), [(300, stride)]);
        bytes[300 + 5 * stride] = 0;
        assert_eq!(places_of_stretches(secret, &bytes), []);
    }
    assert_eq!(places_of_stretches(secret, b"..zQ7x4Kw9").len(), 3);
    assert_eq!(places_of_stretches(secret, b"7x4Kw"), []);
}
