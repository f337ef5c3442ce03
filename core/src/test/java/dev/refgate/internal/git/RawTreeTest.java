package dev.refgate.internal.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.internal.git.RawTree.Difference;
import dev.refgate.testing.GitRepo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of trees, and made of them, byte by byte, beside what the real git says. */
final class RawTreeTest {
    /** Git orders folders as if their names ended in a slash, so these change places with what they are. */
    private static final List<String> NAMES =
            List.of("a", "a-b", "a.b", "a0", "a_b", "ab", "b", "b-", "z", "Z", "é", "a b");

    @TempDir
    Path temp;

    private GitRepo git;
    private String file;

    @BeforeEach
    void create() {
        git = GitRepo.createBare(temp.resolve("repo"));
        file = git.gitWithInput("a file", "hash-object", "-w", "--stdin");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void agreesWithGit(int seed) {
        Random random = new Random(seed);
        SortedMap<String, String> before = entries(random);
        SortedMap<String, String> after = entries(random);
        RawTree old = read(tree(before));

        NAMES.forEach(name -> assertThat(old.folder(name).map(ObjectId::name)).isEqualTo(folder(before, name)));
        assertThat(old.differences(read(tree(after)))).isEqualTo(differences(before, after));

        Map<String, Optional<ObjectId>> replaced = new TreeMap<>();
        SortedMap<String, String> expected = new TreeMap<>(before);
        for (String name : NAMES.subList(0, 6)) {
            Optional<String> id = random.nextBoolean() ? Optional.of(folder(random)) : Optional.empty();
            replaced.put(name, id.map(ObjectId::fromString));
            expected.remove(name);
            id.ifPresent(folder -> expected.put(name, "040000 tree " + folder));
        }
        ObjectId made = new ObjectInserter.Formatter()
                .idFor(Constants.OBJ_TREE, old.with(replaced).bytes());
        assertThat(made.name()).isEqualTo(tree(expected));
    }

    @Test
    void findsFoldersInATreeThatIsOutOfOrder() throws IOException {
        String one = folder(new Random(1));
        byte[] entry = Files.readAllBytes(raw("40000 b\0", one));
        byte[] earlier = Files.readAllBytes(raw("40000 a\0", one));
        Path both = temp.resolve("both");
        Files.write(both, entry);
        Files.write(both, earlier, StandardOpenOption.APPEND);
        RawTree tree = read(git.git("hash-object", "-t", "tree", "--literally", "-w", both.toString()));

        assertThat(tree.folder("a").map(ObjectId::name)).contains(one);
        assertThat(tree.folder("b").map(ObjectId::name)).contains(one);
        assertThat(tree.folder("c")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 20})
    void refusesATreeThatIsCutOff(int missing) throws IOException {
        byte[] whole = Files.readAllBytes(raw("40000 folder\0", folder(new Random(1))));
        Path cut = Files.write(temp.resolve("cut"), Arrays.copyOf(whole, whole.length - missing));
        String id = git.git("hash-object", "-t", "tree", "--literally", "-w", cut.toString());

        assertThatThrownBy(() -> readRaw(id)).isInstanceOf(CorruptObjectException.class);
    }

    private Path raw(String head, String id) throws IOException {
        byte[] bytes = new byte[head.length() + Constants.OBJECT_ID_LENGTH];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, head.length());
        ObjectId.fromString(id).copyRawTo(bytes, head.length());
        return Files.write(temp.resolve("entry"), bytes);
    }

    private SortedMap<String, String> entries(Random random) {
        SortedMap<String, String> entries = new TreeMap<>();
        for (String name : NAMES) {
            switch (random.nextInt(5)) {
                case 0 -> entries.put(name, "100644 blob " + file);
                case 1 -> entries.put(name, "120000 blob " + file);
                case 2, 3 -> entries.put(name, "040000 tree " + folder(random));
                default -> {}
            }
        }
        return entries;
    }

    private String folder(Random random) {
        return git.gitWithInput("100644 blob " + file + "\tfile" + random.nextInt(3) + "\n", "mktree");
    }

    private String tree(SortedMap<String, String> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach(
                (name, entry) -> lines.append(entry).append('\t').append(name).append('\0'));
        return git.gitWithInput(lines.toString(), "mktree", "-z");
    }

    private static Optional<String> folder(SortedMap<String, String> entries, String name) {
        return Optional.ofNullable(entries.get(name))
                .filter(entry -> entry.startsWith("040000 tree "))
                .map(entry -> entry.substring("040000 tree ".length()));
    }

    private static SortedMap<String, Difference> differences(
            SortedMap<String, String> before, SortedMap<String, String> after) {
        SortedMap<String, Difference> differences = new TreeMap<>();
        List<String> names = new ArrayList<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            Optional<String> old = folder(before, name);
            Optional<String> now = folder(after, name);
            if (!old.equals(now)) {
                differences.put(name, new Difference(old.map(ObjectId::fromString), now.map(ObjectId::fromString)));
            }
        }
        return differences;
    }

    private RawTree read(String id) {
        try {
            return readRaw(id);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RawTree readRaw(String id) throws IOException {
        try (ObjectAccess objects = RevisionIndexFixture.objects(git);
                var repository = objects.openAnew();
                var reader = repository.newObjectReader()) {
            return RawTree.read(reader, ObjectId.fromString(id));
        }
    }
}
