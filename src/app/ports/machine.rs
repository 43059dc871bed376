//! What the support report says of the computer: closed lists and numbers. There is no field that
//! could hold a person's name, a computer's name or a path.

use std::fmt;

/// Tells what the program runs on.
pub trait Machine: Send + Sync {
    /// What can be found out at this moment. May take a second.
    fn facts(&self) -> MachineFacts;
}

/// What the program runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MachineFacts {
    /// The operating system or distribution.
    pub os: Os,
    /// Its version.
    pub version: Option<Version>,
    /// The version of its kernel, where that is another.
    pub kernel: Option<Version>,
    /// The version of pcsc-lite. Elsewhere the service is part of the system.
    pub pcsc_lite: Option<Version>,
    /// How the window is drawn.
    pub drawing: Drawing,
}

/// An operating system or distribution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Os {
    /// `AlmaLinux`.
    AlmaLinux,
    /// Arch Linux.
    Arch,
    /// Debian.
    Debian,
    /// Fedora.
    Fedora,
    /// Another Linux.
    Linux,
    /// macOS.
    MacOs,
    /// Linux Mint.
    Mint,
    /// `NixOS`.
    NixOs,
    /// openSUSE, Leap or Tumbleweed.
    OpenSuse,
    /// Raspberry Pi OS.
    Raspbian,
    /// Red Hat Enterprise Linux.
    Rhel,
    /// Ubuntu.
    Ubuntu,
    /// Something else.
    #[default]
    Unknown,
    /// Windows.
    Windows,
    /// Zorin OS.
    Zorin,
}

impl Os {
    /// By the `ID` of os-release(5).
    pub fn from_linux_id(id: &str) -> Self {
        match id {
            "almalinux" => Self::AlmaLinux,
            "arch" => Self::Arch,
            "debian" => Self::Debian,
            "fedora" => Self::Fedora,
            "linuxmint" => Self::Mint,
            "nixos" => Self::NixOs,
            "opensuse" | "opensuse-leap" | "opensuse-tumbleweed" => Self::OpenSuse,
            "raspbian" => Self::Raspbian,
            "rhel" => Self::Rhel,
            "ubuntu" => Self::Ubuntu,
            "zorin" => Self::Zorin,
            _ => Self::Linux,
        }
    }

    /// Its name in the report and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::AlmaLinux => "almalinux",
            Self::Arch => "arch",
            Self::Debian => "debian",
            Self::Fedora => "fedora",
            Self::Linux => "linux",
            Self::MacOs => "macos",
            Self::Mint => "linuxmint",
            Self::NixOs => "nixos",
            Self::OpenSuse => "opensuse",
            Self::Raspbian => "raspbian",
            Self::Rhel => "rhel",
            Self::Ubuntu => "ubuntu",
            Self::Unknown => "unknown",
            Self::Windows => "windows",
            Self::Zorin => "zorin",
        }
    }
}

/// A version: one to four numbers of at most five digits, as they were written (`24.04`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    parts: [Part; 4],
    count: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Part {
    number: u32,
    digits: usize,
}

/// The most digits of one number: builds of Windows have five.
const MAX_DIGITS: usize = 5;

impl Version {
    /// The numbers that `text` begins with; what follows them is passed over. `None` where it does not
    /// begin with a number.
    pub fn at_start(text: &str) -> Option<Self> {
        let mut version = Self {
            parts: [Part::default(); 4],
            count: 0,
        };
        for (part, word) in version.parts.iter_mut().zip(text.split('.')) {
            let end = word
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(word.len());
            let digits = word.get(..end).filter(|it| it.len() <= MAX_DIGITS);
            let Some(number) = digits.and_then(|digits| digits.parse().ok()) else {
                break;
            };
            *part = Part {
                number,
                digits: end,
            };
            version.count += 1;
            if end < word.len() {
                break;
            }
        }
        (version.count > 0).then_some(version)
    }

    /// The first version in `text`, after whatever words.
    pub fn somewhere_in(text: &str) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        Self::at_start(text.get(start..)?)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, part) in self.parts.iter().take(self.count).enumerate() {
            let point = if place == 0 { "" } else { "." };
            write!(f, "{point}{:0width$}", part.number, width = part.digits)?;
        }
        Ok(())
    }
}

/// How the window is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drawing {
    /// There is no window.
    #[default]
    None,
    /// glow.
    OpenGl {
        /// The version of OpenGL, or of OpenGL ES.
        version: Option<Version>,
        /// Whose driver.
        driver: GlDriver,
    },
    /// wgpu.
    Wgpu {
        /// Over what.
        backend: WgpuBackend,
        /// On what.
        device: WgpuDevice,
        /// The PCI number of the maker of the graphics chip.
        vendor: u32,
    },
}

/// Whose driver of OpenGL it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "makers")]
pub enum GlDriver {
    Amd,
    Apple,
    Intel,
    Mesa,
    Nvidia,
    Other,
}

impl GlDriver {
    /// By what the driver writes behind its version.
    pub fn of(vendor: &str) -> Self {
        let vendor = vendor.to_ascii_lowercase();
        let named = [
            ("mesa", Self::Mesa),
            ("nvidia", Self::Nvidia),
            ("metal", Self::Apple),
            ("intel", Self::Intel),
            ("build", Self::Intel),
            ("core profile context", Self::Amd),
            ("amd", Self::Amd),
        ];
        named
            .into_iter()
            .find(|(part, _)| vendor.contains(part))
            .map_or(Self::Other, |(_, driver)| driver)
    }

    /// Its name in the report and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Amd => "amd",
            Self::Apple => "apple",
            Self::Intel => "intel",
            Self::Mesa => "mesa",
            Self::Nvidia => "nvidia",
            Self::Other => "other",
        }
    }
}

/// Over what wgpu draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "names of interfaces")]
pub enum WgpuBackend {
    Direct3D12,
    Metal,
    OpenGl,
    Other,
    Vulkan,
}

impl WgpuBackend {
    /// Its name in the report and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct3D12 => "direct3d-12",
            Self::Metal => "metal",
            Self::OpenGl => "opengl",
            Self::Other => "other",
            Self::Vulkan => "vulkan",
        }
    }
}

/// On what wgpu draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WgpuDevice {
    /// A graphics card.
    Discrete,
    /// Graphics in the processor.
    Integrated,
    /// It does not say.
    Other,
    /// The processor itself: slow.
    Software,
    /// One lent by a host.
    Virtual,
}

impl WgpuDevice {
    /// Its name in the report and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Discrete => "discrete",
            Self::Integrated => "integrated",
            Self::Other => "other",
            Self::Software => "software",
            Self::Virtual => "virtual",
        }
    }
}

/// `glow, OpenGL 4.5, mesa`
impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("-"),
            Self::OpenGl { version, driver } => {
                f.write_str("glow, OpenGL")?;
                if let Some(version) = version {
                    write!(f, " {version}")?;
                }
                write!(f, ", {}", driver.name())
            }
            Self::Wgpu {
                backend,
                device,
                vendor,
            } => {
                let (backend, device) = (backend.name(), device.name());
                write!(f, "wgpu, {backend}, {device}, {vendor:04X}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at_start(text: &str) -> Option<String> {
        Version::at_start(text).map(|version| version.to_string())
    }

    #[test]
    fn versions_stay_as_they_were_written() {
        for (text, version) in [
            ("12", "12"),
            ("24.04", "24.04"),
            ("10.0.22631.3155]\r\n", "10.0.22631.3155"),
            ("6.1.0-18-amd64", "6.1.0"),
            ("1.9.9.", "1.9.9"),
            ("6.18.44-of-hanako", "6.18.44"),
            ("1.2.3.4.5", "1.2.3.4"),
            ("4.5 (Core Profile) Mesa 22.3.6", "4.5"),
        ] {
            assert_eq!(at_start(text).as_deref(), Some(version), "{text}");
        }
        for text in ["", "rolling", "-1", "123456", "19800217.1"] {
            assert_eq!(at_start(text), None, "{text}");
        }
        let said = "Microsoft Windows [Version 10.0.22631.3155]";
        let version = Version::somewhere_in(said).expect("a version");
        assert_eq!(version.to_string(), "10.0.22631.3155");
        assert_eq!(Version::somewhere_in("none"), None);
    }

    #[test]
    fn drivers_are_told_by_what_they_write_behind_their_version() {
        for (vendor, driver) in [
            ("Mesa 22.3.6", GlDriver::Mesa),
            ("(Compatibility Profile) Mesa 22.3.6", GlDriver::Mesa),
            ("NVIDIA 550.54.14", GlDriver::Nvidia),
            ("Metal - 88", GlDriver::Apple),
            ("INTEL-18.8.6", GlDriver::Intel),
            ("- Build 31.0.101.2125", GlDriver::Intel),
            ("Core Profile Context 23.20.15", GlDriver::Amd),
            ("", GlDriver::Other),
            ("of Hanako", GlDriver::Other),
        ] {
            assert_eq!(GlDriver::of(vendor), driver, "{vendor}");
        }
    }

    proptest! {
        /// Whatever a system calls its version, only digits and points come out.
        #[test]
        fn a_version_holds_no_words(text in any::<String>()) {
            let shown = Version::somewhere_in(&text).map(|it| it.to_string()).unwrap_or_default();
            prop_assert!(shown.chars().all(|c| c.is_ascii_digit() || c == '.'));
            prop_assert!(shown.len() <= 4 * MAX_DIGITS + 3);
        }
    }
}
