package dev.refgate.gate;

import dev.refgate.client.RefgateClient;
import dev.refgate.error.InvalidArgumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What gates may use of the machine that they run on. None of it comes from refgate.yml: who can change that file must not
 * say where a key is sent, or which program runs.
 *
 * @param server where gates of type smoke send their calls
 * @param commands how gates of type command run; empty when they may not
 */
public record GateSettings(Optional<RefgateClient> server, Optional<Commands> commands) {

    /** Without a server and without commands. */
    public static GateSettings none() {
        return new GateSettings(Optional.empty(), Optional.empty());
    }

    /**
     * How programs are run.
     *
     * @param folder where they run, and what a relative path of a program is below of
     * @param variables all that they find in their environment, beside what tells them about the plan
     * @param secrets what must not be in the evidence
     */
    public record Commands(Path folder, Map<String, String> variables, Collection<String> secrets) {
        /** What programs need to find each other, their files and their language; no secrets are in these. */
        private static final Set<String> HARMLESS = Set.of(
                "PATH",
                "HOME",
                "USER",
                "LOGNAME",
                "SHELL",
                "LANG",
                "LC_ALL",
                "LC_CTYPE",
                "TZ",
                "TMPDIR",
                "TEMP",
                "TMP",
                "SystemRoot",
                "PATHEXT",
                "ComSpec");

        private static final String SETTINGS = "REFGATE_ENV__";

        public Commands {
            variables = Map.copyOf(variables);
            secrets = List.copyOf(secrets);
        }

        /**
         * With what programs need to find each other, their files and their language, and what is passed on beside it.
         *
         * @param environment all variables of this process
         * @param passed the names of those that programs see, too; they are secrets
         * @param key for servers, if any
         * @throws InvalidArgumentException when one of {@code passed} is not set
         */
        public static Commands of(
                Path folder, Map<String, String> environment, Collection<String> passed, Optional<String> key) {
            Map<String, String> variables = new LinkedHashMap<>();
            List<String> secrets = new ArrayList<>();
            HARMLESS.stream()
                    .filter(environment::containsKey)
                    .forEach(name -> variables.put(name, environment.get(name)));
            for (String name : passed) {
                String value = environment.get(name);
                if (value == null) {
                    throw new InvalidArgumentException("--command-env: " + name + " (expected a variable that is set)");
                }
                variables.put(name, value);
                secrets.add(value);
            }
            environment.forEach((name, value) -> {
                if (name.startsWith(SETTINGS)) {
                    secrets.add(value);
                }
            });
            key.ifPresent(secrets::add);
            return new Commands(folder, variables, secrets);
        }
    }
}
