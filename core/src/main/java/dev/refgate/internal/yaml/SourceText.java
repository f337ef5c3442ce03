package dev.refgate.internal.yaml;

import dev.refgate.document.Location;
import dev.refgate.document.Problems;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The text of a file, and where each of its characters stands: SnakeYAML counts code points, editors count lines and
 * UTF-16 characters.
 */
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String OTHER_LINE_BREAKS = "\u0085\u2028\u2029";

    private final String file;
    private final String text;
    private final int[] lineStarts;
    private final int[] wideCodePoints;

    private SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = lineStarts(text);
        this.wideCodePoints = wideCodePoints(text);
    }

    /** Decodes UTF-8; empty, with a problem, when it is none, or holds characters that YAML forbids. */
    static Optional<SourceText> decode(String file, byte[] content, Problems problems) {
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String decoded = out.flip().toString();
        boolean marked = !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK;
        SourceText source = new SourceText(file, marked ? decoded.substring(1) : decoded);
        if (result.isError()) {
            problems.add(
                    source.locationAt(source.text.length()),
                    "byte 0x%02X is no UTF-8; save the file as UTF-8".formatted(content[in.position()]));
            return Optional.empty();
        }
        return source.isPrintable(problems) ? Optional.of(source) : Optional.empty();
    }

    /** SnakeYAML would break lines at the characters in {@link #OTHER_LINE_BREAKS}, as only YAML 1.1 does. */
    private boolean isPrintable(Problems problems) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= ' ' && character <= '~') {
                continue;
            }
            int codePoint = text.codePointAt(i);
            if (!StreamReader.isPrintable(codePoint) || OTHER_LINE_BREAKS.indexOf(codePoint) >= 0) {
                problems.add(
                        locationAt(i),
                        "the character U+%04X cannot stand in a YAML file; in double quotes, write it as an escape"
                                .formatted(codePoint));
                return false;
            }
            i += Character.charCount(codePoint) - 1;
        }
        return true;
    }

    String text() {
        return text;
    }

    /** The place of a code point, counted from the start of the text. */
    Location location(int codePointIndex) {
        return locationAt(offset(codePointIndex));
    }

    /** What stands between two code points. */
    String slice(int fromCodePoint, int toCodePoint) {
        return text.substring(offset(fromCodePoint), offset(toCodePoint));
    }

    /** The text of a line, without its break. */
    String line(int number) {
        int end = number < lineStarts.length ? lineStarts[number] : text.length();
        return text.substring(lineStarts[number - 1], end).stripTrailing();
    }

    private int offset(int codePointIndex) {
        int found = Arrays.binarySearch(wideCodePoints, codePointIndex);
        int widerBefore = found >= 0 ? found : -found - 1;
        return Math.min(codePointIndex + widerBefore, text.length());
    }

    private Location locationAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Location(file, line + 1, offset - lineStarts[line] + 1);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean pair = character == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (character == '\n' || (character == '\r' && !pair)) {
                starts = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** The indexes, in code points, of those that take two UTF-16 characters. */
    private static int[] wideCodePoints(String text) {
        int[] wide = new int[0];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))) {
                wide = count == wide.length ? Arrays.copyOf(wide, Math.max(16, count * 2)) : wide;
                wide[count] = i - count;
                count++;
            }
        }
        return Arrays.copyOf(wide, count);
    }
}
