package dev.refgate.internal.forge;

import java.util.Map;
import java.util.Optional;

/**
 * What is asked of GitHub.
 *
 * @param method of HTTP
 * @param what it is about, for messages
 * @param path below the API's base, with its query
 * @param body what is sent as JSON; empty for a question
 * @param permission what a token needs for it, as GitHub names it
 * @param repeatable whether it does no harm twice
 */
record GitHubCall(
        String method,
        String what,
        String path,
        Optional<Map<String, Object>> body,
        String permission,
        boolean repeatable) {

    static GitHubCall get(String what, String path, String permission) {
        return new GitHubCall("GET", what, path, Optional.empty(), permission, true);
    }

    static GitHubCall post(String what, String path, Map<String, Object> body, String permission, boolean repeatable) {
        return new GitHubCall("POST", what, path, Optional.of(body), permission, repeatable);
    }

    static GitHubCall patch(String what, String path, Map<String, Object> body, String permission) {
        return new GitHubCall("PATCH", what, path, Optional.of(body), permission, true);
    }
}
