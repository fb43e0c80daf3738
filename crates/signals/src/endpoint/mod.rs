//! How the machine is used.

mod blocked_signin_abroad;
mod bulk_clone;
mod code_author_differs;
mod dev_tunnel;
mod input_latency;
mod kvm_device;
mod machine_abroad;
mod mouse_jiggler;
mod remote_tools;
mod unattended_remote_setup;
mod vpn_client;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[
    remote_tools::SIGNAL,
    kvm_device::SIGNAL,
    input_latency::SIGNAL,
    unattended_remote_setup::SIGNAL,
    dev_tunnel::SIGNAL,
    vpn_client::SIGNAL,
    mouse_jiggler::SIGNAL,
    bulk_clone::SIGNAL,
    code_author_differs::SIGNAL,
    blocked_signin_abroad::SIGNAL,
    machine_abroad::SIGNAL,
];
