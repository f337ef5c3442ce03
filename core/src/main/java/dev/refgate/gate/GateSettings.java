package dev.refgate.gate;

import dev.refgate.client.RefgateClient;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        public Commands {
            variables = Map.copyOf(variables);
            secrets = List.copyOf(secrets);
        }
    }
}
