//! No copy of this program's memory is written to disk when it crashes: a PIN may lie in it.

/// From now on the system writes none, for this process and those that it starts. Where the system has no
/// such limit (Windows keeps its reports, which hold no whole memory unless someone set that up), nothing happens.
pub fn forbid() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        // A system that does not let a process have less of something is none that we know.
        setrlimit(Resource::Core, none).ok();
    }
}
