//! The office's policy, from its file to what holds.

use std::path::{Path, PathBuf};

use crate::{
    app::{
        failure::{Failure, PolicyFlaw},
        policy::{LoadedPolicy, Policy, PolicyError, line_of_office, office_failure},
        ports::FileError,
        workflow::office::office_of_policy,
    },
    core::office::Office,
    platform::{files::SystemFiles, policy_file},
};

/// A policy and the bytes that it was read from.
struct Written<'a> {
    policy: Policy,
    path: &'a Path,
    bytes: Vec<u8>,
}

impl Written<'_> {
    /// The office that it names.
    fn office(&self) -> Option<Result<Box<Office>, Failure>> {
        let profile = self.policy.office.profile.as_ref()?;
        let read = office_of_policy(&SystemFiles, profile, self.path);
        Some(read.map(Box::new).map_err(|flaw| {
            let line = line_of_office(&self.bytes);
            office_failure(self.path, line, flaw)
        }))
    }
}

/// The policy of this system, and the one in `own` (`--policy`) beside it, which loosens nothing.
pub fn load_policy(own: Option<&Path>) -> LoadedPolicy {
    policy_of(&policy_file::system_path(), own)
}

fn policy_of(system: &Path, own: Option<&Path>) -> LoadedPolicy {
    let own = own.map(|path| match read(path) {
        // Whoever names a file means one.
        Ok(None) => Err(refused(path, FileError::NotFound)),
        Ok(Some(policy)) => Ok(policy),
        Err(failure) => Err(failure),
    });
    match (read(system), own.transpose()) {
        (Err(failure), _) | (_, Err(failure)) => LoadedPolicy {
            policy: Policy::strictest(),
            refused: Some(failure),
            office: None,
        },
        (Ok(system), Ok(own)) => {
            let files: Vec<Written<'_>> = [system, own].into_iter().flatten().collect();
            let policies = files.iter().map(|file| file.policy.clone());
            LoadedPolicy {
                policy: policies.reduce(|all, it| all.and(&it)).unwrap_or_default(),
                refused: None,
                office: files.iter().find_map(Written::office),
            }
        }
    }
}

fn read(path: &Path) -> Result<Option<Written<'_>>, Failure> {
    let bytes = policy_file::read(path).map_err(|error| refused(path, error))?;
    let written = |bytes: Vec<u8>| {
        let policy = Policy::from_bytes(&bytes)?;
        Ok(Written {
            policy,
            path,
            bytes,
        })
    };
    let read = bytes.map(written).transpose();
    read.map_err(|error: PolicyError| Failure::PolicyRefused {
        path: path.to_path_buf(),
        line: Some(error.line),
        flaw: Box::new(error.flaw),
    })
}

fn refused(path: &Path, error: FileError) -> Failure {
    Failure::PolicyRefused {
        path: PathBuf::from(path),
        line: None,
        flaw: Box::new(PolicyFlaw::Unreadable(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::policy::CounterMode;

    const FORCED: &str = "version = 1\n[counter]\nmode = \"forced\"\n";
    const OFF: &str = "version = 1\n[counter]\nmode = \"off\"\n";

    fn with(system: Option<&str>, own: Option<&str>) -> LoadedPolicy {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: Option<&str>| {
            let path = folder.path().join(name);
            if let Some(text) = text {
                std::fs::write(&path, text).expect("written");
            }
            path
        };
        let system = put("system.toml", system);
        let own_path = put("own.toml", own);
        policy_of(&system, own.map(|_| own_path.as_path()))
    }

    #[test]
    fn no_file_lays_nothing_down() {
        let loaded = with(None, None);
        assert_eq!((loaded.policy, loaded.refused), Default::default());
    }

    #[test]
    fn an_own_policy_does_not_loosen_the_systems() {
        assert_eq!(
            with(Some(FORCED), Some(OFF)).policy.counter.mode,
            CounterMode::Forced
        );
        assert_eq!(with(None, Some(OFF)).policy.counter.mode, CounterMode::Off);
    }

    #[test]
    fn one_bad_file_of_two_makes_the_strictest_hold() {
        for (system, own) in [
            (Some("x"), Some(OFF)),
            (Some(OFF), Some("x")),
            (Some("x"), None),
        ] {
            let loaded = with(system, own);
            assert_eq!(loaded.policy, Policy::strictest());
            assert!(loaded.refused.is_some());
        }
    }

    #[test]
    fn what_is_there_and_cannot_be_read_is_refused_and_what_is_not_there_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let nothing = folder.path().join("none.toml");
        assert!(policy_of(&nothing, None).refused.is_none());
        let asked = policy_of(&nothing, Some(&nothing));
        assert_eq!(asked.refused, Some(refused(&nothing, FileError::NotFound)));
        assert_eq!(
            policy_of(folder.path(), None).policy,
            Policy::strictest(),
            "a folder"
        );
        let huge = folder.path().join("huge.toml");
        std::fs::write(&huge, vec![b'#'; 70_000]).expect("written");
        assert!(policy_of(&huge, None).refused.is_some());
        #[cfg(unix)]
        {
            let link = folder.path().join("link.toml");
            std::os::unix::fs::symlink(&nothing, &link).expect("a link");
            assert_eq!(
                policy_of(&link, None).policy,
                Policy::strictest(),
                "leads nowhere"
            );
        }
    }
}
