package dev.refgate.internal.script;

import dev.refgate.document.Location;
import dev.refgate.run.BlockException;
import dev.refgate.run.ScriptSource;
import java.util.Optional;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;
import org.jspecify.annotations.Nullable;

/** What a script threw, for people: {@code classify.js:3:12: TypeError: …}. */
final class Failures {
    private static final int LONGEST = 500;

    private Failures() {}

    static BlockException of(ScriptSource source, PolyglotException thrown) {
        String message = thrown.getMessage();
        String said = message == null || message.isEmpty() ? "an error without a message" : shortened(message);
        String where = location(source, thrown).map(Location::toString).orElse(source.file());
        return new BlockException(where + ": " + said, false, thrown);
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    }

    private static Optional<Location> location(ScriptSource source, PolyglotException thrown) {
        for (PolyglotException.StackFrame frame : thrown.getPolyglotStackTrace()) {
            Optional<Location> place =
                    frame.isGuestFrame() ? place(source, frame.getSourceLocation()) : Optional.empty();
            if (place.isPresent()) {
                return place;
            }
        }
        return place(source, thrown.getSourceLocation());
    }

    private static Optional<Location> place(ScriptSource source, @Nullable SourceSection section) {
        return section != null
                        && section.isAvailable()
                        && section.getSource().getName().equals(source.file())
                ? Optional.of(source.location(section.getStartLine(), section.getStartColumn()))
                : Optional.empty();
    }
}
