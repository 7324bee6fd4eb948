// The file descriptors between the runtime and a runner's process.

/** Commands and reports, both ways. */
export const MESSAGES_FD = 3
/** What the watchdog writes before it ends the process. Apart, because the main thread may be amid a frame. */
export const LAST_WORDS_FD = 4
