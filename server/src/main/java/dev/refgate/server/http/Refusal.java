package dev.refgate.server.http;

import dev.refgate.error.RefgateException;
import java.util.List;
import java.util.stream.Collectors;

/** The server says no to a request before, or instead of, asking the engine. */
final class Refusal extends RefgateException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Detail> details;

    private Refusal(int status, String message, List<Detail> details) {
        super(message);
        this.status = status;
        this.details = List.copyOf(details);
    }

    /** Any status but 422. */
    static Refusal of(int status, String message) {
        return new Refusal(status, message, List.of());
    }

    /**
     * Status 422: a part of the request is not usable.
     *
     * @param location the way to that part, such as {@code body, streaming}
     */
    static Refusal invalid(List<Object> location, String message, String type) {
        return new Refusal(422, message, List.of(new Detail(location, message, type)));
    }

    /** Status 422: several things are wrong. */
    static Refusal invalid(List<Detail> details) {
        return new Refusal(422, details.stream().map(Detail::message).collect(Collectors.joining("\n")), details);
    }

    int status() {
        return status;
    }

    /** Empty unless the status is 422. */
    List<Detail> details() {
        return details;
    }

    /**
     * One entry of a 422's {@code detail}.
     *
     * @param location names and indexes that lead to the part of the request that is meant
     * @param message for people
     * @param type for programs
     */
    record Detail(List<Object> location, String message, String type) {
        Detail {
            location = List.copyOf(location);
        }
    }
}
