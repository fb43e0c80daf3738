//! How the machine is used.

mod input_latency;
mod kvm_device;
mod remote_tools;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[remote_tools::SIGNAL, kvm_device::SIGNAL, input_latency::SIGNAL];
