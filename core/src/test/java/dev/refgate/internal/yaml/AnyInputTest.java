package dev.refgate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.Location;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.SampleDocuments;
import dev.refgate.policy.PolicyParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is in a file, reading it ends with a value or with problems that say where, never with an exception. */
class AnyInputTest {
    private static final String[] FRAGMENTS = {
        "a",
        "b1",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        ": ",
        ":",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        "{{",
        "}}",
        "{% ",
        ", ",
        "&a ",
        "*a",
        "!!str ",
        "!x",
        "|\n",
        ">-\n",
        "\"",
        "'",
        "\\",
        "#",
        " #",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "%TAG ! x\n",
        "\t",
        "\r",
        "<<: *a",
        "1",
        "0x1",
        "1e9",
        ".inf",
        "~",
        "true",
        "@",
        "`",
        "\uFEFF",
        "🚀",
        "\u0085",
        "\u2028",
        "\u0000",
        "version: 1\n",
        "source: main\n",
        "environments:\n",
        "\"\\ud83d\"",
        "\"\\x\""
    };

    @Property(tries = 2_000)
    void bytesAreReadOrRefused(@ForAll byte[] content) {
        read(content);
    }

    @Property(tries = 5_000)
    void textLikeYamlIsReadOrRefused(@ForAll("yamlLike") String text) {
        read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1_000)
    void aSpoiltFileIsReadOrRefused(
            @ForAll("samples") String sample,
            @ForAll("yamlLike") String inserted,
            @ForAll int place,
            @ForAll int length) {
        int from = Math.floorMod(place, sample.length());
        int to = from + Math.floorMod(length, Math.min(10, sample.length() - from));
        String spoilt = sample.substring(0, from) + inserted + sample.substring(to);

        read(spoilt.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> yamlLike() {
        return Arbitraries.of(FRAGMENTS).list().ofMaxSize(30).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> samples() {
        List<String> samples = Stream.of("policy", "workflow")
                .flatMap(kind -> SampleDocuments.all(kind).stream())
                .map((Path sample) -> SampleDocuments.read(sample))
                .toList();
        return Arbitraries.of(samples);
    }

    private static void read(byte[] content) {
        Problems problems = new Problems();
        Optional<Node> root = new YamlDocumentReader().read("w.yml", content, problems);

        assertThat(root.isPresent() || !problems.isEmpty()).isTrue();
        root.ifPresent(node -> assertThat(new Json().write(node.value())).isNotEmpty());
        long lines = new String(content, StandardCharsets.ISO_8859_1)
                        .chars()
                        .filter(c -> c == '\n' || c == '\r')
                        .count()
                + 1;
        assertThat(problems.sorted()).allSatisfy(problem -> {
            Location location = problem.location();
            assertThat(location.line()).isBetween(1, (int) lines);
            assertThat(location.column()).isPositive();
        });

        Problems policyProblems = new Problems();
        boolean valid = new PolicyParser(new YamlDocumentReader())
                .parse(content, policyProblems)
                .isPresent();
        assertThat(valid).isEqualTo(policyProblems.isEmpty());
    }
}
