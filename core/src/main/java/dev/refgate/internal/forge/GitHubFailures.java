package dev.refgate.internal.forge;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.ForgeSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Says in words what GitHub refused, and what would help. */
final class GitHubFailures {
    private static final int LONGEST_MESSAGE = 300;

    private final ForgeSettings settings;
    private final JsonFormat json;

    GitHubFailures(ForgeSettings settings, JsonFormat json) {
        this.settings = settings;
        this.json = json;
    }

    RemoteException limited(Duration wait) {
        return new RemoteException("forge: " + settings.api() + " takes no more calls with this token for "
                + Math.max(1, wait.toSeconds()) + " s (try again then, or with another token)");
    }

    RemoteException of(GitHubCall call, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        String said = said(answer.body());
        return switch (status) {
            case 401 ->
                new RemoteException("forge: " + settings.api()
                        + " does not accept the token (expected a valid one in REFGATE_FORGE_TOKEN or GITHUB_TOKEN)"
                        + said);
            case 403 ->
                new RemoteException("forge: the token may not do this in " + settings.repository()
                        + " (expected the permission " + call.permission() + ")" + said);
            case 404 ->
                new RemoteException("forge: " + settings.api() + " has no " + call.what() + " in "
                        + settings.repository()
                        + " that this token may see (expected another number or --forge-repository"
                        + " owner/name, or the permission " + call.permission() + ")" + said);
            case 422 ->
                new RemoteException("forge: " + settings.api() + " does not take this" + hint(call, answer) + said);
            case 301, 302, 307, 308 ->
                new RemoteException("forge: " + settings.api() + " says that " + settings.repository()
                        + " has moved (expected its new name in --forge-repository)");
            default ->
                new RemoteException("forge: " + settings.api() + " answered " + status
                        + " (expected success; try again later)" + said);
        };
    }

    /** A head that GitHub does not know is a branch that was not pushed. */
    private String hint(GitHubCall call, HttpResponse<byte[]> answer) {
        boolean unknownHead = value(answer.body()) instanceof Map<?, ?> map
                && map.get("errors") instanceof List<?> errors
                && errors.stream()
                        .anyMatch(error -> error instanceof Map<?, ?> each
                                && "head".equals(each.get("field"))
                                && "invalid".equals(each.get("code")));
        if (!unknownHead || call.body().isEmpty()) {
            return "";
        }
        String head = String.valueOf(call.body().get().get("head"));
        return ": it does not have the branch " + head + " (expected it there: git push origin " + head
                + ", then the same command again)";
    }

    private String said(byte[] body) {
        if (!(value(body) instanceof Map<?, ?> map)) {
            return "";
        }
        StringBuilder said = new StringBuilder(Objects.toString(map.get("message"), ""));
        if (map.get("errors") instanceof List<?> errors) {
            for (Object error : errors) {
                Object message = error instanceof Map<?, ?> each ? each.get("message") : error;
                said.append(message == null ? "" : ", " + message);
            }
        }
        String line = said.toString()
                .replace(settings.token(), "***")
                .replaceAll("[\\s\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
        String cut = line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
        return cut.isBlank() ? "" : "; it says: " + cut;
    }

    private Object value(byte[] body) {
        try {
            return Objects.requireNonNullElse(json.read(body), "");
        } catch (InvalidArgumentException e) {
            // A proxy's page, or nothing: the status has to say it all.
            return "";
        }
    }
}
