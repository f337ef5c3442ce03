package dev.refgate.internal.git;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The bytes of an index on disk: a head and segments, of which each extension appends one. Numbers are of four bytes,
 * big-endian; ids are of 20 bytes.
 *
 * <pre>
 * head     magic (8 bytes), version, id of the root commit, checksum
 * segment  length of the body, body, checksum of length and body
 * body     number of commits in the segments before, id of the last of them (zeros when there is none)
 *          count of commits, of new folders, and of changes
 *          ids of the commits, oldest first; the last is the tip
 *          names of the new folders: length and bytes of each; their numbers go on from the segments before
 *          for each change the position of its commit (0 is the root), then for each its folder's number,
 *          then for each the folder's tree (zeros when it went away)
 * </pre>
 *
 * <p>Checksums are CRC-32C. A segment that does not check, such as one that was not written to its end, ends the file: what
 * is before it is whole, and whoever writes next cuts the rest off. Whoever changes the format, or what is counted as a
 * change, raises the version: files of another version are made anew.
 */
final class RevisionIndexFormat {
    static final String MAGIC = "RFGATEIX";
    static final int VERSION = 1;
    static final int ID = RevisionIndexIds.WIDTH;
    static final int NUMBER = Integer.BYTES;
    static final int HEAD = MAGIC.length() + NUMBER + ID + NUMBER;
    static final int FRAME = 2 * NUMBER;
    static final int BODY_HEAD = NUMBER + ID + 3 * NUMBER;

    private RevisionIndexFormat() {}

    static byte[] head(RevisionIndexData data) {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        head.put(MAGIC.getBytes(StandardCharsets.US_ASCII)).putInt(VERSION);
        data.commits().at(0).copyRawTo(head);
        return head.putInt(checksum(head.array(), 0, HEAD - NUMBER)).array();
    }

    /** All of {@code data} that {@code stored}, with which it begins, does not have. */
    static byte[] segment(RevisionIndexData data, RevisionIndexData stored) {
        int commits = data.commitCount() - stored.commitCount();
        int changes = data.changeCount() - stored.changeCount();
        List<byte[]> folders = data.folders().stream()
                .skip(stored.folders().size())
                .map(name -> name.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
        int names = folders.stream().mapToInt(name -> NUMBER + name.length).sum();
        long body = BODY_HEAD + (long) commits * ID + names + (long) changes * (2 * NUMBER + ID);
        ByteBuffer segment = ByteBuffer.allocate(Math.toIntExact(FRAME + body));
        segment.putInt((int) body).putInt(stored.commitCount());
        lastCommit(stored.commits()).copyRawTo(segment);
        segment.putInt(commits).putInt(folders.size()).putInt(changes);
        data.commits().copyTo(segment, stored.commitCount());
        folders.forEach(name -> segment.putInt(name.length).put(name));
        for (int change = stored.changeCount(); change < data.changeCount(); change++) {
            segment.putInt(data.commitOf(change));
        }
        for (int change = stored.changeCount(); change < data.changeCount(); change++) {
            segment.putInt(data.folderOf(change));
        }
        data.changeContents().copyTo(segment, stored.changeCount());
        return segment.putInt(checksum(segment.array(), 0, segment.position())).array();
    }

    /** Of a list that may be empty: then the zero id. */
    static ObjectId lastCommit(RevisionIndexIds commits) {
        return commits.size() == 0 ? ObjectId.zeroId() : commits.at(commits.size() - 1);
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }
}
