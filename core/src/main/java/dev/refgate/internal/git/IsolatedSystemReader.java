package dev.refgate.internal.git;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * JGit without its host: no configuration of the system, the user or XDG, and no {@code GIT_*} variables, so that a
 * repository reads the same on every machine. JGit knows one reader for the whole JVM, so {@link #install} replaces
 * whatever is there; a class loader of its own (a Maven plugin has one) keeps it from others.
 */
final class IsolatedSystemReader extends SystemReader.Delegate {
    /** In bytes: what is larger is never read into memory as a whole to learn how large it is. */
    private static final int LARGEST_WHOLE = 16 << 20;

    private static final IsolatedSystemReader INSTANCE = new IsolatedSystemReader(SystemReader.getInstance());

    private IsolatedSystemReader(SystemReader host) {
        super(host);
    }

    /** Puts this reader in force; to be called before a repository is opened, as often as one likes. */
    static synchronized void install() {
        if (SystemReader.getInstance() != INSTANCE) {
            SystemReader.setInstance(INSTANCE);
            WindowCacheConfig config = new WindowCacheConfig();
            config.setStreamFileThreshold(LARGEST_WHOLE);
            config.install();
        }
    }

    @Override
    public @Nullable String getenv(String variable) {
        boolean ofGit = variable.toUpperCase(Locale.ROOT).startsWith("GIT_") || variable.startsWith("XDG_");
        return ofGit ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new FixedConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new FixedConfig(parent, fs);
    }

    /** JGit's own settings, below all others: commit graphs, and who changed what in them, are read where they are. */
    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        FixedConfig config = new FixedConfig(parent, fs);
        config.setBoolean("core", null, "commitGraph", true);
        config.setBoolean("commitGraph", null, "readChangedPaths", true);
        return config;
    }

    /** A configuration without a file. */
    private static final class FixedConfig extends FileBasedConfig {
        private static final Duration UNKNOWN_TICK = Duration.ofSeconds(2);

        FixedConfig(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is nothing to load.
        }

        @Override
        public void save() {
            // JGit would note here what it measured.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        /**
         * Without an answer for the file system's clock tick JGit measures it, by files that it writes into the
         * repository. Two seconds is what JGit takes for an unknown file system, and safe on all; {@link ClockTick} knows better of some.
         */
        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long defaultValue, TimeUnit unit) {
            if (section.equals("filesystem")) {
                return unit.convert(ClockTick.of(subsection).orElse(UNKNOWN_TICK));
            }
            return super.getTimeUnit(section, subsection, name, defaultValue, unit);
        }
    }
}
