package dev.refgate.internal.git;

import static dev.refgate.internal.git.RevisionIndexFormat.BODY_HEAD;
import static dev.refgate.internal.git.RevisionIndexFormat.FRAME;
import static dev.refgate.internal.git.RevisionIndexFormat.HEAD;
import static dev.refgate.internal.git.RevisionIndexFormat.ID;
import static dev.refgate.internal.git.RevisionIndexFormat.MAGIC;
import static dev.refgate.internal.git.RevisionIndexFormat.NUMBER;
import static dev.refgate.internal.git.RevisionIndexFormat.VERSION;
import static dev.refgate.internal.git.RevisionIndexFormat.checksum;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Reads the bytes that {@link RevisionIndexFormat} describes, as far as they are whole, whatever they are. */
final class RevisionIndexDecoder {
    private final byte[] file;
    private final ByteBuffer bytes;
    private final RevisionIndexBuilder builder = new RevisionIndexBuilder();

    private RevisionIndexDecoder(byte[] file) {
        this.file = file;
        this.bytes = ByteBuffer.wrap(file);
    }

    /**
     * What a file holds.
     *
     * @param data what could be read, empty when nothing could
     * @param length of the part that was read, in bytes from the start of the file
     * @param problem what is wrong with the rest, null when there is no rest
     */
    record Decoded(
            RevisionIndexData data, int length, @Nullable String problem) {}

    static Decoded decode(byte[] file) {
        return new RevisionIndexDecoder(file).decode();
    }

    private Decoded decode() {
        String problem = problemOfHead();
        if (problem != null) {
            return unusable(problem);
        }
        int position = HEAD;
        for (int length = wholeSegment(position); length > 0; length = wholeSegment(position)) {
            if (!readBody(position + NUMBER, length - FRAME)) {
                return unusable("the segment at byte " + position + " contradicts what is before it");
            }
            position += length;
        }
        if (builder.commits().size() == 0) {
            return unusable("damaged or cut off at byte " + position);
        }
        return new Decoded(
                builder.build(), position, position == file.length ? null : "damaged or cut off at byte " + position);
    }

    private static Decoded unusable(String problem) {
        return new Decoded(RevisionIndexData.EMPTY, 0, problem);
    }

    private @Nullable String problemOfHead() {
        if (file.length < HEAD) {
            return "cut off in its head";
        }
        if (!bytes.slice(0, MAGIC.length()).equals(StandardCharsets.US_ASCII.encode(MAGIC))) {
            return "not an index";
        }
        int version = bytes.getInt(MAGIC.length());
        if (version != VERSION) {
            return "format version " + version + ", expected " + VERSION;
        }
        return bytes.getInt(HEAD - NUMBER) == checksum(file, 0, HEAD - NUMBER) ? null : "damaged head";
    }

    /** The length of the segment here, 0 when there is none that checks. */
    private int wholeSegment(int position) {
        int rest = file.length - position;
        if (rest < FRAME + BODY_HEAD) {
            return 0;
        }
        int body = bytes.getInt(position);
        if (body < BODY_HEAD || body > rest - FRAME) {
            return 0;
        }
        int end = position + NUMBER + body;
        return bytes.getInt(end) == checksum(file, position, end - position) ? FRAME + body : 0;
    }

    /** False when the numbers cannot be true. */
    private boolean readBody(int start, int length) {
        ByteBuffer body = ByteBuffer.wrap(file, start, length);
        try {
            return readBody(body) && !body.hasRemaining();
        } catch (BufferUnderflowException | NegativeArraySizeException | ArithmeticException e) {
            return false;
        }
    }

    private boolean readBody(ByteBuffer body) {
        if (body.getInt() != builder.commits().size()
                || !ObjectId.fromRaw(nextBytes(body, ID)).equals(RevisionIndexFormat.lastCommit(builder.commits()))) {
            return false;
        }
        int commits = body.getInt();
        int folders = body.getInt();
        int changes = body.getInt();
        builder.commits().addAll(nextBytes(body, Math.multiplyExact(commits, ID)));
        for (int folder = 0; folder < folders; folder++) {
            int number = builder.folderCount();
            if (builder.folder(new String(nextBytes(body, body.getInt()), StandardCharsets.ISO_8859_1)) != number) {
                return false;
            }
        }
        return readChanges(body, changes) && commits > 0 && builder.commits().isAt(0, rootOfHead());
    }

    private boolean readChanges(ByteBuffer body, int changes) {
        int[] commits = nextNumbers(body, changes);
        int[] folders = nextNumbers(body, changes);
        builder.changeContents().addAll(nextBytes(body, Math.multiplyExact(changes, ID)));
        int earliest = 0;
        for (int change = 0; change < changes; change++) {
            if (commits[change] < earliest
                    || commits[change] >= builder.commits().size()
                    || folders[change] < 0
                    || folders[change] >= builder.folderCount()) {
                return false;
            }
            earliest = commits[change];
            builder.change(commits[change], folders[change]);
        }
        return true;
    }

    private ObjectId rootOfHead() {
        return ObjectId.fromRaw(file, MAGIC.length() + NUMBER);
    }

    private static int[] nextNumbers(ByteBuffer body, int count) {
        ByteBuffer numbers = ByteBuffer.wrap(nextBytes(body, Math.multiplyExact(count, NUMBER)));
        int[] read = new int[count];
        numbers.asIntBuffer().get(read);
        return read;
    }

    /** Makes room only for what is there, whatever {@code count} says. */
    private static byte[] nextBytes(ByteBuffer body, int count) {
        if (count > body.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] read = new byte[count];
        body.get(read);
        return read;
    }
}
