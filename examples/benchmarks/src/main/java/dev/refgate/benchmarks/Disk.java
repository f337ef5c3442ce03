package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What the disk can do at the time: figures of runs on record say little without it. */
final class Disk {
    private static final int WRITES = 200;
    private static final int SIZE = 8 << 10;
    /** So many writes go by until one comes to the same place. */
    private static final int ROUND = 4_096;

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

    /**
     * Such writes at a steady rate, over and over in one file, each counted from when it is due, as {@link PacedLoad} counts: what a
     * server cannot do better whose answers wait for the disk.
     *
     * @param rate writes a second
     */
    static Latencies steadily(Path folder, double rate, Duration time) throws IOException {
        Path file = folder.resolve("disk");
        Latencies latencies = new Latencies();
        long writes = (long) (rate * time.toNanos() / 1e9);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(ROUND * SIZE), 0);
            channel.force(true);
            long begin = System.nanoTime();
            for (long write = 0; write < writes; write++) {
                long due = begin + (long) (write * 1e9 / rate);
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                channel.write(ByteBuffer.allocate(SIZE), write % ROUND * SIZE);
                channel.force(false);
                latencies.record(System.nanoTime() - due);
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return latencies;
    }
}
