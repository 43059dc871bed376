//! `platform::files` against the real file system: whole files or nothing, no waiting, and each
//! trouble by its own name.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use inkan::{
    app::ports::{FileError, FileSource, Files, Overwrite},
    core::source::Source,
    platform::files::SystemFiles,
};

const FILES: SystemFiles = SystemFiles;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("folder")
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("entry").file_name().to_string_lossy().into())
        .collect();
    names.sort();
    names
}

#[test]
fn what_was_written_is_read_back() {
    let folder = folder();
    let path = folder.path().join("結果.p7s");
    let bytes: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    FILES
        .check_target(&path, Overwrite::Refused)
        .expect("writable");
    assert_eq!(names_in(folder.path()), [""; 0], "the probe leaves nothing");
    FILES
        .write(&path, &bytes, Overwrite::Refused)
        .expect("written");
    assert_eq!(names_in(folder.path()), ["結果.p7s"]);
    assert!(FILES.exists(&path));

    assert!(FILES.read_whole(&path, 200_000).expect("read") == bytes);

    let file = FILES.open(&path).expect("opened");
    assert_eq!(file.len(), 200_000);
    let mut buffer = [0; 4096];
    assert_eq!(file.read_at(199_998, &mut buffer), Ok(2));
    assert_eq!(buffer[..2], bytes[199_998..]);
    assert_eq!(file.read_at(200_000, &mut buffer), Ok(0));
    assert_eq!(file.read_at(2, &mut buffer[..2]), Ok(2));
    assert_eq!(buffer[..2], bytes[2..4]);
    let source = FileSource(&*file);
    assert_eq!(source.len(), 200_000);
    assert_eq!(
        source.bytes(100_000, 200_000).expect("read"),
        bytes[100_000..]
    );

    // What was appended after opening is not part of what was opened.
    let mut appending = fs::File::options()
        .append(true)
        .open(&path)
        .expect("opened");
    std::io::Write::write_all(&mut appending, b"more").expect("appended");
    assert_eq!(source.bytes(199_999, 5).expect("read"), bytes[199_999..]);
}

#[test]
fn an_existing_file_is_replaced_only_when_allowed() {
    let folder = folder();
    let path = folder.path().join("a");
    fs::write(&path, "old").expect("written");
    assert_eq!(
        FILES.check_target(&path, Overwrite::Refused),
        Err(FileError::Exists)
    );
    assert_eq!(
        FILES.write(&path, b"new", Overwrite::Refused),
        Err(FileError::Exists)
    );
    assert_eq!(fs::read(&path).expect("read"), b"old");
    FILES
        .check_target(&path, Overwrite::Allowed)
        .expect("allowed");
    FILES
        .write(&path, b"new", Overwrite::Allowed)
        .expect("written");
    assert_eq!(fs::read(&path).expect("read"), b"new");
    assert_eq!(names_in(folder.path()), ["a"]);
}

#[test]
fn a_folder_is_no_file_and_a_missing_one_is_not_found() {
    let folder = folder();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).expect("made");
    assert_eq!(FILES.open(&inner).err(), Some(FileError::NotAFile));
    assert_eq!(
        FILES.check_target(&inner, Overwrite::Allowed),
        Err(FileError::NotAFile)
    );
    assert_eq!(
        FILES.write(&inner, b"", Overwrite::Allowed),
        Err(FileError::NotAFile)
    );
    assert_eq!(
        FILES.open(&folder.path().join("none")).err(),
        Some(FileError::NotFound)
    );
    let nowhere = folder.path().join("none/result");
    assert_eq!(
        FILES.check_target(&nowhere, Overwrite::Refused),
        Err(FileError::NotFound)
    );
    assert_eq!(
        FILES.write(&nowhere, b"", Overwrite::Refused),
        Err(FileError::NotFound)
    );
    let file = folder.path().join("file");
    fs::write(&file, "").expect("written");
    let inside = file.join("result");
    assert_eq!(
        FILES.write(&inside, b"", Overwrite::Refused),
        Err(FileError::NotFound)
    );
    assert_eq!(FILES.open(&inside).err(), Some(FileError::NotFound));
    assert_eq!(
        FILES.check_target(Path::new("/"), Overwrite::Allowed),
        Err(FileError::NotAFile)
    );
}

#[test]
fn debris_of_yesterday_is_removed_and_nothing_else() {
    let folder = folder();
    let old = SystemTime::now() - Duration::from_hours(25);
    for name in [
        ".inkan-abc.tmp",
        ".inkan-abc.txt",
        "inkan-abc.tmp",
        ".other.tmp",
    ] {
        let path = folder.path().join(name);
        fs::write(&path, "x").expect("written");
        fs::File::options()
            .write(true)
            .open(&path)
            .expect("open")
            .set_modified(old)
            .expect("set");
    }
    fs::write(folder.path().join(".inkan-new.tmp"), "x").expect("written");
    FILES
        .check_target(&folder.path().join("result"), Overwrite::Refused)
        .expect("writable");
    assert_eq!(
        names_in(folder.path()),
        [
            ".inkan-abc.txt",
            ".inkan-new.tmp",
            ".other.tmp",
            "inkan-abc.tmp"
        ]
    );
}

#[cfg(unix)]
mod unix {
    use std::{
        os::unix::fs::{PermissionsExt, symlink},
        path::PathBuf,
        process::Command,
    };

    use super::*;

    #[test]
    fn pipes_and_devices_are_refused_at_once() {
        let folder = folder();
        let pipe = folder.path().join("pipe");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .expect("mkfifo")
                .success()
        );
        assert_eq!(FILES.open(&pipe).err(), Some(FileError::NotAFile));
        assert_eq!(
            FILES.open(Path::new("/dev/zero")).err(),
            Some(FileError::NotAFile)
        );
        assert_eq!(
            FILES.check_target(&pipe, Overwrite::Allowed),
            Err(FileError::NotAFile)
        );
    }

    #[test]
    fn the_same_file_is_known_under_every_name() {
        let folder = folder();
        let original = folder.path().join("original");
        fs::write(&original, "text").expect("written");
        let linked = folder.path().join("linked");
        symlink(&original, &linked).expect("linked");
        let hard = folder.path().join("hard");
        fs::hard_link(&original, &hard).expect("linked");
        let spelled = folder
            .path()
            .join("../")
            .join(folder.path().file_name().expect("name"));
        for other in [&original, &linked, &hard, &spelled.join("original")] {
            assert_eq!(
                FILES.identity(&original),
                FILES.identity(other),
                "{other:?}"
            );
        }
        let copy = folder.path().join("copy");
        fs::copy(&original, &copy).expect("copied");
        assert_ne!(FILES.identity(&original), FILES.identity(&copy));
        assert_eq!(FILES.identity(&folder.path().join("none")), None);
    }

    #[test]
    fn a_link_is_replaced_and_what_it_points_to_stays() {
        let folder = folder();
        let original = folder.path().join("original");
        fs::write(&original, "text").expect("written");
        let linked = folder.path().join("linked");
        symlink(&original, &linked).expect("linked");
        FILES
            .write(&linked, b"result", Overwrite::Allowed)
            .expect("written");
        assert_eq!(fs::read(&original).expect("read"), b"text");
        assert_eq!(fs::read(&linked).expect("read"), b"result");
        assert!(!fs::symlink_metadata(&linked).expect("there").is_symlink());
    }

    #[test]
    fn a_protected_file_is_not_replaced() {
        let folder = folder();
        let path = folder.path().join("protected");
        fs::write(&path, "old").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("set");
        let denied = Err(FileError::PermissionDenied);
        assert_eq!(FILES.check_target(&path, Overwrite::Allowed), denied);
        assert_eq!(FILES.write(&path, b"new", Overwrite::Allowed), denied);
        assert_eq!(fs::read(&path).expect("read"), b"old");
    }

    #[test]
    fn a_result_has_the_permissions_of_any_new_file() {
        let folder = folder();
        let ours = folder.path().join("ours");
        let theirs = folder.path().join("theirs");
        FILES
            .write(&ours, b"x", Overwrite::Refused)
            .expect("written");
        fs::write(&theirs, "x").expect("written");
        let mode = |path: &PathBuf| fs::metadata(path).expect("there").permissions().mode();
        assert_eq!(mode(&ours), mode(&theirs));
    }
}

#[cfg(target_os = "linux")]
mod small_disk {
    use super::*;
    use crate::disk::{self, Disk};

    #[test]
    fn a_full_disk_is_said_and_leaves_nothing_partial() {
        let Some(disk) = Disk::mount("size=64k") else {
            return;
        };
        let target = disk.path("result");
        FILES
            .check_target(&target, Overwrite::Refused)
            .expect("there is room");
        let written = FILES.write(&target, &vec![7; 100_000], Overwrite::Refused);
        assert_eq!(written, Err(FileError::Full));
        assert_eq!(names_in(disk.folder()), [""; 0]);
        fs::write(disk.path("filler"), vec![0; 64 * 1024]).expect("filled");
        assert_eq!(
            FILES.check_target(&target, Overwrite::Refused),
            Err(FileError::Full)
        );
        assert_eq!(names_in(disk.folder()), ["filler"]);
    }

    #[test]
    fn a_read_only_disk_is_said() {
        let Some(disk) = Disk::mount("size=64k") else {
            return;
        };
        disk::make_read_only(disk.folder());
        let target = disk.path("result");
        assert_eq!(
            FILES.check_target(&target, Overwrite::Refused),
            Err(FileError::ReadOnly)
        );
        assert_eq!(
            FILES.write(&target, b"x", Overwrite::Refused),
            Err(FileError::ReadOnly)
        );
    }
}
