package dev.refgate.maven;

import dev.refgate.ExitCode;
import java.util.List;
import java.util.Properties;

/**
 * Which command helps, as somebody can paste it.
 *
 * @param goal that was run
 * @param prefix {@code refgate}, or the plugin's coordinates where no project knows the prefix
 * @param given what was said on the command line
 */
record Hints(String goal, String prefix, Properties given) {
    /** What a further command needs to find the same repository and the same server. */
    private static final List<String> CONNECTION = List.of(
            "refgate.repository",
            "refgate.remote",
            "refgate.source",
            "refgate.serverId",
            "refgate.server",
            "refgate.apiKeyId",
            "refgate.apiKeyFile");

    String after(Result result) {
        return switch (result.code()) {
            case ExitCode.USAGE -> "mvn " + prefix + ":help -Ddetail -Dgoal=" + goal;
            case ExitCode.REMOTE ->
                "check the address and the credentials, then mvn " + prefix + ":status" + connection();
            default -> "mvn " + prefix + ":" + result.fix().orElse(goal) + connection();
        };
    }

    private String connection() {
        StringBuilder arguments = new StringBuilder();
        for (String property : CONNECTION) {
            String value = given.getProperty(property);
            if (value != null) {
                arguments.append(' ').append(argument(property, value));
            }
        }
        return arguments.toString();
    }

    /** {@code -Dproperty=value}, in quotes where a shell would take the value apart. */
    static String argument(String property, String value) {
        return value.matches("[A-Za-z0-9_./:@,+-]+")
                ? "-D" + property + "=" + value
                : "-D" + property + "='" + value.replace("'", "'\\''") + "'";
    }
}
