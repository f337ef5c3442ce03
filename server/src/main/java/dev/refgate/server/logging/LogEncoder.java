package dev.refgate.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.refgate.run.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes lines in UTF-8, with {@code ***} for settings of environments and for callers' keys. */
final class LogEncoder extends EncoderBase<ILoggingEvent> {
    private static final Pattern KEY = Pattern.compile("rgk_[A-Za-z0-9_-]{8,}");
    private static final byte[] NOTHING = {};

    private final Supplier<Layout<ILoggingEvent>> setup;
    private final Supplier<Secrets> secrets;
    private volatile @Nullable Layout<ILoggingEvent> layout;

    /**
     * @param setup makes the layout, with the first line: most commands end without one
     */
    LogEncoder(Supplier<Layout<ILoggingEvent>> setup, Supplier<Secrets> secrets) {
        this.setup = setup;
        this.secrets = secrets;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = secrets.get().mask(layout().doLayout(event));
        return KEY.matcher(line).replaceAll("rgk_***").getBytes(StandardCharsets.UTF_8);
    }

    /** Two threads may each make one: they are alike. */
    private Layout<ILoggingEvent> layout() {
        Layout<ILoggingEvent> known = layout;
        if (known == null) {
            known = setup.get();
            layout = known;
        }
        return known;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
