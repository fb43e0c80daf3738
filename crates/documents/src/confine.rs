//! What the worker may do: read its input, write its output, use memory and time within limits. Nothing else.
//!
//! - **Limits** (`setrlimit`): address space, size of files (none), open files (the three it has), processes (none), core dumps (none).
//! - **Landlock**: no file may be opened, no port bound or connected, no process outside signalled. In force: all that the kernel knows.
//! - **seccomp**: an allow-list of system calls. Everything else fails with `EPERM`, so does memory that can be executed.
//!
//! All three hold before the first byte of a document is read, and for good.

use crate::reader::Limits;

/// Confines this process. Must be called before it has a second thread.
#[cfg(target_os = "linux")]
pub(crate) fn confine(limits: &Limits) -> Result<(), String> {
    use landlock::{ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetStatus, Scope};
    use rlimit::Resource;

    let limit = |resource: Resource, value: u64| resource.set(value, value).map_err(|why| format!("cannot set the limit {resource:?}: {why}"));
    limit(Resource::AS, limits.memory)?;
    limit(Resource::FSIZE, 0)?;
    limit(Resource::CORE, 0)?;
    limit(Resource::NPROC, 0)?;

    let landlock = || {
        Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(ABI::V6))?
            .handle_access(AccessNet::from_all(ABI::V6))?
            .scope(Scope::from_all(ABI::V6))?
            .create()?
            .restrict_self()
    };
    let status = landlock().map_err(|why| format!("Landlock: {why}"))?;
    if status.ruleset == RulesetStatus::NotEnforced {
        return Err("this kernel has no Landlock".into());
    }
    // After Landlock, which opens a file descriptor of its own.
    limit(Resource::NOFILE, 3)?;
    seccompiler::apply_filter(&filter().map_err(|why| format!("seccomp: {why}"))?).map_err(|why| format!("seccomp: {why}"))
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn confine(_: &Limits) -> Result<(), String> {
    Err("documents are only read in confinement on Linux".into())
}

/// Gives the next document its own share of processor time; the process ends when it is used up.
#[cfg(target_os = "linux")]
pub(crate) fn allow_seconds(used: u64, limits: &Limits) -> Result<(), String> {
    rlimit::Resource::CPU.set(used + limits.cpu_seconds, rlimit::INFINITY).map_err(|why| format!("cannot limit processor time: {why}"))
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn allow_seconds(_: u64, _: &Limits) -> Result<(), String> {
    Ok(())
}

#[cfg(target_os = "linux")]
fn filter() -> Result<seccompiler::BpfProgram, Box<dyn std::error::Error>> {
    use seccompiler::{SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule};

    let condition = |argument, operator, value| SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value);
    let no_code = SeccompRule::new(vec![condition(2, SeccompCmpOp::MaskedEq(libc::PROT_EXEC as u64), 0)?])?;
    let own_time = SeccompRule::new(vec![condition(0, SeccompCmpOp::Eq, 0)?, condition(1, SeccompCmpOp::Eq, u64::from(libc::RLIMIT_CPU))?])?;
    let std_streams = vec![SeccompRule::new(vec![condition(0, SeccompCmpOp::Le, 2)?])?];
    let calls = [
        (libc::SYS_read, std_streams.clone()),
        (libc::SYS_write, std_streams),
        (libc::SYS_mmap, vec![no_code.clone()]),
        (libc::SYS_mprotect, vec![no_code]),
        (libc::SYS_prlimit64, vec![own_time]),
        (libc::SYS_munmap, vec![]),
        (libc::SYS_mremap, vec![]),
        (libc::SYS_madvise, vec![]),
        (libc::SYS_brk, vec![]),
        (libc::SYS_futex, vec![]),
        (libc::SYS_getrandom, vec![]),
        (libc::SYS_clock_gettime, vec![]),
        (libc::SYS_sched_yield, vec![]),
        (libc::SYS_rt_sigaction, vec![]),
        (libc::SYS_rt_sigprocmask, vec![]),
        (libc::SYS_rt_sigreturn, vec![]),
        (libc::SYS_sigaltstack, vec![]),
        (libc::SYS_gettid, vec![]),
        (libc::SYS_getpid, vec![]),
        (libc::SYS_exit, vec![]),
        (libc::SYS_exit_group, vec![]),
    ];
    let arch = std::env::consts::ARCH.try_into()?;
    let filter = SeccompFilter::new(calls.into_iter().collect(), SeccompAction::Errno(libc::EPERM as u32), SeccompAction::Allow, arch)?;
    Ok(filter.try_into()?)
}
