//! What interviewers and tests recorded.

mod camera_refused;
mod in_person_declined;
mod live_below_take_home;
mod liveness_failed;
mod moved_off_platform;
mod other_persona_visible;
mod other_voices;
mod own_history_unknown;
mod place_unknown;
mod reading_answers;
mod remote_session_visible;
mod test_second_session;
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
    place_unknown::SIGNAL,
    in_person_declined::SIGNAL,
    moved_off_platform::SIGNAL,
    other_voices::SIGNAL,
    reading_answers::SIGNAL,
    test_second_session::SIGNAL,
];
