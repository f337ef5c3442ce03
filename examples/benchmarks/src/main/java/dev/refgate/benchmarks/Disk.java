package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What the disk can do at the time: figures of runs on record say little without it. */
final class Disk {
    private static final int WRITES = 200;
    private static final int SIZE = 8 << 10;

    private Disk() {}

    /** The median time of a write that has to reach the disk. */
    static double syncMillis(Path folder) throws IOException {
        Path file = folder.resolve("disk");
        List<Double> times = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < WRITES; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(SIZE));
                channel.force(false);
                times.add((System.nanoTime() - begin) / 1e6);
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return Medians.of(times);
    }
}
