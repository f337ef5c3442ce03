package dev.refgate.diff;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A file's text.
 *
 * @param lines without line endings and byte order mark
 * @param endings {@code LF}, {@code CRLF}, {@code mixed}, or {@code none}
 * @param unended whether no newline follows the last line
 * @param marked whether it begins with a byte order mark
 */
record TextFile(List<String> lines, String endings, boolean unended, boolean marked) {
    private static final int LOOKED_AT = 8000;
    private static final char BYTE_ORDER_MARK = '\ufeff';
    static final TextFile EMPTY = of("");

    /** Whether it is no text, by the rule that git has: a NUL among its first 8000 bytes. */
    static boolean isBinary(byte[] content) {
        for (int i = 0; i < Math.min(LOOKED_AT, content.length); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Empty when the bytes are not UTF-8. */
    static Optional<TextFile> decode(byte[] content) {
        try {
            return Optional.of(of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString()));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static TextFile of(String text) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        String body = marked ? text.substring(1) : text;
        boolean unended = !body.isEmpty() && !body.endsWith("\n");
        String inside = body.isEmpty() || unended ? body : body.substring(0, body.length() - 1);
        String[] raw = body.isEmpty() ? new String[0] : inside.split("\n", -1);
        int ended = unended ? raw.length - 1 : raw.length;
        int returns = 0;
        for (int i = 0; i < ended; i++) {
            if (raw[i].endsWith("\r")) {
                raw[i] = raw[i].substring(0, raw[i].length() - 1);
                returns++;
            }
        }
        String endings = ended == 0 ? "none" : returns == 0 ? "LF" : returns == ended ? "CRLF" : "mixed";
        return new TextFile(List.of(raw), endings, unended, marked);
    }

    /** Whether lines are where every reader of YAML sees them. */
    boolean hasPlainLines() {
        return lines.stream().noneMatch(TextFile::isBroken);
    }

    private static boolean isBroken(String line) {
        return line.indexOf('\r') >= 0
                || line.indexOf('\u0085') >= 0
                || line.indexOf('\u2028') >= 0
                || line.indexOf('\u2029') >= 0;
    }
}
