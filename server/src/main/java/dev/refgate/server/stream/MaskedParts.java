package dev.refgate.server.stream;

import dev.refgate.run.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one attempt's output. A secret may come in two parts, so the end of a text that could be the beginning of
 * one is held back until the next part shows what it is.
 */
final class MaskedParts {
    private final Secrets secrets;
    private final String type;
    private String heldBack = "";
    private boolean any;

    MaskedParts(Secrets secrets, String type) {
        this.secrets = secrets;
        this.type = type;
    }

    /** The block's type. */
    String type() {
        return type;
    }

    /** Whether there was any part. */
    boolean any() {
        return any;
    }

    /** What may be shown now; an empty text when that is nothing. */
    @Nullable
    Object add(@Nullable Object part) {
        any = true;
        if (!(part instanceof String text)) {
            return secrets.maskAll(part);
        }
        String all = heldBack + text;
        int settled = secrets.settled(all);
        heldBack = all.substring(settled);
        return secrets.mask(all.substring(0, settled));
    }

    /** What was held back last: nothing follows. */
    String rest() {
        return secrets.mask(heldBack);
    }
}
