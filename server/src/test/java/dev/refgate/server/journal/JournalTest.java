package dev.refgate.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int CAPACITY = 1_000;

    /** Of an entry, beside its bytes. */
    private static final int HEAD = 16;

    @TempDir
    private Path folder;

    @Test
    void whatWasAppendedIsThereAfterwards() throws Exception {
        try (Journal journal = open(0)) {
            assertThat(journal.append(bytes("a"))).hasValue(1);
            assertThat(journal.append(new byte[0])).hasValue(2);
            assertThat(journal.append(bytes("c"))).hasValue(3);
        }

        assertThat(read(0)).containsExactly("1 a", "2 ", "3 c");
    }

    @Test
    void whatIsSafeElsewhereIsNotToldOf() throws Exception {
        try (Journal journal = open(0)) {
            journal.append(bytes("a"));
            journal.append(bytes("b"));
        }

        assertThat(read(1)).containsExactly("2 b");
        assertThat(read(7)).isEmpty();
    }

    @Test
    void numbersGoOnBehindWhatIsSafeAndWhatWasThere() throws Exception {
        try (Journal journal = open(0)) {
            journal.append(bytes("a"));
            journal.append(bytes("b"));
        }
        try (Journal journal = open(1)) {
            assertThat(journal.append(bytes("c"))).hasValue(3);
        }
        assertThat(read(2)).containsExactly("3 c");
        try (Journal journal = open(9)) {
            assertThat(journal.append(bytes("d"))).hasValue(10);
        }
        assertThat(read(9)).containsExactly("10 d");
    }

    @Test
    void thereIsNoRoomUntilTheOtherFileIsReleased() throws Exception {
        byte[] half = new byte[CAPACITY / 2 - HEAD];
        try (Journal journal = open(0)) {
            for (int i = 1; i <= 4; i++) {
                assertThat(journal.append(half)).hasValue(i);
            }
            assertThat(journal.append(half)).isEmpty();
            journal.release(1);
            assertThat(journal.append(half)).isEmpty();
            journal.release(2);
            assertThat(journal.append(half)).hasValue(5);
            assertThat(journal.append(half)).hasValue(6);
            assertThat(journal.append(half)).isEmpty();
            journal.release(6);
            assertThat(journal.append(half)).hasValue(7);
        }
        try (Journal journal = Journal.open(folder, CAPACITY)) {
            List<Long> numbers = new ArrayList<>();
            journal.readAll(4, (number, entry) -> numbers.add(number));
            assertThat(numbers).as("the files in their order").containsExactly(5L, 6L, 7L);
        }
    }

    @Test
    void anEntryThatIsLargerThanAFileHasNoRoom() throws Exception {
        try (Journal journal = open(0)) {
            assertThat(journal.append(new byte[CAPACITY - HEAD + 1])).isEmpty();
            assertThat(journal.append(new byte[CAPACITY - HEAD])).hasValue(1);
            assertThat(journal.append(new byte[CAPACITY - HEAD + 1])).isEmpty();
            assertThat(journal.append(bytes("b"))).hasValue(2);
        }
        assertThat(read(1)).containsExactly("2 b");
    }

    @Test
    void anEntryThatIsNotWholeIsNotThereAndThoseBeforeItAre() throws Exception {
        try (Journal journal = open(0)) {
            journal.append(bytes("first"));
            journal.append(bytes("second"));
        }
        Path file = folder.resolve("0");
        byte[] whole = Files.readAllBytes(file);
        int second = HEAD + "first".length();
        for (int torn = second; torn < second + HEAD + "second".length(); torn++) {
            byte[] changed = whole.clone();
            changed[torn] ^= 1;
            Files.write(file, changed);
            assertThat(read(0)).as("byte %d", torn).containsExactly("1 first");
        }
        for (int length = second; length < second + HEAD + "second".length(); length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(read(0)).as("%d bytes", length).containsExactly("1 first");
        }
    }

    @Test
    void aFileOfAnythingIsNoEntry() throws Exception {
        byte[] anything = new byte[500];
        new Random(1).nextBytes(anything);
        Files.write(folder.resolve("0"), anything);
        Files.write(folder.resolve("1"), bytes("short"));

        try (Journal journal = open(0)) {
            assertThat(journal.append(bytes("a"))).hasValue(1);
        }
        assertThat(read(0)).containsExactly("1 a");
    }

    /** Whatever is appended, released, and cut off by a crash: what was not released is told of, whole and in order. */
    @Test
    void nothingThatIsNotReleasedIsEverLost() throws Exception {
        Random random = new Random(42);
        List<String> appended = new ArrayList<>();
        long released = 0;
        for (int start = 0; start < 100; start++) {
            try (Journal journal = Journal.open(folder, CAPACITY)) {
                List<String> found = new ArrayList<>();
                journal.readAll(released, (number, entry) -> found.add(line(number, entry)));
                assertThat(found).isEqualTo(appended.subList(Math.toIntExact(released), appended.size()));
                released = appended.size();
                for (int i = random.nextInt(40); i > 0; i--) {
                    String text = "x".repeat(random.nextInt(300));
                    OptionalLong number = journal.append(bytes(text));
                    if (number.isEmpty()) {
                        released += random.nextInt(Math.toIntExact(appended.size() - released) + 1);
                        journal.release(released);
                    } else {
                        appended.add(line(number.getAsLong(), bytes(text)));
                    }
                }
            }
            tearWhatComesNext(random);
        }
        assertThat(appended).hasSizeGreaterThan(500);
    }

    /** As a crash does that comes while the next entry is written. */
    private void tearWhatComesNext(Random random) throws IOException {
        for (String name : List.of("0", "1")) {
            long size = Files.size(folder.resolve(name));
            if (size < CAPACITY) {
                try (RandomAccessFile file =
                        new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
                    file.seek(size);
                    file.write(random.nextInt(256));
                }
            }
        }
    }

    private Journal open(long safe) throws IOException {
        Journal journal = Journal.open(folder, CAPACITY);
        journal.readAll(safe, (number, entry) -> {});
        return journal;
    }

    private List<String> read(long safe) throws IOException {
        List<String> found = new ArrayList<>();
        try (Journal journal = Journal.open(folder, CAPACITY)) {
            journal.readAll(safe, (number, entry) -> found.add(line(number, entry)));
        }
        return found;
    }

    private static String line(long number, byte[] entry) {
        return number + " " + new String(entry, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
