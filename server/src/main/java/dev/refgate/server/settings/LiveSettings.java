package dev.refgate.server.settings;

import dev.refgate.environment.Settings;
import dev.refgate.error.RefgateException;
import dev.refgate.run.Secrets;
import dev.refgate.server.watch.FileWatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings as they are now: those of variables, over those of a folder, over those of a file. When file or folder changes
 * they are read again; when that fails, those of before stay. Runs keep what they began with.
 */
public final class LiveSettings implements Settings, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    private final Settings variables;
    private final Optional<Path> file;
    private final Optional<Path> folder;
    private final Set<String> everSeen = new HashSet<>();
    private final @Nullable FileWatch watch;

    private record State(Settings settings, Secrets secrets, Map<String, Map<String, String>> byEnvironment) {
        State(Settings settings, Secrets secrets) {
            this(settings, secrets, new ConcurrentHashMap<>());
        }
    }

    private volatile State state;
    private volatile @Nullable String trouble;

    /**
     * @param variables of the process
     * @throws RefgateException when the file or the folder cannot be used
     */
    public LiveSettings(Settings variables, Optional<Path> file, Optional<Path> folder) {
        this.variables = variables;
        this.file = file;
        this.folder = folder;
        List<Path> paths = new ArrayList<>();
        file.ifPresent(paths::add);
        folder.ifPresent(paths::add);
        this.watch = paths.isEmpty() ? null : new FileWatch(paths, this::reload);
        try {
            this.state = read();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private State read() {
        List<Settings> layers = new ArrayList<>();
        file.ifPresent(path -> layers.add(OneFile.read(path)));
        folder.ifPresent(path -> layers.add(MountedFolder.read(path)));
        if (layers.isEmpty()) {
            return new State(variables, Secrets.of(variables.values()));
        }
        layers.add(variables);
        Settings all = Settings.layered(layers);
        everSeen.addAll(all.values());
        return new State(all, Secrets.of(everSeen));
    }

    private void reload() {
        try {
            state = read();
            trouble = null;
            LOG.info("settings: read again");
        } catch (RefgateException e) {
            trouble = "settings: those read before count, since what is there now cannot be used; the log says why";
            LOG.warn("settings: those read before count: {}", e.getMessage());
        }
    }

    @Override
    public Map<String, String> of(String environment) {
        State now = state;
        return now.byEnvironment().computeIfAbsent(environment, now.settings()::of);
    }

    @Override
    public Collection<String> values() {
        return state.settings().values();
    }

    /** What is to be masked: also what was a setting earlier, since runs go on with it. */
    public Secrets secrets() {
        return state.secrets();
    }

    /** Why the settings are not those of the file and the folder as they are now; empty when they are. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
