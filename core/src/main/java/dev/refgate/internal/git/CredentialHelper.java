package dev.refgate.internal.git;

import dev.refgate.error.RemoteException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks {@code git credential fill} of this machine, and so the helpers that its configuration names. */
final class CredentialHelper {

    private CredentialHelper() {}

    /** What a helper knew. */
    record Found(String user, String password) {
        @Override
        public String toString() {
            return "Found[***]";
        }
    }

    static Optional<Found> ask(URI address, Optional<String> user, Duration patience) {
        ProcessBuilder builder =
                new ProcessBuilder("git", "credential", "fill").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("GIT_ASKPASS", "");
        builder.environment().put("SSH_ASKPASS", "");
        try {
            Process process = builder.start();
            try (OutputStream question = process.getOutputStream()) {
                question.write(question(address, user).getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new RemoteException("credentials: git credential fill did not answer within "
                        + patience.toSeconds() + " s (set REFGATE_REMOTE_TOKEN instead)");
            }
            return process.exitValue() == 0
                    ? read(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            throw new RemoteException(
                    "credentials: git credential fill cannot be asked: " + e.getMessage()
                            + " (set REFGATE_REMOTE_TOKEN instead)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException("interrupted while asking for credentials", e);
        }
    }

    private static String question(URI address, Optional<String> user) {
        String host = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
        String path = address.getPath() == null ? "" : address.getPath().replaceFirst("^/", "");
        return "protocol=" + address.getScheme() + "\nhost=" + host + "\npath=" + path + "\n"
                + user.map(name -> "username=" + name + "\n").orElse("") + "\n";
    }

    private static Optional<Found> read(String answer) {
        Map<String, String> values = new HashMap<>();
        answer.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        String password = values.get("password");
        return password == null
                ? Optional.empty()
                : Optional.of(new Found(values.getOrDefault("username", ""), password));
    }
}
