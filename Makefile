# Everything with one word. On Debian and Ubuntu the system packages come along; elsewhere cargo
# alone does the same (README.md).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The tools' versions, chosen to build with the Rust of Cargo.toml.
NEXTEST_VERSION := 0.9.143
DENY_VERSION := 0.20.2
FUZZ_VERSION := 0.13.2

# To build: a linker, and the smart card library with its header.
BUILD_PACKAGES := build-essential pkg-config libpcsclite-dev
# To open a window: what winit and wgpu load at run time, OpenGL and Vulkan with a software fallback.
WINDOW_PACKAGES := libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 libxkbcommon0 \
	libxkbcommon-x11-0 libwayland-client0 libwayland-cursor0 libwayland-egl1 libegl1 libgl1 \
	libgl1-mesa-dri libvulkan1 mesa-vulkan-drivers
# To test: the real smart card service with a virtual reader, the foreign judges, a display, a screen
# reader's view of it.
TEST_PACKAGES := pcscd vsmartcard-vpcd opensc openssl xvfb xauth \
	qpdf poppler-utils libnss3-tools python3-venv \
	strace time at-spi2-core dbus python3-pyatspi xdotool
# To cross-build for Windows: a linker, what makes the installer, and what signs it.
WINDOWS_PACKAGES := gcc-mingw-w64-x86-64-win32 nsis osslsigncode python3
# To try the result: Windows' interfaces, a display, pictures of it.
WINDOWS_TEST_PACKAGES := wine wine64 xvfb xauth libgl1-mesa-dri imagemagick openssl
# To make packages for Linux: pip for the linker, icons, the .deb, the .rpm.
LINUX_PACKAGES := python3 python3-venv librsvg2-bin dpkg-dev rpm xz-utils
# To judge them, and to try them on clean systems.
LINUX_TEST_PACKAGES := lintian rpmlint appstream desktop-file-utils shared-mime-info shellcheck man-db binutils \
	flatpak-builder python3-yaml mmdebstrap gpgv xvfb xdotool imagemagick
# To measure against.
BENCH_PACKAGES := ausweisapp2

INSTALL_MISSING := @packaging/linux/install-missing.sh

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

.PHONY: run
run: rust ## build and open the window on the simulated card; without a display, the same on the command line
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(WINDOW_PACKAGES)
	@cargo build --locked --bins
	@if [ "$$(uname -s)" = Linux ] && [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		echo "There is no display here: the same job on the command line."; \
		packaging/linux/practice.sh; \
	elif ! cargo run --locked --quiet --bin inkan -- --demo; then \
		echo "The window could not open: the same job on the command line."; \
		packaging/linux/practice.sh; \
	fi

.PHONY: test
test: rust nextest ## install what the tests need, then run every check and test
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(WINDOW_PACKAGES) $(TEST_PACKAGES)
	@$(MAKE) judges lint
	@INKAN_REQUIRE_JUDGES=1 packaging/linux/with-own-pcscd.sh cargo nextest run --locked

.PHONY: bench
bench: rust nextest ## measure beside OpenSC, jpki-cli, OpenSSL, pyHanko and AusweisApp2, into tests/bench/RESULTS.md
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(WINDOW_PACKAGES) $(TEST_PACKAGES) $(BENCH_PACKAGES)
	@$(MAKE) judges
	@tests/bench/run.sh

# SECONDS is for each; TARGETS are some of those in tests/fuzz/README.md.
SECONDS ?= 60
.PHONY: fuzz
fuzz: rust ## fuzz everything that strangers' bytes reach, SECONDS=60 each; needs a nightly compiler
	$(INSTALL_MISSING) build-essential
	@cargo +nightly --version >/dev/null || { echo "rustup toolchain install nightly" >&2; exit 1; }
	@cargo fuzz --version >/dev/null 2>&1 || cargo install --locked cargo-fuzz --version $(FUZZ_VERSION)
	@tests/fuzz/run.sh $(SECONDS) $(TARGETS)

# pyHanko, a foreign judge of signed PDFs, and icalendar, one of calendar files.
.PHONY: judges
judges: ## install pyHanko and icalendar for the tests, into target/judges
	@packaging/venv.sh tests/it/judges/requirements.txt target/judges

.PHONY: screenshots
screenshots: rust nextest ## draw the README's pictures anew, from the program itself
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(WINDOW_PACKAGES)
	@mkdir -p target/pictures
	@INKAN_PICTURES=$(CURDIR)/target/pictures cargo nextest run --locked window
	@for page in home-renewable pin-dialog sign-seal pdf-done verify-pdf verify-bad \
			guide-planner-renewable counter-Light-100-Ja-1080; do \
		cp "target/pictures/$$page.png" assets/screenshots/; \
	done

# PROGRAMS=FOLDER takes programs that packaging/linux/build.sh built earlier; TARGET another machine than this one.
TARGET ?= $(shell uname -m)-unknown-linux-gnu
PACK = @packaging/linux/$(1).sh $(TARGET) "$${PROGRAMS:-$$(packaging/linux/build.sh $(TARGET))}" target/packages

.PHONY: deb
deb: rust ## build the package for Debian and Ubuntu, into target/packages
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(LINUX_PACKAGES)
	$(call PACK,deb)

.PHONY: rpm
rpm: rust ## build the package for Fedora, RHEL and openSUSE, into target/packages
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(LINUX_PACKAGES)
	$(call PACK,rpm)

# A tar whose folder runs where it is put. AppImage's own start-up program is to be had from its project only, as a
# finished binary; nothing of that kind goes into what citizens start.
.PHONY: tarball appimage
appimage: tarball ## the same as `make tarball`
tarball: rust ## build the one file that runs on any Linux, into target/packages
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(LINUX_PACKAGES)
	$(call PACK,tarball)

.PHONY: test-packages
test-packages: test-windows test-linux-packages check-macos bills ## build the packages, then install, run and remove them

.PHONY: test-linux-packages
test-linux-packages: rust
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(LINUX_PACKAGES) $(LINUX_TEST_PACKAGES)
	@packaging/linux/test/run.sh $(PROGRAMS)

.PHONY: test-reproducible
test-reproducible: rust ## build the programs and the .deb twice, in different folders, and compare them bit by bit
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(LINUX_PACKAGES)
	@packaging/linux/test/reproducible.sh

.PHONY: icons
icons: ## draw the icons anew, after assets/icons/inkan.svg was changed
	$(INSTALL_MISSING) librsvg2-bin imagemagick
	@packaging/icons.sh

.PHONY: windows
windows: rust ## cross-build the programs for Windows and their installer, into target/packages
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(WINDOWS_PACKAGES)
	@packaging/windows/build.sh
	@packaging/windows/package.sh

# WINDOWS_BUILD=FOLDER takes programs that are built already.
.PHONY: test-windows
test-windows: rust
	$(INSTALL_MISSING) $(BUILD_PACKAGES) $(WINDOWS_PACKAGES) $(WINDOWS_TEST_PACKAGES)
	@[ -n "$(WINDOWS_BUILD)" ] || packaging/windows/build.sh
	@packaging/windows/test.sh $(WINDOWS_BUILD)

# What makes the bill of materials and judges it.
.PHONY: packaging-tools
packaging-tools:
	@packaging/venv.sh packaging/tools.txt target/packaging-tools

.PHONY: bills
bills: rust ## the bill of materials of each package (CycloneDX), into target/packages
	$(INSTALL_MISSING) python3-venv
	@$(MAKE) packaging-tools
	@packaging/bills.sh

.PHONY: check-macos
check-macos: rust ## what can be said of the Mac's package without a Mac
	@packaging/macos/check.sh

.PHONY: lint
lint: rust ## format and lints, no warning allowed
	@cargo fmt --check
	@cargo clippy --locked --all-targets -- --deny warnings

.PHONY: deny
deny: rust ## licences, sources and forbidden crates; advisories where their database can be fetched
	@command -v cargo-deny >/dev/null || \
		cargo install --locked cargo-deny --version $(DENY_VERSION) --no-default-features
	@cargo deny check bans licenses sources
	@if cargo deny fetch db; then \
		cargo deny check advisories; \
	else \
		echo "advisories NOT checked: their database cannot be fetched from here"; \
	fi

.PHONY: rust
rust:
	@command -v cargo >/dev/null || \
		{ echo "Rust is missing: see https://rustup.rs (version 1.95 or later)" >&2; exit 1; }

.PHONY: nextest
nextest: rust
	$(INSTALL_MISSING) $(BUILD_PACKAGES)
	@cargo nextest --version >/dev/null 2>&1 || \
		cargo install --locked cargo-nextest --version $(NEXTEST_VERSION)
