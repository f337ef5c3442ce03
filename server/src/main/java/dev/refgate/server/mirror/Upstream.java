package dev.refgate.server.mirror;

import java.util.Optional;

/** Where what is served comes from, as far as a server has to know. */
public interface Upstream {
    /** The repository is on this machine and is read as it is. */
    Upstream NONE = new Upstream() {
        @Override
        public Optional<MirrorStatus> status() {
            return Optional.empty();
        }

        @Override
        public void hint() {
            // There is nothing to fetch.
        }
    };

    /** How old the copy of a remote is; empty where nothing is copied. */
    Optional<MirrorStatus> status();

    /** Says that there may be news. Returns at once, and any number of times costs no more than two fetches. */
    void hint();
}
