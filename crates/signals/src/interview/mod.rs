//! What interviewers and tests recorded.

mod camera_refused;
mod live_below_take_home;
mod liveness_failed;
mod other_persona_visible;
mod own_history_unknown;
mod remote_session_visible;
mod virtual_camera;

/// The family's signals, in the order in which a reader meets them.
pub const SIGNALS: &[crate::Signal] = &[
    camera_refused::SIGNAL,
    liveness_failed::SIGNAL,
    other_persona_visible::SIGNAL,
    remote_session_visible::SIGNAL,
    virtual_camera::SIGNAL,
    own_history_unknown::SIGNAL,
    live_below_take_home::SIGNAL,
];
