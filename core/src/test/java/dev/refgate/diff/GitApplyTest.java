package dev.refgate.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.testing.GitRepo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real git as second opinion: a unified diff is right when git can apply it. */
class GitApplyTest {

    @Test
    void gitAppliesWhatIsShown(@TempDir Path folder) throws IOException {
        GitRepo repo = GitRepo.create(folder);
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            String before = text(random, random.nextInt(60));
            String after = random.nextInt(10) == 0 ? text(random, 30) : edited(before, random);
            if (before.equals(after) || before.isEmpty() || after.isEmpty()) {
                continue;
            }
            FileDiff diff = Differs.files("f.txt", before.getBytes(UTF_8), after.getBytes(UTF_8));
            repo.write("f.txt", before);

            repo.gitWithInput("--- a/f.txt\n+++ b/f.txt\n" + CodeDiffTest.text(diff.lines()), "apply", "-");

            assertThat(Files.readString(folder.resolve("f.txt")))
                    .as("seed %d", seed)
                    .isEqualTo(after);
        }
    }

    private static String text(Random random, int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("line ")
                    .append(random.nextInt(12))
                    .append(random.nextInt(20) == 0 && i == lines - 1 ? "" : "\n");
        }
        return text.toString();
    }

    private static String edited(String before, Random random) {
        StringBuilder after = new StringBuilder();
        for (String line : before.split("(?<=\n)")) {
            switch (random.nextInt(8)) {
                case 0 ->
                    after.append("new ").append(random.nextInt(5)).append('\n').append(line);
                case 1 -> after.append("");
                default -> after.append(line);
            }
        }
        return after.toString();
    }
}
