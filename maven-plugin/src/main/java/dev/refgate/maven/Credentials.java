package dev.refgate.maven;

import dev.refgate.error.InvalidArgumentException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** What {@code <server>} entries of settings.xml hold, decrypted. */
final class Credentials {
    private final Settings settings;
    private final SettingsDecrypter decrypter;

    Credentials(Settings settings, SettingsDecrypter decrypter) {
        this.settings = settings;
        this.decrypter = decrypter;
    }

    /**
     * The process's variables with those for a remote set from an entry: user and password for HTTP, key and passphrase for SSH.
     *
     * @param id of the entry; without one the variables stay as they are
     */
    Map<String, String> variables(Optional<String> id, Map<String, String> process) {
        if (id.isEmpty()) {
            return process;
        }
        Map<String, String> variables = new HashMap<>(process);
        Server server = server("refgate.serverId", id.get());
        set(variables, "REFGATE_REMOTE_USER", server.getUsername());
        set(variables, "REFGATE_REMOTE_TOKEN", server.getPassword());
        set(variables, "REFGATE_SSH_KEY", server.getPrivateKey());
        set(variables, "REFGATE_SSH_PASSPHRASE", server.getPassphrase());
        return variables;
    }

    private static void set(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            variables.put(name, value);
        }
    }

    /** The API key that an entry has as its password. */
    String apiKey(String id) {
        String password = server("refgate.apiKeyId", id).getPassword();
        if (password == null || password.isBlank()) {
            throw new InvalidArgumentException("refgate.apiKeyId: " + id
                    + " has no password in settings.xml (expected the API key there: <password>…</password>)");
        }
        return password;
    }

    private Server server(String property, String id) {
        Server server = settings.getServer(id);
        if (server == null) {
            throw new InvalidArgumentException(property + ": " + id
                    + " (expected an entry in settings.xml: <servers><server><id>" + id + "</id>…)");
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        for (SettingsProblem problem : result.getProblems()) {
            throw new InvalidArgumentException(property + ": " + id + " cannot be decrypted: " + problem.getMessage()
                    + " (expected a password that mvn --encrypt-password made with this user's settings-security.xml)");
        }
        return result.getServer();
    }
}
